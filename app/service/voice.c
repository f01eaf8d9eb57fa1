/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/voice.h"

#include <glib/gi18n-lib.h>
#include <libspeechd.h>
#include <stdlib.h>

#include "app/service/worker.h"

/* An unhurried synthetic voice says about 14 letters a second, after a moment. */
#define BREATH_US (300 * G_TIME_SPAN_MILLISECOND)
#define LETTER_US (70 * G_TIME_SPAN_MILLISECOND)

struct _FasciaVoice
{
  GObject parent_instance;

  FasciaLanguage language;
  FasciaWorker *worker;
  char *problem;
};

enum
{
  PROP_PROBLEM = 1,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FasciaVoice, fascia_voice, G_TYPE_OBJECT)

/* --- In the thread ----------------------------------------------------------- */

typedef struct {
  char *text; /* NULL: be silent */
  int volume;
  FasciaLanguage language;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->text);
  g_free (job);
}

static void
connection_free (gpointer data)
{
  spd_close (data);
}

static SPDConnection *
open_connection (FasciaLanguage language, char **problem)
{
  /* With an address given, by a test or a careful user, nothing is to be started. */
  gboolean start_service = g_getenv ("SPEECHD_ADDRESS") == NULL;
  SPDConnection *connection = NULL;
  SPDConnectionAddress *address;
  char *error = NULL;

  address = spd_get_default_address (&error);
  if (address != NULL)
    connection = spd_open2 ("fascia", "session", NULL, SPD_MODE_SINGLE, address, start_service, &error);
  if (address != NULL)
    SPDConnectionAddress__free (address);
  if (connection == NULL)
    *problem = g_strdup (error != NULL ? error : "no connection");
  free (error);

  if (connection != NULL && spd_set_language (connection, language == FASCIA_LANGUAGE_DA ? "da" : "en") != 0)
    {
      *problem = g_strdup ("the language was refused");
      spd_close (g_steal_pointer (&connection));
    }
  return connection;
}

static gboolean
say (SPDConnection *connection, const Job *job)
{
  /* Its scale goes from −100 to 100, where 0 is half. */
  return spd_set_volume (connection, 2 * job->volume - 100) == 0 && spd_say (connection, SPD_TEXT, job->text) >= 0;
}

static FasciaWorkResult
say_job (gpointer data, gpointer *state, char **problem)
{
  Job *job = data;

  /* The service may have gone away in between, and may be back. */
  if (*state != NULL && spd_cancel (*state) != 0)
    g_clear_pointer (state, connection_free);
  if (job->text == NULL)
    return FASCIA_WORK_NONE;

  if (*state == NULL)
    *state = open_connection (job->language, problem);
  if (*state == NULL)
    return FASCIA_WORK_FAILED;
  if (say (*state, job))
    return FASCIA_WORK_DONE;

  g_clear_pointer (state, connection_free);
  *problem = g_strdup ("the service did not take the text");
  return FASCIA_WORK_FAILED;
}

/* --- Object ------------------------------------------------------------------ */

static void
set_problem (FasciaVoice *self, const char *problem)
{
  if (g_strcmp0 (problem, self->problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
said_cb (gpointer owner, const char *problem)
{
  FasciaVoice *self = owner;

  if (problem == NULL)
    {
      set_problem (self, NULL);
      return;
    }
  g_debug ("No voice: %s", problem);
  set_problem (self, _("The voice is silent: no speech service answers. Install the package “speech-dispatcher”, or switch the voice off in Preferences."));
}

static void
fascia_voice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FasciaVoice *self = FASCIA_VOICE (object);

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
fascia_voice_dispose (GObject *object)
{
  FasciaVoice *self = FASCIA_VOICE (object);

  g_clear_pointer (&self->worker, fascia_worker_free);

  G_OBJECT_CLASS (fascia_voice_parent_class)->dispose (object);
}

static void
fascia_voice_finalize (GObject *object)
{
  g_free (FASCIA_VOICE (object)->problem);

  G_OBJECT_CLASS (fascia_voice_parent_class)->finalize (object);
}

static void
fascia_voice_class_init (FasciaVoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fascia_voice_get_property;
  object_class->dispose = fascia_voice_dispose;
  object_class->finalize = fascia_voice_finalize;

  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fascia_voice_init (FasciaVoice *self)
{
}

FasciaVoice *
fascia_voice_new (FasciaClock *clock, FasciaLanguage language)
{
  FasciaVoice *self;

  g_return_val_if_fail (clock != NULL, NULL);

  self = g_object_new (FASCIA_TYPE_VOICE, NULL);
  self->language = language;
  self->worker = fascia_worker_new ("voice", clock, say_job, job_free, connection_free, said_cb, self);
  return self;
}

static void
post (FasciaVoice *self, const char *text, int volume)
{
  Job *job = g_new0 (Job, 1);

  job->text = g_strdup (text);
  job->volume = CLAMP (volume, 0, 100);
  job->language = self->language;
  if (!fascia_worker_post (self->worker, job))
    set_problem (self, _("The voice is silent: the speech service does not answer."));
}

void
fascia_voice_say (FasciaVoice *self, const char *text, int volume)
{
  g_return_if_fail (FASCIA_IS_VOICE (self));
  g_return_if_fail (text != NULL && *text != '\0');

  post (self, volume > 0 ? text : NULL, volume);
}

void
fascia_voice_stop (FasciaVoice *self)
{
  g_return_if_fail (FASCIA_IS_VOICE (self));

  post (self, NULL, 0);
}

gint64
fascia_voice_guess_length_us (const char *text)
{
  g_return_val_if_fail (text != NULL, 0);

  return BREATH_US + g_utf8_strlen (text, -1) * LETTER_US;
}

const char *
fascia_voice_get_problem (FasciaVoice *self)
{
  g_return_val_if_fail (FASCIA_IS_VOICE (self), NULL);

  return self->problem;
}
