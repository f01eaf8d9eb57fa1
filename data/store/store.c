/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data/store/backup.h"
#include "data/store/migrate.h"
#include "data/store/unfinished.h"

/* Where SQLite keeps what tells a file apart (sqlite.org/fileformat2.html, 1.3). */
#define HEADER_SIZE 100
#define HEADER_MAGIC "SQLite format 3"
#define HEADER_VERSION_OFFSET 60
#define HEADER_APPLICATION_OFFSET 68

/* A file this small is checked whole at each opening (about a millisecond); in a
 * larger one damage is found where it is read, and by fascia_store_check_integrity(). */
#define ALWAYS_CHECKED_PAGES 256

#define FIRST_SCHEMA_WITH_TOTALS 4

static guint32
read_big_endian (const guint8 *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_BE (value);
}

static gboolean
fail_newer (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NEWER,
               _ ("“%s” was written by a newer Fascia and was left as it is; update Fascia to open it."), shown);
  return FALSE;
}

/* Looks at the header before the first statement: SQLite would already write on
 * the way (recover a journal, make a -wal file), into a file that may not be ours.
 * It is read through SQLite's own handle, since closing another one would drop
 * the locks that this process holds on the file. */
static gboolean
check_header (FasciaStore *self, guint n_steps, GError **error)
{
  sqlite3_file *file = NULL;
  guint8 header[HEADER_SIZE];

  if (sqlite3_file_control (self->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
      file == NULL || file->pMethods == NULL)
    return fascia_database_fail (self, error);
  if (file->pMethods->xRead (file, header, sizeof header, 0) != SQLITE_OK ||
      memcmp (header, HEADER_MAGIC, sizeof HEADER_MAGIC) != 0 ||
      read_big_endian (header + HEADER_APPLICATION_OFFSET) != FASCIA_DATABASE_MARK)
    return fascia_database_fail_damaged (self->path, NULL, error);
  if (read_big_endian (header + HEADER_VERSION_OFFSET) > n_steps)
    return fail_newer (self->path, error);
  return TRUE;
}

static gboolean
has_unfinished_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  return g_stat (log, &info) == 0 && info.st_size > 0;
}

static FasciaStore *
store_new (const char *path)
{
  FasciaStore *self = g_new0 (FasciaStore, 1);

  self->path = g_strdup (path);
  return self;
}

static gboolean
open_connection (FasciaStore *self, const char *name, int flags, GError **error)
{
  g_clear_pointer (&self->db, sqlite3_close_v2);
  if (sqlite3_open_v2 (name, &self->db, flags, NULL) != SQLITE_OK)
    return fascia_database_fail (self, error);
  sqlite3_extended_result_codes (self->db, TRUE);
  fascia_database_wait_when_busy (self->db);
  return TRUE;
}

/* A database in WAL mode cannot be opened where nothing can be written beside it,
 * unless SQLite is told that nobody else writes either: true there. A -wal file
 * that was left would be ignored, with what was last committed in it. */
