/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data/store/database.h"

G_BEGIN_DECLS

/* As fascia_backup_write(); keeps nothing (and succeeds) when the copy is not of
 * schema @version, because another process has migrated meanwhile. */
gboolean fascia_backup_write_version (FasciaStore *store, const char *path, guint version, GError **error);

/* fsync() of a file or folder. */
gboolean fascia_backup_sync (const char *path, GError **error);
/* PRAGMA integrity_check; the first problem is the error. */
gboolean fascia_database_is_sound (FasciaStore *self, const char *pragma, GError **error);

G_END_DECLS
