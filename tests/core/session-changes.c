/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user, or the machine's sleep, changes on the way. */
#include "fascia/core/session.h"

#include <string.h>

#define S(seconds) ((gint64)(seconds)*G_USEC_PER_SEC)
#define MS(milliseconds) ((gint64)(milliseconds)*1000)

/* Any reading of a monotonic clock will do. */
#define T0 S (4711)

static FasciaRoutineItem *
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
  return item;
}

static void
add_technique (GPtrArray *techniques, const char *id, FasciaArea area, FasciaSides sides, guint hold_s)
{
  FasciaTechnique *technique = g_new0 (FasciaTechnique, 1);

  technique->id = g_strdup (id);
  technique->area = area;
  technique->sides = sides;
  technique->tools[0] = FASCIA_TOOL_FOAM_ROLLER;
  technique->n_tools = 1;
  technique->roll_s = 40;
  technique->hold_s = hold_s;
  technique->sets = 1;
  technique->sections = g_new0 (char *, 1);
  g_ptr_array_add (techniques, technique);
}

/* Two techniques of the calf, one of them for both legs at once, and one of the back. */
static FasciaCatalog *
small_catalog (void)
{
  GPtrArray *techniques = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_technique_free);
  GPtrArray *routines = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_routine_unref);
  g_autoptr (GError) error = NULL;
  FasciaCatalog *catalog;

  add_technique (techniques, "calf-roller", FASCIA_AREA_CALF, FASCIA_SIDES_EITHER, 15);
  add_technique (techniques, "calf-stick", FASCIA_AREA_CALF, FASCIA_SIDES_EITHER, 25);
  add_technique (techniques, "upper-back-roller", FASCIA_AREA_UPPER_BACK, FASCIA_SIDES_BOTH, 0);
  catalog = fascia_catalog_new (techniques, routines, &error);
  g_assert_no_error (error);
  return catalog;
}

/* A session that runs, its routine made of what @fill adds. */
static FasciaSession *
start_options (void (*fill) (FasciaRoutine *routine), const FasciaSessionOptions *options)
{
  g_autoptr (FasciaCatalog) catalog = small_catalog ();
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("small");
  g_autoptr (FasciaPlan) plan = NULL;
  FasciaSession *session;

  fill (routine);
  plan = fascia_plan_new (routine, catalog, NULL);
  session = fascia_session_new (plan, options);
  fascia_session_start (session, T0, NULL);
  return session;
}

static FasciaSession *
start (void (*fill) (FasciaRoutine *routine))
{
  return start_options (fill, &(FasciaSessionOptions){ .resume_count_in_s = 3 });
}

/* 0 prepare 5; left: 1 roll 30, 2 hold 15; 3 switch 8; right: 4 roll 30, 5 hold 15;
 * the back: 6 prepare 10, 7 roll 40, 8 rest 10, 9 roll 40. */
static void
fill_usual (FasciaRoutine *routine)
{
  add_item (routine, "calf-roller", FASCIA_SIDES_LEFT_RIGHT, 5, 30, 15, 1, 0);
  add_item (routine, "upper-back-roller", FASCIA_SIDES_BOTH, 10, 40, 0, 2, 10);
}

/* "kind seconds", one for each phase: a whole session compares as one text. */
static char *
describe (FasciaSession *session)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fascia_session_get_n_phases (session); i++)
    {
      const FasciaPhase *phase = fascia_session_get_phase_at (session, i);

      g_string_append_printf (text, "%s%s%s %u", i > 0 ? ", " : "", i == fascia_session_get_phase (session) ? "*" : "",
                              fascia_phase_kind_to_string (phase->kind), phase->duration_s);
    }
  return g_string_free (text, FALSE);
}

#define assert_phases(session, expected)              \
  G_STMT_START                                        \
  {                                                   \
    g_autofree char *assert_text = describe (session); \
    g_assert_cmpstr (assert_text, ==, (expected));    \
  }                                                   \
  G_STMT_END

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

static void
assert_credit (FasciaSession *session, guint index, FasciaItemStatus status, FasciaStopReason reason, gint64 done_us)
{
  FasciaSessionCredit credit = fascia_session_get_credit (session, index, G_MAXINT64 / 2);

  g_assert_cmpint (credit.status, ==, status);
  g_assert_cmpint (credit.reason, ==, reason);
  g_assert_cmpint (credit.done_us, ==, done_us);
}

