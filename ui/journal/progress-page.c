/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/progress-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fascia-config.h"
#include "fascia/service/statistics.h"
#include "fascia/service/wording.h"
#include "journal/as-list.h"
#include "journal/bars.h"
#include "journal/month-view.h"
#include "journal/year-view.h"
#include "widgets/phrases.h"
#include "widgets/template.h"
#include "widgets/text-row.h"

#define WEEKS_SHOWN 12

typedef enum {
  ORDER_MINUTES,
  ORDER_LONGEST_AGO,
  ORDER_NAME,
} Order;

struct _FasciaProgressPage
{
  GtkWidget parent_instance;

  GtkLabel *problem;
  AdwActionRow *week;
  GtkProgressBar *week_bar;
  AdwActionRow *adherence;
  AdwActionRow *streak;
  AdwExpanderRow *goal_rules;
  FasciaMonthView *month;
  FasciaYearView *year;
  FasciaBars *weeks;
  FasciaAsList *week_list;
  GtkDropDown *order;
  GtkListBox *area_list;
  GtkWidget *tools;
  GtkListBox *tool_list;
  GtkListBox *trend_list;

  FasciaContext *context;
  FasciaStatistics statistics;
  guint parts_id;
  guint n_parts_shown;
  gboolean follows;     /* the diary is known and tells */
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (FasciaProgressPage, fascia_progress_page, GTK_TYPE_WIDGET)

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static GtkWidget *
new_row (const char *title, const char *subtitle, const char *number)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (number != NULL)
    {
      GtkWidget *label = gtk_label_new (number);

      gtk_widget_add_css_class (label, "numeric");
      gtk_widget_add_css_class (label, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }

  return row;
}

/* Read by few, and long: made when it is unfolded. */
static void
rules_expanded_cb (AdwExpanderRow *expander, GParamSpec *pspec, const char *const *rules)
{
  g_signal_handlers_disconnect_by_func (expander, rules_expanded_cb, (gpointer) rules);
  for (guint i = 0; rules[i] != NULL; i += 2)
    adw_expander_row_add_row (expander, fascia_text_row_new (NULL, _(rules[i]), _(rules[i + 1])));
}

/* @rules: titles and texts, in turn; not translated yet, and for ever. */
static void
set_rules (AdwExpanderRow *expander, const char *const *rules)
{
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (rules_expanded_cb), (gpointer) rules);
}

static GtkWidget *
new_rules (const char *const *rules)
{
  GtkWidget *expander = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _("How Is This Counted?"));
  set_rules (ADW_EXPANDER_ROW (expander), rules);

  return expander;
}

/* --- The goal ------------------------------------------------------------------- */

static void
show_goal (FasciaProgressPage *self)
{
  const FasciaStatistics *statistics = &self->statistics;
  g_autofree char *week = fascia_wording_week_progress (statistics->week_done, statistics->week_goal);
  g_autofree char *adherence = fascia_wording_adherence (statistics->has_adherence, statistics->adherence);
  g_autofree char *streak = fascia_wording_streak (statistics->streak_weeks);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->week), week);
  gtk_widget_set_visible (GTK_WIDGET (self->week_bar), statistics->week_goal > 0);
  gtk_progress_bar_set_fraction (self->week_bar,
                                 statistics->week_goal == 0 ? 0 : MIN (1.0, (double) statistics->week_done / statistics->week_goal));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->adherence), adherence);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->streak), streak);
}

/* --- Weeks ---------------------------------------------------------------------- */

static char *
describe_week (const FasciaPeriodTotal *week, gboolean running)
{
  guint minutes = (guint) ((week->active_s + 30) / 60);
  g_autofree char *time = g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
  g_autofree char *sessions = g_strdup_printf (ngettext ("%u session", "%u sessions", week->sessions), week->sessions);

  if (running)
    /* Translators: minutes and sessions of the week that is not over. */
    return g_strdup_printf (_("%1$s, %2$s so far"), time, sessions);
  /* Translators: minutes and sessions. */
  return g_strdup_printf (_("%1$s, %2$s"), time, sessions);
}

static char *
sum_up_weeks (const GArray *weeks)
{
  gint64 total_s = 0;
  guint minutes;

  for (guint i = 0; i < weeks->len; i++)
    total_s += g_array_index (weeks, FasciaPeriodTotal, i).active_s;
  minutes = (guint) ((total_s + 30) / 60);

  return g_strdup_printf (ngettext ("Minutes per week: %u minute in the last 12 weeks. The list below has each week.",
                                    "Minutes per week: %u minutes in the last 12 weeks. The list below has each week.", minutes),
                          minutes);
}

