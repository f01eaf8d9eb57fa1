/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/database.h"
#include "tests/store/fixture.h"

static const FasciaPreferences all_changed = {
  .count_in_s = 12,
  .resume_count_in_s = 0,
  .switch_s = 20,
  .wait_after_prepare = TRUE,
  .wait_after_technique = TRUE,
  .first_side_mode = FASCIA_FIRST_SIDE_ALTERNATE,
  .last_first_side = FASCIA_SIDE_RIGHT,
};

static void
must_save (FasciaStore *store, const FasciaPreferences *preferences, gint64 now_us)
{
  g_autoptr (GError) error = NULL;

  fascia_store_save_preferences (store, preferences, now_us, &error);
  g_assert_no_error (error);
}

static void
assert_loaded (FasciaStore *store, const FasciaPreferences *expected)
{
  FasciaPreferences loaded = { 0 };
  g_autoptr (GError) error = NULL;

  fascia_store_load_preferences (store, &loaded, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loaded.count_in_s, ==, expected->count_in_s);
  g_assert_cmpuint (loaded.resume_count_in_s, ==, expected->resume_count_in_s);
  g_assert_cmpuint (loaded.switch_s, ==, expected->switch_s);
  g_assert_cmpint (loaded.wait_after_prepare, ==, expected->wait_after_prepare);
  g_assert_cmpint (loaded.wait_after_technique, ==, expected->wait_after_technique);
  g_assert_cmpint (loaded.first_side_mode, ==, expected->first_side_mode);
  g_assert_cmpint (loaded.last_first_side, ==, expected->last_first_side);
}

static void
test_a_new_home_has_the_defaults (Home *home, gconstpointer data)
{
  assert_loaded (home_open (home), &FASCIA_PREFERENCES_DEFAULT);
  /* A default that nobody chose stays one, also when the rest is saved. */
  must_save (home->store, &FASCIA_PREFERENCES_DEFAULT, NOW_US);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM preference"), ==, 0);
}

static void
test_every_preference_comes_back (Home *home, gconstpointer data)
{
  must_save (home_open (home), &all_changed, NOW_US);
  assert_loaded (home_open (home), &all_changed);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM preference"), ==, 7);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM preference WHERE (key, value) IN (VALUES ('count_in_s', 12), "
                                   "('resume_count_in_s', 0), ('switch_s', 20), ('wait_after_prepare', 1), "
                                   "('wait_after_technique', 1), ('first_side', 'alternate'), ('last_first_side', 'right'))"),
                   ==, 7);

  /* And back: a default that was chosen is remembered as a choice. */
  must_save (home->store, &FASCIA_PREFERENCES_DEFAULT, NOW_US + 1000);
  assert_loaded (home_open (home), &FASCIA_PREFERENCES_DEFAULT);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM preference WHERE changed_at_us = 1806058800001000"), ==, 7);
}

static void
test_only_what_changed_has_a_new_instant (Home *home, gconstpointer data)
{
  FasciaPreferences preferences = all_changed;

  must_save (home_open (home), &preferences, NOW_US);
  preferences.switch_s = 9;
  must_save (home->store, &preferences, NOW_US + 1000);
  g_assert_cmpint (home_ask (home, "SELECT changed_at_us FROM preference WHERE key = 'switch_s'"), ==, NOW_US + 1000);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM preference WHERE changed_at_us = 1806058800000000"), ==, 6);
}

static void
test_what_is_out_of_range_is_brought_in (Home *home, gconstpointer data)
{
  FasciaPreferences preferences = all_changed;
  FasciaPreferences expected = all_changed;

  preferences.switch_s = 99;
  must_save (home_open (home), &preferences, NOW_US);
  assert_loaded (home->store, &all_changed);

  g_assert_true (fascia_database_exec (home->store,
                                       "UPDATE preference SET value = -5 WHERE key = 'switch_s';"
                                       "UPDATE preference SET value = 9000000000 WHERE key = 'count_in_s'",
                                       NULL));
  expected.switch_s = 3;
  expected.count_in_s = 15;
  assert_loaded (home->store, &expected);
}

