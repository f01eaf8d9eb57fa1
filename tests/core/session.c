/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/session.h"

#define S(seconds) ((gint64)(seconds)*G_USEC_PER_SEC)
#define MS(milliseconds) ((gint64)(milliseconds)*1000)

/* Any reading of a monotonic clock will do. */
#define T0 S (4711)

static void
add_item (FasciaRoutine *routine, const char *technique, FasciaSides sides, guint prepare_s, guint roll_s, guint hold_s, guint sets, guint rest_s)
{
  FasciaRoutineItem *item = fascia_routine_item_new (technique);

  item->sides = sides;
  item->tool = FASCIA_TOOL_FOAM_ROLLER;
  item->prepare_s = prepare_s;
  item->roll_s = roll_s;
  item->hold_s = hold_s;
  item->sets = sets;
  item->rest_s = rest_s;
  g_ptr_array_add (routine->items, item);
}

/* Prepare 5, left: roll 30, hold 15; switch 8; right: roll 30, hold 15; then the
 * back: prepare 10, two sets of roll 40 with a rest of 10 between. */
static FasciaPlan *
small_plan (void)
{
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("small");

  add_item (routine, "calf-roller", FASCIA_SIDES_LEFT_RIGHT, 5, 30, 15, 1, 0);
  add_item (routine, "upper-back-roller", FASCIA_SIDES_BOTH, 10, 40, 0, 2, 10);
  return fascia_plan_new (routine, NULL, NULL);
}

static FasciaSession *
small_session (guint count_in_s, guint resume_count_in_s)
{
  g_autoptr (FasciaPlan) plan = small_plan ();

  return fascia_session_new (plan, &(FasciaSessionOptions){ .count_in_s = count_in_s, .resume_count_in_s = resume_count_in_s });
}

static GArray *
new_events (void)
{
  return g_array_new (FALSE, FALSE, sizeof (FasciaSessionEvent));
}

static void
assert_event (GArray *events, guint index, FasciaSessionEventKind kind, gint64 at_us, guint phase)
{
  const FasciaSessionEvent *event;

  g_assert_cmpuint (index, <, events->len);
  event = &g_array_index (events, FasciaSessionEvent, index);
  g_assert_cmpint (event->kind, ==, kind);
  g_assert_cmpint (event->at_us, ==, at_us);
  g_assert_cmpuint (event->phase, ==, phase);
}

/* STARTED and every phase at its planned instant, to the end. */
static void
assert_events_are_the_plan (GArray *events, guint first, const FasciaPlan *plan, gint64 start_us)
{
  assert_event (events, first++, FASCIA_EVENT_STARTED, start_us, 0);
  for (guint i = 0; i < plan->n_phases; i++)
    {
      assert_event (events, first++, FASCIA_EVENT_PHASE_BEGAN, start_us + S (plan->phases[i].start_s), i);
      assert_event (events, first++, FASCIA_EVENT_PHASE_ENDED, start_us + S (plan->phases[i].start_s + plan->phases[i].duration_s), i);
    }
  assert_event (events, first++, FASCIA_EVENT_FINISHED, start_us + S (plan->total_s), plan->n_phases - 1);
  g_assert_cmpuint (events->len, ==, first);
}

static void
test_runs_to_its_end_without_input (void)
{
  g_autoptr (FasciaSession) session = small_session (5, 3);
  g_autoptr (GArray) events = new_events ();
  const FasciaPlan *plan = fascia_session_get_plan (session);
  gint64 now_us = T0;

  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_READY);
  g_assert_cmpint (fascia_session_get_next_change_us (session), ==, G_MAXINT64);
  g_assert_cmpint (fascia_session_get_total_left_us (session, now_us), ==, S (plan->total_s));

  fascia_session_start (session, now_us, events);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_COUNTING_IN);
  g_assert_cmpint (fascia_session_get_left_us (session, now_us + S (2)), ==, S (3));
  g_assert_cmpint (fascia_session_get_phase_left_us (session, now_us + S (2)), ==, S (plan->phases[0].duration_s));
  assert_event (events, 0, FASCIA_EVENT_COUNT_IN, T0, 0);

  while (fascia_session_get_next_change_us (session) != G_MAXINT64)
    {
      now_us = fascia_session_get_next_change_us (session);
      fascia_session_tick (session, now_us, events);
    }
  assert_events_are_the_plan (events, 1, plan, T0 + S (5));
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_FINISHED);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, now_us), ==, S (plan->total_s));
  g_assert_cmpint (fascia_session_get_active_us (session, now_us), ==, S (plan->active_s));
  g_assert_cmpint (fascia_session_get_total_left_us (session, now_us), ==, 0);
  for (guint i = 0; i < plan->n_credits; i++)
    {
      FasciaSessionCredit credit = fascia_session_get_credit (session, i, now_us);

      g_assert_cmpint (credit.done_us, ==, S (plan->credits[i].planned_s));
      g_assert_cmpint (credit.status, ==, FASCIA_ITEM_DONE);
      g_assert_cmpint (credit.reason, ==, FASCIA_REASON_NONE);
    }
}

