/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The guidance and the health check, as a user meets them. */

#include "desk.h"
#include "injected-clock.h"

static void
activate (Desk *desk, const char *action, const char *target)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), action, target != NULL ? "s" : NULL, target));
  desk_settle ();
}

static void
say_yes (Desk *desk, FasciaCondition condition, guint32 areas)
{
  FasciaHealth health;
  g_autoptr (GError) error = NULL;

  fascia_diary_get_health (desk_get_diary (desk), &health, &error);
  g_assert_no_error (error);
  fascia_health_answer_yes (&health, condition, areas, FALSE, DESK_NOW_US);
  fascia_diary_set_health (desk_get_diary (desk), &health, &error);
  g_assert_no_error (error);
}

static gboolean
answers_yes (Desk *desk, FasciaCondition condition)
{
  g_autoptr (FasciaSafetyFacts) facts = fascia_context_load_safety_facts (desk->context, NULL);

  return fascia_health_holds (&facts->health, condition, facts->now_us, facts->zone);
}

static gboolean
session_is_ready (Desk *desk)
{
  return desk_find_type (GTK_WIDGET (desk->window), g_type_from_name ("FasciaReadyPage")) != NULL;
}

static GtkWidget *
search_entry (Desk *desk)
{
  GtkWidget *entry = desk_find_type (GTK_WIDGET (desk->window), GTK_TYPE_SEARCH_ENTRY);

  g_assert_nonnull (entry);

  return entry;
}

static void
the_first_start_asks_three_things_once (void)
{
  g_autoptr (Desk) desk = desk_new_first_start ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GPtrArray) rules = NULL;
  guint tools = 0;
  guint goal = 0;
  FasciaDay from;

  desk_assert_text (window, "What Do You Have at Home?");
  g_assert_null (desk_find_text (window, "0 of 3 this week"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (desk_find_type (desk_find_row (window, "Massage stick"), GTK_TYPE_CHECK_BUTTON)), FALSE);
  desk_press (window, "Next");
  desk_assert_text (window, "How Often?");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (desk_find_type (window, GTK_TYPE_SPIN_BUTTON)), 2);
  desk_press (window, "Next");
  desk_assert_text (window, "Is anything on this list true for you today?");
  desk_press (window, "None of These");
  desk_assert_text (window, "this week");

  g_assert_true (fascia_diary_get_owned_tools (desk_get_diary (desk), &tools, NULL));
  g_assert_cmpuint (tools, ==, FASCIA_ALL_TOOL_BITS & ~FASCIA_TOOL_BIT (FASCIA_TOOL_MASSAGE_STICK));
  g_assert_true (fascia_diary_get_goal (desk_get_diary (desk), &goal, &from, NULL));
  g_assert_cmpuint (goal, ==, 2);
  rules = fascia_diary_list_rules (desk_get_diary (desk), NULL);
  g_assert_cmpuint (rules->len, ==, 0);
  activate (desk, "win.start-routine", "after-run");
  g_assert_true (session_is_ready (desk));
}

static void
what_was_skipped_is_asked_before_the_first_session (void)
{
  g_autoptr (Desk) desk = desk_new_first_start ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  guint tools = 0;

  /* What the program was started for waits until then. */
  activate (desk, "win.start-routine", "after-run");
  desk_assert_text (window, "What Do You Have at Home?");
  desk_press (window, "Skip");
  desk_press (window, "Skip");
  desk_press (window, "Not Now");
  desk_assert_text (window, "Before the first session, look through the health check.");
  g_assert_false (session_is_ready (desk));
  g_assert_true (fascia_diary_get_owned_tools (desk_get_diary (desk), &tools, NULL));
  g_assert_cmpuint (tools, ==, FASCIA_ALL_TOOL_BITS);

  desk_press (window, "Back");
  activate (desk, "win.start-routine", "technique:calf-roller");
  desk_assert_text (window, "Is anything on this list true for you today?");
  g_assert_null (desk_find_button (window, "Not Now"));
  desk_press (window, "None of These");
  g_assert_true (session_is_ready (desk));
}

