/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/journal-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "fascia-config.h"
#include "fascia/service/history-model.h"
#include "fascia/service/wording.h"
#include "journal/journal-row.h"
#include "journal/month-heading.h"
#include "journal/progress-page.h"
#include "widgets/template.h"

struct _FasciaJournalPage
{
  GtkWidget parent_instance;

  GtkWidget *switcher;
  GtkToggleButton *show_sessions;
  GtkToggleButton *show_progress;
  GtkStack *stack;
  FasciaProgressPage *progress;
  GtkListView *list;
  GtkEditable *words;
  GtkWidget *filters;
  GtkDropDown *area;
  GtkDropDown *technique;
  GtkDropDown *tool;
  GtkDropDown *occasion;
  GtkWidget *nothing;
  GtkWidget *found;
  AdwStatusPage *broken;

  FasciaContext *context;
  GListModel *sessions;
  GPtrArray *techniques; /* (nullable): those the filter names; what the model points to */
  char *wanted_words; /* NULL: nothing was asked for yet */
  int wanted_marks[4];
  gboolean clearing;
  guint focus_position; /* the row that gets the focus once it has its place */
  gboolean fill_wanted; /* rows came, or came into sight */
};

G_DEFINE_FINAL_TYPE (FasciaJournalPage, fascia_journal_page, GTK_TYPE_WIDGET)

/* The child that shows @item: a row is a session at one time and a heading at another. */
static GtkWidget *
ensure_child (GtkListItem *list_item, GType type)
{
  GtkWidget *child = gtk_list_item_get_child (list_item);

  if (child == NULL || !g_type_is_a (G_OBJECT_TYPE (child), type))
    {
      child = g_object_new (type, NULL);
      gtk_list_item_set_child (list_item, child);
    }

  return child;
}

/* --- Rows ------------------------------------------------------------------------- */

static void
fill_session (FasciaJournalPage *self, FasciaJournalRow *child, GtkListItem *list_item)
{
  FasciaHistoryItem *item = gtk_list_item_get_item (list_item);
  const char *description;

  fascia_journal_row_set_entry (child, self->context, fascia_history_item_get_entry (item));
  description = fascia_journal_row_get_description (child);
  /* The row takes the focus, so it is the row that says what is in it. */
  if (description != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (child))),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
}

/* Rows that are seen, and half a page around them, get their text. */
static void
fill_seen (FasciaJournalPage *self)
{
  graphene_rect_t bounds;
  float height = (float) gtk_widget_get_height (self->found);

  self->fill_wanted = FALSE;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child = gtk_widget_get_first_child (row);

      if (FASCIA_IS_JOURNAL_ROW (child) && fascia_journal_row_wants_entry (FASCIA_JOURNAL_ROW (child)) &&
          gtk_widget_compute_bounds (row, self->found, &bounds) &&
          bounds.origin.y < 1.5f * height && bounds.origin.y + bounds.size.height > -0.5f * height)
        fill_session (self, FASCIA_JOURNAL_ROW (child), g_object_get_data (G_OBJECT (child), "list-item"));
    }
}

/* The focus goes to the first session of the day, as if one had come there by keys. */
static void
focus_wanted (FasciaJournalPage *self)
{
  guint position = self->focus_position;

  self->focus_position = GTK_INVALID_LIST_POSITION;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child = gtk_widget_get_first_child (row);
      GtkListItem *list_item = FASCIA_IS_JOURNAL_ROW (child) ? g_object_get_data (G_OBJECT (child), "list-item") : NULL;

      if (list_item != NULL && gtk_list_item_get_position (list_item) == position)
        {
          gtk_widget_grab_focus (row);
          return;
        }
    }
}

/* Right after sizes were handed out and before anything is drawn: where text is put now,
 * it is laid out in the same frame. */
static void
layout_cb (FasciaJournalPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    return;
  if (self->fill_wanted)
    fill_seen (self);
  if (self->focus_position != GTK_INVALID_LIST_POSITION)
    focus_wanted (self);
}

static void
want_fill (FasciaJournalPage *self)
{
  self->fill_wanted = TRUE;
}

static void
realize_cb (FasciaJournalPage *self)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self)), "layout", G_CALLBACK (layout_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
unrealize_cb (FasciaJournalPage *self)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_frame_clock (GTK_WIDGET (self)), layout_cb, self);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, FasciaJournalPage *self)
{
  FasciaHistoryItem *item = gtk_list_item_get_item (list_item);
  const FasciaHistoryMonth *month = fascia_history_item_get_month (item);
  GtkWidget *child = ensure_child (list_item, month != NULL ? FASCIA_TYPE_MONTH_HEADING : FASCIA_TYPE_JOURNAL_ROW);
  GtkWidget *row = gtk_widget_get_parent (child);

  if (month != NULL)
    {
      fascia_month_heading_set_month (FASCIA_MONTH_HEADING (child), month);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      fascia_month_heading_get_description (FASCIA_MONTH_HEADING (child)), -1);
      gtk_widget_remove_css_class (row, "session");
      gtk_widget_add_css_class (row, "month");
    }
  else
    {
      fascia_journal_row_clear (FASCIA_JOURNAL_ROW (child));
      g_object_set_data (G_OBJECT (child), "list-item", list_item);
      gtk_widget_remove_css_class (row, "month");
      gtk_widget_add_css_class (row, "session");
      want_fill (self);
    }
  gtk_list_item_set_activatable (list_item, month == NULL);
}

