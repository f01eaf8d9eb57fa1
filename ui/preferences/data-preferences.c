/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preferences/data-preferences.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "compat.h"
#include "fascia/service/archive.h"
#include "fascia/service/wording.h"
#include "preferences/import-page.h"
#include "widgets/browser.h"
#include "widgets/notice.h"
#include "widgets/phrases.h"
#include "widgets/rows.h"
#include "widgets/template.h"
#include "widgets/toast.h"

struct _FasciaDataPreferences
{
  GtkWidget parent_instance;

  GtkWidget *content;
  FasciaNotice *notice;
  GtkRevealer *work;
  GtkLabel *doing;
  GtkProgressBar *bar;
  AdwActionRow *place;
  AdwExpanderRow *kept;
  GPtrArray *kept_rows;
  AdwActionRow *folder;
  GtkWidget *run_now;
  GtkWidget *turn_off;

  FasciaContext *context;
  FasciaDiary *diary;
  FasciaSync *sync;
  FasciaErrands *errands;
  GCancellable *cancellable; /* of the work under way */
  GtkWindow *parent;         /* (nullable), weak: the one behind ours */
  char *importing;
  char *asked; /* the backup that is asked about */
};

G_DEFINE_FINAL_TYPE (FasciaDataPreferences, fascia_data_preferences, GTK_TYPE_WIDGET)

/* One at a time; and what is not possible meanwhile. */
static const char *const work_actions[] = {
  "data.export", "data.export-to", "data.import", "data.import-from", "data.back-up",
  "data.restore", "data.restore-file", "data.delete-everything",
};

/* --- What is shown --------------------------------------------------------------- */

/* Long work keeps the page alive when its window is closed. */
static gboolean
is_open (FasciaDataPreferences *self)
{
  return self->content != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL;
}

static void
report (FasciaDataPreferences *self, const char *text)
{
  fascia_notice_set_text (self->notice, text);
  fascia_notice_set_revealed (self->notice, text != NULL);
}

static void
update_place (FasciaDataPreferences *self)
{
  const char *path = fascia_diary_get_path (self->diary);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;
  GStatBuf info;

  if (g_stat (path, &info) == 0)
    size = g_format_size (info.st_size);
  /* Translators: a file and its size. */
  text = size == NULL ? g_strdup (shown) : g_strdup_printf (_("%1$s · %2$s"), shown, size);
  adw_action_row_set_subtitle (self->place, text);
}

static const char *
describe_why (FasciaBackupWhy why)
{
  switch (why)
    {
    case FASCIA_BACKUP_BEFORE_IMPORT:
      return _("Before an import");
    case FASCIA_BACKUP_BEFORE_RESTORE:
      return _("Before restoring a backup");
    case FASCIA_BACKUP_BEFORE_MIGRATION:
      return _("Before an update of Fascia");
    case FASCIA_BACKUP_DAILY:
    default:
      return _("Backup of the day");
    }
}

static GtkWidget *
new_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new ();

  fascia_set_button_label (GTK_BUTTON (button), label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

static GtkWidget *
new_backup_row (FasciaDataPreferences *self, const FasciaBackup *backup)
{
  g_autofree char *made = fascia_phrase_moment (backup->made_us, fascia_context_get_clock (self->context));
  g_autofree char *size = g_format_size (backup->bytes);
  /* Translators: why a backup was made, and its size. */
  g_autofree char *text = g_strdup_printf (_("%1$s · %2$s"), describe_why (backup->why), size);
  /* Translators: a button; a day and a time. */
  g_autofree char *name = g_strdup_printf (_("Restore the backup of %s"), made);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = new_button (_("_Restore"), "data.restore");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), made);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_bytestring (backup->path));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
update_backups (FasciaDataPreferences *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = fascia_archive_list_backups (self->context, &error);
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->kept_rows->len; i++)
    adw_expander_row_remove (self->kept, g_ptr_array_index (self->kept_rows, i));
  g_ptr_array_set_size (self->kept_rows, 0);
  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      GtkWidget *row = new_backup_row (self, g_ptr_array_index (backups, i));

      g_ptr_array_add (self->kept_rows, row);
      adw_expander_row_add_row (self->kept, row);
    }
  if (backups == NULL)
    text = g_strdup (error->message);
  else if (backups->len == 0)
    text = g_strdup (_("None yet"));
  else
    {
      const FasciaBackup *last = g_ptr_array_index (backups, 0);
      g_autofree char *made = fascia_phrase_moment (last->made_us, fascia_context_get_clock (self->context));

      /* Translators: how many backups there are, and the day and time of the last. */
      text = g_strdup_printf (ngettext ("%1$u backup · %2$s", "%1$u backups · %2$s", backups->len), backups->len, made);
    }
  adw_expander_row_set_subtitle (self->kept, text);
  adw_expander_row_set_enable_expansion (self->kept, backups != NULL && backups->len > 0);
}

