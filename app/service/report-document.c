/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/report-document.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/statistics.h"
#include "fascia/service/wording.h"

/* Said where nothing is known, or nothing was done. */
#define NOTHING "–"

/* Where sessions are summed, this many of what was stopped are told one by one. */
#define MAX_STOPS 10
/* Of a sum, the areas that got the most. */
#define MAX_AREAS_OF_SUM 3

#define NAME_WIDTH 190.0
#define CHART_HEIGHT 42.0
#define CHART_MAX_COLUMN 30.0
#define CHART_GAP 28.0
/* With more weeks, numbers would touch each other. */
#define CHART_MAX_LABELLED 16
#define BAR_WIDTH 96.0

#define DARK 0.25
#define MIDDLE 0.55
#define PALE 0.82

/* --- Words ------------------------------------------------------------------------- */

static char *
rating_text (int rating)
{
  return rating == FASCIA_UNRATED ? g_strdup (NOTHING) : g_strdup_printf ("%d", rating);
}

/* "5 → 3", "5 → –"; nothing at all is one dash. */
static char *
join_ratings (const char *before, const char *after)
{
  if (g_str_equal (before, NOTHING) && g_str_equal (after, NOTHING))
    return g_strdup (NOTHING);
  return g_strdup_printf ("%s → %s", before, after);
}

static char *
median_text (double median)
{
  return median == (int) median ? g_strdup_printf ("%d", (int) median) : g_strdup_printf ("%.1f", median);
}

/* Whole minutes; a little is not nothing. */
static char *
minutes_text (gint64 seconds)
{
  if (seconds == 0)
    return g_strdup (NOTHING);
  if (seconds < 30)
    return g_strdup ("<1");
  return g_strdup_printf ("%" G_GINT64_FORMAT, (seconds + 30) / 60);
}

static char *
span_text (const FasciaReportFacts *facts)
{
  g_autofree char *since = fascia_wording_short_date (facts->span.since, TRUE);
  g_autofree char *until = fascia_wording_short_date (facts->span.until, TRUE);

  /* Translators: a span of days: the first and the last one. */
  return g_strdup_printf (C_ ("span of days", "%1$s – %2$s"), since, until);
}

char *
fascia_report_get_title (const FasciaReportFacts *facts)
{
  g_autofree char *span = span_text (facts);

  /* Translators: the name of a document; a span of days. */
  return g_strdup_printf (_ ("Self-massage at home, %s"), span);
}

/* The routine, or what was done without one. */
static char *
session_text (FasciaContext *context, const FasciaLogEntry *entry)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *last = NULL;

  if (entry->routine != NULL)
    {
      g_autofree char *name = fascia_context_get_routine_name (context, entry->routine);

      g_string_append (text, name);
    }
  for (guint i = 0; entry->routine == NULL && i < entry->items->len; i++)
    {
      const FasciaLogItem *item = g_ptr_array_index (entry->items, i);
      const char *name = fascia_context_get_technique_name (context, item->technique);

      /* Left and right of one technique are named once. */
      if (last != NULL && g_str_equal (last, name))
        continue;
      g_string_append_printf (text, "%s%s", last != NULL ? ", " : "", name);
      last = name;
    }
  if (text->len == 0)
    g_string_append (text, _ ("Session"));
  if (entry->source == FASCIA_SOURCE_MANUAL)
    g_string_append (text, " *");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "Calf, Foot (left)": the side is said where it was only one. */
