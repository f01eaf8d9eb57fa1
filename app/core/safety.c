/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/safety.h"

#include <string.h>

#include "fascia/core/day.h"

/* --- The rules ------------------------------------------------------------------- */

/* What a condition asks of a technique; a bit set. */
typedef enum {
  LIMIT_BODY = 1 << 0,       /* nothing at all */
  LIMIT_AREAS = 1 << 1,      /* not where it is; not anywhere when that was not said */
  LIMIT_LEGS = 1 << 2,       /* no foot, no leg */
  LIMIT_TRUNK = 1 << 3,      /* nothing that presses on ribs and spine */
  LIMIT_CALF = 1 << 4,
  LIMIT_INNER_THIGH = 1 << 5,
  LIMIT_FLOOR_BALL = 1 << 6, /* no body weight on a ball */
  LIMIT_FLOOR = 1 << 7,      /* wall or chair only */
  LIMIT_ON_BACK = 1 << 8,    /* not flat on the back */
} Limit;


typedef enum {
  ASKS_AREAS = 1 << 0,
  ASKS_INFLAMED = 1 << 1,
  FOR_TODAY = 1 << 2,         /* over with the local day of the answer */
  CLEARED_FOR_TODAY = 1 << 3, /* so is its clearing */
  ASK_FIRST = 1 << 4,         /* may be cleared */
  ELSEWHERE_IS_BODY = 1 << 5,
} Trait;

typedef struct {
  const char *name; /* stored: never changed */
  guint traits;
  guint limits; /* until it is cleared */
  guint cap;    /* of 10, until it is cleared; 0: none */
  guint cleared_limits;
  guint cleared_cap;
  FasciaAdvice advice;
} Rule;

#define BLOCKS 0, 0, 0

/* Who was told yes by a professional goes on with at most 4 of 10, or 3 where the
 * table of content-facts 3.2 says so (3.5). */
#define CLEARED_CAP 4

/* Content-facts 3.1 and 3.2, one row each, in the order of FasciaCondition. A row of
 * 3.2 without a place means the whole body until it is cleared. Where the table is
 * silent on what a clearing lifts, what guards bones and bleeding (no weight on a
 * ball) stays. */
