/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fascia-main.h"
#include "injected-clock.h"

/* fascia with a clock of the test's (see injected-clock.h). */
int
main (int argc, char **argv)
{
  FasciaClock *clock = injected_clock_new_from_environment ();
  int status = fascia_main (clock, argc, argv);

  injected_clock_free (clock);

  return status;
}
