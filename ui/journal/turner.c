/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/turner.h"

#include "widgets/template.h"

struct _FasciaTurner
{
  GtkWidget parent_instance;

  GtkWidget *previous;
  GtkLabel *title;
  GtkWidget *next;
};

G_DEFINE_FINAL_TYPE (FasciaTurner, fascia_turner, GTK_TYPE_WIDGET)

enum {
  TURNED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
previous_cb (FasciaTurner *self)
{
  g_signal_emit (self, signals[TURNED], 0, -1);
}

static void
next_cb (FasciaTurner *self)
{
  g_signal_emit (self, signals[TURNED], 0, 1);
}

static void
fascia_turner_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (fascia_turner_parent_class)->dispose (object);
}

static void
fascia_turner_class_init (FasciaTurnerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fascia_turner_dispose;
  signals[TURNED] = g_signal_new ("turned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
new_arrow (FasciaTurner *self, const char *icon, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static void
fascia_turner_init (FasciaTurner *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  self->previous = new_arrow (self, "go-previous-symbolic", G_CALLBACK (previous_cb));
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  self->next = new_arrow (self, "go-next-symbolic", G_CALLBACK (next_cb));
  gtk_widget_set_parent (self->previous, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->title), GTK_WIDGET (self));
  gtk_widget_set_parent (self->next, GTK_WIDGET (self));
}

GtkWidget *
fascia_turner_new (const char *previous, const char *next)
{
  FasciaTurner *self = g_object_new (FASCIA_TYPE_TURNER, NULL);

  fascia_set_button_icon (GTK_BUTTON (self->previous), "go-previous-symbolic", previous);
  gtk_widget_set_tooltip_text (self->previous, previous);
  fascia_set_button_icon (GTK_BUTTON (self->next), "go-next-symbolic", next);
  gtk_widget_set_tooltip_text (self->next, next);

  return GTK_WIDGET (self);
}

void
fascia_turner_set_title (FasciaTurner *self, const char *title)
{
  g_return_if_fail (FASCIA_IS_TURNER (self));

  gtk_label_set_label (self->title, title);
}

void
fascia_turner_set_is_last (FasciaTurner *self, gboolean is_last)
{
  g_return_if_fail (FASCIA_IS_TURNER (self));

  gtk_widget_set_sensitive (self->next, !is_last);
}
