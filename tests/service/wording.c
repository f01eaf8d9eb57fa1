/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/wording.h"

#include <string.h>

static FasciaDay
day_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  FasciaDay day;

  g_assert_true (fascia_day_from_string (text, &day, &error));
  g_assert_no_error (error);
  return day;
}

static void
test_days (void)
{
  static const struct {
    const char *day;
    const char *words;
  } cases[] = {
    { "2026-11-20", "Today" },
    { "2026-11-19", "Yesterday" },
    { "2026-11-21", "Tomorrow" },
    { "2026-11-17", "Tue 17 Nov" },
    { "2025-11-20", "20 Nov 2025" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = fascia_wording_day (day_of (cases[i].day), day_of ("2026-11-20"));

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_durations (void)
{
  static const struct {
    int seconds;
    const char *duration;
    const char *minutes;
  } cases[] = {
    { 0, "0:00", "1 minute" },
    { 59, "0:59", "1 minute" },
    { 89, "1:29", "1 minute" },
    { 90, "1:30", "2 minutes" },
    { 739, "12:19", "12 minutes" },
    { 3661, "1:01:01", "61 minutes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *duration = fascia_wording_duration (cases[i].seconds);
      g_autofree char *minutes = fascia_wording_minutes (cases[i].seconds);

      g_assert_cmpstr (duration, ==, cases[i].duration);
      g_assert_cmpstr (minutes, ==, cases[i].minutes);
    }
}

static void
test_next_reminder (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  FasciaReminder reminder = { .why = FASCIA_WHY_ONE_OF_YOUR_DAYS, .done = 1, .goal = 3 };
  gint64 now;
  static const struct {
    const char *day;
    const char *words;
  } cases[] = {
    { "2027-03-26", "Next reminder: today 18:00. One of your days; 1 of 3 is done." },
    { "2027-03-27", "Next reminder: tomorrow 18:00. One of your days; 1 of 3 is done." },
    /* Beyond the change to summer time. */
    { "2027-03-29", "Next reminder: Mon 18:00. One of your days, in a new week." },
    { "2027-04-02", "Next reminder: Fri 2 Apr 18:00. One of your days, in a new week." },
  };
  g_autofree char *none = NULL;

  g_assert_true (fascia_instant_at_local (day_of ("2027-03-26"), 12 * 60, zone, &now));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL;

      g_assert_true (fascia_instant_at_local (day_of (cases[i].day), 18 * 60, zone, &reminder.at_us));
      words = fascia_wording_next_reminder (&reminder, now, zone);
      g_assert_cmpstr (words, ==, cases[i].words);
    }

  none = fascia_wording_next_reminder (NULL, now, zone);
  g_assert_cmpstr (none, ==, "No reminder is coming.");
}

static void
test_every_reason_is_a_sentence (void)
{
  static const struct {
    FasciaWhy why;
    guint done, goal, days_left;
    gboolean moved;
    const char *sentence;
  } cases[] = {
    { FASCIA_WHY_ONE_OF_YOUR_DAYS, 1, 3, 3, FALSE, "One of your days; 1 of 3 is done." },
    { FASCIA_WHY_ONE_OF_YOUR_DAYS, 2, 3, 3, TRUE, "One of your days; 2 of 3 are done. Moved to the end of the quiet hours." },
    { FASCIA_WHY_EVEN_IF_MET, 3, 3, 3, FALSE, "You asked for it even when the goal is met; 3 of 3 are done." },
    { FASCIA_WHY_SNOOZED, 0, 3, 3, FALSE, "You asked to be reminded later; 0 of 3 are done." },
    { FASCIA_WHY_NEEDED, 1, 3, 3, FALSE, "1 of 3 is done and 3 days are left." },
    { FASCIA_WHY_NEEDED, 2, 3, 1, FALSE, "2 of 3 are done and 1 day is left." },
    { FASCIA_WHY_NEEDED, 0, 1, 2, FALSE, "0 of 1 is done and 2 days are left." },
    { FASCIA_WHY_AFTER_TRAINING, 0, 3, 3, FALSE, "You asked for it after training." },
    { FASCIA_WHY_CAUGHT_UP, 1, 3, 3, FALSE, "Later than planned, because the computer was off or asleep; 1 of 3 is done." },
    { FASCIA_WHY_GOAL_MET, 3, 3, 3, FALSE, "Silent, because this week’s goal is met; 3 of 3 are done." },
    { FASCIA_WHY_DONE_TODAY, 1, 3, 3, FALSE, "Silent, because a session was done that day." },
    { FASCIA_WHY_RUNNING, 1, 3, 3, FALSE, "Silent, because a session is running." },
    { FASCIA_WHY_RECENT, 1, 3, 3, FALSE, "Silent, because a session ended not long before." },
    { FASCIA_WHY_SKIPPED_TODAY, 1, 3, 3, FALSE, "Silent, because you chose “Not Today”." },
    { FASCIA_WHY_DISABLED, 1, 3, 3, FALSE, "Silent, because the reminder it came from is off or removed." },
    { FASCIA_WHY_MISSED, 1, 3, 3, TRUE, "Missed: the computer was off or asleep at that time." },
    { FASCIA_WHY_NO_RULES, 0, 0, 0, FALSE, "No reminders are set up." },
    { FASCIA_WHY_ON_PACE, 2, 3, 4, FALSE, "2 of 3 are done and 4 days are left: no hurry." },
    { FASCIA_WHY_OUT_OF_REACH, 0, 3, 2, FALSE, "This week’s goal cannot be reached any more; next week is a new one." },
    { FASCIA_WHY_PAUSED, 0, 3, 2, FALSE, "Silent, because of a pause." },
    { FASCIA_WHY_ILL, 0, 3, 2, FALSE, "Silent, because of a pause for illness." },
    { FASCIA_WHY_QUIET, 0, 3, 2, FALSE, "Silent, because it fell into the quiet hours." },
    { FASCIA_WHY_OFF, 0, 3, 2, FALSE, "Silent, because reminders are switched off." },
  };
  guint n_named = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FasciaReminder reminder = {
        .why = cases[i].why, .done = cases[i].done, .goal = cases[i].goal, .days_left = cases[i].days_left, .moved = cases[i].moved,
      };
      g_autofree char *sentence = fascia_wording_why (&reminder);

      g_assert_cmpstr (sentence, ==, cases[i].sentence);
      n_named |= 1u << cases[i].why;
    }
  /* None is left out. */
  g_assert_cmpuint (n_named, ==, (1u << (FASCIA_WHY_OFF + 1)) - 1);
}

static void
test_pauses (void)
{
  static const struct {
    FasciaPauseReason reason;
    const char *from, *until, *ended;
    const char *words;
  } cases[] = {
    { FASCIA_PAUSE_VACATION, "2027-08-03", "2027-08-17", NULL, "Vacation, 3–17 Aug" },
    { FASCIA_PAUSE_VACATION, "2027-07-28", "2027-08-03", NULL, "Vacation, 28 Jul – 3 Aug" },
    { FASCIA_PAUSE_VACATION, "2027-12-28", "2028-01-03", NULL, "Vacation, 28 Dec – 3 Jan 2028" },
    { FASCIA_PAUSE_VACATION, "2027-08-03", "2027-08-17", "2027-08-10", "Vacation, 3–9 Aug" },
    { FASCIA_PAUSE_SKIP, "2027-03-26", "2027-03-26", NULL, "Not today, 26 Mar" },
    { FASCIA_PAUSE_SKIP, "2027-03-26", "2027-03-26", "2027-03-26", "Not today, 26 Mar" },
    { FASCIA_PAUSE_ILLNESS, "2027-03-22", NULL, NULL, "Illness, since Monday" },
    { FASCIA_PAUSE_ILLNESS, "2027-03-26", NULL, NULL, "Illness, since today" },
    { FASCIA_PAUSE_ILLNESS, "2027-03-25", NULL, NULL, "Illness, since yesterday" },
    { FASCIA_PAUSE_ILLNESS, "2027-03-01", NULL, NULL, "Illness, since 1 Mar" },
    { FASCIA_PAUSE_OTHER, "2027-03-27", NULL, NULL, "Pause, from tomorrow" },
    { FASCIA_PAUSE_OTHER, "2027-03-29", NULL, NULL, "Pause, from Monday" },
    { FASCIA_PAUSE_OTHER, "2027-05-01", NULL, NULL, "Pause, from 1 May" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FasciaPause pause = { .reason = cases[i].reason, .from = day_of (cases[i].from) };
      g_autofree char *words = NULL;

      if (cases[i].until != NULL)
        pause.until = day_of (cases[i].until);
      if (cases[i].ended != NULL)
        {
          pause.ended_us = 1;
          pause.ended_day = day_of (cases[i].ended);
        }
      words = fascia_wording_pause (&pause, day_of ("2027-03-26"));
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_outcomes_are_told_apart (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int outcome = FASCIA_OUTCOME_SHOWN; outcome <= FASCIA_OUTCOME_FAILED; outcome++)
    g_assert_true (g_hash_table_add (seen, (gpointer) fascia_wording_outcome (outcome)));
}

static void
test_rules (void)
{
  static const struct {
    guint weekdays;
    const char *words;
  } cases[] = {
    { 0x01, "Mon at 18:05" },
    { 0x05, "Mon and Wed at 18:05" },
    { 0x15, "Mon, Wed and Fri at 18:05" },
    { 0x7f, "Every day at 18:05" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FasciaRule rule = { .kind = FASCIA_RULE_ON_DAYS, .weekdays = cases[i].weekdays, .minute_of_day = 18 * 60 + 5 };
      g_autofree char *words = fascia_wording_rule (&rule);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* Every word the content may use has one of its own for people. */
static void
test_guidance_has_its_words (void)
{
  static const char *const targets[] = { "health", "goal", "reminders", "techniques", "routines", "references", "fysfinder" };
  g_autoptr (GHashTable) grades = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) verified = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < FASCIA_N_GRADES; i++)
    g_assert_true (g_hash_table_add (grades, (gpointer)fascia_wording_grade (i)));
  for (FasciaVerified i = FASCIA_VERIFIED_READ; i <= FASCIA_VERIFIED_SECOND_HAND; i++)
    g_assert_true (g_hash_table_add (verified, (gpointer)fascia_wording_verified (i)));
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      const char *name = fascia_wording_page (targets[i]);

      g_assert_cmpstr (name, !=, targets[i]);
      g_assert_true (g_ascii_isupper (name[0]));
    }
  g_assert_cmpstr (fascia_wording_page ("references"), ==, "Sources");
  g_assert_cmpstr (fascia_wording_page ("fysfinder"), ==, "FysFinder.dk");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wording/days", test_days);
  g_test_add_func ("/wording/durations", test_durations);
  g_test_add_func ("/wording/next-reminder", test_next_reminder);
  g_test_add_func ("/wording/every-reason-is-a-sentence", test_every_reason_is_a_sentence);
  g_test_add_func ("/wording/pauses", test_pauses);
  g_test_add_func ("/wording/outcomes-are-told-apart", test_outcomes_are_told_apart);
  g_test_add_func ("/wording/rules", test_rules);
  g_test_add_func ("/wording/guidance-has-its-words", test_guidance_has_its_words);

  return g_test_run ();
}
