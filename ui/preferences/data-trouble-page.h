/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaDataTroublePage:
 *
 * The database cannot be opened: what happened, and what can be done. Nothing is changed
 * before the user agrees to it. "mended": it can be opened now.
 */
#define FASCIA_TYPE_DATA_TROUBLE_PAGE (fascia_data_trouble_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaDataTroublePage, fascia_data_trouble_page, FASCIA, DATA_TROUBLE_PAGE, GtkWidget)

GtkWidget *fascia_data_trouble_page_new (FasciaContext *context, const GError *error);

G_END_DECLS
