/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/service/goal-source.h"
#include "fascia/core/schedule.h"
#include "fascia/store/store.h"

G_BEGIN_DECLS

/* Everything the schedule wants to know, read at one moment. For the other files
 * of this room. */
typedef struct {
  GTimeZone *zone;
  GPtrArray *rules;
  FasciaGoalSource goal;
  FasciaReminderSettings settings;
  FasciaLogSummary *log;
  FasciaReminderState *state;
} FasciaScheduleFacts;

FasciaScheduleFacts *fascia_schedule_facts_load (FasciaStore *store, GTimeZone *zone, gint64 now_us, GError **error);
void fascia_schedule_facts_free (FasciaScheduleFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaScheduleFacts, fascia_schedule_facts_free)

/* Points into @self. */
FasciaScheduleInput fascia_schedule_facts_input (const FasciaScheduleFacts *self);
/* (nullable) */
const FasciaRule *fascia_schedule_facts_find_rule (const FasciaScheduleFacts *self, const char *uuid);

G_END_DECLS
