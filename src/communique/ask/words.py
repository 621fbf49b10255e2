"""Sentences that hold some words: the bounded look-up that search and timeline share."""

from __future__ import annotations

from dataclasses import dataclass

from communique.ask.timeline import query
from communique.store.connection import Connection

#: Sentences that one question looks at, at most.
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that holds the words, by its report and number; `score` is the less the better it fits (BM25)."""

    report: str
    number: int
    score: float


def sentences(db: Connection, words: str, *, current: bool = True, most: int = MOST) -> list[Hit]:
    """Sentences with all of some words, at most so many.

    Args:
        db: the store.
        words: all must be there; "in quotation marks" in this order; `word*` is a beginning.
        current: of the newest version of each report only.
        most: how many are looked at; which, where there are more, is up to the database, but always the same.

    Raises:
        UsageError: there is no word.
    """
    rows = db.execute(
        "SELECT s.report, s.number, f.score, r.current FROM"
        " (SELECT rowid AS id, bm25(sentences_search) AS score FROM sentences_search WHERE sentences_search MATCH ? LIMIT ?) f"
        " JOIN sentences s ON s.id = f.id JOIN reports r ON r.id = s.report",
        (query(words), most),
    ).fetchall()
    return [Hit(report, number, round(score, 6)) for report, number, score, newest in rows if newest or not current]