static char *
areas_text (const FasciaCatalog *catalog, const FasciaLogEntry *entry)
{
  FasciaReportArea areas[FASCIA_N_AREAS] = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  fascia_report_add_time (catalog, entry, areas);
  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    {
      const FasciaReportArea *area = &areas[i];
      const char *name = fascia_wording_area (i);

      if (area->left_s == 0 && area->right_s == 0 && area->both_s == 0)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      if (area->both_s > 0 || (area->left_s > 0 && area->right_s > 0))
        g_string_append (text, name);
      else if (area->left_s > 0)
        /* Translators: an area of the body, of which only one side was rolled. */
        g_string_append_printf (text, _ ("%s (left)"), name);
      else
        g_string_append_printf (text, _ ("%s (right)"), name);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup (NOTHING);
}

static const char *
verdict_text (const FasciaTrend *trend)
{
  switch (trend->verdict)
    {
    case FASCIA_TREND_CLEARLY_LOWER:
      return C_ ("trend", "Clearly lower");
    case FASCIA_TREND_A_LITTLE_LOWER:
      return C_ ("trend", "A little lower");
    case FASCIA_TREND_UNCHANGED:
      return C_ ("trend", "Unchanged");
    case FASCIA_TREND_HIGHER:
      return C_ ("trend", "Higher");
    case FASCIA_TREND_TOO_FEW:
    default:
      return NOTHING;
    }
}

/* (transfer full): a row of a table; takes the strings up to %NULL, and @below. */
static char **
new_row (char *below, ...)
{
  GPtrArray *row = g_ptr_array_new ();
  va_list cells;
  char *cell;

  va_start (cells, below);
  while ((cell = va_arg (cells, char *)) != NULL)
    g_ptr_array_add (row, cell);
  va_end (cells);
  g_ptr_array_add (row, below);
  g_ptr_array_add (row, NULL);
  return (char **) g_ptr_array_free (row, FALSE);
}

static GPtrArray *
new_rows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
}

/* --- The head ---------------------------------------------------------------------- */

static void
set_head (FasciaSheet *sheet, const FasciaReportFacts *facts)
{
  g_autofree char *span = span_text (facts);
  g_autofree char *made_on = fascia_wording_short_date (facts->made_on, TRUE);
  /* Translators: the day that a document was made. */
  g_autofree char *made = g_strdup_printf (_ ("Report for the physiotherapist, made on %s"), made_on);
  double left = fascia_sheet_get_left (sheet);
  double width = fascia_sheet_get_right (sheet) - left;
  double name_x = fascia_sheet_get_right (sheet) - NAME_WIDTH;
  double height;

  fascia_sheet_begin (sheet, "H1");
  height = fascia_sheet_set (sheet, FASCIA_TYPE_TITLE, left, width, PANGO_ALIGN_LEFT, 1, _ ("Self-Massage at Home"));
  fascia_sheet_end (sheet, "H1");
  sheet->y += height + 1;

  fascia_sheet_begin (sheet, "P");
  sheet->y += fascia_sheet_set (sheet, FASCIA_TYPE_LEAD, left, width - NAME_WIDTH - 20, PANGO_ALIGN_LEFT, 1, span) + 1;
  fascia_sheet_end (sheet, "P");

  /* To be written on by hand: nobody is named unasked. */
  fascia_sheet_begin (sheet, "P");
  height = fascia_sheet_set (sheet, FASCIA_TYPE_SMALL, name_x, NAME_WIDTH, PANGO_ALIGN_LEFT, 1, _ ("Name:"));
  fascia_sheet_fill (sheet, name_x + fascia_sheet_measure_width (sheet, FASCIA_TYPE_SMALL, _ ("Name:")) + 4, sheet->y + height - 1,
                     NAME_WIDTH - fascia_sheet_measure_width (sheet, FASCIA_TYPE_SMALL, _ ("Name:")) - 4, 0.5, MIDDLE);
  fascia_sheet_end (sheet, "P");

  fascia_sheet_begin (sheet, "P");
  sheet->y += fascia_sheet_set (sheet, FASCIA_TYPE_SMALL, left, width - NAME_WIDTH - 20, PANGO_ALIGN_LEFT, 1, made);
  fascia_sheet_end (sheet, "P");
  sheet->y += 14;
}

static char *
goal_label (const FasciaReportFacts *facts)
{
  double adherence;

  if (facts->whole_goal == 0)
    return g_strdup (_ ("planned days: no full week"));
  adherence = (double) facts->whole_done / facts->whole_goal;
  /* Translators: below a number such as “11 of 12”: per cent, and a word such as “on track”. */
  return g_strdup_printf (_ ("planned days (%1$d %%, %2$s)"), (int) (adherence * 100 + 0.5), fascia_wording_band (fascia_stats_band (adherence)));
}

