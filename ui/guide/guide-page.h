/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaGuidePage:
 *
 * All techniques by part of the body, and the two articles section by section, with a
 * search over both and the routines that narrows by area, tool, level and place.
 */
#define FASCIA_TYPE_GUIDE_PAGE (fascia_guide_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaGuidePage, fascia_guide_page, FASCIA, GUIDE_PAGE, GtkWidget)

GtkWidget *fascia_guide_page_new (FasciaContext *context);
/* Puts the cursor into the search. */
void fascia_guide_page_search (FasciaGuidePage *self);
/* The list of techniques, whatever was searched for or read before. */
void fascia_guide_page_show_techniques (FasciaGuidePage *self);

G_END_DECLS
