/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FasciaRing:
 *
 * A ring that fills with the phase, and in it the seconds, as large as the ring
 * allows. It draws only when what it shows changes.
 */
#define FASCIA_TYPE_RING (fascia_ring_get_type ())
G_DECLARE_FINAL_TYPE (FasciaRing, fascia_ring, FASCIA, RING, GtkWidget)

/* @fraction 0–1; @style (nullable): the style class that colours the ring;
 * @spoken: the same for a screen reader. */
void fascia_ring_set (FasciaRing *self, double fraction, const char *digits, const char *style, const char *spoken);
const char *fascia_ring_get_digits (FasciaRing *self);

G_END_DECLS
