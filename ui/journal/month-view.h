/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaMonthView:
 *
 * A month with its days, tinted by the minutes rolled, with the number of each ISO
 * week. A day with a session is a button that opens it, and says in words what was done.
 */
#define FASCIA_TYPE_MONTH_VIEW (fascia_month_view_get_type ())
G_DECLARE_FINAL_TYPE (FasciaMonthView, fascia_month_view, FASCIA, MONTH_VIEW, GtkWidget)

/* Reads the days anew; at first it shows the month of today. */
gboolean fascia_month_view_update (FasciaMonthView *self, FasciaContext *context, GError **error);

G_END_DECLS
