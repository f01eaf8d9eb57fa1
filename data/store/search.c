/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/search.h"

#include "data/store/sessions.h"

/* (transfer full) (nullable): @words as FTS5 asks for them, each by its beginning; what
 * is neither letter nor digit separates, so nothing typed is an operator. */
static char *
make_match (const char *words)
{
  GString *match = g_string_new (NULL);
  gboolean inside = FALSE;

  for (const char *at = words; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      gboolean part = g_unichar_isalnum (c) || g_unichar_ismark (c);

      if (part && !inside)
        g_string_append_c (match, '"');
      if (part)
        g_string_append_unichar (match, c);
      if (!part && inside)
        g_string_append (match, "\"* ");
      inside = part;
    }
  if (inside)
    g_string_append (match, "\"*");

  return g_string_free (match, match->len == 0);
}

/* The techniques as one text: “ calf-roller foot-ball ”. */
static char *
join_techniques (const char *const *techniques)
{
  g_autofree char *joined = techniques == NULL ? NULL : g_strjoinv (" ", (char **) techniques);

  return joined == NULL ? NULL : g_strdup_printf (" %s ", joined);
}

static GPtrArray *
read_all (FasciaSessionReader *reader, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_log_entry_free);
  FasciaLogEntry *entry;

  for (;;)
    {
      if (!fascia_session_reader_next (reader, &entry, error))
        return NULL;
      if (entry == NULL)
        return g_steal_pointer (&entries);
      g_ptr_array_add (entries, entry);
    }
}

GPtrArray *
fascia_store_find_sessions (FasciaStore *self, const FasciaLogFilter *filter, guint limit, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_auto (FasciaSessionReader) reader = { 0 };
  g_autofree char *match = NULL;
  g_autofree char *techniques = NULL;

  g_return_val_if_fail (self != NULL && filter != NULL, NULL);

  match = make_match (filter->words);
  techniques = join_techniques (filter->techniques);
  transaction = fascia_transaction_begin (self, FALSE, error);
  if (transaction == NULL ||
      !fascia_session_reader_init (&reader, self,
                                   "SELECT " FASCIA_SESSION_COLUMNS "FROM session INDEXED BY session_listed "
                                   "WHERE " FASCIA_IN_THE_LOG
                                   "AND (:match IS NULL OR session.id IN (SELECT rowid FROM note_search WHERE note_search MATCH :match)) "
                                   "AND (:context IS NULL OR context = :context) "
                                   "AND ((:area IS NULL AND :techniques IS NULL) "
                                   "OR EXISTS (SELECT 1 FROM session_area WHERE session_id = session.id AND area = :area) "
                                   "OR EXISTS (SELECT 1 FROM session_item WHERE session_id = session.id "
                                   "AND done_s > 0 AND instr (:techniques, ' ' || technique || ' '))) "
                                   "AND (:tool IS NULL OR EXISTS (SELECT 1 FROM session_item WHERE session_id = session.id "
                                   "AND done_s > 0 AND tool = :tool)) "
                                   "ORDER BY started_us DESC, uuid LIMIT :limit",
                                   error))
    return NULL;
  fascia_bind_text (reader.rows, ":match", match);
  fascia_bind_text (reader.rows, ":context", fascia_occasion_to_string (filter->occasion));
  fascia_bind_text (reader.rows, ":area", fascia_area_to_string (filter->area));
  fascia_bind_text (reader.rows, ":techniques", techniques);
  fascia_bind_text (reader.rows, ":tool", fascia_tool_to_string (filter->tool));
  fascia_bind_int (reader.rows, ":limit", limit == 0 ? -1 : (gint64) limit);

  return read_all (&reader, error);
}

GPtrArray *
fascia_store_list_trash (FasciaStore *self, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_auto (FasciaSessionReader) reader = { 0 };

  g_return_val_if_fail (self != NULL, NULL);

  transaction = fascia_transaction_begin (self, FALSE, error);
  if (transaction == NULL ||
      !fascia_session_reader_init (&reader, self,
                                   "SELECT " FASCIA_SESSION_COLUMNS "FROM session "
                                   "WHERE deleted_at_us IS NOT NULL ORDER BY deleted_at_us DESC, started_us DESC, uuid",
                                   error))
    return NULL;

  return read_all (&reader, error);
}

static gboolean
run_before (FasciaStore *self, const char *sql, gint64 before_us, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fascia_database_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  fascia_bind_int (statement, ":before_us", before_us);

  return fascia_database_run (self, statement, error);
}

gboolean
fascia_store_empty_trash (FasciaStore *self, gint64 before_us, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  transaction = fascia_transaction_begin (self, TRUE, error);

  return transaction != NULL &&
         run_before (self,
                     "INSERT INTO tombstone SELECT 'session', uuid, deleted_at_us FROM session WHERE deleted_at_us < :before_us "
                     "ON CONFLICT DO UPDATE SET deleted_at_us = max (tombstone.deleted_at_us, excluded.deleted_at_us)",
                     before_us, error) &&
         run_before (self, "DELETE FROM session WHERE deleted_at_us < :before_us", before_us, error) &&
         fascia_transaction_commit (g_steal_pointer (&transaction), error);
}
