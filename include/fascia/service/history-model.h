/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/log-filter.h"
#include "fascia/service/diary.h"

G_BEGIN_DECLS

/* What the heading of a month says: its first day, and what lies in it (of what was
 * found, where there is a filter). */
typedef struct {
  FasciaDay first;
  guint sessions;
  gint64 active_s;
} FasciaHistoryMonth;

/* One row of the journal: a session, or the heading of a month. */
#define FASCIA_TYPE_HISTORY_ITEM (fascia_history_item_get_type ())
G_DECLARE_FINAL_TYPE (FasciaHistoryItem, fascia_history_item, FASCIA, HISTORY_ITEM, GObject)
/* %NULL for a heading. */
const FasciaLogEntry *fascia_history_item_get_entry (FasciaHistoryItem *self);
/* %NULL for a session. */
const FasciaHistoryMonth *fascia_history_item_get_month (FasciaHistoryItem *self);

/**
 * FasciaHistoryModel:
 *
 * A GListModel of FasciaHistoryItem, newest first: a heading for each of the user's
 * months, then its sessions. Months come from totals that are kept, sessions from the
 * diary as they are asked for: a look anywhere into a long log costs what it shows.
 * Follows the diary's "changed".
 *
 * With a filter it grows while the log is looked through, in pieces, beside what else
 * the program does; "searching" (notified) is %TRUE until it is through.
 */
#define FASCIA_TYPE_HISTORY_MODEL (fascia_history_model_get_type ())
G_DECLARE_FINAL_TYPE (FasciaHistoryModel, fascia_history_model, FASCIA, HISTORY_MODEL, GObject)
FasciaHistoryModel *fascia_history_model_new (FasciaDiary *diary);

/* @filter: (nullable): only what fits it; %NULL for all again. What it points to must
 * stay until it is set anew. */
void fascia_history_model_set_filter (FasciaHistoryModel *self, const FasciaLogFilter *filter);
gboolean fascia_history_model_is_searching (FasciaHistoryModel *self);
/* Sessions, without the headings. */
guint fascia_history_model_get_n_sessions (FasciaHistoryModel *self);
/* *@position: of the newest session of @day. %FALSE when there is none, and with a
 * filter: that one does not know about days. */
gboolean fascia_history_model_find_day (FasciaHistoryModel *self, FasciaDay day, guint *position);

G_END_DECLS
