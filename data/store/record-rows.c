/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/record.h"

#include <glib/gi18n-lib.h>

#include "data/store/routines.h"
#include "data/store/sessions.h"

/* Where one kind is kept. */
static const struct
{
  const char *table;
  const char *key;     /* column; NULL: the table has one row */
  const char *columns; /* after key and changed_at_us */
  const char *order;
} tables[FASCIA_N_RECORD_KINDS] = {
  [FASCIA_RECORD_SETTINGS] = { "reminder_settings", NULL, "1", "1" },
  [FASCIA_RECORD_PREFERENCE] = { "preference", "key", "value", "key" },
  [FASCIA_RECORD_FAVOURITE] = { "favourite", "technique", "since_us", "technique" },
  [FASCIA_RECORD_TOOL] = { "tool", "tool", "owned", "tool" },
  [FASCIA_RECORD_GOAL] = { "goal", "from_date", "per_week", "from_date" },
  [FASCIA_RECORD_PAUSE] = { "pause", "uuid", "from_date, until_date, reason, created_at_us, ended_us, ended_date", "from_date, uuid" },
  [FASCIA_RECORD_RULE] = { "reminder_rule", "uuid",
                           "kind, weekdays, minute_of_day, slack, even_if_met, enabled, routine, created_at_us",
                           "created_at_us, uuid" },
  [FASCIA_RECORD_ROUTINE] = { "routine", "uuid", "1", "uuid" },
  [FASCIA_RECORD_SESSION] = { "session", "uuid", "1", "uuid" },
};

/* --- Reading -------------------------------------------------------------------- */

static gboolean
read_pause (FasciaStore *store, FasciaRecord *self, sqlite3_stmt *row, GError **error)
{
  FasciaPause *pause = self->pause = fascia_pause_new ();

  g_free (pause->uuid);
  pause->uuid = g_strdup (self->key);
  pause->created_us = fascia_column_int (row, 5);
  pause->ended_us = fascia_column_int_or (row, 6, 0);
  return fascia_column_day (store, row, 2, &pause->from, error) &&
         fascia_column_day (store, row, 3, &pause->until, error) &&
         fascia_column_word (store, row, 4, fascia_pause_reason_from_string, &pause->reason, error) &&
         fascia_column_day (store, row, 7, &pause->ended_day, error);
}

static gboolean
read_rule (FasciaStore *store, FasciaRecord *self, sqlite3_stmt *row, GError **error)
{
  FasciaRule *rule = self->rule = fascia_rule_new ();

  g_free (rule->uuid);
  rule->uuid = g_strdup (self->key);
  rule->weekdays = fascia_column_int (row, 3);
  rule->minute_of_day = fascia_column_int (row, 4);
  rule->slack = fascia_column_int (row, 5);
  rule->even_if_met = fascia_column_int (row, 6) != 0;
  rule->enabled = fascia_column_int (row, 7) != 0;
  rule->routine = fascia_column_dup_text (row, 8);
  rule->changed_at_us = self->changed_us;
  self->created_us = fascia_column_int (row, 9);
  return fascia_column_word (store, row, 2, fascia_rule_kind_from_string, &rule->kind, error);
}

static gboolean
read_routine (FasciaStore *store, FasciaRecord *self, GError **error)
{
  g_autoptr (GPtrArray) routines = fascia_routine_list (store, self->key, error);

  if (routines == NULL)
    return FALSE;
  /* An index that does not fit its table. */
  if (routines->len != 1)
    return fascia_database_fail_damaged (store->path, self->key, error);
  self->routine = fascia_routine_ref (g_ptr_array_index (routines, 0));
  return TRUE;
}

