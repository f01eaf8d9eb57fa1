/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill -9 at moments drawn by lot, in the middle of everything that writes: what was
 * told to be done is there, what was not is there whole or not at all. A moment is
 * found again by --seed; FASCIA_FAULTS_KILLS says how many there are of each kind. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fascia/store/backup.h"
#include "fascia/store/exchange.h"
#include "fascia/store/search.h"
#include "fascia/store/sync.h"
#include "tests/store/faults.h"

#define USUAL_KILLS 8

/* --- A life, and what it says before it ends ------------------------------------------ */

typedef enum
{
  MEANT, /* is about to be done */
  DONE,  /* the call has returned */
} Word;

typedef struct
{
  Word word;
  guint index;
  int state;
} Said;

typedef struct
{
  Home *home;
  GArray *said; /* element-type Said: by the last one that lived */
  gint64 usual_us; /* how long it takes when nobody kills it */
  int pipe;     /* in the child */
  guint round;
  gconstpointer data;
} Life;

static void
say (Life *self, Word word, guint index, int state)
{
  Said said = { word, index, state };

  /* Less than PIPE_BUF: whole or not at all. */
  g_assert_cmpint (write (self->pipe, &said, sizeof said), ==, sizeof said);
}

typedef struct
{
  Life *life;
  void (*live) (Life *life);
  int ends[2];
} Start;

static void
live_in_child (gpointer data)
{
  Start *start = data;

  close (start->ends[0]);
  start->life->pipe = start->ends[1];
  start->live (start->life);
}

