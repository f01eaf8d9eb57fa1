/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FasciaAsList:
 *
 * What a picture shows, once more as lines of text, folded up until it is wanted.
 */
#define FASCIA_TYPE_AS_LIST (fascia_as_list_get_type ())
G_DECLARE_FINAL_TYPE (FasciaAsList, fascia_as_list, FASCIA, AS_LIST, GtkWidget)

void fascia_as_list_clear (FasciaAsList *self);
void fascia_as_list_add (FasciaAsList *self, const char *title, const char *text);

G_END_DECLS
