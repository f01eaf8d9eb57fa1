/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A running session is killed at random moments, again and again: it costs 5 s at
 * most and goes on where it was (spec T17). The seed of the moments is in the head of
 * the output; give it with --seed. */
#include <errno.h>
#include <gio/gio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/service/diary-private.h"
#include "fascia/service/context.h"
#include "fascia/service/player.h"
#include "injected-clock.h"
#include "temporary-folder.h"

#define N_KILLS 200
#define MOST_LOST_US (5 * G_TIME_SPAN_SECOND)

/* 2027-03-26T11:00:00Z; each life of the program begins an hour after the one before. */
#define NOW_US G_GINT64_CONSTANT (1806058800000000)

#define ROUTINE "5f0c2b7e-55b2-4e0f-9d3a-0d5d1f0a7c11"

/* What the program last said before it died; see player-under-test.c. */
typedef struct
{
  guint n_lines;
  int state; /* -1: nothing */
  gint64 left_us;
  gint64 until_us;
} Said;

typedef struct
{
  char *folder;
  FasciaPlan *plan;
  gint64 now_us;
  gboolean is_fresh; /* the program starts a session; else it goes on with one */
  guint n_lines;     /* of a whole session */
  guint n_ended;     /* rows in the log */
  guint n_resumed;
  gint64 most_lost_us;
} Lives;

/* Every kind of phase, and all of them short: the more changes the better. */
static FasciaRoutine *
make_routine (void)
{
  static const struct
  {
    const char *technique;
    FasciaSides sides;
    guint prepare_s, roll_s, hold_s, sets, rest_s;
  } items[] = {
    { "foot-sole-ball", FASCIA_SIDES_LEFT_RIGHT, 5, 8, 6, 2, 4 },
    { "calf-roller", FASCIA_SIDES_BOTH, 6, 9, 7, 1, 0 },
  };
  FasciaRoutine *routine = fascia_routine_new (ROUTINE);

  g_free (routine->name.in[FASCIA_LANGUAGE_EN]);
  routine->name.in[FASCIA_LANGUAGE_EN] = g_strdup ("To be killed");
  routine->level = 1;
  routine->version = 1;
  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      FasciaRoutineItem *item = fascia_routine_item_new (items[i].technique);

      item->sides = items[i].sides;
      item->prepare_s = items[i].prepare_s;
      item->roll_s = items[i].roll_s;
      item->hold_s = items[i].hold_s;
      item->sets = items[i].sets;
      item->rest_s = items[i].rest_s;
      g_ptr_array_add (routine->items, item);
    }
  return routine;
}

/* The program of an hour later. *@output is its standard output. */
static GPid
start_program (Lives *self, int *output)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (self->now_us / G_TIME_SPAN_SECOND);
  g_autofree char *now_text = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  char *argv[] = { (char *) g_getenv ("FASCIA_PLAYER_UNDER_TEST"), self->folder, (char *) ROUTINE, NULL };
  g_auto (GStrv) environment = g_environ_setenv (g_environ_setenv (g_get_environ (), "FASCIA_TEST_NOW", now_text, TRUE),
                                                 "FASCIA_TEST_SPEED", "0", TRUE);
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async_with_pipes (NULL, argv, environment, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, output, NULL, &error);
  g_assert_no_error (error);
  return pid;
}

static gssize
read_some (int output, char *bytes, gsize size)
{
  gssize n_read;

  do
    n_read = read (output, bytes, size);
  while (n_read < 0 && errno == EINTR);
  g_assert_cmpint (n_read, >=, 0);
  return n_read;
}

static guint
count_lines (const GString *text)
{
  guint n_lines = 0;

  for (gsize i = 0; i < text->len; i++)
    n_lines += text->str[i] == '\n';
  return n_lines;
}

