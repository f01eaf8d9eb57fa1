/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/core/log-entry.h"
#include "fascia/service/context.h"

G_BEGIN_DECLS

/* (transfer floating): one technique and side of a session, with how much of it
 * was done, in words and as a symbol. */
GtkWidget *fascia_log_item_row_new (FasciaContext *context, const FasciaLogItem *item);

G_END_DECLS
