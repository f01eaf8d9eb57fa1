/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/store/fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

void
home_set_up (Home *home, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *root = g_dir_make_tmp ("fascia-store-XXXXXX", &error);

  g_assert_no_error (error);
  home_move (home, root);
}

void
home_move (Home *home, const char *root)
{
  g_free (home->root);
  home->root = g_strdup (root);
  g_free (home->folder);
  home->folder = g_build_filename (home->root, "data", "fascia", NULL);
  g_free (home->path);
  home->path = g_build_filename (home->folder, FASCIA_STORE_FILE_NAME, NULL);
}

static void
remove_tree (const char *path)
{
  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
      g_rmdir (path);
    }
  else
    g_unlink (path);
}

void
home_tear_down (Home *home, gconstpointer data)
{
  home_close (home);
  remove_tree (home->root);
  g_free (home->root);
  g_free (home->folder);
  g_free (home->path);
}

FasciaStore *
home_open (Home *home)
{
  g_autoptr (GError) error = NULL;

  home_close (home);
  home->store = fascia_store_open (home->folder, NOW_US, &error);
  g_assert_no_error (error);
  g_assert_nonnull (home->store);
  return home->store;
}

void
home_close (Home *home)
{
  g_clear_pointer (&home->store, fascia_store_close);
}

void
home_clear (Home *home)
{
  home_close (home);
  remove_tree (home->folder);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

char *
home_describe (Home *home)
{
  g_autoptr (GDir) dir = g_dir_open (home->folder, 0, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (home->folder, name, NULL);
      g_autofree char *sum = NULL;
      g_autofree char *bytes = NULL;
      gsize length = 0;
      GStatBuf info;

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      /* The -shm file is shared memory: it holds locks, no data, and is rebuilt. */
      if (S_ISREG (info.st_mode) && !g_str_has_suffix (name, "-shm"))
        {
          g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
          sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
        }
      g_ptr_array_add (lines, g_strdup_printf ("%s %o %" G_GSIZE_FORMAT " %s\n", name, info.st_mode & 0777, length, sum));
    }
  g_ptr_array_sort (lines, compare_names);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("", (char **) lines->pdata);
}

void
home_assert_refused (Home *home, FasciaError code)
{
  g_autofree char *before = home_describe (home);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  FasciaStore *store;

  home_close (home);
  store = fascia_store_open (home->folder, NOW_US, &error);
  g_assert_null (store);
  g_assert_error (error, FASCIA_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, home->folder));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_test_message ("%s", error->message);
  after = home_describe (home);
  g_assert_cmpstr (before, ==, after);
}

