/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/statistics.h"

#include "data/store/database.h"
#include "fascia/store/exchange.h"
#include "tests/store/fixture.h"

#define N_STEPS 600
#define N_DAYS 100

static const char *const techniques[] = { "calf-roller", "quads-roller", "foot-sole-ball", "glutes-ball-wall" };

static FasciaDay
first_day (void)
{
  return fascia_day_new (2026, 12, 10);
}

static FasciaLogEntry *
random_entry (GRand *dice)
{
  gint64 start_us = NOW_US - g_rand_int_range (dice, 0, N_DAYS * 24 * 60) * MINUTE_US;
  FasciaLogEntry *entry = make_entry (start_us, g_rand_int_range (dice, 1, 30));
  int n_items = g_rand_int_range (dice, 0, 5);

  entry->active_s = 0;
  for (int i = 0; i < n_items; i++)
    {
      FasciaLogItem *item;
      int done_s = g_rand_int_range (dice, 0, 120);

      add_item (entry, techniques[g_rand_int_range (dice, 0, G_N_ELEMENTS (techniques))], g_rand_int_range (dice, 0, 3), 60, done_s);
      item = g_ptr_array_index (entry->items, i);
      item->tool = g_rand_int_range (dice, -1, 2);
      entry->active_s += done_s;
    }
  if (n_items == 0)
    entry->active_s = entry->elapsed_s;
  entry->elapsed_s = MAX (entry->elapsed_s, entry->active_s);
  entry->n_areas = g_rand_int_range (dice, 0, 3);
  for (guint i = 0; i < entry->n_areas; i++)
    entry->areas[i] = FASCIA_AREA_CALF + i;
  if (g_rand_boolean (dice))
    entry->before = g_rand_int_range (dice, 0, 11);
  return entry;
}

/* The day of a row as the user counts it. */
static FasciaDay
day_of_entry (const FasciaLogEntry *entry, guint day_start_h)
{
  gint64 local_s = entry->started.utc_us / G_USEC_PER_SEC + entry->started.utc_offset_s;

  return fascia_day_add (entry->local_date, local_s % 86400 < (gint64) day_start_h * 3600 ? -1 : 0);
}

static gboolean
is_between (FasciaDay day, FasciaDay since, FasciaDay until)
{
  return (!fascia_day_is_valid (since) || fascia_day_difference (day, since) >= 0) &&
         (!fascia_day_is_valid (until) || fascia_day_difference (day, until) <= 0);
}

/* Adds up the rows themselves. */
static void
assert_span (FasciaStore *store, FasciaDay since, FasciaDay until, guint day_start_h)
{
  g_autoptr (GPtrArray) entries = fascia_store_list_sessions (store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, NULL);
  g_autoptr (GPtrArray) totals = fascia_store_sum_items (store, since, until, NULL);
  FasciaSessionTotal total;
  guint sessions = 0;
  guint counting = 0;
  gint64 active_s = 0;
  gint64 items_s = 0;
  guint n_items = 0;
  gint64 said_s = 0;
  guint said_items = 0;

  g_assert_nonnull (entries);
  g_assert_nonnull (totals);
  g_assert_true (fascia_store_sum_sessions (store, since, until, &total, NULL));
  for (guint i = 0; i < entries->len; i++)
    {
      const FasciaLogEntry *entry = g_ptr_array_index (entries, i);

      if (!is_between (day_of_entry (entry, day_start_h), since, until))
        continue;
      sessions++;
      counting += fascia_log_entry_counts (entry);
      active_s += entry->active_s;
      for (guint j = 0; j < entry->items->len; j++)
        {
          const FasciaLogItem *item = g_ptr_array_index (entry->items, j);
          gboolean found = FALSE;

          n_items++;
          items_s += item->done_s;
          for (guint k = 0; k < totals->len; k++)
            {
              const FasciaItemTotal *of = g_ptr_array_index (totals, k);

              found = found || (g_str_equal (of->technique, item->technique) && of->side == item->side && of->tool == item->tool);
            }
          g_assert_true (found);
        }
    }
  for (guint i = 0; i < totals->len; i++)
    {
      const FasciaItemTotal *of = g_ptr_array_index (totals, i);

      said_s += of->done_s;
      said_items += of->items;
    }
  g_assert_cmpuint (total.sessions, ==, sessions);
  g_assert_cmpuint (total.counting, ==, counting);
  g_assert_cmpint (total.active_s, ==, active_s);
  g_assert_cmpint (said_s, ==, items_s);
  g_assert_cmpuint (said_items, ==, n_items);
}