static void
test_one_late_tick_delivers_everything_passed (void)
{
  g_autoptr (FasciaSession) session = small_session (5, 3);
  g_autoptr (GArray) events = new_events ();
  const FasciaPlan *plan = fascia_session_get_plan (session);

  fascia_session_start (session, T0, NULL);
  fascia_session_tick (session, T0 + S (3600), events);
  assert_events_are_the_plan (events, 0, plan, T0 + S (5));
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (3600)), ==, S (plan->total_s));
}

/* Ticks of a busy desktop: about one a second, each up to 900 ms late. */
static void
test_an_hour_of_late_ticks_drifts_nowhere (void)
{
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("hour");
  g_autoptr (FasciaPlan) plan = NULL;
  g_autoptr (FasciaSession) session = NULL;
  g_autoptr (GArray) events = new_events ();
  gint64 tick_us = T0;

  while (TRUE)
    {
      g_autoptr (FasciaPlan) so_far = NULL;

      add_item (routine, "calf-roller", FASCIA_SIDES_LEFT_RIGHT, 5, 31, 17, 3, 7);
      so_far = fascia_plan_new (routine, NULL, NULL);
      if (so_far->total_s > 3600)
        {
          plan = g_steal_pointer (&so_far);
          break;
        }
    }

  session = fascia_session_new (plan, NULL);
  fascia_session_start (session, tick_us, NULL);
  while (fascia_session_get_state (session) != FASCIA_SESSION_FINISHED)
    {
      tick_us = MIN (tick_us + S (1), fascia_session_get_next_change_us (session));
      tick_us += MS (g_test_rand_int_range (0, 901));
      fascia_session_tick (session, tick_us, events);
    }
  assert_events_are_the_plan (events, 0, plan, T0 + S (5));
}

static void
test_time_left_needs_no_tick (void)
{
  g_autoptr (FasciaSession) session = small_session (0, 0);
  gint64 start_us = T0;

  fascia_session_start (session, start_us, NULL);
  g_assert_cmpint (fascia_session_get_left_us (session, start_us + MS (1234)), ==, S (5) - MS (1234));
  g_assert_cmpint (fascia_session_get_elapsed_us (session, start_us + MS (1234)), ==, MS (1234));
  /* Beyond the end of the phase it waits for the tick that says so. */
  g_assert_cmpint (fascia_session_get_left_us (session, start_us + S (60)), ==, 0);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, start_us + S (60)), ==, S (5));
  g_assert_cmpint (fascia_session_get_active_us (session, start_us + S (60)), ==, 0);
}

static void
test_a_clock_that_steps_back_moves_nothing (void)
{
  g_autoptr (FasciaSession) session = small_session (0, 0);

  fascia_session_start (session, T0, NULL);
  fascia_session_tick (session, T0 + S (10), NULL);
  g_assert_cmpint (fascia_session_get_left_us (session, T0), ==, S (30));
  fascia_session_pause (session, T0 - S (100), NULL);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (10)), ==, S (10));
  g_assert_cmpint (fascia_session_get_active_us (session, T0 + S (10)), ==, S (5));
}

static void
test_first_count_in (void)
{
  g_autoptr (FasciaSession) session = small_session (5, 3);
  g_autoptr (GArray) events = new_events ();

  /* Pausing it makes the session ready again, as if never started. */
  fascia_session_start (session, T0, events);
  fascia_session_pause (session, T0 + S (2), events);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_READY);
  g_assert_cmpint (fascia_session_get_next_change_us (session), ==, G_MAXINT64);
  fascia_session_tick (session, T0 + S (100), events);
  g_assert_cmpuint (events->len, ==, 1);

  /* Back, resume and a second start do nothing in it; skip starts at once. */
  fascia_session_start (session, T0 + S (200), events);
  fascia_session_start (session, T0 + S (201), events);
  fascia_session_resume (session, T0 + S (201), events);
  fascia_session_back (session, T0 + S (201), events);
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (201)), ==, S (4));
  fascia_session_skip (session, T0 + S (202), events);
  assert_event (events, 2, FASCIA_EVENT_STARTED, T0 + S (202), 0);
  assert_event (events, 3, FASCIA_EVENT_PHASE_BEGAN, T0 + S (202), 0);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (203)), ==, S (1));
}

