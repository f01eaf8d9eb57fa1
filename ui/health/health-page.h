/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaHealthPage:
 *
 * “Is anything on this list true for you today?”: what rules sessions out, and what
 * asks for a professional first, with the areas where a rule is about an area. The
 * answers are stored when the user has gone through it, never before.
 *
 * Signal "finished" (gboolean answered): the answers are stored (or, where there is no
 * database, kept by the page), or the check was put off.
 */
#define FASCIA_TYPE_HEALTH_PAGE (fascia_health_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaHealthPage, fascia_health_page, FASCIA, HEALTH_PAGE, GtkWidget)

/* @why: what it is shown for; %FASCIA_HEALTH_NOT_DUE when the user asked for it.
 * @can_skip: offers to put it off. */
GtkWidget *fascia_health_page_new (FasciaContext *context, FasciaHealthDue why, gboolean can_skip);
/* (transfer none): the answers as they stand. */
const FasciaHealth *fascia_health_page_get_health (FasciaHealthPage *self);

G_END_DECLS
