/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/player.h"

#include <glib/gi18n-lib.h>

#include "app/service/diary-private.h"
#include "fascia/service/wording.h"

/* The two clocks are read one after the other: less apart than this is no sleep. */
#define SLEEP_NOTICED_US (G_TIME_SPAN_SECOND / 2)

/* A crash may cost 5 s of a session and no more (spec T17); a late timer and a slow
 * disk need some of that. */
#define HEARTBEAT_US (4 * G_TIME_SPAN_SECOND)

/* A heartbeat waits this long for the next shown second, so that the two wake the
 * machine once. */
#define HEARTBEAT_SLACK_US (100 * G_TIME_SPAN_MILLISECOND)

struct _FasciaPlayer
{
  GObject parent_instance;

  FasciaContext *context;
  FasciaSession *session;
  FasciaPreferences preferences;
  FasciaCueOptions cue_options;
  FasciaLogEntry *entry; /* from the first second on */
  FasciaDiary *polled;   /* while it runs: its own writes need no watching */
  int before;            /* the rating for the session that is ready */
  guint wake_id;

  gint64 seen_us;         /* monotonic: up to here cues were given */
  gint64 sleep_us;        /* CLOCK_BOOTTIME ahead of CLOCK_MONOTONIC, as last seen */
  gint64 journalled_us;   /* monotonic: the last write */
  gint64 paused_since_us; /* UTC; 0: not paused */
  gint64 ended_us;        /* UTC; 0: not ended */
  gboolean row_is_ended;  /* the row in the log is closed */

  /* What was last told to observers. */
  int state;
  guint phase;
  guint left_s;
  guint total_left_s;
};

