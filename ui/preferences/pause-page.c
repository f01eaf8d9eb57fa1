/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preferences/pause-page.h"

#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/wording.h"
#include "widgets/day-row.h"
#include "widgets/template.h"

/* What a new pause proposes: a week. */
#define PROPOSED_DAYS 7

/* In the order of the list. Not today is a button elsewhere. */
static const FasciaPauseReason reasons[] = { FASCIA_PAUSE_VACATION, FASCIA_PAUSE_ILLNESS, FASCIA_PAUSE_OTHER };

struct _FasciaPausePage
{
  GtkWidget parent_instance;

  AdwComboRow *reason;
  FasciaDayRow *from;
  FasciaDayRow *until;
  GtkSwitch *open;
  GtkLabel *length;

  FasciaDay today;
};

G_DEFINE_FINAL_TYPE (FasciaPausePage, fascia_pause_page, GTK_TYPE_WIDGET)

enum {
  SAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update (FasciaPausePage *self)
{
  gboolean open = gtk_switch_get_active (self->open);
  int n_days = fascia_day_difference (fascia_day_row_get_day (self->until), fascia_day_row_get_day (self->from)) + 1;
  gboolean valid = open || n_days > 0;
  g_autofree char *text = NULL;

  if (!valid)
    text = g_strdup (_("The last day is before the first."));
  else if (open)
    text = g_strdup (_("Nothing is asked of you until you choose Resume."));
  else
    text = g_strdup_printf (ngettext ("%d day in which nothing is asked of you.", "%d days in which nothing is asked of you.", n_days), n_days);
  gtk_label_set_label (self->length, text);
  gtk_widget_set_visible (GTK_WIDGET (self->until), !open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pause.save", valid);
}

/* The last day goes along with the first, so that it is never before it unasked. */
static void
from_changed_cb (FasciaPausePage *self)
{
  FasciaDay from = fascia_day_row_get_day (self->from);

  if (fascia_day_difference (fascia_day_row_get_day (self->until), from) < 0)
    fascia_day_row_set_day (self->until, fascia_day_add (from, PROPOSED_DAYS - 1), self->today);
  update (self);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SAVE], 0);
}

static void
fascia_pause_page_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_PAUSE_PAGE);

  G_OBJECT_CLASS (fascia_pause_page_parent_class)->dispose (object);
}

static void
fascia_pause_page_class_init (FasciaPausePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_pause_page_dispose;

  signals[SAVE] = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "pause.save", NULL, save_action);

  g_type_ensure (FASCIA_TYPE_DAY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/preferences/pause-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaPausePage, reason);
  gtk_widget_class_bind_template_child (widget_class, FasciaPausePage, from);
  gtk_widget_class_bind_template_child (widget_class, FasciaPausePage, until);
  gtk_widget_class_bind_template_child (widget_class, FasciaPausePage, open);
  gtk_widget_class_bind_template_child (widget_class, FasciaPausePage, length);
}

static void
fascia_pause_page_init (FasciaPausePage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  fascia_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    gtk_string_list_append (names, fascia_wording_pause_reason (reasons[i]));
  adw_combo_row_set_model (self->reason, G_LIST_MODEL (names));
}

GtkWidget *
fascia_pause_page_new (FasciaDay today)
{
  FasciaPausePage *self;

  g_return_val_if_fail (fascia_day_is_valid (today), NULL);

  self = g_object_new (FASCIA_TYPE_PAUSE_PAGE, NULL);
  self->today = today;
  fascia_day_row_set_day (self->from, today, today);
  fascia_day_row_set_day (self->until, fascia_day_add (today, PROPOSED_DAYS - 1), today);
  g_signal_connect_object (self->from, "changed", G_CALLBACK (from_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->until, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->open, "notify::active", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

void
fascia_pause_page_get_pause (FasciaPausePage *self, FasciaDay *from, FasciaDay *until, FasciaPauseReason *reason)
{
  guint selected;

  g_return_if_fail (FASCIA_IS_PAUSE_PAGE (self));

  selected = adw_combo_row_get_selected (self->reason);
  *from = fascia_day_row_get_day (self->from);
  *until = gtk_switch_get_active (self->open) ? FASCIA_DAY_NONE : fascia_day_row_get_day (self->until);
  *reason = selected < G_N_ELEMENTS (reasons) ? reasons[selected] : FASCIA_PAUSE_OTHER;
}