static void
show_weeks (FasciaProgressPage *self, const GArray *weeks)
{
  g_autofree char *sum = sum_up_weeks (weeks);

  fascia_bars_clear (self->weeks, sum);
  fascia_as_list_clear (self->week_list);
  for (guint i = 0; i < weeks->len; i++)
    {
      const FasciaPeriodTotal *week = &g_array_index (weeks, FasciaPeriodTotal, i);
      gboolean running = i == weeks->len - 1;
      guint year, month, day_of_month;
      g_autofree char *what = describe_week (week, running);
      g_autofree char *day = fascia_wording_day (week->first, self->statistics.today);
      g_autofree char *name = running ? g_strdup (_("This Week"))
                                      /* Translators: the Monday that a week begins with, such as “Week of Mon 16 Nov”. */
                                      : g_strdup_printf (_("Week of %s"), day);
      g_autofree char *tooltip = g_strdup_printf (_("%1$s: %2$s"), name, what);
      g_autofree char *label = NULL;

      fascia_day_split (week->first, &year, &month, &day_of_month);
      /* Translators: a day and a month as numbers, as short as can be: “16/11”. */
      label = g_strdup_printf (C_("day and month", "%1$u/%2$u"), day_of_month, month);
      fascia_bars_add (self->weeks, (double) week->active_s, label, tooltip, running);
    }
  for (guint i = weeks->len; i > 0; i--)
    {
      const FasciaPeriodTotal *week = &g_array_index (weeks, FasciaPeriodTotal, i - 1);
      g_autofree char *what = describe_week (week, i == weeks->len);
      g_autofree char *day = fascia_wording_day (week->first, self->statistics.today);
      g_autofree char *name = i == weeks->len ? g_strdup (_("This Week")) : g_strdup_printf (_("Week of %s"), day);

      fascia_as_list_add (self->week_list, name, what);
    }
}

/* --- Areas ---------------------------------------------------------------------- */

static gint64
total_of (const FasciaAreaStatistics *area)
{
  return area->left_s + area->right_s + area->both_s;
}

static int
compare_areas (gconstpointer a, gconstpointer b, gpointer data)
{
  FasciaProgressPage *self = data;
  FasciaArea first = *(const FasciaArea *) a;
  FasciaArea second = *(const FasciaArea *) b;
  const FasciaAreaStatistics *one = &self->statistics.areas[first];
  const FasciaAreaStatistics *other = &self->statistics.areas[second];
  int order = 0;

  switch ((Order) gtk_drop_down_get_selected (self->order))
    {
    case ORDER_MINUTES:
      order = (total_of (one) < total_of (other)) - (total_of (one) > total_of (other));
      break;
    case ORDER_LONGEST_AGO:
      order = (one->last.julian > other->last.julian) - (one->last.julian < other->last.julian);
      break;
    case ORDER_NAME:
    default:
      break;
    }

  return order != 0 ? order : g_utf8_collate (fascia_wording_area (first), fascia_wording_area (second));
}

static void
append_time (GString *text, const char *name, gint64 seconds)
{
  g_autofree char *time = fascia_wording_duration ((int) seconds);

  if (text->len > 0)
    g_string_append (text, " · ");
  /* Translators: a side and the time on it, such as “Left side 4:00”. */
  g_string_append_printf (text, C_("time of a side", "%1$s %2$s"), name, time);
}

static char *
describe_area (FasciaProgressPage *self, const FasciaAreaStatistics *area)
{
  GString *text = g_string_new (NULL);
  g_autofree char *day = fascia_wording_day (area->last, self->statistics.today);

  if (area->left_s > 0 || area->right_s > 0)
    {
      append_time (text, fascia_wording_side (FASCIA_SIDE_LEFT), area->left_s);
      append_time (text, fascia_wording_side (FASCIA_SIDE_RIGHT), area->right_s);
    }
  if (area->both_s > 0)
    append_time (text, fascia_wording_side (FASCIA_SIDE_BOTH), area->both_s);
  if (text->len > 0)
    g_string_append (text, "\n");
  if (fascia_stats_is_lopsided (area->left_s, area->right_s))
    g_string_append_printf (text, "%s\n", area->left_s < area->right_s ? _("The left side got clearly less.") : _("The right side got clearly less."));
  /* Translators: the day that an area was rolled last. */
  g_string_append_printf (text, _("Last: %s"), day);

  return g_string_free (text, FALSE);
}

static char *
describe_minutes (gint64 seconds)
{
  return seconds == 0 ? g_strdup ("–") : fascia_wording_minutes ((int) seconds);
}

static GtkWidget *
new_area_rules (void)
{
  static const char *const rules[] = {
    N_("Time"),
    N_("Rolling and holding in the last 28 days. Time that was written down for areas only is split equally over them."),
    N_("Sides"),
    N_("A side got clearly less when it has under two thirds of the other and they are a minute or more apart. This is a rule of thumb of ours."),
    NULL,
  };

  return new_rules (rules);
}

