/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/heat-map.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "compat.h"
#include "fascia/service/statistics.h"
#include "fascia/service/wording.h"

#define DAYS 7
/* Smaller squares cannot be pointed at; larger ones say no more. */
#define LEAST_PITCH_PX 10
#define MOST_PITCH_PX 16
#define MOST_BLOCKS 4
#define GAP_PX 2
#define BLOCK_GAP_PX 9
#define LABEL_GAP_PX 4
#define CORNER_PX 2
#define SWATCH_PX 14

#define EMPTY_ALPHA 0.09
#define LATER_ALPHA 0.03
#define PAUSED_ALPHA 0.55
#define TEXT_ALPHA 0.7

struct _FasciaHeatMap
{
  GtkWidget parent_instance;

  FasciaDay first;
  GArray *days; /* element-type FasciaHeatDay */
  FasciaDay today;
  guint first_weekday;
  guint chosen;
};

G_DEFINE_FINAL_TYPE (FasciaHeatMap, fascia_heat_map, GTK_TYPE_WIDGET)

enum {
  MOVED,
  ACTIVATED,
  LEFT_YEAR,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

guint
fascia_heat_level (gint64 active_s)
{
  if (active_s <= 0)
    return 0;
  if (active_s < 5 * 60)
    return 1;
  if (active_s < 10 * 60)
    return 2;

  return active_s < 20 * 60 ? 3 : 4;
}

/* --- Where a day is --------------------------------------------------------------- */

typedef struct {
  int label_width;  /* weekdays before the squares */
  int label_height; /* months above them */
  int columns;      /* of one block */
  int pitch;
  int blocks;
} Plan;

static PangoLayout *
new_layout (FasciaHeatMap *self, const char *text)
{
  return gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
}

static char *
weekday_initial (FasciaHeatMap *self, int row)
{
  const char *name = fascia_wording_weekday ((self->first_weekday - 1 + (guint) row) % DAYS + 1, FALSE);
  g_autofree char *initial = g_utf8_substring (name, 0, 1);

  return g_utf8_strup (initial, -1);
}

static int
first_row (FasciaHeatMap *self)
{
  return (int) ((fascia_day_weekday (self->first) + DAYS - self->first_weekday) % DAYS);
}

static int
count_weeks (FasciaHeatMap *self)
{
  return (first_row (self) + (int) self->days->len + DAYS - 1) / DAYS;
}

static Plan
make_plan (FasciaHeatMap *self, int width)
{
  g_autoptr (PangoLayout) letter = new_layout (self, "M");
  Plan plan = { 0 };
  int weeks = self->days->len == 0 ? 53 : count_weeks (self);

  pango_layout_get_pixel_size (letter, &plan.label_width, &plan.label_height);
  plan.label_width += LABEL_GAP_PX;
  for (plan.blocks = 1;; plan.blocks++)
    {
      plan.columns = (weeks + plan.blocks - 1) / plan.blocks;
      plan.pitch = (width - plan.label_width) / plan.columns;
      if (plan.pitch >= LEAST_PITCH_PX || plan.blocks == MOST_BLOCKS)
        break;
    }
  plan.pitch = CLAMP (plan.pitch, LEAST_PITCH_PX, MOST_PITCH_PX);

  return plan;
}

static int
block_height (const Plan *plan)
{
  return plan->label_height + LABEL_GAP_PX + DAYS * plan->pitch;
}

static gboolean
is_rtl (FasciaHeatMap *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* The place of the day @i, from the side where people begin to read. */
static void
place_day (FasciaHeatMap *self, const Plan *plan, guint i, double *x, double *y)
{
  int at = first_row (self) + (int) i;
  int week = at / DAYS;

  *x = plan->label_width + week % plan->columns * plan->pitch;
  if (is_rtl (self))
    *x = gtk_widget_get_width (GTK_WIDGET (self)) - *x - plan->pitch;
  *y = week / plan->columns * (block_height (plan) + BLOCK_GAP_PX) + plan->label_height + LABEL_GAP_PX + at % DAYS * plan->pitch;
}

/* *@i: the day at a point. */
static gboolean
find_day_at (FasciaHeatMap *self, double x, double y, guint *i)
{
  Plan plan = make_plan (self, gtk_widget_get_width (GTK_WIDGET (self)));

  for (*i = 0; *i < self->days->len; ++*i)
    {
      double left, top;

      place_day (self, &plan, *i, &left, &top);
      if (x >= left && x < left + plan.pitch && y >= top && y < top + plan.pitch)
        return TRUE;
    }

  return FALSE;
}

/* --- Looks ------------------------------------------------------------------------- */

static GtkSizeRequestMode
fascia_heat_map_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fascia_heat_map_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  FasciaHeatMap *self = FASCIA_HEAT_MAP (widget);
  Plan plan;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      plan = make_plan (self, 0);
      *minimum = plan.label_width + plan.columns * LEAST_PITCH_PX;
      *natural = plan.label_width + plan.columns * plan.blocks * LEAST_PITCH_PX;
      return;
    }
  plan = make_plan (self, for_size < 0 ? G_MAXINT16 : for_size);
  *minimum = *natural = plan.blocks * block_height (&plan) + (plan.blocks - 1) * BLOCK_GAP_PX;
}

