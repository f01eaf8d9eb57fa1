/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data/store/database.h"

G_BEGIN_DECLS

/* Whether the 0 or 1 of @key means no or yes. */
gboolean fascia_preference_is_switch (const char *key);

/* Whether @word (nullable), or without it @number, is a value that @key can have. Any
 * is for a key that this version does not know. */
gboolean fascia_preference_accepts (const char *key, const char *word, gint64 number);

G_END_DECLS
