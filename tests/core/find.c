/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/find.h"
#include "fascia/store/content-files.h"

#include <string.h>

/* Over the content that is built in: what people type must find what they mean. */

typedef struct {
  FasciaCatalog *catalog;
  FasciaFinder *finder;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->catalog = fascia_content_files_load (&error);
  g_assert_no_error (error);
  fixture->finder = fascia_finder_new (fixture->catalog);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  fascia_finder_free (fixture->finder);
  fascia_catalog_unref (fixture->catalog);
}

static const char *
id_of (Fixture *fixture,
       const FasciaFound *found)
{
  switch (found->kind)
    {
    case FASCIA_FOUND_TECHNIQUE:
      return fascia_catalog_get_technique (fixture->catalog, found->index)->id;
    case FASCIA_FOUND_ROUTINE:
      return fascia_catalog_get_routine (fixture->catalog, found->index)->id;
    case FASCIA_FOUND_SECTION:
      return fascia_catalog_get_section (fixture->catalog, found->index)->slug;
    default:
      g_assert_not_reached ();
    }
}

/* (transfer full): the ids found, with a space before and after each. */
static char *
search (Fixture *fixture,
        const char *query,
        const FasciaFindFilter *filter)
{
  g_autoptr (GArray) found = fascia_finder_search (fixture->finder, query, filter);
  g_autoptr (GString) ids = g_string_new (" ");

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (ids, "%s ", id_of (fixture, &g_array_index (found, FasciaFound, i)));

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

/* @first: what must come first; @others: what must be found too; @never: what must not. */
static const struct {
  const char *query;
  const char *first;
  const char *others;
  const char *never;
} cases[] = {
  /* As written, in both languages. */
  { "Læg på skumrulle", "calf-roller", "calf-lower-roller", "calf-stick foot-sole-ball" },
  { "Calf on foam roller", "calf-roller", "calf-lower-roller", "foot-sole-ball" },
  { "skumrulle læg", "calf-roller", "calf-lower-roller", "calf-stick" },
  /* Letters forgiven. */
  { "laeg", "calf-roller", "calf-stick calf-lower-roller", "chest-ball-wall" },
  { "lag", "calf-roller", "calf-stick calf-lower-roller", "chest-ball-wall" },
  { "LÆG", "calf-roller", "calf-stick", "chest-ball-wall" },
  { "l\xc3\xa4g", "calf-roller", "calf-stick", "chest-ball-wall" },
  { "laar", "quads-roller", "adductors-roller hamstrings-roller outer-quad-roller", "calf-roller" },
  { "lår", "quads-roller", "adductors-roller hamstrings-roller", "calf-roller" },
  { "lar", "quads-roller", "adductors-roller hamstrings-roller", "calf-roller" },
  { "ovre ryg", "upper-back-roller", "upper-back-double-ball-wall upper-back-double-ball-floor", "calf-roller" },
  { "oevre ryg", "upper-back-roller", "upper-back-double-ball-wall", "calf-roller" },
  { "haand", "palm-ball", "", "calf-roller" },
  { "hand", "palm-ball", "", "calf-roller" },
  { "vaeg", "glutes-ball-wall", "chest-ball-wall", "calf-roller" },
  /* Slips of the keys. */
  { "skumrulel", "calf-roller", "quads-roller", "palm-ball" },
  { "skmrulle", "calf-roller", "quads-roller", "palm-ball" },
  { "hamstirngs", "hamstrings-roller", "hamstrings-ball-chair", "palm-ball" },
  { "gastrocnemus", "calf-roller", "calf-stick", "palm-ball" },
  { "sholder", "", "front-shoulder-ball-wall rear-shoulder-ball-wall upper-trap-ball-wall", "palm-ball" },
  { "skuldr", "", "front-shoulder-ball-wall rear-shoulder-ball-wall upper-trap-ball-wall", "palm-ball" },
  { "quadricpes", "quads-roller", "thigh-stick", "palm-ball" },
  { "piriformsi", "glutes-ball-floor", "", "palm-ball" },
  /* As it is being typed. */
  { "sku", "upper-trap-ball-wall", "calf-roller front-shoulder-ball-wall", "foot-sole-ball" },
  { "hamst", "hamstrings-roller", "hamstrings-ball-chair", "palm-ball" },
  { "tricep", "triceps-roller", "", "palm-ball" },
  /* Words that are in no name. */
  { "soleus", "calf-lower-roller", "calf-stick", "palm-ball" },
  { "trapezius", "upper-trap-ball-wall", "upper-back-roller shoulder-blade-ball-wall", "palm-ball" },
  { "haser", "hamstrings-roller", "hamstrings-ball-chair", "palm-ball" },
  { "peanut", "upper-back-double-ball-wall", "upper-back-double-ball-floor", "palm-ball" },
  { "numse", "glutes-roller", "glutes-ball-floor glutes-ball-wall", "palm-ball" },
  { "glutes chair", "", "", "glutes-roller calf-stick" },
  { "office", "forearm-underside-ball", "palm-ball", "calf-roller" },
  { "elbow", "forearm-underside-ball", "forearm-top-ball", "calf-roller" },
  { "IT band", "outer-quad-roller", "", "calf-roller" },
  { "traps", "upper-trap-ball-wall", "", "calf-roller" },
  /* Little words help where they stand, and hinder nowhere. */
  { "a roller for my calves", "calf-roller", "calf-lower-roller", "palm-ball" },
  { "en bold til min fod", "foot-sole-ball", "", "calf-roller" },
  { "bold mod væg bryst", "chest-ball-wall", "", "palm-ball" },
  /* What is spelt right is no slip of something else. */
  { "wall", "glutes-ball-wall", "glutes-ball-wall", "triceps-roller" },
  { "stick", "calf-stick", "thigh-stick", "palm-ball" },
  /* Routines and sections. */
  { "desk", "", "desk-upper-body", "calf-roller" },
  { "cykel", "cyclist", "", "palm-ball" },
  { "warm-up", "warm-up-5", "", "palm-ball" },
  { "correctly", "smr/how-to", "", "palm-ball" },
  { "risici", "smr/risks", "", "palm-ball" },
  { "rigtigt", "smr/how-to", "", "palm-ball" },
  /* Nothing to be found. */
  { "xyzzy", "", "", "calf-roller" },
  { "knee surgery", "", "", "calf-roller palm-ball" },
  { "æøå", "", "", "palm-ball" },
  { "ლ", "", "", "palm-ball" },
};

static void
assert_has (const char *ids,
            const char *wanted,
            gboolean has)
{
  g_auto (GStrv) words = g_strsplit (wanted, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *between = g_strdup_printf (" %s ", words[i]);

      if (words[i][0] != '\0' && (strstr (ids, between) != NULL) != has)
        {
          g_test_message ("%s %s", has ? "lacks" : "has", words[i]);
          g_test_fail ();
        }
    }
}

static void
test_words_find_what_is_meant (Fixture *fixture,
                               gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ids = search (fixture, cases[i].query, NULL);
      g_autofree char *first = g_strdup_printf (" %s ", cases[i].first);

      g_test_message ("“%s” finds%s", cases[i].query, ids);
      if (cases[i].first[0] != '\0' && !g_str_has_prefix (ids, first))
        {
          g_test_message ("%s is not first", cases[i].first);
          g_test_fail ();
        }
      assert_has (ids, cases[i].others, TRUE);
      assert_has (ids, cases[i].never, FALSE);
    }
}

