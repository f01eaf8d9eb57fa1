/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The guided session in the window, by a clock that is turned by hand. */

#include <string.h>

#include "desk.h"
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

static void
activate (Desk *desk, const char *action)
{
  g_assert_true (gtk_widget_activate_action (session_page (desk), action, NULL));
  desk_settle ();
}

static const char *
digits (Desk *desk)
{
  GtkWidget *ring = desk_find_type (GTK_WIDGET (desk->window), FASCIA_TYPE_RING);

  g_assert_nonnull (ring);

  return fascia_ring_get_digits (FASCIA_RING (ring));
}

static GPtrArray *
list_sessions (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *sessions = fascia_diary_list_sessions (desk_get_diary (desk), FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, &error);

  g_assert_no_error (error);

  return sessions;
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
a_routine_runs_to_its_end_and_is_in_the_log (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (desk->context, "feet-and-calves", NULL);
  g_autoptr (FasciaPlan) plan = fascia_plan_new (routine, NULL, NULL);
  g_autoptr (GPtrArray) sessions = NULL;
  const FasciaLogEntry *entry;

  prepare (desk, "feet-and-calves");
  desk_assert_text (window, "How sore is it now?");
  desk_press (window, "6");
  desk_press (window, "Start");
  desk_assert_text (window, "Starting Soon");
  g_assert_cmpstr (digits (desk), ==, "5");
  desk_advance (desk, 5);

  for (guint i = 0; i < plan->n_phases; i++)
    {
      const FasciaPhase *phase = &plan->phases[i];
      static const char *const words[] = { "Get ready", "Roll", "Hold", "Change side", "Rest" };
      static const char *const sides[] = { "Left side", "Right side", "Both sides" };
      g_autofree char *count = g_strdup_printf ("%u of %u", phase->item + 1, routine->items->len);
      g_autofree char *time = g_strdup_printf ("%u:%02u", phase->duration_s / 60, phase->duration_s % 60);
      guint left_s = plan->total_s - phase->start_s;
      g_autofree char *left = g_strdup_printf ("%u:%02u left", left_s / 60, left_s % 60);

      desk_assert_text (window, fascia_context_get_technique_name (desk->context, phase->technique));
      desk_assert_text (window, words[phase->kind]);
      desk_assert_text (window, sides[phase->side]);
      desk_assert_text (window, count);
      desk_assert_text (window, left);
      g_assert_cmpstr (digits (desk), ==, time);
      desk_advance (desk, phase->duration_s);
    }

  desk_assert_text (window, "Well Done");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == desk_find_button (window, "Save"));
  desk_press (window, "4");
  desk_press (window, "Save");
  g_assert_null (desk_find_type (window, FASCIA_TYPE_RING));

  sessions = list_sessions (desk);
  g_assert_cmpuint (sessions->len, ==, 1);
  entry = g_ptr_array_index (sessions, 0);
  g_assert_cmpstr (entry->routine, ==, "feet-and-calves");
  g_assert_cmpint (entry->active_s, ==, (int) plan->active_s);
  g_assert_cmpint (entry->elapsed_s, ==, (int) plan->total_s);
  g_assert_cmpint (entry->before, ==, 6);
  g_assert_cmpint (entry->after, ==, 4);
  g_assert_cmpint (entry->pressure, ==, FASCIA_UNRATED);
  g_assert_cmpuint (entry->items->len, ==, plan->n_credits);
  for (guint i = 0; i < entry->items->len; i++)
    g_assert_cmpint (((FasciaLogItem *) g_ptr_array_index (entry->items, i))->status, ==, FASCIA_ITEM_DONE);
  desk_assert_text (window, "1 of 1 this week");
}

