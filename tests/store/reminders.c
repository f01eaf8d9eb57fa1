/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include "data/store/database.h"
#include "tests/store/fixture.h"

static FasciaReminder *
make_reminder (const char *rule, guint year, guint month, guint day_of_month, guint minute, gint64 at_us)
{
  FasciaReminder *reminder = g_new0 (FasciaReminder, 1);

  reminder->kind = FASCIA_REMINDER_RULE;
  reminder->at_us = at_us;
  reminder->rule = g_strdup (rule);
  reminder->slot_day = fascia_day_new (year, month, day_of_month);
  reminder->slot_minute = minute;
  reminder->why = FASCIA_WHY_ONE_OF_YOUR_DAYS;
  reminder->done = 1;
  reminder->goal = 3;
  reminder->days_left = 4;
  return reminder;
}

static gboolean
claim (FasciaStore *store, const FasciaReminder *reminder, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  gboolean claimed;

  fascia_store_claim_reminder (store, reminder, FASCIA_OUTCOME_SHOWN, now_us, &claimed, &error);
  g_assert_no_error (error);
  return claimed;
}

static FasciaReminderState *
must_load (FasciaStore *store, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  FasciaReminderState *state = fascia_store_load_reminder_state (store, now_us, &error);

  g_assert_no_error (error);
  return state;
}

static void
test_a_rule_comes_back_as_it_was (Home *home, gconstpointer data)
{
  g_autoptr (FasciaRule) rule = make_rule (0x15, 1080);
  g_autoptr (FasciaRule) second = make_rule (0x40, 0);
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (GError) error = NULL;
  FasciaRule *read;

  rule->even_if_met = TRUE;
  rule->routine = g_strdup ("desk-break");
  second->enabled = FALSE;
  g_assert_true (fascia_store_add_rule (home_open (home), rule, NOW_US, &error));
  g_assert_true (fascia_store_add_rule (home->store, second, NOW_US + 1, &error));
  home_open (home);
  rules = fascia_store_list_rules (home->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rules->len, ==, 2);
  read = rules->pdata[0];
  g_assert_cmpstr (read->uuid, ==, rule->uuid);
  g_assert_cmpint (read->kind, ==, FASCIA_RULE_ON_DAYS);
  g_assert_cmpuint (read->weekdays, ==, 0x15);
  g_assert_cmpuint (read->minute_of_day, ==, 1080);
  g_assert_true (read->even_if_met);
  g_assert_true (read->enabled);
  g_assert_cmpstr (read->routine, ==, "desk-break");
  g_assert_cmpint (read->changed_at_us, ==, NOW_US);
  read = rules->pdata[1];
  g_assert_cmpstr (read->uuid, ==, second->uuid);
  g_assert_false (read->enabled);
  g_assert_false (read->even_if_met);
  g_assert_null (read->routine);
}

