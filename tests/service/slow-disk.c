/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <sqlite3.h>

#include "app/service/diary-private.h"
#include "injected-clock.h"
#include "temporary-folder.h"

/* Another process writes where the disk is slow: SQLite writes the log, waits for the
 * disk, and only then can others see what was written. The last step leaves no trace
 * that a file monitor sees. */

#define SYNC_US (3 * G_TIME_SPAN_SECOND)

static sqlite3_vfs slow_vfs;
static sqlite3_vfs *real_vfs;
static sqlite3_io_methods slow_methods;
static const sqlite3_io_methods *real_methods;

static int
slow_sync (sqlite3_file *file, int flags)
{
  g_usleep (SYNC_US);
  return real_methods->xSync (file, flags);
}

static int
slow_open (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out_flags)
{
  int status = real_vfs->xOpen (real_vfs, name, file, flags, out_flags);

  if (status == SQLITE_OK && (flags & SQLITE_OPEN_WAL) != 0)
    {
      real_methods = file->pMethods;
      slow_methods = *real_methods;
      slow_methods.xSync = slow_sync;
      file->pMethods = &slow_methods;
    }
  return status;
}

static gpointer
write_slowly (gpointer data)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (data, &db, SQLITE_OPEN_READWRITE, "slow"), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA synchronous = FULL; CREATE TABLE slow (x)", NULL, NULL, NULL), ==, SQLITE_OK);
  /* Closing would write to the files again, and so be seen. */
  return db;
}

static void
count_cb (guint *changes)
{
  (*changes)++;
}

static gboolean
stop_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_what_becomes_visible_late_is_seen (void)
{
  char *folder = temporary_folder_new ();
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  FasciaClock *clock = injected_clock_new (G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC, 0, utc);
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_diary_new (clock, folder, &error);
  gboolean too_late = FALSE;
  guint changes = 0;
  guint timeout;
  GThread *thread;
  sqlite3 *db;

  g_assert_no_error (error);
  fascia_diary_watch (diary);
  g_signal_connect_swapped (diary, "changed", G_CALLBACK (count_cb), &changes);

  thread = g_thread_new ("slow-writer", write_slowly, (gpointer) fascia_diary_get_path (diary));
  timeout = g_timeout_add (20000, stop_cb, &too_late);
  while (changes == 0 && !too_late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (too_late);
  g_source_remove (timeout);
  db = g_thread_join (thread);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  g_object_unref (diary);
  injected_clock_free (clock);
  temporary_folder_free (folder);
}

/* Looking again and again must come to an end: at rest nothing wakes. */
static void
test_looking_ends (void)
{
  char *folder = temporary_folder_new ();
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  FasciaClock *clock = injected_clock_new (G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC, 0, utc);
  g_autofree char *path = g_build_filename (folder, "unrelated", NULL);
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_diary_new (clock, folder, &error);
  GMainContext *context = g_main_context_default ();
  gint64 end_us;
  int quiet_ms = 0;

  g_assert_no_error (error);
  fascia_diary_watch (diary);
  g_assert_true (g_file_set_contents (path, "no change of ours", -1, &error));

  /* The longest wait of the loop is for ever. */
  end_us = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  while (quiet_ms != -1 && g_get_monotonic_time () < end_us)
    {
      GPollFD fds[16];
      int priority;

      g_main_context_iteration (context, quiet_ms > 0);
      g_assert_true (g_main_context_acquire (context));
      g_main_context_prepare (context, &priority);
      g_main_context_query (context, priority, &quiet_ms, fds, G_N_ELEMENTS (fds));
      g_main_context_release (context);
    }
  g_assert_cmpint (quiet_ms, ==, -1);

  g_object_unref (diary);
  injected_clock_free (clock);
  temporary_folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  real_vfs = sqlite3_vfs_find (NULL);
  slow_vfs = *real_vfs;
  slow_vfs.zName = "slow";
  slow_vfs.xOpen = slow_open;
  g_assert_cmpint (sqlite3_vfs_register (&slow_vfs, FALSE), ==, SQLITE_OK);

  g_test_add_func ("/slow-disk/what-becomes-visible-late-is-seen", test_what_becomes_visible_late_is_seen);
  g_test_add_func ("/slow-disk/looking-ends", test_looking_ends);

  return g_test_run ();
}
