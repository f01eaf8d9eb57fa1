/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/catalog.h"

static FasciaTechnique *
make_technique (const char *id,
                FasciaSides sides,
                guint places,
                FasciaTool first_tool,
                FasciaTool second_tool)
{
  FasciaTechnique *technique = g_new0 (FasciaTechnique, 1);

  technique->id = g_strdup (id);
  technique->name.in[FASCIA_LANGUAGE_EN] = g_strdup (id);
  technique->sides = sides;
  technique->places = places;
  technique->tools[0] = first_tool;
  technique->tools[1] = second_tool;
  technique->n_tools = 2;
  technique->level = 2;
  technique->prepare_s = 10;
  technique->roll_s = 40;
  technique->hold_s = 20;
  technique->sets = 1;
  technique->rest_s = 15;
  technique->sections = g_strsplit ("smr/how-to", " ", -1);

  return technique;
}

static GPtrArray *
make_techniques (void)
{
  GPtrArray *techniques = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_technique_free);

  g_ptr_array_add (techniques, make_technique ("calf", FASCIA_SIDES_EITHER, FASCIA_PLACE_FLOOR, FASCIA_TOOL_FOAM_ROLLER, FASCIA_TOOL_MASSAGE_STICK));
  g_ptr_array_add (techniques, make_technique ("foot", FASCIA_SIDES_LEFT_RIGHT, FASCIA_PLACE_CHAIR, FASCIA_TOOL_MASSAGE_BALL, FASCIA_TOOL_TENNIS_BALL));
  g_ptr_array_add (techniques, make_technique ("back", FASCIA_SIDES_BOTH, FASCIA_PLACE_FLOOR | FASCIA_PLACE_WALL, FASCIA_TOOL_DOUBLE_BALL, FASCIA_TOOL_FOAM_ROLLER));

  return techniques;
}

static FasciaRoutineItem *
add_item (FasciaRoutine *routine,
          const char *technique,
          FasciaSides sides)
{
  FasciaRoutineItem *item = fascia_routine_item_new (technique);

  item->sides = sides;
  item->roll_s = 30;
  g_ptr_array_add (routine->items, item);

  return item;
}

static GPtrArray *
make_routines (const char *ids)
{
  GPtrArray *routines = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_routine_unref);
  g_auto (GStrv) list = g_strsplit (ids, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    g_ptr_array_add (routines, fascia_routine_new (list[i]));

  return routines;
}

static void
test_lists_and_finds_in_order (void)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *routines = make_routines ("first second");
  g_autoptr (FasciaCatalog) catalog = fascia_catalog_new (make_techniques (), routines, &error);
  FasciaCatalog *same;

  g_assert_no_error (error);
  same = fascia_catalog_ref (catalog);
  fascia_catalog_unref (same);

  g_assert_cmpuint (fascia_catalog_get_n_techniques (catalog), ==, 3);
  g_assert_cmpstr (fascia_catalog_get_technique (catalog, 0)->id, ==, "calf");
  g_assert_cmpstr (fascia_catalog_get_technique (catalog, 2)->id, ==, "back");
  g_assert_true (fascia_catalog_find_technique (catalog, "foot") == fascia_catalog_get_technique (catalog, 1));
  g_assert_null (fascia_catalog_find_technique (catalog, "neck"));

  g_assert_cmpuint (fascia_catalog_get_n_routines (catalog), ==, 2);
  g_assert_cmpstr (fascia_catalog_get_routine (catalog, 1)->id, ==, "second");
  g_assert_true (fascia_catalog_find_routine (catalog, "first") == fascia_catalog_get_routine (catalog, 0));
  g_assert_null (fascia_catalog_find_routine (catalog, "third"));
}

