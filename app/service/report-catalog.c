/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/report-catalog.h"

#include <stdio.h>
#include <string.h>

/* (nullable): the last @words before @end. */
static const char *
find_last (const GByteArray *pdf, const char *end, const char *words)
{
  gsize length = strlen (words);
  const char *start = (const char *) pdf->data;

  for (const char *p = end - length; p >= start; p--)
    if (memcmp (p, words, length) == 0)
      return p;
  return NULL;
}

/* (transfer full) (nullable): the dictionary of the object @number without its brackets. */
static char *
dup_dictionary (const GByteArray *pdf, const char *end, unsigned number)
{
  g_autofree char *head = g_strdup_printf ("\n%u 0 obj", number);
  const char *object = find_last (pdf, end, head);
  g_autofree char *text = NULL;
  char *opening;
  char *closing;

  if (object == NULL)
    return NULL;
  text = g_strndup (object + strlen (head), (gsize) (end - object) - strlen (head));
  closing = strstr (text, "endobj");
  if (closing == NULL)
    return NULL;
  *closing = '\0';
  opening = strstr (text, "<<");
  closing = g_strrstr (text, ">>");
  if (opening == NULL || closing == NULL || closing < opening)
    return NULL;
  return g_strndup (opening + 2, (gsize) (closing - opening) - 2);
}

gboolean
fascia_report_complete_catalog (GByteArray *pdf, const char *language)
{
  const char *end = (const char *) pdf->data + pdf->len;
  const char *trailer = find_last (pdf, end, "trailer");
  g_autofree char *tail = NULL;
  g_autofree char *catalog = NULL;
  g_autoptr (GString) update = NULL;
  const char *size_text;
  const char *root_text;
  const char *info_text;
  const char *table_text;
  unsigned size;
  unsigned root;
  unsigned info;
  unsigned long table;
  unsigned long new_table;

  if (trailer == NULL)
    return FALSE;
  tail = g_strndup (trailer, (gsize) (end - trailer));
  size_text = strstr (tail, "/Size ");
  root_text = strstr (tail, "/Root ");
  info_text = strstr (tail, "/Info ");
  table_text = strstr (tail, "startxref");
  if (size_text == NULL || root_text == NULL || info_text == NULL || table_text == NULL ||
      sscanf (size_text, "/Size %u", &size) != 1 || sscanf (root_text, "/Root %u 0 R", &root) != 1 ||
      sscanf (info_text, "/Info %u 0 R", &info) != 1 || sscanf (table_text, "startxref %lu", &table) != 1)
    return FALSE;
  catalog = dup_dictionary (pdf, trailer, root);
  if (catalog == NULL)
    return FALSE;

  update = g_string_new (NULL);
  g_string_append_printf (update, "%u 0 obj\n<<%s", root, catalog);
  if (strstr (catalog, "/Lang") == NULL)
    g_string_append_printf (update, "   /Lang (%s)\n", language);
  if (strstr (catalog, "/MarkInfo") == NULL)
    g_string_append (update, "   /MarkInfo << /Marked true >>\n");
  if (strstr (catalog, "/ViewerPreferences") == NULL)
    g_string_append (update, "   /ViewerPreferences << /DisplayDocTitle true >>\n");
  g_string_append (update, ">>\nendobj\n");
  new_table = pdf->len + update->len;
  g_string_append_printf (update,
                          "xref\n%u 1\n%010u 00000 n \ntrailer\n<< /Size %u\n   /Root %u 0 R\n   /Info %u 0 R\n   /Prev %lu\n>>\nstartxref\n%lu\n%%%%EOF\n",
                          root, pdf->len, size, root, info, table, new_table);
  g_byte_array_append (pdf, (const guint8 *) update->str, (guint) update->len);
  return TRUE;
}
