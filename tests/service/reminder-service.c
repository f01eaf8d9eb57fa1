/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/reminder.h"

#include <glib/gstdio.h>

#include "app/service/diary-private.h"
#include "fascia-config.h"
#include "injected-clock.h"
#include "mock-desktop.h"
#include "recorder-notifier.h"
#include "reminder-data.h"
#include "temporary-folder.h"

/* The reminder service in this process, with a clock that is turned by hand and a
 * notifier that only takes notes. 26 March 2027 is a Friday. */

#define WEEKDAY(n) (1u << ((n) -1))
#define MON_WED_FRI (WEEKDAY (1) | WEEKDAY (3) | WEEKDAY (5))
#define AT_18 (18 * 60)

static MockDesktop *desktop;

typedef struct {
  char *folder;
  GTimeZone *zone;
  FasciaClock *clock;
  FasciaContext *context;
  RecorderNotifier *notifier;
  FasciaReminderService *service;
  FasciaStore *other; /* what the window has open */
} Fixture;

static gint64
instant (Fixture *f, const char *text)
{
  return reminder_data_instant (text, f->zone);
}

static gint64
now_us (Fixture *f)
{
  return fascia_clock_utc_us (f->clock);
}

static void
start_service (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  f->context = fascia_context_new (f->clock, f->folder, &error);
  g_assert_no_error (error);
  f->notifier = recorder_notifier_new ();
  f->service = fascia_reminder_service_new (f->context, FASCIA_NOTIFIER (f->notifier));
}

static void
stop_service (Fixture *f)
{
  g_object_run_dispose (G_OBJECT (f->service));
  g_clear_object (&f->service);
  g_clear_object (&f->notifier);
  g_clear_object (&f->context);
}

/* @speed: 0 for a clock turned by hand */
static Fixture *
fixture_new_running (const char *zone, const char *now, double speed)
{
  Fixture *f = g_new0 (Fixture, 1);
  g_autoptr (GError) error = NULL;

  f->folder = temporary_folder_new ();
  f->zone = g_time_zone_new_identifier (zone);
  g_assert_nonnull (f->zone);
  f->clock = injected_clock_new (instant (f, now), speed, f->zone);
  f->other = fascia_store_open (f->folder, now_us (f), &error);
  g_assert_no_error (error);
  reminder_data_begin_long_ago (f->other, now_us (f));
  start_service (f);

  return f;
}

static Fixture *
fixture_new (const char *zone, const char *now)
{
  return fixture_new_running (zone, now, 0);
}

static void
fixture_free (Fixture *f)
{
  stop_service (f);
  fascia_store_close (f->other);
  injected_clock_free (f->clock);
  g_time_zone_unref (f->zone);
  temporary_folder_free (f->folder);
  g_free (f);
}

/* Time passes until then, and the timer fires. */
static void
go_to (Fixture *f, const char *text)
{
  injected_clock_advance (f->clock, instant (f, text) - now_us (f));
  fascia_reminder_service_update (f->service);
}

static char *
add_rule (Fixture *f, guint weekdays, guint minute_of_day, gboolean even_if_met)
{
  return reminder_data_add_rule (f->other, weekdays, minute_of_day, even_if_met, now_us (f));
}

static void
log_session (Fixture *f, const char *start, int minutes, const char *routine)
{
  reminder_data_log_session (f->other, instant (f, start), f->zone, minutes, routine, now_us (f));
}

static FasciaReminderState *
load_state (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  FasciaReminderState *state = fascia_store_load_reminder_state (f->other, now_us (f), &error);

  g_assert_no_error (error);

  return state;
}

/* @expected: as reminder_data_describe_history() says it */
static void
assert_history (Fixture *f, const char *expected)
{
  g_autofree char *history = reminder_data_describe_history (f->other);

  g_assert_cmpstr (history, ==, expected);
}

#define assert_shown(f, n) g_assert_cmpuint (recorder_notifier_get_n_shown ((f)->notifier), ==, (n))
#define assert_on_screen(f) g_assert_true (recorder_notifier_is_on_screen ((f)->notifier))
#define assert_off_screen(f) g_assert_false (recorder_notifier_is_on_screen ((f)->notifier))

/* --- Showing ----------------------------------------------------------------- */

static void
test_a_due_rule_is_shown_in_words (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-24T12:00");
  g_autofree char *rule = add_rule (f, MON_WED_FRI, AT_18, FALSE);

  log_session (f, "2027-03-24T12:00", 10, NULL);
  go_to (f, "2027-03-26T17:59:59");
  assert_shown (f, 0);
  g_assert_true (fascia_reminder_service_get_active (f->service));

  go_to (f, "2027-03-26T18:00");
  assert_shown (f, 1);
  assert_on_screen (f);
  g_assert_cmpstr (recorder_notifier_get_title (f->notifier), ==, "1 of 3 this week");
  g_assert_cmpstr (recorder_notifier_get_body (f->notifier), ==, "Whole body, 10 minutes would take 10 minutes.");
  g_assert_cmpstr (recorder_notifier_get_buttons (f->notifier), ==, "start=Start snooze=In 1 Hour not-today=Not Today");
  assert_history (f, "shown silent:done-today");

  /* Once is enough. */
  go_to (f, "2027-03-26T18:00:01");
  go_to (f, "2027-03-26T20:59");
  assert_shown (f, 1);

  fixture_free (f);
}