static void
a_pause_holds_the_time_and_counts_in_again (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  start (desk, "technique:calf-roller");
  desk_advance (desk, 10 + 7);
  g_assert_cmpstr (digits (desk), ==, "0:33");
  desk_press (window, "Pause");
  desk_assert_text (window, "Paused");
  desk_advance (desk, 30);
  g_assert_cmpstr (digits (desk), ==, "0:33");
  desk_press (window, "Resume");
  desk_assert_text (window, "Going On Soon");
  g_assert_cmpstr (digits (desk), ==, "3");
  desk_advance (desk, 3);
  desk_assert_text (window, "Roll");
  g_assert_cmpstr (digits (desk), ==, "0:33");
}

static void
skip_and_back_go_from_phase_to_phase (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  start (desk, "technique:calf-roller");
  desk_assert_text (window, "Get ready");
  desk_assert_text (window, "Next: Roll 0:40");
  desk_press (window, "Skip");
  desk_assert_text (window, "Next: Hold 0:20");
  g_assert_cmpstr (digits (desk), ==, "0:40");
  desk_advance (desk, 9);
  g_assert_cmpstr (digits (desk), ==, "0:31");
  desk_press (window, "Back");
  g_assert_cmpstr (digits (desk), ==, "0:40");
  desk_press (window, "Back");
  desk_assert_text (window, "Get ready");
}

static void
one_looks_something_up_and_returns (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  start (desk, "technique:calf-roller");
  desk_advance (desk, 12);
  desk_press (window, "Look Something Up");
  desk_assert_text (window, "Calf on foam roller · Left side · 0:38");
  desk_advance (desk, 3);
  desk_assert_text (window, "Calf on foam roller · Left side · 0:35");
  desk_press (window, "Return");
  g_assert_cmpstr (digits (desk), ==, "0:35");
}

/* A second start raises the running one (spec T18). */
static void
there_is_one_session_at_a_time (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  start (desk, "technique:calf-roller");
  desk_advance (desk, 12);
  desk_press (window, "Look Something Up");
  g_action_group_activate_action (G_ACTION_GROUP (desk->application), "start-routine", g_variant_new_string ("after-run"));
  desk_settle ();
  desk_assert_text (desk_top (desk), "A Session Is Running");
  desk_assert_text (desk_top (desk), "Finish it and start “After a run”?");
  desk_press (desk_top (desk), "Keep This Session");
  desk_assert_text (window, "Calf on foam roller");
  g_assert_cmpstr (digits (desk), ==, "0:38");
}

static void
an_unknown_routine_leads_to_the_main_page (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  g_action_group_activate_action (G_ACTION_GROUP (desk->application), "start-routine", g_variant_new_string ("no-such-thing"));
  desk_settle ();
  desk_assert_text (window, "This routine no longer exists");
  desk_assert_text (window, "0 of 3 this week");
}

static void
escape_leads_back_and_never_stops (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  start (desk, "technique:calf-roller");
  desk_advance (desk, 12);
  g_assert_true (gtk_widget_activate_action (window, "win.back", NULL));
  desk_settle ();
  desk_assert_text (window, "Calf on foam roller · Left side · 0:38");
  desk_advance (desk, 1);
  desk_assert_text (window, "Calf on foam roller · Left side · 0:37");
}

static void
what_is_only_prepared_is_put_away_by_leaving (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GPtrArray) sessions = NULL;

  prepare (desk, "after-run");
  desk_press (window, "Back");
  desk_assert_text (window, "0 of 3 this week");
  g_assert_null (desk_find_button (window, "Return"));
  sessions = list_sessions (desk);
  g_assert_cmpuint (sessions->len, ==, 0);
}

static void
to_stop_asks_why_and_keeps_what_was_done (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GPtrArray) sessions = NULL;
  const FasciaLogEntry *entry;

  start (desk, "technique:calf-roller");
  desk_advance (desk, 10 + 25);
  desk_press (window, "Stop");
  desk_assert_text (window, "Why Are You Stopping?");
  desk_advance (desk, 20);
  desk_press (window, "Keep Going");
  desk_advance (desk, 3);
  g_assert_cmpstr (digits (desk), ==, "0:15");
  desk_press (window, "Stop");
  desk_press (window, "I’m Done");
  desk_assert_text (window, "Session Stopped");
  desk_assert_text (window, "0:25 rolled");
  desk_assert_text (window, "Partly done");
  desk_assert_text (window, "0:25 of 1:00");
  desk_press (window, "Save");

  sessions = list_sessions (desk);
  g_assert_cmpuint (sessions->len, ==, 1);
  entry = g_ptr_array_index (sessions, 0);
  g_assert_cmpint (entry->active_s, ==, 25);
  g_assert_cmpint (((FasciaLogItem *) g_ptr_array_index (entry->items, 0))->status, ==, FASCIA_ITEM_PARTIAL);
}

