/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mock-desktop.h"

#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <poll.h>
#include <unistd.h>

#define NOTIFICATIONS_NAME "org.freedesktop.Notifications"
#define NOTIFICATIONS_PATH "/org/freedesktop/Notifications"

static const char interfaces_xml[] =
    "<node>"
    "<interface name='org.freedesktop.Notifications'>"
    "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
    "<method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/>"
    "<arg type='s' direction='out'/><arg type='s' direction='out'/></method>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
    "<arg type='u' direction='out'/></method>"
    "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
    "<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
    "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
    "<signal name='ActivationToken'><arg type='u'/><arg type='s'/></signal>"
    "</interface>"
    "<interface name='org.freedesktop.Application'>"
    "<method name='Activate'><arg type='a{sv}' direction='in'/></method>"
    "<method name='ActivateAction'><arg type='s' direction='in'/><arg type='av' direction='in'/>"
    "<arg type='a{sv}' direction='in'/></method>"
    "</interface>"
    "<interface name='org.freedesktop.login1.Manager'>"
    "<method name='Inhibit'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='h' direction='out'/></method>"
    "<signal name='PrepareForSleep'><arg type='b'/></signal>"
    "</interface>"
    "</node>";

typedef struct {
  char *method;
  GVariant *arguments;
} Call;

struct _MockDesktop {
  GTestDBus *bus;
  GDBusConnection *connection;
  GDBusNodeInfo *interfaces;

  char **capabilities;
  guint notifications_object;
  guint notifications_name;
  guint32 last_id;
  GPtrArray *notifications; /* MockNotification */
  GArray *closed;           /* guint32 */

  char *application_id;
  guint application_object;
  guint application_name;
  GPtrArray *calls; /* Call */

  guint login_name;
  guint login_object;
  GPtrArray *inhibitions; /* Inhibition */
};

typedef struct {
  char *what; /* "sleep delay" */
  int fd;     /* hung up by whoever let go of the inhibitor */
} Inhibition;

static void
inhibition_free (gpointer data)
{
  Inhibition *inhibition = data;

  close (inhibition->fd);
  g_free (inhibition->what);
  g_free (inhibition);
}

static void
notification_free (gpointer data)
{
  MockNotification *notification = data;

  g_free (notification->application);
  g_free (notification->icon);
  g_free (notification->title);
  g_free (notification->body);
  g_strfreev (notification->actions);
  g_variant_dict_unref (notification->hints);
  g_free (notification);
}

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->method);
  g_variant_unref (call->arguments);
  g_free (call);
}

MockDesktop *
mock_desktop_new (void)
{
  MockDesktop *self = g_new0 (MockDesktop, 1);
  g_autoptr (GError) error = NULL;

  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (self->bus), TRUE);

  /* A connection of its own: the shared one belongs to the code under test. */
  self->connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                                             G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                                 G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                             NULL,
                                                             NULL,
                                                             &error);
  g_assert_no_error (error);
  self->interfaces = g_dbus_node_info_new_for_xml (interfaces_xml, &error);
  g_assert_no_error (error);

  self->notifications = g_ptr_array_new_with_free_func (notification_free);
  self->closed = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->calls = g_ptr_array_new_with_free_func (call_free);
  self->inhibitions = g_ptr_array_new_with_free_func (inhibition_free);

  return self;
}

static void
give_up (MockDesktop *self, const char *name, guint *name_id, guint *object_id)
{
  if (*name_id == 0)
    return;

  g_bus_unown_name (*name_id);
  *name_id = 0;
  g_dbus_connection_unregister_object (self->connection, *object_id);
  *object_id = 0;
  mock_desktop_wait (!mock_desktop_has_owner (self, name));
}

void
mock_desktop_reset (MockDesktop *self)
{
  mock_desktop_stop_notifications (self);
  give_up (self, self->application_id, &self->application_name, &self->application_object);
  g_ptr_array_set_size (self->notifications, 0);
  g_array_set_size (self->closed, 0);
  g_ptr_array_set_size (self->calls, 0);
  g_ptr_array_set_size (self->inhibitions, 0);
}

void
mock_desktop_free (MockDesktop *self)
{
  mock_desktop_reset (self);
  g_clear_pointer (&self->application_id, g_free);
  g_clear_handle_id (&self->login_name, g_bus_unown_name);
  g_clear_pointer (&self->capabilities, g_strfreev);
  g_ptr_array_unref (self->notifications);
  g_array_unref (self->closed);
  g_ptr_array_unref (self->calls);
  g_ptr_array_unref (self->inhibitions);
  g_dbus_node_info_unref (self->interfaces);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  /* Not _down(), which would wait for connections that tests may still hold. */
  g_test_dbus_stop (self->bus);
  g_object_unref (self->bus);
  g_free (self);
}

