/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "fascia/service/archive.h"
#include "output.h"

static gboolean
has_ending (const char *file, const char *ending)
{
  gsize length = strlen (file);
  gsize n = strlen (ending);

  return length > n && g_ascii_strcasecmp (file + length - n, ending) == 0;
}

gboolean
fascia_cli_get_format (const char *file, FasciaExchangeFormat *format, GError **error)
{
  g_autofree char *shown = g_filename_display_name (file);

  *format = has_ending (file, ".csv") ? FASCIA_EXCHANGE_CSV : FASCIA_EXCHANGE_JSON;
  if (g_str_equal (file, "-") || has_ending (file, ".json") || has_ending (file, ".csv"))
    return TRUE;
  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("“%s” ends neither in .json nor in .csv; choose such a name, or “-” for JSON on standard input or output"), shown);
  return FALSE;
}

static gboolean
run_export (FasciaCli *self, GError **error)
{
  const char *file = fascia_cli_get_argument (self, 0);
  g_autofree char *text = NULL;
  FasciaExchangeFormat format;
  FasciaDiary *diary;

  if (!fascia_cli_get_format (file, &format, error))
    return FALSE;
  diary = fascia_context_get_diary (self->context, error);
  if (!diary)
    return FALSE;
  text = format == FASCIA_EXCHANGE_CSV ? fascia_diary_export_csv (diary, error) : fascia_diary_export_json (diary, error);
  if (!text)
    return FALSE;

  if (g_str_equal (file, "-"))
    {
      g_string_append (self->out, text);
      return TRUE;
    }

  if (!fascia_archive_save_text (file, text, error))
    return FALSE;
  if (self->json)
    fascia_json_append_ok (self->out);
  else
    {
      g_autofree char *shown = g_filename_display_name (file);

      g_string_append_printf (self->out, _ ("Exported to %s"), shown);
      g_string_append_c (self->out, '\n');
    }
  return TRUE;
}

const FasciaCliCommand fascia_cli_export = {
  .name = "export",
  .arguments = "FILE",
  .min_arguments = 1,
  .max_arguments = 1,
  .takes_file = TRUE,
  .summary = N_ ("Write everything to a JSON file, or the log to a CSV file"),
  .details = N_ ("FILE ends in .json or .csv, or is “-” for JSON on standard output. A file that is there is replaced."),
  .run = run_export,
};
