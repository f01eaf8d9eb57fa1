/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/catalog.h"
#include "fascia/core/preferences.h"

G_BEGIN_DECLS

/* The health check (content-facts 3.1, 3.2) and what follows from its answers. They
 * never leave the machine: they are in backups, never in an export or in sync. */

/**
 * FasciaCondition:
 *
 * What the health check asks about, in its order. Stored by name.
 */
typedef enum {
  /* Block, until the check is gone through again (3.1). */
  FASCIA_CONDITION_OPEN_WOUND,
  FASCIA_CONDITION_FRACTURE,
  FASCIA_CONDITION_CLOT,
  FASCIA_CONDITION_BONE_INFECTION,
  FASCIA_CONDITION_BONE_IN_MUSCLE,
  FASCIA_CONDITION_ACUTE_INFLAMMATION,
  FASCIA_CONDITION_FEVER,
  FASCIA_CONDITION_RECENT_SURGERY,
  FASCIA_CONDITION_FRESH_MUSCLE_TEAR,
  FASCIA_CONDITION_NERVE_RED_FLAGS,
  FASCIA_CONDITION_ALCOHOL,
  /* Ask a professional first (3.2). */
  FASCIA_CONDITION_ANTICOAGULANTS,
  FASCIA_CONDITION_OSTEOPOROSIS,
  FASCIA_CONDITION_PREGNANCY,
  FASCIA_CONDITION_EARLIER_CLOT,
  FASCIA_CONDITION_VARICOSE,
  FASCIA_CONDITION_DIABETES_NEUROPATHY,
  FASCIA_CONDITION_CIRCULATION,
  FASCIA_CONDITION_RHEUMATIC,
  FASCIA_CONDITION_CANCER,
  FASCIA_CONDITION_HYPERMOBILITY,
  FASCIA_CONDITION_IMPLANTS,
  FASCIA_CONDITION_HYPERTENSION,
  FASCIA_CONDITION_SKIN,
  FASCIA_CONDITION_PERSISTENT_PAIN,
  FASCIA_CONDITION_CHILD,
} FasciaCondition;
#define FASCIA_N_CONDITIONS 26
const char *fascia_condition_to_string (FasciaCondition condition);
gboolean fascia_condition_from_string (const char *text, FasciaCondition *condition);

/* What a professional can clear: everything of 3.2. */
gboolean fascia_condition_is_ask_first (FasciaCondition condition);
/* Asks where: FasciaHealthAnswer.areas matters. */
gboolean fascia_condition_asks_areas (FasciaCondition condition);
/* Asks whether it is inflamed now: FasciaHealthAnswer.inflamed matters. */
gboolean fascia_condition_asks_inflamed (FasciaCondition condition);
/* Over when the local day of the answer is (fever, alcohol). */
gboolean fascia_condition_is_for_today (FasciaCondition condition);
/* Its clearing is over when the local day of it is (an adult is there). */
gboolean fascia_condition_is_cleared_for_today (FasciaCondition condition);

/* Whom to ask, or what to do, while it holds. */
typedef enum {
  FASCIA_ADVICE_HEAL,         /* leave it alone until it has healed */
  FASCIA_ADVICE_TOMORROW,     /* not today */
  FASCIA_ADVICE_DOCTOR,       /* see a doctor */
  FASCIA_ADVICE_URGENT,       /* a doctor at once; do not wait overnight */
  FASCIA_ADVICE_SURGEON,      /* until the surgeon releases it */
  FASCIA_ADVICE_PROFESSIONAL, /* ask a doctor or physiotherapist first */
  FASCIA_ADVICE_ADULT,        /* an adult must be there */
} FasciaAdvice;
FasciaAdvice fascia_condition_get_advice (FasciaCondition condition);

/* Sets of areas: bit FasciaArea. Beside the areas of the catalog there is “the spine,
 * or a place that is not in the list”: no technique goes there, but a broken bone or an
 * operation there forbids them all. */
#define FASCIA_AREA_BIT(area) (1u << (area))
#define FASCIA_AREA_BIT_ELSEWHERE (1u << FASCIA_N_AREAS)
#define FASCIA_ALL_AREA_BITS ((1u << (FASCIA_N_AREAS + 1)) - 1)

/* The answer “yes”; all 0 for “no”. */
typedef struct {
  gint64 answered_us; /* UTC; 0: no */
  gint64 cleared_us;  /* UTC: a professional has said yes; 0: not */
  guint32 areas;      /* where; 0: not said, which counts as everywhere */
  gboolean inflamed;
} FasciaHealthAnswer;

/**
 * FasciaHealth:
 *
 * The health check as it was last gone through. A plain value; all 0 when it never
 * was.
 */
typedef struct {
  FasciaHealthAnswer answers[FASCIA_N_CONDITIONS];
  gint64 asked_us;   /* UTC: when it was last gone through; 0: never */
  gint64 skipped_us; /* UTC: put off at the first start; 0: not */
  gint64 changed_us; /* UTC: “something has changed” since; 0: no */
} FasciaHealth;

/* After so many local days the check, and each clearing, is asked for again. */
#define FASCIA_HEALTH_DAYS 90

typedef enum {
  FASCIA_HEALTH_NOT_DUE,
  FASCIA_HEALTH_NEVER_ASKED, /* also when it was put off */
  FASCIA_HEALTH_TOO_OLD,     /* 90 days, of the check or of a clearing */
  FASCIA_HEALTH_HAS_CHANGED,
} FasciaHealthDue;

