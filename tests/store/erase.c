/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/erase.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "fascia/store/backup.h"
#include "fascia/store/exchange.h"
#include "fascia/store/sync.h"
#include "tests/store/fixture.h"

#define NOTE "a note that nobody else should ever read"

/* Whether @text is in any file below @folder. */
static gboolean
is_anywhere (const char *folder, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length = 0;

      if (g_file_test (path, G_FILE_TEST_IS_DIR) ? is_anywhere (path, text)
                                                 : g_file_get_contents (path, &bytes, &length, NULL) && memmem (bytes, length, text, strlen (text)) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
fill_home (Home *home)
{
  FasciaGoal goal = { fascia_day_new (2027, 3, 22), 5 };
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;
  FasciaReminderSettings settings = FASCIA_REMINDER_SETTINGS_DEFAULT;
  FasciaHealth health = { .asked_us = NOW_US };
  g_autoptr (FasciaRule) rule = make_rule (0x15, 1080);
  g_autofree char *unreadable = g_build_filename (home->folder, FASCIA_STORE_FILE_NAME "-unreadable-2027-01-01-wal", NULL);
  g_autofree char *migration = g_build_filename (home->folder, "fascia-schema-3-backup.db", NULL);

  home_open (home);
  for (int i = 0; i < 300; i++)
    {
      g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - (i + 1) * G_TIME_SPAN_HOUR);

      g_free (entry->note);
      entry->note = g_strdup_printf (NOTE ", number %d", i);
      g_assert_true (fascia_store_add_session (home->store, entry, NOW_US, NULL));
      if (i == 7)
        g_assert_true (fascia_store_delete_session (home->store, entry->uuid, NOW_US, NULL));
    }
  preferences.switch_s = 12;
  preferences.day_start_h = 4;
  settings.on = TRUE;
  g_assert_true (fascia_store_set_goal (home->store, &goal, NOW_US, NULL));
  g_assert_true (fascia_store_add_rule (home->store, rule, NOW_US, NULL));
  g_assert_true (fascia_store_save_reminder_settings (home->store, &settings, NOW_US, NULL));
  g_assert_true (fascia_store_save_preferences (home->store, &preferences, NOW_US, NULL));
  g_assert_true (fascia_store_save_health (home->store, &health, NULL));
  g_assert_true (fascia_backup_keep_daily (home->store, fascia_day_new (2027, 3, 26), NULL));
  g_assert_true (fascia_backup_keep_before (home->store, "import", NOW_US, NULL, NULL));
  g_assert_true (fascia_backup_write (home->store, migration, NULL, NULL, NULL, NULL));
  g_assert_true (g_file_set_contents (unreadable, NOTE, -1, NULL));
}

/* (transfer full) */
static char *
export (FasciaStore *store)
{
  return fascia_exchange_to_json (store, NULL, NULL, NULL, NULL);
}

static void
test_no_byte_of_a_note_is_left (Home *home, gconstpointer data)
{
  g_autofree char *other = g_build_filename (home->folder, "backups", "notes of my own.txt", NULL);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;

  fill_home (home);
  g_assert_true (g_file_set_contents (other, "mine", -1, NULL));
  g_assert_true (is_anywhere (home->folder, NOTE));
  /* With the file open here, as the reminder service has it. */
  fascia_store_erase (home->folder, NOW_US, &error);
  g_assert_no_error (error);
  g_assert_false (is_anywhere (home->folder, NOTE));
  backups = fascia_backup_list (home->folder, utc, NULL);
  g_assert_cmpuint (backups->len, ==, 0);
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  /* Nor when it is closed. */
  home_close (home);
  g_assert_false (is_anywhere (home->folder, NOTE));
}

static void
test_the_sync_folder_is_forgotten (Home *home, gconstpointer data)
{
  g_autofree char *shared = g_build_filename (home->root, "shared", NULL);
  g_autofree char *others = g_build_filename (shared, "of another program.txt", NULL);
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  FasciaSyncSummary summary;

  fill_home (home);
  g_assert_cmpint (g_mkdir (shared, 0700), ==, 0);
  g_assert_true (g_file_set_contents (others, "not ours", -1, NULL));
  g_assert_true (fascia_sync_set_folder (home->folder, shared, &error));
  g_assert_no_error (error);
  g_assert_true (fascia_sync_run (home->store, &summary, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (is_anywhere (shared, NOTE));
  fascia_store_erase (home->folder, NOW_US, &error);
  g_assert_no_error (error);
  g_assert_false (is_anywhere (shared, NOTE));
  g_assert_true (g_file_test (others, G_FILE_TEST_EXISTS));
  g_assert_true (fascia_sync_get_folder (home->folder, &folder, &error));
  g_assert_null (folder);
}

static void
test_it_is_as_a_new_home_for_whoever_has_it_open (Home *home, gconstpointer data)
{
  Home fresh = { 0 };
  FasciaHealth health;
  g_autofree char *text = NULL;
  g_autofree char *new_text = NULL;
  g_autoptr (FasciaReminderState) state = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info, new_info;

  fill_home (home);
  g_assert_false (fascia_store_take_foreign_change (home->store));
  fascia_store_erase (home->folder, NOW_US, &error);
  g_assert_no_error (error);
  g_assert_true (fascia_store_take_foreign_change (home->store));

  home_set_up (&fresh, NULL);
  home_open (&fresh);
  text = export (home->store);
  new_text = export (fresh.store);
  g_assert_cmpstr (text, ==, new_text);
  g_assert_true (fascia_store_load_health (home->store, &health, NULL));
  g_assert_cmpint (health.asked_us, ==, 0);
  g_assert_cmpint (home_ask (home, "SELECT count(*) FROM session_total"), ==, 0);
  g_assert_cmpint (home_ask (home, "SELECT count(*) FROM tombstone"), ==, 0);
  g_assert_true (fascia_store_check_integrity (home->store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (home->path, &info), ==, 0);
  g_assert_cmpint (g_stat (fresh.path, &new_info), ==, 0);
  g_assert_cmpint (info.st_size, ==, new_info.st_size);
  home_tear_down (&fresh, NULL);

  /* And it goes on. */
  {
    g_autoptr (FasciaLogEntry) entry = make_entry (NOW_US - G_TIME_SPAN_HOUR, 10);

    g_assert_true (fascia_store_add_session (home->store, entry, NOW_US, &error));
    g_assert_no_error (error);
  }
}

static void
test_a_running_session_is_not_deleted (Home *home, gconstpointer data)
{
  FasciaOpenSession open = { .entry = make_full_entry (NOW_US), .state = (char *) "a text of its state", .heartbeat_us = NOW_US };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  fill_home (home);
  g_assert_true (fascia_store_journal_session (home->store, &open, NOW_US, NULL));
  before = home_describe (home);
  g_assert_false (fascia_store_erase (home->folder, NOW_US + 10 * G_TIME_SPAN_SECOND, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_BUSY);
  after = home_describe (home);
  g_assert_cmpstr (before, ==, after);
  g_clear_error (&error);

  /* One that was cut off is. */
  fascia_store_erase (home->folder, NOW_US + 31 * G_TIME_SPAN_SECOND, &error);
  g_assert_no_error (error);
  g_assert_cmpint (home_ask (home, "SELECT count(*) FROM session"), ==, 0);
  fascia_log_entry_free (open.entry);
}

static void
test_where_nothing_is_nothing_is_made (Home *home, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fascia_store_erase (home->folder, NOW_US, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (home->path, G_FILE_TEST_EXISTS));
}

static void
test_what_cannot_be_read_is_removed (Home *home, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (home->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (home->path, NOTE, -1, NULL));
  fascia_store_erase (home->folder, NOW_US, &error);
  g_assert_no_error (error);
  g_assert_false (is_anywhere (home->folder, NOTE));
  g_assert_cmpint (fascia_store_count_sessions (home_open (home), NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/erase/no-byte-of-a-note-is-left", test_no_byte_of_a_note_is_left);
  add_home_test ("/store/erase/the-sync-folder-is-forgotten", test_the_sync_folder_is_forgotten);
  add_home_test ("/store/erase/it-is-as-a-new-home-for-whoever-has-it-open", test_it_is_as_a_new_home_for_whoever_has_it_open);
  add_home_test ("/store/erase/a-running-session-is-not-deleted", test_a_running_session_is_not_deleted);
  add_home_test ("/store/erase/where-nothing-is-nothing-is-made", test_where_nothing_is_nothing_is_made);
  add_home_test ("/store/erase/what-cannot-be-read-is-removed", test_what_cannot_be_read_is_removed);
  return g_test_run ();
}
