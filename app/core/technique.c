/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/technique.h"

void
fascia_technique_free (FasciaTechnique *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  fascia_text_clear (&self->name);
  fascia_text_clear (&self->muscles);
  fascia_text_clear (&self->start);
  fascia_text_clear (&self->movement);
  fascia_text_clear (&self->easier);
  fascia_text_clear (&self->harder);
  fascia_text_clear (&self->mistakes);
  fascia_text_clear (&self->caution);
  fascia_text_clear (&self->cue_set_up);
  fascia_text_clear (&self->cue_roll);
  fascia_text_clear (&self->cue_hold);
  g_free (self->partner);
  g_strfreev (self->sections);
  g_clear_pointer (&self->claims, g_ptr_array_unref);
  g_free (self);
}

gboolean
fascia_technique_is_wall (const FasciaTechnique *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return (self->places & (FASCIA_PLACE_WALL | FASCIA_PLACE_CHAIR | FASCIA_PLACE_DESK)) != 0;
}
