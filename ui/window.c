/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window.h"

#include <glib/gi18n-lib.h>

#include "compat.h"
#include "fascia-config.h"
#include "fascia/service/announcer.h"
#include "fascia/service/diary.h"
#include "fascia/service/mpris.h"
#include "fascia/service/reminder.h"
#include "fascia/service/settings.h"
#include "fascia/service/sleep.h"
#include "fascia/service/wording.h"
#include "guide/guide-page.h"
#include "guide/references-page.h"
#include "guide/section-page.h"
#include "guide/technique-page.h"
#include "health/health-page.h"
#include "health/safety-page.h"
#include "journal/edit-page.h"
#include "journal/entry-page.h"
#include "journal/journal-page.h"
#include "journal/report-page.h"
#include "journal/trash-page.h"
#include "preferences/data-trouble-page.h"
#include "preferences/preferences-window.h"
#include "routines/routine-page.h"
#include "routines/routines-page.h"
#include "routines/swap.h"
#include "session/session-bar.h"
#include "session/session-page.h"
#include "today/today-page.h"
#include "today/trained-page.h"
#include "welcome/welcome-page.h"
#include "widgets/browser.h"
#include "widgets/errands.h"
#include "widgets/fit.h"
#include "widgets/phrases.h"
#include "widgets/template.h"
#include "widgets/toast.h"

/* What the header holds beside the switcher: the menu, and up to three buttons of
 * the window, with their margins. */
#define HEADER_BUTTONS_PX 220

/* The first frame is on the screen by then. */
#define KEEP_REMINDERS_MS 300

struct _FasciaWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *screens;
  GtkStack *titles;
  AdwWindowTitle *title;
  FasciaFit *fit;
  GtkWidget *back;
  AdwViewStack *views;
  FasciaSessionBar *session_bar;
  AdwViewSwitcherBar *switcher_bar;

  FasciaContext *context;
  FasciaPlayer *player;
  FasciaSessionPage *session; /* NULL until a first session is prepared */
  FasciaSettings *settings;
  FasciaAnnouncer *announcer;
  FasciaMpris *mpris;
  FasciaSleepWatch *sleep_watch;
  FasciaErrands *errands;
  char *next_view;            /* where to go when the editor is left */
  gboolean close_next;
  char *wanted;               /* the routine whose start waits for an answer */
  FasciaRoutine *checked;     /* the one that the health check is gone through for */
  FasciaBrowser *browser;     /* of the view shown; weak */
  gboolean narrow;
  guint narrow_id;
  gboolean keeps_awake;
  guint inhibit_cookie; /* 0: not granted */
  gboolean closing; /* the question about the running session was answered */
  guint nudge_min;  /* asked for while reminders are off */
  gboolean kept_reminders;
  guint keep_reminders_id;
};

G_DEFINE_FINAL_TYPE (FasciaWindow, fascia_window, ADW_TYPE_APPLICATION_WINDOW)

static void begin (FasciaWindow *self, FasciaRoutine *routine);
static void open_safety (FasciaWindow *self, FasciaRoutine *routine, FasciaSafetyFacts *facts);

static FasciaBrowser *
get_browser (FasciaWindow *self, const char *view)
{
  return FASCIA_BROWSER (adw_view_stack_get_child_by_name (self->views, view));
}

/* A view is built when it is first looked at: the window shows sooner. */
static FasciaBrowser *
ensure_view (FasciaWindow *self, const char *view)
{
  FasciaBrowser *browser = get_browser (self, view);

  if (fascia_browser_get_root (browser) != NULL)
    return browser;

  if (g_str_equal (view, "today"))
    fascia_browser_set_root (browser, fascia_today_page_new (self->context));
  else if (g_str_equal (view, "guide"))
    fascia_browser_set_root (browser, fascia_guide_page_new (self->context));
  else if (g_str_equal (view, "routines"))
    fascia_browser_set_root (browser, fascia_routines_page_new (self->context));
  else
    fascia_browser_set_root (browser, fascia_journal_page_new (self->context));

  return browser;
}

static void
update_header (FasciaWindow *self)
{
  const char *title = self->browser == NULL ? NULL : fascia_browser_get_title (self->browser);

  gtk_widget_set_visible (self->back, title != NULL);
  adw_window_title_set_title (self->title, title == NULL ? "Fascia" : title);
  gtk_stack_set_visible_child_name (self->titles, self->narrow || title != NULL ? "title" : "switcher");
  adw_view_switcher_bar_set_reveal (self->switcher_bar, self->narrow && title == NULL);
}

static void
view_changed_cb (FasciaWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->views);

  /* While the template is being built there is no context yet. */
  if (name == NULL || self->context == NULL)
    return;
  if (self->browser != NULL)
    g_signal_handlers_disconnect_by_func (self->browser, update_header, self);
  self->browser = ensure_view (self, name);
  g_signal_connect_swapped (self->browser, "notify::title", G_CALLBACK (update_header), self);
  update_header (self);
}

static gboolean
narrow_cb (gpointer data)
{
  FasciaWindow *self = data;

  self->narrow_id = 0;
  self->narrow = !self->narrow;
  update_header (self);

  return G_SOURCE_REMOVE;
}

/* The switcher moves between header and bottom with the width; not here, while
 * sizes are being handed out, but right after. */
