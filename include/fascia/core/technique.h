/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/claim.h"

G_BEGIN_DECLS

/**
 * FasciaTechnique:
 *
 * One way to roll one area (content-facts 4). Immutable once parsed; owned by
 * the catalog. Seconds are per side and set.
 */
typedef struct {
  char *id;
  FasciaText name;
  FasciaText muscles;
  FasciaText start;
  FasciaText movement;
  FasciaText easier;
  FasciaText harder;
  FasciaText mistakes;
  FasciaText caution;
  FasciaText cue_set_up;
  FasciaText cue_roll;
  FasciaText cue_hold;
  FasciaArea area;
  FasciaTool tools[FASCIA_N_TOOLS]; /* the first is the usual one */
  guint n_tools;
  FasciaSides sides;
  guint level;  /* 1 easy, 2 medium, 3 hard */
  guint places; /* FasciaPlaces bits */
  char *partner; /* (nullable): id of the gentler wall or chair technique */
  guint prepare_s;
  guint roll_s;
  guint hold_s;
  guint sets;
  guint rest_s;
  char **sections; /* article slugs, NULL-terminated */
  GPtrArray *claims; /* (nullable) (element-type FasciaClaim): its own; see fascia_catalog_get_claims() for all */
} FasciaTechnique;

/* (nullable) */
void fascia_technique_free (FasciaTechnique *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaTechnique, fascia_technique_free)

/* Can be done standing at a wall, on a chair or at a desk (not the floor, not a mere table). */
gboolean fascia_technique_is_wall (const FasciaTechnique *self);

G_END_DECLS