static void
run_to_the_end (FasciaSession *session)
{
  while (fascia_session_get_next_change_us (session) != G_MAXINT64)
    fascia_session_tick (session, fascia_session_get_next_change_us (session), NULL);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_FINISHED);
}

/* --- Ten seconds more or less ----------------------------------------------------- */

static void
test_more_and_less_move_the_end_of_this_phase_alone (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);
  g_autoptr (GArray) events = new_events ();

  g_assert_cmpint (fascia_session_adjust (session, T0 + S (15), 10, events), ==, FASCIA_CHANGE_DONE);
  assert_event (events, 2, FASCIA_EVENT_ADJUSTED, T0 + S (15), 1);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (15)), ==, S (30));
  g_assert_cmpint (fascia_session_get_phase_length_us (session), ==, S (40));
  g_assert_cmpint (fascia_session_get_total_length_us (session), ==, S (203 + 10));
  assert_phases (session, "prepare 5, *roll 40, hold 15, switch 8, roll 30, hold 15, prepare 10, roll 40, rest 10, roll 40");
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (16), -20, events), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpint (fascia_session_get_next_change_us (session), ==, T0 + S (25));

  /* A shorter roll that came to its end by itself is done. */
  fascia_session_tick (session, T0 + S (45), NULL);
  assert_credit (session, 0, FASCIA_ITEM_DONE, FASCIA_REASON_NONE, S (35));
}

static void
test_less_than_is_left_ends_the_phase_now (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);
  g_autoptr (GArray) events = new_events ();

  fascia_session_tick (session, T0 + S (26), NULL);
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (27), -10, events), ==, FASCIA_CHANGE_DONE);
  assert_event (events, 0, FASCIA_EVENT_ADJUSTED, T0 + S (27), 1);
  assert_event (events, 1, FASCIA_EVENT_PHASE_ENDED, T0 + S (27), 1);
  assert_event (events, 2, FASCIA_EVENT_PHASE_BEGAN, T0 + S (27), 2);
  g_assert_cmpuint (events->len, ==, 3);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (27)), ==, S (15));
  /* The user left it: that is not done. */
  fascia_session_tick (session, T0 + S (43), NULL);
  assert_credit (session, 0, FASCIA_ITEM_PARTIAL, FASCIA_REASON_NONE, S (22 + 15));
}

static void
test_a_paused_phase_can_be_adjusted_and_stays_paused (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);

  fascia_session_pause (session, T0 + S (15), NULL);
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (50), 10, NULL), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (60)), ==, S (30));
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (61), -30, NULL), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_PAUSED);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 2);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (70)), ==, S (70));
}

static void
test_again_means_as_planned (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);

  /* Cut to nothing by mistake: back gives the whole phase again. */
  fascia_session_adjust (session, T0 + S (6), -60, NULL);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 2);
  fascia_session_back (session, T0 + S (7), NULL);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 1);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (7)), ==, S (30));
  fascia_session_adjust (session, T0 + S (20), 10, NULL);
  fascia_session_repeat (session, T0 + S (21), NULL);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (21)), ==, S (30));
  g_assert_cmpint (fascia_session_get_active_us (session, T0 + S (21)), ==, S (1 + 1 + 14));
}

static void
test_there_is_nothing_to_adjust_before_the_start_or_after_the_end (void)
{
  g_autoptr (FasciaSession) session = start_options (fill_usual, &(FasciaSessionOptions){ .count_in_s = 5 });
  g_autoptr (GArray) events = new_events ();

  g_assert_cmpint (fascia_session_adjust (session, T0 + S (1), 10, events), ==, FASCIA_CHANGE_NOT_NOW);
  g_assert_cmpint (fascia_session_find_spot (session, T0 + S (1), events), ==, FASCIA_CHANGE_NOT_NOW);
  g_assert_cmpint (fascia_session_too_much (session, T0 + S (1), events), ==, FASCIA_CHANGE_NOT_NOW);
  fascia_session_pause (session, T0 + S (2), events);
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (2), 10, events), ==, FASCIA_CHANGE_NOT_NOW);
  fascia_session_start (session, T0 + S (3), NULL);
  fascia_session_stop (session, T0 + S (20), FASCIA_REASON_TIRED, NULL);
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (21), 10, events), ==, FASCIA_CHANGE_NOT_NOW);
  g_assert_cmpint (fascia_session_find_spot (session, T0 + S (21), events), ==, FASCIA_CHANGE_NOT_NOW);
  g_assert_cmpint (fascia_session_too_much (session, T0 + S (21), events), ==, FASCIA_CHANGE_NOT_NOW);
  g_assert_cmpuint (events->len, ==, 0);
}

