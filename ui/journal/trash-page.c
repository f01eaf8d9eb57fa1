/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/trash-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "compat.h"
#include "fascia-config.h"
#include "fascia/service/journal.h"
#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/template.h"
#include "widgets/toast.h"

struct _FasciaTrashPage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *empty;

  FasciaContext *context;
};

G_DEFINE_FINAL_TYPE (FasciaTrashPage, fascia_trash_page, GTK_TYPE_WIDGET)

static GtkWidget *
new_row (FasciaTrashPage *self, const FasciaLogEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Restore"));
  g_autofree char *name = fascia_phrase_entry_name (self->context, entry);
  g_autofree char *day = fascia_wording_day (entry->local_date, fascia_phrase_today (self->context));
  g_autofree char *clock = fascia_phrase_entry_time (entry);
  g_autofree char *when = g_strdup_printf ("%s %s", day, clock);
  g_autofree char *label = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.restore-session");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", entry->uuid);
  /* Translators: a button's name for who cannot see the row it is in: a session, and when it was. */
  label = g_strdup_printf (_("Restore %1$s, %2$s"), name, when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
reload (FasciaTrashPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);
  GtkWidget *row;

  if (diary != NULL)
    entries = fascia_diary_list_trash (diary, &error);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    gtk_list_box_append (self->list, new_row (self, g_ptr_array_index (entries, i)));
  if (error != NULL)
    {
      g_autofree char *description = g_markup_escape_text (error->message, -1);

      adw_status_page_set_title (self->empty, _("The Trash Cannot Be Read"));
      adw_status_page_set_description (self->empty, description);
    }
  gtk_stack_set_visible_child_name (self->stack, entries != NULL && entries->len > 0 ? "list" : "empty");
}

static void
empty_answered_cb (GObject *owner, const char *answer)
{
  FasciaTrashPage *self = FASCIA_TRASH_PAGE (owner);
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);

  if (!g_str_equal (answer, "empty"))
    return;
  if (diary == NULL || !fascia_diary_empty_trash (diary, &error))
    fascia_toast (GTK_WIDGET (self), error->message);
}

static void
empty_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const FasciaAnswer answers[] = {
    { "keep", _("_Cancel"), FASCIA_ANSWER_PLAIN },
    { "empty", _("_Empty Trash"), FASCIA_ANSWER_DESTRUCTIVE },
  };

  fascia_compat_ask (widget, _("Empty the Trash?"), _("These sessions are deleted for good and cannot be restored."),
                     answers, G_N_ELEMENTS (answers), "keep", "keep", empty_answered_cb, G_OBJECT (widget));
}

static void
fascia_trash_page_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_TRASH_PAGE);
  g_clear_object (&FASCIA_TRASH_PAGE (object)->context);

  G_OBJECT_CLASS (fascia_trash_page_parent_class)->dispose (object);
}

static void
fascia_trash_page_class_init (FasciaTrashPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_trash_page_dispose;
  gtk_widget_class_install_action (widget_class, "trash.empty", NULL, empty_action);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/journal/trash-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaTrashPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FasciaTrashPage, list);
  gtk_widget_class_bind_template_child (widget_class, FasciaTrashPage, empty);
}

static void
fascia_trash_page_init (FasciaTrashPage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

GtkWidget *
fascia_trash_page_new (FasciaContext *context)
{
  FasciaTrashPage *self;
  FasciaDiary *diary;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_TRASH_PAGE, NULL);
  self->context = g_object_ref (context);
  diary = fascia_context_get_diary (context, NULL);
  if (diary != NULL)
    g_signal_connect_object (diary, "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);

  return GTK_WIDGET (self);
}
