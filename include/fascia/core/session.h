/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/plan.h"

G_BEGIN_DECLS

/* The running session: a state machine over (plan, events, now). It knows no
 * clock: every call is given @now_us, a CLOCK_MONOTONIC reading in microseconds.
 * Time left is always "end − now", so a late tick shifts nothing after it. A
 * reading before an earlier one is taken for that one: time never runs back.
 *
 * The session has a list of phases of its own, begun as a copy of the plan's: the
 * user changes it on the way. What lies before the present phase, and that phase,
 * never move in it: the index in an event goes on meaning the same phase. */

typedef enum {
  FASCIA_SESSION_READY,
  FASCIA_SESSION_COUNTING_IN, /* before the start, or before going on after a pause */
  FASCIA_SESSION_RUNNING,
  FASCIA_SESSION_PAUSED,
  FASCIA_SESSION_WAITING,  /* before a phase, for the user: a pause that the timer made */
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
  FASCIA_EVENT_WAITING,    /* phase: the one that waits to begin */
  FASCIA_EVENT_ADJUSTED,   /* the present phase is longer or shorter now */
  FASCIA_EVENT_SPOT_FOUND, /* in this roll; the hold begins next */
  FASCIA_EVENT_EASED,      /* “too much”: half of what was left of this phase is gone */
  FASCIA_EVENT_SUSPENDED,  /* the machine slept: paused where it fell asleep */
} FasciaSessionEventKind;

typedef struct {
  FasciaSessionEventKind kind;
  gint64 at_us; /* the planned instant, however late the tick */
  guint phase;  /* index into the session's phases (the last one for FINISHED) */
} FasciaSessionEvent;

typedef struct {
  guint count_in_s;        /* 0–15 */
  guint resume_count_in_s; /* 0–10 */
  gboolean wait_after_prepare;
  gboolean wait_after_technique;
} FasciaSessionOptions;
#define FASCIA_SESSION_OPTIONS_DEFAULT \
  ((FasciaSessionOptions){ .count_in_s = 5, .resume_count_in_s = 3 })

/* What came of a wish to change the session. */
typedef enum {
  FASCIA_CHANGE_DONE,
  FASCIA_CHANGE_CAPPED,  /* less than asked, or nothing: FASCIA_MAX_MUSCLE_S is reached */
  FASCIA_CHANGE_NOT_NOW, /* nothing: it makes no sense here */
} FasciaChange;

/**
 * FasciaSessionCredit:
 * @done_us: roll + hold that really ran, over all passes; more than planned after back
 * @status: STOPPED: the session was stopped here for safety, or the item given up as
 *   too much or as wrong, whatever had run; SKIPPED: nothing ran; DONE: the last pass of each roll
 *   and hold came to its end by itself, be it longer or shorter than planned; else PARTIAL
 * @reason: why the session was stopped, for the credit it was stopped in; why the
 *   item was given up where it was
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
 * without an event. During the count-in to go on it is PAUSED (or WAITING) again. */
void fascia_session_pause (FasciaSession *self, gint64 now_us, GArray *events);
/* From PAUSED or WAITING. Counts in first; calling it again during that count-in
 * goes on at once. */
void fascia_session_resume (FasciaSession *self, gint64 now_us, GArray *events);
/* To the next phase; on the last phase the session finishes. During the first
 * count-in it starts at once, and a phase that waits begins at once. A paused session
 * stays paused, one that counts in to go on goes on counting. */
void fascia_session_skip (FasciaSession *self, gint64 now_us, GArray *events);
/* Within 3 s of a phase's beginning: to the phase before; later: this one again,
 * with the length it had before it was adjusted. What ran before is kept as done: no
 * second of time is counted twice. Paused and counting as with skip; from WAITING the
 * phase before runs again. */
void fascia_session_back (FasciaSession *self, gint64 now_us, GArray *events);
/* This phase again from its start, as with back after 3 s. */
void fascia_session_repeat (FasciaSession *self, gint64 now_us, GArray *events);
/* Also during the first count-in, where STOPPED comes without STARTED: nothing ran. */
void fascia_session_stop (FasciaSession *self, gint64 now_us, FasciaStopReason reason, GArray *events);

/**
 * fascia_session_adjust:
 * @delta_s: seconds more, or less when negative
 *
 * Makes the present phase longer or shorter; also while it is paused. With nothing
 * left of it, it ends now and counts as left. A roll or hold grows until
 * FASCIA_MAX_MUSCLE_S of roll + hold (what ran and what is to come, “both” for each
 * side) on its area and side. A plan that has more than that as written is played as
 * written.
 */
FasciaChange fascia_session_adjust (FasciaSession *self, gint64 now_us, int delta_s, GArray *events);

/**
 * fascia_session_find_spot:
 *
 * In a running roll: the hold starts now, and afterwards the roll goes on with the
 * time it had left. The planned hold of this set is moved forward, so the total stays
 * as it is; where there is none any more, a hold is added (FasciaPlanCredit.spot_s)
 * within the cap of fascia_session_adjust(). Less than a second of rolling left is
 * held instead.
 */
