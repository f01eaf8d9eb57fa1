/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <unistd.h>

#include "data/store/migrate.h"
#include "fascia/store/backup.h"
#include "tests/store/fixture.h"

#define FIRST \
  { "first", "CREATE TABLE parent (id INTEGER PRIMARY KEY, at INTEGER) STRICT;" \
             "CREATE TABLE child (parent INTEGER REFERENCES parent (id)) STRICT;" \
             "INSERT INTO parent VALUES (7, fascia_now_us ());" \
             "INSERT INTO child VALUES (7);" }
#define SECOND { "second", "ALTER TABLE parent ADD COLUMN word TEXT; UPDATE parent SET word = 'moved'" }
#define BROKEN { "second", "ALTER TABLE parent ADD COLUMN word TEXT; INSERT INTO nowhere VALUES (1)" }
#define ORPHAN { "second", "ALTER TABLE parent ADD COLUMN word TEXT; DELETE FROM parent" }
/* What SQLite asks for to change a table that others refer to. */
#define REBUILD \
  { "second", "CREATE TABLE new_parent (id INTEGER PRIMARY KEY, at INTEGER, word TEXT) STRICT;" \
              "INSERT INTO new_parent SELECT id, at, 'rebuilt' FROM parent;" \
              "DROP TABLE parent;" \
              "ALTER TABLE new_parent RENAME TO parent" }

static FasciaStore *
open_with (Home *home, const FasciaSchemaStep *steps, guint n_steps, GError **error)
{
  return fascia_store_open_with_steps (home->folder, NOW_US, steps, n_steps, error);
}

