/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preferences/preferences-window.h"

#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/ui/application.h"
#include "preferences/data-preferences.h"
#include "preferences/health-preferences.h"
#include "preferences/reminder-preferences.h"
#include "preferences/session-preferences.h"
#include "widgets/browser.h"
#include "widgets/template.h"

struct _FasciaPreferencesWindow
{
  AdwWindow parent_instance;

  GtkStack *titles;
  AdwWindowTitle *title;
  GtkWidget *back;
  FasciaBrowser *browser;
  AdwViewStack *pages;
};

G_DEFINE_FINAL_TYPE (FasciaPreferencesWindow, fascia_preferences_window, ADW_TYPE_WINDOW)

static void
title_cb (FasciaPreferencesWindow *self)
{
  const char *title = fascia_browser_get_title (self->browser);

  gtk_widget_set_visible (self->back, title != NULL);
  adw_window_title_set_title (self->title, title == NULL ? "" : title);
  gtk_stack_set_visible_child_name (self->titles, title == NULL ? "switcher" : "title");
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaPreferencesWindow *self = FASCIA_PREFERENCES_WINDOW (widget);

  if (!fascia_browser_pop (self->browser))
    gtk_window_close (GTK_WINDOW (self));
}

static void
fascia_preferences_window_class_init (FasciaPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "preferences.back", NULL, back_action);

  g_type_ensure (FASCIA_TYPE_BROWSER);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/preferences/preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaPreferencesWindow, titles);
  gtk_widget_class_bind_template_child (widget_class, FasciaPreferencesWindow, title);
  gtk_widget_class_bind_template_child (widget_class, FasciaPreferencesWindow, back);
  gtk_widget_class_bind_template_child (widget_class, FasciaPreferencesWindow, browser);
  gtk_widget_class_bind_template_child (widget_class, FasciaPreferencesWindow, pages);
}

static void
fascia_preferences_window_init (FasciaPreferencesWindow *self)
{
  fascia_init_template (GTK_WIDGET (self));
  fascia_browser_set_root (self->browser, GTK_WIDGET (self->pages));
  g_signal_connect_object (self->browser, "notify::title", G_CALLBACK (title_cb), self, G_CONNECT_SWAPPED);
}

static void
add_page (FasciaPreferencesWindow *self, GtkWidget *page, const char *name, const char *title, const char *icon)
{
  AdwViewStackPage *added = adw_view_stack_add_titled (self->pages, page, name, title);

  adw_view_stack_page_set_icon_name (added, icon);
}

/* (nullable) */
static FasciaSync *
get_sync (void)
{
  GApplication *application = g_application_get_default ();

  return FASCIA_IS_APPLICATION (application) ? fascia_application_get_sync (FASCIA_APPLICATION (application)) : NULL;
}

GtkWindow *
fascia_preferences_window_new (FasciaContext *context,
                               FasciaDiary *diary,
                               FasciaSettings *settings,
                               FasciaAnnouncer *announcer,
                               FasciaErrands *errands,
                               const char *page,
                               GtkWindow *parent)
{
  FasciaPreferencesWindow *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (FASCIA_IS_DIARY (diary), NULL);
  g_return_val_if_fail (FASCIA_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (FASCIA_IS_ANNOUNCER (announcer), NULL);
  g_return_val_if_fail (FASCIA_IS_ERRANDS (errands), NULL);
  g_return_val_if_fail (page != NULL, NULL);

  self = g_object_new (FASCIA_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  add_page (self, fascia_reminder_preferences_new (context, diary, errands), "reminders",
            /* Translators: one of four tabs on a phone: the goal of the week and reminders. */
            C_("tab", "Reminders"), "fascia-bell-symbolic");
  add_page (self, fascia_session_preferences_new (diary, settings, announcer), "session", _("Session"), "fascia-roll-symbolic");
  add_page (self, fascia_health_preferences_new (context, diary), "health", _("Health"), "fascia-heart-symbolic");
  add_page (self, fascia_data_preferences_new (context, diary, get_sync (), errands), "data", _("Data"), "fascia-data-symbolic");
  adw_view_stack_set_visible_child_name (self->pages, page);

  return GTK_WINDOW (self);
}
