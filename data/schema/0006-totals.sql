-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Schema 6: what leaves the totals is looked up by their keys. As step 4 had it, SQLite went
-- through all totals for each item, so that an edit cost as much as the log was long.

-- The three periods that a session in the log is counted in.
CREATE VIEW session_period AS
  SELECT id, 0 AS grain, day AS period FROM session_of_day UNION ALL
  SELECT id, 1, substr (day, 1, 7) FROM session_of_day UNION ALL
  SELECT id, 2, '' FROM session_of_day;

DROP TRIGGER session_out_of_totals;
-- Before: its items are still there to be taken out with it.
CREATE TRIGGER session_out_of_totals BEFORE DELETE ON session
WHEN old.ended_us IS NOT NULL AND old.deleted_at_us IS NULL
BEGIN
  DELETE FROM session_item WHERE session_id = old.id;
  UPDATE session_total SET
    sessions = sessions - 1, counting = counting - old.counts, active_s = session_total.active_s - old.active_s
    FROM (SELECT grain, period FROM session_period WHERE id = old.id) AS part
    WHERE session_total.grain = part.grain AND session_total.period = part.period;
  DELETE FROM session_total WHERE sessions = 0;
END;

DROP TRIGGER session_leaves_totals;
CREATE TRIGGER session_leaves_totals
BEFORE UPDATE OF started_us, utc_offset_s, local_date, ended_us, deleted_at_us, active_s, counts ON session
WHEN old.ended_us IS NOT NULL AND old.deleted_at_us IS NULL
BEGIN
  UPDATE session_total SET
    sessions = sessions - 1, counting = counting - old.counts, active_s = session_total.active_s - old.active_s
    FROM (SELECT grain, period FROM session_period WHERE id = old.id) AS part
    WHERE session_total.grain = part.grain AND session_total.period = part.period;
  UPDATE item_total SET items = items - part.n, done_s = item_total.done_s - part.s
    FROM (SELECT grain, period, technique, side, ifnull (tool, '') AS tool, count (*) AS n, sum (done_s) AS s
          FROM session_item JOIN (SELECT grain, period FROM session_period WHERE id = old.id)
          WHERE session_id = old.id GROUP BY 1, 2, 3, 4, 5) AS part
    WHERE item_total.grain = part.grain AND item_total.period = part.period
      AND item_total.technique = part.technique AND item_total.side = part.side AND item_total.tool = part.tool;
END;

DROP TRIGGER item_out_of_totals;
CREATE TRIGGER item_out_of_totals AFTER DELETE ON session_item
BEGIN
  UPDATE item_total SET items = items - 1, done_s = done_s - old.done_s
    FROM (SELECT grain, period FROM session_period WHERE id = old.session_id) AS part
    WHERE item_total.grain = part.grain AND item_total.period = part.period
      AND technique = old.technique AND side = old.side AND tool = ifnull (old.tool, '');
  DELETE FROM item_total WHERE items = 0;
END;
