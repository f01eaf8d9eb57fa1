/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The health check over the techniques and routines that are built in, which the
 * store keeps. */
#include "fascia/core/safety.h"

#include <string.h>

#include "fascia/core/instant.h"
#include "fascia/store/content-files.h"

static FasciaCatalog *catalog;
static GTimeZone *copenhagen;
static gint64 now_us;

static gint64
at (const char *text)
{
  g_auto (FasciaInstant) instant = { 0 };
  g_autoptr (GError) error = NULL;

  fascia_instant_parse (text, copenhagen, &instant, &error);
  g_assert_no_error (error);

  return instant.utc_us;
}

static FasciaSafetyFacts *
no_answers (void)
{
  FasciaSafetyFacts *facts = fascia_safety_facts_new (now_us, copenhagen);

  facts->health.asked_us = now_us;

  return facts;
}

static FasciaSafetyFacts *
one_answer (FasciaCondition condition,
            guint32 areas)
{
  FasciaSafetyFacts *facts = no_answers ();

  fascia_health_answer_yes (&facts->health, condition, areas, FALSE, now_us);

  return facts;
}

static const FasciaTechnique *
technique (const char *id)
{
  const FasciaTechnique *found = fascia_catalog_find_technique (catalog, id);

  g_assert_nonnull (found);

  return found;
}

static FasciaRoutine *
routine (const char *id)
{
  FasciaRoutine *found = fascia_catalog_find_routine (catalog, id);

  g_assert_nonnull (found);

  return found;
}

static char *
describe_item (const FasciaSafetyItem *item)
{
  switch (item->outcome)
    {
    case FASCIA_SAFETY_ALLOWED:
      g_assert_null (item->technique);
      g_assert_cmpuint (item->reasons.conditions | item->reasons.resting, ==, 0);
      return g_strdup (".");
    case FASCIA_SAFETY_CHANGED:
      g_assert_cmpuint (item->reasons.conditions | item->reasons.resting, !=, 0);
      return g_strdup_printf ("%s/%s", item->technique->id, fascia_tool_to_string (item->tool));
    case FASCIA_SAFETY_BLOCKED:
    default:
      g_assert_null (item->technique);
      g_assert_cmpuint (item->reasons.conditions | item->reasons.resting, !=, 0);
      return g_strdup ("x");
    }
}

/* --- Every condition with every technique ------------------------------------------ */

static FasciaSafetyFacts *
facts_of_column (const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  FasciaCondition condition;
  FasciaSafetyFacts *facts;

  g_assert_true (fascia_condition_from_string (words[0], &condition));
  facts = one_answer (condition, FASCIA_AREA_BIT (FASCIA_AREA_CALF));
  if (words[1] != NULL)
    {
      g_assert_cmpstr (words[1], ==, "cleared");
      g_assert_true (fascia_health_clear (&facts->health, condition, now_us));
    }

  return facts;
}

static void
test_every_condition_with_every_technique (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "tests", "fixtures", "safety-matrix.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) columns = NULL;
  g_autoptr (GError) error = NULL;
  guint n_rows = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

      if (lines[i][0] == '#')
        continue;
      if (columns == NULL)
        {
          columns = g_steal_pointer (&cells);
          /* Each condition, and each of the 15 that can be cleared once more. */
          g_assert_cmpuint (g_strv_length (columns), ==, 1 + FASCIA_N_CONDITIONS + 15);
          continue;
        }
      g_assert_cmpuint (g_strv_length (cells), ==, g_strv_length (columns));
      for (guint column = 1; cells[column] != NULL; column++)
        {
          g_autoptr (FasciaSafetyFacts) facts = facts_of_column (columns[column]);
          g_autofree char *verdict = NULL;

          if (g_str_equal (cells[0], "cap"))
            {
              verdict = g_strdup_printf ("%u", fascia_safety_get_pressure_cap (facts, NULL));
            }
          else
            {
              FasciaSafetyItem item = fascia_safety_check_technique (technique (cells[0]), FASCIA_TOOL_NONE, catalog, facts);

              verdict = describe_item (&item);
            }
          if (!g_str_equal (verdict, cells[column]))
            g_error ("%s with %s: %s instead of %s", cells[0], columns[column], verdict, cells[column]);
        }
      n_rows++;
    }
  g_assert_cmpuint (n_rows, ==, 1 + fascia_catalog_get_n_techniques (catalog));
}

