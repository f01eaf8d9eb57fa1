/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/core/session-private.h"

#include <string.h>

#define MAX_COUNT_IN_S 15
#define MAX_RESUME_COUNT_IN_S 10

/* Back this soon after a phase began means the one before it (spec T9). */
#define BACK_WINDOW_US (3 * G_USEC_PER_SEC)

/* A piece of a phase shorter than this would only flash by. */
#define MIN_PIECE_US G_USEC_PER_SEC

/* A hold shorter than this is none: the cap leaves no room for one more. */
#define MIN_SPOT_US (5 * G_USEC_PER_SEC)

#define MUSCLE_CAP_US ((gint64)FASCIA_MAX_MUSCLE_S * G_USEC_PER_SEC)

/* More at once than any key asks for; keeps sums of microseconds far from their limit. */
#define MAX_ADJUST_S 3600

FasciaSessionStep *
fascia_session_step (const FasciaSession *self, guint index)
{
  return &g_array_index (self->steps, FasciaSessionStep, index);
}

static FasciaSessionStep *
present (const FasciaSession *self)
{
  return fascia_session_step (self, self->phase);
}

gboolean
fascia_session_is_active_kind (FasciaPhaseKind kind)
{
  return kind == FASCIA_PHASE_ROLL || kind == FASCIA_PHASE_HOLD;
}

static gboolean
is_active_step (const FasciaSessionStep *step)
{
  return fascia_session_is_active_kind (step->phase.kind);
}

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
  switch (self->state)
    {
    case FASCIA_SESSION_COUNTING_IN:
    case FASCIA_SESSION_RUNNING:
    case FASCIA_SESSION_PAUSED:
    case FASCIA_SESSION_WAITING:
      return TRUE;
    case FASCIA_SESSION_READY:
    case FASCIA_SESSION_FINISHED:
    case FASCIA_SESSION_STOPPED:
    default:
      return FALSE;
    }
}

/* There is a present phase that can be left, shortened or done again. */
static gboolean
is_in_phase (const FasciaSession *self)
{
  return is_under_way (self) && self->begun;
}

