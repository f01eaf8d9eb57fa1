/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>

#include "fascia-config.h"
#include "injected-clock.h"
#include "mock-desktop.h"
#include "reminder-data.h"
#include "temporary-folder.h"

/* fascia-reminderd as a program of its own, against a mock of the desktop. Its
 * clock starts where the test wants it. 26 March 2027 is a Friday. */

#define FRIDAY (1u << 4)
#define AT_18 (18 * 60)

static MockDesktop *desktop;
static const char *const capabilities[] = { "actions", "body", "body-markup", "persistence", NULL };

typedef struct {
  char *home;
  FasciaStore *store; /* what the window has open */
  GTimeZone *zone;
  FasciaClock *clock; /* the same time as the programs' */
  GSubprocess *program;
} Fixture;

static gint64
now_us (Fixture *f)
{
  return fascia_clock_utc_us (f->clock);
}

/* @speed: see injected-clock.h */
static void
set_clock (Fixture *f, const char *now, const char *speed)
{
  g_autofree char *origin = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());

  g_setenv ("FASCIA_TEST_NOW", now, TRUE);
  g_setenv ("FASCIA_TEST_SPEED", speed, TRUE);
  g_setenv ("FASCIA_TEST_ZONE", "Europe/Copenhagen", TRUE);
  g_setenv ("FASCIA_TEST_ORIGIN", origin, TRUE);
  injected_clock_free (f->clock);
  f->clock = injected_clock_new_from_environment ();
}

static Fixture *
fixture_new (const char *now, const char *speed)
{
  Fixture *f = g_new0 (Fixture, 1);
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  f->home = temporary_folder_new ();
  f->zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  set_clock (f, now, speed);
  folder = g_build_filename (f->home, "fascia", NULL);
  f->store = fascia_store_open (folder, now_us (f), &error);
  g_assert_no_error (error);
  reminder_data_begin_long_ago (f->store, now_us (f));

  return f;
}

/* @flags: what to do with its output. @key, @value: (nullable): one variable more */
static GSubprocess *
spawn (Fixture *f, const char *program, const char *argument, GSubprocessFlags flags, const char *key, const char *value)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", f->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", f->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "FASCIA_TEST_LOCALEDIR", g_getenv ("FASCIA_TEST_LOCALEDIR"), TRUE);
  if (key != NULL)
    g_subprocess_launcher_setenv (launcher, key, value, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv (program), argument, NULL);
  g_assert_no_error (error);

  return process;
}

static void
start_with (Fixture *f, const char *key, const char *value)
{
  g_assert_null (f->program);
  f->program = spawn (f, "FASCIA_REMINDERD_UNDER_TEST", NULL, G_SUBPROCESS_FLAGS_NONE, key, value);
  mock_desktop_wait (mock_desktop_has_owner (desktop, FASCIA_REMINDER_ID));
}

static void
start (Fixture *f)
{
  start_with (f, NULL, NULL);
}

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* Not the synchronous call: the program wants answers from our mock until its end. */
static void
wait_for_exit (GSubprocess *process)
{
  gboolean exited = FALSE;

  g_subprocess_wait_async (process, NULL, exited_cb, &exited);
  mock_desktop_wait (exited);
}

/* It ends by itself, or was told to; either way with a good conscience. */
static void
assert_good_end (Fixture *f)
{
  wait_for_exit (f->program);
  g_assert_true (g_subprocess_get_if_exited (f->program));
  g_assert_cmpint (g_subprocess_get_exit_status (f->program), ==, 0);
  g_clear_object (&f->program);
  mock_desktop_wait (!mock_desktop_has_owner (desktop, FASCIA_REMINDER_ID));
}

static void
terminate (Fixture *f)
{
  g_subprocess_send_signal (f->program, SIGTERM);
  assert_good_end (f);
}

static void
kill_program (Fixture *f)
{
  g_subprocess_force_exit (f->program);
  wait_for_exit (f->program);
  g_clear_object (&f->program);
  mock_desktop_wait (!mock_desktop_has_owner (desktop, FASCIA_REMINDER_ID));
}

static void
fixture_free (Fixture *f)
{
  if (f->program != NULL)
    terminate (f);
  fascia_store_close (f->store);
  injected_clock_free (f->clock);
  g_time_zone_unref (f->zone);
  temporary_folder_free (f->home);
  g_free (f);
  mock_desktop_reset (desktop);
}

/* When things were set up: where the clock runs fast, or little is left to the
 * slot, now is soon too late. */
static gint64
before_us (Fixture *f)
{
  return now_us (f) - G_TIME_SPAN_HOUR;
}

static char *
add_rule (Fixture *f, guint weekdays, guint minute_of_day)
{
  return reminder_data_add_rule (f->store, weekdays, minute_of_day, FALSE, before_us (f));
}

static gboolean
history_is (Fixture *f, const char *expected)
{
  g_autofree char *history = reminder_data_describe_history (f->store);

  return g_str_equal (history, expected);
}

#define wait_for_history(f, expected) mock_desktop_wait (history_is ((f), (expected)))
#define wait_for_notification(n) mock_desktop_wait (mock_desktop_count_notifications (desktop) == (n))

