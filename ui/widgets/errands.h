/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaErrands:
 *
 * What has to ask the bus, and may wait for an answer, beside the main loop: the
 * window never stands still. One after the other, in a thread with a context of its
 * own.
 */
#define FASCIA_TYPE_ERRANDS (fascia_errands_get_type ())
G_DECLARE_FINAL_TYPE (FasciaErrands, fascia_errands, FASCIA, ERRANDS, GObject)

/* The last reference waits for the errand that is under way. */
FasciaErrands *fascia_errands_new (FasciaContext *context);

/* Runs in the thread, with a database connection of its own; (transfer full) (nullable). */
typedef gpointer (*FasciaErrandFunc) (FasciaContext *context);
/* Runs in the main loop. @result belongs to the caller. */
typedef void (*FasciaErrandDone) (GObject *owner, gpointer result);

/* @done (nullable) is left out when @owner is gone by then. */
void fascia_errands_run (FasciaErrands *self, FasciaErrandFunc func, FasciaErrandDone done, GObject *owner, GDestroyNotify result_free);

/* Has service and autostart follow switch, rules and requests. The result: (nullable)
 * what went wrong, in a sentence (char *). */
void fascia_errands_apply (FasciaErrands *self, FasciaErrandDone done, GObject *owner);

G_END_DECLS
