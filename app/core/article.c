/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/article.h"

#include "content-reader.h"

#include <string.h>

#define LINK_SCHEME "fascia:"

static const char *const kind_names[] = { "section", "technique", "routine", "page", "web" };
static const char *const pages[] = { "health", "goal", "reminders", "techniques", "routines", "references", NULL };

static const struct {
  const char *target;
  const char *url;
} places[] = {
  { "fysfinder", "https://fysfinder.dk/" },
};

/* (nullable) (transfer none) */
static const char *
url_of (const char *target)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (strcmp (places[i].target, target) == 0)
      return places[i].url;

  return NULL;
}

static gboolean
is_target (FasciaLeadKind kind,
           const char *target)
{
  switch (kind)
    {
    case FASCIA_LEAD_SECTION:
      return fascia_content_is_section (target);
    case FASCIA_LEAD_PAGE:
      return g_strv_contains (pages, target);
    case FASCIA_LEAD_WEB:
      return url_of (target) != NULL;
    case FASCIA_LEAD_TECHNIQUE:
    case FASCIA_LEAD_ROUTINE:
    default:
      return fascia_content_is_slug (target);
    }
}

/* @text: a kind, @separator and a target. */
static FasciaLead *
parse_lead (const char *text,
            char separator)
{
  const char *target = strchr (text, separator);

  if (target == NULL)
    return NULL;

  for (guint kind = 0; kind < G_N_ELEMENTS (kind_names); kind++)
    if (strlen (kind_names[kind]) == (gsize)(target - text) &&
        g_str_has_prefix (text, kind_names[kind]) &&
        is_target (kind, target + 1))
      {
        FasciaLead *lead = g_new (FasciaLead, 1);

        lead->kind = kind;
        lead->target = g_strdup (target + 1);
        return lead;
      }

  return NULL;
}

FasciaLead *
fascia_lead_new_from_string (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return parse_lead (text, ':');
}

FasciaLead *
fascia_lead_new_from_uri (const char *uri)
{
  g_return_val_if_fail (uri != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (strcmp (places[i].url, uri) == 0)
      {
        FasciaLead *lead = g_new (FasciaLead, 1);

        lead->kind = FASCIA_LEAD_WEB;
        lead->target = g_strdup (places[i].target);
        return lead;
      }

  /* A web address is written in full: what leaves the program is seen to do so. */
  if (!g_str_has_prefix (uri, LINK_SCHEME) || g_str_has_prefix (uri, LINK_SCHEME "web/"))
    return NULL;

  return parse_lead (uri + strlen (LINK_SCHEME), '/');
}

void
fascia_lead_free (FasciaLead *self)
{
  if (self == NULL)
    return;

  g_free (self->target);
  g_free (self);
}

char *
fascia_lead_to_string (const FasciaLead *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strconcat (kind_names[self->kind], ":", self->target, NULL);
}

const char *
fascia_lead_get_url (const FasciaLead *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == FASCIA_LEAD_WEB ? url_of (self->target) : NULL;
}

void
fascia_article_section_free (FasciaArticleSection *self)
{
  if (self == NULL)
    return;

  g_free (self->slug);
  fascia_text_clear (&self->title);
  fascia_text_clear (&self->summary);
  fascia_text_clear (&self->body);
  g_clear_pointer (&self->leads, g_ptr_array_unref);
  g_clear_pointer (&self->evidence, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_free (self);
}

const char *
fascia_article_section_get_article (const FasciaArticleSection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_str_has_prefix (self->slug, "mfr/") ? "mfr" : "smr";
}

gboolean
fascia_article_section_is_container (const FasciaArticleSection *self)
{
  const char *name;

  g_return_val_if_fail (self != NULL, FALSE);

  name = strchr (self->slug, '/') + 1;
  return strcmp (name, "intro") == 0 || strcmp (name, "faq") == 0;
}