/* A reminder due now is on the screen. */
static Fixture *
fixture_new_shown (void)
{
  Fixture *f = fixture_new ("2027-03-26T17:59:59.950+01:00", "1");
  g_autofree char *rule = add_rule (f, FRIDAY, AT_18);

  mock_desktop_serve_notifications (desktop, capabilities);
  start (f);
  wait_for_notification (1);

  return f;
}

static void
rest (gint64 real_us)
{
  gint64 end_us = g_get_monotonic_time () + real_us;

  mock_desktop_wait (g_get_monotonic_time () >= end_us);
}

/* --- What is shown ----------------------------------------------------------- */

static void
assert_actions (const MockNotification *notification, const char *expected)
{
  g_autofree char *actions = g_strjoinv ("|", notification->actions);

  g_assert_cmpstr (actions, ==, expected);
}

static void
assert_hint (const MockNotification *notification, const char *name, const char *expected)
{
  const char *value;

  g_assert_true (g_variant_dict_lookup (notification->hints, name, "&s", &value));
  g_assert_cmpstr (value, ==, expected);
}

static void
test_english (void)
{
  Fixture *f = fixture_new_shown ();
  const MockNotification *notification = mock_desktop_get_notification (desktop, 0);
  guint8 urgency;

  g_assert_cmpstr (notification->application, ==, "Fascia");
  g_assert_cmpstr (notification->icon, ==, FASCIA_APPLICATION_ID);
  g_assert_cmpstr (notification->title, ==, "0 of 3 this week");
  g_assert_cmpstr (notification->body, ==, "Whole body, 10 minutes would take 10 minutes.");
  assert_actions (notification, "default|Open|start|Start|snooze|In 1 Hour|not-today|Not Today");
  g_assert_cmpuint (notification->replaces, ==, 0);
  g_assert_cmpint (notification->timeout_ms, ==, -1);
  g_assert_true (g_variant_dict_lookup (notification->hints, "urgency", "y", &urgency));
  g_assert_cmpuint (urgency, ==, 1);
  assert_hint (notification, "desktop-entry", FASCIA_APPLICATION_ID);
  assert_hint (notification, "category", "x-fascia.reminder");

  fixture_free (f);
}

static void
test_danish (void)
{
  Fixture *f = fixture_new ("2027-03-26T17:59:59.950+01:00", "1");
  g_autofree char *rule = add_rule (f, FRIDAY, AT_18);
  const MockNotification *notification;

  reminder_data_set_routine (f->store, rule, "hips-and-glutes", before_us (f));
  reminder_data_log_session (f->store, reminder_data_instant ("2027-03-24T08:00", f->zone), f->zone, 10, NULL, now_us (f));
  mock_desktop_serve_notifications (desktop, capabilities);
  start_with (f, "LANGUAGE", "da");
  wait_for_notification (1);
  notification = mock_desktop_get_notification (desktop, 0);
  g_assert_cmpstr (notification->title, ==, "1 af 3 denne uge");
  g_assert_cmpstr (notification->body, ==, "Hofter og balder tager 9 minutter.");
  assert_actions (notification, "default|Åbn|start|Start|snooze|Om 1 time|not-today|Ikke i dag");

  fixture_free (f);
}

