/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/store/faults.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "fascia/store/backup.h"
#include "fascia/store/exchange.h"
#include "fascia/store/search.h"

guint
faults_count (const char *what, guint usual)
{
  g_autofree char *name = g_strconcat ("FASCIA_FAULTS_", what, NULL);
  const char *wanted = g_getenv (name);
  guint count = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : usual;

  g_assert_cmpuint (count, >, 0);
  g_test_message ("%s: %u", name, count);
  return count;
}

/* --- What must hold ---------------------------------------------------------------- */

static sqlite3 *
must_connect (const char *path, int flags)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, flags, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  return db;
}

static void
must_run (sqlite3 *db, const char *sql)
{
  char *problem = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &problem) != SQLITE_OK)
    g_error ("%s: %s: %s", sqlite3_db_filename (db, "main"), sql, problem);
}

static int
append_cb (void *data, int n_columns, char **values, char **names)
{
  for (int i = 0; i < n_columns; i++)
    g_string_append_printf (data, "%s|", values[i] != NULL ? values[i] : "NULL");
  g_string_append_c (data, '\n');
  return 0;
}

static char *
must_ask (sqlite3 *db, const char *sql)
{
  GString *text = g_string_new (NULL);
  char *problem = NULL;

  if (sqlite3_exec (db, sql, append_cb, text, &problem) != SQLITE_OK)
    g_error ("%s: %s: %s", sqlite3_db_filename (db, "main"), sql, problem);
  return g_string_free (text, FALSE);
}

static void
assert_answers (sqlite3 *db, const char *sql, const char *expected)
{
  g_autofree char *answer = must_ask (db, sql);

  if (!g_str_equal (answer, expected))
    g_error ("%s: %s:\n%s", sqlite3_db_filename (db, "main"), sql, answer);
}

static void
assert_sound (sqlite3 *db)
{
  assert_answers (db, "PRAGMA integrity_check", "ok|\n");
  assert_answers (db, "PRAGMA foreign_key_check", "");
}

#define IN_THE_LOG "ended_us IS NOT NULL AND deleted_at_us IS NULL"
#define TOTALS \
  "SELECT 'session', grain, period, sessions, counting, active_s FROM session_total ORDER BY 2, 3; " \
  "SELECT 'item', grain, period, technique, side, tool, items, done_s FROM item_total ORDER BY 2, 3, 4, 5, 6"

void
assert_whole (Home *home)
{
  sqlite3 *db = must_connect (home->path, SQLITE_OPEN_READWRITE);
  g_autofree char *kept = NULL;
  g_autofree char *rebuilt = NULL;
  g_autofree char *ratings = NULL;
  g_autofree char *uses = NULL;

  assert_sound (db);

  kept = must_ask (db, TOTALS);
  must_run (db, "BEGIN IMMEDIATE; INSERT INTO total_rebuild VALUES (1)");
  rebuilt = must_ask (db, TOTALS);
  must_run (db, "ROLLBACK");
  g_assert_cmpstr (kept, ==, rebuilt);

  ratings = must_ask (db,
                      "SELECT area, started_us, session.id, local_date, soreness_before, soreness_after "
                      "FROM session JOIN session_area ON session_id = session.id AND position = 0 "
                      "WHERE " IN_THE_LOG " AND soreness_before IS NOT NULL ORDER BY 1, 2, 3");
  assert_answers (db, "SELECT area, started_us, session_id, local_date, before, after FROM rating ORDER BY 1, 2, 3", ratings);

  uses = must_ask (db,
                   "SELECT technique, count (DISTINCT session_id) FROM session_item JOIN session ON session.id = session_id "
                   "WHERE " IN_THE_LOG " AND done_s > 0 GROUP BY technique ORDER BY technique");
  assert_answers (db, "SELECT technique, sessions FROM technique_use WHERE sessions <> 0 ORDER BY technique", uses);

  /* Compares the index with the notes; a difference is an error. */
  must_run (db, "INSERT INTO note_search (note_search, rank) VALUES ('integrity-check', 1)");
  sqlite3_close (db);
}

void
assert_same_text (const char *text, const char *expected)
{
  gsize at = 0;

  while (text[at] != '\0' && text[at] == expected[at])
    at++;
  if (text[at] != expected[at])
    g_error ("at %" G_GSIZE_FORMAT ": “%.60s” where “%.60s” was expected", at, text + at, expected + at);
}

