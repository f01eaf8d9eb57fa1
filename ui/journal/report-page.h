/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/* Which days the report for the physiotherapist is of, and where it goes. */
#define FASCIA_TYPE_REPORT_PAGE (fascia_report_page_get_type ())
G_DECLARE_FINAL_TYPE (FasciaReportPage, fascia_report_page, FASCIA, REPORT_PAGE, GtkWidget)

GtkWidget *fascia_report_page_new (FasciaContext *context);
/* Makes it as chosen, and says so near the page. */
void fascia_report_page_save (FasciaReportPage *self, GFile *file);

G_END_DECLS
