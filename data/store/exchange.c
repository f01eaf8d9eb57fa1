/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/exchange.h"

#include <json-glib/json-glib.h>

#include "data/store/preferences.h"
#include "data/store/sessions.h"

/* One record is one line, built and written before the next is read: a log of any
 * length needs the memory of its text only. The shape is in data/schema/export.md. */

typedef struct
{
  GString *text;
  JsonGenerator *generator;
  gboolean first; /* of the present list */
} Writer;

static void
begin_list (Writer *self, const char *name)
{
  g_string_append_printf (self->text, ",\n\"%s\":[", name);
  self->first = TRUE;
}

static void
end_list (Writer *self)
{
  g_string_append (self->text, self->first ? "]" : "\n]");
}

/* (transfer full) for @record */
static void
write_record (Writer *self, JsonObject *record)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), record);

  json_object_unref (record);
  g_string_append (self->text, self->first ? "\n" : ",\n");
  self->first = FALSE;
  json_generator_set_root (self->generator, node);
  json_generator_to_gstring (self->generator, self->text);
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
set_int (JsonObject *object, const char *name, gint64 value, gint64 none)
{
  if (value != none)
    json_object_set_int_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static void
set_day (JsonObject *object, const char *name, FasciaDay day)
{
  g_autofree char *text = fascia_day_to_string (day);

  json_object_set_string_member (object, name, text);
}

/* "…_at" in whole seconds for people and other programs, "…_us" exact. */
static void
set_instant (JsonObject *object, const char *name, gint64 utc_us, gint32 utc_offset_s)
{
  g_autofree char *at = g_strconcat (name, "_at", NULL);
  g_autofree char *exact = g_strconcat (name, "_us", NULL);
  g_autofree char *text = fascia_instant_format (utc_us, utc_offset_s);

  json_object_set_string_member (object, at, text);
  json_object_set_int_member (object, exact, utc_us);
}

/* Null where it never happened. */
static void
set_instant_or_null (JsonObject *object, const char *name, gint64 utc_us)
{
  g_autofree char *at = g_strconcat (name, "_at", NULL);
  g_autofree char *exact = g_strconcat (name, "_us", NULL);

  if (utc_us != 0)
    {
      set_instant (object, name, utc_us, 0);
      return;
    }
  json_object_set_null_member (object, at);
  json_object_set_null_member (object, exact);
}

static void
set_words (JsonObject *object, const char *name, char **words)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (array, words[i]);
  json_object_set_array_member (object, name, array);
}

static void
set_languages (JsonObject *object, const char *name, const FasciaText *text)
{
  JsonObject *both = json_object_new ();

  json_object_set_string_member (both, "en", text->in[FASCIA_LANGUAGE_EN]);
  json_object_set_string_member (both, "da", text->in[FASCIA_LANGUAGE_DA]);
  json_object_set_object_member (object, name, both);
}

/* --- Sessions ----------------------------------------------------------------- */

static JsonObject *
describe_log_item (const FasciaLogItem *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "technique", item->technique);
  json_object_set_string_member (object, "side", fascia_side_to_string (item->side));
  set_text (object, "tool", fascia_tool_to_string (item->tool));
  set_int (object, "planned_s", item->planned_s, FASCIA_UNKNOWN_S);
  json_object_set_int_member (object, "done_s", item->done_s);
  json_object_set_string_member (object, "status", fascia_item_status_to_string (item->status));
  set_text (object, "reason", fascia_stop_reason_to_string (item->reason));
  return object;
}

static JsonObject *
describe_session (const FasciaLogEntry *entry, gint64 ended_us, gint64 changed_us)
{
  JsonObject *object = json_object_new ();
  JsonArray *areas = json_array_new ();
  JsonArray *items = json_array_new ();

  json_object_set_string_member (object, "uuid", entry->uuid);
  set_instant (object, "started", entry->started.utc_us, entry->started.utc_offset_s);
  json_object_set_string_member (object, "zone", entry->started.zone);
  set_day (object, "local_date", entry->local_date);
  json_object_set_int_member (object, "ended_us", ended_us);
  json_object_set_int_member (object, "active_s", entry->active_s);
  json_object_set_int_member (object, "elapsed_s", entry->elapsed_s);
  json_object_set_string_member (object, "source", fascia_source_to_string (entry->source));
  set_text (object, "routine", entry->routine);
  set_int (object, "routine_version", entry->routine_version, 0);
  set_text (object, "context", fascia_occasion_to_string (entry->occasion));
  for (guint i = 0; i < entry->n_areas; i++)
    json_array_add_string_element (areas, fascia_area_to_string (entry->areas[i]));
  json_object_set_array_member (object, "areas", areas);
  set_int (object, "before", entry->before, FASCIA_UNRATED);
  set_int (object, "after", entry->after, FASCIA_UNRATED);
  set_int (object, "pressure", entry->pressure, FASCIA_UNRATED);
  set_text (object, "next_day", fascia_next_day_to_string (entry->next_day));
  set_text (object, "note", entry->note);
  for (guint i = 0; i < entry->items->len; i++)
    json_array_add_object_element (items, describe_log_item (g_ptr_array_index (entry->items, i)));
  json_object_set_array_member (object, "items", items);
  set_instant (object, "changed", changed_us, 0);
  return object;
}