static void
set_figures (FasciaSheet *sheet, const FasciaReportFacts *facts)
{
  guint minutes = (guint) ((facts->active_s + 30) / 60);
  g_autofree char *sessions = g_strdup_printf ("%u", facts->entries->len);
  g_autofree char *active = g_strdup_printf ("%u", minutes);
  /* Translators: days done of those planned. */
  g_autofree char *goal = facts->whole_goal > 0 ? g_strdup_printf (C_ ("days", "%1$u of %2$u"), facts->whole_done, facts->whole_goal)
                                                : g_strdup (NOTHING);
  g_autofree char *stopped = g_strdup_printf ("%u", facts->n_stopped);
  g_autofree char *planned = goal_label (facts);
  const struct {
    const char *figure;
    const char *label;
    double share; /* of the width */
  } figures[] = {
    /* Translators: below a number. */
    { sessions, ngettext ("session", "sessions", facts->entries->len), 0.2 },
    /* Translators: below a number. */
    { active, ngettext ("active minute", "active minutes", minutes), 0.22 },
    { goal, planned, 0.36 },
    /* Translators: below a number of sessions. */
    { stopped, C_ ("sessions", "stopped early"), 0.22 },
  };
  double width = fascia_sheet_get_right (sheet) - fascia_sheet_get_left (sheet);
  double x = fascia_sheet_get_left (sheet);
  double top = sheet->y;
  double height = 0;

  fascia_sheet_fill (sheet, x, top, width, 0.8, DARK);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      sheet->y = top + 7;
      fascia_sheet_begin (sheet, "P");
      sheet->y += fascia_sheet_set (sheet, FASCIA_TYPE_FIGURE, x, width * figures[i].share - 8, PANGO_ALIGN_LEFT, 1, figures[i].figure);
      fascia_sheet_end (sheet, "P");
      fascia_sheet_begin (sheet, "P");
      sheet->y += fascia_sheet_set (sheet, FASCIA_TYPE_SMALL, x, width * figures[i].share - 8, PANGO_ALIGN_LEFT, 2, figures[i].label);
      fascia_sheet_end (sheet, "P");
      height = MAX (height, sheet->y - top);
      x += width * figures[i].share;
    }
  sheet->y = top + height + 7;
  fascia_sheet_fill (sheet, fascia_sheet_get_left (sheet), sheet->y, width, 0.8, DARK);
}

/* --- Week by week ------------------------------------------------------------------ */

/* Each so many weeks have a date below. */
static guint
get_label_step (guint n_weeks)
{
  return n_weeks <= CHART_MAX_LABELLED ? 1 : (n_weeks + CHART_MAX_LABELLED - 1) / CHART_MAX_LABELLED;
}

static char *
week_label (FasciaDay monday)
{
  guint year, month, day_of_month;

  fascia_day_split (monday, &year, &month, &day_of_month);
  /* Translators: a day and a month as numbers, as short as can be: “16/11”. */
  return g_strdup_printf (C_ ("day and month", "%1$u/%2$u"), day_of_month, month);
}

static void
set_week (FasciaSheet *sheet, const FasciaReportWeek *week, double x, double width, double base, double unit, gboolean labelled, gboolean dated)
{
  double gap = MIN (width * 0.2, 5);
  double label_x = x - 12;
  double label_width = width + 24;

  fascia_sheet_begin (sheet, "P");
  fascia_sheet_fill (sheet, x + gap, base - week->done * unit, width - 2 * gap, week->done * unit, week->whole && week->scored ? MIDDLE : PALE);
  if (week->scored)
    fascia_sheet_fill (sheet, x + gap / 2, base - week->goal * unit - 0.5, width - gap, 1, 0);
  if (dated)
    {
      g_autofree char *date = week_label (week->monday);

      sheet->y = base + 3;
      /* Below a thin column the date would stand out of the page. */
      if (labelled)
        fascia_sheet_set (sheet, FASCIA_TYPE_LABEL, label_x, label_width, PANGO_ALIGN_CENTER, 1, date);
      else
        fascia_sheet_set (sheet, FASCIA_TYPE_LABEL, x + gap / 2, label_width, PANGO_ALIGN_LEFT, 1, date);
    }
  fascia_sheet_end (sheet, "P");
  fascia_sheet_begin (sheet, "P");
  if (labelled)
    {
      /* Translators: days done of days planned, as short as can be. */
      g_autofree char *done = week->scored ? g_strdup_printf (C_ ("days", "%1$u/%2$u"), week->done, week->goal) : g_strdup_printf ("%u", week->done);

      sheet->y = base - MAX (week->done, week->scored ? week->goal : 0) * unit - 12;
      fascia_sheet_set (sheet, FASCIA_TYPE_LABEL, label_x, label_width, PANGO_ALIGN_CENTER, 1, done);
    }
  fascia_sheet_end (sheet, "P");
}

