/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/statistics.h"

#include "app/service/diary-private.h"
#include "app/service/goal-source.h"
#include "fascia/store/statistics.h"

#define DAYS_PER_WEEK 7

/* Read at first; only who keeps at it for longer has more read. */
#define STREAK_DAYS (60 * DAYS_PER_WEEK)

/* The areas' shares of what was done. Techniques that this version does not know
 * (from a newer one) belong to no area. */
static gboolean
take_items (FasciaStore *store, const FasciaCatalog *catalog, FasciaStatistics *statistics, GError **error)
{
  g_autoptr (GPtrArray) totals = fascia_store_sum_items (store, statistics->since, statistics->today, error);

  if (totals == NULL)
    return FALSE;

  for (guint i = 0; i < totals->len; i++)
    {
      const FasciaItemTotal *total = g_ptr_array_index (totals, i);
      const FasciaTechnique *technique = fascia_catalog_find_technique (catalog, total->technique);
      FasciaAreaStatistics *area;

      if (total->tool != FASCIA_TOOL_NONE)
        statistics->tools_s[total->tool] += total->done_s;
      if (technique == NULL)
        continue;
      area = &statistics->areas[technique->area];
      switch (total->side)
        {
        case FASCIA_SIDE_LEFT:
          area->left_s += total->done_s;
          break;
        case FASCIA_SIDE_RIGHT:
          area->right_s += total->done_s;
          break;
        case FASCIA_SIDE_BOTH:
        default:
          area->both_s += total->done_s;
        }
    }
  return TRUE;
}

static void
keep_later (FasciaDay *last, FasciaDay day)
{
  if (fascia_day_is_valid (day) && (!fascia_day_is_valid (*last) || fascia_day_difference (day, *last) > 0))
    *last = day;
}

static gboolean
take_last_days (FasciaStore *store, const FasciaCatalog *catalog, FasciaStatistics *statistics, GError **error)
{
  gint64 ever_s[FASCIA_N_AREAS] = { 0 };
  gint64 seconds[FASCIA_N_AREAS] = { 0 };
  FasciaDay last[FASCIA_N_AREAS] = { 0 };

  for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
    {
      const FasciaTechnique *technique = fascia_catalog_get_technique (catalog, i);
      FasciaDay day;

      if (!fascia_store_get_last_day (store, technique->id, statistics->today, &day, error))
        return FALSE;
      keep_later (&statistics->areas[technique->area].last, day);
    }

  if (!fascia_store_sum_areas_only (store, FASCIA_DAY_NONE, statistics->today, ever_s, last, error) ||
      !fascia_store_sum_areas_only (store, statistics->since, statistics->today, seconds, NULL, error))
    return FALSE;
  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    {
      statistics->areas[i].both_s += seconds[i];
      keep_later (&statistics->areas[i].last, last[i]);
    }
  return TRUE;
}

static gboolean
take_trends (FasciaStore *store, FasciaStatistics *statistics, GError **error)
{
  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    {
      g_autoptr (GArray) ratings = fascia_store_list_ratings (store, i, statistics->today, error);

      if (ratings == NULL)
        return FALSE;
      statistics->areas[i].trend = fascia_stats_trend ((const FasciaRating *) (gpointer) ratings->data, ratings->len, statistics->today);
    }
  return TRUE;
}

/* Whether a streak of @weeks may go on before @since. One of half the weeks read, even
 * with each fourth forgiven, has its beginning among them; only paused weeks, which it
 * passes over, can hide it. */
static gboolean
reaches_back (const FasciaStatsFacts *facts, FasciaDay since, guint weeks)
{
  return fascia_day_is_valid (facts->goal.first_use) && fascia_day_difference (facts->goal.first_use, since) < 0 &&
         (weeks * DAYS_PER_WEEK > STREAK_DAYS / 2 || facts->goal.n_pauses > 0);
}

