/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/write-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "fascia/core/types.h"

#define FILE_MODE 0600

static void
set_error (const char *file, const GError *cause, GError **error)
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

gboolean
fascia_write_file (const char *path, const char *contents, gssize length, GError **error)
{
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (path != NULL && contents != NULL, FALSE);

  /* Newer GLib gives the new file the mode of the one that was there. */
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_chmod (path, FILE_MODE);
  if (g_file_set_contents_full (path, contents, length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, FILE_MODE, &cause))
    return TRUE;
  set_error (path, cause, error);
  return FALSE;
}
