/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/core/log-entry.h"
#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaSummaryPage:
 *
 * A session just ended: what was done, and what the user may add to it. Its
 * buttons activate "session.save" and "session.discard".
 */
#define FASCIA_TYPE_SUMMARY_PAGE (fascia_summary_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaSummaryPage, fascia_summary_page, FASCIA, SUMMARY_PAGE, GtkWidget)

/* @reason: %FASCIA_REASON_NONE when it came to its end; a safety one shows what to do. */
void fascia_summary_page_set_entry (FasciaSummaryPage *self,
                                    FasciaContext *context,
                                    FasciaRoutine *routine,
                                    const FasciaLogEntry *entry,
                                    FasciaStopReason reason);
/* 0–10 or FASCIA_UNRATED. */
int fascia_summary_page_get_after (FasciaSummaryPage *self);
int fascia_summary_page_get_pressure (FasciaSummaryPage *self);
const char *fascia_summary_page_get_note (FasciaSummaryPage *self);
FasciaOccasion fascia_summary_page_get_occasion (FasciaSummaryPage *self);
/* Into @areas, each once; how many there are. */
guint fascia_summary_page_get_areas (FasciaSummaryPage *self, FasciaArea areas[FASCIA_MAX_AREAS_OF_SESSION]);
/* FASCIA_TOOL_NONE: as planned. */
FasciaTool fascia_summary_page_get_tool (FasciaSummaryPage *self);
void fascia_summary_page_focus (FasciaSummaryPage *self);

G_END_DECLS
