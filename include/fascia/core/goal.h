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

G_END_DECLS
