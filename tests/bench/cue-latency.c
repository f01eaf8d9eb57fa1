/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a cue takes to be heard, in real time: from the planned instant until the
 * player tells it, until the thread of the sound begins to write it, and until the
 * sound server has taken it. What the server and the device take then is theirs. */
#include <gsound.h>

#include "fascia/service/announcer.h"
#include "fascia/service/system-clock.h"
#include "temporary-folder.h"

/* Some by the clock, for its lateness; many by hand, for everything behind it. */
#define N_BY_CLOCK 8
#define N_CUES 100
#define PRESS_MS 250

typedef struct {
  FasciaPlayer *player;
  GMainLoop *loop;
  GArray *told_us;
  guint n_cues;
} Bench;

/* Shared with the thread of the sound. */
static GMutex lock;
static gint64 cue_us; /* 0: the last one was written */
static GArray *begun_us;
static GArray *written_us;
static guint n_refused;

gboolean __wrap_gsound_context_play_simple (GSoundContext *context, GCancellable *cancellable, GError **error, ...);

/* The linker puts it before the library's, which is given the same list. */
gboolean
__wrap_gsound_context_play_simple (GSoundContext *context, GCancellable *cancellable, GError **error, ...)
{
  g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 begin_us = g_get_monotonic_time ();
  gint64 end_us;
  gint64 since_us;
  gboolean played;
  va_list list;

  va_start (list, error);
  for (char *name = va_arg (list, char *); name != NULL; name = va_arg (list, char *))
    g_hash_table_insert (attributes, name, va_arg (list, char *));
  va_end (list);
  played = gsound_context_play_simplev (context, attributes, cancellable, error);
  end_us = g_get_monotonic_time ();

  g_mutex_lock (&lock);
  if (cue_us != 0)
    {
      since_us = begin_us - cue_us;
      g_array_append_val (begun_us, since_us);
      since_us = end_us - cue_us;
      g_array_append_val (written_us, since_us);
    }
  cue_us = 0;
  n_refused += !played;
  g_mutex_unlock (&lock);

  return played;
}

static void
cue_cb (FasciaPlayer *player, const FasciaCue *cue, Bench *bench)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 late_us = now_us - cue->at_us;

  g_array_append_val (bench->told_us, late_us);
  g_mutex_lock (&lock);
  cue_us = now_us;
  g_mutex_unlock (&lock);
  bench->n_cues++;
}

static gboolean
press_cb (gpointer data)
{
  Bench *bench = data;

  if (bench->n_cues >= N_CUES)
    {
      g_main_loop_quit (bench->loop);
      return G_SOURCE_REMOVE;
    }
  /* To and fro between two phases: each press is a change that cuts what plays. */
  if (bench->n_cues < N_BY_CLOCK)
    return G_SOURCE_CONTINUE;
  if (bench->n_cues % 2 == 0)
    fascia_player_skip (bench->player);
  else
    fascia_player_back (bench->player);
  return G_SOURCE_CONTINUE;
}

static int
compare_us (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
print_row (const char *what, GArray *late_us)
{
  static const guint percentiles[] = { 50, 99, 100 };

  g_array_sort (late_us, compare_us);
  g_print ("%-36s %8u", what, late_us->len);
  for (guint i = 0; late_us->len > 0 && i < G_N_ELEMENTS (percentiles); i++)
    g_print (" %10.3f", (double) g_array_index (late_us, gint64, (late_us->len - 1) * percentiles[i] / 100) / 1000);
  g_print ("\n");
}

int
main (int argc, char **argv)
{
  char *folder = temporary_folder_new ();
  FasciaClock *clock = fascia_system_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaContext) context = fascia_context_new (clock, folder, &error);
  g_autoptr (FasciaRoutine) routine = NULL;
  Bench bench = { 0 };

  if (context == NULL)
    g_error ("%s", error->message);
  routine = fascia_context_find_routine (context, "whole-body-10", &error);
  if (routine == NULL)
    g_error ("%s", error->message);

  begun_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  written_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  bench.told_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.player = fascia_player_new (context);
  {
    g_autoptr (FasciaSettings) settings = fascia_settings_new ("/nowhere/at/all");
    g_autoptr (FasciaAnnouncer) announcer = NULL;

    /* Before the announcer, whose way this measures. */
    g_signal_connect (bench.player, "cue", G_CALLBACK (cue_cb), &bench);
    announcer = fascia_announcer_new (context, bench.player, settings, g_getenv ("FASCIA_TEST_SOUNDS"));
    if (!fascia_player_prepare (bench.player, routine, &error))
      g_error ("%s", error->message);
    fascia_player_start (bench.player);
    g_timeout_add (PRESS_MS, press_cb, &bench);
    g_main_loop_run (bench.loop);
    fascia_player_stop (bench.player, FASCIA_REASON_TIRED);
  }
  /* Its thread is done with what it was given when the sound is gone. */
  g_mutex_lock (&lock);
  g_print ("%-36s %8s %10s %10s %10s   ms\n", "Cues", "n", "p50", "p99", "max");
  print_row ("planned instant to told by the player", bench.told_us);
  print_row ("told to play call begins", begun_us);
  print_row (n_refused == 0 ? "told to play call returned" : "told to play call refused", written_us);
  g_mutex_unlock (&lock);
  if (n_refused > 0)
    g_print ("No sound server: %u sounds were refused, which is how long a refusal takes.\n", n_refused);

  g_object_unref (bench.player);
  g_main_loop_unref (bench.loop);
  g_array_unref (bench.told_us);
  g_clear_object (&context);
  fascia_system_clock_free (clock);
  temporary_folder_free (folder);

  return 0;
}
