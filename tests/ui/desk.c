/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fascia-config.h"
#include "fascia/ui/application.h"
#include "injected-clock.h"
#include "widgets/steady-label.h"

#define PATIENCE_MS 5000

void
desk_init (int *argc, char ***argv)
{
  fascia_context_init_locale ();
  gtk_test_init (argc, argv, NULL);
  /* What slides out of sight is still there for a moment. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* A clock that is turned by hand wakes nobody, so the session, which waits for the
 * next second, looks at it again shortly. */
static gint64
look_again_us (FasciaClock *clock, gint64 delay_us)
{
  return delay_us < G_TIME_SPAN_MINUTE ? MIN (delay_us, 2 * G_TIME_SPAN_MILLISECOND) : G_TIME_SPAN_DAY;
}

Desk *
desk_new_without_window (void)
{
  Desk *self = g_new0 (Desk, 1);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (zone);
  self->clock = injected_clock_new (DESK_NOW_US, 0, zone);
  self->clock->real_delay_us = look_again_us;
  self->folder = g_dir_make_tmp ("fascia-ui-XXXXXX", &error);
  g_assert_no_error (error);
  self->context = fascia_context_new (self->clock, self->folder, &error);
  g_assert_no_error (error);

  return self;
}

static void
go_through_health_check (Desk *self)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  FasciaHealth health;
  g_autoptr (GError) error = NULL;

  if (diary == NULL)
    return;
  fascia_diary_get_health (diary, &health, &error);
  g_assert_no_error (error);
  if (health.asked_us != 0)
    return;
  fascia_diary_set_health (diary, &health, &error);
  g_assert_no_error (error);
}

void
desk_open (Desk *self)
{
  g_autoptr (GError) error = NULL;

  if (!self->first_start)
    go_through_health_check (self);
  g_assert_null (self->window);
  self->application = GTK_APPLICATION (fascia_application_new (self->context));
  /* Several desks, one after the other, in one process. */
  g_application_set_flags (G_APPLICATION (self->application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (self->application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (self->application));
  g_application_activate (G_APPLICATION (self->application));
  self->window = FASCIA_WINDOW (gtk_application_get_windows (self->application)->data);
  /* Nothing is installed here, and each session would say that the sounds are missing. */
  g_object_set (fascia_window_get_settings (self->window), "sounds", FALSE, NULL);
  desk_settle ();
}

Desk *
desk_new (void)
{
  Desk *self = desk_new_without_window ();

  desk_open (self);

  return self;
}

Desk *
desk_new_first_start (void)
{
  Desk *self = desk_new_without_window ();

  self->first_start = TRUE;
  desk_open (self);

  return self;
}

Desk *
desk_new_broken (void)
{
  Desk *self = desk_new_without_window ();
  g_autofree char *path = g_build_filename (self->folder, "fascia.db", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "This is a shopping list, not a database.\nmilk\nbread\n", -1, &error);
  g_assert_no_error (error);
  desk_open (self);

  return self;
}

static void
remove_folder (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL)
    return;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_dir_close (dir);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
no_window_cb (GApplication *application)
{
  g_signal_stop_emission_by_name (application, "activate");
}

/* Only running an application takes it off the bus, and the next test puts
 * another one on it. Without a window it ends at once. */
static void
unregister (GtkApplication *application)
{
  g_signal_connect (application, "activate", G_CALLBACK (no_window_cb), NULL);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 0, NULL), ==, 0);
}

void
desk_free (Desk *self)
{
  if (self->application != NULL)
    {
      g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (self->application));

      for (GList *l = windows; l != NULL; l = l->next)
        gtk_window_destroy (GTK_WINDOW (l->data));
      desk_settle ();
      unregister (self->application);
      g_application_set_default (NULL);
      g_clear_object (&self->application);
    }
  desk_settle ();
  g_clear_object (&self->context);
  injected_clock_free (self->clock);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

FasciaDiary *
desk_get_diary (Desk *self)
{
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);

  g_assert_no_error (error);

  return diary;
}

void
desk_add_session (Desk *self, const char *routine_id, int days_ago)
{
  g_autoptr (FasciaRoutine) routine = NULL;
  g_autoptr (FasciaPlan) plan = NULL;
  g_autoptr (FasciaLogEntry) entry = fascia_log_entry_new ();
  g_autoptr (GTimeZone) zone = fascia_clock_zone (self->clock);
  g_autoptr (GError) error = NULL;
  FasciaDay day = fascia_day_add (fascia_day_of_instant (DESK_NOW_US, zone), -days_ago);
  gint64 at_us;

  routine = fascia_context_find_routine (self->context, routine_id, &error);
  g_assert_no_error (error);
  plan = fascia_plan_new (routine, NULL, NULL);
  g_assert_true (fascia_instant_at_local (day, 12 * 60 + 5, zone, &at_us));

  fascia_instant_init (&entry->started, at_us, zone);
  entry->local_date = day;
  entry->active_s = (int) plan->active_s;
  entry->elapsed_s = (int) plan->total_s;
  entry->source = FASCIA_SOURCE_TIMER;
  entry->routine = g_strdup (routine_id);
  entry->routine_version = (int) routine->version;
  entry->occasion = routine->occasions[0];
  for (guint i = 0; i < plan->n_credits; i++)
    {
      FasciaLogItem *item = fascia_log_item_new (plan->credits[i].technique, plan->credits[i].side);

      item->tool = plan->credits[i].tool;
      item->planned_s = (int) plan->credits[i].planned_s;
      item->done_s = (int) plan->credits[i].planned_s;
      item->status = FASCIA_ITEM_DONE;
      g_ptr_array_add (entry->items, item);
    }
  fascia_diary_add_session (desk_get_diary (self), entry, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
over_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Pages are built and sizes handed out by the frame clock, so idle is not enough. */
static void
settle_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

#define FRAMES 4

static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  guint *n_frames = data;

  return ++*n_frames < FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static GtkWidget *
any_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i > 0; i--)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i - 1);

      if (gtk_widget_get_mapped (window))
        return window;
    }

  return NULL;
}

