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
  GtkLabel *counter;
  AdwExpanderRow *details;
  AdwComboRow *area_1;
  AdwComboRow *area_2;
  AdwComboRow *area_3;
  AdwComboRow *occasion;
  AdwComboRow *tool;
  GtkListBox *items;
  GtkWidget *save;

  GArray *tools; /* element-type FasciaTool: those to choose from, after “as planned” */
};

G_DEFINE_FINAL_TYPE (FasciaSummaryPage, fascia_summary_page, GTK_TYPE_WIDGET)

static void
note_activated_cb (FasciaSummaryPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "session.save", NULL);
}

static void
note_changed_cb (FasciaSummaryPage *self)
{
  glong n_characters = g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (self->note)), -1);
  g_autofree char *text = NULL;

  /* Translators: characters of a note, and how many there can be. */
  text = g_strdup_printf (_("%1$ld of %2$d"), n_characters, FASCIA_MAX_NOTE_CHARACTERS);
  gtk_label_set_label (self->counter, text);
}

/* --- Details ---------------------------------------------------------------------- */

static void
set_choices (AdwComboRow *row, GPtrArray *names, guint selected)
{
  g_autoptr (GtkStringList) model = NULL;

  g_ptr_array_add (names, NULL);
  model = gtk_string_list_new ((const char *const *) names->pdata);
  adw_combo_row_set_model (row, G_LIST_MODEL (model));
  adw_combo_row_set_selected (row, selected);
}

/* *@area: the one that all techniques were for. */
static gboolean
find_only_area (FasciaContext *context, const FasciaLogEntry *entry, FasciaArea *area)
{
  gboolean any = FALSE;

  for (guint i = 0; i < entry->items->len; i++)
    {
      const FasciaLogItem *item = g_ptr_array_index (entry->items, i);
      const FasciaTechnique *technique = fascia_catalog_find_technique (fascia_context_get_catalog (context), item->technique);

      if (technique == NULL || (any && technique->area != *area))
        return FALSE;
      *area = technique->area;
      any = TRUE;
    }

  return any;
}

static void
fill_areas (FasciaSummaryPage *self, FasciaContext *context, const FasciaLogEntry *entry)
{
  AdwComboRow *rows[] = { self->area_1, self->area_2, self->area_3 };
  FasciaArea only = FASCIA_AREA_NONE;
  gboolean has_only = entry->n_areas == 0 && find_only_area (context, entry, &only);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new ();
      guint selected = i < entry->n_areas ? (guint) entry->areas[i] + 1 : 0;

      g_ptr_array_add (names, _("None"));
      for (guint area = 0; area < FASCIA_N_AREAS; area++)
        g_ptr_array_add (names, (char *) fascia_wording_area (area));
      set_choices (rows[i], names, i == 0 && has_only ? (guint) only + 1 : selected);
    }
}

static void
fill_occasion (FasciaSummaryPage *self, const FasciaLogEntry *entry)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_ptr_array_add (names, _("None"));
  for (guint i = 0; i < FASCIA_N_OCCASIONS; i++)
    g_ptr_array_add (names, (char *) fascia_wording_occasion (i));
  set_choices (self->occasion, names, (guint) (entry->occasion + 1));
}

static void
add_tool (FasciaSummaryPage *self, FasciaTool tool)
{
  for (guint i = 0; i < self->tools->len; i++)
    if (g_array_index (self->tools, FasciaTool, i) == tool)
      return;
  g_array_append_val (self->tools, tool);
}

/* Only where there was a choice. */
static void
fill_tools (FasciaSummaryPage *self, FasciaContext *context, const FasciaLogEntry *entry)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gboolean choice = FALSE;

  g_array_set_size (self->tools, 0);
  for (guint i = 0; i < entry->items->len; i++)
    {
      const FasciaLogItem *item = g_ptr_array_index (entry->items, i);
      const FasciaTechnique *technique = fascia_catalog_find_technique (fascia_context_get_catalog (context), item->technique);

      for (guint j = 0; technique != NULL && j < technique->n_tools; j++)
        {
          add_tool (self, technique->tools[j]);
          choice = choice || technique->n_tools > 1;
        }
    }
  g_ptr_array_add (names, _("As planned"));
  for (guint i = 0; i < self->tools->len; i++)
    g_ptr_array_add (names, (char *) fascia_wording_tool (g_array_index (self->tools, FasciaTool, i)));
  set_choices (self->tool, names, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->tool), choice);
}

static void
fascia_summary_page_dispose (GObject *object)
{
  g_clear_pointer (&FASCIA_SUMMARY_PAGE (object)->tools, g_array_unref);
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
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, tool);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, occasion);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, area_3);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, area_2);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, area_1);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, details);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, counter);
  gtk_widget_class_bind_template_child (widget_class, FasciaSummaryPage, save);
  gtk_widget_class_bind_template_callback (widget_class, note_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_changed_cb);
}

static void
fascia_summary_page_init (FasciaSummaryPage *self)
{
  GtkEditable *text;

  self->tools = g_array_new (FALSE, FALSE, sizeof (FasciaTool));
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
  note_changed_cb (self);
  adw_expander_row_set_expanded (self->details, FALSE);
  fill_areas (self, context, entry);
  fill_occasion (self, entry);
  fill_tools (self, context, entry);

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

FasciaOccasion
fascia_summary_page_get_occasion (FasciaSummaryPage *self)
{
  g_return_val_if_fail (FASCIA_IS_SUMMARY_PAGE (self), FASCIA_OCCASION_NONE);

  return (FasciaOccasion) ((int) adw_combo_row_get_selected (self->occasion) - 1);
}

guint
fascia_summary_page_get_areas (FasciaSummaryPage *self, FasciaArea areas[FASCIA_MAX_AREAS_OF_SESSION])
{
  AdwComboRow *rows[] = { self->area_1, self->area_2, self->area_3 };
  guint n_areas = 0;

  g_return_val_if_fail (FASCIA_IS_SUMMARY_PAGE (self), 0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint selected = adw_combo_row_get_selected (rows[i]);
      gboolean twice = FALSE;

      for (guint j = 0; j < n_areas; j++)
        twice = twice || (guint) areas[j] + 1 == selected;
      if (selected > 0 && !twice)
        areas[n_areas++] = (FasciaArea) (selected - 1);
    }

  return n_areas;
}

FasciaTool
fascia_summary_page_get_tool (FasciaSummaryPage *self)
{
  guint selected;

  g_return_val_if_fail (FASCIA_IS_SUMMARY_PAGE (self), FASCIA_TOOL_NONE);

  selected = adw_combo_row_get_selected (self->tool);

  return selected == 0 || selected > self->tools->len ? FASCIA_TOOL_NONE : g_array_index (self->tools, FasciaTool, selected - 1);
}

void
fascia_summary_page_focus (FasciaSummaryPage *self)
{
  g_return_if_fail (FASCIA_IS_SUMMARY_PAGE (self));

  gtk_widget_grab_focus (self->save);
}