static gboolean
has_backup (Fixture *f, const char *day)
{
  g_autofree char *name = g_strdup_printf ("fascia-%s.db", day);
  g_autofree char *path = g_build_filename (f->home, "fascia", "backups", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_each_day_it_is_awake_has_a_backup (void)
{
  /* Three minutes in less than a second, and midnight in between. */
  Fixture *f = fixture_new ("2027-03-25T23:58:00+01:00", "200");
  g_autofree char *rule = add_rule (f, FRIDAY, 1);

  mock_desktop_serve_notifications (desktop, capabilities);
  start (f);
  mock_desktop_wait (has_backup (f, "2027-03-25"));
  wait_for_notification (1);
  mock_desktop_wait (has_backup (f, "2027-03-26"));

  fixture_free (f);
}

static void
test_a_backup_that_fails_stops_no_reminder (void)
{
  Fixture *f = fixture_new ("2027-03-26T17:59:59.950+01:00", "1");
  g_autofree char *rule = add_rule (f, FRIDAY, AT_18);
  g_autofree char *path = g_build_filename (f->home, "fascia", "backups", NULL);

  /* No folder can be made there, not even by root. */
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  mock_desktop_serve_notifications (desktop, capabilities);
  start (f);
  wait_for_notification (1);
  terminate (f);

  fixture_free (f);
}

static void
test_what_is_due_tomorrow_comes_tomorrow (void)
{
  /* Three minutes in less than a second. */
  Fixture *f = fixture_new ("2027-03-25T23:58:00+01:00", "200");
  g_autofree char *rule = add_rule (f, FRIDAY, 1);
  gint64 due_us = reminder_data_instant ("2027-03-26T00:01", f->zone);

  mock_desktop_serve_notifications (desktop, capabilities);
  start (f);
  wait_for_notification (1);
  g_assert_cmpint (now_us (f), >=, due_us);

  fixture_free (f);
}

static void
test_markup_is_escaped_where_it_is_understood (void)
{
  for (guint i = 0; i < 2; i++)
    {
      const char *const plain[] = { "actions", "body", NULL };
      Fixture *f = fixture_new ("2027-03-26T17:59:59.950+01:00", "1");
      g_autofree char *rule = add_rule (f, FRIDAY, AT_18);
      g_autofree char *uuid = g_uuid_string_random ();
      g_autoptr (FasciaRoutine) routine = fascia_routine_new (uuid);
      FasciaRoutineItem *item = fascia_routine_item_new ("calf-roller");
      g_autoptr (GError) error = NULL;

      routine->own = TRUE;
      for (guint language = 0; language < FASCIA_N_LANGUAGES; language++)
        {
          g_free (routine->name.in[language]);
          routine->name.in[language] = g_strdup ("Calves <& feet>");
        }
      routine->occasions[0] = FASCIA_OCCASION_EVERYDAY;
      routine->n_occasions = 1;
      routine->level = 1;
      routine->version = 1;
      item->sides = FASCIA_SIDES_BOTH;
      item->prepare_s = 0;
      item->roll_s = 45;
      item->hold_s = 0;
      item->sets = 1;
      item->rest_s = 0;
      g_ptr_array_add (routine->items, item);
      fascia_store_save_routine (f->store, routine, now_us (f), &error);
      g_assert_no_error (error);
      reminder_data_set_routine (f->store, rule, uuid, before_us (f));

      mock_desktop_serve_notifications (desktop, i == 0 ? capabilities : plain);
      start (f);
      wait_for_notification (1);
      g_assert_cmpstr (mock_desktop_get_notification (desktop, 0)->body,
                       ==,
                       i == 0 ? "Calves &lt;&amp; feet&gt; would take 1 minute." : "Calves <& feet> would take 1 minute.");

      fixture_free (f);
    }
}

static void
test_a_server_without_buttons_gets_the_text (void)
{
  const char *const text_only[] = { "body", NULL };
  Fixture *f = fixture_new ("2027-03-26T17:59:59.950+01:00", "1");
  g_autofree char *rule = add_rule (f, FRIDAY, AT_18);
  const MockNotification *notification;

  mock_desktop_serve_notifications (desktop, text_only);
  start (f);
  wait_for_notification (1);
  notification = mock_desktop_get_notification (desktop, 0);
  g_assert_cmpstr (notification->title, ==, "0 of 3 this week");
  g_assert_cmpuint (g_strv_length (notification->actions), ==, 0);

  fixture_free (f);
}

/* A second rule, due in one or two minutes. */
static void
add_rule_soon (Fixture *f)
{
  gint64 midnight_us = reminder_data_instant ("2027-03-26T00:00", f->zone);
  g_autofree char *rule = add_rule (f, FRIDAY, (now_us (f) - midnight_us) / G_TIME_SPAN_MINUTE + 2);
}

static void
test_an_unread_one_is_replaced (void)
{
  /* Two minutes in two seconds. */
  Fixture *f = fixture_new ("2027-03-26T17:59:57+01:00", "60");
  g_autofree char *rule = add_rule (f, FRIDAY, AT_18);

  mock_desktop_serve_notifications (desktop, capabilities);
  start (f);
  wait_for_notification (1);
  add_rule_soon (f);
  wait_for_notification (2);
  g_assert_cmpuint (mock_desktop_get_notification (desktop, 1)->replaces, ==, mock_desktop_get_notification (desktop, 0)->id);
  assert_actions (mock_desktop_get_notification (desktop, 1), "default|Open|start|Start|snooze|In 1 Hour|not-today|Not Today");

  fixture_free (f);
}

/* --- What the buttons do ----------------------------------------------------- */

static void
test_start_reaches_the_window (void)
{
  Fixture *f = fixture_new_shown ();
  g_autoptr (GVariant) arguments = NULL;
  g_autoptr (GVariant) expected = NULL;

  mock_desktop_serve_application (desktop, FASCIA_APPLICATION_ID);
  mock_desktop_press (desktop, mock_desktop_get_notification (desktop, 0)->id, "start", "token-9");
  mock_desktop_wait (mock_desktop_count_calls (desktop) == 1);
  g_assert_cmpstr (mock_desktop_get_call (desktop, 0, &arguments), ==, "ActivateAction");
  expected = g_variant_parse (G_VARIANT_TYPE ("(sava{sv})"),
                              "('start-routine', [<'whole-body-10'>],"
                              " {'desktop-startup-id': <'token-9'>, 'activation-token': <'token-9'>})",
                              NULL,
                              NULL,
                              NULL);
  g_assert_true (g_variant_equal (arguments, expected));
  wait_for_history (f, "started shown");
  /* Also from servers that leave it on the screen. */
  mock_desktop_wait (mock_desktop_count_closed (desktop, mock_desktop_get_notification (desktop, 0)->id) == 1);

  fixture_free (f);
}

static void
test_a_click_reaches_the_window (void)
{
  Fixture *f = fixture_new_shown ();
  g_autoptr (GVariant) arguments = NULL;
  g_autoptr (GVariant) expected = g_variant_parse (G_VARIANT_TYPE ("(a{sv})"), "({},)", NULL, NULL, NULL);

  mock_desktop_serve_application (desktop, FASCIA_APPLICATION_ID);
  mock_desktop_press (desktop, mock_desktop_get_notification (desktop, 0)->id, "default", NULL);
  mock_desktop_wait (mock_desktop_count_calls (desktop) == 1);
  g_assert_cmpstr (mock_desktop_get_call (desktop, 0, &arguments), ==, "Activate");
  g_assert_true (g_variant_equal (arguments, expected));
  wait_for_history (f, "opened shown");

  fixture_free (f);
}

static void
test_a_missing_window_is_survived (void)
{
  Fixture *f = fixture_new_shown ();

  /* Nobody owns the name, and nobody can be started under it. */
  mock_desktop_press (desktop, mock_desktop_get_notification (desktop, 0)->id, "start", NULL);
  wait_for_history (f, "started shown");
  g_assert_true (mock_desktop_has_owner (desktop, FASCIA_REMINDER_ID));

  fixture_free (f);
}

static void
test_in_1_hour_comes_back (void)
{
  Fixture *f = fixture_new_shown ();
  g_autoptr (FasciaReminderState) state = NULL;
  g_autoptr (GError) error = NULL;
  gint64 pressed_us = now_us (f);

  mock_desktop_press (desktop, mock_desktop_get_notification (desktop, 0)->id, "snooze", NULL);
  wait_for_history (f, "snoozed shown");
  /* Also after a restart: it is not the program that remembers. */
  terminate (f);
  state = fascia_store_load_reminder_state (f->store, now_us (f), &error);
  g_assert_no_error (error);
  g_assert_cmpint (state->snoozed_until_us, >=, pressed_us + G_TIME_SPAN_HOUR);
  g_assert_cmpint (state->snoozed_until_us, <=, now_us (f) + G_TIME_SPAN_HOUR);

  /* Ten minutes in two seconds. */
  set_clock (f, "2027-03-26T18:55:00+01:00", "300");
  start (f);
  wait_for_notification (2);
  g_assert_cmpint (now_us (f), >=, state->snoozed_until_us);
  g_assert_cmpuint (mock_desktop_get_notification (desktop, 1)->replaces, ==, 0);
  g_assert_true (history_is (f, "shown snoozed shown"));

  fixture_free (f);
}

static void
test_not_today_is_remembered (void)
{
  Fixture *f = fixture_new_shown ();
  g_autofree char *pauses = NULL;

  mock_desktop_press (desktop, mock_desktop_get_notification (desktop, 0)->id, "not-today", NULL);
  wait_for_history (f, "not-today shown");
  terminate (f);
  pauses = reminder_data_describe_pauses (f->store);
  g_assert_cmpstr (pauses, ==, "skip:2027-03-26/2027-03-26");

  fixture_free (f);
}

static void
test_closing_it_is_remembered (void)
{
  Fixture *f = fixture_new_shown ();

  mock_desktop_dismiss (desktop, mock_desktop_get_notification (desktop, 0)->id);
  wait_for_history (f, "dismissed shown");

  fixture_free (f);
}

/* --- Other programs ---------------------------------------------------------- */

static void
test_a_session_in_the_window_is_seen_within_a_second (void)
{
  Fixture *f = fixture_new_shown ();
  guint32 id = mock_desktop_get_notification (desktop, 0)->id;
  gint64 begun_us = g_get_monotonic_time ();

  reminder_data_begin_session (f->store, now_us (f), f->zone);
  mock_desktop_wait (mock_desktop_count_closed (desktop, id) == 1);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, G_USEC_PER_SEC);
  wait_for_history (f, "withdrawn shown");

  fixture_free (f);
}

static void
test_a_wish_of_the_window_is_seen_within_a_second (void)
{
  Fixture *f = fixture_new_shown ();
  gint64 begun_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  fascia_store_set_snooze (f->store, now_us (f), NULL, now_us (f), &error);
  g_assert_no_error (error);
  wait_for_notification (2);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, G_USEC_PER_SEC);

  fixture_free (f);
}