/* Whether the check is to be gone through before the next session. Until it has been,
 * the answers of the last time stay in force. */
FasciaHealthDue fascia_health_get_due (const FasciaHealth *self, gint64 now_us, GTimeZone *zone);
/* Whether the answer is “yes” and not over. */
gboolean fascia_health_holds (const FasciaHealth *self, FasciaCondition condition, gint64 now_us, GTimeZone *zone);
/* Whether somebody has said yes to it, and not too long ago. */
gboolean fascia_health_is_cleared (const FasciaHealth *self, FasciaCondition condition, gint64 now_us, GTimeZone *zone);

/* To go through the check once more: what is there to begin with. What blocks (3.1)
 * is asked anew, so that it falls unless it is answered yes again; the rest is shown
 * as it was, with a clearing that is not over. */
FasciaHealth fascia_health_ask_again (const FasciaHealth *self, gint64 now_us, GTimeZone *zone);
/* Yes: @areas and @inflamed only where they are asked for. Keeps a clearing. */
void fascia_health_answer_yes (FasciaHealth *self, FasciaCondition condition, guint32 areas, gboolean inflamed, gint64 now_us);
void fascia_health_answer_no (FasciaHealth *self, FasciaCondition condition);
/* Only of what is answered yes and may be cleared; else %FALSE and no change. */
gboolean fascia_health_clear (FasciaHealth *self, FasciaCondition condition, gint64 now_us);

/**
 * FasciaSafetyFacts:
 *
 * Everything that decides whether a technique may be done now.
 */
typedef struct {
  FasciaHealth health;
  gint64 resting_until_us[FASCIA_N_AREAS]; /* UTC; 0: does not rest */
  gint64 now_us;
  GTimeZone *zone;
} FasciaSafetyFacts;
/* (transfer full): no answers, nothing rests. Keeps a reference to @zone. */
FasciaSafetyFacts *fascia_safety_facts_new (gint64 now_us, GTimeZone *zone);
void fascia_safety_facts_free (FasciaSafetyFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaSafetyFacts, fascia_safety_facts_free)
/* Adds @rest, unless it is over. */
void fascia_safety_facts_rest (FasciaSafetyFacts *self, const FasciaRestingArea *rest);

/* Why: sets of bits FasciaCondition and FasciaArea. */
typedef struct {
  guint32 conditions;
  guint32 resting;
} FasciaSafetyReasons;

typedef enum {
  FASCIA_SAFETY_ALLOWED,
  FASCIA_SAFETY_CHANGED, /* of an item: done in another way; of a routine: not all as written */
  FASCIA_SAFETY_BLOCKED,
} FasciaSafetyOutcome;

typedef struct {
  FasciaSafetyOutcome outcome;
  const FasciaTechnique *technique; /* (nullable): CHANGED: what to do instead; the catalog's */
  FasciaTool tool;                  /* CHANGED: with what */
  FasciaSafetyReasons reasons;      /* of CHANGED and BLOCKED */
} FasciaSafetyItem;

/**
 * fascia_safety_check_technique:
 * @tool: %FASCIA_TOOL_NONE for the usual one
 *
 * What the answers and resting areas say to @technique. CHANGED offers the same
 * technique with another tool, or else its partner at the wall or on a chair: the
 * first of them that is allowed.
 */
FasciaSafetyItem fascia_safety_check_technique (const FasciaTechnique *technique, FasciaTool tool, const FasciaCatalog *catalog, const FasciaSafetyFacts *facts);

/* The highest pressure of 10 to suggest; 0 for the usual rule. @conditions (nullable):
 * which of them ask for a limit at all. */
guint fascia_safety_get_pressure_cap (const FasciaSafetyFacts *facts, guint32 *conditions);
/* The conditions that forbid every technique; 0: none does. */
guint32 fascia_safety_get_whole_body (const FasciaSafetyFacts *facts);

/**
 * FasciaSafetyVerdict:
 *
 * What the answers and resting areas say to a routine. “Safe for you” is never said.
 */
typedef struct {
  FasciaSafetyOutcome outcome; /* BLOCKED: nothing of it is left */
  gboolean whole_body;         /* BLOCKED: not this routine only, but every one */
  guint pressure_cap;          /* also the routine's own; 0 for the usual rule */
  guint32 cap_conditions;      /* which ask for a limit */
  FasciaSafetyReasons reasons; /* of all items */
  FasciaHealthDue due;
  FasciaSafetyItem *items; /* one for each item of the routine; BLOCKED: left out */
  guint n_items;
  FasciaCatalog *catalog;
} FasciaSafetyVerdict;

/* (transfer full) */
FasciaSafetyVerdict *fascia_safety_check (const FasciaRoutine *routine, FasciaCatalog *catalog, const FasciaSafetyFacts *facts);
void fascia_safety_verdict_free (FasciaSafetyVerdict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaSafetyVerdict, fascia_safety_verdict_free)

/* Whether both do the same to the same routine: what the user agreed to still holds. */
gboolean fascia_safety_verdict_equal (const FasciaSafetyVerdict *a, const FasciaSafetyVerdict *b);

/* (transfer full) (nullable): @routine as @verdict, made for it, has it: items swapped
 * or left out, the pressure capped; @routine itself where there is nothing to change,
 * %NULL where nothing is left. It keeps the id, so the log knows what it was. */
FasciaRoutine *fascia_safety_apply (const FasciaSafetyVerdict *verdict, FasciaRoutine *routine);

G_END_DECLS
