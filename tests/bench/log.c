/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the log costs as it grows: logs of 0, 1, 10,000 and 100,000 sessions of ten items
 * each, nine sessions a day; or of the sizes given. Times in milliseconds: the median of
 * several calls. Memory: the peak of the process beyond what it had before, in MB. The
 * last column is how many times more it is for ten times as much. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fascia/store/backup.h"
#include "fascia/store/exchange.h"
#include "fascia/store/search.h"
#include "fascia/store/statistics.h"
#include "long-log.h"
#include "temporary-folder.h"

#define NOW_US LONG_LOG_NOW_US
#define PAGE 50
#define N_CALLS 9

#define MAX_SIZES 8

/* Each so many sessions differ where logs are merged. */
#define DIFFERS 100

typedef struct {
  FasciaStore *store;
  char *folder;
  guint n_sessions;
  FasciaLogEntry *entry; /* the newest */
  char *text;            /* the last export */
  char *root;            /* of the other log */
  FasciaStore *other;    /* what is imported into */
  guint n_letters;       /* typed so far */
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

/* --- Changing one --------------------------------------------------------------- */

/* Whatever else was done, there is one. */
static void
pick (Log *log)
{
  g_autoptr (GPtrArray) page = NULL;

  if (fascia_store_count_sessions (log->store, NULL) == 0)
    insert (log);
  page = fascia_store_list_sessions (log->store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 1, NULL);
  g_clear_pointer (&log->entry, fascia_log_entry_free);
  log->entry = fascia_log_entry_copy (g_ptr_array_index (page, 0));
}

static void
edit (Log *log)
{
  g_free (log->entry->note);
  log->entry->note = g_uuid_string_random ();
  g_assert_true (fascia_store_update_session (log->store, log->entry, NOW_US, NULL));
}

static void
delete (Log *log)
{
  g_assert_true (fascia_store_delete_session (log->store, log->entry->uuid, NOW_US, NULL));
}

/* --- Searching ------------------------------------------------------------------ */

/* One more letter of “stiff”, from the first again after the last. */
static void
type_letter (Log *log)
{
  log->n_letters = log->n_letters % strlen ("stiff") + 1;
}

static void
search (Log *log, guint limit)
{
  g_autofree char *words = g_strndup ("stiff", log->n_letters);
  FasciaLogFilter filter = FASCIA_LOG_FILTER_NONE;
  g_autoptr (GPtrArray) found = NULL;

  filter.words = words;
  found = fascia_store_find_sessions (log->store, &filter, limit, NULL);
  g_assert_nonnull (found);
}

static void
search_first_page (Log *log)
{
  search (log, PAGE);
}

static void
search_everything (Log *log)
{
  search (log, 0);
}

/* --- In and out ----------------------------------------------------------------- */

static void
export_json (Log *log)
{
  g_free (log->text);
  log->text = fascia_exchange_to_json (log->store, NULL, NULL, NULL, NULL);
  g_assert_nonnull (log->text);
}

static void
export_csv (Log *log)
{
  g_free (log->text);
  log->text = fascia_exchange_to_csv (log->store, NULL, NULL, NULL, NULL);
  g_assert_nonnull (log->text);
}

static void
close_other (Log *log)
{
  g_clear_pointer (&log->other, fascia_store_close);
  g_clear_pointer (&log->root, temporary_folder_free);
}

static void
open_other (Log *log)
{
  g_autofree char *folder = NULL;

  close_other (log);
  log->root = temporary_folder_new ();
  folder = g_build_filename (log->root, "fascia", NULL);
  log->other = fascia_store_open (folder, NOW_US, NULL);
  g_assert_nonnull (log->other);
}

static void
import_json (Log *log)
{
  FasciaMergeSummary summary;

  g_assert_true (fascia_exchange_read_json (log->other, log->text, strlen (log->text), FALSE, &summary, NULL, NULL, NULL, NULL));
}

static void
import_csv (Log *log)
{
  FasciaMergeSummary summary;

  g_assert_true (fascia_exchange_read_csv (log->other, log->text, strlen (log->text), NOW_US, FALSE, &summary, NULL, NULL, NULL, NULL));
}

/* One in a hundred was edited here since the other log was made. */
static void
edit_some (Log *log)
{
  g_autoptr (GPtrArray) sessions = fascia_store_list_sessions (log->store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, NULL);

  g_assert_nonnull (sessions);
  for (guint i = 0; i < sessions->len; i += DIFFERS)
    {
      FasciaLogEntry *entry = g_ptr_array_index (sessions, i);

      entry->pressure = 5;
      g_assert_true (fascia_store_update_session (log->store, entry, NOW_US, NULL));
    }
  export_json (log);
}

static void
backup (Log *log)
{
  g_autofree char *path = g_build_filename (log->folder, "backup.db", NULL);

  g_assert_true (fascia_backup_write (log->store, path, NULL, NULL, NULL, NULL));
}

/* In this order: what is imported was exported before. */
static const struct {
  const char *what;
  Call prepare; /* (nullable): before each call, not measured */
  Call call;
  guint n_calls;
} rows[] = {
  { "first page of the journal", NULL, first_page, N_CALLS },
  { "page of an old month", NULL, page_of_an_old_month, N_CALLS },
  { "number of sessions", NULL, count, N_CALLS },
  { "summary for reminders", NULL, summary_for_reminders, N_CALLS },
  { "sums of 28 days", NULL, sums_of_28_days, N_CALLS },
  { "sums of 365 days", NULL, sums_of_365_days, N_CALLS },
  { "sums of all time", NULL, sums_of_all_time, N_CALLS },
  { "days of a year", NULL, days_of_a_year, N_CALLS },
  { "days for streak and score", NULL, days_for_the_streak, N_CALLS },
  { "ratings of all areas", NULL, ratings_of_all_areas, N_CALLS },
  { "search, a letter, first page", type_letter, search_first_page, N_CALLS },
  { "search, a letter, all found", type_letter, search_everything, N_CALLS },
  { "one durable insert", NULL, insert, N_CALLS },
  { "one durable edit", pick, edit, N_CALLS },
  { "one durable deletion", pick, delete, N_CALLS },
  { "backup, verified", NULL, backup, 1 },
  { "export as JSON", NULL, export_json, 1 },
  { "import into an empty log", open_other, import_json, 1 },
  { "import again, all the same", NULL, import_json, 1 },
  { "merge, 1 in 100 differs", edit_some, import_json, 1 },
  { "export as CSV", NULL, export_csv, 1 },
  { "import CSV into an empty log", open_other, import_csv, 1 },
};

/* --- Measuring ------------------------------------------------------------------ */

/* What the kernel says of this process, in KiB. */
static gint64
get_memory_kib (const char *name)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || (line = strstr (status, name)) == NULL)
    return 0;
  return g_ascii_strtoll (line + strlen (name), NULL, 10);
}

