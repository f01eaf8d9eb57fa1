/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/store/exchange.h"
#include "tests/fuzz/log.h"

#define NOW_US G_GINT64_CONSTANT (1806058800000000)

static gboolean
read_csv (FasciaStore *store, const char *text, gsize length, gboolean dry_run, GError **error)
{
  FasciaMergeSummary summary;

  return fascia_exchange_read_csv (store, text, length, NOW_US, dry_run, &summary, NULL, NULL, NULL, error);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  fuzz_log_read (read_csv, bytes, length);
  return 0;
}
