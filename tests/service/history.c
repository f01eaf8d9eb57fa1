/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal as a list: months with their sessions, however long it is. */
#include "fascia/service/history-model.h"

#include "fascia/service/journal.h"
#include "fascia/service/statistics.h"
#include "injected-clock.h"
#include "long-log.h"
#include "temporary-folder.h"

typedef struct {
  char *folder;
  FasciaClock *clock;
  FasciaContext *context;
  FasciaDiary *diary;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");

  fixture->folder = temporary_folder_new ();
  fixture->clock = injected_clock_new (LONG_LOG_NOW_US, 0, zone);
  fixture->context = fascia_context_new (fixture->clock, fixture->folder, &error);
  g_assert_no_error (error);
  fixture->diary = fascia_context_get_diary (fixture->context, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->context);
  injected_clock_free (fixture->clock);
  temporary_folder_free (fixture->folder);
}

/* Begun at @local (with its offset), where the user was. */
static void
add (Fixture *fixture, const char *local, const char *zone_name)
{
  g_autoptr (FasciaLogEntry) entry = fascia_log_entry_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr (GError) error = NULL;

  g_assert_true (fascia_instant_parse (local, zone, &entry->started, &error));
  entry->local_date = fascia_day_of_instant (entry->started.utc_us, zone);
  entry->source = FASCIA_SOURCE_MANUAL;
  entry->active_s = entry->elapsed_s = 300;
  fascia_diary_add_session (fixture->diary, entry, NULL, &error);
  g_assert_no_error (error);
}

/* The first day of the month of @entry, as the user counts it. */
static FasciaDay
month_of (const FasciaLogEntry *entry, guint day_start_h)
{
  gint64 local_s = entry->started.utc_us / G_USEC_PER_SEC + entry->started.utc_offset_s;
  FasciaDay day = fascia_day_add (entry->local_date, local_s % 86400 < (gint64) day_start_h * 3600 ? -1 : 0);
  guint year, month, unused;

  fascia_day_split (day, &year, &month, &unused);

  return fascia_day_new (year, month, 1);
}

/* @day_start_h: what begins earlier belongs to the day before. Every row in its place: headings that say what is below them, sessions of that month,
 * newest first, each once. Returns how many sessions there are. */
static guint
check_rows (FasciaHistoryModel *model, guint day_start_h)
{
  GListModel *list = G_LIST_MODEL (model);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  FasciaHistoryMonth month = { .first = FASCIA_DAY_NONE };
  guint left = 0;
  gint64 left_s = 0;
  gint64 before_us = G_MAXINT64;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (FasciaHistoryItem) item = g_list_model_get_item (list, i);
      const FasciaLogEntry *entry = fascia_history_item_get_entry (item);

      if (entry == NULL)
        {
          FasciaDay newer = month.first;

          g_assert_cmpuint (left, ==, 0);
          g_assert_cmpint (left_s, ==, 0);
          month = *fascia_history_item_get_month (item);
          g_assert_cmpuint (month.sessions, >, 0);
          g_assert_true (!fascia_day_is_valid (newer) || fascia_day_difference (month.first, newer) < 0);
          left = month.sessions;
          left_s = month.active_s;
          before_us = G_MAXINT64;
          continue;
        }
      g_assert_null (fascia_history_item_get_month (item));
      g_assert_cmpuint (left, >, 0);
      g_assert_cmpint (fascia_day_difference (month_of (entry, day_start_h), month.first), ==, 0);
      g_assert_cmpint (entry->started.utc_us, <=, before_us);
      g_assert_true (g_hash_table_add (seen, g_strdup (entry->uuid)));
      before_us = entry->started.utc_us;
      left--;
      left_s -= entry->active_s;
    }
  g_assert_cmpuint (left, ==, 0);
  g_assert_cmpuint (g_hash_table_size (seen), ==, fascia_history_model_get_n_sessions (model));

  return g_hash_table_size (seen);
}

static void
every_session_stands_below_its_month (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaHistoryModel) model = NULL;
  g_autoptr (FasciaHistoryItem) first = NULL;

  long_log_fill (fascia_diary_get_path (fixture->diary), 3000);
  model = fascia_history_model_new (fixture->diary);
  g_assert_cmpuint (check_rows (model, 0), ==, 3000);
  first = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_cmpint (fascia_day_difference (fascia_history_item_get_month (first)->first, fascia_day_new (2027, 3, 1)), ==, 0);
  /* Nine a day, up to the 26th. */
  g_assert_cmpuint (fascia_history_item_get_month (first)->sessions, ==, 26 * 9);
}

/* In Tokyo it is April while it is still March in Copenhagen, and a day that begins at
 * four takes the night before with it: a month is what the totals say it is. */
