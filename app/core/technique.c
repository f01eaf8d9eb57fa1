/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/technique.h"

/* The position of a name is its enumeration value. */
static const char *const position_names[] = { "standing", "sitting", "kneeling", "on-back", "on-front", "on-side" };

const char *
fascia_position_to_string (FasciaPosition position)
{
  return (guint)position < G_N_ELEMENTS (position_names) ? position_names[position] : NULL;
}

gboolean
fascia_position_from_string (const char *text,
                             FasciaPosition *position)
{
  for (guint i = 0; i < G_N_ELEMENTS (position_names); i++)
    {
      if (g_strcmp0 (position_names[i], text) == 0)
        {
          *position = (FasciaPosition)i;
          return TRUE;
        }
    }
  return FALSE;
}

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

gboolean
fascia_technique_is_on_floor (const FasciaTechnique *self,
                              FasciaTool tool)
{
  g_return_val_if_fail (self != NULL, TRUE);

  if ((self->places & FASCIA_PLACE_FLOOR) == 0)
    return FALSE;

  return self->places == FASCIA_PLACE_FLOOR || tool == FASCIA_TOOL_NONE || tool == self->tools[0];
}
