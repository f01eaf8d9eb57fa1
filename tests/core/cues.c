/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/cues.h"

#include <string.h>

#define S(seconds) ((gint64)(seconds)*G_USEC_PER_SEC)
#define MS(milliseconds) ((gint64)(milliseconds)*1000)
#define T0 S (4711)

/* 0 prepare 5; left: 1 roll 30, 2 hold 15; 3 switch 8; right: 4 roll 30, 5 hold 15; 6 prepare 10, 7 roll 40. */
static FasciaPlan *
small_plan (void)
{
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("small");
  FasciaRoutineItem *item = fascia_routine_item_new ("calf-roller");

  item->sides = FASCIA_SIDES_LEFT_RIGHT;
  item->prepare_s = 5;
  item->roll_s = 30;
  item->hold_s = 15;
  g_ptr_array_add (routine->items, item);
  item = fascia_routine_item_new ("upper-back-roller");
  item->sides = FASCIA_SIDES_BOTH;
  item->prepare_s = 10;
  item->roll_s = 40;
  g_ptr_array_add (routine->items, item);
  return fascia_plan_new (routine, NULL, NULL);
}

/* A session with an ear: what was heard, and when in tenths of a second since T0. */
typedef struct {
  FasciaSession *session;
  FasciaCueOptions options;
  gint64 seen_us;
  GString *heard;
  GArray *events;
} Ear;

static void
ear_open (Ear *self, guint count_in_s, guint resume_count_in_s)
{
  g_autoptr (FasciaPlan) plan = small_plan ();

  self->session = fascia_session_new (plan, &(FasciaSessionOptions){ .count_in_s = count_in_s, .resume_count_in_s = resume_count_in_s });
  self->options = FASCIA_CUE_OPTIONS_DEFAULT;
  self->seen_us = T0;
  self->heard = g_string_new (NULL);
  self->events = g_array_new (FALSE, FALSE, sizeof (FasciaSessionEvent));
}

static void
ear_close (Ear *self)
{
  fascia_session_free (self->session);
  g_string_free (self->heard, TRUE);
  g_array_unref (self->events);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ear, ear_close)

static void
listen (Ear *self, gint64 now_us)
{
  g_autoptr (GArray) cues = fascia_cues_take (self->session, &self->options, self->events, self->seen_us, now_us);
  gint64 latest_us = G_MININT64;

  for (guint i = 0; i < cues->len; i++)
    {
      const FasciaCue *cue = &g_array_index (cues, FasciaCue, i);

      g_assert_cmpint (cue->at_us, >=, latest_us);
      latest_us = cue->at_us;
      g_string_append_printf (self->heard, "%s%.1f %s", self->heard->len > 0 ? ", " : "",
                              (double)(cue->at_us - T0) / G_USEC_PER_SEC, fascia_cue_kind_to_string (cue->kind));
      if (cue->number > 0)
        g_string_append_printf (self->heard, " %u", cue->number);
      if (cue->kind == FASCIA_CUE_NEXT)
        g_string_append_printf (self->heard, " of %u", cue->phase);
    }
  g_array_set_size (self->events, 0);
  self->seen_us = now_us;
}

typedef void (*Step) (FasciaSession *session, gint64 now_us, GArray *events);

static void
act (Ear *self, Step step, gint64 now_us)
{
  step (self->session, now_us, self->events);
  listen (self, now_us);
}

/* Wakes at each instant that is asked for, late by up to @late_ms, until @until_us. */
static void
live_until (Ear *self, gint64 until_us, int late_ms)
{
  for (;;)
    {
      gint64 next_us = MIN (fascia_cues_next_us (self->session, &self->options, self->seen_us),
                            fascia_session_get_next_change_us (self->session));

      if (next_us > until_us)
        return;
      next_us = MAX (next_us, self->seen_us);
      if (late_ms > 0)
        next_us += MS (g_test_rand_int_range (0, late_ms + 1));
      act (self, fascia_session_tick, next_us);
    }
}

static void
assert_heard (Ear *self, const char *expected)
{
  g_assert_cmpstr (self->heard->str, ==, expected);
  g_string_truncate (self->heard, 0);
}

