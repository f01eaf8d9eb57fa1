/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/routines.h"

#include <glib/gi18n-lib.h>

#include "data/store/record.h"

static void
take_text (sqlite3_stmt *row, int column, char **text)
{
  g_free (*text);
  *text = fascia_column_dup_text (row, column);
}

/* (transfer full): the words of @kind in their order, NULL-terminated. */
static char **
read_words (FasciaStore *self, gint64 id, const char *kind, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  row = fascia_database_prepare (self, "SELECT word FROM routine_word WHERE routine_id = :id AND kind = :kind ORDER BY position", error);
  if (row == NULL)
    return NULL;
  fascia_bind_int (row, ":id", id);
  fascia_bind_text (row, ":kind", kind);
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    g_ptr_array_add (words, fascia_column_dup_text (row, 0));
  if (result == SQLITE_ERROR)
    return NULL;
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}

static gboolean
read_occasions (FasciaStore *self, FasciaRoutine *routine, gint64 id, GError **error)
{
  g_auto (GStrv) words = read_words (self, id, "context", error);

  if (words == NULL)
    return FALSE;
  for (guint i = 0; words[i] != NULL && i < FASCIA_N_OCCASIONS; i++)
    {
      if (!fascia_occasion_from_string (words[i], &routine->occasions[i]))
        return fascia_database_fail_word (self, words[i], error);
      routine->n_occasions++;
    }
  return TRUE;
}

static gboolean
read_items (FasciaStore *self, FasciaRoutine *routine, gint64 id, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  row = fascia_database_prepare (self,
                                 "SELECT technique, sides, tool, prepare_s, roll_s, hold_s, sets, rest_s "
                                 "FROM routine_item WHERE routine_id = :id ORDER BY position",
                                 error);
  if (row == NULL)
    return FALSE;
  fascia_bind_int (row, ":id", id);
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaRoutineItem *item = fascia_routine_item_new (fascia_column_text (row, 0));

      g_ptr_array_add (routine->items, item);
      item->tool = FASCIA_TOOL_NONE;
      item->prepare_s = fascia_column_int (row, 3);
      item->roll_s = fascia_column_int (row, 4);
      item->hold_s = fascia_column_int (row, 5);
      item->sets = fascia_column_int (row, 6);
      item->rest_s = fascia_column_int (row, 7);
      if (!fascia_column_word (self, row, 1, fascia_sides_from_string, &item->sides, error) ||
          !fascia_column_word (self, row, 2, fascia_tool_from_string, &item->tool, error))
        return FALSE;
    }
  return result == SQLITE_DONE;
}

static gboolean
read_parts (FasciaStore *self, FasciaRoutine *routine, gint64 id, GError **error)
{
  g_strfreev (routine->audience);
  g_strfreev (routine->sections);
  routine->audience = read_words (self, id, "audience", error);
  routine->sections = routine->audience != NULL ? read_words (self, id, "section", error) : NULL;
  return routine->sections != NULL &&
         read_occasions (self, routine, id, error) &&
         read_items (self, routine, id, error);
}

GPtrArray *
fascia_routine_list (FasciaStore *self, const char *uuid, GError **error)
{
  g_autoptr (GPtrArray) routines = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_routine_unref);
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  transaction = fascia_transaction_begin (self, FALSE, error);
  if (transaction == NULL)
    return NULL;
  row = fascia_database_prepare (self,
                                 "SELECT id, uuid, name_en, name_da, about_en, about_da, afterwards_en, afterwards_da, "
                                 "level, pressure_cap, version FROM routine WHERE deleted_at_us IS NULL AND uuid = ifnull (:uuid, uuid) "
                                 "ORDER BY name_en COLLATE NOCASE, uuid",
                                 error);
  if (row == NULL)
    return NULL;
  fascia_bind_text (row, ":uuid", uuid);
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaRoutine *routine = fascia_routine_new (fascia_column_text (row, 1));

      g_ptr_array_add (routines, routine);
      take_text (row, 2, &routine->name.in[FASCIA_LANGUAGE_EN]);
      take_text (row, 3, &routine->name.in[FASCIA_LANGUAGE_DA]);
      take_text (row, 4, &routine->about.in[FASCIA_LANGUAGE_EN]);
      take_text (row, 5, &routine->about.in[FASCIA_LANGUAGE_DA]);
      take_text (row, 6, &routine->afterwards.in[FASCIA_LANGUAGE_EN]);
      take_text (row, 7, &routine->afterwards.in[FASCIA_LANGUAGE_DA]);
      routine->level = fascia_column_int (row, 8);
      routine->pressure_cap = fascia_column_int (row, 9);
      routine->version = fascia_column_int (row, 10);
      routine->own = TRUE;
      if (!read_parts (self, routine, fascia_column_int (row, 0), error))
        return NULL;
    }
  return result == SQLITE_DONE ? g_steal_pointer (&routines) : NULL;
}

GPtrArray *
fascia_store_list_routines (FasciaStore *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  return fascia_routine_list (self, NULL, error);
}