/* Of the present pass when the clock was let go; of the whole phase when it waits. */
static gint64
pass_left_us (const FasciaSession *self)
{
  return present (self)->length_us - self->pass_ran_us;
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

/* The pause under way, its count-in and sleep included. */
static gint64
pausing_us (const FasciaSession *self, gint64 now_us)
{
  gint64 until_us = now_us;

  if (!self->started)
    return 0;
  if (self->state == FASCIA_SESSION_COUNTING_IN)
    until_us = MIN (now_us, self->counting_until_us);
  else if (self->state != FASCIA_SESSION_PAUSED && self->state != FASCIA_SESSION_WAITING)
    return 0;
  if (self->paused_at_us == FASCIA_SESSION_UNKNOWN_US)
    return self->slept_us;
  return MAX (until_us - self->paused_at_us, 0) + self->slept_us;
}

void
fascia_session_renumber (FasciaSession *self)
{
  gint64 start_us = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      FasciaSessionStep *step = fascia_session_step (self, i);
      gint64 length_us = i > self->phase ? step->planned_us : step->length_us;

      step->phase.start_s = (guint)(start_us / G_USEC_PER_SEC);
      step->phase.duration_s = (guint)((length_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
      start_us += length_us;
    }
}

/* The beginning of @phase, whether or not it begins yet. */
static void
point_at (FasciaSession *self, guint phase)
{
  self->phase = phase;
  self->begun = FALSE;
  self->pass_ran_us = 0;
  present (self)->length_us = present (self)->planned_us;
  fascia_session_renumber (self);
}

static void
enter_phase (FasciaSession *self, guint phase, gint64 at_us, GArray *events)
{
  FasciaSessionStep *step = fascia_session_step (self, phase);

  point_at (self, phase);
  self->begun = TRUE;
  self->since_us = at_us;
  step->ran_out = FALSE;
  /* Who goes back into what was too much did not give it up for good. */
  if (is_active_step (step))
    self->marks[step->phase.credit].given_up = FASCIA_REASON_NONE;
  emit (self, FASCIA_EVENT_PHASE_BEGAN, at_us, events);
}

/* Books what ran until @at_us; the pass goes on from there. */
static void
book_run (FasciaSession *self, gint64 at_us)
{
  gint64 ran_us = running_us (self, at_us);

  present (self)->ran_us += ran_us;
  self->pass_ran_us += ran_us;
  self->since_us = at_us;
}

/* The pause under way, if any, is over. */
static void
book_pause (FasciaSession *self, gint64 at_us)
{
  self->pauses_us += pausing_us (self, at_us);
  self->slept_us = 0;
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
  if (!self->begun)
    enter_phase (self, self->phase, at_us, events);
}

/* The clock stands, by the user's wish or, before a phase, by the timer's. */
static void
stand_still (FasciaSession *self, gint64 at_us)
{
  if (self->state == FASCIA_SESSION_RUNNING)
    {
      book_run (self, at_us);
      self->paused_at_us = at_us;
    }
  self->state = self->begun ? FASCIA_SESSION_PAUSED : FASCIA_SESSION_WAITING;
}

static void
leave_phase (FasciaSession *self, gboolean ran_out, gint64 at_us, GArray *events)
{
  book_run (self, at_us);
  present (self)->ran_out = ran_out;
  emit (self, FASCIA_EVENT_PHASE_ENDED, at_us, events);
}

static gboolean
is_last_phase (const FasciaSession *self)
{
  return self->phase + 1 == self->steps->len;
}

/* Also from before the last phase, when the rest of the last item is given up. */
static void
finish (FasciaSession *self, gint64 at_us, GArray *events)
{
  book_pause (self, at_us);
  if (!is_last_phase (self))
    point_at (self, self->steps->len - 1);
  self->state = FASCIA_SESSION_FINISHED;
  emit (self, FASCIA_EVENT_FINISHED, at_us, events);
}

/* Between the phase just left and @next the timer waits for its user (spec T11). */
static gboolean
waits_before (const FasciaSession *self, guint next)
{
  const FasciaPhase *left = &present (self)->phase;
  const FasciaPhase *coming = &fascia_session_step (self, next)->phase;

  if (self->state != FASCIA_SESSION_RUNNING)
    return FALSE;
  return (self->options.wait_after_prepare && left->kind == FASCIA_PHASE_PREPARE) ||
         (self->options.wait_after_technique && left->item != coming->item);
}

/* On to @next, at whose end the list may be. @by_timer: no user pressed a key to get there. */
static void
move_to (FasciaSession *self, guint next, gboolean by_timer, gint64 at_us, GArray *events)
{
  if (next == self->steps->len)
    {
      finish (self, at_us, events);
    }
  else if (by_timer && waits_before (self, next))
    {
      point_at (self, next);
      self->state = FASCIA_SESSION_WAITING;
      self->paused_at_us = at_us;
      emit (self, FASCIA_EVENT_WAITING, at_us, events);
    }
  else
    {
      enter_phase (self, next, at_us, events);
    }
}

/* Delivers every change passed, each at the instant planned for it, so that a
 * late call shifts nothing. Returns the instant to act at. */
static gint64
catch_up (FasciaSession *self, gint64 now_us, GArray *events)
{
  now_us = MAX (now_us, self->latest_us);
  self->latest_us = now_us;
  if (self->paused_at_us == FASCIA_SESSION_UNKNOWN_US)
    self->paused_at_us = now_us;

  for (;;)
    {
      gint64 at_us = fascia_session_get_next_change_us (self);

      if (at_us > now_us)
        return now_us;
      if (self->state == FASCIA_SESSION_RUNNING)
        {
          leave_phase (self, TRUE, at_us, events);
          move_to (self, self->phase + 1, TRUE, at_us, events);
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
  self->steps = g_array_sized_new (FALSE, TRUE, sizeof (FasciaSessionStep), plan->n_phases);
  for (guint i = 0; i < plan->n_phases; i++)
    {
      gint64 length_us = (gint64)plan->phases[i].duration_s * G_USEC_PER_SEC;
      FasciaSessionStep step = { .phase = plan->phases[i], .planned_us = length_us, .length_us = length_us };

      g_array_append_val (self->steps, step);
    }
  self->marks = g_new0 (FasciaSessionMark, plan->n_credits);
  for (guint i = 0; i < plan->n_credits; i++)
    self->marks[i].given_up = FASCIA_REASON_NONE;
  self->latest_us = G_MININT64;
  self->reason = FASCIA_REASON_NONE;
  return self;
}

FasciaSession *
fascia_session_copy (const FasciaSession *self)
{
  FasciaSession *copy = g_new (FasciaSession, 1);

  *copy = *self;
  fascia_plan_ref (copy->plan);
  copy->steps = g_array_copy (self->steps);
  copy->marks = g_memdup2 (self->marks, self->plan->n_credits * sizeof (FasciaSessionMark));
  return copy;
}

void
fascia_session_free (FasciaSession *self)
{
  if (self == NULL)
    return;
  fascia_plan_unref (self->plan);
  g_array_unref (self->steps);
  g_free (self->marks);
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
  if (self->state == FASCIA_SESSION_COUNTING_IN && !self->started)
    {
      /* Nothing was begun that could be paused. */
      self->state = FASCIA_SESSION_READY;
    }
  else if (self->state == FASCIA_SESSION_RUNNING || self->state == FASCIA_SESSION_COUNTING_IN)
    {
      /* Out of a count-in the pause goes on; it began where it began. */
      stand_still (self, now_us);
      emit (self, self->begun ? FASCIA_EVENT_PAUSED : FASCIA_EVENT_WAITING, now_us, events);
    }
}

void
fascia_session_resume (FasciaSession *self, gint64 now_us, GArray *events)
{
  gboolean stands;

  g_return_if_fail (self != NULL);

  now_us = catch_up (self, now_us, events);
  stands = self->state == FASCIA_SESSION_PAUSED || self->state == FASCIA_SESSION_WAITING;
  if (stands && self->options.resume_count_in_s > 0)
    {
      self->state = FASCIA_SESSION_COUNTING_IN;
      self->counting_until_us = now_us + (gint64)self->options.resume_count_in_s * G_USEC_PER_SEC;
      emit (self, FASCIA_EVENT_COUNT_IN, now_us, events);
    }
  else if (stands || (self->state == FASCIA_SESSION_COUNTING_IN && self->started))
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
    }
  else if (!self->begun)
    {
      go_on (self, now_us, events);
    }
  else
    {
      leave_phase (self, FALSE, now_us, events);
      move_to (self, self->phase + 1, FALSE, now_us, events);
    }
}

/* The phase before the present one that is more than a scrap of a roll in which a
 * spot was found at once; the present one when there is none. */
static guint
phase_before (const FasciaSession *self)
{
  for (guint i = self->phase; i > 0; i--)
    {
      if (fascia_session_step (self, i - 1)->planned_us >= MIN_PIECE_US)
        return i - 1;
    }
  return self->phase;
}

void
fascia_session_back (FasciaSession *self, gint64 now_us, GArray *events)
{
  guint target;

  g_return_if_fail (self != NULL);

  now_us = catch_up (self, now_us, events);
  if (!is_under_way (self) || !self->started)
    return;

  if (!self->begun)
    {
      point_at (self, phase_before (self));
      go_on (self, now_us, events);
      return;
    }
  target = self->phase;
  if (self->pass_ran_us + running_us (self, now_us) <= BACK_WINDOW_US)
    target = phase_before (self);
  leave_phase (self, FALSE, now_us, events);
  enter_phase (self, target, now_us, events);
}

void
fascia_session_repeat (FasciaSession *self, gint64 now_us, GArray *events)
{
  g_return_if_fail (self != NULL);

  now_us = catch_up (self, now_us, events);
  if (!is_in_phase (self))
    return;

  leave_phase (self, FALSE, now_us, events);
  enter_phase (self, self->phase, now_us, events);
}

void
fascia_session_stop (FasciaSession *self, gint64 now_us, FasciaStopReason reason, GArray *events)
{
  g_return_if_fail (self != NULL);

  now_us = catch_up (self, now_us, events);
  if (!is_under_way (self))
    return;

  if (self->begun)
    leave_phase (self, FALSE, now_us, events);
  book_pause (self, now_us);
  self->reason = reason;
  self->state = FASCIA_SESSION_STOPPED;
  emit (self, FASCIA_EVENT_STOPPED, now_us, events);
}

/* --- What the user changes on the way ------------------------------------------ */

static gboolean
is_same_muscle (const FasciaPlanCredit *a, const FasciaPlanCredit *b)
{
  if (a->area != FASCIA_AREA_NONE || b->area != FASCIA_AREA_NONE)
    return a->area == b->area;
  return strcmp (a->technique, b->technique) == 0;
}

/* Roll + hold of @credit's muscle on @side: what ran and what is to come. */
static gint64
muscle_us (const FasciaSession *self, const FasciaPlanCredit *credit, FasciaSide side)
{
  gint64 total_us = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const FasciaSessionStep *step = fascia_session_step (self, i);

      if (!is_active_step (step) || (step->phase.side != side && step->phase.side != FASCIA_SIDE_BOTH) ||
          !is_same_muscle (&self->plan->credits[step->phase.credit], credit))
        continue;
      total_us += step->ran_us;
      if (i == self->phase)
        total_us += pass_left_us (self);
      else if (i > self->phase)
        total_us += step->planned_us;
    }
  return total_us;
}

/* How much more the present phase's muscle may get; what ran must be booked. */
static gint64
room_us (const FasciaSession *self)
{
  const FasciaPlanCredit *credit = &self->plan->credits[present (self)->phase.credit];
  gint64 most_us = 0;

  if (credit->side != FASCIA_SIDE_RIGHT)
    most_us = muscle_us (self, credit, FASCIA_SIDE_LEFT);
  if (credit->side != FASCIA_SIDE_LEFT)
    most_us = MAX (most_us, muscle_us (self, credit, FASCIA_SIDE_RIGHT));
  return MAX (MUSCLE_CAP_US - most_us, 0);
}

FasciaChange
fascia_session_adjust (FasciaSession *self, gint64 now_us, int delta_s, GArray *events)
{
  gint64 asked_us;
  gint64 granted_us;

  g_return_val_if_fail (self != NULL, FASCIA_CHANGE_NOT_NOW);

  now_us = catch_up (self, now_us, events);
  if (!is_in_phase (self) || delta_s == 0)
    return FASCIA_CHANGE_NOT_NOW;

  book_run (self, now_us);
  asked_us = (gint64)CLAMP (delta_s, -MAX_ADJUST_S, MAX_ADJUST_S) * G_USEC_PER_SEC;
  granted_us = MAX (asked_us, -pass_left_us (self));
  if (asked_us > 0 && is_active_step (present (self)))
    granted_us = MIN (asked_us, room_us (self));
  if (granted_us == 0 && asked_us > 0)
    return FASCIA_CHANGE_CAPPED;

  present (self)->length_us += granted_us;
  fascia_session_renumber (self);
  emit (self, FASCIA_EVENT_ADJUSTED, now_us, events);
  if (pass_left_us (self) == 0)
    {
      leave_phase (self, FALSE, now_us, events);
      move_to (self, self->phase + 1, TRUE, now_us, events);
    }
  return granted_us < asked_us ? FASCIA_CHANGE_CAPPED : FASCIA_CHANGE_DONE;
}

/* The hold of the present set that is still to come, or 0: a hold is never first. */
static guint
find_hold_to_come (const FasciaSession *self)
{
  const FasciaPhase *roll = &present (self)->phase;

  for (guint i = self->phase + 1; i < self->steps->len; i++)
    {
      const FasciaPhase *phase = &fascia_session_step (self, i)->phase;

      if (phase->credit != roll->credit || phase->set != roll->set)
        return 0;
      if (phase->kind == FASCIA_PHASE_HOLD)
        return i;
    }
  return 0;
}

/* Takes the planned hold out of the list, or makes one more as far as the cap allows. */
static gboolean
take_hold (FasciaSession *self, FasciaSessionStep *hold, FasciaChange *change)
{
  guint index = find_hold_to_come (self);
  gint64 asked_us;

  *change = FASCIA_CHANGE_DONE;
  if (index > 0)
    {
      *hold = *fascia_session_step (self, index);
      g_array_remove_index (self->steps, index);
      return TRUE;
    }

  asked_us = (gint64)self->plan->credits[present (self)->phase.credit].spot_s * G_USEC_PER_SEC;
  *hold = (FasciaSessionStep){ .phase = present (self)->phase, .planned_us = MIN (asked_us, room_us (self)) };
  hold->phase.kind = FASCIA_PHASE_HOLD;
  if (hold->planned_us < asked_us)
    *change = FASCIA_CHANGE_CAPPED;
  return hold->planned_us >= MIN (asked_us, MIN_SPOT_US);
}

FasciaChange
fascia_session_find_spot (FasciaSession *self, gint64 now_us, GArray *events)
{
  FasciaSessionStep hold;
  FasciaSessionStep rest;
  FasciaChange change;
  gint64 left_us;

  g_return_val_if_fail (self != NULL, FASCIA_CHANGE_NOT_NOW);

  now_us = catch_up (self, now_us, events);
  if (self->state != FASCIA_SESSION_RUNNING || present (self)->phase.kind != FASCIA_PHASE_ROLL ||
      self->steps->len + 2 > FASCIA_SESSION_MAX_STEPS)
    return FASCIA_CHANGE_NOT_NOW;

  book_run (self, now_us);
  if (!take_hold (self, &hold, &change))
    return FASCIA_CHANGE_CAPPED;

  left_us = pass_left_us (self);
  rest = (FasciaSessionStep){ .phase = present (self)->phase, .planned_us = left_us, .length_us = left_us };
  present (self)->length_us = self->pass_ran_us;
  present (self)->planned_us = self->pass_ran_us;
  if (left_us < MIN_PIECE_US)
    hold.planned_us += left_us;
  else
    g_array_insert_val (self->steps, self->phase + 1, rest);
  g_array_insert_val (self->steps, self->phase + 1, hold);

  emit (self, FASCIA_EVENT_SPOT_FOUND, now_us, events);
  leave_phase (self, TRUE, now_us, events);
  move_to (self, self->phase + 1, TRUE, now_us, events);
  return change;
}

static gboolean
is_eased (const FasciaSession *self, guint item)
{
  for (guint i = 0; i < self->plan->n_credits; i++)
    {
      if (self->plan->credits[i].item == item && self->marks[i].eased)
        return TRUE;
    }
  return FALSE;
}

/* Gives up what of the present item is not done, and goes on behind it. */
static void
give_up_item (FasciaSession *self, gint64 now_us, FasciaStopReason reason, GArray *events)
{
  guint item = present (self)->phase.item;
  guint next = self->phase + 1;

  if (self->begun)
    leave_phase (self, FALSE, now_us, events);
  for (guint i = 0; i < self->plan->n_credits; i++)
    {
      if (self->plan->credits[i].item == item &&
          fascia_session_get_credit (self, i, now_us).status != FASCIA_ITEM_DONE)
        self->marks[i].given_up = reason;
    }
  while (next < self->steps->len && fascia_session_step (self, next)->phase.item == item)
    next++;
  if (self->begun || next == self->steps->len)
    {
      move_to (self, next, TRUE, now_us, events);
    }
  else
    {
      /* It goes on waiting, for the next technique. */
      point_at (self, next);
      emit (self, FASCIA_EVENT_WAITING, now_us, events);
    }
}

FasciaChange
fascia_session_too_much (FasciaSession *self, gint64 now_us, GArray *events)
{
  FasciaSessionStep *step;

  g_return_val_if_fail (self != NULL, FASCIA_CHANGE_NOT_NOW);

  now_us = catch_up (self, now_us, events);
  if (!is_in_phase (self))
    return FASCIA_CHANGE_NOT_NOW;

  step = present (self);
  if (is_eased (self, step->phase.item))
    {
      give_up_item (self, now_us, FASCIA_REASON_TOO_MUCH, events);
      return FASCIA_CHANGE_DONE;
    }
  if (!is_active_step (step))
    return FASCIA_CHANGE_NOT_NOW;

  book_run (self, now_us);
  step->length_us -= pass_left_us (self) / 2;
  self->marks[step->phase.credit].eased = TRUE;
  fascia_session_renumber (self);
  emit (self, FASCIA_EVENT_EASED, now_us, events);
  return FASCIA_CHANGE_DONE;
}

FasciaChange
fascia_session_give_up (FasciaSession *self, gint64 now_us, FasciaStopReason reason, GArray *events)
{
  g_return_val_if_fail (self != NULL, FASCIA_CHANGE_NOT_NOW);
  g_return_val_if_fail (fascia_stop_reason_is_safety (reason), FASCIA_CHANGE_NOT_NOW);

  now_us = catch_up (self, now_us, events);
  if (!is_under_way (self) || !self->started)
    return FASCIA_CHANGE_NOT_NOW;

  give_up_item (self, now_us, reason, events);
  return FASCIA_CHANGE_DONE;
}

void
fascia_session_suspend (FasciaSession *self, gint64 asleep_at_us, gint64 slept_us, GArray *events)
{
  g_return_if_fail (self != NULL);

  asleep_at_us = catch_up (self, asleep_at_us, events);
  if (!is_under_way (self))
    return;

  if (!self->started)
    {
      self->state = FASCIA_SESSION_READY;
      return;
    }
  stand_still (self, asleep_at_us);
  self->slept_us += MAX (slept_us, 0);
  emit (self, FASCIA_EVENT_SUSPENDED, asleep_at_us, events);
}

/* --- What it says of itself ----------------------------------------------------- */

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
fascia_session_get_n_phases (const FasciaSession *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->steps->len;
}

const FasciaPhase *
fascia_session_get_phase_at (const FasciaSession *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->steps->len, NULL);

  return &fascia_session_step (self, index)->phase;
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

static gboolean
has_ended (const FasciaSession *self)
{
  return self->state == FASCIA_SESSION_FINISHED || self->state == FASCIA_SESSION_STOPPED;
}

gint64
fascia_session_get_phase_left_us (const FasciaSession *self, gint64 now_us)
{
  g_return_val_if_fail (self != NULL, 0);

  return has_ended (self) ? 0 : pass_left_us (self) - running_us (self, now_us);
}

gint64
fascia_session_get_total_left_us (const FasciaSession *self, gint64 now_us)
{
  gint64 left_us;

  g_return_val_if_fail (self != NULL, 0);

  if (has_ended (self))
    return 0;
  left_us = fascia_session_get_phase_left_us (self, now_us);
  for (guint i = self->phase + 1; i < self->steps->len; i++)
    left_us += fascia_session_step (self, i)->planned_us;
  return left_us;
}

gint64
fascia_session_get_phase_length_us (const FasciaSession *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return present (self)->length_us;
}

gint64
fascia_session_get_total_length_us (const FasciaSession *self)
{
  gint64 length_us = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const FasciaSessionStep *step = fascia_session_step (self, i);

      length_us += i > self->phase ? step->planned_us : step->length_us;
    }
  return length_us;
}

gint64
fascia_session_get_active_us (const FasciaSession *self, gint64 now_us)
{
  gint64 active_us = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->steps->len; i++)
    {
      if (is_active_step (fascia_session_step (self, i)))
        active_us += fascia_session_step (self, i)->ran_us;
    }
  if (is_active_step (present (self)))
    active_us += running_us (self, now_us);
  return active_us;
}

