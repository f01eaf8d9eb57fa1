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
  GString *cues; /* their words */
  guint failures;
} Fixture;

static void
event_cb (FasciaPlayer *player, const FasciaSessionEvent *event, Fixture *fixture)
{
  static const char letters[] = "c<[]p>fxwasez";

  g_assert_cmpuint (event->kind, <, strlen (letters));
  g_string_append_c (fixture->events, letters[event->kind]);
}

static void
cue_cb (FasciaPlayer *player, const FasciaCue *cue, Fixture *fixture)
{
  g_string_append_printf (fixture->cues, "%s ", fascia_cue_kind_to_string (cue->kind));
}

static void
failed_cb (FasciaPlayer *player, const GError *error, Fixture *fixture)
{
  g_assert_nonnull (error);
  fixture->failures++;
}

/* As after the start of the program. */
static void
new_player (Fixture *fixture)
{
  g_clear_object (&fixture->player);
  fixture->player = fascia_player_new (fixture->context);
  g_signal_connect (fixture->player, "event", G_CALLBACK (event_cb), fixture);
  g_signal_connect (fixture->player, "cue", G_CALLBACK (cue_cb), fixture);
  g_signal_connect (fixture->player, "journal-failed", G_CALLBACK (failed_cb), fixture);
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
  fixture->events = g_string_new (NULL);
  fixture->cues = g_string_new (NULL);
  new_player (fixture);
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
  g_string_free (fixture->cues, TRUE);
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
  g_assert_true (fascia_player_prepare (fixture->player, routine, &error));
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

/* (transfer full): the session that the journal tells of. */
static FasciaSession *
session_in_row (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaOpenSession) open = open_row (fixture);
  g_autoptr (FasciaRoutine) routine = NULL;
  g_autoptr (FasciaPlan) plan = NULL;
  FasciaSession *session;

  g_assert_nonnull (open);
  routine = fascia_context_find_routine (fixture->context, open->entry->routine, &error);
  g_assert_no_error (error);
  plan = fascia_session_plan_from_text (routine, fascia_context_get_catalog (fixture->context), open->state, &error);
  g_assert_no_error (error);
  session = fascia_session_new_from_text (plan, NULL, open->state, &error);
  g_assert_no_error (error);
  return session;
}

static void
assert_state (Fixture *fixture, FasciaSessionState expected)
{
  int state;

  g_object_get (fixture->player, "state", &state, NULL);
  g_assert_cmpint (state, ==, expected);
}

/* Which phase it is, on which side, and what is left of it. */
static void
assert_phase (Fixture *fixture, FasciaPhaseKind kind, FasciaSide side, guint expected_left_s)
{
  const FasciaPhase *phase = fascia_player_get_phase (fixture->player);
  guint left_s;

  g_assert_cmpstr (fascia_phase_kind_to_string (phase->kind), ==, fascia_phase_kind_to_string (kind));
  g_assert_cmpstr (fascia_side_to_string (phase->side), ==, fascia_side_to_string (side));
  g_object_get (fixture->player, "left-s", &left_s, NULL);
  g_assert_cmpuint (left_s, ==, expected_left_s);
}

static void
assert_item (const FasciaLogEntry *entry, guint index, FasciaSide side, int done_s, FasciaItemStatus status, FasciaStopReason reason)
{
  const FasciaLogItem *item = g_ptr_array_index (entry->items, index);

  g_assert_cmpstr (fascia_side_to_string (item->side), ==, fascia_side_to_string (side));
  g_assert_cmpint (item->done_s, ==, done_s);
  g_assert_cmpstr (fascia_item_status_to_string (item->status), ==, fascia_item_status_to_string (status));
  g_assert_cmpstr (fascia_stop_reason_to_string (item->reason), ==, fascia_stop_reason_to_string (reason));
}

static FasciaDiary *
diary_of (Fixture *fixture)
{
  return fascia_context_get_diary (fixture->context, NULL);
}

