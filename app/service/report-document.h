/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/service/report-facts.h"
#include "app/service/report-sheet.h"

G_BEGIN_DECLS

#define FASCIA_REPORT_MAX_PAGES 2

/* How much a report says of each session, from all of it to what fits in any case. */
typedef enum {
  FASCIA_REPORT_SESSIONS,       /* one row each, notes below */
  FASCIA_REPORT_SESSIONS_ALONE, /* one row each, as many notes as fit at the end */
  FASCIA_REPORT_WEEKS,          /* summed */
  FASCIA_REPORT_MONTHS,
  FASCIA_N_REPORT_LEVELS
} FasciaReportLevel;

/* Sets all of it on @sheet. */
void fascia_report_set_document (FasciaSheet *sheet, FasciaContext *context, const FasciaReportFacts *facts, FasciaReportLevel level);
/* (transfer full): "Self-massage at home, 19 Sep 2026 – 16 Oct 2026" */
char *fascia_report_get_title (const FasciaReportFacts *facts);

G_END_DECLS