static void
fascia_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  gboolean narrow = width < fascia_fit_get_needed_width (self->fit) + HEADER_BUTTONS_PX;

  if (narrow != self->narrow && self->narrow_id == 0)
    self->narrow_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, narrow_cb, self, NULL);

  GTK_WIDGET_CLASS (fascia_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static gboolean
shows_session (FasciaWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->screens), "session") == 0;
}

static void
show_session (FasciaWindow *self)
{
  gtk_stack_set_visible_child_name (self->screens, "session");
  fascia_session_page_focus (self->session);
}

static void
show_views (FasciaWindow *self)
{
  if (!shows_session (self))
    return;
  gtk_stack_set_visible_child_name (self->screens, "views");
  /* The focus must not stay in a page that nobody sees. */
  gtk_widget_child_focus (GTK_WIDGET (self->views), GTK_DIR_TAB_FORWARD);
}

/* The screen stays on and the machine awake only while time runs. */
static void
update_inhibit (FasciaWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  gboolean runs;
  int state;

  g_object_get (self->player, "state", &state, NULL);
  runs = (state == FASCIA_SESSION_COUNTING_IN || state == FASCIA_SESSION_RUNNING) &&
         fascia_settings_get_boolean (self->settings, "keep-awake");

  self->keeps_awake = runs;
  if (application == NULL)
    return;
  if (runs && self->inhibit_cookie == 0)
    {
      self->inhibit_cookie = gtk_application_inhibit (application,
                                                      GTK_WINDOW (self),
                                                      GTK_APPLICATION_INHIBIT_IDLE | GTK_APPLICATION_INHIBIT_SUSPEND,
                                                      _("A guided session is running"));
    }
  else if (!runs && self->inhibit_cookie != 0)
    {
      gtk_application_uninhibit (application, self->inhibit_cookie);
      self->inhibit_cookie = 0;
    }
}

static void
player_state_cb (FasciaWindow *self)
{
  int state;

  g_object_get (self->player, "state", &state, NULL);
  update_inhibit (self);
  /* What runs is written down before the machine sleeps. */
  fascia_sleep_watch_set_guard (self->sleep_watch, fascia_player_is_under_way (self->player), _("A session is being saved"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-session", state != -1);
  if (state == -1)
    show_views (self);
}

static void
falling_asleep_cb (FasciaWindow *self)
{
  fascia_player_about_to_sleep (self->player);
}

static void
slept_cb (FasciaWindow *self)
{
  fascia_player_update (self->player);
}

static void
raise_cb (FasciaWindow *self)
{
  gtk_window_present (GTK_WINDOW (self));
}

/* Said once, and neither in a dialog nor over the buttons: what cannot be heard stops nobody from rolling. */
static void
problem_cb (FasciaWindow *self)
{
  const char *problem = fascia_announcer_get_problem (self->announcer);

  if (problem != NULL && self->session != NULL)
    fascia_session_page_tell (self->session, problem);
}

static void
open_page (FasciaWindow *self, GtkWidget *page, const char *title)
{
  show_views (self);
  fascia_browser_push (self->browser, page, title);
}

/* What was edited is not lost by going elsewhere: %TRUE when the user is asked first.
 * @view (nullable): where to go then. */
static gboolean
ask_about_changes (FasciaWindow *self, const char *view, gboolean to_close)
{
  GtkWidget *page = self->browser == NULL || shows_session (self) ? NULL : fascia_browser_get_page (self->browser);

  if (!FASCIA_IS_EDIT_PAGE (page) || !fascia_edit_page_has_changes (FASCIA_EDIT_PAGE (page)))
    return FALSE;
  g_free (self->next_view);
  self->next_view = g_strdup (view);
  self->close_next = to_close;
  fascia_edit_page_leave (FASCIA_EDIT_PAGE (page));

  return TRUE;
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);

  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    gtk_window_unfullscreen (GTK_WINDOW (self));
  else if (shows_session (self))
    gtk_widget_activate_action (widget, "win.leave-session", NULL);
  else if (!ask_about_changes (self, NULL, FALSE))
    fascia_browser_pop (self->browser);
}

static void
fullscreen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *window = GTK_WINDOW (widget);

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
show_view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fascia_window_show_view (FASCIA_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);

  fascia_window_show_view (self, "guide");
  if (!shows_session (self))
    fascia_guide_page_search (FASCIA_GUIDE_PAGE (fascia_browser_get_root (self->browser)));
}

static void
open_technique_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  const FasciaTechnique *technique = fascia_catalog_find_technique (fascia_context_get_catalog (self->context),
                                                                    g_variant_get_string (parameter, NULL));

  if (technique != NULL)
    open_page (self, fascia_technique_page_new (self->context, technique), _("Technique"));
}

static void
open_routine_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (self->context, g_variant_get_string (parameter, NULL), &error);

  if (routine != NULL)
    open_page (self, fascia_routine_page_new (self->context, routine), _("Routine"));
  else
    fascia_toast (GTK_WIDGET (self->screens), error->message);
}

static void
open_session_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);

  if (diary != NULL)
    entry = fascia_diary_get_session (diary, g_variant_get_string (parameter, NULL), &error);
  if (entry != NULL)
    open_page (self, fascia_entry_page_new (self->context, entry), _("Session"));
  else
    fascia_toast (GTK_WIDGET (self->screens), error->message);
}