enum
{
  PROP_STATE = 1,
  PROP_PHASE,
  PROP_LEFT_S,
  PROP_TOTAL_LEFT_S,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

enum
{
  EVENT,
  CUE,
  REFUSED,
  JOURNAL_FAILED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FasciaPlayer, fascia_player, G_TYPE_OBJECT)

static void schedule (FasciaPlayer *self);

static gint64
now_us (FasciaPlayer *self)
{
  return fascia_clock_monotonic_us (fascia_context_get_clock (self->context));
}

static gint64
read_sleep_us (FasciaPlayer *self)
{
  FasciaClock *clock = fascia_context_get_clock (self->context);

  return fascia_clock_boottime_us (clock) - fascia_clock_monotonic_us (clock);
}

static gint64
utc_now_us (FasciaPlayer *self)
{
  return fascia_clock_utc_us (fascia_context_get_clock (self->context));
}

/* Shown seconds are rounded up: "1" until the very end, never "0" while it runs. */
static guint
seconds_up (gint64 us)
{
  return (guint) ((us + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND);
}

static gboolean
has_ended (FasciaPlayer *self)
{
  FasciaSessionState state = fascia_session_get_state (self->session);

  return state == FASCIA_SESSION_FINISHED || state == FASCIA_SESSION_STOPPED;
}

static gboolean
is_ticking (FasciaPlayer *self)
{
  FasciaSessionState state;

  if (self->session == NULL)
    return FALSE;
  state = fascia_session_get_state (self->session);

  return state == FASCIA_SESSION_COUNTING_IN || state == FASCIA_SESSION_RUNNING;
}

/* A session that ticks each second looks for other processes' changes then. */
static void
update_polling (FasciaPlayer *self)
{
  gboolean polls = is_ticking (self);

  if (polls == (self->polled != NULL))
    return;
  if (polls)
    {
      FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);

      if (diary != NULL)
        {
          self->polled = g_object_ref (diary);
          fascia_diary_set_polled (self->polled, TRUE);
        }
      return;
    }
  fascia_diary_set_polled (self->polled, FALSE);
  g_clear_object (&self->polled);
}

static void
forget (FasciaPlayer *self)
{
  g_clear_handle_id (&self->wake_id, g_source_remove);
  g_clear_pointer (&self->session, fascia_session_free);
  g_clear_pointer (&self->entry, fascia_log_entry_free);
  self->paused_since_us = 0;
  self->ended_us = 0;
  self->row_is_ended = FALSE;
  update_polling (self);
}

static void
notify_changes (FasciaPlayer *self)
{
  int state = -1;
  guint phase = 0;
  guint left_s = 0;
  guint total_left_s = 0;

  if (self->session != NULL)
    {
      gint64 now = now_us (self);

      state = fascia_session_get_state (self->session);
      phase = fascia_session_get_phase (self->session);
      left_s = seconds_up (fascia_session_get_left_us (self->session, now));
      total_left_s = seconds_up (fascia_session_get_total_left_us (self->session, now));
    }

  g_object_freeze_notify (G_OBJECT (self));
  if (state != self->state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  if (phase != self->phase)
    {
      self->phase = phase;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
    }
  if (left_s != self->left_s)
    {
      self->left_s = left_s;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEFT_S]);
    }
  if (total_left_s != self->total_left_s)
    {
      self->total_left_s = total_left_s;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL_LEFT_S]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/* Writes the row as it stands. A failure is told and tried again at the next
 * heartbeat; the session goes on in memory. */
static gboolean
journal (FasciaPlayer *self, GError **error)
{
  gint64 now = now_us (self);
  g_autoptr (GError) problem = NULL;
  FasciaDiary *diary;
  gboolean written = FALSE;

  if (self->entry == NULL || self->row_is_ended)
    return TRUE;

  self->journalled_us = now;
  fascia_log_entry_take_session (self->entry, self->session, now);

  diary = fascia_context_get_diary (self->context, &problem);
  if (diary != NULL && has_ended (self))
    {
      written = fascia_store_end_session (fascia_diary_get_store (diary), self->entry,
                                          self->ended_us, utc_now_us (self), &problem);
      self->row_is_ended = written;
    }
  else if (diary != NULL)
    {
      g_autofree char *state = fascia_session_to_text (self->session, now);
      FasciaOpenSession open = {
        .entry = self->entry,
        .state = state,
        .heartbeat_us = utc_now_us (self),
        .paused_since_us = self->paused_since_us,
      };

      written = fascia_store_journal_session (fascia_diary_get_store (diary), &open, utc_now_us (self), &problem);
    }

  if (!written)
    {
      g_signal_emit (self, signals[JOURNAL_FAILED], 0, problem);
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  /* Observers of the log care when a session appears and when it ends, not for
   * each heartbeat. */
  if (self->row_is_ended)
    fascia_diary_emit_changed (diary);
  return TRUE;
}

static void
begin_entry (FasciaPlayer *self, gint64 started_us)
{
  FasciaRoutine *routine = fascia_session_get_plan (self->session)->routine;
  g_autoptr (GTimeZone) zone = fascia_clock_zone (fascia_context_get_clock (self->context));

  self->entry = fascia_log_entry_new ();
  self->entry->uuid = g_uuid_string_random ();
  self->entry->before = self->before;
  self->entry->source = FASCIA_SOURCE_TIMER;
  self->entry->routine = g_strdup (routine->id);
  self->entry->routine_version = (int) routine->version;
  self->entry->occasion = routine->n_occasions > 0 ? routine->occasions[0] : FASCIA_OCCASION_NONE;
  fascia_instant_init (&self->entry->started, utc_now_us (self) - (now_us (self) - started_us), zone);
  self->entry->local_date = fascia_day_of_instant (self->entry->started.utc_us, zone);
}

/* Tells what happened, in order, after the log knows it. */
static void
deliver (FasciaPlayer *self, GArray *events, gint64 now)
{
  g_autoptr (GArray) cues = fascia_cues_take (self->session, &self->cue_options, events, self->seen_us, now);

  self->seen_us = now;
  for (guint i = 0; i < events->len; i++)
    {
      const FasciaSessionEvent *event = &g_array_index (events, FasciaSessionEvent, i);
      gint64 at_utc_us = utc_now_us (self) - (now_us (self) - event->at_us);

      switch (event->kind)
        {
        case FASCIA_EVENT_STARTED:
          begin_entry (self, event->at_us);
          break;
        case FASCIA_EVENT_PAUSED:
        case FASCIA_EVENT_WAITING:
        case FASCIA_EVENT_SUSPENDED:
          if (self->paused_since_us == 0)
            self->paused_since_us = at_utc_us;
          break;
        case FASCIA_EVENT_RESUMED:
          self->paused_since_us = 0;
          break;
        case FASCIA_EVENT_FINISHED:
        case FASCIA_EVENT_STOPPED:
          self->ended_us = at_utc_us;
          break;
        case FASCIA_EVENT_COUNT_IN:
        case FASCIA_EVENT_PHASE_BEGAN:
        case FASCIA_EVENT_PHASE_ENDED:
        case FASCIA_EVENT_ADJUSTED:
        case FASCIA_EVENT_SPOT_FOUND:
        case FASCIA_EVENT_EASED:
        default:
          break;
        }
    }

  if (events->len > 0)
    journal (self, NULL);

  for (guint i = 0; i < events->len; i++)
    g_signal_emit (self, signals[EVENT], 0, &g_array_index (events, FasciaSessionEvent, i));
  for (guint i = 0; i < cues->len; i++)
    g_signal_emit (self, signals[CUE], 0, &g_array_index (cues, FasciaCue, i));

  update_polling (self);
  notify_changes (self);
  schedule (self);
}

typedef void (*Step) (FasciaSession *session, gint64 now_us, GArray *events);

/* CLOCK_MONOTONIC stood still while the machine slept, so its reading now is that
 * of the moment it fell asleep, but for the instant since it woke. */
static void
notice_sleep (FasciaPlayer *self, gint64 now, GArray *events)
{
  gint64 sleep_us = read_sleep_us (self);
  gint64 slept_us = sleep_us - self->sleep_us;

  self->sleep_us = sleep_us;
  if (slept_us >= SLEEP_NOTICED_US)
    fascia_session_suspend (self->session, now, slept_us, events);
}

static void
take_step (FasciaPlayer *self, Step step)
{
  g_autoptr (GArray) events = NULL;
  gint64 now;

  if (self->session == NULL)
    return;
  events = g_array_new (FALSE, FALSE, sizeof (FasciaSessionEvent));
  now = now_us (self);
  notice_sleep (self, now, events);
  step (self->session, now, events);
  deliver (self, events, now);
}

typedef FasciaChange (*Change) (FasciaSession *session, gint64 now_us, GArray *events);

static FasciaChange
take_change (FasciaPlayer *self, Change change)
{
  g_autoptr (GArray) events = NULL;
  FasciaChange result;
  gint64 now;

  if (self->session == NULL)
    return FASCIA_CHANGE_NOT_NOW;
  events = g_array_new (FALSE, FALSE, sizeof (FasciaSessionEvent));
  now = now_us (self);
  notice_sleep (self, now, events);
  result = change (self->session, now, events);
  deliver (self, events, now);
  return result;
}

static gboolean
wake_cb (gpointer data)
{
  FasciaPlayer *self = data;

  self->wake_id = 0;
  take_step (self, fascia_session_tick);
  if (self->polled != NULL)
    fascia_diary_poll (self->polled);
  return G_SOURCE_REMOVE;
}

/* One timer to whatever comes first: the next phase, the next shown second, the
 * next heartbeat. */
static void
schedule (FasciaPlayer *self)
{
  gint64 now;
  gint64 next;
  gint64 delay_us;

  g_clear_handle_id (&self->wake_id, g_source_remove);
  if (self->session == NULL || (self->entry == NULL && !fascia_player_is_under_way (self)))
    return;
  if (has_ended (self) && (self->row_is_ended || self->entry == NULL))
    return;

  now = now_us (self);
  next = G_MAXINT64;
  if (is_ticking (self))
    {
      gint64 left_us = fascia_session_get_left_us (self->session, now);

      next = MIN (next, fascia_session_get_next_change_us (self->session));
      next = MIN (next, fascia_cues_next_us (self->session, &self->cue_options, now));
      if (left_us > G_TIME_SPAN_SECOND)
        next = MIN (next, now + (left_us - 1) % G_TIME_SPAN_SECOND + 1);
    }
  if (self->entry != NULL)
    {
      gint64 heartbeat_us = self->journalled_us + HEARTBEAT_US;

      /* Before it is due, where the next second comes too late for it. */
      if (now >= heartbeat_us || (next != G_MAXINT64 && next > heartbeat_us + HEARTBEAT_SLACK_US))
        {
          journal (self, NULL);
          heartbeat_us = self->journalled_us + HEARTBEAT_US;
        }
      next = MIN (next, heartbeat_us + (next == G_MAXINT64 ? 0 : HEARTBEAT_SLACK_US));
    }

  delay_us = fascia_clock_real_delay_us (fascia_context_get_clock (self->context), MAX (next - now, 0));
  self->wake_id = g_timeout_add ((guint) MIN (delay_us / 1000 + 1, G_MAXINT32), wake_cb, self);
}

static void
fascia_player_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FasciaPlayer *self = FASCIA_PLAYER (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_PHASE:
      g_value_set_uint (value, self->phase);
      break;
    case PROP_LEFT_S:
      g_value_set_uint (value, self->left_s);
      break;
    case PROP_TOTAL_LEFT_S:
      g_value_set_uint (value, self->total_left_s);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* A player that goes away with a session under way leaves its open row: the next
 * start offers it. */
static void
fascia_player_dispose (GObject *object)
{
  FasciaPlayer *self = FASCIA_PLAYER (object);

  if (self->session != NULL && self->context != NULL)
    journal (self, NULL);
  forget (self);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_player_parent_class)->dispose (object);
}

static void
fascia_player_class_init (FasciaPlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = fascia_player_dispose;
  object_class->get_property = fascia_player_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, -1, FASCIA_SESSION_STOPPED, -1, flags);
  properties[PROP_PHASE] = g_param_spec_uint ("phase", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LEFT_S] = g_param_spec_uint ("left-s", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOTAL_LEFT_S] = g_param_spec_uint ("total-left-s", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * FasciaPlayer::event:
   * @event: a FasciaSessionEvent, valid during the call
   */
  signals[EVENT] = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * FasciaPlayer::cue:
   * @cue: a FasciaCue, valid during the call
   */
  signals[CUE] = g_signal_new ("cue", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                               0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * FasciaPlayer::refused:
   * @error: a GError, valid during the call
   */
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * FasciaPlayer::journal-failed:
   * @error: a GError, valid during the call
   */
  signals[JOURNAL_FAILED] = g_signal_new ("journal-failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
fascia_player_init (FasciaPlayer *self)
{
  self->state = -1;
  self->before = FASCIA_UNRATED;
  self->preferences = FASCIA_PREFERENCES_DEFAULT;
  self->cue_options = FASCIA_CUE_OPTIONS_DEFAULT;
}

FasciaPlayer *
fascia_player_new (FasciaContext *context)
{
  FasciaPlayer *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_PLAYER, NULL);
  self->context = g_object_ref (context);
  return self;
}

/* Nothing is ever lost: a session cut off earlier is kept as it stood before a new
 * one takes the open row. One that is still alive in another process is not ours. */
static gboolean
make_room_in_log (FasciaPlayer *self, GError **error)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  g_autoptr (FasciaOpenSession) open = NULL;
  g_autoptr (FasciaLogEntry) cut_off = NULL;

  /* A broken database must not keep anybody from rolling. */
  if (diary == NULL || !fascia_store_get_open_session (fascia_diary_get_store (diary), &open, NULL) || open == NULL)
    return TRUE;

  cut_off = fascia_diary_get_cut_off_session (diary, NULL);
  if (cut_off == NULL)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_BUSY,
                           _("A session is already running in another window; finish that one first."));
      return FALSE;
    }
  fascia_diary_save_cut_off_session (diary, cut_off->uuid, NULL);
  return TRUE;
}

/* A session of @routine by the user's preferences. A side left over last time comes
 * first for its technique, whatever the rest does. Without a readable log there are
 * defaults: nothing keeps anybody from rolling. */
static FasciaSession *
new_session (FasciaPlayer *self, FasciaRoutine *routine, FasciaSide first_side)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  g_autoptr (GArray) first_sides = g_array_new (FALSE, FALSE, sizeof (FasciaFirstSide));
  g_autoptr (FasciaPlan) plan = NULL;
  FasciaSessionOptions options = {
    .count_in_s = self->preferences.count_in_s,
    .resume_count_in_s = self->preferences.resume_count_in_s,
    .wait_after_prepare = self->preferences.wait_after_prepare,
    .wait_after_technique = self->preferences.wait_after_technique,
  };
  FasciaPlanOptions plan_options = { .switch_s = self->preferences.switch_s, .first_side = first_side };