static const Rule rules[] = {
  { "open-wound", ASKS_AREAS, LIMIT_AREAS, BLOCKS, FASCIA_ADVICE_HEAL },
  { "fracture", ASKS_AREAS | ELSEWHERE_IS_BODY, LIMIT_AREAS, BLOCKS, FASCIA_ADVICE_DOCTOR },
  { "clot", 0, LIMIT_BODY, BLOCKS, FASCIA_ADVICE_URGENT },
  { "bone-infection", 0, LIMIT_BODY, BLOCKS, FASCIA_ADVICE_DOCTOR },
  { "bone-in-muscle", ASKS_AREAS, LIMIT_AREAS, BLOCKS, FASCIA_ADVICE_DOCTOR },
  { "acute-inflammation", ASKS_AREAS, LIMIT_AREAS, BLOCKS, FASCIA_ADVICE_HEAL },
  { "fever", FOR_TODAY, LIMIT_BODY, BLOCKS, FASCIA_ADVICE_TOMORROW },
  { "recent-surgery", ASKS_AREAS | ELSEWHERE_IS_BODY, LIMIT_AREAS, BLOCKS, FASCIA_ADVICE_SURGEON },
  { "fresh-muscle-tear", ASKS_AREAS, LIMIT_AREAS, BLOCKS, FASCIA_ADVICE_HEAL },
  { "nerve-red-flags", 0, LIMIT_BODY, BLOCKS, FASCIA_ADVICE_URGENT },
  { "alcohol", FOR_TODAY, LIMIT_BODY, BLOCKS, FASCIA_ADVICE_TOMORROW },

  { "anticoagulants", ASK_FIRST, LIMIT_BODY, 0, LIMIT_FLOOR_BALL, 3, FASCIA_ADVICE_PROFESSIONAL },
  { "osteoporosis", ASK_FIRST, LIMIT_TRUNK | LIMIT_FLOOR_BALL, 3, LIMIT_FLOOR_BALL, 3, FASCIA_ADVICE_PROFESSIONAL },
  /* In which third a pregnancy is is not asked: flat on the back is out in all. */
  { "pregnancy", ASK_FIRST, LIMIT_BODY, 0, LIMIT_FLOOR | LIMIT_ON_BACK | LIMIT_INNER_THIGH | LIMIT_CALF, 3, FASCIA_ADVICE_PROFESSIONAL },
  { "earlier-clot", ASK_FIRST, LIMIT_LEGS, 0, 0, CLEARED_CAP, FASCIA_ADVICE_PROFESSIONAL },
  { "varicose", ASK_FIRST | ASKS_AREAS | ASKS_INFLAMED, LIMIT_AREAS, 0, 0, CLEARED_CAP, FASCIA_ADVICE_PROFESSIONAL },
  { "diabetes-neuropathy", ASK_FIRST | ASKS_AREAS, LIMIT_LEGS, 0, 0, CLEARED_CAP, FASCIA_ADVICE_PROFESSIONAL },
  { "circulation", ASK_FIRST, LIMIT_BODY, 0, 0, CLEARED_CAP, FASCIA_ADVICE_PROFESSIONAL },
  { "rheumatic", ASK_FIRST, LIMIT_BODY, 0, 0, CLEARED_CAP, FASCIA_ADVICE_PROFESSIONAL },
  { "cancer", ASK_FIRST, LIMIT_BODY, 0, 0, CLEARED_CAP, FASCIA_ADVICE_PROFESSIONAL },
  { "hypermobility", ASK_FIRST, 0, 3, 0, 3, FASCIA_ADVICE_PROFESSIONAL },
  { "implants", ASK_FIRST | ASKS_AREAS, LIMIT_AREAS, 0, 0, CLEARED_CAP, FASCIA_ADVICE_PROFESSIONAL },
  { "hypertension", ASK_FIRST, LIMIT_BODY, 0, 0, CLEARED_CAP, FASCIA_ADVICE_PROFESSIONAL },
  { "skin", ASK_FIRST | ASKS_AREAS, LIMIT_AREAS, 0, 0, CLEARED_CAP, FASCIA_ADVICE_PROFESSIONAL },
  { "persistent-pain", ASK_FIRST, LIMIT_BODY, 0, 0, CLEARED_CAP, FASCIA_ADVICE_DOCTOR },
  { "child", ASK_FIRST | CLEARED_FOR_TODAY, LIMIT_BODY, 0, 0, CLEARED_CAP, FASCIA_ADVICE_ADULT },
};
G_STATIC_ASSERT (G_N_ELEMENTS (rules) == FASCIA_N_CONDITIONS);

/* The front of the hip belongs to the leg here: both its techniques press where thigh
 * and groin meet, over the vein of the whole leg. */
#define LEG_AREAS                                                                                                      \
  (FASCIA_AREA_BIT (FASCIA_AREA_FOOT) | FASCIA_AREA_BIT (FASCIA_AREA_CALF) | FASCIA_AREA_BIT (FASCIA_AREA_LOWER_LEG) | \
   FASCIA_AREA_BIT (FASCIA_AREA_THIGH_FRONT) | FASCIA_AREA_BIT (FASCIA_AREA_THIGH_OUTER) |                             \
   FASCIA_AREA_BIT (FASCIA_AREA_THIGH_INNER) | FASCIA_AREA_BIT (FASCIA_AREA_THIGH_BACK) |                              \
   FASCIA_AREA_BIT (FASCIA_AREA_HIP_FRONT))
#define TRUNK_AREAS \
  (FASCIA_AREA_BIT (FASCIA_AREA_UPPER_BACK) | FASCIA_AREA_BIT (FASCIA_AREA_SIDE_BACK) | \
   FASCIA_AREA_BIT (FASCIA_AREA_CHEST))

