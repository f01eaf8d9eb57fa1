/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/core/merge.h"

G_BEGIN_DECLS

/* What an import would change, before it does. "accepted": it shall. */
#define FASCIA_TYPE_IMPORT_PAGE (fascia_import_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaImportPage, fascia_import_page, FASCIA, IMPORT_PAGE, GtkWidget)

GtkWidget *fascia_import_page_new (const char *path, const FasciaMergeSummary *summary);

G_END_DECLS
