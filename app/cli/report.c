/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/report.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "command.h"
#include "output.h"

#define ENDING ".pdf"

static gboolean
check_name (const char *file, GError **error)
{
  gsize length = strlen (file);
  g_autofree char *shown = NULL;

  if (length > strlen (ENDING) && g_ascii_strcasecmp (file + length - strlen (ENDING), ENDING) == 0)
    return TRUE;
  shown = g_filename_display_name (file);
  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("“%s” does not end in .pdf; choose such a name"), shown);
  return FALSE;
}

static gboolean
run_report (FasciaCli *self, GError **error)
{
  const char *file = fascia_cli_get_argument (self, 0);
  FasciaReportSpan span;

  if (!check_name (file, error))
    return FALSE;
  fascia_report_span_init (&span, fascia_cli_today (self));
  if (!fascia_cli_get_day (self, "--until", &span.until, error))
    return FALSE;
  /* Four weeks up to the last day, whichever it is. */
  if (fascia_cli_get_option (self, "--until") != NULL)
    fascia_report_span_init (&span, span.until);
  if (!fascia_cli_get_day (self, "--since", &span.since, error))
    return FALSE;
  span.with_notes = fascia_cli_get_option (self, "--notes") != NULL;
  if (!fascia_report_write_pdf (self->context, &span, file, error))
    return FALSE;

  if (self->json)
    fascia_json_append_ok (self->out);
  else
    {
      g_autofree char *shown = g_filename_display_name (file);

      /* Translators: the name of a file. */
      g_string_append_printf (self->out, _ ("The report is in %s"), shown);
      g_string_append_c (self->out, '\n');
    }
  return TRUE;
}

static const FasciaCliOption options[] = {
  { "--since", "YYYY-MM-DD", FALSE, N_ ("The first day; 4 weeks up to the last one when not given") },
  { "--until", "YYYY-MM-DD", FALSE, N_ ("The last day; today when not given") },
  { "--notes", NULL, FALSE, N_ ("With the notes of the sessions") },
};

const FasciaCliCommand fascia_cli_report = {
  .name = "report",
  .arguments = "FILE.pdf",
  .min_arguments = 1,
  .max_arguments = 1,
  .takes_file = TRUE,
  .options = options,
  .n_options = G_N_ELEMENTS (options),
  .summary = N_ ("Make a PDF of one or two pages for the physiotherapist"),
  .details = N_ ("It has dates, areas, sides, minutes, ratings, what was stopped and why; no health answers and no name. A file that is there is replaced."),
  .run = run_report,
};
