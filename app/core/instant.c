/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/instant.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "fascia/core/types.h"

#include "civil.h"

/* No zone was ever further from UTC than 15:57; a wider offset is a slip. */
#define LARGEST_OFFSET_S (18 * 3600)

/* Local clocks and UTC never differ by more than GLib allows an offset to be. */
#define SEARCH_SPAN_S (26 * 3600)

#define FIRST_INSTANT_S ((JULIAN_FIRST - JULIAN_1970) * (gint64)SECONDS_PER_DAY)
#define LAST_INSTANT_S ((JULIAN_LAST + 1 - JULIAN_1970) * (gint64)SECONDS_PER_DAY - 1)

static int
interval_at (GTimeZone *zone, gint64 utc_s)
{
  return g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, utc_s);
}

/* The first second of the interval after @interval, known to lie in (@low_s, @high_s].
 * GTimeZone tells which interval an instant is in but not where one ends. */
static gint64
end_of_interval (GTimeZone *zone, int interval, gint64 low_s, gint64 high_s)
{
  while (high_s - low_s > 1)
    {
      gint64 middle_s = low_s + (high_s - low_s) / 2;

      if (interval_at (zone, middle_s) > interval)
        high_s = middle_s;
      else
        low_s = middle_s;
    }
  return high_s;
}

/* The first instant at which local clocks show @local_s (seconds since 1970 on a
 * local clock) or later. This one rule gives the end of a spring gap and the
 * earlier of the two in an autumn overlap. */
static gint64
first_instant_reaching (GTimeZone *zone, gint64 local_s)
{
  gint64 start_s = local_s - SEARCH_SPAN_S;
  gint64 limit_s = local_s + SEARCH_SPAN_S;
  int last = interval_at (zone, limit_s);

  for (int interval = interval_at (zone, start_s);; interval++)
    {
      gint64 reached_s = MAX (start_s, local_s - g_time_zone_get_offset (zone, interval));
      gint64 end_s;

      if (interval >= last)
        return reached_s;
      end_s = end_of_interval (zone, interval, start_s, limit_s);
      if (reached_s < end_s)
        return reached_s;
      start_s = end_s;
    }
}

void
fascia_instant_clear (FasciaInstant *instant)
{
  g_return_if_fail (instant != NULL);

  g_clear_pointer (&instant->zone, g_free);
  instant->utc_us = 0;
  instant->utc_offset_s = 0;
}

