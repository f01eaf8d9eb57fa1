/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/stats.h"
#include "fascia/store/store.h"

G_BEGIN_DECLS

/* Sums over the log, from totals that are kept with the rows (schema 4): they cost
 * what they show, not what is stored. Days are the user's days: they begin at the
 * hour of the preference day_start_h. An invalid day is no bound. */

/* What was done of one technique on one side with one tool. */
typedef struct {
  char *technique;
  FasciaSide side;
  FasciaTool tool; /* NONE: not known */
  guint items;
  gint64 done_s;
} FasciaItemTotal;
void fascia_item_total_free (FasciaItemTotal *self);

/* Of one day, one month (its first day) or a span (its first day). */
typedef struct {
  FasciaDay day;
  guint sessions;
  guint counting; /* those that count for the goal */
  gint64 active_s;
} FasciaSessionTotal;

/* (element-type FasciaItemTotal) (transfer full): in no order, each once. */
GPtrArray *fascia_store_sum_items (FasciaStore *self, FasciaDay since, FasciaDay until, GError **error);
gboolean fascia_store_sum_sessions (FasciaStore *self, FasciaDay since, FasciaDay until, FasciaSessionTotal *total, GError **error);
/* (element-type FasciaSessionTotal) (transfer full): the days that have sessions, in order. */
GArray *fascia_store_list_day_totals (FasciaStore *self, FasciaDay since, FasciaDay until, GError **error);
/* (element-type FasciaDay) (transfer full): those with a session that counts, in order. */
GArray *fascia_store_list_counting_days (FasciaStore *self, FasciaDay since, FasciaDay until, GError **error);
/* Totals by month. */
GArray *fascia_store_list_month_totals (FasciaStore *self, GError **error);

/* Adds the time of sessions logged by hand with areas only to @seconds, split
 * equally over their areas; @last (nullable): the last day of each. */
gboolean fascia_store_sum_areas_only (FasciaStore *self, FasciaDay since, FasciaDay until, gint64 seconds[FASCIA_N_AREAS], FasciaDay last[FASCIA_N_AREAS], GError **error);

/* The last day up to @until that @technique was done, or no day. */
gboolean fascia_store_get_last_day (FasciaStore *self, const char *technique, FasciaDay until, FasciaDay *day, GError **error);

/* (element-type FasciaRating) (transfer full): of @area, by time, what
 * fascia_stats_trend() looks at on @today: the first 14 days and the last. */
GArray *fascia_store_list_ratings (FasciaStore *self, FasciaArea area, FasciaDay today, GError **error);

G_END_DECLS