/* --- Three minutes for each muscle ------------------------------------------------- */

/* Calf left 60 + 20, right the same, then both calves 60: 140 s for each. */
static void
fill_two_for_the_calf (FasciaRoutine *routine)
{
  add_item (routine, "calf-roller", FASCIA_SIDES_LEFT_RIGHT, 0, 60, 20, 1, 0);
  add_item (routine, "calf-stick", FASCIA_SIDES_BOTH, 10, 60, 0, 1, 0);
}

static void
test_the_cap_counts_area_and_side_over_the_session (void)
{
  g_autoptr (FasciaSession) session = start (fill_two_for_the_calf);
  g_autoptr (GArray) events = new_events ();

  /* Left: 140 of 180 are planned: 40 more, then no more. */
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (fascia_session_adjust (session, T0 + S (30), 10, NULL), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (30), 15, events), ==, FASCIA_CHANGE_CAPPED);
  g_assert_cmpuint (events->len, ==, 1);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (30)), ==, S (30 + 40));
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (30), 10, events), ==, FASCIA_CHANGE_CAPPED);
  g_assert_cmpuint (events->len, ==, 1);
  /* Less leaves room for more. */
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (31), -5, NULL), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (31), 10, NULL), ==, FASCIA_CHANGE_CAPPED);

  /* The right leg has room of its own; left it at 150. */
  fascia_session_tick (session, T0 + S (100 + 20 + 8), NULL);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 3);
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (130), 10, NULL), ==, FASCIA_CHANGE_DONE);

  /* “Both” counts for each leg: the left one is full. Prepare is no rolling. */
  fascia_session_skip (session, T0 + S (131), NULL);
  fascia_session_skip (session, T0 + S (132), NULL);
  g_assert_cmpint (fascia_session_get_phase_at (session, fascia_session_get_phase (session))->kind, ==, FASCIA_PHASE_PREPARE);
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (133), 10, NULL), ==, FASCIA_CHANGE_DONE);
  fascia_session_skip (session, T0 + S (134), NULL);
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (135), 10, NULL), ==, FASCIA_CHANGE_CAPPED);
}

static void
test_what_ran_counts_for_the_cap_and_skipped_time_does_not (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);

  /* Calf left has 45 s planned. Rolled for 20 s, then again from the start: 65. */
  fascia_session_back (session, T0 + S (25), NULL);
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (25), 120, NULL), ==, FASCIA_CHANGE_CAPPED);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (25)), ==, S (180 - 20 - 15));
  /* Skipped at once: the hold may be longer by what was not rolled. */
  fascia_session_skip (session, T0 + S (26), NULL);
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (26), 200, NULL), ==, FASCIA_CHANGE_CAPPED);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (26)), ==, S (180 - 21));
}

/* 3 × 120 s: more than the cap, as an own routine of an older version may be. */
static void
fill_too_much (FasciaRoutine *routine)
{
  add_item (routine, "calf-roller", FASCIA_SIDES_BOTH, 0, 120, 0, 3, 0);
}

static void
test_more_than_the_cap_as_written_is_played_as_written (void)
{
  g_autoptr (FasciaSession) session = start (fill_too_much);

  g_assert_cmpint (fascia_session_adjust (session, T0 + S (1), 10, NULL), ==, FASCIA_CHANGE_CAPPED);
  g_assert_cmpint (fascia_session_find_spot (session, T0 + S (1), NULL), ==, FASCIA_CHANGE_CAPPED);
  g_assert_cmpuint (fascia_session_get_n_phases (session), ==, 3);
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (1), -10, NULL), ==, FASCIA_CHANGE_DONE);
  run_to_the_end (session);
  assert_credit (session, 0, FASCIA_ITEM_DONE, FASCIA_REASON_NONE, S (350));
}

/* --- A spot ------------------------------------------------------------------------- */

