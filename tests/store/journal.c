/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include "data/store/database.h"
#include "tests/store/fixture.h"

static FasciaOpenSession *
make_open (gint64 start_us)
{
  FasciaOpenSession *open = g_new0 (FasciaOpenSession, 1);

  open->entry = make_full_entry (start_us);
  open->state = g_strdup ("(4, 'a text of core’s')");
  open->heartbeat_us = start_us + 5 * G_TIME_SPAN_SECOND;
  open->paused_since_us = start_us + 4 * G_TIME_SPAN_SECOND;
  return open;
}

static void
must_journal (FasciaStore *store, const FasciaOpenSession *open)
{
  g_autoptr (GError) error = NULL;

  fascia_store_journal_session (store, open, open->heartbeat_us, &error);
  g_assert_no_error (error);
}

static FasciaOpenSession *
must_find_open (FasciaStore *store)
{
  FasciaOpenSession *open;
  g_autoptr (GError) error = NULL;

  fascia_store_get_open_session (store, &open, &error);
  g_assert_no_error (error);
  return open;
}

static void
test_the_running_session_is_a_row_at_once (Home *home, gconstpointer data)
{
  g_autoptr (FasciaOpenSession) open = make_open (NOW_US);
  g_autoptr (FasciaOpenSession) found = NULL;
  FasciaOpenSession *none = must_find_open (home_open (home));

  g_assert_null (none);
  must_journal (home->store, open);
  home_open (home);
  found = must_find_open (home->store);
  g_assert_nonnull (found);
  assert_same_entry (open->entry, found->entry);
  g_assert_cmpstr (found->state, ==, open->state);
  g_assert_cmpint (found->heartbeat_us, ==, open->heartbeat_us);
  g_assert_cmpint (found->paused_since_us, ==, open->paused_since_us);
}