/* Wherever it is, everything there is out and nothing else is. */
static void
test_a_place_is_left_alone_and_no_other (void)
{
  static const FasciaCondition conditions[] = {
    FASCIA_CONDITION_OPEN_WOUND, FASCIA_CONDITION_FRACTURE, FASCIA_CONDITION_BONE_IN_MUSCLE,
    FASCIA_CONDITION_ACUTE_INFLAMMATION, FASCIA_CONDITION_RECENT_SURGERY, FASCIA_CONDITION_FRESH_MUSCLE_TEAR,
    FASCIA_CONDITION_VARICOSE, FASCIA_CONDITION_IMPLANTS, FASCIA_CONDITION_SKIN
  };
  guint asking = 0;

  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    asking += fascia_condition_asks_areas ((FasciaCondition)i);
  /* And loss of feeling, which is in the legs besides. */
  g_assert_cmpuint (asking, ==, G_N_ELEMENTS (conditions) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    for (guint a = 0; a < FASCIA_N_AREAS; a++)
      for (guint b = a; b < FASCIA_N_AREAS; b++)
        {
          guint32 areas = FASCIA_AREA_BIT (a) | FASCIA_AREA_BIT (b);
          g_autoptr (FasciaSafetyFacts) facts = one_answer (conditions[i], areas);

          g_assert_cmpuint (fascia_safety_get_whole_body (facts), ==, 0);
          for (guint j = 0; j < fascia_catalog_get_n_techniques (catalog); j++)
            {
              const FasciaTechnique *each = fascia_catalog_get_technique (catalog, j);
              FasciaSafetyItem item = fascia_safety_check_technique (each, FASCIA_TOOL_NONE, catalog, facts);

              g_assert_cmpint (item.outcome, ==,
                               each->area == (FasciaArea)a || each->area == (FasciaArea)b ? FASCIA_SAFETY_BLOCKED : FASCIA_SAFETY_ALLOWED);
              g_assert_cmpuint (item.reasons.conditions, ==, item.outcome == FASCIA_SAFETY_BLOCKED ? 1u << conditions[i] : 0);
            }
        }
}

static guint
whole_body (FasciaCondition condition,
            guint32 areas)
{
  g_autoptr (FasciaSafetyFacts) facts = one_answer (condition, areas);

  return fascia_safety_get_whole_body (facts) != 0;
}

static void
test_a_place_that_was_not_said_is_everywhere (void)
{
  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    if (fascia_condition_asks_areas ((FasciaCondition)i) && i != FASCIA_CONDITION_DIABETES_NEUROPATHY)
      g_assert_true (whole_body ((FasciaCondition)i, 0));

  g_assert_false (whole_body (FASCIA_CONDITION_DIABETES_NEUROPATHY, 0));
}

static void
test_a_broken_spine_forbids_everything (void)
{
  g_assert_true (whole_body (FASCIA_CONDITION_FRACTURE, FASCIA_AREA_BIT_ELSEWHERE));
  g_assert_true (whole_body (FASCIA_CONDITION_FRACTURE, FASCIA_AREA_BIT_ELSEWHERE | FASCIA_AREA_BIT (FASCIA_AREA_HAND)));
  g_assert_true (whole_body (FASCIA_CONDITION_RECENT_SURGERY, FASCIA_AREA_BIT_ELSEWHERE));
  /* A rash on the belly forbids nothing. */
  g_assert_false (whole_body (FASCIA_CONDITION_SKIN, FASCIA_AREA_BIT_ELSEWHERE));
}

static void
test_inflamed_veins_forbid_everything (void)
{
  g_autoptr (FasciaSafetyFacts) facts = no_answers ();
  FasciaSafetyItem item;

  fascia_health_answer_yes (&facts->health, FASCIA_CONDITION_VARICOSE, FASCIA_AREA_BIT (FASCIA_AREA_CALF), TRUE, now_us);
  g_assert_cmpuint (fascia_safety_get_whole_body (facts), ==, 1u << FASCIA_CONDITION_VARICOSE);
  /* Cleared, the veins themselves are still left alone. */
  g_assert_true (fascia_health_clear (&facts->health, FASCIA_CONDITION_VARICOSE, now_us));
  g_assert_cmpuint (fascia_safety_get_whole_body (facts), ==, 0);
  item = fascia_safety_check_technique (technique ("calf-stick"), FASCIA_TOOL_NONE, catalog, facts);
  g_assert_cmpint (item.outcome, ==, FASCIA_SAFETY_BLOCKED);
  item = fascia_safety_check_technique (technique ("thigh-stick"), FASCIA_TOOL_NONE, catalog, facts);
  g_assert_cmpint (item.outcome, ==, FASCIA_SAFETY_ALLOWED);
  /* Asked of veins alone. */
  fascia_health_answer_yes (&facts->health, FASCIA_CONDITION_SKIN, FASCIA_AREA_BIT (FASCIA_AREA_HAND), TRUE, now_us);
  g_assert_false (facts->health.answers[FASCIA_CONDITION_SKIN].inflamed);
  g_assert_cmpuint (fascia_safety_get_whole_body (facts), ==, 0);
}

static void
test_lost_feeling_is_in_the_legs_and_where_else_it_is_said (void)
{
  g_autoptr (FasciaSafetyFacts) facts = one_answer (FASCIA_CONDITION_DIABETES_NEUROPATHY, FASCIA_AREA_BIT (FASCIA_AREA_HAND));
  FasciaSafetyItem item = fascia_safety_check_technique (technique ("palm-ball"), FASCIA_TOOL_NONE, catalog, facts);

  g_assert_cmpint (item.outcome, ==, FASCIA_SAFETY_BLOCKED);
  item = fascia_safety_check_technique (technique ("foot-sole-ball"), FASCIA_TOOL_NONE, catalog, facts);
  g_assert_cmpint (item.outcome, ==, FASCIA_SAFETY_BLOCKED);
  item = fascia_safety_check_technique (technique ("forearm-top-ball"), FASCIA_TOOL_NONE, catalog, facts);
  g_assert_cmpint (item.outcome, ==, FASCIA_SAFETY_ALLOWED);
}

/* The ball of a technique that is for the floor is on the floor too. */
static void
test_the_tool_decides_as_well (void)
{
  g_autoptr (FasciaSafetyFacts) facts = one_answer (FASCIA_CONDITION_OSTEOPOROSIS, 0);
  FasciaSafetyItem item = fascia_safety_check_technique (technique ("calf-lower-roller"), FASCIA_TOOL_MASSAGE_BALL, catalog, facts);

  g_assert_cmpint (item.outcome, ==, FASCIA_SAFETY_CHANGED);
  g_assert_true (item.technique == technique ("calf-lower-roller"));
  g_assert_cmpint (item.tool, ==, FASCIA_TOOL_FOAM_ROLLER);
  /* At a table, sitting, no weight rests on it. */
  item = fascia_safety_check_technique (technique ("triceps-roller"), FASCIA_TOOL_MASSAGE_BALL, catalog, facts);
  g_assert_cmpint (item.outcome, ==, FASCIA_SAFETY_ALLOWED);
}

static void
test_the_techniques_carry_what_the_rules_need (void)
{
  GString *on_back = g_string_new (NULL);

  for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
    {
      const FasciaTechnique *each = fascia_catalog_get_technique (catalog, i);

      if (each->position == FASCIA_POSITION_ON_BACK)
        g_string_append_printf (on_back, "%s ", each->id);
      /* Nobody lies down at a wall. */
      if ((each->places & FASCIA_PLACE_FLOOR) == 0)
        g_assert_true (each->position == FASCIA_POSITION_STANDING || each->position == FASCIA_POSITION_SITTING);
      else
        g_assert_cmpint (each->position, !=, FASCIA_POSITION_STANDING);
    }
  g_assert_cmpstr (on_back->str, ==, "upper-back-roller upper-back-double-ball-floor ");
  g_string_free (on_back, TRUE);
}

/* --- Routines ------------------------------------------------------------------------ */

static void
test_nothing_is_asked_of_who_answers_no (void)
{
  g_autoptr (FasciaSafetyFacts) facts = no_answers ();

  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    {
      FasciaRoutine *each = fascia_catalog_get_routine (catalog, i);
      g_autoptr (FasciaSafetyVerdict) verdict = fascia_safety_check (each, catalog, facts);
      g_autoptr (FasciaRoutine) applied = fascia_safety_apply (verdict, each);

      g_assert_cmpint (verdict->outcome, ==, FASCIA_SAFETY_ALLOWED);
      g_assert_cmpuint (verdict->pressure_cap, ==, each->pressure_cap);
      g_assert_true (applied == each);
    }
}

/* As content-facts 3.1 and 3.2 have it: “body”, “block”, “ask”, “refer”, and what has
 * no place of its own. */
static void
test_what_forbids_the_body_stops_every_routine (void)
{
  static const char *const names[] = {
    "clot", "bone-infection", "fever", "nerve-red-flags", "alcohol", "anticoagulants", "pregnancy", "circulation",
    "rheumatic", "cancer", "hypertension", "persistent-pain", "child"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (FasciaSafetyFacts) facts = NULL;
      FasciaCondition condition;

      g_assert_true (fascia_condition_from_string (names[i], &condition));
      facts = one_answer (condition, 0);
      for (guint j = 0; j < fascia_catalog_get_n_routines (catalog); j++)
        {
          FasciaRoutine *each = fascia_catalog_get_routine (catalog, j);
          g_autoptr (FasciaSafetyVerdict) verdict = fascia_safety_check (each, catalog, facts);

          g_assert_cmpint (verdict->outcome, ==, FASCIA_SAFETY_BLOCKED);
          g_assert_true (verdict->whole_body);
          g_assert_cmpuint (verdict->reasons.conditions, ==, 1u << condition);
          g_assert_null (fascia_safety_apply (verdict, each));
        }
    }
}

static char *
describe_routine (const FasciaRoutine *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (self->items, i);

      g_string_append_printf (text, "%s%s/%s/%s/%u", i > 0 ? " " : "", item->technique, fascia_sides_to_string (item->sides),
                              fascia_tool_to_string (item->tool), item->roll_s);
    }

  return g_string_free (text, FALSE);
}