static gboolean
is_left_over (const char *name)
{
  return strstr (name, ".partial-") != NULL || strstr (name, ".new-") != NULL || g_str_has_prefix (name, ".restore-");
}

typedef void (*NameFunc) (const char *path, const char *name);

static void
for_each_name (const char *folder, NameFunc function)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      function (path, name);
    }
}

static void
check_backup (const char *path, const char *name)
{
  sqlite3 *db;

  if (is_left_over (name))
    return;
  g_assert_true (g_str_has_suffix (name, ".db"));
  db = must_connect (path, SQLITE_OPEN_READONLY);
  assert_sound (db);
  assert_answers (db, "PRAGMA application_id", "1181967209|\n");
  assert_answers (db, "SELECT count (*) > 0 FROM session", "1|\n");
  sqlite3_close (db);
}

void
assert_backups_are_whole (Home *home)
{
  g_autofree char *folder = fascia_backup_get_folder (home->folder);

  for_each_name (folder, check_backup);
}

static void
check_left_over (const char *path, const char *name)
{
  if (is_left_over (name))
    g_error ("%s was left over", path);
}

void
assert_nothing_is_left_over (Home *home)
{
  g_autofree char *folder = fascia_backup_get_folder (home->folder);

  for_each_name (home->folder, check_left_over);
  for_each_name (folder, check_left_over);
}

/* --- Databases to try it on ---------------------------------------------------------- */

