/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/sound.h"

#include <glib/gi18n-lib.h>
#include <gsound.h>
#include <math.h>
#include <string.h>

#include "app/service/worker.h"
#include "fascia-config.h"

/* Of the .wav files that data/sounds makes. */
#define HEADER_BYTES 44
#define BYTES_PER_SECOND_AT 28

struct _FasciaSound
{
  GObject parent_instance;

  char *folder;
  FasciaWorker *worker;
  GHashTable *lengths_us; /* name → gint64 */
  char *problem;
};

enum
{
  PROP_PROBLEM = 1,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FasciaSound, fascia_sound, G_TYPE_OBJECT)

/* --- In the thread ----------------------------------------------------------- */

typedef struct {
  char *path; /* NULL: be silent */
  int volume;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job);
}

typedef struct {
  GSoundContext *context;
  GCancellable *playing;
} Output;

static void
output_free (gpointer data)
{
  Output *output = data;

  g_clear_object (&output->playing);
  g_clear_object (&output->context);
  g_free (output);
}

static Output *
output_new (GError **error)
{
  GSoundContext *context = gsound_context_new (NULL, error);
  Output *output;

  if (context == NULL)
    return NULL;

  output = g_new0 (Output, 1);
  output->context = context;
  if (!gsound_context_set_attributes (context, error,
                                      GSOUND_ATTR_APPLICATION_NAME, "Fascia",
                                      GSOUND_ATTR_APPLICATION_ID, FASCIA_APPLICATION_ID,
                                      GSOUND_ATTR_APPLICATION_ICON_NAME, FASCIA_APPLICATION_ID,
                                      NULL))
    g_clear_pointer (&output, output_free);
  return output;
}

/* Per cent of loudness as decibels: the cubic scale that volume sliders use. */
static void
format_volume (int volume, char *buffer, int size)
{
  g_ascii_formatd (buffer, size, "%.2f", 60 * log10 (volume / 100.0));
}

static FasciaWorkResult
play_job (gpointer data, gpointer *state, char **problem)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  char volume[G_ASCII_DTOSTR_BUF_SIZE];
  Output *output;

  if (*state == NULL)
    {
      if (job->path == NULL)
        return FASCIA_WORK_NONE;
      *state = output_new (&error);
      if (*state == NULL)
        {
          *problem = g_strdup (error->message);
          return FASCIA_WORK_FAILED;
        }
    }
  output = *state;

  if (output->playing != NULL)
    g_cancellable_cancel (output->playing);
  g_clear_object (&output->playing);
  if (job->path == NULL)
    return FASCIA_WORK_NONE;

  output->playing = g_cancellable_new ();
  format_volume (job->volume, volume, sizeof volume);
  if (gsound_context_play_simple (output->context, output->playing, &error,
                                  GSOUND_ATTR_MEDIA_FILENAME, job->path,
                                  GSOUND_ATTR_MEDIA_ROLE, "event",
                                  GSOUND_ATTR_CANBERRA_VOLUME, volume,
                                  NULL))
    return FASCIA_WORK_DONE;

  /* The next sound tries anew: a device may be plugged in, a server may come. */
  output_free (g_steal_pointer (state));
  *problem = g_strdup (error->message);
  return FASCIA_WORK_FAILED;
}

/* --- Object ------------------------------------------------------------------ */