static void
assert_spans (FasciaStore *store, GRand *dice, guint day_start_h)
{
  FasciaDay none = FASCIA_DAY_NONE;
  FasciaDay since = fascia_day_add (first_day (), g_rand_int_range (dice, 0, N_DAYS));
  FasciaDay until = fascia_day_add (since, g_rand_int_range (dice, 0, N_DAYS));

  assert_span (store, none, none, day_start_h);
  assert_span (store, since, none, day_start_h);
  assert_span (store, none, until, day_start_h);
  assert_span (store, since, until, day_start_h);
  assert_span (store, since, since, day_start_h);
}

/* Anything the user may do with the log, in any order. */
static void
test_totals_are_those_of_the_rows (Home *home, gconstpointer data)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (GPtrArray) uuids = g_ptr_array_new_with_free_func (g_free);
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;
  FasciaStore *store = home_open (home);

  for (guint i = 0; i < N_STEPS; i++)
    {
      const char *uuid = uuids->len > 0 ? g_ptr_array_index (uuids, g_rand_int_range (dice, 0, uuids->len)) : NULL;
      g_autoptr (FasciaLogEntry) entry = random_entry (dice);
      int what = uuid == NULL ? 0 : g_rand_int_range (dice, 0, 100);

      if (what < 40)
        {
          g_autoptr (GError) error = NULL;

          fascia_store_add_session (store, entry, NOW_US, &error);
          g_assert_no_error (error);
          g_ptr_array_add (uuids, g_strdup (entry->uuid));
        }
      else if (what < 60)
        {
          g_free (entry->uuid);
          entry->uuid = g_strdup (uuid);
          fascia_store_update_session (store, entry, NOW_US, NULL);
        }
      else if (what < 75)
        {
          fascia_store_delete_session (store, uuid, NOW_US, NULL);
        }
      else if (what < 85)
        {
          fascia_store_restore_session (store, uuid, NOW_US, NULL);
        }
      else if (what < 97)
        {
          FasciaOpenSession open = { .entry = entry, .state = (char *) "state", .heartbeat_us = NOW_US };

          g_assert_true (fascia_store_journal_session (store, &open, NOW_US, NULL));
          if (i % 3 == 0)
            assert_span (store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, preferences.day_start_h);
          if (i % 2 == 0)
            {
              g_assert_true (fascia_store_end_session (store, entry, entry->started.utc_us + entry->elapsed_s * G_USEC_PER_SEC, NOW_US, NULL));
              g_ptr_array_add (uuids, g_strdup (entry->uuid));
            }
          else
            g_assert_true (fascia_store_discard_open_session (store, entry->uuid, NULL));
        }
      else
        {
          preferences.day_start_h = g_rand_int_range (dice, 0, 7);
          g_assert_true (fascia_store_save_preferences (store, &preferences, NOW_US, NULL));
        }
      if (i % 10 == 0)
        assert_spans (store, dice, preferences.day_start_h);
    }
  assert_spans (store, dice, preferences.day_start_h);
  /* Nothing is left of what came to nothing. */
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM item_total WHERE items <= 0"), ==, 0);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM session_total WHERE sessions <= 0"), ==, 0);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM rating JOIN session ON session.id = session_id "
                                   "WHERE deleted_at_us IS NOT NULL OR soreness_before IS NOT before"), ==, 0);
  g_assert_cmpint (home_ask (home, "SELECT (SELECT count (*) FROM rating) - (SELECT count (*) FROM session JOIN session_area ON session_id = id "
                                   "WHERE position = 0 AND soreness_before IS NOT NULL AND ended_us IS NOT NULL AND deleted_at_us IS NULL)"), ==, 0);
}

