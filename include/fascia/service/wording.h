/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/log-entry.h"
#include "fascia/core/safety.h"
#include "fascia/core/schedule.h"

G_BEGIN_DECLS

/* Words of the field in the user's language, the same in window, command line and
 * notification. (transfer none) where const, else (transfer full). */
const char *fascia_wording_side (FasciaSide side);          /* "Left side" */
const char *fascia_wording_phase (FasciaPhaseKind kind);    /* "Roll" */
const char *fascia_wording_tool (FasciaTool tool);          /* "Foam roller" */
const char *fascia_wording_area (FasciaArea area);          /* "Calf" */
const char *fascia_wording_occasion (FasciaOccasion occasion); /* "Everyday" */
const char *fascia_wording_item_status (FasciaItemStatus status);
const char *fascia_wording_stop_reason (FasciaStopReason reason); /* "Pain" */
const char *fascia_wording_next_day (FasciaNextDay next_day); /* "A bit sore" */
const char *fascia_wording_level (guint level);             /* "Easy" */
const char *fascia_wording_place (FasciaPlaces place);      /* one bit: "At the wall" */
const char *fascia_wording_grade (FasciaGrade grade);       /* "Expert consensus" */
/* A sentence without its full stop: "The statement was read at its source". */
const char *fascia_wording_verified (FasciaVerified verified);
/* A page or web place an article section leads to (FasciaLead): "Health check". */
const char *fascia_wording_page (const char *target);
const char *fascia_wording_weekday (guint weekday, gboolean abbreviated); /* 1–7 */
char *fascia_wording_duration (int seconds);                /* "12:19" */
char *fascia_wording_minutes (int seconds);                 /* "13 minutes", rounded, at least 1 */
char *fascia_wording_day (FasciaDay day, FasciaDay today);  /* "Today", "Yesterday", "Thu 19 Nov", "19 Nov 2025" */
char *fascia_wording_date (FasciaDay day);                  /* "Tue 17 Nov 2026", whatever day it is today */
const char *fascia_wording_month (guint month);             /* 1–12: "Nov" */
char *fascia_wording_month_of_year (FasciaDay day);         /* "November 2026", at the beginning of a line */
/* "Thu 19 Nov", "19 Nov 2025": where the year is known, or the weekday does not matter */
char *fascia_wording_short_date (FasciaDay day, gboolean with_year);
char *fascia_wording_week_progress (guint done, guint goal);/* "2 of 3 this week" */
/* One sentence: "One of your days; 2 of 3 are done." */
char *fascia_wording_why (const FasciaReminder *reminder);
/* "Next reminder: Fri 18:00. One of your days; 1 of 3 is done." or why none comes (nullable @reminder). */
char *fascia_wording_next_reminder (const FasciaReminder *reminder, gint64 now_us, GTimeZone *zone);
/* "In quiet hours it would wake somebody, so it was dropped." is for `why`; these
 * are for the history: "Shown", "Snoozed", "Missed", … */
const char *fascia_wording_outcome (FasciaOutcome outcome);
/* "Vacation" … */
const char *fascia_wording_pause_reason (FasciaPauseReason reason);
/* "Vacation, 3–17 Aug", "Illness, since Monday" */
char *fascia_wording_pause (const FasciaPause *pause, FasciaDay today);
/* "Mon, Wed and Fri at 18:00" */
char *fascia_wording_rule (const FasciaRule *rule);

/* The health check and what follows from it. */
const char *fascia_wording_condition (FasciaCondition condition); /* "Fever or feeling ill" */
const char *fascia_wording_advice (FasciaAdvice advice);          /* "Ask a doctor or physiotherapist first." */
const char *fascia_wording_health_due (FasciaHealthDue due);
/* “Fever or feeling ill”. Rest today, and look again tomorrow. Resting for 48 hours: Calf. */
char *fascia_wording_safety_reasons (const FasciaSafetyReasons *reasons);
/* The whole verdict, with its reasons; what an error says. */
char *fascia_wording_safety (const FasciaSafetyVerdict *verdict);
/* "Instead: Calf with massage stick (Massage stick)", "Left out" */
char *fascia_wording_safety_item (const FasciaSafetyItem *item, FasciaLanguage language);
char *fascia_wording_pressure_cap (guint cap); /* "Pressure at most 3 of 10" */

G_END_DECLS
