/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/database.h"

#include <glib/gi18n-lib.h>

GPtrArray *
fascia_store_list_pauses (FasciaStore *self, GError **error)
{
  g_autoptr (GPtrArray) pauses = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_pause_free);
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL, NULL);

  row = fascia_database_prepare (self,
                                 "SELECT uuid, from_date, until_date, reason, created_at_us, ended_us, ended_date "
                                 "FROM pause WHERE deleted_at_us IS NULL ORDER BY from_date, id",
                                 error);
  if (row == NULL)
    return NULL;
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaPause *pause = fascia_pause_new ();

      g_ptr_array_add (pauses, pause);
      pause->uuid = fascia_column_dup_text (row, 0);
      pause->created_us = fascia_column_int (row, 4);
      pause->ended_us = fascia_column_int_or (row, 5, 0);
      if (!fascia_column_day (self, row, 1, &pause->from, error) ||
          !fascia_column_day (self, row, 2, &pause->until, error) ||
          !fascia_column_word (self, row, 3, fascia_pause_reason_from_string, &pause->reason, error) ||
          !fascia_column_day (self, row, 6, &pause->ended_day, error))
        return NULL;
    }
  return result == SQLITE_DONE ? g_steal_pointer (&pauses) : NULL;
}

gboolean
fascia_store_add_pause (FasciaStore *self, const FasciaPause *pause, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (self != NULL && pause != NULL, FALSE);

  if (!fascia_pause_validate (pause, error))
    return FALSE;
  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self,
                                       "INSERT INTO pause (uuid, from_date, until_date, reason, created_at_us, changed_at_us) "
                                       "VALUES (:uuid, :from, :until, :reason, :now_us, " FASCIA_FIRST_VERSION ("pause") ")",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":uuid", pause->uuid);
  fascia_bind_day (statement, ":from", pause->from);
  fascia_bind_day (statement, ":until", pause->until);
  fascia_bind_text (statement, ":reason", fascia_pause_reason_to_string (pause->reason));
  fascia_bind_int (statement, ":now_us", now_us);
  return fascia_database_run (self, statement, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_store_end_pauses (FasciaStore *self, FasciaDay today, gint64 now_us, gboolean *any, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (self != NULL && fascia_day_is_valid (today) && any != NULL, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self,
                                       "UPDATE pause SET ended_us = :now_us, ended_date = :today, "
                                       "changed_at_us = " FASCIA_NEXT_VERSION " "
                                       "WHERE deleted_at_us IS NULL AND ended_us IS NULL "
                                       "AND from_date <= :today AND ifnull (until_date >= :today, 1)",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_day (statement, ":today", today);
  fascia_bind_int (statement, ":now_us", now_us);
  if (!fascia_database_run (self, statement, error))
    return FALSE;
  *any = fascia_database_changes (self) > 0;
  return fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_store_delete_pause (FasciaStore *self, const char *uuid, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (self != NULL && uuid != NULL, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self,
                                       "UPDATE pause SET deleted_at_us = " FASCIA_NEXT_VERSION ", changed_at_us = " FASCIA_NEXT_VERSION " "
                                       "WHERE uuid = :uuid AND deleted_at_us IS NULL",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":uuid", uuid);
  fascia_bind_int (statement, ":now_us", now_us);
  if (!fascia_database_run (self, statement, error))
    return FALSE;
  if (fascia_database_changes (self) == 0)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
                           _ ("That pause is gone already; look for it in the list of pauses."));
      return FALSE;
    }
  return fascia_transaction_commit (g_steal_pointer (&transaction), error);
}
