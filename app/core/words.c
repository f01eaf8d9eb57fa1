/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/words.h"

void
fascia_words_free (FasciaWords *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    fascia_text_clear (&self->areas[i]);
  for (guint i = 0; i < FASCIA_N_TOOLS; i++)
    fascia_text_clear (&self->tools[i]);
  for (guint i = 0; i < FASCIA_N_PLACES; i++)
    fascia_text_clear (&self->places[i]);
  g_free (self);
}
