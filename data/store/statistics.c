/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/statistics.h"

#include <string.h>

#include "data/store/sessions.h"

/* A span of days as few periods: the days before its first whole month, its whole
 * months, and the days after the last. */
#define SPAN(columns, table)                                                                            \
  "SELECT " columns " FROM " table " WHERE grain = 0 AND period BETWEEN :head_from AND :head_to "       \
  "UNION ALL SELECT " columns " FROM " table " WHERE grain = 1 AND period BETWEEN :month_from AND :month_to " \
  "UNION ALL SELECT " columns " FROM " table " WHERE grain = 0 AND period BETWEEN :tail_from AND :tail_to "   \
  "UNION ALL SELECT " columns " FROM " table " WHERE grain = 2 AND :all "

/* Binds NULL, which nothing lies between, where either is no day. */
static void
bind_days (sqlite3_stmt *statement, const char *from_name, const char *to_name, FasciaDay from, FasciaDay to)
{
  fascia_bind_day (statement, from_name, from);
  fascia_bind_day (statement, to_name, to);
}

static void
bind_month (sqlite3_stmt *statement, const char *name, FasciaDay day)
{
  g_autofree char *text = fascia_day_to_string (day);

  sqlite3_bind_text (statement, sqlite3_bind_parameter_index (statement, name), text, strlen ("YYYY-MM"), SQLITE_TRANSIENT);
}

static void
bind_span (sqlite3_stmt *statement, FasciaDay since, FasciaDay until)
{
  FasciaDay first_month, after_months;

  fascia_bind_int (statement, ":all", !fascia_day_is_valid (since) && !fascia_day_is_valid (until));
  if (!fascia_day_is_valid (since) && !fascia_day_is_valid (until))
    return;

  if (!fascia_day_is_valid (since))
    since = fascia_day_new (1, 1, 1);
  if (!fascia_day_is_valid (until))
    until = fascia_day_new (9999, 11, 30);

  first_month = fascia_day_add (since, -1);
  first_month = fascia_day_is_valid (first_month) ? fascia_day_add (fascia_day_month_end (first_month), 1) : since;
  after_months = fascia_day_add (until, 1);
  if (fascia_day_is_valid (after_months))
    after_months = fascia_day_month_start (after_months);
  if (!fascia_day_is_valid (first_month) || !fascia_day_is_valid (after_months) ||
      fascia_day_difference (after_months, first_month) <= 0)
    {
      bind_days (statement, ":head_from", ":head_to", since, until);
      return;
    }
  bind_days (statement, ":head_from", ":head_to", since, fascia_day_add (first_month, -1));
  bind_month (statement, ":month_from", first_month);
  bind_month (statement, ":month_to", fascia_day_add (after_months, -1));
  bind_days (statement, ":tail_from", ":tail_to", after_months, until);
}

/* --- What was done ---------------------------------------------------------------- */

void
fascia_item_total_free (FasciaItemTotal *self)
{
  if (self == NULL)
    return;
  g_free (self->technique);
  g_free (self);
}

static guint
item_total_hash (gconstpointer key)
{
  const FasciaItemTotal *self = key;

  return g_str_hash (self->technique) * 31 + self->side * FASCIA_N_TOOLS + self->tool;
}

static gboolean
item_total_equal (gconstpointer a, gconstpointer b)
{
  const FasciaItemTotal *self = a;
  const FasciaItemTotal *other = b;

  return self->side == other->side && self->tool == other->tool && g_str_equal (self->technique, other->technique);
}

