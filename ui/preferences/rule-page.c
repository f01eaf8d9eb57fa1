/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preferences/rule-page.h"

#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/template.h"
#include "widgets/time-picker.h"

#define DAYS 7
/* What a new reminder proposes: three evenings spread over the week. */
#define PROPOSED_DAYS ((1u << 0) | (1u << 2) | (1u << 4))
#define PROPOSED_MINUTE (18 * 60)

struct _FasciaRulePage
{
  GtkWidget parent_instance;

  GtkCheckButton *on_days;
  GtkCheckButton *when_needed;
  GtkWidget *days_group;
  GtkFlowBox *days;
  FasciaTimePicker *time;
  GtkWidget *slack_group;
  AdwComboRow *slack;
  GtkWidget *even_if_met_row;
  GtkSwitch *even_if_met;
  AdwComboRow *routine;
  GtkButton *save;
  GtkToggleButton *buttons[DAYS]; /* Monday first, wherever they stand */

  FasciaRule *rule;    /* what was handed in; the form changes a part of it */
  GPtrArray *routines; /* element-type utf8 (nullable): what the rows of @routine stand for */
};

G_DEFINE_FINAL_TYPE (FasciaRulePage, fascia_rule_page, GTK_TYPE_WIDGET)

enum {
  SAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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
update (FasciaRulePage *self)
{
  gboolean on_days = gtk_check_button_get_active (self->on_days);

  gtk_widget_set_visible (self->days_group, on_days);
  gtk_widget_set_visible (self->even_if_met_row, on_days);
  gtk_widget_set_visible (self->slack_group, !on_days);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rule.save", !on_days || get_weekdays (self) != 0);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SAVE], 0);
}

static void
add_day (FasciaRulePage *self, guint weekday)
{
  const char *name = fascia_wording_weekday (weekday, FALSE);
  GtkWidget *button = gtk_toggle_button_new_with_label (fascia_wording_weekday (weekday, TRUE));
  GtkWidget *place = gtk_flow_box_child_new ();

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "rating");
  gtk_widget_set_focusable (place, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (place), button);
  gtk_flow_box_append (self->days, place);
  self->buttons[weekday - 1] = GTK_TOGGLE_BUTTON (button);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/* How soon a reminder “when needed” speaks up: days left are compared with sessions
 * left (spec R3). */
static void
fill_slack (FasciaRulePage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, C_ ("no days to spare", "None"));
  for (guint i = 1; i < DAYS; i++)
    gtk_string_list_take (names, g_strdup_printf (ngettext ("%u day", "%u days", i), i));
  adw_combo_row_set_model (self->slack, G_LIST_MODEL (names));
}

static void
add_routine (FasciaRulePage *self, GtkStringList *names, const char *id, const char *name)
{
  g_ptr_array_add (self->routines, g_strdup (id));
  gtk_string_list_append (names, name);
}

static void
fill_routines (FasciaRulePage *self, FasciaContext *context, FasciaDiary *diary)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  FasciaCatalog *catalog = fascia_context_get_catalog (context);
  FasciaLanguage language = fascia_context_get_language (context);
  g_autoptr (GPtrArray) own = fascia_diary_list_routines (diary, NULL);
  guint selected = 0;

  add_routine (self, names, NULL, _("Chosen for me"));
  for (guint i = 0; own != NULL && i < own->len; i++)
    {
      FasciaRoutine *routine = g_ptr_array_index (own, i);

      add_routine (self, names, routine->id, fascia_text_get (&routine->name, language));
    }
  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    {
      FasciaRoutine *routine = fascia_catalog_get_routine (catalog, i);

      add_routine (self, names, routine->id, fascia_text_get (&routine->name, language));
    }
  for (guint i = 1; i < self->routines->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->routines, i), self->rule->routine) == 0)
      selected = i;
  adw_combo_row_set_model (self->routine, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->routine, selected);
}