  for (guint i = 0; diary != NULL && i < routine->items->len; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (routine->items, i);
      FasciaFirstSide first = { .technique = item->technique };
      gboolean left_over;

      if (item->sides == FASCIA_SIDES_LEFT_RIGHT &&
          fascia_diary_get_left_over_side (diary, item->technique, &left_over, &first.side, NULL) && left_over)
        g_array_append_val (first_sides, first);
    }
  plan_options.first_sides = (const FasciaFirstSide *) (gpointer) first_sides->data;
  plan_options.n_first_sides = first_sides->len;

  plan = fascia_plan_new (routine, fascia_context_get_catalog (self->context), &plan_options);
  return plan->n_phases > 0 ? fascia_session_new (plan, &options) : NULL;
}

static void
take_session (FasciaPlayer *self, FasciaSession *session)
{
  forget (self);
  self->session = session;
  self->seen_us = now_us (self);
  self->sleep_us = read_sleep_us (self);
}

static void
refuse (const FasciaSafetyVerdict *verdict, GError **error)
{
  g_autofree char *why = fascia_wording_safety (verdict);

  g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_UNSAFE, why);
}

/* (transfer full) (nullable): @routine as it may be done. Every start goes through
 * here, whoever asked for it. */
static FasciaRoutine *
make_safe (FasciaPlayer *self, FasciaRoutine *routine, const FasciaSafetyVerdict *agreed, GError **error)
{
  g_autoptr (FasciaSafetyVerdict) verdict = fascia_context_check_routine (self->context, routine, error);

  if (verdict == NULL)
    return NULL;
  if (verdict->outcome == FASCIA_SAFETY_BLOCKED ||
      (verdict->outcome == FASCIA_SAFETY_CHANGED && (agreed == NULL || !fascia_safety_verdict_equal (agreed, verdict))))
    {
      refuse (verdict, error);
      return NULL;
    }
  return fascia_safety_apply (verdict, routine);
}