/* Every letter more may only narrow what is found, or be a slip. */
static void
test_results_stay_while_a_name_is_typed (Fixture *fixture,
                                         gconstpointer data)
{
  for (guint i = 0; i < fascia_catalog_get_n_techniques (fixture->catalog); i++)
    for (guint language = 0; language < FASCIA_N_LANGUAGES; language++)
      {
        const FasciaTechnique *technique = fascia_catalog_get_technique (fixture->catalog, i);
        const char *name = fascia_text_get (&technique->name, language);
        g_autofree char *wanted = g_strdup_printf (" %s ", technique->id);
        g_autofree char *whole = search (fixture, name, NULL);

        for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
          {
            g_autofree char *begun = g_strndup (name, at - name);
            g_autofree char *ids = search (fixture, begun, NULL);

            if (strstr (ids, wanted) == NULL)
              g_error ("“%s” does not find %s, but%s", begun, technique->id, ids);
          }
        /* Its own whole name puts a technique first. */
        if (!g_str_has_prefix (whole, wanted))
          g_error ("“%s” finds first%s", name, whole);
      }
}

static void
test_one_slip_in_a_long_word_is_forgiven (Fixture *fixture,
                                          gconstpointer data)
{
  static const char word[] = "massagestav";

  for (gsize i = 0; i < strlen (word); i++)
    {
      g_autofree char *left_out = g_strdup_printf ("%.*s%s", (int)i, word, word + i + 1);
      g_autofree char *put_in = g_strdup_printf ("%.*sq%s", (int)i, word, word + i);
      g_autofree char *changed = g_strdup_printf ("%.*sq%s", (int)i, word, word + i + 1);
      g_autofree char *swapped = g_strdup (word);
      const char *queries[] = { left_out, put_in, changed, swapped };

      if (i + 1 < strlen (word))
        {
          swapped[i] = word[i + 1];
          swapped[i + 1] = word[i];
        }
      for (guint j = 0; j < G_N_ELEMENTS (queries); j++)
        {
          g_autofree char *ids = search (fixture, queries[j], NULL);

          g_test_message ("%s:%s", queries[j], ids);
          g_assert_nonnull (strstr (ids, " calf-stick "));
          g_assert_nonnull (strstr (ids, " thigh-stick "));
        }
    }
}

