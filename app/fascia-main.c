/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fascia-main.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "app/cli/cli.h"
#include "fascia/service/context.h"
#include "fascia/ui/application.h"

/* Asks for @routine in the window that is open, or in the one about to be. */
static gboolean
make_ready (GApplication *application, const char *routine, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (!g_application_register (application, NULL, &cause))
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_FAILED,
                           _ ("The window could not be opened: the session bus does not answer. Log out and in, and try again."));
      return FALSE;
    }
  g_action_group_activate_action (G_ACTION_GROUP (application), "start-routine", g_variant_new_string (routine));
  return TRUE;
}

static int
open_window (FasciaContext *context, int argc, char **argv)
{
  g_autoptr (FasciaApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *routine = NULL;
  gboolean json;
  int status;

  if (!fascia_cli_parse_start (context, argc, argv, &routine, &json, &status))
    return status;
  if (!gtk_init_check ())
    {
      fascia_cli_complain (_ ("There is no display to open the window on. Start Fascia from your desktop; “fascia --help” lists what works without one."));
      return EXIT_FAILURE;
    }

  application = fascia_application_new (context);
  if (routine)
    {
      if (!make_ready (G_APPLICATION (application), routine, &error))
        {
          fascia_cli_complain (error->message);
          return EXIT_FAILURE;
        }
      if (json && fascia_cli_answer_ok () != EXIT_SUCCESS)
        return EXIT_FAILURE;
      /* GApplication would take our arguments for names of files. */
      argc = 1;
    }
  /* Where a window was open already, this raises it and returns at once. */
  return g_application_run (G_APPLICATION (application), argc, argv);
}

int
fascia_main (FasciaClock *clock, int argc, char **argv)
{
  g_autoptr (FasciaContext) context = NULL;
  g_autoptr (GError) error = NULL;

  fascia_cli_prepare ();
  fascia_context_init_locale ();
  context = fascia_context_new (clock, NULL, &error);
  if (!context)
    {
      fascia_cli_complain (error->message);
      return EXIT_FAILURE;
    }
  if (fascia_cli_handles (argc, argv))
    return fascia_cli_run (context, argc, argv);
  return open_window (context, argc, argv);
}