static void
set_preferences (Fixture *fixture, const FasciaPreferences *preferences)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fascia_diary_set_preferences (diary_of (fixture), preferences, &error));
  g_assert_no_error (error);
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
  g_autoptr (FasciaSession) session = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;

  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 10); /* count-in, prepare, 10 s of roll */
  fascia_player_toggle (fixture->player);
  open = open_row (fixture);
  g_assert_cmpint (open->paused_since_us, ==, fascia_clock_utc_us (fixture->clock));
  session = session_in_row (fixture);
  g_assert_cmpint (fascia_session_get_phase_left_us (session, 0), ==, 35 * G_USEC_PER_SEC);
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
test_a_clock_set_by_hand_costs_nothing (Fixture *fixture, gconstpointer data)
{
  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 10);
  injected_clock_set_utc (fixture->clock, 1000000);
  fascia_player_update (fixture->player);
  assert_state (fixture, FASCIA_SESSION_RUNNING);
  assert_phase (fixture, FASCIA_PHASE_PREPARE, FASCIA_SIDE_BOTH, 7);
  pass (fixture, 1);
  assert_phase (fixture, FASCIA_PHASE_PREPARE, FASCIA_SIDE_BOTH, 6);
}

/* Nobody announced it: the clocks alone tell. */
static void
test_sleep_seen_by_the_clocks_pauses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaOpenSession) open = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;

  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 10);
  injected_clock_suspend (fixture->clock, G_TIME_SPAN_HOUR);
  pass (fixture, 0.2);
  assert_state (fixture, FASCIA_SESSION_PAUSED);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_BOTH, 35);
  g_assert_cmpuint (fascia_player_get_slept_s (fixture->player), ==, 3600);
  open = open_row (fixture);
  g_assert_cmpint (open->paused_since_us, !=, 0);
  pass (fixture, 60);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_BOTH, 35);

  fascia_player_toggle (fixture->player);
  pass (fixture, 3 + 5);
  g_assert_cmpuint (fascia_player_get_slept_s (fixture->player), ==, 0);
  fascia_player_stop (fixture->player, FASCIA_REASON_NONE);
  g_assert_cmpstr (fixture->events->str, ==, "c<[][zc>]x");
  entry = only_entry (fixture);
  g_assert_cmpint (entry->active_s, ==, 15);
  g_assert_cmpint (entry->elapsed_s, ==, 12 + 10 + 3600 + 60 + 3 + 5);
}

static void
test_a_nap_too_short_to_notice_is_none (Fixture *fixture, gconstpointer data)
{
  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 10);
  injected_clock_suspend (fixture->clock, G_TIME_SPAN_SECOND / 4);
  pass (fixture, 1);
  assert_state (fixture, FASCIA_SESSION_RUNNING);
}

static void
test_sleep_in_the_first_count_in_starts_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaOpenSession) open = NULL;

  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 3);
  injected_clock_suspend (fixture->clock, G_TIME_SPAN_HOUR);
  pass (fixture, 1);
  assert_state (fixture, FASCIA_SESSION_READY);
  pass (fixture, 10);
  open = open_row (fixture);
  g_assert_null (open);
}

static void
test_about_to_sleep_pauses_and_writes_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaOpenSession) open = NULL;
  g_autoptr (FasciaSession) session = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;
  gint64 asleep_us;

  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 8);
  injected_clock_advance (fixture->clock, 2 * G_USEC_PER_SEC);
  asleep_us = fascia_clock_utc_us (fixture->clock);
  fascia_player_about_to_sleep (fixture->player);
  assert_state (fixture, FASCIA_SESSION_PAUSED);
  open = open_row (fixture);
  g_assert_cmpint (open->heartbeat_us, ==, asleep_us);
  g_assert_cmpint (open->paused_since_us, ==, asleep_us);
  session = session_in_row (fixture);
  g_assert_cmpint (fascia_session_get_phase_left_us (session, 0), ==, 35 * G_USEC_PER_SEC);

  /* It takes a moment to fall asleep. */
  injected_clock_advance (fixture->clock, 2 * G_USEC_PER_SEC);
  injected_clock_suspend (fixture->clock, 2 * G_TIME_SPAN_HOUR);
  pass (fixture, 1);
  assert_state (fixture, FASCIA_SESSION_PAUSED);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_BOTH, 35);
  g_assert_cmpuint (fascia_player_get_slept_s (fixture->player), ==, 7200);
  fascia_player_repeat (fixture->player);
  pass (fixture, 3 + 4);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_BOTH, 41);
  fascia_player_stop (fixture->player, FASCIA_REASON_NONE);
  entry = only_entry (fixture);
  g_assert_cmpint (entry->active_s, ==, 14);
  g_assert_cmpint (entry->elapsed_s, ==, 12 + 10 + 2 + 7200 + 1 + 3 + 4);
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
  g_assert_false (fascia_player_prepare (fixture->player, other, &error));
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