static void
what_felt_wrong_shows_what_to_do (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GPtrArray) sessions = NULL;

  start (desk, "technique:calf-roller");
  desk_advance (desk, 10 + 4);
  desk_press (window, "Stop");
  desk_press (window, "Felt Wrong…");
  desk_press_row (window, "Something else: end the session");
  desk_assert_text (window, "Stop now. Note what you felt.");
  desk_assert_text (window, "Not sure? Ask a physiotherapist before you go on.");
  desk_assert_text (window, "112");
  desk_press (window, "Save");
  sessions = list_sessions (desk);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpint (((FasciaLogItem *) g_ptr_array_index (((FasciaLogEntry *) g_ptr_array_index (sessions, 0))->items, 0))->status,
                   ==, FASCIA_ITEM_STOPPED);
}

static void
under_ten_seconds_it_asks_and_proposes_to_discard (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GPtrArray) sessions = NULL;

  start (desk, "technique:calf-roller");
  desk_advance (desk, 10 + 6);
  desk_press (window, "Stop");
  desk_press (window, "I’m Done");
  desk_assert_text (desk_top (desk), "Keep This Session?");
  desk_assert_text (desk_top (desk), "Only 6 seconds were rolled.");
  desk_press (desk_top (desk), "Discard");
  desk_assert_text (window, "0 of 3 this week");
  sessions = list_sessions (desk);
  g_assert_cmpuint (sessions->len, ==, 0);
}

static void
to_discard_asks_first (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  start (desk, "technique:calf-roller");
  desk_advance (desk, 138);
  desk_assert_text (window, "Well Done");
  desk_press (window, "Discard");
  desk_assert_text (desk_top (desk), "Discard This Session?");
  desk_press (desk_top (desk), "Cancel");
  desk_assert_text (window, "Well Done");
  before = list_sessions (desk);
  g_assert_cmpuint (before->len, ==, 1);
  desk_press (window, "Discard");
  desk_press (desk_top (desk), "Discard");
  desk_assert_text (window, "0 of 3 this week");
  after = list_sessions (desk);
  g_assert_cmpuint (after->len, ==, 0);
}

static gboolean
has_no_window (gpointer data)
{
  return gtk_application_get_windows (((Desk *) data)->application) == NULL;
}

static void
closing_asks_and_can_finish_and_save (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GPtrArray) sessions = NULL;

  start (desk, "technique:calf-roller");
  desk_advance (desk, 10 + 30);
  gtk_window_close (GTK_WINDOW (window));
  desk_settle ();
  desk_assert_text (desk_top (desk), "A Session Is Running");
  desk_press (desk_top (desk), "Keep Running");
  g_assert_cmpstr (digits (desk), ==, "0:10");

  gtk_window_close (GTK_WINDOW (window));
  desk_settle ();
  desk_press (desk_top (desk), "Finish and Save");
  desk_wait (has_no_window, desk);
  sessions = list_sessions (desk);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpint (((FasciaLogEntry *) g_ptr_array_index (sessions, 0))->active_s, ==, 30);
}

static void
closing_on_the_summary_keeps_what_was_filled_in (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GPtrArray) sessions = NULL;

  start (desk, "technique:calf-roller");
  desk_advance (desk, 138);
  desk_press (window, "3");
  gtk_window_close (GTK_WINDOW (window));
  desk_settle ();
  g_assert_null (gtk_application_get_windows (desk->application));
  sessions = list_sessions (desk);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpint (((FasciaLogEntry *) g_ptr_array_index (sessions, 0))->after, ==, 3);
}

