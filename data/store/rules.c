/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/database.h"

#include <glib/gi18n-lib.h>

GPtrArray *
fascia_store_list_rules (FasciaStore *self, GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_rule_free);
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL, NULL);

  row = fascia_database_prepare (self,
                                 "SELECT uuid, kind, weekdays, slack, minute_of_day, even_if_met, enabled, routine, changed_at_us "
                                 "FROM reminder_rule WHERE deleted_at_us IS NULL ORDER BY id",
                                 error);
  if (row == NULL)
    return NULL;
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaRule *rule = fascia_rule_new ();

      g_ptr_array_add (rules, rule);
      g_free (rule->uuid);
      rule->uuid = fascia_column_dup_text (row, 0);
      rule->weekdays = fascia_column_int (row, 2);
      rule->slack = fascia_column_int (row, 3);
      rule->minute_of_day = fascia_column_int (row, 4);
      rule->even_if_met = fascia_column_int (row, 5) != 0;
      rule->enabled = fascia_column_int (row, 6) != 0;
      rule->routine = fascia_column_dup_text (row, 7);
      rule->changed_at_us = fascia_column_int (row, 8);
      if (!fascia_column_word (self, row, 1, fascia_rule_kind_from_string, &rule->kind, error))
        return NULL;
    }
  return result == SQLITE_DONE ? g_steal_pointer (&rules) : NULL;
}

static gboolean
fail_not_found (const char *uuid, GError **error)
{
  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
               _ ("There is no reminder rule “%s”; look for its UUID in the list of rules."), uuid);
  return FALSE;
}

/* Runs one writing statement that knows the parameters of a rule. */
static gboolean
write_rule (FasciaStore *self, const char *sql, const FasciaRule *rule, gint64 now_us, int *n_changed, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (!fascia_rule_validate (rule, error))
    return FALSE;
  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self, sql, error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":uuid", rule->uuid);
  fascia_bind_text (statement, ":kind", fascia_rule_kind_to_string (rule->kind));
  fascia_bind_int (statement, ":weekdays", rule->weekdays);
  fascia_bind_int (statement, ":slack", rule->slack);
  fascia_bind_int (statement, ":minute_of_day", rule->minute_of_day);
  fascia_bind_int (statement, ":even_if_met", rule->even_if_met ? 1 : 0);
  fascia_bind_int (statement, ":enabled", rule->enabled ? 1 : 0);
  fascia_bind_text (statement, ":routine", rule->routine);
  fascia_bind_int (statement, ":now_us", now_us);
  if (!fascia_database_run (self, statement, error))
    return FALSE;
  *n_changed = fascia_database_changes (self);
  return fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_store_add_rule (FasciaStore *self, const FasciaRule *rule, gint64 now_us, GError **error)
{
  int n_changed;

  g_return_val_if_fail (self != NULL && rule != NULL && rule->uuid != NULL, FALSE);

  return write_rule (self,
                     "INSERT INTO reminder_rule (uuid, kind, weekdays, slack, minute_of_day, even_if_met, enabled, routine, "
                     "created_at_us, changed_at_us) VALUES (:uuid, :kind, :weekdays, :slack, :minute_of_day, :even_if_met, "
                     ":enabled, :routine, :now_us, " FASCIA_FIRST_VERSION ("rule") ")",
                     rule, now_us, &n_changed, error);
}

gboolean
fascia_store_update_rule (FasciaStore *self, const FasciaRule *rule, gint64 now_us, GError **error)
{
  int n_changed;

  g_return_val_if_fail (self != NULL && rule != NULL && rule->uuid != NULL, FALSE);

  if (!write_rule (self,
                   "UPDATE reminder_rule SET kind = :kind, weekdays = :weekdays, slack = :slack, "
                   "minute_of_day = :minute_of_day, even_if_met = :even_if_met, enabled = :enabled, routine = :routine, "
                   "changed_at_us = " FASCIA_NEXT_VERSION " WHERE uuid = :uuid AND deleted_at_us IS NULL",
                   rule, now_us, &n_changed, error))
    return FALSE;
  return n_changed > 0 || fail_not_found (rule->uuid, error);
}

gboolean
fascia_store_remove_rule (FasciaStore *self, const char *uuid, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (self != NULL && uuid != NULL, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self,
                                       "UPDATE reminder_rule SET deleted_at_us = " FASCIA_NEXT_VERSION ", changed_at_us = " FASCIA_NEXT_VERSION " "
                                       "WHERE uuid = :uuid AND deleted_at_us IS NULL",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":uuid", uuid);
  fascia_bind_int (statement, ":now_us", now_us);
  if (!fascia_database_run (self, statement, error))
    return FALSE;
  if (fascia_database_changes (self) == 0)
    return fail_not_found (uuid, error);
  return fascia_transaction_commit (g_steal_pointer (&transaction), error);
}
