/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fascia/core/merge.h"
#include "fascia/store/store.h"

G_BEGIN_DECLS

/* One log on several machines, through a folder that a file service of the user's
 * (Syncthing, Nextcloud …) keeps in step. Each machine appends to files of its own
 * there and reads everybody's; what is read is merged like an import. The files, and
 * what is guaranteed, are in data/schema/sync.md. */

typedef struct {
  FasciaMergeSummary merged; /* what came from the other machines */
  guint n_written;           /* records added to this machine's file */
  guint n_waiting;           /* lines there that cannot be read (yet) */
  gboolean newer;            /* some of them were written by a newer Fascia */
} FasciaSyncSummary;

/**
 * fascia_sync_get_folder:
 * @home: the folder of the database
 * @folder: (out) (transfer full) (nullable): %NULL when none was chosen
 */
gboolean fascia_sync_get_folder (const char *home, char **folder, GError **error);
/* @folder (nullable): %NULL ends it; the files there stay. It must exist and be
 * writable, and neither be @home nor in it. */
gboolean fascia_sync_set_folder (const char *home, const char *folder, GError **error);

/**
 * fascia_sync_run:
 * @store: the database in the home whose folder was chosen
 *
 * Reads what is new there, then adds what is new here. A folder that is not there just
 * now (not mounted) is %FASCIA_ERROR_NOT_FOUND and nothing is done; without a chosen
 * one it does nothing. Also %G_IO_ERROR_CANCELLED, or what the store says.
 */
gboolean fascia_sync_run (FasciaStore *store, FasciaSyncSummary *summary, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error);

/* Whether the chosen folder (if any) can be used; what is wrong is the error. */
gboolean fascia_sync_check (const char *home, GError **error);

/* Whether something changed here that is not in the folder yet: quick, for whoever
 * decides whether to run. Always %FALSE where no folder was ever chosen. */
gboolean fascia_sync_has_changes (FasciaStore *store, gboolean *has, GError **error);

/* "Delete everything": removes the files this machine wrote there, and forgets the
 * folder. Also fine when none was chosen or it is not there. */
gboolean fascia_sync_remove_own_files (const char *home, GError **error);

G_END_DECLS
