/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/compact-page.h"

#include "fascia-config.h"
#include "widgets/template.h"

struct _FasciaCompactPage
{
  GtkWidget parent_instance;

  FasciaRing *ring;
  GtkWidget *phase_line;
  GtkImage *phase_icon;
  GtkLabel *phase;
  GtkLabel *side;
  GtkButton *toggle;

  char *style;
};

G_DEFINE_FINAL_TYPE (FasciaCompactPage, fascia_compact_page, GTK_TYPE_WIDGET)

static void
clicked_cb (FasciaCompactPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "session.toggle", NULL);
}

static void
fascia_compact_page_dispose (GObject *object)
{
  g_clear_pointer (&FASCIA_COMPACT_PAGE (object)->style, g_free);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_COMPACT_PAGE);

  G_OBJECT_CLASS (fascia_compact_page_parent_class)->dispose (object);
}

static void
fascia_compact_page_class_init (FasciaCompactPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_compact_page_dispose;

  g_type_ensure (FASCIA_TYPE_RING);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/session/compact-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaCompactPage, ring);
  gtk_widget_class_bind_template_child (widget_class, FasciaCompactPage, phase_line);
  gtk_widget_class_bind_template_child (widget_class, FasciaCompactPage, phase_icon);
  gtk_widget_class_bind_template_child (widget_class, FasciaCompactPage, phase);
  gtk_widget_class_bind_template_child (widget_class, FasciaCompactPage, side);
  gtk_widget_class_bind_template_child (widget_class, FasciaCompactPage, toggle);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
fascia_compact_page_init (FasciaCompactPage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

FasciaRing *
fascia_compact_page_get_ring (FasciaCompactPage *self)
{
  g_return_val_if_fail (FASCIA_IS_COMPACT_PAGE (self), NULL);

  return self->ring;
}

void
fascia_compact_page_set_phase (FasciaCompactPage *self, const char *word, const char *icon, const char *style, const char *side)
{
  g_return_if_fail (FASCIA_IS_COMPACT_PAGE (self));

  gtk_label_set_label (self->phase, word);
  gtk_image_set_from_icon_name (self->phase_icon, icon);
  gtk_label_set_label (self->side, side);
  if (g_strcmp0 (style, self->style) == 0)
    return;
  if (self->style != NULL)
    gtk_widget_remove_css_class (self->phase_line, self->style);
  gtk_widget_add_css_class (self->phase_line, style);
  g_free (self->style);
  self->style = g_strdup (style);
}

void
fascia_compact_page_set_toggle (FasciaCompactPage *self, const char *icon, const char *name)
{
  g_return_if_fail (FASCIA_IS_COMPACT_PAGE (self));

  fascia_set_button_icon (self->toggle, icon, name);
}

void
fascia_compact_page_focus (FasciaCompactPage *self)
{
  g_return_if_fail (FASCIA_IS_COMPACT_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->toggle));
}