static gboolean
reopen_immutable (FasciaStore *self, GError **error)
{
  g_autofree char *uri = NULL;
  g_autofree char *immutable = NULL;

  if (has_unfinished_log (self->path))
    return fascia_database_fail_errno (self->path, EROFS, error);
  uri = g_filename_to_uri (self->path, NULL, error);
  if (uri == NULL)
    return FALSE;
  immutable = g_strconcat (uri, "?immutable=1", NULL);
  return open_connection (self, immutable, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
}

static gboolean
check_small_file (FasciaStore *self, GError **error)
{
  gint64 n_pages;

  if (!fascia_database_get_int (self, "PRAGMA page_count", &n_pages, error))
    return FALSE;
  return n_pages > ALWAYS_CHECKED_PAGES || fascia_database_is_sound (self, "PRAGMA quick_check (1)", error);
}

static gboolean
migrate_with_backup (FasciaStore *self, guint version, const FasciaSchemaStep *steps, guint n_steps, gint64 now_us, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_strdup_printf (FASCIA_MIGRATION_PREFIX "%u-backup.db", version);
  g_autofree char *backup = g_build_filename (folder, name, NULL);
  FasciaHeadway headway = FASCIA_HEADWAY (NULL, NULL, NULL);

  if (self->read_only)
    return fascia_database_fail_errno (self->path, EROFS, error);
  return fascia_backup_write_version (self, backup, version, &headway, error) &&
         fascia_schema_migrate (self, steps, n_steps, now_us, error);
}

static gboolean
set_up_connection (FasciaStore *self, const FasciaSchemaStep *steps, guint n_steps, gint64 now_us, GError **error)
{
  guint version;

  /* Outside any transaction, where these pragmas work. */
  if (!fascia_database_exec (self, "PRAGMA foreign_keys = ON", error))
    return FALSE;

  /* The first read: an unfinished -wal is taken into account from here on. */
  if (!fascia_schema_get_version (self, &version, error))
    {
      if (sqlite3_errcode (self->db) != SQLITE_CANTOPEN && sqlite3_errcode (self->db) != SQLITE_READONLY)
        return FALSE;
      g_clear_error (error);
      if (!reopen_immutable (self, error) || !fascia_schema_get_version (self, &version, error))
        return FALSE;
    }
  self->read_only = sqlite3_db_readonly (self->db, "main") == 1;

  if (version > n_steps)
    return fail_newer (self->path, error);
  if (!check_small_file (self, error))
    return FALSE;

  /* FULL: a session that was told to be saved is on the disk, also after a power
   * cut; it costs one sync a session. */
  if (!self->read_only &&
      (!fascia_database_exec (self, "PRAGMA journal_mode = WAL", error) ||
       !fascia_database_exec (self, "PRAGMA synchronous = FULL", error)))
    return FALSE;
  return version == n_steps || migrate_with_backup (self, version, steps, n_steps, now_us, error);
}

static FasciaStore *
open_existing (const char *path, const FasciaSchemaStep *steps, guint n_steps, gint64 now_us, GError **error)
{
  g_autoptr (FasciaStore) self = store_new (path);
  gboolean keep_log;
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    {
      fascia_database_fail_errno (path, errno, error);
      return NULL;
    }
  if (!S_ISREG (info.st_mode))
    {
      fascia_database_fail_damaged (path, NULL, error);
      return NULL;
    }
  if (!open_connection (self, path, SQLITE_OPEN_READWRITE, error) || !check_header (self, n_steps, error))
    return NULL;

  /* Closing the last connection moves an unfinished -wal into the file; a file
   * that is going to be refused must stay as it is. */
  keep_log = has_unfinished_log (self->path);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep_log, NULL);
  if (!set_up_connection (self, steps, n_steps, now_us, error))
    return NULL;
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, FALSE, NULL);

  /* The -wal and -shm files take over the mode of the file. */
  if ((info.st_mode & 077) != 0 && info.st_uid == geteuid ())
    g_chmod (path, info.st_mode & 0700);
  fascia_database_get_int (self, "PRAGMA data_version", &self->data_version, NULL);
  return g_steal_pointer (&self);
}

/* Puts @from in the place of @to unless something is there already. */
static int
rename_without_replacing (const char *from, const char *to)
{
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return errno;
  /* A file system without that flag has hard links, or one user at a time. */
  if (link (from, to) == 0)
    {
      g_unlink (from);
      return 0;
    }
  return errno;
}

static gboolean
fill_new (const char *partial, const char *path, const FasciaSchemaStep *steps, guint n_steps, gint64 now_us, GError **error)
{
  g_autoptr (FasciaStore) self = store_new (path);

  /* Nobody else knows the file yet: a journal would serve nothing. */
  return open_connection (self, partial, SQLITE_OPEN_READWRITE, error) &&
         fascia_database_exec (self, "PRAGMA journal_mode = MEMORY", error) &&
         fascia_schema_migrate (self, steps, n_steps, now_us, error) &&
         fascia_database_exec (self, "PRAGMA journal_mode = WAL", error);
}

/* A new database appears complete or not at all, so that one that is empty or cut
 * short is never taken for new. */
static gboolean
create (const char *folder, const char *path, const FasciaSchemaStep *steps, guint n_steps, gint64 now_us, GError **error)
{
  g_autofree char *partial = g_strconcat (path, FASCIA_UNFINISHED_DATABASE, NULL);
  gboolean done = FALSE;
  int fd;
  int problem = 0;

  /* SQLite would apply the log of the lost file to the new one. (Where the file is
   * there by now, another process has just made both.) */
  if (has_unfinished_log (path) && !g_file_test (path, G_FILE_TEST_EXISTS))
    return fascia_database_fail_damaged (path, _ ("it is missing, only its -wal file is there"), error);

  fascia_unfinished_sweep (folder, FASCIA_STORE_FILE_NAME);
  fd = fascia_unfinished_file (partial);
  if (fd < 0)
    return fascia_database_fail_errno (path, errno, error);

  if (fill_new (partial, path, steps, n_steps, now_us, error) && fascia_backup_sync (partial, error))
    {
      problem = rename_without_replacing (partial, path);
      done = problem == 0 && fascia_backup_sync (folder, error);
      if (problem != 0 && problem != EEXIST)
        fascia_database_fail_errno (path, problem, error);
    }
  if (problem != 0 || !done)
    g_unlink (partial);
  g_close (fd, NULL);
  return done || problem == EEXIST; /* another process was first, with the same */
}

