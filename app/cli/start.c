/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <glib/gi18n-lib.h>

/* Only looks the routine up: main opens the window, which this room knows nothing of. */
static gboolean
run_start (FasciaCli *self, GError **error)
{
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (self->context, fascia_cli_get_argument (self, 0), error);

  return routine != NULL;
}

const FasciaCliCommand fascia_cli_start = {
  .name = "start",
  .arguments = "ROUTINE",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_ ("Open the window with a routine ready to start"),
  .details = N_ ("ROUTINE is an id from “fascia routines”, or “technique:ID” for one technique of “fascia guide”."),
  .run = run_start,
};
