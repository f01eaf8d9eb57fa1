/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/month-view.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/statistics.h"
#include "fascia/service/wording.h"
#include "journal/as-list.h"
#include "journal/heat-map.h"
#include "journal/turner.h"
#include "widgets/phrases.h"

#define DAYS 7

struct _FasciaMonthView
{
  GtkWidget parent_instance;

  FasciaTurner *turner;
  GtkWidget *grid;
  GtkLabel *sum;
  FasciaAsList *list;

  FasciaContext *context;
  FasciaDay first; /* of the month shown; no day before it is known */
};

G_DEFINE_FINAL_TYPE (FasciaMonthView, fascia_month_view, GTK_TYPE_WIDGET)

static GtkWidget *
new_text (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

/* The one session of the day, or the day in the list of them. */
static void
day_clicked_cb (GtkWidget *button, FasciaMonthView *self)
{
  FasciaDay day = { GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "day")) };
  guint sessions = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "sessions"));
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  g_autoptr (GPtrArray) entries = NULL;

  if (diary != NULL && sessions == 1)
    entries = fascia_diary_list_sessions (diary, day, day, 0, 0, NULL);
  /* A day of the user may begin after midnight: its session may be of the next date. */
  if (entries != NULL && entries->len == 1)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-session", "s", ((FasciaLogEntry *) g_ptr_array_index (entries, 0))->uuid);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "journal.show-day", "u", day.julian);
}

