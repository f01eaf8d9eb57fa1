/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Years of random lives: a user with rules, goals, pauses, quiet hours and sessions, a
 * machine that sleeps, is switched off, travels and has its clock set, and on it a
 * service that does what fascia-reminderd does. Every decision is checked against what
 * the specification says in words; many are worked out anew, minute by minute.
 *
 * A life is made of its seed and of what happens in it, each from a stream of its own,
 * so that what does not matter for a failure can be left out without changing the rest.
 * FASCIA_SIMULATION=SEED[:HAPPENS] lives one life again and tells it. */

#include "fascia/core/schedule.h"

#include <stdlib.h>
#include <string.h>

#define MINUTE_US (60 * G_TIME_SPAN_SECOND)
#define DAY_MIN 1440
#define YEAR_DAYS 365

/* --- Chance ------------------------------------------------------------------------ */

typedef struct {
  guint64 state;
} Random;

static guint64
random_next (Random *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* @low to @high - 1 */
static gint64
between (Random *self, gint64 low, gint64 high)
{
  return low + (gint64)(random_next (self) % (guint64)(high - low));
}

static gboolean
chance (Random *self, double probability)
{
  return (double)(random_next (self) >> 11) * 0x1p-53 < probability;
}

/* --- Calendars --------------------------------------------------------------------- */

/* What clocks of a zone show, minute by minute, as the calendar of GLib says; nothing
 * here uses the arithmetic of the code under test. */
typedef struct {
  const char *name;
  GTimeZone *zone;
  int *reading; /* of each minute from the start: local day × 1440 + minute */
  int *instant; /* of each local day and minute: when clocks first reached it; -1 never */
} Calendar;

#define SPAN_DAYS 460
#define SPAN_MIN (SPAN_DAYS * DAY_MIN)

static const char *const zone_names[] = {
  "Europe/Copenhagen",
  "America/St_Johns",
  "Pacific/Apia",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "America/New_York",
  "UTC",
};
#define N_ZONES G_N_ELEMENTS (zone_names)

/* One with the day that Apia left out, one as it is now. */
static const char *const epochs[] = { "2011-05-01", "2026-05-01" };
#define N_EPOCHS G_N_ELEMENTS (epochs)

static Calendar calendars[N_EPOCHS][N_ZONES];
static FasciaDay first_days[N_EPOCHS];
static gint64 starts_us[N_EPOCHS];

/* As the calendar of GLib says: local day × 1440 + minute. */
static int
read_clock (GTimeZone *zone, gint64 utc_s, const GDate *first)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (utc_s);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  int year, month, day_of_month;
  GDate date;

  g_date_time_get_ymd (local, &year, &month, &day_of_month);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)day_of_month, (GDateMonth)month, (GDateYear)year);
  return g_date_days_between (first, &date) * DAY_MIN + g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
}

#define STEP_MIN 60

static void
calendar_fill (Calendar *self, const char *name, gint64 start_us, FasciaDay first_day)
{
  gint64 start_s = start_us / G_USEC_PER_SEC;
  int reached = -1;
  GDate first;

  self->name = name;
  self->zone = g_time_zone_new_identifier (name);
  g_assert_nonnull (self->zone);
  self->reading = g_new (int, SPAN_MIN);
  self->instant = g_new (int, SPAN_MIN);
  g_date_clear (&first, 1);
  g_date_set_julian (&first, first_day.julian);

  /* Minute by minute only where clocks change. */
  for (int i = 0; i < SPAN_MIN; i += STEP_MIN)
    {
      int reading = read_clock (self->zone, start_s + (gint64)i * 60, &first);
      gboolean even = read_clock (self->zone, start_s + (gint64)(i + STEP_MIN) * 60, &first) == reading + STEP_MIN;

      for (int m = 0; m < STEP_MIN; m++)
        self->reading[i + m] = even ? reading + m : read_clock (self->zone, start_s + (gint64)(i + m) * 60, &first);
    }

  for (int i = 0; i < SPAN_MIN; i++)
    self->instant[i] = -1;
  for (int i = 0; i < SPAN_MIN; i++)
    {
      int reading = self->reading[i];

      /* All that clocks have reached or jumped over; not a day of which they showed nothing. */
      for (int r = MAX (reached + 1, 0); r <= reading && r < SPAN_MIN; r++)
        {
          if (r / DAY_MIN == reading / DAY_MIN || (reached >= 0 && r / DAY_MIN == reached / DAY_MIN))
            self->instant[r] = i;
        }
      reached = MAX (reached, reading);
    }
}

static void
calendars_fill (void)
{
  for (guint e = 0; e < N_EPOCHS; e++)
    {
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

      g_assert_true (fascia_day_from_string (epochs[e], &first_days[e], NULL));
      g_assert_true (fascia_instant_at_local (first_days[e], 0, utc, &starts_us[e]));
      for (guint z = 0; z < N_ZONES; z++)
        calendar_fill (&calendars[e][z], zone_names[z], starts_us[e], first_days[e]);
    }
}

static void
calendars_clear (void)
{
  for (guint e = 0; e < N_EPOCHS; e++)
    {
      for (guint z = 0; z < N_ZONES; z++)
        {
          g_time_zone_unref (calendars[e][z].zone);
          g_free (calendars[e][z].reading);
          g_free (calendars[e][z].instant);
        }
    }
}

/* --- A life ------------------------------------------------------------------------ */

/* What can happen; each has its own stream of chance. */
typedef enum {
  SESSIONS,
  BY_HAND,
  RULES,
  GOALS,
  PAUSES,
  QUIET,
  SETTINGS,
  BUTTONS,
  SNOOZES,
  NUDGES,
  SLEEP,
  CRASHES,
  CLOCK,
  ZONE,
  N_HAPPENINGS,
} Happening;

static const char *const happening_names[] = { "sessions", "by-hand", "rules", "goals", "pauses", "quiet", "settings", "buttons", "snoozes", "nudges", "sleep", "crashes", "clock", "zone" };

/* How many days pass between two of a kind, about. */
static const double mean_days[] = { 2, 15, 30, 60, 25, 60, 40, 1e6, 12, 15, 1.5, 20, 60, 40 };

#define ALL_HAPPENINGS ((1u << N_HAPPENINGS) - 1)

typedef struct {
  guint lives;
  guint decisions;
  guint shown;
  guint joined;
  guint caught_up;
  guint moved;
  guint waited;
  guint withdrawn;
  guint foretold;
  guint foretold_silent;
  guint reckoned;
  guint reckoned_due;
  guint lost_in_a_crash;
  guint kinds[FASCIA_REMINDER_CATCH_UP + 1];
  guint whys[FASCIA_WHY_OFF + 1];
  guint outdated_days;
} Tally;

typedef struct {
  guint64 seed;
  guint happens;
  Tally *tally;
  Random streams[N_HAPPENINGS];
  Random own;
  gint64 next_us[N_HAPPENINGS]; /* real time */
  guint epoch;
  guint zone;

  /* Real time only goes on; the wall clock is real time and what it is wrong by. */
  gint64 real_us;
  gint64 skew_us;
  gint64 wake_us; /* wall; when the service wants to decide again */
  gint64 awake_at_us; /* real; 0: awake */
  gboolean jumped;   /* something but time has changed since the last decision */
  gint64 decided_us; /* wall */

  GPtrArray *rules;
  guint n_rules_made;
  GArray *goals;
  GPtrArray *pauses;
  FasciaDay first_use;
  FasciaReminderSettings settings;
  GArray *counted_days;
  GArray *ends; /* wall; of all sessions */
  FasciaLogSummary log;
  gint64 session_end_us; /* real; 0: none runs */
  gboolean session_counts;
  FasciaDay session_day;
  FasciaReminderState *state;

  FasciaReminder *shown;
  gint64 shown_at_us;

  GHashTable *ever_shown;  /* slots */
  GHashTable *ever_judged; /* slots */
  GPtrArray *foretold;     /* the next verdicts, if nothing happens */
  GString *story;          /* (nullable) */
  char *failure;
} Life;

