/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "data/store/migrate.h"
#include "tests/store/fixture.h"

/* Full and read-only disks. Tests may run as root, whom no mode keeps from writing,
 * so each is a small file system mounted in a mount namespace of the test's own. */

#define EXIT_CANNOT_MOUNT 77

static gboolean
write_text (const char *path, const char *text)
{
  FILE *file = g_fopen (path, "w");
  gboolean written;

  if (file == NULL)
    return FALSE;
  written = fputs (text, file) >= 0;
  return fclose (file) == 0 && written;
}

/* Becomes root of a namespace of its own where it is not root already. */
static gboolean
enter_namespace (Home *home)
{
  g_autofree char *users = g_strdup_printf ("0 %u 1", geteuid ());
  g_autofree char *groups = g_strdup_printf ("0 %u 1", getegid ());

  if (unshare (CLONE_NEWNS) != 0 &&
      (unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0 ||
       !write_text ("/proc/self/setgroups", "deny") ||
       !write_text ("/proc/self/gid_map", groups) ||
       !write_text ("/proc/self/uid_map", users)))
    return FALSE;

  if (mount ("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == 0)
    return TRUE;
  /* In a chroot “/” may be a mere folder of a mount that has no name there, whose
   * ways out are unknown. /proc is a mount of its own, and not needed here. */
  if (errno != EINVAL || mount ("none", "/proc", "none", MS_PRIVATE, NULL) != 0)
    return FALSE;
  home_move (home, "/proc");
  return TRUE;
}

static gboolean
mount_small (Home *home, const char *size)
{
  g_autofree char *options = g_strdup_printf ("size=%s,mode=700", size);

  return mount ("small", home->root, "tmpfs", 0, options) == 0;
}

static void
make_read_only (Home *home)
{
  g_assert_cmpint (mount ("none", home->root, "none", MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
}

typedef struct
{
  const char *size;
  void (*run) (Home *home);
} Trouble;

static void
test_in_a_namespace (Home *home, gconstpointer data)
{
  const Trouble *trouble = data;
  pid_t pid = fork ();
  int status;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      if (!enter_namespace (home) || !mount_small (home, trouble->size))
        _exit (EXIT_CANNOT_MOUNT);
      trouble->run (home);
      home_close (home);
      _exit (EXIT_SUCCESS);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == EXIT_CANNOT_MOUNT)
    g_test_skip ("This user may not mount a file system of its own here (mount namespaces are off).");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, EXIT_SUCCESS);
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

/* Takes what is left of the disk. */
static char *
fill_disk (Home *home)
{
  char *path = g_build_filename (home->root, "filler", NULL);
  char block[4096] = { 1 };
  FILE *file = g_fopen (path, "w");

  g_assert_nonnull (file);
  setvbuf (file, NULL, _IONBF, 0);
  while (fwrite (block, 1, sizeof block, file) == sizeof block)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  fclose (file);
  return path;
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
  filler = fill_disk (home);
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
  filler = fill_disk (home);
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
  filler = fill_disk (home);
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
  GStatBuf info;

  add_some (home, 3);
  home_close (home);
  g_array_append_val (steps, next);
  filler = fill_disk (home);
  /* Room to open it, not for the backup. */
  g_assert_cmpint (g_stat (filler, &info), ==, 0);
  g_assert_cmpint (truncate (filler, info.st_size - 64 * 1024), ==, 0);
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
  g_test_add (path, Home, trouble, home_set_up, test_in_a_namespace, home_tear_down);
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
