/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaSectionPage:
 *
 * One section of the two articles: its text, what the evidence says where it differs,
 * what it leads to, and the techniques that it explains.
 */
#define FASCIA_TYPE_SECTION_PAGE (fascia_section_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaSectionPage, fascia_section_page, FASCIA, SECTION_PAGE, GtkWidget)

GtkWidget *fascia_section_page_new (FasciaContext *context, const FasciaArticleSection *section);

G_END_DECLS
