-- What was read: reports, and every entry with the words it came from.
-- Positions (`start`, `stop`) are half-open and count Unicode code points of reports.text, as Python and JavaScript's Array.from do.
-- Lists are JSON arrays. Days are ISO 8601; `first_day` and `last_day` bound what is known.

CREATE TABLE runs (                        -- one row each time the program read something
  id        INTEGER PRIMARY KEY,
  started   TEXT NOT NULL,                 -- UTC
  finished  TEXT,                          -- null: it was interrupted, or is still at work
  command   TEXT NOT NULL,
  version   TEXT NOT NULL,                 -- of Communiqué
  model     TEXT NOT NULL,                 -- of the parser
  options   TEXT NOT NULL                  -- JSON
) STRICT;

CREATE TABLE reports (
  id                TEXT PRIMARY KEY,      -- hash of source and text
  source            TEXT NOT NULL,         -- URL, or else path or id: what its versions share
  version           INTEGER NOT NULL,
  current           INTEGER NOT NULL,      -- 1: no later version is known
  superseded_by     TEXT REFERENCES reports (id),
  ref               TEXT NOT NULL,
  url               TEXT,
  outlet            TEXT,
  title             TEXT,
  lang              TEXT,
  published         TEXT,                  -- day, month, year or interval; null: unknown
  published_basis   TEXT NOT NULL,
  published_reason  TEXT NOT NULL,
  published_start   INTEGER,
  published_stop    INTEGER,
  first_day         TEXT,                  -- bounds of `published`
  last_day          TEXT,
  text              TEXT NOT NULL,
  words             INTEGER NOT NULL,
  lead              TEXT NOT NULL,         -- JSON: content words of title and opening
  signature         BLOB,                  -- MinHash of the text
  added_by          INTEGER NOT NULL REFERENCES runs (id),
  read_by           INTEGER NOT NULL REFERENCES runs (id)
) STRICT;
CREATE INDEX reports_source ON reports (source, version);
CREATE INDEX reports_day ON reports (first_day);

