-- What is fetched again and again, and what reports were read from.

CREATE TABLE feeds (
  url         TEXT PRIMARY KEY,            -- as it was asked for
  moved       TEXT,                        -- where it lives now (a permanent redirect)
  gone        INTEGER NOT NULL,            -- 1: the server says that it will not come back
  etag        TEXT,                        -- validators of the version whose entries are all read
  modified    TEXT,
  since       TEXT,                        -- day before which entries of that version were left out; null: none was
  fetched     TEXT,                        -- UTC: when it last answered with a feed, or that nothing is new
  status      INTEGER,                     -- of the last answer (HTTP); null: there was none
  failures    INTEGER NOT NULL,            -- visits since then that failed
  error       TEXT,                        -- why the last one failed
  not_before  TEXT                         -- UTC: it is not asked again before
) STRICT;

CREATE TABLE feed_entries (                -- entries of the last version that need no second look
  feed   TEXT NOT NULL REFERENCES feeds (url),
  entry  TEXT NOT NULL,                    -- hash of what it says
  PRIMARY KEY (feed, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE originals (                   -- what reports were read from, byte by byte, where that was wanted
  report   TEXT PRIMARY KEY REFERENCES reports (id),
  media    TEXT NOT NULL,                  -- media type
  url      TEXT,                           -- where the bytes came from
  fetched  TEXT,                           -- UTC; null: they were read from a file
  size     INTEGER NOT NULL,               -- bytes before they were compressed
  data     BLOB NOT NULL                   -- compressed (zstd)
) STRICT;
