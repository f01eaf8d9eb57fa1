/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences: what is changed there holds at once, and the other way round. */

#include "desk.h"

static GtkWidget *
open_preferences (Desk *desk)
{
  GtkWidget *window;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.show-preferences", NULL));
  desk_settle ();
  window = desk_top (desk);
  g_assert_true (window != GTK_WIDGET (desk->window));

  return window;
}

/* The control of the row with that title. */
static GtkWidget *
control (GtkWidget *window, const char *title)
{
  GtkWidget *row = desk_find_row (window, title);

  g_assert_true (ADW_IS_ACTION_ROW (row));

  return adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));
}

static FasciaPreferences
get (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  FasciaPreferences preferences;

  fascia_diary_get_preferences (desk_get_diary (desk), &preferences, &error);
  g_assert_no_error (error);

  return preferences;
}

static void
what_decides_a_plan_goes_into_the_diary (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = open_preferences (desk);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control (window, "Count-In")), 9);
  g_assert_cmpuint (get (desk).count_in_s, ==, 9);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control (window, "Count-In After a Pause")), 0);
  g_assert_cmpuint (get (desk).resume_count_in_s, ==, 0);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control (window, "Change Side")), 12);
  g_assert_cmpuint (get (desk).switch_s, ==, 12);
  gtk_switch_set_active (GTK_SWITCH (control (window, "After Getting Ready")), TRUE);
  g_assert_true (get (desk).wait_after_prepare);
  gtk_switch_set_active (GTK_SWITCH (control (window, "After Each Technique")), TRUE);
  g_assert_true (get (desk).wait_after_technique);
  for (guint i = 0; i < 4; i++)
    {
      adw_combo_row_set_selected (ADW_COMBO_ROW (desk_find_row (window, "Start Side")), i);
      g_assert_cmpint (get (desk).first_side_mode, ==, (FasciaFirstSideMode) i);
    }
  /* All of it is still there. */
  g_assert_cmpuint (get (desk).count_in_s, ==, 9);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
it_shows_what_another_program_changed (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = open_preferences (desk);
  FasciaPreferences preferences = get (desk);
  g_autoptr (GError) error = NULL;

  preferences.switch_s = 15;
  preferences.wait_after_technique = TRUE;
  fascia_diary_set_preferences (desk_get_diary (desk), &preferences, &error);
  g_assert_no_error (error);
  desk_settle ();
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (control (window, "Change Side"))), ==, 15);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (control (window, "After Each Technique"))));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
sound_and_look_go_into_the_settings (void)
{
  static const struct {
    const char *row;
    const char *setting;
  } switches[] = {
    { "Sound Cues", "sounds" },
    { "Say What Comes Next", "announce-next" },
    { "Show the Pacer", "pacer" },
    { "Soft Tick at Each Turn", "stroke-tick" },
    { "Keep the Screen Awake", "keep-awake" },
  };
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = open_preferences (desk);
  FasciaSettings *settings = fascia_window_get_settings (desk->window);

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      GtkSwitch *control_of_it = GTK_SWITCH (control (window, switches[i].row));
      gboolean before = fascia_settings_get_boolean (settings, switches[i].setting);

      g_assert_cmpint (gtk_switch_get_active (control_of_it), ==, before);
      gtk_switch_set_active (control_of_it, !before);
      g_assert_cmpint (fascia_settings_get_boolean (settings, switches[i].setting), ==, !before);
    }
  gtk_range_set_value (GTK_RANGE (control (window, "Volume")), 35);
  g_assert_cmpint (fascia_settings_get_int (settings, "volume"), ==, 35);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control (window, "Seconds for One Stroke")), 2.5);
  g_assert_cmpfloat (fascia_settings_get_double (settings, "stroke-seconds"), ==, 2.5);
  g_object_set (settings, "volume", 60, NULL);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (control (window, "Volume"))), ==, 60);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Each kind has its switch, and a button to hear it that names it. */
static void
each_sound_has_a_switch_and_a_preview (void)
{
  static const struct {
    const char *row;
    const char *setting;
  } kinds[] = {
    { "Count-In", "sound-count-in" },
    { "Get Ready", "sound-prepare" },
    { "Roll", "sound-roll" },
    { "Hold", "sound-hold" },
    { "Change Side", "sound-switch" },
    { "Rest", "sound-rest" },
    { "Last 3 Seconds", "sound-last-seconds" },
    { "Halfway", "sound-halfway" },
    { "Pause and Waiting", "sound-pause" },
    { "Ease Off", "sound-ease" },
    { "End", "sound-end" },
  };
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = open_preferences (desk);
  FasciaSettings *settings = fascia_window_get_settings (desk->window);
  GtkWidget *expander;

  g_object_set (settings, "sounds", TRUE, NULL);
  expander = desk_find_type (window, ADW_TYPE_EXPANDER_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
  for (guint i = 0; i < 6; i++)
    desk_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *preview = g_strdup_printf ("Play “%s”", kinds[i].row);
      GtkWidget *row = desk_find_row (desk_find_type (expander, GTK_TYPE_REVEALER), kinds[i].row);
      GtkWidget *on = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));

      g_assert_true (fascia_settings_get_boolean (settings, kinds[i].setting));
      gtk_switch_set_active (GTK_SWITCH (on), FALSE);
      g_assert_false (fascia_settings_get_boolean (settings, kinds[i].setting));
      /* To be heard although it is off. */
      desk_press (row, preview);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
the_plan_follows_the_preferences (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = open_preferences (desk);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control (window, "Change Side")), 20);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control (window, "Count-In")), 1);
  gtk_window_destroy (GTK_WINDOW (window));
  window = GTK_WIDGET (desk->window);
  g_assert_true (gtk_widget_activate_action (window, "win.start-routine", "s", "technique:calf-roller"));
  desk_settle ();
  /* 138 s with 8 s for the change of side. */
  desk_assert_text (window, "2:30 ·");
  desk_assert_text (window, "Starts after 1 second.");
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/preferences/what-decides-a-plan-goes-into-the-diary", what_decides_a_plan_goes_into_the_diary);
  g_test_add_func ("/preferences/it-shows-what-another-program-changed", it_shows_what_another_program_changed);
  g_test_add_func ("/preferences/sound-and-look-go-into-the-settings", sound_and_look_go_into_the_settings);
  g_test_add_func ("/preferences/each-sound-has-a-switch-and-a-preview", each_sound_has_a_switch_and_a_preview);
  g_test_add_func ("/preferences/the-plan-follows-the-preferences", the_plan_follows_the_preferences);

  return g_test_run ();
}
