/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FasciaTimeRow:
 *
 * A row of a list with a time of day, which opens to be changed. Property
 * "minute-of-day": 0–1439.
 */
#define FASCIA_TYPE_TIME_ROW (fascia_time_row_get_type ())
G_DECLARE_FINAL_TYPE (FasciaTimeRow, fascia_time_row, FASCIA, TIME_ROW, AdwActionRow)

guint fascia_time_row_get_minute_of_day (FasciaTimeRow *self);
void fascia_time_row_set_minute_of_day (FasciaTimeRow *self, guint minute_of_day);

G_END_DECLS
