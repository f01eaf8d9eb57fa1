/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/notifier.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libnotify/notify.h>

#include "app/service/sandbox.h"
#include "fascia-config.h"
#include "fascia/core/types.h"

/* The only file that knows libnotify. Its calls wait for the answer of the
 * notification service, so they belong into fascia-reminderd and never into the
 * program with the window. */

#define SERVER_NAME "org.freedesktop.Notifications"
#define SERVER_PATH "/org/freedesktop/Notifications"

#define FASCIA_TYPE_NOTIFIER_LIBNOTIFY (fascia_notifier_libnotify_get_type ())
G_DECLARE_FINAL_TYPE (FasciaNotifierLibnotify, fascia_notifier_libnotify, FASCIA, NOTIFIER_LIBNOTIFY, GObject)

struct _FasciaNotifierLibnotify {
  GObject parent_instance;

  /* Kept until it is closed: without the object no button would ever arrive. (A
   * plain pointer: libnotify's own autoptr exists only in newer versions.) */
  NotifyNotification *notification;

  /* Only while there is, or should be, something on the screen. */
  guint watch;
  char *owner;    /* (nullable): who shows it */
  gboolean noted; /* see write_note() */
};

static void fascia_notifier_libnotify_iface_init (FasciaNotifierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FasciaNotifierLibnotify,
                               fascia_notifier_libnotify,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FASCIA_TYPE_NOTIFIER, fascia_notifier_libnotify_iface_init))

/* --- What is on the screen --------------------------------------------------- */

/* A program that was killed leaves its notification behind, with buttons that nobody
 * hears. So what is on the screen is written down where it is forgotten at logout: who
 * shows it, and under which number. */
static char *
get_note_path (void)
{
  return g_build_filename (g_get_user_runtime_dir (), "fascia-notification", NULL);
}

static void
write_note (FasciaNotifierLibnotify *self)
{
  g_autofree char *path = get_note_path ();
  g_autofree char *note = NULL;
  int id;

  if (self->owner == NULL)
    return;

  self->noted = TRUE;
  g_object_get (self->notification, "id", &id, NULL);
  note = g_strdup_printf ("%s %d", self->owner, id);
  g_file_set_contents_full (path, note, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}

static void
remove_note (FasciaNotifierLibnotify *self)
{
  g_autofree char *path = get_note_path ();

  if (self->noted)
    g_unlink (path);
  self->noted = FALSE;
}

/* (transfer full) (nullable): the unique name behind org.freedesktop.Notifications. */
static char *
get_owner (GDBusConnection *bus)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (bus,
                                                            "org.freedesktop.DBus",
                                                            "/org/freedesktop/DBus",
                                                            "org.freedesktop.DBus",
                                                            "GetNameOwner",
                                                            g_variant_new ("(s)", SERVER_NAME),
                                                            G_VARIANT_TYPE ("(s)"),
                                                            G_DBUS_CALL_FLAGS_NONE,
                                                            -1,
                                                            NULL,
                                                            NULL);
  char *owner = NULL;

  if (reply != NULL)
    g_variant_get (reply, "(s)", &owner);

  return owner;
}

/* Takes away what an earlier run left on the screen. Another server would know
 * another program's notification by that number: it is addressed by its unique name. */
static void
clear_up (void)
{
  g_autofree char *path = get_note_path ();
  g_autofree char *note = NULL;
  g_autoptr (GDBusConnection) bus = NULL;
  g_auto (GStrv) words = NULL;
  guint64 id;

  if (!g_file_get_contents (path, &note, NULL, NULL))
    return;

  g_unlink (path);
  words = g_strsplit (g_strstrip (note), " ", 2);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (bus == NULL || g_strv_length (words) != 2 || !g_dbus_is_unique_name (words[0]) ||
      !g_ascii_string_to_unsigned (words[1], 10, 1, G_MAXUINT32, &id, NULL))
    return;

  g_dbus_connection_call (bus,
                          words[0],
                          SERVER_PATH,
                          SERVER_NAME,
                          "CloseNotification",
                          g_variant_new ("(u)", (guint32) id),
                          NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1,
                          NULL,
                          NULL,
                          NULL);
}

