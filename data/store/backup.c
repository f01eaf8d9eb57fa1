/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data/store/backup.h"
#include "data/store/migrate.h"
#include "data/store/unfinished.h"

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
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *partial = g_strconcat (path, FASCIA_UNFINISHED_COPY, NULL);
  gboolean wanted = FALSE;
  gboolean done;
  int fd;

  fascia_unfinished_sweep (folder, name);
  fd = fascia_unfinished_file (partial);
  if (fd < 0)
    return fascia_database_fail_errno (path, errno, error);

  done = fill (store, partial, version, &wanted, error);
  if (done && wanted)
    {
      done = fascia_backup_sync (partial, error);
      if (done && g_rename (partial, path) != 0)
        done = fascia_database_fail_errno (path, errno, error);
    }
  if (!done || !wanted)
    g_unlink (partial);
  g_close (fd, NULL);
  return done && fascia_backup_sync (folder, error);
}

gboolean
fascia_backup_write (FasciaStore *store, const char *path, GError **error)
{
  g_return_val_if_fail (store != NULL && path != NULL, FALSE);
  return fascia_backup_write_version (store, path, ANY_VERSION, error);
}

/* --- Backups that are kept by themselves ---------------------------------------- */

#define KEEP_DAYS 7
#define KEEP_WEEKS 4
#define KEEP_BEFORE 5
#define DAILY_PREFIX "fascia-"
#define BEFORE_PREFIX "before-"
#define ENDING ".db"

char *
fascia_backup_get_folder (const char *folder)
{
  g_return_val_if_fail (folder != NULL, NULL);
  return g_build_filename (folder, "backups", NULL);
}

static char *
make_folder (FasciaStore *store, GError **error)
{
  g_autofree char *home = g_path_get_dirname (store->path);
  g_autofree char *folder = fascia_backup_get_folder (home);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      fascia_database_fail_errno (folder, errno, error);
      return NULL;
    }
  fascia_unfinished_sweep (home, NULL);
  fascia_unfinished_sweep (folder, NULL);
  return g_steal_pointer (&folder);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) b, *(char *const *) a);
}

/* (transfer full): names in @folder that begin with @prefix, the last first. */
static GPtrArray *
list_names (const char *folder, const char *prefix)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ENDING))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
drop (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_unlink (path);
}

/* Of a week the last one is kept, of the last days each. */
static void
thin_out (const char *folder)
{
  g_autoptr (GPtrArray) names = list_names (folder, DAILY_PREFIX);
  FasciaDay week = FASCIA_DAY_NONE;
  guint n_days = 0;
  guint n_weeks = 0;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *text = g_strndup (name + strlen (DAILY_PREFIX), strlen (name) - strlen (DAILY_PREFIX) - strlen (ENDING));
      FasciaDay day, monday;

      if (!fascia_day_from_string (text, &day, NULL))
        continue; /* not of our making */
      monday = fascia_day_week_start (day);
      if (n_days < KEEP_DAYS)
        n_days++;
      else if (n_weeks < KEEP_WEEKS && (!fascia_day_is_valid (week) || fascia_day_difference (monday, week) != 0))
        {
          n_weeks++;
          week = monday;
        }
      else
        drop (folder, name);
    }
}

gboolean
fascia_backup_keep_daily (FasciaStore *store, FasciaDay today, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *day = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (store != NULL && fascia_day_is_valid (today), FALSE);

  folder = make_folder (store, error);
  if (folder == NULL)
    return FALSE;
  day = fascia_day_to_string (today);
  name = g_strconcat (DAILY_PREFIX, day, ENDING, NULL);
  path = g_build_filename (folder, name, NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!fascia_backup_write (store, path, error))
    return FALSE;
  thin_out (folder);
  return TRUE;
}

gboolean
fascia_backup_keep_before (FasciaStore *store, const char *what, gint64 now_us, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) names = NULL;

  g_return_val_if_fail (store != NULL && what != NULL, FALSE);

  folder = make_folder (store, error);
  if (folder == NULL)
    return FALSE;
  /* The time comes first, so that names have the order of time. */
  name = g_strdup_printf (BEFORE_PREFIX "%" G_GINT64_FORMAT "-%s" ENDING, now_us / G_USEC_PER_SEC, what);
  path = g_build_filename (folder, name, NULL);
  if (!fascia_backup_write (store, path, error))
    return FALSE;
  names = list_names (folder, BEFORE_PREFIX);
  for (guint i = KEEP_BEFORE; i < names->len; i++)
    drop (folder, g_ptr_array_index (names, i));
  return TRUE;
}

/* --- Back again ------------------------------------------------------------------ */

