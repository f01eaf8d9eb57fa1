/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/system-clock.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

/* The only file of the program that reads the machine's clocks. */

static gint64
system_clock_utc_us (FasciaClock *self)
{
  return g_get_real_time ();
}

static gint64
system_clock_monotonic_us (FasciaClock *self)
{
  return g_get_monotonic_time ();
}

static gint64
system_clock_boottime_us (FasciaClock *self)
{
  struct timespec now;

  if (clock_gettime (CLOCK_BOOTTIME, &now) != 0)
    return g_get_monotonic_time ();

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static GTimeZone *
system_clock_zone (FasciaClock *self)
{
  /* GLib looks at TZ and /etc/localtime at each call, so a traveller's new zone
   * is seen without a restart. */
  return g_time_zone_new_local ();
}

static gint64
system_clock_real_delay_us (FasciaClock *self, gint64 delay_us)
{
  return delay_us;
}

FasciaClock *
fascia_system_clock_new (void)
{
  FasciaClock *self = g_new0 (FasciaClock, 1);

  self->utc_us = system_clock_utc_us;
  self->monotonic_us = system_clock_monotonic_us;
  self->boottime_us = system_clock_boottime_us;
  self->zone = system_clock_zone;
  self->real_delay_us = system_clock_real_delay_us;

  return self;
}

void
fascia_system_clock_free (FasciaClock *self)
{
  g_free (self);
}

/* --- Wake-up ----------------------------------------------------------------- */

/* Further away than this is "never"; the kernel's own limit is the year 2262. */
#define NEVER_S G_GINT64_CONSTANT (9000000000)

struct _FasciaWakeup {
  FasciaClock *clock;
  GSourceOnceFunc func;
  gpointer data;
  int fd;
  guint source;
};

static gboolean
timer_cb (int fd, GIOCondition condition, gpointer data)
{
  FasciaWakeup *self = data;
  guint64 expirations;
  ssize_t n = read (fd, &expirations, sizeof expirations);

  /* ECANCELED means that somebody set the clock: the caller decides afresh. */
  if (n < 0 && errno != ECANCELED)
    return G_SOURCE_CONTINUE;

  /* The callback may free us: nothing of self is touched after it. */
  self->func (self->data);

  return G_SOURCE_CONTINUE;
}

FasciaWakeup *
fascia_wakeup_new (FasciaClock *clock, GSourceOnceFunc func, gpointer data)
{
  FasciaWakeup *self;
  int fd;

  g_return_val_if_fail (clock != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  fd = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  /* As with memory, there is no way to go on without a timer. */
  if (fd < 0)
    g_error ("timerfd_create: %s", g_strerror (errno));

  self = g_new0 (FasciaWakeup, 1);
  self->clock = clock;
  self->func = func;
  self->data = data;
  self->fd = fd;
  self->source = g_unix_fd_add (fd, G_IO_IN, timer_cb, self);
  fascia_wakeup_set (self, G_MAXINT64);

  return self;
}

void
fascia_wakeup_free (FasciaWakeup *self)
{
  if (self == NULL)
    return;

  g_source_remove (self->source);
  close (self->fd);
  g_free (self);
}

/* When the machine's wall clock will show what @utc_us is on our clock. */
static gint64
real_instant_us (FasciaWakeup *self, gint64 utc_us)
{
  gint64 now_us, real_now_us, delay_us;

  if (utc_us == G_MAXINT64 || self->clock->utc_us == system_clock_utc_us)
    return utc_us;

  now_us = fascia_clock_utc_us (self->clock);
  real_now_us = g_get_real_time ();
  if (utc_us <= now_us)
    return real_now_us;

  delay_us = fascia_clock_real_delay_us (self->clock, utc_us - now_us);

  return delay_us > G_MAXINT64 - real_now_us ? G_MAXINT64 : real_now_us + delay_us;
}

void
fascia_wakeup_set (FasciaWakeup *self, gint64 utc_us)
{
  const int flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
  struct itimerspec timer = { 0 };
  gint64 at_us;

  g_return_if_fail (self != NULL);

  at_us = real_instant_us (self, utc_us);
  if (at_us <= 0)
    timer.it_value.tv_nsec = 1; /* all zero would disarm the timer */
  else
    {
      timer.it_value.tv_sec = MIN (at_us / G_USEC_PER_SEC, NEVER_S);
      timer.it_value.tv_nsec = at_us / G_USEC_PER_SEC > NEVER_S ? 0 : (at_us % G_USEC_PER_SEC) * 1000;
    }

  if (timerfd_settime (self->fd, flags, &timer, NULL) == 0)
    return;

  /* The clock was set while the caller was deciding: wake at once. */
  if (errno == ECANCELED)
    {
      timer.it_value = (struct timespec){ .tv_nsec = 1 };
      if (timerfd_settime (self->fd, flags, &timer, NULL) == 0 || errno == ECANCELED)
        return;
    }

  g_error ("timerfd_settime: %s", g_strerror (errno));
}
