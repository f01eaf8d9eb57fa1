/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/schedule.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "civil.h"
#include "fascia/core/types.h"

#define DAYS_PER_WEEK 7
#define MAX_SLACK 6
#define DEFAULT_SLACK 1
#define MIN_NUDGE_MIN 5

/* How far ahead silent slots are told when none is shown. */
#define SILENT_DAYS (4 * DAYS_PER_WEEK)

#define HEARTBEAT_LIFE_US (30 * G_TIME_SPAN_SECOND)
#define PAUSE_LIFE_US (30 * G_TIME_SPAN_MINUTE)

/* --- Names ----------------------------------------------------------------------- */

static const char *const rule_kind_names[] = {
  [FASCIA_RULE_ON_DAYS] = "on-days",
  [FASCIA_RULE_WHEN_NEEDED] = "when-needed",
};

static const char *const weekday_names[DAYS_PER_WEEK] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static const char *const reminder_kind_names[] = {
  [FASCIA_REMINDER_RULE] = "rule",
  [FASCIA_REMINDER_SNOOZE] = "snooze",
  [FASCIA_REMINDER_AFTER_TRAINING] = "after-training",
  [FASCIA_REMINDER_CATCH_UP] = "catch-up",
};

static const char *const why_names[] = {
  [FASCIA_WHY_ONE_OF_YOUR_DAYS] = "one-of-your-days",
  [FASCIA_WHY_EVEN_IF_MET] = "even-if-met",
  [FASCIA_WHY_SNOOZED] = "snoozed",
  [FASCIA_WHY_GOAL_MET] = "goal-met",
  [FASCIA_WHY_DONE_TODAY] = "done-today",
  [FASCIA_WHY_RUNNING] = "running",
  [FASCIA_WHY_RECENT] = "recent",
  [FASCIA_WHY_SKIPPED_TODAY] = "skipped-today",
  [FASCIA_WHY_DISABLED] = "disabled",
  [FASCIA_WHY_MISSED] = "missed",
  [FASCIA_WHY_NO_RULES] = "no-rules",
  [FASCIA_WHY_NEEDED] = "needed",
  [FASCIA_WHY_AFTER_TRAINING] = "after-training",
  [FASCIA_WHY_CAUGHT_UP] = "caught-up",
  [FASCIA_WHY_ON_PACE] = "on-pace",
  [FASCIA_WHY_OUT_OF_REACH] = "out-of-reach",
  [FASCIA_WHY_PAUSED] = "paused",
  [FASCIA_WHY_ILL] = "ill",
  [FASCIA_WHY_QUIET] = "quiet",
  [FASCIA_WHY_OFF] = "off",
};

static const char *const outcome_names[] = {
  [FASCIA_OUTCOME_SHOWN] = "shown",
  [FASCIA_OUTCOME_STARTED] = "started",
  [FASCIA_OUTCOME_OPENED] = "opened",
  [FASCIA_OUTCOME_SNOOZED] = "snoozed",
  [FASCIA_OUTCOME_NOT_TODAY] = "not-today",
  [FASCIA_OUTCOME_DISMISSED] = "dismissed",
  [FASCIA_OUTCOME_WITHDRAWN] = "withdrawn",
  [FASCIA_OUTCOME_SILENT] = "silent",
  [FASCIA_OUTCOME_MISSED] = "missed",
  [FASCIA_OUTCOME_FAILED] = "failed",
};