static gboolean
read_row (FasciaStore *store, FasciaRecord *self, sqlite3_stmt *row, GError **error)
{
  switch (self->kind)
    {
    case FASCIA_RECORD_SETTINGS:
      return fascia_store_load_reminder_settings (store, &self->settings, error);
    case FASCIA_RECORD_PREFERENCE:
      if (sqlite3_column_type (row, 2) == SQLITE_INTEGER)
        self->number = fascia_column_int (row, 2);
      else
        self->word = fascia_column_dup_text (row, 2);
      return TRUE;
    case FASCIA_RECORD_FAVOURITE:
      self->since_us = fascia_column_int_or (row, 2, 0);
      return TRUE;
    case FASCIA_RECORD_TOOL:
      self->owned = fascia_column_int (row, 2) != 0;
      return TRUE;
    case FASCIA_RECORD_GOAL:
      self->goal.per_week = fascia_column_int (row, 2);
      return fascia_column_day (store, row, 0, &self->goal.from, error);
    case FASCIA_RECORD_PAUSE:
      return read_pause (store, self, row, error);
    case FASCIA_RECORD_RULE:
      return read_rule (store, self, row, error);
    case FASCIA_RECORD_ROUTINE:
      return read_routine (store, self, error);
    case FASCIA_RECORD_SESSION:
      break;
    }
  g_assert_not_reached ();
}

static gboolean
for_each_row (FasciaStore *store, FasciaRecordKind kind, const char *key, FasciaRecordFunc function, gpointer data, GError **error)
{
  gboolean by_key = key != NULL && tables[kind].key != NULL;
  g_autofree char *where = by_key ? g_strdup_printf (" AND %s = :key", tables[kind].key) : g_strdup ("");
  g_autofree char *sql = g_strdup_printf ("SELECT %s, changed_at_us, %s FROM %s WHERE %s%s ORDER BY %s",
                                          tables[kind].key != NULL ? tables[kind].key : "''", tables[kind].columns, tables[kind].table,
                                          fascia_record_kind_has_deleted (kind) ? "deleted_at_us IS NULL" : "true", where, tables[kind].order);
  g_autoptr (sqlite3_stmt) row = fascia_database_prepare (store, sql, error);
  int result;

  if (row == NULL)
    return FALSE;
  if (by_key)
    fascia_bind_text (row, ":key", key);
  while ((result = fascia_database_step (store, row, error)) == SQLITE_ROW)
    {
      g_autoptr (FasciaRecord) record = fascia_record_new (kind, fascia_column_text (row, 0));

      record->changed_us = fascia_column_int (row, 1);
      if (!read_row (store, record, row, error) || !function (record, data, error))
        return FALSE;
    }
  return result == SQLITE_DONE;
}

