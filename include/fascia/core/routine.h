/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/technique.h"
#include "fascia/core/types.h"

G_BEGIN_DECLS

/* Limits of one line of a routine (content-facts 2.1). A roll of 0 s is left out. */
#define FASCIA_MAX_PREPARE_S 30
#define FASCIA_MIN_ROLL_S 15
#define FASCIA_MAX_ROLL_S 120
#define FASCIA_MAX_HOLD_S 60
#define FASCIA_DEFAULT_HOLD_S 20 /* where neither item nor technique has one */
#define FASCIA_MIN_SETS 1
#define FASCIA_MAX_SETS 3
#define FASCIA_MAX_REST_S 60
#define FASCIA_MAX_MUSCLE_S 180 /* roll + hold of all sets on one side */

/* One line of a routine. */
typedef struct {
  char *technique;
  FasciaSides sides; /* LEFT_RIGHT or BOTH */
  FasciaTool tool;   /* NONE: the technique's usual one (never in a catalog) */
  guint prepare_s;
  guint roll_s;
  guint hold_s;
  guint sets;
  guint rest_s;
} FasciaRoutineItem;

/**
 * FasciaRoutine:
 *
 * An ordered list of techniques with seconds. Reference counted and immutable
 * once built.
 */
typedef struct {
  gatomicrefcount ref_count;
  char *id; /* a slug for built-in routines, a UUID for the user's own */
  FasciaText name;
  FasciaText about;     /* one sentence; may be "" */
  FasciaText afterwards; /* card at the end, such as "Now move: …"; may be "" */
  FasciaOccasion occasions[FASCIA_N_OCCASIONS]; /* the first is the default */
  guint n_occasions;
  char **audience; /* ids such as "athlete"; NULL-terminated */
  char **sections; /* article slugs, NULL-terminated */
  guint level;        /* 1–3 */
  guint pressure_cap; /* 0–10: highest pressure to suggest; 0 means the usual rule */
  guint version;      /* raised when the items change; kept in the log */
  gboolean own;
  GPtrArray *items; /* element-type FasciaRoutineItem */
} FasciaRoutine;

/* (transfer full): one set of nothing yet, with no tool named. */
FasciaRoutineItem *fascia_routine_item_new (const char *technique);
FasciaRoutineItem *fascia_routine_item_copy (const FasciaRoutineItem *self);
void fascia_routine_item_free (FasciaRoutineItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaRoutineItem, fascia_routine_item_free)

/* (transfer full): an empty routine that the caller fills before sharing it. */
FasciaRoutine *fascia_routine_new (const char *id);
/* (transfer full): the same id and words, to be filled with items of another kind. */
FasciaRoutine *fascia_routine_copy_without_items (const FasciaRoutine *from);
FasciaRoutine *fascia_routine_ref (FasciaRoutine *self);
void fascia_routine_unref (FasciaRoutine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaRoutine, fascia_routine_unref)

/* (transfer full): @technique alone, with its usual tool and its own dose; id
 * "technique:ID". @sides is LEFT_RIGHT or BOTH, as @technique allows; @sets 1–3. */
FasciaRoutine *fascia_routine_new_for_technique (const FasciaTechnique *technique, FasciaSides sides, guint sets);

G_END_DECLS