static void
update_sync (FasciaDataPreferences *self)
{
  const char *folder = fascia_sync_get_chosen_folder (self->sync);
  const char *status = fascia_sync_get_status (self->sync);
  g_autofree char *shown = folder == NULL ? NULL : g_filename_display_name (folder);
  g_autofree char *text = NULL;

  if (shown == NULL)
    text = g_strdup (_("None is chosen"));
  else
    text = status == NULL || *status == '\0' ? g_strdup (shown) : g_strdup_printf ("%s\n%s", shown, status);
  adw_action_row_set_subtitle (self->folder, text);
  gtk_widget_set_visible (self->run_now, folder != NULL);
  gtk_widget_set_visible (self->turn_off, folder != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.sync-now", folder != NULL && !fascia_sync_is_running (self->sync));
}

static void
update (FasciaDataPreferences *self)
{
  update_place (self);
  update_backups (self);
}

/* --- Long work --------------------------------------------------------------------- */

static void
set_enabled (FasciaDataPreferences *self, gboolean enabled)
{
  for (guint i = 0; i < G_N_ELEMENTS (work_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), work_actions[i], enabled);
}

static void
progress_cb (double fraction, gpointer data)
{
  FasciaDataPreferences *self = data;

  if (is_open (self))
    gtk_progress_bar_set_fraction (self->bar, fraction);
}

static void
begin_work (FasciaDataPreferences *self, const char *what)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_weak_pointer (&self->parent, gtk_window_get_transient_for (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)))));
  report (self, NULL);
  gtk_label_set_text (self->doing, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_revealer_set_reveal_child (self->work, TRUE);
  set_enabled (self, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.cancel", TRUE);
}

/* @text: what is done, or %NULL where that goes on on this page. Returns whether it does. */
static gboolean
end_work (FasciaDataPreferences *self, gboolean done, const GError *error, const char *text)
{
  if (!is_open (self))
    {
      /* Whoever asked is told in the window behind. */
      if (text != NULL && self->parent != NULL)
        fascia_toast_in (self->parent, done ? text : error->message);
      return FALSE;
    }
  gtk_revealer_set_reveal_child (self->work, FALSE);
  set_enabled (self, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.cancel", FALSE);
  update (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fascia_toast (GTK_WIDGET (self), _("Cancelled; nothing was changed"));
  else if (!done)
    report (self, error->message);
  else if (text != NULL)
    fascia_toast (GTK_WIDGET (self), text);
  return done;
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_cancellable_cancel (FASCIA_DATA_PREFERENCES (widget)->cancellable);
  gtk_widget_action_set_enabled (widget, "data.cancel", FALSE);
}

/* Rules may have come or gone. */
static void
tell_reminders (FasciaDataPreferences *self)
{
  fascia_errands_apply (self->errands, NULL, G_OBJECT (self));
}

/* --- Choosing files ---------------------------------------------------------------- */

static void
chosen_cb (FasciaDataPreferences *self, int response, GtkFileChooserNative *chooser)
{
  const char *action = g_object_get_data (G_OBJECT (chooser), "action");
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  const char *path = file == NULL ? NULL : g_file_peek_path (file);

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && is_open (self))
    gtk_widget_activate_action_variant (GTK_WIDGET (self), action, g_variant_new_bytestring (path));
  g_object_unref (chooser);
}

/* @action gets the path. */
static GtkFileChooser *
new_chooser (FasciaDataPreferences *self, const char *title, GtkFileChooserAction kind, const char *accept, const char *action)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), kind, accept, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_object_set_data (G_OBJECT (chooser), "action", (gpointer) action);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);

  return GTK_FILE_CHOOSER (chooser);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *patterns != NULL; patterns++)
    gtk_file_filter_add_pattern (filter, *patterns);
  gtk_file_chooser_add_filter (chooser, filter);
}

