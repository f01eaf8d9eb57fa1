/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Goal and reminders in the preferences, and what Today says and asks of them. */

#include "desk.h"
#include "fascia/store/store.h"
#include "injected-clock.h"

static GtkWidget *
open_reminders (Desk *desk)
{
  GtkWidget *window;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.show-reminders", NULL));
  desk_settle ();
  window = desk_top (desk);
  g_assert_true (window != GTK_WIDGET (desk->window));

  return window;
}

/* The control of the row with that title. */
static gpointer
control (GtkWidget *window, const char *title)
{
  GtkWidget *row = desk_find_row (window, title);

  if (row == NULL)
    g_error ("There is no row “%s”", title);

  return adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));
}

static void
back (GtkWidget *window)
{
  g_assert_true (gtk_widget_activate_action (window, "preferences.back", NULL));
  desk_settle ();
}

static FasciaReminderSettings
get_settings (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  FasciaReminderSettings settings;

  fascia_diary_get_reminder_settings (desk_get_diary (desk), &settings, &error);
  g_assert_no_error (error);

  return settings;
}

static FasciaRule *
get_only_rule (Desk *desk)
{
  g_autoptr (GPtrArray) rules = fascia_diary_list_rules (desk_get_diary (desk), NULL);

  g_assert_cmpuint (rules->len, ==, 1);

  return fascia_rule_copy (g_ptr_array_index (rules, 0));
}

static void
add_rule (Desk *desk, guint weekdays, guint minute_of_day)
{
  g_autoptr (FasciaRule) rule = fascia_rule_new ();
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&rule->uuid, g_free);
  rule->weekdays = weekdays;
  rule->minute_of_day = minute_of_day;
  fascia_diary_add_rule (desk_get_diary (desk), rule, &error);
  g_assert_no_error (error);
  desk_settle ();
}

/* What the reminder service, another program, writes. */
static void
record (Desk *desk, gint64 at_us, FasciaOutcome outcome)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = fascia_store_open (desk->folder, fascia_clock_utc_us (desk->clock), &error);
  g_autoptr (FasciaRule) rule = get_only_rule (desk);
  g_autoptr (GTimeZone) zone = fascia_clock_zone (desk->clock);
  FasciaReminder *reminder = g_new0 (FasciaReminder, 1);
  gboolean claimed;

  g_assert_no_error (error);
  reminder->at_us = at_us;
  reminder->kind = FASCIA_REMINDER_RULE;
  reminder->rule = g_strdup (rule->uuid);
  reminder->slot_day = fascia_day_of_instant (at_us, zone);
  reminder->slot_minute = rule->minute_of_day;
  reminder->why = FASCIA_WHY_ONE_OF_YOUR_DAYS;
  reminder->goal = 3;
  reminder->days_left = 3;
  fascia_store_claim_reminder (store, reminder, outcome, fascia_clock_utc_us (desk->clock), &claimed, &error);
  g_assert_no_error (error);
  g_assert_true (claimed);
  fascia_reminder_free (reminder);
  fascia_diary_poll (desk_get_diary (desk));
  desk_settle ();
}

static FasciaReminderState *
load_state (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = fascia_store_open (desk->folder, fascia_clock_utc_us (desk->clock), &error);
  FasciaReminderState *state;

  g_assert_no_error (error);
  state = fascia_store_load_reminder_state (store, fascia_clock_utc_us (desk->clock), &error);
  g_assert_no_error (error);

  return state;
}

/* --- Rules ------------------------------------------------------------------------- */

