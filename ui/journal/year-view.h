/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaYearView:
 *
 * A year with its days, tinted by the minutes rolled, and the same month by month as a
 * list. A day is opened by "journal.show-day".
 */
#define FASCIA_TYPE_YEAR_VIEW (fascia_year_view_get_type ())
G_DECLARE_FINAL_TYPE (FasciaYearView, fascia_year_view, FASCIA, YEAR_VIEW, GtkWidget)

/* Reads the days anew; at first it shows the year of today. */
gboolean fascia_year_view_update (FasciaYearView *self, FasciaContext *context, GError **error);

G_END_DECLS
