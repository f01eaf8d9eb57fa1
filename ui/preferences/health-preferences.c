/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preferences/health-preferences.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/wording.h"
#include "health/health-page.h"
#include "widgets/browser.h"
#include "widgets/phrases.h"
#include "widgets/rows.h"
#include "widgets/template.h"
#include "widgets/toast.h"

struct _FasciaHealthPreferences
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *answers; /* what changes with the diary */

  FasciaContext *context;
  FasciaDiary *diary;
  GtkSwitch *owned[FASCIA_N_TOOLS];
  gboolean updating; /* the switches follow the diary, not the user */
  char *shown;       /* what the answers looked like when they were last built */
};

G_DEFINE_FINAL_TYPE (FasciaHealthPreferences, fascia_health_preferences, GTK_TYPE_WIDGET)

static void
tool_switched_cb (FasciaHealthPreferences *self)
{
  g_autoptr (GError) error = NULL;
  guint tools = 0;

  if (self->updating)
    return;
  for (guint i = 0; i < FASCIA_N_TOOLS; i++)
    if (gtk_switch_get_active (self->owned[i]))
      tools |= FASCIA_TOOL_BIT (i);
  if (!fascia_diary_set_owned_tools (self->diary, tools, &error))
    fascia_toast (GTK_WIDGET (self), error->message);
}

static GtkWidget *
new_tools (FasciaHealthPreferences *self)
{
  GtkWidget *group = fascia_group_new (_("My Tools"), _("Routines that need something else are marked, and a way without it is offered."));

  for (guint i = 0; i < FASCIA_N_TOOLS; i++)
    {
      const char *name = fascia_wording_tool ((FasciaTool) i);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *button = gtk_switch_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      g_signal_connect_swapped (button, "notify::active", G_CALLBACK (tool_switched_cb), self);
      self->owned[i] = GTK_SWITCH (button);
    }

  return group;
}

static void
update_tools (FasciaHealthPreferences *self)
{
  guint tools = FASCIA_ALL_TOOL_BITS;

  fascia_diary_get_owned_tools (self->diary, &tools, NULL);
  self->updating = TRUE;
  for (guint i = 0; i < FASCIA_N_TOOLS; i++)
    gtk_switch_set_active (self->owned[i], (tools & FASCIA_TOOL_BIT (i)) != 0);
  self->updating = FALSE;
}

static FasciaBrowser *
get_browser (FasciaHealthPreferences *self)
{
  return FASCIA_BROWSER (gtk_widget_get_ancestor (GTK_WIDGET (self), FASCIA_TYPE_BROWSER));
}

static void
checked_cb (FasciaHealthPreferences *self)
{
  fascia_browser_pop (get_browser (self));
}

static void
open_check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaHealthPreferences *self = FASCIA_HEALTH_PREFERENCES (widget);
  GtkWidget *page = fascia_health_page_new (self->context, FASCIA_HEALTH_NOT_DUE, FALSE);

  g_signal_connect_object (page, "finished", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
  fascia_browser_push (get_browser (self), page, _("Health Check"));
}

static void
note_change_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaHealthPreferences *self = FASCIA_HEALTH_PREFERENCES (widget);
  g_autoptr (GError) error = NULL;

  if (!fascia_diary_note_health_change (self->diary, &error))
    fascia_toast (widget, error->message);
  else
    gtk_widget_activate_action (widget, "health.open-check", NULL);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaHealthPreferences *self = FASCIA_HEALTH_PREFERENCES (widget);
  g_autoptr (GError) error = NULL;
  FasciaCondition condition;

  if (fascia_condition_from_string (g_variant_get_string (parameter, NULL), &condition) &&
      !fascia_diary_clear_condition (self->diary, condition, &error))
    fascia_toast (widget, error->message);
}

static void
end_rest_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaHealthPreferences *self = FASCIA_HEALTH_PREFERENCES (widget);
  g_autoptr (GError) error = NULL;
  FasciaArea area;

  if (fascia_area_from_string (g_variant_get_string (parameter, NULL), &area) && !fascia_diary_end_rest (self->diary, area, &error))
    fascia_toast (widget, error->message);
}

/* "15 March" of an instant, as the journal calls days. */
static char *
describe_day (FasciaHealthPreferences *self, gint64 at_us)
{
  g_autoptr (GTimeZone) zone = fascia_clock_zone (fascia_context_get_clock (self->context));

  return fascia_wording_day (fascia_day_of_instant (at_us, zone), fascia_diary_today (self->diary));
}

