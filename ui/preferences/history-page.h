/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/diary.h"

G_BEGIN_DECLS

/* What became of the reminders: shown, snoozed, silent or missed, each with why. */
#define FASCIA_TYPE_HISTORY_PAGE (fascia_history_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaHistoryPage, fascia_history_page, FASCIA, HISTORY_PAGE, GtkWidget)

GtkWidget *fascia_history_page_new (FasciaContext *context, FasciaDiary *diary);

G_END_DECLS