/* The first one is left alone, and says how long the others may take. */
static void
live_and_die (Life *self, void (*live) (Life *life))
{
  Start start = { self, live, { -1, -1 } };
  gint64 began_us = g_get_monotonic_time ();
  Said said;
  pid_t pid;

  g_assert_cmpint (pipe (start.ends), ==, 0);
  home_close (self->home);
  pid = start_child (live_in_child, &start);
  close (start.ends[1]);
  if (self->usual_us == 0)
    {
      await_child (pid);
      self->usual_us = g_get_monotonic_time () - began_us;
    }
  else
    {
      /* What is written is mostly written towards the end. */
      double from = g_test_rand_bit () ? 0.6 : 0;

      siginfo_t ended = { 0 };

      g_usleep ((gulong) (g_test_rand_double_range (from, 1.1) * (double) self->usual_us));
      /* How quick the machine is changes: about one in six may come to its end. */
      if (waitid (P_PID, (id_t) pid, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid != 0)
        self->usual_us = self->usual_us * 4 / 5;
      else
        self->usual_us += self->usual_us / 20;
      kill_child (pid);
    }
  g_array_set_size (self->said, 0);
  while (read (start.ends[0], &said, sizeof said) == sizeof said)
    g_array_append_val (self->said, said);
  close (start.ends[0]);
}

static gboolean
was_done (Life *self)
{
  return self->said->len > 0 && g_array_index (self->said, Said, self->said->len - 1).word == DONE;
}

/* --- Log, edit, delete, restore, journal ------------------------------------------------ */

#define N_STEPS 45
#define N_ENTRIES 8

/* States of an entry; 1 and more: this version of it is in the log. */
enum
{
  NEVER = 0,
  IN_TRASH = -1000000,
  /* -1 and less: this version of it is running */
};

static void
must_journal (FasciaStore *store, guint index, guint version)
{
  g_autoptr (FasciaLogEntry) entry = make_numbered_entry (index, version);
  g_autofree char *state = g_strdup_printf ("state %u", version);
  FasciaOpenSession open = { entry, state, NOW_US + version, 0 };
  g_autoptr (GError) error = NULL;

  fascia_store_journal_session (store, &open, NOW_US + version, &error);
  g_assert_no_error (error);
}

/* What comes after @state, by lot. */
static int
draw_state (int state, int version, gboolean may_run)
{
  switch (state)
    {
    case NEVER:
      return may_run && g_random_boolean () ? -version : version;
    case IN_TRASH:
      return 1; /* as it was; see go_to() */
    default:
      if (state < 0)
        return g_random_int_range (0, 4) == 0 ? version : -version;
      return g_random_int_range (0, 4) == 0 ? IN_TRASH : version;
    }
}

static void
go_to (FasciaStore *store, guint index, int from, int to)
{
  g_autoptr (FasciaLogEntry) entry = make_numbered_entry (index, (guint) MAX (to, 1));
  g_autoptr (GError) error = NULL;

  if (to < 0 && to != IN_TRASH)
    must_journal (store, index, (guint) -to);
  else if (to == IN_TRASH)
    fascia_store_delete_session (store, entry->uuid, NOW_US + 5, &error);
  else if (from == IN_TRASH)
    fascia_store_restore_session (store, entry->uuid, NOW_US + 6, &error);
  else if (from == NEVER)
    fascia_store_add_session (store, entry, NOW_US, &error);
  else if (from < 0)
    fascia_store_end_session (store, entry, NOW_US, NOW_US, &error);
  else
    fascia_store_update_session (store, entry, NOW_US + 7, &error);
  g_assert_no_error (error);
}

static void
write_the_log (Life *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = fascia_store_open (self->home->folder, NOW_US, &error);
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;
  int states[N_ENTRIES] = { NEVER };
  int in_trash_as[N_ENTRIES] = { 0 };

  g_assert_no_error (error);
  for (int step = 1; step <= N_STEPS; step++)
    {
      guint i = (guint) g_random_int_range (0, N_ENTRIES);
      gboolean may_run = TRUE;
      int next;

      for (guint j = 0; j < N_ENTRIES; j++)
        may_run = may_run && (states[j] >= 0 || states[j] == IN_TRASH);
      next = draw_state (states[i], step, may_run);
      if (next == IN_TRASH)
        in_trash_as[i] = states[i];
      else if (states[i] == IN_TRASH)
        next = in_trash_as[i];
      say (self, MEANT, i, next);
      go_to (store, i, states[i], next);
      say (self, DONE, i, next);
      states[i] = next;
      /* Makes every total anew, by triggers. */
      if (step % 15 == 0)
        {
          preferences.day_start_h = (guint) g_random_int_range (0, 7);
          fascia_store_save_preferences (store, &preferences, NOW_US + step, &error);
          g_assert_no_error (error);
        }
    }
}

static const FasciaLogEntry *
find_entry (GPtrArray *entries, const char *uuid)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const FasciaLogEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->uuid, uuid))
        return entry;
    }
  return NULL;
}

static gboolean
has_version (const FasciaLogEntry *entry, guint index, guint version)
{
  g_autoptr (FasciaLogEntry) expected = make_numbered_entry (index, version);

  if (entry == NULL || g_strcmp0 (entry->note, expected->note) != 0)
    return FALSE;
  /* That version has to be whole. */
  assert_same_entry (entry, expected);
  return TRUE;
}

static gboolean
is_in_state (GPtrArray *log, GPtrArray *trash, const FasciaOpenSession *open, guint index, int state)
{
  g_autoptr (FasciaLogEntry) named = make_numbered_entry (index, 1);
  const FasciaLogEntry *logged = find_entry (log, named->uuid);
  gboolean runs = open != NULL && g_str_equal (open->entry->uuid, named->uuid);

  if (state == NEVER)
    return logged == NULL && !runs && find_entry (trash, named->uuid) == NULL;
  if (state == IN_TRASH)
    return logged == NULL && !runs && find_entry (trash, named->uuid) != NULL;
  if (state < 0)
    {
      g_autofree char *text = g_strdup_printf ("state %d", -state);

      return logged == NULL && runs && g_str_equal (open->state, text) &&
             has_version (open->entry, index, (guint) -state);
    }
  return !runs && has_version (logged, index, (guint) state);
}

