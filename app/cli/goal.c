/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <glib/gi18n-lib.h>

#include "fascia/core/goal.h"
#include "fascia/service/wording.h"
#include "output.h"

static gboolean
run_goal (FasciaCli *self, GError **error)
{
  const char *text = fascia_cli_get_argument (self, 0);
  FasciaDiary *diary;
  FasciaDay today = fascia_cli_today (self);
  FasciaDay from;
  guint per_week, done, in_force;
  int wanted;

  if (text && !fascia_cli_parse_number ("fascia goal", text, FASCIA_MIN_GOAL, FASCIA_MAX_GOAL, &wanted, error))
    return FALSE;

  diary = fascia_context_get_diary (self->context, error);
  if (!diary)
    return FALSE;
  if (text && !fascia_diary_set_goal (diary, wanted, error))
    return FALSE;
  if (!fascia_diary_get_goal (diary, &per_week, &from, error) || !fascia_diary_get_week (diary, today, &done, &in_force, error))
    return FALSE;

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();
      g_autofree char *day = fascia_day_to_string (from);

      json_builder_begin_object (builder);
      /* Setting is a writer too, and answers as every writer does. */
      if (text)
        fascia_json_boolean (builder, "ok", TRUE);
      fascia_json_int (builder, "goal", per_week);
      json_builder_set_member_name (builder, "week");
      json_builder_begin_object (builder);
      fascia_json_int (builder, "done", done);
      fascia_json_int (builder, "goal", in_force);
      json_builder_end_object (builder);
      fascia_json_string (builder, "from", day);
      json_builder_end_object (builder);
      fascia_json_append_document (self->out, builder);
    }
  else
    {
      g_autofree char *progress = fascia_wording_week_progress (done, in_force);

      g_string_append_printf (self->out, "%s\n", progress);
      /* A first week asks for its part only, and a new goal waits for Monday: what
       * was set must be said beside it. */
      if (per_week != in_force && fascia_day_difference (from, today) <= 0)
        g_string_append_printf (self->out, ngettext ("The goal is %u day a week\n", "The goal is %u days a week\n", per_week), per_week);
      if (fascia_day_difference (from, today) > 0)
        {
          g_autofree char *day = fascia_wording_day (from, today);

          g_string_append_printf (self->out, ngettext ("From %s: %u day a week", "From %s: %u days a week", per_week), day, per_week);
          g_string_append_c (self->out, '\n');
        }
    }
  return TRUE;
}

const FasciaCliCommand fascia_cli_goal = {
  .name = "goal",
  .arguments = "[N]",
  .max_arguments = 1,
  .summary = N_ ("Show or set the goal: how many days a week"),
  .details = N_ ("N is 1 to 7. A new goal applies from next Monday, in the first week of use at once."),
  .run = run_goal,
};