static gboolean
find_name (const char *const *names, guint n_names, const char *text, guint *index)
{
  for (guint i = 0; text != NULL && i < n_names; i++)
    {
      if (strcmp (names[i], text) == 0)
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

const char *
fascia_rule_kind_to_string (FasciaRuleKind kind)
{
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (rule_kind_names), NULL);

  return rule_kind_names[kind];
}

gboolean
fascia_rule_kind_from_string (const char *text, FasciaRuleKind *kind)
{
  guint index;

  if (!find_name (rule_kind_names, G_N_ELEMENTS (rule_kind_names), text, &index))
    return FALSE;
  *kind = index;
  return TRUE;
}

const char *
fascia_weekday_to_string (guint weekday)
{
  g_return_val_if_fail (weekday >= 1 && weekday <= DAYS_PER_WEEK, NULL);

  return weekday_names[weekday - 1];
}

gboolean
fascia_weekdays_from_string (const char *text, guint *weekdays, GError **error)
{
  g_auto (GStrv) names = NULL;
  guint found = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (weekdays != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (*text == '\0')
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                           _ ("No days are given; name some, for example mon,wed,fri."));
      return FALSE;
    }

  names = g_strsplit (text, ",", -1);
  for (char **name = names; *name != NULL; name++)
    {
      guint index;

      if (!find_name (weekday_names, DAYS_PER_WEEK, *name, &index))
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                       _ ("“%s” is not a day; use mon, tue, wed, thu, fri, sat and sun with commas between."), *name);
          return FALSE;
        }
      if (found & (1u << index))
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                       _ ("The day “%s” is given twice; give it once."), *name);
          return FALSE;
        }
      found |= 1u << index;
    }
  *weekdays = found;
  return TRUE;
}

gboolean
fascia_minute_of_day_from_string (const char *text, guint *minute, GError **error)
{
  guint hour, minute_of_hour;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (minute != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!civil_scan_hour_minute (text, &hour, &minute_of_hour) || text[5] != '\0' || hour > 23 || minute_of_hour > 59)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                   _ ("“%s” is not a time of day; write it as HH:MM, 00:00 to 23:59."), text);
      return FALSE;
    }
  *minute = hour * 60 + minute_of_hour;
  return TRUE;
}

char *
fascia_minute_of_day_to_string (guint minute)
{
  g_return_val_if_fail (minute < MINUTES_PER_DAY, NULL);

  return g_strdup_printf ("%02u:%02u", minute / 60, minute % 60);
}

const char *
fascia_reminder_kind_to_string (FasciaReminderKind kind)
{
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (reminder_kind_names), NULL);

  return reminder_kind_names[kind];
}

gboolean
fascia_reminder_kind_from_string (const char *text, FasciaReminderKind *kind)
{
  guint index;

  if (!find_name (reminder_kind_names, G_N_ELEMENTS (reminder_kind_names), text, &index))
    return FALSE;
  *kind = index;
  return TRUE;
}

const char *
fascia_why_to_string (FasciaWhy why)
{
  g_return_val_if_fail ((guint)why < G_N_ELEMENTS (why_names), NULL);

  return why_names[why];
}

gboolean
fascia_why_from_string (const char *text, FasciaWhy *why)
{
  guint index;

  if (!find_name (why_names, G_N_ELEMENTS (why_names), text, &index))
    return FALSE;
  *why = index;
  return TRUE;
}

const char *
fascia_outcome_to_string (FasciaOutcome outcome)
{
  g_return_val_if_fail ((guint)outcome < G_N_ELEMENTS (outcome_names), NULL);

  return outcome_names[outcome];
}

gboolean
fascia_outcome_from_string (const char *text, FasciaOutcome *outcome)
{
  guint index;

  if (!find_name (outcome_names, G_N_ELEMENTS (outcome_names), text, &index))
    return FALSE;
  *outcome = index;
  return TRUE;
}

/* --- Values ---------------------------------------------------------------------- */

FasciaRule *
fascia_rule_new (void)
{
  FasciaRule *self = g_new0 (FasciaRule, 1);

  self->kind = FASCIA_RULE_ON_DAYS;
  self->slack = DEFAULT_SLACK;
  self->enabled = TRUE;
  return self;
}

FasciaRule *
fascia_rule_copy (const FasciaRule *self)
{
  FasciaRule *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (FasciaRule, 1);
  *copy = *self;
  copy->uuid = g_strdup (self->uuid);
  copy->routine = g_strdup (self->routine);
  return copy;
}

void
fascia_rule_free (FasciaRule *self)
{
  if (self == NULL)
    return;
  g_free (self->uuid);
  g_free (self->routine);
  g_free (self);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, message);
  return FALSE;
}

