/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/diary-private.h"

#include <glib/gi18n-lib.h>

#include "app/service/goal-source.h"

/* An open row without a sign of life for this long was cut off (spec R2). */
#define CUT_OFF_US (30 * G_TIME_SPAN_SECOND)

/* A session this old is not gone on with (spec T17). */
#define RESUME_US (12 * G_TIME_SPAN_HOUR)

/* A burst of file events is answered once; another process's change must be seen
 * within a second (spec R7). */
#define WATCH_RATE_MS 200

/* “This evening”, and until when it is offered (spec R9). */
#define EVENING_MIN (19 * 60)
#define EVENING_LAST_MIN (18 * 60)

/* What another process writes is on the disk, and so tells the monitor, before it can
 * be read: in between it waits for the disk. How long is not known, and when it is over
 * no file event says so. Look again at twice the distance each time, 13 s in all. */
#define WATCH_LAST_MS (32 * WATCH_RATE_MS)

struct _FasciaDiary
{
  GObject parent_instance;

  FasciaClock *clock;
  FasciaStore *store;
  GFileMonitor *monitor;
  guint poll_id;
  guint poll_ms;
  gboolean watched; /* somebody wants to know of other processes' changes */
  gboolean polled;  /* and asks for them */
};

enum
{
  CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FasciaDiary, fascia_diary, G_TYPE_OBJECT)

static void
stop_monitor (FasciaDiary *self)
{
  g_clear_handle_id (&self->poll_id, g_source_remove);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
}

static void
fascia_diary_finalize (GObject *object)
{
  FasciaDiary *self = FASCIA_DIARY (object);

  stop_monitor (self);
  g_clear_pointer (&self->store, fascia_store_close);

  G_OBJECT_CLASS (fascia_diary_parent_class)->finalize (object);
}

static void
fascia_diary_class_init (FasciaDiaryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fascia_diary_finalize;

  /**
   * FasciaDiary::changed:
   *
   * Something in the log, goal, rules or reminder state is different now.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fascia_diary_init (FasciaDiary *self)
{
}

static gint64
now_us (FasciaDiary *self)
{
  return fascia_clock_utc_us (self->clock);
}

/* Every write goes through here: what changed is told once, and only if it did. */
static gboolean
wrote (FasciaDiary *self, gboolean success)
{
  if (success)
    fascia_diary_emit_changed (self);
  return success;
}

FasciaDiary *
fascia_diary_new (FasciaClock *clock, const char *folder, GError **error)
{
  g_autoptr (FasciaStore) store = fascia_store_open (folder, fascia_clock_utc_us (clock), error);
  FasciaDiary *self;

  if (store == NULL)
    return NULL;
  self = g_object_new (FASCIA_TYPE_DIARY, NULL);
  self->clock = clock;
  self->store = g_steal_pointer (&store);
  return self;
}

FasciaStore *
fascia_diary_get_store (FasciaDiary *self)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return self->store;
}

void
fascia_diary_emit_changed (FasciaDiary *self)
{
  g_return_if_fail (FASCIA_IS_DIARY (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
fascia_diary_get_path (FasciaDiary *self)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return fascia_store_get_path (self->store);
}

void
fascia_diary_poll (FasciaDiary *self)
{
  g_return_if_fail (FASCIA_IS_DIARY (self));

  if (fascia_store_take_foreign_change (self->store))
    fascia_diary_emit_changed (self);
}

static gboolean
poll_cb (gpointer data)
{
  g_autoptr (FasciaDiary) self = g_object_ref (data);

  self->poll_id = 0;
  if (self->poll_ms < WATCH_LAST_MS)
    {
      self->poll_ms *= 2;
      self->poll_id = g_timeout_add (self->poll_ms, poll_cb, self);
    }
  /* Also when there is something: it may be what was written before the last event. */
  fascia_diary_poll (self);
  return G_SOURCE_REMOVE;
}

static void
folder_changed_cb (FasciaDiary *self)
{
  /* One that is soon due answers a whole burst of events. */
  if (self->poll_id != 0 && self->poll_ms == WATCH_RATE_MS)
    return;
  g_clear_handle_id (&self->poll_id, g_source_remove);
  self->poll_ms = WATCH_RATE_MS;
  self->poll_id = g_timeout_add (self->poll_ms, poll_cb, self);
}

static void
start_monitor (FasciaDiary *self)
{
  g_autofree char *folder = NULL;
  g_autoptr (GFile) file = NULL;

  if (self->monitor != NULL)
    return;

  /* The folder, not the file: in WAL mode a commit touches the -wal file. */
  folder = g_path_get_dirname (fascia_store_get_path (self->store));
  file = g_file_new_for_path (folder);
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor == NULL)
    return;
  g_file_monitor_set_rate_limit (self->monitor, WATCH_RATE_MS);
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (folder_changed_cb), self, G_CONNECT_SWAPPED);
}