GPtrArray *
fascia_store_sum_items (FasciaStore *self, FasciaDay since, FasciaDay until, GError **error)
{
  g_autoptr (GPtrArray) totals = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_item_total_free);
  g_autoptr (GHashTable) known = g_hash_table_new (item_total_hash, item_total_equal);
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL, NULL);

  /* Added up here: SQLite would sort thousands of words for it. */
  row = fascia_database_prepare (self, SPAN ("technique, side, nullif (tool, ''), items, done_s", "item_total"), error);
  if (row == NULL)
    return NULL;
  bind_span (row, since, until);
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaItemTotal key = { .technique = (char *) fascia_column_text (row, 0), .tool = FASCIA_TOOL_NONE };
      FasciaItemTotal *total;

      if (!fascia_column_word (self, row, 1, fascia_side_from_string, &key.side, error) ||
          !fascia_column_word (self, row, 2, fascia_tool_from_string, &key.tool, error))
        return NULL;
      total = g_hash_table_lookup (known, &key);
      if (total == NULL)
        {
          total = g_memdup2 (&key, sizeof key);
          total->technique = g_strdup (key.technique);
          g_ptr_array_add (totals, total);
          g_hash_table_add (known, total);
        }
      total->items += fascia_column_int (row, 3);
      total->done_s += fascia_column_int (row, 4);
    }
  return result == SQLITE_ERROR ? NULL : g_steal_pointer (&totals);
}

gboolean
fascia_store_sum_areas_only (FasciaStore *self, FasciaDay since, FasciaDay until, gint64 seconds[FASCIA_N_AREAS], FasciaDay last[FASCIA_N_AREAS], GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL && seconds != NULL, FALSE);

  row = fascia_database_prepare (self,
                                 "SELECT area, active_s / (SELECT count (*) FROM session_area AS every WHERE every.session_id = session.id), local_date "
                                 "FROM session INDEXED BY session_by_hand JOIN session_area ON session_area.session_id = session.id "
                                 "WHERE " FASCIA_IN_THE_LOG "AND source = 'manual' "
                                 "AND local_date >= ifnull (:since, '') AND local_date <= ifnull (:until, '9999-12-31') "
                                 "AND NOT EXISTS (SELECT 1 FROM session_item WHERE session_item.session_id = session.id)",
                                 error);
  if (row == NULL)
    return FALSE;
  fascia_bind_day (row, ":since", since);
  fascia_bind_day (row, ":until", until);
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaArea area = FASCIA_AREA_FOOT;
      FasciaDay day;

      if (!fascia_column_word (self, row, 0, fascia_area_from_string, &area, error) ||
          !fascia_column_day (self, row, 2, &day, error))
        return FALSE;
      seconds[area] += fascia_column_int (row, 1);
      if (last != NULL && (!fascia_day_is_valid (last[area]) || fascia_day_difference (day, last[area]) > 0))
        last[area] = day;
    }
  return result != SQLITE_ERROR;
}

gboolean
fascia_store_get_last_day (FasciaStore *self, const char *technique, FasciaDay until, FasciaDay *day, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;

  g_return_val_if_fail (self != NULL && technique != NULL && day != NULL, FALSE);

  row = fascia_database_prepare (self,
                                 "SELECT max (period) FROM item_total INDEXED BY item_total_last "
                                 "WHERE grain = 0 AND technique = :technique AND period <= ifnull (:until, '9999-12-31')",
                                 error);
  if (row == NULL)
    return FALSE;
  fascia_bind_text (row, ":technique", technique);
  fascia_bind_day (row, ":until", until);
  return fascia_database_step (self, row, error) != SQLITE_ERROR && fascia_column_day (self, row, 0, day, error);
}

/* --- When ------------------------------------------------------------------------- */

gboolean
fascia_store_sum_sessions (FasciaStore *self, FasciaDay since, FasciaDay until, FasciaSessionTotal *total, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL && total != NULL, FALSE);

  *total = (FasciaSessionTotal) { .day = since };
  row = fascia_database_prepare (self, SPAN ("sessions, counting, active_s", "session_total"), error);
  if (row == NULL)
    return FALSE;
  bind_span (row, since, until);
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      total->sessions += fascia_column_int (row, 0);
      total->counting += fascia_column_int (row, 1);
      total->active_s += fascia_column_int (row, 2);
    }
  return result != SQLITE_ERROR;
}