static void
append_never (FasciaProgressPage *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    if (!fascia_day_is_valid (self->statistics.areas[i].last))
      g_ptr_array_add (names, (char *) fascia_wording_area (i));
  if (names->len == 0)
    return;
  g_ptr_array_add (names, NULL);
  text = g_strjoinv (" · ", (char **) names->pdata);
  gtk_list_box_append (self->area_list, fascia_text_row_new (NULL, _("Not Rolled Yet"), text));
}

static void
order_areas (FasciaProgressPage *self)
{
  FasciaArea areas[FASCIA_N_AREAS];
  guint n_areas = 0;

  if (self->context == NULL)
    return;
  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    if (fascia_day_is_valid (self->statistics.areas[i].last))
      areas[n_areas++] = i;
  g_qsort_with_data (areas, (int) n_areas, sizeof *areas, compare_areas, self);

  clear_list (self->area_list);
  for (guint i = 0; i < n_areas; i++)
    {
      const FasciaAreaStatistics *area = &self->statistics.areas[areas[i]];
      g_autofree char *subtitle = describe_area (self, area);
      g_autofree char *minutes = describe_minutes (total_of (area));

      gtk_list_box_append (self->area_list, new_row (fascia_wording_area (areas[i]), subtitle, minutes));
    }
  append_never (self);
  gtk_list_box_append (self->area_list, new_area_rules ());
}

static void
show_tools (FasciaProgressPage *self)
{
  gboolean any = FALSE;

  clear_list (self->tool_list);
  for (guint i = 0; i < FASCIA_N_TOOLS; i++)
    {
      g_autofree char *minutes = NULL;

      if (self->statistics.tools_s[i] == 0)
        continue;
      minutes = describe_minutes (self->statistics.tools_s[i]);
      gtk_list_box_append (self->tool_list, new_row (fascia_wording_tool (i), NULL, minutes));
      any = TRUE;
    }
  gtk_widget_set_visible (self->tools, any);
}

/* --- Soreness ------------------------------------------------------------------- */

/* Points and per cent; (nullable): there is nothing to compare. */
static char *
describe_change (const FasciaTrend *trend)
{
  g_autofree char *ratings = NULL;
  double points = trend->recent - trend->baseline;

  /* Translators: numbers of ratings. */
  ratings = g_strdup_printf (_("%1$u ratings then, %2$u now"), trend->n_baseline, trend->n_recent);
  if (trend->verdict == FASCIA_TREND_TOO_FEW || trend->baseline <= 0)
    return g_steal_pointer (&ratings);
  if (points == 0)
    return g_steal_pointer (&ratings);
  /* Translators: a sign, points of soreness from 0 to 10, the same in per cent, and how
   * many ratings there are, such as “−1.5 points (25 %) · 4 ratings then, 3 now”. */
  return g_strdup_printf (_("%1$s%2$.3g points (%3$d %%) · %4$s"), points < 0 ? "−" : "+", fabs (points),
                          (int) (fabs (points) / trend->baseline * 100 + 0.5), ratings);
}

static GtkWidget *
new_trend_rules (void)
{
  static const char *const rules[] = {
    N_("What Is Compared"),
    N_("The middle one of all your “before” ratings in the last 14 days, and the middle one of the first 14 days, for each area. It takes three ratings in each, and a beginning of 3 or more."),
    N_("What It Is Called"),
    N_("Clearly lower: down by 2 points and by 30 %. A little lower: down by 1 point. Higher: up by 2 points, or 7 and more three times in a row. The 2 points are borrowed from pain research in patients; they are no diagnosis, and they do not say what caused the change."),
    NULL,
  };

  return new_rules (rules);
}

static void
show_trends (FasciaProgressPage *self)
{
  gboolean any = FALSE;

  clear_list (self->trend_list);
  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    {
      const FasciaTrend *trend = &self->statistics.areas[i].trend;
      g_autofree char *title = NULL;
      g_autofree char *subtitle = NULL;
      GtkWidget *row;

      if (trend->n_baseline == 0 && trend->n_recent == 0)
        continue;
      title = fascia_wording_trend (i, trend);
      subtitle = describe_change (trend);
      row = new_row (title, subtitle, NULL);
      if (trend->verdict == FASCIA_TREND_HIGHER)
        {
          GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                          "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                          "icon-name", "fascia-caution-symbolic",
                                          NULL);

          gtk_widget_add_css_class (icon, "warning");
          adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
        }
      gtk_list_box_append (self->trend_list, row);
      any = TRUE;
    }
  if (!any)
    gtk_list_box_append (self->trend_list,
                         new_row (_("No ratings yet"), _("Before a session you can say how sore the area is. After a few weeks you will see here whether it changed."), NULL));
  gtk_list_box_append (self->trend_list, new_trend_rules ());
}

/* --- All of it ------------------------------------------------------------------ */

