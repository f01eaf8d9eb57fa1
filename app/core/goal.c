/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/goal.h"

guint
fascia_goal_in_week (const FasciaGoal *goals, guint n_goals, FasciaDay week_start)
{
  guint per_week = FASCIA_DEFAULT_GOAL;

  g_return_val_if_fail (goals != NULL || n_goals == 0, FASCIA_DEFAULT_GOAL);
  g_return_val_if_fail (fascia_day_is_valid (week_start), FASCIA_DEFAULT_GOAL);

  for (guint i = 0; i < n_goals && fascia_day_difference (goals[i].from, week_start) <= 6; i++)
    per_week = goals[i].per_week;
  return per_week;
}

FasciaDay
fascia_goal_applies_from (FasciaDay today, FasciaDay first_use)
{
  FasciaDay monday;

  g_return_val_if_fail (fascia_day_is_valid (today), FASCIA_DAY_NONE);

  monday = fascia_day_week_start (today);
  if (!fascia_day_is_valid (first_use) || fascia_day_difference (first_use, monday) >= 0)
    return today;
  return fascia_day_add (monday, 7);
}

/* The first of the sorted @days that is not before @day. */
static guint
first_from (const FasciaDay *days, guint n_days, FasciaDay day)
{
  guint low = 0;
  guint high = n_days;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (fascia_day_difference (days[middle], day) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
fascia_goal_count_days (const FasciaDay *counted_days, guint n_days, FasciaDay first, FasciaDay last)
{
  guint start, end;

  g_return_val_if_fail (counted_days != NULL || n_days == 0, 0);
  g_return_val_if_fail (fascia_day_is_valid (first), 0);
  g_return_val_if_fail (fascia_day_is_valid (last), 0);

  start = first_from (counted_days, n_days, first);
  for (end = start; end < n_days && fascia_day_difference (counted_days[end], last) <= 0; end++)
    continue;
  return end - start;
}

guint
fascia_goal_count_week (const FasciaDay *counted_days, guint n_days, FasciaDay week_start)
{
  g_return_val_if_fail (fascia_day_is_valid (week_start), 0);

  return fascia_goal_count_days (counted_days, n_days, week_start, fascia_day_add (week_start, 6));
}
