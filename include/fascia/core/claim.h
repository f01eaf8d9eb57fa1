/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/types.h"

G_BEGIN_DECLS

/**
 * FasciaClaim:
 *
 * One thing the guidance says, how far it is carried, and by what (spec G4):
 * beside an article section "what the evidence says", on a technique its doses and
 * cautions. Immutable once parsed; owned by the catalog.
 *
 * The bit sets narrow a claim that several techniques share to those it fits; 0
 * means that it is not narrowed. Evidence and a technique's own claims have 0.
 */
typedef struct {
  FasciaAbout about;
  FasciaText text;
  FasciaGrade grade;
  char **references; /* ids of FasciaReference, NULL-terminated, at least one */
  guint areas;       /* 1 << FasciaArea */
  guint tools;       /* 1 << FasciaTool */
  guint places;      /* FasciaPlaces bits */
} FasciaClaim;

/* (nullable) */
void fascia_claim_free (FasciaClaim *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaClaim, fascia_claim_free)

G_END_DECLS