static void
test_no_words_find_everything_in_order (Fixture *fixture,
                                        gconstpointer data)
{
  static const char *const queries[] = { "", "   ", "?!…", "\n\t" };
  guint n_all = fascia_catalog_get_n_techniques (fixture->catalog) +
                fascia_catalog_get_n_routines (fixture->catalog) +
                fascia_catalog_get_n_sections (fixture->catalog);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GArray) found = fascia_finder_search (fixture->finder, queries[i], NULL);
      guint next[] = { 0, 0, 0 };

      g_assert_cmpuint (found->len, ==, n_all);
      for (guint j = 0; j < found->len; j++)
        {
          const FasciaFound *one = &g_array_index (found, FasciaFound, j);

          g_assert_cmpuint (one->score, ==, 0);
          g_assert_cmpuint (one->index, ==, next[one->kind]++);
        }
    }
}

static void
test_filters_narrow (Fixture *fixture,
                     gconstpointer data)
{
  static const struct {
    const char *query;
    FasciaFindFilter filter;
    const char *found;
    const char *never;
  } filters[] = {
    { "", { .areas = 1u << FASCIA_AREA_CALF }, "calf-roller calf-stick calf-lower-roller feet-and-calves", "foot-sole-ball smr/how-to desk-upper-body" },
    { "", { .areas = 1u << FASCIA_AREA_CALF | 1u << FASCIA_AREA_FOOT }, "calf-roller foot-sole-ball", "palm-ball smr/how-to" },
    { "", { .tools = 1u << FASCIA_TOOL_MASSAGE_STICK }, "calf-stick thigh-stick shin-roller", "calf-roller palm-ball smr/risks" },
    { "", { .levels = 1u << 3 }, "outer-lower-leg-roller glutes-ball-floor", "calf-roller smr/how-to" },
    { "", { .levels = 1u << 1 | 1u << 3 }, "calf-roller glutes-ball-floor", "quads-roller" },
    { "", { .wall = TRUE }, "chest-ball-wall calf-stick wall-beginner", "calf-roller before-bed smr/how-to" },
    { "", { .owned = 1u << FASCIA_TOOL_TENNIS_BALL }, "palm-ball ball-only-travel smr/how-to", "calf-roller calf-stick whole-body-10" },
    { "", { .owned = 1u << FASCIA_TOOL_FOAM_ROLLER | 1u << FASCIA_TOOL_MASSAGE_BALL }, "calf-roller whole-body-10", "calf-stick desk-upper-body" },
    { "skulder", { .wall = TRUE, .levels = 1u << 2 }, "upper-trap-ball-wall", "front-shoulder-ball-wall lats-roller" },
    { "laeg", { .owned = 1u << FASCIA_TOOL_MASSAGE_STICK }, "calf-stick", "calf-roller" },
    { "calf", { .areas = 1u << FASCIA_AREA_HAND }, "", "calf-roller palm-ball" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *ids = search (fixture, filters[i].query, &filters[i].filter);

      g_test_message ("%u:%s", i, ids);
      assert_has (ids, filters[i].found, TRUE);
      assert_has (ids, filters[i].never, FALSE);
    }
}

/* Found with a filter is what is found without it and passes: nothing more, in the same order. */
static void
test_filters_change_no_order (Fixture *fixture,
                              gconstpointer data)
{
  const FasciaFindFilter filter = { .wall = TRUE, .owned = 1u << FASCIA_TOOL_TENNIS_BALL };
  g_autofree char *narrowed = search (fixture, "ball", &filter);
  g_autofree char *all = search (fixture, "ball", NULL);
  g_auto (GStrv) ids = g_strsplit (g_strstrip (narrowed), " ", -1);
  const char *at = all;

  g_assert_cmpuint (g_strv_length (ids), >, 5);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *between = g_strdup_printf (" %s ", ids[i]);

      at = strstr (at, between);
      g_assert_nonnull (at);
    }
}

