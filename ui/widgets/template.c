/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/template.h"

static void
set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Its label names it by a relation already; the property would be read out first,
 * with the underline. */
static void
name_by_mnemonic (GtkWidget *button)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static void
name_buttons (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    {
      GtkButton *button = GTK_BUTTON (widget);
      const char *label = gtk_button_get_label (button);
      const char *tooltip = gtk_widget_get_tooltip_text (widget);

      if (label != NULL && gtk_button_get_use_underline (button))
        name_by_mnemonic (widget);
      else if (label == NULL && tooltip != NULL && gtk_button_get_icon_name (button) != NULL)
        set_name (widget, tooltip);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_buttons (child);
}

void
fascia_init_template (GtkWidget *widget)
{
  gtk_widget_init_template (widget);
  name_buttons (widget);
}

void
fascia_set_button_label (GtkButton *button, const char *label)
{
  gtk_button_set_use_underline (button, TRUE);
  gtk_button_set_label (button, label);
  name_by_mnemonic (GTK_WIDGET (button));
}

void
fascia_set_button_icon (GtkButton *button, const char *icon, const char *name)
{
  gtk_button_set_icon_name (button, icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), name);
  set_name (GTK_WIDGET (button), name);
}

void
fascia_clear_template (GtkWidget *widget, GType type)
{
  GtkWidget *child;

  gtk_widget_dispose_template (widget, type);
  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}
