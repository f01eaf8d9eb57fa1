/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FasciaTurner:
 *
 * A title between two arrows that lead to what was before and what comes after. Emits
 * "turned" with -1 or 1.
 */
#define FASCIA_TYPE_TURNER (fascia_turner_get_type ())
G_DECLARE_FINAL_TYPE (FasciaTurner, fascia_turner, FASCIA, TURNER, GtkWidget)

/* The names of the arrows: “Previous Month”. */
GtkWidget *fascia_turner_new (const char *previous, const char *next);
void fascia_turner_set_title (FasciaTurner *self, const char *title);
/* Nothing comes after what is shown. */
void fascia_turner_set_is_last (FasciaTurner *self, gboolean is_last);

G_END_DECLS
