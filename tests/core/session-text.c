/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session as text: what a crash leaves behind. That a restored one lives on like
 * one that was never cut off is proved in session-life.c. */
#include "fascia/core/session.h"

#include <string.h>

#define S(seconds) ((gint64)(seconds)*G_USEC_PER_SEC)
#define MS(milliseconds) ((gint64)(milliseconds)*1000)
#define T0 S (4711)

static FasciaRoutine *
small_routine (void)
{
  FasciaRoutine *routine = fascia_routine_new ("small");
  static const char *const techniques[] = { "calf-roller", "quads “roller”\n'x'" };

  for (guint i = 0; i < G_N_ELEMENTS (techniques); i++)
    {
      FasciaRoutineItem *item = fascia_routine_item_new (techniques[i]);

      item->sides = FASCIA_SIDES_LEFT_RIGHT;
      item->prepare_s = 5;
      item->roll_s = 30;
      item->hold_s = i == 0 ? 15 : 0;
      item->sets = 1 + i;
      item->rest_s = 10;
      g_ptr_array_add (routine->items, item);
    }
  return routine;
}

static FasciaPlan *
small_plan (void)
{
  g_autoptr (FasciaRoutine) routine = small_routine ();

  return fascia_plan_new (routine, NULL, NULL);
}

static const FasciaSessionOptions options = { .resume_count_in_s = 3 };

/* One that has been through much; it runs at T0 + 42 s. */
static FasciaSession *
eventful_session (FasciaPlan *plan)
{
  FasciaSession *session = fascia_session_new (plan, &options);

  fascia_session_start (session, T0, NULL);
  fascia_session_find_spot (session, T0 + S (15), NULL);
  fascia_session_too_much (session, T0 + S (17), NULL);
  fascia_session_suspend (session, T0 + S (18), S (1000), NULL);
  fascia_session_resume (session, T0 + S (30), NULL);
  fascia_session_tick (session, T0 + S (40), NULL);
  fascia_session_adjust (session, T0 + S (41), 10, NULL);
  return session;
}

static void
test_resumes_in_the_same_second (void)
{
  g_autoptr (FasciaPlan) plan = small_plan ();
  g_autoptr (FasciaSession) session = eventful_session (plan);
  g_autoptr (FasciaSession) restored = NULL;
  g_autofree char *text = fascia_session_to_text (session, T0 + S (42));
  g_autoptr (GError) error = NULL;
  gint64 later_us = 77; /* another boot: the clock began anew */

  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_RUNNING);
  restored = fascia_session_new_from_text (plan, &options, text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fascia_session_get_state (restored), ==, FASCIA_SESSION_PAUSED);
  g_assert_cmpuint (fascia_session_get_phase (restored), ==, fascia_session_get_phase (session));
  g_assert_cmpint (fascia_session_get_left_us (restored, later_us), ==, fascia_session_get_left_us (session, T0 + S (42)));
  g_assert_cmpint (fascia_session_get_active_us (restored, later_us), ==, fascia_session_get_active_us (session, T0 + S (42)));
  g_assert_cmpint (fascia_session_get_elapsed_us (restored, later_us), ==, S (1042));
  g_assert_cmpint (fascia_session_get_next_change_us (restored), ==, G_MAXINT64);

  /* The time in between is a pause, if the caller says so. */
  fascia_session_suspend (restored, later_us, S (600), NULL);
  g_assert_cmpint (fascia_session_get_elapsed_us (restored, later_us + S (5)), ==, S (1042 + 600 + 5));
  fascia_session_resume (restored, later_us + S (5), NULL);
  g_assert_cmpint (fascia_session_get_next_change_us (restored), ==, later_us + S (8));
}

static void
test_a_late_heartbeat_tells_of_the_phase_it_is_late_for (void)
{
  g_autoptr (FasciaPlan) plan = small_plan ();
  g_autoptr (FasciaSession) session = fascia_session_new (plan, &options);
  g_autoptr (FasciaSession) restored = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  fascia_session_start (session, T0, NULL);
  text = fascia_session_to_text (session, T0 + S (36)); /* no tick since the start */
  g_assert_cmpuint (fascia_session_get_phase (session), ==, 0);
  restored = fascia_session_new_from_text (plan, &options, text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fascia_session_get_phase (restored), ==, 2);
  g_assert_cmpint (fascia_session_get_left_us (restored, 0), ==, S (14));
}