CREATE TABLE sections (
  report   TEXT NOT NULL REFERENCES reports (id),
  number   INTEGER NOT NULL,
  heading  TEXT NOT NULL,
  PRIMARY KEY (report, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentences (
  id       INTEGER PRIMARY KEY,
  report   TEXT NOT NULL REFERENCES reports (id),
  number   INTEGER NOT NULL,
  section  INTEGER,
  start    INTEGER NOT NULL,
  stop     INTEGER NOT NULL,
  text     TEXT NOT NULL,
  UNIQUE (report, number)
) STRICT;

CREATE VIRTUAL TABLE sentences_search USING fts5 (
  text, content = 'sentences', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER sentences_added AFTER INSERT ON sentences BEGIN
  INSERT INTO sentences_search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER sentences_removed AFTER DELETE ON sentences BEGIN
  INSERT INTO sentences_search (sentences_search, rowid, text) VALUES ('delete', old.id, old.text);
END;

CREATE TABLE actors (
  report    TEXT NOT NULL REFERENCES reports (id),
  id        TEXT NOT NULL,                 -- of the directory; with ~ one that it does not know
  number    INTEGER NOT NULL,              -- order of first mention
  name      TEXT NOT NULL,
  kind      TEXT NOT NULL,
  party     TEXT,                          -- state (ISO 3166 alpha-3) or organisation that it stands for
  office    TEXT,
  wikidata  TEXT,
  code      TEXT,
  PRIMARY KEY (report, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX actors_id ON actors (id);

CREATE TABLE mentions (
  report   TEXT NOT NULL REFERENCES reports (id),
  number   INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  start    INTEGER NOT NULL,
  stop     INTEGER NOT NULL,
  text     TEXT NOT NULL,
  reading  TEXT NOT NULL,
  why      TEXT NOT NULL,
  PRIMARY KEY (report, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE timexes (
  report        TEXT NOT NULL REFERENCES reports (id),
  number        INTEGER NOT NULL,
  start         INTEGER NOT NULL,
  stop          INTEGER NOT NULL,
  text          TEXT NOT NULL,
  type          TEXT NOT NULL,
  value         TEXT NOT NULL,
  basis         TEXT NOT NULL,
  rule          TEXT NOT NULL,
  alternatives  TEXT NOT NULL,             -- JSON
  PRIMARY KEY (report, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (                      -- one mention of something said or done, in one report
  id             TEXT PRIMARY KEY,
  report         TEXT NOT NULL REFERENCES reports (id),
  number         INTEGER NOT NULL,
  type           TEXT NOT NULL,            -- SAY or a PLOVER type
  mode           TEXT,
  cameo          TEXT,
  status         TEXT NOT NULL,            -- actual planned demanded denied hypothetical
  trigger        TEXT NOT NULL,
  trigger_start  INTEGER NOT NULL,
  trigger_stop   INTEGER NOT NULL,
  sentence       INTEGER NOT NULL,         -- sentences.number
  quote          TEXT,
  inside         TEXT,                     -- the event that reports this one
  channel        TEXT,
  when_value     TEXT,
  when_basis     TEXT NOT NULL,
  when_start     INTEGER,
  when_stop      INTEGER,
  first_day      TEXT,                     -- bounds of the day it happened or was said
  last_day       TEXT,
  quantity       TEXT,
  place          TEXT,
  rule           TEXT NOT NULL,
  why            TEXT NOT NULL             -- JSON
) STRICT;
CREATE INDEX events_report ON events (report, number);
CREATE INDEX events_day ON events (first_day);
CREATE INDEX events_type ON events (type, first_day);

CREATE TABLE event_actors (                -- who did it, to whom, for whom
  event   TEXT NOT NULL REFERENCES events (id),
  side    TEXT NOT NULL,                   -- actor recipient behalf
  number  INTEGER NOT NULL,
  actor   TEXT NOT NULL,
  party   TEXT,
  PRIMARY KEY (event, side, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actors_actor ON event_actors (actor);
CREATE INDEX event_actors_party ON event_actors (party);

CREATE TABLE roles (                       -- the very words that filled a role
  event   TEXT NOT NULL REFERENCES events (id),
  number  INTEGER NOT NULL,
  role    TEXT NOT NULL,
  start   INTEGER NOT NULL,
  stop    INTEGER NOT NULL,
  text    TEXT NOT NULL,
  actor   TEXT,
  PRIMARY KEY (event, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE contents (                    -- what was said, promised, demanded
  event   TEXT NOT NULL REFERENCES events (id),
  number  INTEGER NOT NULL,
  start   INTEGER NOT NULL,
  stop    INTEGER NOT NULL,
  text    TEXT NOT NULL,
  PRIMARY KEY (event, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE traits (                      -- what events are compared with across reports
  event           TEXT PRIMARY KEY REFERENCES events (id),
  lemma           TEXT NOT NULL,
  words           TEXT NOT NULL,           -- JSON
  sentence_words  TEXT NOT NULL,           -- JSON
  opens           INTEGER NOT NULL,
  answers         INTEGER NOT NULL,
  denies          INTEGER NOT NULL,
  own_behalf      INTEGER NOT NULL,
  called          TEXT,
  definite        INTEGER NOT NULL,
  explicit        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE named (                       -- parties, or actors without one, that the event's sentence names
  event  TEXT NOT NULL REFERENCES events (id),
  party  TEXT NOT NULL,
  PRIMARY KEY (event, party)
) STRICT, WITHOUT ROWID;
CREATE INDEX named_party ON named (party);

CREATE TABLE links (                       -- between events of one report
  report   TEXT NOT NULL REFERENCES reports (id),
  number   INTEGER NOT NULL,
  type     TEXT NOT NULL,                  -- answers denies repeats contradicts
  source   TEXT NOT NULL,
  target   TEXT NOT NULL,
  score    REAL NOT NULL,
  reasons  TEXT NOT NULL,                  -- JSON
  PRIMARY KEY (report, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_source ON links (source);
CREATE INDEX links_target ON links (target);

CREATE TABLE exchanges (                   -- within one report; across reports: the command `exchanges`
  id          TEXT PRIMARY KEY,
  report      TEXT NOT NULL REFERENCES reports (id),
  number      INTEGER NOT NULL,
  opening     TEXT NOT NULL,
  outcome     TEXT NOT NULL,
  answers     TEXT NOT NULL,               -- JSON: event ids
  claims      TEXT NOT NULL                -- JSON: event ids
) STRICT;
CREATE INDEX exchanges_report ON exchanges (report, number);

CREATE TABLE addressees (
  exchange  TEXT NOT NULL REFERENCES exchanges (id),
  number    INTEGER NOT NULL,
  actor     TEXT NOT NULL,
  state     TEXT NOT NULL,
  by        TEXT,                          -- the event that says so
  behalf    TEXT,
  PRIMARY KEY (exchange, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE redirects (                   -- ids that a later version or reading replaced
  old     TEXT PRIMARY KEY,
  new     TEXT,                            -- null: nothing took its place
  kind    TEXT NOT NULL,                   -- report event group
  reason  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
