"""Words in sentences: FTS5 in SQLite; in PostgreSQL a tsvector with a GIN index, of words that FTS5 cut too, so that both find the same.

A query is FTS5's, of the form that :func:`communique.ask.timeline.query` gives: quoted words or phrases, of which all must be there, each
with a star behind it if it is a beginning.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby
from typing import Any

from communique.store.connection import Connection
from communique.store.postgres import Postgres

#: How words are cut, as the schema has it: letters and digits, without case and accents.
TOKENIZER = "unicode61 remove_diacritics 2"
_PART = re.compile(r'"([^"]*)"(\*?)')
#: PostgreSQL takes no longer word (bytes), and no higher place.
_LONGEST = 2000
_LAST = 16_383
_AROUND = 40  # words of a snippet


def holding(db: Connection, query: str, most: int | None = None) -> tuple[str, list[Any]]:
    """A query for the sentences that hold some words, with its values: columns `id` (sentences.id) and `score`, the less the better.

    Args:
        db: the store.
        query: see above.
        most: so many at most, those that were put in first.
    """
    if isinstance(db, Postgres):
        sql = (
            "SELECT rowid AS id, CAST(-ts_rank(words, q, 1) AS DOUBLE PRECISION) AS score"
            " FROM sentences_search, CAST(? AS tsquery) AS q WHERE words @@ q"
        )
        values: list[Any] = [_tsquery(query)]
    else:
        sql = "SELECT rowid AS id, bm25(sentences_search) AS score FROM sentences_search WHERE sentences_search MATCH ?"
        values = [query]
    if most is not None:
        sql += " ORDER BY rowid LIMIT ?"
        values.append(most)
    return sql, values


def snippets(query: str, texts: Sequence[str]) -> list[str]:
    """Each text shortened to what is around the words, these in brackets; one that does not hold them all comes whole."""
    with closing(_index(texts)) as db:
        sql = f"SELECT rowid, snippet(texts, 0, '[', ']', '…', {_AROUND}) FROM texts WHERE texts MATCH ?"
        found = dict(db.execute(sql, (query,)).fetchall())
    return [found.get(n, text) for n, text in enumerate(texts)]


def index(db: Connection, report: str | None = None) -> None:
    """Enter the sentences of a report, or all, into the index; SQLite does so by itself. In the caller's transaction."""
    if not isinstance(db, Postgres):
        return
    where, values = ("", ()) if report is None else (" WHERE report = ?", (report,))
    last = 0
    while True:
        rows = db.execute(
            f"SELECT id, text FROM (SELECT id, text FROM sentences{where}) s WHERE id > ? ORDER BY id LIMIT 1000",
            (*values, last),
        ).fetchall()
        if not rows:
            return
        cut = words([text for _, text in rows])
        db.executemany(
            "INSERT INTO sentences_search VALUES (?, CAST(? AS tsvector))",
            [(number, _tsvector(some)) for (number, _), some in zip(rows, cut, strict=True)],
        )
        last = rows[-1][0]


def words(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text, in order, as FTS5 cuts and folds them.

    >>> words(["Côte d’Ivoire's U.N. envoy", "—"])
    [['cote', 'd', 'ivoire', 's', 'u', 'n', 'envoy'], []]
    """
    found: list[list[str]] = [[] for _ in texts]
    with closing(_index(texts)) as db:
        db.execute("CREATE VIRTUAL TABLE cut USING fts5vocab(texts, 'instance')")
        rows: Iterator[tuple[int, str]] = db.execute("SELECT doc, term FROM cut ORDER BY doc, offset")
        for number, some in groupby(rows, lambda r: r[0]):
            found[number] = [word for _, word in some]
    return found


def _index(texts: Sequence[str]) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute(f'CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize = "{TOKENIZER}")')
    db.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(texts))
    return db


def _tsvector(some: Sequence[str]) -> str:
    return " ".join(f"{_quoted(word)}:{min(n, _LAST)}" for n, word in enumerate(some, 1))


def _tsquery(query: str) -> str:
    """The query as PostgreSQL writes it; "" if it holds no word."""
    parts = _PART.findall(query)
    phrases = []
    for some, (_, star) in zip(words([text for text, _ in parts]), parts, strict=True):
        if some:
            phrases.append(" <-> ".join(map(_quoted, some)) + (":*" if star else ""))
    return " & ".join(phrases)


def _quoted(word: str) -> str:
    kept = word.encode()[:_LONGEST].decode(errors="ignore")
    return "'" + kept.replace("\\", "\\\\").replace("'", "''") + "'"
