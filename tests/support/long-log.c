/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "long-log.h"

#include <sqlite3.h>

/* Written by SQL, through the triggers that every row goes through. */
void
long_log_fill (const char *path, guint n_sessions)
{
  g_autofree char *sql = NULL;
  sqlite3 *db;
  char *message = NULL;

  sql = g_strdup_printf (
    "PRAGMA synchronous = OFF; BEGIN;"
    "CREATE TEMP TABLE name (i INTEGER PRIMARY KEY, technique TEXT);"
    "INSERT INTO name (technique) VALUES ('calf-roller'), ('quads-roller'), ('foot-sole-ball'), ('glutes-ball-wall'), "
    "('hamstrings-roller'), ('upper-back-roller'), ('lats-roller'), ('chest-ball-wall'), ('palm-ball'), ('adductors-roller'), "
    "('triceps-roller'), ('shin-roller');"
    "WITH RECURSIVE n (i) AS (SELECT 0 WHERE %u > 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %u) "
    "INSERT INTO session (uuid, started_us, utc_offset_s, zone, local_date, ended_us, active_s, elapsed_s, source, "
    "soreness_before, counts, changed_at_us, note) "
    "SELECT printf ('00000000-0000-4000-8000-%%012d', i), s * 1000000, 0, 'UTC', date (s, 'unixepoch'), s * 1000000 + 600000000, "
    "600, 600, 'timer', i %% 11, 1, 0, iif (i %% 5, NULL, printf ('Stiff after run number%%d', i %% 997)) "
    "FROM (SELECT i, 1806058800 - 3600 - i / 9 * 86400 - i %% 9 * 4000 AS s FROM n);"
    "INSERT INTO session_area SELECT id, 0, iif (id %% 3, 'calf', 'foot') FROM session;"
    "INSERT INTO session_item SELECT session.id, part.i, technique, iif (part.i %% 2, 'left', 'right'), 'foam-roller', 60, 60, 'done', NULL, "
    "started_us, NULL FROM session, (SELECT 0 AS i UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL "
    "SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS part, name "
    "WHERE name.i = (session.id + part.i / 2) %% 12 + 1;"
    "COMMIT; PRAGMA wal_checkpoint (TRUNCATE);",
    n_sessions, n_sessions);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s", message);
  sqlite3_close (db);
}
