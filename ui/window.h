/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/player.h"
#include "fascia/service/settings.h"

G_BEGIN_DECLS

/**
 * FasciaWindow:
 *
 * The one window: four views, what one drills down to in them, and the session
 * that covers them.
 */
#define FASCIA_TYPE_WINDOW (fascia_window_get_type ())
G_DECLARE_FINAL_TYPE (FasciaWindow, fascia_window, FASCIA, WINDOW, AdwApplicationWindow)

FasciaWindow *fascia_window_new (GtkApplication *application, FasciaContext *context);
/* Makes the routine @id ready to start; a session under way is shown instead, and
 * an unknown id is said in a toast. */
void fascia_window_start_routine (FasciaWindow *self, const char *id);
/* "today", "guide", "routines" or "journal", at its first page. */
void fascia_window_show_view (FasciaWindow *self, const char *name);

/* (transfer none): look and sound of this window's sessions. */
FasciaSettings *fascia_window_get_settings (FasciaWindow *self);

/* (transfer none): the session of this window. */
FasciaPlayer *fascia_window_get_player (FasciaWindow *self);

/* The screen is to stay on, because time runs. */
gboolean fascia_window_keeps_awake (FasciaWindow *self);

G_END_DECLS
