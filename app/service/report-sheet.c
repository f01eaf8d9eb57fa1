/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/report-sheet.h"

#include <langinfo.h>

#include <glib/gi18n-lib.h>

#define A4_WIDTH 595.28
#define A4_HEIGHT 841.89
#define LETTER_WIDTH 612.0
#define LETTER_HEIGHT 792.0
/* Papers lower than that, in millimetres, are Letter. */
#define LETTER_BELOW_MM 290

#define MARGIN_SIDE 48.0
#define MARGIN_TOP 48.0
#define MARGIN_BOTTOM 56.0
/* The foot is in the bottom margin. */
#define FOOT_GAP 16.0

#define COLUMN_GAP 10.0
#define ROW_PADDING 2.2
#define MAX_COLUMNS 8

#define HAIRLINE 0.4
#define HAIRLINE_GREY 0.78
#define RULE 0.8
#define RULE_GREY 0.25

static const struct {
  double size;
  PangoWeight weight;
  double grey;
  double gap; /* below a paragraph */
} styles[FASCIA_N_TYPES] = {
  [FASCIA_TYPE_TITLE] = { 20, PANGO_WEIGHT_BOLD, 0, 2 },
  [FASCIA_TYPE_LEAD] = { 10.5, PANGO_WEIGHT_NORMAL, 0.15, 2 },
  [FASCIA_TYPE_HEADING] = { 11, PANGO_WEIGHT_BOLD, 0, 5 },
  [FASCIA_TYPE_FIGURE] = { 19, PANGO_WEIGHT_NORMAL, 0, 0 },
  [FASCIA_TYPE_BODY] = { 8.5, PANGO_WEIGHT_NORMAL, 0, 4 },
  [FASCIA_TYPE_LABEL] = { 7.5, PANGO_WEIGHT_NORMAL, 0.35, 2 },
  [FASCIA_TYPE_SMALL] = { 7.5, PANGO_WEIGHT_NORMAL, 0.3, 4 },
};

/* --- The paper --------------------------------------------------------------------- */

void
fascia_sheet_get_paper (double *width, double *height)
{
  gboolean letter = FALSE;

#ifdef __GLIBC__
  /* A number in the clothes of a pointer. */
  letter = GPOINTER_TO_INT (nl_langinfo (_NL_PAPER_HEIGHT)) < LETTER_BELOW_MM;
#endif
  *width = letter ? LETTER_WIDTH : A4_WIDTH;
  *height = letter ? LETTER_HEIGHT : A4_HEIGHT;
}

void
fascia_sheet_init (FasciaSheet *self, cairo_t *cr, double width, double height, const char *language, const char *statement)
{
  PangoFontMap *fonts = pango_cairo_font_map_get_default ();
  cairo_font_options_t *options = cairo_font_options_create ();

  *self = (FasciaSheet){
    .cr = cr,
    .text = pango_font_map_create_context (fonts),
    .width = width,
    .height = height,
    .y = MARGIN_TOP,
    .page = 1,
    .statement = statement,
  };
  /* A point is a point, and letters stand where they belong: this is for paper. */
  pango_cairo_context_set_resolution (self->text, 72);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->text, options);
  pango_context_set_round_glyph_positions (self->text, FALSE);
  pango_context_set_language (self->text, pango_language_from_string (language));
  cairo_font_options_destroy (options);
}

void
fascia_sheet_clear (FasciaSheet *self)
{
  g_clear_object (&self->text);
}

double
fascia_sheet_get_left (const FasciaSheet *self)
{
  return MARGIN_SIDE;
}

double
fascia_sheet_get_right (const FasciaSheet *self)
{
  return self->width - MARGIN_SIDE;
}

static double
get_width (const FasciaSheet *self)
{
  return self->width - 2 * MARGIN_SIDE;
}

double
fascia_sheet_get_room (const FasciaSheet *self)
{
  return self->height - MARGIN_BOTTOM - self->y;
}

double
fascia_sheet_get_all_room (const FasciaSheet *self)
{
  double page = self->height - MARGIN_TOP - MARGIN_BOTTOM;

  return fascia_sheet_get_room (self) + page * ((double) self->max_pages - self->page);
}

gboolean
fascia_sheet_is_full (const FasciaSheet *self)
{
  return self->max_pages > 0 && self->page > self->max_pages;
}

void
fascia_sheet_begin (FasciaSheet *self, const char *tag)
{
  if (self->cr != NULL)
    cairo_tag_begin (self->cr, tag, NULL);
}

void
fascia_sheet_end (FasciaSheet *self, const char *tag)
{
  if (self->cr != NULL)
    cairo_tag_end (self->cr, tag);
}

