/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "data/store/migrate.h"
#include "small-disk.h"
#include "tests/store/fixture.h"

/* Full and read-only disks. */

typedef struct
{
  const char *size;
  void (*run) (Home *home);
} Trouble;

typedef struct
{
  Home *home;
  const Trouble *trouble;
} Run;

static void
run_cb (const char *folder, gpointer data)
{
  Run *run = data;

  home_move (run->home, folder);
  run->trouble->run (run->home);
  home_close (run->home);
}

static void
test_on_a_small_disk (Home *home, gconstpointer data)
{
  Run run = { home, data };

  run_on_small_disk (home->root, run.trouble->size, run_cb, &run);
}

static void
make_read_only (Home *home)
{
  small_disk_make_read_only (home->root);
}

static void
add_some (Home *home, int n)
{
  g_autoptr (GError) error = NULL;

  home_open (home);
  for (int i = 0; i < n; i++)
    {
      g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - (i + 1) * G_TIME_SPAN_HOUR);

      fascia_store_add_session (home->store, entry, NOW_US, &error);
      g_assert_no_error (error);
    }
}

static void
run_a_read_only_home_without_a_database (Home *home)
{
  g_autoptr (GError) error = NULL;

  make_read_only (home);
  g_assert_null (fascia_store_open (home->folder, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, home->folder));
  g_assert_false (g_file_test (home->folder, G_FILE_TEST_EXISTS));
}

static void
run_a_read_only_folder_without_a_database (Home *home)
{
  g_assert_cmpint (g_mkdir_with_parents (home->folder, 0700), ==, 0);
  make_read_only (home);
  home_assert_refused (home, FASCIA_ERROR_READ_ONLY);
}

static void
run_a_read_only_database_can_be_read (Home *home)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US);
  FasciaOpenSession open = { .entry = entry, .heartbeat_us = NOW_US, .state = (char *) "a text of its state" };
  FasciaGoal goal = { fascia_day_new (2027, 3, 22), 2 };
  g_autoptr (GError) error = NULL;

  add_some (home, 3);
  home_close (home);
  make_read_only (home);
  before = home_describe (home);

  home_open (home);
  sessions = fascia_store_list_sessions (home->store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sessions->len, ==, 3);
  g_assert_true (fascia_store_check_integrity (home->store, NULL));
  g_assert_false (fascia_store_add_session (home->store, entry, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (fascia_store_journal_session (home->store, &open, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (fascia_store_set_goal (home->store, &goal, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_READ_ONLY);
  home_close (home);
  after = home_describe (home);
  g_assert_cmpstr (before, ==, after);
}

static void
add_and_die (gpointer data)
{
  Home *home = data;

  add_some (home, 3);
  raise (SIGKILL);
}

/* What was committed last is in the -wal: to be read, or refused, never left out. */
static void
run_a_read_only_unfinished_log_is_not_left_out (Home *home)
{
  g_autoptr (GError) error = NULL;

  await_killed_child (start_child (add_and_die, home));
  make_read_only (home);
  home->store = fascia_store_open (home->folder, NOW_US, &error);
  if (home->store == NULL)
    g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_READ_ONLY);
  else
    g_assert_cmpint (fascia_store_count_sessions (home->store, NULL), ==, 3);
}

static void
run_a_read_only_log_without_its_index (Home *home)
{
  g_autofree char *index = g_strconcat (home->path, "-shm", NULL);
  g_autoptr (GError) error = NULL;

  await_killed_child (start_child (add_and_die, home));
  g_assert_cmpint (g_unlink (index), ==, 0);
  make_read_only (home);
  home->store = fascia_store_open (home->folder, NOW_US, &error);
  if (home->store == NULL)
    g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_READ_ONLY);
  else
    g_assert_cmpint (fascia_store_count_sessions (home->store, NULL), ==, 3);
}

static void
run_a_full_disk_leaves_no_new_database (Home *home)
{
  g_autofree char *filler = NULL;

  g_assert_cmpint (g_mkdir_with_parents (home->folder, 0700), ==, 0);
  filler = small_disk_fill (home->root, 0);
  home_assert_refused (home, FASCIA_ERROR_NO_SPACE);
  g_assert_cmpint (g_unlink (filler), ==, 0);
  home_open (home);
}

static void
run_a_disk_too_small_leaves_no_new_database (Home *home)
{
  g_assert_cmpint (g_mkdir_with_parents (home->folder, 0700), ==, 0);
  home_assert_refused (home, FASCIA_ERROR_NO_SPACE);
}

static void
run_a_full_disk_loses_no_session (Home *home)
{
  g_autofree char *filler = NULL;
  g_autoptr (FasciaLogEntry) refused = NULL;
  g_autoptr (GError) error = NULL;
  int n = 5;

  add_some (home, n);
  filler = small_disk_fill (home->root, 0);
  do
    {
      g_clear_pointer (&refused, fascia_log_entry_free);
      refused = make_full_entry (NOW_US - 100 * G_TIME_SPAN_HOUR);
    }
  while (fascia_store_add_session (home->store, refused, NOW_US, &error) && ++n < 1000);
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, home->path));
  g_clear_error (&error);
  g_assert_cmpint (fascia_store_count_sessions (home->store, &error), ==, n);
  g_assert_no_error (error);
  g_assert_true (fascia_store_check_integrity (home->store, &error));

  /* With space again the same session goes in, without opening anew. */
  g_assert_cmpint (g_unlink (filler), ==, 0);
  g_assert_true (fascia_store_add_session (home->store, refused, NOW_US, &error));
  g_assert_no_error (error);
  home_open (home);
  g_assert_cmpint (fascia_store_count_sessions (home->store, &error), ==, n + 1);
  g_assert_true (fascia_store_check_integrity (home->store, &error));
  g_assert_no_error (error);
}

