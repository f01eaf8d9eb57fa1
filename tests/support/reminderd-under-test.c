/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <libintl.h>

#include "app/reminderd-main.h"
#include "fascia/service/context.h"
#include "injected-clock.h"

/* fascia-reminderd with a clock of the test's (see injected-clock.h) and, in
 * FASCIA_TEST_LOCALEDIR, translations that are not installed. */
int
main (int argc, char **argv)
{
  FasciaClock *clock = injected_clock_new_from_environment ();
  const char *localedir = g_getenv ("FASCIA_TEST_LOCALEDIR");
  int status;

  fascia_context_init_locale ();
  if (localedir != NULL)
    bindtextdomain (GETTEXT_PACKAGE, localedir);

  status = fascia_reminderd_main (clock, argc, argv);
  injected_clock_free (clock);

  return status;
}
