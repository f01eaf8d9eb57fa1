/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/service/goal-source.h"
#include "fascia-config.h"
#include "fascia/core/schedule.h"
#include "fascia/service/context.h"
#include "fascia/store/store.h"

G_BEGIN_DECLS

/* What fascia-reminderd answers besides org.freedesktop.Application, under its own
 * name as interface. */
#define FASCIA_REMINDER_PATH FASCIA_RESOURCE_PATH "/Reminder"
#define FASCIA_REMINDER_SEND_TEST "SendTest"

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
/* (transfer full): the rule's own routine, or the one for @occasion least recently done. */
char *fascia_reminder_suggest_routine_for (FasciaContext *context, const char *rule, FasciaOccasion occasion);

/* (nullable) */
const FasciaRule *fascia_schedule_facts_find_rule (const FasciaScheduleFacts *self, const char *uuid);

G_END_DECLS
