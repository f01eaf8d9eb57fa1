/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/catalog.h"

struct _FasciaCatalog {
  gatomicrefcount ref_count;
  GPtrArray *techniques;
  GPtrArray *routines;
  GPtrArray *sections;
  GPtrArray *references;
  GPtrArray *shared_claims;
  FasciaWords *words;
  /* These borrow keys and values of the arrays. */
  GHashTable *techniques_by_id;
  GHashTable *routines_by_id;
  GHashTable *sections_by_slug;
  GHashTable *references_by_id;
  GHashTable *claims; /* technique id → array of FasciaClaim */
  GPtrArray *no_claims;
};

/* @id_offset: of the id in the structs that @elements holds. */
static gboolean
index_by_id (const GPtrArray *elements,
             gsize id_offset,
             const char *what,
             GHashTable *by_id,
             GError **error)
{
  for (guint i = 0; i < elements->len; i++)
    {
      gpointer element = g_ptr_array_index (elements, i);
      char *id = G_STRUCT_MEMBER (char *, element, id_offset);

      if (!g_hash_table_insert (by_id, id, element))
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                       "The %s “%s” occurs twice: give one of them another id.", what, id);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
index_all (FasciaCatalog *self,
           GError **error)
{
  return index_by_id (self->techniques, G_STRUCT_OFFSET (FasciaTechnique, id), "technique", self->techniques_by_id, error) &&
         index_by_id (self->routines, G_STRUCT_OFFSET (FasciaRoutine, id), "routine", self->routines_by_id, error) &&
         index_by_id (self->sections, G_STRUCT_OFFSET (FasciaArticleSection, slug), "section", self->sections_by_slug, error) &&
         index_by_id (self->references, G_STRUCT_OFFSET (FasciaReference, id), "source", self->references_by_id, error);
}

static gboolean
has_tool (const FasciaTechnique *technique,
          FasciaTool tool)
{
  for (guint i = 0; i < technique->n_tools; i++)
    if (technique->tools[i] == tool)
      return TRUE;

  return FALSE;
}

static gboolean
check_partners (FasciaCatalog *self,
                GError **error)
{
  for (guint i = 0; i < self->techniques->len; i++)
    {
      const FasciaTechnique *technique = g_ptr_array_index (self->techniques, i);
      const FasciaTechnique *partner;

      if (technique->partner == NULL)
        continue;

      partner = fascia_catalog_find_technique (self, technique->partner);
      if (partner == NULL)
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                       "The technique “%s” has the partner “%s”, which does not exist: name another or none.",
                       technique->id, technique->partner);
          return FALSE;
        }
      if (!fascia_technique_is_wall (partner))
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                       "The technique “%s” has the partner “%s”, which needs the floor: name one at a wall, chair or desk.",
                       technique->id, technique->partner);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
resolve_item (FasciaCatalog *self,
              const FasciaRoutine *routine,
              guint index,
              GError **error)
{
  FasciaRoutineItem *item = g_ptr_array_index (routine->items, index);
  const FasciaTechnique *technique = fascia_catalog_find_technique (self, item->technique);

  if (technique == NULL)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                   "Item %u of the routine “%s” uses the technique “%s”, which does not exist: name another.",
                   index + 1, routine->id, item->technique);
      return FALSE;
    }
  if (technique->sides != FASCIA_SIDES_EITHER && technique->sides != item->sides)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                   "Item %u of the routine “%s” has the sides “%s”, but the technique “%s” has “%s”: make them agree.",
                   index + 1, routine->id, fascia_sides_to_string (item->sides),
                   technique->id, fascia_sides_to_string (technique->sides));
      return FALSE;
    }
  if (item->tool == FASCIA_TOOL_NONE)
    {
      item->tool = technique->tools[0];
    }
  else if (!has_tool (technique, item->tool))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                   "Item %u of the routine “%s” uses the tool “%s”, which the technique “%s” does not have: name another.",
                   index + 1, routine->id, fascia_tool_to_string (item->tool), technique->id);
      return FALSE;
    }

  return TRUE;
}