gboolean
fascia_rule_validate (const FasciaRule *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->uuid == NULL || !g_uuid_string_is_valid (self->uuid))
    return refuse (error, _ ("The reminder has no valid UUID; give it a new one."));
  if (self->kind != FASCIA_RULE_ON_DAYS && self->kind != FASCIA_RULE_WHEN_NEEDED)
    return refuse (error, _ ("The reminder is neither on days nor when needed; choose one of them."));
  if (self->kind == FASCIA_RULE_ON_DAYS && (self->weekdays == 0 || (self->weekdays & ~(guint)FASCIA_ALL_WEEKDAYS) != 0))
    return refuse (error, _ ("The reminder has no days; choose at least one day of the week."));
  if (self->slack > MAX_SLACK)
    return refuse (error, _ ("The slack of the reminder is too large; choose 0 to 6 days."));
  if (self->minute_of_day >= MINUTES_PER_DAY)
    return refuse (error, _ ("The reminder has no time of day; choose one from 00:00 to 23:59."));
  if (self->routine != NULL && *self->routine == '\0')
    return refuse (error, _ ("The routine of the reminder has no name; name one or leave it out."));
  return TRUE;
}

gboolean
fascia_reminder_settings_validate (const FasciaReminderSettings *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->recent_min > MINUTES_PER_DAY)
    return refuse (error, _ ("The rest after a session is too long; choose 0 to 24 hours."));
  if (self->grace_min > MINUTES_PER_DAY)
    return refuse (error, _ ("The time for late reminders is too long; choose 0 to 24 hours."));
  if (self->nudge_min < MIN_NUDGE_MIN || self->nudge_min > MINUTES_PER_DAY)
    return refuse (error, _ ("The delay after training is out of range; choose 5 minutes to 24 hours."));
  if (self->quiet_from >= MINUTES_PER_DAY || self->quiet_until >= MINUTES_PER_DAY || self->quiet_from == self->quiet_until)
    return refuse (error, _ ("The quiet hours are empty or no times of day; write them as HH:MM-HH:MM, for example 22:00-07:00."));
  return TRUE;
}

gboolean
fascia_quiet_hours_from_string (const char *text, guint *from, guint *until, GError **error)
{
  guint from_hour, from_minute, until_hour, until_minute;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (from != NULL && until != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!civil_scan_hour_minute (text, &from_hour, &from_minute) || text[5] != '-' ||
      !civil_scan_hour_minute (text + 6, &until_hour, &until_minute) || text[11] != '\0' ||
      from_hour > 23 || from_minute > 59 || until_hour > 23 || until_minute > 59 ||
      (from_hour == until_hour && from_minute == until_minute))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                   _ ("“%s” are no quiet hours; write them as HH:MM-HH:MM, for example 22:00-07:00."), text);
      return FALSE;
    }
  *from = from_hour * 60 + from_minute;
  *until = until_hour * 60 + until_minute;
  return TRUE;
}

FasciaLogSummary *
fascia_log_summary_new (void)
{
  return g_new0 (FasciaLogSummary, 1);
}

void
fascia_log_summary_free (FasciaLogSummary *self)
{
  if (self == NULL)
    return;
  g_free (self->counted_days);
  g_free (self);
}

gboolean
fascia_schedule_is_running (gint64 heartbeat_us, gint64 paused_since_us, gint64 now_us)
{
  /* A heartbeat from a future that the clock has left again says nothing; a live
   * session soon gives another. */
  if (ABS (now_us - heartbeat_us) >= HEARTBEAT_LIFE_US)
    return FALSE;
  return paused_since_us == 0 || now_us - paused_since_us <= PAUSE_LIFE_US;
}