typedef struct {
  const char *title;
  GtkWidget *row;
} Wanted;

static void
find_choice_cb (GtkWidget *widget, gpointer data)
{
  Wanted *wanted = data;

  if (ADW_IS_COMBO_ROW (widget) && gtk_widget_get_mapped (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), wanted->title))
    wanted->row = widget;
}

static AdwComboRow *
find_choice (GtkWidget *window, const char *title)
{
  Wanted wanted = { .title = title };

  desk_visit (window, find_choice_cb, &wanted);
  g_assert_nonnull (wanted.row);

  return ADW_COMBO_ROW (wanted.row);
}

static void
choose (GtkWidget *window, const char *title, guint choice)
{
  adw_combo_row_set_selected (find_choice (window, title), choice);
  desk_settle ();
}

/* Areas, occasion, tool and note, none of them asked for. */
static void
what_is_told_after_a_session_is_kept (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GPtrArray) sessions = NULL;
  const FasciaLogEntry *entry;
  GtkWidget *details;
  GtkWidget *note;

  start (desk, "technique:foot-sole-ball");
  desk_advance (desk, 400);
  desk_assert_text (window, "Well Done");
  desk_assert_text (window, "0 of 500");
  details = gtk_widget_get_ancestor (desk_find_row (window, "Areas, Occasion and Tool"), ADW_TYPE_EXPANDER_ROW);
  g_assert_nonnull (details);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (details), TRUE);
  desk_settle ();
  /* Only one area was rolled: the ratings are about it. */
  g_assert_cmpuint (adw_combo_row_get_selected (find_choice (window, "First Area")), ==, FASCIA_AREA_FOOT + 1);
  choose (window, "Second Area", FASCIA_AREA_CALF + 1);
  choose (window, "Third Area", FASCIA_AREA_CALF + 1);
  choose (window, "Occasion", FASCIA_OCCASION_RECOVERY + 1);
  note = desk_find_type (window, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (note), "Barefoot");
  desk_assert_text (window, "8 of 500");
  desk_press (window, "Save");

  sessions = list_sessions (desk);
  g_assert_cmpuint (sessions->len, ==, 1);
  entry = g_ptr_array_index (sessions, 0);
  g_assert_cmpuint (entry->n_areas, ==, 2);
  g_assert_cmpint (entry->areas[0], ==, FASCIA_AREA_FOOT);
  g_assert_cmpint (entry->areas[1], ==, FASCIA_AREA_CALF);
  g_assert_cmpint (entry->occasion, ==, FASCIA_OCCASION_RECOVERY);
  g_assert_cmpstr (entry->note, ==, "Barefoot");
  /* What was not answered is not known. */
  g_assert_cmpint (entry->before, ==, FASCIA_UNRATED);
  g_assert_cmpint (entry->after, ==, FASCIA_UNRATED);
  g_assert_cmpint (entry->pressure, ==, FASCIA_UNRATED);
}

/* The tool that was taken instead is what the log has, where it can be done with it. */
static void
another_tool_is_kept_where_it_fits (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  FasciaCatalog *catalog = fascia_context_get_catalog (desk->context);
  const FasciaTechnique *technique = NULL;
  g_autofree char *routine = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  GtkWidget *details;

  for (guint i = 0; technique == NULL || technique->n_tools < 2; i++)
    technique = fascia_catalog_get_technique (catalog, i);
  routine = g_strdup_printf ("technique:%s", technique->id);
  start (desk, routine);
  desk_advance (desk, 400);
  desk_assert_text (window, "Well Done");
  details = gtk_widget_get_ancestor (desk_find_row (window, "Areas, Occasion and Tool"), ADW_TYPE_EXPANDER_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (details), TRUE);
  desk_settle ();
  choose (window, "Tool", 2);
  desk_press (window, "Save");
  sessions = list_sessions (desk);
  g_assert_cmpint (((FasciaLogItem *) g_ptr_array_index (((FasciaLogEntry *) g_ptr_array_index (sessions, 0))->items, 0))->tool, ==, technique->tools[1]);
}

