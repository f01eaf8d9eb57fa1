/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report for the physiotherapist, read as somebody else's program reads it. Run once
 * in each language. */
#include "fascia/service/report.h"

#include <locale.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "fascia/service/wording.h"
#include "injected-clock.h"
#include "temporary-folder.h"

typedef struct {
  char *folder;
  char *path; /* of the report */
  FasciaClock *clock;
  FasciaContext *context;
  FasciaDiary *diary;
  gboolean danish;
} Desk;

static void
set_up (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Copenhagen");
  g_autoptr (GDateTime) start = g_date_time_new (zone, 2026, 11, 20, 12, 0, 0); /* a Friday */
  g_autofree char *folder = NULL;

  desk->folder = temporary_folder_new ();
  desk->path = g_build_filename (desk->folder, "report.pdf", NULL);
  folder = g_build_filename (desk->folder, "fascia", NULL);
  desk->clock = injected_clock_new (g_date_time_to_unix (start) * G_USEC_PER_SEC, 0, zone);
  desk->context = fascia_context_new (desk->clock, folder, &error);
  g_assert_no_error (error);
  desk->diary = fascia_context_get_diary (desk->context, &error);
  g_assert_no_error (error);
  desk->danish = fascia_context_get_language (desk->context) == FASCIA_LANGUAGE_DA;
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  g_clear_object (&desk->context);
  injected_clock_free (desk->clock);
  g_free (desk->path);
  temporary_folder_free (desk->folder);
}

static const char *
say (Desk *desk, const char *english, const char *danish)
{
  return desk->danish ? danish : english;
}

/* --- The log ----------------------------------------------------------------------- */

static FasciaLogItem *
new_item (const char *technique, FasciaSide side, int done_s)
{
  FasciaLogItem *item = fascia_log_item_new (technique, side);

  item->planned_s = 60;
  item->done_s = done_s;
  return item;
}

/* (transfer full): of the timer, at noon @days_ago; 2 minutes of the left calf. */
static FasciaLogEntry *
new_entry (Desk *desk, int days_ago)
{
  FasciaLogEntry *entry = fascia_log_entry_new ();
  g_autoptr (GTimeZone) zone = fascia_clock_zone (desk->clock);

  fascia_instant_init (&entry->started, fascia_clock_utc_us (desk->clock) - days_ago * G_TIME_SPAN_DAY - G_TIME_SPAN_HOUR, zone);
  entry->local_date = fascia_day_of_instant (entry->started.utc_us, zone);
  entry->routine = g_strdup ("after-run");
  entry->routine_version = 1;
  entry->areas[0] = FASCIA_AREA_CALF;
  entry->n_areas = 1;
  g_ptr_array_add (entry->items, new_item ("calf-roller", FASCIA_SIDE_LEFT, 120));
  entry->active_s = 120;
  entry->elapsed_s = 150;
  return entry;
}

static void
add (Desk *desk, FasciaLogEntry *entry)
{
  g_autoptr (GError) error = NULL;

  fascia_diary_add_session (desk->diary, entry, NULL, &error);
  g_assert_no_error (error);
  fascia_log_entry_free (entry);
}

/* --- The report -------------------------------------------------------------------- */

/* (transfer full): what @arguments, with the report behind them, print; nothing may be
 * wrong with the file. */
static char *
ask (Desk *desk, const char *program, const char *option, const char *behind)
{
  const char *arguments[] = { program, option, desk->path, behind, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *complaints = NULL;
  char *answer = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &answer, &complaints, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (complaints, ==, "");
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return answer;
}

/* (transfer full): its text; each line's cells parted by one space. */
static char *
read_report (Desk *desk, int days, gboolean with_notes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) spaces = g_regex_new (" +", 0, 0, NULL);
  g_autoptr (GRegex) arrows = g_regex_new (" *→ *", 0, 0, NULL);
  g_autofree char *text = NULL;
  g_autofree char *parted = NULL;
  FasciaReportSpan span;

  fascia_report_span_init (&span, fascia_diary_today (desk->diary));
  span.since = fascia_day_add (span.until, 1 - days);
  span.with_notes = with_notes;
  fascia_report_write_pdf (desk->context, &span, desk->path, &error);
  g_assert_no_error (error);
  text = ask (desk, "pdftotext", "-layout", "-");
  parted = g_regex_replace_literal (arrows, text, -1, 0, " → ", 0, NULL);
  return g_regex_replace_literal (spaces, parted, -1, 0, " ", 0, NULL);
}

