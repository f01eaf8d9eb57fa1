/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/plan.h"

static FasciaRoutineItem *
add_item (FasciaRoutine *routine,
          const char *technique,
          FasciaSides sides,
          guint prepare_s,
          guint roll_s,
          guint hold_s,
          guint sets,
          guint rest_s)
{
  FasciaRoutineItem *item = fascia_routine_item_new (technique);

  item->sides = sides;
  item->prepare_s = prepare_s;
  item->roll_s = roll_s;
  item->hold_s = hold_s;
  item->sets = sets;
  item->rest_s = rest_s;
  g_ptr_array_add (routine->items, item);

  return item;
}

/* "start+duration kind item side set credit", one line a phase: a whole plan
 * compares as one text that reads like the routine it came from. */
static char *
describe (const FasciaPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->n_phases; i++)
    {
      const FasciaPhase *phase = &plan->phases[i];

      g_string_append_printf (text, "%u+%u %s %s %s set %u credit %u\n",
                              phase->start_s, phase->duration_s,
                              fascia_phase_kind_to_string (phase->kind), phase->technique,
                              fascia_side_to_string (phase->side), phase->set, phase->credit);
    }

  return g_string_free (text, FALSE);
}

static void
test_sides_sets_and_rests_in_order (void)
{
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("test");
  g_autoptr (FasciaPlan) plan = NULL;
  g_autofree char *text = NULL;

  add_item (routine, "calf", FASCIA_SIDES_LEFT_RIGHT, 12, 40, 20, 2, 15)->tool = FASCIA_TOOL_MASSAGE_STICK;
  add_item (routine, "back", FASCIA_SIDES_BOTH, 10, 45, 15, 1, 15);
  plan = fascia_plan_new (routine, NULL, NULL);
  text = describe (plan);

  g_assert_cmpstr (text, ==,
                   "0+12 prepare calf left set 0 credit 0\n"
                   "12+40 roll calf left set 1 credit 0\n"
                   "52+20 hold calf left set 1 credit 0\n"
                   "72+15 rest calf left set 1 credit 0\n"
                   "87+40 roll calf left set 2 credit 0\n"
                   "127+20 hold calf left set 2 credit 0\n"
                   "147+8 switch calf right set 0 credit 1\n"
                   "155+40 roll calf right set 1 credit 1\n"
                   "195+20 hold calf right set 1 credit 1\n"
                   "215+15 rest calf right set 1 credit 1\n"
                   "230+40 roll calf right set 2 credit 1\n"
                   "270+20 hold calf right set 2 credit 1\n"
                   "290+10 prepare back both set 0 credit 2\n"
                   "300+45 roll back both set 1 credit 2\n"
                   "345+15 hold back both set 1 credit 2\n");
  g_assert_cmpuint (plan->total_s, ==, 360);
  g_assert_cmpuint (plan->active_s, ==, 300);
  g_assert_cmpuint (plan->n_credits, ==, 3);
  g_assert_cmpuint (plan->credits[1].planned_s, ==, 120);
  g_assert_cmpint (plan->credits[1].side, ==, FASCIA_SIDE_RIGHT);
  g_assert_cmpint (plan->credits[1].tool, ==, FASCIA_TOOL_MASSAGE_STICK);
  g_assert_cmpuint (plan->credits[2].item, ==, 1);
  g_assert_cmpuint (plan->phases[12].item, ==, 1);
}

static void
test_empty_phases_are_left_out (void)
{
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("test");
  g_autoptr (FasciaPlan) plan = NULL;
  g_autofree char *text = NULL;

  add_item (routine, "calf", FASCIA_SIDES_LEFT_RIGHT, 0, 45, 0, 2, 0);
  add_item (routine, "back", FASCIA_SIDES_BOTH, 0, 0, 20, 1, 15);
  plan = fascia_plan_new (routine, NULL, NULL);
  text = describe (plan);

  g_assert_cmpstr (text, ==,
                   "0+45 roll calf left set 1 credit 0\n"
                   "45+45 roll calf left set 2 credit 0\n"
                   "90+8 switch calf right set 0 credit 1\n"
                   "98+45 roll calf right set 1 credit 1\n"
                   "143+45 roll calf right set 2 credit 1\n"
                   "188+20 hold back both set 1 credit 2\n");
  g_assert_cmpuint (plan->total_s, ==, 208);
  g_assert_cmpuint (plan->active_s, ==, 200);
}

