/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/search.h"

#include "fascia/store/statistics.h"
#include "tests/store/fixture.h"

/* (transfer full): its UUID. */
static char *
add (Home *home, int days_ago, const char *technique, const char *note, FasciaOccasion occasion)
{
  g_autoptr (FasciaLogEntry) entry = make_entry (NOW_US - days_ago * G_TIME_SPAN_DAY, 5);
  g_autoptr (GError) error = NULL;

  if (technique != NULL)
    {
      add_item (entry, technique, FASCIA_SIDE_LEFT, 60, 60);
      ((FasciaLogItem *) g_ptr_array_index (entry->items, 0))->tool = FASCIA_TOOL_FOAM_ROLLER;
    }
  else
    {
      entry->areas[0] = FASCIA_AREA_CALF;
      entry->n_areas = 1;
    }
  g_free (entry->note);
  entry->note = g_strdup (note);
  entry->occasion = occasion;
  fascia_store_add_session (home->store, entry, NOW_US, &error);
  g_assert_no_error (error);

  return g_strdup (entry->uuid);
}

/* Finds exactly @n, the first of them @first (nullable). */
static void
assert_finds (Home *home, FasciaLogFilter filter, guint n, const char *first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = fascia_store_find_sessions (home->store, &filter, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, n);
  if (first != NULL)
    g_assert_cmpstr (((FasciaLogEntry *) g_ptr_array_index (found, 0))->uuid, ==, first);
}

static void
sessions_are_found_by_words_and_marks (Home *home, gconstpointer data)
{
  static const char *const calf[] = { "calf-roller", "calf-stick", NULL };
  FasciaStore *store = home_open (home);
  g_autofree char *sea = add (home, 3, "calf-roller", "Løb ved søen; knæet gjorde ondt", FASCIA_OCCASION_RECOVERY);
  g_autofree char *desk = add (home, 2, "quads-roller", "Too long at the desk \"again\"", FASCIA_OCCASION_EVERYDAY);
  g_autofree char *areas = add (home, 1, NULL, NULL, FASCIA_OCCASION_NONE);
  FasciaLogFilter filter = FASCIA_LOG_FILTER_NONE;

  assert_finds (home, filter, 3, areas);
  filter.words = "desk";
  assert_finds (home, filter, 1, desk);
  filter.words = "des lon";
  assert_finds (home, filter, 1, desk);
  filter.words = "KNÆ";
  assert_finds (home, filter, 1, sea);
  filter.words = "desk knæ";
  assert_finds (home, filter, 0, NULL);
  /* None of this is an operator, and what is no word asks for nothing. */
  filter.words = "NOT desk";
  assert_finds (home, filter, 0, NULL);
  filter.words = "\"again* (";
  assert_finds (home, filter, 1, desk);
  filter.words = "** -\" ";
  assert_finds (home, filter, 3, NULL);

  filter = FASCIA_LOG_FILTER_NONE;
  filter.techniques = calf;
  assert_finds (home, filter, 1, sea);
  filter.area = FASCIA_AREA_CALF;
  assert_finds (home, filter, 2, areas);
  filter.tool = FASCIA_TOOL_FOAM_ROLLER;
  assert_finds (home, filter, 1, sea);
  filter.occasion = FASCIA_OCCASION_EVERYDAY;
  assert_finds (home, filter, 0, NULL);

  filter = FASCIA_LOG_FILTER_NONE;
  filter.occasion = FASCIA_OCCASION_EVERYDAY;
  assert_finds (home, filter, 1, desk);
  g_assert_true (fascia_store_delete_session (store, desk, NOW_US, NULL));
  assert_finds (home, filter, 0, NULL);
}

