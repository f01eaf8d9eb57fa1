/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Says @text for a moment at the bottom of the window that @near is in. */
void fascia_toast (GtkWidget *near, const char *text);

/* The same in @window, for what was begun in a window that is closed by now. */
void fascia_toast_in (GtkWindow *window, const char *text);

/* The same with a button that activates @action (of @near's window) with the
 * string @target: such as “Undo”. */
void fascia_toast_with_button (GtkWidget *near, const char *text, const char *button, const char *action, const char *target);

G_END_DECLS
