/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/database.h"
#include "tests/store/fixture.h"

static FasciaLogEntry *
must_get (FasciaStore *store, const char *uuid)
{
  g_autoptr (GError) error = NULL;
  FasciaLogEntry *entry = fascia_store_get_session (store, uuid, &error);

  g_assert_no_error (error);
  return entry;
}

static void
must_add (FasciaStore *store, const FasciaLogEntry *entry)
{
  g_autoptr (GError) error = NULL;

  fascia_store_add_session (store, entry, NOW_US, &error);
  g_assert_no_error (error);
}

static FasciaDay
day (guint year, guint month, guint day_of_month)
{
  return fascia_day_new (year, month, day_of_month);
}

static void
test_every_field_comes_back (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) full = make_full_entry (NOW_US - G_TIME_SPAN_HOUR + 123456);
  g_autoptr (FasciaLogEntry) bare = make_entry (NOW_US - 2 * G_TIME_SPAN_HOUR, 1);
  g_autoptr (FasciaLogEntry) full_read = NULL;
  g_autoptr (FasciaLogEntry) bare_read = NULL;

  must_add (home_open (home), full);
  must_add (home->store, bare);
  home_open (home);
  full_read = must_get (home->store, full->uuid);
  assert_same_entry (full, full_read);
  bare_read = must_get (home->store, bare->uuid);
  assert_same_entry (bare, bare_read);
}

static void
test_unanswered_is_null_in_the_file (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) bare = make_entry (NOW_US - G_TIME_SPAN_HOUR, 10);

  add_item (bare, "calf-roller", FASCIA_SIDE_LEFT, FASCIA_UNKNOWN_S, 600);
  must_add (home_open (home), bare);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM session WHERE soreness_before IS NULL AND soreness_after IS NULL "
                                   "AND pressure IS NULL AND next_day IS NULL AND note IS NULL AND context IS NULL "
                                   "AND routine IS NULL AND routine_version IS NULL AND deleted_at_us IS NULL"),
                   ==, 1);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM session_item WHERE planned_s IS NULL AND tool IS NULL AND reason IS NULL"), ==, 1);
  g_assert_cmpint (home_ask (home, "SELECT ended_us - started_us FROM session"), ==, 10 * MINUTE_US);
}

static void
test_words_are_stored_not_numbers (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) full = make_full_entry (NOW_US - G_TIME_SPAN_HOUR);

  must_add (home_open (home), full);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM session WHERE source = 'timer' AND context = 'recovery' "
                                   "AND local_date = '2027-03-26' AND zone = 'Europe/Copenhagen' AND utc_offset_s = 3600"),
                   ==, 1);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM session_item WHERE technique = 'calf-roller' AND side = 'right' "
                                   "AND status = 'stopped' AND reason = 'too-much'"),
                   ==, 1);
}

