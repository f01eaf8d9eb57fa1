/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/* All routines by occasion; a row activates "win.open-routine". */
#define FASCIA_TYPE_ROUTINES_PAGE (fascia_routines_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaRoutinesPage, fascia_routines_page, FASCIA, ROUTINES_PAGE, GtkWidget)

GtkWidget *fascia_routines_page_new (FasciaContext *context);

G_END_DECLS
