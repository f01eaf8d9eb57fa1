/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/plan.h"

G_BEGIN_DECLS

/* The running session: a state machine over (plan, events, now). It knows no
 * clock: every call is given @now_us, a CLOCK_MONOTONIC reading in microseconds.
 * Time left is always "end − now", so a late tick shifts nothing after it. A
 * reading before an earlier one is taken for that one: time never runs back. */

typedef enum {
  FASCIA_SESSION_READY,
  FASCIA_SESSION_COUNTING_IN, /* before the start, or before going on after a pause */
  FASCIA_SESSION_RUNNING,
  FASCIA_SESSION_PAUSED,
  FASCIA_SESSION_FINISHED, /* the plan came to its end */
  FASCIA_SESSION_STOPPED,  /* the user ended it before */
} FasciaSessionState;

typedef enum {
  FASCIA_EVENT_COUNT_IN,    /* a count-in began */
  FASCIA_EVENT_STARTED,     /* the first phase begins: the log row is due */
  FASCIA_EVENT_PHASE_BEGAN, /* also after back and skip */
  FASCIA_EVENT_PHASE_ENDED, /* ran out, skipped or left */
  FASCIA_EVENT_PAUSED,
  FASCIA_EVENT_RESUMED, /* the clock runs again (after the count-in) */
  FASCIA_EVENT_FINISHED,
  FASCIA_EVENT_STOPPED,
} FasciaSessionEventKind;

typedef struct {
  FasciaSessionEventKind kind;
  gint64 at_us; /* the planned instant, however late the tick */
  guint phase;  /* index into the plan's phases (the last one for FINISHED) */
} FasciaSessionEvent;

typedef struct {
  guint count_in_s;        /* 0–15 */
  guint resume_count_in_s; /* 0–10 */
} FasciaSessionOptions;
#define FASCIA_SESSION_OPTIONS_DEFAULT \
  ((FasciaSessionOptions){ .count_in_s = 5, .resume_count_in_s = 3 })

/**
 * FasciaSessionCredit:
 * @done_us: roll + hold that really ran, over all passes; more than planned after back
 * @status: STOPPED: the session was stopped here for safety, whatever had run;
 *   SKIPPED: nothing ran; DONE: the last pass of each roll and hold came to its
 *   end by itself; else PARTIAL
 * @reason: why the session was stopped, for the credit it was stopped in
 *
 * How much of a plan credit was done.
 */
typedef struct {
  gint64 done_us;
  FasciaItemStatus status;
  FasciaStopReason reason;
} FasciaSessionCredit;

typedef struct _FasciaSession FasciaSession;

/* (transfer full). @plan has at least one phase. @options may be %NULL for the
 * defaults; longer count-ins than allowed are cut. */
FasciaSession *fascia_session_new (FasciaPlan *plan, const FasciaSessionOptions *options);
void fascia_session_free (FasciaSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaSession, fascia_session_free)

/* What a user or a timer does. Each first delivers, in order, every change that
 * @now_us has passed, then acts; what happened is appended to @events (nullable,
 * element-type FasciaSessionEvent). A call that makes no sense in the present
 * state does nothing. */
void fascia_session_start (FasciaSession *self, gint64 now_us, GArray *events);
void fascia_session_tick (FasciaSession *self, gint64 now_us, GArray *events);
/* During the first count-in nothing was begun yet: the session is READY again,
 * without an event. During the count-in to go on it is PAUSED again. */
void fascia_session_pause (FasciaSession *self, gint64 now_us, GArray *events);
/* Counts in first; calling it again during that count-in goes on at once. */
void fascia_session_resume (FasciaSession *self, gint64 now_us, GArray *events);
/* To the next phase; on the last phase the session finishes. During the first
 * count-in it starts at once. A paused session stays paused, one that counts in
 * to go on goes on counting. */
void fascia_session_skip (FasciaSession *self, gint64 now_us, GArray *events);
/* Within 3 s of a phase's beginning: to the phase before; later: this one again.
 * What ran before is kept as done: no second of time is counted twice. Paused and
 * counting as with skip. */
void fascia_session_back (FasciaSession *self, gint64 now_us, GArray *events);
/* Also during the first count-in, where STOPPED comes without STARTED: nothing ran. */
void fascia_session_stop (FasciaSession *self, gint64 now_us, FasciaStopReason reason, GArray *events);

FasciaPlan *fascia_session_get_plan (const FasciaSession *self);
FasciaSessionState fascia_session_get_state (const FasciaSession *self);
/* Index of the present phase (of the coming one in a count-in). */
guint fascia_session_get_phase (const FasciaSession *self);
/* The instant of the next change, or G_MAXINT64 when none comes by itself. */
gint64 fascia_session_get_next_change_us (const FasciaSession *self);
/* Left of the count-in when counting in, else of the phase; never negative. */
gint64 fascia_session_get_left_us (const FasciaSession *self, gint64 now_us);
gint64 fascia_session_get_phase_left_us (const FasciaSession *self, gint64 now_us);
gint64 fascia_session_get_total_left_us (const FasciaSession *self, gint64 now_us);
/* Roll and hold that really ran. */
gint64 fascia_session_get_active_us (const FasciaSession *self, gint64 now_us);
/* All phases that ran + pauses (with their count-in); the first count-in is not in it. */
gint64 fascia_session_get_elapsed_us (const FasciaSession *self, gint64 now_us);
/* The credit as it stands at @now_us; a side not begun is SKIPPED with 0. */
FasciaSessionCredit fascia_session_get_credit (const FasciaSession *self, guint credit, gint64 now_us);

G_END_DECLS
