/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/log-entry.h"
#include "fascia/core/preferences.h"
#include "fascia/core/safety.h"
#include "fascia/core/schedule.h"

G_BEGIN_DECLS

/**
 * FasciaStore:
 *
 * The one database file (SQLite, WAL, synchronous=FULL, 0600 in a 0700 folder).
 * The only code that speaks SQL. Not shared between threads; window and reminder
 * service each open their own. All instants are handed in.
 *
 * Every call that can fail sets an error of FASCIA_ERROR whose message is one
 * sentence with what to do: UNREADABLE (not a database or broken), NEWER,
 * NO_SPACE, READ_ONLY, BUSY, NOT_FOUND, FAILED. A failed write changes nothing.
 */
typedef struct _FasciaStore FasciaStore;

/* The file inside the folder handed to fascia_store_open(). */
#define FASCIA_STORE_FILE_NAME "fascia.db"

/**
 * fascia_store_open:
 * @folder: made (0700) when missing
 * @now_us: UTC, for what a migration writes
 *
 * Opens or creates the database and migrates an older schema (after a verified
 * backup beside it). A file that is not a Fascia database, or a newer one, is left
 * untouched.
 */
FasciaStore *fascia_store_open (const char *folder, gint64 now_us, GError **error);
void fascia_store_close (FasciaStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaStore, fascia_store_close)
const char *fascia_store_get_path (const FasciaStore *self);
/* %TRUE (once) when another connection changed the database since the last call
 * (PRAGMA data_version). */
gboolean fascia_store_take_foreign_change (FasciaStore *self);
/* Gives back the pages kept for the next query: for a program that now waits. */
void fascia_store_release_memory (FasciaStore *self);
/* PRAGMA integrity_check and foreign_key_check, and whether totals and the index of
 * notes fit the rows; the first problem is the error. */
gboolean fascia_store_check_integrity (FasciaStore *self, GError **error);

/* --- Log. Deleted sessions are in the trash: not listed, not counted. --------- */

gboolean fascia_store_add_session (FasciaStore *self, const FasciaLogEntry *entry, gint64 now_us, GError **error);
/* Replaces the row with entry->uuid (not in the trash). */
gboolean fascia_store_update_session (FasciaStore *self, const FasciaLogEntry *entry, gint64 now_us, GError **error);
gboolean fascia_store_delete_session (FasciaStore *self, const char *uuid, gint64 now_us, GError **error);
gboolean fascia_store_restore_session (FasciaStore *self, const char *uuid, gint64 now_us, GError **error);
/* (transfer full): an ended session, not in the trash; %FASCIA_ERROR_NOT_FOUND. */
FasciaLogEntry *fascia_store_get_session (FasciaStore *self, const char *uuid, GError **error);
/* Ended sessions with @since <= local_date <= @until (an invalid day: no bound),
 * newest start first, ties by UUID; skips @offset, at most @limit (0: all). */
GPtrArray *fascia_store_list_sessions (FasciaStore *self, FasciaDay since, FasciaDay until, guint offset, guint limit, GError **error);
/* -1 on error. */
gint64 fascia_store_count_sessions (FasciaStore *self, GError **error);
/* %TRUE and *@overlaps set when an ended session not in the trash overlaps [start, start + elapsed). */
gboolean fascia_store_find_overlap (FasciaStore *self, const FasciaLogEntry *entry, gboolean *overlaps, GError **error);
/* Days that count from @since on, the end of the last session, and whether one is running. */
FasciaLogSummary *fascia_store_load_log_summary (FasciaStore *self, FasciaDay since, gint64 now_us, GError **error);
/* The date of the oldest thing the user did: a session in the log, a goal, or a
 * reminder rule (also one removed since; its instant as a date in @zone); invalid
 * when none. */
gboolean fascia_store_get_first_use (FasciaStore *self, GTimeZone *zone, FasciaDay *day, GError **error);

/* --- The running session: one open row, written from its first second (L1). --- */

