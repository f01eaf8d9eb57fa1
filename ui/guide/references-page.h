/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaReferencesPage:
 *
 * All that the guidance rests on, by kind, and how much of each was read.
 */
#define FASCIA_TYPE_REFERENCES_PAGE (fascia_references_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaReferencesPage, fascia_references_page, FASCIA, REFERENCES_PAGE, GtkWidget)

GtkWidget *fascia_references_page_new (FasciaContext *context);

G_END_DECLS
