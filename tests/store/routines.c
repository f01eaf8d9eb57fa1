/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/store/fixture.h"

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static FasciaRoutine *
make_routine (const char *name)
{
  g_autofree char *uuid = g_uuid_string_random ();
  FasciaRoutine *routine = fascia_routine_new (uuid);
  FasciaRoutineItem *item;

  set_text (&routine->name.in[FASCIA_LANGUAGE_EN], name);
  set_text (&routine->name.in[FASCIA_LANGUAGE_DA], "Mit aftensæt");
  set_text (&routine->about.in[FASCIA_LANGUAGE_EN], "Before bed.");
  set_text (&routine->afterwards.in[FASCIA_LANGUAGE_DA], "Drik et glas vand.");
  routine->occasions[0] = FASCIA_OCCASION_EVERYDAY;
  routine->occasions[1] = FASCIA_OCCASION_WARM_UP;
  routine->n_occasions = 2;
  g_strfreev (routine->audience);
  routine->audience = g_strsplit ("athlete,desk", ",", -1);
  g_strfreev (routine->sections);
  routine->sections = g_strsplit ("smr/how-to", ",", -1);
  routine->level = 2;
  routine->pressure_cap = 5;
  routine->version = 7;
  routine->own = TRUE;
  item = fascia_routine_item_new ("calf-roller");
  item->sides = FASCIA_SIDES_LEFT_RIGHT;
  item->tool = FASCIA_TOOL_MASSAGE_STICK;
  item->prepare_s = 10;
  item->roll_s = 40;
  item->hold_s = 20;
  item->sets = 3;
  item->rest_s = 15;
  g_ptr_array_add (routine->items, item);
  item = fascia_routine_item_new ("upper-back-roller");
  item->sides = FASCIA_SIDES_BOTH;
  item->roll_s = 120;
  g_ptr_array_add (routine->items, item);
  return routine;
}

static void
assert_same_routine (const FasciaRoutine *a, const FasciaRoutine *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  for (guint i = 0; i < FASCIA_N_LANGUAGES; i++)
    {
      g_assert_cmpstr (a->name.in[i], ==, b->name.in[i]);
      g_assert_cmpstr (a->about.in[i], ==, b->about.in[i]);
      g_assert_cmpstr (a->afterwards.in[i], ==, b->afterwards.in[i]);
    }
  g_assert_cmpuint (a->n_occasions, ==, b->n_occasions);
  for (guint i = 0; i < a->n_occasions; i++)
    g_assert_cmpint (a->occasions[i], ==, b->occasions[i]);
  g_assert_cmpstrv (a->audience, b->audience);
  g_assert_cmpstrv (a->sections, b->sections);
  g_assert_cmpuint (a->level, ==, b->level);
  g_assert_cmpuint (a->pressure_cap, ==, b->pressure_cap);
  g_assert_cmpuint (a->version, ==, b->version);
  g_assert_cmpint (a->own, ==, b->own);
  g_assert_cmpuint (a->items->len, ==, b->items->len);
  for (guint i = 0; i < a->items->len; i++)
    {
      const FasciaRoutineItem *x = a->items->pdata[i];
      const FasciaRoutineItem *y = b->items->pdata[i];

      g_assert_cmpstr (x->technique, ==, y->technique);
      g_assert_cmpint (x->sides, ==, y->sides);
      g_assert_cmpint (x->tool, ==, y->tool);
      g_assert_cmpuint (x->prepare_s, ==, y->prepare_s);
      g_assert_cmpuint (x->roll_s, ==, y->roll_s);
      g_assert_cmpuint (x->hold_s, ==, y->hold_s);
      g_assert_cmpuint (x->sets, ==, y->sets);
      g_assert_cmpuint (x->rest_s, ==, y->rest_s);
    }
}

static void
must_save (FasciaStore *store, const FasciaRoutine *routine)
{
  g_autoptr (GError) error = NULL;

  fascia_store_save_routine (store, routine, NOW_US, &error);
  g_assert_no_error (error);
}

static GPtrArray *
must_list (FasciaStore *store)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *routines = fascia_store_list_routines (store, &error);

  g_assert_no_error (error);
  return routines;
}

static void
test_every_field_comes_back (Home *home, gconstpointer data)
{
  g_autoptr (FasciaRoutine) routine = make_routine ("My evening set");
  g_autoptr (GPtrArray) routines = NULL;

  must_save (home_open (home), routine);
  routines = must_list (home_open (home));
  g_assert_cmpuint (routines->len, ==, 1);
  assert_same_routine (routine, routines->pdata[0]);
}

static void
test_saving_again_replaces_it (Home *home, gconstpointer data)
{
  g_autoptr (FasciaRoutine) routine = make_routine ("My evening set");
  g_autoptr (GPtrArray) routines = NULL;

  must_save (home_open (home), routine);
  g_ptr_array_remove_index (routine->items, 0);
  routine->n_occasions = 0;
  g_clear_pointer (&routine->audience, g_strfreev);
  routine->audience = g_new0 (char *, 1);
  routine->version = 8;
  must_save (home->store, routine);
  routines = must_list (home->store);
  g_assert_cmpuint (routines->len, ==, 1);
  assert_same_routine (routine, routines->pdata[0]);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM routine_item"), ==, 1);
}

static void
test_they_are_listed_by_name (Home *home, gconstpointer data)
{
  g_autoptr (FasciaRoutine) c = make_routine ("calm");
  g_autoptr (FasciaRoutine) a = make_routine ("Arms");
  g_autoptr (FasciaRoutine) b = make_routine ("Back");
  g_autoptr (GPtrArray) routines = NULL;

  must_save (home_open (home), c);
  must_save (home->store, a);
  must_save (home->store, b);
  routines = must_list (home->store);
  assert_same_routine (a, routines->pdata[0]);
  assert_same_routine (b, routines->pdata[1]);
  assert_same_routine (c, routines->pdata[2]);
}

static void
test_a_deleted_one_comes_back_by_saving (Home *home, gconstpointer data)
{
  g_autoptr (FasciaRoutine) routine = make_routine ("My evening set");
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;

  must_save (home_open (home), routine);
  g_assert_true (fascia_store_delete_routine (home->store, routine->id, NOW_US, &error));
  g_assert_no_error (error);
  none = must_list (home->store);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_false (fascia_store_delete_routine (home->store, routine->id, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  must_save (home->store, routine);
  again = must_list (home->store);
  g_assert_cmpuint (again->len, ==, 1);
  assert_same_routine (routine, again->pdata[0]);
}

static void
test_a_routine_beyond_the_limits_writes_nothing (Home *home, gconstpointer data)
{
  g_autoptr (FasciaRoutine) routine = make_routine ("My evening set");
  FasciaRoutineItem *last = routine->items->pdata[1];
  g_autoptr (GError) error = NULL;

  last->sets = 4;
  g_assert_false (fascia_store_save_routine (home_open (home), routine, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  g_assert_cmpint (home_ask (home, "SELECT (SELECT count (*) FROM routine) + (SELECT count (*) FROM routine_item)"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/routines/every-field-comes-back", test_every_field_comes_back);
  add_home_test ("/store/routines/saving-again-replaces-it", test_saving_again_replaces_it);
  add_home_test ("/store/routines/they-are-listed-by-name", test_they_are_listed_by_name);
  add_home_test ("/store/routines/a-deleted-one-comes-back-by-saving", test_a_deleted_one_comes_back_by_saving);
  add_home_test ("/store/routines/a-routine-beyond-the-limits-writes-nothing", test_a_routine_beyond_the_limits_writes_nothing);
  return g_test_run ();
}
