/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/core/log-entry.h"
#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaJournalRow:
 *
 * One line of the journal: what, when, how long, and whether all of it was done.
 *
 * A list makes two hundred of them where ten are seen, so an empty one is nearly
 * nothing: it is as high as every other, whatever comes to stand in it, and gets its
 * text when it is about to be seen.
 */
#define FASCIA_TYPE_JOURNAL_ROW (fascia_journal_row_get_type ())
G_DECLARE_FINAL_TYPE (FasciaJournalRow, fascia_journal_row, FASCIA, JOURNAL_ROW, GtkWidget)

void fascia_journal_row_clear (FasciaJournalRow *self);
void fascia_journal_row_set_entry (FasciaJournalRow *self, FasciaContext *context, const FasciaLogEntry *entry);
/* Whether it lacks its text, or has it for another width. */
gboolean fascia_journal_row_wants_entry (FasciaJournalRow *self);
/* (nullable): all of it in one sentence, for who hears it. */
const char *fascia_journal_row_get_description (FasciaJournalRow *self);

G_END_DECLS
