/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/log-filter.h"
#include "fascia/store/store.h"

G_BEGIN_DECLS

/* Finding sessions again: by words and marks, and in the trash. */

/* (element-type FasciaLogEntry) (transfer full): of the log, newest first, at most
 * @limit (0: all). */
GPtrArray *fascia_store_find_sessions (FasciaStore *self, const FasciaLogFilter *filter, guint limit, GError **error);

/* (element-type FasciaLogEntry) (transfer full): the trash, deleted last first. */
GPtrArray *fascia_store_list_trash (FasciaStore *self, GError **error);
/* Deletes for good what was in the trash before @before_us; that it was deleted is
 * kept, so that another machine does not bring it back. */
gboolean fascia_store_empty_trash (FasciaStore *self, gint64 before_us, GError **error);

G_END_DECLS
