/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/day.h"
#include "fascia/core/goal.h"
#include "fascia/core/instant.h"

G_BEGIN_DECLS

/* When to remind, and why. Pure: everything it knows is in FasciaScheduleInput. */

/* The two kinds of rule; stored and exported by name. */
typedef enum {
  FASCIA_RULE_ON_DAYS,
  FASCIA_RULE_WHEN_NEEDED,
} FasciaRuleKind;
const char *fascia_rule_kind_to_string (FasciaRuleKind kind);
gboolean fascia_rule_kind_from_string (const char *text, FasciaRuleKind *kind);

/* Days are a bit set: bit 0 Monday … bit 6 Sunday; names mon … sun. */
#define FASCIA_ALL_WEEKDAYS 0x7f
const char *fascia_weekday_to_string (guint weekday); /* 1–7 */
/* "mon,wed,fri"; errors: %FASCIA_ERROR_INVALID for an empty list, a doubled or unknown day. */
gboolean fascia_weekdays_from_string (const char *text, guint *weekdays, GError **error);
/* "HH:MM" to 0–1439; %FASCIA_ERROR_INVALID otherwise. */
gboolean fascia_minute_of_day_from_string (const char *text, guint *minute, GError **error);
char *fascia_minute_of_day_to_string (guint minute);

typedef struct {
  char *uuid;
  FasciaRuleKind kind;
  guint weekdays; /* ON_DAYS */
  guint slack;    /* WHEN_NEEDED: 0–6 */
  guint minute_of_day;
  gboolean even_if_met; /* ON_DAYS: also when the goal is met or today is done */
  gboolean enabled;
  char *routine; /* (nullable): the routine to offer */
  gint64 changed_at_us; /* created, changed or enabled: earlier slots are nobody's */
} FasciaRule;

/* (transfer full): enabled, on no day yet; the caller sets UUID, days and time. */
FasciaRule *fascia_rule_new (void);
FasciaRule *fascia_rule_copy (const FasciaRule *self);
void fascia_rule_free (FasciaRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaRule, fascia_rule_free)
gboolean fascia_rule_validate (const FasciaRule *self, GError **error);

/* What the log says, as far as reminders care. */
typedef struct {
  FasciaDay *counted_days; /* sorted, each once: days with a session that counts */
  guint n_counted_days;
  gint64 last_ended_us;    /* of any session that ended by now; 0 when there is none */
  gboolean running;        /* see fascia_schedule_is_running() */
} FasciaLogSummary;
FasciaLogSummary *fascia_log_summary_new (void);
void fascia_log_summary_free (FasciaLogSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaLogSummary, fascia_log_summary_free)

/* A session is running for reminders when its last sign of life is younger than
 * 30 s and it was not paused for over 30 minutes. @paused_since_us 0: not paused. */
gboolean fascia_schedule_is_running (gint64 heartbeat_us, gint64 paused_since_us, gint64 now_us);

/**
 * FasciaReminderSettings:
 *
 * What the user set for all reminders. It decides, so it lives in the database.
 */
typedef struct {
  gboolean on;
  gint64 on_since_us;     /* slots before reminders were switched on are nobody's */
  guint recent_min;       /* silent so long after a session (R2): 0–1440 */
  guint grace_min;        /* a slot so late is still worth showing (R6): 0–1440 */
  guint nudge_min;        /* "I just trained": after so long (R16): 5–1440 */
  gboolean quiet;         /* quiet hours: quiet_from to quiet_until, may pass midnight */
  guint quiet_from;       /* minute of the day, 0–1439 */
  guint quiet_until;      /* minute of the day, not quiet_from */
  gboolean quiet_drop;    /* a slot inside is dropped, not moved to their end */
  gboolean private_texts; /* notifications without health words (R14) */
} FasciaReminderSettings;
#define FASCIA_REMINDER_SETTINGS_DEFAULT                                            \
  ((FasciaReminderSettings){ .recent_min = 240, .grace_min = 180, .nudge_min = 60, \
                             .quiet_from = 22 * 60, .quiet_until = 7 * 60 })
/* %FASCIA_ERROR_INVALID: names the field and its range. */
gboolean fascia_reminder_settings_validate (const FasciaReminderSettings *self, GError **error);
/* "22:00-07:00", also with an en dash; %FASCIA_ERROR_INVALID otherwise, and for an
 * empty span. */
gboolean fascia_quiet_hours_from_string (const char *text, guint *from, guint *until, GError **error);

