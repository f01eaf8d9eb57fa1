/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/plan.h"
#include "fascia/core/session.h"

G_BEGIN_DECLS

/* Where a two-sided technique starts. */
typedef enum {
  FASCIA_FIRST_SIDE_LEFT,
  FASCIA_FIRST_SIDE_RIGHT,
  FASCIA_FIRST_SIDE_REMEMBER,  /* as chosen last */
  FASCIA_FIRST_SIDE_ALTERNATE, /* the other one than last */
} FasciaFirstSideMode;
const char *fascia_first_side_mode_to_string (FasciaFirstSideMode mode);
gboolean fascia_first_side_mode_from_string (const char *text, FasciaFirstSideMode *mode);

/**
 * FasciaPreferences:
 *
 * What the user chose about how sessions run and are counted. It decides plans and
 * scores, so it lives in the database; what only looks or sounds is in GSettings.
 */
typedef struct {
  guint count_in_s;        /* 0–15 */
  guint resume_count_in_s; /* 0–10 */
  guint switch_s;          /* 3–20 */
  gboolean wait_after_prepare;
  gboolean wait_after_technique;
  FasciaFirstSideMode first_side_mode;
  FasciaSide last_first_side; /* LEFT or RIGHT: of the last session started */
  guint day_start_h; /* 0–6: what begins earlier belongs to the day before (L8) */
} FasciaPreferences;

#define FASCIA_PREFERENCES_DEFAULT                             \
  ((FasciaPreferences){ .count_in_s = 5,                       \
                        .resume_count_in_s = 3,                \
                        .switch_s = FASCIA_DEFAULT_SWITCH_S,   \
                        .first_side_mode = FASCIA_FIRST_SIDE_LEFT, \
                        .last_first_side = FASCIA_SIDE_LEFT })

/* Every number brought into its range. */
void fascia_preferences_clamp (FasciaPreferences *self);
/* The side the next session starts with. */
FasciaSide fascia_preferences_get_first_side (const FasciaPreferences *self);

/* Too much there: leave it alone for a while (content-facts 3.4: 48 h). */
#define FASCIA_REST_US (48 * G_TIME_SPAN_HOUR)
typedef struct {
  FasciaArea area;
  gint64 until_us; /* UTC */
  FasciaStopReason reason;
} FasciaRestingArea;

G_END_DECLS