/* One life, ended some time after @n_lines lines or by itself. */
static Said
live_and_die (Lives *self, guint n_lines, gulong then_us)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  Said said = { .state = -1 };
  char bytes[4096];
  gssize n_read = 1;
  int output;
  int status;
  GPid pid = start_program (self, &output);

  while (n_read > 0 && count_lines (text) < n_lines)
    {
      n_read = read_some (output, bytes, sizeof bytes);
      g_string_append_len (text, bytes, n_read);
    }
  if (n_read > 0)
    g_usleep (then_us);
  kill (pid, SIGKILL);
  while ((n_read = read_some (output, bytes, sizeof bytes)) > 0)
    g_string_append_len (text, bytes, n_read);
  close (output);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_spawn_close_pid (pid);
  g_assert_true (WIFSIGNALED (status) ? WTERMSIG (status) == SIGKILL : WEXITSTATUS (status) == 0);

  /* Each line is written in one piece. */
  g_assert_true (text->len == 0 || text->str[text->len - 1] == '\n');
  lines = g_strsplit (text->str, "\n", -1);
  said.n_lines = count_lines (text);
  if (said.n_lines > 0)
    g_assert_cmpint (sscanf (lines[said.n_lines - 1], "%d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &said.state, &said.left_us, &said.until_us), ==, 3);
  return said;
}

/* The phase of the plan with @left_us of the whole session to come. */
static const FasciaPhase *
phase_with_left (const FasciaPlan *plan, gint64 left_us, gint64 *phase_left_us)
{
  gint64 at_us = (gint64) plan->total_s * G_TIME_SPAN_SECOND - left_us;

  for (guint i = 0; i < plan->n_phases; i++)
    {
      const FasciaPhase *phase = &plan->phases[i];
      gint64 end_us = (gint64) (phase->start_s + phase->duration_s) * G_TIME_SPAN_SECOND;

      if (at_us < end_us)
        {
          *phase_left_us = end_us - at_us;
          return phase;
        }
    }
  g_assert_not_reached ();
}

/* Takes the session up as the next start of the window would. */
static void
assert_goes_on (Lives *self, FasciaContext *context, FasciaClock *clock, const Said *said)
{
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (context, NULL);
  g_autoptr (FasciaLogEntry) cut_off = fascia_diary_get_cut_off_session (diary, &error);
  g_autoptr (FasciaPlayer) player = fascia_player_new (context);
  const FasciaPhase *expected;
  const FasciaPhase *phase;
  FasciaSession *session;
  gint64 phase_left_us;
  gint64 furthest_left_us;
  gint64 left_us;

  g_assert_no_error (error);
  g_assert_nonnull (cut_off);
  g_assert_true (fascia_diary_can_resume (diary, cut_off));
  g_assert_true (fascia_player_resume_cut_off (player, cut_off->uuid, &error));
  g_assert_no_error (error);
  session = fascia_player_get_session (player);
  g_assert_cmpint (fascia_session_get_state (session), ==, FASCIA_SESSION_PAUSED);
  left_us = fascia_session_get_total_left_us (session, fascia_clock_monotonic_us (clock));

  /* The right technique, side and second, by the plan alone. */
  expected = phase_with_left (self->plan, left_us, &phase_left_us);
  phase = fascia_player_get_phase (player);
  g_assert_cmpstr (phase->technique, ==, expected->technique);
  g_assert_cmpint (phase->side, ==, expected->side);
  g_assert_cmpint (phase->kind, ==, expected->kind);
  g_assert_cmpuint (phase->set, ==, expected->set);
  g_assert_cmpint (fascia_session_get_phase_left_us (session, fascia_clock_monotonic_us (clock)), ==, phase_left_us);

  /* It died between what it said last and its next wake-up, and at that moment may
   * have written already: it can have come no further than that, and back no more
   * than 5 s from there. */
  if (said->state >= 0)
    {
      furthest_left_us = said->left_us;
      if (said->state == FASCIA_SESSION_RUNNING)
        furthest_left_us -= said->until_us;
      g_assert_cmpint (left_us, >=, furthest_left_us);
      g_assert_cmpint (left_us - furthest_left_us, <=, MOST_LOST_US);
      self->most_lost_us = MAX (self->most_lost_us, left_us - furthest_left_us);
    }
  self->n_resumed++;
}

/* What a killed program leaves behind is whole; the next one goes on or begins anew. */
static void
look_at_what_is_left (Lives *self, const Said *said)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  /* Its session took a few minutes; nobody came back for a while. */
  FasciaClock *clock = injected_clock_new (self->now_us + 30 * G_TIME_SPAN_MINUTE, 0, zone);
  g_autoptr (GError) error = NULL;
  FasciaContext *context = fascia_context_new (clock, self->folder, &error);
  g_autoptr (FasciaOpenSession) open = NULL;
  FasciaDiary *diary;
  gint64 n_ended;

  g_assert_no_error (error);
  diary = fascia_context_get_diary (context, &error);
  g_assert_no_error (error);
  g_assert_true (fascia_diary_check_integrity (diary, &error));
  g_assert_no_error (error);
  g_assert_true (fascia_store_get_open_session (fascia_diary_get_store (diary), &open, &error));
  n_ended = fascia_diary_count_sessions (diary, &error);
  g_assert_no_error (error);

  if (open != NULL)
    {
      g_assert_cmpint (n_ended, ==, self->n_ended);
      assert_goes_on (self, context, clock, said);
      /* Some go on, and are killed once more; others make room for a new one. */
      self->is_fresh = g_test_rand_bit ();
      if (self->is_fresh)
        g_assert_true (fascia_diary_discard_cut_off_session (diary, open->entry->uuid, &error));
    }
  else if (n_ended > self->n_ended)
    {
      /* It came to its end, or was about to say so. */
      g_assert_cmpint (n_ended, ==, self->n_ended + 1);
      g_assert_true (said->state == FASCIA_SESSION_FINISHED ||
                     (said->state == FASCIA_SESSION_RUNNING && said->left_us == said->until_us));
      self->n_ended++;
      self->is_fresh = TRUE;
    }
  else
    {
      /* Only before its first second can a session be gone altogether. */
      g_assert_true (self->is_fresh);
      g_assert_true (said->state == -1 || said->state == FASCIA_SESSION_COUNTING_IN);
    }
  g_assert_no_error (error);
  g_object_unref (context);
  injected_clock_free (clock);
}

