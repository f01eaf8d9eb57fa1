/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/announcer.h"
#include "fascia/service/diary.h"
#include "fascia/service/settings.h"

G_BEGIN_DECLS

/**
 * FasciaSessionPreferences:
 *
 * How a session runs, looks and sounds. Times and sides decide a plan and so live in
 * the diary; look and sound in the settings. Everything holds at once.
 */
#define FASCIA_TYPE_SESSION_PREFERENCES (fascia_session_preferences_get_type ())
G_DECLARE_FINAL_TYPE (FasciaSessionPreferences, fascia_session_preferences, FASCIA, SESSION_PREFERENCES, GtkWidget)

GtkWidget *fascia_session_preferences_new (FasciaDiary *diary, FasciaSettings *settings, FasciaAnnouncer *announcer);

G_END_DECLS