/* However it is started, and the screen says why and whom to ask. */
static void
with_a_blood_clot_nothing_starts (void)
{
  static const char *const starts[] = { "after-run", "wall-beginner", "technique:foot-sole-ball", "desk-upper-body" };
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  GtkWidget *row;

  activate (desk, "win.show-health", NULL);
  row = desk_find_row (window, "Known or suspected blood clot, or new swelling, warmth, redness or pain in one leg");
  g_assert_nonnull (row);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (desk_find_type (row, GTK_TYPE_CHECK_BUTTON)), TRUE);
  desk_press (window, "Continue");
  g_assert_true (answers_yes (desk, FASCIA_CONDITION_CLOT));

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      activate (desk, "win.start-routine", starts[i]);
      g_assert_false (session_is_ready (desk));
      desk_assert_text (window, "Nothing Can Be Started Now");
      desk_assert_text (window, "blood clot");
      desk_assert_text (window, "Call a doctor at once, out of hours the medical helpline");
      g_assert_null (desk_find_button (window, "Start"));
      g_assert_null (desk_find_button (window, "Start It Changed"));
    }
  /* As a notification or the command line asks for it. */
  g_action_group_activate_action (G_ACTION_GROUP (desk->application), "start-routine", g_variant_new_string ("after-run"));
  desk_settle ();
  g_assert_false (session_is_ready (desk));
  desk_assert_text (window, "Nothing Can Be Started Now");
}

static void
nothing_is_changed_unasked (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (desk->context, "whole-body-10", NULL);
  guint n_items = routine->items->len;

  say_yes (desk, FASCIA_CONDITION_IMPLANTS, FASCIA_AREA_BIT (FASCIA_AREA_CALF));
  activate (desk, "win.start-routine", "whole-body-10");
  g_assert_false (session_is_ready (desk));
  desk_assert_text (window, "Not All of It as Written");
  desk_assert_text (window, "Joint replacement, plates, pacemaker or port");
  desk_assert_text (window, "Left out");
  desk_press (window, "Start It Changed");
  g_assert_true (session_is_ready (desk));
  g_assert_null (desk_find_row (window, "Calf on foam roller"));
  g_assert_cmpuint (routine->items->len, ==, n_items);
}

static void
what_a_professional_cleared_is_allowed_again (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window;

  say_yes (desk, FASCIA_CONDITION_CANCER, 0);
  activate (desk, "win.start-routine", "after-run");
  desk_assert_text (GTK_WIDGET (desk->window), "Ask a doctor or physiotherapist first.");
  activate (desk, "win.show-tools", NULL);
  window = desk_top (desk);
  desk_press (window, "Said Yes");
  desk_assert_text (window, "A professional has said yes: Today");
  g_assert_null (desk_find_button (window, "Said Yes"));
  gtk_window_destroy (GTK_WINDOW (window));
  desk_settle ();
  /* The page that said no follows. */
  g_assert_null (desk_find_text (GTK_WIDGET (desk->window), "Nothing Can Be Started Now"));
}

static void
the_areas_of_an_answer_are_kept (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (FasciaSafetyFacts) facts = NULL;
  GtkWidget *row;
  GtkWidget *area;

  activate (desk, "win.show-health", NULL);
  desk_assert_no_text (window, "Where? Without a choice, everywhere counts.");
  row = desk_find_row (window, "Pulled or torn muscle in the last days");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (desk_find_type (row, GTK_TYPE_CHECK_BUTTON)), TRUE);
  desk_settle ();
  desk_assert_text (window, "Where? Without a choice, everywhere counts.");
  area = gtk_widget_get_ancestor (desk_find_text (desk_find_type (window, GTK_TYPE_FLOW_BOX), "Calf"), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (area), TRUE);
  desk_press (window, "Continue");

  facts = fascia_context_load_safety_facts (desk->context, NULL);
  g_assert_cmpuint (facts->health.answers[FASCIA_CONDITION_FRESH_MUSCLE_TEAR].areas, ==, FASCIA_AREA_BIT (FASCIA_AREA_CALF));
  activate (desk, "win.start-routine", "technique:calf-roller");
  g_assert_false (session_is_ready (desk));
  activate (desk, "win.start-routine", "desk-upper-body");
  g_assert_true (session_is_ready (desk));
}

