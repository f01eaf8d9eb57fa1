/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data/store/database.h"

G_BEGIN_DECLS

/* Reading and writing one row of the log with its areas and items. */

/* The columns that a FasciaSessionReader expects first, of the table named "session". */
#define FASCIA_SESSION_COLUMNS \
  "session.id, session.uuid, started_us, utc_offset_s, zone, local_date, active_s, elapsed_s, source, " \
  "routine, routine_version, context, soreness_before, soreness_after, pressure, next_day, note, " \
  "measured_active_s, measured_elapsed_s "
#define FASCIA_N_SESSION_COLUMNS 19

#define FASCIA_IN_THE_LOG "ended_us IS NOT NULL AND deleted_at_us IS NULL "

/* Reads the rows of @rows one by one; areas and items come from statements that
 * are prepared once. */
typedef struct
{
  FasciaStore *store;
  sqlite3_stmt *rows;
  sqlite3_stmt *areas;
  sqlite3_stmt *items;
} FasciaSessionReader;

/* @sql selects FASCIA_SESSION_COLUMNS (and may select more behind them). */
gboolean fascia_session_reader_init (FasciaSessionReader *self, FasciaStore *store, const char *sql, GError **error);
void fascia_session_reader_clear (FasciaSessionReader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FasciaSessionReader, fascia_session_reader_clear)
/* *@entry (transfer full) is %NULL after the last row. */
gboolean fascia_session_reader_next (FasciaSessionReader *self, FasciaLogEntry **entry, GError **error);

/* How a row is written; each is one statement that returns the id of the row it
 * wrote, or none when there was no row to write. */
typedef enum
{
  FASCIA_SESSION_ADD,
  FASCIA_SESSION_EDIT,    /* an ended one, not in the trash */
  FASCIA_SESSION_JOURNAL, /* the open one, or a new open one */
  FASCIA_SESSION_END,     /* the open one, or a new ended one */
  FASCIA_SESSION_MERGE,   /* whatever is there, in the log or in the trash, or a new ended one */
} FasciaSessionWrite;

/* Inside a transaction. *@id is 0 when there was no row to write. */
gboolean fascia_session_write (FasciaStore *store, FasciaSessionWrite how, const FasciaLogEntry *entry, gint64 ended_us, gint64 now_us, gint64 *id, GError **error);

/* A local date is at most this far from the UTC date of its start (a CHECK of the
 * schema, and a day that may begin in the night), so that a range of dates is a range
 * of the index that has the order. */
#define FASCIA_DATE_MARGIN_DAYS 4

/* Midnight of @day in UTC: near its start wherever the user was. */
gint64 fascia_session_day_start_us (FasciaDay day);

gboolean fascia_session_fail_not_found (const char *uuid, GError **error);

G_END_DECLS
