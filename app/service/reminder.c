/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/reminder.h"

#include <glib/gi18n-lib.h>

#include "app/service/autostart.h"
#include "app/service/diary-private.h"
#include "app/service/reminder-private.h"
#include "fascia-config.h"

/* How many sessions back the suggestion looks for the last time of a routine. */
#define SUGGESTION_DEPTH 200

/* How many lines of the history can lie above the one that tells of a failure. */
#define UNSHOWN_DEPTH 100

/* Long enough for a bus to start the service on a busy machine. */
#define START_TIMEOUT_MS 5000

/* --- Facts ------------------------------------------------------------------- */

void
fascia_schedule_facts_free (FasciaScheduleFacts *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  fascia_goal_source_clear (&self->goal);
  g_clear_pointer (&self->log, fascia_log_summary_free);
  g_clear_pointer (&self->state, fascia_reminder_state_free);
  g_free (self);
}

/* The Monday from which on counted days can matter for a slot not yet judged. */
static FasciaDay
first_day_that_matters (const FasciaScheduleFacts *self, gint64 now_us)
{
  gint64 look_back_us = now_us - FASCIA_LOOK_BACK_DAYS * G_TIME_SPAN_DAY;
  gint64 from_us = CLAMP (self->state->handled_until_us, look_back_us, now_us);

  /* A slot in a gap over midnight belongs to the day before. */
  return fascia_day_week_start (fascia_day_add (fascia_day_of_instant (from_us, self->zone), -1));
}

FasciaScheduleFacts *
fascia_schedule_facts_load (FasciaStore *store, GTimeZone *zone, gint64 now_us, GError **error)
{
  g_autoptr (FasciaScheduleFacts) self = g_new0 (FasciaScheduleFacts, 1);

  self->zone = g_time_zone_ref (zone);
  self->rules = fascia_store_list_rules (store, error);
  if (self->rules == NULL)
    return NULL;
  if (!fascia_goal_source_load (&self->goal, store, zone, error) ||
      !fascia_store_load_reminder_settings (store, &self->settings, error))
    return NULL;
  self->state = fascia_store_load_reminder_state (store, now_us, error);
  if (self->state == NULL)
    return NULL;
  self->log = fascia_store_load_log_summary (store, first_day_that_matters (self, now_us), now_us, error);
  if (self->log == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

FasciaScheduleInput
fascia_schedule_facts_input (const FasciaScheduleFacts *self)
{
  return (FasciaScheduleInput){
    .zone = self->zone,
    .rules = (const FasciaRule *const *) self->rules->pdata,
    .n_rules = self->rules->len,
    .goal = fascia_goal_source_get_facts (&self->goal),
    .settings = &self->settings,
    .log = self->log,
    .state = self->state,
  };
}

const FasciaRule *
fascia_schedule_facts_find_rule (const FasciaScheduleFacts *self, const char *uuid)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const FasciaRule *rule = g_ptr_array_index (self->rules, i);

      if (g_strcmp0 (rule->uuid, uuid) == 0)
        return rule;
    }

  return NULL;
}

/* --- Forecast ---------------------------------------------------------------- */

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return fascia_day_difference (*(const FasciaDay *) a, *(const FasciaDay *) b);
}

/* The log as it stood at @at_us. */
static FasciaLogSummary *
log_summary_as_of (FasciaStore *store, GTimeZone *zone, gint64 at_us, GError **error)
{
  FasciaDay today = fascia_day_of_instant (at_us, zone);
  g_autoptr (FasciaLogSummary) log = fascia_log_summary_new ();
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (FasciaDay));

  /* A day more than the week on both sides: rows carry the date of their own
   * place, and the last session counts for the four hours after it. */
  sessions = fascia_store_list_sessions (store,
                                         fascia_day_add (fascia_day_week_start (today), -1),
                                         fascia_day_add (today, 1),
                                         0,
                                         0,
                                         error);
  if (sessions == NULL)
    return NULL;

  for (guint i = 0; i < sessions->len; i++)
    {
      const FasciaLogEntry *entry = g_ptr_array_index (sessions, i);

      if (entry->started.utc_us > at_us)
        continue;
      log->last_ended_us = MAX (log->last_ended_us, entry->started.utc_us + entry->elapsed_s * G_USEC_PER_SEC);
      if (fascia_log_entry_counts (entry))
        g_array_append_val (days, entry->local_date);
    }

  g_array_sort (days, compare_days);
  for (guint i = days->len; i > 1; i--)
    if (fascia_day_difference (g_array_index (days, FasciaDay, i - 1), g_array_index (days, FasciaDay, i - 2)) == 0)
      g_array_remove_index (days, i - 1);

  g_free (log->counted_days);
  log->n_counted_days = days->len;
  log->counted_days = (FasciaDay *) (gpointer) g_array_free (g_steal_pointer (&days), FALSE);

  return g_steal_pointer (&log);
}

