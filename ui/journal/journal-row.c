/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/journal-row.h"

#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/template.h"

struct _FasciaJournalRow
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *when;
  GtkLabel *time;

  char *icon_style;
};

G_DEFINE_FINAL_TYPE (FasciaJournalRow, fascia_journal_row, GTK_TYPE_WIDGET)

static void
fascia_journal_row_dispose (GObject *object)
{
  g_clear_pointer (&FASCIA_JOURNAL_ROW (object)->icon_style, g_free);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_JOURNAL_ROW);

  G_OBJECT_CLASS (fascia_journal_row_parent_class)->dispose (object);
}

static void
fascia_journal_row_class_init (FasciaJournalRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_journal_row_dispose;

  gtk_widget_class_set_css_name (widget_class, "journalrow");
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/journal/journal-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalRow, icon);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalRow, name);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalRow, when);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalRow, time);
}

static void
fascia_journal_row_init (FasciaJournalRow *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

GtkWidget *
fascia_journal_row_new (void)
{
  return g_object_new (FASCIA_TYPE_JOURNAL_ROW, NULL);
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

  g_return_if_fail (FASCIA_IS_JOURNAL_ROW (self));

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

  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->when, when);
  gtk_label_set_label (self->time, time);
  gtk_image_set_from_icon_name (self->icon, fascia_icon_of_status (status));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), fascia_wording_item_status (status));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, fascia_wording_item_status (status), -1);
  if (self->icon_style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->icon_style);
  g_free (self->icon_style);
  self->icon_style = g_strdup (fascia_item_status_to_string (status));
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), self->icon_style);
}
