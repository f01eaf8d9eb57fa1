/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a crash left of a running session: what is understood can be lived on with, and
 * written down again. */
#include "fascia/core/session.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static FasciaRoutine *
make_routine (void)
{
  static const char *const techniques[] = { "calf-roller", "quads-roller" };
  FasciaRoutine *routine = fascia_routine_new ("small");

  for (guint i = 0; i < G_N_ELEMENTS (techniques); i++)
    {
      FasciaRoutineItem *item = fascia_routine_item_new (techniques[i]);

      item->sides = FASCIA_SIDES_LEFT_RIGHT;
      item->prepare_s = 5;
      item->roll_s = 30;
      item->hold_s = 15 * (1 - i);
      item->sets = 1 + i;
      item->rest_s = 10;
      g_ptr_array_add (routine->items, item);
    }
  return routine;
}

static void
live_on (FasciaSession *session)
{
  gint64 now_us = 1000;
  g_autofree char *text = NULL;

  fascia_session_suspend (session, now_us, G_TIME_SPAN_MINUTE, NULL);
  fascia_session_resume (session, now_us, NULL);
  for (guint i = 0; i < 5; i++)
    fascia_session_tick (session, now_us += 20 * G_USEC_PER_SEC, NULL);
  text = fascia_session_to_text (session, now_us);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
take_up (FasciaRoutine *named, const char *text)
{
  static const FasciaSessionOptions options = { .resume_count_in_s = 3 };
  g_autoptr (FasciaRoutine) routine = fascia_session_routine_from_text (named, text, NULL);
  g_autoptr (FasciaPlan) plan = routine != NULL ? fascia_session_plan_from_text (routine, NULL, text, NULL) : NULL;
  g_autoptr (FasciaSession) session = plan != NULL ? fascia_session_new_from_text (plan, &options, text, NULL) : NULL;

  if (session != NULL)
    live_on (session);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (FasciaRoutine) named = make_routine ();
  g_autofree char *text = g_strndup ((const char *) bytes, length);

  take_up (named, text);
  return 0;
}
