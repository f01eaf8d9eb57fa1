/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/time-picker.h"

#include "fascia-config.h"
#include "widgets/template.h"

#define MINUTES_PER_DAY (24 * 60)

struct _FasciaTimePicker
{
  GtkWidget parent_instance;

  GtkSpinButton *hour;
  GtkSpinButton *minute;

  guint minute_of_day;
};

G_DEFINE_FINAL_TYPE (FasciaTimePicker, fascia_time_picker, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_MINUTE_OF_DAY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
two_digits_cb (GtkSpinButton *button)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (button));

  gtk_editable_set_text (GTK_EDITABLE (button), text);

  return TRUE;
}

static void
changed_cb (FasciaTimePicker *self)
{
  guint minute_of_day = (guint) (gtk_spin_button_get_value_as_int (self->hour) * 60 + gtk_spin_button_get_value_as_int (self->minute));

  if (minute_of_day == self->minute_of_day)
    return;
  self->minute_of_day = minute_of_day;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MINUTE_OF_DAY]);
}

static void
fascia_time_picker_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MINUTE_OF_DAY:
      g_value_set_uint (value, FASCIA_TIME_PICKER (object)->minute_of_day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_time_picker_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MINUTE_OF_DAY:
      fascia_time_picker_set_minute_of_day (FASCIA_TIME_PICKER (object), g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
fascia_time_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FASCIA_TIME_PICKER (widget)->hour));
}

static void
fascia_time_picker_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_TIME_PICKER);

  G_OBJECT_CLASS (fascia_time_picker_parent_class)->dispose (object);
}

static void
fascia_time_picker_class_init (FasciaTimePickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fascia_time_picker_get_property;
  object_class->set_property = fascia_time_picker_set_property;
  object_class->dispose = fascia_time_picker_dispose;
  widget_class->grab_focus = fascia_time_picker_grab_focus;

  properties[PROP_MINUTE_OF_DAY] = g_param_spec_uint ("minute-of-day", NULL, NULL, 0, MINUTES_PER_DAY - 1, 0,
                                                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "timepicker");
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/widgets/time-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaTimePicker, hour);
  gtk_widget_class_bind_template_child (widget_class, FasciaTimePicker, minute);
  gtk_widget_class_bind_template_callback (widget_class, two_digits_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
fascia_time_picker_init (FasciaTimePicker *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

guint
fascia_time_picker_get_minute_of_day (FasciaTimePicker *self)
{
  g_return_val_if_fail (FASCIA_IS_TIME_PICKER (self), 0);

  gtk_spin_button_update (self->hour);
  gtk_spin_button_update (self->minute);

  return self->minute_of_day;
}

void
fascia_time_picker_set_minute_of_day (FasciaTimePicker *self, guint minute_of_day)
{
  g_return_if_fail (FASCIA_IS_TIME_PICKER (self));
  g_return_if_fail (minute_of_day < MINUTES_PER_DAY);

  /* Both fields before anybody is told: between them lies a time nobody meant. */
  g_object_freeze_notify (G_OBJECT (self));
  gtk_spin_button_set_value (self->hour, minute_of_day / 60);
  gtk_spin_button_set_value (self->minute, minute_of_day % 60);
  g_object_thaw_notify (G_OBJECT (self));
}