typedef struct {
  FasciaLogEntry *entry;
  char *state;             /* see fascia_session_to_text() */
  gint64 heartbeat_us;     /* UTC: last sign of life */
  gint64 paused_since_us;  /* UTC; 0: not paused */
} FasciaOpenSession;
void fascia_open_session_free (FasciaOpenSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaOpenSession, fascia_open_session_free)

/* Inserts (first call) or updates the open row with open->entry->uuid, its items
 * included. A second open row with another UUID is %FASCIA_ERROR_BUSY. */
gboolean fascia_store_journal_session (FasciaStore *self, const FasciaOpenSession *open, gint64 now_us, GError **error);
/* Turns the open row into an ended one with the values of @entry (inserts it when
 * the row was never written). */
gboolean fascia_store_end_session (FasciaStore *self, const FasciaLogEntry *entry, gint64 ended_us, gint64 now_us, GError **error);
/* Removes an open row for good. */
gboolean fascia_store_discard_open_session (FasciaStore *self, const char *uuid, GError **error);
/* *@open is %NULL when no row is open. */
gboolean fascia_store_get_open_session (FasciaStore *self, FasciaOpenSession **open, GError **error);

/* Whether, the last time both sides of @technique were in a session, one was done and
 * the other skipped or left early, and not made up for since: *@left_over then says so
 * and *@side which was left over. After a stop for safety none is: that area rests. */
gboolean fascia_store_get_left_over_side (FasciaStore *self, const char *technique, gboolean *left_over, FasciaSide *side, GError **error);

/* --- How sessions run, and what rests: written by the app. --------------------- */

/* What was never changed has its default. */
gboolean fascia_store_load_preferences (FasciaStore *self, FasciaPreferences *preferences, GError **error);
/* Brought into their ranges; what did not change keeps the instant it was changed at. */
gboolean fascia_store_save_preferences (FasciaStore *self, const FasciaPreferences *preferences, gint64 now_us, GError **error);
/* (element-type FasciaRestingArea) (transfer full): those whose rest is not over at
 * @now_us, by its end. */
GArray *fascia_store_list_resting_areas (FasciaStore *self, gint64 now_us, GError **error);
/* A rest set again lasts until the later of both ends. */
gboolean fascia_store_rest_area (FasciaStore *self, const FasciaRestingArea *rest, gint64 now_us, GError **error);
/* Also fine for an area that does not rest. */
gboolean fascia_store_end_rest (FasciaStore *self, FasciaArea area, gint64 now_us, GError **error);

/* --- The health check, and what the user likes and owns: written by the app. ---- */

/* In backups only, never exported. All 0 when the check was never gone through. */
gboolean fascia_store_load_health (FasciaStore *self, FasciaHealth *health, GError **error);
/* Replaces everything: what is not answered yes leaves no trace. */
gboolean fascia_store_save_health (FasciaStore *self, const FasciaHealth *health, GError **error);
/* (transfer full): techniques, those liked last first. */
GStrv fascia_store_list_favourites (FasciaStore *self, GError **error);
gboolean fascia_store_set_favourite (FasciaStore *self, const char *technique, gboolean favourite, gint64 now_us, GError **error);
/* A set of FASCIA_TOOL_BIT; all of them in a new database. */
gboolean fascia_store_get_owned_tools (FasciaStore *self, guint *tools, GError **error);
gboolean fascia_store_set_owned_tools (FasciaStore *self, guint tools, gint64 now_us, GError **error);

/* (transfer full): by technique; what was never done is not in it. One question for a
 * whole list, and as quick with a long log as with a short one. */
GHashTable *fascia_store_load_technique_uses (FasciaStore *self, GError **error);

/* --- The user's own routines. ------------------------------------------------- */

/* (element-type FasciaRoutine) (transfer full), by name. */
GPtrArray *fascia_store_list_routines (FasciaStore *self, GError **error);
/* Inserts or replaces by id (a UUID). */
gboolean fascia_store_save_routine (FasciaStore *self, const FasciaRoutine *routine, gint64 now_us, GError **error);
gboolean fascia_store_delete_routine (FasciaStore *self, const char *uuid, gint64 now_us, GError **error);

