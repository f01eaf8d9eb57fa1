/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/stats.h"

#include <stdlib.h>

#define DAYS_PER_WEEK 7

/* From this goal on one session less still makes a week of the streak. */
#define LENIENT_GOAL 3

/* Rule of thumb: 2 points and 30 % (content-facts 7.2). */
#define CLEAR_POINTS 2
#define CLEAR_FRACTION 0.3
#define LITTLE_POINTS 1
#define HIGH_RATING 7
#define HIGH_IN_A_ROW 3

#define LOPSIDED_S 60

static const char *const verdict_names[] = {
  [FASCIA_TREND_CLEARLY_LOWER] = "clearly-lower",
  [FASCIA_TREND_A_LITTLE_LOWER] = "a-little-lower",
  [FASCIA_TREND_UNCHANGED] = "unchanged",
  [FASCIA_TREND_HIGHER] = "higher",
  [FASCIA_TREND_TOO_FEW] = "too-few",
};

const char *
fascia_trend_verdict_to_string (FasciaTrendVerdict verdict)
{
  g_return_val_if_fail ((guint)verdict < G_N_ELEMENTS (verdict_names), NULL);

  return verdict_names[verdict];
}

/* --- The weekly goal ----------------------------------------------------------- */

gboolean
fascia_stats_adherence (const FasciaStatsFacts *facts, FasciaDay today, double *adherence)
{
  FasciaDay this_week;
  guint done = 0;
  guint goal = 0;

  g_return_val_if_fail (facts != NULL, FALSE);
  g_return_val_if_fail (fascia_day_is_valid (today), FALSE);
  g_return_val_if_fail (adherence != NULL, FALSE);

  this_week = fascia_day_week_start (today);
  for (int i = 1; i <= FASCIA_ADHERENCE_WEEKS; i++)
    {
      FasciaDay week = fascia_day_add (this_week, -i * DAYS_PER_WEEK);
      FasciaGoalWeek asked = fascia_goal_get_week (&facts->goal, week);

      if (!asked.scored || !fascia_day_is_valid (facts->goal.first_use))
        continue;
      done += MIN (fascia_goal_count_week (facts->counted_days, facts->n_counted_days, week), asked.goal);
      goal += asked.goal;
    }

  if (goal == 0)
    return FALSE;
  *adherence = (double)done / goal;
  return TRUE;
}

FasciaBand
fascia_stats_band (double adherence)
{
  int per_cent = (int)(adherence * 100 + 0.5);

  if (per_cent >= 80)
    return FASCIA_BAND_ON_TRACK;
  return per_cent >= 50 ? FASCIA_BAND_PARTLY : FASCIA_BAND_LESS;
}

gboolean
fascia_stats_week_counts (guint done, guint goal)
{
  return done >= goal || (goal >= LENIENT_GOAL && done == goal - 1);
}

/* The scored weeks before @week counted, as many as a forgiven week needs. */
static gboolean
is_forgiven (const FasciaStatsFacts *facts, FasciaDay week)
{
  guint counted = 0;

  while (counted < FASCIA_FORGIVING_WEEKS)
    {
      FasciaGoalWeek asked;

      week = fascia_day_add (week, -DAYS_PER_WEEK);
      if (!fascia_day_is_valid (week) || fascia_day_difference (week, fascia_day_week_start (facts->goal.first_use)) < 0)
        return FALSE;
      asked = fascia_goal_get_week (&facts->goal, week);
      if (!asked.scored)
        continue;
      if (!fascia_stats_week_counts (fascia_goal_count_week (facts->counted_days, facts->n_counted_days, week), asked.goal))
        return FALSE;
      counted++;
    }
  return TRUE;
}

