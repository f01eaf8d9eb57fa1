/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/database.h"

#include <glib/gi18n-lib.h>

GArray *
fascia_store_list_goals (FasciaStore *self, GError **error)
{
  g_autoptr (GArray) goals = g_array_new (FALSE, FALSE, sizeof (FasciaGoal));
  g_autoptr (sqlite3_stmt) statement = NULL;
  int result;

  g_return_val_if_fail (self != NULL, NULL);

  statement = fascia_database_prepare (self, "SELECT from_date, per_week FROM goal ORDER BY from_date", error);
  if (statement == NULL)
    return NULL;
  while ((result = fascia_database_step (self, statement, error)) == SQLITE_ROW)
    {
      FasciaGoal goal = { .per_week = fascia_column_int (statement, 1) };

      if (!fascia_column_day (self, statement, 0, &goal.from, error))
        return NULL;
      g_array_append_val (goals, goal);
    }
  return result == SQLITE_DONE ? g_steal_pointer (&goals) : NULL;
}

gboolean
fascia_store_set_goal (FasciaStore *self, const FasciaGoal *goal, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (self != NULL && goal != NULL, FALSE);

  if (!fascia_day_is_valid (goal->from) || goal->per_week < FASCIA_MIN_GOAL || goal->per_week > FASCIA_MAX_GOAL)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                           _ ("A goal is 1 to 7 days a week from a given day on; give a number in that range."));
      return FALSE;
    }
  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self,
                                       "INSERT INTO goal VALUES (:from, :per_week, :now_us) "
                                       "ON CONFLICT (from_date) DO UPDATE SET per_week = :per_week, "
                                       "changed_at_us = " FASCIA_NEXT_VERSION,
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_day (statement, ":from", goal->from);
  fascia_bind_int (statement, ":per_week", goal->per_week);
  fascia_bind_int (statement, ":now_us", now_us);
  return fascia_database_run (self, statement, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}
