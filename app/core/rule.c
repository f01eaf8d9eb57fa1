/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "civil.h"
#include "fascia/core/schedule.h"
#include "fascia/core/types.h"
#include "names.h"

/* What the user sets: rules, and what holds for all of them. */

#define DAYS_PER_WEEK 7
#define MAX_SLACK 6
#define DEFAULT_SLACK 1
#define MIN_NUDGE_MIN 5

/* --- Names ----------------------------------------------------------------------- */

static const char *const rule_kind_names[] = {
  [FASCIA_RULE_ON_DAYS] = "on-days",
  [FASCIA_RULE_WHEN_NEEDED] = "when-needed",
};

static const char *const weekday_names[DAYS_PER_WEEK] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

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
    return refuse (error, _ ("The quiet hours are empty or no times of day; write them as HH:MM–HH:MM, for example 22:00–07:00."));
  return TRUE;
}

gboolean
fascia_quiet_hours_from_string (const char *text, guint *from, guint *until, GError **error)
{
  guint from_hour, from_minute, until_hour, until_minute;
  const char *dash, *rest;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (from != NULL && until != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  /* The dash of a keyboard or, as we write it ourselves, that of a range. */
  dash = strlen (text) > 5 ? text + 5 : "";
  rest = g_str_has_prefix (dash, "–") ? dash + strlen ("–") : *dash == '-' ? dash + 1 : "";
  if (!civil_scan_hour_minute (text, &from_hour, &from_minute) ||
      !civil_scan_hour_minute (rest, &until_hour, &until_minute) || rest[5] != '\0' ||
      from_hour > 23 || from_minute > 59 || until_hour > 23 || until_minute > 59 ||
      (from_hour == until_hour && from_minute == until_minute))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                   _ ("“%s” are no quiet hours; write them as HH:MM–HH:MM, for example 22:00–07:00."), text);
      return FALSE;
    }
  *from = from_hour * 60 + from_minute;
  *until = until_hour * 60 + until_minute;
  return TRUE;
}