static FasciaRoutineItem *
add_item (FasciaRoutine *self,
          const char *id,
          FasciaSides sides)
{
  FasciaRoutineItem *item = fascia_routine_item_new (id);

  item->sides = sides;
  item->roll_s = 30;
  g_ptr_array_add (self->items, item);

  return item;
}

static void
test_a_routine_is_changed_item_by_item (void)
{
  g_autoptr (FasciaRoutine) own = fascia_routine_new ("00000000-0000-4000-8000-000000000000");
  g_autoptr (FasciaSafetyFacts) facts = one_answer (FASCIA_CONDITION_PREGNANCY, 0);
  g_autoptr (FasciaSafetyVerdict) verdict = NULL;
  g_autoptr (FasciaRoutine) changed = NULL;
  g_autofree char *items = NULL;

  own->version = 7;
  own->own = TRUE;
  own->pressure_cap = 4;
  own->occasions[own->n_occasions++] = FASCIA_OCCASION_RECOVERY;
  add_item (own, "quads-roller", FASCIA_SIDES_BOTH);
  add_item (own, "calf-roller", FASCIA_SIDES_BOTH);
  add_item (own, "shin-roller", FASCIA_SIDES_BOTH);
  add_item (own, "glutes-roller", FASCIA_SIDES_LEFT_RIGHT)->roll_s = 45;
  add_item (own, "glutes-ball-floor", FASCIA_SIDES_LEFT_RIGHT);
  add_item (own, "palm-ball", FASCIA_SIDES_LEFT_RIGHT)->tool = FASCIA_TOOL_TENNIS_BALL;

  fascia_health_clear (&facts->health, FASCIA_CONDITION_PREGNANCY, now_us);
  verdict = fascia_safety_check (own, catalog, facts);
  g_assert_cmpint (verdict->outcome, ==, FASCIA_SAFETY_CHANGED);
  g_assert_false (verdict->whole_body);
  g_assert_cmpuint (verdict->pressure_cap, ==, 3);
  g_assert_cmpuint (verdict->cap_conditions, ==, 1u << FASCIA_CONDITION_PREGNANCY);

  changed = fascia_safety_apply (verdict, own);
  items = describe_routine (changed);
  /* The stick has one side at a time; the buttock comes once; the calf not at all. */
  g_assert_cmpstr (items, ==,
                   "thigh-stick/left-right/massage-stick/30 shin-roller/both/massage-stick/30 "
                   "glutes-ball-wall/left-right/massage-ball/45 palm-ball/left-right/tennis-ball/30");
  g_assert_cmpstr (changed->id, ==, own->id);
  g_assert_cmpuint (changed->version, ==, 7);
  g_assert_true (changed->own);
  g_assert_cmpint (changed->occasions[0], ==, FASCIA_OCCASION_RECOVERY);
  g_assert_cmpuint (changed->pressure_cap, ==, 3);
  g_assert_cmpuint (own->items->len, ==, 6);
}

