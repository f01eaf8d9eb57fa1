/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bit that turns over, or a file that is cut, anywhere: whatever is asked of the
 * database answers or says UNREADABLE, in words; nothing crashes, hangs or changes the
 * file; and a backup can be restored over it. FASCIA_FAULTS_DAMAGES says how often. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "fascia/store/backup.h"
#include "fascia/store/exchange.h"
#include "fascia/store/search.h"
#include "fascia/store/statistics.h"
#include "tests/store/faults.h"

#define USUAL_DAMAGES 40
#define HANGS_AFTER_S 60

/* What became of one. */
typedef enum
{
  HARMLESS, /* everything answers as before */
  REFUSED,  /* at the opening */
  FOUND,    /* by something that was asked */
  EARLIER,  /* of a log beside it: an earlier state, whole */
  VALUE,    /* a value reads differently, which no structure shows */
  N_OUTCOMES,
} Outcome;

typedef struct
{
  Home *home;
  const char *original; /* its export */
  gboolean has_log;
  gboolean may_seem_newer;
  int pipe;
} Look;

/* --- Asking it everything ------------------------------------------------------------- */

static void
assert_said (Home *home, GError *error, gboolean may_seem_newer)
{
  if (!g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE) &&
      !(may_seem_newer && g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_NEWER)))
    g_error ("code %d: %s", error->code, error->message);
  g_assert_nonnull (strstr (error->message, home->path));
  if (error->code == FASCIA_ERROR_UNREADABLE)
    g_assert_nonnull (strstr (error->message, "fascia restore"));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

/* %TRUE when all is well; else it says so. */
#define ask(call) \
  G_STMT_START \
    { \
      g_autoptr (GError) error = NULL; \
      gboolean answered = (call) != 0; \
\
      if (error != NULL) \
        { \
          assert_said (home, error, FALSE); \
          found = TRUE; \
        } \
      else \
        g_assert_true (answered); \
    } \
  G_STMT_END

static gboolean
ask_everything (Home *home)
{
  FasciaStore *store = home->store;
  FasciaLogFilter filter = FASCIA_LOG_FILTER_NONE;
  g_autoptr (FasciaOpenSession) open = NULL;
  g_autoptr (GPtrArray) log = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GPtrArray) trash = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GArray) days = NULL;
  g_autoptr (GArray) months = NULL;
  g_autoptr (GArray) counting = NULL;
  g_autoptr (GArray) ratings = NULL;
  g_autoptr (GHashTable) uses = NULL;
  g_autofree char *csv = NULL;
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (GPtrArray) pauses = NULL;
  g_autoptr (GArray) goals = NULL;
  g_autoptr (GPtrArray) routines = NULL;
  g_autoptr (GArray) resting = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_auto (GStrv) favourites = NULL;
  g_autoptr (FasciaReminderState) reminders = NULL;
  FasciaHealth health;
  FasciaReminderSettings settings;
  FasciaPreferences preferences;
  guint tools;
  FasciaSessionTotal total;
  gboolean left_over;
  FasciaSide side;
  gboolean found = FALSE;

  filter.words = "læggen";
  ask (log = fascia_store_list_sessions (store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, 0, 0, &error));
  ask (hits = fascia_store_find_sessions (store, &filter, 0, &error));
  ask (trash = fascia_store_list_trash (store, &error));
  ask (items = fascia_store_sum_items (store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, &error));
  ask (fascia_store_sum_sessions (store, fascia_day_new (2027, 1, 5), fascia_day_new (2027, 3, 20), &total, &error));
  ask (days = fascia_store_list_day_totals (store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, &error));
  ask (months = fascia_store_list_month_totals (store, &error));
  ask (counting = fascia_store_list_counting_days (store, FASCIA_DAY_NONE, FASCIA_DAY_NONE, &error));
  ask (ratings = fascia_store_list_ratings (store, FASCIA_AREA_THIGH_FRONT, fascia_day_new (2027, 3, 26), &error));
  ask (uses = fascia_store_load_technique_uses (store, &error));
  ask (fascia_store_get_left_over_side (store, "calf-roller", &left_over, &side, &error));
  ask (fascia_store_get_open_session (store, &open, &error));
  ask (fascia_store_load_preferences (store, &preferences, &error));
  ask (rules = fascia_store_list_rules (store, &error));
  ask (pauses = fascia_store_list_pauses (store, &error));
  ask (goals = fascia_store_list_goals (store, &error));
  ask (routines = fascia_store_list_routines (store, &error));
  ask (resting = fascia_store_list_resting_areas (store, NOW_US, &error));
  ask (favourites = fascia_store_list_favourites (store, &error));
  ask (fascia_store_get_owned_tools (store, &tools, &error));
  ask (fascia_store_load_health (store, &health, &error));
  ask (fascia_store_load_reminder_settings (store, &settings, &error));
  ask (reminders = fascia_store_load_reminder_state (store, NOW_US, &error));
  ask (history = fascia_store_list_reminder_history (store, 0, &error));
  ask (csv = fascia_exchange_to_csv (store, NULL, NULL, NULL, &error));
  ask (fascia_store_check_integrity (store, &error));
  return found;
}

