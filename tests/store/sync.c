/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Machines that share a folder come to the same log, whatever happens on the way. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data/store/record.h"
#include "fascia/store/backup.h"
#include "fascia/store/exchange.h"
#include "fascia/store/search.h"
#include "fascia/store/sync.h"
#include "tests/store/fixture.h"
#include "tests/support/small-disk.h"
#include "tests/support/temporary-folder.h"

#define ENDING ".fascia"
#define MARKER "fascia-sync.txt"

/* --- Files ----------------------------------------------------------------------- */

static GBytes *
must_read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, length);
}

/* Plainly, as engines do: neither synced nor renamed. */
static void
write_file (const char *path, const void *bytes, gsize length)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, bytes, length), ==, (gssize) length);
  g_close (fd, NULL);
}

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GBytes) bytes = must_read_file (from);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  write_file (to, data, length);
}

static gint64
size_of (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : -1;
}

/* (element-type utf8): the files in @folder, by name. */
static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static GPtrArray *
list (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* --- Machines -------------------------------------------------------------------- */

typedef struct
{
  char *home;
  char *folder;
  char *kept; /* (nullable): a backup of it */
  FasciaStore *store;
  gint64 skew_us; /* how wrong its clock is */
} Machine;

static char *template; /* a new database, made once */

static void
machine_reopen (Machine *self)
{
  g_autoptr (GError) error = NULL;
  char *message = NULL;

  g_clear_pointer (&self->store, fascia_store_close);
  self->store = fascia_store_open (self->home, NOW_US, &error);
  g_assert_no_error (error);
  /* A life is not about power cuts of the database. */
  g_assert_cmpint (sqlite3_exec (self->store->db, "PRAGMA synchronous = OFF", NULL, NULL, &message), ==, SQLITE_OK);
}

static Machine *
machine_new (const char *root, const char *name)
{
  Machine *self = g_new0 (Machine, 1);
  g_autofree char *path = NULL;

  self->home = g_build_filename (root, name, "home", NULL);
  self->folder = g_build_filename (root, name, "folder", NULL);
  g_assert_cmpint (g_mkdir_with_parents (self->home, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (self->folder, 0700), ==, 0);
  path = g_build_filename (self->home, FASCIA_STORE_FILE_NAME, NULL);
  copy_file (template, path);
  machine_reopen (self);
  return self;
}

static void
machine_free (gpointer data)
{
  Machine *self = data;

  g_clear_pointer (&self->store, fascia_store_close);
  g_free (self->home);
  g_free (self->folder);
  g_free (self->kept);
  g_free (self);
}

static void
must_choose (Machine *self)
{
  g_autoptr (GError) error = NULL;

  fascia_sync_set_folder (self->home, self->folder, &error);
  g_assert_no_error (error);
}

static FasciaSyncSummary
must_sync (Machine *self)
{
  g_autoptr (GError) error = NULL;
  FasciaSyncSummary summary;

  fascia_sync_run (self->store, &summary, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return summary;
}

static char *
must_export (Machine *self)
{
  g_autoptr (GError) error = NULL;
  char *text = fascia_exchange_to_json (self->store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return text;
}

static gint64
ask (Machine *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  fascia_database_get_int (self->store, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
assert_alike (Machine *a, Machine *b)
{
  g_autofree char *text_a = must_export (a);
  g_autofree char *text_b = must_export (b);

  g_assert_cmpstr (text_a, ==, text_b);
}

/* What is copied when it is newer, as far as that machine has it: files only grow. */
static void
carry (Machine *from, Machine *to)
{
  g_autoptr (GPtrArray) names = list (from->folder);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *source = g_build_filename (from->folder, g_ptr_array_index (names, i), NULL);
      g_autofree char *target = g_build_filename (to->folder, g_ptr_array_index (names, i), NULL);

      if (size_of (source) > size_of (target))
        copy_file (source, target);
    }
}

/* (transfer full): the only file in the folder whose name ends as ours do. */
static char *
only_file (Machine *self)
{
  g_autoptr (GPtrArray) names = list (self->folder);
  char *found = NULL;

  for (guint i = 0; i < names->len; i++)
    if (g_str_has_suffix (g_ptr_array_index (names, i), ENDING))
      {
        g_assert_null (found);
        found = g_build_filename (self->folder, g_ptr_array_index (names, i), NULL);
      }
  g_assert_nonnull (found);
  return found;
}

/* A full one with a UUID of its own. Looking up its zone takes longer than storing it. */
static FasciaLogEntry *
draw_entry (void)
{
  static FasciaLogEntry *pattern;
  FasciaLogEntry *entry;

  if (pattern == NULL)
    pattern = make_full_entry (NOW_US - G_TIME_SPAN_HOUR);
  entry = fascia_log_entry_copy (pattern);
  g_free (entry->uuid);
  entry->uuid = g_uuid_string_random ();
  return entry;
}

static char *
must_log (Machine *self, const char *note, gint64 now_us)
{
  g_autoptr (FasciaLogEntry) entry = draw_entry ();
  g_autoptr (GError) error = NULL;

  g_free (entry->note);
  entry->note = g_strdup (note);
  fascia_store_add_session (self->store, entry, now_us, &error);
  g_assert_no_error (error);
  return g_strdup (entry->uuid);
}

typedef struct
{
  char *root;
  Machine *a;
  Machine *b;
} Pair;

static void
pair_set_up (Pair *self, gconstpointer data)
{
  self->root = temporary_folder_new ();
  self->a = machine_new (self->root, "a");
  self->b = machine_new (self->root, "b");
  must_choose (self->a);
  must_choose (self->b);
}

static void
pair_tear_down (Pair *self, gconstpointer data)
{
  machine_free (self->a);
  machine_free (self->b);
  temporary_folder_free (self->root);
}

/* --- By hand: one thing at a time --------------------------------------------------- */

static void
test_what_one_wrote_the_other_has (Pair *pair, gconstpointer data)
{
  g_autofree char *uuid = must_log (pair->a, "Hej", NOW_US);
  FasciaSyncSummary summary = must_sync (pair->a);

  g_assert_cmpuint (summary.n_written, ==, 1);
  carry (pair->a, pair->b);
  summary = must_sync (pair->b);
  g_assert_cmpuint (fascia_merge_summary_total (&summary.merged, FASCIA_MERGE_NEW), ==, 1);
  /* What came from there is not written back. */
  g_assert_cmpuint (summary.n_written, ==, 0);
  assert_alike (pair->a, pair->b);

  g_assert_true (fascia_store_delete_session (pair->b->store, uuid, NOW_US + 5000, NULL));
  summary = must_sync (pair->b);
  g_assert_cmpuint (summary.n_written, ==, 1);
  carry (pair->b, pair->a);
  summary = must_sync (pair->a);
  g_assert_cmpuint (fascia_merge_summary_total (&summary.merged, FASCIA_MERGE_NEWER_THERE), ==, 1);
  assert_alike (pair->a, pair->b);
  g_assert_cmpint (fascia_store_count_sessions (pair->a->store, NULL), ==, 0);
}

static void
test_a_run_without_news_writes_nothing (Pair *pair, gconstpointer data)
{
  g_autofree char *uuid = must_log (pair->a, "Hej", NOW_US);
  g_autofree char *file = NULL;
  gint64 size;
  gint64 version;

  must_sync (pair->a);
  carry (pair->a, pair->b);
  must_sync (pair->b);
  file = only_file (pair->a);
  size = size_of (file);
  version = ask (pair->b, "PRAGMA data_version");
  for (int i = 0; i < 3; i++)
    {
      FasciaSyncSummary summary = must_sync (pair->a);
      g_autoptr (FasciaStore) other = fascia_store_open (pair->b->home, NOW_US, NULL);
      FasciaSyncSummary nothing;

      g_assert_cmpuint (summary.n_written, ==, 0);
      g_assert_true (fascia_sync_run (other, &nothing, NULL, NULL, NULL, NULL));
      g_assert_cmpuint (nothing.n_written, ==, 0);
    }
  g_assert_cmpint (size_of (file), ==, size);
  /* Whoever watches the database is not woken. */
  g_assert_cmpint (ask (pair->b, "PRAGMA data_version"), ==, version);
}

static void
test_the_running_session_is_nobody_elses (Pair *pair, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US);
  FasciaOpenSession open = { .entry = entry, .heartbeat_us = NOW_US, .state = (char *) "its state" };
  g_autoptr (GError) error = NULL;
  gboolean has;

  must_sync (pair->a);
  for (int i = 0; i < 5; i++)
    {
      g_assert_true (fascia_store_journal_session (pair->a->store, &open, NOW_US + i * G_TIME_SPAN_SECOND, &error));
      g_assert_true (fascia_sync_has_changes (pair->a->store, &has, &error));
      g_assert_false (has);
    }
  g_assert_cmpuint (must_sync (pair->a).n_written, ==, 0);
  g_assert_true (fascia_store_end_session (pair->a->store, entry, NOW_US + G_TIME_SPAN_MINUTE, NOW_US + G_TIME_SPAN_MINUTE, &error));
  g_assert_true (fascia_sync_has_changes (pair->a->store, &has, &error));
  g_assert_true (has);
  g_assert_cmpuint (must_sync (pair->a).n_written, ==, 1);
}

/* The other machine has saved it “as it is”, say, from a copy of this home. */
static void
test_what_is_said_of_the_running_session_waits_for_its_end (Pair *pair, gconstpointer data)
{
  g_autofree char *uuid = must_log (pair->b, "saved there", NOW_US);
  g_autoptr (FasciaLogEntry) entry = draw_entry ();
  FasciaOpenSession open = { .entry = entry, .heartbeat_us = NOW_US, .state = (char *) "its state" };
  FasciaOpenSession *still = NULL;
  g_autoptr (FasciaLogEntry) taken = NULL;

  g_free (entry->uuid);
  entry->uuid = g_strdup (uuid);
  g_assert_true (fascia_store_journal_session (pair->a->store, &open, NOW_US, NULL));
  must_sync (pair->b);
  carry (pair->b, pair->a);
  for (int i = 0; i < 2; i++)
    must_sync (pair->a);
  g_assert_true (fascia_store_get_open_session (pair->a->store, &still, NULL));
  g_assert_nonnull (still);
  fascia_open_session_free (still);
  g_assert_true (fascia_store_discard_open_session (pair->a->store, uuid, NULL));
  must_sync (pair->a);
  taken = fascia_store_get_session (pair->a->store, uuid, NULL);
  g_assert_nonnull (taken);
  g_assert_cmpstr (taken->note, ==, "saved there");
  assert_alike (pair->a, pair->b);
}

static void
test_health_answers_never_go_there (Pair *pair, gconstpointer data)
{
  FasciaHealth health = { .asked_us = NOW_US };
  const FasciaRestingArea rest = { .area = FASCIA_AREA_CALF, .until_us = NOW_US + G_TIME_SPAN_DAY, .reason = FASCIA_REASON_PAIN };
  g_autofree char *uuid = must_log (pair->a, "Hej", NOW_US);
  g_autofree char *file = NULL;
  g_autoptr (GBytes) bytes = NULL;

  fascia_health_answer_yes (&health, FASCIA_CONDITION_VARICOSE, 0, TRUE, NOW_US);
  g_assert_true (fascia_store_save_health (pair->a->store, &health, NULL));
  g_assert_true (fascia_store_rest_area (pair->a->store, &rest, NOW_US, NULL));
  g_assert_cmpuint (must_sync (pair->a).n_written, ==, 1);
  file = only_file (pair->a);
  bytes = must_read_file (file);
  g_assert_null (g_strstr_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), "varicose"));
  g_assert_null (g_strstr_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), "resting"));
}

