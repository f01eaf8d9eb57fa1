/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/sync.h"

#include <glib/gi18n-lib.h>

#include "app/service/diary-private.h"

/* Whoever edits does more than one thing; a service writes more than one file. */
#define SETTLE_MS 1500

struct _FasciaSync
{
  GObject parent_instance;

  FasciaContext *context;
  FasciaDiary *diary;    /* (nullable): until started */
  char *folder;          /* (nullable) */
  GFileMonitor *monitor; /* (nullable): of the folder */
  GCancellable *cancellable;
  guint settle_id;
  gboolean started;
  gboolean running;
  gboolean again; /* asked for while it was running */
  gboolean troubled;
  char *status;
};

enum
{
  PROP_FOLDER = 1,
  PROP_RUNNING,
  PROP_STATUS,
  PROP_TROUBLED,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FasciaSync, fascia_sync, G_TYPE_OBJECT)

static void
append_sentence (GString *text, const char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
}

char *
fascia_sync_summary_to_sentence (const FasciaSyncSummary *summary)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_taken;

  g_return_val_if_fail (summary != NULL, NULL);

  n_taken = fascia_merge_summary_total (&summary->merged, FASCIA_MERGE_NEW) +
            fascia_merge_summary_total (&summary->merged, FASCIA_MERGE_NEWER_THERE);
  if (n_taken > 0)
    g_string_append_printf (text, ngettext ("%u change came from other machines.", "%u changes came from other machines.", n_taken), n_taken);
  if (summary->n_written > 0)
    {
      g_autofree char *written = g_strdup_printf (ngettext ("%u change of this machine was written.", "%u changes of this machine were written.", summary->n_written),
                                                  summary->n_written);

      append_sentence (text, written);
    }
  if (summary->newer)
    append_sentence (text, _ ("Another machine has a newer Fascia; update this one to read all of it."));
  else if (summary->n_waiting > 0)
    append_sentence (text, _ ("A part of what another machine wrote has not come over whole yet."));
  if (text->len == 0)
    g_string_append (text, _ ("Everything is in step."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- What is shown ------------------------------------------------------------------ */

static void
set_status (FasciaSync *self, const char *status, gboolean troubled)
{
  if (g_strcmp0 (self->status, status) != 0)
    {
      g_free (self->status);
      self->status = g_strdup (status);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
    }
  if (self->troubled != troubled)
    {
      self->troubled = troubled;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLED]);
    }
}

static void
set_running (FasciaSync *self, gboolean running)
{
  if (self->running == running)
    return;
  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

/* --- One run, in a thread ------------------------------------------------------------ */

/* What the thread needs, and what comes back. */
typedef struct
{
  char *home;
  gint64 now_us;
  FasciaSyncSummary summary;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->home);
  g_free (job);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = fascia_store_open (job->home, job->now_us, &error);

  if (store != NULL && fascia_sync_run (store, &job->summary, cancellable, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void run (FasciaSync *self);
static gboolean load_folder (FasciaSync *self);

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FasciaSync) self = data;
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  g_clear_object (&self->cancellable);
  set_running (self, FALSE);
  /* Something may have come also where it then failed. */
  if (self->diary != NULL)
    fascia_diary_poll (self->diary);
  /* Meanwhile the command line, or “Delete everything”, may have changed it. */
  if (!load_folder (self) || self->folder == NULL)
    self->again = FALSE;
  else if (done)
    {
      g_autofree char *sentence = fascia_sync_summary_to_sentence (&job->summary);

      set_status (self, sentence, FALSE);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_status (self, error->message, TRUE);
  if (self->again)
    run (self);
}

static void
run (FasciaSync *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->again = FALSE;
  if (self->folder == NULL)
    return;
  if (self->running)
    {
      self->again = TRUE;
      return;
    }
  job = g_new0 (Job, 1);
  job->home = g_strdup (fascia_context_get_folder (self->context));
  job->now_us = fascia_clock_utc_us (fascia_context_get_clock (self->context));
  self->cancellable = g_cancellable_new ();
  /* The thread may keep the task for longer than the answer takes; it must not be what
   * keeps this. */
  task = g_task_new (NULL, self->cancellable, done_cb, g_object_ref (self));
  g_task_set_source_tag (task, run);
  g_task_set_task_data (task, job, job_free);
  set_running (self, TRUE);
  g_task_run_in_thread (task, run_in_thread);
}

/* --- When ------------------------------------------------------------------------------ */

static gboolean
settled_cb (gpointer data)
{
  FasciaSync *self = data;

  self->settle_id = 0;
  run (self);
  return G_SOURCE_REMOVE;
}

static void
run_soon (FasciaSync *self)
{
  if (self->settle_id == 0)
    self->settle_id = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* A running session writes every few seconds, and nothing of it is for others yet. */
static void
diary_changed_cb (FasciaSync *self)
{
  gboolean has = FALSE;

  if (self->folder != NULL && fascia_sync_has_changes (fascia_diary_get_store (self->diary), &has, NULL) && has)
    run_soon (self);
}

static void
folder_changed_cb (FasciaSync *self, GFile *file, GFile *other, GFileMonitorEvent event)
{
  /* Only what is complete; and what this machine writes itself is answered by one look
   * more, which finds nothing. */
  if (event != G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED)
    run_soon (self);
}

static void
watch_folder (FasciaSync *self)
{
  g_autoptr (GFile) file = NULL;

  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  if (self->folder == NULL || !self->started)
    return;
  file = g_file_new_for_path (self->folder);
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (folder_changed_cb), self, G_CONNECT_SWAPPED);
}

/* As the home says now; the command line may have chosen another one. */
static gboolean
load_folder (FasciaSync *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  gboolean known = fascia_sync_get_folder (fascia_context_get_folder (self->context), &folder, &error);

  if (!known)
    set_status (self, error->message, TRUE);
  else if (folder == NULL)
    set_status (self, _ ("No folder is chosen."), FALSE);
  if (g_strcmp0 (self->folder, folder) != 0)
    {
      g_free (self->folder);
      self->folder = g_steal_pointer (&folder);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDER]);
    }
  return known;
}

