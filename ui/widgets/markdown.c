/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/markdown.h"

#include <cmark.h>

#include "fascia/core/article.h"
#include "widgets/rows.h"

#define PARAGRAPH_GAP_PX 12
#define LIST_GAP_PX 6

static void
append_escaped (GString *markup, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (markup, escaped);
}

/* What stands on a line, as markup of a label. */
static void
append_inlines (GString *markup, cmark_node *parent)
{
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL; node = cmark_node_next (node))
    switch (cmark_node_get_type (node))
      {
      case CMARK_NODE_TEXT:
      case CMARK_NODE_CODE:
        append_escaped (markup, cmark_node_get_literal (node));
        break;
      case CMARK_NODE_SOFTBREAK:
        g_string_append_c (markup, ' ');
        break;
      case CMARK_NODE_LINEBREAK:
        g_string_append_c (markup, '\n');
        break;
      case CMARK_NODE_STRONG:
        g_string_append (markup, "<b>");
        append_inlines (markup, node);
        g_string_append (markup, "</b>");
        break;
      case CMARK_NODE_EMPH:
        g_string_append (markup, "<i>");
        append_inlines (markup, node);
        g_string_append (markup, "</i>");
        break;
      case CMARK_NODE_LINK:
        g_string_append (markup, "<a href=\"");
        append_escaped (markup, cmark_node_get_url (node));
        g_string_append (markup, "\">");
        append_inlines (markup, node);
        g_string_append (markup, "</a>");
        break;
      default:
        append_inlines (markup, node);
        break;
      }
}

static gboolean
follow_cb (GtkWidget *label, const char *uri)
{
  g_autoptr (FasciaLead) lead = fascia_lead_new_from_uri (uri);
  g_autofree char *text = NULL;

  if (lead != NULL)
    {
      text = fascia_lead_to_string (lead);
      gtk_widget_activate_action (label, "win.follow-lead", "s", text);
    }

  return TRUE;
}

static GtkWidget *
new_paragraph (cmark_node *node, const char *style)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  GtkWidget *label = fascia_text_new (NULL, style);

  append_inlines (markup, node);
  gtk_label_set_markup (GTK_LABEL (label), markup->str);
  g_signal_connect (label, "activate-link", G_CALLBACK (follow_cb), NULL);

  return label;
}

static void append_blocks (GtkBox *box, cmark_node *parent);

static GtkWidget *
new_list (cmark_node *list)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, LIST_GAP_PX);
  gboolean ordered = cmark_node_get_list_type (list) == CMARK_ORDERED_LIST;
  int number = cmark_node_get_list_start (list);

  for (cmark_node *item = cmark_node_first_child (list); item != NULL; item = cmark_node_next (item))
    {
      g_autofree char *mark = ordered ? g_strdup_printf ("%d.", number++) : g_strdup ("•");
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
      GtkWidget *label = gtk_label_new (mark);
      GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, LIST_GAP_PX);

      gtk_widget_set_valign (label, GTK_ALIGN_START);
      gtk_widget_add_css_class (label, "numeric");
      gtk_label_set_width_chars (GTK_LABEL (label), ordered ? 2 : 1);
      gtk_widget_set_hexpand (words, TRUE);
      append_blocks (GTK_BOX (words), item);
      gtk_box_append (GTK_BOX (line), label);
      gtk_box_append (GTK_BOX (line), words);
      gtk_box_append (GTK_BOX (box), line);
    }

  return box;
}

static void
append_blocks (GtkBox *box, cmark_node *parent)
{
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL; node = cmark_node_next (node))
    switch (cmark_node_get_type (node))
      {
      case CMARK_NODE_LIST:
        gtk_box_append (box, new_list (node));
        break;
      case CMARK_NODE_HEADING:
        gtk_box_append (box, new_paragraph (node, "heading"));
        break;
      case CMARK_NODE_PARAGRAPH:
        gtk_box_append (box, new_paragraph (node, NULL));
        break;
      default:
        append_blocks (box, node);
        break;
      }
}

GtkWidget *
fascia_markdown_new (const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, PARAGRAPH_GAP_PX);
  cmark_node *document;

  g_return_val_if_fail (text != NULL, NULL);

  document = cmark_parse_document (text, strlen (text), CMARK_OPT_DEFAULT);
  append_blocks (GTK_BOX (box), document);
  cmark_node_free (document);
  gtk_widget_add_css_class (box, "article");

  return box;
}
