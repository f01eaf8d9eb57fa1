/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/diary-private.h"
#include "fascia/store/backup.h"

gboolean
fascia_diary_back_up (FasciaDiary *self, const char *path, char **written, GError **error)
{
  FasciaStore *store;
  g_autofree char *home = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *day = NULL;
  g_autofree char *name = NULL;
  g_autofree char *kept = NULL;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  store = fascia_diary_get_store (self);
  if (path == NULL)
    {
      home = g_path_get_dirname (fascia_store_get_path (store));
      folder = fascia_backup_get_folder (home);
      day = fascia_day_to_string (fascia_diary_today (self));
      name = g_strdup_printf ("fascia-%s.db", day);
      kept = g_build_filename (folder, name, NULL);
      /* Asked for: today's is made anew. */
      if (!fascia_backup_keep_daily (store, fascia_diary_today (self), error))
        return FALSE;
      path = kept;
    }
  if (!fascia_backup_write (store, path, error))
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
                                fascia_clock_utc_us (fascia_context_get_clock (self)), error);
}
