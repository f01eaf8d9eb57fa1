/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/diary.h"

G_BEGIN_DECLS

/* The weekly goal and the reminders, in a window of their own. */
#define FASCIA_TYPE_REMINDERS_WINDOW (fascia_reminders_window_get_type ())
G_DECLARE_FINAL_TYPE (FasciaRemindersWindow, fascia_reminders_window, FASCIA, REMINDERS_WINDOW, AdwWindow)

GtkWindow *fascia_reminders_window_new (FasciaContext *context, FasciaDiary *diary, GtkWindow *parent);

G_END_DECLS
