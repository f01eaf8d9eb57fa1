/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/core/schedule.h"

G_BEGIN_DECLS

/**
 * FasciaRulePage:
 *
 * The form of one reminder: on which days, at what time. Its button activates
 * "reminders.save-rule".
 */
#define FASCIA_TYPE_RULE_PAGE (fascia_rule_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaRulePage, fascia_rule_page, FASCIA, RULE_PAGE, GtkWidget)

/* @rule (nullable): %NULL for a new one. */
void fascia_rule_page_set_rule (FasciaRulePage *self, const FasciaRule *rule);
/* (transfer full): the rule as filled in; without UUID when it is new. */
FasciaRule *fascia_rule_page_get_rule (FasciaRulePage *self);

G_END_DECLS
