/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every page, as it is built and laid out. */

#include <string.h>

#include "desk.h"
#include "injected-clock.h"
#include "fascia-config.h"

#define NARROWEST_PX 360

typedef struct {
  const char *where;
  guint n_seen;
} Tour;

typedef void (*Look) (GtkWidget *window, Tour *tour);

static void
look_at (Desk *desk, const char *where, Look look, Tour *tour)
{
  tour->where = where;
  desk_settle ();
  look (desk_top (desk), tour);
}

static void
activate (Desk *desk, const char *action, const char *target)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), action, "s", target));
  desk_settle ();
}

static GtkWidget *
session_page (Desk *desk)
{
  GtkWidget *page = desk_find_type (GTK_WIDGET (desk->window), g_type_from_name ("FasciaSessionPage"));

  g_assert_nonnull (page);

  return page;
}

static void
say_yes_cb (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_CHECK_BUTTON (widget) && gtk_widget_get_mapped (widget))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), TRUE);
}

/* Every line of the health check opens. */
static void
say_yes_to_everything (Desk *desk)
{
  desk_visit (desk_find_type (GTK_WIDGET (desk->window), g_type_from_name ("FasciaHealthPage")), say_yes_cb, NULL);
  desk_settle ();
}

/* Leads through all pages a person can come to. */
static void
take_tour (Desk *desk, Look look, Tour *tour)
{
  g_autoptr (GPtrArray) sessions = fascia_diary_list_sessions (desk_get_diary (desk), FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 1, NULL);
  FasciaCatalog *catalog = fascia_context_get_catalog (desk->context);
  GtkWidget *reminders;
  GtkWidget *page;

  look_at (desk, "today", look, tour);
  activate (desk, "win.show-view", "guide");
  look_at (desk, "guide", look, tour);
  for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i += 8)
    {
      const FasciaTechnique *technique = fascia_catalog_get_technique (catalog, i);

      activate (desk, "win.open-technique", technique->id);
      look_at (desk, technique->id, look, tour);
    }
  activate (desk, "win.open-section", "smr/how-to");
  look_at (desk, "section", look, tour);
  activate (desk, "win.open-section", "smr/risks");
  look_at (desk, "risks", look, tour);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.show-references", NULL));
  look_at (desk, "references", look, tour);
  activate (desk, "win.show-view", "guide");
  desk_press (GTK_WIDGET (desk->window), "Understanding");
  look_at (desk, "understanding", look, tour);
  desk_press (GTK_WIDGET (desk->window), "Filters");
  look_at (desk, "filters", look, tour);
  desk_press (GTK_WIDGET (desk->window), "Filters");
  gtk_editable_set_text (GTK_EDITABLE (desk_find_type (GTK_WIDGET (desk->window), GTK_TYPE_SEARCH_ENTRY)), "calf");
  look_at (desk, "found", look, tour);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.show-health", NULL));
  desk_settle ();
  look_at (desk, "health", look, tour);
  say_yes_to_everything (desk);
  look_at (desk, "health-yes", look, tour);
  activate (desk, "win.show-view", "routines");
  look_at (desk, "routines", look, tour);
  activate (desk, "win.open-routine", "ball-only-travel");
  look_at (desk, "routine", look, tour);
  activate (desk, "win.show-view", "journal");
  look_at (desk, "journal", look, tour);
  activate (desk, "win.open-session", ((FasciaLogEntry *) g_ptr_array_index (sessions, 0))->uuid);
  look_at (desk, "entry", look, tour);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.show-reminders", NULL));
  look_at (desk, "reminders", look, tour);
  reminders = desk_top (desk);
  page = desk_find_type (reminders, g_type_from_name ("FasciaReminderPreferences"));
  g_assert_true (gtk_widget_activate_action (page, "reminders.add-rule", NULL));
  look_at (desk, "rule", look, tour);
  g_assert_true (gtk_widget_activate_action (reminders, "preferences.back", NULL));
  g_assert_true (gtk_widget_activate_action (page, "reminders.add-pause", NULL));
  look_at (desk, "pause", look, tour);
  g_assert_true (gtk_widget_activate_action (reminders, "preferences.back", NULL));
  g_assert_true (gtk_widget_activate_action (page, "reminders.show-history", NULL));
  look_at (desk, "history", look, tour);
  gtk_window_destroy (GTK_WINDOW (reminders));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.just-trained", NULL));
  look_at (desk, "trained", look, tour);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.back", NULL));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.show-preferences", NULL));
  look_at (desk, "preferences", look, tour);
  gtk_window_destroy (GTK_WINDOW (desk_top (desk)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.show-tools", NULL));
  look_at (desk, "tools-and-health", look, tour);
  gtk_window_destroy (GTK_WINDOW (desk_top (desk)));

  activate (desk, "win.start-routine", "after-run");
  look_at (desk, "ready", look, tour);
  page = session_page (desk);
  gtk_widget_activate_action (page, "session.toggle", NULL);
  look_at (desk, "count-in", look, tour);
  desk_advance (desk, 20);
  look_at (desk, "running", look, tour);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.leave-session", NULL));
  look_at (desk, "bar", look, tour);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.show-session", NULL));
  gtk_widget_activate_action (page, "session.compact", NULL);
  look_at (desk, "compact", look, tour);
  gtk_widget_activate_action (page, "session.compact", NULL);
  injected_clock_suspend (desk->clock, 12 * G_TIME_SPAN_MINUTE);
  desk_advance (desk, 1);
  look_at (desk, "slept", look, tour);
  gtk_widget_activate_action (page, "session.ask-stop", NULL);
  look_at (desk, "stop", look, tour);
  gtk_widget_activate_action (page, "session.felt-wrong", NULL);
  look_at (desk, "signs", look, tour);
  gtk_widget_activate_action (page, "session.give-up", "s", "pain");
  look_at (desk, "rest", look, tour);
  gtk_widget_activate_action (page, "session.stop", "s", "emergency");
  look_at (desk, "emergency", look, tour);
  gtk_widget_activate_action (page, "session.show-summary", NULL);
  gtk_widget_activate_action (page, "session.save", NULL);
  activate (desk, "win.open-technique", "calf-roller");
  look_at (desk, "resting", look, tour);
  activate (desk, "win.start-routine", "after-run");
  look_at (desk, "not-as-written", look, tour);
  activate (desk, "win.start-routine", "desk-upper-body");
  gtk_widget_activate_action (page, "session.toggle", NULL);
  desk_advance (desk, 20);
  gtk_widget_activate_action (page, "session.ask-stop", NULL);
  gtk_widget_activate_action (page, "session.stop", "s", "other");
  look_at (desk, "summary", look, tour);
}

static void
check_width (GtkWidget *window, Tour *tour)
{
  GtkWidget *content = GTK_IS_WINDOW (window) ? gtk_widget_get_first_child (window) : window;
  int minimum;

  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > NARROWEST_PX)
    g_error ("The page “%s” needs %d pixels", tour->where, minimum);
  tour->n_seen++;
}