static void
test_the_last_day_forgets_what_was_deleted (Home *home, gconstpointer data)
{
  FasciaStore *store = home_open (home);
  g_autoptr (FasciaLogEntry) older = make_entry (NOW_US - 5 * G_TIME_SPAN_DAY, 10);
  g_autoptr (FasciaLogEntry) newer = make_entry (NOW_US - 2 * G_TIME_SPAN_DAY, 10);
  FasciaDay today = fascia_day_new (2027, 3, 26);
  FasciaDay day;

  g_assert_true (fascia_store_get_last_day (store, "calf-roller", today, &day, NULL));
  g_assert_false (fascia_day_is_valid (day));
  add_item (older, "calf-roller", FASCIA_SIDE_LEFT, FASCIA_UNKNOWN_S, 600);
  add_item (newer, "calf-roller", FASCIA_SIDE_RIGHT, FASCIA_UNKNOWN_S, 600);
  g_assert_true (fascia_store_add_session (store, older, NOW_US, NULL));
  g_assert_true (fascia_store_add_session (store, newer, NOW_US, NULL));
  g_assert_true (fascia_store_get_last_day (store, "calf-roller", today, &day, NULL));
  g_assert_cmpint (fascia_day_difference (today, day), ==, 2);
  g_assert_true (fascia_store_get_last_day (store, "calf-roller", fascia_day_add (today, -3), &day, NULL));
  g_assert_cmpint (fascia_day_difference (today, day), ==, 5);
  g_assert_true (fascia_store_delete_session (store, newer->uuid, NOW_US, NULL));
  g_assert_true (fascia_store_get_last_day (store, "calf-roller", today, &day, NULL));
  g_assert_cmpint (fascia_day_difference (today, day), ==, 5);
}

static void
test_time_without_techniques_belongs_to_its_areas (Home *home, gconstpointer data)
{
  FasciaStore *store = home_open (home);
  g_autoptr (FasciaLogEntry) areas = make_entry (NOW_US - 2 * G_TIME_SPAN_DAY, 10);
  g_autoptr (FasciaLogEntry) items = make_entry (NOW_US - G_TIME_SPAN_DAY, 10);
  gint64 seconds[FASCIA_N_AREAS] = { 0 };
  FasciaDay last[FASCIA_N_AREAS] = { 0 };

  areas->n_areas = 2;
  areas->areas[0] = FASCIA_AREA_CALF;
  areas->areas[1] = FASCIA_AREA_FOOT;
  items->n_areas = 1;
  items->areas[0] = FASCIA_AREA_CALF;
  add_item (items, "calf-roller", FASCIA_SIDE_LEFT, FASCIA_UNKNOWN_S, 600);
  g_assert_true (fascia_store_add_session (store, areas, NOW_US, NULL));
  g_assert_true (fascia_store_add_session (store, items, NOW_US, NULL));
  g_assert_true (fascia_store_sum_areas_only (store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, seconds, last, NULL));
  g_assert_cmpint (seconds[FASCIA_AREA_CALF], ==, 300);
  g_assert_cmpint (seconds[FASCIA_AREA_FOOT], ==, 300);
  g_assert_cmpint (seconds[FASCIA_AREA_HAND], ==, 0);
  g_assert_cmpint (fascia_day_difference (areas->local_date, last[FASCIA_AREA_CALF]), ==, 0);
  g_assert_false (fascia_day_is_valid (last[FASCIA_AREA_HAND]));
}