static void
test_trash_and_back_gives_the_same_row (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - G_TIME_SPAN_HOUR);
  g_autoptr (FasciaLogEntry) read = NULL;
  g_autoptr (GError) error = NULL;

  must_add (home_open (home), entry);
  g_assert_true (fascia_store_delete_session (home->store, entry->uuid, NOW_US + 1000, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fascia_store_count_sessions (home->store, NULL), ==, 0);
  g_assert_null (fascia_store_get_session (home->store, entry->uuid, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (fascia_store_update_session (home->store, entry, NOW_US + 2000, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (fascia_store_delete_session (home->store, entry->uuid, NOW_US + 2000, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  g_clear_error (&error);

  home_open (home);
  g_assert_true (fascia_store_restore_session (home->store, entry->uuid, NOW_US + 3000, &error));
  g_assert_no_error (error);
  read = must_get (home->store, entry->uuid);
  assert_same_entry (entry, read);
  g_assert_false (fascia_store_restore_session (home->store, entry->uuid, NOW_US + 4000, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
}

static void
test_editing_replaces_fields_and_items (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - G_TIME_SPAN_HOUR);
  g_autoptr (FasciaLogEntry) read = NULL;
  g_autoptr (GError) error = NULL;

  must_add (home_open (home), entry);
  entry->after = FASCIA_UNRATED;
  entry->n_areas = 1;
  g_clear_pointer (&entry->note, g_free);
  g_ptr_array_set_size (entry->items, 2);
  entry->active_s = 120;
  g_assert_true (fascia_store_update_session (home->store, entry, NOW_US + 5000, &error));
  g_assert_no_error (error);
  read = must_get (home->store, entry->uuid);
  assert_same_entry (entry, read);
  g_assert_cmpint (home_ask (home, "SELECT changed_at_us FROM session"), ==, NOW_US + 5000);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM session_item"), ==, 2);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM session_area"), ==, 1);
}

static void
test_an_edited_note_keeps_the_measured_end (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - G_TIME_SPAN_HOUR);
  gint64 measured_us = entry->started.utc_us + 261500000;
  g_autoptr (GError) error = NULL;

  g_assert_true (fascia_store_end_session (home_open (home), entry, measured_us, NOW_US, &error));
  entry->before = 2;
  g_assert_true (fascia_store_update_session (home->store, entry, NOW_US, &error));
  g_assert_cmpint (home_ask (home, "SELECT ended_us FROM session"), ==, measured_us);
  entry->elapsed_s = 600;
  g_assert_true (fascia_store_update_session (home->store, entry, NOW_US, &error));
  g_assert_cmpint (home_ask (home, "SELECT ended_us FROM session"), ==, entry->started.utc_us + 600 * G_TIME_SPAN_SECOND);
  g_assert_no_error (error);
}

static void
test_newest_first_ties_by_uuid_in_pages (Home *home, gconstpointer data)
{
  static const char *const uuids[] = {
    "33333333-3333-4333-8333-333333333333",
    "11111111-1111-4111-8111-111111111111",
    "22222222-2222-4222-8222-222222222222",
  };
  g_autoptr (FasciaLogEntry) oldest = make_entry (NOW_US - 3 * G_TIME_SPAN_DAY, 5);
  g_autoptr (FasciaLogEntry) newest = make_entry (NOW_US - MINUTE_US, 1);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GError) error = NULL;

  must_add (home_open (home), oldest);
  for (gsize i = 0; i < G_N_ELEMENTS (uuids); i++)
    {
      g_autoptr (FasciaLogEntry) entry = make_entry (NOW_US - G_TIME_SPAN_DAY, 5);

      g_free (entry->uuid);
      entry->uuid = g_strdup (uuids[i]);
      must_add (home->store, entry);
    }
  must_add (home->store, newest);

  all = fascia_store_list_sessions (home->store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 5);
  g_assert_cmpstr (((FasciaLogEntry *) all->pdata[0])->uuid, ==, newest->uuid);
  g_assert_cmpstr (((FasciaLogEntry *) all->pdata[1])->uuid, ==, uuids[1]);
  g_assert_cmpstr (((FasciaLogEntry *) all->pdata[2])->uuid, ==, uuids[2]);
  g_assert_cmpstr (((FasciaLogEntry *) all->pdata[3])->uuid, ==, uuids[0]);
  g_assert_cmpstr (((FasciaLogEntry *) all->pdata[4])->uuid, ==, oldest->uuid);

  page = fascia_store_list_sessions (home->store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 1, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->len, ==, 2);
  assert_same_entry (page->pdata[0], all->pdata[1]);
  assert_same_entry (page->pdata[1], all->pdata[2]);
  g_assert_cmpint (fascia_store_count_sessions (home->store, &error), ==, 5);
}

/* The index has the order by UTC; the range asked for is of dates where the user was. */
static void
test_a_range_is_of_local_dates (Home *home, gconstpointer data)
{
  static const struct
  {
    const char *zone;
    const char *start;
    const char *date;
  } rows[] = {
    { "Pacific/Kiritimati", "2027-03-26T00:10:00+14:00", "2027-03-26" }, /* the 25th in UTC */
    { "Pacific/Pago_Pago", "2027-03-26T23:50:00-11:00", "2027-03-26" },  /* the 27th in UTC */
    { "Pacific/Kiritimati", "2027-03-27T00:00:00+14:00", "2027-03-27" },
    { "Pacific/Pago_Pago", "2027-03-25T23:59:00-11:00", "2027-03-25" },
  };
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) open_end = NULL;
  g_autoptr (GPtrArray) open_start = NULL;
  g_autoptr (GError) error = NULL;

  home_open (home);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FasciaLogEntry) entry = make_entry (NOW_US, 5);
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (rows[i].zone);

      fascia_instant_clear (&entry->started);
      g_assert_true (fascia_instant_parse (rows[i].start, zone, &entry->started, &error));
      g_assert_true (fascia_day_from_string (rows[i].date, &entry->local_date, &error));
      must_add (home->store, entry);
    }
  found = fascia_store_list_sessions (home->store, day (2027, 3, 26), day (2027, 3, 26), 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (((FasciaLogEntry *) found->pdata[0])->started.utc_offset_s, ==, -11 * 3600);
  g_assert_cmpint (((FasciaLogEntry *) found->pdata[1])->started.utc_offset_s, ==, 14 * 3600);
  open_end = fascia_store_list_sessions (home->store, day (2027, 3, 26), FASCIA_DAY_NONE, 0, 0, &error);
  g_assert_cmpuint (open_end->len, ==, 3);
  open_start = fascia_store_list_sessions (home->store, FASCIA_DAY_NONE, day (2027, 3, 25), 0, 0, &error);
  g_assert_cmpuint (open_start->len, ==, 1);
}

static gboolean
overlaps (FasciaStore *store, gint64 start_us, int minutes)
{
  g_autoptr (FasciaLogEntry) entry = make_entry (start_us, minutes);
  g_autoptr (GError) error = NULL;
  gboolean found;

  g_assert_true (fascia_store_find_overlap (store, entry, &found, &error));
  g_assert_no_error (error);
  return found;
}

static void
test_an_overlap_is_found_and_touching_is_none (Home *home, gconstpointer data)
{
  gint64 start_us = NOW_US - 10 * G_TIME_SPAN_DAY;
  g_autoptr (FasciaLogEntry) entry = make_entry (start_us, 30);
  gboolean found = TRUE;

  must_add (home_open (home), entry);
  g_assert_true (overlaps (home->store, start_us + 10 * MINUTE_US, 5));
  g_assert_true (overlaps (home->store, start_us - 10 * MINUTE_US, 60));
  g_assert_true (overlaps (home->store, start_us + 29 * MINUTE_US, 60));
  g_assert_false (overlaps (home->store, start_us + 30 * MINUTE_US, 10));
  g_assert_false (overlaps (home->store, start_us - 10 * MINUTE_US, 10));
  g_assert_false (overlaps (home->store, start_us + 2 * G_TIME_SPAN_DAY, 10));

  /* Not with itself, and not with what lies in the trash. */
  g_assert_true (fascia_store_find_overlap (home->store, entry, &found, NULL));
  g_assert_false (found);
  g_assert_true (fascia_store_delete_session (home->store, entry->uuid, NOW_US, NULL));
  g_assert_false (overlaps (home->store, start_us, 30));
}

static void
test_a_session_of_days_overlaps_to_its_end (Home *home, gconstpointer data)
{
  gint64 start_us = NOW_US - 10 * G_TIME_SPAN_DAY;
  g_autoptr (FasciaLogEntry) paused = make_entry (start_us, 10);
  g_autoptr (GError) error = NULL;

  paused->elapsed_s = 3 * 86400;
  g_assert_true (fascia_store_end_session (home_open (home), paused, start_us + 3 * G_TIME_SPAN_DAY, NOW_US, &error));
  g_assert_true (overlaps (home->store, start_us + 3 * G_TIME_SPAN_DAY - MINUTE_US, 5));
  g_assert_false (overlaps (home->store, start_us + 3 * G_TIME_SPAN_DAY, 5));
}

static void
test_the_summary_has_the_days_that_count (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) today = make_entry (NOW_US - G_TIME_SPAN_HOUR, 10);
  g_autoptr (FasciaLogEntry) again = make_entry (NOW_US - 2 * G_TIME_SPAN_HOUR, 10);
  g_autoptr (FasciaLogEntry) short_one = make_entry (NOW_US - G_TIME_SPAN_DAY, 1);
  g_autoptr (FasciaLogEntry) before = make_entry (NOW_US - 2 * G_TIME_SPAN_DAY, 2);
  g_autoptr (FasciaLogEntry) long_ago = make_entry (NOW_US - 30 * G_TIME_SPAN_DAY, 20);
  g_autoptr (FasciaLogEntry) deleted = make_entry (NOW_US - 3 * G_TIME_SPAN_DAY, 20);
  g_autoptr (FasciaLogSummary) summary = NULL;
  g_autoptr (FasciaLogSummary) whole = NULL;
  g_autoptr (FasciaLogSummary) earlier = NULL;
  g_autoptr (GError) error = NULL;

  must_add (home_open (home), long_ago);
  must_add (home->store, today);
  must_add (home->store, again);
  must_add (home->store, short_one);
  must_add (home->store, before);
  must_add (home->store, deleted);
  g_assert_true (fascia_store_delete_session (home->store, deleted->uuid, NOW_US, &error));

  summary = fascia_store_load_log_summary (home->store, day (2027, 3, 22), NOW_US, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summary->n_counted_days, ==, 2);
  g_assert_cmpint (fascia_day_difference (summary->counted_days[0], day (2027, 3, 24)), ==, 0);
  g_assert_cmpint (fascia_day_difference (summary->counted_days[1], day (2027, 3, 26)), ==, 0);
  g_assert_cmpint (summary->last_ended_us, ==, NOW_US - 50 * MINUTE_US);
  g_assert_false (summary->running);

  whole = fascia_store_load_log_summary (home->store, FASCIA_DAY_NONE, NOW_US, &error);
  g_assert_cmpuint (whole->n_counted_days, ==, 3);

  /* A clock that was set back: what ended later hides nothing. */
  earlier = fascia_store_load_log_summary (home->store, day (2027, 3, 22), NOW_US - 51 * MINUTE_US, &error);
  g_assert_cmpint (earlier->last_ended_us, <, NOW_US - 51 * MINUTE_US);
  g_assert_cmpint (earlier->last_ended_us, >, 0);
}

