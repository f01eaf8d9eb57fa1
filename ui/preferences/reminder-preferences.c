/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preferences/reminder-preferences.h"

#include <glib/gi18n-lib.h>

#include "compat.h"
#include "fascia-config.h"
#include "fascia/service/reminder.h"
#include "fascia/service/system-clock.h"
#include "fascia/service/wording.h"
#include "preferences/history-page.h"
#include "preferences/pause-page.h"
#include "preferences/rule-page.h"
#include "widgets/browser.h"
#include "widgets/minutes-row.h"
#include "widgets/notice.h"
#include "widgets/phrases.h"
#include "widgets/template.h"
#include "widgets/time-row.h"
#include "widgets/toast.h"

/* How many coming reminders are told (spec R4). */
#define N_COMING 5

/* Rules that are silent for weeks would fill the page. */
#define MAX_SILENT 14

static const guint recent_choices[] = { 0, 60, 120, 180, 240, 360, 480, 720, 1440 };
static const guint grace_choices[] = { 0, 30, 60, 120, 180, 360, 720, 1440 };
static const guint nudge_choices[] = { 15, 30, 45, 60, 90, 120, 180, 240 };

struct _FasciaReminderPreferences
{
  GtkWidget parent_instance;

  FasciaNotice *notice;
  GtkWidget *obstacles_group;
  GtkListBox *obstacles;
  AdwActionRow *goal_row;
  GtkSpinButton *goal;
  GtkSwitch *on;
  GtkListBox *rules;
  AdwPreferencesGroup *coming;
  AdwExpanderRow *silent;
  GtkListBox *pauses;
  GtkSwitch *quiet;
  FasciaTimeRow *quiet_from;
  FasciaTimeRow *quiet_until;
  AdwComboRow *quiet_drop;
  FasciaMinutesRow *recent;
  FasciaMinutesRow *grace;
  FasciaMinutesRow *nudge;
  GtkSwitch *private_texts;
  AdwActionRow *test_row;
  GtkSpinner *testing;

  FasciaContext *context;
  FasciaDiary *diary;
  FasciaErrands *errands;
  FasciaWakeup *wakeup;
  GSimpleActionGroup *undo;
  GPtrArray *shown;         /* element-type FasciaRule */
  GPtrArray *coming_rows;   /* element-type GtkWidget: they stand in @coming */
  GPtrArray *silent_rows;   /* and these in @silent */
  GHashTable *removed_rules;  /* UUID → FasciaRule, for Undo */
  GHashTable *removed_pauses; /* UUID → FasciaPause */
  gboolean updating;          /* the widgets follow the diary, not the user */
};

G_DEFINE_FINAL_TYPE (FasciaReminderPreferences, fascia_reminder_preferences, GTK_TYPE_WIDGET)

static void
report (FasciaReminderPreferences *self, const GError *error)
{
  fascia_notice_set_text (self->notice, error->message);
  fascia_notice_set_revealed (self->notice, TRUE);
}

static FasciaBrowser *
get_browser (FasciaReminderPreferences *self)
{
  return FASCIA_BROWSER (gtk_widget_get_ancestor (GTK_WIDGET (self), FASCIA_TYPE_BROWSER));
}

static void
set_name (gpointer widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
new_symbol (const char *icon)
{
  return g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "icon-name", icon, NULL);
}

static GtkWidget *
new_text_row (const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), new_symbol (icon));

  return row;
}

static GtkWidget *
new_remove_button (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Remove"));
  gtk_widget_add_css_class (button, "flat");

  return button;
}

static GtkWidget *
new_add_row (const char *title, const char *icon, const char *action)
{
  GtkWidget *row = new_text_row (icon, title, "");

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);

  return row;
}

