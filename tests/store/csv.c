/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log as a table: what a spreadsheet would run is guarded, and everything comes back. */
#include <string.h>

#include "fascia/store/exchange.h"
#include "tests/store/fixture.h"

static char *
must_write (FasciaStore *store)
{
  g_autoptr (GError) error = NULL;
  char *text = fascia_exchange_to_csv (store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return text;
}

static FasciaMergeSummary
must_read (FasciaStore *store, const char *text, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  FasciaMergeSummary summary;

  fascia_exchange_read_csv (store, text, strlen (text), now_us, FALSE, &summary, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return summary;
}

static void
assert_refused (FasciaStore *store, const char *text)
{
  g_autoptr (GError) error = NULL;
  FasciaMergeSummary summary;
  g_autofree char *before = must_write (store);
  g_autofree char *after = NULL;

  g_assert_false (fascia_exchange_read_csv (store, text, strlen (text), NOW_US, FALSE, &summary, NULL, NULL, NULL, &error));
  g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
  after = must_write (store);
  g_assert_cmpstr (before, ==, after);
}

static FasciaLogEntry *
add_full (Home *home, const char *note)
{
  FasciaLogEntry *entry = make_full_entry (NOW_US - G_TIME_SPAN_HOUR + 654321);
  g_autoptr (GError) error = NULL;

  if (note != NULL)
    {
      g_free (entry->note);
      entry->note = g_strdup (note);
    }
  fascia_store_add_session (home->store, entry, NOW_US + 7, &error);
  g_assert_no_error (error);
  return entry;
}

/* (transfer full) */
static char *
replace (const char *text, const char *what, const char *by)
{
  g_auto (GStrv) parts = g_strsplit (text, what, -1);

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  return g_strjoinv (by, parts);
}

static FasciaStore *
open_other (Home *home)
{
  g_autofree char *folder = g_build_filename (home->root, "other", NULL);
  g_autoptr (GError) error = NULL;
  FasciaStore *store = fascia_store_open (folder, NOW_US, &error);

  g_assert_no_error (error);
  return store;
}

static void
test_a_row_is_an_item (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = NULL;
  g_autoptr (FasciaLogEntry) bare = make_entry (NOW_US - 5 * G_TIME_SPAN_HOUR, 12);
  g_autofree char *text = NULL;
  g_autofree char *plain = NULL;
  g_auto (GStrv) rows = NULL;

  home_open (home);
  entry = add_full (home, "plain");
  g_assert_true (fascia_store_add_session (home->store, bare, NOW_US, NULL));
  text = must_write (home->store);
  rows = g_strsplit (text, "\r\n", -1);
  /* Names, four items, one without any, and the end of the last line. */
  g_assert_cmpuint (g_strv_length (rows), ==, 7);
  g_assert_true (g_str_has_prefix (rows[0], "uuid,started_at,zone,local_date,ended_at,active_s,"));
  plain = g_strdup_printf ("%s,2027-03-26T11:00:00.654321+01:00,Europe/Copenhagen,2027-03-26,2027-03-26T11:04:20.654321+01:00,195,260,,,"
                           "timer,after-a-run,3,recovery,thigh-front foot hand,6,0,10,sore,plain,2027-03-26T11:00:00.000007+00:00,4,"
                           "2,calf-roller,right,,60,60,,stopped,too-much",
                           entry->uuid);
  g_assert_cmpstr (rows[2], ==, plain);
  g_assert_true (g_str_has_prefix (rows[5], bare->uuid));
  g_assert_true (g_str_has_suffix (rows[5], ",0,,,,,,,,,"));
}

static void
test_every_text_comes_back (Home *home, gconstpointer data)
{
  static const char *const notes[] = {
    "=1+1", "+45 12 34", "-5", "@SUM(A1)", "\tindented", "\rreturn", "'quoted'", "''", "'=x", "a,b;c\td", "\"", "two\nlines\r\nthree",
    " spaced ", "æøå 🙂", "'", "", "007", "1/2", ".5", "Mar 3", "TRUE", "'007", "12 rolls of the calf, then the other side",
  };
  g_autoptr (FasciaStore) other = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autofree char *json = NULL;
  g_autofree char *json_again = NULL;
  FasciaMergeSummary summary;

  home_open (home);
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autoptr (FasciaLogEntry) entry = add_full (home, notes[i]);
    }
  text = must_write (home->store);
  g_assert_null (strstr (text, ",=1+1"));
  g_assert_nonnull (strstr (text, ",'=1+1,"));
  g_assert_nonnull (strstr (text, ",'@SUM(A1),"));
  g_assert_nonnull (strstr (text, ",'007,"));
  g_assert_nonnull (strstr (text, ",'Mar 3,"));
  other = open_other (home);
  summary = must_read (other, text, NOW_US);
  g_assert_cmpuint (fascia_merge_summary_total (&summary, FASCIA_MERGE_NEW), ==, G_N_ELEMENTS (notes));
  again = must_write (other);
  g_assert_cmpstr (text, ==, again);
  summary = must_read (other, text, NOW_US);
  /* An empty note and none are one in a table, and told apart nowhere. */
  g_assert_cmpuint (fascia_merge_summary_total (&summary, FASCIA_MERGE_SAME), ==, G_N_ELEMENTS (notes));
}

static void
test_a_spreadsheet_may_write_it_its_way (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = NULL;
  g_autoptr (FasciaStore) other = NULL;
  g_autofree char *text = NULL;
  g_autofree char *semicolons = NULL;
  g_autofree char *feeds = NULL;
  g_autofree char *marked = NULL;
  g_autofree char *again = NULL;

  home_open (home);
  entry = add_full (home, "plain");
  text = must_write (home->store);
  semicolons = replace (text, ",", ";");
  feeds = replace (semicolons, "\r\n", "\n");
  marked = g_strconcat ("\xef\xbb\xbf", feeds, NULL);
  other = open_other (home);
  must_read (other, marked, NOW_US);
  again = must_write (other);
  g_assert_cmpstr (text, ==, again);
}

static void
test_an_edit_counts_when_its_time_is_taken_out (Home *home, gconstpointer data)
{
  g_autoptr (FasciaLogEntry) entry = NULL;
  g_autoptr (FasciaLogEntry) read = NULL;
  g_autofree char *text = NULL;
  g_autofree char *undated = NULL;
  g_autofree char *edited = NULL;
  FasciaMergeSummary summary;

  home_open (home);
  entry = add_full (home, "plain");
  text = must_write (home->store);
  undated = replace (text, "2027-03-26T11:00:00.000007+00:00", "");
  summary = must_read (home->store, undated, NOW_US + G_TIME_SPAN_DAY);
  g_assert_cmpuint (fascia_merge_summary_total (&summary, FASCIA_MERGE_SAME), ==, 1);
  edited = replace (undated, ",plain,", ",edited,");
  summary = must_read (home->store, edited, NOW_US + G_TIME_SPAN_DAY);
  g_assert_cmpuint (fascia_merge_summary_total (&summary, FASCIA_MERGE_NEWER_THERE), ==, 1);
  read = fascia_store_get_session (home->store, entry->uuid, NULL);
  g_assert_cmpstr (read->note, ==, "edited");
  summary = must_read (home->store, edited, NOW_US + 2 * G_TIME_SPAN_DAY);
  g_assert_cmpuint (fascia_merge_summary_total (&summary, FASCIA_MERGE_SAME), ==, 1);
}

static void
test_broken_tables_change_nothing (Home *home, gconstpointer data)
{
  static const char *const changes[][2] = {
    { ",195,", ",1-95," },
    { ",calf-roller,right,", ",calf-roller,up," },
    { ",plain,", ",\"plain," },
    { ",plain,", ",plain,more," },
    { ",Europe/Copenhagen,", ",," },
    { "2027-03-26T11:00:00.654321", "26/03/2027 11:00" },
    { ",4,2,calf-roller", ",5,2,calf-roller" },
    { "uuid,", "id," },
    { "uuid,started_at", "uuid,uuid" },
  };
  g_autoptr (FasciaLogEntry) entry = NULL;
  g_autoptr (FasciaStore) other = NULL;
  g_autofree char *text = NULL;

  home_open (home);
  entry = add_full (home, "plain");
  text = must_write (home->store);
  other = open_other (home);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *broken = replace (text, changes[i][0], changes[i][1]);

      g_test_message ("%s", changes[i][1]);
      assert_refused (other, broken);
    }
  for (gsize cut = strlen (text) - 2; cut > strlen (text) / 2; cut -= 13)
    {
      g_autofree char *broken = g_strndup (text, cut);

      /* Behind the first session's last row all is whole. */
      assert_refused (other, broken);
    }
  assert_refused (other, "");
  assert_refused (other, "\n");
  assert_refused (other, "\xff\n");
}

