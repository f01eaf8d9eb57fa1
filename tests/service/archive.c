/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/archive.h"

#include <glib/gstdio.h>
#include <string.h>

#include "injected-clock.h"
#include "temporary-folder.h"

/* 2027-03-26T11:00:00Z, a Friday. */
#define NOW_US (G_GINT64_CONSTANT (1806058800) * G_USEC_PER_SEC)

typedef struct
{
  char *folder; /* the home and, beside it, what is exported */
  FasciaClock *clock;
  FasciaContext *context;
  GAsyncResult *result;
  guint n_changes;
  guint n_told;
  double last;
  GThread *thread;
  GCancellable *cancellable;
  double cancel_at;
} Desk;

static void
set_up (Desk *desk, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  g_autofree char *home = NULL;

  desk->folder = temporary_folder_new ();
  home = g_build_filename (desk->folder, "home", NULL);
  desk->clock = injected_clock_new (NOW_US, 0, zone);
  desk->context = fascia_context_new_lean (desk->clock, home);
  desk->thread = g_thread_self ();
  desk->cancellable = g_cancellable_new ();
  desk->cancel_at = 2;
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  g_clear_object (&desk->result);
  g_object_unref (desk->cancellable);
  g_object_unref (desk->context);
  injected_clock_free (desk->clock);
  temporary_folder_free (desk->folder);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Desk *desk = data;

  g_assert_true (g_thread_self () == desk->thread);
  g_set_object (&desk->result, result);
}

static void
await (Desk *desk)
{
  while (desk->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* What is asked next. */
static void
again (Desk *desk)
{
  g_clear_object (&desk->result);
  desk->n_told = 0;
  desk->last = 0;
}

static void
progress_cb (double fraction, gpointer data)
{
  Desk *desk = data;

  g_assert_true (g_thread_self () == desk->thread);
  g_assert_null (desk->result);
  g_assert_cmpfloat (fraction, >=, desk->last);
  g_assert_cmpfloat (fraction, <=, 1);
  desk->last = fraction;
  desk->n_told++;
  if (fraction >= desk->cancel_at)
    g_cancellable_cancel (desk->cancellable);
}

static void
count_cb (Desk *desk)
{
  desk->n_changes++;
}

static FasciaDiary *
get_diary (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (desk->context, &error);

  g_assert_no_error (error);
  return diary;
}

static void
add_sessions (Desk *desk, guint n, gint64 before_us)
{
  g_autoptr (GTimeZone) zone = fascia_clock_zone (desk->clock);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FasciaLogEntry) entry = fascia_log_entry_new ();
      g_autoptr (GError) error = NULL;

      fascia_instant_init (&entry->started, NOW_US - before_us - (i + 1) * G_TIME_SPAN_HOUR, zone);
      entry->local_date = fascia_day_of_instant (entry->started.utc_us, zone);
      entry->active_s = entry->elapsed_s = 600;
      entry->source = FASCIA_SOURCE_MANUAL;
      entry->note = g_strnfill (500, 'a' + i % 26);
      fascia_diary_add_session (get_diary (desk), entry, NULL, &error);
      g_assert_no_error (error);
    }
}

static char *
path_of (Desk *desk, const char *name)
{
  return g_build_filename (desk->folder, name, NULL);
}

static void
import (Desk *desk, const char *path, gboolean dry_run, FasciaMergeSummary *summary)
{
  g_autoptr (GError) error = NULL;

  again (desk);
  fascia_archive_import_async (desk->context, path, dry_run, NULL, progress_cb, desk, done_cb, desk);
  await (desk);
  fascia_archive_import_finish (desk->context, desk->result, summary, &error);
  g_assert_no_error (error);
}

