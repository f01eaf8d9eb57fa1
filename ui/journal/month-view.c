/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/month-view.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/statistics.h"
#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/template.h"

#define DAYS 7
#define LITTLE_S (5 * 60)
#define MUCH_S (15 * 60)

struct _FasciaMonthView
{
  GtkWidget parent_instance;

  GtkWidget *header;
  GtkWidget *next;
  GtkLabel *title;
  GtkWidget *grid;
  GtkLabel *sum;

  FasciaContext *context;
  FasciaDay first; /* of the month shown; no day before it is known */
};

G_DEFINE_FINAL_TYPE (FasciaMonthView, fascia_month_view, GTK_TYPE_WIDGET)

static FasciaDay
month_start (FasciaDay day)
{
  guint year, month, day_of_month;

  fascia_day_split (day, &year, &month, &day_of_month);

  return fascia_day_new (year, month, 1);
}

static FasciaDay
month_end (FasciaDay first)
{
  return fascia_day_add (month_start (fascia_day_add (first, 31)), -1);
}

static guint
iso_week (FasciaDay day)
{
  guint year, month, day_of_month;
  g_autoptr (GDateTime) date = NULL;

  fascia_day_split (day, &year, &month, &day_of_month);
  date = g_date_time_new_utc ((int) year, (int) month, (int) day_of_month, 12, 0, 0);

  return (guint) g_date_time_get_week_of_year (date);
}

static char *
describe_sums (guint sessions, gint64 active_s)
{
  guint minutes = (guint) ((active_s + 30) / 60);
  g_autofree char *session_text = g_strdup_printf (ngettext ("%u session", "%u sessions", sessions), sessions);
  g_autofree char *time = g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);

  return g_strdup_printf (_("%1$s, %2$s"), session_text, time);
}

static GtkWidget *
new_text (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

/* The newest session of the day that the button stands for. */
static void
day_clicked_cb (GtkWidget *button, FasciaMonthView *self)
{
  FasciaDay day = { GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "day")) };
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  g_autoptr (GPtrArray) entries = NULL;

  /* A day of the user may begin after midnight: its sessions may be of the next date. */
  if (diary != NULL)
    entries = fascia_diary_list_sessions (diary, day, day, 0, 1, NULL);
  if (entries != NULL && entries->len == 0)
    {
      g_ptr_array_unref (entries);
      entries = fascia_diary_list_sessions (diary, day, fascia_day_add (day, 1), 0, 1, NULL);
    }
  if (entries != NULL && entries->len > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-session", "s", ((FasciaLogEntry *) g_ptr_array_index (entries, 0))->uuid);
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
      g_autofree char *name = fascia_wording_day (day, today);
      g_autofree char *sums = describe_sums (total->sessions, total->active_s);
      g_autofree char *text = g_strdup_printf (_("%1$s: %2$s"), name, sums);

      cell = gtk_button_new_with_label (number);
      g_object_set_data (G_OBJECT (cell), "day", GUINT_TO_POINTER (day.julian));
      gtk_widget_add_css_class (cell, "flat");
      gtk_widget_add_css_class (cell, "day");
      gtk_widget_add_css_class (cell, total->active_s < LITTLE_S ? "little" : total->active_s < MUCH_S ? "some" : "much");
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
  g_autofree char *week = g_strdup_printf ("%u", iso_week (thursday));
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
  FasciaDay last = month_end (self->first);
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
show_title (FasciaMonthView *self)
{
  guint year, month, day_of_month;
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *title = NULL;

  fascia_day_split (self->first, &year, &month, &day_of_month);
  date = g_date_time_new_utc ((int) year, (int) month, 1, 12, 0, 0);
  title = g_date_time_format (date, "%OB %Y");
  gtk_label_set_label (self->title, title);
}

gboolean
fascia_month_view_update (FasciaMonthView *self, FasciaContext *context, GError **error)
{
  FasciaDiary *diary;
  FasciaDay today;
  g_autoptr (GArray) days = NULL;
  g_autofree char *sum = NULL;
  guint sessions = 0;
  gint64 active_s = 0;

  g_return_val_if_fail (FASCIA_IS_MONTH_VIEW (self), FALSE);

  g_set_object (&self->context, context);
  diary = fascia_context_get_diary (context, error);
  if (diary == NULL)
    return FALSE;
  today = fascia_diary_today (diary);
  if (!fascia_day_is_valid (self->first))
    self->first = month_start (today);
  days = fascia_diary_list_days (diary, self->first, month_end (self->first), error);
  if (days == NULL)
    return FALSE;

  for (guint i = 0; i < days->len; i++)
    {
      sessions += g_array_index (days, FasciaDayTotal, i).sessions;
      active_s += g_array_index (days, FasciaDayTotal, i).active_s;
    }
  sum = describe_sums (sessions, active_s);
  show_title (self);
  gtk_label_set_label (self->sum, sum);
  gtk_widget_set_sensitive (self->next, fascia_day_difference (self->first, month_start (today)) < 0);
  fill_grid (self, today, days);

  return TRUE;
}

static void
turn_to (FasciaMonthView *self, FasciaDay day)
{
  if (!fascia_day_is_valid (day))
    return;
  self->first = month_start (day);
  fascia_month_view_update (self, self->context, NULL);
}

static void
previous_cb (FasciaMonthView *self)
{
  turn_to (self, fascia_day_add (self->first, -1));
}

static void
next_cb (FasciaMonthView *self)
{
  turn_to (self, fascia_day_add (self->first, 31));
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

static GtkWidget *
new_arrow (FasciaMonthView *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new ();

  fascia_set_button_icon (GTK_BUTTON (button), icon, name);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static void
fascia_month_view_init (FasciaMonthView *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);
  self->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  self->next = new_arrow (self, "go-next-symbolic", _("Next Month"), G_CALLBACK (next_cb));
  gtk_box_append (GTK_BOX (self->header), new_arrow (self, "go-previous-symbolic", _("Previous Month"), G_CALLBACK (previous_cb)));
  gtk_box_append (GTK_BOX (self->header), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->header), self->next);
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 3);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 3);
  self->sum = GTK_LABEL (new_text (NULL, "caption"));
  gtk_widget_set_parent (self->header, GTK_WIDGET (self));
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->sum), GTK_WIDGET (self));
}
