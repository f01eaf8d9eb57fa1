/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FasciaNotice:
 *
 * A strip across the top of a page that says one thing and offers up to three answers,
 * side by side where there is room. Properties "text", "first-label", "first-action",
 * and so on: an answer without label is not shown. "revealed" slides it in.
 */
#define FASCIA_TYPE_NOTICE (fascia_notice_get_type ())
G_DECLARE_FINAL_TYPE (FasciaNotice, fascia_notice, FASCIA, NOTICE, GtkWidget)

void fascia_notice_set_text (FasciaNotice *self, const char *text);
void fascia_notice_set_revealed (FasciaNotice *self, gboolean revealed);
gboolean fascia_notice_get_revealed (FasciaNotice *self);

G_END_DECLS
