/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/types.h"

G_BEGIN_DECLS

/**
 * FasciaWords:
 *
 * What people call areas, tools and places when they search; words between
 * semicolons, in both languages. Data for fascia_finder_new().
 */
typedef struct {
  FasciaText areas[FASCIA_N_AREAS];
  FasciaText tools[FASCIA_N_TOOLS];
  FasciaText places[FASCIA_N_PLACES]; /* at the position of the place's bit */
} FasciaWords;

/* (nullable) */
void fascia_words_free (FasciaWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaWords, fascia_words_free)

G_END_DECLS