/* Wherever its lines end. */
static void
assert_says (const char *text, const char *words)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');

  if (strstr (line, words) == NULL)
    g_error ("“%s” is not in:\n%s", words, text);
}

static void
assert_never_says (const char *text, const char *words)
{
  if (strstr (text, words) != NULL)
    g_error ("“%s” is in:\n%s", words, text);
}

static guint
count_pages (const char *text)
{
  guint n = 0;

  /* Each page ends with a form feed. */
  for (const char *p = text; *p != '\0'; p++)
    n += *p == '\f';
  return n;
}

/* --- What it says ------------------------------------------------------------------ */

static void
an_empty_log_gives_one_honest_page (Desk *desk, gconstpointer data)
{
  g_autofree char *text = read_report (desk, 28, FALSE);

  g_assert_cmpuint (count_pages (text), ==, 1);
  assert_says (text, say (desk, "Self-Massage at Home", "Selvmassage derhjemme"));
  assert_says (text, say (desk, "24 Oct 2026 – 20 Nov 2026", "24. okt. 2026 – 20. nov. 2026"));
  assert_says (text, say (desk, "Name:", "Navn:"));
  assert_says (text, say (desk, "There is no session in these days.", "Der er ingen omgang i disse dage."));
  assert_says (text, say (desk, "A wellness log, no diagnosis.", "En velværelog, ingen diagnose."));
  assert_says (text, say (desk, "Page 1 of 1", "Side 1 af 1"));
  assert_never_says (text, say (desk, "Stopped Early", "Stoppet før tid"));
}

static void
what_was_done_is_one_line (Desk *desk, gconstpointer data)
{
  FasciaLogEntry *entry = new_entry (desk, 1);
  g_autofree char *text = NULL;

  entry->before = 5;
  entry->after = 3;
  entry->pressure = 4;
  entry->next_day = FASCIA_NEXT_DAY_SORE;
  add (desk, entry);
  text = read_report (desk, 28, FALSE);
  assert_says (text, say (desk, "Thu 19 Nov After a run Calf (left) 2 5 → 3 4 A bit sore", "tors. 19. nov. Efter løbeturen Læg (venstre) 2 5 → 3 4 Lidt øm"));
  assert_says (text, say (desk, "Calf 2 – – 5 (1) 5 (1) –", "Læg 2 – – 5 (1) 5 (1) –"));
}

static void
what_was_not_answered_is_never_a_number (Desk *desk, gconstpointer data)
{
  FasciaLogEntry *half = new_entry (desk, 2);
  g_autofree char *text = NULL;

  add (desk, new_entry (desk, 1));
  half->before = 0;
  add (desk, half);
  text = read_report (desk, 28, FALSE);
  assert_says (text, say (desk, "Thu 19 Nov After a run Calf (left) 2 – – –", "tors. 19. nov. Efter løbeturen Læg (venstre) 2 – – –"));
  assert_says (text, say (desk, "Wed 18 Nov After a run Calf (left) 2 0 → – – –", "ons. 18. nov. Efter løbeturen Læg (venstre) 2 0 → – – –"));
  /* Nor does it pull a median down. */
  assert_says (text, "0 (1) 0 (1)");
}

static void
both_sides_are_told_from_one (Desk *desk, gconstpointer data)
{
  FasciaLogEntry *entry = new_entry (desk, 1);
  g_autofree char *text = NULL;

  g_ptr_array_add (entry->items, new_item ("calf-roller", FASCIA_SIDE_RIGHT, 240));
  g_ptr_array_add (entry->items, new_item ("foot-sole-ball", FASCIA_SIDE_RIGHT, 60));
  entry->active_s = 420;
  entry->elapsed_s = 450;
  add (desk, entry);
  text = read_report (desk, 28, FALSE);
  assert_says (text, say (desk, "Foot (right), Calf 7", "Fod (højre), Læg 7"));
  assert_says (text, say (desk, "Calf 2 4 –", "Læg 2 4 –"));
  assert_says (text, say (desk, "Foot – 1 –", "Fod – 1 –"));
}