static void
make_version_1 (Home *home)
{
  const FasciaSchemaStep steps[] = { FIRST };
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = open_with (home, steps, 1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
}

static char *
backup_path (Home *home)
{
  return g_build_filename (home->folder, "fascia-schema-1-backup.db", NULL);
}

static gint64
ask_backup (Home *home, const char *sql)
{
  g_autofree char *path = backup_path (home);
  Home other = { .path = path };

  return home_ask (&other, sql);
}

static void
test_a_new_file_runs_every_step (Home *home, gconstpointer data)
{
  const FasciaSchemaStep steps[] = { FIRST, SECOND };
  g_autofree char *backup = backup_path (home);
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = open_with (home, steps, 2, &error);

  g_assert_no_error (error);
  g_assert_cmpint (home_ask (home, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (home_ask (home, "SELECT at FROM parent WHERE word = 'moved'"), ==, NOW_US);
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));
}

static void
test_an_older_file_is_backed_up_and_migrated (Home *home, gconstpointer data)
{
  const FasciaSchemaStep steps[] = { FIRST, SECOND };
  g_autofree char *backup = backup_path (home);
  g_autofree char *files = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = NULL;
  GStatBuf info;

  make_version_1 (home);
  store = open_with (home, steps, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (home_ask (home, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM parent WHERE id = 7 AND word = 'moved'"), ==, 1);
  g_assert_cmpint (ask_backup (home, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (ask_backup (home, "SELECT id FROM parent"), ==, 7);
  g_assert_cmpint (g_stat (backup, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  files = home_describe (home);
  g_assert_null (strstr (files, ".partial-"));
}

static void
assert_left_at_version_1 (Home *home, const FasciaSchemaStep *steps)
{
  const FasciaSchemaStep first[] = { FIRST };
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = NULL;

  make_version_1 (home);
  store = open_with (home, steps, 2, &error);
  g_assert_null (store);
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "second"));
  g_test_message ("%s", error->message);
  g_clear_error (&error);

  g_assert_cmpint (home_ask (home, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM pragma_table_info ('parent')"), ==, 2);
  g_assert_cmpint (ask_backup (home, "SELECT id FROM parent"), ==, 7);
  store = open_with (home, first, 1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (store);
}

static void
test_a_broken_step_leaves_the_version_before (Home *home, gconstpointer data)
{
  const FasciaSchemaStep steps[] = { FIRST, BROKEN };

  assert_left_at_version_1 (home, steps);
}

static void
test_a_step_that_orphans_rows_is_rolled_back (Home *home, gconstpointer data)
{
  const FasciaSchemaStep steps[] = { FIRST, ORPHAN };

  assert_left_at_version_1 (home, steps);
}

static void
test_a_broken_first_step_leaves_no_file (Home *home, gconstpointer data)
{
  const FasciaSchemaStep steps[] = { { "first", "CREATE TABLE a (b); CREATE TABLE a (b)" } };
  g_autofree char *files = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (open_with (home, steps, 1, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED);
  files = home_describe (home);
  g_assert_cmpstr (files, ==, "");
}

static void
test_a_table_that_others_refer_to_can_be_rebuilt (Home *home, gconstpointer data)
{
  const FasciaSchemaStep steps[] = { FIRST, REBUILD };
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = NULL;
  gint64 on;

  make_version_1 (home);
  store = open_with (home, steps, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM child JOIN parent ON parent = id AND word = 'rebuilt'"), ==, 1);
  g_assert_true (fascia_database_get_int (store, "PRAGMA foreign_keys", &on, NULL));
  g_assert_cmpint (on, ==, 1);
}

static void
migrate_in_child (gpointer data)
{
  const FasciaSchemaStep steps[] = { FIRST, SECOND };
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = fascia_store_open_with_steps (data, NOW_US, steps, 2, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
}

static void
test_two_may_migrate_at_once (Home *home, gconstpointer data)
{
  for (int round = 0; round < 10; round++)
    {
      pid_t pids[3];

      if (g_file_test (home->path, G_FILE_TEST_EXISTS))
        g_unlink (home->path);
      make_version_1 (home);
      for (gsize i = 0; i < G_N_ELEMENTS (pids); i++)
        pids[i] = start_child (migrate_in_child, home->folder);
      for (gsize i = 0; i < G_N_ELEMENTS (pids); i++)
        await_child (pids[i]);
      g_assert_cmpint (home_ask (home, "PRAGMA user_version"), ==, 2);
      /* Whoever came last did not put the new one in the place of the old. */
      g_assert_cmpint (ask_backup (home, "PRAGMA user_version"), ==, 1);
    }
}

/* Killed at any moment of the migration, the file is at one version or the other. */
static void
test_a_kill_during_migration_is_harmless (Home *home, gconstpointer data)
{
  const FasciaSchemaStep steps[] = { FIRST, SECOND };

  for (int round = 0; round < 20; round++)
    {
      g_autofree char *log = g_strconcat (home->path, "-wal", NULL);
      g_autofree char *index = g_strconcat (home->path, "-shm", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (FasciaStore) store = NULL;
      pid_t pid;

      g_unlink (home->path);
      g_unlink (log);
      g_unlink (index);
      make_version_1 (home);
      pid = start_child (migrate_in_child, home->folder);
      g_usleep (g_random_int_range (0, 12000));
      kill_child (pid);
      store = open_with (home, steps, 2, &error);
      g_assert_no_error (error);
      g_assert_true (fascia_store_check_integrity (store, &error));
      g_assert_cmpint (home_ask (home, "SELECT count (*) FROM parent WHERE id = 7 AND word = 'moved'"), ==, 1);
      g_assert_cmpint (ask_backup (home, "SELECT id FROM parent"), ==, 7);
    }
}

static void
test_a_backup_is_a_whole_database (Home *home, gconstpointer data)
{
  g_autofree char *path = g_build_filename (home->root, "copy.db", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - G_TIME_SPAN_HOUR);
  g_autoptr (GError) error = NULL;
  Home other = { .path = path };

  g_assert_true (g_file_set_contents (path, "an older copy", -1, NULL));
  g_assert_true (fascia_store_add_session (home_open (home), entry, NOW_US, &error));
  g_assert_true (fascia_backup_write (home->store, path, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (home_ask (&other, "SELECT count (*) FROM session_item"), ==, 4);
  g_assert_cmpint (home_ask (&other, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), ==, 1);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
test_a_backup_that_fails_keeps_the_one_before (Home *home, gconstpointer data)
{
  g_autofree char *path = g_build_filename (home->root, "none", "copy.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fascia_backup_write (home_open (home), path, NULL, NULL, NULL, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, path));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/schema/a-new-file-runs-every-step", test_a_new_file_runs_every_step);
  add_home_test ("/store/schema/an-older-file-is-backed-up-and-migrated", test_an_older_file_is_backed_up_and_migrated);
  add_home_test ("/store/schema/a-broken-step-leaves-the-version-before", test_a_broken_step_leaves_the_version_before);
  add_home_test ("/store/schema/a-step-that-orphans-rows-is-rolled-back", test_a_step_that_orphans_rows_is_rolled_back);
  add_home_test ("/store/schema/a-broken-first-step-leaves-no-file", test_a_broken_first_step_leaves_no_file);
  add_home_test ("/store/schema/a-table-that-others-refer-to-can-be-rebuilt", test_a_table_that_others_refer_to_can_be_rebuilt);
  add_home_test ("/store/schema/two-may-migrate-at-once", test_two_may_migrate_at_once);
  add_home_test ("/store/schema/a-kill-during-migration-is-harmless", test_a_kill_during_migration_is_harmless);
  add_home_test ("/store/schema/a-backup-is-a-whole-database", test_a_backup_is_a_whole_database);
  add_home_test ("/store/schema/a-backup-that-fails-keeps-the-one-before", test_a_backup_that_fails_keeps_the_one_before);
  return g_test_run ();
}
