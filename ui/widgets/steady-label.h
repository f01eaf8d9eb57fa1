/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FasciaSteadyLabel:
 *
 * A text that changes each second. A GtkLabel has the whole window laid out anew for
 * each new text; this one only when the new text takes another room, which digits of
 * one width do not. It wraps at words and stands at the end of its line.
 */
#define FASCIA_TYPE_STEADY_LABEL (fascia_steady_label_get_type ())
G_DECLARE_FINAL_TYPE (FasciaSteadyLabel, fascia_steady_label, FASCIA, STEADY_LABEL, GtkWidget)

void fascia_steady_label_set_text (FasciaSteadyLabel *self, const char *text);

const char *fascia_steady_label_get_text (FasciaSteadyLabel *self);

G_END_DECLS
