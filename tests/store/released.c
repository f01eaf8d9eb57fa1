/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database of each schema that was ever released, kept as it was, opens and has
 * lost nothing. */
#include <glib/gstdio.h>

#include "data/store/database.h"
#include "data/store/migrate.h"
#include "fascia/store/exchange.h"
#include "fascia/store/search.h"
#include "tests/store/fixture.h"

static sqlite3 *
must_open (const char *path)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  return db;
}

/* Puts the dump where the store looks for its file. */
static void
take_dump (Home *home, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "tests", "fixtures", name, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;
  char *message = NULL;

  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (home->folder, 0700), ==, 0);
  db = must_open (home->path);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", name, message);
  sqlite3_close (db);
}

static int
append_cb (void *data, int n_columns, char **values, char **names)
{
  for (int i = 0; i < n_columns; i++)
    g_string_append_printf (data, "%s|", values[i] != NULL ? values[i] : "NULL");
  g_string_append_c (data, '\n');
  return 0;
}

/* What a table holds in the columns that it had then. */
static void
append_rows (sqlite3 *db, const char *table, const char *columns, GString *text)
{
  g_autofree char *sql = g_strdup_printf ("SELECT '%s', %s FROM %s ORDER BY %s", table, columns, table, columns);
  gsize before = text->len;

  g_assert_cmpint (sqlite3_exec (db, sql, append_cb, text, NULL), ==, SQLITE_OK);
  /* Or its migration would be tried on nothing. */
  g_assert_cmpuint (text->len, >, before);
}

static char *
describe (const char *path, GPtrArray *tables, GPtrArray *columns)
{
  sqlite3 *db = must_open (path);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tables->len; i++)
    append_rows (db, g_ptr_array_index (tables, i), g_ptr_array_index (columns, i), text);
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

static int
add_table_cb (void *data, int n_columns, char **values, char **names)
{
  GPtrArray **lists = data;

  g_ptr_array_add (lists[0], g_strdup (values[0]));
  g_ptr_array_add (lists[1], g_strdup (values[1]));
  return 0;
}

