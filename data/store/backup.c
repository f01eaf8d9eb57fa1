/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data/store/backup.h"
#include "data/store/migrate.h"
#include "data/store/unfinished.h"

#define ANY_VERSION G_MAXUINT

/* About a megabyte: a few milliseconds. */
#define PAGES_A_STEP 256
/* Instructions of SQLite's machine between two looks whether a check is still wanted. */
#define INSTRUCTIONS_A_LOOK 100000
#define LOCK_LOOK_US (20 * G_TIME_SPAN_MILLISECOND)

/* Without a sign of life for this long a session is over (spec R2). */
#define ALIVE_US (30 * G_TIME_SPAN_SECOND)

/* What the copying of all pages takes of the work; the rest checks them. */
#define COPIED 0.7

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

/* In steps, and all of one state: the reading transaction holds it, so that another
 * process may write meanwhile and neither waits nor makes the copy begin anew. What is
 * written at @to is one transaction. */
gboolean
fascia_backup_copy (FasciaStore *from, FasciaStore *to, FasciaHeadway *headway, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = fascia_transaction_begin (from, FALSE, error);
  gboolean wanted = TRUE;
  sqlite3_backup *backup;
  guint version;
  int result;

  if (transaction == NULL || !fascia_schema_get_version (from, &version, error))
    return FALSE;
  backup = sqlite3_backup_init (to->db, "main", from->db, "main");
  if (backup == NULL)
    return fascia_database_fail (to, error);
  do
    {
      result = sqlite3_backup_step (backup, PAGES_A_STEP);
      if (result == SQLITE_BUSY || result == SQLITE_LOCKED)
        break;
      if (sqlite3_backup_pagecount (backup) > 0)
        fascia_headway_tell (headway, 1 - (double) sqlite3_backup_remaining (backup) / sqlite3_backup_pagecount (backup));
      wanted = result == SQLITE_DONE || fascia_headway_go_on (headway, error);
    }
  while (result == SQLITE_OK && wanted);
  if (sqlite3_backup_finish (backup) == SQLITE_OK && result == SQLITE_DONE)
    return TRUE;
  /* The result is kept on the copy's side, whichever side failed. */
  return wanted ? fascia_database_fail (to, error) : FALSE;
}

static int
is_unwanted_cb (gpointer data)
{
  return g_cancellable_is_cancelled (data);
}

/* Of a long log it takes seconds. */
static gboolean
check_copy (FasciaStore *store, FasciaHeadway *headway, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gboolean sound;

  sqlite3_progress_handler (store->db, INSTRUCTIONS_A_LOOK, is_unwanted_cb, headway->cancellable);
  sound = fascia_database_is_sound (store, "PRAGMA integrity_check (1)", &problem);
  sqlite3_progress_handler (store->db, 0, NULL, NULL);
  /* What was interrupted says so in SQLite's words. */
  if (!fascia_headway_go_on (headway, error))
    return FALSE;
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return sound;
}