static void
test_without_rules_it_leaves (void)
{
  Fixture *f = fixture_new ("2027-03-26T12:00:00+01:00", "1");
  g_autofree char *rule = add_rule (f, FRIDAY, AT_18);

  start (f);
  reminder_data_remove_rule (f->store, rule, now_us (f));
  assert_good_end (f);

  fixture_free (f);
}

static void
test_switched_off_it_leaves (void)
{
  Fixture *f = fixture_new_shown ();
  g_autoptr (GError) error = NULL;

  reminder_data_switch (f->store, FALSE, now_us (f));
  assert_good_end (f);
  g_assert_cmpuint (mock_desktop_count_closed (desktop, mock_desktop_get_notification (desktop, 0)->id), ==, 1);
  g_assert_true (history_is (f, "withdrawn shown"));

  fixture_free (f);
}

static void
test_with_nothing_to_do_it_leaves_at_once (void)
{
  Fixture *f = fixture_new ("2027-03-26T12:00:00+01:00", "1");

  f->program = spawn (f, "FASCIA_REMINDERD_UNDER_TEST", NULL, G_SUBPROCESS_FLAGS_NONE, NULL, NULL);
  assert_good_end (f);

  fixture_free (f);
}

static void
test_a_second_one_steps_back (void)
{
  Fixture *f = fixture_new ("2027-03-26T17:59:58+01:00", "1");
  g_autofree char *rule = add_rule (f, FRIDAY, AT_18);
  g_autoptr (GSubprocess) second = NULL;

  mock_desktop_serve_notifications (desktop, capabilities);
  start (f);
  second = spawn (f, "FASCIA_REMINDERD_UNDER_TEST", NULL, G_SUBPROCESS_FLAGS_NONE, NULL, NULL);
  wait_for_exit (second);
  g_assert_true (g_subprocess_get_if_exited (second));
  g_assert_cmpint (g_subprocess_get_exit_status (second), ==, 0);

  /* The first one goes on. */
  wait_for_notification (1);
  g_assert_true (history_is (f, "shown"));

  fixture_free (f);
}

