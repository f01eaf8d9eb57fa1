/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/announcer.h"
#include "fascia/service/diary.h"

G_BEGIN_DECLS

/**
 * FasciaPreferencesWindow:
 *
 * How sessions run, sound and look. Every change holds at once: what decides a plan
 * goes into the diary, the rest into the settings.
 */
#define FASCIA_TYPE_PREFERENCES_WINDOW (fascia_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (FasciaPreferencesWindow, fascia_preferences_window, FASCIA, PREFERENCES_WINDOW, AdwWindow)

GtkWindow *fascia_preferences_window_new (FasciaDiary *diary, FasciaSettings *settings, FasciaAnnouncer *announcer, GtkWindow *parent);

G_END_DECLS