const char *
fascia_condition_to_string (FasciaCondition condition)
{
  return (guint)condition < FASCIA_N_CONDITIONS ? rules[condition].name : NULL;
}

gboolean
fascia_condition_from_string (const char *text,
                              FasciaCondition *condition)
{
  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    {
      if (g_strcmp0 (rules[i].name, text) == 0)
        {
          *condition = (FasciaCondition)i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
has_trait (FasciaCondition condition,
           Trait trait)
{
  g_return_val_if_fail ((guint)condition < FASCIA_N_CONDITIONS, FALSE);

  return (rules[condition].traits & trait) != 0;
}

gboolean
fascia_condition_is_ask_first (FasciaCondition condition)
{
  return has_trait (condition, ASK_FIRST);
}

gboolean
fascia_condition_asks_areas (FasciaCondition condition)
{
  return has_trait (condition, ASKS_AREAS);
}

gboolean
fascia_condition_asks_inflamed (FasciaCondition condition)
{
  return has_trait (condition, ASKS_INFLAMED);
}

gboolean
fascia_condition_is_for_today (FasciaCondition condition)
{
  return has_trait (condition, FOR_TODAY);
}

gboolean
fascia_condition_is_cleared_for_today (FasciaCondition condition)
{
  return has_trait (condition, CLEARED_FOR_TODAY);
}

FasciaAdvice
fascia_condition_get_advice (FasciaCondition condition)
{
  g_return_val_if_fail ((guint)condition < FASCIA_N_CONDITIONS, FASCIA_ADVICE_PROFESSIONAL);

  return rules[condition].advice;
}

/* --- The health check ------------------------------------------------------------- */

/* Whole local days from @from_us to @to_us: a night in which the clocks change makes
 * no difference. */
static int
days_between (gint64 from_us,
              gint64 to_us,
              GTimeZone *zone)
{
  return fascia_day_difference (fascia_day_of_instant (to_us, zone), fascia_day_of_instant (from_us, zone));
}

gboolean
fascia_health_holds (const FasciaHealth *self,
                     FasciaCondition condition,
                     gint64 now_us,
                     GTimeZone *zone)
{
  g_return_val_if_fail (self != NULL, TRUE);
  g_return_val_if_fail ((guint)condition < FASCIA_N_CONDITIONS, TRUE);

  if (self->answers[condition].answered_us == 0)
    return FALSE;
  /* A clock set back does not end the day of the answer. */
  return !fascia_condition_is_for_today (condition) ||
         days_between (self->answers[condition].answered_us, now_us, zone) <= 0;
}

gboolean
fascia_health_is_cleared (const FasciaHealth *self,
                          FasciaCondition condition,
                          gint64 now_us,
                          GTimeZone *zone)
{
  int days;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail ((guint)condition < FASCIA_N_CONDITIONS, FALSE);

  if (self->answers[condition].cleared_us == 0 || !fascia_condition_is_ask_first (condition))
    return FALSE;

  days = days_between (self->answers[condition].cleared_us, now_us, zone);

  return days < (fascia_condition_is_cleared_for_today (condition) ? 1 : FASCIA_HEALTH_DAYS);
}

/* That an adult is there is asked each day, without the whole check. */
static gboolean
has_old_clearing (const FasciaHealth *self,
                  FasciaCondition condition,
                  gint64 now_us,
                  GTimeZone *zone)
{
  return self->answers[condition].answered_us != 0 &&
         self->answers[condition].cleared_us != 0 &&
         !fascia_condition_is_cleared_for_today (condition) &&
         !fascia_health_is_cleared (self, condition, now_us, zone);
}

FasciaHealthDue
fascia_health_get_due (const FasciaHealth *self,
                       gint64 now_us,
                       GTimeZone *zone)
{
  g_return_val_if_fail (self != NULL, FASCIA_HEALTH_NEVER_ASKED);

  if (self->asked_us == 0)
    return FASCIA_HEALTH_NEVER_ASKED;
  if (self->changed_us != 0)
    return FASCIA_HEALTH_HAS_CHANGED;
  if (days_between (self->asked_us, now_us, zone) >= FASCIA_HEALTH_DAYS)
    return FASCIA_HEALTH_TOO_OLD;
  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    if (has_old_clearing (self, (FasciaCondition)i, now_us, zone))
      return FASCIA_HEALTH_TOO_OLD;

  return FASCIA_HEALTH_NOT_DUE;
}

FasciaHealth
fascia_health_ask_again (const FasciaHealth *self,
                         gint64 now_us,
                         GTimeZone *zone)
{
  FasciaHealth again;

  g_return_val_if_fail (self != NULL, (FasciaHealth){ .asked_us = 0 });

  again = *self;
  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    {
      if (!fascia_condition_is_ask_first ((FasciaCondition)i))
        fascia_health_answer_no (&again, (FasciaCondition)i);
      else if (!fascia_health_is_cleared (self, (FasciaCondition)i, now_us, zone))
        again.answers[i].cleared_us = 0;
    }
  again.changed_us = 0;

  return again;
}

void
fascia_health_answer_yes (FasciaHealth *self,
                          FasciaCondition condition,
                          guint32 areas,
                          gboolean inflamed,
                          gint64 now_us)
{
  FasciaHealthAnswer *answer;

  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint)condition < FASCIA_N_CONDITIONS);
  g_return_if_fail (now_us > 0);

  answer = &self->answers[condition];
  answer->answered_us = now_us;
  answer->areas = fascia_condition_asks_areas (condition) ? areas & FASCIA_ALL_AREA_BITS : 0;
  answer->inflamed = fascia_condition_asks_inflamed (condition) && inflamed;
}

void
fascia_health_answer_no (FasciaHealth *self,
                         FasciaCondition condition)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint)condition < FASCIA_N_CONDITIONS);

  self->answers[condition] = (FasciaHealthAnswer){ .answered_us = 0 };
}

