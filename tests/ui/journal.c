/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The journal, and what Today says of the log and the reminders. */

#include "desk.h"
#include "injected-clock.h"
#include "widgets/rating.h"
#include "widgets/time-row.h"

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

static void
toggle (Desk *desk, const char *label)
{
  GtkWidget *button = desk_find_button (GTK_WIDGET (desk->window), label);

  g_assert_true (GTK_IS_TOGGLE_BUTTON (button));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  desk_settle ();
}

/* Of @area, with the rating @before. */
static void
rate (Desk *desk, int days_ago, int before)
{
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;
  FasciaDay day = fascia_day_add (fascia_diary_today (desk_get_diary (desk)), -days_ago);
  g_autoptr (GError) error = NULL;

  desk_add_session (desk, "feet-and-calves", days_ago);
  sessions = fascia_diary_list_sessions (desk_get_diary (desk), day, day, 0, 1, &error);
  g_assert_no_error (error);
  entry = fascia_log_entry_copy (g_ptr_array_index (sessions, 0));
  entry->areas[0] = FASCIA_AREA_CALF;
  entry->n_areas = 1;
  entry->before = before;
  g_assert_true (fascia_diary_update_session (desk_get_diary (desk), entry, &error));
}

static void
progress_says_what_the_log_adds_up_to (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;

  for (int i = 0; i < 3; i++)
    rate (desk, 60 - i, 6);
  for (int i = 0; i < 3; i++)
    rate (desk, 2 - i, 3);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.show-view", "journal");
  toggle (desk, "Progress");
  desk_assert_text (window, "3 of 3 this week");
  desk_assert_text (window, "Calf: clearly lower than when you began (6 then, 3 now).");
  desk_assert_text (window, "−3 points (50 %) · 3 ratings then, 3 now");
  desk_assert_text (window, "Massage ball");
  g_assert_nonnull (desk_find_row (window, "Foot"));
  /* What was never rolled is said, too. */
  desk_assert_text (window, "Not Rolled Yet");

  /* It follows the log. */
  desk_add_session (desk, "feet-and-calves", 4);
  desk_settle ();
  desk_assert_text (window, "4 of 3 this week");
}

static void
every_number_of_progress_has_its_rule (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;

  desk_add_session (desk, "after-run", 0);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.show-view", "journal");
  toggle (desk, "Progress");
  desk_assert_text (window, "No ratings yet");
  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *row = desk_find_row (window, "How Is This Counted?");

      g_assert_nonnull (row);
      row = gtk_widget_get_ancestor (row, ADW_TYPE_EXPANDER_ROW);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      desk_settle ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "seen");
    }
  desk_assert_text (window, "out of the goals of the four full weeks before this one");
  desk_assert_text (window, "under two thirds of the other");
  desk_assert_text (window, "Clearly lower: down by 2 points and by 30 %");
}

static const char *
first_area (GtkWidget *window)
{
  GtkWidget *list = gtk_widget_get_ancestor (desk_find_row (window, "Calf"), GTK_TYPE_LIST_BOX);

  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (gtk_widget_get_first_child (list)));
}

static void
areas_can_be_ordered (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;
  GtkWidget *order;

  desk_add_session (desk, "feet-and-calves", 2);
  desk_add_session (desk, "feet-and-calves", 1);
  desk_add_session (desk, "desk-upper-body", 0);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.show-view", "journal");
  toggle (desk, "Progress");
  order = desk_find_type (window, GTK_TYPE_DROP_DOWN);
  g_assert_nonnull (order);
  g_assert_cmpstr (first_area (window), !=, "Back of the shoulder");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (order), 1);
  desk_settle ();
  g_assert_cmpstr (first_area (window), ==, "Calf");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (order), 2);
  desk_settle ();
  g_assert_cmpstr (first_area (window), ==, "Back of the shoulder");
}

static FasciaLogEntry *
newest (Desk *desk)
{
  g_autoptr (GPtrArray) sessions = fascia_diary_list_sessions (desk_get_diary (desk), FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 1, NULL);

  g_assert_cmpuint (sessions->len, ==, 1);

  return fascia_log_entry_copy (g_ptr_array_index (sessions, 0));
}