static void
test_a_folder_that_is_not_there_is_left_alone (Pair *pair, gconstpointer data)
{
  g_autofree char *uuid = must_log (pair->a, "Hej", NOW_US);
  g_autofree char *marker = g_build_filename (pair->a->folder, MARKER, NULL);
  g_autofree char *away = g_strconcat (pair->a->folder, "-away", NULL);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;
  FasciaSyncSummary summary;

  /* The mount point without its disk. */
  g_assert_cmpint (g_unlink (marker), ==, 0);
  g_assert_false (fascia_sync_run (pair->a->store, &summary, NULL, NULL, NULL, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (fascia_sync_check (pair->a->home, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  names = list (pair->a->folder);
  g_assert_cmpuint (names->len, ==, 0);

  g_assert_cmpint (g_rename (pair->a->folder, away), ==, 0);
  g_assert_false (fascia_sync_run (pair->a->store, &summary, NULL, NULL, NULL, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  g_assert_cmpint (g_rename (away, pair->a->folder), ==, 0);

  must_choose (pair->a);
  g_assert_true (fascia_sync_check (pair->a->home, NULL));
  g_assert_cmpuint (must_sync (pair->a).n_written, ==, 1);
}

static void
test_the_folder_is_checked (Pair *pair, gconstpointer data)
{
  g_autofree char *inside = g_build_filename (pair->a->home, "sync", NULL);
  g_autofree char *none = g_build_filename (pair->root, "none", NULL);
  g_autofree char *around = g_path_get_dirname (pair->a->home);
  g_autofree char *folder = NULL;
  g_autofree char *ini = g_build_filename (pair->a->home, "sync.ini", NULL);
  g_autoptr (GError) error = NULL;
  FasciaSyncSummary summary;
  GStatBuf info;

  g_assert_cmpint (g_mkdir (inside, 0700), ==, 0);
  g_assert_false (fascia_sync_set_folder (pair->a->home, inside, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (fascia_sync_set_folder (pair->a->home, pair->a->home, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (fascia_sync_set_folder (pair->a->home, around, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (fascia_sync_set_folder (pair->a->home, none, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (fascia_sync_get_folder (pair->a->home, &folder, &error));
  g_assert_nonnull (folder);
  g_assert_cmpint (g_stat (ini, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  g_assert_true (fascia_sync_set_folder (pair->a->home, NULL, &error));
  g_clear_pointer (&folder, g_free);
  g_assert_true (fascia_sync_get_folder (pair->a->home, &folder, &error));
  g_assert_null (folder);
  g_assert_true (fascia_sync_run (pair->a->store, &summary, NULL, NULL, NULL, &error));
  g_assert_cmpuint (summary.n_written, ==, 0);
}

static void
test_a_broken_sync_ini_is_said_and_kept (Pair *pair, gconstpointer data)
{
  static const char *const texts[] = { "", "[sync]\n", "rubbish", "[sync]\nmachine=me\nfingerprint=x\n",
                                       "[sync]\nmachine=0fbb220d-87e2-42ee-ac81-d23d0c446830\nfingerprint=x\nfolder=nowhere\n" };
  g_autofree char *ini = g_build_filename (pair->a->home, "sync.ini", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *folder = NULL;
      g_autofree char *after = NULL;
      FasciaSyncSummary summary;

      write_file (ini, texts[i], strlen (texts[i]));
      g_assert_false (fascia_sync_get_folder (pair->a->home, &folder, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
      g_clear_error (&error);
      g_assert_false (fascia_sync_run (pair->a->store, &summary, NULL, NULL, NULL, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
      g_clear_error (&error);
      g_assert_false (fascia_sync_set_folder (pair->a->home, pair->a->folder, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
      g_assert_true (g_file_get_contents (ini, &after, NULL, NULL));
      g_assert_cmpstr (after, ==, texts[i]);
    }
}

/* Every length of a file that is still coming over, and then the whole. */
static void
test_half_a_file_waits_for_the_rest (Pair *pair, gconstpointer data)
{
  g_autofree char *one = must_log (pair->a, "one", NOW_US);
  g_autofree char *two = must_log (pair->a, "two", NOW_US);
  g_autofree char *three = must_log (pair->a, "three", NOW_US);
  g_autofree char *file = NULL;
  g_autofree char *name = NULL;
  g_autofree char *there = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gint64 before = 0;

  must_sync (pair->a);
  file = only_file (pair->a);
  name = g_path_get_basename (file);
  there = g_build_filename (pair->b->folder, name, NULL);
  bytes = must_read_file (file);
  text = g_bytes_get_data (bytes, NULL);
  for (gsize length = 0; length <= g_bytes_get_size (bytes); length += length + 37 > g_bytes_get_size (bytes) && length < g_bytes_get_size (bytes) ? g_bytes_get_size (bytes) - length : 37)
    {
      FasciaSyncSummary summary;
      guint n_lines = 0;
      gint64 now;

      write_file (there, text, length);
      summary = must_sync (pair->b);
      for (gsize i = 0; i < length; i++)
        n_lines += text[i] == '\n';
      now = fascia_store_count_sessions (pair->b->store, NULL);
      /* The first line is the header. */
      g_assert_cmpint (now, ==, n_lines > 0 ? n_lines - 1 : 0);
      g_assert_cmpint (now, >=, before);
      g_assert_cmpuint (summary.n_waiting, ==, length > 0 && text[length - 1] != '\n' ? 1 : 0);
      g_assert_false (summary.newer);
      before = now;
    }
  g_assert_cmpint (before, ==, 3);
  assert_alike (pair->a, pair->b);
}

static void
test_a_block_of_zeros_keeps_nobody_else_waiting (Pair *pair, gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autofree char *name = NULL;
  g_autofree char *there = NULL;
  g_autofree char *spoilt = NULL;
  g_autoptr (GBytes) bytes = NULL;
  FasciaSyncSummary summary;
  gsize length;

  for (int i = 0; i < 20; i++)
    g_free (must_log (pair->a, "Hej", NOW_US));
  must_sync (pair->a);
  file = only_file (pair->a);
  name = g_path_get_basename (file);
  there = g_build_filename (pair->b->folder, name, NULL);
  bytes = must_read_file (file);
  length = g_bytes_get_size (bytes);
  spoilt = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
  memset (spoilt + length / 2, 0, length / 10);
  write_file (there, spoilt, length);
  summary = must_sync (pair->b);
  g_assert_cmpuint (summary.n_waiting, >=, 1);
  g_assert_cmpint (fascia_store_count_sessions (pair->b->store, NULL), >=, 15);
  g_assert_cmpint (fascia_store_count_sessions (pair->b->store, NULL), <, 20);
  write_file (there, g_bytes_get_data (bytes, NULL), length);
  summary = must_sync (pair->b);
  g_assert_cmpuint (summary.n_waiting, ==, 0);
  assert_alike (pair->a, pair->b);
}

/* A line as it is written, with the right sum. */
static void
append_line (const char *path, const char *json)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);
  g_autofree char *line = g_strdup_printf ("%.16s %s\n", sum, json);
  int fd = g_open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (write (fd, line, strlen (line)), ==, (gssize) strlen (line));
  g_close (fd, NULL);
}

#define HEADER "{\"format\":\"fascia-sync\",\"version\":1,\"machine\":\"0fbb220d-87e2-42ee-ac81-d23d0c446830\"}"
#define GOAL "{\"goal\":{\"from\":\"2027-03-22\",\"per_week\":4,\"changed_us\":1806058800000000}}"

static void
test_what_a_newer_fascia_wrote_waits (Pair *pair, gconstpointer data)
{
  static const char *const lines[] = {
    "{\"mood\":{\"uuid\":\"x\"}}",
    "{\"tool\":{\"tool\":\"vibrating-roller\",\"owned\":true,\"changed_us\":1806058800000000}}",
    "{\"deleted\":{\"kind\":\"mood\",\"uuid\":\"5c1fd7d6-6ef4-4a3a-b3a8-2c5a9f0d5b11\",\"deleted_us\":1}}",
    "{\"goal\":[]}", "{}", "[]", "7", "{\"goal\":{\"from\":\"2027-03-22\",\"per_week\":4,\"changed_us\":1},\"more\":1}",
  };
  g_autofree char *newer = g_build_filename (pair->b->folder, "newer-0001" ENDING, NULL);
  g_autofree char *newest = g_build_filename (pair->b->folder, "newest-0001" ENDING, NULL);
  FasciaSyncSummary summary;

  append_line (newer, HEADER);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    append_line (newer, lines[i]);
  append_line (newer, GOAL);
  append_line (newest, "{\"format\":\"fascia-sync\",\"version\":2,\"machine\":\"0fbb220d-87e2-42ee-ac81-d23d0c446830\"}");
  append_line (newest, "{\"goal\":{\"from\":\"2027-03-15\",\"per_week\":4,\"changed_us\":1806058800000000}}");
  for (int i = 0; i < 2; i++)
    {
      summary = must_sync (pair->b);
      g_assert_cmpuint (summary.n_waiting, ==, G_N_ELEMENTS (lines) + 1);
      g_assert_true (summary.newer);
    }
  /* What is behind them, but not what a whole newer file says. */
  g_assert_cmpint (ask (pair->b, "SELECT count (*) FROM goal"), ==, 1);
  g_assert_cmpint (ask (pair->b, "SELECT count (*) FROM sync_file WHERE name LIKE 'newest%'"), ==, 0);
}

static void
test_rubbish_does_no_harm (Pair *pair, gconstpointer data)
{
  g_autofree char *before = must_export (pair->b);
  g_autofree char *after = NULL;
  g_autoptr (GString) deep = g_string_new ("{\"goal\":");
  g_autofree char *path = NULL;
  FasciaSyncSummary summary;

  for (int i = 0; i < 300000; i++)
    g_string_append_c (deep, '[');
  path = g_build_filename (pair->b->folder, "deep-0001" ENDING, NULL);
  append_line (path, HEADER);
  append_line (path, deep->str);
  g_clear_pointer (&path, g_free);
  path = g_build_filename (pair->b->folder, "dir-0001" ENDING, NULL);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_clear_pointer (&path, g_free);
  path = g_build_filename (pair->b->folder, "big-0001" ENDING, NULL);
  append_line (path, HEADER);
  g_assert_cmpint (truncate (path, G_GINT64_CONSTANT (200) << 20), ==, 0);
  g_clear_pointer (&path, g_free);
  path = g_build_filename (pair->b->folder, ".syncthing.x-0001" ENDING, NULL);
  append_line (path, HEADER);
  append_line (path, GOAL);
  g_clear_pointer (&path, g_free);
  path = g_build_filename (pair->b->folder, "notes.txt", NULL);
  append_line (path, GOAL);
  g_clear_pointer (&path, g_free);
  path = g_build_filename (pair->b->folder, "none-0001" ENDING, NULL);
  append_line (path, GOAL);
  summary = must_sync (pair->b);
  g_assert_cmpuint (summary.n_waiting, ==, 4);
  after = must_export (pair->b);
  g_assert_cmpstr (after, ==, before);
}

/* Should the database have a rule that the reader does not know of. */
static void
test_a_line_that_breaks_a_rule_of_the_database_is_left_out (Pair *pair, gconstpointer data)
{
  const FasciaGoal goal = { fascia_day_new (2027, 3, 22), 4 };
  g_autofree char *uuid = must_log (pair->a, "Hej", NOW_US);
  FasciaSyncSummary summary;

  g_assert_true (fascia_store_set_goal (pair->a->store, &goal, NOW_US, NULL));
  must_sync (pair->a);
  carry (pair->a, pair->b);
  g_assert_cmpint (sqlite3_exec (pair->b->store->db,
                                 "CREATE TEMP TRIGGER rule BEFORE INSERT ON session_item WHEN new.position = 2 "
                                 "BEGIN SELECT raise (ABORT, 'no'); END",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  summary = must_sync (pair->b);
  g_assert_cmpuint (summary.n_waiting, ==, 1);
  /* Not half of it either. */
  g_assert_cmpint (ask (pair->b, "SELECT count (*) FROM session"), ==, 0);
  g_assert_cmpint (ask (pair->b, "SELECT count (*) FROM session_item"), ==, 0);
  g_assert_cmpint (ask (pair->b, "SELECT count (*) FROM goal"), ==, 1);
  g_assert_cmpint (sqlite3_exec (pair->b->store->db, "DROP TRIGGER temp.rule", NULL, NULL, NULL), ==, SQLITE_OK);
  must_sync (pair->b);
  assert_alike (pair->a, pair->b);
}

static void
test_what_only_a_lost_file_held_is_written_again (Pair *pair, gconstpointer data)
{
  g_autofree char *uuid = must_log (pair->a, "Hej", NOW_US);
  g_autofree char *file = NULL;
  g_autofree char *name = NULL;
  g_autofree char *there = NULL;
  Machine *c = machine_new (pair->root, "c");

  must_sync (pair->a);
  carry (pair->a, pair->b);
  must_sync (pair->b);
  /* The machine is gone, and somebody clears up behind it. */
  file = only_file (pair->a);
  name = g_path_get_basename (file);
  there = g_build_filename (pair->b->folder, name, NULL);
  g_assert_cmpint (g_unlink (there), ==, 0);
  g_assert_cmpuint (must_sync (pair->b).n_written, ==, 1);
  g_assert_cmpuint (must_sync (pair->b).n_written, ==, 0);
  must_choose (c);
  carry (pair->b, c);
  g_assert_cmpuint (must_sync (c).n_written, ==, 0);
  assert_alike (c, pair->a);
  machine_free (c);
}

static void
test_a_machine_whose_files_were_put_back_goes_on_under_a_new_name (Pair *pair, gconstpointer data)
{
  g_autofree char *one = must_log (pair->a, "one", NOW_US);
  g_autofree char *two = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GBytes) old = NULL;
  g_autoptr (GPtrArray) names = NULL;

  must_sync (pair->a);
  file = only_file (pair->a);
  old = must_read_file (file);
  two = must_log (pair->a, "two", NOW_US);
  must_sync (pair->a);
  write_file (file, g_bytes_get_data (old, NULL), g_bytes_get_size (old));
  g_assert_cmpuint (must_sync (pair->a).n_written, ==, 1);
  names = list (pair->a->folder);
  g_assert_cmpuint (names->len, ==, 3);
  carry (pair->a, pair->b);
  must_sync (pair->b);
  assert_alike (pair->a, pair->b);

  /* It still knows which are its own. */
  g_assert_true (fascia_sync_remove_own_files (pair->a->home, NULL));
  g_clear_pointer (&names, g_ptr_array_unref);
  names = list (pair->a->folder);
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (names, 0), ==, MARKER);
}

static void
test_a_broken_end_is_never_gone_on_with (Pair *pair, gconstpointer data)
{
  g_autofree char *one = must_log (pair->a, "one", NOW_US);
  g_autofree char *two = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GPtrArray) names = NULL;
  int fd;

  must_sync (pair->a);
  file = only_file (pair->a);
  fd = g_open (file, O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  g_assert_cmpint (write (fd, "0123456789abcdef {\"goal", 23), ==, 23);
  g_close (fd, NULL);
  two = must_log (pair->a, "two", NOW_US);
  /* It knows that nothing more comes; the other one cannot. */
  g_assert_cmpuint (must_sync (pair->a).n_waiting, ==, 0);
  names = list (pair->a->folder);
  g_assert_cmpuint (names->len, ==, 3);
  carry (pair->a, pair->b);
  g_assert_cmpuint (must_sync (pair->b).n_waiting, ==, 1);
  assert_alike (pair->a, pair->b);
}

/* Killed when its file was made and nothing was in it yet. */
static void
test_an_empty_file_is_never_gone_on_with (Pair *pair, gconstpointer data)
{
  g_autofree char *uuid = must_log (pair->a, "one", NOW_US);
  g_autofree char *before = g_build_filename (pair->root, "before.db", NULL);
  g_autofree char *file = NULL;

  g_assert_true (fascia_backup_write (pair->a->store, before, NULL, NULL, NULL, NULL));
  must_sync (pair->a);
  file = only_file (pair->a);
  g_assert_true (fascia_backup_restore (pair->a->home, before, NOW_US, NULL, NULL, NULL, NULL));
  machine_reopen (pair->a);
  write_file (file, "", 0);
  g_assert_cmpuint (must_sync (pair->a).n_written, ==, 1);
  carry (pair->a, pair->b);
  must_sync (pair->b);
  assert_alike (pair->a, pair->b);
}

static void
test_a_long_file_is_followed_by_another (Pair *pair, gconstpointer data)
{
  g_autoptr (GPtrArray) names = NULL;
  gint64 largest = 0;

  for (int i = 0; i < 60; i++)
    {
      g_autoptr (FasciaLogEntry) entry = draw_entry ();

      for (int k = 0; k < 700; k++)
        add_item (entry, "calf-roller", FASCIA_SIDE_LEFT, 60, 0);
      g_assert_true (fascia_store_add_session (pair->a->store, entry, NOW_US, NULL));
    }
  g_assert_cmpuint (must_sync (pair->a).n_written, ==, 60);
  g_free (must_log (pair->a, "one more", NOW_US));
  g_assert_cmpuint (must_sync (pair->a).n_written, ==, 1);
  names = list (pair->a->folder);
  g_assert_cmpuint (names->len, ==, 3);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (pair->a->folder, g_ptr_array_index (names, i), NULL);

      largest = MAX (largest, size_of (path));
    }
  g_assert_cmpint (largest, <, 5 << 20);
  carry (pair->a, pair->b);
  must_sync (pair->b);
  assert_alike (pair->a, pair->b);
}

static void
test_a_copied_home_takes_a_name_of_its_own (Pair *pair, gconstpointer data)
{
  g_autofree char *one = must_log (pair->a, "one", NOW_US);
  g_autofree char *two = NULL;
  g_autofree char *three = NULL;
  g_autoptr (GPtrArray) names = NULL;
  Machine *copy = machine_new (pair->root, "copy");
  static const char *const files[] = { FASCIA_STORE_FILE_NAME, "sync.ini" };

  must_sync (pair->a);
  g_clear_pointer (&pair->a->store, fascia_store_close);
  g_clear_pointer (&copy->store, fascia_store_close);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *from = g_build_filename (pair->a->home, files[i], NULL);
      g_autofree char *to = g_build_filename (copy->home, files[i], NULL);

      copy_file (from, to);
    }
  machine_reopen (pair->a);
  machine_reopen (copy);
  must_choose (copy);
  two = must_log (pair->a, "two", NOW_US);
  three = must_log (copy, "three", NOW_US);
  must_sync (pair->a);
  must_sync (copy);
  carry (pair->a, copy);
  carry (copy, pair->a);
  must_sync (copy);
  must_sync (pair->a);
  assert_alike (pair->a, copy);
  names = list (copy->folder);
  g_assert_cmpuint (names->len, ==, 3);
  /* What the first machine wrote is not the copy's to remove. */
  g_assert_true (fascia_sync_remove_own_files (copy->home, NULL));
  g_clear_pointer (&names, g_ptr_array_unref);
  names = list (copy->folder);
  g_assert_cmpuint (names->len, ==, 2);
  machine_free (copy);
}

static void
test_a_restored_backup_catches_up (Pair *pair, gconstpointer data)
{
  g_autofree char *one = must_log (pair->a, "one", NOW_US);
  g_autofree char *two = NULL;
  g_autofree char *backup = g_build_filename (pair->root, "backup.db", NULL);
  g_autoptr (GError) error = NULL;

  must_sync (pair->a);
  g_assert_true (fascia_backup_write (pair->a->store, backup, NULL, NULL, NULL, &error));
  two = must_log (pair->a, "two", NOW_US);
  must_sync (pair->a);
  g_assert_true (fascia_backup_restore (pair->a->home, backup, NOW_US, NULL, NULL, NULL, &error));
  machine_reopen (pair->a);
  g_assert_cmpint (fascia_store_count_sessions (pair->a->store, NULL), ==, 1);
  /* Its own file says what the backup did not know. */
  g_assert_cmpuint (must_sync (pair->a).n_written, ==, 0);
  g_assert_cmpint (fascia_store_count_sessions (pair->a->store, NULL), ==, 2);

  /* The backup of another machine is all news, and that machine's name is not taken. */
  g_assert_true (fascia_backup_restore (pair->b->home, backup, NOW_US, NULL, NULL, NULL, &error));
  machine_reopen (pair->b);
  g_assert_cmpuint (must_sync (pair->b).n_written, ==, 1);
  carry (pair->a, pair->b);
  must_sync (pair->b);
  assert_alike (pair->a, pair->b);
}

static void
test_it_can_be_stopped_and_goes_on (Pair *pair, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  FasciaSyncSummary summary;

  for (int i = 0; i < 250; i++)
    g_free (must_log (pair->a, "Hej", NOW_US));
  must_sync (pair->a);
  carry (pair->a, pair->b);
  g_cancellable_cancel (cancellable);
  g_assert_false (fascia_sync_run (pair->b->store, &summary, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (fascia_store_count_sessions (pair->b->store, NULL), <, 250);
  must_sync (pair->b);
  assert_alike (pair->a, pair->b);
}

/* --- Kills, other processes, full disks ---------------------------------------------- */

static void
log_and_sync_in_child (gpointer data)
{
  Machine *machine = data;

  machine_reopen (machine);
  for (;;)
    {
      g_free (must_log (machine, "Hej", NOW_US));
      must_sync (machine);
    }
}

/* At moments drawn by lot: FASCIA_FAULTS_KILLS says how many. */
static void
test_a_kill_in_the_middle_costs_nothing (Pair *pair, gconstpointer data)
{
  const char *asked = g_getenv ("FASCIA_FAULTS_KILLS");
  gint64 n_kills = asked != NULL ? g_ascii_strtoll (asked, NULL, 10) : 12;

  for (gint64 i = 0; i < n_kills; i++)
    {
      pid_t pid;

      g_clear_pointer (&pair->a->store, fascia_store_close);
      pid = start_child (log_and_sync_in_child, pair->a);
      g_usleep ((gulong) g_test_rand_int_range (0, 60000));
      kill_child (pid);
      machine_reopen (pair->a);
      must_sync (pair->a);
      carry (pair->a, pair->b);
      must_sync (pair->b);
      assert_alike (pair->a, pair->b);
    }
  g_assert_true (fascia_store_check_integrity (pair->a->store, NULL));
  g_test_message ("%" G_GINT64_FORMAT " kills, %" G_GINT64_FORMAT " sessions", n_kills, fascia_store_count_sessions (pair->b->store, NULL));
}

#define N_OF_EACH 15

static void
log_some_in_child (gpointer data)
{
  Machine *machine = data;

  machine_reopen (machine);
  for (int i = 0; i < N_OF_EACH; i++)
    {
      g_free (must_log (machine, "Hej", NOW_US));
      must_sync (machine);
    }
  g_clear_pointer (&machine->store, fascia_store_close);
}

/* Window and command line, say: nothing is written twice. */
static void
test_two_processes_of_one_machine_take_turns (Pair *pair, gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length;
  guint n_lines = 0;
  pid_t pids[2];

  g_clear_pointer (&pair->a->store, fascia_store_close);
  for (int i = 0; i < 2; i++)
    pids[i] = start_child (log_some_in_child, pair->a);
  for (int i = 0; i < 2; i++)
    await_child (pids[i]);
  machine_reopen (pair->a);
  g_assert_cmpuint (must_sync (pair->a).n_written, ==, 0);
  file = only_file (pair->a);
  bytes = must_read_file (file);
  text = g_bytes_get_data (bytes, &length);
  for (gsize i = 0; i < length; i++)
    n_lines += text[i] == '\n';
  g_assert_cmpuint (n_lines, ==, 1 + 2 * N_OF_EACH);
  carry (pair->a, pair->b);
  must_sync (pair->b);
  assert_alike (pair->a, pair->b);
}

static void
fill_and_free (const char *folder, gpointer data)
{
  Pair *pair = data;
  g_autofree char *filler = NULL;
  g_autoptr (GError) error = NULL;
  FasciaSyncSummary summary;

  machine_reopen (pair->a);
  machine_reopen (pair->b);
  g_assert_true (fascia_sync_set_folder (pair->a->home, folder, NULL));
  g_assert_true (fascia_sync_set_folder (pair->b->home, folder, NULL));
  g_free (must_log (pair->a, "before", NOW_US));
  must_sync (pair->a);
  filler = small_disk_fill (folder, 9000);
  for (int i = 0; i < 30; i++)
    g_free (must_log (pair->a, "when the disk is full", NOW_US));
  for (int i = 0; i < 2; i++)
    {
      g_assert_false (fascia_sync_run (pair->a->store, &summary, NULL, NULL, NULL, &error));
      g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_NO_SPACE);
      g_test_message ("%s", error->message);
      g_clear_error (&error);
    }
  /* What is there is not harmed, and nobody waits for the rest of a line. */
  summary = must_sync (pair->b);
  g_assert_cmpint (fascia_store_count_sessions (pair->b->store, NULL), ==, 1);
  g_assert_cmpuint (summary.n_waiting, ==, 0);

  g_assert_cmpint (g_unlink (filler), ==, 0);
  g_assert_cmpuint (must_sync (pair->a).n_written, ==, 30);
  summary = must_sync (pair->b);
  g_assert_cmpuint (summary.n_waiting, ==, 0);
  assert_alike (pair->a, pair->b);
  g_clear_pointer (&pair->a->store, fascia_store_close);
  g_clear_pointer (&pair->b->store, fascia_store_close);
}

static void
test_a_full_disk_is_said_and_costs_nothing (Pair *pair, gconstpointer data)
{
  g_clear_pointer (&pair->a->store, fascia_store_close);
  g_clear_pointer (&pair->b->store, fascia_store_close);
  run_on_small_disk (pair->a->folder, "1m", fill_and_free, pair);
}

/* --- What is changed is later than what it was --------------------------------------- */

/* What a machine has: by "kind/key", versions in milliseconds and their line. */
typedef struct
{
  gint64 ms;
  char *text;
} Version;

static void
version_free (gpointer data)
{
  Version *self = data;

  g_free (self->text);
  g_free (self);
}

static GHashTable *
versions_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, version_free);
}

static gboolean
note_version_cb (FasciaRecord *record, gpointer data, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Version *version = g_new0 (Version, 1);

  fascia_record_append_json (record, text);
  version->ms = record->changed_us / 1000;
  version->text = g_strdup (text->str);
  g_hash_table_insert (data, g_strdup_printf ("%s/%s", fascia_record_kind_to_string (record->kind), record->key), version);
  return TRUE;
}

static GHashTable *
take_versions (Machine *self)
{
  g_autoptr (FasciaTransaction) transaction = fascia_transaction_begin (self->store, FALSE, NULL);
  GHashTable *versions = versions_new ();

  for (FasciaRecordKind kind = FASCIA_RECORD_SETTINGS; kind < FASCIA_N_RECORD_KINDS; kind++)
    g_assert_true (fascia_record_for_each (self->store, kind, NULL, note_version_cb, versions, NULL));
  g_assert_true (fascia_record_for_each_deleted (self->store, note_version_cb, versions, NULL));
  return versions;
}

/* Whatever is different now is later now; nothing is gone without a trace. */
static void
assert_only_later (GHashTable *before, GHashTable *after)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Version *was = value;
      const Version *is = g_hash_table_lookup (after, key);

      g_assert_nonnull (is);
      if (g_strcmp0 (was->text, is->text) != 0 && is->ms <= was->ms)
        g_error ("%s is no later:\n%s\n%s", (char *) key, was->text, is->text);
    }
}

static FasciaRoutine *
make_routine (const char *uuid, const char *name)
{
  FasciaRoutine *routine = fascia_routine_new (uuid);
  FasciaRoutineItem *item = fascia_routine_item_new ("calf-roller");

  g_free (routine->name.in[FASCIA_LANGUAGE_EN]);
  routine->name.in[FASCIA_LANGUAGE_EN] = g_strdup (name);
  routine->occasions[0] = FASCIA_OCCASION_RECOVERY;
  routine->n_occasions = 1;
  item->roll_s = 40;
  g_ptr_array_add (routine->items, item);
  return routine;
}

/* A machine whose clock is a year ahead made one of everything; here each is changed,
 * by a clock that is right. */
static void
test_a_change_is_later_than_what_it_changes (Pair *pair, gconstpointer data)
{
  const gint64 ahead_us = NOW_US + 365 * G_TIME_SPAN_DAY;
  const gint64 ahead_ms = ahead_us / 1000;
  FasciaStore *a = pair->a->store;
  FasciaStore *b = pair->b->store;
  g_autofree char *edited = must_log (pair->a, "edited", ahead_us);
  g_autofree char *deleted = must_log (pair->a, "deleted", ahead_us);
  g_autofree char *ended = must_log (pair->a, "ended", ahead_us);
  g_autoptr (FasciaRule) changed_rule = make_rule (0x15, 1080);
  g_autoptr (FasciaRule) removed_rule = make_rule (0x15, 1080);
  g_autoptr (FasciaPause) ended_pause = fascia_pause_new ();
  g_autoptr (FasciaPause) deleted_pause = fascia_pause_new ();
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (FasciaRoutine) routine = make_routine (uuid, "My evening");
  g_autoptr (FasciaRoutine) renamed = make_routine (uuid, "My morning");
  g_autoptr (FasciaLogEntry) entry = NULL;
  g_autoptr (GHashTable) versions = NULL;
  g_autoptr (GError) error = NULL;
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;
  FasciaReminderSettings settings = FASCIA_REMINDER_SETTINGS_DEFAULT;
  FasciaGoal goal = { fascia_day_new (2027, 3, 22), 4 };
  GHashTableIter iter;
  gpointer key, value;
  gboolean any;

  ended_pause->uuid = g_uuid_string_random ();
  ended_pause->from = fascia_day_new (2027, 3, 20);
  ended_pause->reason = FASCIA_PAUSE_ILLNESS;
  deleted_pause->uuid = g_uuid_string_random ();
  deleted_pause->from = fascia_day_new (2028, 3, 20);
  deleted_pause->reason = FASCIA_PAUSE_VACATION;
  settings.on = TRUE;
  preferences.switch_s = 12;
  g_assert_true (fascia_store_add_rule (a, changed_rule, ahead_us, &error));
  g_assert_true (fascia_store_add_rule (a, removed_rule, ahead_us, &error));
  g_assert_true (fascia_store_add_pause (a, ended_pause, ahead_us, &error));
  g_assert_true (fascia_store_add_pause (a, deleted_pause, ahead_us, &error));
  g_assert_true (fascia_store_save_routine (a, routine, ahead_us, &error));
  g_assert_true (fascia_store_set_goal (a, &goal, ahead_us, &error));
  g_assert_true (fascia_store_save_reminder_settings (a, &settings, ahead_us, &error));
  g_assert_true (fascia_store_save_preferences (a, &preferences, ahead_us, &error));
  g_assert_true (fascia_store_set_favourite (a, "calf-roller", TRUE, ahead_us, &error));
  g_assert_true (fascia_store_set_owned_tools (a, FASCIA_ALL_TOOL_BITS & ~FASCIA_TOOL_BIT (FASCIA_TOOL_TENNIS_BALL), ahead_us, &error));
  must_sync (pair->a);
  carry (pair->a, pair->b);
  must_sync (pair->b);
  assert_alike (pair->a, pair->b);

  entry = fascia_store_get_session (b, edited, &error);
  entry->before = 9;
  g_assert_true (fascia_store_update_session (b, entry, NOW_US, &error));
  g_assert_true (fascia_store_delete_session (b, deleted, NOW_US, &error));
  g_assert_true (fascia_store_restore_session (b, deleted, NOW_US, &error));
  g_assert_true (fascia_store_delete_session (b, deleted, NOW_US, &error));
  g_clear_pointer (&entry, fascia_log_entry_free);
  entry = fascia_store_get_session (b, ended, &error);
  entry->before = 9;
  g_assert_true (fascia_store_end_session (b, entry, NOW_US, NOW_US, &error));
  changed_rule->minute_of_day = 600;
  g_assert_true (fascia_store_update_rule (b, changed_rule, NOW_US, &error));
  g_assert_true (fascia_store_remove_rule (b, removed_rule->uuid, NOW_US, &error));
  g_assert_true (fascia_store_end_pauses (b, fascia_day_new (2027, 3, 26), NOW_US, &any, &error));
  g_assert_true (any);
  g_assert_true (fascia_store_delete_pause (b, deleted_pause->uuid, NOW_US, &error));
  g_assert_true (fascia_store_delete_routine (b, uuid, NOW_US, &error));
  g_assert_true (fascia_store_save_routine (b, renamed, NOW_US, &error));
  goal.per_week = 6;
  g_assert_true (fascia_store_set_goal (b, &goal, NOW_US, &error));
  settings.on = FALSE;
  g_assert_true (fascia_store_save_reminder_settings (b, &settings, NOW_US, &error));
  settings.on = TRUE;
  g_assert_true (fascia_store_save_reminder_settings (b, &settings, NOW_US, &error));
  preferences.switch_s = 15;
  g_assert_true (fascia_store_save_preferences (b, &preferences, NOW_US, &error));
  g_assert_true (fascia_store_set_favourite (b, "calf-roller", FALSE, NOW_US, &error));
  g_assert_true (fascia_store_set_owned_tools (b, FASCIA_ALL_TOOL_BITS, NOW_US, &error));
  /* When reminders were switched on is an instant, and no version. */
  g_assert_cmpint (ask (pair->b, "SELECT on_since_us FROM reminder_settings"), ==, NOW_US);

  versions = take_versions (pair->b);
  g_assert_cmpuint (g_hash_table_size (versions), ==, 13);
  g_hash_table_iter_init (&iter, versions);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (((Version *) value)->ms <= ahead_ms)
      g_error ("%s is no later: %s", (char *) key, ((Version *) value)->text);

  must_sync (pair->b);
  carry (pair->b, pair->a);
  must_sync (pair->a);
  assert_alike (pair->a, pair->b);
  g_clear_pointer (&entry, fascia_log_entry_free);
  entry = fascia_store_get_session (a, edited, &error);
  g_assert_cmpint (entry->before, ==, 9);

  /* And what comes back over a deletion that it never saw. */
  {
    g_autoptr (FasciaLogEntry) back = make_full_entry (NOW_US);

    g_free (back->uuid);
    back->uuid = g_strdup (deleted);
    g_assert_true (fascia_store_empty_trash (b, G_MAXINT64, &error));
    g_assert_true (fascia_store_add_session (b, back, NOW_US, &error));
    must_sync (pair->b);
    carry (pair->b, pair->a);
    must_sync (pair->a);
    assert_alike (pair->a, pair->b);
    g_assert_cmpint (fascia_store_count_sessions (a, NULL), ==, 3);
  }
}

/* --- Lives --------------------------------------------------------------------------- */

/* Machines that do everything at random, with an engine between them that is late, sends
 * halves and zeros, and makes copies. In the end everybody has the same, and whatever was
 * last by its version. */

#define MAX_MACHINES 5

typedef struct
{
  GRand *random;
  char *root;
  GPtrArray *machines;
  GHashTable *broken; /* paths whose contents are not (yet) what they should be */
  GHashTable *best;   /* by kind and key, the latest that was ever in a folder */
  gint64 now_us;
  gboolean with_restore; /* a backup is restored now and then: what was not synced goes */
  gboolean with_damage;  /* files in folders vanish or are put back to what they were */
  gboolean cut;          /* a machine was cut off while it wrote */
  guint n_made;
  guint n_copies;
} Life;

static int
draw (Life *self, int n)
{
  return g_rand_int_range (self->random, 0, n);
}

static Machine *
draw_machine (Life *self)
{
  return g_ptr_array_index (self->machines, draw (self, (int) self->machines->len));
}

/* Time goes on by a moment, seldom by a year. */
static gint64
tell_time (Life *self, Machine *machine)
{
  self->now_us += draw (self, 5) == 0 ? draw (self, 1000) : draw (self, 40) == 0 ? 365 * G_TIME_SPAN_DAY : draw (self, 1000000) * G_GINT64_CONSTANT (1000);
  return self->now_us + machine->skew_us;
}

/* What is said of a key wins if it is later; of two at once that with the greater sum. */
static void
fold (GHashTable *best, GHashTable *versions)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, versions);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Version *is = value;
      const Version *was = g_hash_table_lookup (best, key);
      g_autofree char *sum_is = g_compute_checksum_for_string (G_CHECKSUM_SHA256, is->text, -1);
      g_autofree char *sum_was = was != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, was->text, -1) : NULL;
      Version *copy;

      if (was != NULL && (was->ms > is->ms || (was->ms == is->ms && strcmp (sum_was, sum_is) >= 0)))
        continue;
      copy = g_new0 (Version, 1);
      copy->ms = is->ms;
      copy->text = g_strdup (is->text);
      g_hash_table_replace (best, g_strdup (key), copy);
    }
}

static void
sync_and_fold (Life *self, Machine *machine)
{
  g_autoptr (GHashTable) versions = NULL;

  must_sync (machine);
  versions = take_versions (machine);
  fold (self->best, versions);
}

/* --- The engine */

static void
mark_broken (Life *self, const char *path, gboolean broken)
{
  if (broken)
    g_hash_table_add (self->broken, g_strdup (path));
  else
    g_hash_table_remove (self->broken, path);
}

static void
engine_carry (Life *self, Machine *from, Machine *to, gboolean whole)
{
  g_autoptr (GPtrArray) names = list (from->folder);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *source = g_build_filename (from->folder, g_ptr_array_index (names, i), NULL);
      g_autofree char *target = g_build_filename (to->folder, g_ptr_array_index (names, i), NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *data = NULL;
      gsize length;

      if (g_hash_table_contains (self->broken, source) ||
          (size_of (source) <= size_of (target) && !g_hash_table_contains (self->broken, target)) ||
          (!whole && draw (self, 3) == 0))
        continue;
      bytes = must_read_file (source);
      length = g_bytes_get_size (bytes);
      data = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
      switch (whole || length == 0 || g_str_has_suffix (source, ".txt") ? 9 : draw (self, 6))
        {
        case 0: /* the first part */
          length = (gsize) draw (self, (int) length + 1);
          mark_broken (self, target, TRUE);
          break;
        case 1: /* all of its length, but not all of its blocks */
          {
            gsize at = (gsize) draw (self, (int) length);
            gsize n_zeros = (gsize) draw (self, 500);

            memset (data + at, 0, MIN (length - at, n_zeros));
            mark_broken (self, target, TRUE);
            break;
          }
        default:
          mark_broken (self, target, FALSE);
          break;
        }
      write_file (target, data, length);
    }
}

/* As services do it with a file that changed on both sides. */
static void
engine_make_copy (Life *self, Machine *machine)
{
  g_autoptr (GPtrArray) names = list (machine->folder);
  const char *name = names->len > 0 ? g_ptr_array_index (names, draw (self, (int) names->len)) : "";
  g_autofree char *path = g_build_filename (machine->folder, name, NULL);
  g_autofree char *copy = g_strdup_printf ("%s.sync-conflict-%u" ENDING, path, self->n_copies++);

  if (!g_str_has_suffix (name, ENDING) || strlen (name) > 100 || g_hash_table_contains (self->broken, path))
    return;
  copy_file (path, copy);
}

static void
engine_damage (Life *self, Machine *machine)
{
  g_autoptr (GPtrArray) names = list (machine->folder);
  const char *name = names->len > 0 ? g_ptr_array_index (names, draw (self, (int) names->len)) : "";
  g_autofree char *path = g_build_filename (machine->folder, name, NULL);
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  gsize length;

  if (!g_str_has_suffix (name, ENDING))
    return;
  mark_broken (self, path, FALSE);
  if (draw (self, 2) == 0)
    {
      g_assert_cmpint (g_unlink (path), ==, 0);
      return;
    }
  /* As it was some lines ago. */
  bytes = must_read_file (path);
  data = g_bytes_get_data (bytes, &length);
  length = (gsize) draw (self, (int) length + 1);
  while (length > 0 && data[length - 1] != '\n')
    length--;
  write_file (path, data, length);
}

/* --- What users do */

static char *
draw_session (Life *self, Machine *machine, gboolean trash)
{
  g_autoptr (GPtrArray) entries = trash ? fascia_store_list_trash (machine->store, NULL)
                                        : fascia_store_list_sessions (machine->store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, NULL);

  if (entries->len == 0)
    return NULL;
  return g_strdup (((FasciaLogEntry *) g_ptr_array_index (entries, draw (self, (int) entries->len)))->uuid);
}

static void
log_one (Life *self, Machine *machine)
{
  g_autofree char *note = g_strdup_printf ("session %u", self->n_made++);

  g_free (must_log (machine, note, tell_time (self, machine)));
}

static void
run_one (Life *self, Machine *machine)
{
  g_autoptr (FasciaLogEntry) entry = draw_entry ();
  FasciaOpenSession open = { .entry = entry, .heartbeat_us = NOW_US, .state = (char *) "its state" };

  g_assert_true (fascia_store_journal_session (machine->store, &open, tell_time (self, machine), NULL));
  if (draw (self, 2) == 0)
    must_sync (machine);
  if (draw (self, 3) == 0)
    g_assert_true (fascia_store_discard_open_session (machine->store, entry->uuid, NULL));
  else
    g_assert_true (fascia_store_end_session (machine->store, entry, NOW_US, tell_time (self, machine), NULL));
}

static void
change_session (Life *self, Machine *machine)
{
  g_autofree char *uuid = draw_session (self, machine, FALSE);
  g_autoptr (FasciaLogEntry) entry = NULL;

  if (uuid == NULL)
    return;
  if (draw (self, 2) == 0)
    {
      g_assert_true (fascia_store_delete_session (machine->store, uuid, tell_time (self, machine), NULL));
      return;
    }
  entry = fascia_store_get_session (machine->store, uuid, NULL);
  entry->before = draw (self, 11);
  g_assert_true (fascia_store_update_session (machine->store, entry, tell_time (self, machine), NULL));
}

static void
change_trash (Life *self, Machine *machine)
{
  g_autofree char *uuid = draw_session (self, machine, TRUE);

  if (uuid != NULL && draw (self, 2) == 0)
    g_assert_true (fascia_store_restore_session (machine->store, uuid, tell_time (self, machine), NULL));
  else if (draw (self, 3) == 0)
    g_assert_true (fascia_store_empty_trash (machine->store, draw (self, 2) == 0 ? G_MAXINT64 : tell_time (self, machine), NULL));
}

static void
change_rules (Life *self, Machine *machine)
{
  g_autoptr (GPtrArray) rules = fascia_store_list_rules (machine->store, NULL);
  g_autoptr (FasciaRule) rule = NULL;

  if (rules->len == 0 || draw (self, 3) == 0)
    {
      rule = make_rule (0x15, (guint) draw (self, 1440));
      g_assert_true (fascia_store_add_rule (machine->store, rule, tell_time (self, machine), NULL));
      return;
    }
  rule = fascia_rule_copy (g_ptr_array_index (rules, draw (self, (int) rules->len)));
  rule->minute_of_day = (guint) draw (self, 1440);
  if (draw (self, 3) == 0)
    g_assert_true (fascia_store_remove_rule (machine->store, rule->uuid, tell_time (self, machine), NULL));
  else
    g_assert_true (fascia_store_update_rule (machine->store, rule, tell_time (self, machine), NULL));
}

static void
change_pauses (Life *self, Machine *machine)
{
  g_autoptr (GPtrArray) pauses = fascia_store_list_pauses (machine->store, NULL);
  gboolean any;

  if (pauses->len == 0 || draw (self, 3) == 0)
    {
      g_autoptr (FasciaPause) pause = fascia_pause_new ();

      pause->uuid = g_uuid_string_random ();
      pause->from = fascia_day_new (2027, 3, 1 + draw (self, 28));
      pause->reason = FASCIA_PAUSE_ILLNESS;
      g_assert_true (fascia_store_add_pause (machine->store, pause, tell_time (self, machine), NULL));
    }
  else if (draw (self, 2) == 0)
    g_assert_true (fascia_store_end_pauses (machine->store, fascia_day_new (2027, 3, 28), tell_time (self, machine), &any, NULL));
  else
    g_assert_true (fascia_store_delete_pause (machine->store, ((FasciaPause *) g_ptr_array_index (pauses, draw (self, (int) pauses->len)))->uuid,
                                              tell_time (self, machine), NULL));
}

static void
change_routines (Life *self, Machine *machine)
{
  static const char *const uuids[] = { "5c1fd7d6-6ef4-4a3a-b3a8-2c5a9f0d5b11", "0e7c1f52-7d1e-4f0e-9f13-5f7f6f6f3f57" };
  const char *uuid = uuids[draw (self, G_N_ELEMENTS (uuids))];
  g_autofree char *name = g_strdup_printf ("routine %u", self->n_made++);
  g_autoptr (FasciaRoutine) routine = make_routine (uuid, name);

  if (draw (self, 3) == 0)
    fascia_store_delete_routine (machine->store, uuid, tell_time (self, machine), NULL);
  else
    g_assert_true (fascia_store_save_routine (machine->store, routine, tell_time (self, machine), NULL));
}

static void
change_settings (Life *self, Machine *machine)
{
  static const char *const techniques[] = { "calf-roller", "palm-ball", "foot-ball" };
  FasciaGoal goal = { fascia_day_new (2027, 3, 1 + 7 * draw (self, 3)), 1 + (guint) draw (self, 7) };
  FasciaPreferences preferences;
  FasciaReminderSettings settings;

  switch (draw (self, 5))
    {
    case 0:
      g_assert_true (fascia_store_set_goal (machine->store, &goal, tell_time (self, machine), NULL));
      break;
    case 1:
      g_assert_true (fascia_store_load_preferences (machine->store, &preferences, NULL));
      preferences.switch_s = 3 + (guint) draw (self, 10);
      preferences.day_start_h = (guint) draw (self, 6);
      g_assert_true (fascia_store_save_preferences (machine->store, &preferences, tell_time (self, machine), NULL));
      break;
    case 2:
      g_assert_true (fascia_store_load_reminder_settings (machine->store, &settings, NULL));
      settings.on = draw (self, 2) == 0;
      settings.grace_min = (guint) draw (self, 600);
      g_assert_true (fascia_store_save_reminder_settings (machine->store, &settings, tell_time (self, machine), NULL));
      break;
    case 3:
      g_assert_true (fascia_store_set_favourite (machine->store, techniques[draw (self, 3)], draw (self, 2) == 0, tell_time (self, machine), NULL));
      break;
    default:
      g_assert_true (fascia_store_set_owned_tools (machine->store, (guint) draw (self, FASCIA_ALL_TOOL_BITS + 1), tell_time (self, machine), NULL));
      break;
    }
}

/* A file carried by hand. */
static void
import_from_another (Life *self, Machine *machine)
{
  Machine *other = draw_machine (self);
  g_autofree char *text = must_export (other);
  FasciaMergeSummary summary;

  g_assert_true (fascia_exchange_read_json (machine->store, text, strlen (text), FALSE, &summary, NULL, NULL, NULL, NULL));
}

/* --- What happens to machines */

static void
back_up_or_restore (Life *self, Machine *machine)
{
  if (machine->kept == NULL || draw (self, 2) == 0)
    {
      g_free (machine->kept);
      machine->kept = g_strdup_printf ("%s.db", machine->home);
      g_assert_true (fascia_backup_write (machine->store, machine->kept, NULL, NULL, NULL, NULL));
      return;
    }
  g_assert_true (fascia_backup_restore (machine->home, machine->kept, NOW_US, NULL, NULL, NULL, NULL));
  machine_reopen (machine);
}

/* Its home is copied to a new machine, with a folder of its own. */
static void
copy_home (Life *self, Machine *machine)
{
  static const char *const files[] = { FASCIA_STORE_FILE_NAME, "sync.ini" };
  g_autofree char *name = g_strdup_printf ("machine-%u", self->machines->len);
  Machine *copy;

  if (self->machines->len == MAX_MACHINES)
    return;
  copy = machine_new (self->root, name);
  g_clear_pointer (&machine->store, fascia_store_close);
  g_clear_pointer (&copy->store, fascia_store_close);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *from = g_build_filename (machine->home, files[i], NULL);
      g_autofree char *to = g_build_filename (copy->home, files[i], NULL);

      copy_file (from, to);
    }
  machine_reopen (machine);
  machine_reopen (copy);
  must_choose (copy);
  g_ptr_array_add (self->machines, copy);
}

/* Killed after it wrote to its file and before the database knew of it, or in between. */
static void
crash_in_sync (Life *self, Machine *machine)
{
  g_autofree char *database = g_build_filename (machine->home, FASCIA_STORE_FILE_NAME, NULL);
  g_autofree char *before = g_strconcat (database, "-before", NULL);
  g_autoptr (GHashTable) sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) names = list (machine->folder);
  FasciaSyncSummary summary;

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (machine->folder, g_ptr_array_index (names, i), NULL);

      g_hash_table_insert (sizes, g_strdup (g_ptr_array_index (names, i)), g_strdup_printf ("%" G_GINT64_FORMAT, size_of (path)));
    }
  g_clear_pointer (&machine->store, fascia_store_close);
  copy_file (database, before);
  machine_reopen (machine);
  summary = must_sync (machine);
  g_clear_pointer (&machine->store, fascia_store_close);
  g_assert_cmpint (g_rename (before, database), ==, 0);
  machine_reopen (machine);
  if (summary.n_written == 0)
    return;
  g_clear_pointer (&names, g_ptr_array_unref);
  names = list (machine->folder);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (machine->folder, g_ptr_array_index (names, i), NULL);
      const char *text = g_hash_table_lookup (sizes, g_ptr_array_index (names, i));
      gint64 old = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
      gint64 size = size_of (path);

      if (size > old && draw (self, 2) == 0)
        {
          g_assert_cmpint (truncate (path, old + draw (self, (int) (size - old) + 1)), ==, 0);
          self->cut = TRUE;
        }
    }
}

static void
do_something (Life *self)
{
  Machine *machine = draw_machine (self);
  Machine *other = draw_machine (self);
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;
  int what = draw (self, 100);

  if (what < 58)
    {
      /* Nothing a user does makes anything older. */
      before = take_versions (machine);
      if (what < 12)
        log_one (self, machine);
      else if (what < 16)
        {
          run_one (self, machine);
          /* It may have synced, and then what was changed at once elsewhere may hold. */
          return;
        }
      else if (what < 26)
        change_session (self, machine);
      else if (what < 32)
        change_trash (self, machine);
      else if (what < 38)
        change_rules (self, machine);
      else if (what < 43)
        change_pauses (self, machine);
      else if (what < 48)
        change_routines (self, machine);
      else
        change_settings (self, machine);
      after = take_versions (machine);
      assert_only_later (before, after);
    }
  else if (what < 60)
    import_from_another (self, machine);
  else if (what < 75)
    sync_and_fold (self, machine);
  else if (what < 88)
    {
      if (machine != other)
        engine_carry (self, machine, other, FALSE);
    }
  else if (what < 90)
    engine_make_copy (self, machine);
  else if (what < 92)
    machine->skew_us = (draw (self, 5) - 2) * 365 * G_TIME_SPAN_DAY;
  else if (what < 94)
    crash_in_sync (self, machine);
  else if (what < 96)
    {
      if (self->with_restore)
        back_up_or_restore (self, machine);
    }
  else if (what < 98)
    {
      if (self->with_damage)
        engine_damage (self, machine);
    }
  else if (what < 99)
    copy_home (self, machine);
  else
    {
      /* Off, and on again. */
      g_assert_true (fascia_sync_set_folder (machine->home, NULL, NULL));
      must_choose (machine);
    }
}

/* Everything arrives everywhere, until nobody has anything to add. */
static void
let_it_settle (Life *self)
{
  guint n_written = 1;

  for (guint round = 0; n_written > 0; round++)
    {
      n_written = 0;
      g_assert_cmpuint (round, <, 10);
      for (guint i = 0; i < self->machines->len; i++)
        for (guint j = 0; j < self->machines->len; j++)
          if (i != j)
            engine_carry (self, g_ptr_array_index (self->machines, i), g_ptr_array_index (self->machines, j), TRUE);
      for (guint i = 0; i < self->machines->len; i++)
        {
          Machine *machine = g_ptr_array_index (self->machines, i);
          g_autoptr (GHashTable) versions = NULL;
          FasciaSyncSummary summary = must_sync (machine);

          n_written += summary.n_written;
          g_assert_false (summary.newer);
          versions = take_versions (machine);
          fold (self->best, versions);
        }
    }
}

static void
assert_has_best (Life *self, Machine *machine)
{
  g_autoptr (GHashTable) versions = take_versions (machine);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->best);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Version *best = value;
      const Version *is = g_hash_table_lookup (versions, key);

      if (is == NULL || g_strcmp0 (is->text, best->text) != 0)
        g_error ("Lost: %s\nwas %s\nis  %s", (char *) key, best->text, is != NULL ? is->text : "nothing");
    }
  g_assert_cmpuint (g_hash_table_size (versions), ==, g_hash_table_size (self->best));
}

static void
live (guint32 seed)
{
  Life life = {
    .random = g_rand_new_with_seed (seed),
    .root = temporary_folder_new (),
    .machines = g_ptr_array_new_with_free_func (machine_free),
    .broken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .best = versions_new (),
    .now_us = NOW_US,
  };
  int n_machines = 2 + draw (&life, 3);
  int n_deeds = 20 + draw (&life, 100);

  g_test_message ("life %u", seed);
  /* What is made once draws too, and must not draw in this life. */
  fascia_log_entry_free (draw_entry ());
  /* UUIDs are drawn from this one. */
  g_random_set_seed (seed);
  life.with_restore = draw (&life, 2) == 0;
  life.with_damage = !life.with_restore && draw (&life, 2) == 0;
  for (int i = 0; i < n_machines; i++)
    {
      g_autofree char *name = g_strdup_printf ("machine-%d", i);
      Machine *machine = machine_new (life.root, name);

      must_choose (machine);
      machine->skew_us = (draw (&life, 5) - 2) * 365 * G_TIME_SPAN_DAY;
      g_ptr_array_add (life.machines, machine);
    }
  for (int i = 0; i < n_deeds; i++)
    do_something (&life);
  let_it_settle (&life);
  for (guint i = 0; i < life.machines->len; i++)
    {
      Machine *machine = g_ptr_array_index (life.machines, i);
      g_autoptr (GError) error = NULL;

      assert_alike (machine, g_ptr_array_index (life.machines, 0));
      assert_has_best (&life, machine);
      g_assert_true (fascia_store_check_integrity (machine->store, &error));
      g_assert_no_error (error);
      /* Half of a file stays half where the whole is nowhere any more. */
      if (!life.cut && !life.with_damage)
        g_assert_cmpuint (must_sync (machine).n_waiting, ==, 0);
    }
  g_ptr_array_unref (life.machines);
  g_hash_table_unref (life.broken);
  g_hash_table_unref (life.best);
  g_rand_free (life.random);
  temporary_folder_free (life.root);
}

static void
test_everybody_comes_to_the_same (void)
{
  guint n_lives = g_test_slow () ? 3000 : 25;

  for (guint seed = 0; seed < n_lives; seed++)
    live (seed);
  /* Its own file was empty after a kill. */
  live (535647965);
}

/* Others each time; what they are is printed, and g_test's --seed repeats them. */
static void
test_everybody_comes_to_the_same_this_time_too (void)
{
  guint n_lives = g_test_slow () ? 3000 : 10;

  for (guint i = 0; i < n_lives; i++)
    live ((guint32) g_test_rand_int ());
}

/* One life again: FASCIA_TEST_LIFE=SEED. */
static void
test_that_life_again (void)
{
  const char *seed = g_getenv ("FASCIA_TEST_LIFE");

  if (seed == NULL)
    g_test_skip ("FASCIA_TEST_LIFE names none");
  else
    live ((guint32) g_ascii_strtoull (seed, NULL, 10));
}

static void
make_template (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, FASCIA_STORE_FILE_NAME, NULL);
  g_autoptr (GError) error = NULL;
  FasciaStore *store = fascia_store_open (folder, NOW_US, &error);

  g_assert_no_error (error);
  fascia_store_close (store);
  template = g_strconcat (folder, ".db", NULL);
  copy_file (path, template);
  temporary_folder_free (g_steal_pointer (&folder));
}

#define add_pair_test(path, function) \
  g_test_add (path, Pair, NULL, pair_set_up, function, pair_tear_down)

int
main (int argc, char **argv)
{
  int status;

  /* In memory: here nothing is about the disk. */
  if (g_access ("/dev/shm", W_OK | X_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  g_test_init (&argc, &argv, NULL);
  make_template ();
  add_pair_test ("/store/sync/what-one-wrote-the-other-has", test_what_one_wrote_the_other_has);
  add_pair_test ("/store/sync/a-run-without-news-writes-nothing", test_a_run_without_news_writes_nothing);
  add_pair_test ("/store/sync/the-running-session-is-nobody-elses", test_the_running_session_is_nobody_elses);
  add_pair_test ("/store/sync/what-is-said-of-the-running-session-waits-for-its-end", test_what_is_said_of_the_running_session_waits_for_its_end);
  add_pair_test ("/store/sync/health-answers-never-go-there", test_health_answers_never_go_there);
  add_pair_test ("/store/sync/a-folder-that-is-not-there-is-left-alone", test_a_folder_that_is_not_there_is_left_alone);
  add_pair_test ("/store/sync/the-folder-is-checked", test_the_folder_is_checked);
  add_pair_test ("/store/sync/a-broken-sync-ini-is-said-and-kept", test_a_broken_sync_ini_is_said_and_kept);
  add_pair_test ("/store/sync/half-a-file-waits-for-the-rest", test_half_a_file_waits_for_the_rest);
  add_pair_test ("/store/sync/a-block-of-zeros-keeps-nobody-else-waiting", test_a_block_of_zeros_keeps_nobody_else_waiting);
  add_pair_test ("/store/sync/what-a-newer-fascia-wrote-waits", test_what_a_newer_fascia_wrote_waits);
  add_pair_test ("/store/sync/rubbish-does-no-harm", test_rubbish_does_no_harm);
  add_pair_test ("/store/sync/a-line-that-breaks-a-rule-of-the-database-is-left-out", test_a_line_that_breaks_a_rule_of_the_database_is_left_out);
  add_pair_test ("/store/sync/what-only-a-lost-file-held-is-written-again", test_what_only_a_lost_file_held_is_written_again);
  add_pair_test ("/store/sync/a-machine-whose-files-were-put-back-goes-on-under-a-new-name", test_a_machine_whose_files_were_put_back_goes_on_under_a_new_name);
  add_pair_test ("/store/sync/a-broken-end-is-never-gone-on-with", test_a_broken_end_is_never_gone_on_with);
  add_pair_test ("/store/sync/an-empty-file-is-never-gone-on-with", test_an_empty_file_is_never_gone_on_with);
  add_pair_test ("/store/sync/a-long-file-is-followed-by-another", test_a_long_file_is_followed_by_another);
  add_pair_test ("/store/sync/a-copied-home-takes-a-name-of-its-own", test_a_copied_home_takes_a_name_of_its_own);
  add_pair_test ("/store/sync/a-restored-backup-catches-up", test_a_restored_backup_catches_up);
  add_pair_test ("/store/sync/it-can-be-stopped-and-goes-on", test_it_can_be_stopped_and_goes_on);
  add_pair_test ("/store/sync/a-kill-in-the-middle-costs-nothing", test_a_kill_in_the_middle_costs_nothing);
  add_pair_test ("/store/sync/two-processes-of-one-machine-take-turns", test_two_processes_of_one_machine_take_turns);
  add_pair_test ("/store/sync/a-full-disk-is-said-and-costs-nothing", test_a_full_disk_is_said_and_costs_nothing);
  add_pair_test ("/store/sync/a-change-is-later-than-what-it-changes", test_a_change_is_later_than_what_it_changes);
  g_test_add_func ("/store/sync/everybody-comes-to-the-same", test_everybody_comes_to_the_same);
  g_test_add_func ("/store/sync/everybody-comes-to-the-same-this-time-too", test_everybody_comes_to_the_same_this_time_too);
  g_test_add_func ("/store/sync/that-life-again", test_that_life_again);
  status = g_test_run ();
  g_unlink (template);
  return status;
}
