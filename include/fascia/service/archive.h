/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/service/diary.h"
#include "fascia/store/backup.h"

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

/* What one kind of record in a summary is called: “Sessions”. */
const char *fascia_archive_kind_to_label (guint kind);

/* @path (nullable): %NULL for today's among the backups that are kept. */
void fascia_archive_back_up_async (FasciaContext *context, const char *path, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data);
/* *@written (nullable) (transfer full): where it is. */
gboolean fascia_archive_back_up_finish (FasciaContext *context, GAsyncResult *result, char **written, GError **error);

/* The backup of the day, unless it is there already (spec D3): for the first start of a
 * day of window and reminder service. No database, no backup. */
void fascia_archive_keep_daily_async (FasciaContext *context, GAsyncReadyCallback callback, gpointer user_data);
gboolean fascia_archive_keep_daily_finish (FasciaContext *context, GAsyncResult *result, GError **error);
/* (nullable): why the last try of this program failed. */
const char *fascia_archive_get_daily_problem (FasciaContext *context);

/* See fascia_backup_restore(); also where the database cannot be opened. */
void fascia_archive_restore_async (FasciaContext *context, const char *path, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data);
gboolean fascia_archive_restore_finish (FasciaContext *context, GAsyncResult *result, GError **error);

/* (element-type FasciaBackup) (transfer full): the newest first. */
GPtrArray *fascia_archive_list_backups (FasciaContext *context, GError **error);
/* The newest of them that can be restored; each is opened and checked. */
void fascia_archive_find_good_backup_async (FasciaContext *context, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* *@backup (nullable) (transfer full): %NULL when there is none. */
gboolean fascia_archive_find_good_backup_finish (FasciaContext *context, GAsyncResult *result, FasciaBackup **backup, GError **error);

/* An empty log beside a database that cannot be read, which is moved away
 * (`…-unreadable-DATE`). */
gboolean fascia_archive_start_empty (FasciaContext *context, GError **error);

/* "Delete everything" (spec D8): log, goal, reminders, health answers, preferences, all
 * backups and unreadable databases that were moved away, and this machine's files in the
 * sync folder, for good. Afterwards everything is as in a new home, also for whoever has
 * the database open (the reminder service). Refused (%FASCIA_ERROR_BUSY) while a session
 * runs. */
gboolean fascia_archive_delete_everything (FasciaContext *context, GError **error);

/* Puts @text at @path (0600), written beside it, then renamed; the error is a sentence. */
gboolean fascia_archive_save_text (const char *path, const char *text, GError **error);

G_END_DECLS
