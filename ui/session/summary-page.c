/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/summary-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/wording.h"
#include "widgets/log-item-row.h"
#include "widgets/rating.h"
#include "widgets/template.h"

struct _FasciaSummaryPage
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel *title;
  GtkLabel *facts;
  GtkWidget *safety;
  GtkLabel *advice;
  GtkLabel *afterwards;
  FasciaRating *after;
  FasciaRating *pressure;
  AdwEntryRow *note;
  GtkListBox *items;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (FasciaSummaryPage, fascia_summary_page, GTK_TYPE_WIDGET)

static void
note_activated_cb (FasciaSummaryPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "session.save", NULL);
}

static void
fascia_summary_page_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_SUMMARY_PAGE);

  G_OBJECT_CLASS (fascia_summary_page_parent_class)->dispose (object);
}

static void
fascia_summary_page_class_init (FasciaSummaryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_summary_page_dispose;

  g_type_ensure (FASCIA_TYPE_RATING);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/session/summary-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, title);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, facts);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, safety);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, advice);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, afterwards);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, after);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, pressure);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, note);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, items);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, save);
  gtk_widget_class_bind_template_callback (widget_class, note_activated_cb);
}

static void
fascia_summary_page_init (FasciaSummaryPage *self)
{
  GtkEditable *text;

  fascia_init_template (GTK_WIDGET (self));

  text = gtk_editable_get_delegate (GTK_EDITABLE (self->note));
  gtk_text_set_max_length (GTK_TEXT (text), FASCIA_MAX_NOTE_CHARACTERS);
}

void
fascia_summary_page_set_entry (FasciaSummaryPage *self,
                               FasciaContext *context,
                               FasciaRoutine *routine,
                               const FasciaLogEntry *entry,
                               FasciaStopReason reason)
{
  FasciaLanguage language;
  g_autofree char *rolled = NULL;
  g_autofree char *facts = NULL;
  const char *afterwards;
  gboolean safety;
  GtkWidget *row;

  g_return_if_fail (FASCIA_IS_SUMMARY_PAGE (self));

  language = fascia_context_get_language (context);
  safety = fascia_stop_reason_is_safety (reason);
  afterwards = fascia_text_get (&routine->afterwards, language);
  rolled = fascia_wording_duration (entry->active_s);
  /* Translators: routine and minutes, such as “After a run · 8:20 rolled”. */
  facts = g_strdup_printf (_("%1$s · %2$s rolled"), fascia_text_get (&routine->name, language), rolled);
  gtk_label_set_label (self->title, reason == FASCIA_REASON_NONE ? _("Well Done") : _("Session Stopped"));
  gtk_label_set_label (self->facts, facts);
  gtk_widget_set_visible (self->safety, safety);
  gtk_label_set_label (self->advice,
                       reason == FASCIA_REASON_TOO_MUCH ? _("Leave this area alone for 48 hours. Pressure of 3 to 5 out of 10 is enough.")
                                                        : _("Stop now. Note what you felt."));
  gtk_label_set_label (self->afterwards, afterwards);
  gtk_widget_set_visible (GTK_WIDGET (self->afterwards), *afterwards != '\0' && !safety);
  fascia_rating_set_value (self->after, FASCIA_UNRATED);
  fascia_rating_set_value (self->pressure, FASCIA_UNRATED);
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->items))) != NULL)
    gtk_list_box_remove (self->items, row);
  for (guint i = 0; i < entry->items->len; i++)
    gtk_list_box_append (self->items, fascia_log_item_row_new (context, g_ptr_array_index (entry->items, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->items), entry->items->len > 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

int
fascia_summary_page_get_after (FasciaSummaryPage *self)
{
  g_return_val_if_fail (FASCIA_IS_SUMMARY_PAGE (self), FASCIA_UNRATED);

  return fascia_rating_get_value (self->after);
}

int
fascia_summary_page_get_pressure (FasciaSummaryPage *self)
{
  g_return_val_if_fail (FASCIA_IS_SUMMARY_PAGE (self), FASCIA_UNRATED);

  return fascia_rating_get_value (self->pressure);
}

const char *
fascia_summary_page_get_note (FasciaSummaryPage *self)
{
  g_return_val_if_fail (FASCIA_IS_SUMMARY_PAGE (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->note));
}

void
fascia_summary_page_focus (FasciaSummaryPage *self)
{
  g_return_if_fail (FASCIA_IS_SUMMARY_PAGE (self));

  gtk_widget_grab_focus (self->save);
}
