/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/player.h"

G_BEGIN_DECLS

/**
 * FasciaSessionBar:
 *
 * One line at the bottom of the views while a session is under way: where it is,
 * and the way back to it ("win.show-session").
 */
#define FASCIA_TYPE_SESSION_BAR (fascia_session_bar_get_type ())
G_DECLARE_FINAL_TYPE (FasciaSessionBar, fascia_session_bar, FASCIA, SESSION_BAR, GtkWidget)

void fascia_session_bar_set_player (FasciaSessionBar *self, FasciaContext *context, FasciaPlayer *player);

G_END_DECLS
