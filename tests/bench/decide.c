/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one decision about reminders costs: 20 daily rules over a log of 100,000 sessions,
 * nine a day. Alone, with all days of the log in hand; and as the service does it, with
 * everything loaded from the database first. */
#include <sqlite3.h>

#include "app/service/reminder-private.h"
#include "temporary-folder.h"

#define NOW_US G_GINT64_CONSTANT (1806058800000000) /* 2027-03-26T11:00:00Z */
#define N_SESSIONS 100000
#define N_RULES 20
#define N_CALLS 400

static void
fill (const char *path)
{
  g_autofree char *sql = g_strdup_printf (
    "PRAGMA synchronous = OFF; BEGIN;"
    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %d) "
    "INSERT INTO session (uuid, started_us, utc_offset_s, zone, local_date, ended_us, active_s, elapsed_s, source, counts, changed_at_us) "
    "SELECT printf ('00000000-0000-4000-8000-%%012d', i), s * 1000000, 0, 'UTC', date (s, 'unixepoch'), s * 1000000 + 600000000, "
    "600, 600, 'timer', 1, 0 FROM (SELECT i, 1806058800 - 86400 - i / 9 * 86400 - i %% 9 * 4000 AS s FROM n);"
    "COMMIT;",
    N_SESSIONS);
  sqlite3 *db;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s", message);
  sqlite3_close (db);
}

/* Half on days, half when needed, through the day; added long ago, so that all slots that
 * are looked back on are theirs. */
static void
add_rules (FasciaStore *store)
{
  for (guint i = 0; i < N_RULES; i++)
    {
      g_autoptr (FasciaRule) rule = fascia_rule_new ();

      g_free (rule->uuid);
      rule->uuid = g_uuid_string_random ();
      rule->kind = i % 2 ? FASCIA_RULE_WHEN_NEEDED : FASCIA_RULE_ON_DAYS;
      rule->weekdays = FASCIA_ALL_WEEKDAYS;
      rule->minute_of_day = 6 * 60 + i * 50;
      g_assert_true (fascia_store_add_rule (store, rule, NOW_US - 90 * G_TIME_SPAN_DAY, NULL));
    }
}

/* The service that comes back decides over weeks of slots; the one that is always there
 * has dealt with them, and with its facts asks for the next moment. */
typedef struct {
  FasciaStore *store;
  GTimeZone *zone;
  FasciaScheduleFacts *facts;
  FasciaLogSummary *whole;
} Bench;

typedef void (*Call) (Bench *bench);

static FasciaScheduleInput
input_of (Bench *self)
{
  FasciaScheduleInput input = fascia_schedule_facts_input (self->facts);

  input.log = self->whole;
  return input;
}

static void
decide_after_weeks (Bench *self)
{
  FasciaScheduleInput input = input_of (self);
  g_autoptr (GPtrArray) passed = fascia_schedule_passed (&input, NOW_US);

  g_assert_cmpuint (passed->len, >, 500);
}

static void
decide_up_to_date (Bench *self)
{
  FasciaScheduleInput input = input_of (self);
  g_autoptr (FasciaReminderState) state = fascia_reminder_state_new ();
  g_autoptr (GPtrArray) passed = NULL;

  state->handled_until_us = NOW_US;
  input.state = state;
  passed = fascia_schedule_passed (&input, NOW_US);
  g_assert_nonnull (passed);
}

static void
ask_for_next_moment (Bench *self)
{
  FasciaScheduleInput input = input_of (self);

  g_assert_cmpint (fascia_schedule_next_moment (&input, FALSE, NOW_US), >, NOW_US);
}

static void
forecast_five (Bench *self)
{
  FasciaScheduleInput input = input_of (self);
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (GPtrArray) silent = NULL;

  fascia_schedule_forecast (&input, NOW_US, 5, &next, &silent);
  g_assert_cmpuint (next->len, ==, 5);
}

static void
load_and_decide (Bench *self)
{
  g_autoptr (GError) error = NULL;
  FasciaScheduleFacts *facts = fascia_schedule_facts_load (self->store, self->zone, NOW_US, &error);
  FasciaScheduleInput input;
  g_autoptr (GPtrArray) passed = NULL;

  g_assert_no_error (error);
  input = fascia_schedule_facts_input (facts);
  passed = fascia_schedule_passed (&input, NOW_US);
  g_assert_cmpuint (passed->len, >, 500);
  fascia_schedule_facts_free (facts);
}

static int
compare_us (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a;
  gint64 second = *(const gint64 *)b;

  return (first > second) - (first < second);
}

static void
print_row (const char *what, Bench *bench, Call call)
{
  gint64 costs_us[N_CALLS];

  for (guint i = 0; i < N_CALLS; i++)
    {
      gint64 before_us = g_get_monotonic_time ();

      call (bench);
      costs_us[i] = g_get_monotonic_time () - before_us;
    }
  qsort (costs_us, N_CALLS, sizeof *costs_us, compare_us);
  g_print ("%-44s %9" G_GINT64_FORMAT " %9" G_GINT64_FORMAT " %9" G_GINT64_FORMAT "\n", what,
           costs_us[N_CALLS / 2], costs_us[N_CALLS * 99 / 100], costs_us[N_CALLS - 1]);
}

int
main (void)
{
  char *root = temporary_folder_new ();
  g_autofree char *folder = g_build_filename (root, "fascia", NULL);
  g_autofree char *path = g_build_filename (folder, FASCIA_STORE_FILE_NAME, NULL);
  FasciaReminderSettings settings = FASCIA_REMINDER_SETTINGS_DEFAULT;
  g_autoptr (GError) error = NULL;
  Bench bench = { .zone = g_time_zone_new_identifier ("Europe/Copenhagen") };

  bench.store = fascia_store_open (folder, NOW_US, &error);
  g_assert_no_error (error);
  fill (path);
  add_rules (bench.store);
  settings.on = TRUE;
  g_assert_true (fascia_store_save_reminder_settings (bench.store, &settings, NOW_US - 90 * G_TIME_SPAN_DAY, NULL));
  bench.whole = fascia_store_load_log_summary (bench.store, FASCIA_DAY_NONE, NOW_US, &error);
  g_assert_no_error (error);
  bench.facts = fascia_schedule_facts_load (bench.store, bench.zone, NOW_US, &error);
  g_assert_no_error (error);

  g_print ("%d rules, %d sessions on %u days\n\n", N_RULES, N_SESSIONS, bench.whole->n_counted_days);
  g_print ("%-44s %9s %9s %9s\n", "microseconds a call", "p50", "p99", "max");
  print_row ("what has passed, back after five weeks", &bench, decide_after_weeks);
  print_row ("what has passed, all dealt with", &bench, decide_up_to_date);
  print_row ("the next moment", &bench, ask_for_next_moment);
  print_row ("the next five, as the window shows them", &bench, forecast_five);
  print_row ("facts from the database, then what has passed", &bench, load_and_decide);

  fascia_schedule_facts_free (bench.facts);
  fascia_log_summary_free (bench.whole);
  g_time_zone_unref (bench.zone);
  fascia_store_close (bench.store);
  temporary_folder_free (root);
  return 0;
}
