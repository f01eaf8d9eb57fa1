/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/catalog.h"
#include "fascia/core/day.h"
#include "fascia/core/instant.h"
#include "fascia/core/session.h"
#include "fascia/core/types.h"

G_BEGIN_DECLS

typedef struct {
  char *technique;
  FasciaSide side;
  FasciaTool tool;
  int planned_s; /* roll + hold; FASCIA_UNKNOWN_S when logged by hand */
  int done_s;
  int measured_s; /* by the timer, once done_s was edited; else FASCIA_UNKNOWN_S */
  FasciaItemStatus status;
  FasciaStopReason reason;
} FasciaLogItem;

/* (transfer full): done in 0 s, tool and planned time unknown. */
FasciaLogItem *fascia_log_item_new (const char *technique, FasciaSide side);
FasciaLogItem *fascia_log_item_copy (const FasciaLogItem *self);
void fascia_log_item_free (FasciaLogItem *self);

#define FASCIA_MAX_AREAS_OF_SESSION 3
#define FASCIA_MAX_NOTE_CHARACTERS 500

/**
 * FasciaLogEntry:
 *
 * One session in the log (spec L, content-facts 7.1). Durations are whole
 * seconds. A plain value with copies, not shared.
 */
typedef struct {
  char *uuid;
  FasciaInstant started;
  FasciaDay local_date; /* of the start, where the user was */
  int active_s;
  int elapsed_s;
  int measured_active_s; /* by the timer, once the seconds were edited; else FASCIA_UNKNOWN_S */
  int measured_elapsed_s;
  FasciaSource source;
  char *routine; /* (nullable) */
  int routine_version; /* 0 when there is none */
  FasciaOccasion occasion;
  FasciaArea areas[FASCIA_MAX_AREAS_OF_SESSION];
  guint n_areas;
  int before;   /* 0–10 or FASCIA_UNRATED; of the first area */
  int after;
  int pressure; /* the strongest felt */
  FasciaNextDay next_day;
  char *note; /* (nullable) */
  GPtrArray *items; /* element-type FasciaLogItem, in the order done */
} FasciaLogEntry;

/* (transfer full): without UUID, start and date; nothing rated, no items. */
FasciaLogEntry *fascia_log_entry_new (void);
FasciaLogEntry *fascia_log_entry_copy (const FasciaLogEntry *self);
void fascia_log_entry_free (FasciaLogEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaLogEntry, fascia_log_entry_free)

/* %TRUE when every field is inside its range and every item's technique is in
 * @catalog (nullable: not looked up); else %FASCIA_ERROR_INVALID or NOT_FOUND. */
gboolean fascia_log_entry_validate (const FasciaLogEntry *self, const FasciaCatalog *catalog, GError **error);

/* One technique as named on a command line or in a form: "ID" or "ID:SIDE". */
typedef struct {
  const char *technique;
  gboolean side_given;
  FasciaSide side;
} FasciaManualItem;

/**
 * fascia_log_entry_set_manual_items:
 * @minutes: 1–1440, split equally over the items (whole seconds; the first ones
 *   get what does not divide)
 *
 * Fills the items of a session logged by hand. Without a side, or with "both", a
 * left/right technique makes two items and a midline one an item "both"; left or
 * right on a midline technique is an error. A technique that can be done either way
 * makes two items without a side and one "both" with it. Sets active and elapsed
 * seconds. Nothing changes on error.
 */
gboolean fascia_log_entry_set_manual_items (FasciaLogEntry *self, const FasciaCatalog *catalog, const FasciaManualItem *items, guint n_items, int minutes, GError **error);

/* Writes the state of @session at @now_us into active_s, elapsed_s and items (one
 * for each credit of its plan, in that order; seconds begun are cut off); the
 * seconds of the items always add up to active_s. */
void fascia_log_entry_take_session (FasciaLogEntry *self, const FasciaSession *session, gint64 now_us);

/**
 * fascia_log_entry_keep_measured:
 * @before: the same session as it was in the log
 *
 * After an edit of a timed session (spec L6): where seconds differ from @before and
 * nothing was edited earlier, what the timer measured is kept beside them. Items are
 * the same when technique and side are.
 */
void fascia_log_entry_keep_measured (FasciaLogEntry *self, const FasciaLogEntry *before);

/**
 * fascia_log_entry_counts:
 *
 * Whether the session counts for the weekly goal (content-facts 7.3): a timed one
 * with at least one technique finished on all its sides and 2 minutes active, or
 * stopped for safety after any roll; a manual one from 2 minutes.
 */
gboolean fascia_log_entry_counts (const FasciaLogEntry *self);

/* How often a technique was done, and when last. */
typedef struct {
  guint n_sessions; /* of the log, with any of it done */
  gint64 last_us;   /* UTC: the start of the last one */
  FasciaDay last;   /* its day, where the user was */
} FasciaTechniqueUse;

G_END_DECLS