static void
set_problem (FasciaSound *self, const char *problem)
{
  if (g_strcmp0 (problem, self->problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
played_cb (gpointer owner, const char *problem)
{
  FasciaSound *self = owner;

  if (problem == NULL)
    {
      set_problem (self, NULL);
      return;
    }
  g_debug ("No sound: %s", problem);
  set_problem (self, _("Sounds cannot be played here: no sound device or sound server answers."));
}

static void
fascia_sound_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FasciaSound *self = FASCIA_SOUND (object);

  switch (id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_sound_dispose (GObject *object)
{
  FasciaSound *self = FASCIA_SOUND (object);

  g_clear_pointer (&self->worker, fascia_worker_free);

  G_OBJECT_CLASS (fascia_sound_parent_class)->dispose (object);
}

static void
fascia_sound_finalize (GObject *object)
{
  FasciaSound *self = FASCIA_SOUND (object);

  g_hash_table_unref (self->lengths_us);
  g_free (self->folder);
  g_free (self->problem);

  G_OBJECT_CLASS (fascia_sound_parent_class)->finalize (object);
}

static void
fascia_sound_class_init (FasciaSoundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fascia_sound_get_property;
  object_class->dispose = fascia_sound_dispose;
  object_class->finalize = fascia_sound_finalize;

  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fascia_sound_init (FasciaSound *self)
{
  self->lengths_us = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

FasciaSound *
fascia_sound_new (FasciaClock *clock, const char *folder)
{
  FasciaSound *self;

  g_return_val_if_fail (clock != NULL, NULL);

  self = g_object_new (FASCIA_TYPE_SOUND, NULL);
  self->folder = g_strdup (folder != NULL ? folder : FASCIA_DATADIR "/fascia/sounds");
  self->worker = fascia_worker_new ("sound", clock, play_job, job_free, output_free, played_cb, self);
  return self;
}

static char *
build_path (FasciaSound *self, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".wav", NULL);

  return g_build_filename (self->folder, file, NULL);
}

static gint64
read_length_us (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size;
  guint32 bytes_per_second;

  if (!g_file_get_contents (path, &bytes, &size, NULL) || size < HEADER_BYTES ||
      memcmp (bytes, "RIFF", 4) != 0 || memcmp (bytes + 8, "WAVE", 4) != 0)
    return 0;
  memcpy (&bytes_per_second, bytes + BYTES_PER_SECOND_AT, sizeof bytes_per_second);
  bytes_per_second = GUINT32_FROM_LE (bytes_per_second);
  return bytes_per_second > 0 ? (gint64) (size - HEADER_BYTES) * G_USEC_PER_SEC / bytes_per_second : 0;
}

gint64
fascia_sound_get_length_us (FasciaSound *self, const char *name)
{
  g_autofree char *path = NULL;
  gint64 *length_us;

  g_return_val_if_fail (FASCIA_IS_SOUND (self), 0);
  g_return_val_if_fail (name != NULL, 0);

  length_us = g_hash_table_lookup (self->lengths_us, name);
  if (length_us == NULL)
    {
      path = build_path (self, name);
      length_us = g_new (gint64, 1);
      *length_us = read_length_us (path);
      g_hash_table_insert (self->lengths_us, g_strdup (name), length_us);
    }
  return *length_us;
}

static void
post (FasciaSound *self, char *path, int volume)
{
  Job *job = g_new0 (Job, 1);

  job->path = path;
  job->volume = MIN (volume, 100);
  if (!fascia_worker_post (self->worker, job))
    set_problem (self, _("Sounds cannot be played at the moment: the sound server does not answer."));
}

void
fascia_sound_play (FasciaSound *self, const char *name, int volume)
{
  g_return_if_fail (FASCIA_IS_SOUND (self));
  g_return_if_fail (name != NULL);

  if (fascia_sound_get_length_us (self, name) == 0)
    {
      g_debug ("There is no sound “%s” in %s.", name, self->folder);
      set_problem (self, _("The sounds are missing: install Fascia again."));
      return;
    }
  if (volume <= 0)
    post (self, NULL, 0);
  else
    post (self, build_path (self, name), volume);
}

void
fascia_sound_stop (FasciaSound *self)
{
  g_return_if_fail (FASCIA_IS_SOUND (self));

  post (self, NULL, 0);
}

const char *
fascia_sound_get_problem (FasciaSound *self)
{
  g_return_val_if_fail (FASCIA_IS_SOUND (self), NULL);

  return self->problem;
}
