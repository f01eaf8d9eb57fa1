/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed on a command line or in a form: the first byte says as what it is read.
 * What is understood is written and read back as the same. */
#include "fascia/core/day.h"
#include "fascia/core/instant.h"
#include "fascia/core/schedule.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static void
read_day (const char *text)
{
  FasciaDay day, again;
  g_autofree char *written = NULL;

  if (!fascia_day_from_string (text, &day, NULL))
    return;
  written = fascia_day_to_string (day);
  g_assert_true (fascia_day_from_string (written, &again, NULL));
  g_assert_cmpint (fascia_day_difference (day, again), ==, 0);
}

static void
read_instant (const char *text)
{
  static GTimeZone *zone;
  g_auto (FasciaInstant) instant = { 0 };
  g_auto (FasciaInstant) again = { 0 };
  g_autofree char *written = NULL;

  if (zone == NULL)
    zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  if (!fascia_instant_parse (text, zone, &instant, NULL))
    return;
  written = fascia_instant_format (instant.utc_us, instant.utc_offset_s);
  g_assert_true (fascia_instant_parse (written, zone, &again, NULL));
  g_assert_cmpint (again.utc_us, ==, instant.utc_us - instant.utc_us % G_USEC_PER_SEC);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autofree char *text = NULL;
  guint a, b;

  if (length == 0)
    return 0;
  text = g_strndup ((const char *) bytes + 1, length - 1);
  switch (bytes[0] % 5)
    {
    case 0:
      read_day (text);
      break;
    case 1:
      read_instant (text);
      break;
    case 2:
      if (fascia_weekdays_from_string (text, &a, NULL))
        g_assert_cmpuint (a, <, 128);
      break;
    case 3:
      if (fascia_minute_of_day_from_string (text, &a, NULL))
        g_assert_cmpuint (a, <, 1440);
      break;
    default:
      if (fascia_quiet_hours_from_string (text, &a, &b, NULL))
        g_assert_true (a < 1440 && b < 1440);
      break;
    }
  return 0;
}
