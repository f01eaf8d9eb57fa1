/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data/store/migrate.h"
#include "tests/store/fixture.h"

static guint
mode_of (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

static void
make_folder (Home *home)
{
  g_assert_cmpint (g_mkdir_with_parents (home->folder, 0700), ==, 0);
}

static void
write_file (Home *home, const char *text, gssize length)
{
  make_folder (home);
  g_assert_true (g_file_set_contents (home->path, text, length, NULL));
}

/* Puts a database with one session there, all of it in the one file. */
static void
make_database (Home *home)
{
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - G_TIME_SPAN_HOUR);

  g_assert_true (fascia_store_add_session (home_open (home), entry, NOW_US, NULL));
  home_close (home);
}

static void
patch_file (const char *path, gsize offset, const void *bytes, gsize length)
{
  FILE *file = g_fopen (path, "r+");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, offset, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  fclose (file);
}

static void
test_files_are_private (Home *home, gconstpointer data)
{
  g_autofree char *log = NULL;
  g_autofree char *index = NULL;
  mode_t before = umask (0);
  g_autoptr (FasciaLogEntry) entry = make_entry (NOW_US - G_TIME_SPAN_HOUR, 5);

  g_assert_true (fascia_store_add_session (home_open (home), entry, NOW_US, NULL));
  umask (before);
  log = g_strconcat (home->path, "-wal", NULL);
  index = g_strconcat (home->path, "-shm", NULL);
  g_assert_cmpstr (fascia_store_get_path (home->store), ==, home->path);
  g_assert_cmpuint (mode_of (home->folder), ==, 0700);
  g_assert_cmpuint (mode_of (home->path), ==, 0600);
  g_assert_cmpuint (mode_of (log), ==, 0600);
  g_assert_cmpuint (mode_of (index), ==, 0600);
}

static void
test_a_readable_file_is_made_private (Home *home, gconstpointer data)
{
  make_database (home);
  g_assert_cmpint (g_chmod (home->path, 0644), ==, 0);
  home_open (home);
  g_assert_cmpuint (mode_of (home->path), ==, 0600);
}

static void
test_a_folder_that_was_there_keeps_its_mode (Home *home, gconstpointer data)
{
  make_folder (home);
  g_assert_cmpint (g_chmod (home->folder, 0755), ==, 0);
  home_open (home);
  g_assert_cmpuint (mode_of (home->folder), ==, 0755);
  g_assert_cmpuint (mode_of (home->path), ==, 0600);
}

static void
test_the_connection_is_durable (Home *home, gconstpointer data)
{
  g_autoptr (GArray) steps = NULL;
  gint64 value;

  home_open (home);
  g_assert_true (fascia_database_get_int (home->store, "PRAGMA synchronous", &value, NULL));
  g_assert_cmpint (value, ==, 2); /* FULL */
  g_assert_true (fascia_database_get_int (home->store, "PRAGMA foreign_keys", &value, NULL));
  g_assert_cmpint (value, ==, 1);
  g_assert_cmpint (home_ask (home, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), ==, 1);
  steps = fascia_schema_load_steps (NULL);
  g_assert_cmpint (home_ask (home, "PRAGMA user_version"), ==, steps->len);
  g_assert_cmpint (home_ask (home, "PRAGMA application_id"), ==, 0x46736369);
}

static void
test_closing_leaves_one_file (Home *home, gconstpointer data)
{
  g_autofree char *files = NULL;

  make_database (home);
  files = home_describe (home);
  g_assert_true (g_str_has_prefix (files, "fascia.db 600 "));
  g_assert_true (strchr (files, '\n') == files + strlen (files) - 1);
}

static void
test_a_text_file_is_refused (Home *home, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (20000, 'x');

  write_file (home, "this is not a database\n", -1);
  home_assert_refused (home, FASCIA_ERROR_UNREADABLE);
  write_file (home, long_text, -1);
  home_assert_refused (home, FASCIA_ERROR_UNREADABLE);
}

