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
  g_assert_true (fascia_store_add_rule (home->store, second, NOW_US + 1000, &error));
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
  g_assert_true (fascia_store_update_rule (home->store, first, NOW_US + 9000, &error));
  rules = fascia_store_list_rules (home->store, &error);
  g_assert_cmpuint (((FasciaRule *) rules->pdata[0])->minute_of_day, ==, 720);
  g_assert_cmpint (((FasciaRule *) rules->pdata[0])->changed_at_us, ==, NOW_US + 9000);

  g_assert_true (fascia_store_remove_rule (home->store, first->uuid, NOW_US + 10000, &error));
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

static FasciaReminderSettings
must_load_settings (FasciaStore *store)
{
  FasciaReminderSettings settings;
  g_autoptr (GError) error = NULL;

  fascia_store_load_reminder_settings (store, &settings, &error);
  g_assert_no_error (error);
  return settings;
}

static void
test_reminders_are_off_until_switched_on (Home *home, gconstpointer data)
{
  FasciaReminderSettings settings = must_load_settings (home_open (home));
  FasciaReminderSettings defaults = FASCIA_REMINDER_SETTINGS_DEFAULT;

  g_assert_false (settings.on);
  g_assert_cmpint (settings.on_since_us, ==, 0);
  g_assert_cmpuint (settings.recent_min, ==, defaults.recent_min);
  g_assert_cmpuint (settings.grace_min, ==, defaults.grace_min);
  g_assert_cmpuint (settings.nudge_min, ==, defaults.nudge_min);
  g_assert_false (settings.quiet);
  g_assert_cmpuint (settings.quiet_from, ==, defaults.quiet_from);
  g_assert_cmpuint (settings.quiet_until, ==, defaults.quiet_until);
  g_assert_false (settings.quiet_drop);
  g_assert_false (settings.private_texts);

  settings.on = TRUE;
  g_assert_true (fascia_store_save_reminder_settings (home->store, &settings, NOW_US, NULL));
  g_assert_true (must_load_settings (home_open (home)).on);
}

static void
test_settings_come_back_as_they_were (Home *home, gconstpointer data)
{
  const FasciaReminderSettings set = {
    .on = TRUE, .recent_min = 90, .grace_min = 0, .nudge_min = 5, .quiet = TRUE,
    .quiet_from = 1439, .quiet_until = 0, .quiet_drop = TRUE, .private_texts = TRUE,
  };
  FasciaReminderSettings read;

  g_assert_true (fascia_store_save_reminder_settings (home_open (home), &set, NOW_US, NULL));
  read = must_load_settings (home_open (home));
  g_assert_true (read.on);
  g_assert_cmpint (read.on_since_us, ==, NOW_US);
  g_assert_cmpuint (read.recent_min, ==, 90);
  g_assert_cmpuint (read.grace_min, ==, 0);
  g_assert_cmpuint (read.nudge_min, ==, 5);
  g_assert_true (read.quiet);
  g_assert_cmpuint (read.quiet_from, ==, 1439);
  g_assert_cmpuint (read.quiet_until, ==, 0);
  g_assert_true (read.quiet_drop);
  g_assert_true (read.private_texts);
}

static void
test_the_instant_of_switching_on_is_kept (Home *home, gconstpointer data)
{
  FasciaReminderSettings settings = must_load_settings (home_open (home));

  settings.on = TRUE;
  g_assert_true (fascia_store_save_reminder_settings (home->store, &settings, NOW_US, NULL));
  settings.grace_min = 60;
  g_assert_true (fascia_store_save_reminder_settings (home->store, &settings, NOW_US + 1000, NULL));
  g_assert_cmpint (must_load_settings (home->store).on_since_us, ==, NOW_US);
  g_assert_cmpint (home_ask (home, "SELECT changed_at_us FROM reminder_settings"), ==, NOW_US + 1000);

  /* Nothing is different: nothing changed. */
  g_assert_true (fascia_store_save_reminder_settings (home->store, &settings, NOW_US + 2000, NULL));
  g_assert_cmpint (home_ask (home, "SELECT changed_at_us FROM reminder_settings"), ==, NOW_US + 1000);

  settings.on = FALSE;
  g_assert_true (fascia_store_save_reminder_settings (home->store, &settings, NOW_US + 3000, NULL));
  settings.on = TRUE;
  g_assert_true (fascia_store_save_reminder_settings (home->store, &settings, NOW_US + 4000, NULL));
  g_assert_cmpint (must_load_settings (home->store).on_since_us, ==, NOW_US + 4000);
}

