/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/ready-page.h"

#include <adwaita.h>

#include "fascia-config.h"
#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/rating.h"
#include "widgets/template.h"

struct _FasciaReadyPage
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel *name;
  GtkLabel *facts;
  GtkLabel *about;
  FasciaRating *before;
  GtkListBox *items;
  GtkWidget *start;
};

G_DEFINE_FINAL_TYPE (FasciaReadyPage, fascia_ready_page, GTK_TYPE_WIDGET)

static void
fascia_ready_page_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_READY_PAGE);

  G_OBJECT_CLASS (fascia_ready_page_parent_class)->dispose (object);
}

static void
fascia_ready_page_class_init (FasciaReadyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_ready_page_dispose;

  g_type_ensure (FASCIA_TYPE_RATING);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/session/ready-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, name);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, facts);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, about);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, before);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, items);
  gtk_widget_class_bind_template_child (widget_class, FasciaReadyPage, start);
}

static void
fascia_ready_page_init (FasciaReadyPage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

void
fascia_ready_page_set_routine (FasciaReadyPage *self, FasciaContext *context, FasciaRoutine *routine)
{
  FasciaLanguage language;
  g_autofree char *tools = NULL;
  g_autofree char *total = NULL;
  g_autofree char *facts = NULL;
  const char *about;
  GtkWidget *row;

  g_return_if_fail (FASCIA_IS_READY_PAGE (self));

  language = fascia_context_get_language (context);
  about = fascia_text_get (&routine->about, language);
  tools = fascia_phrase_routine_tools (context, routine);
  total = fascia_wording_duration ((int) fascia_phrase_routine_total_s (routine));
  facts = g_strdup_printf ("%s · %s", total, tools);
  gtk_label_set_label (self->name, fascia_text_get (&routine->name, language));
  gtk_label_set_label (self->facts, facts);
  gtk_label_set_label (self->about, about);
  gtk_widget_set_visible (GTK_WIDGET (self->about), *about != '\0');
  fascia_rating_set_value (self->before, FASCIA_UNRATED);

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->items))) != NULL)
    gtk_list_box_remove (self->items, row);
  for (guint i = 0; i < routine->items->len; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (routine->items, i);
      g_autofree char *subtitle = fascia_phrase_item (item);

      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fascia_context_get_technique_name (context, item->technique));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      gtk_list_box_append (self->items, row);
    }
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

int
fascia_ready_page_get_before (FasciaReadyPage *self)
{
  g_return_val_if_fail (FASCIA_IS_READY_PAGE (self), FASCIA_UNRATED);

  return fascia_rating_get_value (self->before);
}

void
fascia_ready_page_focus (FasciaReadyPage *self)
{
  g_return_if_fail (FASCIA_IS_READY_PAGE (self));

  gtk_widget_grab_focus (self->start);
}