static void
test_what_is_not_under_way_stays_what_it_is (void)
{
  g_autoptr (FasciaPlan) plan = small_plan ();
  g_autoptr (FasciaSession) session = fascia_session_new (plan, &(FasciaSessionOptions){ .count_in_s = 5, .wait_after_prepare = TRUE });
  static const FasciaSessionState expected[] = {
    FASCIA_SESSION_READY, FASCIA_SESSION_READY, FASCIA_SESSION_PAUSED, FASCIA_SESSION_WAITING, FASCIA_SESSION_STOPPED
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (FasciaSession) restored = NULL;
      g_autoptr (GError) error = NULL;
      gint64 now_us = T0 + S (6 * i);

      if (i == 1)
        fascia_session_start (session, now_us, NULL);
      else if (i == 4)
        fascia_session_stop (session, now_us, FASCIA_REASON_PAIN, NULL);
      /* 1: counts in; 2: prepares; 3: waits */
      text = fascia_session_to_text (session, now_us);
      restored = fascia_session_new_from_text (plan, NULL, text, &error);
      g_assert_no_error (error);
      g_assert_cmpint (fascia_session_get_state (restored), ==, expected[i]);
      if (i == 4)
        g_assert_cmpint (fascia_session_get_credit (restored, 0, 0).reason, ==, FASCIA_REASON_PAIN);
    }
}

static void
test_the_plan_comes_back_with_its_sides (void)
{
  const FasciaFirstSide firsts[] = { { "quads “roller”\n'x'", FASCIA_SIDE_LEFT }, { "not-in-it", FASCIA_SIDE_RIGHT } };
  const FasciaPlanOptions plan_options = { .switch_s = 12, .first_side = FASCIA_SIDE_RIGHT, .first_sides = firsts, .n_first_sides = 2 };
  g_autoptr (FasciaRoutine) routine = small_routine ();
  g_autoptr (FasciaPlan) plan = fascia_plan_new (routine, NULL, &plan_options);
  g_autoptr (FasciaPlan) again = NULL;
  g_autoptr (FasciaSession) session = eventful_session (plan);
  g_autoptr (FasciaSession) restored = NULL;
  g_autofree char *text = fascia_session_to_text (session, T0 + S (42));
  g_autofree char *written_again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (strchr (text, '\n'));
  again = fascia_session_plan_from_text (routine, NULL, text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->credits[0].side, ==, FASCIA_SIDE_RIGHT);
  g_assert_cmpint (again->credits[2].side, ==, FASCIA_SIDE_LEFT);
  g_assert_cmpuint (again->options.switch_s, ==, 12);
  restored = fascia_session_new_from_text (again, &options, text, &error);
  g_assert_no_error (error);
  fascia_session_pause (session, T0 + S (42), NULL);
  g_free (text);
  text = fascia_session_to_text (session, T0 + S (42));
  written_again = fascia_session_to_text (restored, 0);
  g_assert_cmpstr (written_again, ==, text);
}