static void
clear (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

/* The row with the focus goes: the one that takes its place gets it, so that who uses
 * the keyboard need not begin anew. */
static void
focus_row (GtkListBox *list, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, index);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* --- What stands in the way -------------------------------------------------------- */

static gpointer
list_obstacles (FasciaContext *context)
{
  return fascia_reminder_list_obstacles (context);
}

/* What the page itself shows right beside its own control need not be said again. */
static gboolean
is_plain (const FasciaObstacle *obstacle)
{
  return g_str_equal (obstacle->id, "reminders");
}

static void
obstacles_cb (GObject *owner, gpointer result)
{
  FasciaReminderPreferences *self = FASCIA_REMINDER_PREFERENCES (owner);
  GPtrArray *obstacles = result;
  gboolean any = FALSE;

  if (self->diary == NULL)
    return;
  clear (self->obstacles);
  for (guint i = 0; obstacles != NULL && i < obstacles->len; i++)
    {
      const FasciaObstacle *obstacle = g_ptr_array_index (obstacles, i);

      if (is_plain (obstacle))
        continue;
      gtk_list_box_append (self->obstacles, new_text_row ("fascia-caution-symbolic", obstacle->problem, obstacle->mend));
      any = TRUE;
    }
  gtk_widget_set_visible (self->obstacles_group, any && gtk_switch_get_active (self->on));
}

static void
look_for_obstacles (FasciaReminderPreferences *self)
{
  fascia_errands_run (self->errands, list_obstacles, obstacles_cb, G_OBJECT (self), (GDestroyNotify) g_ptr_array_unref);
}

static void
applied_cb (GObject *owner, gpointer result)
{
  const char *problem = result;

  if (problem != NULL && gtk_widget_get_root (GTK_WIDGET (owner)) != NULL)
    fascia_toast (GTK_WIDGET (owner), problem);
}

/* The service and the autostart entry follow what was changed. */
static void
apply (FasciaReminderPreferences *self)
{
  fascia_errands_apply (self->errands, applied_cb, G_OBJECT (self));
  look_for_obstacles (self);
}

/* --- Goal ---------------------------------------------------------------------------- */

static gboolean
update_goal (FasciaReminderPreferences *self, GError **error)
{
  FasciaDay today = fascia_diary_today (self->diary);
  g_autofree char *text = NULL;
  FasciaDay from;
  guint per_week;

  if (!fascia_diary_get_goal (self->diary, &per_week, &from, error))
    return FALSE;

  gtk_spin_button_set_value (self->goal, per_week);
  if (fascia_day_difference (from, today) > 0)
    {
      g_autofree char *day = fascia_wording_day (from, today);

      text = g_strdup_printf (_("Applies from %s"), day);
    }
  adw_action_row_set_subtitle (self->goal_row, text == NULL ? "" : text);

  return TRUE;
}

static void
goal_changed_cb (FasciaReminderPreferences *self)
{
  g_autoptr (GError) error = NULL;

  if (self->updating)
    return;
  if (!fascia_diary_set_goal (self->diary, (guint) gtk_spin_button_get_value_as_int (self->goal), &error))
    report (self, error);
}

/* --- Rules --------------------------------------------------------------------------- */

/* (nullable) */
static const FasciaRule *
find_rule (FasciaReminderPreferences *self, const char *uuid, guint *index)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      const FasciaRule *rule = g_ptr_array_index (self->shown, i);

      if (g_str_equal (rule->uuid, uuid))
        {
          if (index != NULL)
            *index = i;
          return rule;
        }
    }

  return NULL;
}

static void
rule_switched_cb (FasciaReminderPreferences *self, GParamSpec *pspec, GtkSwitch *enabled)
{
  const FasciaRule *rule = find_rule (self, g_object_get_data (G_OBJECT (enabled), "uuid"), NULL);
  g_autoptr (FasciaRule) changed = NULL;
  g_autoptr (GError) error = NULL;

  if (self->updating || rule == NULL)
    return;
  changed = fascia_rule_copy (rule);
  changed->enabled = gtk_switch_get_active (enabled);
  if (!fascia_diary_update_rule (self->diary, changed, &error))
    report (self, error);
  else
    apply (self);
}

static char *
describe_rule (FasciaReminderPreferences *self, const FasciaRule *rule)
{
  g_autofree char *routine = rule->routine == NULL ? NULL : fascia_context_get_routine_name (self->context, rule->routine);

  if (rule->even_if_met && routine != NULL)
    /* Translators: a routine that a reminder offers. */
    return g_strdup_printf (_("Even when the goal is met · %s"), routine);
  if (rule->even_if_met)
    return g_strdup (_("Even when the goal is met"));

  return g_strdup (routine == NULL ? "" : routine);
}

