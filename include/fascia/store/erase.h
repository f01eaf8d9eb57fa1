/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/store/store.h"

G_BEGIN_DECLS

/**
 * fascia_store_erase:
 * @folder: as for fascia_store_open()
 *
 * For good: this machine's files in the sync folder, which is forgotten, backups,
 * databases that could not be read and were moved away, then everything in the
 * database, which is afterwards as a new one, in one transaction and for whoever has it
 * open. The file is as short as a new one and no byte of what was
 * there is left in it or beside it. Without a database none is made; one that cannot be
 * read is removed.
 *
 * Errors: %FASCIA_ERROR_BUSY while a session runs (then nothing is changed) or another
 * program holds the database for too long, %FASCIA_ERROR_NEWER, or what the disk says.
 */
gboolean fascia_store_erase (const char *folder, gint64 now_us, GError **error);

G_END_DECLS