static gboolean
resolve_routines (FasciaCatalog *self,
                  GError **error)
{
  for (guint i = 0; i < self->routines->len; i++)
    {
      const FasciaRoutine *routine = g_ptr_array_index (self->routines, i);

      for (guint j = 0; j < routine->items->len; j++)
        if (!resolve_item (self, routine, j, error))
          return FALSE;
    }

  return TRUE;
}

static gboolean
check_claims (FasciaCatalog *self,
              const char *where,
              const GPtrArray *claims,
              GError **error)
{
  for (guint i = 0; i < claims->len; i++)
    {
      const FasciaClaim *claim = g_ptr_array_index (claims, i);

      for (guint j = 0; claim->references[j] != NULL; j++)
        if (fascia_catalog_find_reference (self, claim->references[j]) == NULL)
          {
            g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                         "Claim %u of “%s” rests on the source “%s”, which is not in sources.ini: add it there or name another.",
                         i + 1, where, claim->references[j]);
            return FALSE;
          }
    }

  return TRUE;
}

static gboolean
lead_exists (const FasciaCatalog *self,
             const FasciaLead *lead)
{
  switch (lead->kind)
    {
    case FASCIA_LEAD_SECTION:
      return fascia_catalog_find_section (self, lead->target) != NULL;
    case FASCIA_LEAD_TECHNIQUE:
      return fascia_catalog_find_technique (self, lead->target) != NULL;
    case FASCIA_LEAD_ROUTINE:
      return fascia_catalog_find_routine (self, lead->target) != NULL;
    case FASCIA_LEAD_PAGE:
    case FASCIA_LEAD_WEB:
    default:
      return TRUE;
    }
}