static void
run_a_full_disk_is_said_at_opening (Home *home)
{
  g_autofree char *filler = NULL;
  g_autoptr (GError) error = NULL;

  add_some (home, 3);
  home_close (home);
  filler = small_disk_fill (home->root, 0);
  g_assert_null (fascia_store_open (home->folder, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NO_SPACE);
  g_assert_cmpint (g_unlink (filler), ==, 0);
  g_assert_cmpint (fascia_store_count_sessions (home_open (home), NULL), ==, 3);
}

static void
run_a_full_disk_stops_a_migration_before_it_begins (Home *home)
{
  g_autoptr (GArray) steps = fascia_schema_load_steps (NULL);
  const FasciaSchemaStep next = { "next", "ALTER TABLE session ADD COLUMN more TEXT" };
  g_autofree char *filler = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  FasciaStore *store;

  add_some (home, 3);
  home_close (home);
  g_array_append_val (steps, next);
  /* Room to open it, not for the backup. */
  filler = small_disk_fill (home->root, 64 * 1024);
  before = home_describe (home);
  store = fascia_store_open_with_steps (home->folder, NOW_US, (FasciaSchemaStep *) (gpointer) steps->data, steps->len, &error);
  g_assert_null (store);
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NO_SPACE);
  after = home_describe (home);
  g_assert_cmpstr (before, ==, after);
}

static const Trouble a_read_only_home_without_a_database = { "1m", run_a_read_only_home_without_a_database };
static const Trouble a_read_only_folder_without_a_database = { "1m", run_a_read_only_folder_without_a_database };
static const Trouble a_read_only_database_can_be_read = { "2m", run_a_read_only_database_can_be_read };
static const Trouble a_read_only_unfinished_log_is_not_left_out = { "2m", run_a_read_only_unfinished_log_is_not_left_out };
static const Trouble a_read_only_log_without_its_index = { "2m", run_a_read_only_log_without_its_index };
static const Trouble a_full_disk_leaves_no_new_database = { "1m", run_a_full_disk_leaves_no_new_database };
static const Trouble a_disk_too_small_leaves_no_new_database = { "64k", run_a_disk_too_small_leaves_no_new_database };
static const Trouble a_full_disk_loses_no_session = { "1m", run_a_full_disk_loses_no_session };
static const Trouble a_full_disk_is_said_at_opening = { "1m", run_a_full_disk_is_said_at_opening };
static const Trouble a_full_disk_stops_a_migration_before_it_begins = { "1m", run_a_full_disk_stops_a_migration_before_it_begins };

static void
add_trouble_test (const char *path, const Trouble *trouble)
{
  g_test_add (path, Home, trouble, home_set_up, test_on_a_small_disk, home_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_trouble_test ("/store/trouble/a-read-only-home-without-a-database", &a_read_only_home_without_a_database);
  add_trouble_test ("/store/trouble/a-read-only-folder-without-a-database", &a_read_only_folder_without_a_database);
  add_trouble_test ("/store/trouble/a-read-only-database-can-be-read", &a_read_only_database_can_be_read);
  add_trouble_test ("/store/trouble/a-read-only-unfinished-log-is-not-left-out", &a_read_only_unfinished_log_is_not_left_out);
  add_trouble_test ("/store/trouble/a-read-only-log-without-its-index", &a_read_only_log_without_its_index);
  add_trouble_test ("/store/trouble/a-full-disk-leaves-no-new-database", &a_full_disk_leaves_no_new_database);
  add_trouble_test ("/store/trouble/a-disk-too-small-leaves-no-new-database", &a_disk_too_small_leaves_no_new_database);
  add_trouble_test ("/store/trouble/a-full-disk-loses-no-session", &a_full_disk_loses_no_session);
  add_trouble_test ("/store/trouble/a-full-disk-is-said-at-opening", &a_full_disk_is_said_at_opening);
  add_trouble_test ("/store/trouble/a-full-disk-stops-a-migration-before-it-begins", &a_full_disk_stops_a_migration_before_it_begins);
  return g_test_run ();
}
