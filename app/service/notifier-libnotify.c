/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/notifier.h"

#include <glib/gi18n-lib.h>
#include <libnotify/notify.h>

#include "fascia-config.h"
#include "fascia/core/types.h"

/* The only file that knows libnotify. Its calls wait for the answer of the
 * notification service, so they belong into fascia-reminderd and never into the
 * program with the window. */

#define FASCIA_TYPE_NOTIFIER_LIBNOTIFY (fascia_notifier_libnotify_get_type ())
G_DECLARE_FINAL_TYPE (FasciaNotifierLibnotify, fascia_notifier_libnotify, FASCIA, NOTIFIER_LIBNOTIFY, GObject)

struct _FasciaNotifierLibnotify {
  GObject parent_instance;

  /* Kept until it is closed: without the object no button would ever arrive. (A
   * plain pointer: libnotify's own autoptr exists only in newer versions.) */
  NotifyNotification *notification;
};

static void fascia_notifier_libnotify_iface_init (FasciaNotifierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FasciaNotifierLibnotify,
                               fascia_notifier_libnotify,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FASCIA_TYPE_NOTIFIER, fascia_notifier_libnotify_iface_init))

/* Gives up the one shown before: its late signals must not reach anybody. */
static void
forget (FasciaNotifierLibnotify *self)
{
  if (self->notification == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->notification, self);
  g_clear_object (&self->notification);
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
  FasciaNotifierLibnotify *self = data;

  if (notification != self->notification)
    return;

  forget (self);
  g_signal_emit_by_name (self, "closed");
}

/* What the notification service can do. Asked each time, for it may have been
 * replaced by another since; not by way of notify_get_server_caps(), which warns
 * instead of failing where there is none. */
static char **
get_capabilities (GError **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  char **capabilities;

  if (bus != NULL)
    reply = g_dbus_connection_call_sync (bus,
                                         "org.freedesktop.Notifications",
                                         "/org/freedesktop/Notifications",
                                         "org.freedesktop.Notifications",
                                         "GetCapabilities",
                                         NULL,
                                         G_VARIANT_TYPE ("(as)"),
                                         G_DBUS_CALL_FLAGS_NONE,
                                         -1,
                                         NULL,
                                         NULL);
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
  g_auto (GStrv) capabilities = get_capabilities (error);
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

  if (notify_notification_show (self->notification, error))
    return TRUE;

  forget (self);
  return FALSE;
}

static void
fascia_notifier_libnotify_withdraw (FasciaNotifier *notifier)
{
  FasciaNotifierLibnotify *self = FASCIA_NOTIFIER_LIBNOTIFY (notifier);
  NotifyNotification *notification = self->notification;

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
  if (!notify_is_initted ())
    notify_init ("Fascia");
}

FasciaNotifier *
fascia_notifier_libnotify_new (void)
{
  return g_object_new (FASCIA_TYPE_NOTIFIER_LIBNOTIFY, NULL);
}
