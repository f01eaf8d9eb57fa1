/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data/store/database.h"

G_BEGIN_DECLS

/* (element-type FasciaRoutine) (transfer full): the user's own; @uuid (nullable): only
 * that one. */
GPtrArray *fascia_routine_list (FasciaStore *self, const char *uuid, GError **error);
/* Inserts or replaces, also one that was deleted. Inside a transaction. */
gboolean fascia_routine_write (FasciaStore *self, const FasciaRoutine *routine, gint64 changed_us, GError **error);

G_END_DECLS
