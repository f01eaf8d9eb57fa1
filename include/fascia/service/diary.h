/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fascia/core/log-entry.h"
#include "fascia/core/merge.h"
#include "fascia/core/preferences.h"
#include "fascia/core/safety.h"
#include "fascia/core/schedule.h"
#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaDiary:
 *
 * The log, the goal and the reminder rules for window and command line: the store
 * plus the clock. Emits "changed" after every change, its own or another
 * process's (seen within a second by a file monitor; see fascia_diary_watch()).
 *
 * The type name of errors is FASCIA_ERROR; messages can be shown as they are.
 */
#define FASCIA_TYPE_DIARY (fascia_diary_get_type ())
G_DECLARE_FINAL_TYPE (FasciaDiary, fascia_diary, FASCIA, DIARY, GObject)

const char *fascia_diary_get_path (FasciaDiary *self);
/* Starts watching for changes by other processes; idempotent. */
void fascia_diary_watch (FasciaDiary *self);
/* Looks at once whether another process changed something. */
void fascia_diary_poll (FasciaDiary *self);

/* Log: as in store.h, with "now" from the clock. */
GPtrArray *fascia_diary_list_sessions (FasciaDiary *self, FasciaDay since, FasciaDay until, guint offset, guint limit, GError **error);
gint64 fascia_diary_count_sessions (FasciaDiary *self, GError **error);
FasciaLogEntry *fascia_diary_get_session (FasciaDiary *self, const char *uuid, GError **error);
/* Gives @entry a UUID when it has none and adds it; a start in the future is
 * %FASCIA_ERROR_INVALID. @overlaps (nullable) says whether it overlaps another. */
gboolean fascia_diary_add_session (FasciaDiary *self, FasciaLogEntry *entry, gboolean *overlaps, GError **error);
/* Whether @entry, in the log or not, overlaps another session. */
gboolean fascia_diary_find_overlap (FasciaDiary *self, const FasciaLogEntry *entry, gboolean *overlaps, GError **error);
/* A start in the future is %FASCIA_ERROR_INVALID. */
gboolean fascia_diary_update_session (FasciaDiary *self, const FasciaLogEntry *entry, GError **error);
gboolean fascia_diary_delete_session (FasciaDiary *self, const char *uuid, GError **error);
gboolean fascia_diary_restore_session (FasciaDiary *self, const char *uuid, GError **error);

/* Goal: how many days of the week of @day counted, and the effective goal then
 * (see fascia_goal_get_week()). */
gboolean fascia_diary_get_week (FasciaDiary *self, FasciaDay day, guint *done, guint *goal, GError **error);
/* (element-type FasciaDay) (transfer full): the days that count from @since on. */
GArray *fascia_diary_list_counted_days (FasciaDiary *self, FasciaDay since, GError **error);
/* The newest goal and the day it applies from (which may be next Monday). */
gboolean fascia_diary_get_goal (FasciaDiary *self, guint *per_week, FasciaDay *from, GError **error);
gboolean fascia_diary_set_goal (FasciaDiary *self, guint per_week, GError **error);
/* The user's day: it begins at the hour set in the preferences (L8). */
FasciaDay fascia_diary_today (FasciaDiary *self);

/* (element-type FasciaRoutine) (transfer full): the user's own routines, by name. */
GPtrArray *fascia_diary_list_routines (FasciaDiary *self, GError **error);

/* Reminder rules. Adding one switches reminders on. */
GPtrArray *fascia_diary_list_rules (FasciaDiary *self, GError **error);
gboolean fascia_diary_add_rule (FasciaDiary *self, FasciaRule *rule, GError **error);
gboolean fascia_diary_update_rule (FasciaDiary *self, const FasciaRule *rule, GError **error);
gboolean fascia_diary_remove_rule (FasciaDiary *self, const char *uuid, GError **error);
gboolean fascia_diary_get_reminder_settings (FasciaDiary *self, FasciaReminderSettings *settings, GError **error);
gboolean fascia_diary_set_reminder_settings (FasciaDiary *self, const FasciaReminderSettings *settings, GError **error);

/* Pauses (spec R15), by first day. */
GPtrArray *fascia_diary_list_pauses (FasciaDiary *self, GError **error);
/* From @from (no day: today) to @until (no day: until resumed); a UUID is given. */
gboolean fascia_diary_add_pause (FasciaDiary *self, FasciaDay from, FasciaDay until, FasciaPauseReason reason, GError **error);
/* Ends what is paused today; %FASCIA_ERROR_NOT_FOUND when nothing is. */
gboolean fascia_diary_resume (FasciaDiary *self, GError **error);
gboolean fascia_diary_delete_pause (FasciaDiary *self, const char *uuid, GError **error);

