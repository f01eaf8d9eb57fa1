/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data/store/database.h"

G_BEGIN_DECLS

/* Inside the transaction that logs a session: what was to remind of it, snooze and
 * nudge, is taken back. */
gboolean fascia_reminders_drop_requests (FasciaStore *self, gint64 now_us, GError **error);

G_END_DECLS