static void
choose (GtkWidget *window, const char *title, guint choice)
{
  GtkWidget *row = desk_find_row (window, title);

  g_assert_nonnull (row);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), choice);
  desk_settle ();
}

static void
write_note (GtkWidget *window, const char *text)
{
  GtkWidget *note = desk_find_type (window, GTK_TYPE_TEXT_VIEW);

  g_assert_nonnull (note);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (note)), text, -1);
  desk_settle ();
}

static void
press_save (GtkWidget *window)
{
  GtkWidget *save = desk_find_button (window, "Save");

  g_assert_nonnull (save);
  g_assert_true (gtk_widget_is_sensitive (save));
  desk_press (window, "Save");
}

static void
a_session_is_written_down_by_hand (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autoptr (FasciaLogEntry) entry = NULL;
  const FasciaLogItem *left;
  guint calf = 0;
  FasciaCatalog *catalog = fascia_context_get_catalog (desk->context);

  while (!g_str_equal (fascia_catalog_get_technique (catalog, calf)->id, "calf-roller"))
    calf++;
  activate (desk, "win.show-view", "journal");
  desk_press (window, "Write Down a Session");
  choose (window, "Add a Technique", calf + 1);
  choose (window, "First", FASCIA_AREA_CALF + 1);
  /* The same area twice is one. */
  choose (window, "Second", FASCIA_AREA_CALF + 1);
  fascia_rating_set_value (FASCIA_RATING (desk_find_type (window, FASCIA_TYPE_RATING)), 0);
  write_note (window, "  by the sea ");
  press_save (window);
  desk_assert_text (window, "Session saved");

  entry = newest (desk);
  g_assert_cmpint (entry->source, ==, FASCIA_SOURCE_MANUAL);
  g_assert_cmpint (entry->active_s, ==, 600);
  g_assert_cmpuint (entry->items->len, ==, 2);
  left = g_ptr_array_index (entry->items, 0);
  g_assert_cmpstr (left->technique, ==, "calf-roller");
  g_assert_cmpint (left->done_s, ==, 300);
  g_assert_cmpuint (entry->n_areas, ==, 1);
  g_assert_cmpint (entry->before, ==, 0);
  g_assert_cmpint (entry->after, ==, FASCIA_UNRATED);
  g_assert_cmpint (entry->next_day, ==, FASCIA_NEXT_DAY_NONE);
  g_assert_cmpstr (entry->note, ==, "by the sea");
  desk_assert_text (window, "by hand");
}

static void
what_is_edited_stays_beside_what_was_measured (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;
  GtkWidget *row;
  g_autoptr (FasciaLogEntry) before = NULL;
  g_autoptr (FasciaLogEntry) after = NULL;
  int seconds;

  desk_add_session (desk, "after-run", 0);
  before = newest (desk);
  seconds = ((FasciaLogItem *) g_ptr_array_index (before->items, 0))->done_s;
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.open-session", before->uuid);
  desk_press (window, "Edit");
  choose (window, "The Next Day", 2);
  row = desk_find_type (window, g_type_from_name ("FasciaItemRow"));
  g_assert_nonnull (row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  desk_settle ();
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (desk_find_type (row, GTK_TYPE_SPIN_BUTTON)), seconds + 30);
  desk_settle ();
  desk_assert_text (window, "Measured: ");
  press_save (window);

  after = newest (desk);
  g_assert_cmpstr (after->uuid, ==, before->uuid);
  g_assert_cmpint (after->started.utc_us, ==, before->started.utc_us);
  g_assert_cmpint (after->active_s, ==, before->active_s + 30);
  g_assert_cmpint (after->measured_active_s, ==, before->active_s);
  g_assert_cmpint (((FasciaLogItem *) g_ptr_array_index (after->items, 0))->measured_s, ==, seconds);
  g_assert_cmpint (after->next_day, ==, FASCIA_NEXT_DAY_SORE);
  g_assert_cmpuint (after->items->len, ==, before->items->len);
  /* The page below shows it already. */
  desk_assert_text (window, "Measured before it was edited");
  desk_assert_text (window, "A bit sore");
}