static void
a_reminder_is_added_changed_removed_and_brought_back (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  GtkWidget *reminders;
  g_autoptr (FasciaRule) rule = NULL;

  desk_press_row (window, "Reminders");
  reminders = desk_top (desk);
  g_assert_true (reminders != window);
  desk_press_row (reminders, "Add Reminder…");
  g_signal_emit_by_name (desk_find_button (reminders, "Wednesday"), "clicked");
  desk_press (reminders, "Add Reminder");
  desk_assert_text (reminders, "Mon and Fri at 18:00");
  desk_assert_text (reminders, "Today 18:00");

  rule = get_only_rule (desk);
  g_assert_cmpint (rule->kind, ==, FASCIA_RULE_ON_DAYS);
  g_assert_cmpuint (rule->weekdays, ==, 0x11);
  g_assert_cmpuint (rule->minute_of_day, ==, 18 * 60);
  g_assert_null (rule->routine);
  g_assert_true (get_settings (desk).on);
  desk_assert_text (window, "Next reminder: today 18:00");

  desk_press_row (reminders, "Mon and Fri at 18:00");
  g_signal_emit_by_name (desk_find_button (reminders, "Sunday"), "clicked");
  desk_press (reminders, "Save");
  desk_assert_text (reminders, "Mon, Fri and Sun at 18:00");

  desk_press (reminders, "Remove");
  desk_assert_no_text (reminders, "Mon, Fri and Sun at 18:00");
  desk_assert_text (reminders, "Reminder removed");
  /* Who uses the keyboard goes on where the row was. */
  g_assert_true (gtk_root_get_focus (GTK_ROOT (reminders)) == desk_find_row (reminders, "Add Reminder…"));
  desk_press (reminders, "Undo");
  desk_assert_text (reminders, "Mon, Fri and Sun at 18:00");
  gtk_window_destroy (GTK_WINDOW (reminders));
}

static void
a_reminder_needs_a_day (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *reminders = open_reminders (desk);
  static const char *const proposed[] = { "Monday", "Wednesday", "Friday" };

  desk_press_row (reminders, "Add Reminder…");
  g_assert_true (gtk_widget_is_sensitive (desk_find_button (reminders, "Add Reminder")));
  for (guint i = 0; i < G_N_ELEMENTS (proposed); i++)
    g_signal_emit_by_name (desk_find_button (reminders, proposed[i]), "clicked");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (reminders, "Add Reminder")));
  /* One that comes when needed has no days. */
  gtk_check_button_set_active (control (reminders, "When Needed"), TRUE);
  g_assert_true (gtk_widget_is_sensitive (desk_find_button (reminders, "Add Reminder")));
  gtk_window_destroy (GTK_WINDOW (reminders));
}

static void
every_choice_of_the_form_is_kept (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *reminders = open_reminders (desk);
  g_autoptr (FasciaRule) first = NULL;
  g_autoptr (FasciaRule) second = NULL;
  GtkWidget *picker;
  GtkWidget *hour;

  desk_press_row (reminders, "Add Reminder…");
  gtk_check_button_set_active (control (reminders, "When Needed"), TRUE);
  desk_settle ();
  g_assert_null (desk_find_button (reminders, "Monday"));
  g_assert_null (desk_find_row (reminders, "Even When the Goal Is Met"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_find_row (reminders, "Days to Spare")), 2);
  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_find_row (reminders, "Routine to Offer")), 1);
  picker = desk_find_type (reminders, g_type_from_name ("FasciaTimePicker"));
  hour = desk_find_type (picker, GTK_TYPE_SPIN_BUTTON);
  /* Typed, and the focus still in the field. */
  gtk_editable_set_text (GTK_EDITABLE (hour), "7");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (gtk_widget_get_last_child (picker)), 45);
  desk_press (reminders, "Add Reminder");

  first = get_only_rule (desk);
  g_assert_cmpint (first->kind, ==, FASCIA_RULE_WHEN_NEEDED);
  g_assert_cmpuint (first->slack, ==, 2);
  g_assert_cmpuint (first->minute_of_day, ==, 7 * 60 + 45);
  g_assert_nonnull (first->routine);

  /* It opens as it was saved, and can become one of the other kind. */
  g_assert_true (gtk_widget_activate_action (desk_find_type (reminders, g_type_from_name ("FasciaReminderPreferences")),
                                             "reminders.edit-rule", "s", first->uuid));
  desk_settle ();
  g_assert_true (gtk_check_button_get_active (control (reminders, "When Needed")));
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (desk_find_row (reminders, "Days to Spare"))), ==, 2);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (desk_find_row (reminders, "Routine to Offer"))), ==, 1);
  gtk_check_button_set_active (control (reminders, "On Chosen Days"), TRUE);
  desk_settle ();
  gtk_switch_set_active (control (reminders, "Even When the Goal Is Met"), TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_find_row (reminders, "Routine to Offer")), 0);
  desk_press (reminders, "Save");
  second = get_only_rule (desk);
  g_assert_cmpint (second->kind, ==, FASCIA_RULE_ON_DAYS);
  g_assert_cmpuint (second->weekdays, !=, 0);
  g_assert_true (second->even_if_met);
  g_assert_null (second->routine);
  gtk_window_destroy (GTK_WINDOW (reminders));
}