static void
test_a_spot_moves_the_hold_forward_and_keeps_the_total (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);
  g_autoptr (GArray) events = new_events ();

  fascia_session_tick (session, T0 + S (5), NULL);
  g_assert_cmpint (fascia_session_find_spot (session, T0 + S (17), events), ==, FASCIA_CHANGE_DONE);
  assert_event (events, 0, FASCIA_EVENT_SPOT_FOUND, T0 + S (17), 1);
  assert_event (events, 1, FASCIA_EVENT_PHASE_ENDED, T0 + S (17), 1);
  assert_event (events, 2, FASCIA_EVENT_PHASE_BEGAN, T0 + S (17), 2);
  assert_phases (session, "prepare 5, roll 12, *hold 15, roll 18, switch 8, roll 30, hold 15, prepare 10, roll 40, rest 10, roll 40");
  g_assert_cmpint (fascia_session_get_total_left_us (session, T0 + S (17)), ==, S (203 - 17));
  g_assert_cmpint (fascia_session_get_total_length_us (session), ==, S (203));

  run_to_the_end (session);
  for (guint i = 0; i < 3; i++)
    assert_credit (session, i, FASCIA_ITEM_DONE, FASCIA_REASON_NONE, S (i < 2 ? 45 : 80));
}

static void
test_a_later_spot_adds_one_hold (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);

  fascia_session_find_spot (session, T0 + S (15), NULL);
  /* The hold runs from 15 to 30, the rest of the roll from there. */
  g_assert_cmpint (fascia_session_find_spot (session, T0 + S (20), NULL), ==, FASCIA_CHANGE_NOT_NOW);
  g_assert_cmpint (fascia_session_find_spot (session, T0 + S (35), NULL), ==, FASCIA_CHANGE_DONE);
  assert_phases (session, "prepare 5, roll 10, hold 15, roll 5, *hold 15, roll 15, switch 8, roll 30, hold 15, prepare 10, roll 40, rest 10, roll 40");
  g_assert_cmpint (fascia_session_get_total_length_us (session), ==, S (203 + 15));
  /* The other side has its own hold: the planned one comes first there too. */
  fascia_session_tick (session, T0 + S (35 + 15 + 15 + 8 + 10), NULL);
  g_assert_cmpint (fascia_session_find_spot (session, T0 + S (35 + 15 + 15 + 8 + 10), NULL), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpint (fascia_session_get_total_length_us (session), ==, S (203 + 15));
}

static void
test_a_set_without_a_hold_gets_the_usual_one (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);
  guint back_s = 5 + 45 + 8 + 45 + 10;

  /* The back has no hold in the routine, nor a dose of its own in this catalog. */
  g_assert_cmpint (fascia_session_find_spot (session, T0 + S (back_s + 10), NULL), ==, FASCIA_CHANGE_DONE);
  assert_phases (session, "prepare 5, roll 30, hold 15, switch 8, roll 30, hold 15, prepare 10, roll 10, *hold 20, roll 30, rest 10, roll 40");
  g_assert_cmpint (fascia_session_get_phase_at (session, 8)->side, ==, FASCIA_SIDE_BOTH);
  g_assert_cmpuint (fascia_session_get_phase_at (session, 8)->set, ==, 1);
}

static void
test_added_holds_keep_to_the_cap (void)
{
  g_autoptr (FasciaSession) session = start (fill_two_for_the_calf);
  gint64 now_us = T0;

  /* 60 + 20 + 60 s are planned for the left calf: the first spot is free, two more
   * fill the cap, and there is no room for the third. */
  now_us += S (5);
  g_assert_cmpint (fascia_session_find_spot (session, now_us, NULL), ==, FASCIA_CHANGE_DONE);
  for (guint i = 0; i < 2; i++)
    {
      now_us = fascia_session_get_next_change_us (session) + S (5);
      g_assert_cmpint (fascia_session_find_spot (session, now_us, NULL), ==, FASCIA_CHANGE_DONE);
    }
  now_us = fascia_session_get_next_change_us (session) + S (5);
  g_assert_cmpint (fascia_session_find_spot (session, now_us, NULL), ==, FASCIA_CHANGE_CAPPED);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 6);

  /* With 12 s of room the hold is shorter, with 3 s it is none. */
  g_assert_cmpint (fascia_session_adjust (session, now_us, -12, NULL), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpint (fascia_session_find_spot (session, now_us + S (1), NULL), ==, FASCIA_CHANGE_CAPPED);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 7);
  g_assert_cmpint (fascia_session_get_left_us (session, now_us + S (1)), ==, S (12));
  now_us = fascia_session_get_next_change_us (session) + S (1);
  g_assert_cmpint (fascia_session_adjust (session, now_us, -3, NULL), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpint (fascia_session_find_spot (session, now_us + S (1), NULL), ==, FASCIA_CHANGE_CAPPED);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 8);
}

