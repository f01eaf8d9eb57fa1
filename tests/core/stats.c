/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/stats.h"

#include <stdlib.h>
#include <string.h>

static FasciaDay
day_of (const char *text)
{
  FasciaDay day;

  g_assert_true (fascia_day_from_string (text, &day, NULL));
  return day;
}

/* The Monday of the first week of these tests. */
static FasciaDay
first_monday (void)
{
  return day_of ("2027-01-04");
}

/* A log written as one digit a week: how many days of it counted. */
static GArray *
days_of_weeks (const char *weeks)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (FasciaDay));

  for (guint week = 0; weeks[week] != '\0'; week++)
    {
      for (int i = 0; i < weeks[week] - '0'; i++)
        {
          FasciaDay day = fascia_day_add (first_monday (), 7 * week + i);

          g_array_append_val (days, day);
        }
    }
  return days;
}

/* Weeks marked x are vacation from Monday to Sunday; 4 from Monday to Thursday; 3 to
 * Wednesday. */
static GPtrArray *
pauses_of_weeks (const char *weeks)
{
  GPtrArray *pauses = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_pause_free);

  for (guint week = 0; weeks[week] != '\0'; week++)
    {
      FasciaPause *pause;

      if (weeks[week] == ' ')
        continue;
      pause = fascia_pause_new ();
      pause->from = fascia_day_add (first_monday (), 7 * week);
      pause->until = fascia_day_add (pause->from, weeks[week] == 'x' ? 6 : weeks[week] - '1');
      g_ptr_array_add (pauses, pause);
    }
  return pauses;
}

typedef struct {
  guint goal;
  const char *weeks;  /* days that counted, the last week is that of today */
  const char *pauses; /* see above */
  int first_use;      /* days after the first Monday */
  int per_cent;       /* -1: nothing to say */
  guint streak;
} Life;

static const Life lives[] = {
  /* Nothing yet: the running week is in no sum. */
  { 3, "0", "", 0, -1, 0 },
  { 3, "2", "", 0, -1, 1 },
  { 3, "1", "", 0, -1, 0 },
  { 3, "30", "", 0, 100, 1 },
  /* More than the goal earns nothing more, and makes up for nothing. */
  { 3, "70", "", 0, 100, 1 },
  { 3, "700", "", 0, 50, 0 },
  { 3, "33330", "", 0, 100, 4 },
  { 3, "23320", "", 0, 83, 4 },
  { 3, "22220", "", 0, 67, 4 },
  /* Only the last four full weeks. */
  { 3, "033330", "", 0, 100, 4 },
  { 3, "300000", "", 0, 0, 0 },
  /* One less counts from a goal of 3 on. */
  { 2, "1111", "", 0, 50, 0 },
  { 2, "2222", "", 0, 100, 4 },
  { 1, "0111", "", 0, 67, 3 },
  { 7, "6666", "", 0, 86, 4 },
  { 7, "5555", "", 0, 71, 0 },
  /* A missed week is forgiven after three that counted, and is none itself. */
  { 3, "33303", "", 0, 75, 4 },
  { 3, "3330", "", 0, 100, 3 },
  { 3, "33300", "", 0, 75, 3 },
  { 3, "333000", "", 0, 50, 0 },
  { 3, "33033", "", 0, 75, 2 },
  { 3, "333033303", "", 0, 75, 7 },
  { 3, "333033033", "", 0, 75, 2 },
  /* Paused weeks are as if they had never been … */
  { 3, "33x03", "  x  ", 0, 67, 1 },
  { 3, "3303303", "  x  x ", 0, 100, 5 },
  { 3, "33330", "xxxx ", 0, -1, 0 },
  /* … also between the three that forgive a missed one. */
  { 3, "330303", "  x   ", 0, 67, 4 },
  /* Four paused days make such a week, three only fewer days to ask for. */
  { 3, "330", " 4 ", 0, 100, 1 },
  { 5, "540", " 3 ", 0, 100, 2 },
  { 5, "530", " 3 ", 0, 89, 2 },
  { 5, "520", " 3 ", 0, 78, 0 },
  /* A first part-week asks for its part: 3 of 7 days are 1 of 3 … */
  { 3, "1", "", 4, -1, 1 },
  { 3, "0330", "", 4, 86, 2 },
  /* … and before it nothing was asked. */
  { 3, "0003330", "", 14, 75, 3 },
  { 3, "0000", "", 28, -1, 0 },
};