gboolean
fascia_player_prepare (FasciaPlayer *self, FasciaRoutine *routine, GError **error)
{
  return fascia_player_prepare_agreed (self, routine, NULL, error);
}

gboolean
fascia_player_prepare_agreed (FasciaPlayer *self, FasciaRoutine *routine, const FasciaSafetyVerdict *agreed, GError **error)
{
  FasciaDiary *diary;
  FasciaSession *session;
  g_autoptr (FasciaRoutine) safe = NULL;

  g_return_val_if_fail (FASCIA_IS_PLAYER (self), FALSE);
  g_return_val_if_fail (routine != NULL, FALSE);

  if (fascia_player_is_under_way (self))
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_BUSY,
                           _("A session is already running; finish it before you start another."));
      return FALSE;
    }

  safe = make_safe (self, routine, agreed, error);
  if (safe == NULL)
    return FALSE;

  diary = fascia_context_get_diary (self->context, NULL);
  if (diary == NULL || !fascia_diary_get_preferences (diary, &self->preferences, NULL))
    self->preferences = FASCIA_PREFERENCES_DEFAULT;
  session = new_session (self, safe, fascia_preferences_get_first_side (&self->preferences));
  if (session == NULL)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                           _("This routine has nothing to roll; add a technique to it first."));
      return FALSE;
    }
  if (!make_room_in_log (self, error))
    {
      fascia_session_free (session);
      return FALSE;
    }

  take_session (self, session);
  notify_changes (self);
  return TRUE;
}

