/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is made heard of a session, and that no two things are heard at once. */
#include <string.h>

#include "fascia/service/announcer.h"
#include "injected-clock.h"
#include "temporary-folder.h"

typedef struct {
  gint64 at_us;
  gint64 until_us;
  FasciaCueKind kind;
  char *sound;
  char *text;
} Heard;

typedef struct {
  char *folder;
  FasciaClock *clock;
  FasciaContext *context;
  FasciaPlayer *player;
  FasciaSettings *settings;
  FasciaAnnouncer *announcer;
  FasciaSound *lengths;
  GPtrArray *heard; /* Heard */
} Fixture;

static void
heard_free (gpointer data)
{
  Heard *heard = data;

  g_free (heard->sound);
  g_free (heard->text);
  g_free (heard);
}

static gboolean
is_change (FasciaCueKind kind)
{
  return kind != FASCIA_CUE_COUNT_IN && kind != FASCIA_CUE_LAST_SECONDS && kind != FASCIA_CUE_HALFWAY &&
         kind != FASCIA_CUE_NEXT && kind != FASCIA_CUE_STROKE;
}

static void
announced_cb (FasciaAnnouncer *announcer, const FasciaCue *cue, const char *sound, const char *text, Fixture *fixture)
{
  Heard *heard = g_new0 (Heard, 1);

  heard->at_us = fascia_clock_monotonic_us (fixture->clock);
  heard->until_us = heard->at_us;
  if (sound != NULL)
    heard->until_us += fascia_sound_get_length_us (fixture->lengths, sound);
  if (text != NULL)
    heard->until_us += fascia_voice_guess_length_us (text);
  heard->kind = cue->kind;
  heard->sound = g_strdup (sound);
  heard->text = g_strdup (text);
  g_ptr_array_add (fixture->heard, heard);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  const char *sounds = g_getenv ("FASCIA_TEST_SOUNDS");

  g_assert_nonnull (sounds);
  fixture->folder = temporary_folder_new ();
  fixture->clock = injected_clock_new (G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC, 0, zone);
  fixture->context = fascia_context_new (fixture->clock, fixture->folder, &error);
  g_assert_no_error (error);
  fixture->player = fascia_player_new (fixture->context);
  fixture->settings = fascia_settings_new ("/nowhere/at/all");
  fixture->announcer = fascia_announcer_new (fixture->context, fixture->player, fixture->settings, sounds);
  fixture->lengths = fascia_sound_new (fixture->clock, sounds);
  fixture->heard = g_ptr_array_new_with_free_func (heard_free);
  g_signal_connect (fixture->announcer, "announced", G_CALLBACK (announced_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->lengths);
  g_assert_finalize_object (fixture->announcer);
  g_assert_finalize_object (fixture->player);
  g_assert_finalize_object (fixture->settings);
  g_object_unref (fixture->context);
  injected_clock_free (fixture->clock);
  g_ptr_array_unref (fixture->heard);
  temporary_folder_free (fixture->folder);
}

static void
pass (Fixture *fixture, double seconds)
{
  injected_clock_advance (fixture->clock, (gint64) (seconds * G_USEC_PER_SEC));
  fascia_player_update (fixture->player);
}

static void
start (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (fixture->context, id, &error);

  g_assert_no_error (error);
  g_assert_true (fascia_player_prepare (fixture->player, routine, &error));
  g_assert_no_error (error);
  fascia_player_start (fixture->player);
}

static void
run_to_the_end (Fixture *fixture)
{
  for (guint i = 0; i < 20 * 60 * 10 && fascia_player_is_under_way (fixture->player); i++)
    pass (fixture, 0.1);
  g_assert_false (fascia_player_is_under_way (fixture->player));
}

static guint
count (Fixture *fixture, FasciaCueKind kind, gboolean sound, gboolean text)
{
  guint n = 0;

  for (guint i = 0; i < fixture->heard->len; i++)
    {
      const Heard *heard = g_ptr_array_index (fixture->heard, i);

      if (heard->kind == kind && (heard->sound != NULL) == sound && (heard->text != NULL) == text)
        n++;
    }
  return n;
}

/* Only a change may come while something is heard, and then it cuts. */
static void
check_no_overlap (Fixture *fixture)
{
  for (guint i = 1; i < fixture->heard->len; i++)
    {
      const Heard *before = g_ptr_array_index (fixture->heard, i - 1);
      const Heard *heard = g_ptr_array_index (fixture->heard, i);

      if (heard->at_us < before->until_us && !is_change (heard->kind) && heard->kind != FASCIA_CUE_NEXT)
        g_error ("%s at %" G_GINT64_FORMAT " overlaps %s", fascia_cue_kind_to_string (heard->kind), heard->at_us,
                 fascia_cue_kind_to_string (before->kind));
    }
}

static void
test_sounds_of_a_routine (Fixture *fixture, gconstpointer data)
{
  start (fixture, "feet-and-calves");
  run_to_the_end (fixture);
  check_no_overlap (fixture);

  g_assert_cmpuint (count (fixture, FASCIA_CUE_COUNT_IN, TRUE, FALSE), ==, 5);
  g_assert_cmpuint (count (fixture, FASCIA_CUE_END, TRUE, FALSE), ==, 1);
  g_assert_cmpuint (count (fixture, FASCIA_CUE_ROLL, TRUE, FALSE), >, 0);
  g_assert_cmpuint (count (fixture, FASCIA_CUE_SWITCH, TRUE, FALSE), >, 0);
  g_assert_cmpuint (count (fixture, FASCIA_CUE_LAST_SECONDS, TRUE, FALSE), >, 0);
  /* Off by default, and only for the voice. */
  g_assert_cmpuint (count (fixture, FASCIA_CUE_STROKE, TRUE, FALSE), ==, 0);
  g_assert_cmpuint (count (fixture, FASCIA_CUE_NEXT, TRUE, FALSE), ==, 0);
  for (guint i = 0; i < fixture->heard->len; i++)
    g_assert_null (((Heard *) g_ptr_array_index (fixture->heard, i))->text);
}

static void
test_each_can_be_switched_off (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->settings, "sound-roll", FALSE, "sound-last-seconds", FALSE, "stroke-tick", TRUE, NULL);
  start (fixture, "feet-and-calves");
  run_to_the_end (fixture);
  check_no_overlap (fixture);
  g_assert_cmpuint (count (fixture, FASCIA_CUE_ROLL, TRUE, FALSE), ==, 0);
  g_assert_cmpuint (count (fixture, FASCIA_CUE_LAST_SECONDS, TRUE, FALSE), ==, 0);
  g_assert_cmpuint (count (fixture, FASCIA_CUE_HOLD, TRUE, FALSE), >, 0);
  g_assert_cmpuint (count (fixture, FASCIA_CUE_STROKE, TRUE, FALSE), >, 10);
}

