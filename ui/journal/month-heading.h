/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/history-model.h"

G_BEGIN_DECLS

/* The line above the sessions of a month: its name, and what it adds up to. */
#define FASCIA_TYPE_MONTH_HEADING (fascia_month_heading_get_type ())
G_DECLARE_FINAL_TYPE (FasciaMonthHeading, fascia_month_heading, FASCIA, MONTH_HEADING, GtkWidget)

GtkWidget *fascia_month_heading_new (void);
void fascia_month_heading_set_month (FasciaMonthHeading *self, const FasciaHistoryMonth *month);
/* (nullable): all of it in one sentence, for who hears it. */
const char *fascia_month_heading_get_description (FasciaMonthHeading *self);

G_END_DECLS
