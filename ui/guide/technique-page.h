/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/* One technique: how to do it, what to mind, and Start ("win.start-routine"). */
#define FASCIA_TYPE_TECHNIQUE_PAGE (fascia_technique_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaTechniquePage, fascia_technique_page, FASCIA, TECHNIQUE_PAGE, GtkWidget)

GtkWidget *fascia_technique_page_new (FasciaContext *context, const FasciaTechnique *technique);

G_END_DECLS
