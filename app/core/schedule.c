/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/schedule.h"

#include "civil.h"
#include "moment.h"

#define DAYS_PER_WEEK 7

/* How far ahead silent slots are told when none is shown. */
#define SILENT_DAYS (4 * DAYS_PER_WEEK)

/* A vacation that ends later than this is not looked behind. */
#define LONGEST_VACATION_DAYS 400

/* Timers come late by milliseconds; what is shown later than this was missed at its
 * time. */
#define ON_TIME_US G_TIME_SPAN_MINUTE

/* One decision: its facts, and what is worked out once for all of its slots. */
typedef struct {
  Timetable table;
  const FasciaScheduleInput *input;
  FasciaGoalFacts goal; /* without the pauses that ended long ago */
  GPtrArray *pauses;
  gint64 after_us;      /* what came before is settled */
  FasciaDay week_start; /* what was worked out last, for it is often asked again */
  FasciaGoalWeek week;
  FasciaDay days_left_of;
  guint days_left;
  gint64 today_us;
  FasciaDay today;
} Decision;

static GPtrArray *
new_reminders (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_reminder_free);
}

static FasciaDay
last_day_of_pause (const FasciaPause *pause)
{
  return pause->ended_us != 0 ? pause->ended_day : pause->until;
}

static gint64
get_grace_us (const FasciaScheduleInput *input)
{
  return MAX (input->settings->grace_min * G_TIME_SPAN_MINUTE, ON_TIME_US);
}

static void
decision_init (Decision *self, const FasciaScheduleInput *input, gint64 now_us)
{
  FasciaDay oldest;

  *self = (Decision){ .input = input, .goal = input->goal, .pauses = g_ptr_array_new () };
  fascia_timetable_init (&self->table, input, now_us);

  /* Within the grace the claims alone tell what was dealt with: the clock or the
   * traveller may have jumped over a slot, to before what was handled last. */
  self->after_us = MIN (self->table.handled_us, now_us - get_grace_us (input) - 1);
  self->after_us = MAX (self->after_us, now_us - FASCIA_LOOK_BACK_DAYS * G_TIME_SPAN_DAY);

  oldest = fascia_local_day (&self->table.local, self->after_us);
  oldest = fascia_day_is_valid (oldest) ? fascia_day_add (oldest, -(FASCIA_MOVED_DAYS + DAYS_PER_WEEK)) : FASCIA_DAY_NONE;
  for (guint i = 0; i < input->goal.n_pauses; i++)
    {
      FasciaDay last = last_day_of_pause (input->goal.pauses[i]);

      if (!fascia_day_is_valid (last) || last.julian >= oldest.julian)
        g_ptr_array_add (self->pauses, (gpointer)input->goal.pauses[i]);
    }
  self->goal.pauses = (const FasciaPause *const *)self->pauses->pdata;
  self->goal.n_pauses = self->pauses->len;
}

