/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/backup.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/store/fixture.h"

/* Long enough to be copied in several steps, and not to be checked whole at opening. */
static void
fill_home (Home *home)
{
  static const char sql[] =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) "
    "INSERT INTO reminder_history (recorded_us, outcome, at_us, kind, slot_minute, silent, joined, why, done, goal, days_left) "
    "SELECT i, 'shown', i, 'rule', 0, 0, 0, 'due: one of the days that were chosen', 0, 3, 3 FROM n";
  sqlite3 *db = NULL;

  home_open (home);
  g_assert_cmpint (sqlite3_open (home->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
add_session (FasciaStore *store, gint64 start_us)
{
  g_autoptr (FasciaLogEntry) entry = make_entry (start_us, 10);
  g_autoptr (GError) error = NULL;

  fascia_store_add_session (store, entry, NOW_US, &error);
  g_assert_no_error (error);
}

static gint64
ask_file (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return value;
}

/* (transfer full): the one in @folder whose name begins so. */
static char *
find_one (const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  char *found = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      {
        g_assert_null (found);
        found = g_build_filename (folder, name, NULL);
      }
  return found;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

typedef struct
{
  Home *home;
  guint n_told;
  double last;
  gint64 waited_us;
  GCancellable *cancellable;
  gboolean ran;
} Watcher;

static void
write_elsewhere (gpointer data)
{
  const Home *home = data;
  g_autoptr (FasciaStore) store = fascia_store_open (home->folder, NOW_US, NULL);

  g_assert_nonnull (store);
  add_session (store, NOW_US - 5 * G_TIME_SPAN_HOUR);
}

static void
write_meanwhile_cb (double fraction, gpointer data)
{
  Watcher *watcher = data;
  gint64 begun_us = g_get_monotonic_time ();

  g_assert_cmpfloat (fraction, >=, watcher->last);
  watcher->last = fraction;
  watcher->n_told++;
  if (fraction >= 1 || watcher->n_told > 3)
    return;
  await_child (start_child (write_elsewhere, watcher->home));
  watcher->waited_us = MAX (watcher->waited_us, g_get_monotonic_time () - begun_us);
}

static void
test_another_process_writes_meanwhile (Home *home, gconstpointer data)
{
  g_autofree char *path = g_build_filename (home->root, "copy.db", NULL);
  g_autoptr (GError) error = NULL;
  Watcher watcher = { .home = home };

  fill_home (home);
  add_session (home->store, NOW_US - G_TIME_SPAN_HOUR);
  fascia_backup_write (home->store, path, NULL, write_meanwhile_cb, &watcher, &error);
  g_assert_no_error (error);

  /* Several steps, each further than the one before: it did not begin anew. */
  g_assert_cmpuint (watcher.n_told, >=, 4);
  g_assert_cmpfloat (watcher.last, ==, 1);
  /* Nobody had to wait for the lock. */
  g_assert_cmpint (watcher.waited_us, <, 4 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (home_ask (home, "SELECT count(*) FROM session"), ==, 4);
  /* The copy is of the moment it was asked for. */
  g_assert_cmpint (ask_file (path, "SELECT count(*) FROM session"), ==, 1);
  g_assert_cmpint (ask_file (path, "SELECT count(*) FROM reminder_history"), ==, 40000);
  g_assert_true (fascia_backup_check (path, NULL, &error));
  g_assert_no_error (error);
}

static void
cancel_cb (double fraction, gpointer data)
{
  Watcher *watcher = data;

  watcher->n_told++;
  if (fraction > 0.1)
    g_cancellable_cancel (watcher->cancellable);
}

static void
test_a_cancelled_backup_leaves_nothing (Home *home, gconstpointer data)
{
  g_autofree char *path = g_build_filename (home->root, "copies", "copy.db", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *contents = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Watcher watcher = { .cancellable = cancellable };

  fill_home (home);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "the copy before", -1, NULL));
  g_assert_false (fascia_backup_write (home->store, path, cancellable, cancel_cb, &watcher, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "the copy before");
  g_assert_cmpuint (count_files (folder), ==, 1);
}

/* A day by day, as a window does that is opened each day. */
static void
test_seven_days_and_four_weeks_are_kept (Home *home, gconstpointer data)
{
  FasciaDay first = fascia_day_new (2027, 1, 1);
  g_autofree char *kept = fascia_backup_get_folder (home->folder);
  g_autofree char *own = g_build_filename (kept, "fascia-by-hand.db", NULL);
  g_autofree char *other = g_build_filename (kept, "notes.txt", NULL);
  g_autofree char *cut_off = g_build_filename (kept, "fascia-2027-01-01.db.partial-a1b2c3", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;
  FasciaDay last = FASCIA_DAY_NONE;

  home_open (home);
  g_assert_cmpint (g_mkdir_with_parents (kept, 0700), ==, 0);
  g_assert_true (g_file_set_contents (own, "mine", -1, NULL));
  g_assert_true (g_file_set_contents (other, "mine", -1, NULL));
  g_assert_true (g_file_set_contents (cut_off, "nobody's", -1, NULL));
  for (int i = 0; i < 60; i++)
    {
      last = fascia_day_add (first, i);
      g_assert_true (fascia_backup_keep_daily (home->store, last, &error));
      g_assert_no_error (error);
      /* The second start of a day. */
      g_assert_true (fascia_backup_keep_daily (home->store, last, &error));
    }

  backups = fascia_backup_list (home->folder, zone, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (backups->len, ==, 11);
  for (guint i = 0; i < backups->len; i++)
    {
      const FasciaBackup *backup = g_ptr_array_index (backups, i);
      FasciaDay day = fascia_day_of_instant (backup->made_us, zone);

      g_assert_cmpint (backup->why, ==, FASCIA_BACKUP_DAILY);
      g_assert_cmpint (backup->bytes, >, 0);
      if (i < 7)
        g_assert_cmpint (fascia_day_difference (last, day), ==, (int) i);
      else
        {
          const FasciaBackup *before = g_ptr_array_index (backups, i - 1);
          FasciaDay week = fascia_day_week_start (fascia_day_of_instant (before->made_us, zone));

          /* The last of a week that was not there yet, but for the one that the days run into. */
          g_assert_cmpint (fascia_day_difference (week, fascia_day_week_start (day)), ==, i == 7 ? 0 : 7);
        }
    }
  g_assert_true (g_file_test (own, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (cut_off, G_FILE_TEST_EXISTS));
}

static void
test_every_kind_is_listed_and_nothing_else (Home *home, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  g_autofree char *migration = g_build_filename (home->folder, "fascia-schema-3-backup.db", NULL);
  g_autofree char *odd = g_build_filename (home->folder, "backups", "before-noon-import.db", NULL);
  g_autofree char *written = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;
  guint n[4] = { 0 };

  home_open (home);
  g_assert_true (fascia_backup_keep_now (home->store, fascia_day_new (2027, 3, 26), &written, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (written, "/backups/fascia-2027-03-26.db"));
  g_assert_true (fascia_backup_keep_before (home->store, "import", NOW_US - G_TIME_SPAN_DAY, NULL, NULL));
  g_assert_true (fascia_backup_keep_before (home->store, "restore", NOW_US - 2 * G_TIME_SPAN_DAY, NULL, NULL));
  g_assert_true (fascia_backup_write (home->store, migration, NULL, NULL, NULL, NULL));
  g_assert_true (g_file_set_contents (odd, "", 0, NULL));
  backups = fascia_backup_list (home->folder, zone, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (backups->len, ==, 4);
  for (guint i = 0; i < backups->len; i++)
    {
      const FasciaBackup *backup = g_ptr_array_index (backups, i);

      n[backup->why]++;
      if (backup->why == FASCIA_BACKUP_BEFORE_IMPORT)
        g_assert_cmpint (backup->made_us, ==, NOW_US - G_TIME_SPAN_DAY);
    }
  for (guint i = 0; i < G_N_ELEMENTS (n); i++)
    g_assert_cmpuint (n[i], ==, 1);
}

static void
test_what_is_no_backup_is_no_good (Home *home, gconstpointer data)
{
  g_autofree char *path = g_build_filename (home->root, "copy.db", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  fill_home (home);
  g_assert_true (fascia_backup_write (home->store, path, NULL, NULL, NULL, NULL));
  g_assert_true (fascia_backup_check (path, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memset (bytes + length / 2, 0xa5, 4096);
  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  g_assert_false (fascia_backup_check (path, NULL, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "milk, bread", -1, NULL));
  g_assert_false (fascia_backup_check (path, NULL, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
}

/* Somewhere where opening does not look. The present is kept as it is, and whoever has
 * it open goes on with what came back. */
static void
test_damage_deep_inside_is_kept_and_replaced (Home *home, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (home->root, "copy.db", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *kept_bytes = NULL;
  g_autoptr (FasciaStore) other = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  gsize kept_length;

  fill_home (home);
  add_session (home->store, NOW_US - G_TIME_SPAN_HOUR);
  g_assert_true (fascia_backup_write (home->store, copy, NULL, NULL, NULL, NULL));
  home_close (home);
  g_assert_true (g_file_get_contents (home->path, &bytes, &length, NULL));
  memset (bytes + (length / 4096 / 2) * 4096, 0xa5, 3 * 4096);
  g_assert_true (g_file_set_contents (home->path, bytes, length, NULL));
  other = fascia_store_open (home->folder, NOW_US, &error);
  g_assert_no_error (error);
  g_assert_false (fascia_store_check_integrity (other, NULL));

  fascia_backup_restore (home->folder, copy, NOW_US, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (fascia_store_check_integrity (other, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fascia_store_count_sessions (other, NULL), ==, 1);
  g_assert_cmpint (home_ask (home, "SELECT count(*) FROM reminder_history"), ==, 40000);

  kept = find_one (home->folder, FASCIA_STORE_FILE_NAME "-unreadable-2027-03-26");
  g_assert_nonnull (kept);
  g_assert_true (g_file_get_contents (kept, &kept_bytes, &kept_length, NULL));
  g_assert_cmpmem (kept_bytes, kept_length, bytes, length);
}

static void
kill_yourself_cb (double fraction, gpointer data)
{
  if (fraction > 0.1)
    kill (getpid (), SIGKILL);
}

static void
restore_until_killed (gpointer data)
{
  Home *home = data;
  g_autofree char *copy = g_build_filename (home->root, "copy.db", NULL);

  fascia_backup_restore (home->folder, copy, NOW_US, NULL, kill_yourself_cb, NULL, NULL);
}

static void
test_what_a_killed_restore_left_is_removed (Home *home, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (home->root, "copy.db", NULL);
  g_autofree char *left = NULL;
  g_autofree char *still = NULL;

  fill_home (home);
  g_assert_true (fascia_backup_write (home->store, copy, NULL, NULL, NULL, NULL));
  home_close (home);
  await_killed_child (start_child (restore_until_killed, home));
  left = find_one (home->folder, ".restore-");
  g_assert_nonnull (left);
  g_assert_cmpint (fascia_store_count_sessions (home_open (home), NULL), ==, 0);
  g_assert_true (fascia_backup_keep_daily (home->store, fascia_day_new (2027, 3, 26), NULL));
  still = find_one (home->folder, ".restore-");
  g_assert_null (still);
}

static void
open_meanwhile_cb (double fraction, gpointer data)
{
  Watcher *watcher = data;

  if (!watcher->ran)
    home_open (watcher->home);
  watcher->ran = TRUE;
}

static void
test_what_a_running_restore_needs_stays (Home *home, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (home->root, "copy.db", NULL);
  g_autoptr (GError) error = NULL;
  Watcher watcher = { .home = home };

  fill_home (home);
  add_session (home->store, NOW_US - G_TIME_SPAN_HOUR);
  g_assert_true (fascia_backup_write (home->store, copy, NULL, NULL, NULL, NULL));
  fascia_backup_restore (home->folder, copy, NOW_US, NULL, open_meanwhile_cb, &watcher, &error);
  g_assert_no_error (error);
  g_assert_true (watcher.ran);
  g_assert_cmpint (fascia_store_count_sessions (home->store, NULL), ==, 1);
}

static void
test_a_cancelled_restore_changes_nothing (Home *home, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (home->root, "copy.db", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Watcher watcher = { .cancellable = cancellable };

  fill_home (home);
  g_assert_true (fascia_backup_write (home->store, copy, NULL, NULL, NULL, NULL));
  add_session (home->store, NOW_US - G_TIME_SPAN_HOUR);
  g_assert_false (fascia_backup_restore (home->folder, copy, NOW_US, cancellable, cancel_cb, &watcher, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (fascia_store_count_sessions (home->store, NULL), ==, 1);
  g_assert_true (fascia_store_check_integrity (home->store, NULL));
}

static void
test_an_empty_log_is_begun_beside_what_cannot_be_read (Home *home, gconstpointer data)
{
  static const char text[] = "This is a shopping list, not a database.\nmilk\nbread\n";
  g_autofree char *kept = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (home->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (home->path, text, -1, NULL));
  fascia_backup_start_empty (home->folder, NOW_US, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fascia_store_count_sessions (home_open (home), NULL), ==, 0);
  kept = find_one (home->folder, FASCIA_STORE_FILE_NAME "-unreadable-");
  g_assert_true (g_file_get_contents (kept, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, text);

  /* What can be read stays. */
  add_session (home->store, NOW_US - G_TIME_SPAN_HOUR);
  g_assert_true (fascia_backup_start_empty (home->folder, NOW_US, NULL));
  g_assert_cmpint (fascia_store_count_sessions (home->store, NULL), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/backup/another-process-writes-meanwhile", test_another_process_writes_meanwhile);
  add_home_test ("/store/backup/a-cancelled-backup-leaves-nothing", test_a_cancelled_backup_leaves_nothing);
  add_home_test ("/store/backup/seven-days-and-four-weeks-are-kept", test_seven_days_and_four_weeks_are_kept);
  add_home_test ("/store/backup/every-kind-is-listed-and-nothing-else", test_every_kind_is_listed_and_nothing_else);
  add_home_test ("/store/backup/what-is-no-backup-is-no-good", test_what_is_no_backup_is_no_good);
  add_home_test ("/store/backup/damage-deep-inside-is-kept-and-replaced", test_damage_deep_inside_is_kept_and_replaced);
  add_home_test ("/store/backup/what-a-killed-restore-left-is-removed", test_what_a_killed_restore_left_is_removed);
  add_home_test ("/store/backup/what-a-running-restore-needs-stays", test_what_a_running_restore_needs_stays);
  add_home_test ("/store/backup/a-cancelled-restore-changes-nothing", test_a_cancelled_restore_changes_nothing);
  add_home_test ("/store/backup/an-empty-log-is-begun-beside-what-cannot-be-read", test_an_empty_log_is_begun_beside_what_cannot_be_read);
  return g_test_run ();
}