static void
test_a_running_session_is_in_no_list (Home *home, gconstpointer data)
{
  g_autoptr (FasciaOpenSession) open = make_open (NOW_US);
  g_autoptr (FasciaLogSummary) summary = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GError) error = NULL;
  gboolean overlaps = TRUE;
  g_autoptr (FasciaLogEntry) other = make_entry (NOW_US, 5);

  must_journal (home_open (home), open);
  sessions = fascia_store_list_sessions (home->store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, &error);
  g_assert_cmpuint (sessions->len, ==, 0);
  g_assert_cmpint (fascia_store_count_sessions (home->store, &error), ==, 0);
  g_assert_true (fascia_store_find_overlap (home->store, other, &overlaps, &error));
  g_assert_false (overlaps);
  summary = fascia_store_load_log_summary (home->store, FASCIA_DAY_NONE, NOW_US, &error);
  g_assert_cmpuint (summary->n_counted_days, ==, 0);
  g_assert_cmpint (summary->last_ended_us, ==, 0);
  g_assert_no_error (error);
  g_assert_null (fascia_store_get_session (home->store, open->entry->uuid, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (fascia_store_delete_session (home->store, open->entry->uuid, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
}

static void
test_reminders_know_whether_one_runs (Home *home, gconstpointer data)
{
  g_autoptr (FasciaOpenSession) open = make_open (NOW_US);
  g_autoptr (FasciaLogSummary) alive = NULL;
  g_autoptr (FasciaLogSummary) silent = NULL;

  open->paused_since_us = 0;
  must_journal (home_open (home), open);
  alive = fascia_store_load_log_summary (home->store, FASCIA_DAY_NONE, open->heartbeat_us + 10 * G_TIME_SPAN_SECOND, NULL);
  g_assert_true (alive->running);
  silent = fascia_store_load_log_summary (home->store, FASCIA_DAY_NONE, open->heartbeat_us + 40 * G_TIME_SPAN_SECOND, NULL);
  g_assert_false (silent->running);
}

static void
test_a_heartbeat_replaces_what_was_there (Home *home, gconstpointer data)
{
  g_autoptr (FasciaOpenSession) open = make_open (NOW_US);
  g_autoptr (FasciaOpenSession) found = NULL;

  must_journal (home_open (home), open);
  g_free (open->state);
  open->state = g_strdup ("(5, 'another')");
  open->paused_since_us = 0;
  open->heartbeat_us += 5 * G_TIME_SPAN_SECOND;
  open->entry->active_s += 5;
  add_item (open->entry, "hand-ball", FASCIA_SIDE_LEFT, 30, 5);
  must_journal (home->store, open);
  found = must_find_open (home->store);
  assert_same_entry (open->entry, found->entry);
  g_assert_cmpstr (found->state, ==, "(5, 'another')");
  g_assert_cmpint (found->paused_since_us, ==, 0);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM session"), ==, 1);
}

static void
test_a_second_running_session_is_refused (Home *home, gconstpointer data)
{
  g_autoptr (FasciaOpenSession) first = make_open (NOW_US);
  g_autoptr (FasciaOpenSession) second = make_open (NOW_US + MINUTE_US);
  g_autoptr (FasciaOpenSession) found = NULL;
  g_autoptr (GError) error = NULL;

  must_journal (home_open (home), first);
  g_assert_false (fascia_store_journal_session (home->store, second, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_BUSY);
  found = must_find_open (home->store);
  assert_same_entry (first->entry, found->entry);
}

static void
test_its_end_makes_it_a_row_of_the_log (Home *home, gconstpointer data)
{
  g_autoptr (FasciaOpenSession) open = make_open (NOW_US);
  g_autoptr (FasciaOpenSession) next = make_open (NOW_US + G_TIME_SPAN_HOUR);
  g_autoptr (FasciaLogEntry) read = NULL;
  g_autoptr (GError) error = NULL;

  must_journal (home_open (home), open);
  open->entry->elapsed_s = 300;
  g_assert_true (fascia_store_end_session (home->store, open->entry, NOW_US + 300 * G_TIME_SPAN_SECOND, NOW_US + 301 * G_TIME_SPAN_SECOND, &error));
  g_assert_no_error (error);
  g_assert_null (must_find_open (home->store));
  read = fascia_store_get_session (home->store, open->entry->uuid, &error);
  assert_same_entry (open->entry, read);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM session_journal"), ==, 0);
  g_assert_cmpint (home_ask (home, "SELECT ended_us FROM session"), ==, NOW_US + 300 * G_TIME_SPAN_SECOND);

  /* A late heartbeat does not open it again; the next session may run. */
  g_assert_false (fascia_store_journal_session (home->store, open, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED);
  must_journal (home->store, next);
}

static void
test_a_session_never_journalled_can_end (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US);
  g_autoptr (FasciaLogEntry) read = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fascia_store_end_session (home_open (home), entry, NOW_US + G_TIME_SPAN_MINUTE, NOW_US + G_TIME_SPAN_MINUTE, &error));
  read = fascia_store_get_session (home->store, entry->uuid, &error);
  g_assert_no_error (error);
  assert_same_entry (entry, read);
}

static void
test_discarding_leaves_nothing (Home *home, gconstpointer data)
{
  g_autoptr (FasciaOpenSession) open = make_open (NOW_US);
  g_autoptr (FasciaLogEntry) ended = make_full_entry (NOW_US - G_TIME_SPAN_HOUR);
  g_autoptr (GError) error = NULL;

  must_journal (home_open (home), open);
  g_assert_true (fascia_store_discard_open_session (home->store, open->entry->uuid, &error));
  g_assert_no_error (error);
  g_assert_cmpint (home_ask (home, "SELECT (SELECT count (*) FROM session) + (SELECT count (*) FROM session_item) "
                                   "+ (SELECT count (*) FROM session_area) + (SELECT count (*) FROM session_journal)"),
                   ==, 0);
  g_assert_true (fascia_store_add_session (home->store, ended, NOW_US, &error));
  g_assert_false (fascia_store_discard_open_session (home->store, ended->uuid, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  g_assert_cmpint (fascia_store_count_sessions (home->store, NULL), ==, 1);
}

typedef struct
{
  const char *folder;
  int pipe; /* a byte for each session that was said to be written */
} Writer;

/* Runs and ends sessions for ever, three heartbeats each. */
static void
write_for_ever (gpointer data)
{
  Writer *writer = data;
  g_autoptr (FasciaStore) store = fascia_store_open (writer->folder, NOW_US, NULL);

  for (gint64 i = 0;; i++)
    {
      g_autoptr (FasciaOpenSession) open = make_open (NOW_US + i * G_TIME_SPAN_HOUR);

      for (int beat = 0; beat < 3; beat++)
        {
          g_free (open->state);
          open->state = g_strdup_printf ("beat %d", beat);
          if (!fascia_store_journal_session (store, open, NOW_US, NULL))
            _exit (1);
        }
      if (!fascia_store_end_session (store, open->entry, NOW_US, NOW_US, NULL) ||
          write (writer->pipe, "x", 1) != 1)
        _exit (2);
    }
}

static void
test_a_kill_loses_no_committed_session (Home *home, gconstpointer data)
{
  gint64 n_written = 0;

  home_open (home);
  home_close (home);
  for (int round = 0; round < 50; round++)
    {
      g_autoptr (FasciaOpenSession) left = NULL;
      g_autoptr (GError) error = NULL;
      char bytes[4096];
      int ends[2];
      Writer writer;
      gssize n_read;
      pid_t pid;

      g_assert_cmpint (pipe (ends), ==, 0);
      writer = (Writer){ .folder = home->folder, .pipe = ends[1] };
      pid = start_child (write_for_ever, &writer);
      close (ends[1]);
      /* Half of them die while opening, the others while writing. */
      if (round % 2 == 1)
        {
          g_assert_cmpint (read (ends[0], bytes, 1), ==, 1);
          n_written++;
        }
      g_usleep (g_random_int_range (2000, 40000));
      kill_child (pid);
      while ((n_read = read (ends[0], bytes, sizeof bytes)) > 0)
        n_written += n_read;
      close (ends[0]);

      home_open (home);
      g_assert_true (fascia_store_check_integrity (home->store, &error));
      g_assert_no_error (error);
      /* One more may have been committed and not told yet. */
      g_assert_cmpint (fascia_store_count_sessions (home->store, NULL), >=, n_written);
      g_assert_cmpint (fascia_store_count_sessions (home->store, NULL), <=, n_written + 1);
      n_written = fascia_store_count_sessions (home->store, NULL);
      /* Nor is any row there in part. */
      g_assert_cmpint (home_ask (home, "SELECT count (*) FROM session WHERE 4 <> "
                                       "(SELECT count (*) FROM session_item WHERE session_id = session.id)"),
                       ==, 0);
      left = must_find_open (home->store);
      if (left != NULL)
        g_assert_true (fascia_store_discard_open_session (home->store, left->entry->uuid, NULL));
      home_close (home);
    }
  g_test_message ("%" G_GINT64_FORMAT " sessions written in 50 lives", n_written);
  g_assert_cmpint (n_written, >=, 25);
}

#define SESSIONS_EACH 60

static void
add_many (gpointer data)
{
  g_autoptr (FasciaStore) store = fascia_store_open (data, NOW_US, NULL);

  for (int i = 0; i < SESSIONS_EACH; i++)
    {
      g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - i * G_TIME_SPAN_HOUR);

      if (!fascia_store_add_session (store, entry, NOW_US, NULL))
        _exit (1);
    }
}

static void
test_two_processes_writing_lose_nothing (Home *home, gconstpointer data)
{
  pid_t pids[3];

  home_open (home);
  home_close (home);
  for (gsize i = 0; i < G_N_ELEMENTS (pids); i++)
    pids[i] = start_child (add_many, home->folder);
  for (gsize i = 0; i < G_N_ELEMENTS (pids); i++)
    await_child (pids[i]);
  g_assert_cmpint (fascia_store_count_sessions (home_open (home), NULL), ==, G_N_ELEMENTS (pids) * SESSIONS_EACH);
  g_assert_true (fascia_store_check_integrity (home->store, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/journal/the-running-session-is-a-row-at-once", test_the_running_session_is_a_row_at_once);
  add_home_test ("/store/journal/a-running-session-is-in-no-list", test_a_running_session_is_in_no_list);
  add_home_test ("/store/journal/reminders-know-whether-one-runs", test_reminders_know_whether_one_runs);
  add_home_test ("/store/journal/a-heartbeat-replaces-what-was-there", test_a_heartbeat_replaces_what_was_there);
  add_home_test ("/store/journal/a-second-running-session-is-refused", test_a_second_running_session_is_refused);
  add_home_test ("/store/journal/its-end-makes-it-a-row-of-the-log", test_its_end_makes_it_a_row_of_the_log);
  add_home_test ("/store/journal/a-session-never-journalled-can-end", test_a_session_never_journalled_can_end);
  add_home_test ("/store/journal/discarding-leaves-nothing", test_discarding_leaves_nothing);
  add_home_test ("/store/journal/a-kill-loses-no-committed-session", test_a_kill_loses_no_committed_session);
  add_home_test ("/store/journal/two-processes-writing-lose-nothing", test_two_processes_writing_lose_nothing);
  return g_test_run ();
}