static void
decision_clear (Decision *self)
{
  fascia_timetable_clear (&self->table);
  g_clear_pointer (&self->pauses, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decision, decision_clear)

/* --- Facts ------------------------------------------------------------------------ */

static const FasciaGoalWeek *
get_week (Decision *self, FasciaDay week_start)
{
  if (self->week_start.julian != week_start.julian)
    {
      self->week_start = week_start;
      self->week = fascia_goal_get_week (&self->goal, week_start);
    }
  return &self->week;
}

static gboolean
is_counted (const FasciaLogSummary *log, FasciaDay day)
{
  return fascia_goal_count_days (log->counted_days, log->n_counted_days, day, day) > 0;
}

/* Whether one of the @n_days from @day on may not exist (Pacific/Apia, 2011-12-30): for
 * that, clocks have to change by a day. */
static gboolean
may_lose_days (Decision *self, FasciaDay day, guint n_days)
{
  LocalTime *local = &self->table.local;
  gint64 about_us = ((gint64)day.julian - JULIAN_1970) * G_TIME_SPAN_DAY;

  return ABS (fascia_local_offset (local, about_us - G_TIME_SPAN_DAY) -
              fascia_local_offset (local, about_us + (n_days + 1) * G_TIME_SPAN_DAY)) > SECONDS_PER_DAY / 2;
}

/* The days from @day to Sunday on which a session could be counted. */
static guint
get_days_left (Decision *self, FasciaDay day, gboolean counted)
{
  guint n_days = DAYS_PER_WEEK + 1 - fascia_day_weekday (day);
  guint n_left = 0;
  gboolean may_lose;

  if (self->days_left_of.julian == day.julian)
    return self->days_left;

  may_lose = may_lose_days (self, day, n_days);
  for (guint i = counted ? 1 : 0; i < n_days; i++)
    {
      FasciaDay later = fascia_day_add (day, (int)i);
      gint64 start_us;

      if (fascia_goal_is_paused (&self->goal, later))
        continue;
      if (!may_lose || fascia_local_instant (&self->table.local, later, 0, &start_us))
        n_left++;
    }
  self->days_left_of = day;
  self->days_left = n_left;
  return self->days_left;
}

static FasciaDay
get_day (Decision *self, gint64 at_us)
{
  if (self->today_us != at_us || !fascia_day_is_valid (self->today))
    {
      self->today_us = at_us;
      self->today = fascia_local_day (&self->table.local, at_us);
    }
  return self->today;
}

/* A session had ended shortly before the moment, or has ended since. */
static gboolean
is_recent (const Decision *self, gint64 at_us, gint64 seen_us)
{
  gint64 ended_us = self->input->log->last_ended_us;

  return ended_us != 0 && ended_us <= seen_us && at_us - ended_us < self->input->settings->recent_min * G_TIME_SPAN_MINUTE;
}

/* --- Verdicts -------------------------------------------------------------------- */

/* What a moment is judged by. */
typedef struct {
  FasciaDay day;    /* with its week */
  gint64 seen_us;   /* when it is judged: the moment itself, or later */
  FasciaDay today;  /* then */
  gboolean running; /* a session runs as it is judged */
  gboolean over;    /* too late to be shown */
} Circumstances;

/* A moment that moved is judged by the day it moved to. */
static FasciaDay
day_of_moment (Decision *self, const Moment *moment)
{
  return moment->at_us != moment->own_us ? fascia_local_day (&self->table.local, moment->at_us) : moment->day;
}

/* A slot is worth showing for the grace, what was asked for to the end of its day. */
static gboolean
is_over (Decision *self, const Moment *moment, gint64 now_us)
{
  if (moment->kind != FASCIA_REMINDER_RULE)
    return fascia_day_difference (fascia_local_day (&self->table.local, now_us), day_of_moment (self, moment)) > 0;
  return now_us - moment->at_us > get_grace_us (self->input);
}

/* The pause that silences @moment: one in which it lies, to which it moved, or in which
 * it would be shown now; and one that ended in between, whose end brings nothing back.
 * Any but a mere skipped day says more. */
static gboolean
is_paused (Decision *self, const Moment *moment, const Circumstances *circumstances, FasciaWhy *why)
{
  gboolean paused = FALSE;

  for (guint i = 0; i < self->pauses->len; i++)
    {
      const FasciaPause *pause = g_ptr_array_index (self->pauses, i);
      gboolean covers = fascia_pause_covers_instant (pause, moment->day, moment->own_us) ||
                        fascia_pause_covers_instant (pause, day_of_moment (self, moment), moment->at_us);

      if (!circumstances->over)
        covers = covers || fascia_pause_covers_instant (pause, circumstances->today, circumstances->seen_us) ||
                 (moment->at_us < pause->ended_us && pause->ended_us <= circumstances->seen_us);
      if (!covers)
        continue;
      if (pause->reason == FASCIA_PAUSE_ILLNESS)
        *why = FASCIA_WHY_ILL;
      else if (pause->reason != FASCIA_PAUSE_SKIP)
        *why = FASCIA_WHY_PAUSED;
      else if (!paused)
        *why = FASCIA_WHY_SKIPPED_TODAY;
      paused = TRUE;
    }
  return paused;
}

/* Pace (spec R3): a week that is easily reached is left alone, and so is one that
 * cannot be reached. */
static gboolean
is_on_pace (const FasciaRule *rule, const FasciaReminder *reminder, FasciaWhy *why)
{
  guint sessions_left = reminder->goal - reminder->done;

  if (sessions_left > reminder->days_left)
    *why = FASCIA_WHY_OUT_OF_REACH;
  else if (reminder->days_left > sessions_left + rule->slack)
    *why = FASCIA_WHY_ON_PACE;
  else
    return FALSE;
  return TRUE;
}

/* Fills in what @moment looks like under @circumstances, and whether they silence it.
 * The one place that knows the reasons. */
static void
look (Decision *self, const Moment *moment, const Circumstances *circumstances, FasciaReminder *reminder)
{
  const FasciaLogSummary *log = self->input->log;
  const FasciaRule *rule = moment->rule;
  FasciaDay week = fascia_day_week_start (circumstances->day);
  gboolean when_needed = rule != NULL && rule->kind == FASCIA_RULE_WHEN_NEEDED;
  gboolean even_if_met = moment->kind == FASCIA_REMINDER_AFTER_TRAINING || (rule != NULL && !when_needed && rule->even_if_met);
  gboolean met, done_today;
  /* What is long past is told with what was known then; a day of today's week may
   * also lie ahead, for one who has travelled. */
  FasciaDay last = circumstances->over ? circumstances->day : fascia_day_add (week, DAYS_PER_WEEK - 1);

  reminder->goal = get_week (self, week)->goal;
  reminder->done = fascia_goal_count_days (log->counted_days, log->n_counted_days, week, last);
  met = reminder->done >= reminder->goal;
  done_today = is_counted (log, circumstances->day);
  reminder->days_left = get_days_left (self, circumstances->day, done_today);

  reminder->silent = TRUE;
  if (moment->kind == FASCIA_REMINDER_SNOOZE && self->input->state->snoozed_rule != NULL && (rule == NULL || !rule->enabled))
    reminder->why = FASCIA_WHY_DISABLED;
  else if (is_paused (self, moment, circumstances, &reminder->why))
    return;
  else if (moment->quiet && self->input->settings->quiet_drop)
    reminder->why = FASCIA_WHY_QUIET;
  else if (met && !even_if_met)
    reminder->why = FASCIA_WHY_GOAL_MET;
  else if (done_today && !even_if_met)
    reminder->why = FASCIA_WHY_DONE_TODAY;
  else if (circumstances->running)
    reminder->why = FASCIA_WHY_RUNNING;
  else if (moment->kind != FASCIA_REMINDER_AFTER_TRAINING && is_recent (self, moment->at_us, circumstances->seen_us))
    reminder->why = FASCIA_WHY_RECENT;
  else if (when_needed && is_on_pace (rule, reminder, &reminder->why))
    return;
  else if (circumstances->over)
    reminder->why = FASCIA_WHY_MISSED;
  else
    {
      reminder->silent = FALSE;
      if (moment->kind == FASCIA_REMINDER_SNOOZE)
        reminder->why = FASCIA_WHY_SNOOZED;
      else if (moment->kind == FASCIA_REMINDER_AFTER_TRAINING)
        reminder->why = FASCIA_WHY_AFTER_TRAINING;
      else if (met || done_today)
        reminder->why = FASCIA_WHY_EVEN_IF_MET;
      else
        reminder->why = when_needed ? FASCIA_WHY_NEEDED : FASCIA_WHY_ONE_OF_YOUR_DAYS;
    }
}

/* (transfer full): what becomes of @moment, judged at @now_us. */
static FasciaReminder *
judge (Decision *self, const Moment *moment, gint64 now_us, gboolean running)
{
  FasciaReminder *reminder = g_new0 (FasciaReminder, 1);
  gboolean over = is_over (self, moment, now_us);
  Circumstances circumstances = {
    .day = day_of_moment (self, moment),
    .seen_us = over ? moment->at_us : now_us,
    .today = get_day (self, now_us),
    .running = running && !over,
    .over = over,
  };

  reminder->at_us = moment->at_us;
  reminder->moved = moment->at_us != moment->own_us;
  reminder->kind = moment->kind;
  if (moment->kind == FASCIA_REMINDER_RULE)
    {
      reminder->rule = g_strdup (moment->rule->uuid);
      reminder->slot_day = moment->day;
      reminder->slot_minute = moment->minute;
    }
  else if (moment->kind == FASCIA_REMINDER_SNOOZE)
    {
      reminder->rule = g_strdup (self->input->state->snoozed_rule);
    }

  look (self, moment, &circumstances, reminder);
  if (reminder->silent)
    return reminder;

  /* What is shown on a later day has to be right there as well. */
  if (circumstances.today.julian != circumstances.day.julian)
    {
      circumstances.day = circumstances.today;
      look (self, moment, &circumstances, reminder);
    }
  return reminder;
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
        newest_us = MAX (newest_us, reminder->at_us);
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

static void
catch_up (GPtrArray *reminders, gint64 now_us)
{
  for (guint i = 0; i < reminders->len; i++)
    {
      FasciaReminder *reminder = g_ptr_array_index (reminders, i);

      if (!reminder->silent && reminder->kind == FASCIA_REMINDER_RULE && now_us - reminder->at_us > ON_TIME_US)
        {
          reminder->kind = FASCIA_REMINDER_CATCH_UP;
          reminder->why = FASCIA_WHY_CAUGHT_UP;
        }
    }
}

/* Judges what has come until now. What only has to wait for the end of quiet hours is
 * not among it but, if wanted, in @waiting. */
static GPtrArray *
judge_passed (Decision *self, gint64 now_us, GArray *waiting)
{
  const FasciaScheduleInput *input = self->input;
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (Moment));
  g_autoptr (GPtrArray) passed = new_reminders ();
  gint64 end_us = 0;
  gboolean is_quiet;
  FasciaDay day, last;

  day = fascia_local_day (&self->table.local, self->after_us);
  last = fascia_local_day (&self->table.local, now_us);
  if (!input->settings->on || !fascia_day_is_valid (day) || !fascia_day_is_valid (last))
    return g_steal_pointer (&passed);

  /* Where clocks go back over midnight, tomorrow may have begun and be over again. */
  for (day = fascia_day_add (day, -FASCIA_MOVED_DAYS); fascia_day_is_valid (day) && day.julian <= last.julian + 1; day = fascia_day_add (day, 1))
    fascia_timetable_add_day (&self->table, day, self->after_us, now_us, moments);
  /* However long ago: a request is dealt with only by being taken back. */
  fascia_timetable_add_requests (&self->table, G_MININT64, now_us, moments);

  is_quiet = fascia_is_quiet (input->settings, &self->table.local, now_us, &end_us);
  for (guint i = 0; i < moments->len; i++)
    {
      Moment *moment = &g_array_index (moments, Moment, i);
      g_autoptr (FasciaReminder) reminder = judge (self, moment, now_us, input->log->running);

      if (is_quiet && !reminder->silent && !is_over (self, moment, end_us))
        {
          moment->told_us = end_us;
          if (waiting != NULL)
            fascia_moments_insert (waiting, moment);
          continue;
        }
      if (is_quiet && !reminder->silent)
        {
          reminder->silent = TRUE;
          reminder->why = FASCIA_WHY_MISSED;
        }
      g_ptr_array_add (passed, g_steal_pointer (&reminder));
    }
  keep_newest (passed);
  return g_steal_pointer (&passed);
}

GPtrArray *
fascia_schedule_passed (const FasciaScheduleInput *input, gint64 now_us)
{
  g_auto (Decision) decision = { 0 };
  g_autoptr (GPtrArray) passed = NULL;

  g_return_val_if_fail (input != NULL, NULL);

  decision_init (&decision, input, now_us);
  passed = judge_passed (&decision, now_us, NULL);
  catch_up (passed, now_us);
  return g_steal_pointer (&passed);
}

gint64
fascia_schedule_get_handled_until (const FasciaScheduleInput *input, gint64 now_us)
{
  gint64 handled_us;

  g_return_val_if_fail (input != NULL, 0);

  handled_us = input->state->handled_until_us;
  if (handled_us > now_us)
    return now_us;
  if (handled_us != 0)
    return handled_us;
  /* What began in a future that the clock has left begins now. */
  if (input->settings->on_since_us > now_us)
    return now_us;
  for (guint i = 0; i < input->n_rules; i++)
    {
      if (input->rules[i]->changed_at_us > now_us)
        return now_us;
    }
  return 0;
}

/* Files what comes at one instant, the first @n_moments of @moments. */
static void
foresee (Decision *self, GArray *moments, guint n_moments, guint count, GPtrArray *next, GPtrArray *silent)
{
  gint64 told_us = g_array_index (moments, Moment, 0).told_us;
  g_autoptr (GPtrArray) reminders = new_reminders ();

  for (guint i = 0; i < n_moments; i++)
    g_ptr_array_add (reminders, judge (self, &g_array_index (moments, Moment, i), told_us, FALSE));
  keep_newest (reminders);
  catch_up (reminders, told_us);

  for (guint i = 0; i < n_moments; i++)
    {
      FasciaReminder *reminder = g_ptr_array_index (reminders, i);

      reminder->moved = reminder->moved || reminder->at_us != told_us;
      reminder->at_us = told_us;
      if (reminder->silent)
        g_ptr_array_add (silent, fascia_reminder_copy (reminder));
      else if (!reminder->joined && next->len < count)
        g_ptr_array_add (next, fascia_reminder_copy (reminder));
    }
}

/* Takes all from @moments that comes before @limit_us, until there are @count. */
static gboolean
foresee_until (Decision *self, GArray *moments, gint64 limit_us, guint count, GPtrArray *next, GPtrArray *silent)
{
  while (moments->len > 0 && g_array_index (moments, Moment, 0).told_us < limit_us)
    {
      gint64 told_us = g_array_index (moments, Moment, 0).told_us;
      guint n_moments = 1;

      while (n_moments < moments->len && g_array_index (moments, Moment, n_moments).told_us == told_us)
        n_moments++;
      foresee (self, moments, n_moments, count, next, silent);
      g_array_remove_range (moments, 0, n_moments);
      if (next->len == count && count > 0)
        return TRUE;
    }
  return FALSE;
}

/* What was done so far silences this week only, a clock that was ahead has used up what
 * it looked back on, and a rule reminds in every week of which nothing is paused: so
 * many weeks hold @count, if there are any. */
static int
count_days_ahead (const Decision *self, FasciaDay today, guint count)
{
  int n_paused = 0;

  for (guint i = 0; i < self->pauses->len; i++)
    {
      FasciaDay last = last_day_of_pause (g_ptr_array_index (self->pauses, i));

      if (fascia_day_is_valid (last))
        n_paused = MAX (n_paused, fascia_day_difference (last, today));
    }
  return SILENT_DAYS + FASCIA_LOOK_BACK_DAYS + (int)MIN (count, 1000) * DAYS_PER_WEEK + MIN (n_paused, LONGEST_VACATION_DAYS);
}

/* What needs no slot to come: what waits for the end of quiet hours, and requests. */
static void
add_waiting (Decision *self, gint64 now_us, GArray *moments)
{
  gint64 end_us;

  if (fascia_is_quiet (self->input->settings, &self->table.local, now_us, &end_us))
    g_ptr_array_unref (judge_passed (self, now_us, moments));
  fascia_timetable_add_requests (&self->table, now_us, G_MAXINT64, moments);
}

void
fascia_schedule_forecast (const FasciaScheduleInput *input, gint64 now_us, guint count, GPtrArray **next, GPtrArray **silent)
{
  g_auto (Decision) decision = { 0 };
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (Moment));
  g_autoptr (GPtrArray) shown = new_reminders ();
  g_autoptr (GPtrArray) kept_silent = new_reminders ();
  gint64 last_us;
  FasciaDay today, day;
  gboolean enough = FALSE;

  g_return_if_fail (input != NULL);
  g_return_if_fail (next != NULL);
  g_return_if_fail (silent != NULL);

  decision_init (&decision, input, now_us);
  today = fascia_local_day (&decision.table.local, now_us);
  if (input->settings->on && fascia_day_is_valid (today))
    {
      int n_days = count_days_ahead (&decision, today, count);
      add_waiting (&decision, now_us, moments);

      day = fascia_day_add (today, -FASCIA_MOVED_DAYS);
      for (int i = -FASCIA_MOVED_DAYS; !enough && i <= n_days && fascia_day_is_valid (day); i++)
        {
          gint64 limit_us;

          fascia_timetable_add_day (&decision.table, day, now_us, G_MAXINT64, moments);
          day = fascia_day_add (day, 1);
          /* Nothing of a later day comes before it begins. */
          if (moments->len > 0 && fascia_day_is_valid (day) && fascia_local_instant (&decision.table.local, day, 0, &limit_us))
            enough = foresee_until (&decision, moments, limit_us, count, shown, kept_silent);
        }
      if (!enough)
        foresee_until (&decision, moments, G_MAXINT64, count, shown, kept_silent);
    }

  if (shown->len > 0)
    last_us = ((const FasciaReminder *)g_ptr_array_index (shown, shown->len - 1))->at_us;
  else
    last_us = now_us + SILENT_DAYS * G_TIME_SPAN_DAY;
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

/* --- What is on the screen --------------------------------------------------------- */

/* (nullable) */
static const FasciaRule *
find_rule (const FasciaScheduleInput *input, const char *uuid)
{
  for (guint i = 0; i < input->n_rules; i++)
    {
      if (g_strcmp0 (input->rules[i]->uuid, uuid) == 0)
        return input->rules[i];
    }
  return NULL;
}

gboolean
fascia_schedule_is_outdated (const FasciaScheduleInput *input, const FasciaReminder *shown, gint64 shown_at_us, gint64 now_us)
{
  const FasciaLogSummary *log;
  FasciaDay today, week;

  g_return_val_if_fail (input != NULL, TRUE);
  g_return_val_if_fail (shown != NULL, TRUE);

  log = input->log;
  today = fascia_day_of_instant (now_us, input->zone);
  if (!input->settings->on || log->running || (log->last_ended_us > shown_at_us && log->last_ended_us <= now_us))
    return TRUE;
  if (fascia_day_of_instant (shown_at_us, input->zone).julian != today.julian)
    return TRUE;
  for (guint i = 0; i < input->goal.n_pauses; i++)
    {
      if (fascia_pause_covers_instant (input->goal.pauses[i], today, now_us))
        return TRUE;
    }

  if (shown->kind == FASCIA_REMINDER_AFTER_TRAINING)
    return FALSE;
  if (shown->rule != NULL)
    {
      const FasciaRule *rule = find_rule (input, shown->rule);

      if (rule == NULL || !rule->enabled)
        return TRUE;
      if (rule->kind == FASCIA_RULE_ON_DAYS && rule->even_if_met)
        return FALSE;
    }

  week = fascia_day_week_start (today);
  return is_counted (log, today) ||
         fascia_goal_count_week (log->counted_days, log->n_counted_days, week) >= fascia_goal_get_week (&input->goal, week).goal;
}

/* As far as any forecast of one looks: a clock that was months ahead has used up the
 * slots of all of them. */
#define FURTHEST_DAYS (SILENT_DAYS + FASCIA_LOOK_BACK_DAYS + DAYS_PER_WEEK + LONGEST_VACATION_DAYS)

/* Every moment to come is told, as shown or as silent: the first is enough. */
static gint64
first_moment (const FasciaScheduleInput *input, gint64 now_us)
{
  g_auto (Decision) decision = { 0 };
  g_autoptr (GArray) moments = NULL;
  FasciaDay day;

  decision_init (&decision, input, now_us);
  day = fascia_local_day (&decision.table.local, now_us);
  if (!input->settings->on || !fascia_day_is_valid (day))
    return G_MAXINT64;

  moments = g_array_new (FALSE, FALSE, sizeof (Moment));
  add_waiting (&decision, now_us, moments);

  day = fascia_day_add (day, -FASCIA_MOVED_DAYS);
  for (int i = -FASCIA_MOVED_DAYS; i <= FURTHEST_DAYS && decision.table.n_rules > 0 && fascia_day_is_valid (day); i++)
    {
      gint64 limit_us;

      fascia_timetable_add_day (&decision.table, day, now_us, G_MAXINT64, moments);
      day = fascia_day_add (day, 1);
      if (moments->len > 0 && fascia_day_is_valid (day) && fascia_local_instant (&decision.table.local, day, 0, &limit_us) &&
          g_array_index (moments, Moment, 0).told_us < limit_us)
        break;
    }
  return moments->len > 0 ? g_array_index (moments, Moment, 0).told_us : G_MAXINT64;
}

gint64
fascia_schedule_next_moment (const FasciaScheduleInput *input, gboolean is_shown, gint64 now_us)
{
  gint64 moment_us;

  g_return_val_if_fail (input != NULL, G_MAXINT64);

  moment_us = first_moment (input, now_us);
  return is_shown ? MIN (moment_us, fascia_local_next (&(LocalTime){ .zone = input->zone }, now_us, 0)) : moment_us;
}
