/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/day-row.h"

#include <glib/gi18n-lib.h>

#include "compat.h"
#include "fascia/service/wording.h"

struct _FasciaDayRow
{
  AdwActionRow parent_instance;

  GtkMenuButton *button;
  GtkCalendar *calendar;

  FasciaDay day;
  FasciaDay today;
  gboolean updating; /* the calendar follows, not the user */
};

G_DEFINE_FINAL_TYPE (FasciaDayRow, fascia_day_row, ADW_TYPE_ACTION_ROW)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show (FasciaDayRow *self)
{
  g_autofree char *day = fascia_day_is_valid (self->day) ? fascia_wording_day (self->day, self->today) : g_strdup ("");
  g_autofree char *name = NULL;

  name = g_strdup_printf (_("%1$s: %2$s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), day);
  gtk_menu_button_set_label (self->button, day);
  /* Within it stands the button that takes the focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
selected_cb (FasciaDayRow *self)
{
  g_autoptr (GDateTime) date = NULL;
  FasciaDay day;

  if (self->updating)
    return;
  date = gtk_calendar_get_date (self->calendar);
  day = fascia_day_new ((guint) g_date_time_get_year (date),
                        (guint) g_date_time_get_month (date),
                        (guint) g_date_time_get_day_of_month (date));
  if (!fascia_day_is_valid (day) || fascia_day_difference (day, self->day) == 0)
    return;
  self->day = day;
  show (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fascia_day_row_class_init (FasciaDayRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fascia_day_row_init (FasciaDayRow *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_popover (self->button, popover);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "numeric");
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::title", G_CALLBACK (show), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
}

FasciaDay
fascia_day_row_get_day (FasciaDayRow *self)
{
  g_return_val_if_fail (FASCIA_IS_DAY_ROW (self), FASCIA_DAY_NONE);

  return self->day;
}

void
fascia_day_row_set_day (FasciaDayRow *self, FasciaDay day, FasciaDay today)
{
  guint year, month, day_of_month;

  g_return_if_fail (FASCIA_IS_DAY_ROW (self));
  g_return_if_fail (fascia_day_is_valid (day));

  self->day = day;
  self->today = today;
  fascia_day_split (day, &year, &month, &day_of_month);
  self->updating = TRUE;
  fascia_compat_calendar_select (self->calendar, year, month, day_of_month);
  self->updating = FALSE;
  show (self);
}