static void
test_switch_time_counts_once_per_change (void)
{
  static const guint seconds[] = { FASCIA_MIN_SWITCH_S, FASCIA_DEFAULT_SWITCH_S, FASCIA_MAX_SWITCH_S };
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("test");

  add_item (routine, "calf", FASCIA_SIDES_LEFT_RIGHT, 10, 40, 20, 2, 15);
  add_item (routine, "back", FASCIA_SIDES_BOTH, 10, 40, 20, 1, 0);
  add_item (routine, "hip", FASCIA_SIDES_LEFT_RIGHT, 10, 40, 20, 1, 0);

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      FasciaPlanOptions options = FASCIA_PLAN_OPTIONS_DEFAULT;
      g_autoptr (FasciaPlan) plan = NULL;

      options.switch_s = seconds[i];
      plan = fascia_plan_new (routine, NULL, &options);
      g_assert_cmpuint (plan->total_s, ==, 30 + 2 * 135 + 60 + 120 + 2 * seconds[i]);
      g_assert_cmpuint (plan->active_s, ==, 240 + 60 + 120);
    }
}

static void
test_starting_right_mirrors_the_sides (void)
{
  FasciaPlanOptions options = FASCIA_PLAN_OPTIONS_DEFAULT;
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("test");
  g_autoptr (FasciaPlan) left_first = NULL;
  g_autoptr (FasciaPlan) right_first = NULL;

  add_item (routine, "calf", FASCIA_SIDES_LEFT_RIGHT, 12, 40, 20, 2, 15);
  add_item (routine, "back", FASCIA_SIDES_BOTH, 10, 45, 15, 1, 0);
  left_first = fascia_plan_new (routine, NULL, NULL);
  options.first_side = FASCIA_SIDE_RIGHT;
  right_first = fascia_plan_new (routine, NULL, &options);

  g_assert_cmpuint (right_first->n_phases, ==, left_first->n_phases);
  g_assert_cmpuint (right_first->total_s, ==, left_first->total_s);
  for (guint i = 0; i < left_first->n_phases; i++)
    {
      const FasciaPhase *left = &left_first->phases[i];
      const FasciaPhase *right = &right_first->phases[i];

      g_assert_cmpint (right->kind, ==, left->kind);
      g_assert_cmpuint (right->start_s, ==, left->start_s);
      g_assert_cmpuint (right->credit, ==, left->credit);
      if (left->side == FASCIA_SIDE_BOTH)
        g_assert_cmpint (right->side, ==, FASCIA_SIDE_BOTH);
      else
        g_assert_cmpint (right->side, ==, left->side == FASCIA_SIDE_LEFT ? FASCIA_SIDE_RIGHT : FASCIA_SIDE_LEFT);
    }
  g_assert_cmpint (right_first->credits[0].side, ==, FASCIA_SIDE_RIGHT);
  g_assert_cmpint (right_first->credits[1].side, ==, FASCIA_SIDE_LEFT);
}

