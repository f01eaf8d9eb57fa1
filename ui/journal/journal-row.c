/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/journal-row.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/wording.h"
#include "widgets/phrases.h"

#define SPACING_PX 12
#define LINE_GAP_PX 3
/* Narrower than so many letters, a name has two lines; and then what stands beside it
 * comes below it. */
#define NARROW_LETTERS 50
#define CRAMPED_LETTERS 32

typedef enum {
  ROOM_WIDE,
  ROOM_NARROW,
  ROOM_CRAMPED,
} Room;

struct _FasciaJournalRow
{
  GtkWidget parent_instance;

  GtkWidget *content; /* NULL until it is first seen */
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *when;
  GtkLabel *time;
  GtkWidget *arrow;

  gboolean filled;
  Room filled_for;
  char *icon_style;
  char *description;
};

G_DEFINE_FINAL_TYPE (FasciaJournalRow, fascia_journal_row, GTK_TYPE_WIDGET)

static PangoFontMetrics *
get_metrics (GtkWidget *widget)
{
  return pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
}

static Room
get_room (GtkWidget *widget, int width)
{
  PangoFontMetrics *metrics = get_metrics (widget);
  int letter = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  if (width < 0 || width * PANGO_SCALE >= NARROW_LETTERS * letter)
    return ROOM_WIDE;

  return width * PANGO_SCALE >= CRAMPED_LETTERS * letter ? ROOM_NARROW : ROOM_CRAMPED;
}

static GtkSizeRequestMode
fascia_journal_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Without a look at the text: the list measures every row it has. */
static void
fascia_journal_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  PangoFontMetrics *metrics;
  int line;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = 0;
      return;
    }
  metrics = get_metrics (widget);
  line = PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics));
  pango_font_metrics_unref (metrics);
  *minimum = *natural = line * (2 + (int) get_room (widget, for_size)) + LINE_GAP_PX;
}

static void
fascia_journal_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FasciaJournalRow *self = FASCIA_JOURNAL_ROW (widget);
  int least_width;
  int least_height;

  if (self->content == NULL)
    return;
  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  least_width = MAX (width, least_width);
  gtk_widget_measure (self->content, GTK_ORIENTATION_VERTICAL, least_width, &least_height, NULL, NULL, NULL);
  gtk_widget_allocate (self->content, least_width, MAX (height, least_height), baseline, NULL);
}

static void
fascia_journal_row_dispose (GObject *object)
{
  FasciaJournalRow *self = FASCIA_JOURNAL_ROW (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->icon_style, g_free);
  g_clear_pointer (&self->description, g_free);

  G_OBJECT_CLASS (fascia_journal_row_parent_class)->dispose (object);
}

static void
fascia_journal_row_class_init (FasciaJournalRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_journal_row_dispose;
  widget_class->get_request_mode = fascia_journal_row_get_request_mode;
  widget_class->measure = fascia_journal_row_measure;
  widget_class->size_allocate = fascia_journal_row_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "journalrow");
}

static void
fascia_journal_row_init (FasciaJournalRow *self)
{
}

static GtkLabel *
new_line (GtkWidget *lines)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_box_append (GTK_BOX (lines), label);

  return GTK_LABEL (label);
}

static void
build (FasciaJournalRow *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, LINE_GAP_PX);

  self->arrow = g_object_new (GTK_TYPE_IMAGE,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              "icon-name", "go-next-symbolic",
                              NULL);
  self->content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING_PX);
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  self->name = new_line (lines);
  self->when = new_line (lines);
  gtk_widget_add_css_class (GTK_WIDGET (self->when), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->when), "dim-label");
  self->time = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "dim-label");
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (self->content), lines);
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->time));
  gtk_box_append (GTK_BOX (self->content), self->arrow);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
}

static void
set_icon (FasciaJournalRow *self, FasciaItemStatus status)
{
  const char *text = fascia_wording_item_status (status);

  gtk_image_set_from_icon_name (self->icon, fascia_icon_of_status (status));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (self->icon_style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->icon_style);
  g_free (self->icon_style);
  self->icon_style = g_strdup (fascia_item_status_to_string (status));
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), self->icon_style);
}

void
fascia_journal_row_clear (FasciaJournalRow *self)
{
  g_return_if_fail (FASCIA_IS_JOURNAL_ROW (self));

  /* It keeps its labels for the next text. */
  if (self->content != NULL)
    gtk_widget_set_child_visible (self->content, FALSE);
  self->filled = FALSE;
}

gboolean
fascia_journal_row_wants_entry (FasciaJournalRow *self)
{
  int width;

  g_return_val_if_fail (FASCIA_IS_JOURNAL_ROW (self), FALSE);

  width = gtk_widget_get_width (GTK_WIDGET (self));

  return width > 0 && (!self->filled || self->filled_for != get_room (GTK_WIDGET (self), width));
}

void
fascia_journal_row_set_entry (FasciaJournalRow *self, FasciaContext *context, const FasciaLogEntry *entry)
{
  FasciaItemStatus status;
  g_autofree char *name = NULL;
  g_autofree char *day = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *when = NULL;
  g_autofree char *time = NULL;
  g_autofree char *below = NULL;

  g_return_if_fail (FASCIA_IS_JOURNAL_ROW (self));

  self->filled = TRUE;
  /* A row that another process has just deleted is on its way out of the list. */
  if (!fascia_day_is_valid (entry->local_date))
    return;

  status = fascia_phrase_entry_status (entry);
  name = fascia_phrase_entry_name (context, entry);
  day = fascia_wording_day (entry->local_date, fascia_phrase_today (context));
  clock = fascia_phrase_entry_time (entry);
  if (entry->source == FASCIA_SOURCE_MANUAL)
    /* Translators: day and time of a session that was not timed but written down. */
    when = g_strdup_printf (_("%1$s %2$s · by hand"), day, clock);
  else
    when = g_strdup_printf ("%s %s", day, clock);
  time = fascia_wording_duration (entry->active_s);

  if (self->content == NULL)
    build (self);
  self->filled_for = get_room (GTK_WIDGET (self), gtk_widget_get_width (GTK_WIDGET (self)));
  /* Translators: when a session was, and its minutes and seconds, such as “Today 12:05 · 5:40”. */
  below = self->filled_for == ROOM_CRAMPED ? g_strdup_printf (_("%1$s · %2$s"), when, time) : g_strdup (when);
  gtk_label_set_wrap (self->name, self->filled_for != ROOM_WIDE);
  gtk_label_set_wrap (self->when, self->filled_for == ROOM_CRAMPED);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->when, below);
  gtk_label_set_label (self->time, time);
  gtk_widget_set_visible (GTK_WIDGET (self->time), self->filled_for != ROOM_CRAMPED);
  gtk_widget_set_visible (self->arrow, self->filled_for != ROOM_CRAMPED);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  set_icon (self, status);
  gtk_widget_set_child_visible (self->content, TRUE);

  g_free (self->description);
  /* Translators: a row of the journal as it is read out: what, when, how long, and what became of it. */
  self->description = g_strdup_printf (_("%1$s, %2$s, %3$s, %4$s"), name, when, time, fascia_wording_item_status (status));
}

const char *
fascia_journal_row_get_description (FasciaJournalRow *self)
{
  g_return_val_if_fail (FASCIA_IS_JOURNAL_ROW (self), NULL);

  return self->description;
}
