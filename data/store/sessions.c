/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/sessions.h"

#include <glib/gi18n-lib.h>

#include "fascia/store/statistics.h"

#include "data/store/reminders.h"

#define DAY_S 86400
#define UNIX_EPOCH_JULIAN 719163 /* 1970-01-01 as a FasciaDay */

#define VALUES(version) \
  "(:uuid, :started_us, :utc_offset_s, :zone, :local_date, :ended_us, :active_s, :elapsed_s, :source, " \
  ":routine, :routine_version, :context, :before, :after, :pressure, :next_day, :note, :counts, " version ", " \
  ":measured_active_s, :measured_elapsed_s) "
#define INSERT(version) \
  "INSERT INTO session (uuid, started_us, utc_offset_s, zone, local_date, ended_us, active_s, elapsed_s, source, " \
  "routine, routine_version, context, soreness_before, soreness_after, pressure, next_day, note, counts, changed_at_us, " \
  "measured_active_s, measured_elapsed_s) " \
  "VALUES " VALUES (version)
#define ASSIGNMENTS(version) \
  "started_us = :started_us, utc_offset_s = :utc_offset_s, zone = :zone, local_date = :local_date, " \
  "active_s = :active_s, elapsed_s = :elapsed_s, source = :source, routine = :routine, " \
  "routine_version = :routine_version, context = :context, soreness_before = :before, soreness_after = :after, " \
  "pressure = :pressure, next_day = :next_day, note = :note, counts = :counts, changed_at_us = " version ", " \
  "measured_active_s = :measured_active_s, measured_elapsed_s = :measured_elapsed_s "

#define FIRST_VERSION FASCIA_FIRST_VERSION ("session")

static const char *const write_sql[] = {
  [FASCIA_SESSION_ADD] = INSERT (FIRST_VERSION) "RETURNING id",
  /* The measured end stays unless start or length are edited. */
  [FASCIA_SESSION_EDIT] =
    "UPDATE session SET " ASSIGNMENTS (FASCIA_NEXT_VERSION) ", "
    "ended_us = iif (started_us = :started_us AND elapsed_s = :elapsed_s, ended_us, :ended_us) "
    "WHERE uuid = :uuid AND " FASCIA_IN_THE_LOG "RETURNING id",
  [FASCIA_SESSION_JOURNAL] =
    INSERT (":now_us") "ON CONFLICT (uuid) DO UPDATE SET " ASSIGNMENTS (":now_us") "WHERE ended_us IS NULL RETURNING id",
  /* Also over a row that was ended meanwhile (“save as it is” in another window):
   * whoever ran the session knows it best. */
  [FASCIA_SESSION_END] =
    INSERT (FIRST_VERSION) "ON CONFLICT (uuid) DO UPDATE SET " ASSIGNMENTS (FASCIA_NEXT_VERSION) ", ended_us = :ended_us RETURNING id",
  [FASCIA_SESSION_MERGE] =
    INSERT (":now_us") "ON CONFLICT (uuid) DO UPDATE SET " ASSIGNMENTS (":now_us") ", ended_us = :ended_us, deleted_at_us = NULL RETURNING id",
};

gboolean
fascia_session_fail_not_found (const char *uuid, GError **error)
{
  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
               _ ("There is no session “%s” in the log; look for its UUID there."), uuid);
  return FALSE;
}

/* --- Writing ------------------------------------------------------------------ */

static void
bind_entry (sqlite3_stmt *statement, const FasciaLogEntry *entry, gint64 now_us)
{
  fascia_bind_text (statement, ":uuid", entry->uuid);
  fascia_bind_int (statement, ":started_us", entry->started.utc_us);
  fascia_bind_int (statement, ":utc_offset_s", entry->started.utc_offset_s);
  fascia_bind_text (statement, ":zone", entry->started.zone);
  fascia_bind_day (statement, ":local_date", entry->local_date);
  fascia_bind_int (statement, ":active_s", entry->active_s);
  fascia_bind_int (statement, ":elapsed_s", entry->elapsed_s);
  fascia_bind_text (statement, ":source", fascia_source_to_string (entry->source));
  fascia_bind_text (statement, ":routine", entry->routine);
  fascia_bind_int_or_null (statement, ":routine_version", entry->routine_version, 0);
  fascia_bind_text (statement, ":context", fascia_occasion_to_string (entry->occasion));
  fascia_bind_int_or_null (statement, ":before", entry->before, FASCIA_UNRATED);
  fascia_bind_int_or_null (statement, ":after", entry->after, FASCIA_UNRATED);
  fascia_bind_int_or_null (statement, ":pressure", entry->pressure, FASCIA_UNRATED);
  fascia_bind_text (statement, ":next_day", fascia_next_day_to_string (entry->next_day));
  fascia_bind_text (statement, ":note", entry->note);
  fascia_bind_int (statement, ":counts", fascia_log_entry_counts (entry));
  fascia_bind_int (statement, ":now_us", now_us);
  fascia_bind_int_or_null (statement, ":measured_active_s", entry->measured_active_s, FASCIA_UNKNOWN_S);
  fascia_bind_int_or_null (statement, ":measured_elapsed_s", entry->measured_elapsed_s, FASCIA_UNKNOWN_S);
}

