/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fascia/service/wording.h"
#include "markdown.h"
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

/* (transfer full): "Behm et al. 2020. J Strength…; Dębski…". */
static char *
citations_of (FasciaCli *self, const FasciaClaim *claim)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  FasciaLanguage language = fascia_context_get_language (self->context);
  g_autoptr (GString) citations = g_string_new (NULL);

  for (guint i = 0; claim->references[i]; i++)
    {
      const FasciaReference *reference = fascia_catalog_find_reference (catalog, claim->references[i]);
      g_autofree char *citation = fascia_reference_to_citation (reference, language);

      if (i > 0)
        g_string_append (citations, "; ");
      g_string_append (citations, citation);
    }
  return g_string_free (g_steal_pointer (&citations), FALSE);
}

static void
add_claims (FasciaCli *self, JsonBuilder *builder, const char *name, const GPtrArray *claims)
{
  FasciaLanguage language = fascia_context_get_language (self->context);

  fascia_json_begin_array (builder, name);
  for (guint i = 0; i < claims->len; i++)
    {
      const FasciaClaim *claim = claims->pdata[i];
      g_autofree char *citations = citations_of (self, claim);

      json_builder_begin_object (builder);
      fascia_json_string (builder, "text", fascia_text_get (&claim->text, language));
      fascia_json_string (builder, "source", citations);
      fascia_json_string (builder, "grade", fascia_grade_to_string (claim->grade));
      fascia_json_strv (builder, "sources", claim->references);
      if (claim->about != FASCIA_ABOUT_NONE)
        fascia_json_string (builder, "about", fascia_about_to_string (claim->about));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
append_claims (FasciaCli *self, const char *heading, const GPtrArray *claims)
{
  FasciaLanguage language = fascia_context_get_language (self->context);

  if (claims->len == 0)
    return;

  g_string_append_printf (self->out, "\n%s\n", heading);
  for (guint i = 0; i < claims->len; i++)
    {
      const FasciaClaim *claim = claims->pdata[i];
      g_autofree char *citations = citations_of (self, claim);
      g_autofree char *text = g_strdup_printf ("%s (%s: %s)", fascia_text_get (&claim->text, language), fascia_wording_grade (claim->grade), citations);

      fascia_output_append_paragraph (self->out, "–", 2, text);
    }
}

/* (transfer none): what a lead is called for people. */
static const char *
name_of_lead (FasciaCli *self, const FasciaLead *lead)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  FasciaLanguage language = fascia_context_get_language (self->context);

  switch (lead->kind)
    {
    case FASCIA_LEAD_SECTION:
      return fascia_text_get (&fascia_catalog_find_section (catalog, lead->target)->title, language);
    case FASCIA_LEAD_TECHNIQUE:
      return fascia_text_get (&fascia_catalog_find_technique (catalog, lead->target)->name, language);
    case FASCIA_LEAD_ROUTINE:
      return fascia_text_get (&fascia_catalog_find_routine (catalog, lead->target)->name, language);
    case FASCIA_LEAD_PAGE:
    case FASCIA_LEAD_WEB:
    default:
      return fascia_wording_page (lead->target);
    }
}

static void
append_sections (FasciaCli *self, char *const *slugs)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  FasciaLanguage language = fascia_context_get_language (self->context);
  g_autoptr (FasciaTable) table = fascia_table_new (2, 0);

  for (guint i = 0; slugs[i]; i++)
    fascia_table_add_row (table, slugs[i], fascia_text_get (&fascia_catalog_find_section (catalog, slugs[i])->title, language));
  g_string_append_printf (self->out, "\n%s\n", _ ("Read more"));
  fascia_table_append_to (table, self->out);
}

