/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/**
 * FasciaSafetyPage:
 *
 * Why a routine cannot be started, or not as it is written: the answers and resting
 * areas behind it, whom to ask, and what would be different. It follows the answers:
 * when they allow it meanwhile, it says so.
 *
 * Signal "agreed": the user wants to start what the page shows.
 */
#define FASCIA_TYPE_SAFETY_PAGE (fascia_safety_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaSafetyPage, fascia_safety_page, FASCIA, SAFETY_PAGE, GtkWidget)

/* @facts (nullable) (transfer full): what holds where there is no database to ask; else the answers
 * are read, and read again when they change. */
GtkWidget *fascia_safety_page_new (FasciaContext *context, FasciaRoutine *routine, FasciaSafetyFacts *facts);
/* (transfer none) */
FasciaRoutine *fascia_safety_page_get_routine (FasciaSafetyPage *self);
/* (transfer none) (nullable): what the user agreed to. */
const FasciaSafetyVerdict *fascia_safety_page_get_verdict (FasciaSafetyPage *self);

G_END_DECLS