static void
test_nothing_happens_while_reminders_are_off (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-24T12:00");
  g_autofree char *rule = add_rule (f, MON_WED_FRI, AT_18, FALSE);
  g_autoptr (GError) error = NULL;

  reminder_data_switch (f->other, FALSE, now_us (f));
  go_to (f, "2027-03-26T18:00");
  assert_shown (f, 0);
  g_assert_false (fascia_reminder_service_get_active (f->service));

  /* Nor without a rule. */
  reminder_data_switch (f->other, TRUE, now_us (f));
  reminder_data_remove_rule (f->other, rule, now_us (f));
  fascia_reminder_service_update (f->service);
  g_assert_false (fascia_reminder_service_get_active (f->service));
  assert_history (f, "");

  fixture_free (f);
}

static void
test_silence_is_recorded_with_its_reason (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-22T08:00");
  g_autofree char *rule = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18, FALSE);

  /* Not a session that counts, but one that ended a moment ago. */
  log_session (f, "2027-03-22T17:00", 1, NULL);
  go_to (f, "2027-03-22T18:00");
  assert_history (f, "silent:recent");

  log_session (f, "2027-03-23T09:00", 10, NULL);
  go_to (f, "2027-03-23T18:00");
  assert_history (f, "silent:done-today silent:recent");

  log_session (f, "2027-03-24T09:00", 10, NULL);
  go_to (f, "2027-03-24T18:00");
  log_session (f, "2027-03-25T09:00", 10, NULL);
  go_to (f, "2027-03-25T18:00");
  go_to (f, "2027-03-26T18:00");
  assert_shown (f, 0);
  assert_history (f, "silent:goal-met silent:goal-met silent:done-today silent:done-today silent:recent");

  /* A silent slot is never made up, whatever happens to its reason. */
  g_assert_true (fascia_reminder_service_get_active (f->service));

  fixture_free (f);
}

static void
test_a_running_session_is_not_disturbed (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T17:59:50");
  g_autofree char *rule = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18, FALSE);

  reminder_data_begin_session (f->other, now_us (f), f->zone);
  go_to (f, "2027-03-26T18:00");
  assert_shown (f, 0);
  assert_history (f, "silent:running");

  fixture_free (f);
}

static void
test_a_rule_may_remind_even_if_met (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-22T08:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, TRUE);

  log_session (f, "2027-03-22T09:00", 10, NULL);
  log_session (f, "2027-03-23T09:00", 10, NULL);
  log_session (f, "2027-03-24T09:00", 10, NULL);
  go_to (f, "2027-03-26T18:00");
  assert_shown (f, 1);
  g_assert_cmpstr (recorder_notifier_get_title (f->notifier), ==, "3 of 3 this week");
  /* Met it was before, so this is no reason to take it away. */
  go_to (f, "2027-03-26T18:30");
  assert_on_screen (f);

  fixture_free (f);
}

static void
test_the_rule_s_own_routine_is_offered (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);

  reminder_data_set_routine (f->other, rule, "hips-and-glutes", now_us (f));
  go_to (f, "2027-03-26T18:00");
  g_assert_cmpstr (recorder_notifier_get_body (f->notifier), ==, "Hips and buttocks would take 9 minutes.");

  fixture_free (f);
}

static void
test_the_routine_least_recently_done_is_suggested (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  FasciaCatalog *catalog = fascia_context_get_catalog (f->context);
  g_autoptr (GPtrArray) everyday = g_ptr_array_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    {
      FasciaRoutine *routine = fascia_catalog_get_routine (catalog, i);

      for (guint j = 0; j < routine->n_occasions; j++)
        if (routine->occasions[j] == FASCIA_OCCASION_EVERYDAY)
          g_ptr_array_add (everyday, routine->id);
    }
  g_assert_cmpuint (everyday->len, >, 3);
  g_assert_cmpuint (everyday->len, <, fascia_catalog_get_n_routines (catalog));

  /* Never done: the first of the list. */
  first = fascia_reminder_suggest_routine (f->context, NULL);
  g_assert_cmpstr (first, ==, g_ptr_array_index (everyday, 0));

  /* All done, the third one longest ago; the second one twice. */
  for (guint i = 0; i < everyday->len; i++)
    {
      g_autofree char *start = g_strdup_printf ("2027-03-%02uT10:00", i == 2 ? 1 : i + 2);

      log_session (f, start, 10, g_ptr_array_index (everyday, i));
    }
  log_session (f, "2027-02-20T10:00", 10, g_ptr_array_index (everyday, 1));
  second = fascia_reminder_suggest_routine (f->context, "no-such-rule");
  g_assert_cmpstr (second, ==, g_ptr_array_index (everyday, 2));

  fixture_free (f);
}

/* --- Buttons ----------------------------------------------------------------- */

