/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/rule-page.h"

#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/wording.h"
#include "widgets/template.h"

#define DAYS 7
/* What a new reminder proposes: three evenings spread over the week. */
#define PROPOSED_DAYS ((1u << 0) | (1u << 2) | (1u << 4))
#define PROPOSED_MINUTE (18 * 60)

struct _FasciaRulePage
{
  GtkWidget parent_instance;

  GtkFlowBox *days;
  GtkSpinButton *hour;
  GtkSpinButton *minute;
  GtkSwitch *even_if_met;
  GtkButton *save;
  GtkToggleButton *buttons[DAYS];

  FasciaRule *rule; /* what was handed in; the form changes a part of it */
};

G_DEFINE_FINAL_TYPE (FasciaRulePage, fascia_rule_page, GTK_TYPE_WIDGET)

static guint
get_weekdays (FasciaRulePage *self)
{
  guint weekdays = 0;

  for (guint i = 0; i < DAYS; i++)
    if (gtk_toggle_button_get_active (self->buttons[i]))
      weekdays |= 1u << i;

  return weekdays;
}

/* A reminder on no day is not one. */
static void
update_save (FasciaRulePage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), get_weekdays (self) != 0);
}

static gboolean
two_digits_cb (GtkSpinButton *button)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (button));

  gtk_editable_set_text (GTK_EDITABLE (button), text);

  return TRUE;
}

static void
fascia_rule_page_dispose (GObject *object)
{
  FasciaRulePage *self = FASCIA_RULE_PAGE (object);

  g_clear_pointer (&self->rule, fascia_rule_free);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_RULE_PAGE);

  G_OBJECT_CLASS (fascia_rule_page_parent_class)->dispose (object);
}

static void
fascia_rule_page_class_init (FasciaRulePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_rule_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/today/rule-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaRulePage, days);
  gtk_widget_class_bind_template_child (widget_class, FasciaRulePage, hour);
  gtk_widget_class_bind_template_child (widget_class, FasciaRulePage, minute);
  gtk_widget_class_bind_template_child (widget_class, FasciaRulePage, even_if_met);
  gtk_widget_class_bind_template_child (widget_class, FasciaRulePage, save);
  gtk_widget_class_bind_template_callback (widget_class, two_digits_cb);
}

static void
fascia_rule_page_init (FasciaRulePage *self)
{
  fascia_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < DAYS; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (fascia_wording_weekday (i + 1, TRUE));
      GtkWidget *place = gtk_flow_box_child_new ();

      gtk_widget_set_tooltip_text (button, fascia_wording_weekday (i + 1, FALSE));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, fascia_wording_weekday (i + 1, FALSE), -1);
      gtk_widget_add_css_class (button, "rating");
      gtk_widget_set_focusable (place, FALSE);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (place), button);
      gtk_flow_box_append (self->days, place);
      self->buttons[i] = GTK_TOGGLE_BUTTON (button);
      g_signal_connect_object (button, "notify::active", G_CALLBACK (update_save), self, G_CONNECT_SWAPPED);
    }
  fascia_rule_page_set_rule (self, NULL);
}

void
fascia_rule_page_set_rule (FasciaRulePage *self, const FasciaRule *rule)
{
  FasciaRule *copy;

  g_return_if_fail (FASCIA_IS_RULE_PAGE (self));

  if (rule != NULL)
    {
      copy = fascia_rule_copy (rule);
    }
  else
    {
      copy = fascia_rule_new ();
      g_clear_pointer (&copy->uuid, g_free);
      copy->kind = FASCIA_RULE_ON_DAYS;
      copy->weekdays = PROPOSED_DAYS;
      copy->minute_of_day = PROPOSED_MINUTE;
      copy->enabled = TRUE;
    }
  g_clear_pointer (&self->rule, fascia_rule_free);
  self->rule = copy;

  for (guint i = 0; i < DAYS; i++)
    gtk_toggle_button_set_active (self->buttons[i], (copy->weekdays & (1u << i)) != 0);
  gtk_spin_button_set_value (self->hour, copy->minute_of_day / 60);
  gtk_spin_button_set_value (self->minute, copy->minute_of_day % 60);
  gtk_switch_set_active (self->even_if_met, copy->even_if_met);
  fascia_set_button_label (self->save, rule == NULL ? _("_Add Reminder") : _("_Save"));
  update_save (self);
}

FasciaRule *
fascia_rule_page_get_rule (FasciaRulePage *self)
{
  FasciaRule *rule;

  g_return_val_if_fail (FASCIA_IS_RULE_PAGE (self), NULL);

  /* What was typed counts, also before the focus left the field. */
  gtk_spin_button_update (self->hour);
  gtk_spin_button_update (self->minute);

  rule = fascia_rule_copy (self->rule);
  rule->weekdays = get_weekdays (self);
  rule->minute_of_day = (guint) (gtk_spin_button_get_value_as_int (self->hour) * 60 + gtk_spin_button_get_value_as_int (self->minute));
  rule->even_if_met = gtk_switch_get_active (self->even_if_met);

  return rule;
}