/* Whether @source is one of ours that this version can read. */
static gboolean
check_source (FasciaStore *source, GError **error)
{
  g_autoptr (GArray) steps = fascia_schema_load_steps (error);
  g_autofree char *shown = g_filename_display_name (source->path);
  gint64 mark;
  guint version;

  if (steps == NULL ||
      !fascia_database_get_int (source, "PRAGMA application_id", &mark, error) ||
      !fascia_schema_get_version (source, &version, error))
    return FALSE;
  if (mark != FASCIA_DATABASE_MARK)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE,
                   _ ("“%s” is no backup of Fascia; choose another file."), shown);
      return FALSE;
    }
  if (version > steps->len)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NEWER,
                   _ ("“%s” was written by a newer Fascia; update Fascia to restore it."), shown);
      return FALSE;
    }
  return TRUE;
}

/* A checked copy of @path in @folder, at the schema of this version. */
static FasciaStore *
take_copy (const char *path, const char *folder, gint64 now_us, GError **error)
{
  g_autofree char *copied = g_build_filename (folder, FASCIA_STORE_FILE_NAME, NULL);
  FasciaStore source = { .path = (char *) path };
  FasciaStore *copy_store = NULL;

  if (sqlite3_open_v2 (path, &source.db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    fascia_database_fail (&source, error);
  else if (check_source (&source, error) && fascia_backup_write (&source, copied, error))
    copy_store = fascia_store_open (folder, now_us, error);
  sqlite3_close_v2 (source.db);
  return copy_store;
}

/* A file that nobody can read is kept beside the new one: under both names until that
 * takes its place, so that there is no moment without a file, which a next start would
 * take for a new home. Its log goes first, or SQLite would apply it to the new file. */
static gboolean
keep_unreadable (const char *path, gint64 now_us, GError **error)
{
  static const char *const endings[] = { "-wal", "-shm" };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *day = fascia_day_to_string (fascia_day_of_instant (now_us, utc));
  g_autofree char *away = g_strdup_printf ("%s-unreadable-%s", path, day);

  for (guint n = 2; g_file_test (away, G_FILE_TEST_EXISTS); n++)
    {
      g_free (away);
      away = g_strdup_printf ("%s-unreadable-%s-%u", path, day, n);
    }
  /* Some file systems know one name of a file only, and a folder has but one. */
  if (link (path, away) != 0 && g_rename (path, away) != 0)
    return fascia_database_fail_errno (path, errno, error);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (away, endings[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        return fascia_database_fail_errno (from, errno, error);
    }
  return TRUE;
}

/* The copy itself becomes the database; @from is closed. */
static gboolean
replace_unreadable (FasciaStore **from, const char *folder, const char *path, gint64 now_us, GError **error)
{
  g_autofree char *copied = g_strdup ((*from)->path);
  gboolean done;

  /* One file, with nothing of it in a log beside. */
  done = fascia_database_exec (*from, "PRAGMA journal_mode = DELETE", error);
  g_clear_pointer (from, fascia_store_close);
  if (!done || !fascia_backup_sync (copied, error) || !keep_unreadable (path, now_us, error))
    return FALSE;
  if (g_rename (copied, path) != 0)
    return fascia_database_fail_errno (path, errno, error);
  return fascia_backup_sync (folder, error);
}

/* Closes @from when it needs it no longer. */
static gboolean
put_in_place (FasciaStore **from, const char *folder, gint64 now_us, GError **error)
{
  g_autofree char *path = g_build_filename (folder, FASCIA_STORE_FILE_NAME, NULL);
  g_autoptr (GError) problem = NULL;
  g_autoptr (FasciaStore) present = fascia_store_open (folder, now_us, &problem);

  if (present == NULL && g_error_matches (problem, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE))
    return replace_unreadable (from, folder, path, now_us, error);
  if (present == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  /* Into the file that is there, in one transaction: whoever has it open sees it. */
  if (!fascia_backup_keep_before (present, "restore", now_us, error) || !copy (*from, present, error))
    return FALSE;
  utimensat (AT_FDCWD, path, NULL, 0);
  return TRUE;
}

gboolean
fascia_backup_restore (const char *folder, const char *path, gint64 now_us, GError **error)
{
  g_autofree char *scratch = NULL;
  FasciaStore *from;
  gboolean done;
  GStatBuf info;
  int fd;

  g_return_val_if_fail (folder != NULL && path != NULL, FALSE);

  if (g_stat (path, &info) != 0)
    return fascia_database_fail_errno (path, errno, error);
  if (!S_ISREG (info.st_mode))
    return fascia_database_fail_errno (path, EISDIR, error);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fascia_database_fail_errno (folder, errno, error);
  fascia_unfinished_sweep (folder, NULL);
  scratch = g_build_filename (folder, FASCIA_UNFINISHED_FOLDER, NULL);
  fd = fascia_unfinished_folder (scratch);
  if (fd < 0)
    return fascia_database_fail_errno (scratch, errno, error);

  from = take_copy (path, scratch, now_us, error);
  done = from != NULL && put_in_place (&from, folder, now_us, error);
  fascia_store_close (from);
  fascia_unfinished_remove_folder (scratch);
  g_close (fd, NULL);
  return done;
}