static void
add_square (cairo_t *cr, double x, double y, double size)
{
  double r = MIN (CORNER_PX, size / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + size - r, y + r, r, -G_PI_2, 0);
  cairo_arc (cr, x + size - r, y + size - r, r, 0, G_PI_2);
  cairo_arc (cr, x + r, y + size - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, G_PI + G_PI_2);
  cairo_close_path (cr);
}

static void
set_color (cairo_t *cr, const GdkRGBA *color, double alpha)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * alpha);
}

/* Larger and stronger: neither colour alone nor a sharp eye is needed. */
static void
draw_level (cairo_t *cr, guint level, double x, double y, double size, const GdkRGBA *color)
{
  static const double parts[] = { 0, 0.46, 0.64, 0.82, 1 };
  static const double alphas[] = { 0, 0.55, 0.7, 0.85, 1 };
  double inner = MAX (3, round (size * parts[level]));

  if (level == 0)
    return;
  set_color (cr, color, alphas[level]);
  add_square (cr, x + (size - inner) / 2, y + (size - inner) / 2, inner);
  cairo_fill (cr);
}

static void
draw_outline (cairo_t *cr, double x, double y, double size, double line, const GdkRGBA *color, double alpha)
{
  set_color (cr, color, alpha);
  cairo_set_line_width (cr, line);
  add_square (cr, x + line / 2, y + line / 2, size - line);
  cairo_stroke (cr);
}

static void
draw_days (FasciaHeatMap *self, cairo_t *cr, const Plan *plan, const GdkRGBA *tint, const GdkRGBA *text)
{
  double size = plan->pitch - GAP_PX;

  for (guint i = 0; i < self->days->len; i++)
    {
      const FasciaHeatDay *day = &g_array_index (self->days, FasciaHeatDay, i);
      int ago = fascia_day_difference (self->today, fascia_day_add (self->first, (int) i));
      double x, y;

      place_day (self, plan, i, &x, &y);
      x += GAP_PX / 2.0;
      y += GAP_PX / 2.0;
      if (day->paused)
        {
          draw_outline (cr, x, y, size, 1, text, PAUSED_ALPHA);
        }
      else
        {
          set_color (cr, text, ago < 0 ? LATER_ALPHA : EMPTY_ALPHA);
          add_square (cr, x, y, size);
          cairo_fill (cr);
        }
      draw_level (cr, fascia_heat_level (day->active_s), x, y, size, tint);
      if (ago == 0)
        draw_outline (cr, x - 1, y - 1, size + 2, 1.5, text, 1);
      if (i == self->chosen && gtk_widget_has_focus (GTK_WIDGET (self)))
        draw_outline (cr, x - 2, y - 2, size + 4, 2, text, 1);
    }
}

static void
snapshot_text (FasciaHeatMap *self, GtkSnapshot *snapshot, const char *text, double x, double y, const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = new_layout (self, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (is_rtl (self))
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* As many as have room, above the week in which the month begins. */
static void
snapshot_months (FasciaHeatMap *self, GtkSnapshot *snapshot, const Plan *plan, const GdkRGBA *color)
{
  double free_from = 0;
  int last_block = -1;

  for (guint i = 0; i < self->days->len; i++)
    {
      guint year, month, day_of_month;
      int week = (first_row (self) + (int) i) / DAYS;
      int block = week / plan->columns;
      double x = plan->label_width + week % plan->columns * plan->pitch;
      g_autoptr (PangoLayout) layout = NULL;
      int width;

      fascia_day_split (fascia_day_add (self->first, (int) i), &year, &month, &day_of_month);
      if (day_of_month != 1)
        continue;
      layout = new_layout (self, fascia_wording_month (month));
      pango_layout_get_pixel_size (layout, &width, NULL);
      if (block != last_block)
        free_from = 0;
      if (x < free_from || x + width > gtk_widget_get_width (GTK_WIDGET (self)))
        continue;
      snapshot_text (self, snapshot, fascia_wording_month (month), x, block * (block_height (plan) + BLOCK_GAP_PX), color);
      free_from = x + width + LABEL_GAP_PX;
      last_block = block;
    }
}

/* Each second day, or each third where the text is large. */
static void
snapshot_weekdays (FasciaHeatMap *self, GtkSnapshot *snapshot, const Plan *plan, const GdkRGBA *color)
{
  int step = CLAMP ((plan->label_height + plan->pitch - 1) / plan->pitch, 2, 6);

  for (int block = 0; block < plan->blocks; block++)
    for (int row = 0; row < DAYS; row += step)
      {
        g_autofree char *initial = weekday_initial (self, row);

        snapshot_text (self, snapshot, initial, 0,
                       block * (block_height (plan) + BLOCK_GAP_PX) + plan->label_height + LABEL_GAP_PX +
                         (row + 0.5) * plan->pitch - plan->label_height / 2.0,
                       color);
      }
}

static void
fascia_heat_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FasciaHeatMap *self = FASCIA_HEAT_MAP (widget);
  Plan plan = make_plan (self, gtk_widget_get_width (widget));
  GdkRGBA tint;
  GdkRGBA text;
  GdkRGBA dim;
  cairo_t *cr;

  if (self->days->len == 0)
    return;
  fascia_compat_get_color (widget, &tint);
  fascia_compat_get_color (gtk_widget_get_parent (widget), &text);
  dim = text;
  dim.alpha *= TEXT_ALPHA;
  snapshot_months (self, snapshot, &plan, &dim);
  snapshot_weekdays (self, snapshot, &plan, &dim);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget)));
  draw_days (self, cr, &plan, &tint, &text);
  cairo_destroy (cr);
}

