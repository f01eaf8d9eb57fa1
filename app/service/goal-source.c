/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/goal-source.h"

void
fascia_goal_source_clear (FasciaGoalSource *self)
{
  g_clear_pointer (&self->goals, g_array_unref);
  g_clear_pointer (&self->pauses, g_ptr_array_unref);
  self->first_use = FASCIA_DAY_NONE;
}

gboolean
fascia_goal_source_load (FasciaGoalSource *self, FasciaStore *store, GTimeZone *zone, GError **error)
{
  fascia_goal_source_clear (self);
  self->goals = fascia_store_list_goals (store, error);
  if (self->goals == NULL)
    return FALSE;
  self->pauses = fascia_store_list_pauses (store, error);
  return self->pauses != NULL && fascia_store_get_first_use (store, zone, &self->first_use, error);
}

FasciaGoalFacts
fascia_goal_source_get_facts (const FasciaGoalSource *self)
{
  return (FasciaGoalFacts){
    .goals = (const FasciaGoal *) (gpointer) self->goals->data,
    .n_goals = self->goals->len,
    .pauses = (const FasciaPause *const *) self->pauses->pdata,
    .n_pauses = self->pauses->len,
    .first_use = self->first_use,
  };
}