gint64
home_ask (Home *home, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  gint64 value;

  g_assert_cmpint (sqlite3_open_v2 (home->path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return value;
}

FasciaLogEntry *
make_entry (gint64 start_us, int minutes)
{
  FasciaLogEntry *entry = fascia_log_entry_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");

  g_free (entry->uuid);
  entry->uuid = g_uuid_string_random ();
  fascia_instant_clear (&entry->started);
  fascia_instant_init (&entry->started, start_us, zone);
  entry->local_date = fascia_day_of_instant (start_us, zone);
  entry->source = FASCIA_SOURCE_MANUAL;
  entry->active_s = minutes * 60;
  entry->elapsed_s = minutes * 60;
  return entry;
}

void
add_item (FasciaLogEntry *entry, const char *technique, FasciaSide side, int planned_s, int done_s)
{
  FasciaLogItem *item = fascia_log_item_new (technique, side);

  item->planned_s = planned_s;
  item->done_s = done_s;
  item->status = FASCIA_ITEM_DONE;
  g_ptr_array_add (entry->items, item);
}

FasciaLogEntry *
make_full_entry (gint64 start_us)
{
  FasciaLogEntry *entry = make_entry (start_us, 0);
  FasciaLogItem *item;

  entry->source = FASCIA_SOURCE_TIMER;
  entry->active_s = 195;
  entry->elapsed_s = 260;
  entry->routine = g_strdup ("after-a-run");
  entry->routine_version = 3;
  entry->occasion = FASCIA_OCCASION_RECOVERY;
  entry->areas[0] = FASCIA_AREA_THIGH_FRONT;
  entry->areas[1] = FASCIA_AREA_FOOT;
  entry->areas[2] = FASCIA_AREA_HAND;
  entry->n_areas = 3;
  entry->before = 6;
  entry->after = 0;
  entry->pressure = 10;
  entry->next_day = FASCIA_NEXT_DAY_SORE;
  entry->note = g_strdup ("Læggen var øm; “bedre” bagefter. 'quoted' \"too\"\n🙂");
  add_item (entry, "calf-roller", FASCIA_SIDE_LEFT, 60, 60);
  add_item (entry, "calf-roller", FASCIA_SIDE_RIGHT, 60, 60);
  add_item (entry, "upper-back-roller", FASCIA_SIDE_BOTH, FASCIA_UNKNOWN_S, 75);
  add_item (entry, "foot-ball", FASCIA_SIDE_LEFT, 60, 0);
  item = g_ptr_array_index (entry->items, 0);
  item->tool = FASCIA_TOOL_FOAM_ROLLER;
  item = g_ptr_array_index (entry->items, 1);
  item->status = FASCIA_ITEM_STOPPED;
  item->reason = FASCIA_REASON_TOO_MUCH;
  item = g_ptr_array_index (entry->items, 3);
  item->status = FASCIA_ITEM_SKIPPED;
  return entry;
}

void
assert_same_entry (const FasciaLogEntry *a, const FasciaLogEntry *b)
{
  g_assert_cmpstr (a->uuid, ==, b->uuid);
  g_assert_cmpint (a->started.utc_us, ==, b->started.utc_us);
  g_assert_cmpint (a->started.utc_offset_s, ==, b->started.utc_offset_s);
  g_assert_cmpstr (a->started.zone, ==, b->started.zone);
  g_assert_cmpint (fascia_day_difference (a->local_date, b->local_date), ==, 0);
  g_assert_cmpint (a->active_s, ==, b->active_s);
  g_assert_cmpint (a->elapsed_s, ==, b->elapsed_s);
  g_assert_cmpint (a->source, ==, b->source);
  g_assert_cmpstr (a->routine, ==, b->routine);
  g_assert_cmpint (a->routine_version, ==, b->routine_version);
  g_assert_cmpint (a->occasion, ==, b->occasion);
  g_assert_cmpuint (a->n_areas, ==, b->n_areas);
  for (guint i = 0; i < a->n_areas; i++)
    g_assert_cmpint (a->areas[i], ==, b->areas[i]);
  g_assert_cmpint (a->before, ==, b->before);
  g_assert_cmpint (a->after, ==, b->after);
  g_assert_cmpint (a->pressure, ==, b->pressure);
  g_assert_cmpint (a->next_day, ==, b->next_day);
  g_assert_cmpstr (a->note, ==, b->note);
  g_assert_cmpuint (a->items->len, ==, b->items->len);
  for (guint i = 0; i < a->items->len; i++)
    {
      const FasciaLogItem *x = g_ptr_array_index (a->items, i);
      const FasciaLogItem *y = g_ptr_array_index (b->items, i);

      g_assert_cmpstr (x->technique, ==, y->technique);
      g_assert_cmpint (x->side, ==, y->side);
      g_assert_cmpint (x->tool, ==, y->tool);
      g_assert_cmpint (x->planned_s, ==, y->planned_s);
      g_assert_cmpint (x->done_s, ==, y->done_s);
      g_assert_cmpint (x->status, ==, y->status);
      g_assert_cmpint (x->reason, ==, y->reason);
    }
}

FasciaRule *
make_rule (guint weekdays, guint minute_of_day)
{
  FasciaRule *rule = fascia_rule_new ();

  g_free (rule->uuid);
  rule->uuid = g_uuid_string_random ();
  rule->kind = FASCIA_RULE_ON_DAYS;
  rule->weekdays = weekdays;
  rule->minute_of_day = minute_of_day;
  rule->enabled = TRUE;
  return rule;
}

pid_t
start_child (ChildFunction function, gpointer data)
{
  pid_t pid = fork ();

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      /* Or all children would draw the same UUIDs. */
      g_random_set_seed (getpid ());
      function (data);
      _exit (EXIT_SUCCESS);
    }
  return pid;
}

void
await_child (pid_t pid)
{
  int status;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, EXIT_SUCCESS);
}

void
await_killed_child (pid_t pid)
{
  int status;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
}

void
kill_child (pid_t pid)
{
  int status;

  kill (pid, SIGKILL);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  /* It may have been done before; it must not have failed. */
  g_assert_true (WIFSIGNALED (status) ? WTERMSIG (status) == SIGKILL : WEXITSTATUS (status) == EXIT_SUCCESS);
}