/* --- Bad luck ---------------------------------------------------------------- */

static void
test_killed_and_started_again_it_does_not_repeat (void)
{
  Fixture *f = fixture_new_shown ();
  g_autofree char *later = NULL;

  kill_program (f);

  /* The next slot proves that it looked and saw the first one as done. */
  set_clock (f, "2027-03-26T18:59:59.900+01:00", "1");
  later = add_rule (f, FRIDAY, AT_18 + 60);
  start (f);
  wait_for_notification (2);
  g_assert_true (history_is (f, "shown shown"));

  fixture_free (f);
}

static void
test_a_missing_server_is_survived (void)
{
  /* Two minutes in two seconds. */
  Fixture *f = fixture_new ("2027-03-26T17:59:57+01:00", "60");
  g_autofree char *rule = add_rule (f, FRIDAY, AT_18);

  start (f);
  wait_for_history (f, "failed shown");
  /* The same program shows it once there is somebody to do so: at login, reminders may
   * be there before the desktop. */
  mock_desktop_serve_notifications (desktop, capabilities);
  wait_for_notification (1);
  wait_for_history (f, "shown failed shown");
  add_rule_soon (f);
  wait_for_notification (2);
  g_assert_true (history_is (f, "shown shown failed shown"));

  fixture_free (f);
}

static void
test_a_server_that_comes_too_late_is_not_bothered (void)
{
  /* Four hours in less than three seconds. */
  Fixture *f = fixture_new ("2027-03-26T17:59:57+01:00", "6000");
  g_autofree char *rule = add_rule (f, FRIDAY, AT_18);
  g_autofree char *later = NULL;
  gint64 too_late_us = reminder_data_instant ("2027-03-26T21:30", f->zone);

  start (f);
  wait_for_history (f, "failed shown");
  mock_desktop_wait (now_us (f) > too_late_us);
  later = add_rule (f, FRIDAY, 23 * 60 + 30);
  mock_desktop_serve_notifications (desktop, capabilities);
  wait_for_notification (1);
  /* The one that was due then, and only that. */
  g_assert_true (history_is (f, "shown failed shown"));
  g_assert_cmpint (now_us (f), >=, reminder_data_instant ("2027-03-26T23:30", f->zone));

  fixture_free (f);
}

static void
test_a_server_started_anew_shows_it_again (void)
{
  Fixture *f = fixture_new_shown ();
  const MockNotification *again;

  mock_desktop_stop_notifications (desktop);
  mock_desktop_serve_notifications (desktop, capabilities);
  wait_for_notification (2);
  again = mock_desktop_get_notification (desktop, 1);
  /* The new one does not know the numbers of the old one. */
  g_assert_cmpuint (again->replaces, ==, 0);
  g_assert_cmpstr (again->title, ==, "0 of 3 this week");
  g_assert_true (history_is (f, "shown"));

  mock_desktop_serve_application (desktop, FASCIA_APPLICATION_ID);
  mock_desktop_press (desktop, again->id, "start", NULL);
  wait_for_history (f, "started shown");
  mock_desktop_wait (mock_desktop_count_calls (desktop) == 1);

  fixture_free (f);
}

static void
test_what_was_answered_is_not_shown_again (void)
{
  Fixture *f = fixture_new_shown ();
  g_autofree char *later = NULL;

  mock_desktop_dismiss (desktop, mock_desktop_get_notification (desktop, 0)->id);
  wait_for_history (f, "dismissed shown");
  mock_desktop_stop_notifications (desktop);
  mock_desktop_serve_notifications (desktop, capabilities);
  reminder_data_begin_session (f->store, now_us (f), f->zone);
  terminate (f);
  g_assert_cmpuint (mock_desktop_count_notifications (desktop), ==, 1);

  fixture_free (f);
}

