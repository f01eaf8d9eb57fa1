/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/day.h"
#include "fascia/core/types.h"

static void
test_text_comes_back (void)
{
  static const char *const days[] = { "0001-01-01", "1900-02-28", "1970-01-01", "2000-02-29", "2027-03-28", "9999-12-31" };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      FasciaDay day;

      g_assert_true (fascia_day_from_string (days[i], &day, &error));
      g_assert_no_error (error);
      text = fascia_day_to_string (day);
      g_assert_cmpstr (text, ==, days[i]);
    }
}

static void
test_other_texts_are_refused (void)
{
  static const char *const others[] = {
    "",
    "2027",
    "2027-3-26",
    "2027-03-26 ",
    " 2027-03-26",
    "2027-03-26T00:00",
    "27-03-2026",
    "2027/03/26",
    "2027-02-29",
    "1900-02-29",
    "2027-00-10",
    "2027-13-01",
    "2027-04-31",
    "2027-04-00",
    "0000-01-01",
    "+027-03-26",
    "2027-03-2x",
    "٢٠٢٧-٠٣-٢٦",
    "2027-03",
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GError) error = NULL;
      FasciaDay day = { 7 };

      g_assert_false (fascia_day_from_string (others[i], &day, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
      g_assert_cmpuint (day.julian, ==, 7);
    }
}

static void
test_wide_numbers_do_not_wrap (void)
{
  g_assert_false (fascia_day_is_valid (fascia_day_new (2027, 3, 257)));
  g_assert_false (fascia_day_is_valid (fascia_day_new (65536 + 2027, 3, 1)));
  g_assert_false (fascia_day_is_valid (fascia_day_new (2027, 259, 1)));
  g_assert_false (fascia_day_is_valid (fascia_day_new (0, 1, 1)));
  g_assert_false (fascia_day_is_valid (FASCIA_DAY_NONE));
  g_assert_true (fascia_day_is_valid (fascia_day_new (9999, 12, 31)));
}

/* Every day of 400 years (a whole cycle of the calendar) follows the one before. */
static void
test_calendar_has_no_seams (void)
{
  FasciaDay day = fascia_day_new (1999, 12, 31);
  guint weekday = fascia_day_weekday (day);
  guint year_before, month_before, day_before;

  g_assert_cmpuint (weekday, ==, 5);
  fascia_day_split (day, &year_before, &month_before, &day_before);
  for (guint i = 0; i < 146097; i++)
    {
      FasciaDay next = fascia_day_add (day, 1);
      guint year, month, day_of_month;

      fascia_day_split (next, &year, &month, &day_of_month);
      g_assert_cmpuint (fascia_day_new (year, month, day_of_month).julian, ==, next.julian);
      g_assert_cmpuint (fascia_day_weekday (next), ==, weekday % 7 + 1);
      if (day_of_month == 1)
        g_assert_true (month == month_before + 1 || (month == 1 && month_before == 12 && year == year_before + 1));
      else
        g_assert_cmpuint (day_of_month, ==, day_before + 1);
      g_assert_cmpint (fascia_day_difference (next, day), ==, 1);

      day = next;
      weekday = fascia_day_weekday (day);
      year_before = year;
      month_before = month;
      day_before = day_of_month;
    }
  g_assert_cmpint (fascia_day_difference (day, fascia_day_new (1999, 12, 31)), ==, 146097);
}

static void
test_weeks_begin_on_monday (void)
{
  FasciaDay monday = fascia_day_new (2027, 3, 22);

  for (int i = 0; i < 7; i++)
    {
      g_assert_cmpuint (fascia_day_weekday (fascia_day_add (monday, i)), ==, i + 1);
      g_assert_cmpuint (fascia_day_week_start (fascia_day_add (monday, i)).julian, ==, monday.julian);
    }
  /* Over a new year: 1 January 2027 is a Friday. */
  g_assert_cmpuint (fascia_day_week_start (fascia_day_new (2027, 1, 1)).julian, ==, fascia_day_new (2026, 12, 28).julian);
}

static void
test_weeks_and_months_of_the_calendar (void)
{
  /* 2026 has 53 weeks; 1 January 2027 is in its last one. */
  g_assert_cmpuint (fascia_day_iso_week (fascia_day_new (2026, 1, 1)), ==, 1);
  g_assert_cmpuint (fascia_day_iso_week (fascia_day_new (2026, 12, 31)), ==, 53);
  g_assert_cmpuint (fascia_day_iso_week (fascia_day_new (2027, 1, 1)), ==, 53);
  g_assert_cmpuint (fascia_day_iso_week (fascia_day_new (2027, 1, 4)), ==, 1);
  g_assert_cmpuint (fascia_day_iso_week (fascia_day_new (2024, 12, 30)), ==, 1);

  g_assert_cmpuint (fascia_day_month_start (fascia_day_new (2028, 2, 29)).julian, ==, fascia_day_new (2028, 2, 1).julian);
  g_assert_cmpuint (fascia_day_month_end (fascia_day_new (2028, 2, 1)).julian, ==, fascia_day_new (2028, 2, 29).julian);
  g_assert_cmpuint (fascia_day_month_end (fascia_day_new (2027, 2, 1)).julian, ==, fascia_day_new (2027, 2, 28).julian);
  g_assert_cmpuint (fascia_day_month_end (fascia_day_new (9999, 12, 5)).julian, ==, fascia_day_new (9999, 12, 31).julian);
}

static void
test_no_day_before_year_1_or_after_9999 (void)
{
  g_assert_false (fascia_day_is_valid (fascia_day_add (fascia_day_new (1, 1, 1), -1)));
  g_assert_false (fascia_day_is_valid (fascia_day_add (fascia_day_new (9999, 12, 31), 1)));
  g_assert_false (fascia_day_is_valid (fascia_day_add (fascia_day_new (2027, 1, 1), G_MAXINT)));
}

static void
test_day_of_instant_is_local (void)
{
  static const struct {
    gint64 utc_s;
    const char *zone;
    const char *day;
  } cases[] = {
    { 0, "UTC", "1970-01-01" },
    { -1, "UTC", "1969-12-31" },
    { 1806098399, "Europe/Copenhagen", "2027-03-26" },
    { 1806102000, "Europe/Copenhagen", "2027-03-27" },
    { 1806102000, "America/St_Johns", "2027-03-26" },
    { 1806085800, "Asia/Kolkata", "2027-03-27" },
    { 1806085799, "Asia/Kolkata", "2027-03-26" },
    { 1325239200, "Pacific/Apia", "2011-12-31" },
    { 1325239199, "Pacific/Apia", "2011-12-29" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      g_autofree char *text = NULL;

      g_assert_nonnull (zone);
      text = fascia_day_to_string (fascia_day_of_instant (cases[i].utc_s * G_USEC_PER_SEC, zone));
      g_assert_cmpstr (text, ==, cases[i].day);
    }
}

static void
test_wild_instants_have_no_day (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  g_assert_false (fascia_day_is_valid (fascia_day_of_instant (G_MAXINT64, zone)));
  g_assert_false (fascia_day_is_valid (fascia_day_of_instant (G_MININT64, zone)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/text-comes-back", test_text_comes_back);
  g_test_add_func ("/day/other-texts-are-refused", test_other_texts_are_refused);
  g_test_add_func ("/day/wide-numbers-do-not-wrap", test_wide_numbers_do_not_wrap);
  g_test_add_func ("/day/calendar-has-no-seams", test_calendar_has_no_seams);
  g_test_add_func ("/day/weeks-begin-on-monday", test_weeks_begin_on_monday);
  g_test_add_func ("/day/weeks-and-months-of-the-calendar", test_weeks_and_months_of_the_calendar);
  g_test_add_func ("/day/no-day-before-year-1-or-after-9999", test_no_day_before_year_1_or_after_9999);
  g_test_add_func ("/day/day-of-instant-is-local", test_day_of_instant_is_local);
  g_test_add_func ("/day/wild-instants-have-no-day", test_wild_instants_have_no_day);
  return g_test_run ();
}
