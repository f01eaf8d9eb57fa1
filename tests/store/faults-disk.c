/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever writes meets a full disk, with less or more left on it: it does all of it or
 * says so in words, nothing that was there is lost, and with space again it works.
 * FASCIA_FAULTS_DISK_STEPS says how many sizes are tried, up to 19. */
#include <glib/gstdio.h>
#include <string.h>

#include "fascia/store/backup.h"
#include "fascia/store/exchange.h"
#include "fascia/store/search.h"
#include "small-disk.h"
#include "tests/store/faults.h"

#define USUAL_STEPS 6
#define DISK_SIZE "6m"
#define N_SESSIONS 40

static const gsize ladder_kb[] = { 0, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048 };
#define MOST_STEPS G_N_ELEMENTS (ladder_kb)

typedef struct
{
  const char *name;
  /* On the open store, or (with needs_closed) on the folder. Done again, it does the
   * same. */
  gboolean (*run) (Home *home, GError **error);
  gboolean needs_closed;
  gboolean schema_1;
  gboolean unreadable;
} Work;

/* Made before the disk is full. */
static char *json;
static char *csv;
static char *kept;

static gboolean
add_session (Home *home, GError **error)
{
  g_autoptr (FasciaLogEntry) entry = make_numbered_entry (N_SESSIONS, 1);

  return fascia_store_add_session (home->store, entry, NOW_US, error);
}

static gboolean
update_session (Home *home, GError **error)
{
  g_autoptr (FasciaLogEntry) entry = make_numbered_entry (3, 2);

  return fascia_store_update_session (home->store, entry, NOW_US + 1000, error);
}

static gboolean
delete_session (Home *home, GError **error)
{
  g_autoptr (FasciaLogEntry) entry = make_numbered_entry (3, 1);

  return fascia_store_delete_session (home->store, entry->uuid, NOW_US + 1000, error);
}

static gboolean
journal_session (Home *home, GError **error)
{
  g_autoptr (FasciaLogEntry) entry = make_numbered_entry (N_SESSIONS, 1);
  FasciaOpenSession open = { entry, (char *) "a text of its state", NOW_US, 0 };

  return fascia_store_journal_session (home->store, &open, NOW_US, error);
}

static gboolean
end_session (Home *home, GError **error)
{
  g_autoptr (FasciaLogEntry) entry = make_numbered_entry (N_SESSIONS, 1);

  return fascia_store_end_session (home->store, entry, NOW_US, NOW_US, error);
}

static gboolean
begin_the_day_later (Home *home, GError **error)
{
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;

  preferences.day_start_h = 4;
  return fascia_store_save_preferences (home->store, &preferences, NOW_US, error);
}

static gboolean
import_json (Home *home, GError **error)
{
  FasciaMergeSummary summary;

  return fascia_exchange_read_json (home->store, json, strlen (json), FALSE, &summary, NULL, NULL, NULL, error);
}

static gboolean
import_csv (Home *home, GError **error)
{
  FasciaMergeSummary summary;

  return fascia_exchange_read_csv (home->store, csv, strlen (csv), NOW_US, FALSE, &summary, NULL, NULL, NULL, error);
}

static gboolean
back_up (Home *home, GError **error)
{
  g_autofree char *path = g_build_filename (home->root, "carried away.db", NULL);

  return fascia_backup_write (home->store, path, NULL, NULL, NULL, error);
}

static gboolean
keep_backups (Home *home, GError **error)
{
  return fascia_backup_keep_daily (home->store, fascia_day_new (2027, 3, 26), error) &&
         fascia_backup_keep_before (home->store, "import", NOW_US, NULL, error);
}

static gboolean
restore (Home *home, GError **error)
{
  return fascia_backup_restore (home->folder, kept, NOW_US, NULL, NULL, NULL, error);
}

static gboolean
open_it (Home *home, GError **error)
{
  g_autoptr (FasciaStore) store = fascia_store_open (home->folder, NOW_US, error);

  return store != NULL;
}

static const Work works[] = {
  { "adding a session", add_session, FALSE, FALSE, FALSE },
  { "editing a session", update_session, FALSE, FALSE, FALSE },
  { "deleting a session", delete_session, FALSE, FALSE, FALSE },
  { "journalling the running session", journal_session, FALSE, FALSE, FALSE },
  { "ending the running session", end_session, FALSE, FALSE, FALSE },
  { "summing up anew", begin_the_day_later, FALSE, FALSE, FALSE },
  { "importing JSON", import_json, FALSE, FALSE, FALSE },
  { "importing CSV", import_csv, FALSE, FALSE, FALSE },
  { "writing a backup", back_up, FALSE, FALSE, FALSE },
  { "keeping backups", keep_backups, FALSE, FALSE, FALSE },
  { "restoring", restore, TRUE, FALSE, FALSE },
  { "restoring over an unreadable file", restore, TRUE, FALSE, TRUE },
  { "migrating", open_it, TRUE, TRUE, FALSE },
};