static void
test_impossible_settings_write_nothing (Home *home, gconstpointer data)
{
  FasciaReminderSettings settings = must_load_settings (home_open (home));
  g_autoptr (GError) error = NULL;

  settings.on = TRUE;
  settings.quiet_from = settings.quiet_until;
  g_assert_false (fascia_store_save_reminder_settings (home->store, &settings, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  g_assert_false (must_load_settings (home->store).on);
}

/* --- Pauses --------------------------------------------------------------------- */

static FasciaPause *
make_pause (FasciaDay from, FasciaDay until, FasciaPauseReason reason)
{
  FasciaPause *pause = fascia_pause_new ();

  pause->uuid = g_uuid_string_random ();
  pause->from = from;
  pause->until = until;
  pause->reason = reason;
  return pause;
}

static FasciaPause *
add_pause (Home *home, FasciaDay from, FasciaDay until, FasciaPauseReason reason)
{
  FasciaPause *pause = make_pause (from, until, reason);
  g_autoptr (GError) error = NULL;

  fascia_store_add_pause (home->store, pause, NOW_US, &error);
  g_assert_no_error (error);
  return pause;
}

static GPtrArray *
must_list_pauses (Home *home)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *pauses = fascia_store_list_pauses (home->store, &error);

  g_assert_no_error (error);
  return pauses;
}

static gboolean
must_end_pauses (Home *home, FasciaDay today, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  gboolean any;

  fascia_store_end_pauses (home->store, today, now_us, &any, &error);
  g_assert_no_error (error);
  return any;
}

static void
test_a_pause_comes_back_as_it_was (Home *home, gconstpointer data)
{
  FasciaDay today = fascia_day_new (2027, 3, 26);
  g_autoptr (FasciaPause) open = NULL;
  g_autoptr (FasciaPause) past = NULL;
  g_autoptr (GPtrArray) pauses = NULL;
  const FasciaPause *read;

  home_open (home);
  open = add_pause (home, today, FASCIA_DAY_NONE, FASCIA_PAUSE_ILLNESS);
  past = add_pause (home, fascia_day_add (today, -9), fascia_day_add (today, -3), FASCIA_PAUSE_VACATION);
  home_open (home);
  pauses = must_list_pauses (home);
  g_assert_cmpuint (pauses->len, ==, 2);
  read = pauses->pdata[0];
  g_assert_cmpstr (read->uuid, ==, past->uuid);
  g_assert_cmpint (fascia_day_difference (read->from, past->from), ==, 0);
  g_assert_cmpint (fascia_day_difference (read->until, past->until), ==, 0);
  g_assert_cmpint (read->reason, ==, FASCIA_PAUSE_VACATION);
  g_assert_cmpint (read->created_us, ==, NOW_US);
  g_assert_cmpint (read->ended_us, ==, 0);
  g_assert_false (fascia_day_is_valid (read->ended_day));
  read = pauses->pdata[1];
  g_assert_cmpstr (read->uuid, ==, open->uuid);
  g_assert_cmpint (read->reason, ==, FASCIA_PAUSE_ILLNESS);
  g_assert_false (fascia_day_is_valid (read->until));
}

static void
test_ending_ends_what_covers_today_only (Home *home, gconstpointer data)
{
  FasciaDay today = fascia_day_new (2027, 3, 26);
  g_autoptr (FasciaPause) over = NULL;
  g_autoptr (FasciaPause) last_day = NULL;
  g_autoptr (FasciaPause) first_day = NULL;
  g_autoptr (FasciaPause) tomorrow = NULL;
  g_autoptr (GPtrArray) pauses = NULL;

  home_open (home);
  over = add_pause (home, fascia_day_add (today, -9), fascia_day_add (today, -1), FASCIA_PAUSE_OTHER);
  last_day = add_pause (home, fascia_day_add (today, -8), today, FASCIA_PAUSE_VACATION);
  first_day = add_pause (home, today, FASCIA_DAY_NONE, FASCIA_PAUSE_ILLNESS);
  tomorrow = add_pause (home, fascia_day_add (today, 1), fascia_day_add (today, 1), FASCIA_PAUSE_SKIP);
  g_assert_true (must_end_pauses (home, today, NOW_US + 7000));
  g_assert_false (must_end_pauses (home, today, NOW_US + 8000));

  pauses = must_list_pauses (home);
  g_assert_cmpuint (pauses->len, ==, 4);
  for (guint i = 0; i < pauses->len; i++)
    {
      const FasciaPause *pause = pauses->pdata[i];
      gboolean ended = i == 1 || i == 2;

      g_assert_cmpint (pause->ended_us, ==, ended ? NOW_US + 7000 : 0);
      g_assert_cmpint (fascia_day_is_valid (pause->ended_day), ==, ended);
      if (ended)
        g_assert_cmpint (fascia_day_difference (pause->ended_day, today), ==, 0);
    }
  g_assert_cmpstr (((FasciaPause *) pauses->pdata[1])->uuid, ==, last_day->uuid);
  g_assert_cmpstr (((FasciaPause *) pauses->pdata[2])->uuid, ==, first_day->uuid);
}

static void
test_a_deleted_pause_was_never (Home *home, gconstpointer data)
{
  FasciaDay today = fascia_day_new (2027, 3, 26);
  g_autoptr (FasciaPause) pause = NULL;
  g_autoptr (GPtrArray) pauses = NULL;
  g_autoptr (GError) error = NULL;

  home_open (home);
  pause = add_pause (home, today, FASCIA_DAY_NONE, FASCIA_PAUSE_OTHER);
  g_assert_true (fascia_store_delete_pause (home->store, pause->uuid, NOW_US + 1000, &error));
  g_assert_no_error (error);
  pauses = must_list_pauses (home);
  g_assert_cmpuint (pauses->len, ==, 0);
  g_assert_false (must_end_pauses (home, today, NOW_US + 2000));
  g_assert_false (fascia_store_delete_pause (home->store, pause->uuid, NOW_US + 3000, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  /* The tombstone keeps the instant of the deletion. */
  g_assert_cmpint (home_ask (home, "SELECT deleted_at_us FROM pause"), ==, NOW_US + 1000);
}

static void
test_an_impossible_pause_writes_nothing (Home *home, gconstpointer data)
{
  FasciaDay today = fascia_day_new (2027, 3, 26);
  g_autoptr (FasciaPause) backwards = make_pause (today, fascia_day_add (today, -1), FASCIA_PAUSE_OTHER);
  g_autoptr (FasciaPause) never = make_pause (FASCIA_DAY_NONE, today, FASCIA_PAUSE_OTHER);
  g_autoptr (GError) error = NULL;

  g_assert_false (fascia_store_add_pause (home_open (home), backwards, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (fascia_store_add_pause (home->store, never, NOW_US, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM pause"), ==, 0);
}

/* --- State ---------------------------------------------------------------------- */

static void
test_a_new_state_is_empty (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminderState) state = must_load (home_open (home), NOW_US);

  g_assert_cmpint (state->handled_until_us, ==, 0);
  g_assert_cmpint (state->snoozed_until_us, ==, 0);
  g_assert_null (state->snoozed_rule);
  g_assert_cmpint (state->nudge_us, ==, 0);
  g_assert_cmpuint (g_hash_table_size (state->claimed), ==, 0);
}

static void
test_state_survives_a_restart (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminderState) state = NULL;
  g_autoptr (FasciaReminderState) cleared = NULL;

  home_open (home);
  g_assert_true (fascia_store_set_handled_until (home->store, NOW_US, NULL));
  g_assert_true (fascia_store_set_snooze (home->store, NOW_US + 60 * MINUTE_US, "rule-1", NOW_US, NULL));
  g_assert_true (fascia_store_set_nudge (home->store, NOW_US + 5 * MINUTE_US, NOW_US, NULL));
  g_assert_true (fascia_store_set_nudge (home->store, NOW_US + 30 * MINUTE_US, NOW_US, NULL));
  state = must_load (home_open (home), NOW_US);
  g_assert_cmpint (state->handled_until_us, ==, NOW_US);
  g_assert_cmpint (state->snoozed_until_us, ==, NOW_US + 60 * MINUTE_US);
  g_assert_cmpstr (state->snoozed_rule, ==, "rule-1");
  g_assert_cmpint (state->nudge_us, ==, NOW_US + 30 * MINUTE_US); /* the later call replaces the first */

  g_assert_true (fascia_store_set_snooze (home->store, 0, NULL, NOW_US, NULL));
  g_assert_true (fascia_store_set_nudge (home->store, 0, NOW_US, NULL));
  g_assert_true (fascia_store_set_handled_until (home->store, NOW_US - MINUTE_US, NULL)); /* the clock was set back */
  cleared = must_load (home->store, NOW_US);
  g_assert_cmpint (cleared->snoozed_until_us, ==, 0);
  g_assert_null (cleared->snoozed_rule);
  g_assert_cmpint (cleared->nudge_us, ==, 0);
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
  g_assert_false (claim (home->store, reminder, NOW_US + 1000));
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

/* Quiet hours show it later than it was asked for. */
static void
test_a_moved_snooze_is_claimed_once (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminder) snooze = make_reminder (NULL, 2027, 3, 26, 0, NOW_US + 8 * 60 * MINUTE_US);
  g_autoptr (GPtrArray) history = NULL;

  snooze->kind = FASCIA_REMINDER_SNOOZE;
  snooze->slot_day = FASCIA_DAY_NONE;
  snooze->moved = TRUE;
  g_assert_true (fascia_store_set_snooze (home_open (home), NOW_US, NULL, NOW_US, NULL));
  g_assert_true (claim (home->store, snooze, snooze->at_us));
  g_assert_false (claim (home->store, snooze, snooze->at_us));
  history = fascia_store_list_reminder_history (home->store, 0, NULL);
  g_assert_cmpuint (history->len, ==, 1);
  g_assert_true (((FasciaReminderRecord *) history->pdata[0])->reminder->moved);
}

static void
test_a_nudge_is_claimed_once_and_cleared (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminder) nudge = make_reminder (NULL, 2027, 3, 26, 0, NOW_US + 60 * MINUTE_US);
  g_autoptr (FasciaReminderState) state = NULL;

  nudge->kind = FASCIA_REMINDER_AFTER_TRAINING;
  nudge->slot_day = FASCIA_DAY_NONE;
  nudge->why = FASCIA_WHY_AFTER_TRAINING;
  g_assert_true (fascia_store_set_snooze (home_open (home), NOW_US + MINUTE_US, NULL, NOW_US, NULL));
  g_assert_true (fascia_store_set_nudge (home->store, nudge->at_us, NOW_US, NULL));
  g_assert_true (claim (home->store, nudge, nudge->at_us));
  g_assert_false (claim (home->store, nudge, nudge->at_us));
  state = must_load (home->store, nudge->at_us);
  g_assert_cmpint (state->nudge_us, ==, 0);
  g_assert_cmpint (state->snoozed_until_us, ==, NOW_US + MINUTE_US);
}

static void
ask_for_both (Home *home)
{
  g_assert_true (fascia_store_set_snooze (home->store, NOW_US + 60 * MINUTE_US, "rule-1", NOW_US, NULL));
  g_assert_true (fascia_store_set_nudge (home->store, NOW_US + 60 * MINUTE_US, NOW_US, NULL));
}

static gboolean
waits_for_both (Home *home)
{
  g_autoptr (FasciaReminderState) state = must_load (home->store, NOW_US);

  g_assert_cmpint (state->snoozed_until_us != 0, ==, state->nudge_us != 0);
  g_assert_cmpint (state->snoozed_until_us != 0, ==, state->snoozed_rule != NULL);
  return state->nudge_us != 0;
}

static void
test_a_logged_session_takes_snooze_and_nudge_back (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) by_hand = make_entry (NOW_US - G_TIME_SPAN_HOUR, 5);
  FasciaOpenSession open = { .entry = make_full_entry (NOW_US), .state = (char *) "running", .heartbeat_us = NOW_US };
  g_autoptr (GError) error = NULL;

  home_open (home);
  ask_for_both (home);
  g_assert_true (fascia_store_add_session (home->store, by_hand, NOW_US, &error));
  g_assert_false (waits_for_both (home));

  /* Neither beginning one nor editing one logs it. */
  ask_for_both (home);
  g_assert_true (fascia_store_journal_session (home->store, &open, NOW_US, &error));
  by_hand->before = 3;
  g_assert_true (fascia_store_update_session (home->store, by_hand, NOW_US, &error));
  g_assert_true (waits_for_both (home));
  g_assert_true (fascia_store_end_session (home->store, open.entry, NOW_US, NOW_US, &error));
  g_assert_no_error (error);
  g_assert_false (waits_for_both (home));

  /* What could not be logged took nothing back. */
  ask_for_both (home);
  g_assert_false (fascia_store_add_session (home->store, by_hand, NOW_US, &error));
  g_assert_true (waits_for_both (home));
  fascia_log_entry_free (open.entry);
}

/* The slots of 20 daily rules, on the @n_days before @until. */
static void
claim_all_days (Home *home, FasciaDay until, guint n_days, gint64 now_us)
{
  for (guint i = 0; i < n_days; i++)
    {
      for (guint r = 0; r < 20; r++)
        {
          g_autofree char *rule = g_strdup_printf ("rule-%u", r);
          g_autoptr (FasciaReminder) reminder = make_reminder (rule, 2027, 3, 26, 1080, now_us);

          reminder->slot_day = fascia_day_add (until, (int)i - (int)n_days);
          g_assert_true (claim (home->store, reminder, now_us));
        }
    }
}

static void
test_old_claims_go_and_recent_ones_stay (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminderState) state = NULL;
  g_autoptr (FasciaReminder) newest = make_reminder ("rule-1", 2027, 3, 26, 1080, NOW_US);
  g_autofree char *recent_key = NULL;

  home_open (home);
  claim_all_days (home, newest->slot_day, 80, NOW_US);
  g_assert_true (claim (home->store, newest, NOW_US));
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM reminder_claim"), ==, 2 * 20 * FASCIA_LOOK_BACK_DAYS);
  g_assert_cmpint (home_ask (home, "SELECT count (*) FROM reminder_history"), ==, 80 * 20 + 1);
  state = must_load (home->store, NOW_US);
  recent_key = fascia_slot_key ("rule-1", fascia_day_add (newest->slot_day, -FASCIA_LOOK_BACK_DAYS), 1080);
  g_assert_true (g_hash_table_contains (state->claimed, recent_key));
}

/* A clock that is wrong by a year for a minute must not make the slots of today free. */
static void
test_a_clock_far_ahead_wipes_no_claim (Home *home, gconstpointer data)
{
  g_autoptr (FasciaReminder) today = make_reminder ("rule-1", 2027, 3, 26, 1080, NOW_US);
  g_autoptr (FasciaReminder) long_ago = make_reminder ("rule-1", 2027, 3, 26, 1080, NOW_US);
  gint64 far_us = NOW_US + 366 * G_TIME_SPAN_DAY;

  home_open (home);
  claim_all_days (home, fascia_day_add (today->slot_day, 1), FASCIA_LOOK_BACK_DAYS, NOW_US);
  claim_all_days (home, fascia_day_add (today->slot_day, 367), FASCIA_LOOK_BACK_DAYS, far_us);
  g_assert_false (claim (home->store, today, NOW_US + MINUTE_US));
  long_ago->slot_day = fascia_day_add (today->slot_day, 1 - FASCIA_LOOK_BACK_DAYS);
  g_assert_false (claim (home->store, long_ago, NOW_US + MINUTE_US));
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
  g_assert_true (claim (home->store, shown, NOW_US + 1000));
  g_assert_true (fascia_store_claim_reminder (home->store, silent, FASCIA_OUTCOME_SILENT, NOW_US + 2000, &claimed, &error));
  shown->joined = TRUE;
  g_assert_true (fascia_store_record_outcome (home->store, shown, FASCIA_OUTCOME_NOT_TODAY, NOW_US + 3000, &error));
  g_assert_no_error (error);

  history = fascia_store_list_reminder_history (home->store, 0, &error);
  g_assert_cmpuint (history->len, ==, 3);
  record = history->pdata[0];
  g_assert_cmpint (record->outcome, ==, FASCIA_OUTCOME_NOT_TODAY);
  g_assert_cmpint (record->recorded_us, ==, NOW_US + 3000);
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
  add_home_test ("/store/reminders/settings-come-back-as-they-were", test_settings_come_back_as_they_were);
  add_home_test ("/store/reminders/the-instant-of-switching-on-is-kept", test_the_instant_of_switching_on_is_kept);
  add_home_test ("/store/reminders/impossible-settings-write-nothing", test_impossible_settings_write_nothing);
  add_home_test ("/store/reminders/a-pause-comes-back-as-it-was", test_a_pause_comes_back_as_it_was);
  add_home_test ("/store/reminders/ending-ends-what-covers-today-only", test_ending_ends_what_covers_today_only);
  add_home_test ("/store/reminders/a-deleted-pause-was-never", test_a_deleted_pause_was_never);
  add_home_test ("/store/reminders/an-impossible-pause-writes-nothing", test_an_impossible_pause_writes_nothing);
  add_home_test ("/store/reminders/a-moved-snooze-is-claimed-once", test_a_moved_snooze_is_claimed_once);
  add_home_test ("/store/reminders/a-nudge-is-claimed-once-and-cleared", test_a_nudge_is_claimed_once_and_cleared);
  add_home_test ("/store/reminders/a-logged-session-takes-snooze-and-nudge-back", test_a_logged_session_takes_snooze_and_nudge_back);
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