static void
test_an_empty_log_is_empty_without_an_error (Home *home, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  g_autoptr (FasciaLogSummary) summary = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GError) error = NULL;
  FasciaDay first = day (2000, 1, 1);

  sessions = fascia_store_list_sessions (home_open (home), FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sessions->len, ==, 0);
  summary = fascia_store_load_log_summary (home->store, FASCIA_DAY_NONE, NOW_US, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summary->n_counted_days, ==, 0);
  g_assert_cmpint (summary->last_ended_us, ==, 0);
  g_assert_true (fascia_store_get_first_use (home->store, zone, &first, &error));
  g_assert_false (fascia_day_is_valid (first));
}

static void
test_first_use_is_the_oldest_of_session_goal_and_rule (Home *home, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  g_autoptr (FasciaRule) rule = make_rule (1, 1080);
  g_autoptr (FasciaLogEntry) entry = make_entry (NOW_US - 20 * G_TIME_SPAN_DAY, 5);
  FasciaGoal goal = { .from = day (2027, 3, 15), .per_week = 4 };
  g_autoptr (GError) error = NULL;
  FasciaDay first;

  /* 23:30 in UTC is the next day in Copenhagen. */
  g_assert_true (fascia_store_add_rule (home_open (home), rule, NOW_US + 12 * G_TIME_SPAN_HOUR + 30 * MINUTE_US, &error));
  g_assert_no_error (error);
  g_assert_true (fascia_store_get_first_use (home->store, zone, &first, &error));
  g_assert_cmpint (fascia_day_difference (first, day (2027, 3, 27)), ==, 0);
  g_assert_true (fascia_store_set_goal (home->store, &goal, NOW_US, &error));
  g_assert_true (fascia_store_get_first_use (home->store, zone, &first, &error));
  g_assert_cmpint (fascia_day_difference (first, goal.from), ==, 0);
  must_add (home->store, entry);
  g_assert_true (fascia_store_get_first_use (home->store, zone, &first, &error));
  g_assert_cmpint (fascia_day_difference (first, entry->local_date), ==, 0);
}

