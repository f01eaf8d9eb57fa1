/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/worker.h"

#include <signal.h>

/* A sound that comes a second late is worse than none. */
#define LATE_US G_TIME_SPAN_SECOND
/* After this a call is taken for stuck. */
#define STUCK_US (2 * G_TIME_SPAN_SECOND)

struct _FasciaWorker {
  gatomicrefcount ref_count; /* the owner, the thread, and each report on its way */
  GMutex mutex;
  GCond posted;
  GMainContext *context;
  char *name;
  FasciaWorkerFunc work;
  GDestroyNotify job_free;
  GDestroyNotify state_free;
  FasciaWorkerReport report;

  /* Under the mutex. */
  gboolean started;
  gboolean quit; /* the owner is gone, and so may be the clock */
  FasciaClock *clock;
  gpointer owner;
  gpointer job;
  gint64 posted_us;
  gboolean busy;
  gint64 begun_us;
};

static void
worker_unref (gpointer data)
{
  FasciaWorker *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->job, self->job_free);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->posted);
  g_free (self->name);
  g_free (self);
}

static FasciaWorker *
worker_ref (FasciaWorker *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

typedef struct {
  FasciaWorker *worker;
  char *problem;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  worker_unref (report->worker);
  g_free (report->problem);
  g_free (report);
}

/* In the owner's thread, where it is freed, too: no lock is needed to know whether it
 * still is there. */
static gboolean
report_cb (gpointer data)
{
  Report *report = data;

  if (!report->worker->quit)
    report->worker->report (report->worker->owner, report->problem);
  return G_SOURCE_REMOVE;
}

static void
send_report (FasciaWorker *self, const char *problem)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Report *report = g_new0 (Report, 1);

  report->worker = worker_ref (self);
  report->problem = g_strdup (problem);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, report_cb, report, report_free);
  g_source_attach (source, self->context);
}

/* (transfer full) (nullable): the next job, or NULL at the end. */
static gpointer
take_job (FasciaWorker *self)
{
  gpointer job = NULL;

  g_mutex_lock (&self->mutex);
  self->busy = FALSE;
  while (job == NULL && !self->quit)
    {
      if (self->job == NULL)
        {
          g_cond_wait (&self->posted, &self->mutex);
          continue;
        }
      job = g_steal_pointer (&self->job);
      self->begun_us = fascia_clock_monotonic_us (self->clock);
      if (self->begun_us - self->posted_us >= LATE_US)
        g_clear_pointer (&job, self->job_free);
    }
  self->busy = job != NULL;
  g_mutex_unlock (&self->mutex);
  return job;
}

static gpointer
run (gpointer data)
{
  FasciaWorker *self = data;
  gpointer state = NULL;
  gpointer job;
  sigset_t broken_pipe;

  /* A server that goes away while it is written to must not end the program. */
  sigemptyset (&broken_pipe);
  sigaddset (&broken_pipe, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &broken_pipe, NULL);

  while ((job = take_job (self)) != NULL)
    {
      g_autofree char *problem = NULL;
      FasciaWorkResult result = self->work (job, &state, &problem);

      if (result != FASCIA_WORK_NONE)
        send_report (self, result == FASCIA_WORK_FAILED ? problem : NULL);
      self->job_free (job);
    }
  if (state != NULL)
    self->state_free (state);
  worker_unref (self);
  return NULL;
}

FasciaWorker *
fascia_worker_new (const char *name,
                   FasciaClock *clock,
                   FasciaWorkerFunc work,
                   GDestroyNotify job_free,
                   GDestroyNotify state_free,
                   FasciaWorkerReport report,
                   gpointer owner)
{
  FasciaWorker *self = g_new0 (FasciaWorker, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->posted);
  self->context = g_main_context_ref_thread_default ();
  self->name = g_strdup (name);
  self->clock = clock;
  self->work = work;
  self->job_free = job_free;
  self->state_free = state_free;
  self->report = report;
  self->owner = owner;
  return self;
}

void
fascia_worker_free (FasciaWorker *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->mutex);
  self->quit = TRUE;
  self->clock = NULL;
  self->owner = NULL;
  g_cond_signal (&self->posted);
  g_mutex_unlock (&self->mutex);
  worker_unref (self);
}

gboolean
fascia_worker_post (FasciaWorker *self, gpointer job)
{
  gint64 now_us = fascia_clock_monotonic_us (self->clock);
  g_autoptr (GError) error = NULL;
  gpointer replaced;
  gboolean stuck;

  if (!self->started)
    {
      /* No thread to be had: as good as one that is stuck. */
      GThread *thread = g_thread_try_new (self->name, run, worker_ref (self), &error);

      if (thread == NULL)
        {
          worker_unref (self);
          self->job_free (job);
          return FALSE;
        }
      g_thread_unref (thread);
      self->started = TRUE;
    }

  g_mutex_lock (&self->mutex);
  replaced = g_steal_pointer (&self->job);
  self->job = job;
  self->posted_us = now_us;
  stuck = self->busy && now_us - self->begun_us >= STUCK_US;
  g_cond_signal (&self->posted);
  g_mutex_unlock (&self->mutex);

  if (replaced != NULL)
    self->job_free (replaced);
  return !stuck;
}
