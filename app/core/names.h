/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

/* Finds @text among names that an enumeration is stored by. */
static inline gboolean
find_name (const char *const *names, guint n_names, const char *text, guint *index)
{
  for (guint i = 0; text != NULL && i < n_names; i++)
    {
      if (strcmp (names[i], text) == 0)
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

G_END_DECLS