/* --- Goal and reminder rules: written by the app. ------------------------------ */

/* (element-type FasciaGoal) (transfer full), by day. */
GArray *fascia_store_list_goals (FasciaStore *self, GError **error);
/* A goal set twice for the same day replaces the first. */
gboolean fascia_store_set_goal (FasciaStore *self, const FasciaGoal *goal, gint64 now_us, GError **error);
/* (element-type FasciaRule) (transfer full), in the order added. */
GPtrArray *fascia_store_list_rules (FasciaStore *self, GError **error);
/* A rule's changed_at_us is the @now_us of its last write. */
gboolean fascia_store_add_rule (FasciaStore *self, const FasciaRule *rule, gint64 now_us, GError **error);
gboolean fascia_store_update_rule (FasciaStore *self, const FasciaRule *rule, gint64 now_us, GError **error);
gboolean fascia_store_remove_rule (FasciaStore *self, const char *uuid, gint64 now_us, GError **error);
/* Off in a new database, the rest FASCIA_REMINDER_SETTINGS_DEFAULT. */
gboolean fascia_store_load_reminder_settings (FasciaStore *self, FasciaReminderSettings *settings, GError **error);
/* Validated. on_since_us is @now_us when reminders were off before, else kept. */
gboolean fascia_store_save_reminder_settings (FasciaStore *self, const FasciaReminderSettings *settings, gint64 now_us, GError **error);
/* (element-type FasciaPause) (transfer full): all that were not deleted, by first day. */
GPtrArray *fascia_store_list_pauses (FasciaStore *self, GError **error);
/* Validated; created_us is @now_us. */
gboolean fascia_store_add_pause (FasciaStore *self, const FasciaPause *pause, gint64 now_us, GError **error);
/* Ends early, at @now_us on the local @today, every pause that covers @today (a
 * skipped day too); *@any says whether there was one. One that has not begun stays. */
gboolean fascia_store_end_pauses (FasciaStore *self, FasciaDay today, gint64 now_us, gboolean *any, GError **error);
/* Takes a pause back as if it had never been; %FASCIA_ERROR_NOT_FOUND. */
gboolean fascia_store_delete_pause (FasciaStore *self, const char *uuid, gint64 now_us, GError **error);

/* --- Reminder state and history. Requests (snooze, nudge) are written by whoever
 * the user asked, outcomes by the reminder service only. Logging a session (added by
 * hand, ended, saved) takes snooze and nudge back in the same transaction. --------- */

/* Claims of the last six weeks, what was handled, snooze and nudge. */
FasciaReminderState *fascia_store_load_reminder_state (FasciaStore *self, gint64 now_us, GError **error);

/* In one transaction: records @reminder with @outcome, claims its slot when it
 * has one, moves handled_until up to its instant, and clears a snooze that it
 * was. *@claimed is %FALSE (and nothing changes) when the slot was claimed
 * before: somebody else has shown it. Call before Notify. */
gboolean fascia_store_claim_reminder (FasciaStore *self, const FasciaReminder *reminder, FasciaOutcome outcome, gint64 now_us, gboolean *claimed, GError **error);
/* What became of a reminder shown before: one more line of the history. */
gboolean fascia_store_record_outcome (FasciaStore *self, const FasciaReminder *reminder, FasciaOutcome outcome, gint64 now_us, GError **error);
gboolean fascia_store_set_handled_until (FasciaStore *self, gint64 until_us, GError **error);
/* @until_us 0: no snooze. */
gboolean fascia_store_set_snooze (FasciaStore *self, gint64 until_us, const char *rule, gint64 now_us, GError **error);
/* "I just trained": @at_us 0 takes it back. A later call replaces an earlier one. */
gboolean fascia_store_set_nudge (FasciaStore *self, gint64 at_us, gint64 now_us, GError **error);

/* (element-type FasciaReminderRecord) (transfer full): newest first, at most
 * @limit (0: all). */
GPtrArray *fascia_store_list_reminder_history (FasciaStore *self, guint limit, GError **error);

G_END_DECLS
