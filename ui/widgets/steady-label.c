/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/steady-label.h"

#include "compat.h"

struct _FasciaSteadyLabel
{
  GtkWidget parent_instance;

  char *text;
  PangoLayout *layout;
  /* The room asked for last; -1: none yet. */
  int least_width;
  int width;
  int height; /* at the width it was given */
};

G_DEFINE_FINAL_TYPE (FasciaSteadyLabel, fascia_steady_label, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (FasciaSteadyLabel *self)
{
  PangoAttrList *attributes;

  if (self->layout != NULL)
    return self->layout;

  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text == NULL ? "" : self->text);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (self->layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD);

  return self->layout;
}

/* @width: in pixels; 0: at every word; -1: nowhere. */
static void
measure_at (FasciaSteadyLabel *self, int width, int *text_width, int *text_height)
{
  PangoLayout *layout = get_layout (self);

  pango_layout_set_width (layout, width < 0 ? -1 : width * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, text_width, text_height);
}

static GtkSizeRequestMode
fascia_steady_label_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fascia_steady_label_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  FasciaSteadyLabel *self = FASCIA_STEADY_LABEL (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_at (self, 0, minimum, NULL);
      measure_at (self, -1, natural, NULL);
      self->least_width = *minimum;
      self->width = *natural;
      return;
    }
  measure_at (self, for_size, NULL, minimum);
  *natural = *minimum;
}

static void
fascia_steady_label_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FasciaSteadyLabel *self = FASCIA_STEADY_LABEL (widget);

  measure_at (self, width, NULL, &self->height);
}

static void
fascia_steady_label_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FasciaSteadyLabel *self = FASCIA_STEADY_LABEL (widget);
  gboolean at_right = gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL;
  PangoRectangle logical;
  GdkRGBA color;
  int x;

  if (self->text == NULL)
    return;
  pango_layout_set_width (get_layout (self), gtk_widget_get_width (widget) * PANGO_SCALE);
  pango_layout_get_pixel_extents (self->layout, NULL, &logical);
  x = (at_right ? gtk_widget_get_width (widget) - logical.width : 0) - logical.x;
  fascia_compat_get_color (widget, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) ((gtk_widget_get_height (widget) - logical.height) / 2)));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* Another font, or another size of it. */
static void
fascia_steady_label_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (fascia_steady_label_parent_class)->css_changed (widget, change);
  g_clear_object (&FASCIA_STEADY_LABEL (widget)->layout);
  gtk_widget_queue_resize (widget);
}

static void
fascia_steady_label_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (fascia_steady_label_parent_class)->direction_changed (widget, previous);
  g_clear_object (&FASCIA_STEADY_LABEL (widget)->layout);
}

static void
fascia_steady_label_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (fascia_steady_label_parent_class)->system_setting_changed (widget, setting);
  g_clear_object (&FASCIA_STEADY_LABEL (widget)->layout);
  gtk_widget_queue_resize (widget);
}

static void
fascia_steady_label_dispose (GObject *object)
{
  FasciaSteadyLabel *self = FASCIA_STEADY_LABEL (object);

  g_clear_object (&self->layout);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (fascia_steady_label_parent_class)->dispose (object);
}

static void
fascia_steady_label_class_init (FasciaSteadyLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_steady_label_dispose;
  widget_class->get_request_mode = fascia_steady_label_get_request_mode;
  widget_class->measure = fascia_steady_label_measure;
  widget_class->size_allocate = fascia_steady_label_size_allocate;
  widget_class->snapshot = fascia_steady_label_snapshot;
  widget_class->css_changed = fascia_steady_label_css_changed;
  widget_class->direction_changed = fascia_steady_label_direction_changed;
  widget_class->system_setting_changed = fascia_steady_label_system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
fascia_steady_label_init (FasciaSteadyLabel *self)
{
  self->least_width = self->width = self->height = -1;
}

void
fascia_steady_label_set_text (FasciaSteadyLabel *self, const char *text)
{
  int least_width;
  int width;
  int height;

  g_return_if_fail (FASCIA_IS_STEADY_LABEL (self));
  g_return_if_fail (text != NULL);

  if (g_strcmp0 (text, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  pango_layout_set_text (get_layout (self), text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);

  measure_at (self, 0, &least_width, NULL);
  measure_at (self, -1, &width, NULL);
  measure_at (self, gtk_widget_get_width (GTK_WIDGET (self)), NULL, &height);
  if (least_width != self->least_width || width != self->width || height != self->height)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
fascia_steady_label_get_text (FasciaSteadyLabel *self)
{
  g_return_val_if_fail (FASCIA_IS_STEADY_LABEL (self), NULL);

  return self->text;
}
