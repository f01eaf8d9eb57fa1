/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Call in init: builds the template, and gives its buttons the names that GTK 4.8
 * gets wrong. There one with a symbol is called “GtkImage” whatever its tooltip
 * says, and one with a mnemonic is read out with the underline. */
void fascia_init_template (GtkWidget *widget);
/* The same for one button whose label changes: @label has a mnemonic. */
void fascia_set_button_label (GtkButton *button, const char *label);
/* And for one with a symbol. */
void fascia_set_button_icon (GtkButton *button, const char *icon, const char *name);

/* Call in dispose of a widget that derives from GtkWidget itself: clears the
 * template of @type and lets go of the children. GTK lets go only of those that
 * are bound to a field. */
void fascia_clear_template (GtkWidget *widget, GType type);

G_END_DECLS
