-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 4: looking back. Totals that are kept in the same transaction as the rows
-- they sum up, words in notes, what was measured beside what was edited, and
-- tombstones that outlive the trash.

-- Edited by hand, a timed session still shows what the timer measured. NULL: never
-- edited.
ALTER TABLE session ADD COLUMN measured_active_s INTEGER CHECK (measured_active_s >= 0);
ALTER TABLE session ADD COLUMN measured_elapsed_s INTEGER CHECK (measured_elapsed_s >= 0);
ALTER TABLE session_item ADD COLUMN measured_s INTEGER CHECK (measured_s >= 0);

-- Deleted for good: only that it was deleted is kept, so that a merge does not
-- bring it back.
CREATE TABLE tombstone (
  kind          TEXT    NOT NULL CHECK (kind <> ''),
  uuid          TEXT    NOT NULL CHECK (uuid <> ''),
  deleted_at_us INTEGER NOT NULL,
  PRIMARY KEY (kind, uuid)
) STRICT, WITHOUT ROWID;

-- Totals. A period is a day 'YYYY-MM-DD' (grain 0), a month 'YYYY-MM' (grain 1) or
-- all of it '' (grain 2). A span of days is the months inside it and the days at its
-- edges: it costs what it shows, however long the log is. Only sessions in the log
-- (ended, not in the trash) are summed. The day is the user's: it begins at the hour
-- of the preference day_start_h, so what was begun earlier belongs to the day before.

CREATE VIEW session_of_day AS
  SELECT id, counts, active_s,
         date (local_date, -((started_us / 1000000 + utc_offset_s) % 86400 < ifnull ((SELECT value * 3600 FROM preference WHERE key = 'day_start_h'), 0)) || ' days') AS day
  FROM session WHERE ended_us IS NOT NULL AND deleted_at_us IS NULL;