static void
what_cannot_be_is_not_saved (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autofree char *long_note = g_strnfill (FASCIA_MAX_NOTE_CHARACTERS + 1, 'x');

  activate (desk, "win.show-view", "journal");
  desk_press (window, "Write Down a Session");
  fascia_time_row_set_minute_of_day (FASCIA_TIME_ROW (desk_find_type (window, FASCIA_TYPE_TIME_ROW)), 23 * 60);
  desk_settle ();
  desk_assert_text (window, "This is in the future");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "Save")));
  fascia_time_row_set_minute_of_day (FASCIA_TIME_ROW (desk_find_type (window, FASCIA_TYPE_TIME_ROW)), 8 * 60);
  desk_settle ();
  g_assert_true (gtk_widget_is_sensitive (desk_find_button (window, "Save")));
  write_note (window, long_note);
  desk_assert_text (window, "501 of 500");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "Save")));
  write_note (window, "short");
  press_save (window);
  g_assert_cmpint (count_sessions (desk), ==, 1);
}

static void
an_overlap_warns_and_can_be_kept (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;

  desk_add_session (desk, "after-run", 0);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.show-view", "journal");
  desk_press (window, "Write Down a Session");
  fascia_time_row_set_minute_of_day (FASCIA_TIME_ROW (desk_find_type (window, FASCIA_TYPE_TIME_ROW)), 12 * 60 + 6);
  desk_settle ();
  press_save (window);
  desk_press (desk_top (desk), "Change");
  g_assert_cmpint (count_sessions (desk), ==, 1);
  press_save (window);
  desk_press (desk_top (desk), "Keep Both");
  g_assert_cmpint (count_sessions (desk), ==, 2);
}

static void
sessions_are_found_by_their_notes (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;
  GtkWidget *words;
  g_autoptr (FasciaLogEntry) entry = NULL;

  desk_add_session (desk, "after-run", 1);
  desk_add_session (desk, "feet-and-calves", 0);
  entry = newest (desk);
  entry->note = g_strdup ("Barefoot by the sea");
  g_assert_true (fascia_diary_update_session (desk_get_diary (desk), entry, NULL));
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.show-view", "journal");
  words = desk_find_type (window, GTK_TYPE_SEARCH_ENTRY);
  g_assert_nonnull (words);
  gtk_editable_set_text (GTK_EDITABLE (words), "bare");
  for (guint i = 0; i < 10; i++)
    desk_settle ();
  desk_assert_text (window, "Feet and calves");
  desk_assert_no_text (window, "After a run");
  gtk_editable_set_text (GTK_EDITABLE (words), "mountain");
  for (guint i = 0; i < 10; i++)
    desk_settle ();
  desk_assert_text (window, "No Sessions Found");
  desk_press (window, "Show All");
  desk_assert_text (window, "After a run");
  desk_assert_text (window, "Feet and calves");
}

static void
the_trash_gives_back_and_is_emptied (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;
  g_autoptr (FasciaLogEntry) entry = NULL;

  desk_add_session (desk, "after-run", 1);
  entry = newest (desk);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.show-view", "journal");
  activate (desk, "win.delete-session", entry->uuid);
  desk_press (window, "Trash");
  desk_press (window, "Restore");
  g_assert_cmpint (count_sessions (desk), ==, 1);
  desk_assert_text (window, "The Trash Is Empty");

  activate (desk, "win.delete-session", entry->uuid);
  desk_press (window, "Empty Trash…");
  desk_press (desk_top (desk), "Cancel");
  desk_assert_text (window, "After a run");
  desk_press (window, "Empty Trash…");
  desk_press (desk_top (desk), "Empty Trash");
  desk_assert_text (window, "The Trash Is Empty");
  g_assert_false (fascia_diary_restore_session (desk_get_diary (desk), entry->uuid, NULL));
}

