/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FasciaBars:
 *
 * A bar for each of a few numbers, from left to right. Pointing at one says what it
 * stands for. To a screen reader it is one picture with a text; the page offers the
 * numbers as a list besides.
 */
#define FASCIA_TYPE_BARS (fascia_bars_get_type ())
G_DECLARE_FINAL_TYPE (FasciaBars, fascia_bars, FASCIA, BARS, GtkWidget)

/* @text: the picture in words. Takes all bars out. */
void fascia_bars_clear (FasciaBars *self, const char *text);
/* @label (nullable): stands below it; @tooltip: what it is, in words; @open: it may
 * still grow. */
void fascia_bars_add (FasciaBars *self, double value, const char *label, const char *tooltip, gboolean open);

G_END_DECLS
