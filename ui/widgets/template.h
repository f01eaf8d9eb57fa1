/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Call in dispose of a widget that derives from GtkWidget itself: clears the
 * template of @type and lets go of the children. GTK lets go only of those that
 * are bound to a field. */
void fascia_clear_template (GtkWidget *widget, GType type);

G_END_DECLS
