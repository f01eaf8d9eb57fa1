/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FasciaNotifier:
 *
 * Shows one reminder at a time. libnotify stands behind it in
 * app/service/notifier-libnotify.c (linked into fascia-reminderd only); tests use
 * a recorder.
 *
 * Signal "action" (const char *action, const char *activation_token): a button
 * ("start", "snooze", "not-today") or the click itself ("default"); the token may
 * be %NULL. Signal "closed" (gboolean by_user): gone without an action. Signal
 * "restarted": there is a new notification service, and nothing of ours on its screen.
 */
#define FASCIA_TYPE_NOTIFIER (fascia_notifier_get_type ())
G_DECLARE_INTERFACE (FasciaNotifier, fascia_notifier, FASCIA, NOTIFIER, GObject)

typedef struct {
  const char *id;    /* "start", "snooze", "not-today" */
  const char *label; /* translated */
} FasciaNotifierButton;

struct _FasciaNotifierInterface {
  GTypeInterface parent;
  gboolean (*show) (FasciaNotifier *self, const char *title, const char *body, const FasciaNotifierButton *buttons, guint n_buttons, GError **error);
  void (*withdraw) (FasciaNotifier *self);
};

/* Replaces the one shown before. */
gboolean fascia_notifier_show (FasciaNotifier *self, const char *title, const char *body, const FasciaNotifierButton *buttons, guint n_buttons, GError **error);
void fascia_notifier_withdraw (FasciaNotifier *self);

/* The libnotify one. */
FasciaNotifier *fascia_notifier_libnotify_new (void);

G_END_DECLS