/* --- Words --------------------------------------------------------------------------- */

static char *
describe_day (FasciaHeatMap *self, guint i)
{
  const FasciaHeatDay *day = &g_array_index (self->days, FasciaHeatDay, i);
  g_autofree char *date = fascia_wording_date (fascia_day_add (self->first, (int) i));
  g_autofree char *sums = day->sessions == 0 ? NULL : fascia_wording_sums (day->sessions, day->active_s);

  if (sums == NULL)
    return g_strdup_printf (_("%1$s: %2$s"), date, day->paused ? _("paused") : _("no session"));

  return g_strdup_printf (_("%1$s: %2$s"), date, sums);
}

static gboolean
fascia_heat_map_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  FasciaHeatMap *self = FASCIA_HEAT_MAP (widget);
  guint i = self->chosen;
  g_autofree char *day = NULL;
  g_autofree char *number = NULL;
  g_autofree char *week = NULL;
  g_autofree char *text = NULL;

  if (self->days->len == 0 || (!keyboard && !find_day_at (self, x, y, &i)))
    return FALSE;
  day = describe_day (self, i);
  number = g_strdup_printf ("%u", fascia_day_iso_week (fascia_day_add (self->first, (int) i)));
  week = g_strdup_printf (_("Week %s"), number);
  text = g_strdup_printf ("%s\n%s", day, week);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
