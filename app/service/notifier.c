/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/notifier.h"

G_DEFINE_INTERFACE (FasciaNotifier, fascia_notifier, G_TYPE_OBJECT)

static void
fascia_notifier_default_init (FasciaNotifierInterface *iface)
{
  /**
   * FasciaNotifier::action:
   * @action: "start", "snooze", "not-today", or "default" for the click itself
   * @activation_token: (nullable): lets the window come to the front
   */
  g_signal_new ("action",
                FASCIA_TYPE_NOTIFIER,
                G_SIGNAL_RUN_LAST,
                0,
                NULL,
                NULL,
                NULL,
                G_TYPE_NONE,
                2,
                G_TYPE_STRING,
                G_TYPE_STRING);

  /**
   * FasciaNotifier::closed:
   * @by_user: whether the user closed it; otherwise it ran out
   *
   * It went away without an action.
   */
  g_signal_new ("closed",
                FASCIA_TYPE_NOTIFIER,
                G_SIGNAL_RUN_LAST,
                0,
                NULL,
                NULL,
                NULL,
                G_TYPE_NONE,
                1,
                G_TYPE_BOOLEAN);

  /**
   * FasciaNotifier::restarted:
   *
   * There is a notification service, but not the one asked before (if there was one):
   * nothing of ours is on the screen. Told only after an attempt to show something
   * that was not withdrawn, closed or answered since.
   */
  g_signal_new ("restarted",
                FASCIA_TYPE_NOTIFIER,
                G_SIGNAL_RUN_LAST,
                0,
                NULL,
                NULL,
                NULL,
                G_TYPE_NONE,
                0);
}

gboolean
fascia_notifier_show (FasciaNotifier *self,
                      const char *title,
                      const char *body,
                      const FasciaNotifierButton *buttons,
                      guint n_buttons,
                      GError **error)
{
  g_return_val_if_fail (FASCIA_IS_NOTIFIER (self), FALSE);
  g_return_val_if_fail (title != NULL, FALSE);
  g_return_val_if_fail (body != NULL, FALSE);

  return FASCIA_NOTIFIER_GET_IFACE (self)->show (self, title, body, buttons, n_buttons, error);
}

void
fascia_notifier_withdraw (FasciaNotifier *self)
{
  g_return_if_fail (FASCIA_IS_NOTIFIER (self));

  FASCIA_NOTIFIER_GET_IFACE (self)->withdraw (self);
}