static void
test_all_switched_off (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->settings, "sounds", FALSE, NULL);
  start (fixture, "feet-and-calves");
  run_to_the_end (fixture);
  g_assert_cmpuint (fixture->heard->len, ==, 0);
}

static const char *
find_text (Fixture *fixture, FasciaCueKind kind, guint nth)
{
  for (guint i = 0; i < fixture->heard->len; i++)
    {
      const Heard *heard = g_ptr_array_index (fixture->heard, i);

      if (heard->kind == kind && heard->text != NULL && nth-- == 0)
        return heard->text;
    }
  return NULL;
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->settings, "voice", TRUE, "sounds", FALSE, NULL);
  start (fixture, "technique:calf-roller");
  run_to_the_end (fixture);
  check_no_overlap (fixture);
  g_assert_cmpstr (find_text (fixture, FASCIA_CUE_COUNT_IN, 0), ==, "5");
  g_assert_cmpstr (find_text (fixture, FASCIA_CUE_PREPARE, 0), ==, "Get ready. Calf on foam roller, left side.");
  g_assert_cmpstr (find_text (fixture, FASCIA_CUE_ROLL, 0), ==, "Roll. Calf, left side.");
  g_assert_cmpstr (find_text (fixture, FASCIA_CUE_HOLD, 0), ==, "Hold.");
  g_assert_cmpstr (find_text (fixture, FASCIA_CUE_NEXT, 0), ==, "Next: right side.");
  g_assert_cmpstr (find_text (fixture, FASCIA_CUE_SWITCH, 0), ==, "Change side. Right side.");
  g_assert_cmpstr (find_text (fixture, FASCIA_CUE_LAST_SECONDS, 0), ==, "3");
  g_assert_cmpstr (find_text (fixture, FASCIA_CUE_END, 0), ==, "Well done. That was all.");
}

