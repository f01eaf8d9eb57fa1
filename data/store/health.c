/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/database.h"

/* --- The health check ------------------------------------------------------------- */

static const char elsewhere[] = "elsewhere";

/* A set of areas holds one place more than there are areas. */
static gboolean
area_bit_from_string (const char *word, guint32 *bit)
{
  FasciaArea area;

  if (g_str_equal (word, elsewhere))
    *bit = FASCIA_AREA_BIT_ELSEWHERE;
  else if (fascia_area_from_string (word, &area))
    *bit = FASCIA_AREA_BIT (area);
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_answers (FasciaStore *self, FasciaHealth *health, GError **error)
{
  g_autoptr (sqlite3_stmt) row = fascia_database_prepare (self, "SELECT condition, answered_us, cleared_us, inflamed FROM health_answer", error);
  int result;

  if (row == NULL)
    return FALSE;
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaCondition condition = FASCIA_CONDITION_OPEN_WOUND;

      if (!fascia_column_word (self, row, 0, fascia_condition_from_string, &condition, error))
        return FALSE;
      health->answers[condition] = (FasciaHealthAnswer){
        .answered_us = fascia_column_int (row, 1),
        .cleared_us = fascia_column_int_or (row, 2, 0),
        .inflamed = fascia_column_int (row, 3) != 0,
      };
    }
  return result == SQLITE_DONE;
}

static gboolean
read_areas (FasciaStore *self, FasciaHealth *health, GError **error)
{
  g_autoptr (sqlite3_stmt) row = fascia_database_prepare (self, "SELECT condition, area FROM health_area", error);
  int result;

  if (row == NULL)
    return FALSE;
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaCondition condition = FASCIA_CONDITION_OPEN_WOUND;
      guint32 bit = 0;

      if (!fascia_column_word (self, row, 0, fascia_condition_from_string, &condition, error) ||
          !fascia_column_word (self, row, 1, area_bit_from_string, &bit, error))
        return FALSE;
      health->answers[condition].areas |= bit;
    }
  return result == SQLITE_DONE;
}

gboolean
fascia_store_load_health (FasciaStore *self, FasciaHealth *health, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) row = NULL;
  FasciaHealth read = { .asked_us = 0 };
  int result;

  g_return_val_if_fail (self != NULL && health != NULL, FALSE);

  transaction = fascia_transaction_begin (self, FALSE, error);
  if (transaction == NULL)
    return FALSE;
  row = fascia_database_prepare (self, "SELECT asked_us, skipped_us, changed_us FROM health_check", error);
  if (row == NULL)
    return FALSE;
  result = fascia_database_step (self, row, error);
  if (result == SQLITE_ERROR)
    return FALSE;
  if (result == SQLITE_ROW)
    {
      read.asked_us = fascia_column_int_or (row, 0, 0);
      read.skipped_us = fascia_column_int_or (row, 1, 0);
      read.changed_us = fascia_column_int_or (row, 2, 0);
    }
  if (!read_answers (self, &read, error) || !read_areas (self, &read, error))
    return FALSE;
  *health = read;
  return TRUE;
}

