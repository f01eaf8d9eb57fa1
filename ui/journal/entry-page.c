/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/entry-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/diary.h"
#include "fascia/service/wording.h"
#include "widgets/log-item-row.h"
#include "widgets/phrases.h"
#include "widgets/template.h"
#include "widgets/text-row.h"

struct _FasciaEntryPage
{
  GtkWidget parent_instance;

  GtkLabel *name;
  GtkLabel *when;
  GtkListBox *facts;
  GtkListBox *items;
  GtkActionable *edit;
  GtkActionable *delete;
  GtkWidget *again;

  FasciaContext *context;
  char *uuid;
};

G_DEFINE_FINAL_TYPE (FasciaEntryPage, fascia_entry_page, GTK_TYPE_WIDGET)

static void
append_fact (FasciaEntryPage *self, const char *title, const char *text)
{
  gtk_list_box_append (self->facts, fascia_text_row_new (NULL, title, text));
}

/* What was not rated is not shown: never a 0. */
static void
append_rating (FasciaEntryPage *self, const char *title, int rating)
{
  g_autofree char *text = NULL;

  if (rating == FASCIA_UNRATED)
    return;
  text = g_strdup_printf (_("%d of 10"), rating);
  append_fact (self, title, text);
}

static void
append_facts (FasciaEntryPage *self, const FasciaLogEntry *entry)
{
  g_autofree char *active = fascia_wording_duration (entry->active_s);
  g_autofree char *elapsed = fascia_wording_duration (entry->elapsed_s);

  append_fact (self, _("Rolled and held"), active);
  if (entry->measured_active_s != FASCIA_UNKNOWN_S)
    {
      g_autofree char *measured = fascia_wording_duration (entry->measured_active_s);

      append_fact (self, _("Measured before it was edited"), measured);
    }
  if (entry->source == FASCIA_SOURCE_TIMER)
    append_fact (self, _("With changes and pauses"), elapsed);
  else
    append_fact (self, _("Source"), _("Written down by hand"));
  if (entry->occasion != FASCIA_OCCASION_NONE)
    append_fact (self, _("Occasion"), fascia_wording_occasion (entry->occasion));
  if (entry->n_areas > 0)
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new ();
      g_autofree char *areas = NULL;

      for (guint i = 0; i < entry->n_areas; i++)
        g_ptr_array_add (names, (char *) fascia_wording_area (entry->areas[i]));
      g_ptr_array_add (names, NULL);
      areas = g_strjoinv (" · ", (char **) names->pdata);
      append_fact (self, _("Areas"), areas);
    }
  append_rating (self, _("Soreness before"), entry->before);
  append_rating (self, _("Soreness after"), entry->after);
  append_rating (self, _("Strongest pressure"), entry->pressure);
  if (entry->next_day != FASCIA_NEXT_DAY_NONE)
    append_fact (self, _("The next day"), fascia_wording_next_day (entry->next_day));
  if (entry->note != NULL && *entry->note != '\0')
    append_fact (self, _("Note"), entry->note);
}

static void
fascia_entry_page_dispose (GObject *object)
{
  g_clear_pointer (&FASCIA_ENTRY_PAGE (object)->uuid, g_free);
  g_clear_object (&FASCIA_ENTRY_PAGE (object)->context);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_ENTRY_PAGE);

  G_OBJECT_CLASS (fascia_entry_page_parent_class)->dispose (object);
}

static void
fascia_entry_page_class_init (FasciaEntryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_entry_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/journal/entry-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaEntryPage, name);
  gtk_widget_class_bind_template_child (widget_class, FasciaEntryPage, when);
  gtk_widget_class_bind_template_child (widget_class, FasciaEntryPage, facts);
  gtk_widget_class_bind_template_child (widget_class, FasciaEntryPage, items);
  gtk_widget_class_bind_template_child (widget_class, FasciaEntryPage, edit);
  gtk_widget_class_bind_template_child (widget_class, FasciaEntryPage, delete);
  gtk_widget_class_bind_template_child (widget_class, FasciaEntryPage, again);
}

static void
fascia_entry_page_init (FasciaEntryPage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
show_entry (FasciaEntryPage *self, const FasciaLogEntry *entry)
{
  g_autoptr (FasciaRoutine) routine = NULL;
  g_autofree char *name = fascia_phrase_entry_name (self->context, entry);
  g_autofree char *day = fascia_wording_day (entry->local_date, fascia_phrase_today (self->context));
  g_autofree char *clock = fascia_phrase_entry_time (entry);
  g_autofree char *when = g_strdup_printf ("%s %s", day, clock);

  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->when, when);
  clear_list (self->facts);
  append_facts (self, entry);
  clear_list (self->items);
  for (guint i = 0; i < entry->items->len; i++)
    gtk_list_box_append (self->items, fascia_log_item_row_new (self->context, g_ptr_array_index (entry->items, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->items), entry->items->len > 0);
  gtk_actionable_set_action_target (self->edit, "s", entry->uuid);
  gtk_actionable_set_action_target (self->delete, "s", entry->uuid);

  /* Only a routine that still exists can be started again. */
  if (entry->routine != NULL)
    routine = fascia_context_find_routine (self->context, entry->routine, NULL);
  if (routine != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->again), "s", routine->id);
  gtk_widget_set_visible (self->again, routine != NULL);
}

/* Edited here or elsewhere. One that is gone stays as it was: the way back is near. */
static void
changed_cb (FasciaEntryPage *self)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  g_autoptr (FasciaLogEntry) entry = diary == NULL ? NULL : fascia_diary_get_session (diary, self->uuid, NULL);

  if (entry != NULL)
    show_entry (self, entry);
}

GtkWidget *
fascia_entry_page_new (FasciaContext *context, const FasciaLogEntry *entry)
{
  FasciaEntryPage *self;
  FasciaDiary *diary;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (entry != NULL, NULL);

  self = g_object_new (FASCIA_TYPE_ENTRY_PAGE, NULL);
  self->context = g_object_ref (context);
  self->uuid = g_strdup (entry->uuid);
  show_entry (self, entry);
  diary = fascia_context_get_diary (context, NULL);
  if (diary != NULL)
    g_signal_connect_object (diary, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

const char *
fascia_entry_page_get_uuid (FasciaEntryPage *self)
{
  g_return_val_if_fail (FASCIA_IS_ENTRY_PAGE (self), NULL);

  return self->uuid;
}
