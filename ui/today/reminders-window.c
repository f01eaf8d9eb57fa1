/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/reminders-window.h"

#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/reminder.h"
#include "fascia/service/wording.h"
#include "today/rule-page.h"
#include "widgets/notice.h"
#include "widgets/phrases.h"
#include "widgets/template.h"
#include "widgets/toast.h"

struct _FasciaRemindersWindow
{
  AdwWindow parent_instance;

  GtkWidget *back;
  FasciaNotice *notice;
  GtkStack *stack;
  AdwActionRow *goal_row;
  GtkSpinButton *goal;
  GtkSwitch *on;
  GtkListBox *rules;
  GtkLabel *next;
  FasciaRulePage *rule;

  FasciaContext *context;
  FasciaDiary *diary;
  GPtrArray *shown;     /* element-type FasciaRule */
  GHashTable *removed;  /* UUID → FasciaRule, for Undo */
  gboolean updating;    /* the widgets follow the diary, not the user */
};

G_DEFINE_FINAL_TYPE (FasciaRemindersWindow, fascia_reminders_window, ADW_TYPE_WINDOW)

static void
report (FasciaRemindersWindow *self, const GError *error)
{
  fascia_notice_set_text (self->notice, error->message);
  fascia_notice_set_revealed (self->notice, TRUE);
}

/* The service and the autostart entry follow what was changed. */
static void
apply (FasciaRemindersWindow *self)
{
  g_autofree char *problem = NULL;

  fascia_reminder_apply (self->context, &problem);
  if (problem != NULL)
    fascia_toast (GTK_WIDGET (self->stack), problem);
}

static GtkWidget *
new_rule_row (const FasciaRule *rule)
{
  g_autofree char *title = fascia_wording_rule (rule);
  g_autofree char *name = NULL;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (rule->even_if_met)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Even when the goal is met"));

  /* Translators: what a button removes, such as “Remove “Mon and Wed at 18:00””. */
  name = g_strdup_printf (_("Remove “%s”"), title);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, _("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (remove, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "reminders.remove-rule");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (remove), "s", rule->uuid);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);

  /* A rule of a kind this form cannot fill in is shown, not bent. */
  if (rule->kind == FASCIA_RULE_ON_DAYS)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "reminders.edit-rule");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", rule->uuid);
    }

  return row;
}

static GtkWidget *
new_add_row (void)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Add Reminder…"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE,
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           "icon-name", "list-add-symbolic",
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "reminders.add-rule");

  return row;
}

static gboolean
update_goal (FasciaRemindersWindow *self, GError **error)
{
  FasciaDay today = fascia_diary_today (self->diary);
  FasciaDay from;
  guint per_week;

  if (!fascia_diary_get_goal (self->diary, &per_week, &from, error))
    return FALSE;

  gtk_spin_button_set_value (self->goal, per_week);
  if (fascia_day_difference (from, today) > 0)
    {
      g_autofree char *day = fascia_wording_day (from, today);
      g_autofree char *text = g_strdup_printf (_("Applies from %s"), day);

      adw_action_row_set_subtitle (self->goal_row, text);
    }
  else
    {
      adw_action_row_set_subtitle (self->goal_row, "");
    }

  return TRUE;
}

static gboolean
update_rules (FasciaRemindersWindow *self, GError **error)
{
  GPtrArray *rules = fascia_diary_list_rules (self->diary, error);
  FasciaReminderSettings settings;
  GtkWidget *row;

  if (rules == NULL)
    return FALSE;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = rules;
  if (!fascia_diary_get_reminder_settings (self->diary, &settings, error))
    return FALSE;

  gtk_switch_set_active (self->on, settings.on);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rules))) != NULL)
    gtk_list_box_remove (self->rules, row);
  for (guint i = 0; i < rules->len; i++)
    gtk_list_box_append (self->rules, new_rule_row (g_ptr_array_index (rules, i)));
  gtk_list_box_append (self->rules, new_add_row ());

  return TRUE;
}

