/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/catalog.h"
#include "fascia/core/stats.h"
#include "fascia/service/diary.h"

G_BEGIN_DECLS

/* What window, report and command line say about the log. */

/* The window that minutes and areas are summed over. */
#define FASCIA_STATISTICS_DAYS 28

typedef struct {
  gint64 left_s; /* active seconds in the span */
  gint64 right_s;
  gint64 both_s;
  FasciaDay last; /* the last day ever, up to today; no day: never */
  FasciaTrend trend;
} FasciaAreaStatistics;

typedef struct {
  FasciaDay today;
  FasciaDay since;  /* of the sums: 28 days, today the last of them */
  guint goal;       /* as set */
  guint week_done;
  guint week_goal;  /* the effective one */
  gboolean has_adherence;
  double adherence; /* 0–1 */
  guint streak_weeks;
  guint sessions;
  gint64 active_s;
  FasciaAreaStatistics areas[FASCIA_N_AREAS];
  gint64 tools_s[FASCIA_N_TOOLS];
} FasciaStatistics;

/* As of @today: later sessions are not known yet. */
gboolean fascia_diary_get_statistics (FasciaDiary *self, const FasciaCatalog *catalog, FasciaDay today, FasciaStatistics *statistics, GError **error);

/* One bar of a chart: a week (its Monday) or a month (its first day). */
typedef struct {
  FasciaDay first;
  guint sessions;
  guint counting_days;
  gint64 active_s;
} FasciaPeriodTotal;

/* (element-type FasciaPeriodTotal) (transfer full): @n_weeks weeks up to that of
 * @today, empty ones too. */
GArray *fascia_diary_list_weeks (FasciaDiary *self, FasciaDay today, guint n_weeks, GError **error);

/* One day of a calendar. */
typedef struct {
  FasciaDay day;
  guint sessions;
  gboolean counts;
  gint64 active_s;
} FasciaDayTotal;

/* (element-type FasciaDayTotal) (transfer full): the days of the span that have
 * sessions, in order. An invalid day is no bound. */
GArray *fascia_diary_list_days (FasciaDiary *self, FasciaDay since, FasciaDay until, GError **error);

/* --- In words ------------------------------------------------------------------- */

/* "1 session, 12 minutes" */
char *fascia_wording_sums (guint sessions, gint64 active_s);
/* "on track" */
const char *fascia_wording_band (FasciaBand band);
/* "Last 4 weeks: 83 %, on track" */
char *fascia_wording_adherence (gboolean has_adherence, double adherence);
/* "Streak: 5 weeks" */
char *fascia_wording_streak (guint weeks);
/* "Calf: a little lower than when you began (6 then, 5 now)." It never says why. */
char *fascia_wording_trend (FasciaArea area, const FasciaTrend *trend);

G_END_DECLS
