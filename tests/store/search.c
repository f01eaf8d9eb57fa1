/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/search.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_home_test ("/search/sessions-are-found-by-words-and-marks", sessions_are_found_by_words_and_marks);
  add_home_test ("/search/the-trash-is-emptied-for-good", the_trash_is_emptied_for_good);

  return g_test_run ();
}