static void
assert_nothing_written (Home *home)
{
  g_assert_cmpint (home_ask (home, "SELECT (SELECT count (*) FROM session) + (SELECT count (*) FROM session_item)"), ==, 0);
}

static void
test_an_invalid_session_writes_nothing (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US);
  g_autoptr (FasciaLogEntry) unnamed = make_full_entry (NOW_US);
  FasciaLogItem *last = g_ptr_array_index (unnamed->items, 3);
  g_autoptr (GError) error = NULL;

  entry->before = 11;
  g_assert_false (fascia_store_add_session (home_open (home), entry, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  g_clear_error (&error);

  /* Refused by the schema alone, at the last item: the row goes with it. */
  last->technique[0] = '\0';
  g_assert_false (fascia_store_end_session (home->store, unnamed, NOW_US, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  assert_nothing_written (home);
}

static void
test_a_uuid_is_taken_once (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = make_entry (NOW_US - G_TIME_SPAN_HOUR, 5);
  g_autoptr (GError) error = NULL;

  must_add (home_open (home), entry);
  g_assert_false (fascia_store_add_session (home->store, entry, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, entry->uuid));
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM session"), ==, 1);
}

/* Of a newer Fascia or of damage: not to be guessed at. */
static void
test_an_unknown_word_is_not_guessed_at (Home *home, gconstpointer data)
{
  static const char *const sql[] = {
    "UPDATE session SET source = 'dream'",
    "UPDATE session SET source = 'timer', context = 'party'",
    "UPDATE session SET context = NULL, next_day = 'never'",
    "UPDATE session SET next_day = NULL, local_date = '2027-02-31', started_us = 1803942000000000",
    "UPDATE session SET local_date = '2027-03-01'; UPDATE session_area SET area = 'tail'",
    "UPDATE session_area SET area = 'hand'; UPDATE session_item SET side = 'up'",
    "UPDATE session_item SET side = 'left', tool = 'hammer'",
    "UPDATE session_item SET tool = NULL, status = 'lost'",
    "UPDATE session_item SET status = 'done', reason = 'why'",
  };
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - G_TIME_SPAN_HOUR);
  g_autoptr (FasciaLogEntry) read = NULL;
  g_autoptr (GError) error = NULL;

  must_add (home_open (home), entry);
  for (gsize i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_assert_true (fascia_database_exec (home->store, sql[i], &error));
      g_assert_no_error (error);
      g_assert_null (fascia_store_get_session (home->store, entry->uuid, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
      g_clear_error (&error);
      g_assert_null (fascia_store_list_sessions (home->store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
      g_clear_error (&error);
    }
  g_assert_true (fascia_database_exec (home->store, "UPDATE session_item SET reason = NULL", &error));
  read = fascia_store_get_session (home->store, entry->uuid, &error);
  g_assert_no_error (error);
  g_assert_nonnull (read);
}

static void
assert_plan (FasciaStore *store, const char *sql, const char *expected)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GString) plan = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  statement = fascia_database_prepare (store, explain, &error);
  g_assert_no_error (error);
  while (fascia_database_step (store, statement, &error) == SQLITE_ROW)
    g_string_append_printf (plan, "%s\n", fascia_column_text (statement, 3));
  g_assert_no_error (error);
  if (strstr (plan->str, expected) == NULL || strstr (plan->str, "TEMP B-TREE") != NULL)
    g_error ("Expected “%s” and no sorting, found:\n%s", expected, plan->str);
}

static int
trace_cb (unsigned kind, void *data, void *statement, void *text)
{
  const char *sql = sqlite3_sql (statement);

  if (g_str_has_prefix (sql, "SELECT"))
    g_ptr_array_add (data, g_strdup (sql));
  return 0;
}

/* Of the queries as they are really run, not of a copy of them. */
static void
test_the_main_queries_walk_an_index (Home *home, gconstpointer data)
{
  static const char *const expected[] = {
    "SEARCH session USING INDEX session_listed (started_us>? AND started_us<?)",
    "SEARCH session_area USING PRIMARY KEY",
    "SEARCH session_item USING PRIMARY KEY",
    "SEARCH session_total USING PRIMARY KEY (grain=?)",
    "SEARCH session_total USING PRIMARY KEY (grain=? AND period>? AND period<?)",
    "SEARCH session USING INDEX session_ended",
    "SCAN session_journal",
    "SEARCH session USING INDEX session_listed (started_us>? AND started_us<?)",
  };
  g_autoptr (FasciaLogEntry) entry = make_entry (NOW_US, 5);
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (FasciaLogSummary) summary = NULL;
  gboolean found;

  must_add (home_open (home), entry);
  sqlite3_trace_v2 (home->store->db, SQLITE_TRACE_STMT, trace_cb, statements);
  sessions = fascia_store_list_sessions (home->store, day (2027, 1, 1), FASCIA_DAY_NONE, 0, 50, NULL);
  fascia_store_count_sessions (home->store, NULL);
  summary = fascia_store_load_log_summary (home->store, day (2027, 1, 1), NOW_US, NULL);
  fascia_store_find_overlap (home->store, entry, &found, NULL);
  sqlite3_trace_v2 (home->store->db, 0, NULL, NULL);

  g_assert_cmpuint (statements->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < statements->len; i++)
    assert_plan (home->store, statements->pdata[i], expected[i]);
  assert_plan (home->store, statements->pdata[statements->len - 1], "SEARCH session USING INDEX session_over_a_day (started_us<?)");
}

static void
test_a_hundred_thousand_sessions_stay_quick (Home *home, gconstpointer data)
{
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) deep = NULL;
  g_autoptr (FasciaLogSummary) summary = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start, listed, dug, counted, summed, looked;

  if (!g_test_slow ())
    {
      g_test_skip ("Takes a while; run with -m slow.");
      return;
    }
  home_open (home);
  g_assert_true (fascia_database_exec (home->store,
                                       "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999) "
                                       "INSERT INTO session (uuid, started_us, utc_offset_s, zone, local_date, ended_us, active_s, elapsed_s, "
                                       "source, counts, changed_at_us) SELECT printf ('00000000-0000-4000-8000-%012d', i), "
                                       "1806058800000000 - i * 20000000000, 0, 'UTC', date ((1806058800 - i * 20000), 'unixepoch'), "
                                       "1806058800000000 - i * 20000000000 + 600000000, 600, 600, 'manual', 1, 0 FROM n",
                                       &error));
  g_assert_true (fascia_database_exec (home->store,
                                       "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9) "
                                       "INSERT INTO session_item SELECT id, i, 'calf-roller', 'left', NULL, NULL, 60, 'done', NULL, started_us, NULL FROM session, n",
                                       &error));
  g_assert_no_error (error);
  home_open (home);

  start = g_get_monotonic_time ();
  first = fascia_store_list_sessions (home->store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 50, &error);
  listed = g_get_monotonic_time ();
  deep = fascia_store_list_sessions (home->store, day (1960, 1, 1), FASCIA_DAY_NONE, 90000, 50, &error);
  dug = g_get_monotonic_time ();
  g_assert_cmpint (fascia_store_count_sessions (home->store, &error), ==, 100000);
  counted = g_get_monotonic_time ();
  summary = fascia_store_load_log_summary (home->store, day (2027, 2, 1), NOW_US, &error);
  summed = g_get_monotonic_time ();
  overlaps (home->store, NOW_US - 5000 * G_TIME_SPAN_DAY, 30);
  looked = g_get_monotonic_time ();
  g_assert_no_error (error);
  g_assert_cmpuint (first->len, ==, 50);
  g_assert_cmpuint (deep->len, ==, 50);
  /* Far above what they take, far below a walk through the table. */
  g_assert_cmpint (listed - start, <, 50000);
  g_assert_cmpint (summed - counted, <, 50000);
  g_assert_cmpint (looked - summed, <, 50000);
  g_test_message ("page %" G_GINT64_FORMAT " µs, deep page %" G_GINT64_FORMAT " µs, count %" G_GINT64_FORMAT
                  " µs, summary %" G_GINT64_FORMAT " µs, overlap %" G_GINT64_FORMAT " µs",
                  listed - start, dug - listed, counted - dug, summed - counted, looked - summed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/log/every-field-comes-back", test_every_field_comes_back);
  add_home_test ("/store/log/unanswered-is-null-in-the-file", test_unanswered_is_null_in_the_file);
  add_home_test ("/store/log/words-are-stored-not-numbers", test_words_are_stored_not_numbers);
  add_home_test ("/store/log/trash-and-back-gives-the-same-row", test_trash_and_back_gives_the_same_row);
  add_home_test ("/store/log/editing-replaces-fields-and-items", test_editing_replaces_fields_and_items);
  add_home_test ("/store/log/an-edited-note-keeps-the-measured-end", test_an_edited_note_keeps_the_measured_end);
  add_home_test ("/store/log/newest-first-ties-by-uuid-in-pages", test_newest_first_ties_by_uuid_in_pages);
  add_home_test ("/store/log/a-range-is-of-local-dates", test_a_range_is_of_local_dates);
  add_home_test ("/store/log/an-overlap-is-found-and-touching-is-none", test_an_overlap_is_found_and_touching_is_none);
  add_home_test ("/store/log/a-session-of-days-overlaps-to-its-end", test_a_session_of_days_overlaps_to_its_end);
  add_home_test ("/store/log/the-summary-has-the-days-that-count", test_the_summary_has_the_days_that_count);
  add_home_test ("/store/log/an-empty-log-is-empty-without-an-error", test_an_empty_log_is_empty_without_an_error);
  add_home_test ("/store/log/first-use-is-the-oldest-of-session-goal-and-rule", test_first_use_is_the_oldest_of_session_goal_and_rule);
  add_home_test ("/store/log/an-invalid-session-writes-nothing", test_an_invalid_session_writes_nothing);
  add_home_test ("/store/log/a-uuid-is-taken-once", test_a_uuid_is_taken_once);
  add_home_test ("/store/log/an-unknown-word-is-not-guessed-at", test_an_unknown_word_is_not_guessed_at);
  add_home_test ("/store/log/the-main-queries-walk-an-index", test_the_main_queries_walk_an_index);
  add_home_test ("/store/log/a-hundred-thousand-sessions-stay-quick", test_a_hundred_thousand_sessions_stay_quick);
  return g_test_run ();
}
