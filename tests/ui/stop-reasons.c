/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where each reason to stop leads (content-facts 3.4). */

#include "desk.h"
#include "injected-clock.h"

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

static GArray *
resting_areas (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  GArray *areas = fascia_diary_list_resting_areas (desk_get_diary (desk), &error);

  g_assert_no_error (error);

  return areas;
}

static const FasciaLogItem *
first_item (Desk *desk, GPtrArray **sessions)
{
  g_autoptr (GError) error = NULL;

  *sessions = fascia_diary_list_sessions (desk_get_diary (desk), FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*sessions)->len, ==, 1);

  return g_ptr_array_index (((FasciaLogEntry *) g_ptr_array_index (*sessions, 0))->items, 0);
}

/* Into the rolling of the first technique, and to the question. */
static void
stop_in_roll (Desk *desk)
{
  start (desk, "after-run");
  desk_advance (desk, 10 + 15);
  desk_press (GTK_WIDGET (desk->window), "Stop");
}

static void
too_much_skips_the_technique_and_rests_its_area (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GArray) areas = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  const FasciaLogItem *item;

  stop_in_roll (desk);
  desk_press (window, "Too Much Here");
  desk_assert_text (window, "Technique Skipped");
  desk_assert_text (window, "Calf.");
  areas = resting_areas (desk);
  g_assert_cmpuint (areas->len, ==, 1);
  g_assert_cmpint (g_array_index (areas, FasciaRestingArea, 0).area, ==, FASCIA_AREA_CALF);
  g_assert_cmpint (g_array_index (areas, FasciaRestingArea, 0).reason, ==, FASCIA_REASON_TOO_MUCH);

  desk_press (window, "Go On");
  desk_advance (desk, 3 + 1);
  desk_assert_text (window, "Back thigh on foam roller");
  desk_press (window, "Stop");
  desk_press (window, "I’m Done");
  desk_press (window, "Save");
  item = first_item (desk, &sessions);
  g_assert_cmpint (item->status, ==, FASCIA_ITEM_STOPPED);
  g_assert_cmpint (item->reason, ==, FASCIA_REASON_TOO_MUCH);
}

static void
pain_is_written_down_as_pain_and_the_session_may_end (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GArray) areas = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  const FasciaLogItem *item;

  stop_in_roll (desk);
  desk_press (window, "Felt Wrong…");
  desk_press_row (window, "Sharp, stabbing or burning pain");
  desk_assert_text (window, "If it is not better after 72 hours");
  desk_press (window, "Finish");
  desk_assert_text (window, "Session Stopped");
  desk_assert_text (window, "Stop now. Note what you felt.");
  desk_press (window, "Save");
  item = first_item (desk, &sessions);
  g_assert_cmpint (item->status, ==, FASCIA_ITEM_STOPPED);
  g_assert_cmpint (item->reason, ==, FASCIA_REASON_PAIN);
  areas = resting_areas (desk);
  g_assert_cmpint (g_array_index (areas, FasciaRestingArea, 0).reason, ==, FASCIA_REASON_PAIN);
}

static const struct {
  const char *sign;
  FasciaStopReason reason;
  const char *says;
} ends[] = {
  { "Tingling or numbness", FASCIA_REASON_NERVE, "ask your own doctor" },
  { "Weakness", FASCIA_REASON_NERVE, "Ask a physiotherapist before you go on." },
  { "Pain that shoots into an arm or leg", FASCIA_REASON_NERVE, "ask your own doctor" },
  { "Dizziness, nausea or headache", FASCIA_REASON_DIZZY, "Sit or lie down" },
  { "A racing or stumbling heart", FASCIA_REASON_DIZZY, "call your own doctor" },
  { "One calf or leg that is newly swollen, warm, red or painful", FASCIA_REASON_DOCTOR, "See a Doctor Today" },
  { "Pain after a fall", FASCIA_REASON_DOCTOR, "See a Doctor Today" },
  { "Numbness in the seat area, or no control of bladder or bowel", FASCIA_REASON_DOCTOR, "Do not wait overnight" },
  { "Chest pain, or trouble breathing", FASCIA_REASON_EMERGENCY, "Call Your Local Emergency Number Now" },
  { "Sudden droop of the face, trouble with speech or sight, or a weak arm", FASCIA_REASON_EMERGENCY, "112" },
  { "Sudden severe headache or neck pain", FASCIA_REASON_EMERGENCY, "112" },
  { "Dark urine together with severe muscle pain", FASCIA_REASON_EMERGENCY, "112" },
};

static void
each_sign_ends_the_session_and_says_who_to_contact (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (Desk) desk = desk_new ();
      GtkWidget *window = GTK_WIDGET (desk->window);
      g_autoptr (GArray) areas = NULL;
      g_autoptr (GPtrArray) sessions = NULL;

      stop_in_roll (desk);
      desk_press (window, "Felt Wrong…");
      desk_press_row (window, ends[i].sign);
      desk_assert_text (window, ends[i].says);
      desk_press (window, "To the Summary");
      desk_press (window, "Save");
      g_assert_cmpint (first_item (desk, &sessions)->reason, ==, ends[i].reason);
      areas = resting_areas (desk);
      g_assert_cmpuint (areas->len, ==, 0);
    }
}