/* However often they were cut off: what ran is counted, what was lost was done again. */
static void
assert_ended_sessions_are_whole (Lives *self)
{
  g_autoptr (FasciaStore) store = fascia_store_open (self->folder, self->now_us, NULL);
  g_autoptr (GPtrArray) sessions = fascia_store_list_sessions (store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, NULL);

  g_assert_cmpuint (sessions->len, ==, self->n_ended);
  for (guint i = 0; i < sessions->len; i++)
    {
      const FasciaLogEntry *entry = g_ptr_array_index (sessions, i);

      g_assert_cmpint (entry->active_s, ==, self->plan->active_s);
      g_assert_cmpuint (entry->items->len, ==, self->plan->n_credits);
      for (guint j = 0; j < entry->items->len; j++)
        {
          const FasciaLogItem *item = g_ptr_array_index (entry->items, j);

          g_assert_cmpint (item->status, ==, FASCIA_ITEM_DONE);
          g_assert_cmpint (item->done_s, ==, item->planned_s);
        }
    }
}

static void
test_a_killed_session_goes_on_where_it_was (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaRoutine) routine = make_routine ();
  g_autoptr (FasciaPlan) plan = fascia_plan_new (routine, NULL, NULL);
  FasciaStore *store;
  Lives lives = { .folder = temporary_folder_new (), .plan = plan, .now_us = NOW_US, .is_fresh = TRUE };
  Said said;

  store = fascia_store_open (lives.folder, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_save_routine (store, routine, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_close (store);

  /* One that nobody kills tells how long a life is. */
  said = live_and_die (&lives, G_MAXUINT, 0);
  g_assert_cmpint (said.state, ==, FASCIA_SESSION_FINISHED);
  lives.n_lines = said.n_lines;
  look_at_what_is_left (&lives, &said);

  for (guint i = 0; i < N_KILLS; i++)
    {
      lives.now_us += G_TIME_SPAN_HOUR;
      /* Some die while they open the database, most of them somewhere on the way, in
       * the middle of a write or not. */
      if (i % 10 == 0)
        said = live_and_die (&lives, 0, (gulong) g_test_rand_int_range (0, 40000));
      else
        said = live_and_die (&lives, (guint) g_test_rand_int_range (1, (gint32) lives.n_lines), (gulong) g_test_rand_int_range (0, 4000));
      look_at_what_is_left (&lives, &said);
    }

  assert_ended_sessions_are_whole (&lives);
  g_test_message ("%u kills in lives of up to %u lines: %u times taken up, %u sessions came to their end, at most %.1f s lost",
                  N_KILLS, lives.n_lines, lives.n_resumed, lives.n_ended, (double) lives.most_lost_us / G_TIME_SPAN_SECOND);
  /* Most of them were in the middle of something. */
  g_assert_cmpuint (lives.n_resumed, >, N_KILLS / 2);
  temporary_folder_free (lives.folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/e2e/killed-session/goes-on-where-it-was", test_a_killed_session_goes_on_where_it_was);
  return g_test_run ();
}
