/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/core/day.h"

G_BEGIN_DECLS

/**
 * FasciaWeekDots:
 *
 * The seven days of a week: done (a filled dot with a check mark), paused (two
 * bars), today (a ring) or none of it, and the same in words for a screen reader.
 */
#define FASCIA_TYPE_WEEK_DOTS (fascia_week_dots_get_type ())
G_DECLARE_FINAL_TYPE (FasciaWeekDots, fascia_week_dots, FASCIA, WEEK_DOTS, GtkWidget)

/* Bit 0 of @done and @paused is the Monday of @today's week. */
void fascia_week_dots_set_week (FasciaWeekDots *self, FasciaDay today, guint done, guint paused);

G_END_DECLS