static gint64
wall (const Life *self)
{
  return self->real_us + self->skew_us;
}

static GTimeZone *
zone_of (const Life *self)
{
  return calendars[self->epoch][self->zone].zone;
}

static FasciaDay
today (const Life *self)
{
  return fascia_day_of_instant (wall (self), zone_of (self));
}

static char *
format_instant (const Life *self, gint64 at_us)
{
  return fascia_instant_format (at_us, fascia_zone_offset_at (zone_of (self), at_us));
}

G_GNUC_PRINTF (2, 3)
static void
tell (Life *self, const char *format, ...)
{
  g_autofree char *now = NULL;
  va_list arguments;

  if (self->story == NULL)
    return;
  now = format_instant (self, wall (self));
  g_string_append_printf (self->story, "%s ", now);
  va_start (arguments, format);
  g_string_append_vprintf (self->story, format, arguments);
  va_end (arguments);
  g_string_append_c (self->story, '\n');
}

static char *
describe (const Life *self, const FasciaReminder *reminder)
{
  g_autofree char *instant = format_instant (self, reminder->at_us);
  g_autofree char *slot = NULL;

  if (fascia_day_is_valid (reminder->slot_day))
    slot = fascia_slot_key (reminder->rule, reminder->slot_day, reminder->slot_minute);
  return g_strdup_printf ("%s %s (%s)%s%s%s %s, %u of %u, %u days", instant, fascia_reminder_kind_to_string (reminder->kind), slot != NULL ? slot : "-",
                          reminder->moved ? " moved" : "", reminder->silent ? " silent" : "", reminder->joined ? " joined" : "",
                          fascia_why_to_string (reminder->why), reminder->done, reminder->goal, reminder->days_left);
}

static void
fail (Life *self, const char *what, const FasciaReminder *reminder)
{
  g_autofree char *description = reminder != NULL ? describe (self, reminder) : NULL;

  if (self->failure != NULL)
    return;
  self->failure = g_strdup_printf ("%s: %s", what, description != NULL ? description : "-");
  tell (self, "FAILED %s", self->failure);
}

/* Time alone no longer decides what comes next. */
static void
happened (Life *self)
{
  self->jumped = TRUE;
  g_ptr_array_set_size (self->foretold, 0);
}

static FasciaScheduleInput
input_of (Life *self)
{
  self->log.counted_days = (FasciaDay *)(gpointer)self->counted_days->data;
  self->log.n_counted_days = self->counted_days->len;
  return (FasciaScheduleInput){
    .zone = zone_of (self),
    .rules = (const FasciaRule *const *)self->rules->pdata,
    .n_rules = self->rules->len,
    .goal = {
      .goals = (const FasciaGoal *)(gpointer)self->goals->data,
      .n_goals = self->goals->len,
      .pauses = (const FasciaPause *const *)self->pauses->pdata,
      .n_pauses = self->pauses->len,
      .first_use = self->first_use,
    },
    .settings = &self->settings,
    .log = &self->log,
    .state = self->state,
  };
}

/* What the store loads afresh for each decision: a clock that was set back may bring the
 * end of a session that was logged long before. */
static void
load_last_end (Life *self)
{
  gint64 last_us = 0;

  for (guint i = 0; i < self->ends->len; i++)
    {
      gint64 end_us = g_array_index (self->ends, gint64, i);

      if (end_us <= wall (self))
        last_us = MAX (last_us, end_us);
    }
  if (last_us != self->log.last_ended_us)
    happened (self);
  self->log.last_ended_us = last_us;
}

/* (nullable) */
static FasciaRule *
find_rule (const Life *self, const char *uuid)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      FasciaRule *rule = g_ptr_array_index (self->rules, i);

      if (g_strcmp0 (rule->uuid, uuid) == 0)
        return rule;
    }
  return NULL;
}

/* --- What happens ------------------------------------------------------------------ */

static void
count_day (Life *self, FasciaDay day)
{
  guint i = self->counted_days->len;

  for (; i > 0; i--)
    {
      FasciaDay other = g_array_index (self->counted_days, FasciaDay, i - 1);

      if (other.julian == day.julian)
        return;
      if (other.julian < day.julian)
        break;
    }
  g_array_insert_val (self->counted_days, i, day);
}

/* What the store does in the transaction that logs a session. */
static void
log_session (Life *self, FasciaDay day, gboolean counts, gint64 ended_us)
{
  if (counts)
    count_day (self, day);
  g_array_append_val (self->ends, ended_us);
  self->state->snoozed_until_us = 0;
  g_clear_pointer (&self->state->snoozed_rule, g_free);
  self->state->nudge_us = 0;
  happened (self);
}

static void
start_session (Life *self)
{
  Random *random = &self->streams[SESSIONS];

  if (self->session_end_us != 0)
    return;
  self->session_end_us = self->real_us + between (random, 60, 3600) * G_TIME_SPAN_SECOND;
  self->session_counts = chance (random, 0.85);
  self->session_day = today (self);
  self->log.running = TRUE;
  tell (self, "a session starts");
  happened (self);
}

static void
end_session (Life *self)
{
  tell (self, "the session ends, %s", self->session_counts ? "and counts" : "and does not count");
  self->session_end_us = 0;
  self->log.running = FALSE;
  log_session (self, self->session_day, self->session_counts, wall (self));
}

static void
log_by_hand (Life *self)
{
  Random *random = &self->streams[BY_HAND];
  gint64 ended_us = wall (self) - between (random, 0, 3 * 86400) * G_TIME_SPAN_SECOND;

  tell (self, "a session is logged by hand");
  log_session (self, fascia_day_of_instant (ended_us, zone_of (self)), chance (random, 0.8), ended_us);
}

static void
shape_rule (Life *self, FasciaRule *rule)
{
  Random *random = &self->streams[RULES];
  g_autofree char *time = NULL;

  rule->kind = chance (random, 0.4) ? FASCIA_RULE_WHEN_NEEDED : FASCIA_RULE_ON_DAYS;
  rule->weekdays = chance (random, 0.4) ? FASCIA_ALL_WEEKDAYS : (guint)between (random, 1, 128);
  rule->slack = (guint)between (random, 0, 7) % 4;
  rule->even_if_met = rule->kind == FASCIA_RULE_ON_DAYS && chance (random, 0.25);
  rule->enabled = chance (random, 0.92);
  rule->changed_at_us = wall (self);
  /* Many at the same few times, some in the hours when clocks change. */
  switch (between (random, 0, 4))
    {
    case 0:
      rule->minute_of_day = 18 * 60;
      break;
    case 1:
      rule->minute_of_day = (guint)between (random, 0, 4 * 60);
      break;
    case 2:
      rule->minute_of_day = (guint)between (random, 16, 24) * 60;
      break;
    default:
      rule->minute_of_day = (guint)between (random, 0, DAY_MIN);
    }
  time = fascia_minute_of_day_to_string (rule->minute_of_day);
  tell (self, "%s is %s, days %02x, %s, slack %u%s%s", rule->uuid, fascia_rule_kind_to_string (rule->kind), rule->weekdays, time, rule->slack,
        rule->even_if_met ? ", even if met" : "", rule->enabled ? "" : ", off");
}

static void
add_rule (Life *self)
{
  FasciaRule *rule = fascia_rule_new ();

  rule->uuid = g_strdup_printf ("rule-%u", self->n_rules_made++);
  g_ptr_array_add (self->rules, rule);
  shape_rule (self, rule);
}

static void
change_rules (Life *self)
{
  Random *random = &self->streams[RULES];
  guint index = self->rules->len > 0 ? (guint)between (random, 0, self->rules->len) : 0;

  if (self->rules->len == 0 || (self->rules->len < 6 && chance (random, 0.35)))
    add_rule (self);
  else if (chance (random, 0.3))
    {
      tell (self, "a rule is removed");
      g_ptr_array_remove_index (self->rules, index);
    }
  else
    shape_rule (self, g_ptr_array_index (self->rules, index));
  happened (self);
}

