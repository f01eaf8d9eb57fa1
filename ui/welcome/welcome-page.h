/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/context.h"
#include "widgets/errands.h"

G_BEGIN_DECLS

/**
 * FasciaWelcomePage:
 *
 * The first start, over the whole window: the tools at hand, how often and when to be
 * reminded, and the health check. Each step can be skipped. Signal "finished".
 */
#define FASCIA_TYPE_WELCOME_PAGE (fascia_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaWelcomePage, fascia_welcome_page, FASCIA, WELCOME_PAGE, GtkWidget)

GtkWidget *fascia_welcome_page_new (FasciaContext *context, FasciaErrands *errands);

G_END_DECLS