static void
test_a_changed_rule_keeps_its_place (Home *home, gconstpointer data)
{
  g_autoptr (FasciaRule) first = make_rule (0x01, 600);
  g_autoptr (FasciaRule) second = make_rule (0x02, 660);
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fascia_store_add_rule (home_open (home), first, NOW_US, &error));
  g_assert_true (fascia_store_add_rule (home->store, second, NOW_US, &error));
  first->minute_of_day = 720;
  g_assert_true (fascia_store_update_rule (home->store, first, NOW_US + 9, &error));
  rules = fascia_store_list_rules (home->store, &error);
  g_assert_cmpuint (((FasciaRule *) rules->pdata[0])->minute_of_day, ==, 720);
  g_assert_cmpint (((FasciaRule *) rules->pdata[0])->changed_at_us, ==, NOW_US + 9);

  g_assert_true (fascia_store_remove_rule (home->store, first->uuid, NOW_US + 10, &error));
  g_assert_no_error (error);
  left = fascia_store_list_rules (home->store, &error);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_false (fascia_store_remove_rule (home->store, first->uuid, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (fascia_store_update_rule (home->store, first, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
}

static void
test_an_impossible_rule_writes_nothing (Home *home, gconstpointer data)
{
  g_autoptr (FasciaRule) rule = make_rule (0x01, 1500);
  g_autoptr (GError) error = NULL;

  g_assert_false (fascia_store_add_rule (home_open (home), rule, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM reminder_rule"), ==, 0);
}

static void
test_goals_are_kept_by_day (Home *home, gconstpointer data)
{
  const FasciaGoal set[] = {
    { fascia_day_new (2027, 3, 29), 5 },
    { fascia_day_new (2027, 3, 1), 2 },
    { fascia_day_new (2027, 3, 29), 4 }, /* the same day again */
  };
  const FasciaGoal bad[] = { { fascia_day_new (2027, 3, 1), 0 }, { fascia_day_new (2027, 3, 1), 8 }, { FASCIA_DAY_NONE, 3 } };
  g_autoptr (GArray) goals = NULL;
  g_autoptr (GError) error = NULL;

  home_open (home);
  for (gsize i = 0; i < G_N_ELEMENTS (set); i++)
    g_assert_true (fascia_store_set_goal (home->store, &set[i], NOW_US, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (fascia_store_set_goal (home->store, &bad[i], NOW_US, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
      g_clear_error (&error);
    }
  goals = fascia_store_list_goals (home->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (goals->len, ==, 2);
  g_assert_cmpint (fascia_day_difference (g_array_index (goals, FasciaGoal, 0).from, set[1].from), ==, 0);
  g_assert_cmpuint (g_array_index (goals, FasciaGoal, 0).per_week, ==, 2);
  g_assert_cmpuint (g_array_index (goals, FasciaGoal, 1).per_week, ==, 4);
}

static void
test_reminders_are_off_until_switched_on (Home *home, gconstpointer data)
{
  gboolean on = TRUE;

  g_assert_true (fascia_store_get_reminders_on (home_open (home), &on, NULL));
  g_assert_false (on);
  g_assert_true (fascia_store_set_reminders_on (home->store, TRUE, NOW_US, NULL));
  g_assert_true (fascia_store_get_reminders_on (home_open (home), &on, NULL));
  g_assert_true (on);
}

static void
test_a_new_state_is_empty (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminderState) state = must_load (home_open (home), NOW_US);

  g_assert_cmpint (state->handled_until_us, ==, 0);
  g_assert_cmpint (state->snoozed_until_us, ==, 0);
  g_assert_null (state->snoozed_rule);
  g_assert_false (fascia_day_is_valid (state->skip_day));
  g_assert_cmpuint (g_hash_table_size (state->claimed), ==, 0);
}

static void
test_state_survives_a_restart (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminderState) state = NULL;
  g_autoptr (FasciaReminderState) cleared = NULL;
  FasciaDay today = fascia_day_new (2027, 3, 26);

  home_open (home);
  g_assert_true (fascia_store_set_handled_until (home->store, NOW_US, NULL));
  g_assert_true (fascia_store_set_snooze (home->store, NOW_US + 60 * MINUTE_US, "rule-1", NOW_US, NULL));
  g_assert_true (fascia_store_set_skip_day (home->store, today, NOW_US, NULL));
  state = must_load (home_open (home), NOW_US);
  g_assert_cmpint (state->handled_until_us, ==, NOW_US);
  g_assert_cmpint (state->snoozed_until_us, ==, NOW_US + 60 * MINUTE_US);
  g_assert_cmpstr (state->snoozed_rule, ==, "rule-1");
  g_assert_cmpint (fascia_day_difference (state->skip_day, today), ==, 0);

  g_assert_true (fascia_store_set_snooze (home->store, 0, NULL, NOW_US, NULL));
  g_assert_true (fascia_store_set_skip_day (home->store, FASCIA_DAY_NONE, NOW_US, NULL));
  g_assert_true (fascia_store_set_handled_until (home->store, NOW_US - MINUTE_US, NULL)); /* the clock was set back */
  cleared = must_load (home->store, NOW_US);
  g_assert_cmpint (cleared->snoozed_until_us, ==, 0);
  g_assert_null (cleared->snoozed_rule);
  g_assert_false (fascia_day_is_valid (cleared->skip_day));
  g_assert_cmpint (cleared->handled_until_us, ==, NOW_US - MINUTE_US);
}

static void
test_a_slot_is_claimed_once (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminder) reminder = make_reminder ("rule-1", 2027, 3, 26, 1080, NOW_US);
  g_autoptr (FasciaReminder) other_time = make_reminder ("rule-1", 2027, 3, 26, 1081, NOW_US);
  g_autoptr (FasciaReminder) other_rule = make_reminder ("rule-2", 2027, 3, 26, 1080, NOW_US);
  g_autoptr (FasciaReminderState) state = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autofree char *key = fascia_slot_key ("rule-1", reminder->slot_day, 1080);

  g_assert_true (claim (home_open (home), reminder, NOW_US));
  g_assert_false (claim (home->store, reminder, NOW_US + 1));
  home_open (home);
  /* Another instant for the same slot, as after a change of clock or zone. */
  reminder->at_us += G_TIME_SPAN_HOUR;
  g_assert_false (claim (home->store, reminder, NOW_US + G_TIME_SPAN_HOUR));
  g_assert_true (claim (home->store, other_time, NOW_US));
  g_assert_true (claim (home->store, other_rule, NOW_US));

  state = must_load (home->store, NOW_US);
  g_assert_cmpuint (g_hash_table_size (state->claimed), ==, 3);
  g_assert_true (g_hash_table_contains (state->claimed, key));
  /* What was refused changed nothing. */
  g_assert_cmpint (state->handled_until_us, ==, NOW_US);
  history = fascia_store_list_reminder_history (home->store, 0, NULL);
  g_assert_cmpuint (history->len, ==, 3);
}

static void
test_handled_until_never_goes_back_by_a_claim (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminder) late = make_reminder ("rule-1", 2027, 3, 26, 1080, NOW_US);
  g_autoptr (FasciaReminder) early = make_reminder ("rule-2", 2027, 3, 26, 600, NOW_US - G_TIME_SPAN_HOUR);
  g_autoptr (FasciaReminderState) state = NULL;

  g_assert_true (claim (home_open (home), late, NOW_US));
  g_assert_true (claim (home->store, early, NOW_US));
  state = must_load (home->store, NOW_US);
  g_assert_cmpint (state->handled_until_us, ==, NOW_US);
}

static void
test_a_snooze_is_claimed_once_and_cleared (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminder) snooze = make_reminder ("rule-1", 2027, 3, 26, 0, NOW_US + 60 * MINUTE_US);
  g_autoptr (FasciaReminderState) state = NULL;

  snooze->kind = FASCIA_REMINDER_SNOOZE;
  snooze->slot_day = FASCIA_DAY_NONE;
  snooze->why = FASCIA_WHY_SNOOZED;
  g_assert_true (fascia_store_set_snooze (home_open (home), snooze->at_us, "rule-1", NOW_US, NULL));
  g_assert_true (claim (home->store, snooze, snooze->at_us));
  g_assert_false (claim (home->store, snooze, snooze->at_us));
  state = must_load (home->store, snooze->at_us);
  g_assert_cmpint (state->snoozed_until_us, ==, 0);
  g_assert_cmpuint (g_hash_table_size (state->claimed), ==, 0);
}

static void
test_a_newer_snooze_outlives_the_older_one (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminder) snooze = make_reminder ("rule-1", 2027, 3, 26, 0, NOW_US);
  g_autoptr (FasciaReminderState) state = NULL;

  snooze->kind = FASCIA_REMINDER_SNOOZE;
  snooze->slot_day = FASCIA_DAY_NONE;
  g_assert_true (fascia_store_set_snooze (home_open (home), NOW_US + 60 * MINUTE_US, "rule-1", NOW_US, NULL));
  g_assert_false (claim (home->store, snooze, NOW_US));
  state = must_load (home->store, NOW_US);
  g_assert_cmpint (state->snoozed_until_us, ==, NOW_US + 60 * MINUTE_US);
}

static void
test_old_claims_go_and_recent_ones_stay (Home *home, gconstpointer data)
{
  FasciaDay first = fascia_day_new (2026, 1, 1);
  g_autoptr (FasciaReminderState) state = NULL;
  g_autoptr (FasciaReminder) newest = make_reminder ("rule-1", 2027, 3, 26, 1080, NOW_US);
  g_autofree char *recent_key = NULL;

  /* One a day for 449 days, up to yesterday. */
  home_open (home);
  for (int i = 0; i < 449; i++)
    {
      g_autoptr (FasciaReminder) reminder = make_reminder ("rule-1", 2026, 1, 1, 1080, NOW_US);

      reminder->slot_day = fascia_day_add (first, i);
      g_assert_true (claim (home->store, reminder, NOW_US - (449 - i) * G_TIME_SPAN_DAY));
    }
  g_assert_true (claim (home->store, newest, NOW_US));
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM reminder_claim"), ==, 256);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM reminder_history"), ==, 450);
  state = must_load (home->store, NOW_US);
  recent_key = fascia_slot_key ("rule-1", fascia_day_add (newest->slot_day, -FASCIA_LOOK_BACK_DAYS), 1080);
  g_assert_true (g_hash_table_contains (state->claimed, recent_key));
}

/* A clock that is wrong by a year for a minute must not make today's slot free. */
static void
test_a_clock_far_ahead_wipes_no_claim (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminder) today = make_reminder ("rule-1", 2027, 3, 26, 1080, NOW_US);
  g_autoptr (FasciaReminder) far = make_reminder ("rule-1", 2028, 3, 26, 1080, NOW_US + 366 * G_TIME_SPAN_DAY);

  g_assert_true (claim (home_open (home), today, NOW_US));
  g_assert_true (claim (home->store, far, far->at_us));
  g_assert_false (claim (home->store, today, NOW_US + MINUTE_US));
}

