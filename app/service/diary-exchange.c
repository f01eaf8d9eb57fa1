/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/diary-private.h"
#include "fascia/store/exchange.h"

/* A file of its own, so that a program that never exports is linked without JSON. */

char *
fascia_diary_export_json (FasciaDiary *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return fascia_exchange_to_json (fascia_diary_get_store (self), error);
}