static void
close_cb (gpointer data)
{
  g_autoptr (GtkWindow) window = data;

  gtk_window_close (window);
}

static void
stayed_cb (FasciaWindow *self)
{
  g_clear_pointer (&self->next_view, g_free);
  self->close_next = FALSE;
}

/* Back to where the editor was opened, or on to where the user was going. */
static void
left_editor_cb (FasciaWindow *self)
{
  g_autofree char *view = g_steal_pointer (&self->next_view);
  gboolean to_close = self->close_next;

  stayed_cb (self);
  fascia_browser_pop (self->browser);
  if (view != NULL)
    fascia_window_show_view (self, view);
  /* Not before the question itself is gone, which belongs to this window. */
  if (to_close)
    g_idle_add_once (close_cb, g_object_ref (self));
}

static void
session_saved_cb (FasciaWindow *self)
{
  left_editor_cb (self);
  fascia_toast (GTK_WIDGET (self->screens), _("Session saved"));
}

static void
open_edit_page (FasciaWindow *self, const FasciaLogEntry *entry)
{
  GtkWidget *page = fascia_edit_page_new (self->context, entry);

  g_signal_connect_object (page, "saved", G_CALLBACK (session_saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "left", G_CALLBACK (left_editor_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "stayed", G_CALLBACK (stayed_cb), self, G_CONNECT_SWAPPED);
  open_page (self, page, entry == NULL ? _("New Session") : _("Edit Session"));
}

static void
add_session_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (fascia_context_get_diary (self->context, &error) != NULL)
    open_edit_page (self, NULL);
  else
    fascia_toast (GTK_WIDGET (self->screens), error->message);
}

static void
edit_session_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);

  if (diary != NULL)
    entry = fascia_diary_get_session (diary, g_variant_get_string (parameter, NULL), &error);
  if (entry != NULL)
    open_edit_page (self, entry);
  else
    fascia_toast (GTK_WIDGET (self->screens), error->message);
}

static void
show_report_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);

  open_page (self, fascia_report_page_new (self->context), _("Report"));
}

static void
show_trash_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);

  open_page (self, fascia_trash_page_new (self->context), _("Trash"));
}

static void
delete_session_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  const char *uuid = g_variant_get_string (parameter, NULL);
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);
  GtkWidget *page;

  if (diary == NULL || !fascia_diary_delete_session (diary, uuid, &error))
    {
      fascia_toast (GTK_WIDGET (self->screens), error->message);
      return;
    }
  fascia_toast_with_button (GTK_WIDGET (self->screens), _("Session deleted"), _("_Undo"), "win.restore-session", uuid);
  page = fascia_browser_get_page (self->browser);
  if (FASCIA_IS_ENTRY_PAGE (page))
    fascia_browser_pop (self->browser);
}

static void
restore_session_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);

  if (diary == NULL || !fascia_diary_restore_session (diary, g_variant_get_string (parameter, NULL), &error))
    fascia_toast (GTK_WIDGET (self->screens), error->message);
}

static void
start_routine_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fascia_window_start_routine (FASCIA_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_session_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);

  if (self->session != NULL && fascia_player_get_session (self->player) != NULL)
    show_session (self);
}

/* From a running session this leads to the views, and the session goes on; one
 * that is only prepared is put away. */
static void
leave_session_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (self->session == NULL || fascia_session_page_awaits_answer (self->session))
    return;
  if (fascia_player_is_under_way (self->player))
    show_views (self);
  else if (!fascia_session_page_discard (self->session, &error))
    fascia_toast (GTK_WIDGET (self->screens), error->message);
}

static void
ensure_session (FasciaWindow *self)
{
  GtkWidget *page;

  if (self->session != NULL)
    return;
  page = fascia_session_page_new (self->context, self->player, self->settings);
  self->session = FASCIA_SESSION_PAGE (page);
  gtk_stack_add_named (self->screens, page, "session");
}

static void
resume_session_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (fascia_player_is_under_way (self->player))
    {
      show_session (self);
      return;
    }
  ensure_session (self);
  if (fascia_session_page_resume (self->session, g_variant_get_string (parameter, NULL), &error))
    show_session (self);
  else
    fascia_toast (GTK_WIDGET (self->screens), error->message);
}

static void
end_rest_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);
  FasciaArea area;

  if (!fascia_area_from_string (g_variant_get_string (parameter, NULL), &area))
    return;
  if (diary == NULL || !fascia_diary_end_rest (diary, area, &error))
    fascia_toast (GTK_WIDGET (self->screens), error->message);
}

static void
show_preferences (FasciaWindow *self, const char *page)
{
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);

  if (diary == NULL)
    fascia_toast (GTK_WIDGET (self->screens), error->message);
  else
    gtk_window_present (fascia_preferences_window_new (self->context, diary, self->settings, self->announcer,
                                                       self->errands, page, GTK_WINDOW (self)));
}

static void
show_preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_preferences (FASCIA_WINDOW (widget), "session");
}

static void
show_reminders_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_preferences (FASCIA_WINDOW (widget), "reminders");
}