static void
test_history_is_newest_first_and_whole (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminder) shown = make_reminder ("rule-1", 2027, 3, 26, 1080, NOW_US);
  g_autoptr (FasciaReminder) silent = make_reminder ("rule-2", 2027, 3, 26, 1080, NOW_US);
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GPtrArray) newest = NULL;
  g_autoptr (GError) error = NULL;
  FasciaReminderRecord *record;
  gboolean claimed;

  home_open (home);
  silent->silent = TRUE;
  silent->why = FASCIA_WHY_GOAL_MET;
  g_assert_true (claim (home->store, shown, NOW_US + 1));
  g_assert_true (fascia_store_claim_reminder (home->store, silent, FASCIA_OUTCOME_SILENT, NOW_US + 2, &claimed, &error));
  shown->joined = TRUE;
  g_assert_true (fascia_store_record_outcome (home->store, shown, FASCIA_OUTCOME_NOT_TODAY, NOW_US + 3, &error));
  g_assert_no_error (error);

  history = fascia_store_list_reminder_history (home->store, 0, &error);
  g_assert_cmpuint (history->len, ==, 3);
  record = history->pdata[0];
  g_assert_cmpint (record->outcome, ==, FASCIA_OUTCOME_NOT_TODAY);
  g_assert_cmpint (record->recorded_us, ==, NOW_US + 3);
  g_assert_true (record->reminder->joined);
  record = history->pdata[1];
  g_assert_cmpint (record->outcome, ==, FASCIA_OUTCOME_SILENT);
  g_assert_true (record->reminder->silent);
  g_assert_cmpint (record->reminder->why, ==, FASCIA_WHY_GOAL_MET);
  record = history->pdata[2];
  g_assert_cmpint (record->outcome, ==, FASCIA_OUTCOME_SHOWN);
  g_assert_cmpint (record->reminder->at_us, ==, NOW_US);
  g_assert_cmpint (record->reminder->kind, ==, FASCIA_REMINDER_RULE);
  g_assert_cmpstr (record->reminder->rule, ==, "rule-1");
  g_assert_cmpint (fascia_day_difference (record->reminder->slot_day, shown->slot_day), ==, 0);
  g_assert_cmpuint (record->reminder->slot_minute, ==, 1080);
  g_assert_false (record->reminder->silent);
  g_assert_false (record->reminder->joined);
  g_assert_cmpint (record->reminder->why, ==, FASCIA_WHY_ONE_OF_YOUR_DAYS);
  g_assert_cmpuint (record->reminder->done, ==, 1);
  g_assert_cmpuint (record->reminder->goal, ==, 3);
  g_assert_cmpuint (record->reminder->days_left, ==, 4);

  newest = fascia_store_list_reminder_history (home->store, 1, &error);
  g_assert_cmpuint (newest->len, ==, 1);
}