static void
assert_platform_data (GVariant *data, const char *token)
{
  const char *value;

  g_assert_true (g_variant_lookup (data, "desktop-startup-id", "&s", &value));
  g_assert_cmpstr (value, ==, token);
  g_assert_true (g_variant_lookup (data, "activation-token", "&s", &value));
  g_assert_cmpstr (value, ==, token);
}

static void
test_start_opens_the_routine_in_the_window (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);
  g_autoptr (GVariant) arguments = NULL;
  g_autoptr (GVariant) parameters = NULL;
  g_autoptr (GVariant) parameter = NULL;
  g_autoptr (GVariant) data = NULL;
  const char *action;

  mock_desktop_serve_application (desktop, FASCIA_APPLICATION_ID);
  go_to (f, "2027-03-26T18:00");
  recorder_notifier_press (f->notifier, "start", "token-1");

  mock_desktop_wait (mock_desktop_count_calls (desktop) == 1);
  g_assert_cmpstr (mock_desktop_get_call (desktop, 0, &arguments), ==, "ActivateAction");
  g_variant_get (arguments, "(&s@av@a{sv})", &action, &parameters, &data);
  g_assert_cmpstr (action, ==, "start-routine");
  g_assert_cmpuint (g_variant_n_children (parameters), ==, 1);
  g_variant_get_child (parameters, 0, "v", &parameter);
  g_assert_cmpstr (g_variant_get_string (parameter, NULL), ==, "whole-body-10");
  assert_platform_data (data, "token-1");
  assert_history (f, "started shown");
  assert_off_screen (f);

  fixture_free (f);
  mock_desktop_reset (desktop);
}

static void
test_a_click_opens_the_window (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);
  g_autoptr (GVariant) arguments = NULL;
  g_autoptr (GVariant) data = NULL;

  mock_desktop_serve_application (desktop, FASCIA_APPLICATION_ID);
  go_to (f, "2027-03-26T18:00");
  recorder_notifier_press (f->notifier, "default", NULL);

  mock_desktop_wait (mock_desktop_count_calls (desktop) == 1);
  g_assert_cmpstr (mock_desktop_get_call (desktop, 0, &arguments), ==, "Activate");
  g_variant_get (arguments, "(@a{sv})", &data);
  g_assert_cmpuint (g_variant_n_children (data), ==, 0);
  assert_history (f, "opened shown");

  fixture_free (f);
  mock_desktop_reset (desktop);
}

static void
test_in_1_hour_comes_back_in_1_hour (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);

  go_to (f, "2027-03-26T18:00");
  go_to (f, "2027-03-26T18:10");
  recorder_notifier_press (f->notifier, "snooze", NULL);
  assert_off_screen (f);
  assert_history (f, "snoozed shown");
  {
    g_autoptr (FasciaReminderState) state = load_state (f);

    g_assert_cmpint (state->snoozed_until_us, ==, instant (f, "2027-03-26T19:10"));
    g_assert_cmpstr (state->snoozed_rule, ==, rule);
  }

  /* It survives a restart. */
  stop_service (f);
  start_service (f);
  go_to (f, "2027-03-26T19:09:59");
  assert_shown (f, 0);
  go_to (f, "2027-03-26T19:10");
  assert_shown (f, 1);
  assert_history (f, "shown snoozed shown");
  {
    g_autoptr (FasciaReminderState) state = load_state (f);

    g_assert_cmpint (state->snoozed_until_us, ==, 0);
  }
  go_to (f, "2027-03-26T20:10");
  assert_shown (f, 1);

  fixture_free (f);
}

static void
test_a_snooze_dies_when_a_session_is_logged (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);

  go_to (f, "2027-03-26T18:00");
  recorder_notifier_press (f->notifier, "snooze", NULL);
  log_session (f, "2027-03-26T18:30", 10, NULL);
  go_to (f, "2027-03-26T19:00");
  assert_shown (f, 1);
  assert_off_screen (f);

  fixture_free (f);
}

static void
test_not_today_is_about_today (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *early = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18, FALSE);
  g_autofree char *late = add_rule (f, FASCIA_ALL_WEEKDAYS, 20 * 60, FALSE);

  go_to (f, "2027-03-26T18:00");
  recorder_notifier_press (f->notifier, "not-today", NULL);
  assert_off_screen (f);
  {
    g_autofree char *pauses = reminder_data_describe_pauses (f->other);

    g_assert_cmpstr (pauses, ==, "skip:2027-03-26/2027-03-26");
  }

  go_to (f, "2027-03-26T20:00");
  assert_shown (f, 1);
  assert_history (f, "silent:skipped-today not-today shown");

  go_to (f, "2027-03-27T18:00");
  assert_shown (f, 2);

  fixture_free (f);
}

static void
test_closing_it_is_recorded (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);

  go_to (f, "2027-03-26T18:00");
  recorder_notifier_close (f->notifier);
  assert_history (f, "dismissed shown");
  /* Nothing left to take away at midnight. */
  go_to (f, "2027-03-27T00:00");
  assert_history (f, "dismissed shown");

  fixture_free (f);
}

/* --- Taking it away ---------------------------------------------------------- */

