/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data/store/database.h"
#include "data/store/headway.h"
#include "fascia/store/backup.h"

G_BEGIN_DECLS

/* A database that nobody can read, behind its name and before the date. */
#define FASCIA_UNREADABLE_MARK "-unreadable-"
/* A backup before a migration, beside the database. */
#define FASCIA_MIGRATION_PREFIX "fascia-schema-"

/* As fascia_backup_write(); keeps nothing (and succeeds) when the copy is not of
 * schema @version, because another process has migrated meanwhile. */
gboolean fascia_backup_write_version (FasciaStore *store, const char *path, guint version, FasciaHeadway *headway, GError **error);
/* Makes @to what @from is, unchecked. */
gboolean fascia_backup_copy (FasciaStore *from, FasciaStore *to, FasciaHeadway *headway, GError **error);
/* %TRUE with %FASCIA_ERROR_BUSY: what is written every few seconds is not to be replaced. */
gboolean fascia_backup_is_session_running (FasciaStore *store, gint64 now_us, GError **error);
/* All that fascia_backup_list() lists in @folder. */
gboolean fascia_backup_remove_all (const char *folder, GError **error);

/* A folder inside that of the database, for a copy that is worked on; see unfinished.h. */
typedef struct
{
  char *path;
  int fd;
} FasciaScratch;
gboolean fascia_scratch_make (FasciaScratch *self, const char *folder, GError **error);
void fascia_scratch_clear (FasciaScratch *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FasciaScratch, fascia_scratch_clear)

/* fsync() of a file or folder. */
gboolean fascia_backup_sync (const char *path, GError **error);
/* PRAGMA integrity_check; the first problem is the error. */
gboolean fascia_database_is_sound (FasciaStore *self, const char *pragma, GError **error);

G_END_DECLS
