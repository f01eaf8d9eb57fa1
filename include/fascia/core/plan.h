/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/catalog.h"
#include "fascia/core/routine.h"

G_BEGIN_DECLS

/* Seconds of a change of side (content-facts 2.1). */
#define FASCIA_DEFAULT_SWITCH_S 8
#define FASCIA_MIN_SWITCH_S 3
#define FASCIA_MAX_SWITCH_S 20

typedef struct {
  guint start_s; /* from the start of the plan */
  guint duration_s; /* never 0: empty phases are left out */
  FasciaPhaseKind kind;
  guint item;            /* index of the routine's item, from 0 */
  const char *technique; /* owned by the plan */
  FasciaSide side; /* of a prepare: the first side; of a switch: the new one */
  guint set; /* from 1; of a rest: the set just finished; 0 for prepare and switch */
  guint credit; /* index into the plan's credits (of a prepare, switch or rest: of its side) */
} FasciaPhase;

/* One technique and side of one item: what the log has a line for. */
typedef struct {
  guint item;
  const char *technique; /* owned by the plan */
  FasciaSide side;
  FasciaTool tool;
  FasciaArea area; /* NONE when the catalog does not know the technique */
  guint planned_s; /* roll + hold, all sets */
  guint spot_s;    /* of a hold added for a found spot: the item's own, else the technique's */
} FasciaPlanCredit;

/* Where one technique starts, whatever the others do: a side left over last time
 * comes first this time. */
typedef struct {
  const char *technique;
  FasciaSide side; /* LEFT or RIGHT */
} FasciaFirstSide;

typedef struct {
  guint switch_s;        /* 3–20 */
  FasciaSide first_side; /* LEFT or RIGHT: of every technique not named below */
  const FasciaFirstSide *first_sides; /* (nullable): borrowed; of a plan's options: owned by the plan */
  guint n_first_sides;
} FasciaPlanOptions;

#define FASCIA_PLAN_OPTIONS_DEFAULT \
  ((FasciaPlanOptions){ .switch_s = FASCIA_DEFAULT_SWITCH_S, .first_side = FASCIA_SIDE_LEFT })

/**
 * FasciaPlan:
 *
 * A routine expanded into a flat list of phases. Time of an item = prepare +
 * sides × (sets × (roll + hold) + (sets − 1) × rest) + one switch between sides
 * (content-facts 5). Total time, progress, "next", skip and back and the planned
 * half of the log all come from this one array. Immutable, reference counted.
 */
typedef struct {
  gatomicrefcount ref_count;
  FasciaRoutine *routine;
  FasciaPlanOptions options; /* what it was made with */
  FasciaPhase *phases;
  guint n_phases;
  FasciaPlanCredit *credits;
  guint n_credits;
  guint total_s;
  guint active_s; /* roll + hold */
} FasciaPlan;

/* (transfer full). @catalog gives areas and doses; without it (%NULL), or for a
 * technique that it does not know, a plan has none and the session makes do.
 * @options may be %NULL for the defaults. */
FasciaPlan *fascia_plan_new (FasciaRoutine *routine, const FasciaCatalog *catalog, const FasciaPlanOptions *options);
FasciaPlan *fascia_plan_ref (FasciaPlan *self);
void fascia_plan_unref (FasciaPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaPlan, fascia_plan_unref)

G_END_DECLS
