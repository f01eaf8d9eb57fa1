/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/log-filter.h"
#include "fascia/service/diary.h"

G_BEGIN_DECLS

/* One row of the journal: a GObject around a log entry. */
#define FASCIA_TYPE_HISTORY_ITEM (fascia_history_item_get_type ())
G_DECLARE_FINAL_TYPE (FasciaHistoryItem, fascia_history_item, FASCIA, HISTORY_ITEM, GObject)
const FasciaLogEntry *fascia_history_item_get_entry (FasciaHistoryItem *self);

/* A GListModel of FasciaHistoryItem, newest first; pages rows in from the diary as
 * they are asked for and follows its "changed". */
#define FASCIA_TYPE_HISTORY_MODEL (fascia_history_model_get_type ())
G_DECLARE_FINAL_TYPE (FasciaHistoryModel, fascia_history_model, FASCIA, HISTORY_MODEL, GObject)
FasciaHistoryModel *fascia_history_model_new (FasciaDiary *diary);

/* As many are shown of what a filter finds: nobody reads further. */
#define FASCIA_HISTORY_MAX_FOUND 500
/* @filter: (nullable): only what fits it; %NULL for all again. What it points to must
 * stay until it is set anew. */
void fascia_history_model_set_filter (FasciaHistoryModel *self, const FasciaLogFilter *filter);

G_END_DECLS
