/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/database.h"
#include "fascia/store/backup.h"
#include "fascia/store/exchange.h"
#include "tests/store/fixture.h"

/* --- The health check --------------------------------------------------------------- */

static FasciaHealth
full_health (void)
{
  FasciaHealth health = { .asked_us = NOW_US, .skipped_us = NOW_US - 3, .changed_us = NOW_US + 5 };

  fascia_health_answer_yes (&health, FASCIA_CONDITION_SKIN,
                            FASCIA_AREA_BIT (FASCIA_AREA_HAND) | FASCIA_AREA_BIT (FASCIA_AREA_FOOT) | FASCIA_AREA_BIT_ELSEWHERE, FALSE, NOW_US);
  fascia_health_answer_yes (&health, FASCIA_CONDITION_VARICOSE, 0, TRUE, NOW_US + 1000);
  fascia_health_clear (&health, FASCIA_CONDITION_VARICOSE, NOW_US + 2000);
  fascia_health_answer_yes (&health, FASCIA_CONDITION_CLOT, 0, FALSE, NOW_US);
  return health;
}

static void
must_save (FasciaStore *store, const FasciaHealth *health)
{
  g_autoptr (GError) error = NULL;

  fascia_store_save_health (store, health, &error);
  g_assert_no_error (error);
}

static void
assert_loaded (FasciaStore *store, const FasciaHealth *expected)
{
  FasciaHealth loaded = { .asked_us = 77 };
  g_autoptr (GError) error = NULL;

  fascia_store_load_health (store, &loaded, &error);
  g_assert_no_error (error);
  g_assert_cmpint (loaded.asked_us, ==, expected->asked_us);
  g_assert_cmpint (loaded.skipped_us, ==, expected->skipped_us);
  g_assert_cmpint (loaded.changed_us, ==, expected->changed_us);
  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    {
      g_assert_cmpint (loaded.answers[i].answered_us, ==, expected->answers[i].answered_us);
      g_assert_cmpint (loaded.answers[i].cleared_us, ==, expected->answers[i].cleared_us);
      g_assert_cmpuint (loaded.answers[i].areas, ==, expected->answers[i].areas);
      g_assert_cmpint (loaded.answers[i].inflamed, ==, expected->answers[i].inflamed);
    }
}

static void
test_a_new_home_was_never_asked (Home *home, gconstpointer data)
{
  const FasciaHealth nothing = { .asked_us = 0 };

  assert_loaded (home_open (home), &nothing);
}

static void
test_every_answer_comes_back (Home *home, gconstpointer data)
{
  FasciaHealth health = { .asked_us = NOW_US };

  /* All at once, each with another place. */
  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    fascia_health_answer_yes (&health, (FasciaCondition) i, FASCIA_AREA_BIT (i % (FASCIA_N_AREAS + 1)), TRUE, NOW_US + i);
  must_save (home_open (home), &health);
  assert_loaded (home_open (home), &health);
  health = full_health ();
  must_save (home->store, &health);
  assert_loaded (home_open (home), &health);
}

static void
test_an_answer_no_leaves_no_trace (Home *home, gconstpointer data)
{
  FasciaHealth health = full_health ();

  must_save (home_open (home), &health);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM health_area"), ==, 3);
  fascia_health_answer_no (&health, FASCIA_CONDITION_SKIN);
  must_save (home->store, &health);
  assert_loaded (home->store, &health);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM health_answer"), ==, 2);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM health_area"), ==, 0);
}

