/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sleep of the machine, told by a login manager or found by the clocks alone. */
#include "fascia/service/sleep.h"
#include "injected-clock.h"
#include "mock-desktop.h"

static MockDesktop *desktop;

typedef struct {
  FasciaClock *clock;
  FasciaSleepWatch *watch;
  guint fell_asleep;
  guint slept;
  gint64 fell_asleep_at_us;
  gint64 asleep_at_us;
  gint64 slept_us;
  gboolean was_held; /* the inhibitor, while "falling-asleep" was handled */
} Fixture;

static void
falling_asleep_cb (FasciaSleepWatch *watch, gint64 asleep_at_us, Fixture *fixture)
{
  guint count = mock_desktop_count_inhibitions (desktop);

  fixture->fell_asleep++;
  fixture->fell_asleep_at_us = asleep_at_us;
  if (count > 0)
    mock_desktop_get_inhibition (desktop, count - 1, &fixture->was_held);
}

static void
slept_cb (FasciaSleepWatch *watch, gint64 asleep_at_us, gint64 slept_us, Fixture *fixture)
{
  fixture->slept++;
  fixture->asleep_at_us = asleep_at_us;
  fixture->slept_us = slept_us;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  fixture->clock = injected_clock_new (G_GINT64_CONSTANT (1800000000) * G_TIME_SPAN_SECOND, 0, zone);
  fixture->watch = fascia_sleep_watch_new (fixture->clock);
  g_signal_connect (fixture->watch, "falling-asleep", G_CALLBACK (falling_asleep_cb), fixture);
  g_signal_connect (fixture->watch, "slept", G_CALLBACK (slept_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_run_dispose (G_OBJECT (fixture->watch));
  g_object_unref (fixture->watch);
  injected_clock_free (fixture->clock);
  mock_desktop_reset (desktop);
}

/* Until the watch listens: it asks for the inhibitor on the same connection after it
 * has asked for the signal. */
static void
listen (Fixture *fixture)
{
  mock_desktop_serve_login (desktop);
  fascia_sleep_watch_set_guard (fixture->watch, TRUE, "A session runs");
  mock_desktop_wait (mock_desktop_count_inhibitions (desktop) == 1);
}

static gboolean
is_held (guint index)
{
  gboolean held;

  g_assert_cmpstr (mock_desktop_get_inhibition (desktop, index, &held), ==, "sleep delay");
  return held;
}

static void
test_clocks_alone (Fixture *fixture, gconstpointer data)
{
  gint64 now_us;

  injected_clock_advance (fixture->clock, 90 * G_TIME_SPAN_SECOND);
  fascia_sleep_watch_check (fixture->watch);
  injected_clock_set_utc (fixture->clock, 1700000000 * G_TIME_SPAN_SECOND);
  fascia_sleep_watch_check (fixture->watch);
  g_assert_cmpuint (fixture->slept, ==, 0);

  injected_clock_suspend (fixture->clock, 3600 * G_TIME_SPAN_SECOND);
  now_us = fascia_clock_monotonic_us (fixture->clock);
  fascia_sleep_watch_check (fixture->watch);
  fascia_sleep_watch_check (fixture->watch);
  g_assert_cmpuint (fixture->slept, ==, 1);
  g_assert_cmpint (fixture->asleep_at_us, ==, now_us);
  g_assert_cmpint (fixture->slept_us, ==, 3600 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (fixture->fell_asleep, ==, 0);

  injected_clock_suspend (fixture->clock, 5 * G_TIME_SPAN_SECOND);
  fascia_sleep_watch_check (fixture->watch);
  g_assert_cmpuint (fixture->slept, ==, 2);
  g_assert_cmpint (fixture->slept_us, ==, 5 * G_TIME_SPAN_SECOND);
}

/* Readings a few milliseconds apart are no sleep, but several naps are one. */
static void
test_short_gaps (Fixture *fixture, gconstpointer data)
{
  injected_clock_suspend (fixture->clock, 700 * 1000);
  fascia_sleep_watch_check (fixture->watch);
  g_assert_cmpuint (fixture->slept, ==, 0);
  injected_clock_suspend (fixture->clock, 700 * 1000);
  fascia_sleep_watch_check (fixture->watch);
  g_assert_cmpuint (fixture->slept, ==, 1);
  g_assert_cmpint (fixture->slept_us, ==, 1400 * 1000);
}

static void
test_told_before_and_after (Fixture *fixture, gconstpointer data)
{
  gint64 asleep_at_us;

  listen (fixture);
  g_assert_true (is_held (0));

  asleep_at_us = fascia_clock_monotonic_us (fixture->clock);
  mock_desktop_sleep (desktop, TRUE);
  mock_desktop_wait (fixture->fell_asleep == 1);
  g_assert_true (fixture->was_held);
  g_assert_cmpint (fixture->fell_asleep_at_us, ==, asleep_at_us);
  mock_desktop_wait (!is_held (0));
  g_assert_cmpuint (fixture->slept, ==, 0);

  /* It takes the kernel a moment to stop everything. */
  injected_clock_advance (fixture->clock, 300 * 1000);
  injected_clock_suspend (fixture->clock, 7200 * G_TIME_SPAN_SECOND);
  injected_clock_advance (fixture->clock, 200 * 1000);
  mock_desktop_sleep (desktop, FALSE);
  mock_desktop_wait (fixture->slept == 1);
  g_assert_cmpint (fixture->asleep_at_us, ==, asleep_at_us);
  g_assert_cmpint (fixture->slept_us, ==, 7200 * G_TIME_SPAN_SECOND);

  /* On guard again, until told otherwise. */
  mock_desktop_wait (mock_desktop_count_inhibitions (desktop) == 2);
  g_assert_true (is_held (1));
  fascia_sleep_watch_set_guard (fixture->watch, FALSE, NULL);
  mock_desktop_wait (!is_held (1));
  g_assert_cmpuint (fixture->fell_asleep, ==, 1);
  g_assert_cmpuint (fixture->slept, ==, 1);
}

/* The session looks at the clocks before logind has said anything. */
static void
test_woken_before_logind_says_so (Fixture *fixture, gconstpointer data)
{
  gint64 asleep_at_us = fascia_clock_monotonic_us (fixture->clock);

  listen (fixture);
  mock_desktop_sleep (desktop, TRUE);
  mock_desktop_wait (fixture->fell_asleep == 1);
  injected_clock_suspend (fixture->clock, 60 * G_TIME_SPAN_SECOND);
  injected_clock_advance (fixture->clock, 400 * 1000);
  fascia_sleep_watch_check (fixture->watch);
  g_assert_cmpuint (fixture->slept, ==, 1);
  g_assert_cmpint (fixture->asleep_at_us, ==, asleep_at_us);

  mock_desktop_sleep (desktop, FALSE);
  mock_desktop_sleep (desktop, TRUE);
  mock_desktop_wait (fixture->fell_asleep == 2);
  g_assert_cmpuint (fixture->slept, ==, 1);
}

static void
test_called_off (Fixture *fixture, gconstpointer data)
{
  listen (fixture);
  mock_desktop_sleep (desktop, TRUE);
  mock_desktop_wait (fixture->fell_asleep == 1);
  injected_clock_advance (fixture->clock, 2 * G_TIME_SPAN_SECOND);
  mock_desktop_sleep (desktop, FALSE);
  mock_desktop_wait (fixture->slept == 1);
  g_assert_cmpint (fixture->slept_us, ==, 0);

  /* And the next one counts from there. */
  mock_desktop_sleep (desktop, TRUE);
  mock_desktop_wait (fixture->fell_asleep == 2);
  g_assert_cmpint (fixture->fell_asleep_at_us, ==, fascia_clock_monotonic_us (fixture->clock));
}

/* Off guard there is no inhibitor; the signals come all the same. */
static void
test_off_guard (Fixture *fixture, gconstpointer data)
{
  listen (fixture);
  fascia_sleep_watch_set_guard (fixture->watch, FALSE, NULL);
  mock_desktop_wait (!is_held (0));
  mock_desktop_sleep (desktop, TRUE);
  mock_desktop_wait (fixture->fell_asleep == 1);
  mock_desktop_sleep (desktop, FALSE);
  mock_desktop_wait (fixture->slept == 1);
  mock_desktop_sleep (desktop, TRUE);
  mock_desktop_wait (fixture->fell_asleep == 2);
  g_assert_cmpuint (mock_desktop_count_inhibitions (desktop), ==, 1);
}

/* The watch goes away with its inhibitor, also with one that is on its way to it. */
static void
test_goes_away (Fixture *fixture, gconstpointer data)
{
  listen (fixture);
  g_assert_true (is_held (0));
  fascia_sleep_watch_set_guard (fixture->watch, FALSE, NULL);
  mock_desktop_wait (!is_held (0));

  fascia_sleep_watch_set_guard (fixture->watch, TRUE, NULL);
  mock_desktop_wait (mock_desktop_count_inhibitions (desktop) == 2);
  g_object_run_dispose (G_OBJECT (fixture->watch));
  mock_desktop_wait (!is_held (1));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  desktop = mock_desktop_new ();

#define TEST(name, function) g_test_add ("/sleep/" name, Fixture, NULL, set_up, function, tear_down)
  TEST ("found by the clocks alone", test_clocks_alone);
  TEST ("short gaps are no sleep", test_short_gaps);
  TEST ("told before and after", test_told_before_and_after);
  TEST ("woken before logind says so", test_woken_before_logind_says_so);
  TEST ("called off", test_called_off);
  TEST ("off guard", test_off_guard);
  TEST ("goes away", test_goes_away);

  status = g_test_run ();
  mock_desktop_free (desktop);
  return status;
}