guint
fascia_stats_streak (const FasciaStatsFacts *facts, FasciaDay today)
{
  FasciaDay this_week, first_week;
  guint streak = 0;

  g_return_val_if_fail (facts != NULL, 0);
  g_return_val_if_fail (fascia_day_is_valid (today), 0);

  if (!fascia_day_is_valid (facts->goal.first_use))
    return 0;

  this_week = fascia_day_week_start (today);
  first_week = fascia_day_week_start (facts->goal.first_use);
  for (FasciaDay week = this_week;
       fascia_day_is_valid (week) && fascia_day_difference (week, first_week) >= 0;
       week = fascia_day_add (week, -DAYS_PER_WEEK))
    {
      FasciaGoalWeek asked = fascia_goal_get_week (&facts->goal, week);

      if (!asked.scored)
        continue;
      if (fascia_stats_week_counts (fascia_goal_count_week (facts->counted_days, facts->n_counted_days, week), asked.goal))
        streak++;
      else if (week.julian != this_week.julian && !is_forgiven (facts, week))
        break;
    }
  return streak;
}

/* --- Soreness over weeks --------------------------------------------------------- */

static int
compare_ratings (gconstpointer a, gconstpointer b)
{
  return *(const int *)a - *(const int *)b;
}

/* Of at least one value; sorts them. */
static double
median (GArray *values)
{
  guint middle = values->len / 2;

  qsort (values->data, values->len, sizeof (int), compare_ratings);
  if (values->len % 2 == 1)
    return g_array_index (values, int, middle);
  return (g_array_index (values, int, middle - 1) + g_array_index (values, int, middle)) / 2.0;
}

static gboolean
is_high (const FasciaRating *ratings, guint n_ratings)
{
  if (n_ratings < HIGH_IN_A_ROW)
    return FALSE;
  for (guint i = n_ratings - HIGH_IN_A_ROW; i < n_ratings; i++)
    {
      if (ratings[i].rating < HIGH_RATING)
        return FALSE;
    }
  return TRUE;
}

FasciaTrend
fascia_stats_trend (const FasciaRating *ratings, guint n_ratings, FasciaDay today)
{
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) last = g_array_new (FALSE, FALSE, sizeof (int));
  FasciaTrend trend = { .verdict = FASCIA_TREND_TOO_FEW };
  guint n_so_far = 0;
  double fall;

  g_return_val_if_fail (ratings != NULL || n_ratings == 0, trend);
  g_return_val_if_fail (fascia_day_is_valid (today), trend);

  /* Asked about an earlier day, later ratings are not known yet. */
  while (n_so_far < n_ratings && fascia_day_difference (ratings[n_so_far].day, today) <= 0)
    n_so_far++;
  for (guint i = 0; i < n_so_far; i++)
    {
      if (fascia_day_difference (ratings[i].day, ratings[0].day) < FASCIA_TREND_WINDOW_DAYS)
        g_array_append_val (first, ratings[i].rating);
      if (fascia_day_difference (today, ratings[i].day) < FASCIA_TREND_WINDOW_DAYS)
        g_array_append_val (last, ratings[i].rating);
    }

  trend.n_baseline = first->len;
  trend.n_recent = last->len;
  if (first->len > 0)
    trend.baseline = median (first);
  if (last->len > 0)
    trend.recent = median (last);
  if (first->len < FASCIA_TREND_MIN_RATINGS || last->len < FASCIA_TREND_MIN_RATINGS ||
      trend.baseline < FASCIA_TREND_MIN_BASELINE)
    return trend;

  fall = trend.baseline - trend.recent;
  if (fall <= -CLEAR_POINTS || is_high (ratings, n_so_far))
    trend.verdict = FASCIA_TREND_HIGHER;
  else if (fall >= CLEAR_POINTS && fall >= CLEAR_FRACTION * trend.baseline)
    trend.verdict = FASCIA_TREND_CLEARLY_LOWER;
  else if (fall >= LITTLE_POINTS)
    trend.verdict = FASCIA_TREND_A_LITTLE_LOWER;
  else
    trend.verdict = FASCIA_TREND_UNCHANGED;
  return trend;
}

/* --- Left against right ------------------------------------------------------------ */

gboolean
fascia_stats_is_lopsided (gint64 left_s, gint64 right_s)
{
  gint64 less = MIN (left_s, right_s);
  gint64 more = MAX (left_s, right_s);

  return more - less >= LOPSIDED_S && 3 * less < 2 * more;
}
