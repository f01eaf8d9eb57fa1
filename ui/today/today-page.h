/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/* The week, the next reminder, one suggestion to start, and the last session. */
#define FASCIA_TYPE_TODAY_PAGE (fascia_today_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaTodayPage, fascia_today_page, FASCIA, TODAY_PAGE, GtkWidget)

GtkWidget *fascia_today_page_new (FasciaContext *context);
/* Reads everything anew: a day may have begun, a reminder passed. */
void fascia_today_page_update (FasciaTodayPage *self);

G_END_DECLS
