/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports come back as they were, and machines that exchange them come to the same log. */
#include <string.h>

#include "fascia/store/exchange.h"
#include "tests/store/fixture.h"
#include "tests/support/temporary-folder.h"

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* A machine of its own. */
typedef struct
{
  char *folder;
  FasciaStore *store;
} Machine;

static void
machine_open (Machine *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = temporary_folder_new ();
  self->store = fascia_store_open (self->folder, NOW_US, &error);
  g_assert_no_error (error);
}

static void
machine_close (Machine *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fascia_store_check_integrity (self->store, &error));
  g_assert_no_error (error);
  g_clear_pointer (&self->store, fascia_store_close);
  g_clear_pointer (&self->folder, temporary_folder_free);
}

static char *
must_export (FasciaStore *store)
{
  g_autoptr (GError) error = NULL;
  char *text = fascia_exchange_to_json (store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return text;
}

static FasciaMergeSummary
must_read (FasciaStore *store, const char *text)
{
  g_autoptr (GError) error = NULL;
  FasciaMergeSummary summary;

  fascia_exchange_read_json (store, text, strlen (text), FALSE, &summary, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return summary;
}

static FasciaMergeSummary
must_carry (const Machine *from, const Machine *to)
{
  g_autofree char *text = must_export (from->store);

  return must_read (to->store, text);
}

static void
assert_alike (const Machine *a, const Machine *b)
{
  g_autofree char *text_a = must_export (a->store);
  g_autofree char *text_b = must_export (b->store);

  g_assert_cmpstr (text_a, ==, text_b);
}

#define assert_summary(summary, new, there, here, same) \
  G_STMT_START \
    { \
      g_assert_cmpuint (fascia_merge_summary_total (&(summary), FASCIA_MERGE_NEW), ==, new); \
      g_assert_cmpuint (fascia_merge_summary_total (&(summary), FASCIA_MERGE_NEWER_THERE), ==, there); \
      g_assert_cmpuint (fascia_merge_summary_total (&(summary), FASCIA_MERGE_NEWER_HERE), ==, here); \
      g_assert_cmpuint (fascia_merge_summary_total (&(summary), FASCIA_MERGE_SAME), ==, same); \
    } \
  G_STMT_END

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

/* One of everything that is exchanged: 12 records. */
static void
fill (FasciaStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaLogEntry) full = make_full_entry (NOW_US - 5 * G_TIME_SPAN_HOUR + 654321);
  g_autoptr (FasciaLogEntry) edited = make_full_entry (NOW_US - 9 * G_TIME_SPAN_HOUR);
  g_autoptr (FasciaLogEntry) gone = make_entry (NOW_US - 3 * G_TIME_SPAN_DAY, 5);
  g_autoptr (FasciaRule) rule = make_rule (0x15, 1080);
  g_autoptr (FasciaPause) pause = fascia_pause_new ();
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (FasciaRoutine) routine = make_routine (uuid, "My evening");
  FasciaGoal goal = { fascia_day_new (2027, 3, 22), 4 };
  FasciaReminderSettings settings = FASCIA_REMINDER_SETTINGS_DEFAULT;
  FasciaPreferences preferences = FASCIA_PREFERENCES_DEFAULT;
  gboolean any;

  pause->uuid = g_uuid_string_random ();
  pause->from = fascia_day_new (2027, 3, 24);
  edited->measured_active_s = 170;
  edited->measured_elapsed_s = 200;
  ((FasciaLogItem *) g_ptr_array_index (edited->items, 0))->measured_s = 35;
  settings.on = TRUE;
  settings.quiet = TRUE;
  preferences.wait_after_prepare = TRUE;
  preferences.first_side_mode = FASCIA_FIRST_SIDE_ALTERNATE;
  g_assert_true (fascia_store_add_session (store, full, NOW_US + 1, &error));
  g_assert_true (fascia_store_add_session (store, edited, NOW_US + 2, &error));
  g_assert_true (fascia_store_add_session (store, gone, NOW_US + 3, &error));
  g_assert_true (fascia_store_delete_session (store, gone->uuid, NOW_US + 4000, &error));
  g_assert_true (fascia_store_add_rule (store, rule, NOW_US + 5, &error));
  g_assert_true (fascia_store_add_pause (store, pause, NOW_US + 6, &error));
  g_assert_true (fascia_store_end_pauses (store, fascia_day_new (2027, 3, 26), NOW_US + 7, &any, &error));
  g_assert_true (fascia_store_save_routine (store, routine, NOW_US + 8, &error));
  g_assert_true (fascia_store_set_goal (store, &goal, NOW_US + 9, &error));
  g_assert_true (fascia_store_save_reminder_settings (store, &settings, NOW_US + 10, &error));
  g_assert_true (fascia_store_save_preferences (store, &preferences, NOW_US + 11, &error));
  g_assert_true (fascia_store_set_favourite (store, "calf-roller", TRUE, NOW_US + 12, &error));
  g_assert_true (fascia_store_set_owned_tools (store, FASCIA_ALL_TOOL_BITS & ~FASCIA_TOOL_BIT (FASCIA_TOOL_TENNIS_BALL), NOW_US + 13, &error));
  g_assert_no_error (error);
}
#define N_FILLED 12

static void
test_an_export_comes_back_as_it_was (void)
{
  Machine a, b;
  FasciaMergeSummary summary;

  machine_open (&a);
  machine_open (&b);
  fill (a.store);
  summary = must_carry (&a, &b);
  /* The settings are always there. */
  assert_summary (summary, N_FILLED - 1, 1, 0, 0);
  assert_alike (&a, &b);
  /* And again: nothing is new. */
  summary = must_carry (&a, &b);
  assert_summary (summary, 0, 0, 0, N_FILLED);
  summary = must_carry (&a, &a);
  assert_summary (summary, 0, 0, 0, N_FILLED);
  assert_alike (&a, &b);
  machine_close (&a);
  machine_close (&b);
}

static void
test_a_dry_run_only_says_it (void)
{
  Machine a, b;
  g_autofree char *text = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  FasciaMergeSummary summary;

  machine_open (&a);
  machine_open (&b);
  fill (a.store);
  text = must_export (a.store);
  before = must_export (b.store);
  g_assert_true (fascia_exchange_read_json (b.store, text, strlen (text), TRUE, &summary, NULL, NULL, NULL, &error));
  assert_summary (summary, N_FILLED - 1, 1, 0, 0);
  after = must_export (b.store);
  g_assert_cmpstr (before, ==, after);
  machine_close (&a);
  machine_close (&b);
}

static void
test_the_later_change_holds (void)
{
  Machine a, b;
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - 5 * G_TIME_SPAN_HOUR);
  g_autoptr (GError) error = NULL;
  g_autoptr (FasciaLogEntry) read = NULL;
  FasciaMergeSummary summary;

  machine_open (&a);
  machine_open (&b);
  g_assert_true (fascia_store_add_session (a.store, entry, NOW_US, &error));
  must_carry (&a, &b);
  /* Edited here, later deleted there, still later brought back and edited here. */
  set_text (&entry->note, "first");
  g_assert_true (fascia_store_update_session (a.store, entry, NOW_US + 1000, &error));
  g_assert_true (fascia_store_delete_session (b.store, entry->uuid, NOW_US + 2000, &error));
  summary = must_carry (&a, &b);
  g_assert_cmpuint (summary.count[FASCIA_N_MERGE_KINDS - 1][FASCIA_MERGE_NEWER_HERE], ==, 1);
  must_carry (&b, &a);
  assert_alike (&a, &b);
  g_assert_cmpint (fascia_store_count_sessions (a.store, NULL), ==, 0);
  g_assert_true (fascia_store_restore_session (a.store, entry->uuid, NOW_US + 3000, &error));
  set_text (&entry->note, "second");
  g_assert_true (fascia_store_update_session (a.store, entry, NOW_US + 4000, &error));
  must_carry (&b, &a);
  must_carry (&a, &b);
  assert_alike (&a, &b);
  read = fascia_store_get_session (b.store, entry->uuid, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->note, ==, "second");
  assert_same_entry (read, entry);
  machine_close (&a);
  machine_close (&b);
}

