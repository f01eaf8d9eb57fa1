/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/statistics.h"
#include "fascia/service/wording.h"
#include "output.h"

/* The areas that have anything to tell, the most rolled first. */
static int
compare_areas (gconstpointer a, gconstpointer b, gpointer data)
{
  const FasciaAreaStatistics *areas = ((const FasciaStatistics *) data)->areas;
  const FasciaAreaStatistics *first = &areas[*(const guint *) a];
  const FasciaAreaStatistics *second = &areas[*(const guint *) b];
  gint64 first_s = first->left_s + first->right_s + first->both_s;
  gint64 second_s = second->left_s + second->right_s + second->both_s;

  if (first_s != second_s)
    return first_s < second_s ? 1 : -1;
  return *(const guint *) a < *(const guint *) b ? -1 : 1;
}

static void
append_json (GString *out, const FasciaStatistics *statistics)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *today = fascia_day_to_string (statistics->today);

  json_builder_begin_object (builder);
  fascia_json_string (builder, "today", today);
  fascia_json_int (builder, "goal", statistics->goal);
  json_builder_set_member_name (builder, "week");
  json_builder_begin_object (builder);
  fascia_json_int (builder, "done", statistics->week_done);
  fascia_json_int (builder, "goal", statistics->week_goal);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "adherence_4w");
  if (statistics->has_adherence)
    json_builder_add_double_value (builder, statistics->adherence);
  else
    json_builder_add_null_value (builder);
  fascia_json_int (builder, "streak_weeks", statistics->streak_weeks);
  fascia_json_int (builder, "minutes_28d", (statistics->active_s + 30) / 60);

  fascia_json_begin_array (builder, "areas");
  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    {
      const FasciaAreaStatistics *area = &statistics->areas[i];
      g_autofree char *last = fascia_day_is_valid (area->last) ? fascia_day_to_string (area->last) : NULL;

      json_builder_begin_object (builder);
      fascia_json_string (builder, "area", fascia_area_to_string (i));
      fascia_json_int (builder, "left_s", area->left_s);
      fascia_json_int (builder, "right_s", area->right_s);
      fascia_json_int (builder, "both_s", area->both_s);
      fascia_json_string (builder, "last", last);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  fascia_json_begin_array (builder, "trend");
  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    {
      const FasciaTrend *trend = &statistics->areas[i].trend;

      if (trend->n_baseline == 0)
        continue;
      json_builder_begin_object (builder);
      fascia_json_string (builder, "area", fascia_area_to_string (i));
      json_builder_set_member_name (builder, "baseline");
      json_builder_add_double_value (builder, trend->baseline);
      json_builder_set_member_name (builder, "recent");
      if (trend->n_recent > 0)
        json_builder_add_double_value (builder, trend->recent);
      else
        json_builder_add_null_value (builder);
      fascia_json_string (builder, "verdict", fascia_trend_verdict_to_string (trend->verdict));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  fascia_json_append_document (out, builder);
}

static void
append_areas (GString *out, const FasciaStatistics *statistics)
{
  g_autoptr (FasciaTable) table = fascia_table_new (5, 0xe);
  guint order[FASCIA_N_AREAS];

  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    order[i] = i;
  g_qsort_with_data (order, FASCIA_N_AREAS, sizeof (guint), compare_areas, (gpointer) statistics);

  fascia_table_add_row (table, _ ("Area"), _ ("Left side"), _ ("Right side"), _ ("Both sides"), _ ("Last time"));
  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    {
      const FasciaAreaStatistics *area = &statistics->areas[order[i]];
      g_autofree char *left = fascia_wording_duration (area->left_s);
      g_autofree char *right = fascia_wording_duration (area->right_s);
      g_autofree char *both = fascia_wording_duration (area->both_s);
      g_autofree char *last = fascia_day_is_valid (area->last) ? fascia_wording_day (area->last, statistics->today)
                                                               : g_strdup (_ ("Never"));

      fascia_table_add_row (table, fascia_wording_area (order[i]), left, right, both, last);
    }
  fascia_table_append_to (table, out);
}

static void
append_text (GString *out, const FasciaStatistics *statistics)
{
  g_autofree char *week = fascia_wording_week_progress (statistics->week_done, statistics->week_goal);
  g_autofree char *adherence = fascia_wording_adherence (statistics->has_adherence, statistics->adherence);
  g_autofree char *streak = fascia_wording_streak (statistics->streak_weeks);
  g_autofree char *minutes = fascia_wording_minutes (statistics->active_s);

  g_string_append_printf (out, "%s\n%s\n%s\n", week, adherence, streak);
  if (statistics->sessions == 0)
    g_string_append_printf (out, "%s\n", _ ("No session in the last 28 days."));
  else
    {
      /* Translators: for example “Last 28 days: 52 minutes in 7 sessions”. */
      g_string_append_printf (out,
                              ngettext ("Last 28 days: %s in %u session", "Last 28 days: %s in %u sessions", statistics->sessions),
                              minutes, statistics->sessions);
      g_string_append_c (out, '\n');
    }

  g_string_append_c (out, '\n');
  append_areas (out, statistics);

  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    {
      const FasciaTrend *trend = &statistics->areas[i].trend;
      g_autofree char *sentence = NULL;

      if (trend->verdict == FASCIA_TREND_TOO_FEW)
        continue;
      sentence = fascia_wording_trend (i, trend);
      g_string_append_c (out, '\n');
      fascia_output_append_paragraph (out, "", 0, sentence);
    }
}

static gboolean
run_stats (FasciaCli *self, GError **error)
{
  FasciaDay today = fascia_cli_today (self);
  FasciaStatistics statistics;
  FasciaDiary *diary;

  if (!fascia_cli_get_day (self, "--today", &today, error))
    return FALSE;
  diary = fascia_context_get_diary (self->context, error);
  if (!diary || !fascia_diary_get_statistics (diary, fascia_context_get_catalog (self->context), today, &statistics, error))
    return FALSE;

  if (self->json)
    append_json (self->out, &statistics);
  else
    append_text (self->out, &statistics);
  return TRUE;
}

static const FasciaCliOption options[] = {
  { "--today", "YYYY-MM-DD", FALSE, N_ ("As it was on this day") },
};

const FasciaCliCommand fascia_cli_stats = {
  .name = "stats",
  .arguments = "",
  .options = options,
  .n_options = G_N_ELEMENTS (options),
  .summary = N_ ("Show how it goes: week, adherence, streak, areas and trend"),
  .details = N_ ("Adherence is sessions that counted over sessions planned in the last four full weeks. A week counts for the streak with all its sessions, or all but one when there are three or more; one missed week after three that counted is forgiven."),
  .run = run_stats,
};
