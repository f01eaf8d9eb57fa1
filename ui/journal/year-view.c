/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/year-view.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/statistics.h"
#include "fascia/service/wording.h"
#include "journal/as-list.h"
#include "journal/heat-map.h"
#include "journal/turner.h"
#include "widgets/phrases.h"

#define MONTHS 12
#define MOST_DAYS 366

struct _FasciaYearView
{
  GtkWidget parent_instance;

  FasciaTurner *turner;
  FasciaHeatMap *map;
  GtkLabel *chosen;
  GtkLabel *sum;
  FasciaAsList *months;

  FasciaContext *context;
  FasciaDay wanted; /* a day of the year shown: the one to be chosen */
};

G_DEFINE_FINAL_TYPE (FasciaYearView, fascia_year_view, GTK_TYPE_WIDGET)

static guint
year_of (FasciaDay day)
{
  guint year, month, day_of_month;

  fascia_day_split (day, &year, &month, &day_of_month);

  return year;
}

static void
tell_chosen (FasciaYearView *self)
{
  g_autofree char *text = fascia_heat_map_describe (self->map);

  gtk_label_set_label (self->chosen, text);
  self->wanted = fascia_heat_map_get_day (self->map);
}

static void
activated_cb (FasciaYearView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "journal.show-day", "u", fascia_heat_map_get_day (self->map).julian);
}

/* --- Reading --------------------------------------------------------------------------- */

/* One question for the days of the year, and the few pauses there are. */
static gboolean
read_days (FasciaDiary *diary, FasciaDay first, FasciaHeatDay *days, guint n_days, GError **error)
{
  g_autoptr (GArray) totals = fascia_diary_list_days (diary, first, fascia_day_add (first, (int) n_days - 1), error);
  g_autoptr (GPtrArray) pauses = totals == NULL ? NULL : fascia_diary_list_pauses (diary, error);

  if (pauses == NULL)
    return FALSE;
  for (guint i = 0; i < totals->len; i++)
    {
      const FasciaDayTotal *total = &g_array_index (totals, FasciaDayTotal, i);
      FasciaHeatDay *day = &days[fascia_day_difference (total->day, first)];

      day->sessions = total->sessions;
      day->active_s = total->active_s;
    }
  for (guint i = 0; i < pauses->len; i++)
    for (guint at = 0; at < n_days; at++)
      if (fascia_pause_covers_day (g_ptr_array_index (pauses, i), fascia_day_add (first, (int) at)))
        days[at].paused = TRUE;

  return TRUE;
}

/* --- As a list --------------------------------------------------------------------------- */

static char *
describe_month (guint sessions, guint n_days, gint64 active_s)
{
  g_autofree char *sums = NULL;
  g_autofree char *on_days = NULL;

  if (sessions == 0)
    return g_strdup (_("No session"));
  sums = fascia_wording_sums (sessions, active_s);
  on_days = g_strdup_printf (ngettext ("on %u day", "on %u days", n_days), n_days);

  /* Translators: “12 sessions, 134 minutes” and “on 10 days”. */
  return g_strdup_printf (C_("sums of a month", "%1$s, %2$s"), sums, on_days);
}

static void
list_months (FasciaYearView *self, FasciaDay first, const FasciaHeatDay *days, FasciaDay today)
{
  guint year = year_of (first);
  guint all_sessions = 0;
  guint all_days = 0;
  gint64 all_s = 0;
  g_autofree char *sum = NULL;

  fascia_as_list_clear (self->months);
  for (guint month = MONTHS; month > 0; month--)
    {
      FasciaDay begin = fascia_day_new (year, month, 1);
      FasciaDay end = month == MONTHS ? fascia_day_add (fascia_day_new (year, MONTHS, 31), 1) : fascia_day_new (year, month + 1, 1);
      guint sessions = 0;
      guint n_days = 0;
      gint64 active_s = 0;
      g_autofree char *name = NULL;
      g_autofree char *text = NULL;

      if (fascia_day_difference (begin, today) > 0)
        continue;
      for (FasciaDay day = begin; fascia_day_difference (day, end) < 0; day = fascia_day_add (day, 1))
        {
          const FasciaHeatDay *one = &days[fascia_day_difference (day, first)];

          sessions += one->sessions;
          n_days += one->sessions > 0;
          active_s += one->active_s;
        }
      all_sessions += sessions;
      all_days += n_days;
      all_s += active_s;
      name = fascia_wording_month_of_year (begin);
      text = describe_month (sessions, n_days, active_s);
      fascia_as_list_add (self->months, name, text);
    }
  sum = describe_month (all_sessions, all_days, all_s);
  gtk_label_set_label (self->sum, sum);
}

