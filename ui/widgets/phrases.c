/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/phrases.h"

#include <langinfo.h>
#include <locale.h>

#include <glib/gi18n-lib.h>

#include "fascia/service/wording.h"

static char *
join_and_clear (GPtrArray *parts)
{
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

char *
fascia_phrase_routine_tools (FasciaContext *context, const FasciaRoutine *routine)
{
  g_autoptr (GArray) tools = fascia_catalog_get_routine_tools (fascia_context_get_catalog (context), routine);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  for (guint i = 0; i < tools->len; i++)
    g_ptr_array_add (parts, (char *) fascia_wording_tool ((FasciaTool) g_array_index (tools, int, i)));

  return join_and_clear (parts);
}

char *
fascia_phrase_technique_tools (const FasciaTechnique *technique)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  for (guint i = 0; i < technique->n_tools; i++)
    g_ptr_array_add (parts, (char *) fascia_wording_tool (technique->tools[i]));

  return join_and_clear (parts);
}

guint
fascia_phrase_routine_total_s (FasciaRoutine *routine)
{
  g_autoptr (FasciaPlan) plan = fascia_plan_new (routine, NULL, NULL);

  return plan->total_s;
}

char *
fascia_phrase_item (const FasciaRoutineItem *item)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (parts, g_strdup (item->sides == FASCIA_SIDES_LEFT_RIGHT ? _("Left and right") : _("Both sides")));
  if (item->roll_s > 0)
    {
      g_autofree char *time = fascia_wording_duration ((int) item->roll_s);

      /* Translators: a phase with its minutes and seconds, inside a line. */
      g_ptr_array_add (parts, g_strdup_printf (_("roll %s"), time));
    }
  if (item->hold_s > 0)
    {
      g_autofree char *time = fascia_wording_duration ((int) item->hold_s);

      /* Translators: a phase with its minutes and seconds, inside a line. */
      g_ptr_array_add (parts, g_strdup_printf (_("hold %s"), time));
    }
  if (item->sets > 1)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u set", "%u sets", item->sets), item->sets));

  return join_and_clear (parts);
}

char *
fascia_phrase_next (FasciaContext *context, const FasciaPhase *phase, const FasciaPhase *next)
{
  g_autofree char *time = NULL;

  if (next == NULL)
    return g_strdup (_("Next: the end"));
  if (phase == NULL || next->item != phase->item)
    return g_strdup_printf (_("Next: %s"), fascia_context_get_technique_name (context, next->technique));

  time = fascia_wording_duration ((int) next->duration_s);
  if (next->kind == FASCIA_PHASE_SWITCH)
    return g_strdup_printf (next->side == FASCIA_SIDE_RIGHT ? _("Next: change to the right side %s") : _("Next: change to the left side %s"), time);

  /* Translators: phase and its minutes and seconds, such as “Next: Hold 0:20”. */
  return g_strdup_printf (_("Next: %1$s %2$s"), fascia_wording_phase (next->kind), time);
}

char *
fascia_phrase_entry_name (FasciaContext *context, const FasciaLogEntry *entry)
{
  g_autoptr (GPtrArray) names = NULL;

  if (entry->routine != NULL)
    return fascia_context_get_routine_name (context, entry->routine);

  names = g_ptr_array_new ();
  for (guint i = 0; i < entry->items->len; i++)
    {
      const FasciaLogItem *item = g_ptr_array_index (entry->items, i);
      const char *name = fascia_context_get_technique_name (context, item->technique);

      /* Left and right of one technique are named once. */
      if (names->len == 0 || !g_str_equal (g_ptr_array_index (names, names->len - 1), name))
        g_ptr_array_add (names, (char *) name);
    }
  if (names->len == 0)
    return g_strdup (_("Session"));

  return join_and_clear (names);
}

char *
fascia_phrase_entry_time (const FasciaLogEntry *entry)
{
  gint64 local_s = entry->started.utc_us / G_USEC_PER_SEC + entry->started.utc_offset_s;

  return fascia_minute_of_day_to_string ((guint) (local_s / 60 % (24 * 60)));
}

char *
fascia_phrase_log_item (FasciaContext *context, const FasciaLogItem *item)
{
  const char *name = fascia_context_get_technique_name (context, item->technique);

  switch (item->side)
    {
    case FASCIA_SIDE_LEFT:
      return g_strdup_printf (_("%s, left side"), name);
    case FASCIA_SIDE_RIGHT:
      return g_strdup_printf (_("%s, right side"), name);
    case FASCIA_SIDE_BOTH:
    default:
      return g_strdup (name);
    }
}

char *
fascia_phrase_log_item_time (const FasciaLogItem *item)
{
  g_autofree char *done = fascia_wording_duration (item->done_s);
  g_autofree char *planned = NULL;

  if (item->planned_s == FASCIA_UNKNOWN_S || item->done_s >= item->planned_s)
    return g_steal_pointer (&done);
  planned = fascia_wording_duration (item->planned_s);

  /* Translators: minutes and seconds done of those planned, such as “0:40 of 1:00”. */
  return g_strdup_printf (_("%1$s of %2$s"), done, planned);
}

FasciaItemStatus
fascia_phrase_entry_status (const FasciaLogEntry *entry)
{
  FasciaItemStatus status = FASCIA_ITEM_DONE;

  for (guint i = 0; i < entry->items->len; i++)
    {
      const FasciaLogItem *item = g_ptr_array_index (entry->items, i);

      if (item->status == FASCIA_ITEM_STOPPED)
        return FASCIA_ITEM_STOPPED;
      if (item->status != FASCIA_ITEM_DONE)
        status = FASCIA_ITEM_PARTIAL;
    }

  return status;
}