static void
test_scraps_of_a_roll_never_flash_by (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);

  /* 300 ms before its end: they are held. */
  fascia_session_find_spot (session, T0 + S (35) - MS (300), NULL);
  g_assert_cmpuint (fascia_session_get_n_phases (session), ==, 10);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (35) - MS (300)), ==, S (15) + MS (300));
  g_assert_cmpint (fascia_session_get_next_change_us (session), ==, T0 + S (50));

  /* 200 ms after its beginning: going back does not stop at them. */
  fascia_session_tick (session, T0 + S (58), NULL);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 4);
  fascia_session_find_spot (session, T0 + S (58) + MS (200), NULL);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 5);
  fascia_session_back (session, T0 + S (60), NULL);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 3);
}

static void
test_a_spot_is_found_while_rolling_only (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);

  g_assert_cmpint (fascia_session_find_spot (session, T0 + S (2), NULL), ==, FASCIA_CHANGE_NOT_NOW);
  fascia_session_pause (session, T0 + S (15), NULL);
  g_assert_cmpint (fascia_session_find_spot (session, T0 + S (16), NULL), ==, FASCIA_CHANGE_NOT_NOW);
  fascia_session_resume (session, T0 + S (17), NULL);
  g_assert_cmpint (fascia_session_find_spot (session, T0 + S (18), NULL), ==, FASCIA_CHANGE_NOT_NOW);
  g_assert_cmpint (fascia_session_find_spot (session, T0 + S (21), NULL), ==, FASCIA_CHANGE_DONE);
}

/* --- Too much ----------------------------------------------------------------------- */

static void
test_too_much_once_halves_what_is_left (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);
  g_autoptr (GArray) events = new_events ();

  g_assert_cmpint (fascia_session_too_much (session, T0 + S (2), events), ==, FASCIA_CHANGE_NOT_NOW);
  fascia_session_tick (session, T0 + S (5), NULL);
  g_assert_cmpint (fascia_session_too_much (session, T0 + S (15), events), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpuint (events->len, ==, 1);
  assert_event (events, 0, FASCIA_EVENT_EASED, T0 + S (15), 1);
  g_assert_cmpint (fascia_session_get_next_change_us (session), ==, T0 + S (25));

  /* The item goes on with its hold, and its phases ran out by themselves. */
  fascia_session_tick (session, T0 + S (40), NULL);
  assert_credit (session, 0, FASCIA_ITEM_DONE, FASCIA_REASON_NONE, S (20 + 15));
}

static void
test_too_much_twice_gives_the_item_up (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);
  g_autoptr (GArray) events = new_events ();

  fascia_session_too_much (session, T0 + S (15), NULL);
  fascia_session_tick (session, T0 + S (30), NULL); /* the hold has begun */
  g_assert_cmpint (fascia_session_too_much (session, T0 + S (31), events), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpuint (events->len, ==, 2);
  assert_event (events, 0, FASCIA_EVENT_PHASE_ENDED, T0 + S (31), 2);
  assert_event (events, 1, FASCIA_EVENT_PHASE_BEGAN, T0 + S (31), 6);
  assert_credit (session, 0, FASCIA_ITEM_STOPPED, FASCIA_REASON_TOO_MUCH, S (20 + 6));
  assert_credit (session, 1, FASCIA_ITEM_STOPPED, FASCIA_REASON_TOO_MUCH, 0);

  /* The next item starts afresh; given up there, the session is over. */
  fascia_session_tick (session, T0 + S (31 + 10), NULL);
  fascia_session_too_much (session, T0 + S (31 + 20), NULL);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_RUNNING);
  g_array_set_size (events, 0);
  fascia_session_too_much (session, T0 + S (31 + 21), events);
  assert_event (events, 0, FASCIA_EVENT_PHASE_ENDED, T0 + S (52), 7);
  assert_event (events, 1, FASCIA_EVENT_FINISHED, T0 + S (52), 9);
  assert_credit (session, 2, FASCIA_ITEM_STOPPED, FASCIA_REASON_TOO_MUCH, S (11));
}

