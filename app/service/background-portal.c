/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/background-portal.h"

#include <glib/gi18n-lib.h>

#include "fascia/core/types.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

typedef struct {
  gboolean answered;
  gboolean over_time;
  guint32 response; /* 0: done, 1: cancelled by the user, 2: ended otherwise */
  gboolean autostart;
} Answer;

static void
response_cb (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer data)
{
  Answer *answer = data;
  g_autoptr (GVariant) results = NULL;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;

  g_variant_get (parameters, "(u@a{sv})", &answer->response, &results);
  g_variant_lookup (results, "autostart", "b", &answer->autostart);
  answer->answered = TRUE;
}

static gboolean
over_time_cb (gpointer data)
{
  ((Answer *) data)->over_time = TRUE;

  return G_SOURCE_REMOVE;
}

/* Where the answer will come from is known before the question is put, so that a quick
 * one is not missed. */
static char *
request_path (GDBusConnection *bus, const char *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus) + 1);

  g_strdelimit (sender, ".", '_');

  return g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", sender, token);
}

static GVariant *
compose_options (gboolean autostart, const char *token)
{
  /* The portal puts “flatpak run” around it. */
  static const char *const command[] = { "fascia-reminderd", NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (_("Fascia reminds you of your sessions.")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (autostart));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));

  return g_variant_builder_end (&options);
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_FAILED, message);

  return FALSE;
}

gboolean
fascia_background_portal_request (GDBusConnection *bus, gboolean autostart, guint timeout_ms, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) timeout = g_timeout_source_new (timeout_ms);
  g_autoptr (GVariant) reply = NULL;
  g_autofree char *token = g_strdup_printf ("fascia%u", g_random_int ());
  g_autofree char *path = request_path (bus, token);
  Answer answer = { 0 };
  guint subscription;

  /* A main context of our own: nothing else of the program happens meanwhile. */
  g_main_context_push_thread_default (context);
  g_source_set_callback (timeout, over_time_cb, &answer, NULL);
  g_source_attach (timeout, context);
  subscription = g_dbus_connection_signal_subscribe (bus,
                                                     PORTAL_NAME,
                                                     "org.freedesktop.portal.Request",
                                                     "Response",
                                                     path,
                                                     NULL,
                                                     G_DBUS_SIGNAL_FLAGS_NONE,
                                                     response_cb,
                                                     &answer,
                                                     NULL);

  reply = g_dbus_connection_call_sync (bus,
                                       PORTAL_NAME,
                                       PORTAL_PATH,
                                       "org.freedesktop.portal.Background",
                                       "RequestBackground",
                                       g_variant_new ("(s@a{sv})", "", compose_options (autostart, token)),
                                       G_VARIANT_TYPE ("(o)"),
                                       G_DBUS_CALL_FLAGS_NONE,
                                       timeout_ms,
                                       NULL,
                                       NULL);
  while (reply != NULL && !answer.answered && !answer.over_time)
    g_main_context_iteration (context, TRUE);

  g_dbus_connection_signal_unsubscribe (bus, subscription);
  g_source_destroy (timeout);
  g_main_context_pop_thread_default (context);

  if (reply == NULL)
    return fail (error, _("Reminders will not start at login because the desktop has no portal for it; open Fascia after each login instead."));
  if (!answer.answered)
    return fail (error, _("The desktop has not said yet whether reminders may start at login; answer its question, then switch reminders off and on again."));
  if (autostart && (answer.response != 0 || !answer.autostart))
    return fail (error, _("The desktop does not let reminders start at login; allow Fascia to run in the background in its settings."));

  return TRUE;
}