static void
no_page_is_wider_than_a_phone (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  Tour tour = { 0 };

  desk_add_session (desk, "after-run", 1);
  desk_open (desk);
  gtk_window_set_default_size (GTK_WINDOW (desk->window), NARROWEST_PX, 640);
  take_tour (desk, check_width, &tour);
  g_assert_cmpuint (tour.n_seen, >=, 17);
}

static void
no_page_is_wider_than_a_phone_in_large_text (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  Tour tour = { 0 };
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  desk_add_session (desk, "after-run", 1);
  desk_open (desk);
  gtk_window_set_default_size (GTK_WINDOW (desk->window), NARROWEST_PX, 640);
  take_tour (desk, check_width, &tour);
  g_assert_cmpuint (tour.n_seen, >=, 17);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

static gboolean
has_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_words (child))
      return TRUE;

  return FALSE;
}

/* Where a screen reader finds the name of @widget (nullable). A tooltip is not
 * enough: GTK 4.8 reads out “GtkImage” all the same. */
static char *
accessible_name (GtkWidget *widget)
{
  if (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return g_strdup ("labelled");
  if (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return g_strdup ("labelled by another");
  if (has_words (widget))
    return g_strdup ("its own words");

  return NULL;
}

/* The buttons that GTK and libadwaita put into their own widgets are theirs. */
static gboolean
is_ours (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) == NULL &&
         gtk_widget_get_ancestor (widget, GTK_TYPE_SPIN_BUTTON) == NULL &&
         gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) == NULL &&
         gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER) == NULL &&
         (gtk_widget_get_ancestor (widget, GTK_TYPE_MENU_BUTTON) == NULL || GTK_IS_MENU_BUTTON (widget)) &&
         gtk_widget_get_ancestor (widget, ADW_TYPE_VIEW_SWITCHER) == NULL &&
         /* libadwaita's own, without a name in 1.7: the × of a toast. */
         (g_strcmp0 (G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)), "AdwToastWidget") != 0 ||
          !gtk_widget_has_css_class (widget, "circular"));
}

