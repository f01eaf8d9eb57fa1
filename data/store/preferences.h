/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data/store/database.h"

G_BEGIN_DECLS

/* Whether the 0 or 1 of @key means no or yes. */
gboolean fascia_preference_is_switch (const char *key);

G_END_DECLS