static void
test_what_is_exported_comes_back (Desk *desk, gconstpointer data)
{
  static const char *const names[] = { "log.json", "log.csv" };
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  FasciaMergeSummary summary;

  add_sessions (desk, 600, 0);
  before = fascia_diary_export_json (get_diary (desk), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = path_of (desk, names[i]);
      GStatBuf info;

      again (desk);
      fascia_archive_export_async (desk->context, path, NULL, progress_cb, desk, done_cb, desk);
      await (desk);
      g_assert_true (fascia_archive_export_finish (desk->context, desk->result, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (desk->n_told, >=, 1);
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }
  fascia_archive_delete_everything (desk->context, &error);
  g_assert_no_error (error);

  g_signal_connect_swapped (get_diary (desk), "changed", G_CALLBACK (count_cb), desk);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = path_of (desk, names[i]);

      desk->n_changes = 0;
      import (desk, path, TRUE, &summary);
      g_assert_cmpuint (fascia_merge_summary_total (&summary, FASCIA_MERGE_NEW), ==, i == 0 ? 600 : 0);
      g_assert_cmpuint (desk->n_changes, ==, 0);
      import (desk, path, FALSE, &summary);
      g_assert_cmpuint (desk->n_changes, ==, i == 0 ? 1 : 0);
    }
  g_assert_cmpuint (fascia_merge_summary_total (&summary, FASCIA_MERGE_SAME), ==, 600);
  {
    g_autofree char *after = fascia_diary_export_json (get_diary (desk), NULL);
    g_autoptr (GPtrArray) backups = fascia_archive_list_backups (desk->context, NULL);

    g_assert_cmpstr (before, ==, after);
    /* One import changed something, and so was backed up before. */
    g_assert_cmpuint (backups->len, ==, 1);
    g_assert_cmpint (((FasciaBackup *) backups->pdata[0])->why, ==, FASCIA_BACKUP_BEFORE_IMPORT);
  }
}

static void
test_other_names_are_refused (Desk *desk, gconstpointer data)
{
  g_autofree char *path = path_of (desk, "log.txt");
  g_autofree char *nowhere = path_of (desk, "nowhere/log.json");
  g_autoptr (GError) error = NULL;

  add_sessions (desk, 1, 0);
  fascia_archive_export_async (desk->context, path, NULL, NULL, NULL, done_cb, desk);
  await (desk);
  g_assert_false (fascia_archive_export_finish (desk->context, desk->result, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  again (desk);
  fascia_archive_export_async (desk->context, nowhere, NULL, NULL, NULL, done_cb, desk);
  await (desk);
  g_assert_false (fascia_archive_export_finish (desk->context, desk->result, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "its folder does not exist"));
}

static void
test_cancelled_nothing_has_changed (Desk *desk, gconstpointer data)
{
  g_autofree char *exported = path_of (desk, "log.json");
  g_autofree char *copy = path_of (desk, "copy.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;

  add_sessions (desk, 700, 0);
  fascia_archive_back_up_async (desk->context, copy, NULL, NULL, NULL, done_cb, desk);
  await (desk);
  g_assert_true (fascia_archive_back_up_finish (desk->context, desk->result, NULL, &error));
  again (desk);
  g_assert_true (g_file_set_contents (exported, "the one before", -1, NULL));

  /* Before it begins, and in its course. */
  desk->cancel_at = 0.01;
  fascia_archive_export_async (desk->context, exported, desk->cancellable, progress_cb, desk, done_cb, desk);
  g_cancellable_cancel (desk->cancellable);
  await (desk);
  g_assert_false (fascia_archive_export_finish (desk->context, desk->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (exported, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "the one before");
  g_clear_error (&error);

  add_sessions (desk, 1, 365 * G_TIME_SPAN_DAY);
  before = fascia_diary_export_json (get_diary (desk), NULL);
  g_cancellable_reset (desk->cancellable);
  again (desk);
  fascia_archive_restore_async (desk->context, copy, desk->cancellable, progress_cb, desk, done_cb, desk);
  await (desk);
  if (fascia_archive_restore_finish (desk->context, desk->result, &error))
    /* It was quicker than the wish. */
    g_assert_cmpint (fascia_diary_count_sessions (get_diary (desk), NULL), ==, 700);
  else
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      after = fascia_diary_export_json (get_diary (desk), NULL);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_a_backup_comes_back_while_the_diary_is_open (Desk *desk, gconstpointer data)
{
  g_autofree char *written = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (FasciaBackup) good = NULL;
  g_autoptr (GError) error = NULL;

  add_sessions (desk, 3, 0);
  fascia_archive_back_up_async (desk->context, NULL, NULL, progress_cb, desk, done_cb, desk);
  await (desk);
  g_assert_true (fascia_archive_back_up_finish (desk->context, desk->result, &written, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (written, "/backups/fascia-2027-03-26.db"));

  add_sessions (desk, 2, G_TIME_SPAN_DAY);
  g_signal_connect_swapped (get_diary (desk), "changed", G_CALLBACK (count_cb), desk);
  again (desk);
  fascia_archive_restore_async (desk->context, written, NULL, progress_cb, desk, done_cb, desk);
  await (desk);
  g_assert_true (fascia_archive_restore_finish (desk->context, desk->result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (desk->n_changes, ==, 1);
  g_assert_cmpint (fascia_diary_count_sessions (get_diary (desk), NULL), ==, 3);

  backups = fascia_archive_list_backups (desk->context, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (backups->len, ==, 2);
  again (desk);
  fascia_archive_find_good_backup_async (desk->context, NULL, done_cb, desk);
  await (desk);
  g_assert_true (fascia_archive_find_good_backup_finish (desk->context, desk->result, &good, &error));
  g_assert_nonnull (good);
}

/* A broken one is passed over, however new. */
static void
test_the_newest_good_backup_is_found (Desk *desk, gconstpointer data)
{
  g_autofree char *home = path_of (desk, "home/backups");
  g_autofree char *broken = g_build_filename (home, "fascia-2027-03-27.db", NULL);
  g_autoptr (FasciaBackup) good = NULL;
  g_autoptr (GError) error = NULL;

  fascia_archive_find_good_backup_async (desk->context, NULL, done_cb, desk);
  await (desk);
  g_assert_true (fascia_archive_find_good_backup_finish (desk->context, desk->result, &good, &error));
  g_assert_null (good);

  add_sessions (desk, 1, 0);
  again (desk);
  fascia_archive_keep_daily_async (desk->context, done_cb, desk);
  await (desk);
  g_assert_true (fascia_archive_keep_daily_finish (desk->context, desk->result, &error));
  g_assert_true (g_file_set_contents (broken, "milk", -1, NULL));
  again (desk);
  fascia_archive_find_good_backup_async (desk->context, NULL, done_cb, desk);
  await (desk);
  g_assert_true (fascia_archive_find_good_backup_finish (desk->context, desk->result, &good, &error));
  g_assert_nonnull (good);
  g_assert_true (g_str_has_suffix (good->path, "/fascia-2027-03-26.db"));
}

static guint
count_backups (Desk *desk)
{
  g_autoptr (GPtrArray) backups = fascia_archive_list_backups (desk->context, NULL);

  return backups->len;
}

/* The window is opened twice a day, for five weeks. */
static void
test_a_day_has_one_backup (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* Nothing there yet, and nothing is made. */
  fascia_archive_keep_daily_async (desk->context, done_cb, desk);
  await (desk);
  g_assert_true (fascia_archive_keep_daily_finish (desk->context, desk->result, &error));
  g_assert_cmpuint (count_backups (desk), ==, 0);

  add_sessions (desk, 1, 0);
  for (guint i = 0; i < 70; i++)
    {
      again (desk);
      fascia_archive_keep_daily_async (desk->context, done_cb, desk);
      await (desk);
      g_assert_true (fascia_archive_keep_daily_finish (desk->context, desk->result, &error));
      g_assert_no_error (error);
      if (i / 2 < 7)
        g_assert_cmpuint (count_backups (desk), ==, i / 2 + 1);
      injected_clock_advance (desk->clock, (i % 2 == 0 ? 10 : 14) * G_TIME_SPAN_HOUR);
    }
  g_assert_cmpuint (count_backups (desk), ==, 11);
}

static void
test_a_daily_backup_that_fails_is_remembered (Desk *desk, gconstpointer data)
{
  g_autofree char *kept = path_of (desk, "home/backups");
  g_autoptr (GError) error = NULL;

  add_sessions (desk, 1, 0);
  /* No folder can be made there, not even by root. */
  g_assert_true (g_file_set_contents (kept, "", 0, NULL));
  fascia_archive_keep_daily_async (desk->context, done_cb, desk);
  await (desk);
  g_assert_false (fascia_archive_keep_daily_finish (desk->context, desk->result, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_FAILED);
  g_assert_cmpstr (fascia_archive_get_daily_problem (desk->context), ==, error->message);
  g_clear_error (&error);
  /* The log is as good as before. */
  add_sessions (desk, 1, G_TIME_SPAN_DAY);

  g_assert_cmpint (g_unlink (kept), ==, 0);
  again (desk);
  fascia_archive_keep_daily_async (desk->context, done_cb, desk);
  await (desk);
  g_assert_true (fascia_archive_keep_daily_finish (desk->context, desk->result, &error));
  g_assert_null (fascia_archive_get_daily_problem (desk->context));
}

static void
test_everything_deleted_is_told (Desk *desk, gconstpointer data)
{
  FasciaReminderSettings settings = FASCIA_REMINDER_SETTINGS_DEFAULT;
  g_autoptr (GError) error = NULL;

  add_sessions (desk, 3, 0);
  settings.on = TRUE;
  g_assert_true (fascia_diary_set_reminder_settings (get_diary (desk), &settings, NULL));
  g_signal_connect_swapped (get_diary (desk), "changed", G_CALLBACK (count_cb), desk);
  fascia_archive_delete_everything (desk->context, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desk->n_changes, ==, 1);
  g_assert_cmpint (fascia_diary_count_sessions (get_diary (desk), NULL), ==, 0);
  g_assert_true (fascia_diary_get_reminder_settings (get_diary (desk), &settings, NULL));
  g_assert_false (settings.on);
}

#define add(path, function) g_test_add (path, Desk, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/service/archive/what-is-exported-comes-back", test_what_is_exported_comes_back);
  add ("/service/archive/other-names-are-refused", test_other_names_are_refused);
  add ("/service/archive/cancelled-nothing-has-changed", test_cancelled_nothing_has_changed);
  add ("/service/archive/a-backup-comes-back-while-the-diary-is-open", test_a_backup_comes_back_while_the_diary_is_open);
  add ("/service/archive/the-newest-good-backup-is-found", test_the_newest_good_backup_is_found);
  add ("/service/archive/a-day-has-one-backup", test_a_day_has_one_backup);
  add ("/service/archive/a-daily-backup-that-fails-is-remembered", test_a_daily_backup_that_fails_is_remembered);
  add ("/service/archive/everything-deleted-is-told", test_everything_deleted_is_told);
  return g_test_run ();
}
