/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer floating): @text, CommonMark of an article section (core/article.h), as
 * paragraphs, lists and headings in a column. A link activates "win.follow-lead". */
GtkWidget *fascia_markdown_new (const char *text);

G_END_DECLS
