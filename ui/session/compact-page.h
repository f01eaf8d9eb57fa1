/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/ring.h"

G_BEGIN_DECLS

/* The running session in a small window: digits, phase, side, and the buttons that
 * a hand on the floor may need. It shows what it is told. */
#define FASCIA_TYPE_COMPACT_PAGE (fascia_compact_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaCompactPage, fascia_compact_page, FASCIA, COMPACT_PAGE, GtkWidget)

FasciaRing *fascia_compact_page_get_ring (FasciaCompactPage *self);
/* @style: the style class of the phase */
void fascia_compact_page_set_phase (FasciaCompactPage *self, const char *word, const char *icon, const char *style, const char *side);
void fascia_compact_page_set_toggle (FasciaCompactPage *self, const char *icon, const char *name);
void fascia_compact_page_focus (FasciaCompactPage *self);

G_END_DECLS
