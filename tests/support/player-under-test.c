/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "fascia/service/context.h"
#include "fascia/service/diary.h"
#include "fascia/service/player.h"
#include "injected-clock.h"

/* A session without a window, as fast as the machine can and never late: the clock
 * stands while the program works and jumps whenever it would wait.
 *
 *   player-under-test FOLDER ROUTINE
 *
 * Goes on with the session that was cut off, else starts ROUTINE, pauses it now and
 * then, and ends with it. After whatever happened it writes one line to standard
 * output, at once and in one piece:
 *
 *   STATE LEFT UNTIL
 *
 * the state, the µs left of the whole session, and the µs until the program would
 * wake next. See injected-clock.h for the environment; the clock's own speed is 0. */

/* In wake-ups: this often it is paused, and this long. */
#define PAUSE_EVERY 37
#define PAUSE_FOR 3

static gint64 until_us;

static gint64
jump (FasciaClock *clock, gint64 delay_us)
{
  until_us = delay_us;
  return 0;
}

static void
tell (FasciaPlayer *player, FasciaClock *clock)
{
  FasciaSession *session = fascia_player_get_session (player);
  char line[80];

  g_snprintf (line, sizeof line, "%d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
              fascia_session_get_state (session),
              fascia_session_get_total_left_us (session, fascia_clock_monotonic_us (clock)),
              until_us);
  if (write (STDOUT_FILENO, line, strlen (line)) != (gssize) strlen (line))
    g_error ("Nobody listens.");
}

static void
failed_cb (FasciaPlayer *player, const GError *error)
{
  g_error ("%s", error->message);
}

/* Whether it goes on with a session that was cut off. */
static gboolean
go_on (FasciaContext *context, FasciaPlayer *player, GError **error)
{
  g_autoptr (FasciaLogEntry) cut_off = fascia_diary_get_cut_off_session (fascia_context_get_diary (context, NULL), error);

  return cut_off != NULL && fascia_player_resume_cut_off (player, cut_off->uuid, error);
}

int
main (int argc, char **argv)
{
  FasciaClock *clock = injected_clock_new_from_environment ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaContext) context = NULL;
  g_autoptr (FasciaRoutine) routine = NULL;
  FasciaPlayer *player;

  if (argc != 3)
    g_error ("usage: player-under-test FOLDER ROUTINE");
  clock->real_delay_us = jump;
  context = fascia_context_new (clock, argv[1], &error);
  if (context == NULL || fascia_context_get_diary (context, &error) == NULL)
    g_error ("%s", error->message);
  player = fascia_player_new (context);
  g_signal_connect (player, "journal-failed", G_CALLBACK (failed_cb), NULL);

  if (!go_on (context, player, &error))
    {
      if (error == NULL)
        routine = fascia_context_find_routine (context, argv[2], &error);
      if (routine == NULL || !fascia_player_prepare (player, routine, &error))
        g_error ("%s", error->message);
    }
  fascia_player_toggle (player);
  tell (player, clock);

  for (guint n = 1; fascia_player_is_under_way (player); n++)
    {
      injected_clock_advance (clock, until_us);
      until_us = 0;
      g_main_context_iteration (NULL, TRUE);
      tell (player, clock);
      if (n >= PAUSE_EVERY && (n % PAUSE_EVERY == 0 || n % PAUSE_EVERY == PAUSE_FOR))
        {
          fascia_player_toggle (player);
          tell (player, clock);
        }
    }

  g_object_unref (player);
  injected_clock_free (clock);
  return 0;
}
