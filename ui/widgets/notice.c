/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/notice.h"

#include "fascia-config.h"
#include "widgets/template.h"

struct _FasciaNotice
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *first;
  GtkButton *second;
  GtkButton *third;
};

G_DEFINE_FINAL_TYPE (FasciaNotice, fascia_notice, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_TEXT,
  PROP_FIRST_LABEL,
  PROP_FIRST_ACTION,
  PROP_SECOND_LABEL,
  PROP_SECOND_ACTION,
  PROP_THIRD_LABEL,
  PROP_THIRD_ACTION,
  PROP_REVEALED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_button_label (GtkButton *button, const char *label)
{
  if (label != NULL)
    fascia_set_button_label (button, label);
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL && *label != '\0');
}

static void
fascia_notice_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FasciaNotice *self = FASCIA_NOTICE (object);

  switch (id)
    {
    case PROP_TEXT:
      fascia_notice_set_text (self, g_value_get_string (value));
      break;
    case PROP_FIRST_LABEL:
      set_button_label (self->first, g_value_get_string (value));
      break;
    case PROP_FIRST_ACTION:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->first), g_value_get_string (value));
      break;
    case PROP_SECOND_LABEL:
      set_button_label (self->second, g_value_get_string (value));
      break;
    case PROP_SECOND_ACTION:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->second), g_value_get_string (value));
      break;
    case PROP_THIRD_LABEL:
      set_button_label (self->third, g_value_get_string (value));
      break;
    case PROP_THIRD_ACTION:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->third), g_value_get_string (value));
      break;
    case PROP_REVEALED:
      fascia_notice_set_revealed (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_notice_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_NOTICE);

  G_OBJECT_CLASS (fascia_notice_parent_class)->dispose (object);
}

static void
fascia_notice_class_init (FasciaNoticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = fascia_notice_set_property;
  object_class->dispose = fascia_notice_dispose;

#define STRING(id, name) \
  properties[id] = g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS)
  STRING (PROP_TEXT, "text");
  STRING (PROP_FIRST_LABEL, "first-label");
  STRING (PROP_FIRST_ACTION, "first-action");
  STRING (PROP_SECOND_LABEL, "second-label");
  STRING (PROP_SECOND_ACTION, "second-action");
  STRING (PROP_THIRD_LABEL, "third-label");
  STRING (PROP_THIRD_ACTION, "third-action");
#undef STRING
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/widgets/notice.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, FasciaNotice, label);
  gtk_widget_class_bind_template_child (widget_class, FasciaNotice, first);
  gtk_widget_class_bind_template_child (widget_class, FasciaNotice, second);
  gtk_widget_class_bind_template_child (widget_class, FasciaNotice, third);
}

static void
fascia_notice_init (FasciaNotice *self)
{
  fascia_init_template (GTK_WIDGET (self));
  set_button_label (self->first, NULL);
  set_button_label (self->second, NULL);
  set_button_label (self->third, NULL);
}

void
fascia_notice_set_text (FasciaNotice *self, const char *text)
{
  g_return_if_fail (FASCIA_IS_NOTICE (self));

  gtk_label_set_label (self->label, text == NULL ? "" : text);
}

void
fascia_notice_set_revealed (FasciaNotice *self, gboolean revealed)
{
  g_return_if_fail (FASCIA_IS_NOTICE (self));

  /* Hidden buttons must not be reached by Tab either. */
  gtk_widget_set_visible (GTK_WIDGET (self), revealed);
  gtk_revealer_set_reveal_child (self->revealer, revealed);
}

gboolean
fascia_notice_get_revealed (FasciaNotice *self)
{
  g_return_val_if_fail (FASCIA_IS_NOTICE (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
