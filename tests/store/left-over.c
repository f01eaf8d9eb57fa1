/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/database.h"
#include "tests/store/fixture.h"

/* A session with items told as "side status" words: "left done right skipped". */
static FasciaLogEntry *
make_sides (gint64 start_us, const char *sides)
{
  FasciaLogEntry *entry = make_entry (start_us, 5);
  g_auto (GStrv) words = g_strsplit (sides, " ", -1);

  add_item (entry, "quads-roller", FASCIA_SIDE_BOTH, 60, 60);
  for (guint i = 0; words[i] != NULL; i += 2)
    {
      FasciaLogItem *item;
      FasciaSide side;

      g_assert_true (fascia_side_from_string (words[i], &side));
      add_item (entry, "calf-roller", side, 60, 60);
      item = g_ptr_array_index (entry->items, entry->items->len - 1);
      g_assert_true (fascia_item_status_from_string (words[i + 1], &item->status));
      item->reason = item->status == FASCIA_ITEM_STOPPED ? FASCIA_REASON_TOO_MUCH : FASCIA_REASON_NONE;
      item->done_s = item->status == FASCIA_ITEM_SKIPPED ? 0 : 60;
    }
  return entry;
}

/* (transfer full): its UUID. */
static char *
must_add (Home *home, gint64 start_us, const char *sides)
{
  g_autoptr (FasciaLogEntry) entry = make_sides (start_us, sides);
  g_autoptr (GError) error = NULL;

  fascia_store_add_session (home->store, entry, NOW_US, &error);
  g_assert_no_error (error);
  return g_strdup (entry->uuid);
}

/* @expected is "left", "right" or "" for none. */
static void
assert_left_over (Home *home, const char *technique, const char *expected)
{
  FasciaSide side = FASCIA_SIDE_BOTH;
  gboolean left_over = -1;
  g_autoptr (GError) error = NULL;

  fascia_store_get_left_over_side (home->store, technique, &left_over, &side, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (left_over ? fascia_side_to_string (side) : "", ==, expected);
}

static void
test_one_done_the_other_not_is_left_over (Home *home, gconstpointer data)
{
  static const struct
  {
    const char *sides;
    const char *left_over;
  } cases[] = {
    { "left done right skipped", "right" },
    { "left done right partial", "right" },
    { "right done left skipped", "left" },
    { "left partial right done", "left" },
    { "left done right done", "" },
    { "left skipped right skipped", "" },
    { "left partial right skipped", "" },
    /* That area rests. */
    { "left done right stopped", "" },
    { "left stopped right done", "" },
    { "left stopped right skipped", "" },
    /* Nothing to compare. */
    { "left done", "" },
    { "right skipped", "" },
    { "both partial", "" },
    /* The same technique twice in one routine. */
    { "left done right done left done right skipped", "right" },
    { "left done right skipped left skipped right done", "" },
    { "left done right skipped left done right stopped", "" },
  };

  home_open (home);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *uuid = must_add (home, NOW_US + (gint64) i * G_TIME_SPAN_HOUR, cases[i].sides);

      g_test_message ("%s", cases[i].sides);
      assert_left_over (home, "calf-roller", cases[i].left_over);
      assert_left_over (home, "quads-roller", "");
      assert_left_over (home, "hand-ball", "");
      g_assert_true (fascia_store_delete_session (home->store, uuid, NOW_US, NULL));
    }
}

static void
test_the_last_time_decides_not_the_last_written (Home *home, gconstpointer data)
{
  home_open (home);
  g_free (must_add (home, NOW_US, "left done right done"));
  g_free (must_add (home, NOW_US - G_TIME_SPAN_DAY, "left done right skipped"));
  assert_left_over (home, "calf-roller", "");
  g_free (must_add (home, NOW_US + G_TIME_SPAN_HOUR, "left skipped right done"));
  assert_left_over (home, "calf-roller", "left");
}

static void
test_what_is_in_the_trash_or_runs_does_not_count (Home *home, gconstpointer data)
{
  FasciaOpenSession open = { .entry = make_sides (NOW_US, "left skipped right done"), .state = (char *) "(not read)", .heartbeat_us = NOW_US };
  g_autofree char *uuid = NULL;

  home_open (home);
  g_free (must_add (home, NOW_US - G_TIME_SPAN_DAY, "left done right skipped"));
  uuid = must_add (home, NOW_US - G_TIME_SPAN_HOUR, "left done right done");
  g_assert_true (fascia_store_journal_session (home->store, &open, NOW_US, NULL));
  assert_left_over (home, "calf-roller", "");
  g_assert_true (fascia_store_delete_session (home->store, uuid, NOW_US, NULL));
  assert_left_over (home, "calf-roller", "right");
  g_assert_true (fascia_store_end_session (home->store, open.entry, NOW_US, NOW_US, NULL));
  assert_left_over (home, "calf-roller", "left");
  fascia_log_entry_free (open.entry);
}

static void
test_it_can_be_made_up_for (Home *home, gconstpointer data)
{
  g_autofree char *uuid = NULL;

  home_open (home);
  g_free (must_add (home, NOW_US - G_TIME_SPAN_DAY, "left done right skipped"));
  /* The side that was done anyway, or not all of the other one, is no help. */
  g_free (must_add (home, NOW_US - 3 * G_TIME_SPAN_HOUR, "left done"));
  g_free (must_add (home, NOW_US - 2 * G_TIME_SPAN_HOUR, "right partial"));
  assert_left_over (home, "calf-roller", "right");
  uuid = must_add (home, NOW_US - G_TIME_SPAN_HOUR, "right done");
  assert_left_over (home, "calf-roller", "");
  g_assert_true (fascia_store_delete_session (home->store, uuid, NOW_US, NULL));
  assert_left_over (home, "calf-roller", "right");
  g_free (must_add (home, NOW_US, "both done"));
  assert_left_over (home, "calf-roller", "");
}

