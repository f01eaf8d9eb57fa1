/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/month-heading.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/statistics.h"
#include "fascia/service/wording.h"

struct _FasciaMonthHeading
{
  GtkWidget parent_instance;

  GtkLabel *name;
  GtkLabel *sums;

  char *description;
};

G_DEFINE_FINAL_TYPE (FasciaMonthHeading, fascia_month_heading, GTK_TYPE_WIDGET)

static void
fascia_month_heading_dispose (GObject *object)
{
  FasciaMonthHeading *self = FASCIA_MONTH_HEADING (object);

  if (self->name != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->name));
      gtk_widget_unparent (GTK_WIDGET (self->sums));
      self->name = NULL;
    }
  g_clear_pointer (&self->description, g_free);

  G_OBJECT_CLASS (fascia_month_heading_parent_class)->dispose (object);
}

static void
fascia_month_heading_class_init (FasciaMonthHeadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_month_heading_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "monthheading");
}

static GtkLabel *
new_label (FasciaMonthHeading *self, GtkAccessibleRole role)
{
  GtkLabel *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "xalign", 0.0f, "wrap", TRUE, NULL);

  gtk_widget_set_parent (GTK_WIDGET (label), GTK_WIDGET (self));

  return label;
}

static void
fascia_month_heading_init (FasciaMonthHeading *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->name = new_label (self, GTK_ACCESSIBLE_ROLE_HEADING);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2, -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "heading");
  self->sums = new_label (self, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_add_css_class (GTK_WIDGET (self->sums), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->sums), "dim-label");
}

GtkWidget *
fascia_month_heading_new (void)
{
  return g_object_new (FASCIA_TYPE_MONTH_HEADING, NULL);
}

void
fascia_month_heading_set_month (FasciaMonthHeading *self, const FasciaHistoryMonth *month)
{
  g_autofree char *name = NULL;
  g_autofree char *sums = NULL;

  g_return_if_fail (FASCIA_IS_MONTH_HEADING (self));
  g_return_if_fail (month != NULL);

  name = fascia_wording_month_of_year (month->first);
  sums = fascia_wording_sums (month->sessions, month->active_s);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->sums, sums);
  g_free (self->description);
  self->description = g_strdup_printf (_("%1$s: %2$s"), name, sums);
}

const char *
fascia_month_heading_get_description (FasciaMonthHeading *self)
{
  g_return_val_if_fail (FASCIA_IS_MONTH_HEADING (self), NULL);

  return self->description;
}
