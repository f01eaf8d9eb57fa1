/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/reminderd-main.h"
#include "fascia/service/context.h"
#include "fascia/service/system-clock.h"

int
main (int argc, char **argv)
{
  FasciaClock *clock = fascia_system_clock_new ();
  int status;

  fascia_context_init_locale ();
  status = fascia_reminderd_main (clock, argc, argv);
  fascia_system_clock_free (clock);

  return status;
}