void
fascia_sheet_finish (FasciaSheet *self)
{
  double y = self->y;
  g_autofree char *number = NULL;
  double width;

  if (self->cr == NULL)
    return;

  /* Translators: at the foot of a printed page. */
  number = g_strdup_printf (_("Page %1$u of %2$u"), self->page, self->n_pages);
  width = fascia_sheet_measure_width (self, FASCIA_TYPE_SMALL, number);
  self->y = self->height - MARGIN_BOTTOM + FOOT_GAP;
  fascia_sheet_fill (self, MARGIN_SIDE, self->y - 4, get_width (self), HAIRLINE, HAIRLINE_GREY);
  fascia_sheet_begin (self, "P");
  fascia_sheet_set (self, FASCIA_TYPE_SMALL, MARGIN_SIDE, get_width (self) - width - COLUMN_GAP, PANGO_ALIGN_LEFT, 1, self->statement);
  fascia_sheet_set (self, FASCIA_TYPE_SMALL, fascia_sheet_get_right (self) - width, width, PANGO_ALIGN_RIGHT, 1, number);
  fascia_sheet_end (self, "P");
  self->y = y;
}

static void
turn_page (FasciaSheet *self)
{
  fascia_sheet_finish (self);
  if (self->cr != NULL)
    cairo_show_page (self->cr);
  self->page++;
  self->y = MARGIN_TOP;
}

void
fascia_sheet_need (FasciaSheet *self, double height)
{
  if (height > fascia_sheet_get_room (self))
    turn_page (self);
}

/* --- Text -------------------------------------------------------------------------- */

static PangoLayout *
lay_out (FasciaSheet *self, FasciaTypeStyle style, double width, PangoAlignment align, guint max_lines, const char *text)
{
  PangoLayout *layout = pango_layout_new (self->text);
  PangoFontDescription *font = pango_font_description_new ();
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_font_description_set_family_static (font, "Sans");
  pango_font_description_set_absolute_size (font, styles[style].size * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[style].weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  /* Figures below each other line up; letters stay letters when they are copied. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1, liga=0"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  pango_layout_set_alignment (layout, align);
  if (max_lines > 0)
    {
      pango_layout_set_height (layout, -(int) max_lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

double
fascia_sheet_set (FasciaSheet *self, FasciaTypeStyle style, double x, double width, PangoAlignment align, guint max_lines, const char *text)
{
  g_autoptr (PangoLayout) layout = lay_out (self, style, width, align, max_lines, text);

  if (self->cr != NULL && !fascia_sheet_is_full (self))
    {
      cairo_set_source_rgb (self->cr, styles[style].grey, styles[style].grey, styles[style].grey);
      cairo_move_to (self->cr, x, self->y);
      pango_cairo_show_layout (self->cr, layout);
    }
  return get_height (layout);
}

double
fascia_sheet_measure (FasciaSheet *self, FasciaTypeStyle style, double width, const char *text)
{
  g_autoptr (PangoLayout) layout = lay_out (self, style, width > 0 ? width : get_width (self), PANGO_ALIGN_LEFT, 0, text);

  return get_height (layout);
}

double
fascia_sheet_measure_width (FasciaSheet *self, FasciaTypeStyle style, const char *text)
{
  g_autoptr (PangoLayout) layout = lay_out (self, style, 0, PANGO_ALIGN_LEFT, 0, text);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  /* A hair more, so that it is not wrapped when set at this width. */
  return (double) width / PANGO_SCALE + 0.5;
}

void
fascia_sheet_set_paragraph (FasciaSheet *self, FasciaTypeStyle style, const char *text)
{
  fascia_sheet_need (self, fascia_sheet_measure (self, style, 0, text));
  fascia_sheet_begin (self, "P");
  self->y += fascia_sheet_set (self, style, MARGIN_SIDE, get_width (self), PANGO_ALIGN_LEFT, 0, text) + styles[style].gap;
  fascia_sheet_end (self, "P");
}

void
fascia_sheet_set_heading (FasciaSheet *self, const char *text, double below)
{
  double height = fascia_sheet_measure (self, FASCIA_TYPE_HEADING, 0, text) + styles[FASCIA_TYPE_HEADING].gap;
  const double above = 16;

  fascia_sheet_need (self, above + height + below);
  if (self->y > MARGIN_TOP)
    self->y += above;
  fascia_sheet_begin (self, "H2");
  fascia_sheet_set (self, FASCIA_TYPE_HEADING, MARGIN_SIDE, get_width (self), PANGO_ALIGN_LEFT, 0, text);
  fascia_sheet_end (self, "H2");
  self->y += height;
}

void
fascia_sheet_fill (FasciaSheet *self, double x, double y, double width, double height, double grey)
{
  if (self->cr == NULL || fascia_sheet_is_full (self))
    return;
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_rectangle (self->cr, x, y, width, height);
  cairo_fill (self->cr);
}

/* --- Tables ------------------------------------------------------------------------ */

/* Narrow columns are as wide as their widest cell. Of the others, those that need less
 * than an equal share of the rest get what they need. */
static void
share_width (FasciaSheet *self, const FasciaColumn *columns, guint n_columns, const GPtrArray *rows, double *widths)
{
  double rest = get_width (self) - COLUMN_GAP * (n_columns - 1);
  gboolean open[MAX_COLUMNS];
  guint n_open = 0;
  gboolean closed;

  for (guint i = 0; i < n_columns; i++)
    {
      widths[i] = MAX (columns[i].width, fascia_sheet_measure_width (self, FASCIA_TYPE_LABEL, columns[i].title));
      for (guint row = 0; columns[i].draw == NULL && row < rows->len; row++)
        {
          char *const *cells = g_ptr_array_index (rows, row);

          widths[i] = MAX (widths[i], fascia_sheet_measure_width (self, FASCIA_TYPE_BODY, cells[i]));
        }
      open[i] = columns[i].shares;
      if (open[i])
        n_open++;
      else
        rest -= widths[i];
    }
  do
    {
      closed = FALSE;
      for (guint i = 0; i < n_columns; i++)
        if (open[i] && n_open > 1 && widths[i] < rest / n_open)
          {
            open[i] = FALSE;
            closed = TRUE;
            rest -= widths[i];
            n_open--;
          }
    }
  while (closed);
  for (guint i = 0; i < n_columns; i++)
    if (open[i])
      widths[i] = rest / n_open;
}

static void
set_titles (FasciaSheet *self, const FasciaColumn *columns, guint n_columns, const double *widths)
{
  double x = MARGIN_SIDE;
  double height = 0;

  fascia_sheet_begin (self, "TR");
  for (guint i = 0; i < n_columns; i++)
    {
      fascia_sheet_begin (self, "TH");
      height = MAX (height, fascia_sheet_set (self, FASCIA_TYPE_LABEL, x, widths[i], columns[i].right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT, 1,
                                              columns[i].title));
      fascia_sheet_end (self, "TH");
      x += widths[i] + COLUMN_GAP;
    }
  fascia_sheet_end (self, "TR");
  self->y += height + 2;
  fascia_sheet_fill (self, MARGIN_SIDE, self->y, get_width (self), RULE, RULE_GREY);
  self->y += RULE;
}

static double
measure_row (FasciaSheet *self, const FasciaColumn *columns, guint n_columns, const double *widths, char *const *cells)
{
  double height = 0;

  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (PangoLayout) layout = lay_out (self, FASCIA_TYPE_BODY, widths[i], PANGO_ALIGN_LEFT, columns[i].max_lines, cells[i]);

      height = MAX (height, get_height (layout));
    }
  return height;
}

