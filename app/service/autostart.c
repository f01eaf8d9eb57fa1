/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/autostart.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "fascia-config.h"
#include "fascia/core/types.h"

char *
fascia_autostart_get_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", FASCIA_REMINDER_ID ".desktop", NULL);
}

/* A program as an Exec key wants it: quoted, and with the percent sign, which
 * begins a field code, doubled. */
static char *
quote_exec (const char *program)
{
  GString *quoted = g_string_new ("\"");

  for (const char *c = program; *c != '\0'; c++)
    {
      if (strchr ("\"`$\\", *c) != NULL)
        g_string_append_c (quoted, '\\');
      else if (*c == '%')
        g_string_append_c (quoted, '%');
      g_string_append_c (quoted, *c);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}

static char *
compose (gsize *length)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *exec = quote_exec (FASCIA_LIBEXECDIR "/fascia-reminderd");

  g_key_file_set_string (file, "Desktop Entry", "Type", "Application");
  g_key_file_set_string (file, "Desktop Entry", "Name", _("Fascia Reminders"));
  g_key_file_set_string (file, "Desktop Entry", "Comment", _("Reminds you of your next session"));
  /* Absolute: the session's search path may not contain our prefix. */
  g_key_file_set_string (file, "Desktop Entry", "Exec", exec);
  g_key_file_set_string (file, "Desktop Entry", "Icon", FASCIA_APPLICATION_ID);
  g_key_file_set_boolean (file, "Desktop Entry", "NoDisplay", TRUE);
  g_key_file_set_boolean (file, "Desktop Entry", "Terminal", FALSE);

  return g_key_file_to_data (file, length, NULL);
}

gboolean
fascia_autostart_write (GError **error)
{
  g_autofree char *path = fascia_autostart_get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *present = NULL;
  gsize length;
  g_autofree char *wanted = compose (&length);
  g_autoptr (GError) local_error = NULL;

  if (g_file_get_contents (path, &present, NULL, NULL) && g_str_equal (present, wanted))
    return TRUE;

  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      g_set_error (error,
                   FASCIA_ERROR,
                   FASCIA_ERROR_FAILED,
                   _("Reminders will not start at login because the folder “%s” cannot be made: %s."),
                   folder,
                   g_strerror (errno));
      return FALSE;
    }

  if (!g_file_set_contents_full (path, wanted, length, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &local_error))
    {
      g_set_error (error,
                   FASCIA_ERROR,
                   FASCIA_ERROR_FAILED,
                   _("Reminders will not start at login because the file “%s” cannot be written; check its folder."),
                   path);
      return FALSE;
    }

  return TRUE;
}

gboolean
fascia_autostart_remove (GError **error)
{
  g_autofree char *path = fascia_autostart_get_path ();

  if (g_unlink (path) == 0 || errno == ENOENT || errno == ENOTDIR)
    return TRUE;

  g_set_error (error,
               FASCIA_ERROR,
               FASCIA_ERROR_FAILED,
               _("The file “%s” that starts reminders at login cannot be removed: %s."),
               path,
               g_strerror (errno));
  return FALSE;
}