static void
test_mutated_tables_do_no_harm (Home *home, gconstpointer data)
{
  g_autoptr (FasciaStore) other = NULL;
  g_autofree char *text = NULL;
  gsize length;
  int n = g_test_slow () ? 10000 : 1500;
  int n_taken = 0;

  home_open (home);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (FasciaLogEntry) entry = add_full (home, i == 1 ? "two\n\"lines\"" : NULL);
    }
  text = must_write (home->store);
  length = strlen (text);
  other = open_other (home);
  for (int i = 0; i < n; i++)
    {
      static const char spice[] = ",;\t\"\r\n'=-0T.\xff";
      g_autofree char *mutant = g_memdup2 (text, length);
      g_autoptr (GError) error = NULL;
      FasciaMergeSummary summary;

      for (int k = g_test_rand_int_range (1, 4); k > 0; k--)
        {
          gsize at = (gsize) g_test_rand_int_range (0, (gint32) length);

          if (g_test_rand_bit ())
            mutant[at] ^= (char) (1 << g_test_rand_int_range (0, 8));
          else
            mutant[at] = spice[g_test_rand_int_range (0, sizeof spice)];
        }
      if (fascia_exchange_read_csv (other, mutant, length, NOW_US, FALSE, &summary, NULL, NULL, NULL, &error))
        n_taken++;
      else
        {
          g_assert_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }
    }
  g_test_message ("%d of %d were taken in", n_taken, n);
  g_assert_true (fascia_store_check_integrity (other, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_home_test ("/store/csv/a-row-is-an-item", test_a_row_is_an_item);
  add_home_test ("/store/csv/every-text-comes-back", test_every_text_comes_back);
  add_home_test ("/store/csv/a-spreadsheet-may-write-it-its-way", test_a_spreadsheet_may_write_it_its_way);
  add_home_test ("/store/csv/an-edit-counts-when-its-time-is-taken-out", test_an_edit_counts_when_its_time_is_taken_out);
  add_home_test ("/store/csv/broken-tables-change-nothing", test_broken_tables_change_nothing);
  add_home_test ("/store/csv/mutated-tables-do-no-harm", test_mutated_tables_do_no_harm);
  return g_test_run ();
}
