/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file from outside, or from another machine, does to the log. */

/* What became of a record from there. */
typedef enum {
  FASCIA_MERGE_NEW,         /* was not here */
  FASCIA_MERGE_NEWER_THERE, /* replaces an older one here */
  FASCIA_MERGE_NEWER_HERE,  /* is left out for a newer one here */
  FASCIA_MERGE_SAME,
} FasciaMergeVerdict;
#define FASCIA_N_MERGE_VERDICTS 4
const char *fascia_merge_verdict_to_string (FasciaMergeVerdict verdict);

/* How many, by kind of record. */
#define FASCIA_N_MERGE_KINDS 9
typedef struct {
  guint count[FASCIA_N_MERGE_KINDS][FASCIA_N_MERGE_VERDICTS];
} FasciaMergeSummary;
/* The name of a kind in exports: "sessions". */
const char *fascia_merge_kind_to_string (guint kind);
guint fascia_merge_summary_total (const FasciaMergeSummary *self, FasciaMergeVerdict verdict);

/* How much of long work is done, 0 to 1, now and then. */
typedef void (*FasciaProgressFunc) (double fraction, gpointer data);

G_END_DECLS