static void
applied_cb (GObject *owner, gpointer result)
{
  FasciaWindow *self = FASCIA_WINDOW (owner);
  const char *problem = result;

  if (problem != NULL && self->context != NULL)
    fascia_toast (GTK_WIDGET (self->screens), problem);
}

/* What the user asked for waits in the diary; the service, which may not be running
 * yet, is to see it. */
static void
tell_request (FasciaWindow *self, gint64 at_us, const GError *error)
{
  FasciaClock *clock = fascia_context_get_clock (self->context);
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      fascia_toast (GTK_WIDGET (self->screens), error->message);
      return;
    }
  time = fascia_phrase_moment (at_us, clock);
  /* Translators: a day and a time, such as “Today 18:30”. */
  text = g_strdup_printf (_("You will be reminded: %s"), time);
  fascia_toast (GTK_WIDGET (self->screens), text);
  fascia_errands_apply (self->errands, applied_cb, G_OBJECT (self));
}

static void
just_trained_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);

  open_page (self, fascia_trained_page_new (self->context), _("After Training"));
}

static void
nudge (FasciaWindow *self, guint minutes)
{
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);
  gint64 at_us = 0;

  if (diary != NULL && fascia_diary_nudge (diary, minutes, &at_us, &error))
    fascia_browser_pop_all (self->browser);
  tell_request (self, at_us, error);
}

static void
switch_on_answered_cb (GObject *owner, const char *answer)
{
  FasciaWindow *self = FASCIA_WINDOW (owner);
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);
  FasciaReminderSettings settings;

  if (!g_str_equal (answer, "on"))
    return;
  if (diary != NULL && fascia_diary_get_reminder_settings (diary, &settings, &error))
    {
      settings.on = TRUE;
      fascia_diary_set_reminder_settings (diary, &settings, &error);
    }
  if (error != NULL)
    fascia_toast (GTK_WIDGET (self->screens), error->message);
  else
    nudge (self, self->nudge_min);
}

/* While reminders are off none comes, this one neither: the user decides. */
static void
nudge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const FasciaAnswer answers[] = {
    { "not-now", _("_Not Now"), FASCIA_ANSWER_PLAIN },
    { "on", _("_Switch On"), FASCIA_ANSWER_SUGGESTED },
  };
  FasciaWindow *self = FASCIA_WINDOW (widget);
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  FasciaReminderSettings settings;

  self->nudge_min = g_variant_get_uint32 (parameter);
  if (diary != NULL && fascia_diary_get_reminder_settings (diary, &settings, NULL) && !settings.on)
    fascia_compat_ask (widget, _("Reminders Are Off"), _("Switch them on to be reminded this once, and whenever you set up more."),
                       answers, G_N_ELEMENTS (answers), "on", "not-now", switch_on_answered_cb, G_OBJECT (self));
  else
    nudge (self, self->nudge_min);
}

/* How long, and which rule ("" for none). */
static void
snooze_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct {
    const char *name;
    FasciaSnooze snooze;
  } choices[] = {
    { "15m", FASCIA_SNOOZE_15_MIN },
    { "1h", FASCIA_SNOOZE_1_HOUR },
    { "evening", FASCIA_SNOOZE_EVENING },
  };
  FasciaWindow *self = FASCIA_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);
  const char *wanted;
  const char *rule;
  gint64 at_us = 0;

  g_variant_get (parameter, "(&s&s)", &wanted, &rule);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (diary != NULL && g_str_equal (choices[i].name, wanted))
      {
        fascia_diary_snooze (diary, choices[i].snooze, *rule == '\0' ? NULL : rule, &at_us, &error);
        tell_request (self, at_us, error);
        return;
      }
  if (error != NULL)
    tell_request (self, 0, error);
}

/* Once the window stands: reminders are on, so whoever keeps them is to be there. What
 * stands in its way is told in the preferences and by “fascia check”. */
static void
keep_reminders_cb (gpointer data)
{
  FasciaWindow *self = data;
  gboolean wanted = FALSE;

  self->keep_reminders_id = 0;
  if (fascia_reminder_is_wanted (self->context, &wanted, NULL) && wanted)
    fascia_errands_apply (self->errands, NULL, G_OBJECT (self));
}

static void
fascia_window_map (GtkWidget *widget)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);

  GTK_WIDGET_CLASS (fascia_window_parent_class)->map (widget);
  if (!self->kept_reminders)
    {
      self->kept_reminders = TRUE;
      self->keep_reminders_id = g_timeout_add_once (KEEP_REMINDERS_MS, keep_reminders_cb, self);
    }
}

static void
prepare (FasciaWindow *self, FasciaRoutine *routine, const FasciaSafetyVerdict *agreed)
{
  g_autoptr (GError) error = NULL;

  ensure_session (self);
  if (fascia_session_page_prepare (self->session, routine, agreed, &error))
    show_session (self);
  else
    fascia_toast (GTK_WIDGET (self->screens), error->message);
}

/* Where there is no database the answers are those given just now, and what they
 * change is changed here. */
static void
prepare_unkept (FasciaWindow *self, FasciaRoutine *routine, const FasciaHealth *health)
{
  FasciaClock *clock = fascia_context_get_clock (self->context);
  g_autoptr (GTimeZone) zone = fascia_clock_zone (clock);
  g_autoptr (FasciaSafetyFacts) facts = fascia_safety_facts_new (fascia_clock_utc_us (clock), zone);
  g_autoptr (FasciaSafetyVerdict) verdict = NULL;

  facts->health = *health;
  verdict = fascia_safety_check (routine, fascia_context_get_catalog (self->context), facts);
  if (verdict->outcome == FASCIA_SAFETY_ALLOWED)
    prepare (self, routine, NULL);
  else
    open_safety (self, routine, g_steal_pointer (&facts));
}

