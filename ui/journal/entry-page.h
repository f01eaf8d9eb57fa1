/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/core/log-entry.h"
#include "fascia/service/context.h"

G_BEGIN_DECLS

/* One session of the log in full, and Delete ("win.delete-session"). */
#define FASCIA_TYPE_ENTRY_PAGE (fascia_entry_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaEntryPage, fascia_entry_page, FASCIA, ENTRY_PAGE, GtkWidget)

GtkWidget *fascia_entry_page_new (FasciaContext *context, const FasciaLogEntry *entry);
const char *fascia_entry_page_get_uuid (FasciaEntryPage *self);

G_END_DECLS