static void
a_reminder_is_switched_off_where_it_stands (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *reminders;
  GtkWidget *row;
  GtkWidget *enabled;
  g_autoptr (FasciaRule) off = NULL;
  g_autoptr (FasciaRule) on = NULL;

  add_rule (desk, 0x10, 18 * 60);
  reminders = open_reminders (desk);
  row = desk_find_row (reminders, "Fri at 18:00");
  enabled = desk_find_type (row, GTK_TYPE_SWITCH);
  gtk_widget_grab_focus (enabled);
  g_assert_true (gtk_widget_activate (enabled));
  for (guint i = 0; i < 4; i++)
    desk_settle ();
  off = get_only_rule (desk);
  g_assert_false (off->enabled);
  desk_assert_no_text (reminders, "Today 18:00");
  /* The row is still the same one, with the focus in it. */
  g_assert_true (gtk_root_get_focus (GTK_ROOT (reminders)) == enabled);
  g_assert_true (gtk_widget_activate (enabled));
  for (guint i = 0; i < 4; i++)
    desk_settle ();
  on = get_only_rule (desk);
  g_assert_true (on->enabled);
  desk_assert_text (reminders, "Today 18:00");
  gtk_window_destroy (GTK_WINDOW (reminders));
}

static void
the_next_five_are_told_with_what_stays_silent (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *reminders;
  GtkWidget *expander;

  /* The goal of this week is met, so what is left of it stays silent. */
  desk_add_session (desk, "after-run", 0);
  desk_add_session (desk, "after-run", 1);
  desk_add_session (desk, "after-run", 2);
  desk_open (desk);
  add_rule (desk, FASCIA_ALL_WEEKDAYS, 18 * 60);
  reminders = open_reminders (desk);
  desk_assert_text (reminders, "Mon 29 Mar 18:00");
  desk_assert_text (reminders, "Fri 2 Apr 18:00");
  desk_assert_no_text (reminders, "Sat 3 Apr 18:00");
  desk_assert_text (reminders, "3 Stay Silent");
  expander = desk_find_type (reminders, ADW_TYPE_EXPANDER_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
  for (guint i = 0; i < 6; i++)
    desk_settle ();
  desk_assert_text (expander, "Today 18:00");
  desk_assert_text (expander, "this week’s goal is met");

  gtk_switch_set_active (control (reminders, "Remind Me"), FALSE);
  desk_settle ();
  g_assert_false (get_settings (desk).on);
  desk_assert_no_text (reminders, "Coming Up");
  gtk_window_destroy (GTK_WINDOW (reminders));
}

static void
the_goal_is_set_and_today_knows_it (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *reminders = open_reminders (desk);
  guint per_week;
  FasciaDay from;

  gtk_spin_button_set_value (control (reminders, "Days a Week"), 5);
  desk_settle ();
  g_assert_true (fascia_diary_get_goal (desk_get_diary (desk), &per_week, &from, NULL));
  g_assert_cmpuint (per_week, ==, 5);
  /* In the first week of use a goal applies at once, in part: three days of seven are left. */
  desk_assert_text (GTK_WIDGET (desk->window), "0 of 2 this week");
  gtk_window_destroy (GTK_WINDOW (reminders));
}

static void
a_later_goal_says_from_when (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *reminders;

  desk_add_session (desk, "after-run", 20);
  desk_open (desk);
  reminders = open_reminders (desk);
  gtk_spin_button_set_value (control (reminders, "Days a Week"), 4);
  desk_settle ();
  desk_assert_text (reminders, "Applies from Mon 29 Mar");
  desk_assert_text (GTK_WIDGET (desk->window), "0 of 3 this week");
  gtk_window_destroy (GTK_WINDOW (reminders));
}

/* --- Settings -------------------------------------------------------------------------- */

/* As by hand: the row opens, the field is typed into, and it closes again. */
static void
set_time (GtkWidget *window, const char *title, int hour, int minute)
{
  GtkMenuButton *button = control (window, title);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  GtkWidget *picker;

  /* Which also brings it into sight. */
  gtk_widget_grab_focus (GTK_WIDGET (button));
  desk_settle ();
  gtk_menu_button_popup (button);
  desk_settle ();
  picker = desk_find_type (popover, g_type_from_name ("FasciaTimePicker"));
  g_assert_nonnull (picker);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (desk_find_type (picker, GTK_TYPE_SPIN_BUTTON)), hour);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (gtk_widget_get_last_child (picker)), minute);
  gtk_menu_button_popdown (button);
  desk_settle ();
}