CREATE TABLE session_total (
  grain    INTEGER NOT NULL CHECK (grain BETWEEN 0 AND 2),
  period   TEXT    NOT NULL,
  sessions INTEGER NOT NULL,
  counting INTEGER NOT NULL, -- sessions that count for the goal
  active_s INTEGER NOT NULL,
  PRIMARY KEY (grain, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_total (
  grain     INTEGER NOT NULL CHECK (grain BETWEEN 0 AND 2),
  period    TEXT    NOT NULL,
  technique TEXT    NOT NULL,
  side      TEXT    NOT NULL,
  tool      TEXT    NOT NULL, -- '': not known
  items     INTEGER NOT NULL,
  done_s    INTEGER NOT NULL,
  PRIMARY KEY (grain, period, technique, side, tool)
) STRICT, WITHOUT ROWID;
-- “Last done”, without what is in the trash.
CREATE INDEX item_total_last ON item_total (technique, period) WHERE grain = 0;

-- “How sore before”, of the first area of a session: the beginning and the end of
-- each area's story are one look away.
CREATE TABLE rating (
  area       TEXT    NOT NULL,
  started_us INTEGER NOT NULL,
  session_id INTEGER NOT NULL,
  local_date TEXT    NOT NULL,
  before     INTEGER NOT NULL,
  after      INTEGER,
  PRIMARY KEY (area, started_us, session_id)
) STRICT, WITHOUT ROWID;

-- Logged by hand: those of them with areas only, whose time belongs to no technique.
CREATE INDEX session_by_hand ON session (local_date, id)
  WHERE ended_us IS NOT NULL AND deleted_at_us IS NULL AND source = 'manual';

CREATE TRIGGER session_into_totals AFTER INSERT ON session
WHEN new.ended_us IS NOT NULL AND new.deleted_at_us IS NULL
BEGIN
  INSERT INTO session_total
    SELECT grain, period, 1, new.counts, new.active_s
    FROM (SELECT 0 AS grain, day AS period FROM session_of_day WHERE id = new.id UNION ALL
          SELECT 1, substr (day, 1, 7) FROM session_of_day WHERE id = new.id UNION ALL SELECT 2, '')
    WHERE true
  ON CONFLICT DO UPDATE SET
    sessions = sessions + 1, counting = counting + excluded.counting, active_s = active_s + excluded.active_s;
END;

-- Before: its items are still there to be taken out with it.
CREATE TRIGGER session_out_of_totals BEFORE DELETE ON session
WHEN old.ended_us IS NOT NULL AND old.deleted_at_us IS NULL
BEGIN
  DELETE FROM session_item WHERE session_id = old.id;
  UPDATE session_total SET
    sessions = sessions - 1, counting = counting - old.counts, active_s = session_total.active_s - old.active_s
    FROM session_of_day WHERE session_of_day.id = old.id
      AND (grain, period) IN (VALUES (0, day), (1, substr (day, 1, 7)), (2, ''));
  DELETE FROM session_total WHERE sessions = 0;
END;

-- Out as it was, before …
CREATE TRIGGER session_leaves_totals
BEFORE UPDATE OF started_us, utc_offset_s, local_date, ended_us, deleted_at_us, active_s, counts ON session
WHEN old.ended_us IS NOT NULL AND old.deleted_at_us IS NULL
BEGIN
  UPDATE session_total SET
    sessions = sessions - 1, counting = counting - old.counts, active_s = session_total.active_s - old.active_s
    FROM session_of_day WHERE session_of_day.id = old.id
      AND (grain, period) IN (VALUES (0, day), (1, substr (day, 1, 7)), (2, ''));
  UPDATE item_total SET items = items - part.n, done_s = item_total.done_s - part.s
    FROM (SELECT day, technique, side, ifnull (tool, '') AS tool, count (*) AS n, sum (done_s) AS s
          FROM session_item JOIN session_of_day ON session_of_day.id = session_id
          WHERE session_id = old.id GROUP BY 1, 2, 3, 4) AS part
    WHERE (grain, period) IN (VALUES (0, day), (1, substr (day, 1, 7)), (2, ''))
      AND (item_total.technique, item_total.side, item_total.tool) = (part.technique, part.side, part.tool);
END;
-- … and in as it is, afterwards; nothing is left of what came to nothing.
CREATE TRIGGER session_enters_totals
AFTER UPDATE OF started_us, utc_offset_s, local_date, ended_us, deleted_at_us, active_s, counts ON session
BEGIN
  INSERT INTO session_total
    SELECT grain, period, 1, new.counts, new.active_s
    FROM (SELECT 0 AS grain, day AS period FROM session_of_day WHERE id = new.id UNION ALL
          SELECT 1, substr (day, 1, 7) FROM session_of_day WHERE id = new.id UNION ALL
          SELECT 2, '' FROM session_of_day WHERE id = new.id)
    WHERE true
  ON CONFLICT DO UPDATE SET
    sessions = sessions + 1, counting = counting + excluded.counting, active_s = active_s + excluded.active_s;
  INSERT INTO item_total
    SELECT grain, period, technique, side, ifnull (tool, ''), count (*), sum (done_s)
    FROM session_item JOIN
         (SELECT 0 AS grain, day AS period FROM session_of_day WHERE id = new.id UNION ALL
          SELECT 1, substr (day, 1, 7) FROM session_of_day WHERE id = new.id UNION ALL
          SELECT 2, '' FROM session_of_day WHERE id = new.id)
    WHERE session_id = new.id
    GROUP BY grain, period, technique, side, ifnull (tool, '')
  ON CONFLICT DO UPDATE SET
    items = items + excluded.items, done_s = done_s + excluded.done_s;
  DELETE FROM session_total WHERE sessions = 0;
  DELETE FROM item_total WHERE items = 0;
END;

CREATE TRIGGER item_into_totals AFTER INSERT ON session_item
BEGIN
  INSERT INTO item_total
    SELECT grain, period, new.technique, new.side, ifnull (new.tool, ''), 1, new.done_s
    FROM (SELECT 0 AS grain, day AS period FROM session_of_day WHERE id = new.session_id UNION ALL
          SELECT 1, substr (day, 1, 7) FROM session_of_day WHERE id = new.session_id UNION ALL
          SELECT 2, '' FROM session_of_day WHERE id = new.session_id)
    WHERE true
  ON CONFLICT DO UPDATE SET
    items = items + 1, done_s = done_s + excluded.done_s;
END;

CREATE TRIGGER item_out_of_totals AFTER DELETE ON session_item
BEGIN
  UPDATE item_total SET items = items - 1, done_s = done_s - old.done_s
    FROM session_of_day WHERE session_of_day.id = old.session_id
      AND (grain, period) IN (VALUES (0, day), (1, substr (day, 1, 7)), (2, ''))
      AND (technique, side, tool) = (old.technique, old.side, ifnull (old.tool, ''));
  DELETE FROM item_total WHERE items = 0;
END;
CREATE INDEX session_total_empty ON session_total (sessions) WHERE sessions = 0;
CREATE INDEX item_total_empty ON item_total (items) WHERE items = 0;

-- All of them anew, from the rows: INSERT INTO total_rebuild VALUES (1).
CREATE VIEW total_rebuild AS SELECT 1 AS now;
CREATE TRIGGER rebuild_totals INSTEAD OF INSERT ON total_rebuild
BEGIN
  DELETE FROM session_total;
  DELETE FROM item_total;
  INSERT INTO session_total
    SELECT 0, day, count (*), sum (counts), sum (active_s) FROM session_of_day GROUP BY day;
  INSERT INTO session_total
    SELECT 1, substr (period, 1, 7), sum (sessions), sum (counting), sum (active_s)
    FROM session_total WHERE grain = 0 GROUP BY substr (period, 1, 7);
  INSERT INTO session_total
    SELECT 2, '', sum (sessions), sum (counting), sum (active_s) FROM session_total WHERE grain = 1 HAVING count (*) > 0;
  INSERT INTO item_total
    SELECT 0, day, technique, side, ifnull (tool, ''), count (*), sum (done_s)
    FROM session_of_day JOIN session_item ON session_item.session_id = session_of_day.id
    GROUP BY day, technique, side, ifnull (tool, '');
  INSERT INTO item_total
    SELECT 1, substr (period, 1, 7), technique, side, tool, sum (items), sum (done_s)
    FROM item_total WHERE grain = 0 GROUP BY substr (period, 1, 7), technique, side, tool;
  INSERT INTO item_total
    SELECT 2, '', technique, side, tool, sum (items), sum (done_s)
    FROM item_total WHERE grain = 1 GROUP BY technique, side, tool;
END;
CREATE TRIGGER day_start_set AFTER INSERT ON preference WHEN new.key = 'day_start_h'
BEGIN INSERT INTO total_rebuild VALUES (1); END;
CREATE TRIGGER day_start_changed AFTER UPDATE ON preference WHEN new.key = 'day_start_h' AND new.value IS NOT old.value
BEGIN INSERT INTO total_rebuild VALUES (1); END;
CREATE TRIGGER day_start_unset AFTER DELETE ON preference WHEN old.key = 'day_start_h'
BEGIN INSERT INTO total_rebuild VALUES (1); END;

CREATE TRIGGER rating_of_area AFTER INSERT ON session_area
WHEN new.position = 0
BEGIN
  INSERT INTO rating
    SELECT new.area, started_us, id, local_date, soreness_before, soreness_after FROM session
    WHERE id = new.session_id AND ended_us IS NOT NULL AND deleted_at_us IS NULL AND soreness_before IS NOT NULL;
END;
CREATE TRIGGER rating_of_no_area AFTER DELETE ON session_area
WHEN old.position = 0
BEGIN
  DELETE FROM rating WHERE area = old.area AND session_id = old.session_id
    AND started_us = (SELECT started_us FROM session WHERE id = old.session_id);
END;
CREATE TRIGGER rating_of_session AFTER UPDATE OF started_us, local_date, ended_us, deleted_at_us, soreness_before, soreness_after ON session
BEGIN
  DELETE FROM rating WHERE started_us = old.started_us AND session_id = old.id
    AND area = (SELECT area FROM session_area WHERE session_id = old.id AND position = 0);
  INSERT INTO rating
    SELECT area, new.started_us, new.id, new.local_date, new.soreness_before, new.soreness_after FROM session_area
    WHERE session_id = new.id AND position = 0
      AND new.ended_us IS NOT NULL AND new.deleted_at_us IS NULL AND new.soreness_before IS NOT NULL;
END;
CREATE TRIGGER rating_of_no_session BEFORE DELETE ON session
BEGIN
  DELETE FROM rating WHERE started_us = old.started_us AND session_id = old.id
    AND area = (SELECT area FROM session_area WHERE session_id = old.id AND position = 0);
END;

-- Words in notes: found without accents and by their beginnings.
CREATE VIEW session_note AS SELECT id, note FROM session WHERE note IS NOT NULL;
CREATE VIRTUAL TABLE note_search USING fts5 (
  note, content = 'session_note', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');
CREATE TRIGGER note_found AFTER INSERT ON session WHEN new.note IS NOT NULL
BEGIN
  INSERT INTO note_search (rowid, note) VALUES (new.id, new.note);
END;
CREATE TRIGGER note_lost AFTER DELETE ON session WHEN old.note IS NOT NULL
BEGIN
  INSERT INTO note_search (note_search, rowid, note) VALUES ('delete', old.id, old.note);
END;
CREATE TRIGGER note_changed AFTER UPDATE OF note ON session WHEN new.note IS NOT old.note
BEGIN
  INSERT INTO note_search (note_search, rowid, note)
    SELECT 'delete', old.id, old.note WHERE old.note IS NOT NULL;
  INSERT INTO note_search (rowid, note) SELECT new.id, new.note WHERE new.note IS NOT NULL;
END;

-- What is there already.
INSERT INTO total_rebuild VALUES (1);
INSERT INTO rating
  SELECT area, started_us, session.id, local_date, soreness_before, soreness_after
  FROM session JOIN session_area ON session_id = session.id AND position = 0
  WHERE ended_us IS NOT NULL AND deleted_at_us IS NULL AND soreness_before IS NOT NULL;
INSERT INTO note_search (note_search) VALUES ('rebuild');