static GtkWidget *
new_rule_row (FasciaReminderPreferences *self, const FasciaRule *rule)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = new_remove_button ();
  GtkWidget *enabled = gtk_switch_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_widget_set_valign (enabled, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "reminders.remove-rule");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (remove), "s", rule->uuid);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), enabled);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "reminders.edit-rule");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", rule->uuid);
  g_object_set_data (G_OBJECT (row), "switch", enabled);
  g_object_set_data (G_OBJECT (row), "remove", remove);
  g_object_set_data_full (G_OBJECT (enabled), "uuid", g_strdup (rule->uuid), g_free);
  g_signal_connect_object (enabled, "notify::active", G_CALLBACK (rule_switched_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
fill_rule_row (FasciaReminderPreferences *self, GtkWidget *row, const FasciaRule *rule)
{
  g_autofree char *title = fascia_wording_rule (rule);
  g_autofree char *subtitle = describe_rule (self, rule);
  g_autofree char *remove_name = NULL;

  /* Translators: what a button removes, such as “Remove “Mon and Wed at 18:00””. */
  remove_name = g_strdup_printf (_("Remove “%s”"), title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_switch_set_active (g_object_get_data (G_OBJECT (row), "switch"), rule->enabled);
  set_name (g_object_get_data (G_OBJECT (row), "switch"), title);
  set_name (g_object_get_data (G_OBJECT (row), "remove"), remove_name);
}

static gboolean
are_same_rules (const GPtrArray *a, const GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (((FasciaRule *) a->pdata[i])->uuid, ((FasciaRule *) b->pdata[i])->uuid))
      return FALSE;

  return TRUE;
}

/* Rows stay as long as their rules do: the switch just pressed keeps the focus. */
static gboolean
update_rules (FasciaReminderPreferences *self, GError **error)
{
  GPtrArray *rules = fascia_diary_list_rules (self->diary, error);
  gboolean same;

  if (rules == NULL)
    return FALSE;

  same = are_same_rules (self->shown, rules);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = rules;
  if (!same)
    {
      clear (self->rules);
      for (guint i = 0; i < rules->len; i++)
        gtk_list_box_append (self->rules, new_rule_row (self, g_ptr_array_index (rules, i)));
      gtk_list_box_append (self->rules, new_add_row (_("Add Reminder…"), "list-add-symbolic", "reminders.add-rule"));
    }
  for (guint i = 0; i < rules->len; i++)
    fill_rule_row (self, GTK_WIDGET (gtk_list_box_get_row_at_index (self->rules, (int) i)), g_ptr_array_index (rules, i));

  return TRUE;
}

static void
save_rule_cb (FasciaReminderPreferences *self, FasciaRulePage *page)
{
  g_autoptr (FasciaRule) rule = fascia_rule_page_get_rule (page);
  g_autoptr (GError) error = NULL;
  gboolean saved;

  if (rule->uuid == NULL)
    saved = fascia_diary_add_rule (self->diary, rule, &error);
  else
    saved = fascia_diary_update_rule (self->diary, rule, &error);
  if (!saved)
    {
      fascia_toast (GTK_WIDGET (page), error->message);
      return;
    }
  fascia_browser_pop (get_browser (self));
  apply (self);
}

static void
open_rule (FasciaReminderPreferences *self, const FasciaRule *rule)
{
  GtkWidget *page = fascia_rule_page_new (self->context, self->diary, rule);

  g_signal_connect_object (page, "save", G_CALLBACK (save_rule_cb), self, G_CONNECT_SWAPPED);
  fascia_browser_push (get_browser (self), page, rule == NULL ? _("New Reminder") : _("Reminder"));
}

static void
add_rule_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_rule (FASCIA_REMINDER_PREFERENCES (widget), NULL);
}

static void
edit_rule_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaReminderPreferences *self = FASCIA_REMINDER_PREFERENCES (widget);
  const FasciaRule *rule = find_rule (self, g_variant_get_string (parameter, NULL), NULL);

  if (rule != NULL)
    open_rule (self, rule);
}

