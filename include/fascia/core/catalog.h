/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/routine.h"
#include "fascia/core/technique.h"

G_BEGIN_DECLS

/**
 * FasciaCatalog:
 *
 * All techniques and built-in routines, in the order they are listed to the
 * user. Immutable, reference counted.
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

/* (transfer full) (element-type int): FasciaTool values that @routine needs, in
 * the order of the enumeration, each once. */
GArray *fascia_catalog_get_routine_tools (const FasciaCatalog *self, const FasciaRoutine *routine);

G_END_DECLS