static void
tell (FasciaProgressPage *self, const GError *error)
{
  gtk_label_set_label (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
show_all_weeks (FasciaProgressPage *self)
{
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);
  g_autoptr (GArray) weeks = diary == NULL ? NULL : fascia_diary_list_weeks (diary, self->statistics.today, WEEKS_SHOWN, &error);

  if (weeks == NULL)
    tell (self, error);
  else
    show_weeks (self, weeks);
}

static void
show_year (FasciaProgressPage *self)
{
  g_autoptr (GError) error = NULL;

  if (!fascia_year_view_update (self->year, self->context, &error))
    tell (self, error);
}

/* What is further down comes after what is seen first has been drawn, one part after
 * the other, so that the window answers in between. */
static gboolean
next_part_cb (gpointer data)
{
  static void (*const parts[]) (FasciaProgressPage *self) = { show_year, show_all_weeks, order_areas, show_tools, show_trends };
  FasciaProgressPage *self = data;

  parts[self->n_parts_shown++] (self);
  if (self->n_parts_shown < G_N_ELEMENTS (parts))
    return G_SOURCE_CONTINUE;
  self->parts_id = 0;
  return G_SOURCE_REMOVE;
}

static void
reload (FasciaProgressPage *self)
{
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);

  self->stale = FALSE;
  g_clear_handle_id (&self->parts_id, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  if (diary == NULL ||
      !fascia_diary_get_statistics (diary, fascia_context_get_catalog (self->context), fascia_diary_today (diary), &self->statistics, &error) ||
      !fascia_month_view_update (self->month, self->context, &error))
    {
      tell (self, error);
      return;
    }
  show_goal (self);
  self->n_parts_shown = 0;
  self->parts_id = g_idle_add_full (GDK_PRIORITY_REDRAW + 5, next_part_cb, self, NULL);
}

static void
changed_cb (FasciaProgressPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
  else
    self->stale = TRUE;
}

/* It may be another day than when it was last looked at. */
static void
fascia_progress_page_map (GtkWidget *widget)
{
  FasciaProgressPage *self = FASCIA_PROGRESS_PAGE (widget);
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);

  if (diary != NULL && !self->follows)
    {
      g_signal_connect_object (diary, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      self->follows = TRUE;
    }
  if (self->stale || (diary != NULL && fascia_day_difference (fascia_diary_today (diary), self->statistics.today) != 0))
    reload (self);

  GTK_WIDGET_CLASS (fascia_progress_page_parent_class)->map (widget);
}

static void
fascia_progress_page_dispose (GObject *object)
{
  FasciaProgressPage *self = FASCIA_PROGRESS_PAGE (object);

  g_clear_handle_id (&self->parts_id, g_source_remove);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_PROGRESS_PAGE);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_progress_page_parent_class)->dispose (object);
}

static void
fascia_progress_page_class_init (FasciaProgressPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_progress_page_dispose;
  widget_class->map = fascia_progress_page_map;

  g_type_ensure (FASCIA_TYPE_AS_LIST);
  g_type_ensure (FASCIA_TYPE_BARS);
  g_type_ensure (FASCIA_TYPE_YEAR_VIEW);
  g_type_ensure (FASCIA_TYPE_MONTH_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/journal/progress-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, problem);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, week);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, week_bar);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, adherence);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, streak);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, goal_rules);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, weeks);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, month);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, year);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, week_list);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, order);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, area_list);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, tools);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, tool_list);
  gtk_widget_class_bind_template_child (widget_class, FasciaProgressPage, trend_list);
  gtk_widget_class_bind_template_callback (widget_class, order_areas);
}

/* In large text the choice is cut rather than the window kept wide. */
static void
setup_order_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_order_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
fascia_progress_page_init (FasciaProgressPage *self)
{
  static const char *const rules[] = {
    N_("A Day That Counts"),
    N_("One with a session in which a technique was finished on all its sides, with at least 2 minutes of rolling and holding. A session that was stopped for safety counts too, and so does one written down by hand, from 2 minutes on. More than the goal is not better."),
    N_("Last 4 Weeks"),
    N_("The days that counted, at most the goal in each week, out of the goals of the four full weeks before this one. It is on track from 80 %, partly from 50 %. Weeks with four or more paused days are left out."),
    N_("Streak"),
    N_("Weeks in a row that reached the goal, or missed it by one day where the goal is 3 or more. After three weeks that counted, one missed week is forgiven."),
    NULL,
  };
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->stale = TRUE;
  fascia_init_template (GTK_WIDGET (self));
  set_rules (self->goal_rules, rules);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_order_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_order_cb), NULL);
  gtk_drop_down_set_factory (self->order, factory);
}

void
fascia_progress_page_set_context (FasciaProgressPage *self, FasciaContext *context)
{
  g_return_if_fail (FASCIA_IS_PROGRESS_PAGE (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
}