/* Turns @self into what was known at @at_us, slots up to there dealt with. */
static gboolean
go_to (FasciaScheduleFacts *self, FasciaStore *store, gint64 at_us, GError **error)
{
  FasciaLogSummary *log = log_summary_as_of (store, self->zone, at_us, error);

  if (log == NULL)
    return FALSE;
  fascia_log_summary_free (self->log);
  self->log = log;

  self->state->handled_until_us = at_us;
  g_hash_table_remove_all (self->state->claimed);
  if (self->state->snoozed_until_us <= at_us)
    self->state->snoozed_until_us = 0;
  if (self->state->nudge_us <= at_us)
    self->state->nudge_us = 0;

  /* A later first use would be a later log row, or a rule (see below). */
  if (fascia_day_is_valid (self->goal.first_use) &&
      fascia_day_difference (self->goal.first_use, fascia_day_of_instant (at_us, self->zone)) > 0)
    self->goal.first_use = FASCIA_DAY_NONE;

  /* The question is what the present rules, pauses and settings would do then,
   * even if they are younger. */
  self->settings.on_since_us = MIN (self->settings.on_since_us, at_us);
  for (guint i = 0; i < self->goal.pauses->len; i++)
    {
      FasciaPause *pause = g_ptr_array_index (self->goal.pauses, i);

      pause->created_us = MIN (pause->created_us, at_us);
    }
  for (guint i = 0; i < self->rules->len; i++)
    {
      FasciaRule *rule = g_ptr_array_index (self->rules, i);

      rule->changed_at_us = MIN (rule->changed_at_us, at_us);
    }

  return TRUE;
}

gboolean
fascia_reminder_forecast (FasciaContext *context,
                          const FasciaInstant *as_of,
                          guint count,
                          GPtrArray **next,
                          GPtrArray **silent,
                          GError **error)
{
  FasciaClock *clock;
  FasciaDiary *diary;
  FasciaStore *store;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (FasciaScheduleFacts) facts = NULL;
  FasciaScheduleInput input;
  FasciaReminderSettings settings;
  gint64 now_us;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), FALSE);
  g_return_val_if_fail (next != NULL, FALSE);
  g_return_val_if_fail (silent != NULL, FALSE);

  diary = fascia_context_get_diary (context, error);
  if (diary == NULL)
    return FALSE;
  store = fascia_diary_get_store (diary);

  if (!fascia_store_load_reminder_settings (store, &settings, error))
    return FALSE;
  if (!settings.on)
    {
      *next = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_reminder_free);
      *silent = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_reminder_free);
      return TRUE;
    }

  clock = fascia_context_get_clock (context);
  now_us = as_of != NULL ? as_of->utc_us : fascia_clock_utc_us (clock);
  if (as_of != NULL && as_of->zone != NULL)
    zone = g_time_zone_new_identifier (as_of->zone);
  if (zone == NULL)
    zone = fascia_clock_zone (clock);

  facts = fascia_schedule_facts_load (store, zone, now_us, error);
  if (facts == NULL)
    return FALSE;
  if (as_of != NULL && !go_to (facts, store, now_us, error))
    return FALSE;

  input = fascia_schedule_facts_input (facts);
  fascia_schedule_forecast (&input, now_us, count, next, silent);

  return TRUE;
}

/* --- Suggestion -------------------------------------------------------------- */

static gboolean
is_for (const FasciaRoutine *routine, FasciaOccasion occasion)
{
  for (guint i = 0; i < routine->n_occasions; i++)
    if (routine->occasions[i] == occasion)
      return TRUE;

  return FALSE;
}

/* (transfer container) (element-type FasciaRoutine): own ones first, they were
 * made to be used. */
static GPtrArray *
list_suitable_routines (FasciaContext *context, FasciaStore *store, FasciaOccasion occasion)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (context);
  GPtrArray *suitable = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_routine_unref);
  g_autoptr (GPtrArray) own = store != NULL ? fascia_store_list_routines (store, NULL) : NULL;

  for (guint i = 0; own != NULL && i < own->len; i++)
    {
      FasciaRoutine *routine = g_ptr_array_index (own, i);

      if (routine->items->len > 0 && is_for (routine, occasion))
        g_ptr_array_add (suitable, fascia_routine_ref (routine));
    }

  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    {
      FasciaRoutine *routine = fascia_catalog_get_routine (catalog, i);

      if (is_for (routine, occasion))
        g_ptr_array_add (suitable, fascia_routine_ref (routine));
    }

  return suitable;
}