void
fascia_diary_watch (FasciaDiary *self)
{
  g_return_if_fail (FASCIA_IS_DIARY (self));

  self->watched = TRUE;
  if (!self->polled)
    start_monitor (self);
}

void
fascia_diary_set_polled (FasciaDiary *self, gboolean polled)
{
  g_return_if_fail (FASCIA_IS_DIARY (self));

  if (self->polled == polled)
    return;
  self->polled = polled;
  if (!self->watched)
    return;

  if (polled)
    stop_monitor (self);
  else
    start_monitor (self);
  /* What changed between one way and the other. */
  fascia_diary_poll (self);
}

GPtrArray *
fascia_diary_list_sessions (FasciaDiary *self, FasciaDay since, FasciaDay until, guint offset, guint limit, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return fascia_store_list_sessions (self->store, since, until, offset, limit, error);
}

gint64
fascia_diary_count_sessions (FasciaDiary *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), -1);
  return fascia_store_count_sessions (self->store, error);
}

FasciaLogEntry *
fascia_diary_get_session (FasciaDiary *self, const char *uuid, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return fascia_store_get_session (self->store, uuid, error);
}

/* What has not begun yet was not done. */
static gboolean
has_begun (FasciaDiary *self, const FasciaLogEntry *entry, GError **error)
{
  if (entry->started.utc_us <= now_us (self))
    return TRUE;
  g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                       _("The session would start in the future; give a time that has passed."));
  return FALSE;
}

gboolean
fascia_diary_find_overlap (FasciaDiary *self, const FasciaLogEntry *entry, gboolean *overlaps, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  g_return_val_if_fail (entry != NULL && overlaps != NULL, FALSE);

  return fascia_store_find_overlap (self->store, entry, overlaps, error);
}

gboolean
fascia_diary_add_session (FasciaDiary *self, FasciaLogEntry *entry, gboolean *overlaps, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  g_return_val_if_fail (entry != NULL, FALSE);

  if (!has_begun (self, entry, error))
    return FALSE;
  if (entry->uuid == NULL)
    entry->uuid = g_uuid_string_random ();
  if (overlaps != NULL && !fascia_store_find_overlap (self->store, entry, overlaps, error))
    return FALSE;

  return wrote (self, fascia_store_add_session (self->store, entry, now_us (self), error));
}

gboolean
fascia_diary_update_session (FasciaDiary *self, const FasciaLogEntry *entry, GError **error)
{
  g_autoptr (FasciaLogEntry) before = NULL;
  g_autoptr (FasciaLogEntry) edited = NULL;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  before = fascia_store_get_session (self->store, entry->uuid, error);
  if (before == NULL)
    return FALSE;
  /* Clocks go wrong: what was in the log like that can still be edited otherwise. */
  if (entry->started.utc_us != before->started.utc_us && !has_begun (self, entry, error))
    return FALSE;
  edited = fascia_log_entry_copy (entry);
  fascia_log_entry_keep_measured (edited, before);
  return wrote (self, fascia_store_update_session (self->store, edited, now_us (self), error));
}

gboolean
fascia_diary_delete_session (FasciaDiary *self, const char *uuid, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return wrote (self, fascia_store_delete_session (self->store, uuid, now_us (self), error));
}

gboolean
fascia_diary_restore_session (FasciaDiary *self, const char *uuid, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return wrote (self, fascia_store_restore_session (self->store, uuid, now_us (self), error));
}

