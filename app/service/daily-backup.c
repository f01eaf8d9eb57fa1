/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service/long-work.h"
#include "fascia/service/archive.h"

/* A file of its own: the reminder service needs nothing else of the archive. */

static const char problem_key[] = "fascia-daily-backup-problem";

static gboolean
keep_daily (FasciaLongWork *work, GError **error)
{
  g_autoptr (FasciaStore) store = NULL;

  if (!fascia_long_work_has_database (work))
    return TRUE;
  store = fascia_long_work_open (work, error);
  return store != NULL && fascia_backup_keep_daily (store, fascia_long_work_today (work, store), error);
}

void
fascia_archive_keep_daily_async (FasciaContext *context, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (FASCIA_IS_CONTEXT (context));

  fascia_long_work_start (fascia_long_work_new (context, NULL), context, fascia_archive_keep_daily_async, keep_daily, callback, user_data);
}

gboolean
fascia_archive_keep_daily_finish (FasciaContext *context, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gboolean done;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), FALSE);

  done = fascia_long_work_finish (context, result, fascia_archive_keep_daily_async, &problem) != NULL;
  g_object_set_data_full (G_OBJECT (context), problem_key, done ? NULL : g_strdup (problem->message), g_free);
  if (!done)
    g_propagate_error (error, g_steal_pointer (&problem));
  return done;
}

const char *
fascia_archive_get_daily_problem (FasciaContext *context)
{
  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  return g_object_get_data (G_OBJECT (context), problem_key);
}