gboolean
fascia_health_clear (FasciaHealth *self,
                     FasciaCondition condition,
                     gint64 now_us)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail ((guint)condition < FASCIA_N_CONDITIONS, FALSE);
  g_return_val_if_fail (now_us > 0, FALSE);

  if (self->answers[condition].answered_us == 0 || !fascia_condition_is_ask_first (condition))
    return FALSE;
  self->answers[condition].cleared_us = now_us;

  return TRUE;
}

/* --- What the answers mean now ---------------------------------------------------- */

FasciaSafetyFacts *
fascia_safety_facts_new (gint64 now_us,
                         GTimeZone *zone)
{
  FasciaSafetyFacts *self;

  g_return_val_if_fail (zone != NULL, NULL);

  self = g_new0 (FasciaSafetyFacts, 1);
  self->now_us = now_us;
  self->zone = g_time_zone_ref (zone);

  return self;
}

void
fascia_safety_facts_free (FasciaSafetyFacts *self)
{
  if (self == NULL)
    return;

  g_time_zone_unref (self->zone);
  g_free (self);
}

void
fascia_safety_facts_rest (FasciaSafetyFacts *self,
                          const FasciaRestingArea *rest)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (rest != NULL);
  g_return_if_fail ((guint)rest->area < FASCIA_N_AREAS);

  if (rest->until_us > self->now_us)
    self->resting_until_us[rest->area] = MAX (self->resting_until_us[rest->area], rest->until_us);
}

/* One condition as it is now. */
typedef struct {
  guint limits;
  guint32 areas; /* of LIMIT_AREAS */
  guint cap;
} State;