static void
test_a_whole_session (void)
{
  g_auto (Ear) ear = { 0 };

  ear_open (&ear, 5, 3);
  act (&ear, fascia_session_start, T0);
  live_until (&ear, T0 + S (1000), 0);
  assert_heard (&ear,
                "0.0 count-in 5, 1.0 count-in 4, 2.0 count-in 3, 3.0 count-in 2, 4.0 count-in 1, "
                "5.0 prepare, 7.0 last-seconds 3, 8.0 last-seconds 2, 9.0 last-seconds 1, "
                "10.0 roll, 25.0 halfway 15, 37.0 last-seconds 3, 38.0 last-seconds 2, 39.0 last-seconds 1, "
                "40.0 hold, 46.0 next 9 of 3, 52.0 last-seconds 3, 53.0 last-seconds 2, 54.0 last-seconds 1, "
                "55.0 switch, 60.0 last-seconds 3, 61.0 last-seconds 2, 62.0 last-seconds 1, "
                "63.0 roll, 78.0 halfway 15, 90.0 last-seconds 3, 91.0 last-seconds 2, 92.0 last-seconds 1, "
                "93.0 hold, 99.0 next 9 of 6, 105.0 last-seconds 3, 106.0 last-seconds 2, 107.0 last-seconds 1, "
                "108.0 prepare, 115.0 last-seconds 3, 116.0 last-seconds 2, 117.0 last-seconds 1, "
                "118.0 roll, 138.0 halfway 20, 155.0 last-seconds 3, 156.0 last-seconds 2, 157.0 last-seconds 1, "
                "158.0 end");
}

static void
test_a_longer_count_in_counts_its_last_five_seconds (void)
{
  g_auto (Ear) ear = { 0 };

  ear_open (&ear, 15, 3);
  act (&ear, fascia_session_start, T0);
  g_assert_cmpint (fascia_cues_next_us (ear.session, &ear.options, T0), ==, T0 + S (10));
  live_until (&ear, T0 + S (15), 0);
  assert_heard (&ear, "10.0 count-in 5, 11.0 count-in 4, 12.0 count-in 3, 13.0 count-in 2, 14.0 count-in 1, 15.0 prepare");
}

static void
test_pauses_are_silent_and_nothing_is_said_twice (void)
{
  g_auto (Ear) ear = { 0 };

  ear_open (&ear, 0, 3);
  act (&ear, fascia_session_start, T0);
  live_until (&ear, T0 + S (2), 0);
  act (&ear, fascia_session_pause, T0 + S (2) + MS (500)); /* 2.5 s left; “3” was said */
  g_assert_cmpint (fascia_cues_next_us (ear.session, &ear.options, ear.seen_us), ==, G_MAXINT64);
  act (&ear, fascia_session_tick, T0 + S (60));
  act (&ear, fascia_session_resume, T0 + S (100));
  live_until (&ear, T0 + S (106), 0);
  assert_heard (&ear,
                "0.0 prepare, 2.0 last-seconds 3, 2.5 paused, "
                "100.0 count-in 3, 101.0 count-in 2, 102.0 count-in 1, 103.0 resumed, "
                "103.5 last-seconds 2, 104.5 last-seconds 1, 105.5 roll");
}

static void
test_waiting_and_its_end (void)
{
  g_autoptr (FasciaPlan) plan = small_plan ();
  g_auto (Ear) ear = { 0 };

  ear_open (&ear, 0, 0);
  fascia_session_free (ear.session);
  ear.session = fascia_session_new (plan, &(FasciaSessionOptions){ .wait_after_prepare = TRUE });
  act (&ear, fascia_session_start, T0);
  live_until (&ear, T0 + S (60), 0);
  act (&ear, fascia_session_resume, T0 + S (60));
  /* The phase says more than “resumed”. */
  assert_heard (&ear, "0.0 prepare, 2.0 last-seconds 3, 3.0 last-seconds 2, 4.0 last-seconds 1, 5.0 waiting, 60.0 roll");
}