static void
test_a_cap_alone_changes_no_item (void)
{
  g_autoptr (FasciaSafetyFacts) facts = one_answer (FASCIA_CONDITION_HYPERMOBILITY, 0);
  FasciaRoutine *as_written = routine ("after-run");
  g_autoptr (FasciaSafetyVerdict) verdict = fascia_safety_check (as_written, catalog, facts);
  g_autoptr (FasciaRoutine) applied = fascia_safety_apply (verdict, as_written);
  g_autofree char *before = describe_routine (as_written);
  g_autofree char *after = describe_routine (applied);

  g_assert_cmpint (verdict->outcome, ==, FASCIA_SAFETY_ALLOWED);
  g_assert_cmpuint (applied->pressure_cap, ==, 3);
  g_assert_cmpuint (as_written->pressure_cap, ==, 0);
  g_assert_cmpstr (before, ==, after);
}

static void
test_a_resting_area_is_left_out (void)
{
  g_autoptr (FasciaSafetyFacts) facts = no_answers ();
  g_autoptr (FasciaRoutine) alone = fascia_routine_new_for_technique (technique ("calf-roller"), FASCIA_SIDES_BOTH, 1);
  g_autoptr (FasciaSafetyVerdict) verdict = NULL;
  g_autoptr (FasciaSafetyVerdict) of_one = NULL;
  g_autoptr (FasciaRoutine) changed = NULL;
  FasciaRestingArea rest = { .area = FASCIA_AREA_CALF, .until_us = now_us + 1 };
  FasciaRestingArea over = { .area = FASCIA_AREA_FOOT, .until_us = now_us };

  fascia_safety_facts_rest (facts, &rest);
  fascia_safety_facts_rest (facts, &over);
  verdict = fascia_safety_check (routine ("feet-and-calves"), catalog, facts);
  g_assert_cmpint (verdict->outcome, ==, FASCIA_SAFETY_CHANGED);
  g_assert_cmpuint (verdict->reasons.resting, ==, FASCIA_AREA_BIT (FASCIA_AREA_CALF));
  g_assert_cmpuint (verdict->reasons.conditions, ==, 0);
  changed = fascia_safety_apply (verdict, routine ("feet-and-calves"));
  g_assert_cmpuint (changed->items->len, >, 0);
  for (guint i = 0; i < changed->items->len; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (changed->items, i);

      g_assert_cmpint (technique (item->technique)->area, !=, FASCIA_AREA_CALF);
    }

  /* The gentler one is on the same area. */
  of_one = fascia_safety_check (alone, catalog, facts);
  g_assert_cmpint (of_one->outcome, ==, FASCIA_SAFETY_BLOCKED);
  g_assert_false (of_one->whole_body);
}

/* A user's own routine may name a technique of another version. */
static void
test_what_is_not_known_is_not_done_where_anything_is_forbidden (void)
{
  g_autoptr (FasciaRoutine) own = fascia_routine_new ("own");
  g_autoptr (FasciaSafetyFacts) facts = no_answers ();
  g_autoptr (FasciaSafetyVerdict) before = NULL;
  g_autoptr (FasciaSafetyVerdict) after = NULL;

  add_item (own, "elbow-roller", FASCIA_SIDES_LEFT_RIGHT);
  before = fascia_safety_check (own, catalog, facts);
  g_assert_cmpint (before->outcome, ==, FASCIA_SAFETY_ALLOWED);
  fascia_health_answer_yes (&facts->health, FASCIA_CONDITION_SKIN, FASCIA_AREA_BIT (FASCIA_AREA_HAND), FALSE, now_us);
  after = fascia_safety_check (own, catalog, facts);
  g_assert_cmpint (after->outcome, ==, FASCIA_SAFETY_BLOCKED);
}

