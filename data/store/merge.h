/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data/store/record.h"
#include "fascia/store/exchange.h"

G_BEGIN_DECLS

/* Taking in records from outside, whatever they come in. They are gone through twice:
 * once to check all of them and to see what each would change, without keeping anybody
 * from writing; then, if there is anything to write, in one transaction. */
typedef struct
{
  FasciaStore *store;
  FasciaMergeSummary *summary;
  GCancellable *cancellable;
  FasciaProgressFunc progress;
  gpointer progress_data;
  gboolean dry_run;
  /* Its own: */
  gboolean writing;
  GByteArray *wanted; /* by number of the record: whether the second pass needs it */
  guint next;
} FasciaMerge;

/* Takes in one record, inside a writing transaction. *@busy (nullable): it was left out
 * only because the session is running here. */
gboolean fascia_merge_apply (FasciaStore *store, const FasciaRecord *record, FasciaMergeVerdict *verdict, gboolean *busy, GError **error);

/* Hands every record to fascia_merge_take(), each time in the same order. */
typedef gboolean (*FasciaMergeSource) (FasciaMerge *merge, gpointer data, GError **error);
gboolean fascia_merge_run (FasciaMerge *self, FasciaMergeSource source, gpointer data, GError **error);

/* For the source: %TRUE when the next record need not even be looked at; it then
 * counts as taken. */
gboolean fascia_merge_skip (FasciaMerge *self);
gboolean fascia_merge_take (FasciaMerge *self, const FasciaRecord *record, GError **error);
/* How much of it is done; %FALSE with an error when it was cancelled. */
gboolean fascia_merge_report (FasciaMerge *self, double fraction, GError **error);

G_END_DECLS
