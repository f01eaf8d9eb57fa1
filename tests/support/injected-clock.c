/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "injected-clock.h"

#include <fcntl.h>
#include <math.h>
#include <sys/mman.h>
#include <unistd.h>

/* Nobody tells a timer that a hand was laid on the clock, so it looks this often. */
#define LOOK_US (G_TIME_SPAN_MILLISECOND * 10)

/* What another process turns, in the file both have mapped. */
typedef struct {
  gint64 turned_us;
  gint64 asleep_us;
} Hand;

typedef struct {
  FasciaClock parent;
  gint64 origin_us; /* real CLOCK_MONOTONIC when the clock showed start_us */
  gint64 start_us;
  double speed;
  gint64 asleep_us; /* in the wall clock and CLOCK_BOOTTIME only */
  gint64 turned_us; /* by hand, in all clocks */
  gint64 set_us;    /* in the wall clock only */
  const Hand *hand; /* NULL: nobody's */
  GTimeZone *zone;
} InjectedClock;

static gint64
passed_us (InjectedClock *self)
{
  gint64 real_us = g_get_monotonic_time () - self->origin_us;
  gint64 by_hand_us = self->hand != NULL ? __atomic_load_n (&self->hand->turned_us, __ATOMIC_ACQUIRE) : 0;

  return self->turned_us + by_hand_us + (gint64) floor (real_us * self->speed);
}

static gint64
slept_us (InjectedClock *self)
{
  gint64 by_hand_us = self->hand != NULL ? __atomic_load_n (&self->hand->asleep_us, __ATOMIC_ACQUIRE) : 0;

  return self->asleep_us + by_hand_us;
}

static gint64
injected_utc_us (FasciaClock *clock)
{
  InjectedClock *self = (InjectedClock *) clock;

  return self->start_us + passed_us (self) + slept_us (self) + self->set_us;
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

  return 7654321 + passed_us (self) + slept_us (self);
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
  real_us = self->speed > 0 ? ceil (delay_us / self->speed) : G_MAXDOUBLE;
  if (self->hand != NULL)
    real_us = MIN (real_us, LOOK_US);

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

/* Mapped for as long as the program runs. */
static const Hand *
map_hand (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  const Hand *hand = MAP_FAILED;

  if (fd >= 0 && lseek (fd, 0, SEEK_END) >= (off_t) sizeof (Hand))
    hand = mmap (NULL, sizeof (Hand), PROT_READ, MAP_SHARED, fd, 0);
  if (hand == MAP_FAILED)
    g_error ("FASCIA_TEST_HAND is not a file of two numbers: %s", path);
  close (fd);

  return hand;
}

FasciaClock *
injected_clock_new_from_environment (void)
{
  const char *now = g_getenv ("FASCIA_TEST_NOW");
  const char *speed_text = g_getenv ("FASCIA_TEST_SPEED");
  const char *zone_name = g_getenv ("FASCIA_TEST_ZONE");
  const char *origin_text = g_getenv ("FASCIA_TEST_ORIGIN");
  const char *hand_path = g_getenv ("FASCIA_TEST_HAND");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name != NULL ? zone_name : "UTC");
  g_autoptr (GDateTime) start = NULL;
  gint64 origin_us = g_get_monotonic_time ();
  double speed = 1;
  FasciaClock *clock;

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

  clock = clock_new (g_date_time_to_unix (start) * G_USEC_PER_SEC + g_date_time_get_microsecond (start), speed, zone, origin_us);
  if (hand_path != NULL)
    ((InjectedClock *) clock)->hand = map_hand (hand_path);

  return clock;
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