const char *
fascia_icon_of_status (FasciaItemStatus status)
{
  switch (status)
    {
    case FASCIA_ITEM_DONE:
      return "fascia-done-symbolic";
    case FASCIA_ITEM_PARTIAL:
      return "fascia-partial-symbolic";
    case FASCIA_ITEM_SKIPPED:
      return "fascia-skipped-symbolic";
    case FASCIA_ITEM_STOPPED:
    default:
      return "fascia-stopped-symbolic";
    }
}

const char *
fascia_icon_of_phase (FasciaPhaseKind kind)
{
  switch (kind)
    {
    case FASCIA_PHASE_PREPARE:
      return "fascia-prepare-symbolic";
    case FASCIA_PHASE_ROLL:
      return "fascia-roll-symbolic";
    case FASCIA_PHASE_HOLD:
      return "fascia-hold-symbolic";
    case FASCIA_PHASE_SWITCH:
      return "fascia-switch-symbolic";
    case FASCIA_PHASE_REST:
    default:
      return "fascia-rest-symbolic";
    }
}

const char *
fascia_style_of_phase (FasciaPhaseKind kind)
{
  return fascia_phase_kind_to_string (kind);
}

FasciaDay
fascia_phrase_today (FasciaContext *context)
{
  FasciaClock *clock = fascia_context_get_clock (context);
  g_autoptr (GTimeZone) zone = fascia_clock_zone (clock);

  return fascia_day_of_instant (fascia_clock_utc_us (clock), zone);
}

char *
fascia_phrase_rest_until (gint64 until_us, FasciaClock *clock)
{
  g_autoptr (GTimeZone) zone = fascia_clock_zone (clock);
  g_autofree char *time = NULL;
  FasciaInstant until;

  fascia_instant_init (&until, until_us, zone);
  time = fascia_minute_of_day_to_string ((guint) ((until_us / G_USEC_PER_SEC + until.utc_offset_s) / 60 % (24 * 60)));

  /* Translators: a weekday and a time, such as “Sun 17:30”. */
  return g_strdup_printf (_("%1$s %2$s"), fascia_wording_weekday (fascia_day_weekday (fascia_day_of_instant (until_us, zone)), TRUE), time);
}

char *
fascia_phrase_length (guint minutes)
{
  g_autofree char *hours_text = NULL;
  g_autofree char *minutes_text = NULL;

  if (minutes >= 60)
    hours_text = g_strdup_printf (ngettext ("%u hour", "%u hours", minutes / 60), minutes / 60);
  if (minutes % 60 != 0 || minutes == 0)
    minutes_text = g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes % 60), minutes % 60);
  if (minutes_text == NULL)
    return g_steal_pointer (&hours_text);
  if (hours_text == NULL)
    return g_steal_pointer (&minutes_text);

  /* Translators: such as “1 hour 30 minutes”. */
  return g_strdup_printf (_("%1$s %2$s"), hours_text, minutes_text);
}

char *
fascia_phrase_time (gint64 utc_us, FasciaClock *clock)
{
  g_autoptr (GTimeZone) zone = fascia_clock_zone (clock);
  gint64 local_s = utc_us / G_USEC_PER_SEC + fascia_zone_offset_at (zone, utc_us);

  return fascia_minute_of_day_to_string ((guint) (local_s / 60 % (24 * 60)));
}

char *
fascia_phrase_moment (gint64 utc_us, FasciaClock *clock)
{
  g_autoptr (GTimeZone) zone = fascia_clock_zone (clock);
  FasciaDay today = fascia_day_of_instant (fascia_clock_utc_us (clock), zone);
  g_autofree char *day = fascia_wording_day (fascia_day_of_instant (utc_us, zone), today);
  g_autofree char *time = fascia_phrase_time (utc_us, clock);

  /* Translators: a day and a time, such as “Today 18:00” or “Fri 27 Mar 18:00”. */
  return g_strdup_printf (C_ ("day and time", "%1$s %2$s"), day, time);
}

guint
fascia_phrase_first_weekday (void)
{
  const char *locale = setlocale (LC_TIME, NULL);

#ifdef __GLIBC__
  /* The C locale is nobody's: there Sunday comes first because it must be something. */
  if (locale != NULL && *locale != 'C' && !g_str_equal (locale, "POSIX"))
    {
      /* Which day is counted as the first one, and on which date that day fell. */
      guint origin = GPOINTER_TO_UINT (nl_langinfo (_NL_TIME_WEEK_1STDAY));
      guint first = (guint) *nl_langinfo (_NL_TIME_FIRST_WEEKDAY);
      guint from_sunday = (origin == 19971201 ? 1 : 0) + first - 1;

      return (from_sunday + 6) % 7 + 1;
    }
#endif

  return 1;
}

char *
fascia_phrase_resting (const GArray *areas, FasciaClock *clock)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < areas->len; i++)
    {
      const FasciaRestingArea *rest = &g_array_index (areas, FasciaRestingArea, i);
      g_autofree char *until = fascia_phrase_rest_until (rest->until_us, clock);

      /* Translators: an area of the body, a weekday and a time, such as “Calf until Sun 17:30”. */
      g_ptr_array_add (parts, g_strdup_printf (_("%1$s until %2$s"), fascia_wording_area (rest->area), until));
    }

  return join_and_clear (parts);
}