static void
assert_migrates (Home *home, const char *dump, guint version)
{
  g_autoptr (GArray) steps = fascia_schema_load_steps (NULL);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *lists[] = { tables, columns };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  take_dump (home, dump);
  g_assert_cmpint (home_ask (home, "PRAGMA user_version"), ==, version);
  db = must_open (home->path);
  /* The instants at which settings were last set may be made more exact by a step, and
   * a skipped day became a pause. */
  g_assert_cmpint (sqlite3_exec (db,
                                 "SELECT made.name, group_concat (info.name, ', ') "
                                 "FROM sqlite_schema AS made JOIN pragma_table_info (made.name) AS info "
                                 "WHERE made.type = 'table' AND NOT (made.name = 'reminder_settings' AND info.name = 'changed_at_us') "
                                 "AND info.name <> 'skip_day' "
                                 /* What the search index keeps inside is its own affair. */
                                 "AND made.name NOT LIKE 'note\\_search\\_%' ESCAPE '\\' "
                                 "GROUP BY made.name",
                                 add_table_cb, lists, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_cmpuint (tables->len, >=, 16);

  before = describe (home->path, tables, columns);
  home_open (home);
  g_assert_true (fascia_store_check_integrity (home->store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (home_ask (home, "PRAGMA user_version"), ==, steps->len);
  after = describe (home->path, tables, columns);
  g_assert_cmpstr (after, ==, before);
}

static void
test_schema_1_migrates (Home *home, gconstpointer data)
{
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GHashTable) uses = NULL;
  g_autoptr (GError) error = NULL;
  const FasciaTechniqueUse *calf;

  assert_migrates (home, "schema-1.sql", 1);

  sessions = fascia_store_list_sessions (home->store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sessions->len, ==, 3);
  /* What the new steps count of the old rows: the one in the trash and the one that
   * is running are not in it. */
  uses = fascia_store_load_technique_uses (home->store, &error);
  g_assert_no_error (error);
  calf = g_hash_table_lookup (uses, "calf-roller");
  g_assert_cmpuint (calf->n_sessions, ==, 2);
  g_assert_cmpuint (g_hash_table_size (uses), ==, 3);
  g_assert_null (g_hash_table_lookup (uses, "calf-stick"));
}

/* Each later one has what came with it, and nothing of it is made anew. */
static void
test_later_schemas_migrate (Home *home, gconstpointer data)
{
  const guint version = GPOINTER_TO_UINT (data);
  g_autofree char *dump = g_strdup_printf ("schema-%u.sql", version);
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GPtrArray) pauses = NULL;
  g_autoptr (GPtrArray) found = NULL;
  FasciaLogFilter filter = FASCIA_LOG_FILTER_NONE;
  g_autofree char *text = NULL;
  g_auto (GStrv) favourites = NULL;
  g_autoptr (GError) error = NULL;
  FasciaReminderSettings settings;

  assert_migrates (home, dump, version);

  sessions = fascia_store_list_sessions (home->store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sessions->len, ==, 3);
  g_assert_cmpint (home_ask (home, "SELECT sessions FROM session_total WHERE grain = 2"), ==, 3);
  g_assert_cmpint (home_ask (home, "SELECT active_s FROM session_total WHERE grain = 2"), ==, version < 4 ? 1490 : 1500);
  filter.words = "læggen";
  found = fascia_store_find_sessions (home->store, &filter, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);

  pauses = fascia_store_list_pauses (home->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pauses->len, ==, 2);
  g_assert_true (fascia_store_load_reminder_settings (home->store, &settings, &error));
  g_assert_true (settings.quiet);
  g_assert_cmpuint (settings.grace_min, ==, 120);
  favourites = fascia_store_list_favourites (home->store, &error);
  g_assert_cmpuint (g_strv_length (favourites), ==, version < 3 ? 0 : 1);

  /* All of it can be read and given on; nothing waits to be synced before a folder was
   * chosen. */
  text = fascia_exchange_to_json (home->store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM sync_change"), ==, 0);
}

/* What the reminders of schema 1 become. */
static void
assert_has_reminders_of_schema_1 (Home *home)
{
  const gint64 changed_us = G_GINT64_CONSTANT (1795194000000000);
  const FasciaDay skipped = fascia_day_new (2026, 11, 19);
  g_autoptr (GPtrArray) pauses = NULL;
  g_autoptr (FasciaReminderState) state = NULL;
  g_autoptr (GError) error = NULL;
  FasciaReminderSettings settings;
  const FasciaReminderSettings defaults = FASCIA_REMINDER_SETTINGS_DEFAULT;
  const FasciaPause *pause;

  pauses = fascia_store_list_pauses (home->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pauses->len, ==, 1);
  pause = pauses->pdata[0];
  g_assert_true (fascia_pause_validate (pause, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fascia_day_difference (pause->from, skipped), ==, 0);
  g_assert_cmpint (fascia_day_difference (pause->until, skipped), ==, 0);
  g_assert_cmpint (pause->reason, ==, FASCIA_PAUSE_SKIP);
  g_assert_cmpint (pause->created_us, ==, changed_us);
  g_assert_cmpint (pause->ended_us, ==, 0);

  g_assert_true (fascia_store_load_reminder_settings (home->store, &settings, &error));
  g_assert_no_error (error);
  g_assert_true (settings.on);
  g_assert_cmpint (settings.on_since_us, ==, changed_us);
  g_assert_cmpuint (settings.recent_min, ==, defaults.recent_min);
  g_assert_cmpuint (settings.grace_min, ==, defaults.grace_min);
  g_assert_cmpuint (settings.nudge_min, ==, defaults.nudge_min);
  g_assert_false (settings.quiet);

  state = fascia_store_load_reminder_state (home->store, changed_us, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state->snoozed_until_us, ==, changed_us + G_TIME_SPAN_HOUR);
  g_assert_cmpint (state->nudge_us, ==, 0);
}

static void
test_reminders_of_schema_1_live_on (Home *home, gconstpointer data)
{
  take_dump (home, "schema-1.sql");
  home_open (home);
  assert_has_reminders_of_schema_1 (home);
}

/* “Off” that nobody chose is no choice: it must not win over another machine's. */
static void
test_defaults_of_schema_1_are_nobodys_choice (Home *home, gconstpointer data)
{
  sqlite3 *db;

  take_dump (home, "schema-1.sql");
  db = must_open (home->path);
  g_assert_cmpint (sqlite3_exec (db, "DELETE FROM reminder_rule; UPDATE reminder_settings SET reminders_on = 0", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  home_open (home);
  g_assert_cmpint (home_ask (home, "SELECT on_since_us + changed_at_us FROM reminder_settings"), ==, 0);
}

static void
open_in_child (gpointer folder)
{
  g_autoptr (FasciaStore) store = fascia_store_open (folder, NOW_US, NULL);

  g_assert_nonnull (store);
}

/* Killed anywhere on the way through the real steps: the next opening ends at the
 * newest version with everything that was there. */
static void
test_a_kill_on_the_way_from_schema_1_is_harmless (Home *home, gconstpointer data)
{
  for (int round = 0; round < 15; round++)
    {
      g_autofree char *wal = g_strconcat (home->path, "-wal", NULL);
      g_autofree char *shm = g_strconcat (home->path, "-shm", NULL);
      g_autoptr (GError) error = NULL;
      pid_t pid;

      home_close (home);
      g_unlink (home->path);
      g_unlink (wal);
      g_unlink (shm);
      take_dump (home, "schema-1.sql");
      pid = start_child (open_in_child, home->folder);
      g_usleep (g_random_int_range (0, 25000));
      kill_child (pid);
      home_open (home);
      g_assert_true (fascia_store_check_integrity (home->store, &error));
      g_assert_no_error (error);
      g_assert_cmpint (fascia_store_count_sessions (home->store, NULL), ==, 3);
      assert_has_reminders_of_schema_1 (home);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/released/schema-1-migrates", test_schema_1_migrates);
  for (guint version = 2; version <= 4; version++)
    {
      g_autofree char *path = g_strdup_printf ("/store/released/schema-%u-migrates", version);

      g_test_add (path, Home, GUINT_TO_POINTER (version), home_set_up, test_later_schemas_migrate, home_tear_down);
    }
  add_home_test ("/store/released/reminders-of-schema-1-live-on", test_reminders_of_schema_1_live_on);
  add_home_test ("/store/released/defaults-of-schema-1-are-nobodys-choice", test_defaults_of_schema_1_are_nobodys_choice);
  add_home_test ("/store/released/a-kill-on-the-way-from-schema-1-is-harmless", test_a_kill_on_the_way_from_schema_1_is_harmless);
  return g_test_run ();
}