static gboolean
update_next (FasciaRemindersWindow *self, GError **error)
{
  FasciaClock *clock = fascia_context_get_clock (self->context);
  g_autoptr (GTimeZone) zone = fascia_clock_zone (clock);
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (GPtrArray) silent = NULL;
  g_autofree char *text = NULL;
  const FasciaReminder *reminder = NULL;

  if (!fascia_reminder_forecast (self->context, NULL, 1, &next, &silent, error))
    return FALSE;
  if (next->len > 0)
    reminder = g_ptr_array_index (next, 0);
  else if (silent->len > 0)
    reminder = g_ptr_array_index (silent, 0);
  text = fascia_wording_next_reminder (reminder, fascia_clock_utc_us (clock), zone);
  gtk_label_set_label (self->next, text);

  return TRUE;
}

static void
update (FasciaRemindersWindow *self)
{
  g_autoptr (GError) error = NULL;

  self->updating = TRUE;
  if (update_goal (self, &error) && update_rules (self, &error) && update_next (self, &error))
    fascia_notice_set_revealed (self->notice, FALSE);
  else
    report (self, error);
  self->updating = FALSE;
}

static void
show_page (FasciaRemindersWindow *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->back, g_str_equal (name, "rule"));
}

static void
goal_changed_cb (FasciaRemindersWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->updating)
    return;
  if (!fascia_diary_set_goal (self->diary, (guint) gtk_spin_button_get_value_as_int (self->goal), &error))
    report (self, error);
}

static void
on_changed_cb (FasciaRemindersWindow *self)
{
  FasciaReminderSettings settings;
  g_autoptr (GError) error = NULL;

  if (self->updating)
    return;
  if (!fascia_diary_get_reminder_settings (self->diary, &settings, &error))
    {
      report (self, error);
      return;
    }
  settings.on = gtk_switch_get_active (self->on);
  if (!fascia_diary_set_reminder_settings (self->diary, &settings, &error))
    report (self, error);
  else
    apply (self);
}

/* (nullable) */
static const FasciaRule *
find_rule (FasciaRemindersWindow *self, const char *uuid)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      const FasciaRule *rule = g_ptr_array_index (self->shown, i);

      if (g_str_equal (rule->uuid, uuid))
        return rule;
    }

  return NULL;
}

static void
add_rule_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaRemindersWindow *self = FASCIA_REMINDERS_WINDOW (widget);

  fascia_rule_page_set_rule (self->rule, NULL);
  show_page (self, "rule");
}

static void
edit_rule_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaRemindersWindow *self = FASCIA_REMINDERS_WINDOW (widget);
  const FasciaRule *rule = find_rule (self, g_variant_get_string (parameter, NULL));

  if (rule == NULL)
    return;
  fascia_rule_page_set_rule (self->rule, rule);
  show_page (self, "rule");
}

static void
save_rule_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaRemindersWindow *self = FASCIA_REMINDERS_WINDOW (widget);
  g_autoptr (FasciaRule) rule = fascia_rule_page_get_rule (self->rule);
  g_autoptr (GError) error = NULL;
  gboolean saved;

  if (rule->uuid == NULL)
    saved = fascia_diary_add_rule (self->diary, rule, &error);
  else
    saved = fascia_diary_update_rule (self->diary, rule, &error);
  if (!saved)
    {
      report (self, error);
      return;
    }
  show_page (self, "list");
  apply (self);
}