static void
activate_cb (FasciaJournalPage *self, guint position)
{
  g_autoptr (FasciaHistoryItem) item = g_list_model_get_item (self->sessions, position);
  const FasciaLogEntry *entry = item == NULL ? NULL : fascia_history_item_get_entry (item);

  if (entry != NULL && entry->uuid != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-session", "s", entry->uuid);
}

/* --- Filters --------------------------------------------------------------------- */

static void
set_choices (GtkDropDown *drop_down, const char *any, GPtrArray *names)
{
  g_autoptr (GtkStringList) model = NULL;

  g_ptr_array_insert (names, 0, (char *) any);
  g_ptr_array_add (names, NULL);
  model = gtk_string_list_new ((const char *const *) names->pdata);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (model));
}

static void
fill_choices (FasciaJournalPage *self)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  g_autoptr (GPtrArray) areas = g_ptr_array_new ();
  g_autoptr (GPtrArray) techniques = g_ptr_array_new ();
  g_autoptr (GPtrArray) tools = g_ptr_array_new ();
  g_autoptr (GPtrArray) occasions = g_ptr_array_new ();

  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    g_ptr_array_add (areas, (char *) fascia_wording_area (i));
  for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
    g_ptr_array_add (techniques,
                     (char *) fascia_text_get (&fascia_catalog_get_technique (catalog, i)->name, fascia_context_get_language (self->context)));
  for (guint i = 0; i < FASCIA_N_TOOLS; i++)
    g_ptr_array_add (tools, (char *) fascia_wording_tool (i));
  for (guint i = 0; i < FASCIA_N_OCCASIONS; i++)
    g_ptr_array_add (occasions, (char *) fascia_wording_occasion (i));
  self->clearing = TRUE;
  set_choices (self->area, _("Any area"), areas);
  set_choices (self->technique, _("Any technique"), techniques);
  set_choices (self->tool, _("Any tool"), tools);
  set_choices (self->occasion, _("Any occasion"), occasions);
  self->clearing = FALSE;
}

/* 0 for any; a choice is one more than what it stands for. */
static int
get_choice (GtkDropDown *drop_down)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  return selected == GTK_INVALID_LIST_POSITION ? -1 : (int) selected - 1;
}

/* The one that was chosen, or those of the area. */
static void
collect_techniques (FasciaJournalPage *self, int technique, int area)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);

  g_clear_pointer (&self->techniques, g_ptr_array_unref);
  if (technique < 0 && area < 0)
    return;
  self->techniques = g_ptr_array_new ();
  for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
    {
      const FasciaTechnique *one = fascia_catalog_get_technique (catalog, i);

      if ((technique < 0 || (guint) technique == i) && (area < 0 || (int) one->area == area))
        g_ptr_array_add (self->techniques, one->id);
    }
  g_ptr_array_add (self->techniques, NULL);
}

/* Whether it is something else than before: the entry tells of its words more than once. */
static gboolean
take_wanted (FasciaJournalPage *self, const int marks[4])
{
  const char *words = gtk_editable_get_text (self->words);

  if (g_strcmp0 (words, self->wanted_words) == 0 && memcmp (marks, self->wanted_marks, sizeof self->wanted_marks) == 0)
    return FALSE;
  g_free (self->wanted_words);
  self->wanted_words = g_strdup (words);
  memcpy (self->wanted_marks, marks, sizeof self->wanted_marks);

  return TRUE;
}

static void
filter_changed_cb (FasciaJournalPage *self)
{
  FasciaLogFilter filter = FASCIA_LOG_FILTER_NONE;
  int technique, area, tool, occasion;
  gboolean marks, any;

  if (self->sessions == NULL || self->clearing)
    return;
  technique = get_choice (self->technique);
  area = get_choice (self->area);
  tool = get_choice (self->tool);
  occasion = get_choice (self->occasion);
  if (!take_wanted (self, (int[]){ technique, area, tool, occasion }))
    return;
  collect_techniques (self, technique, area);
  filter.words = self->wanted_words;
  /* An area beside a technique narrows the technique. */
  filter.area = technique < 0 ? area : FASCIA_AREA_NONE;
  filter.techniques = self->techniques == NULL ? NULL : (const char *const *) self->techniques->pdata;
  filter.tool = tool;
  filter.occasion = occasion;
  marks = technique >= 0 || area >= 0 || filter.tool >= 0 || filter.occasion >= 0;
  any = marks || *self->wanted_words != '\0';
  if (marks)
    gtk_widget_add_css_class (self->filters, "accent");
  else
    gtk_widget_remove_css_class (self->filters, "accent");
  fascia_history_model_set_filter (FASCIA_HISTORY_MODEL (self->sessions), any ? &filter : NULL);
}

