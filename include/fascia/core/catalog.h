/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/article.h"
#include "fascia/core/reference.h"
#include "fascia/core/routine.h"
#include "fascia/core/technique.h"
#include "fascia/core/words.h"

G_BEGIN_DECLS

/**
 * FasciaCatalog:
 *
 * All techniques, built-in routines, article sections and references, in the order
 * they are listed to the user. Immutable, reference counted.
 */
typedef struct _FasciaCatalog FasciaCatalog;

/**
 * fascia_catalog_new:
 * @techniques: (element-type FasciaTechnique) (transfer full)
 * @routines: (element-type FasciaRoutine) (transfer full)
 *
 * Both arrays own their elements and are not shared with anybody. Items of a
 * routine that name no tool get their technique's usual one.
 *
 * Errors: %FASCIA_ERROR_CONTENT when an id occurs twice, something refers to a
 * technique that is not there, an item asks its technique for sides or a tool it
 * does not have, or a partner cannot be done at a wall, chair or desk.
 */
FasciaCatalog *fascia_catalog_new (GPtrArray *techniques, GPtrArray *routines, GError **error);

/**
 * fascia_catalog_new_with_articles:
 * @sections: (element-type FasciaArticleSection) (transfer full)
 * @references: (element-type FasciaReference) (transfer full)
 * @claims: (element-type FasciaClaim) (transfer full): those that techniques share
 * @words: (transfer full)
 *
 * As fascia_catalog_new(), with the guidance beside the techniques: each technique
 * gets the shared claims that fit its area, tools and places.
 *
 * Errors: %FASCIA_ERROR_CONTENT also when a slug or a reference occurs twice, or a
 * claim rests on a reference, a section leads to something, or a technique or routine
 * names a section, that is not there.
 */
FasciaCatalog *fascia_catalog_new_with_articles (GPtrArray *techniques,
                                                 GPtrArray *routines,
                                                 GPtrArray *sections,
                                                 GPtrArray *references,
                                                 GPtrArray *claims,
                                                 FasciaWords *words,
                                                 GError **error);
FasciaCatalog *fascia_catalog_ref (FasciaCatalog *self);
void fascia_catalog_unref (FasciaCatalog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaCatalog, fascia_catalog_unref)

guint fascia_catalog_get_n_techniques (const FasciaCatalog *self);
const FasciaTechnique *fascia_catalog_get_technique (const FasciaCatalog *self, guint index);
/* (nullable) (transfer none) */
const FasciaTechnique *fascia_catalog_find_technique (const FasciaCatalog *self, const char *id);

guint fascia_catalog_get_n_routines (const FasciaCatalog *self);
FasciaRoutine *fascia_catalog_get_routine (const FasciaCatalog *self, guint index);
/* (nullable) (transfer none) */
FasciaRoutine *fascia_catalog_find_routine (const FasciaCatalog *self, const char *id);

guint fascia_catalog_get_n_sections (const FasciaCatalog *self);
const FasciaArticleSection *fascia_catalog_get_section (const FasciaCatalog *self, guint index);
/* (nullable) (transfer none): of "smr/how-to". */
const FasciaArticleSection *fascia_catalog_find_section (const FasciaCatalog *self, const char *slug);

guint fascia_catalog_get_n_references (const FasciaCatalog *self);
const FasciaReference *fascia_catalog_get_reference (const FasciaCatalog *self, guint index);
/* (nullable) (transfer none) */
const FasciaReference *fascia_catalog_find_reference (const FasciaCatalog *self, const char *id);

/* (transfer none): what areas, tools and places are called besides. */
const FasciaWords *fascia_catalog_get_words (const FasciaCatalog *self);

/* (transfer none) (element-type FasciaClaim): what @technique claims: its own first,
 * then the shared ones that fit it. Empty for a technique that is not there. */
const GPtrArray *fascia_catalog_get_claims (const FasciaCatalog *self, const char *technique);

/* (transfer container) (element-type FasciaTechnique): those that name the section
 * @slug, in the catalog's order: what the section explains. */
GPtrArray *fascia_catalog_get_section_techniques (const FasciaCatalog *self, const char *slug);
/* (transfer container) (element-type FasciaRoutine): likewise. */
GPtrArray *fascia_catalog_get_section_routines (const FasciaCatalog *self, const char *slug);

/* (transfer full) (element-type int): FasciaTool values that @routine needs, in
 * the order of the enumeration, each once. */
GArray *fascia_catalog_get_routine_tools (const FasciaCatalog *self, const FasciaRoutine *routine);

G_END_DECLS
