/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The entry that starts fascia-reminderd at login, for the other files of this
 * room. */

char *fascia_autostart_get_path (void);
/* Touches the file only when it says something else. */
gboolean fascia_autostart_write (GError **error);
/* No entry is fine. */
gboolean fascia_autostart_remove (GError **error);

G_END_DECLS
