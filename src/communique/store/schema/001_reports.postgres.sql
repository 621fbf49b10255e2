-- What PostgreSQL has in place of SQLite's full-text index: the words of each sentence, as store/search.py cuts them, and where they stand.
-- without: sentences_added sentences_removed

CREATE TABLE sentences_search (
  rowid  BIGINT PRIMARY KEY REFERENCES sentences (id) ON DELETE CASCADE DEFERRABLE,
  words  TSVECTOR NOT NULL
);
CREATE INDEX sentences_search_words ON sentences_search USING gin (words);
