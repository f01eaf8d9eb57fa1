/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "civil.h"
#include "fascia/core/schedule.h"
#include "names.h"

/* The values that decisions are made from and that come out of them. */

#define HEARTBEAT_LIFE_US (30 * G_TIME_SPAN_SECOND)
#define PAUSE_LIFE_US (30 * G_TIME_SPAN_MINUTE)

/* --- Names ----------------------------------------------------------------------- */

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

static char *
write_digits (char *text, guint number, guint n_digits)
{
  for (guint i = n_digits; i > 0; i--, number /= 10)
    text[i - 1] = (char)('0' + number % 10);
  return text + n_digits;
}

/* By hand: it is made for each slot of each decision. */
char *
fascia_slot_key (const char *rule, FasciaDay day, guint minute_of_day)
{
  guint year, month, day_of_month;
  gsize length;
  char *key, *end;

  g_return_val_if_fail (rule != NULL, NULL);
  g_return_val_if_fail (fascia_day_is_valid (day), NULL);

  fascia_day_split (day, &year, &month, &day_of_month);
  length = strlen (rule);
  key = g_malloc (length + sizeof " YYYY-MM-DD HH:MM");
  memcpy (key, rule, length);
  end = key + length;
  *end++ = ' ';
  end = write_digits (end, year, 4);
  *end++ = '-';
  end = write_digits (end, month, 2);
  *end++ = '-';
  end = write_digits (end, day_of_month, 2);
  *end++ = ' ';
  end = write_digits (end, minute_of_day / 60, 2);
  *end++ = ':';
  end = write_digits (end, minute_of_day % 60, 2);
  *end = '\0';
  return key;
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