static void
test_one_technique_may_start_on_its_other_side (void)
{
  FasciaFirstSide *firsts = g_new0 (FasciaFirstSide, 2);
  FasciaPlanOptions options = FASCIA_PLAN_OPTIONS_DEFAULT;
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("test");
  g_autoptr (FasciaPlan) plan = NULL;

  add_item (routine, "calf", FASCIA_SIDES_LEFT_RIGHT, 0, 40, 0, 1, 0);
  add_item (routine, "hip", FASCIA_SIDES_LEFT_RIGHT, 0, 40, 0, 1, 0);
  add_item (routine, "back", FASCIA_SIDES_BOTH, 0, 40, 0, 1, 0);
  firsts[0] = (FasciaFirstSide){ .technique = "hip", .side = FASCIA_SIDE_RIGHT };
  firsts[1] = (FasciaFirstSide){ .technique = "back", .side = FASCIA_SIDE_RIGHT };
  options.first_sides = firsts;
  options.n_first_sides = 2;
  plan = fascia_plan_new (routine, NULL, &options);
  g_free (firsts);

  g_assert_cmpint (plan->credits[0].side, ==, FASCIA_SIDE_LEFT);
  g_assert_cmpint (plan->credits[1].side, ==, FASCIA_SIDE_RIGHT);
  g_assert_cmpint (plan->credits[2].side, ==, FASCIA_SIDE_RIGHT);
  g_assert_cmpint (plan->credits[3].side, ==, FASCIA_SIDE_LEFT);
  g_assert_cmpint (plan->credits[4].side, ==, FASCIA_SIDE_BOTH);
  /* The plan keeps what it was made with. */
  g_assert_cmpuint (plan->options.n_first_sides, ==, 2);
  g_assert_cmpstr (plan->options.first_sides[0].technique, ==, "hip");
}

static void
test_without_a_catalog_areas_are_unknown (void)
{
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("test");
  g_autoptr (FasciaPlan) plan = NULL;

  add_item (routine, "calf", FASCIA_SIDES_BOTH, 0, 40, 25, 1, 0);
  add_item (routine, "hip", FASCIA_SIDES_BOTH, 0, 40, 0, 1, 0);
  plan = fascia_plan_new (routine, NULL, NULL);
  g_assert_cmpint (plan->credits[0].area, ==, FASCIA_AREA_NONE);
  g_assert_cmpuint (plan->credits[0].spot_s, ==, 25);
  g_assert_cmpuint (plan->credits[1].spot_s, ==, FASCIA_DEFAULT_HOLD_S);
}

static void
test_plan_outlives_its_maker (void)
{
  FasciaRoutine *routine = fascia_routine_new ("test");
  g_autoptr (FasciaPlan) plan = NULL;
  FasciaPlan *same;

  add_item (routine, "calf", FASCIA_SIDES_BOTH, 0, 40, 0, 1, 0);
  plan = fascia_plan_new (routine, NULL, NULL);
  fascia_routine_unref (routine);
  same = fascia_plan_ref (plan);
  fascia_plan_unref (same);

  g_assert_cmpstr (plan->routine->id, ==, "test");
  g_assert_cmpstr (plan->phases[0].technique, ==, "calf");
  g_assert_cmpstr (plan->credits[0].technique, ==, "calf");
}

static void
test_routine_without_items_is_an_empty_plan (void)
{
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("test");
  g_autoptr (FasciaPlan) plan = fascia_plan_new (routine, NULL, NULL);

  g_assert_cmpuint (plan->n_phases, ==, 0);
  g_assert_cmpuint (plan->n_credits, ==, 0);
  g_assert_cmpuint (plan->total_s, ==, 0);
  g_assert_cmpuint (plan->active_s, ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan/sides-sets-and-rests-in-order", test_sides_sets_and_rests_in_order);
  g_test_add_func ("/plan/empty-phases-are-left-out", test_empty_phases_are_left_out);
  g_test_add_func ("/plan/switch-time-counts-once-per-change", test_switch_time_counts_once_per_change);
  g_test_add_func ("/plan/starting-right-mirrors-the-sides", test_starting_right_mirrors_the_sides);
  g_test_add_func ("/plan/one-technique-may-start-on-its-other-side", test_one_technique_may_start_on_its_other_side);
  g_test_add_func ("/plan/without-a-catalog-areas-are-unknown", test_without_a_catalog_areas_are_unknown);
  g_test_add_func ("/plan/plan-outlives-its-maker", test_plan_outlives_its_maker);
  g_test_add_func ("/plan/routine-without-items-is-an-empty-plan", test_routine_without_items_is_an_empty_plan);

  return g_test_run ();
}
