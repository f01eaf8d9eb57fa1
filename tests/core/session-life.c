/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole lives of sessions: random users over all routines that are built in and over
 * random ones. Each life is lived twice, once with ticks at the very instants of the
 * changes and once with ticks that come late or not at all, and the second session is
 * now and then written down as text and restored. Nobody must be able to tell them
 * apart, and what they say of themselves must follow from their events alone. */
#include "app/core/session-private.h"

#include "fascia/store/content-files.h"

#include <string.h>

#define S(seconds) ((gint64)(seconds)*G_USEC_PER_SEC)
#define MS(milliseconds) ((gint64)(milliseconds)*1000)

/* Any reading of a monotonic clock will do. */
#define T0 S (4711)

#define CAP_US S (FASCIA_MAX_MUSCLE_S)

/* What is known of one phase from the events alone. */
typedef struct {
  gint64 ran_us;
  gboolean by_itself; /* the end of its last pass */
} Account;

typedef struct {
  FasciaSession *punctual;
  FasciaSession *late;
  const FasciaPlan *plan;
  gint64 now_us;

  GArray *events;      /* of the punctual session, all of them */
  GArray *late_events; /* of the late one, those not yet compared */
  guint compared;

  /* The books kept from the events. */
  GArray *accounts; /* element-type Account, by phase */
  gboolean started, paused, ended, in_phase;
  guint phase;
  int after_itself; /* the phase that ran out by itself just now, or -1 */
  gint64 started_us, since_us, pause_since_us, ended_us, latest_us;
  gint64 pauses_us;
  gint64 slept_us; /* of all sleeps since the start, that nobody saw on the clock */
  guint n_started, n_finished, n_stopped;

  /* That something of everything was really lived. */
  guint n_spots_moved, n_spots_added, n_capped, n_eased, n_given_up, n_waits, n_restored, n_late;
} Life;

/* --- Books ---------------------------------------------------------------------- */

static Account *
account (Life *self, guint phase)
{
  if (phase >= self->accounts->len)
    g_array_set_size (self->accounts, phase + 1);
  return &g_array_index (self->accounts, Account, phase);
}

static void
stand_still (Life *self, gint64 at_us)
{
  if (self->paused)
    return;
  if (self->in_phase)
    account (self, self->phase)->ran_us += at_us - self->since_us;
  self->paused = TRUE;
  self->pause_since_us = at_us;
}