static void
what_was_stopped_has_its_reason (Desk *desk, gconstpointer data)
{
  FasciaLogEntry *entry = new_entry (desk, 1);
  FasciaLogItem *item = g_ptr_array_index (entry->items, 0);
  g_autofree char *text = NULL;

  item->done_s = 40;
  item->status = FASCIA_ITEM_STOPPED;
  item->reason = FASCIA_REASON_PAIN;
  entry->active_s = entry->elapsed_s = 40;
  add (desk, entry);
  text = read_report (desk, 28, FALSE);
  assert_says (text, say (desk, "Stopped Early", "Stoppet før tid"));
  assert_says (text, say (desk, "Thu 19 Nov Calf on foam roller, left side Pain 0:40 of 1:00", "tors. 19. nov. Læg på skumrulle, venstre side Smerte 0:40 af 1:00"));
}

static void
notes_are_told_only_when_wanted (Desk *desk, gconstpointer data)
{
  FasciaLogEntry *entry = new_entry (desk, 1);
  g_autofree char *with = NULL;
  g_autofree char *without = NULL;

  entry->note = g_strdup ("Kun på den ene læg");
  add (desk, entry);
  with = read_report (desk, 28, TRUE);
  without = read_report (desk, 28, FALSE);
  assert_says (with, "“Kun på den ene læg”");
  assert_never_says (without, "ene læg");
}

static void
the_health_check_is_not_in_it (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  FasciaHealth health;

  add (desk, new_entry (desk, 1));
  before = read_report (desk, 28, TRUE);
  g_assert_true (fascia_diary_get_health (desk->diary, &health, &error));
  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    fascia_health_answer_yes (&health, i, FASCIA_ALL_AREA_BITS, TRUE, fascia_clock_utc_us (desk->clock));
  fascia_diary_set_health (desk->diary, &health, &error);
  g_assert_no_error (error);
  after = read_report (desk, 28, TRUE);
  g_assert_cmpstr (after, ==, before);
}

static void
the_goal_is_told_week_by_week (Desk *desk, gconstpointer data)
{
  static const int days_ago[] = { 40, 17, 16, 15, 10, 8, 1 };
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (days_ago); i++)
    add (desk, new_entry (desk, days_ago[i]));
  text = read_report (desk, 28, FALSE);
  /* 26 October: none, 2 November: three, 9 November: two. The running week is not over. */
  assert_says (text, say (desk, "5 of 9", "5 af 9"));
  assert_says (text, "56 %");
  for (guint i = 0; i < 4; i++)
    {
      static const char *const weeks[] = { "0/3", "3/3", "2/3", "1/3" };

      assert_says (text, weeks[i]);
    }
}

static void
a_change_is_named_by_its_rule (Desk *desk, gconstpointer data)
{
  g_autofree char *text = NULL;

  for (int i = 0; i < 3; i++)
    {
      FasciaLogEntry *then = new_entry (desk, 60 + i);
      FasciaLogEntry *now = new_entry (desk, i);

      then->before = 6;
      now->before = 4;
      add (desk, then);
      add (desk, now);
    }
  text = read_report (desk, 28, FALSE);
  assert_says (text, say (desk, "6 (3) 4 (3) Clearly lower", "6 (3) 4 (3) Tydeligt lavere"));
  assert_says (text, say (desk, "down by 2 points and 30 %", "ned med 2 point og 30 %"));
  assert_says (text, say (desk, "they do not say what caused the change", "de siger ikke, hvad der forårsagede ændringen"));
}

static void
what_was_written_by_hand_is_marked (Desk *desk, gconstpointer data)
{
  FasciaLogEntry *entry = new_entry (desk, 1);
  g_autofree char *text = NULL;

  entry->source = FASCIA_SOURCE_MANUAL;
  g_clear_pointer (&entry->routine, g_free);
  entry->routine_version = 0;
  g_ptr_array_set_size (entry->items, 0);
  entry->areas[1] = FASCIA_AREA_FOOT;
  entry->n_areas = 2;
  entry->active_s = entry->elapsed_s = 1200;
  add (desk, entry);
  text = read_report (desk, 28, FALSE);
  assert_says (text, say (desk, "Session * Foot, Calf 20", "Omgang * Fod, Læg 20"));
  assert_says (text, say (desk, "Calf – – 10", "Læg – – 10"));
  assert_says (text, say (desk, "* Written down by hand, not timed.", "* Skrevet ind manuelt, uden timer."));
}

/* --- How it is made ---------------------------------------------------------------- */

