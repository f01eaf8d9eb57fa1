/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/diary.h"
#include "widgets/errands.h"

G_BEGIN_DECLS

/**
 * FasciaReminderPreferences:
 *
 * The weekly goal, and all that decides when a reminder comes: rules, pauses, quiet
 * hours; what comes next and why; and what stands in the way. Stands in a
 * FasciaBrowser, where it opens pages of its own.
 */
#define FASCIA_TYPE_REMINDER_PREFERENCES (fascia_reminder_preferences_get_type ())
G_DECLARE_FINAL_TYPE (FasciaReminderPreferences, fascia_reminder_preferences, FASCIA, REMINDER_PREFERENCES, GtkWidget)

GtkWidget *fascia_reminder_preferences_new (FasciaContext *context, FasciaDiary *diary, FasciaErrands *errands);

G_END_DECLS
