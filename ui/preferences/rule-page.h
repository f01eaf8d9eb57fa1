/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/core/schedule.h"
#include "fascia/service/diary.h"

G_BEGIN_DECLS

/**
 * FasciaRulePage:
 *
 * The form of one reminder: of which kind, on which days, at what time. Emits "save"
 * when the user is done.
 */
#define FASCIA_TYPE_RULE_PAGE (fascia_rule_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaRulePage, fascia_rule_page, FASCIA, RULE_PAGE, GtkWidget)

/* @rule (nullable): %NULL for a new one. */
GtkWidget *fascia_rule_page_new (FasciaContext *context, FasciaDiary *diary, const FasciaRule *rule);
/* (transfer full): the rule as filled in; without UUID when it is new. */
FasciaRule *fascia_rule_page_get_rule (FasciaRulePage *self);

G_END_DECLS