/* With other tools, left out techniques or a new catalog: what counts is what was played. */
static void
test_the_routine_comes_back_as_it_was_played (void)
{
  g_autoptr (FasciaRoutine) routine = small_routine ();
  FasciaRoutineItem *first = g_ptr_array_index (routine->items, 0);
  g_autoptr (FasciaRoutine) named = fascia_routine_new ("small");
  g_autoptr (FasciaRoutine) another = fascia_routine_new ("another");
  g_autoptr (FasciaRoutine) played = NULL;
  g_autoptr (FasciaPlan) plan = NULL;
  g_autoptr (FasciaPlan) again = NULL;
  g_autoptr (FasciaSession) session = NULL;
  g_autoptr (FasciaSession) restored = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  first->tool = FASCIA_TOOL_MASSAGE_STICK;
  named->level = 3;
  plan = fascia_plan_new (routine, NULL, NULL);
  session = eventful_session (plan);
  text = fascia_session_to_text (session, T0 + S (42));

  played = fascia_session_routine_from_text (named, text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (played->level, ==, 3);
  g_assert_cmpuint (played->items->len, ==, routine->items->len);
  for (guint i = 0; i < played->items->len; i++)
    {
      const FasciaRoutineItem *was = g_ptr_array_index (routine->items, i);
      const FasciaRoutineItem *is = g_ptr_array_index (played->items, i);

      g_assert_cmpstr (is->technique, ==, was->technique);
      g_assert_cmpint (is->sides, ==, was->sides);
      g_assert_cmpint (is->tool, ==, was->tool);
      g_assert_cmpuint (is->prepare_s, ==, was->prepare_s);
      g_assert_cmpuint (is->roll_s, ==, was->roll_s);
      g_assert_cmpuint (is->hold_s, ==, was->hold_s);
      g_assert_cmpuint (is->sets, ==, was->sets);
      g_assert_cmpuint (is->rest_s, ==, was->rest_s);
    }
  again = fascia_session_plan_from_text (played, NULL, text, &error);
  g_assert_no_error (error);
  restored = fascia_session_new_from_text (again, &options, text, &error);
  g_assert_no_error (error);

  g_assert_null (fascia_session_routine_from_text (another, text, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
}

static void
test_a_routine_that_was_changed_is_refused (void)
{
  g_autoptr (FasciaPlan) plan = small_plan ();
  g_autoptr (FasciaSession) session = eventful_session (plan);
  g_autofree char *text = fascia_session_to_text (session, T0 + S (42));

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (FasciaRoutine) routine = small_routine ();
      FasciaRoutineItem *item = g_ptr_array_index (routine->items, 1);
      FasciaPlanOptions plan_options = FASCIA_PLAN_OPTIONS_DEFAULT;
      g_autoptr (FasciaPlan) other = NULL;
      g_autoptr (FasciaSession) restored = NULL;
      g_autoptr (GError) error = NULL;

      if (i == 0)
        item->roll_s++;
      else if (i == 1)
        item->sides = FASCIA_SIDES_BOTH;
      else if (i == 2)
        g_ptr_array_set_size (routine->items, 1);
      else if (i == 3)
        plan_options.first_side = FASCIA_SIDE_RIGHT;
      else
        item->technique[0] = 'Q';
      other = fascia_plan_new (routine, NULL, &plan_options);
      restored = fascia_session_new_from_text (other, &options, text, &error);
      g_assert_null (restored);
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
    }
}

/* Lives on as far as it can: whatever it claims, it must end and add up. */
static void
use (FasciaSession *session)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (FasciaSessionEvent));
  gint64 now_us = T0;
  g_autofree char *text = NULL;
  gint64 active_us = 0;

  fascia_session_tick (session, now_us, events);
  fascia_session_start (session, now_us, events);
  fascia_session_back (session, now_us, events);
  fascia_session_resume (session, now_us, events);
  fascia_session_resume (session, now_us, events);
  fascia_session_find_spot (session, now_us + 1, events);
  fascia_session_too_much (session, now_us + 2, events);
  fascia_session_adjust (session, now_us + 3, 10, events);
  text = fascia_session_to_text (session, now_us + 4);
  for (guint i = 0; i < 100 && fascia_session_get_next_change_us (session) != G_MAXINT64; i++)
    fascia_session_tick (session, fascia_session_get_next_change_us (session), events);
  g_assert_true (fascia_session_get_state (session) == FASCIA_SESSION_FINISHED || fascia_session_get_state (session) == FASCIA_SESSION_STOPPED);
  now_us = G_MAXINT64 / 4;
  for (guint i = 0; i < fascia_session_get_plan (session)->n_credits; i++)
    active_us += fascia_session_get_credit (session, i, now_us).done_us;
  g_assert_cmpint (fascia_session_get_active_us (session, now_us), ==, active_us);
  g_assert_cmpint (fascia_session_get_elapsed_us (session, now_us), >=, active_us);
  for (guint i = 0; i < fascia_session_get_n_phases (session); i++)
    g_assert_nonnull (fascia_session_get_phase_at (session, i)->technique);
}

/* Returns whether @text was taken for a session. */
static gboolean
try (FasciaPlan *plan, const char *text)
{
  g_autoptr (FasciaPlan) again = NULL;
  g_autoptr (FasciaSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) plan_error = NULL;
  g_autoptr (GError) routine_error = NULL;
  g_autoptr (FasciaRoutine) played = fascia_session_routine_from_text (plan->routine, text, &routine_error);

  if (played == NULL)
    g_assert_error (routine_error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
  else
    {
      g_autoptr (FasciaPlan) of_played = fascia_session_plan_from_text (played, NULL, text, NULL);

      g_assert_true (of_played == NULL || of_played->total_s < 24 * 3600);
    }
  again = fascia_session_plan_from_text (plan->routine, NULL, text, &plan_error);
  if (again == NULL)
    g_assert_error (plan_error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
  session = fascia_session_new_from_text (plan, &options, text, &error);
  if (session == NULL)
    {
      g_assert_true (g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE) || g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_INVALID));
      return FALSE;
    }
  g_assert_no_error (error);
  use (session);
  return TRUE;
}