static void
test_ratings_of_the_first_area_begin_and_end_the_story (Home *home, gconstpointer data)
{
  FasciaStore *store = home_open (home);
  FasciaDay today = fascia_day_new (2027, 3, 26);
  g_autoptr (GArray) ratings = NULL;
  FasciaTrend trend;

  for (int i = 0; i < 40; i++)
    {
      g_autoptr (FasciaLogEntry) entry = make_entry (NOW_US - G_TIME_SPAN_HOUR - (gint64) (78 - 2 * i) * G_TIME_SPAN_DAY, 10);

      entry->n_areas = 2;
      entry->areas[0] = FASCIA_AREA_CALF;
      entry->areas[1] = FASCIA_AREA_FOOT;
      if (i != 1)
        entry->before = i < 20 ? 6 : 3;
      g_assert_true (fascia_store_add_session (store, entry, NOW_US, NULL));
    }
  ratings = fascia_store_list_ratings (store, FASCIA_AREA_CALF, today, NULL);
  g_assert_nonnull (ratings);
  g_assert_cmpuint (ratings->len, <, 20);
  trend = fascia_stats_trend ((const FasciaRating *) (gpointer) ratings->data, ratings->len, today);
  g_assert_cmpuint (trend.n_baseline, ==, 6);
  g_assert_cmpuint (trend.n_recent, ==, 7);
  g_assert_cmpint (trend.verdict, ==, FASCIA_TREND_CLEARLY_LOWER);

  g_clear_pointer (&ratings, g_array_unref);
  ratings = fascia_store_list_ratings (store, FASCIA_AREA_FOOT, today, NULL);
  g_assert_cmpuint (ratings->len, ==, 0);
}

/* What SQLite does to run @sql on the session @row, and takes back. */
static int
count_work (FasciaStore *store, const char *sql, gint64 row)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int work;

  g_assert_true (fascia_database_exec (store, "BEGIN", NULL));
  statement = fascia_database_prepare (store, sql, NULL);
  fascia_bind_int (statement, ":id", row);
  g_assert_true (fascia_database_run (store, statement, NULL));
  g_assert_cmpint (fascia_database_changes (store), >, 0);
  work = sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_VM_STEP, FALSE);
  g_clear_pointer (&statement, sqlite3_finalize);
  g_assert_true (fascia_database_exec (store, "ROLLBACK", NULL));
  return work;
}

static void
fill (FasciaStore *store, int from, int to)
{
  for (int i = from; i < to; i++)
    {
      g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - G_TIME_SPAN_HOUR - i * G_TIME_SPAN_DAY);

      g_assert_true (fascia_store_add_session (store, entry, NOW_US, NULL));
    }
}

/* Triggers that looked through all totals once made an edit of a long log take seconds. */
static void
test_a_change_costs_the_same_in_a_long_log (Home *home, gconstpointer data)
{
  static const char *const changes[] = {
    "UPDATE session SET deleted_at_us = 1 WHERE id = :id",
    "UPDATE session SET active_s = active_s + 1 WHERE id = :id",
    "DELETE FROM session_item WHERE session_id = :id",
    "DELETE FROM session WHERE id = :id",
  };
  FasciaStore *store = home_open (home);
  int before[G_N_ELEMENTS (changes)];

  fill (store, 0, 10);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    before[i] = count_work (store, changes[i], 5);
  fill (store, 10, 150);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_assert_cmpint (count_work (store, changes[i], 5), <, before[i] * 5 / 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_home_test ("/statistics/totals are those of the rows", test_totals_are_those_of_the_rows);
  add_home_test ("/statistics/the last day forgets what was deleted", test_the_last_day_forgets_what_was_deleted);
  add_home_test ("/statistics/time without techniques belongs to its areas", test_time_without_techniques_belongs_to_its_areas);
  add_home_test ("/statistics/ratings of the first area begin and end the story", test_ratings_of_the_first_area_begin_and_end_the_story);
  add_home_test ("/statistics/a change costs the same in a long log", test_a_change_costs_the_same_in_a_long_log);

  return g_test_run ();
}