static void
test_a_deletion_reaches_a_machine_that_never_had_it (void)
{
  Machine a, b;
  g_autoptr (FasciaLogEntry) entry = make_entry (NOW_US - 5 * G_TIME_SPAN_HOUR, 9);
  g_autoptr (GError) error = NULL;
  g_autofree char *old = NULL;

  machine_open (&a);
  machine_open (&b);
  g_assert_true (fascia_store_add_session (a.store, entry, NOW_US, &error));
  old = must_export (a.store);
  g_assert_true (fascia_store_delete_session (a.store, entry->uuid, NOW_US + 1000, &error));
  must_carry (&a, &b);
  assert_alike (&a, &b);
  /* An old file does not bring it back. */
  must_read (b.store, old);
  assert_alike (&a, &b);
  g_assert_cmpint (fascia_store_count_sessions (b.store, NULL), ==, 0);
  machine_close (&a);
  machine_close (&b);
}

static void
test_a_tie_is_decided_alike_everywhere (void)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 6; i++)
    {
      Machine a, b;
      g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - 5 * G_TIME_SPAN_HOUR);

      machine_open (&a);
      machine_open (&b);
      g_assert_true (fascia_store_add_session (a.store, entry, NOW_US, &error));
      set_text (&entry->note, "of the other machine");
      /* Some within one millisecond only. */
      g_assert_true (fascia_store_add_session (b.store, entry, NOW_US + i % 2 * 300, &error));
      must_carry (&a, &b);
      must_carry (&b, &a);
      assert_alike (&a, &b);
      machine_close (&a);
      machine_close (&b);
    }
}