GDBusConnection *
mock_desktop_get_connection (MockDesktop *self)
{
  return self->connection;
}

gboolean
mock_desktop_has_owner (MockDesktop *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  gboolean owned;

  reply = g_dbus_connection_call_sync (self->connection,
                                       "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus",
                                       "NameHasOwner",
                                       g_variant_new ("(s)", name),
                                       G_VARIANT_TYPE ("(b)"),
                                       G_DBUS_CALL_FLAGS_NONE,
                                       -1,
                                       NULL,
                                       &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(b)", &owned);

  return owned;
}

struct _MockWait {
  gint64 deadline_us;
  guint tick;
};

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

MockWait *
mock_wait_begin (void)
{
  MockWait *self = g_new0 (MockWait, 1);

  self->deadline_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  /* A file that another process changes is no event in our main loop. */
  self->tick = g_timeout_add (5, tick_cb, NULL);

  return self;
}

gboolean
mock_wait_iterate (MockWait *self)
{
  g_main_context_iteration (NULL, TRUE);

  return g_get_monotonic_time () < self->deadline_us;
}

void
mock_wait_end (MockWait *self)
{
  g_source_remove (self->tick);
  g_free (self);
}

/* --- Notifications ----------------------------------------------------------- */

static void
emit (MockDesktop *self, const char *signal, GVariant *arguments)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (self->connection, NULL, NOTIFICATIONS_PATH, NOTIFICATIONS_NAME, signal, arguments, &error);
  g_assert_no_error (error);
}

static void
handle_notify (MockDesktop *self, GVariant *arguments, GDBusMethodInvocation *invocation)
{
  MockNotification *notification = g_new0 (MockNotification, 1);
  g_autoptr (GVariant) hints = NULL;

  g_variant_get (arguments,
                 "(susss^as@a{sv}i)",
                 &notification->application,
                 &notification->replaces,
                 &notification->icon,
                 &notification->title,
                 &notification->body,
                 &notification->actions,
                 &hints,
                 &notification->timeout_ms);
  notification->hints = g_variant_dict_new (hints);
  notification->id = notification->replaces != 0 ? notification->replaces : ++self->last_id;
  g_ptr_array_add (self->notifications, notification);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", notification->id));
}

