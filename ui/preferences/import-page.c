/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preferences/import-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia/service/archive.h"
#include "widgets/rows.h"
#include "widgets/template.h"

struct _FasciaImportPage
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
};

enum
{
  ACCEPTED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FasciaImportPage, fascia_import_page, GTK_TYPE_WIDGET)

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[ACCEPTED], 0);
}

static void
fascia_import_page_dispose (GObject *object)
{
  g_clear_pointer (&FASCIA_IMPORT_PAGE (object)->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (fascia_import_page_parent_class)->dispose (object);
}

static void
fascia_import_page_class_init (FasciaImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_import_page_dispose;

  /**
   * FasciaImportPage::accepted:
   *
   * What is shown shall be done.
   */
  signals[ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "import.accept", NULL, accept_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fascia_import_page_init (FasciaImportPage *self)
{
}

static void
append_count (GString *text, const char *format, guint n)
{
  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append_printf (text, format, n);
}

/* "12 new · 3 newer in the file · 100 the same" */
static char *
describe (const guint count[FASCIA_N_MERGE_VERDICTS])
{
  GString *text = g_string_new (NULL);

  append_count (text, ngettext ("%u new", "%u new", count[FASCIA_MERGE_NEW]), count[FASCIA_MERGE_NEW]);
  append_count (text, ngettext ("%u newer in the file", "%u newer in the file", count[FASCIA_MERGE_NEWER_THERE]), count[FASCIA_MERGE_NEWER_THERE]);
  append_count (text, ngettext ("%u newer here", "%u newer here", count[FASCIA_MERGE_NEWER_HERE]), count[FASCIA_MERGE_NEWER_HERE]);
  append_count (text, ngettext ("%u the same", "%u the same", count[FASCIA_MERGE_SAME]), count[FASCIA_MERGE_SAME]);

  return g_string_free (text, FALSE);
}

static GtkWidget *
new_kinds (const FasciaMergeSummary *summary, const char *description)
{
  GtkWidget *group = fascia_group_new (NULL, description);

  /* What matters most comes last in a file, and first here. */
  for (guint kind = FASCIA_N_MERGE_KINDS; kind-- > 0;)
    {
      g_autofree char *text = describe (summary->count[kind]);
      GtkWidget *row;

      if (*text == '\0')
        continue;
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fascia_archive_kind_to_label (kind));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }

  return group;
}

static GtkWidget *
new_button (const char *label, const char *action, const char *style)
{
  GtkWidget *button = gtk_button_new ();

  fascia_set_button_label (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "pill");
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

GtkWidget *
fascia_import_page_new (const char *path, const FasciaMergeSummary *summary)
{
  FasciaImportPage *self;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  gboolean changes;
  GtkBox *box, *buttons;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (summary != NULL, NULL);

  self = g_object_new (FASCIA_TYPE_IMPORT_PAGE, NULL);
  name = g_filename_display_basename (path);
  changes = fascia_merge_summary_total (summary, FASCIA_MERGE_NEW) + fascia_merge_summary_total (summary, FASCIA_MERGE_NEWER_THERE) > 0;
  if (changes)
    text = g_strdup_printf (_("What is new or newer in “%s” is taken over. What is newer here stays. What is here now is backed up first."), name);
  else
    text = g_strdup_printf (_("Everything in “%s” is here already."), name);
  markup = g_markup_escape_text (text, -1);

  box = fascia_column_new (GTK_WIDGET (self));
  self->scroller = gtk_widget_get_first_child (GTK_WIDGET (self));
  gtk_box_append (box, new_kinds (summary, markup));
  buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_set_halign (GTK_WIDGET (buttons), GTK_ALIGN_CENTER);
  if (changes)
    gtk_box_append (buttons, new_button (_("_Import"), "import.accept", "suggested-action"));
  gtk_box_append (buttons, new_button (changes ? _("_Cancel") : _("_Close"), "preferences.back", NULL));
  gtk_box_append (box, GTK_WIDGET (buttons));

  return GTK_WIDGET (self);
}