static void
quiet_hours_are_set_and_move_what_comes (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *reminders;

  add_rule (desk, 0x10, 18 * 60);
  reminders = open_reminders (desk);
  g_assert_null (desk_find_row (reminders, "A Reminder in Quiet Hours"));
  gtk_switch_set_active (control (reminders, "Quiet Hours"), TRUE);
  desk_settle ();
  g_assert_true (get_settings (desk).quiet);
  set_time (reminders, "From", 17, 0);
  set_time (reminders, "Until", 20, 15);
  g_assert_cmpuint (get_settings (desk).quiet_from, ==, 17 * 60);
  g_assert_cmpuint (get_settings (desk).quiet_until, ==, 20 * 60 + 15);
  desk_assert_text (reminders, "Today 20:15");
  desk_assert_text (GTK_WIDGET (desk->window), "Next reminder: today 20:15");

  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_find_row (reminders, "A Reminder in Quiet Hours")), 1);
  desk_settle ();
  g_assert_true (get_settings (desk).quiet_drop);
  desk_assert_no_text (reminders, "Today 20:15");
  gtk_window_destroy (GTK_WINDOW (reminders));
}

static void
empty_quiet_hours_are_refused_in_words (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *reminders = open_reminders (desk);

  gtk_switch_set_active (control (reminders, "Quiet Hours"), TRUE);
  desk_settle ();
  set_time (reminders, "Until", 22, 0);
  desk_assert_text (reminders, "The quiet hours are empty");
  /* And the form shows what holds. */
  g_assert_cmpuint (get_settings (desk).quiet_until, ==, 7 * 60);
  g_assert_nonnull (desk_find_button (reminders, "07:00") != NULL ? reminders : desk_find_text (reminders, "07:00"));
  gtk_window_destroy (GTK_WINDOW (reminders));
}

static void
timing_is_chosen_in_words (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *reminders = open_reminders (desk);
  FasciaReminderSettings settings;
  g_autoptr (GError) error = NULL;

  desk_assert_text (desk_find_row (reminders, "Silent After a Session"), "4 hours");
  desk_assert_text (desk_find_row (reminders, "Late by at Most"), "3 hours");
  desk_assert_text (desk_find_row (reminders, "After “I Just Trained”"), "1 hour");
  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_find_row (reminders, "Silent After a Session")), 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_find_row (reminders, "Late by at Most")), 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_find_row (reminders, "After “I Just Trained”")), 5);
  gtk_switch_set_active (control (reminders, "Private Notifications"), TRUE);
  desk_settle ();
  settings = get_settings (desk);
  g_assert_cmpuint (settings.recent_min, ==, 0);
  g_assert_cmpuint (settings.grace_min, ==, 30);
  g_assert_cmpuint (settings.nudge_min, ==, 120);
  g_assert_true (settings.private_texts);

  /* One that this form does not offer is shown all the same. */
  settings.recent_min = 100;
  fascia_diary_set_reminder_settings (desk_get_diary (desk), &settings, &error);
  g_assert_no_error (error);
  desk_settle ();
  desk_assert_text (desk_find_row (reminders, "Silent After a Session"), "1 hour 40 minutes");
  gtk_window_destroy (GTK_WINDOW (reminders));
}

/* --- Pauses ------------------------------------------------------------------------------ */

static void
a_pause_begins_and_ends_by_buttons (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  GtkWidget *reminders;
  g_autoptr (GPtrArray) pauses = NULL;
  const FasciaPause *pause;

  add_rule (desk, FASCIA_ALL_WEEKDAYS, 18 * 60);
  reminders = open_reminders (desk);
  desk_press_row (reminders, "Pause Reminders…");
  desk_assert_text (reminders, "7 days in which nothing is asked of you.");
  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_find_row (reminders, "Why")), 1);
  gtk_switch_set_active (control (reminders, "Until I Resume"), TRUE);
  desk_settle ();
  g_assert_null (desk_find_row (reminders, "Last Day"));
  desk_press (reminders, "Pause");

  pauses = fascia_diary_list_pauses (desk_get_diary (desk), NULL);
  g_assert_cmpuint (pauses->len, ==, 1);
  pause = g_ptr_array_index (pauses, 0);
  g_assert_cmpint (pause->reason, ==, FASCIA_PAUSE_ILLNESS);
  g_assert_false (fascia_day_is_valid (pause->until));
  g_assert_nonnull (desk_find_button (reminders, "Resume"));
  gtk_window_destroy (GTK_WINDOW (reminders));
  desk_settle ();

  g_assert_nonnull (desk_find_row (window, "Paused"));
  desk_press (window, "Resume");
  g_assert_null (desk_find_row (window, "Paused"));
  desk_assert_text (window, "Next reminder: today 18:00");
}