FasciaClock *
fascia_diary_get_clock (FasciaDiary *self)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);

  return self->clock;
}

FasciaDay
fascia_diary_today (FasciaDiary *self)
{
  g_autoptr (GTimeZone) zone = NULL;
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FASCIA_DAY_NONE);

  /* Unread, the day begins at midnight: whoever asks for more will hear why. */
  fascia_store_load_preferences (self->store, &preferences, NULL);
  zone = fascia_clock_zone (self->clock);
  return fascia_day_of_instant (now_us (self) - preferences.day_start_h * G_TIME_SPAN_HOUR, zone);
}

gboolean
fascia_diary_get_week (FasciaDiary *self, FasciaDay day, guint *done, guint *goal, GError **error)
{
  FasciaDay monday = fascia_day_week_start (day);
  g_autoptr (FasciaLogSummary) summary = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_auto (FasciaGoalSource) source = { 0 };
  FasciaGoalFacts facts;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  summary = fascia_store_load_log_summary (self->store, monday, now_us (self), error);
  if (summary == NULL)
    return FALSE;
  zone = fascia_clock_zone (self->clock);
  if (!fascia_goal_source_load (&source, self->store, zone, error))
    return FALSE;

  facts = fascia_goal_source_get_facts (&source);
  *done = fascia_goal_count_week (summary->counted_days, summary->n_counted_days, monday);
  *goal = fascia_goal_get_week (&facts, monday).goal;
  return TRUE;
}

GArray *
fascia_diary_list_counted_days (FasciaDiary *self, FasciaDay since, GError **error)
{
  g_autoptr (FasciaLogSummary) summary = NULL;
  GArray *days;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);

  summary = fascia_store_load_log_summary (self->store, since, now_us (self), error);
  if (summary == NULL)
    return NULL;
  days = g_array_sized_new (FALSE, FALSE, sizeof (FasciaDay), summary->n_counted_days);
  if (summary->n_counted_days > 0)
    g_array_append_vals (days, summary->counted_days, summary->n_counted_days);
  return days;
}

gboolean
fascia_diary_get_goal (FasciaDiary *self, guint *per_week, FasciaDay *from, GError **error)
{
  g_autoptr (GArray) goals = NULL;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  goals = fascia_store_list_goals (self->store, error);
  if (goals == NULL)
    return FALSE;
  if (goals->len == 0)
    {
      *per_week = FASCIA_DEFAULT_GOAL;
      *from = fascia_day_week_start (fascia_diary_today (self));
    }
  else
    {
      const FasciaGoal *newest = &g_array_index (goals, FasciaGoal, goals->len - 1);

      *per_week = newest->per_week;
      *from = newest->from;
    }
  return TRUE;
}

gboolean
fascia_diary_set_goal (FasciaDiary *self, guint per_week, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;
  FasciaDay first_use;
  FasciaGoal goal;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  if (per_week < FASCIA_MIN_GOAL || per_week > FASCIA_MAX_GOAL)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                           _("A goal is 1 to 7 days a week; give a number in that range."));
      return FALSE;
    }
  zone = fascia_clock_zone (self->clock);
  if (!fascia_store_get_first_use (self->store, zone, &first_use, error))
    return FALSE;

  goal.per_week = per_week;
  goal.from = fascia_goal_applies_from (fascia_diary_today (self), first_use);
  return wrote (self, fascia_store_set_goal (self->store, &goal, now_us (self), error));
}

GPtrArray *
fascia_diary_list_routines (FasciaDiary *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return fascia_store_list_routines (self->store, error);
}

GPtrArray *
fascia_diary_list_rules (FasciaDiary *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return fascia_store_list_rules (self->store, error);
}

static gboolean
switch_on (FasciaDiary *self, GError **error)
{
  FasciaReminderSettings settings;

  if (!fascia_store_load_reminder_settings (self->store, &settings, error))
    return FALSE;
  settings.on = TRUE;
  return fascia_store_save_reminder_settings (self->store, &settings, now_us (self), error);
}