/* Gives up the one shown before: its late signals must not reach anybody. */
static void
forget (FasciaNotifierLibnotify *self)
{
  if (self->notification == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->notification, self);
  g_clear_object (&self->notification);
  remove_note (self);
}

static void
stop_watching (FasciaNotifierLibnotify *self)
{
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  g_clear_pointer (&self->owner, g_free);
}

static void
appeared_cb (GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
  g_autoptr (FasciaNotifierLibnotify) self = g_object_ref (data);

  /* The one that answered us. */
  if (g_strcmp0 (self->owner, owner) == 0)
    return;

  /* Its numbers are not those of the one before. */
  forget (self);
  stop_watching (self);
  g_signal_emit_by_name (self, "restarted");
}

static void
vanished_cb (GDBusConnection *bus, const char *name, gpointer data)
{
  FasciaNotifierLibnotify *self = data;

  g_clear_pointer (&self->owner, g_free);
  forget (self);
}

/* From the attempt to show something until it is over. */
static void
watch (FasciaNotifierLibnotify *self, GDBusConnection *bus)
{
  if (self->watch == 0)
    self->watch = g_bus_watch_name_on_connection (bus, SERVER_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb, vanished_cb, self, NULL);
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
action_cb (NotifyNotification *notification, char *action, gpointer data)
{
  g_autoptr (FasciaNotifierLibnotify) self = g_weak_ref_get (data);
  g_autofree char *token = NULL;

  if (self == NULL || notification != self->notification)
    return;

  /* libnotify goes on using the object after this callback. */
  g_idle_add_once ((GSourceOnceFunc) g_object_unref, g_object_ref (notification));

  /* Only valid inside this callback. */
  token = g_strdup (notify_notification_get_activation_token (notification));
  g_signal_emit_by_name (self, "action", action, token);

  /* Not every server takes a notification away once it was answered; one that
   * did will not mind. */
  if (notification == self->notification)
    fascia_notifier_withdraw (FASCIA_NOTIFIER (self));
}

static void
add_action (FasciaNotifierLibnotify *self, const char *id, const char *label)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  /* The notification may outlive us for a moment. */
  g_weak_ref_init (weak, self);
  notify_notification_add_action (self->notification, id, label, action_cb, weak, weak_ref_free);
}

static void
closed_cb (NotifyNotification *notification, gpointer data)
{
  g_autoptr (FasciaNotifierLibnotify) self = g_object_ref (data);
  int reason = notify_notification_get_closed_reason (notification);

  if (notification != self->notification)
    return;

  forget (self);
  /* No reason: newer versions of libnotify say so when the server is gone; it may
   * come back. */
  if (reason == NOTIFY_CLOSED_REASON_UNSET)
    return;

  stop_watching (self);
  g_signal_emit_by_name (self, "closed", reason == NOTIFY_CLOSED_REASON_DISMISSED);
}

/* What the notification service can do. Asked each time, for it may have been
 * replaced by another since; not by way of notify_get_server_caps(), which warns
 * instead of failing where there is none. */
static char **
get_capabilities (FasciaNotifierLibnotify *self, GError **error)
{
  static const char *const of_portal[] = { "actions", "body", NULL };
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  char **capabilities;

  /* There libnotify talks to the portal, which has no such question. */
  if (fascia_sandbox_is_around_us ())
    return g_strdupv ((char **) of_portal);

  if (bus != NULL)
    {
      reply = g_dbus_connection_call_sync (bus,
                                           SERVER_NAME,
                                           SERVER_PATH,
                                           SERVER_NAME,
                                           "GetCapabilities",
                                           NULL,
                                           G_VARIANT_TYPE ("(as)"),
                                           G_DBUS_CALL_FLAGS_NONE,
                                           -1,
                                           NULL,
                                           NULL);
      g_free (self->owner);
      self->owner = reply != NULL ? get_owner (bus) : NULL;
      watch (self, bus);
    }
  if (reply == NULL)
    {
      g_set_error_literal (error,
                           FASCIA_ERROR,
                           FASCIA_ERROR_FAILED,
                           _("The reminder could not be shown because no notification service answers; start one, such as xfce4-notifyd."));
      return NULL;
    }

  g_variant_get (reply, "(^as)", &capabilities);

  return capabilities;
}