static void
remove_rule_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaReminderPreferences *self = FASCIA_REMINDER_PREFERENCES (widget);
  guint index = 0;
  const FasciaRule *rule = find_rule (self, g_variant_get_string (parameter, NULL), &index);
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
  focus_row (self->rules, (int) index);
  fascia_toast_with_button (widget, _("Reminder removed"), _("_Undo"), "removed.restore-rule", copy->uuid);
  g_hash_table_insert (self->removed_rules, g_strdup (copy->uuid), fascia_rule_copy (copy));
  apply (self);
}

static void
restore_rule_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FasciaReminderPreferences *self = data;
  const char *uuid = g_variant_get_string (parameter, NULL);
  FasciaRule *rule = g_hash_table_lookup (self->removed_rules, uuid);
  g_autoptr (GError) error = NULL;

  if (rule == NULL)
    return;
  /* A removed rule stays removed on every machine that has heard of it; this is a
   * new one that says the same. */
  g_clear_pointer (&rule->uuid, g_free);
  if (!fascia_diary_add_rule (self->diary, rule, &error))
    {
      report (self, error);
      return;
    }
  g_hash_table_remove (self->removed_rules, uuid);
  apply (self);
}

/* --- What comes ------------------------------------------------------------------------ */

static void
add_coming_row (FasciaReminderPreferences *self, GtkWidget *row)
{
  adw_preferences_group_add (self->coming, row);
  g_ptr_array_add (self->coming_rows, row);
}

static GtkWidget *
new_reminder_row (FasciaReminderPreferences *self, const FasciaReminder *reminder, const char *icon)
{
  g_autofree char *moment = fascia_phrase_moment (reminder->at_us, fascia_context_get_clock (self->context));
  g_autofree char *why = fascia_wording_why (reminder);

  return new_text_row (icon, moment, why);
}

static void
update_silent (FasciaReminderPreferences *self, const GPtrArray *silent)
{
  g_autofree char *title = NULL;

  for (guint i = 0; i < self->silent_rows->len; i++)
    adw_expander_row_remove (self->silent, g_ptr_array_index (self->silent_rows, i));
  g_ptr_array_set_size (self->silent_rows, 0);
  for (guint i = 0; i < MIN (silent->len, MAX_SILENT); i++)
    {
      GtkWidget *row = new_reminder_row (self, g_ptr_array_index (silent, i), "fascia-skipped-symbolic");

      adw_expander_row_add_row (self->silent, row);
      g_ptr_array_add (self->silent_rows, row);
    }
  /* Translators: reminders between now and the last one shown that will not come. */
  title = g_strdup_printf (ngettext ("%u Stays Silent", "%u Stay Silent", silent->len), silent->len);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->silent), title);
  gtk_widget_set_visible (GTK_WIDGET (self->silent), silent->len > 0);
}