static gboolean
delete_parts (FasciaStore *store, gint64 id, GError **error)
{
  static const char *const sql[] = {
    "DELETE FROM session_area WHERE session_id = :id",
    "DELETE FROM session_item WHERE session_id = :id",
    NULL,
  };

  return fascia_database_run_each (store, sql, id, error);
}

static gboolean
insert_parts (FasciaStore *store, gint64 id, const FasciaLogEntry *entry, GError **error)
{
  g_auto (FasciaLoan) areas_loan = fascia_database_loan (store, "INSERT INTO session_area VALUES (:id, :position, :area)", error);
  g_auto (FasciaLoan) items_loan = { 0 };
  sqlite3_stmt *areas = areas_loan.statement;
  sqlite3_stmt *items;

  if (areas == NULL)
    return FALSE;
  items_loan = fascia_database_loan (store,
                                     "INSERT INTO session_item VALUES "
                                     "(:id, :position, :technique, :side, :tool, :planned_s, :done_s, :status, :reason, :started_us, :measured_s)",
                                     error);
  items = items_loan.statement;
  if (items == NULL)
    return FALSE;

  for (guint i = 0; i < entry->n_areas; i++)
    {
      fascia_bind_int (areas, ":id", id);
      fascia_bind_int (areas, ":position", i);
      fascia_bind_text (areas, ":area", fascia_area_to_string (entry->areas[i]));
      if (!fascia_database_run (store, areas, error))
        return FALSE;
    }
  for (guint i = 0; i < entry->items->len; i++)
    {
      const FasciaLogItem *item = g_ptr_array_index (entry->items, i);

      fascia_bind_int (items, ":id", id);
      fascia_bind_int (items, ":position", i);
      fascia_bind_text (items, ":technique", item->technique);
      fascia_bind_text (items, ":side", fascia_side_to_string (item->side));
      fascia_bind_text (items, ":tool", fascia_tool_to_string (item->tool));
      fascia_bind_int_or_null (items, ":planned_s", item->planned_s, FASCIA_UNKNOWN_S);
      fascia_bind_int (items, ":done_s", item->done_s);
      fascia_bind_text (items, ":status", fascia_item_status_to_string (item->status));
      fascia_bind_text (items, ":reason", fascia_stop_reason_to_string (item->reason));
      fascia_bind_int (items, ":started_us", entry->started.utc_us);
      fascia_bind_int_or_null (items, ":measured_s", item->measured_s, FASCIA_UNKNOWN_S);
      if (!fascia_database_run (store, items, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
fascia_session_write (FasciaStore *store, FasciaSessionWrite how, const FasciaLogEntry *entry, gint64 ended_us, gint64 now_us, gint64 *id, GError **error)
{
  g_auto (FasciaLoan) loan = fascia_database_loan (store, write_sql[how], error);
  sqlite3_stmt *statement = loan.statement;
  int result;

  if (statement == NULL)
    return FALSE;
  bind_entry (statement, entry, now_us);
  if (how == FASCIA_SESSION_JOURNAL)
    fascia_bind_int_or_null (statement, ":ended_us", 0, 0);
  else
    fascia_bind_int (statement, ":ended_us", ended_us);

  result = fascia_database_step (store, statement, error);
  if (result == SQLITE_ERROR)
    return FALSE;
  *id = result == SQLITE_ROW ? fascia_column_int (statement, 0) : 0;
  if (*id == 0)
    return TRUE;
  return fascia_database_run (store, statement, error) &&
         (how == FASCIA_SESSION_ADD || delete_parts (store, *id, error)) &&
         insert_parts (store, *id, entry, error);
}

/* Of a session logged by hand or edited: there is no other end. */
static gint64
computed_end_us (const FasciaLogEntry *entry)
{
  return entry->started.utc_us + entry->elapsed_s * G_TIME_SPAN_SECOND;
}

static gboolean
has_uuid (FasciaStore *store, const char *uuid, gboolean *has, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fascia_database_prepare (store, "SELECT 1 FROM session WHERE uuid = :uuid", error);
  int result;

  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":uuid", uuid);
  result = fascia_database_step (store, statement, error);
  *has = result == SQLITE_ROW;
  return result != SQLITE_ERROR;
}

gboolean
fascia_store_add_session (FasciaStore *self, const FasciaLogEntry *entry, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  gboolean has;
  gint64 id;

  g_return_val_if_fail (self != NULL && entry != NULL && entry->uuid != NULL, FALSE);

  if (!fascia_log_entry_validate (entry, NULL, error))
    return FALSE;
  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL || !has_uuid (self, entry->uuid, &has, error))
    return FALSE;
  if (has)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                   _ ("There is a session “%s” already; give the new one a UUID of its own."), entry->uuid);
      return FALSE;
    }
  return fascia_session_write (self, FASCIA_SESSION_ADD, entry, computed_end_us (entry), now_us, &id, error) &&
         fascia_reminders_drop_requests (self, now_us, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_store_update_session (FasciaStore *self, const FasciaLogEntry *entry, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  gint64 id;

  g_return_val_if_fail (self != NULL && entry != NULL && entry->uuid != NULL, FALSE);

  if (!fascia_log_entry_validate (entry, NULL, error))
    return FALSE;
  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL ||
      !fascia_session_write (self, FASCIA_SESSION_EDIT, entry, computed_end_us (entry), now_us, &id, error))
    return FALSE;
  if (id == 0)
    return fascia_session_fail_not_found (entry->uuid, error);
  return fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

/* To the trash or back. */
static gboolean
set_deleted (FasciaStore *self, const char *sql, const char *uuid, gint64 now_us, gboolean *found, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = fascia_transaction_begin (self, TRUE, error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self, sql, error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":uuid", uuid);
  fascia_bind_int (statement, ":now_us", now_us);
  if (!fascia_database_run (self, statement, error))
    return FALSE;
  *found = fascia_database_changes (self) > 0;
  return fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_store_delete_session (FasciaStore *self, const char *uuid, gint64 now_us, GError **error)
{
  gboolean found;

  g_return_val_if_fail (self != NULL && uuid != NULL, FALSE);

  if (!set_deleted (self,
                    "UPDATE session SET deleted_at_us = " FASCIA_NEXT_VERSION ", changed_at_us = " FASCIA_NEXT_VERSION " "
                    "WHERE uuid = :uuid AND " FASCIA_IN_THE_LOG,
                    uuid, now_us, &found, error))
    return FALSE;
  return found || fascia_session_fail_not_found (uuid, error);
}

gboolean
fascia_store_restore_session (FasciaStore *self, const char *uuid, gint64 now_us, GError **error)
{
  gboolean found;

  g_return_val_if_fail (self != NULL && uuid != NULL, FALSE);

  if (!set_deleted (self,
                    "UPDATE session SET deleted_at_us = NULL, changed_at_us = " FASCIA_NEXT_VERSION " "
                    "WHERE uuid = :uuid AND deleted_at_us IS NOT NULL",
                    uuid, now_us, &found, error))
    return FALSE;
  if (!found)
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
                 _ ("There is no session “%s” in the trash; only a deleted one can be restored."), uuid);
  return found;
}

/* --- Reading ------------------------------------------------------------------ */

gboolean
fascia_session_reader_init (FasciaSessionReader *self, FasciaStore *store, const char *sql, GError **error)
{
  self->store = store;
  self->rows = fascia_database_borrow (store, sql, error);
  if (self->rows == NULL)
    return FALSE;
  self->areas = fascia_database_borrow (store, "SELECT area FROM session_area WHERE session_id = :id ORDER BY position", error);
  if (self->areas == NULL)
    return FALSE;
  self->items = fascia_database_borrow (store,
                                        "SELECT technique, side, tool, planned_s, done_s, status, reason, measured_s "
                                        "FROM session_item WHERE session_id = :id ORDER BY position",
                                        error);
  return self->items != NULL;
}

void
fascia_session_reader_clear (FasciaSessionReader *self)
{
  if (self->store == NULL)
    return;
  fascia_database_give_back (self->store, g_steal_pointer (&self->rows));
  fascia_database_give_back (self->store, g_steal_pointer (&self->areas));
  fascia_database_give_back (self->store, g_steal_pointer (&self->items));
}

static gboolean
read_areas (FasciaSessionReader *self, FasciaLogEntry *entry, gint64 id, GError **error)
{
  int result;

  fascia_bind_int (self->areas, ":id", id);
  while ((result = fascia_database_step (self->store, self->areas, error)) == SQLITE_ROW &&
         entry->n_areas < FASCIA_MAX_AREAS_OF_SESSION)
    {
      if (!fascia_column_word (self->store, self->areas, 0, fascia_area_from_string, &entry->areas[entry->n_areas], error))
        return FALSE;
      entry->n_areas++;
    }
  sqlite3_reset (self->areas);
  return result != SQLITE_ERROR;
}

static gboolean
read_items (FasciaSessionReader *self, FasciaLogEntry *entry, gint64 id, GError **error)
{
  sqlite3_stmt *row = self->items;
  int result;

  fascia_bind_int (row, ":id", id);
  while ((result = fascia_database_step (self->store, row, error)) == SQLITE_ROW)
    {
      FasciaLogItem *item = fascia_log_item_new (fascia_column_text (row, 0), FASCIA_SIDE_BOTH);

      g_ptr_array_add (entry->items, item);
      item->tool = FASCIA_TOOL_NONE;
      item->reason = FASCIA_REASON_NONE;
      item->planned_s = fascia_column_int_or (row, 3, FASCIA_UNKNOWN_S);
      item->done_s = fascia_column_int (row, 4);
      item->measured_s = fascia_column_int_or (row, 7, FASCIA_UNKNOWN_S);
      if (!fascia_column_word (self->store, row, 1, fascia_side_from_string, &item->side, error) ||
          !fascia_column_word (self->store, row, 2, fascia_tool_from_string, &item->tool, error) ||
          !fascia_column_word (self->store, row, 5, fascia_item_status_from_string, &item->status, error) ||
          !fascia_column_word (self->store, row, 6, fascia_stop_reason_from_string, &item->reason, error))
        return FALSE;
    }
  sqlite3_reset (row);
  return result != SQLITE_ERROR;
}

gboolean
fascia_session_reader_next (FasciaSessionReader *self, FasciaLogEntry **entry, GError **error)
{
  sqlite3_stmt *row = self->rows;
  int result = fascia_database_step (self->store, row, error);
  g_autoptr (FasciaLogEntry) read = NULL;

  *entry = NULL;
  if (result != SQLITE_ROW)
    return result == SQLITE_DONE;

  read = fascia_log_entry_new ();
  g_free (read->uuid);
  read->uuid = fascia_column_dup_text (row, 1);
  fascia_instant_clear (&read->started);
  read->started.utc_us = fascia_column_int (row, 2);
  read->started.utc_offset_s = fascia_column_int (row, 3);
  read->started.zone = fascia_column_dup_text (row, 4);
  read->active_s = fascia_column_int (row, 6);
  read->elapsed_s = fascia_column_int (row, 7);
  read->routine = fascia_column_dup_text (row, 9);
  read->routine_version = fascia_column_int_or (row, 10, 0);
  read->occasion = FASCIA_OCCASION_NONE;
  read->before = fascia_column_int_or (row, 12, FASCIA_UNRATED);
  read->after = fascia_column_int_or (row, 13, FASCIA_UNRATED);
  read->pressure = fascia_column_int_or (row, 14, FASCIA_UNRATED);
  read->next_day = FASCIA_NEXT_DAY_NONE;
  read->note = fascia_column_dup_text (row, 16);
  read->measured_active_s = fascia_column_int_or (row, 17, FASCIA_UNKNOWN_S);
  read->measured_elapsed_s = fascia_column_int_or (row, 18, FASCIA_UNKNOWN_S);
  if (!fascia_column_day (self->store, row, 5, &read->local_date, error) ||
      !fascia_column_word (self->store, row, 8, fascia_source_from_string, &read->source, error) ||
      !fascia_column_word (self->store, row, 11, fascia_occasion_from_string, &read->occasion, error) ||
      !fascia_column_word (self->store, row, 15, fascia_next_day_from_string, &read->next_day, error) ||
      !read_areas (self, read, fascia_column_int (row, 0), error) ||
      !read_items (self, read, fascia_column_int (row, 0), error))
    return FALSE;
  *entry = g_steal_pointer (&read);
  return TRUE;
}

FasciaLogEntry *
fascia_store_get_session (FasciaStore *self, const char *uuid, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_auto (FasciaSessionReader) reader = { 0 };
  FasciaLogEntry *entry;

  g_return_val_if_fail (self != NULL && uuid != NULL, NULL);

  transaction = fascia_transaction_begin (self, FALSE, error);
  if (transaction == NULL ||
      !fascia_session_reader_init (&reader, self,
                                   "SELECT " FASCIA_SESSION_COLUMNS "FROM session "
                                   "WHERE uuid = :uuid AND " FASCIA_IN_THE_LOG,
                                   error))
    return NULL;
  fascia_bind_text (reader.rows, ":uuid", uuid);
  if (!fascia_session_reader_next (&reader, &entry, error))
    return NULL;
  if (entry == NULL)
    fascia_session_fail_not_found (uuid, error);
  return entry;
}

gint64
fascia_session_day_start_us (FasciaDay day)
{
  return ((gint64) day.julian - UNIX_EPOCH_JULIAN) * DAY_S * G_TIME_SPAN_SECOND;
}

GPtrArray *
fascia_store_list_sessions (FasciaStore *self, FasciaDay since, FasciaDay until, guint offset, guint limit, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_auto (FasciaSessionReader) reader = { 0 };
  FasciaLogEntry *entry;

  g_return_val_if_fail (self != NULL, NULL);

  if (!fascia_day_is_valid (since))
    since = fascia_day_new (1, 1, 1);
  if (!fascia_day_is_valid (until))
    until = fascia_day_new (9999, 12, 31);

  /* The index is walked in the order asked for: nothing is sorted, and what is
   * skipped or lies beyond the limit costs no look into the table. */
  transaction = fascia_transaction_begin (self, FALSE, error);
  if (transaction == NULL ||
      !fascia_session_reader_init (&reader, self,
                                   "SELECT " FASCIA_SESSION_COLUMNS "FROM session INDEXED BY session_listed "
                                   "WHERE " FASCIA_IN_THE_LOG
                                   "AND started_us BETWEEN :from_us AND :to_us "
                                   "AND local_date BETWEEN :since AND :until "
                                   "ORDER BY started_us DESC, uuid LIMIT :limit OFFSET :offset",
                                   error))
    return NULL;
  fascia_bind_int (reader.rows, ":from_us", fascia_session_day_start_us (since) - FASCIA_DATE_MARGIN_DAYS * G_TIME_SPAN_DAY);
  fascia_bind_int (reader.rows, ":to_us", fascia_session_day_start_us (until) + FASCIA_DATE_MARGIN_DAYS * G_TIME_SPAN_DAY);
  fascia_bind_day (reader.rows, ":since", since);
  fascia_bind_day (reader.rows, ":until", until);
  fascia_bind_int (reader.rows, ":limit", limit == 0 ? -1 : (gint64) limit);
  fascia_bind_int (reader.rows, ":offset", offset);

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_log_entry_free);
  for (;;)
    {
      if (!fascia_session_reader_next (&reader, &entry, error))
        return NULL;
      if (entry == NULL)
        return g_steal_pointer (&entries);
      g_ptr_array_add (entries, entry);
    }
}

gint64
fascia_store_count_sessions (FasciaStore *self, GError **error)
{
  gint64 count;

  g_return_val_if_fail (self != NULL, -1);

  if (!fascia_database_get_int (self, "SELECT sum (sessions) FROM session_total WHERE grain = 2", &count, error))
    return -1;
  return count;
}

gboolean
fascia_store_find_overlap (FasciaStore *self, const FasciaLogEntry *entry, gboolean *overlaps, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int result;

  g_return_val_if_fail (self != NULL && entry != NULL && overlaps != NULL, FALSE);

  statement = fascia_database_prepare (self,
                                       "SELECT 1 FROM session INDEXED BY session_listed "
                                       "WHERE " FASCIA_IN_THE_LOG
                                       "AND started_us > :start_us - 86400000000 AND started_us < :end_us "
                                       "AND started_us + elapsed_s * 1000000 > :start_us AND uuid IS NOT :uuid "
                                       "UNION ALL "
                                       "SELECT 1 FROM session INDEXED BY session_over_a_day "
                                       "WHERE " FASCIA_IN_THE_LOG "AND elapsed_s > 86400 AND started_us < :end_us "
                                       "AND started_us + elapsed_s * 1000000 > :start_us AND uuid IS NOT :uuid "
                                       "LIMIT 1",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":uuid", entry->uuid);
  fascia_bind_int (statement, ":start_us", entry->started.utc_us);
  fascia_bind_int (statement, ":end_us", computed_end_us (entry));
  result = fascia_database_step (self, statement, error);
  *overlaps = result == SQLITE_ROW;
  return result != SQLITE_ERROR;
}

FasciaLogSummary *
fascia_store_load_log_summary (FasciaStore *self, FasciaDay since, gint64 now_us, GError **error)
{
  g_autoptr (FasciaLogSummary) summary = fascia_log_summary_new ();
  g_autoptr (GArray) days = NULL;
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) ended = NULL;
  g_autoptr (sqlite3_stmt) open = NULL;
  gsize n_days;
  int result;

  g_return_val_if_fail (self != NULL, NULL);

  transaction = fascia_transaction_begin (self, FALSE, error);
  if (transaction == NULL)
    return NULL;
  days = fascia_store_list_counting_days (self, since, FASCIA_DAY_NONE, error);
  if (days == NULL)
    return NULL;

  /* One that ended in a future which the clock has left says nothing, and must not hide
   * the one that has just ended. */
  ended = fascia_database_prepare (self, "SELECT max (ended_us) FROM session WHERE " FASCIA_IN_THE_LOG "AND ended_us <= :now_us", error);
  if (ended == NULL)
    return NULL;
  fascia_bind_int (ended, ":now_us", now_us);
  if (fascia_database_step (self, ended, error) == SQLITE_ERROR)
    return NULL;
  summary->last_ended_us = fascia_column_int_or (ended, 0, 0);

  open = fascia_database_prepare (self,
                                  "SELECT heartbeat_us, paused_since_us FROM session_journal", error);
  if (open == NULL || (result = fascia_database_step (self, open, error)) == SQLITE_ERROR)
    return NULL;
  summary->running = result == SQLITE_ROW &&
                     fascia_schedule_is_running (fascia_column_int (open, 0), fascia_column_int_or (open, 1, 0), now_us);

  summary->counted_days = (FasciaDay *) (gpointer) g_array_steal (days, &n_days);
  summary->n_counted_days = n_days;
  return g_steal_pointer (&summary);
}