gint64
fascia_session_get_elapsed_us (const FasciaSession *self, gint64 now_us)
{
  gint64 elapsed_us;

  g_return_val_if_fail (self != NULL, 0);

  elapsed_us = self->pauses_us + pausing_us (self, now_us) + running_us (self, now_us);
  for (guint i = 0; i < self->steps->len; i++)
    elapsed_us += fascia_session_step (self, i)->ran_us;
  return elapsed_us;
}

gint64
fascia_session_get_slept_us (const FasciaSession *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->slept_us;
}

/* The session was stopped in @credit. Before a phase that waits, that is the one
 * the user has just felt, not the one to come. */
static gboolean
was_stopped_in (const FasciaSession *self, guint credit)
{
  guint phase = self->begun || self->phase == 0 ? self->phase : self->phase - 1;

  return self->state == FASCIA_SESSION_STOPPED && self->started &&
         fascia_session_step (self, phase)->phase.credit == credit;
}

FasciaSessionCredit
fascia_session_get_credit (const FasciaSession *self, guint credit, gint64 now_us)
{
  FasciaSessionCredit result = { .status = FASCIA_ITEM_PARTIAL, .reason = FASCIA_REASON_NONE };
  gboolean all_ran_out = TRUE;
  gboolean stopped_here;

  g_return_val_if_fail (self != NULL, result);
  g_return_val_if_fail (credit < self->plan->n_credits, result);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const FasciaSessionStep *step = fascia_session_step (self, i);

      if (step->phase.credit != credit || !is_active_step (step))
        continue;
      result.done_us += step->ran_us;
      if (i == self->phase)
        result.done_us += running_us (self, now_us);
      all_ran_out = all_ran_out && step->ran_out;
    }

  stopped_here = was_stopped_in (self, credit);
  if (stopped_here)
    result.reason = self->reason;

  if (stopped_here && fascia_stop_reason_is_safety (self->reason))
    {
      result.status = FASCIA_ITEM_STOPPED;
    }
  else if (self->marks[credit].given_up != FASCIA_REASON_NONE)
    {
      result.status = FASCIA_ITEM_STOPPED;
      result.reason = self->marks[credit].given_up;
    }
  else if (result.done_us == 0)
    {
      result.status = FASCIA_ITEM_SKIPPED;
    }
  else if (all_ran_out)
    {
      result.status = FASCIA_ITEM_DONE;
    }
  return result;
}