static gboolean
update_coming (FasciaReminderPreferences *self, gboolean on, GError **error)
{
  FasciaClock *clock = fascia_context_get_clock (self->context);
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (GPtrArray) silent = NULL;
  gint64 stale_us = G_MAXINT64;

  if (!fascia_reminder_forecast (self->context, NULL, N_COMING, &next, &silent, error))
    return FALSE;

  for (guint i = 0; i < self->coming_rows->len; i++)
    adw_preferences_group_remove (self->coming, g_ptr_array_index (self->coming_rows, i));
  g_ptr_array_set_size (self->coming_rows, 0);
  /* The expander stands below what comes. */
  g_object_ref (self->silent);
  if (gtk_widget_get_parent (GTK_WIDGET (self->silent)) != NULL)
    adw_preferences_group_remove (self->coming, GTK_WIDGET (self->silent));

  for (guint i = 0; i < next->len; i++)
    add_coming_row (self, new_reminder_row (self, g_ptr_array_index (next, i), "fascia-bell-symbolic"));
  if (next->len == 0)
    {
      g_autoptr (GTimeZone) zone = fascia_clock_zone (clock);
      const FasciaReminder *first = silent->len > 0 ? g_ptr_array_index (silent, 0) : NULL;
      g_autofree char *text = fascia_wording_next_reminder (first, fascia_clock_utc_us (clock), zone);

      add_coming_row (self, new_text_row ("fascia-skipped-symbolic", _("No reminder is coming"), first == NULL ? "" : text));
    }
  adw_preferences_group_add (self->coming, GTK_WIDGET (self->silent));
  g_object_unref (self->silent);
  update_silent (self, silent);
  gtk_widget_set_visible (GTK_WIDGET (self->coming), on && self->shown->len > 0);

  if (next->len > 0)
    stale_us = ((FasciaReminder *) g_ptr_array_index (next, 0))->at_us + G_USEC_PER_SEC;
  if (silent->len > 0)
    stale_us = MIN (stale_us, ((FasciaReminder *) g_ptr_array_index (silent, 0))->at_us + G_USEC_PER_SEC);
  fascia_wakeup_set (self->wakeup, stale_us);

  return TRUE;
}

/* --- Pauses ------------------------------------------------------------------------------ */

static GtkWidget *
new_pause_row (const FasciaPause *pause, FasciaDay today)
{
  g_autofree char *title = fascia_wording_pause (pause, today);
  g_autofree char *remove_name = g_strdup_printf (_("Remove “%s”"), title);
  GtkWidget *row = new_text_row ("fascia-paused-symbolic", title, "");
  GtkWidget *remove = new_remove_button ();

  if (fascia_pause_covers_day (pause, today))
    {
      GtkWidget *resume = gtk_button_new ();

      fascia_set_button_label (GTK_BUTTON (resume), _("_Resume"));
      gtk_widget_set_valign (resume, GTK_ALIGN_CENTER);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (resume), "reminders.resume");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), resume);
    }
  set_name (remove, remove_name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "reminders.remove-pause");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (remove), "s", pause->uuid);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);

  return row;
}

static gboolean
is_over (const FasciaPause *pause, FasciaDay today)
{
  return pause->ended_us != 0 || (fascia_day_is_valid (pause->until) && fascia_day_difference (pause->until, today) < 0);
}

static gboolean
update_pauses (FasciaReminderPreferences *self, GError **error)
{
  g_autoptr (GPtrArray) pauses = fascia_diary_list_pauses (self->diary, error);
  FasciaDay today = fascia_diary_today (self->diary);

  if (pauses == NULL)
    return FALSE;
  clear (self->pauses);
  for (guint i = 0; i < pauses->len; i++)
    {
      const FasciaPause *pause = g_ptr_array_index (pauses, i);

      if (!is_over (pause, today))
        gtk_list_box_append (self->pauses, new_pause_row (pause, today));
    }
  gtk_list_box_append (self->pauses, new_add_row (_("Pause Reminders…"), "list-add-symbolic", "reminders.add-pause"));

  return TRUE;
}

static void
save_pause_cb (FasciaReminderPreferences *self, FasciaPausePage *page)
{
  g_autoptr (GError) error = NULL;
  FasciaPauseReason reason;
  FasciaDay from;
  FasciaDay until;

  fascia_pause_page_get_pause (page, &from, &until, &reason);
  if (!fascia_diary_add_pause (self->diary, from, until, reason, &error))
    {
      fascia_toast (GTK_WIDGET (page), error->message);
      return;
    }
  fascia_browser_pop (get_browser (self));
  focus_row (self->pauses, 0);
}

static void
add_pause_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaReminderPreferences *self = FASCIA_REMINDER_PREFERENCES (widget);
  GtkWidget *page = fascia_pause_page_new (fascia_diary_today (self->diary));

  g_signal_connect_object (page, "save", G_CALLBACK (save_pause_cb), self, G_CONNECT_SWAPPED);
  fascia_browser_push (get_browser (self), page, _("Pause"));
}

static void
resume_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaReminderPreferences *self = FASCIA_REMINDER_PREFERENCES (widget);
  g_autoptr (GError) error = NULL;

  if (!fascia_diary_resume (self->diary, &error))
    report (self, error);
  else
    focus_row (self->pauses, 0);
}

