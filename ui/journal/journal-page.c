/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/journal-page.h"

#include <adwaita.h>

#include "fascia-config.h"
#include "fascia/service/history-model.h"
#include "journal/journal-row.h"
#include "journal/progress-page.h"
#include "widgets/template.h"

struct _FasciaJournalPage
{
  GtkWidget parent_instance;

  GtkWidget *switcher;
  GtkToggleButton *show_progress;
  GtkStack *stack;
  FasciaProgressPage *progress;
  GtkListView *list;
  AdwStatusPage *broken;

  FasciaContext *context;
  GListModel *sessions;
};

G_DEFINE_FINAL_TYPE (FasciaJournalPage, fascia_journal_page, GTK_TYPE_WIDGET)

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, fascia_journal_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, FasciaJournalPage *self)
{
  fascia_journal_row_set_entry (FASCIA_JOURNAL_ROW (gtk_list_item_get_child (item)),
                                self->context,
                                fascia_history_item_get_entry (gtk_list_item_get_item (item)));
}

static void
activate_cb (FasciaJournalPage *self, guint position)
{
  g_autoptr (FasciaHistoryItem) item = g_list_model_get_item (self->sessions, position);
  const char *uuid = item == NULL ? NULL : fascia_history_item_get_entry (item)->uuid;

  if (uuid != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-session", "s", uuid);
}

static void
update_shown (FasciaJournalPage *self)
{
  gboolean any = self->sessions != NULL && g_list_model_get_n_items (self->sessions) > 0;
  gboolean progress = gtk_toggle_button_get_active (self->show_progress);

  if (self->sessions == NULL)
    return;
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
  update_shown (self);
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

  g_type_ensure (FASCIA_TYPE_PROGRESS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/journal/journal-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, show_progress);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, progress);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, list);
  gtk_widget_class_bind_template_child (widget_class, FasciaJournalPage, broken);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_shown);
}

static void
fascia_journal_page_init (FasciaJournalPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  fascia_init_template (GTK_WIDGET (self));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  gtk_list_view_set_factory (self->list, factory);
}

GtkWidget *
fascia_journal_page_new (FasciaContext *context)
{
  FasciaJournalPage *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_JOURNAL_PAGE, NULL);
  self->context = g_object_ref (context);
  fascia_progress_page_set_context (self->progress, context);
  load (self);

  return GTK_WIDGET (self);
}
