/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What day.c, instant.c and schedule.c share: the arithmetic of civil time and
 * the reading of its digits. ASCII only, whatever the locale. */

#include <glib.h>

G_BEGIN_DECLS

#define SECONDS_PER_DAY 86400
#define MINUTES_PER_DAY 1440

/* Days as in FasciaDay. */
#define JULIAN_FIRST 1      /* 0001-01-01 */
#define JULIAN_1970 719163  /* 1970-01-01 */
#define JULIAN_LAST 3652059 /* 9999-12-31 */

/* Rounds towards the past; C's division rounds towards 1970. */
static inline gint64
civil_floor_div (gint64 dividend, gint64 divisor)
{
  gint64 quotient = dividend / divisor;

  return dividend % divisor < 0 ? quotient - 1 : quotient;
}

/* Reads exactly @n_digits ASCII digits; stops at the first other byte, so it
 * never reads behind the end of a string. */
static inline gboolean
civil_scan_number (const char *text, guint n_digits, guint *number)
{
  *number = 0;
  for (guint i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *number = *number * 10 + (guint)(text[i] - '0');
    }
  return TRUE;
}

/* `YYYY-MM-DD` at the beginning of @text: ten bytes; only the shape is checked. */
static inline gboolean
civil_scan_date (const char *text, guint *year, guint *month, guint *day_of_month)
{
  return civil_scan_number (text, 4, year) && text[4] == '-' &&
         civil_scan_number (text + 5, 2, month) && text[7] == '-' &&
         civil_scan_number (text + 8, 2, day_of_month);
}

/* `HH:MM` at the beginning of @text: five bytes; only the shape is checked. */
static inline gboolean
civil_scan_hour_minute (const char *text, guint *hour, guint *minute)
{
  return civil_scan_number (text, 2, hour) && text[2] == ':' &&
         civil_scan_number (text + 3, 2, minute);
}

G_END_DECLS
