/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/* The sessions of the log, newest first; a row activates "win.open-session". */
#define FASCIA_TYPE_JOURNAL_PAGE (fascia_journal_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaJournalPage, fascia_journal_page, FASCIA, JOURNAL_PAGE, GtkWidget)

GtkWidget *fascia_journal_page_new (FasciaContext *context);

G_END_DECLS