static void
list_sections (FasciaCli *self)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  FasciaLanguage language = fascia_context_get_language (self->context);
  g_autoptr (FasciaTable) table = fascia_table_new (2, 0);

  g_string_append_c (self->out, '\n');
  fascia_table_add_row (table, _ ("SECTION"), _ ("TITLE"));
  for (guint i = 0; i < fascia_catalog_get_n_sections (catalog); i++)
    {
      const FasciaArticleSection *section = fascia_catalog_get_section (catalog, i);

      fascia_table_add_row (table, section->slug, fascia_text_get (&section->title, language));
    }
  fascia_table_append_to (table, self->out);
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
  add_claims (self, builder, "claims", fascia_catalog_get_claims (fascia_context_get_catalog (self->context), technique->id));
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
  append_claims (self, _ ("What this rests on"), fascia_catalog_get_claims (fascia_context_get_catalog (self->context), technique->id));
  append_sections (self, technique->sections);
}

static void
show_section_as_json (FasciaCli *self, const FasciaArticleSection *section)
{
  FasciaLanguage language = fascia_context_get_language (self->context);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  fascia_markdown_append (text, fascia_text_get (&section->body, language), FALSE);
  json_builder_begin_object (builder);
  fascia_json_string (builder, "slug", section->slug);
  fascia_json_string (builder, "article", fascia_article_section_get_article (section));
  fascia_json_string (builder, "title", fascia_text_get (&section->title, language));
  fascia_json_string (builder, "text", g_strchomp (text->str));
  add_claims (self, builder, "evidence", section->evidence);
  fascia_json_begin_array (builder, "leads_to");
  for (guint i = 0; i < section->leads->len; i++)
    {
      g_autofree char *lead = fascia_lead_to_string (section->leads->pdata[i]);

      json_builder_add_string_value (builder, lead);
    }
  json_builder_end_array (builder);
  fascia_json_string (builder, "summary", fascia_text_get (&section->summary, language));
  json_builder_end_object (builder);
  fascia_json_append_document (self->out, builder);
}

static void
show_section_as_text (FasciaCli *self, const FasciaArticleSection *section)
{
  FasciaLanguage language = fascia_context_get_language (self->context);
  g_autoptr (FasciaTable) table = fascia_table_new (2, 0);

  g_string_append_printf (self->out, "%s (%s)\n\n", fascia_text_get (&section->title, language), section->slug);
  fascia_markdown_append (self->out, fascia_text_get (&section->body, language), TRUE);
  append_claims (self, _ ("What the evidence says"), section->evidence);
  g_string_append_printf (self->out, "\n%s\n", _ ("Leads to"));
  for (guint i = 0; i < section->leads->len; i++)
    {
      const FasciaLead *lead = section->leads->pdata[i];
      g_autofree char *id = fascia_lead_to_string (lead);

      fascia_table_add_row (table, id, name_of_lead (self, lead));
    }
  fascia_table_append_to (table, self->out);
}

static const char *
get_section_slug (gconstpointer data, guint index)
{
  return fascia_catalog_get_section (data, index)->slug;
}

static gboolean
explain_section (FasciaCli *self, const char *slug, GError **error)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  const FasciaArticleSection *section = fascia_catalog_find_section (catalog, slug);

  if (!section)
    {
      g_autofree char *near = fascia_cli_near (slug, get_section_slug, catalog, fascia_catalog_get_n_sections (catalog));

      if (near)
        g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND, _ ("There is no section “%s”; did you mean %s? “fascia guide” lists them all."), slug, near);
      else
        g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND, _ ("There is no section “%s”. “fascia guide” lists them all."), slug);
      return FALSE;
    }

  if (self->json)
    show_section_as_json (self, section);
  else
    show_section_as_text (self, section);
  return TRUE;
}

static gboolean
run_guide (FasciaCli *self, GError **error)
{
  const char *id = fascia_cli_get_argument (self, 0);
  const FasciaTechnique *technique;

  if (!id)
    {
      list_techniques (self);
      /* The JSON list is one of techniques and stays one: each names its sections. */
      if (!self->json)
        list_sections (self);
      return TRUE;
    }
  if (strchr (id, '/'))
    return explain_section (self, id, error);

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
  .summary = N_ ("List the techniques and article sections, or explain one"),
  .details = N_ ("ID is a technique, such as “calf-roller”, or a section of the two articles, such as “smr/how-to”."),
  .run = run_guide,
};
