/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Walks the pages of the window and saves a picture of each:
 *
 *   pictures FOLDER [--dark] [--narrow] [--large-text] [--locale-dir FOLDER] [NAME]...
 *
 * With NAMEs only those. The pictures are of the widgets themselves, so they show
 * what a person sees, without the frame a desktop draws around it. */

#include <libintl.h>
#include <stdlib.h>

#include "desk.h"
#include "guide/guide-page.h"

#define WIDE_PX 760
#define NARROW_PX 360
#define HEIGHT_PX 720

static const char *folder;
static char **wanted;
static gboolean dark;
static gboolean narrow;
static gboolean large_text;
static char *locale_dir;

static void
save (GtkWidget *window, const char *name)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;
  int width;
  int height;

  if (*wanted != NULL && !g_strv_contains ((const char *const *) wanted, name))
    return;

  desk_settle ();
  /* Slides and fades have come to their end by then. */
  for (guint i = 0; i < 6; i++)
    desk_settle ();
  paintable = gtk_widget_paintable_new (window);
  width = gtk_widget_get_width (window);
  height = gtk_widget_get_height (window);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  file = g_strconcat (name, ".png", NULL);
  path = g_build_filename (folder, file, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
  g_print ("%s %d×%d\n", path, width, height);
}

static void
set_size (Desk *desk)
{
  gtk_window_set_default_size (GTK_WINDOW (desk->window), narrow ? NARROW_PX : WIDE_PX, HEIGHT_PX);
  desk_settle ();
  desk_settle ();
}

static void
activate (Desk *desk, const char *action, const char *target)
{
  if (target != NULL)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), action, "s", target));
  else
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), action, NULL));
  desk_settle ();
}

static void
add_rule (Desk *desk)
{
  g_autoptr (FasciaRule) rule = fascia_rule_new ();
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&rule->uuid, g_free);
  rule->kind = FASCIA_RULE_ON_DAYS;
  rule->weekdays = 0x15;
  rule->minute_of_day = 18 * 60;
  rule->enabled = TRUE;
  fascia_diary_add_rule (desk_get_diary (desk), rule, &error);
  g_assert_no_error (error);
}

static void
last_toggle_cb (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && gtk_widget_get_mapped (widget) && gtk_widget_has_css_class (gtk_widget_get_parent (widget), "switcher"))
    *(GtkWidget **) data = widget;
}

static void
show_progress (Desk *desk)
{
  GtkWidget *toggle = NULL;

  desk_visit (GTK_WIDGET (desk->window), last_toggle_cb, &toggle);
  g_assert_nonnull (toggle);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  desk_settle ();
}

/* Weeks with more and with less, and calves that were sorer at first. */
static void
add_story (Desk *desk)
{
  static const int days_ago[] = { 16, 19, 23, 30, 33, 36, 41, 44, 51, 54, 58, 61, 63 };
  g_autoptr (GPtrArray) sessions = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (days_ago); i++)
    desk_add_session (desk, i % 3 == 0 ? "desk-upper-body" : "feet-and-calves", days_ago[i]);
  sessions = fascia_diary_list_sessions (desk_get_diary (desk), FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, NULL);
  for (guint i = 0; i < sessions->len; i++)
    {
      g_autoptr (FasciaLogEntry) entry = fascia_log_entry_copy (g_ptr_array_index (sessions, i));
      g_autoptr (GError) error = NULL;

      entry->areas[0] = FASCIA_AREA_CALF;
      entry->n_areas = 1;
      entry->before = i < 5 ? 3 : 6;
      if (i == 0)
        entry->note = g_strdup ("Tight after sitting all day; better when the knee is bent.");
      fascia_diary_update_session (desk_get_diary (desk), entry, &error);
      g_assert_no_error (error);
    }
}

