/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fascia, counting the frames it draws: on SIGUSR1 it prints how many so far. */
#include <glib-unix.h>
#include <gtk/gtk.h>

#include "app/fascia-main.h"
#include "fascia/service/system-clock.h"

static guint n_frames;

static void
paint_cb (void)
{
  n_frames++;
}

/* The frame clock of a window is there once the window is. */
static void
realize_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "paint", G_CALLBACK (paint_cb), NULL);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window)
{
  if (gtk_widget_get_realized (GTK_WIDGET (window)))
    realize_cb (GTK_WIDGET (window));
  else
    g_signal_connect (window, "realize", G_CALLBACK (realize_cb), NULL);
}

static gboolean
startup_cb (gpointer data)
{
  GApplication *application = g_application_get_default ();

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL; l = l->next)
    window_added_cb (GTK_APPLICATION (application), GTK_WINDOW (l->data));
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
tell_cb (gpointer data)
{
  g_print ("%u\n", n_frames);
  fflush (stdout);

  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  FasciaClock *clock = fascia_system_clock_new ();
  int status;

  g_idle_add (startup_cb, NULL);
  g_unix_signal_add (SIGUSR1, tell_cb, NULL);
  status = fascia_main (clock, argc, argv);
  fascia_system_clock_free (clock);

  return status;
}
