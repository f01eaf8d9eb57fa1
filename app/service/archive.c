/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/archive.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/service/diary-private.h"
#include "app/service/long-work.h"
#include "app/service/write-file.h"
#include "fascia/store/erase.h"
#include "fascia/store/exchange.h"

/* What checking the file takes of an import. */
#define CHECKED 0.3

static gboolean
has_ending (const char *path, const char *ending)
{
  gsize length = strlen (path);
  gsize n = strlen (ending);

  return length > n && g_ascii_strcasecmp (path + length - n, ending) == 0;
}

static gboolean
get_format (const char *path, FasciaExchangeFormat *format, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  *format = has_ending (path, ".csv") ? FASCIA_EXCHANGE_CSV : FASCIA_EXCHANGE_JSON;
  if (has_ending (path, ".json") || has_ending (path, ".csv"))
    return TRUE;
  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
               _("“%s” ends neither in .json nor in .csv; choose such a name."), shown);
  return FALSE;
}

static FasciaLongWork *
new_work (FasciaContext *context, const char *path, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data)
{
  FasciaLongWork *work = fascia_long_work_new (context, path);

  g_set_object (&work->cancellable, cancellable);
  work->progress = progress;
  work->progress_data = progress_data;
  return work;
}

/* --- Export -------------------------------------------------------------------- */

gboolean
fascia_archive_save_text (const char *path, const char *text, GError **error)
{
  g_return_val_if_fail (path != NULL && text != NULL, FALSE);

  return fascia_write_file (path, text, -1, error);
}

static gboolean
export (FasciaLongWork *work, GError **error)
{
  g_autoptr (FasciaStore) store = NULL;
  g_autofree char *text = NULL;
  FasciaExchangeFormat format;

  if (!get_format (work->path, &format, error))
    return FALSE;
  store = fascia_long_work_open (work, error);
  if (store == NULL)
    return FALSE;
  if (format == FASCIA_EXCHANGE_CSV)
    text = fascia_exchange_to_csv (store, work->cancellable, fascia_long_work_tell, work, error);
  else
    text = fascia_exchange_to_json (store, work->cancellable, fascia_long_work_tell, work, error);
  return text != NULL && fascia_archive_save_text (work->path, text, error);
}

void
fascia_archive_export_async (FasciaContext *context, const char *path, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (FASCIA_IS_CONTEXT (context) && path != NULL);

  fascia_long_work_start (new_work (context, path, cancellable, progress, progress_data), context,
                          fascia_archive_export_async, export, callback, user_data);
}

gboolean
fascia_archive_export_finish (FasciaContext *context, GAsyncResult *result, GError **error)
{
  return fascia_long_work_finish (context, result, fascia_archive_export_async, error) != NULL;
}

/* --- Import -------------------------------------------------------------------- */

typedef struct
{
  FasciaLongWork *work;
  double from;
  double until;
} Part;

static void
tell_part_cb (double fraction, gpointer data)
{
  const Part *part = data;

  fascia_long_work_tell (part->from + (part->until - part->from) * fraction, part->work);
}

static gboolean
read_text (FasciaStore *store, FasciaExchangeFormat format, GMappedFile *file, gboolean dry_run, Part *part, GError **error)
{
  FasciaLongWork *work = part->work;
  /* An empty file has no contents to be mapped. */
  const char *text = g_mapped_file_get_length (file) > 0 ? g_mapped_file_get_contents (file) : "";
  gsize length = g_mapped_file_get_length (file);

  if (format == FASCIA_EXCHANGE_CSV)
    return fascia_exchange_read_csv (store, text, length, work->now_us, dry_run, &work->summary, work->cancellable, tell_part_cb, part, error);
  return fascia_exchange_read_json (store, text, length, dry_run, &work->summary, work->cancellable, tell_part_cb, part, error);
}