/* A snooze or nudge that comes so close to a slot comes with it, as one reminder. */
#define FASCIA_REQUEST_JOINS_US G_TIME_SPAN_MINUTE

/* What was asked for and decided before. */
typedef struct {
  gint64 handled_until_us; /* slots up to here were dealt with; 0: never ran */
  gint64 snoozed_until_us; /* 0: not snoozed; taken back when a session is logged */
  char *snoozed_rule;      /* (nullable) */
  gint64 nudge_us;         /* after training; 0: none; taken back when a session is logged */
  GHashTable *claimed;     /* set of slot keys, see fascia_slot_key() */
} FasciaReminderState;
FasciaReminderState *fascia_reminder_state_new (void);
void fascia_reminder_state_free (FasciaReminderState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaReminderState, fascia_reminder_state_free)
/* (transfer full): "UUID 2027-03-26 18:00": one slot, whatever the zone or clock does. */
char *fascia_slot_key (const char *rule, FasciaDay day, guint minute_of_day);

/* Where a reminder comes from. */
typedef enum {
  FASCIA_REMINDER_RULE,
  FASCIA_REMINDER_SNOOZE,
  FASCIA_REMINDER_AFTER_TRAINING,
  FASCIA_REMINDER_CATCH_UP,
} FasciaReminderKind;
const char *fascia_reminder_kind_to_string (FasciaReminderKind kind);
gboolean fascia_reminder_kind_from_string (const char *text, FasciaReminderKind *kind);

/* Why a reminder comes, or why a slot stays silent. Sentences are made in
 * service, from the code and @done, @goal and @days_left. */
typedef enum {
  FASCIA_WHY_ONE_OF_YOUR_DAYS, /* on-days: done of goal so far */
  FASCIA_WHY_EVEN_IF_MET,      /* on-days, asked to remind although met or done today */
  FASCIA_WHY_SNOOZED,          /* the user asked for it later */
  FASCIA_WHY_GOAL_MET,         /* silent … */
  FASCIA_WHY_DONE_TODAY,
  FASCIA_WHY_RUNNING,
  FASCIA_WHY_RECENT, /* a session ended within the last 4 h */
  FASCIA_WHY_SKIPPED_TODAY,
  FASCIA_WHY_DISABLED,
  FASCIA_WHY_MISSED, /* too late: beyond the grace */
  FASCIA_WHY_NO_RULES,
  FASCIA_WHY_NEEDED,         /* when-needed: done of goal, days left */
  FASCIA_WHY_AFTER_TRAINING, /* the user just trained */
  FASCIA_WHY_CAUGHT_UP,      /* shown late: the machine was off or asleep */
  FASCIA_WHY_ON_PACE,        /* silent: when-needed, days left are enough (R3) */
  FASCIA_WHY_OUT_OF_REACH,   /* silent: when-needed, this week's goal cannot be reached */
  FASCIA_WHY_PAUSED,         /* silent: vacation or another pause */
  FASCIA_WHY_ILL,            /* silent: a pause for illness */
  FASCIA_WHY_QUIET,          /* silent: dropped in quiet hours */
  FASCIA_WHY_OFF,            /* silent: reminders are switched off */
} FasciaWhy;
const char *fascia_why_to_string (FasciaWhy why);
gboolean fascia_why_from_string (const char *text, FasciaWhy *why);

typedef struct {
  gint64 at_us;
  FasciaReminderKind kind;
  char *rule; /* (nullable): UUID */
  FasciaDay slot_day; /* with slot_minute: the slot, for RULE; else no day */
  guint slot_minute;
  gboolean silent; /* not to be shown; @why says the reason */
  gboolean joined; /* shown by the one before it, at the same instant: only to be recorded */
  FasciaWhy why;
  guint done; /* counted in that week so far */
  guint goal;      /* the effective one, see fascia_goal_get_week() */
  guint days_left; /* unpaused ones of that week, with the slot's day unless it is done */
  gboolean moved;  /* @at_us is the end of quiet hours, later than the slot */
} FasciaReminder;
FasciaReminder *fascia_reminder_copy (const FasciaReminder *self);
void fascia_reminder_free (FasciaReminder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaReminder, fascia_reminder_free)

/* Slots longer ago are not even told as missed: a clock that was years ahead must
 * not use up the slots of those years. */
#define FASCIA_LOOK_BACK_DAYS 35

