/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/long-work.h"

#include "app/service/diary-private.h"

/* Finer steps than a bar shows are not told. */
#define SMALLEST_STEP 0.004

typedef struct
{
  GTask *task;
  FasciaLongWorkFunc func;
} Run;

static void
long_work_free (gpointer data)
{
  FasciaLongWork *self = data;

  g_free (self->folder);
  g_free (self->path);
  g_free (self->written);
  g_time_zone_unref (self->zone);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

FasciaLongWork *
fascia_long_work_new (FasciaContext *context, const char *path)
{
  FasciaLongWork *self = g_new0 (FasciaLongWork, 1);
  FasciaClock *clock = fascia_context_get_clock (context);

  self->folder = g_strdup (fascia_context_get_folder (context));
  self->path = g_strdup (path);
  self->now_us = fascia_clock_utc_us (clock);
  self->zone = fascia_clock_zone (clock);
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->mutex);
  return self;
}

/* In the caller's main context. */
static gboolean
tell_cb (gpointer data)
{
  GTask *task = data;
  FasciaLongWork *self = g_task_get_task_data (task);
  double fraction;

  g_mutex_lock (&self->mutex);
  fraction = self->fraction;
  self->told = FALSE;
  g_mutex_unlock (&self->mutex);
  if (!g_task_get_completed (task))
    self->progress (fraction, self->progress_data);
  return G_SOURCE_REMOVE;
}

static GPrivate running_task;

void
fascia_long_work_tell (double fraction, gpointer data)
{
  FasciaLongWork *self = data;
  gboolean on_its_way;

  if (self->progress == NULL)
    return;
  g_mutex_lock (&self->mutex);
  on_its_way = self->told || (fraction < self->fraction + SMALLEST_STEP && fraction < 1);
  if (!self->told && on_its_way)
    {
      g_mutex_unlock (&self->mutex);
      return;
    }
  self->fraction = fraction;
  self->told = TRUE;
  g_mutex_unlock (&self->mutex);
  if (!on_its_way)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, tell_cb, g_object_ref (g_private_get (&running_task)), g_object_unref);
      g_source_attach (source, self->context);
    }
}

static gpointer
run_cb (gpointer data)
{
  Run *run = data;
  g_autoptr (GTask) task = run->task;
  GError *error = NULL;

  g_private_set (&running_task, task);
  if (run->func (g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_free (run);
  return NULL;
}

/* In the caller's main context: who asked hears of the change before of the end. */
static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FasciaContext *context = FASCIA_CONTEXT (source);
  FasciaLongWork *self = g_task_get_task_data (G_TASK (result));
  FasciaDiary *diary = self->changes && !g_task_had_error (G_TASK (result)) ? fascia_context_get_diary (context, NULL) : NULL;

  /* It has returned, or is about to. Nothing of the caller's may be left to it: whoever
   * lets go of the context last ends the diary with its timers. */
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
  if (diary != NULL)
    fascia_diary_poll (diary);
  if (self->callback != NULL)
    self->callback (source, result, self->user_data);
}

void
fascia_long_work_start (FasciaLongWork *self, FasciaContext *context, gpointer tag, FasciaLongWorkFunc func, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (context, self->cancellable, done_cb, NULL);
  g_autoptr (GError) error = NULL;
  Run *run = g_new0 (Run, 1);

  self->callback = callback;
  self->user_data = user_data;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, self, long_work_free);
  /* What was done before the wish came is done. */
  g_task_set_check_cancellable (task, FALSE);
  run->task = g_object_ref (task);
  run->func = func;
  /* Not from the pool: its threads stay a while, and the reminder service rests. */
  self->thread = g_thread_try_new ("fascia-work", run_cb, run, &error);
  if (self->thread != NULL)
    return;
  g_object_unref (run->task);
  g_free (run);
  g_task_return_new_error (task, FASCIA_ERROR, FASCIA_ERROR_FAILED, "%s", error->message);
}

FasciaLongWork *
fascia_long_work_finish (FasciaContext *context, GAsyncResult *result, gpointer tag, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == tag, NULL);

  return g_task_propagate_boolean (G_TASK (result), error) ? g_task_get_task_data (G_TASK (result)) : NULL;
}

FasciaStore *
fascia_long_work_open (FasciaLongWork *self, GError **error)
{
  return fascia_store_open (self->folder, self->now_us, error);
}

gboolean
fascia_long_work_has_database (FasciaLongWork *self)
{
  g_autofree char *path = g_build_filename (self->folder, FASCIA_STORE_FILE_NAME, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

FasciaDay
fascia_long_work_today (FasciaLongWork *self, FasciaStore *store)
{
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;

  /* Unread, the day begins at midnight: whoever asks for more will hear why. */
  fascia_store_load_preferences (store, &preferences, NULL);
  return fascia_day_of_instant (self->now_us - preferences.day_start_h * G_TIME_SPAN_HOUR, self->zone);
}