static char *
name_of_offset (gint32 offset_s)
{
  guint minutes = (guint)ABS (offset_s) / 60;

  if (offset_s == 0)
    return g_strdup ("UTC");
  return g_strdup_printf ("%c%02u:%02u", offset_s < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static char *
name_of_zone (GTimeZone *zone, gint32 offset_s)
{
  const char *identifier = g_time_zone_get_identifier (zone);

  /* A zone that is only an offset is always written in the one form. */
  if (identifier == NULL || !g_ascii_isalpha (*identifier))
    return name_of_offset (offset_s);
  return g_strdup (identifier);
}

void
fascia_instant_init (FasciaInstant *instant, gint64 utc_us, GTimeZone *zone)
{
  g_return_if_fail (instant != NULL);
  g_return_if_fail (zone != NULL);

  instant->utc_us = utc_us;
  instant->utc_offset_s = fascia_zone_offset_at (zone, utc_us);
  instant->zone = name_of_zone (zone, instant->utc_offset_s);
}

gint32
fascia_zone_offset_at (GTimeZone *zone, gint64 utc_us)
{
  g_return_val_if_fail (zone != NULL, 0);

  return g_time_zone_get_offset (zone, interval_at (zone, civil_floor_div (utc_us, G_USEC_PER_SEC)));
}

/* `±HH:MM` at the beginning of @text: six bytes. */
static gboolean
scan_offset (const char *text, gint32 *offset_s)
{
  guint hours, minutes;

  if ((*text != '+' && *text != '-') || !civil_scan_hour_minute (text + 1, &hours, &minutes) || minutes > 59)
    return FALSE;
  *offset_s = (gint32)(hours * 3600 + minutes * 60);
  if (*offset_s > LARGEST_OFFSET_S)
    return FALSE;
  if (*text == '-')
    *offset_s = -*offset_s;
  return TRUE;
}

/* (nullable): only what can be a name of the time zone database, which all begin
 * with a capital. GLib would also open any file by an absolute path, take
 * "Anything3" for a POSIX rule, and complain aloud about "leapseconds". */
static GTimeZone *
open_zone (const char *name)
{
  static const char *const with_digits[] = { "CST6CDT", "EST5EDT", "GMT+0", "GMT-0", "GMT0", "MST7MDT", "PST8PDT", NULL };
  gboolean in_region = strchr (name, '/') != NULL;
  gint32 offset_s;

  if (scan_offset (name, &offset_s) && name[6] == '\0')
    return g_time_zone_new_identifier (name);
  if (!g_ascii_isupper (*name) || strstr (name, "//") != NULL || g_str_has_suffix (name, "/"))
    return NULL;
  for (const char *c = name; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && strchr ("_+-/", *c) == NULL)
        return NULL;
      if (g_ascii_isdigit (*c) && !in_region && !g_strv_contains (with_digits, name))
        return NULL;
    }
  return g_time_zone_new_identifier (name);
}

/* %FALSE when @day does not exist in @zone. */
static gboolean
instant_at_local_second (FasciaDay day, guint second_of_day, GTimeZone *zone, gint64 *utc_us)
{
  gint64 midnight_s = ((gint64)day.julian - JULIAN_1970) * SECONDS_PER_DAY;
  int interval = interval_at (zone, midnight_s - SEARCH_SPAN_S);
  gint64 first_s;

  /* On nearly every day no clock changes anywhere near. */
  if (interval == interval_at (zone, midnight_s + SECONDS_PER_DAY + SEARCH_SPAN_S))
    {
      *utc_us = (midnight_s + second_of_day - g_time_zone_get_offset (zone, interval)) * G_USEC_PER_SEC;
      return TRUE;
    }

  /* The day exists when something of it is left after the gap it begins in. */
  first_s = first_instant_reaching (zone, midnight_s);
  if (first_s + g_time_zone_get_offset (zone, interval_at (zone, first_s)) >= midnight_s + SECONDS_PER_DAY)
    return FALSE;

  *utc_us = first_instant_reaching (zone, midnight_s + second_of_day) * G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
refuse_form (const char *text, GError **error)
{
  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
               _ ("“%s” is not a time; write it as YYYY-MM-DDTHH:MM, for example "
                  "2027-03-26T18:00, with +01:00 or [Europe/Copenhagen] behind it if needed."),
               text);
  return FALSE;
}

gboolean
fascia_instant_parse (const char *text, GTimeZone *zone, FasciaInstant *instant, GError **error)
{
  g_autoptr (GTimeZone) written_zone = NULL;
  g_autofree char *zone_name = NULL;
  const char *rest;
  guint year, month, day_of_month, hour, minute, second = 0, second_of_day;
  gboolean offset_given = FALSE;
  gint32 offset_s = 0;
  gint32 zone_offset_s;
  FasciaDay day;
  gint64 utc_us;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (zone != NULL, FALSE);
  g_return_val_if_fail (instant != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!civil_scan_date (text, &year, &month, &day_of_month) || text[10] != 'T' ||
      !civil_scan_hour_minute (text + 11, &hour, &minute))
    return refuse_form (text, error);
  rest = text + 16;
  if (*rest == ':')
    {
      if (!civil_scan_number (rest + 1, 2, &second))
        return refuse_form (text, error);
      rest += 3;
    }

  if (*rest == 'Z')
    {
      offset_given = TRUE;
      rest += 1;
    }
  else if (*rest == '+' || *rest == '-')
    {
      if (!scan_offset (rest, &offset_s))
        return refuse_form (text, error);
      offset_given = TRUE;
      rest += 6;
    }

  if (*rest == '[')
    {
      const char *end = strchr (rest, ']');

      if (end == NULL || end[1] != '\0')
        return refuse_form (text, error);
      zone_name = g_strndup (rest + 1, (gsize)(end - rest - 1));
      written_zone = open_zone (zone_name);
      if (written_zone == NULL)
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                       _ ("There is no time zone “%s”; use a name such as Europe/Copenhagen."),
                       zone_name);
          return FALSE;
        }
      zone = written_zone;
    }
  else if (*rest != '\0')
    {
      return refuse_form (text, error);
    }

  if (hour > 23 || minute > 59 || second > 59)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                   _ ("“%s” has no such time of day; use 00:00 to 23:59."), text);
      return FALSE;
    }
  day = fascia_day_new (year, month, day_of_month);
  if (!fascia_day_is_valid (day))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                   _ ("There is no day “%.10s” in the calendar."), text);
      return FALSE;
    }

  second_of_day = hour * 3600 + minute * 60 + second;
  if (offset_given)
    {
      utc_us = (((gint64)day.julian - JULIAN_1970) * SECONDS_PER_DAY + second_of_day - offset_s) * G_USEC_PER_SEC;
    }
  else if (!instant_at_local_second (day, second_of_day, zone, &utc_us))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                   _ ("The day %.10s was left out in the time zone %s; use the day before or after."),
                   text, g_time_zone_get_identifier (zone));
      return FALSE;
    }

  zone_offset_s = fascia_zone_offset_at (zone, utc_us);
  /* Old local mean times have seconds, which no written offset can show. */
  if (offset_given && zone_offset_s / 60 != offset_s / 60)
    {
      if (written_zone != NULL)
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                       _ ("The offset in “%s” is not the one in force there and then; leave one of the two out."),
                       text);
          return FALSE;
        }
      instant->utc_us = utc_us;
      instant->utc_offset_s = offset_s;
      instant->zone = name_of_offset (offset_s);
      return TRUE;
    }

  instant->utc_us = utc_us;
  instant->utc_offset_s = zone_offset_s;
  instant->zone = name_of_zone (zone, zone_offset_s);
  return TRUE;
}

