/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the log costs as it grows: logs of 0, 1, 10,000 and 100,000 sessions of ten items
 * each, nine sessions a day. Times in milliseconds: the median of several calls. */
#include "fascia/store/backup.h"
#include "fascia/store/exchange.h"
#include "fascia/store/statistics.h"
#include "long-log.h"
#include "temporary-folder.h"

#define NOW_US LONG_LOG_NOW_US
#define PAGE 50
#define N_CALLS 9

static const guint sizes[] = { 0, 1, 10000, 100000 };

typedef struct {
  FasciaStore *store;
  char *folder;
  guint n_sessions;
} Log;

static FasciaDay
today (void)
{
  return fascia_day_new (2027, 3, 26);
}

typedef void (*Call) (Log *log);

static void
first_page (Log *log)
{
  g_autoptr (GPtrArray) page = fascia_store_list_sessions (log->store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, PAGE, NULL);

  g_assert_nonnull (page);
}

static void
page_of_an_old_month (Log *log)
{
  FasciaDay first = fascia_day_add (today (), -(int)(log->n_sessions / 18));
  g_autoptr (GPtrArray) page = fascia_store_list_sessions (log->store, first, fascia_day_add (first, 30), 0, PAGE, NULL);

  g_assert_nonnull (page);
}

static void
count (Log *log)
{
  g_assert_cmpint (fascia_store_count_sessions (log->store, NULL), >=, log->n_sessions);
}

static void
summary_for_reminders (Log *log)
{
  g_autoptr (FasciaLogSummary) summary = fascia_store_load_log_summary (log->store, fascia_day_add (today (), -35), NOW_US, NULL);

  g_assert_nonnull (summary);
}

static void
sum_items (Log *log, int days)
{
  FasciaDay since = days > 0 ? fascia_day_add (today (), 1 - days) : FASCIA_DAY_NONE;
  g_autoptr (GPtrArray) totals = fascia_store_sum_items (log->store, since, days > 0 ? today () : FASCIA_DAY_NONE, NULL);
  FasciaSessionTotal total;

  g_assert_nonnull (totals);
  g_assert_true (fascia_store_sum_sessions (log->store, since, days > 0 ? today () : FASCIA_DAY_NONE, &total, NULL));
}

static void
sums_of_28_days (Log *log)
{
  sum_items (log, 28);
}

static void
sums_of_365_days (Log *log)
{
  sum_items (log, 365);
}

static void
sums_of_all_time (Log *log)
{
  sum_items (log, 0);
}

static void
days_of_a_year (Log *log)
{
  g_autoptr (GArray) days = fascia_store_list_day_totals (log->store, fascia_day_add (today (), -364), today (), NULL);

  g_assert_nonnull (days);
}

static void
days_for_the_streak (Log *log)
{
  g_autoptr (GArray) days = fascia_store_list_counting_days (log->store, FASCIA_DAY_NONE, today (), NULL);

  g_assert_nonnull (days);
}

static void
ratings_of_all_areas (Log *log)
{
  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    {
      g_autoptr (GArray) ratings = fascia_store_list_ratings (log->store, i, today (), NULL);

      g_assert_nonnull (ratings);
    }
}

static void
insert (Log *log)
{
  g_autoptr (FasciaLogEntry) entry = fascia_log_entry_new ();
  gint64 start_us = NOW_US - g_random_int_range (1, 1000000) * G_TIME_SPAN_SECOND;

  entry->uuid = g_uuid_string_random ();
  entry->started.utc_us = start_us;
  entry->started.zone = g_strdup ("UTC");
  entry->local_date = fascia_day_add (fascia_day_new (1970, 1, 1), start_us / G_TIME_SPAN_DAY);
  entry->active_s = entry->elapsed_s = 600;
  for (guint i = 0; i < 10; i++)
    {
      FasciaLogItem *item = fascia_log_item_new ("calf-roller", i % 2 ? FASCIA_SIDE_LEFT : FASCIA_SIDE_RIGHT);

      item->done_s = 60;
      g_ptr_array_add (entry->items, item);
    }
  g_assert_true (fascia_store_add_session (log->store, entry, NOW_US, NULL));
}

static void
export (Log *log)
{
  g_autofree char *text = fascia_exchange_to_json (log->store, NULL, NULL, NULL, NULL);

  g_assert_nonnull (text);
}

static void
backup (Log *log)
{
  g_autofree char *path = g_build_filename (log->folder, "backup.db", NULL);

  g_assert_true (fascia_backup_write (log->store, path, NULL, NULL, NULL, NULL));
}

static const struct {
  const char *what;
  Call call;
  guint n_calls;
} rows[] = {
  { "first page of the journal", first_page, N_CALLS },
  { "page of an old month", page_of_an_old_month, N_CALLS },
  { "number of sessions", count, N_CALLS },
  { "summary for reminders", summary_for_reminders, N_CALLS },
  { "sums of 28 days", sums_of_28_days, N_CALLS },
  { "sums of 365 days", sums_of_365_days, N_CALLS },
  { "sums of all time", sums_of_all_time, N_CALLS },
  { "days of a year", days_of_a_year, N_CALLS },
  { "days for streak and score", days_for_the_streak, N_CALLS },
  { "ratings of all areas", ratings_of_all_areas, N_CALLS },
  { "one durable insert", insert, N_CALLS },
  { "export as JSON", export, 1 },
  { "backup, verified", backup, 1 },
};

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a;
  gint64 second = *(const gint64 *)b;

  return (first > second) - (first < second);
}

static double
time_ms (Log *log, Call call, guint n_calls)
{
  gint64 costs_us[N_CALLS];

  for (guint i = 0; i < n_calls; i++)
    {
      gint64 before_us = g_get_monotonic_time ();

      call (log);
      costs_us[i] = g_get_monotonic_time () - before_us;
    }
  qsort (costs_us, n_calls, sizeof costs_us[0], compare);
  return costs_us[n_calls / 2] / 1000.0;
}

int
main (void)
{
  double costs_ms[G_N_ELEMENTS (rows)][G_N_ELEMENTS (sizes)];

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      char *root = temporary_folder_new ();
      g_autofree char *folder = g_build_filename (root, "fascia", NULL);
      g_autofree char *path = g_build_filename (folder, FASCIA_STORE_FILE_NAME, NULL);
      g_autoptr (GError) error = NULL;
      Log log = { .folder = folder, .n_sessions = sizes[s] };

      log.store = fascia_store_open (folder, NOW_US, &error);
      g_assert_no_error (error);
      fascia_store_close (log.store);
      long_log_fill (path, sizes[s]);
      log.store = fascia_store_open (folder, NOW_US, &error);
      g_assert_no_error (error);
      for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
        costs_ms[r][s] = time_ms (&log, rows[r].call, rows[r].n_calls);
      fascia_store_close (log.store);
      temporary_folder_free (root);
    }

  g_print ("%-28s", "ms, by sessions in the log");
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    g_print (" %10u", sizes[s]);
  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      g_print ("\n%-28s", rows[r].what);
      for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
        g_print (" %10.2f", costs_ms[r][s]);
    }
  g_print ("\n");
  return 0;
}
