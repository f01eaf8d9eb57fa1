/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fascia/core/cues.h"
#include "fascia/core/log-entry.h"
#include "fascia/core/safety.h"
#include "fascia/core/session.h"
#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaPlayer:
 *
 * The one running session of the window: core's state machine driven by the
 * clock, journalled from its first second. At most one wake-up per second and
 * phase change.
 *
 * Properties (read-only, notified): "state" (int FasciaSessionState, -1 when no
 * session is prepared), "phase" (uint index), "left-s" (uint: whole seconds to
 * show, rounded up), "total-left-s" (uint).
 * Signal "event" (const FasciaSessionEvent *): every change, once, in order.
 * Signal "cue" (const FasciaCue *): what is to be heard now; see core/cues.h.
 * Signal "refused" (const GError *): a start that the health check or a resting area,
 * changed since the session was prepared, does not allow; it stays prepared.
 * Signal "journal-failed" (const GError *): a write failed; the session stays in
 * memory and is tried again.
 */
#define FASCIA_TYPE_PLAYER (fascia_player_get_type ())
G_DECLARE_FINAL_TYPE (FasciaPlayer, fascia_player, FASCIA, PLAYER, GObject)

/* (transfer full): a player with nothing prepared; keeps a reference to @context. */
FasciaPlayer *fascia_player_new (FasciaContext *context);

/* Makes @routine ready to start, by the user's preferences. %FALSE
 * (%FASCIA_ERROR_BUSY) when a session is under way, and (%FASCIA_ERROR_UNSAFE) when the
 * health check or a resting area does not allow all of it as it is written. A side left
 * over last time comes first for its technique. */
gboolean fascia_player_prepare (FasciaPlayer *self, FasciaRoutine *routine, GError **error);
/* As above, but changed as the user has seen and agreed to: @agreed is what
 * fascia_context_check_routine() said. When it says something else by now it is
 * %FASCIA_ERROR_UNSAFE: ask again. */
gboolean fascia_player_prepare_agreed (FasciaPlayer *self, FasciaRoutine *routine, const FasciaSafetyVerdict *agreed, GError **error);
/* READY only: starts on @side (LEFT or RIGHT) wherever there are two; kept as the
 * side chosen last. */
gboolean fascia_player_set_first_side (FasciaPlayer *self, FasciaSide side, GError **error);
FasciaSide fascia_player_get_first_side (FasciaPlayer *self);
/* Takes up a session that was cut off where it stood, PAUSED. When that cannot be
 * (the routine changed, its text is damaged), the row stays as it is. */
gboolean fascia_player_resume_cut_off (FasciaPlayer *self, const char *uuid, GError **error);
void fascia_player_start (FasciaPlayer *self);
/* Start, pause or resume, whichever fits. */
void fascia_player_toggle (FasciaPlayer *self);
void fascia_player_skip (FasciaPlayer *self);
void fascia_player_back (FasciaPlayer *self);
/* ±10 s, “Found a spot”, “Too much”: see core/session.h for what comes of them. */
FasciaChange fascia_player_lengthen (FasciaPlayer *self);
FasciaChange fascia_player_shorten (FasciaPlayer *self);
FasciaChange fascia_player_find_spot (FasciaPlayer *self);
FasciaChange fascia_player_too_much (FasciaPlayer *self);
/* Skips the rest of this technique for safety; the session may go on behind it. */
FasciaChange fascia_player_give_up (FasciaPlayer *self, FasciaStopReason reason);
/* This phase again from its start; goes on if it was paused. */
void fascia_player_repeat (FasciaPlayer *self);
/* The machine is about to sleep: pauses and journals at once. */
void fascia_player_about_to_sleep (FasciaPlayer *self);
/* How long it slept in the present pause, in whole seconds; 0: it did not. */
guint fascia_player_get_slept_s (FasciaPlayer *self);
/* What of the cues is wanted; an unwanted one wakes nobody. */
void fascia_player_set_cue_options (FasciaPlayer *self, const FasciaCueOptions *options);
/* Ends it early; the row is closed with what was done. */
void fascia_player_stop (FasciaPlayer *self, FasciaStopReason reason);
/* Keeps (the default) or throws away the row of the session just ended, or of the
 * running one (which is stopped), and forgets the session. */
gboolean fascia_player_discard (FasciaPlayer *self, GError **error);
/* How sore it was before, told before the start: it is in the row from the first
 * second, so it outlives a crash. */
void fascia_player_set_before (FasciaPlayer *self, int before);
/* What else is told of the ended session, before fascia_player_save(): its occasion, its
 * areas (the ratings belong to the first) and the tool (%FASCIA_TOOL_NONE: as planned),
 * which counts for the techniques that can be done with it. */
void fascia_player_describe (FasciaPlayer *self, FasciaOccasion occasion, const FasciaArea *areas, guint n_areas, FasciaTool tool);
/* Writes ratings and note into the row of the ended session and forgets it. @before
 * FASCIA_UNRATED leaves what was told before the start.
 * On error the session is kept so that it can be tried again. */
gboolean fascia_player_save (FasciaPlayer *self, int before, int after, int pressure, const char *note, GError **error);

/* Looks at the clock at once, as after a wake from suspend: a gap between
 * CLOCK_BOOTTIME and CLOCK_MONOTONIC is sleep, and pauses. */
void fascia_player_update (FasciaPlayer *self);

/* (transfer none) (nullable) */
FasciaSession *fascia_player_get_session (FasciaPlayer *self);
FasciaPlan *fascia_player_get_plan (FasciaPlayer *self);
const FasciaPhase *fascia_player_get_phase (FasciaPlayer *self);
/* (nullable): the phase after the present one. */
const FasciaPhase *fascia_player_get_next_phase (FasciaPlayer *self);
/* A session is counting in, running or paused. */
gboolean fascia_player_is_under_way (FasciaPlayer *self);
/* 0–1: how much of the present phase, and of the whole session, is over; for drawing. */
double fascia_player_get_phase_fraction (FasciaPlayer *self);
double fascia_player_get_total_fraction (FasciaPlayer *self);
/* (transfer full) (nullable): the log entry as it stands now. */
FasciaLogEntry *fascia_player_get_entry (FasciaPlayer *self);

G_END_DECLS