static State
state_of (const FasciaSafetyFacts *facts,
          FasciaCondition condition)
{
  const Rule *rule = &rules[condition];
  const FasciaHealthAnswer *answer = &facts->health.answers[condition];
  gboolean cleared;
  State state = { .limits = 0 };

  if (!fascia_health_holds (&facts->health, condition, facts->now_us, facts->zone))
    return state;

  cleared = fascia_health_is_cleared (&facts->health, condition, facts->now_us, facts->zone);
  state.limits = cleared ? rule->cleared_limits : rule->limits;
  state.cap = cleared ? rule->cleared_cap : rule->cap;
  state.areas = answer->areas;

  /* Inflamed veins: nothing until cleared, and then not there. */
  if (answer->inflamed)
    state.limits |= cleared ? LIMIT_AREAS : LIMIT_BODY;
  /* A broken spine, an operation on the belly. */
  if ((rule->traits & ELSEWHERE_IS_BODY) != 0 && (answer->areas & FASCIA_AREA_BIT_ELSEWHERE) != 0)
    state.limits |= LIMIT_BODY;
  if ((state.limits & LIMIT_AREAS) != 0 && answer->areas == 0)
    state.limits |= LIMIT_BODY;
  /* Feeling may be lost in other places too. */
  if ((state.limits & LIMIT_LEGS) != 0 && answer->areas != 0)
    state.limits |= LIMIT_AREAS;

  return state;
}

guint
fascia_safety_get_pressure_cap (const FasciaSafetyFacts *facts,
                                guint32 *conditions)
{
  guint cap = 0;
  guint32 asking = 0;

  g_return_val_if_fail (facts != NULL, 0);

  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    {
      State state = state_of (facts, (FasciaCondition)i);

      if (state.cap == 0)
        continue;
      asking |= 1u << i;
      cap = cap == 0 ? state.cap : MIN (cap, state.cap);
    }
  if (conditions != NULL)
    *conditions = asking;

  return cap;
}

guint32
fascia_safety_get_whole_body (const FasciaSafetyFacts *facts)
{
  guint32 conditions = 0;

  g_return_val_if_fail (facts != NULL, 0);

  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    if ((state_of (facts, (FasciaCondition)i).limits & LIMIT_BODY) != 0)
      conditions |= 1u << i;

  return conditions;
}

static gboolean
is_ball (FasciaTool tool)
{
  return tool == FASCIA_TOOL_MASSAGE_BALL || tool == FASCIA_TOOL_TENNIS_BALL || tool == FASCIA_TOOL_DOUBLE_BALL;
}

/* What of the limits a technique done with @tool comes up against. */
static guint
limits_of (const FasciaTechnique *technique,
           FasciaTool tool,
           guint32 areas)
{
  guint32 area = FASCIA_AREA_BIT (technique->area);
  gboolean on_floor = fascia_technique_is_on_floor (technique, tool);
  guint limits = LIMIT_BODY;

  if ((area & areas) != 0)
    limits |= LIMIT_AREAS;
  if ((area & LEG_AREAS) != 0)
    limits |= LIMIT_LEGS;
  if ((area & TRUNK_AREAS) != 0)
    limits |= LIMIT_TRUNK;
  if (technique->area == FASCIA_AREA_CALF)
    limits |= LIMIT_CALF;
  if (technique->area == FASCIA_AREA_THIGH_INNER)
    limits |= LIMIT_INNER_THIGH;
  if (on_floor)
    limits |= LIMIT_FLOOR;
  if (on_floor && is_ball (tool))
    limits |= LIMIT_FLOOR_BALL;
  if (on_floor && technique->position == FASCIA_POSITION_ON_BACK)
    limits |= LIMIT_ON_BACK;

  return limits;
}

/* What forbids @technique with @tool; of one that the catalog does not know, %NULL,
 * everything that forbids anything. */
static FasciaSafetyReasons
reasons_against (const FasciaTechnique *technique,
                 FasciaTool tool,
                 const FasciaSafetyFacts *facts)
{
  FasciaSafetyReasons reasons = { .conditions = 0 };

  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    {
      State state = state_of (facts, (FasciaCondition)i);
      guint against = technique != NULL ? limits_of (technique, tool, state.areas) : ~0u;

      if ((state.limits & against) != 0)
        reasons.conditions |= 1u << i;
    }
  for (guint area = 0; area < FASCIA_N_AREAS; area++)
    {
      if (facts->resting_until_us[area] > facts->now_us && (technique == NULL || technique->area == (FasciaArea)area))
        reasons.resting |= FASCIA_AREA_BIT (area);
    }

  return reasons;
}

