/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the user changes on the way, and what interrupts a session. */

#include "app/service/diary-private.h"
#include "desk.h"
#include "injected-clock.h"
#include "session/pacer.h"
#include "session/ring.h"

static GtkWidget *
session_page (Desk *desk)
{
  GtkWidget *page = desk_find_type (GTK_WIDGET (desk->window), g_type_from_name ("FasciaSessionPage"));

  g_assert_nonnull (page);

  return page;
}

static void
prepare (Desk *desk, const char *routine)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.start-routine", "s", routine));
  desk_settle ();
}

/* Past the count-in. */
static void
start (Desk *desk, const char *routine)
{
  prepare (desk, routine);
  desk_press (GTK_WIDGET (desk->window), "Start");
  desk_advance (desk, 5);
}

static void
activate (Desk *desk, const char *action)
{
  gtk_widget_activate_action (session_page (desk), action, NULL);
  desk_settle ();
}

static const char *
digits (Desk *desk)
{
  GtkWidget *ring = desk_find_type (GTK_WIDGET (desk->window), FASCIA_TYPE_RING);

  g_assert_nonnull (ring);

  return fascia_ring_get_digits (FASCIA_RING (ring));
}

static void
set_preferences (Desk *desk, gboolean wait_after_prepare, gboolean wait_after_technique)
{
  g_autoptr (GError) error = NULL;
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;

  preferences.wait_after_prepare = wait_after_prepare;
  preferences.wait_after_technique = wait_after_technique;
  fascia_diary_set_preferences (desk_get_diary (desk), &preferences, &error);
  g_assert_no_error (error);
}

static void
ten_seconds_more_or_less_and_why_not (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  start (desk, "technique:calf-roller");
  desk_advance (desk, 10);
  g_assert_cmpstr (digits (desk), ==, "0:40");
  desk_press (window, "+10");
  g_assert_cmpstr (digits (desk), ==, "0:50");
  desk_press (window, "−10");
  desk_press (window, "−10");
  g_assert_cmpstr (digits (desk), ==, "0:30");
  desk_assert_no_text (window, "3 minutes on this area");
  /* 30 s of rolling and 20 s of holding: 130 s more are allowed. */
  for (guint i = 0; i < 13; i++)
    desk_press (window, "+10");
  g_assert_cmpstr (digits (desk), ==, "2:40");
  desk_assert_no_text (window, "3 minutes on this area");
  desk_press (window, "+10");
  g_assert_cmpstr (digits (desk), ==, "2:40");
  desk_assert_text (window, "3 minutes on this area is enough for one session.");
  desk_press (window, "Skip");
  desk_assert_no_text (window, "3 minutes on this area");
}

static void
a_found_spot_is_held_and_the_roll_goes_on (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  start (desk, "technique:calf-roller");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "Found a Spot")));
  desk_advance (desk, 10 + 15);
  desk_assert_text (window, "1:53 left");
  desk_press (window, "Found a Spot");
  desk_assert_text (window, "Hold");
  g_assert_cmpstr (digits (desk), ==, "0:20");
  desk_assert_text (window, "1:53 left");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "Found a Spot")));
  desk_advance (desk, 20);
  desk_assert_text (window, "Roll");
  g_assert_cmpstr (digits (desk), ==, "0:25");
}

static void
too_much_eases_and_then_skips_and_rests (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GArray) areas = NULL;

  start (desk, "after-run");
  desk_advance (desk, 12 + 20);
  desk_assert_text (window, "Calf on foam roller");
  g_assert_cmpstr (digits (desk), ==, "0:20");
  desk_press (window, "Too Much");
  desk_assert_text (window, "Put more weight on your hands or foot.");
  g_assert_cmpstr (digits (desk), ==, "0:10");
  desk_press (window, "Too Much");
  desk_assert_no_text (window, "Put more weight");
  desk_assert_text (window, "Back thigh on foam roller");
  desk_assert_text (window, "This area rests for 48 hours: Calf");

  areas = fascia_diary_list_resting_areas (desk_get_diary (desk), NULL);
  g_assert_cmpuint (areas->len, ==, 1);
  g_assert_cmpint (g_array_index (areas, FasciaRestingArea, 0).area, ==, FASCIA_AREA_CALF);
  desk_press (window, "Undo Rest");
  g_clear_pointer (&areas, g_array_unref);
  areas = fascia_diary_list_resting_areas (desk_get_diary (desk), NULL);
  g_assert_cmpuint (areas->len, ==, 0);
}

