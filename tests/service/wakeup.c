/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/system-clock.h"
#include "injected-clock.h"
#include "mock-desktop.h"

/* Long enough to be sure, short enough not to be felt. */
#define SOON_US (30 * G_TIME_SPAN_MILLISECOND)

typedef struct {
  FasciaClock *clock;
  guint fired;
  gint64 fired_at_us;
  FasciaWakeup *wakeup;
  gboolean free_in_callback;
} Fixture;

static void
fired_cb (gpointer data)
{
  Fixture *self = data;

  self->fired++;
  self->fired_at_us = fascia_clock_utc_us (self->clock);
  if (self->free_in_callback)
    g_clear_pointer (&self->wakeup, fascia_wakeup_free);
}

static void
run_for (gint64 real_us)
{
  gint64 end_us = g_get_monotonic_time () + real_us;

  mock_desktop_wait (g_get_monotonic_time () >= end_us);
}

static void
test_fires_when_the_wall_clock_shows_it (void)
{
  Fixture f = { .clock = fascia_system_clock_new () };
  gint64 due_us;

  f.wakeup = fascia_wakeup_new (f.clock, fired_cb, &f);
  due_us = g_get_real_time () + SOON_US;
  fascia_wakeup_set (f.wakeup, due_us);
  mock_desktop_wait (f.fired > 0);
  g_assert_cmpint (f.fired_at_us, >=, due_us);
  g_assert_cmpint (f.fired_at_us, <, due_us + G_USEC_PER_SEC);

  run_for (SOON_US);
  g_assert_cmpuint (f.fired, ==, 1);

  fascia_wakeup_free (f.wakeup);
  fascia_system_clock_free (f.clock);
}

static void
test_what_is_past_fires_at_once (void)
{
  const gint64 past[] = { G_MININT64, -1, 0, 1, g_get_real_time () - G_TIME_SPAN_DAY };
  Fixture f = { .clock = fascia_system_clock_new () };

  f.wakeup = fascia_wakeup_new (f.clock, fired_cb, &f);
  for (guint i = 0; i < G_N_ELEMENTS (past); i++)
    {
      fascia_wakeup_set (f.wakeup, past[i]);
      mock_desktop_wait (f.fired == i + 1);
    }

  fascia_wakeup_free (f.wakeup);
  fascia_system_clock_free (f.clock);
}

static void
test_never_and_far_away_do_not_fire (void)
{
  const gint64 far[] = { G_MAXINT64, G_MAXINT64 - 1, G_GINT64_CONSTANT (253402300799) * G_USEC_PER_SEC };
  Fixture f = { .clock = fascia_system_clock_new () };

  f.wakeup = fascia_wakeup_new (f.clock, fired_cb, &f);
  run_for (SOON_US);
  for (guint i = 0; i < G_N_ELEMENTS (far); i++)
    {
      fascia_wakeup_set (f.wakeup, far[i]);
      run_for (SOON_US);
      g_assert_cmpuint (f.fired, ==, 0);
    }

  fascia_wakeup_free (f.wakeup);
  fascia_system_clock_free (f.clock);
}

static void
test_the_last_setting_counts (void)
{
  Fixture f = { .clock = fascia_system_clock_new () };

  f.wakeup = fascia_wakeup_new (f.clock, fired_cb, &f);
  fascia_wakeup_set (f.wakeup, g_get_real_time () + SOON_US / 2);
  fascia_wakeup_set (f.wakeup, G_MAXINT64);
  run_for (SOON_US);
  g_assert_cmpuint (f.fired, ==, 0);

  fascia_wakeup_free (f.wakeup);
  fascia_system_clock_free (f.clock);
}

static void
test_may_be_freed_while_it_fires (void)
{
  Fixture f = { .clock = fascia_system_clock_new (), .free_in_callback = TRUE };

  f.wakeup = fascia_wakeup_new (f.clock, fired_cb, &f);
  fascia_wakeup_set (f.wakeup, 1);
  mock_desktop_wait (f.fired == 1);
  g_assert_null (f.wakeup);

  fascia_system_clock_free (f.clock);
}

