/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log, goal and rules over a real database, also from two processes' points of view. */
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "app/service/diary-private.h"
#include "fascia/service/history-model.h"
#include "injected-clock.h"

typedef struct {
  char *folder;
  FasciaClock *clock;
  FasciaContext *context;
  FasciaDiary *diary;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  g_autoptr (GDateTime) start = g_date_time_new (zone, 2026, 11, 20, 12, 0, 0); /* a Friday */

  fixture->folder = g_dir_make_tmp ("fascia-diary-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->clock = injected_clock_new (g_date_time_to_unix (start) * G_USEC_PER_SEC, 0, zone);
  fixture->context = fascia_context_new (fixture->clock, fixture->folder, &error);
  g_assert_no_error (error);
  fixture->diary = fascia_context_get_diary (fixture->context, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_object (&fixture->context);
  injected_clock_free (fixture->clock);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* A session by hand that began @hours_ago. */
static char *
add (Fixture *fixture, double hours_ago, int minutes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaLogEntry) entry = fascia_log_entry_new ();
  g_autoptr (GTimeZone) zone = fascia_clock_zone (fixture->clock);

  entry->source = FASCIA_SOURCE_MANUAL;
  fascia_instant_init (&entry->started, fascia_clock_utc_us (fixture->clock) - (gint64) (hours_ago * G_TIME_SPAN_HOUR), zone);
  entry->local_date = fascia_day_of_instant (entry->started.utc_us, zone);
  g_assert_true (fascia_log_entry_set_manual_items (entry, fascia_context_get_catalog (fixture->context), NULL, 0, minutes, &error));
  g_assert_true (fascia_diary_add_session (fixture->diary, entry, NULL, &error));
  g_assert_no_error (error);
  return g_strdup (entry->uuid);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_week_counts_days (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *today = add (fixture, 1, 10);
  g_autofree char *today_again = add (fixture, 3, 10);
  g_autofree char *too_short = add (fixture, 30, 1);
  g_autofree char *tuesday = add (fixture, 72, 2);
  g_autofree char *last_week = add (fixture, 24 * 6, 20);
  guint done, goal;

  g_assert_true (fascia_diary_get_week (fixture->diary, fascia_diary_today (fixture->diary), &done, &goal, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (done, ==, 2);
  g_assert_cmpuint (goal, ==, 3);

  g_assert_true (fascia_diary_delete_session (fixture->diary, tuesday, &error));
  g_assert_true (fascia_diary_get_week (fixture->diary, fascia_diary_today (fixture->diary), &done, &goal, &error));
  g_assert_cmpuint (done, ==, 1);
}

static void
test_future_is_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaLogEntry) entry = fascia_log_entry_new ();
  g_autoptr (GTimeZone) zone = fascia_clock_zone (fixture->clock);

  entry->source = FASCIA_SOURCE_MANUAL;
  fascia_instant_init (&entry->started, fascia_clock_utc_us (fixture->clock) + 60 * G_USEC_PER_SEC, zone);
  entry->local_date = fascia_day_of_instant (entry->started.utc_us, zone);
  g_assert_false (fascia_diary_add_session (fixture->diary, entry, NULL, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  g_assert_cmpint (fascia_diary_count_sessions (fixture->diary, NULL), ==, 0);
}

static void
test_goal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *long_ago = NULL;
  g_autofree char *from_text = NULL;
  FasciaDay from;
  guint per_week, done, goal;

  g_assert_true (fascia_diary_get_goal (fixture->diary, &per_week, &from, &error));
  g_assert_cmpuint (per_week, ==, 3);

  /* In the first week of use a goal applies at once … */
  g_assert_true (fascia_diary_set_goal (fixture->diary, 4, &error));
  g_assert_true (fascia_diary_get_week (fixture->diary, fascia_diary_today (fixture->diary), &done, &goal, &error));
  g_assert_cmpuint (goal, ==, 1); /* 4 of 7 days, and 3 of them are left of that week */

  /* … later from the next Monday. */
  long_ago = add (fixture, 24 * 30, 10);
  g_assert_true (fascia_diary_set_goal (fixture->diary, 2, &error));
  g_assert_true (fascia_diary_get_week (fixture->diary, fascia_diary_today (fixture->diary), &done, &goal, &error));
  g_assert_cmpuint (goal, ==, 4);
  g_assert_true (fascia_diary_get_goal (fixture->diary, &per_week, &from, &error));
  from_text = fascia_day_to_string (from);
  g_assert_cmpuint (per_week, ==, 2);
  g_assert_cmpstr (from_text, ==, "2026-11-23");

  g_assert_false (fascia_diary_set_goal (fixture->diary, 8, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
}

static void
test_rules_switch_reminders_on (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaRule) rule = fascia_rule_new ();
  g_autoptr (GPtrArray) rules = NULL;
  FasciaReminderSettings settings;

  g_assert_true (fascia_diary_get_reminder_settings (fixture->diary, &settings, &error));
  g_assert_false (settings.on);
  rule->weekdays = 0x15;
  rule->minute_of_day = 18 * 60;
  g_assert_true (fascia_diary_add_rule (fixture->diary, rule, &error));
  g_assert_no_error (error);
  g_assert_true (fascia_diary_get_reminder_settings (fixture->diary, &settings, &error));
  g_assert_true (settings.on);

  rules = fascia_diary_list_rules (fixture->diary, &error);
  g_assert_cmpuint (rules->len, ==, 1);
  g_assert_cmpint (((FasciaRule *) g_ptr_array_index (rules, 0))->changed_at_us, ==, fascia_clock_utc_us (fixture->clock));
}

static gboolean
give_up_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_other_process_is_seen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaContext) other = fascia_context_new (fixture->clock, fixture->folder, &error);
  FasciaDiary *theirs = fascia_context_get_diary (other, &error);
  gboolean too_late = FALSE;
  guint changes = 0;
  guint timeout;

  g_assert_no_error (error);
  fascia_diary_watch (fixture->diary);
  fascia_diary_poll (fixture->diary);
  g_signal_connect_swapped (fixture->diary, "changed", G_CALLBACK (count_cb), &changes);
  g_assert_true (fascia_diary_set_goal (theirs, 5, &error));

  timeout = g_timeout_add (10000, give_up_cb, &too_late);
  while (changes == 0 && !too_late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (too_late);
  g_source_remove (timeout);
}

/* While a session writes every few seconds it asks instead of being told; nothing that
 * came in between is lost on the way from one to the other. */
static void
test_polling_takes_the_place_of_watching (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaContext) other = fascia_context_new (fixture->clock, fixture->folder, &error);
  FasciaDiary *theirs = fascia_context_get_diary (other, &error);
  guint changes = 0;
  gint64 end;

  g_assert_no_error (error);
  fascia_diary_watch (fixture->diary);
  fascia_diary_poll (fixture->diary);
  fascia_diary_set_polled (fixture->diary, TRUE);
  g_signal_connect_swapped (fixture->diary, "changed", G_CALLBACK (count_cb), &changes);
  g_assert_true (fascia_diary_set_goal (theirs, 5, &error));
  for (end = g_get_monotonic_time () + 600 * G_TIME_SPAN_MILLISECOND; g_get_monotonic_time () < end;)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  g_assert_cmpuint (changes, ==, 0);
  fascia_diary_poll (fixture->diary);
  g_assert_cmpuint (changes, ==, 1);

  g_assert_true (fascia_diary_set_goal (theirs, 6, &error));
  fascia_diary_set_polled (fixture->diary, FALSE);
  g_assert_cmpuint (changes, ==, 2);
}

static void
test_history_model_follows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaHistoryModel) model = fascia_history_model_new (fixture->diary);
  g_autofree char *newest = NULL;
  guint n_items;

  for (guint i = 0; i < 120; i++)
    g_free (add (fixture, 24 * (121 - i), 5));
  newest = add (fixture, 2, 5);
  g_assert_cmpuint (fascia_history_model_get_n_sessions (model), ==, 121);
  n_items = g_list_model_get_n_items (G_LIST_MODEL (model));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FasciaHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);
      const FasciaLogEntry *entry = fascia_history_item_get_entry (item);

      g_assert_true (entry == NULL || entry->uuid != NULL);
      if (i == 1)
        g_assert_cmpstr (entry->uuid, ==, newest);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), n_items));

  g_assert_true (fascia_diary_delete_session (fixture->diary, newest, &error));
  g_assert_cmpuint (fascia_history_model_get_n_sessions (model), ==, 120);
}

