/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/plan.h"
#include "fascia/store/content-files.h"

#include <string.h>

/* What content-facts sections 4 and 5 say, written down a second time by hand. */
#define N_TECHNIQUES 33
#define N_WALL 20
#define N_LEFT_RIGHT_ONLY 26

static const struct {
  const char *id;
  guint total_s;
  guint active_s;
  const char *contexts;
  const char *tools;
  guint pressure_cap;
} expected_routines[] = {
  { "whole-body-10", 600, 500, "everyday recovery", "foam-roller massage-ball", 0 },
  { "warm-up-5", 298, 240, "warm-up", "foam-roller", 0 },
  { "after-run", 739, 640, "recovery", "foam-roller massage-ball", 0 },
  { "after-leg-day", 926, 780, "recovery", "foam-roller", 0 },
  { "desk-upper-body", 416, 340, "everyday", "massage-ball double-ball", 0 },
  { "feet-and-calves", 396, 340, "everyday recovery", "foam-roller massage-ball", 0 },
  { "wall-beginner", 418, 320, "everyday", "tennis-ball double-ball", 4 },
  { "before-bed", 474, 400, "everyday", "foam-roller massage-ball double-ball", 4 },
  { "hips-and-glutes", 558, 470, "everyday recovery", "foam-roller", 0 },
  { "cyclist", 651, 550, "recovery", "foam-roller massage-ball", 0 },
  { "ball-only-travel", 580, 490, "everyday", "tennis-ball", 0 },
  { "arms-and-shoulders", 464, 370, "recovery everyday", "foam-roller massage-ball", 0 },
};

/* The sections of the two articles (content-facts 1.1, 1.2). */
static const char *const article_sections[] = {
  "mfr/intro", "mfr/what-is", "mfr/how-it-works", "mfr/benefits", "mfr/who-benefits", "mfr/side-effects",
  "mfr/find-physio", "mfr/faq", "mfr/faq-what-to-expect", "mfr/faq-session-length", "mfr/faq-painful",
  "mfr/faq-combine", "smr/intro", "smr/what-is", "smr/how-it-works", "smr/benefits", "smr/who-benefits",
  "smr/how-to", "smr/risks", "smr/in-training", "smr/faq", "smr/faq-vs-massage", "smr/faq-injuries",
  "smr/faq-how-often", NULL
};

static const char *const audiences[] = {
  "all", "athlete", "active", "sedentary", "standing-work", "beginner", "older-adults", "travel",
  "manual-work", "racket-sport", NULL
};

/* What content-facts 2.6 and 3.7 say no text may promise, and tools it leaves out. */
static const char *const forbidden[] = {
  "treat", " therapy", "heal faster", "cure", "break", "adhesion", "injury prevention", "prevents", "toxin",
  "performance", "sleep better", "relieve", "massage gun", "trigger point", "behandl", " terapi", "kurer",
  "helbred", "forebyg", "præstation", "sover bedre", "lindre", "massagepistol", "triggerpunkt", "affald", NULL
};

static FasciaCatalog *
load (void)
{
  g_autoptr (GError) error = NULL;
  FasciaCatalog *catalog = fascia_content_files_load (&error);

  g_assert_no_error (error);

  return catalog;
}

/* The names without ".ini" of the files in @folder of the source, sorted. */
static GPtrArray *
list_source (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("FASCIA_CONTENT_DIR"), folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_assert_true (g_str_has_suffix (name, ".ini"));
      g_ptr_array_add (names, g_strndup (name, strlen (name) - strlen (".ini")));
    }

  return names;
}

static void
test_every_file_is_in_the_order (void)
{
  g_autoptr (FasciaCatalog) catalog = load ();
  g_autoptr (GPtrArray) techniques = list_source ("techniques");
  g_autoptr (GPtrArray) routines = list_source ("routines");

  g_assert_cmpuint (techniques->len, ==, fascia_catalog_get_n_techniques (catalog));
  for (guint i = 0; i < techniques->len; i++)
    {
      g_test_message ("technique %s", (const char *)g_ptr_array_index (techniques, i));
      g_assert_nonnull (fascia_catalog_find_technique (catalog, g_ptr_array_index (techniques, i)));
    }

  g_assert_cmpuint (routines->len, ==, fascia_catalog_get_n_routines (catalog));
  for (guint i = 0; i < routines->len; i++)
    {
      g_test_message ("routine %s", (const char *)g_ptr_array_index (routines, i));
      g_assert_nonnull (fascia_catalog_find_routine (catalog, g_ptr_array_index (routines, i)));
    }
}