static void
add_action_button (GtkWidget *row, const char *label, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new ();

  fascia_set_button_label (GTK_BUTTON (button), label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
new_plain_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  return row;
}

static GtkWidget *
new_condition_row (FasciaHealthPreferences *self, const FasciaHealth *health, FasciaCondition condition, gint64 now_us, GTimeZone *zone)
{
  const FasciaHealthAnswer *answer = &health->answers[condition];
  gboolean cleared = fascia_health_is_cleared (health, condition, now_us, zone);
  g_autoptr (GString) about = g_string_new (NULL);
  g_autofree char *day = NULL;
  GtkWidget *row;

  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    if (answer->areas & FASCIA_AREA_BIT (i))
      g_string_append_printf (about, "%s%s", about->len > 0 ? _(", ") : "", fascia_wording_area ((FasciaArea) i));
  if (about->len > 0)
    g_string_append_c (about, '\n');
  if (cleared)
    {
      day = describe_day (self, answer->cleared_us);
      /* Translators: a day, such as “Today” or “Thu 19 Nov”. */
      g_string_append_printf (about, _("A professional has said yes: %s"), day);
    }
  else
    {
      g_string_append (about, fascia_wording_advice (fascia_condition_get_advice (condition)));
    }
  row = new_plain_row (fascia_wording_condition (condition), about->str);
  if (!cleared && fascia_condition_is_ask_first (condition))
    add_action_button (row, _("Said _Yes"), "health.clear", fascia_condition_to_string (condition));

  return row;
}

static GtkWidget *
new_health (FasciaHealthPreferences *self, const FasciaHealth *health)
{
  FasciaClock *clock = fascia_context_get_clock (self->context);
  g_autoptr (GTimeZone) zone = fascia_clock_zone (clock);
  gint64 now_us = fascia_clock_utc_us (clock);
  FasciaHealthDue due = fascia_health_get_due (health, now_us, zone);
  GtkWidget *group = fascia_group_new (_("Health Check"), _("Your answers stay on this computer. They are in backups, and never in an export or in sync."));
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    if (fascia_health_holds (health, (FasciaCondition) i, now_us, zone))
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_condition_row (self, health, (FasciaCondition) i, now_us, zone));
  if (due != FASCIA_HEALTH_NOT_DUE)
    text = g_strdup (fascia_wording_health_due (due));
  else
    {
      day = describe_day (self, health->asked_us);
      /* Translators: a day, such as “Today” or “Thu 19 Nov”. */
      text = g_strdup_printf (_("Last gone through: %s"), day);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fascia_link_row_new (_("Go Through the List"), text, "health.open-check", NULL));
  if (health->asked_us != 0)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               fascia_link_row_new (_("Something Has Changed"), _("The list is gone through before the next session"), "health.note-change", NULL));

  return group;
}

static GtkWidget *
new_rest (FasciaHealthPreferences *self, const GArray *areas)
{
  GtkWidget *group = fascia_group_new (_("Resting Areas"), _("What was too much or hurt is left alone for 48 hours."));

  for (guint i = 0; i < areas->len; i++)
    {
      const FasciaRestingArea *rest = &g_array_index (areas, FasciaRestingArea, i);
      g_autofree char *until = fascia_phrase_rest_until (rest->until_us, fascia_context_get_clock (self->context));
      /* Translators: a weekday and a time. */
      g_autofree char *text = g_strdup_printf (_("Until %s"), until);
      GtkWidget *row = new_plain_row (fascia_wording_area (rest->area), text);

      add_action_button (row, _("_End Rest"), "health.end-rest", fascia_area_to_string (rest->area));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  if (areas->len == 0)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_plain_row (_("No area rests now"), ""));

  return group;
}

/* What the rows are made of: they are only made anew when it is another. */
static char *
describe (const FasciaHealth *health, const GArray *areas)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, health->asked_us, health->changed_us);
  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    g_string_append_printf (text, " %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%u", health->answers[i].answered_us,
                            health->answers[i].cleared_us, health->answers[i].areas);
  for (guint i = 0; i < areas->len; i++)
    g_string_append_printf (text, " %d", g_array_index (areas, FasciaRestingArea, i).area);

  return g_string_free (text, FALSE);
}

static void
update (FasciaHealthPreferences *self)
{
  FasciaHealth health = { 0 };
  g_autoptr (GArray) areas = fascia_diary_list_resting_areas (self->diary, NULL);
  g_autofree char *now = NULL;
  GtkWidget *child;

  update_tools (self);
  if (areas == NULL || !fascia_diary_get_health (self->diary, &health, NULL))
    return;
  now = describe (&health, areas);
  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->answers))) != NULL)
    gtk_box_remove (self->answers, child);
  gtk_box_append (self->answers, new_health (self, &health));
  gtk_box_append (self->answers, new_rest (self, areas));
}

static void
fascia_health_preferences_dispose (GObject *object)
{
  FasciaHealthPreferences *self = FASCIA_HEALTH_PREFERENCES (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->diary);
  g_clear_object (&self->context);
  g_clear_pointer (&self->shown, g_free);

  G_OBJECT_CLASS (fascia_health_preferences_parent_class)->dispose (object);
}

static void
fascia_health_preferences_class_init (FasciaHealthPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_health_preferences_dispose;

  gtk_widget_class_install_action (widget_class, "health.open-check", NULL, open_check_action);
  gtk_widget_class_install_action (widget_class, "health.note-change", NULL, note_change_action);
  gtk_widget_class_install_action (widget_class, "health.clear", "s", clear_action);
  gtk_widget_class_install_action (widget_class, "health.end-rest", "s", end_rest_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fascia_health_preferences_init (FasciaHealthPreferences *self)
{
}

GtkWidget *
fascia_health_preferences_new (FasciaContext *context, FasciaDiary *diary)
{
  FasciaHealthPreferences *self;
  GtkBox *box;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (FASCIA_IS_DIARY (diary), NULL);

  self = g_object_new (FASCIA_TYPE_HEALTH_PREFERENCES, NULL);
  self->context = g_object_ref (context);
  self->diary = g_object_ref (diary);
  box = fascia_column_new (GTK_WIDGET (self));
  self->scroller = gtk_widget_get_first_child (GTK_WIDGET (self));
  gtk_box_append (box, new_tools (self));
  self->answers = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_box_append (box, GTK_WIDGET (self->answers));
  g_signal_connect_object (diary, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
