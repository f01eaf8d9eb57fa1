/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/log-filter.h"
#include "fascia/service/diary.h"

G_BEGIN_DECLS

/* The log as one looks through it: found again, thrown away, asked about. */

/* (element-type FasciaLogEntry) (transfer full): newest first, at most @limit (0: all);
 * see core/log-filter.h. */
GPtrArray *fascia_diary_find_sessions (FasciaDiary *self, const FasciaLogFilter *filter, guint limit, GError **error);

/* How long what was deleted can be had back (spec L7). */
#define FASCIA_TRASH_DAYS 30

/* (element-type FasciaLogEntry) (transfer full): deleted last first. What is older than
 * 30 days goes for good first. */
GPtrArray *fascia_diary_list_trash (FasciaDiary *self, GError **error);
/* All of it, for good. */
gboolean fascia_diary_empty_trash (FasciaDiary *self, GError **error);

/* The next-day check (spec L4) is asked from 12 to 36 hours after a session ended. */
#define FASCIA_NEXT_DAY_FROM_US (12 * G_TIME_SPAN_HOUR)
#define FASCIA_NEXT_DAY_UNTIL_US (36 * G_TIME_SPAN_HOUR)

/* (transfer full) (nullable): the newest session to ask about, without error when there
 * is none. Older ones of the same time are not asked about. */
FasciaLogEntry *fascia_diary_get_next_day_question (FasciaDiary *self, GError **error);
/* *@twice: it was worse, and so it was after the session that was answered before. */
gboolean fascia_diary_answer_next_day (FasciaDiary *self, const char *uuid, FasciaNextDay next_day, gboolean *twice, GError **error);

G_END_DECLS