static void
health_finished_cb (FasciaWindow *self, gboolean answered, FasciaHealthPage *page)
{
  g_autoptr (FasciaRoutine) routine = g_steal_pointer (&self->checked);
  gboolean kept = fascia_context_get_diary (self->context, NULL) != NULL;
  FasciaHealth health = *fascia_health_page_get_health (page);

  fascia_browser_pop (self->browser);
  if (routine == NULL || !answered)
    return;
  if (kept)
    begin (self, routine);
  else
    prepare_unkept (self, routine, &health);
}

/* @routine (nullable): to be started afterwards. */
static void
open_health (FasciaWindow *self, FasciaRoutine *routine, FasciaHealthDue due)
{
  GtkWidget *page = fascia_health_page_new (self->context, due, FALSE);

  g_clear_pointer (&self->checked, fascia_routine_unref);
  if (routine != NULL)
    self->checked = fascia_routine_ref (routine);
  g_signal_connect_object (page, "finished", G_CALLBACK (health_finished_cb), self, G_CONNECT_SWAPPED);
  open_page (self, page, _("Health Check"));
}

static void
show_health_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_health (FASCIA_WINDOW (widget), NULL, FASCIA_HEALTH_NOT_DUE);
}

static void
agreed_cb (FasciaWindow *self, FasciaSafetyPage *page)
{
  g_autoptr (FasciaRoutine) routine = fascia_routine_ref (fascia_safety_page_get_routine (page));
  const FasciaSafetyVerdict *verdict = fascia_safety_page_get_verdict (page);
  g_autoptr (FasciaRoutine) safe = NULL;

  if (fascia_context_get_diary (self->context, NULL) != NULL)
    {
      prepare (self, routine, verdict);
    }
  else
    {
      safe = fascia_safety_apply (verdict, routine);
      prepare (self, safe, NULL);
    }
  /* Back from the session, one is where one came from. */
  if (shows_session (self))
    fascia_browser_pop (self->browser);
}

/* @facts (nullable) (transfer full): see FasciaSafetyPage. */
static void
open_safety (FasciaWindow *self, FasciaRoutine *routine, FasciaSafetyFacts *facts)
{
  GtkWidget *page = fascia_safety_page_new (self->context, routine, facts);

  g_signal_connect_object (page, "agreed", G_CALLBACK (agreed_cb), self, G_CONNECT_SWAPPED);
  open_page (self, page, _("Before You Start"));
}

/* Whatever starts a session comes through here: nothing starts before the health check
 * was gone through, nor against it, and nothing is changed unasked. */
static void
begin (FasciaWindow *self, FasciaRoutine *routine)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaSafetyVerdict) verdict = fascia_context_check_routine (self->context, routine, &error);

  if (verdict == NULL)
    fascia_toast (GTK_WIDGET (self->screens), error->message);
  else if (verdict->due != FASCIA_HEALTH_NOT_DUE)
    open_health (self, routine, verdict->due);
  else if (verdict->outcome != FASCIA_SAFETY_ALLOWED)
    open_safety (self, routine, NULL);
  else
    prepare (self, routine, NULL);
}

static void
begin_id (FasciaWindow *self, const char *id)
{
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (self->context, id, NULL);

  if (routine != NULL)
    {
      begin (self, routine);
      return;
    }
  fascia_window_show_view (self, "today");
  fascia_toast (GTK_WIDGET (self->screens), _("This routine no longer exists"));
}

/* A session that was ready, and is not allowed any more. */
static void
refused_cb (FasciaWindow *self, const GError *error)
{
  FasciaPlan *plan = fascia_player_get_plan (self->player);
  g_autofree char *id = plan == NULL ? NULL : g_strdup (plan->routine->id);

  if (id == NULL || !fascia_session_page_discard (self->session, NULL))
    {
      fascia_toast (GTK_WIDGET (self->screens), error->message);
      return;
    }
  begin_id (self, id);
}

/* What is not among the tools is done in another way, as the page of the routine said. */
static void
start_swapped_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (self->context, id, NULL);
  g_autoptr (FasciaRoutine) swapped = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  guint owned = FASCIA_ALL_TOOL_BITS;

  if (diary != NULL)
    fascia_diary_get_owned_tools (diary, &owned, NULL);
  if (routine != NULL)
    swapped = fascia_swap_missing_tools (routine, fascia_context_get_catalog (self->context), owned);
  if (swapped != NULL && !fascia_player_is_under_way (self->player))
    begin (self, swapped);
  else
    fascia_window_start_routine (self, id);
}

static void
open_section_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  const FasciaArticleSection *section = fascia_catalog_find_section (fascia_context_get_catalog (self->context),
                                                                     g_variant_get_string (parameter, NULL));

  if (section != NULL)
    open_page (self, fascia_section_page_new (self->context, section), _("Understanding"));
}