/* 12:05 on the day before: asked once, and “worse” twice in a row is answered. */
static void
the_next_day_is_asked_about_once (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;
  g_autoptr (FasciaLogEntry) before = NULL;
  g_autoptr (FasciaLogEntry) after = NULL;

  desk_add_session (desk, "feet-and-calves", 3);
  before = newest (desk);
  before->next_day = FASCIA_NEXT_DAY_WORSE;
  g_assert_true (fascia_diary_update_session (desk_get_diary (desk), before, NULL));
  desk_add_session (desk, "after-run", 1);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  desk_assert_text (window, "After “After a run” (Yesterday): how does it feel?");
  desk_press (window, "Worse");
  desk_assert_no_text (window, "how does it feel?");
  desk_assert_text (window, "Worse on the next day, twice in a row");
  desk_press (window, "Understood");
  desk_assert_no_text (window, "twice in a row");
  after = newest (desk);
  g_assert_cmpint (after->next_day, ==, FASCIA_NEXT_DAY_WORSE);
}

static void
the_same_day_is_not_asked_about (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();

  desk_add_session (desk, "after-run", 0);
  desk_add_session (desk, "feet-and-calves", 2);
  desk_open (desk);
  desk_assert_no_text (GTK_WIDGET (desk->window), "how does it feel?");
}

static void
tooltip_cb (GtkWidget *widget, gpointer data)
{
  const char **wanted = data;

  if (*wanted != NULL && g_strcmp0 (gtk_widget_get_tooltip_text (widget), *wanted) == 0)
    *wanted = NULL;
}

static gboolean
has_tooltip (GtkWidget *root, const char *text)
{
  desk_visit (root, tooltip_cb, &text);

  return text == NULL;
}

static void
a_day_of_the_month_opens_its_session (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;

  desk_add_session (desk, "after-run", 2);
  desk_add_session (desk, "feet-and-calves", 30);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.show-view", "journal");
  toggle (desk, "Progress");
  desk_assert_text (window, "March 2027");
  /* The last row has only its first days in March, and yet a week of its own. */
  g_assert_true (has_tooltip (window, "Week 13"));
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "Next Month")));
  desk_press (window, "Previous Month");
  desk_assert_text (window, "February 2027");
  g_assert_true (gtk_widget_is_sensitive (desk_find_button (window, "Next Month")));
  /* 30 days before 26 March. */
  desk_press (window, "24");
  desk_assert_text (window, "Rolled and held");
  desk_assert_text (window, "Feet and calves");
}

/* --- The year ------------------------------------------------------------------- */

/* As if the key were pressed while @widget has the focus. */
static void
press_key (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (!GTK_IS_KEYVAL_TRIGGER (trigger) || gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) != key)
            continue;
          gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, gtk_shortcut_get_arguments (shortcut));
          desk_settle ();
          return;
        }
    }
  g_error ("The key %s does nothing there", gdk_keyval_name (key));
}

static GtkWidget *
open_year (Desk *desk)
{
  GtkWidget *map;

  activate (desk, "win.show-view", "journal");
  toggle (desk, "Progress");
  map = desk_find_type (GTK_WIDGET (desk->window), g_type_from_name ("FasciaHeatMap"));
  g_assert_nonnull (map);
  gtk_widget_grab_focus (map);
  desk_settle ();

  return map;
}

#define assert_says(map, text) \
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (map), GTK_ACCESSIBLE_PROPERTY_LABEL, text)