static void
test_stop_in_the_first_count_in_leaves_nothing (void)
{
  g_autoptr (FasciaSession) session = small_session (5, 3);
  g_autoptr (GArray) events = new_events ();

  fascia_session_start (session, T0, events);
  fascia_session_stop (session, T0 + S (4), FASCIA_REASON_PAIN, events);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_STOPPED);
  g_assert_cmpuint (events->len, ==, 2);
  assert_event (events, 1, FASCIA_EVENT_STOPPED, T0 + S (4), 0);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (9)), ==, 0);
  g_assert_cmpint (fascia_session_get_credit (session, 0, T0 + S (9)).status, ==, FASCIA_ITEM_SKIPPED);
}

static void
test_pause_is_elapsed_but_not_active (void)
{
  g_autoptr (FasciaSession) session = small_session (0, 3);
  g_autoptr (GArray) events = new_events ();

  fascia_session_start (session, T0, events);
  fascia_session_pause (session, T0 + S (15), events); /* 10 s into the roll */
  assert_event (events, events->len - 1, FASCIA_EVENT_PAUSED, T0 + S (15), 1);
  g_assert_cmpint (fascia_session_get_next_change_us (session), ==, G_MAXINT64);
  fascia_session_pause (session, T0 + S (20), events);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (600)), ==, S (20));
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (600)), ==, S (600));
  g_assert_cmpint (fascia_session_get_active_us (session, T0 + S (600)), ==, S (10));

  fascia_session_resume (session, T0 + S (600), events);
  assert_event (events, events->len - 1, FASCIA_EVENT_COUNT_IN, T0 + S (600), 1);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (601)), ==, S (2));
  g_assert_cmpint (fascia_session_get_phase_left_us (session, T0 + S (601)), ==, S (20));
  /* The count-in is over at its end, also before a tick says so. */
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (640)), ==, S (603));
  fascia_session_tick (session, T0 + S (604), events);
  assert_event (events, events->len - 1, FASCIA_EVENT_RESUMED, T0 + S (603), 1);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (604)), ==, S (19));
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (604)), ==, S (604));
  g_assert_cmpint (fascia_session_get_active_us (session, T0 + S (604)), ==, S (11));
}

static void
test_count_in_to_go_on_can_be_cut_or_paused (void)
{
  g_autoptr (FasciaSession) session = small_session (0, 3);
  g_autoptr (GArray) events = new_events ();

  fascia_session_start (session, T0, NULL);
  fascia_session_pause (session, T0 + S (15), NULL);
  fascia_session_resume (session, T0 + S (20), NULL);
  fascia_session_pause (session, T0 + S (21), events);
  assert_event (events, 0, FASCIA_EVENT_PAUSED, T0 + S (21), 1);
  fascia_session_tick (session, T0 + S (50), events);
  g_assert_cmpuint (events->len, ==, 1);

  fascia_session_resume (session, T0 + S (60), events);
  fascia_session_resume (session, T0 + S (61), events);
  assert_event (events, 2, FASCIA_EVENT_RESUMED, T0 + S (61), 1);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (61)), ==, S (61));
  g_assert_cmpint (fascia_session_get_active_us (session, T0 + S (61)), ==, S (10));
}

static void
test_skip_goes_to_the_next_phase_and_ends_on_the_last (void)
{
  g_autoptr (FasciaSession) session = small_session (0, 3);
  g_autoptr (GArray) events = new_events ();
  const FasciaPlan *plan = fascia_session_get_plan (session);

  fascia_session_start (session, T0, NULL);
  for (guint i = 0; i + 1 < plan->n_phases; i++)
    {
      fascia_session_skip (session, T0 + S (i + 1), events);
      assert_event (events, 2 * i, FASCIA_EVENT_PHASE_ENDED, T0 + S (i + 1), i);
      assert_event (events, 2 * i + 1, FASCIA_EVENT_PHASE_BEGAN, T0 + S (i + 1), i + 1);
    }
  g_array_set_size (events, 0);
  fascia_session_skip (session, T0 + S (100), events);
  /* The last roll of 40 s came to its end by itself long before. */
  g_assert_cmpuint (events->len, ==, 2);
  assert_event (events, 1, FASCIA_EVENT_FINISHED, T0 + S (plan->n_phases - 1) + S (40), plan->n_phases - 1);
}

