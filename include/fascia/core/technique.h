/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/claim.h"

G_BEGIN_DECLS

/* How one is placed with the usual tool. */
typedef enum {
  FASCIA_POSITION_STANDING,
  FASCIA_POSITION_SITTING,
  FASCIA_POSITION_KNEELING, /* on hands and knees */
  FASCIA_POSITION_ON_BACK,
  FASCIA_POSITION_ON_FRONT,
  FASCIA_POSITION_ON_SIDE,
} FasciaPosition;
const char *fascia_position_to_string (FasciaPosition position);
gboolean fascia_position_from_string (const char *text, FasciaPosition *position);

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
  FasciaPosition position;
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
/* With @tool (NONE: the usual one) it is done on the floor. Of a technique that can be
 * done on the floor and elsewhere, the usual tool is for the floor, the others are not. */
gboolean fascia_technique_is_on_floor (const FasciaTechnique *self, FasciaTool tool);

G_END_DECLS