static void
remove_rule_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaRemindersWindow *self = FASCIA_REMINDERS_WINDOW (widget);
  const FasciaRule *rule = find_rule (self, g_variant_get_string (parameter, NULL));
  g_autoptr (FasciaRule) copy = NULL;
  g_autoptr (GError) error = NULL;

  if (rule == NULL)
    return;
  copy = fascia_rule_copy (rule);
  if (!fascia_diary_remove_rule (self->diary, copy->uuid, &error))
    {
      report (self, error);
      return;
    }
  fascia_toast_with_button (GTK_WIDGET (self->stack), _("Reminder removed"), _("_Undo"), "reminders.undo-remove", copy->uuid);
  g_hash_table_insert (self->removed, g_strdup (copy->uuid), fascia_rule_copy (copy));
  apply (self);
}

static void
undo_remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaRemindersWindow *self = FASCIA_REMINDERS_WINDOW (widget);
  const char *uuid = g_variant_get_string (parameter, NULL);
  FasciaRule *rule = g_hash_table_lookup (self->removed, uuid);
  g_autoptr (GError) error = NULL;

  if (rule == NULL)
    return;
  /* A removed rule stays removed on every machine that has heard of it; this is
   * a new one that says the same. */
  g_clear_pointer (&rule->uuid, g_free);
  if (!fascia_diary_add_rule (self->diary, rule, &error))
    {
      report (self, error);
      return;
    }
  g_hash_table_remove (self->removed, uuid);
  apply (self);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaRemindersWindow *self = FASCIA_REMINDERS_WINDOW (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "rule") == 0)
    show_page (self, "list");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
fascia_reminders_window_dispose (GObject *object)
{
  FasciaRemindersWindow *self = FASCIA_REMINDERS_WINDOW (object);

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->removed, g_hash_table_unref);
  g_clear_object (&self->diary);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_reminders_window_parent_class)->dispose (object);
}

static void
fascia_reminders_window_class_init (FasciaRemindersWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_reminders_window_dispose;

  gtk_widget_class_install_action (widget_class, "reminders.add-rule", NULL, add_rule_action);
  gtk_widget_class_install_action (widget_class, "reminders.edit-rule", "s", edit_rule_action);
  gtk_widget_class_install_action (widget_class, "reminders.save-rule", NULL, save_rule_action);
  gtk_widget_class_install_action (widget_class, "reminders.remove-rule", "s", remove_rule_action);
  gtk_widget_class_install_action (widget_class, "reminders.undo-remove", "s", undo_remove_action);
  gtk_widget_class_install_action (widget_class, "reminders.back", NULL, back_action);

  g_type_ensure (FASCIA_TYPE_NOTICE);
  g_type_ensure (FASCIA_TYPE_RULE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/today/reminders-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaRemindersWindow, back);
  gtk_widget_class_bind_template_child (widget_class, FasciaRemindersWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, FasciaRemindersWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FasciaRemindersWindow, goal_row);
  gtk_widget_class_bind_template_child (widget_class, FasciaRemindersWindow, goal);
  gtk_widget_class_bind_template_child (widget_class, FasciaRemindersWindow, on);
  gtk_widget_class_bind_template_child (widget_class, FasciaRemindersWindow, rules);
  gtk_widget_class_bind_template_child (widget_class, FasciaRemindersWindow, next);
  gtk_widget_class_bind_template_child (widget_class, FasciaRemindersWindow, rule);
  gtk_widget_class_bind_template_callback (widget_class, goal_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
}

static void
fascia_reminders_window_init (FasciaRemindersWindow *self)
{
  /* Nothing the template sets is a wish of the user. */
  self->updating = TRUE;
  fascia_init_template (GTK_WIDGET (self));
  self->removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fascia_rule_free);
}

GtkWindow *
fascia_reminders_window_new (FasciaContext *context, FasciaDiary *diary, GtkWindow *parent)
{
  FasciaRemindersWindow *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (FASCIA_IS_DIARY (diary), NULL);

  self = g_object_new (FASCIA_TYPE_REMINDERS_WINDOW, "transient-for", parent, NULL);
  self->context = g_object_ref (context);
  self->diary = g_object_ref (diary);
  g_signal_connect_object (diary, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WINDOW (self);
}