gboolean
fascia_diary_add_rule (FasciaDiary *self, FasciaRule *rule, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  g_return_val_if_fail (rule != NULL, FALSE);

  if (rule->uuid == NULL)
    rule->uuid = g_uuid_string_random ();
  rule->changed_at_us = now_us (self);
  if (!fascia_rule_validate (rule, error))
    return FALSE;
  if (!fascia_store_add_rule (self->store, rule, now_us (self), error))
    return FALSE;

  return wrote (self, switch_on (self, error));
}

gboolean
fascia_diary_update_rule (FasciaDiary *self, const FasciaRule *rule, GError **error)
{
  g_autoptr (FasciaRule) changed = NULL;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  changed = fascia_rule_copy (rule);
  changed->changed_at_us = now_us (self);
  if (!fascia_rule_validate (changed, error))
    return FALSE;
  return wrote (self, fascia_store_update_rule (self->store, changed, now_us (self), error));
}

gboolean
fascia_diary_remove_rule (FasciaDiary *self, const char *uuid, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return wrote (self, fascia_store_remove_rule (self->store, uuid, now_us (self), error));
}

gboolean
fascia_diary_get_reminder_settings (FasciaDiary *self, FasciaReminderSettings *settings, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return fascia_store_load_reminder_settings (self->store, settings, error);
}

gboolean
fascia_diary_set_reminder_settings (FasciaDiary *self, const FasciaReminderSettings *settings, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return wrote (self, fascia_store_save_reminder_settings (self->store, settings, now_us (self), error));
}

/* --- Pauses ------------------------------------------------------------------ */

GPtrArray *
fascia_diary_list_pauses (FasciaDiary *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return fascia_store_list_pauses (self->store, error);
}

/* “Not today” said twice is said once. */
static gboolean
is_skipped (FasciaDiary *self, FasciaDay day, gboolean *skipped, GError **error)
{
  g_autoptr (GPtrArray) pauses = fascia_store_list_pauses (self->store, error);

  if (pauses == NULL)
    return FALSE;
  *skipped = FALSE;
  for (guint i = 0; i < pauses->len; i++)
    {
      const FasciaPause *pause = g_ptr_array_index (pauses, i);

      *skipped |= pause->reason == FASCIA_PAUSE_SKIP && fascia_pause_covers_day (pause, day);
    }
  return TRUE;
}

gboolean
fascia_diary_add_pause (FasciaDiary *self, FasciaDay from, FasciaDay until, FasciaPauseReason reason, GError **error)
{
  g_autoptr (FasciaPause) pause = fascia_pause_new ();
  gboolean skipped = FALSE;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  pause->uuid = g_uuid_string_random ();
  pause->from = fascia_day_is_valid (from) ? from : fascia_diary_today (self);
  pause->until = until;
  pause->reason = reason;
  if (reason == FASCIA_PAUSE_SKIP && !is_skipped (self, pause->from, &skipped, error))
    return FALSE;
  if (skipped)
    return TRUE;
  return wrote (self, fascia_store_add_pause (self->store, pause, now_us (self), error));
}

gboolean
fascia_diary_resume (FasciaDiary *self, GError **error)
{
  gboolean any;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  if (!fascia_store_end_pauses (self->store, fascia_diary_today (self), now_us (self), &any, error))
    return FALSE;
  if (!any)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
                           _("Nothing is paused today, so there is nothing to resume."));
      return FALSE;
    }
  return wrote (self, TRUE);
}

gboolean
fascia_diary_delete_pause (FasciaDiary *self, const char *uuid, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return wrote (self, fascia_store_delete_pause (self->store, uuid, now_us (self), error));
}

/* --- Requests ---------------------------------------------------------------- */

/* Who asks for one reminder before there were any wants that one. Who has rules and
 * switched them off would get all of those with it: that is asked first. */
static gboolean
ensure_on (FasciaDiary *self, GError **error)
{
  g_autoptr (GPtrArray) rules = NULL;
  FasciaReminderSettings settings;

  if (!fascia_store_load_reminder_settings (self->store, &settings, error))
    return FALSE;
  if (settings.on)
    return TRUE;
  rules = fascia_store_list_rules (self->store, error);
  if (rules == NULL)
    return FALSE;
  if (rules->len > 0)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_FAILED,
                           _("Reminders are switched off, so none would come; switch them on first."));
      return FALSE;
    }
  return switch_on (self, error);
}