/* A few frames, however slow the machine, and then all that is pending. */
void
desk_settle (void)
{
  GtkWidget *window;
  guint n_frames = 0;
  guint id;
  gboolean over = FALSE;

  settle_for (20);
  window = any_window ();
  if (window != NULL)
    {
      g_autoptr (GtkWidget) held = g_object_ref (window);
      gint64 until_us = g_get_monotonic_time () + PATIENCE_MS * G_TIME_SPAN_MILLISECOND;

      id = gtk_widget_add_tick_callback (window, frame_cb, &n_frames, NULL);
      while (n_frames < FRAMES && gtk_widget_get_mapped (window) && g_get_monotonic_time () < until_us)
        settle_for (5);
      if (n_frames < FRAMES)
        gtk_widget_remove_tick_callback (window, id);
    }
  g_idle_add_full (G_PRIORITY_LOW, over_cb, &over, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

void
desk_wait (DeskCondition condition, gpointer data)
{
  gboolean gave_up = FALSE;
  guint id = g_timeout_add (PATIENCE_MS, over_cb, &gave_up);

  while (!condition (data) && !gave_up)
    g_main_context_iteration (NULL, TRUE);
  if (!gave_up)
    g_source_remove (id);
  g_assert_true (condition (data));
}

void
desk_advance (Desk *self, guint seconds)
{
  for (guint i = 0; i < seconds; i++)
    {
      injected_clock_advance (self->clock, G_TIME_SPAN_SECOND);
      settle_for (8);
    }
  desk_settle ();
}

/* What @widget says; NULL: nothing. */
static const char *
peek_text (GtkWidget *widget)
{
  if (FASCIA_IS_STEADY_LABEL (widget))
    return fascia_steady_label_get_text (FASCIA_STEADY_LABEL (widget));

  return GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;
}

char *
desk_text_of (GtkWidget *widget)
{
  return g_strdup (peek_text (widget));
}

static gboolean
is_shown (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget);
}

typedef gboolean (*Match) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find (GtkWidget *root, Match match, gconstpointer data)
{
  if (!is_shown (root))
    return NULL;
  if (match (root, data))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, match, data);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
matches_text (GtkWidget *widget, gconstpointer data)
{
  const char *text = peek_text (widget);

  return text != NULL && strstr (text, data) != NULL;
}

GtkWidget *
desk_find_text (GtkWidget *root, const char *text)
{
  return find (root, matches_text, text);
}

static gboolean
matches_type (GtkWidget *widget, gconstpointer data)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), *(const GType *) data);
}

GtkWidget *
desk_find_type (GtkWidget *root, GType type)
{
  return find (root, matches_type, &type);
}

static gboolean
matches_label_exactly (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), data);
}

static gboolean
matches_button (GtkWidget *widget, gconstpointer data)
{
  const char *tooltip;

  if (!GTK_IS_BUTTON (widget) && !GTK_IS_MENU_BUTTON (widget))
    return FALSE;
  tooltip = gtk_widget_get_tooltip_text (widget);

  return g_strcmp0 (tooltip, data) == 0 || find (widget, matches_label_exactly, data) != NULL;
}

GtkWidget *
desk_find_button (GtkWidget *root, const char *label)
{
  return find (root, matches_button, label);
}

static gboolean
matches_row (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LIST_BOX_ROW (widget) && find (widget, matches_label_exactly, data) != NULL;
}

GtkWidget *
desk_find_row (GtkWidget *root, const char *title)
{
  return find (root, matches_row, title);
}

void
desk_press (GtkWidget *root, const char *label)
{
  GtkWidget *button = desk_find_button (root, label);

  if (button == NULL)
    g_error ("There is no button “%s” to press", label);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  desk_settle ();
}

void
desk_press_row (GtkWidget *root, const char *title)
{
  GtkWidget *row = desk_find_row (root, title);

  if (row == NULL)
    g_error ("There is no row “%s” to press", title);
  g_signal_emit_by_name (row, "activate");
  desk_settle ();
}

void
desk_assert_text (GtkWidget *root, const char *text)
{
  if (desk_find_text (root, text) == NULL)
    g_error ("Nothing says “%s”", text);
}

void
desk_assert_no_text (GtkWidget *root, const char *text)
{
  if (desk_find_text (root, text) != NULL)
    g_error ("Something says “%s”", text);
}

GtkWidget *
desk_top (Desk *self)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *top = GTK_WIDGET (self->window);
  /* From libadwaita 1.5 on, what is asked stands within the window. */
  GType dialog_type = g_type_from_name ("AdwDialog");
  GtkWidget *dialog;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (window) && gtk_window_get_transient_for (GTK_WINDOW (window)) != NULL)
        top = window;
    }

  dialog = dialog_type != 0 ? desk_find_type (top, dialog_type) : NULL;
  return dialog != NULL ? dialog : top;
}

void
desk_visit (GtkWidget *root, DeskVisit visit, gpointer data)
{
  visit (root, data);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    desk_visit (child, visit, data);
}