static gboolean
check_leads (FasciaCatalog *self,
             const FasciaArticleSection *section,
             const GPtrArray *leads,
             GError **error)
{
  for (guint i = 0; i < leads->len; i++)
    {
      const FasciaLead *lead = g_ptr_array_index (leads, i);

      if (!lead_exists (self, lead))
        {
          g_autofree char *text = fascia_lead_to_string (lead);

          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                       "The section “%s” leads to “%s”, which does not exist: name another.", section->slug, text);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_slugs (FasciaCatalog *self,
             const char *id,
             char *const *slugs,
             GError **error)
{
  for (guint i = 0; slugs[i] != NULL; i++)
    if (fascia_catalog_find_section (self, slugs[i]) == NULL)
      {
        g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT,
                     "“%s” names the section “%s”, which does not exist: name another.", id, slugs[i]);
        return FALSE;
      }

  return TRUE;
}

static gboolean
check_sections_named (FasciaCatalog *self,
                      GError **error)
{
  /* Without articles there is nothing to name. */
  if (self->sections->len == 0)
    return TRUE;

  for (guint i = 0; i < self->techniques->len; i++)
    {
      const FasciaTechnique *technique = g_ptr_array_index (self->techniques, i);

      if (!check_slugs (self, technique->id, technique->sections, error))
        return FALSE;
    }
  for (guint i = 0; i < self->routines->len; i++)
    {
      const FasciaRoutine *routine = g_ptr_array_index (self->routines, i);

      if (!check_slugs (self, routine->id, routine->sections, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_sections (FasciaCatalog *self,
                GError **error)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      const FasciaArticleSection *section = g_ptr_array_index (self->sections, i);

      if (!check_leads (self, section, section->leads, error) ||
          !check_leads (self, section, section->links, error) ||
          !check_claims (self, section->slug, section->evidence, error))
        return FALSE;
    }

  return TRUE;
}

static guint
get_tool_bits (const FasciaTechnique *technique)
{
  guint bits = 0;

  for (guint i = 0; i < technique->n_tools; i++)
    bits |= 1u << technique->tools[i];

  return bits;
}

static gboolean
claim_fits (const FasciaClaim *claim,
            const FasciaTechnique *technique)
{
  return (claim->areas == 0 || (claim->areas & (1u << technique->area)) != 0) &&
         (claim->tools == 0 || (claim->tools & get_tool_bits (technique)) != 0) &&
         (claim->places == 0 || (claim->places & technique->places) != 0);
}

static gboolean
join_claims (FasciaCatalog *self,
             GError **error)
{
  if (!check_claims (self, "claims.ini", self->shared_claims, error))
    return FALSE;

  for (guint i = 0; i < self->techniques->len; i++)
    {
      const FasciaTechnique *technique = g_ptr_array_index (self->techniques, i);
      GPtrArray *claims = g_ptr_array_new ();

      g_hash_table_insert (self->claims, technique->id, claims);
      for (guint j = 0; technique->claims != NULL && j < technique->claims->len; j++)
        g_ptr_array_add (claims, g_ptr_array_index (technique->claims, j));
      if (!check_claims (self, technique->id, claims, error))
        return FALSE;

      for (guint j = 0; j < self->shared_claims->len; j++)
        if (claim_fits (g_ptr_array_index (self->shared_claims, j), technique))
          g_ptr_array_add (claims, g_ptr_array_index (self->shared_claims, j));
    }

  return TRUE;
}

FasciaCatalog *
fascia_catalog_new_with_articles (GPtrArray *techniques,
                                  GPtrArray *routines,
                                  GPtrArray *sections,
                                  GPtrArray *references,
                                  GPtrArray *claims,
                                  FasciaWords *words,
                                  GError **error)
{
  g_autoptr (FasciaCatalog) self = NULL;

  g_return_val_if_fail (techniques != NULL, NULL);
  g_return_val_if_fail (routines != NULL, NULL);
  g_return_val_if_fail (sections != NULL, NULL);
  g_return_val_if_fail (references != NULL, NULL);
  g_return_val_if_fail (claims != NULL, NULL);
  g_return_val_if_fail (words != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_new0 (FasciaCatalog, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->techniques = techniques;
  self->routines = routines;
  self->sections = sections;
  self->references = references;
  self->shared_claims = claims;
  self->words = words;
  self->techniques_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->routines_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->sections_by_slug = g_hash_table_new (g_str_hash, g_str_equal);
  self->references_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->no_claims = g_ptr_array_new ();
  self->claims = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);

  if (!index_all (self, error) ||
      !check_partners (self, error) ||
      !resolve_routines (self, error) ||
      !check_sections (self, error) ||
      !check_sections_named (self, error) ||
      !join_claims (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

FasciaCatalog *
fascia_catalog_new (GPtrArray *techniques,
                    GPtrArray *routines,
                    GError **error)
{
  return fascia_catalog_new_with_articles (techniques, routines, g_ptr_array_new (), g_ptr_array_new (), g_ptr_array_new (), g_new0 (FasciaWords, 1), error);
}

FasciaCatalog *
fascia_catalog_ref (FasciaCatalog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
fascia_catalog_unref (FasciaCatalog *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->claims);
  g_ptr_array_unref (self->no_claims);
  g_hash_table_unref (self->techniques_by_id);
  g_hash_table_unref (self->routines_by_id);
  g_hash_table_unref (self->sections_by_slug);
  g_hash_table_unref (self->references_by_id);
  g_ptr_array_unref (self->techniques);
  g_ptr_array_unref (self->routines);
  g_ptr_array_unref (self->sections);
  g_ptr_array_unref (self->references);
  g_ptr_array_unref (self->shared_claims);
  fascia_words_free (self->words);
  g_free (self);
}

guint
fascia_catalog_get_n_techniques (const FasciaCatalog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->techniques->len;
}

const FasciaTechnique *
fascia_catalog_get_technique (const FasciaCatalog *self,
                              guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->techniques->len, NULL);

  return g_ptr_array_index (self->techniques, index);
}

const FasciaTechnique *
fascia_catalog_find_technique (const FasciaCatalog *self,
                               const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->techniques_by_id, id);
}

guint
fascia_catalog_get_n_routines (const FasciaCatalog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->routines->len;
}

FasciaRoutine *
fascia_catalog_get_routine (const FasciaCatalog *self,
                            guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->routines->len, NULL);

  return g_ptr_array_index (self->routines, index);
}

FasciaRoutine *
fascia_catalog_find_routine (const FasciaCatalog *self,
                             const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->routines_by_id, id);
}

guint
fascia_catalog_get_n_sections (const FasciaCatalog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->sections->len;
}

const FasciaArticleSection *
fascia_catalog_get_section (const FasciaCatalog *self,
                            guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->sections->len, NULL);

  return g_ptr_array_index (self->sections, index);
}

const FasciaArticleSection *
fascia_catalog_find_section (const FasciaCatalog *self,
                             const char *slug)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (slug != NULL, NULL);

  return g_hash_table_lookup (self->sections_by_slug, slug);
}

guint
fascia_catalog_get_n_references (const FasciaCatalog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->references->len;
}

const FasciaReference *
fascia_catalog_get_reference (const FasciaCatalog *self,
                              guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->references->len, NULL);

  return g_ptr_array_index (self->references, index);
}

