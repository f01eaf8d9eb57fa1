/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/types.h"

typedef struct {
  const char *what;
  const char *words; /* in the order of the enumeration */
  const char *(*to_string) (int value);
  gboolean (*from_string) (const char *text, int *value);
} Names;

/* Wrapped so that one table can hold functions of different enumerations. */
#define WRAP(Type, prefix)                                \
  static const char *                                     \
      prefix##_name (int value)                           \
  {                                                       \
    return fascia_##prefix##_to_string ((Type)value);     \
  }                                                       \
                                                          \
  static gboolean                                         \
      prefix##_value (const char *text,                   \
                      int *value)                         \
  {                                                       \
    Type typed = (Type)*value;                            \
    gboolean known;                                       \
                                                          \
    known = fascia_##prefix##_from_string (text, &typed); \
    *value = (int)typed;                                  \
    return known;                                         \
  }

WRAP (FasciaSide, side)
WRAP (FasciaSides, sides)
WRAP (FasciaPhaseKind, phase_kind)
WRAP (FasciaTool, tool)
WRAP (FasciaArea, area)
WRAP (FasciaOccasion, occasion)
WRAP (FasciaSource, source)
WRAP (FasciaItemStatus, item_status)
WRAP (FasciaStopReason, stop_reason)
WRAP (FasciaNextDay, next_day)
WRAP (FasciaGrade, grade)
WRAP (FasciaAbout, about)
WRAP (FasciaReferenceKind, reference_kind)
WRAP (FasciaVerified, verified)

/* The words are contracts with databases and exports, so they are spelled out. */
static const Names all_names[] = {
  { "side", "left right both", side_name, side_value },
  { "sides", "left-right both either", sides_name, sides_value },
  { "phase", "prepare roll hold switch rest", phase_kind_name, phase_kind_value },
  { "tool", "foam-roller massage-ball tennis-ball double-ball massage-stick", tool_name, tool_value },
  { "area",
    "foot calf lower-leg thigh-front thigh-outer thigh-inner thigh-back buttock hip-side hip-front "
    "upper-back side-back chest shoulder-front shoulder-back shoulder-top upper-arm forearm hand",
    area_name, area_value },
  { "occasion", "warm-up recovery everyday", occasion_name, occasion_value },
  { "source", "timer manual", source_name, source_value },
  { "item status", "done partial skipped stopped", item_status_name, item_status_value },
  { "stop reason", "tired too-much pain nerve dizzy doctor emergency other", stop_reason_name, stop_reason_value },
  { "next day", "fine sore worse", next_day_name, next_day_value },
  { "grade", "article trial consensus practice", grade_name, grade_value },
  { "about", "dose pressure caution effect pace movement", about_name, about_value },
  { "kind of reference", "article trial review consensus survey guidance case study", reference_kind_name, reference_kind_value },
  { "verified", "read abstract second-hand", verified_name, verified_value },
};

static void
test_every_word_round_trips (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_names); i++)
    {
      const Names *names = &all_names[i];
      g_auto (GStrv) words = g_strsplit (names->words, " ", -1);
      int n_words = (int)g_strv_length (words);

      g_test_message ("%s", names->what);
      for (int value = 0; value < n_words; value++)
        {
          int back = -2;

          g_assert_cmpstr (names->to_string (value), ==, words[value]);
          g_assert_true (names->from_string (words[value], &back));
          g_assert_cmpint (back, ==, value);
        }
      g_assert_null (names->to_string (n_words));
      g_assert_null (names->to_string (-1));
    }
}

static void
test_unknown_words_are_refused (void)
{
  static const char *const unknown[] = { "", " ", "Left", "left ", "massage-gun", "none", "-1", "0" };

  for (guint i = 0; i < G_N_ELEMENTS (all_names); i++)
    {
      int value = 1;

      for (guint j = 0; j < G_N_ELEMENTS (unknown); j++)
        g_assert_false (all_names[i].from_string (unknown[j], &value));
      g_assert_false (all_names[i].from_string (NULL, &value));
      g_assert_cmpint (value, ==, 1); /* a refused word changes nothing */
    }
}

static void
test_places_are_single_bits (void)
{
  static const char *const words[] = { "floor", "wall", "chair", "desk", "table" };
  FasciaPlaces place = FASCIA_PLACE_WALL;

  for (guint i = 0; i < FASCIA_N_PLACES; i++)
    {
      g_assert_cmpstr (fascia_place_to_string (1 << i), ==, words[i]);
      g_assert_true (fascia_place_from_string (words[i], &place));
      g_assert_cmpint (place, ==, 1 << i);
    }
  g_assert_null (fascia_place_to_string (0));
  g_assert_null (fascia_place_to_string (FASCIA_PLACE_WALL | FASCIA_PLACE_CHAIR));
  g_assert_null (fascia_place_to_string (1 << FASCIA_N_PLACES));
  g_assert_false (fascia_place_from_string ("bed", &place));
  g_assert_cmpint (place, ==, FASCIA_PLACE_TABLE);
}

static void
test_only_tired_and_none_are_not_safety (void)
{
  g_assert_false (fascia_stop_reason_is_safety (FASCIA_REASON_NONE));
  g_assert_false (fascia_stop_reason_is_safety (FASCIA_REASON_TIRED));
  for (int reason = FASCIA_REASON_TOO_MUCH; reason <= FASCIA_REASON_OTHER; reason++)
    g_assert_true (fascia_stop_reason_is_safety (reason));
}

static void
test_text_is_never_null (void)
{
  FasciaText text = { { NULL } };
  FasciaText copy = { { g_strdup ("old"), g_strdup ("gammel") } };

  g_assert_cmpstr (fascia_text_get (&text, FASCIA_LANGUAGE_EN), ==, "");
  g_assert_cmpstr (fascia_text_get (&text, FASCIA_LANGUAGE_DA), ==, "");

  text.in[FASCIA_LANGUAGE_EN] = g_strdup ("Calf");
  text.in[FASCIA_LANGUAGE_DA] = g_strdup ("Læg");
  fascia_text_copy (&text, &copy);
  fascia_text_copy (&copy, &copy);
  fascia_text_clear (&text);
  g_assert_cmpstr (fascia_text_get (&copy, FASCIA_LANGUAGE_EN), ==, "Calf");
  g_assert_cmpstr (fascia_text_get (&copy, FASCIA_LANGUAGE_DA), ==, "Læg");
  fascia_text_clear (&copy);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/types/every-word-round-trips", test_every_word_round_trips);
  g_test_add_func ("/types/unknown-words-are-refused", test_unknown_words_are_refused);
  g_test_add_func ("/types/places-are-single-bits", test_places_are_single_bits);
  g_test_add_func ("/types/only-tired-and-none-are-not-safety", test_only_tired_and_none_are_not_safety);
  g_test_add_func ("/types/text-is-never-null", test_text_is_never_null);

  return g_test_run ();
}