/* --- What the user changes on the way ------------------------------------------- */

static void
test_ten_seconds_more_or_less (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = NULL;
  guint total_left_s;

  prepare (fixture, "feet-and-calves");
  g_assert_cmpint (fascia_player_lengthen (fixture->player), ==, FASCIA_CHANGE_NOT_NOW);
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 10);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_LEFT, 30);
  g_assert_cmpint (fascia_player_lengthen (fixture->player), ==, FASCIA_CHANGE_DONE);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_LEFT, 40);
  g_object_get (fixture->player, "total-left-s", &total_left_s, NULL);
  g_assert_cmpuint (total_left_s, ==, 396 - 22 + 10);
  g_assert_cmpint (fascia_player_shorten (fixture->player), ==, FASCIA_CHANGE_DONE);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_LEFT, 30);

  /* Roll 40 and hold 20 are 60 s of one foot: 120 more, and then no more. */
  for (guint i = 0; i < 12; i++)
    g_assert_cmpint (fascia_player_lengthen (fixture->player), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpint (fascia_player_lengthen (fixture->player), ==, FASCIA_CHANGE_CAPPED);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_LEFT, 150);

  /* With nothing left it ends. */
  pass (fixture, 145);
  g_assert_cmpint (fascia_player_shorten (fixture->player), ==, FASCIA_CHANGE_DONE);
  assert_phase (fixture, FASCIA_PHASE_HOLD, FASCIA_SIDE_LEFT, 20);
  pass (fixture, 20 + 8 + 40 + 20);
  fascia_player_stop (fixture->player, FASCIA_REASON_NONE);
  entry = only_entry (fixture);
  assert_item (entry, 0, FASCIA_SIDE_LEFT, 175, FASCIA_ITEM_PARTIAL, FASCIA_REASON_NONE);
  assert_item (entry, 1, FASCIA_SIDE_RIGHT, 60, FASCIA_ITEM_DONE, FASCIA_REASON_NONE);
}

static void
test_a_spot_pulls_the_hold_forward (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = NULL;
  guint total_left_s;

  prepare (fixture, "feet-and-calves");
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 10);
  g_assert_cmpint (fascia_player_find_spot (fixture->player), ==, FASCIA_CHANGE_DONE);
  assert_phase (fixture, FASCIA_PHASE_HOLD, FASCIA_SIDE_LEFT, 20);
  g_object_get (fixture->player, "total-left-s", &total_left_s, NULL);
  g_assert_cmpuint (total_left_s, ==, 396 - 22);
  g_assert_cmpint (fascia_player_find_spot (fixture->player), ==, FASCIA_CHANGE_NOT_NOW);
  pass (fixture, 20);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_LEFT, 30);
  pass (fixture, 30);
  assert_phase (fixture, FASCIA_PHASE_SWITCH, FASCIA_SIDE_RIGHT, 8);
  g_assert_nonnull (strchr (fixture->events->str, 's'));
  fascia_player_stop (fixture->player, FASCIA_REASON_NONE);
  entry = only_entry (fixture);
  assert_item (entry, 0, FASCIA_SIDE_LEFT, 60, FASCIA_ITEM_DONE, FASCIA_REASON_NONE);
}

static void
test_too_much_twice_is_in_the_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = NULL;

  prepare (fixture, "feet-and-calves");
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 10);
  g_assert_cmpint (fascia_player_too_much (fixture->player), ==, FASCIA_CHANGE_DONE);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_LEFT, 15);
  g_assert_nonnull (strstr (fixture->cues->str, "ease"));
  pass (fixture, 2);
  g_assert_cmpint (fascia_player_too_much (fixture->player), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpstr (fascia_player_get_phase (fixture->player)->technique, ==, "calf-roller");
  assert_phase (fixture, FASCIA_PHASE_PREPARE, FASCIA_SIDE_LEFT, 12);

  /* The next technique begins anew: the first press eases again. */
  pass (fixture, 12 + 20);
  g_assert_cmpint (fascia_player_too_much (fixture->player), ==, FASCIA_CHANGE_DONE);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_LEFT, 10);
  pass (fixture, 10 + 20);
  fascia_player_stop (fixture->player, FASCIA_REASON_NONE);
  entry = only_entry (fixture);
  assert_item (entry, 0, FASCIA_SIDE_LEFT, 12, FASCIA_ITEM_STOPPED, FASCIA_REASON_TOO_MUCH);
  assert_item (entry, 1, FASCIA_SIDE_RIGHT, 0, FASCIA_ITEM_STOPPED, FASCIA_REASON_TOO_MUCH);
  assert_item (entry, 2, FASCIA_SIDE_LEFT, 50, FASCIA_ITEM_DONE, FASCIA_REASON_NONE);
  assert_item (entry, 3, FASCIA_SIDE_RIGHT, 0, FASCIA_ITEM_SKIPPED, FASCIA_REASON_NONE);
}

