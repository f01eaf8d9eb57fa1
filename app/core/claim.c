/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/claim.h"

void
fascia_claim_free (FasciaClaim *self)
{
  if (self == NULL)
    return;

  fascia_text_clear (&self->text);
  g_strfreev (self->references);
  g_free (self);
}