static void
test_it_is_withdrawn_when_a_session_starts (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);

  go_to (f, "2027-03-26T18:00");
  injected_clock_advance (f->clock, G_TIME_SPAN_MINUTE);
  reminder_data_begin_session (f->other, now_us (f), f->zone);
  /* Seen by itself: the other process's write is noticed. */
  mock_desktop_wait (!recorder_notifier_is_on_screen (f->notifier));
  assert_history (f, "withdrawn shown");

  fixture_free (f);
}

static void
test_it_is_withdrawn_when_a_session_is_logged (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);

  go_to (f, "2027-03-26T18:00");
  go_to (f, "2027-03-26T18:30");
  assert_on_screen (f);
  /* By hand, for this morning. */
  log_session (f, "2027-03-26T09:00", 10, NULL);
  mock_desktop_wait (!recorder_notifier_is_on_screen (f->notifier));
  assert_history (f, "withdrawn shown");

  fixture_free (f);
}

static void
test_it_is_withdrawn_when_the_goal_is_met (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);

  log_session (f, "2027-03-22T09:00", 10, NULL);
  log_session (f, "2027-03-23T09:00", 10, NULL);
  go_to (f, "2027-03-26T18:00");
  assert_on_screen (f);
  log_session (f, "2027-03-24T09:00", 10, NULL);
  mock_desktop_wait (!recorder_notifier_is_on_screen (f->notifier));
  assert_history (f, "withdrawn shown");

  fixture_free (f);
}

static void
test_it_is_withdrawn_when_its_rule_goes (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);
  g_autofree char *other_rule = add_rule (f, WEEKDAY (1), AT_18, FALSE);
  g_autoptr (GError) error = NULL;

  go_to (f, "2027-03-26T18:00");
  reminder_data_remove_rule (f->other, other_rule, now_us (f));
  fascia_reminder_service_update (f->service);
  assert_on_screen (f);

  reminder_data_remove_rule (f->other, rule, now_us (f));
  mock_desktop_wait (!recorder_notifier_is_on_screen (f->notifier));
  g_assert_false (fascia_reminder_service_get_active (f->service));

  fixture_free (f);
}

static void
test_it_is_withdrawn_when_the_day_ends (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);

  go_to (f, "2027-03-26T18:00");
  go_to (f, "2027-03-26T23:59:59");
  assert_on_screen (f);
  go_to (f, "2027-03-27T00:00");
  assert_off_screen (f);
  assert_history (f, "withdrawn shown");

  fixture_free (f);
}

static void
test_it_is_withdrawn_at_midnight_by_itself (void)
{
  Fixture *f = fixture_new_running ("Europe/Copenhagen", "2027-03-26T23:58", 1);
  g_autofree char *rule = add_rule (f, WEEKDAY (5), 23 * 60 + 59, FALSE);

  injected_clock_advance (f->clock, instant (f, "2027-03-26T23:59:59") - now_us (f));
  fascia_reminder_service_update (f->service);
  assert_on_screen (f);
  mock_desktop_wait (!recorder_notifier_is_on_screen (f->notifier));
  g_assert_cmpint (now_us (f), >=, instant (f, "2027-03-27T00:00"));
  g_assert_cmpint (now_us (f), <, instant (f, "2027-03-27T00:00:05"));
  assert_history (f, "withdrawn shown");

  fixture_free (f);
}

static void
test_leaving_takes_it_along (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);

  go_to (f, "2027-03-26T18:00");
  g_object_run_dispose (G_OBJECT (f->service));
  assert_off_screen (f);
  assert_history (f, "withdrawn shown");

  fixture_free (f);
}

/* --- Never twice ------------------------------------------------------------- */

static void
test_a_restart_does_not_repeat (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18, FALSE);

  go_to (f, "2027-03-26T18:00");
  assert_shown (f, 1);
  stop_service (f);
  start_service (f);
  go_to (f, "2027-03-26T18:01");
  assert_shown (f, 0);
  go_to (f, "2027-03-27T18:00");
  assert_shown (f, 1);

  fixture_free (f);
}

static void
test_two_services_show_it_once (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18, FALSE);
  Fixture twin = { .folder = f->folder, .zone = f->zone, .clock = f->clock };

  /* As with two logins: two buses, one home. */
  start_service (&twin);
  fascia_reminder_service_update (twin.service);
  for (guint day = 26; day <= 28; day++)
    {
      g_autofree char *at = g_strdup_printf ("2027-03-%02uT18:00", day);

      go_to (day % 2 == 0 ? f : &twin, at);
      fascia_reminder_service_update (day % 2 == 0 ? twin.service : f->service);
    }
  g_assert_cmpuint (recorder_notifier_get_n_shown (f->notifier) + recorder_notifier_get_n_shown (twin.notifier), ==, 3);

  stop_service (&twin);
  fixture_free (f);
}