static char *
routine_of_rule (FasciaContext *context, FasciaStore *store, const char *uuid)
{
  g_autoptr (GPtrArray) rules = fascia_store_list_rules (store, NULL);

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const FasciaRule *rule = g_ptr_array_index (rules, i);
      g_autoptr (FasciaRoutine) routine = NULL;

      if (g_strcmp0 (rule->uuid, uuid) != 0 || rule->routine == NULL)
        continue;

      /* It may have been deleted since. */
      routine = fascia_context_find_routine (context, rule->routine, NULL);
      if (routine != NULL)
        return g_strdup (rule->routine);
    }

  return NULL;
}

/* A reminder of a rule knows of no training before or after it, so it offers what is
 * meant for any day. */
char *
fascia_reminder_suggest_routine (FasciaContext *context, const char *rule)
{
  return fascia_reminder_suggest_routine_for (context, rule, FASCIA_OCCASION_EVERYDAY);
}

char *
fascia_reminder_suggest_routine_for (FasciaContext *context, const char *rule, FasciaOccasion occasion)
{
  FasciaDiary *diary;
  FasciaStore *store;
  g_autoptr (GPtrArray) suitable = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GHashTable) last_done_us = NULL;
  const FasciaRoutine *best = NULL;
  gint64 best_us = G_MAXINT64;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  diary = fascia_context_get_diary (context, NULL);
  store = diary != NULL ? fascia_diary_get_store (diary) : NULL;

  if (rule != NULL && store != NULL)
    {
      char *routine = routine_of_rule (context, store, rule);

      if (routine != NULL)
        return routine;
    }

  suitable = list_suitable_routines (context, store, occasion);
  if (store != NULL)
    sessions = fascia_store_list_sessions (store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, SUGGESTION_DEPTH, NULL);

  /* The keys belong to the entries, which live as long. Newest first, so the
   * first one found is the last time. */
  last_done_us = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    {
      FasciaLogEntry *entry = g_ptr_array_index (sessions, i);

      if (entry->routine != NULL && !g_hash_table_contains (last_done_us, entry->routine))
        g_hash_table_insert (last_done_us, entry->routine, &entry->started.utc_us);
    }

  for (guint i = 0; i < suitable->len; i++)
    {
      const FasciaRoutine *routine = g_ptr_array_index (suitable, i);
      const gint64 *done_us = g_hash_table_lookup (last_done_us, routine->id);
      gint64 us = done_us != NULL ? *done_us : G_MININT64;

      if (us < best_us)
        {
          best = routine;
          best_us = us;
        }
    }

  if (best == NULL)
    best = fascia_catalog_get_routine (fascia_context_get_catalog (context), 0);

  return g_strdup (best->id);
}

/* --- Main switch ------------------------------------------------------------- */

gboolean
fascia_reminder_is_wanted (FasciaContext *context, gboolean *wanted, GError **error)
{
  FasciaDiary *diary;
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (FasciaReminderState) state = NULL;
  FasciaReminderSettings settings;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), FALSE);
  g_return_val_if_fail (wanted != NULL, FALSE);

  diary = fascia_context_get_diary (context, error);
  if (diary == NULL || !fascia_diary_get_reminder_settings (diary, &settings, error))
    return FALSE;
  rules = fascia_diary_list_rules (diary, error);
  if (rules == NULL)
    return FALSE;
  state = fascia_store_load_reminder_state (fascia_diary_get_store (diary), fascia_clock_utc_us (fascia_context_get_clock (context)), error);
  if (state == NULL)
    return FALSE;

  /* What was asked for once needs the service too, without any rule. */
  *wanted = settings.on && (state->snoozed_until_us != 0 || state->nudge_us != 0);
  for (guint i = 0; i < rules->len; i++)
    *wanted |= settings.on && ((const FasciaRule *) g_ptr_array_index (rules, i))->enabled;

  return TRUE;
}

char *
fascia_reminder_get_autostart_path (void)
{
  return fascia_autostart_get_path ();
}

GDBusConnection *
fascia_reminder_find_bus (void)
{
  const char *address = g_getenv ("DBUS_SESSION_BUS_ADDRESS");
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  if ((address == NULL || *address == '\0') && !g_file_test (socket, G_FILE_TEST_EXISTS))
    return NULL;

  return g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
}

/* The words of a service that answered, or @message where none did. */
static void
set_service_error (GError **error, const GError *cause, const char *message)
{
  g_autoptr (GError) copy = g_error_copy (cause);

  if (g_dbus_error_is_remote_error (copy) && g_error_matches (copy, G_DBUS_ERROR, G_DBUS_ERROR_FAILED))
    {
      g_dbus_error_strip_remote_error (copy);
      message = copy->message;
    }
  g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_FAILED, message);
}

