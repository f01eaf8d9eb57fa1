/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fascia/core/clock.h"

G_BEGIN_DECLS

/**
 * FasciaSleepWatch:
 *
 * Notices that the machine goes to sleep and wakes. With logind the pause is told
 * before the machine sleeps; without it (no system bus, no logind) sleep is found
 * afterwards, as what CLOCK_BOOTTIME gained on CLOCK_MONOTONIC. No polling: a timer
 * that the kernel cancels on waking, and the checks of others.
 *
 * Signal "falling-asleep" (gint64 asleep_at_us): about to sleep; what is done in the
 * handler is done before the machine sleeps, as long as the watch is on guard.
 * Signal "slept" (gint64 asleep_at_us, gint64 slept_us): awake again; exactly once
 * for each sleep, also for one that was called off (0 µs). Instants are
 * CLOCK_MONOTONIC ones.
 */
#define FASCIA_TYPE_SLEEP_WATCH (fascia_sleep_watch_get_type ())
G_DECLARE_FINAL_TYPE (FasciaSleepWatch, fascia_sleep_watch, FASCIA, SLEEP_WATCH, GObject)

/* (transfer full). @clock outlives it. */
FasciaSleepWatch *fascia_sleep_watch_new (FasciaClock *clock);

/**
 * fascia_sleep_watch_set_guard:
 * @guard: whether somebody has something to finish before the machine sleeps
 * @why: (nullable): shown to who asks logind, such as “A session is being saved”
 *
 * While on guard the machine waits for the handlers of "falling-asleep" (a delay
 * inhibitor of logind, let go as soon as they returned). Off to begin with.
 */
void fascia_sleep_watch_set_guard (FasciaSleepWatch *self, gboolean guard, const char *why);

/* Looks at the clocks; whoever is about to use the time after a pause of any kind
 * calls this first. */
void fascia_sleep_watch_check (FasciaSleepWatch *self);

G_END_DECLS
