/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's side of the sync folder: when it looks, and what it says. */
#include <glib/gstdio.h>
#include <locale.h>

#include "fascia/service/diary.h"
#include "fascia/service/sync.h"
#include "injected-clock.h"
#include "temporary-folder.h"

#define DEADLINE_US (60 * G_TIME_SPAN_SECOND)

/* Two homes, and one folder that is the same for both: an engine without delay. */
typedef struct {
  char *root;
  char *folder;
  FasciaClock *clock;
  FasciaContext *contexts[2];
  FasciaSync *syncs[2];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  static const char *const names[] = { "a", "b" };

  fixture->root = temporary_folder_new ();
  fixture->folder = g_build_filename (fixture->root, "folder", NULL);
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
  fixture->clock = injected_clock_new (G_GINT64_CONSTANT (1806058800000000), 0, zone);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *home = g_build_filename (fixture->root, names[i], NULL);
      g_autoptr (GError) error = NULL;

      fixture->contexts[i] = fascia_context_new (fixture->clock, home, &error);
      g_assert_no_error (error);
      fixture->syncs[i] = fascia_sync_new (fixture->contexts[i]);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 2; i++)
    {
      fascia_sync_stop (fixture->syncs[i]);
      while (fascia_sync_is_running (fixture->syncs[i]))
        g_main_context_iteration (NULL, TRUE);
      g_assert_finalize_object (g_steal_pointer (&fixture->syncs[i]));
      g_clear_object (&fixture->contexts[i]);
    }
  injected_clock_free (fixture->clock);
  g_free (fixture->folder);
  temporary_folder_free (fixture->root);
}

