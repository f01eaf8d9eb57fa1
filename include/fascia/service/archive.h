/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/service/diary.h"

G_BEGIN_DECLS

/* Long work on the whole log: each in a thread, with a connection of its own, so that
 * neither the window nor a running session waits. @progress and the callback run in the
 * thread-default main context of the caller. Cancelled is %G_IO_ERROR_CANCELLED, and
 * then nothing has changed. The diary emits "changed" after what changed something. */

/* @path ends in .json or .csv; written beside it, then renamed. */
void fascia_archive_export_async (FasciaContext *context, const char *path, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data);
gboolean fascia_archive_export_finish (FasciaContext *context, GAsyncResult *result, GError **error);

/* @dry_run: only the summary. */
void fascia_archive_import_async (FasciaContext *context, const char *path, gboolean dry_run, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data);
gboolean fascia_archive_import_finish (FasciaContext *context, GAsyncResult *result, FasciaMergeSummary *summary, GError **error);

/* @path (nullable): %NULL for today's among the backups that are kept. */
void fascia_archive_back_up_async (FasciaContext *context, const char *path, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data);
/* *@written (nullable) (transfer full): where it is. */
gboolean fascia_archive_back_up_finish (FasciaContext *context, GAsyncResult *result, char **written, GError **error);

/* The backup of the day, unless it is there already (spec D3): for the first start of a
 * day of window and reminder service. No database, no backup. */
void fascia_archive_keep_daily_async (FasciaContext *context, GAsyncReadyCallback callback, gpointer user_data);
gboolean fascia_archive_keep_daily_finish (FasciaContext *context, GAsyncResult *result, GError **error);

/* See fascia_backup_restore(); also where the database cannot be opened. */
void fascia_archive_restore_async (FasciaContext *context, const char *path, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data);
gboolean fascia_archive_restore_finish (FasciaContext *context, GAsyncResult *result, GError **error);

/* A backup that is kept. */
typedef enum {
  FASCIA_BACKUP_DAILY,
  FASCIA_BACKUP_BEFORE_IMPORT,
  FASCIA_BACKUP_BEFORE_RESTORE,
  FASCIA_BACKUP_BEFORE_MIGRATION,
} FasciaBackupWhy;
typedef struct {
  char *path;
  FasciaBackupWhy why;
  gint64 made_us; /* UTC */
  gint64 bytes;
} FasciaBackup;
void fascia_backup_free (FasciaBackup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaBackup, fascia_backup_free)
/* (element-type FasciaBackup) (transfer full): the newest first. */
GPtrArray *fascia_archive_list_backups (FasciaContext *context, GError **error);

/* "Delete everything" (spec D8): log, goal, reminders, health answers, preferences, all
 * backups and unreadable databases that were moved away, and this machine's files in the
 * sync folder, for good. Afterwards everything is as in a new home, also for whoever has
 * the database open (the reminder service). Refused (%FASCIA_ERROR_BUSY) while a session
 * runs. */
gboolean fascia_archive_delete_everything (FasciaContext *context, GError **error);

G_END_DECLS