static void
it_waits_where_it_was_told_to (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;

  set_preferences (desk, TRUE, FALSE);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  prepare (desk, "technique:calf-roller");
  desk_assert_text (window, "Starts after 5 seconds. Waits for you whenever you get ready.");
  desk_press (window, "Start");
  desk_advance (desk, 5 + 10);
  desk_assert_text (window, "Waiting for You");
  desk_assert_text (window, "Press Space when you are ready.");
  g_assert_cmpstr (digits (desk), ==, "0:40");
  g_assert_false (fascia_window_keeps_awake (desk->window));
  desk_advance (desk, 30);
  g_assert_cmpstr (digits (desk), ==, "0:40");
  desk_press (window, "Resume");
  desk_advance (desk, 3 + 1);
  desk_assert_text (window, "Roll");
  g_assert_cmpstr (digits (desk), ==, "0:39");
}

static void
sleep_pauses_and_says_for_how_long (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  start (desk, "technique:calf-roller");
  desk_advance (desk, 10 + 8);
  injected_clock_suspend (desk->clock, 12 * G_TIME_SPAN_MINUTE);
  desk_advance (desk, 1);
  desk_assert_text (window, "Paused: the computer slept for 12 minutes");
  desk_assert_text (window, "Paused");
  desk_press (window, "Repeat This Phase");
  desk_assert_no_text (window, "the computer slept");
  desk_advance (desk, 3);
  g_assert_cmpstr (digits (desk), ==, "0:40");

  injected_clock_suspend (desk->clock, G_TIME_SPAN_MINUTE);
  desk_advance (desk, 1);
  desk_assert_text (window, "Paused: the computer slept for 1 minute");
  desk_press (window, "Go On");
  desk_advance (desk, 3);
  desk_assert_text (window, "Roll");

  injected_clock_suspend (desk->clock, 40 * G_TIME_SPAN_SECOND);
  desk_advance (desk, 1);
  desk_assert_text (window, "Paused: the computer slept for 40 seconds");
  desk_press (window, "Finish");
  desk_assert_text (window, "Session Stopped");
  desk_assert_no_text (window, "Well Done");
}

/* A pause that the user makes is nobody's sleep. */
static void
a_plain_pause_offers_nothing_special (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  start (desk, "technique:calf-roller");
  desk_advance (desk, 12);
  desk_press (window, "Pause");
  desk_assert_no_text (window, "slept");
  g_assert_null (desk_find_button (window, "Repeat This Phase"));
}

static void
the_screen_stays_on_only_while_time_runs (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  g_assert_false (fascia_window_keeps_awake (desk->window));
  prepare (desk, "technique:calf-roller");
  g_assert_false (fascia_window_keeps_awake (desk->window));
  desk_press (window, "Start");
  desk_advance (desk, 7);
  g_assert_true (fascia_window_keeps_awake (desk->window));
  desk_press (window, "Pause");
  g_assert_false (fascia_window_keeps_awake (desk->window));
  desk_press (window, "Resume");
  desk_advance (desk, 4);
  g_assert_true (fascia_window_keeps_awake (desk->window));
  g_object_set (fascia_window_get_settings (desk->window), "keep-awake", FALSE, NULL);
  g_assert_false (fascia_window_keeps_awake (desk->window));
  g_object_set (fascia_window_get_settings (desk->window), "keep-awake", TRUE, NULL);
  g_assert_true (fascia_window_keeps_awake (desk->window));
  desk_press (window, "Stop");
  g_assert_false (fascia_window_keeps_awake (desk->window));
  desk_press (window, "Keep Going");
  desk_advance (desk, 140);
  desk_assert_text (window, "Well Done");
  g_assert_false (fascia_window_keeps_awake (desk->window));
}

/* Off while pages change places: both are there as long as the one fades out. */
static void
set_animations (gboolean on)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", on, NULL);
}