static gboolean
fill (FasciaStore *store, const char *path, guint version, gboolean *wanted, FasciaHeadway *headway, GError **error)
{
  FasciaStore target = { .path = (char *) path };
  double until = headway->until;
  gboolean done = FALSE;
  guint present;

  if (sqlite3_open_v2 (path, &target.db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    fascia_database_fail (&target, error);
  else
    {
      fascia_database_wait_when_busy (target.db);
      headway->until = headway->from + (until - headway->from) * COPIED;
      /* One file that can be carried away: no -wal beside it. */
      done = fascia_backup_copy (store, &target, headway, error) &&
             fascia_database_exec (&target, "PRAGMA journal_mode = DELETE", error) &&
             check_copy (&target, headway, error) &&
             fascia_schema_get_version (&target, &present, error);
      *wanted = done && (version == ANY_VERSION || version == present);
      headway->until = until;
    }
  sqlite3_close_v2 (target.db);
  return done;
}

gboolean
fascia_backup_write_version (FasciaStore *store, const char *path, guint version, FasciaHeadway *headway, GError **error)
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

  done = fill (store, partial, version, &wanted, headway, error);
  if (done && wanted)
    {
      done = fascia_backup_sync (partial, error);
      if (done && g_rename (partial, path) != 0)
        done = fascia_database_fail_errno (path, errno, error);
    }
  if (!done || !wanted)
    g_unlink (partial);
  g_close (fd, NULL);
  if (!done || !fascia_backup_sync (folder, error))
    return FALSE;
  fascia_headway_tell (headway, 1);
  return TRUE;
}

gboolean
fascia_backup_write (FasciaStore *store, const char *path, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error)
{
  FasciaHeadway headway = FASCIA_HEADWAY (cancellable, progress, progress_data);

  g_return_val_if_fail (store != NULL && path != NULL, FALSE);
  return fascia_backup_write_version (store, path, ANY_VERSION, &headway, error);
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

/* Whoever has it locked makes or removes backups there. */
typedef struct
{
  char *path;
  int fd;
} Kept;

static void
kept_clear (Kept *self)
{
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_free (self->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Kept, kept_clear)
#define KEPT { NULL, -1 }

/* Not every file system can. */
static void
lock (int fd, GCancellable *cancellable)
{
  while (flock (fd, LOCK_EX | LOCK_NB) != 0 && (errno == EWOULDBLOCK || errno == EINTR) && !g_cancellable_is_cancelled (cancellable))
    g_usleep (LOCK_LOOK_US);
}

static void
drop (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_unlink (path);
}

/* Waits for another process that is at it. */
static gboolean
open_kept (Kept *self, FasciaStore *store, FasciaHeadway *headway, GError **error)
{
  g_autofree char *home = g_path_get_dirname (store->path);

  self->path = fascia_backup_get_folder (home);
  if (g_mkdir_with_parents (self->path, 0700) != 0)
    return fascia_database_fail_errno (self->path, errno, error);
  self->fd = g_open (self->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (self->fd < 0)
    return fascia_database_fail_errno (self->path, errno, error);
  lock (self->fd, headway->cancellable);
  fascia_unfinished_sweep (home, NULL);
  fascia_unfinished_sweep (self->path, NULL);
  return fascia_headway_go_on (headway, error);
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

static char *
daily_path (const Kept *kept, FasciaDay today)
{
  g_autofree char *day = fascia_day_to_string (today);
  g_autofree char *name = g_strconcat (DAILY_PREFIX, day, ENDING, NULL);

  return g_build_filename (kept->path, name, NULL);
}

gboolean
fascia_backup_keep_daily (FasciaStore *store, FasciaDay today, GError **error)
{
  FasciaHeadway headway = FASCIA_HEADWAY (NULL, NULL, NULL);
  g_auto (Kept) kept = KEPT;
  g_autofree char *path = NULL;

  g_return_val_if_fail (store != NULL && fascia_day_is_valid (today), FALSE);

  if (!open_kept (&kept, store, &headway, error))
    return FALSE;
  path = daily_path (&kept, today);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!fascia_backup_write_version (store, path, ANY_VERSION, &headway, error))
    return FALSE;
  thin_out (kept.path);
  return TRUE;
}

gboolean
fascia_backup_keep_now (FasciaStore *store, FasciaDay today, char **written, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error)
{
  FasciaHeadway headway = FASCIA_HEADWAY (cancellable, progress, progress_data);
  g_auto (Kept) kept = KEPT;
  g_autofree char *path = NULL;

  g_return_val_if_fail (store != NULL && fascia_day_is_valid (today), FALSE);

  if (!open_kept (&kept, store, &headway, error))
    return FALSE;
  path = daily_path (&kept, today);
  if (!fascia_backup_write_version (store, path, ANY_VERSION, &headway, error))
    return FALSE;
  thin_out (kept.path);
  if (written != NULL)
    *written = g_steal_pointer (&path);
  return TRUE;
}

static gboolean
keep_before (FasciaStore *store, const char *what, gint64 now_us, FasciaHeadway *headway, GError **error)
{
  g_auto (Kept) kept = KEPT;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) names = NULL;

  if (!open_kept (&kept, store, headway, error))
    return FALSE;
  /* The time comes first, so that names have the order of time. */
  name = g_strdup_printf (BEFORE_PREFIX "%" G_GINT64_FORMAT "-%s" ENDING, now_us / G_USEC_PER_SEC, what);
  path = g_build_filename (kept.path, name, NULL);
  if (!fascia_backup_write_version (store, path, ANY_VERSION, headway, error))
    return FALSE;
  names = list_names (kept.path, BEFORE_PREFIX);
  for (guint i = KEEP_BEFORE; i < names->len; i++)
    drop (kept.path, g_ptr_array_index (names, i));
  return TRUE;
}

gboolean
fascia_backup_keep_before (FasciaStore *store, const char *what, gint64 now_us, GCancellable *cancellable, GError **error)
{
  FasciaHeadway headway = FASCIA_HEADWAY (cancellable, NULL, NULL);

  g_return_val_if_fail (store != NULL && what != NULL, FALSE);
  return keep_before (store, what, now_us, &headway, error);
}

/* --- What is kept ----------------------------------------------------------------- */

void
fascia_backup_free (FasciaBackup *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self);
}

/* The file may have been carried about since: its name is what says the day. */
static gboolean
read_daily (const char *name, gint64 modified_us, GTimeZone *zone, FasciaBackup *backup)
{
  g_autofree char *text = g_strndup (name + strlen (DAILY_PREFIX), strlen (name) - strlen (DAILY_PREFIX) - strlen (ENDING));
  FasciaDay day;

  backup->why = FASCIA_BACKUP_DAILY;
  backup->made_us = modified_us;
  if (!fascia_day_from_string (text, &day, NULL))
    return FALSE;
  if (fascia_day_difference (fascia_day_of_instant (modified_us, zone), day) != 0)
    fascia_instant_at_local (day, 12 * 60, zone, &backup->made_us);
  return TRUE;
}

static gboolean
read_before (const char *name, FasciaBackup *backup)
{
  char *end = NULL;
  gint64 seconds = g_ascii_strtoll (name + strlen (BEFORE_PREFIX), &end, 10);

  if (seconds < 0 || seconds > G_MAXINT64 / G_USEC_PER_SEC)
    return FALSE;
  backup->made_us = seconds * G_USEC_PER_SEC;
  backup->why = g_str_equal (end, "-restore" ENDING) ? FASCIA_BACKUP_BEFORE_RESTORE : FASCIA_BACKUP_BEFORE_IMPORT;
  return g_str_equal (end, "-restore" ENDING) || g_str_equal (end, "-import" ENDING);
}

static void
add_backup (GPtrArray *backups, const char *folder, const char *name, GTimeZone *zone)
{
  g_autoptr (FasciaBackup) backup = g_new0 (FasciaBackup, 1);
  GStatBuf info;
  gint64 modified_us;
  gboolean ours = TRUE;

  backup->path = g_build_filename (folder, name, NULL);
  if (g_lstat (backup->path, &info) != 0 || !S_ISREG (info.st_mode))
    return;
  modified_us = (gint64) info.st_mtime * G_USEC_PER_SEC;
  backup->bytes = info.st_size;
  if (g_str_has_prefix (name, FASCIA_MIGRATION_PREFIX))
    {
      backup->why = FASCIA_BACKUP_BEFORE_MIGRATION;
      backup->made_us = modified_us;
    }
  else if (g_str_has_prefix (name, BEFORE_PREFIX))
    ours = read_before (name, backup);
  else
    ours = read_daily (name, modified_us, zone, backup);
  if (ours)
    g_ptr_array_add (backups, g_steal_pointer (&backup));
}

static int
compare_backups (gconstpointer a, gconstpointer b)
{
  const FasciaBackup *left = *(const FasciaBackup *const *) a;
  const FasciaBackup *right = *(const FasciaBackup *const *) b;

  if (left->made_us != right->made_us)
    return left->made_us < right->made_us ? 1 : -1;
  return strcmp (left->path, right->path);
}

GPtrArray *
fascia_backup_list (const char *folder, GTimeZone *zone, GError **error)
{
  g_autoptr (GPtrArray) backups = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_backup_free);
  g_autofree char *kept = fascia_backup_get_folder (folder);
  const struct
  {
    const char *folder;
    const char *prefix;
  } places[] = { { kept, DAILY_PREFIX }, { kept, BEFORE_PREFIX }, { folder, FASCIA_MIGRATION_PREFIX } };

  g_return_val_if_fail (folder != NULL && zone != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GPtrArray) names = NULL;

      if (g_file_test (places[i].folder, G_FILE_TEST_IS_DIR) && g_access (places[i].folder, R_OK | X_OK) != 0)
        {
          fascia_database_fail_errno (places[i].folder, errno, error);
          return NULL;
        }
      names = list_names (places[i].folder, places[i].prefix);
      for (guint k = 0; k < names->len; k++)
        add_backup (backups, places[i].folder, g_ptr_array_index (names, k), zone);
    }
  g_ptr_array_sort (backups, compare_backups);
  return g_steal_pointer (&backups);
}