/* What became of a reminder; stored and exported by name. */
typedef enum {
  FASCIA_OUTCOME_SHOWN,
  FASCIA_OUTCOME_STARTED,
  FASCIA_OUTCOME_OPENED,
  FASCIA_OUTCOME_SNOOZED,
  FASCIA_OUTCOME_NOT_TODAY,
  FASCIA_OUTCOME_DISMISSED,
  FASCIA_OUTCOME_WITHDRAWN,
  FASCIA_OUTCOME_SILENT, /* kept silent; why says the reason */
  FASCIA_OUTCOME_MISSED,
  FASCIA_OUTCOME_FAILED, /* no notification service */
} FasciaOutcome;
const char *fascia_outcome_to_string (FasciaOutcome outcome);
gboolean fascia_outcome_from_string (const char *text, FasciaOutcome *outcome);

/* One line of the history. */
typedef struct {
  gint64 recorded_us;
  FasciaReminder *reminder;
  FasciaOutcome outcome;
} FasciaReminderRecord;
void fascia_reminder_record_free (FasciaReminderRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaReminderRecord, fascia_reminder_record_free)

typedef struct {
  GTimeZone *zone;
  const FasciaRule *const *rules;
  guint n_rules;
  FasciaGoalFacts goal;
  const FasciaReminderSettings *settings;
  const FasciaLogSummary *log;
  const FasciaReminderState *state;
} FasciaScheduleInput;

/**
 * fascia_schedule_next_due:
 *
 * The next reminder to show, as if nothing else happens. @at_us is at or before
 * @now_us when one is due now; slots passed by more than the grace are over.
 * Slots of several rules at the same instant are one reminder (the first rule's).
 *
 * Returns: (transfer full) (nullable): %NULL when none will come
 */
FasciaReminder *fascia_schedule_next_due (const FasciaScheduleInput *input, gint64 now_us);

/**
 * fascia_schedule_passed:
 *
 * Every slot that has come by @now_us, belongs to its rule and is not claimed, with
 * its verdict: those after state.handled_until_us, back to FASCIA_LOOK_BACK_DAYS, and
 * within the grace all of them, for a clock or a traveller may jump to before what was
 * handled last. At most one is to be shown (neither silent nor joined): the newest
 * that is due and within the grace. What falls on its very instant (slots of further
 * rules, a snooze, a nudge) is joined to it: recorded as shown, but not shown again.
 * The others are silent with the reason to record; older ones that only had to give way
 * are MISSED. What would be shown in quiet hours but for which their end comes in time
 * is not in the list: it waits.
 *
 * A passed snooze or nudge is among them, however long ago, until it is taken back. It
 * is judged by the facts of now (a snooze also by the rule it came from) and dies with
 * the local date it was due on (MISSED); a snooze is DISABLED when its rule is gone.
 *
 * What is shown on a later day than its own is judged by the facts of both.
 *
 * Returns: (transfer full) (element-type FasciaReminder): in order of time
 */
GPtrArray *fascia_schedule_passed (const FasciaScheduleInput *input, gint64 now_us);

/* What state.handled_until_us has to be before a decision at @now_us: a clock that was
 * set back forgets the slots of the future it left. To be stored when it differs. */
gint64 fascia_schedule_get_handled_until (const FasciaScheduleInput *input, gint64 now_us);

/* Whether what is on the screen has become pointless (R12): a session runs or has ended
 * since, the goal is met or today is done (unless asked for even then), the rule is
 * gone, the local day is another, reminders are paused or off. */
gboolean fascia_schedule_is_outdated (const FasciaScheduleInput *input, const FasciaReminder *shown, gint64 shown_at_us, gint64 now_us);

/* When to decide again if nothing else happens: at the next slot, also at one that
 * stays silent, for its reason is only known then; and with something on the screen
 * (@is_shown) at the end of the day. G_MAXINT64: never. */
gint64 fascia_schedule_next_moment (const FasciaScheduleInput *input, gboolean is_shown, gint64 now_us);

/**
 * fascia_schedule_forecast:
 * @next: (out) (transfer full) (element-type FasciaReminder): the coming @count to be shown
 * @silent: (out) (transfer full) (element-type FasciaReminder): slots between
 *   @now_us and the last of @next that stay silent (within four weeks when none is shown)
 *
 * Strictly after @now_us, as if nothing else happens: a session that runs now is
 * over by then. Claimed slots are in neither; of slots at one instant only the first
 * that is shown is listed. What waits for the end of quiet hours is told there.
 */
void fascia_schedule_forecast (const FasciaScheduleInput *input, gint64 now_us, guint count, GPtrArray **next, GPtrArray **silent);

G_END_DECLS
