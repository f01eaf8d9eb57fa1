/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/* Deleted sessions of the last 30 days, to be had back or deleted for good. */
#define FASCIA_TYPE_TRASH_PAGE (fascia_trash_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaTrashPage, fascia_trash_page, FASCIA, TRASH_PAGE, GtkWidget)

GtkWidget *fascia_trash_page_new (FasciaContext *context);

G_END_DECLS
