/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/goal.h"
#include "fascia/core/types.h"

G_BEGIN_DECLS

/* What the log adds up to, and what may honestly be said about it (content-facts
 * 7.2 and 7.3). Pure: sums come from the store, the rules are here. */

/* --- The weekly goal (7.3) ----------------------------------------------------- */

/* Weeks that adherence looks back on, the running one not among them. */
#define FASCIA_ADHERENCE_WEEKS 4
/* A missed week is forgiven when so many scored weeks before it counted. */
#define FASCIA_FORGIVING_WEEKS 3

typedef struct {
  FasciaGoalFacts goal;
  const FasciaDay *counted_days; /* sorted, each once */
  guint n_counted_days;
} FasciaStatsFacts;

/**
 * fascia_stats_adherence:
 * @adherence: (out): 0–1
 *
 * Sessions that counted, at most the goal in each week, over the sum of the goals
 * of the last four full weeks before the week of @today. Weeks that are not scored
 * are in neither sum.
 *
 * Returns: %FALSE when no full week is scored: there is nothing to say yet
 */
gboolean fascia_stats_adherence (const FasciaStatsFacts *facts, FasciaDay today, double *adherence);

typedef enum {
  FASCIA_BAND_ON_TRACK, /* 80 % or more */
  FASCIA_BAND_PARTLY,   /* 50–79 % */
  FASCIA_BAND_LESS,     /* below 50 %: “less than planned”, never a blame */
} FasciaBand;
/* The band of whole per cents, rounded: what is shown and what is said agree. */
FasciaBand fascia_stats_band (double adherence);

/* Whether @done of @goal make a week of the streak: all of them, or all but one when
 * the goal is 3 or more. */
gboolean fascia_stats_week_counts (guint done, guint goal);

/**
 * fascia_stats_streak:
 *
 * How many weeks in a row counted, up to the week of @today (which adds to them once
 * it counts, and breaks nothing before it is over). A week that is not scored is
 * passed over. One missed week is passed over too when the three scored weeks before
 * it counted; it is not among the weeks returned.
 */
guint fascia_stats_streak (const FasciaStatsFacts *facts, FasciaDay today);

/* --- Soreness over weeks (7.2) ------------------------------------------------- */

#define FASCIA_TREND_WINDOW_DAYS 14
#define FASCIA_TREND_MIN_RATINGS 3
/* Below this there is nothing that could clearly fall. */
#define FASCIA_TREND_MIN_BASELINE 3

/* One “before” rating of one area. */
typedef struct {
  FasciaDay day;
  int rating; /* 0–10 */
} FasciaRating;

typedef enum {
  FASCIA_TREND_CLEARLY_LOWER,
  FASCIA_TREND_A_LITTLE_LOWER,
  FASCIA_TREND_UNCHANGED,
  FASCIA_TREND_HIGHER, /* “consider a physiotherapist” */
  FASCIA_TREND_TOO_FEW, /* too few ratings, or a start too low to judge */
} FasciaTrendVerdict;
const char *fascia_trend_verdict_to_string (FasciaTrendVerdict verdict);

typedef struct {
  guint n_baseline; /* ratings in the first 14 days */
  guint n_recent;   /* ratings in the 14 days up to today */
  double baseline;  /* medians; meaningful when there are ratings */
  double recent;
  FasciaTrendVerdict verdict;
} FasciaTrend;

/**
 * fascia_stats_trend:
 * @ratings: ordered by time; of one area
 *
 * Median of the last 14 days against the median of the first 14. It never says what
 * caused the change.
 */
FasciaTrend fascia_stats_trend (const FasciaRating *ratings, guint n_ratings, FasciaDay today);

/* --- Left against right --------------------------------------------------------- */

/* Sides differ enough to be worth a word: one side has less than two thirds of the
 * other, and they are at least a minute apart (a rule of thumb of ours). */
gboolean fascia_stats_is_lopsided (gint64 left_s, gint64 right_s);

G_END_DECLS