static void
test_items_get_the_usual_tool (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaCatalog) catalog = NULL;
  g_autoptr (GArray) tools = NULL;
  GPtrArray *routines = make_routines ("mixed");
  FasciaRoutine *routine = g_ptr_array_index (routines, 0);
  const FasciaRoutineItem *item;

  add_item (routine, "foot", FASCIA_SIDES_LEFT_RIGHT)->tool = FASCIA_TOOL_TENNIS_BALL;
  add_item (routine, "back", FASCIA_SIDES_BOTH);
  add_item (routine, "calf", FASCIA_SIDES_BOTH);
  add_item (routine, "calf", FASCIA_SIDES_LEFT_RIGHT);
  catalog = fascia_catalog_new (make_techniques (), routines, &error);
  g_assert_no_error (error);

  item = g_ptr_array_index (routine->items, 0);
  g_assert_cmpint (item->tool, ==, FASCIA_TOOL_TENNIS_BALL);
  item = g_ptr_array_index (routine->items, 1);
  g_assert_cmpint (item->tool, ==, FASCIA_TOOL_DOUBLE_BALL);

  tools = fascia_catalog_get_routine_tools (catalog, routine);
  g_assert_cmpuint (tools->len, ==, 3);
  g_assert_cmpint (g_array_index (tools, int, 0), ==, FASCIA_TOOL_FOAM_ROLLER);
  g_assert_cmpint (g_array_index (tools, int, 1), ==, FASCIA_TOOL_TENNIS_BALL);
  g_assert_cmpint (g_array_index (tools, int, 2), ==, FASCIA_TOOL_DOUBLE_BALL);
}

static void
test_tools_of_a_routine_from_elsewhere (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaCatalog) catalog = fascia_catalog_new (make_techniques (), make_routines ("first"), &error);
  g_autoptr (FasciaRoutine) own = fascia_routine_new ("own");
  g_autoptr (GArray) tools = NULL;

  g_assert_no_error (error);
  add_item (own, "foot", FASCIA_SIDES_LEFT_RIGHT);
  add_item (own, "gone", FASCIA_SIDES_BOTH);
  tools = fascia_catalog_get_routine_tools (catalog, own);
  g_assert_cmpuint (tools->len, ==, 1);
  g_assert_cmpint (g_array_index (tools, int, 0), ==, FASCIA_TOOL_MASSAGE_BALL);
}

typedef enum {
  BREAK_TECHNIQUE_TWICE,
  BREAK_ROUTINE_TWICE,
  BREAK_PARTNER_MISSING,
  BREAK_PARTNER_ON_FLOOR,
  BREAK_ITEM_TECHNIQUE,
  BREAK_ITEM_SIDES,
  BREAK_ITEM_TOOL,
} Break;

static const struct {
  Break what;
  const char *message;
} breaks[] = {
  { BREAK_TECHNIQUE_TWICE, "The technique “foot” occurs twice: give one of them another id." },
  { BREAK_ROUTINE_TWICE, "The routine “first” occurs twice: give one of them another id." },
  { BREAK_PARTNER_MISSING, "The technique “calf” has the partner “neck”, which does not exist: name another or none." },
  { BREAK_PARTNER_ON_FLOOR, "The technique “back” has the partner “calf”, which needs the floor: name one at a wall, chair or desk." },
  { BREAK_ITEM_TECHNIQUE, "Item 1 of the routine “first” uses the technique “neck”, which does not exist: name another." },
  { BREAK_ITEM_SIDES, "Item 1 of the routine “first” has the sides “both”, but the technique “foot” has “left-right”: make them agree." },
  { BREAK_ITEM_TOOL, "Item 1 of the routine “first” uses the tool “massage-stick”, which the technique “foot” does not have: name another." },
};