FasciaSide
fascia_player_get_first_side (FasciaPlayer *self)
{
  FasciaPlan *plan = fascia_player_get_plan (self);

  return plan != NULL ? plan->options.first_side : FASCIA_SIDE_LEFT;
}

/* What the next session remembers or takes turns with. The rest may have been changed
 * since this session was prepared, so it is read again. */
static gboolean
remember_first_side (FasciaPlayer *self, FasciaSide side, GError **error)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, error);
  FasciaPreferences preferences;

  if (diary == NULL || !fascia_diary_get_preferences (diary, &preferences, error))
    return FALSE;
  if (preferences.last_first_side == side)
    return TRUE;
  preferences.last_first_side = side;
  return fascia_diary_set_preferences (diary, &preferences, error);
}

gboolean
fascia_player_set_first_side (FasciaPlayer *self, FasciaSide side, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_PLAYER (self), FALSE);
  g_return_val_if_fail (side != FASCIA_SIDE_BOTH, FALSE);

  if (self->session == NULL || fascia_session_get_state (self->session) != FASCIA_SESSION_READY)
    return TRUE;

  take_session (self, new_session (self, fascia_session_get_plan (self->session)->routine, side));
  notify_changes (self);
  return remember_first_side (self, side, error);
}

/* (transfer full) (nullable): the routine that was played, also when it is gone since. */
static FasciaRoutine *
find_played (FasciaPlayer *self, const FasciaOpenSession *open, GError **error)
{
  g_autoptr (FasciaRoutine) named = NULL;

  if (open->entry->routine != NULL)
    named = fascia_context_find_routine (self->context, open->entry->routine, NULL);
  if (named == NULL)
    named = fascia_routine_new (open->entry->routine != NULL ? open->entry->routine : "");
  return fascia_session_routine_from_text (named, open->state, error);
}

/* (transfer full) (nullable): @routine, if it may go on. What has come to rest in the
 * session that was cut off was dealt with there. */
static FasciaRoutine *
make_safe_to_resume (FasciaPlayer *self, FasciaRoutine *routine, gint64 started_us, GError **error)
{
  g_autoptr (FasciaSafetyFacts) facts = fascia_context_load_safety_facts (self->context, error);
  g_autoptr (FasciaSafetyVerdict) verdict = NULL;

  if (facts == NULL)
    return NULL;
  for (guint area = 0; area < FASCIA_N_AREAS; area++)
    if (facts->resting_until_us[area] - FASCIA_REST_US >= started_us)
      facts->resting_until_us[area] = 0;

  verdict = fascia_safety_check (routine, fascia_context_get_catalog (self->context), facts);
  if (verdict->outcome == FASCIA_SAFETY_BLOCKED)
    {
      refuse (verdict, error);
      return NULL;
    }
  return fascia_safety_apply (verdict, routine);
}