static gboolean
take_weeks (FasciaDiary *self, FasciaStatistics *statistics, GError **error)
{
  FasciaStore *store = fascia_diary_get_store (self);
  g_autoptr (GTimeZone) zone = fascia_clock_zone (fascia_diary_get_clock (self));
  g_auto (FasciaGoalSource) source = { 0 };
  FasciaDay monday = fascia_day_week_start (statistics->today);
  FasciaGoalFacts goal;

  if (!fascia_goal_source_load (&source, store, zone, error))
    return FALSE;
  goal = fascia_goal_source_get_facts (&source);
  statistics->goal = fascia_goal_in_week (goal.goals, goal.n_goals, monday);
  statistics->week_goal = fascia_goal_get_week (&goal, monday).goal;
  for (FasciaDay since = fascia_day_add (monday, -STREAK_DAYS);; since = FASCIA_DAY_NONE)
    {
      g_autoptr (GArray) days = fascia_store_list_counting_days (store, since, statistics->today, error);
      FasciaStatsFacts facts;

      if (days == NULL)
        return FALSE;
      facts = (FasciaStatsFacts){
        .goal = goal,
        .counted_days = (const FasciaDay *) (gpointer) days->data,
        .n_counted_days = days->len,
      };
      statistics->week_done = fascia_goal_count_week (facts.counted_days, facts.n_counted_days, monday);
      statistics->has_adherence = fascia_stats_adherence (&facts, statistics->today, &statistics->adherence);
      statistics->streak_weeks = fascia_stats_streak (&facts, statistics->today);
      if (!fascia_day_is_valid (since) || !reaches_back (&facts, since, statistics->streak_weeks))
        break;
    }
  return TRUE;
}

gboolean
fascia_diary_get_statistics (FasciaDiary *self, const FasciaCatalog *catalog, FasciaDay today, FasciaStatistics *statistics, GError **error)
{
  FasciaStore *store;
  FasciaSessionTotal total;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  g_return_val_if_fail (catalog != NULL && statistics != NULL, FALSE);
  g_return_val_if_fail (fascia_day_is_valid (today), FALSE);

  store = fascia_diary_get_store (self);
  *statistics = (FasciaStatistics){
    .today = today,
    .since = fascia_day_add (today, 1 - FASCIA_STATISTICS_DAYS),
  };
  if (!take_weeks (self, statistics, error) ||
      !fascia_store_sum_sessions (store, statistics->since, today, &total, error) ||
      !take_items (store, catalog, statistics, error) ||
      !take_last_days (store, catalog, statistics, error) ||
      !take_trends (store, statistics, error))
    return FALSE;

  statistics->sessions = total.sessions;
  statistics->active_s = total.active_s;
  return TRUE;
}

GArray *
fascia_diary_list_days (FasciaDiary *self, FasciaDay since, FasciaDay until, GError **error)
{
  g_autoptr (GArray) totals = NULL;
  GArray *days;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);

  totals = fascia_store_list_day_totals (fascia_diary_get_store (self), since, until, error);
  if (totals == NULL)
    return NULL;

  days = g_array_sized_new (FALSE, FALSE, sizeof (FasciaDayTotal), totals->len);
  for (guint i = 0; i < totals->len; i++)
    {
      const FasciaSessionTotal *total = &g_array_index (totals, FasciaSessionTotal, i);
      FasciaDayTotal day = {
        .day = total->day,
        .sessions = total->sessions,
        .counts = total->counting > 0,
        .active_s = total->active_s,
      };

      g_array_append_val (days, day);
    }
  return days;
}

GArray *
fascia_diary_list_weeks (FasciaDiary *self, FasciaDay today, guint n_weeks, GError **error)
{
  FasciaDay first;
  g_autoptr (GArray) days = NULL;
  GArray *weeks;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  g_return_val_if_fail (fascia_day_is_valid (today) && n_weeks > 0, NULL);

  first = fascia_day_add (fascia_day_week_start (today), -DAYS_PER_WEEK * ((int) n_weeks - 1));
  days = fascia_diary_list_days (self, first, fascia_day_add (fascia_day_week_start (today), DAYS_PER_WEEK - 1), error);
  if (days == NULL)
    return NULL;

  weeks = g_array_sized_new (FALSE, TRUE, sizeof (FasciaPeriodTotal), n_weeks);
  for (guint i = 0; i < n_weeks; i++)
    {
      FasciaPeriodTotal week = { .first = fascia_day_add (first, DAYS_PER_WEEK * i) };

      g_array_append_val (weeks, week);
    }
  for (guint i = 0; i < days->len; i++)
    {
      const FasciaDayTotal *day = &g_array_index (days, FasciaDayTotal, i);
      FasciaPeriodTotal *week = &g_array_index (weeks, FasciaPeriodTotal, fascia_day_difference (day->day, first) / DAYS_PER_WEEK);

      week->sessions += day->sessions;
      week->counting_days += day->counts;
      week->active_s += day->active_s;
    }
  return weeks;
}
