/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/reminders.h"

/* Beyond what the schedule looks back on (FASCIA_LOOK_BACK_DAYS), whatever the
 * zone: claims of older slots may go … */
#define CLAIM_KEPT_DAYS 42
/* … except the newest ones: a clock that was a year ahead for a minute must not wipe
 * out what guards the slots of today. As many as 20 rules have while they are looked
 * back on, and once more for the slots of the future that were claimed then. */
#define CLAIMS_ALWAYS_KEPT (2 * 20 * FASCIA_LOOK_BACK_DAYS)

static FasciaDay
utc_day (gint64 now_us)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return fascia_day_of_instant (now_us, utc);
}

/* --- State -------------------------------------------------------------------- */

static gboolean
load_claims (FasciaStore *self, FasciaReminderState *state, gint64 now_us, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  row = fascia_database_prepare (self, "SELECT rule, slot_day, slot_minute FROM reminder_claim WHERE slot_day >= :since", error);
  if (row == NULL)
    return FALSE;
  fascia_bind_day (row, ":since", fascia_day_add (utc_day (now_us), -CLAIM_KEPT_DAYS));
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaDay day;

      if (!fascia_column_day (self, row, 1, &day, error))
        return FALSE;
      g_hash_table_add (state->claimed, fascia_slot_key (fascia_column_text (row, 0), day, fascia_column_int (row, 2)));
    }
  return result == SQLITE_DONE;
}

FasciaReminderState *
fascia_store_load_reminder_state (FasciaStore *self, gint64 now_us, GError **error)
{
  g_autoptr (FasciaReminderState) state = fascia_reminder_state_new ();
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL, NULL);

  transaction = fascia_transaction_begin (self, FALSE, error);
  if (transaction == NULL)
    return NULL;
  row = fascia_database_prepare (self,
                                 "SELECT handled_until_us, snoozed_until_us, snoozed_rule, nudge_us "
                                 "FROM reminder_state, reminder_request",
                                 error);
  if (row == NULL)
    return NULL;
  result = fascia_database_step (self, row, error);
  if (result == SQLITE_ERROR)
    return NULL;
  if (result == SQLITE_ROW)
    {
      state->handled_until_us = fascia_column_int (row, 0);
      state->snoozed_until_us = fascia_column_int_or (row, 1, 0);
      g_free (state->snoozed_rule);
      state->snoozed_rule = fascia_column_dup_text (row, 2);
      state->nudge_us = fascia_column_int_or (row, 3, 0);
    }
  return load_claims (self, state, now_us, error) ? g_steal_pointer (&state) : NULL;
}