static void
test_a_side_that_was_done_stays_done_when_the_other_is_given_up (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);

  fascia_session_too_much (session, T0 + S (58 + 4), NULL); /* right side */
  fascia_session_too_much (session, T0 + S (58 + 5), NULL);
  assert_credit (session, 0, FASCIA_ITEM_DONE, FASCIA_REASON_NONE, S (45));
  assert_credit (session, 1, FASCIA_ITEM_STOPPED, FASCIA_REASON_TOO_MUCH, S (5));

  /* Who goes back to it takes that back. */
  fascia_session_back (session, T0 + S (64), NULL);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 5);
  fascia_session_tick (session, T0 + S (64 + 15), NULL);
  fascia_session_stop (session, T0 + S (64 + 16), FASCIA_REASON_TIRED, NULL);
  assert_credit (session, 1, FASCIA_ITEM_PARTIAL, FASCIA_REASON_NONE, S (5 + 15));
  assert_credit (session, 2, FASCIA_ITEM_SKIPPED, FASCIA_REASON_TIRED, 0);
}

static void
test_the_second_press_may_come_in_a_switch (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);

  fascia_session_too_much (session, T0 + S (15), NULL);       /* the roll ends at 25 */
  fascia_session_tick (session, T0 + S (25 + 15 + 2), NULL); /* in the switch */
  g_assert_cmpint (fascia_session_too_much (session, T0 + S (43), NULL), ==, FASCIA_CHANGE_DONE);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 6);
  assert_credit (session, 0, FASCIA_ITEM_DONE, FASCIA_REASON_NONE, S (35));
  assert_credit (session, 1, FASCIA_ITEM_STOPPED, FASCIA_REASON_TOO_MUCH, 0);
}

/* --- Wait for me -------------------------------------------------------------------- */

static void
test_waits_after_prepare_and_after_each_technique (void)
{
  const FasciaSessionOptions options = { .resume_count_in_s = 3, .wait_after_prepare = TRUE, .wait_after_technique = TRUE };
  g_autoptr (FasciaSession) session = start_options (fill_usual, &options);
  g_autoptr (GArray) events = new_events ();

  fascia_session_tick (session, T0 + S (60), events);
  g_assert_cmpuint (events->len, ==, 2);
  assert_event (events, 0, FASCIA_EVENT_PHASE_ENDED, T0 + S (5), 0);
  assert_event (events, 1, FASCIA_EVENT_WAITING, T0 + S (5), 1);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_WAITING);
  g_assert_cmpint (fascia_session_get_next_change_us (session), ==, G_MAXINT64);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (60)), ==, S (30));
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (60)), ==, S (60));
  g_assert_cmpint (fascia_session_get_active_us (session, T0 + S (60)), ==, 0);
  g_assert_cmpint (fascia_session_adjust (session, T0 + S (60), 10, events), ==, FASCIA_CHANGE_NOT_NOW);

  /* A key: counted in, the phase begins. Pausing the count-in waits again. */
  fascia_session_resume (session, T0 + S (60), events);
  fascia_session_pause (session, T0 + S (61), events);
  assert_event (events, 3, FASCIA_EVENT_WAITING, T0 + S (61), 1);
  fascia_session_resume (session, T0 + S (62), events);
  fascia_session_tick (session, T0 + S (70), events);
  assert_event (events, 5, FASCIA_EVENT_RESUMED, T0 + S (65), 1);
  assert_event (events, 6, FASCIA_EVENT_PHASE_BEGAN, T0 + S (65), 1);

  /* After the technique, before the next one's prepare; then after that prepare.
   * Between the sides it does not wait. Skip begins at once. */
  g_array_set_size (events, 0);
  fascia_session_tick (session, T0 + S (1000), NULL);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_WAITING);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 6);
  fascia_session_skip (session, T0 + S (1001), events);
  assert_event (events, 0, FASCIA_EVENT_RESUMED, T0 + S (1001), 6);
  assert_event (events, 1, FASCIA_EVENT_PHASE_BEGAN, T0 + S (1001), 6);
  fascia_session_tick (session, T0 + S (1011), NULL);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_WAITING);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 7);
  fascia_session_skip (session, T0 + S (1020), NULL);
  run_to_the_end (session);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, 0), ==, S (1020 + 90));
}

static void
test_who_skips_need_not_be_waited_for (void)
{
  const FasciaSessionOptions options = { .wait_after_prepare = TRUE, .wait_after_technique = TRUE };
  g_autoptr (FasciaSession) session = start_options (fill_usual, &options);

  fascia_session_skip (session, T0 + S (2), NULL);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_RUNNING);
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 1);
}

