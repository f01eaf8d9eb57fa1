-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 5: several machines. What has been read from the sync folder, and what is
-- still to be written there; data/schema/sync.md says how it is used.

-- For which machine and folder the two tables below hold. Where they are others now
-- (newly chosen, or a backup from elsewhere), everything is looked at anew. No row: never
-- chosen, and nothing is marked.
CREATE TABLE sync_owner (
  only    INTEGER PRIMARY KEY CHECK (only = 1),
  machine TEXT    NOT NULL,
  folder  TEXT    NOT NULL
) STRICT;

-- How far each file was read, and how its last line read begins: a file in which that
-- is different is not the one that was read.
CREATE TABLE sync_file (
  name     TEXT    PRIMARY KEY CHECK (name <> ''),
  position INTEGER NOT NULL CHECK (position > last_at),
  last_at  INTEGER NOT NULL CHECK (last_at >= 0),
  last_sum TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Records that are not in the folder as they are here. A record that changes once more
-- gets a new number, so that whoever is just writing it does not clear the mark.
CREATE TABLE sync_change (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  kind   TEXT    NOT NULL,
  key    TEXT    NOT NULL,
  UNIQUE (kind, key)
) STRICT;

-- INSERT INTO sync_mark VALUES (kind, key): that record is to be written.
CREATE VIEW sync_mark AS SELECT kind, key FROM sync_change;
CREATE TRIGGER mark_for_sync INSTEAD OF INSERT ON sync_mark
WHEN EXISTS (SELECT 1 FROM sync_owner)
BEGIN
  DELETE FROM sync_change WHERE kind = new.kind AND key = new.key;
  INSERT INTO sync_change (kind, key) VALUES (new.kind, new.key);
END;

CREATE TRIGGER sync_preference_added AFTER INSERT ON preference
BEGIN INSERT INTO sync_mark VALUES ('preference', new.key); END;
CREATE TRIGGER sync_preference_changed AFTER UPDATE ON preference
BEGIN INSERT INTO sync_mark VALUES ('preference', new.key); END;
CREATE TRIGGER sync_favourite_added AFTER INSERT ON favourite
BEGIN INSERT INTO sync_mark VALUES ('favourite', new.technique); END;
CREATE TRIGGER sync_favourite_changed AFTER UPDATE ON favourite
BEGIN INSERT INTO sync_mark VALUES ('favourite', new.technique); END;
CREATE TRIGGER sync_tool_added AFTER INSERT ON tool
BEGIN INSERT INTO sync_mark VALUES ('tool', new.tool); END;
CREATE TRIGGER sync_tool_changed AFTER UPDATE ON tool
BEGIN INSERT INTO sync_mark VALUES ('tool', new.tool); END;
CREATE TRIGGER sync_goal_added AFTER INSERT ON goal
BEGIN INSERT INTO sync_mark VALUES ('goal', new.from_date); END;
CREATE TRIGGER sync_goal_changed AFTER UPDATE ON goal
BEGIN INSERT INTO sync_mark VALUES ('goal', new.from_date); END;
CREATE TRIGGER sync_pause_added AFTER INSERT ON pause
BEGIN INSERT INTO sync_mark VALUES ('pause', new.uuid); END;
CREATE TRIGGER sync_pause_changed AFTER UPDATE ON pause
BEGIN INSERT INTO sync_mark VALUES ('pause', new.uuid); END;
CREATE TRIGGER sync_rule_added AFTER INSERT ON reminder_rule
BEGIN INSERT INTO sync_mark VALUES ('rule', new.uuid); END;
CREATE TRIGGER sync_rule_changed AFTER UPDATE ON reminder_rule
BEGIN INSERT INTO sync_mark VALUES ('rule', new.uuid); END;
CREATE TRIGGER sync_routine_added AFTER INSERT ON routine
BEGIN INSERT INTO sync_mark VALUES ('routine', new.uuid); END;
CREATE TRIGGER sync_routine_changed AFTER UPDATE ON routine
BEGIN INSERT INTO sync_mark VALUES ('routine', new.uuid); END;
-- Settings that nobody ever set are no news.
CREATE TRIGGER sync_settings_changed AFTER UPDATE ON reminder_settings WHEN new.changed_at_us <> 0
BEGIN INSERT INTO sync_mark VALUES ('reminder-settings', ''); END;
-- The running session is written every few seconds, and concerns this machine alone.
CREATE TRIGGER sync_session_added AFTER INSERT ON session WHEN new.ended_us IS NOT NULL
BEGIN INSERT INTO sync_mark VALUES ('session', new.uuid); END;
CREATE TRIGGER sync_session_changed AFTER UPDATE ON session WHEN new.ended_us IS NOT NULL
BEGIN INSERT INTO sync_mark VALUES ('session', new.uuid); END;
-- What leaves the trash for good was deleted before, and is no news either.
CREATE TRIGGER sync_tombstone_added AFTER INSERT ON tombstone
WHEN NOT EXISTS (SELECT 1 FROM session WHERE new.kind = 'session' AND uuid = new.uuid AND deleted_at_us = new.deleted_at_us)
BEGIN INSERT INTO sync_mark VALUES (new.kind, new.uuid); END;
CREATE TRIGGER sync_tombstone_changed AFTER UPDATE ON tombstone WHEN new.deleted_at_us <> old.deleted_at_us
BEGIN INSERT INTO sync_mark VALUES (new.kind, new.uuid); END;
