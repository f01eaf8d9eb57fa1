/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown.h"

#include <cmark.h>
#include <string.h>

#include "output.h"

static gboolean
is_item (cmark_node *node)
{
  return node && cmark_node_get_type (node) == CMARK_NODE_ITEM;
}

static gboolean
is_bullet (cmark_node *item)
{
  return cmark_node_get_list_type (cmark_node_parent (item)) == CMARK_BULLET_LIST;
}

/* Columns in front of what is inside @node: "– " or "1. " for each item around it. */
static guint
get_indent (cmark_node *node)
{
  guint indent = 0;

  for (; node; node = cmark_node_parent (node))
    if (is_item (node))
      indent += is_bullet (node) ? 2 : 3;
  return indent;
}

/* (transfer full): "2." or "–" in front of an item's first block, nothing elsewhere. */
static char *
make_label (cmark_node *block)
{
  cmark_node *item = cmark_node_parent (block);
  guint inset;
  int number;

  if (!is_item (item) || cmark_node_previous (block))
    return g_strdup ("");

  inset = get_indent (cmark_node_parent (item));
  if (is_bullet (item))
    return g_strdup_printf ("%*s–", inset, "");

  number = cmark_node_get_list_start (cmark_node_parent (item));
  for (cmark_node *before = cmark_node_previous (item); before; before = cmark_node_previous (before))
    number++;
  return g_strdup_printf ("%*s%d.", inset, "", number);
}

/* The items of a tight list stand line by line. */
static gboolean
needs_blank_line (cmark_node *block)
{
  cmark_node *item = cmark_node_parent (block);

  return !(is_item (item) && cmark_node_previous (item) && !cmark_node_previous (block) &&
           cmark_node_get_list_tight (cmark_node_parent (item)));
}

static void
append_block (GString *out, cmark_node *block, const char *text, gboolean wrapped)
{
  g_autofree char *label = make_label (block);

  if (wrapped)
    fascia_output_append_paragraph (out, label, get_indent (block), text);
  else
    g_string_append_printf (out, "%s%s%s\n", label, *label ? " " : "", text);
}

void
fascia_markdown_append (GString *out, const char *markdown, gboolean wrapped)
{
  cmark_node *document = cmark_parse_document (markdown, strlen (markdown), CMARK_OPT_DEFAULT);
  cmark_iter *iter = cmark_iter_new (document);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean first = TRUE;
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);

      switch (cmark_node_get_type (node))
        {
        case CMARK_NODE_TEXT:
          g_string_append (text, cmark_node_get_literal (node));
          break;
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK:
          g_string_append_c (text, ' ');
          break;
        case CMARK_NODE_PARAGRAPH:
        case CMARK_NODE_HEADING:
          if (event == CMARK_EVENT_ENTER)
            break;
          if (!first && needs_blank_line (node))
            g_string_append_c (out, '\n');
          append_block (out, node, text->str, wrapped);
          g_string_truncate (text, 0);
          first = FALSE;
          break;
        default:
          break;
        }
    }

  cmark_iter_free (iter);
  cmark_node_free (document);
}