static void
test_back_from_waiting_is_the_phase_before (void)
{
  const FasciaSessionOptions options = { .resume_count_in_s = 3, .wait_after_prepare = TRUE };
  g_autoptr (FasciaSession) session = start_options (fill_usual, &options);
  g_autoptr (GArray) events = new_events ();

  fascia_session_tick (session, T0 + S (5), NULL);
  fascia_session_repeat (session, T0 + S (6), events);
  fascia_session_pause (session, T0 + S (6), events);
  g_assert_cmpuint (events->len, ==, 0);
  fascia_session_back (session, T0 + S (7), events);
  assert_event (events, 0, FASCIA_EVENT_RESUMED, T0 + S (7), 0);
  assert_event (events, 1, FASCIA_EVENT_PHASE_BEGAN, T0 + S (7), 0);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (7)), ==, S (5));
}

static void
test_stopped_while_waiting_is_stopped_in_what_was_felt (void)
{
  const FasciaSessionOptions options = { .wait_after_technique = TRUE };
  g_autoptr (FasciaSession) session = start_options (fill_usual, &options);
  g_autoptr (GArray) events = new_events ();

  fascia_session_tick (session, T0 + S (103), NULL);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_WAITING);
  fascia_session_stop (session, T0 + S (110), FASCIA_REASON_NERVE, events);
  g_assert_cmpuint (events->len, ==, 1);
  assert_event (events, 0, FASCIA_EVENT_STOPPED, T0 + S (110), 6);
  assert_credit (session, 1, FASCIA_ITEM_STOPPED, FASCIA_REASON_NERVE, S (45));
  assert_credit (session, 2, FASCIA_ITEM_SKIPPED, FASCIA_REASON_NONE, 0);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (500)), ==, S (110));
}

/* --- Sleep -------------------------------------------------------------------------- */

static void
test_sleep_pauses_where_it_began_and_is_never_active (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);
  g_autoptr (GArray) events = new_events ();

  fascia_session_tick (session, T0 + S (5), NULL);
  /* About to sleep; then awake after an hour in which the monotonic clock stood. */
  fascia_session_suspend (session, T0 + S (12), 0, events);
  fascia_session_suspend (session, T0 + S (12), S (3600), events);
  assert_event (events, 0, FASCIA_EVENT_SUSPENDED, T0 + S (12), 1);
  assert_event (events, 1, FASCIA_EVENT_SUSPENDED, T0 + S (12), 1);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_PAUSED);
  g_assert_cmpint (fascia_session_get_slept_us (session), ==, S (3600));
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (20)), ==, S (20 + 3600));
  g_assert_cmpint (fascia_session_get_active_us (session, T0 + S (20)), ==, S (7));

  /* Go on: the phase has what it had left. */
  fascia_session_resume (session, T0 + S (20), NULL);
  fascia_session_tick (session, T0 + S (24), NULL);
  g_assert_cmpint (fascia_session_get_slept_us (session), ==, 0);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (24)), ==, S (22));
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (24)), ==, S (24 + 3600));
}

static void
test_after_sleep_the_phase_can_be_repeated (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);

  fascia_session_suspend (session, T0 + S (12), S (60), NULL);
  fascia_session_repeat (session, T0 + S (15), NULL);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_PAUSED);
  g_assert_cmpint (fascia_session_get_left_us (session, T0 + S (15)), ==, S (30));
  g_assert_cmpint (fascia_session_get_active_us (session, T0 + S (15)), ==, S (7));
}

static void
test_sleep_that_is_noticed_late_moves_nothing_back (void)
{
  g_autoptr (FasciaSession) session = start (fill_usual);

  fascia_session_tick (session, T0 + S (14), NULL);
  fascia_session_suspend (session, T0 + S (12), S (60), NULL);
  g_assert_cmpint (fascia_session_get_active_us (session, T0 + S (14)), ==, S (9));
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (14)), ==, S (14 + 60));
}

