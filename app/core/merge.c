/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/merge.h"

/* Both are contracts with exports and with whoever reads --json. */
static const char *const kind_names[FASCIA_N_MERGE_KINDS] = {
  "reminder_settings", "preferences", "favourites", "tools", "goals", "pauses", "rules", "routines", "sessions",
};
static const char *const verdict_names[FASCIA_N_MERGE_VERDICTS] = {
  [FASCIA_MERGE_NEW] = "new",
  [FASCIA_MERGE_NEWER_THERE] = "newer_there",
  [FASCIA_MERGE_NEWER_HERE] = "newer_here",
  [FASCIA_MERGE_SAME] = "same",
};

const char *
fascia_merge_verdict_to_string (FasciaMergeVerdict verdict)
{
  g_return_val_if_fail ((guint)verdict < FASCIA_N_MERGE_VERDICTS, NULL);
  return verdict_names[verdict];
}

const char *
fascia_merge_kind_to_string (guint kind)
{
  g_return_val_if_fail (kind < FASCIA_N_MERGE_KINDS, NULL);
  return kind_names[kind];
}

guint
fascia_merge_summary_total (const FasciaMergeSummary *self, FasciaMergeVerdict verdict)
{
  guint total = 0;

  g_return_val_if_fail (self != NULL && (guint)verdict < FASCIA_N_MERGE_VERDICTS, 0);

  for (guint kind = 0; kind < FASCIA_N_MERGE_KINDS; kind++)
    total += self->count[kind][verdict];
  return total;
}