static GArray *
list_totals (FasciaStore *self, const char *sql, FasciaDay since, FasciaDay until, GError **error)
{
  g_autoptr (GArray) totals = g_array_new (FALSE, FALSE, sizeof (FasciaSessionTotal));
  g_autoptr (sqlite3_stmt) row = fascia_database_prepare (self, sql, error);
  int result;

  if (row == NULL)
    return NULL;
  if (sqlite3_bind_parameter_count (row) > 0)
    bind_days (row, ":since", ":until", since, until);
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaSessionTotal total = {
        .sessions = fascia_column_int (row, 1),
        .counting = fascia_column_int (row, 2),
        .active_s = fascia_column_int (row, 3),
      };

      if (!fascia_column_day (self, row, 0, &total.day, error))
        return NULL;
      g_array_append_val (totals, total);
    }
  return result == SQLITE_ERROR ? NULL : g_steal_pointer (&totals);
}

GArray *
fascia_store_list_day_totals (FasciaStore *self, FasciaDay since, FasciaDay until, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return list_totals (self,
                      "SELECT period, sessions, counting, active_s FROM session_total "
                      "WHERE grain = 0 AND period >= ifnull (:since, '') AND period <= ifnull (:until, '9999-12-31') "
                      "ORDER BY period",
                      since, until, error);
}

GArray *
fascia_store_list_counting_days (FasciaStore *self, FasciaDay since, FasciaDay until, GError **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (FasciaDay));
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL, NULL);

  row = fascia_database_prepare (self,
                                 "SELECT period FROM session_total WHERE grain = 0 AND counting > 0 "
                                 "AND period >= ifnull (:since, '') AND period <= ifnull (:until, '9999-12-31') ORDER BY period",
                                 error);
  if (row == NULL)
    return NULL;
  bind_days (row, ":since", ":until", since, until);
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaDay day;

      if (!fascia_column_day (self, row, 0, &day, error))
        return NULL;
      g_array_append_val (days, day);
    }
  return result == SQLITE_ERROR ? NULL : g_steal_pointer (&days);
}

GArray *
fascia_store_list_month_totals (FasciaStore *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return list_totals (self,
                      "SELECT period || '-01', sessions, counting, active_s FROM session_total "
                      "WHERE grain = 1 ORDER BY period",
                      FASCIA_DAY_NONE, FASCIA_DAY_NONE, error);
}

/* --- How sore --------------------------------------------------------------------- */

GArray *
fascia_store_list_ratings (FasciaStore *self, FasciaArea area, FasciaDay today, GError **error)
{
  g_autoptr (GArray) ratings = g_array_new (FALSE, FALSE, sizeof (FasciaRating));
  g_autoptr (sqlite3_stmt) row = NULL;
  int result;

  g_return_val_if_fail (self != NULL && area != FASCIA_AREA_NONE && fascia_day_is_valid (today), NULL);

  /* Days and starts run together but for a few hours: two days' margin. */
  row = fascia_database_prepare (self,
                                 "SELECT local_date, before, started_us, session_id FROM rating WHERE area = :area "
                                 "AND started_us <= (SELECT min (started_us) FROM rating WHERE area = :area) + :window_us "
                                 "UNION "
                                 "SELECT local_date, before, started_us, session_id FROM rating WHERE area = :area AND started_us >= :since_us "
                                 "ORDER BY started_us, session_id",
                                 error);
  if (row == NULL)
    return NULL;
  fascia_bind_text (row, ":area", fascia_area_to_string (area));
  fascia_bind_int (row, ":window_us", (FASCIA_TREND_WINDOW_DAYS + 2) * G_TIME_SPAN_DAY);
  fascia_bind_int (row, ":since_us",
                   fascia_session_day_start_us (fascia_day_add (today, -(FASCIA_TREND_WINDOW_DAYS + 2))));
  while ((result = fascia_database_step (self, row, error)) == SQLITE_ROW)
    {
      FasciaRating rating = { .rating = fascia_column_int (row, 1) };

      if (!fascia_column_day (self, row, 0, &rating.day, error))
        return NULL;
      g_array_append_val (ratings, rating);
    }
  return result == SQLITE_ERROR ? NULL : g_steal_pointer (&ratings);
}
