/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/log-entry.h"
#include "fascia/core/plan.h"
#include "fascia/core/preferences.h"
#include "fascia/service/context.h"

G_BEGIN_DECLS

/* Short texts and symbols that several pages share. (transfer full) where not const. */

/* "Foam roller · Massage ball" */
char *fascia_phrase_routine_tools (FasciaContext *context, const FasciaRoutine *routine);
char *fascia_phrase_technique_tools (const FasciaTechnique *technique);
/* Seconds of the whole routine, as planned. */
guint fascia_phrase_routine_total_s (FasciaRoutine *routine);
/* "Left and right · roll 0:40 · hold 0:20 · 2 sets" */
char *fascia_phrase_item (const FasciaRoutineItem *item);
/* "Roll 0:40", "Change to right side 0:08", "Calf on foam roller": what comes when @phase ends. */
char *fascia_phrase_next (FasciaContext *context, const FasciaPhase *phase, const FasciaPhase *next);
/* The routine's name, the techniques of a session without one, or “Session”. */
char *fascia_phrase_entry_name (FasciaContext *context, const FasciaLogEntry *entry);
/* "18:05", on the clock of where the user was. */
char *fascia_phrase_entry_time (const FasciaLogEntry *entry);
/* "Calf on foam roller, left side" */
char *fascia_phrase_log_item (FasciaContext *context, const FasciaLogItem *item);
/* "0:40 of 1:00", or "1:00" where all was done or nothing was planned. */
char *fascia_phrase_log_item_time (const FasciaLogItem *item);
/* DONE when every item is. */
FasciaItemStatus fascia_phrase_entry_status (const FasciaLogEntry *entry);

const char *fascia_icon_of_status (FasciaItemStatus status);
const char *fascia_icon_of_phase (FasciaPhaseKind kind);
/* The style class of a phase: its stored name. */
const char *fascia_style_of_phase (FasciaPhaseKind kind);

/* Today as the context's clock and zone have it. */
FasciaDay fascia_phrase_today (FasciaContext *context);

/* "Sun 17:30": the weekday is enough for what is less than a week away. */
char *fascia_phrase_rest_until (gint64 until_us, FasciaClock *clock);
/* "45 minutes", "1 hour", "1 hour 30 minutes" */
char *fascia_phrase_length (guint minutes);
/* "18:00": the time of day of an instant, on the user's clock. */
char *fascia_phrase_time (gint64 utc_us, FasciaClock *clock);
/* "Today 18:00", "Fri 27 Mar 18:00" */
char *fascia_phrase_moment (gint64 utc_us, FasciaClock *clock);
/* 1 = Monday … 7 = Sunday: where the user's calendar begins its weeks. */
guint fascia_phrase_first_weekday (void);
/* "Calf until Sun 17:30 · Buttock until Mon 8:05"; @areas: element-type FasciaRestingArea */
char *fascia_phrase_resting (const GArray *areas, FasciaClock *clock);

G_END_DECLS
