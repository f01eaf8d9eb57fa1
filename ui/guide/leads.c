/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/leads.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/rows.h"

const char *
fascia_section_article_name (FasciaContext *context, const FasciaArticleSection *section)
{
  g_autofree char *id = g_strconcat ("article-", fascia_article_section_get_article (section), NULL);
  const FasciaReference *article = fascia_catalog_find_reference (fascia_context_get_catalog (context), id);

  return article == NULL ? "" : fascia_text_get (&article->title, fascia_context_get_language (context));
}

char *
fascia_section_origin (FasciaContext *context, const FasciaArticleSection *section)
{
  /* Translators: the name of an article. */
  return g_strdup_printf (_("From the article “%s”"), fascia_section_article_name (context, section));
}

GtkWidget *
fascia_section_row_new (FasciaContext *context, const FasciaArticleSection *section)
{
  FasciaLanguage language = fascia_context_get_language (context);

  return fascia_link_row_new (fascia_text_get (&section->title, language), fascia_text_get (&section->summary, language),
                              "win.open-section", section->slug);
}

static GtkWidget *
new_technique_row (FasciaContext *context, const char *id)
{
  const FasciaTechnique *technique = fascia_catalog_find_technique (fascia_context_get_catalog (context), id);
  g_autofree char *tools = NULL;

  if (technique == NULL)
    return NULL;
  tools = fascia_phrase_technique_tools (technique);

  return fascia_link_row_new_with_icon ("fascia-guide-symbolic", fascia_text_get (&technique->name, fascia_context_get_language (context)),
                                        tools, "win.open-technique", id);
}

/* It starts with one click; its page is one further. */
static GtkWidget *
new_routine_row (FasciaContext *context, const char *id)
{
  FasciaRoutine *routine = fascia_catalog_find_routine (fascia_context_get_catalog (context), id);
  g_autofree char *total = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  GtkWidget *row;
  GtkWidget *start;

  if (routine == NULL)
    return NULL;
  total = fascia_wording_duration ((int) fascia_phrase_routine_total_s (routine));
  row = fascia_link_row_new_with_icon ("fascia-routines-symbolic", fascia_text_get (&routine->name, fascia_context_get_language (context)),
                                       total, "win.open-routine", id);
  start = gtk_button_new_from_icon_name ("fascia-play-symbolic");
  /* Translators: a button; the name of a routine. */
  text = g_strdup_printf (_("Start “%s”"), fascia_text_get (&routine->name, fascia_context_get_language (context)));
  gtk_widget_set_tooltip_text (start, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (start), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_valign (start, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (start, "flat");
  gtk_widget_add_css_class (start, "circular");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (start), "win.start-routine");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (start), "s", id);
  fascia_row_add (row, start);

  return row;
}

GtkWidget *
fascia_lead_row_new (FasciaContext *context, const FasciaLead *lead)
{
  const FasciaArticleSection *section;
  g_autofree char *target = NULL;

  switch (lead->kind)
    {
    case FASCIA_LEAD_SECTION:
      section = fascia_catalog_find_section (fascia_context_get_catalog (context), lead->target);
      return section == NULL ? NULL : fascia_section_row_new (context, section);
    case FASCIA_LEAD_TECHNIQUE:
      return new_technique_row (context, lead->target);
    case FASCIA_LEAD_ROUTINE:
      return new_routine_row (context, lead->target);
    case FASCIA_LEAD_WEB:
      target = fascia_lead_to_string (lead);
      return fascia_link_row_new_with_icon ("fascia-outside-symbolic", fascia_wording_page (lead->target),
                                            _("Opens in the browser"), "win.follow-lead", target);
    case FASCIA_LEAD_PAGE:
    default:
      target = fascia_lead_to_string (lead);
      return fascia_link_row_new (fascia_wording_page (lead->target), NULL, "win.follow-lead", target);
    }
}
