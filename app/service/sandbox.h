/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Flatpak's mark. Inside, the desktop is asked by way of its portals. */
static inline gboolean
fascia_sandbox_is_around_us (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

G_END_DECLS
