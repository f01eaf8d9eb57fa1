/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/service/journal.h"

#include "diary-private.h"
#include "fascia/store/search.h"

/* As far back as one looks for the answer before. */
#define ANSWERS_LOOKED_AT 50

GPtrArray *
fascia_diary_find_sessions (FasciaDiary *self, const FasciaLogFilter *filter, guint limit, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);
  g_return_val_if_fail (filter != NULL, NULL);

  return fascia_store_find_sessions (fascia_diary_get_store (self), filter, limit, error);
}

GPtrArray *
fascia_diary_list_trash (FasciaDiary *self, GError **error)
{
  gint64 now_us;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);

  now_us = fascia_clock_utc_us (fascia_diary_get_clock (self));
  if (!fascia_store_empty_trash (fascia_diary_get_store (self), now_us - FASCIA_TRASH_DAYS * G_TIME_SPAN_DAY, error))
    return NULL;

  return fascia_store_list_trash (fascia_diary_get_store (self), error);
}

gboolean
fascia_diary_empty_trash (FasciaDiary *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);

  /* Whatever another machine's clock says it was deleted at. */
  if (!fascia_store_empty_trash (fascia_diary_get_store (self), G_MAXINT64, error))
    return FALSE;
  fascia_diary_emit_changed (self);

  return TRUE;
}

static gint64
end_of (const FasciaLogEntry *entry)
{
  return entry->started.utc_us + entry->elapsed_s * G_TIME_SPAN_SECOND;
}

FasciaLogEntry *
fascia_diary_get_next_day_question (FasciaDiary *self, GError **error)
{
  gint64 now_us;
  FasciaDay today;
  g_autoptr (GPtrArray) entries = NULL;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), NULL);

  now_us = fascia_clock_utc_us (fascia_diary_get_clock (self));
  today = fascia_diary_today (self);
  entries = fascia_diary_list_sessions (self, fascia_day_add (today, -3), FASCIA_DAY_NONE, 0, 0, error);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const FasciaLogEntry *entry = g_ptr_array_index (entries, i);
      gint64 ago_us = now_us - end_of (entry);

      if (ago_us < FASCIA_NEXT_DAY_FROM_US)
        continue;
      /* One that was answered is not followed by the question about an older one. */
      if (ago_us > FASCIA_NEXT_DAY_UNTIL_US || entry->next_day != FASCIA_NEXT_DAY_NONE)
        return NULL;
      return fascia_log_entry_copy (entry);
    }

  return NULL;
}

/* Whether the session answered for before @entry was followed by a worse day. */
static gboolean
find_worse_before (FasciaDiary *self, const FasciaLogEntry *entry, gboolean *worse, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;

  *worse = FALSE;
  entries = fascia_diary_list_sessions (self, FASCIA_DAY_NONE, entry->local_date, 0, ANSWERS_LOOKED_AT, error);
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const FasciaLogEntry *other = g_ptr_array_index (entries, i);

      if (other->started.utc_us >= entry->started.utc_us || other->next_day == FASCIA_NEXT_DAY_NONE)
        continue;
      *worse = other->next_day == FASCIA_NEXT_DAY_WORSE;
      return TRUE;
    }

  return TRUE;
}

gboolean
fascia_diary_answer_next_day (FasciaDiary *self, const char *uuid, FasciaNextDay next_day, gboolean *twice, GError **error)
{
  g_autoptr (FasciaLogEntry) entry = NULL;
  gboolean worse;

  g_return_val_if_fail (FASCIA_IS_DIARY (self), FALSE);
  g_return_val_if_fail (uuid != NULL && twice != NULL, FALSE);

  entry = fascia_diary_get_session (self, uuid, error);
  if (entry == NULL || !find_worse_before (self, entry, &worse, error))
    return FALSE;
  entry->next_day = next_day;
  *twice = worse && next_day == FASCIA_NEXT_DAY_WORSE;

  return fascia_diary_update_session (self, entry, error);
}
