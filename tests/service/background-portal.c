/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/background-portal.h"

#include <gio/gio.h>

#include "fascia/core/types.h"
#include "mock-desktop.h"

/* The portal of a desktop, in a thread of its own: whoever asks it waits. */

static const char xml[] = "<node><interface name='org.freedesktop.portal.Background'>"
                          "<method name='RequestBackground'>"
                          "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>"
                          "</method></interface></node>";

typedef enum {
  SAYS_YES,
  SAYS_NO,
  WAS_CANCELLED,
  SAYS_NOTHING,
} Manner;

typedef struct {
  Manner manner;
  char *address;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  gboolean ready; /* atomic */
  GVariant *options;
} Portal;

static void
called_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *arguments,
           GDBusMethodInvocation *invocation,
           gpointer data)
{
  Portal *self = data;
  g_autofree char *name = g_strdup (sender + 1);
  g_autofree char *handle = NULL;
  const char *token;
  GVariantBuilder results;
  gboolean autostart;

  g_variant_get (arguments, "(&s@a{sv})", NULL, &self->options);
  g_assert_true (g_variant_lookup (self->options, "handle_token", "&s", &token));
  g_assert_true (g_variant_lookup (self->options, "autostart", "b", &autostart));
  g_strdelimit (name, ".", '_');
  handle = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", name, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", handle));
  if (self->manner == SAYS_NOTHING)
    return;

  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (TRUE));
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (autostart && self->manner == SAYS_YES));
  g_dbus_connection_emit_signal (bus, sender, handle, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(ua{sv})", self->manner == WAS_CANCELLED ? 1 : 0, &results), NULL);
}

static void
owned_cb (GDBusConnection *bus, const char *name, gpointer data)
{
  g_atomic_int_set (&((Portal *) data)->ready, TRUE);
}

static gpointer
serve (gpointer data)
{
  const GDBusInterfaceVTable vtable = { .method_call = called_cb };
  Portal *self = data;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GDBusConnection) bus = NULL;
  g_autoptr (GError) error = NULL;
  guint name;

  g_main_context_push_thread_default (self->context);
  bus = g_dbus_connection_new_for_address_sync (self->address,
                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                    G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (bus, "/org/freedesktop/portal/desktop", node->interfaces[0], &vtable, self, NULL, &error);
  g_assert_no_error (error);
  name = g_bus_own_name_on_connection (bus, "org.freedesktop.portal.Desktop", G_BUS_NAME_OWNER_FLAGS_NONE, owned_cb, NULL, self, NULL);
  g_main_loop_run (self->loop);
  g_bus_unown_name (name);
  g_dbus_connection_close_sync (bus, NULL, NULL);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static Portal *
portal_new (Manner manner)
{
  Portal *self = g_new0 (Portal, 1);

  self->manner = manner;
  self->address = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("portal", serve, self);
  mock_desktop_wait (g_atomic_int_get (&self->ready));

  return self;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

static void
portal_free (Portal *self)
{
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_clear_pointer (&self->options, g_variant_unref);
  g_free (self->address);
  g_free (self);
}

static gboolean
ask (gboolean autostart, guint timeout_ms, GError **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  return fascia_background_portal_request (bus, autostart, timeout_ms, error);
}

static void
test_yes (void)
{
  Portal *portal = portal_new (SAYS_YES);
  g_autoptr (GError) error = NULL;
  g_autofree const char **command = NULL;
  const char *reason;
  gboolean autostart;

  g_assert_true (ask (TRUE, 10000, &error));
  g_assert_no_error (error);
  g_assert_true (g_variant_lookup (portal->options, "autostart", "b", &autostart));
  g_assert_true (autostart);
  g_assert_true (g_variant_lookup (portal->options, "commandline", "^a&s", &command));
  g_assert_cmpstr (command[0], ==, "fascia-reminderd");
  g_assert_null (command[1]);
  g_assert_true (g_variant_lookup (portal->options, "reason", "&s", &reason));
  g_assert_cmpstr (reason, !=, "");

  portal_free (portal);
}

static void
test_off (void)
{
  Portal *portal = portal_new (SAYS_YES);
  g_autoptr (GError) error = NULL;
  gboolean autostart;

  g_assert_true (ask (FALSE, 10000, &error));
  g_assert_no_error (error);
  g_assert_true (g_variant_lookup (portal->options, "autostart", "b", &autostart));
  g_assert_false (autostart);

  portal_free (portal);
}

static void
test_no (gconstpointer data)
{
  Portal *portal = portal_new (GPOINTER_TO_INT (data));
  g_autoptr (GError) error = NULL;

  g_assert_false (ask (TRUE, 10000, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "does not let reminders start"));

  portal_free (portal);
}

static void
test_no_answer (void)
{
  Portal *portal = portal_new (SAYS_NOTHING);
  g_autoptr (GError) error = NULL;

  g_assert_false (ask (TRUE, 500, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "has not said yet"));

  portal_free (portal);
}

static void
test_no_portal (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ask (TRUE, 10000, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "no portal"));
}

int
main (int argc, char **argv)
{
  MockDesktop *desktop;
  int status;

  g_test_init (&argc, &argv, NULL);
  desktop = mock_desktop_new ();

  g_test_add_func ("/background-portal/without-one", test_no_portal);
  g_test_add_func ("/background-portal/says-yes", test_yes);
  g_test_add_func ("/background-portal/off", test_off);
  g_test_add_data_func ("/background-portal/says-no", GINT_TO_POINTER (SAYS_NO), test_no);
  g_test_add_data_func ("/background-portal/was-cancelled", GINT_TO_POINTER (WAS_CANCELLED), test_no);
  g_test_add_func ("/background-portal/says-nothing", test_no_answer);

  status = g_test_run ();
  mock_desktop_free (desktop);

  return status;
}