static void
test_it_waits_for_its_user (Fixture *fixture, gconstpointer data)
{
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;
  g_autoptr (FasciaOpenSession) open = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;

  preferences.wait_after_prepare = TRUE;
  preferences.wait_after_technique = TRUE;
  preferences.count_in_s = 2;
  preferences.resume_count_in_s = 0;
  set_preferences (fixture, &preferences);
  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 2 + 12);
  assert_state (fixture, FASCIA_SESSION_WAITING);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_BOTH, 45);
  g_assert_true (fascia_player_is_under_way (fixture->player));
  pass (fixture, 100);
  assert_state (fixture, FASCIA_SESSION_WAITING);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_BOTH, 45);
  open = open_row (fixture);
  g_assert_cmpint (open->paused_since_us, ==, fascia_clock_utc_us (fixture->clock) - 100 * G_USEC_PER_SEC);

  fascia_player_toggle (fixture->player);
  assert_state (fixture, FASCIA_SESSION_RUNNING);
  pass (fixture, 45);
  assert_state (fixture, FASCIA_SESSION_WAITING);
  g_assert_cmpstr (fascia_player_get_phase (fixture->player)->technique, ==, "hamstrings-roller");
  pass (fixture, 7);
  fascia_player_skip (fixture->player);
  assert_state (fixture, FASCIA_SESSION_RUNNING);
  assert_phase (fixture, FASCIA_PHASE_PREPARE, FASCIA_SIDE_BOTH, 8);
  fascia_player_stop (fixture->player, FASCIA_REASON_NONE);
  entry = only_entry (fixture);
  g_assert_cmpint (entry->active_s, ==, 45);
  g_assert_cmpint (entry->elapsed_s, ==, 12 + 100 + 45 + 7);
  assert_item (entry, 0, FASCIA_SIDE_BOTH, 45, FASCIA_ITEM_DONE, FASCIA_REASON_NONE);
}

/* --- A session that was cut off ------------------------------------------------- */

static void
test_a_cut_off_session_goes_on_where_it_stood (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaLogEntry) cut_off = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;
  guint total_left_s;

  prepare (fixture, "feet-and-calves");
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 10);
  fascia_player_find_spot (fixture->player);
  pass (fixture, 20 + 30 + 8);
  fascia_player_lengthen (fixture->player);
  pass (fixture, 15);
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_RIGHT, 35);
  g_clear_object (&fixture->player);
  injected_clock_advance (fixture->clock, 600 * G_USEC_PER_SEC);

  /* What is next in the clocks is of another start of the machine. */
  new_player (fixture);
  g_string_truncate (fixture->events, 0);
  cut_off = fascia_diary_get_cut_off_session (diary_of (fixture), &error);
  g_assert_no_error (error);
  g_assert_true (fascia_diary_can_resume (diary_of (fixture), cut_off));
  g_assert_true (fascia_player_resume_cut_off (fixture->player, cut_off->uuid, &error));
  g_assert_no_error (error);
  assert_state (fixture, FASCIA_SESSION_PAUSED);
  g_assert_cmpstr (fascia_player_get_phase (fixture->player)->technique, ==, "foot-sole-ball");
  assert_phase (fixture, FASCIA_PHASE_ROLL, FASCIA_SIDE_RIGHT, 35);
  g_object_get (fixture->player, "total-left-s", &total_left_s, NULL);
  g_assert_cmpuint (total_left_s, ==, 396 + 10 - 12 - 60 - 8 - 15);
  /* The row is alive again: nobody else takes it for cut off. */
  g_assert_null (fascia_diary_get_cut_off_session (diary_of (fixture), &error));
  g_assert_no_error (error);

  fascia_player_toggle (fixture->player);
  pass (fixture, 3);
  for (guint i = 0; i < total_left_s; i++)
    pass (fixture, 1);
  assert_state (fixture, FASCIA_SESSION_FINISHED);
  g_assert_true (fascia_player_save (fixture->player, 2, 1, FASCIA_UNRATED, NULL, &error));
  g_assert_no_error (error);
  entry = only_entry (fixture);
  g_assert_cmpstr (entry->uuid, ==, cut_off->uuid);
  g_assert_cmpint (entry->started.utc_us, ==, cut_off->started.utc_us);
  g_assert_cmpint (entry->active_s, ==, 340 + 10);
  g_assert_cmpint (entry->elapsed_s, ==, 396 + 10 + 600 + 3);
  assert_item (entry, 1, FASCIA_SIDE_RIGHT, 70, FASCIA_ITEM_DONE, FASCIA_REASON_NONE);
  g_assert_null (fascia_diary_get_cut_off_session (diary_of (fixture), &error));
}

