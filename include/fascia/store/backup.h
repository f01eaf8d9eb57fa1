/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fascia/core/merge.h"
#include "fascia/store/store.h"

G_BEGIN_DECLS

/**
 * fascia_backup_write:
 * @path: replaced atomically, 0600
 * @cancellable: (nullable)
 * @progress: (nullable): by pages
 *
 * A verified copy of the whole database as it is now, made by SQLite's backup
 * interface while others may write: copied to a file beside @path, checked,
 * synced, then renamed. On an error (also %G_IO_ERROR_CANCELLED) @path is what it was.
 */
gboolean fascia_backup_write (FasciaStore *store, const char *path, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error);

/* (transfer full): where backups are kept, inside the folder of the database. */
char *fascia_backup_get_folder (const char *folder);
/* The first call of a day makes a backup; 7 daily ones and 4 weekly ones are kept. */
gboolean fascia_backup_keep_daily (FasciaStore *store, FasciaDay today, GError **error);
/* Asked for: that of @today is made anew. *@written (nullable) (transfer full). */
gboolean fascia_backup_keep_now (FasciaStore *store, FasciaDay today, char **written, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error);
/* A backup before @what ("import", "restore"); the last five are kept. */
gboolean fascia_backup_keep_before (FasciaStore *store, const char *what, gint64 now_us, GCancellable *cancellable, GError **error);

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
/* (element-type FasciaBackup) (transfer full): those kept in @folder, the newest first.
 * Nothing of them is read. @zone: of the days in their names. */
GPtrArray *fascia_backup_list (const char *folder, GTimeZone *zone, GError **error);
/* Whether it is a whole backup that this version can restore. */
gboolean fascia_backup_check (const char *path, GCancellable *cancellable, GError **error);

/**
 * fascia_backup_restore:
 * @folder: as for fascia_store_open()
 * @path: a backup
 *
 * Makes the database in @folder what @path is, after @path was copied, checked and
 * brought up to date, and what is there was backed up. It is one transaction: whoever
 * has the database open sees it, and a cut changes nothing. A database that cannot be
 * read is moved away (`…-unreadable-DATE`), one that opens but is damaged is copied
 * there as it is; neither is ever deleted. %G_IO_ERROR_CANCELLED: nothing has changed.
 */
gboolean fascia_backup_restore (const char *folder, const char *path, gint64 now_us, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error);

/* Moves a database that cannot be read away, as above, and begins an empty one; what
 * can be opened stays as it is. */
gboolean fascia_backup_start_empty (const char *folder, gint64 now_us, GError **error);

G_END_DECLS