void
fascia_sync_start (FasciaSync *self)
{
  g_return_if_fail (FASCIA_IS_SYNC (self));

  if (self->started)
    return;
  self->started = TRUE;
  load_folder (self);
  self->diary = fascia_context_get_diary (self->context, NULL);
  if (self->diary != NULL)
    {
      g_object_ref (self->diary);
      g_signal_connect_object (self->diary, "changed", G_CALLBACK (diary_changed_cb), self, G_CONNECT_SWAPPED);
    }
  watch_folder (self);
  run (self);
}

void
fascia_sync_run_now (FasciaSync *self)
{
  g_return_if_fail (FASCIA_IS_SYNC (self));

  load_folder (self);
  if (self->monitor == NULL)
    watch_folder (self);
  run (self);
}

gboolean
fascia_sync_choose_folder (FasciaSync *self, const char *folder, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_SYNC (self), FALSE);

  if (!fascia_sync_set_folder (fascia_context_get_folder (self->context), folder, error))
    return FALSE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  load_folder (self);
  watch_folder (self);
  run (self);
  return TRUE;
}

void
fascia_sync_stop (FasciaSync *self)
{
  g_return_if_fail (FASCIA_IS_SYNC (self));

  self->started = FALSE;
  self->again = FALSE;
  g_clear_handle_id (&self->settle_id, g_source_remove);
  watch_folder (self);
  if (self->diary != NULL)
    g_signal_handlers_disconnect_by_func (self->diary, diary_changed_cb, self);
  g_clear_object (&self->diary);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

gboolean
fascia_sync_run_once (FasciaContext *context, FasciaSyncSummary *summary, GError **error)
{
  FasciaDiary *diary;
  gboolean done;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context) && summary != NULL, FALSE);

  diary = fascia_context_get_diary (context, error);
  if (diary == NULL)
    return FALSE;
  done = fascia_sync_run (fascia_diary_get_store (diary), summary, NULL, NULL, NULL, error);
  if (fascia_merge_summary_total (&summary->merged, FASCIA_MERGE_NEW) +
      fascia_merge_summary_total (&summary->merged, FASCIA_MERGE_NEWER_THERE) > 0)
    fascia_diary_emit_changed (diary);
  return done;
}

const char *
fascia_sync_get_chosen_folder (FasciaSync *self)
{
  g_return_val_if_fail (FASCIA_IS_SYNC (self), NULL);
  return self->folder;
}

const char *
fascia_sync_get_status (FasciaSync *self)
{
  g_return_val_if_fail (FASCIA_IS_SYNC (self), NULL);
  return self->status;
}

gboolean
fascia_sync_is_running (FasciaSync *self)
{
  g_return_val_if_fail (FASCIA_IS_SYNC (self), FALSE);
  return self->running;
}

gboolean
fascia_sync_is_troubled (FasciaSync *self)
{
  g_return_val_if_fail (FASCIA_IS_SYNC (self), FALSE);
  return self->troubled;
}

/* --- The object ------------------------------------------------------------------------ */

static void
fascia_sync_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  FasciaSync *self = FASCIA_SYNC (object);

  switch (id)
    {
    case PROP_FOLDER:
      g_value_set_string (value, self->folder);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    case PROP_TROUBLED:
      g_value_set_boolean (value, self->troubled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
      break;
    }
}

static void
fascia_sync_dispose (GObject *object)
{
  FasciaSync *self = FASCIA_SYNC (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  g_clear_object (&self->diary);

  G_OBJECT_CLASS (fascia_sync_parent_class)->dispose (object);
}

static void
fascia_sync_finalize (GObject *object)
{
  FasciaSync *self = FASCIA_SYNC (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_free (self->folder);
  g_free (self->status);

  G_OBJECT_CLASS (fascia_sync_parent_class)->finalize (object);
}

static void
fascia_sync_class_init (FasciaSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fascia_sync_get_property;
  object_class->dispose = fascia_sync_dispose;
  object_class->finalize = fascia_sync_finalize;

  properties[PROP_FOLDER] = g_param_spec_string ("folder", NULL, NULL, NULL, flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, flags);
  properties[PROP_TROUBLED] = g_param_spec_boolean ("troubled", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fascia_sync_init (FasciaSync *self)
{
  self->status = g_strdup (_ ("No folder is chosen."));
}

FasciaSync *
fascia_sync_new (FasciaContext *context)
{
  FasciaSync *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_SYNC, NULL);
  self->context = g_object_ref (context);
  return self;
}
