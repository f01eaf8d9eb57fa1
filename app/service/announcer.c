/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/announcer.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/wording.h"

/* Between a sound and what is said after it. */
#define BREATH_US (100 * G_TIME_SPAN_MILLISECOND)

/* Which sound a cue has, and the setting that switches it; NULL where there is none. */
static const struct {
  const char *sound;
  const char *setting;
} kinds[FASCIA_N_CUE_KINDS] = {
  [FASCIA_CUE_COUNT_IN] = { "count-in", "sound-count-in" },
  [FASCIA_CUE_PREPARE] = { "prepare", "sound-prepare" },
  [FASCIA_CUE_ROLL] = { "roll", "sound-roll" },
  [FASCIA_CUE_HOLD] = { "hold", "sound-hold" },
  [FASCIA_CUE_SWITCH] = { "switch", "sound-switch" },
  [FASCIA_CUE_REST] = { "rest", "sound-rest" },
  [FASCIA_CUE_END] = { "end", "sound-end" },
  [FASCIA_CUE_PAUSED] = { "pause", "sound-pause" },
  [FASCIA_CUE_WAITING] = { "pause", "sound-pause" },
  [FASCIA_CUE_LAST_SECONDS] = { "last-second", "sound-last-seconds" },
  [FASCIA_CUE_HALFWAY] = { "halfway", "sound-halfway" },
  [FASCIA_CUE_EASE] = { "ease", "sound-ease" },
  [FASCIA_CUE_STROKE] = { "stroke", "stroke-tick" },
};

struct _FasciaAnnouncer
{
  GObject parent_instance;

  FasciaContext *context;
  FasciaPlayer *player;
  FasciaSettings *settings;
  FasciaSound *sound;
  FasciaVoice *voice; /* NULL until it is switched on */
  FasciaCueArbiter arbiter;

  char *text; /* to be said when the sound is over */
  guint text_id;
};