static void
test_a_routine_of_nothing_is_neither_changed_nor_blocked (void)
{
  g_autoptr (FasciaRoutine) own = fascia_routine_new ("own");
  g_autoptr (FasciaSafetyFacts) facts = no_answers ();
  g_autoptr (FasciaSafetyFacts) ill = one_answer (FASCIA_CONDITION_FEVER, 0);
  g_autoptr (FasciaSafetyVerdict) verdict = fascia_safety_check (own, catalog, facts);
  g_autoptr (FasciaSafetyVerdict) of_ill = fascia_safety_check (own, catalog, ill);

  g_assert_cmpint (verdict->outcome, ==, FASCIA_SAFETY_ALLOWED);
  g_assert_cmpint (of_ill->outcome, ==, FASCIA_SAFETY_BLOCKED);
}

/* --- What holds whatever is answered --------------------------------------------------- */

static void
answer_at_random (FasciaSafetyFacts *facts,
                  GRand *random)
{
  FasciaCondition condition = (FasciaCondition)g_rand_int_range (random, 0, FASCIA_N_CONDITIONS);
  guint32 areas = g_rand_int (random) & g_rand_int (random) & g_rand_int (random) & FASCIA_ALL_AREA_BITS;

  if (facts->health.answers[condition].answered_us == 0)
    fascia_health_answer_yes (&facts->health, condition, areas, g_rand_boolean (random), now_us);
}

static void
rest_at_random (FasciaSafetyFacts *facts,
                GRand *random)
{
  FasciaRestingArea rest = {
    .area = (FasciaArea)g_rand_int_range (random, 0, FASCIA_N_AREAS),
    .until_us = now_us + G_TIME_SPAN_HOUR,
  };

  fascia_safety_facts_rest (facts, &rest);
}

static gboolean
is_lower_or_same_cap (guint a,
                      guint b)
{
  return b == 0 || (a != 0 && a <= b);
}

/* @more has every answer of @less and may have others, or less of them cleared. */
static void
assert_never_allows_more (const FasciaSafetyFacts *more,
                          const FasciaSafetyFacts *less)
{
  for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
    {
      const FasciaTechnique *each = fascia_catalog_get_technique (catalog, i);

      for (guint j = 0; j < each->n_tools; j++)
        {
          FasciaSafetyItem a = fascia_safety_check_technique (each, each->tools[j], catalog, more);
          FasciaSafetyItem b = fascia_safety_check_technique (each, each->tools[j], catalog, less);

          g_assert_cmpint (a.outcome, >=, b.outcome);
          g_assert_cmpuint (b.reasons.conditions & ~a.reasons.conditions, ==, 0);
          g_assert_cmpuint (b.reasons.resting & ~a.reasons.resting, ==, 0);
        }
    }
  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    {
      FasciaRoutine *each = fascia_catalog_get_routine (catalog, i);
      g_autoptr (FasciaSafetyVerdict) a = fascia_safety_check (each, catalog, more);
      g_autoptr (FasciaSafetyVerdict) b = fascia_safety_check (each, catalog, less);

      g_assert_cmpint (a->outcome, >=, b->outcome);
      for (guint j = 0; j < a->n_items; j++)
        g_assert_cmpint (a->items[j].outcome, >=, b->items[j].outcome);
    }
}

static void
assert_swaps_are_allowed (const FasciaSafetyFacts *facts)
{
  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    {
      FasciaRoutine *each = fascia_catalog_get_routine (catalog, i);
      g_autoptr (FasciaSafetyVerdict) verdict = fascia_safety_check (each, catalog, facts);
      g_autoptr (FasciaRoutine) applied = fascia_safety_apply (verdict, each);
      g_autoptr (FasciaSafetyVerdict) again = NULL;

      g_assert_true ((applied == NULL) == (verdict->outcome == FASCIA_SAFETY_BLOCKED));
      if (applied == NULL)
        continue;
      again = fascia_safety_check (applied, catalog, facts);
      g_assert_cmpint (again->outcome, ==, FASCIA_SAFETY_ALLOWED);
      g_assert_cmpuint (applied->items->len, >, 0);
      for (guint j = 0; j < applied->items->len; j++)
        {
          const FasciaRoutineItem *item = g_ptr_array_index (applied->items, j);
          const FasciaTechnique *done = technique (item->technique);

          g_assert_true (done->sides == FASCIA_SIDES_EITHER || done->sides == item->sides);
        }
    }
}

static void
test_more_answers_never_allow_more (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (FasciaSafetyFacts) less = no_answers ();
      g_autoptr (FasciaSafetyFacts) more = no_answers ();
      guint n = g_rand_int_range (random, 0, 4);

      for (guint i = 0; i < n; i++)
        answer_at_random (less, random);
      /* Else the body would be forbidden nearly always. */
      for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
        if (g_rand_boolean (random))
          fascia_health_clear (&less->health, (FasciaCondition)i, now_us);
      if (g_rand_boolean (random))
        rest_at_random (less, random);

      more->health = less->health;
      memcpy (more->resting_until_us, less->resting_until_us, sizeof more->resting_until_us);
      answer_at_random (more, random);
      rest_at_random (more, random);

      assert_never_allows_more (more, less);
      assert_swaps_are_allowed (more);
      g_assert_true (is_lower_or_same_cap (fascia_safety_get_pressure_cap (more, NULL), fascia_safety_get_pressure_cap (less, NULL)));
    }
}