static void
assert_said (Home *home, const Work *work, gsize free_kb, const GError *error)
{
  if (!g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_NO_SPACE))
    g_error ("%s with %" G_GSIZE_FORMAT " KB: %s", work->name, free_kb, error->message);
  g_assert_nonnull (strstr (error->message, home->root));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

/* What is there before, whole or broken on purpose. */
static void
put (Home *home, const Work *work, GBytes *database)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (database, &length);
  g_autoptr (GBytes) broken = NULL;

  if (work->unreadable)
    {
      guint8 *copy = g_memdup2 (bytes, length);

      memset (copy + 4096, 0x5a, 3 * 4096);
      broken = g_bytes_new_take (copy, length);
    }
  home_put_database (home, broken != NULL ? broken : database);
}

static guint
try_work (Home *home, const Work *work, gsize free_kb, GBytes *database, const char *before, const char *after)
{
  g_autofree char *carried = g_build_filename (home->root, "carried away.db", NULL);
  g_autofree char *filler = NULL;
  g_autofree char *now = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  put (home, work, database);
  g_unlink (carried);
  if (!work->needs_closed)
    home_open (home);
  filler = small_disk_fill (home->root, free_kb * 1024);
  done = work->run (home, &error);
  if (!done)
    {
      assert_said (home, work, free_kb, error);
      g_clear_error (&error);
      g_assert_false (g_file_test (carried, G_FILE_TEST_EXISTS));
    }
  /* What is there can be looked at all the while. */
  if (!work->needs_closed)
    {
      now = must_export (home->store);
      assert_same_text (now, done ? after : before);
    }
  g_assert_cmpint (g_unlink (filler), ==, 0);
  assert_backups_are_whole (home);

  if (!done && !work->schema_1 && !work->unreadable)
    {
      g_free (now);
      now = work->needs_closed ? home_export (home) : must_export (home->store);
      assert_same_text (now, before);
    }
  /* Without opening it anew. */
  if (!done && !work->run (home, &error))
    g_error ("%s, with space again: %s", work->name, error->message);
  g_free (now);
  now = home_export (home);
  assert_same_text (now, after);
  assert_whole (home);
  assert_nothing_is_left_over (home);
  return !done;
}

static void
climb (const char *folder, gpointer data)
{
  const Work *work = data;
  Home home = { 0 };
  g_autoptr (GBytes) database = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  guint n = MIN (faults_count ("DISK_STEPS", USUAL_STEPS), MOST_STEPS);
  guint n_refused = 0;

  home_move (&home, folder);
  home_put_database (&home, NULL);
  add_numbered_entries (home_open (&home), 0, N_SESSIONS);
  database = home_take_database (&home);

  /* What is read: another log with as much again. */
  add_numbered_entries (home_open (&home), N_SESSIONS, N_SESSIONS);
  g_assert_true (update_session (&home, &error));
  json = must_export (home.store);
  csv = fascia_exchange_to_csv (home.store, NULL, NULL, NULL, &error);
  kept = g_build_filename (folder, "kept.db", NULL);
  g_assert_true (fascia_backup_write (home.store, kept, NULL, NULL, NULL, &error));
  home_close (&home);

  if (work->schema_1)
    {
      g_bytes_unref (database);
      database = make_database_of_schema_1 (&home, N_SESSIONS);
    }
  put (&home, work, database);
  if (!work->needs_closed)
    before = must_export (home_open (&home));
  else if (!work->schema_1 && !work->unreadable)
    before = home_export (&home);
  if (!work->run (&home, &error))
    g_error ("%s: %s", work->name, error->message);
  after = home_export (&home);

  for (guint i = 0; i < n; i++)
    n_refused += try_work (&home, work, ladder_kb[i * (MOST_STEPS - 1) / (n - 1)], database, before, after);
  g_test_message ("%s: %u of %u times there was too little space", work->name, n_refused, n);
  g_assert_cmpuint (n_refused, >, 0);
  g_assert_cmpuint (n_refused, <, n);
  home_close (&home);
}

static void
test_work (Home *home, gconstpointer data)
{
  run_on_small_disk (home->root, DISK_SIZE, climb, (gpointer) data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      g_autofree char *path = g_strconcat ("/store/faults-disk/", works[i].name, NULL);

      g_strdelimit (path, " ", '-');
      g_test_add (path, Home, &works[i], home_set_up, test_work, home_tear_down);
    }
  return g_test_run ();
}