static void
scroll_to (GtkWidget *page, double part)
{
  GtkWidget *scrolled = desk_find_type (page, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  desk_settle ();
  gtk_adjustment_set_value (place, part * (gtk_adjustment_get_upper (place) - gtk_adjustment_get_page_size (place)));
  desk_settle ();
}

static GtkWidget *
page_of (Desk *desk, const char *type)
{
  GtkWidget *page = desk_find_type (desk_top (desk), g_type_from_name (type));

  g_assert_nonnull (page);

  return page;
}

/* The rest of a long page, piece by piece: at most @n pictures with the first. */
static void
take_rest (Desk *desk, GtkWidget *page, const char *name, guint n)
{
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (desk_find_type (page, GTK_TYPE_SCROLLED_WINDOW)));

  for (guint i = 2; i <= n; i++)
    {
      g_autofree char *piece = g_strdup_printf ("%s-%u", name, i);

      desk_settle ();
      if (gtk_adjustment_get_value (place) + gtk_adjustment_get_page_size (place) >= gtk_adjustment_get_upper (place))
        break;
      gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) + 0.9 * gtk_adjustment_get_page_size (place));
      save (GTK_WIDGET (desk->window), piece);
    }
  gtk_adjustment_set_value (place, 0);
}

/* A popover is a surface of its own, so it is a picture of its own. */
static void
take_filters (Desk *desk)
{
  GtkWidget *button = desk_find_type (page_of (desk, "FasciaJournalPage"), GTK_TYPE_MENU_BUTTON);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  desk_settle ();
  save (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), "journal-filters");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  desk_settle ();
}

static void
take_views (Desk *desk)
{
  g_autoptr (GPtrArray) sessions = NULL;

  save (GTK_WIDGET (desk->window), "today");
  activate (desk, "win.show-view", "guide");
  save (GTK_WIDGET (desk->window), "guide");
  activate (desk, "win.open-technique", "calf-roller");
  save (GTK_WIDGET (desk->window), "technique");
  activate (desk, "win.show-view", "routines");
  save (GTK_WIDGET (desk->window), "routines");
  activate (desk, "win.open-routine", "after-run");
  save (GTK_WIDGET (desk->window), "routine");
  activate (desk, "win.show-view", "journal");
  save (GTK_WIDGET (desk->window), "journal");
  take_filters (desk);
  show_progress (desk);
  save (GTK_WIDGET (desk->window), "progress");
  take_rest (desk, page_of (desk, "FasciaProgressPage"), "progress", 7);
  sessions = fascia_diary_list_sessions (desk_get_diary (desk), FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 1, NULL);
  activate (desk, "win.open-session", ((FasciaLogEntry *) g_ptr_array_index (sessions, 0))->uuid);
  save (GTK_WIDGET (desk->window), "entry");
  take_rest (desk, page_of (desk, "FasciaEntryPage"), "entry", 2);
  activate (desk, "win.edit-session", ((FasciaLogEntry *) g_ptr_array_index (sessions, 0))->uuid);
  save (GTK_WIDGET (desk->window), "edit");
  take_rest (desk, page_of (desk, "FasciaEditPage"), "edit", 5);
  activate (desk, "win.back", NULL);
  activate (desk, "win.delete-session", ((FasciaLogEntry *) g_ptr_array_index (sessions, 0))->uuid);
  activate (desk, "win.show-trash", NULL);
  save (GTK_WIDGET (desk->window), "trash");
  activate (desk, "win.restore-session", ((FasciaLogEntry *) g_ptr_array_index (sessions, 0))->uuid);
  save (GTK_WIDGET (desk->window), "trash-empty");
  activate (desk, "win.show-view", "today");
}

static void
say_yes_cb (GtkWidget *widget, gpointer data)
{
  guint *n_left = data;

  if (*n_left > 0 && GTK_IS_CHECK_BUTTON (widget) && gtk_widget_get_mapped (widget))
    {
      gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), TRUE);
      (*n_left)--;
    }
}

static void
toggle_cb (GtkWidget *widget, gpointer data)
{
  GtkWidget **last = data;

  if (GTK_IS_TOGGLE_BUTTON (widget) && gtk_widget_get_mapped (widget))
    *last = widget;
}