static gboolean
is_allowed (const FasciaTechnique *technique,
            FasciaTool tool,
            const FasciaSafetyFacts *facts)
{
  FasciaSafetyReasons reasons = reasons_against (technique, tool, facts);

  return reasons.conditions == 0 && reasons.resting == 0;
}

/* The first tool of @technique that makes it allowed, or NONE. */
static FasciaTool
find_allowed_tool (const FasciaTechnique *technique,
                   const FasciaSafetyFacts *facts)
{
  for (guint i = 0; i < technique->n_tools; i++)
    if (is_allowed (technique, technique->tools[i], facts))
      return technique->tools[i];

  return FASCIA_TOOL_NONE;
}

/* @taken (nullable): ids of what the routine has already; nothing comes twice. */
static FasciaSafetyItem
check_item (const FasciaTechnique *technique,
            FasciaTool tool,
            const FasciaCatalog *catalog,
            const FasciaSafetyFacts *facts,
            GHashTable *taken)
{
  FasciaSafetyItem item = { .outcome = FASCIA_SAFETY_ALLOWED, .tool = FASCIA_TOOL_NONE };
  const FasciaTechnique *partner = NULL;

  if (technique != NULL && tool == FASCIA_TOOL_NONE)
    tool = technique->tools[0];
  item.reasons = reasons_against (technique, tool, facts);
  if (item.reasons.conditions == 0 && item.reasons.resting == 0)
    return item;

  item.outcome = FASCIA_SAFETY_BLOCKED;
  if (technique == NULL)
    return item;

  item.tool = find_allowed_tool (technique, facts);
  if (item.tool != FASCIA_TOOL_NONE)
    {
      item.outcome = FASCIA_SAFETY_CHANGED;
      item.technique = technique;
      return item;
    }

  if (technique->partner != NULL)
    partner = fascia_catalog_find_technique (catalog, technique->partner);
  if (partner == NULL || (taken != NULL && g_hash_table_contains (taken, partner->id)))
    return item;

  item.tool = find_allowed_tool (partner, facts);
  if (item.tool != FASCIA_TOOL_NONE)
    {
      item.outcome = FASCIA_SAFETY_CHANGED;
      item.technique = partner;
      if (taken != NULL)
        g_hash_table_add (taken, partner->id);
    }

  return item;
}

FasciaSafetyItem
fascia_safety_check_technique (const FasciaTechnique *technique,
                               FasciaTool tool,
                               const FasciaCatalog *catalog,
                               const FasciaSafetyFacts *facts)
{
  const FasciaSafetyItem blocked = { .outcome = FASCIA_SAFETY_BLOCKED, .tool = FASCIA_TOOL_NONE };

  g_return_val_if_fail (technique != NULL, blocked);
  g_return_val_if_fail (catalog != NULL, blocked);
  g_return_val_if_fail (facts != NULL, blocked);

  return check_item (technique, tool, catalog, facts, NULL);
}

/* --- A routine -------------------------------------------------------------------- */

static guint
lower_cap (guint a,
           guint b)
{
  if (a == 0 || b == 0)
    return MAX (a, b);

  return MIN (a, b);
}

