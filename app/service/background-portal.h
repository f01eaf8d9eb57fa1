/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * fascia_background_portal_request:
 * @autostart: whether fascia-reminderd is to start at login
 * @timeout_ms: for the whole conversation; the desktop may ask the user meanwhile
 *
 * org.freedesktop.portal.Background: how a sandboxed program asks to be started at
 * login. Saying no is the user's or the desktop's right: it is an error whose message
 * says so and what can be done.
 */
gboolean fascia_background_portal_request (GDBusConnection *bus, gboolean autostart, guint timeout_ms, GError **error);

G_END_DECLS
