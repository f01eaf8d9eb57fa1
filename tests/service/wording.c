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
  for (int why = FASCIA_WHY_ONE_OF_YOUR_DAYS; why <= FASCIA_WHY_NO_RULES; why++)
    {
      FasciaReminder reminder = { .why = why, .done = 2, .goal = 3 };
      g_autofree char *sentence = fascia_wording_why (&reminder);

      g_assert_cmpuint (strlen (sentence), >, 10);
      g_assert_true (g_ascii_isupper (sentence[0]));
      g_assert_true (g_str_has_suffix (sentence, "."));
    }
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
  g_test_add_func ("/wording/rules", test_rules);
  g_test_add_func ("/wording/guidance-has-its-words", test_guidance_has_its_words);

  return g_test_run ();
}
