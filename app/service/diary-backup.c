/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/diary-private.h"
#include "fascia/store/backup.h"

gboolean
fascia_diary_back_up (FasciaDiary *self, const char *path, char **written, GError **error)
{
  FasciaStore *store;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  store = fascia_diary_get_store (self);
  if (path == NULL)
    return fascia_backup_keep_now (store, fascia_diary_today (self), written, NULL, NULL, NULL, error);
  if (!fascia_backup_write (store, path, NULL, NULL, NULL, error))
    return FALSE;
  if (written != NULL)
    *written = g_strdup (path);
  return TRUE;
}

gboolean
fascia_context_restore (FasciaContext *self, const char *path, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_CONTEXT (self) && path != NULL, FALSE);
  return fascia_backup_restore (fascia_context_get_folder (self), path,
                                fascia_clock_utc_us (fascia_context_get_clock (self)), NULL, NULL, NULL, error);
}