static gboolean
write_sessions (Writer *writer, FasciaStore *store, GError **error)
{
  g_auto (FasciaSessionReader) reader = { 0 };

  if (!fascia_session_reader_init (&reader, store,
                                   "SELECT " FASCIA_SESSION_COLUMNS ", ended_us, changed_at_us FROM session "
                                   "WHERE " FASCIA_IN_THE_LOG "ORDER BY started_us DESC, uuid",
                                   error))
    return FALSE;
  begin_list (writer, "sessions");
  for (;;)
    {
      g_autoptr (FasciaLogEntry) entry = NULL;

      if (!fascia_session_reader_next (&reader, &entry, error))
        return FALSE;
      if (entry == NULL)
        break;
      write_record (writer,
                    describe_session (entry,
                                      fascia_column_int (reader.rows, FASCIA_N_SESSION_COLUMNS),
                                      fascia_column_int (reader.rows, FASCIA_N_SESSION_COLUMNS + 1)));
    }
  end_list (writer);
  return TRUE;
}

/* --- Preferences, goals, pauses, rules, routines ------------------------------ */

static void
set_value (JsonObject *object, const char *key, sqlite3_stmt *row, int column)
{
  if (sqlite3_column_type (row, column) != SQLITE_INTEGER)
    set_text (object, "value", fascia_column_text (row, column));
  else if (fascia_preference_is_switch (key))
    json_object_set_boolean_member (object, "value", fascia_column_int (row, column) != 0);
  else
    json_object_set_int_member (object, "value", fascia_column_int (row, column));
}

static gboolean
write_preferences (Writer *writer, FasciaStore *store, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  row = fascia_database_prepare (store, "SELECT key, value, changed_at_us FROM preference ORDER BY key", error);
  if (row == NULL)
    return FALSE;
  begin_list (writer, "preferences");
  while ((result = fascia_database_step (store, row, error)) == SQLITE_ROW)
    {
      JsonObject *object = json_object_new ();
      const char *key = fascia_column_text (row, 0);

      set_text (object, "key", key);
      set_value (object, key, row, 1);
      set_instant (object, "changed", fascia_column_int (row, 2), 0);
      write_record (writer, object);
    }
  end_list (writer);
  return result == SQLITE_DONE;
}

static gboolean
write_goals (Writer *writer, FasciaStore *store, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  row = fascia_database_prepare (store, "SELECT from_date, per_week, changed_at_us FROM goal ORDER BY from_date", error);
  if (row == NULL)
    return FALSE;
  begin_list (writer, "goals");
  while ((result = fascia_database_step (store, row, error)) == SQLITE_ROW)
    {
      JsonObject *object = json_object_new ();

      set_text (object, "from", fascia_column_text (row, 0));
      json_object_set_int_member (object, "per_week", fascia_column_int (row, 1));
      set_instant (object, "changed", fascia_column_int (row, 2), 0);
      write_record (writer, object);
    }
  end_list (writer);
  return result == SQLITE_DONE;
}

static void
set_time (JsonObject *object, const char *name, guint minute_of_day)
{
  g_autofree char *time = fascia_minute_of_day_to_string (minute_of_day);

  json_object_set_string_member (object, name, time);
}

