/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/diary-private.h"
#include "fascia/store/backup.h"
#include "fascia/store/exchange.h"

/* A file of its own, so that a program that never exports is linked without JSON. */

char *
fascia_diary_export_json (FasciaDiary *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return fascia_exchange_to_json (fascia_diary_get_store (self), NULL, NULL, NULL, error);
}

char *
fascia_diary_export_csv (FasciaDiary *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  return fascia_exchange_to_csv (fascia_diary_get_store (self), NULL, NULL, NULL, error);
}

static gboolean
read_text (FasciaDiary *self, FasciaExchangeFormat format, const char *text, gsize length, gboolean dry_run, FasciaMergeSummary *summary, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error)
{
  FasciaStore *store = fascia_diary_get_store (self);

  if (format == FASCIA_EXCHANGE_CSV)
    return fascia_exchange_read_csv (store, text, length, fascia_clock_utc_us (fascia_diary_get_clock (self)),
                                     dry_run, summary, cancellable, progress, progress_data, error);
  return fascia_exchange_read_json (store, text, length, dry_run, summary, cancellable, progress, progress_data, error);
}

gboolean
fascia_diary_import (FasciaDiary *self, FasciaExchangeFormat format, const char *text, gsize length, gboolean dry_run, FasciaMergeSummary *summary, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error)
{
  FasciaStore *store;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  store = fascia_diary_get_store (self);
  if (dry_run)
    return read_text (self, format, text, length, TRUE, summary, cancellable, progress, progress_data, error);
  /* A file that is refused needs no backup. */
  if (!read_text (self, format, text, length, TRUE, summary, cancellable, NULL, NULL, error) ||
      !fascia_backup_keep_before (store, "import", fascia_clock_utc_us (fascia_diary_get_clock (self)), cancellable, error) ||
      !read_text (self, format, text, length, FALSE, summary, cancellable, progress, progress_data, error))
    return FALSE;
  fascia_diary_emit_changed (self);
  return TRUE;
}