static void
take_facts (const Life *life, const GArray *days, const GPtrArray *pauses, const FasciaGoal *goal, FasciaStatsFacts *facts)
{
  *facts = (FasciaStatsFacts){
    .goal = {
      .goals = goal,
      .n_goals = 1,
      .pauses = (const FasciaPause *const *)pauses->pdata,
      .n_pauses = pauses->len,
      .first_use = fascia_day_add (first_monday (), life->first_use),
    },
    .counted_days = (const FasciaDay *)(gpointer)days->data,
    .n_counted_days = days->len,
  };
}

static void
test_adherence_and_streak_of_many_lives (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lives); i++)
    {
      const Life *life = &lives[i];
      g_autofree char *weeks = g_strdelimit (g_strdup (life->weeks), "x", '0');
      g_autoptr (GArray) days = days_of_weeks (weeks);
      g_autoptr (GPtrArray) pauses = pauses_of_weeks (life->pauses);
      const FasciaGoal goal = { first_monday (), life->goal };
      FasciaDay monday = fascia_day_add (first_monday (), 7 * (strlen (life->weeks) - 1));
      FasciaStatsFacts facts;

      take_facts (life, days, pauses, &goal, &facts);
      /* The same from Monday to Sunday: only the days that counted matter. */
      for (int weekday = 0; weekday < 7; weekday++)
        {
          FasciaDay today = fascia_day_add (monday, weekday);
          double adherence = -1;
          gboolean said = fascia_stats_adherence (&facts, today, &adherence);
          int per_cent = said ? (int)(adherence * 100 + 0.5) : -1;

          if (per_cent != life->per_cent || fascia_stats_streak (&facts, today) != life->streak)
            g_error ("life %u (goal %u, “%s”), weekday %d: %d %%, %u weeks", i, life->goal, life->weeks, weekday,
                     per_cent, fascia_stats_streak (&facts, today));
        }
    }
}

static void
test_without_a_first_use_there_is_nothing_to_say (void)
{
  const FasciaStatsFacts facts = { 0 };
  double adherence;

  g_assert_false (fascia_stats_adherence (&facts, day_of ("2027-03-24"), &adherence));
  g_assert_cmpuint (fascia_stats_streak (&facts, day_of ("2027-03-24")), ==, 0);
}

static void
test_a_changed_goal_is_asked_from_its_week_on (void)
{
  g_autoptr (GArray) days = days_of_weeks ("22550");
  const FasciaGoal goals[] = { { first_monday (), 2 }, { fascia_day_add (first_monday (), 14), 5 } };
  const FasciaStatsFacts facts = {
    .goal = { .goals = goals, .n_goals = 2, .first_use = first_monday () },
    .counted_days = (const FasciaDay *)(gpointer)days->data,
    .n_counted_days = days->len,
  };
  double adherence;

  g_assert_true (fascia_stats_adherence (&facts, fascia_day_add (first_monday (), 30), &adherence));
  g_assert_cmpfloat (adherence, ==, 1.0);
  g_assert_cmpuint (fascia_stats_streak (&facts, fascia_day_add (first_monday (), 30)), ==, 4);
}

static void
test_bands_are_those_of_the_per_cent_shown (void)
{
  g_assert_cmpint (fascia_stats_band (1.0), ==, FASCIA_BAND_ON_TRACK);
  g_assert_cmpint (fascia_stats_band (0.80), ==, FASCIA_BAND_ON_TRACK);
  g_assert_cmpint (fascia_stats_band (0.796), ==, FASCIA_BAND_ON_TRACK);
  g_assert_cmpint (fascia_stats_band (0.79), ==, FASCIA_BAND_PARTLY);
  g_assert_cmpint (fascia_stats_band (0.5), ==, FASCIA_BAND_PARTLY);
  g_assert_cmpint (fascia_stats_band (0.49), ==, FASCIA_BAND_LESS);
  g_assert_cmpint (fascia_stats_band (0), ==, FASCIA_BAND_LESS);
}

typedef struct {
  const char *ratings; /* "day:rating …", day 0 the first */
  int today;
  FasciaTrendVerdict verdict;
} Trend;

