/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/cues.h"
#include "fascia/service/player.h"
#include "fascia/service/settings.h"
#include "fascia/service/sound.h"
#include "fascia/service/voice.h"

G_BEGIN_DECLS

/**
 * FasciaAnnouncer:
 *
 * Makes the cues of the session heard as the settings say: a sound, and what is said
 * after it. One arbiter for both, so that nothing overlaps (spec T13): a change cuts,
 * numbers are dropped. With the voice on, numbers are spoken instead of ticked. It
 * tells the player which cues are wanted, so that an unwanted one wakes nobody.
 *
 * Property "problem" (nullable, notified): why something that is switched on cannot
 * be heard, in a sentence to show once.
 * Signal "announced" (const FasciaCue *, const char *sound, const char *text): what is
 * being made heard; both strings are nullable.
 */
#define FASCIA_TYPE_ANNOUNCER (fascia_announcer_get_type ())
G_DECLARE_FINAL_TYPE (FasciaAnnouncer, fascia_announcer, FASCIA, ANNOUNCER, GObject)

/**
 * fascia_announcer_new:
 * @sound_folder: (nullable): see fascia_sound_new()
 *
 * (transfer full): keeps a reference to each.
 */
FasciaAnnouncer *fascia_announcer_new (FasciaContext *context, FasciaPlayer *player, FasciaSettings *settings, const char *sound_folder);

/* For the preferences: as it would sound now, also when it is switched off there. */
void fascia_announcer_preview_sound (FasciaAnnouncer *self, FasciaCueKind kind);
void fascia_announcer_preview_voice (FasciaAnnouncer *self);

/* (nullable) (transfer none) */
const char *fascia_announcer_get_problem (FasciaAnnouncer *self);

/* (transfer full) (nullable): what the voice says for @cue: “Roll. Calf, left side.” */
char *fascia_announcer_word (FasciaContext *context, const FasciaSession *session, const FasciaCue *cue);

G_END_DECLS