/* A new database appears complete, so an empty file is never one. */
static void
test_an_empty_file_is_refused (Home *home, gconstpointer data)
{
  write_file (home, "", 0);
  home_assert_refused (home, FASCIA_ERROR_UNREADABLE);
}

static void
test_a_folder_in_its_place_is_refused (Home *home, gconstpointer data)
{
  g_assert_cmpint (g_mkdir_with_parents (home->path, 0700), ==, 0);
  home_assert_refused (home, FASCIA_ERROR_UNREADABLE);
}

static void
make_foreign (Home *home, const char *mode)
{
  g_autofree char *pragma = g_strdup_printf ("PRAGMA journal_mode = %s", mode);
  sqlite3 *db;

  make_folder (home);
  g_unlink (home->path);
  g_assert_cmpint (sqlite3_open (home->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, pragma, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE session (mine); INSERT INTO session VALUES (1)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_a_foreign_database_is_refused (Home *home, gconstpointer data)
{
  make_foreign (home, "DELETE");
  home_assert_refused (home, FASCIA_ERROR_UNREADABLE);
  make_foreign (home, "WAL");
  home_assert_refused (home, FASCIA_ERROR_UNREADABLE);
}

static void
test_a_newer_one_is_refused (Home *home, gconstpointer data)
{
  const guint8 newer[] = { 0, 0, 0, 255 };

  make_database (home);
  patch_file (home->path, 60, newer, sizeof newer);
  home_assert_refused (home, FASCIA_ERROR_NEWER);
}

static void
keep_open_and_die (gpointer data)
{
  g_autoptr (FasciaStore) store = fascia_store_open (data, NOW_US, NULL);

  /* Leaves the -wal as after a crash; only there the file is newer. */
  if (fascia_database_exec (store, "PRAGMA user_version = 255", NULL))
    raise (SIGKILL);
}

static void
test_newer_in_an_unfinished_log_is_refused (Home *home, gconstpointer data)
{
  make_database (home);
  await_killed_child (start_child (keep_open_and_die, home->folder));
  home_assert_refused (home, FASCIA_ERROR_NEWER);
}

static void
test_a_cut_file_is_refused (Home *home, gconstpointer data)
{
  GStatBuf info;

  make_database (home);
  g_assert_cmpint (g_stat (home->path, &info), ==, 0);
  g_assert_cmpint (truncate (home->path, info.st_size / 2 / 4096 * 4096), ==, 0);
  home_assert_refused (home, FASCIA_ERROR_UNREADABLE);
  g_assert_cmpint (truncate (home->path, 1000), ==, 0);
  home_assert_refused (home, FASCIA_ERROR_UNREADABLE);
}

static void
test_any_damaged_page_is_found (Home *home, gconstpointer data)
{
  g_autofree char *whole = NULL;
  g_autofree char *rubbish = g_strnfill (1500, 0x5a);
  gsize length;

  make_database (home);
  g_assert_true (g_file_get_contents (home->path, &whole, &length, NULL));
  for (gsize offset = 4096; offset < length; offset += 4096)
    {
      /* An empty page may be overwritten without harm: beyond its header. */
      g_assert_true (g_file_set_contents (home->path, whole, length, NULL));
      patch_file (home->path, offset, rubbish, 1500);
      home_assert_refused (home, FASCIA_ERROR_UNREADABLE);
    }
  g_assert_true (g_file_set_contents (home->path, whole, length, NULL));
  home_open (home);
}

static void
set_goal_and_die (gpointer data)
{
  g_autoptr (FasciaStore) store = fascia_store_open (data, NOW_US, NULL);
  FasciaGoal goal = { .from = fascia_day_new (2027, 3, 22), .per_week = 2 };

  if (fascia_store_set_goal (store, &goal, NOW_US, NULL))
    raise (SIGKILL);
}

static void
test_damage_with_an_unfinished_log_changes_nothing (Home *home, gconstpointer data)
{
  g_autofree char *rubbish = g_strnfill (4096 * 3, 0x5a);
  g_autofree char *log = g_strconcat (home->path, "-wal", NULL);

  make_database (home);
  await_killed_child (start_child (set_goal_and_die, home->folder));
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  patch_file (home->path, 4096, rubbish, 4096 * 3);
  home_assert_refused (home, FASCIA_ERROR_UNREADABLE);
}

static void
test_an_unfinished_log_is_read (Home *home, gconstpointer data)
{
  g_autoptr (GArray) goals = NULL;

  make_database (home);
  await_killed_child (start_child (set_goal_and_die, home->folder));
  goals = fascia_store_list_goals (home_open (home), NULL);
  g_assert_cmpuint (goals->len, ==, 1);
}

static void
test_a_log_without_its_database_is_refused (Home *home, gconstpointer data)
{
  make_database (home);
  await_killed_child (start_child (keep_open_and_die, home->folder));
  g_assert_cmpint (g_unlink (home->path), ==, 0);
  home_assert_refused (home, FASCIA_ERROR_UNREADABLE);
}

static void
test_a_file_in_the_folders_place_is_refused (Home *home, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (home->folder);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (home->folder, "x", 1, NULL));
  g_assert_null (fascia_store_open (home->folder, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, home->folder));
}

static void
open_in_child (gpointer data)
{
  g_autoptr (FasciaLogEntry) entry = make_entry (NOW_US - G_TIME_SPAN_HOUR, 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = fascia_store_open (data, NOW_US, &error);

  g_assert_no_error (error);
  g_assert_true (fascia_store_add_session (store, entry, NOW_US, &error));
  g_assert_no_error (error);
}

static void
test_many_may_create_it_at_once (Home *home, gconstpointer data)
{
  pid_t pids[8];
  g_autofree char *files = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (pids); i++)
    pids[i] = start_child (open_in_child, home->folder);
  for (gsize i = 0; i < G_N_ELEMENTS (pids); i++)
    await_child (pids[i]);
  g_assert_cmpint (fascia_store_count_sessions (home_open (home), NULL), ==, G_N_ELEMENTS (pids));
  g_assert_true (fascia_store_check_integrity (home->store, NULL));
  home_close (home);
  files = home_describe (home);
  g_assert_null (strstr (files, ".new-"));
}

static void
test_a_change_by_another_is_seen_once (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) own = make_entry (NOW_US - G_TIME_SPAN_HOUR, 5);
  g_autoptr (FasciaStore) other = NULL;
  FasciaGoal goal = { .from = fascia_day_new (2027, 3, 22), .per_week = 2 };

  home_open (home);
  other = fascia_store_open (home->folder, NOW_US, NULL);
  g_assert_nonnull (other);
  g_assert_false (fascia_store_take_foreign_change (home->store));
  g_assert_true (fascia_store_add_session (home->store, own, NOW_US, NULL));
  g_assert_false (fascia_store_take_foreign_change (home->store));
  g_assert_true (fascia_store_set_goal (other, &goal, NOW_US, NULL));
  g_assert_true (fascia_store_take_foreign_change (home->store));
  g_assert_false (fascia_store_take_foreign_change (home->store));
  g_assert_true (fascia_store_take_foreign_change (other));
}

/* A watcher that looks when the -wal file changes looks too early: the commit can
 * be read only after the sync. The last event must be one that comes after it. */
static void
test_a_commit_is_an_event_once_it_can_be_read (Home *home, gconstpointer data)
{
  FasciaGoal goal = { .from = fascia_day_new (2027, 3, 22), .per_week = 2 };
  char buffer[8192] __attribute__ ((aligned (__alignof__ (struct inotify_event))));
  const struct inotify_event *event = NULL;
  gssize length;
  int fd;

  home_open (home);
  fd = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (inotify_add_watch (fd, home->folder, IN_MODIFY | IN_ATTRIB), >=, 0);
  g_assert_true (fascia_store_set_goal (home->store, &goal, NOW_US, NULL));
  length = read (fd, buffer, sizeof buffer);
  g_assert_cmpint (length, >, 0);
  for (gssize offset = 0; offset < length; offset += sizeof *event + event->len)
    event = (const struct inotify_event *) (gpointer) (buffer + offset);
  g_assert_cmpuint (event->mask, ==, IN_ATTRIB);
  g_assert_cmpstr (event->name, ==, FASCIA_STORE_FILE_NAME);
  close (fd);
}

static void
test_a_held_database_is_busy_and_nothing_is_lost (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - G_TIME_SPAN_HOUR);
  g_autoptr (FasciaStore) other = NULL;
  g_autoptr (GError) error = NULL;

  home_open (home);
  other = fascia_store_open (home->folder, NOW_US, NULL);
  g_assert_true (fascia_database_exec (other, "BEGIN IMMEDIATE", NULL));
  sqlite3_busy_timeout (home->store->db, 20);
  g_assert_false (fascia_store_add_session (home->store, entry, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_BUSY);
  g_assert_cmpint (fascia_store_count_sessions (home->store, NULL), ==, 0); /* reading goes on */
  g_assert_true (fascia_database_exec (other, "ROLLBACK", NULL));
  g_clear_error (&error);
  g_assert_true (fascia_store_add_session (home->store, entry, NOW_US, &error));
  g_assert_no_error (error);
}

static void
test_integrity_names_the_damage (Home *home, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_database (home);
  g_assert_true (fascia_store_check_integrity (home_open (home), &error));
  g_assert_no_error (error);
  g_assert_true (fascia_database_exec (home->store, "PRAGMA foreign_keys = OFF", NULL));
  g_assert_true (fascia_database_exec (home->store, "DELETE FROM session", NULL));
  g_assert_false (fascia_store_check_integrity (home->store, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (error->message, "session_"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/opening/files-are-private", test_files_are_private);
  add_home_test ("/store/opening/a-readable-file-is-made-private", test_a_readable_file_is_made_private);
  add_home_test ("/store/opening/a-folder-that-was-there-keeps-its-mode", test_a_folder_that_was_there_keeps_its_mode);
  add_home_test ("/store/opening/the-connection-is-durable", test_the_connection_is_durable);
  add_home_test ("/store/opening/closing-leaves-one-file", test_closing_leaves_one_file);
  add_home_test ("/store/opening/a-text-file-is-refused", test_a_text_file_is_refused);
  add_home_test ("/store/opening/an-empty-file-is-refused", test_an_empty_file_is_refused);
  add_home_test ("/store/opening/a-folder-in-its-place-is-refused", test_a_folder_in_its_place_is_refused);
  add_home_test ("/store/opening/a-foreign-database-is-refused", test_a_foreign_database_is_refused);
  add_home_test ("/store/opening/a-newer-one-is-refused", test_a_newer_one_is_refused);
  add_home_test ("/store/opening/newer-in-an-unfinished-log-is-refused", test_newer_in_an_unfinished_log_is_refused);
  add_home_test ("/store/opening/a-cut-file-is-refused", test_a_cut_file_is_refused);
  add_home_test ("/store/opening/any-damaged-page-is-found", test_any_damaged_page_is_found);
  add_home_test ("/store/opening/damage-with-an-unfinished-log-changes-nothing", test_damage_with_an_unfinished_log_changes_nothing);
  add_home_test ("/store/opening/an-unfinished-log-is-read", test_an_unfinished_log_is_read);
  add_home_test ("/store/opening/a-log-without-its-database-is-refused", test_a_log_without_its_database_is_refused);
  add_home_test ("/store/opening/a-file-in-the-folders-place-is-refused", test_a_file_in_the_folders_place_is_refused);
  add_home_test ("/store/opening/many-may-create-it-at-once", test_many_may_create_it_at_once);
  add_home_test ("/store/opening/a-change-by-another-is-seen-once", test_a_change_by_another_is_seen_once);
  add_home_test ("/store/opening/a-commit-is-an-event-once-it-can-be-read", test_a_commit_is_an_event_once_it_can_be_read);
  add_home_test ("/store/opening/a-held-database-is-busy-and-nothing-is-lost", test_a_held_database_is_busy_and_nothing_is_lost);
  add_home_test ("/store/opening/integrity-names-the-damage", test_integrity_names_the_damage);
  return g_test_run ();
}
