-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 2: everything that is set for reminders, pauses with a beginning and an
-- end, and the one reminder after training.

-- What was the switch becomes all settings. changed_at_us 0: nobody ever set any.
ALTER TABLE reminder_settings ADD COLUMN on_since_us INTEGER NOT NULL DEFAULT 0; -- slots before this are nobody's
ALTER TABLE reminder_settings ADD COLUMN recent_min INTEGER NOT NULL DEFAULT 240
  CHECK (recent_min BETWEEN 0 AND 1440);
ALTER TABLE reminder_settings ADD COLUMN grace_min INTEGER NOT NULL DEFAULT 180
  CHECK (grace_min BETWEEN 0 AND 1440);
ALTER TABLE reminder_settings ADD COLUMN nudge_min INTEGER NOT NULL DEFAULT 60
  CHECK (nudge_min BETWEEN 5 AND 1440);
ALTER TABLE reminder_settings ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0
  CHECK (quiet IN (0, 1));
ALTER TABLE reminder_settings ADD COLUMN quiet_from INTEGER NOT NULL DEFAULT 1320 -- 22:00
  CHECK (quiet_from BETWEEN 0 AND 1439);
ALTER TABLE reminder_settings ADD COLUMN quiet_until INTEGER NOT NULL DEFAULT 420 -- 07:00
  CHECK (quiet_until BETWEEN 0 AND 1439 AND quiet_until <> quiet_from);
ALTER TABLE reminder_settings ADD COLUMN quiet_drop INTEGER NOT NULL DEFAULT 0
  CHECK (quiet_drop IN (0, 1));
ALTER TABLE reminder_settings ADD COLUMN private_texts INTEGER NOT NULL DEFAULT 0
  CHECK (private_texts IN (0, 1));
UPDATE reminder_settings SET on_since_us = changed_at_us WHERE reminders_on;
UPDATE reminder_settings SET changed_at_us = 0 WHERE NOT reminders_on AND NOT EXISTS (SELECT 1 FROM reminder_rule);

-- Days on which nobody expects a session. One that ended early keeps the days it
-- was meant for: what it covered before its end stays covered.
CREATE TABLE pause (
  id            INTEGER PRIMARY KEY,
  uuid          TEXT    NOT NULL UNIQUE CHECK (uuid <> ''),
  from_date     TEXT    NOT NULL
    CHECK (from_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  until_date    TEXT -- NULL: until it is ended
    CHECK (until_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND until_date >= from_date),
  reason        TEXT    NOT NULL,
  created_at_us INTEGER NOT NULL,
  ended_us      INTEGER,
  ended_date    TEXT
    CHECK (ended_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  changed_at_us INTEGER NOT NULL,
  deleted_at_us INTEGER,
  CHECK ((ended_us IS NULL) = (ended_date IS NULL))
) STRICT;

-- “Not today” was a day of its own kind; it is the shortest pause.
INSERT INTO pause (uuid, from_date, until_date, reason, created_at_us, changed_at_us)
  SELECT lower (hex (randomblob (4)) || '-' || hex (randomblob (2)) || '-4' || substr (hex (randomblob (2)), 2) || '-' ||
                substr ('89AB', 1 + (random () & 3), 1) || substr (hex (randomblob (2)), 2) || '-' || hex (randomblob (6))),
         skip_day, skip_day, 'skip', changed_at_us, changed_at_us
  FROM reminder_request WHERE skip_day IS NOT NULL;
ALTER TABLE reminder_request DROP COLUMN skip_day;

-- “I just trained”: one reminder at this instant.
ALTER TABLE reminder_request ADD COLUMN nudge_us INTEGER;

-- Shown at the end of quiet hours instead of at its slot.
ALTER TABLE reminder_history ADD COLUMN moved INTEGER NOT NULL DEFAULT 0 CHECK (moved IN (0, 1));