static void
show_references_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);

  open_page (self, fascia_references_page_new (self->context), _("References"));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FasciaWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error) && self->context != NULL)
    fascia_toast (GTK_WIDGET (self->screens), _("No program could be found that opens it"));
}

/* The app itself never goes online; the browser does. A file of our own opens too. */
static void
open_url_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (gtk_widget_get_display (widget));

  g_app_info_launch_default_for_uri_async (g_variant_get_string (parameter, NULL), G_APP_LAUNCH_CONTEXT (context), NULL,
                                           opened_cb, g_object_ref (widget));
}

static void
show_tools_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_preferences (FASCIA_WINDOW (widget), "health");
}

static void
show_data_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_preferences (FASCIA_WINDOW (widget), "data");
}

static void
follow_page (FasciaWindow *self, const char *page)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (g_str_equal (page, "health"))
    gtk_widget_activate_action (widget, "win.show-health", NULL);
  else if (g_str_equal (page, "goal") || g_str_equal (page, "reminders"))
    show_preferences (self, "reminders");
  else if (g_str_equal (page, "references"))
    gtk_widget_activate_action (widget, "win.show-references", NULL);
  else if (g_str_equal (page, "routines"))
    fascia_window_show_view (self, "routines");
  else if (g_str_equal (page, "techniques"))
    {
      fascia_window_show_view (self, "guide");
      fascia_guide_page_show_techniques (FASCIA_GUIDE_PAGE (fascia_browser_get_root (get_browser (self, "guide"))));
    }
}

/* Where a section of the articles leads. */
static void
follow_lead_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWindow *self = FASCIA_WINDOW (widget);
  g_autoptr (FasciaLead) lead = fascia_lead_new_from_string (g_variant_get_string (parameter, NULL));

  if (lead == NULL)
    return;
  switch (lead->kind)
    {
    case FASCIA_LEAD_SECTION:
      gtk_widget_activate_action (widget, "win.open-section", "s", lead->target);
      break;
    case FASCIA_LEAD_TECHNIQUE:
      gtk_widget_activate_action (widget, "win.open-technique", "s", lead->target);
      break;
    case FASCIA_LEAD_ROUTINE:
      gtk_widget_activate_action (widget, "win.open-routine", "s", lead->target);
      break;
    case FASCIA_LEAD_WEB:
      gtk_widget_activate_action (widget, "win.open-url", "s", fascia_lead_get_url (lead));
      break;
    case FASCIA_LEAD_PAGE:
    default:
      follow_page (self, lead->target);
      break;
    }
}

/* The first start: nobody was asked anything yet, and nothing was done yet. */
static gboolean
is_first_start (FasciaWindow *self)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  FasciaHealth health;

  return diary != NULL && fascia_diary_get_health (diary, &health, NULL) &&
         health.asked_us == 0 && health.skipped_us == 0 && fascia_diary_count_sessions (diary, NULL) == 0;
}

static gboolean
shows_welcome (FasciaWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->screens), "welcome") == 0;
}

static void
welcomed_cb (FasciaWindow *self)
{
  g_autofree char *id = g_steal_pointer (&self->wanted);

  gtk_stack_set_visible_child_name (self->screens, "views");
  gtk_widget_child_focus (GTK_WIDGET (self->views), GTK_DIR_TAB_FORWARD);
  /* What the program was started for. */
  if (id != NULL)
    begin_id (self, id);
}

static void
welcome (FasciaWindow *self)
{
  GtkWidget *page;

  if (!is_first_start (self))
    return;
  page = fascia_welcome_page_new (self->context, self->errands);
  g_signal_connect_object (page, "finished", G_CALLBACK (welcomed_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->screens, page, "welcome");
  gtk_stack_set_visible_child_name (self->screens, "welcome");
}

static void
mended_cb (FasciaWindow *self, GtkWidget *page)
{
  if (fascia_browser_get_page (self->browser) == page)
    fascia_browser_pop (self->browser);
  fascia_today_page_update (FASCIA_TODAY_PAGE (fascia_browser_get_root (get_browser (self, "today"))));
}

/* What happened to the log comes first; back from there all else works without it. */
static void
show_trouble (FasciaWindow *self)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *page;

  if (fascia_context_get_diary (self->context, &error) != NULL)
    return;
  page = fascia_data_trouble_page_new (self->context, error);
  g_signal_connect_object (page, "mended", G_CALLBACK (mended_cb), self, G_CONNECT_SWAPPED);
  open_page (self, page, _("Your Log"));
}

static void
close_answered_cb (GObject *owner, const char *answer)
{
  FasciaWindow *self = FASCIA_WINDOW (owner);
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (g_str_equal (answer, "keep"))
    return;
  if (g_str_equal (answer, "save"))
    done = fascia_session_page_finish (self->session, &error);
  else
    done = fascia_session_page_discard (self->session, &error);
  if (!done)
    {
      fascia_toast (GTK_WIDGET (self->screens), error->message);
      return;
    }
  self->closing = TRUE;
  /* Not before the question itself is gone, which belongs to this window. */
  g_idle_add_once (close_cb, g_object_ref (self));
}