static void
take_guidance (Desk *desk)
{
  GtkWidget *window = GTK_WIDGET (desk->window);
  GtkWidget *last = NULL;
  GtkWidget *page;
  GtkWidget *search;
  g_autoptr (GError) error = NULL;
  FasciaHealth health = { 0 };
  guint n_yes = 1;

  activate (desk, "win.show-view", "guide");
  page = page_of (desk, "FasciaGuidePage");
  desk_visit (page, toggle_cb, &last);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (last), TRUE);
  save (window, "understanding");
  search = desk_find_type (page, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (search), "laeg");
  save (window, "found");
  gtk_editable_set_text (GTK_EDITABLE (search), "xylophone");
  save (window, "nothing-found");
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  fascia_guide_page_show_techniques (FASCIA_GUIDE_PAGE (page));
  desk_visit (page, toggle_cb, &last);
  last = desk_find_type (page, GTK_TYPE_TOGGLE_BUTTON);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (last), TRUE);
  save (window, "filters");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (last), FALSE);

  activate (desk, "win.open-section", "smr/how-to");
  save (window, "section");
  scroll_to (page_of (desk, "FasciaSectionPage"), 1);
  save (window, "section-2");
  activate (desk, "win.open-technique", "calf-roller");
  scroll_to (page_of (desk, "FasciaTechniquePage"), 1);
  save (window, "technique-2");
  activate (desk, "win.show-references", NULL);
  save (window, "references");

  activate (desk, "win.show-health", NULL);
  page = page_of (desk, "FasciaHealthPage");
  desk_visit (page, say_yes_cb, &n_yes);
  save (window, "health");
  scroll_to (page, 1);
  save (window, "health-2");
  activate (desk, "win.show-view", "today");

  fascia_diary_set_owned_tools (desk_get_diary (desk), FASCIA_ALL_TOOL_BITS & ~FASCIA_TOOL_BIT (FASCIA_TOOL_FOAM_ROLLER), &error);
  g_assert_no_error (error);
  activate (desk, "win.open-routine", "after-run");
  save (window, "routine-missing");
  fascia_health_answer_yes (&health, FASCIA_CONDITION_OSTEOPOROSIS, 0, FALSE, DESK_NOW_US);
  fascia_diary_set_health (desk_get_diary (desk), &health, &error);
  g_assert_no_error (error);
  fascia_diary_rest_area (desk_get_diary (desk), FASCIA_AREA_CALF, FASCIA_REASON_PAIN, &error);
  g_assert_no_error (error);
  activate (desk, "win.start-routine", "whole-body-10");
  save (window, "changed");
  activate (desk, "win.show-tools", NULL);
  if (narrow)
    gtk_window_set_default_size (GTK_WINDOW (desk_top (desk)), NARROW_PX, HEIGHT_PX);
  save (desk_top (desk), "tools-and-health");
  scroll_to (page_of (desk, "FasciaHealthPreferences"), 1);
  save (desk_top (desk), "tools-and-health-2");
  gtk_window_destroy (GTK_WINDOW (desk_top (desk)));
  desk_settle ();
  fascia_health_answer_yes (&health, FASCIA_CONDITION_CLOT, 0, FALSE, DESK_NOW_US);
  fascia_diary_set_health (desk_get_diary (desk), &health, &error);
  g_assert_no_error (error);
  activate (desk, "win.start-routine", "after-run");
  save (window, "blocked");

  health = (FasciaHealth){ 0 };
  fascia_diary_set_health (desk_get_diary (desk), &health, &error);
  fascia_diary_end_rest (desk_get_diary (desk), FASCIA_AREA_CALF, &error);
  fascia_diary_set_owned_tools (desk_get_diary (desk), FASCIA_ALL_TOOL_BITS, &error);
  g_assert_no_error (error);
  activate (desk, "win.show-view", "today");
}

static void
take_welcome (void)
{
  g_autoptr (Desk) desk = desk_new_first_start ();
  GtkWidget *page;

  set_size (desk);
  page = page_of (desk, "FasciaWelcomePage");
  save (GTK_WIDGET (desk->window), "welcome");
  gtk_widget_activate_action (page, "welcome.next", NULL);
  save (GTK_WIDGET (desk->window), "welcome-2");
  gtk_widget_activate_action (page, "welcome.skip", NULL);
  save (GTK_WIDGET (desk->window), "welcome-3");
}

static void
choose_cb (GtkWidget *widget, gpointer data)
{
  GtkWidget **last = data;

  if (GTK_IS_CHECK_BUTTON (widget) && gtk_widget_get_mapped (widget))
    *last = widget;
}

/* The last of the choices, whatever the language calls it. */
static void
choose_second (GtkWidget *window)
{
  GtkWidget *last = NULL;

  desk_visit (window, choose_cb, &last);
  g_assert_nonnull (last);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (last), TRUE);
  desk_settle ();
}