static void
test_routines_are_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (fixture->context, "after-run", &error);
  g_autoptr (FasciaRoutine) single = NULL;
  g_autoptr (FasciaRoutine) own = fascia_routine_new ("0b0e1a3c-62b3-4d53-8a0f-3d2f6f0f7a11");
  g_autoptr (FasciaRoutine) found = NULL;
  FasciaRoutineItem *item;

  g_assert_no_error (error);
  single = fascia_context_find_routine (fixture->context, "technique:calf-roller", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (single->items->len, ==, 1);

  own->own = TRUE;
  own->name.in[FASCIA_LANGUAGE_EN] = g_strdup ("My evening set");
  own->name.in[FASCIA_LANGUAGE_DA] = g_strdup ("My evening set");
  item = fascia_routine_item_new ("calf-roller");
  item->sides = FASCIA_SIDES_BOTH;
  item->roll_s = 30;
  g_ptr_array_add (own->items, item);
  g_assert_true (fascia_store_save_routine (fascia_diary_get_store (fixture->diary), own, 1, &error));
  g_assert_no_error (error);
  found = fascia_context_find_routine (fixture->context, own->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->items->len, ==, 1);

  g_assert_null (fascia_context_find_routine (fixture->context, "no-such-thing", &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (fascia_context_find_routine (fixture->context, "technique:no-such-thing", &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
}

/* “This evening” is 19:00, and is not offered from 18:00 on. */
static void
test_evening_is_asked_for_in_time (Fixture *fixture, gconstpointer data)
{
  const gint64 noon_us = fascia_clock_utc_us (fixture->clock);
  g_autoptr (GError) error = NULL;
  gint64 until_us;

  injected_clock_advance (fixture->clock, 6 * G_TIME_SPAN_HOUR - 1);
  g_assert_true (fascia_diary_snooze (fixture->diary, FASCIA_SNOOZE_EVENING, NULL, &until_us, &error));
  g_assert_no_error (error);
  g_assert_cmpint (until_us, ==, noon_us + 7 * G_TIME_SPAN_HOUR);
  injected_clock_advance (fixture->clock, 1);
  g_assert_false (fascia_diary_snooze (fixture->diary, FASCIA_SNOOZE_EVENING, NULL, &until_us, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
}

/* One reminder asked for switches reminders on where there never were any; where
 * rules were switched off it does not bring all of those back. */
static void
test_a_nudge_brings_no_rules_back (Fixture *fixture, gconstpointer data)
{
  const gint64 noon_us = fascia_clock_utc_us (fixture->clock);
  g_autoptr (FasciaRule) rule = fascia_rule_new ();
  g_autoptr (GError) error = NULL;
  FasciaReminderSettings settings;
  gint64 at_us;

  g_assert_true (fascia_diary_nudge (fixture->diary, 0, &at_us, &error));
  g_assert_no_error (error);
  g_assert_cmpint (at_us, ==, noon_us + G_TIME_SPAN_HOUR);
  g_assert_true (fascia_diary_get_reminder_settings (fixture->diary, &settings, &error));
  g_assert_true (settings.on);

  rule->weekdays = 0x15;
  rule->minute_of_day = 18 * 60;
  g_assert_true (fascia_diary_add_rule (fixture->diary, rule, &error));
  settings.on = FALSE;
  g_assert_true (fascia_diary_set_reminder_settings (fixture->diary, &settings, &error));
  g_assert_false (fascia_diary_nudge (fixture->diary, 30, &at_us, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED);
  g_assert_true (fascia_diary_get_reminder_settings (fixture->diary, &settings, NULL));
  g_assert_false (settings.on);
}

#define ADD(path, func) g_test_add ("/diary/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("evening-is-asked-for-in-time", test_evening_is_asked_for_in_time);
  ADD ("a-nudge-brings-no-rules-back", test_a_nudge_brings_no_rules_back);
  ADD ("week-counts-days-not-sessions", test_week_counts_days);
  ADD ("future-is-refused", test_future_is_refused);
  ADD ("goal-applies-from-monday", test_goal);
  ADD ("rules-switch-reminders-on", test_rules_switch_reminders_on);
  ADD ("other-process-is-seen", test_other_process_is_seen);
  ADD ("polling-takes-the-place-of-watching", test_polling_takes_the_place_of_watching);
  ADD ("history-model-follows", test_history_model_follows);
  ADD ("routines-are-found", test_routines_are_found);

  return g_test_run ();
}