static void
notifications_cb (GDBusConnection *connection,
                  const char *sender,
                  const char *path,
                  const char *interface,
                  const char *method,
                  GVariant *arguments,
                  GDBusMethodInvocation *invocation,
                  gpointer data)
{
  MockDesktop *self = data;

  if (g_str_equal (method, "Notify"))
    handle_notify (self, arguments, invocation);
  else if (g_str_equal (method, "GetCapabilities"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", self->capabilities));
  else if (g_str_equal (method, "CloseNotification"))
    {
      guint32 id;

      g_variant_get (arguments, "(u)", &id);
      g_array_append_val (self->closed, id);
      g_dbus_method_invocation_return_value (invocation, NULL);
      emit (self, "NotificationClosed", g_variant_new ("(uu)", id, 3));
    }
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ssss)", "mock", "fascia", "1", "1.2"));
}

static guint
serve (MockDesktop *self, const char *name, const char *path, const char *interface, GDBusInterfaceMethodCallFunc func, guint *object_id)
{
  const GDBusInterfaceVTable vtable = { .method_call = func };
  g_autoptr (GError) error = NULL;
  guint name_id;

  *object_id = g_dbus_connection_register_object (self->connection,
                                                  path,
                                                  g_dbus_node_info_lookup_interface (self->interfaces, interface),
                                                  &vtable,
                                                  self,
                                                  NULL,
                                                  &error);
  g_assert_no_error (error);
  name_id = g_bus_own_name_on_connection (self->connection, name, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
  mock_desktop_wait (mock_desktop_has_owner (self, name));

  return name_id;
}

void
mock_desktop_serve_notifications (MockDesktop *self, const char *const *capabilities)
{
  g_assert_cmpuint (self->notifications_name, ==, 0);

  g_strfreev (self->capabilities);
  self->capabilities = g_strdupv ((char **) capabilities);
  self->notifications_name =
      serve (self, NOTIFICATIONS_NAME, NOTIFICATIONS_PATH, NOTIFICATIONS_NAME, notifications_cb, &self->notifications_object);
}

void
mock_desktop_stop_notifications (MockDesktop *self)
{
  give_up (self, NOTIFICATIONS_NAME, &self->notifications_name, &self->notifications_object);
}

guint
mock_desktop_count_notifications (MockDesktop *self)
{
  return self->notifications->len;
}

const MockNotification *
mock_desktop_get_notification (MockDesktop *self, guint index)
{
  g_assert_cmpuint (index, <, self->notifications->len);

  return g_ptr_array_index (self->notifications, index);
}

guint
mock_desktop_count_closed (MockDesktop *self, guint32 id)
{
  guint count = 0;

  for (guint i = 0; i < self->closed->len; i++)
    count += g_array_index (self->closed, guint32, i) == id;

  return count;
}

void
mock_desktop_press (MockDesktop *self, guint32 id, const char *action, const char *token)
{
  if (token != NULL)
    emit (self, "ActivationToken", g_variant_new ("(us)", id, token));
  emit (self, "ActionInvoked", g_variant_new ("(us)", id, action));
}

void
mock_desktop_dismiss (MockDesktop *self, guint32 id)
{
  emit (self, "NotificationClosed", g_variant_new ("(uu)", id, 2));
}

/* --- The application --------------------------------------------------------- */

static void
application_cb (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *arguments,
                GDBusMethodInvocation *invocation,
                gpointer data)
{
  MockDesktop *self = data;
  Call *call = g_new0 (Call, 1);

  call->method = g_strdup (method);
  call->arguments = g_variant_ref (arguments);
  g_ptr_array_add (self->calls, call);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

void
mock_desktop_serve_application (MockDesktop *self, const char *id)
{
  g_autofree char *path = g_strconcat ("/", id, NULL);

  g_assert_cmpuint (self->application_name, ==, 0);

  g_free (self->application_id);
  self->application_id = g_strdup (id);
  g_strdelimit (path, ".", '/');
  self->application_name =
      serve (self, id, path, "org.freedesktop.Application", application_cb, &self->application_object);
}

guint
mock_desktop_count_calls (MockDesktop *self)
{
  return self->calls->len;
}

const char *
mock_desktop_get_call (MockDesktop *self, guint index, GVariant **arguments)
{
  const Call *call;

  g_assert_cmpuint (index, <, self->calls->len);

  call = g_ptr_array_index (self->calls, index);
  if (arguments != NULL)
    *arguments = g_variant_ref (call->arguments);

  return call->method;
}

/* --- The login manager ------------------------------------------------------- */

static void
login_cb (GDBusConnection *connection,
          const char *sender,
          const char *path,
          const char *interface,
          const char *method,
          GVariant *arguments,
          GDBusMethodInvocation *invocation,
          gpointer data)
{
  MockDesktop *self = data;
  Inhibition *inhibition = g_new0 (Inhibition, 1);
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  g_autoptr (GError) error = NULL;
  const char *what, *mode;
  int ends[2];

  g_unix_open_pipe (ends, FD_CLOEXEC, &error);
  g_assert_no_error (error);
  g_variant_get (arguments, "(&s&s&s&s)", &what, NULL, NULL, &mode);
  inhibition->what = g_strdup_printf ("%s %s", what, mode);
  inhibition->fd = ends[0];
  g_ptr_array_add (self->inhibitions, inhibition);

  g_unix_fd_list_append (fds, ends[1], &error);
  g_assert_no_error (error);
  close (ends[1]);
  g_dbus_method_invocation_return_value_with_unix_fd_list (invocation, g_variant_new ("(h)", 0), fds);
}

void
mock_desktop_serve_login (MockDesktop *self)
{
  if (self->login_name == 0)
    self->login_name = serve (self, "org.freedesktop.login1", "/org/freedesktop/login1",
                              "org.freedesktop.login1.Manager", login_cb, &self->login_object);
}

guint
mock_desktop_count_inhibitions (MockDesktop *self)
{
  return self->inhibitions->len;
}

const char *
mock_desktop_get_inhibition (MockDesktop *self, guint index, gboolean *held)
{
  const Inhibition *inhibition;
  struct pollfd end;

  g_assert_cmpuint (index, <, self->inhibitions->len);

  inhibition = g_ptr_array_index (self->inhibitions, index);
  end = (struct pollfd){ .fd = inhibition->fd, .events = POLLIN };
  poll (&end, 1, 0);
  if (held != NULL)
    *held = (end.revents & POLLHUP) == 0;

  return inhibition->what;
}

void
mock_desktop_sleep (MockDesktop *self, gboolean going_to_sleep)
{
  g_autoptr (GError) error = NULL;

  /* The subscriber asks for signals of that name's owner only. */
  mock_desktop_serve_login (self);

  g_dbus_connection_emit_signal (self->connection,
                                 NULL,
                                 "/org/freedesktop/login1",
                                 "org.freedesktop.login1.Manager",
                                 "PrepareForSleep",
                                 g_variant_new ("(b)", going_to_sleep),
                                 &error);
  g_assert_no_error (error);
}
