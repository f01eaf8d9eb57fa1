/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/ui/application.h"

#include "compat.h"
#include "fascia-config.h"
#include "fascia-ui-resources.h"
#include "fascia/service/archive.h"
#include "window.h"

struct _FasciaApplication
{
  AdwApplication parent_instance;

  FasciaContext *context;
  FasciaSync *sync;
  guint start_sync_id;
  guint keep_daily_id;
};

G_DEFINE_FINAL_TYPE (FasciaApplication, fascia_application, ADW_TYPE_APPLICATION)

/* The window is there and has drawn what it shows first. */
#define START_SYNC_MS 3000

static void
start_sync_cb (gpointer data)
{
  FasciaApplication *self = data;

  self->start_sync_id = 0;
  fascia_sync_start (self->sync);
}

/* Not with the reading of the sync folder at once. */
#define KEEP_DAILY_MS 4000

/* What went wrong is kept for the preferences; it disturbs nobody here. */
static void
kept_daily_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GApplication) application = data;

  fascia_archive_keep_daily_finish (FASCIA_CONTEXT (source), result, NULL);
  g_application_release (application);
}

static void
keep_daily_cb (gpointer data)
{
  FasciaApplication *self = data;

  self->keep_daily_id = 0;
  /* Begun is done, whether the window stays or not. */
  g_application_hold (G_APPLICATION (self));
  fascia_archive_keep_daily_async (self->context, kept_daily_cb, g_object_ref (self));
}

/* The one window, made when it is first wanted. */
static FasciaWindow *
ensure_window (FasciaApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    if (FASCIA_IS_WINDOW (l->data))
      return FASCIA_WINDOW (l->data);

  if (self->start_sync_id == 0)
    self->start_sync_id = g_timeout_add_once (START_SYNC_MS, start_sync_cb, self);
  return fascia_window_new (GTK_APPLICATION (self), self->context);
}

static void
start_routine_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FasciaWindow *window = ensure_window (FASCIA_APPLICATION (data));

  gtk_window_present (GTK_WINDOW (window));
  fascia_window_start_routine (window, g_variant_get_string (parameter, NULL));
}

static void
show_today_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FasciaWindow *window = ensure_window (FASCIA_APPLICATION (data));

  fascia_window_show_view (window, "today");
  gtk_window_present (GTK_WINDOW (window));
}

/* Each window is asked, so that a running session is not lost by a key press. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (GTK_WINDOW (l->data));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FasciaWindow *window = ensure_window (FASCIA_APPLICATION (data));

  gtk_window_present (GTK_WINDOW (window));
  fascia_compat_show_about (GTK_WINDOW (window));
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FasciaWindow *window = ensure_window (FASCIA_APPLICATION (data));

  gtk_window_present (GTK_WINDOW (window));
  /* GTK makes this action from gtk/help-overlay.ui in the resources. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-help-overlay", NULL);
}

static void
fascia_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "start-routine", .activate = start_routine_cb, .parameter_type = "s" },
    { .name = "show-today", .activate = show_today_cb },
    { .name = "quit", .activate = quit_cb },
    { .name = "about", .activate = about_cb },
    { .name = "shortcuts", .activate = shortcuts_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);

  G_APPLICATION_CLASS (fascia_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (FASCIA_APPLICATION_ID);
}

static void
fascia_application_activate (GApplication *application)
{
  FasciaApplication *self = FASCIA_APPLICATION (application);

  gtk_window_present (GTK_WINDOW (ensure_window (self)));
  /* Also when it is raised: it may have stood there since yesterday. */
  if (self->keep_daily_id == 0)
    self->keep_daily_id = g_timeout_add_once (KEEP_DAILY_MS, keep_daily_cb, self);
}

static void
fascia_application_shutdown (GApplication *application)
{
  FasciaApplication *self = FASCIA_APPLICATION (application);

  g_clear_handle_id (&self->start_sync_id, g_source_remove);
  g_clear_handle_id (&self->keep_daily_id, g_source_remove);
  fascia_sync_stop (self->sync);

  G_APPLICATION_CLASS (fascia_application_parent_class)->shutdown (application);
}

static void
fascia_application_finalize (GObject *object)
{
  FasciaApplication *self = FASCIA_APPLICATION (object);

  g_clear_handle_id (&self->start_sync_id, g_source_remove);
  g_clear_handle_id (&self->keep_daily_id, g_source_remove);
  g_clear_object (&self->sync);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_application_parent_class)->finalize (object);
}

static void
fascia_application_class_init (FasciaApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fascia_application_finalize;
  application_class->startup = fascia_application_startup;
  application_class->activate = fascia_application_activate;
  application_class->shutdown = fascia_application_shutdown;
}

static void
fascia_application_init (FasciaApplication *self)
{
}

FasciaApplication *
fascia_application_new (FasciaContext *context)
{
  FasciaApplication *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  /* A static library's resources register themselves only if something asks for them. */
  fascia_ui_get_resource ();
  /* The name on the accessibility bus, and the window's class on X11. */
  g_set_prgname (FASCIA_APPLICATION_ID);

  self = g_object_new (FASCIA_TYPE_APPLICATION,
                       "application-id", FASCIA_APPLICATION_ID,
                       "resource-base-path", FASCIA_RESOURCE_PATH,
                       NULL);
  self->context = g_object_ref (context);
  self->sync = fascia_sync_new (context);

  return self;
}

FasciaSync *
fascia_application_get_sync (FasciaApplication *self)
{
  g_return_val_if_fail (FASCIA_IS_APPLICATION (self), NULL);
  return self->sync;
}
