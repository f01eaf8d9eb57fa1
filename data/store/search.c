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

/* --- By months ------------------------------------------------------------------ */

GPtrArray *
fascia_store_list_month (FasciaStore *self, FasciaDay month, guint offset, guint limit, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_auto (FasciaSessionReader) reader = { 0 };
  FasciaDay first, last;

  g_return_val_if_fail (self != NULL && fascia_day_is_valid (month), NULL);

  first = fascia_day_month_start (month);
  last = fascia_day_month_end (month);

  /* The day as the totals have it; the walk along the index is as long as the month. */
  transaction = fascia_transaction_begin (self, FALSE, error);
  if (transaction == NULL ||
      !fascia_session_reader_init (&reader, self,
                                   "SELECT " FASCIA_SESSION_COLUMNS "FROM session INDEXED BY session_listed "
                                   "WHERE " FASCIA_IN_THE_LOG
                                   "AND started_us BETWEEN :from_us AND :to_us "
                                   "AND (SELECT day FROM session_of_day WHERE session_of_day.id = session.id) BETWEEN :first AND :last "
                                   "ORDER BY started_us DESC, uuid LIMIT :limit OFFSET :offset",
                                   error))
    return NULL;
  fascia_bind_int (reader.rows, ":from_us", fascia_session_day_start_us (first) - FASCIA_DATE_MARGIN_DAYS * G_TIME_SPAN_DAY);
  fascia_bind_int (reader.rows, ":to_us", fascia_session_day_start_us (last) + FASCIA_DATE_MARGIN_DAYS * G_TIME_SPAN_DAY);
  fascia_bind_day (reader.rows, ":first", first);
  fascia_bind_day (reader.rows, ":last", last);
  fascia_bind_int (reader.rows, ":limit", limit == 0 ? -1 : (gint64) limit);
  fascia_bind_int (reader.rows, ":offset", offset);

  return read_all (&reader, error);
}

/* --- By words and marks ---------------------------------------------------------- */

struct _FasciaSearch
{
  FasciaStore *store;
  GArray *noted;        /* (nullable) (element-type gint64): rows with the words asked for, in order */
  sqlite3_stmt *walk;   /* the next rows of the log */
  sqlite3_stmt *fits;   /* one of them, if it has the marks */
  char *techniques;
  gint64 started_us;    /* where it stands: behind this session */
  char *uuid;
};

/* The words are looked up once: walking the log is then a look at each row's number. */
static gboolean
find_notes (FasciaSearch *self, const char *words, GError **error)
{
  g_autofree char *match = make_match (words);
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  if (match == NULL)
    return TRUE;

  self->noted = g_array_new (FALSE, FALSE, sizeof (gint64));
  row = fascia_database_prepare (self->store, "SELECT rowid FROM note_search WHERE note_search MATCH :match ORDER BY rowid", error);
  if (row == NULL)
    return FALSE;
  fascia_bind_text (row, ":match", match);
  while ((result = fascia_database_step (self->store, row, error)) == SQLITE_ROW)
    {
      gint64 id = fascia_column_int (row, 0);

      g_array_append_val (self->noted, id);
    }

  return result != SQLITE_ERROR;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

FasciaSearch *
fascia_search_new (FasciaStore *store, const FasciaLogFilter *filter, GError **error)
{
  g_autoptr (FasciaSearch) self = NULL;

  g_return_val_if_fail (store != NULL && filter != NULL, NULL);

  self = g_new0 (FasciaSearch, 1);
  self->store = store;
  self->started_us = G_MAXINT64;
  self->uuid = g_strdup ("");
  self->techniques = join_techniques (filter->techniques);
  if (!find_notes (self, filter->words, error))
    return NULL;
  self->walk = fascia_database_prepare (store,
                                        "SELECT id, started_us, uuid FROM session INDEXED BY session_listed "
                                        "WHERE " FASCIA_IN_THE_LOG
                                        "AND started_us <= :started_us AND (started_us < :started_us OR uuid > :uuid) "
                                        "ORDER BY started_us DESC, uuid LIMIT :limit",
                                        error);
  if (self->walk == NULL)
    return NULL;
  self->fits = fascia_database_prepare (store,
                                        "SELECT substr (session_of_day.day, 1, 7) || '-01', session.active_s "
                                        "FROM session JOIN session_of_day ON session_of_day.id = session.id "
                                        "WHERE session.id = :id "
                                        "AND (:context IS NULL OR context = :context) "
                                        "AND ((:area IS NULL AND :techniques IS NULL) "
                                        "OR EXISTS (SELECT 1 FROM session_area WHERE session_id = session.id AND area = :area) "
                                        "OR EXISTS (SELECT 1 FROM session_item WHERE session_id = session.id "
                                        "AND done_s > 0 AND instr (:techniques, ' ' || technique || ' '))) "
                                        "AND (:tool IS NULL OR EXISTS (SELECT 1 FROM session_item WHERE session_id = session.id "
                                        "AND done_s > 0 AND tool = :tool))",
                                        error);
  if (self->fits == NULL)
    return NULL;
  fascia_bind_text (self->fits, ":context", fascia_occasion_to_string (filter->occasion));
  fascia_bind_text (self->fits, ":area", fascia_area_to_string (filter->area));
  fascia_bind_text (self->fits, ":techniques", self->techniques);
  fascia_bind_text (self->fits, ":tool", fascia_tool_to_string (filter->tool));

  return g_steal_pointer (&self);
}

void
fascia_search_free (FasciaSearch *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->noted, g_array_unref);
  g_clear_pointer (&self->walk, sqlite3_finalize);
  g_clear_pointer (&self->fits, sqlite3_finalize);
  g_free (self->techniques);
  g_free (self->uuid);
  g_free (self);
}

