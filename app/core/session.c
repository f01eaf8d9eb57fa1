/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/session.h"

#define MAX_COUNT_IN_S 15
#define MAX_RESUME_COUNT_IN_S 10

/* Back this soon after a phase began means the one before it (spec T9). */
#define BACK_WINDOW_US (3 * G_USEC_PER_SEC)

/* What is known of one phase of the plan. Its length is data of the session, not
 * looked up in the plan: a session may come to lengthen or shorten a phase. */
typedef struct {
  gint64 length_us; /* of the pass under way, or to come */
  gint64 ran_us;    /* that really ran, over all passes, up to since_us */
  gboolean ran_out; /* the last pass came to its end by itself */
} PhaseState;

struct _FasciaSession {
  FasciaPlan *plan;
  FasciaSessionOptions options;

  FasciaSessionState state;
  gboolean started; /* the first count-in is over */
  guint phase;
  PhaseState *phases;

  gint64 pass_ran_us;       /* of the present pass, up to since_us */
  gint64 since_us;          /* RUNNING: when the clock was let go */
  gint64 counting_until_us; /* COUNTING_IN */
  gint64 paused_at_us;      /* PAUSED, or COUNTING_IN to go on */
  gint64 pauses_us;         /* all pauses that are over */
  gint64 latest_us;         /* time never runs back, whatever a caller says */

  FasciaStopReason reason; /* STOPPED */
};

static void
emit (FasciaSession *self, FasciaSessionEventKind kind, gint64 at_us, GArray *events)
{
  FasciaSessionEvent event = { .kind = kind, .at_us = at_us, .phase = self->phase };

  if (events != NULL)
    g_array_append_val (events, event);
}

static gboolean
is_under_way (const FasciaSession *self)
{
  return self->state == FASCIA_SESSION_COUNTING_IN || self->state == FASCIA_SESSION_RUNNING ||
         self->state == FASCIA_SESSION_PAUSED;
}

static gboolean
is_last_phase (const FasciaSession *self)
{
  return self->phase + 1 == self->plan->n_phases;
}

static gboolean
is_active_kind (FasciaPhaseKind kind)
{
  return kind == FASCIA_PHASE_ROLL || kind == FASCIA_PHASE_HOLD;
}

/* Left of the present pass when the clock was let go. */
static gint64
pass_left_us (const FasciaSession *self)
{
  return self->phases[self->phase].length_us - self->pass_ran_us;
}

/* What of the present pass ran since since_us. Never more than was left: what a
 * phase did not get because the tick is late belongs to the phases after it. */
static gint64
running_us (const FasciaSession *self, gint64 now_us)
{
  if (self->state != FASCIA_SESSION_RUNNING)
    return 0;
  return CLAMP (now_us - self->since_us, 0, pass_left_us (self));
}

/* The pause under way, its count-in included. */
static gint64
pausing_us (const FasciaSession *self, gint64 now_us)
{
  gint64 until_us = now_us;

  if (!self->started)
    return 0;
  if (self->state == FASCIA_SESSION_COUNTING_IN)
    until_us = MIN (now_us, self->counting_until_us);
  else if (self->state != FASCIA_SESSION_PAUSED)
    return 0;
  return MAX (until_us - self->paused_at_us, 0);
}

static void
enter_phase (FasciaSession *self, guint phase, gint64 at_us, GArray *events)
{
  self->phase = phase;
  self->phases[phase].ran_out = FALSE;
  self->pass_ran_us = 0;
  self->since_us = at_us;
  emit (self, FASCIA_EVENT_PHASE_BEGAN, at_us, events);
}

/* Books what ran until @at_us; the pass goes on from there. */
static void
book_run (FasciaSession *self, gint64 at_us)
{
  gint64 ran_us = running_us (self, at_us);

  self->phases[self->phase].ran_us += ran_us;
  self->pass_ran_us += ran_us;
  self->since_us = at_us;
}

static void
book_pause (FasciaSession *self, gint64 at_us)
{
  self->pauses_us += pausing_us (self, at_us);
  self->paused_at_us = at_us;
}

static void
begin (FasciaSession *self, gint64 at_us, GArray *events)
{
  self->started = TRUE;
  self->state = FASCIA_SESSION_RUNNING;
  emit (self, FASCIA_EVENT_STARTED, at_us, events);
  enter_phase (self, 0, at_us, events);
}

static void
go_on (FasciaSession *self, gint64 at_us, GArray *events)
{
  book_pause (self, at_us);
  self->state = FASCIA_SESSION_RUNNING;
  self->since_us = at_us;
  emit (self, FASCIA_EVENT_RESUMED, at_us, events);
}

static void
leave_phase (FasciaSession *self, gboolean ran_out, gint64 at_us, GArray *events)
{
  book_run (self, at_us);
  book_pause (self, at_us);
  self->phases[self->phase].ran_out = ran_out;
  emit (self, FASCIA_EVENT_PHASE_ENDED, at_us, events);
}

