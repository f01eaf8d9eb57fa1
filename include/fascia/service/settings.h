/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FasciaSettings:
 *
 * Look and sound, the same for every session. Each key of the GSettings schema is a
 * property of the same name, with the same range and default, to bind to and to be
 * notified of: "sounds", "volume" (0–100), "sound-count-in" … "sound-ease", "voice",
 * "announce-next", "pacer", "stroke-seconds", "stroke-tick", "keep-awake", and the
 * window's "window-width", "window-height" and "window-maximized". Where the schema,
 * or a key of it, is not installed, the value holds until the program ends.
 */
#define FASCIA_TYPE_SETTINGS (fascia_settings_get_type ())
G_DECLARE_FINAL_TYPE (FasciaSettings, fascia_settings, FASCIA, SETTINGS, GObject)

/**
 * fascia_settings_new:
 * @schema_folder: (nullable): where to look for the compiled schema first; %NULL for
 *   the program's own prefix. The folders of $XDG_DATA_DIRS come after it.
 */
FasciaSettings *fascia_settings_new (const char *schema_folder);

/* A change outlives the program. */
gboolean fascia_settings_is_kept (FasciaSettings *self);

/* For those who only ask; @name is one of the properties, of that type. */
gboolean fascia_settings_get_boolean (FasciaSettings *self, const char *name);
int fascia_settings_get_int (FasciaSettings *self, const char *name);
double fascia_settings_get_double (FasciaSettings *self, const char *name);

G_END_DECLS