static void
a_vacation_is_planned_taken_back_and_brought_back (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *reminders = open_reminders (desk);
  GtkMenuButton *button;
  GtkWidget *calendar;
  g_autoptr (GPtrArray) pauses = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) back_again = NULL;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;

  desk_press_row (reminders, "Pause Reminders…");
  button = control (reminders, "From");
  gtk_menu_button_popup (button);
  desk_settle ();
  calendar = desk_find_type (GTK_WIDGET (gtk_menu_button_get_popover (button)), GTK_TYPE_CALENDAR);
  g_object_set (calendar, "year", 2027, "month", 3, "day", 10, NULL);
  gtk_menu_button_popdown (button);
  desk_settle ();
  desk_assert_text (reminders, "Sat 10 Apr");
  /* The last day went along. */
  desk_assert_text (reminders, "Fri 16 Apr");
  desk_press (reminders, "Pause");

  pauses = fascia_diary_list_pauses (desk_get_diary (desk), NULL);
  g_assert_cmpuint (pauses->len, ==, 1);
  from = fascia_day_to_string (((FasciaPause *) g_ptr_array_index (pauses, 0))->from);
  until = fascia_day_to_string (((FasciaPause *) g_ptr_array_index (pauses, 0))->until);
  g_assert_cmpstr (from, ==, "2027-04-10");
  g_assert_cmpstr (until, ==, "2027-04-16");
  /* Nothing is paused yet. */
  g_assert_null (desk_find_button (reminders, "Resume"));

  desk_press (reminders, "Remove");
  desk_assert_text (reminders, "Pause removed");
  left = fascia_diary_list_pauses (desk_get_diary (desk), NULL);
  g_assert_cmpuint (left->len, ==, 0);
  desk_press (reminders, "Undo");
  back_again = fascia_diary_list_pauses (desk_get_diary (desk), NULL);
  g_assert_cmpuint (back_again->len, ==, 1);
  gtk_window_destroy (GTK_WINDOW (reminders));
}