static void
test_broken_content_is_named (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      g_autoptr (GError) error = NULL;
      GPtrArray *techniques = make_techniques ();
      GPtrArray *routines = make_routines ("first");
      FasciaRoutine *routine = g_ptr_array_index (routines, 0);
      FasciaTechnique *technique;

      switch (breaks[i].what)
        {
        case BREAK_TECHNIQUE_TWICE:
          g_ptr_array_add (techniques, make_technique ("foot", FASCIA_SIDES_BOTH, FASCIA_PLACE_WALL, FASCIA_TOOL_FOAM_ROLLER, FASCIA_TOOL_DOUBLE_BALL));
          break;
        case BREAK_ROUTINE_TWICE:
          g_ptr_array_add (routines, fascia_routine_new ("first"));
          break;
        case BREAK_PARTNER_MISSING:
          technique = g_ptr_array_index (techniques, 0);
          technique->partner = g_strdup ("neck");
          break;
        case BREAK_PARTNER_ON_FLOOR:
          technique = g_ptr_array_index (techniques, 2);
          technique->partner = g_strdup ("calf");
          break;
        case BREAK_ITEM_TECHNIQUE:
          add_item (routine, "neck", FASCIA_SIDES_BOTH);
          break;
        case BREAK_ITEM_SIDES:
          add_item (routine, "foot", FASCIA_SIDES_BOTH);
          break;
        case BREAK_ITEM_TOOL:
          add_item (routine, "foot", FASCIA_SIDES_LEFT_RIGHT)->tool = FASCIA_TOOL_MASSAGE_STICK;
          break;
        default:
          g_assert_not_reached ();
        }

      g_assert_null (fascia_catalog_new (techniques, routines, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      g_assert_cmpstr (error->message, ==, breaks[i].message);
    }
}

static void
test_routine_of_one_technique (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaCatalog) catalog = fascia_catalog_new (make_techniques (), make_routines ("first"), &error);
  const FasciaTechnique *calf = fascia_catalog_find_technique (catalog, "calf");
  g_autoptr (FasciaRoutine) routine = fascia_routine_new_for_technique (calf, FASCIA_SIDES_LEFT_RIGHT, 2);
  const FasciaRoutineItem *item;
  g_autoptr (FasciaRoutineItem) copy = NULL;

  g_assert_cmpstr (routine->id, ==, "technique:calf");
  g_assert_cmpstr (fascia_text_get (&routine->name, FASCIA_LANGUAGE_EN), ==, "calf");
  g_assert_cmpstr (fascia_text_get (&routine->about, FASCIA_LANGUAGE_DA), ==, "");
  g_assert_cmpstr (routine->sections[0], ==, "smr/how-to");
  g_assert_cmpuint (routine->n_occasions, ==, 0);
  g_assert_cmpuint (routine->level, ==, 2);
  g_assert_cmpuint (routine->version, ==, 1);
  g_assert_false (routine->own);
  g_assert_cmpuint (routine->items->len, ==, 1);

  item = g_ptr_array_index (routine->items, 0);
  copy = fascia_routine_item_copy (item);
  g_assert_cmpstr (copy->technique, ==, "calf");
  g_assert_cmpint (copy->sides, ==, FASCIA_SIDES_LEFT_RIGHT);
  g_assert_cmpint (copy->tool, ==, FASCIA_TOOL_FOAM_ROLLER);
  g_assert_cmpuint (copy->prepare_s, ==, 10);
  g_assert_cmpuint (copy->roll_s, ==, 40);
  g_assert_cmpuint (copy->hold_s, ==, 20);
  g_assert_cmpuint (copy->sets, ==, 2);
  g_assert_cmpuint (copy->rest_s, ==, 15);
}

static void
test_a_table_alone_is_no_wall (void)
{
  static const struct {
    guint places;
    gboolean wall;
  } cases[] = {
    { FASCIA_PLACE_FLOOR, FALSE },
    { FASCIA_PLACE_TABLE, FALSE },
    { FASCIA_PLACE_FLOOR | FASCIA_PLACE_TABLE, FALSE },
    { FASCIA_PLACE_WALL, TRUE },
    { FASCIA_PLACE_FLOOR | FASCIA_PLACE_CHAIR, TRUE },
    { FASCIA_PLACE_DESK | FASCIA_PLACE_TABLE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FasciaTechnique) technique = make_technique ("x", FASCIA_SIDES_BOTH, cases[i].places, FASCIA_TOOL_FOAM_ROLLER, FASCIA_TOOL_DOUBLE_BALL);

      g_assert_cmpint (fascia_technique_is_wall (technique), ==, cases[i].wall);
    }
}

