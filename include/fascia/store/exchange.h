/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fascia/core/merge.h"
#include "fascia/store/store.h"

G_BEGIN_DECLS

/* The version of the JSON written by fascia_exchange_to_json(); see
 * data/schema/export.md for its shape. */
#define FASCIA_EXCHANGE_VERSION 1

/**
 * fascia_exchange_to_json:
 * @cancellable: (nullable)
 * @progress: (nullable): by sessions written
 *
 * Returns: (transfer full): one UTF-8 JSON document with everything that may be exported
 * (sessions with items, tombstones, goals, rules, own routines, settings), in a fixed
 * order: the same data give the same bytes. Also %G_IO_ERROR_CANCELLED.
 */
char *fascia_exchange_to_json (FasciaStore *store, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error);
/* (transfer full): the sessions alone, as RFC 4180 CSV for spreadsheets, one row an
 * item. What a spreadsheet would run as a formula is guarded. */
char *fascia_exchange_to_csv (FasciaStore *store, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error);

/**
 * fascia_exchange_read_json:
 * @text: need not end in a zero byte
 * @dry_run: only say what would become of each record
 * @summary: (out)
 * @cancellable: (nullable)
 * @progress: (nullable)
 *
 * Merges an export into the store. Everything is read and checked before anything is
 * written, and written in one transaction. Of two versions of a record the one that
 * was changed later holds, by UTC milliseconds; of two changed at once the one with
 * the greater checksum, so that all machines come to the same, in whatever order.
 *
 * Errors: %FASCIA_ERROR_INVALID for a file that is no export, cut or wrong anywhere
 * (then nothing is changed), %FASCIA_ERROR_NEWER, or what the store says;
 * %G_IO_ERROR_CANCELLED.
 */
gboolean fascia_exchange_read_json (FasciaStore *store, const char *text, gsize length, gboolean dry_run, FasciaMergeSummary *summary, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error);

/**
 * fascia_exchange_read_csv:
 * @now_us: when a session whose changed_at is empty was changed
 *
 * The same for fascia_exchange_to_csv(), also as a spreadsheet has written it again:
 * columns in any order, commas, semicolons or tabs between them.
 */
gboolean fascia_exchange_read_csv (FasciaStore *store, const char *text, gsize length, gint64 now_us, gboolean dry_run, FasciaMergeSummary *summary, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error);

G_END_DECLS