/* Begun with another tool and without one technique, as the user chose then. */
static void
begin_changed_and_cut_off (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (fixture->context, "feet-and-calves", NULL);
  g_autoptr (FasciaRoutine) changed = fascia_routine_copy_without_items (routine);
  FasciaRoutineItem *first = fascia_routine_item_copy (g_ptr_array_index (routine->items, 0));
  FasciaRoutineItem *last = fascia_routine_item_copy (g_ptr_array_index (routine->items, routine->items->len - 1));

  first->tool = FASCIA_TOOL_TENNIS_BALL;
  g_ptr_array_add (changed->items, first);
  g_ptr_array_add (changed->items, last);
  g_assert_true (fascia_player_prepare (fixture->player, changed, &error));
  g_assert_no_error (error);
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 10);
  g_clear_object (&fixture->player);
  injected_clock_advance (fixture->clock, 60 * G_USEC_PER_SEC);
  new_player (fixture);
}

static void
test_what_the_user_had_changed_goes_on_as_it_was (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaLogEntry) cut_off = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;
  const FasciaLogItem *item;

  begin_changed_and_cut_off (fixture);
  cut_off = fascia_diary_get_cut_off_session (diary_of (fixture), &error);
  g_assert_no_error (error);
  g_assert_true (fascia_player_resume_cut_off (fixture->player, cut_off->uuid, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fascia_player_get_plan (fixture->player)->routine->items->len, ==, 2);
  fascia_player_stop (fixture->player, FASCIA_REASON_NONE);
  entry = only_entry (fixture);
  item = g_ptr_array_index (entry->items, 0);
  g_assert_cmpint (item->tool, ==, FASCIA_TOOL_TENNIS_BALL);
  g_assert_cmpint (item->done_s, ==, 10);
}

/* Answers given since count more than what was begun. */
static void
test_what_is_forbidden_since_does_not_go_on (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaLogEntry) cut_off = NULL;
  FasciaHealth health;

  begin_changed_and_cut_off (fixture);
  g_assert_true (fascia_diary_get_health (diary_of (fixture), &health, &error));
  fascia_health_answer_yes (&health, FASCIA_CONDITION_FEVER, 0, FALSE, fascia_clock_utc_us (fixture->clock));
  g_assert_true (fascia_diary_set_health (diary_of (fixture), &health, &error));
  g_assert_no_error (error);
  cut_off = fascia_diary_get_cut_off_session (diary_of (fixture), &error);
  g_assert_false (fascia_player_resume_cut_off (fixture->player, cut_off->uuid, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNSAFE);
  g_clear_error (&error);
  g_assert_true (fascia_diary_save_cut_off_session (diary_of (fixture), cut_off->uuid, &error));
  g_assert_no_error (error);
}

static void
test_after_twelve_hours_it_can_only_be_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) cut_off = NULL;

  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 30);
  g_clear_object (&fixture->player);
  injected_clock_advance (fixture->clock, 12 * G_TIME_SPAN_HOUR - 1);
  cut_off = fascia_diary_get_cut_off_session (diary_of (fixture), NULL);
  g_assert_nonnull (cut_off);
  g_assert_true (fascia_diary_can_resume (diary_of (fixture), cut_off));
  injected_clock_advance (fixture->clock, 1);
  g_assert_false (fascia_diary_can_resume (diary_of (fixture), cut_off));
  g_assert_true (fascia_diary_save_cut_off_session (diary_of (fixture), cut_off->uuid, NULL));
  g_assert_cmpint (fascia_diary_count_sessions (diary_of (fixture), NULL), ==, 1);
}