gboolean
fascia_store_get_first_use (FasciaStore *self, GTimeZone *zone, FasciaDay *day, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  gint64 rule_us;

  g_return_val_if_fail (self != NULL && zone != NULL && day != NULL, FALSE);

  transaction = fascia_transaction_begin (self, FALSE, error);
  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self,
                                       "SELECT min (day) FROM (SELECT min (local_date) AS day FROM session WHERE " FASCIA_IN_THE_LOG
                                       "UNION ALL SELECT min (from_date) FROM goal)",
                                       error);
  if (statement == NULL ||
      fascia_database_step (self, statement, error) == SQLITE_ERROR ||
      !fascia_column_day (self, statement, 0, day, error) ||
      !fascia_database_get_int (self, "SELECT min (created_at_us) FROM reminder_rule", &rule_us, error))
    return FALSE;

  if (rule_us != 0)
    {
      FasciaDay rule_day = fascia_day_of_instant (rule_us, zone);

      if (!fascia_day_is_valid (*day) || fascia_day_difference (rule_day, *day) < 0)
        *day = rule_day;
    }
  return TRUE;
}

/* --- The side left over --------------------------------------------------------- */

/* The newest session in the log that had @technique on the left and on the right;
 * *@id is 0 when there is none. The "+" keep the planner from looking for one item of
 * a session among all of its technique. */
