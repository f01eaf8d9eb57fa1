/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/store/store.h"

G_BEGIN_DECLS

/* What the window would write, for tests of those who read it. Errors fail the
 * test. */

/* Instants are local to @zone where they name no offset (see fascia_instant_parse()). */
gint64 reminder_data_instant (const char *text, GTimeZone *zone);
/* Somebody who has used it for long, with the usual goal: no week is pro-rated. */
void reminder_data_begin_long_ago (FasciaStore *store, gint64 now_us);
/* Adds an on-days rule and switches reminders on. Returns its UUID. */
char *reminder_data_add_rule (FasciaStore *store, guint weekdays, guint minute_of_day, gboolean even_if_met, gint64 now_us);
void reminder_data_switch (FasciaStore *store, gboolean on, gint64 now_us);
/* By first day, such as "skip:2027-03-26/2027-03-26 vacation:2027-04-01/ ended". */
char *reminder_data_describe_pauses (FasciaStore *store);
void reminder_data_set_routine (FasciaStore *store, const char *rule, const char *routine, gint64 now_us);
void reminder_data_remove_rule (FasciaStore *store, const char *rule, gint64 now_us);
/* Logs a session by hand. @routine: (nullable) */
void reminder_data_log_session (FasciaStore *store, gint64 start_us, GTimeZone *zone, int minutes, const char *routine, gint64 now_us);
/* A session is under way. */
void reminder_data_begin_session (FasciaStore *store, gint64 now_us, GTimeZone *zone);
/* What became of reminders, newest first, such as "started shown silent:recent". */
char *reminder_data_describe_history (FasciaStore *store);

G_END_DECLS