static void
test_skip_on_the_last_phase_finishes (void)
{
  g_autoptr (FasciaSession) session = small_session (0, 3);
  g_autoptr (GArray) events = new_events ();
  const FasciaPlan *plan = fascia_session_get_plan (session);
  guint last = plan->n_phases - 1;

  fascia_session_start (session, T0, NULL);
  fascia_session_tick (session, T0 + S (plan->phases[last].start_s + 4), NULL);
  fascia_session_skip (session, T0 + S (plan->phases[last].start_s + 5), events);
  g_assert_cmpuint (events->len, ==, 2);
  assert_event (events, 0, FASCIA_EVENT_PHASE_ENDED, T0 + S (plan->phases[last].start_s + 5), last);
  assert_event (events, 1, FASCIA_EVENT_FINISHED, T0 + S (plan->phases[last].start_s + 5), last);
  g_assert_cmpint (fascia_session_get_credit (session, plan->n_credits - 1, 0).status, ==, FASCIA_ITEM_PARTIAL);
  g_assert_cmpint (fascia_session_get_credit (session, plan->n_credits - 1, 0).done_us, ==, S (45));
}

static void
test_back_within_three_seconds_means_the_phase_before (void)
{
  g_autoptr (FasciaSession) session = small_session (0, 3);

  fascia_session_start (session, T0, NULL);
  /* On the first phase there is none before. */
  fascia_session_back (session, T0 + S (1), NULL);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 0);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (1)), ==, S (5));

  fascia_session_tick (session, T0 + S (6), NULL); /* the roll begins */
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 1);
  fascia_session_back (session, T0 + S (9), NULL);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 0);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (9)), ==, S (5));

  fascia_session_tick (session, T0 + S (14), NULL); /* the roll again */
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 1);
  fascia_session_back (session, T0 + S (17) + 1, NULL);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 1);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (17) + 1), ==, S (30));
  /* What ran is kept, and nothing is counted twice. */
  g_assert_cmpint (fascia_session_get_active_us (session, T0 + S (17) + 1), ==, S (6) + 1);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (17) + 1), ==, S (17) + 1);
}

static void
test_a_paused_session_stays_paused_when_skipping (void)
{
  g_autoptr (FasciaSession) session = small_session (0, 3);
  g_autoptr (GArray) events = new_events ();
  const FasciaPlan *plan = fascia_session_get_plan (session);

  fascia_session_start (session, T0, NULL);
  fascia_session_pause (session, T0 + S (15), NULL);
  fascia_session_skip (session, T0 + S (20), events);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_PAUSED);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 2);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (100)), ==, S (15));
  fascia_session_back (session, T0 + S (101), events);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 1);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (101)), ==, S (30));
  fascia_session_resume (session, T0 + S (102), events);
  fascia_session_skip (session, T0 + S (103), events);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_COUNTING_IN);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (103)), ==, S (2));
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (103)), ==, S (103));
  g_assert_cmpint (fascia_session_get_active_us (session, T0 + S (103)), ==, S (10));
  fascia_session_pause (session, T0 + S (104), events);
  while (fascia_session_get_phase (session) + 1 < plan->n_phases)
    fascia_session_skip (session, T0 + S (105), NULL);
  g_array_set_size (events, 0);
  fascia_session_skip (session, T0 + S (110), events);
  assert_event (events, 1, FASCIA_EVENT_FINISHED, T0 + S (110), plan->n_phases - 1);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (200)), ==, S (110));
}

static void
test_nothing_happens_before_the_start_or_after_the_end (void)
{
  g_autoptr (FasciaSession) session = small_session (0, 3);
  g_autoptr (GArray) events = new_events ();

  fascia_session_tick (session, T0, events);
  fascia_session_pause (session, T0, events);
  fascia_session_resume (session, T0, events);
  fascia_session_skip (session, T0, events);
  fascia_session_back (session, T0, events);
  fascia_session_stop (session, T0, FASCIA_REASON_TIRED, events);
  g_assert_cmpuint (events->len, ==, 0);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_READY);

  fascia_session_start (session, T0, NULL);
  fascia_session_stop (session, T0 + S (7), FASCIA_REASON_TIRED, NULL);
  fascia_session_start (session, T0 + S (8), events);
  fascia_session_tick (session, T0 + S (8), events);
  fascia_session_pause (session, T0 + S (8), events);
  fascia_session_resume (session, T0 + S (8), events);
  fascia_session_skip (session, T0 + S (8), events);
  fascia_session_back (session, T0 + S (8), events);
  fascia_session_stop (session, T0 + S (8), FASCIA_REASON_TIRED, events);
  g_assert_cmpuint (events->len, ==, 0);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (8)), ==, S (7));
  g_assert_cmpint (fascia_session_get_total_left_us (session, T0 + S (8)), ==, 0);
}

