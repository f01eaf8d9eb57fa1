/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/week-dots.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/wording.h"

#define DAYS 7

struct _FasciaWeekDots
{
  GtkWidget parent_instance;

  GtkWidget *days[DAYS];
  GtkWidget *dots[DAYS];
};

G_DEFINE_FINAL_TYPE (FasciaWeekDots, fascia_week_dots, GTK_TYPE_WIDGET)

/* One letter a day, as on a wall calendar; the words are read out instead. */
static const char *
initial (guint weekday)
{
  switch (weekday)
    {
    case 1:
      return C_ ("initial of Monday", "M");
    case 2:
      return C_ ("initial of Tuesday", "T");
    case 3:
      return C_ ("initial of Wednesday", "W");
    case 4:
      return C_ ("initial of Thursday", "T");
    case 5:
      return C_ ("initial of Friday", "F");
    case 6:
      return C_ ("initial of Saturday", "S");
    case 7:
    default:
      return C_ ("initial of Sunday", "S");
    }
}

static void
fascia_week_dots_dispose (GObject *object)
{
  FasciaWeekDots *self = FASCIA_WEEK_DOTS (object);

  for (guint i = 0; i < DAYS; i++)
    g_clear_pointer (&self->days[i], gtk_widget_unparent);

  G_OBJECT_CLASS (fascia_week_dots_parent_class)->dispose (object);
}

static void
fascia_week_dots_class_init (FasciaWeekDotsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_week_dots_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "weekdots");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fascia_week_dots_init (FasciaWeekDots *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_box_layout_set_homogeneous (layout, TRUE);
  for (guint i = 0; i < DAYS; i++)
    {
      GtkWidget *letter = gtk_label_new (initial (i + 1));

      self->days[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
      self->dots[i] = gtk_image_new ();
      gtk_widget_add_css_class (letter, "caption-heading");
      gtk_widget_add_css_class (self->dots[i], "dot");
      gtk_widget_set_halign (self->dots[i], GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (self->days[i]), letter);
      gtk_box_append (GTK_BOX (self->days[i]), self->dots[i]);
      gtk_widget_set_parent (self->days[i], GTK_WIDGET (self));
    }
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* (transfer full): the days of @days, such as “Monday, Wednesday”. */
static char *
name_days (guint days)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < DAYS; i++)
    if (days & (1u << i))
      g_ptr_array_add (names, (char *) fascia_wording_weekday (i + 1, FALSE));
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (char **) names->pdata);
}

/* (transfer full): what the dots say, in words. */
static char *
describe (guint done, guint paused)
{
  g_autofree char *done_text = NULL;
  g_autofree char *paused_text = NULL;

  if (done == 0)
    {
      done_text = g_strdup (_("No day of this week is done yet"));
    }
  else
    {
      g_autofree char *list = name_days (done);

      /* Translators: days of this week on which the user rolled, such as “Done this week: Monday, Wednesday”. */
      done_text = g_strdup_printf (_("Done this week: %s"), list);
    }
  if (paused != 0)
    {
      g_autofree char *list = name_days (paused);

      /* Translators: days of this week on which nothing is asked, such as “Paused: Monday, Wednesday”. */
      paused_text = g_strdup_printf (_("Paused: %s"), list);

      return g_strdup_printf ("%s. %s", done_text, paused_text);
    }

  return g_steal_pointer (&done_text);
}

void
fascia_week_dots_set_week (FasciaWeekDots *self, FasciaDay today, guint done, guint paused)
{
  g_autofree char *text = NULL;

  g_return_if_fail (FASCIA_IS_WEEK_DOTS (self));

  for (guint i = 0; i < DAYS; i++)
    {
      gboolean is_done = (done & (1u << i)) != 0;
      gboolean is_paused = !is_done && (paused & (1u << i)) != 0;

      gtk_image_set_from_icon_name (GTK_IMAGE (self->dots[i]),
                                    is_done ? "fascia-check-symbolic" : is_paused ? "fascia-paused-symbolic" : NULL);
      set_class (self->dots[i], "done", is_done);
      set_class (self->dots[i], "paused", is_paused);
      set_class (self->days[i], "today", fascia_day_weekday (today) == i + 1);
      set_class (self->days[i], "later", fascia_day_weekday (today) < i + 1);
    }
  text = describe (done, paused & ~done);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
}