static void
the_year_is_walked_by_keys_and_heard (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;
  GtkWidget *map;

  desk_add_session (desk, "after-run", 7);
  desk_add_session (desk, "after-run", 90);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  map = open_year (desk);
  desk_assert_text (window, "2027");
  /* Friday 26 March 2027. */
  assert_says (map, "Fri 26 Mar 2027: no session");
  press_key (map, GDK_KEY_Left);
  assert_says (map, "Fri 19 Mar 2027: 1 session, 11 minutes");
  /* The same stands below the picture. */
  desk_assert_text (window, "Fri 19 Mar 2027: 1 session, 11 minutes");
  press_key (map, GDK_KEY_Down);
  assert_says (map, "Sat 20 Mar 2027: no session");
  press_key (map, GDK_KEY_Up);
  press_key (map, GDK_KEY_Right);
  assert_says (map, "Fri 26 Mar 2027: no session");
  press_key (map, GDK_KEY_Home);
  assert_says (map, "Fri 1 Jan 2027: no session");
  /* Over the edge into the year before. */
  press_key (map, GDK_KEY_Up);
  assert_says (map, "Thu 31 Dec 2026: no session");
  desk_assert_text (window, "2026");
  press_key (map, GDK_KEY_Page_Down);
  assert_says (map, "Fri 31 Dec 2027: no session");
  /* There is no year after this one yet. */
  press_key (map, GDK_KEY_Down);
  assert_says (map, "Fri 31 Dec 2027: no session");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "Next Year")));
}

static gboolean
has_focus_in (GtkWidget *window, const char *type)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && desk_find_type (focus, g_type_from_name (type)) != NULL;
}

static void
a_day_of_the_year_opens_in_the_list (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;
  GtkWidget *map;

  for (int i = 0; i < 80; i++)
    desk_add_session (desk, i == 70 ? "feet-and-calves" : "after-run", i);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  map = open_year (desk);
  for (guint i = 0; i < 10; i++)
    press_key (map, GDK_KEY_Left);
  press_key (map, GDK_KEY_Return);
  desk_assert_text (window, "Feet and calves");
  g_assert_true (has_focus_in (window, "FasciaJournalRow"));
  g_assert_nonnull (desk_find_text (gtk_root_get_focus (GTK_ROOT (window)), "Feet and calves"));
}

static void
a_pause_is_told_in_the_year (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *map;
  g_autoptr (GError) error = NULL;
  FasciaDay today = fascia_diary_today (desk_get_diary (desk));

  desk_add_session (desk, "after-run", 40);
  fascia_diary_add_pause (desk_get_diary (desk), today, fascia_day_add (today, 6), FASCIA_PAUSE_VACATION, &error);
  g_assert_no_error (error);
  desk_open (desk);
  map = open_year (desk);
  press_key (map, GDK_KEY_Down);
  assert_says (map, "Sat 27 Mar 2027: paused");
}

/* Month by month and day by day, for who does not see the pictures. */
static void
pictures_are_there_as_lists_too (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;

  desk_add_session (desk, "after-run", 2);
  desk_add_session (desk, "after-run", 2);
  desk_add_session (desk, "after-run", 30);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.show-view", "journal");
  toggle (desk, "Progress");
  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *row = desk_find_row (window, "The Same as a List");

      g_assert_nonnull (row);
      row = gtk_widget_get_ancestor (row, ADW_TYPE_EXPANDER_ROW);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      desk_settle ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "seen");
    }
  g_assert_nonnull (desk_find_row (window, "Wed 24 Mar 2027"));
  desk_assert_text (window, "2 sessions, 21 minutes");
  g_assert_nonnull (desk_find_row (window, "February 2027"));
  desk_assert_text (window, "2 sessions, 21 minutes, on 1 day");
  g_assert_nonnull (desk_find_row (window, "This Week"));
}

static void
months_head_their_sessions (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;
  GtkWidget *heading;
  GtkWidget *list;

  desk_add_session (desk, "after-run", 1);
  desk_add_session (desk, "after-run", 2);
  desk_add_session (desk, "feet-and-calves", 28);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.show-view", "journal");
  heading = desk_find_text (window, "March 2027");
  g_assert_nonnull (heading);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (heading), GTK_ACCESSIBLE_ROLE_HEADING);
  desk_assert_text (window, "2 sessions, 21 minutes");
  desk_assert_text (window, "February 2027");
  desk_assert_text (window, "1 session, 6 minutes");
  /* The row says all of it to who cannot see it. */
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_ancestor (desk_find_text (window, "Feet and calves"), g_type_from_name ("GtkListItemWidget"))),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Feet and calves, Fri 26 Feb 12:05, 5:40, Done");

  /* Down from the first session, past the heading of the next month. */
  list = desk_find_type (window, GTK_TYPE_LIST_VIEW);
  g_assert_true (gtk_widget_grab_focus (gtk_widget_get_next_sibling (gtk_widget_get_first_child (list))));
  for (guint i = 0; i < 3; i++)
    press_key (list, GDK_KEY_Down);
  g_assert_nonnull (desk_find_text (gtk_root_get_focus (GTK_ROOT (window)), "Feet and calves"));
}

