/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/core/goal.h"

G_BEGIN_DECLS

/**
 * FasciaPausePage:
 *
 * The form of a pause: why, from when, until when. Emits "save" when the user is done.
 */
#define FASCIA_TYPE_PAUSE_PAGE (fascia_pause_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaPausePage, fascia_pause_page, FASCIA, PAUSE_PAGE, GtkWidget)

GtkWidget *fascia_pause_page_new (FasciaDay today);
/* *@until: no day when it is open. */
void fascia_pause_page_get_pause (FasciaPausePage *self, FasciaDay *from, FasciaDay *until, FasciaPauseReason *reason);

G_END_DECLS
