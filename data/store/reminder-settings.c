/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/database.h"

gboolean
fascia_store_load_reminder_settings (FasciaStore *self, FasciaReminderSettings *settings, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL && settings != NULL, FALSE);

  row = fascia_database_prepare (self,
                                 "SELECT reminders_on, on_since_us, recent_min, grace_min, nudge_min, quiet, quiet_from, "
                                 "quiet_until, quiet_drop, private_texts FROM reminder_settings",
                                 error);
  if (row == NULL)
    return FALSE;
  result = fascia_database_step (self, row, error);
  if (result == SQLITE_ERROR)
    return FALSE;
  *settings = FASCIA_REMINDER_SETTINGS_DEFAULT;
  if (result == SQLITE_ROW)
    {
      settings->on = fascia_column_int (row, 0) != 0;
      settings->on_since_us = fascia_column_int (row, 1);
      settings->recent_min = fascia_column_int (row, 2);
      settings->grace_min = fascia_column_int (row, 3);
      settings->nudge_min = fascia_column_int (row, 4);
      settings->quiet = fascia_column_int (row, 5) != 0;
      settings->quiet_from = fascia_column_int (row, 6);
      settings->quiet_until = fascia_column_int (row, 7);
      settings->quiet_drop = fascia_column_int (row, 8) != 0;
      settings->private_texts = fascia_column_int (row, 9) != 0;
    }
  return TRUE;
}

gboolean
fascia_store_save_reminder_settings (FasciaStore *self, const FasciaReminderSettings *settings, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (self != NULL && settings != NULL, FALSE);

  if (!fascia_reminder_settings_validate (settings, error))
    return FALSE;
  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  /* What is saved as it was keeps the instant it was really changed at. */
  statement = fascia_database_prepare (self,
                                       "UPDATE reminder_settings SET "
                                       "on_since_us = iif (:on AND NOT reminders_on, :now_us, on_since_us), "
                                       "reminders_on = :on, recent_min = :recent, grace_min = :grace, nudge_min = :nudge, "
                                       "quiet = :quiet, quiet_from = :from, quiet_until = :until, quiet_drop = :drop, "
                                       "private_texts = :private, changed_at_us = " FASCIA_NEXT_VERSION " "
                                       "WHERE (reminders_on, recent_min, grace_min, nudge_min, quiet, quiet_from, quiet_until, "
                                       "quiet_drop, private_texts) IS NOT "
                                       "(:on, :recent, :grace, :nudge, :quiet, :from, :until, :drop, :private)",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_int (statement, ":on", settings->on ? 1 : 0);
  fascia_bind_int (statement, ":recent", settings->recent_min);
  fascia_bind_int (statement, ":grace", settings->grace_min);
  fascia_bind_int (statement, ":nudge", settings->nudge_min);
  fascia_bind_int (statement, ":quiet", settings->quiet ? 1 : 0);
  fascia_bind_int (statement, ":from", settings->quiet_from);
  fascia_bind_int (statement, ":until", settings->quiet_until);
  fascia_bind_int (statement, ":drop", settings->quiet_drop ? 1 : 0);
  fascia_bind_int (statement, ":private", settings->private_texts ? 1 : 0);
  fascia_bind_int (statement, ":now_us", now_us);
  return fascia_database_run (self, statement, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}