FasciaReminderState *
fascia_reminder_state_new (void)
{
  FasciaReminderState *self = g_new0 (FasciaReminderState, 1);

  self->claimed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
fascia_reminder_state_free (FasciaReminderState *self)
{
  if (self == NULL)
    return;
  g_free (self->snoozed_rule);
  g_hash_table_unref (self->claimed);
  g_free (self);
}

char *
fascia_slot_key (const char *rule, FasciaDay day, guint minute_of_day)
{
  guint year, month, day_of_month;

  g_return_val_if_fail (rule != NULL, NULL);
  g_return_val_if_fail (fascia_day_is_valid (day), NULL);

  fascia_day_split (day, &year, &month, &day_of_month);
  return g_strdup_printf ("%s %04u-%02u-%02u %02u:%02u", rule, year, month, day_of_month, minute_of_day / 60, minute_of_day % 60);
}

FasciaReminder *
fascia_reminder_copy (const FasciaReminder *self)
{
  FasciaReminder *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (FasciaReminder, 1);
  *copy = *self;
  copy->rule = g_strdup (self->rule);
  return copy;
}

void
fascia_reminder_free (FasciaReminder *self)
{
  if (self == NULL)
    return;
  g_free (self->rule);
  g_free (self);
}

void
fascia_reminder_record_free (FasciaReminderRecord *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->reminder, fascia_reminder_free);
  g_free (self);
}

static GPtrArray *
new_reminders (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_reminder_free);
}

/* --- Moments: when something could be shown ---------------------------------------- */

/* A slot of a rule, or the end of a snooze. */
typedef struct {
  FasciaReminderKind kind;
  gint64 at_us;
  const FasciaRule *rule; /* (nullable): of a snooze whose rule is gone, or that had none */
  FasciaDay day;          /* the day it is judged by */
  guint minute;
} Moment;

static gboolean
has_slot_on (const FasciaRule *rule, FasciaDay day)
{
  return rule->enabled && rule->kind == FASCIA_RULE_ON_DAYS &&
         (rule->weekdays & (1u << (fascia_day_weekday (day) - 1))) != 0;
}

static gboolean
is_claimed (const FasciaReminderState *state, const FasciaRule *rule, FasciaDay day)
{
  g_autofree char *key = NULL;

  if (g_hash_table_size (state->claimed) == 0)
    return FALSE;
  key = fascia_slot_key (rule->uuid, day, rule->minute_of_day);
  return g_hash_table_contains (state->claimed, key);
}

/* The earlier time first; at one time, the rule that was added first. */
static int
compare_slots (gconstpointer a, gconstpointer b, gpointer input)
{
  const FasciaRule *const *rules = ((const FasciaScheduleInput *)input)->rules;
  guint first = *(const guint *)a;
  guint second = *(const guint *)b;

  if (rules[first]->minute_of_day != rules[second]->minute_of_day)
    return rules[first]->minute_of_day < rules[second]->minute_of_day ? -1 : 1;
  return first < second ? -1 : first > second;
}

/* Appends the slots of @day after @after_us and until @until_us that nobody has
 * claimed, in order of time. (Later local times are never earlier instants, so this
 * is also the order of instants, over any number of days.) */
static void
add_slots_of_day (const FasciaScheduleInput *input, FasciaDay day, gint64 after_us, gint64 until_us, GArray *moments)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < input->n_rules; i++)
    {
      if (has_slot_on (input->rules[i], day))
        g_array_append_val (order, i);
    }
  g_array_sort_with_data (order, compare_slots, (gpointer)input);

  for (guint i = 0; i < order->len; i++)
    {
      const FasciaRule *rule = input->rules[g_array_index (order, guint, i)];
      Moment moment = { .kind = FASCIA_REMINDER_RULE, .rule = rule, .day = day, .minute = rule->minute_of_day };

      if (!fascia_instant_at_local (day, rule->minute_of_day, input->zone, &moment.at_us))
        continue;
      if (moment.at_us <= after_us || moment.at_us > until_us || moment.at_us < rule->changed_at_us)
        continue;
      if (!is_claimed (input->state, rule, day))
        g_array_append_val (moments, moment);
    }
}

/* (nullable) */
static const FasciaRule *
find_rule (const FasciaScheduleInput *input, const char *uuid)
{
  for (guint i = 0; uuid != NULL && i < input->n_rules; i++)
    {
      if (g_strcmp0 (input->rules[i]->uuid, uuid) == 0)
        return input->rules[i];
    }
  return NULL;
}

