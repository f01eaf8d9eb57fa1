/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/catalog.h"

G_BEGIN_DECLS

/* (transfer full): the catalog parsed from the embedded content, in the order of
 * data/content/order.ini. An error here is a broken build. */
FasciaCatalog *fascia_content_files_load (GError **error);

G_END_DECLS