gboolean
fascia_player_resume_cut_off (FasciaPlayer *self, const char *uuid, GError **error)
{
  FasciaDiary *diary;
  g_autoptr (FasciaOpenSession) open = NULL;
  g_autoptr (FasciaRoutine) routine = NULL;
  g_autoptr (FasciaRoutine) safe = NULL;
  g_autoptr (FasciaPlan) plan = NULL;
  g_autoptr (GArray) events = NULL;
  FasciaSession *session;
  FasciaSessionOptions options;
  gint64 now;

  g_return_val_if_fail (FASCIA_IS_PLAYER (self), FALSE);
  g_return_val_if_fail (!fascia_player_is_under_way (self), FALSE);

  diary = fascia_context_get_diary (self->context, error);
  if (diary == NULL || !fascia_store_get_open_session (fascia_diary_get_store (diary), &open, error))
    return FALSE;
  if (open == NULL || !g_str_equal (open->entry->uuid, uuid))
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
                           _("That session is no longer open; look for it in the journal."));
      return FALSE;
    }
  routine = find_played (self, open, error);
  if (routine == NULL)
    return FALSE;
  safe = make_safe_to_resume (self, routine, open->entry->started.utc_us, error);
  if (safe == NULL)
    return FALSE;
  plan = fascia_session_plan_from_text (safe, fascia_context_get_catalog (self->context), open->state, error);
  if (plan == NULL)
    return FALSE;

  if (!fascia_diary_get_preferences (diary, &self->preferences, NULL))
    self->preferences = FASCIA_PREFERENCES_DEFAULT;
  options.count_in_s = self->preferences.count_in_s;
  options.resume_count_in_s = self->preferences.resume_count_in_s;
  options.wait_after_prepare = self->preferences.wait_after_prepare;
  options.wait_after_technique = self->preferences.wait_after_technique;
  session = fascia_session_new_from_text (plan, &options, open->state, error);
  if (session == NULL)
    return FALSE;

  take_session (self, session);
  self->entry = g_steal_pointer (&open->entry);
  self->paused_since_us = open->paused_since_us != 0 ? open->paused_since_us : open->heartbeat_us;

  /* The time since the last sign of life is a pause. */
  now = now_us (self);
  events = g_array_new (FALSE, FALSE, sizeof (FasciaSessionEvent));
  fascia_session_suspend (session, now, MAX (utc_now_us (self) - open->heartbeat_us, 0), events);
  g_array_set_size (events, 0);
  deliver (self, events, now);
  journal (self, NULL);
  return TRUE;
}

/* What was prepared is checked once more: it may have been a while ago. */
static gboolean
is_still_safe (FasciaPlayer *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaRoutine) safe = make_safe (self, fascia_player_get_plan (self)->routine, NULL, &error);

  if (safe == NULL)
    g_signal_emit (self, signals[REFUSED], 0, error);
  return safe != NULL;
}

static void
start (FasciaPlayer *self)
{
  if (!is_still_safe (self))
    return;
  remember_first_side (self, fascia_player_get_first_side (self), NULL);
  take_step (self, fascia_session_start);
}

void
fascia_player_start (FasciaPlayer *self)
{
  g_return_if_fail (FASCIA_IS_PLAYER (self));

  if (self->session != NULL && fascia_session_get_state (self->session) == FASCIA_SESSION_READY)
    start (self);
}

void
fascia_player_toggle (FasciaPlayer *self)
{
  g_return_if_fail (FASCIA_IS_PLAYER (self));

  if (self->session == NULL)
    return;
  switch (fascia_session_get_state (self->session))
    {
    case FASCIA_SESSION_READY:
      start (self);
      break;
    case FASCIA_SESSION_RUNNING:
      take_step (self, fascia_session_pause);
      break;
    case FASCIA_SESSION_COUNTING_IN:
      /* Before the start a press means "wait"; after a pause it means "go on". */
      take_step (self, self->entry != NULL ? fascia_session_resume : fascia_session_pause);
      break;
    case FASCIA_SESSION_PAUSED:
    case FASCIA_SESSION_WAITING:
      take_step (self, fascia_session_resume);
      break;
    case FASCIA_SESSION_FINISHED:
    case FASCIA_SESSION_STOPPED:
    default:
      break;
    }
}

void
fascia_player_skip (FasciaPlayer *self)
{
  g_return_if_fail (FASCIA_IS_PLAYER (self));
  take_step (self, fascia_session_skip);
}

void
fascia_player_back (FasciaPlayer *self)
{
  g_return_if_fail (FASCIA_IS_PLAYER (self));
  take_step (self, fascia_session_back);
}

static FasciaChange
lengthen (FasciaSession *session, gint64 now, GArray *events)
{
  return fascia_session_adjust (session, now, 10, events);
}

static FasciaChange
shorten (FasciaSession *session, gint64 now, GArray *events)
{
  return fascia_session_adjust (session, now, -10, events);
}

FasciaChange
fascia_player_lengthen (FasciaPlayer *self)
{
  g_return_val_if_fail (FASCIA_IS_PLAYER (self), FASCIA_CHANGE_NOT_NOW);
  return take_change (self, lengthen);
}

FasciaChange
fascia_player_shorten (FasciaPlayer *self)
{
  g_return_val_if_fail (FASCIA_IS_PLAYER (self), FASCIA_CHANGE_NOT_NOW);
  return take_change (self, shorten);
}