enum
{
  PROP_PROBLEM = 1,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

enum
{
  ANNOUNCED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FasciaAnnouncer, fascia_announcer, G_TYPE_OBJECT)

/* --- Words --------------------------------------------------------------------- */

/* (transfer full): "Calf, left side" */
static char *
name_side (const char *what, FasciaSide side)
{
  switch (side)
    {
    case FASCIA_SIDE_LEFT:
      /* Translators: spoken; %s is an area of the body or a technique */
      return g_strdup_printf (C_ ("spoken", "%s, left side"), what);
    case FASCIA_SIDE_RIGHT:
      /* Translators: spoken; %s is an area of the body or a technique */
      return g_strdup_printf (C_ ("spoken", "%s, right side"), what);
    case FASCIA_SIDE_BOTH:
    default:
      return g_strdup (what);
    }
}

static const char *
get_area_name (FasciaContext *context, const char *technique)
{
  const FasciaTechnique *found = fascia_catalog_find_technique (fascia_context_get_catalog (context), technique);

  return found != NULL ? fascia_wording_area (found->area) : fascia_context_get_technique_name (context, technique);
}

/* The first word of a set tells where; later ones of the same side need not. */
static char *
word_phase (FasciaContext *context, const FasciaPhase *phase)
{
  g_autofree char *where = NULL;

  if (phase->kind == FASCIA_PHASE_PREPARE)
    where = name_side (fascia_context_get_technique_name (context, phase->technique), phase->side);
  else if (phase->kind == FASCIA_PHASE_ROLL)
    where = name_side (get_area_name (context, phase->technique), phase->side);

  if (where != NULL)
    /* Translators: spoken; the phase, then where: “Roll. Calf, left side.” */
    return g_strdup_printf (C_ ("spoken", "%s. %s."), fascia_wording_phase (phase->kind), where);
  /* Translators: spoken; the phase: “Hold.” */
  return g_strdup_printf (C_ ("spoken", "%s."), fascia_wording_phase (phase->kind));
}

static char *
word_switch (const FasciaPhase *phase)
{
  return g_strdup (phase->side == FASCIA_SIDE_LEFT ? C_ ("spoken", "Change side. Left side.")
                                                   : C_ ("spoken", "Change side. Right side."));
}

static char *
word_next (FasciaContext *context, const FasciaSession *session, guint index)
{
  const FasciaPhase *next = fascia_session_get_phase_at (session, index);
  gboolean same = index > 0 && fascia_session_get_phase_at (session, index - 1)->item == next->item;
  g_autofree char *where = NULL;

  if (same && next->side != FASCIA_SIDE_BOTH)
    return g_strdup (next->side == FASCIA_SIDE_LEFT ? C_ ("spoken", "Next: left side.") : C_ ("spoken", "Next: right side."));
  where = name_side (fascia_context_get_technique_name (context, next->technique), next->side);
  /* Translators: spoken; a technique, and a side where there are two */
  return g_strdup_printf (C_ ("spoken", "Next: %s."), where);
}

char *
fascia_announcer_word (FasciaContext *context, const FasciaSession *session, const FasciaCue *cue)
{
  const FasciaPhase *phase;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (session != NULL, NULL);
  g_return_val_if_fail (cue != NULL, NULL);
  g_return_val_if_fail (cue->phase < fascia_session_get_n_phases (session), NULL);

  phase = fascia_session_get_phase_at (session, cue->phase);
  switch (cue->kind)
    {
    case FASCIA_CUE_COUNT_IN:
    case FASCIA_CUE_LAST_SECONDS:
      return g_strdup_printf ("%u", cue->number);
    case FASCIA_CUE_PREPARE:
    case FASCIA_CUE_ROLL:
    case FASCIA_CUE_HOLD:
    case FASCIA_CUE_REST:
    case FASCIA_CUE_RESUMED:
      return word_phase (context, phase);
    case FASCIA_CUE_SWITCH:
      return word_switch (phase);
    case FASCIA_CUE_END:
      return g_strdup (C_ ("spoken", "Well done. That was all."));
    case FASCIA_CUE_PAUSED:
      return g_strdup (C_ ("spoken", "Paused."));
    case FASCIA_CUE_WAITING:
      return g_strdup (C_ ("spoken", "Waiting for you."));
    case FASCIA_CUE_HALFWAY:
      return g_strdup (C_ ("spoken", "Halfway."));
    case FASCIA_CUE_NEXT:
      return word_next (context, session, cue->phase);
    case FASCIA_CUE_EASE:
      return g_strdup (C_ ("spoken", "Ease off. Put more weight on your hands or foot."));
    case FASCIA_CUE_STROKE:
    default:
      return NULL;
    }
}

/* --- What is wanted ------------------------------------------------------------- */

static gboolean
is_on (FasciaAnnouncer *self, const char *setting)
{
  return fascia_settings_get_boolean (self->settings, setting);
}

static gboolean
is_number (FasciaCueKind kind)
{
  return kind == FASCIA_CUE_COUNT_IN || kind == FASCIA_CUE_LAST_SECONDS;
}

/* A voice that cannot be heard leaves the numbers to the ticks. */
static gboolean
can_speak (FasciaAnnouncer *self)
{
  return self->voice != NULL && fascia_voice_get_problem (self->voice) == NULL;
}

static gboolean
wants_sound (FasciaAnnouncer *self, FasciaCueKind kind)
{
  return kinds[kind].setting != NULL && is_on (self, "sounds") && is_on (self, kinds[kind].setting);
}

static gboolean
wants_text (FasciaAnnouncer *self, FasciaCueKind kind)
{
  if (self->voice == NULL || kind == FASCIA_CUE_STROKE)
    return FALSE;
  if (kind == FASCIA_CUE_NEXT)
    return is_on (self, "announce-next");
  /* What is switched off there is not to be heard in words either. */
  return kinds[kind].setting == NULL || is_on (self, kinds[kind].setting);
}

static void
problem_cb (FasciaAnnouncer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
follow_settings (FasciaAnnouncer *self)
{
  gboolean voice = is_on (self, "voice");
  FasciaCueOptions options = { 0 };

  if (voice && self->voice == NULL)
    {
      self->voice = fascia_voice_new (fascia_context_get_clock (self->context), fascia_context_get_language (self->context));
      g_signal_connect_swapped (self->voice, "notify::problem", G_CALLBACK (problem_cb), self);
    }
  else if (!voice && self->voice != NULL)
    {
      fascia_voice_stop (self->voice);
      g_signal_handlers_disconnect_by_data (self->voice, self);
      g_clear_object (&self->voice);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
    }

  for (guint kind = 0; kind < FASCIA_N_CUE_KINDS; kind++)
    {
      if (wants_sound (self, kind) || wants_text (self, kind))
        options.kinds |= FASCIA_CUE_BIT (kind);
    }
  if (options.kinds & FASCIA_CUE_BIT (FASCIA_CUE_STROKE))
    options.stroke_us = (gint64) (fascia_settings_get_double (self->settings, "stroke-seconds") * G_USEC_PER_SEC);
  fascia_player_set_cue_options (self->player, &options);
}

/* --- Making it heard ------------------------------------------------------------ */

static int
get_volume (FasciaAnnouncer *self)
{
  return fascia_settings_get_int (self->settings, "volume");
}

static void
forget_text (FasciaAnnouncer *self)
{
  g_clear_handle_id (&self->text_id, g_source_remove);
  g_clear_pointer (&self->text, g_free);
}

static gboolean
say_cb (gpointer data)
{
  FasciaAnnouncer *self = data;
  g_autofree char *text = g_steal_pointer (&self->text);

  self->text_id = 0;
  if (self->voice != NULL)
    fascia_voice_say (self->voice, text, get_volume (self));
  return G_SOURCE_REMOVE;
}

static void
silence (FasciaAnnouncer *self)
{
  forget_text (self);
  fascia_sound_stop (self->sound);
  if (self->voice != NULL)
    fascia_voice_stop (self->voice);
}

static void
make_heard (FasciaAnnouncer *self, const char *sound, char *text, gboolean cut)
{
  gint64 wait_us = 0;

  if (cut)
    silence (self);
  if (sound != NULL)
    {
      fascia_sound_play (self->sound, sound, get_volume (self));
      wait_us = fascia_sound_get_length_us (self->sound, sound) + BREATH_US;
    }
  if (text == NULL)
    return;

  forget_text (self);
  self->text = text;
  if (wait_us == 0)
    {
      say_cb (self);
      return;
    }
  wait_us = fascia_clock_real_delay_us (fascia_context_get_clock (self->context), wait_us);
  self->text_id = g_timeout_add ((guint) MIN (wait_us / 1000, G_MAXINT32), say_cb, self);
}

static gint64
guess_length_us (FasciaAnnouncer *self, const char *sound, const char *text)
{
  gint64 length_us = 0;

  if (sound != NULL)
    length_us += fascia_sound_get_length_us (self->sound, sound);
  if (sound != NULL && text != NULL)
    length_us += BREATH_US;
  if (text != NULL)
    length_us += fascia_voice_guess_length_us (text);
  return length_us;
}

static void
cue_cb (FasciaAnnouncer *self, const FasciaCue *cue)
{
  gint64 now_us = fascia_clock_monotonic_us (fascia_context_get_clock (self->context));
  const char *sound = NULL;
  g_autofree char *text = NULL;
  FasciaSession *session = fascia_player_get_session (self->player);
  FasciaCueVerdict verdict;

  if (session == NULL)
    return;
  if (wants_text (self, cue->kind))
    text = fascia_announcer_word (self->context, session, cue);
  if (wants_sound (self, cue->kind))
    sound = kinds[cue->kind].sound;
  if (sound != NULL && text != NULL && is_number (cue->kind))
    {
      if (can_speak (self))
        sound = NULL;
      else
        g_clear_pointer (&text, g_free);
    }
  if (sound == NULL && text == NULL)
    return;

  verdict = fascia_cue_arbiter_offer (&self->arbiter, cue, guess_length_us (self, sound, text), now_us);
  if (verdict == FASCIA_CUE_VERDICT_DROP)
    return;
  g_signal_emit (self, signals[ANNOUNCED], 0, cue, sound, text);
  make_heard (self, sound, g_steal_pointer (&text), verdict == FASCIA_CUE_VERDICT_CUT_AND_PLAY);
}

/* A session that is stopped has no cue of its own: nothing is said about it any more. */
static void
event_cb (FasciaAnnouncer *self, const FasciaSessionEvent *event)
{
  if (event->kind != FASCIA_EVENT_STOPPED)
    return;
  silence (self);
  fascia_cue_arbiter_ended (&self->arbiter);
}

void
fascia_announcer_preview_sound (FasciaAnnouncer *self, FasciaCueKind kind)
{
  g_return_if_fail (FASCIA_IS_ANNOUNCER (self));
  g_return_if_fail ((guint) kind < FASCIA_N_CUE_KINDS);

  if (kinds[kind].sound != NULL)
    make_heard (self, kinds[kind].sound, NULL, TRUE);
}

void
fascia_announcer_preview_voice (FasciaAnnouncer *self)
{
  g_autofree char *where = NULL;

  g_return_if_fail (FASCIA_IS_ANNOUNCER (self));

  if (self->voice == NULL)
    return;
  where = name_side (fascia_wording_area (FASCIA_AREA_CALF), FASCIA_SIDE_LEFT);
  make_heard (self, NULL, g_strdup_printf (C_ ("spoken", "%s. %s."), fascia_wording_phase (FASCIA_PHASE_ROLL), where), TRUE);
}

const char *
fascia_announcer_get_problem (FasciaAnnouncer *self)
{
  const char *problem = NULL;

  g_return_val_if_fail (FASCIA_IS_ANNOUNCER (self), NULL);

  if (self->voice != NULL)
    problem = fascia_voice_get_problem (self->voice);
  if (problem == NULL)
    problem = fascia_sound_get_problem (self->sound);
  return problem;
}

/* --- Object --------------------------------------------------------------------- */

static void
fascia_announcer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, fascia_announcer_get_problem (FASCIA_ANNOUNCER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_announcer_dispose (GObject *object)
{
  FasciaAnnouncer *self = FASCIA_ANNOUNCER (object);

  forget_text (self);
  if (self->player != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->player, self);
      g_signal_handlers_disconnect_by_data (self->settings, self);
      g_signal_handlers_disconnect_by_data (self->sound, self);
    }
  if (self->voice != NULL)
    g_signal_handlers_disconnect_by_data (self->voice, self);
  g_clear_object (&self->voice);
  g_clear_object (&self->sound);
  g_clear_object (&self->settings);
  g_clear_object (&self->player);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_announcer_parent_class)->dispose (object);
}

static void
fascia_announcer_class_init (FasciaAnnouncerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fascia_announcer_get_property;
  object_class->dispose = fascia_announcer_dispose;

  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * FasciaAnnouncer::announced:
   * @cue: a FasciaCue, valid during the call
   * @sound: (nullable): the sound played
   * @text: (nullable): the text said
   */
  signals[ANNOUNCED] = g_signal_new ("announced", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_STRING, G_TYPE_STRING);
}

static void
fascia_announcer_init (FasciaAnnouncer *self)
{
}

FasciaAnnouncer *
fascia_announcer_new (FasciaContext *context, FasciaPlayer *player, FasciaSettings *settings, const char *sound_folder)
{
  FasciaAnnouncer *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (FASCIA_IS_PLAYER (player), NULL);
  g_return_val_if_fail (FASCIA_IS_SETTINGS (settings), NULL);

  self = g_object_new (FASCIA_TYPE_ANNOUNCER, NULL);
  self->context = g_object_ref (context);
  self->player = g_object_ref (player);
  self->settings = g_object_ref (settings);
  self->sound = fascia_sound_new (fascia_context_get_clock (context), sound_folder);
  g_signal_connect_swapped (self->sound, "notify::problem", G_CALLBACK (problem_cb), self);
  g_signal_connect_swapped (player, "cue", G_CALLBACK (cue_cb), self);
  g_signal_connect_swapped (player, "event", G_CALLBACK (event_cb), self);
  g_signal_connect_swapped (settings, "notify", G_CALLBACK (follow_settings), self);
  follow_settings (self);
  return self;
}
