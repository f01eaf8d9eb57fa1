/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/headway.h"

#include <glib/gi18n-lib.h>

/* A session takes about ten microseconds: often enough to be answered at once. */
#define STEPS_A_LOOK 256

gboolean
fascia_headway_go_on (FasciaHeadway *self, GError **error)
{
  if (!g_cancellable_is_cancelled (self->cancellable))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("It was cancelled; nothing was changed."));
  return FALSE;
}

void
fascia_headway_begin (FasciaHeadway *self, double until, guint64 n_steps)
{
  if (self->n_steps > 0)
    self->from = self->until;
  self->until = until;
  self->n_steps = MAX (n_steps, 1);
  self->n_done = 0;
}

void
fascia_headway_tell (FasciaHeadway *self, double fraction)
{
  if (self->progress != NULL)
    self->progress (self->from + (self->until - self->from) * CLAMP (fraction, 0, 1), self->progress_data);
}

gboolean
fascia_headway_step (FasciaHeadway *self, GError **error)
{
  if (self->n_done++ % STEPS_A_LOOK != 0)
    return TRUE;
  fascia_headway_tell (self, (double) (self->n_done - 1) / self->n_steps);
  return fascia_headway_go_on (self, error);
}