static void
test_damaged_texts_are_refused_or_sound (void)
{
  g_autoptr (FasciaPlan) plan = small_plan ();
  g_autoptr (FasciaSession) session = eventful_session (plan);
  g_autofree char *text = fascia_session_to_text (session, T0 + S (42));
  gsize length = strlen (text);
  guint n_taken = 0;

  g_assert_true (try (plan, text));

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *cut = g_strndup (text, i);
      g_autofree char *rest = g_strdup (text + i + 1);

      g_assert_false (try (plan, cut));
      g_assert_false (try (plan, rest));
      /* One bit of each byte, or each of them when there is time. */
      for (guint bit = g_test_quick () ? (guint)g_test_rand_int_range (0, 8) : 0; bit < 8; bit += g_test_quick () ? 8 : 1)
        {
          g_autofree char *flipped = g_strdup (text);

          flipped[i] ^= (char)(1u << bit);
          n_taken += try (plan, flipped);
        }
    }
  /* A digit that became another one can still be a sound session. */
  g_assert_cmpuint (n_taken, >, 0);
  g_assert_cmpuint (n_taken, <, g_test_quick () ? length / 2 : length * 8 / 2);
}

/* Numbers replaced by others, which get further in than single bits do. */
static void
test_wild_numbers_are_refused_or_sound (void)
{
  static const char *const wild[] = {
    "0", "1", "-1", "2", "7", "8", "255", "65536", "4294967295", "4294967296", "30000000", "-30000000",
    "8640000000000", "8640000000001", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "true", "false", "''", "'roll'", "'hold'", "'rest'", "'prepare'",
    "'finished'", "'stopped'", "'ready'", "'running'", "'paused'", "'waiting'", "'pain'"
  };
  g_autoptr (FasciaPlan) plan = small_plan ();
  g_autoptr (FasciaSession) session = eventful_session (plan);
  g_autofree char *text = fascia_session_to_text (session, T0 + S (42));
  g_auto (GStrv) words = g_strsplit (text, ", ", -1);
  guint n_words = g_strv_length (words);
  guint n_taken = 0;

  for (guint round = 0; round < (g_test_quick () ? 3000 : 500000); round++)
    {
      g_auto (GStrv) changed = g_strdupv (words);
      g_autofree char *joined = NULL;

      for (int i = g_test_rand_int_range (1, 4); i > 0; i--)
        {
          guint at = (guint)g_test_rand_int_range (0, (int)n_words);
          const char *word = wild[g_test_rand_int_range (0, G_N_ELEMENTS (wild))];
          g_autofree char *old = g_steal_pointer (&changed[at]);
          gsize open = strspn (old, "([");
          gsize close = strlen (old) - open - strspn (g_strreverse (old), ")]");

          /* Brackets stay where they are. */
          g_strreverse (old);
          changed[at] = g_strdup_printf ("%.*s%s%s", (int)open, old, word, old + open + close);
        }
      joined = g_strjoinv (", ", changed);
      n_taken += try (plan, joined);
    }
  g_assert_cmpuint (n_taken, >, 0);
}

static void
test_other_texts_are_refused (void)
{
  static const char *const texts[] = {
    "", " ", "\n", "()", "nothing", "[1, 2]", "(1)", "\xff\xfe", "(1, '\xff')", "@a{sv} {}", "(1, 8, false, [], '', '', true)",
    "((((((((((((((((((((((((((((((((((((((((((((((((((((((((", "%s%s%n", "'\\u0000'"
  };
  g_autoptr (FasciaPlan) plan = small_plan ();
  g_autoptr (FasciaSession) session = eventful_session (plan);
  g_autofree char *text = fascia_session_to_text (session, T0 + S (42));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (try (plan, texts[i]));

  /* One of a later version. */
  g_assert_true (g_str_has_prefix (text, "(2, "));
  text[1] = '3';
  g_assert_false (try (plan, text));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-text/resumes-in-the-same-second", test_resumes_in_the_same_second);
  g_test_add_func ("/session-text/a-late-heartbeat-tells-of-the-phase-it-is-late-for", test_a_late_heartbeat_tells_of_the_phase_it_is_late_for);
  g_test_add_func ("/session-text/what-is-not-under-way-stays-what-it-is", test_what_is_not_under_way_stays_what_it_is);
  g_test_add_func ("/session-text/the-plan-comes-back-with-its-sides", test_the_plan_comes_back_with_its_sides);
  g_test_add_func ("/session-text/the-routine-comes-back-as-it-was-played", test_the_routine_comes_back_as_it_was_played);
  g_test_add_func ("/session-text/a-routine-that-was-changed-is-refused", test_a_routine_that_was_changed_is_refused);
  g_test_add_func ("/session-text/other-texts-are-refused", test_other_texts_are_refused);
  g_test_add_func ("/session-text/damaged-texts-are-refused-or-sound", test_damaged_texts_are_refused_or_sound);
  g_test_add_func ("/session-text/wild-numbers-are-refused-or-sound", test_wild_numbers_are_refused_or_sound);
  return g_test_run ();
}