/* Runs @sql in a transaction of its own, with those of the values that it names. */
static gboolean
write_state (FasciaStore *self, const char *sql, gint64 until_us, const char *rule, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = fascia_transaction_begin (self, TRUE, error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self, sql, error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_int_or_null (statement, ":until_us", until_us, 0);
  if (sqlite3_bind_parameter_index (statement, ":rule") != 0)
    fascia_bind_text (statement, ":rule", rule);
  if (sqlite3_bind_parameter_index (statement, ":now_us") != 0)
    fascia_bind_int (statement, ":now_us", now_us);
  return fascia_database_run (self, statement, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_store_set_handled_until (FasciaStore *self, gint64 until_us, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return write_state (self, "UPDATE reminder_state SET handled_until_us = ifnull (:until_us, 0)",
                      until_us, NULL, 0, error);
}

gboolean
fascia_store_set_snooze (FasciaStore *self, gint64 until_us, const char *rule, gint64 now_us, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return write_state (self, "UPDATE reminder_request SET snoozed_until_us = :until_us, snoozed_rule = :rule, changed_at_us = :now_us",
                      until_us, rule, now_us, error);
}

gboolean
fascia_store_set_nudge (FasciaStore *self, gint64 at_us, gint64 now_us, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return write_state (self, "UPDATE reminder_request SET nudge_us = :until_us, changed_at_us = :now_us",
                      at_us, NULL, now_us, error);
}

gboolean
fascia_reminders_drop_requests (FasciaStore *self, gint64 now_us, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = fascia_database_prepare (self,
                                       "UPDATE reminder_request SET snoozed_until_us = NULL, snoozed_rule = NULL, "
                                       "nudge_us = NULL, changed_at_us = :now_us "
                                       "WHERE snoozed_until_us IS NOT NULL OR nudge_us IS NOT NULL",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_int (statement, ":now_us", now_us);
  return fascia_database_run (self, statement, error);
}

/* --- Claims ------------------------------------------------------------------- */

/* Ends the snooze or nudge that @reminder was; *@was_first is %FALSE when that was
 * done before. One that quiet hours moved comes later than it was asked for, one that
 * joins a slot may come earlier; one asked for since comes later still, and stays. */
static gboolean
claim_request (FasciaStore *self, const FasciaReminder *reminder, gint64 now_us, gboolean *was_first, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  const char *sql;

  if (reminder->kind == FASCIA_REMINDER_SNOOZE)
    sql = "UPDATE reminder_request SET snoozed_until_us = NULL, snoozed_rule = NULL, changed_at_us = :now_us "
          "WHERE snoozed_until_us < :at_us";
  else
    sql = "UPDATE reminder_request SET nudge_us = NULL, changed_at_us = :now_us WHERE nudge_us < :at_us";
  statement = fascia_database_prepare (self, sql, error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_int (statement, ":at_us", reminder->at_us + FASCIA_REQUEST_JOINS_US);
  fascia_bind_int (statement, ":now_us", now_us);
  if (!fascia_database_run (self, statement, error))
    return FALSE;
  *was_first = fascia_database_changes (self) > 0;
  return TRUE;
}

static gboolean
claim_slot (FasciaStore *self, const FasciaReminder *reminder, gint64 now_us, gboolean *was_first, GError **error)
{
  g_autoptr (sqlite3_stmt) insert = NULL;
  g_autoptr (sqlite3_stmt) prune = NULL;

  insert = fascia_database_prepare (self,
                                    "INSERT OR IGNORE INTO reminder_claim (rule, slot_day, slot_minute, claimed_at_us) "
                                    "VALUES (:rule, :day, :minute, :now_us)",
                                    error);
  if (insert == NULL)
    return FALSE;
  fascia_bind_text (insert, ":rule", reminder->rule);
  fascia_bind_day (insert, ":day", reminder->slot_day);
  fascia_bind_int (insert, ":minute", reminder->slot_minute);
  fascia_bind_int (insert, ":now_us", now_us);
  if (!fascia_database_run (self, insert, error))
    return FALSE;
  *was_first = fascia_database_changes (self) > 0;
  if (!*was_first)
    return TRUE;

  prune = fascia_database_prepare (self,
                                   "DELETE FROM reminder_claim WHERE slot_day < :day "
                                   "AND id <= (SELECT max (id) FROM reminder_claim) - :kept",
                                   error);
  if (prune == NULL)
    return FALSE;
  fascia_bind_day (prune, ":day", fascia_day_add (utc_day (now_us), -CLAIM_KEPT_DAYS));
  fascia_bind_int (prune, ":kept", CLAIMS_ALWAYS_KEPT);
  return fascia_database_run (self, prune, error);
}

static gboolean
append_history (FasciaStore *self, const FasciaReminder *reminder, FasciaOutcome outcome, gint64 now_us, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = fascia_database_prepare (self,
                                       "INSERT INTO reminder_history (recorded_us, outcome, at_us, kind, rule, slot_day, "
                                       "slot_minute, silent, joined, moved, why, done, goal, days_left) VALUES (:now_us, :outcome, "
                                       ":at_us, :kind, :rule, :day, :minute, :silent, :joined, :moved, :why, :done, :goal, :days_left)",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_int (statement, ":now_us", now_us);
  fascia_bind_text (statement, ":outcome", fascia_outcome_to_string (outcome));
  fascia_bind_int (statement, ":at_us", reminder->at_us);
  fascia_bind_text (statement, ":kind", fascia_reminder_kind_to_string (reminder->kind));
  fascia_bind_text (statement, ":rule", reminder->rule);
  fascia_bind_day (statement, ":day", reminder->slot_day);
  fascia_bind_int (statement, ":minute", reminder->slot_minute);
  fascia_bind_int (statement, ":silent", reminder->silent ? 1 : 0);
  fascia_bind_int (statement, ":joined", reminder->joined ? 1 : 0);
  fascia_bind_int (statement, ":moved", reminder->moved ? 1 : 0);
  fascia_bind_text (statement, ":why", fascia_why_to_string (reminder->why));
  fascia_bind_int (statement, ":done", reminder->done);
  fascia_bind_int (statement, ":goal", reminder->goal);
  fascia_bind_int (statement, ":days_left", reminder->days_left);
  return fascia_database_run (self, statement, error);
}

gboolean
fascia_store_claim_reminder (FasciaStore *self, const FasciaReminder *reminder, FasciaOutcome outcome, gint64 now_us, gboolean *claimed, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) handled = NULL;
  gboolean was_first = TRUE;
  gboolean done = TRUE;

  g_return_val_if_fail (self != NULL && reminder != NULL && claimed != NULL, FALSE);

  *claimed = FALSE;
  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;

  if (reminder->kind == FASCIA_REMINDER_SNOOZE || reminder->kind == FASCIA_REMINDER_AFTER_TRAINING)
    done = claim_request (self, reminder, now_us, &was_first, error);
  else if (reminder->rule != NULL && fascia_day_is_valid (reminder->slot_day))
    done = claim_slot (self, reminder, now_us, &was_first, error);
  if (!done)
    return FALSE;
  if (!was_first)
    return TRUE; /* rolled back: nothing changed */

  handled = fascia_database_prepare (self, "UPDATE reminder_state SET handled_until_us = max (handled_until_us, :at_us)", error);
  if (handled == NULL)
    return FALSE;
  fascia_bind_int (handled, ":at_us", reminder->at_us);
  if (!fascia_database_run (self, handled, error) ||
      !append_history (self, reminder, outcome, now_us, error) ||
      !fascia_transaction_commit (g_steal_pointer (&transaction), error))
    return FALSE;
  *claimed = TRUE;
  return TRUE;
}

gboolean
fascia_store_record_outcome (FasciaStore *self, const FasciaReminder *reminder, FasciaOutcome outcome, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;

  g_return_val_if_fail (self != NULL && reminder != NULL, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  return transaction != NULL &&
         append_history (self, reminder, outcome, now_us, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

/* --- History ------------------------------------------------------------------ */

GPtrArray *
fascia_store_list_reminder_history (FasciaStore *self, guint limit, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_reminder_record_free);
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL, NULL);

  row = fascia_database_prepare (self,
                                 "SELECT recorded_us, outcome, at_us, kind, rule, slot_day, slot_minute, silent, joined, why, "
                                 "done, goal, days_left, moved FROM reminder_history ORDER BY id DESC LIMIT :limit",
                                 error);
  if (row == NULL)
    return NULL;
  fascia_bind_int (row, ":limit", limit == 0 ? -1 : (gint64) limit);
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaReminderRecord *record = g_new0 (FasciaReminderRecord, 1);
      FasciaReminder *reminder = g_new0 (FasciaReminder, 1);

      g_ptr_array_add (records, record);
      record->reminder = reminder;
      record->recorded_us = fascia_column_int (row, 0);
      reminder->at_us = fascia_column_int (row, 2);
      reminder->rule = fascia_column_dup_text (row, 4);
      reminder->slot_minute = fascia_column_int (row, 6);
      reminder->silent = fascia_column_int (row, 7) != 0;
      reminder->joined = fascia_column_int (row, 8) != 0;
      reminder->done = fascia_column_int (row, 10);
      reminder->goal = fascia_column_int (row, 11);
      reminder->days_left = fascia_column_int (row, 12);
      reminder->moved = fascia_column_int (row, 13) != 0;
      if (!fascia_column_word (self, row, 1, fascia_outcome_from_string, &record->outcome, error) ||
          !fascia_column_word (self, row, 3, fascia_reminder_kind_from_string, &reminder->kind, error) ||
          !fascia_column_day (self, row, 5, &reminder->slot_day, error) ||
          !fascia_column_word (self, row, 9, fascia_why_from_string, &reminder->why, error))
        return NULL;
    }
  return result == SQLITE_DONE ? g_steal_pointer (&records) : NULL;
}
