-- Who works with the record through its page, and where they were. None of it is part of what the record says: exports and dumps leave it out.

CREATE TABLE accounts (
  name      TEXT PRIMARY KEY,              -- what they sign in with, and what judgements are signed with
  password  TEXT NOT NULL,                 -- argon2id
  role      TEXT NOT NULL,                 -- reader analyst administrator
  created   TEXT NOT NULL,                 -- UTC
  disabled  INTEGER NOT NULL               -- 1: may not sign in; the name stays, judgements bear it
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  id       TEXT PRIMARY KEY,               -- hash of what the cookie holds
  account  TEXT NOT NULL REFERENCES accounts (name),
  created  TEXT NOT NULL,                  -- UTC
  used     TEXT NOT NULL,                  -- UTC: last seen, to some minutes
  expires  TEXT NOT NULL                   -- UTC
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_account ON sessions (account);

CREATE TABLE tokens (                      -- for programs
  id       TEXT PRIMARY KEY,               -- hash of the token
  account  TEXT NOT NULL REFERENCES accounts (name),
  label    TEXT NOT NULL,                  -- what it is for
  role     TEXT NOT NULL,                  -- at most the account's
  created  TEXT NOT NULL,                  -- UTC
  used     TEXT,                           -- UTC: the day it was last used
  expires  TEXT,                           -- UTC; null: never
  revoked  INTEGER NOT NULL                -- 1: taken back
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_account ON tokens (account);

CREATE TABLE failures (                    -- passwords that were wrong, by login: the next try waits
  login  TEXT PRIMARY KEY,                 -- as typed, folded; a hash, for people type passwords there
  count  INTEGER NOT NULL,
  last   TEXT NOT NULL                     -- UTC
) STRICT, WITHOUT ROWID;

CREATE TABLE visits (                      -- what is new is told from the visit before
  person    TEXT PRIMARY KEY,
  previous  TEXT,                          -- UTC: end of the visit before this one
  last      TEXT NOT NULL                  -- UTC: last seen
) STRICT, WITHOUT ROWID;

CREATE TABLE searches (                    -- kept by somebody, and read as a feed
  id       TEXT PRIMARY KEY,               -- not to be guessed: it is the feed's address
  person   TEXT NOT NULL,
  name     TEXT NOT NULL,
  query    TEXT NOT NULL,                  -- as in the address of the page
  created  TEXT NOT NULL                   -- UTC
) STRICT, WITHOUT ROWID;
CREATE INDEX searches_person ON searches (person);

CREATE TABLE places_kept (                 -- where somebody stopped in a review queue
  person  TEXT NOT NULL,
  queue   TEXT NOT NULL,
  item    TEXT NOT NULL,
  state   TEXT NOT NULL,                   -- skipped here
  at      TEXT NOT NULL,                   -- UTC
  PRIMARY KEY (person, queue, item)
) STRICT, WITHOUT ROWID;