FasciaSafetyVerdict *
fascia_safety_check (const FasciaRoutine *routine,
                     FasciaCatalog *catalog,
                     const FasciaSafetyFacts *facts)
{
  FasciaSafetyVerdict *self;
  g_autoptr (GHashTable) taken = NULL;
  gboolean changed = FALSE;
  gboolean any_left = FALSE;

  g_return_val_if_fail (routine != NULL, NULL);
  g_return_val_if_fail (catalog != NULL, NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  self = g_new0 (FasciaSafetyVerdict, 1);
  self->catalog = fascia_catalog_ref (catalog);
  self->n_items = routine->items->len;
  self->items = g_new0 (FasciaSafetyItem, self->n_items);
  self->whole_body = fascia_safety_get_whole_body (facts) != 0;
  self->pressure_cap = lower_cap (routine->pressure_cap, fascia_safety_get_pressure_cap (facts, &self->cap_conditions));
  self->due = fascia_health_get_due (&facts->health, facts->now_us, facts->zone);

  taken = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->n_items; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (routine->items, i);

      g_hash_table_add (taken, item->technique);
    }
  for (guint i = 0; i < self->n_items; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (routine->items, i);
      const FasciaTechnique *technique = fascia_catalog_find_technique (catalog, item->technique);

      self->items[i] = check_item (technique, item->tool, catalog, facts, taken);
      self->reasons.conditions |= self->items[i].reasons.conditions;
      self->reasons.resting |= self->items[i].reasons.resting;
      changed = changed || self->items[i].outcome != FASCIA_SAFETY_ALLOWED;
      any_left = any_left || self->items[i].outcome != FASCIA_SAFETY_BLOCKED;
    }

  /* Also of a routine in which there is nothing. */
  if (self->whole_body)
    self->reasons.conditions |= fascia_safety_get_whole_body (facts);
  if (self->whole_body || (changed && !any_left))
    self->outcome = FASCIA_SAFETY_BLOCKED;
  else
    self->outcome = changed ? FASCIA_SAFETY_CHANGED : FASCIA_SAFETY_ALLOWED;

  return self;
}

void
fascia_safety_verdict_free (FasciaSafetyVerdict *self)
{
  if (self == NULL)
    return;

  fascia_catalog_unref (self->catalog);
  g_free (self->items);
  g_free (self);
}

gboolean
fascia_safety_verdict_equal (const FasciaSafetyVerdict *a,
                             const FasciaSafetyVerdict *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  if (a->outcome != b->outcome || a->pressure_cap != b->pressure_cap || a->n_items != b->n_items)
    return FALSE;
  for (guint i = 0; i < a->n_items; i++)
    {
      const FasciaSafetyItem *x = &a->items[i];
      const FasciaSafetyItem *y = &b->items[i];

      if (x->outcome != y->outcome || x->technique != y->technique || x->tool != y->tool)
        return FALSE;
    }

  return TRUE;
}

/* The time stays as it was: it belongs to the routine, not to the technique. */
static FasciaRoutineItem *
swap (const FasciaRoutineItem *item,
      const FasciaSafetyItem *instead)
{
  FasciaRoutineItem *swapped = fascia_routine_item_copy (item);

  g_free (swapped->technique);
  swapped->technique = g_strdup (instead->technique->id);
  swapped->tool = instead->tool;
  if (instead->technique->sides != FASCIA_SIDES_EITHER)
    swapped->sides = instead->technique->sides;

  return swapped;
}

FasciaRoutine *
fascia_safety_apply (const FasciaSafetyVerdict *verdict,
                     FasciaRoutine *routine)
{
  FasciaRoutine *applied;

  g_return_val_if_fail (verdict != NULL, NULL);
  g_return_val_if_fail (routine != NULL, NULL);
  g_return_val_if_fail (verdict->n_items == routine->items->len, NULL);

  if (verdict->outcome == FASCIA_SAFETY_BLOCKED)
    return NULL;
  if (verdict->outcome == FASCIA_SAFETY_ALLOWED && verdict->pressure_cap == routine->pressure_cap)
    return fascia_routine_ref (routine);

  applied = fascia_routine_copy_without_items (routine);
  applied->pressure_cap = verdict->pressure_cap;
  for (guint i = 0; i < verdict->n_items; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (routine->items, i);

      if (verdict->items[i].outcome == FASCIA_SAFETY_ALLOWED)
        g_ptr_array_add (applied->items, fascia_routine_item_copy (item));
      else if (verdict->items[i].outcome == FASCIA_SAFETY_CHANGED)
        g_ptr_array_add (applied->items, swap (item, &verdict->items[i]));
    }

  return applied;
}
