/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/player.h"
#include "fascia/service/settings.h"

G_BEGIN_DECLS

/**
 * FasciaSessionPage:
 *
 * The guided session over the whole window: ready, running, why it was stopped,
 * and the summary. It shows what the player says and tells it what the user
 * wants; it keeps no time of its own. It leaves by "win.leave-session".
 */
#define FASCIA_TYPE_SESSION_PAGE (fascia_session_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaSessionPage, fascia_session_page, FASCIA, SESSION_PAGE, GtkWidget)

GtkWidget *fascia_session_page_new (FasciaContext *context, FasciaPlayer *player, FasciaSettings *settings);
/* Makes @routine ready to start, changed as the user @agreed to (nullable); what was
 * filled in about an ended session is saved. */
gboolean fascia_session_page_prepare (FasciaSessionPage *self, FasciaRoutine *routine, const FasciaSafetyVerdict *agreed, GError **error);
/* Takes up the session @uuid that was cut off; it is paused. */
gboolean fascia_session_page_resume (FasciaSessionPage *self, const char *uuid, GError **error);
/* Says @text for some seconds, where it covers nothing. */
void fascia_session_page_tell (FasciaSessionPage *self, const char *text);
/* Ends what runs and saves it with what was filled in. */
gboolean fascia_session_page_finish (FasciaSessionPage *self, GError **error);
/* Throws away the present session; one that is only prepared is forgotten. */
gboolean fascia_session_page_discard (FasciaSessionPage *self, GError **error);
/* An ended session waits to be saved or discarded. */
gboolean fascia_session_page_awaits_answer (FasciaSessionPage *self);
/* Puts the focus where the keyboard is expected. */
void fascia_session_page_focus (FasciaSessionPage *self);

G_END_DECLS
