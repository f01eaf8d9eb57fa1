/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/session.h"

G_BEGIN_DECLS

/* No user finds so many spots: a bound for what a text may claim. */
#define FASCIA_SESSION_MAX_STEPS 10000

/* Of a restored session: the pause began when nobody looked at the clock. */
#define FASCIA_SESSION_UNKNOWN_US G_MININT64

/* One phase of the session. Its exact length is here: the seconds in @phase follow it. */
typedef struct {
  FasciaPhase phase;
  gint64 planned_us; /* of a pass to come: adjusting is for the pass under way */
  gint64 length_us;  /* of the pass under way, or the last one */
  gint64 ran_us;     /* that really ran, over all passes, up to since_us */
  gboolean ran_out;  /* the last pass came to its end by itself */
} FasciaSessionStep;

typedef struct {
  gboolean eased;    /* “too much” was said once in this item, here */
  FasciaStopReason given_up; /* why what was not done stays so; NONE: it was not given up */
} FasciaSessionMark;

struct _FasciaSession {
  FasciaPlan *plan;
  FasciaSessionOptions options;

  FasciaSessionState state;
  gboolean started; /* the first count-in is over */
  guint phase;
  gboolean begun; /* the present phase: not in READY, nor before a phase that waits */
  GArray *steps;  /* element-type FasciaSessionStep */
  FasciaSessionMark *marks; /* one for each credit of the plan */

  gint64 pass_ran_us;       /* of the present pass, up to since_us */
  gint64 since_us;          /* RUNNING: when the clock was let go */
  gint64 counting_until_us; /* COUNTING_IN */
  gint64 paused_at_us;      /* PAUSED, WAITING, or COUNTING_IN to go on */
  gint64 slept_us;          /* in that pause: no monotonic clock saw it */
  gint64 pauses_us;         /* all pauses that are over */
  gint64 latest_us;         /* time never runs back, whatever a caller says */

  FasciaStopReason reason; /* STOPPED */
};

FasciaSessionStep *fascia_session_step (const FasciaSession *self, guint index);
gboolean fascia_session_is_active_kind (FasciaPhaseKind kind);
/* Brings the seconds that get_phase_at() shows in line with the exact lengths. */
void fascia_session_renumber (FasciaSession *self);
/* (transfer full) */
FasciaSession *fascia_session_copy (const FasciaSession *self);

G_END_DECLS
