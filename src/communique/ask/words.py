"""Sentences that hold some words: the bounded look-up that search and timeline share."""

from __future__ import annotations

from dataclasses import dataclass

from communique.ask.timeline import query
from communique.store import fulltext
from communique.store.connection import Connection

#: Sentences that one question looks at, at most.
MOST = 2_000


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
    holding, values = fulltext.holding(db, query(words), most)
    rows = db.execute(
        f"SELECT s.report, s.number, f.score, r.current FROM ({holding}) f"
        " JOIN sentences s ON s.id = f.id JOIN reports r ON r.id = s.report ORDER BY s.id",
        values,
    ).fetchall()
    return [Hit(report, number, round(score, 6)) for report, number, score, newest in rows if newest or not current]
