-- Where people are in their work with the record. Nothing of it is part of what the record says: exports and dumps leave it out.

CREATE TABLE places_kept (                 -- where somebody stopped in a review queue
  person  TEXT NOT NULL,
  queue   TEXT NOT NULL,
  item    TEXT NOT NULL,
  state   TEXT NOT NULL,                   -- skipped
  at      TEXT NOT NULL,                   -- UTC
  PRIMARY KEY (person, queue, item)
) STRICT, WITHOUT ROWID;