/* --- Export and import ------------------------------------------------------------- */

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaDataPreferences *self = FASCIA_DATA_PREFERENCES (widget);
  g_autofree char *day = fascia_day_to_string (fascia_diary_today (self->diary));
  g_autofree char *file = g_strdup_printf ("fascia-%s.%s", day, g_variant_get_string (parameter, NULL));
  GtkFileChooser *chooser = new_chooser (self, _("Export"), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), "data.export-to");

  gtk_file_chooser_set_current_name (chooser, file);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FasciaDataPreferences) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = fascia_archive_export_finish (FASCIA_CONTEXT (source), result, &error);

  end_work (self, done, error, _("Exported"));
}

static void
export_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaDataPreferences *self = FASCIA_DATA_PREFERENCES (widget);

  begin_work (self, _("Exporting"));
  fascia_archive_export_async (self->context, g_variant_get_bytestring (parameter), self->cancellable, progress_cb, self, exported_cb, g_object_ref (self));
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const patterns[] = { "*.json", "*.csv", "*.JSON", "*.CSV", NULL };
  GtkFileChooser *chooser = new_chooser (FASCIA_DATA_PREFERENCES (widget), _("Import"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), "data.import-from");

  add_filter (chooser, _("Exports of Fascia"), patterns);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static FasciaBrowser *
get_browser (FasciaDataPreferences *self)
{
  return FASCIA_BROWSER (gtk_widget_get_ancestor (GTK_WIDGET (self), FASCIA_TYPE_BROWSER));
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FasciaDataPreferences) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = fascia_archive_import_finish (FASCIA_CONTEXT (source), result, NULL, &error);

  tell_reminders (self);
  end_work (self, done, error, _("Imported; what was here before is among the backups"));
}

static void
accepted_cb (FasciaDataPreferences *self)
{
  fascia_browser_pop (get_browser (self));
  begin_work (self, _("Importing"));
  fascia_archive_import_async (self->context, self->importing, FALSE, self->cancellable, progress_cb, self, imported_cb, g_object_ref (self));
}

static void
looked_at_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FasciaDataPreferences) self = data;
  g_autoptr (GError) error = NULL;
  FasciaMergeSummary summary;
  gboolean done = fascia_archive_import_finish (FASCIA_CONTEXT (source), result, &summary, &error);
  GtkWidget *page;

  if (!end_work (self, done, error, NULL))
    return;
  page = fascia_import_page_new (self->importing, &summary);
  g_signal_connect_object (page, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  fascia_browser_push (get_browser (self), page, _("Import"));
}

static void
import_from_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaDataPreferences *self = FASCIA_DATA_PREFERENCES (widget);

  g_free (self->importing);
  self->importing = g_strdup (g_variant_get_bytestring (parameter));
  begin_work (self, _("Looking at the file"));
  fascia_archive_import_async (self->context, self->importing, TRUE, self->cancellable, progress_cb, self, looked_at_cb, g_object_ref (self));
}

/* --- Backups ----------------------------------------------------------------------- */

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FasciaDataPreferences) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = fascia_archive_back_up_finish (FASCIA_CONTEXT (source), result, NULL, &error);

  end_work (self, done, error, _("Backed up"));
}

static void
back_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaDataPreferences *self = FASCIA_DATA_PREFERENCES (widget);

  begin_work (self, _("Backing up"));
  fascia_archive_back_up_async (self->context, NULL, self->cancellable, progress_cb, self, backed_up_cb, g_object_ref (self));
}

static void
restore_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const patterns[] = { "*.db", NULL };
  static const char *const all[] = { "*", NULL };
  GtkFileChooser *chooser = new_chooser (FASCIA_DATA_PREFERENCES (widget), _("Restore a Backup"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), "data.restore");

  add_filter (chooser, _("Backups"), patterns);
  add_filter (chooser, _("All Files"), all);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FasciaDataPreferences) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = fascia_archive_restore_finish (FASCIA_CONTEXT (source), result, &error);

  tell_reminders (self);
  end_work (self, done, error, _("Restored; what was here before is among the backups"));
}