static void
check_name_cb (GtkWidget *widget, gpointer data)
{
  Tour *tour = data;
  g_autofree char *name = NULL;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (!(GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_SPIN_BUTTON (widget) ||
        GTK_IS_SEARCH_ENTRY (widget) || GTK_IS_PROGRESS_BAR (widget)))
    return;
  if (!GTK_IS_SPIN_BUTTON (widget) && !is_ours (widget))
    return;
  name = accessible_name (widget);
  if (name == NULL)
    g_error ("A %s in a %s on the page “%s” has no name", G_OBJECT_TYPE_NAME (widget),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)), tour->where);
  tour->n_seen++;
}

static void
check_names (GtkWidget *window, Tour *tour)
{
  desk_visit (window, check_name_cb, tour);
}

static void
every_control_has_a_name (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  Tour tour = { 0 };

  desk_add_session (desk, "after-run", 1);
  desk_open (desk);
  take_tour (desk, check_names, &tour);
  g_assert_cmpuint (tour.n_seen, >=, 60);
}

static void
check_icon_cb (GtkWidget *widget, gpointer data)
{
  Tour *tour = data;
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  const char *name;

  if (!GTK_IS_IMAGE (widget) || gtk_image_get_storage_type (GTK_IMAGE (widget)) != GTK_IMAGE_ICON_NAME)
    return;
  name = gtk_image_get_icon_name (GTK_IMAGE (widget));
  if (name == NULL)
    return;
  if (!gtk_icon_theme_has_icon (theme, name))
    g_error ("The symbol “%s” on the page “%s” does not exist", name, tour->where);
  tour->n_seen++;
}

static void
check_icons (GtkWidget *window, Tour *tour)
{
  desk_visit (window, check_icon_cb, tour);
}

static void
every_symbol_exists (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  Tour tour = { 0 };

  desk_add_session (desk, "after-run", 1);
  desk_open (desk);
  take_tour (desk, check_icons, &tour);
  g_assert_cmpuint (tour.n_seen, >=, 100);
}

static void
the_switcher_moves_with_the_width (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  GtkWidget *switcher;

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 640);
  desk_settle ();
  switcher = desk_find_type (window, ADW_TYPE_VIEW_SWITCHER);
  g_assert_nonnull (switcher);
  g_assert_cmpint (adw_view_switcher_get_policy (ADW_VIEW_SWITCHER (switcher)), ==, ADW_VIEW_SWITCHER_POLICY_WIDE);

  /* In one jump, as a tiling desktop does it. */
  gtk_window_set_default_size (GTK_WINDOW (window), NARROWEST_PX, 640);
  desk_settle ();
  g_assert_cmpint (gtk_widget_get_width (window), <=, NARROWEST_PX);
  switcher = desk_find_type (window, ADW_TYPE_VIEW_SWITCHER);
  g_assert_nonnull (switcher);
  g_assert_cmpint (adw_view_switcher_get_policy (ADW_VIEW_SWITCHER (switcher)), ==, ADW_VIEW_SWITCHER_POLICY_NARROW);

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 640);
  desk_settle ();
  switcher = desk_find_type (window, ADW_TYPE_VIEW_SWITCHER);
  g_assert_nonnull (switcher);
  g_assert_cmpint (adw_view_switcher_get_policy (ADW_VIEW_SWITCHER (switcher)), ==, ADW_VIEW_SWITCHER_POLICY_WIDE);
}

static void
the_guide_finds_by_word_and_says_when_it_finds_nothing (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  GtkWidget *search;

  activate (desk, "win.show-view", "guide");
  desk_assert_text (window, "Foot sole with ball");
  search = desk_find_type (window, GTK_TYPE_SEARCH_ENTRY);
  g_assert_nonnull (search);
  gtk_editable_set_text (GTK_EDITABLE (search), "calf stick");
  desk_settle ();
  desk_assert_text (window, "Calf with massage stick");
  desk_assert_no_text (window, "Foot sole with ball");
  desk_assert_no_text (window, "Nothing Found");

  gtk_editable_set_text (GTK_EDITABLE (search), "xylophone");
  desk_settle ();
  desk_assert_text (window, "Nothing Found");
  g_signal_emit_by_name (search, "stop-search");
  desk_settle ();
  desk_assert_text (window, "Foot sole with ball");
}