/* From the hold phase to the section and back: the timer never stops. */
static void
one_reads_why_while_the_timer_goes_on (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  FasciaPlayer *player;
  GtkWidget *page;
  guint before_s;
  guint after_s;
  int state;

  activate (desk, "win.start-routine", "feet-and-calves");
  desk_press (window, "Start");
  desk_advance (desk, 5 + 12 + 40 + 3);
  desk_assert_text (window, "Hold");
  page = desk_find_type (window, g_type_from_name ("FasciaSessionPage"));
  player = fascia_window_get_player (desk->window);
  g_object_get (player, "total-left-s", &before_s, NULL);
  desk_press (window, "Why Hold Here?");
  g_assert_false (gtk_widget_get_mapped (page));
  desk_assert_text (window, "How is it done correctly?");
  desk_advance (desk, 6);
  g_object_get (player, "state", &state, "total-left-s", &after_s, NULL);
  g_assert_cmpint (state, ==, FASCIA_SESSION_RUNNING);
  g_assert_cmpuint (after_s, ==, before_s - 6);

  desk_press (window, "Return");
  g_assert_true (gtk_widget_get_mapped (page));
  g_object_get (player, "state", &state, "total-left-s", &after_s, NULL);
  g_assert_cmpint (state, ==, FASCIA_SESSION_RUNNING);
  g_assert_cmpuint (after_s, ==, before_s - 6);
}

static void
a_section_shows_its_evidence_and_leads_on (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  GtkWidget *row;

  activate (desk, "win.show-view", "guide");
  desk_press (window, "Understanding");
  desk_press_row (window, "How is it done correctly?");
  desk_assert_text (window, "What the Evidence Says");
  desk_assert_text (window, "Choose a tool");
  row = gtk_widget_get_ancestor (desk_find_text (window, "Reviews advise slow strokes"), ADW_TYPE_EXPANDER_ROW);
  g_assert_nonnull (row);
  desk_assert_text (row, "Trial");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  desk_settle ();
  desk_assert_text (row, "doi:10.1519/JSC.0000000000003765");
  desk_press_row (window, "Calf on foam roller");
  desk_assert_text (window, "Common mistakes");
  /* And from the technique to the sections behind it. */
  desk_press_row (window, "How is it done correctly?");
  desk_assert_text (window, "What the Evidence Says");
  desk_press (window, "Back");
  desk_assert_text (window, "Common mistakes");
}

static void
every_section_opens_as_text (void)
{
  g_autoptr (Desk) desk = desk_new ();
  FasciaCatalog *catalog = fascia_context_get_catalog (desk->context);

  g_assert_cmpuint (fascia_catalog_get_n_sections (catalog), ==, 24);
  for (guint i = 0; i < fascia_catalog_get_n_sections (catalog); i++)
    {
      const FasciaArticleSection *section = fascia_catalog_get_section (catalog, i);

      activate (desk, "win.open-section", section->slug);
      desk_assert_text (GTK_WIDGET (desk->window), section->title.in[FASCIA_LANGUAGE_EN]);
      /* A link that did not become one would show its brackets. */
      desk_assert_no_text (GTK_WIDGET (desk->window), "](");
      desk_assert_no_text (GTK_WIDGET (desk->window), "**");
    }
}

static void
laeg_finds_the_calf_in_any_language (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  activate (desk, "win.search", NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), search_entry (desk)));
  gtk_editable_set_text (GTK_EDITABLE (search_entry (desk)), "laeg");
  desk_settle ();
  desk_assert_text (window, "Calf on foam roller");
  desk_assert_no_text (window, "Chest with ball at the wall");
  /* Enter opens what fits best. */
  g_signal_emit_by_name (search_entry (desk), "activate");
  desk_settle ();
  desk_assert_text (window, "Common mistakes");
}

