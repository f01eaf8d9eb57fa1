-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 1. Conventions: instants are UTC microseconds (…_us), civil days are
-- text 'YYYY-MM-DD', named values are the words of the enumerations in
-- fascia/core (words are only ever appended, so no CHECK lists them), and NULL
-- means “not known” or “not given”, never 0. A row with deleted_at_us is in the
-- trash: it is kept as a tombstone for merges. changed_at_us decides them.

CREATE TABLE session (
  id              INTEGER PRIMARY KEY,
  uuid            TEXT    NOT NULL UNIQUE CHECK (uuid <> ''),
  started_us      INTEGER NOT NULL,
  utc_offset_s    INTEGER NOT NULL CHECK (utc_offset_s BETWEEN -86400 AND 86400),
  zone            TEXT    NOT NULL,
  -- The date where the user was. Near the UTC date of the start, whatever the
  -- zone: reading the log by date relies on it.
  local_date      TEXT    NOT NULL
    CHECK (local_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
           AND abs (julianday (local_date) - 2440587.5 - started_us / 86400000000.0) <= 3),
  ended_us        INTEGER, -- NULL: the running session, journalled while it runs
  active_s        INTEGER NOT NULL CHECK (active_s >= 0),
  elapsed_s       INTEGER NOT NULL CHECK (elapsed_s >= 0),
  source          TEXT    NOT NULL,
  routine         TEXT,
  routine_version INTEGER CHECK (routine_version > 0),
  context         TEXT,
  soreness_before INTEGER CHECK (soreness_before BETWEEN 0 AND 10),
  soreness_after  INTEGER CHECK (soreness_after BETWEEN 0 AND 10),
  pressure        INTEGER CHECK (pressure BETWEEN 0 AND 10),
  next_day        TEXT,
  note            TEXT    CHECK (length (note) <= 500),
  -- Whether it counts for the weekly goal: decided by core at each write, so that
  -- counting days needs no items.
  counts          INTEGER NOT NULL CHECK (counts IN (0, 1)),
  changed_at_us   INTEGER NOT NULL,
  deleted_at_us   INTEGER
) STRICT;

-- At most one session runs at a time.
CREATE UNIQUE INDEX session_open ON session (ended_us IS NULL) WHERE ended_us IS NULL;

-- A page of the log: order, ties and date filter without touching the table.
CREATE INDEX session_listed ON session (started_us DESC, uuid, local_date)
  WHERE ended_us IS NOT NULL AND deleted_at_us IS NULL;
-- Days that count, and the first day.
CREATE INDEX session_day ON session (local_date, counts)
  WHERE ended_us IS NOT NULL AND deleted_at_us IS NULL;
-- “A session ended within the last four hours.”
CREATE INDEX session_ended ON session (ended_us)
  WHERE ended_us IS NOT NULL AND deleted_at_us IS NULL;
-- An overlap is looked for among the starts of one day; the few that lasted
-- longer are found here.
CREATE INDEX session_over_a_day ON session (started_us, elapsed_s)
  WHERE elapsed_s > 86400;
CREATE INDEX session_trash ON session (deleted_at_us, uuid)
  WHERE deleted_at_us IS NOT NULL;

CREATE TABLE session_area (
  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL CHECK (position BETWEEN 0 AND 2),
  area       TEXT    NOT NULL,
  PRIMARY KEY (session_id, position)
) STRICT, WITHOUT ROWID;

-- One technique on one side, in the order done.
CREATE TABLE session_item (
  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL CHECK (position >= 0),
  technique  TEXT    NOT NULL CHECK (technique <> ''),
  side       TEXT    NOT NULL,
  tool       TEXT,
  planned_s  INTEGER CHECK (planned_s >= 0),
  done_s     INTEGER NOT NULL CHECK (done_s >= 0),
  status     TEXT    NOT NULL,
  reason     TEXT,
  -- That of the session once more, so that the last time of a technique is one
  -- look into the index below, however long the log. Items are always written
  -- together with their session.
  started_us INTEGER NOT NULL,
  PRIMARY KEY (session_id, position)
) STRICT, WITHOUT ROWID;

-- “The last time this technique was done on the left.”
CREATE INDEX session_item_last ON session_item (technique, side, started_us);

-- Where the running session stands; goes with its end.
CREATE TABLE session_journal (
  session_id      INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  state           TEXT    NOT NULL, -- core's own text; only core understands it
  heartbeat_us    INTEGER NOT NULL,
  paused_since_us INTEGER
) STRICT;

-- The user's own routines.
CREATE TABLE routine (
  id            INTEGER PRIMARY KEY,
  uuid          TEXT    NOT NULL UNIQUE CHECK (uuid <> ''),
  name_en       TEXT    NOT NULL,
  name_da       TEXT    NOT NULL,
  about_en      TEXT    NOT NULL,
  about_da      TEXT    NOT NULL,
  afterwards_en TEXT    NOT NULL,
  afterwards_da TEXT    NOT NULL,
  level         INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
  pressure_cap  INTEGER NOT NULL CHECK (pressure_cap BETWEEN 0 AND 10),
  version       INTEGER NOT NULL CHECK (version >= 1),
  changed_at_us INTEGER NOT NULL,
  deleted_at_us INTEGER
) STRICT;

