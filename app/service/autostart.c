/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/autostart.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "app/service/background-portal.h"
#include "app/service/sandbox.h"
#include "fascia-config.h"
#include "fascia/core/types.h"

/* The desktop may put a question to the user first. */
#define PORTAL_TIMEOUT_MS 5000

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

/* In a sandbox only the portal reaches the autostart of the desktop. The entry is
 * written all the same, where nobody else sees it: as the note that it said yes. */
static gboolean
ask_portal (gboolean autostart, GError **error)
{
  g_autoptr (GDBusConnection) bus = NULL;

  if (!fascia_sandbox_is_around_us ())
    return TRUE;

  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);

  return bus != NULL && fascia_background_portal_request (bus, autostart, PORTAL_TIMEOUT_MS, error);
}

FasciaAutostart
fascia_autostart_get_state (void)
{
  g_autofree char *path = fascia_autostart_get_path ();
  g_autoptr (GKeyFile) entry = g_key_file_new ();

  if (!g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, NULL))
    return FASCIA_AUTOSTART_MISSING;

  /* An entry that the user has switched off in the desktop's settings is still there. */
  if (g_key_file_get_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, NULL) ||
      (g_key_file_has_key (entry, G_KEY_FILE_DESKTOP_GROUP, "X-GNOME-Autostart-enabled", NULL) &&
       !g_key_file_get_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, "X-GNOME-Autostart-enabled", NULL)))
    return FASCIA_AUTOSTART_SWITCHED_OFF;

  return FASCIA_AUTOSTART_ON;
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

  /* What the user switched off in the desktop's settings stays off. */
  if (fascia_autostart_get_state () == FASCIA_AUTOSTART_SWITCHED_OFF)
    return TRUE;

  if (!ask_portal (TRUE, error))
    return FALSE;

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

  if (g_unlink (path) == 0)
    return ask_portal (FALSE, error);
  if (errno == ENOENT || errno == ENOTDIR)
    return TRUE;

  g_set_error (error,
               FASCIA_ERROR,
               FASCIA_ERROR_FAILED,
               _("The file “%s” that starts reminders at login cannot be removed: %s."),
               path,
               g_strerror (errno));
  return FALSE;
}