static void
check_the_log (Life *self)
{
  g_autoptr (GError) error = NULL;
  FasciaStore *store = home_open (self->home);
  g_autoptr (GPtrArray) log = fascia_store_list_sessions (store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, &error);
  g_autoptr (GPtrArray) trash = fascia_store_list_trash (store, &error);
  g_autoptr (FasciaOpenSession) open = NULL;

  g_assert_no_error (error);
  g_assert_true (fascia_store_get_open_session (store, &open, &error));
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      int done = NEVER;
      int meant = NEVER;

      for (guint j = 0; j < self->said->len; j++)
        {
          const Said *said = &g_array_index (self->said, Said, j);

          if (said->index == i && said->word == DONE)
            done = said->state;
          if (said->index == i)
            meant = said->state;
        }
      if (!is_in_state (log, trash, open, i, done) && !is_in_state (log, trash, open, i, meant))
        g_error ("entry %u is neither in state %d, which it was told to be in, nor in %d, which was next", i, done, meant);
    }
}

static void
test_log (Home *home, gconstpointer data)
{
  Life life = { .home = home, .said = g_array_new (FALSE, FALSE, sizeof (Said)) };
  guint n = faults_count ("KILLS", USUAL_KILLS) * 2;
  guint n_done = 0;

  for (guint i = 0; i <= n; i++)
    {
      /* Some die while they make the database. */
      home_put_database (home, NULL);
      live_and_die (&life, write_the_log);
      n_done += life.said->len / 2;
      check_the_log (&life);
      home_close (home);
      assert_whole (home);
      assert_nothing_is_left_over (home);
    }
  g_test_message ("%u kills after %u changes that were told to be done", n, n_done);
  g_array_unref (life.said);
}

/* --- All or nothing: import, restore, migration ------------------------------------------- */

typedef struct
{
  const char *name;
  void (*live) (Life *life);
  GBytes *database; /* as it is put there each time */
  gboolean unreadable;
  char *before; /* its export; that of an empty home when it is unreadable */
  char *after;
  char *path;   /* of what is read */
  char *text;
  guint n_before;
  guint n_after;
} Change;

static void
assert_all_or_nothing (Home *home, Change *change)
{
  Life life = { .home = home, .said = g_array_new (FALSE, FALSE, sizeof (Said)), .data = change };
  guint n = faults_count ("KILLS", USUAL_KILLS);

  for (guint i = 0; i <= n; i++)
    {
      g_autofree char *now = NULL;
      g_autoptr (GError) error = NULL;

      home_put_database (home, change->database);
      life.round = i;
      live_and_die (&life, change->live);

      home->store = fascia_store_open (home->folder, NOW_US, &error);
      if (home->store == NULL)
        {
          g_assert_true (change->unreadable);
          g_assert_false (was_done (&life));
          g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE);
          change->n_before++;
        }
      else
        {
          now = must_export (home->store);
          if (!change->unreadable && g_str_equal (now, change->before))
            {
              g_assert_false (was_done (&life));
              change->n_before++;
            }
          else
            {
              assert_same_text (now, change->after);
              change->n_after++;
            }
          /* The next thing that keeps a backup clears up. */
          fascia_backup_keep_before (home->store, "import", NOW_US + 1, NULL, &error);
          g_assert_no_error (error);
          home_close (home);
          assert_whole (home);
          assert_nothing_is_left_over (home);
        }
      assert_backups_are_whole (home);
    }
  g_test_message ("%s: killed %u times: %u times as before, %u times done", change->name, n, change->n_before, change->n_after - 1);
  g_array_unref (life.said);
}

static void
change_clear (Change *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
  g_bytes_unref (self->database);
  g_free (self->before);
  g_free (self->after);
  g_free (self->path);
  g_free (self->text);
}