static void
test_keys_of_another_version_are_left_alone (Home *home, gconstpointer data)
{
  g_assert_true (fascia_database_exec (home_open (home), "INSERT INTO preference VALUES ('of_tomorrow', 'indigo', 7)", NULL));
  assert_loaded (home->store, &FASCIA_PREFERENCES_DEFAULT);
  must_save (home->store, &all_changed, NOW_US);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM preference WHERE key = 'of_tomorrow' AND value = 'indigo' AND changed_at_us = 7"), ==, 1);
}

static void
test_damage_is_told_and_mended_by_saving (Home *home, gconstpointer data)
{
  static const char *const damage[] = {
    "UPDATE preference SET value = 'sideways' WHERE key = 'first_side'",
    "UPDATE preference SET value = 3 WHERE key = 'first_side'",
    "UPDATE preference SET value = 'twelve' WHERE key = 'count_in_s'",
    "UPDATE preference SET value = 'up' WHERE key = 'last_first_side'",
  };

  home_open (home);
  for (gsize i = 0; i < G_N_ELEMENTS (damage); i++)
    {
      FasciaPreferences preferences = { .switch_s = 77 };
      g_autoptr (GError) error = NULL;

      must_save (home->store, &all_changed, NOW_US);
      g_assert_true (fascia_database_exec (home->store, damage[i], NULL));
      g_assert_false (fascia_store_load_preferences (home->store, &preferences, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
      g_assert_cmpuint (preferences.switch_s, ==, 77);
      must_save (home->store, &all_changed, NOW_US);
      assert_loaded (home->store, &all_changed);
    }
}

static void
test_the_schema_takes_numbers_and_words_only (Home *home, gconstpointer data)
{
  static const char *const refused[] = {
    "INSERT INTO preference VALUES ('switch_s', NULL, 0)",
    "INSERT INTO preference VALUES ('switch_s', 8.5, 0)",
    "INSERT INTO preference VALUES ('switch_s', x'08', 0)",
    "INSERT INTO preference VALUES ('', 8, 0)",
    "INSERT INTO preference VALUES ('switch_s', 8, 'now')",
  };

  home_open (home);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (fascia_database_exec (home->store, refused[i], NULL));
  g_assert_true (fascia_database_exec (home->store, "INSERT INTO preference VALUES ('switch_s', 8, 0)", NULL));
}

/* --- What rests ----------------------------------------------------------------- */

static void
must_rest (FasciaStore *store, FasciaArea area, gint64 until_us, FasciaStopReason reason)
{
  FasciaRestingArea rest = { .area = area, .until_us = until_us, .reason = reason };
  g_autoptr (GError) error = NULL;

  fascia_store_rest_area (store, &rest, NOW_US, &error);
  g_assert_no_error (error);
}

/* One "area until reason" each, the instant in hours from NOW_US. */
static void
assert_resting (FasciaStore *store, gint64 now_us, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rests = fascia_store_list_resting_areas (store, now_us, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rests->len; i++)
    {
      const FasciaRestingArea *rest = &g_array_index (rests, FasciaRestingArea, i);
      const char *reason = fascia_stop_reason_to_string (rest->reason);

      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT " %s", i > 0 ? ", " : "", fascia_area_to_string (rest->area),
                              (rest->until_us - NOW_US) / G_TIME_SPAN_HOUR, reason != NULL ? reason : "-");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_an_area_rests_until_its_end (Home *home, gconstpointer data)
{
  must_rest (home_open (home), FASCIA_AREA_CALF, NOW_US + FASCIA_REST_US, FASCIA_REASON_TOO_MUCH);
  must_rest (home->store, FASCIA_AREA_HAND, NOW_US + G_TIME_SPAN_HOUR, FASCIA_REASON_NONE);
  home_open (home);
  assert_resting (home->store, NOW_US, "hand 1 -, calf 48 too-much");
  assert_resting (home->store, NOW_US + G_TIME_SPAN_HOUR - 1, "hand 1 -, calf 48 too-much");
  assert_resting (home->store, NOW_US + G_TIME_SPAN_HOUR, "calf 48 too-much");
  assert_resting (home->store, NOW_US + FASCIA_REST_US, "");
}

static void
test_a_rest_lasts_until_the_later_end (Home *home, gconstpointer data)
{
  must_rest (home_open (home), FASCIA_AREA_CALF, NOW_US + 5 * G_TIME_SPAN_HOUR, FASCIA_REASON_PAIN);
  must_rest (home->store, FASCIA_AREA_CALF, NOW_US + 2 * G_TIME_SPAN_HOUR, FASCIA_REASON_TOO_MUCH);
  assert_resting (home->store, NOW_US, "calf 5 pain");
  must_rest (home->store, FASCIA_AREA_CALF, NOW_US + 6 * G_TIME_SPAN_HOUR, FASCIA_REASON_NERVE);
  assert_resting (home->store, NOW_US, "calf 6 nerve");
}

static void
test_a_rest_can_be_ended (Home *home, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  must_rest (home_open (home), FASCIA_AREA_CALF, NOW_US + 5 * G_TIME_SPAN_HOUR, FASCIA_REASON_PAIN);
  must_rest (home->store, FASCIA_AREA_HAND, NOW_US + 5 * G_TIME_SPAN_HOUR, FASCIA_REASON_PAIN);
  g_assert_true (fascia_store_end_rest (home->store, FASCIA_AREA_CALF, NOW_US, &error));
  g_assert_true (fascia_store_end_rest (home->store, FASCIA_AREA_FOOT, NOW_US, &error));
  g_assert_no_error (error);
  assert_resting (home->store, NOW_US, "hand 5 pain");
  /* It can rest again, for less than the first time. */
  must_rest (home->store, FASCIA_AREA_CALF, NOW_US + G_TIME_SPAN_HOUR, FASCIA_REASON_OTHER);
  assert_resting (home->store, NOW_US, "calf 1 other, hand 5 pain");
}

static void
test_an_unknown_area_is_damage (Home *home, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fascia_database_exec (home_open (home), "INSERT INTO resting_area VALUES ('elbow', 9000000000000000, NULL, 0)", NULL));
  g_assert_null (fascia_store_list_resting_areas (home->store, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/preferences/a-new-home-has-the-defaults", test_a_new_home_has_the_defaults);
  add_home_test ("/store/preferences/every-preference-comes-back", test_every_preference_comes_back);
  add_home_test ("/store/preferences/only-what-changed-has-a-new-instant", test_only_what_changed_has_a_new_instant);
  add_home_test ("/store/preferences/what-is-out-of-range-is-brought-in", test_what_is_out_of_range_is_brought_in);
  add_home_test ("/store/preferences/keys-of-another-version-are-left-alone", test_keys_of_another_version_are_left_alone);
  add_home_test ("/store/preferences/damage-is-told-and-mended-by-saving", test_damage_is_told_and_mended_by_saving);
  add_home_test ("/store/preferences/the-schema-takes-numbers-and-words-only", test_the_schema_takes_numbers_and_words_only);
  add_home_test ("/store/resting/an-area-rests-until-its-end", test_an_area_rests_until_its_end);
  add_home_test ("/store/resting/a-rest-lasts-until-the-later-end", test_a_rest_lasts_until_the_later_end);
  add_home_test ("/store/resting/a-rest-can-be-ended", test_a_rest_can_be_ended);
  add_home_test ("/store/resting/an-unknown-area-is-damage", test_an_unknown_area_is_damage);
  return g_test_run ();
}
