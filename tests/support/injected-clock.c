/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "injected-clock.h"

#include <math.h>

typedef struct {
  FasciaClock parent;
  gint64 origin_us; /* real CLOCK_MONOTONIC when the clock showed start_us */
  gint64 start_us;
  double speed;
  gint64 asleep_us; /* in the wall clock and CLOCK_BOOTTIME only */
  gint64 turned_us; /* by hand, in all clocks */
  gint64 set_us;    /* in the wall clock only */
  GTimeZone *zone;
} InjectedClock;

static gint64
passed_us (InjectedClock *self)
{
  gint64 real_us = g_get_monotonic_time () - self->origin_us;

  return self->turned_us + (gint64) floor (real_us * self->speed);
}

static gint64
injected_utc_us (FasciaClock *clock)
{
  InjectedClock *self = (InjectedClock *) clock;

  return self->start_us + passed_us (self) + self->asleep_us + self->set_us;
}

/* The steady clocks begin at an odd number, so that nobody takes one for the other. */
static gint64
injected_monotonic_us (FasciaClock *clock)
{
  return 1234567 + passed_us ((InjectedClock *) clock);
}

static gint64
injected_boottime_us (FasciaClock *clock)
{
  InjectedClock *self = (InjectedClock *) clock;

  return 7654321 + passed_us (self) + self->asleep_us;
}

static GTimeZone *
injected_zone (FasciaClock *clock)
{
  return g_time_zone_ref (((InjectedClock *) clock)->zone);
}

static gint64
injected_real_delay_us (FasciaClock *clock, gint64 delay_us)
{
  InjectedClock *self = (InjectedClock *) clock;
  double real_us;

  if (delay_us <= 0)
    return 0;
  if (self->speed <= 0)
    return G_MAXINT64;

  real_us = ceil (delay_us / self->speed);

  return real_us >= 9e18 ? G_MAXINT64 : (gint64) real_us;
}

static FasciaClock *
clock_new (gint64 start_us, double speed, GTimeZone *zone, gint64 origin_us)
{
  InjectedClock *self = g_new0 (InjectedClock, 1);

  self->parent.utc_us = injected_utc_us;
  self->parent.monotonic_us = injected_monotonic_us;
  self->parent.boottime_us = injected_boottime_us;
  self->parent.zone = injected_zone;
  self->parent.real_delay_us = injected_real_delay_us;
  self->origin_us = origin_us;
  self->start_us = start_us;
  self->speed = speed;
  self->zone = g_time_zone_ref (zone);

  return &self->parent;
}

FasciaClock *
injected_clock_new (gint64 start_us, double speed, GTimeZone *zone)
{
  g_return_val_if_fail (speed >= 0, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  return clock_new (start_us, speed, zone, g_get_monotonic_time ());
}

FasciaClock *
injected_clock_new_from_environment (void)
{
  const char *now = g_getenv ("FASCIA_TEST_NOW");
  const char *speed_text = g_getenv ("FASCIA_TEST_SPEED");
  const char *zone_name = g_getenv ("FASCIA_TEST_ZONE");
  const char *origin_text = g_getenv ("FASCIA_TEST_ORIGIN");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name != NULL ? zone_name : "UTC");
  g_autoptr (GDateTime) start = NULL;
  gint64 origin_us = g_get_monotonic_time ();
  double speed = 1;

  if (now != NULL)
    start = g_date_time_new_from_iso8601 (now, utc);
  if (start == NULL)
    g_error ("FASCIA_TEST_NOW is not an ISO 8601 instant: %s", now != NULL ? now : "(unset)");
  if (zone == NULL)
    g_error ("FASCIA_TEST_ZONE is not a time zone: %s", zone_name);
  if (speed_text != NULL)
    {
      char *end;

      speed = g_ascii_strtod (speed_text, &end);
      if (end == speed_text || *end != '\0' || !(speed >= 0))
        g_error ("FASCIA_TEST_SPEED is not a factor: %s", speed_text);
    }
  if (origin_text != NULL && !g_ascii_string_to_signed (origin_text, 10, 0, G_MAXINT64, &origin_us, NULL))
    g_error ("FASCIA_TEST_ORIGIN is not a number of microseconds: %s", origin_text);

  return clock_new (g_date_time_to_unix (start) * G_USEC_PER_SEC + g_date_time_get_microsecond (start), speed, zone, origin_us);
}

void
injected_clock_free (FasciaClock *clock)
{
  InjectedClock *self = (InjectedClock *) clock;

  if (self == NULL)
    return;

  g_time_zone_unref (self->zone);
  g_free (self);
}

void
injected_clock_advance (FasciaClock *clock, gint64 delta_us)
{
  ((InjectedClock *) clock)->turned_us += delta_us;
}

void
injected_clock_suspend (FasciaClock *clock, gint64 delta_us)
{
  ((InjectedClock *) clock)->asleep_us += delta_us;
}

void
injected_clock_set_utc (FasciaClock *clock, gint64 utc_us)
{
  ((InjectedClock *) clock)->set_us += utc_us - injected_utc_us (clock);
}

void
injected_clock_set_zone (FasciaClock *clock, GTimeZone *zone)
{
  InjectedClock *self = (InjectedClock *) clock;

  g_time_zone_ref (zone);
  g_time_zone_unref (self->zone);
  self->zone = zone;
}