gboolean
fascia_backup_remove_all (const char *folder, GError **error)
{
  g_autofree char *kept = fascia_backup_get_folder (folder);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) backups = fascia_backup_list (folder, utc, error);

  if (backups == NULL)
    return FALSE;
  fascia_unfinished_sweep (kept, NULL);
  for (guint i = 0; i < backups->len; i++)
    {
      const FasciaBackup *backup = g_ptr_array_index (backups, i);

      if (g_unlink (backup->path) != 0 && errno != ENOENT)
        return fascia_database_fail_errno (backup->path, errno, error);
    }
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

gboolean
fascia_backup_check (const char *path, GCancellable *cancellable, GError **error)
{
  FasciaHeadway headway = FASCIA_HEADWAY (cancellable, NULL, NULL);
  FasciaStore source = { .path = (char *) path };
  gboolean sound;

  g_return_val_if_fail (path != NULL, FALSE);

  if (sqlite3_open_v2 (path, &source.db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    sound = fascia_database_fail (&source, error);
  else
    sound = check_source (&source, error) && check_copy (&source, &headway, error);
  sqlite3_close_v2 (source.db);
  return sound;
}

/* A checked copy of @path in @folder, at the schema of this version. */
static FasciaStore *
take_copy (const char *path, const char *folder, gint64 now_us, FasciaHeadway *headway, GError **error)
{
  g_autofree char *copied = g_build_filename (folder, FASCIA_STORE_FILE_NAME, NULL);
  FasciaStore source = { .path = (char *) path };
  FasciaStore *copy_store = NULL;

  if (sqlite3_open_v2 (path, &source.db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    fascia_database_fail (&source, error);
  else if (check_source (&source, error) && fascia_backup_write_version (&source, copied, ANY_VERSION, headway, error))
    copy_store = fascia_store_open (folder, now_us, error);
  sqlite3_close_v2 (source.db);
  return copy_store;
}

/* (transfer full): a name that is free, for a file that nobody can read. */
static char *
name_away (const char *path, gint64 now_us)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *day = fascia_day_to_string (fascia_day_of_instant (now_us, utc));
  char *away = g_strconcat (path, FASCIA_UNREADABLE_MARK, day, NULL);

  for (guint n = 2; g_file_test (away, G_FILE_TEST_EXISTS); n++)
    {
      g_free (away);
      away = g_strdup_printf ("%s" FASCIA_UNREADABLE_MARK "%s-%u", path, day, n);
    }
  return away;
}

/* A file that nobody can read is kept beside the new one: under both names until that
 * takes its place, so that there is no moment without a file, which a next start would
 * take for a new home. Its log goes first, or SQLite would apply it to the new file. */
static gboolean
keep_unreadable (const char *path, gint64 now_us, GError **error)
{
  static const char *const endings[] = { "-wal", "-shm" };
  g_autofree char *away = name_away (path, now_us);

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

/* The bytes of the file, read through SQLite's own handle: closing another one would
 * drop the locks that this process holds on it. */
static gboolean
copy_bytes (FasciaStore *store, const char *path, GError **error)
{
  g_autofree guint8 *block = g_malloc (PAGES_A_STEP * 4096);
  sqlite3_file *file = NULL;
  sqlite3_int64 size = 0;
  int fd;
  int problem = 0;

  if (sqlite3_file_control (store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
      file == NULL || file->pMethods == NULL || file->pMethods->xFileSize (file, &size) != SQLITE_OK)
    return fascia_database_fail (store, error);
  fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return fascia_database_fail_errno (path, errno, error);
  for (sqlite3_int64 at = 0; at < size && problem == 0; at += PAGES_A_STEP * 4096)
    {
      int length = (int) MIN (size - at, PAGES_A_STEP * 4096);

      if (file->pMethods->xRead (file, block, length, at) != SQLITE_OK)
        problem = EIO;
      else if ((errno = 0, write (fd, block, length)) != length)
        problem = errno != 0 ? errno : ENOSPC;
    }
  g_close (fd, NULL);
  if (problem == 0)
    return fascia_backup_sync (path, error);
  g_unlink (path);
  return fascia_database_fail_errno (path, problem, error);
}

/* A database that opens and yet is damaged further in: whoever has it open goes on
 * with it, so it is not moved but copied as it is. */
static gboolean
copy_away (FasciaStore *store, gint64 now_us, GError **error)
{
  g_autofree char *away = name_away (store->path, now_us);
  g_autofree char *log = g_strconcat (store->path, "-wal", NULL);
  g_autofree char *log_away = g_strconcat (away, "-wal", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (log);
  g_autoptr (GFile) to = g_file_new_for_path (log_away);
  /* While nobody writes, the log can only move into the file; so the log first. */
  g_autoptr (FasciaTransaction) transaction = fascia_transaction_begin (store, TRUE, NULL);
  g_autoptr (GError) cause = NULL;
  GStatBuf info;

  if (g_stat (log, &info) == 0 && info.st_size > 0 && !g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &cause))
    return fascia_database_fail_errno (log_away, g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? ENOSPC : EIO, error);
  return copy_bytes (store, away, error);
}

gboolean
fascia_backup_is_session_running (FasciaStore *store, gint64 now_us, GError **error)
{
  g_autoptr (FasciaOpenSession) open = NULL;

  /* Where it cannot be read, nobody writes it either. */
  if (!fascia_store_get_open_session (store, &open, NULL) || open == NULL || open->heartbeat_us <= now_us - ALIVE_US)
    return FALSE;
  g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_BUSY,
                       _ ("A session is running; finish or discard it first. Nothing was changed."));
  return TRUE;
}

static gboolean
keep_present (FasciaStore *present, gint64 now_us, FasciaHeadway *headway, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (keep_before (present, "restore", now_us, headway, &problem))
    return TRUE;
  if (g_error_matches (problem, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE))
    return copy_away (present, now_us, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* Closes @from when it needs it no longer. */
static gboolean
put_in_place (FasciaStore **from, const char *folder, gint64 now_us, FasciaHeadway *headway, GError **error)
{
  g_autofree char *path = g_build_filename (folder, FASCIA_STORE_FILE_NAME, NULL);
  g_autoptr (GError) problem = NULL;
  g_autoptr (FasciaStore) present = fascia_store_open (folder, now_us, &problem);

  if (present == NULL && g_error_matches (problem, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE))
    return fascia_headway_go_on (headway, error) && replace_unreadable (from, folder, path, now_us, error);
  if (present == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (fascia_backup_is_session_running (present, now_us, error))
    return FALSE;
  fascia_headway_begin (headway, 0.7, 1);
  if (!keep_present (present, now_us, headway, error))
    return FALSE;
  /* Into the file that is there, in one transaction: whoever has it open sees it. */
  fascia_headway_begin (headway, 1, 1);
  if (!fascia_backup_copy (*from, present, headway, error))
    return FALSE;
  utimensat (AT_FDCWD, path, NULL, 0);
  return TRUE;
}

/* --- A folder for work, beside the database ---------------------------------------- */

void
fascia_scratch_clear (FasciaScratch *self)
{
  if (self->path == NULL)
    return;
  fascia_unfinished_remove_folder (self->path);
  g_clear_pointer (&self->path, g_free);
  g_close (self->fd, NULL);
}

gboolean
fascia_scratch_make (FasciaScratch *self, const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fascia_database_fail_errno (folder, errno, error);
  fascia_unfinished_sweep (folder, NULL);
  self->path = g_build_filename (folder, FASCIA_UNFINISHED_FOLDER, NULL);
  self->fd = fascia_unfinished_folder (self->path);
  if (self->fd >= 0)
    return TRUE;
  fascia_database_fail_errno (self->path, errno, error);
  g_clear_pointer (&self->path, g_free);
  return FALSE;
}

gboolean
fascia_backup_restore (const char *folder, const char *path, gint64 now_us, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error)
{
  FasciaHeadway headway = FASCIA_HEADWAY (cancellable, progress, progress_data);
  g_auto (FasciaScratch) scratch = { 0 };
  FasciaStore *from;
  gboolean done;
  GStatBuf info;

  g_return_val_if_fail (folder != NULL && path != NULL, FALSE);

  if (g_stat (path, &info) != 0)
    return fascia_database_fail_errno (path, errno, error);
  if (!S_ISREG (info.st_mode))
    return fascia_database_fail_errno (path, EISDIR, error);
  if (!fascia_scratch_make (&scratch, folder, error))
    return FALSE;

  fascia_headway_begin (&headway, 0.4, 1);
  from = take_copy (path, scratch.path, now_us, &headway, error);
  done = from != NULL && put_in_place (&from, folder, now_us, &headway, error);
  fascia_store_close (from);
  return done;
}

gboolean
fascia_backup_start_empty (const char *folder, gint64 now_us, GError **error)
{
  g_auto (FasciaScratch) scratch = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (FasciaStore) present = NULL;
  FasciaStore *fresh;
  gboolean done;

  g_return_val_if_fail (folder != NULL, FALSE);

  path = g_build_filename (folder, FASCIA_STORE_FILE_NAME, NULL);
  present = fascia_store_open (folder, now_us, &problem);
  /* What can be read after all is not to be put away. */
  if (present != NULL)
    return TRUE;
  if (!g_error_matches (problem, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (!fascia_scratch_make (&scratch, folder, error))
    return FALSE;
  fresh = fascia_store_open (scratch.path, now_us, error);
  done = fresh != NULL && replace_unreadable (&fresh, folder, path, now_us, error);
  fascia_store_close (fresh);
  return done;
}
