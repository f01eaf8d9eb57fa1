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
  fascia_store_set_reminders_on (store, TRUE, now_us, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&rule->uuid);
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
