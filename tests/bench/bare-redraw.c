/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least that an animation can cost: a window as large as that of a session, and in
 * it nothing but an area as large as the pacer's, drawn whole 30 times a second. On
 * SIGUSR1 it prints how many times so far. */
#include <adwaita.h>
#include <glib-unix.h>
#include <math.h>

#define WIDTH 420
#define HEIGHT 40
#define RATE_HZ 30
#define STROKE_S 3

static guint n_frames;

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  double ran_s = (double) g_get_monotonic_time () / G_USEC_PER_SEC;
  double x = HEIGHT / 2.0 + (width - HEIGHT) * (1 - cos (G_PI * ran_s / STROKE_S)) / 2;

  n_frames++;
  cairo_arc (cr, x, height / 2.0, HEIGHT / 2.0 - 4, 0, 2 * G_PI);
  cairo_fill (cr);
}

static gboolean
tick_cb (gpointer area)
{
  gtk_widget_queue_draw (area);

  return G_SOURCE_CONTINUE;
}

static gboolean
tell_cb (gpointer data)
{
  g_print ("%u\n", n_frames);
  fflush (stdout);

  return G_SOURCE_CONTINUE;
}

static void
activate_cb (AdwApplication *application)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA,
                                  "content-width", WIDTH, "content-height", HEIGHT,
                                  "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER,
                                  NULL);

  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, NULL, NULL);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), area);
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 640);
  g_timeout_add (1000 / RATE_HZ, tick_cb, area);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new ("io.github.fascia_app.BareRedraw", G_APPLICATION_NON_UNIQUE);

  g_unix_signal_add (SIGUSR1, tell_cb, NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