static void
the_pacer_ticks_only_in_a_roll_that_is_seen (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  FasciaPacer *pacer;

  start (desk, "technique:calf-roller");
  pacer = FASCIA_PACER (desk_find_type (window, FASCIA_TYPE_PACER));
  g_assert_nonnull (pacer);
  set_animations (TRUE);
  g_assert_false (fascia_pacer_is_ticking (pacer));
  desk_advance (desk, 10);
  g_assert_true (fascia_pacer_is_ticking (pacer));
  g_assert_cmpfloat_with_epsilon (fascia_pacer_get_position (pacer), 0, 0.01);
  desk_advance (desk, 3);
  g_assert_cmpfloat_with_epsilon (fascia_pacer_get_position (pacer), 1, 0.01);
  g_object_set (fascia_window_get_settings (desk->window), "stroke-seconds", 2.0, NULL);
  desk_advance (desk, 1);
  g_assert_cmpfloat_with_epsilon (fascia_pacer_get_position (pacer), 0, 0.01);

  /* Less motion: it stands still. */
  set_animations (FALSE);
  g_assert_false (fascia_pacer_is_ticking (pacer));
  g_assert_cmpfloat (fascia_pacer_get_position (pacer), ==, 0.5);
  set_animations (TRUE);
  g_assert_true (fascia_pacer_is_ticking (pacer));

  desk_press (window, "Pause");
  g_assert_false (fascia_pacer_is_ticking (pacer));
  desk_press (window, "Resume");
  desk_advance (desk, 3);
  g_assert_true (fascia_pacer_is_ticking (pacer));

  set_animations (FALSE);
  desk_press (window, "Look Something Up");
  set_animations (TRUE);
  g_assert_false (fascia_pacer_is_ticking (pacer));
  set_animations (FALSE);
  desk_press (window, "Return");
  set_animations (TRUE);
  g_assert_true (fascia_pacer_is_ticking (pacer));

  g_object_set (fascia_window_get_settings (desk->window), "pacer", FALSE, NULL);
  desk_settle ();
  g_assert_false (fascia_pacer_is_ticking (pacer));
  g_assert_null (desk_find_type (window, FASCIA_TYPE_PACER));
  set_animations (FALSE);
}

static void
the_compact_window_shows_what_is_needed (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  int width;
  int height;

  start (desk, "technique:calf-roller");
  desk_advance (desk, 12);
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  activate (desk, "session.compact");
  desk_settle ();
  g_assert_cmpint (gtk_widget_get_width (window), <=, 360);
  g_assert_cmpint (gtk_widget_get_height (window), <=, 300);
  desk_assert_text (window, "Roll");
  desk_assert_text (window, "Left side");
  g_assert_cmpstr (digits (desk), ==, "0:38");
  desk_assert_no_text (window, "Next:");
  desk_advance (desk, 1);
  g_assert_cmpstr (digits (desk), ==, "0:37");
  desk_press (window, "Pause");
  desk_press (window, "Resume");
  desk_advance (desk, 3);
  desk_press (window, "Skip");
  desk_assert_text (window, "Hold");
  desk_press (window, "Stop");
  desk_assert_text (window, "Why Are You Stopping?");
  desk_press (window, "Keep Going");
  desk_settle ();
  {
    int width_again;
    int height_again;

    gtk_window_get_default_size (GTK_WINDOW (window), &width_again, &height_again);
    g_assert_cmpint (width_again, ==, width);
    g_assert_cmpint (height_again, ==, height);
  }
}

static void
a_second_start_can_finish_the_first (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GPtrArray) sessions = NULL;

  start (desk, "technique:calf-roller");
  desk_advance (desk, 30);
  g_action_group_activate_action (G_ACTION_GROUP (desk->application), "start-routine", g_variant_new_string ("after-run"));
  desk_settle ();
  desk_press (desk_top (desk), "Finish It and Start the Other");
  desk_assert_text (window, "Ready");
  desk_assert_text (window, "After a run");
  sessions = fascia_diary_list_sessions (desk_get_diary (desk), FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, NULL);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpint (((FasciaLogEntry *) g_ptr_array_index (sessions, 0))->active_s, ==, 20);
}

/* A session that lost its program: the row is open and its last sign of life old. */
static void
cut_off_a_session (Desk *desk, gint64 ago_us)
{
  g_autoptr (FasciaPlayer) player = fascia_player_new (desk->context);
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (desk->context, "after-run", NULL);

  g_assert_true (fascia_player_prepare (player, routine, NULL));
  fascia_player_set_before (player, 6);
  fascia_player_start (player);
  desk_advance (desk, 5 + 12 + 15);
  g_clear_object (&player);
  injected_clock_advance (desk->clock, ago_us);
}

static void
a_session_that_was_cut_off_goes_on_where_it_stood (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;

  cut_off_a_session (desk, 10 * G_TIME_SPAN_MINUTE);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  desk_press (window, "Resume");
  desk_assert_text (window, "The session was cut off 10 minutes ago. Go on where you were?");
  desk_assert_text (window, "Calf on foam roller");
  desk_assert_text (window, "Left side");
  g_assert_cmpstr (digits (desk), ==, "0:25");
  desk_press (window, "Go On");
  desk_advance (desk, 3 + 5);
  g_assert_cmpstr (digits (desk), ==, "0:20");
}

/* The page of the start is gone with the program that showed it; the answer is not. */
static void
how_sore_it_was_before_outlives_the_program (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  g_autoptr (GPtrArray) sessions = NULL;
  GtkWidget *window;

  cut_off_a_session (desk, 10 * G_TIME_SPAN_MINUTE);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  desk_press (window, "Resume");
  desk_press (window, "Finish");
  desk_press (window, "Save");
  sessions = fascia_diary_list_sessions (desk_get_diary (desk), FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, NULL);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpint (((FasciaLogEntry *) g_ptr_array_index (sessions, 0))->before, ==, 6);
}

