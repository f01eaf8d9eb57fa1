/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FasciaFit:
 *
 * Holds one child and claims no minimum width for it, so that a wide header
 * never keeps the window from becoming narrow; who uses it shows something else
 * before the child is cut off.
 */
#define FASCIA_TYPE_FIT (fascia_fit_get_type ())
G_DECLARE_FINAL_TYPE (FasciaFit, fascia_fit, FASCIA, FIT, GtkWidget)

/* The width the child cannot do without. */
int fascia_fit_get_needed_width (FasciaFit *self);

G_END_DECLS