static guint
get_most_days (const GArray *weeks)
{
  guint most = 1;

  for (guint i = 0; i < weeks->len; i++)
    {
      const FasciaReportWeek *week = &g_array_index (weeks, FasciaReportWeek, i);

      most = MAX (most, MAX (week->done, week->scored ? week->goal : 0));
    }
  return most;
}

static void
set_weeks (FasciaSheet *sheet, const FasciaReportFacts *facts)
{
  const char *text = _ ("Days with a session that counts, in the week of that Monday; the line is the goal. A session counts from 2 minutes on. Pale: not all of the week is in this report, or it was paused.");
  guint n_weeks = facts->weeks->len;
  double left = fascia_sheet_get_left (sheet);
  double width = fascia_sheet_get_right (sheet) - left;
  double column = MIN (width / MAX (n_weeks, 1), CHART_MAX_COLUMN);
  double beside = left + column * n_weeks + CHART_GAP;
  guint step = get_label_step (n_weeks);
  double unit = CHART_HEIGHT / get_most_days (facts->weeks);
  double base;

  if (n_weeks == 0)
    return; /* all of it is still to come */
  fascia_sheet_set_heading (sheet, _ ("Week by Week"), CHART_HEIGHT + 50);
  base = sheet->y + CHART_HEIGHT + (step == 1 ? 10 : 0);
  for (guint i = 0; i < n_weeks; i++)
    set_week (sheet, &g_array_index (facts->weeks, FasciaReportWeek, i), left + i * column, column, base, unit, step == 1, i % step == 0);
  fascia_sheet_fill (sheet, left, base, column * n_weeks, 0.5, DARK);

  /* What it means stands beside it, where there is room. */
  if (beside < left + width / 2)
    {
      double text_width = left + width - beside;

      sheet->y = base - fascia_sheet_measure (sheet, FASCIA_TYPE_SMALL, text_width, text) + 1;
      fascia_sheet_begin (sheet, "P");
      fascia_sheet_set (sheet, FASCIA_TYPE_SMALL, beside, text_width, PANGO_ALIGN_LEFT, 0, text);
      fascia_sheet_end (sheet, "P");
      sheet->y = base + 14;
      return;
    }
  sheet->y = base + 17;
  fascia_sheet_set_paragraph (sheet, FASCIA_TYPE_SMALL, text);
}

/* --- Areas ------------------------------------------------------------------------- */

static gint64
total_of (const FasciaReportArea *area)
{
  return area->left_s + area->right_s + area->both_s;
}

typedef struct {
  const FasciaReportFacts *facts;
  guint order[FASCIA_N_AREAS];
  guint n;
  gint64 longest_s; /* of any side, with half of what both got */
} AreaTable;

static int
compare_areas (gconstpointer a, gconstpointer b, gpointer data)
{
  const FasciaReportArea *areas = data;
  gint64 first_s = total_of (&areas[*(const guint *) a]);
  gint64 second_s = total_of (&areas[*(const guint *) b]);

  if (first_s != second_s)
    return first_s < second_s ? 1 : -1;
  return *(const guint *) a < *(const guint *) b ? -1 : 1;
}

/* Left of the middle the left side, right of it the right one; what both sides got at
 * once is pale beside the middle. */
static void
draw_bar_cb (FasciaSheet *sheet, double x, double y, double width, double height, guint row, gpointer data)
{
  const AreaTable *table = data;
  const FasciaReportArea *area = &table->facts->areas[table->order[row]];
  double unit = table->longest_s > 0 ? width / 2 / table->longest_s : 0;
  double middle = x + width / 2;
  double both = area->both_s / 2.0 * unit;
  double thickness = 6;
  double top = y + (height - thickness) / 2;

  fascia_sheet_fill (sheet, middle - both, top, both * 2, thickness, PALE);
  fascia_sheet_fill (sheet, middle - both - area->left_s * unit, top, area->left_s * unit, thickness, DARK);
  fascia_sheet_fill (sheet, middle + both, top, area->right_s * unit, thickness, MIDDLE);
  fascia_sheet_fill (sheet, middle - 0.25, top - 2, 0.5, thickness + 4, 0);
}

/* "6 (4)": a median, and of how many. */
static char *
ratings_text (double median, guint n)
{
  g_autofree char *number = NULL;

  if (n == 0)
    return g_strdup (NOTHING);
  number = median_text (median);
  return g_strdup_printf ("%s (%u)", number, n);
}

