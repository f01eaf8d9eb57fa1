/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/core/day.h"

G_BEGIN_DECLS

/* How much a day's minutes are: 0 nothing, 1 under 5, 2 under 10, 3 under 20, 4 more. */
#define FASCIA_HEAT_LEVELS 4
guint fascia_heat_level (gint64 active_s);

typedef struct {
  guint sessions;
  gint64 active_s;
  gboolean paused;
} FasciaHeatDay;

/**
 * FasciaHeatMap:
 *
 * The days of a year as small squares: a column for each week, a row for each weekday,
 * in as many blocks as the width asks for. More minutes are a larger and a stronger
 * square. One day is the chosen one: arrow keys move it by days and weeks, and its text
 * is what a screen reader hears.
 *
 * Signals: "moved" when another day is chosen; "activated" when the chosen one is to be
 * opened; "left-year" (the day wanted, as FasciaDay.julian) when it is in another year.
 */
#define FASCIA_TYPE_HEAT_MAP (fascia_heat_map_get_type ())
G_DECLARE_FINAL_TYPE (FasciaHeatMap, fascia_heat_map, FASCIA, HEAT_MAP, GtkWidget)

/* @first_weekday: 1 = Monday … 7 = Sunday: the first row. @chosen: one of the year. */
void fascia_heat_map_set_year (FasciaHeatMap *self, FasciaDay first, const FasciaHeatDay *days, guint n_days, FasciaDay today, guint first_weekday, FasciaDay chosen);
FasciaDay fascia_heat_map_get_day (FasciaHeatMap *self);
/* (transfer full): “Tue 17 Nov 2026: 1 session, 12 minutes” of the chosen day. */
char *fascia_heat_map_describe (FasciaHeatMap *self);
/* One square, to explain what it means. @level 0: a paused day. */
GtkWidget *fascia_heat_map_new_swatch (guint level, const char *text);

G_END_DECLS
