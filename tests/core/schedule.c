/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/schedule.h"

#include <stdlib.h>
#include <string.h>

#include "fascia/core/types.h"

/* Everything a decision is made from, changed with one call each. */
typedef struct {
  GTimeZone *zone;
  GPtrArray *rules;
  GArray *goals;
  GArray *counted_days;
  GPtrArray *pauses;
  FasciaReminderSettings settings;
  FasciaLogSummary *log;
  FasciaReminderState *state;
} World;

static World *
world_new (const char *zone)
{
  World *self = g_new0 (World, 1);

  self->zone = g_time_zone_new_identifier (zone);
  g_assert_nonnull (self->zone);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_rule_free);
  self->goals = g_array_new (FALSE, FALSE, sizeof (FasciaGoal));
  self->counted_days = g_array_new (FALSE, FALSE, sizeof (FasciaDay));
  self->pauses = g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_pause_free);
  self->settings = FASCIA_REMINDER_SETTINGS_DEFAULT;
  self->settings.on = TRUE;
  self->log = fascia_log_summary_new ();
  self->state = fascia_reminder_state_new ();
  return self;
}

static void
world_free (World *self)
{
  g_time_zone_unref (self->zone);
  g_ptr_array_unref (self->rules);
  g_array_unref (self->goals);
  g_array_unref (self->counted_days);
  g_ptr_array_unref (self->pauses);
  self->log->counted_days = NULL;
  fascia_log_summary_free (self->log);
  fascia_reminder_state_free (self->state);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static const FasciaScheduleInput *
world_input (World *self, FasciaScheduleInput *input)
{
  self->log->counted_days = (FasciaDay *)(gpointer)self->counted_days->data;
  self->log->n_counted_days = self->counted_days->len;
  *input = (FasciaScheduleInput){
    .zone = self->zone,
    .rules = (const FasciaRule *const *)self->rules->pdata,
    .n_rules = self->rules->len,
    .goal = {
      .goals = (const FasciaGoal *)(gpointer)self->goals->data,
      .n_goals = self->goals->len,
      .pauses = (const FasciaPause *const *)self->pauses->pdata,
      .n_pauses = self->pauses->len,
    },
    .settings = &self->settings,
    .log = self->log,
    .state = self->state,
  };
  return input;
}

static gint64
at (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;
  g_auto (FasciaInstant) instant = { 0 };

  fascia_instant_parse (text, utc, &instant, &error);
  g_assert_no_error (error);
  return instant.utc_us;
}

static FasciaDay
day_of (const char *text)
{
  FasciaDay day;

  g_assert_true (fascia_day_from_string (text, &day, NULL));
  return day;
}

/* The rules of a world are called "rule-0", "rule-1" …; the schedule does not
 * look into their names. */
static FasciaRule *
world_add_rule (World *self, const char *days, const char *time)
{
  FasciaRule *rule = fascia_rule_new ();

  rule->uuid = g_strdup_printf ("rule-%u", self->rules->len);
  g_assert_true (fascia_weekdays_from_string (days, &rule->weekdays, NULL));
  g_assert_true (fascia_minute_of_day_from_string (time, &rule->minute_of_day, NULL));
  g_ptr_array_add (self->rules, rule);
  return rule;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return fascia_day_difference (*(const FasciaDay *)a, *(const FasciaDay *)b);
}

static void
world_count_day (World *self, FasciaDay day)
{
  for (guint i = 0; i < self->counted_days->len; i++)
    {
      if (g_array_index (self->counted_days, FasciaDay, i).julian == day.julian)
        return;
    }
  g_array_append_val (self->counted_days, day);
  g_array_sort (self->counted_days, compare_days);
}

static FasciaPause *
world_pause (World *self, const char *from, const char *until, FasciaPauseReason reason)
{
  FasciaPause *pause = fascia_pause_new ();

  pause->from = day_of (from);
  pause->until = day_of (until);
  pause->reason = reason;
  g_ptr_array_add (self->pauses, pause);
  return pause;
}

/* "Not today". */
static void
world_skip (World *self, FasciaDay day)
{
  g_autofree char *text = fascia_day_to_string (day);

  world_pause (self, text, text, FASCIA_PAUSE_SKIP);
}

static char *
describe (const World *self, const FasciaReminder *reminder)
{
  g_autofree char *instant = fascia_instant_format (reminder->at_us, fascia_zone_offset_at (self->zone, reminder->at_us));

  return g_strdup_printf ("%s %s %s%s%s%s", instant,
                          fascia_day_is_valid (reminder->slot_day) ? reminder->rule : fascia_reminder_kind_to_string (reminder->kind),
                          reminder->moved ? "moved " : "",
                          reminder->silent ? "silent " : "",
                          reminder->joined ? "joined " : "",
                          fascia_why_to_string (reminder->why));
}

/* One line for each reminder; @expected ends with NULL. */
static void
assert_reminders (const World *self, GPtrArray *reminders, const char *const *expected)
{
  guint i;

  for (i = 0; i < reminders->len; i++)
    {
      g_autofree char *description = describe (self, g_ptr_array_index (reminders, i));

      g_assert_cmpstr (description, ==, expected[i]);
    }
  g_assert_null (expected[i]);
}
#define EXPECTED(...) ((const char *const[]){ __VA_ARGS__ __VA_OPT__ (, ) NULL })

static void
assert_forecast (World *self, const char *now, guint count, const char *const *next_expected, const char *const *silent_expected)
{
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (GPtrArray) silent = NULL;
  FasciaScheduleInput input;

  fascia_schedule_forecast (world_input (self, &input), at (now), count, &next, &silent);
  assert_reminders (self, next, next_expected);
  if (silent_expected != NULL)
    assert_reminders (self, silent, silent_expected);
}

static void
assert_passed (World *self, const char *now, const char *const *expected)
{
  FasciaScheduleInput input;
  g_autoptr (GPtrArray) passed = fascia_schedule_passed (world_input (self, &input), at (now));

  assert_reminders (self, passed, expected);
}

static void
assert_next_due (World *self, const char *now, const char *expected)
{
  FasciaScheduleInput input;
  g_autoptr (FasciaReminder) reminder = fascia_schedule_next_due (world_input (self, &input), at (now));
  g_autofree char *description = reminder != NULL ? describe (self, reminder) : NULL;

  g_assert_cmpstr (description, ==, expected);
}

/* What the service writes down after a decision. */
static void
world_claim (World *self, const FasciaReminder *reminder)
{
  if (reminder->kind == FASCIA_REMINDER_SNOOZE)
    {
      self->state->snoozed_until_us = 0;
      g_clear_pointer (&self->state->snoozed_rule, g_free);
    }
  else if (reminder->kind == FASCIA_REMINDER_AFTER_TRAINING)
    {
      self->state->nudge_us = 0;
    }
  else
    {
      g_assert_true (g_hash_table_add (self->state->claimed, fascia_slot_key (reminder->rule, reminder->slot_day, reminder->slot_minute)));
    }
  self->state->handled_until_us = MAX (self->state->handled_until_us, reminder->at_us);
}

static void
world_deal (World *self, const char *now)
{
  FasciaScheduleInput input;
  g_autoptr (GPtrArray) passed = fascia_schedule_passed (world_input (self, &input), at (now));

  for (guint i = 0; i < passed->len; i++)
    world_claim (self, g_ptr_array_index (passed, i));
}

static gint64
world_handled_until (World *self, const char *now)
{
  FasciaScheduleInput input;

  return fascia_schedule_get_handled_until (world_input (self, &input), at (now));
}

/* --- Words ----------------------------------------------------------------------- */

static void
test_days_of_the_week (void)
{
  static const struct {
    const char *text;
    int weekdays; /* -1: refused */
  } cases[] = {
    { "mon", 1 },
    { "sun", 64 },
    { "mon,wed,fri", 21 },
    { "fri,mon,wed", 21 },
    { "mon,tue,wed,thu,fri,sat,sun", FASCIA_ALL_WEEKDAYS },
    { "", -1 },
    { ",", -1 },
    { "mon,", -1 },
    { "mon,mon", -1 },
    { "mon,man", -1 },
    { "mon, wed", -1 },
    { "Mon", -1 },
    { "monday", -1 },
    { "1", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      guint weekdays = 77;

      if (cases[i].weekdays < 0)
        {
          g_assert_false (fascia_weekdays_from_string (cases[i].text, &weekdays, &error));
          g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
          g_assert_cmpuint (weekdays, ==, 77);
        }
      else
        {
          g_assert_true (fascia_weekdays_from_string (cases[i].text, &weekdays, &error));
          g_assert_no_error (error);
          g_assert_cmpint (weekdays, ==, cases[i].weekdays);
        }
    }
  for (guint i = 1; i <= 7; i++)
    {
      guint weekdays;

      g_assert_true (fascia_weekdays_from_string (fascia_weekday_to_string (i), &weekdays, NULL));
      g_assert_cmpuint (weekdays, ==, 1u << (i - 1));
    }
}

static void
test_times_of_day (void)
{
  static const char *const others[] = { "", "24:00", "25:00", "12:60", "1:00", "12:0", "12:00:00", "12.00", " 12:00", "12:00 ", "-1:00", "noon", "１２:00" };

  for (guint minute = 0; minute < 1440; minute++)
    {
      g_autofree char *text = fascia_minute_of_day_to_string (minute);
      guint read;

      g_assert_true (fascia_minute_of_day_from_string (text, &read, NULL));
      g_assert_cmpuint (read, ==, minute);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GError) error = NULL;
      guint minute = 7;

      g_assert_false (fascia_minute_of_day_from_string (others[i], &minute, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
      g_assert_cmpuint (minute, ==, 7);
    }
}

static void
test_names_come_back (void)
{
  for (FasciaWhy why = FASCIA_WHY_ONE_OF_YOUR_DAYS; why <= FASCIA_WHY_OFF; why++)
    {
      FasciaWhy read;

      g_assert_true (fascia_why_from_string (fascia_why_to_string (why), &read));
      g_assert_cmpint (read, ==, why);
    }
  for (FasciaRuleKind kind = FASCIA_RULE_ON_DAYS; kind <= FASCIA_RULE_WHEN_NEEDED; kind++)
    {
      FasciaRuleKind read;

      g_assert_true (fascia_rule_kind_from_string (fascia_rule_kind_to_string (kind), &read));
      g_assert_cmpint (read, ==, kind);
    }
  g_assert_cmpstr (fascia_reminder_kind_to_string (FASCIA_REMINDER_CATCH_UP), ==, "catch-up");
  g_assert_false (fascia_why_from_string ("because", &(FasciaWhy){ 0 }));
  g_assert_false (fascia_rule_kind_from_string ("On-Days", &(FasciaRuleKind){ 0 }));
}

static void
test_rules_are_checked (void)
{
  static const struct {
    const char *uuid;
    FasciaRuleKind kind;
    guint weekdays, slack, minute;
    const char *routine;
    gboolean valid;
  } cases[] = {
    { "5f0c8b1e-6a0d-4d0a-9a54-0f5d7b9d0001", FASCIA_RULE_ON_DAYS, 21, 1, 1080, NULL, TRUE },
    { "5f0c8b1e-6a0d-4d0a-9a54-0f5d7b9d0001", FASCIA_RULE_ON_DAYS, FASCIA_ALL_WEEKDAYS, 0, 1439, "whole-body-10", TRUE },
    { "5f0c8b1e-6a0d-4d0a-9a54-0f5d7b9d0001", FASCIA_RULE_ON_DAYS, 0, 1, 1080, NULL, FALSE },
    { "5f0c8b1e-6a0d-4d0a-9a54-0f5d7b9d0001", FASCIA_RULE_ON_DAYS, 128, 1, 1080, NULL, FALSE },
    { "5f0c8b1e-6a0d-4d0a-9a54-0f5d7b9d0001", FASCIA_RULE_ON_DAYS, 21, 7, 1080, NULL, FALSE },
    { "5f0c8b1e-6a0d-4d0a-9a54-0f5d7b9d0001", FASCIA_RULE_ON_DAYS, 21, 1, 1440, NULL, FALSE },
    { "5f0c8b1e-6a0d-4d0a-9a54-0f5d7b9d0001", FASCIA_RULE_ON_DAYS, 21, 1, 1080, "", FALSE },
    { "rule-0", FASCIA_RULE_ON_DAYS, 21, 1, 1080, NULL, FALSE },
    { NULL, FASCIA_RULE_ON_DAYS, 21, 1, 1080, NULL, FALSE },
    { "5f0c8b1e-6a0d-4d0a-9a54-0f5d7b9d0001", FASCIA_RULE_WHEN_NEEDED, 0, 1, 1080, NULL, TRUE },
    { "5f0c8b1e-6a0d-4d0a-9a54-0f5d7b9d0001", 9, 21, 1, 1080, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FasciaRule) rule = fascia_rule_new ();
      g_autoptr (FasciaRule) copy = NULL;
      g_autoptr (GError) error = NULL;

      rule->uuid = g_strdup (cases[i].uuid);
      rule->kind = cases[i].kind;
      rule->weekdays = cases[i].weekdays;
      rule->slack = cases[i].slack;
      rule->minute_of_day = cases[i].minute;
      rule->routine = g_strdup (cases[i].routine);
      copy = fascia_rule_copy (rule);
      g_assert_cmpint (fascia_rule_validate (copy, &error), ==, cases[i].valid);
      if (cases[i].valid)
        g_assert_no_error (error);
      else
        g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
    }
}

static void
test_a_running_session_gives_signs_of_life (void)
{
  const gint64 now_us = at ("2027-03-26T18:00Z");
  const gint64 second_us = G_TIME_SPAN_SECOND;

  g_assert_true (fascia_schedule_is_running (now_us, 0, now_us));
  g_assert_true (fascia_schedule_is_running (now_us - 29 * second_us, 0, now_us));
  g_assert_false (fascia_schedule_is_running (now_us - 30 * second_us, 0, now_us));
  g_assert_true (fascia_schedule_is_running (now_us, now_us - 1800 * second_us, now_us));
  g_assert_false (fascia_schedule_is_running (now_us, now_us - 1801 * second_us, now_us));
  /* The clock was set back behind a session that died. */
  g_assert_false (fascia_schedule_is_running (now_us + 3600 * second_us, 0, now_us));
  g_assert_false (fascia_schedule_is_running (0, 0, now_us));
}

static void
test_slot_keys_do_not_know_the_zone (void)
{
  g_autofree char *key = fascia_slot_key ("5f0c8b1e", day_of ("2027-03-26"), 1080);

  g_assert_cmpstr (key, ==, "5f0c8b1e 2027-03-26 18:00");
}

/* --- When ------------------------------------------------------------------------ */

static void
test_the_example_of_the_issue (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "mon,wed,fri", "18:00");
  assert_forecast (world, "2027-03-26T12:00:00+01:00[Europe/Copenhagen]", 3,
                   EXPECTED ("2027-03-26T18:00:00+01:00 rule-0 one-of-your-days",
                             "2027-03-29T18:00:00+02:00 rule-0 one-of-your-days",
                             "2027-03-31T18:00:00+02:00 rule-0 one-of-your-days"),
                   EXPECTED ());
}

static void
test_reason_has_its_numbers (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (GPtrArray) silent = NULL;
  FasciaScheduleInput input;
  const FasciaGoal goals[] = { { day_of ("2027-01-01"), 2 }, { day_of ("2027-03-29"), 5 } };
  const FasciaReminder *reminder;

  world_add_rule (world, "mon,fri", "18:00");
  g_array_append_vals (world->goals, goals, G_N_ELEMENTS (goals));
  world_count_day (world, day_of ("2027-03-22"));
  world_count_day (world, day_of ("2027-03-21"));
  fascia_schedule_forecast (world_input (world, &input), at ("2027-03-26T12:00+01:00"), 2, &next, &silent);

  g_assert_cmpuint (next->len, ==, 2);
  reminder = g_ptr_array_index (next, 0);
  g_assert_cmpuint (reminder->done, ==, 1);
  g_assert_cmpuint (reminder->goal, ==, 2);
  g_assert_cmpuint (reminder->days_left, ==, 3);
  g_assert_cmpuint (reminder->slot_minute, ==, 1080);
  g_assert_cmpint (fascia_day_difference (reminder->slot_day, day_of ("2027-03-26")), ==, 0);
  reminder = g_ptr_array_index (next, 1);
  g_assert_cmpuint (reminder->done, ==, 0);
  g_assert_cmpuint (reminder->goal, ==, 5);
  g_assert_cmpuint (reminder->days_left, ==, 7);
}

static void
test_half_past_two_comes_once_when_clocks_change (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "mon,tue,wed,thu,fri,sat,sun", "02:30");
  assert_forecast (world, "2027-03-27T12:00+01:00", 3,
                   EXPECTED ("2027-03-28T03:00:00+02:00 rule-0 one-of-your-days",
                             "2027-03-29T02:30:00+02:00 rule-0 one-of-your-days",
                             "2027-03-30T02:30:00+02:00 rule-0 one-of-your-days"),
                   EXPECTED ());
  assert_forecast (world, "2026-10-24T12:00+02:00", 2,
                   EXPECTED ("2026-10-25T02:30:00+02:00 rule-0 one-of-your-days",
                             "2026-10-26T02:30:00+01:00 rule-0 one-of-your-days"),
                   EXPECTED ());

  /* An hour later, when it is half past two again, nothing is due. */
  world->state->handled_until_us = at ("2026-10-24T12:00+02:00");
  assert_passed (world, "2026-10-25T02:30+02:00", EXPECTED ("2026-10-25T02:30:00+02:00 rule-0 one-of-your-days"));
  world_deal (world, "2026-10-25T02:30+02:00");
  assert_passed (world, "2026-10-25T02:30+01:00", EXPECTED ());
}

static void
test_two_rules_meet_at_the_end_of_a_gap (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "sun", "02:45");
  world_add_rule (world, "sun", "02:15");
  assert_forecast (world, "2027-03-27T12:00+01:00", 2,
                   EXPECTED ("2027-03-28T03:00:00+02:00 rule-1 one-of-your-days",
                             "2027-04-04T02:15:00+02:00 rule-1 one-of-your-days"),
                   EXPECTED ());
  world->state->handled_until_us = at ("2027-03-27T12:00+01:00");
  assert_passed (world, "2027-03-28T03:00+02:00",
                 EXPECTED ("2027-03-28T03:00:00+02:00 rule-1 one-of-your-days",
                           "2027-03-28T03:00:00+02:00 rule-0 joined one-of-your-days"));
}

