/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/store/store.h"

G_BEGIN_DECLS

/* What FasciaGoalFacts points into: all that decides what a week asks for, read at
 * one moment. */
typedef struct {
  GArray *goals;
  GPtrArray *pauses;
  FasciaDay first_use;
} FasciaGoalSource;

/* Clears what @self was before, also when it fails; all zero: nothing yet. */
gboolean fascia_goal_source_load (FasciaGoalSource *self, FasciaStore *store, GTimeZone *zone, GError **error);
void fascia_goal_source_clear (FasciaGoalSource *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FasciaGoalSource, fascia_goal_source_clear)

/* Points into @self. */
FasciaGoalFacts fascia_goal_source_get_facts (const FasciaGoalSource *self);

G_END_DECLS