static GtkWidget *
new_day (FasciaMonthView *self, FasciaDay day, FasciaDay today, const FasciaDayTotal *total)
{
  guint year, month, day_of_month;
  g_autofree char *number = NULL;
  GtkWidget *cell;

  fascia_day_split (day, &year, &month, &day_of_month);
  number = g_strdup_printf ("%u", day_of_month);
  if (total == NULL)
    {
      cell = new_text (number, "day");
    }
  else
    {
      static const char *const levels[] = { "level-0", "level-1", "level-2", "level-3", "level-4" };
      g_autofree char *name = fascia_wording_date (day);
      g_autofree char *sums = fascia_wording_sums (total->sessions, total->active_s);
      g_autofree char *text = g_strdup_printf (_("%1$s: %2$s"), name, sums);

      cell = gtk_button_new_with_label (number);
      g_object_set_data (G_OBJECT (cell), "day", GUINT_TO_POINTER (day.julian));
      gtk_widget_add_css_class (cell, "flat");
      gtk_widget_add_css_class (cell, "day");
      g_object_set_data (G_OBJECT (cell), "sessions", GUINT_TO_POINTER (total->sessions));
      gtk_widget_add_css_class (cell, levels[fascia_heat_level (total->active_s)]);
      gtk_widget_set_tooltip_text (cell, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      g_signal_connect_object (cell, "clicked", G_CALLBACK (day_clicked_cb), self, 0);
    }
  if (fascia_day_difference (day, today) == 0)
    gtk_widget_add_css_class (cell, "today");
  gtk_widget_set_hexpand (cell, TRUE);

  return cell;
}

/* One letter, so that seven fit a phone in large text. */
static GtkWidget *
new_weekday (guint weekday)
{
  const char *name = fascia_wording_weekday (weekday, FALSE);
  g_autofree char *initial = g_utf8_substring (name, 0, 1);
  g_autofree char *upper = g_utf8_strup (initial, -1);
  GtkWidget *label = new_text (upper, "caption");

  gtk_widget_set_tooltip_text (label, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return label;
}

/* The week is that of its Thursday, whatever day it begins with here. */
static GtkWidget *
new_week (FasciaDay first, guint first_weekday)
{
  FasciaDay thursday = fascia_day_add (first, (int) ((4 + DAYS - first_weekday) % DAYS));
  g_autofree char *week = g_strdup_printf ("%u", fascia_day_iso_week (thursday));
  /* Translators: the number of a week in its year. */
  g_autofree char *name = g_strdup_printf (_("Week %s"), week);
  GtkWidget *label = new_text (week, "caption");

  gtk_widget_set_tooltip_text (label, name);

  return label;
}

static void
fill_grid (FasciaMonthView *self, FasciaDay today, const GArray *days)
{
  guint first_weekday = fascia_phrase_first_weekday ();
  FasciaDay last = fascia_day_month_end (self->first);
  int column = (int) ((fascia_day_weekday (self->first) + DAYS - first_weekday) % DAYS);
  int row = 1;
  guint at = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  for (guint i = 0; i < DAYS; i++)
    gtk_grid_attach (GTK_GRID (self->grid), new_weekday ((first_weekday - 1 + i) % DAYS + 1), (int) i + 1, 0, 1, 1);
  for (FasciaDay day = self->first; fascia_day_difference (day, last) <= 0; day = fascia_day_add (day, 1))
    {
      const FasciaDayTotal *total = NULL;

      if (at < days->len && fascia_day_difference (g_array_index (days, FasciaDayTotal, at).day, day) == 0)
        total = &g_array_index (days, FasciaDayTotal, at++);
      if (gtk_grid_get_child_at (GTK_GRID (self->grid), 0, row) == NULL)
        gtk_grid_attach (GTK_GRID (self->grid), new_week (fascia_day_add (day, -column), first_weekday), 0, row, 1, 1);
      gtk_grid_attach (GTK_GRID (self->grid), new_day (self, day, today, total), column + 1, row, 1, 1);
      if (++column == DAYS)
        {
          column = 0;
          row++;
        }
    }
}

static void
list_days (FasciaMonthView *self, const GArray *days)
{
  fascia_as_list_clear (self->list);
  for (guint i = days->len; i > 0; i--)
    {
      const FasciaDayTotal *day = &g_array_index (days, FasciaDayTotal, i - 1);
      g_autofree char *name = fascia_wording_date (day->day);
      g_autofree char *sums = fascia_wording_sums (day->sessions, day->active_s);

      fascia_as_list_add (self->list, name, sums);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), days->len > 0);
}

gboolean
fascia_month_view_update (FasciaMonthView *self, FasciaContext *context, GError **error)
{
  FasciaDiary *diary;
  FasciaDay today;
  g_autoptr (GArray) days = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *title = NULL;
  guint sessions = 0;
  gint64 active_s = 0;

  g_return_val_if_fail (FASCIA_IS_MONTH_VIEW (self), FALSE);

  g_set_object (&self->context, context);
  diary = fascia_context_get_diary (context, error);
  if (diary == NULL)
    return FALSE;
  today = fascia_diary_today (diary);
  if (!fascia_day_is_valid (self->first))
    self->first = fascia_day_month_start (today);
  days = fascia_diary_list_days (diary, self->first, fascia_day_month_end (self->first), error);
  if (days == NULL)
    return FALSE;

  for (guint i = 0; i < days->len; i++)
    {
      sessions += g_array_index (days, FasciaDayTotal, i).sessions;
      active_s += g_array_index (days, FasciaDayTotal, i).active_s;
    }
  sum = fascia_wording_sums (sessions, active_s);
  title = fascia_wording_month_of_year (self->first);
  fascia_turner_set_title (self->turner, title);
  fascia_turner_set_is_last (self->turner, fascia_day_difference (self->first, fascia_day_month_start (today)) >= 0);
  gtk_label_set_label (self->sum, sum);
  fill_grid (self, today, days);
  list_days (self, days);

  return TRUE;
}

static void
turn_to (FasciaMonthView *self, FasciaDay day)
{
  if (!fascia_day_is_valid (day))
    return;
  self->first = fascia_day_month_start (day);
  fascia_month_view_update (self, self->context, NULL);
}

static void
turned_cb (FasciaMonthView *self, int direction)
{
  turn_to (self, fascia_day_add (self->first, direction < 0 ? -1 : 31));
}

static void
fascia_month_view_dispose (GObject *object)
{
  FasciaMonthView *self = FASCIA_MONTH_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_month_view_parent_class)->dispose (object);
}

static void
fascia_month_view_class_init (FasciaMonthViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_month_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "monthview");
}

static void
fascia_month_view_init (FasciaMonthView *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 12);
  self->turner = FASCIA_TURNER (fascia_turner_new (_("Previous Month"), _("Next Month")));
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 3);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 3);
  self->sum = GTK_LABEL (new_text (NULL, "caption"));
  gtk_label_set_wrap (self->sum, TRUE);
  self->list = g_object_new (FASCIA_TYPE_AS_LIST, NULL);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "chart");
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->turner));
  gtk_box_append (GTK_BOX (card), self->grid);
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->sum));
  gtk_widget_set_parent (card, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  g_signal_connect_object (self->turner, "turned", G_CALLBACK (turned_cb), self, G_CONNECT_SWAPPED);
}