static gboolean
get_snooze (const FasciaScheduleInput *input, Moment *snooze)
{
  if (input->state->snoozed_until_us == 0)
    return FALSE;

  *snooze = (Moment){
    .kind = FASCIA_REMINDER_SNOOZE,
    .at_us = input->state->snoozed_until_us,
    .rule = find_rule (input, input->state->snoozed_rule),
    .day = fascia_day_of_instant (input->state->snoozed_until_us, input->zone),
  };
  return fascia_day_is_valid (snooze->day);
}

/* Behind the slots of the same instant. */
static void
insert_moment (GArray *moments, const Moment *moment)
{
  guint index = moments->len;

  while (index > 0 && g_array_index (moments, Moment, index - 1).at_us > moment->at_us)
    index--;
  g_array_insert_val (moments, index, *moment);
}

/* --- Verdicts -------------------------------------------------------------------- */

/* What the present adds to what the log says. */
typedef struct {
  gint64 seen_us;   /* when it is judged: the moment itself, or later */
  gboolean running; /* a session runs as it is judged */
  gboolean over;    /* too late to be shown */
} Circumstances;

static gboolean
is_counted (const FasciaLogSummary *log, FasciaDay day)
{
  return fascia_goal_count_days (log->counted_days, log->n_counted_days, day, day) > 0;
}

/* A session had ended shortly before the moment, or has ended since. */
static gboolean
is_recent (const FasciaScheduleInput *input, gint64 at_us, gint64 seen_us)
{
  gint64 ended_us = input->log->last_ended_us;

  return ended_us != 0 && ended_us <= seen_us && at_us - ended_us < input->settings->recent_min * G_TIME_SPAN_MINUTE;
}

/* The pause that the day of @moment falls into; any but a mere skipped day says more. */
static gboolean
is_paused (const FasciaScheduleInput *input, const Moment *moment, FasciaPauseReason *reason)
{
  gboolean paused = FALSE;

  *reason = FASCIA_PAUSE_SKIP;
  for (guint i = 0; i < input->goal.n_pauses; i++)
    {
      const FasciaPause *pause = input->goal.pauses[i];

      if (!fascia_pause_covers_instant (pause, moment->day, moment->at_us))
        continue;
      if (pause->reason != FASCIA_PAUSE_SKIP)
        *reason = pause->reason;
      paused = TRUE;
    }
  return paused;
}

/* (transfer full): what becomes of @moment. The one place that knows the reasons. */
static FasciaReminder *
judge (const FasciaScheduleInput *input, const Moment *moment, const Circumstances *circumstances)
{
  FasciaReminder *reminder = g_new0 (FasciaReminder, 1);
  FasciaDay week = fascia_day_week_start (moment->day);
  gboolean even_if_met = moment->rule != NULL && moment->rule->even_if_met;
  gboolean met, done_today;
  FasciaDay last;
  FasciaPauseReason pause = FASCIA_PAUSE_SKIP;

  reminder->at_us = moment->at_us;
  reminder->kind = moment->kind;
  if (moment->kind == FASCIA_REMINDER_SNOOZE)
    {
      reminder->rule = g_strdup (input->state->snoozed_rule);
    }
  else
    {
      reminder->rule = g_strdup (moment->rule->uuid);
      reminder->slot_day = moment->day;
      reminder->slot_minute = moment->minute;
    }

  /* What is long past is told with what was known then; a day of today's week may
   * also lie ahead, for one who has travelled. */
  last = circumstances->over ? moment->day : fascia_day_add (week, DAYS_PER_WEEK - 1);
  reminder->goal = fascia_goal_get_week (&input->goal, week).goal;
  reminder->done = fascia_goal_count_days (input->log->counted_days, input->log->n_counted_days, week, last);
  reminder->days_left = DAYS_PER_WEEK + 1 - fascia_day_weekday (moment->day);
  met = reminder->done >= reminder->goal;
  done_today = is_counted (input->log, moment->day);

  reminder->silent = TRUE;
  if (moment->kind == FASCIA_REMINDER_SNOOZE && input->state->snoozed_rule != NULL &&
      (moment->rule == NULL || !moment->rule->enabled))
    reminder->why = FASCIA_WHY_DISABLED;
  else if (is_paused (input, moment, &pause))
    reminder->why = pause == FASCIA_PAUSE_SKIP ? FASCIA_WHY_SKIPPED_TODAY : pause == FASCIA_PAUSE_ILLNESS ? FASCIA_WHY_ILL : FASCIA_WHY_PAUSED;
  else if (met && !even_if_met)
    reminder->why = FASCIA_WHY_GOAL_MET;
  else if (done_today && !even_if_met)
    reminder->why = FASCIA_WHY_DONE_TODAY;
  else if (circumstances->running)
    reminder->why = FASCIA_WHY_RUNNING;
  else if (is_recent (input, moment->at_us, circumstances->seen_us))
    reminder->why = FASCIA_WHY_RECENT;
  else if (circumstances->over)
    reminder->why = FASCIA_WHY_MISSED;
  else
    {
      reminder->silent = FALSE;
      if (moment->kind == FASCIA_REMINDER_SNOOZE)
        reminder->why = FASCIA_WHY_SNOOZED;
      else if (met || done_today)
        reminder->why = FASCIA_WHY_EVEN_IF_MET;
      else
        reminder->why = FASCIA_WHY_ONE_OF_YOUR_DAYS;
    }
  return reminder;
}

