/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fascia-main.h"
#include "fascia/service/announcer.h"
#include "injected-clock.h"

/* fascia with a clock of the test's (see injected-clock.h), and with the sounds just
 * built: FASCIA_TEST_SOUNDS is their folder; where it is unset, the installed ones. */

FasciaAnnouncer *__real_fascia_announcer_new (FasciaContext *context, FasciaPlayer *player, FasciaSettings *settings, const char *folder);
FasciaAnnouncer *__wrap_fascia_announcer_new (FasciaContext *context, FasciaPlayer *player, FasciaSettings *settings, const char *folder);

/* The linker puts it before the real one. */
FasciaAnnouncer *
__wrap_fascia_announcer_new (FasciaContext *context, FasciaPlayer *player, FasciaSettings *settings, const char *folder)
{
  return __real_fascia_announcer_new (context, player, settings, folder != NULL ? folder : g_getenv ("FASCIA_TEST_SOUNDS"));
}

int
main (int argc, char **argv)
{
  FasciaClock *clock = injected_clock_new_from_environment ();
  int status = fascia_main (clock, argc, argv);

  injected_clock_free (clock);

  return status;
}