/* (transfer full): mapped, not copied: a log may be long. */
static GMappedFile *
map_file (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GError) cause = NULL;
  GMappedFile *file = g_file_test (path, G_FILE_TEST_IS_DIR) ? NULL : g_mapped_file_new (path, FALSE, &cause);

  if (file == NULL)
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED, _("“%s” could not be read (%s). Look at its name and place."), shown,
                 g_strerror (cause == NULL ? EISDIR : g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? ENOENT : EACCES));
  return file;
}

static gboolean
changes_something (const FasciaMergeSummary *summary)
{
  return fascia_merge_summary_total (summary, FASCIA_MERGE_NEW) + fascia_merge_summary_total (summary, FASCIA_MERGE_NEWER_THERE) > 0;
}

static gboolean
import (FasciaLongWork *work, GError **error)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (FasciaStore) store = NULL;
  Part check = { work, 0, work->dry_run ? 1 : CHECKED };
  Part merge = { work, CHECKED, 1 };
  FasciaExchangeFormat format;

  if (!get_format (work->path, &format, error) ||
      (file = map_file (work->path, error)) == NULL ||
      (store = fascia_long_work_open (work, error)) == NULL ||
      !read_text (store, format, file, TRUE, &check, error))
    return FALSE;
  /* What is refused, or changes nothing, needs no backup. */
  if (work->dry_run || !changes_something (&work->summary))
    return TRUE;
  return fascia_backup_keep_before (store, "import", work->now_us, work->cancellable, error) &&
         read_text (store, format, file, FALSE, &merge, error);
}

void
fascia_archive_import_async (FasciaContext *context, const char *path, gboolean dry_run, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data)
{
  FasciaLongWork *work;

  g_return_if_fail (FASCIA_IS_CONTEXT (context) && path != NULL);

  work = new_work (context, path, cancellable, progress, progress_data);
  work->dry_run = dry_run;
  work->changes = !dry_run;
  fascia_long_work_start (work, context, fascia_archive_import_async, import, callback, user_data);
}

gboolean
fascia_archive_import_finish (FasciaContext *context, GAsyncResult *result, FasciaMergeSummary *summary, GError **error)
{
  FasciaLongWork *work = fascia_long_work_finish (context, result, fascia_archive_import_async, error);

  if (work != NULL && summary != NULL)
    *summary = work->summary;
  return work != NULL;
}

const char *
fascia_archive_kind_to_label (guint kind)
{
  static const char *const labels[FASCIA_N_MERGE_KINDS] = {
    N_("Reminder settings"),
    N_("How sessions run"),
    N_("Favourites"),
    N_("Tools"),
    N_("Goals"),
    N_("Pauses"),
    N_("Reminders"),
    N_("Own routines"),
    N_("Sessions"),
  };

  g_return_val_if_fail (kind < FASCIA_N_MERGE_KINDS, NULL);

  return _(labels[kind]);
}

/* --- Backup and back again -------------------------------------------------------- */

static gboolean
back_up (FasciaLongWork *work, GError **error)
{
  g_autoptr (FasciaStore) store = NULL;

  if (!fascia_long_work_has_database (work))
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND, _("There is nothing to back up yet."));
      return FALSE;
    }
  store = fascia_long_work_open (work, error);
  if (store == NULL)
    return FALSE;
  if (work->path == NULL)
    return fascia_backup_keep_now (store, fascia_long_work_today (work, store), &work->written, work->cancellable, fascia_long_work_tell, work, error);
  work->written = g_strdup (work->path);
  return fascia_backup_write (store, work->path, work->cancellable, fascia_long_work_tell, work, error);
}

void
fascia_archive_back_up_async (FasciaContext *context, const char *path, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (FASCIA_IS_CONTEXT (context));

  fascia_long_work_start (new_work (context, path, cancellable, progress, progress_data), context,
                          fascia_archive_back_up_async, back_up, callback, user_data);
}