static void
set_areas (FasciaSheet *sheet, const FasciaReportFacts *facts)
{
  const FasciaColumn columns[] = {
    { .title = _ ("Area"), .shares = TRUE, .max_lines = 1 },
    { .title = C_ ("minutes", "Left"), .right = TRUE },
    { .title = C_ ("minutes", "Right"), .right = TRUE },
    { .title = C_ ("minutes", "Both"), .right = TRUE },
    { .title = C_ ("minutes", "Left | Right"), .width = BAR_WIDTH, .draw = draw_bar_cb },
    /* Translators: how sore an area was: in the first two weeks with a rating, and in the last two. */
    { .title = C_ ("soreness", "At first"), .right = TRUE },
    { .title = C_ ("soreness", "Lately"), .right = TRUE },
    { .title = C_ ("soreness", "Change") },
  };
  g_autoptr (GPtrArray) rows = new_rows ();
  AreaTable table = { .facts = facts };

  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    {
      const FasciaReportArea *area = &facts->areas[i];

      if (total_of (area) == 0 && area->trend.n_recent == 0)
        continue;
      table.order[table.n++] = i;
      table.longest_s = MAX (table.longest_s, MAX (area->left_s, area->right_s) + area->both_s / 2);
    }
  if (table.n == 0)
    return;
  g_qsort_with_data (table.order, (int) table.n, sizeof (guint), compare_areas, (gpointer) facts->areas);
  for (guint i = 0; i < table.n; i++)
    {
      const FasciaReportArea *area = &facts->areas[table.order[i]];

      g_ptr_array_add (rows, new_row (NULL, g_strdup (fascia_wording_area (table.order[i])), minutes_text (area->left_s), minutes_text (area->right_s),
                                      minutes_text (area->both_s), g_strdup (""), ratings_text (area->trend.baseline, area->trend.n_baseline),
                                      ratings_text (area->trend.recent, area->trend.n_recent), g_strdup (verdict_text (&area->trend)), NULL));
    }
  fascia_sheet_set_heading (sheet, _ ("Areas: Minutes and Soreness"), 60);
  fascia_sheet_set_table (sheet, columns, G_N_ELEMENTS (columns), rows, &table);
  fascia_sheet_set_paragraph (sheet, FASCIA_TYPE_SMALL,
                              _ ("Minutes of rolling and holding; “both” is both sides at once, or no side given. Soreness or pain before sessions, 0–10: the median of the first 14 days with ratings beside that of the last 14 days of this report, with the number of ratings. Clearly lower: down by 2 points and 30 %; a little lower: down by 1 point; higher: up by 2 points, or 7 and more three times in a row. It takes three ratings in each and a beginning of 3 or more. The 2 points are borrowed from pain research in patients; they do not say what caused the change."));
}

/* --- What was stopped -------------------------------------------------------------- */

static char *
item_text (FasciaContext *context, const FasciaLogItem *item)
{
  const char *name = fascia_context_get_technique_name (context, item->technique);

  if (item->side == FASCIA_SIDE_LEFT)
    return g_strdup_printf (_ ("%s, left side"), name);
  if (item->side == FASCIA_SIDE_RIGHT)
    return g_strdup_printf (_ ("%s, right side"), name);
  return g_strdup (name);
}

static char *
done_text (const FasciaLogItem *item)
{
  g_autofree char *done = fascia_wording_duration (item->done_s);
  g_autofree char *planned = NULL;

  if (item->planned_s == FASCIA_UNKNOWN_S)
    return g_steal_pointer (&done);
  planned = fascia_wording_duration (item->planned_s);
  /* Translators: minutes and seconds done of those planned, such as “0:40 of 1:00”. */
  return g_strdup_printf (_ ("%1$s of %2$s"), done, planned);
}

