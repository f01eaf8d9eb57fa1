/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done with all data at once, in the real window. */

#include <glib/gstdio.h>
#include <string.h>

#include "desk.h"
#include "fascia/service/archive.h"
#include "fascia/service/sync.h"
#include "fascia/ui/application.h"
#include "temporary-folder.h"

static GtkWidget *
open_data (Desk *desk)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.show-data", NULL));
  desk_settle ();

  return desk_top (desk);
}

static GtkWidget *
get_page (GtkWidget *window)
{
  GtkWidget *page = desk_find_type (window, g_type_from_name ("FasciaDataPreferences"));

  g_assert_nonnull (page);

  return page;
}

/* Long work is under way as long as it can be cancelled. */
static gboolean
is_at_rest (gpointer page)
{
  GtkWidget *button = desk_find_button (page, "Cancel");

  return button == NULL || !gtk_widget_get_sensitive (button);
}

static void
activate_path (GtkWidget *window, const char *action, const char *path)
{
  GtkWidget *page = get_page (window);

  g_assert_true (gtk_widget_activate_action_variant (page, action, g_variant_new_bytestring (path)));
}

static gint64
count_sessions (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  gint64 n = fascia_diary_count_sessions (desk_get_diary (desk), &error);

  g_assert_no_error (error);

  return n;
}

static gboolean
has_file (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* (transfer full) */
static char *
path_in (Desk *desk, const char *name)
{
  return g_build_filename (desk->folder, name, NULL);
}

static void
it_says_where_the_data_are (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = open_data (desk);
  GtkWidget *row = desk_find_row (window, "Database");

  g_assert_nonnull (row);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), fascia_diary_get_path (desk_get_diary (desk))));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
a_backup_is_made_and_brought_back (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window, *page, *kept;
  g_autofree char *path = path_in (desk, "backups/fascia-2027-03-26.db");

  desk_add_session (desk, "after-run", 1);
  window = open_data (desk);
  page = get_page (window);
  desk_assert_text (window, "None yet");
  desk_press_row (window, "Back Up Now");
  desk_wait (has_file, path);
  desk_wait (is_at_rest, page);
  desk_assert_no_text (window, "None yet");

  desk_add_session (desk, "after-run", 2);
  g_assert_cmpint (count_sessions (desk), ==, 2);
  kept = desk_find_row (window, "Kept Backups");
  g_assert_true (ADW_IS_EXPANDER_ROW (kept));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (kept), TRUE);
  desk_settle ();
  desk_press (window, "Restore");
  desk_settle ();
  /* Nothing happens before the answer, and Escape is no. */
  desk_press (desk_top (desk), "Cancel");
  desk_settle ();
  g_assert_cmpint (count_sessions (desk), ==, 2);
  desk_press (window, "Restore");
  desk_settle ();
  desk_assert_text (desk_top (desk), "Restore This Backup?");
  desk_press (desk_top (desk), "Restore");
  desk_settle ();
  desk_wait (is_at_rest, page);
  g_assert_cmpint (count_sessions (desk), ==, 1);
  desk_assert_text (window, "Before restoring a backup");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
