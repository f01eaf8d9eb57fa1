/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/player.h"

G_BEGIN_DECLS

/**
 * FasciaPacer:
 *
 * Leads the strokes of a roll: a roller that moves along a track and turns round
 * where the session's STROKE cues are. It ticks, at most 30 times a second, only
 * while it is seen and a roll runs; without animations it stands still.
 */
#define FASCIA_TYPE_PACER (fascia_pacer_get_type ())
G_DECLARE_FINAL_TYPE (FasciaPacer, fascia_pacer, FASCIA, PACER, GtkWidget)

/* Call once: follows @player by the clock of @context. */
void fascia_pacer_set_player (FasciaPacer *self, FasciaContext *context, FasciaPlayer *player);
/* One way along the track takes this long. */
void fascia_pacer_set_stroke (FasciaPacer *self, double seconds);
/* Where the roller is: 0 at one end, 1 at the other. */
double fascia_pacer_get_position (FasciaPacer *self);
gboolean fascia_pacer_is_ticking (FasciaPacer *self);

G_END_DECLS