static void
test_credit_says_what_was_done (void)
{
  const FasciaStopReason reasons[] = { FASCIA_REASON_NONE, FASCIA_REASON_TIRED, FASCIA_REASON_PAIN };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autoptr (FasciaSession) session = small_session (0, 0);
      const FasciaPlan *plan = fascia_session_get_plan (session);
      FasciaSessionCredit credit;
      guint right_roll = 0;

      while (plan->phases[right_roll].kind != FASCIA_PHASE_ROLL || plan->phases[right_roll].credit != 1)
        right_roll++;

      fascia_session_start (session, T0, NULL);
      fascia_session_stop (session, T0 + S (plan->phases[right_roll].start_s + 4), reasons[i], NULL);

      credit = fascia_session_get_credit (session, 0, 0);
      g_assert_cmpint (credit.status, ==, FASCIA_ITEM_DONE);
      g_assert_cmpint (credit.reason, ==, FASCIA_REASON_NONE);
      g_assert_cmpint (credit.done_us, ==, S (45));
      credit = fascia_session_get_credit (session, 1, 0);
      g_assert_cmpint (credit.status, ==, reasons[i] == FASCIA_REASON_PAIN ? FASCIA_ITEM_STOPPED : FASCIA_ITEM_PARTIAL);
      g_assert_cmpint (credit.reason, ==, reasons[i]);
      g_assert_cmpint (credit.done_us, ==, S (4));
      credit = fascia_session_get_credit (session, 2, 0);
      g_assert_cmpint (credit.status, ==, FASCIA_ITEM_SKIPPED);
      g_assert_cmpint (credit.reason, ==, FASCIA_REASON_NONE);
      g_assert_cmpint (credit.done_us, ==, 0);
    }
}

static void
test_credit_rests_on_the_last_pass (void)
{
  g_autoptr (FasciaSession) session = small_session (0, 0);
  const FasciaPlan *plan = fascia_session_get_plan (session);
  gint64 now_us = T0 + S (plan->phases[2].start_s + 2);

  g_assert_cmpint (plan->phases[2].kind, ==, FASCIA_PHASE_HOLD);
  fascia_session_start (session, T0, NULL);
  fascia_session_back (session, now_us, NULL);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 1);

  /* The roll that was complete is rolled again: until its end it is not done. */
  g_assert_cmpint (fascia_session_get_credit (session, 0, now_us + S (4)).status, ==, FASCIA_ITEM_PARTIAL);
  fascia_session_skip (session, now_us + S (4), NULL);
  fascia_session_back (session, now_us + S (5), NULL);
  fascia_session_tick (session, now_us + S (5 + 30), NULL);
  g_assert_cmpint (fascia_session_get_credit (session, 0, now_us + S (36)).status, ==, FASCIA_ITEM_PARTIAL);
  fascia_session_tick (session, now_us + S (5 + 30 + 15), NULL);
  g_assert_cmpint (fascia_session_get_credit (session, 0, now_us + S (50)).status, ==, FASCIA_ITEM_DONE);
}

static void
test_a_phase_left_is_not_done (void)
{
  g_autoptr (FasciaSession) session = small_session (0, 0);
  const FasciaPlan *plan = fascia_session_get_plan (session);
  gint64 now_us = T0 + S (plan->phases[2].start_s + 2);

  fascia_session_start (session, T0, NULL);
  fascia_session_back (session, now_us, NULL);
  fascia_session_skip (session, now_us + S (5), NULL);
  fascia_session_tick (session, now_us + S (5 + 15), NULL);
  g_assert_cmpint (fascia_session_get_credit (session, 0, now_us + S (20)).status, ==, FASCIA_ITEM_PARTIAL);
  g_assert_cmpint (fascia_session_get_credit (session, 0, now_us + S (20)).done_us, ==, S (30 + 2 + 5 + 15));
}