static void
test_a_row_that_cannot_go_on_stays_and_can_be_saved (Fixture *fixture, gconstpointer data)
{
  g_autofree char *of_another = NULL;
  g_autofree char *cut_short = NULL;
  g_autoptr (FasciaOpenSession) row = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;
  g_autoptr (GError) error = NULL;
  struct
  {
    const char *state;
    FasciaError code;
  } cases[4];

  prepare (fixture, "warm-up-5");
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 3);
  of_another = fascia_session_to_text (fascia_player_get_session (fixture->player), fascia_clock_monotonic_us (fixture->clock));
  g_assert_true (fascia_player_discard (fixture->player, &error));
  g_assert_no_error (error);

  prepare (fixture, "feet-and-calves");
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 30);
  g_clear_object (&fixture->player);
  injected_clock_advance (fixture->clock, 60 * G_USEC_PER_SEC);
  row = open_row (fixture);
  cut_short = g_strndup (row->state, strlen (row->state) / 2);
  cases[0].state = "";
  cases[0].code = FASCIA_ERROR_UNREADABLE;
  cases[1].state = cut_short;
  cases[1].code = FASCIA_ERROR_UNREADABLE;
  cases[2].state = "dear diary";
  cases[2].code = FASCIA_ERROR_UNREADABLE;
  cases[3].state = of_another;
  cases[3].code = FASCIA_ERROR_UNREADABLE;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FasciaOpenSession) after = NULL;

      g_free (row->state);
      row->state = g_strdup (cases[i].state);
      g_assert_true (fascia_store_journal_session (store_of (fixture), row, row->heartbeat_us, NULL));
      new_player (fixture);
      g_assert_false (fascia_player_resume_cut_off (fixture->player, row->entry->uuid, &error));
      g_assert_error (error, FASCIA_ERROR, (int) cases[i].code);
      g_clear_error (&error);
      g_assert_null (fascia_player_get_session (fixture->player));
      after = open_row (fixture);
      g_assert_cmpstr (after->state, ==, cases[i].state);
      g_assert_cmpint (after->heartbeat_us, ==, row->heartbeat_us);
      g_assert_cmpint (after->entry->active_s, ==, 30);
    }

  g_assert_false (fascia_player_resume_cut_off (fixture->player, "11111111-2222-4333-8444-555555555555", &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (fascia_diary_save_cut_off_session (diary_of (fixture), row->entry->uuid, &error));
  g_assert_no_error (error);
  entry = only_entry (fixture);
  g_assert_cmpstr (entry->uuid, ==, row->entry->uuid);
  assert_item (entry, 0, FASCIA_SIDE_LEFT, 30, FASCIA_ITEM_PARTIAL, FASCIA_REASON_NONE);
}

/* --- Where it starts ------------------------------------------------------------ */

/* The side of the first roll of @technique. */
static FasciaSide
side_of (Fixture *fixture, const char *technique)
{
  FasciaSession *session = fascia_player_get_session (fixture->player);

  for (guint i = 0; i < fascia_session_get_n_phases (session); i++)
    {
      const FasciaPhase *phase = fascia_session_get_phase_at (session, i);

      if (phase->kind == FASCIA_PHASE_ROLL && g_str_equal (phase->technique, technique))
        return phase->side;
    }
  g_assert_not_reached ();
}

static void
assert_starts (Fixture *fixture, FasciaSide expected)
{
  prepare (fixture, "feet-and-calves");
  g_assert_cmpint (fascia_player_get_first_side (fixture->player), ==, expected);
  g_assert_cmpint (side_of (fixture, "foot-sole-ball"), ==, expected);
  g_assert_cmpint (side_of (fixture, "calf-lower-roller"), ==, expected);
}

/* Begins the prepared session and throws it away. */
static void
begin_and_discard (Fixture *fixture)
{
  fascia_player_start (fixture->player);
  pass (fixture, 10);
  g_assert_true (fascia_player_discard (fixture->player, NULL));
}

static void
test_the_first_side_is_as_preferred (Fixture *fixture, gconstpointer data)
{
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;
  g_autoptr (GError) error = NULL;

  assert_starts (fixture, FASCIA_SIDE_LEFT);
  preferences.first_side_mode = FASCIA_FIRST_SIDE_RIGHT;
  set_preferences (fixture, &preferences);
  assert_starts (fixture, FASCIA_SIDE_RIGHT);

  /* Chosen for this session, and remembered. */
  preferences.first_side_mode = FASCIA_FIRST_SIDE_REMEMBER;
  set_preferences (fixture, &preferences);
  assert_starts (fixture, FASCIA_SIDE_LEFT);
  g_assert_true (fascia_player_set_first_side (fixture->player, FASCIA_SIDE_RIGHT, &error));
  g_assert_no_error (error);
  g_assert_cmpint (side_of (fixture, "foot-sole-ball"), ==, FASCIA_SIDE_RIGHT);
  new_player (fixture);
  assert_starts (fixture, FASCIA_SIDE_RIGHT);
  begin_and_discard (fixture);
  assert_starts (fixture, FASCIA_SIDE_RIGHT);

  /* Every session begun turns it round; one only looked at does not. */
  g_assert_true (fascia_diary_get_preferences (diary_of (fixture), &preferences, &error));
  preferences.first_side_mode = FASCIA_FIRST_SIDE_ALTERNATE;
  set_preferences (fixture, &preferences);
  assert_starts (fixture, FASCIA_SIDE_LEFT);
  assert_starts (fixture, FASCIA_SIDE_LEFT);
  begin_and_discard (fixture);
  assert_starts (fixture, FASCIA_SIDE_RIGHT);
  begin_and_discard (fixture);
  assert_starts (fixture, FASCIA_SIDE_LEFT);
}

static void
test_a_side_left_over_comes_first (Fixture *fixture, gconstpointer data)
{
  prepare (fixture, "feet-and-calves");
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 12 + 40 + 20 + 8 + 10);
  fascia_player_stop (fixture->player, FASCIA_REASON_TIRED);
  g_assert_true (fascia_player_save (fixture->player, FASCIA_UNRATED, FASCIA_UNRATED, FASCIA_UNRATED, NULL, NULL));

  pass (fixture, 3600);
  prepare (fixture, "feet-and-calves");
  g_assert_cmpint (fascia_player_get_first_side (fixture->player), ==, FASCIA_SIDE_LEFT);
  g_assert_cmpint (side_of (fixture, "foot-sole-ball"), ==, FASCIA_SIDE_RIGHT);
  g_assert_cmpint (side_of (fixture, "calf-roller"), ==, FASCIA_SIDE_LEFT);
  fascia_player_start (fixture->player);
  pass (fixture, 5 + 396);
  assert_state (fixture, FASCIA_SESSION_FINISHED);
  g_assert_true (fascia_player_save (fixture->player, FASCIA_UNRATED, FASCIA_UNRATED, FASCIA_UNRATED, NULL, NULL));

  prepare (fixture, "feet-and-calves");
  g_assert_cmpint (side_of (fixture, "foot-sole-ball"), ==, FASCIA_SIDE_LEFT);
}

