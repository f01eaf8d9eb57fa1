/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/session.h"

G_BEGIN_DECLS

/* What is to be heard (or said, or led by the pacer) and when: one list for sound,
 * voice, window and tests. Instants are those of the session: CLOCK_MONOTONIC
 * readings in microseconds. */

typedef enum {
  FASCIA_CUE_COUNT_IN, /* each of the last five seconds before the clock is let go */
  FASCIA_CUE_PREPARE,
  FASCIA_CUE_ROLL,
  FASCIA_CUE_HOLD,
  FASCIA_CUE_SWITCH,
  FASCIA_CUE_REST,
  FASCIA_CUE_END, /* the session came to its end; none when the user stopped it */
  FASCIA_CUE_PAUSED,
  FASCIA_CUE_RESUMED,
  FASCIA_CUE_WAITING,      /* the session waits for its user */
  FASCIA_CUE_LAST_SECONDS, /* 3, 2, 1 of a phase */
  FASCIA_CUE_HALFWAY,      /* of a roll or hold of 20 s or more */
  FASCIA_CUE_NEXT,         /* “next: …”, before the end of a technique's side */
  FASCIA_CUE_EASE,         /* “too much” was answered: the ease text */
  FASCIA_CUE_STROKE,       /* the pacer turns round */
} FasciaCueKind;
#define FASCIA_N_CUE_KINDS 15
const char *fascia_cue_kind_to_string (FasciaCueKind kind);
gboolean fascia_cue_kind_from_string (const char *text, FasciaCueKind *kind);

#define FASCIA_CUE_BIT(kind) (1u << (kind))
#define FASCIA_ALL_CUES ((1u << FASCIA_N_CUE_KINDS) - 1)

/* The announcement of what comes next needs this long to be said in peace. */
#define FASCIA_NEXT_CUE_S 9
/* A timed cue that comes this late is no cue any more. */
#define FASCIA_CUE_LATE_US G_USEC_PER_SEC

/**
 * FasciaCue:
 * @at_us: the planned instant, however late the tick
 * @phase: index into the session's phases; of NEXT the coming one
 * @number: COUNT_IN and LAST_SECONDS: the seconds left; HALFWAY and NEXT: the whole
 *   seconds left of the phase, rounded up; STROKE: how many turns there were in this
 *   phase, this one included; else 0
 */
typedef struct {
  FasciaCueKind kind;
  gint64 at_us;
  guint phase;
  guint number;
} FasciaCue;

typedef struct {
  guint kinds;      /* FASCIA_CUE_BIT of those wanted: an unwanted one wakes nobody */
  gint64 stroke_us; /* one way of the pacer, 2–4 s; 0: no strokes */
} FasciaCueOptions;
#define FASCIA_CUE_OPTIONS_DEFAULT ((FasciaCueOptions){ .kinds = FASCIA_ALL_CUES })

/**
 * fascia_cues_take:
 * @events: (nullable) (element-type FasciaSessionEvent): what the session's call with @now_us delivered
 * @after_us: the @now_us of the take before this one
 *
 * The cues of @events and the timed ones in (@after_us, @now_us], in order. Changes
 * are never dropped; a timed cue that is #FASCIA_CUE_LATE_US old is, and so is one
 * that an event overtook. A phase that ended as it began makes no cue.
 *
 * Returns: (transfer full) (element-type FasciaCue)
 */
GArray *fascia_cues_take (const FasciaSession *session, const FasciaCueOptions *options, const GArray *events, gint64 after_us, gint64 now_us);

/* The instant of the next timed cue after @now_us, or G_MAXINT64: none before the
 * session's next change. */
gint64 fascia_cues_next_us (const FasciaSession *session, const FasciaCueOptions *options, gint64 now_us);

/**
 * FasciaCueArbiter:
 *
 * Lets no two cues overlap (spec T13). What the session or the user just changed
 * wins and cuts whatever plays; “next” cuts numbers; numbers and halfway are
 * dropped while anything but a stroke plays; a stroke never cuts anything. A value,
 * zero to begin with; one for each thing that can be heard.
 */
typedef struct {
  gboolean busy;
  FasciaCueKind playing;
  gint64 until_us;
} FasciaCueArbiter;

typedef enum {
  FASCIA_CUE_VERDICT_PLAY,
  FASCIA_CUE_VERDICT_CUT_AND_PLAY, /* silence what plays first */
  FASCIA_CUE_VERDICT_DROP,
} FasciaCueVerdict;

/* Asks whether @cue, which takes @length_us, may be heard at @now_us; if so it plays.
 * A length that is not known (speech) is G_MAXINT64 until fascia_cue_arbiter_ended(). */
FasciaCueVerdict fascia_cue_arbiter_offer (FasciaCueArbiter *self, const FasciaCue *cue, gint64 length_us, gint64 now_us);
/* What played came to its end, or was silenced. */
void fascia_cue_arbiter_ended (FasciaCueArbiter *self);

G_END_DECLS