/* 19:00 today. */
static gboolean
get_evening (FasciaDiary *self, gint64 *at_us, GError **error)
{
  g_autoptr (GTimeZone) zone = fascia_clock_zone (self->clock);
  FasciaDay today = fascia_diary_today (self);
  gint64 last_us;

  if (fascia_instant_at_local (today, EVENING_LAST_MIN, zone, &last_us) && now_us (self) < last_us &&
      fascia_instant_at_local (today, EVENING_MIN, zone, at_us))
    return TRUE;
  g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                       _("“This evening” is 19:00, and it is 18:00 or later; choose 15 minutes or 1 hour."));
  return FALSE;
}

gboolean
fascia_diary_snooze (FasciaDiary *self, FasciaSnooze snooze, const char *rule, gint64 *until_us, GError **error)
{
  gint64 at_us;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  at_us = now_us (self);
  switch (snooze)
    {
    case FASCIA_SNOOZE_15_MIN:
      at_us += 15 * G_TIME_SPAN_MINUTE;
      break;
    case FASCIA_SNOOZE_1_HOUR:
      at_us += G_TIME_SPAN_HOUR;
      break;
    case FASCIA_SNOOZE_EVENING:
    default:
      if (!get_evening (self, &at_us, error))
        return FALSE;
    }
  if (!ensure_on (self, error) || !fascia_store_set_snooze (self->store, at_us, rule, now_us (self), error))
    return FALSE;
  if (until_us != NULL)
    *until_us = at_us;
  return wrote (self, TRUE);
}

gboolean
fascia_diary_nudge (FasciaDiary *self, guint minutes, gint64 *at_us, GError **error)
{
  FasciaReminderSettings settings;
  gint64 due_us;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  if (!fascia_store_load_reminder_settings (self->store, &settings, error) || !ensure_on (self, error))
    return FALSE;
  due_us = now_us (self) + (minutes > 0 ? minutes : settings.nudge_min) * G_TIME_SPAN_MINUTE;
  if (!fascia_store_set_nudge (self->store, due_us, now_us (self), error))
    return FALSE;
  if (at_us != NULL)
    *at_us = due_us;
  return wrote (self, TRUE);
}

gboolean
fascia_diary_drop_requests (FasciaDiary *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return wrote (self, fascia_store_set_snooze (self->store, 0, NULL, now_us (self), error) &&
                        fascia_store_set_nudge (self->store, 0, now_us (self), error));
}

GPtrArray *
fascia_diary_list_reminder_history (FasciaDiary *self, guint limit, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return fascia_store_list_reminder_history (self->store, limit, error);
}

gboolean
fascia_diary_get_preferences (FasciaDiary *self, FasciaPreferences *preferences, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return fascia_store_load_preferences (self->store, preferences, error);
}

gboolean
fascia_diary_set_preferences (FasciaDiary *self, const FasciaPreferences *preferences, GError **error)
{
  FasciaPreferences in_range;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  in_range = *preferences;
  fascia_preferences_clamp (&in_range);
  return wrote (self, fascia_store_save_preferences (self->store, &in_range, now_us (self), error));
}

GArray *
fascia_diary_list_resting_areas (FasciaDiary *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return fascia_store_list_resting_areas (self->store, now_us (self), error);
}

gboolean
fascia_diary_rest_area (FasciaDiary *self, FasciaArea area, FasciaStopReason reason, GError **error)
{
  FasciaRestingArea rest = { .area = area, .reason = reason };

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  rest.until_us = now_us (self) + FASCIA_REST_US;
  return wrote (self, fascia_store_rest_area (self->store, &rest, now_us (self), error));
}

gboolean
fascia_diary_end_rest (FasciaDiary *self, FasciaArea area, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return wrote (self, fascia_store_end_rest (self->store, area, now_us (self), error));
}

gboolean
fascia_diary_get_left_over_side (FasciaDiary *self, const char *technique, gboolean *left_over, FasciaSide *side, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return fascia_store_get_left_over_side (self->store, technique, left_over, side, error);
}