static void
set_goal (Life *self)
{
  FasciaGoal goal = { fascia_goal_applies_from (today (self), self->first_use), (guint)between (&self->streams[GOALS], FASCIA_MIN_GOAL, FASCIA_MAX_GOAL + 1) };

  while (self->goals->len > 0 && g_array_index (self->goals, FasciaGoal, self->goals->len - 1).from.julian >= goal.from.julian)
    g_array_set_size (self->goals, self->goals->len - 1);
  g_array_append_val (self->goals, goal);
  tell (self, "the goal is %u", goal.per_week);
  happened (self);
}

static void
add_pause (Life *self, FasciaDay from, FasciaDay until, FasciaPauseReason reason)
{
  FasciaPause *pause = fascia_pause_new ();
  g_autofree char *first = fascia_day_to_string (from);
  g_autofree char *last = fascia_day_is_valid (until) ? fascia_day_to_string (until) : NULL;

  pause->uuid = g_strdup ("pause");
  pause->from = from;
  pause->until = until;
  pause->reason = reason;
  pause->created_us = wall (self);
  g_ptr_array_add (self->pauses, pause);
  tell (self, "%s from %s to %s", fascia_pause_reason_to_string (reason), first, last != NULL ? last : "resumed");
  happened (self);
}

static gboolean
pause_is_open (const FasciaPause *pause, FasciaDay day)
{
  return pause->ended_us == 0 && pause->from.julian <= day.julian && (!fascia_day_is_valid (pause->until) || day.julian <= pause->until.julian);
}

static void
change_pauses (Life *self)
{
  Random *random = &self->streams[PAUSES];
  FasciaDay day = today (self);
  gboolean open = FALSE;

  for (guint i = 0; i < self->pauses->len; i++)
    open = open || pause_is_open (g_ptr_array_index (self->pauses, i), day);

  if (open && chance (random, 0.9))
    {
      tell (self, "resumed");
      for (guint i = 0; i < self->pauses->len; i++)
        {
          FasciaPause *pause = g_ptr_array_index (self->pauses, i);

          if (pause_is_open (pause, day))
            {
              pause->ended_us = wall (self);
              pause->ended_day = day;
            }
        }
      happened (self);
    }
  else if (self->pauses->len > 0 && chance (random, 0.1))
    {
      tell (self, "a pause is taken back");
      g_ptr_array_remove_index (self->pauses, (guint)between (random, 0, self->pauses->len));
      happened (self);
    }
  else
    {
      FasciaDay from = chance (random, 0.6) ? day : fascia_day_add (day, (int)between (random, 1, 8));
      FasciaDay until = chance (random, 0.3) ? FASCIA_DAY_NONE : fascia_day_add (from, (int)between (random, 0, 20));

      add_pause (self, from, until, (FasciaPauseReason)between (random, FASCIA_PAUSE_VACATION, FASCIA_PAUSE_SKIP));
      /* Nobody stays away for ever. */
      self->next_us[PAUSES] = self->real_us + between (random, 3600, 25 * 86400) * G_TIME_SPAN_SECOND;
    }
}

static void
change_quiet_hours (Life *self)
{
  Random *random = &self->streams[QUIET];

  self->settings.quiet = chance (random, 0.75);
  self->settings.quiet_drop = chance (random, 0.3);
  if (chance (random, 0.5))
    {
      self->settings.quiet_from = 22 * 60;
      self->settings.quiet_until = 7 * 60;
    }
  else
    {
      self->settings.quiet_from = (guint)between (random, 0, DAY_MIN);
      self->settings.quiet_until = (self->settings.quiet_from + (guint)between (random, 1, chance (random, 0.1) ? DAY_MIN : 700)) % DAY_MIN;
    }
  tell (self, "quiet hours %s %02u:%02u-%02u:%02u%s", self->settings.quiet ? "on" : "off", self->settings.quiet_from / 60, self->settings.quiet_from % 60,
        self->settings.quiet_until / 60, self->settings.quiet_until % 60, self->settings.quiet_drop ? ", dropping" : "");
  happened (self);
}

static void
change_settings (Life *self)
{
  static const guint graces[] = { 0, 15, 60, 180, 180, 180, 360, 1440 };
  static const guint rests[] = { 0, 60, 240, 240, 240, 600, 1440 };
  Random *random = &self->streams[SETTINGS];
  gboolean on = chance (random, 0.85);

  self->settings.grace_min = graces[between (random, 0, G_N_ELEMENTS (graces))];
  self->settings.recent_min = rests[between (random, 0, G_N_ELEMENTS (rests))];
  if (on && !self->settings.on)
    self->settings.on_since_us = wall (self);
  self->settings.on = on;
  /* Nobody switches reminders off for long, or there would be nothing to see. */
  if (!on)
    self->next_us[SETTINGS] = self->real_us + between (random, 60, 5 * 86400) * G_TIME_SPAN_SECOND;
  tell (self, "reminders %s, grace %u, rest %u", on ? "on" : "off", self->settings.grace_min, self->settings.recent_min);
  happened (self);
}

static void
snooze (Life *self, Random *random, const char *rule)
{
  static const gint64 lengths[] = { 15, 60, 60, 0 };
  gint64 length_min = lengths[between (random, 0, G_N_ELEMENTS (lengths))];
  gint64 until_us;

  if (length_min > 0)
    until_us = wall (self) + length_min * MINUTE_US;
  else if (!fascia_instant_at_local (today (self), 19 * 60, zone_of (self), &until_us) || until_us < wall (self) + 60 * MINUTE_US)
    return;
  self->state->snoozed_until_us = until_us;
  if (rule != self->state->snoozed_rule)
    {
      g_free (self->state->snoozed_rule);
      self->state->snoozed_rule = g_strdup (rule);
    }
  tell (self, "snoozed %s by %d min", rule != NULL ? rule : "-", (int)((until_us - wall (self)) / MINUTE_US));
  happened (self);
}

static void
nudge (Life *self)
{
  Random *random = &self->streams[NUDGES];

  self->state->nudge_us = wall (self) + between (random, 5, chance (random, 0.8) ? 180 : DAY_MIN) * MINUTE_US;
  tell (self, "trained; nudge in %d min", (int)((self->state->nudge_us - wall (self)) / MINUTE_US));
  happened (self);
}

static void
forget_shown (Life *self)
{
  g_clear_pointer (&self->shown, fascia_reminder_free);
}

static void
fall_asleep (Life *self)
{
  Random *random = &self->streams[SLEEP];
  gint64 length_s;

  if (chance (random, 0.04))
    length_s = between (random, 86400, 21 * 86400);
  else
    length_s = between (random, 30, chance (random, 0.5) ? 4 * 3600 : 16 * 3600);
  self->awake_at_us = self->real_us + length_s * G_TIME_SPAN_SECOND;
  if (chance (random, 0.4))
    {
      tell (self, "switched off for %d min", (int)(length_s / 60));
      forget_shown (self);
    }
  else
    tell (self, "asleep for %d min", (int)(length_s / 60));
  /* A session that ran gives no sign of life any more. */
  self->session_end_us = 0;
  self->log.running = FALSE;
  happened (self);
}

static void
set_clock (Life *self)
{
  Random *random = &self->streams[CLOCK];

  if (self->skew_us != 0 && chance (random, 0.7))
    self->skew_us = 0;
  else if (chance (random, 0.2))
    self->skew_us = between (random, -3000, 4000) * G_TIME_SPAN_DAY;
  else if (chance (random, 0.5))
    self->skew_us += between (random, -3 * 3600, 3 * 3600) * G_TIME_SPAN_SECOND;
  else
    self->skew_us += between (random, -2 * 86400, 2 * 86400) * G_TIME_SPAN_SECOND;
  /* Somebody notices. */
  if (self->skew_us != 0)
    self->next_us[CLOCK] = self->real_us + between (random, 60, 5 * 86400) * G_TIME_SPAN_SECOND;
  tell (self, "the clock is wrong by %d s", (int)(self->skew_us / G_TIME_SPAN_SECOND));
  happened (self);
}