/* Numbers are spoken, and not ticked as well; with a voice that turns out to be
 * silent they are ticked. Either way it is one of the two. */
static void
test_numbers_once (Fixture *fixture, gconstpointer data)
{
  const Heard *first;

  g_object_set (fixture->settings, "voice", TRUE, NULL);
  start (fixture, "technique:calf-roller");
  first = g_ptr_array_index (fixture->heard, 0);
  g_assert_cmpint (first->kind, ==, FASCIA_CUE_COUNT_IN);
  g_assert_cmpstr (first->text, ==, "5");
  g_assert_null (first->sound);

  run_to_the_end (fixture);
  check_no_overlap (fixture);
  g_assert_cmpuint (count (fixture, FASCIA_CUE_COUNT_IN, TRUE, TRUE), ==, 0);
  g_assert_cmpuint (count (fixture, FASCIA_CUE_LAST_SECONDS, TRUE, TRUE), ==, 0);
  g_assert_cmpuint (count (fixture, FASCIA_CUE_ROLL, TRUE, TRUE), ==, 2);
}

static void
test_next_technique (Fixture *fixture, gconstpointer data)
{
  gboolean found = FALSE;

  g_object_set (fixture->settings, "voice", TRUE, "sounds", FALSE, NULL);
  start (fixture, "feet-and-calves");
  run_to_the_end (fixture);
  check_no_overlap (fixture);
  for (guint i = 0; find_text (fixture, FASCIA_CUE_NEXT, i) != NULL; i++)
    found |= strstr (find_text (fixture, FASCIA_CUE_NEXT, i), "Next: Calf on foam roller, left side.") != NULL;
  g_assert_true (found);
}

static void
test_pause_cuts (Fixture *fixture, gconstpointer data)
{
  const Heard *last;

  start (fixture, "feet-and-calves");
  pass (fixture, 5.0);
  pass (fixture, 0.1);
  fascia_player_toggle (fixture->player);
  last = g_ptr_array_index (fixture->heard, fixture->heard->len - 1);
  g_assert_cmpint (last->kind, ==, FASCIA_CUE_PAUSED);
  g_assert_cmpstr (last->sound, ==, "pause");

  /* Stopped: nothing more is heard. */
  fascia_player_stop (fixture->player, FASCIA_REASON_PAIN);
  g_assert_true (last == g_ptr_array_index (fixture->heard, fixture->heard->len - 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(name, function) g_test_add ("/announcer/" name, Fixture, NULL, set_up, function, tear_down)
  TEST ("sounds of a routine, none over another", test_sounds_of_a_routine);
  TEST ("each can be switched off", test_each_can_be_switched_off);
  TEST ("all can be switched off", test_all_switched_off);
  TEST ("words of a technique", test_words);
  TEST ("numbers are spoken or ticked, never both", test_numbers_once);
  TEST ("the next technique by name", test_next_technique);
  TEST ("a pause cuts, a stop ends", test_pause_cuts);

  return g_test_run ();
}