static void
test_follows_a_clock_of_its_own (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 start_us = G_GINT64_CONSTANT (1806170400) * G_USEC_PER_SEC;
  /* A day passes in 43 ms. */
  Fixture f = { .clock = injected_clock_new (start_us, 2e6, utc) };
  gint64 due_us = start_us + G_TIME_SPAN_DAY;
  gint64 begun_us = g_get_monotonic_time ();

  f.wakeup = fascia_wakeup_new (f.clock, fired_cb, &f);
  fascia_wakeup_set (f.wakeup, due_us);
  mock_desktop_wait (f.fired == 1);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, >=, 43 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 2 * G_USEC_PER_SEC);
  g_assert_cmpint (f.fired_at_us, >=, due_us);

  fascia_wakeup_free (f.wakeup);
  injected_clock_free (f.clock);
}

static void
test_a_clock_that_stands_still_never_fires (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  Fixture f = { .clock = injected_clock_new (0, 0, utc) };

  f.wakeup = fascia_wakeup_new (f.clock, fired_cb, &f);
  fascia_wakeup_set (f.wakeup, 1);
  run_for (SOON_US);
  g_assert_cmpuint (f.fired, ==, 0);

  injected_clock_advance (f.clock, 1);
  fascia_wakeup_set (f.wakeup, 1);
  mock_desktop_wait (f.fired == 1);

  fascia_wakeup_free (f.wakeup);
  injected_clock_free (f.clock);
}

static void
test_the_system_clock_is_the_machine_s (void)
{
  FasciaClock *clock = fascia_system_clock_new ();
  gint64 before_us, us;

  before_us = g_get_real_time ();
  us = fascia_clock_utc_us (clock);
  g_assert_cmpint (us, >=, before_us);
  g_assert_cmpint (us, <=, g_get_real_time ());

  before_us = g_get_monotonic_time ();
  us = fascia_clock_monotonic_us (clock);
  g_assert_cmpint (us, >=, before_us);
  g_assert_cmpint (us, <=, g_get_monotonic_time ());
  /* The same, plus the time asleep. */
  g_assert_cmpint (fascia_clock_boottime_us (clock), >=, us);

  g_assert_cmpint (fascia_clock_real_delay_us (clock, 1234), ==, 1234);

  fascia_system_clock_free (clock);
}

static void
test_the_zone_is_read_each_time (void)
{
  FasciaClock *clock = fascia_system_clock_new ();
  const gint64 winter_us = G_GINT64_CONSTANT (1798761600) * G_USEC_PER_SEC; /* 2027-01-01 */

  g_setenv ("TZ", "Europe/Copenhagen", TRUE);
  {
    g_autoptr (GTimeZone) zone = fascia_clock_zone (clock);

    g_assert_cmpstr (g_time_zone_get_identifier (zone), ==, "Europe/Copenhagen");
    g_assert_cmpint (g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, winter_us / G_USEC_PER_SEC)), ==, 3600);
  }
  g_setenv ("TZ", "Asia/Tokyo", TRUE);
  {
    g_autoptr (GTimeZone) zone = fascia_clock_zone (clock);

    g_assert_cmpint (g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, winter_us / G_USEC_PER_SEC)), ==, 9 * 3600);
  }

  fascia_system_clock_free (clock);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wakeup/fires-when-the-wall-clock-shows-it", test_fires_when_the_wall_clock_shows_it);
  g_test_add_func ("/wakeup/what-is-past-fires-at-once", test_what_is_past_fires_at_once);
  g_test_add_func ("/wakeup/never-and-far-away-do-not-fire", test_never_and_far_away_do_not_fire);
  g_test_add_func ("/wakeup/the-last-setting-counts", test_the_last_setting_counts);
  g_test_add_func ("/wakeup/may-be-freed-while-it-fires", test_may_be_freed_while_it_fires);
  g_test_add_func ("/wakeup/follows-a-clock-of-its-own", test_follows_a_clock_of_its_own);
  g_test_add_func ("/wakeup/a-clock-that-stands-still-never-fires", test_a_clock_that_stands_still_never_fires);
  g_test_add_func ("/clock/the-system-clock-is-the-machine-s", test_the_system_clock_is_the_machine_s);
  g_test_add_func ("/clock/the-zone-is-read-each-time", test_the_zone_is_read_each_time);

  return g_test_run ();
}