static char *
read_bytes (const char *path, gsize *length)
{
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, length, NULL));
  return bytes;
}

static Outcome
look (Look *self)
{
  Home *home = self->home;
  g_autofree char *before = home_describe (home);
  g_autofree char *after = NULL;
  g_autofree char *export = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found;
  Outcome outcome;

  home->store = fascia_store_open (home->folder, NOW_US, &error);
  if (home->store == NULL)
    {
      assert_said (home, error, self->may_seem_newer);
      outcome = REFUSED;
    }
  else
    {
      found = ask_everything (home);
      export = fascia_exchange_to_json (home->store, NULL, NULL, NULL, &error);
      if (error != NULL)
        assert_said (home, error, FALSE);
      if (export == NULL || found)
        outcome = FOUND;
      else if (g_str_equal (export, self->original))
        outcome = HARMLESS;
      else
        outcome = VALUE;
      home_close (home);
    }
  /* A log beside it may have been moved into it by then. */
  if (outcome == REFUSED || !self->has_log)
    {
      after = home_describe (home);
      g_assert_cmpstr (after, ==, before);
    }
  return outcome;
}

static void
look_in_child (gpointer data)
{
  Look *self = data;
  Outcome outcome;

  alarm (HANGS_AFTER_S);
  outcome = look (self);
  g_assert_cmpint (write (self->pipe, &outcome, sizeof outcome), ==, sizeof outcome);
}

static Outcome
look_from_outside (Look *self)
{
  int ends[2];
  Outcome outcome;

  g_assert_cmpint (pipe (ends), ==, 0);
  self->pipe = ends[1];
  await_child (start_child (look_in_child, self));
  g_assert_cmpint (read (ends[0], &outcome, sizeof outcome), ==, sizeof outcome);
  close (ends[0]);
  close (ends[1]);
  return outcome;
}

/* --- Doing damage ----------------------------------------------------------------------- */

