/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports that were changed by lot are imported: what is refused changes nothing, and
 * what is accepted is exported and comes back the same. FASCIA_FAULTS_MUTATIONS says
 * how many. */
#include <string.h>
#include <unistd.h>

#include "fascia/store/exchange.h"
#include "tests/store/faults.h"

#define USUAL_MUTATIONS 250
#define HANGS_AFTER_S 60

/* --- Changing a text ---------------------------------------------------------------- */

/* What a value is replaced by. */
static const char *const values[] = {
  "0", "1", "-1", "7", "11", "1.5", "1e308", "1e999", "-0", "00", "0x10", "9223372036854775807", "9223372036854775808",
  "-9223372036854775808", "253402300800000000", "1806058800000000", "86400", "1441", "null", "true", "false", "NaN",
  "[]", "{}", "[[]]", "[null]", "{\"a\":1}", "\"\"", "\"x\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\ud83d\\ude42\"",
  "\"left\"", "\"both\"", "\"calf-roller\"", "\"timer\"", "\"manual\"", "\"done\"", "\"2027-02-30\"", "\"2027-03-26\"",
  "\"2027-03-26T11:00:00+01:00\"", "\"2027-03-26T11:00:00.123456Z\"", "\"9999-12-31T23:59:59+14:00\"", "\"Europe/Copenhagen\"",
  "\"Mars/Olympus\"", "\"00000000-0000-4000-8000-000000000001\"", "\"fascia\"", "2", "\"=1+1\"", "\"'\"", "\"\"\"\"",
  "\xef\xbb\xbf", "\xff", "\xc3", "\xed\xa0\x80", "\r", "\n", "\r\n", ";", ",", "\t", "\"", "'", "\\", "/", "[", "]", "{", "}", ":",
};

static gsize
draw (gsize n)
{
  return n > 0 ? (gsize) g_test_rand_int_range (0, (gint32) n) : 0;
}

static const char *
draw_value (void)
{
  return values[draw (G_N_ELEMENTS (values))];
}

static void
replace (GString *text, gsize at, gsize length, const char *by, gssize by_length)
{
  g_autofree char *copy = by_length < 0 ? g_strdup (by) : g_memdup2 (by, (gsize) by_length);

  g_string_erase (text, (gssize) at, (gssize) length);
  g_string_insert_len (text, (gssize) at, copy, by_length);
}

/* The value that stands around or after @at: to the next thing that ends one. */
static void
find_value (const GString *text, gsize at, gsize *begin, gsize *end)
{
  static const char ends[] = ",;:[]{}\n\r";

  for (*begin = at; *begin > 0 && strchr (ends, text->str[*begin - 1]) == NULL; (*begin)--)
    ;
  for (*end = at; *end < text->len && strchr (ends, text->str[*end]) == NULL; (*end)++)
    ;
}

static void
find_line (const GString *text, gsize at, gsize *begin, gsize *end)
{
  for (*begin = at; *begin > 0 && text->str[*begin - 1] != '\n'; (*begin)--)
    ;
  for (*end = at; *end < text->len && text->str[*end] != '\n'; (*end)++)
    ;
  if (*end < text->len)
    (*end)++;
}

static void
change_once (GString *text)
{
  gsize at = draw (text->len);
  gsize some = 1 + draw (MIN (text->len - at, 200)); /* bytes there */
  gsize begin, end;

  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
      text->str[at] ^= (char) (1 << draw (8));
      break;
    case 1:
      g_string_truncate (text, at);
      break;
    case 2:
      g_string_erase (text, (gssize) at, (gssize) some);
      break;
    case 3:
      g_string_insert (text, (gssize) at, draw_value ());
      break;
    case 4:
      replace (text, draw (text->len), 0, text->str + at, (gssize) some);
      break;
    case 5: /* a record goes */
      find_line (text, at, &begin, &end);
      g_string_erase (text, (gssize) begin, (gssize) (end - begin));
      break;
    case 6: /* or comes twice, perhaps elsewhere */
      find_line (text, at, &begin, &end);
      {
        g_autofree char *line = g_strndup (text->str + begin, end - begin);
        gsize other_begin, other_end;

        find_line (text, g_test_rand_bit () ? at : draw (text->len), &other_begin, &other_end);
        g_string_insert (text, (gssize) other_begin, line);
      }
      break;
    case 7: /* a member goes, and its comma */
      find_value (text, at, &begin, &end);
      g_string_erase (text, (gssize) begin, (gssize) (MIN (end + 1, text->len) - begin));
      break;
    case 8: /* one value in the place of another */
      find_value (text, at, &begin, &end);
      {
        gsize other_begin, other_end;
        g_autofree char *other = NULL;

        find_value (text, draw (text->len), &other_begin, &other_end);
        other = g_strndup (text->str + other_begin, other_end - other_begin);
        replace (text, begin, end - begin, other, -1);
      }
      break;
    default:
      find_value (text, at, &begin, &end);
      replace (text, begin, end - begin, draw_value (), -1);
      break;
    }
}