static void
test_what_is_pointless_by_then_is_not_shown_again (void)
{
  Fixture *f = fixture_new_shown ();

  mock_desktop_stop_notifications (desktop);
  reminder_data_begin_session (f->store, now_us (f), f->zone);
  wait_for_history (f, "withdrawn shown");
  mock_desktop_serve_notifications (desktop, capabilities);
  terminate (f);
  g_assert_cmpuint (mock_desktop_count_notifications (desktop), ==, 1);

  fixture_free (f);
}

static void
test_what_a_killed_one_left_behind_is_cleared_up (void)
{
  Fixture *f = fixture_new_shown ();
  guint32 id = mock_desktop_get_notification (desktop, 0)->id;
  g_autofree char *note = g_build_filename (f->home, "fascia-notification", NULL);

  /* Our answer must have reached it. */
  mock_desktop_wait (g_file_test (note, G_FILE_TEST_EXISTS));
  kill_program (f);
  g_assert_cmpuint (mock_desktop_count_closed (desktop, id), ==, 0);
  start (f);
  mock_desktop_wait (mock_desktop_count_closed (desktop, id) == 1);
  terminate (f);
  /* And only once: a later one has nothing to clear up. */
  start (f);
  terminate (f);
  g_assert_cmpuint (mock_desktop_count_closed (desktop, id), ==, 1);
  g_assert_true (history_is (f, "shown"));

  fixture_free (f);
}

static void
test_killed_at_any_moment_it_does_not_repeat (void)
{
  guint n_shown = 0;

  for (guint delay_ms = 0; delay_ms < 45; delay_ms += 3)
    {
      Fixture *f = fixture_new ("2027-03-26T18:00:01+01:00", "1");
      g_autofree char *rule = add_rule (f, FRIDAY, AT_18);
      gint64 end_us;

      mock_desktop_serve_notifications (desktop, capabilities);
      f->program = spawn (f, "FASCIA_REMINDERD_UNDER_TEST", NULL, G_SUBPROCESS_FLAGS_NONE, NULL, NULL);
      end_us = g_get_monotonic_time () + delay_ms * G_TIME_SPAN_MILLISECOND;
      /* Our answers are part of its start. */
      while (g_get_monotonic_time () < end_us)
        g_main_context_iteration (NULL, FALSE);
      kill_program (f);

      start (f);
      wait_for_history (f, "shown");
      end_us = g_get_monotonic_time () + 100 * G_TIME_SPAN_MILLISECOND;
      mock_desktop_wait (g_get_monotonic_time () >= end_us);
      g_assert_cmpuint (mock_desktop_count_notifications (desktop), <=, 1);
      n_shown += mock_desktop_count_notifications (desktop);

      fixture_free (f);
    }

  /* The first were killed before they looked. */
  g_assert_cmpuint (n_shown, >, 0);
}

/* --- Test notification --------------------------------------------------------- */

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (error != NULL)
    g_dbus_error_strip_remote_error (error);
  *(char **) data = g_strdup (reply != NULL ? "shown" : error->message);
}

/* (transfer full): "shown", or what went wrong. */
static char *
send_test (void)
{
  char *answer = NULL;

  g_dbus_connection_call (mock_desktop_get_connection (desktop),
                          FASCIA_REMINDER_ID,
                          "/io/github/fascia_app/Fascia/Reminder",
                          FASCIA_REMINDER_ID,
                          "SendTest",
                          NULL,
                          NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1,
                          NULL,
                          tested_cb,
                          &answer);
  mock_desktop_wait (answer != NULL);

  return answer;
}

static void
test_a_test_is_shown_beside_a_reminder (void)
{
  Fixture *f = fixture_new_shown ();
  g_autofree char *answer = send_test ();
  g_autofree char *second = NULL;
  const MockNotification *notification;

  g_assert_cmpstr (answer, ==, "shown");
  notification = mock_desktop_get_notification (desktop, 1);
  g_assert_cmpuint (notification->replaces, ==, 0);
  g_assert_cmpstr (notification->title, ==, "A test from Fascia");
  /* Asked again, it replaces itself. */
  second = send_test ();
  g_assert_cmpuint (mock_desktop_get_notification (desktop, 2)->replaces, ==, mock_desktop_get_notification (desktop, 1)->id);

  /* It counts for nothing, and takes nothing with it. */
  mock_desktop_dismiss (desktop, mock_desktop_get_notification (desktop, 2)->id);
  mock_desktop_press (desktop, mock_desktop_get_notification (desktop, 0)->id, "snooze", NULL);
  wait_for_history (f, "snoozed shown");

  fixture_free (f);
}

static void
test_a_test_says_what_is_wrong (void)
{
  Fixture *f = fixture_new ("2027-03-26T12:00:00+01:00", "1");
  g_autofree char *rule = add_rule (f, FRIDAY, AT_18);
  g_autofree char *answer = NULL;

  start (f);
  answer = send_test ();
  g_assert_nonnull (strstr (answer, "no notification service answers"));

  fixture_free (f);
}

