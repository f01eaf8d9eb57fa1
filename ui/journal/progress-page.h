/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/* What the log adds up to, with the rule of each number where it stands. Follows the
 * diary while it is looked at. */
#define FASCIA_TYPE_PROGRESS_PAGE (fascia_progress_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaProgressPage, fascia_progress_page, FASCIA, PROGRESS_PAGE, GtkWidget)

/* Once, before it is shown. */
void fascia_progress_page_set_context (FasciaProgressPage *self, FasciaContext *context);

G_END_DECLS
