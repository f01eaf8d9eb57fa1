-- SPDX-License-Identifier: GPL-3.0-or-later
-- The health check, what the user likes and owns, and how often each technique was
-- done. Conventions as in the first step.

-- What the health check found: only what was answered “yes”. Never exported, never
-- synced; in backups only.
CREATE TABLE health_answer (
  condition   TEXT    PRIMARY KEY CHECK (condition <> ''),
  answered_us INTEGER NOT NULL CHECK (answered_us > 0),
  cleared_us  INTEGER CHECK (cleared_us > 0), -- a professional has said yes
  inflamed    INTEGER NOT NULL CHECK (inflamed IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Where; also 'elsewhere'. None: not said.
CREATE TABLE health_area (
  condition TEXT NOT NULL REFERENCES health_answer (condition) ON DELETE CASCADE,
  area      TEXT NOT NULL CHECK (area <> ''),
  PRIMARY KEY (condition, area)
) STRICT, WITHOUT ROWID;

CREATE TABLE health_check (
  only       INTEGER PRIMARY KEY CHECK (only = 1),
  asked_us   INTEGER, -- when it was last gone through
  skipped_us INTEGER, -- when it was put off
  changed_us INTEGER  -- “something has changed” since
) STRICT;
INSERT INTO health_check VALUES (1, NULL, NULL, NULL);

-- Techniques the user likes. One that is no longer liked keeps its row, so that a
-- merge can tell which of two changes came later.
CREATE TABLE favourite (
  technique     TEXT    PRIMARY KEY CHECK (technique <> ''),
  since_us      INTEGER, -- NULL: no longer
  changed_at_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Tools the user said something about; all others are owned.
CREATE TABLE tool (
  tool          TEXT    PRIMARY KEY CHECK (tool <> ''),
  owned         INTEGER NOT NULL CHECK (owned IN (0, 1)),
  changed_at_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- In how many sessions of the log each technique was done, at least on one side. Kept
-- by the triggers below in the transaction of whatever is written, so that a list of
-- techniques need not count a million items. Items are never updated: they are
-- written anew with their session.
CREATE TABLE technique_use (
  technique TEXT    PRIMARY KEY,
  sessions  INTEGER NOT NULL CHECK (sessions >= 0)
) STRICT, WITHOUT ROWID;

INSERT INTO technique_use
  SELECT technique, count (DISTINCT session_id)
  FROM session_item JOIN session ON session.id = session_id
  WHERE done_s > 0 AND ended_us IS NOT NULL AND deleted_at_us IS NULL
  GROUP BY technique;

CREATE TRIGGER technique_use_item_added AFTER INSERT ON session_item
WHEN NEW.done_s > 0
  AND EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND ended_us IS NOT NULL AND deleted_at_us IS NULL)
  AND NOT EXISTS (SELECT 1 FROM session_item WHERE session_id = NEW.session_id AND position <> NEW.position
                                               AND technique = NEW.technique AND done_s > 0)
BEGIN
  INSERT INTO technique_use VALUES (NEW.technique, 1)
    ON CONFLICT (technique) DO UPDATE SET sessions = sessions + 1;
END;

-- When the whole session goes, its row is gone before its items.
CREATE TRIGGER technique_use_item_removed AFTER DELETE ON session_item
WHEN OLD.done_s > 0
  AND EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND ended_us IS NOT NULL AND deleted_at_us IS NULL)
  AND NOT EXISTS (SELECT 1 FROM session_item WHERE session_id = OLD.session_id AND technique = OLD.technique AND done_s > 0)
BEGIN
  UPDATE technique_use SET sessions = sessions - 1 WHERE technique = OLD.technique;
END;

CREATE TRIGGER technique_use_session_added AFTER UPDATE OF ended_us, deleted_at_us ON session
WHEN NEW.ended_us IS NOT NULL AND NEW.deleted_at_us IS NULL
  AND (OLD.ended_us IS NULL OR OLD.deleted_at_us IS NOT NULL)
BEGIN
  INSERT INTO technique_use SELECT DISTINCT technique, 1 FROM session_item WHERE session_id = NEW.id AND done_s > 0
    ON CONFLICT (technique) DO UPDATE SET sessions = sessions + 1;
END;

CREATE TRIGGER technique_use_session_removed AFTER UPDATE OF ended_us, deleted_at_us ON session
WHEN OLD.ended_us IS NOT NULL AND OLD.deleted_at_us IS NULL
  AND (NEW.ended_us IS NULL OR NEW.deleted_at_us IS NOT NULL)
BEGIN
  UPDATE technique_use SET sessions = sessions - 1
    WHERE technique IN (SELECT technique FROM session_item WHERE session_id = OLD.id AND done_s > 0);
END;

CREATE TRIGGER technique_use_session_gone BEFORE DELETE ON session
WHEN OLD.ended_us IS NOT NULL AND OLD.deleted_at_us IS NULL
BEGIN
  UPDATE technique_use SET sessions = sessions - 1
    WHERE technique IN (SELECT technique FROM session_item WHERE session_id = OLD.id AND done_s > 0);
END;