gboolean
fascia_reminder_send_test (FasciaContext *context, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GDBusConnection) bus = NULL;
  g_autoptr (GVariant) reply = NULL;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), FALSE);

  bus = fascia_reminder_find_bus ();
  if (bus == NULL)
    {
      g_set_error_literal (error,
                           FASCIA_ERROR,
                           FASCIA_ERROR_FAILED,
                           _("There is no session bus, so nothing can be shown; try again inside your desktop session."));
      return FALSE;
    }

  reply = g_dbus_connection_call_sync (bus,
                                       FASCIA_REMINDER_ID,
                                       FASCIA_REMINDER_PATH,
                                       FASCIA_REMINDER_ID,
                                       FASCIA_REMINDER_SEND_TEST,
                                       NULL,
                                       G_VARIANT_TYPE_UNIT,
                                       G_DBUS_CALL_FLAGS_NONE,
                                       START_TIMEOUT_MS,
                                       NULL,
                                       &cause);
  if (reply != NULL)
    return TRUE;

  set_service_error (error, cause,
                     g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
                         ? _("The test was sent, but the reminder service or the notification service did not answer; see “fascia check”.")
                         : _("The reminder service could not be started; log in again, or install Fascia once more."));
  return FALSE;
}

/* --- What could not be shown ------------------------------------------------- */

FasciaReminder *
fascia_reminder_get_unshown (FasciaContext *context, GError **error)
{
  FasciaClock *clock;
  FasciaDiary *diary;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (FasciaLogSummary) log = NULL;
  FasciaReminderSettings settings;
  FasciaDay today;
  gint64 now_us;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  diary = fascia_context_get_diary (context, error);
  if (diary == NULL || !fascia_diary_get_reminder_settings (diary, &settings, error))
    return NULL;
  if (!settings.on)
    return NULL;

  clock = fascia_context_get_clock (context);
  zone = fascia_clock_zone (clock);
  now_us = fascia_clock_utc_us (clock);
  today = fascia_day_of_instant (now_us, zone);
  records = fascia_store_list_reminder_history (fascia_diary_get_store (diary), UNSHOWN_DEPTH, error);
  if (records == NULL)
    return NULL;

  /* Newest first: what was shown after all, or answered, is said before. */
  for (guint i = 0; i < records->len; i++)
    {
      const FasciaReminderRecord *record = g_ptr_array_index (records, i);

      if (fascia_day_difference (fascia_day_of_instant (record->recorded_us, zone), today) != 0)
        return NULL;
      if (record->outcome == FASCIA_OUTCOME_SILENT || record->outcome == FASCIA_OUTCOME_MISSED)
        continue;
      if (record->outcome != FASCIA_OUTCOME_FAILED)
        return NULL;

      log = fascia_store_load_log_summary (fascia_diary_get_store (diary), today, now_us, error);
      if (log == NULL || log->running || log->last_ended_us > record->recorded_us)
        return NULL;
      return fascia_reminder_copy (record->reminder);
    }

  return NULL;
}

/* --- Starting the service ---------------------------------------------------- */

static gboolean
start_service (GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDBusConnection) bus = NULL;
  g_autoptr (GVariant) reply = NULL;

  bus = fascia_reminder_find_bus ();
  if (bus == NULL)
    {
      g_set_error_literal (error,
                           FASCIA_ERROR,
                           FASCIA_ERROR_FAILED,
                           _("Reminders are switched on but cannot start without a session bus; they start at your next login."));
      return FALSE;
    }

  reply = g_dbus_connection_call_sync (bus,
                                       "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus",
                                       "StartServiceByName",
                                       g_variant_new ("(su)", FASCIA_REMINDER_ID, 0),
                                       G_VARIANT_TYPE ("(u)"),
                                       G_DBUS_CALL_FLAGS_NONE,
                                       START_TIMEOUT_MS,
                                       NULL,
                                       &local_error);
  if (reply == NULL)
    {
      g_set_error_literal (error,
                           FASCIA_ERROR,
                           FASCIA_ERROR_FAILED,
                           _("Reminders are switched on but their service could not be started; log in again, or install Fascia once more."));
      return FALSE;
    }

  return TRUE;
}

void
fascia_reminder_apply (FasciaContext *context, char **problem)
{
  g_autoptr (GError) error = NULL;
  gboolean wanted;

  g_return_if_fail (FASCIA_IS_CONTEXT (context));

  if (problem != NULL)
    *problem = NULL;

  if (fascia_reminder_is_wanted (context, &wanted, &error))
    {
      if (!wanted)
        fascia_autostart_remove (&error);
      else if (fascia_autostart_write (&error))
        start_service (&error);
      else
        start_service (NULL);
    }

  if (error != NULL && problem != NULL)
    *problem = g_strdup (error->message);
}
