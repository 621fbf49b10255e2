-- What people decided. Rows are only ever added; each holds the hash of the one before it, so that a change shows.

CREATE TABLE judgements (
  id        INTEGER PRIMARY KEY,
  at        TEXT NOT NULL,                 -- UTC
  by        TEXT NOT NULL,
  verb      TEXT NOT NULL,                 -- accept reject correct merge split undo
  kind      TEXT NOT NULL,                 -- event link group actor judgement
  target    TEXT NOT NULL,                 -- id of what was judged
  other     TEXT,                          -- the second one of a link, merge or split
  field     TEXT,                          -- of a correction
  before    TEXT,                          -- JSON
  after     TEXT,                          -- JSON
  note      TEXT,
  source    TEXT,                          -- reports.source of what was judged
  quote     TEXT,                          -- its trigger or name, as written
  sentence  TEXT,                          -- the sentence it stood in
  previous  TEXT NOT NULL,                 -- hash of the judgement before
  hash      TEXT NOT NULL
) STRICT;
CREATE INDEX judgements_target ON judgements (target);
CREATE TRIGGER judgements_are_new BEFORE INSERT ON judgements WHEN EXISTS (SELECT 1 FROM judgements WHERE id >= new.id) BEGIN
  SELECT RAISE (ABORT, 'judgements are never replaced; judge again, or undo');  -- INSERT OR REPLACE would delete without a word
END;
CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements BEGIN
  SELECT RAISE (ABORT, 'judgements are never changed; judge again, or undo');
END;
CREATE TRIGGER judgements_are_kept BEFORE DELETE ON judgements BEGIN
  SELECT RAISE (ABORT, 'judgements are never deleted; judge again, or undo');
END;
