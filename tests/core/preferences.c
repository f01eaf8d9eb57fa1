/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/preferences.h"

static void
test_every_mode_is_a_word (void)
{
  /* Contracts with databases and exports, so they are spelled out. */
  static const char *const words[] = { "left", "right", "remember", "alternate" };
  FasciaFirstSideMode mode = FASCIA_FIRST_SIDE_ALTERNATE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_cmpstr (fascia_first_side_mode_to_string ((FasciaFirstSideMode)i), ==, words[i]);
      g_assert_true (fascia_first_side_mode_from_string (words[i], &mode));
      g_assert_cmpint (mode, ==, i);
    }
  g_assert_null (fascia_first_side_mode_to_string ((FasciaFirstSideMode)G_N_ELEMENTS (words)));
  g_assert_null (fascia_first_side_mode_to_string ((FasciaFirstSideMode)-1));

  mode = FASCIA_FIRST_SIDE_REMEMBER;
  g_assert_false (fascia_first_side_mode_from_string ("Left", &mode));
  g_assert_false (fascia_first_side_mode_from_string ("", &mode));
  g_assert_false (fascia_first_side_mode_from_string (NULL, &mode));
  g_assert_cmpint (mode, ==, FASCIA_FIRST_SIDE_REMEMBER);
}

static void
assert_same (const FasciaPreferences *a, const FasciaPreferences *b)
{
  g_assert_cmpuint (a->count_in_s, ==, b->count_in_s);
  g_assert_cmpuint (a->resume_count_in_s, ==, b->resume_count_in_s);
  g_assert_cmpuint (a->switch_s, ==, b->switch_s);
  g_assert_cmpint (a->wait_after_prepare, ==, b->wait_after_prepare);
  g_assert_cmpint (a->wait_after_technique, ==, b->wait_after_technique);
  g_assert_cmpint (a->first_side_mode, ==, b->first_side_mode);
  g_assert_cmpint (a->last_first_side, ==, b->last_first_side);
  g_assert_cmpuint (a->day_start_h, ==, b->day_start_h);
}

static void
test_clamping_keeps_what_is_in_range (void)
{
  static const FasciaPreferences fine[] = {
    { .switch_s = 3 },
    { 15, 10, 20, TRUE, TRUE, FASCIA_FIRST_SIDE_ALTERNATE, FASCIA_SIDE_RIGHT, 6 },
    { 7, 4, 11, FALSE, TRUE, FASCIA_FIRST_SIDE_REMEMBER, FASCIA_SIDE_LEFT, 1 },
  };
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;

  fascia_preferences_clamp (&preferences);
  assert_same (&preferences, &FASCIA_PREFERENCES_DEFAULT);
  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      preferences = fine[i];
      fascia_preferences_clamp (&preferences);
      assert_same (&preferences, &fine[i]);
    }
}

static void
test_clamping_mends_the_rest (void)
{
  FasciaPreferences preferences = {
    .count_in_s = 16,
    .resume_count_in_s = G_MAXUINT,
    .switch_s = 21,
    .wait_after_prepare = 7,
    .wait_after_technique = -1,
    .first_side_mode = (FasciaFirstSideMode)4,
    .last_first_side = FASCIA_SIDE_BOTH,
    .day_start_h = 7,
  };

  fascia_preferences_clamp (&preferences);
  assert_same (&preferences, &(FasciaPreferences){ 15, 10, 20, TRUE, TRUE, FASCIA_FIRST_SIDE_LEFT, FASCIA_SIDE_LEFT, 6 });
  preferences.switch_s = 0;
  fascia_preferences_clamp (&preferences);
  g_assert_cmpuint (preferences.switch_s, ==, 3);
}

static void
test_the_first_side_follows_the_mode (void)
{
  static const struct
  {
    FasciaFirstSideMode mode;
    FasciaSide last;
    FasciaSide first;
  } cases[] = {
    { FASCIA_FIRST_SIDE_LEFT, FASCIA_SIDE_LEFT, FASCIA_SIDE_LEFT },
    { FASCIA_FIRST_SIDE_LEFT, FASCIA_SIDE_RIGHT, FASCIA_SIDE_LEFT },
    { FASCIA_FIRST_SIDE_RIGHT, FASCIA_SIDE_LEFT, FASCIA_SIDE_RIGHT },
    { FASCIA_FIRST_SIDE_RIGHT, FASCIA_SIDE_RIGHT, FASCIA_SIDE_RIGHT },
    { FASCIA_FIRST_SIDE_REMEMBER, FASCIA_SIDE_LEFT, FASCIA_SIDE_LEFT },
    { FASCIA_FIRST_SIDE_REMEMBER, FASCIA_SIDE_RIGHT, FASCIA_SIDE_RIGHT },
    { FASCIA_FIRST_SIDE_ALTERNATE, FASCIA_SIDE_LEFT, FASCIA_SIDE_RIGHT },
    { FASCIA_FIRST_SIDE_ALTERNATE, FASCIA_SIDE_RIGHT, FASCIA_SIDE_LEFT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;

      preferences.first_side_mode = cases[i].mode;
      preferences.last_first_side = cases[i].last;
      g_assert_cmpint (fascia_preferences_get_first_side (&preferences), ==, cases[i].first);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/preferences/every-mode-is-a-word", test_every_mode_is_a_word);
  g_test_add_func ("/core/preferences/clamping-keeps-what-is-in-range", test_clamping_keeps_what_is_in_range);
  g_test_add_func ("/core/preferences/clamping-mends-the-rest", test_clamping_mends_the_rest);
  g_test_add_func ("/core/preferences/the-first-side-follows-the-mode", test_the_first_side_follows_the_mode);
  return g_test_run ();
}