static void
travel (Life *self)
{
  self->zone = (guint)between (&self->streams[ZONE], 0, N_ZONES);
  tell (self, "in %s", calendars[self->epoch][self->zone].name);
  happened (self);
}

static void
happen (Life *self, Happening happening)
{
  Random *random = &self->streams[happening];

  /* Set before, for some shorten it. */
  self->next_us[happening] = self->real_us + 1 + (gint64)((double)(random_next (random) >> 11) * 0x1p-53 * 2 * mean_days[happening] * (double)G_TIME_SPAN_DAY);
  switch (happening)
    {
    case SESSIONS:
      start_session (self);
      break;
    case BY_HAND:
      log_by_hand (self);
      break;
    case RULES:
      change_rules (self);
      break;
    case GOALS:
      set_goal (self);
      break;
    case PAUSES:
      change_pauses (self);
      break;
    case QUIET:
      change_quiet_hours (self);
      break;
    case SETTINGS:
      change_settings (self);
      break;
    case SNOOZES:
      {
        const FasciaRule *rule = self->rules->len > 0 && chance (random, 0.7) ? g_ptr_array_index (self->rules, (guint)between (random, 0, self->rules->len)) : NULL;

        snooze (self, random, rule != NULL ? rule->uuid : NULL);
        break;
      }
    case NUDGES:
      nudge (self);
      break;
    case SLEEP:
      fall_asleep (self);
      break;
    case CRASHES:
      tell (self, "the service is killed and started again");
      forget_shown (self);
      happened (self);
      break;
    case CLOCK:
      set_clock (self);
      break;
    case ZONE:
      travel (self);
      break;
    case BUTTONS:
    case N_HAPPENINGS:
    default:
      break;
    }
}

/* --- What the specification says --------------------------------------------------- */

/* The minute of the calendar that @at_us lies in; -1 for a clock that is years wrong. */
static int
minute_of (const Life *self, gint64 at_us)
{
  gint64 us = at_us - starts_us[self->epoch];

  if (us < 8 * DAY_MIN * MINUTE_US || us >= (gint64)(SPAN_MIN - 8 * DAY_MIN) * MINUTE_US)
    return -1;
  return (int)(us / MINUTE_US);
}

static int
reading_of (const Life *self, gint64 at_us)
{
  return calendars[self->epoch][self->zone].reading[minute_of (self, at_us)];
}

static int
day_index (const Life *self, FasciaDay day)
{
  return (int)day.julian - (int)first_days[self->epoch].julian;
}

static FasciaDay
shown_day (const Life *self, gint64 at_us)
{
  return fascia_day_add (first_days[self->epoch], reading_of (self, at_us) / DAY_MIN);
}

static gboolean
clocks_are_quiet (const Life *self, gint64 at_us)
{
  guint minute = (guint)reading_of (self, at_us) % DAY_MIN;
  guint from = self->settings.quiet_from;
  guint until = self->settings.quiet_until;

  if (!self->settings.quiet)
    return FALSE;
  /* Counted from when quiet hours begin. */
  return (minute + DAY_MIN - from) % DAY_MIN < (until + DAY_MIN - from) % DAY_MIN;
}

static gint64
end_of_quiet (const Life *self, gint64 at_us)
{
  gint64 end_us = starts_us[self->epoch] + (gint64)minute_of (self, at_us) * MINUTE_US;

  /* Clocks that go back to before quiet hours began do not end them. */
  while (minute_of (self, end_us) >= 0 && (clocks_are_quiet (self, end_us) || reading_of (self, end_us) < reading_of (self, at_us)))
    end_us += MINUTE_US;
  return end_us;
}

static gboolean
day_is_paused (const Life *self, FasciaDay day)
{
  for (guint i = 0; i < self->pauses->len; i++)
    {
      const FasciaPause *pause = g_ptr_array_index (self->pauses, i);

      if (day.julian < pause->from.julian)
        continue;
      if (pause->until.julian != 0 && day.julian > pause->until.julian)
        continue;
      if (pause->ended_us != 0 && day.julian >= pause->ended_day.julian)
        continue;
      return TRUE;
    }
  return FALSE;
}

static gboolean
day_is_counted (const Life *self, FasciaDay day)
{
  for (guint i = 0; i < self->counted_days->len; i++)
    {
      if (g_array_index (self->counted_days, FasciaDay, i).julian == day.julian)
        return TRUE;
    }
  return FALSE;
}

static FasciaDay
monday_of (FasciaDay day)
{
  while ((day.julian - 1) % 7 != 0)
    day.julian--;
  return day;
}

static guint
days_done (const Life *self, FasciaDay monday)
{
  guint done = 0;

  for (guint i = 0; i < self->counted_days->len; i++)
    {
      FasciaDay day = g_array_index (self->counted_days, FasciaDay, i);

      done += day.julian >= monday.julian && day.julian < monday.julian + 7;
    }
  return done;
}

/* min (goal, unpaused days), pro-rated in a first part-week. */
static guint
goal_of (const Life *self, FasciaDay monday)
{
  guint goal = FASCIA_DEFAULT_GOAL;
  guint n_days = 7;
  guint n_unpaused = 0;

  for (guint i = 0; i < self->goals->len; i++)
    {
      const FasciaGoal *set = &g_array_index (self->goals, FasciaGoal, i);

      if (set->from.julian < monday.julian + 7)
        goal = set->per_week;
    }
  if (self->first_use.julian > monday.julian && self->first_use.julian < monday.julian + 7)
    {
      n_days = monday.julian + 7 - self->first_use.julian;
      goal = goal * n_days / 7;
      if (goal == 0)
        goal = 1;
    }
  for (guint i = 7 - n_days; i < 7; i++)
    n_unpaused += !day_is_paused (self, (FasciaDay){ monday.julian + i });
  return MIN (goal, n_unpaused);
}

/* Unpaused days to Sunday; today only if nothing was counted today. */
static guint
days_left (const Life *self, FasciaDay day)
{
  const Calendar *calendar = &calendars[self->epoch][self->zone];
  FasciaDay sunday = { monday_of (day).julian + 6 };
  guint n_left = 0;

  for (FasciaDay d = day; d.julian <= sunday.julian; d.julian++)
    {
      if (calendar->instant[day_index (self, d) * DAY_MIN + 720] < 0)
        continue;
      if (d.julian == day.julian && day_is_counted (self, d))
        continue;
      n_left += !day_is_paused (self, d);
    }
  return n_left;
}

/* A slot or request that has come, as the specification sees it. */
typedef struct {
  FasciaReminderKind kind;
  const FasciaRule *rule;
  FasciaDay slot_day;
  gint64 own_us;
  gint64 due_us;
  gboolean dropped;
  gboolean silent;
  gboolean waits;
  FasciaWhy why;
} Reckoned;

static gboolean
pause_holds (const FasciaPause *pause, FasciaDay day, gint64 at_us)
{
  return day.julian >= pause->from.julian && (pause->until.julian == 0 || day.julian <= pause->until.julian) &&
         at_us >= pause->created_us && (pause->ended_us == 0 || at_us < pause->ended_us);
}

static gboolean
reckon_pauses (const Life *self, const Reckoned *item, FasciaDay day, FasciaWhy *why)
{
  gboolean skipped = FALSE, paused = FALSE;

  for (guint i = 0; i < self->pauses->len; i++)
    {
      const FasciaPause *pause = g_ptr_array_index (self->pauses, i);

      if (pause_holds (pause, item->slot_day, item->own_us) || pause_holds (pause, day, item->due_us) ||
          pause_holds (pause, shown_day (self, wall (self)), wall (self)) ||
          /* The end of a pause brings nothing back. */
          (pause->ended_us > item->due_us && pause->ended_us <= wall (self)))
        {
          if (pause->reason == FASCIA_PAUSE_SKIP)
            skipped = TRUE;
          else
            {
              paused = TRUE;
              *why = pause->reason == FASCIA_PAUSE_ILLNESS ? FASCIA_WHY_ILL : FASCIA_WHY_PAUSED;
            }
        }
    }
  if (skipped && !paused)
    *why = FASCIA_WHY_SKIPPED_TODAY;
  return skipped || paused;
}

