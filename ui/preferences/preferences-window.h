/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/announcer.h"
#include "fascia/service/diary.h"
#include "fascia/service/settings.h"
#include "widgets/errands.h"

G_BEGIN_DECLS

/**
 * FasciaPreferencesWindow:
 *
 * Goal and reminders, how sessions run, tools and health, and the data, a page each, with the
 * pages one drills down to. Every change holds at once.
 */
#define FASCIA_TYPE_PREFERENCES_WINDOW (fascia_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (FasciaPreferencesWindow, fascia_preferences_window, FASCIA, PREFERENCES_WINDOW, AdwWindow)

/* @page: "reminders", "session", "health" or "data", the one to show first. */
GtkWindow *fascia_preferences_window_new (FasciaContext *context,
                                          FasciaDiary *diary,
                                          FasciaSettings *settings,
                                          FasciaAnnouncer *announcer,
                                          FasciaErrands *errands,
                                          const char *page,
                                          GtkWindow *parent);

G_END_DECLS
