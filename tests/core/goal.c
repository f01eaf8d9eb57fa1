/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/goal.h"

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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/goal/without-a-goal-it-is-the-usual-one", test_without_a_goal_it_is_the_usual_one);
  g_test_add_func ("/goal/newest-goal-of-the-week-is-in-force", test_newest_goal_of_the_week_is_in_force);
  g_test_add_func ("/goal/a-new-goal-waits-for-monday-but-in-the-first-week", test_a_new_goal_waits_for_monday_but_in_the_first_week);
  g_test_add_func ("/goal/a-week-counts-its-own-days", test_a_week_counts_its_own_days);
  return g_test_run ();
}