static void
reckon_day (const Life *self, Reckoned *item, FasciaDay day, FasciaDay pause_day)
{
  gboolean nudged = item->kind == FASCIA_REMINDER_AFTER_TRAINING;
  gboolean always = nudged || (item->rule != NULL && item->rule->kind == FASCIA_RULE_ON_DAYS && item->rule->even_if_met);
  guint done = days_done (self, monday_of (day));
  guint goal = goal_of (self, monday_of (day));
  guint n_left = days_left (self, day);

  item->silent = TRUE;
  if (item->kind == FASCIA_REMINDER_SNOOZE && self->state->snoozed_rule != NULL && (item->rule == NULL || !item->rule->enabled))
    item->why = FASCIA_WHY_DISABLED;
  else if (reckon_pauses (self, item, pause_day, &item->why))
    item->silent = TRUE;
  else if (item->dropped)
    item->why = FASCIA_WHY_QUIET;
  else if (done >= goal && !always)
    item->why = FASCIA_WHY_GOAL_MET;
  else if (day_is_counted (self, day) && !always)
    item->why = FASCIA_WHY_DONE_TODAY;
  else if (self->log.running)
    item->why = FASCIA_WHY_RUNNING;
  else if (!nudged && self->log.last_ended_us != 0 && self->log.last_ended_us <= wall (self) &&
           self->log.last_ended_us > item->due_us - self->settings.recent_min * MINUTE_US)
    item->why = FASCIA_WHY_RECENT;
  else if (item->rule != NULL && item->rule->kind == FASCIA_RULE_WHEN_NEEDED && goal - done > n_left)
    item->why = FASCIA_WHY_OUT_OF_REACH;
  else if (item->rule != NULL && item->rule->kind == FASCIA_RULE_WHEN_NEEDED && n_left > goal - done + item->rule->slack)
    item->why = FASCIA_WHY_ON_PACE;
  else
    item->silent = FALSE;
}

static gint64
grace_us (const Life *self)
{
  return MAX (self->settings.grace_min, 1) * MINUTE_US;
}

/* Completes what came at own_us; %FALSE when it has not come or is over. */
static gboolean
reckon (const Life *self, Reckoned *item)
{
  gint64 now_us = wall (self);
  FasciaDay day = item->slot_day;

  item->due_us = item->own_us;
  if (item->own_us > now_us || minute_of (self, item->own_us) < 0)
    return FALSE;
  if (clocks_are_quiet (self, item->own_us))
    {
      item->dropped = self->settings.quiet_drop;
      if (!item->dropped)
        {
          item->due_us = end_of_quiet (self, item->own_us);
          if (item->due_us > now_us)
            return FALSE;
          day = shown_day (self, item->due_us);
        }
    }
  if (item->kind == FASCIA_REMINDER_RULE ? now_us - item->due_us > grace_us (self) : shown_day (self, now_us).julian > day.julian)
    return FALSE;

  reckon_day (self, item, day, day);
  if (!item->silent && shown_day (self, now_us).julian != day.julian)
    reckon_day (self, item, shown_day (self, now_us), day);
  if (!item->silent && clocks_are_quiet (self, now_us))
    {
      gint64 end_us = end_of_quiet (self, now_us);

      item->waits = item->kind == FASCIA_REMINDER_RULE ? end_us - item->due_us <= grace_us (self) : shown_day (self, end_us).julian <= day.julian;
      item->silent = !item->waits;
      item->why = FASCIA_WHY_MISSED;
    }
  return TRUE;
}

static gboolean
belongs (const Life *self, gint64 own_us, gint64 since_us)
{
  if (since_us > wall (self))
    return own_us > self->state->handled_until_us;
  return own_us >= since_us;
}

/* A slot whose time comes within a minute of what was asked for takes it along; the
 * nearest one does, on the same day. */
static void
reckon_join (const Life *self, gint64 slot_us, gint64 asked_us, gint64 *joined_us)
{
  gint64 due_us = slot_us;

  if (clocks_are_quiet (self, slot_us) && !self->settings.quiet_drop)
    due_us = end_of_quiet (self, slot_us);
  if (ABS (due_us - asked_us) < MINUTE_US && ABS (due_us - asked_us) < ABS (*joined_us - asked_us) &&
      shown_day (self, due_us).julian == shown_day (self, asked_us).julian)
    *joined_us = due_us;
}

/* Everything that came within the grace and that nobody has dealt with. */
static GArray *
reckon_all (const Life *self)
{
  const Calendar *calendar = &calendars[self->epoch][self->zone];
  GArray *all = g_array_new (FALSE, TRUE, sizeof (Reckoned));
  int now_day = reading_of (self, wall (self)) / DAY_MIN;
  gint64 newest_us = G_MININT64;
  gint64 asked_us[] = { self->state->snoozed_until_us, self->state->nudge_us };
  gint64 joined_us[] = { G_MAXINT64, G_MAXINT64 };

  for (int day = now_day - 4; day <= now_day + 1; day++)
    {
      for (guint i = 0; i < self->rules->len; i++)
        {
          const FasciaRule *rule = g_ptr_array_index (self->rules, i);
          Reckoned item = { .kind = FASCIA_REMINDER_RULE, .rule = rule, .slot_day = fascia_day_add (first_days[self->epoch], day) };
          int instant = calendar->instant[day * DAY_MIN + (int)rule->minute_of_day];
          g_autofree char *key = NULL;

          if (!rule->enabled || instant < 0)
            continue;
          if (rule->kind == FASCIA_RULE_ON_DAYS && !(rule->weekdays >> ((item.slot_day.julian - 1) % 7) & 1))
            continue;
          item.own_us = starts_us[self->epoch] + (gint64)instant * MINUTE_US;
          if (!belongs (self, item.own_us, rule->changed_at_us) || !belongs (self, item.own_us, self->settings.on_since_us))
            continue;
          key = fascia_slot_key (rule->uuid, item.slot_day, rule->minute_of_day);
          if (g_hash_table_contains (self->state->claimed, key))
            continue;
          for (guint r = 0; r < G_N_ELEMENTS (asked_us); r++)
            {
              if (asked_us[r] != 0 && minute_of (self, asked_us[r]) >= 0 && !clocks_are_quiet (self, asked_us[r]))
                reckon_join (self, item.own_us, asked_us[r], &joined_us[r]);
            }
          if (reckon (self, &item))
            g_array_append_val (all, item);
        }
    }
  for (FasciaReminderKind kind = FASCIA_REMINDER_SNOOZE; kind <= FASCIA_REMINDER_AFTER_TRAINING; kind++)
    {
      Reckoned item = { .kind = kind };

      item.own_us = asked_us[kind - FASCIA_REMINDER_SNOOZE];
      if (item.own_us == 0 || minute_of (self, item.own_us) < 0)
        continue;
      if (joined_us[kind - FASCIA_REMINDER_SNOOZE] != G_MAXINT64)
        item.own_us = joined_us[kind - FASCIA_REMINDER_SNOOZE];
      item.slot_day = shown_day (self, item.own_us);
      if (kind == FASCIA_REMINDER_SNOOZE)
        item.rule = find_rule (self, self->state->snoozed_rule);
      if (reckon (self, &item))
        g_array_append_val (all, item);
    }

  /* At most one, the newest; what comes with it is one with it. */
  for (guint i = 0; i < all->len; i++)
    {
      const Reckoned *item = &g_array_index (all, Reckoned, i);

      if (!item->silent && !item->waits)
        newest_us = MAX (newest_us, item->due_us);
    }
  for (guint i = 0; i < all->len; i++)
    {
      Reckoned *item = &g_array_index (all, Reckoned, i);

      if (!item->silent && !item->waits && item->due_us < newest_us)
        {
          item->silent = TRUE;
          item->why = FASCIA_WHY_MISSED;
        }
    }
  return all;
}

