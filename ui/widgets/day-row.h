/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/core/day.h"

G_BEGIN_DECLS

/**
 * FasciaDayRow:
 *
 * A row of a list with a day, which opens a calendar to change it. Emits "changed"
 * when the user chose another one.
 */
#define FASCIA_TYPE_DAY_ROW (fascia_day_row_get_type ())
G_DECLARE_FINAL_TYPE (FasciaDayRow, fascia_day_row, FASCIA, DAY_ROW, AdwActionRow)

FasciaDay fascia_day_row_get_day (FasciaDayRow *self);
/* @today: for words such as “Tomorrow”. */
void fascia_day_row_set_day (FasciaDayRow *self, FasciaDay day, FasciaDay today);

G_END_DECLS