static void
a_broken_log_does_not_stop_the_session (void)
{
  g_autoptr (Desk) desk = desk_new_broken ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  /* The answers cannot be kept either. */
  g_assert_true (gtk_widget_activate_action (window, "win.start-routine", "s", "technique:calf-roller"));
  desk_settle ();
  desk_press (window, "None of These");
  desk_press (window, "Start");
  desk_advance (desk, 5);
  desk_advance (desk, 20);
  desk_assert_text (window, "The log could not be written");
  g_assert_cmpstr (digits (desk), ==, "0:30");
  desk_advance (desk, 118);
  desk_assert_text (window, "Well Done");
  desk_press (window, "Save");
  desk_assert_text (window, "Well Done");
}

static void
a_number_pressed_twice_is_no_answer (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  prepare (desk, "after-run");
  desk_press (window, "0");
  desk_assert_text (window, "0 of 10");
  desk_press (window, "0");
  desk_assert_text (window, "Not rated");
}

static void
the_ring_says_the_time (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *ring;

  start (desk, "technique:calf-roller");
  desk_advance (desk, 13);
  ring = desk_find_type (GTK_WIDGET (desk->window), FASCIA_TYPE_RING);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (ring), GTK_ACCESSIBLE_ROLE_TIMER);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (ring), GTK_ACCESSIBLE_PROPERTY_LABEL, "0:37 left");
  activate (desk, "session.toggle");
  desk_assert_text (GTK_WIDGET (desk->window), "Paused");
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/session/a-routine-runs-to-its-end-and-is-in-the-log", a_routine_runs_to_its_end_and_is_in_the_log);
  g_test_add_func ("/session/a-pause-holds-the-time-and-counts-in-again", a_pause_holds_the_time_and_counts_in_again);
  g_test_add_func ("/session/skip-and-back-go-from-phase-to-phase", skip_and_back_go_from_phase_to_phase);
  g_test_add_func ("/session/one-looks-something-up-and-returns", one_looks_something_up_and_returns);
  g_test_add_func ("/session/there-is-one-session-at-a-time", there_is_one_session_at_a_time);
  g_test_add_func ("/session/an-unknown-routine-leads-to-the-main-page", an_unknown_routine_leads_to_the_main_page);
  g_test_add_func ("/session/escape-leads-back-and-never-stops", escape_leads_back_and_never_stops);
  g_test_add_func ("/session/what-is-only-prepared-is-put-away-by-leaving", what_is_only_prepared_is_put_away_by_leaving);
  g_test_add_func ("/session/to-stop-asks-why-and-keeps-what-was-done", to_stop_asks_why_and_keeps_what_was_done);
  g_test_add_func ("/session/what-felt-wrong-shows-what-to-do", what_felt_wrong_shows_what_to_do);
  g_test_add_func ("/session/under-ten-seconds-it-asks-and-proposes-to-discard", under_ten_seconds_it_asks_and_proposes_to_discard);
  g_test_add_func ("/session/to-discard-asks-first", to_discard_asks_first);
  g_test_add_func ("/session/closing-asks-and-can-finish-and-save", closing_asks_and_can_finish_and_save);
  g_test_add_func ("/session/what-is-told-after-a-session-is-kept", what_is_told_after_a_session_is_kept);
  g_test_add_func ("/session/another-tool-is-kept-where-it-fits", another_tool_is_kept_where_it_fits);
  g_test_add_func ("/session/closing-on-the-summary-keeps-what-was-filled-in", closing_on_the_summary_keeps_what_was_filled_in);
  g_test_add_func ("/session/a-broken-log-does-not-stop-the-session", a_broken_log_does_not_stop_the_session);
  g_test_add_func ("/session/a-number-pressed-twice-is-no-answer", a_number_pressed_twice_is_no_answer);
  g_test_add_func ("/session/the-ring-says-the-time", the_ring_says_the_time);

  return g_test_run ();
}