static void
restore_answered_cb (GObject *owner, const char *answer)
{
  FasciaDataPreferences *self = FASCIA_DATA_PREFERENCES (owner);

  if (!g_str_equal (answer, "restore") || !is_open (self))
    return;
  begin_work (self, _("Restoring"));
  fascia_archive_restore_async (self->context, self->asked, self->cancellable, progress_cb, self, restored_cb, g_object_ref (self));
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const FasciaAnswer answers[] = {
    { "cancel", _("_Cancel"), FASCIA_ANSWER_PLAIN },
    { "restore", _("_Restore"), FASCIA_ANSWER_DESTRUCTIVE },
  };
  FasciaDataPreferences *self = FASCIA_DATA_PREFERENCES (widget);
  g_autofree char *shown = NULL;
  g_autofree char *body = NULL;

  g_free (self->asked);
  self->asked = g_strdup (g_variant_get_bytestring (parameter));
  shown = g_filename_display_basename (self->asked);
  body = g_strdup_printf (_("Log, goal, reminders, health answers and preferences become what they were in “%s”. What is here now is backed up first."), shown);
  fascia_compat_ask (widget, _("Restore This Backup?"), body, answers, G_N_ELEMENTS (answers),
                     "cancel", "cancel", restore_answered_cb, G_OBJECT (self));
}

/* --- The sync folder ---------------------------------------------------------------- */

static void
choose_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooser *chooser = new_chooser (FASCIA_DATA_PREFERENCES (widget), _("Sync Folder"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Choose"), "data.sync-with");

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
sync_with_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaDataPreferences *self = FASCIA_DATA_PREFERENCES (widget);
  g_autoptr (GError) error = NULL;

  fascia_sync_choose_folder (self->sync, g_variant_get_bytestring (parameter), &error);
  report (self, error == NULL ? NULL : error->message);
}

static void
sync_now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fascia_sync_run_now (FASCIA_DATA_PREFERENCES (widget)->sync);
}

static void
turn_off_answered_cb (GObject *owner, const char *answer)
{
  FasciaDataPreferences *self = FASCIA_DATA_PREFERENCES (owner);
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (answer, "off") || !is_open (self))
    return;
  fascia_sync_choose_folder (self->sync, NULL, &error);
  report (self, error == NULL ? NULL : error->message);
}

static void
sync_off_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const FasciaAnswer answers[] = {
    { "cancel", _("_Cancel"), FASCIA_ANSWER_PLAIN },
    { "off", _("_Turn Off"), FASCIA_ANSWER_PLAIN },
  };

  fascia_compat_ask (widget, _("Turn Sync Off?"), _("The log stays here, and the files in the folder stay there. You can choose the folder again at any time."),
                     answers, G_N_ELEMENTS (answers), "off", "cancel", turn_off_answered_cb, G_OBJECT (widget));
}

/* --- Trash, folder, and the end of everything --------------------------------------- */

static void
show_trash_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  GtkWindow *parent = gtk_window_get_transient_for (window);

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-trash", NULL);
  gtk_window_close (window);
}

static void
open_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaDataPreferences *self = FASCIA_DATA_PREFERENCES (widget);
  g_autofree char *uri = g_filename_to_uri (fascia_context_get_folder (self->context), NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME);
}

static void
really_answered_cb (GObject *owner, const char *answer)
{
  FasciaDataPreferences *self = FASCIA_DATA_PREFERENCES (owner);
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (answer, "delete") || !is_open (self))
    return;
  if (!fascia_archive_delete_everything (self->context, &error))
    {
      report (self, error->message);
      return;
    }
  report (self, NULL);
  tell_reminders (self);
  update (self);
  fascia_toast (GTK_WIDGET (self), _("Everything is deleted"));
}

static void
delete_answered_cb (GObject *owner, const char *answer)
{
  const FasciaAnswer answers[] = {
    { "keep", _("_Keep Everything"), FASCIA_ANSWER_PLAIN },
    { "delete", _("_Delete for Good"), FASCIA_ANSWER_DESTRUCTIVE },
  };
  FasciaDataPreferences *self = FASCIA_DATA_PREFERENCES (owner);

  if (!is_open (self))
    return;
  if (g_str_equal (answer, "export"))
    gtk_widget_activate_action (GTK_WIDGET (self), "data.export", "s", "json");
  else if (g_str_equal (answer, "go-on"))
    fascia_compat_ask (GTK_WIDGET (self), _("Delete for Good?"), _("There is no way back: the backups go, too."),
                       answers, G_N_ELEMENTS (answers), "keep", "keep", really_answered_cb, owner);
}