static gboolean
fascia_notifier_libnotify_show (FasciaNotifier *notifier,
                                const char *title,
                                const char *body,
                                const FasciaNotifierButton *buttons,
                                guint n_buttons,
                                GError **error)
{
  FasciaNotifierLibnotify *self = FASCIA_NOTIFIER_LIBNOTIFY (notifier);
  g_auto (GStrv) capabilities = get_capabilities (self, error);
  g_autofree char *escaped = NULL;

  if (capabilities == NULL)
    {
      forget (self);
      return FALSE;
    }

  if (g_strv_contains ((const char *const *) capabilities, "body-markup"))
    body = escaped = g_markup_escape_text (body, -1);

  /* The same object again replaces what the user has not read yet. */
  if (self->notification == NULL)
    {
      self->notification = notify_notification_new (title, body, FASCIA_APPLICATION_ID);
      g_signal_connect (self->notification, "closed", G_CALLBACK (closed_cb), self);
    }
  else
    {
      notify_notification_update (self->notification, title, body, FASCIA_APPLICATION_ID);
      notify_notification_clear_actions (self->notification);
    }

  notify_notification_set_urgency (self->notification, NOTIFY_URGENCY_NORMAL);
  notify_notification_set_category (self->notification, "x-fascia.reminder");
  /* libnotify would fill in the id of this program, which has no launcher. */
  notify_notification_set_hint (self->notification, "desktop-entry", g_variant_new_string (FASCIA_APPLICATION_ID));

  if (g_strv_contains ((const char *const *) capabilities, "actions"))
    {
      add_action (self, "default", _("Open"));
      for (guint i = 0; i < n_buttons; i++)
        add_action (self, buttons[i].id, buttons[i].label);
    }

  if (!notify_notification_show (self->notification, error))
    {
      forget (self);
      return FALSE;
    }

  if (n_buttons > 0)
    write_note (self);
  return TRUE;
}

static void
fascia_notifier_libnotify_withdraw (FasciaNotifier *notifier)
{
  FasciaNotifierLibnotify *self = FASCIA_NOTIFIER_LIBNOTIFY (notifier);
  NotifyNotification *notification = self->notification;

  stop_watching (self);
  if (notification == NULL)
    return;

  g_object_ref (notification);
  forget (self);
  /* Fails when the server has closed it already, or is gone: all the same. */
  notify_notification_close (notification, NULL);
  g_object_unref (notification);
}

static void
fascia_notifier_libnotify_iface_init (FasciaNotifierInterface *iface)
{
  iface->show = fascia_notifier_libnotify_show;
  iface->withdraw = fascia_notifier_libnotify_withdraw;
}

static void
fascia_notifier_libnotify_dispose (GObject *object)
{
  fascia_notifier_withdraw (FASCIA_NOTIFIER (object));

  G_OBJECT_CLASS (fascia_notifier_libnotify_parent_class)->dispose (object);
}

static void
fascia_notifier_libnotify_class_init (FasciaNotifierLibnotifyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fascia_notifier_libnotify_dispose;
}

static void
fascia_notifier_libnotify_init (FasciaNotifierLibnotify *self)
{
  if (notify_is_initted ())
    return;

  notify_init ("Fascia");
  clear_up ();
}

FasciaNotifier *
fascia_notifier_libnotify_new (void)
{
  return g_object_new (FASCIA_TYPE_NOTIFIER_LIBNOTIFY, NULL);
}
