/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/schedule.h"

G_BEGIN_DECLS

/* When something could be shown; whether it is, schedule.c says. */

/* A slot moves by less than a day and the date line takes one more. */
#define FASCIA_MOVED_DAYS 2

/* A slot of a rule, the end of a snooze, or the nudge after training. */
typedef struct {
  FasciaReminderKind kind;
  const FasciaRule *rule; /* (nullable): of a snooze whose rule is gone or that had none, of a nudge */
  FasciaDay day;          /* of the slot; of the others the local date of own_us */
  guint minute;           /* of the slot */
  gint64 own_us;          /* when it was to come; of a request that joins a slot, as that one */
  gint64 at_us;           /* when it comes: own_us, or the end of the quiet hours around it */
  gint64 told_us;         /* when it is judged in a forecast: at_us, or later if it must wait */
  gboolean quiet;         /* own_us lies in quiet hours */
} Moment;

/* A zone, and a span of time in which its clocks do not change: GTimeZone looks through
 * all changes since 1900 for each answer, and a decision asks for hundreds. */
typedef struct {
  GTimeZone *zone;
  gint64 from_us;
  gint64 until_us; /* from_us: not known */
  gint32 offset_s;
} LocalTime;

gint32 fascia_local_offset (LocalTime *self, gint64 at_us);
FasciaDay fascia_local_day (LocalTime *self, gint64 at_us);
/* As fascia_instant_at_local(). */
gboolean fascia_local_instant (LocalTime *self, FasciaDay day, guint minute, gint64 *at_us);
/* The first instant after @at_us at which clocks show @minute, or have jumped over it. */
gint64 fascia_local_next (LocalTime *self, gint64 at_us, guint minute);

/* Whether clocks show a quiet time at @at_us. *@end_us: when they no longer do. */
gboolean fascia_is_quiet (const FasciaReminderSettings *settings, LocalTime *local, gint64 at_us, gint64 *end_us);

/* The slots of all rules, seen from one instant. */
typedef struct {
  const FasciaScheduleInput *input;
  LocalTime local;
  gint64 now_us;
  gint64 handled_us;        /* not later than now_us */
  const FasciaRule **rules; /* the enabled ones, by time of day */
  guint n_rules;
} Timetable;

void fascia_timetable_init (Timetable *self, const FasciaScheduleInput *input, gint64 now_us);
void fascia_timetable_clear (Timetable *self);

/* Files the slots of @day that come after @after_us and until @until_us, belong to
 * their rule and are claimed by nobody into @moments, which is in order of at_us. */
void fascia_timetable_add_day (Timetable *self, FasciaDay day, gint64 after_us, gint64 until_us, GArray *moments);

/* Files snooze and nudge in the same way; one that comes within a minute of a slot
 * comes at its instant. */
void fascia_timetable_add_requests (Timetable *self, gint64 after_us, gint64 until_us, GArray *moments);

/* Puts @moment where it belongs in the order of told_us. */
void fascia_moments_insert (GArray *moments, const Moment *moment);

G_END_DECLS