/* --- Histories drawn by lot -------------------------------------------------------- */

#define N_MACHINES 3
#define N_UUIDS 6

static void
change_something (const Machine *machine, char *const *uuids, gint64 now_us)
{
  const char *uuid = uuids[g_test_rand_int_range (0, N_UUIDS)];
  g_autofree char *name = g_strdup_printf ("%d", g_test_rand_int_range (0, 3));
  g_autoptr (GError) error = NULL;

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
    case 1:
      {
        g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - g_test_rand_int_range (1, 50) * G_TIME_SPAN_HOUR);

        set_text (&entry->uuid, uuid);
        set_text (&entry->note, name);
        if (!fascia_store_add_session (machine->store, entry, now_us, NULL))
          fascia_store_update_session (machine->store, entry, now_us, NULL);
        break;
      }
    case 2:
      fascia_store_delete_session (machine->store, uuid, now_us, NULL);
      break;
    case 3:
      fascia_store_restore_session (machine->store, uuid, now_us, NULL);
      break;
    case 4:
      {
        g_autoptr (FasciaRoutine) routine = make_routine (uuid, name);

        g_assert_true (fascia_store_save_routine (machine->store, routine, now_us, &error));
        break;
      }
    case 5:
      fascia_store_delete_routine (machine->store, uuid, now_us, NULL);
      break;
    case 6:
      {
        FasciaGoal goal = { fascia_day_new (2027, 3, 22 + g_test_rand_int_range (0, 3)), (guint) g_test_rand_int_range (1, 8) };

        g_assert_true (fascia_store_set_goal (machine->store, &goal, now_us, &error));
        break;
      }
    default:
      {
        g_autoptr (FasciaRule) rule = make_rule ((guint) g_test_rand_int_range (1, 128), 600);

        set_text (&rule->uuid, uuid);
        if (!fascia_store_add_rule (machine->store, rule, now_us, NULL) &&
            !fascia_store_update_rule (machine->store, rule, now_us, NULL))
          break;
        if (g_test_rand_bit ())
          g_assert_true (fascia_store_remove_rule (machine->store, uuid, now_us, &error));
        break;
      }
    }
  g_assert_no_error (error);
}

