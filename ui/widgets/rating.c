/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/rating.h"

#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/core/types.h"
#include "widgets/template.h"

#define HIGHEST 10

struct _FasciaRating
{
  GtkWidget parent_instance;

  GtkLabel *question;
  GtkFlowBox *numbers;
  GtkLabel *answer;
  GtkToggleButton *buttons[HIGHEST + 1];

  char *low;
  char *high;
  int value;
};

G_DEFINE_FINAL_TYPE (FasciaRating, fascia_rating, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_QUESTION,
  PROP_LOW,
  PROP_HIGH,
  PROP_VALUE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
update_answer (FasciaRating *self)
{
  g_autofree char *text = NULL;

  if (self->value >= 0)
    /* Translators: the answer to a question, such as “3 of 10”. */
    text = g_strdup_printf (_("%d of 10"), self->value);
  else if (self->low != NULL && self->high != NULL)
    /* Translators: what the ends of the scale mean, such as “Not rated · 0 = no pain, 10 = worst imaginable pain”. */
    text = g_strdup_printf (_("Not rated · 0 = %s, 10 = %s"), self->low, self->high);
  else
    text = g_strdup (_("Not rated"));
  gtk_label_set_label (self->answer, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
clicked_cb (GtkToggleButton *button, FasciaRating *self)
{
  int value = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "value"));

  fascia_rating_set_value (self, value == self->value ? FASCIA_UNRATED : value);
}

static void
fascia_rating_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FasciaRating *self = FASCIA_RATING (object);

  switch (id)
    {
    case PROP_QUESTION:
      g_value_set_string (value, gtk_label_get_label (self->question));
      break;
    case PROP_LOW:
      g_value_set_string (value, self->low);
      break;
    case PROP_HIGH:
      g_value_set_string (value, self->high);
      break;
    case PROP_VALUE:
      g_value_set_int (value, self->value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_rating_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FasciaRating *self = FASCIA_RATING (object);

  switch (id)
    {
    case PROP_QUESTION:
      gtk_label_set_label (self->question, g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, g_value_get_string (value), -1);
      break;
    case PROP_LOW:
      g_free (self->low);
      self->low = g_value_dup_string (value);
      update_answer (self);
      break;
    case PROP_HIGH:
      g_free (self->high);
      self->high = g_value_dup_string (value);
      update_answer (self);
      break;
    case PROP_VALUE:
      fascia_rating_set_value (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fascia_rating_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_RATING);

  G_OBJECT_CLASS (fascia_rating_parent_class)->dispose (object);
}

static void
fascia_rating_finalize (GObject *object)
{
  FasciaRating *self = FASCIA_RATING (object);

  g_free (self->low);
  g_free (self->high);

  G_OBJECT_CLASS (fascia_rating_parent_class)->finalize (object);
}

static void
fascia_rating_class_init (FasciaRatingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fascia_rating_get_property;
  object_class->set_property = fascia_rating_set_property;
  object_class->dispose = fascia_rating_dispose;
  object_class->finalize = fascia_rating_finalize;

  properties[PROP_QUESTION] = g_param_spec_string ("question", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOW] = g_param_spec_string ("low", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HIGH] = g_param_spec_string ("high", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALUE] = g_param_spec_int ("value", NULL, NULL, FASCIA_UNRATED, HIGHEST, FASCIA_UNRATED,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/widgets/rating.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaRating, question);
  gtk_widget_class_bind_template_child (widget_class, FasciaRating, numbers);
  gtk_widget_class_bind_template_child (widget_class, FasciaRating, answer);
}

static void
fascia_rating_init (FasciaRating *self)
{
  self->value = FASCIA_UNRATED;
  fascia_init_template (GTK_WIDGET (self));

  for (int i = 0; i <= HIGHEST; i++)
    {
      g_autofree char *label = g_strdup_printf ("%d", i);
      GtkWidget *button = gtk_toggle_button_new_with_label (label);
      GtkWidget *place = gtk_flow_box_child_new ();

      gtk_widget_add_css_class (button, "rating");
      g_object_set_data (G_OBJECT (button), "value", GINT_TO_POINTER (i));
      g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
      /* The button takes the focus, not the cell around it. */
      gtk_widget_set_focusable (place, FALSE);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (place), button);
      gtk_flow_box_append (self->numbers, place);
      self->buttons[i] = GTK_TOGGLE_BUTTON (button);
    }
  update_answer (self);
}

int
fascia_rating_get_value (FasciaRating *self)
{
  g_return_val_if_fail (FASCIA_IS_RATING (self), FASCIA_UNRATED);

  return self->value;
}

void
fascia_rating_set_value (FasciaRating *self, int value)
{
  g_return_if_fail (FASCIA_IS_RATING (self));
  g_return_if_fail (value >= FASCIA_UNRATED && value <= HIGHEST);

  for (int i = 0; i <= HIGHEST; i++)
    gtk_toggle_button_set_active (self->buttons[i], i == value);
  if (value == self->value)
    return;
  self->value = value;
  update_answer (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}