static void
fill (Desk *desk, guint n, int days, gboolean noted)
{
  g_autofree char *long_note = g_strnfill (FASCIA_MAX_NOTE_CHARACTERS, 'm');

  for (guint i = 40; noted && i < FASCIA_MAX_NOTE_CHARACTERS; i += 41)
    long_note[i] = ' ';
  for (guint i = 0; i < n; i++)
    {
      FasciaLogEntry *entry = new_entry (desk, (int) (i * (guint) days / n));
      FasciaLogItem *item = g_ptr_array_index (entry->items, 0);

      entry->started.utc_us -= i % 10 * G_TIME_SPAN_MINUTE;
      entry->note = noted ? g_strdup (long_note) : NULL;
      for (guint j = 0; j < 8; j++)
        {
          static const char *const techniques[] = { "quads-roller", "foot-sole-ball", "glutes-ball-wall", "hamstrings-roller",
                                                    "lats-roller", "chest-ball-wall", "palm-ball", "adductors-roller" };

          g_ptr_array_add (entry->items, new_item (techniques[j], (i + j) % 2 ? FASCIA_SIDE_LEFT : FASCIA_SIDE_RIGHT, 60));
        }
      entry->active_s += 8 * 60;
      entry->elapsed_s += 8 * 60;
      item->status = FASCIA_ITEM_STOPPED;
      item->reason = FASCIA_REASON_TOO_MUCH;
      add (desk, entry);
    }
}

static void
it_is_never_more_than_two_pages (Desk *desk, gconstpointer data)
{
  static const struct {
    guint n; /* so many in all */
    guint pages;
    const char *english;
    const char *danish;
  } cases[] = {
    { 1, 1, "Sessions", "Omgange" },
    { 8, 2, "Sessions", "Omgange" },
    { 30, 2, "Sessions by Week", "Omgange efter uge" },
    { 400, 2, "Sessions by Month", "Omgange efter måned" },
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = NULL;
      g_autofree char *noted = NULL;
      g_autofree char *total = g_strdup_printf ("\n %u ", cases[i].n);

      fill (desk, cases[i].n - n, cases[i].n == 400 ? 366 : 28, TRUE);
      n = cases[i].n;
      plain = read_report (desk, cases[i].n == 400 ? 366 : 28, FALSE);
      noted = read_report (desk, cases[i].n == 400 ? 366 : 28, TRUE);
      g_assert_cmpuint (count_pages (plain), ==, cases[i].pages);
      g_assert_cmpuint (count_pages (noted), <=, 2);
      assert_says (plain, say (desk, cases[i].english, cases[i].danish));
      /* However it is told, nothing is left out of the sums. */
      if (strstr (plain, total) == NULL && strstr (plain, total + 2) == NULL)
        g_error ("%u sessions are not in:\n%s", cases[i].n, plain);
    }
}

static void
its_language_and_title_are_known (Desk *desk, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *info = NULL;
  g_autofree char *structure = NULL;
  g_autofree char *bytes = NULL;
  const char *language = say (desk, "/Lang (en)", "/Lang (da)");
  gsize length;

  add (desk, new_entry (desk, 1));
  text = read_report (desk, 28, FALSE);
  info = ask (desk, "pdfinfo", "-isodates", NULL);
  assert_says (info, say (desk, "Self-massage at home, 24 Oct 2026 – 20 Nov 2026", "Selvmassage derhjemme, 24. okt. 2026 – 20. nov. 2026"));
  assert_says (info, "2026-11-20T11:00:00Z");
  g_assert_true (g_regex_match_simple ("Tagged: +yes", info, 0, 0));
  g_assert_true (g_regex_match_simple ("Page size: +595.28 x 841.89", info, 0, 0));
  structure = ask (desk, "pdfinfo", "-struct-text", NULL);
  assert_says (structure, "Table");
  assert_says (structure, say (desk, "Before → after", "Før → efter"));
  g_assert_true (g_file_get_contents (desk->path, &bytes, &length, NULL));
  g_assert_nonnull (g_strstr_len (bytes + length - 600, 600, language));
}