static void
take_reminders (Desk *desk)
{
  GtkWidget *window;
  GtkWidget *page;
  g_autoptr (GError) error = NULL;
  FasciaReminderSettings settings;
  FasciaDay today = fascia_diary_today (desk_get_diary (desk));

  fascia_diary_add_pause (desk_get_diary (desk), fascia_day_add (today, 15), fascia_day_add (today, 21), FASCIA_PAUSE_VACATION, &error);
  g_assert_no_error (error);
  fascia_diary_get_reminder_settings (desk_get_diary (desk), &settings, &error);
  g_assert_no_error (error);
  settings.quiet = TRUE;
  fascia_diary_set_reminder_settings (desk_get_diary (desk), &settings, &error);
  g_assert_no_error (error);

  activate (desk, "win.show-reminders", NULL);
  window = desk_top (desk);
  g_assert_true (window != GTK_WIDGET (desk->window));
  page = desk_find_type (window, g_type_from_name ("FasciaReminderPreferences"));
  if (narrow)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW_PX, HEIGHT_PX);
  save (window, "reminders");
  /* The rest of the long page, piece by piece. */
  for (guint i = 1; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("reminders-%u", i + 1);
      GtkWidget *scrolled = desk_find_type (page, GTK_TYPE_SCROLLED_WINDOW);
      GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

      if (gtk_adjustment_get_value (place) + gtk_adjustment_get_page_size (place) >= gtk_adjustment_get_upper (place))
        break;
      gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) + 0.85 * gtk_adjustment_get_page_size (place));
      desk_settle ();
      save (window, name);
    }
  g_assert_true (gtk_widget_activate_action (page, "reminders.add-rule", NULL));
  save (window, "rule");
  choose_second (window);
  save (window, "rule-needed");
  g_assert_true (gtk_widget_activate_action (window, "preferences.back", NULL));
  g_assert_true (gtk_widget_activate_action (page, "reminders.add-pause", NULL));
  save (window, "pause");
  g_assert_true (gtk_widget_activate_action (window, "preferences.back", NULL));
  g_assert_true (gtk_widget_activate_action (page, "reminders.show-history", NULL));
  save (window, "history");
  gtk_window_destroy (GTK_WINDOW (window));
  desk_settle ();

  activate (desk, "win.show-preferences", NULL);
  window = desk_top (desk);
  if (narrow)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW_PX, HEIGHT_PX);
  save (window, "preferences");
  gtk_window_destroy (GTK_WINDOW (window));
  desk_settle ();

  activate (desk, "win.just-trained", NULL);
  save (GTK_WIDGET (desk->window), "trained");
  activate (desk, "win.back", NULL);
  fascia_diary_add_pause (desk_get_diary (desk), today, fascia_day_add (today, 2), FASCIA_PAUSE_ILLNESS, &error);
  g_assert_no_error (error);
  save (GTK_WIDGET (desk->window), "today-paused");
  fascia_diary_resume (desk_get_diary (desk), &error);
  g_assert_no_error (error);
}

static void
close_top (Desk *desk)
{
  GtkWidget *top = desk_top (desk);

  if (top != GTK_WIDGET (desk->window))
    gtk_window_destroy (GTK_WINDOW (top));
  desk_settle ();
}

static gboolean
is_at_rest (gpointer page)
{
  GtkWidget *cancel = desk_find_button (page, "Cancel");

  return cancel == NULL || !gtk_widget_get_sensitive (cancel);
}

static gboolean
shows_import (gpointer window)
{
  return desk_find_type (window, g_type_from_name ("FasciaImportPage")) != NULL;
}

static void
take_data (Desk *desk)
{
  g_autofree char *path = g_build_filename (desk->folder, "log.json", NULL);
  GtkWidget *window, *page;

  activate (desk, "win.show-data", NULL);
  window = desk_top (desk);
  if (narrow)
    gtk_window_set_default_size (GTK_WINDOW (window), 360, 720);
  save (window, "data");
  page = desk_find_type (window, g_type_from_name ("FasciaDataPreferences"));
  g_assert_nonnull (page);
  gtk_widget_activate_action (page, "data.back-up", NULL);
  save (window, "data-working");
  desk_wait (is_at_rest, page);
  gtk_widget_activate_action_variant (page, "data.export-to", g_variant_new_bytestring (path));
  desk_wait (is_at_rest, page);
  gtk_widget_activate_action_variant (page, "data.import-from", g_variant_new_bytestring (path));
  desk_wait (shows_import, window);
  save (window, "data-import");
  gtk_widget_activate_action (window, "preferences.back", NULL);
  desk_settle ();
  gtk_widget_activate_action (page, "data.delete-everything", NULL);
  desk_settle ();
  save (desk_top (desk), "data-delete");
  close_top (desk);
  close_top (desk);
}

