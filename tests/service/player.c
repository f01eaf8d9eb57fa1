/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The running session as the window sees it: driven by a clock turned by hand and
 * journalled into a real database. */
#include <glib/gstdio.h>
#include <gio/gio.h>

#include "app/service/diary-private.h"
#include "fascia/service/player.h"
#include "injected-clock.h"

typedef struct {
  char *folder;
  FasciaClock *clock;
  FasciaContext *context;
  FasciaPlayer *player;
  GString *events;
  guint failures;
} Fixture;

static void
event_cb (FasciaPlayer *player, const FasciaSessionEvent *event, Fixture *fixture)
{
  static const char letters[] = "c<[]p>fx";

  g_string_append_c (fixture->events, letters[event->kind]);
}

static void
failed_cb (FasciaPlayer *player, const GError *error, Fixture *fixture)
{
  g_assert_nonnull (error);
  fixture->failures++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  g_autoptr (GDateTime) start = g_date_time_new (zone, 2026, 11, 20, 23, 55, 0);

  fixture->folder = g_dir_make_tmp ("fascia-player-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->clock = injected_clock_new (g_date_time_to_unix (start) * G_USEC_PER_SEC, 0, zone);
  fixture->context = fascia_context_new (fixture->clock, fixture->folder, &error);
  g_assert_no_error (error);
  fixture->player = fascia_player_new (fixture->context);
  fixture->events = g_string_new (NULL);
  g_signal_connect (fixture->player, "event", G_CALLBACK (event_cb), fixture);
  g_signal_connect (fixture->player, "journal-failed", G_CALLBACK (failed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_object (&fixture->player);
  g_clear_object (&fixture->context);
  injected_clock_free (fixture->clock);
  g_string_free (fixture->events, TRUE);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
pass (Fixture *fixture, double seconds)
{
  injected_clock_advance (fixture->clock, (gint64) (seconds * G_USEC_PER_SEC));
  fascia_player_update (fixture->player);
}

static void
prepare (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (fixture->context, id, &error);

  g_assert_no_error (error);
  g_assert_true (fascia_player_prepare (fixture->player, routine, NULL, &error));
  g_assert_no_error (error);
}

static FasciaStore *
store_of (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (fixture->context, &error);

  g_assert_no_error (error);
  return fascia_diary_get_store (diary);
}

static FasciaOpenSession *
open_row (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  FasciaOpenSession *open = NULL;

  g_assert_true (fascia_store_get_open_session (store_of (fixture), &open, &error));
  g_assert_no_error (error);
  return open;
}

static FasciaLogEntry *
only_entry (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = fascia_diary_list_sessions (fascia_context_get_diary (fixture->context, NULL),
                                                           FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  return fascia_log_entry_copy (g_ptr_array_index (list, 0));
}

static void
test_whole_routine (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;
  g_autofree char *day = NULL;
  FasciaPlan *plan;
  guint left_s, total_left_s;
  int state;

  prepare (fixture, "feet-and-calves");
  plan = fascia_player_get_plan (fixture->player);
  g_assert_false (fascia_player_is_under_way (fixture->player));
  fascia_player_toggle (fixture->player);
  g_object_get (fixture->player, "state", &state, "left-s", &left_s, "total-left-s", &total_left_s, NULL);
  g_assert_cmpint (state, ==, FASCIA_SESSION_COUNTING_IN);
  g_assert_cmpuint (left_s, ==, 5);
  g_assert_cmpuint (total_left_s, ==, 396);

  /* Second for second; every tick comes a little late. */
  for (guint i = 0; i < 5 + 396; i++)
    pass (fixture, i == 0 ? 1.2 : 1);

  g_object_get (fixture->player, "state", &state, NULL);
  g_assert_cmpint (state, ==, FASCIA_SESSION_FINISHED);
  g_assert_cmpuint (fixture->failures, ==, 0);

  /* Count-in, start, every phase once, the end. */
  g_assert_cmpint (fixture->events->str[0], ==, 'c');
  g_assert_cmpint (fixture->events->str[fixture->events->len - 1], ==, 'f');
  g_assert_cmpuint (fixture->events->len, ==, 1 + 1 + 2 * plan->n_phases + 1);

  g_assert_true (fascia_player_save (fixture->player, FASCIA_UNRATED, 3, 5, "fine", &error));
  g_assert_no_error (error);
  g_assert_null (fascia_player_get_session (fixture->player));

  entry = only_entry (fixture);
  g_assert_cmpint (entry->active_s, ==, 340);
  g_assert_cmpint (entry->elapsed_s, ==, 396);
  g_assert_cmpstr (entry->routine, ==, "feet-and-calves");
  g_assert_cmpint (entry->before, ==, FASCIA_UNRATED);
  g_assert_cmpint (entry->after, ==, 3);
  g_assert_cmpint (entry->pressure, ==, 5);
  g_assert_cmpstr (entry->note, ==, "fine");
  g_assert_cmpuint (entry->items->len, ==, 6);
  /* It began at 23:55:05 and ended after midnight: the day it started counts. */
  day = fascia_day_to_string (entry->local_date);
  g_assert_cmpstr (day, ==, "2026-11-20");
  g_assert_true (fascia_log_entry_counts (entry));
}

static void
test_row_from_first_second (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaOpenSession) open = NULL;

  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 4.9);
  open = open_row (fixture);
  g_assert_null (open);

  pass (fixture, 0.2);
  open = open_row (fixture);
  g_assert_nonnull (open);
  g_assert_cmpstr (open->entry->routine, ==, "warm-up-5");
}

static void
test_heartbeat (Fixture *fixture, gconstpointer data)
{
  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  for (guint s = 1; s <= 120; s++)
    {
      g_autoptr (FasciaOpenSession) open = NULL;

      pass (fixture, 1);
      open = open_row (fixture);
      if (s <= 5)
        continue;
      g_assert_nonnull (open);
      g_assert_cmpint (fascia_clock_utc_us (fixture->clock) - open->heartbeat_us, <=, 5 * G_USEC_PER_SEC);
      if (s == 60)
        fascia_player_toggle (fixture->player);
    }
}

static void
test_pause_is_not_active (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaOpenSession) open = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;

  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 10); /* count-in, prepare, 10 s of roll */
  fascia_player_toggle (fixture->player);
  open = open_row (fixture);
  g_assert_cmpint (open->paused_since_us, ==, fascia_clock_utc_us (fixture->clock));
  g_assert_cmpint (open->phase_done_us, ==, 10 * G_USEC_PER_SEC);
  pass (fixture, 600);
  fascia_player_toggle (fixture->player);
  pass (fixture, 3 + 5);
  fascia_player_stop (fixture->player, FASCIA_REASON_NONE);

  entry = only_entry (fixture);
  g_assert_cmpint (entry->active_s, ==, 15);
  g_assert_cmpint (entry->elapsed_s, ==, 12 + 10 + 600 + 3 + 5);
  g_assert_false (fascia_log_entry_counts (entry));
}

static void
test_suspend_and_clock_change (Fixture *fixture, gconstpointer data)
{
  guint left_s;

  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 10);
  g_object_get (fixture->player, "left-s", &left_s, NULL);
  injected_clock_suspend (fixture->clock, G_TIME_SPAN_HOUR);
  injected_clock_set_utc (fixture->clock, 1000000);
  fascia_player_update (fixture->player);
  g_assert_cmpuint (left_s, ==, 7);
  g_object_get (fixture->player, "left-s", &left_s, NULL);
  g_assert_cmpuint (left_s, ==, 7);
}

