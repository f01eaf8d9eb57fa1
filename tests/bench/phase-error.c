/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far phase changes are from their plan over a simulated hour in which each tick
 * comes 0–900 ms late: as recorded (what the log, the next phase and the total are
 * made of) and as noticed (when window and sound hear of it, which is the tick). */
#include "fascia/core/session.h"

#define S(seconds) ((gint64)(seconds)*G_USEC_PER_SEC)
#define HOUR_S 3600
#define MAX_LATE_US 900000
#define N_HOURS 20

static FasciaPlan *
plan_of_an_hour (void)
{
  g_autoptr (FasciaRoutine) routine = fascia_routine_new ("hour");
  FasciaPlan *plan = NULL;

  do
    {
      FasciaRoutineItem *item = fascia_routine_item_new ("calf-roller");

      item->sides = FASCIA_SIDES_LEFT_RIGHT;
      item->prepare_s = 10;
      item->roll_s = 40;
      item->hold_s = 20;
      item->sets = 2;
      item->rest_s = 15;
      g_ptr_array_add (routine->items, item);
      g_clear_pointer (&plan, fascia_plan_unref);
      plan = fascia_plan_new (routine, NULL, NULL);
    }
  while (plan->total_s < HOUR_S);
  return plan;
}

static int
compare_us (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a;
  gint64 second = *(const gint64 *)b;

  return (first > second) - (first < second);
}

static void
print_row (const char *what, GArray *errors_us)
{
  static const guint percentiles[] = { 50, 99, 100 };

  g_array_sort (errors_us, compare_us);
  g_print ("%-12s %8u", what, errors_us->len);
  for (guint i = 0; i < G_N_ELEMENTS (percentiles); i++)
    g_print (" %10.3f", (double)g_array_index (errors_us, gint64, (errors_us->len - 1) * percentiles[i] / 100) / 1000);
  g_print ("\n");
}

int
main (void)
{
  g_autoptr (FasciaPlan) plan = plan_of_an_hour ();
  g_autoptr (GArray) recorded_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) noticed_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) drift_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GRand) random = g_rand_new_with_seed (20261120);
  g_autoptr (GTimer) timer = g_timer_new ();
  guint n_ticks = 0;

  for (guint hour = 0; hour < N_HOURS; hour++)
    {
      g_autoptr (FasciaSession) session = fascia_session_new (plan, &(FasciaSessionOptions){ 0 });
      g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (FasciaSessionEvent));
      gint64 now_us = 0;
      gint64 end_error_us = 0;

      fascia_session_start (session, now_us, NULL);
      while (fascia_session_get_state (session) != FASCIA_SESSION_FINISHED)
        {
          now_us = MIN (now_us + S (1), fascia_session_get_next_change_us (session)) +
                   g_rand_int_range (random, 0, MAX_LATE_US + 1);
          fascia_session_tick (session, now_us, events);
          n_ticks++;
          for (guint i = 0; i < events->len; i++)
            {
              const FasciaSessionEvent *event = &g_array_index (events, FasciaSessionEvent, i);
              gint64 planned_us = S (plan->phases[event->phase].start_s + plan->phases[event->phase].duration_s);
              gint64 error_us = ABS (event->at_us - planned_us);
              gint64 late_us = now_us - planned_us;

              if (event->kind == FASCIA_EVENT_FINISHED)
                end_error_us = error_us;
              if (event->kind != FASCIA_EVENT_PHASE_ENDED)
                continue;
              g_array_append_val (recorded_us, error_us);
              g_array_append_val (noticed_us, late_us);
            }
          g_array_set_size (events, 0);
        }
      g_array_append_val (drift_us, end_error_us);
    }

  g_print ("Phase changes over %u simulated hours, %u ticks each 0 to %d ms late\n\n", N_HOURS, n_ticks, MAX_LATE_US / 1000);
  g_print ("%-12s %8s %10s %10s %10s\n", "error, ms", "n", "p50", "p99", "max");
  print_row ("recorded", recorded_us);
  print_row ("noticed", noticed_us);
  print_row ("after 60 min", drift_us);
  g_print ("\n%.2f microseconds of processor for each tick, bookkeeping of this benchmark included\n", g_timer_elapsed (timer, NULL) * 1e6 / n_ticks);
  return 0;
}
