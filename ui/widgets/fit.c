/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/fit.h"

struct _FasciaFit
{
  GtkWidget parent_instance;

  GtkWidget *child;
};

static void fascia_fit_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FasciaFit, fascia_fit, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, fascia_fit_buildable_init))

static GtkBuildableIface *parent_buildable;

static void
fascia_fit_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  FasciaFit *self = FASCIA_FIT (widget);

  if (self->child == NULL)
    return;
  /* The child is never given less than it needs, so its height is that at its own width. */
  gtk_widget_measure (self->child, orientation, -1, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 0;
}

static void
fascia_fit_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FasciaFit *self = FASCIA_FIT (widget);

  if (self->child != NULL)
    gtk_widget_allocate (self->child, MAX (width, fascia_fit_get_needed_width (self)), height, baseline, NULL);
}

static void
fascia_fit_dispose (GObject *object)
{
  FasciaFit *self = FASCIA_FIT (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (fascia_fit_parent_class)->dispose (object);
}

static void
fascia_fit_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  FasciaFit *self = FASCIA_FIT (buildable);

  if (!GTK_IS_WIDGET (child))
    {
      parent_buildable->add_child (buildable, builder, child, type);
      return;
    }
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = GTK_WIDGET (child);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
}

static void
fascia_fit_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = fascia_fit_add_child;
}

static void
fascia_fit_class_init (FasciaFitClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_fit_dispose;
  widget_class->measure = fascia_fit_measure;
  widget_class->size_allocate = fascia_fit_size_allocate;
}

static void
fascia_fit_init (FasciaFit *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

int
fascia_fit_get_needed_width (FasciaFit *self)
{
  int minimum = 0;

  g_return_val_if_fail (FASCIA_IS_FIT (self), 0);

  if (self->child != NULL)
    gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}