/* A slot is worth showing for the grace, a snooze to the end of its day. */
static gboolean
is_over (const FasciaScheduleInput *input, const Moment *moment, gint64 now_us)
{
  if (moment->kind == FASCIA_REMINDER_SNOOZE)
    return fascia_day_of_instant (now_us, input->zone).julian > moment->day.julian;
  return now_us - moment->at_us > input->settings->grace_min * G_TIME_SPAN_MINUTE;
}

/* --- Decisions ------------------------------------------------------------------- */

/* Of all that could be shown now, only the newest is: one after another would tell
 * nothing new. What falls on its instant is shown with it. */
static void
keep_newest (GPtrArray *reminders)
{
  gint64 newest_us = G_MININT64;
  gboolean first = TRUE;

  for (guint i = 0; i < reminders->len; i++)
    {
      const FasciaReminder *reminder = g_ptr_array_index (reminders, i);

      if (!reminder->silent)
        newest_us = reminder->at_us;
    }
  for (guint i = 0; i < reminders->len; i++)
    {
      FasciaReminder *reminder = g_ptr_array_index (reminders, i);

      if (reminder->silent)
        continue;
      if (reminder->at_us < newest_us)
        {
          reminder->silent = TRUE;
          reminder->why = FASCIA_WHY_MISSED;
        }
      else
        {
          reminder->joined = !first;
          first = FALSE;
        }
    }
}

GPtrArray *
fascia_schedule_passed (const FasciaScheduleInput *input, gint64 now_us)
{
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (Moment));
  g_autoptr (GPtrArray) passed = new_reminders ();
  gint64 after_us;
  FasciaDay day, last;
  Moment snooze;

  g_return_val_if_fail (input != NULL, NULL);

  after_us = MAX (input->state->handled_until_us, now_us - FASCIA_LOOK_BACK_DAYS * G_TIME_SPAN_DAY);
  day = fascia_day_of_instant (after_us, input->zone);
  last = fascia_day_of_instant (now_us, input->zone);
  if (!fascia_day_is_valid (day) || !fascia_day_is_valid (last))
    return g_steal_pointer (&passed);

  /* Where clocks go back over midnight, tomorrow may have begun and be over again. */
  for (; fascia_day_is_valid (day) && day.julian <= last.julian + 1; day = fascia_day_add (day, 1))
    add_slots_of_day (input, day, after_us, now_us, moments);
  /* However long ago: a snooze is dealt with only by being taken back. */
  if (get_snooze (input, &snooze) && snooze.at_us <= now_us)
    insert_moment (moments, &snooze);

  for (guint i = 0; i < moments->len; i++)
    {
      const Moment *moment = &g_array_index (moments, Moment, i);
      gboolean over = is_over (input, moment, now_us);
      Circumstances circumstances = {
        .seen_us = over ? moment->at_us : now_us,
        .running = input->log->running && !over,
        .over = over,
      };

      g_ptr_array_add (passed, judge (input, moment, &circumstances));
    }
  keep_newest (passed);
  return g_steal_pointer (&passed);
}