static void
paused_days_are_told_in_the_week (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  g_autoptr (GError) error = NULL;
  FasciaDay today;
  GtkWidget *dots;

  desk_add_session (desk, "after-run", 2);
  today = fascia_diary_today (desk_get_diary (desk));
  fascia_diary_add_pause (desk_get_diary (desk), fascia_day_add (today, -4), today, FASCIA_PAUSE_VACATION, &error);
  g_assert_no_error (error);
  desk_open (desk);
  dots = desk_find_type (GTK_WIDGET (desk->window), g_type_from_name ("FasciaWeekDots"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (dots), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Done this week: Wednesday. Paused: Monday, Tuesday, Thursday, Friday");
}

/* --- Today --------------------------------------------------------------------------------- */

static void
press_menu_item (GtkWidget *window, const char *row, const char *label)
{
  GtkMenuButton *button = control (window, row);
  GtkWidget *popover;
  GtkWidget *item = NULL;
  GtkWidget *text;

  gtk_menu_button_popup (button);
  for (guint i = 0; i < 4; i++)
    desk_settle ();
  popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  text = desk_find_text (popover, label);
  if (text == NULL)
    g_error ("There is no item “%s” in the menu", label);
  for (item = text; item != NULL && !g_str_equal (G_OBJECT_TYPE_NAME (item), "GtkModelButton"); item = gtk_widget_get_parent (item))
    ;
  g_assert_nonnull (item);
  g_signal_emit_by_name (item, "clicked");
  desk_settle ();
}

static gint64
half_an_hour_ago (Desk *desk)
{
  return fascia_clock_utc_us (desk->clock) - 30 * G_TIME_SPAN_MINUTE;
}

static void
what_was_shown_can_come_again (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (FasciaReminderState) state = NULL;

  add_rule (desk, 0x10, 17 * 60);
  g_assert_null (desk_find_row (window, "Remind Me Again"));
  record (desk, half_an_hour_ago (desk), FASCIA_OUTCOME_SHOWN);
  press_menu_item (window, "Remind Me Again", "In 1 Hour");
  state = load_state (desk);
  g_assert_cmpint (state->snoozed_until_us, ==, DESK_NOW_US + G_TIME_SPAN_HOUR);
  g_assert_nonnull (state->snoozed_rule);
  desk_assert_text (window, "You will be reminded: Today 18:30");
  desk_assert_text (window, "Next reminder: today 18:30");
}

static void
this_evening_is_not_offered_in_the_evening (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (FasciaReminderState) state = NULL;
  GtkMenuButton *menu;

  add_rule (desk, 0x10, 17 * 60);
  record (desk, half_an_hour_ago (desk), FASCIA_OUTCOME_DISMISSED);
  menu = control (window, "Remind Me Again");
  g_assert_cmpint (g_menu_model_get_n_items (gtk_menu_button_get_menu_model (menu)), ==, 3);
  press_menu_item (window, "Remind Me Again", "This Evening");
  state = load_state (desk);
  g_assert_cmpint (state->snoozed_until_us, ==, DESK_NOW_US + 90 * G_TIME_SPAN_MINUTE);

  /* At six: the window was left open. */
  injected_clock_advance (desk->clock, 30 * G_TIME_SPAN_MINUTE);
  gtk_widget_activate_action (desk_find_type (window, g_type_from_name ("FasciaTodayPage")), "today.retry", NULL);
  desk_settle ();
  g_assert_cmpint (g_menu_model_get_n_items (gtk_menu_button_get_menu_model (menu)), ==, 2);
}

static void
what_was_answered_is_not_asked_again (void)
{
  static const FasciaOutcome answers[] = { FASCIA_OUTCOME_STARTED, FASCIA_OUTCOME_WITHDRAWN };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (Desk) desk = desk_new ();

      add_rule (desk, 0x10, 17 * 60);
      record (desk, half_an_hour_ago (desk), answers[i]);
      g_assert_null (desk_find_row (GTK_WIDGET (desk->window), "Remind Me Again"));
    }
}

static void
what_could_not_be_shown_is_told (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  add_rule (desk, 0x10, 17 * 60);
  record (desk, half_an_hour_ago (desk), FASCIA_OUTCOME_FAILED);
  desk_assert_text (window, "It was time to roll at 17:00, but no notification could be shown.");
  desk_press (window, "Dismiss");
  desk_assert_no_text (window, "It was time to roll at 17:00");
  /* Nor does it come back with the next change of the log. */
  add_rule (desk, 0x01, 17 * 60);
  desk_assert_no_text (window, "It was time to roll at 17:00");
}

static void
after_training_one_rolls_now_or_is_reminded (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (FasciaReminderState) state = NULL;

  add_rule (desk, 0x01, 18 * 60);
  desk_press (window, "I Just Trained");
  desk_assert_text (window, "After a run");
  /* For before training. */
  desk_assert_no_text (window, "Before training");
  desk_assert_text (window, "At 18:30");
  desk_press_row (window, "In 1 hour");
  state = load_state (desk);
  g_assert_cmpint (state->nudge_us, ==, DESK_NOW_US + G_TIME_SPAN_HOUR);
  desk_assert_text (window, "You will be reminded: Today 18:30");
  /* Back where one was. */
  desk_assert_text (window, "Next reminder: today 18:30");

  desk_press (window, "I Just Trained");
  desk_press_row (window, "After a run");
  desk_assert_text (window, "12:19");
}

static void
a_reminder_after_training_needs_reminders_to_be_on (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (FasciaReminderState) before = NULL;
  g_autoptr (FasciaReminderState) after = NULL;

  desk_press (window, "I Just Trained");
  desk_press_row (window, "In 2 hours");
  desk_assert_text (desk_top (desk), "Reminders Are Off");
  desk_press (desk_top (desk), "Not Now");
  desk_settle ();
  before = load_state (desk);
  g_assert_cmpint (before->nudge_us, ==, 0);
  desk_press_row (window, "In 2 hours");
  desk_press (desk_top (desk), "Switch On");
  desk_settle ();
  after = load_state (desk);
  g_assert_cmpint (after->nudge_us, ==, DESK_NOW_US + 2 * G_TIME_SPAN_HOUR);
  g_assert_true (get_settings (desk).on);
}

/* --- History and what stands in the way ------------------------------------------------------ */

static void
the_history_says_what_became_of_each (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *reminders = open_reminders (desk);

  desk_press_row (reminders, "History");
  desk_assert_text (reminders, "No Reminders Yet");
  back (reminders);
  add_rule (desk, 0x10, 17 * 60);
  record (desk, half_an_hour_ago (desk), FASCIA_OUTCOME_MISSED);
  desk_press_row (reminders, "History");
  desk_assert_text (reminders, "Today 17:30 · Missed");
  desk_assert_text (reminders, "One of your days");
  gtk_window_destroy (GTK_WINDOW (reminders));
}

static gboolean
says_what_is_in_the_way (gpointer data)
{
  return desk_find_text (data, "Obstacles") != NULL;
}

/* Nothing of a desktop is here but a bus. */
static void
what_stands_in_the_way_is_said_with_how_to_mend_it (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *reminders;

  add_rule (desk, 0x10, 18 * 60);
  reminders = open_reminders (desk);
  desk_wait (says_what_is_in_the_way, reminders);
  gtk_switch_set_active (control (reminders, "Remind Me"), FALSE);
  desk_settle ();
  desk_assert_no_text (reminders, "Obstacles");
  gtk_window_destroy (GTK_WINDOW (reminders));
}

static gboolean
may_test_again (gpointer data)
{
  return gtk_widget_is_sensitive (desk_find_row (data, "Send a Test Notification"));
}

static void
a_test_that_fails_says_why (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *reminders = open_reminders (desk);
  GtkWidget *row = desk_find_row (reminders, "Send a Test Notification");

  desk_press_row (reminders, "Send a Test Notification");
  desk_wait (may_test_again, reminders);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), !=, "Sending…");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), !=, "The test notification was shown.");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), !=, "");
  gtk_window_destroy (GTK_WINDOW (reminders));
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

