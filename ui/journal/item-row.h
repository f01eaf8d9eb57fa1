/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/core/log-entry.h"
#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaItemRow:
 *
 * One technique of a session, on one side, to be edited. Emits "changed", and "remove"
 * when the user wants it out.
 */
#define FASCIA_TYPE_ITEM_ROW (fascia_item_row_get_type ())
G_DECLARE_FINAL_TYPE (FasciaItemRow, fascia_item_row, FASCIA, ITEM_ROW, AdwExpanderRow)

/* @timed: with its time and what became of it; else the session's time is split. */
GtkWidget *fascia_item_row_new (FasciaContext *context, const FasciaLogItem *item, gboolean timed);
/* (transfer full): as it stands in the row. */
FasciaLogItem *fascia_item_row_dup_item (FasciaItemRow *self);

G_END_DECLS
