/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/claim.h"

G_BEGIN_DECLS

/* Where a section leads, or a link in its text. */
typedef enum {
  FASCIA_LEAD_SECTION,
  FASCIA_LEAD_TECHNIQUE,
  FASCIA_LEAD_ROUTINE,
  FASCIA_LEAD_PAGE, /* of the window */
  FASCIA_LEAD_WEB,  /* outside, in the browser */
} FasciaLeadKind;

/**
 * FasciaLead:
 * @target: the slug of a section, the id of a technique or a routine; for a page one
 *   of health goal reminders techniques routines references; for the web "fysfinder"
 */
typedef struct {
  FasciaLeadKind kind;
  char *target;
} FasciaLead;

/* (transfer full) (nullable): of "technique:calf-roller", as in leads-to; %NULL when
 * it is nothing of the kind. Whether a target exists the catalog looks after. */
FasciaLead *fascia_lead_new_from_string (const char *text);
/* (transfer full) (nullable): of the links in a section's text, such as
 * "fascia:technique/calf-roller" or "https://fysfinder.dk/". */
FasciaLead *fascia_lead_new_from_uri (const char *uri);
/* (nullable) */
void fascia_lead_free (FasciaLead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaLead, fascia_lead_free)
/* (transfer full): "technique:calf-roller". */
char *fascia_lead_to_string (const FasciaLead *self);
/* (nullable) (transfer none): the address of a web lead; %NULL for the others. */
const char *fascia_lead_get_url (const FasciaLead *self);

/**
 * FasciaArticleSection:
 *
 * One section of the two articles, retold (content-facts 1). Immutable once parsed;
 * owned by the catalog.
 */
typedef struct {
  char *slug; /* "smr/how-to": the article, a slash and the section */
  FasciaText title;
  FasciaText summary; /* one sentence for a list */
  /* CommonMark: paragraphs, lists, bold, headings from level 2 and links that
   * fascia_lead_new_from_uri() knows; the parser refuses everything else. */
  FasciaText body;
  GPtrArray *leads;    /* (element-type FasciaLead) */
  GPtrArray *evidence; /* (element-type FasciaClaim): beside the text; may be empty */
  GPtrArray *links;    /* (element-type FasciaLead): those in the English text, in its order */
} FasciaArticleSection;

/* (nullable) */
void fascia_article_section_free (FasciaArticleSection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaArticleSection, fascia_article_section_free)

/* (transfer none): "mfr" or "smr", the article the section belongs to. */
const char *fascia_article_section_get_article (const FasciaArticleSection *self);
/* It is an introduction or a container of questions, with no fact of its own. */
gboolean fascia_article_section_is_container (const FasciaArticleSection *self);

G_END_DECLS
