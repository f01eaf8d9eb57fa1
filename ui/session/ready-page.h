/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/player.h"

G_BEGIN_DECLS

/**
 * FasciaReadyPage:
 *
 * A routine before its start: what comes, how long it takes, what to mind, and
 * the one optional question. Its Start button activates "session.toggle".
 */
#define FASCIA_TYPE_READY_PAGE (fascia_ready_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaReadyPage, fascia_ready_page, FASCIA, READY_PAGE, GtkWidget)

/* @routine is what @player has prepared. */
void fascia_ready_page_set_routine (FasciaReadyPage *self, FasciaContext *context, FasciaPlayer *player, FasciaRoutine *routine);
/* The answer to “how sore is it now”, or FASCIA_UNRATED. */
int fascia_ready_page_get_before (FasciaReadyPage *self);
void fascia_ready_page_focus (FasciaReadyPage *self);

G_END_DECLS