static void
show_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaJournalPage *self = FASCIA_JOURNAL_PAGE (widget);

  self->clearing = TRUE;
  gtk_editable_set_text (self->words, "");
  gtk_drop_down_set_selected (self->area, 0);
  gtk_drop_down_set_selected (self->technique, 0);
  gtk_drop_down_set_selected (self->tool, 0);
  gtk_drop_down_set_selected (self->occasion, 0);
  self->clearing = FALSE;
  filter_changed_cb (self);
}

/* --- What is shown --------------------------------------------------------------- */

static void
update_shown (FasciaJournalPage *self)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  /* While the search goes on, what it may still find is not said to be missing. */
  gboolean found = self->sessions != NULL &&
                   (g_list_model_get_n_items (self->sessions) > 0 || fascia_history_model_is_searching (FASCIA_HISTORY_MODEL (self->sessions)));
  gboolean any = found || (diary != NULL && fascia_diary_count_sessions (diary, NULL) > 0);
  gboolean progress = gtk_toggle_button_get_active (self->show_progress);

  if (self->sessions == NULL)
    return;
  gtk_widget_set_visible (self->nothing, !found);
  gtk_widget_set_visible (self->found, found);
  /* Nothing done has no progress either. */
  gtk_widget_set_visible (self->switcher, any);
  gtk_stack_set_visible_child_name (self->stack, !any ? "empty" : progress ? "progress" : "list");
}

static void
load (FasciaJournalPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkNoSelection) selection = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);

  if (diary == NULL)
    {
      g_autofree char *description = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->broken, description);
      gtk_widget_set_visible (self->switcher, FALSE);
      gtk_stack_set_visible_child_name (self->stack, "broken");
      return;
    }

  self->sessions = G_LIST_MODEL (fascia_history_model_new (diary));
  selection = gtk_no_selection_new (g_object_ref (self->sessions));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (self->sessions, "items-changed", G_CALLBACK (update_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sessions, "notify::searching", G_CALLBACK (update_shown), self, G_CONNECT_SWAPPED);
  update_shown (self);
}

static void
show_day_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaJournalPage *self = FASCIA_JOURNAL_PAGE (widget);
  FasciaDay day = { g_variant_get_uint32 (parameter) };
  guint position;

  if (self->sessions == NULL)
    return;
  show_all_action (widget, NULL, NULL);
  if (!fascia_history_model_find_day (FASCIA_HISTORY_MODEL (self->sessions), day, &position))
    return;
  gtk_toggle_button_set_active (self->show_sessions, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  self->focus_position = position;
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaJournalPage *self = FASCIA_JOURNAL_PAGE (widget);

  if (self->sessions == NULL)
    load (self);
}

/* The journal may have been mended in the meantime, by whatever means. */
static void
fascia_journal_page_map (GtkWidget *widget)
{
  retry_action (widget, NULL, NULL);

  GTK_WIDGET_CLASS (fascia_journal_page_parent_class)->map (widget);
}

static void
fascia_journal_page_dispose (GObject *object)
{
  FasciaJournalPage *self = FASCIA_JOURNAL_PAGE (object);

  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_JOURNAL_PAGE);
  g_clear_object (&self->sessions);
  g_clear_pointer (&self->techniques, g_ptr_array_unref);
  g_clear_pointer (&self->wanted_words, g_free);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_journal_page_parent_class)->dispose (object);
}

static void
fascia_journal_page_class_init (FasciaJournalPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_journal_page_dispose;
  widget_class->map = fascia_journal_page_map;

  gtk_widget_class_install_action (widget_class, "journal.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "journal.show-day", "u", show_day_action);
  gtk_widget_class_install_action (widget_class, "journal.show-all", NULL, show_all_action);

  g_type_ensure (FASCIA_TYPE_PROGRESS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/journal/journal-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, show_progress);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, show_sessions);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, progress);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, list);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, words);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, filters);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, area);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, technique);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, tool);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, occasion);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, found);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, broken);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_shown);
}

static void
fascia_journal_page_init (FasciaJournalPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkAdjustment *place;

  self->focus_position = GTK_INVALID_LIST_POSITION;
  fascia_init_template (GTK_WIDGET (self));

  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  g_signal_connect (self, "realize", G_CALLBACK (realize_cb), NULL);
  g_signal_connect (self, "unrealize", G_CALLBACK (unrealize_cb), NULL);
  place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->found));
  g_signal_connect_object (place, "value-changed", G_CALLBACK (want_fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (place, "changed", G_CALLBACK (want_fill), self, G_CONNECT_SWAPPED);
}

GtkWidget *
fascia_journal_page_new (FasciaContext *context)
{
  FasciaJournalPage *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_JOURNAL_PAGE, NULL);
  self->context = g_object_ref (context);
  fascia_progress_page_set_context (self->progress, context);
  fill_choices (self);
  load (self);

  return GTK_WIDGET (self);
}