static void
set_stops (FasciaSheet *sheet, FasciaContext *context, const FasciaReportFacts *facts, guint max)
{
  const FasciaColumn columns[] = {
    { .title = _ ("Date") },
    { .title = _ ("Technique"), .shares = TRUE, .max_lines = 1 },
    { .title = _ ("Reason"), .shares = TRUE, .max_lines = 1 },
    { .title = _ ("Done"), .right = TRUE },
  };
  g_autoptr (GPtrArray) rows = new_rows ();
  guint left_out = facts->stops->len > max ? facts->stops->len - max : 0;

  if (facts->stops->len == 0)
    return;
  for (guint i = left_out; i < facts->stops->len; i++)
    {
      const FasciaReportStop *stop = &g_array_index (facts->stops, FasciaReportStop, i);

      g_ptr_array_add (rows, new_row (NULL, fascia_wording_short_date (stop->entry->local_date, FALSE), item_text (context, stop->item),
                                      g_strdup (fascia_wording_stop_reason (stop->item->reason)), done_text (stop->item), NULL));
    }
  fascia_sheet_set_heading (sheet, _ ("Stopped Early"), 40);
  fascia_sheet_set_table (sheet, columns, G_N_ELEMENTS (columns), rows, NULL);
  if (left_out > 0)
    {
      g_autofree char *rest = g_strdup_printf (ngettext ("These are the last ones; %u before them is left out.", "These are the last ones; %u before them are left out.", left_out),
                                               left_out);

      fascia_sheet_set_paragraph (sheet, FASCIA_TYPE_SMALL, rest);
    }
}

/* --- The sessions ------------------------------------------------------------------ */

static void
set_remark (FasciaSheet *sheet, const FasciaReportFacts *facts, gboolean each)
{
  g_autofree char *text = NULL;

  if (each)
    text = g_strdup_printf ("%s%s", _ ("Soreness before and after, and the strongest pressure felt, are 0–10; – was not answered. An area without a side: both, or none given."),
                            facts->n_by_hand > 0 ? _ (" * Written down by hand, not timed.") : "");
  else if (facts->n_by_hand == 0)
    text = g_strdup (_ ("A row for each session would take more than two pages, so they are summed up. Soreness is the median, pressure the strongest felt."));
  else
    text = g_strdup_printf (ngettext ("A row for each session would take more than two pages, so they are summed up. Soreness is the median, pressure the strongest felt. %u session was written down by hand, not timed.",
                                      "A row for each session would take more than two pages, so they are summed up. Soreness is the median, pressure the strongest felt. %u sessions were written down by hand, not timed.", facts->n_by_hand),
                            facts->n_by_hand);
  fascia_sheet_set_paragraph (sheet, FASCIA_TYPE_SMALL, text);
}

static void
set_sessions (FasciaSheet *sheet, FasciaContext *context, const FasciaReportFacts *facts, gboolean with_notes)
{
  const FasciaColumn columns[] = {
    { .title = _ ("Date") },
    { .title = _ ("Session"), .shares = TRUE, .max_lines = 2 },
    { .title = _ ("Areas"), .shares = TRUE },
    { .title = C_ ("minutes", "Min"), .right = TRUE },
    { .title = C_ ("soreness", "Before → after"), .right = TRUE },
    { .title = C_ ("strongest felt", "Pressure"), .right = TRUE },
    { .title = C_ ("how it was", "Next day") },
  };
  g_autoptr (GPtrArray) rows = new_rows ();

  for (guint i = 0; i < facts->entries->len; i++)
    {
      const FasciaLogEntry *entry = g_ptr_array_index (facts->entries, i);
      g_autofree char *before = rating_text (entry->before);
      g_autofree char *after = rating_text (entry->after);
      char *note = with_notes && entry->note != NULL && *entry->note != '\0' ? g_strdup_printf ("“%s”", entry->note) : NULL;

      g_ptr_array_add (rows, new_row (note, fascia_wording_short_date (entry->local_date, FALSE), session_text (context, entry),
                                      areas_text (fascia_context_get_catalog (context), entry), minutes_text (entry->active_s),
                                      join_ratings (before, after), rating_text (entry->pressure),
                                      g_strdup (entry->next_day == FASCIA_NEXT_DAY_NONE ? NOTHING : fascia_wording_next_day (entry->next_day)), NULL));
    }
  fascia_sheet_set_table (sheet, columns, G_N_ELEMENTS (columns), rows, NULL);
  set_remark (sheet, facts, TRUE);
}

/* What a week or a month adds up to. */
typedef struct {
  FasciaDay first;
  guint n;
  gint64 active_s;
  FasciaReportArea areas[FASCIA_N_AREAS];
  GArray *before;
  GArray *after;
  int pressure;
  guint next_days[FASCIA_N_NEXT_DAYS];
} Sum;