static gboolean
is_same (const Reckoned *item, const FasciaReminder *reminder)
{
  if (!fascia_day_is_valid (reminder->slot_day))
    return item->kind == reminder->kind;
  return item->kind == FASCIA_REMINDER_RULE && g_strcmp0 (item->rule->uuid, reminder->rule) == 0 &&
         item->slot_day.julian == reminder->slot_day.julian && item->rule->minute_of_day == reminder->slot_minute;
}

/* The decision is what the specification says, for all that is not over. */
static void
compare_with_reckoning (Life *self, const GPtrArray *passed)
{
  g_autoptr (GArray) all = reckon_all (self);
  guint n_met = 0;

  self->tally->reckoned++;
  for (guint i = 0; i < all->len; i++)
    {
      const Reckoned *item = &g_array_index (all, Reckoned, i);
      const FasciaReminder *found = NULL;

      for (guint r = 0; r < passed->len; r++)
        {
          if (is_same (item, g_ptr_array_index (passed, r)))
            found = g_ptr_array_index (passed, r);
        }
      if (item->waits)
        {
          self->tally->waited++;
          if (found != NULL)
            fail (self, "does not wait for the end of quiet hours", found);
          continue;
        }
      if (found == NULL)
        {
          g_autofree char *own = format_instant (self, item->own_us);
          g_autofree char *what = g_strdup_printf ("lost within its grace, %s %s", item->rule != NULL ? item->rule->uuid : "request", own);

          fail (self, what, NULL);
          return;
        }
      n_met++;
      if (found->at_us != item->due_us)
        fail (self, "comes at another time", found);
      if (found->silent != item->silent)
        fail (self, item->silent ? "should be silent" : "should be shown", found);
      if (found->silent && found->why != item->why)
        fail (self, fascia_why_to_string (item->why), found);
      self->tally->reckoned_due += !item->silent;
    }
  for (guint r = 0; r < passed->len; r++)
    {
      const FasciaReminder *reminder = g_ptr_array_index (passed, r);

      if (!reminder->silent && n_met == 0)
        fail (self, "shown though nothing has come", reminder);
    }
}

/* What must hold of each that is shown, whatever led to it. */
static void
check_shown (Life *self, const FasciaReminder *reminder)
{
  gint64 now_us = wall (self);
  const FasciaRule *rule = find_rule (self, reminder->rule);
  gboolean nudged = reminder->kind == FASCIA_REMINDER_AFTER_TRAINING;
  gboolean always = nudged || (rule != NULL && rule->kind == FASCIA_RULE_ON_DAYS && rule->even_if_met);
  gboolean is_slot = fascia_day_is_valid (reminder->slot_day);

  if (!self->settings.on)
    fail (self, "shown though reminders are off", reminder);
  if (reminder->at_us > now_us)
    fail (self, "shown too early", reminder);
  if (is_slot && now_us - reminder->at_us > grace_us (self))
    fail (self, "shown beyond the grace", reminder);
  if ((reminder->kind == FASCIA_REMINDER_CATCH_UP) != (is_slot && now_us - reminder->at_us > MINUTE_US))
    fail (self, "wrongly caught up", reminder);
  if (self->log.running)
    fail (self, "shown into a session", reminder);
  if (!nudged && self->log.last_ended_us != 0 && self->log.last_ended_us <= now_us &&
      now_us - self->log.last_ended_us < self->settings.recent_min * MINUTE_US)
    fail (self, "shown right after a session", reminder);
  if (is_slot)
    {
      char *key = fascia_slot_key (reminder->rule, reminder->slot_day, reminder->slot_minute);

      if (rule == NULL || !rule->enabled)
        fail (self, "shown without a rule", reminder);
      /* Whatever clock and zone do. */
      if (!g_hash_table_add (self->ever_shown, key))
        fail (self, "shown twice", reminder);
    }
  if (minute_of (self, now_us) < 0)
    return;
  /* Time passed, and nothing else: it was to come at its time. */
  if (!self->jumped && is_slot && now_us - reminder->at_us > 2 * G_TIME_SPAN_SECOND &&
      !clocks_are_quiet (self, now_us - 2 * MINUTE_US))
    fail (self, "comes late though nothing held it up", reminder);

  if (clocks_are_quiet (self, now_us))
    fail (self, "shown in quiet hours", reminder);
  if (!always && days_done (self, monday_of (shown_day (self, now_us))) >= goal_of (self, monday_of (shown_day (self, now_us))))
    fail (self, "shown though the goal is met", reminder);
  if (!always && day_is_counted (self, shown_day (self, now_us)))
    fail (self, "shown though today is done", reminder);
  for (guint i = 0; i < self->pauses->len; i++)
    {
      if (pause_holds (g_ptr_array_index (self->pauses, i), shown_day (self, now_us), now_us))
        fail (self, "shown in a pause", reminder);
    }
}

/* --- The service ------------------------------------------------------------------- */

static gboolean
claim (Life *self, const FasciaReminder *reminder)
{
  FasciaReminderState *state = self->state;

  switch (reminder->kind)
    {
    case FASCIA_REMINDER_SNOOZE:
      if (state->snoozed_until_us == 0 || state->snoozed_until_us >= reminder->at_us + MINUTE_US)
        return FALSE;
      state->snoozed_until_us = 0;
      g_clear_pointer (&state->snoozed_rule, g_free);
      break;
    case FASCIA_REMINDER_AFTER_TRAINING:
      if (state->nudge_us == 0 || state->nudge_us >= reminder->at_us + MINUTE_US)
        return FALSE;
      state->nudge_us = 0;
      break;
    case FASCIA_REMINDER_RULE:
    case FASCIA_REMINDER_CATCH_UP:
    default:
      if (!g_hash_table_add (state->claimed, fascia_slot_key (reminder->rule, reminder->slot_day, reminder->slot_minute)))
        return FALSE;
      if (!g_hash_table_add (self->ever_judged, fascia_slot_key (reminder->rule, reminder->slot_day, reminder->slot_minute)))
        fail (self, "has two verdicts", reminder);
    }
  state->handled_until_us = MAX (state->handled_until_us, reminder->at_us);
  return TRUE;
}

static void
press_a_button (Life *self)
{
  Random *random = &self->streams[BUTTONS];
  g_autoptr (FasciaReminder) reminder = NULL;

  if (!(self->happens & (1u << BUTTONS)) || chance (random, 0.4))
    return;
  reminder = g_steal_pointer (&self->shown);
  switch (between (random, 0, 4))
    {
    case 0:
      start_session (self);
      break;
    case 1:
      snooze (self, random, reminder->rule);
      break;
    case 2:
      add_pause (self, today (self), today (self), FASCIA_PAUSE_SKIP);
      break;
    default:
      tell (self, "dismissed");
    }
}

/* What time alone brings must have been foretold. */
static void
compare_with_foretold (Life *self, const FasciaReminder *reminder)
{
  g_autoptr (FasciaReminder) expected = NULL;

  if (self->foretold->len == 0 || reminder->joined)
    return;
  expected = g_ptr_array_steal_index (self->foretold, 0);
  if (expected->silent != reminder->silent || expected->kind != reminder->kind || expected->why != reminder->why ||
      g_strcmp0 (expected->rule, reminder->rule) != 0 || expected->slot_day.julian != reminder->slot_day.julian ||
      expected->done != reminder->done || expected->goal != reminder->goal || expected->days_left != reminder->days_left)
    {
      g_autofree char *description = describe (self, expected);
      g_autofree char *what = g_strdup_printf ("foretold was %s, but", description);

      fail (self, what, reminder);
    }
  /* It came when it was told: a minute covers what the service sleeps too long. */
  if (ABS (wall (self) - expected->at_us) > MINUTE_US)
    fail (self, "foretold for another time", expected);
  if (reminder->silent)
    self->tally->foretold_silent++;
  else
    self->tally->foretold++;
}

