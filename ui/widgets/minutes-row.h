/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FasciaMinutesRow:
 *
 * A row of a list to choose one of a few lengths of time, in words. Property
 * "minutes" (notified). A length that is not among them, which another program may
 * have set, is added.
 */
#define FASCIA_TYPE_MINUTES_ROW (fascia_minutes_row_get_type ())
G_DECLARE_FINAL_TYPE (FasciaMinutesRow, fascia_minutes_row, FASCIA, MINUTES_ROW, AdwComboRow)

/* @choices: ascending; @none (nullable): what 0 is called. */
void fascia_minutes_row_set_choices (FasciaMinutesRow *self, const guint *choices, guint n_choices, const char *none);
guint fascia_minutes_row_get_minutes (FasciaMinutesRow *self);
void fascia_minutes_row_set_minutes (FasciaMinutesRow *self, guint minutes);

G_END_DECLS