static FasciaDiary *
diary_of (Fixture *fixture, int i)
{
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (fixture->contexts[i], &error);

  g_assert_no_error (error);
  return diary;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

#define wait_until(condition) \
  G_STMT_START \
    { \
      gint64 end_us_ = g_get_monotonic_time () + DEADLINE_US; \
      guint tick_ = g_timeout_add (20, wake_cb, NULL); \
      while (!(condition) && g_get_monotonic_time () < end_us_) \
        g_main_context_iteration (NULL, TRUE); \
      g_source_remove (tick_); \
      g_assert_true (condition); \
    } \
  G_STMT_END

static void
wait_for_rest (Fixture *fixture, int i)
{
  wait_until (!fascia_sync_is_running (fixture->syncs[i]));
}

static void
log_one (Fixture *fixture, int i)
{
  g_autoptr (FasciaLogEntry) entry = fascia_log_entry_new ();
  g_autoptr (GTimeZone) zone = fascia_clock_zone (fixture->clock);
  g_autoptr (GError) error = NULL;

  entry->source = FASCIA_SOURCE_MANUAL;
  entry->active_s = entry->elapsed_s = 600;
  fascia_instant_clear (&entry->started);
  fascia_instant_init (&entry->started, fascia_clock_utc_us (fixture->clock) - 2 * G_TIME_SPAN_HOUR, zone);
  entry->local_date = fascia_day_of_instant (entry->started.utc_us, zone);
  g_assert_true (fascia_diary_add_session (diary_of (fixture, i), entry, NULL, &error));
  g_assert_no_error (error);
}

static gint64
count (Fixture *fixture, int i)
{
  return fascia_diary_count_sessions (diary_of (fixture, i), NULL);
}

static void
count_cb (gpointer data)
{
  (*(guint *) data)++;
}

static void
test_without_a_folder_nothing_happens (Fixture *fixture, gconstpointer data)
{
  fascia_sync_start (fixture->syncs[0]);
  g_assert_false (fascia_sync_is_running (fixture->syncs[0]));
  fascia_sync_run_now (fixture->syncs[0]);
  g_assert_false (fascia_sync_is_running (fixture->syncs[0]));
  g_assert_null (fascia_sync_get_chosen_folder (fixture->syncs[0]));
  g_assert_false (fascia_sync_is_troubled (fixture->syncs[0]));
  g_assert_cmpstr (fascia_sync_get_status (fixture->syncs[0]), ==, "No folder is chosen.");
}

static void
test_what_changes_on_one_side_is_soon_on_the_other (Fixture *fixture, gconstpointer data)
{
  guint n_changed = 0;
  g_autoptr (GError) error = NULL;

  g_signal_connect_swapped (diary_of (fixture, 1), "changed", G_CALLBACK (count_cb), &n_changed);
  for (int i = 0; i < 2; i++)
    {
      fascia_sync_start (fixture->syncs[i]);
      g_assert_true (fascia_sync_choose_folder (fixture->syncs[i], fixture->folder, &error));
      g_assert_no_error (error);
      g_assert_true (fascia_sync_is_running (fixture->syncs[i]));
      g_assert_nonnull (fascia_sync_get_chosen_folder (fixture->syncs[i]));
      wait_for_rest (fixture, i);
      g_assert_cmpstr (fascia_sync_get_status (fixture->syncs[i]), ==, "Everything is in step.");
    }
  log_one (fixture, 0);
  wait_until (count (fixture, 1) == 1);
  wait_until (n_changed > 0);
  log_one (fixture, 1);
  wait_until (count (fixture, 0) == 2);
  for (int i = 0; i < 2; i++)
    {
      wait_for_rest (fixture, i);
      g_assert_false (fascia_sync_is_troubled (fixture->syncs[i]));
    }
}

/* One run answers the next: it must come to rest by itself. */
static void
test_it_comes_to_rest (Fixture *fixture, gconstpointer data)
{
  guint n_runs = 0;
  gint64 end_us;
  guint tick;

  for (int i = 0; i < 2; i++)
    {
      fascia_sync_start (fixture->syncs[i]);
      g_assert_true (fascia_sync_choose_folder (fixture->syncs[i], fixture->folder, NULL));
    }
  log_one (fixture, 0);
  wait_until (count (fixture, 1) == 1);
  /* The last of the echoes. */
  end_us = g_get_monotonic_time () + 8 * G_TIME_SPAN_SECOND;
  tick = g_timeout_add (20, wake_cb, NULL);
  while (g_get_monotonic_time () < end_us)
    g_main_context_iteration (NULL, TRUE);
  for (int i = 0; i < 2; i++)
    g_signal_connect_swapped (fixture->syncs[i], "notify::running", G_CALLBACK (count_cb), &n_runs);
  end_us = g_get_monotonic_time () + 5 * G_TIME_SPAN_SECOND;
  while (g_get_monotonic_time () < end_us)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_assert_cmpuint (n_runs, ==, 0);
}

static void
test_trouble_is_said_and_passes (Fixture *fixture, gconstpointer data)
{
  FasciaSync *sync = fixture->syncs[0];
  g_autofree char *away = g_strconcat (fixture->folder, "-away", NULL);
  g_autoptr (GError) error = NULL;
  guint n_notified = 0;

  g_assert_false (fascia_sync_choose_folder (sync, away, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  g_assert_null (fascia_sync_get_chosen_folder (sync));

  fascia_sync_start (sync);
  g_assert_true (fascia_sync_choose_folder (sync, fixture->folder, NULL));
  wait_for_rest (fixture, 0);
  g_signal_connect_swapped (sync, "notify::troubled", G_CALLBACK (count_cb), &n_notified);
  g_assert_cmpint (g_rename (fixture->folder, away), ==, 0);
  log_one (fixture, 0);
  wait_until (fascia_sync_is_troubled (sync));
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_nonnull (strstr (fascia_sync_get_status (sync), "is not there"));
  g_assert_cmpint (g_rename (away, fixture->folder), ==, 0);
  wait_for_rest (fixture, 0);
  fascia_sync_run_now (sync);
  wait_until (!fascia_sync_is_troubled (sync));
  g_assert_cmpstr (fascia_sync_get_status (sync), ==, "1 change of this machine was written.");

  g_assert_true (fascia_sync_choose_folder (sync, NULL, NULL));
  wait_for_rest (fixture, 0);
  g_assert_null (fascia_sync_get_chosen_folder (sync));
  g_assert_cmpstr (fascia_sync_get_status (sync), ==, "No folder is chosen.");
}

static void
test_the_command_line_runs_it_once (Fixture *fixture, gconstpointer data)
{
  FasciaSyncSummary summary;
  g_autoptr (GError) error = NULL;
  guint n_changed = 0;

  for (int i = 0; i < 2; i++)
    g_assert_true (fascia_sync_set_folder (fascia_context_get_folder (fixture->contexts[i]), fixture->folder, &error) ||
                   /* The home is made with the database. */
                   (diary_of (fixture, i) != NULL && fascia_sync_set_folder (fascia_context_get_folder (fixture->contexts[i]), fixture->folder, NULL)));
  log_one (fixture, 0);
  g_assert_true (fascia_sync_run_once (fixture->contexts[0], &summary, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (summary.n_written, ==, 1);
  g_signal_connect_swapped (diary_of (fixture, 1), "changed", G_CALLBACK (count_cb), &n_changed);
  g_assert_true (fascia_sync_run_once (fixture->contexts[1], &summary, &error));
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpint (count (fixture, 1), ==, 1);
}

static void
test_a_run_is_told_in_a_sentence (void)
{
  const struct
  {
    FasciaSyncSummary summary;
    const char *sentence;
  } cases[] = {
    { { .n_written = 0 }, "Everything is in step." },
    { { .n_written = 2 }, "2 changes of this machine were written." },
    { { .n_written = 1, .merged.count[0][FASCIA_MERGE_NEW] = 1 },
      "1 change came from other machines. 1 change of this machine was written." },
    { { .merged.count[8][FASCIA_MERGE_NEWER_THERE] = 3, .merged.count[8][FASCIA_MERGE_SAME] = 7 }, "3 changes came from other machines." },
    { { .n_waiting = 1 }, "A part of what another machine wrote has not come over whole yet." },
    { { .n_waiting = 1, .newer = TRUE }, "Another machine has a newer Fascia; update this one to read all of it." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sentence = fascia_sync_summary_to_sentence (&cases[i].summary);

      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

#define add_sync_test(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  add_sync_test ("/service/sync/without-a-folder-nothing-happens", test_without_a_folder_nothing_happens);
  add_sync_test ("/service/sync/what-changes-on-one-side-is-soon-on-the-other", test_what_changes_on_one_side_is_soon_on_the_other);
  add_sync_test ("/service/sync/it-comes-to-rest", test_it_comes_to_rest);
  add_sync_test ("/service/sync/trouble-is-said-and-passes", test_trouble_is_said_and_passes);
  add_sync_test ("/service/sync/the-command-line-runs-it-once", test_the_command_line_runs_it_once);
  g_test_add_func ("/service/sync/a-run-is-told-in-a-sentence", test_a_run_is_told_in_a_sentence);
  return g_test_run ();
}