static void
test_stop_in_count_in_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaOpenSession) open = NULL;

  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 2);
  fascia_player_stop (fixture->player, FASCIA_REASON_NONE);
  open = open_row (fixture);
  g_assert_null (open);
  g_assert_cmpint (fascia_diary_count_sessions (fascia_context_get_diary (fixture->context, NULL), NULL), ==, 0);
  g_assert_null (fascia_player_get_session (fixture->player));
}

static void
test_discard_goes_to_trash (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;
  g_autofree char *uuid = NULL;
  FasciaDiary *diary;

  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 30);
  entry = fascia_player_get_entry (fixture->player);
  uuid = g_strdup (entry->uuid);
  g_assert_true (fascia_player_discard (fixture->player, &error));
  g_assert_no_error (error);

  diary = fascia_context_get_diary (fixture->context, NULL);
  g_assert_cmpint (fascia_diary_count_sessions (diary, NULL), ==, 0);
  g_assert_true (fascia_diary_restore_session (diary, uuid, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fascia_diary_count_sessions (diary, NULL), ==, 1);
}

static void
test_one_session_at_a_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaRoutine) other = fascia_context_find_routine (fixture->context, "after-run", NULL);

  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 20);
  g_assert_false (fascia_player_prepare (fixture->player, other, NULL, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_BUSY);
}