/* By name, as they are listed. */
static gboolean
for_each_routine (FasciaStore *store, FasciaRecordFunc function, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) routines = fascia_routine_list (store, NULL, error);
  g_autoptr (sqlite3_stmt) changed = NULL;

  if (routines == NULL)
    return FALSE;
  changed = fascia_database_prepare (store, "SELECT changed_at_us FROM routine WHERE uuid = :uuid", error);
  if (changed == NULL)
    return FALSE;
  for (guint i = 0; i < routines->len; i++)
    {
      FasciaRoutine *routine = g_ptr_array_index (routines, i);
      g_autoptr (FasciaRecord) record = fascia_record_new (FASCIA_RECORD_ROUTINE, routine->id);

      record->routine = fascia_routine_ref (routine);
      fascia_bind_text (changed, ":uuid", routine->id);
      if (fascia_database_step (store, changed, error) == SQLITE_ERROR)
        return FALSE;
      record->changed_us = fascia_column_int (changed, 0);
      sqlite3_reset (changed);
      if (!function (record, data, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
for_each_session (FasciaStore *store, const char *uuid, FasciaRecordFunc function, gpointer data, GError **error)
{
  g_auto (FasciaSessionReader) reader = { 0 };

  if (!fascia_session_reader_init (&reader, store,
                                   uuid != NULL
                                     ? "SELECT " FASCIA_SESSION_COLUMNS ", ended_us, changed_at_us FROM session "
                                       "WHERE " FASCIA_IN_THE_LOG "AND uuid = :uuid"
                                     : "SELECT " FASCIA_SESSION_COLUMNS ", ended_us, changed_at_us FROM session "
                                       "WHERE " FASCIA_IN_THE_LOG "ORDER BY started_us DESC, uuid",
                                   error))
    return FALSE;
  if (uuid != NULL)
    fascia_bind_text (reader.rows, ":uuid", uuid);
  for (;;)
    {
      g_autoptr (FasciaRecord) record = NULL;
      FasciaLogEntry *entry;

      if (!fascia_session_reader_next (&reader, &entry, error))
        return FALSE;
      if (entry == NULL)
        return TRUE;
      record = fascia_record_new (FASCIA_RECORD_SESSION, entry->uuid);
      record->entry = entry;
      record->ended_us = fascia_column_int (reader.rows, FASCIA_N_SESSION_COLUMNS);
      record->changed_us = fascia_column_int (reader.rows, FASCIA_N_SESSION_COLUMNS + 1);
      if (!function (record, data, error))
        return FALSE;
    }
}

gboolean
fascia_record_for_each (FasciaStore *store, FasciaRecordKind kind, const char *key, FasciaRecordFunc function, gpointer data, GError **error)
{
  if (kind == FASCIA_RECORD_SESSION)
    return for_each_session (store, key, function, data, error);
  if (kind == FASCIA_RECORD_ROUTINE && key == NULL)
    return for_each_routine (store, function, data, error);
  return for_each_row (store, kind, key, function, data, error);
}

gboolean
fascia_record_for_each_deleted (FasciaStore *store, FasciaRecordFunc function, gpointer data, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  row = fascia_database_prepare (store,
                                 "SELECT 'pause' AS kind, uuid, deleted_at_us FROM pause WHERE deleted_at_us IS NOT NULL "
                                 "UNION ALL SELECT 'routine', uuid, deleted_at_us FROM routine WHERE deleted_at_us IS NOT NULL "
                                 "UNION ALL SELECT 'rule', uuid, deleted_at_us FROM reminder_rule WHERE deleted_at_us IS NOT NULL "
                                 "UNION ALL SELECT 'session', uuid, deleted_at_us FROM session WHERE deleted_at_us IS NOT NULL "
                                 /* What is here after all needs none. */
                                 "UNION ALL SELECT kind, uuid, deleted_at_us FROM tombstone AS gone WHERE NOT EXISTS "
                                 "(SELECT 1 FROM pause WHERE gone.kind = 'pause' AND uuid = gone.uuid UNION ALL "
                                 "SELECT 1 FROM routine WHERE gone.kind = 'routine' AND uuid = gone.uuid UNION ALL "
                                 "SELECT 1 FROM reminder_rule WHERE gone.kind = 'rule' AND uuid = gone.uuid UNION ALL "
                                 "SELECT 1 FROM session WHERE gone.kind = 'session' AND uuid = gone.uuid) "
                                 "ORDER BY kind, uuid",
                                 error);
  if (row == NULL)
    return FALSE;
  while ((result = fascia_database_step (store, row, error)) == SQLITE_ROW)
    {
      g_autoptr (FasciaRecord) record = NULL;
      FasciaRecordKind kind;

      if (!fascia_record_kind_from_string (fascia_column_text (row, 0), &kind))
        continue; /* of a kind that a newer version knows */
      record = fascia_record_new (kind, fascia_column_text (row, 1));
      record->deleted = TRUE;
      record->changed_us = fascia_column_int (row, 2);
      if (!function (record, data, error))
        return FALSE;
    }
  return result == SQLITE_DONE;
}

static gboolean
get_tombstone (FasciaStore *store, FasciaRecordKind kind, const char *key, FasciaRecordState *state, GError **error)
{
  g_auto (FasciaLoan) loan = fascia_database_loan (store, "SELECT deleted_at_us FROM tombstone WHERE kind = :kind AND uuid = :key", error);
  sqlite3_stmt *row = loan.statement;
  int result;

  if (row == NULL)
    return FALSE;
  fascia_bind_text (row, ":kind", fascia_record_kind_to_string (kind));
  fascia_bind_text (row, ":key", key);
  result = fascia_database_step (store, row, error);
  if (result == SQLITE_ROW)
    *state = (FasciaRecordState){ .present = TRUE, .deleted = TRUE, .changed_us = fascia_column_int (row, 0) };
  return result != SQLITE_ERROR;
}

gboolean
fascia_record_get_state (FasciaStore *store, FasciaRecordKind kind, const char *key, FasciaRecordState *state, GError **error)
{
  g_autofree char *where = tables[kind].key != NULL ? g_strdup_printf ("WHERE %s = :key", tables[kind].key) : g_strdup ("");
  g_autofree char *sql = g_strdup_printf ("SELECT changed_at_us, %s, %s FROM %s %s",
                                          fascia_record_kind_has_deleted (kind) ? "deleted_at_us" : "NULL",
                                          kind == FASCIA_RECORD_SESSION ? "ended_us IS NULL" : "0", tables[kind].table, where);
  g_auto (FasciaLoan) loan = fascia_database_loan (store, sql, error);
  sqlite3_stmt *row = loan.statement;
  int result;

  *state = (FasciaRecordState){ 0 };
  if (row == NULL)
    return FALSE;
  if (tables[kind].key != NULL)
    fascia_bind_text (row, ":key", key);
  result = fascia_database_step (store, row, error);
  if (result == SQLITE_ROW)
    {
      state->present = TRUE;
      state->deleted = fascia_column_int (row, 1) != 0;
      state->busy = fascia_column_int (row, 2) != 0;
      state->changed_us = state->deleted ? fascia_column_int (row, 1) : fascia_column_int (row, 0);
      return TRUE;
    }
  return result == SQLITE_DONE &&
         (!fascia_record_kind_has_deleted (kind) || get_tombstone (store, kind, key, state, error));
}

static gboolean
take_cb (FasciaRecord *record, gpointer data, GError **error)
{
  FasciaRecord **taken = data;
  FasciaRecord *copy = g_new (FasciaRecord, 1);

  /* Its contents move over; what is left of it is empty. */
  *copy = *record;
  *record = (FasciaRecord){ .kind = record->kind };
  g_clear_pointer (taken, fascia_record_free);
  *taken = copy;
  return TRUE;
}

FasciaRecord *
fascia_record_load (FasciaStore *store, FasciaRecordKind kind, const char *key, GError **error)
{
  g_autoptr (FasciaRecord) record = NULL;
  FasciaRecordState state;

  if (!fascia_record_get_state (store, kind, key, &state, error))
    return NULL;
  if (state.deleted)
    {
      record = fascia_record_new (kind, key);
      record->deleted = TRUE;
      record->changed_us = state.changed_us;
      return g_steal_pointer (&record);
    }
  if (!fascia_record_for_each (store, kind, key, take_cb, &record, error))
    return NULL;
  if (record == NULL)
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND, _ ("“%s” is not there."), key);
  return g_steal_pointer (&record);
}

/* --- Writing -------------------------------------------------------------------- */

static gboolean
write_deleted (FasciaStore *store, const FasciaRecord *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET deleted_at_us = :us, changed_at_us = :us WHERE uuid = :key", tables[self->kind].table);
  g_auto (FasciaLoan) mark_loan = fascia_database_loan (store, sql, error);
  sqlite3_stmt *mark = mark_loan.statement;
  g_autoptr (sqlite3_stmt) keep = NULL;

  if (mark == NULL)
    return FALSE;
  fascia_bind_text (mark, ":key", self->key);
  fascia_bind_int (mark, ":us", self->changed_us);
  if (!fascia_database_run (store, mark, error))
    return FALSE;
  if (fascia_database_changes (store) > 0)
    return TRUE;

  /* It was never here; it shall not come either. */
  keep = fascia_database_prepare (store,
                                  "INSERT INTO tombstone VALUES (:kind, :key, :us) "
                                  "ON CONFLICT DO UPDATE SET deleted_at_us = excluded.deleted_at_us",
                                  error);
  if (keep == NULL)
    return FALSE;
  fascia_bind_text (keep, ":kind", fascia_record_kind_to_string (self->kind));
  fascia_bind_text (keep, ":key", self->key);
  fascia_bind_int (keep, ":us", self->changed_us);
  return fascia_database_run (store, keep, error);
}

static gboolean
forget_tombstone (FasciaStore *store, const FasciaRecord *self, GError **error)
{
  g_auto (FasciaLoan) loan = fascia_database_loan (store, "DELETE FROM tombstone WHERE kind = :kind AND uuid = :key", error);
  sqlite3_stmt *statement = loan.statement;

  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":kind", fascia_record_kind_to_string (self->kind));
  fascia_bind_text (statement, ":key", self->key);
  return fascia_database_run (store, statement, error);
}

static const char *const write_sql[FASCIA_N_RECORD_KINDS] = {
  [FASCIA_RECORD_SETTINGS] =
    "UPDATE reminder_settings SET reminders_on = :on, on_since_us = :since, recent_min = :recent, grace_min = :grace, "
    "nudge_min = :nudge, quiet = :quiet, quiet_from = :from, quiet_until = :until, quiet_drop = :drop, "
    "private_texts = :private, changed_at_us = :us",
  [FASCIA_RECORD_PREFERENCE] =
    "INSERT INTO preference VALUES (:key, ifnull (:word, :number), :us) "
    "ON CONFLICT DO UPDATE SET value = excluded.value, changed_at_us = excluded.changed_at_us",
  [FASCIA_RECORD_FAVOURITE] =
    "INSERT INTO favourite VALUES (:key, :since, :us) "
    "ON CONFLICT DO UPDATE SET since_us = excluded.since_us, changed_at_us = excluded.changed_at_us",
  [FASCIA_RECORD_TOOL] =
    "INSERT INTO tool VALUES (:key, :owned, :us) "
    "ON CONFLICT DO UPDATE SET owned = excluded.owned, changed_at_us = excluded.changed_at_us",
  [FASCIA_RECORD_GOAL] =
    "INSERT INTO goal VALUES (:key, :per_week, :us) "
    "ON CONFLICT DO UPDATE SET per_week = excluded.per_week, changed_at_us = excluded.changed_at_us",
  [FASCIA_RECORD_PAUSE] =
    "INSERT INTO pause (uuid, from_date, until_date, reason, created_at_us, ended_us, ended_date, changed_at_us) "
    "VALUES (:key, :from, :until, :reason, :created, :ended, :ended_date, :us) "
    "ON CONFLICT (uuid) DO UPDATE SET from_date = excluded.from_date, until_date = excluded.until_date, "
    "reason = excluded.reason, created_at_us = excluded.created_at_us, ended_us = excluded.ended_us, "
    "ended_date = excluded.ended_date, changed_at_us = excluded.changed_at_us, deleted_at_us = NULL",
  [FASCIA_RECORD_RULE] =
    "INSERT INTO reminder_rule (uuid, kind, weekdays, slack, minute_of_day, even_if_met, enabled, routine, created_at_us, "
    "changed_at_us) VALUES (:key, :kind, :weekdays, :slack, :minute, :even, :enabled, :routine, :created, :us) "
    "ON CONFLICT (uuid) DO UPDATE SET kind = excluded.kind, weekdays = excluded.weekdays, slack = excluded.slack, "
    "minute_of_day = excluded.minute_of_day, even_if_met = excluded.even_if_met, enabled = excluded.enabled, "
    "routine = excluded.routine, created_at_us = excluded.created_at_us, changed_at_us = excluded.changed_at_us, "
    "deleted_at_us = NULL",
};

static void
bind_settings (sqlite3_stmt *statement, const FasciaReminderSettings *settings)
{
  fascia_bind_int (statement, ":on", settings->on);
  fascia_bind_int (statement, ":since", settings->on_since_us);
  fascia_bind_int (statement, ":recent", settings->recent_min);
  fascia_bind_int (statement, ":grace", settings->grace_min);
  fascia_bind_int (statement, ":nudge", settings->nudge_min);
  fascia_bind_int (statement, ":quiet", settings->quiet);
  fascia_bind_int (statement, ":from", settings->quiet_from);
  fascia_bind_int (statement, ":until", settings->quiet_until);
  fascia_bind_int (statement, ":drop", settings->quiet_drop);
  fascia_bind_int (statement, ":private", settings->private_texts);
}

static void
bind_pause (sqlite3_stmt *statement, const FasciaPause *pause)
{
  fascia_bind_day (statement, ":from", pause->from);
  fascia_bind_day (statement, ":until", pause->until);
  fascia_bind_text (statement, ":reason", fascia_pause_reason_to_string (pause->reason));
  fascia_bind_int (statement, ":created", pause->created_us);
  fascia_bind_int_or_null (statement, ":ended", pause->ended_us, 0);
  fascia_bind_day (statement, ":ended_date", pause->ended_day);
}

static void
bind_rule (sqlite3_stmt *statement, const FasciaRule *rule)
{
  fascia_bind_text (statement, ":kind", fascia_rule_kind_to_string (rule->kind));
  fascia_bind_int (statement, ":weekdays", rule->weekdays);
  fascia_bind_int (statement, ":slack", rule->slack);
  fascia_bind_int (statement, ":minute", rule->minute_of_day);
  fascia_bind_int (statement, ":even", rule->even_if_met ? 1 : 0);
  fascia_bind_int (statement, ":enabled", rule->enabled ? 1 : 0);
  fascia_bind_text (statement, ":routine", rule->routine);
}

static void
bind_values (sqlite3_stmt *statement, const FasciaRecord *self)
{
  switch (self->kind)
    {
    case FASCIA_RECORD_SETTINGS:
      bind_settings (statement, &self->settings);
      break;
    case FASCIA_RECORD_PREFERENCE:
      fascia_bind_text (statement, ":word", self->word);
      fascia_bind_int (statement, ":number", self->number);
      break;
    case FASCIA_RECORD_FAVOURITE:
      fascia_bind_int_or_null (statement, ":since", self->since_us, 0);
      break;
    case FASCIA_RECORD_TOOL:
      fascia_bind_int (statement, ":owned", self->owned ? 1 : 0);
      break;
    case FASCIA_RECORD_GOAL:
      fascia_bind_int (statement, ":per_week", self->goal.per_week);
      break;
    case FASCIA_RECORD_PAUSE:
      bind_pause (statement, self->pause);
      break;
    case FASCIA_RECORD_RULE:
      bind_rule (statement, self->rule);
      fascia_bind_int (statement, ":created", self->created_us);
      break;
    case FASCIA_RECORD_ROUTINE:
    case FASCIA_RECORD_SESSION:
      g_assert_not_reached ();
    }
}

static gboolean
write_live (FasciaStore *store, const FasciaRecord *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gint64 id;

  if (self->kind == FASCIA_RECORD_SESSION)
    return fascia_session_write (store, FASCIA_SESSION_MERGE, self->entry, self->ended_us, self->changed_us, &id, error);
  if (self->kind == FASCIA_RECORD_ROUTINE)
    return fascia_routine_write (store, self->routine, self->changed_us, error);

  statement = fascia_database_prepare (store, write_sql[self->kind], error);
  if (statement == NULL)
    return FALSE;
  if (tables[self->kind].key != NULL)
    fascia_bind_text (statement, ":key", self->key);
  fascia_bind_int (statement, ":us", self->changed_us);
  bind_values (statement, self);
  return fascia_database_run (store, statement, error);
}

gboolean
fascia_record_write (FasciaStore *store, const FasciaRecord *self, GError **error)
{
  if (self->deleted)
    return write_deleted (store, self, error);
  return write_live (store, self, error) &&
         (!fascia_record_kind_has_deleted (self->kind) || forget_tombstone (store, self, error));
}
