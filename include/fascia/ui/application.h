/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/context.h"
#include "fascia/service/sync.h"

G_BEGIN_DECLS

/**
 * FasciaApplication:
 *
 * The window program. Actions: "app.start-routine" (s: an id; raises the window
 * with it ready to start), "app.show-today", "app.quit", "app.about",
 * "app.shortcuts".
 */
#define FASCIA_TYPE_APPLICATION (fascia_application_get_type ())
G_DECLARE_FINAL_TYPE (FasciaApplication, fascia_application, FASCIA, APPLICATION, AdwApplication)

/* (transfer full): keeps a reference to @context. */
FasciaApplication *fascia_application_new (FasciaContext *context);
/* (transfer none): the one that is running, for preferences to show. */
FasciaSync *fascia_application_get_sync (FasciaApplication *self);

G_END_DECLS