static void
test_techniques_count_as_the_facts_say (void)
{
  g_autoptr (FasciaCatalog) catalog = load ();
  guint n_wall = 0;
  guint n_left_right_only = 0;
  guint area_used[FASCIA_N_AREAS] = { 0 };

  g_assert_cmpuint (fascia_catalog_get_n_techniques (catalog), ==, N_TECHNIQUES);
  for (guint i = 0; i < N_TECHNIQUES; i++)
    {
      const FasciaTechnique *technique = fascia_catalog_get_technique (catalog, i);

      n_wall += fascia_technique_is_wall (technique) ? 1 : 0;
      n_left_right_only += technique->sides == FASCIA_SIDES_LEFT_RIGHT ? 1 : 0;
      area_used[technique->area]++;
    }
  g_assert_cmpuint (n_wall, ==, N_WALL);
  g_assert_cmpuint (n_left_right_only, ==, N_LEFT_RIGHT_ONLY);
  for (guint area = 0; area < FASCIA_N_AREAS; area++)
    {
      g_test_message ("area %s", fascia_area_to_string (area));
      g_assert_cmpuint (area_used[area], >, 0);
    }
}

static void
test_routines_total_as_the_facts_say (void)
{
  g_autoptr (FasciaCatalog) catalog = load ();

  g_assert_cmpuint (fascia_catalog_get_n_routines (catalog), ==, G_N_ELEMENTS (expected_routines));
  for (guint i = 0; i < G_N_ELEMENTS (expected_routines); i++)
    {
      FasciaRoutine *routine = fascia_catalog_get_routine (catalog, i);
      g_autoptr (FasciaPlan) plan = fascia_plan_new (routine, catalog, NULL);
      g_autoptr (GArray) tools = fascia_catalog_get_routine_tools (catalog, routine);
      g_autoptr (GPtrArray) words = g_ptr_array_new ();
      g_autofree char *contexts = NULL;
      g_autofree char *tool_list = NULL;

      g_test_message ("routine %s", routine->id);
      g_assert_cmpstr (routine->id, ==, expected_routines[i].id);
      g_assert_cmpuint (plan->total_s, ==, expected_routines[i].total_s);
      g_assert_cmpuint (plan->active_s, ==, expected_routines[i].active_s);
      g_assert_cmpuint (routine->pressure_cap, ==, expected_routines[i].pressure_cap);

      for (guint j = 0; j < routine->n_occasions; j++)
        g_ptr_array_add (words, (gpointer)fascia_occasion_to_string (routine->occasions[j]));
      g_ptr_array_add (words, NULL);
      contexts = g_strjoinv (" ", (char **)words->pdata);
      g_assert_cmpstr (contexts, ==, expected_routines[i].contexts);

      g_ptr_array_set_size (words, 0);
      for (guint j = 0; j < tools->len; j++)
        g_ptr_array_add (words, (gpointer)fascia_tool_to_string (g_array_index (tools, int, j)));
      g_ptr_array_add (words, NULL);
      tool_list = g_strjoinv (" ", (char **)words->pdata);
      g_assert_cmpstr (tool_list, ==, expected_routines[i].tools);
    }
}

static void
test_warm_up_has_no_hold_and_ends_in_movement (void)
{
  g_autoptr (FasciaCatalog) catalog = load ();
  guint n_warm_ups = 0;

  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    {
      const FasciaRoutine *routine = fascia_catalog_get_routine (catalog, i);

      if (routine->occasions[0] != FASCIA_OCCASION_WARM_UP)
        {
          g_assert_cmpstr (fascia_text_get (&routine->afterwards, FASCIA_LANGUAGE_EN), ==, "");
          continue;
        }

      n_warm_ups++;
      g_assert_cmpstr (fascia_text_get (&routine->afterwards, FASCIA_LANGUAGE_EN), ==, "Now move: 5 minutes of easy activity");
      g_assert_cmpstr (fascia_text_get (&routine->afterwards, FASCIA_LANGUAGE_DA), ==, "Bevæg dig nu: 5 minutter i roligt tempo");
      for (guint j = 0; j < routine->items->len; j++)
        {
          const FasciaRoutineItem *item = g_ptr_array_index (routine->items, j);

          g_assert_cmpuint (item->hold_s, ==, 0);
        }
    }
  g_assert_cmpuint (n_warm_ups, ==, 1);
}