static void
test_answers_are_never_exported (Home *home, gconstpointer data)
{
  FasciaHealth health = full_health ();
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;
  g_autoptr (GError) error = NULL;

  without = fascia_exchange_to_json (home_open (home), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  must_save (home->store, &health);
  with = fascia_exchange_to_json (home->store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  /* Not even that there are any. */
  g_assert_cmpstr (with, ==, without);
}

static void
test_answers_are_in_backups (Home *home, gconstpointer data)
{
  FasciaHealth health = full_health ();
  g_autofree char *folder = g_build_filename (home->root, "copy", NULL);
  g_autofree char *path = g_build_filename (folder, FASCIA_STORE_FILE_NAME, NULL);
  g_autoptr (FasciaStore) copy = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  must_save (home_open (home), &health);
  g_assert_true (fascia_backup_write (home->store, path, NULL, NULL, NULL, &error));
  copy = fascia_store_open (folder, NOW_US, &error);
  g_assert_no_error (error);
  assert_loaded (copy, &health);
}

static void
assert_damaged (Home *home, const char *sql)
{
  FasciaHealth health = full_health ();
  g_autoptr (GError) error = NULL;

  must_save (home_open (home), &health);
  g_assert_true (fascia_database_exec (home->store, sql, &error));
  g_assert_false (fascia_store_load_health (home->store, &health, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
  /* The value handed in is as it was. */
  g_assert_cmpint (health.asked_us, ==, NOW_US);
}

static void
test_an_unknown_word_is_damage (Home *home, gconstpointer data)
{
  assert_damaged (home, "UPDATE health_answer SET condition = 'flu' WHERE condition = 'clot'");
  assert_damaged (home, "UPDATE health_area SET area = 'elbow' WHERE area = 'hand'");
}

/* --- What the user likes and owns ---------------------------------------------------- */

static void
assert_favourites (FasciaStore *store, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) techniques = fascia_store_list_favourites (store, &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  joined = g_strjoinv (" ", techniques);
  g_assert_cmpstr (joined, ==, expected);
}

static void
must_like (FasciaStore *store, const char *technique, gboolean favourite, gint64 now_us)
{
  g_autoptr (GError) error = NULL;

  fascia_store_set_favourite (store, technique, favourite, now_us, &error);
  g_assert_no_error (error);
}

static void
test_favourites_come_back_newest_first (Home *home, gconstpointer data)
{
  assert_favourites (home_open (home), "");
  must_like (home->store, "calf-roller", TRUE, NOW_US);
  must_like (home->store, "palm-ball", TRUE, NOW_US + 1000);
  must_like (home->store, "foot-sole-ball", TRUE, NOW_US + 2000);
  /* Liked already: nothing new. */
  must_like (home->store, "calf-roller", TRUE, NOW_US + 3000);
  assert_favourites (home_open (home), "foot-sole-ball palm-ball calf-roller");
  must_like (home->store, "palm-ball", FALSE, NOW_US + 4000);
  must_like (home->store, "chest-ball-wall", FALSE, NOW_US + 5000);
  assert_favourites (home->store, "foot-sole-ball calf-roller");
  /* When it changed stays known; of what never was there is nothing. */
  g_assert_cmpint (home_ask (home, "SELECT changed_at_us FROM favourite WHERE technique = 'palm-ball'"), ==, NOW_US + 4000);
  g_assert_cmpint (home_ask (home, "SELECT changed_at_us FROM favourite WHERE technique = 'calf-roller'"), ==, NOW_US);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM favourite"), ==, 3);
  must_like (home->store, "palm-ball", TRUE, NOW_US + 6000);
  assert_favourites (home->store, "palm-ball foot-sole-ball calf-roller");
}

static guint
owned (FasciaStore *store)
{
  g_autoptr (GError) error = NULL;
  guint tools = 0;

  fascia_store_get_owned_tools (store, &tools, &error);
  g_assert_no_error (error);
  return tools;
}

static void
test_all_tools_are_owned_until_said_otherwise (Home *home, gconstpointer data)
{
  const guint some = FASCIA_TOOL_BIT (FASCIA_TOOL_FOAM_ROLLER) | FASCIA_TOOL_BIT (FASCIA_TOOL_MASSAGE_STICK);

  g_assert_cmpuint (owned (home_open (home)), ==, FASCIA_ALL_TOOL_BITS);
  g_assert_true (fascia_store_set_owned_tools (home->store, FASCIA_ALL_TOOL_BITS, NOW_US, NULL));
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM tool"), ==, 0);
  g_assert_true (fascia_store_set_owned_tools (home->store, some, NOW_US, NULL));
  g_assert_cmpuint (owned (home_open (home)), ==, some);
  g_assert_true (fascia_store_set_owned_tools (home->store, 0, NOW_US + 1000, NULL));
  g_assert_cmpuint (owned (home->store), ==, 0);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM tool WHERE changed_at_us = 1806058800001000"), ==, 2);
  g_assert_true (fascia_store_set_owned_tools (home->store, FASCIA_ALL_TOOL_BITS, NOW_US, NULL));
  g_assert_cmpuint (owned (home->store), ==, FASCIA_ALL_TOOL_BITS);
}

/* --- How often, and when last ---------------------------------------------------------- */

#define DAY_US (24 * G_TIME_SPAN_HOUR)

static const FasciaTechniqueUse *
use_of (GHashTable *uses, const char *technique)
{
  return g_hash_table_lookup (uses, technique);
}

static GHashTable *
must_load_uses (FasciaStore *store)
{
  g_autoptr (GError) error = NULL;
  GHashTable *uses = fascia_store_load_technique_uses (store, &error);

  g_assert_no_error (error);
  return uses;
}

static void
test_use_is_counted_by_session (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) first = make_entry (NOW_US - 3 * DAY_US, 10);
  g_autoptr (FasciaLogEntry) second = make_entry (NOW_US - DAY_US, 10);
  g_autoptr (GHashTable) uses = NULL;

  add_item (first, "calf-roller", FASCIA_SIDE_LEFT, 60, 60);
  add_item (first, "calf-roller", FASCIA_SIDE_RIGHT, 60, 60);
  add_item (first, "palm-ball", FASCIA_SIDE_LEFT, 60, 60);
  add_item (second, "calf-roller", FASCIA_SIDE_BOTH, 60, 1);
  add_item (second, "palm-ball", FASCIA_SIDE_LEFT, 60, 0);
  g_assert_true (fascia_store_add_session (home_open (home), second, NOW_US, NULL));
  g_assert_true (fascia_store_add_session (home->store, first, NOW_US, NULL));

  uses = must_load_uses (home->store);
  g_assert_cmpuint (g_hash_table_size (uses), ==, 2);
  g_assert_cmpuint (use_of (uses, "calf-roller")->n_sessions, ==, 2);
  g_assert_cmpint (use_of (uses, "calf-roller")->last_us, ==, NOW_US - DAY_US);
  g_assert_cmpint (fascia_day_difference (use_of (uses, "calf-roller")->last, second->local_date), ==, 0);
  /* Skipped is not done. */
  g_assert_cmpuint (use_of (uses, "palm-ball")->n_sessions, ==, 1);
  g_assert_cmpint (use_of (uses, "palm-ball")->last_us, ==, NOW_US - 3 * DAY_US);
}

/* The same, counted in the log itself. */
static void
assert_uses_agree (Home *home)
{
  g_autoptr (GHashTable) uses = must_load_uses (home->store);
  g_autoptr (sqlite3_stmt) row = NULL;
  guint n = 0;

  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM technique_use WHERE sessions < 0"), ==, 0);
  row = fascia_database_prepare (home->store,
                                 "SELECT technique, count (DISTINCT session_id), max (session.started_us) "
                                 "FROM session_item JOIN session ON session.id = session_id "
                                 "WHERE done_s > 0 AND ended_us IS NOT NULL AND deleted_at_us IS NULL GROUP BY technique",
                                 NULL);
  while (sqlite3_step (row) == SQLITE_ROW)
    {
      const FasciaTechniqueUse *use = use_of (uses, fascia_column_text (row, 0));

      g_assert_nonnull (use);
      g_assert_cmpuint (use->n_sessions, ==, fascia_column_int (row, 1));
      g_assert_cmpint (use->last_us, ==, fascia_column_int (row, 2));
      n++;
    }
  g_assert_cmpuint (g_hash_table_size (uses), ==, n);
}

static FasciaLogEntry *
random_entry (const char *uuid)
{
  static const char *const techniques[] = { "calf-roller", "palm-ball", "upper-back-roller" };
  FasciaLogEntry *entry = make_entry (NOW_US - g_test_rand_int_range (1, 50) * DAY_US, 10);
  int n = g_test_rand_int_range (0, 5);

  if (uuid != NULL)
    {
      g_free (entry->uuid);
      entry->uuid = g_strdup (uuid);
    }
  for (int i = 0; i < n; i++)
    add_item (entry, techniques[g_test_rand_int_range (0, 3)], (FasciaSide) g_test_rand_int_range (0, 3), 60, g_test_rand_int_range (0, 2) * 30);
  return entry;
}

/* Whatever is done to the log, and however it went. */
static void
test_use_follows_every_change_of_the_log (Home *home, gconstpointer data)
{
  g_autoptr (GPtrArray) uuids = g_ptr_array_new_with_free_func (g_free);

  home_open (home);
  for (int i = 0; i < 250; i++)
    {
      int what = g_test_rand_int_range (0, 8);
      const char *uuid = uuids->len > 0 ? g_ptr_array_index (uuids, g_test_rand_int_range (0, (int) uuids->len)) : NULL;
      g_autoptr (FasciaLogEntry) entry = random_entry (what == 0 || uuid == NULL ? NULL : uuid);
      FasciaOpenSession open = { .entry = entry, .state = (char *) "state", .heartbeat_us = NOW_US };
      g_autoptr (FasciaOpenSession) present = NULL;

      switch (what)
        {
        case 1:
          fascia_store_update_session (home->store, entry, NOW_US, NULL);
          break;
        case 2:
          if (uuid != NULL)
            fascia_store_delete_session (home->store, uuid, NOW_US, NULL);
          break;
        case 3:
          if (uuid != NULL)
            fascia_store_restore_session (home->store, uuid, NOW_US, NULL);
          break;
        case 4:
          fascia_store_journal_session (home->store, &open, NOW_US, NULL);
          break;
        case 5:
          fascia_store_end_session (home->store, entry, NOW_US, NOW_US, NULL);
          break;
        case 6:
          g_assert_true (fascia_store_get_open_session (home->store, &present, NULL));
          if (present != NULL)
            fascia_store_discard_open_session (home->store, present->entry->uuid, NULL);
          break;
        case 7:
          /* As when the trash is emptied, or a row for good. */
          g_assert_true (fascia_database_exec (home->store, "DELETE FROM session WHERE id = (SELECT max (id) FROM session)", NULL));
          break;
        default:
          g_assert_true (fascia_store_add_session (home->store, entry, NOW_US, NULL));
          break;
        }
      g_ptr_array_add (uuids, g_strdup (entry->uuid));
      assert_uses_agree (home);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/health/a-new-home-was-never-asked", test_a_new_home_was_never_asked);
  add_home_test ("/store/health/every-answer-comes-back", test_every_answer_comes_back);
  add_home_test ("/store/health/an-answer-no-leaves-no-trace", test_an_answer_no_leaves_no_trace);
  add_home_test ("/store/health/answers-are-never-exported", test_answers_are_never_exported);
  add_home_test ("/store/health/answers-are-in-backups", test_answers_are_in_backups);
  add_home_test ("/store/health/an-unknown-word-is-damage", test_an_unknown_word_is_damage);
  add_home_test ("/store/favourites/come-back-newest-first", test_favourites_come_back_newest_first);
  add_home_test ("/store/tools/all-are-owned-until-said-otherwise", test_all_tools_are_owned_until_said_otherwise);
  add_home_test ("/store/use/is-counted-by-session", test_use_is_counted_by_session);
  add_home_test ("/store/use/follows-every-change-of-the-log", test_use_follows_every_change_of_the_log);
  return g_test_run ();
}