static void
test_a_day_that_does_not_exist_has_no_slot (void)
{
  g_autoptr (World) world = world_new ("Pacific/Apia");

  world_add_rule (world, "thu,fri,sat", "18:00");
  assert_forecast (world, "2011-12-29T12:00-10:00", 3,
                   EXPECTED ("2011-12-29T18:00:00-10:00 rule-0 one-of-your-days",
                             "2011-12-31T18:00:00+14:00 rule-0 one-of-your-days",
                             "2012-01-05T18:00:00+14:00 rule-0 one-of-your-days"),
                   EXPECTED ());
}

static void
test_half_hour_zones (void)
{
  g_autoptr (World) kolkata = world_new ("Asia/Kolkata");
  g_autoptr (World) st_johns = world_new ("America/St_Johns");

  world_add_rule (kolkata, "sun,mon", "02:30");
  assert_forecast (kolkata, "2027-03-27T12:00+05:30", 2,
                   EXPECTED ("2027-03-28T02:30:00+05:30 rule-0 one-of-your-days",
                             "2027-03-29T02:30:00+05:30 rule-0 one-of-your-days"),
                   EXPECTED ());
  world_add_rule (st_johns, "sun", "02:30");
  assert_forecast (st_johns, "2027-03-13T12:00-03:30", 2,
                   EXPECTED ("2027-03-14T03:00:00-02:30 rule-0 one-of-your-days",
                             "2027-03-21T02:30:00-02:30 rule-0 one-of-your-days"),
                   EXPECTED ());
}