static void
months_are_those_of_the_user (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaHistoryModel) model = fascia_history_model_new (fixture->diary);
  g_autoptr (FasciaHistoryItem) heading = NULL;
  FasciaPreferences preferences;
  g_autoptr (GError) error = NULL;

  add (fixture, "2026-10-01T01:00:00+09:00", "Asia/Tokyo");
  add (fixture, "2026-09-30T20:00:00+02:00", "Europe/Copenhagen");
  add (fixture, "2026-10-01T02:00:00+02:00", "Europe/Copenhagen");
  add (fixture, "2026-10-31T23:30:00-04:00", "America/New_York");
  add (fixture, "2026-11-01T00:30:00+01:00", "Europe/Copenhagen");
  g_assert_cmpuint (check_rows (model, 0), ==, 5);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 5 + 3);

  fascia_diary_get_preferences (fixture->diary, &preferences, &error);
  g_assert_no_error (error);
  preferences.day_start_h = 4;
  fascia_diary_set_preferences (fixture->diary, &preferences, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check_rows (model, 4), ==, 5);
  heading = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_cmpuint (fascia_history_item_get_month (heading)->sessions, ==, 2);
  g_assert_cmpint (fascia_day_difference (fascia_history_item_get_month (heading)->first, fascia_day_new (2026, 10, 1)), ==, 0);
}

/* What one search finds at once, the list finds in pieces, and no more than was there
 * is kept from the pieces before. */
static void
a_filter_shows_all_that_fits (Fixture *fixture, gconstpointer data)
{
  static const char *const calf[] = { "calf-roller", NULL };
  FasciaLogFilter filter = FASCIA_LOG_FILTER_NONE;
  g_autoptr (FasciaHistoryModel) model = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  guint steps = 0;

  long_log_fill (fascia_diary_get_path (fixture->diary), 5000);
  model = fascia_history_model_new (fixture->diary);
  filter.words = "stiff";
  filter.techniques = calf;
  fascia_history_model_set_filter (model, &filter);
  /* What is newest stands there at once. */
  g_assert_true (fascia_history_model_is_searching (model));
  g_assert_cmpuint (check_rows (model, 0), >, 10);
  while (fascia_history_model_is_searching (model))
    {
      g_main_context_iteration (NULL, TRUE);
      steps++;
    }
  g_assert_cmpuint (steps, >, 3);

  found = fascia_diary_find_sessions (fixture->diary, &filter, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, >, 300);
  g_assert_cmpuint (found->len, <, 1000);
  g_assert_cmpuint (check_rows (model, 0), ==, found->len);

  filter.words = "stiff number7";
  fascia_history_model_set_filter (model, &filter);
  while (fascia_history_model_is_searching (model))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (check_rows (model, 0), <, found->len);
  filter.words = "mountain";
  fascia_history_model_set_filter (model, &filter);
  g_assert_false (fascia_history_model_is_searching (model));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  fascia_history_model_set_filter (model, NULL);
  g_assert_cmpuint (check_rows (model, 0), ==, 5000);
}

static void
count_cb (GListModel *model, guint position, guint removed, guint added, guint *n_items)
{
  g_assert_cmpuint (position + removed, <=, *n_items);
  *n_items = *n_items - removed + added;
}

/* Whoever only listens knows at each moment how many rows there are. */
static void
what_changes_is_told (Fixture *fixture, gconstpointer data)
{
  FasciaLogFilter filter = FASCIA_LOG_FILTER_NONE;
  g_autoptr (FasciaHistoryModel) model = NULL;
  guint n_items;

  long_log_fill (fascia_diary_get_path (fixture->diary), 2000);
  model = fascia_history_model_new (fixture->diary);
  n_items = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_signal_connect (model, "items-changed", G_CALLBACK (count_cb), &n_items);
  filter.words = "stiff";
  fascia_history_model_set_filter (model, &filter);
  while (fascia_history_model_is_searching (model))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_items, ==, g_list_model_get_n_items (G_LIST_MODEL (model)));
  fascia_history_model_set_filter (model, NULL);
  add (fixture, "2027-03-26T11:30:00+01:00", "Europe/Copenhagen");
  g_assert_cmpuint (n_items, ==, g_list_model_get_n_items (G_LIST_MODEL (model)));
  g_assert_cmpuint (check_rows (model, 0), ==, 2001);
}

typedef struct {
  guint n_items;
  guint n_told;  /* rows that came or went */
  guint watched; /* a row … */
  gboolean told; /* … and whether it was among them */
} Heard;

static void
hear_cb (GListModel *model, guint position, guint removed, guint added, Heard *heard)
{
  heard->n_items = heard->n_items - removed + added;
  g_assert_cmpuint (heard->n_items, ==, g_list_model_get_n_items (model));
  heard->n_told += removed + added;
  heard->told |= heard->watched >= position && heard->watched < position + removed;
}

/* An edit costs what is looked at, not what is stored: the months that changed or that
 * somebody has rows of are told, and no other. */