/* What must hold of every plan, whatever its routine. Walks the phases with the
 * rules of their order, and counts once more what the plan says it adds up to. */
static void
check_plan (const FasciaPlan *plan,
            const FasciaPlanOptions *options)
{
  guint at_s = 0;
  guint active_s = 0;
  guint credited_s = 0;
  g_autofree guint *done_s = g_new0 (guint, plan->n_credits);
  guint expected_credits = 0;
  guint expected_s = 0;

  for (guint i = 0; i < plan->routine->items->len; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (plan->routine->items, i);
      guint sides = item->sides == FASCIA_SIDES_LEFT_RIGHT ? 2 : 1;

      expected_credits += sides;
      expected_s += item->prepare_s +
                    sides * (item->sets * (item->roll_s + item->hold_s) + (item->sets - 1) * item->rest_s) +
                    (sides - 1) * options->switch_s;
    }
  g_assert_cmpuint (plan->total_s, ==, expected_s);
  g_assert_cmpuint (plan->n_credits, ==, expected_credits);

  for (guint i = 0; i < plan->n_phases; i++)
    {
      const FasciaPhase *phase = &plan->phases[i];
      const FasciaPhase *before = i > 0 ? &plan->phases[i - 1] : NULL;
      const FasciaRoutineItem *item = g_ptr_array_index (plan->routine->items, phase->item);
      const FasciaPlanCredit *credit = &plan->credits[phase->credit];
      gboolean new_item = before == NULL || before->item != phase->item;

      g_assert_cmpuint (phase->start_s, ==, at_s);
      g_assert_cmpuint (phase->duration_s, >, 0);
      g_assert_cmpstr (phase->technique, ==, item->technique);
      g_assert_cmpint (phase->side, ==, credit->side);
      g_assert_cmpuint (phase->item, ==, credit->item);
      g_assert_cmpuint (phase->credit, ==, before == NULL ? 0 : before->credit + (new_item || phase->kind == FASCIA_PHASE_SWITCH));
      if (new_item)
        g_assert_cmpuint (phase->item, ==, before == NULL ? 0 : before->item + 1);

      switch (phase->kind)
        {
        case FASCIA_PHASE_PREPARE:
          g_assert_true (new_item);
          g_assert_cmpuint (phase->duration_s, ==, item->prepare_s);
          g_assert_cmpuint (phase->set, ==, 0);
          break;
        case FASCIA_PHASE_ROLL:
          g_assert_cmpuint (phase->duration_s, ==, item->roll_s);
          g_assert_cmpuint (phase->set, ==, before->kind == FASCIA_PHASE_REST ? before->set + 1 : 1);
          break;
        case FASCIA_PHASE_HOLD:
          g_assert_cmpuint (phase->duration_s, ==, item->hold_s);
          g_assert_cmpint (before->kind, ==, FASCIA_PHASE_ROLL);
          g_assert_cmpuint (phase->set, ==, before->set);
          break;
        case FASCIA_PHASE_SWITCH:
          g_assert_cmpuint (phase->duration_s, ==, options->switch_s);
          g_assert_cmpuint (phase->set, ==, 0);
          g_assert_cmpuint (before->set, ==, item->sets);
          g_assert_cmpint (before->side, ==, options->first_side);
          g_assert_cmpint (phase->side, ==, options->first_side == FASCIA_SIDE_LEFT ? FASCIA_SIDE_RIGHT : FASCIA_SIDE_LEFT);
          break;
        case FASCIA_PHASE_REST:
          g_assert_cmpuint (phase->duration_s, ==, item->rest_s);
          g_assert_cmpuint (phase->set, ==, before->set);
          g_assert_cmpuint (phase->set, <, item->sets);
          g_assert_cmpuint (i + 1, <, plan->n_phases);
          break;
        default:
          g_assert_not_reached ();
        }

      at_s += phase->duration_s;
      if (phase->kind == FASCIA_PHASE_ROLL || phase->kind == FASCIA_PHASE_HOLD)
        {
          active_s += phase->duration_s;
          done_s[phase->credit] += phase->duration_s;
        }
    }

  g_assert_cmpuint (plan->total_s, ==, at_s);
  g_assert_cmpuint (plan->active_s, ==, active_s);
  for (guint i = 0; i < plan->n_credits; i++)
    {
      g_assert_cmpuint (plan->credits[i].planned_s, ==, done_s[i]);
      g_assert_cmpuint (plan->credits[i].planned_s, >, 0);
      g_assert_cmpint (plan->credits[i].tool, !=, FASCIA_TOOL_NONE);
      credited_s += plan->credits[i].planned_s;
    }
  g_assert_cmpuint (plan->active_s, ==, credited_s);
}