static void
test_clocks_that_change_at_midnight (void)
{
  g_autoptr (World) toronto = world_new ("America/Toronto");
  g_autoptr (World) st_johns = world_new ("America/St_Johns");

  /* Half past eleven became half past twelve: Sunday's slot comes on Monday. */
  world_add_rule (toronto, "sun", "23:45")->changed_at_us = at ("1919-01-01T00:00Z");
  assert_forecast (toronto, "1919-03-30T12:00-05:00", 1,
                   EXPECTED ("1919-03-31T00:30:00-04:00 rule-0 one-of-your-days"), EXPECTED ());
  toronto->state->handled_until_us = at ("1919-03-30T12:00-05:00");
  assert_passed (toronto, "1919-03-31T00:30-04:00", EXPECTED ("1919-03-31T00:30:00-04:00 rule-0 one-of-your-days"));

  /* One past midnight became one past eleven: a minute of Sunday, then Saturday again. */
  world_add_rule (st_johns, "sat", "23:30");
  world_add_rule (st_johns, "sun", "00:00");
  assert_forecast (st_johns, "2010-11-06T12:00-02:30", 3,
                   EXPECTED ("2010-11-06T23:30:00-02:30 rule-0 one-of-your-days",
                             "2010-11-07T00:00:00-02:30 rule-1 one-of-your-days",
                             "2010-11-13T23:30:00-03:30 rule-0 one-of-your-days"),
                   EXPECTED ());
  st_johns->state->handled_until_us = at ("2010-11-06T12:00-02:30");
  world_deal (st_johns, "2010-11-06T23:30-02:30");
  assert_passed (st_johns, "2010-11-06T23:30-03:30", EXPECTED ("2010-11-07T00:00:00-02:30 rule-1 caught-up"));
}

/* --- Whether --------------------------------------------------------------------- */

static void
test_a_met_goal_silences_the_rest_of_the_week (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "mon,tue,wed,thu,fri,sat,sun", "18:00");
  world_count_day (world, day_of ("2027-03-22"));
  world_count_day (world, day_of ("2027-03-23"));
  world_count_day (world, day_of ("2027-03-25"));
  assert_forecast (world, "2027-03-26T12:00+01:00", 2,
                   EXPECTED ("2027-03-29T18:00:00+02:00 rule-0 one-of-your-days",
                             "2027-03-30T18:00:00+02:00 rule-0 one-of-your-days"),
                   EXPECTED ("2027-03-26T18:00:00+01:00 rule-0 silent goal-met",
                             "2027-03-27T18:00:00+01:00 rule-0 silent goal-met",
                             "2027-03-28T18:00:00+02:00 rule-0 silent goal-met"));
}

static void
test_done_today_silences_today (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "mon,tue,wed,thu,fri,sat,sun", "18:00");
  world_count_day (world, day_of ("2027-03-24"));
  assert_forecast (world, "2027-03-24T12:00+01:00", 1,
                   EXPECTED ("2027-03-25T18:00:00+01:00 rule-0 one-of-your-days"),
                   EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent done-today"));
}

static void
test_a_session_silences_the_four_hours_after_it (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "mon,tue,wed,thu,fri,sat,sun", "18:00");
  world->log->last_ended_us = at ("2027-03-24T14:00:01+01:00");
  assert_forecast (world, "2027-03-24T15:00+01:00", 1,
                   EXPECTED ("2027-03-25T18:00:00+01:00 rule-0 one-of-your-days"),
                   EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent recent"));
  world->log->last_ended_us = at ("2027-03-24T14:00:00+01:00");
  assert_forecast (world, "2027-03-24T15:00+01:00", 1,
                   EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 one-of-your-days"),
                   EXPECTED ());

  /* It silenced the slot at its time, so the slot is not made up for later. */
  world->state->handled_until_us = at ("2027-03-24T15:00+01:00");
  world->log->last_ended_us = at ("2027-03-24T14:30+01:00");
  assert_passed (world, "2027-03-24T20:00+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent recent"));
  /* And one that ended since speaks against it as well. */
  world->log->last_ended_us = at ("2027-03-24T18:30+01:00");
  assert_passed (world, "2027-03-24T20:00+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent recent"));
}

static void
test_even_if_met_asks_for_more (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  FasciaRule *rule = world_add_rule (world, "mon,tue,wed,thu,fri,sat,sun", "18:00");

  rule->even_if_met = TRUE;
  world_count_day (world, day_of ("2027-03-22"));
  world_count_day (world, day_of ("2027-03-23"));
  world_count_day (world, day_of ("2027-03-24"));
  assert_forecast (world, "2027-03-24T12:00+01:00", 2,
                   EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 even-if-met",
                             "2027-03-25T18:00:00+01:00 rule-0 even-if-met"),
                   EXPECTED ());

  /* But not into a session, nor right after one. */
  world->state->handled_until_us = at ("2027-03-24T12:00+01:00");
  world->log->running = TRUE;
  assert_passed (world, "2027-03-24T18:00+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent running"));
  world->log->running = FALSE;
  world->log->last_ended_us = at ("2027-03-24T16:00+01:00");
  assert_passed (world, "2027-03-24T18:00+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent recent"));

  /* With nothing done it is one of your days like any other. */
  world->log->last_ended_us = 0;
  g_array_set_size (world->counted_days, 0);
  assert_forecast (world, "2027-03-24T12:00+01:00", 1,
                   EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 one-of-your-days"), EXPECTED ());
}

static void
test_a_running_session_is_not_disturbed (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "wed", "18:00");
  world->state->handled_until_us = at ("2027-03-24T12:00+01:00");
  world->log->running = TRUE;
  assert_passed (world, "2027-03-24T18:00+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent running"));
  assert_passed (world, "2027-03-24T21:00:01+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent missed"));
  /* It is over by the next slot. */
  assert_next_due (world, "2027-03-24T17:59+01:00", "2027-03-24T18:00:00+01:00 rule-0 one-of-your-days");
}

static void
test_not_today_means_today (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  FasciaRule *rule = world_add_rule (world, "mon,tue,wed,thu,fri,sat,sun", "18:00");

  rule->even_if_met = TRUE;
  world_skip (world, day_of ("2027-03-24"));
  assert_forecast (world, "2027-03-24T12:00+01:00", 1,
                   EXPECTED ("2027-03-25T18:00:00+01:00 rule-0 one-of-your-days"),
                   EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent skipped-today"));
}

static void
test_nothing_comes_of_nothing (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  assert_next_due (world, "2027-03-24T12:00+01:00", NULL);
  assert_forecast (world, "2027-03-24T12:00+01:00", 5, EXPECTED (), EXPECTED ());
  assert_passed (world, "2027-03-24T12:00+01:00", EXPECTED ());

  world_add_rule (world, "wed", "18:00")->enabled = FALSE;
  assert_next_due (world, "2027-03-24T18:00+01:00", NULL);
  assert_forecast (world, "2027-03-24T12:00+01:00", 5, EXPECTED (), EXPECTED ());
  assert_passed (world, "2027-03-24T18:00+01:00", EXPECTED ());
}

static void
test_slots_before_the_rule_are_nobodys (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  FasciaRule *rule = world_add_rule (world, "mon,tue,wed,thu,fri,sat,sun", "18:00");

  rule->changed_at_us = at ("2027-03-24T18:00:01+01:00");
  assert_passed (world, "2027-03-24T19:00+01:00", EXPECTED ());
  rule->changed_at_us = at ("2027-03-24T18:00:00+01:00");
  assert_passed (world, "2027-03-24T19:00+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 caught-up"));
  /* Nor does a rule from a future that the clock has left remind at once, but it
   * reminds when it is time. */
  rule->changed_at_us = at ("2038-01-19T03:14Z");
  world->state->handled_until_us = at ("2038-01-19T03:15Z");
  world->state->handled_until_us = world_handled_until (world, "2027-03-24T19:00+01:00");
  g_assert_cmpint (world->state->handled_until_us, ==, at ("2027-03-24T19:00+01:00"));
  assert_next_due (world, "2027-03-24T19:00+01:00", "2027-03-25T18:00:00+01:00 rule-0 one-of-your-days");
  g_assert_cmpint (world_handled_until (world, "2027-03-25T18:00+01:00"), ==, at ("2027-03-24T19:00+01:00"));
  assert_passed (world, "2027-03-25T18:00:05+01:00", EXPECTED ("2027-03-25T18:00:00+01:00 rule-0 one-of-your-days"));
}

