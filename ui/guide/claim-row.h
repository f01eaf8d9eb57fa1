/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fascia/service/context.h"

G_BEGIN_DECLS

/* (transfer floating): what @claim says and how far it is carried; the row opens to
 * the references it rests on. */
GtkWidget *fascia_claim_row_new (FasciaContext *context, const FasciaClaim *claim);
/* (transfer floating): a reference, and how much of it was read; leads to it in the
 * browser where it has a DOI or the like. */
GtkWidget *fascia_reference_row_new (FasciaContext *context, const FasciaReference *reference);

G_END_DECLS