gboolean
fascia_diary_get_health (FasciaDiary *self, FasciaHealth *health, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return fascia_store_load_health (self->store, health, error);
}

gboolean
fascia_diary_set_health (FasciaDiary *self, const FasciaHealth *health, GError **error)
{
  FasciaHealth gone_through;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  g_return_val_if_fail (health != NULL, FALSE);

  gone_through = *health;
  gone_through.asked_us = now_us (self);
  gone_through.changed_us = 0;
  return wrote (self, fascia_store_save_health (self->store, &gone_through, error));
}

gboolean
fascia_diary_skip_health_check (FasciaDiary *self, GError **error)
{
  FasciaHealth health;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  if (!fascia_store_load_health (self->store, &health, error))
    return FALSE;
  health.skipped_us = now_us (self);
  return wrote (self, fascia_store_save_health (self->store, &health, error));
}

gboolean
fascia_diary_note_health_change (FasciaDiary *self, GError **error)
{
  FasciaHealth health;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  if (!fascia_store_load_health (self->store, &health, error))
    return FALSE;
  health.changed_us = now_us (self);
  return wrote (self, fascia_store_save_health (self->store, &health, error));
}

gboolean
fascia_diary_clear_condition (FasciaDiary *self, FasciaCondition condition, GError **error)
{
  FasciaHealth health;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  if (!fascia_store_load_health (self->store, &health, error))
    return FALSE;
  if (!fascia_health_clear (&health, condition, now_us (self)))
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                           _("This cannot be cleared; look through the health check once more."));
      return FALSE;
    }
  return wrote (self, fascia_store_save_health (self->store, &health, error));
}

GStrv
fascia_diary_list_favourites (FasciaDiary *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return fascia_store_list_favourites (self->store, error);
}

gboolean
fascia_diary_set_favourite (FasciaDiary *self, const char *technique, gboolean favourite, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return wrote (self, fascia_store_set_favourite (self->store, technique, favourite, now_us (self), error));
}

gboolean
fascia_diary_get_owned_tools (FasciaDiary *self, guint *tools, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return fascia_store_get_owned_tools (self->store, tools, error);
}

gboolean
fascia_diary_set_owned_tools (FasciaDiary *self, guint tools, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return wrote (self, fascia_store_set_owned_tools (self->store, tools, now_us (self), error));
}

GHashTable *
fascia_diary_load_technique_uses (FasciaDiary *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return fascia_store_load_technique_uses (self->store, error);
}

FasciaLogEntry *
fascia_diary_get_cut_off_session (FasciaDiary *self, GError **error)
{
  g_autoptr (FasciaOpenSession) open = NULL;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);

  if (!fascia_store_get_open_session (self->store, &open, error) || open == NULL)
    return NULL;
  if (now_us (self) - open->heartbeat_us < CUT_OFF_US)
    return NULL;
  return g_steal_pointer (&open->entry);
}

gboolean
fascia_diary_can_resume (FasciaDiary *self, const FasciaLogEntry *cut_off)
{
  gint64 stopped_us;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  stopped_us = cut_off->started.utc_us + cut_off->elapsed_s * G_TIME_SPAN_SECOND;
  return now_us (self) - stopped_us < RESUME_US;
}

gboolean
fascia_diary_save_cut_off_session (FasciaDiary *self, const char *uuid, GError **error)
{
  g_autoptr (FasciaOpenSession) open = NULL;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  if (!fascia_store_get_open_session (self->store, &open, error))
    return FALSE;
  if (open == NULL || !g_str_equal (open->entry->uuid, uuid))
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
                           _("That session is no longer open; look for it in the journal."));
      return FALSE;
    }
  return wrote (self, fascia_store_end_session (self->store, open->entry, open->heartbeat_us, now_us (self), error));
}

gboolean
fascia_diary_discard_cut_off_session (FasciaDiary *self, const char *uuid, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return wrote (self, fascia_store_discard_open_session (self->store, uuid, error));
}

gboolean
fascia_diary_check_integrity (FasciaDiary *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  return fascia_store_check_integrity (self->store, error);
}