static void
import_text (Life *self)
{
  const Change *change = self->data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = fascia_store_open (self->home->folder, NOW_US, &error);
  FasciaMergeSummary summary;

  g_assert_no_error (error);
  fascia_backup_keep_before (store, "import", NOW_US, NULL, &error);
  g_assert_no_error (error);
  if (change->text[0] == '{')
    fascia_exchange_read_json (store, change->text, strlen (change->text), FALSE, &summary, NULL, NULL, NULL, &error);
  else
    fascia_exchange_read_csv (store, change->text, strlen (change->text), NOW_US, FALSE, &summary, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  say (self, DONE, 0, 0);
}

#define N_SESSIONS 50

/* Half of what is read is there already, of another version. */
static void
prepare (Home *home, Change *change, gboolean csv)
{
  g_autoptr (GError) error = NULL;
  Life life = { .home = home, .data = change, .pipe = open ("/dev/null", O_WRONLY | O_CLOEXEC) };

  home_put_database (home, NULL);
  add_numbered_entries (home_open (home), 0, N_SESSIONS);
  change->before = must_export (home->store);
  change->database = home_take_database (home);

  for (guint i = 0; i < N_SESSIONS; i += 2)
    {
      g_autoptr (FasciaLogEntry) entry = make_numbered_entry (i, 2);

      g_assert_true (fascia_store_update_session (home_open (home), entry, NOW_US + 5000, &error));
      if (i % 16 == 0)
        g_assert_true (fascia_store_delete_session (home->store, entry->uuid, NOW_US + 6000, &error));
    }
  add_numbered_entries (home->store, 120, N_SESSIONS);
  change->text = csv ? fascia_exchange_to_csv (home->store, NULL, NULL, NULL, &error) : must_export (home->store);
  g_assert_no_error (error);

  if (change->live == import_text)
    {
      home_put_database (home, change->database);
      import_text (&life);
      change->after = home_export (home);
    }
  close (life.pipe);
}

static void
test_import_json (Home *home, gconstpointer data)
{
  Change change = { .name = "import of JSON", .live = import_text };

  prepare (home, &change, FALSE);
  assert_all_or_nothing (home, &change);
  change_clear (&change);
}

static void
test_import_csv (Home *home, gconstpointer data)
{
  Change change = { .name = "import of CSV", .live = import_text };

  prepare (home, &change, TRUE);
  assert_all_or_nothing (home, &change);
  change_clear (&change);
}

static void
restore_backup (Life *self)
{
  const Change *change = self->data;
  g_autoptr (GError) error = NULL;

  fascia_backup_restore (self->home->folder, change->path, NOW_US, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  say (self, DONE, 0, 0);
}

static void
prepare_restore (Home *home, Change *change)
{
  g_autoptr (GError) error = NULL;

  prepare (home, change, FALSE);
  change->path = g_build_filename (home->root, "kept.db", NULL);
  change->after = must_export (home->store);
  g_assert_true (fascia_backup_write (home->store, change->path, NULL, NULL, NULL, &error));
}

static void
test_restore (Home *home, gconstpointer data)
{
  Change change = { .name = "restore", .live = restore_backup };

  prepare_restore (home, &change);
  assert_all_or_nothing (home, &change);
  change_clear (&change);
}

/* However it ends, nobody is shown an empty log in the place of what could not be read. */
static void
test_restore_of_unreadable (Home *home, gconstpointer data)
{
  Change change = { .name = "restore over an unreadable file", .live = restore_backup, .unreadable = TRUE };
  gsize length;
  g_autofree guint8 *bytes = NULL;

  prepare_restore (home, &change);
  bytes = g_bytes_unref_to_data (change.database, &length);
  memset (bytes + 4096, 0x5a, 3 * 4096);
  change.database = g_bytes_new (bytes, length);
  assert_all_or_nothing (home, &change);
  change_clear (&change);
}

static void
migrate (Life *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = fascia_store_open (self->home->folder, NOW_US, &error);

  g_assert_no_error (error);
  say (self, DONE, 0, 0);
}

/* The next opening goes on with it, so there is no “before”. */
static void
test_migration (Home *home, gconstpointer data)
{
  Change change = { .name = "migration", .live = migrate, .database = make_database_of_schema_1 (home, 150) };

  home_put_database (home, change.database);
  change.after = home_export (home);
  change.before = g_strdup ("");
  assert_all_or_nothing (home, &change);
  g_assert_nonnull (strstr (change.after, "Læggen 150"));
  change_clear (&change);
}

/* --- Backups -------------------------------------------------------------------------------- */

#define FIRST_DAY fascia_day_new (2027, 3, 26)
#define N_DAYS 8

static char *
name_of_day (Home *home, guint i)
{
  g_autofree char *folder = fascia_backup_get_folder (home->folder);
  g_autofree char *day = fascia_day_to_string (fascia_day_add (FIRST_DAY, (int) i));
  g_autofree char *name = g_strdup_printf ("fascia-%s.db", day);

  return g_build_filename (folder, name, NULL);
}

static void
keep_backups (Life *self)
{
  g_autofree char *path = g_build_filename (self->home->root, "carried away.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = fascia_store_open (self->home->folder, NOW_US, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < N_DAYS; i++)
    {
      fascia_backup_keep_daily (store, fascia_day_add (FIRST_DAY, (int) i), &error);
      g_assert_no_error (error);
      say (self, DONE, i, 0);
      fascia_backup_keep_before (store, "import", NOW_US + i * G_USEC_PER_SEC, NULL, &error);
      g_assert_no_error (error);
      fascia_backup_write (store, path, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

static gboolean
left_beside (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, ".partial-") != NULL)
      return TRUE;
  return FALSE;
}

static void
test_backup (Home *home, gconstpointer data)
{
  Life life = { .home = home, .said = g_array_new (FALSE, FALSE, sizeof (Said)) };
  g_autofree char *path = g_build_filename (home->root, "carried away.db", NULL);
  guint n = faults_count ("KILLS", USUAL_KILLS);
  g_autoptr (GBytes) database = NULL;
  g_autofree char *before = NULL;
  guint n_left = 0;

  home_put_database (home, NULL);
  add_numbered_entries (home_open (home), 0, N_SESSIONS);
  before = must_export (home->store);
  database = home_take_database (home);

  for (guint i = 0; i <= n; i++)
    {
      g_autoptr (GError) error = NULL;

      home_put_database (home, database);
      g_unlink (path);
      live_and_die (&life, keep_backups);
      assert_backups_are_whole (home);
      for (guint j = 0; j < life.said->len; j++)
        {
          g_autofree char *name = name_of_day (home, j);

          /* Older ones are thinned out, to one a week. */
          if (j + 7 >= life.said->len)
            g_assert_true (g_file_test (name, G_FILE_TEST_IS_REGULAR));
        }
      n_left += left_beside (home->root);

      g_assert_true (fascia_backup_write (home_open (home), path, NULL, NULL, NULL, &error));
      g_assert_false (left_beside (home->root));
      g_assert_true (fascia_backup_keep_daily (home->store, fascia_day_add (FIRST_DAY, N_DAYS), &error));
      assert_nothing_is_left_over (home);
      home_close (home);

      /* What was kept is what there was. */
      g_assert_true (fascia_backup_restore (home->folder, path, NOW_US, NULL, NULL, NULL, &error));
      g_assert_no_error (error);
      {
        g_autofree char *after = home_export (home);

        assert_same_text (after, before);
      }
      assert_whole (home);
    }
  g_unlink (path);
  g_test_message ("%u kills; %u times something unfinished was left beside a file of the user's, and cleared away later", n, n_left);
  g_array_unref (life.said);
}

/* What another process is still at is no left-over. */
static void
test_what_is_being_made_is_let_alone (Home *home, gconstpointer data)
{
  Life life = { .home = home };
  pid_t pid;

  home_put_database (home, NULL);
  add_numbered_entries (home_open (home), 0, N_SESSIONS);
  home_close (home);
  life.pipe = open ("/dev/null", O_WRONLY | O_CLOEXEC);
  for (guint i = 0; i < 4; i++)
    {
      pid = start_child ((ChildFunction) keep_backups, &life);
      for (guint j = 0; j < 10; j++)
        {
          g_autoptr (GError) error = NULL;

          home_open (home);
          fascia_backup_keep_before (home->store, "restore", NOW_US + j * G_USEC_PER_SEC, NULL, &error);
          g_assert_no_error (error);
          home_close (home);
        }
      await_child (pid);
    }
  assert_backups_are_whole (home);
  assert_nothing_is_left_over (home);
  close (life.pipe);
}

/* --- Sync ------------------------------------------------------------------------------------ */

static void
must_sync (Home *home)
{
  g_autoptr (GError) error = NULL;
  FasciaSyncSummary summary;

  fascia_sync_run (home_open (home), &summary, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summary.n_waiting, ==, 0);
  home_close (home);
}

static void
sync_once (Life *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaStore) store = fascia_store_open (self->home->folder, NOW_US, &error);
  FasciaSyncSummary summary;

  g_assert_no_error (error);
  fascia_sync_run (store, &summary, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  say (self, DONE, 0, 0);
}

static void
choose_folder (Home *home, const char *folder)
{
  g_autoptr (GError) error = NULL;

  fascia_sync_set_folder (home->folder, folder, &error);
  g_assert_no_error (error);
}

/* Whatever it was at, the next run brings both machines to the same log. */
static void
test_sync (Home *home, gconstpointer data)
{
  Life life = { .home = home, .said = g_array_new (FALSE, FALSE, sizeof (Said)) };
  guint n = faults_count ("KILLS", USUAL_KILLS);
  g_autofree char *folder = g_build_filename (home->root, "shared", NULL);
  g_autoptr (GBytes) database = NULL;
  g_autofree char *expected = NULL;
  guint n_done = 0;
  Home other = { 0 };

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  home_set_up (&other, NULL);
  add_numbered_entries (home_open (&other), N_SESSIONS / 2, N_SESSIONS);
  home_close (&other);
  choose_folder (&other, folder);
  must_sync (&other);

  home_put_database (home, NULL);
  add_numbered_entries (home_open (home), 0, N_SESSIONS);
  database = home_take_database (home);

  for (guint i = 0; i <= n; i++)
    {
      g_autofree char *here = NULL;
      g_autofree char *there = NULL;

      /* A machine of its own each time. */
      home_put_database (home, database);
      choose_folder (home, folder);
      live_and_die (&life, sync_once);
      n_done += was_done (&life);
      must_sync (home);
      assert_whole (home);
      assert_nothing_is_left_over (home);
      must_sync (&other);
      here = home_export (home);
      there = home_export (&other);
      assert_same_text (here, there);
      if (expected == NULL)
        {
          expected = g_strdup (here);
          g_assert_cmpint (fascia_store_count_sessions (home_open (home), NULL), ==, N_SESSIONS + N_SESSIONS / 2);
          home_close (home);
        }
      assert_same_text (here, expected);
    }
  g_test_message ("%u kills, %u of them too late", n, n_done - 1);
  home_tear_down (&other, NULL);
  g_array_unref (life.said);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/faults-kill/log", test_log);
  add_home_test ("/store/faults-kill/import-json", test_import_json);
  add_home_test ("/store/faults-kill/import-csv", test_import_csv);
  add_home_test ("/store/faults-kill/restore", test_restore);
  add_home_test ("/store/faults-kill/restore-over-an-unreadable-file", test_restore_of_unreadable);
  add_home_test ("/store/faults-kill/migration", test_migration);
  add_home_test ("/store/faults-kill/backup", test_backup);
  add_home_test ("/store/faults-kill/sync", test_sync);
  add_home_test ("/store/faults-kill/what-is-being-made-is-let-alone", test_what_is_being_made_is_let_alone);
  return g_test_run ();
}
