/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/core/log-entry.h"
#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaEditPage:
 *
 * Every field of a session, to be written down by hand or edited later. Emits "saved"
 * when it is in the log. After fascia_edit_page_leave() it emits "left" when it can be
 * closed without being saved, and "stayed" when the user goes on with it.
 */
#define FASCIA_TYPE_EDIT_PAGE (fascia_edit_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaEditPage, fascia_edit_page, FASCIA, EDIT_PAGE, GtkWidget)

/* @entry: (nullable): the session to edit; %NULL for a new one */
GtkWidget *fascia_edit_page_new (FasciaContext *context, const FasciaLogEntry *entry);
/* Whether anything differs from what it was opened with. */
gboolean fascia_edit_page_has_changes (FasciaEditPage *self);
/* Asks what is to become of the changes. */
void fascia_edit_page_leave (FasciaEditPage *self);

G_END_DECLS