#define ADD(path, func) g_test_add_func ("/reminders/" path, func)
  ADD ("a-reminder-is-added-changed-removed-and-brought-back", a_reminder_is_added_changed_removed_and_brought_back);
  ADD ("a-reminder-needs-a-day", a_reminder_needs_a_day);
  ADD ("every-choice-of-the-form-is-kept", every_choice_of_the_form_is_kept);
  ADD ("a-reminder-is-switched-off-where-it-stands", a_reminder_is_switched_off_where_it_stands);
  ADD ("the-next-five-are-told-with-what-stays-silent", the_next_five_are_told_with_what_stays_silent);
  ADD ("the-goal-is-set-and-today-knows-it", the_goal_is_set_and_today_knows_it);
  ADD ("a-later-goal-says-from-when", a_later_goal_says_from_when);
  ADD ("quiet-hours-are-set-and-move-what-comes", quiet_hours_are_set_and_move_what_comes);
  ADD ("empty-quiet-hours-are-refused-in-words", empty_quiet_hours_are_refused_in_words);
  ADD ("timing-is-chosen-in-words", timing_is_chosen_in_words);
  ADD ("a-pause-begins-and-ends-by-buttons", a_pause_begins_and_ends_by_buttons);
  ADD ("a-vacation-is-planned-taken-back-and-brought-back", a_vacation_is_planned_taken_back_and_brought_back);
  ADD ("paused-days-are-told-in-the-week", paused_days_are_told_in_the_week);
  ADD ("what-was-shown-can-come-again", what_was_shown_can_come_again);
  ADD ("this-evening-is-not-offered-in-the-evening", this_evening_is_not_offered_in_the_evening);
  ADD ("what-was-answered-is-not-asked-again", what_was_answered_is_not_asked_again);
  ADD ("what-could-not-be-shown-is-told", what_could_not_be_shown_is_told);
  ADD ("after-training-one-rolls-now-or-is-reminded", after_training_one_rolls_now_or_is_reminded);
  ADD ("a-reminder-after-training-needs-reminders-to-be-on", a_reminder_after_training_needs_reminders_to_be_on);
  ADD ("the-history-says-what-became-of-each", the_history_says_what_became_of_each);
  ADD ("what-stands-in-the-way-is-said-with-how-to-mend-it", what_stands_in_the_way_is_said_with_how_to_mend_it);
  ADD ("a-test-that-fails-says-why", a_test_that_fails_says_why);
#undef ADD

  return g_test_run ();
}