static void
remove_pause_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaReminderPreferences *self = FASCIA_REMINDER_PREFERENCES (widget);
  const char *uuid = g_variant_get_string (parameter, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pauses = fascia_diary_list_pauses (self->diary, &error);

  for (guint i = 0; pauses != NULL && i < pauses->len; i++)
    {
      const FasciaPause *pause = g_ptr_array_index (pauses, i);

      if (!g_str_equal (pause->uuid, uuid))
        continue;
      if (fascia_diary_delete_pause (self->diary, pause->uuid, &error))
        {
          focus_row (self->pauses, 0);
          fascia_toast_with_button (widget, _("Pause removed"), _("_Undo"), "removed.restore-pause", pause->uuid);
          g_hash_table_insert (self->removed_pauses, g_strdup (pause->uuid), fascia_pause_copy (pause));
        }
      break;
    }
  if (error != NULL)
    report (self, error);
}

static void
restore_pause_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FasciaReminderPreferences *self = data;
  const char *uuid = g_variant_get_string (parameter, NULL);
  const FasciaPause *pause = g_hash_table_lookup (self->removed_pauses, uuid);
  g_autoptr (GError) error = NULL;

  if (pause == NULL)
    return;
  if (!fascia_diary_add_pause (self->diary, pause->from, pause->until, pause->reason, &error))
    report (self, error);
  else
    g_hash_table_remove (self->removed_pauses, uuid);
}

/* --- Settings ------------------------------------------------------------------------------ */

static gboolean
update_settings (FasciaReminderPreferences *self, gboolean *on, GError **error)
{
  FasciaReminderSettings settings;

  if (!fascia_diary_get_reminder_settings (self->diary, &settings, error))
    return FALSE;

  gtk_switch_set_active (self->on, settings.on);
  gtk_switch_set_active (self->quiet, settings.quiet);
  fascia_time_row_set_minute_of_day (self->quiet_from, settings.quiet_from);
  fascia_time_row_set_minute_of_day (self->quiet_until, settings.quiet_until);
  adw_combo_row_set_selected (self->quiet_drop, settings.quiet_drop ? 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->quiet_from), settings.quiet);
  gtk_widget_set_visible (GTK_WIDGET (self->quiet_until), settings.quiet);
  gtk_widget_set_visible (GTK_WIDGET (self->quiet_drop), settings.quiet);
  fascia_minutes_row_set_minutes (self->recent, settings.recent_min);
  fascia_minutes_row_set_minutes (self->grace, settings.grace_min);
  fascia_minutes_row_set_minutes (self->nudge, settings.nudge_min);
  gtk_switch_set_active (self->private_texts, settings.private_texts);
  if (!settings.on)
    gtk_widget_set_visible (self->obstacles_group, FALSE);
  *on = settings.on;

  return TRUE;
}

static void
update (FasciaReminderPreferences *self)
{
  g_autoptr (GError) error = NULL;
  gboolean on = FALSE;

  self->updating = TRUE;
  if (update_goal (self, &error) && update_settings (self, &on, &error) && update_rules (self, &error) &&
      update_coming (self, on, &error) && update_pauses (self, &error))
    fascia_notice_set_revealed (self->notice, FALSE);
  else
    report (self, error);
  self->updating = FALSE;
}

static gboolean
are_same_settings (const FasciaReminderSettings *a, const FasciaReminderSettings *b)
{
  return a->on == b->on && a->recent_min == b->recent_min && a->grace_min == b->grace_min && a->nudge_min == b->nudge_min &&
         a->quiet == b->quiet && a->quiet_from == b->quiet_from && a->quiet_until == b->quiet_until &&
         a->quiet_drop == b->quiet_drop && a->private_texts == b->private_texts;
}