static gboolean
fascia_window_close_request (GtkWindow *window)
{
  FasciaWindow *self = FASCIA_WINDOW (window);
  const FasciaAnswer answers[] = {
    { "keep", _("_Keep Running"), FASCIA_ANSWER_PLAIN },
    { "discard", _("_Discard"), FASCIA_ANSWER_DESTRUCTIVE },
    { "save", _("_Finish and Save"), FASCIA_ANSWER_SUGGESTED },
  };

  if (!self->closing && fascia_player_is_under_way (self->player))
    {
      fascia_compat_ask (GTK_WIDGET (self), _("A Session Is Running"), _("Closing the window ends it."),
                         answers, G_N_ELEMENTS (answers), "save", "keep", close_answered_cb, G_OBJECT (self));
      return TRUE;
    }
  if (!self->closing && ask_about_changes (self, NULL, TRUE))
    return TRUE;
  /* The row is in the log already; what was filled in is not to be lost either. */
  if (self->session != NULL && fascia_session_page_awaits_answer (self->session))
    {
      g_autoptr (GError) error = NULL;

      if (!fascia_session_page_finish (self->session, &error) && !self->closing)
        {
          fascia_toast (GTK_WIDGET (self->screens), error->message);
          self->closing = TRUE;
          return TRUE;
        }
    }

  return GTK_WINDOW_CLASS (fascia_window_parent_class)->close_request (window);
}

static void
fascia_window_dispose (GObject *object)
{
  FasciaWindow *self = FASCIA_WINDOW (object);

  g_clear_handle_id (&self->narrow_id, g_source_remove);
  g_clear_handle_id (&self->keep_reminders_id, g_source_remove);
  if (self->browser != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->browser, update_header, self);
      self->browser = NULL;
    }
  if (self->player != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->player, player_state_cb, self);
      g_signal_handlers_disconnect_by_func (self->player, refused_cb, self);
    }
  g_clear_object (&self->announcer);
  g_clear_object (&self->mpris);
  g_clear_object (&self->sleep_watch);
  g_clear_object (&self->errands);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->next_view, g_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->checked, fascia_routine_unref);
  g_clear_object (&self->player);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_window_parent_class)->dispose (object);
}