static GString *
change (const char *original)
{
  GString *text = g_string_new (original);
  guint n = 1 + (guint) draw (3);

  for (guint i = 0; i < n && text->len > 0; i++)
    change_once (text);
  return text;
}

/* --- Reading it ---------------------------------------------------------------------- */

typedef struct
{
  gboolean csv;
  GBytes *database; /* that it is read into */
  GBytes *empty;
  char *before;
  guint n_refused;
  guint n_accepted;
} Trial;

static gboolean
read_text (FasciaStore *store, gboolean csv, const char *text, gsize length, FasciaMergeSummary *summary, GError **error)
{
  return csv ? fascia_exchange_read_csv (store, text, length, NOW_US, FALSE, summary, NULL, NULL, NULL, error)
             : fascia_exchange_read_json (store, text, length, FALSE, summary, NULL, NULL, NULL, error);
}

static char *
must_export_as (FasciaStore *store, gboolean csv)
{
  g_autoptr (GError) error = NULL;
  char *text = csv ? fascia_exchange_to_csv (store, NULL, NULL, NULL, &error) : fascia_exchange_to_json (store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return text;
}

static void
assert_refused_in_words (const GError *error)
{
  g_assert_nonnull (error);
  if (!g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_INVALID) && !g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_NEWER))
    g_error ("%s, %d: %s", g_quark_to_string (error->domain), error->code, error->message);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

/* What was accepted is whole, and comes back the same in an empty home. */
static void
assert_comes_back (Home *home, Trial *trial)
{
  g_autofree char *first = must_export_as (home->store, trial->csv);
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;
  FasciaMergeSummary summary;

  g_assert_true (fascia_store_check_integrity (home->store, &error));
  g_assert_no_error (error);
  home_put_database (home, trial->empty);
  if (!read_text (home_open (home), trial->csv, first, strlen (first), &summary, &error))
    g_error ("what was exported is refused: %s", error->message);
  second = must_export_as (home->store, trial->csv);
  assert_same_text (second, first);
}

static void
try_text (Home *home, Trial *trial, const GString *text)
{
  g_autoptr (GError) error = NULL;
  FasciaMergeSummary summary;

  alarm (HANGS_AFTER_S);
  if (home->store == NULL)
    {
      home_put_database (home, trial->database);
      home_open (home);
    }
  if (read_text (home->store, trial->csv, text->str, text->len, &summary, &error))
    {
      trial->n_accepted++;
      assert_comes_back (home, trial);
      home_close (home);
    }
  else
    {
      g_autofree char *after = must_export (home->store);

      trial->n_refused++;
      assert_refused_in_words (error);
      assert_same_text (after, trial->before);
    }
  alarm (0);
}

static void
test_mutations (Home *home, gconstpointer data)
{
  Trial trial = { .csv = GPOINTER_TO_INT (data) };
  guint n = faults_count ("MUTATIONS", USUAL_MUTATIONS);
  g_autofree char *original = NULL;
  g_autoptr (GError) error = NULL;

  home_put_database (home, NULL);
  home_open (home);
  trial.empty = home_take_database (home);
  add_numbered_entries (home_open (home), 2, 4);
  trial.before = must_export (home->store);
  trial.database = home_take_database (home);

  home_put_database (home, NULL);
  add_numbered_entries (home_open (home), 0, 4);
  add_one_of_everything (home->store);
  {
    g_autoptr (FasciaLogEntry) by_hand = make_entry (NOW_US - G_TIME_SPAN_DAY * 20, 12);

    g_assert_true (fascia_store_add_session (home->store, by_hand, NOW_US, &error));
  }
  original = must_export_as (home->store, trial.csv);
  home_close (home);

  for (guint i = 0; i < n; i++)
    {
      /* The first one as it is, so that one is accepted whatever the lot. */
      GString *text = i == 0 ? g_string_new (original) : change (original);

      try_text (home, &trial, text);
      g_string_free (text, TRUE);
    }
  g_test_message ("%u changed files: %u refused, %u accepted", n, trial.n_refused, trial.n_accepted);
  g_assert_cmpuint (trial.n_refused, >, 0);
  g_assert_cmpuint (trial.n_accepted, >, 0);
  g_free (trial.before);
  g_bytes_unref (trial.database);
  g_bytes_unref (trial.empty);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/faults-import/json", Home, GINT_TO_POINTER (FALSE), home_set_up, test_mutations, home_tear_down);
  g_test_add ("/store/faults-import/csv", Home, GINT_TO_POINTER (TRUE), home_set_up, test_mutations, home_tear_down);
  return g_test_run ();
}