char *
fascia_instant_format (gint64 utc_us, gint32 utc_offset_s)
{
  /* The offset is cut to minutes before it is used, so that what is written is
   * the same instant. */
  gint32 offset_min = utc_offset_s / 60;
  guint offset_abs_min = (guint)ABS (offset_min);
  gint64 local_s = civil_floor_div (utc_us, G_USEC_PER_SEC) + offset_min * 60;
  guint year, month, day_of_month, second_of_day;

  local_s = CLAMP (local_s, FIRST_INSTANT_S, LAST_INSTANT_S);
  fascia_day_split ((FasciaDay){ (guint32)(JULIAN_1970 + civil_floor_div (local_s, SECONDS_PER_DAY)) },
                    &year, &month, &day_of_month);
  second_of_day = (guint)(local_s - civil_floor_div (local_s, SECONDS_PER_DAY) * SECONDS_PER_DAY);

  return g_strdup_printf ("%04u-%02u-%02uT%02u:%02u:%02u%c%02u:%02u",
                          year, month, day_of_month,
                          second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60,
                          offset_min < 0 ? '-' : '+', offset_abs_min / 60, offset_abs_min % 60);
}

gboolean
fascia_instant_at_local (FasciaDay day, guint minute_of_day, GTimeZone *zone, gint64 *utc_us)
{
  g_return_val_if_fail (fascia_day_is_valid (day), FALSE);
  g_return_val_if_fail (minute_of_day < MINUTES_PER_DAY, FALSE);
  g_return_val_if_fail (zone != NULL, FALSE);
  g_return_val_if_fail (utc_us != NULL, FALSE);

  return instant_at_local_second (day, minute_of_day * 60, zone, utc_us);
}
