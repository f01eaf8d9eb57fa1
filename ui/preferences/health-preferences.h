/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/diary.h"

G_BEGIN_DECLS

/**
 * FasciaHealthPreferences:
 *
 * The tools at hand, what the health check found, and areas that rest. Everything
 * holds at once.
 */
#define FASCIA_TYPE_HEALTH_PREFERENCES (fascia_health_preferences_get_type ())
G_DECLARE_FINAL_TYPE (FasciaHealthPreferences, fascia_health_preferences, FASCIA, HEALTH_PREFERENCES, GtkWidget)

GtkWidget *fascia_health_preferences_new (FasciaContext *context, FasciaDiary *diary);

G_END_DECLS
