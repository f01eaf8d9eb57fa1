/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/service/context.h"
#include "fascia/store/sync.h"

G_BEGIN_DECLS

/**
 * FasciaSync:
 *
 * Keeps the log in step with the sync folder while the window is open: at the start,
 * soon after something changed here, and when a file there changes. The work is done in
 * a thread with a connection of its own; the diary emits "changed" when something came.
 *
 * Properties (read-only, notify): "folder" (nullable string), "running" (boolean),
 * "status" (string: one sentence in the user's language about the last run, or why
 * there was none), "troubled" (boolean: that sentence is a problem).
 */
#define FASCIA_TYPE_SYNC (fascia_sync_get_type ())
G_DECLARE_FINAL_TYPE (FasciaSync, fascia_sync, FASCIA, SYNC, GObject)

FasciaSync *fascia_sync_new (FasciaContext *context);
/* Begins to watch and runs once; idempotent. The window starts it a few seconds after
 * its first frame; whoever shows it earlier starts it. */
void fascia_sync_start (FasciaSync *self);
/* Watches no longer, and ends a run that is under way where it can: for a program that
 * is about to end. */
void fascia_sync_stop (FasciaSync *self);
/* @folder (nullable): see store/sync.h. Runs at once. */
gboolean fascia_sync_choose_folder (FasciaSync *self, const char *folder, GError **error);
/* Now; a run that is under way is followed by another. */
void fascia_sync_run_now (FasciaSync *self);

/* The properties once more. */
const char *fascia_sync_get_chosen_folder (FasciaSync *self);
const char *fascia_sync_get_status (FasciaSync *self);
gboolean fascia_sync_is_running (FasciaSync *self);
gboolean fascia_sync_is_troubled (FasciaSync *self);

/* Once, and waits for it: for the command line. */
gboolean fascia_sync_run_once (FasciaContext *context, FasciaSyncSummary *summary, GError **error);

/* (transfer full): what a run did, in a sentence or two. */
char *fascia_sync_summary_to_sentence (const FasciaSyncSummary *summary);

G_END_DECLS