static void
filters_narrow_the_guide (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GError) error = NULL;

  fascia_diary_set_owned_tools (desk_get_diary (desk), FASCIA_TOOL_BIT (FASCIA_TOOL_TENNIS_BALL), &error);
  g_assert_no_error (error);
  activate (desk, "win.show-view", "guide");
  desk_press (window, "Filters");
  gtk_switch_set_active (GTK_SWITCH (desk_find_type (desk_find_row (window, "Only With My Tools"), GTK_TYPE_SWITCH)), TRUE);
  desk_settle ();
  desk_assert_text (window, "Foot sole with ball");
  desk_assert_no_text (window, "Calf on foam roller");
  gtk_switch_set_active (GTK_SWITCH (desk_find_type (desk_find_row (window, "Only With My Tools"), GTK_TYPE_SWITCH)), FALSE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_find_row (window, "Level")), 3);
  desk_settle ();
  desk_assert_no_text (window, "Foot sole with ball");
  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_find_row (window, "Level")), 0);
  desk_settle ();
  desk_assert_text (window, "Feet and Lower Legs");
}

static void
a_favourite_is_kept_and_listed (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;

  desk_add_session (desk, "feet-and-calves", 2);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.show-view", "guide");
  desk_assert_no_text (window, "Favourites");
  activate (desk, "win.open-technique", "calf-roller");
  desk_assert_text (window, "Done 1 time · last: ");
  desk_press (window, "Add to Favourites");
  g_assert_nonnull (desk_find_button (window, "Remove From Favourites"));
  desk_press (window, "Back");
  desk_assert_text (window, "Favourites");
  activate (desk, "win.open-technique", "calf-roller");
  desk_press (window, "Remove From Favourites");
  desk_press (window, "Back");
  desk_assert_no_text (window, "Favourites");
}

static void
a_missing_tool_is_marked_and_the_routine_left_alone (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (GError) error = NULL;

  activate (desk, "win.open-routine", "after-run");
  g_assert_null (desk_find_button (window, "Start Without It"));
  fascia_diary_set_owned_tools (desk_get_diary (desk), FASCIA_ALL_TOOL_BITS & ~FASCIA_TOOL_BIT (FASCIA_TOOL_FOAM_ROLLER), &error);
  g_assert_no_error (error);
  desk_settle ();
  desk_assert_text (window, "It needs what is not among your tools: Foam roller.");
  g_assert_nonnull (desk_find_row (window, "Calf on foam roller"));
  desk_press (window, "Start Without It");
  g_assert_true (session_is_ready (desk));
  g_assert_nonnull (desk_find_row (window, "Calf with massage stick"));
  g_assert_null (desk_find_row (window, "Calf on foam roller"));
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/guidance/the-first-start-asks-three-things-once", the_first_start_asks_three_things_once);
  g_test_add_func ("/guidance/what-was-skipped-is-asked-before-the-first-session", what_was_skipped_is_asked_before_the_first_session);
  g_test_add_func ("/guidance/with-a-blood-clot-nothing-starts", with_a_blood_clot_nothing_starts);
  g_test_add_func ("/guidance/nothing-is-changed-unasked", nothing_is_changed_unasked);
  g_test_add_func ("/guidance/what-a-professional-cleared-is-allowed-again", what_a_professional_cleared_is_allowed_again);
  g_test_add_func ("/guidance/the-areas-of-an-answer-are-kept", the_areas_of_an_answer_are_kept);
  g_test_add_func ("/guidance/one-reads-why-while-the-timer-goes-on", one_reads_why_while_the_timer_goes_on);
  g_test_add_func ("/guidance/a-section-shows-its-evidence-and-leads-on", a_section_shows_its_evidence_and_leads_on);
  g_test_add_func ("/guidance/every-section-opens-as-text", every_section_opens_as_text);
  g_test_add_func ("/guidance/laeg-finds-the-calf-in-any-language", laeg_finds_the_calf_in_any_language);
  g_test_add_func ("/guidance/filters-narrow-the-guide", filters_narrow_the_guide);
  g_test_add_func ("/guidance/a-favourite-is-kept-and-listed", a_favourite_is_kept_and_listed);
  g_test_add_func ("/guidance/a-missing-tool-is-marked-and-the-routine-left-alone", a_missing_tool_is_marked_and_the_routine_left_alone);

  return g_test_run ();
}
