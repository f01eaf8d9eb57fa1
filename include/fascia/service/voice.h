/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "fascia/core/clock.h"
#include "fascia/core/types.h"

G_BEGIN_DECLS

/**
 * FasciaVoice:
 *
 * Says sentences aloud, one at a time, through speech-dispatcher. No call waits for
 * anything: a service that hangs only keeps a thread of ours. Nothing is connected or
 * started before the first sentence. Linked into fascia alone.
 *
 * Property "problem" (nullable, notified): why nothing is said, in a sentence; told
 * once, and %NULL again as soon as something was said.
 */
#define FASCIA_TYPE_VOICE (fascia_voice_get_type ())
G_DECLARE_FINAL_TYPE (FasciaVoice, fascia_voice, FASCIA, VOICE, GObject)

/* @clock outlives it. Who sets $SPEECHD_ADDRESS says where the service is; otherwise
 * the user's own is started where it does not run yet. */
FasciaVoice *fascia_voice_new (FasciaClock *clock, FasciaLanguage language);

/* Says it at @volume (0–100), and cuts what is still being said. */
void fascia_voice_say (FasciaVoice *self, const char *text, int volume);
void fascia_voice_stop (FasciaVoice *self);
/* About how long @text takes to say. */
gint64 fascia_voice_guess_length_us (const char *text);
/* (nullable) (transfer none) */
const char *fascia_voice_get_problem (FasciaVoice *self);

G_END_DECLS
