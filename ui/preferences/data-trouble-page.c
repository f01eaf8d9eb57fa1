/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preferences/data-trouble-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "compat.h"
#include "fascia/service/archive.h"
#include "widgets/phrases.h"
#include "widgets/rows.h"
#include "widgets/template.h"

struct _FasciaDataTroublePage
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *box;
  GtkLabel *title;
  GtkLabel *text;
  GtkLabel *problem; /* why the last try did not help */
  GtkWidget *ways;   /* out of it */
  GtkWidget *found;
  GtkProgressBar *bar;

  FasciaContext *context;
  GCancellable *cancellable;
  char *asked; /* the backup that is asked about */
};

enum
{
  MENDED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FasciaDataTroublePage, fascia_data_trouble_page, GTK_TYPE_WIDGET)

static const char *
get_title (const GError *error)
{
  if (g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE))
    return _("Your Log Cannot Be Read");
  if (g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_NEWER))
    return _("Your Log Is of a Newer Fascia");
  return _("Your Log Cannot Be Opened");
}

/* (transfer full): the message of the error leads to the command line. */
static char *
get_text (FasciaDataTroublePage *self, const GError *error)
{
  g_autofree char *path = NULL;
  g_autofree char *shown = NULL;

  if (!g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE))
    return g_strdup (error->message);
  path = g_build_filename (fascia_context_get_folder (self->context), FASCIA_STORE_FILE_NAME, NULL);
  shown = g_filename_display_name (path);

  return g_strdup_printf (_("The file “%s” is damaged, or something else has taken its place. It was left as it is."), shown);
}

static void
set_busy (FasciaDataTroublePage *self, gboolean busy)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_set_visible (GTK_WIDGET (self->bar), busy);
  gtk_widget_action_set_enabled (widget, "trouble.retry", !busy);
  gtk_widget_action_set_enabled (widget, "trouble.restore", !busy);
  gtk_widget_action_set_enabled (widget, "trouble.choose", !busy);
  gtk_widget_action_set_enabled (widget, "trouble.start-empty", !busy);
}

/* What became of a try. */
static void
look_again (FasciaDataTroublePage *self, const GError *tried)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (fascia_context_get_diary (self->context, &error) != NULL)
    {
      g_signal_emit (self, signals[MENDED], 0);
      return;
    }
  text = get_text (self, error);
  gtk_label_set_text (self->title, get_title (error));
  gtk_label_set_text (self->text, text);
  gtk_label_set_text (self->problem, tried == NULL ? "" : tried->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), tried != NULL);
  gtk_widget_set_visible (self->ways, g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE));
  if (tried != NULL)
    fascia_compat_announce (GTK_WIDGET (self), tried->message);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  look_again (FASCIA_DATA_TROUBLE_PAGE (widget), NULL);
}

/* --- Back to a backup ------------------------------------------------------------- */

static void
progress_cb (double fraction, gpointer data)
{
  FasciaDataTroublePage *self = data;

  if (self->context != NULL)
    gtk_progress_bar_set_fraction (self->bar, fraction);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FasciaDataTroublePage) self = data;
  g_autoptr (GError) error = NULL;

  fascia_archive_restore_finish (FASCIA_CONTEXT (source), result, &error);
  if (self->context == NULL)
    return;
  set_busy (self, FALSE);
  look_again (self, error);
}

static void
restore_answered_cb (GObject *owner, const char *answer)
{
  FasciaDataTroublePage *self = FASCIA_DATA_TROUBLE_PAGE (owner);

  if (self->context == NULL || !g_str_equal (answer, "restore"))
    return;
  set_busy (self, TRUE);
  gtk_progress_bar_set_fraction (self->bar, 0);
  fascia_archive_restore_async (self->context, self->asked, NULL, progress_cb, self, restored_cb, g_object_ref (self));
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const FasciaAnswer answers[] = {
    { "cancel", _("_Cancel"), FASCIA_ANSWER_PLAIN },
    { "restore", _("_Restore"), FASCIA_ANSWER_SUGGESTED },
  };
  FasciaDataTroublePage *self = FASCIA_DATA_TROUBLE_PAGE (widget);
  g_autofree char *shown = NULL;
  g_autofree char *body = NULL;

  g_free (self->asked);
  self->asked = g_strdup (g_variant_get_bytestring (parameter));
  shown = g_filename_display_basename (self->asked);
  body = g_strdup_printf (_("Your log becomes what it was in “%s”. The file that cannot be read is kept under another name, with “unreadable” and the date in it."), shown);
  fascia_compat_ask (widget, _("Go Back to This Backup?"), body, answers, G_N_ELEMENTS (answers),
                     "restore", "cancel", restore_answered_cb, G_OBJECT (self));
}

static void
chosen_cb (FasciaDataTroublePage *self, int response, GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  const char *path = file == NULL ? NULL : g_file_peek_path (file);

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && self->context != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self), "trouble.restore", g_variant_new_bytestring (path));
  g_object_unref (chooser);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Restore a Backup"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
