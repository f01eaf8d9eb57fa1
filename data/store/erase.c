/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/erase.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "data/store/backup.h"
#include "data/store/unfinished.h"
#include "fascia/store/sync.h"

/* What would fail later fails here, before anything is gone. */
static gboolean
try_to_write (FasciaStore *store, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = fascia_transaction_begin (store, TRUE, error);

  return transaction != NULL;
}

static gboolean
remove_file (const char *path, GError **error)
{
  return g_unlink (path) == 0 || errno == ENOENT || fascia_database_fail_errno (path, errno, error);
}

/* “fascia.db-unreadable-2027-03-26-wal”, and what somebody who was killed left. */
static gboolean
remove_remainders (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  fascia_unfinished_sweep (folder, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, FASCIA_STORE_FILE_NAME FASCIA_UNREADABLE_MARK))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        if (!remove_file (path, error))
          return FALSE;
      }
  return TRUE;
}

/* No frame of the log and no page behind the end of the file stays. */
static gboolean
shorten (FasciaStore *store, GError **error)
{
  g_autofree char *shown = g_filename_display_name (store->path);
  gint64 busy;

  if (!fascia_database_get_int (store, "PRAGMA wal_checkpoint (TRUNCATE)", &busy, error))
    return FALSE;
  if (busy == 0)
    return TRUE;
  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_BUSY,
               _ ("Everything is deleted, but another program is still reading “%s”; close it and delete everything once more, so that nothing is left in the file."), shown);
  return FALSE;
}

/* Made what a new one is, page by page: no table can be forgotten, and its pages leave
 * no room for what was there. */
static gboolean
empty (FasciaStore *store, const char *folder, gint64 now_us, GError **error)
{
  g_auto (FasciaScratch) scratch = { 0 };
  g_autoptr (FasciaStore) fresh = NULL;
  FasciaHeadway headway = FASCIA_HEADWAY (NULL, NULL, NULL);

  if (!fascia_scratch_make (&scratch, folder, error))
    return FALSE;
  fresh = fascia_store_open (scratch.path, now_us, error);
  if (fresh == NULL || !fascia_backup_copy (fresh, store, &headway, error) || !shorten (store, error))
    return FALSE;
  utimensat (AT_FDCWD, store->path, NULL, 0);
  return TRUE;
}

static gboolean
remove_database (const char *path, GError **error)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      if (!remove_file (file, error))
        return FALSE;
    }
  return TRUE;
}

/* Nobody makes a backup of what is just being deleted. (transfer full): to be closed. */
static int
lock_backups (const char *folder)
{
  g_autofree char *kept = fascia_backup_get_folder (folder);
  int fd = g_open (kept, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0)
    flock (fd, LOCK_EX);
  return fd;
}

static gboolean
erase (FasciaStore *store, const char *folder, const char *path, gint64 now_us, GError **error)
{
  int backups = lock_backups (folder);
  /* The sync folder first: from there what is deleted would come back. The database
   * last: as long as it shows anything, not everything is gone. */
  gboolean done = fascia_sync_remove_own_files (folder, error) &&
                  fascia_backup_remove_all (folder, error) && remove_remainders (folder, error) &&
                  (store != NULL ? empty (store, folder, now_us, error) : remove_database (path, error));

  if (backups >= 0)
    g_close (backups, NULL);
  return done;
}

gboolean
fascia_store_erase (const char *folder, gint64 now_us, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (FasciaStore) store = NULL;
  g_autoptr (GError) problem = NULL;

  g_return_val_if_fail (folder != NULL, FALSE);

  path = g_build_filename (folder, FASCIA_STORE_FILE_NAME, NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      store = fascia_store_open (folder, now_us, &problem);
      if (store == NULL && !g_error_matches (problem, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
  if (store != NULL && (fascia_backup_is_session_running (store, now_us, error) || !try_to_write (store, error)))
    return FALSE;
  return erase (store, folder, path, now_us, error);
}