static void
test_clearing_never_blocks_more (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (FasciaSafetyFacts) before = no_answers ();
      g_autoptr (FasciaSafetyFacts) after = no_answers ();
      FasciaCondition cleared;

      do
        cleared = (FasciaCondition)g_rand_int_range (random, 0, FASCIA_N_CONDITIONS);
      while (!fascia_condition_is_ask_first (cleared));
      fascia_health_answer_yes (&before->health, cleared, g_rand_int (random) & FASCIA_ALL_AREA_BITS, g_rand_boolean (random), now_us);
      answer_at_random (before, random);
      after->health = before->health;
      g_assert_true (fascia_health_clear (&after->health, cleared, now_us));

      assert_never_allows_more (before, after);
      assert_swaps_are_allowed (after);
    }
}

/* Where only a professional can say yes, a tick does not help. */
static void
test_what_blocks_cannot_be_cleared (void)
{
  guint n_ask_first = 0;

  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    {
      g_autoptr (FasciaSafetyFacts) facts = one_answer ((FasciaCondition)i, 0);
      gboolean ask_first = fascia_condition_is_ask_first ((FasciaCondition)i);

      n_ask_first += ask_first;
      g_assert_cmpint (fascia_health_clear (&facts->health, (FasciaCondition)i, now_us), ==, ask_first);
      g_assert_cmpint (fascia_health_is_cleared (&facts->health, (FasciaCondition)i, now_us, copenhagen), ==, ask_first);
      /* Not even by a stored mark. */
      facts->health.answers[i].cleared_us = now_us;
      g_assert_cmpint (fascia_health_is_cleared (&facts->health, (FasciaCondition)i, now_us, copenhagen), ==, ask_first);

      fascia_health_answer_no (&facts->health, (FasciaCondition)i);
      g_assert_false (fascia_health_clear (&facts->health, (FasciaCondition)i, now_us));
      g_assert_cmpuint (facts->health.answers[i].cleared_us, ==, 0);
    }
  g_assert_cmpuint (n_ask_first, ==, 15);
}

/* --- Days ----------------------------------------------------------------------------- */

static gboolean
forbids (FasciaCondition condition,
         const char *answered,
         const char *now)
{
  g_autoptr (FasciaSafetyFacts) facts = fascia_safety_facts_new (at (now), copenhagen);

  fascia_health_answer_yes (&facts->health, condition, 0, FALSE, at (answered));

  return fascia_safety_get_whole_body (facts) != 0;
}

static void
test_fever_and_alcohol_are_over_with_the_day (void)
{
  static const FasciaCondition today[] = { FASCIA_CONDITION_FEVER, FASCIA_CONDITION_ALCOHOL };

  for (guint i = 0; i < G_N_ELEMENTS (today); i++)
    {
      g_assert_true (forbids (today[i], "2026-11-20T00:00:00", "2026-11-20T23:59:59"));
      g_assert_false (forbids (today[i], "2026-11-20T23:59:59", "2026-11-21T00:00:00"));
      /* The day on which the clocks go back has 25 hours, the one on which they go
       * forward 23. */
      g_assert_true (forbids (today[i], "2026-10-25T00:30:00", "2026-10-25T23:59:59"));
      g_assert_false (forbids (today[i], "2026-10-25T00:30:00", "2026-10-26T00:00:00"));
      g_assert_true (forbids (today[i], "2027-03-28T00:30:00", "2027-03-28T23:59:59"));
      g_assert_false (forbids (today[i], "2027-03-28T00:30:00", "2027-03-29T00:00:00"));
      /* Somebody sets the clock back. */
      g_assert_true (forbids (today[i], "2026-11-20T12:00:00", "2026-11-18T12:00:00"));
    }
  g_assert_true (forbids (FASCIA_CONDITION_CLOT, "2026-11-20T12:00:00", "2036-11-20T12:00:00"));
  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    g_assert_cmpint (fascia_condition_is_for_today ((FasciaCondition)i), ==, i == FASCIA_CONDITION_FEVER || i == FASCIA_CONDITION_ALCOHOL);
}

/* The same instant is another day elsewhere. */
static void
test_the_day_is_the_users (void)
{
  g_autoptr (GTimeZone) tokyo = g_time_zone_new_identifier ("Asia/Tokyo");
  FasciaHealth health = { .asked_us = 0 };

  fascia_health_answer_yes (&health, FASCIA_CONDITION_FEVER, 0, FALSE, at ("2026-11-20T14:00:00"));
  g_assert_true (fascia_health_holds (&health, FASCIA_CONDITION_FEVER, at ("2026-11-20T16:30:00"), copenhagen));
  g_assert_false (fascia_health_holds (&health, FASCIA_CONDITION_FEVER, at ("2026-11-20T16:30:00"), tokyo));
}

static FasciaHealthDue
due (const FasciaHealth *health,
     const char *now)
{
  return fascia_health_get_due (health, at (now), copenhagen);
}

static void
test_the_check_is_due_after_90_days (void)
{
  FasciaHealth health = { .skipped_us = at ("2026-08-01T23:00:00") };

  /* Put off is not gone through. */
  g_assert_cmpint (due (&health, "2026-08-01T23:00:01"), ==, FASCIA_HEALTH_NEVER_ASKED);
  health.asked_us = at ("2026-08-01T23:00:00");
  g_assert_cmpint (due (&health, "2026-08-01T23:00:00"), ==, FASCIA_HEALTH_NOT_DUE);
  /* 90 local days, though one of them has 25 hours. */
  g_assert_cmpint (due (&health, "2026-10-29T23:59:59"), ==, FASCIA_HEALTH_NOT_DUE);
  g_assert_cmpint (due (&health, "2026-10-30T00:00:00"), ==, FASCIA_HEALTH_TOO_OLD);
  g_assert_cmpint (due (&health, "2026-07-01T00:00:00"), ==, FASCIA_HEALTH_NOT_DUE);
  health.changed_us = at ("2026-08-02T10:00:00");
  g_assert_cmpint (due (&health, "2026-08-02T10:00:00"), ==, FASCIA_HEALTH_HAS_CHANGED);
}

