/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/time-row.h"

#include <glib/gi18n-lib.h>

#include "fascia/core/schedule.h"
#include "widgets/time-picker.h"

struct _FasciaTimeRow
{
  AdwActionRow parent_instance;

  GtkMenuButton *button;
  FasciaTimePicker *picker;

  guint minute_of_day;
};

G_DEFINE_FINAL_TYPE (FasciaTimeRow, fascia_time_row, ADW_TYPE_ACTION_ROW)

enum {
  PROP_0,
  PROP_MINUTE_OF_DAY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show (FasciaTimeRow *self)
{
  g_autofree char *time = fascia_minute_of_day_to_string (self->minute_of_day);
  g_autofree char *name = NULL;

  /* Translators: the title of a setting and its value, such as “From: 22:00”. */
  name = g_strdup_printf (_("%1$s: %2$s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), time);
  gtk_menu_button_set_label (self->button, time);
  /* Within it stands the button that takes the focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
take_over (FasciaTimeRow *self, guint minute_of_day)
{
  if (minute_of_day == self->minute_of_day)
    return;
  self->minute_of_day = minute_of_day;
  show (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MINUTE_OF_DAY]);
}

/* Taken over when it is closed: on the way from 22:00 to 6:30 lie times that nobody
 * wants. */
static void
closed_cb (FasciaTimeRow *self)
{
  take_over (self, fascia_time_picker_get_minute_of_day (self->picker));
}

static void
fascia_time_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MINUTE_OF_DAY:
      g_value_set_uint (value, FASCIA_TIME_ROW (object)->minute_of_day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_time_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MINUTE_OF_DAY:
      fascia_time_row_set_minute_of_day (FASCIA_TIME_ROW (object), g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_time_row_class_init (FasciaTimeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fascia_time_row_get_property;
  object_class->set_property = fascia_time_row_set_property;

  properties[PROP_MINUTE_OF_DAY] = g_param_spec_uint ("minute-of-day", NULL, NULL, 0, 24 * 60 - 1, 0,
                                                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fascia_time_row_init (FasciaTimeRow *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->picker = g_object_new (FASCIA_TYPE_TIME_PICKER, NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->picker));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_popover (self->button, popover);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "numeric");
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::title", G_CALLBACK (show), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  show (self);
}

guint
fascia_time_row_get_minute_of_day (FasciaTimeRow *self)
{
  g_return_val_if_fail (FASCIA_IS_TIME_ROW (self), 0);

  return self->minute_of_day;
}

void
fascia_time_row_set_minute_of_day (FasciaTimeRow *self, guint minute_of_day)
{
  g_return_if_fail (FASCIA_IS_TIME_ROW (self));

  /* Not under the hands of one who is choosing. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->picker)))
    fascia_time_picker_set_minute_of_day (self->picker, minute_of_day);
  take_over (self, minute_of_day);
}
