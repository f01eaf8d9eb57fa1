/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer floating): a row of a list that says @text under the heading @title,
 * at reading size. @icon may be %NULL. */
GtkWidget *fascia_text_row_new (const char *icon, const char *title, const char *text);

G_END_DECLS