static const Trend trends[] = {
  { "", 10, FASCIA_TREND_TOO_FEW },
  { "0:6 3:6", 30, FASCIA_TREND_TOO_FEW },
  { "0:6 3:6 6:6 28:2 30:2", 30, FASCIA_TREND_TOO_FEW },
  { "0:6 3:6 28:2 29:2 30:2", 30, FASCIA_TREND_TOO_FEW },
  /* Too low a start to judge. */
  { "0:2 3:2 6:2 28:0 29:0 30:0", 30, FASCIA_TREND_TOO_FEW },
  { "0:2 3:2 6:3 28:9 29:9 30:9", 30, FASCIA_TREND_TOO_FEW },
  { "0:3 3:3 6:3 28:1 29:1 30:1", 30, FASCIA_TREND_CLEARLY_LOWER },
  { "0:6 3:6 6:6 28:4 29:4 30:4", 30, FASCIA_TREND_CLEARLY_LOWER },
  /* Two points, but less than 30 %. */
  { "0:7 3:7 6:7 28:5 29:5 30:5", 30, FASCIA_TREND_A_LITTLE_LOWER },
  { "0:8 3:8 6:8 28:6 29:6 30:6", 30, FASCIA_TREND_A_LITTLE_LOWER },
  { "0:5 3:5 6:5 28:4 29:4 30:4", 30, FASCIA_TREND_A_LITTLE_LOWER },
  /* Half a point is none. */
  { "0:5 3:5 6:5 9:5 27:4 28:4 29:5 30:5", 30, FASCIA_TREND_UNCHANGED },
  { "0:5 3:5 6:5 28:5 29:5 30:5", 30, FASCIA_TREND_UNCHANGED },
  { "0:5 3:5 6:5 28:6 29:6 30:6", 30, FASCIA_TREND_UNCHANGED },
  { "0:5 3:5 6:5 28:7 29:7 30:6", 30, FASCIA_TREND_HIGHER },
  { "0:4 3:4 6:4 28:6 29:6 30:6", 30, FASCIA_TREND_HIGHER },
  /* 7 or more three times in a row, the last three times. */
  { "0:7 3:7 6:7 28:7 29:7 30:7", 30, FASCIA_TREND_HIGHER },
  { "0:9 3:9 6:9 28:7 29:7 30:7", 30, FASCIA_TREND_HIGHER },
  { "0:7 3:7 6:7 27:7 28:7 29:7 30:6", 30, FASCIA_TREND_UNCHANGED },
  /* The median, not the mean: one bad day is one bad day. */
  { "0:5 3:5 6:5 28:3 29:3 30:10", 30, FASCIA_TREND_CLEARLY_LOWER },
  /* The windows are 14 days each, their edges included once. */
  { "0:6 12:6 13:6 26:3 27:3 30:3", 39, FASCIA_TREND_CLEARLY_LOWER },
  { "0:6 12:6 14:6 27:3 28:3 30:3", 40, FASCIA_TREND_TOO_FEW },
  { "0:6 12:6 13:6 26:3 27:3 30:3", 40, FASCIA_TREND_TOO_FEW },
  /* What came later is not known yet. */
  { "0:6 3:6 6:6 20:6 21:6 22:6 28:1 29:1 30:1", 25, FASCIA_TREND_UNCHANGED },
};

static void
test_trends_by_the_rule (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (trends); i++)
    {
      g_auto (GStrv) words = g_strsplit (trends[i].ratings, " ", -1);
      g_autoptr (GArray) ratings = g_array_new (FALSE, FALSE, sizeof (FasciaRating));
      FasciaTrend trend;

      for (char **word = words; *word != NULL && **word != '\0'; word++)
        {
          FasciaRating rating = {
            .day = fascia_day_add (first_monday (), atoi (*word)),
            .rating = atoi (strchr (*word, ':') + 1),
          };

          g_array_append_val (ratings, rating);
        }
      trend = fascia_stats_trend ((const FasciaRating *)(gpointer)ratings->data, ratings->len,
                                  fascia_day_add (first_monday (), trends[i].today));
      if (trend.verdict != trends[i].verdict)
        g_error ("“%s” on day %d: %s", trends[i].ratings, trends[i].today, fascia_trend_verdict_to_string (trend.verdict));
    }
}

static void
test_sides_differ_only_when_it_matters (void)
{
  g_assert_false (fascia_stats_is_lopsided (0, 0));
  g_assert_false (fascia_stats_is_lopsided (0, 59));
  g_assert_true (fascia_stats_is_lopsided (0, 60));
  g_assert_true (fascia_stats_is_lopsided (60, 0));
  g_assert_false (fascia_stats_is_lopsided (120, 180));
  g_assert_true (fascia_stats_is_lopsided (119, 180));
  g_assert_false (fascia_stats_is_lopsided (1000, 1000));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stats/adherence and streak of many lives", test_adherence_and_streak_of_many_lives);
  g_test_add_func ("/stats/without a first use there is nothing to say", test_without_a_first_use_there_is_nothing_to_say);
  g_test_add_func ("/stats/a changed goal is asked from its week on", test_a_changed_goal_is_asked_from_its_week_on);
  g_test_add_func ("/stats/bands are those of the per cent shown", test_bands_are_those_of_the_per_cent_shown);
  g_test_add_func ("/stats/trends by the rule", test_trends_by_the_rule);
  g_test_add_func ("/stats/sides differ only when it matters", test_sides_differ_only_when_it_matters);

  return g_test_run ();
}