static gint64
last_shown_at (const GPtrArray *shown)
{
  const FasciaReminder *last = shown->len > 0 ? g_ptr_array_index (shown, shown->len - 1) : NULL;

  return last != NULL ? last->at_us : G_MININT64;
}

/* Files one coming moment. Returns %FALSE when it would be one more than @count. */
static gboolean
foresee (const FasciaScheduleInput *input, const Moment *moment, guint count, GPtrArray *shown, GPtrArray *silent)
{
  const Circumstances circumstances = { .seen_us = moment->at_us };
  g_autoptr (FasciaReminder) reminder = judge (input, moment, &circumstances);

  if (reminder->silent)
    {
      g_ptr_array_add (silent, g_steal_pointer (&reminder));
      return TRUE;
    }
  if (shown->len > 0 && last_shown_at (shown) == reminder->at_us)
    return TRUE;
  if (shown->len == count)
    return FALSE;
  g_ptr_array_add (shown, g_steal_pointer (&reminder));
  return TRUE;
}

void
fascia_schedule_forecast (const FasciaScheduleInput *input, gint64 now_us, guint count, GPtrArray **next, GPtrArray **silent)
{
  g_autoptr (GPtrArray) shown = new_reminders ();
  g_autoptr (GPtrArray) kept_silent = new_reminders ();
  gint64 last_us;
  gint64 n_days;
  FasciaDay day;
  Moment snooze;
  gboolean snooze_ahead;
  gboolean more = TRUE;

  g_return_if_fail (input != NULL);
  g_return_if_fail (next != NULL);
  g_return_if_fail (silent != NULL);

  day = fascia_day_of_instant (now_us, input->zone);
  snooze_ahead = get_snooze (input, &snooze) && snooze.at_us > now_us;

  /* What was done so far silences this week only, and a rule has a slot in every
   * week: so many weeks hold @count, if there are any. */
  n_days = SILENT_DAYS + (gint64)count * DAYS_PER_WEEK;
  for (gint64 i = 0; more && i <= n_days && fascia_day_is_valid (day); i++, day = fascia_day_add (day, 1))
    {
      g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (Moment));

      add_slots_of_day (input, day, now_us, G_MAXINT64, moments);
      if (snooze_ahead && snooze.day.julian == day.julian)
        insert_moment (moments, &snooze);
      for (guint m = 0; more && m < moments->len; m++)
        more = foresee (input, &g_array_index (moments, Moment, m), count, shown, kept_silent);
    }

  last_us = shown->len > 0 ? last_shown_at (shown) : now_us + SILENT_DAYS * G_TIME_SPAN_DAY;
  for (guint i = kept_silent->len; i > 0; i--)
    {
      if (((const FasciaReminder *)g_ptr_array_index (kept_silent, i - 1))->at_us > last_us)
        g_ptr_array_remove_index (kept_silent, i - 1);
    }

  *next = g_steal_pointer (&shown);
  *silent = g_steal_pointer (&kept_silent);
}

FasciaReminder *
fascia_schedule_next_due (const FasciaScheduleInput *input, gint64 now_us)
{
  g_autoptr (GPtrArray) passed = NULL;
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (GPtrArray) silent = NULL;

  g_return_val_if_fail (input != NULL, NULL);

  passed = fascia_schedule_passed (input, now_us);
  for (guint i = 0; i < passed->len; i++)
    {
      const FasciaReminder *reminder = g_ptr_array_index (passed, i);

      if (!reminder->silent && !reminder->joined)
        return fascia_reminder_copy (reminder);
    }

  fascia_schedule_forecast (input, now_us, 1, &next, &silent);
  return next->len > 0 ? fascia_reminder_copy (g_ptr_array_index (next, 0)) : NULL;
}
