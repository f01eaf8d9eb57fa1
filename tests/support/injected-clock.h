/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/clock.h"

G_BEGIN_DECLS

/* A clock that starts where a test wants it and runs as fast as it wants. Never
 * part of an installed program. */

/**
 * injected_clock_new:
 * @start_us: what the wall clock shows now (UTC)
 * @speed: clock seconds per real second; 0 stands still until turned by hand
 * @zone: (transfer none)
 *
 * Free with injected_clock_free().
 */
FasciaClock *injected_clock_new (gint64 start_us, double speed, GTimeZone *zone);

/**
 * injected_clock_new_from_environment:
 *
 * For programs under test:
 * `FASCIA_TEST_NOW` `2027-03-26T17:59:58+01:00` (required),
 * `FASCIA_TEST_SPEED` `60` (1 when unset),
 * `FASCIA_TEST_ZONE` `Europe/Copenhagen` (UTC when unset),
 * `FASCIA_TEST_ORIGIN` real CLOCK_MONOTONIC microseconds at which the clock shows
 * FASCIA_TEST_NOW, so that several programs live in one time (the start of the
 * program when unset),
 * `FASCIA_TEST_HAND` a file of two native 64-bit numbers that another process changes
 * while this one runs: microseconds that passed besides, and microseconds slept. With
 * speed 0 no time passes but by that hand.
 * A wrong value ends the program.
 */
FasciaClock *injected_clock_new_from_environment (void);
void injected_clock_free (FasciaClock *clock);

/* Time passes: all clocks go on. */
void injected_clock_advance (FasciaClock *clock, gint64 delta_us);
/* The machine slept: CLOCK_MONOTONIC stood still, the others went on. */
void injected_clock_suspend (FasciaClock *clock, gint64 delta_us);
/* Somebody set the wall clock: the steady clocks do not notice. */
void injected_clock_set_utc (FasciaClock *clock, gint64 utc_us);
void injected_clock_set_zone (FasciaClock *clock, GTimeZone *zone);

G_END_DECLS
