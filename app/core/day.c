/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/day.h"

#include <glib/gi18n-lib.h>

#include "fascia/core/instant.h"
#include "fascia/core/types.h"

#include "civil.h"

static FasciaDay
day_from_count (gint64 julian)
{
  if (julian < JULIAN_FIRST || julian > JULIAN_LAST)
    return FASCIA_DAY_NONE;
  return (FasciaDay){ (guint32)julian };
}

gboolean
fascia_day_is_valid (FasciaDay day)
{
  return day.julian >= JULIAN_FIRST && day.julian <= JULIAN_LAST;
}

FasciaDay
fascia_day_new (guint year, guint month, guint day_of_month)
{
  GDate date;

  /* GDate's own types are narrower than guint: 257 must not become 1. */
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day_of_month < 1 || day_of_month > 31)
    return FASCIA_DAY_NONE;
  if (!g_date_valid_dmy (day_of_month, month, year))
    return FASCIA_DAY_NONE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day_of_month, month, year);
  return (FasciaDay){ g_date_get_julian (&date) };
}

gboolean
fascia_day_from_string (const char *text, FasciaDay *day, GError **error)
{
  guint year, month, day_of_month;
  FasciaDay parsed;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (day != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (civil_scan_date (text, &year, &month, &day_of_month) && text[10] == '\0')
    {
      parsed = fascia_day_new (year, month, day_of_month);
      if (!fascia_day_is_valid (parsed))
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                       _ ("There is no day “%s” in the calendar."), text);
          return FALSE;
        }
      *day = parsed;
      return TRUE;
    }

  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
               _ ("“%s” is not a date; write it as YYYY-MM-DD, for example 2027-03-26."), text);
  return FALSE;
}

char *
fascia_day_to_string (FasciaDay day)
{
  guint year, month, day_of_month;

  g_return_val_if_fail (fascia_day_is_valid (day), NULL);

  fascia_day_split (day, &year, &month, &day_of_month);
  return g_strdup_printf ("%04u-%02u-%02u", year, month, day_of_month);
}

FasciaDay
fascia_day_of_instant (gint64 utc_us, GTimeZone *zone)
{
  gint64 local_s;

  g_return_val_if_fail (zone != NULL, FASCIA_DAY_NONE);

  local_s = civil_floor_div (utc_us, G_USEC_PER_SEC) + fascia_zone_offset_at (zone, utc_us);
  return day_from_count (JULIAN_1970 + civil_floor_div (local_s, SECONDS_PER_DAY));
}

FasciaDay
fascia_day_add (FasciaDay day, int days)
{
  g_return_val_if_fail (fascia_day_is_valid (day), FASCIA_DAY_NONE);

  return day_from_count ((gint64)day.julian + days);
}

int
fascia_day_difference (FasciaDay a, FasciaDay b)
{
  g_return_val_if_fail (fascia_day_is_valid (a), 0);
  g_return_val_if_fail (fascia_day_is_valid (b), 0);

  return (int)a.julian - (int)b.julian;
}

guint
fascia_day_weekday (FasciaDay day)
{
  g_return_val_if_fail (fascia_day_is_valid (day), 0);

  /* 1 January of year 1 was a Monday. */
  return (day.julian - 1) % 7 + 1;
}

FasciaDay
fascia_day_week_start (FasciaDay day)
{
  g_return_val_if_fail (fascia_day_is_valid (day), FASCIA_DAY_NONE);

  return (FasciaDay){ day.julian - (fascia_day_weekday (day) - 1) };
}

guint
fascia_day_iso_week (FasciaDay day)
{
  GDate date;

  g_return_val_if_fail (fascia_day_is_valid (day), 0);

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day.julian);
  return g_date_get_iso8601_week_of_year (&date);
}

FasciaDay
fascia_day_month_start (FasciaDay day)
{
  guint year, month, day_of_month;

  g_return_val_if_fail (fascia_day_is_valid (day), FASCIA_DAY_NONE);

  fascia_day_split (day, &year, &month, &day_of_month);
  return fascia_day_new (year, month, 1);
}

FasciaDay
fascia_day_month_end (FasciaDay day)
{
  guint year, month, day_of_month;

  g_return_val_if_fail (fascia_day_is_valid (day), FASCIA_DAY_NONE);

  fascia_day_split (day, &year, &month, &day_of_month);
  return fascia_day_new (year, month, g_date_get_days_in_month (month, year));
}

void
fascia_day_split (FasciaDay day, guint *year, guint *month, guint *day_of_month)
{
  GDate date;

  g_return_if_fail (fascia_day_is_valid (day));

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day.julian);
  if (year != NULL)
    *year = g_date_get_year (&date);
  if (month != NULL)
    *month = g_date_get_month (&date);
  if (day_of_month != NULL)
    *day_of_month = g_date_get_day (&date);
}