/* Returns the id of the row, or 0 on error. */
static gint64
write_row (FasciaStore *self, const FasciaRoutine *routine, gint64 now_us, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gint64 id;

  statement = fascia_database_prepare (self,
                                       "INSERT INTO routine (uuid, name_en, name_da, about_en, about_da, afterwards_en, "
                                       "afterwards_da, level, pressure_cap, version, changed_at_us) VALUES (:uuid, :name_en, "
                                       ":name_da, :about_en, :about_da, :afterwards_en, :afterwards_da, :level, :pressure_cap, "
                                       ":version, :now_us) ON CONFLICT (uuid) DO UPDATE SET name_en = :name_en, "
                                       "name_da = :name_da, about_en = :about_en, about_da = :about_da, "
                                       "afterwards_en = :afterwards_en, afterwards_da = :afterwards_da, level = :level, "
                                       "pressure_cap = :pressure_cap, version = :version, changed_at_us = :now_us, "
                                       "deleted_at_us = NULL RETURNING id",
                                       error);
  if (statement == NULL)
    return 0;
  fascia_bind_text (statement, ":uuid", routine->id);
  fascia_bind_text (statement, ":name_en", routine->name.in[FASCIA_LANGUAGE_EN]);
  fascia_bind_text (statement, ":name_da", routine->name.in[FASCIA_LANGUAGE_DA]);
  fascia_bind_text (statement, ":about_en", routine->about.in[FASCIA_LANGUAGE_EN]);
  fascia_bind_text (statement, ":about_da", routine->about.in[FASCIA_LANGUAGE_DA]);
  fascia_bind_text (statement, ":afterwards_en", routine->afterwards.in[FASCIA_LANGUAGE_EN]);
  fascia_bind_text (statement, ":afterwards_da", routine->afterwards.in[FASCIA_LANGUAGE_DA]);
  fascia_bind_int (statement, ":level", routine->level);
  fascia_bind_int (statement, ":pressure_cap", routine->pressure_cap);
  fascia_bind_int (statement, ":version", routine->version);
  fascia_bind_int (statement, ":now_us", now_us);
  if (fascia_database_step (self, statement, error) != SQLITE_ROW)
    return 0;
  id = fascia_column_int (statement, 0);
  return fascia_database_run (self, statement, error) ? id : 0;
}

static gboolean
insert_word (FasciaStore *self, sqlite3_stmt *statement, gint64 id, const char *kind, guint position, const char *word, GError **error)
{
  fascia_bind_int (statement, ":id", id);
  fascia_bind_text (statement, ":kind", kind);
  fascia_bind_int (statement, ":position", position);
  fascia_bind_text (statement, ":word", word);
  return fascia_database_run (self, statement, error);
}

static gboolean
write_words (FasciaStore *self, gint64 id, const FasciaRoutine *routine, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = fascia_database_prepare (self, "INSERT INTO routine_word VALUES (:id, :kind, :position, :word)", error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < routine->n_occasions; i++)
    if (!insert_word (self, statement, id, "context", i, fascia_occasion_to_string (routine->occasions[i]), error))
      return FALSE;
  for (guint i = 0; routine->audience[i] != NULL; i++)
    if (!insert_word (self, statement, id, "audience", i, routine->audience[i], error))
      return FALSE;
  for (guint i = 0; routine->sections[i] != NULL; i++)
    if (!insert_word (self, statement, id, "section", i, routine->sections[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
write_items (FasciaStore *self, gint64 id, const FasciaRoutine *routine, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = fascia_database_prepare (self,
                                       "INSERT INTO routine_item VALUES (:id, :position, :technique, :sides, :tool, "
                                       ":prepare_s, :roll_s, :hold_s, :sets, :rest_s)",
                                       error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < routine->items->len; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (routine->items, i);

      fascia_bind_int (statement, ":id", id);
      fascia_bind_int (statement, ":position", i);
      fascia_bind_text (statement, ":technique", item->technique);
      fascia_bind_text (statement, ":sides", fascia_sides_to_string (item->sides));
      fascia_bind_text (statement, ":tool", fascia_tool_to_string (item->tool));
      fascia_bind_int (statement, ":prepare_s", item->prepare_s);
      fascia_bind_int (statement, ":roll_s", item->roll_s);
      fascia_bind_int (statement, ":hold_s", item->hold_s);
      fascia_bind_int (statement, ":sets", item->sets);
      fascia_bind_int (statement, ":rest_s", item->rest_s);
      if (!fascia_database_run (self, statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
delete_parts (FasciaStore *self, gint64 id, GError **error)
{
  static const char *const sql[] = {
    "DELETE FROM routine_word WHERE routine_id = :id",
    "DELETE FROM routine_item WHERE routine_id = :id",
    NULL,
  };

  return fascia_database_run_each (self, sql, id, error);
}

gboolean
fascia_routine_write (FasciaStore *self, const FasciaRoutine *routine, gint64 changed_us, GError **error)
{
  gint64 id = write_row (self, routine, changed_us, error);

  return id != 0 &&
         delete_parts (self, id, error) &&
         write_words (self, id, routine, error) &&
         write_items (self, id, routine, error);
}

gboolean
fascia_store_save_routine (FasciaStore *self, const FasciaRoutine *routine, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  FasciaRecordState here;

  g_return_val_if_fail (self != NULL && routine != NULL, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  /* Later than what it replaces, a deletion too; see FASCIA_NEXT_VERSION. */
  return transaction != NULL &&
         fascia_record_get_state (self, FASCIA_RECORD_ROUTINE, routine->id, &here, error) &&
         fascia_routine_write (self, routine, here.present ? MAX (now_us, here.changed_us + 1000) : now_us, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_store_delete_routine (FasciaStore *self, const char *uuid, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (self != NULL && uuid != NULL, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self,
                                       "UPDATE routine SET deleted_at_us = " FASCIA_NEXT_VERSION ", changed_at_us = " FASCIA_NEXT_VERSION " "
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
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
                   _ ("You have no routine “%s” of your own; look for its id in the list of routines."), uuid);
      return FALSE;
    }
  return fascia_transaction_commit (g_steal_pointer (&transaction), error);
}
