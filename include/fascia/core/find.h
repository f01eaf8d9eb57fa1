/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/catalog.h"

G_BEGIN_DECLS

typedef enum {
  FASCIA_FOUND_TECHNIQUE,
  FASCIA_FOUND_ROUTINE,
  FASCIA_FOUND_SECTION,
} FasciaFoundKind;

/**
 * FasciaFound:
 * @index: in the catalog's list of its kind
 * @score: how well it fits, above 0; 0 for all when no words were asked for
 */
typedef struct {
  FasciaFoundKind kind;
  guint index;
  guint score;
} FasciaFound;

/**
 * FasciaFindFilter:
 *
 * Narrows what is found; all zero narrows nothing. Bits are joined by "or", fields
 * by "and". A routine has the areas and tools of its items, and is at the wall when
 * all of them are; an article section has neither areas nor tools, level or place,
 * so any of the first four leaves sections out.
 */
typedef struct {
  guint areas;   /* 1 << FasciaArea */
  guint tools;   /* 1 << FasciaTool: those to use */
  guint levels;  /* 1 << level */
  gboolean wall; /* only at a wall, on a chair or at a desk */
  guint owned;   /* 1 << FasciaTool: what is at hand; 0 when not asked */
} FasciaFindFilter;

/**
 * FasciaFinder:
 *
 * Finds techniques, routines and article sections by words in either language, as
 * they are typed. Built once from a catalog; pure and immutable.
 *
 * Every word that was typed must be found: whole, as a beginning, inside a longer
 * word, or nearly (one slip of the keys from four letters, two from eight). “æ”, “ae”
 * and “a” are the same, and so are “ø”, “oe”, “ö” and “o”, and “å”, “aa” and “a”; what
 * is spelt as typed comes first.
 */
typedef struct _FasciaFinder FasciaFinder;

/* (transfer full) */
FasciaFinder *fascia_finder_new (FasciaCatalog *catalog);
/* (nullable) */
void fascia_finder_free (FasciaFinder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaFinder, fascia_finder_free)

/**
 * fascia_finder_search:
 * @query: any text; without a letter or digit in it, everything is found
 * @filter: (nullable)
 *
 * Returns: (transfer full) (element-type FasciaFound): the best first; what fits
 *   equally well is in the catalog's order, techniques before routines before sections
 */
GArray *fascia_finder_search (FasciaFinder *self, const char *query, const FasciaFindFilter *filter);

G_END_DECLS