FasciaChange
fascia_player_find_spot (FasciaPlayer *self)
{
  g_return_val_if_fail (FASCIA_IS_PLAYER (self), FASCIA_CHANGE_NOT_NOW);
  return take_change (self, fascia_session_find_spot);
}

FasciaChange
fascia_player_too_much (FasciaPlayer *self)
{
  g_return_val_if_fail (FASCIA_IS_PLAYER (self), FASCIA_CHANGE_NOT_NOW);
  return take_change (self, fascia_session_too_much);
}

FasciaChange
fascia_player_give_up (FasciaPlayer *self, FasciaStopReason reason)
{
  g_autoptr (GArray) events = NULL;
  FasciaChange result;
  gint64 now;

  g_return_val_if_fail (FASCIA_IS_PLAYER (self), FASCIA_CHANGE_NOT_NOW);

  if (self->session == NULL)
    return FASCIA_CHANGE_NOT_NOW;
  events = g_array_new (FALSE, FALSE, sizeof (FasciaSessionEvent));
  now = now_us (self);
  notice_sleep (self, now, events);
  result = fascia_session_give_up (self->session, now, reason, events);
  deliver (self, events, now);
  return result;
}

void
fascia_player_repeat (FasciaPlayer *self)
{
  g_return_if_fail (FASCIA_IS_PLAYER (self));

  if (!fascia_player_is_under_way (self))
    return;
  take_step (self, fascia_session_repeat);
  if (fascia_session_get_state (self->session) == FASCIA_SESSION_PAUSED)
    take_step (self, fascia_session_resume);
}

static void
fall_asleep (FasciaSession *session, gint64 now, GArray *events)
{
  fascia_session_suspend (session, now, 0, events);
}

void
fascia_player_about_to_sleep (FasciaPlayer *self)
{
  g_return_if_fail (FASCIA_IS_PLAYER (self));

  if (fascia_player_is_under_way (self))
    take_step (self, fall_asleep);
}

guint
fascia_player_get_slept_s (FasciaPlayer *self)
{
  g_return_val_if_fail (FASCIA_IS_PLAYER (self), 0);
  return self->session != NULL ? (guint) (fascia_session_get_slept_us (self->session) / G_TIME_SPAN_SECOND) : 0;
}

void
fascia_player_set_cue_options (FasciaPlayer *self, const FasciaCueOptions *options)
{
  g_return_if_fail (FASCIA_IS_PLAYER (self));

  self->cue_options = *options;
  if (self->session != NULL)
    schedule (self);
}

void
fascia_player_stop (FasciaPlayer *self, FasciaStopReason reason)
{
  g_autoptr (GArray) events = NULL;
  gint64 now;

  g_return_if_fail (FASCIA_IS_PLAYER (self));

  if (self->session == NULL)
    return;

  events = g_array_new (FALSE, FALSE, sizeof (FasciaSessionEvent));
  now = now_us (self);
  notice_sleep (self, now, events);
  fascia_session_stop (self->session, now, reason, events);
  deliver (self, events, now);

  /* Nothing ran: there is nothing to look back on. */
  if (self->entry == NULL)
    {
      forget (self);
      notify_changes (self);
    }
}

gboolean
fascia_player_discard (FasciaPlayer *self, GError **error)
{
  FasciaDiary *diary;

  g_return_val_if_fail (FASCIA_IS_PLAYER (self), FALSE);

  if (fascia_player_is_under_way (self))
    fascia_player_stop (self, FASCIA_REASON_NONE);

  /* The trash, not oblivion: it can still be restored for a while. */
  if (self->entry != NULL && self->row_is_ended)
    {
      diary = fascia_context_get_diary (self->context, error);
      if (diary == NULL || !fascia_diary_delete_session (diary, self->entry->uuid, error))
        return FALSE;
    }
  forget (self);
  notify_changes (self);
  return TRUE;
}

void
fascia_player_set_before (FasciaPlayer *self, int before)
{
  g_return_if_fail (FASCIA_IS_PLAYER (self));

  self->before = before;
}

void
fascia_player_describe (FasciaPlayer *self, FasciaOccasion occasion, const FasciaArea *areas, guint n_areas, FasciaTool tool)
{
  FasciaCatalog *catalog;

  g_return_if_fail (FASCIA_IS_PLAYER (self));
  g_return_if_fail (self->entry != NULL && self->ended_us != 0);
  g_return_if_fail (n_areas <= FASCIA_MAX_AREAS_OF_SESSION);

  catalog = fascia_context_get_catalog (self->context);
  self->entry->occasion = occasion;
  self->entry->n_areas = n_areas;
  for (guint i = 0; i < n_areas; i++)
    self->entry->areas[i] = areas[i];
  for (guint i = 0; tool != FASCIA_TOOL_NONE && i < self->entry->items->len; i++)
    {
      FasciaLogItem *item = g_ptr_array_index (self->entry->items, i);
      const FasciaTechnique *technique = fascia_catalog_find_technique (catalog, item->technique);

      for (guint j = 0; technique != NULL && j < technique->n_tools; j++)
        if (technique->tools[j] == tool)
          item->tool = tool;
    }
}

