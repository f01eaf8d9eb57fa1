/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/diary.h"
#include "fascia/service/sync.h"
#include "widgets/errands.h"

G_BEGIN_DECLS

/* Where the data are, and everything that is done with all of them. Long work shows how
 * far it is and can be cancelled; one at a time. */
#define FASCIA_TYPE_DATA_PREFERENCES (fascia_data_preferences_get_type ())
G_DECLARE_FINAL_TYPE (FasciaDataPreferences, fascia_data_preferences, FASCIA, DATA_PREFERENCES, GtkWidget)

/* @sync: (nullable) */
GtkWidget *fascia_data_preferences_new (FasciaContext *context, FasciaDiary *diary, FasciaSync *sync, FasciaErrands *errands);

G_END_DECLS
