/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FasciaRating:
 *
 * A question answered by a number from 0 to 10, or not at all: eleven buttons
 * that wrap on a narrow window. Pressing the chosen number again takes the
 * answer back. Properties: "question", "low", "high" (what 0 and 10 mean) and
 * "value" (-1: not rated).
 */
#define FASCIA_TYPE_RATING (fascia_rating_get_type ())
G_DECLARE_FINAL_TYPE (FasciaRating, fascia_rating, FASCIA, RATING, GtkWidget)

int fascia_rating_get_value (FasciaRating *self);
/* 0–10, or FASCIA_UNRATED. */
void fascia_rating_set_value (FasciaRating *self, int value);

G_END_DECLS
