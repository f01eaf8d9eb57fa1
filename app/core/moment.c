/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moment.h"

#include "civil.h"

/* --- Local time -------------------------------------------------------------------- */

/* How far around an instant it is looked for changes, and how much of that is not used
 * because a local day is asked for without knowing its offset. */
#define SPAN_BEFORE_US (4 * G_TIME_SPAN_DAY)
#define SPAN_AFTER_US (16 * G_TIME_SPAN_DAY)
#define SPAN_MARGIN_US (2 * G_TIME_SPAN_DAY)

static int
interval_at (GTimeZone *zone, gint64 at_us)
{
  return g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, civil_floor_div (at_us, G_USEC_PER_SEC));
}

/* Whether the offset around @at_us is known: nothing changes two days before and after. */
static gboolean
is_even (LocalTime *self, gint64 at_us)
{
  gint64 from_us = at_us - SPAN_BEFORE_US;
  gint64 until_us = at_us + SPAN_AFTER_US;
  int interval;

  if (at_us >= self->from_us + SPAN_MARGIN_US && at_us < self->until_us - SPAN_MARGIN_US)
    return TRUE;

  interval = interval_at (self->zone, from_us);
  if (interval != interval_at (self->zone, until_us))
    return FALSE;
  self->from_us = from_us;
  self->until_us = until_us;
  self->offset_s = g_time_zone_get_offset (self->zone, interval);
  return TRUE;
}

gint32
fascia_local_offset (LocalTime *self, gint64 at_us)
{
  return is_even (self, at_us) ? self->offset_s : fascia_zone_offset_at (self->zone, at_us);
}

FasciaDay
fascia_local_day (LocalTime *self, gint64 at_us)
{
  gint64 local_s;

  if (!is_even (self, at_us))
    return fascia_day_of_instant (at_us, self->zone);
  local_s = civil_floor_div (at_us, G_USEC_PER_SEC) + self->offset_s;
  return fascia_day_add ((FasciaDay){ JULIAN_1970 }, (int)CLAMP (civil_floor_div (local_s, SECONDS_PER_DAY), -JULIAN_LAST, JULIAN_LAST));
}

gboolean
fascia_local_instant (LocalTime *self, FasciaDay day, guint minute, gint64 *at_us)
{
  gint64 local_us = ((gint64)day.julian - JULIAN_1970) * G_TIME_SPAN_DAY + minute * G_TIME_SPAN_MINUTE;

  if (!is_even (self, local_us))
    return fascia_instant_at_local (day, minute, self->zone, at_us);
  *at_us = local_us - self->offset_s * G_TIME_SPAN_SECOND;
  return TRUE;
}

static guint
second_of_day (LocalTime *self, gint64 at_us)
{
  gint64 local_s = civil_floor_div (at_us, G_USEC_PER_SEC) + fascia_local_offset (self, at_us);

  return (guint)(local_s - civil_floor_div (local_s, SECONDS_PER_DAY) * SECONDS_PER_DAY);
}

gint64
fascia_local_next (LocalTime *self, gint64 at_us, guint minute)
{
  FasciaDay day = fascia_local_day (self, at_us);
  gint64 ahead_s = (gint64)minute * 60 - second_of_day (self, at_us);
  gint64 next_us;

  if (ahead_s <= 0)
    {
      ahead_s += SECONDS_PER_DAY;
      day = fascia_day_add (day, 1);
      /* Where a day is left out, the one after it is next. */
      if (!fascia_local_instant (self, day, minute, &next_us))
        day = fascia_day_add (day, 1);
    }
  if (fascia_local_instant (self, day, minute, &next_us) && next_us > at_us)
    return next_us;

  /* Clocks went back and have yet to show it once more. */
  return (civil_floor_div (at_us, G_USEC_PER_SEC) + ahead_s) * G_USEC_PER_SEC;
}

static gboolean
shows_quiet_time (const FasciaReminderSettings *settings, LocalTime *local, gint64 at_us)
{
  guint minute = second_of_day (local, at_us) / 60;

  if (settings->quiet_from < settings->quiet_until)
    return minute >= settings->quiet_from && minute < settings->quiet_until;
  return minute >= settings->quiet_from || minute < settings->quiet_until;
}

gboolean
fascia_is_quiet (const FasciaReminderSettings *settings, LocalTime *local, gint64 at_us, gint64 *end_us)
{
  if (!settings->quiet || settings->quiet_from == settings->quiet_until || !shows_quiet_time (settings, local, at_us))
    return FALSE;

  /* More than once only where clocks jump over all that is not quiet. */
  do
    at_us = fascia_local_next (local, at_us, settings->quiet_until);
  while (shows_quiet_time (settings, local, at_us));
  *end_us = at_us;
  return TRUE;
}

/* --- Slots ------------------------------------------------------------------------- */

static int
compare_rules (gconstpointer a, gconstpointer b, gpointer data)
{
  const FasciaRule *first = *(const FasciaRule *const *)a;
  const FasciaRule *second = *(const FasciaRule *const *)b;

  return first->minute_of_day < second->minute_of_day ? -1 : first->minute_of_day > second->minute_of_day;
}

void
fascia_timetable_init (Timetable *self, const FasciaScheduleInput *input, gint64 now_us)
{
  *self = (Timetable){
    .input = input,
    .local = { .zone = input->zone },
    .now_us = now_us,
    .handled_us = MIN (input->state->handled_until_us, now_us),
    .rules = g_new (const FasciaRule *, MAX (input->n_rules, 1)),
  };
  for (guint i = 0; i < input->n_rules; i++)
    {
      if (input->rules[i]->enabled)
        self->rules[self->n_rules++] = input->rules[i];
    }
  /* Stable: at one time, the rule that was added first is first. */
  g_qsort_with_data (self->rules, (int)self->n_rules, sizeof (*self->rules), compare_rules, NULL);
}

