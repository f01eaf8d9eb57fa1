/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/references-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "guide/claim-row.h"
#include "widgets/rows.h"

struct _FasciaReferencesPage
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
};

G_DEFINE_FINAL_TYPE (FasciaReferencesPage, fascia_references_page, GTK_TYPE_WIDGET)

static const char *
kind_title (FasciaReferenceKind kind)
{
  switch (kind)
    {
    case FASCIA_REFERENCE_ARTICLE:
      return _("The Two Articles");
    case FASCIA_REFERENCE_REVIEW:
      return _("Reviews");
    case FASCIA_REFERENCE_TRIAL:
      return _("Trials");
    case FASCIA_REFERENCE_STUDY:
      return _("Other Studies");
    case FASCIA_REFERENCE_CONSENSUS:
      return _("Expert Consensus");
    case FASCIA_REFERENCE_SURVEY:
      return _("Surveys");
    case FASCIA_REFERENCE_CASE:
      return _("Case Reports");
    case FASCIA_REFERENCE_GUIDANCE:
    default:
      return _("Guidance and Practice");
    }
}

static void
append_kind (GtkBox *box, FasciaContext *context, FasciaReferenceKind kind)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (context);
  GtkWidget *group = NULL;

  for (guint i = 0; i < fascia_catalog_get_n_references (catalog); i++)
    {
      const FasciaReference *reference = fascia_catalog_get_reference (catalog, i);

      if (reference->kind != kind)
        continue;
      if (group == NULL)
        group = fascia_group_new (kind_title (kind), NULL);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fascia_reference_row_new (context, reference));
    }
  if (group != NULL)
    gtk_box_append (box, group);
}

static void
fascia_references_page_dispose (GObject *object)
{
  g_clear_pointer (&FASCIA_REFERENCES_PAGE (object)->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (fascia_references_page_parent_class)->dispose (object);
}

static void
fascia_references_page_class_init (FasciaReferencesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fascia_references_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fascia_references_page_init (FasciaReferencesPage *self)
{
}

GtkWidget *
fascia_references_page_new (FasciaContext *context)
{
  static const FasciaReferenceKind order[] = {
    FASCIA_REFERENCE_ARTICLE, FASCIA_REFERENCE_REVIEW, FASCIA_REFERENCE_TRIAL, FASCIA_REFERENCE_STUDY,
    FASCIA_REFERENCE_CONSENSUS, FASCIA_REFERENCE_SURVEY, FASCIA_REFERENCE_CASE, FASCIA_REFERENCE_GUIDANCE,
  };
  FasciaReferencesPage *self;
  GtkBox *box;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_REFERENCES_PAGE, NULL);
  box = fascia_column_new (GTK_WIDGET (self));
  self->scroller = gtk_widget_get_first_child (GTK_WIDGET (self));
  gtk_box_append (box, fascia_text_new (_("What the app says rests on these. A row opens the publication in the browser; the app itself never goes online."), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    append_kind (box, context, order[i]);

  return GTK_WIDGET (self);
}
