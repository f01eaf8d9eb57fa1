/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session that runs while the disk is full stays in memory, and is saved when there
 * is space again. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/service/diary-private.h"
#include "fascia/service/player.h"
#include "injected-clock.h"
#include "small-disk.h"
#include "temporary-folder.h"

#define START_US G_GINT64_CONSTANT (1806058800000000)
#define COUNT_IN_S 5
#define ROUTINE "warm-up-5"
#define ROUTINE_S 298

typedef struct
{
  char *folder;
  char *filler;
  FasciaClock *clock;
  FasciaContext *context;
  FasciaPlayer *player;
  guint failures;
} Fixture;

static void
failed_cb (FasciaPlayer *player, const GError *error, Fixture *fixture)
{
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, fixture->folder));
  fixture->failures++;
}

static void
set_up (Fixture *fixture, const char *folder)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;

  *fixture = (Fixture){ .folder = g_strdup (folder) };
  fixture->clock = injected_clock_new (START_US, 0, utc);
  fixture->context = fascia_context_new (fixture->clock, folder, &error);
  g_assert_no_error (error);
  fixture->player = fascia_player_new (fixture->context);
  g_signal_connect (fixture->player, "journal-failed", G_CALLBACK (failed_cb), fixture);
}

static void
tear_down (Fixture *fixture)
{
  g_clear_object (&fixture->player);
  g_clear_object (&fixture->context);
  injected_clock_free (fixture->clock);
  g_free (fixture->filler);
  g_free (fixture->folder);
}

static void
start (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaRoutine) routine = fascia_context_find_routine (fixture->context, ROUTINE, &error);

  g_assert_no_error (error);
  g_assert_true (fascia_player_prepare (fixture->player, routine, &error));
  g_assert_no_error (error);
  fascia_player_start (fixture->player);
}

static void
pass (Fixture *fixture, guint seconds)
{
  for (guint s = 0; s < seconds; s++)
    {
      injected_clock_advance (fixture->clock, G_USEC_PER_SEC);
      fascia_player_update (fixture->player);
    }
}

static void
take_all_space (Fixture *fixture)
{
  fixture->filler = small_disk_fill (fixture->folder, 0);
}

static void
give_space (Fixture *fixture)
{
  g_assert_cmpint (g_unlink (fixture->filler), ==, 0);
}

static FasciaStore *
store_of (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (fixture->context, &error);

  g_assert_no_error (error);
  return fascia_diary_get_store (diary);
}

static gboolean
save (Fixture *fixture, GError **error)
{
  return fascia_player_save (fixture->player, FASCIA_UNRATED, 2, 5, "saved after all", error);
}

/* All of it, whatever could not be written on the way. */
static void
assert_saved (Fixture *fixture, int active_s)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) log = fascia_store_list_sessions (store_of (fixture), FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, &error);
  const FasciaLogEntry *entry;
  g_autoptr (FasciaOpenSession) open = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (log->len, ==, 1);
  entry = g_ptr_array_index (log, 0);
  g_assert_cmpint (entry->started.utc_us, ==, START_US + COUNT_IN_S * G_USEC_PER_SEC);
  g_assert_cmpint (entry->active_s, ==, active_s);
  g_assert_cmpstr (entry->note, ==, "saved after all");
  g_assert_cmpint (entry->after, ==, 2);
  g_assert_true (fascia_store_get_open_session (store_of (fixture), &open, &error));
  g_assert_null (open);
  g_assert_true (fascia_store_check_integrity (store_of (fixture), &error));
  g_assert_no_error (error);
}

static void
run_filled_on_the_way (const char *folder, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Fixture fixture;
  int active_s;
  int state;

  set_up (&fixture, folder);
  start (&fixture);
  active_s = fascia_player_get_plan (fixture.player)->active_s;
  pass (&fixture, COUNT_IN_S + 60);
  g_assert_cmpuint (fixture.failures, ==, 0);
  take_all_space (&fixture);
  pass (&fixture, ROUTINE_S);
  g_object_get (fixture.player, "state", &state, NULL);
  g_assert_cmpint (state, ==, FASCIA_SESSION_FINISHED);
  g_assert_cmpuint (fixture.failures, >, 0);
  g_assert_false (save (&fixture, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NO_SPACE);
  g_clear_error (&error);

  give_space (&fixture);
  g_assert_true (save (&fixture, &error));
  g_assert_no_error (error);
  assert_saved (&fixture, active_s);
  tear_down (&fixture);
}

static void
run_space_comes_back_on_the_way (const char *folder, gpointer data)
{
  g_autoptr (FasciaOpenSession) open = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;
  guint failures;
  int active_s;

  set_up (&fixture, folder);
  start (&fixture);
  active_s = fascia_player_get_plan (fixture.player)->active_s;
  pass (&fixture, COUNT_IN_S + 30);
  take_all_space (&fixture);
  pass (&fixture, 60);
  g_assert_cmpuint (fixture.failures, >, 0);

  /* Written again by the next sign of life. */
  give_space (&fixture);
  pass (&fixture, 6);
  failures = fixture.failures;
  g_assert_true (fascia_store_get_open_session (store_of (&fixture), &open, &error));
  g_assert_nonnull (open);
  g_assert_cmpint (fascia_clock_utc_us (fixture.clock) - open->heartbeat_us, <=, 5 * G_USEC_PER_SEC);
  pass (&fixture, ROUTINE_S);
  g_assert_cmpuint (fixture.failures, ==, failures);
  g_assert_true (save (&fixture, &error));
  g_assert_no_error (error);
  assert_saved (&fixture, active_s);
  tear_down (&fixture);
}

static void
test_filled_on_the_way (void)
{
  char *folder = temporary_folder_new ();

  run_on_small_disk (folder, "4m", run_filled_on_the_way, NULL);
  temporary_folder_free (folder);
}

static void
test_space_comes_back_on_the_way (void)
{
  char *folder = temporary_folder_new ();

  run_on_small_disk (folder, "4m", run_space_comes_back_on_the_way, NULL);
  temporary_folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/full-disk/filled-on-the-way", test_filled_on_the_way);
  g_test_add_func ("/full-disk/space-comes-back-on-the-way", test_space_comes_back_on_the_way);
  return g_test_run ();
}