static void
test_what_is_changed_meanwhile_is_not_undone (Fixture *fixture, gconstpointer data)
{
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;

  preferences.first_side_mode = FASCIA_FIRST_SIDE_ALTERNATE;
  set_preferences (fixture, &preferences);
  prepare (fixture, "feet-and-calves");
  preferences.switch_s = 15;
  set_preferences (fixture, &preferences);
  fascia_player_start (fixture->player);
  g_assert_true (fascia_diary_get_preferences (diary_of (fixture), &preferences, NULL));
  g_assert_cmpuint (preferences.switch_s, ==, 15);
  g_assert_cmpint (preferences.last_first_side, ==, FASCIA_SIDE_RIGHT);
}

/* --- Cues ----------------------------------------------------------------------- */

static gint64 asked_delay_us;

static gint64
record_delay (FasciaClock *clock, gint64 delay_us)
{
  asked_delay_us = delay_us;
  return G_MAXINT64;
}

/* Plays @seconds of the first roll, waking exactly when the player asks to. */
static guint
count_wake_ups (Fixture *fixture, const FasciaCueOptions *options, guint seconds)
{
  gint64 until_us;
  guint n_wake_ups = 0;

  fascia_player_set_cue_options (fixture->player, options);
  prepare (fixture, "feet-and-calves");
  fascia_player_start (fixture->player);
  pass (fixture, 5);
  pass (fixture, 12);
  g_string_truncate (fixture->cues, 0);
  until_us = fascia_clock_monotonic_us (fixture->clock) + (gint64) seconds * G_USEC_PER_SEC;
  while (fascia_clock_monotonic_us (fixture->clock) + asked_delay_us <= until_us)
    {
      injected_clock_advance (fixture->clock, asked_delay_us);
      fascia_player_update (fixture->player);
      n_wake_ups++;
      g_assert_cmpuint (n_wake_ups, <, 1000);
    }
  g_assert_true (fascia_player_discard (fixture->player, NULL));
  return n_wake_ups;
}

