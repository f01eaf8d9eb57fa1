/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/stats.h"
#include "fascia/service/report.h"

G_BEGIN_DECLS

/* What a report says, before it is set on paper. For report*.c only. */

/* One week that the span touches. */
typedef struct {
  FasciaDay monday;
  guint done;      /* days that counted, up to the end of the span */
  guint goal;      /* the effective one */
  gboolean scored; /* paused weeks and those before the first use are not */
  gboolean whole;  /* all of it lies in the span and is over */
} FasciaReportWeek;

typedef struct {
  gint64 left_s;
  gint64 right_s;
  gint64 both_s;
  FasciaTrend trend; /* up to the end of the span */
} FasciaReportArea;

/* What was broken off. Points into the sessions. */
typedef struct {
  const FasciaLogEntry *entry;
  const FasciaLogItem *item;
} FasciaReportStop;

typedef struct {
  FasciaReportSpan span;
  FasciaDay made_on;
  GPtrArray *entries; /* element-type FasciaLogEntry, oldest first */
  GArray *weeks;      /* element-type FasciaReportWeek */
  GArray *stops;      /* element-type FasciaReportStop, oldest first */
  guint n_stopped;    /* sessions among them */
  guint n_by_hand;
  gint64 active_s;
  guint whole_done; /* of the whole weeks that are scored, at most the goal in each */
  guint whole_goal;
  FasciaReportArea areas[FASCIA_N_AREAS];
} FasciaReportFacts;

/* @self is all zero. */
gboolean fascia_report_facts_load (FasciaReportFacts *self, FasciaContext *context, const FasciaReportSpan *span, GError **error);
void fascia_report_facts_clear (FasciaReportFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FasciaReportFacts, fascia_report_facts_clear)

/* Where the time of a session went, added to @areas. */
void fascia_report_add_time (const FasciaCatalog *catalog, const FasciaLogEntry *entry, FasciaReportArea areas[FASCIA_N_AREAS]);

G_END_DECLS