static void
test_changes_on_the_way (void)
{
  g_auto (Ear) ear = { 0 };

  ear_open (&ear, 0, 3);
  ear.options.kinds &= ~FASCIA_CUE_BIT (FASCIA_CUE_LAST_SECONDS);
  act (&ear, fascia_session_start, T0);
  act (&ear, fascia_session_skip, T0 + S (1));
  /* A spot at 10 s: the hold; 20 s of the roll are left behind it. Too much: 10. */
  fascia_session_find_spot (ear.session, T0 + S (11), ear.events);
  listen (&ear, T0 + S (11));
  live_until (&ear, T0 + S (26), 0);
  fascia_session_too_much (ear.session, T0 + S (26), ear.events);
  listen (&ear, T0 + S (26));
  live_until (&ear, T0 + S (36), 0);
  assert_heard (&ear, "0.0 prepare, 1.0 roll, 11.0 hold, 26.0 roll, 26.0 ease, 27.0 next 9 of 4, 36.0 switch");

  /* Ten seconds more while the last ones are counted: they are counted again. */
  ear.options.kinds = FASCIA_CUE_BIT (FASCIA_CUE_LAST_SECONDS);
  live_until (&ear, T0 + S (42), 0);
  fascia_session_adjust (ear.session, T0 + S (42) + MS (500), 10, ear.events);
  listen (&ear, T0 + S (42) + MS (500));
  live_until (&ear, T0 + S (53), 0);
  assert_heard (&ear, "41.0 last-seconds 3, 42.0 last-seconds 2, 51.0 last-seconds 3, 52.0 last-seconds 2, 53.0 last-seconds 1");
}

static void
test_a_phase_that_ended_as_it_began_makes_no_cue (void)
{
  g_auto (Ear) ear = { 0 };

  ear_open (&ear, 0, 0);
  fascia_session_start (ear.session, T0, ear.events);
  fascia_session_skip (ear.session, T0, ear.events); /* the prepare was no time */
  fascia_session_skip (ear.session, T0 + S (1), ear.events);
  fascia_session_adjust (ear.session, T0 + S (1), -60, ear.events);
  listen (&ear, T0 + S (1));
  assert_heard (&ear, "0.0 roll, 1.0 switch");
}

static void
test_stopping_needs_no_cue (void)
{
  g_auto (Ear) ear = { 0 };

  ear_open (&ear, 0, 3);
  act (&ear, fascia_session_start, T0);
  fascia_session_stop (ear.session, T0 + S (1), FASCIA_REASON_TIRED, ear.events);
  listen (&ear, T0 + S (1));
  assert_heard (&ear, "0.0 prepare");
}

static void
test_very_late_ticks_tell_the_changes_and_no_stale_numbers (void)
{
  g_auto (Ear) ear = { 0 };

  ear_open (&ear, 0, 3);
  act (&ear, fascia_session_start, T0);
  act (&ear, fascia_session_tick, T0 + S (2) + MS (900)); /* “3” is 0.9 s late */
  act (&ear, fascia_session_tick, T0 + S (51));
  act (&ear, fascia_session_tick, T0 + S (74)); /* halfway was just a second ago */
  assert_heard (&ear, "0.0 prepare, 2.0 last-seconds 3, 5.0 roll, 35.0 hold, 50.0 switch, 58.0 roll");
}

/* Late by up to 900 ms, as T5 has it: every change is told, and of the timed cues at
 * most those that the next change overtook are missing. */
static void
test_late_ticks_keep_the_planned_instants (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_auto (Ear) punctual = { 0 };
      g_auto (Ear) late = { 0 };
      g_auto (GStrv) expected = NULL;
      g_auto (GStrv) heard = NULL;
      guint read = 0;
      guint n_missing = 0;

      ear_open (&punctual, 5, 3);
      ear_open (&late, 5, 3);
      punctual.options.stroke_us = late.options.stroke_us = S (3);
      act (&punctual, fascia_session_start, T0);
      act (&late, fascia_session_start, T0);
      live_until (&punctual, T0 + S (1000), 0);
      live_until (&late, T0 + S (1000), 900);

      expected = g_strsplit (punctual.heard->str, ", ", -1);
      heard = g_strsplit (late.heard->str, ", ", -1);
      for (guint i = 0; expected[i] != NULL; i++)
        {
          if (g_strcmp0 (heard[read], expected[i]) == 0)
            {
              read++;
              continue;
            }
          g_assert_true (strstr (expected[i], "last-seconds") != NULL || strstr (expected[i], "count-in") != NULL ||
                         strstr (expected[i], "stroke") != NULL || strstr (expected[i], "next") != NULL || strstr (expected[i], "halfway") != NULL);
          n_missing++;
        }
      g_assert_null (heard[read]); /* nothing but what was expected, in order */
      g_assert_cmpuint (n_missing, <=, 4);
    }
}