static void
check_plans_of (const FasciaCatalog *catalog,
                FasciaRoutine *routine)
{
  static const guint switches_s[] = { FASCIA_MIN_SWITCH_S, FASCIA_DEFAULT_SWITCH_S, FASCIA_MAX_SWITCH_S };
  static const FasciaSide first_sides[] = { FASCIA_SIDE_LEFT, FASCIA_SIDE_RIGHT };

  g_test_message ("routine %s", routine->id);
  for (guint i = 0; i < G_N_ELEMENTS (switches_s); i++)
    for (guint j = 0; j < G_N_ELEMENTS (first_sides); j++)
      {
        FasciaPlanOptions options = { .switch_s = switches_s[i], .first_side = first_sides[j] };
        g_autoptr (FasciaPlan) plan = fascia_plan_new (routine, catalog, &options);

        check_plan (plan, &options);
        for (guint k = 0; k < plan->n_credits; k++)
          {
            const FasciaTechnique *technique = fascia_catalog_find_technique (catalog, plan->credits[k].technique);
            const FasciaRoutineItem *item = g_ptr_array_index (routine->items, plan->credits[k].item);

            g_assert_cmpint (plan->credits[k].area, ==, technique->area);
            g_assert_cmpuint (plan->credits[k].spot_s, ==, item->hold_s > 0 ? item->hold_s : technique->hold_s);
          }
      }
}

static void
test_every_routine_makes_a_sound_plan (void)
{
  g_autoptr (FasciaCatalog) catalog = load ();

  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    check_plans_of (catalog, fascia_catalog_get_routine (catalog, i));
}

static void
test_every_technique_makes_a_sound_plan (void)
{
  g_autoptr (FasciaCatalog) catalog = load ();
  guint n_plans = 0;

  for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
    {
      const FasciaTechnique *technique = fascia_catalog_get_technique (catalog, i);

      for (FasciaSides sides = FASCIA_SIDES_LEFT_RIGHT; sides <= FASCIA_SIDES_BOTH; sides++)
        for (guint sets = FASCIA_MIN_SETS; sets <= FASCIA_MAX_SETS; sets++)
          {
            g_autoptr (FasciaRoutine) routine = NULL;

            if (technique->sides != FASCIA_SIDES_EITHER && technique->sides != sides)
              continue;

            routine = fascia_routine_new_for_technique (technique, sides, sets);
            check_plans_of (catalog, routine);
            n_plans++;
          }
    }
  g_assert_cmpuint (n_plans, ==, (26 + 3 + 4 * 2) * 3);
}

typedef struct {
  const char *what;
  const FasciaText *text;
} NamedText;

static void
check_sentences (const char *id,
                 const NamedText *texts,
                 guint n_texts)
{
  for (guint i = 0; i < n_texts; i++)
    for (int language = 0; language < FASCIA_N_LANGUAGES; language++)
      {
        const char *text = fascia_text_get (texts[i].text, language);
        g_autofree char *lower = g_utf8_strdown (text, -1);

        g_test_message ("%s %s: %s", id, texts[i].what, text);
        g_assert_true (g_unichar_isupper (g_utf8_get_char (text)));
        g_assert_true (g_str_has_suffix (text, "."));
        g_assert_null (strstr (text, "  "));
        g_assert_null (strpbrk (text, "'\"`"));
        g_assert_null (strstr (text, " - "));
        for (guint j = 0; forbidden[j] != NULL; j++)
          g_assert_null (strstr (lower, forbidden[j]));
      }
}