static void
test_handled_slots_stay_handled (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "mon,tue,wed,thu,fri,sat,sun", "18:00");
  world->state->handled_until_us = at ("2027-03-23T18:00+01:00");
  world_deal (world, "2027-03-24T18:00+01:00");
  g_assert_cmpint (world->state->handled_until_us, ==, at ("2027-03-24T18:00+01:00"));
  assert_passed (world, "2027-03-24T19:00+01:00", EXPECTED ());
  assert_next_due (world, "2027-03-24T19:00+01:00", "2027-03-25T18:00:00+01:00 rule-0 one-of-your-days");
}

/* --- Late ------------------------------------------------------------------------ */

static void
test_after_an_absence_at_most_one_is_shown (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "mon,tue,wed,thu,fri,sat,sun", "18:00");
  world_add_rule (world, "wed", "17:00");
  world->state->handled_until_us = at ("2027-03-21T18:00+01:00");
  world_count_day (world, day_of ("2027-03-23"));
  assert_passed (world, "2027-03-24T19:59+01:00",
                 EXPECTED ("2027-03-22T18:00:00+01:00 rule-0 silent missed",
                           "2027-03-23T18:00:00+01:00 rule-0 silent done-today",
                           "2027-03-24T17:00:00+01:00 rule-1 silent missed",
                           "2027-03-24T18:00:00+01:00 rule-0 caught-up"));
  assert_next_due (world, "2027-03-24T19:59+01:00", "2027-03-24T18:00:00+01:00 rule-0 caught-up");
  assert_passed (world, "2027-03-24T21:00+01:00",
                 EXPECTED ("2027-03-22T18:00:00+01:00 rule-0 silent missed",
                           "2027-03-23T18:00:00+01:00 rule-0 silent done-today",
                           "2027-03-24T17:00:00+01:00 rule-1 silent missed",
                           "2027-03-24T18:00:00+01:00 rule-0 caught-up"));
  assert_passed (world, "2027-03-24T21:00:01+01:00",
                 EXPECTED ("2027-03-22T18:00:00+01:00 rule-0 silent missed",
                           "2027-03-23T18:00:00+01:00 rule-0 silent done-today",
                           "2027-03-24T17:00:00+01:00 rule-1 silent missed",
                           "2027-03-24T18:00:00+01:00 rule-0 silent missed"));
  assert_next_due (world, "2027-03-24T21:00:01+01:00", "2027-03-25T18:00:00+01:00 rule-0 one-of-your-days");
}

/* The week's goal was met on Thursday; Wednesday's slot was missed nevertheless. */
static void
test_what_is_long_past_is_told_with_what_was_known (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "wed,sat", "18:00");
  world->state->handled_until_us = at ("2027-03-22T00:00+01:00");
  world_count_day (world, day_of ("2027-03-22"));
  world_count_day (world, day_of ("2027-03-23"));
  world_count_day (world, day_of ("2027-03-25"));
  world->log->last_ended_us = at ("2027-03-25T20:00+01:00");
  assert_passed (world, "2027-03-28T12:00+02:00",
                 EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent missed",
                           "2027-03-27T18:00:00+01:00 rule-0 silent goal-met"));
}

static void
test_a_clock_years_ahead_uses_up_no_years (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  FasciaScheduleInput input;
  g_autoptr (GPtrArray) passed = NULL;

  world_add_rule (world, "mon,tue,wed,thu,fri,sat,sun", "18:00");
  passed = fascia_schedule_passed (world_input (world, &input), at ("2038-01-19T03:14+01:00"));
  g_assert_cmpuint (passed->len, ==, FASCIA_LOOK_BACK_DAYS);
}

static void
test_slots_at_one_instant_are_one_reminder (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "wed", "18:00");
  world_add_rule (world, "wed", "18:00")->even_if_met = TRUE;
  world_add_rule (world, "wed", "18:00");
  world->state->handled_until_us = at ("2027-03-24T12:00+01:00");
  assert_passed (world, "2027-03-24T18:00+01:00",
                 EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 one-of-your-days",
                           "2027-03-24T18:00:00+01:00 rule-1 joined one-of-your-days",
                           "2027-03-24T18:00:00+01:00 rule-2 joined one-of-your-days"));
  assert_forecast (world, "2027-03-24T12:00+01:00", 2,
                   EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 one-of-your-days",
                             "2027-03-31T18:00:00+02:00 rule-0 one-of-your-days"),
                   EXPECTED ());

  /* One of them stays silent: the others are still shown, by the first of them. */
  world_count_day (world, day_of ("2027-03-24"));
  assert_passed (world, "2027-03-24T18:00+01:00",
                 EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent done-today",
                           "2027-03-24T18:00:00+01:00 rule-1 even-if-met",
                           "2027-03-24T18:00:00+01:00 rule-2 silent done-today"));
}

/* --- Clocks and zones --------------------------------------------------------------- */

static void
test_a_clock_set_back_repeats_no_slot (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  FasciaScheduleInput input;
  g_autoptr (GPtrArray) passed = NULL;

  world_add_rule (world, "wed", "18:00");
  world_add_rule (world, "wed", "17:45")->changed_at_us = at ("2027-03-24T17:46+01:00");
  world->state->handled_until_us = at ("2027-03-24T12:00+01:00");
  passed = fascia_schedule_passed (world_input (world, &input), at ("2027-03-24T18:00+01:00"));
  g_assert_cmpuint (passed->len, ==, 1);
  world_claim (world, g_ptr_array_index (passed, 0));

  /* Set back to half past five; what was dealt with is forgotten but the claim. The rule
   * that was made since is as good as made now. */
  world->state->handled_until_us = world_handled_until (world, "2027-03-24T17:30+01:00");
  assert_forecast (world, "2027-03-24T17:30+01:00", 2,
                   EXPECTED ("2027-03-24T17:45:00+01:00 rule-1 one-of-your-days",
                             "2027-03-31T17:45:00+02:00 rule-1 one-of-your-days"),
                   EXPECTED ());
  world_deal (world, "2027-03-24T17:45+01:00");
  assert_passed (world, "2027-03-24T18:00+01:00", EXPECTED ());
}

static void
test_a_journey_west_repeats_no_slot_and_one_east_misses_none (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  FasciaScheduleInput input;
  g_autoptr (GPtrArray) passed = NULL;

  world_add_rule (world, "mon,tue,wed,thu,fri,sat,sun", "18:00");
  world->state->handled_until_us = at ("2027-03-23T18:00+01:00");
  passed = fascia_schedule_passed (world_input (world, &input), at ("2027-03-24T18:00+01:00"));
  g_assert_cmpuint (passed->len, ==, 1);
  world_claim (world, g_ptr_array_index (passed, 0));

  g_time_zone_unref (world->zone);
  world->zone = g_time_zone_new_identifier ("America/New_York");
  assert_forecast (world, "2027-03-24T12:00-04:00", 1,
                   EXPECTED ("2027-03-25T18:00:00-04:00 rule-0 one-of-your-days"), EXPECTED ());
  assert_passed (world, "2027-03-24T18:00-04:00", EXPECTED ());

  /* On Thursday noon to Kolkata, where six o'clock was an hour and a half ago. */
  g_time_zone_unref (world->zone);
  world->zone = g_time_zone_new_identifier ("Asia/Kolkata");
  assert_passed (world, "2027-03-25T10:00-04:00", EXPECTED ("2027-03-25T18:00:00+05:30 rule-0 caught-up"));
  assert_passed (world, "2027-03-25T12:00-04:00", EXPECTED ("2027-03-25T18:00:00+05:30 rule-0 silent missed"));
}

/* --- Snooze ---------------------------------------------------------------------- */