static void
fascia_window_class_init (FasciaWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_window_dispose;
  widget_class->size_allocate = fascia_window_size_allocate;
  widget_class->map = fascia_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = fascia_window_close_request;

  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.fullscreen", NULL, fullscreen_action);
  gtk_widget_class_install_action (widget_class, "win.show-view", "s", show_view_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.open-technique", "s", open_technique_action);
  gtk_widget_class_install_action (widget_class, "win.open-routine", "s", open_routine_action);
  gtk_widget_class_install_action (widget_class, "win.open-session", "s", open_session_action);
  gtk_widget_class_install_action (widget_class, "win.add-session", NULL, add_session_action);
  gtk_widget_class_install_action (widget_class, "win.show-report", NULL, show_report_action);
  gtk_widget_class_install_action (widget_class, "win.show-trash", NULL, show_trash_action);
  gtk_widget_class_install_action (widget_class, "win.edit-session", "s", edit_session_action);
  gtk_widget_class_install_action (widget_class, "win.delete-session", "s", delete_session_action);
  gtk_widget_class_install_action (widget_class, "win.restore-session", "s", restore_session_action);
  gtk_widget_class_install_action (widget_class, "win.start-routine", "s", start_routine_action);
  gtk_widget_class_install_action (widget_class, "win.show-session", NULL, show_session_action);
  gtk_widget_class_install_action (widget_class, "win.leave-session", NULL, leave_session_action);
  gtk_widget_class_install_action (widget_class, "win.resume-session", "s", resume_session_action);
  gtk_widget_class_install_action (widget_class, "win.end-rest", "s", end_rest_action);
  gtk_widget_class_install_action (widget_class, "win.just-trained", NULL, just_trained_action);
  gtk_widget_class_install_action (widget_class, "win.nudge", "u", nudge_action);
  gtk_widget_class_install_action (widget_class, "win.snooze", "(ss)", snooze_action);
  gtk_widget_class_install_action (widget_class, "win.show-reminders", NULL, show_reminders_action);
  gtk_widget_class_install_action (widget_class, "win.start-swapped", "s", start_swapped_action);
  gtk_widget_class_install_action (widget_class, "win.open-section", "s", open_section_action);
  gtk_widget_class_install_action (widget_class, "win.follow-lead", "s", follow_lead_action);
  gtk_widget_class_install_action (widget_class, "win.open-url", "s", open_url_action);
  gtk_widget_class_install_action (widget_class, "win.show-references", NULL, show_references_action);
  gtk_widget_class_install_action (widget_class, "win.show-health", NULL, show_health_action);
  gtk_widget_class_install_action (widget_class, "win.show-tools", NULL, show_tools_action);
  gtk_widget_class_install_action (widget_class, "win.show-data", NULL, show_data_action);
  gtk_widget_class_install_action (widget_class, "win.show-preferences", NULL, show_preferences_action);

  g_type_ensure (FASCIA_TYPE_BROWSER);
  g_type_ensure (FASCIA_TYPE_FIT);
  g_type_ensure (FASCIA_TYPE_SESSION_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/window.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaWindow, screens);
  gtk_widget_class_bind_template_child (widget_class, FasciaWindow, titles);
  gtk_widget_class_bind_template_child (widget_class, FasciaWindow, title);
  gtk_widget_class_bind_template_child (widget_class, FasciaWindow, fit);
  gtk_widget_class_bind_template_child (widget_class, FasciaWindow, back);
  gtk_widget_class_bind_template_child (widget_class, FasciaWindow, views);
  gtk_widget_class_bind_template_child (widget_class, FasciaWindow, session_bar);
  gtk_widget_class_bind_template_child (widget_class, FasciaWindow, switcher_bar);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
}

static void
fascia_window_init (FasciaWindow *self)
{
  self->narrow = TRUE;
  fascia_init_template (GTK_WIDGET (self));
}

FasciaWindow *
fascia_window_new (GtkApplication *application, FasciaContext *context)
{
  FasciaWindow *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_WINDOW, "application", application, NULL);
  self->context = g_object_ref (context);
  self->player = fascia_player_new (context);
  self->settings = fascia_settings_new (NULL);
  self->announcer = fascia_announcer_new (context, self->player, self->settings, NULL);
  self->mpris = fascia_mpris_new (context, self->player, self->settings);
  self->sleep_watch = fascia_sleep_watch_new (fascia_context_get_clock (context));
  self->errands = fascia_errands_new (context);
  g_signal_connect_object (self->announcer, "notify::problem", G_CALLBACK (problem_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->mpris, "raise", G_CALLBACK (raise_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sleep_watch, "falling-asleep", G_CALLBACK (falling_asleep_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sleep_watch, "slept", G_CALLBACK (slept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::keep-awake", G_CALLBACK (update_inhibit), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->player, "notify::state", G_CALLBACK (player_state_cb), self);
  g_signal_connect_swapped (self->player, "refused", G_CALLBACK (refused_cb), self);
  fascia_session_bar_set_player (self->session_bar, context, self->player);
  player_state_cb (self);

  g_object_bind_property (self->settings, "window-width", self, "default-width", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->settings, "window-height", self, "default-height", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->settings, "window-maximized", self, "maximized", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  view_changed_cb (self);
  welcome (self);
  show_trouble (self);

  return self;
}

static void
second_start_answered_cb (GObject *owner, const char *answer)
{
  FasciaWindow *self = FASCIA_WINDOW (owner);
  g_autofree char *id = g_steal_pointer (&self->wanted);
  g_autoptr (GError) error = NULL;

  if (id == NULL || !g_str_equal (answer, "finish"))
    return;
  if (fascia_session_page_finish (self->session, &error))
    begin_id (self, id);
  else
    fascia_toast (GTK_WIDGET (self->screens), error->message);
}

/* One session per user (spec T18): the running one is shown, and the user decides. */
static void
ask_which (FasciaWindow *self, const char *id)
{
  const FasciaAnswer answers[] = {
    { "keep", _("_Keep This Session"), FASCIA_ANSWER_PLAIN },
    { "finish", _("_Finish It and Start the Other"), FASCIA_ANSWER_PLAIN },
  };
  FasciaPlan *plan = fascia_player_get_plan (self->player);
  g_autofree char *name = fascia_context_get_routine_name (self->context, id);
  g_autofree char *running = fascia_context_get_routine_name (self->context, plan->routine->id);
  g_autofree char *body = NULL;

  show_session (self);
  if (g_str_equal (plan->routine->id, id))
    return;
  g_free (self->wanted);
  self->wanted = g_strdup (id);
  /* Translators: two routines. */
  body = g_strdup_printf (_("“%1$s” is running. Finish it and start “%2$s”? What was done is saved."), running, name);
  fascia_compat_ask (GTK_WIDGET (self), _("A Session Is Running"), body, answers, G_N_ELEMENTS (answers),
                     "keep", "keep", second_start_answered_cb, G_OBJECT (self));
}

void
fascia_window_start_routine (FasciaWindow *self, const char *id)
{
  g_return_if_fail (FASCIA_IS_WINDOW (self));
  g_return_if_fail (id != NULL);

  if (shows_welcome (self))
    {
      g_free (self->wanted);
      self->wanted = g_strdup (id);
    }
  else if (fascia_player_is_under_way (self->player))
    ask_which (self, id);
  else
    begin_id (self, id);
}

void
fascia_window_show_view (FasciaWindow *self, const char *name)
{
  g_return_if_fail (FASCIA_IS_WINDOW (self));

  if (adw_view_stack_get_child_by_name (self->views, name) == NULL || shows_welcome (self))
    return;
  /* The summary asks for an answer first; it is not left behind by a shortcut. */
  if (shows_session (self))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.leave-session", NULL);
      if (shows_session (self))
        return;
    }
  if (ask_about_changes (self, name, FALSE))
    return;
  adw_view_stack_set_visible_child_name (self->views, name);
  fascia_browser_pop_all (self->browser);
}

FasciaSettings *
fascia_window_get_settings (FasciaWindow *self)
{
  g_return_val_if_fail (FASCIA_IS_WINDOW (self), NULL);

  return self->settings;
}

FasciaPlayer *
fascia_window_get_player (FasciaWindow *self)
{
  g_return_val_if_fail (FASCIA_IS_WINDOW (self), NULL);

  return self->player;
}

gboolean
fascia_window_keeps_awake (FasciaWindow *self)
{
  g_return_val_if_fail (FASCIA_IS_WINDOW (self), FALSE);

  return self->keeps_awake;
}
