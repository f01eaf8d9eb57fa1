/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaStopPage:
 *
 * Why one stops, and where that leads (content-facts 3.4): the question, the signs
 * in plain words from the most serious on, and what to do about the one chosen. Its
 * buttons activate the actions of the session page.
 */
#define FASCIA_TYPE_STOP_PAGE (fascia_stop_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaStopPage, fascia_stop_page, FASCIA, STOP_PAGE, GtkWidget)

/* Asks why; nothing is decided yet. */
void fascia_stop_page_ask (FasciaStopPage *self);
/* What was felt. */
void fascia_stop_page_show_signs (FasciaStopPage *self);
/* %TRUE while nothing is decided yet. */
gboolean fascia_stop_page_asks (FasciaStopPage *self);

/* A reason that has to be read before anything else. */
gboolean fascia_stop_page_has_advice (FasciaStopReason reason);
/* The session ended for @reason: what to do now. */
void fascia_stop_page_show_advice (FasciaStopPage *self, FasciaStopReason reason);
/* The technique ended for @reason, and @area rests @until; the session may go on. */
void fascia_stop_page_show_rest (FasciaStopPage *self, FasciaStopReason reason, const char *area, const char *until);

void fascia_stop_page_focus (FasciaStopPage *self);

G_END_DECLS
