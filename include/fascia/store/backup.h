/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/store/store.h"

G_BEGIN_DECLS

/**
 * fascia_backup_write:
 * @path: replaced atomically, 0600
 *
 * A verified copy of the whole database as it is now, made by SQLite's backup
 * interface while others may write: copied to a file beside @path, checked,
 * synced, then renamed. On an error @path is what it was.
 */
gboolean fascia_backup_write (FasciaStore *store, const char *path, GError **error);

/* (transfer full): where backups are kept, inside the folder of the database. */
char *fascia_backup_get_folder (const char *folder);
/* The first call of a day makes a backup; 7 daily ones and 4 weekly ones are kept. */
gboolean fascia_backup_keep_daily (FasciaStore *store, FasciaDay today, GError **error);
/* A backup before @what ("import", "restore"); the last five are kept. */
gboolean fascia_backup_keep_before (FasciaStore *store, const char *what, gint64 now_us, GError **error);

/**
 * fascia_backup_restore:
 * @folder: as for fascia_store_open()
 * @path: a backup
 *
 * Makes the database in @folder what @path is, after @path was copied, checked and
 * brought up to date, and what is there was backed up. It is one transaction: whoever
 * has the database open sees it, and a cut changes nothing. A database that cannot be
 * read is moved away (`…-unreadable-DATE`), never deleted.
 */
gboolean fascia_backup_restore (const char *folder, const char *path, gint64 now_us, GError **error);

G_END_DECLS