static void
test_a_session_moved_in_time_moves_its_items (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = make_sides (NOW_US - G_TIME_SPAN_DAY, "left skipped right done");

  g_assert_true (fascia_store_add_session (home_open (home), entry, NOW_US, NULL));
  g_free (must_add (home, NOW_US - G_TIME_SPAN_HOUR, "left done right done"));
  assert_left_over (home, "calf-roller", "");
  entry->started.utc_us = NOW_US;
  entry->local_date = fascia_day_add (entry->local_date, 1);
  g_assert_true (fascia_store_update_session (home->store, entry, NOW_US, NULL));
  assert_left_over (home, "calf-roller", "left");
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM session_item JOIN session ON session.id = session_id "
                                   "WHERE session_item.started_us <> session.started_us"),
                   ==, 0);
}

static int
trace_cb (unsigned kind, void *data, void *statement, void *text)
{
  const char *sql = sqlite3_sql (statement);

  if (g_str_has_prefix (sql, "SELECT"))
    g_ptr_array_add (data, g_strdup (sql));
  return 0;
}

/* Of the queries as they are really run, over 10,000 sessions of ten items: nothing
 * is scanned or sorted, so that ten times as many take no longer. */
static void
test_a_long_log_is_not_read_through (Home *home, gconstpointer data)
{
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gint64 start_us;

  home_open (home);
  g_assert_true (fascia_database_exec (home->store,
                                       "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) "
                                       "INSERT INTO session (uuid, started_us, utc_offset_s, zone, local_date, ended_us, active_s, elapsed_s, "
                                       "source, counts, changed_at_us) SELECT printf ('00000000-0000-4000-8000-%012d', i), "
                                       "1806058800000000 - i * 20000000000, 0, 'UTC', date ((1806058800 - i * 20000), 'unixepoch'), "
                                       "1806058800000000 - i * 20000000000 + 600000000, 600, 600, 'timer', 1, 0 FROM n",
                                       &error));
  g_assert_no_error (error);
  /* Often done, on both sides; and another once, as long ago as can be. */
  g_assert_true (fascia_database_exec (home->store,
                                       "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9) "
                                       "INSERT INTO session_item SELECT id, i, 'calf-roller', iif (i % 2, 'left', 'right'), NULL, 60, 60, "
                                       "iif (i % 2, 'done', 'skipped'), NULL, started_us, NULL FROM session, n",
                                       &error));
  g_assert_no_error (error);
  g_assert_true (fascia_database_exec (home->store,
                                       "INSERT INTO session_item SELECT id, 10 + n.i, 'quads-roller', iif (n.i, 'left', 'right'), NULL, 60, 60, "
                                       "iif (n.i, 'skipped', 'done'), NULL, started_us, NULL FROM (SELECT id, started_us FROM session "
                                       "ORDER BY started_us LIMIT 1), (SELECT 0 AS i UNION SELECT 1) AS n",
                                       &error));
  g_assert_no_error (error);

  sqlite3_trace_v2 (home->store->db, SQLITE_TRACE_STMT, trace_cb, statements);
  start_us = g_get_monotonic_time ();
  assert_left_over (home, "calf-roller", "right");
  assert_left_over (home, "quads-roller", "left");
  assert_left_over (home, "hand-ball", "");
  g_test_message ("three techniques in %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - start_us);
  sqlite3_trace_v2 (home->store->db, 0, NULL, NULL);

  g_assert_cmpuint (statements->len, ==, 7);
  for (guint i = 0; i < statements->len; i++)
    {
      g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", statements->pdata[i], NULL);
      g_autoptr (sqlite3_stmt) plan = fascia_database_prepare (home->store, explain, &error);

      g_assert_no_error (error);
      while (fascia_database_step (home->store, plan, &error) == SQLITE_ROW)
        {
          const char *detail = fascia_column_text (plan, 3);

          /* One technique and side, or one session: the only looks that stay short. */
          if (strstr (detail, "TEMP B-TREE") != NULL || strstr (detail, "SCAN") != NULL ||
              (strstr (detail, "session_item_last") != NULL && strstr (detail, "technique=? AND side=?") == NULL) ||
              ((strstr (detail, "SEARCH session_item") != NULL || strstr (detail, "SEARCH other") != NULL) &&
               strstr (detail, "PRIMARY KEY (session_id=?)") == NULL))
            g_error ("%s\n%s", (const char *) statements->pdata[i], detail);
        }
      g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/left-over/one-done-the-other-not-is-left-over", test_one_done_the_other_not_is_left_over);
  add_home_test ("/store/left-over/the-last-time-decides-not-the-last-written", test_the_last_time_decides_not_the_last_written);
  add_home_test ("/store/left-over/what-is-in-the-trash-or-runs-does-not-count", test_what_is_in_the_trash_or_runs_does_not_count);
  add_home_test ("/store/left-over/it-can-be-made-up-for", test_it_can_be_made_up_for);
  add_home_test ("/store/left-over/a-session-moved-in-time-moves-its-items", test_a_session_moved_in_time_moves_its_items);
  add_home_test ("/store/left-over/a-long-log-is-not-read-through", test_a_long_log_is_not_read_through);
  return g_test_run ();
}