static void
test_a_clearing_is_over_after_90_days (void)
{
  g_autoptr (FasciaSafetyFacts) facts = fascia_safety_facts_new (at ("2026-10-29T23:59:59"), copenhagen);

  facts->health.asked_us = at ("2026-10-01T12:00:00");
  fascia_health_answer_yes (&facts->health, FASCIA_CONDITION_CANCER, 0, FALSE, at ("2026-08-01T23:00:00"));
  fascia_health_clear (&facts->health, FASCIA_CONDITION_CANCER, at ("2026-08-01T23:00:00"));
  g_assert_cmpuint (fascia_safety_get_whole_body (facts), ==, 0);
  g_assert_cmpuint (fascia_safety_get_pressure_cap (facts, NULL), ==, 4);
  g_assert_cmpint (due (&facts->health, "2026-10-29T23:59:59"), ==, FASCIA_HEALTH_NOT_DUE);

  facts->now_us = at ("2026-10-30T00:00:00");
  g_assert_cmpuint (fascia_safety_get_whole_body (facts), ==, 1u << FASCIA_CONDITION_CANCER);
  g_assert_cmpint (due (&facts->health, "2026-10-30T00:00:00"), ==, FASCIA_HEALTH_TOO_OLD);

  /* Asked again, said yes to again. */
  fascia_health_clear (&facts->health, FASCIA_CONDITION_CANCER, facts->now_us);
  g_assert_cmpuint (fascia_safety_get_whole_body (facts), ==, 0);
  g_assert_cmpint (due (&facts->health, "2026-10-30T00:00:00"), ==, FASCIA_HEALTH_NOT_DUE);
}

static void
test_an_adult_is_there_for_a_day (void)
{
  g_autoptr (FasciaSafetyFacts) facts = fascia_safety_facts_new (at ("2026-11-20T23:59:59"), copenhagen);

  facts->health.asked_us = at ("2026-11-20T08:00:00");
  fascia_health_answer_yes (&facts->health, FASCIA_CONDITION_CHILD, 0, FALSE, at ("2026-11-20T08:00:00"));
  g_assert_cmpuint (fascia_safety_get_whole_body (facts), !=, 0);
  fascia_health_clear (&facts->health, FASCIA_CONDITION_CHILD, at ("2026-11-20T08:00:00"));
  g_assert_cmpuint (fascia_safety_get_whole_body (facts), ==, 0);
  facts->now_us = at ("2026-11-21T00:00:00");
  g_assert_cmpuint (fascia_safety_get_whole_body (facts), !=, 0);
  /* The whole check need not be gone through for that. */
  g_assert_cmpint (due (&facts->health, "2026-11-21T00:00:00"), ==, FASCIA_HEALTH_NOT_DUE);
}

static void
test_asked_again_what_blocks_is_asked_anew (void)
{
  FasciaHealth health = { .asked_us = now_us, .changed_us = now_us };
  FasciaHealth again;

  fascia_health_answer_yes (&health, FASCIA_CONDITION_CLOT, 0, FALSE, now_us);
  fascia_health_answer_yes (&health, FASCIA_CONDITION_IMPLANTS, FASCIA_AREA_BIT (FASCIA_AREA_CHEST), FALSE, now_us);
  fascia_health_clear (&health, FASCIA_CONDITION_IMPLANTS, now_us);
  fascia_health_answer_yes (&health, FASCIA_CONDITION_CANCER, 0, FALSE, now_us);
  fascia_health_clear (&health, FASCIA_CONDITION_CANCER, now_us - 91 * G_TIME_SPAN_DAY);

  again = fascia_health_ask_again (&health, now_us, copenhagen);
  g_assert_cmpint (again.answers[FASCIA_CONDITION_CLOT].answered_us, ==, 0);
  g_assert_cmpint (again.answers[FASCIA_CONDITION_IMPLANTS].answered_us, ==, now_us);
  g_assert_cmpuint (again.answers[FASCIA_CONDITION_IMPLANTS].areas, ==, FASCIA_AREA_BIT (FASCIA_AREA_CHEST));
  g_assert_cmpint (again.answers[FASCIA_CONDITION_IMPLANTS].cleared_us, ==, now_us);
  g_assert_cmpint (again.answers[FASCIA_CONDITION_CANCER].answered_us, ==, now_us);
  g_assert_cmpint (again.answers[FASCIA_CONDITION_CANCER].cleared_us, ==, 0);
  g_assert_cmpint (again.changed_us, ==, 0);
  /* Until that has been done, the clot is a clot. */
  g_assert_true (fascia_health_holds (&health, FASCIA_CONDITION_CLOT, now_us, copenhagen));
}