static void
test_strokes_turn_with_the_roll (void)
{
  g_auto (Ear) ear = { 0 };

  ear_open (&ear, 0, 0);
  ear.options = (FasciaCueOptions){ .kinds = FASCIA_CUE_BIT (FASCIA_CUE_STROKE), .stroke_us = MS (7500) };
  act (&ear, fascia_session_start, T0);
  live_until (&ear, T0 + S (13), 0);
  act (&ear, fascia_session_pause, T0 + S (14));
  act (&ear, fascia_session_resume, T0 + S (24)); /* 9 s of the roll have run */
  live_until (&ear, T0 + S (60), 0);
  /* None where the roll ends, none while holding. */
  assert_heard (&ear, "12.5 stroke 1, 30.0 stroke 2, 37.5 stroke 3");

  ear.options.stroke_us = 0;
  g_assert_cmpint (fascia_cues_next_us (ear.session, &ear.options, T0 + S (60)), ==, G_MAXINT64);
}

static void
test_unwanted_cues_wake_nobody (void)
{
  g_auto (Ear) ear = { 0 };

  ear_open (&ear, 5, 3);
  ear.options = (FasciaCueOptions){ .kinds = FASCIA_CUE_BIT (FASCIA_CUE_HOLD) | FASCIA_CUE_BIT (FASCIA_CUE_HALFWAY), .stroke_us = S (3) };
  act (&ear, fascia_session_start, T0);
  g_assert_cmpint (fascia_cues_next_us (ear.session, &ear.options, T0), ==, G_MAXINT64);
  live_until (&ear, T0 + S (50), 0);
  assert_heard (&ear, "25.0 halfway 15, 40.0 hold");
}

static void
test_next_is_the_very_next_take (void)
{
  for (guint round = 0; round < 300; round++)
    {
      g_auto (Ear) ear = { 0 };
      gint64 now_us = T0;

      ear_open (&ear, 5, 3);
      ear.options.stroke_us = MS (g_test_rand_int_range (2000, 4001));
      act (&ear, fascia_session_start, now_us);
      now_us += (gint64)g_test_rand_double_range (0, S (160));
      act (&ear, fascia_session_tick, now_us);
      for (;;)
        {
          gint64 next_us = fascia_cues_next_us (ear.session, &ear.options, now_us);
          g_autoptr (GArray) before = NULL;
          g_autoptr (GArray) then = NULL;

          if (next_us == G_MAXINT64)
            break;
          g_assert_cmpint (next_us, >, now_us);
          g_assert_cmpint (next_us, <, fascia_session_get_next_change_us (ear.session));
          before = fascia_cues_take (ear.session, &ear.options, NULL, now_us, next_us - 1);
          then = fascia_cues_take (ear.session, &ear.options, NULL, next_us - 1, next_us);
          g_assert_cmpuint (before->len, ==, 0);
          g_assert_cmpuint (then->len, >=, 1);
          now_us = next_us;
        }
    }
}

static void
test_names_come_back (void)
{
  FasciaCueKind found;

  for (FasciaCueKind kind = 0; kind < FASCIA_N_CUE_KINDS; kind++)
    {
      g_assert_true (fascia_cue_kind_from_string (fascia_cue_kind_to_string (kind), &found));
      g_assert_cmpint (found, ==, kind);
    }
  g_assert_false (fascia_cue_kind_from_string ("bang", &found));
  g_assert_false (fascia_cue_kind_from_string (NULL, &found));
}

/* --- One at a time ----------------------------------------------------------------- */

static FasciaCueVerdict
offer (FasciaCueArbiter *arbiter, FasciaCueKind kind, gint64 length_us, gint64 now_us)
{
  return fascia_cue_arbiter_offer (arbiter, &(FasciaCue){ .kind = kind, .at_us = now_us }, length_us, now_us);
}