static void
one_drills_down_and_comes_back (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  activate (desk, "win.show-view", "routines");
  g_assert_null (desk_find_button (window, "Back"));
  desk_press_row (window, "After a run");
  desk_assert_text (window, "Start · 12:19");
  desk_press_row (window, "Foot sole with ball");
  desk_assert_text (window, "Common mistakes");
  desk_press (window, "Back");
  desk_assert_text (window, "Start · 12:19");
  desk_press (window, "Back");
  desk_assert_text (window, "Whole body, 10 minutes");
  g_assert_null (desk_find_button (window, "Back"));
}

/* Without a log there is still something to read and to roll. */
static void
a_broken_database_is_said_and_the_rest_works (void)
{
  g_autoptr (Desk) desk = desk_new_broken ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autofree char *path = g_build_filename (desk->folder, "fascia.db", NULL);
  g_autofree char *contents = NULL;

  desk_assert_text (window, "fascia.db");
  g_assert_nonnull (desk_find_button (window, "Try Again"));
  desk_press (window, "Try Again");
  g_assert_null (desk_find_type (window, g_type_from_name ("FasciaWeekDots")));
  activate (desk, "win.show-view", "journal");
  desk_assert_text (window, "The Journal Cannot Be Opened");
  activate (desk, "win.show-view", "guide");
  desk_assert_text (window, "Calf on foam roller");
  activate (desk, "win.start-routine", "after-run");
  desk_assert_text (window, "Is anything on this list true for you today?");
  desk_press (window, "None of These");
  desk_assert_text (window, "Tender is fine. Pain is not.");

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "This is a shopping list"));
}

static void
a_mended_database_is_found_by_trying_again (void)
{
  g_autoptr (Desk) desk = desk_new_broken ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  g_autofree char *path = g_build_filename (desk->folder, "fascia.db", NULL);

  g_assert_cmpint (remove (path), ==, 0);
  desk_press (window, "Try Again");
  desk_assert_text (window, "0 of 3 this week");
  g_assert_null (desk_find_button (window, "Try Again"));
}

static void
a_new_log_is_empty_and_kind (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);

  desk_assert_text (window, "0 of 3 this week");
  desk_assert_no_text (window, "Last Session");
  activate (desk, "win.show-view", "journal");
  desk_assert_text (window, "No Sessions Yet");
  desk_press (window, "Choose a Routine");
  desk_assert_text (window, "Whole body, 10 minutes");
}

static void
the_week_is_said_in_words (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *dots;

  desk_add_session (desk, "after-run", 0);
  desk_add_session (desk, "after-run", 2);
  desk_add_session (desk, "after-run", 9);
  desk_open (desk);
  desk_assert_text (GTK_WIDGET (desk->window), "2 of 3 this week");
  dots = desk_find_type (GTK_WIDGET (desk->window), g_type_from_name ("FasciaWeekDots"));
  g_assert_nonnull (dots);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (dots), GTK_ACCESSIBLE_PROPERTY_LABEL, "Done this week: Wednesday, Friday");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (dots), GTK_ACCESSIBLE_ROLE_IMG);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/pages/no-page-is-wider-than-a-phone", no_page_is_wider_than_a_phone);
  g_test_add_func ("/pages/no-page-is-wider-than-a-phone-in-large-text", no_page_is_wider_than_a_phone_in_large_text);
  g_test_add_func ("/pages/every-control-has-a-name", every_control_has_a_name);
  g_test_add_func ("/pages/every-symbol-exists", every_symbol_exists);
  g_test_add_func ("/pages/the-switcher-moves-with-the-width", the_switcher_moves_with_the_width);
  g_test_add_func ("/pages/the-guide-finds-by-word-and-says-when-it-finds-nothing", the_guide_finds_by_word_and_says_when_it_finds_nothing);
  g_test_add_func ("/pages/one-drills-down-and-comes-back", one_drills_down_and_comes_back);
  g_test_add_func ("/pages/a-broken-database-is-said-and-the-rest-works", a_broken_database_is_said_and_the_rest_works);
  g_test_add_func ("/pages/a-mended-database-is-found-by-trying-again", a_mended_database_is_found_by_trying_again);
  g_test_add_func ("/pages/a-new-log-is-empty-and-kind", a_new_log_is_empty_and_kind);
  g_test_add_func ("/pages/the-week-is-said-in-words", the_week_is_said_in_words);

  return g_test_run ();
}