/* Adds the session @id to @found if it has the marks. */
static gboolean
try_session (FasciaSearch *self, gint64 id, GArray *found, GError **error)
{
  FasciaFound one = { .row = id };
  gboolean read = TRUE;
  int result;

  fascia_bind_int (self->fits, ":id", id);
  result = fascia_database_step (self->store, self->fits, error);
  if (result == SQLITE_ROW)
    {
      read = fascia_column_day (self->store, self->fits, 0, &one.month, error);
      one.active_s = (int) fascia_column_int (self->fits, 1);
      if (read)
        g_array_append_val (found, one);
    }
  sqlite3_reset (self->fits);

  return read && result != SQLITE_ERROR;
}

static gboolean
walk_on (FasciaSearch *self, guint n_sessions, GArray *found, guint *n_seen, GError **error)
{
  g_autofree char *uuid = g_steal_pointer (&self->uuid);
  int result;

  self->uuid = g_strdup (uuid);
  fascia_bind_int (self->walk, ":started_us", self->started_us);
  fascia_bind_text (self->walk, ":uuid", uuid);
  fascia_bind_int (self->walk, ":limit", n_sessions);
  while ((result = fascia_database_step (self->store, self->walk, error)) == SQLITE_ROW)
    {
      gint64 id = fascia_column_int (self->walk, 0);

      ++*n_seen;
      self->started_us = fascia_column_int (self->walk, 1);
      g_free (self->uuid);
      self->uuid = fascia_column_dup_text (self->walk, 2);
      if ((self->noted == NULL || g_array_binary_search (self->noted, &id, compare_rows, NULL)) && !try_session (self, id, found, error))
        return FALSE;
    }

  return result != SQLITE_ERROR;
}

gboolean
fascia_search_go_on (FasciaSearch *self, guint n_sessions, GArray *found, gboolean *more, GError **error)
{
  g_autoptr (FasciaTransaction) transaction = NULL;
  guint n_seen = 0;
  gboolean walked;

  g_return_val_if_fail (self != NULL && found != NULL && more != NULL, FALSE);
  g_return_val_if_fail (n_sessions > 0, FALSE);

  transaction = fascia_transaction_begin (self->store, FALSE, error);
  if (transaction == NULL)
    return FALSE;
  walked = walk_on (self, n_sessions, found, &n_seen, error);
  sqlite3_reset (self->walk);
  *more = n_seen == n_sessions && (self->noted == NULL || self->noted->len > 0);

  return walked;
}

GPtrArray *
fascia_store_read_found (FasciaStore *self, const FasciaFound *found, guint n, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_log_entry_free);
  g_autoptr (FasciaTransaction) transaction = NULL;
  g_auto (FasciaSessionReader) reader = { 0 };

  g_return_val_if_fail (self != NULL && (found != NULL || n == 0), NULL);

  transaction = fascia_transaction_begin (self, FALSE, error);
  if (transaction == NULL ||
      !fascia_session_reader_init (&reader, self,
                                   "SELECT " FASCIA_SESSION_COLUMNS "FROM session "
                                   "WHERE session.id = :id AND " FASCIA_IN_THE_LOG,
                                   error))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      FasciaLogEntry *entry;

      fascia_bind_int (reader.rows, ":id", found[i].row);
      if (!fascia_session_reader_next (&reader, &entry, error))
        return NULL;
      sqlite3_reset (reader.rows);
      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }

  return g_steal_pointer (&entries);
}

/* As many looked at in one step as the first screens of a list take. */
#define STEP 1000

GPtrArray *
fascia_store_find_sessions (FasciaStore *self, const FasciaLogFilter *filter, guint limit, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (FasciaFound));
  g_autoptr (FasciaSearch) search = NULL;
  gboolean more = TRUE;

  g_return_val_if_fail (self != NULL && filter != NULL, NULL);

  search = fascia_search_new (self, filter, error);
  if (search == NULL)
    return NULL;
  while (more && (limit == 0 || found->len < limit))
    if (!fascia_search_go_on (search, STEP, found, &more, error))
      return NULL;

  return fascia_store_read_found (self, (const FasciaFound *) (gpointer) found->data,
                                  limit == 0 ? found->len : MIN (limit, found->len), error);
}

/* --- In the trash ------------------------------------------------------------------ */

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
