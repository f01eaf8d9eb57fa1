/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/service/player.h"
#include "fascia/service/settings.h"

G_BEGIN_DECLS

#define FASCIA_MPRIS_NAME "org.mpris.MediaPlayer2.fascia"

/**
 * FasciaMpris:
 *
 * Lets media keys, headset buttons and phones control the session: a media player on
 * the session bus (MPRIS 2.2) whose tracks are the phases. It follows the player and
 * wakes nobody by itself; the name is on the bus only while a session is prepared or
 * under way. No button ends a session: Stop pauses it.
 *
 * Signal "raise": somebody wants to see the window.
 */
#define FASCIA_TYPE_MPRIS (fascia_mpris_get_type ())
G_DECLARE_FINAL_TYPE (FasciaMpris, fascia_mpris, FASCIA, MPRIS, GObject)

/* (transfer full): keeps a reference to each. Its volume is that of the settings. */
FasciaMpris *fascia_mpris_new (FasciaContext *context, FasciaPlayer *player, FasciaSettings *settings);

G_END_DECLS