const FasciaReference *
fascia_catalog_find_reference (const FasciaCatalog *self,
                               const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->references_by_id, id);
}

const FasciaWords *
fascia_catalog_get_words (const FasciaCatalog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->words;
}

const GPtrArray *
fascia_catalog_get_claims (const FasciaCatalog *self,
                           const char *technique)
{
  const GPtrArray *claims;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (technique != NULL, NULL);

  claims = g_hash_table_lookup (self->claims, technique);
  return claims != NULL ? claims : self->no_claims;
}

GPtrArray *
fascia_catalog_get_section_techniques (const FasciaCatalog *self,
                                       const char *slug)
{
  GPtrArray *found;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (slug != NULL, NULL);

  found = g_ptr_array_new ();
  for (guint i = 0; i < self->techniques->len; i++)
    {
      FasciaTechnique *technique = g_ptr_array_index (self->techniques, i);

      if (g_strv_contains ((const char *const *)technique->sections, slug))
        g_ptr_array_add (found, technique);
    }

  return found;
}

GPtrArray *
fascia_catalog_get_section_routines (const FasciaCatalog *self,
                                     const char *slug)
{
  GPtrArray *found;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (slug != NULL, NULL);

  found = g_ptr_array_new ();
  for (guint i = 0; i < self->routines->len; i++)
    {
      FasciaRoutine *routine = g_ptr_array_index (self->routines, i);

      if (g_strv_contains ((const char *const *)routine->sections, slug))
        g_ptr_array_add (found, routine);
    }

  return found;
}

GArray *
fascia_catalog_get_routine_tools (const FasciaCatalog *self,
                                  const FasciaRoutine *routine)
{
  GArray *tools;
  gboolean needed[FASCIA_N_TOOLS] = { FALSE };

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (routine != NULL, NULL);

  for (guint i = 0; i < routine->items->len; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (routine->items, i);
      const FasciaTechnique *technique = fascia_catalog_find_technique (self, item->technique);

      /* A user's own routine may leave the tool open and name a technique that
       * a later Fascia no longer has. */
      if (item->tool != FASCIA_TOOL_NONE)
        needed[item->tool] = TRUE;
      else if (technique != NULL)
        needed[technique->tools[0]] = TRUE;
    }

  tools = g_array_new (FALSE, FALSE, sizeof (int));
  for (int tool = 0; tool < FASCIA_N_TOOLS; tool++)
    if (needed[tool])
      g_array_append_val (tools, tool);

  return tools;
}
