/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/core/log-entry.h"
#include "fascia/service/context.h"

G_BEGIN_DECLS

/* One line of the journal: what, when, how long, and whether all of it was done. */
#define FASCIA_TYPE_JOURNAL_ROW (fascia_journal_row_get_type ())
G_DECLARE_FINAL_TYPE (FasciaJournalRow, fascia_journal_row, FASCIA, JOURNAL_ROW, GtkWidget)

GtkWidget *fascia_journal_row_new (void);
void fascia_journal_row_set_entry (FasciaJournalRow *self, FasciaContext *context, const FasciaLogEntry *entry);

G_END_DECLS
