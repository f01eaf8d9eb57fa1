/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The journal, and what Today says of the log and the reminders. */

#include "desk.h"
#include "injected-clock.h"

static void
activate (Desk *desk, const char *action, const char *target)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), action, "s", target));
  desk_settle ();
}

static gint64
count_sessions (Desk *desk)
{
  return fascia_diary_count_sessions (desk_get_diary (desk), NULL);
}

static void
a_deleted_session_comes_back_by_undo (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  const char *uuid;

  desk_add_session (desk, "after-run", 1);
  desk_add_session (desk, "feet-and-calves", 3);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  before = fascia_diary_list_sessions (desk_get_diary (desk), FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, NULL);
  uuid = ((FasciaLogEntry *) g_ptr_array_index (before, 0))->uuid;

  activate (desk, "win.show-view", "journal");
  desk_assert_text (window, "After a run");
  activate (desk, "win.open-session", uuid);
  desk_assert_text (window, "Rolled and held");
  desk_press (window, "Delete");
  desk_assert_text (window, "Session deleted");
  g_assert_cmpint (count_sessions (desk), ==, 1);
  desk_assert_text (window, "Feet and calves");
  desk_assert_no_text (window, "After a run");

  desk_press (window, "Undo");
  desk_assert_text (window, "After a run");
  after = fascia_diary_list_sessions (desk_get_diary (desk), FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, NULL);
  g_assert_cmpuint (after->len, ==, 2);
  g_assert_cmpstr (((FasciaLogEntry *) g_ptr_array_index (after, 0))->uuid, ==, uuid);
}

static void
the_last_one_deleted_leaves_an_empty_journal (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;

  desk_add_session (desk, "after-run", 0);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  desk_press_row (window, "Last Session");
  desk_press (window, "Delete");
  desk_assert_text (window, "0 of 3 this week");
  activate (desk, "win.show-view", "journal");
  desk_assert_text (window, "No Sessions Yet");
}

static void
a_session_written_elsewhere_appears (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  activate (desk, "win.show-view", "journal");
  desk_assert_text (window, "No Sessions Yet");
  desk_add_session (desk, "after-run", 0);
  desk_settle ();
  desk_assert_text (window, "After a run");
  desk_assert_text (window, "Today 12:05");
  activate (desk, "win.show-view", "today");
  desk_assert_text (window, "1 of 1 this week");
}

static void
what_was_not_rated_is_not_shown (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;

  desk_add_session (desk, "after-run", 1);
  sessions = fascia_diary_list_sessions (desk_get_diary (desk), FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, NULL);
  entry = fascia_log_entry_copy (g_ptr_array_index (sessions, 0));
  entry->before = 0;
  g_assert_true (fascia_diary_update_session (desk_get_diary (desk), entry, NULL));
  desk_open (desk);
  activate (desk, "win.open-session", entry->uuid);
  desk_assert_text (GTK_WIDGET (desk->window), "Soreness before");
  desk_assert_text (GTK_WIDGET (desk->window), "0 of 10");
  desk_assert_no_text (GTK_WIDGET (desk->window), "Soreness after");
}

/* A thousand rows must not mean a thousand widgets. */
static void
guard_count_cb (GtkWidget *widget, gpointer data)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), g_type_from_name ("FasciaJournalRow")))
    ++*(guint *) data;
}

static void
a_long_journal_is_shown_piece_by_piece (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  guint n_rows = 0;

  for (int i = 0; i < 400; i++)
    desk_add_session (desk, "after-run", i);
  desk_open (desk);
  activate (desk, "win.show-view", "journal");
  desk_visit (GTK_WIDGET (desk->window), guard_count_cb, &n_rows);
  g_assert_cmpuint (n_rows, >, 5);
  g_assert_cmpuint (n_rows, <, 300);
}

/* A session that lost its program: the row is open and its last sign of life old. */
static void
cut_off_a_session (Desk *desk)
{
  g_autoptr (FasciaPlayer) player = fascia_player_new (desk->context);
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (desk->context, "after-run", NULL);

  g_assert_true (fascia_player_prepare (player, routine, NULL));
  fascia_player_start (player);
  desk_advance (desk, 60);
  g_clear_object (&player);
  injected_clock_advance (desk->clock, 10 * G_TIME_SPAN_MINUTE);
}

static void
a_session_that_was_cut_off_is_offered (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;

  cut_off_a_session (desk);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  desk_assert_text (window, "Your session “After a run” stopped at 0:");
  g_assert_cmpint (count_sessions (desk), ==, 0);
  desk_press (window, "Save As It Is");
  desk_assert_no_text (window, "Your session “After a run” stopped");
  g_assert_cmpint (count_sessions (desk), ==, 1);
}

static void
a_session_that_was_cut_off_can_be_discarded (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;

  cut_off_a_session (desk);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  desk_press (window, "Discard");
  desk_assert_no_text (window, "Your session “After a run” stopped");
  g_assert_cmpint (count_sessions (desk), ==, 0);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/journal/a-deleted-session-comes-back-by-undo", a_deleted_session_comes_back_by_undo);
  g_test_add_func ("/journal/the-last-one-deleted-leaves-an-empty-journal", the_last_one_deleted_leaves_an_empty_journal);
  g_test_add_func ("/journal/a-session-written-elsewhere-appears", a_session_written_elsewhere_appears);
  g_test_add_func ("/journal/what-was-not-rated-is-not-shown", what_was_not_rated_is_not_shown);
  g_test_add_func ("/journal/a-long-journal-is-shown-piece-by-piece", a_long_journal_is_shown_piece_by_piece);
  g_test_add_func ("/today/a-session-that-was-cut-off-is-offered", a_session_that_was_cut_off_is_offered);
  g_test_add_func ("/today/a-session-that-was-cut-off-can-be-discarded", a_session_that_was_cut_off_can_be_discarded);

  return g_test_run ();
}
