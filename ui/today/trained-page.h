/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaTrainedPage:
 *
 * “I just trained”: a routine for recovery now, or a reminder in a while. Activates
 * "win.start-routine", and "win.nudge" with the minutes.
 */
#define FASCIA_TYPE_TRAINED_PAGE (fascia_trained_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaTrainedPage, fascia_trained_page, FASCIA, TRAINED_PAGE, GtkWidget)

GtkWidget *fascia_trained_page_new (FasciaContext *context);

G_END_DECLS
