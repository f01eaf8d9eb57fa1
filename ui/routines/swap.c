/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "routines/swap.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/wording.h"

static gboolean
is_owned (FasciaTool tool, guint owned)
{
  return tool == FASCIA_TOOL_NONE || (owned & FASCIA_TOOL_BIT (tool)) != 0;
}

char *
fascia_swap_describe_missing (const FasciaRoutine *routine, guint owned)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint said = 0;

  g_return_val_if_fail (routine != NULL, NULL);

  for (guint i = 0; i < routine->items->len; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (routine->items, i);

      if (is_owned (item->tool, owned | said))
        continue;
      if (said != 0)
        g_string_append (text, _(", "));
      g_string_append (text, fascia_wording_tool (item->tool));
      said |= FASCIA_TOOL_BIT (item->tool);
    }

  return said == 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

/* The first tool of @technique that is at hand. */
static gboolean
find_tool (const FasciaTechnique *technique, guint owned, FasciaTool *tool)
{
  for (guint i = 0; technique != NULL && i < technique->n_tools; i++)
    if (is_owned (technique->tools[i], owned))
      {
        *tool = technique->tools[i];
        return TRUE;
      }

  return FALSE;
}

/* (transfer full) (nullable): the time stays as it was: it belongs to the routine. */
static FasciaRoutineItem *
swap_item (const FasciaRoutineItem *item, const FasciaCatalog *catalog, guint owned)
{
  const FasciaTechnique *technique = fascia_catalog_find_technique (catalog, item->technique);
  const FasciaTechnique *partner = NULL;
  FasciaRoutineItem *swapped = fascia_routine_item_copy (item);

  if (is_owned (item->tool, owned) || find_tool (technique, owned, &swapped->tool))
    return swapped;
  if (technique != NULL && technique->partner != NULL)
    partner = fascia_catalog_find_technique (catalog, technique->partner);
  if (!find_tool (partner, owned, &swapped->tool))
    {
      fascia_routine_item_free (swapped);
      return NULL;
    }
  g_free (swapped->technique);
  swapped->technique = g_strdup (partner->id);
  if (partner->sides != FASCIA_SIDES_EITHER)
    swapped->sides = partner->sides;

  return swapped;
}

FasciaRoutine *
fascia_swap_missing_tools (FasciaRoutine *routine, const FasciaCatalog *catalog, guint owned)
{
  g_autoptr (FasciaRoutine) swapped = NULL;
  g_autofree char *missing = NULL;

  g_return_val_if_fail (routine != NULL, NULL);

  missing = fascia_swap_describe_missing (routine, owned);
  if (missing == NULL)
    return NULL;
  swapped = fascia_routine_copy_without_items (routine);
  for (guint i = 0; i < routine->items->len; i++)
    {
      FasciaRoutineItem *item = swap_item (g_ptr_array_index (routine->items, i), catalog, owned);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (swapped->items, item);
    }

  return g_steal_pointer (&swapped);
}

char *
fascia_swap_describe (const FasciaRoutine *routine, const FasciaRoutine *swapped, const FasciaCatalog *catalog, FasciaLanguage language)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (swapped->items->len == routine->items->len, NULL);

  for (guint i = 0; i < routine->items->len; i++)
    {
      const FasciaRoutineItem *before = g_ptr_array_index (routine->items, i);
      const FasciaRoutineItem *after = g_ptr_array_index (swapped->items, i);
      const FasciaTechnique *technique = fascia_catalog_find_technique (catalog, after->technique);

      if (technique == NULL || (before->tool == after->tool && g_str_equal (before->technique, after->technique)))
        continue;
      if (text->len > 0)
        g_string_append (text, _(", "));
      /* Translators: a technique and its tool. */
      g_string_append_printf (text, _("%1$s (%2$s)"), fascia_text_get (&technique->name, language), fascia_wording_tool (after->tool));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