static void
test_every_outcome_and_kind_can_be_recorded (Home *home, gconstpointer data)
{
  g_autoptr (GPtrArray) history = NULL;
  guint n = 0;

  home_open (home);
  for (int outcome = FASCIA_OUTCOME_SHOWN; outcome <= FASCIA_OUTCOME_FAILED; outcome++)
    for (int kind = FASCIA_REMINDER_RULE; kind <= FASCIA_REMINDER_CATCH_UP; kind++, n++)
      {
        g_autoptr (FasciaReminder) reminder = make_reminder (NULL, 2027, 3, 26, 0, NOW_US);

        reminder->kind = kind;
        reminder->slot_day = FASCIA_DAY_NONE;
        g_assert_true (fascia_store_record_outcome (home->store, reminder, outcome, NOW_US + n, NULL));
      }
  history = fascia_store_list_reminder_history (home->store, 0, NULL);
  g_assert_cmpuint (history->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      FasciaReminderRecord *record = history->pdata[n - 1 - i];

      g_assert_cmpuint (record->outcome, ==, i / 4);
      g_assert_cmpuint (record->reminder->kind, ==, i % 4);
      g_assert_null (record->reminder->rule);
      g_assert_false (fascia_day_is_valid (record->reminder->slot_day));
    }
}