static void
test_a_clock_set_back_does_not_repeat (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18, FALSE);

  go_to (f, "2027-03-26T18:00");
  go_to (f, "2027-03-27T18:00");
  go_to (f, "2027-03-28T18:00");
  assert_shown (f, 3);
  /* Somebody notices that the clock was two days ahead. */
  injected_clock_set_utc (f->clock, instant (f, "2027-03-26T17:59"));
  fascia_reminder_service_update (f->service);
  go_to (f, "2027-03-26T18:00");
  go_to (f, "2027-03-27T18:00");
  go_to (f, "2027-03-28T18:00");
  assert_shown (f, 3);
  go_to (f, "2027-03-29T18:00");
  assert_shown (f, 4);

  fixture_free (f);
}

static void
test_a_rule_added_after_the_clock_was_set_back_works (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *first = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18, FALSE);
  g_autofree char *second = NULL;

  /* A year ahead by mistake. */
  injected_clock_set_utc (f->clock, instant (f, "2028-03-26T18:00"));
  fascia_reminder_service_update (f->service);
  injected_clock_set_utc (f->clock, instant (f, "2027-03-26T13:00"));
  fascia_reminder_service_update (f->service);
  assert_off_screen (f);

  second = add_rule (f, FASCIA_ALL_WEEKDAYS, 14 * 60, FALSE);
  go_to (f, "2027-03-26T14:00");
  assert_on_screen (f);
  g_assert_cmpstr (recorder_notifier_get_title (f->notifier), ==, "0 of 3 this week");

  fixture_free (f);
}

static void
test_several_rules_at_once_are_one_reminder (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *first = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18, FALSE);
  g_autofree char *second = add_rule (f, WEEKDAY (5), AT_18, FALSE);

  go_to (f, "2027-03-26T18:00");
  go_to (f, "2027-03-26T18:05");
  assert_shown (f, 1);
  assert_history (f, "shown shown");

  fixture_free (f);
}

/* --- Missed ------------------------------------------------------------------ */

static void
test_a_little_late_is_not_too_late (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);

  fascia_reminder_service_update (f->service);
  /* Asleep until then. */
  injected_clock_suspend (f->clock, instant (f, "2027-03-26T20:59") - now_us (f));
  fascia_reminder_service_update (f->service);
  assert_shown (f, 1);

  fixture_free (f);
}

static void
test_three_weeks_off_bring_one_reminder (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-04T12:00");
  g_autofree char *rule = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18, FALSE);
  g_autofree char *second = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18 + 30, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  fascia_reminder_service_update (f->service);
  stop_service (f);
  injected_clock_advance (f->clock, instant (f, "2027-03-26T20:00") - now_us (f));
  start_service (f);
  fascia_reminder_service_update (f->service);
  assert_shown (f, 1);
  assert_on_screen (f);

  /* The other 45 slots are accounted for. */
  records = fascia_store_list_reminder_history (f->other, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 46);

  fixture_free (f);
}

static void
test_far_too_late_is_missed (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);

  fascia_reminder_service_update (f->service);
  go_to (f, "2027-03-26T21:00:01");
  assert_shown (f, 0);
  assert_history (f, "missed");

  fixture_free (f);
}

/* --- Clock, zone, sleep ------------------------------------------------------ */

static void
test_waking_up_is_noticed (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (5), AT_18, FALSE);
  guint tries = 0;

  fascia_reminder_service_update (f->service);
  injected_clock_suspend (f->clock, instant (f, "2027-03-26T18:30") - now_us (f));
  /* This clock stands still, so no timer can have done it. The subscription takes
   * its time to reach the bus. */
  while (recorder_notifier_get_n_shown (f->notifier) == 0)
    {
      gint64 until_us = g_get_monotonic_time () + 20 * G_TIME_SPAN_MILLISECOND;

      g_assert_cmpuint (tries++, <, 200);
      mock_desktop_sleep (desktop, TRUE);
      mock_desktop_sleep (desktop, FALSE);
      mock_desktop_wait (g_get_monotonic_time () > until_us || recorder_notifier_get_n_shown (f->notifier) > 0);
    }
  assert_history (f, "shown");

  fixture_free (f);
}

static void
test_a_journey_east_keeps_local_time (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (6), AT_18, FALSE);
  g_autoptr (GTimeZone) tokyo = g_time_zone_new_identifier ("Asia/Tokyo");

  fascia_reminder_service_update (f->service);
  injected_clock_set_zone (f->clock, tokyo);
  go_to (f, "2027-03-27T17:59+09:00");
  assert_shown (f, 0);
  go_to (f, "2027-03-27T18:00+09:00");
  assert_shown (f, 1);
  /* And not again on the way back. */
  injected_clock_set_zone (f->clock, f->zone);
  go_to (f, "2027-03-27T18:00+01:00");
  assert_shown (f, 1);

  fixture_free (f);
}

static void
test_summer_time_keeps_local_time (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-27T12:00");
  g_autofree char *evening = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18, FALSE);

  go_to (f, "2027-03-27T18:00+01:00");
  assert_shown (f, 1);
  recorder_notifier_close (f->notifier);
  go_to (f, "2027-03-28T17:59:59+02:00");
  assert_shown (f, 1);
  go_to (f, "2027-03-28T18:00+02:00");
  assert_shown (f, 2);

  fixture_free (f);
}

/* --- Trouble ----------------------------------------------------------------- */

