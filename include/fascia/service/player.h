/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fascia/core/log-entry.h"
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
 * Signal "journal-failed" (const GError *): a write failed; the session stays in
 * memory and is tried again.
 */
#define FASCIA_TYPE_PLAYER (fascia_player_get_type ())
G_DECLARE_FINAL_TYPE (FasciaPlayer, fascia_player, FASCIA, PLAYER, GObject)

/* (transfer full): a player with nothing prepared; keeps a reference to @context. */
FasciaPlayer *fascia_player_new (FasciaContext *context);

/* Makes @routine ready to start. %FALSE (%FASCIA_ERROR_BUSY) when a session is
 * under way. @options may be %NULL. */
gboolean fascia_player_prepare (FasciaPlayer *self, FasciaRoutine *routine, const FasciaPlanOptions *options, GError **error);
void fascia_player_start (FasciaPlayer *self);
/* Start, pause or resume, whichever fits. */
void fascia_player_toggle (FasciaPlayer *self);
void fascia_player_skip (FasciaPlayer *self);
void fascia_player_back (FasciaPlayer *self);
/* Ends it early; the row is closed with what was done. */
void fascia_player_stop (FasciaPlayer *self, FasciaStopReason reason);
/* Keeps (the default) or throws away the row of the session just ended, or of the
 * running one (which is stopped), and forgets the session. */
gboolean fascia_player_discard (FasciaPlayer *self, GError **error);
/* Writes ratings and note into the row of the ended session and forgets it.
 * On error the session is kept so that it can be tried again. */
gboolean fascia_player_save (FasciaPlayer *self, int before, int after, int pressure, const char *note, GError **error);

/* Looks at the clock at once, as after a wake from suspend. */
void fascia_player_update (FasciaPlayer *self);

/* (transfer none) (nullable) */
FasciaSession *fascia_player_get_session (FasciaPlayer *self);
FasciaPlan *fascia_player_get_plan (FasciaPlayer *self);
const FasciaPhase *fascia_player_get_phase (FasciaPlayer *self);
/* (nullable): the phase after the present one. */
const FasciaPhase *fascia_player_get_next_phase (FasciaPlayer *self);
/* A session is counting in, running or paused. */
gboolean fascia_player_is_under_way (FasciaPlayer *self);
/* 0–1: how much of the present phase, and of the whole plan, is over; for drawing. */
double fascia_player_get_phase_fraction (FasciaPlayer *self);
double fascia_player_get_total_fraction (FasciaPlayer *self);
/* (transfer full) (nullable): the log entry as it stands now. */
FasciaLogEntry *fascia_player_get_entry (FasciaPlayer *self);

G_END_DECLS
