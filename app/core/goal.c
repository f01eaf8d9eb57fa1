/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/goal.h"

#include <glib/gi18n-lib.h>

#include "fascia/core/types.h"
#include "names.h"

#define DAYS_PER_WEEK 7

/* A week with as many paused days is not scored (spec R15). */
#define PAUSED_WEEK_DAYS 4

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

/* --- Pauses ---------------------------------------------------------------------- */

static const char *const pause_reason_names[] = {
  [FASCIA_PAUSE_VACATION] = "vacation",
  [FASCIA_PAUSE_ILLNESS] = "illness",
  [FASCIA_PAUSE_OTHER] = "other",
  [FASCIA_PAUSE_SKIP] = "skip",
};

const char *
fascia_pause_reason_to_string (FasciaPauseReason reason)
{
  g_return_val_if_fail ((guint)reason < G_N_ELEMENTS (pause_reason_names), NULL);

  return pause_reason_names[reason];
}

gboolean
fascia_pause_reason_from_string (const char *text, FasciaPauseReason *reason)
{
  guint index;

  g_return_val_if_fail (reason != NULL, FALSE);

  if (!find_name (pause_reason_names, G_N_ELEMENTS (pause_reason_names), text, &index))
    return FALSE;
  *reason = index;
  return TRUE;
}

FasciaPause *
fascia_pause_new (void)
{
  return g_new0 (FasciaPause, 1);
}

FasciaPause *
fascia_pause_copy (const FasciaPause *self)
{
  FasciaPause *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (FasciaPause, 1);
  *copy = *self;
  copy->uuid = g_strdup (self->uuid);
  return copy;
}

void
fascia_pause_free (FasciaPause *self)
{
  if (self == NULL)
    return;
  g_free (self->uuid);
  g_free (self);
}

gboolean
fascia_pause_validate (const FasciaPause *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->uuid == NULL || !g_uuid_string_is_valid (self->uuid))
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("The pause has no valid UUID; give it a new one."));
      return FALSE;
    }
  if (!fascia_day_is_valid (self->from))
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("The pause has no first day; give one as YYYY-MM-DD."));
      return FALSE;
    }
  if (fascia_day_is_valid (self->until) && fascia_day_difference (self->until, self->from) < 0)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("The pause ends before it begins; choose a last day that is not before the first."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
spans (const FasciaPause *self, FasciaDay day)
{
  return fascia_day_difference (day, self->from) >= 0 &&
         (!fascia_day_is_valid (self->until) || fascia_day_difference (day, self->until) <= 0);
}

gboolean
fascia_pause_covers_day (const FasciaPause *self, FasciaDay day)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return fascia_day_is_valid (day) && spans (self, day) &&
         (self->ended_us == 0 || fascia_day_difference (day, self->ended_day) < 0);
}

gboolean
fascia_pause_covers_instant (const FasciaPause *self, FasciaDay day, gint64 at_us)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return fascia_day_is_valid (day) && spans (self, day) && at_us >= self->created_us &&
         (self->ended_us == 0 || at_us < self->ended_us);
}

gboolean
fascia_goal_is_paused (const FasciaGoalFacts *facts, FasciaDay day)
{
  g_return_val_if_fail (facts != NULL, FALSE);

  for (guint i = 0; i < facts->n_pauses; i++)
    {
      if (fascia_pause_covers_day (facts->pauses[i], day))
        return TRUE;
    }
  return FALSE;
}

/* --- What a week asks for ---------------------------------------------------------- */

FasciaGoalWeek
fascia_goal_get_week (const FasciaGoalFacts *facts, FasciaDay week_start)
{
  FasciaGoalWeek week = { 0 };
  FasciaDay first = week_start;
  guint n_days = DAYS_PER_WEEK;
  guint n_paused = 0;

  g_return_val_if_fail (facts != NULL, week);
  g_return_val_if_fail (fascia_day_is_valid (week_start), week);

  week.goal = fascia_goal_in_week (facts->goals, facts->n_goals, week_start);
  week.scored = TRUE;

  if (fascia_day_is_valid (facts->first_use))
    {
      int days_in = fascia_day_difference (facts->first_use, week_start);

      if (days_in >= DAYS_PER_WEEK)
        week.scored = FALSE;
      else if (days_in > 0)
        {
          n_days = DAYS_PER_WEEK - days_in;
          first = facts->first_use;
          week.goal = MAX (week.goal * n_days / DAYS_PER_WEEK, FASCIA_MIN_GOAL);
        }
    }

  for (guint i = 0; i < n_days; i++)
    n_paused += fascia_goal_is_paused (facts, fascia_day_add (first, i));
  week.unpaused_days = n_days - n_paused;
  week.goal = MIN (week.goal, week.unpaused_days);
  if (n_paused >= PAUSED_WEEK_DAYS || week.goal == 0)
    week.scored = FALSE;
  return week;
}