/* @by_itself: the session was only ticked. */
static void
keep_books (Life *self, const FasciaSessionEvent *event, gboolean by_itself)
{
  g_assert_false (self->ended);
  g_assert_cmpint (event->at_us, >=, self->latest_us);
  self->latest_us = event->at_us;

  switch (event->kind)
    {
    case FASCIA_EVENT_COUNT_IN:
      g_assert_true (!self->started || self->paused);
      break;
    case FASCIA_EVENT_STARTED:
      g_assert_false (self->started);
      self->n_started++;
      self->started = TRUE;
      self->started_us = event->at_us;
      break;
    case FASCIA_EVENT_PHASE_BEGAN:
      g_assert_true (self->started);
      g_assert_false (self->in_phase);
      if (self->after_itself >= 0)
        g_assert_cmpuint (event->phase, ==, self->after_itself + 1);
      self->after_itself = -1;
      self->in_phase = TRUE;
      self->phase = event->phase;
      self->since_us = event->at_us;
      account (self, event->phase)->by_itself = FALSE;
      break;
    case FASCIA_EVENT_PHASE_ENDED:
      g_assert_true (self->in_phase);
      g_assert_cmpuint (event->phase, ==, self->phase);
      self->in_phase = FALSE;
      account (self, self->phase)->by_itself = by_itself;
      if (by_itself)
        self->after_itself = (int)self->phase;
      if (!self->paused)
        account (self, self->phase)->ran_us += event->at_us - self->since_us;
      break;
    case FASCIA_EVENT_WAITING:
      self->n_waits++;
      g_assert_false (self->in_phase);
      if (self->after_itself >= 0)
        g_assert_cmpuint (event->phase, ==, self->after_itself + 1);
      self->after_itself = -1;
      self->phase = event->phase;
      stand_still (self, event->at_us);
      break;
    case FASCIA_EVENT_PAUSED:
    case FASCIA_EVENT_SUSPENDED:
      g_assert_true (self->in_phase || event->kind == FASCIA_EVENT_SUSPENDED);
      stand_still (self, event->at_us);
      break;
    case FASCIA_EVENT_RESUMED:
      g_assert_true (self->paused);
      self->paused = FALSE;
      self->pauses_us += event->at_us - self->pause_since_us;
      self->since_us = event->at_us;
      break;
    case FASCIA_EVENT_ADJUSTED:
    case FASCIA_EVENT_SPOT_FOUND:
    case FASCIA_EVENT_EASED:
      g_assert_true (self->in_phase);
      break;
    case FASCIA_EVENT_FINISHED:
    case FASCIA_EVENT_STOPPED:
      g_assert_false (self->in_phase);
      self->ended = TRUE;
      self->ended_us = event->at_us;
      if (event->kind == FASCIA_EVENT_FINISHED)
        {
          self->n_finished++;
          g_assert_cmpuint (event->phase, ==, fascia_session_get_n_phases (self->punctual) - 1);
          self->phase = event->phase;
        }
      else
        {
          self->n_stopped++;
        }
      if (self->paused)
        self->pauses_us += event->at_us - self->pause_since_us;
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
read_events (Life *self, guint from, gboolean by_itself)
{
  gboolean spot = FALSE;

  for (guint i = from; i < self->events->len; i++)
    {
      const FasciaSessionEvent *event = &g_array_index (self->events, FasciaSessionEvent, i);

      /* A roll in which a spot was found is as long as it was rolled. */
      spot = spot || event->kind == FASCIA_EVENT_SPOT_FOUND;
      keep_books (self, event, by_itself || spot);
    }
}

static gboolean
is_active (const FasciaPhase *phase)
{
  return phase->kind == FASCIA_PHASE_ROLL || phase->kind == FASCIA_PHASE_HOLD;
}

static gint64
ran_us (Life *self, guint phase)
{
  gint64 us = account (self, phase)->ran_us;

  if (self->in_phase && !self->paused && phase == self->phase)
    us += self->now_us - self->since_us;
  return us;
}

static gboolean
has_ended (const FasciaSession *session)
{
  return fascia_session_get_state (session) == FASCIA_SESSION_FINISHED ||
         fascia_session_get_state (session) == FASCIA_SESSION_STOPPED;
}

static void
compare_credits (Life *self)
{
  gint64 credits_us = 0;

  for (guint i = 0; i < self->plan->n_credits; i++)
    {
      FasciaSessionCredit credit = fascia_session_get_credit (self->punctual, i, self->now_us);
      FasciaSessionCredit late = fascia_session_get_credit (self->late, i, self->now_us);
      gboolean all_by_itself = TRUE;
      gint64 done_us = 0;

      for (guint j = 0; j < fascia_session_get_n_phases (self->punctual); j++)
        {
          const FasciaPhase *phase = fascia_session_get_phase_at (self->punctual, j);

          if (phase->credit != i || !is_active (phase))
            continue;
          done_us += ran_us (self, j);
          all_by_itself = all_by_itself && account (self, j)->by_itself;
        }
      g_assert_cmpint (credit.done_us, ==, done_us);
      if (credit.status == FASCIA_ITEM_SKIPPED)
        g_assert_cmpint (done_us, ==, 0);
      if (credit.status == FASCIA_ITEM_DONE)
        g_assert_true (all_by_itself && done_us > 0);
      if (all_by_itself && done_us > 0)
        g_assert_true (credit.status == FASCIA_ITEM_DONE || credit.status == FASCIA_ITEM_STOPPED);
      if (credit.status == FASCIA_ITEM_STOPPED)
        g_assert_true (fascia_stop_reason_is_safety (credit.reason));
      credits_us += credit.done_us;

      g_assert_cmpint (late.done_us, ==, credit.done_us);
      g_assert_cmpint (late.status, ==, credit.status);
      g_assert_cmpint (late.reason, ==, credit.reason);
    }
  g_assert_cmpint (fascia_session_get_active_us (self->punctual, self->now_us), ==, credits_us);
  g_assert_cmpint (fascia_session_get_active_us (self->late, self->now_us), ==, credits_us);
}

static void
compare_sessions (Life *self)
{
  const FasciaSession *a = self->punctual;
  const FasciaSession *b = self->late;

  g_assert_cmpint (fascia_session_get_state (b), ==, fascia_session_get_state (a));
  g_assert_cmpuint (fascia_session_get_phase (b), ==, fascia_session_get_phase (a));
  g_assert_cmpuint (fascia_session_get_n_phases (b), ==, fascia_session_get_n_phases (a));
  g_assert_cmpint (fascia_session_get_next_change_us (b), ==, fascia_session_get_next_change_us (a));
  g_assert_cmpint (fascia_session_get_left_us (b, self->now_us), ==, fascia_session_get_left_us (a, self->now_us));
  g_assert_cmpint (fascia_session_get_phase_left_us (b, self->now_us), ==, fascia_session_get_phase_left_us (a, self->now_us));
  g_assert_cmpint (fascia_session_get_total_left_us (b, self->now_us), ==, fascia_session_get_total_left_us (a, self->now_us));
  g_assert_cmpint (fascia_session_get_total_length_us (b), ==, fascia_session_get_total_length_us (a));
  g_assert_cmpint (fascia_session_get_elapsed_us (b, self->now_us), ==, fascia_session_get_elapsed_us (a, self->now_us));
  g_assert_cmpint (fascia_session_get_slept_us (b), ==, fascia_session_get_slept_us (a));
  for (guint i = 0; i < fascia_session_get_n_phases (a); i++)
    {
      const FasciaPhase *phase = fascia_session_get_phase_at (a, i);
      const FasciaPhase *other = fascia_session_get_phase_at (b, i);

      g_assert_cmpint (other->kind, ==, phase->kind);
      g_assert_cmpint (other->side, ==, phase->side);
      g_assert_cmpstr (other->technique, ==, phase->technique);
      g_assert_cmpuint (other->item, ==, phase->item);
      g_assert_cmpuint (other->set, ==, phase->set);
      g_assert_cmpuint (other->credit, ==, phase->credit);
      g_assert_cmpuint (other->start_s, ==, phase->start_s);
      g_assert_cmpuint (other->duration_s, ==, phase->duration_s);
    }
}

static void
compare_books (Life *self)
{
  gint64 elapsed_us = self->pauses_us + self->slept_us;
  gint64 active_us = 0;
  gint64 left_us;
  gboolean runs = self->started && !self->ended && !self->paused;

  g_assert_cmpint (runs, ==, fascia_session_get_state (self->punctual) == FASCIA_SESSION_RUNNING);
  g_assert_cmpuint (fascia_session_get_phase (self->punctual), ==, self->phase);
  g_assert_cmpint (self->ended, ==, has_ended (self->punctual));

  if (self->paused && !self->ended)
    elapsed_us += self->now_us - self->pause_since_us;
  for (guint i = 0; i < self->accounts->len; i++)
    {
      elapsed_us += ran_us (self, i);
      if (is_active (fascia_session_get_phase_at (self->punctual, i)))
        active_us += ran_us (self, i);
    }
  g_assert_cmpint (fascia_session_get_elapsed_us (self->punctual, self->now_us), ==, elapsed_us);
  g_assert_cmpint (fascia_session_get_active_us (self->punctual, self->now_us), ==, active_us);

  /* No second is lost or counted twice between the start and now. */
  if (self->started)
    g_assert_cmpint (elapsed_us, ==, (self->ended ? self->ended_us : self->now_us) - self->started_us + self->slept_us);
  else
    g_assert_cmpint (elapsed_us, ==, 0);

  left_us = fascia_session_get_total_left_us (self->punctual, self->now_us);
  g_assert_cmpint (left_us, >=, fascia_session_get_phase_left_us (self->punctual, self->now_us));
  g_assert_cmpint (fascia_session_get_phase_left_us (self->punctual, self->now_us), >=, 0);
  g_assert_cmpint (fascia_session_get_phase_left_us (self->punctual, self->now_us), <=, fascia_session_get_phase_length_us (self->punctual));
  g_assert_cmpint (left_us, <=, fascia_session_get_total_length_us (self->punctual));
  if (self->ended)
    g_assert_cmpint (left_us, ==, 0);
}

/* Most of roll + hold of the present phase's muscle, of both sides if it is of both. */
static gint64
muscle_us (const FasciaSession *session)
{
  const FasciaPlan *plan = fascia_session_get_plan (session);
  const FasciaPlanCredit *mine = &plan->credits[fascia_session_step (session, session->phase)->phase.credit];
  gint64 side_us[2] = { 0, 0 };

  for (guint i = 0; i < session->steps->len; i++)
    {
      const FasciaSessionStep *step = fascia_session_step (session, i);
      const FasciaPlanCredit *credit = &plan->credits[step->phase.credit];
      gint64 us = step->ran_us;

      if (!is_active (&step->phase) || credit->area != mine->area)
        continue;
      if (mine->area == FASCIA_AREA_NONE && strcmp (credit->technique, mine->technique) != 0)
        continue;
      if (i == session->phase)
        us += step->length_us - session->pass_ran_us;
      if (i > session->phase)
        us += step->planned_us;
      if (credit->side != FASCIA_SIDE_RIGHT)
        side_us[0] += us;
      if (credit->side != FASCIA_SIDE_LEFT)
        side_us[1] += us;
    }
  if (mine->side == FASCIA_SIDE_LEFT)
    return side_us[0];
  if (mine->side == FASCIA_SIDE_RIGHT)
    return side_us[1];
  return MAX (side_us[0], side_us[1]);
}

/* --- Living ---------------------------------------------------------------------- */

static void
compare_events (Life *self)
{
  g_assert_cmpuint (self->compared + self->late_events->len, ==, self->events->len);
  for (guint i = 0; i < self->late_events->len; i++)
    {
      const FasciaSessionEvent *event = &g_array_index (self->events, FasciaSessionEvent, self->compared + i);
      const FasciaSessionEvent *late = &g_array_index (self->late_events, FasciaSessionEvent, i);

      g_assert_cmpint (late->kind, ==, event->kind);
      g_assert_cmpint (late->at_us, ==, event->at_us);
      g_assert_cmpuint (late->phase, ==, event->phase);
    }
  self->compared = self->events->len;
  g_array_set_size (self->late_events, 0);
}

/* The punctual session gets every tick it asks for, up to now. */
static void
be_punctual (Life *self)
{
  guint from = self->events->len;
  gint64 change_us;

  while ((change_us = fascia_session_get_next_change_us (self->punctual)) <= self->now_us)
    fascia_session_tick (self->punctual, change_us, self->events);
  fascia_session_tick (self->punctual, self->now_us, self->events);
  read_events (self, from, TRUE);
}

typedef void (*Step) (FasciaSession *session, gint64 now_us, GArray *events);

static void
take_step (Life *self, Step step)
{
  guint from;

  be_punctual (self);
  from = self->events->len;
  step (self->punctual, self->now_us, self->events);
  read_events (self, from, FALSE);
  step (self->late, self->now_us, self->late_events);
  compare_events (self);
}

static void
stop (Life *self)
{
  FasciaStopReason reason = g_test_rand_int_range (FASCIA_REASON_NONE, FASCIA_REASON_OTHER + 1);
  guint from;

  be_punctual (self);
  from = self->events->len;
  fascia_session_stop (self->punctual, self->now_us, reason, self->events);
  read_events (self, from, FALSE);
  fascia_session_stop (self->late, self->now_us, reason, self->late_events);
  compare_events (self);
}

static void
adjust (Life *self)
{
  static const int deltas[] = { 10, 10, 10, -10, -10, 60, -60, 1, 0 };
  int delta_s = deltas[g_test_rand_int_range (0, G_N_ELEMENTS (deltas))];
  FasciaSessionState state;
  FasciaChange change;
  gint64 left_us;
  gint64 grown_us;
  gboolean active;
  guint phase;
  guint from;

  be_punctual (self);
  state = fascia_session_get_state (self->punctual);
  phase = fascia_session_get_phase (self->punctual);
  active = is_active (fascia_session_get_phase_at (self->punctual, phase));
  left_us = fascia_session_get_phase_left_us (self->punctual, self->now_us);

  from = self->events->len;
  change = fascia_session_adjust (self->punctual, self->now_us, delta_s, self->events);
  read_events (self, from, FALSE);
  g_assert_cmpint (fascia_session_adjust (self->late, self->now_us, delta_s, self->late_events), ==, change);
  compare_events (self);

  if (change == FASCIA_CHANGE_NOT_NOW)
    {
      g_assert_true (delta_s == 0 || !self->started || self->ended || !self->in_phase);
      g_assert_cmpuint (self->events->len, ==, from);
      return;
    }
  g_assert_true (state == FASCIA_SESSION_RUNNING || state == FASCIA_SESSION_PAUSED || state == FASCIA_SESSION_COUNTING_IN);
  if (delta_s < 0 && S (-delta_s) >= left_us)
    {
      g_assert_true (self->ended || fascia_session_get_phase (self->punctual) == phase + 1);
      return;
    }
  grown_us = fascia_session_get_phase_left_us (self->punctual, self->now_us) - left_us;
  g_assert_cmpint (grown_us, <=, MAX (S (delta_s), 0));
  if (change == FASCIA_CHANGE_DONE)
    g_assert_cmpint (grown_us, ==, S (delta_s));
  else
    g_assert_true (active && grown_us >= 0 && grown_us < S (delta_s) && muscle_us (self->punctual) >= CAP_US);
  if (active && grown_us > 0)
    g_assert_cmpint (muscle_us (self->punctual), <=, CAP_US);
  self->n_capped += change == FASCIA_CHANGE_CAPPED;
}

/* A hold that was already held keeps what it got when it is moved forward. */
static void
move_accounts (Life *self, guint phase, guint hold, guint n_before)
{
  guint n_after = fascia_session_get_n_phases (self->punctual);
  Account moved = { 0 };

  account (self, n_before - 1);
  if (hold > 0)
    {
      moved = *account (self, hold);
      g_array_remove_index (self->accounts, hold);
    }
  g_array_insert_val (self->accounts, phase + 1, moved);
  if (self->accounts->len < n_after)
    g_array_insert_vals (self->accounts, phase + 2, &(Account){ 0 }, 1);
  g_assert_cmpuint (self->accounts->len, ==, n_after);
}

static guint
find_planned_hold (const FasciaSession *session)
{
  guint n_phases = fascia_session_get_n_phases (session);
  guint present = fascia_session_get_phase (session);
  const FasciaPhase *roll = fascia_session_get_phase_at (session, present);

  for (guint i = present + 1; i < n_phases; i++)
    {
      const FasciaPhase *phase = fascia_session_get_phase_at (session, i);

      if (phase->kind == FASCIA_PHASE_HOLD && phase->credit == roll->credit && phase->set == roll->set)
        return i;
    }
  return 0;
}

static void
find_spot (Life *self)
{
  guint n_phases;
  guint hold;
  gint64 total_left_us;
  gint64 added_us;
  FasciaChange change;
  guint phase;
  guint from;

  be_punctual (self);
  total_left_us = fascia_session_get_total_left_us (self->punctual, self->now_us);
  phase = fascia_session_get_phase (self->punctual);
  n_phases = fascia_session_get_n_phases (self->punctual);
  hold = find_planned_hold (self->punctual);

  from = self->events->len;
  change = fascia_session_find_spot (self->punctual, self->now_us, self->events);
  if (self->events->len > from)
    move_accounts (self, phase, hold, n_phases);
  read_events (self, from, FALSE);
  g_assert_cmpint (fascia_session_find_spot (self->late, self->now_us, self->late_events), ==, change);
  compare_events (self);

  added_us = fascia_session_get_total_left_us (self->punctual, self->now_us) - total_left_us;
  if (self->events->len == from)
    {
      g_assert_cmpint (change, !=, FASCIA_CHANGE_DONE);
      g_assert_cmpint (added_us, ==, 0);
      self->n_capped += change == FASCIA_CHANGE_CAPPED;
      return;
    }
  g_assert_cmpuint (fascia_session_get_phase (self->punctual), ==, phase + 1);
  g_assert_cmpint (fascia_session_get_phase_at (self->punctual, phase)->kind, ==, FASCIA_PHASE_ROLL);
  g_assert_cmpint (fascia_session_get_phase_at (self->punctual, phase + 1)->kind, ==, FASCIA_PHASE_HOLD);
  g_assert_true (hold > 0 ? added_us == 0 : added_us > 0);
  if (added_us > 0)
    g_assert_cmpint (muscle_us (self->punctual), <=, CAP_US);
  self->n_spots_moved += added_us == 0;
  self->n_spots_added += added_us > 0;
}

static void
too_much (Life *self)
{
  gint64 left_us;
  FasciaChange change;
  guint item;
  guint from;

  be_punctual (self);
  left_us = fascia_session_get_phase_left_us (self->punctual, self->now_us);
  item = fascia_session_get_phase_at (self->punctual, fascia_session_get_phase (self->punctual))->item;

  from = self->events->len;
  change = fascia_session_too_much (self->punctual, self->now_us, self->events);
  read_events (self, from, FALSE);
  g_assert_cmpint (fascia_session_too_much (self->late, self->now_us, self->late_events), ==, change);
  compare_events (self);

  if (self->events->len == from)
    {
      g_assert_cmpint (change, ==, FASCIA_CHANGE_NOT_NOW);
    }
  else if (g_array_index (self->events, FasciaSessionEvent, from).kind == FASCIA_EVENT_EASED)
    {
      g_assert_cmpint (fascia_session_get_phase_left_us (self->punctual, self->now_us), ==, left_us - left_us / 2);
      self->n_eased++;
    }
  else
    {
      guint phase = fascia_session_get_phase (self->punctual);

      g_assert_true (self->ended || fascia_session_get_phase_at (self->punctual, phase)->item > item);
      for (guint i = 0; i < self->plan->n_credits; i++)
        {
          FasciaItemStatus status = fascia_session_get_credit (self->punctual, i, self->now_us).status;

          if (self->plan->credits[i].item == item)
            g_assert_true (status == FASCIA_ITEM_DONE || status == FASCIA_ITEM_STOPPED);
        }
      self->n_given_up++;
    }
}

static void
fall_asleep (Life *self)
{
  gint64 slept_us = g_test_rand_bit () ? S (g_test_rand_int_range (0, 40000)) : 0;
  guint from;

  be_punctual (self);
  from = self->events->len;
  fascia_session_suspend (self->punctual, self->now_us, slept_us, self->events);
  if (self->started && !self->ended)
    {
      self->slept_us += slept_us;
      g_assert_cmpint (fascia_session_get_slept_us (self->punctual), >=, slept_us);
    }
  read_events (self, from, FALSE);
  fascia_session_suspend (self->late, self->now_us, slept_us, self->late_events);
  compare_events (self);
  g_assert_cmpint (fascia_session_get_state (self->punctual), !=, FASCIA_SESSION_RUNNING);
  g_assert_cmpint (fascia_session_get_state (self->punctual), !=, FASCIA_SESSION_COUNTING_IN);
}

/* The late session is cut off without a word and comes back from its text; the
 * punctual one is paused at that moment. */
static void
cut_off (Life *self)
{
  const FasciaSessionOptions options = self->late->options;
  g_autofree char *text = NULL;
  g_autoptr (FasciaPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  FasciaSession *restored;
  guint from;

  be_punctual (self);
  from = self->events->len;
  fascia_session_pause (self->punctual, self->now_us, self->events);
  read_events (self, from, FALSE);

  text = fascia_session_to_text (self->late, self->now_us);
  g_assert_null (strchr (text, '\n'));
  plan = fascia_session_plan_from_text (self->plan->routine, NULL, text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->n_phases, ==, self->plan->n_phases);
  restored = fascia_session_new_from_text ((FasciaPlan *)self->plan, &options, text, &error);
  g_assert_no_error (error);
  fascia_session_free (self->late);
  self->late = restored;
  /* Nobody looks at the clock before the next call, and nothing is lost by that. */
  g_assert_cmpint (fascia_session_get_elapsed_us (restored, self->now_us), ==, fascia_session_get_elapsed_us (self->punctual, self->now_us));
  fascia_session_tick (restored, self->now_us, NULL);

  g_array_set_size (self->late_events, 0);
  self->compared = self->events->len;
  self->n_restored++;
}

static void
let_time_pass (Life *self, gboolean to_a_change)
{
  gint64 change_us = fascia_session_get_next_change_us (self->punctual);
  gint64 within_us = change_us == G_MAXINT64 ? S (60) : MAX (change_us - self->now_us, 1);

  if (to_a_change && change_us != G_MAXINT64)
    self->now_us = MAX (self->now_us, change_us) + MS (g_test_rand_int_range (0, 901));
  else
    self->now_us += (gint64)g_test_rand_double_range (0, (double)within_us);
  if (to_a_change && g_test_rand_int_range (0, 50) == 0)
    {
      self->now_us += S (g_test_rand_int_range (0, 300));
      self->n_late++;
    }
}

static void
do_something (Life *self)
{
  int action = g_test_rand_int_range (0, 100);

  let_time_pass (self, action < 40);
  if (action < 40)
    take_step (self, fascia_session_tick);
  else if (action < 46)
    take_step (self, fascia_session_pause);
  else if (action < 60)
    take_step (self, fascia_session_resume);
  else if (action < 65)
    take_step (self, fascia_session_skip);
  else if (action < 70)
    take_step (self, fascia_session_back);
  else if (action < 72)
    take_step (self, fascia_session_repeat);
  else if (action < 80)
    adjust (self);
  else if (action < 88)
    find_spot (self);
  else if (action < 92)
    too_much (self);
  else if (action < 95)
    fall_asleep (self);
  else if (action < 98)
    cut_off (self);
  else if (action < 99)
    take_step (self, fascia_session_start);
  else
    stop (self);
}

/* Left alone, a session that stands still is woken again. */
static void
wake_up (Life *self)
{
  let_time_pass (self, TRUE);
  take_step (self, fascia_session_get_state (self->punctual) == FASCIA_SESSION_READY ? fascia_session_start : fascia_session_resume);
}

/* @n_actions: how often the user interferes before the session is left alone. */
static void
live (Life *self, FasciaPlan *plan, guint n_actions)
{
  const FasciaSessionOptions options = {
    .count_in_s = (guint)g_test_rand_int_range (0, 16),
    .resume_count_in_s = (guint)g_test_rand_int_range (0, 11),
    .wait_after_prepare = g_test_rand_bit (),
    .wait_after_technique = g_test_rand_bit (),
  };

  self->plan = plan;
  self->punctual = fascia_session_new (plan, &options);
  self->late = fascia_session_new (plan, &options);
  self->events = g_array_new (FALSE, FALSE, sizeof (FasciaSessionEvent));
  self->late_events = g_array_new (FALSE, FALSE, sizeof (FasciaSessionEvent));
  self->accounts = g_array_new (FALSE, TRUE, sizeof (Account));
  self->compared = 0;
  self->started = self->paused = self->ended = self->in_phase = FALSE;
  self->phase = 0;
  self->after_itself = -1;
  self->latest_us = G_MININT64;
  self->pauses_us = self->slept_us = 0;
  self->n_started = self->n_finished = self->n_stopped = 0;
  self->now_us = T0 + g_test_rand_int_range (0, G_USEC_PER_SEC);

  take_step (self, fascia_session_start);
  while (!self->ended)
    {
      if (n_actions > 0)
        {
          do_something (self);
          n_actions--;
        }
      else if (fascia_session_get_next_change_us (self->punctual) == G_MAXINT64)
        {
          wake_up (self);
        }
      else
        {
          let_time_pass (self, TRUE);
          take_step (self, fascia_session_tick);
        }
      compare_sessions (self);
      compare_books (self);
      compare_credits (self);
    }

  g_assert_cmpuint (self->n_finished + self->n_stopped, ==, 1);
  g_assert_cmpuint (self->n_started, ==, self->started ? 1 : 0);

  /* It stays ended, also through its text, and what it says stays the same. */
  for (guint i = 0; i < 5; i++)
    {
      self->now_us += S (1000);
      take_step (self, (Step[]){ fascia_session_start, fascia_session_resume, fascia_session_skip, fascia_session_back, fascia_session_tick }[i]);
      if (i == 2)
        cut_off (self);
      compare_sessions (self);
      compare_books (self);
      compare_credits (self);
    }

  g_array_unref (self->accounts);
  g_array_unref (self->late_events);
  g_array_unref (self->events);
  fascia_session_free (self->late);
  fascia_session_free (self->punctual);
}

/* Every kind of change was lived through, or the test would prove nothing. */
static void
assert_lived (const Life *life)
{
  g_assert_cmpuint (life->n_spots_moved, >, 0);
  g_assert_cmpuint (life->n_spots_added, >, 0);
  g_assert_cmpuint (life->n_capped, >, 0);
  g_assert_cmpuint (life->n_eased, >, 0);
  g_assert_cmpuint (life->n_given_up, >, 0);
  g_assert_cmpuint (life->n_waits, >, 0);
  g_assert_cmpuint (life->n_restored, >, 0);
  g_assert_cmpuint (life->n_late, >, 0);
}

static FasciaPlanOptions
random_options (void)
{
  return (FasciaPlanOptions){
    .switch_s = (guint)g_test_rand_int_range (FASCIA_MIN_SWITCH_S, FASCIA_MAX_SWITCH_S + 1),
    .first_side = g_test_rand_bit () ? FASCIA_SIDE_LEFT : FASCIA_SIDE_RIGHT,
  };
}

static FasciaPlan *
random_plan (void)
{
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("random");
  const FasciaFirstSide other = { "technique-1", g_test_rand_bit () ? FASCIA_SIDE_LEFT : FASCIA_SIDE_RIGHT };
  FasciaPlanOptions options = random_options ();
  int n_items = g_test_rand_int_range (1, 9);

  for (int i = 0; i < n_items; i++)
    {
      g_autofree char *technique = g_strdup_printf ("technique-%d", i % 3);
      FasciaRoutineItem *item = fascia_routine_item_new (technique);

      item->sides = g_test_rand_bit () ? FASCIA_SIDES_BOTH : FASCIA_SIDES_LEFT_RIGHT;
      item->tool = FASCIA_TOOL_FOAM_ROLLER;
      item->prepare_s = g_test_rand_bit () ? (guint)g_test_rand_int_range (0, FASCIA_MAX_PREPARE_S + 1) : 0;
      item->roll_s = g_test_rand_bit () ? (guint)g_test_rand_int_range (FASCIA_MIN_ROLL_S, FASCIA_MAX_ROLL_S + 1) : 0;
      item->hold_s = item->roll_s == 0 || g_test_rand_bit () ? (guint)g_test_rand_int_range (1, FASCIA_MAX_HOLD_S + 1) : 0;
      item->sets = (guint)g_test_rand_int_range (FASCIA_MIN_SETS, FASCIA_MAX_SETS + 1);
      item->rest_s = (guint)g_test_rand_int_range (0, FASCIA_MAX_REST_S + 1);
      g_ptr_array_add (routine->items, item);
    }
  options.first_sides = &other;
  options.n_first_sides = g_test_rand_bit ();
  return fascia_plan_new (routine, NULL, &options);
}

static void
test_any_life_of_random_routines (void)
{
  Life life = { 0 };

  for (guint i = 0; i < (g_test_quick () ? 250 : 20000); i++)
    {
      g_autoptr (FasciaPlan) plan = random_plan ();

      live (&life, plan, (guint)g_test_rand_int_range (0, 150));
    }
  assert_lived (&life);
}

static void
test_any_life_of_built_in_routines (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaCatalog) catalog = fascia_content_files_load (&error);
  Life life = { 0 };

  g_assert_no_error (error);
  g_assert_cmpuint (fascia_catalog_get_n_routines (catalog), ==, 12);
  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    {
      for (guint j = 0; j < (g_test_quick () ? 40 : 1000); j++)
        {
          FasciaPlanOptions options = random_options ();
          g_autoptr (FasciaPlan) plan = fascia_plan_new (fascia_catalog_get_routine (catalog, i), catalog, &options);

          live (&life, plan, (guint)g_test_rand_int_range (0, 150));
        }
    }
  assert_lived (&life);
}

/* Nobody touches it: the events are the plan, to the microsecond, whatever the ticks. */
static void
test_built_in_routines_left_alone_are_their_plans (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaCatalog) catalog = fascia_content_files_load (&error);

  g_assert_no_error (error);
  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    {
      g_autoptr (FasciaPlan) plan = fascia_plan_new (fascia_catalog_get_routine (catalog, i), catalog, NULL);
      g_autoptr (FasciaSession) session = fascia_session_new (plan, NULL);
      g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (FasciaSessionEvent));
      gint64 now_us = T0;
      guint read = 2; /* the count-in, and the start */

      fascia_session_start (session, now_us, events);
      while (fascia_session_get_state (session) != FASCIA_SESSION_FINISHED)
        {
          now_us = MIN (now_us + S (1), fascia_session_get_next_change_us (session)) + MS (g_test_rand_int_range (0, 901));
          fascia_session_tick (session, now_us, events);
        }
      g_assert_cmpuint (events->len, ==, 2 + 2 * plan->n_phases + 1);
      for (guint j = 0; j < plan->n_phases; j++)
        {
          const FasciaSessionEvent *began = &g_array_index (events, FasciaSessionEvent, read++);
          const FasciaSessionEvent *ended = &g_array_index (events, FasciaSessionEvent, read++);

          g_assert_cmpint (began->at_us, ==, T0 + S (5) + S (plan->phases[j].start_s));
          g_assert_cmpint (ended->at_us, ==, began->at_us + S (plan->phases[j].duration_s));
        }
      g_assert_cmpint (fascia_session_get_elapsed_us (session, now_us), ==, S (plan->total_s));
      g_assert_cmpint (fascia_session_get_active_us (session, now_us), ==, S (plan->active_s));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-life/built-in-routines-left-alone-are-their-plans", test_built_in_routines_left_alone_are_their_plans);
  g_test_add_func ("/session-life/any-life-of-random-routines", test_any_life_of_random_routines);
  g_test_add_func ("/session-life/any-life-of-built-in-routines", test_any_life_of_built_in_routines);
  return g_test_run ();
}
