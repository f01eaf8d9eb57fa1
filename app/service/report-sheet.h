/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Paper that text is set on from top to bottom, page after page. Points, from the top
 * left. For report*.c only. */

typedef enum {
  FASCIA_TYPE_TITLE,
  FASCIA_TYPE_LEAD,
  FASCIA_TYPE_HEADING,
  FASCIA_TYPE_FIGURE, /* a number to be seen at once */
  FASCIA_TYPE_BODY,
  FASCIA_TYPE_LABEL, /* above a column */
  FASCIA_TYPE_SMALL,
  FASCIA_N_TYPES
} FasciaTypeStyle;

typedef struct {
  cairo_t *cr;     /* (nullable): %NULL only measures */
  PangoContext *text;
  double width;    /* of the paper */
  double height;
  double y;        /* where the next thing goes */
  guint page;      /* from 1 */
  guint n_pages;   /* for the foot; 0: not known yet */
  guint max_pages; /* beyond it nothing is set any more */
  const char *statement; /* at the foot of each page */
} FasciaSheet;

/* A4 or US Letter, as the locale's paper is. */
void fascia_sheet_get_paper (double *width, double *height);

/* Begins the first page. @language: as in “da”. */
void fascia_sheet_init (FasciaSheet *self, cairo_t *cr, double width, double height, const char *language, const char *statement);
/* Sets the last page's foot. */
void fascia_sheet_finish (FasciaSheet *self);
void fascia_sheet_clear (FasciaSheet *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FasciaSheet, fascia_sheet_clear)

double fascia_sheet_get_left (const FasciaSheet *self);
double fascia_sheet_get_right (const FasciaSheet *self);
/* What is left of this page, and of all that may be used. */
double fascia_sheet_get_room (const FasciaSheet *self);
double fascia_sheet_get_all_room (const FasciaSheet *self);
/* More than may be used was asked for. */
gboolean fascia_sheet_is_full (const FasciaSheet *self);
/* A new page, unless @height fits on this one. */
void fascia_sheet_need (FasciaSheet *self, double height);

/* The parts of the document, for who has it read aloud. */
void fascia_sheet_begin (FasciaSheet *self, const char *tag);
void fascia_sheet_end (FasciaSheet *self, const char *tag);

/* Sets @text at @x and the sheet's y, which stays; returns the height. @max_lines 0: all. */
double fascia_sheet_set (FasciaSheet *self, FasciaTypeStyle style, double x, double width, PangoAlignment align, guint max_lines, const char *text);
double fascia_sheet_measure (FasciaSheet *self, FasciaTypeStyle style, double width, const char *text);
double fascia_sheet_measure_width (FasciaSheet *self, FasciaTypeStyle style, const char *text);

/* A heading that is not left alone: a new page, unless @below fits under it too. */
void fascia_sheet_set_heading (FasciaSheet *self, const char *text, double below);
/* A paragraph over the whole width; goes down. */
void fascia_sheet_set_paragraph (FasciaSheet *self, FasciaTypeStyle style, const char *text);

/* Filled, in a grey from 0 (black) to 1. */
void fascia_sheet_fill (FasciaSheet *self, double x, double y, double width, double height, double grey);

/* --- Tables ----------------------------------------------------------------------- */

/* Draws into one cell of @row. */
typedef void (*FasciaCellFunc) (FasciaSheet *sheet, double x, double y, double width, double height, guint row, gpointer data);

typedef struct {
  const char *title;
  gboolean right;       /* numbers */
  gboolean shares;      /* what is left of the width, with others that do */
  double width;         /* at least; of a drawn one exactly */
  guint max_lines;      /* 0: all */
  FasciaCellFunc draw;  /* (nullable): in place of text */
} FasciaColumn;

/**
 * fascia_sheet_set_table:
 * @rows: element-type GStrv: a text for each column, and at the end perhaps one more,
 *   set below the row over the whole width
 *
 * The titles are repeated on each page.
 */
void fascia_sheet_set_table (FasciaSheet *self, const FasciaColumn *columns, guint n_columns, const GPtrArray *rows, gpointer data);

G_END_DECLS