static void
test_the_change_wins_and_numbers_are_dropped (void)
{
  static const struct {
    FasciaCueKind playing, offered;
    FasciaCueVerdict verdict;
  } table[] = {
    { FASCIA_CUE_ROLL, FASCIA_CUE_HOLD, FASCIA_CUE_VERDICT_CUT_AND_PLAY },
    { FASCIA_CUE_LAST_SECONDS, FASCIA_CUE_HOLD, FASCIA_CUE_VERDICT_CUT_AND_PLAY },
    { FASCIA_CUE_NEXT, FASCIA_CUE_SWITCH, FASCIA_CUE_VERDICT_CUT_AND_PLAY },
    { FASCIA_CUE_NEXT, FASCIA_CUE_PAUSED, FASCIA_CUE_VERDICT_CUT_AND_PLAY },
    { FASCIA_CUE_ROLL, FASCIA_CUE_EASE, FASCIA_CUE_VERDICT_CUT_AND_PLAY },
    { FASCIA_CUE_STROKE, FASCIA_CUE_REST, FASCIA_CUE_VERDICT_CUT_AND_PLAY },
    { FASCIA_CUE_ROLL, FASCIA_CUE_LAST_SECONDS, FASCIA_CUE_VERDICT_DROP },
    { FASCIA_CUE_ROLL, FASCIA_CUE_HALFWAY, FASCIA_CUE_VERDICT_DROP },
    { FASCIA_CUE_ROLL, FASCIA_CUE_NEXT, FASCIA_CUE_VERDICT_DROP },
    { FASCIA_CUE_NEXT, FASCIA_CUE_LAST_SECONDS, FASCIA_CUE_VERDICT_DROP },
    { FASCIA_CUE_LAST_SECONDS, FASCIA_CUE_LAST_SECONDS, FASCIA_CUE_VERDICT_DROP },
    { FASCIA_CUE_COUNT_IN, FASCIA_CUE_COUNT_IN, FASCIA_CUE_VERDICT_DROP },
    { FASCIA_CUE_HALFWAY, FASCIA_CUE_NEXT, FASCIA_CUE_VERDICT_CUT_AND_PLAY },
    { FASCIA_CUE_STROKE, FASCIA_CUE_LAST_SECONDS, FASCIA_CUE_VERDICT_CUT_AND_PLAY },
    { FASCIA_CUE_LAST_SECONDS, FASCIA_CUE_STROKE, FASCIA_CUE_VERDICT_DROP },
    { FASCIA_CUE_STROKE, FASCIA_CUE_STROKE, FASCIA_CUE_VERDICT_DROP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      FasciaCueArbiter arbiter = { 0 };

      g_test_message ("%s while %s", fascia_cue_kind_to_string (table[i].offered), fascia_cue_kind_to_string (table[i].playing));
      g_assert_cmpint (offer (&arbiter, table[i].playing, S (2), T0), ==, FASCIA_CUE_VERDICT_PLAY);
      g_assert_cmpint (offer (&arbiter, table[i].offered, S (1), T0 + S (1)), ==, table[i].verdict);
      /* Once it is over, whatever played, anything may be heard. */
      g_assert_cmpint (offer (&arbiter, FASCIA_CUE_STROKE, S (1), T0 + S (2)), ==, FASCIA_CUE_VERDICT_PLAY);
    }
}

static void
test_speech_of_unknown_length_lasts_until_it_ends (void)
{
  FasciaCueArbiter arbiter = { 0 };

  g_assert_cmpint (offer (&arbiter, FASCIA_CUE_NEXT, G_MAXINT64, T0), ==, FASCIA_CUE_VERDICT_PLAY);
  g_assert_cmpint (offer (&arbiter, FASCIA_CUE_LAST_SECONDS, S (1), T0 + S (3600)), ==, FASCIA_CUE_VERDICT_DROP);
  fascia_cue_arbiter_ended (&arbiter);
  g_assert_cmpint (offer (&arbiter, FASCIA_CUE_LAST_SECONDS, S (1), T0 + S (3600)), ==, FASCIA_CUE_VERDICT_PLAY);
}

/* A recorder in the place of a loudspeaker, over whole sessions with late ticks. */
static void
test_a_recorder_never_hears_two_at_once (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_auto (Ear) ear = { 0 };
      FasciaCueArbiter arbiter = { 0 };
      gint64 silent_from_us = G_MININT64;
      guint n_changes = 0;
      guint n_dropped = 0;
      gint64 now_us = T0;

      ear_open (&ear, 5, 3);
      ear.options.stroke_us = S (2);
      fascia_session_start (ear.session, now_us, ear.events);
      while (fascia_session_get_state (ear.session) != FASCIA_SESSION_FINISHED)
        {
          g_autoptr (GArray) cues = NULL;

          now_us = MIN (fascia_cues_next_us (ear.session, &ear.options, ear.seen_us), fascia_session_get_next_change_us (ear.session));
          now_us = MAX (now_us, ear.seen_us) + MS (g_test_rand_int_range (0, 901));
          fascia_session_tick (ear.session, now_us, ear.events);
          cues = fascia_cues_take (ear.session, &ear.options, ear.events, ear.seen_us, now_us);
          g_array_set_size (ear.events, 0);
          ear.seen_us = now_us;
          for (guint i = 0; i < cues->len; i++)
            {
              const FasciaCue *cue = &g_array_index (cues, FasciaCue, i);
              gint64 length_us = MS (g_test_rand_int_range (50, 4000));

              switch (fascia_cue_arbiter_offer (&arbiter, cue, length_us, now_us))
                {
                case FASCIA_CUE_VERDICT_PLAY:
                  g_assert_cmpint (silent_from_us, <=, now_us);
                  silent_from_us = now_us + length_us;
                  break;
                case FASCIA_CUE_VERDICT_CUT_AND_PLAY:
                  g_assert_cmpint (silent_from_us, >, now_us);
                  silent_from_us = now_us + length_us;
                  break;
                case FASCIA_CUE_VERDICT_DROP:
                  g_assert_cmpint (silent_from_us, >, now_us);
                  g_assert_true (cue->number > 0);
                  n_dropped++;
                  continue;
                default:
                  g_assert_not_reached ();
                }
              n_changes += cue->kind >= FASCIA_CUE_PREPARE && cue->kind <= FASCIA_CUE_END;
            }
        }
      g_assert_cmpuint (n_changes, ==, 8 + 1);
      g_assert_cmpuint (n_dropped, >, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cues/a-whole-session", test_a_whole_session);
  g_test_add_func ("/cues/a-longer-count-in-counts-its-last-five-seconds", test_a_longer_count_in_counts_its_last_five_seconds);
  g_test_add_func ("/cues/pauses-are-silent-and-nothing-is-said-twice", test_pauses_are_silent_and_nothing_is_said_twice);
  g_test_add_func ("/cues/waiting-and-its-end", test_waiting_and_its_end);
  g_test_add_func ("/cues/changes-on-the-way", test_changes_on_the_way);
  g_test_add_func ("/cues/a-phase-that-ended-as-it-began-makes-no-cue", test_a_phase_that_ended_as_it_began_makes_no_cue);
  g_test_add_func ("/cues/stopping-needs-no-cue", test_stopping_needs_no_cue);
  g_test_add_func ("/cues/very-late-ticks-tell-the-changes-and-no-stale-numbers", test_very_late_ticks_tell_the_changes_and_no_stale_numbers);
  g_test_add_func ("/cues/late-ticks-keep-the-planned-instants", test_late_ticks_keep_the_planned_instants);
  g_test_add_func ("/cues/strokes-turn-with-the-roll", test_strokes_turn_with_the_roll);
  g_test_add_func ("/cues/unwanted-cues-wake-nobody", test_unwanted_cues_wake_nobody);
  g_test_add_func ("/cues/next-is-the-very-next-take", test_next_is_the_very_next_take);
  g_test_add_func ("/cues/names-come-back", test_names_come_back);
  g_test_add_func ("/cues/the-change-wins-and-numbers-are-dropped", test_the_change_wins_and_numbers_are_dropped);
  g_test_add_func ("/cues/speech-of-unknown-length-lasts-until-it-ends", test_speech_of_unknown_length_lasts_until_it_ends);
  g_test_add_func ("/cues/a-recorder-never-hears-two-at-once", test_a_recorder_never_hears_two_at_once);
  return g_test_run ();
}