void
fascia_timetable_clear (Timetable *self)
{
  g_clear_pointer (&self->rules, g_free);
}

/* At one instant slots come before what was asked for. */
static gboolean
is_after (const Moment *a, const Moment *b)
{
  return a->told_us > b->told_us || (a->told_us == b->told_us && a->kind > b->kind);
}

void
fascia_moments_insert (GArray *moments, const Moment *moment)
{
  guint index = moments->len;

  while (index > 0 && is_after (&g_array_index (moments, Moment, index - 1), moment))
    index--;
  g_array_insert_val (moments, index, *moment);
}

static gboolean
has_slot_on (const FasciaRule *rule, FasciaDay day)
{
  return rule->kind == FASCIA_RULE_WHEN_NEEDED || (rule->weekdays & (1u << (fascia_day_weekday (day) - 1))) != 0;
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

/* Nobody's are slots before something began to be. What began in a future that the
 * clock has left began when the clock left it. */
static gboolean
is_since (const Timetable *self, gint64 own_us, gint64 since_us)
{
  return since_us <= self->now_us ? own_us >= since_us : own_us > self->handled_us;
}

static void
find_end_of_quiet (Timetable *self, Moment *moment)
{
  gint64 end_us;

  moment->quiet = fascia_is_quiet (self->input->settings, &self->local, moment->own_us, &end_us);
  moment->at_us = moment->quiet && !self->input->settings->quiet_drop ? end_us : moment->own_us;
  moment->told_us = moment->at_us;
}

/* Local clocks are never further from UTC, and nothing moves by more than a day. */
#define FURTHEST_US (26 * G_TIME_SPAN_HOUR)

/* Whether a slot can lie in the span, without a look at the zone. */
static gboolean
is_near (FasciaDay day, guint minute, gint64 after_us, gint64 until_us)
{
  gint64 about_us = ((gint64)day.julian - JULIAN_1970) * G_TIME_SPAN_DAY + minute * G_TIME_SPAN_MINUTE;

  return about_us + 2 * FURTHEST_US > after_us && about_us <= until_us + FURTHEST_US;
}

/* Later local times are never earlier instants, so what is added day by day, each in
 * order of local time, is nearly always added at the end. */
void
fascia_timetable_add_day (Timetable *self, FasciaDay day, gint64 after_us, gint64 until_us, GArray *moments)
{
  const FasciaScheduleInput *input = self->input;

  for (guint i = 0; i < self->n_rules; i++)
    {
      const FasciaRule *rule = self->rules[i];
      Moment moment = { .kind = FASCIA_REMINDER_RULE, .rule = rule, .day = day, .minute = rule->minute_of_day };

      if (!has_slot_on (rule, day) ||
          !is_near (day, rule->minute_of_day, after_us, MIN (until_us, G_MAXINT64 - FURTHEST_US)) ||
          !fascia_local_instant (&self->local, day, rule->minute_of_day, &moment.own_us) ||
          moment.own_us > until_us ||
          !is_since (self, moment.own_us, rule->changed_at_us) ||
          !is_since (self, moment.own_us, input->settings->on_since_us))
        continue;
      find_end_of_quiet (self, &moment);
      if (moment.at_us > after_us && moment.at_us <= until_us && !is_claimed (input->state, rule, day))
        fascia_moments_insert (moments, &moment);
    }
}

/* --- Requests ---------------------------------------------------------------------- */

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

/* The slot within a minute of @at_us that is nearest, on the same day: so that it does
 * not live longer, or shorter, than the user asked for. */
static gint64
join_slot (Timetable *self, gint64 at_us, FasciaDay day)
{
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (Moment));
  gint64 nearest_us = G_MAXINT64;

  for (int i = -FASCIA_MOVED_DAYS; i <= 1; i++)
    {
      FasciaDay near = fascia_day_add (day, i);

      if (fascia_day_is_valid (near))
        fascia_timetable_add_day (self, near, at_us - FASCIA_REQUEST_JOINS_US, at_us + FASCIA_REQUEST_JOINS_US - 1, slots);
    }
  for (guint i = 0; i < slots->len; i++)
    {
      gint64 slot_us = g_array_index (slots, Moment, i).at_us;

      if (fascia_local_day (&self->local, slot_us).julian == day.julian && (nearest_us == G_MAXINT64 || ABS (slot_us - at_us) < ABS (nearest_us - at_us)))
        nearest_us = slot_us;
    }
  return nearest_us != G_MAXINT64 ? nearest_us : at_us;
}

/* When @moment is to come, made whole from own_us. */
static gboolean
complete_request (Timetable *self, Moment *moment)
{
  if (moment->own_us == 0)
    return FALSE;
  moment->day = fascia_local_day (&self->local, moment->own_us);
  if (!fascia_day_is_valid (moment->day))
    return FALSE;
  find_end_of_quiet (self, moment);
  if (!moment->quiet)
    moment->own_us = moment->at_us = moment->told_us = join_slot (self, moment->own_us, moment->day);
  return TRUE;
}

void
fascia_timetable_add_requests (Timetable *self, gint64 after_us, gint64 until_us, GArray *moments)
{
  const FasciaReminderState *state = self->input->state;
  Moment requests[] = {
    { .kind = FASCIA_REMINDER_SNOOZE, .rule = find_rule (self->input, state->snoozed_rule), .own_us = state->snoozed_until_us },
    { .kind = FASCIA_REMINDER_AFTER_TRAINING, .own_us = state->nudge_us },
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      if (complete_request (self, &requests[i]) && requests[i].at_us > after_us && requests[i].at_us <= until_us)
        fascia_moments_insert (moments, &requests[i]);
    }
}
