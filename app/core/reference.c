/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/reference.h"

void
fascia_reference_free (FasciaReference *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->authors);
  fascia_text_clear (&self->title);
  g_free (self->journal);
  g_free (self->doi);
  g_free (self->pmc);
  g_free (self);
}

/* A sentence more, behind a full stop that may be there already ("et al."). */
static void
append_sentence (GString *citation,
                 const char *sentence)
{
  if (citation->len > 0)
    g_string_append (citation, citation->str[citation->len - 1] == '.' ? " " : ". ");
  g_string_append (citation, sentence);
}

char *
fascia_reference_to_citation (const FasciaReference *self,
                              FasciaLanguage language)
{
  g_autoptr (GString) citation = g_string_new (NULL);
  const char *title;

  g_return_val_if_fail (self != NULL, NULL);

  title = fascia_text_get (&self->title, language);
  if (self->authors != NULL)
    {
      g_string_append (citation, self->authors);
      if (self->year > 0)
        g_string_append_printf (citation, " %u", self->year);
      if (title[0] != '\0')
        append_sentence (citation, title);
    }
  else
    {
      g_string_append (citation, title);
      if (self->year > 0)
        g_string_append_printf (citation, " (%u)", self->year);
    }
  if (self->journal != NULL)
    append_sentence (citation, self->journal);

  return g_string_free (g_steal_pointer (&citation), FALSE);
}

char *
fascia_reference_to_url (const FasciaReference *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->doi != NULL)
    {
      /* Old identifiers have brackets and angles in them, such as S0304-3959(01)00349-9. */
      g_autofree char *escaped = g_uri_escape_string (self->doi, "/:();", FALSE);

      return g_strconcat ("https://doi.org/", escaped, NULL);
    }
  if (self->pmc != NULL)
    return g_strconcat ("https://pmc.ncbi.nlm.nih.gov/articles/", self->pmc, "/", NULL);

  return NULL;
}