char *
must_export (FasciaStore *store)
{
  g_autoptr (GError) error = NULL;
  char *text = fascia_exchange_to_json (store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return text;
}

char *
home_export (Home *home)
{
  char *text = must_export (home_open (home));

  home_close (home);
  return text;
}

void
home_put_database (Home *home, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  home_clear (home);
  g_assert_cmpint (g_mkdir_with_parents (home->folder, 0700), ==, 0);
  if (bytes != NULL)
    g_file_set_contents_full (home->path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                              G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

GBytes *
home_take_database (Home *home)
{
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  home_close (home);
  g_file_get_contents (home->path, &bytes, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, length);
}

GBytes *
make_database_of_schema_1 (Home *home, guint n_more)
{
  g_autofree char *dump = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "tests", "fixtures", "schema-1.sql", NULL);
  g_autofree char *sql = NULL;
  g_autofree char *more = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_file_get_contents (dump, &sql, NULL, &error);
  g_assert_no_error (error);
  home_put_database (home, NULL);
  db = must_connect (home->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  must_run (db, sql);
  /* More of the sessions that are there, an hour apart. */
  more = g_strdup_printf (
    /* It becomes a pause with a UUID drawn by lot. */
    "UPDATE reminder_request SET skip_day = NULL;"
    "CREATE TEMP TABLE pattern AS SELECT * FROM session WHERE ended_us IS NOT NULL AND deleted_at_us IS NULL ORDER BY id LIMIT 1;"
    "CREATE TEMP TABLE made AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
    "  SELECT i, 1000 + i AS new_id FROM n;"
    "UPDATE pattern SET note = 'Læggen';"
    "CREATE TEMP TABLE copy AS SELECT pattern.* , i FROM pattern, made;"
    "UPDATE copy SET id = 1000 + i, uuid = printf ('00000000-0000-4000-9000-%%012d', i), "
    "  started_us = started_us - i * 3600000000, ended_us = ended_us - i * 3600000000, "
    "  local_date = date ((started_us - i * 3600000000) / 1000000 + utc_offset_s, 'unixepoch'),"
    "  note = note || ' ' || i;"
    "ALTER TABLE copy DROP COLUMN i;"
    "INSERT INTO session SELECT * FROM copy;"
    "INSERT INTO session_area SELECT new_id, position, area FROM session_area, made WHERE session_id = (SELECT id FROM pattern);"
    "CREATE TEMP TABLE item AS SELECT session_item.*, new_id FROM session_item, made WHERE session_id = (SELECT id FROM pattern);"
    "UPDATE item SET session_id = new_id, started_us = (SELECT started_us FROM session WHERE id = new_id);"
    "ALTER TABLE item DROP COLUMN new_id;"
    "INSERT INTO session_item SELECT * FROM item;",
    n_more);
  must_run (db, more);
  assert_sound (db);
  sqlite3_close (db);
  return home_take_database (home);
}

FasciaLogEntry *
make_numbered_entry (guint index, guint version)
{
  static GTimeZone *kept; /* read once, not each time */
  FasciaLogEntry *entry = make_full_entry (NOW_US - (index + 1) * G_TIME_SPAN_HOUR);
  FasciaLogItem *item = g_ptr_array_index (entry->items, 2);

  if (kept == NULL)
    kept = g_time_zone_new_identifier (entry->started.zone);
  g_free (entry->uuid);
  entry->uuid = g_strdup_printf ("00000000-0000-4000-8000-%012u", index);
  g_free (entry->note);
  entry->note = g_strdup_printf ("Læggen nr. %u, udgave%u", index, version);
  entry->after = (int) (version % 11);
  entry->active_s += (int) version;
  entry->elapsed_s += (int) version;
  item->done_s += (int) version;
  return entry;
}

void
add_numbered_entries (FasciaStore *store, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    {
      g_autoptr (FasciaLogEntry) entry = make_numbered_entry (i, 1);
      g_autoptr (GError) error = NULL;

      fascia_store_add_session (store, entry, NOW_US, &error);
      g_assert_no_error (error);
    }
}

void
add_one_of_everything (FasciaStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaLogEntry) running = make_numbered_entry (9000, 1);
  g_autoptr (FasciaLogEntry) gone = make_numbered_entry (9001, 1);
  g_autoptr (FasciaLogEntry) forgotten = make_numbered_entry (9002, 1);
  FasciaOpenSession open = { running, (char *) "a text of its state", NOW_US, NOW_US - G_USEC_PER_SEC };
  g_autoptr (FasciaRule) rule = make_rule (0x15, 1080);
  g_autoptr (FasciaPause) pause = fascia_pause_new ();
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("6b1f6f0e-0000-4000-8000-000000000003");
  FasciaRoutineItem *item = fascia_routine_item_new ("calf-roller");
  FasciaGoal goal = { fascia_day_new (2027, 3, 22), 4 };
  FasciaRestingArea rest = { FASCIA_AREA_CALF, NOW_US + G_TIME_SPAN_HOUR, FASCIA_REASON_TOO_MUCH };
  FasciaReminderSettings settings = FASCIA_REMINDER_SETTINGS_DEFAULT;
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;
  FasciaHealth health = { .asked_us = NOW_US };

  g_free (pause->uuid);
  pause->uuid = g_strdup ("6b1f6f0e-0000-4000-8000-000000000004");
  pause->from = fascia_day_new (2027, 3, 24);
  g_free (rule->uuid);
  rule->uuid = g_strdup ("6b1f6f0e-0000-4000-8000-000000000005");
  g_free (routine->name.in[FASCIA_LANGUAGE_EN]);
  routine->name.in[FASCIA_LANGUAGE_EN] = g_strdup ("My evening");
  routine->occasions[0] = FASCIA_OCCASION_RECOVERY;
  routine->n_occasions = 1;
  item->roll_s = 40;
  g_ptr_array_add (routine->items, item);
  settings.on = TRUE;
  settings.quiet = TRUE;
  preferences.day_start_h = 3;
  preferences.first_side_mode = FASCIA_FIRST_SIDE_ALTERNATE;
  health.answers[0].answered_us = NOW_US;

  fascia_store_add_session (store, gone, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_delete_session (store, gone->uuid, NOW_US + 5000, &error);
  g_assert_no_error (error);
  fascia_store_add_session (store, forgotten, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_delete_session (store, forgotten->uuid, NOW_US - G_TIME_SPAN_DAY, &error);
  g_assert_no_error (error);
  fascia_store_empty_trash (store, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_journal_session (store, &open, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_add_rule (store, rule, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_add_pause (store, pause, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_save_routine (store, routine, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_set_goal (store, &goal, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_rest_area (store, &rest, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_save_reminder_settings (store, &settings, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_save_preferences (store, &preferences, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_save_health (store, &health, &error);
  g_assert_no_error (error);
  fascia_store_set_favourite (store, "calf-roller", TRUE, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_set_owned_tools (store, FASCIA_ALL_TOOL_BITS & ~FASCIA_TOOL_BIT (FASCIA_TOOL_TENNIS_BALL), NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_set_snooze (store, NOW_US + G_TIME_SPAN_HOUR, rule->uuid, NOW_US, &error);
  g_assert_no_error (error);
}
