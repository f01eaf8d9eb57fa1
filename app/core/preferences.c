/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/preferences.h"

#define MAX_COUNT_IN_S 15
#define MAX_RESUME_COUNT_IN_S 10
#define MAX_DAY_START_H 6

/* The position of a name is its enumeration value; only ever appended to. */
static const char *const mode_names[] = { "left", "right", "remember", "alternate" };

const char *
fascia_first_side_mode_to_string (FasciaFirstSideMode mode)
{
  return (guint)mode < G_N_ELEMENTS (mode_names) ? mode_names[mode] : NULL;
}

gboolean
fascia_first_side_mode_from_string (const char *text, FasciaFirstSideMode *mode)
{
  for (guint i = 0; i < G_N_ELEMENTS (mode_names); i++)
    {
      if (g_strcmp0 (mode_names[i], text) == 0)
        {
          *mode = (FasciaFirstSideMode)i;
          return TRUE;
        }
    }
  return FALSE;
}

void
fascia_preferences_clamp (FasciaPreferences *self)
{
  g_return_if_fail (self != NULL);

  self->count_in_s = MIN (self->count_in_s, MAX_COUNT_IN_S);
  self->resume_count_in_s = MIN (self->resume_count_in_s, MAX_RESUME_COUNT_IN_S);
  self->switch_s = CLAMP (self->switch_s, FASCIA_MIN_SWITCH_S, FASCIA_MAX_SWITCH_S);
  self->wait_after_prepare = self->wait_after_prepare != FALSE;
  self->wait_after_technique = self->wait_after_technique != FALSE;
  if (fascia_first_side_mode_to_string (self->first_side_mode) == NULL)
    self->first_side_mode = FASCIA_FIRST_SIDE_LEFT;
  if (self->last_first_side != FASCIA_SIDE_RIGHT)
    self->last_first_side = FASCIA_SIDE_LEFT;
  self->day_start_h = MIN (self->day_start_h, MAX_DAY_START_H);
}

FasciaSide
fascia_preferences_get_first_side (const FasciaPreferences *self)
{
  g_return_val_if_fail (self != NULL, FASCIA_SIDE_LEFT);

  switch (self->first_side_mode)
    {
    case FASCIA_FIRST_SIDE_RIGHT:
      return FASCIA_SIDE_RIGHT;
    case FASCIA_FIRST_SIDE_REMEMBER:
      return self->last_first_side == FASCIA_SIDE_RIGHT ? FASCIA_SIDE_RIGHT : FASCIA_SIDE_LEFT;
    case FASCIA_FIRST_SIDE_ALTERNATE:
      return self->last_first_side == FASCIA_SIDE_RIGHT ? FASCIA_SIDE_LEFT : FASCIA_SIDE_RIGHT;
    case FASCIA_FIRST_SIDE_LEFT:
    default:
      return FASCIA_SIDE_LEFT;
    }
}
