/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/service/diary.h"

G_BEGIN_DECLS

/* A report for the physiotherapist: one or two pages of PDF, in the user's language, of
 * what was done from @since to @until: dates, areas, sides, minutes, ratings with the
 * trend and its rule, sessions stopped early with the reason, the next day. No health
 * answers. */
typedef struct {
  FasciaDay since;
  FasciaDay until;
  gboolean with_notes;
} FasciaReportSpan;

/* The last 28 days up to today, without notes. */
void fascia_report_span_init (FasciaReportSpan *self, FasciaDay today);

/**
 * fascia_report_write_pdf:
 * @path: replaced atomically, 0600
 *
 * Errors: %FASCIA_ERROR_INVALID for a span that ends before it begins or is longer than
 * a year, or what the store or the disk says.
 */
gboolean fascia_report_write_pdf (FasciaContext *context, const FasciaReportSpan *span, const char *path, GError **error);

G_END_DECLS