-- Ordered lists of words: 'context', 'audience' and 'section'.
CREATE TABLE routine_word (
  routine_id INTEGER NOT NULL REFERENCES routine (id) ON DELETE CASCADE,
  kind       TEXT    NOT NULL CHECK (kind IN ('context', 'audience', 'section')),
  position   INTEGER NOT NULL CHECK (position >= 0),
  word       TEXT    NOT NULL CHECK (word <> ''),
  PRIMARY KEY (routine_id, kind, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE routine_item (
  routine_id INTEGER NOT NULL REFERENCES routine (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL CHECK (position >= 0),
  technique  TEXT    NOT NULL CHECK (technique <> ''),
  sides      TEXT    NOT NULL,
  tool       TEXT,
  prepare_s  INTEGER NOT NULL CHECK (prepare_s BETWEEN 0 AND 30),
  roll_s     INTEGER NOT NULL CHECK (roll_s BETWEEN 0 AND 120),
  hold_s     INTEGER NOT NULL CHECK (hold_s BETWEEN 0 AND 60),
  sets       INTEGER NOT NULL CHECK (sets BETWEEN 1 AND 3),
  rest_s     INTEGER NOT NULL CHECK (rest_s BETWEEN 0 AND 60),
  PRIMARY KEY (routine_id, position)
) STRICT, WITHOUT ROWID;

-- From a day on, so many days a week.
CREATE TABLE goal (
  from_date     TEXT    PRIMARY KEY
    CHECK (from_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  per_week      INTEGER NOT NULL CHECK (per_week BETWEEN 1 AND 7),
  changed_at_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How sessions run: what the user changed, and only that. Numbers are integers,
-- words are text; a key that this version does not know belongs to another.
CREATE TABLE preference (
  key           TEXT    PRIMARY KEY CHECK (key <> ''),
  value         ANY     NOT NULL CHECK (typeof (value) IN ('integer', 'text')),
  changed_at_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Areas to leave alone for a while, the last rest of each. Health answers: never
-- exported.
CREATE TABLE resting_area (
  area          TEXT    PRIMARY KEY CHECK (area <> ''),
  until_us      INTEGER NOT NULL,
  reason        TEXT,
  changed_at_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Reminders. What the user asks for is written by window and command line:
-- reminder_rule, reminder_settings, reminder_request. What became of it is
-- written by the reminder service: the rest.

CREATE TABLE reminder_rule (
  id            INTEGER PRIMARY KEY, -- the order added
  uuid          TEXT    NOT NULL UNIQUE CHECK (uuid <> ''),
  kind          TEXT    NOT NULL,
  weekdays      INTEGER NOT NULL CHECK (weekdays BETWEEN 0 AND 127), -- bit 0: Monday
  slack         INTEGER NOT NULL CHECK (slack BETWEEN 0 AND 6),
  minute_of_day INTEGER NOT NULL CHECK (minute_of_day BETWEEN 0 AND 1439),
  even_if_met   INTEGER NOT NULL CHECK (even_if_met IN (0, 1)),
  enabled       INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  routine       TEXT,
  created_at_us INTEGER NOT NULL,
  changed_at_us INTEGER NOT NULL, -- slots before this are nobody's
  deleted_at_us INTEGER
) STRICT;

CREATE TABLE reminder_settings (
  only          INTEGER PRIMARY KEY CHECK (only = 1),
  reminders_on  INTEGER NOT NULL CHECK (reminders_on IN (0, 1)),
  changed_at_us INTEGER NOT NULL
) STRICT;
INSERT INTO reminder_settings VALUES (1, 0, fascia_now_us ());

CREATE TABLE reminder_request (
  only             INTEGER PRIMARY KEY CHECK (only = 1),
  snoozed_until_us INTEGER,
  snoozed_rule     TEXT,
  skip_day         TEXT,
  changed_at_us    INTEGER NOT NULL
) STRICT;
INSERT INTO reminder_request VALUES (1, NULL, NULL, NULL, fascia_now_us ());

CREATE TABLE reminder_state (
  only             INTEGER PRIMARY KEY CHECK (only = 1),
  handled_until_us INTEGER NOT NULL
) STRICT;
INSERT INTO reminder_state VALUES (1, 0);

-- A slot is claimed before it is shown: it can be shown once, whoever looks and
-- whatever the clock does. No foreign key: a claim outlives its rule.
CREATE TABLE reminder_claim (
  id            INTEGER PRIMARY KEY,
  rule          TEXT    NOT NULL,
  slot_day      TEXT    NOT NULL,
  slot_minute   INTEGER NOT NULL CHECK (slot_minute BETWEEN 0 AND 1439),
  claimed_at_us INTEGER NOT NULL,
  UNIQUE (rule, slot_day, slot_minute)
) STRICT;
CREATE INDEX reminder_claim_day ON reminder_claim (slot_day);

-- Only ever appended to.
CREATE TABLE reminder_history (
  id          INTEGER PRIMARY KEY,
  recorded_us INTEGER NOT NULL,
  outcome     TEXT    NOT NULL,
  at_us       INTEGER NOT NULL,
  kind        TEXT    NOT NULL,
  rule        TEXT,
  slot_day    TEXT,
  slot_minute INTEGER NOT NULL,
  silent      INTEGER NOT NULL CHECK (silent IN (0, 1)),
  joined      INTEGER NOT NULL CHECK (joined IN (0, 1)),
  why         TEXT    NOT NULL,
  done        INTEGER NOT NULL,
  goal        INTEGER NOT NULL,
  days_left   INTEGER NOT NULL
) STRICT;
