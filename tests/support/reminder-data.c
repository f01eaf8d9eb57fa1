/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reminder-data.h"

gint64
reminder_data_instant (const char *text, GTimeZone *zone)
{
  g_auto (FasciaInstant) instant = { 0 };
  g_autoptr (GError) error = NULL;

  fascia_instant_parse (text, zone, &instant, &error);
  g_assert_no_error (error);

  return instant.utc_us;
}

void
reminder_data_begin_long_ago (FasciaStore *store, gint64 now_us)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  FasciaGoal goal = {
    .from = fascia_day_add (fascia_day_of_instant (now_us, utc), -100),
    .per_week = FASCIA_DEFAULT_GOAL,
  };
  g_autoptr (GError) error = NULL;

  fascia_store_set_goal (store, &goal, now_us, &error);
  g_assert_no_error (error);
}

char *
reminder_data_add_rule (FasciaStore *store, guint weekdays, guint minute_of_day, gboolean even_if_met, gint64 now_us)
{
  g_autoptr (FasciaRule) rule = fascia_rule_new ();
  g_autoptr (GError) error = NULL;

  g_free (rule->uuid);
  rule->uuid = g_uuid_string_random ();
  rule->kind = FASCIA_RULE_ON_DAYS;
  rule->weekdays = weekdays;
  rule->minute_of_day = minute_of_day;
  rule->even_if_met = even_if_met;
  rule->enabled = TRUE;
  rule->changed_at_us = now_us;
  fascia_store_add_rule (store, rule, now_us, &error);
  g_assert_no_error (error);
  reminder_data_switch (store, TRUE, now_us);

  return g_steal_pointer (&rule->uuid);
}

void
reminder_data_switch (FasciaStore *store, gboolean on, gint64 now_us)
{
  FasciaReminderSettings settings;
  g_autoptr (GError) error = NULL;

  fascia_store_load_reminder_settings (store, &settings, &error);
  g_assert_no_error (error);
  settings.on = on;
  fascia_store_save_reminder_settings (store, &settings, now_us, &error);
  g_assert_no_error (error);
}

char *
reminder_data_describe_pauses (FasciaStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pauses = fascia_store_list_pauses (store, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < pauses->len; i++)
    {
      const FasciaPause *pause = g_ptr_array_index (pauses, i);
      g_autofree char *from = fascia_day_to_string (pause->from);
      g_autofree char *until = fascia_day_is_valid (pause->until) ? fascia_day_to_string (pause->until) : g_strdup ("");

      g_string_append_printf (text, "%s%s:%s/%s%s", i > 0 ? " " : "", fascia_pause_reason_to_string (pause->reason), from, until,
                              pause->ended_us != 0 ? " ended" : "");
    }

  return g_string_free (text, FALSE);
}

void
reminder_data_set_routine (FasciaStore *store, const char *uuid, const char *routine, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = fascia_store_list_rules (store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rules->len; i++)
    {
      FasciaRule *rule = g_ptr_array_index (rules, i);

      if (!g_str_equal (rule->uuid, uuid))
        continue;
      g_free (rule->routine);
      rule->routine = g_strdup (routine);
      fascia_store_update_rule (store, rule, now_us, &error);
      g_assert_no_error (error);
      return;
    }

  g_assert_not_reached ();
}

void
reminder_data_remove_rule (FasciaStore *store, const char *rule, gint64 now_us)
{
  g_autoptr (GError) error = NULL;

  fascia_store_remove_rule (store, rule, now_us, &error);
  g_assert_no_error (error);
}

static FasciaLogEntry *
new_entry (gint64 start_us, GTimeZone *zone, FasciaSource source, const char *routine)
{
  FasciaLogEntry *entry = fascia_log_entry_new ();

  g_free (entry->uuid);
  entry->uuid = g_uuid_string_random ();
  fascia_instant_clear (&entry->started);
  fascia_instant_init (&entry->started, start_us, zone);
  entry->local_date = fascia_day_of_instant (start_us, zone);
  entry->source = source;
  entry->occasion = FASCIA_OCCASION_EVERYDAY;
  entry->routine = g_strdup (routine);
  entry->routine_version = routine != NULL ? 1 : 0;

  return entry;
}

void
reminder_data_log_session (FasciaStore *store, gint64 start_us, GTimeZone *zone, int minutes, const char *routine, gint64 now_us)
{
  g_autoptr (FasciaLogEntry) entry = new_entry (start_us, zone, FASCIA_SOURCE_MANUAL, routine);
  g_autoptr (GError) error = NULL;

  entry->active_s = entry->elapsed_s = minutes * 60;
  fascia_store_add_session (store, entry, now_us, &error);
  g_assert_no_error (error);
}

void
reminder_data_begin_session (FasciaStore *store, gint64 now_us, GTimeZone *zone)
{
  g_autoptr (FasciaLogEntry) entry = new_entry (now_us, zone, FASCIA_SOURCE_TIMER, "whole-body-10");
  FasciaOpenSession open = {
    .entry = entry,
    .heartbeat_us = now_us,
    .state = (char *) "(not read)",
  };
  g_autoptr (GError) error = NULL;

  fascia_store_journal_session (store, &open, now_us, &error);
  g_assert_no_error (error);
}

char *
reminder_data_describe_history (FasciaStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = fascia_store_list_reminder_history (store, 0, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      const FasciaReminderRecord *record = g_ptr_array_index (records, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", fascia_outcome_to_string (record->outcome));
      if (record->outcome == FASCIA_OUTCOME_SILENT)
        g_string_append_printf (text, ":%s", fascia_why_to_string (record->reminder->why));
    }

  return g_string_free (text, FALSE);
}