/* From now on the peak is that of what follows. */
static void
forget_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL)
    return;
  fputs ("5", file);
  fclose (file);
}

/* What this process itself worked, without waiting for the disk and for others. */
static gint64
get_cpu_us (void)
{
  return (gint64) clock () * G_USEC_PER_SEC / CLOCKS_PER_SEC;
}

typedef struct {
  double ms;
  double cpu_ms;
  double mb;
} Cost;

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a;
  gint64 second = *(const gint64 *)b;

  return (first > second) - (first < second);
}

static Cost
measure (Log *log, guint row)
{
  guint n_calls = rows[row].n_calls;
  gint64 costs_us[N_CALLS];
  gint64 cpu_us[N_CALLS];
  gint64 peak_kib = 0;

  for (guint i = 0; i < n_calls; i++)
    {
      gint64 before_us;
      gint64 before_kib;

      if (rows[row].prepare != NULL)
        rows[row].prepare (log);
      forget_peak ();
      before_kib = get_memory_kib ("VmRSS:");
      cpu_us[i] = get_cpu_us ();
      before_us = g_get_monotonic_time ();
      rows[row].call (log);
      costs_us[i] = g_get_monotonic_time () - before_us;
      cpu_us[i] = get_cpu_us () - cpu_us[i];
      peak_kib = MAX (peak_kib, get_memory_kib ("VmHWM:") - before_kib);
    }
  qsort (costs_us, n_calls, sizeof costs_us[0], compare);
  qsort (cpu_us, n_calls, sizeof cpu_us[0], compare);
  return (Cost){ costs_us[n_calls / 2] / 1000.0, cpu_us[n_calls / 2] / 1000.0, peak_kib / 1024.0 };
}