/* --- Filters --------------------------------------------------------------------- */

static void
filters_are_set_by_keys (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;
  GtkWidget *button;
  GtkWidget *popover;
  GtkWidget *first;
  guint n_stops = 0;
  guint n_choices = 0;

  desk_add_session (desk, "after-run", 1);
  desk_add_session (desk, "desk-upper-body", 2);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.show-view", "journal");
  button = desk_find_button (window, "Filters and Trash");
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_child_focus (button, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_activate (gtk_root_get_focus (GTK_ROOT (window))));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  desk_wait ((DeskCondition) gtk_widget_get_mapped, popover);
  desk_settle ();
  g_assert_true (gtk_widget_get_mapped (popover));

  /* Every control of it is a stop of the Tab key, and the focus begins in it. */
  first = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (gtk_widget_is_ancestor (first, popover));
  do
    {
      GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

      n_stops++;
      if (gtk_widget_get_ancestor (focus, GTK_TYPE_DROP_DOWN) != NULL)
        n_choices++;
    }
  while (n_stops < 20 && gtk_widget_child_focus (popover, GTK_DIR_TAB_FORWARD) &&
         gtk_root_get_focus (GTK_ROOT (window)) != first);
  g_assert_cmpuint (n_choices, ==, 4);
  g_assert_cmpuint (n_stops, ==, 6);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (desk_find_type (popover, GTK_TYPE_DROP_DOWN)), FASCIA_AREA_CHEST + 1);
  desk_settle ();
  desk_assert_no_text (window, "After a run");
  desk_assert_text (window, "Desk break");
  g_assert_true (gtk_widget_has_css_class (button, "accent"));
  desk_press (popover, "Show All");
  desk_assert_text (window, "After a run");
  g_assert_false (gtk_widget_has_css_class (button, "accent"));
}

/* --- Leaving the editor ------------------------------------------------------------ */

static void
open_editor (Desk *desk, const char *uuid, const char *note)
{
  activate (desk, "win.edit-session", uuid);
  if (note != NULL)
    write_note (GTK_WIDGET (desk->window), note);
}

static void
go_back (Desk *desk)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.back", NULL));
  desk_settle ();
}

static void
changes_are_not_lost_by_leaving (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;
  g_autoptr (FasciaLogEntry) entry = NULL;
  g_autoptr (FasciaLogEntry) discarded = NULL;
  g_autoptr (FasciaLogEntry) saved = NULL;
  g_autoptr (FasciaLogEntry) moved = NULL;

  desk_add_session (desk, "after-run", 1);
  entry = newest (desk);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.show-view", "journal");

  /* Nothing was changed: nothing is asked. */
  open_editor (desk, entry->uuid, NULL);
  go_back (desk);
  g_assert_true (desk_top (desk) == window);
  desk_assert_text (window, "March 2027");

  open_editor (desk, entry->uuid, "not to be kept");
  go_back (desk);
  desk_assert_text (desk_top (desk), "Save Your Changes?");
  desk_press (desk_top (desk), "Cancel");
  desk_assert_text (window, "14 of 500");
  go_back (desk);
  desk_press (desk_top (desk), "Discard");
  desk_assert_text (window, "March 2027");
  discarded = newest (desk);
  g_assert_null (discarded->note);

  open_editor (desk, entry->uuid, "to be kept");
  go_back (desk);
  desk_press (desk_top (desk), "Save");
  desk_assert_text (window, "Session saved");
  saved = newest (desk);
  g_assert_cmpstr (saved->note, ==, "to be kept");

  /* The same by going to another view, which is where one is afterwards. */
  open_editor (desk, entry->uuid, "kept on the way");
  activate (desk, "win.show-view", "today");
  desk_press (desk_top (desk), "Save");
  desk_assert_text (window, "Last Session");
  moved = newest (desk);
  g_assert_cmpstr (moved->note, ==, "kept on the way");
}