static void
fascia_rule_page_dispose (GObject *object)
{
  FasciaRulePage *self = FASCIA_RULE_PAGE (object);

  g_clear_pointer (&self->rule, fascia_rule_free);
  g_clear_pointer (&self->routines, g_ptr_array_unref);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_RULE_PAGE);

  G_OBJECT_CLASS (fascia_rule_page_parent_class)->dispose (object);
}

static void
fascia_rule_page_class_init (FasciaRulePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_rule_page_dispose;

  signals[SAVE] = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "rule.save", NULL, save_action);

  g_type_ensure (FASCIA_TYPE_TIME_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/preferences/rule-page.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, FasciaRulePage, name)
  CHILD (on_days);
  CHILD (when_needed);
  CHILD (days_group);
  CHILD (days);
  CHILD (time);
  CHILD (slack_group);
  CHILD (slack);
  CHILD (even_if_met_row);
  CHILD (even_if_met);
  CHILD (routine);
  CHILD (save);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
fascia_rule_page_init (FasciaRulePage *self)
{
  guint first = fascia_phrase_first_weekday ();

  self->routines = g_ptr_array_new_with_free_func (g_free);
  fascia_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < DAYS; i++)
    add_day (self, (first - 1 + i) % DAYS + 1);
  fill_slack (self);
}

static FasciaRule *
propose (void)
{
  FasciaRule *rule = fascia_rule_new ();

  g_clear_pointer (&rule->uuid, g_free);
  rule->kind = FASCIA_RULE_ON_DAYS;
  rule->weekdays = PROPOSED_DAYS;
  rule->minute_of_day = PROPOSED_MINUTE;
  rule->enabled = TRUE;

  return rule;
}

GtkWidget *
fascia_rule_page_new (FasciaContext *context, FasciaDiary *diary, const FasciaRule *rule)
{
  FasciaRulePage *self;
  guint weekdays;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (FASCIA_IS_DIARY (diary), NULL);

  self = g_object_new (FASCIA_TYPE_RULE_PAGE, NULL);
  self->rule = rule == NULL ? propose () : fascia_rule_copy (rule);
  /* One that is on no days proposes some, should it become one that is. */
  weekdays = self->rule->weekdays == 0 ? PROPOSED_DAYS : self->rule->weekdays;
  for (guint i = 0; i < DAYS; i++)
    gtk_toggle_button_set_active (self->buttons[i], (weekdays & (1u << i)) != 0);
  fascia_time_picker_set_minute_of_day (self->time, self->rule->minute_of_day);
  adw_combo_row_set_selected (self->slack, self->rule->slack);
  gtk_switch_set_active (self->even_if_met, self->rule->even_if_met);
  gtk_check_button_set_active (self->rule->kind == FASCIA_RULE_ON_DAYS ? self->on_days : self->when_needed, TRUE);
  fill_routines (self, context, diary);
  fascia_set_button_label (self->save, rule == NULL ? _("_Add Reminder") : _("_Save"));
  update (self);

  return GTK_WIDGET (self);
}

FasciaRule *
fascia_rule_page_get_rule (FasciaRulePage *self)
{
  FasciaRule *rule;
  guint routine;

  g_return_val_if_fail (FASCIA_IS_RULE_PAGE (self), NULL);

  rule = fascia_rule_copy (self->rule);
  rule->kind = gtk_check_button_get_active (self->on_days) ? FASCIA_RULE_ON_DAYS : FASCIA_RULE_WHEN_NEEDED;
  rule->minute_of_day = fascia_time_picker_get_minute_of_day (self->time);
  if (rule->kind == FASCIA_RULE_ON_DAYS)
    {
      rule->weekdays = get_weekdays (self);
      rule->even_if_met = gtk_switch_get_active (self->even_if_met);
    }
  else
    {
      rule->weekdays = 0;
      rule->slack = adw_combo_row_get_selected (self->slack);
      rule->even_if_met = FALSE;
    }
  routine = adw_combo_row_get_selected (self->routine);
  g_clear_pointer (&rule->routine, g_free);
  if (routine < self->routines->len)
    rule->routine = g_strdup (g_ptr_array_index (self->routines, routine));

  return rule;
}
