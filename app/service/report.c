/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/report.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "app/service/report-catalog.h"
#include "app/service/report-document.h"
#include "app/service/write-file.h"
#include "fascia-config.h"

#define DEFAULT_DAYS 28
#define MAX_DAYS 366

void
fascia_report_span_init (FasciaReportSpan *self, FasciaDay today)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (fascia_day_is_valid (today));

  *self = (FasciaReportSpan){
    .since = fascia_day_add (today, 1 - DEFAULT_DAYS),
    .until = today,
  };
}

static gboolean
check_span (const FasciaReportSpan *span, GError **error)
{
  int days = fascia_day_difference (span->until, span->since);

  if (days < 0)
    g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("The report would end before it begins. Choose a last day that is not before the first."));
  else if (days >= MAX_DAYS)
    g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("A report is of a year at most. Choose a first day that is nearer to the last."));
  return days >= 0 && days < MAX_DAYS;
}

static const char *
get_language (FasciaContext *context)
{
  return fascia_context_get_language (context) == FASCIA_LANGUAGE_DA ? "da" : "en";
}

/* Sets it on paper, or only measures where @cr is %NULL; returns the number of pages. */
static guint
set_pages (FasciaContext *context, const FasciaReportFacts *facts, FasciaReportLevel level, cairo_t *cr, guint n_pages)
{
  g_auto (FasciaSheet) sheet = { 0 };
  double width;
  double height;

  fascia_sheet_get_paper (&width, &height);
  fascia_sheet_init (&sheet, cr, width, height, get_language (context), _ ("Written by the person, measured by the timer. A wellness log, no diagnosis."));
  sheet.n_pages = n_pages;
  fascia_report_set_document (&sheet, context, facts, level);
  return sheet.page;
}

/* The most that fits. */
static FasciaReportLevel
choose_level (FasciaContext *context, const FasciaReportFacts *facts, guint *n_pages)
{
  FasciaReportLevel level = FASCIA_REPORT_SESSIONS;

  while ((*n_pages = set_pages (context, facts, level, NULL, 0)) > FASCIA_REPORT_MAX_PAGES && level + 1 < FASCIA_N_REPORT_LEVELS)
    level++;
  return level;
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (cairo_surface_t *surface, FasciaContext *context, const FasciaReportFacts *facts)
{
  g_autofree char *title = fascia_report_get_title (facts);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (fascia_clock_utc_us (fascia_context_get_clock (context)) / G_USEC_PER_SEC);
  g_autofree char *made = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Fascia " FASCIA_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
}

/* (transfer full) */
static GByteArray *
print (FasciaContext *context, const FasciaReportFacts *facts, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_t *cr;
  cairo_status_t status;
  double width;
  double height;
  guint n_pages;
  FasciaReportLevel level = choose_level (context, facts, &n_pages);

  fascia_sheet_get_paper (&width, &height);
  surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, width, height);
  /* The first with marked parts, and the last with a catalog in plain text. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  set_metadata (surface, context, facts);
  cr = cairo_create (surface);
  set_pages (context, facts, level, cr, n_pages);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_FAILED, _ ("The report could not be put on paper. Close other programs, or choose a shorter span, and try again."));
      return NULL;
    }
  /* One without is still whole. */
  fascia_report_complete_catalog (bytes, get_language (context));
  return g_steal_pointer (&bytes);
}

gboolean
fascia_report_write_pdf (FasciaContext *context, const FasciaReportSpan *span, const char *path, GError **error)
{
  g_auto (FasciaReportFacts) facts = { 0 };
  g_autoptr (GByteArray) bytes = NULL;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), FALSE);
  g_return_val_if_fail (span != NULL && path != NULL, FALSE);
  g_return_val_if_fail (fascia_day_is_valid (span->since) && fascia_day_is_valid (span->until), FALSE);

  if (!check_span (span, error) || !fascia_report_facts_load (&facts, context, span, error))
    return FALSE;
  bytes = print (context, &facts, error);
  if (bytes == NULL)
    return FALSE;
  return fascia_write_file (path, (const char *) bytes->data, bytes->len, error);
}