static void
test_stop_for_safety_before_any_roll_keeps_the_reason (void)
{
  g_autoptr (FasciaSession) session = small_session (0, 0);
  FasciaSessionCredit credit;

  fascia_session_start (session, T0, NULL);
  fascia_session_stop (session, T0 + S (2), FASCIA_REASON_DIZZY, NULL);
  credit = fascia_session_get_credit (session, 0, 0);
  g_assert_cmpint (credit.status, ==, FASCIA_ITEM_STOPPED);
  g_assert_cmpint (credit.reason, ==, FASCIA_REASON_DIZZY);
  g_assert_cmpint (credit.done_us, ==, 0);
}

/* A technique that felt wrong is over on all its sides; the others go on. */
static void
test_a_technique_is_given_up_for_its_reason (void)
{
  g_autoptr (FasciaSession) session = small_session (0, 0);
  FasciaPlan *plan = fascia_session_get_plan (session);
  g_autoptr (FasciaSession) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpint (fascia_session_give_up (session, T0, FASCIA_REASON_PAIN, NULL), ==, FASCIA_CHANGE_NOT_NOW);
  fascia_session_start (session, T0, NULL);
  g_assert_cmpint (fascia_session_give_up (session, T0 + S (plan->phases[1].start_s + 3), FASCIA_REASON_PAIN, NULL), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpuint (fascia_session_get_phase_at (session, fascia_session_get_phase (session))->item, ==, 1);

  text = fascia_session_to_text (session, T0 + S (plan->phases[1].start_s + 4));
  again = fascia_session_new_from_text (plan, NULL, text, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < plan->n_credits; i++)
    {
      FasciaSessionCredit credit = fascia_session_get_credit (again, i, T0 + S (100));
      gboolean given_up = plan->credits[i].item == 0;

      g_assert_cmpint (credit.status, ==, given_up ? FASCIA_ITEM_STOPPED : FASCIA_ITEM_SKIPPED);
      g_assert_cmpint (credit.reason, ==, given_up ? FASCIA_REASON_PAIN : FASCIA_REASON_NONE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/runs-to-its-end-without-input", test_runs_to_its_end_without_input);
  g_test_add_func ("/session/one-late-tick-delivers-everything-passed", test_one_late_tick_delivers_everything_passed);
  g_test_add_func ("/session/an-hour-of-late-ticks-drifts-nowhere", test_an_hour_of_late_ticks_drifts_nowhere);
  g_test_add_func ("/session/time-left-needs-no-tick", test_time_left_needs_no_tick);
  g_test_add_func ("/session/a-clock-that-steps-back-moves-nothing", test_a_clock_that_steps_back_moves_nothing);
  g_test_add_func ("/session/first-count-in", test_first_count_in);
  g_test_add_func ("/session/stop-in-the-first-count-in-leaves-nothing", test_stop_in_the_first_count_in_leaves_nothing);
  g_test_add_func ("/session/pause-is-elapsed-but-not-active", test_pause_is_elapsed_but_not_active);
  g_test_add_func ("/session/count-in-to-go-on-can-be-cut-or-paused", test_count_in_to_go_on_can_be_cut_or_paused);
  g_test_add_func ("/session/skip-goes-to-the-next-phase-and-ends-on-the-last", test_skip_goes_to_the_next_phase_and_ends_on_the_last);
  g_test_add_func ("/session/skip-on-the-last-phase-finishes", test_skip_on_the_last_phase_finishes);
  g_test_add_func ("/session/back-within-three-seconds-means-the-phase-before", test_back_within_three_seconds_means_the_phase_before);
  g_test_add_func ("/session/a-paused-session-stays-paused-when-skipping", test_a_paused_session_stays_paused_when_skipping);
  g_test_add_func ("/session/nothing-happens-before-the-start-or-after-the-end", test_nothing_happens_before_the_start_or_after_the_end);
  g_test_add_func ("/session/credit-says-what-was-done", test_credit_says_what_was_done);
  g_test_add_func ("/session/credit-rests-on-the-last-pass", test_credit_rests_on_the_last_pass);
  g_test_add_func ("/session/a-phase-left-is-not-done", test_a_phase_left_is_not_done);
  g_test_add_func ("/session/stop-for-safety-before-any-roll-keeps-the-reason", test_stop_for_safety_before_any_roll_keeps_the_reason);
  g_test_add_func ("/session/a-technique-is-given-up-for-its-reason", test_a_technique_is_given_up_for_its_reason);
  return g_test_run ();
}