static void
delete_everything_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const FasciaAnswer answers[] = {
    { "cancel", _("_Cancel"), FASCIA_ANSWER_PLAIN },
    { "export", _("_Export First…"), FASCIA_ANSWER_PLAIN },
    { "go-on", _("_Delete Everything…"), FASCIA_ANSWER_DESTRUCTIVE },
  };

  fascia_compat_ask (widget, _("Delete Everything?"),
                     _("This deletes the log, the goal, reminders, health answers and preferences, all backups, and this computer’s files in the sync folder. What you exported stays where you put it, and so do the files of your other computers."),
                     answers, G_N_ELEMENTS (answers), "cancel", "cancel", delete_answered_cb, G_OBJECT (widget));
}

/* --- Object ------------------------------------------------------------------------ */

static void
fascia_data_preferences_dispose (GObject *object)
{
  FasciaDataPreferences *self = FASCIA_DATA_PREFERENCES (object);

  /* What is under way goes on: who asked for it wants it. */
  if (self->diary != NULL)
    g_signal_handlers_disconnect_by_data (self->diary, self);
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  if (self->content != NULL)
    {
      GtkWidget *child;

      self->content = NULL;
      while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
        gtk_widget_unparent (child);
    }

  G_OBJECT_CLASS (fascia_data_preferences_parent_class)->dispose (object);
}

static void
fascia_data_preferences_finalize (GObject *object)
{
  FasciaDataPreferences *self = FASCIA_DATA_PREFERENCES (object);

  g_ptr_array_unref (self->kept_rows);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->diary);
  g_clear_object (&self->sync);
  g_clear_object (&self->errands);
  g_clear_object (&self->context);
  g_free (self->importing);
  g_free (self->asked);

  G_OBJECT_CLASS (fascia_data_preferences_parent_class)->finalize (object);
}