static gboolean
find_last_of_both_sides (FasciaStore *self, const char *technique, gint64 *id, gint64 *started_us, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int result;

  statement = fascia_database_prepare (self,
                                       "SELECT item.session_id, item.started_us FROM session_item AS item INDEXED BY session_item_last "
                                       "JOIN session ON session.id = item.session_id "
                                       "WHERE item.technique = :technique AND item.side = 'left' AND " FASCIA_IN_THE_LOG
                                       "AND EXISTS (SELECT 1 FROM session_item AS other WHERE other.session_id = item.session_id "
                                       "AND +other.technique = :technique AND +other.side = 'right') "
                                       "ORDER BY item.started_us DESC LIMIT 1",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":technique", technique);
  result = fascia_database_step (self, statement, error);
  *id = result == SQLITE_ROW ? fascia_column_int (statement, 0) : 0;
  *started_us = result == SQLITE_ROW ? fascia_column_int (statement, 1) : 0;
  return result != SQLITE_ERROR;
}

/* What became of both sides of @technique in the session @id. */
static gboolean
compare_sides (FasciaStore *self, gint64 id, const char *technique, gboolean *left_over, FasciaSide *side, GError **error)
{
  gboolean is_done[] = { [FASCIA_SIDE_LEFT] = TRUE, [FASCIA_SIDE_RIGHT] = TRUE };
  gboolean is_stopped = FALSE;
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  row = fascia_database_prepare (self,
                                 "SELECT side, status FROM session_item "
                                 "WHERE session_id = :id AND +technique = :technique AND +side IN ('left', 'right')",
                                 error);
  if (row == NULL)
    return FALSE;
  fascia_bind_int (row, ":id", id);
  fascia_bind_text (row, ":technique", technique);
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaSide of = FASCIA_SIDE_LEFT;
      FasciaItemStatus status = FASCIA_ITEM_DONE;

      if (!fascia_column_word (self, row, 0, fascia_side_from_string, &of, error) ||
          !fascia_column_word (self, row, 1, fascia_item_status_from_string, &status, error))
        return FALSE;
      is_stopped = is_stopped || status == FASCIA_ITEM_STOPPED;
      is_done[of] = is_done[of] && status == FASCIA_ITEM_DONE;
    }

  /* An area that was too much rests: it is not asked for again. */
  *left_over = !is_stopped && is_done[FASCIA_SIDE_LEFT] != is_done[FASCIA_SIDE_RIGHT];
  *side = is_done[FASCIA_SIDE_LEFT] ? FASCIA_SIDE_RIGHT : FASCIA_SIDE_LEFT;
  return result != SQLITE_ERROR;
}

