/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/cues.h"

/* Counted aloud before the clock is let go, and before a phase ends. */
#define COUNT_IN_S 5
#define LAST_S 3

/* A shorter phase is over before half of it is worth a word. */
#define MIN_HALFWAY_US (20 * G_USEC_PER_SEC)

static const char *const kind_names[] = {
  "count-in", "prepare", "roll", "hold", "switch", "rest", "end", "paused", "resumed",
  "waiting", "last-seconds", "halfway", "next", "ease", "stroke"
};
G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == FASCIA_N_CUE_KINDS);

const char *
fascia_cue_kind_to_string (FasciaCueKind kind)
{
  return (guint)kind < FASCIA_N_CUE_KINDS ? kind_names[kind] : NULL;
}

gboolean
fascia_cue_kind_from_string (const char *text, FasciaCueKind *kind)
{
  for (guint i = 0; i < FASCIA_N_CUE_KINDS; i++)
    {
      if (g_strcmp0 (text, kind_names[i]) == 0)
        {
          *kind = i;
          return TRUE;
        }
    }
  return FALSE;
}

static guint
seconds_up (gint64 us)
{
  return (guint)((us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

/* --- Cues that lie on the way ---------------------------------------------------- */

/* Looks through a stretch of time: with @all it keeps every cue in (after, until],
 * without it only the first. */
typedef struct {
  const FasciaCueOptions *options;
  gint64 after_us;
  gint64 until_us;
  GArray *all;
  gint64 first_us;
} Search;

static gboolean
is_wanted (const FasciaCueOptions *options, FasciaCueKind kind)
{
  return (options->kinds & FASCIA_CUE_BIT (kind)) != 0;
}

static void
consider (Search *self, FasciaCueKind kind, gint64 at_us, guint phase, guint number)
{
  const FasciaCue cue = { .kind = kind, .at_us = at_us, .phase = phase, .number = number };

  if (!is_wanted (self->options, kind) || at_us <= self->after_us || at_us > self->until_us)
    return;
  self->first_us = MIN (self->first_us, at_us);
  if (self->all != NULL)
    g_array_append_val (self->all, cue);
}

static void
consider_strokes (Search *self, guint phase, gint64 begin_us, gint64 end_us)
{
  gint64 stroke_us = self->options->stroke_us;
  gint64 number;

  if (stroke_us <= 0)
    return;
  number = MAX (self->after_us - begin_us, 0) / stroke_us + 1;
  for (; begin_us + number * stroke_us < end_us; number++)
    {
      gint64 at_us = begin_us + number * stroke_us;

      consider (self, FASCIA_CUE_STROKE, at_us, phase, (guint)number);
      if (at_us > self->after_us && (self->all == NULL || at_us > self->until_us))
        return;
    }
}

/* What comes next is said before the technique's side is over. */
static gboolean
has_next (const FasciaSession *session, guint phase)
{
  return phase + 1 < fascia_session_get_n_phases (session) &&
         fascia_session_get_phase_at (session, phase + 1)->credit != fascia_session_get_phase_at (session, phase)->credit;
}

static void
consider_phase (Search *self, const FasciaSession *session)
{
  guint index = fascia_session_get_phase (session);
  FasciaPhaseKind kind = fascia_session_get_phase_at (session, index)->kind;
  gint64 length_us = fascia_session_get_phase_length_us (session);
  gint64 end_us = fascia_session_get_next_change_us (session);
  gboolean active = kind == FASCIA_PHASE_ROLL || kind == FASCIA_PHASE_HOLD;

  if (active && length_us >= MIN_HALFWAY_US)
    consider (self, FASCIA_CUE_HALFWAY, end_us - length_us / 2, index, seconds_up (length_us / 2));
  if (has_next (session, index))
    consider (self, FASCIA_CUE_NEXT, end_us - FASCIA_NEXT_CUE_S * G_USEC_PER_SEC, index + 1, FASCIA_NEXT_CUE_S);
  for (guint left_s = LAST_S; left_s > 0; left_s--)
    consider (self, FASCIA_CUE_LAST_SECONDS, end_us - left_s * G_USEC_PER_SEC, index, left_s);
  if (kind == FASCIA_PHASE_ROLL)
    consider_strokes (self, index, end_us - length_us, end_us);
}

static void
consider_count_in (Search *self, const FasciaSession *session)
{
  gint64 end_us = fascia_session_get_next_change_us (session);

  for (guint left_s = COUNT_IN_S; left_s > 0; left_s--)
    consider (self, FASCIA_CUE_COUNT_IN, end_us - left_s * G_USEC_PER_SEC, fascia_session_get_phase (session), left_s);
}

static void
consider_all (Search *self, const FasciaSession *session)
{
  self->first_us = G_MAXINT64;
  if (fascia_session_get_state (session) == FASCIA_SESSION_COUNTING_IN)
    consider_count_in (self, session);
  else if (fascia_session_get_state (session) == FASCIA_SESSION_RUNNING)
    consider_phase (self, session);
}

/* --- Cues of changes ------------------------------------------------------------- */

static FasciaCueKind
cue_of_phase (FasciaPhaseKind kind)
{
  switch (kind)
    {
    case FASCIA_PHASE_ROLL:
      return FASCIA_CUE_ROLL;
    case FASCIA_PHASE_HOLD:
      return FASCIA_CUE_HOLD;
    case FASCIA_PHASE_SWITCH:
      return FASCIA_CUE_SWITCH;
    case FASCIA_PHASE_REST:
      return FASCIA_CUE_REST;
    case FASCIA_PHASE_PREPARE:
    default:
      return FASCIA_CUE_PREPARE;
    }
}

/* The count-in that began at @at_us says its first number at once. */
static gboolean
count_from (const FasciaSession *session, gint64 at_us, guint *number)
{
  *number = seconds_up (fascia_session_get_left_us (session, at_us));
  return fascia_session_get_state (session) == FASCIA_SESSION_COUNTING_IN && *number <= COUNT_IN_S;
}

/* The event behind @index that happened at the same instant, if any. */
static const FasciaSessionEvent *
find_twin (const GArray *events, guint index, FasciaSessionEventKind kind)
{
  const FasciaSessionEvent *event = &g_array_index (events, FasciaSessionEvent, index);

  for (guint i = index + 1; i < events->len; i++)
    {
      const FasciaSessionEvent *other = &g_array_index (events, FasciaSessionEvent, i);

      if (other->at_us == event->at_us && other->kind == kind)
        return other;
    }
  return NULL;
}

static gboolean
cue_of_event (const FasciaSession *session, const GArray *events, guint index, FasciaCue *cue)
{
  const FasciaSessionEvent *event = &g_array_index (events, FasciaSessionEvent, index);
  const FasciaSessionEvent *ended;

  *cue = (FasciaCue){ .at_us = event->at_us, .phase = event->phase };
  switch (event->kind)
    {
    case FASCIA_EVENT_COUNT_IN:
      cue->kind = FASCIA_CUE_COUNT_IN;
      return count_from (session, event->at_us, &cue->number);
    case FASCIA_EVENT_PHASE_BEGAN:
      ended = find_twin (events, index, FASCIA_EVENT_PHASE_ENDED);
      cue->kind = cue_of_phase (fascia_session_get_phase_at (session, event->phase)->kind);
      return ended == NULL;
    case FASCIA_EVENT_PAUSED:
      cue->kind = FASCIA_CUE_PAUSED;
      return TRUE;
    case FASCIA_EVENT_RESUMED:
      /* A phase that had waited says more than that. */
      cue->kind = FASCIA_CUE_RESUMED;
      return find_twin (events, index, FASCIA_EVENT_PHASE_BEGAN) == NULL;
    case FASCIA_EVENT_FINISHED:
      cue->kind = FASCIA_CUE_END;
      return TRUE;
    case FASCIA_EVENT_WAITING:
      cue->kind = FASCIA_CUE_WAITING;
      return TRUE;
    case FASCIA_EVENT_EASED:
      cue->kind = FASCIA_CUE_EASE;
      return TRUE;
    case FASCIA_EVENT_STARTED:
    case FASCIA_EVENT_PHASE_ENDED:
    case FASCIA_EVENT_STOPPED:
    case FASCIA_EVENT_ADJUSTED:
    case FASCIA_EVENT_SPOT_FOUND:
    case FASCIA_EVENT_SUSPENDED:
    default:
      return FALSE;
    }
}

static int
compare_cues (gconstpointer a, gconstpointer b)
{
  const FasciaCue *first = a;
  const FasciaCue *second = b;

  return (first->at_us > second->at_us) - (first->at_us < second->at_us);
}

GArray *
fascia_cues_take (const FasciaSession *session, const FasciaCueOptions *options, const GArray *events, gint64 after_us, gint64 now_us)
{
  GArray *cues = g_array_new (FALSE, FALSE, sizeof (FasciaCue));
  g_autoptr (GArray) timed = g_array_new (FALSE, FALSE, sizeof (FasciaCue));
  /* A cue that is as late as can be belongs to the change that may have come since. */
  Search search = {
    .options = options,
    .after_us = MAX (after_us, now_us - FASCIA_CUE_LATE_US),
    .until_us = now_us,
    .all = timed,
  };

  g_return_val_if_fail (session != NULL, cues);
  g_return_val_if_fail (options != NULL, cues);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      FasciaCue cue;

      if (cue_of_event (session, events, i, &cue) && is_wanted (options, cue.kind))
        g_array_append_val (cues, cue);
      /* What the session was before is past: no number of it is said now. */
      search.after_us = MAX (search.after_us, g_array_index (events, FasciaSessionEvent, i).at_us);
    }

  consider_all (&search, session);
  g_array_sort (timed, compare_cues);
  g_array_append_vals (cues, timed->data, timed->len);
  return cues;
}

gint64
fascia_cues_next_us (const FasciaSession *session, const FasciaCueOptions *options, gint64 now_us)
{
  Search search = { .options = options, .after_us = now_us, .until_us = G_MAXINT64 };

  g_return_val_if_fail (session != NULL, G_MAXINT64);
  g_return_val_if_fail (options != NULL, G_MAXINT64);

  consider_all (&search, session);
  return search.first_us;
}

/* --- One at a time ---------------------------------------------------------------- */

/* What may cut what: a higher one a lower one, and a change also another change. */
typedef enum {
  RANK_TICK,
  RANK_NUMBER,
  RANK_ANNOUNCEMENT,
  RANK_CHANGE,
} Rank;

static Rank
rank_of (FasciaCueKind kind)
{
  switch (kind)
    {
    case FASCIA_CUE_STROKE:
      return RANK_TICK;
    case FASCIA_CUE_COUNT_IN:
    case FASCIA_CUE_LAST_SECONDS:
    case FASCIA_CUE_HALFWAY:
      return RANK_NUMBER;
    case FASCIA_CUE_NEXT:
      return RANK_ANNOUNCEMENT;
    case FASCIA_CUE_PREPARE:
    case FASCIA_CUE_ROLL:
    case FASCIA_CUE_HOLD:
    case FASCIA_CUE_SWITCH:
    case FASCIA_CUE_REST:
    case FASCIA_CUE_END:
    case FASCIA_CUE_PAUSED:
    case FASCIA_CUE_RESUMED:
    case FASCIA_CUE_WAITING:
    case FASCIA_CUE_EASE:
    default:
      return RANK_CHANGE;
    }
}

FasciaCueVerdict
fascia_cue_arbiter_offer (FasciaCueArbiter *self, const FasciaCue *cue, gint64 length_us, gint64 now_us)
{
  FasciaCueVerdict verdict = FASCIA_CUE_VERDICT_PLAY;

  g_return_val_if_fail (self != NULL, FASCIA_CUE_VERDICT_DROP);
  g_return_val_if_fail (cue != NULL, FASCIA_CUE_VERDICT_DROP);

  if (self->busy && now_us < self->until_us)
    {
      Rank rank = rank_of (cue->kind);
      Rank playing = rank_of (self->playing);

      if (rank < playing || (rank == playing && rank != RANK_CHANGE))
        return FASCIA_CUE_VERDICT_DROP;
      verdict = FASCIA_CUE_VERDICT_CUT_AND_PLAY;
    }

  self->busy = TRUE;
  self->playing = cue->kind;
  self->until_us = length_us > G_MAXINT64 - MAX (now_us, 0) ? G_MAXINT64 : now_us + length_us;
  return verdict;
}

void
fascia_cue_arbiter_ended (FasciaCueArbiter *self)
{
  g_return_if_fail (self != NULL);

  self->busy = FALSE;
}
