/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "output.h"

/* A log is private: only its owner may read what was exported. */
#define FILE_MODE 0600

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

/* In our words: GLib's message would be in its own. */
static void
set_write_error (const char *file, const GError *cause, GError **error)
{
  g_autofree char *shown = g_filename_display_name (file);
  const char *sentence = _ ("“%s” could not be written. Choose another place.");
  FasciaError code = FASCIA_ERROR_FAILED;

  if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT) || g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    sentence = _ ("“%s” could not be written: its folder does not exist. Make the folder or choose another one.");
  else if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_ISDIR))
    sentence = _ ("“%s” is a folder. Choose another name.");
  else if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_ACCES) || g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_PERM))
    sentence = _ ("“%s” could not be written: you may not write there. Choose another place.");
  else if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_ROFS))
    {
      sentence = _ ("“%s” could not be written: that disk is read-only. Choose another place.");
      code = FASCIA_ERROR_READ_ONLY;
    }
  else if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    {
      sentence = _ ("“%s” could not be written: the disk is full. Free some space or choose another place.");
      code = FASCIA_ERROR_NO_SPACE;
    }
  g_set_error (error, FASCIA_ERROR, code, sentence, shown);
}

static gboolean
run_export (FasciaCli *self, GError **error)
{
  const char *file = fascia_cli_get_argument (self, 0);
  g_autofree char *text = NULL;
  g_autoptr (GError) cause = NULL;
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

  /* Newer GLib gives the new file the mode of the one that was there. */
  if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
    g_chmod (file, FILE_MODE);
  /* Written beside it and renamed: a cut leaves the old file whole. */
  if (!g_file_set_contents_full (file, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, FILE_MODE, &cause))
    {
      set_write_error (file, cause, error);
      return FALSE;
    }
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
