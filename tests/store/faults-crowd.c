/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several processes at the same database for a while: like a window that stays open, like
 * commands that open it for one thing each, one that only looks, and one that makes
 * backups. Nobody is turned away and no row is lost. FASCIA_FAULTS_SECONDS says how long. */
#include <string.h>
#include <unistd.h>

#include "fascia/store/backup.h"
#include "fascia/store/exchange.h"
#include "fascia/store/statistics.h"
#include "tests/store/faults.h"

#define USUAL_SECONDS 5
#define N_EACH 20000 /* indices of entries: more than one process ever needs */

typedef struct
{
  Home *home;
  guint first; /* of its indices */
  gint64 end_us;
  int pipe;
} Worker;

static gboolean
goes_on (const Worker *self)
{
  return g_get_monotonic_time () < self->end_us;
}

/* What is to be found afterwards. */
static void
say (const Worker *self, guint n_added, guint n_deleted)
{
  const guint said[] = { n_added, n_deleted };

  g_assert_cmpint (write (self->pipe, said, sizeof said), ==, sizeof said);
}

static FasciaStore *
must_open (const Worker *self)
{
  g_autoptr (GError) error = NULL;
  FasciaStore *store = fascia_store_open (self->home->folder, NOW_US, &error);

  g_assert_no_error (error);
  return store;
}

/* Stays open; journals, ends, edits and deletes. */
static void
be_a_window (gpointer data)
{
  Worker *self = data;
  g_autoptr (FasciaStore) store = must_open (self);
  guint n_deleted = 0;
  guint i;

  for (i = 0; goes_on (self) && i < N_EACH; i++)
    {
      g_autoptr (FasciaLogEntry) entry = make_numbered_entry (self->first + i, 1);
      g_autoptr (FasciaLogEntry) edited = make_numbered_entry (self->first + i, 2);
      FasciaOpenSession open = { entry, (char *) "a text of its state", NOW_US, 0 };
      g_autoptr (GError) error = NULL;

      for (guint beats = 0; beats < 3; beats++)
        {
          fascia_store_journal_session (store, &open, NOW_US, &error);
          g_assert_no_error (error);
        }
      fascia_store_end_session (store, entry, NOW_US, NOW_US, &error);
      g_assert_no_error (error);
      fascia_store_update_session (store, edited, NOW_US + 1000, &error);
      g_assert_no_error (error);
      if (i % 3 == 0)
        {
          fascia_store_delete_session (store, entry->uuid, NOW_US + 2000, &error);
          g_assert_no_error (error);
          n_deleted++;
        }
    }
  say (self, i, n_deleted);
}

static void
be_commands (gpointer data)
{
  Worker *self = data;
  guint i;

  for (i = 0; goes_on (self) && i < N_EACH; i++)
    {
      g_autoptr (FasciaStore) store = must_open (self);

      add_numbered_entries (store, self->first + i, 1);
    }
  say (self, i, 0);
}

/* What it sees is always a state that was: the sums fit what is listed. */
static void
be_a_reader (gpointer data)
{
  Worker *self = data;
  g_autoptr (FasciaStore) store = must_open (self);
  gint64 before = 0;

  while (goes_on (self))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) log = fascia_store_list_sessions (store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 50, &error);
      FasciaSessionTotal total;

      g_assert_no_error (error);
      fascia_store_sum_sessions (store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, &total, &error);
      g_assert_no_error (error);
      g_assert_cmpint (total.active_s, >=, 195 * (gint64) total.sessions);
      g_assert_cmpint (total.active_s, <=, 197 * (gint64) total.sessions);
      before = fascia_store_count_sessions (store, &error);
      g_assert_no_error (error);
      g_assert_cmpint (before, >=, 0);
    }
}

static void
be_a_keeper_of_backups (gpointer data)
{
  Worker *self = data;
  g_autoptr (FasciaStore) store = must_open (self);

  for (guint i = 0; goes_on (self); i++)
    {
      g_autoptr (GError) error = NULL;

      fascia_backup_keep_before (store, "import", NOW_US + i * G_USEC_PER_SEC, NULL, &error);
      g_assert_no_error (error);
      g_usleep (50000);
    }
}

static void
test_crowd (Home *home, gconstpointer data)
{
  static const ChildFunction jobs[] = { be_a_window, be_commands, be_commands, be_a_reader, be_a_keeper_of_backups };
  guint seconds = faults_count ("SECONDS", USUAL_SECONDS);
  pid_t pids[G_N_ELEMENTS (jobs)];
  guint n_added = 0;
  guint n_deleted = 0;
  guint said[2];
  int ends[2];
  g_autoptr (GError) error = NULL;

  home_put_database (home, NULL);
  add_numbered_entries (home_open (home), G_N_ELEMENTS (jobs) * N_EACH, 1);
  home_close (home);
  g_assert_cmpint (pipe (ends), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      Worker worker = { home, i * N_EACH, g_get_monotonic_time () + seconds * G_USEC_PER_SEC, ends[1] };

      pids[i] = start_child (jobs[i], &worker);
    }
  close (ends[1]);
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    await_child (pids[i]);
  while (read (ends[0], said, sizeof said) == sizeof said)
    {
      n_added += said[0];
      n_deleted += said[1];
    }
  close (ends[0]);

  g_test_message ("%u s: %u sessions were added, %u of them deleted again", seconds, n_added, n_deleted);
  g_assert_cmpuint (n_added, >, 10);
  g_assert_cmpint (fascia_store_count_sessions (home_open (home), &error), ==, 1 + n_added - n_deleted);
  g_assert_no_error (error);
  g_assert_true (fascia_store_check_integrity (home->store, &error));
  g_assert_no_error (error);
  home_close (home);
  assert_whole (home);
  assert_backups_are_whole (home);
  assert_nothing_is_left_over (home);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/faults-crowd/nobody-is-turned-away", test_crowd);
  return g_test_run ();
}