static void
fascia_data_preferences_class_init (FasciaDataPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_data_preferences_dispose;
  G_OBJECT_CLASS (klass)->finalize = fascia_data_preferences_finalize;

  /* Paths are bytes. */
  gtk_widget_class_install_action (widget_class, "data.open-folder", NULL, open_folder_action);
  gtk_widget_class_install_action (widget_class, "data.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "data.export-to", "ay", export_to_action);
  gtk_widget_class_install_action (widget_class, "data.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "data.import-from", "ay", import_from_action);
  gtk_widget_class_install_action (widget_class, "data.back-up", NULL, back_up_action);
  gtk_widget_class_install_action (widget_class, "data.restore", "ay", restore_action);
  gtk_widget_class_install_action (widget_class, "data.restore-file", NULL, restore_file_action);
  gtk_widget_class_install_action (widget_class, "data.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "data.choose-folder", NULL, choose_folder_action);
  gtk_widget_class_install_action (widget_class, "data.sync-with", "ay", sync_with_action);
  gtk_widget_class_install_action (widget_class, "data.sync-now", NULL, sync_now_action);
  gtk_widget_class_install_action (widget_class, "data.sync-off", NULL, sync_off_action);
  gtk_widget_class_install_action (widget_class, "data.show-trash", NULL, show_trash_action);
  gtk_widget_class_install_action (widget_class, "data.delete-everything", NULL, delete_everything_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
fascia_data_preferences_init (FasciaDataPreferences *self)
{
  self->kept_rows = g_ptr_array_new ();
}

static void
add_work (FasciaDataPreferences *self)
{
  GtkWidget *revealer = gtk_revealer_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = fascia_text_new (NULL, NULL);
  GtkWidget *bar = gtk_progress_bar_new ();

  gtk_widget_add_css_class (box, "toolbar");
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (column), bar);
  gtk_box_append (GTK_BOX (box), column);
  gtk_box_append (GTK_BOX (box), new_button (_("_Cancel"), "data.cancel"));
  gtk_revealer_set_child (GTK_REVEALER (revealer), box);
  gtk_widget_set_parent (revealer, GTK_WIDGET (self));
  self->work = GTK_REVEALER (revealer);
  self->doing = GTK_LABEL (label);
  self->bar = GTK_PROGRESS_BAR (bar);
}

static void
add_link (GtkWidget *group, const char *title, const char *subtitle, const char *action, const char *target)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fascia_link_row_new (title, subtitle, action, target));
}

static GtkWidget *
new_place (FasciaDataPreferences *self)
{
  GtkWidget *group = fascia_group_new (NULL, _("Your log is kept here, readable by you alone. Fascia never goes online; copies leave only by your own hand."));
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Database"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  add_link (group, _("Open Folder"), NULL, "data.open-folder", NULL);
  self->place = ADW_ACTION_ROW (row);

  return group;
}

static GtkWidget *
new_exchange (void)
{
  GtkWidget *group = fascia_group_new (_("Export and Import"), NULL);

  add_link (group, _("Export…"), _("All but the health answers, as a file that Fascia reads again (JSON)"), "data.export", "json");
  add_link (group, _("Export as a Table…"), _("The sessions, for a spreadsheet (CSV)"), "data.export", "csv");
  add_link (group, _("Import…"), _("Shows first what would change"), "data.import", NULL);

  return group;
}

static GtkWidget *
new_backups (FasciaDataPreferences *self)
{
  GtkWidget *group = fascia_group_new (_("Backups"), _("One is made each day that Fascia is used; the last seven days and four weeks are kept. Health answers are in them."));
  GtkWidget *row = adw_expander_row_new ();

  add_link (group, _("Back Up Now"), NULL, "data.back-up", NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Kept Backups"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  self->kept = ADW_EXPANDER_ROW (row);
  add_link (group, _("Restore from a File…"), NULL, "data.restore-file", NULL);

  return group;
}

static GtkWidget *
new_sync (FasciaDataPreferences *self)
{
  GtkWidget *group = fascia_group_new (_("Several Computers"), _("Choose a folder that Syncthing, Nextcloud or another service keeps in step, the same on each computer."));
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *now = fascia_link_row_new (_("Sync Now"), NULL, "data.sync-now", NULL);
  GtkWidget *off = fascia_link_row_new (_("Turn Off…"), NULL, "data.sync-off", NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Sync Folder"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (_("_Choose…"), "data.choose-folder"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), now);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), off);
  self->folder = ADW_ACTION_ROW (row);
  self->run_now = now;
  self->turn_off = off;

  return group;
}

static GtkWidget *
new_end (void)
{
  GtkWidget *group = fascia_group_new (NULL, NULL);
  GtkWidget *button = new_button (_("_Delete Everything…"), "data.delete-everything");

  gtk_widget_add_css_class (button, "destructive-action");
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), button);

  return group;
}

GtkWidget *
fascia_data_preferences_new (FasciaContext *context, FasciaDiary *diary, FasciaSync *sync, FasciaErrands *errands)
{
  FasciaDataPreferences *self;
  GtkWidget *trash;
  GtkBox *box;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (FASCIA_IS_DIARY (diary), NULL);
  g_return_val_if_fail (FASCIA_IS_ERRANDS (errands), NULL);

  self = g_object_new (FASCIA_TYPE_DATA_PREFERENCES, NULL);
  self->context = g_object_ref (context);
  self->diary = g_object_ref (diary);
  self->errands = g_object_ref (errands);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);

  self->notice = g_object_new (FASCIA_TYPE_NOTICE, "revealed", FALSE, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->notice), GTK_WIDGET (self));
  add_work (self);
  box = fascia_column_new (GTK_WIDGET (self));
  self->content = gtk_widget_get_last_child (GTK_WIDGET (self));
  gtk_box_append (box, new_place (self));
  gtk_box_append (box, new_exchange ());
  gtk_box_append (box, new_backups (self));
  if (sync != NULL)
    {
      self->sync = g_object_ref (sync);
      gtk_box_append (box, new_sync (self));
      g_signal_connect_swapped (sync, "notify", G_CALLBACK (update_sync), self);
      update_sync (self);
    }
  trash = fascia_group_new (NULL, NULL);
  add_link (trash, _("Trash"), _("Sessions deleted in the last 30 days"), "data.show-trash", NULL);
  gtk_box_append (box, trash);
  gtk_box_append (box, new_end ());

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.cancel", FALSE);
  g_signal_connect_swapped (diary, "changed", G_CALLBACK (update), self);
  update (self);
  report (self, fascia_archive_get_daily_problem (context));

  return GTK_WIDGET (self);
}
