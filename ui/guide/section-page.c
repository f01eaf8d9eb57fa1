/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/section-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "guide/claim-row.h"
#include "guide/leads.h"
#include "widgets/markdown.h"
#include "widgets/rows.h"

/* More of them stand in the list of techniques. */
#define MAX_TECHNIQUES 6

struct _FasciaSectionPage
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
};

G_DEFINE_FINAL_TYPE (FasciaSectionPage, fascia_section_page, GTK_TYPE_WIDGET)

static void
append_evidence (GtkBox *box, FasciaContext *context, const FasciaArticleSection *section)
{
  GtkWidget *group;

  if (section->evidence->len == 0)
    return;
  group = fascia_group_new (_("What the Evidence Says"), NULL);
  for (guint i = 0; i < section->evidence->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fascia_claim_row_new (context, g_ptr_array_index (section->evidence, i)));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fascia_link_row_new (_("All References"), NULL, "win.show-references", NULL));
  gtk_box_append (box, group);
}

static gboolean
leads_to_technique (const FasciaArticleSection *section, const char *id)
{
  for (guint i = 0; i < section->leads->len; i++)
    {
      const FasciaLead *lead = g_ptr_array_index (section->leads, i);

      if (lead->kind == FASCIA_LEAD_TECHNIQUE && g_str_equal (lead->target, id))
        return TRUE;
    }

  return FALSE;
}

static void
append_leads (GtkBox *box, FasciaContext *context, const FasciaArticleSection *section)
{
  GtkWidget *group;

  if (section->leads->len == 0)
    return;
  group = fascia_group_new (_("Go On From Here"), NULL);
  for (guint i = 0; i < section->leads->len; i++)
    {
      GtkWidget *row = fascia_lead_row_new (context, g_ptr_array_index (section->leads, i));

      if (row != NULL)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  gtk_box_append (box, group);
}

static void
append_techniques (GtkBox *box, FasciaContext *context, const FasciaArticleSection *section)
{
  g_autoptr (GPtrArray) techniques = fascia_catalog_get_section_techniques (fascia_context_get_catalog (context), section->slug);
  GtkWidget *group = NULL;
  guint n_shown = 0;

  for (guint i = 0; i < techniques->len && n_shown < MAX_TECHNIQUES; i++)
    {
      const FasciaTechnique *technique = g_ptr_array_index (techniques, i);
      FasciaLead lead = { .kind = FASCIA_LEAD_TECHNIQUE, .target = technique->id };

      if (leads_to_technique (section, technique->id))
        continue;
      if (group == NULL)
        group = fascia_group_new (_("Techniques It Explains"), NULL);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fascia_lead_row_new (context, &lead));
      n_shown++;
    }
  if (group == NULL)
    return;
  if (n_shown == MAX_TECHNIQUES && techniques->len > MAX_TECHNIQUES)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fascia_link_row_new (_("All Techniques"), NULL, "win.follow-lead", "page:techniques"));
  gtk_box_append (box, group);
}

static void
fascia_section_page_dispose (GObject *object)
{
  g_clear_pointer (&FASCIA_SECTION_PAGE (object)->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (fascia_section_page_parent_class)->dispose (object);
}

static void
fascia_section_page_class_init (FasciaSectionPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fascia_section_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fascia_section_page_init (FasciaSectionPage *self)
{
}

GtkWidget *
fascia_section_page_new (FasciaContext *context, const FasciaArticleSection *section)
{
  FasciaSectionPage *self;
  FasciaLanguage language;
  g_autofree char *origin = NULL;
  GtkWidget *head;
  GtkBox *box;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (section != NULL, NULL);

  self = g_object_new (FASCIA_TYPE_SECTION_PAGE, NULL);
  box = fascia_column_new (GTK_WIDGET (self));
  self->scroller = gtk_widget_get_first_child (GTK_WIDGET (self));
  language = fascia_context_get_language (context);
  origin = fascia_section_origin (context, section);

  head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (head), fascia_text_new (origin, "dim-label"));
  gtk_box_append (GTK_BOX (head), fascia_text_new (fascia_text_get (&section->title, language), "title-1"));
  gtk_box_append (box, head);
  gtk_box_append (box, fascia_markdown_new (fascia_text_get (&section->body, language)));
  append_evidence (box, context, section);
  append_leads (box, context, section);
  append_techniques (box, context, section);

  return GTK_WIDGET (self);
}