static void
test_no_notification_service_is_a_failure_told_in_the_history (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18, FALSE);

  recorder_notifier_set_broken (f->notifier, TRUE);
  go_to (f, "2027-03-26T18:00");
  assert_history (f, "failed shown");
  g_assert_true (fascia_reminder_service_get_active (f->service));

  recorder_notifier_set_broken (f->notifier, FALSE);
  go_to (f, "2027-03-26T18:30");
  assert_shown (f, 0);
  go_to (f, "2027-03-27T18:00");
  assert_shown (f, 1);

  fixture_free (f);
}

static void
test_a_broken_database_is_said_and_tried_again (void)
{
  Fixture f = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  f.folder = temporary_folder_new ();
  f.zone = g_time_zone_new_utc ();
  f.clock = injected_clock_new (0, 0, f.zone);
  path = g_build_filename (f.folder, FASCIA_STORE_FILE_NAME, NULL);
  g_assert_true (g_file_set_contents (path, "Dear diary, this is no database.\n", -1, NULL));
  start_service (&f);
  fascia_reminder_service_update (f.service);
  g_assert_error ((GError *) fascia_reminder_service_get_error (f.service), FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
  g_assert_false (fascia_reminder_service_get_active (f.service));

  g_assert_cmpint (g_unlink (path), ==, 0);
  fascia_reminder_service_update (f.service);
  g_assert_null (fascia_reminder_service_get_error (f.service));

  stop_service (&f);
  injected_clock_free (f.clock);
  g_time_zone_unref (f.zone);
  temporary_folder_free (f.folder);
}

/* --- Forecast and main switch ------------------------------------------------ */

static char *
forecast (Fixture *f, const char *as_of, guint count, guint *n_silent)
{
  g_auto (FasciaInstant) now = { 0 };
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (GPtrArray) silent = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  if (as_of != NULL)
    fascia_instant_parse (as_of, f->zone, &now, &error);
  g_assert_no_error (error);
  fascia_reminder_forecast (f->context, as_of != NULL ? &now : NULL, count, &next, &silent, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < next->len; i++)
    {
      const FasciaReminder *reminder = g_ptr_array_index (next, i);
      g_autofree char *at = fascia_instant_format (reminder->at_us, fascia_zone_offset_at (f->zone, reminder->at_us));

      g_string_append_printf (text, "%s%s %u/%u", i > 0 ? ", " : "", at, reminder->done, reminder->goal);
    }
  if (n_silent != NULL)
    *n_silent = silent->len;

  return g_string_free (text, FALSE);
}

static void
test_the_forecast_is_of_any_moment (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2026-11-20T12:00");
  g_autofree char *rule = add_rule (f, MON_WED_FRI, AT_18, FALSE);
  g_autofree char *spring = NULL;
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;

  spring = forecast (f, "2027-03-26T12:00:00+01:00[Europe/Copenhagen]", 3, NULL);
  g_assert_cmpstr (spring, ==, "2027-03-26T18:00:00+01:00 0/3, 2027-03-29T18:00:00+02:00 0/3, 2027-03-31T18:00:00+02:00 0/3");

  /* Also of moments before the rule was made, ignoring rows logged later. */
  log_session (f, "2026-10-19T08:00", 10, NULL);
  log_session (f, "2026-10-23T13:00", 10, NULL);
  before = forecast (f, "2026-10-23T12:00:00+02:00[Europe/Copenhagen]", 2, NULL);
  g_assert_cmpstr (before, ==, "2026-10-23T18:00:00+02:00 1/3, 2026-10-26T18:00:00+01:00 0/3");

  now = forecast (f, NULL, 1, NULL);
  g_assert_cmpstr (now, ==, "2026-11-20T18:00:00+01:00 0/3");

  fixture_free (f);
}

static void
test_nothing_is_forecast_while_reminders_are_off (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, MON_WED_FRI, AT_18, FALSE);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint n_silent;

  reminder_data_switch (f->other, FALSE, now_us (f));
  text = forecast (f, NULL, 3, &n_silent);
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpuint (n_silent, ==, 0);

  fixture_free (f);
}