/* What the user asks of the reminders. All are judged afresh when they are due. */
typedef enum {
  FASCIA_SNOOZE_15_MIN,
  FASCIA_SNOOZE_1_HOUR,
  FASCIA_SNOOZE_EVENING, /* 19:00 today; refused (INVALID) from 18:00 on */
} FasciaSnooze;
/* *@until_us (nullable): when it will be. @rule (nullable): what is snoozed. */
gboolean fascia_diary_snooze (FasciaDiary *self, FasciaSnooze snooze, const char *rule, gint64 *until_us, GError **error);
/* "I just trained": one reminder after @minutes (0: as set in the settings). */
gboolean fascia_diary_nudge (FasciaDiary *self, guint minutes, gint64 *at_us, GError **error);
/* Neither snooze nor nudge is waiting any more. */
gboolean fascia_diary_drop_requests (FasciaDiary *self, GError **error);

/* (element-type FasciaReminderRecord) (transfer full): newest first; see store.h. */
GPtrArray *fascia_diary_list_reminder_history (FasciaDiary *self, guint limit, GError **error);

/* How sessions run (core/preferences.h), and areas that rest after too much. */
gboolean fascia_diary_get_preferences (FasciaDiary *self, FasciaPreferences *preferences, GError **error);
gboolean fascia_diary_set_preferences (FasciaDiary *self, const FasciaPreferences *preferences, GError **error);
GArray *fascia_diary_list_resting_areas (FasciaDiary *self, GError **error);
/* For 48 hours from now. */
gboolean fascia_diary_rest_area (FasciaDiary *self, FasciaArea area, FasciaStopReason reason, GError **error);
gboolean fascia_diary_end_rest (FasciaDiary *self, FasciaArea area, GError **error);
gboolean fascia_diary_get_left_over_side (FasciaDiary *self, const char *technique, gboolean *left_over, FasciaSide *side, GError **error);

/* The health check (core/safety.h). To go through it: fascia_diary_get_health(),
 * fascia_health_ask_again(), the user's answers, fascia_diary_set_health(). */
gboolean fascia_diary_get_health (FasciaDiary *self, FasciaHealth *health, GError **error);
/* It was gone through just now, with these answers. */
gboolean fascia_diary_set_health (FasciaDiary *self, const FasciaHealth *health, GError **error);
/* It was put off; it is still due before the first session. */
gboolean fascia_diary_skip_health_check (FasciaDiary *self, GError **error);
/* “Something has changed”: it is due. What blocks falls when it has been gone through,
 * not before. */
gboolean fascia_diary_note_health_change (FasciaDiary *self, GError **error);
/* “A professional has said yes”; %FASCIA_ERROR_INVALID where nobody asked or nobody can. */
gboolean fascia_diary_clear_condition (FasciaDiary *self, FasciaCondition condition, GError **error);

/* What the user likes and owns, and how often techniques were done; see store.h. */
GStrv fascia_diary_list_favourites (FasciaDiary *self, GError **error);
gboolean fascia_diary_set_favourite (FasciaDiary *self, const char *technique, gboolean favourite, GError **error);
gboolean fascia_diary_get_owned_tools (FasciaDiary *self, guint *tools, GError **error);
gboolean fascia_diary_set_owned_tools (FasciaDiary *self, guint tools, GError **error);
/* (element-type utf8 FasciaTechniqueUse) (transfer full) */
GHashTable *fascia_diary_load_technique_uses (FasciaDiary *self, GError **error);

/* A session that was cut off (crash, power): the open row, if its last sign of
 * life is older than 30 s; (transfer full) (nullable), without error when none. */
FasciaLogEntry *fascia_diary_get_cut_off_session (FasciaDiary *self, GError **error);
/* After 12 hours it can only be saved or discarded, not gone on with (spec T17). */
gboolean fascia_diary_can_resume (FasciaDiary *self, const FasciaLogEntry *cut_off);
gboolean fascia_diary_save_cut_off_session (FasciaDiary *self, const char *uuid, GError **error);
gboolean fascia_diary_discard_cut_off_session (FasciaDiary *self, const char *uuid, GError **error);

/* (transfer full): everything as one JSON document (store/exchange.h). */
char *fascia_diary_export_json (FasciaDiary *self, GError **error);
/* (transfer full): the sessions as a table (store/exchange.h). */
char *fascia_diary_export_csv (FasciaDiary *self, GError **error);
typedef enum {
  FASCIA_EXCHANGE_JSON,
  FASCIA_EXCHANGE_CSV,
} FasciaExchangeFormat;
/* Merges what was exported; see fascia_exchange_read_json(). Unless it is a @dry_run,
 * what is here is backed up first. */
gboolean fascia_diary_import (FasciaDiary *self, FasciaExchangeFormat format, const char *text, gsize length, gboolean dry_run, FasciaMergeSummary *summary, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error);
/* A verified copy at @path (%NULL: among the backups that are kept); *@written
 * (nullable) (transfer full) says where. */
gboolean fascia_diary_back_up (FasciaDiary *self, const char *path, char **written, GError **error);
gboolean fascia_diary_check_integrity (FasciaDiary *self, GError **error);

G_END_DECLS