static void
test_a_test_keeps_it_until_it_was_seen (void)
{
  Fixture *f = fixture_new ("2027-03-26T12:00:00+01:00", "1");
  g_autofree char *rule = add_rule (f, FRIDAY, AT_18);
  g_autofree char *answer = NULL;

  mock_desktop_serve_notifications (desktop, capabilities);
  start (f);
  answer = send_test ();
  g_assert_cmpstr (answer, ==, "shown");
  reminder_data_switch (f->store, FALSE, now_us (f));
  /* The switch was seen long before. */
  rest (600 * G_TIME_SPAN_MILLISECOND);
  g_assert_true (mock_desktop_has_owner (desktop, FASCIA_REMINDER_ID));
  mock_desktop_dismiss (desktop, mock_desktop_get_notification (desktop, 0)->id);
  assert_good_end (f);

  fixture_free (f);
}

static void
test_private_texts_name_nothing (void)
{
  Fixture *f = fixture_new ("2027-03-26T17:59:59.950+01:00", "1");
  g_autofree char *rule = add_rule (f, FRIDAY, AT_18);
  FasciaReminderSettings settings;
  g_autoptr (GError) error = NULL;

  fascia_store_load_reminder_settings (f->store, &settings, &error);
  g_assert_no_error (error);
  settings.private_texts = TRUE;
  fascia_store_save_reminder_settings (f->store, &settings, before_us (f), &error);
  g_assert_no_error (error);

  mock_desktop_serve_notifications (desktop, capabilities);
  start (f);
  wait_for_notification (1);
  g_assert_cmpstr (mock_desktop_get_notification (desktop, 0)->title, ==, "Fascia");
  g_assert_cmpstr (mock_desktop_get_notification (desktop, 0)->body, ==, "A reminder you asked for.");

  fixture_free (f);
}

static void
test_told_to_end_it_takes_its_reminder_along (void)
{
  Fixture *f = fixture_new_shown ();

  terminate (f);
  g_assert_cmpuint (mock_desktop_count_closed (desktop, mock_desktop_get_notification (desktop, 0)->id), ==, 1);
  g_assert_true (history_is (f, "withdrawn shown"));

  fixture_free (f);
}

/* Runs it to its end; returns the exit status, with what it said. */
static int
run_to_end (Fixture *f, const char *program, const char *argument, const char *key, const char *value, char **out, char **err)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process = spawn (f, program, argument, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, key, value);
  g_subprocess_communicate_utf8 (process, NULL, NULL, out, err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));

  return g_subprocess_get_exit_status (process);
}

static void
assert_one_sentence (const char *text)
{
  g_assert_true (g_str_has_suffix (text, ".\n"));
  g_assert_true (strchr (text, '\n') == text + strlen (text) - 1);
  g_assert_null (strstr (text, "GLib"));
  g_assert_null (strstr (text, "**"));
}