static void
test_sleep_in_a_count_in_or_while_waiting (void)
{
  const FasciaSessionOptions options = { .count_in_s = 5, .resume_count_in_s = 3, .wait_after_prepare = TRUE };
  g_autoptr (FasciaSession) session = start_options (fill_usual, &options);

  fascia_session_suspend (session, T0 + S (2), S (60), NULL);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_READY);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (9)), ==, 0);

  fascia_session_start (session, T0 + S (10), NULL);
  fascia_session_tick (session, T0 + S (20), NULL);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_WAITING);
  fascia_session_suspend (session, T0 + S (25), S (60), NULL);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_WAITING);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, T0 + S (25)), ==, S (10 + 60));
  fascia_session_resume (session, T0 + S (25), NULL);
  fascia_session_suspend (session, T0 + S (26), S (60), NULL);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_WAITING);
  g_assert_cmpint (fascia_session_get_slept_us (session), ==, S (120));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-changes/more-and-less-move-the-end-of-this-phase-alone", test_more_and_less_move_the_end_of_this_phase_alone);
  g_test_add_func ("/session-changes/less-than-is-left-ends-the-phase-now", test_less_than_is_left_ends_the_phase_now);
  g_test_add_func ("/session-changes/a-paused-phase-can-be-adjusted-and-stays-paused", test_a_paused_phase_can_be_adjusted_and_stays_paused);
  g_test_add_func ("/session-changes/again-means-as-planned", test_again_means_as_planned);
  g_test_add_func ("/session-changes/there-is-nothing-to-adjust-before-the-start-or-after-the-end", test_there_is_nothing_to_adjust_before_the_start_or_after_the_end);
  g_test_add_func ("/session-changes/the-cap-counts-area-and-side-over-the-session", test_the_cap_counts_area_and_side_over_the_session);
  g_test_add_func ("/session-changes/what-ran-counts-for-the-cap-and-skipped-time-does-not", test_what_ran_counts_for_the_cap_and_skipped_time_does_not);
  g_test_add_func ("/session-changes/more-than-the-cap-as-written-is-played-as-written", test_more_than_the_cap_as_written_is_played_as_written);
  g_test_add_func ("/session-changes/a-spot-moves-the-hold-forward-and-keeps-the-total", test_a_spot_moves_the_hold_forward_and_keeps_the_total);
  g_test_add_func ("/session-changes/a-later-spot-adds-one-hold", test_a_later_spot_adds_one_hold);
  g_test_add_func ("/session-changes/a-set-without-a-hold-gets-the-usual-one", test_a_set_without_a_hold_gets_the_usual_one);
  g_test_add_func ("/session-changes/added-holds-keep-to-the-cap", test_added_holds_keep_to_the_cap);
  g_test_add_func ("/session-changes/scraps-of-a-roll-never-flash-by", test_scraps_of_a_roll_never_flash_by);
  g_test_add_func ("/session-changes/a-spot-is-found-while-rolling-only", test_a_spot_is_found_while_rolling_only);
  g_test_add_func ("/session-changes/too-much-once-halves-what-is-left", test_too_much_once_halves_what_is_left);
  g_test_add_func ("/session-changes/too-much-twice-gives-the-item-up", test_too_much_twice_gives_the_item_up);
  g_test_add_func ("/session-changes/a-side-that-was-done-stays-done-when-the-other-is-given-up", test_a_side_that_was_done_stays_done_when_the_other_is_given_up);
  g_test_add_func ("/session-changes/the-second-press-may-come-in-a-switch", test_the_second_press_may_come_in_a_switch);
  g_test_add_func ("/session-changes/waits-after-prepare-and-after-each-technique", test_waits_after_prepare_and_after_each_technique);
  g_test_add_func ("/session-changes/who-skips-need-not-be-waited-for", test_who_skips_need_not_be_waited_for);
  g_test_add_func ("/session-changes/back-from-waiting-is-the-phase-before", test_back_from_waiting_is_the_phase_before);
  g_test_add_func ("/session-changes/stopped-while-waiting-is-stopped-in-what-was-felt", test_stopped_while_waiting_is_stopped_in_what_was_felt);
  g_test_add_func ("/session-changes/sleep-pauses-where-it-began-and-is-never-active", test_sleep_pauses_where_it_began_and_is_never_active);
  g_test_add_func ("/session-changes/after-sleep-the-phase-can-be-repeated", test_after_sleep_the_phase_can_be_repeated);
  g_test_add_func ("/session-changes/sleep-that-is-noticed-late-moves-nothing-back", test_sleep_that_is_noticed_late_moves_nothing_back);
  g_test_add_func ("/session-changes/sleep-in-a-count-in-or-while-waiting", test_sleep_in_a_count_in_or_while_waiting);
  return g_test_run ();
}