gboolean
fascia_player_save (FasciaPlayer *self, int before, int after, int pressure, const char *note, GError **error)
{
  FasciaDiary *diary;

  g_return_val_if_fail (FASCIA_IS_PLAYER (self), FALSE);
  g_return_val_if_fail (self->entry != NULL && self->ended_us != 0, FALSE);

  if (before != FASCIA_UNRATED)
    self->entry->before = before;
  self->entry->after = after;
  self->entry->pressure = pressure;
  g_free (self->entry->note);
  self->entry->note = note != NULL && *note != '\0' ? g_strdup (note) : NULL;

  if (!fascia_log_entry_validate (self->entry, NULL, error))
    return FALSE;
  if (!self->row_is_ended)
    {
      if (!journal (self, error))
        return FALSE;
    }
  else
    {
      diary = fascia_context_get_diary (self->context, error);
      if (diary == NULL || !fascia_diary_update_session (diary, self->entry, error))
        return FALSE;
    }
  forget (self);
  notify_changes (self);
  return TRUE;
}

void
fascia_player_update (FasciaPlayer *self)
{
  g_return_if_fail (FASCIA_IS_PLAYER (self));
  take_step (self, fascia_session_tick);
}

FasciaSession *
fascia_player_get_session (FasciaPlayer *self)
{
  g_return_val_if_fail (FASCIA_IS_PLAYER (self), NULL);
  return self->session;
}

FasciaPlan *
fascia_player_get_plan (FasciaPlayer *self)
{
  g_return_val_if_fail (FASCIA_IS_PLAYER (self), NULL);
  return self->session != NULL ? fascia_session_get_plan (self->session) : NULL;
}

const FasciaPhase *
fascia_player_get_phase (FasciaPlayer *self)
{
  FasciaPlan *plan = fascia_player_get_plan (self);

  return plan != NULL ? fascia_session_get_phase_at (self->session, fascia_session_get_phase (self->session)) : NULL;
}

const FasciaPhase *
fascia_player_get_next_phase (FasciaPlayer *self)
{
  guint next;

  if (self->session == NULL)
    return NULL;
  next = fascia_session_get_phase (self->session) + 1;
  return next < fascia_session_get_n_phases (self->session) ? fascia_session_get_phase_at (self->session, next) : NULL;
}

gboolean
fascia_player_is_under_way (FasciaPlayer *self)
{
  g_return_val_if_fail (FASCIA_IS_PLAYER (self), FALSE);

  if (self->session == NULL)
    return FALSE;
  switch (fascia_session_get_state (self->session))
    {
    case FASCIA_SESSION_COUNTING_IN:
    case FASCIA_SESSION_RUNNING:
    case FASCIA_SESSION_PAUSED:
    case FASCIA_SESSION_WAITING:
      return TRUE;
    case FASCIA_SESSION_READY:
    case FASCIA_SESSION_FINISHED:
    case FASCIA_SESSION_STOPPED:
    default:
      return FALSE;
    }
}

static double
fraction_over (gint64 left_us, gint64 length_us)
{
  return length_us > 0 ? CLAMP (1 - (double) left_us / (double) length_us, 0, 1) : 0;
}

double
fascia_player_get_phase_fraction (FasciaPlayer *self)
{
  g_return_val_if_fail (FASCIA_IS_PLAYER (self), 0);

  if (self->session == NULL)
    return 0;
  return fraction_over (fascia_session_get_phase_left_us (self->session, now_us (self)),
                        fascia_session_get_phase_length_us (self->session));
}

double
fascia_player_get_total_fraction (FasciaPlayer *self)
{
  g_return_val_if_fail (FASCIA_IS_PLAYER (self), 0);

  if (self->session == NULL)
    return 0;
  return fraction_over (fascia_session_get_total_left_us (self->session, now_us (self)),
                        fascia_session_get_total_length_us (self->session));
}

FasciaLogEntry *
fascia_player_get_entry (FasciaPlayer *self)
{
  g_return_val_if_fail (FASCIA_IS_PLAYER (self), NULL);

  if (self->entry == NULL)
    return NULL;
  if (!self->row_is_ended)
    fascia_log_entry_take_session (self->entry, self->session, now_us (self));
  return fascia_log_entry_copy (self->entry);
}
