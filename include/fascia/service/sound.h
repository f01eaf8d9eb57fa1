/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "fascia/core/clock.h"

G_BEGIN_DECLS

/**
 * FasciaSound:
 *
 * Plays our own sounds, one at a time, through libgsound. No call waits for anything:
 * a sound server that hangs only keeps a thread of ours. Linked into fascia alone.
 *
 * Property "problem" (nullable, notified): why nothing is heard, in a sentence; told
 * once, and %NULL again as soon as a sound was played.
 */
#define FASCIA_TYPE_SOUND (fascia_sound_get_type ())
G_DECLARE_FINAL_TYPE (FasciaSound, fascia_sound, FASCIA, SOUND, GObject)

/**
 * fascia_sound_new:
 * @clock: outlives it
 * @folder: (nullable): where the .wav files are; %NULL for the program's own prefix
 */
FasciaSound *fascia_sound_new (FasciaClock *clock, const char *folder);

/* How long the sound takes; 0 when there is no such sound. @name is a file's without
 * its ending: "roll". */
gint64 fascia_sound_get_length_us (FasciaSound *self, const char *name);
/* Plays it at @volume (0–100, 0: not at all), and silences what still plays. */
void fascia_sound_play (FasciaSound *self, const char *name, int volume);
void fascia_sound_stop (FasciaSound *self);
/* (nullable) (transfer none) */
const char *fascia_sound_get_problem (FasciaSound *self);

G_END_DECLS
