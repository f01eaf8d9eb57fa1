/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fascia/core/clock.h"

G_BEGIN_DECLS

/**
 * FasciaWorker:
 *
 * A thread of its own for calls into libraries that may wait for ever. Whoever posts
 * never waits: there is room for one job, which a newer one replaces as long as it
 * has not begun. A job that comes to its turn too late is not done at all. The thread
 * starts with the first job; nobody waits for its end either.
 */
typedef struct _FasciaWorker FasciaWorker;

typedef enum {
  FASCIA_WORK_DONE,
  FASCIA_WORK_FAILED,
  FASCIA_WORK_NONE, /* nothing to be done, and so nothing to be reported */
} FasciaWorkResult;

/* Runs in the thread. @state is the thread's own: NULL at first, kept from job to
 * job. @problem: (out) (transfer full): why it failed. */
typedef FasciaWorkResult (*FasciaWorkerFunc) (gpointer job, gpointer *state, char **problem);
/* Runs in the main context: how a job ended. @problem: (nullable): NULL when it was
 * done. */
typedef void (*FasciaWorkerReport) (gpointer owner, const char *problem);

/* @clock outlives the worker. @state_free runs in the thread. */
FasciaWorker *fascia_worker_new (const char *name,
                                 FasciaClock *clock,
                                 FasciaWorkerFunc work,
                                 GDestroyNotify job_free,
                                 GDestroyNotify state_free,
                                 FasciaWorkerReport report,
                                 gpointer owner);
/* No report comes afterwards. Does not wait for the thread. */
void fascia_worker_free (FasciaWorker *self);

/* (transfer full). %FALSE when the job before it was begun long ago and is still not
 * done: the thread is stuck. */
gboolean fascia_worker_post (FasciaWorker *self, gpointer job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaWorker, fascia_worker_free)

G_END_DECLS
