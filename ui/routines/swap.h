/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/catalog.h"

G_BEGIN_DECLS

/* A routine whose tools the user does not all have (spec B1). Nothing here changes the
 * routine itself. @owned: a set of FASCIA_TOOL_BIT. */

/* (transfer full) (nullable): the tools of @routine that are not owned, in words; %NULL
 * when all are. */
char *fascia_swap_describe_missing (const FasciaRoutine *routine, guint owned);

/* (transfer full) (nullable): @routine with what cannot be done for want of a tool done
 * with another one, or as its partner at the wall or on a chair; %NULL when some of it
 * cannot be done at all, or nothing is missing. It keeps the id, for the log. */
FasciaRoutine *fascia_swap_missing_tools (FasciaRoutine *routine, const FasciaCatalog *catalog, guint owned);

/* (transfer full): what is different in @swapped, in words. */
char *fascia_swap_describe (const FasciaRoutine *routine, const FasciaRoutine *swapped, const FasciaCatalog *catalog, FasciaLanguage language);

G_END_DECLS