static void
test_machines_converge_whatever_the_order (void)
{
  for (int round = 0; round < (g_test_slow () ? 30 : 3); round++)
    {
      Machine machines[N_MACHINES];
      char *uuids[N_UUIDS];

      for (int i = 0; i < N_UUIDS; i++)
        uuids[i] = g_uuid_string_random ();
      for (int i = 0; i < N_MACHINES; i++)
        machine_open (&machines[i]);
      for (int step = 0; step < 40; step++)
        {
          const Machine *one = &machines[g_test_rand_int_range (0, N_MACHINES)];
          const Machine *other = &machines[g_test_rand_int_range (0, N_MACHINES)];

          /* Clocks that differ by more than what lies between two changes. */
          if (g_test_rand_int_range (0, 4) > 0)
            change_something (one, uuids, NOW_US + (step + g_test_rand_int_range (0, 10)) * 500);
          else
            must_carry (one, other);
        }
      for (int lap = 0; lap < 2; lap++)
        for (int i = 0; i < N_MACHINES; i++)
          must_carry (&machines[i], &machines[(i + 1) % N_MACHINES]);
      for (int i = 1; i < N_MACHINES; i++)
        assert_alike (&machines[0], &machines[i]);
      for (int i = 0; i < N_MACHINES; i++)
        machine_close (&machines[i]);
      for (int i = 0; i < N_UUIDS; i++)
        g_free (uuids[i]);
    }
}

/* --- What is refused --------------------------------------------------------------- */

