/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/wording.h"
#include "output.h"

/* Columns the texts of one technique are set in by. */
#define TEXT_INDENT 16

static void
add_members (JsonBuilder *builder, const FasciaTechnique *technique, FasciaLanguage language)
{
  fascia_json_string (builder, "id", technique->id);
  fascia_json_string (builder, "name", fascia_text_get (&technique->name, language));
  fascia_json_string (builder, "area", fascia_area_to_string (technique->area));
  fascia_json_begin_array (builder, "tools");
  for (guint i = 0; i < technique->n_tools; i++)
    json_builder_add_string_value (builder, fascia_tool_to_string (technique->tools[i]));
  json_builder_end_array (builder);
  fascia_json_string (builder, "sides", fascia_sides_to_string (technique->sides));
  fascia_json_int (builder, "level", technique->level);
  fascia_json_boolean (builder, "wall", fascia_technique_is_wall (technique));
  fascia_json_begin_array (builder, "places");
  for (guint i = 0; i < FASCIA_N_PLACES; i++)
    if (technique->places & (1u << i))
      json_builder_add_string_value (builder, fascia_place_to_string (1u << i));
  json_builder_end_array (builder);
  fascia_json_string (builder, "partner", technique->partner);
}

/* (transfer full): "Foam roller, massage stick". */
static char *
tools_in_words (const FasciaTechnique *technique)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < technique->n_tools; i++)
    fascia_output_append_listed (words, fascia_wording_tool (technique->tools[i]));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
places_in_words (const FasciaTechnique *technique)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < FASCIA_N_PLACES; i++)
    if (technique->places & (1u << i))
      fascia_output_append_listed (words, fascia_wording_place (1u << i));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static const char *
sides_in_words (FasciaSides sides)
{
  switch (sides)
    {
    case FASCIA_SIDES_LEFT_RIGHT:
      return _ ("Left and right");
    case FASCIA_SIDES_BOTH:
      return _ ("Both at once");
    case FASCIA_SIDES_EITHER:
    default:
      return _ ("Left and right, or both at once");
    }
}

/* (transfer full): the dose of one side, as a sentence. */
static char *
dose_in_words (const FasciaTechnique *technique)
{
  g_autoptr (GString) dose = g_string_new (NULL);

  g_string_append_printf (dose, _ ("Prepare %u s"), technique->prepare_s);
  g_string_append (dose, ", ");
  g_string_append_printf (dose, _ ("roll %u s"), technique->roll_s);
  g_string_append (dose, ", ");
  g_string_append_printf (dose, _ ("hold %u s"), technique->hold_s);
  g_string_append (dose, ", ");
  g_string_append_printf (dose, ngettext ("%u set", "%u sets", technique->sets), technique->sets);
  if (technique->sets > 1)
    {
      g_string_append (dose, ", ");
      g_string_append_printf (dose, _ ("rest %u s"), technique->rest_s);
    }
  return g_string_free (g_steal_pointer (&dose), FALSE);
}

static void
list_techniques (FasciaCli *self)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  FasciaLanguage language = fascia_context_get_language (self->context);
  g_autoptr (FasciaTable) table = fascia_table_new (5, 0);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (self->json)
    fascia_json_begin_list (self->out);
  else
    fascia_table_add_row (table, _ ("ID"), _ ("NAME"), _ ("LEVEL"), _ ("AREA"), _ ("TOOLS"));

  for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
    {
      const FasciaTechnique *technique = fascia_catalog_get_technique (catalog, i);
      g_autofree char *tools = tools_in_words (technique);

      if (self->json)
        {
          json_builder_reset (builder);
          json_builder_begin_object (builder);
          add_members (builder, technique, language);
          json_builder_end_object (builder);
          fascia_json_append_element (self->out, builder);
        }
      else
        fascia_table_add_row (table, technique->id, fascia_text_get (&technique->name, language), fascia_wording_level (technique->level), fascia_wording_area (technique->area), tools);
    }

  if (self->json)
    fascia_json_end_list (self->out);
  else
    fascia_table_append_to (table, self->out);
}