/* One bit, or everything from somewhere on; returns the offset. */
static gsize
damage (const char *path, const char *bytes, gsize length)
{
  g_autofree char *copy = g_memdup2 (bytes, length);
  gsize at = (gsize) g_test_rand_int_range (0, (gint32) length);
  g_autoptr (GError) error = NULL;

  if (g_test_rand_int_range (0, 5) == 0)
    {
      g_test_message ("%s cut at %" G_GSIZE_FORMAT, path, at);
      g_assert_cmpint (truncate (path, (off_t) at), ==, 0);
    }
  else
    {
      int bit = g_test_rand_int_range (0, 8);

      /* All that hangs together stands on the first page, and what is small on the first
       * ones: each table and index begins there. */
      switch (g_test_rand_int_range (0, 6))
        {
        case 0:
          at = (gsize) g_test_rand_int_range (0, MIN ((gint32) length, 4096));
          break;
        case 1:
        case 2:
          at = (gsize) g_test_rand_int_range (0, MIN ((gint32) length, 60 * 4096));
          break;
        default:
          break;
        }
      copy[at] ^= (char) (1 << bit);
      g_file_set_contents_full (path, copy, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
      g_assert_no_error (error);
    }
  return at;
}

static void
tell (const char *what, guint n, const guint outcomes[N_OUTCOMES])
{
  g_test_message ("%s, %u times: %u harmless, %u refused at the opening, %u found when asked, %u an earlier state, %u another value",
                  what, n, outcomes[HARMLESS], outcomes[REFUSED], outcomes[FOUND], outcomes[EARLIER], outcomes[VALUE]);
}

/* Over whatever there is now. */
static void
assert_restores (Home *home, const char *kept, const char *original)
{
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  /* When the running session has long been cut off. */
  fascia_backup_restore (home->folder, kept, NOW_US + G_TIME_SPAN_HOUR, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  after = home_export (home);
  assert_same_text (after, original);
  assert_whole (home);
  assert_nothing_is_left_over (home);
}

static void
damage_again_and_again (Home *home, guint n_sessions, const char *what)
{
  g_autofree char *kept = g_build_filename (home->root, "kept.db", NULL);
  guint n = faults_count ("DAMAGES", USUAL_DAMAGES);
  guint outcomes[N_OUTCOMES] = { 0 };
  g_autofree char *original = NULL;
  g_autoptr (GBytes) database = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  home_put_database (home, NULL);
  add_numbered_entries (home_open (home), 0, n_sessions);
  add_one_of_everything (home->store);
  original = must_export (home->store);
  g_assert_true (fascia_backup_write (home->store, kept, NULL, NULL, NULL, &error));
  database = home_take_database (home);
  length = g_bytes_get_size (database);

  for (guint i = 0; i < n; i++)
    {
      Look self = { .home = home, .original = original };
      Outcome outcome;
      gsize at;

      home_put_database (home, database);
      at = damage (home->path, g_bytes_get_data (database, NULL), length);
      self.may_seem_newer = at >= 60 && at < 64;
      outcome = look_from_outside (&self);
      outcomes[outcome]++;
      if (outcome != HARMLESS)
        assert_restores (home, kept, original);
    }
  tell (what, n, outcomes);
  g_assert_cmpuint (outcomes[REFUSED] + outcomes[FOUND], >, 0);
  g_unlink (kept);
}

/* Checked whole at each opening. */
static void
test_a_small_file (Home *home, gconstpointer data)
{
  damage_again_and_again (home, 40, "a small file");
}

/* Damage is found where it is read. */
static void
test_a_large_file (Home *home, gconstpointer data)
{
  damage_again_and_again (home, 350, "a large file");
}

/* --- What was committed last is in a log beside it ------------------------------------------ */

#define N_BEFORE 20
#define N_IN_LOG 6

static void
add_and_die (gpointer data)
{
  Home *home = data;

  add_numbered_entries (home_open (home), N_BEFORE, N_IN_LOG);
  raise (SIGKILL);
}

/* SQLite ends a log where its checksums end: what is read is a state that was. */
static void
test_a_log_beside_it (Home *home, gconstpointer data)
{
  g_autofree char *kept = g_build_filename (home->root, "kept.db", NULL);
  g_autofree char *log_path = g_strconcat (home->path, "-wal", NULL);
  guint n = faults_count ("DAMAGES", USUAL_DAMAGES);
  guint outcomes[N_OUTCOMES] = { 0 };
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) database = NULL;
  g_autofree char *log = NULL;
  g_autoptr (GError) error = NULL;
  gsize log_length;

  home_put_database (home, NULL);
  add_numbered_entries (home_open (home), 0, N_BEFORE);
  database = home_take_database (home);
  g_ptr_array_add (states, home_export (home));
  for (guint i = 0; i < N_IN_LOG; i++)
    {
      add_numbered_entries (home_open (home), N_BEFORE + i, 1);
      g_ptr_array_add (states, must_export (home->store));
    }
  g_assert_true (fascia_backup_write (home->store, kept, NULL, NULL, NULL, &error));

  home_put_database (home, database);
  await_killed_child (start_child (add_and_die, home));
  log = read_bytes (log_path, &log_length);
  g_assert_cmpuint (log_length, >, 0);

  for (guint i = 0; i < n; i++)
    {
      Look self = { .home = home, .original = states->pdata[N_IN_LOG], .has_log = TRUE };
      Outcome outcome;

      home_put_database (home, database);
      g_assert_true (g_file_set_contents (log_path, log, (gssize) log_length, NULL));
      damage (log_path, log, log_length);
      outcome = look_from_outside (&self);
      if (outcome == VALUE)
        {
          g_autofree char *now = home_export (home);

          for (guint j = 0; j < N_IN_LOG && outcome == VALUE; j++)
            if (g_str_equal (now, states->pdata[j]))
              outcome = EARLIER;
          g_assert_cmpint (outcome, ==, EARLIER);
          assert_whole (home);
        }
      outcomes[outcome]++;
      if (outcome != HARMLESS)
        assert_restores (home, kept, states->pdata[N_IN_LOG]);
    }
  tell ("a log beside it", n, outcomes);
  g_unlink (kept);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/faults-damage/a-small-file", test_a_small_file);
  add_home_test ("/store/faults-damage/a-large-file", test_a_large_file);
  add_home_test ("/store/faults-damage/a-log-beside-it", test_a_log_beside_it);
  return g_test_run ();
}
