/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first byte says what kind of file the rest is. */
#include <string.h>

#include "fascia/core/content.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static void
assert_said (const GError *error, gboolean done)
{
  g_assert_true (done == (error == NULL));
  if (error != NULL)
    {
      g_assert_true (g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_CONTENT));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (length == 0)
    return 0;
  length--;
  text = g_memdup2 (length > 0 ? bytes + 1 : bytes, MAX (length, 1));
  switch (bytes[0] % 6)
    {
    case 0:
      {
        FasciaTechnique *technique = fascia_content_parse_technique ("calf-roller", text, length, &error);

        assert_said (error, technique != NULL);
        g_clear_pointer (&technique, fascia_technique_free);
        break;
      }
    case 1:
      {
        g_autoptr (FasciaRoutine) routine = fascia_content_parse_routine ("after-run", text, length, &error);

        assert_said (error, routine != NULL);
        break;
      }
    case 2:
      {
        g_autoptr (GPtrArray) references = fascia_content_parse_references (text, length, &error);

        assert_said (error, references != NULL);
        break;
      }
    case 3:
      {
        g_autoptr (GPtrArray) claims = fascia_content_parse_claims (text, length, &error);

        assert_said (error, claims != NULL);
        break;
      }
    case 4:
      {
        FasciaWords *words = fascia_content_parse_words (text, length, &error);

        assert_said (error, words != NULL);
        g_clear_pointer (&words, fascia_words_free);
        break;
      }
    default:
      {
        /* Three texts, a form feed between them. */
        g_autofree char *whole = g_strndup (text, length);
        g_auto (GStrv) parts = g_strsplit (whole, "\f", 3);
        guint n = g_strv_length (parts);
        g_autoptr (GBytes) ini = g_bytes_new (n > 0 ? parts[0] : "", n > 0 ? strlen (parts[0]) : 0);
        g_autoptr (GBytes) english = n > 1 ? g_bytes_new (parts[1], strlen (parts[1])) : NULL;
        g_autoptr (GBytes) danish = n > 2 ? g_bytes_new (parts[2], strlen (parts[2])) : NULL;
        FasciaArticleSection *section = fascia_content_parse_section ("smr/how-to", ini, english, danish, &error);

        assert_said (error, section != NULL);
        g_clear_pointer (&section, fascia_article_section_free);
        break;
      }
    }
  return 0;
}
