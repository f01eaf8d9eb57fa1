/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/plan.h"

typedef struct {
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

static void
add_side (Builder *self,
          const FasciaRoutineItem *item,
          guint index,
          FasciaSide side)
{
  FasciaPlanCredit credit = {
    .item = index,
    .technique = item->technique,
    .side = side,
    .tool = item->tool,
    .planned_s = item->sets * (item->roll_s + item->hold_s),
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

static void
add_item (Builder *self,
          const FasciaRoutineItem *item,
          guint index,
          const FasciaPlanOptions *options)
{
  gboolean one_by_one = item->sides == FASCIA_SIDES_LEFT_RIGHT;

  add_side (self, item, index, one_by_one ? options->first_side : FASCIA_SIDE_BOTH);
  add_phase (self, FASCIA_PHASE_PREPARE, item->prepare_s, 0);
  add_sets (self, item);

  if (one_by_one)
    {
      add_side (self, item, index,
                options->first_side == FASCIA_SIDE_LEFT ? FASCIA_SIDE_RIGHT : FASCIA_SIDE_LEFT);
      add_phase (self, FASCIA_PHASE_SWITCH, options->switch_s, 0);
      add_sets (self, item);
    }
}

FasciaPlan *
fascia_plan_new (FasciaRoutine *routine,
                 const FasciaPlanOptions *options)
{
  const FasciaPlanOptions usual = FASCIA_PLAN_OPTIONS_DEFAULT;
  Builder builder = { NULL };
  FasciaPlan *self;

  g_return_val_if_fail (routine != NULL, NULL);

  if (options == NULL)
    options = &usual;

  g_return_val_if_fail (options->switch_s >= FASCIA_MIN_SWITCH_S && options->switch_s <= FASCIA_MAX_SWITCH_S, NULL);
  g_return_val_if_fail (options->first_side == FASCIA_SIDE_LEFT || options->first_side == FASCIA_SIDE_RIGHT, NULL);

  builder.phases = g_array_new (FALSE, FALSE, sizeof (FasciaPhase));
  builder.credits = g_array_new (FALSE, FALSE, sizeof (FasciaPlanCredit));
  for (guint i = 0; i < routine->items->len; i++)
    add_item (&builder, g_ptr_array_index (routine->items, i), i, options);

  self = g_new0 (FasciaPlan, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->routine = fascia_routine_ref (routine);
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
  fascia_routine_unref (self->routine);
  g_free (self);
}