/* What is pasted into a search field is anybody's guess. */
static void
test_any_text_is_taken (Fixture *fixture,
                        gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GArray) found = NULL;
      guint length = g_test_rand_int_range (0, 60);

      g_string_truncate (text, 0);
      for (guint i = 0; i < length; i++)
        switch (g_test_rand_int_range (0, 4))
          {
          case 0:
            g_string_append_c (text, (char)g_test_rand_int_range (1, 256));
            break;
          case 1:
            g_string_append_unichar (text, (gunichar)g_test_rand_int_range (0x80, 0x3000));
            break;
          default:
            g_string_append_c (text, "abeilorstæ  "[g_test_rand_int_range (0, 10)]);
            break;
          }
      found = fascia_finder_search (fixture->finder, text->str, NULL);
      g_assert_nonnull (found);
    }

  g_string_truncate (text, 0);
  for (guint i = 0; i < 100000; i++)
    g_string_append (text, i % 7 == 0 ? "skumrulle " : "aaaaaaaaaaaaaa");
  g_array_unref (fascia_finder_search (fixture->finder, text->str, NULL));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/find/words-find-what-is-meant", Fixture, NULL, set_up, test_words_find_what_is_meant, tear_down);
  g_test_add ("/find/results-stay-while-a-name-is-typed", Fixture, NULL, set_up, test_results_stay_while_a_name_is_typed, tear_down);
  g_test_add ("/find/one-slip-in-a-long-word-is-forgiven", Fixture, NULL, set_up, test_one_slip_in_a_long_word_is_forgiven, tear_down);
  g_test_add ("/find/no-words-find-everything-in-order", Fixture, NULL, set_up, test_no_words_find_everything_in_order, tear_down);
  g_test_add ("/find/filters-narrow", Fixture, NULL, set_up, test_filters_narrow, tear_down);
  g_test_add ("/find/filters-change-no-order", Fixture, NULL, set_up, test_filters_change_no_order, tear_down);
  g_test_add ("/find/any-text-is-taken", Fixture, NULL, set_up, test_any_text_is_taken, tear_down);

  return g_test_run ();
}