static void
setting_changed_cb (FasciaReminderPreferences *self)
{
  g_autoptr (GError) error = NULL;
  FasciaReminderSettings before;
  FasciaReminderSettings settings;

  if (self->updating || self->diary == NULL)
    return;
  if (!fascia_diary_get_reminder_settings (self->diary, &before, &error))
    {
      report (self, error);
      return;
    }
  settings = before;
  settings.on = gtk_switch_get_active (self->on);
  settings.quiet = gtk_switch_get_active (self->quiet);
  settings.quiet_from = fascia_time_row_get_minute_of_day (self->quiet_from);
  settings.quiet_until = fascia_time_row_get_minute_of_day (self->quiet_until);
  settings.quiet_drop = adw_combo_row_get_selected (self->quiet_drop) == 1;
  settings.recent_min = fascia_minutes_row_get_minutes (self->recent);
  settings.grace_min = fascia_minutes_row_get_minutes (self->grace);
  settings.nudge_min = fascia_minutes_row_get_minutes (self->nudge);
  settings.private_texts = gtk_switch_get_active (self->private_texts);
  if (are_same_settings (&settings, &before))
    return;
  if (!fascia_diary_set_reminder_settings (self->diary, &settings, &error))
    {
      /* What was refused is not left standing in the form. */
      update (self);
      report (self, error);
    }
  else if (settings.on != before.on)
    {
      apply (self);
    }
}

/* --- Test and history ------------------------------------------------------------------------ */

/* The result says what happened, in a sentence. */
static gpointer
send_test (FasciaContext *context)
{
  g_autoptr (GError) error = NULL;

  if (fascia_reminder_send_test (context, &error))
    return g_strdup (_("The test notification was shown."));

  return g_strdup (error->message);
}

static void
tested_cb (GObject *owner, gpointer result)
{
  FasciaReminderPreferences *self = FASCIA_REMINDER_PREFERENCES (owner);
  const char *text = result;

  if (self->diary == NULL)
    return;
  gtk_spinner_set_spinning (self->testing, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reminders.test", TRUE);
  if (text != NULL)
    {
      adw_action_row_set_subtitle (self->test_row, text);
      fascia_compat_announce (GTK_WIDGET (self), text);
    }
  look_for_obstacles (self);
}

static void
test_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaReminderPreferences *self = FASCIA_REMINDER_PREFERENCES (widget);

  adw_action_row_set_subtitle (self->test_row, _("Sending…"));
  gtk_spinner_set_spinning (self->testing, TRUE);
  gtk_widget_action_set_enabled (widget, "reminders.test", FALSE);
  fascia_errands_run (self->errands, send_test, tested_cb, G_OBJECT (self), g_free);
}

static void
show_history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaReminderPreferences *self = FASCIA_REMINDER_PREFERENCES (widget);

  fascia_browser_push (get_browser (self), fascia_history_page_new (self->context, self->diary), _("History"));
}

/* --- The page --------------------------------------------------------------------------------- */

/* A toast stands above the page, so what its button does must be known up there. */
static void
fascia_reminder_preferences_root (GtkWidget *widget)
{
  FasciaReminderPreferences *self = FASCIA_REMINDER_PREFERENCES (widget);

  GTK_WIDGET_CLASS (fascia_reminder_preferences_parent_class)->root (widget);
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "removed", G_ACTION_GROUP (self->undo));
}

static void
fascia_reminder_preferences_unroot (GtkWidget *widget)
{
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "removed", NULL);
  GTK_WIDGET_CLASS (fascia_reminder_preferences_parent_class)->unroot (widget);
}

static void
fascia_reminder_preferences_dispose (GObject *object)
{
  FasciaReminderPreferences *self = FASCIA_REMINDER_PREFERENCES (object);

  if (self->diary != NULL)
    g_signal_handlers_disconnect_by_data (self->diary, self);
  g_clear_pointer (&self->wakeup, fascia_wakeup_free);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->coming_rows, g_ptr_array_unref);
  g_clear_pointer (&self->silent_rows, g_ptr_array_unref);
  g_clear_pointer (&self->removed_rules, g_hash_table_unref);
  g_clear_pointer (&self->removed_pauses, g_hash_table_unref);
  g_clear_object (&self->undo);
  g_clear_object (&self->errands);
  g_clear_object (&self->diary);
  g_clear_object (&self->context);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_REMINDER_PREFERENCES);

  G_OBJECT_CLASS (fascia_reminder_preferences_parent_class)->dispose (object);
}