static void
test_what_was_agreed_to_is_known_again (void)
{
  g_autoptr (FasciaSafetyFacts) facts = no_answers ();
  g_autoptr (FasciaSafetyVerdict) agreed = NULL;
  g_autoptr (FasciaSafetyVerdict) later = NULL;
  g_autoptr (FasciaSafetyVerdict) other = NULL;
  FasciaRestingArea rest = { .area = FASCIA_AREA_CALF, .until_us = now_us + G_TIME_SPAN_HOUR };

  fascia_safety_facts_rest (facts, &rest);
  agreed = fascia_safety_check (routine ("after-run"), catalog, facts);
  facts->now_us++;
  later = fascia_safety_check (routine ("after-run"), catalog, facts);
  g_assert_true (fascia_safety_verdict_equal (agreed, later));
  rest.area = FASCIA_AREA_THIGH_FRONT;
  fascia_safety_facts_rest (facts, &rest);
  other = fascia_safety_check (routine ("after-run"), catalog, facts);
  g_assert_false (fascia_safety_verdict_equal (agreed, other));
}

static void
test_names_come_back (void)
{
  FasciaCondition condition;
  FasciaPosition position;

  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    {
      g_assert_true (fascia_condition_from_string (fascia_condition_to_string ((FasciaCondition)i), &condition));
      g_assert_cmpint (condition, ==, i);
    }
  g_assert_false (fascia_condition_from_string ("flu", &condition));
  g_assert_false (fascia_condition_from_string (NULL, &condition));
  for (guint i = FASCIA_POSITION_STANDING; i <= FASCIA_POSITION_ON_SIDE; i++)
    {
      g_assert_true (fascia_position_from_string (fascia_position_to_string ((FasciaPosition)i), &position));
      g_assert_cmpint (position, ==, i);
    }
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  catalog = fascia_content_files_load (&error);
  g_assert_no_error (error);
  copenhagen = g_time_zone_new_identifier ("Europe/Copenhagen");
  now_us = at ("2026-11-20T12:00:00");

  g_test_add_func ("/safety/rules/every-condition-with-every-technique", test_every_condition_with_every_technique);
  g_test_add_func ("/safety/rules/a-place-is-left-alone-and-no-other", test_a_place_is_left_alone_and_no_other);
  g_test_add_func ("/safety/rules/a-place-that-was-not-said-is-everywhere", test_a_place_that_was_not_said_is_everywhere);
  g_test_add_func ("/safety/rules/a-broken-spine-forbids-everything", test_a_broken_spine_forbids_everything);
  g_test_add_func ("/safety/rules/inflamed-veins-forbid-everything", test_inflamed_veins_forbid_everything);
  g_test_add_func ("/safety/rules/lost-feeling-is-in-the-legs-and-where-else-it-is-said", test_lost_feeling_is_in_the_legs_and_where_else_it_is_said);
  g_test_add_func ("/safety/rules/the-tool-decides-as-well", test_the_tool_decides_as_well);
  g_test_add_func ("/safety/rules/the-techniques-carry-what-the-rules-need", test_the_techniques_carry_what_the_rules_need);
  g_test_add_func ("/safety/rules/what-blocks-cannot-be-cleared", test_what_blocks_cannot_be_cleared);
  g_test_add_func ("/safety/rules/names-come-back", test_names_come_back);
  g_test_add_func ("/safety/routine/nothing-is-asked-of-who-answers-no", test_nothing_is_asked_of_who_answers_no);
  g_test_add_func ("/safety/routine/what-forbids-the-body-stops-every-routine", test_what_forbids_the_body_stops_every_routine);
  g_test_add_func ("/safety/routine/is-changed-item-by-item", test_a_routine_is_changed_item_by_item);
  g_test_add_func ("/safety/routine/a-cap-alone-changes-no-item", test_a_cap_alone_changes_no_item);
  g_test_add_func ("/safety/routine/a-resting-area-is-left-out", test_a_resting_area_is_left_out);
  g_test_add_func ("/safety/routine/what-is-not-known-is-not-done-where-anything-is-forbidden", test_what_is_not_known_is_not_done_where_anything_is_forbidden);
  g_test_add_func ("/safety/routine/of-nothing-is-neither-changed-nor-blocked", test_a_routine_of_nothing_is_neither_changed_nor_blocked);
  g_test_add_func ("/safety/routine/what-was-agreed-to-is-known-again", test_what_was_agreed_to_is_known_again);
  g_test_add_func ("/safety/always/more-answers-never-allow-more", test_more_answers_never_allow_more);
  g_test_add_func ("/safety/always/clearing-never-blocks-more", test_clearing_never_blocks_more);
  g_test_add_func ("/safety/days/fever-and-alcohol-are-over-with-the-day", test_fever_and_alcohol_are_over_with_the_day);
  g_test_add_func ("/safety/days/the-day-is-the-users", test_the_day_is_the_users);
  g_test_add_func ("/safety/days/the-check-is-due-after-90-days", test_the_check_is_due_after_90_days);
  g_test_add_func ("/safety/days/a-clearing-is-over-after-90-days", test_a_clearing_is_over_after_90_days);
  g_test_add_func ("/safety/days/an-adult-is-there-for-a-day", test_an_adult_is_there_for_a_day);
  g_test_add_func ("/safety/days/asked-again-what-blocks-is-asked-anew", test_asked_again_what_blocks_is_asked_anew);
  result = g_test_run ();

  g_time_zone_unref (copenhagen);
  fascia_catalog_unref (catalog);

  return result;
}
