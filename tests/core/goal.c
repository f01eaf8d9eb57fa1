/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/goal.h"
#include "fascia/core/types.h"

static FasciaDay
day_of (const char *text)
{
  FasciaDay day;

  g_assert_true (fascia_day_from_string (text, &day, NULL));
  return day;
}

static void
test_without_a_goal_it_is_the_usual_one (void)
{
  g_assert_cmpuint (fascia_goal_in_week (NULL, 0, day_of ("2027-03-22")), ==, FASCIA_DEFAULT_GOAL);
}

static void
test_newest_goal_of_the_week_is_in_force (void)
{
  const FasciaGoal goals[] = {
    { day_of ("2027-03-10"), 2 }, /* a Wednesday: the first day of use */
    { day_of ("2027-03-29"), 5 },
    { day_of ("2027-04-05"), 1 },
  };
  static const struct {
    const char *week;
    guint goal;
  } cases[] = {
    { "2027-03-01", FASCIA_DEFAULT_GOAL },
    { "2027-03-08", 2 },
    { "2027-03-15", 2 },
    { "2027-03-22", 2 },
    { "2027-03-29", 5 },
    { "2027-04-05", 1 },
    { "2031-01-06", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (fascia_goal_in_week (goals, G_N_ELEMENTS (goals), day_of (cases[i].week)), ==, cases[i].goal);
}

static void
test_a_new_goal_waits_for_monday_but_in_the_first_week (void)
{
  static const struct {
    const char *today;
    const char *first_use; /* %NULL: nothing was ever logged or set */
    const char *from;
  } cases[] = {
    { "2027-03-24", NULL, "2027-03-24" },
    { "2027-03-24", "2027-03-24", "2027-03-24" },
    { "2027-03-24", "2027-03-22", "2027-03-24" },
    { "2027-03-28", "2027-03-22", "2027-03-28" },
    { "2027-03-24", "2027-03-21", "2027-03-29" },
    { "2027-03-22", "2027-03-21", "2027-03-29" },
    { "2027-03-28", "2026-03-24", "2027-03-29" },
    { "2026-12-31", "2020-01-01", "2027-01-04" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FasciaDay first_use = cases[i].first_use != NULL ? day_of (cases[i].first_use) : FASCIA_DAY_NONE;
      g_autofree char *from = fascia_day_to_string (fascia_goal_applies_from (day_of (cases[i].today), first_use));

      g_assert_cmpstr (from, ==, cases[i].from);
    }
}

static void
test_a_week_counts_its_own_days (void)
{
  const FasciaDay days[] = {
    day_of ("2027-03-14"),
    day_of ("2027-03-21"),
    day_of ("2027-03-22"),
    day_of ("2027-03-25"),
    day_of ("2027-03-28"),
    day_of ("2027-03-29"),
  };

  g_assert_cmpuint (fascia_goal_count_week (days, G_N_ELEMENTS (days), day_of ("2027-03-22")), ==, 3);
  g_assert_cmpuint (fascia_goal_count_week (days, G_N_ELEMENTS (days), day_of ("2027-03-29")), ==, 1);
  g_assert_cmpuint (fascia_goal_count_week (days, G_N_ELEMENTS (days), day_of ("2027-03-08")), ==, 1);
  g_assert_cmpuint (fascia_goal_count_week (days, G_N_ELEMENTS (days), day_of ("2027-04-05")), ==, 0);
  g_assert_cmpuint (fascia_goal_count_week (days, G_N_ELEMENTS (days), day_of ("2026-04-06")), ==, 0);
  g_assert_cmpuint (fascia_goal_count_week (NULL, 0, day_of ("2027-03-22")), ==, 0);
  g_assert_cmpuint (fascia_goal_count_days (days, G_N_ELEMENTS (days), day_of ("2027-03-25"), day_of ("2027-03-25")), ==, 1);
  g_assert_cmpuint (fascia_goal_count_days (days, G_N_ELEMENTS (days), day_of ("2027-03-26"), day_of ("2027-03-27")), ==, 0);
  g_assert_cmpuint (fascia_goal_count_days (days, G_N_ELEMENTS (days), day_of ("2027-03-28"), day_of ("2027-03-22")), ==, 0);
}

/* --- Pauses ---------------------------------------------------------------------- */

/* "2027-03-24", "2027-03-24..", "2027-03-24..2027-03-26", and "@2027-03-25" behind it when
 * it was ended at noon of that day (UTC). */
static FasciaPause *
make_pause (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "@", 2);
  g_auto (GStrv) days = g_strsplit (parts[0], "..", 2);
  FasciaPause *pause = fascia_pause_new ();

  pause->uuid = g_uuid_string_random ();
  pause->from = day_of (days[0]);
  pause->until = days[1] == NULL ? pause->from : *days[1] == '\0' ? FASCIA_DAY_NONE : day_of (days[1]);
  if (parts[1] != NULL)
    {
      g_autofree char *noon = g_strdup_printf ("%sT12:00:00Z", parts[1]);
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (noon, NULL);

      pause->ended_day = day_of (parts[1]);
      pause->ended_us = g_date_time_to_unix (time) * G_USEC_PER_SEC;
    }
  return pause;
}

static GPtrArray *
make_pauses (const char *text)
{
  GPtrArray *pauses = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_pause_free);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (pauses, make_pause (words[i]));
  return pauses;
}

/* The week from Monday 22 to Sunday 28 March 2027. */
static void
test_a_week_asks_for_what_its_days_allow (void)
{
  static const struct {
    guint per_week;
    const char *first_use; /* %NULL: none */
    const char *pauses;
    guint goal;
    guint unpaused;
    gboolean scored;
  } cases[] = {
    { 3, NULL, "", 3, 7, TRUE },
    { 7, "2026-01-01", "", 7, 7, TRUE },
    /* A first part-week is pro-rated, rounded down, but never to nothing. */
    { 3, "2027-03-22", "", 3, 7, TRUE },
    { 3, "2027-03-23", "", 2, 6, TRUE },
    { 7, "2027-03-25", "", 4, 4, TRUE },
    { 5, "2027-03-26", "", 2, 3, TRUE },
    { 3, "2027-03-28", "", 1, 1, TRUE },
    { 1, "2027-03-28", "", 1, 1, TRUE },
    /* Weeks before the first use are nobody's. */
    { 3, "2027-03-29", "", 3, 7, FALSE },
    { 3, "2027-03-21", "", 3, 7, TRUE },
    /* Paused days lower the goal once too few are left; four take the week out. */
    { 3, NULL, "2027-03-24", 3, 6, TRUE },
    { 5, NULL, "2027-03-24..2027-03-26", 4, 4, TRUE },
    { 3, NULL, "2027-03-24..2027-03-26", 3, 4, TRUE },
    { 3, NULL, "2027-03-23..2027-03-26", 3, 3, FALSE },
    { 3, NULL, "2027-03-22..2027-03-26", 2, 2, FALSE },
    { 3, NULL, "2027-03-01..2027-04-30", 0, 0, FALSE },
    /* Skipped days are paused ones; a day paused twice is paused once. */
    { 7, NULL, "2027-03-22 2027-03-24 2027-03-26", 4, 4, TRUE },
    { 3, NULL, "2027-03-22 2027-03-24 2027-03-26 2027-03-28", 3, 3, FALSE },
    { 7, NULL, "2027-03-22..2027-03-24 2027-03-24..2027-03-24", 4, 4, TRUE },
    /* Only what lies in the week. */
    { 7, NULL, "2027-03-15..2027-03-22 2027-03-28..2027-04-03", 5, 5, TRUE },
    { 7, NULL, "2027-03-15..2027-03-21 2027-03-29..2027-04-03", 7, 7, TRUE },
    /* Open: to the end; resumed: up to the day before. */
    { 5, NULL, "2027-03-26..", 4, 4, TRUE },
    { 5, NULL, "2027-03-25..", 3, 3, FALSE },
    { 7, NULL, "2027-03-22..@2027-03-24", 5, 5, TRUE },
    { 7, NULL, "2027-03-22..2027-03-28@2027-03-23", 6, 6, TRUE },
    { 7, NULL, "2027-03-24@2027-03-24", 7, 7, TRUE },
    /* Both: paused days before the first use are not counted against it. */
    { 7, "2027-03-24", "2027-03-22..2027-03-25", 3, 3, TRUE },
    { 3, "2027-03-27", "2027-03-27..2027-03-28", 0, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const FasciaGoal goal = { day_of ("2020-01-06"), cases[i].per_week };
      g_autoptr (GPtrArray) pauses = make_pauses (cases[i].pauses);
      const FasciaGoalFacts facts = {
        .goals = &goal,
        .n_goals = 1,
        .pauses = (const FasciaPause *const *)pauses->pdata,
        .n_pauses = pauses->len,
        .first_use = cases[i].first_use != NULL ? day_of (cases[i].first_use) : FASCIA_DAY_NONE,
      };
      FasciaGoalWeek week = fascia_goal_get_week (&facts, day_of ("2027-03-22"));

      g_test_message ("%u from %s, paused %s", cases[i].per_week, cases[i].first_use != NULL ? cases[i].first_use : "ever", cases[i].pauses);
      g_assert_cmpuint (week.goal, ==, cases[i].goal);
      g_assert_cmpuint (week.unpaused_days, ==, cases[i].unpaused);
      g_assert_cmpint (week.scored, ==, cases[i].scored);
    }
}

/* The score sees whole days, a reminder the instant. */
static void
test_a_pause_covers_its_days_and_its_instants (void)
{
  g_autoptr (FasciaPause) pause = make_pause ("2027-03-24..2027-03-26@2027-03-25");
  g_autoptr (FasciaPause) open = make_pause ("2027-03-24..");
  gint64 noon_us = pause->ended_us;

  pause->created_us = noon_us - 30 * G_TIME_SPAN_HOUR; /* on the 24th at six */
  g_assert_false (fascia_pause_covers_day (pause, day_of ("2027-03-23")));
  g_assert_true (fascia_pause_covers_day (pause, day_of ("2027-03-24")));
  g_assert_false (fascia_pause_covers_day (pause, day_of ("2027-03-25")));
  g_assert_false (fascia_pause_covers_day (pause, day_of ("2027-03-26")));

  g_assert_false (fascia_pause_covers_instant (pause, day_of ("2027-03-24"), pause->created_us - 1));
  g_assert_true (fascia_pause_covers_instant (pause, day_of ("2027-03-24"), pause->created_us));
  g_assert_true (fascia_pause_covers_instant (pause, day_of ("2027-03-25"), noon_us - 1));
  g_assert_false (fascia_pause_covers_instant (pause, day_of ("2027-03-25"), noon_us));
  g_assert_false (fascia_pause_covers_instant (pause, day_of ("2027-03-27"), noon_us - 1));

  g_assert_true (fascia_pause_covers_day (open, day_of ("2031-01-01")));
  g_assert_true (fascia_pause_covers_instant (open, day_of ("2031-01-01"), noon_us + 4 * 366 * G_TIME_SPAN_DAY));
}

static void
test_a_pause_has_to_make_sense (void)
{
  g_autoptr (FasciaPause) pause = make_pause ("2027-03-24..2027-03-24");
  g_autoptr (GError) error = NULL;

  g_assert_true (fascia_pause_validate (pause, &error));
  g_assert_no_error (error);
  pause->until = FASCIA_DAY_NONE;
  g_assert_true (fascia_pause_validate (pause, NULL));
  pause->until = day_of ("2027-03-23");
  g_assert_false (fascia_pause_validate (pause, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  pause->until = pause->from;
  pause->from = FASCIA_DAY_NONE;
  g_assert_false (fascia_pause_validate (pause, NULL));
  pause->from = pause->until;
  g_clear_pointer (&pause->uuid, g_free);
  g_assert_false (fascia_pause_validate (pause, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/goal/without-a-goal-it-is-the-usual-one", test_without_a_goal_it_is_the_usual_one);
  g_test_add_func ("/goal/newest-goal-of-the-week-is-in-force", test_newest_goal_of_the_week_is_in_force);
  g_test_add_func ("/goal/a-new-goal-waits-for-monday-but-in-the-first-week", test_a_new_goal_waits_for_monday_but_in_the_first_week);
  g_test_add_func ("/goal/a-week-counts-its-own-days", test_a_week_counts_its_own_days);
  g_test_add_func ("/goal/a-week-asks-for-what-its-days-allow", test_a_week_asks_for_what_its_days_allow);
  g_test_add_func ("/goal/a-pause-covers-its-days-and-its-instants", test_a_pause_covers_its_days_and_its_instants);
  g_test_add_func ("/goal/a-pause-has-to-make-sense", test_a_pause_has_to_make_sense);
  return g_test_run ();
}
