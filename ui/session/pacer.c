/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/pacer.h"

#include <adwaita.h>
#include <math.h>

#include "compat.h"

#define HEIGHT 40
#define MIN_WIDTH 160
#define NATURAL_WIDTH 420
#define RADIUS 16.0f
#define TRACK 6.0f
#define TRACK_ALPHA 0.18f
#define SPOKES 3

/* How often it is drawn: in the middle of a stroke, where it is fast, and about the
 * turns, so that no step is longer than half a roller. Five and seven frames of the usual
 * screen: its steps come evenly. */
#define FAST_MS 83
#define SLOW_MS 117

struct _FasciaPacer
{
  GtkWidget parent_instance;

  FasciaContext *context;
  FasciaPlayer *player;
  double stroke_s;
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (FasciaPacer, fascia_pacer, GTK_TYPE_WIDGET)

static gboolean
is_roll (FasciaPacer *self)
{
  const FasciaPhase *phase = self->player == NULL ? NULL : fascia_player_get_phase (self->player);

  return phase != NULL && phase->kind == FASCIA_PHASE_ROLL;
}

static gboolean
is_rolling (FasciaPacer *self)
{
  int state;

  if (!is_roll (self))
    return FALSE;
  g_object_get (self->player, "state", &state, NULL);

  return state == FASCIA_SESSION_RUNNING;
}

static gboolean
tick_cb (gpointer data)
{
  FasciaPacer *self = data;
  double position = fascia_pacer_get_position (self);
  gboolean is_fast = fabs (position - 0.5) < M_SQRT1_2 / 2;

  self->tick_id = g_timeout_add (is_fast ? FAST_MS : SLOW_MS, tick_cb, self);
  /* Drawing is left to the frame clock: a window that nobody sees draws nothing. */
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

static void
update (FasciaPacer *self)
{
  gboolean ticks = gtk_widget_get_mapped (GTK_WIDGET (self)) && is_rolling (self) && adw_get_enable_animations (GTK_WIDGET (self));

  if (ticks && self->tick_id == 0)
    self->tick_id = g_timeout_add (FAST_MS, tick_cb, self);
  else if (!ticks)
    g_clear_handle_id (&self->tick_id, g_source_remove);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
fascia_pacer_get_position (FasciaPacer *self)
{
  FasciaSession *session;
  gint64 now_us;
  gint64 ran_us;

  g_return_val_if_fail (FASCIA_IS_PACER (self), 0);

  if (!adw_get_enable_animations (GTK_WIDGET (self)))
    return 0.5;
  session = self->player == NULL ? NULL : fascia_player_get_session (self->player);
  if (session == NULL)
    return 0;
  now_us = fascia_clock_monotonic_us (fascia_context_get_clock (self->context));
  ran_us = fascia_session_get_phase_length_us (session) - fascia_session_get_phase_left_us (session, now_us);

  /* Slow at the turns, as a body is. */
  return (1 - cos (G_PI * (double) ran_us / G_USEC_PER_SEC / self->stroke_s)) / 2;
}

static void
fascia_pacer_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : HEIGHT;
}

static void
draw_track (GtkSnapshot *snapshot, const GdkRGBA *color, float width, float y)
{
  GskRoundedRect track;
  GdkRGBA pale = *color;

  pale.alpha *= TRACK_ALPHA;
  gsk_rounded_rect_init_from_rect (&track, &GRAPHENE_RECT_INIT (RADIUS - TRACK / 2, y - TRACK / 2, width - 2 * RADIUS + TRACK, TRACK), TRACK / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &track);
  gtk_snapshot_append_color (snapshot, &pale, &track.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_roller (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y, double turn)
{
  /* Its own node, and no larger than it is: what it rolls over is not drawn anew. */
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) floor (x - RADIUS), (float) floor (y - RADIUS),
                                                                          2 * RADIUS + 2, 2 * RADIUS + 2));

  cairo_translate (cr, x, y);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_arc (cr, 0, 0, RADIUS - 2.5, 0, 2 * G_PI);
  cairo_set_line_width (cr, 5);
  cairo_stroke (cr);
  cairo_arc (cr, 0, 0, 3.5, 0, 2 * G_PI);
  cairo_fill (cr);
  /* Spokes show that it rolls and does not slide. */
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_rotate (cr, turn);
  cairo_set_line_width (cr, 2.5);
  for (guint i = 0; i < SPOKES; i++)
    {
      cairo_move_to (cr, 0, 0);
      cairo_line_to (cr, RADIUS - 3, 0);
      cairo_rotate (cr, 2 * G_PI / SPOKES);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
fascia_pacer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FasciaPacer *self = FASCIA_PACER (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double way = MAX (width - 2 * RADIUS, 0);
  double x = RADIUS + way * fascia_pacer_get_position (self);
  GdkRGBA color;

  /* Between rolls its room stays empty, so that nothing jumps. */
  if (width <= 0 || height <= 0 || !is_roll (self))
    return;
  fascia_compat_get_color (widget, &color);
  draw_track (snapshot, &color, (float) width, (float) (height / 2 + RADIUS + TRACK / 2 - 1));
  draw_roller (snapshot, &color, x, height / 2, x / RADIUS);
}

static void
fascia_pacer_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fascia_pacer_parent_class)->map (widget);
  update (FASCIA_PACER (widget));
}

static void
fascia_pacer_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fascia_pacer_parent_class)->unmap (widget);
  update (FASCIA_PACER (widget));
}

static void
fascia_pacer_dispose (GObject *object)
{
  FasciaPacer *self = FASCIA_PACER (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->player);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_pacer_parent_class)->dispose (object);
}

static void
fascia_pacer_class_init (FasciaPacerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_pacer_dispose;
  widget_class->measure = fascia_pacer_measure;
  widget_class->snapshot = fascia_pacer_snapshot;
  widget_class->map = fascia_pacer_map;
  widget_class->unmap = fascia_pacer_unmap;
  gtk_widget_class_set_css_name (widget_class, "pacer");
  /* The phase and its cue line say in words what this shows. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fascia_pacer_init (FasciaPacer *self)
{
  self->stroke_s = 3;
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-enable-animations",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

void
fascia_pacer_set_player (FasciaPacer *self, FasciaContext *context, FasciaPlayer *player)
{
  g_return_if_fail (FASCIA_IS_PACER (self));
  g_return_if_fail (self->player == NULL);

  self->context = g_object_ref (context);
  self->player = g_object_ref (player);
  g_signal_connect_object (player, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (player, "notify::phase", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
fascia_pacer_set_stroke (FasciaPacer *self, double seconds)
{
  g_return_if_fail (FASCIA_IS_PACER (self));
  g_return_if_fail (seconds > 0);

  self->stroke_s = seconds;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
fascia_pacer_is_ticking (FasciaPacer *self)
{
  g_return_val_if_fail (FASCIA_IS_PACER (self), FALSE);

  return self->tick_id != 0;
}