static FasciaClaim *
make_claim (const char *reference,
            guint areas,
            guint tools,
            guint places)
{
  FasciaClaim *claim = g_new0 (FasciaClaim, 1);

  claim->references = g_strsplit (reference, " ", -1);
  claim->areas = areas;
  claim->tools = tools;
  claim->places = places;

  return claim;
}

static FasciaArticleSection *
make_section (const char *slug,
              const char *lead)
{
  FasciaArticleSection *section = g_new0 (FasciaArticleSection, 1);

  section->slug = g_strdup (slug);
  section->leads = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_lead_free);
  section->links = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_lead_free);
  section->evidence = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_claim_free);
  g_ptr_array_add (section->leads, fascia_lead_new_from_string (lead));

  return section;
}

static FasciaReference *
make_reference (const char *id)
{
  FasciaReference *reference = g_new0 (FasciaReference, 1);

  reference->id = g_strdup (id);

  return reference;
}

typedef struct {
  GPtrArray *techniques;
  GPtrArray *routines;
  GPtrArray *sections;
  GPtrArray *references;
  GPtrArray *claims;
} Articles;

static Articles
make_articles (void)
{
  Articles articles = {
    make_techniques (),
    make_routines ("first"),
    g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_article_section_free),
    g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_reference_free),
    g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_claim_free),
  };

  g_ptr_array_add (articles.sections, make_section ("smr/how-to", "technique:calf"));
  g_ptr_array_add (articles.sections, make_section ("smr/risks", "section:smr/how-to"));
  g_ptr_array_add (articles.references, make_reference ("behm-2020"));
  g_ptr_array_add (articles.references, make_reference ("practice"));
  g_ptr_array_add (articles.claims, make_claim ("behm-2020", 0, 0, 0));
  g_ptr_array_add (articles.claims, make_claim ("practice", 0, 1u << FASCIA_TOOL_TENNIS_BALL, 0));
  g_ptr_array_add (articles.claims, make_claim ("practice", 0, 0, FASCIA_PLACE_FLOOR));
  g_ptr_array_add (articles.claims, make_claim ("practice", 1u << FASCIA_AREA_HAND, 0, 0));

  return articles;
}

static FasciaCatalog *
new_with_articles (Articles *articles,
                   GError **error)
{
  return fascia_catalog_new_with_articles (articles->techniques, articles->routines, articles->sections,
                                           articles->references, articles->claims, g_new0 (FasciaWords, 1), error);
}

static void
test_techniques_get_the_claims_that_fit (void)
{
  g_autoptr (GError) error = NULL;
  Articles articles = make_articles ();
  FasciaTechnique *calf = g_ptr_array_index (articles.techniques, 0);
  FasciaTechnique *foot = g_ptr_array_index (articles.techniques, 1);
  g_autoptr (FasciaCatalog) catalog = NULL;
  g_autoptr (GPtrArray) explained = NULL;
  const GPtrArray *claims;
  FasciaClaim *own = make_claim ("practice", 0, 0, 0);

  calf->area = FASCIA_AREA_CALF;
  foot->area = FASCIA_AREA_FOOT;
  calf->claims = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_claim_free);
  g_ptr_array_add (calf->claims, own);
  catalog = new_with_articles (&articles, &error);
  g_assert_no_error (error);

  claims = fascia_catalog_get_claims (catalog, "calf");
  g_assert_cmpuint (claims->len, ==, 3);
  g_assert_true (claims->pdata[0] == own);
  g_assert_true (claims->pdata[1] == articles.claims->pdata[0]);
  g_assert_true (claims->pdata[2] == articles.claims->pdata[2]);
  claims = fascia_catalog_get_claims (catalog, "foot");
  g_assert_cmpuint (claims->len, ==, 2);
  g_assert_true (claims->pdata[1] == articles.claims->pdata[1]);
  g_assert_cmpuint (fascia_catalog_get_claims (catalog, "neck")->len, ==, 0);

  g_assert_cmpuint (fascia_catalog_get_n_sections (catalog), ==, 2);
  g_assert_true (fascia_catalog_find_section (catalog, "smr/risks") == fascia_catalog_get_section (catalog, 1));
  g_assert_null (fascia_catalog_find_section (catalog, "smr/faq"));
  g_assert_true (fascia_catalog_find_reference (catalog, "practice") == fascia_catalog_get_reference (catalog, 1));
  explained = fascia_catalog_get_section_techniques (catalog, "smr/how-to");
  g_assert_cmpuint (explained->len, ==, 3);
  g_assert_true (explained->pdata[0] == calf);
  g_clear_pointer (&explained, g_ptr_array_unref);
  explained = fascia_catalog_get_section_techniques (catalog, "smr/risks");
  g_assert_cmpuint (explained->len, ==, 0);
}

