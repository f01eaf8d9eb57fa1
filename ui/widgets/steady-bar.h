/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FasciaSteadyBar:
 *
 * The trough of a progress bar that fills a little each second, looking like the one of
 * a GtkProgressBar. That one has the whole window laid out anew for each step; this one
 * is drawn, and only when it grew by a pixel.
 */
#define FASCIA_TYPE_STEADY_BAR (fascia_steady_bar_get_type ())
G_DECLARE_FINAL_TYPE (FasciaSteadyBar, fascia_steady_bar, FASCIA, STEADY_BAR, GtkWidget)

/* @fraction 0–1. */
void fascia_steady_bar_set_fraction (FasciaSteadyBar *self, double fraction);

G_END_DECLS
