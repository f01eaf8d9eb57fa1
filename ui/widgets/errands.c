/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/errands.h"

#include "fascia/service/reminder.h"

struct _FasciaErrands
{
  GObject parent_instance;

  FasciaClock *clock;
  char *folder;
  GThreadPool *thread;
  int closing; /* atomic: what has not begun is not done any more */
};

G_DEFINE_FINAL_TYPE (FasciaErrands, fascia_errands, G_TYPE_OBJECT)

typedef struct {
  FasciaErrandFunc func;
  FasciaErrandDone done;
  GObject *owner; /* weak */
  gpointer result;
  GDestroyNotify result_free;
} Errand;

static void
report_cb (gpointer data)
{
  Errand *errand = data;

  if (errand->owner != NULL && errand->done != NULL)
    {
      g_autoptr (GObject) owner = g_object_ref (errand->owner);

      errand->done (owner, errand->result);
    }
  g_clear_weak_pointer (&errand->owner);
  if (errand->result != NULL && errand->result_free != NULL)
    errand->result_free (errand->result);
  g_free (errand);
}

/* In the thread. The window's own context is not touched here: neither its database
 * connection nor its signals are meant for two threads. */
static void
run_cb (gpointer data, gpointer pool_data)
{
  FasciaErrands *self = pool_data;
  Errand *errand = data;

  if (!g_atomic_int_get (&self->closing))
    {
      g_autoptr (FasciaContext) context = fascia_context_new (self->clock, self->folder, NULL);

      if (context != NULL)
        errand->result = errand->func (context);
    }
  g_idle_add_once (report_cb, errand);
}

static void
fascia_errands_finalize (GObject *object)
{
  FasciaErrands *self = FASCIA_ERRANDS (object);

  g_atomic_int_set (&self->closing, TRUE);
  g_thread_pool_free (self->thread, FALSE, TRUE);
  g_free (self->folder);

  G_OBJECT_CLASS (fascia_errands_parent_class)->finalize (object);
}

static void
fascia_errands_class_init (FasciaErrandsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fascia_errands_finalize;
}

static void
fascia_errands_init (FasciaErrands *self)
{
  self->thread = g_thread_pool_new (run_cb, self, 1, FALSE, NULL);
}

FasciaErrands *
fascia_errands_new (FasciaContext *context)
{
  FasciaErrands *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_ERRANDS, NULL);
  self->clock = fascia_context_get_clock (context);
  self->folder = g_strdup (fascia_context_get_folder (context));

  return self;
}

void
fascia_errands_run (FasciaErrands *self, FasciaErrandFunc func, FasciaErrandDone done, GObject *owner, GDestroyNotify result_free)
{
  Errand *errand;

  g_return_if_fail (FASCIA_IS_ERRANDS (self));
  g_return_if_fail (func != NULL);

  errand = g_new0 (Errand, 1);
  errand->func = func;
  errand->done = done;
  errand->result_free = result_free;
  g_set_weak_pointer (&errand->owner, owner);
  g_thread_pool_push (self->thread, errand, NULL);
}

static gpointer
apply (FasciaContext *context)
{
  char *problem = NULL;

  fascia_reminder_apply (context, &problem);

  return problem;
}

void
fascia_errands_apply (FasciaErrands *self, FasciaErrandDone done, GObject *owner)
{
  fascia_errands_run (self, apply, done, owner, g_free);
}
