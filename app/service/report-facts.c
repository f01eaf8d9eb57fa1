/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/report-facts.h"

#include "app/service/diary-private.h"
#include "app/service/goal-source.h"
#include "fascia/store/statistics.h"

#define DAYS_PER_WEEK 7

void
fascia_report_facts_clear (FasciaReportFacts *self)
{
  g_clear_pointer (&self->stops, g_array_unref);
  g_clear_pointer (&self->weeks, g_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
}

void
fascia_report_add_time (const FasciaCatalog *catalog, const FasciaLogEntry *entry, FasciaReportArea areas[FASCIA_N_AREAS])
{
  for (guint i = 0; i < entry->items->len; i++)
    {
      const FasciaLogItem *item = g_ptr_array_index (entry->items, i);
      const FasciaTechnique *technique = fascia_catalog_find_technique (catalog, item->technique);

      if (technique == NULL)
        continue; /* from a newer version, which knows its area */
      if (item->side == FASCIA_SIDE_LEFT)
        areas[technique->area].left_s += item->done_s;
      else if (item->side == FASCIA_SIDE_RIGHT)
        areas[technique->area].right_s += item->done_s;
      else
        areas[technique->area].both_s += item->done_s;
    }
  /* Written down for areas only: split equally, as everywhere. */
  if (entry->items->len == 0)
    for (guint i = 0; i < entry->n_areas; i++)
      areas[entry->areas[i]].both_s += entry->active_s / (int) entry->n_areas;
}

static gboolean
take_sessions (FasciaReportFacts *self, FasciaDiary *diary, const FasciaCatalog *catalog, GError **error)
{
  g_autoptr (GPtrArray) newest_first = fascia_diary_list_sessions (diary, self->span.since, self->span.until, 0, 0, error);

  if (newest_first == NULL)
    return FALSE;

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_log_entry_free);
  self->stops = g_array_new (FALSE, FALSE, sizeof (FasciaReportStop));
  while (newest_first->len > 0)
    g_ptr_array_add (self->entries, g_ptr_array_steal_index (newest_first, newest_first->len - 1));
  for (guint i = 0; i < self->entries->len; i++)
    {
      const FasciaLogEntry *entry = g_ptr_array_index (self->entries, i);
      guint n_stops = self->stops->len;

      self->active_s += entry->active_s;
      self->n_by_hand += entry->source == FASCIA_SOURCE_MANUAL;
      fascia_report_add_time (catalog, entry, self->areas);
      for (guint j = 0; j < entry->items->len; j++)
        {
          FasciaReportStop stop = { entry, g_ptr_array_index (entry->items, j) };

          if (stop.item->reason != FASCIA_REASON_NONE || stop.item->status == FASCIA_ITEM_STOPPED)
            g_array_append_val (self->stops, stop);
        }
      self->n_stopped += self->stops->len > n_stops;
    }
  return TRUE;
}

/* Of the span; nothing is known of days to come. */
static FasciaDay
get_last_day (const FasciaReportFacts *self)
{
  return fascia_day_difference (self->span.until, self->made_on) > 0 ? self->made_on : self->span.until;
}

static gboolean
take_weeks (FasciaReportFacts *self, FasciaDiary *diary, GError **error)
{
  FasciaStore *store = fascia_diary_get_store (diary);
  g_autoptr (GTimeZone) zone = fascia_clock_zone (fascia_diary_get_clock (diary));
  g_auto (FasciaGoalSource) source = { 0 };
  g_autoptr (GArray) days = NULL;
  FasciaDay monday = fascia_day_week_start (self->span.since);
  FasciaDay last = get_last_day (self);
  FasciaGoalFacts goal;

  days = fascia_store_list_counting_days (store, monday, last, error);
  if (days == NULL || !fascia_goal_source_load (&source, store, zone, error))
    return FALSE;

  goal = fascia_goal_source_get_facts (&source);
  self->weeks = g_array_new (FALSE, FALSE, sizeof (FasciaReportWeek));
  for (; fascia_day_difference (monday, last) <= 0; monday = fascia_day_add (monday, DAYS_PER_WEEK))
    {
      FasciaGoalWeek asked = fascia_goal_get_week (&goal, monday);
      FasciaReportWeek week = {
        .monday = monday,
        .done = fascia_goal_count_week ((const FasciaDay *) (gpointer) days->data, days->len, monday),
        .goal = asked.goal,
        .scored = asked.scored,
        /* The week of today may still become more. */
        .whole = fascia_day_difference (monday, self->span.since) >= 0 &&
                 fascia_day_difference (fascia_day_add (monday, DAYS_PER_WEEK - 1), self->span.until) <= 0 &&
                 fascia_day_difference (fascia_day_add (monday, DAYS_PER_WEEK), self->made_on) <= 0,
      };

      g_array_append_val (self->weeks, week);
      if (week.whole && week.scored)
        {
          self->whole_done += MIN (week.done, week.goal);
          self->whole_goal += week.goal;
        }
    }
  return TRUE;
}

static gboolean
take_trends (FasciaReportFacts *self, FasciaDiary *diary, GError **error)
{
  FasciaDay last = get_last_day (self);

  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    {
      g_autoptr (GArray) ratings = fascia_store_list_ratings (fascia_diary_get_store (diary), i, last, error);

      if (ratings == NULL)
        return FALSE;
      self->areas[i].trend = fascia_stats_trend ((const FasciaRating *) (gpointer) ratings->data, ratings->len, last);
    }
  return TRUE;
}

gboolean
fascia_report_facts_load (FasciaReportFacts *self, FasciaContext *context, const FasciaReportSpan *span, GError **error)
{
  FasciaDiary *diary = fascia_context_get_diary (context, error);

  if (diary == NULL)
    return FALSE;
  self->span = *span;
  self->made_on = fascia_diary_today (diary);
  return take_sessions (self, diary, fascia_context_get_catalog (context), error) &&
         take_weeks (self, diary, error) &&
         take_trends (self, diary, error);
}