FasciaChange fascia_session_find_spot (FasciaSession *self, gint64 now_us, GArray *events);

/**
 * fascia_session_too_much:
 *
 * In a roll or hold, also while paused: the first time within an item halves what is
 * left of the phase. The second time, which may also come in a rest, switch or
 * prepare, skips the rest of the item: each of its sides that is not done is STOPPED
 * with %FASCIA_REASON_TOO_MUCH.
 */
FasciaChange fascia_session_too_much (FasciaSession *self, gint64 now_us, GArray *events);

/**
 * fascia_session_give_up:
 * @reason: a reason of safety
 *
 * Skips the rest of the present item, or of the one that waits, for @reason: each of
 * its sides that is not done is STOPPED with it. A paused session stays paused.
 */
FasciaChange fascia_session_give_up (FasciaSession *self, gint64 now_us, FasciaStopReason reason, GArray *events);

/**
 * fascia_session_suspend:
 * @asleep_at_us: the monotonic instant the machine fell asleep
 * @slept_us: how long (a clock that stood still meanwhile cannot tell); 0 when it
 *   is only about to
 *
 * Pauses the session at that instant; one that is paused or waits stays so, a first
 * count-in is off. @slept_us is added to the pause: elapsed, never active.
 */
void fascia_session_suspend (FasciaSession *self, gint64 asleep_at_us, gint64 slept_us, GArray *events);

/**
 * fascia_session_to_text:
 *
 * (transfer full): the session as it stands at @now_us, as one line of text for the
 * journal.
 */
char *fascia_session_to_text (const FasciaSession *self, gint64 now_us);

/**
 * fascia_session_routine_from_text:
 * @named: the routine of that session as it is now, or an empty one with its id
 *
 * (transfer full): the words of @named with the items as they were played, whatever
 * other tools, safety or the catalog have made of it since.
 * %FASCIA_ERROR_UNREADABLE when @text is not understood or tells of another routine.
 */
FasciaRoutine *fascia_session_routine_from_text (const FasciaRoutine *named, const char *text, GError **error);

/**
 * fascia_session_plan_from_text:
 *
 * (transfer full): the plan of the session that @text tells of, made anew from its
 * routine: @text keeps the options it was made with. %FASCIA_ERROR_UNREADABLE when
 * @text is not understood.
 */
FasciaPlan *fascia_session_plan_from_text (FasciaRoutine *routine, const FasciaCatalog *catalog, const char *text, GError **error);

/**
 * fascia_session_new_from_text:
 * @plan: see fascia_session_plan_from_text()
 *
 * (transfer full): the session that @text tells of. What was under way is PAUSED (or
 * WAITING), and the pause goes on from the first call with a time; what happened in
 * between can be added to it with fascia_session_suspend(). A text that does not fit
 * @plan, because the routine was changed since, is %FASCIA_ERROR_INVALID; one that is
 * not understood %FASCIA_ERROR_UNREADABLE.
 */
FasciaSession *fascia_session_new_from_text (FasciaPlan *plan, const FasciaSessionOptions *options, const char *text, GError **error);

FasciaPlan *fascia_session_get_plan (const FasciaSession *self);
FasciaSessionState fascia_session_get_state (const FasciaSession *self);
guint fascia_session_get_n_phases (const FasciaSession *self);
/* (transfer none): valid until the next call that takes events. Seconds are those of
 * the session, rounded up; exact lengths are told by the functions below. */
const FasciaPhase *fascia_session_get_phase_at (const FasciaSession *self, guint index);
/* Index of the present phase (of the coming one in a count-in or while it waits). */
guint fascia_session_get_phase (const FasciaSession *self);
/* The instant of the next change, or G_MAXINT64 when none comes by itself. */
gint64 fascia_session_get_next_change_us (const FasciaSession *self);
/* Left of the count-in when counting in, else of the phase; never negative. */
gint64 fascia_session_get_left_us (const FasciaSession *self, gint64 now_us);
gint64 fascia_session_get_phase_left_us (const FasciaSession *self, gint64 now_us);
gint64 fascia_session_get_total_left_us (const FasciaSession *self, gint64 now_us);
/* The whole present phase, and the whole session: left ÷ length is what a ring shows. */
gint64 fascia_session_get_phase_length_us (const FasciaSession *self);
gint64 fascia_session_get_total_length_us (const FasciaSession *self);
/* Roll and hold that really ran. */
gint64 fascia_session_get_active_us (const FasciaSession *self, gint64 now_us);
/* All phases that ran + pauses (with their count-in and sleep); the first count-in is not in it. */
gint64 fascia_session_get_elapsed_us (const FasciaSession *self, gint64 now_us);
/* How long the machine slept in the pause under way; 0 when none is. */
gint64 fascia_session_get_slept_us (const FasciaSession *self);
/* The credit as it stands at @now_us; a side not begun is SKIPPED with 0. */
FasciaSessionCredit fascia_session_get_credit (const FasciaSession *self, guint credit, gint64 now_us);

G_END_DECLS