gboolean
fascia_year_view_update (FasciaYearView *self, FasciaContext *context, GError **error)
{
  FasciaDiary *diary;
  FasciaDay today, first;
  FasciaHeatDay days[MOST_DAYS] = { 0 };
  guint n_days;
  g_autofree char *title = NULL;

  g_return_val_if_fail (FASCIA_IS_YEAR_VIEW (self), FALSE);

  g_set_object (&self->context, context);
  diary = fascia_context_get_diary (context, error);
  if (diary == NULL)
    return FALSE;
  today = fascia_diary_today (diary);
  if (!fascia_day_is_valid (self->wanted))
    self->wanted = today;
  first = fascia_day_new (year_of (self->wanted), 1, 1);
  n_days = (guint) fascia_day_difference (fascia_day_new (year_of (self->wanted), MONTHS, 31), first) + 1;
  if (!read_days (diary, first, days, n_days, error))
    return FALSE;

  fascia_heat_map_set_year (self->map, first, days, n_days, today, fascia_phrase_first_weekday (), self->wanted);
  list_months (self, first, days, today);
  tell_chosen (self);
  title = g_strdup_printf ("%u", year_of (first));
  fascia_turner_set_title (self->turner, title);
  fascia_turner_set_is_last (self->turner, year_of (first) >= year_of (today));

  return TRUE;
}

/* --- Turning ------------------------------------------------------------------------------ */

static void
turn_to (FasciaYearView *self, FasciaDay day)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);

  if (diary == NULL || !fascia_day_is_valid (day) || year_of (day) > year_of (fascia_diary_today (diary)))
    return;
  self->wanted = day;
  fascia_year_view_update (self, self->context, NULL);
}

static void
turned_cb (FasciaYearView *self, int direction)
{
  guint year, month, day_of_month;

  fascia_day_split (self->wanted, &year, &month, &day_of_month);
  turn_to (self, fascia_day_new ((guint) ((int) year + direction), month, month == 2 ? MIN (day_of_month, 28) : day_of_month));
}

static void
left_year_cb (FasciaYearView *self, guint julian)
{
  turn_to (self, (FasciaDay){ julian });
}

static void
fascia_year_view_dispose (GObject *object)
{
  FasciaYearView *self = FASCIA_YEAR_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_year_view_parent_class)->dispose (object);
}

static void
fascia_year_view_class_init (FasciaYearViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fascia_year_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "yearview");
}

static GtkLabel *
new_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);

  return GTK_LABEL (label);
}

static GtkWidget *
new_legend (void)
{
  const char *texts[] = { _("Under 5 minutes"), _("From 5 minutes"), _("From 10 minutes"), _("20 minutes and more") };
  GtkWidget *legend = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *paused;

  gtk_widget_set_halign (legend, GTK_ALIGN_CENTER);
  /* Translators: before four squares, from few to many minutes, with “more” behind them. */
  gtk_box_append (GTK_BOX (legend), GTK_WIDGET (new_text (_("less"))));
  for (guint i = 1; i <= FASCIA_HEAT_LEVELS; i++)
    gtk_box_append (GTK_BOX (legend), fascia_heat_map_new_swatch (i, texts[i - 1]));
  gtk_box_append (GTK_BOX (legend), GTK_WIDGET (new_text (_("more"))));
  paused = fascia_heat_map_new_swatch (0, _("A day of a pause"));
  gtk_widget_set_margin_start (paused, 12);
  gtk_box_append (GTK_BOX (legend), paused);
  gtk_box_append (GTK_BOX (legend), GTK_WIDGET (new_text (_("paused"))));

  return legend;
}

static void
fascia_year_view_init (FasciaYearView *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 12);
  self->turner = FASCIA_TURNER (fascia_turner_new (_("Previous Year"), _("Next Year")));
  self->map = g_object_new (FASCIA_TYPE_HEAT_MAP, NULL);
  self->chosen = new_text (NULL);
  self->sum = new_text (NULL);
  self->months = g_object_new (FASCIA_TYPE_AS_LIST, NULL);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "chart");
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->turner));
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->map));
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->chosen));
  gtk_box_append (GTK_BOX (card), new_legend ());
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->sum));
  gtk_widget_set_parent (card, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->months), GTK_WIDGET (self));
  g_signal_connect_object (self->turner, "turned", G_CALLBACK (turned_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "moved", G_CALLBACK (tell_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "left-year", G_CALLBACK (left_year_cb), self, G_CONNECT_SWAPPED);
}