static void
take_session (Desk *desk)
{
  GtkWidget *window = GTK_WIDGET (desk->window);
  GtkWidget *page;

  activate (desk, "win.start-routine", "after-run");
  save (window, "ready");
  page = desk_find_type (window, g_type_from_name ("FasciaSessionPage"));
  g_assert_nonnull (page);
  gtk_widget_activate_action (page, "session.toggle", NULL);
  desk_advance (desk, 2);
  save (window, "count-in");
  desk_advance (desk, 23);
  save (window, "session");
  activate (desk, "win.leave-session", NULL);
  save (window, "session-bar");
  activate (desk, "win.show-session", NULL);
  gtk_widget_activate_action (page, "session.skip", NULL);
  desk_advance (desk, 4);
  save (window, "hold");
  gtk_widget_activate_action (page, "session.toggle", NULL);
  save (window, "paused");
  gtk_widget_activate_action (page, "session.ask-stop", NULL);
  save (window, "stop");
  gtk_widget_activate_action (page, "session.stop", "s", "other");
  save (window, "summary-wrong");
  gtk_widget_activate_action (page, "session.discard", NULL);
  save (desk_top (desk), "discard");
}

static void
take_empty (void)
{
  g_autoptr (Desk) desk = desk_new ();

  set_size (desk);
  save (GTK_WIDGET (desk->window), "today-empty");
  activate (desk, "win.show-view", "journal");
  save (GTK_WIDGET (desk->window), "journal-empty");
}

/* A session of yesterday, which is asked about today. */
static void
take_question (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();

  desk_add_session (desk, "after-run", 1);
  desk_open (desk);
  set_size (desk);
  save (GTK_WIDGET (desk->window), "today-question");
}

static void
take_broken (void)
{
  g_autoptr (Desk) desk = desk_new_broken ();

  set_size (desk);
  save (GTK_WIDGET (desk->window), "log-broken");
  activate (desk, "win.back", NULL);
  save (GTK_WIDGET (desk->window), "today-broken");
  activate (desk, "win.show-view", "journal");
  save (GTK_WIDGET (desk->window), "journal-broken");
}

int
main (int argc, char **argv)
{
  const GOptionEntry options[] = {
    { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, "In dark colours", NULL },
    { "narrow", 0, 0, G_OPTION_ARG_NONE, &narrow, "360 pixels wide", NULL },
    { "large-text", 0, 0, G_OPTION_ARG_NONE, &large_text, "At 200 % text", NULL },
    { "locale-dir", 0, 0, G_OPTION_ARG_FILENAME, &locale_dir, "Where translations are, for another LANGUAGE", "FOLDER" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("FOLDER [NAME]…");
  g_autoptr (GError) error = NULL;
  int gtk_argc = 1;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (argc < 2)
    {
      g_printerr ("pictures: into which folder?\n");
      return 2;
    }
  folder = argv[1];
  wanted = argv + 2;
  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      g_printerr ("pictures: cannot make the folder %s\n", folder);
      return 1;
    }

  desk_init (&gtk_argc, &argv);
  if (locale_dir != NULL)
    bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  if (large_text)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);

  take_question ();
  {
    g_autoptr (Desk) desk = desk_new_without_window ();

    desk_add_session (desk, "desk-upper-body", 0);
    desk_add_session (desk, "after-run", 2);
    desk_add_session (desk, "wall-beginner", 5);
    desk_add_session (desk, "feet-and-calves", 9);
    desk_add_session (desk, "whole-body-10", 12);
    add_story (desk);
    add_rule (desk);
    desk_open (desk);
    set_size (desk);
    take_views (desk);
    take_reminders (desk);
    take_guidance (desk);
    take_data (desk);
    take_session (desk);
  }
  take_empty ();
  take_welcome ();
  take_broken ();

  return EXIT_SUCCESS;
}
