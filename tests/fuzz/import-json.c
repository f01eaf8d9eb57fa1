/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/exchange.h"
#include "tests/fuzz/log.h"

static gboolean
read_json (FasciaStore *store, const char *text, gsize length, gboolean dry_run, GError **error)
{
  FasciaMergeSummary summary;

  return fascia_exchange_read_json (store, text, length, dry_run, &summary, NULL, NULL, NULL, error);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  fuzz_log_read (read_json, bytes, length);
  return 0;
}
