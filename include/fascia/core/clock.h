/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FasciaClock:
 *
 * Where time comes from. Only app/service/system-clock.c reads the real clocks;
 * tests hand in one they turn by hand. All readings are microseconds.
 *
 * @utc_us: wall clock, since 1970 UTC; may jump
 * @monotonic_us: CLOCK_MONOTONIC: steady, stands still in suspend
 * @boottime_us: CLOCK_BOOTTIME: steady, goes on in suspend
 * @zone: (transfer full): the user's zone now
 * @real_delay_us: how long to really wait for @delay_us of this clock to pass
 *   (the same number for the system clock, less for a sped-up one)
 */
typedef struct _FasciaClock FasciaClock;
struct _FasciaClock {
  gint64 (*utc_us) (FasciaClock *self);
  gint64 (*monotonic_us) (FasciaClock *self);
  gint64 (*boottime_us) (FasciaClock *self);
  GTimeZone *(*zone) (FasciaClock *self);
  gint64 (*real_delay_us) (FasciaClock *self, gint64 delay_us);
};

/* What the interface above says, asked of @self. */
gint64 fascia_clock_utc_us (FasciaClock *self);
gint64 fascia_clock_monotonic_us (FasciaClock *self);
gint64 fascia_clock_boottime_us (FasciaClock *self);
GTimeZone *fascia_clock_zone (FasciaClock *self);
gint64 fascia_clock_real_delay_us (FasciaClock *self, gint64 delay_us);

G_END_DECLS
