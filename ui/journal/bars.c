/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/bars.h"

#include "compat.h"

#define BARS_PX 120
#define LABEL_GAP_PX 6
#define CORNER_PX 4
/* Nothing done still has its place on the line. */
#define LEAST_PX 2
#define FILLED 0.66
#define OPEN_ALPHA 0.45
#define NOTHING_ALPHA 0.25
#define TEXT_ALPHA 0.7

typedef struct {
  double value;
  char *label;
  char *tooltip;
  gboolean open;
} Bar;

struct _FasciaBars
{
  GtkWidget parent_instance;

  GArray *bars;
};

G_DEFINE_FINAL_TYPE (FasciaBars, fascia_bars, GTK_TYPE_WIDGET)

static void
bar_clear (gpointer data)
{
  Bar *bar = data;

  g_free (bar->label);
  g_free (bar->tooltip);
}

static int
label_height (FasciaBars *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}

static void
fascia_bars_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 120;
  else
    *minimum = *natural = BARS_PX + LABEL_GAP_PX + label_height (FASCIA_BARS (widget));
}

static double
find_highest (FasciaBars *self)
{
  double highest = 0;

  for (guint i = 0; i < self->bars->len; i++)
    highest = MAX (highest, g_array_index (self->bars, Bar, i).value);

  return highest;
}

/* Bars go from left to right where people read so, else from right to left. */
static double
bar_x (FasciaBars *self, guint i, double step)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    i = self->bars->len - 1 - i;

  return i * step;
}

/* The last label that found its place ends at *@taken_until. */
static void
snapshot_label (FasciaBars *self, GtkSnapshot *snapshot, const char *text, double center, const GdkRGBA *color, double *taken_until)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width;
  double x;

  pango_layout_get_pixel_size (layout, &width, NULL);
  x = CLAMP (center - width / 2.0, 0, MAX (0, gtk_widget_get_width (GTK_WIDGET (self)) - width));
  if (x < *taken_until)
    return;
  *taken_until = x + width + LABEL_GAP_PX;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, BARS_PX + LABEL_GAP_PX));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_bar (GtkSnapshot *snapshot, const Bar *bar, double x, double width, double highest, const GdkRGBA *color)
{
  float height = (float) (highest > 0 ? bar->value / highest * BARS_PX : 0);
  GskRoundedRect outline;
  GdkRGBA tint = *color;

  if (bar->value <= 0)
    tint.alpha *= NOTHING_ALPHA;
  else if (bar->open)
    tint.alpha *= OPEN_ALPHA;
  height = MAX (height, LEAST_PX);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) x, BARS_PX - height, (float) width, height),
                                   MIN (CORNER_PX, height / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &tint, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
fascia_bars_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FasciaBars *self = FASCIA_BARS (widget);
  double highest = find_highest (self);
  double step;
  double taken_until = 0;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA color;
  GdkRGBA text_color;

  if (self->bars->len == 0)
    return;
  fascia_compat_get_color (widget, &color);
  fascia_compat_get_color (gtk_widget_get_parent (widget), &text_color);
  text_color.alpha *= TEXT_ALPHA;
  step = (double) gtk_widget_get_width (widget) / self->bars->len;
  for (guint i = 0; i < self->bars->len; i++)
    snapshot_bar (snapshot, &g_array_index (self->bars, Bar, i),
                  bar_x (self, i, step) + step * (1 - FILLED) / 2, step * FILLED, highest, &color);
  /* From the left, whatever the direction: each asks for room beside the one before. */
  for (guint i = 0; i < self->bars->len; i++)
    {
      guint at = rtl ? self->bars->len - 1 - i : i;
      const Bar *bar = &g_array_index (self->bars, Bar, at);

      if (bar->label != NULL)
        snapshot_label (self, snapshot, bar->label, bar_x (self, at, step) + step / 2, &text_color, &taken_until);
    }
}

static gboolean
fascia_bars_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  FasciaBars *self = FASCIA_BARS (widget);
  int width = gtk_widget_get_width (widget);
  guint i;

  if (keyboard || self->bars->len == 0 || width <= 0 || x < 0 || x >= width)
    return FALSE;
  i = (guint) x * self->bars->len / (guint) width;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    i = self->bars->len - 1 - i;
  gtk_tooltip_set_text (tooltip, g_array_index (self->bars, Bar, i).tooltip);

  return TRUE;
}

static void
fascia_bars_finalize (GObject *object)
{
  g_array_unref (FASCIA_BARS (object)->bars);

  G_OBJECT_CLASS (fascia_bars_parent_class)->finalize (object);
}

static void
fascia_bars_class_init (FasciaBarsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fascia_bars_finalize;
  widget_class->measure = fascia_bars_measure;
  widget_class->snapshot = fascia_bars_snapshot;
  widget_class->query_tooltip = fascia_bars_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "bars");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fascia_bars_init (FasciaBars *self)
{
  self->bars = g_array_new (FALSE, TRUE, sizeof (Bar));
  g_array_set_clear_func (self->bars, bar_clear);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

void
fascia_bars_clear (FasciaBars *self, const char *text)
{
  g_return_if_fail (FASCIA_IS_BARS (self));

  g_array_set_size (self->bars, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
fascia_bars_add (FasciaBars *self, double value, const char *label, const char *tooltip, gboolean open)
{
  Bar bar;

  g_return_if_fail (FASCIA_IS_BARS (self));

  bar = (Bar){ .value = value, .label = g_strdup (label), .tooltip = g_strdup (tooltip), .open = open };
  g_array_append_val (self->bars, bar);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