static void
check_name (const FasciaText *name)
{
  for (int language = 0; language < FASCIA_N_LANGUAGES; language++)
    {
      const char *text = fascia_text_get (name, language);

      g_test_message ("%s", text);
      g_assert_true (g_unichar_isupper (g_utf8_get_char (text)));
      g_assert_false (g_str_has_suffix (text, "."));
    }
}

static void
check_words (char **words,
             const char *const *known)
{
  g_assert_cmpuint (g_strv_length (words), >, 0);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_test_message ("%s", words[i]);
      g_assert_true (g_strv_contains (known, words[i]));
    }
}

static void
test_texts_are_whole_sentences (void)
{
  g_autoptr (FasciaCatalog) catalog = load ();

  for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
    {
      const FasciaTechnique *technique = fascia_catalog_get_technique (catalog, i);
      const NamedText texts[] = {
        { "start", &technique->start },
        { "movement", &technique->movement },
        { "easier", &technique->easier },
        { "harder", &technique->harder },
        { "mistakes", &technique->mistakes },
        { "caution", &technique->caution },
        { "set-up", &technique->cue_set_up },
        { "roll", &technique->cue_roll },
        { "hold", &technique->cue_hold },
      };

      check_sentences (technique->id, texts, G_N_ELEMENTS (texts));
      check_name (&technique->name);
      check_name (&technique->muscles);
      check_words (technique->sections, article_sections);
      g_assert_true (g_strv_contains ((const char *const *)technique->sections, "smr/how-to"));
      g_assert_true (g_strv_contains ((const char *const *)technique->sections, "smr/risks"));
    }

  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    {
      const FasciaRoutine *routine = fascia_catalog_get_routine (catalog, i);
      const NamedText about = { "about", &routine->about };

      check_sentences (routine->id, &about, 1);
      check_name (&routine->name);
      check_words (routine->sections, article_sections);
      check_words (routine->audience, audiences);
    }
}

/* A user reads one page alone: no text may send them to another technique's. */
static void
test_texts_stand_alone (void)
{
  g_autoptr (FasciaCatalog) catalog = load ();

  for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
    {
      const FasciaTechnique *technique = fascia_catalog_get_technique (catalog, i);
      const FasciaText *texts[] = { &technique->start, &technique->movement, &technique->easier,
                                    &technique->harder, &technique->mistakes, &technique->caution };

      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        for (int language = 0; language < FASCIA_N_LANGUAGES; language++)
          for (guint k = 0; k < fascia_catalog_get_n_techniques (catalog); k++)
            g_assert_null (strstr (fascia_text_get (texts[j], language), fascia_catalog_get_technique (catalog, k)->id));

      /* The one warning that must never be a click away (content-facts 3.4). */
      if (technique->area == FASCIA_AREA_CALF)
        {
          g_assert_nonnull (strstr (fascia_text_get (&technique->caution, FASCIA_LANGUAGE_EN), "blood clot"));
          g_assert_nonnull (strstr (fascia_text_get (&technique->caution, FASCIA_LANGUAGE_DA), "blodprop"));
        }
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/content-files/every-file-is-in-the-order", test_every_file_is_in_the_order);
  g_test_add_func ("/content-files/techniques-count-as-the-facts-say", test_techniques_count_as_the_facts_say);
  g_test_add_func ("/content-files/routines-total-as-the-facts-say", test_routines_total_as_the_facts_say);
  g_test_add_func ("/content-files/warm-up-has-no-hold-and-ends-in-movement", test_warm_up_has_no_hold_and_ends_in_movement);
  g_test_add_func ("/content-files/every-routine-makes-a-sound-plan", test_every_routine_makes_a_sound_plan);
  g_test_add_func ("/content-files/every-technique-makes-a-sound-plan", test_every_technique_makes_a_sound_plan);
  g_test_add_func ("/content-files/texts-are-whole-sentences", test_texts_are_whole_sentences);
  g_test_add_func ("/content-files/texts-stand-alone", test_texts_stand_alone);

  return g_test_run ();
}
