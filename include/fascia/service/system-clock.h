/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fascia/core/clock.h"

G_BEGIN_DECLS

/* (transfer full): the machine's clocks. Free with fascia_system_clock_free(). */
FasciaClock *fascia_system_clock_new (void);
void fascia_system_clock_free (FasciaClock *self);

/**
 * FasciaWakeup:
 *
 * One timer on the wall clock: it fires when the clock shows the instant, also
 * after a suspend, and when somebody sets the clock (so that the caller decides
 * afresh). No polling.
 */
typedef struct _FasciaWakeup FasciaWakeup;
FasciaWakeup *fascia_wakeup_new (FasciaClock *clock, GSourceOnceFunc func, gpointer data);
void fascia_wakeup_free (FasciaWakeup *self);
/* G_MAXINT64: only a clock change wakes. */
void fascia_wakeup_set (FasciaWakeup *self, gint64 utc_us);

G_END_DECLS