static void
test_without_a_bus_it_says_so (void)
{
  Fixture *f = fixture_new ("2027-03-26T12:00:00+01:00", "1");
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (run_to_end (f, "FASCIA_REMINDERD", NULL, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all", &out, &err), ==, 1);
  g_assert_cmpstr (out, ==, "");
  assert_one_sentence (err);
  g_assert_nonnull (strstr (err, "session bus"));

  fixture_free (f);
}

static void
test_a_text_file_as_database_is_said_and_left_alone (void)
{
  Fixture *f = fixture_new ("2027-03-26T12:00:00+01:00", "1");
  const char *letter = "Dear diary, this is no database.\n";
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "fascia", FASCIA_STORE_FILE_NAME, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autofree char *content = NULL;

  g_assert_cmpint (g_mkdir (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, letter, -1, NULL));
  g_assert_cmpint (run_to_end (f, "FASCIA_REMINDERD", NULL, "XDG_DATA_HOME", folder, &out, &err), ==, 1);
  assert_one_sentence (err);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, letter);

  temporary_folder_free (g_steal_pointer (&folder));
  fixture_free (f);
}

static void
test_it_knows_its_version (void)
{
  Fixture *f = fixture_new ("2027-03-26T12:00:00+01:00", "1");
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (run_to_end (f, "FASCIA_REMINDERD", "--version", NULL, NULL, &out, &err), ==, 0);
  g_assert_cmpstr (out, ==, "fascia-reminderd " FASCIA_VERSION "\n");
  g_assert_cmpstr (err, ==, "");

  fixture_free (f);
}

/* --- At rest ----------------------------------------------------------------- */

/* Times the threads of a process went to sleep, and so were woken. */
static guint64
count_switches (const char *pid)
{
  g_autofree char *tasks = g_build_filename ("/proc", pid, "task", NULL);
  g_autoptr (GDir) dir = g_dir_open (tasks, 0, NULL);
  const char *task;
  guint64 sum = 0;

  g_assert_nonnull (dir);
  while ((task = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (tasks, task, "status", NULL);
      g_autofree char *status = NULL;
      const char *line;

      g_assert_true (g_file_get_contents (path, &status, NULL, NULL));
      line = strstr (status, "\nvoluntary_ctxt_switches:");
      g_assert_nonnull (line);
      sum += g_ascii_strtoull (strchr (line, ':') + 1, NULL, 10);
    }

  return sum;
}

static void
test_at_rest_it_never_wakes (void)
{
  Fixture *f = fixture_new ("2027-03-26T12:00:00+01:00", "1");
  g_autofree char *rule = add_rule (f, FRIDAY, AT_18);
  guint64 before, after;
  guint tries = 0;

  start (f);
  /* Not at once: its start takes a moment, after what it wrote itself it looks a few
   * times more, and on a shared machine somebody may write beside a file it watches.
   * What polls would never get there. */
  do
    {
      g_assert_cmpuint (tries++, <, 12);
      before = count_switches (g_subprocess_get_identifier (f->program));
      rest (3 * G_USEC_PER_SEC);
      after = count_switches (g_subprocess_get_identifier (f->program));
  } while (after != before);

  fixture_free (f);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (g_getenv ("FASCIA_REMINDERD"));
  g_assert_nonnull (g_getenv ("FASCIA_REMINDERD_UNDER_TEST"));
  g_assert_nonnull (g_getenv ("FASCIA_TEST_LOCALEDIR"));
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_unsetenv ("LANGUAGE");
  desktop = mock_desktop_new ();

#define ADD(group, name, func) g_test_add_func ("/reminderd/" group "/" name, func)
  ADD ("show", "english", test_english);
  ADD ("show", "danish", test_danish);
  ADD ("show", "what-is-due-tomorrow-comes-tomorrow", test_what_is_due_tomorrow_comes_tomorrow);
  ADD ("backup", "each-day-it-is-awake-has-a-backup", test_each_day_it_is_awake_has_a_backup);
  ADD ("backup", "a-backup-that-fails-stops-no-reminder", test_a_backup_that_fails_stops_no_reminder);
  ADD ("show", "markup-is-escaped-where-it-is-understood", test_markup_is_escaped_where_it_is_understood);
  ADD ("show", "a-server-without-buttons-gets-the-text", test_a_server_without_buttons_gets_the_text);
  ADD ("show", "an-unread-one-is-replaced", test_an_unread_one_is_replaced);
  ADD ("show", "private-texts-name-nothing", test_private_texts_name_nothing);
  ADD ("buttons", "start-reaches-the-window", test_start_reaches_the_window);
  ADD ("buttons", "a-click-reaches-the-window", test_a_click_reaches_the_window);
  ADD ("buttons", "a-missing-window-is-survived", test_a_missing_window_is_survived);
  ADD ("buttons", "in-1-hour-comes-back", test_in_1_hour_comes_back);
  ADD ("buttons", "not-today-is-remembered", test_not_today_is_remembered);
  ADD ("buttons", "closing-it-is-remembered", test_closing_it_is_remembered);
  ADD ("others", "a-session-in-the-window-is-seen-within-a-second", test_a_session_in_the_window_is_seen_within_a_second);
  ADD ("others", "a-wish-of-the-window-is-seen-within-a-second", test_a_wish_of_the_window_is_seen_within_a_second);
  ADD ("others", "without-rules-it-leaves", test_without_rules_it_leaves);
  ADD ("others", "switched-off-it-leaves", test_switched_off_it_leaves);
  ADD ("others", "with-nothing-to-do-it-leaves-at-once", test_with_nothing_to_do_it_leaves_at_once);
  ADD ("others", "a-second-one-steps-back", test_a_second_one_steps_back);
  ADD ("trouble", "killed-and-started-again-it-does-not-repeat", test_killed_and_started_again_it_does_not_repeat);
  ADD ("trouble", "a-missing-server-is-survived", test_a_missing_server_is_survived);
  ADD ("trouble", "killed-at-any-moment-it-does-not-repeat", test_killed_at_any_moment_it_does_not_repeat);
  ADD ("trouble", "what-a-killed-one-left-behind-is-cleared-up", test_what_a_killed_one_left_behind_is_cleared_up);
  ADD ("trouble", "a-server-that-comes-too-late-is-not-bothered", test_a_server_that_comes_too_late_is_not_bothered);
  ADD ("trouble", "a-server-started-anew-shows-it-again", test_a_server_started_anew_shows_it_again);
  ADD ("trouble", "what-was-answered-is-not-shown-again", test_what_was_answered_is_not_shown_again);
  ADD ("trouble", "what-is-pointless-by-then-is-not-shown-again", test_what_is_pointless_by_then_is_not_shown_again);
  ADD ("test", "is-shown-beside-a-reminder", test_a_test_is_shown_beside_a_reminder);
  ADD ("test", "says-what-is-wrong", test_a_test_says_what_is_wrong);
  ADD ("test", "keeps-it-until-it-was-seen", test_a_test_keeps_it_until_it_was_seen);
  ADD ("trouble", "told-to-end-it-takes-its-reminder-along", test_told_to_end_it_takes_its_reminder_along);
  ADD ("trouble", "without-a-bus-it-says-so", test_without_a_bus_it_says_so);
  ADD ("trouble", "a-text-file-as-database-is-said-and-left-alone", test_a_text_file_as_database_is_said_and_left_alone);
  ADD ("trouble", "it-knows-its-version", test_it_knows_its_version);
  ADD ("rest", "it-never-wakes", test_at_rest_it_never_wakes);
#undef ADD

  status = g_test_run ();
  mock_desktop_free (desktop);

  return status;
}