static void
test_a_snooze_is_judged_afresh (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  FasciaRule *rule = world_add_rule (world, "wed", "18:00");

  world->state->handled_until_us = at ("2027-03-24T12:00+01:00");
  world_deal (world, "2027-03-24T18:00+01:00");
  world->state->snoozed_until_us = at ("2027-03-24T19:00+01:00");
  world->state->snoozed_rule = g_strdup ("rule-0");
  assert_forecast (world, "2027-03-24T18:05+01:00", 2,
                   EXPECTED ("2027-03-24T19:00:00+01:00 snooze snoozed",
                             "2027-03-31T18:00:00+02:00 rule-0 one-of-your-days"),
                   EXPECTED ());
  assert_passed (world, "2027-03-24T18:59+01:00", EXPECTED ());
  assert_forecast (world, "2027-03-24T19:00+01:00", 1,
                   EXPECTED ("2027-03-31T18:00:00+02:00 rule-0 one-of-your-days"), EXPECTED ());
  assert_passed (world, "2027-03-24T19:00+01:00", EXPECTED ("2027-03-24T19:00:00+01:00 snooze snoozed"));

  world_count_day (world, day_of ("2027-03-24"));
  assert_passed (world, "2027-03-24T19:00+01:00", EXPECTED ("2027-03-24T19:00:00+01:00 snooze silent done-today"));
  rule->even_if_met = TRUE;
  assert_passed (world, "2027-03-24T19:00+01:00", EXPECTED ("2027-03-24T19:00:00+01:00 snooze snoozed"));
  world_skip (world, day_of ("2027-03-24"));
  assert_passed (world, "2027-03-24T19:00+01:00", EXPECTED ("2027-03-24T19:00:00+01:00 snooze silent skipped-today"));
  g_ptr_array_set_size (world->pauses, 0);
  rule->enabled = FALSE;
  assert_passed (world, "2027-03-24T19:00+01:00", EXPECTED ("2027-03-24T19:00:00+01:00 snooze silent disabled"));
  g_ptr_array_set_size (world->rules, 0);
  assert_passed (world, "2027-03-24T19:00+01:00", EXPECTED ("2027-03-24T19:00:00+01:00 snooze silent disabled"));
}

static void
test_a_snooze_dies_with_its_day (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "wed", "18:00");
  world->state->handled_until_us = at ("2027-03-24T12:00+01:00");
  world_deal (world, "2027-03-24T18:00+01:00");
  world->state->snoozed_rule = g_strdup ("rule-0");
  world->state->snoozed_until_us = at ("2027-03-24T19:00+01:00");
  assert_passed (world, "2027-03-24T23:59+01:00", EXPECTED ("2027-03-24T19:00:00+01:00 snooze snoozed"));
  assert_passed (world, "2027-03-25T00:00+01:00", EXPECTED ("2027-03-24T19:00:00+01:00 snooze silent missed"));

  /* Half past eleven and an hour: due on the next day, so it lives. */
  world->state->snoozed_until_us = at ("2027-03-25T00:30+01:00");
  assert_passed (world, "2027-03-25T00:30+01:00", EXPECTED ("2027-03-25T00:30:00+01:00 snooze snoozed"));
}

static void
test_a_snooze_gives_way_to_a_newer_slot (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "wed", "18:00");
  world_add_rule (world, "wed", "19:00");
  world->state->handled_until_us = at ("2027-03-24T12:00+01:00");
  world_deal (world, "2027-03-24T18:00+01:00");
  world->state->snoozed_rule = g_strdup ("rule-0");
  world->state->snoozed_until_us = at ("2027-03-24T18:30+01:00");
  assert_passed (world, "2027-03-24T19:00+01:00",
                 EXPECTED ("2027-03-24T18:30:00+01:00 snooze silent missed",
                           "2027-03-24T19:00:00+01:00 rule-1 one-of-your-days"));
  world->state->snoozed_until_us = at ("2027-03-24T19:00+01:00");
  assert_passed (world, "2027-03-24T19:00+01:00",
                 EXPECTED ("2027-03-24T19:00:00+01:00 rule-1 one-of-your-days",
                           "2027-03-24T19:00:00+01:00 snooze joined snoozed"));
}

/* Within a minute of a slot: one reminder, in the forecast as when it comes, and whichever
 * of them was to come first. */
static void
test_what_was_asked_for_joins_a_slot_beside_it (void)
{
  static const char *const asked[] = { "2027-03-24T18:59:01+01:00", "2027-03-24T18:59:30+01:00", "2027-03-24T19:00:59+01:00" };
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "wed", "19:00");
  world->state->handled_until_us = at ("2027-03-24T12:00+01:00");
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      world->state->snoozed_until_us = at (asked[i]);
      assert_passed (world, "2027-03-24T18:59:59+01:00", EXPECTED ());
      assert_passed (world, "2027-03-24T19:00+01:00",
                     EXPECTED ("2027-03-24T19:00:00+01:00 rule-0 one-of-your-days",
                               "2027-03-24T19:00:00+01:00 snooze joined snoozed"));
      assert_forecast (world, "2027-03-24T18:00+01:00", 2,
                       EXPECTED ("2027-03-24T19:00:00+01:00 rule-0 one-of-your-days",
                                 "2027-03-31T19:00:00+02:00 rule-0 one-of-your-days"),
                       EXPECTED ());
    }
  world->state->snoozed_until_us = 0;
  world->state->nudge_us = at ("2027-03-24T19:00:30+01:00");
  assert_passed (world, "2027-03-24T19:00:45+01:00",
                 EXPECTED ("2027-03-24T19:00:00+01:00 rule-0 one-of-your-days",
                           "2027-03-24T19:00:00+01:00 after-training joined after-training"));

  /* Not with a slot that was dealt with, one further away, or one of another day. */
  world->state->nudge_us = at ("2027-03-24T18:59:00+01:00");
  assert_passed (world, "2027-03-24T18:59+01:00", EXPECTED ("2027-03-24T18:59:00+01:00 after-training after-training"));
  world->state->nudge_us = at ("2027-03-24T19:00:30+01:00");
  world_deal (world, "2027-03-24T19:00+01:00");
  world->state->nudge_us = at ("2027-03-24T19:00:30+01:00");
  assert_passed (world, "2027-03-24T19:00:30+01:00", EXPECTED ("2027-03-24T19:00:30+01:00 after-training after-training"));
  world_add_rule (world, "thu", "00:00");
  world->state->nudge_us = at ("2027-03-24T23:59:30+01:00");
  assert_passed (world, "2027-03-24T23:59:30+01:00", EXPECTED ("2027-03-24T23:59:30+01:00 after-training after-training"));
}

/* A clock that was months ahead has used up the slots of those months; the service must
 * not go to sleep for ever over it. */
static void
test_slots_used_up_for_months_do_not_end_it (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  FasciaScheduleInput input;

  world_add_rule (world, "wed", "19:00");
  for (int week = 0; week < 20; week++)
    g_hash_table_add (world->state->claimed, fascia_slot_key ("rule-0", fascia_day_add (day_of ("2027-03-24"), 7 * week), 19 * 60));
  world->state->handled_until_us = at ("2027-03-24T12:00+01:00");
  g_assert_cmpint (fascia_schedule_next_moment (world_input (world, &input), FALSE, at ("2027-03-24T12:00+01:00")), ==, at ("2027-08-11T19:00+02:00"));
}

/* --- Pace (R3) --------------------------------------------------------------------- */

