/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/day.h"

G_BEGIN_DECLS

#define FASCIA_DEFAULT_GOAL 3 /* content-facts 2.1: "et par gange om ugen" */
#define FASCIA_MIN_GOAL 1
#define FASCIA_MAX_GOAL 7

/* From @from (a Monday, or the first day of use) on: @per_week days a week. */
typedef struct {
  FasciaDay from;
  guint per_week;
} FasciaGoal;

/* The goal in force in the week that begins on @week_start: the newest one that
 * began by that week's Sunday. @goals is ordered by day; an empty list means the
 * default. */
guint fascia_goal_in_week (const FasciaGoal *goals, guint n_goals, FasciaDay week_start);

/* The day from which a goal set on @today applies: at once in the first week of
 * use (@first_use, or no day when nothing was ever logged or set), else the next
 * Monday. */
FasciaDay fascia_goal_applies_from (FasciaDay today, FasciaDay first_use);

/* How many of the @n_days sorted @counted_days lie in @first to @last, both included. */
guint fascia_goal_count_days (const FasciaDay *counted_days, guint n_days, FasciaDay first, FasciaDay last);

/* The same for the week that begins on @week_start. */
guint fascia_goal_count_week (const FasciaDay *counted_days, guint n_days, FasciaDay week_start);

/* Why nobody expects sessions on some days (spec R15). Stored and exported by name. */
typedef enum {
  FASCIA_PAUSE_VACATION,
  FASCIA_PAUSE_ILLNESS,
  FASCIA_PAUSE_OTHER,
  FASCIA_PAUSE_SKIP, /* "not today": one day, by a button or skip-today */
} FasciaPauseReason;
const char *fascia_pause_reason_to_string (FasciaPauseReason reason);
gboolean fascia_pause_reason_from_string (const char *text, FasciaPauseReason *reason);

/**
 * FasciaPause:
 *
 * The days @from to @until, both included; no @until: until it is ended. A pause
 * that was ended early covers what came before @ended_us; the day of its end is
 * not paused.
 */
typedef struct {
  char *uuid;
  FasciaDay from;
  FasciaDay until;     /* FASCIA_DAY_NONE: open */
  FasciaPauseReason reason;
  gint64 created_us;   /* UTC: slots before it on @from were not paused */
  gint64 ended_us;     /* UTC; 0: not ended early */
  FasciaDay ended_day; /* the local day of @ended_us; FASCIA_DAY_NONE */
} FasciaPause;
/* (transfer full): from and until are no days yet. */
FasciaPause *fascia_pause_new (void);
FasciaPause *fascia_pause_copy (const FasciaPause *self);
void fascia_pause_free (FasciaPause *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaPause, fascia_pause_free)
/* %FASCIA_ERROR_INVALID for a missing first day, or a last day before the first. */
gboolean fascia_pause_validate (const FasciaPause *self, GError **error);
/* Whether @day as a whole is paused, as the score sees it. */
gboolean fascia_pause_covers_day (const FasciaPause *self, FasciaDay day);
/* Whether a reminder at the instant @at_us, judged by the local @day, falls into it. */
gboolean fascia_pause_covers_instant (const FasciaPause *self, FasciaDay day, gint64 at_us);

/* Everything that decides what a week asks for. Nothing is owned. */
typedef struct {
  const FasciaGoal *goals; /* by day */
  guint n_goals;
  const FasciaPause *const *pauses;
  guint n_pauses;
  FasciaDay first_use;     /* FASCIA_DAY_NONE: nothing was ever logged or set */
} FasciaGoalFacts;

/* What one week asks for (spec R15, content-facts 7.3). */
typedef struct {
  guint goal;          /* the effective one: pro-rated in a first part-week, at
                        * least 1; then at most the unpaused days (0 when there are none) */
  guint unpaused_days; /* from first use on */
  gboolean scored;     /* %FALSE: a week before first use, or with 4 or more paused days:
                        * it leaves sums and streak as they are */
} FasciaGoalWeek;
FasciaGoalWeek fascia_goal_get_week (const FasciaGoalFacts *facts, FasciaDay week_start);
gboolean fascia_goal_is_paused (const FasciaGoalFacts *facts, FasciaDay day);

G_END_DECLS