static void
the_emergency_takes_the_whole_screen_and_gives_it_back (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  stop_in_roll (desk);
  desk_press (window, "Felt Wrong…");
  desk_press_row (window, "Chest pain, or trouble breathing");
  g_assert_null (desk_find_button (window, "Save"));
  /* The focus is where Enter leads on. */
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == desk_find_button (window, "To the Summary"));
  desk_press (window, "To the Summary");
  g_assert_nonnull (desk_find_button (window, "Save"));
  g_assert_false (gtk_window_is_fullscreen (GTK_WINDOW (window)));
}

static void
stop_is_there_in_every_phase (void)
{
  static const guint begins[] = { 0, 10, 50, 70, 78, 118 };
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  start (desk, "technique:calf-roller");
  for (guint i = 0; i < G_N_ELEMENTS (begins); i++)
    {
      desk_press (window, "Stop");
      desk_assert_text (window, "Why Are You Stopping?");
      desk_press (window, "Felt Wrong…");
      desk_assert_text (window, "What Did You Feel?");
      desk_press (window, "Back");
      desk_press (window, "Keep Going");
      desk_advance (desk, 3);
      if (i + 1 < G_N_ELEMENTS (begins))
        desk_advance (desk, begins[i + 1] - begins[i]);
    }
}

static void
a_resting_area_is_said_and_asked_about (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;
  g_autoptr (GError) error = NULL;

  fascia_diary_rest_area (desk_get_diary (desk), FASCIA_AREA_CALF, FASCIA_REASON_PAIN, &error);
  g_assert_no_error (error);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  desk_assert_text (window, "Resting");
  /* The clocks change that night. */
  desk_assert_text (window, "Calf until Sun 18:30");
  g_assert_true (gtk_widget_activate_action (window, "win.open-technique", "s", "calf-roller"));
  desk_settle ();
  desk_assert_text (window, "This area rests until Sun 18:30.");

  /* All of it rests, or a part. */
  prepare (desk, "technique:calf-roller");
  desk_assert_text (window, "This Cannot Be Started Now");
  desk_assert_text (window, "rests until Sun 18:30");
  g_assert_null (desk_find_button (window, "Start"));
  g_assert_null (desk_find_type (window, g_type_from_name ("FasciaReadyPage")));
  prepare (desk, "after-run");
  desk_assert_text (window, "Not All of It as Written");
  desk_assert_text (window, "Left out");
  g_assert_null (desk_find_type (window, g_type_from_name ("FasciaReadyPage")));
  /* Who says that it has rested enough starts it as it is written. */
  desk_press (window, "End Rest");
  desk_press (window, "Start");
  desk_assert_text (window, "Ready");

  prepare (desk, "technique:upper-back-roller");
  desk_assert_text (window, "Upper back on foam roller");
  g_assert_true (desk_top (desk) == window);
}

/* The other techniques on an area are given up with the one that was too much. */
static void
nothing_more_of_a_resting_area_comes (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  guint n_given_up = 0;

  start (desk, "feet-and-calves");
  for (;;)
    {
      desk_press (window, "Stop");
      desk_press (window, "Too Much Here");
      n_given_up++;
      if (desk_find_text (window, "Technique Skipped") == NULL)
        break;
      desk_press (window, "Go On");
      desk_advance (desk, 4);
    }
  g_assert_cmpuint (n_given_up, ==, 2);
  /* Every area was too much: there is nothing left to go on with. */
  desk_assert_text (window, "Session Stopped");
  desk_assert_text (window, "Leave this area alone for 48 hours.");
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/stop-reasons/too-much-skips-the-technique-and-rests-its-area", too_much_skips_the_technique_and_rests_its_area);
  g_test_add_func ("/stop-reasons/pain-is-written-down-as-pain-and-the-session-may-end", pain_is_written_down_as_pain_and_the_session_may_end);
  g_test_add_func ("/stop-reasons/each-sign-ends-the-session-and-says-who-to-contact", each_sign_ends_the_session_and_says_who_to_contact);
  g_test_add_func ("/stop-reasons/the-emergency-takes-the-whole-screen-and-gives-it-back", the_emergency_takes_the_whole_screen_and_gives_it_back);
  g_test_add_func ("/stop-reasons/stop-is-there-in-every-phase", stop_is_there_in_every_phase);
  g_test_add_func ("/stop-reasons/a-resting-area-is-said-and-asked-about", a_resting_area_is_said_and_asked_about);
  g_test_add_func ("/stop-reasons/nothing-more-of-a-resting-area-comes", nothing_more_of_a_resting_area_comes);

  return g_test_run ();
}
