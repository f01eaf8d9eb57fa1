/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The other half of a desktop, on a bus of its own: a notification server, the
 * application with the window, and the login manager. It answers from the main
 * loop, so a program that waits for its answers must be another process. */
typedef struct _MockDesktop MockDesktop;

/* Starts the bus, which is session and system bus in one, and points the
 * environment at it. */
MockDesktop *mock_desktop_new (void);
void mock_desktop_free (MockDesktop *self);
GDBusConnection *mock_desktop_get_connection (MockDesktop *self);

/* Forgets what was recorded and stops serving. */
void mock_desktop_reset (MockDesktop *self);

/* --- Notifications --- */

/* @capabilities: NULL-terminated */
void mock_desktop_serve_notifications (MockDesktop *self, const char *const *capabilities);
void mock_desktop_stop_notifications (MockDesktop *self);

typedef struct {
  guint32 id;
  char *application;
  guint32 replaces;
  char *icon;
  char *title;
  char *body;
  char **actions; /* id, label, id, label, … */
  GVariantDict *hints;
  int timeout_ms;
} MockNotification;

/* Notify calls so far. */
guint mock_desktop_count_notifications (MockDesktop *self);
const MockNotification *mock_desktop_get_notification (MockDesktop *self, guint index);
/* CloseNotification calls for @id so far. */
guint mock_desktop_count_closed (MockDesktop *self, guint32 id);
/* The user presses a button. @token: (nullable) */
void mock_desktop_press (MockDesktop *self, guint32 id, const char *action, const char *token);
/* The user closes it. */
void mock_desktop_dismiss (MockDesktop *self, guint32 id);

/* --- The application --- */

/* @id: its bus name */
void mock_desktop_serve_application (MockDesktop *self, const char *id);
/* Calls of org.freedesktop.Application so far: "Activate", "ActivateAction". */
guint mock_desktop_count_calls (MockDesktop *self);
const char *mock_desktop_get_call (MockDesktop *self, guint index, GVariant **arguments);

/* --- The login manager --- */

/* Also done by the first mock_desktop_sleep(). */
void mock_desktop_serve_login (MockDesktop *self);
/* Inhibitors given out so far; "sleep delay"; @held: (nullable): not yet let go of. */
guint mock_desktop_count_inhibitions (MockDesktop *self);
const char *mock_desktop_get_inhibition (MockDesktop *self, guint index, gboolean *held);
/* PrepareForSleep. */
void mock_desktop_sleep (MockDesktop *self, gboolean going_to_sleep);

/* --- Waiting --- */

gboolean mock_desktop_has_owner (MockDesktop *self, const char *name);

typedef struct _MockWait MockWait;
MockWait *mock_wait_begin (void);
gboolean mock_wait_iterate (MockWait *self);
void mock_wait_end (MockWait *self);

/* Runs the main loop until @condition holds; fails the test after ten seconds. */
#define mock_desktop_wait(condition)                                        \
  G_STMT_START                                                              \
  {                                                                         \
    MockWait *wait_ = mock_wait_begin ();                                   \
                                                                            \
    while (!(condition))                                                    \
      if (!mock_wait_iterate (wait_))                                       \
        g_error ("%s:%d: in vain for: %s", __FILE__, __LINE__, #condition); \
    mock_wait_end (wait_);                                                  \
  }                                                                         \
  G_STMT_END

G_END_DECLS
