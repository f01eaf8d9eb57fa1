/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session-bar.h"

#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/wording.h"
#include "widgets/template.h"

struct _FasciaSessionBar
{
  GtkWidget parent_instance;

  GtkLabel *label;

  FasciaContext *context;
  FasciaPlayer *player;
};

G_DEFINE_FINAL_TYPE (FasciaSessionBar, fascia_session_bar, GTK_TYPE_WIDGET)

static void
update (FasciaSessionBar *self)
{
  const FasciaPhase *phase = fascia_player_get_phase (self->player);
  gboolean under_way = fascia_player_is_under_way (self->player);
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;
  guint left_s = 0;
  int state = -1;

  gtk_widget_set_visible (GTK_WIDGET (self), under_way);
  /* While the session page covers the views, nobody reads this. */
  if (!under_way || phase == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  g_object_get (self->player, "left-s", &left_s, "state", &state, NULL);
  time = fascia_wording_duration ((int) left_s);
  /* Translators: technique, side and time left, such as “Calf on foam roller · Left side · 0:32”. */
  text = g_strdup_printf (_("%1$s · %2$s · %3$s"),
                          fascia_context_get_technique_name (self->context, phase->technique),
                          state == FASCIA_SESSION_PAUSED ? _("Paused") : fascia_wording_side (phase->side),
                          time);
  gtk_label_set_label (self->label, text);
}

static void
fascia_session_bar_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fascia_session_bar_parent_class)->map (widget);
  update (FASCIA_SESSION_BAR (widget));
}

static void
fascia_session_bar_dispose (GObject *object)
{
  FasciaSessionBar *self = FASCIA_SESSION_BAR (object);

  g_clear_object (&self->context);
  g_clear_object (&self->player);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_SESSION_BAR);

  G_OBJECT_CLASS (fascia_session_bar_parent_class)->dispose (object);
}

static void
fascia_session_bar_class_init (FasciaSessionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_session_bar_dispose;
  widget_class->map = fascia_session_bar_map;

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/session/session-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionBar, label);
}

static void
fascia_session_bar_init (FasciaSessionBar *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

void
fascia_session_bar_set_player (FasciaSessionBar *self, FasciaContext *context, FasciaPlayer *player)
{
  static const char *const watched[] = { "notify::state", "notify::phase", "notify::left-s" };

  g_return_if_fail (FASCIA_IS_SESSION_BAR (self));
  g_return_if_fail (self->player == NULL);

  self->context = g_object_ref (context);
  self->player = g_object_ref (player);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (player, watched[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