static void
show_as_json (FasciaCli *self, const FasciaTechnique *technique)
{
  FasciaLanguage language = fascia_context_get_language (self->context);
  g_autofree char *dose = dose_in_words (technique);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_members (builder, technique, language);
  fascia_json_string (builder, "muscles", fascia_text_get (&technique->muscles, language));
  fascia_json_string (builder, "start", fascia_text_get (&technique->start, language));
  fascia_json_string (builder, "movement", fascia_text_get (&technique->movement, language));
  fascia_json_string (builder, "dose", dose);
  fascia_json_string (builder, "easier", fascia_text_get (&technique->easier, language));
  fascia_json_string (builder, "harder", fascia_text_get (&technique->harder, language));
  fascia_json_string (builder, "mistakes", fascia_text_get (&technique->mistakes, language));
  fascia_json_string (builder, "caution", fascia_text_get (&technique->caution, language));
  json_builder_set_member_name (builder, "cues");
  json_builder_begin_object (builder);
  fascia_json_string (builder, "set_up", fascia_text_get (&technique->cue_set_up, language));
  fascia_json_string (builder, "roll", fascia_text_get (&technique->cue_roll, language));
  fascia_json_string (builder, "hold", fascia_text_get (&technique->cue_hold, language));
  json_builder_end_object (builder);
  fascia_json_strv (builder, "sections", technique->sections);
  /* The content of a technique makes no claim that needs a source of its own. */
  fascia_json_strv (builder, "claims", NULL);
  fascia_json_int (builder, "prepare_s", technique->prepare_s);
  fascia_json_int (builder, "roll_s", technique->roll_s);
  fascia_json_int (builder, "hold_s", technique->hold_s);
  fascia_json_int (builder, "sets", technique->sets);
  fascia_json_int (builder, "rest_s", technique->rest_s);
  json_builder_end_object (builder);
  fascia_json_append_document (self->out, builder);
}

static void
append_text (GString *out, const char *label, const char *text)
{
  if (*text)
    fascia_output_append_paragraph (out, label, TEXT_INDENT, text);
}

static void
show_as_text (FasciaCli *self, const FasciaTechnique *technique)
{
  FasciaLanguage language = fascia_context_get_language (self->context);
  GString *out = self->out;
  g_autofree char *tools = tools_in_words (technique);
  g_autofree char *places = places_in_words (technique);
  g_autofree char *dose = dose_in_words (technique);

  g_string_append_printf (out, "%s (%s)\n\n", fascia_text_get (&technique->name, language), technique->id);
  append_text (out, _ ("Area"), fascia_wording_area (technique->area));
  append_text (out, _ ("Muscles"), fascia_text_get (&technique->muscles, language));
  append_text (out, _ ("Tools"), tools);
  append_text (out, _ ("Sides"), sides_in_words (technique->sides));
  append_text (out, _ ("Level"), fascia_wording_level (technique->level));
  append_text (out, _ ("Where"), places);
  append_text (out, _ ("Dose per side"), dose);
  g_string_append_c (out, '\n');
  append_text (out, _ ("Start"), fascia_text_get (&technique->start, language));
  append_text (out, _ ("Movement"), fascia_text_get (&technique->movement, language));
  append_text (out, _ ("Easier"), fascia_text_get (&technique->easier, language));
  append_text (out, _ ("Harder"), fascia_text_get (&technique->harder, language));
  append_text (out, _ ("Mistakes"), fascia_text_get (&technique->mistakes, language));
  append_text (out, _ ("Caution"), fascia_text_get (&technique->caution, language));
  g_string_append_c (out, '\n');
  append_text (out, fascia_wording_phase (FASCIA_PHASE_PREPARE), fascia_text_get (&technique->cue_set_up, language));
  append_text (out, fascia_wording_phase (FASCIA_PHASE_ROLL), fascia_text_get (&technique->cue_roll, language));
  append_text (out, fascia_wording_phase (FASCIA_PHASE_HOLD), fascia_text_get (&technique->cue_hold, language));
  if (technique->partner)
    {
      g_string_append_c (out, '\n');
      g_string_append_printf (out, _ ("Gentler, without the floor: %s (%s)"),
                              fascia_context_get_technique_name (self->context, technique->partner), technique->partner);
      g_string_append_c (out, '\n');
    }
}

static gboolean
run_guide (FasciaCli *self, GError **error)
{
  const char *id = fascia_cli_get_argument (self, 0);
  const FasciaTechnique *technique;

  if (!id)
    {
      list_techniques (self);
      return TRUE;
    }

  technique = fascia_catalog_find_technique (fascia_context_get_catalog (self->context), id);
  if (!technique)
    {
      fascia_cli_set_no_technique (self, id, error);
      return FALSE;
    }
  if (self->json)
    show_as_json (self, technique);
  else
    show_as_text (self, technique);
  return TRUE;
}

const FasciaCliCommand fascia_cli_guide = {
  .name = "guide",
  .arguments = "[ID]",
  .max_arguments = 1,
  .summary = N_ ("List the techniques, or explain one"),
  .run = run_guide,
};