static void
set_row (FasciaSheet *self, const FasciaColumn *columns, guint n_columns, const double *widths, char *const *cells, double height, guint row,
         gpointer data)
{
  double x = MARGIN_SIDE;

  self->y += ROW_PADDING;
  fascia_sheet_begin (self, "TR");
  for (guint i = 0; i < n_columns; i++)
    {
      fascia_sheet_begin (self, "TD");
      if (columns[i].draw != NULL)
        columns[i].draw (self, x, self->y, widths[i], height, row, data);
      else
        fascia_sheet_set (self, FASCIA_TYPE_BODY, x, widths[i], columns[i].right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT, columns[i].max_lines,
                          cells[i]);
      fascia_sheet_end (self, "TD");
      x += widths[i] + COLUMN_GAP;
    }
  self->y += height;
  if (cells[n_columns] != NULL)
    {
      /* Below what it belongs to: from the second column on. */
      x = MARGIN_SIDE + widths[0] + COLUMN_GAP;
      fascia_sheet_begin (self, "TD");
      self->y += fascia_sheet_set (self, FASCIA_TYPE_SMALL, x, fascia_sheet_get_right (self) - x, PANGO_ALIGN_LEFT, 0, cells[n_columns]);
      fascia_sheet_end (self, "TD");
    }
  fascia_sheet_end (self, "TR");
  self->y += ROW_PADDING;
  fascia_sheet_fill (self, MARGIN_SIDE, self->y, get_width (self), HAIRLINE, HAIRLINE_GREY);
}

void
fascia_sheet_set_table (FasciaSheet *self, const FasciaColumn *columns, guint n_columns, const GPtrArray *rows, gpointer data)
{
  double widths[MAX_COLUMNS];
  double below_width;

  g_assert (n_columns > 0 && n_columns <= MAX_COLUMNS);

  share_width (self, columns, n_columns, rows, widths);
  below_width = get_width (self) - widths[0] - COLUMN_GAP;
  fascia_sheet_begin (self, "Table");
  set_titles (self, columns, n_columns, widths);
  for (guint row = 0; row < rows->len && !fascia_sheet_is_full (self); row++)
    {
      char *const *cells = g_ptr_array_index (rows, row);
      double height = measure_row (self, columns, n_columns, widths, cells);
      double all = height + 2 * ROW_PADDING;

      if (cells[n_columns] != NULL)
        all += fascia_sheet_measure (self, FASCIA_TYPE_SMALL, below_width, cells[n_columns]);
      if (all > fascia_sheet_get_room (self))
        {
          fascia_sheet_end (self, "Table");
          turn_page (self);
          fascia_sheet_begin (self, "Table");
          set_titles (self, columns, n_columns, widths);
        }
      set_row (self, columns, n_columns, widths, cells, height, row, data);
    }
  fascia_sheet_end (self, "Table");
  self->y += 6;
}