/* The one record that is no list of its own. */
static gboolean
write_reminder_settings (Writer *writer, FasciaStore *store, GError **error)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), json_object_new ());
  JsonObject *object = json_node_get_object (node);
  FasciaReminderSettings settings;
  gint64 changed_us;

  json_object_unref (object);
  if (!fascia_store_load_reminder_settings (store, &settings, error) ||
      !fascia_database_get_int (store, "SELECT changed_at_us FROM reminder_settings", &changed_us, error))
    return FALSE;

  json_object_set_boolean_member (object, "on", settings.on);
  set_instant_or_null (object, "on_since", settings.on_since_us);
  json_object_set_int_member (object, "recent_min", settings.recent_min);
  json_object_set_int_member (object, "grace_min", settings.grace_min);
  json_object_set_int_member (object, "nudge_min", settings.nudge_min);
  json_object_set_boolean_member (object, "quiet", settings.quiet);
  set_time (object, "quiet_from", settings.quiet_from);
  set_time (object, "quiet_until", settings.quiet_until);
  json_object_set_boolean_member (object, "quiet_drop", settings.quiet_drop);
  json_object_set_boolean_member (object, "private_texts", settings.private_texts);
  set_instant_or_null (object, "changed", changed_us);

  g_string_append_printf (writer->text, ",\n\"reminders_on\":%s,\n\"reminder_settings\":", settings.on ? "true" : "false");
  json_generator_set_root (writer->generator, node);
  json_generator_to_gstring (writer->generator, writer->text);
  return TRUE;
}

static gboolean
write_pauses (Writer *writer, FasciaStore *store, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  row = fascia_database_prepare (store,
                                 "SELECT uuid, from_date, until_date, reason, created_at_us, ended_us, ended_date, changed_at_us "
                                 "FROM pause WHERE deleted_at_us IS NULL ORDER BY from_date, uuid",
                                 error);
  if (row == NULL)
    return FALSE;
  begin_list (writer, "pauses");
  while ((result = fascia_database_step (store, row, error)) == SQLITE_ROW)
    {
      JsonObject *object = json_object_new ();

      set_text (object, "uuid", fascia_column_text (row, 0));
      set_text (object, "from", fascia_column_text (row, 1));
      set_text (object, "until", fascia_column_text (row, 2));
      set_text (object, "why", fascia_column_text (row, 3));
      set_instant (object, "created", fascia_column_int (row, 4), 0);
      set_instant_or_null (object, "ended", fascia_column_int_or (row, 5, 0));
      set_text (object, "ended_date", fascia_column_text (row, 6));
      set_instant (object, "changed", fascia_column_int (row, 7), 0);
      write_record (writer, object);
    }
  end_list (writer);
  return result == SQLITE_DONE;
}

static gboolean
write_rules (Writer *writer, FasciaStore *store, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  row = fascia_database_prepare (store,
                                 "SELECT uuid, kind, weekdays, minute_of_day, slack, even_if_met, enabled, routine, "
                                 "created_at_us, changed_at_us FROM reminder_rule WHERE deleted_at_us IS NULL ORDER BY id",
                                 error);
  if (row == NULL)
    return FALSE;
  begin_list (writer, "rules");
  while ((result = fascia_database_step (store, row, error)) == SQLITE_ROW)
    {
      JsonObject *object = json_object_new ();
      JsonArray *days = json_array_new ();

      set_text (object, "uuid", fascia_column_text (row, 0));
      set_text (object, "kind", fascia_column_text (row, 1));
      for (guint weekday = 1; weekday <= 7; weekday++)
        if ((fascia_column_int (row, 2) & (1 << (weekday - 1))) != 0)
          json_array_add_string_element (days, fascia_weekday_to_string (weekday));
      json_object_set_array_member (object, "days", days);
      set_time (object, "time", fascia_column_int (row, 3));
      json_object_set_int_member (object, "slack", fascia_column_int (row, 4));
      json_object_set_boolean_member (object, "even_if_met", fascia_column_int (row, 5) != 0);
      json_object_set_boolean_member (object, "enabled", fascia_column_int (row, 6) != 0);
      set_text (object, "routine", fascia_column_text (row, 7));
      set_instant (object, "created", fascia_column_int (row, 8), 0);
      set_instant (object, "changed", fascia_column_int (row, 9), 0);
      write_record (writer, object);
    }
  end_list (writer);
  return result == SQLITE_DONE;
}

static JsonObject *
describe_routine_item (const FasciaRoutineItem *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "technique", item->technique);
  json_object_set_string_member (object, "sides", fascia_sides_to_string (item->sides));
  set_text (object, "tool", fascia_tool_to_string (item->tool));
  json_object_set_int_member (object, "prepare_s", item->prepare_s);
  json_object_set_int_member (object, "roll_s", item->roll_s);
  json_object_set_int_member (object, "hold_s", item->hold_s);
  json_object_set_int_member (object, "sets", item->sets);
  json_object_set_int_member (object, "rest_s", item->rest_s);
  return object;
}