tell_chosen (FasciaHeatMap *self)
{
  g_autofree char *text = describe_day (self, self->chosen);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Moving ---------------------------------------------------------------------------- */

static void
choose (FasciaHeatMap *self, guint i)
{
  g_autofree char *text = NULL;

  if (i == self->chosen)
    return;
  self->chosen = i;
  tell_chosen (self);
  text = describe_day (self, i);
  fascia_compat_announce (GTK_WIDGET (self), text);
  g_signal_emit (self, signals[MOVED], 0);
}

static void
move_to (FasciaHeatMap *self, FasciaDay day)
{
  int i = fascia_day_difference (day, self->first);

  if (!fascia_day_is_valid (day))
    return;
  if (i >= 0 && i < (int) self->days->len)
    choose (self, (guint) i);
  else
    g_signal_emit (self, signals[LEFT_YEAR], 0, day.julian);
}

/* By days and by weeks, as the squares lie. */
static gboolean
move_cb (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  FasciaHeatMap *self = FASCIA_HEAT_MAP (widget);
  int days = g_variant_get_int32 (parameter);

  if (self->days->len == 0)
    return FALSE;
  if ((days == DAYS || days == -DAYS) && is_rtl (self))
    days = -days;
  move_to (self, fascia_day_add (fascia_heat_map_get_day (self), days));

  return TRUE;
}

/* The first and the last day of the year. */
static gboolean
edge_cb (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  FasciaHeatMap *self = FASCIA_HEAT_MAP (widget);

  if (self->days->len == 0)
    return FALSE;
  choose (self, g_variant_get_boolean (parameter) ? self->days->len - 1 : 0);

  return TRUE;
}

/* The same day of the year before or after. */
static gboolean
year_cb (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  FasciaHeatMap *self = FASCIA_HEAT_MAP (widget);
  guint year, month, day_of_month;

  if (self->days->len == 0)
    return FALSE;
  fascia_day_split (fascia_heat_map_get_day (self), &year, &month, &day_of_month);
  year = (guint) ((int) year + g_variant_get_int32 (parameter));
  /* 29 February has no brother. */
  move_to (self, fascia_day_new (year, month, month == 2 ? MIN (day_of_month, 28) : day_of_month));

  return TRUE;
}

static gboolean
activate_cb (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  g_signal_emit (widget, signals[ACTIVATED], 0);

  return TRUE;
}

static void
released_cb (FasciaHeatMap *self, int n_press, double x, double y)
{
  guint i;

  if (!find_day_at (self, x, y, &i))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  choose (self, i);
  if (g_array_index (self->days, FasciaHeatDay, i).sessions > 0)
    g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
fascia_heat_map_finalize (GObject *object)
{
  g_array_unref (FASCIA_HEAT_MAP (object)->days);

  G_OBJECT_CLASS (fascia_heat_map_parent_class)->finalize (object);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key, keypad;
    int days;
  } moves[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -DAYS },
    { GDK_KEY_Right, GDK_KEY_KP_Right, DAYS },
    { GDK_KEY_Up, GDK_KEY_KP_Up, -1 },
    { GDK_KEY_Down, GDK_KEY_KP_Down, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      gtk_widget_class_add_binding (widget_class, moves[i].key, 0, move_cb, "i", moves[i].days);
      gtk_widget_class_add_binding (widget_class, moves[i].keypad, 0, move_cb, "i", moves[i].days);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, edge_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, edge_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, 0, year_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, 0, year_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, activate_cb, NULL);
}

static void
fascia_heat_map_class_init (FasciaHeatMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fascia_heat_map_finalize;
  widget_class->get_request_mode = fascia_heat_map_get_request_mode;
  widget_class->measure = fascia_heat_map_measure;
  widget_class->snapshot = fascia_heat_map_snapshot;
  widget_class->query_tooltip = fascia_heat_map_query_tooltip;
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT_YEAR] = g_signal_new ("left-year", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  bind_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "heatmap");
  /* What Enter does is open a day. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
fascia_heat_map_init (FasciaHeatMap *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->days = g_array_new (FALSE, TRUE, sizeof (FasciaHeatDay));
  self->first_weekday = 1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("Arrow keys go to other days and weeks, Page Up and Page Down to other years."), -1);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  /* The chosen day is marked while the keys move it. */
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
}

void
fascia_heat_map_set_year (FasciaHeatMap *self, FasciaDay first, const FasciaHeatDay *days, guint n_days, FasciaDay today, guint first_weekday, FasciaDay chosen)
{
  int i;

  g_return_if_fail (FASCIA_IS_HEAT_MAP (self));
  g_return_if_fail (fascia_day_is_valid (first) && n_days > 0);

  self->first = first;
  self->today = today;
  self->first_weekday = first_weekday;
  g_array_set_size (self->days, 0);
  g_array_append_vals (self->days, days, n_days);
  i = fascia_day_difference (chosen, first);
  self->chosen = (guint) CLAMP (i, 0, (int) n_days - 1);
  tell_chosen (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

FasciaDay
fascia_heat_map_get_day (FasciaHeatMap *self)
{
  g_return_val_if_fail (FASCIA_IS_HEAT_MAP (self), FASCIA_DAY_NONE);

  return self->days->len == 0 ? FASCIA_DAY_NONE : fascia_day_add (self->first, (int) self->chosen);
}

char *
fascia_heat_map_describe (FasciaHeatMap *self)
{
  g_return_val_if_fail (FASCIA_IS_HEAT_MAP (self), NULL);

  return self->days->len == 0 ? g_strdup ("") : describe_day (self, self->chosen);
}

static void
draw_swatch_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  guint level = GPOINTER_TO_UINT (data);
  double size = SWATCH_PX - GAP_PX;
  double x = (width - size) / 2;
  double y = (height - size) / 2;
  GdkRGBA tint;
  GdkRGBA text;

  fascia_compat_get_color (GTK_WIDGET (area), &tint);
  fascia_compat_get_color (gtk_widget_get_parent (GTK_WIDGET (area)), &text);
  if (level == 0)
    {
      draw_outline (cr, x, y, size, 1, &text, PAUSED_ALPHA);
      return;
    }
  set_color (cr, &text, EMPTY_ALPHA);
  add_square (cr, x, y, size);
  cairo_fill (cr);
  draw_level (cr, level, x, y, size, &tint);
}

GtkWidget *
fascia_heat_map_new_swatch (guint level, const char *text)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), SWATCH_PX);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), SWATCH_PX);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_swatch_cb, GUINT_TO_POINTER (level), NULL);
  gtk_widget_add_css_class (area, "swatch");
  gtk_widget_set_tooltip_text (area, text);

  return area;
}