static void
test_the_autostart_entry_follows_the_switch (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *path = fascia_reminder_get_autostart_path ();
  g_autofree char *rule = NULL;
  g_autofree char *problem = NULL;
  g_autofree char *exec = NULL;
  g_autofree char *program = NULL;
  g_auto (GStrv) argv = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  fascia_reminder_apply (f->context, &problem);
  g_assert_null (problem);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  rule = add_rule (f, MON_WED_FRI, AT_18, FALSE);
  fascia_reminder_apply (f->context, &problem);
  /* On this bus nobody knows the service: said, but the entry is there. */
  g_assert_nonnull (problem);
  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  exec = g_key_file_get_string (file, "Desktop Entry", "Exec", &error);
  g_assert_no_error (error);
  g_shell_parse_argv (exec, NULL, &argv, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (argv), ==, 1);
  program = g_build_filename (FASCIA_LIBEXECDIR, "fascia-reminderd", NULL);
  g_assert_cmpstr (argv[0], ==, program);
  g_assert_true (g_path_is_absolute (argv[0]));

  reminder_data_remove_rule (f->other, rule, now_us (f));
  fascia_reminder_apply (f->context, NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  fixture_free (f);
}

/* --- What stands in the way ---------------------------------------------------- */

static char *
obstacles (Fixture *f)
{
  g_autoptr (GPtrArray) list = fascia_reminder_list_obstacles (f->context);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const FasciaObstacle *obstacle = g_ptr_array_index (list, i);

      g_assert_true (g_str_has_suffix (obstacle->problem, "."));
      g_assert_true (g_str_has_suffix (obstacle->mend, "."));
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", obstacle->id);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_obstacles (Fixture *f, const char *expected)
{
  g_autofree char *ids = obstacles (f);

  g_assert_cmpstr (ids, ==, expected);
}

static void
test_obstacles_are_told (void)
{
  const char *const capabilities[] = { "body", NULL };
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *path = fascia_reminder_get_autostart_path ();
  g_autofree char *rule = NULL;
  g_autoptr (GError) error = NULL;
  guint name;

  assert_obstacles (f, "reminders notifications");

  rule = add_rule (f, MON_WED_FRI, AT_18, FALSE);
  assert_obstacles (f, "notifications reminder-service autostart");

  mock_desktop_serve_notifications (desktop, capabilities);
  name = g_bus_own_name_on_connection (mock_desktop_get_connection (desktop), FASCIA_REMINDER_ID, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
  mock_desktop_wait (mock_desktop_has_owner (desktop, FASCIA_REMINDER_ID));
  assert_obstacles (f, "autostart");

  fascia_reminder_apply (f->context, NULL);
  assert_obstacles (f, "");

  /* As the settings of a desktop do it. */
  {
    g_autoptr (GKeyFile) entry = g_key_file_new ();

    g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, &error);
    g_assert_no_error (error);
    g_key_file_set_boolean (entry, "Desktop Entry", "X-GNOME-Autostart-enabled", FALSE);
    g_key_file_save_to_file (entry, path, &error);
    g_assert_no_error (error);
  }
  assert_obstacles (f, "autostart");
  /* What the user said there counts. */
  fascia_reminder_apply (f->context, NULL);
  assert_obstacles (f, "autostart");
  g_assert_cmpint (g_unlink (path), ==, 0);
  fascia_reminder_apply (f->context, NULL);

  fascia_diary_add_pause (fascia_context_get_diary (f->context, NULL), FASCIA_DAY_NONE, FASCIA_DAY_NONE, FASCIA_PAUSE_VACATION, &error);
  g_assert_no_error (error);
  assert_obstacles (f, "reminders");

  g_bus_unown_name (name);
  mock_desktop_wait (!mock_desktop_has_owner (desktop, FASCIA_REMINDER_ID));
  mock_desktop_stop_notifications (desktop);
  fixture_free (f);
}

static void
test_what_could_not_be_shown_is_told_that_day (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18, FALSE);
  g_autoptr (FasciaReminder) before = NULL;
  g_autoptr (FasciaReminder) unshown = NULL;
  g_autoptr (FasciaReminder) next_day = NULL;
  g_autoptr (FasciaReminder) shown = NULL;
  g_autoptr (GError) error = NULL;

  before = fascia_reminder_get_unshown (f->context, &error);
  g_assert_no_error (error);
  g_assert_null (before);

  recorder_notifier_set_broken (f->notifier, TRUE);
  go_to (f, "2027-03-26T18:00");
  go_to (f, "2027-03-26T22:00");
  unshown = fascia_reminder_get_unshown (f->context, &error);
  g_assert_no_error (error);
  g_assert_nonnull (unshown);
  g_assert_cmpstr (unshown->rule, ==, rule);

  go_to (f, "2027-03-27T08:00");
  next_day = fascia_reminder_get_unshown (f->context, &error);
  g_assert_null (next_day);

  recorder_notifier_set_broken (f->notifier, FALSE);
  go_to (f, "2027-03-27T18:00");
  shown = fascia_reminder_get_unshown (f->context, &error);
  g_assert_no_error (error);
  g_assert_null (shown);

  fixture_free (f);
}

static void
test_what_could_not_be_shown_is_over_with_a_session (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, FASCIA_ALL_WEEKDAYS, AT_18, FALSE);
  g_autoptr (FasciaReminder) unshown = NULL;
  g_autoptr (GError) error = NULL;

  recorder_notifier_set_broken (f->notifier, TRUE);
  go_to (f, "2027-03-26T18:00");
  go_to (f, "2027-03-26T19:00");
  log_session (f, "2027-03-26T18:30", 10, NULL);
  unshown = fascia_reminder_get_unshown (f->context, &error);
  g_assert_no_error (error);
  g_assert_null (unshown);

  fixture_free (f);
}

static void
test_after_training_is_its_own_words (void)
{
  Fixture *f = fixture_new ("Europe/Copenhagen", "2027-03-26T12:00");
  g_autofree char *rule = add_rule (f, WEEKDAY (1), AT_18, FALSE);
  g_autoptr (GError) error = NULL;

  fascia_store_set_nudge (f->other, instant (f, "2027-03-26T13:00"), now_us (f), &error);
  g_assert_no_error (error);
  go_to (f, "2027-03-26T12:59:59");
  assert_shown (f, 0);
  go_to (f, "2027-03-26T13:00");
  assert_shown (f, 1);
  g_assert_cmpstr (recorder_notifier_get_title (f->notifier), ==, "After your training");

  fixture_free (f);
}