static void
test_loose_ends_of_articles_are_named (void)
{
  static const char *const messages[] = {
    "The section “smr/how-to” occurs twice: give one of them another id.",
    "The source “practice” occurs twice: give one of them another id.",
    "The section “smr/faq” leads to “technique:neck”, which does not exist: name another.",
    "The section “smr/faq” leads to “section:smr/none”, which does not exist: name another.",
    "The section “smr/faq” leads to “routine:none”, which does not exist: name another.",
    "Claim 5 of “claims.ini” rests on the source “nobody-2020”, which is not in sources.ini: add it there or name another.",
    "Claim 1 of “smr/how-to” rests on the source “nobody-2020”, which is not in sources.ini: add it there or name another.",
    "“calf” names the section “smr/none”, which does not exist: name another.",
    "“first” names the section “smr/none”, which does not exist: name another.",
  };

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr (GError) error = NULL;
      Articles articles = make_articles ();
      FasciaTechnique *calf = g_ptr_array_index (articles.techniques, 0);
      FasciaRoutine *first = g_ptr_array_index (articles.routines, 0);
      FasciaArticleSection *how_to = g_ptr_array_index (articles.sections, 0);
      char **none = g_strsplit ("smr/none", " ", -1);

      if (i == 0)
        g_ptr_array_add (articles.sections, make_section ("smr/how-to", "page:goal"));
      else if (i == 1)
        g_ptr_array_add (articles.references, make_reference ("practice"));
      else if (i == 2)
        g_ptr_array_add (articles.sections, make_section ("smr/faq", "technique:neck"));
      else if (i == 3)
        g_ptr_array_add (articles.sections, make_section ("smr/faq", "section:smr/none"));
      else if (i == 4)
        g_ptr_array_add (articles.sections, make_section ("smr/faq", "routine:none"));
      else if (i == 5)
        g_ptr_array_add (articles.claims, make_claim ("nobody-2020", 0, 0, 0));
      else if (i == 6)
        g_ptr_array_add (how_to->evidence, make_claim ("practice nobody-2020", 0, 0, 0));
      else if (i == 7)
        {
          g_strfreev (calf->sections);
          calf->sections = g_strdupv (none);
        }
      else
        {
          g_strfreev (first->sections);
          first->sections = g_strdupv (none);
        }

      g_assert_null (new_with_articles (&articles, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT);
      g_assert_cmpstr (error->message, ==, messages[i]);
      g_strfreev (none);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/catalog/lists-and-finds-in-order", test_lists_and_finds_in_order);
  g_test_add_func ("/catalog/items-get-the-usual-tool", test_items_get_the_usual_tool);
  g_test_add_func ("/catalog/tools-of-a-routine-from-elsewhere", test_tools_of_a_routine_from_elsewhere);
  g_test_add_func ("/catalog/broken-content-is-named", test_broken_content_is_named);
  g_test_add_func ("/catalog/routine-of-one-technique", test_routine_of_one_technique);
  g_test_add_func ("/catalog/a-table-alone-is-no-wall", test_a_table_alone_is_no_wall);
  g_test_add_func ("/catalog/techniques-get-the-claims-that-fit", test_techniques_get_the_claims_that_fit);
  g_test_add_func ("/catalog/loose-ends-of-articles-are-named", test_loose_ends_of_articles_are_named);

  return g_test_run ();
}
