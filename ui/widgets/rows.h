/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Rows of lists, and groups of them, that pages share. All (transfer floating). */

/* A row that leads on: it activates @action with the string @target (nullable:
 * without). @subtitle may be %NULL. Nothing of it is markup. */
GtkWidget *fascia_link_row_new (const char *title, const char *subtitle, const char *action, const char *target);
/* The same with a small symbol before it. */
GtkWidget *fascia_link_row_new_with_icon (const char *icon, const char *title, const char *subtitle, const char *action, const char *target);
/* Puts @widget before the arrow of such a row. */
void fascia_row_add (GtkWidget *row, GtkWidget *widget);
/* The same with a dim text, such as a time. */
void fascia_row_add_fact (GtkWidget *row, const char *text);

/* A boxed list under a heading; @title may be %NULL. */
GtkWidget *fascia_group_new (const char *title, const char *description);

/* A paragraph that wraps. @style may be %NULL. */
GtkWidget *fascia_text_new (const char *text, const char *style);

/* @widget shows one scrolled column, no wider than reads well; returns the box that
 * the page fills. */
GtkBox *fascia_column_new (GtkWidget *widget);

G_END_DECLS