/* In the open row while it still runs, so that a crash does not cost it. */
static void
how_sore_it_is_now_is_in_the_row_at_once (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (FasciaOpenSession) open = NULL;

  g_action_group_activate_action (G_ACTION_GROUP (desk->application), "start-routine", g_variant_new_string ("after-run"));
  desk_settle ();
  desk_press (window, "4");
  desk_press (window, "Start");
  desk_advance (desk, 5 + 12 + 5);
  g_assert_true (fascia_store_get_open_session (fascia_diary_get_store (desk_get_diary (desk)), &open, NULL));
  g_assert_nonnull (open);
  g_assert_cmpint (open->entry->before, ==, 4);
}

static void
after_twelve_hours_it_does_not_go_on (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;

  cut_off_a_session (desk, 13 * G_TIME_SPAN_HOUR);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  g_assert_null (desk_find_button (window, "Resume"));
  g_assert_nonnull (desk_find_button (window, "Save As It Is"));
}

static void
the_first_side_is_chosen_and_a_left_over_one_explained (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  prepare (desk, "technique:calf-roller");
  desk_assert_text (window, "Which side first?");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (desk_find_button (window, "Right")), TRUE);
  desk_settle ();
  desk_press (window, "Start");
  desk_advance (desk, 5 + 12);
  desk_assert_text (window, "Right side");
  /* All of the right side and nothing of the left. */
  desk_advance (desk, 60);
  desk_press (window, "Stop");
  desk_press (window, "I’m Done");
  desk_press (window, "Save");

  prepare (desk, "technique:calf-roller");
  desk_assert_text (window, "Your left side was left over last time, so it comes first.");
  desk_assert_no_text (window, "Which side first?");

  prepare (desk, "technique:upper-back-roller");
  desk_assert_no_text (window, "Which side first?");
  desk_assert_no_text (window, "left over");
}

/* No sound can be played here: the files are not installed, or else no device takes
 * them. Either is told once, over nothing. */
static void
what_cannot_be_heard_is_told_once (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  g_object_set (fascia_window_get_settings (desk->window), "sounds", TRUE, NULL);
  prepare (desk, "technique:calf-roller");
  desk_press (window, "Start");
  desk_advance (desk, 5 + 12);
  desk_assert_text (window, "ounds ");
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/session-changes/ten-seconds-more-or-less-and-why-not", ten_seconds_more_or_less_and_why_not);
  g_test_add_func ("/session-changes/a-found-spot-is-held-and-the-roll-goes-on", a_found_spot_is_held_and_the_roll_goes_on);
  g_test_add_func ("/session-changes/too-much-eases-and-then-skips-and-rests", too_much_eases_and_then_skips_and_rests);
  g_test_add_func ("/session-changes/it-waits-where-it-was-told-to", it_waits_where_it_was_told_to);
  g_test_add_func ("/session-changes/sleep-pauses-and-says-for-how-long", sleep_pauses_and_says_for_how_long);
  g_test_add_func ("/session-changes/a-plain-pause-offers-nothing-special", a_plain_pause_offers_nothing_special);
  g_test_add_func ("/session-changes/the-screen-stays-on-only-while-time-runs", the_screen_stays_on_only_while_time_runs);
  g_test_add_func ("/session-changes/the-pacer-ticks-only-in-a-roll-that-is-seen", the_pacer_ticks_only_in_a_roll_that_is_seen);
  g_test_add_func ("/session-changes/the-compact-window-shows-what-is-needed", the_compact_window_shows_what_is_needed);
  g_test_add_func ("/session-changes/a-second-start-can-finish-the-first", a_second_start_can_finish_the_first);
  g_test_add_func ("/session-changes/a-session-that-was-cut-off-goes-on-where-it-stood", a_session_that_was_cut_off_goes_on_where_it_stood);
  g_test_add_func ("/session-changes/how-sore-it-was-before-outlives-the-program", how_sore_it_was_before_outlives_the_program);
  g_test_add_func ("/session-changes/how-sore-it-is-now-is-in-the-row-at-once", how_sore_it_is_now_is_in_the_row_at_once);
  g_test_add_func ("/session-changes/after-twelve-hours-it-does-not-go-on", after_twelve_hours_it_does_not_go_on);
  g_test_add_func ("/session-changes/the-first-side-is-chosen-and-a-left-over-one-explained", the_first_side_is_chosen_and_a_left_over_one_explained);
  g_test_add_func ("/session-changes/what-cannot-be-heard-is-told-once", what_cannot_be_heard_is_told_once);

  return g_test_run ();
}