static void
foretell (Life *self)
{
  FasciaScheduleInput input = input_of (self);
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (GPtrArray) silent = NULL;

  fascia_schedule_forecast (&input, wall (self), 3, &next, &silent);
  if (next->len < 3)
    return;
  /* Both in order of time; at one instant in that of the slots, which nobody here knows:
   * only the shown one has to be found among them. */
  for (guint n = 0, s = 0; n < next->len || s < silent->len;)
    {
      const FasciaReminder *shown = n < next->len ? g_ptr_array_index (next, n) : NULL;
      const FasciaReminder *kept = s < silent->len ? g_ptr_array_index (silent, s) : NULL;

      if (shown != NULL && kept != NULL && shown->at_us == kept->at_us)
        {
          g_ptr_array_set_size (self->foretold, 0);
          return;
        }
      if (kept == NULL || (shown != NULL && shown->at_us < kept->at_us))
        n++, g_ptr_array_add (self->foretold, fascia_reminder_copy (shown));
      else
        s++, g_ptr_array_add (self->foretold, fascia_reminder_copy (kept));
    }
}

/* What the service does whenever it wakes or something changes. */
static void
decide (Life *self)
{
  FasciaScheduleInput input;
  g_autoptr (GPtrArray) passed = NULL;
  gint64 now_us = wall (self);
  const FasciaReminder *shown = NULL;
  gint64 before_us = G_MININT64;

  self->tally->decisions++;
  load_last_end (self);
  input = input_of (self);
  self->state->handled_until_us = fascia_schedule_get_handled_until (&input, now_us);
  if (self->shown != NULL && fascia_schedule_is_outdated (&input, self->shown, self->shown_at_us, now_us))
    {
      tell (self, "withdrawn");
      self->tally->withdrawn++;
      self->tally->outdated_days += !self->jumped;
      forget_shown (self);
    }

  passed = fascia_schedule_passed (&input, now_us);
  if (self->settings.on && minute_of (self, now_us) >= 0 && chance (&self->own, passed->len > 0 ? 0.3 : 0.05))
    compare_with_reckoning (self, passed);

  for (guint i = 0; i < passed->len; i++)
    {
      const FasciaReminder *reminder = g_ptr_array_index (passed, i);

      if (self->story != NULL)
        {
          g_autofree char *description = describe (self, reminder);

          tell (self, "  %s", description);
        }
      self->tally->whys[reminder->why]++;
      if (reminder->at_us < before_us)
        fail (self, "out of order", reminder);
      before_us = reminder->at_us;
      if (!self->jumped)
        compare_with_foretold (self, reminder);
      if (!claim (self, reminder))
        fail (self, "claimed before", reminder);
      if (reminder->silent)
        continue;

      check_shown (self, reminder);
      self->tally->kinds[reminder->kind]++;
      self->tally->moved += reminder->moved;
      if (reminder->joined)
        {
          self->tally->joined++;
          if (shown == NULL || shown->at_us != reminder->at_us)
            fail (self, "joined to nothing", reminder);
          continue;
        }
      if (shown != NULL)
        fail (self, "second at once", reminder);
      shown = reminder;
    }

  if (shown != NULL)
    {
      self->tally->shown++;
      forget_shown (self);
      if ((self->happens & (1u << CRASHES)) && chance (&self->streams[CRASHES], 0.02))
        {
          tell (self, "killed between the claim and the notification");
          self->tally->lost_in_a_crash++;
        }
      else
        {
          self->shown = fascia_reminder_copy (shown);
          self->shown_at_us = now_us;
        }
    }

  self->jumped = FALSE;
  self->decided_us = now_us;
  input = input_of (self);
  if (chance (&self->own, 0.1))
    {
      g_autoptr (GPtrArray) again = fascia_schedule_passed (&input, now_us);

      if (again->len > 0)
        fail (self, "not dealt with once and for all", g_ptr_array_index (again, 0));
    }
  if (self->foretold->len == 0 && !self->log.running && self->settings.on && chance (&self->own, 0.05))
    foretell (self);
  if (self->shown != NULL)
    press_a_button (self);
  input = input_of (self);
  self->wake_us = fascia_schedule_next_moment (&input, self->shown != NULL, now_us);
  if (self->shown == NULL && chance (&self->own, 0.02))
    {
      g_autoptr (GPtrArray) next = NULL;
      g_autoptr (GPtrArray) silent = NULL;
      gint64 first_us = G_MAXINT64;

      fascia_schedule_forecast (&input, now_us, 1, &next, &silent);
      if (next->len > 0)
        first_us = ((const FasciaReminder *)g_ptr_array_index (next, 0))->at_us;
      if (silent->len > 0)
        first_us = MIN (first_us, ((const FasciaReminder *)g_ptr_array_index (silent, 0))->at_us);
      if (first_us != G_MAXINT64 && first_us != self->wake_us)
        {
          g_autofree char *wake = format_instant (self, self->wake_us);
          g_autofree char *first = format_instant (self, first_us);
          g_autofree char *what = g_strdup_printf ("wants to wake at %s, but foretells %s", wake, first);

          fail (self, what, NULL);
        }
    }
  if (self->wake_us <= now_us)
    fail (self, "wants to wake in the past", NULL);
}

/* --- Living ------------------------------------------------------------------------ */

static void
life_begin (Life *self, guint64 seed, guint happens, Tally *tally)
{
  Random root = { seed };
  guint n_rules;

  *self = (Life){ .seed = seed, .happens = happens, .tally = tally };
  self->own.state = random_next (&root);
  for (guint i = 0; i < N_HAPPENINGS; i++)
    self->streams[i].state = random_next (&root);
  self->epoch = chance (&self->own, 0.15) ? 0 : 1;
  self->zone = chance (&self->own, 0.5) ? 0 : (guint)between (&self->own, 0, N_ZONES);
  self->real_us = starts_us[self->epoch] + 40 * G_TIME_SPAN_DAY + between (&self->own, 0, 7 * 86400) * G_TIME_SPAN_SECOND;

  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_rule_free);
  self->goals = g_array_new (FALSE, FALSE, sizeof (FasciaGoal));
  self->pauses = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_pause_free);
  self->counted_days = g_array_new (FALSE, FALSE, sizeof (FasciaDay));
  self->ends = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->settings = FASCIA_REMINDER_SETTINGS_DEFAULT;
  self->settings.on = TRUE;
  self->settings.on_since_us = wall (self);
  self->state = fascia_reminder_state_new ();
  self->ever_shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ever_judged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->foretold = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_reminder_free);
  self->first_use = today (self);
  if (chance (&self->own, 0.5))
    self->first_use = fascia_day_add (self->first_use, -30);

  for (guint i = 0; i < N_HAPPENINGS; i++)
    {
      double mean = mean_days[i] * (double)G_TIME_SPAN_DAY;

      self->next_us[i] = happens & (1u << i) ? self->real_us + (gint64)between (&self->streams[i], 0, (gint64)mean) : G_MAXINT64;
    }
  n_rules = (guint)between (&self->own, 0, 5);
  for (guint i = 0; i < n_rules; i++)
    add_rule (self);
}

static void
life_end (Life *self)
{
  forget_shown (self);
  g_ptr_array_unref (self->rules);
  g_array_unref (self->goals);
  g_ptr_array_unref (self->pauses);
  g_array_unref (self->counted_days);
  g_array_unref (self->ends);
  fascia_reminder_state_free (self->state);
  g_hash_table_unref (self->ever_shown);
  g_hash_table_unref (self->ever_judged);
  g_ptr_array_unref (self->foretold);
  g_free (self->failure);
}

static gint64
next_happening (const Life *self, Happening *happening)
{
  gint64 next_us = G_MAXINT64;

  for (guint i = 0; i < N_HAPPENINGS; i++)
    {
      if (self->next_us[i] < next_us)
        {
          next_us = self->next_us[i];
          *happening = i;
        }
    }
  return next_us;
}

