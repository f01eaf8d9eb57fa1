/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The entry that starts fascia-reminderd at login, for the other files of this
 * room. */

typedef enum {
  FASCIA_AUTOSTART_ON,
  FASCIA_AUTOSTART_SWITCHED_OFF, /* in the desktop's settings */
  FASCIA_AUTOSTART_MISSING,
} FasciaAutostart;

char *fascia_autostart_get_path (void);
FasciaAutostart fascia_autostart_get_state (void);
/* Touches the file only when it says something else, and asks the portal only then. */
gboolean fascia_autostart_write (GError **error);
/* No entry is fine. */
gboolean fascia_autostart_remove (GError **error);

G_END_DECLS
