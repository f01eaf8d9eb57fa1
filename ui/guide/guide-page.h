/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaGuidePage:
 *
 * All techniques by part of the body, with a search. A row activates
 * "win.open-technique"; "guide.search" puts the cursor into the search.
 */
#define FASCIA_TYPE_GUIDE_PAGE (fascia_guide_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaGuidePage, fascia_guide_page, FASCIA, GUIDE_PAGE, GtkWidget)

GtkWidget *fascia_guide_page_new (FasciaContext *context);
void fascia_guide_page_search (FasciaGuidePage *self);

G_END_DECLS
