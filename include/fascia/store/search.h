/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/log-filter.h"
#include "fascia/store/store.h"

G_BEGIN_DECLS

/* Finding sessions again: by months, by words and marks, and in the trash. */

/* (element-type FasciaLogEntry) (transfer full): of the log, newest first, at most
 * @limit (0: all). */
GPtrArray *fascia_store_find_sessions (FasciaStore *self, const FasciaLogFilter *filter, guint limit, GError **error);

/* (element-type FasciaLogEntry) (transfer full): of the user's month that @month lies in
 * (as fascia_store_list_month_totals() counts it), newest start first, ties by UUID;
 * skips @offset, at most @limit (0: all). It costs what lies in the month. */
GPtrArray *fascia_store_list_month (FasciaStore *self, FasciaDay month, guint offset, guint limit, GError **error);

/* What a search found: enough to say how much there is, and to read it later. */
typedef struct {
  gint64 row;      /* for fascia_store_read_found(); good until the log changes */
  FasciaDay month; /* the first day of the user's month it lies in */
  int active_s;
} FasciaFound;

/**
 * FasciaSearch:
 *
 * A search through the log, newest first, in steps that can be as short as one likes:
 * between them nothing is held, and the log may change (what changed may be missed).
 * Not longer than the store it searches.
 */
typedef struct _FasciaSearch FasciaSearch;
/* (transfer full): what @filter points to is not needed any more. */
FasciaSearch *fascia_search_new (FasciaStore *store, const FasciaLogFilter *filter, GError **error);
void fascia_search_free (FasciaSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaSearch, fascia_search_free)
/* Looks at the next @n_sessions of the log and adds those that fit to @found
 * (element-type FasciaFound). *@more: it is not through yet. */
gboolean fascia_search_go_on (FasciaSearch *self, guint n_sessions, GArray *found, gboolean *more, GError **error);
/* (element-type FasciaLogEntry) (transfer full): the @n of @found that are still in the log. */
GPtrArray *fascia_store_read_found (FasciaStore *self, const FasciaFound *found, guint n, GError **error);

/* (element-type FasciaLogEntry) (transfer full): the trash, deleted last first. */
GPtrArray *fascia_store_list_trash (FasciaStore *self, GError **error);
/* Deletes for good what was in the trash before @before_us; that it was deleted is
 * kept, so that another machine does not bring it back. */
gboolean fascia_store_empty_trash (FasciaStore *self, gint64 before_us, GError **error);

G_END_DECLS