show_found (FasciaDataTroublePage *self, const FasciaBackup *backup)
{
  g_autofree char *made = NULL;
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;
  GtkWidget *button;

  if (backup == NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->found), _("No backup was found here"));
      return;
    }
  made = fascia_phrase_moment (backup->made_us, fascia_context_get_clock (self->context));
  size = g_format_size (backup->bytes);
  /* Translators: the size of a backup. */
  text = g_strdup_printf (_("The newest backup; checked, %s"), size);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->found), made);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->found), text);
  button = gtk_button_new ();
  fascia_set_button_label (GTK_BUTTON (button), _("_Restore"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_bytestring (backup->path));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "trouble.restore");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->found), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->found), button);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FasciaDataTroublePage) self = data;
  g_autoptr (FasciaBackup) backup = NULL;

  fascia_archive_find_good_backup_finish (FASCIA_CONTEXT (source), result, &backup, NULL);
  if (self->context != NULL)
    show_found (self, backup);
}

/* --- A new beginning -------------------------------------------------------------- */

static void
start_answered_cb (GObject *owner, const char *answer)
{
  FasciaDataTroublePage *self = FASCIA_DATA_TROUBLE_PAGE (owner);
  g_autoptr (GError) error = NULL;

  if (self->context == NULL || !g_str_equal (answer, "start"))
    return;
  fascia_archive_start_empty (self->context, &error);
  look_again (self, error);
}

static void
start_empty_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const FasciaAnswer answers[] = {
    { "cancel", _("_Cancel"), FASCIA_ANSWER_PLAIN },
    { "start", _("_Start Empty"), FASCIA_ANSWER_DESTRUCTIVE },
  };

  fascia_compat_ask (widget, _("Start with an Empty Log?"),
                     _("The file that cannot be read is kept under another name, with “unreadable” and the date in it; the backups stay, too."),
                     answers, G_N_ELEMENTS (answers), "cancel", "cancel", start_answered_cb, G_OBJECT (widget));
}

/* --- Object ------------------------------------------------------------------------ */

static void
fascia_data_trouble_page_dispose (GObject *object)
{
  FasciaDataTroublePage *self = FASCIA_DATA_TROUBLE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->context);
  g_clear_pointer (&self->asked, g_free);

  G_OBJECT_CLASS (fascia_data_trouble_page_parent_class)->dispose (object);
}

static void
fascia_data_trouble_page_class_init (FasciaDataTroublePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_data_trouble_page_dispose;

  /**
   * FasciaDataTroublePage::mended:
   *
   * The database can be opened now, by whatever means.
   */
  signals[MENDED] = g_signal_new ("mended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "trouble.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "trouble.restore", "ay", restore_action);
  gtk_widget_class_install_action (widget_class, "trouble.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "trouble.start-empty", NULL, start_empty_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fascia_data_trouble_page_init (FasciaDataTroublePage *self)
{
  self->cancellable = g_cancellable_new ();
}

static GtkWidget *
new_ways (FasciaDataTroublePage *self)
{
  GtkWidget *group = fascia_group_new (NULL, _("Whichever way you choose, the file is kept."));

  self->found = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->found), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->found), _("Looking for a backup…"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->found);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             fascia_link_row_new (_("Choose Another Backup…"), NULL, "trouble.choose", NULL));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             fascia_link_row_new (_("Start with an Empty Log…"), NULL, "trouble.start-empty", NULL));

  return group;
}

static void
add_label (FasciaDataTroublePage *self, GtkLabel **field, const char *text, const char *style)
{
  GtkWidget *label = fascia_text_new (text, style);

  gtk_box_append (self->box, label);
  *field = GTK_LABEL (label);
}

GtkWidget *
fascia_data_trouble_page_new (FasciaContext *context, const GError *error)
{
  FasciaDataTroublePage *self;
  g_autofree char *text = NULL;
  GtkWidget *retry;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (error != NULL, NULL);

  self = g_object_new (FASCIA_TYPE_DATA_TROUBLE_PAGE, NULL);
  self->context = g_object_ref (context);
  self->box = fascia_column_new (GTK_WIDGET (self));
  self->scroller = gtk_widget_get_first_child (GTK_WIDGET (self));

  add_label (self, &self->title, get_title (error), "title-2");
  text = get_text (self, error);
  add_label (self, &self->text, text, NULL);
  add_label (self, &self->problem, "", "error");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Restoring"), -1);
  gtk_box_append (self->box, GTK_WIDGET (self->bar));
  self->ways = new_ways (self);
  gtk_widget_set_visible (self->ways, g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE));
  gtk_box_append (self->box, self->ways);

  /* A newer one asks for an update, which is a new start of the program anyway. */
  if (!g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_NEWER))
    {
      retry = gtk_button_new ();
      fascia_set_button_label (GTK_BUTTON (retry), _("_Try Again"));
      gtk_widget_add_css_class (retry, "pill");
      gtk_widget_set_halign (retry, GTK_ALIGN_CENTER);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (retry), "trouble.retry");
      gtk_box_append (self->box, retry);
    }
  if (gtk_widget_get_visible (self->ways))
    fascia_archive_find_good_backup_async (context, self->cancellable, found_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