static void
go_to_next (FasciaSession *self, gint64 at_us, GArray *events)
{
  if (is_last_phase (self))
    {
      self->state = FASCIA_SESSION_FINISHED;
      emit (self, FASCIA_EVENT_FINISHED, at_us, events);
    }
  else
    {
      enter_phase (self, self->phase + 1, at_us, events);
    }
}

/* Delivers every change passed, each at the instant planned for it, so that a
 * late call shifts nothing. Returns the instant to act at. */
static gint64
catch_up (FasciaSession *self, gint64 now_us, GArray *events)
{
  now_us = MAX (now_us, self->latest_us);
  self->latest_us = now_us;

  for (;;)
    {
      gint64 at_us = fascia_session_get_next_change_us (self);

      if (at_us > now_us)
        return now_us;
      if (self->state == FASCIA_SESSION_RUNNING)
        {
          leave_phase (self, TRUE, at_us, events);
          go_to_next (self, at_us, events);
        }
      else if (self->started)
        {
          go_on (self, at_us, events);
        }
      else
        {
          begin (self, at_us, events);
        }
    }
}

FasciaSession *
fascia_session_new (FasciaPlan *plan, const FasciaSessionOptions *options)
{
  FasciaSession *self;

  g_return_val_if_fail (plan != NULL, NULL);
  g_return_val_if_fail (plan->n_phases > 0, NULL);

  self = g_new0 (FasciaSession, 1);
  self->plan = fascia_plan_ref (plan);
  self->options = options != NULL ? *options : FASCIA_SESSION_OPTIONS_DEFAULT;
  self->options.count_in_s = MIN (self->options.count_in_s, MAX_COUNT_IN_S);
  self->options.resume_count_in_s = MIN (self->options.resume_count_in_s, MAX_RESUME_COUNT_IN_S);
  self->state = FASCIA_SESSION_READY;
  self->phases = g_new0 (PhaseState, plan->n_phases);
  for (guint i = 0; i < plan->n_phases; i++)
    self->phases[i].length_us = (gint64)plan->phases[i].duration_s * G_USEC_PER_SEC;
  self->latest_us = G_MININT64;
  self->reason = FASCIA_REASON_NONE;
  return self;
}

void
fascia_session_free (FasciaSession *self)
{
  if (self == NULL)
    return;
  fascia_plan_unref (self->plan);
  g_free (self->phases);
  g_free (self);
}

void
fascia_session_start (FasciaSession *self, gint64 now_us, GArray *events)
{
  g_return_if_fail (self != NULL);

  now_us = catch_up (self, now_us, events);
  if (self->state != FASCIA_SESSION_READY)
    return;

  if (self->options.count_in_s == 0)
    {
      begin (self, now_us, events);
      return;
    }
  self->state = FASCIA_SESSION_COUNTING_IN;
  self->counting_until_us = now_us + (gint64)self->options.count_in_s * G_USEC_PER_SEC;
  emit (self, FASCIA_EVENT_COUNT_IN, now_us, events);
}

void
fascia_session_tick (FasciaSession *self, gint64 now_us, GArray *events)
{
  g_return_if_fail (self != NULL);

  catch_up (self, now_us, events);
}

void
fascia_session_pause (FasciaSession *self, gint64 now_us, GArray *events)
{
  g_return_if_fail (self != NULL);

  now_us = catch_up (self, now_us, events);
  if (self->state == FASCIA_SESSION_RUNNING)
    {
      book_run (self, now_us);
      self->paused_at_us = now_us;
      self->state = FASCIA_SESSION_PAUSED;
      emit (self, FASCIA_EVENT_PAUSED, now_us, events);
    }
  else if (self->state == FASCIA_SESSION_COUNTING_IN && self->started)
    {
      /* The pause goes on; it began where it began. */
      self->state = FASCIA_SESSION_PAUSED;
      emit (self, FASCIA_EVENT_PAUSED, now_us, events);
    }
  else if (self->state == FASCIA_SESSION_COUNTING_IN)
    {
      /* Nothing was begun that could be paused. */
      self->state = FASCIA_SESSION_READY;
    }
}

void
fascia_session_resume (FasciaSession *self, gint64 now_us, GArray *events)
{
  g_return_if_fail (self != NULL);

  now_us = catch_up (self, now_us, events);
  if (self->state == FASCIA_SESSION_PAUSED && self->options.resume_count_in_s > 0)
    {
      self->state = FASCIA_SESSION_COUNTING_IN;
      self->counting_until_us = now_us + (gint64)self->options.resume_count_in_s * G_USEC_PER_SEC;
      emit (self, FASCIA_EVENT_COUNT_IN, now_us, events);
    }
  else if (self->state == FASCIA_SESSION_PAUSED ||
           (self->state == FASCIA_SESSION_COUNTING_IN && self->started))
    {
      go_on (self, now_us, events);
    }
}

void
fascia_session_skip (FasciaSession *self, gint64 now_us, GArray *events)
{
  g_return_if_fail (self != NULL);

  now_us = catch_up (self, now_us, events);
  if (!is_under_way (self))
    return;

  if (!self->started)
    {
      begin (self, now_us, events);
      return;
    }
  leave_phase (self, FALSE, now_us, events);
  go_to_next (self, now_us, events);
}

