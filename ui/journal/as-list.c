/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/as-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _FasciaAsList
{
  GtkWidget parent_instance;

  GtkWidget *list;
  AdwExpanderRow *expander;

  GPtrArray *texts; /* title and text of each line, in turn */
  GPtrArray *rows;  /* in the expander, which cannot list its own; not owned */
};

G_DEFINE_FINAL_TYPE (FasciaAsList, fascia_as_list, GTK_TYPE_WIDGET)

/* The rows of what nobody looks at are not made. */
static void
update_rows (FasciaAsList *self)
{
  if (!adw_expander_row_get_expanded (self->expander))
    return;
  for (guint i = self->rows->len; i < self->texts->len / 2; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), g_ptr_array_index (self->texts, 2 * i));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), g_ptr_array_index (self->texts, 2 * i + 1));
      adw_expander_row_add_row (self->expander, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
fascia_as_list_dispose (GObject *object)
{
  FasciaAsList *self = FASCIA_AS_LIST (object);

  g_clear_pointer (&self->list, gtk_widget_unparent);

  G_OBJECT_CLASS (fascia_as_list_parent_class)->dispose (object);
}

static void
fascia_as_list_finalize (GObject *object)
{
  g_ptr_array_unref (FASCIA_AS_LIST (object)->texts);
  g_ptr_array_unref (FASCIA_AS_LIST (object)->rows);

  G_OBJECT_CLASS (fascia_as_list_parent_class)->finalize (object);
}

static void
fascia_as_list_class_init (FasciaAsListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fascia_as_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = fascia_as_list_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fascia_as_list_init (FasciaAsList *self)
{
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new ();
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  self->expander = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expander), _("The Same as a List"));
  g_signal_connect_object (self->expander, "notify::expanded", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->list), GTK_WIDGET (self->expander));
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
}

void
fascia_as_list_clear (FasciaAsList *self)
{
  g_return_if_fail (FASCIA_IS_AS_LIST (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->expander, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->texts, 0);
}

void
fascia_as_list_add (FasciaAsList *self, const char *title, const char *text)
{
  g_return_if_fail (FASCIA_IS_AS_LIST (self));

  g_ptr_array_add (self->texts, g_strdup (title));
  g_ptr_array_add (self->texts, g_strdup (text));
  update_rows (self);
}