static void
measure_all (guint n_sessions, Cost *costs)
{
  char *root = temporary_folder_new ();
  g_autofree char *folder = g_build_filename (root, "fascia", NULL);
  g_autofree char *path = g_build_filename (folder, FASCIA_STORE_FILE_NAME, NULL);
  g_autoptr (GError) error = NULL;
  Log log = { .folder = folder, .n_sessions = n_sessions };

  log.store = fascia_store_open (folder, NOW_US, &error);
  g_assert_no_error (error);
  fascia_store_close (log.store);
  long_log_fill (path, n_sessions);
  log.store = fascia_store_open (folder, NOW_US, &error);
  g_assert_no_error (error);
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    {
      costs[row] = measure (&log, row);
      g_printerr ("%u sessions: %s: %.2f ms, %.2f ms of CPU, %.1f MB\n", n_sessions, rows[row].what, costs[row].ms, costs[row].cpu_ms,
                  costs[row].mb);
    }
  close_other (&log);
  g_clear_pointer (&log.entry, fascia_log_entry_free);
  g_free (log.text);
  fascia_store_close (log.store);
  temporary_folder_free (root);
}

/* One table; @part is where it stands in a cost. What grows too little to be seen is not
 * said to grow. */
static void
print_table (const char *what, const guint *sizes, guint n_sizes, Cost costs[][G_N_ELEMENTS (rows)], gsize part)
{
  g_print ("%-30s", what);
  for (guint i = 0; i < n_sizes; i++)
    g_print (" %10u", sizes[i]);
  g_print ("   grows\n");
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    {
      double last_but_one = 0;
      double last = 0;

      g_print ("%-30s", rows[row].what);
      for (guint i = 0; i < n_sizes; i++)
        {
          last_but_one = last;
          last = G_STRUCT_MEMBER (double, &costs[i][row], part);
          g_print (" %10.2f", last);
        }
      if (last_but_one > 0.05)
        g_print ("  x %4.1f", last / last_but_one);
      g_print ("\n");
    }
  g_print ("\n");
}

int
main (int argc, char **argv)
{
  static const guint usual[] = { 0, 1, 10000, 100000 };
  guint sizes[MAX_SIZES];
  guint n_sizes = 0;
  Cost costs[MAX_SIZES][G_N_ELEMENTS (rows)];

  for (int i = 1; i < argc && n_sizes < MAX_SIZES; i++)
    sizes[n_sizes++] = (guint) strtoul (argv[i], NULL, 10);
  for (guint i = 0; argc == 1 && i < G_N_ELEMENTS (usual); i++)
    sizes[n_sizes++] = usual[i];
  for (guint i = 0; i < n_sizes; i++)
    measure_all (sizes[i], costs[i]);

  print_table ("ms, by sessions in the log", sizes, n_sizes, costs, G_STRUCT_OFFSET (Cost, ms));
  print_table ("ms of CPU", sizes, n_sizes, costs, G_STRUCT_OFFSET (Cost, cpu_ms));
  print_table ("MB at the peak", sizes, n_sizes, costs, G_STRUCT_OFFSET (Cost, mb));
  return 0;
}