static void
fascia_reminder_preferences_class_init (FasciaReminderPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_reminder_preferences_dispose;
  widget_class->root = fascia_reminder_preferences_root;
  widget_class->unroot = fascia_reminder_preferences_unroot;

  gtk_widget_class_install_action (widget_class, "reminders.add-rule", NULL, add_rule_action);
  gtk_widget_class_install_action (widget_class, "reminders.edit-rule", "s", edit_rule_action);
  gtk_widget_class_install_action (widget_class, "reminders.remove-rule", "s", remove_rule_action);
  gtk_widget_class_install_action (widget_class, "reminders.add-pause", NULL, add_pause_action);
  gtk_widget_class_install_action (widget_class, "reminders.remove-pause", "s", remove_pause_action);
  gtk_widget_class_install_action (widget_class, "reminders.resume", NULL, resume_action);
  gtk_widget_class_install_action (widget_class, "reminders.test", NULL, test_action);
  gtk_widget_class_install_action (widget_class, "reminders.show-history", NULL, show_history_action);

  g_type_ensure (FASCIA_TYPE_MINUTES_ROW);
  g_type_ensure (FASCIA_TYPE_NOTICE);
  g_type_ensure (FASCIA_TYPE_TIME_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/preferences/reminder-preferences.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, FasciaReminderPreferences, name)
  CHILD (notice);
  CHILD (obstacles_group);
  CHILD (obstacles);
  CHILD (goal_row);
  CHILD (goal);
  CHILD (on);
  CHILD (rules);
  CHILD (coming);
  CHILD (silent);
  CHILD (pauses);
  CHILD (quiet);
  CHILD (quiet_from);
  CHILD (quiet_until);
  CHILD (quiet_drop);
  CHILD (recent);
  CHILD (grace);
  CHILD (nudge);
  CHILD (private_texts);
  CHILD (test_row);
  CHILD (testing);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, goal_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, setting_changed_cb);
}

static void
fascia_reminder_preferences_init (FasciaReminderPreferences *self)
{
  const GActionEntry undo[] = {
    { .name = "restore-rule", .activate = restore_rule_cb, .parameter_type = "s" },
    { .name = "restore-pause", .activate = restore_pause_cb, .parameter_type = "s" },
  };

  /* Nothing the template sets is a wish of the user. */
  self->updating = TRUE;
  fascia_init_template (GTK_WIDGET (self));
  self->coming_rows = g_ptr_array_new ();
  self->silent_rows = g_ptr_array_new ();
  self->removed_rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fascia_rule_free);
  self->removed_pauses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fascia_pause_free);
  self->undo = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->undo), undo, G_N_ELEMENTS (undo), self);
  fascia_minutes_row_set_choices (self->recent, recent_choices, G_N_ELEMENTS (recent_choices), _("None"));
  fascia_minutes_row_set_choices (self->grace, grace_choices, G_N_ELEMENTS (grace_choices), _("Never"));
  fascia_minutes_row_set_choices (self->nudge, nudge_choices, G_N_ELEMENTS (nudge_choices), NULL);
}

static void
stale_cb (gpointer data)
{
  update (data);
}

GtkWidget *
fascia_reminder_preferences_new (FasciaContext *context, FasciaDiary *diary, FasciaErrands *errands)
{
  FasciaReminderPreferences *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (FASCIA_IS_DIARY (diary), NULL);
  g_return_val_if_fail (FASCIA_IS_ERRANDS (errands), NULL);

  self = g_object_new (FASCIA_TYPE_REMINDER_PREFERENCES, NULL);
  self->context = g_object_ref (context);
  self->diary = g_object_ref (diary);
  self->errands = g_object_ref (errands);
  self->wakeup = fascia_wakeup_new (fascia_context_get_clock (context), stale_cb, self);
  g_signal_connect_swapped (diary, "changed", G_CALLBACK (update), self);
  update (self);
  look_for_obstacles (self);

  return GTK_WIDGET (self);
}
