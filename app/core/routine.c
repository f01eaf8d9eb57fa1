/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/routine.h"

#include <string.h>

FasciaRoutineItem *
fascia_routine_item_new (const char *technique)
{
  FasciaRoutineItem *self;

  g_return_val_if_fail (technique != NULL, NULL);

  self = g_new0 (FasciaRoutineItem, 1);
  self->technique = g_strdup (technique);
  self->tool = FASCIA_TOOL_NONE;
  self->sets = 1;

  return self;
}

FasciaRoutineItem *
fascia_routine_item_copy (const FasciaRoutineItem *self)
{
  FasciaRoutineItem *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (FasciaRoutineItem, 1);
  *copy = *self;
  copy->technique = g_strdup (self->technique);

  return copy;
}

void
fascia_routine_item_free (FasciaRoutineItem *self)
{
  if (self == NULL)
    return;

  g_free (self->technique);
  g_free (self);
}

FasciaRoutine *
fascia_routine_new (const char *id)
{
  FasciaRoutine *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_new0 (FasciaRoutine, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  for (guint i = 0; i < FASCIA_N_LANGUAGES; i++)
    {
      self->name.in[i] = g_strdup ("");
      self->about.in[i] = g_strdup ("");
      self->afterwards.in[i] = g_strdup ("");
    }
  for (guint i = 0; i < FASCIA_N_OCCASIONS; i++)
    self->occasions[i] = FASCIA_OCCASION_NONE;
  self->audience = g_new0 (char *, 1);
  self->sections = g_new0 (char *, 1);
  self->level = 1;
  self->version = 1;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_routine_item_free);

  return self;
}

FasciaRoutine *
fascia_routine_ref (FasciaRoutine *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
fascia_routine_unref (FasciaRoutine *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  fascia_text_clear (&self->name);
  fascia_text_clear (&self->about);
  fascia_text_clear (&self->afterwards);
  g_strfreev (self->audience);
  g_strfreev (self->sections);
  g_ptr_array_unref (self->items);
  g_free (self);
}

FasciaRoutine *
fascia_routine_copy_without_items (const FasciaRoutine *from)
{
  FasciaRoutine *to;

  g_return_val_if_fail (from != NULL, NULL);

  to = fascia_routine_new (from->id);

  fascia_text_copy (&from->name, &to->name);
  fascia_text_copy (&from->about, &to->about);
  fascia_text_copy (&from->afterwards, &to->afterwards);
  memcpy (to->occasions, from->occasions, sizeof to->occasions);
  to->n_occasions = from->n_occasions;
  g_strfreev (to->audience);
  to->audience = g_strdupv (from->audience);
  g_strfreev (to->sections);
  to->sections = g_strdupv (from->sections);
  to->level = from->level;
  to->pressure_cap = from->pressure_cap;
  to->version = from->version;
  to->own = from->own;

  return to;
}

FasciaRoutine *
fascia_routine_new_for_technique (const FasciaTechnique *technique,
                                  FasciaSides sides,
                                  guint sets)
{
  g_autoptr (FasciaRoutine) self = NULL;
  g_autofree char *id = NULL;
  FasciaRoutineItem *item;

  g_return_val_if_fail (technique != NULL, NULL);
  g_return_val_if_fail (sides == FASCIA_SIDES_LEFT_RIGHT || sides == FASCIA_SIDES_BOTH, NULL);
  g_return_val_if_fail (technique->sides == FASCIA_SIDES_EITHER || technique->sides == sides, NULL);
  g_return_val_if_fail (sets >= FASCIA_MIN_SETS && sets <= FASCIA_MAX_SETS, NULL);

  id = g_strconcat ("technique:", technique->id, NULL);
  self = fascia_routine_new (id);
  fascia_text_copy (&technique->name, &self->name);
  g_strfreev (self->sections);
  self->sections = g_strdupv (technique->sections);
  self->level = technique->level;

  item = fascia_routine_item_new (technique->id);
  item->sides = sides;
  item->tool = technique->tools[0];
  item->prepare_s = technique->prepare_s;
  item->roll_s = technique->roll_s;
  item->hold_s = technique->hold_s;
  item->sets = sets;
  item->rest_s = technique->rest_s;
  g_ptr_array_add (self->items, item);

  return g_steal_pointer (&self);
}