gboolean
fascia_archive_back_up_finish (FasciaContext *context, GAsyncResult *result, char **written, GError **error)
{
  FasciaLongWork *work = fascia_long_work_finish (context, result, fascia_archive_back_up_async, error);

  if (work != NULL && written != NULL)
    *written = g_strdup (work->written);
  return work != NULL;
}

static gboolean
restore (FasciaLongWork *work, GError **error)
{
  return fascia_backup_restore (work->folder, work->path, work->now_us, work->cancellable, fascia_long_work_tell, work, error);
}

void
fascia_archive_restore_async (FasciaContext *context, const char *path, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data)
{
  FasciaLongWork *work;

  g_return_if_fail (FASCIA_IS_CONTEXT (context) && path != NULL);

  work = new_work (context, path, cancellable, progress, progress_data);
  work->changes = TRUE;
  fascia_long_work_start (work, context, fascia_archive_restore_async, restore, callback, user_data);
}

gboolean
fascia_archive_restore_finish (FasciaContext *context, GAsyncResult *result, GError **error)
{
  return fascia_long_work_finish (context, result, fascia_archive_restore_async, error) != NULL;
}

GPtrArray *
fascia_archive_list_backups (FasciaContext *context, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  zone = fascia_clock_zone (fascia_context_get_clock (context));
  return fascia_backup_list (fascia_context_get_folder (context), zone, error);
}

static gboolean
find_good (FasciaLongWork *work, GError **error)
{
  g_autoptr (GPtrArray) backups = fascia_backup_list (work->folder, work->zone, error);

  if (backups == NULL)
    return FALSE;
  while (backups->len > 0 && !g_cancellable_is_cancelled (work->cancellable) &&
         !fascia_backup_check (((FasciaBackup *) g_ptr_array_index (backups, 0))->path, work->cancellable, NULL))
    g_ptr_array_remove_index (backups, 0);
  work->found = g_steal_pointer (&backups);
  return !g_cancellable_set_error_if_cancelled (work->cancellable, error);
}

void
fascia_archive_find_good_backup_async (FasciaContext *context, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (FASCIA_IS_CONTEXT (context));

  fascia_long_work_start (new_work (context, NULL, cancellable, NULL, NULL), context,
                          fascia_archive_find_good_backup_async, find_good, callback, user_data);
}

gboolean
fascia_archive_find_good_backup_finish (FasciaContext *context, GAsyncResult *result, FasciaBackup **backup, GError **error)
{
  FasciaLongWork *work = fascia_long_work_finish (context, result, fascia_archive_find_good_backup_async, error);

  g_return_val_if_fail (backup != NULL, FALSE);

  *backup = NULL;
  if (work == NULL)
    return FALSE;
  if (work->found->len > 0)
    {
      const FasciaBackup *found = g_ptr_array_index (work->found, 0);

      *backup = g_memdup2 (found, sizeof *found);
      (*backup)->path = g_strdup (found->path);
    }
  return TRUE;
}

/* --- A new beginning ---------------------------------------------------------------- */

gboolean
fascia_archive_start_empty (FasciaContext *context, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), FALSE);

  return fascia_backup_start_empty (fascia_context_get_folder (context), fascia_clock_utc_us (fascia_context_get_clock (context)), error);
}

gboolean
fascia_archive_delete_everything (FasciaContext *context, GError **error)
{
  g_autofree char *path = NULL;
  FasciaDiary *diary;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), FALSE);

  if (!fascia_store_erase (fascia_context_get_folder (context), fascia_clock_utc_us (fascia_context_get_clock (context)), error))
    return FALSE;
  /* Where there was none, none is made. */
  path = g_build_filename (fascia_context_get_folder (context), FASCIA_STORE_FILE_NAME, NULL);
  diary = g_file_test (path, G_FILE_TEST_EXISTS) ? fascia_context_get_diary (context, NULL) : NULL;
  if (diary != NULL)
    fascia_diary_poll (diary);
  return TRUE;
}
