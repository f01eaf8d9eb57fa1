/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/ring.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "compat.h"

/* Smallest and preferred diameter. */
#define MIN_SIZE 190
#define NATURAL_SIZE 320
/* Of the diameter. */
#define STROKE 0.055
#define TRACK_ALPHA 0.18f

struct _FasciaRing
{
  GtkWidget parent_instance;

  GtkWidget *arc; /* draws nothing: its CSS colour is the ring's */
  double fraction;
  char *digits;
  char *style;

  /* Of the digits as drawn last, and what it depends on. */
  PangoLayout *layout;
  double layout_size;
  size_t layout_length;
  guint layout_serial;
};

G_DEFINE_FINAL_TYPE (FasciaRing, fascia_ring, GTK_TYPE_WIDGET)

static void
fascia_ring_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  *minimum = MIN_SIZE;
  *natural = NATURAL_SIZE;
}

static void
fascia_ring_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (FASCIA_RING (widget)->arc, width, height, baseline, NULL);
}

static void
draw_arc (cairo_t *cr, const GdkRGBA *color, double size, double fraction)
{
  double stroke = size * STROKE;

  cairo_set_line_width (cr, stroke);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
  /* From twelve o'clock on. */
  cairo_arc (cr, 0, 0, (size - stroke) / 2, -G_PI_2, -G_PI_2 + fraction * 2 * G_PI);
  cairo_stroke (cr);
}

/* Digits as large as @size has room for. Their layout is kept: digits of one width need
 * another one only where there are more or fewer of them. */
static PangoLayout *
get_layout (FasciaRing *self, double size)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const char *digits = self->digits == NULL ? "" : self->digits;
  size_t length = strlen (digits);
  PangoAttrList *attributes;
  PangoFontDescription *font;
  double room = size * (1 - 2 * STROKE) * 0.82;
  double font_size = size * 0.36;
  int width;

  if (self->layout != NULL && self->layout_size == size && self->layout_length == length &&
      self->layout_serial == pango_context_get_serial (context))
    {
      pango_layout_set_text (self->layout, digits, -1);
      return self->layout;
    }

  g_clear_object (&self->layout);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), digits);
  self->layout_size = size;
  self->layout_length = length;
  self->layout_serial = pango_context_get_serial (context);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (self->layout, attributes);
  pango_attr_list_unref (attributes);
  font = pango_font_description_copy (pango_context_get_font_description (context));
  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_absolute_size (font, font_size * PANGO_SCALE);
  pango_layout_set_font_description (self->layout, font);
  pango_layout_get_pixel_size (self->layout, &width, NULL);
  if (width > room)
    {
      pango_font_description_set_absolute_size (font, font_size * room / width * PANGO_SCALE);
      pango_layout_set_font_description (self->layout, font);
    }
  pango_font_description_free (font);

  return self->layout;
}

static void
draw_digits (FasciaRing *self, GtkSnapshot *snapshot, double size, double center_x, double center_y)
{
  PangoLayout *layout = get_layout (self, size);
  PangoRectangle ink;
  PangoRectangle logical;
  GdkRGBA color;

  pango_layout_get_pixel_extents (layout, &ink, &logical);
  fascia_compat_get_color (GTK_WIDGET (self), &color);
  gtk_snapshot_save (snapshot);
  /* Centred by what is inked: the line of a font is not symmetric about its digits. */
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (center_x - logical.width / 2.0 - logical.x),
                                                (float) (center_y - ink.height / 2.0 - ink.y)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
fascia_ring_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FasciaRing *self = FASCIA_RING (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double size = MIN (width, height);
  GdkRGBA color;
  GdkRGBA track;
  cairo_t *cr;

  if (size <= 0)
    return;

  fascia_compat_get_color (self->arc, &color);
  track = color;
  track.alpha *= TRACK_ALPHA;

  /* No more than the ring is redrawn, however wide the page. */
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT ((float) floor ((width - size) / 2), (float) floor ((height - size) / 2),
                                                       (float) size + 1, (float) size + 1));
  cairo_translate (cr, width / 2, height / 2);
  draw_arc (cr, &track, size, 1);
  if (self->fraction > 0)
    draw_arc (cr, &color, size, self->fraction);
  cairo_destroy (cr);

  draw_digits (self, snapshot, size, width / 2, height / 2);
}

static void
fascia_ring_dispose (GObject *object)
{
  FasciaRing *self = FASCIA_RING (object);

  g_clear_pointer (&self->arc, gtk_widget_unparent);
  g_clear_object (&self->layout);
  g_clear_pointer (&self->digits, g_free);
  g_clear_pointer (&self->style, g_free);

  G_OBJECT_CLASS (fascia_ring_parent_class)->dispose (object);
}

static void
fascia_ring_class_init (FasciaRingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_ring_dispose;
  widget_class->measure = fascia_ring_measure;
  widget_class->size_allocate = fascia_ring_size_allocate;
  widget_class->snapshot = fascia_ring_snapshot;
  gtk_widget_class_set_css_name (widget_class, "ring");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TIMER);
}

static void
fascia_ring_init (FasciaRing *self)
{
  self->arc = adw_bin_new ();
  gtk_widget_add_css_class (self->arc, "arc");
  gtk_widget_set_can_target (self->arc, FALSE);
  gtk_widget_set_parent (self->arc, GTK_WIDGET (self));
}

void
fascia_ring_set (FasciaRing *self, double fraction, const char *digits, const char *style, const char *spoken)
{
  gboolean changed = FALSE;

  g_return_if_fail (FASCIA_IS_RING (self));

  if (g_strcmp0 (digits, self->digits) != 0)
    {
      g_free (self->digits);
      self->digits = g_strdup (digits);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
      changed = TRUE;
    }
  if (g_strcmp0 (style, self->style) != 0)
    {
      if (self->style != NULL)
        gtk_widget_remove_css_class (self->arc, self->style);
      if (style != NULL)
        gtk_widget_add_css_class (self->arc, style);
      g_free (self->style);
      self->style = g_strdup (style);
      changed = TRUE;
    }
  fraction = CLAMP (fraction, 0, 1);
  /* A change below the eye's notice waits for the next second. */
  if (fabs (fraction - self->fraction) > 0.0005)
    {
      self->fraction = fraction;
      changed = TRUE;
    }
  if (changed)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
fascia_ring_get_digits (FasciaRing *self)
{
  g_return_val_if_fail (FASCIA_IS_RING (self), NULL);

  return self->digits;
}
