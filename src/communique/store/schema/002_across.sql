-- What reports have in common. All of it is found again from the tables of 001, the judgements of 003 and nothing else,
-- so that it does not depend on the order in which reports came.

CREATE TABLE copy_bands (                  -- parts of the MinHash signatures, to find candidates
  band    INTEGER NOT NULL,
  value   INTEGER NOT NULL,
  report  TEXT NOT NULL REFERENCES reports (id),
  PRIMARY KEY (band, value, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_bands_report ON copy_bands (report);

CREATE TABLE copies (                      -- reports with the same text, or nearly; never dropped
  report      TEXT PRIMARY KEY REFERENCES reports (id),
  first       TEXT NOT NULL REFERENCES reports (id),  -- the earliest of them
  similarity  REAL NOT NULL,               -- estimated share of common word sequences (Jaccard), to the nearest of the others
  reason      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX copies_first ON copies (first);

CREATE TABLE persons (                     -- persons that the directory does not know: who they are across reports
  report  TEXT NOT NULL REFERENCES reports (id),
  actor   TEXT NOT NULL,
  block   TEXT NOT NULL,                   -- key of the sound of the surname: only within it are names compared
  person  TEXT NOT NULL,
  reason  TEXT NOT NULL,
  PRIMARY KEY (report, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX persons_block ON persons (block);
CREATE INDEX persons_person ON persons (person);

CREATE TABLE cells (                       -- events that may be the same share `key` and lie a day apart at most
  event    TEXT PRIMARY KEY REFERENCES events (id),
  key      TEXT NOT NULL,                  -- type and side
  day      TEXT NOT NULL,                  -- day, or interval, or empty
  certain  INTEGER NOT NULL                -- 0: only the day of publication is known
) STRICT, WITHOUT ROWID;
CREATE INDEX cells_key ON cells (key, day);

CREATE TABLE ends (                        -- events that a link across reports may begin or end at, by the party that both sides share
  kind   TEXT NOT NULL,                    -- opening answer claim denial
  party  TEXT NOT NULL,
  day    TEXT NOT NULL,
  event  TEXT NOT NULL REFERENCES events (id),
  PRIMARY KEY (kind, party, day, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX ends_event ON ends (event);

CREATE TABLE groups (                      -- one event and all its mentions
  id            TEXT PRIMARY KEY,
  type          TEXT NOT NULL,
  status        TEXT NOT NULL,
  key           TEXT NOT NULL,             -- the cell that it lies in
  day           TEXT NOT NULL,
  first_day     TEXT,
  last_day      TEXT,
  first_report  TEXT NOT NULL REFERENCES reports (id),
  mentions      INTEGER NOT NULL,
  reports       INTEGER NOT NULL,
  outlets       INTEGER NOT NULL,          -- independent ones: copies count once
  differences   TEXT NOT NULL              -- JSON: where the mentions differ
) STRICT;
CREATE INDEX groups_key ON groups (key, day);

CREATE TABLE group_members (
  event     TEXT PRIMARY KEY REFERENCES events (id),
  group_id  TEXT NOT NULL REFERENCES groups (id),
  score     REAL NOT NULL,
  reasons   TEXT NOT NULL                  -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_group ON group_members (group_id);

CREATE TABLE across (                      -- links between events of different reports
  type     TEXT NOT NULL,                  -- answers denies repeats contradicts
  source   TEXT NOT NULL REFERENCES events (id),
  target   TEXT NOT NULL REFERENCES events (id),
  score    REAL NOT NULL,
  reasons  TEXT NOT NULL,                  -- JSON
  PRIMARY KEY (type, source, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX across_target ON across (target, type);
CREATE INDEX across_source ON across (source);

CREATE TABLE pending (                     -- places where relations are still to be found again
  kind  TEXT NOT NULL,                     -- copies persons groups opening answer claim denial
  key   TEXT NOT NULL,
  day   TEXT NOT NULL,
  PRIMARY KEY (kind, key, day)
) STRICT, WITHOUT ROWID;