static void
assert_refused (FasciaStore *store, const char *text, gssize length, FasciaError code)
{
  g_autofree char *before = must_export (store);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  FasciaMergeSummary summary;

  g_assert_false (fascia_exchange_read_json (store, text, length < 0 ? strlen (text) : (gsize) length, FALSE, &summary, NULL, NULL, NULL, &error));
  g_assert_error (error, FASCIA_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
  after = must_export (store);
  g_assert_cmpstr (before, ==, after);
}

static void
test_a_cut_file_changes_nothing (void)
{
  Machine a, b;
  g_autofree char *text = NULL;
  gsize length;

  machine_open (&a);
  machine_open (&b);
  fill (a.store);
  text = must_export (a.store);
  /* All but the last line feed. */
  length = strlen (text) - 1;
  for (gsize cut = 0; cut < length; cut += 1 + cut % 67)
    assert_refused (b.store, text, (gssize) cut, FASCIA_ERROR_INVALID);
  assert_refused (b.store, text, (gssize) length - 1, FASCIA_ERROR_INVALID);
  machine_close (&a);
  machine_close (&b);
}

static void
test_what_is_no_export_is_refused (void)
{
  static const char *const texts[] = {
    "", "{}", "[]", "null", "{\"format\":\"fascia\"}", "{\"format\":\"other\",\"version\":1}",
    "{\"format\":\"fascia\",\"version\":1} x", "{\"format\":\"fascia\",\"version\":0}",
    "{\"format\":\"fascia\",\"version\":-1}", "{\"format\":\"fascia\",\"version\":\"1\"}",
    "{\"format\":\"fascia\",\"version\":1,\"sessions\":{}}", "{\"format\":\"fascia\",\"version\":1,\"sessions\":[1]}",
    "{\"format\":\"fascia\",\"version\":1,\"sessions\":[{}]}", "{\"format\":\"fascia\",\"version\":1,\"sessions\":[{},]}",
    "{\"format\":\"fascia\",\"version\":1,\"goals\":[{\"from\":\"2027-02-30\",\"per_week\":3,\"changed_us\":1}]}",
    "{\"format\":\"fascia\",\"version\":1,\"goals\":[{\"from\":\"2027-02-20\",\"per_week\":8,\"changed_us\":1}]}",
    "{\"format\":\"fascia\",\"version\":1,\"goals\":[{\"from\":\"2027-02-20\",\"per_week\":3}]}",
    "{\"format\":\"fascia\",\"version\":1,\"goals\":[{\"from\":\"2027-02-20\",\"per_week\":3,\"changed_us\":999999999999999999}]}",
    "{\"format\":\"fascia\",\"version\":1,\"goals\":[{\"from\":\"2027-02-20\",\"per_week\":3.5,\"changed_us\":1}]}",
    "{\"format\":\"fascia\",\"version\":1,\"preferences\":[{\"key\":\"switch_s\",\"value\":\"long\",\"changed_us\":1}]}",
    "{\"format\":\"fascia\",\"version\":1,\"deleted\":[{\"kind\":\"goal\",\"uuid\":\"5c1fd7d6-6ef4-4a3a-b3a8-2c5a9f0d5b11\",\"deleted_us\":1}]}",
    "\xff\xfe{\"format\":\"fascia\",\"version\":1}",
  };
  Machine a;

  machine_open (&a);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (a.store, texts[i], -1, FASCIA_ERROR_INVALID);
  assert_refused (a.store, "{\"format\":\"fascia\",\"version\":2,\"sessions\":7}", -1, FASCIA_ERROR_NEWER);
  machine_close (&a);
}

static void
test_a_million_brackets_are_refused (void)
{
  g_autoptr (GString) text = g_string_new ("{\"format\":\"fascia\",\"version\":1,\"sessions\":[");
  Machine a;

  for (int i = 0; i < 1000000; i++)
    g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
  machine_open (&a);
  assert_refused (a.store, text->str, -1, FASCIA_ERROR_INVALID);
  machine_close (&a);
}

static void
test_what_is_not_known_is_passed_over (void)
{
  Machine a;
  FasciaMergeSummary summary;

  machine_open (&a);
  summary = must_read (a.store, "\xef\xbb\xbf { \"more\" : {\"deep\":[1,{\"x\":\"]}\\\"\"}]} ,\"version\":1, \"format\" : \"fascia\",\n"
                                "\"goals\" : [ { \"why\":null,\"from\":\"2027-02-20\", \"per_week\":3, \"changed_at\":\"2027-02-20T10:00:00+01:00\" } ] }");
  assert_summary (summary, 1, 0, 0, 0);
  machine_close (&a);
}

static void
cancel_cb (double fraction, gpointer data)
{
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  if (fraction > 0.75)
    g_cancellable_cancel (data);
}

static void
test_cancelled_in_the_middle_changes_nothing (void)
{
  Machine a, b;
  g_autofree char *text = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  FasciaMergeSummary summary;

  machine_open (&a);
  machine_open (&b);
  fill (a.store);
  text = must_export (a.store);
  before = must_export (b.store);
  g_assert_false (fascia_exchange_read_json (b.store, text, strlen (text), FALSE, &summary, cancellable, cancel_cb, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = must_export (b.store);
  g_assert_cmpstr (before, ==, after);
  machine_close (&a);
  machine_close (&b);
}

static void
test_the_running_session_is_left_alone (void)
{
  Machine a, b;
  g_autoptr (FasciaLogEntry) entry = make_full_entry (NOW_US - G_TIME_SPAN_HOUR);
  FasciaOpenSession open = { .entry = entry, .heartbeat_us = NOW_US, .state = (char *) "its state" };
  g_autoptr (GError) error = NULL;
  FasciaMergeSummary summary;
  FasciaOpenSession *still = NULL;

  machine_open (&a);
  machine_open (&b);
  g_assert_true (fascia_store_journal_session (b.store, &open, NOW_US, &error));
  g_assert_true (fascia_store_add_session (a.store, entry, NOW_US + G_TIME_SPAN_HOUR, &error));
  summary = must_carry (&a, &b);
  g_assert_cmpuint (summary.count[FASCIA_N_MERGE_KINDS - 1][FASCIA_MERGE_NEWER_HERE], ==, 1);
  g_assert_true (fascia_store_get_open_session (b.store, &still, &error));
  g_assert_nonnull (still);
  fascia_open_session_free (still);
  machine_close (&a);
  machine_close (&b);
}

/* Whatever a file holds, it is taken in whole or refused in words, and the log stays sound. */
static void
test_mutated_files_do_no_harm (void)
{
  int n = g_test_slow () ? 10000 : 1000;
  Machine a, b;
  g_autofree char *text = NULL;
  gsize length;
  int n_taken = 0;

  machine_open (&a);
  machine_open (&b);
  fill (a.store);
  text = must_export (a.store);
  length = strlen (text);
  for (int i = 0; i < n; i++)
    {
      static const char spice[] = "{}[],:\"\\0-9.eE\xff\x80 \n'utf";
      g_autofree char *mutant = g_memdup2 (text, length);
      g_autoptr (GError) error = NULL;
      FasciaMergeSummary summary;

      for (int k = g_test_rand_int_range (1, 4); k > 0; k--)
        {
          gsize at = (gsize) g_test_rand_int_range (0, (gint32) length);
          gsize from = (gsize) g_test_rand_int_range (0, (gint32) length);
          gsize n_bytes = (gsize) g_test_rand_int_range (1, 200);

          switch (g_test_rand_int_range (0, 3))
            {
            case 0:
              mutant[at] ^= (char) (1 << g_test_rand_int_range (0, 8));
              break;
            case 1:
              mutant[at] = spice[g_test_rand_int_range (0, sizeof spice)];
              break;
            default:
              memmove (mutant + at, mutant + from, MIN (length - MAX (at, from), n_bytes));
              break;
            }
        }
      if (fascia_exchange_read_json (b.store, mutant, length, FALSE, &summary, NULL, NULL, NULL, &error))
        n_taken++;
      else
        {
          /* The number of the version may have changed too. */
          if (!g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_NEWER))
            g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }
    }
  g_test_message ("%d of %d were taken in", n_taken, n);
  /* Whatever was taken in can be given on. */
  {
    Machine c;

    machine_open (&c);
    must_carry (&b, &c);
    assert_alike (&b, &c);
    machine_close (&c);
  }
  machine_close (&a);
  machine_close (&b);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/merge/an-export-comes-back-as-it-was", test_an_export_comes_back_as_it_was);
  g_test_add_func ("/store/merge/a-dry-run-only-says-it", test_a_dry_run_only_says_it);
  g_test_add_func ("/store/merge/the-later-change-holds", test_the_later_change_holds);
  g_test_add_func ("/store/merge/a-deletion-reaches-a-machine-that-never-had-it", test_a_deletion_reaches_a_machine_that_never_had_it);
  g_test_add_func ("/store/merge/a-tie-is-decided-alike-everywhere", test_a_tie_is_decided_alike_everywhere);
  g_test_add_func ("/store/merge/machines-converge-whatever-the-order", test_machines_converge_whatever_the_order);
  g_test_add_func ("/store/merge/a-cut-file-changes-nothing", test_a_cut_file_changes_nothing);
  g_test_add_func ("/store/merge/what-is-no-export-is-refused", test_what_is_no_export_is_refused);
  g_test_add_func ("/store/merge/a-million-brackets-are-refused", test_a_million_brackets_are_refused);
  g_test_add_func ("/store/merge/what-is-not-known-is-passed-over", test_what_is_not_known_is_passed_over);
  g_test_add_func ("/store/merge/cancelled-in-the-middle-changes-nothing", test_cancelled_in_the_middle_changes_nothing);
  g_test_add_func ("/store/merge/the-running-session-is-left-alone", test_the_running_session_is_left_alone);
  g_test_add_func ("/store/merge/mutated-files-do-no-harm", test_mutated_files_do_no_harm);
  return g_test_run ();
}