static void
test_when_needed_speaks_only_in_danger (void)
{
  /* Monday 2027-03-22 to Sunday 28; goal 3 unless said. */
  static const struct {
    const char *counted; /* days of March, sorted */
    guint goal, slack;
    const char *day;
    const char *verdict; /* of the slot of that day at 18:00 */
  } cases[] = {
    { "", 3, 1, "2027-03-22", "silent on-pace" },
    { "", 3, 1, "2027-03-24", "silent on-pace" },
    { "", 3, 1, "2027-03-25", "needed" },
    { "", 3, 0, "2027-03-25", "silent on-pace" },
    { "", 3, 0, "2027-03-26", "needed" },
    { "", 3, 1, "2027-03-27", "silent out-of-reach" },
    { "", 3, 6, "2027-03-22", "needed" },
    { "22", 3, 1, "2027-03-22", "silent done-today" },
    { "22", 3, 1, "2027-03-25", "silent on-pace" },
    { "22", 3, 1, "2027-03-26", "needed" },
    { "22 23", 3, 1, "2027-03-27", "needed" },
    { "22 23", 3, 1, "2027-03-28", "needed" },
    { "22 23 24", 3, 1, "2027-03-28", "silent goal-met" },
    { "22", 3, 1, "2027-03-28", "silent out-of-reach" },
    { "", 7, 1, "2027-03-22", "needed" },
    { "", 7, 1, "2027-03-23", "silent out-of-reach" },
    { "", 1, 1, "2027-03-26", "silent on-pace" },
    { "", 1, 1, "2027-03-27", "needed" },
    { "", 1, 0, "2027-03-28", "needed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (World) world = world_new ("Europe/Copenhagen");
      FasciaRule *rule = world_add_rule (world, "mon", "18:00");
      const FasciaGoal goal = { day_of ("2027-01-01"), cases[i].goal };
      g_auto (GStrv) counted = g_strsplit (cases[i].counted, " ", -1);
      g_autofree char *now = g_strdup_printf ("%sT18:00:00%s", cases[i].day, g_str_equal (cases[i].day, "2027-03-28") ? "+02:00" : "+01:00");
      g_autofree char *expected = g_strdup_printf ("%s rule-0 %s", now, cases[i].verdict);

      rule->kind = FASCIA_RULE_WHEN_NEEDED;
      rule->slack = cases[i].slack;
      /* Of no meaning to this kind. */
      rule->even_if_met = TRUE;
      g_array_append_val (world->goals, goal);
      for (guint d = 0; counted[d] != NULL; d++)
        {
          if (*counted[d] != '\0')
            world_count_day (world, fascia_day_new (2027, 3, (guint)atoi (counted[d])));
        }
      world->state->handled_until_us = at (now) - G_TIME_SPAN_HOUR;
      assert_passed (world, now, EXPECTED (expected));
    }
}

static void
test_paused_and_lost_days_are_not_left (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  g_autoptr (World) apia = world_new ("Pacific/Apia");

  world_add_rule (world, "mon", "18:00")->kind = FASCIA_RULE_WHEN_NEEDED;
  /* Four days left are two when Saturday and Sunday are paused: the goal 3 is then
   * min (3, 5) = 3 and cannot be reached on Friday. */
  world_pause (world, "2027-03-27", "2027-03-28", FASCIA_PAUSE_VACATION);
  assert_forecast (world, "2027-03-22T12:00+01:00", 2,
                   EXPECTED ("2027-03-23T18:00:00+01:00 rule-0 needed",
                             "2027-03-24T18:00:00+01:00 rule-0 needed"),
                   EXPECTED ("2027-03-22T18:00:00+01:00 rule-0 silent on-pace"));
  assert_forecast (world, "2027-03-25T12:00+01:00", 1,
                   EXPECTED ("2027-04-01T18:00:00+02:00 rule-0 needed"), NULL);

  /* Thursday, Saturday and Sunday: Friday was left out. */
  world_add_rule (apia, "mon", "18:00")->kind = FASCIA_RULE_WHEN_NEEDED;
  ((FasciaRule *)g_ptr_array_index (apia->rules, 0))->slack = 0;
  assert_forecast (apia, "2011-12-28T12:00-10:00", 1,
                   EXPECTED ("2011-12-29T18:00:00-10:00 rule-0 needed"),
                   EXPECTED ("2011-12-28T18:00:00-10:00 rule-0 silent on-pace"));
}

/* --- Pauses (R15) ------------------------------------------------------------------ */

static void
test_a_pause_is_silent_and_its_end_fires_nothing (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  FasciaPause *pause;

  world_add_rule (world, "mon,tue,wed,thu,fri,sat,sun", "18:00");
  pause = world_pause (world, "2027-03-22", "2027-03-24", FASCIA_PAUSE_VACATION);
  assert_forecast (world, "2027-03-22T12:00+01:00", 1,
                   EXPECTED ("2027-03-25T18:00:00+01:00 rule-0 one-of-your-days"),
                   EXPECTED ("2027-03-22T18:00:00+01:00 rule-0 silent paused",
                             "2027-03-23T18:00:00+01:00 rule-0 silent paused",
                             "2027-03-24T18:00:00+01:00 rule-0 silent paused"));
  pause->reason = FASCIA_PAUSE_ILLNESS;
  assert_forecast (world, "2027-03-24T12:00+01:00", 1,
                   EXPECTED ("2027-03-25T18:00:00+01:00 rule-0 one-of-your-days"),
                   EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent ill"));

  /* Home again after midnight: what fell into the vacation is not made up. */
  world->settings.grace_min = 1440;
  world->state->handled_until_us = at ("2027-03-24T12:00+01:00");
  assert_passed (world, "2027-03-25T08:00+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent ill"));
  world->settings.grace_min = 180;

  /* Open until resumed, at half past six: six o'clock is past, tomorrow is not. */
  pause->until = FASCIA_DAY_NONE;
  assert_forecast (world, "2027-03-24T12:00+01:00", 1, EXPECTED (), NULL);
  pause->ended_us = at ("2027-03-24T18:30+01:00");
  pause->ended_day = day_of ("2027-03-24");
  assert_passed (world, "2027-03-24T18:31+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent ill"));
  assert_next_due (world, "2027-03-24T18:31+01:00", "2027-03-25T18:00:00+01:00 rule-0 one-of-your-days");
  /* Resumed at noon, the evening is as ever. */
  pause->ended_us = at ("2027-03-24T12:30+01:00");
  assert_passed (world, "2027-03-24T18:00+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 one-of-your-days"));
  /* A pause that began after the slot and has ended brings it back as little. */
  pause->created_us = at ("2027-03-24T18:10+01:00");
  pause->ended_us = at ("2027-03-24T18:20+01:00");
  assert_passed (world, "2027-03-24T18:30+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent ill"));
}

static void
test_a_long_vacation_hides_nothing_behind_it (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "wed", "18:00");
  world_pause (world, "2027-03-22", "2027-09-05", FASCIA_PAUSE_VACATION);
  assert_forecast (world, "2027-03-22T12:00+01:00", 1, EXPECTED ("2027-09-08T18:00:00+02:00 rule-0 one-of-your-days"), NULL);
}

/* --- Quiet hours (R10) ------------------------------------------------------------- */

static void
test_quiet_hours_move_a_slot_to_their_end (void)
{
  static const struct {
    const char *zone, *days, *time;
    guint from, until;
    const char *now;
    const char *next;
  } cases[] = {
    { "Europe/Copenhagen", "tue", "22:30", 22 * 60, 7 * 60, "2027-03-23T12:00+01:00", "2027-03-24T07:00:00+01:00 rule-0 moved one-of-your-days" },
    { "Europe/Copenhagen", "tue", "06:59", 22 * 60, 7 * 60, "2027-03-22T12:00+01:00", "2027-03-23T07:00:00+01:00 rule-0 moved one-of-your-days" },
    { "Europe/Copenhagen", "tue", "07:00", 22 * 60, 7 * 60, "2027-03-22T12:00+01:00", "2027-03-23T07:00:00+01:00 rule-0 one-of-your-days" },
    { "Europe/Copenhagen", "tue", "22:00", 22 * 60, 7 * 60, "2027-03-23T12:00+01:00", "2027-03-24T07:00:00+01:00 rule-0 moved one-of-your-days" },
    { "Europe/Copenhagen", "tue", "21:59", 22 * 60, 7 * 60, "2027-03-23T12:00+01:00", "2027-03-23T21:59:00+01:00 rule-0 one-of-your-days" },
    { "Europe/Copenhagen", "tue", "13:00", 12 * 60, 14 * 60, "2027-03-23T12:30+01:00", "2027-03-23T14:00:00+01:00 rule-0 moved one-of-your-days" },
    { "Europe/Copenhagen", "tue", "23:30", 22 * 60, 0, "2027-03-23T12:30+01:00", "2027-03-24T00:00:00+01:00 rule-0 moved one-of-your-days" },
    /* Into the night in which clocks change, and into the hour they change. */
    { "Europe/Copenhagen", "sat", "23:00", 22 * 60, 7 * 60, "2027-03-27T12:00+01:00", "2027-03-28T07:00:00+02:00 rule-0 moved one-of-your-days" },
    { "Europe/Copenhagen", "sat", "23:00", 22 * 60, 2 * 60 + 30, "2027-03-27T12:00+01:00", "2027-03-28T03:00:00+02:00 rule-0 moved one-of-your-days" },
    { "Europe/Copenhagen", "sat", "23:00", 22 * 60, 2 * 60 + 30, "2026-10-24T12:00+02:00", "2026-10-25T02:30:00+02:00 rule-0 moved one-of-your-days" },
    { "Europe/Copenhagen", "sun", "02:30", 0, 2 * 60, "2027-03-27T12:00+01:00", "2027-03-28T03:00:00+02:00 rule-0 one-of-your-days" },
    /* Over the day that was left out. */
    { "Pacific/Apia", "thu", "23:00", 22 * 60, 7 * 60, "2011-12-29T12:00-10:00", "2011-12-31T07:00:00+14:00 rule-0 moved one-of-your-days" },
    { "Asia/Kolkata", "tue", "23:00", 22 * 60, 7 * 60, "2027-03-23T12:00+05:30", "2027-03-24T07:00:00+05:30 rule-0 moved one-of-your-days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (World) world = world_new (cases[i].zone);

      world_add_rule (world, cases[i].days, cases[i].time);
      world->settings.quiet = TRUE;
      world->settings.quiet_from = cases[i].from;
      world->settings.quiet_until = cases[i].until;
      assert_forecast (world, cases[i].now, 1, EXPECTED (cases[i].next), EXPECTED ());
    }
}

/* In the hour that comes twice quiet hours end where they are. */
static void
test_quiet_hours_end_in_the_second_of_two_hours (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world->settings.quiet = TRUE;
  world->settings.quiet_until = 2 * 60 + 30;
  world->state->snoozed_until_us = at ("2026-10-25T02:15+02:00");
  assert_next_due (world, "2026-10-25T01:00+02:00", "2026-10-25T02:30:00+02:00 snooze moved snoozed");
  world->state->snoozed_until_us = at ("2026-10-25T02:15+01:00");
  assert_next_due (world, "2026-10-25T01:00+02:00", "2026-10-25T02:30:00+01:00 snooze moved snoozed");
}

/* "Days left" has today in it only if nothing was counted today. */
static void
test_a_done_day_is_not_left (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  FasciaScheduleInput input;
  g_autoptr (FasciaReminder) open = NULL;
  g_autoptr (FasciaReminder) done = NULL;

  world_add_rule (world, "fri", "18:00")->even_if_met = TRUE;
  open = fascia_schedule_next_due (world_input (world, &input), at ("2027-03-26T12:00+01:00"));
  g_assert_cmpuint (open->days_left, ==, 3);
  world_count_day (world, day_of ("2027-03-26"));
  done = fascia_schedule_next_due (world_input (world, &input), at ("2027-03-26T12:00+01:00"));
  g_assert_cmpuint (done->days_left, ==, 2);
}

static void
test_a_moved_slot_is_judged_where_it_moved (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  FasciaScheduleInput input;
  g_autoptr (FasciaReminder) reminder = NULL;

  /* Sunday night: the week's goal is out, but Monday is a new week. */
  world_add_rule (world, "sun", "22:30");
  world->settings.quiet = TRUE;
  world_count_day (world, day_of ("2027-03-16"));
  world_count_day (world, day_of ("2027-03-17"));
  world_count_day (world, day_of ("2027-03-18"));
  world->state->handled_until_us = at ("2027-03-21T12:00+01:00");
  assert_passed (world, "2027-03-21T23:00+01:00", EXPECTED ());
  assert_forecast (world, "2027-03-21T23:00+01:00", 1, EXPECTED ("2027-03-22T07:00:00+01:00 rule-0 moved one-of-your-days"), EXPECTED ());
  assert_passed (world, "2027-03-22T07:00+01:00", EXPECTED ("2027-03-22T07:00:00+01:00 rule-0 moved one-of-your-days"));
  reminder = fascia_schedule_next_due (world_input (world, &input), at ("2027-03-22T07:00+01:00"));
  g_assert_cmpint (fascia_day_difference (reminder->slot_day, day_of ("2027-03-21")), ==, 0);
  g_assert_cmpuint (reminder->slot_minute, ==, 22 * 60 + 30);
  g_assert_cmpuint (reminder->done, ==, 0);
  g_assert_cmpuint (reminder->days_left, ==, 7);

  /* The grace counts from the end of quiet hours. */
  assert_passed (world, "2027-03-22T10:00+01:00", EXPECTED ("2027-03-22T07:00:00+01:00 rule-0 moved caught-up"));
  assert_passed (world, "2027-03-22T10:00:01+01:00", EXPECTED ("2027-03-22T07:00:00+01:00 rule-0 moved silent missed"));

  /* Dropped, if that is wanted, and not made up later. */
  world->settings.quiet_drop = TRUE;
  assert_passed (world, "2027-03-21T22:30+01:00", EXPECTED ("2027-03-21T22:30:00+01:00 rule-0 silent quiet"));
  assert_passed (world, "2027-03-22T07:00+01:00", EXPECTED ("2027-03-21T22:30:00+01:00 rule-0 silent quiet"));
}

static void
test_what_is_found_in_quiet_hours_waits_within_its_grace (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "tue", "20:30");
  world->settings.quiet = TRUE;
  world->state->handled_until_us = at ("2027-03-23T12:00+01:00");
  /* Three hours do not reach over the night. */
  assert_passed (world, "2027-03-23T22:10+01:00", EXPECTED ("2027-03-23T20:30:00+01:00 rule-0 silent missed"));

  world->settings.grace_min = 720;
  assert_passed (world, "2027-03-23T22:10+01:00", EXPECTED ());
  assert_forecast (world, "2027-03-23T22:10+01:00", 1, EXPECTED ("2027-03-24T07:00:00+01:00 rule-0 moved caught-up"), EXPECTED ());
  assert_passed (world, "2027-03-24T07:00+01:00", EXPECTED ("2027-03-23T20:30:00+01:00 rule-0 caught-up"));

  /* What moved to the same end is newer. */
  world_add_rule (world, "tue", "23:00");
  assert_forecast (world, "2027-03-23T22:10+01:00", 1,
                   EXPECTED ("2027-03-24T07:00:00+01:00 rule-1 moved one-of-your-days"),
                   EXPECTED ("2027-03-24T07:00:00+01:00 rule-0 moved silent missed"));
  assert_passed (world, "2027-03-24T07:00+01:00",
                 EXPECTED ("2027-03-23T20:30:00+01:00 rule-0 silent missed",
                           "2027-03-24T07:00:00+01:00 rule-1 moved one-of-your-days"));
}

