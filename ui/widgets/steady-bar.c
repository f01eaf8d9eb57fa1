/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/steady-bar.h"

#include <adwaita.h>
#include <math.h>

struct _FasciaSteadyBar
{
  GtkWidget parent_instance;

  GtkWidget *progress; /* as long as the trough; drawn as far as it is filled */
  double fraction;
};

G_DEFINE_FINAL_TYPE (FasciaSteadyBar, fascia_steady_bar, GTK_TYPE_WIDGET)

static int
get_filled_width (FasciaSteadyBar *self)
{
  return (int) floor (self->fraction * gtk_widget_get_width (GTK_WIDGET (self)));
}

static void
fascia_steady_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FasciaSteadyBar *self = FASCIA_STEADY_BAR (widget);
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int width = get_filled_width (self);
  int height = gtk_widget_get_height (widget);
  int x = from_right ? gtk_widget_get_width (widget) - width : 0;
  GskRoundedRect filled;

  if (width <= 0)
    return;
  gsk_rounded_rect_init_from_rect (&filled, &GRAPHENE_RECT_INIT ((float) x, 0, (float) width, (float) height),
                                   (float) MIN (width, height) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &filled);
  gtk_widget_snapshot_child (widget, self->progress, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
fascia_steady_bar_dispose (GObject *object)
{
  g_clear_pointer (&FASCIA_STEADY_BAR (object)->progress, gtk_widget_unparent);

  G_OBJECT_CLASS (fascia_steady_bar_parent_class)->dispose (object);
}

static void
fascia_steady_bar_class_init (FasciaSteadyBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_steady_bar_dispose;
  widget_class->snapshot = fascia_steady_bar_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "trough");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
}

static void
fascia_steady_bar_init (FasciaSteadyBar *self)
{
  self->progress = g_object_new (ADW_TYPE_BIN, "css-name", "progress", NULL);
  gtk_widget_set_parent (self->progress, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.0,
                                  -1);
}

void
fascia_steady_bar_set_fraction (FasciaSteadyBar *self, double fraction)
{
  int width;

  g_return_if_fail (FASCIA_IS_STEADY_BAR (self));

  fraction = CLAMP (fraction, 0, 1);
  if (fraction == self->fraction)
    return;
  width = get_filled_width (self);
  self->fraction = fraction;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, fraction, -1);
  if (get_filled_width (self) != width)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}
