/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/* (transfer floating) (nullable): a row that leads to what @lead names; %NULL when
 * that is not there. */
GtkWidget *fascia_lead_row_new (FasciaContext *context, const FasciaLead *lead);
/* (transfer floating): a row that opens the section @section. */
GtkWidget *fascia_section_row_new (FasciaContext *context, const FasciaArticleSection *section);
/* The article it is a section of: "Selvmyofascial release". */
const char *fascia_section_article_name (FasciaContext *context, const FasciaArticleSection *section);
/* "From “Selvmyofascial release”": (transfer full) */
char *fascia_section_origin (FasciaContext *context, const FasciaArticleSection *section);

G_END_DECLS