static void
test_an_unwanted_cue_wakes_nobody (Fixture *fixture, gconstpointer data)
{
  FasciaCueOptions options = { .kinds = FASCIA_CUE_BIT (FASCIA_CUE_STROKE), .stroke_us = 2300 * G_TIME_SPAN_MILLISECOND };

  fixture->clock->real_delay_us = record_delay;

  /* Thirty seconds shown, and the turns after 2.3, 4.6 … 29.9 s between them; only
   * that after 23 s is at a second anyway. */
  g_assert_cmpuint (count_wake_ups (fixture, &options, 30), ==, 30 + 13 - 1);
  g_assert_true (g_str_has_prefix (fixture->cues->str, "stroke stroke "));

  options.kinds = 0;
  g_assert_cmpuint (count_wake_ups (fixture, &options, 30), ==, 30);
  g_assert_cmpstr (fixture->cues->str, ==, "");

  options.kinds = FASCIA_CUE_BIT (FASCIA_CUE_HALFWAY);
  g_assert_cmpuint (count_wake_ups (fixture, &options, 30), ==, 30);
  g_assert_cmpstr (fixture->cues->str, ==, "halfway ");
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
  ADD ("a-clock-set-by-hand-costs-nothing", test_a_clock_set_by_hand_costs_nothing);
  ADD ("sleep-seen-by-the-clocks-pauses", test_sleep_seen_by_the_clocks_pauses);
  ADD ("a-nap-too-short-to-notice-is-none", test_a_nap_too_short_to_notice_is_none);
  ADD ("sleep-in-the-first-count-in-starts-nothing", test_sleep_in_the_first_count_in_starts_nothing);
  ADD ("about-to-sleep-pauses-and-writes-at-once", test_about_to_sleep_pauses_and_writes_at_once);
  ADD ("stop-in-count-in-leaves-nothing", test_stop_in_count_in_leaves_nothing);
  ADD ("discard-goes-to-the-trash", test_discard_goes_to_trash);
  ADD ("one-session-at-a-time", test_one_session_at_a_time);
  ADD ("cut-off-session-is-kept", test_cut_off_session_is_kept);
  ADD ("log-that-cannot-be-written-stops-nothing", test_log_that_cannot_be_written);
  ADD ("skip-and-back", test_skip_and_back);
  ADD ("ten-seconds-more-or-less", test_ten_seconds_more_or_less);
  ADD ("a-spot-pulls-the-hold-forward", test_a_spot_pulls_the_hold_forward);
  ADD ("too-much-twice-is-in-the-log", test_too_much_twice_is_in_the_log);
  ADD ("it-waits-for-its-user", test_it_waits_for_its_user);
  ADD ("a-cut-off-session-goes-on-where-it-stood", test_a_cut_off_session_goes_on_where_it_stood);
  ADD ("what-the-user-had-changed-goes-on-as-it-was", test_what_the_user_had_changed_goes_on_as_it_was);
  ADD ("what-is-forbidden-since-does-not-go-on", test_what_is_forbidden_since_does_not_go_on);
  ADD ("after-twelve-hours-it-can-only-be-saved", test_after_twelve_hours_it_can_only_be_saved);
  ADD ("a-row-that-cannot-go-on-stays-and-can-be-saved", test_a_row_that_cannot_go_on_stays_and_can_be_saved);
  ADD ("the-first-side-is-as-preferred", test_the_first_side_is_as_preferred);
  ADD ("a-side-left-over-comes-first", test_a_side_left_over_comes_first);
  ADD ("what-is-changed-meanwhile-is-not-undone", test_what_is_changed_meanwhile_is_not_undone);
  ADD ("an-unwanted-cue-wakes-nobody", test_an_unwanted_cue_wakes_nobody);

  return g_test_run ();
}