static void
the_trash_is_emptied_for_good (Home *home, gconstpointer data)
{
  FasciaStore *store = home_open (home);
  g_autofree char *early = add (home, 3, "calf-roller", "early", FASCIA_OCCASION_NONE);
  g_autofree char *late = add (home, 2, "calf-roller", "late", FASCIA_OCCASION_NONE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) trash = NULL;

  g_assert_true (fascia_store_delete_session (store, early, NOW_US + 2000, NULL));
  g_assert_true (fascia_store_delete_session (store, late, NOW_US + 3000, NULL));
  trash = fascia_store_list_trash (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (trash->len, ==, 2);
  g_assert_cmpstr (((FasciaLogEntry *) g_ptr_array_index (trash, 0))->uuid, ==, late);

  g_assert_true (fascia_store_empty_trash (home->store, NOW_US + 3000, &error));
  g_assert_no_error (error);
  g_assert_false (fascia_store_restore_session (home->store, early, NOW_US, NULL));
  g_assert_true (fascia_store_restore_session (home->store, late, NOW_US, &error));
  g_assert_cmpint (fascia_store_count_sessions (home->store, NULL), ==, 1);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM session_item"), ==, 1);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM tombstone WHERE kind = 'session'"), ==, 1);
  g_assert_true (fascia_store_check_integrity (home->store, &error));
}

/* In steps of one as in steps of many, and the same as asked at once. */
static void
a_search_can_be_made_in_steps (Home *home, gconstpointer data)
{
  static const guint steps[] = { 1, 7, 1000 };
  FasciaStore *store = home_open (home);
  FasciaLogFilter filter = FASCIA_LOG_FILTER_NONE;

  for (int i = 0; i < 40; i++)
    g_free (add (home, i / 2, i % 3 == 0 ? "calf-roller" : NULL, i % 2 == 0 ? "by the sea" : NULL, FASCIA_OCCASION_NONE));
  filter.words = "sea";
  filter.area = FASCIA_AREA_CALF;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (FasciaFound));
      g_autoptr (GPtrArray) whole = fascia_store_find_sessions (store, &filter, 0, &error);
      g_autoptr (GPtrArray) read = NULL;
      g_autoptr (FasciaSearch) search = fascia_search_new (store, &filter, &error);
      gboolean more = TRUE;

      g_assert_no_error (error);
      while (more)
        g_assert_true (fascia_search_go_on (search, steps[i], found, &more, &error));
      read = fascia_store_read_found (store, (const FasciaFound *) (gpointer) found->data, found->len, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (whole->len, ==, 13);
      g_assert_cmpuint (read->len, ==, whole->len);
      for (guint j = 0; j < read->len; j++)
        assert_same_entry (g_ptr_array_index (read, j), g_ptr_array_index (whole, j));
    }
}

/* The months of the list add up to the totals that are kept of them. */
static void
a_month_is_what_its_total_says (Home *home, gconstpointer data)
{
  FasciaStore *store = home_open (home);
  g_autoptr (GArray) months = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 90; i++)
    g_free (add (home, i, "calf-roller", NULL, FASCIA_OCCASION_NONE));
  months = fascia_store_list_month_totals (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (months->len, ==, 4);
  for (guint i = 0; i < months->len; i++)
    {
      const FasciaSessionTotal *total = &g_array_index (months, FasciaSessionTotal, i);
      g_autoptr (GPtrArray) all = fascia_store_list_month (store, fascia_day_add (total->day, 11), 0, 0, &error);
      g_autoptr (GPtrArray) page = fascia_store_list_month (store, total->day, 3, 2, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (all->len, ==, total->sessions);
      g_assert_cmpuint (page->len, ==, MIN (2, total->sessions - 3));
      for (guint j = 0; j < page->len; j++)
        assert_same_entry (g_ptr_array_index (page, j), g_ptr_array_index (all, j + 3));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_home_test ("/search/sessions-are-found-by-words-and-marks", sessions_are_found_by_words_and_marks);
  add_home_test ("/search/a-search-can-be-made-in-steps", a_search_can_be_made_in_steps);
  add_home_test ("/search/a-month-is-what-its-total-says", a_month_is_what_its_total_says);
  add_home_test ("/search/the-trash-is-emptied-for-good", the_trash_is_emptied_for_good);

  return g_test_run ();
}
