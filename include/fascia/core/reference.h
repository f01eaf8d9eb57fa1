/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/types.h"

G_BEGIN_DECLS

/**
 * FasciaReference:
 *
 * A source that claims rest on: one group of data/content/sources.ini. Immutable
 * once parsed; owned by the catalog.
 */
typedef struct {
  char *id; /* first author and year: "behm-2020" */
  FasciaReferenceKind kind;
  FasciaVerified verified;
  char *authors;    /* (nullable) */
  guint year;       /* 0: not known */
  FasciaText title; /* "" when not known */
  char *journal;    /* (nullable): with volume and pages */
  char *doi;        /* (nullable): without "https://doi.org/" */
  char *pmc;        /* (nullable): "PMC3924613" */
} FasciaReference;

/* (nullable) */
void fascia_reference_free (FasciaReference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaReference, fascia_reference_free)

/* (transfer full): on one line, as in a list of references:
 * "Behm et al. 2020. J Strength Cond Res 34(11):3301–3308". Names of papers and
 * journals are not translated. */
char *fascia_reference_to_citation (const FasciaReference *self, FasciaLanguage language);
/* (transfer full) (nullable): where a browser finds it, by DOI or else by PMC id. */
char *fascia_reference_to_url (const FasciaReference *self);

G_END_DECLS