static void
closing_asks_about_changes (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;
  g_autoptr (FasciaLogEntry) entry = NULL;
  gboolean closed = FALSE;

  desk_add_session (desk, "after-run", 1);
  entry = newest (desk);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  open_editor (desk, entry->uuid, "unfinished");
  gtk_window_close (GTK_WINDOW (window));
  desk_settle ();
  desk_press (desk_top (desk), "Cancel");
  g_assert_true (gtk_widget_get_visible (window));
  g_signal_connect_swapped (window, "destroy", G_CALLBACK (g_atomic_int_inc), &closed);
  gtk_window_close (GTK_WINDOW (window));
  desk_settle ();
  desk_press (desk_top (desk), "Discard");
  for (guint i = 0; i < 5 && !closed; i++)
    desk_settle ();
  g_assert_true (closed);
}

/* --- Long logs --------------------------------------------------------------------- */

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
  g_test_add_func ("/journal/progress-says-what-the-log-adds-up-to", progress_says_what_the_log_adds_up_to);
  g_test_add_func ("/journal/every-number-of-progress-has-its-rule", every_number_of_progress_has_its_rule);
  g_test_add_func ("/journal/areas-can-be-ordered", areas_can_be_ordered);
  g_test_add_func ("/journal/a-session-is-written-down-by-hand", a_session_is_written_down_by_hand);
  g_test_add_func ("/journal/what-is-edited-stays-beside-what-was-measured", what_is_edited_stays_beside_what_was_measured);
  g_test_add_func ("/journal/what-cannot-be-is-not-saved", what_cannot_be_is_not_saved);
  g_test_add_func ("/journal/an-overlap-warns-and-can-be-kept", an_overlap_warns_and_can_be_kept);
  g_test_add_func ("/journal/sessions-are-found-by-their-notes", sessions_are_found_by_their_notes);
  g_test_add_func ("/journal/the-trash-gives-back-and-is-emptied", the_trash_gives_back_and_is_emptied);
  g_test_add_func ("/today/the-next-day-is-asked-about-once", the_next_day_is_asked_about_once);
  g_test_add_func ("/today/the-same-day-is-not-asked-about", the_same_day_is_not_asked_about);
  g_test_add_func ("/journal/a-day-of-the-month-opens-its-session", a_day_of_the_month_opens_its_session);
  g_test_add_func ("/journal/months-head-their-sessions", months_head_their_sessions);
  g_test_add_func ("/journal/the-year-is-walked-by-keys-and-heard", the_year_is_walked_by_keys_and_heard);
  g_test_add_func ("/journal/a-day-of-the-year-opens-in-the-list", a_day_of_the_year_opens_in_the_list);
  g_test_add_func ("/journal/a-pause-is-told-in-the-year", a_pause_is_told_in_the_year);
  g_test_add_func ("/journal/pictures-are-there-as-lists-too", pictures_are_there_as_lists_too);
  g_test_add_func ("/journal/filters-are-set-by-keys", filters_are_set_by_keys);
  g_test_add_func ("/journal/changes-are-not-lost-by-leaving", changes_are_not_lost_by_leaving);
  g_test_add_func ("/journal/closing-asks-about-changes", closing_asks_about_changes);
  g_test_add_func ("/today/a-session-that-was-cut-off-is-offered", a_session_that_was_cut_off_is_offered);
  g_test_add_func ("/today/a-session-that-was-cut-off-can-be-discarded", a_session_that_was_cut_off_can_be_discarded);

  return g_test_run ();
}
