/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/plan.h"

#include <string.h>

typedef struct {
  const FasciaCatalog *catalog;
  const FasciaPlanOptions *options;
  GArray *phases;  /* element-type FasciaPhase */
  GArray *credits; /* element-type FasciaPlanCredit */
  guint total_s;
  guint active_s;
} Builder;

static void
add_phase (Builder *self,
           FasciaPhaseKind kind,
           guint duration_s,
           guint set)
{
  guint credit = self->credits->len - 1;
  const FasciaPlanCredit *owner = &g_array_index (self->credits, FasciaPlanCredit, credit);
  FasciaPhase phase = {
    .start_s = self->total_s,
    .duration_s = duration_s,
    .kind = kind,
    .item = owner->item,
    .technique = owner->technique,
    .side = owner->side,
    .set = set,
    .credit = credit,
  };

  /* A phase of no length would flash by and sound its cue for nothing. */
  if (duration_s == 0)
    return;

  g_array_append_val (self->phases, phase);
  self->total_s += duration_s;
  if (kind == FASCIA_PHASE_ROLL || kind == FASCIA_PHASE_HOLD)
    self->active_s += duration_s;
}

/* How long a hold is where the user finds a spot and none is left to move forward. */
static guint
spot_s (const FasciaRoutineItem *item,
        const FasciaTechnique *technique)
{
  if (item->hold_s > 0)
    return item->hold_s;
  if (technique != NULL && technique->hold_s > 0)
    return technique->hold_s;

  return FASCIA_DEFAULT_HOLD_S;
}

static void
add_side (Builder *self,
          const FasciaRoutineItem *item,
          guint index,
          FasciaSide side)
{
  const FasciaTechnique *technique =
    self->catalog != NULL ? fascia_catalog_find_technique (self->catalog, item->technique) : NULL;
  FasciaPlanCredit credit = {
    .item = index,
    .technique = item->technique,
    .side = side,
    .tool = item->tool,
    .area = technique != NULL ? technique->area : FASCIA_AREA_NONE,
    .planned_s = item->sets * (item->roll_s + item->hold_s),
    .spot_s = spot_s (item, technique),
  };

  g_array_append_val (self->credits, credit);
}

static void
add_sets (Builder *self,
          const FasciaRoutineItem *item)
{
  for (guint set = 1; set <= item->sets; set++)
    {
      add_phase (self, FASCIA_PHASE_ROLL, item->roll_s, set);
      add_phase (self, FASCIA_PHASE_HOLD, item->hold_s, set);
      if (set < item->sets)
        add_phase (self, FASCIA_PHASE_REST, item->rest_s, set);
    }
}

static FasciaSide
first_side (const FasciaPlanOptions *options,
            const char *technique)
{
  for (guint i = 0; i < options->n_first_sides; i++)
    {
      if (strcmp (options->first_sides[i].technique, technique) == 0)
        return options->first_sides[i].side;
    }

  return options->first_side;
}

static void
add_item (Builder *self,
          const FasciaRoutineItem *item,
          guint index)
{
  gboolean one_by_one = item->sides == FASCIA_SIDES_LEFT_RIGHT;
  FasciaSide first = one_by_one ? first_side (self->options, item->technique) : FASCIA_SIDE_BOTH;

  add_side (self, item, index, first);
  add_phase (self, FASCIA_PHASE_PREPARE, item->prepare_s, 0);
  add_sets (self, item);

  if (one_by_one)
    {
      add_side (self, item, index, first == FASCIA_SIDE_LEFT ? FASCIA_SIDE_RIGHT : FASCIA_SIDE_LEFT);
      add_phase (self, FASCIA_PHASE_SWITCH, self->options->switch_s, 0);
      add_sets (self, item);
    }
}

static gboolean
is_one_side (FasciaSide side)
{
  return side == FASCIA_SIDE_LEFT || side == FASCIA_SIDE_RIGHT;
}

static gboolean
are_valid (const FasciaPlanOptions *options)
{
  if (options->switch_s < FASCIA_MIN_SWITCH_S || options->switch_s > FASCIA_MAX_SWITCH_S)
    return FALSE;
  for (guint i = 0; i < options->n_first_sides; i++)
    {
      if (options->first_sides[i].technique == NULL || !is_one_side (options->first_sides[i].side))
        return FALSE;
    }

  return is_one_side (options->first_side);
}

/* The caller's array need not outlive the call. */
static void
copy_options (const FasciaPlanOptions *from,
              FasciaPlanOptions *to)
{
  FasciaFirstSide *first_sides;

  *to = *from;
  if (from->n_first_sides == 0)
    {
      to->first_sides = NULL;
      return;
    }

  first_sides = g_new (FasciaFirstSide, from->n_first_sides);
  for (guint i = 0; i < from->n_first_sides; i++)
    first_sides[i] = (FasciaFirstSide){
      .technique = g_strdup (from->first_sides[i].technique),
      .side = from->first_sides[i].side,
    };
  to->first_sides = first_sides;
}

static void
clear_options (FasciaPlanOptions *options)
{
  for (guint i = 0; i < options->n_first_sides; i++)
    g_free ((char *)options->first_sides[i].technique);
  g_free ((FasciaFirstSide *)options->first_sides);
}

FasciaPlan *
fascia_plan_new (FasciaRoutine *routine,
                 const FasciaCatalog *catalog,
                 const FasciaPlanOptions *options)
{
  const FasciaPlanOptions usual = FASCIA_PLAN_OPTIONS_DEFAULT;
  Builder builder = { NULL };
  FasciaPlan *self;

  g_return_val_if_fail (routine != NULL, NULL);

  if (options == NULL)
    options = &usual;

  g_return_val_if_fail (are_valid (options), NULL);

  builder.catalog = catalog;
  builder.options = options;
  builder.phases = g_array_new (FALSE, FALSE, sizeof (FasciaPhase));
  builder.credits = g_array_new (FALSE, FALSE, sizeof (FasciaPlanCredit));
  for (guint i = 0; i < routine->items->len; i++)
    add_item (&builder, g_ptr_array_index (routine->items, i), i);

  self = g_new0 (FasciaPlan, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->routine = fascia_routine_ref (routine);
  copy_options (options, &self->options);
  self->total_s = builder.total_s;
  self->active_s = builder.active_s;
  self->n_phases = builder.phases->len;
  self->phases = (FasciaPhase *)g_array_free (builder.phases, FALSE);
  self->n_credits = builder.credits->len;
  self->credits = (FasciaPlanCredit *)g_array_free (builder.credits, FALSE);

  return self;
}

FasciaPlan *
fascia_plan_ref (FasciaPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
fascia_plan_unref (FasciaPlan *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->phases);
  g_free (self->credits);
  clear_options (&self->options);
  fascia_routine_unref (self->routine);
  g_free (self);
}