static void
paper_is_that_of_the_place (Desk *desk, gconstpointer data)
{
  g_autofree char *before = g_strdup (setlocale (LC_PAPER, NULL));
  g_autofree char *text = NULL;
  g_autofree char *info = NULL;

  if (setlocale (LC_PAPER, "en_US.UTF-8") == NULL)
    {
      g_test_skip ("The locale en_US.UTF-8 is not installed (Debian: locales-all)");
      return;
    }
  fill (desk, 40, 28, TRUE);
  text = read_report (desk, 28, TRUE);
  setlocale (LC_PAPER, before);
  info = ask (desk, "pdfinfo", "-isodates", NULL);
  g_assert_true (g_regex_match_simple ("Page size: +612 x 792", info, 0, 0));
  g_assert_cmpuint (count_pages (text), <=, 2);
}

static void
it_is_the_owners_alone (Desk *desk, gconstpointer data)
{
  g_autofree char *text = NULL;
  GStatBuf status;

  g_assert_true (g_file_set_contents (desk->path, "old", 3, NULL));
  g_assert_cmpint (g_chmod (desk->path, 0644), ==, 0);
  text = read_report (desk, 28, FALSE);
  g_assert_cmpint (g_stat (desk->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
the_same_log_gives_the_same_bytes (Desk *desk, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  gsize n_first, n_second;

  add (desk, new_entry (desk, 1));
  text = read_report (desk, 28, FALSE);
  g_assert_true (g_file_get_contents (desk->path, &first, &n_first, NULL));
  again = read_report (desk, 28, FALSE);
  g_assert_true (g_file_get_contents (desk->path, &second, &n_second, NULL));
  g_assert_cmpmem (first, n_first, second, n_second);
}

static void
what_cannot_be_is_said (Desk *desk, gconstpointer data)
{
  FasciaDay today = fascia_diary_today (desk->diary);
  g_autofree char *nowhere = g_build_filename (desk->folder, "no", "report.pdf", NULL);
  const struct {
    FasciaReportSpan span;
    const char *path;
    FasciaError code;
    const char *english;
    const char *danish;
  } cases[] = {
    { { today, fascia_day_add (today, -1), FALSE }, desk->path, FASCIA_ERROR_INVALID, "would end before it begins", "ville slutte, før den begynder" },
    { { fascia_day_add (today, -366), today, FALSE }, desk->path, FASCIA_ERROR_INVALID, "of a year at most", "dækker højst et år" },
    { { today, today, FALSE }, nowhere, FASCIA_ERROR_FAILED, "its folder does not exist", "mappen findes ikke" },
    { { today, today, FALSE }, desk->folder, FASCIA_ERROR_FAILED, "is a folder", "er en mappe" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fascia_report_write_pdf (desk->context, &cases[i].span, cases[i].path, &error));
      g_assert_error (error, FASCIA_ERROR, (int) cases[i].code);
      assert_says (error->message, say (desk, cases[i].english, cases[i].danish));
      g_assert_false (g_file_test (desk->path, G_FILE_TEST_EXISTS));
    }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (Desk *desk, gconstpointer data);
  } tests[] = {
    { "an-empty-log-gives-one-honest-page", an_empty_log_gives_one_honest_page },
    { "what-was-done-is-one-line", what_was_done_is_one_line },
    { "what-was-not-answered-is-never-a-number", what_was_not_answered_is_never_a_number },
    { "both-sides-are-told-from-one", both_sides_are_told_from_one },
    { "what-was-stopped-has-its-reason", what_was_stopped_has_its_reason },
    { "notes-are-told-only-when-wanted", notes_are_told_only_when_wanted },
    { "the-health-check-is-not-in-it", the_health_check_is_not_in_it },
    { "the-goal-is-told-week-by-week", the_goal_is_told_week_by_week },
    { "a-change-is-named-by-its-rule", a_change_is_named_by_its_rule },
    { "what-was-written-by-hand-is-marked", what_was_written_by_hand_is_marked },
    { "it-is-never-more-than-two-pages", it_is_never_more_than_two_pages },
    { "its-language-and-title-are-known", its_language_and_title_are_known },
    { "paper-is-that-of-the-place", paper_is_that_of_the_place },
    { "it-is-the-owners-alone", it_is_the_owners_alone },
    { "the-same-log-gives-the-same-bytes", the_same_log_gives_the_same_bytes },
    { "what-cannot-be-is-said", what_cannot_be_is_said },
  };

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("FASCIA_TEST_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/report/%s", tests[i].name);

      g_test_add (path, Desk, NULL, set_up, tests[i].test, tear_down);
    }
  return g_test_run ();
}