/* @side of @technique was done in a session that began after @since_us: by hand, for one. */
static gboolean
was_done_since (FasciaStore *self, const char *technique, FasciaSide side, gint64 since_us, gboolean *was_done, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int result;

  statement = fascia_database_prepare (self,
                                       "SELECT 1 FROM session_item AS item INDEXED BY session_item_last "
                                       "JOIN session ON session.id = item.session_id "
                                       "WHERE item.technique = :technique AND item.side IN (:side, 'both') "
                                       "AND item.started_us > :since_us AND item.status = 'done' AND " FASCIA_IN_THE_LOG "LIMIT 1",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":technique", technique);
  fascia_bind_text (statement, ":side", fascia_side_to_string (side));
  fascia_bind_int (statement, ":since_us", since_us);
  result = fascia_database_step (self, statement, error);
  *was_done = result == SQLITE_ROW;
  return result != SQLITE_ERROR;
}

gboolean
fascia_store_get_left_over_side (FasciaStore *self, const char *technique, gboolean *left_over, FasciaSide *side, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  gint64 id;
  gint64 started_us;
  gboolean was_done;

  g_return_val_if_fail (self != NULL && technique != NULL && left_over != NULL && side != NULL, FALSE);

  *left_over = FALSE;
  transaction = fascia_transaction_begin (self, FALSE, error);
  if (transaction == NULL || !find_last_of_both_sides (self, technique, &id, &started_us, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  if (!compare_sides (self, id, technique, left_over, side, error))
    return FALSE;
  if (!*left_over)
    return TRUE;
  if (!was_done_since (self, technique, *side, started_us, &was_done, error))
    return FALSE;
  *left_over = !was_done;
  return TRUE;
}