static JsonObject *
describe_routine (const FasciaRoutine *routine, gint64 changed_us)
{
  JsonObject *object = json_object_new ();
  JsonArray *contexts = json_array_new ();
  JsonArray *items = json_array_new ();

  json_object_set_string_member (object, "uuid", routine->id);
  set_languages (object, "name", &routine->name);
  set_languages (object, "about", &routine->about);
  set_languages (object, "afterwards", &routine->afterwards);
  for (guint i = 0; i < routine->n_occasions; i++)
    json_array_add_string_element (contexts, fascia_occasion_to_string (routine->occasions[i]));
  json_object_set_array_member (object, "contexts", contexts);
  set_words (object, "audience", routine->audience);
  set_words (object, "sections", routine->sections);
  json_object_set_int_member (object, "level", routine->level);
  json_object_set_int_member (object, "pressure_cap", routine->pressure_cap);
  json_object_set_int_member (object, "version", routine->version);
  for (guint i = 0; i < routine->items->len; i++)
    json_array_add_object_element (items, describe_routine_item (g_ptr_array_index (routine->items, i)));
  json_object_set_array_member (object, "items", items);
  set_instant (object, "changed", changed_us, 0);
  return object;
}

static gboolean
write_routines (Writer *writer, FasciaStore *store, GError **error)
{
  g_autoptr (GPtrArray) routines = fascia_store_list_routines (store, error);
  g_autoptr (sqlite3_stmt) changed = NULL;

  if (routines == NULL)
    return FALSE;
  changed = fascia_database_prepare (store, "SELECT changed_at_us FROM routine WHERE uuid = :uuid", error);
  if (changed == NULL)
    return FALSE;
  begin_list (writer, "routines");
  for (guint i = 0; i < routines->len; i++)
    {
      const FasciaRoutine *routine = g_ptr_array_index (routines, i);

      fascia_bind_text (changed, ":uuid", routine->id);
      if (fascia_database_step (store, changed, error) == SQLITE_ERROR)
        return FALSE;
      write_record (writer, describe_routine (routine, fascia_column_int (changed, 0)));
      sqlite3_reset (changed);
    }
  end_list (writer);
  return TRUE;
}

static gboolean
write_deleted (Writer *writer, FasciaStore *store, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  row = fascia_database_prepare (store,
                                 "SELECT 'pause' AS kind, uuid, deleted_at_us FROM pause WHERE deleted_at_us IS NOT NULL "
                                 "UNION ALL SELECT 'routine', uuid, deleted_at_us FROM routine WHERE deleted_at_us IS NOT NULL "
                                 "UNION ALL SELECT 'rule', uuid, deleted_at_us FROM reminder_rule WHERE deleted_at_us IS NOT NULL "
                                 "UNION ALL SELECT 'session', uuid, deleted_at_us FROM session WHERE deleted_at_us IS NOT NULL "
                                 "ORDER BY kind, uuid",
                                 error);
  if (row == NULL)
    return FALSE;
  begin_list (writer, "deleted");
  while ((result = fascia_database_step (store, row, error)) == SQLITE_ROW)
    {
      JsonObject *object = json_object_new ();

      set_text (object, "kind", fascia_column_text (row, 0));
      set_text (object, "uuid", fascia_column_text (row, 1));
      set_instant (object, "deleted", fascia_column_int (row, 2), 0);
      write_record (writer, object);
    }
  end_list (writer);
  return result == SQLITE_DONE;
}

char *
fascia_exchange_to_json (FasciaStore *store, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (JsonGenerator) generator = NULL;
  g_autoptr (GString) text = NULL;
  Writer writer;

  g_return_val_if_fail (store != NULL, NULL);

  /* One state, whatever another process writes meanwhile. */
  transaction = fascia_transaction_begin (store, FALSE, error);
  if (transaction == NULL)
    return NULL;

  generator = json_generator_new ();
  text = g_string_new (NULL);
  g_string_append_printf (text, "{\n\"format\":\"fascia\",\n\"version\":%d", FASCIA_EXCHANGE_VERSION);
  writer = (Writer){ .text = text, .generator = generator };
  if (!write_reminder_settings (&writer, store, error) ||
      !write_preferences (&writer, store, error) ||
      !write_goals (&writer, store, error) ||
      !write_pauses (&writer, store, error) ||
      !write_rules (&writer, store, error) ||
      !write_routines (&writer, store, error) ||
      !write_sessions (&writer, store, error) ||
      !write_deleted (&writer, store, error))
    return NULL;
  g_string_append (text, "\n}\n");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
