/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FasciaBrowser:
 *
 * A list and the pages one drills down to, with the way back. The "title" of the
 * page on top is %NULL at the root.
 */
#define FASCIA_TYPE_BROWSER (fascia_browser_get_type ())
G_DECLARE_FINAL_TYPE (FasciaBrowser, fascia_browser, FASCIA, BROWSER, GtkWidget)

/* (nullable) */
GtkWidget *fascia_browser_get_root (FasciaBrowser *self);
/* The first page; set once. */
void fascia_browser_set_root (FasciaBrowser *self, GtkWidget *root);
void fascia_browser_push (FasciaBrowser *self, GtkWidget *page, const char *title);
/* One page back; %FALSE at the root. The focus returns to where it was. */
gboolean fascia_browser_pop (FasciaBrowser *self);
void fascia_browser_pop_all (FasciaBrowser *self);
const char *fascia_browser_get_title (FasciaBrowser *self);
/* (transfer none) (nullable): the page on top */
GtkWidget *fascia_browser_get_page (FasciaBrowser *self);

G_END_DECLS
