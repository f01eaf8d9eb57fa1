/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <glib/gi18n-lib.h>

#include "fascia/core/plan.h"
#include "fascia/service/wording.h"
#include "output.h"

static void
list_routines (FasciaCli *self)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  FasciaLanguage language = fascia_context_get_language (self->context);
  g_autoptr (FasciaTable) table = fascia_table_new (5, 1u << 2);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (self->json)
    fascia_json_begin_list (self->out);
  else
    fascia_table_add_row (table, _ ("ID"), _ ("NAME"), _ ("TIME"), _ ("FOR"), _ ("TOOLS"));

  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    {
      FasciaRoutine *routine = fascia_catalog_get_routine (catalog, i);
      g_autoptr (FasciaPlan) plan = fascia_plan_new (routine, catalog, NULL);
      g_autoptr (GArray) tools = fascia_catalog_get_routine_tools (catalog, routine);
      FasciaOccasion occasion = routine->n_occasions > 0 ? routine->occasions[0] : FASCIA_OCCASION_NONE;

      if (self->json)
        {
          json_builder_reset (builder);
          json_builder_begin_object (builder);
          fascia_json_string (builder, "id", routine->id);
          fascia_json_string (builder, "name", fascia_text_get (&routine->name, language));
          fascia_json_int (builder, "total_s", plan->total_s);
          fascia_json_string (builder, "context", fascia_occasion_to_string (occasion));
          fascia_json_begin_array (builder, "tools");
          for (guint t = 0; t < tools->len; t++)
            json_builder_add_string_value (builder, fascia_tool_to_string (g_array_index (tools, int, t)));
          json_builder_end_array (builder);
          fascia_json_boolean (builder, "own", routine->own);
          json_builder_end_object (builder);
          fascia_json_append_element (self->out, builder);
        }
      else
        {
          g_autofree char *total = fascia_wording_duration (plan->total_s);
          g_autoptr (GString) names = g_string_new (NULL);

          for (guint t = 0; t < tools->len; t++)
            fascia_output_append_listed (names, fascia_wording_tool (g_array_index (tools, int, t)));
          fascia_table_add_row (table, routine->id, fascia_text_get (&routine->name, language), total,
                                occasion != FASCIA_OCCASION_NONE ? fascia_wording_occasion (occasion) : "", names->str);
        }
    }

  if (self->json)
    fascia_json_end_list (self->out);
  else
    fascia_table_append_to (table, self->out);
}

static void
show_as_json (FasciaCli *self, const FasciaPlan *plan)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fascia_json_string (builder, "id", plan->routine->id);
  fascia_json_string (builder, "name", fascia_text_get (&plan->routine->name, fascia_context_get_language (self->context)));
  fascia_json_int (builder, "total_s", plan->total_s);
  fascia_json_begin_array (builder, "phases");
  for (guint i = 0; i < plan->n_phases; i++)
    {
      const FasciaPhase *phase = &plan->phases[i];

      json_builder_begin_object (builder);
      fascia_json_int (builder, "start_s", phase->start_s);
      fascia_json_int (builder, "duration_s", phase->duration_s);
      fascia_json_string (builder, "kind", fascia_phase_kind_to_string (phase->kind));
      fascia_json_string (builder, "technique", phase->technique);
      fascia_json_string (builder, "side", fascia_side_to_string (phase->side));
      fascia_json_known_int (builder, "set", phase->set, 0);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  fascia_json_append_document (self->out, builder);
}

static void
show_as_text (FasciaCli *self, const FasciaPlan *plan)
{
  FasciaLanguage language = fascia_context_get_language (self->context);
  g_autoptr (FasciaTable) table = fascia_table_new (5, 1u << 0 | 1u << 1);
  g_autofree char *total = fascia_wording_duration (plan->total_s);
  const char *about = fascia_text_get (&plan->routine->about, language);
  const char *afterwards = fascia_text_get (&plan->routine->afterwards, language);

  g_string_append_printf (self->out, "%s (%s), %s\n", fascia_text_get (&plan->routine->name, language), plan->routine->id, total);
  if (*about)
    fascia_output_append_paragraph (self->out, "", 0, about);
  g_string_append_c (self->out, '\n');

  fascia_table_add_row (table, _ ("START"), _ ("LENGTH"), _ ("PHASE"), _ ("SIDE"), _ ("TECHNIQUE"));
  for (guint i = 0; i < plan->n_phases; i++)
    {
      const FasciaPhase *phase = &plan->phases[i];
      g_autofree char *start = fascia_wording_duration (phase->start_s);
      g_autofree char *length = fascia_wording_duration (phase->duration_s);

      fascia_table_add_row (table, start, length, fascia_wording_phase (phase->kind), fascia_wording_side (phase->side),
                            fascia_context_get_technique_name (self->context, phase->technique));
    }
  fascia_table_append_to (table, self->out);
  if (*afterwards)
    {
      g_string_append_c (self->out, '\n');
      fascia_output_append_paragraph (self->out, "", 0, afterwards);
    }
}

static gboolean
run_routines (FasciaCli *self, GError **error)
{
  const char *id = fascia_cli_get_argument (self, 0);
  g_autoptr (FasciaRoutine) routine = NULL;
  g_autoptr (FasciaPlan) plan = NULL;

  if (!id)
    {
      list_routines (self);
      return TRUE;
    }

  routine = fascia_context_find_routine (self->context, id, error);
  if (!routine)
    return FALSE;
  plan = fascia_plan_new (routine, fascia_context_get_catalog (self->context), NULL);
  if (self->json)
    show_as_json (self, plan);
  else
    show_as_text (self, plan);
  return TRUE;
}

const FasciaCliCommand fascia_cli_routines = {
  .name = "routines",
  .arguments = "[ID]",
  .max_arguments = 1,
  .summary = N_ ("List the routines, or show the plan of one"),
  .run = run_routines,
};
