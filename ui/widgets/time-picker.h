/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FasciaTimePicker:
 *
 * A time of day in two fields, hour and minute. Property "minute-of-day": 0–1439.
 */
#define FASCIA_TYPE_TIME_PICKER (fascia_time_picker_get_type ())
G_DECLARE_FINAL_TYPE (FasciaTimePicker, fascia_time_picker, FASCIA, TIME_PICKER, GtkWidget)

/* What was typed counts, also before the focus left the field. */
guint fascia_time_picker_get_minute_of_day (FasciaTimePicker *self);
void fascia_time_picker_set_minute_of_day (FasciaTimePicker *self, guint minute_of_day);

G_END_DECLS