static gboolean
write_answer (FasciaStore *self, sqlite3_stmt *answers, sqlite3_stmt *areas, FasciaCondition condition, const FasciaHealthAnswer *answer, GError **error)
{
  fascia_bind_text (answers, ":condition", fascia_condition_to_string (condition));
  fascia_bind_int (answers, ":answered_us", answer->answered_us);
  fascia_bind_int_or_null (answers, ":cleared_us", answer->cleared_us, 0);
  fascia_bind_int (answers, ":inflamed", answer->inflamed != FALSE);
  if (!fascia_database_run (self, answers, error))
    return FALSE;

  for (guint area = 0; area <= FASCIA_N_AREAS; area++)
    {
      if ((answer->areas & FASCIA_AREA_BIT (area)) == 0)
        continue;
      fascia_bind_text (areas, ":condition", fascia_condition_to_string (condition));
      fascia_bind_text (areas, ":area", area < FASCIA_N_AREAS ? fascia_area_to_string ((FasciaArea) area) : elsewhere);
      if (!fascia_database_run (self, areas, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_check (FasciaStore *self, const FasciaHealth *health, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = fascia_database_prepare (self,
                                       "INSERT INTO health_check VALUES (1, :asked_us, :skipped_us, :changed_us) "
                                       "ON CONFLICT (only) DO UPDATE SET asked_us = excluded.asked_us, "
                                       "skipped_us = excluded.skipped_us, changed_us = excluded.changed_us",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_int_or_null (statement, ":asked_us", health->asked_us, 0);
  fascia_bind_int_or_null (statement, ":skipped_us", health->skipped_us, 0);
  fascia_bind_int_or_null (statement, ":changed_us", health->changed_us, 0);
  return fascia_database_run (self, statement, error);
}

gboolean
fascia_store_save_health (FasciaStore *self, const FasciaHealth *health, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) answers = NULL;
  g_autoptr (sqlite3_stmt) areas = NULL;

  g_return_val_if_fail (self != NULL && health != NULL, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  /* With what hangs on them: an answer “no” leaves nothing behind. */
  if (transaction == NULL || !fascia_database_exec (self, "DELETE FROM health_answer", error))
    return FALSE;
  answers = fascia_database_prepare (self, "INSERT INTO health_answer VALUES (:condition, :answered_us, :cleared_us, :inflamed)", error);
  areas = fascia_database_prepare (self, "INSERT INTO health_area VALUES (:condition, :area)", answers != NULL ? error : NULL);
  if (answers == NULL || areas == NULL)
    return FALSE;
  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    {
      if (health->answers[i].answered_us != 0 &&
          !write_answer (self, answers, areas, (FasciaCondition) i, &health->answers[i], error))
        return FALSE;
    }
  return write_check (self, health, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

/* --- What the user likes and owns ------------------------------------------------- */

GStrv
fascia_store_list_favourites (FasciaStore *self, GError **error)
{
  g_autoptr (GStrvBuilder) techniques = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL, NULL);

  row = fascia_database_prepare (self, "SELECT technique FROM favourite WHERE since_us IS NOT NULL ORDER BY since_us DESC, technique", error);
  if (row == NULL)
    return NULL;
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    g_strv_builder_add (techniques, fascia_column_text (row, 0));
  return result == SQLITE_DONE ? g_strv_builder_end (techniques) : NULL;
}

gboolean
fascia_store_set_favourite (FasciaStore *self, const char *technique, gboolean favourite, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (self != NULL && technique != NULL && *technique != '\0', FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  /* What is so already keeps its instants; what never was needs no row. */
  statement = fascia_database_prepare (self,
                                       "INSERT INTO favourite SELECT :technique, iif (:favourite, :now_us, NULL), :now_us "
                                       "WHERE :favourite OR EXISTS (SELECT 1 FROM favourite WHERE technique = :technique) "
                                       "ON CONFLICT (technique) DO UPDATE SET since_us = excluded.since_us, changed_at_us = " FASCIA_NEXT_VERSION " "
                                       "WHERE (since_us IS NULL) <> (excluded.since_us IS NULL)",
                                       error);
  if (statement == NULL)
    return FALSE;
  fascia_bind_text (statement, ":technique", technique);
  fascia_bind_int (statement, ":favourite", favourite != FALSE);
  fascia_bind_int (statement, ":now_us", now_us);
  return fascia_database_run (self, statement, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
fascia_store_get_owned_tools (FasciaStore *self, guint *tools, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  guint owned = FASCIA_ALL_TOOL_BITS;
  int result;

  g_return_val_if_fail (self != NULL && tools != NULL, FALSE);

  row = fascia_database_prepare (self, "SELECT tool FROM tool WHERE NOT owned", error);
  if (row == NULL)
    return FALSE;
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaTool tool = FASCIA_TOOL_FOAM_ROLLER;

      if (!fascia_column_word (self, row, 0, fascia_tool_from_string, &tool, error))
        return FALSE;
      owned &= ~FASCIA_TOOL_BIT (tool);
    }
  if (result == SQLITE_ERROR)
    return FALSE;
  *tools = owned;
  return TRUE;
}

gboolean
fascia_store_set_owned_tools (FasciaStore *self, guint tools, gint64 now_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);
  if (transaction == NULL)
    return FALSE;
  statement = fascia_database_prepare (self,
                                       "INSERT INTO tool SELECT :tool, :owned, :now_us "
                                       "WHERE NOT :owned OR EXISTS (SELECT 1 FROM tool WHERE tool = :tool) "
                                       "ON CONFLICT (tool) DO UPDATE SET owned = excluded.owned, changed_at_us = " FASCIA_NEXT_VERSION " "
                                       "WHERE owned <> excluded.owned",
                                       error);
  if (statement == NULL)
    return FALSE;
  for (guint tool = 0; tool < FASCIA_N_TOOLS; tool++)
    {
      fascia_bind_text (statement, ":tool", fascia_tool_to_string ((FasciaTool) tool));
      fascia_bind_int (statement, ":owned", (tools & FASCIA_TOOL_BIT (tool)) != 0);
      fascia_bind_int (statement, ":now_us", now_us);
      if (!fascia_database_run (self, statement, error))
        return FALSE;
    }
  return fascia_transaction_commit (g_steal_pointer (&transaction), error);
}

/* --- How often, and when last ----------------------------------------------------- */

GHashTable *
fascia_store_load_technique_uses (FasciaStore *self, GError **error)
{
  g_autoptr (GHashTable) uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL, NULL);

  /* For each side one look into the index, from its newest end. */
  row = fascia_database_prepare (self,
                                 "WITH side (side) AS (VALUES ('left'), ('right'), ('both')) "
                                 "SELECT last.technique, last.sessions, started_us, local_date FROM "
                                 "(SELECT technique, sessions, "
                                 "(SELECT session_id FROM session_item AS item INDEXED BY session_item_last "
                                 "JOIN session ON session.id = session_id "
                                 "WHERE item.technique = technique_use.technique AND item.side = side.side AND done_s > 0 "
                                 "AND ended_us IS NOT NULL AND deleted_at_us IS NULL "
                                 "ORDER BY item.started_us DESC LIMIT 1) AS session_id "
                                 "FROM technique_use, side WHERE sessions > 0) AS last "
                                 "JOIN session ON session.id = last.session_id",
                                 error);
  if (row == NULL)
    return NULL;
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      const char *technique = fascia_column_text (row, 0);
      FasciaTechniqueUse *use = g_hash_table_lookup (uses, technique);

      if (use == NULL)
        {
          use = g_new0 (FasciaTechniqueUse, 1);
          use->n_sessions = (guint) fascia_column_int (row, 1);
          use->last_us = G_MININT64;
          g_hash_table_insert (uses, g_strdup (technique), use);
        }
      if (fascia_column_int (row, 2) > use->last_us)
        {
          use->last_us = fascia_column_int (row, 2);
          if (!fascia_column_day (self, row, 3, &use->last, error))
            return NULL;
        }
    }
  return result == SQLITE_DONE ? g_steal_pointer (&uses) : NULL;
}