void
fascia_session_back (FasciaSession *self, gint64 now_us, GArray *events)
{
  guint target;

  g_return_if_fail (self != NULL);

  now_us = catch_up (self, now_us, events);
  if (!is_under_way (self) || !self->started)
    return;

  target = self->phase;
  if (target > 0 && self->pass_ran_us + running_us (self, now_us) <= BACK_WINDOW_US)
    target--;
  leave_phase (self, FALSE, now_us, events);
  enter_phase (self, target, now_us, events);
}

void
fascia_session_stop (FasciaSession *self, gint64 now_us, FasciaStopReason reason, GArray *events)
{
  g_return_if_fail (self != NULL);

  now_us = catch_up (self, now_us, events);
  if (!is_under_way (self))
    return;

  if (self->started)
    leave_phase (self, FALSE, now_us, events);
  self->reason = reason;
  self->state = FASCIA_SESSION_STOPPED;
  emit (self, FASCIA_EVENT_STOPPED, now_us, events);
}

FasciaPlan *
fascia_session_get_plan (const FasciaSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->plan;
}

FasciaSessionState
fascia_session_get_state (const FasciaSession *self)
{
  g_return_val_if_fail (self != NULL, FASCIA_SESSION_READY);

  return self->state;
}

guint
fascia_session_get_phase (const FasciaSession *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->phase;
}

gint64
fascia_session_get_next_change_us (const FasciaSession *self)
{
  g_return_val_if_fail (self != NULL, G_MAXINT64);

  if (self->state == FASCIA_SESSION_COUNTING_IN)
    return self->counting_until_us;
  if (self->state == FASCIA_SESSION_RUNNING)
    return self->since_us + pass_left_us (self);
  return G_MAXINT64;
}

gint64
fascia_session_get_left_us (const FasciaSession *self, gint64 now_us)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->state == FASCIA_SESSION_COUNTING_IN)
    return MAX (self->counting_until_us - now_us, 0);
  return fascia_session_get_phase_left_us (self, now_us);
}

gint64
fascia_session_get_phase_left_us (const FasciaSession *self, gint64 now_us)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->state == FASCIA_SESSION_FINISHED || self->state == FASCIA_SESSION_STOPPED)
    return 0;
  return pass_left_us (self) - running_us (self, now_us);
}

gint64
fascia_session_get_total_left_us (const FasciaSession *self, gint64 now_us)
{
  gint64 left_us;

  g_return_val_if_fail (self != NULL, 0);

  if (self->state == FASCIA_SESSION_FINISHED || self->state == FASCIA_SESSION_STOPPED)
    return 0;
  left_us = fascia_session_get_phase_left_us (self, now_us);
  for (guint i = self->phase + 1; i < self->plan->n_phases; i++)
    left_us += self->phases[i].length_us;
  return left_us;
}

gint64
fascia_session_get_active_us (const FasciaSession *self, gint64 now_us)
{
  gint64 active_us = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->plan->n_phases; i++)
    {
      if (is_active_kind (self->plan->phases[i].kind))
        active_us += self->phases[i].ran_us;
    }
  if (is_active_kind (self->plan->phases[self->phase].kind))
    active_us += running_us (self, now_us);
  return active_us;
}

gint64
fascia_session_get_elapsed_us (const FasciaSession *self, gint64 now_us)
{
  gint64 elapsed_us;

  g_return_val_if_fail (self != NULL, 0);

  elapsed_us = self->pauses_us + pausing_us (self, now_us) + running_us (self, now_us);
  for (guint i = 0; i < self->plan->n_phases; i++)
    elapsed_us += self->phases[i].ran_us;
  return elapsed_us;
}

FasciaSessionCredit
fascia_session_get_credit (const FasciaSession *self, guint credit, gint64 now_us)
{
  FasciaSessionCredit result = { .status = FASCIA_ITEM_PARTIAL, .reason = FASCIA_REASON_NONE };
  gboolean all_ran_out = TRUE;
  gboolean stopped_here;

  g_return_val_if_fail (self != NULL, result);
  g_return_val_if_fail (credit < self->plan->n_credits, result);

  for (guint i = 0; i < self->plan->n_phases; i++)
    {
      const FasciaPhase *phase = &self->plan->phases[i];

      if (phase->credit != credit || !is_active_kind (phase->kind))
        continue;
      result.done_us += self->phases[i].ran_us;
      if (i == self->phase)
        result.done_us += running_us (self, now_us);
      all_ran_out = all_ran_out && self->phases[i].ran_out;
    }

  stopped_here = self->state == FASCIA_SESSION_STOPPED && self->started &&
                 self->plan->phases[self->phase].credit == credit;
  if (stopped_here)
    result.reason = self->reason;

  if (stopped_here && fascia_stop_reason_is_safety (self->reason))
    result.status = FASCIA_ITEM_STOPPED;
  else if (result.done_us == 0)
    result.status = FASCIA_ITEM_SKIPPED;
  else if (all_ran_out)
    result.status = FASCIA_ITEM_DONE;
  return result;
}