/* A process that died leaves an open row; the next start offers it, and a new
 * session does not swallow it. */
static void
test_cut_off_session_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaLogEntry) cut_off = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;
  FasciaDiary *diary = fascia_context_get_diary (fixture->context, NULL);

  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 30);
  g_clear_object (&fixture->player);

  g_assert_null (fascia_diary_get_cut_off_session (diary, &error));
  g_assert_no_error (error);
  injected_clock_advance (fixture->clock, 40 * G_USEC_PER_SEC);
  cut_off = fascia_diary_get_cut_off_session (diary, &error);
  g_assert_no_error (error);
  g_assert_nonnull (cut_off);
  g_assert_cmpint (cut_off->active_s, ==, 30);

  fixture->player = fascia_player_new (fixture->context);
  prepare (fixture, "after-run");
  entry = only_entry (fixture);
  g_assert_cmpstr (entry->uuid, ==, cut_off->uuid);
  g_assert_cmpint (entry->active_s, ==, 30);
}

static void
test_log_that_cannot_be_written (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, FASCIA_STORE_FILE_NAME, NULL);
  g_autoptr (GError) error = NULL;
  int state;

  /* Not a database: it must stay as it is, and the session must go on. */
  g_assert_true (g_file_set_contents (path, "dear diary", -1, &error));
  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  for (guint s = 0; s < 5 + 298; s++)
    pass (fixture, 1);
  g_object_get (fixture->player, "state", &state, NULL);
  g_assert_cmpint (state, ==, FASCIA_SESSION_FINISHED);
  g_assert_cmpuint (fixture->failures, >, 0);
  g_assert_false (fascia_player_save (fixture->player, FASCIA_UNRATED, FASCIA_UNRATED, FASCIA_UNRATED, NULL, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);

  /* The user mends it: the same session is saved after all. */
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_true (fascia_player_save (fixture->player, FASCIA_UNRATED, FASCIA_UNRATED, FASCIA_UNRATED, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fascia_diary_count_sessions (fascia_context_get_diary (fixture->context, NULL), NULL), ==, 1);
}

static void
test_skip_and_back (Fixture *fixture, gconstpointer data)
{
  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 5);
  fascia_player_skip (fixture->player);
  g_assert_cmpuint (fascia_player_get_phase (fixture->player)->kind, ==, FASCIA_PHASE_ROLL);
  fascia_player_back (fixture->player);
  g_assert_cmpuint (fascia_player_get_phase (fixture->player)->kind, ==, FASCIA_PHASE_PREPARE);
  g_assert_cmpuint (fascia_player_get_next_phase (fixture->player)->kind, ==, FASCIA_PHASE_ROLL);
}

#define ADD(path, func) g_test_add ("/player/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("whole-routine-ends-in-a-row", test_whole_routine);
  ADD ("row-exists-from-the-first-second", test_row_from_first_second);
  ADD ("row-is-never-older-than-5-seconds", test_heartbeat);
  ADD ("pause-is-elapsed-not-active", test_pause_is_not_active);
  ADD ("suspend-and-clock-change-cost-nothing", test_suspend_and_clock_change);
  ADD ("stop-in-count-in-leaves-nothing", test_stop_in_count_in_leaves_nothing);
  ADD ("discard-goes-to-the-trash", test_discard_goes_to_trash);
  ADD ("one-session-at-a-time", test_one_session_at_a_time);
  ADD ("cut-off-session-is-kept", test_cut_off_session_is_kept);
  ADD ("log-that-cannot-be-written-stops-nothing", test_log_that_cannot_be_written);
  ADD ("skip-and-back", test_skip_and_back);

  return g_test_run ();
}
