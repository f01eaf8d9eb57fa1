/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FasciaDay:
 *
 * A civil day, without time or zone, in years 1–9999. A value: pass and compare
 * freely. The zero value is "no day" (fascia_day_is_valid() is %FALSE).
 */
typedef struct {
  guint32 julian; /* days since 1 January of year 1, which is 1 (as in GDate) */
} FasciaDay;

#define FASCIA_DAY_NONE ((FasciaDay){ 0 })

gboolean fascia_day_is_valid (FasciaDay day);
/* Returns FASCIA_DAY_NONE when there is no such day. @month and @day_of_month start at 1. */
FasciaDay fascia_day_new (guint year, guint month, guint day_of_month);
/* Strictly `YYYY-MM-DD`; %FASCIA_ERROR_INVALID otherwise. */
gboolean fascia_day_from_string (const char *text, FasciaDay *day, GError **error);
char *fascia_day_to_string (FasciaDay day);
/* The local date of an instant (µs since 1970 UTC) in @zone. */
FasciaDay fascia_day_of_instant (gint64 utc_us, GTimeZone *zone);
FasciaDay fascia_day_add (FasciaDay day, int days);
/* @a - @b in days. */
int fascia_day_difference (FasciaDay a, FasciaDay b);
/* 1 = Monday … 7 = Sunday (ISO). */
guint fascia_day_weekday (FasciaDay day);
/* The Monday of the ISO week of @day. */
FasciaDay fascia_day_week_start (FasciaDay day);
/* 1–53 (ISO 8601): that of the Thursday of its week. */
guint fascia_day_iso_week (FasciaDay day);
/* The first and the last day of its month. */
FasciaDay fascia_day_month_start (FasciaDay day);
FasciaDay fascia_day_month_end (FasciaDay day);
void fascia_day_split (FasciaDay day, guint *year, guint *month, guint *day_of_month);

G_END_DECLS
