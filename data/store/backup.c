/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "data/store/backup.h"
#include "data/store/migrate.h"

#define ANY_VERSION G_MAXUINT

gboolean
fascia_backup_sync (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC);
  int problem = 0;

  if (fd < 0)
    return fascia_database_fail_errno (path, errno, error);
  /* Some file systems cannot sync a folder; then there is nothing to wait for. */
  if (fsync (fd) != 0 && errno != EINVAL)
    problem = errno;
  g_close (fd, NULL);
  return problem == 0 || fascia_database_fail_errno (path, problem, error);
}

gboolean
fascia_database_is_sound (FasciaStore *self, const char *pragma, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fascia_database_prepare (self, pragma, error);
  const char *verdict;

  if (statement == NULL || fascia_database_step (self, statement, error) == SQLITE_ERROR)
    return FALSE;
  verdict = fascia_column_text (statement, 0);
  if (g_strcmp0 (verdict, "ok") != 0)
    {
      g_auto (GStrv) lines = g_strsplit (verdict != NULL ? verdict : _ ("no verdict"), "\n", -1);

      /* The first line is a heading (“*** in database main ***”). */
      return fascia_database_fail_damaged (self->path, lines[1] != NULL ? lines[1] : lines[0], error);
    }
  return TRUE;
}

static gboolean
copy (FasciaStore *from, FasciaStore *to, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to->db, "main", from->db, "main");
  int result;

  if (backup == NULL)
    return fascia_database_fail (to, error);
  do
    {
      result = sqlite3_backup_step (backup, -1);
      if (result == SQLITE_BUSY || result == SQLITE_LOCKED)
        break;
    }
  while (result == SQLITE_OK);
  if (sqlite3_backup_finish (backup) == SQLITE_OK && result == SQLITE_DONE)
    return TRUE;
  /* The result is kept on the copy's side, whichever side failed. */
  return fascia_database_fail (to, error);
}

static gboolean
fill (FasciaStore *store, const char *path, guint version, gboolean *wanted, GError **error)
{
  FasciaStore target = { .path = (char *) path };
  gboolean done = FALSE;
  guint present;

  if (sqlite3_open_v2 (path, &target.db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    fascia_database_fail (&target, error);
  else
    {
      sqlite3_busy_timeout (target.db, FASCIA_BUSY_TIMEOUT_MS);
      /* One file that can be carried away: no -wal beside it. */
      done = copy (store, &target, error) &&
             fascia_database_exec (&target, "PRAGMA journal_mode = DELETE", error) &&
             fascia_database_is_sound (&target, "PRAGMA integrity_check (1)", error) &&
             fascia_schema_get_version (&target, &present, error);
      *wanted = done && (version == ANY_VERSION || version == present);
    }
  sqlite3_close_v2 (target.db);
  return done;
}

gboolean
fascia_backup_write_version (FasciaStore *store, const char *path, guint version, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *partial = g_strconcat (path, ".partial-XXXXXX", NULL);
  int fd = g_mkstemp_full (partial, O_RDWR | O_CLOEXEC, 0600);
  gboolean wanted = FALSE;
  gboolean done;

  if (fd < 0)
    return fascia_database_fail_errno (path, errno, error);
  g_close (fd, NULL);

  done = fill (store, partial, version, &wanted, error);
  if (done && wanted)
    {
      done = fascia_backup_sync (partial, error);
      if (done && g_rename (partial, path) != 0)
        done = fascia_database_fail_errno (path, errno, error);
    }
  if (!done || !wanted)
    g_unlink (partial);
  return done && fascia_backup_sync (folder, error);
}

gboolean
fascia_backup_write (FasciaStore *store, const char *path, GError **error)
{
  g_return_val_if_fail (store != NULL && path != NULL, FALSE);
  return fascia_backup_write_version (store, path, ANY_VERSION, error);
}