static int
compare_ints (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static char *
median_of (GArray *ratings)
{
  guint middle = ratings->len / 2;

  if (ratings->len == 0)
    return g_strdup (NOTHING);
  g_array_sort (ratings, compare_ints);
  if (ratings->len % 2 == 1)
    return median_text (g_array_index (ratings, int, middle));
  return median_text ((g_array_index (ratings, int, middle - 1) + g_array_index (ratings, int, middle)) / 2.0);
}

static char *
most_rolled_text (const Sum *sum)
{
  guint order[FASCIA_N_AREAS];
  guint n = 0;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    if (total_of (&sum->areas[i]) > 0)
      order[n++] = i;
  if (n == 0)
    return g_strdup (NOTHING);
  g_qsort_with_data (order, (int) n, sizeof (guint), compare_areas, (gpointer) sum->areas);
  for (guint i = 0; i < MIN (n, MAX_AREAS_OF_SUM); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", fascia_wording_area (order[i]));
  if (n > MAX_AREAS_OF_SUM)
    /* Kept with the last of them. */
    g_string_append_printf (text, "\u00a0+%u", n - MAX_AREAS_OF_SUM);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "2 a bit sore, 1 worse"; the answers that say anything is the matter. */
static char *
next_days_text (const Sum *sum)
{
  guint sore = sum->next_days[FASCIA_NEXT_DAY_SORE];
  guint worse = sum->next_days[FASCIA_NEXT_DAY_WORSE];

  if (sore + worse == 0)
    return g_strdup (sum->next_days[FASCIA_NEXT_DAY_FINE] > 0 ? fascia_wording_next_day (FASCIA_NEXT_DAY_FINE) : NOTHING);
  if (worse == 0)
    /* Translators: after how many sessions it was so on the next day. */
    return g_strdup_printf (C_ ("next day", "%u × a bit sore"), sore);
  if (sore == 0)
    return g_strdup_printf (C_ ("next day", "%u × worse"), worse);
  return g_strdup_printf (C_ ("next day", "%1$u × a bit sore, %2$u × worse"), sore, worse);
}

static char **
sum_up (Sum *sum, gboolean by_month)
{
  g_autofree char *before = median_of (sum->before);
  g_autofree char *after = median_of (sum->after);

  return new_row (NULL, by_month ? fascia_wording_month_of_year (sum->first) : fascia_wording_short_date (sum->first, FALSE), g_strdup_printf ("%u", sum->n),
                  minutes_text (sum->active_s), most_rolled_text (sum), join_ratings (before, after), rating_text (sum->pressure),
                  next_days_text (sum), NULL);
}

static FasciaDay
period_of (FasciaDay day, gboolean by_month)
{
  return by_month ? fascia_day_month_start (day) : fascia_day_week_start (day);
}

static void
add_to_sum (Sum *sum, const FasciaCatalog *catalog, const FasciaLogEntry *entry)
{
  sum->n++;
  sum->active_s += entry->active_s;
  fascia_report_add_time (catalog, entry, sum->areas);
  if (entry->before != FASCIA_UNRATED)
    g_array_append_val (sum->before, entry->before);
  if (entry->after != FASCIA_UNRATED)
    g_array_append_val (sum->after, entry->after);
  if (entry->pressure != FASCIA_UNRATED)
    sum->pressure = MAX (sum->pressure, entry->pressure);
  if (entry->next_day != FASCIA_NEXT_DAY_NONE)
    sum->next_days[entry->next_day]++;
}

static void
set_sums (FasciaSheet *sheet, FasciaContext *context, const FasciaReportFacts *facts, gboolean by_month)
{
  const FasciaColumn columns[] = {
    { .title = by_month ? _ ("Month") : _ ("Week of") },
    { .title = _ ("Sessions"), .right = TRUE },
    { .title = C_ ("minutes", "Min"), .right = TRUE },
    { .title = _ ("Areas, the most first"), .shares = TRUE },
    { .title = C_ ("soreness", "Before → after"), .right = TRUE },
    { .title = C_ ("strongest felt", "Pressure"), .right = TRUE },
    { .title = C_ ("how it was", "Next day") },
  };
  g_autoptr (GPtrArray) rows = new_rows ();
  const FasciaCatalog *catalog = fascia_context_get_catalog (context);

  for (guint i = 0; i < facts->entries->len;)
    {
      const FasciaLogEntry *entry = g_ptr_array_index (facts->entries, i);
      g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (int));
      g_autoptr (GArray) after = g_array_new (FALSE, FALSE, sizeof (int));
      Sum sum = {
        .first = period_of (entry->local_date, by_month),
        .before = before,
        .after = after,
        .pressure = FASCIA_UNRATED,
      };

      while (i < facts->entries->len)
        {
          entry = g_ptr_array_index (facts->entries, i);
          if (fascia_day_difference (period_of (entry->local_date, by_month), sum.first) != 0)
            break;
          add_to_sum (&sum, catalog, entry);
          i++;
        }
      g_ptr_array_add (rows, sum_up (&sum, by_month));
    }
  fascia_sheet_set_table (sheet, columns, G_N_ELEMENTS (columns), rows, NULL);
  set_remark (sheet, facts, FALSE);
}

/* --- Notes ------------------------------------------------------------------------- */

static char *
notes_left_out_text (guint n)
{
  return g_strdup_printf (ngettext ("%u note did not fit on these pages.", "%u notes did not fit on these pages.", n), n);
}

/* The newest first, as many as fit. */
static void
set_notes (FasciaSheet *sheet, const FasciaReportFacts *facts)
{
  g_autofree char *longest = notes_left_out_text (facts->entries->len);
  double reserve = fascia_sheet_measure (sheet, FASCIA_TYPE_SMALL, 0, longest) + 6;
  guint n_left_out = 0;
  gboolean begun = FALSE;

  for (guint i = facts->entries->len; i > 0; i--)
    {
      const FasciaLogEntry *entry = g_ptr_array_index (facts->entries, i - 1);
      g_autofree char *date = NULL;
      g_autofree char *text = NULL;
      double height;

      if (entry->note == NULL || *entry->note == '\0')
        continue;
      date = fascia_wording_short_date (entry->local_date, FALSE);
      /* Translators: a day, and what was noted then. */
      text = g_strdup_printf (C_ ("note", "%1$s: “%2$s”"), date, entry->note);
      height = fascia_sheet_measure (sheet, FASCIA_TYPE_BODY, 0, text) + 4;
      /* Above the first one the heading, and at the foot of a page what is too small. */
      if (n_left_out > 0 || height + reserve + (begun ? 0 : 40) > fascia_sheet_get_room (sheet) + (sheet->page < sheet->max_pages ? 600 : 0))
        {
          n_left_out++;
          continue;
        }
      if (!begun)
        fascia_sheet_set_heading (sheet, _ ("Notes"), height + reserve);
      begun = TRUE;
      fascia_sheet_set_paragraph (sheet, FASCIA_TYPE_BODY, text);
    }
  if (n_left_out > 0)
    {
      g_autofree char *left_out = notes_left_out_text (n_left_out);

      fascia_sheet_set_paragraph (sheet, FASCIA_TYPE_SMALL, left_out);
    }
}

/* --- All of it --------------------------------------------------------------------- */

void
fascia_report_set_document (FasciaSheet *sheet, FasciaContext *context, const FasciaReportFacts *facts, FasciaReportLevel level)
{
  gboolean each = level == FASCIA_REPORT_SESSIONS || level == FASCIA_REPORT_SESSIONS_ALONE;

  sheet->max_pages = FASCIA_REPORT_MAX_PAGES;
  fascia_sheet_begin (sheet, "Document");
  set_head (sheet, facts);
  set_figures (sheet, facts);
  set_weeks (sheet, facts);
  set_areas (sheet, facts);
  set_stops (sheet, context, facts, each ? G_MAXUINT : MAX_STOPS);

  fascia_sheet_set_heading (sheet, each ? _ ("Sessions") : level == FASCIA_REPORT_MONTHS ? _ ("Sessions by Month") : _ ("Sessions by Week"), 50);
  if (facts->entries->len == 0)
    fascia_sheet_set_paragraph (sheet, FASCIA_TYPE_BODY, _ ("There is no session in these days."));
  else if (each)
    set_sessions (sheet, context, facts, facts->span.with_notes && level == FASCIA_REPORT_SESSIONS);
  else
    set_sums (sheet, context, facts, level == FASCIA_REPORT_MONTHS);
  if (facts->span.with_notes && level != FASCIA_REPORT_SESSIONS && !fascia_sheet_is_full (sheet))
    set_notes (sheet, facts);
  fascia_sheet_finish (sheet);
  fascia_sheet_end (sheet, "Document");
}