an_import_is_shown_before_it_is_done (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window;
  g_autofree char *path = path_in (desk, "log.json");

  desk_add_session (desk, "after-run", 1);
  window = open_data (desk);
  activate_path (window, "data.export-to", path);
  desk_wait (is_at_rest, get_page (window));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  {
    g_autoptr (GError) error = NULL;

    fascia_archive_delete_everything (desk->context, &error);
    g_assert_no_error (error);
  }
  activate_path (window, "data.import-from", path);
  desk_wait (is_at_rest, get_page (window));
  desk_settle ();
  desk_assert_text (window, "1 new");
  g_assert_cmpint (count_sessions (desk), ==, 0);
  desk_press (window, "Import");
  desk_settle ();
  desk_wait (is_at_rest, get_page (window));
  g_assert_cmpint (count_sessions (desk), ==, 1);

  /* Once more there is nothing to do. */
  activate_path (window, "data.import-from", path);
  desk_wait (is_at_rest, get_page (window));
  desk_settle ();
  desk_assert_text (window, "Everything in “log.json” is here already.");
  g_assert_null (desk_find_button (window, "Import"));
  desk_press (window, "Close");
  desk_settle ();
  g_assert_nonnull (desk_find_row (window, "Back Up Now"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
what_is_wrong_with_a_file_is_said (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window;
  g_autofree char *path = path_in (desk, "log.json");

  desk_add_session (desk, "after-run", 1);
  window = open_data (desk);
  g_assert_true (g_file_set_contents (path, "{\"format\": \"something else\"}", -1, NULL));
  activate_path (window, "data.import-from", path);
  desk_wait (is_at_rest, get_page (window));
  desk_settle ();
  g_assert_nonnull (desk_find_row (window, "Back Up Now"));
  desk_assert_text (window, "Nothing was changed");
  g_assert_cmpint (count_sessions (desk), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
everything_is_deleted_after_two_answers (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window;

  desk_add_session (desk, "after-run", 1);
  window = open_data (desk);
  desk_press (window, "Delete Everything…");
  desk_settle ();
  desk_assert_text (desk_top (desk), "all backups");
  desk_assert_text (desk_top (desk), "sync folder");
  desk_press (desk_top (desk), "Delete Everything…");
  desk_settle ();
  desk_press (desk_top (desk), "Keep Everything");
  desk_settle ();
  g_assert_cmpint (count_sessions (desk), ==, 1);

  desk_press (window, "Delete Everything…");
  desk_settle ();
  desk_press (desk_top (desk), "Delete Everything…");
  desk_settle ();
  desk_press (desk_top (desk), "Delete for Good");
  desk_settle ();
  g_assert_cmpint (count_sessions (desk), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
a_running_session_is_not_deleted (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window;

  desk_add_session (desk, "after-run", 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.start-routine", "s", "technique:calf-roller"));
  desk_settle ();
  desk_press (GTK_WIDGET (desk->window), "Start");
  desk_advance (desk, 10);
  window = open_data (desk);
  desk_press (window, "Delete Everything…");
  desk_settle ();
  desk_press (desk_top (desk), "Delete Everything…");
  desk_settle ();
  desk_press (desk_top (desk), "Delete for Good");
  desk_settle ();
  desk_assert_text (window, "A session is running");
  g_assert_cmpint (count_sessions (desk), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
a_backup_that_fails_is_told (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *path = path_in (desk, "backups");
  GtkWidget *window;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  window = open_data (desk);
  desk_press_row (window, "Back Up Now");
  desk_wait (is_at_rest, get_page (window));
  desk_settle ();
  desk_assert_text (window, "backups");
  desk_assert_text (window, "could not be used");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The answer of long work outlives the page that asked for it. */
static gboolean
says_backed_up (gpointer window)
{
  return desk_find_text (window, "Backed up") != NULL;
}

static gboolean
says_what_is_wrong (gpointer window)
{
  return desk_find_text (window, "could not be used") != NULL;
}

static void
what_ends_after_the_page_is_told_behind_it (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = open_data (desk);

  g_assert_true (gtk_widget_activate_action (get_page (window), "data.back-up", NULL));
  gtk_window_destroy (GTK_WINDOW (window));
  desk_wait (says_backed_up, desk->window);
}

static void
what_fails_after_the_page_is_told_behind_it (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *path = path_in (desk, "backups");
  GtkWidget *window;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  window = open_data (desk);
  g_assert_true (gtk_widget_activate_action (get_page (window), "data.back-up", NULL));
  gtk_window_destroy (GTK_WINDOW (window));
  desk_wait (says_what_is_wrong, desk->window);
}

/* --- The sync folder --------------------------------------------------------------- */

static gboolean
has_run (gpointer sync)
{
  return !fascia_sync_is_running (sync) && fascia_sync_get_status (sync) != NULL && *fascia_sync_get_status (sync) != '\0';
}

static void
a_sync_folder_is_chosen_and_turned_off (void)
{
  g_autoptr (Desk) desk = desk_new ();
  char *folder = temporary_folder_new ();
  g_autofree char *missing = path_in (desk, "missing");
  FasciaSync *sync = fascia_application_get_sync (FASCIA_APPLICATION (desk->application));
  GtkWidget *window, *row;
  GDir *dir;

  desk_add_session (desk, "after-run", 1);
  window = open_data (desk);
  row = desk_find_row (window, "Sync Folder");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "None is chosen");
  g_assert_null (desk_find_row (window, "Sync Now"));

  activate_path (window, "data.sync-with", missing);
  desk_settle ();
  g_assert_null (fascia_sync_get_chosen_folder (sync));
  desk_assert_text (window, "make it first, or choose another one");
  activate_path (window, "data.sync-with", desk->folder);
  desk_settle ();
  g_assert_null (fascia_sync_get_chosen_folder (sync));
  desk_assert_text (window, "choose a folder for syncing alone");

  activate_path (window, "data.sync-with", folder);
  desk_wait (has_run, sync);
  desk_settle ();
  desk_assert_no_text (window, "choose a folder for syncing alone");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), folder));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), fascia_sync_get_status (sync)));
  g_assert_false (fascia_sync_is_troubled (sync));
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (g_dir_read_name (dir));
  g_dir_close (dir);
  desk_press_row (window, "Sync Now");
  desk_wait (has_run, sync);

  desk_press_row (window, "Turn Off…");
  desk_settle ();
  desk_press (desk_top (desk), "Cancel");
  desk_settle ();
  g_assert_cmpstr (fascia_sync_get_chosen_folder (sync), ==, folder);
  desk_press_row (window, "Turn Off…");
  desk_settle ();
  desk_press (desk_top (desk), "Turn Off");
  desk_settle ();
  g_assert_null (fascia_sync_get_chosen_folder (sync));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "None is chosen");
  g_assert_null (desk_find_row (window, "Sync Now"));
  g_assert_cmpint (count_sessions (desk), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  temporary_folder_free (folder);
}

/* --- A database that cannot be opened ---------------------------------------------- */

static const char unreadable[] = "This is a shopping list, not a database.\nmilk\nbread\n";

static void
assert_untouched (Desk *desk, const char *expected)
{
  g_autofree char *path = path_in (desk, "fascia.db");
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
}

/* (transfer full): what the unreadable file was renamed to. */
static char *
find_kept (Desk *desk)
{
  g_autoptr (GDir) dir = g_dir_open (desk->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "fascia.db-unreadable-"))
      return path_in (desk, name);
  return NULL;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object ((GAsyncResult **) data, result);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

/* With a backup of one session, and then the database is lost. */
static Desk *
desk_new_damaged (void)
{
  Desk *self = desk_new_without_window ();
  g_autofree char *path = path_in (self, "fascia.db");
  g_autofree char *log = path_in (self, "fascia.db-wal");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FasciaHealth health = { 0 };

  fascia_diary_set_health (desk_get_diary (self), &health, NULL);
  desk_add_session (self, "after-run", 1);
  fascia_archive_keep_daily_async (self->context, done_cb, &result);
  desk_wait (is_set, &result);
  g_assert_true (fascia_archive_keep_daily_finish (self->context, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  g_clear_object (&self->context);
  desk_settle ();
  g_unlink (log);
  g_assert_true (g_file_set_contents (path, unreadable, -1, NULL));
  self->context = fascia_context_new (self->clock, self->folder, &error);
  g_assert_no_error (error);
  desk_open (self);

  return self;
}

static gboolean
offers_backup (gpointer window)
{
  return desk_find_button (window, "Restore") != NULL;
}

static gboolean
has_diary (gpointer context)
{
  return fascia_context_get_diary (context, NULL) != NULL;
}

static void
the_newest_good_backup_is_offered (void)
{
  g_autoptr (Desk) desk = desk_new_damaged ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autofree char *kept = NULL;
  g_autofree char *contents = NULL;

  desk_assert_text (window, "Your Log Cannot Be Read");
  desk_assert_text (window, "It was left as it is");
  desk_wait (offers_backup, window);
  desk_press (window, "Restore");
  desk_settle ();
  desk_assert_text (desk_top (desk), "Go Back to This Backup?");
  desk_press (desk_top (desk), "Cancel");
  desk_settle ();
  assert_untouched (desk, unreadable);
  kept = find_kept (desk);
  g_assert_null (kept);

  desk_press (window, "Restore");
  desk_settle ();
  desk_press (desk_top (desk), "Restore");
  desk_wait (has_diary, desk->context);
  desk_settle ();
  desk_settle ();
  g_assert_cmpint (count_sessions (desk), ==, 1);
  desk_assert_no_text (window, "Your Log Cannot Be Read");
  g_assert_nonnull (desk_find_type (window, g_type_from_name ("FasciaWeekDots")));
  kept = find_kept (desk);
  g_assert_nonnull (kept);
  g_assert_true (g_file_get_contents (kept, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, unreadable);
}

static void
an_empty_log_is_begun_only_when_agreed (void)
{
  g_autoptr (Desk) desk = desk_new_damaged ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autofree char *kept = NULL;
  g_autofree char *contents = NULL;

  desk_press_row (window, "Start with an Empty Log…");
  desk_settle ();
  desk_press (desk_top (desk), "Cancel");
  desk_settle ();
  assert_untouched (desk, unreadable);

  desk_press_row (window, "Start with an Empty Log…");
  desk_settle ();
  desk_press (desk_top (desk), "Start Empty");
  desk_settle ();
  g_assert_cmpint (count_sessions (desk), ==, 0);
  kept = find_kept (desk);
  g_assert_nonnull (kept);
  g_assert_true (g_file_get_contents (kept, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, unreadable);
}

static void
without_a_backup_that_is_said (void)
{
  g_autoptr (Desk) desk = desk_new_broken ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  desk_settle ();
  desk_assert_text (window, "No backup was found here");
  g_assert_null (desk_find_button (window, "Restore"));
  /* A file of another place that is no backup either. */
  {
    g_autofree char *path = path_in (desk, "notes.db");
    GtkWidget *page = desk_find_type (window, g_type_from_name ("FasciaDataTroublePage"));

    g_assert_true (g_file_set_contents (path, "notes", -1, NULL));
    g_assert_true (gtk_widget_activate_action_variant (page, "trouble.restore", g_variant_new_bytestring (path)));
    desk_settle ();
    desk_press (desk_top (desk), "Restore");
    desk_settle ();
    desk_settle ();
    desk_assert_text (window, "notes.db");
    assert_untouched (desk, unreadable);
  }
}

/* Only the header says so, and that is all that is read. */
static void
a_newer_log_asks_for_an_update (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  g_autofree char *path = path_in (desk, "fascia.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize length, length_after;
  GtkWidget *window;

  g_assert_nonnull (desk_get_diary (desk));
  g_clear_object (&desk->context);
  g_assert_true (g_file_get_contents (path, &before, &length, NULL));
  before[62] = 0x7f; /* user_version, big-endian at 60 */
  g_assert_true (g_file_set_contents (path, before, length, NULL));
  desk->context = fascia_context_new (desk->clock, desk->folder, &error);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  desk_assert_text (window, "Your Log Is of a Newer Fascia");
  desk_assert_text (window, "update Fascia");
  g_assert_null (desk_find_row (window, "Start with an Empty Log…"));
  g_assert_null (desk_find_button (window, "Restore"));
  g_assert_null (desk_find_button (window, "Try Again"));
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length, after, length_after);
}

/* Where no file can be made: not even root can in what is no folder. */
static void
what_can_be_mended_outside_is_tried_again (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  g_autofree char *home = path_in (desk, "home");
  g_autoptr (GError) error = NULL;
  GtkWidget *window;

  g_assert_true (g_file_set_contents (home, "", 0, NULL));
  g_clear_object (&desk->context);
  desk->context = fascia_context_new (desk->clock, home, &error);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  desk_assert_text (window, "Your Log Cannot Be Opened");
  g_assert_null (desk_find_row (window, "Start with an Empty Log…"));
  desk_press (window, "Try Again");
  desk_settle ();
  desk_assert_text (window, "Your Log Cannot Be Opened");
  g_assert_cmpint (g_unlink (home), ==, 0);
  desk_press (window, "Try Again");
  desk_settle ();
  desk_assert_no_text (window, "Your Log Cannot Be Opened");
  g_assert_cmpint (count_sessions (desk), ==, 0);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/data/it-says-where-the-data-are", it_says_where_the_data_are);
  g_test_add_func ("/data/a-backup-is-made-and-brought-back", a_backup_is_made_and_brought_back);
  g_test_add_func ("/data/an-import-is-shown-before-it-is-done", an_import_is_shown_before_it_is_done);
  g_test_add_func ("/data/what-is-wrong-with-a-file-is-said", what_is_wrong_with_a_file_is_said);
  g_test_add_func ("/data/everything-is-deleted-after-two-answers", everything_is_deleted_after_two_answers);
  g_test_add_func ("/data/a-running-session-is-not-deleted", a_running_session_is_not_deleted);
  g_test_add_func ("/data/a-backup-that-fails-is-told", a_backup_that_fails_is_told);

  g_test_add_func ("/data/what-ends-after-the-page-is-told-behind-it", what_ends_after_the_page_is_told_behind_it);
  g_test_add_func ("/data/what-fails-after-the-page-is-told-behind-it", what_fails_after_the_page_is_told_behind_it);
  g_test_add_func ("/data/a-sync-folder-is-chosen-and-turned-off", a_sync_folder_is_chosen_and_turned_off);

  g_test_add_func ("/data/the-newest-good-backup-is-offered", the_newest_good_backup_is_offered);
  g_test_add_func ("/data/an-empty-log-is-begun-only-when-agreed", an_empty_log_is_begun_only_when_agreed);
  g_test_add_func ("/data/without-a-backup-that-is-said", without_a_backup_that_is_said);
  g_test_add_func ("/data/a-newer-log-asks-for-an-update", a_newer_log_asks_for_an_update);
  g_test_add_func ("/data/what-can-be-mended-outside-is-tried-again", what_can_be_mended_outside_is_tried_again);

  return g_test_run ();
}
