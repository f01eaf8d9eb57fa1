/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/catalog.h"

struct _FasciaCatalog {
  gatomicrefcount ref_count;
  GPtrArray *techniques;
  GPtrArray *routines;
  GHashTable *techniques_by_id; /* borrows keys and values of the arrays */
  GHashTable *routines_by_id;
};

static gboolean
index_techniques (FasciaCatalog *self,
                  GError **error)
{
  for (guint i = 0; i < self->techniques->len; i++)
    {
      FasciaTechnique *technique = g_ptr_array_index (self->techniques, i);

      if (!g_hash_table_insert (self->techniques_by_id, technique->id, technique))
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                       "The technique “%s” occurs twice: give one of them another id.", technique->id);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
index_routines (FasciaCatalog *self,
                GError **error)
{
  for (guint i = 0; i < self->routines->len; i++)
    {
      FasciaRoutine *routine = g_ptr_array_index (self->routines, i);

      if (!g_hash_table_insert (self->routines_by_id, routine->id, routine))
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                       "The routine “%s” occurs twice: give one of them another id.", routine->id);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
has_tool (const FasciaTechnique *technique,
          FasciaTool tool)
{
  for (guint i = 0; i < technique->n_tools; i++)
    if (technique->tools[i] == tool)
      return TRUE;

  return FALSE;
}

static gboolean
check_partners (FasciaCatalog *self,
                GError **error)
{
  for (guint i = 0; i < self->techniques->len; i++)
    {
      const FasciaTechnique *technique = g_ptr_array_index (self->techniques, i);
      const FasciaTechnique *partner;

      if (technique->partner == NULL)
        continue;

      partner = fascia_catalog_find_technique (self, technique->partner);
      if (partner == NULL)
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                       "The technique “%s” has the partner “%s”, which does not exist: name another or none.",
                       technique->id, technique->partner);
          return FALSE;
        }
      if (!fascia_technique_is_wall (partner))
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                       "The technique “%s” has the partner “%s”, which needs the floor: name one at a wall, chair or desk.",
                       technique->id, technique->partner);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
resolve_item (FasciaCatalog *self,
              const FasciaRoutine *routine,
              guint index,
              GError **error)
{
  FasciaRoutineItem *item = g_ptr_array_index (routine->items, index);
  const FasciaTechnique *technique = fascia_catalog_find_technique (self, item->technique);

  if (technique == NULL)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                   "Item %u of the routine “%s” uses the technique “%s”, which does not exist: name another.",
                   index + 1, routine->id, item->technique);
      return FALSE;
    }
  if (technique->sides != FASCIA_SIDES_EITHER && technique->sides != item->sides)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                   "Item %u of the routine “%s” has the sides “%s”, but the technique “%s” has “%s”: make them agree.",
                   index + 1, routine->id, fascia_sides_to_string (item->sides),
                   technique->id, fascia_sides_to_string (technique->sides));
      return FALSE;
    }
  if (item->tool == FASCIA_TOOL_NONE)
    {
      item->tool = technique->tools[0];
    }
  else if (!has_tool (technique, item->tool))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                   "Item %u of the routine “%s” uses the tool “%s”, which the technique “%s” does not have: name another.",
                   index + 1, routine->id, fascia_tool_to_string (item->tool), technique->id);
      return FALSE;
    }

  return TRUE;
}

static gboolean
resolve_routines (FasciaCatalog *self,
                  GError **error)
{
  for (guint i = 0; i < self->routines->len; i++)
    {
      const FasciaRoutine *routine = g_ptr_array_index (self->routines, i);

      for (guint j = 0; j < routine->items->len; j++)
        if (!resolve_item (self, routine, j, error))
          return FALSE;
    }

  return TRUE;
}

FasciaCatalog *
fascia_catalog_new (GPtrArray *techniques,
                    GPtrArray *routines,
                    GError **error)
{
  g_autoptr (FasciaCatalog) self = NULL;

  g_return_val_if_fail (techniques != NULL, NULL);
  g_return_val_if_fail (routines != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_new0 (FasciaCatalog, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->techniques = techniques;
  self->routines = routines;
  self->techniques_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->routines_by_id = g_hash_table_new (g_str_hash, g_str_equal);

  if (!index_techniques (self, error) ||
      !index_routines (self, error) ||
      !check_partners (self, error) ||
      !resolve_routines (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

FasciaCatalog *
fascia_catalog_ref (FasciaCatalog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
fascia_catalog_unref (FasciaCatalog *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->techniques_by_id);
  g_hash_table_unref (self->routines_by_id);
  g_ptr_array_unref (self->techniques);
  g_ptr_array_unref (self->routines);
  g_free (self);
}

guint
fascia_catalog_get_n_techniques (const FasciaCatalog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->techniques->len;
}

const FasciaTechnique *
fascia_catalog_get_technique (const FasciaCatalog *self,
                              guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->techniques->len, NULL);

  return g_ptr_array_index (self->techniques, index);
}

const FasciaTechnique *
fascia_catalog_find_technique (const FasciaCatalog *self,
                               const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->techniques_by_id, id);
}

guint
fascia_catalog_get_n_routines (const FasciaCatalog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->routines->len;
}

FasciaRoutine *
fascia_catalog_get_routine (const FasciaCatalog *self,
                            guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->routines->len, NULL);

  return g_ptr_array_index (self->routines, index);
}

FasciaRoutine *
fascia_catalog_find_routine (const FasciaCatalog *self,
                             const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->routines_by_id, id);
}

GArray *
fascia_catalog_get_routine_tools (const FasciaCatalog *self,
                                  const FasciaRoutine *routine)
{
  GArray *tools;
  gboolean needed[FASCIA_N_TOOLS] = { FALSE };

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (routine != NULL, NULL);

  for (guint i = 0; i < routine->items->len; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (routine->items, i);
      const FasciaTechnique *technique = fascia_catalog_find_technique (self, item->technique);

      /* A user's own routine may leave the tool open and name a technique that
       * a later Fascia no longer has. */
      if (item->tool != FASCIA_TOOL_NONE)
        needed[item->tool] = TRUE;
      else if (technique != NULL)
        needed[technique->tools[0]] = TRUE;
    }

  tools = g_array_new (FALSE, FALSE, sizeof (int));
  for (int tool = 0; tool < FASCIA_N_TOOLS; tool++)
    if (needed[tool])
      g_array_append_val (tools, tool);

  return tools;
}