static void
life_live (Life *self)
{
  gint64 end_us = self->real_us + YEAR_DAYS * G_TIME_SPAN_DAY;

  decide (self);
  while (self->real_us < end_us && self->failure == NULL)
    {
      Happening happening = N_HAPPENINGS;
      gint64 happens_us = next_happening (self, &happening);
      gint64 wake_us = self->wake_us == G_MAXINT64 ? end_us : self->wake_us - self->skew_us;
      gint64 next_us;

      if (self->awake_at_us != 0)
        {
          /* While nobody is there nothing is done; it is done later. */
          self->real_us = self->awake_at_us;
          self->awake_at_us = 0;
          for (guint i = 0; i < N_HAPPENINGS; i++)
            {
              if (self->next_us[i] < self->real_us)
                self->next_us[i] = self->real_us + between (&self->streams[i], 0, 6 * 3600) * G_TIME_SPAN_SECOND;
            }
          tell (self, "awake");
          happened (self);
          decide (self);
          continue;
        }

      next_us = MIN (happens_us, wake_us);
      if (self->session_end_us != 0)
        next_us = MIN (next_us, self->session_end_us);
      if (next_us >= end_us)
        break;
      /* Timers are late by a little. */
      self->real_us = next_us == wake_us ? MAX (self->real_us, next_us) + between (&self->own, 0, 800) * G_TIME_SPAN_MILLISECOND : next_us;
      if (self->session_end_us != 0 && self->session_end_us <= self->real_us)
        end_session (self);
      else if (happens_us <= self->real_us)
        happen (self, happening);
      if (self->awake_at_us == 0)
        decide (self);
    }
  self->tally->lives++;
}

static char *
live (guint64 seed, guint happens, Tally *tally, GString *story)
{
  Tally nobody = { 0 };
  Life life;
  char *failure;

  life_begin (&life, seed, happens, tally != NULL ? tally : &nobody);
  life.story = story;
  life_live (&life);
  failure = g_steal_pointer (&life.failure);
  life_end (&life);
  return failure;
}

/* Leaves out what a failure does not need, then tells the end of that life. */
static void
report (guint64 seed, guint happens)
{
  g_autoptr (GString) story = g_string_new (NULL);
  g_autofree char *failure = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_lines;

  for (guint i = 0; i < N_HAPPENINGS; i++)
    {
      g_autofree char *fewer = live (seed, happens & ~(1u << i), NULL, NULL);

      if (fewer != NULL)
        happens &= ~(1u << i);
    }
  for (guint i = 0; i < N_HAPPENINGS; i++)
    {
      if (happens & (1u << i))
        g_string_append_printf (names, " %s", happening_names[i]);
    }
  failure = live (seed, happens, NULL, story);
  lines = g_strsplit (story->str, "\n", -1);
  n_lines = g_strv_length (lines);
  for (guint i = n_lines > 40 ? n_lines - 40 : 0; i < n_lines; i++)
    g_printerr ("%s\n", lines[i]);
  g_printerr ("FASCIA_SIMULATION=%" G_GUINT64_FORMAT ":%u (%s ): %s\n", seed, happens, names->str, failure);
}

/* The same in every run, so that a run that fails fails again, and some that nobody has
 * lived before. None is left out, however long it takes. */
#define FIRST_SEED 1
#define LIVES 2000
#define NEW_LIVES 20
#define N_WORKERS 2

/* Every second life, or every nth: nothing is shared but the calendars. */
typedef struct {
  guint64 new_seed;
  guint first;
  Tally tally;
  guint64 failed_seed; /* 0: none */
} Worker;

static gpointer
worker_thread (gpointer data)
{
  Worker *self = data;

  for (guint i = self->first; i < LIVES + NEW_LIVES && self->failed_seed == 0; i += N_WORKERS)
    {
      guint64 seed = i < LIVES ? FIRST_SEED + i : self->new_seed + i;
      g_autofree char *failure = live (seed, ALL_HAPPENINGS, &self->tally, NULL);

      if (failure != NULL)
        self->failed_seed = seed;
    }
  return NULL;
}

/* A tally is nothing but counts. */
static void
tally_add (Tally *self, const Tally *other)
{
  guint *counts = (guint *)self;
  const guint *others = (const guint *)other;

  for (gsize i = 0; i < sizeof (Tally) / sizeof (guint); i++)
    counts[i] += others[i];
}

static void
test_years_of_random_lives (void)
{
  Tally tally = { 0 };
  Worker workers[N_WORKERS];
  GThread *threads[N_WORKERS];
  guint64 new_seed = 1 + ((guint64)(guint32)g_test_rand_int () << 20);
  const char *again = g_getenv ("FASCIA_SIMULATION");

  calendars_fill ();
  if (again != NULL)
    {
      char *end;
      guint64 seed = g_ascii_strtoull (again, &end, 10);
      guint happens = *end == ':' ? (guint)g_ascii_strtoull (end + 1, NULL, 10) : ALL_HAPPENINGS;
      g_autoptr (GString) story = g_string_new (NULL);
      g_autofree char *failure = live (seed, happens, NULL, story);

      g_printerr ("%s", story->str);
      calendars_clear ();
      g_assert_cmpstr (failure, ==, NULL);
      return;
    }

  g_test_message ("new lives from %" G_GUINT64_FORMAT " on", new_seed + LIVES);
  g_test_timer_start ();
  for (guint i = 0; i < N_WORKERS; i++)
    {
      workers[i] = (Worker){ .new_seed = new_seed, .first = i };
      threads[i] = g_thread_new ("lives", worker_thread, &workers[i]);
    }
  for (guint i = 0; i < N_WORKERS; i++)
    {
      g_thread_join (threads[i]);
      tally_add (&tally, &workers[i].tally);
    }
  g_test_timer_elapsed ();
  for (guint i = 0; i < N_WORKERS; i++)
    {
      if (workers[i].failed_seed != 0)
        {
          report (workers[i].failed_seed, ALL_HAPPENINGS);
          calendars_clear ();
          g_test_fail_printf ("life %" G_GUINT64_FORMAT, workers[i].failed_seed);
          return;
        }
    }
  calendars_clear ();

  g_test_message ("%u lives in %.1f s, %u decisions: %u shown (%u joined, %u moved, %u withdrawn, %u lost in a crash), %u waits; "
                  "foretold %u and %u silent ones; reckoned %u times, %u were due",
                  tally.lives, g_test_timer_last (), tally.decisions, tally.shown, tally.joined, tally.moved, tally.withdrawn,
                  tally.lost_in_a_crash, tally.waited, tally.foretold, tally.foretold_silent, tally.reckoned, tally.reckoned_due);
  g_assert_cmpuint (tally.lives, ==, LIVES + NEW_LIVES);
  /* Nothing is proven by lives in which it never happens. */
  g_assert_cmpuint (tally.shown, >, 20 * tally.lives);
  g_assert_cmpuint (tally.foretold, >, tally.lives);
  g_assert_cmpuint (tally.foretold_silent, >, tally.lives);
  g_assert_cmpuint (tally.reckoned_due, >, 10 * tally.lives);
  g_assert_cmpuint (tally.moved, >, tally.lives);
  g_assert_cmpuint (tally.withdrawn, >, tally.lives);
  g_assert_cmpuint (tally.outdated_days, >, 0);
  g_assert_cmpuint (tally.joined, >, 0);
  g_assert_cmpuint (tally.waited, >, 0);
  g_assert_cmpuint (tally.lost_in_a_crash, >, 0);
  for (FasciaReminderKind kind = FASCIA_REMINDER_RULE; kind <= FASCIA_REMINDER_CATCH_UP; kind++)
    {
      g_test_message ("%s %u times", fascia_reminder_kind_to_string (kind), tally.kinds[kind]);
      g_assert_cmpuint (tally.kinds[kind], >, 0);
    }
  for (FasciaWhy why = FASCIA_WHY_ONE_OF_YOUR_DAYS; why <= FASCIA_WHY_OFF; why++)
    {
      g_test_message ("%s %u times", fascia_why_to_string (why), tally.whys[why]);
      /* Said of no slot at all. */
      if (why != FASCIA_WHY_NO_RULES && why != FASCIA_WHY_OFF)
        g_assert_cmpuint (tally.whys[why], >, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulation/years-of-random-lives", test_years_of_random_lives);
  return g_test_run ();
}