FasciaStore *
fascia_store_open_with_steps (const char *folder, gint64 now_us, const FasciaSchemaStep *steps, guint n_steps, GError **error)
{
  g_autofree char *path = g_build_filename (folder, FASCIA_STORE_FILE_NAME, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      fascia_database_fail_errno (folder, errno, error);
      return NULL;
    }
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !create (folder, path, steps, n_steps, now_us, error))
    return NULL;
  return open_existing (path, steps, n_steps, now_us, error);
}

FasciaStore *
fascia_store_open (const char *folder, gint64 now_us, GError **error)
{
  g_autoptr (GArray) steps = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  steps = fascia_schema_load_steps (error);
  if (steps == NULL)
    return NULL;
  return fascia_store_open_with_steps (folder, now_us, (const FasciaSchemaStep *) (gpointer) steps->data, steps->len, error);
}

void
fascia_store_close (FasciaStore *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->kept, g_hash_table_unref);
  sqlite3_close_v2 (self->db);
  g_free (self->path);
  g_free (self);
}

const char *
fascia_store_get_path (const FasciaStore *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->path;
}

gboolean
fascia_store_take_foreign_change (FasciaStore *self)
{
  gint64 version;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!fascia_database_get_int (self, "PRAGMA data_version", &version, NULL) || version == self->data_version)
    return FALSE;
  self->data_version = version;
  return TRUE;
}

void
fascia_store_release_memory (FasciaStore *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->kept, g_hash_table_unref);
  sqlite3_db_release_memory (self->db);
}

/* The totals are of the rows: a value that reads differently since is no fault of any
 * structure, but shows here. */
static gboolean
check_totals (FasciaStore *self, GError **error)
{
  static const char *const pairs[][2] = {
    { "SELECT day, count (*), sum (counts), sum (active_s) FROM session_of_day GROUP BY day",
      "SELECT period, sessions, counting, active_s FROM session_total WHERE grain = 0" },
    { "SELECT day, technique, side, ifnull (tool, ''), count (*), sum (done_s) "
      "FROM session_of_day JOIN session_item ON session_id = session_of_day.id GROUP BY 1, 2, 3, 4",
      "SELECT period, technique, side, tool, items, done_s FROM item_total WHERE grain = 0" },
  };

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *sql = g_strdup_printf ("%s EXCEPT %s LIMIT 1", pairs[i / 2][i % 2], pairs[i / 2][1 - i % 2]);
      g_autoptr (sqlite3_stmt) statement = fascia_database_prepare (self, sql, error);
      int result = statement != NULL ? fascia_database_step (self, statement, error) : SQLITE_ERROR;

      if (result == SQLITE_ROW)
        {
          g_autofree char *day = fascia_column_dup_text (statement, 0);
          g_autofree char *detail = g_strdup_printf (_ ("the sessions of %s do not add up"), day);

          return fascia_database_fail_damaged (self->path, detail, error);
        }
      if (result == SQLITE_ERROR)
        return FALSE;
    }
  return TRUE;
}

/* The index of the notes is of the notes. Its check is written as an insertion. */
static gboolean
check_notes (FasciaStore *self, GError **error)
{
  return self->read_only ||
         fascia_database_exec (self, "INSERT INTO note_search (note_search, rank) VALUES ('integrity-check', 1)", error);
}

gboolean
fascia_store_check_integrity (FasciaStore *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  guint version;
  int result;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!fascia_database_is_sound (self, "PRAGMA integrity_check (1)", error) ||
      !fascia_schema_get_version (self, &version, error))
    return FALSE;
  statement = fascia_database_prepare (self, "PRAGMA foreign_key_check", error);
  if (statement == NULL)
    return FALSE;
  result = fascia_database_step (self, statement, error);
  if (result == SQLITE_ROW)
    {
      g_autofree char *detail = g_strdup_printf (_ ("a row of %s refers to nothing"), fascia_column_text (statement, 0));

      return fascia_database_fail_damaged (self->path, detail, error);
    }
  return result == SQLITE_DONE &&
         (version < FIRST_SCHEMA_WITH_TOTALS || (check_totals (self, error) && check_notes (self, error)));
}
