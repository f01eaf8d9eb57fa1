/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes what is the user's own business: readable by the owner alone, beside @path and
 * then renamed, so that a cut leaves the old file whole. @length -1: @contents is text.
 * Errors are in our words: GLib's message would be in its own. */
gboolean fascia_write_file (const char *path, const char *contents, gssize length, GError **error);

G_END_DECLS