/* --- After training (R16) ------------------------------------------------------------ */

static void
test_the_nudge_ignores_goal_and_rest_but_nothing_else (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world->state->nudge_us = at ("2027-03-24T19:00+01:00");
  world_count_day (world, day_of ("2027-03-22"));
  world_count_day (world, day_of ("2027-03-23"));
  world_count_day (world, day_of ("2027-03-24"));
  world->log->last_ended_us = at ("2027-03-24T17:00+01:00");
  assert_next_due (world, "2027-03-24T18:00+01:00", "2027-03-24T19:00:00+01:00 after-training after-training");
  assert_passed (world, "2027-03-24T19:00+01:00", EXPECTED ("2027-03-24T19:00:00+01:00 after-training after-training"));
  /* To the end of its day. */
  assert_passed (world, "2027-03-24T23:59+01:00", EXPECTED ("2027-03-24T19:00:00+01:00 after-training after-training"));
  assert_passed (world, "2027-03-25T00:00+01:00", EXPECTED ("2027-03-24T19:00:00+01:00 after-training silent missed"));

  world->log->running = TRUE;
  assert_passed (world, "2027-03-24T19:00+01:00", EXPECTED ("2027-03-24T19:00:00+01:00 after-training silent running"));
  world->log->running = FALSE;
  world_skip (world, day_of ("2027-03-24"));
  assert_passed (world, "2027-03-24T19:00+01:00", EXPECTED ("2027-03-24T19:00:00+01:00 after-training silent skipped-today"));
  g_ptr_array_set_size (world->pauses, 0);

  world->settings.quiet = TRUE;
  world->state->nudge_us = at ("2027-03-24T22:15+01:00");
  assert_next_due (world, "2027-03-24T22:15+01:00", "2027-03-25T07:00:00+01:00 after-training moved after-training");
  world->settings.quiet_drop = TRUE;
  assert_passed (world, "2027-03-24T22:15+01:00", EXPECTED ("2027-03-24T22:15:00+01:00 after-training silent quiet"));
}

/* --- Settings and switches ------------------------------------------------------------ */

static void
test_off_is_off_and_on_begins_anew (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "wed", "18:00");
  world->settings.on = FALSE;
  assert_passed (world, "2027-03-24T18:00+01:00", EXPECTED ());
  assert_forecast (world, "2027-03-24T12:00+01:00", 5, EXPECTED (), EXPECTED ());
  world->settings.on = TRUE;
  world->settings.on_since_us = at ("2027-03-24T18:00:01+01:00");
  assert_passed (world, "2027-03-24T18:30+01:00", EXPECTED ());
  world->settings.on_since_us = at ("2027-03-24T17:59+01:00");
  assert_passed (world, "2027-03-24T18:30+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 caught-up"));
}

static void
test_grace_and_rest_are_settings (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");

  world_add_rule (world, "wed", "18:00");
  world->state->handled_until_us = at ("2027-03-24T12:00+01:00");
  world->settings.grace_min = 0;
  /* Timers are late; a minute is not. */
  assert_passed (world, "2027-03-24T18:00:05+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 one-of-your-days"));
  assert_passed (world, "2027-03-24T18:01+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 one-of-your-days"));
  assert_passed (world, "2027-03-24T18:01:01+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent missed"));

  world->settings.recent_min = 60;
  world->log->last_ended_us = at ("2027-03-24T17:00:01+01:00");
  assert_passed (world, "2027-03-24T18:00+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 silent recent"));
  world->log->last_ended_us = at ("2027-03-24T17:00:00+01:00");
  assert_passed (world, "2027-03-24T18:00+01:00", EXPECTED ("2027-03-24T18:00:00+01:00 rule-0 one-of-your-days"));
}

/* --- On the screen (R12) -------------------------------------------------------------- */

static gboolean
is_outdated (World *world, FasciaReminderKind kind, const char *rule, const char *now)
{
  FasciaScheduleInput input;
  FasciaReminder shown = { .kind = kind, .rule = (char *)rule };

  return fascia_schedule_is_outdated (world_input (world, &input), &shown, at ("2027-03-24T18:00+01:00"), at (now));
}

static void
test_what_is_pointless_is_withdrawn (void)
{
  const char *later = "2027-03-24T19:00+01:00";
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  FasciaRule *rule = world_add_rule (world, "wed", "18:00");
  FasciaScheduleInput input;

  g_assert_false (is_outdated (world, FASCIA_REMINDER_RULE, "rule-0", later));
  g_assert_true (is_outdated (world, FASCIA_REMINDER_RULE, "rule-7", later));
  g_assert_true (is_outdated (world, FASCIA_REMINDER_RULE, "rule-0", "2027-03-25T00:00+01:00"));
  g_assert_cmpint (fascia_schedule_next_moment (world_input (world, &input), TRUE, at (later)), ==, at ("2027-03-25T00:00+01:00"));
  g_assert_cmpint (fascia_schedule_next_moment (world_input (world, &input), FALSE, at (later)), ==, at ("2027-03-31T18:00+02:00"));

  world->log->running = TRUE;
  g_assert_true (is_outdated (world, FASCIA_REMINDER_RULE, "rule-0", later));
  g_assert_true (is_outdated (world, FASCIA_REMINDER_AFTER_TRAINING, NULL, later));
  world->log->running = FALSE;
  world->log->last_ended_us = at ("2027-03-24T18:30+01:00");
  g_assert_true (is_outdated (world, FASCIA_REMINDER_AFTER_TRAINING, NULL, later));
  world->log->last_ended_us = 0;

  world_count_day (world, day_of ("2027-03-24"));
  g_assert_true (is_outdated (world, FASCIA_REMINDER_RULE, "rule-0", later));
  g_assert_true (is_outdated (world, FASCIA_REMINDER_SNOOZE, NULL, later));
  g_assert_false (is_outdated (world, FASCIA_REMINDER_AFTER_TRAINING, NULL, later));
  rule->even_if_met = TRUE;
  g_assert_false (is_outdated (world, FASCIA_REMINDER_CATCH_UP, "rule-0", later));
  rule->even_if_met = FALSE;
  g_array_set_size (world->counted_days, 0);
  world_count_day (world, day_of ("2027-03-21"));
  g_assert_false (is_outdated (world, FASCIA_REMINDER_RULE, "rule-0", later));
  world_count_day (world, day_of ("2027-03-22"));
  world_count_day (world, day_of ("2027-03-23"));
  world_count_day (world, day_of ("2027-03-25"));
  g_assert_true (is_outdated (world, FASCIA_REMINDER_RULE, "rule-0", later));
  g_array_set_size (world->counted_days, 0);

  world_skip (world, day_of ("2027-03-24"));
  g_assert_true (is_outdated (world, FASCIA_REMINDER_RULE, "rule-0", later));
  g_ptr_array_set_size (world->pauses, 0);
  rule->enabled = FALSE;
  g_assert_true (is_outdated (world, FASCIA_REMINDER_RULE, "rule-0", later));
  rule->enabled = TRUE;
  world->settings.on = FALSE;
  g_assert_true (is_outdated (world, FASCIA_REMINDER_RULE, "rule-0", later));
}