typedef struct
{
  const char *folder;
  int start; /* closed to let all begin at once */
  int tell;
} Claimant;

static void
claim_hundred (gpointer data)
{
  Claimant *claimant = data;
  g_autoptr (FasciaStore) store = fascia_store_open (claimant->folder, NOW_US, NULL);
  char byte;

  if (store == NULL || read (claimant->start, &byte, 1) != 0)
    _exit (1);
  for (guint minute = 0; minute < 100; minute++)
    {
      g_autoptr (FasciaReminder) reminder = make_reminder ("rule-1", 2027, 3, 26, minute, NOW_US);

      if (claim (store, reminder, NOW_US) && write (claimant->tell, "x", 1) != 1)
        _exit (2);
    }
}

static void
test_two_services_show_each_slot_once (Home *home, gconstpointer data)
{
  int start[2];
  int tell[2];
  char bytes[512];
  pid_t pids[2];
  gssize n_read;
  gsize n_claimed = 0;
  Claimant claimant;

  home_open (home);
  home_close (home);
  g_assert_cmpint (pipe (start), ==, 0);
  g_assert_cmpint (pipe (tell), ==, 0);
  claimant = (Claimant){ .folder = home->folder, .start = start[0], .tell = tell[1] };
  for (gsize i = 0; i < G_N_ELEMENTS (pids); i++)
    {
      pids[i] = fork ();
      if (pids[i] == 0)
        {
          close (start[1]);
          claim_hundred (&claimant);
          _exit (0);
        }
    }
  close (tell[1]);
  close (start[1]);
  while ((n_read = read (tell[0], bytes, sizeof bytes)) > 0)
    n_claimed += n_read;
  for (gsize i = 0; i < G_N_ELEMENTS (pids); i++)
    await_child (pids[i]);
  close (tell[0]);
  close (start[0]);
  g_assert_cmpuint (n_claimed, ==, 100);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM reminder_history"), ==, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/reminders/a-rule-comes-back-as-it-was", test_a_rule_comes_back_as_it_was);
  add_home_test ("/store/reminders/a-changed-rule-keeps-its-place", test_a_changed_rule_keeps_its_place);
  add_home_test ("/store/reminders/an-impossible-rule-writes-nothing", test_an_impossible_rule_writes_nothing);
  add_home_test ("/store/reminders/goals-are-kept-by-day", test_goals_are_kept_by_day);
  add_home_test ("/store/reminders/reminders-are-off-until-switched-on", test_reminders_are_off_until_switched_on);
  add_home_test ("/store/reminders/a-new-state-is-empty", test_a_new_state_is_empty);
  add_home_test ("/store/reminders/state-survives-a-restart", test_state_survives_a_restart);
  add_home_test ("/store/reminders/a-slot-is-claimed-once", test_a_slot_is_claimed_once);
  add_home_test ("/store/reminders/handled-until-never-goes-back-by-a-claim", test_handled_until_never_goes_back_by_a_claim);
  add_home_test ("/store/reminders/a-snooze-is-claimed-once-and-cleared", test_a_snooze_is_claimed_once_and_cleared);
  add_home_test ("/store/reminders/a-newer-snooze-outlives-the-older-one", test_a_newer_snooze_outlives_the_older_one);
  add_home_test ("/store/reminders/old-claims-go-and-recent-ones-stay", test_old_claims_go_and_recent_ones_stay);
  add_home_test ("/store/reminders/a-clock-far-ahead-wipes-no-claim", test_a_clock_far_ahead_wipes_no_claim);
  add_home_test ("/store/reminders/history-is-newest-first-and-whole", test_history_is_newest_first_and_whole);
  add_home_test ("/store/reminders/every-outcome-and-kind-can-be-recorded", test_every_outcome_and_kind_can_be_recorded);
  add_home_test ("/store/reminders/two-services-show-each-slot-once", test_two_services_show_each_slot_once);
  return g_test_run ();
}