int
main (int argc, char **argv)
{
  char *config = temporary_folder_new ();
  int status;

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_test_init (&argc, &argv, NULL);
  desktop = mock_desktop_new ();

#define ADD(group, name, func) g_test_add_func ("/reminder-service/" group "/" name, func)
  ADD ("show", "a-due-rule-is-shown-in-words", test_a_due_rule_is_shown_in_words);
  ADD ("show", "nothing-happens-while-reminders-are-off", test_nothing_happens_while_reminders_are_off);
  ADD ("show", "silence-is-recorded-with-its-reason", test_silence_is_recorded_with_its_reason);
  ADD ("show", "a-running-session-is-not-disturbed", test_a_running_session_is_not_disturbed);
  ADD ("show", "a-rule-may-remind-even-if-met", test_a_rule_may_remind_even_if_met);
  ADD ("show", "the-rule-s-own-routine-is-offered", test_the_rule_s_own_routine_is_offered);
  ADD ("show", "the-routine-least-recently-done-is-suggested", test_the_routine_least_recently_done_is_suggested);
  ADD ("buttons", "start-opens-the-routine-in-the-window", test_start_opens_the_routine_in_the_window);
  ADD ("buttons", "a-click-opens-the-window", test_a_click_opens_the_window);
  ADD ("buttons", "in-1-hour-comes-back-in-1-hour", test_in_1_hour_comes_back_in_1_hour);
  ADD ("buttons", "a-snooze-dies-when-a-session-is-logged", test_a_snooze_dies_when_a_session_is_logged);
  ADD ("buttons", "not-today-is-about-today", test_not_today_is_about_today);
  ADD ("buttons", "closing-it-is-recorded", test_closing_it_is_recorded);
  ADD ("withdraw", "when-a-session-starts", test_it_is_withdrawn_when_a_session_starts);
  ADD ("withdraw", "when-a-session-is-logged", test_it_is_withdrawn_when_a_session_is_logged);
  ADD ("withdraw", "when-the-goal-is-met", test_it_is_withdrawn_when_the_goal_is_met);
  ADD ("withdraw", "when-its-rule-goes", test_it_is_withdrawn_when_its_rule_goes);
  ADD ("withdraw", "when-the-day-ends", test_it_is_withdrawn_when_the_day_ends);
  ADD ("withdraw", "at-midnight-by-itself", test_it_is_withdrawn_at_midnight_by_itself);
  ADD ("withdraw", "leaving-takes-it-along", test_leaving_takes_it_along);
  ADD ("once", "a-restart-does-not-repeat", test_a_restart_does_not_repeat);
  ADD ("once", "two-services-show-it-once", test_two_services_show_it_once);
  ADD ("once", "a-clock-set-back-does-not-repeat", test_a_clock_set_back_does_not_repeat);
  ADD ("once", "a-rule-added-after-the-clock-was-set-back-works", test_a_rule_added_after_the_clock_was_set_back_works);
  ADD ("once", "several-rules-at-once-are-one-reminder", test_several_rules_at_once_are_one_reminder);
  ADD ("missed", "a-little-late-is-not-too-late", test_a_little_late_is_not_too_late);
  ADD ("missed", "three-weeks-off-bring-one-reminder", test_three_weeks_off_bring_one_reminder);
  ADD ("missed", "far-too-late-is-missed", test_far_too_late_is_missed);
  ADD ("clock", "waking-up-is-noticed", test_waking_up_is_noticed);
  ADD ("clock", "a-journey-east-keeps-local-time", test_a_journey_east_keeps_local_time);
  ADD ("clock", "summer-time-keeps-local-time", test_summer_time_keeps_local_time);
  ADD ("trouble", "no-notification-service-is-a-failure-told-in-the-history", test_no_notification_service_is_a_failure_told_in_the_history);
  ADD ("trouble", "a-broken-database-is-said-and-tried-again", test_a_broken_database_is_said_and_tried_again);
  ADD ("forecast", "of-any-moment", test_the_forecast_is_of_any_moment);
  ADD ("forecast", "nothing-while-reminders-are-off", test_nothing_is_forecast_while_reminders_are_off);
  ADD ("show", "after-training-is-its-own-words", test_after_training_is_its_own_words);
  ADD ("unshown", "is-told-that-day", test_what_could_not_be_shown_is_told_that_day);
  ADD ("unshown", "is-over-with-a-session", test_what_could_not_be_shown_is_over_with_a_session);
  ADD ("obstacles", "are-told", test_obstacles_are_told);
  ADD ("switch", "the-autostart-entry-follows-the-switch", test_the_autostart_entry_follows_the_switch);
#undef ADD

  status = g_test_run ();
  mock_desktop_free (desktop);
  temporary_folder_free (config);

  return status;
}