/* A traveller jumps over a slot to before what was handled last. */
static void
test_a_slot_that_was_jumped_over_is_caught_up (void)
{
  g_autoptr (World) world = world_new ("America/New_York");

  world_add_rule (world, "wed", "18:00");
  world_add_rule (world, "wed", "11:00");
  world->state->handled_until_us = at ("2027-03-24T08:00-04:00");
  world_deal (world, "2027-03-24T11:00-04:00");
  g_time_zone_unref (world->zone);
  world->zone = g_time_zone_new_identifier ("Asia/Kolkata");
  /* Half past nine in the evening, of a day whose six o'clock was at half past eight in
   * the morning of New York. */
  assert_passed (world, "2027-03-24T11:10-04:00", EXPECTED ("2027-03-24T18:00:00+05:30 rule-0 caught-up"));
}

/* What is caught up after midnight must be right on that day too. */
static void
test_what_is_shown_on_another_day_is_judged_by_both (void)
{
  g_autoptr (World) world = world_new ("Europe/Copenhagen");
  FasciaRule *rule = world_add_rule (world, "sun", "23:00");

  world->state->handled_until_us = at ("2027-03-21T12:00+01:00");
  assert_passed (world, "2027-03-22T01:00+01:00", EXPECTED ("2027-03-21T23:00:00+01:00 rule-0 caught-up"));
  rule->kind = FASCIA_RULE_WHEN_NEEDED;
  world_count_day (world, day_of ("2027-03-15"));
  world_count_day (world, day_of ("2027-03-16"));
  assert_passed (world, "2027-03-21T23:30+01:00", EXPECTED ("2027-03-21T23:00:00+01:00 rule-0 caught-up"));
  assert_passed (world, "2027-03-22T01:00+01:00", EXPECTED ("2027-03-21T23:00:00+01:00 rule-0 silent on-pace"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/days-of-the-week", test_days_of_the_week);
  g_test_add_func ("/schedule/times-of-day", test_times_of_day);
  g_test_add_func ("/schedule/names-come-back", test_names_come_back);
  g_test_add_func ("/schedule/rules-are-checked", test_rules_are_checked);
  g_test_add_func ("/schedule/a-running-session-gives-signs-of-life", test_a_running_session_gives_signs_of_life);
  g_test_add_func ("/schedule/slot-keys-do-not-know-the-zone", test_slot_keys_do_not_know_the_zone);
  g_test_add_func ("/schedule/the-example-of-the-issue", test_the_example_of_the_issue);
  g_test_add_func ("/schedule/reason-has-its-numbers", test_reason_has_its_numbers);
  g_test_add_func ("/schedule/half-past-two-comes-once-when-clocks-change", test_half_past_two_comes_once_when_clocks_change);
  g_test_add_func ("/schedule/two-rules-meet-at-the-end-of-a-gap", test_two_rules_meet_at_the_end_of_a_gap);
  g_test_add_func ("/schedule/a-day-that-does-not-exist-has-no-slot", test_a_day_that_does_not_exist_has_no_slot);
  g_test_add_func ("/schedule/half-hour-zones", test_half_hour_zones);
  g_test_add_func ("/schedule/clocks-that-change-at-midnight", test_clocks_that_change_at_midnight);
  g_test_add_func ("/schedule/a-met-goal-silences-the-rest-of-the-week", test_a_met_goal_silences_the_rest_of_the_week);
  g_test_add_func ("/schedule/done-today-silences-today", test_done_today_silences_today);
  g_test_add_func ("/schedule/a-session-silences-the-four-hours-after-it", test_a_session_silences_the_four_hours_after_it);
  g_test_add_func ("/schedule/even-if-met-asks-for-more", test_even_if_met_asks_for_more);
  g_test_add_func ("/schedule/a-running-session-is-not-disturbed", test_a_running_session_is_not_disturbed);
  g_test_add_func ("/schedule/not-today-means-today", test_not_today_means_today);
  g_test_add_func ("/schedule/nothing-comes-of-nothing", test_nothing_comes_of_nothing);
  g_test_add_func ("/schedule/slots-before-the-rule-are-nobodys", test_slots_before_the_rule_are_nobodys);
  g_test_add_func ("/schedule/handled-slots-stay-handled", test_handled_slots_stay_handled);
  g_test_add_func ("/schedule/after-an-absence-at-most-one-is-shown", test_after_an_absence_at_most_one_is_shown);
  g_test_add_func ("/schedule/what-is-long-past-is-told-with-what-was-known", test_what_is_long_past_is_told_with_what_was_known);
  g_test_add_func ("/schedule/a-clock-years-ahead-uses-up-no-years", test_a_clock_years_ahead_uses_up_no_years);
  g_test_add_func ("/schedule/slots-at-one-instant-are-one-reminder", test_slots_at_one_instant_are_one_reminder);
  g_test_add_func ("/schedule/a-clock-set-back-repeats-no-slot", test_a_clock_set_back_repeats_no_slot);
  g_test_add_func ("/schedule/a-journey-west-repeats-no-slot-and-one-east-misses-none", test_a_journey_west_repeats_no_slot_and_one_east_misses_none);
  g_test_add_func ("/schedule/a-snooze-is-judged-afresh", test_a_snooze_is_judged_afresh);
  g_test_add_func ("/schedule/a-snooze-dies-with-its-day", test_a_snooze_dies_with_its_day);
  g_test_add_func ("/schedule/a-snooze-gives-way-to-a-newer-slot", test_a_snooze_gives_way_to_a_newer_slot);
  g_test_add_func ("/schedule/slots-used-up-for-months-do-not-end-it", test_slots_used_up_for_months_do_not_end_it);
  g_test_add_func ("/schedule/what-was-asked-for-joins-a-slot-beside-it", test_what_was_asked_for_joins_a_slot_beside_it);
  g_test_add_func ("/schedule/when-needed-speaks-only-in-danger", test_when_needed_speaks_only_in_danger);
  g_test_add_func ("/schedule/paused-and-lost-days-are-not-left", test_paused_and_lost_days_are_not_left);
  g_test_add_func ("/schedule/a-pause-is-silent-and-its-end-fires-nothing", test_a_pause_is_silent_and_its_end_fires_nothing);
  g_test_add_func ("/schedule/a-long-vacation-hides-nothing-behind-it", test_a_long_vacation_hides_nothing_behind_it);
  g_test_add_func ("/schedule/quiet-hours-move-a-slot-to-their-end", test_quiet_hours_move_a_slot_to_their_end);
  g_test_add_func ("/schedule/quiet-hours-end-in-the-second-of-two-hours", test_quiet_hours_end_in_the_second_of_two_hours);
  g_test_add_func ("/schedule/a-done-day-is-not-left", test_a_done_day_is_not_left);
  g_test_add_func ("/schedule/a-moved-slot-is-judged-where-it-moved", test_a_moved_slot_is_judged_where_it_moved);
  g_test_add_func ("/schedule/what-is-found-in-quiet-hours-waits-within-its-grace", test_what_is_found_in_quiet_hours_waits_within_its_grace);
  g_test_add_func ("/schedule/the-nudge-ignores-goal-and-rest-but-nothing-else", test_the_nudge_ignores_goal_and_rest_but_nothing_else);
  g_test_add_func ("/schedule/off-is-off-and-on-begins-anew", test_off_is_off_and_on_begins_anew);
  g_test_add_func ("/schedule/grace-and-rest-are-settings", test_grace_and_rest_are_settings);
  g_test_add_func ("/schedule/what-is-pointless-is-withdrawn", test_what_is_pointless_is_withdrawn);
  g_test_add_func ("/schedule/a-slot-that-was-jumped-over-is-caught-up", test_a_slot_that_was_jumped_over_is_caught_up);
  g_test_add_func ("/schedule/what-is-shown-on-another-day-is-judged-by-both", test_what_is_shown_on_another_day_is_judged_by_both);
  return g_test_run ();
}
