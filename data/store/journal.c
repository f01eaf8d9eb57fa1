/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/sessions.h"

#include <glib/gi18n-lib.h>

#include "data/store/reminders.h"

void
fascia_open_session_free (FasciaOpenSession *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->entry, fascia_log_entry_free);
  g_free (self->state);
  g_free (self);
}

/* Refuses a second running session. */
static gboolean
check_no_other (FasciaStore *self, const char *uuid, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fascia_database_prepare (self,
                                                                "SELECT uuid FROM session WHERE ended_us IS NULL AND uuid <> :uuid",
                                                                error);
  int result;

  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":uuid", uuid);
  result = fascia_database_step (self, statement, error);
  if (result == SQLITE_ROW)
    g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_BUSY,
                         _ ("Another session is still running; finish, save or discard that one first."));
  return result == SQLITE_DONE;
}

gboolean
fascia_store_journal_session (FasciaStore *self, const FasciaOpenSession *open, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  gint64 id;

  g_return_val_if_fail (self != NULL && open != NULL && open->entry->uuid != NULL && open->state != NULL, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL || !check_no_other (self, open->entry->uuid, error) ||
      !fascia_session_write (self, FASCIA_SESSION_JOURNAL, open->entry, 0, now_us, &id, error))
    return FALSE;
  if (id == 0)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_FAILED,
                           _ ("The running session was already saved from another window; look for it in the journal."));
      return FALSE;
    }

  statement = fascia_database_prepare (self,
                                       "INSERT OR REPLACE INTO session_journal VALUES "
                                       "(:id, :state, :heartbeat_us, :paused_since_us)",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_int (statement, ":id", id);
  fascia_bind_text (statement, ":state", open->state);
  fascia_bind_int (statement, ":heartbeat_us", open->heartbeat_us);
  fascia_bind_int_or_null (statement, ":paused_since_us", open->paused_since_us, 0);
  return fascia_database_run (self, statement, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_store_end_session (FasciaStore *self, const FasciaLogEntry *entry, gint64 ended_us, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  gint64 id;

  g_return_val_if_fail (self != NULL && entry != NULL && entry->uuid != NULL, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL ||
      !fascia_session_write (self, FASCIA_SESSION_END, entry, ended_us, now_us, &id, error))
    return FALSE;
  statement = fascia_database_prepare (self, "DELETE FROM session_journal WHERE session_id = :id", error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_int (statement, ":id", id);
  return fascia_database_run (self, statement, error) &&
         fascia_reminders_drop_requests (self, now_us, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_store_discard_open_session (FasciaStore *self, const char *uuid, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (self != NULL && uuid != NULL, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self, "DELETE FROM session WHERE uuid = :uuid AND ended_us IS NULL", error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":uuid", uuid);
  if (!fascia_database_run (self, statement, error))
    return FALSE;
  if (fascia_database_changes (self) == 0)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
                   _ ("No session “%s” is running; it was saved or discarded before."), uuid);
      return FALSE;
    }
  return fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_store_get_open_session (FasciaStore *self, FasciaOpenSession **open, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_auto (FasciaSessionReader) reader = { 0 };
  g_autoptr (FasciaOpenSession) read = NULL;

  g_return_val_if_fail (self != NULL && open != NULL, FALSE);

  *open = NULL;
  transaction = fascia_transaction_begin (self, FALSE, error);
  if (transaction == NULL ||
      !fascia_session_reader_init (&reader, self,
                                   "SELECT " FASCIA_SESSION_COLUMNS
                                   ", state, heartbeat_us, paused_since_us "
                                   "FROM session JOIN session_journal ON session_id = session.id "
                                   "WHERE ended_us IS NULL",
                                   error))
    return FALSE;

  read = g_new0 (FasciaOpenSession, 1);
  if (!fascia_session_reader_next (&reader, &read->entry, error))
    return FALSE;
  if (read->entry == NULL)
    return TRUE;
  read->state = fascia_column_dup_text (reader.rows, FASCIA_N_SESSION_COLUMNS);
  read->heartbeat_us = fascia_column_int (reader.rows, FASCIA_N_SESSION_COLUMNS + 1);
  read->paused_since_us = fascia_column_int_or (reader.rows, FASCIA_N_SESSION_COLUMNS + 2, 0);
  *open = g_steal_pointer (&read);
  return TRUE;
}
