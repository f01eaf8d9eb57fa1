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

G_END_DECLS
