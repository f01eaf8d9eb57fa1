/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/* One routine: its techniques with their time, the tools, the total, and Start
 * ("win.start-routine"). */
#define FASCIA_TYPE_ROUTINE_PAGE (fascia_routine_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaRoutinePage, fascia_routine_page, FASCIA, ROUTINE_PAGE, GtkWidget)

GtkWidget *fascia_routine_page_new (FasciaContext *context, FasciaRoutine *routine);

G_END_DECLS
