/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/statistics.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/wording.h"

const char *
fascia_wording_band (FasciaBand band)
{
  switch (band)
    {
    case FASCIA_BAND_ON_TRACK:
      return C_ ("adherence", "on track");
    case FASCIA_BAND_PARTLY:
      return C_ ("adherence", "partly");
    case FASCIA_BAND_LESS:
    default:
      return C_ ("adherence", "less than planned");
    }
}

char *
fascia_wording_adherence (gboolean has_adherence, double adherence)
{
  if (!has_adherence)
    return g_strdup (_ ("Four weeks: nothing to tell before the first full week."));
  /* Translators: as in “Last 4 weeks: 83 %, on track”. */
  return g_strdup_printf (_ ("Last 4 weeks: %1$d %%, %2$s"), (int) (adherence * 100 + 0.5), fascia_wording_band (fascia_stats_band (adherence)));
}

char *
fascia_wording_streak (guint weeks)
{
  if (weeks == 0)
    return g_strdup (_ ("No streak yet: a week that reaches the goal begins one."));
  return g_strdup_printf (ngettext ("Streak: %u week", "Streak: %u weeks", weeks), weeks);
}

/* (transfer full): a median with its half, if it has one. */
static char *
median_text (double median)
{
  if (median == (int) median)
    return g_strdup_printf ("%d", (int) median);
  return g_strdup_printf ("%.1f", median);
}

char *
fascia_wording_trend (FasciaArea area, const FasciaTrend *trend)
{
  const char *name = fascia_wording_area (area);
  g_autofree char *baseline = NULL;
  g_autofree char *recent = NULL;

  g_return_val_if_fail (trend != NULL, NULL);

  baseline = median_text (trend->baseline);
  recent = median_text (trend->recent);
  switch (trend->verdict)
    {
    case FASCIA_TREND_CLEARLY_LOWER:
      /* Translators: an area, then two ratings from 0 to 10. */
      return g_strdup_printf (_ ("%1$s: clearly lower than when you began (%2$s then, %3$s now)."), name, baseline, recent);
    case FASCIA_TREND_A_LITTLE_LOWER:
      return g_strdup_printf (_ ("%1$s: a little lower than when you began (%2$s then, %3$s now)."), name, baseline, recent);
    case FASCIA_TREND_UNCHANGED:
      return g_strdup_printf (_ ("%1$s: unchanged since you began (%2$s then, %3$s now)."), name, baseline, recent);
    case FASCIA_TREND_HIGHER:
      return g_strdup_printf (_ ("%1$s: higher than when you began (%2$s then, %3$s now) – consider a physiotherapist."), name, baseline, recent);
    case FASCIA_TREND_TOO_FEW:
    default:
      return g_strdup_printf (_ ("%s: too few ratings to compare. It takes three in the first two weeks and three in the last two, beginning at 3 or more."), name);
    }
}

char *
fascia_wording_sums (guint sessions, gint64 active_s)
{
  guint minutes = (guint) ((active_s + 30) / 60);
  g_autofree char *session_text = g_strdup_printf (ngettext ("%u session", "%u sessions", sessions), sessions);
  g_autofree char *time = g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);

  /* Translators: sessions and minutes, such as “1 session, 12 minutes”. */
  return g_strdup_printf (_("%1$s, %2$s"), session_text, time);
}