static void
an_edit_is_told_where_it_is (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaHistoryModel) model = NULL;
  g_autoptr (FasciaHistoryItem) held = NULL;
  g_autoptr (FasciaHistoryItem) anew = NULL;
  g_autoptr (FasciaLogEntry) entry = NULL;
  g_autoptr (GError) error = NULL;
  Heard heard = { 0 };

  long_log_fill (fascia_diary_get_path (fixture->diary), 5000);
  model = fascia_history_model_new (fixture->diary);
  heard.n_items = g_list_model_get_n_items (G_LIST_MODEL (model));
  heard.watched = 3000;
  held = g_list_model_get_item (G_LIST_MODEL (model), heard.watched);
  entry = fascia_log_entry_copy (fascia_history_item_get_entry (held));
  g_signal_connect (model, "items-changed", G_CALLBACK (hear_cb), &heard);

  g_free (entry->note);
  entry->note = g_strdup ("Softer now");
  fascia_diary_update_session (fixture->diary, entry, &error);
  g_assert_no_error (error);
  g_assert_true (heard.told);
  g_assert_cmpuint (heard.n_told, <, 2 * (31 * 9 + 1) + 1);
  anew = g_list_model_get_item (G_LIST_MODEL (model), heard.watched);
  g_assert_cmpstr (fascia_history_item_get_entry (anew)->note, ==, "Softer now");

  /* The rows held move on by one when another comes above them. */
  heard.n_told = 0;
  add (fixture, "2027-03-26T11:30:00+01:00", "Europe/Copenhagen");
  g_assert_cmpuint (heard.n_told, <, 4 * (31 * 9 + 1) + 2);
  g_clear_object (&anew);
  anew = g_list_model_get_item (G_LIST_MODEL (model), heard.watched + 1);
  g_assert_cmpstr (fascia_history_item_get_entry (anew)->note, ==, "Softer now");

  /* A month of its own comes, below all others, and goes. */
  add (fixture, "2001-01-05T11:30:00+01:00", "Europe/Copenhagen");
  g_assert_cmpuint (check_rows (model, 0), ==, 5002);
  g_clear_object (&anew);
  anew = g_list_model_get_item (G_LIST_MODEL (model), heard.n_items - 1);
  fascia_diary_delete_session (fixture->diary, fascia_history_item_get_entry (anew)->uuid, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check_rows (model, 0), ==, 5001);
}

static void
a_day_is_found_in_the_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FasciaHistoryModel) model = NULL;
  FasciaLogFilter filter = FASCIA_LOG_FILTER_NONE;
  FasciaDay newest = fascia_day_new (2027, 3, 26);
  guint position;

  long_log_fill (fascia_diary_get_path (fixture->diary), 900);
  model = fascia_history_model_new (fixture->diary);
  for (int i = 0; i < 100; i++)
    {
      FasciaDay day = fascia_day_add (newest, -i);
      g_autoptr (FasciaHistoryItem) item = NULL;
      g_autoptr (FasciaHistoryItem) above = NULL;
      const FasciaLogEntry *entry;

      g_assert_true (fascia_history_model_find_day (model, day, &position));
      item = g_list_model_get_item (G_LIST_MODEL (model), position);
      entry = fascia_history_item_get_entry (item);
      g_assert_nonnull (entry);
      g_assert_cmpint (fascia_day_difference (entry->local_date, day), ==, 0);
      above = g_list_model_get_item (G_LIST_MODEL (model), position - 1);
      entry = fascia_history_item_get_entry (above);
      g_assert_true (entry == NULL || fascia_day_difference (entry->local_date, day) > 0);
    }
  g_assert_false (fascia_history_model_find_day (model, fascia_day_add (newest, -100), &position));
  g_assert_false (fascia_history_model_find_day (model, fascia_day_add (newest, 1), &position));
  filter.words = "stiff";
  fascia_history_model_set_filter (model, &filter);
  g_assert_false (fascia_history_model_find_day (model, newest, &position));
}

/* Without a database handle that outlives it, or a source that still looks at it. */
static void
a_search_ends_with_its_list (Fixture *fixture, gconstpointer data)
{
  FasciaLogFilter filter = FASCIA_LOG_FILTER_NONE;
  FasciaHistoryModel *model;

  long_log_fill (fascia_diary_get_path (fixture->diary), 2000);
  model = fascia_history_model_new (fixture->diary);
  filter.words = "stiff";
  fascia_history_model_set_filter (model, &filter);
  g_assert_true (fascia_history_model_is_searching (model));
  g_assert_finalize_object (model);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

#define ADD(name, function) g_test_add ("/history/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("every-session-stands-below-its-month", every_session_stands_below_its_month);
  ADD ("months-are-those-of-the-user", months_are_those_of_the_user);
  ADD ("a-filter-shows-all-that-fits", a_filter_shows_all_that_fits);
  ADD ("what-changes-is-told", what_changes_is_told);
  ADD ("an-edit-is-told-where-it-is", an_edit_is_told_where_it_is);
  ADD ("a-day-is-found-in-the-list", a_day_is_found_in_the_list);
  ADD ("a-search-ends-with-its-list", a_search_ends_with_its_list);

  return g_test_run ();
}
