/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Says in the catalog of a PDF that cairo wrote which language it is in and that its
 * parts are marked, for who has it read aloud: cairo has no call for it. Appended, as PDF
 * allows. %FALSE, and @pdf as it was, when it is not as expected. */
gboolean fascia_report_complete_catalog (GByteArray *pdf, const char *language);

G_END_DECLS
