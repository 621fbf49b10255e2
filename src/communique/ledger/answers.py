"""Step: answers to openings of other reports."""

from __future__ import annotations

from collections.abc import Iterator

from communique.across import answers
from communique.ledger import pairing
from communique.ledger.tellings import Tellings
from communique.store.connection import Connection

#: An answer whose own report tells what it answers, this surely, is not looked for in others; "rejected Moscow's demand" only names it.
_SURE = 0.6


def _wanted(db: Connection, event: str) -> bool:
    row = db.execute(
        "SELECT max(l.score) FROM links l JOIN events a ON a.id = l.source JOIN events o ON o.id = l.target"
        " WHERE l.source = ? AND l.type = 'answers' AND o.sentence <> a.sentence",
        (event,),
    ).fetchone()
    return row[0] is None or row[0] < _SURE


_ANSWERS = pairing.Pairing(
    type="answers",
    earlier="opening",
    later="answer",
    marks=("opening", "answer"),
    fit=answers.fit,
    least=answers.LEAST,
    window=answers.WINDOW,
    wanted=_wanted,
)


def find(db: Connection, tellings: Tellings) -> Iterator[int]:
    """Link each answer to the opening of an earlier report that it fits best."""
    yield from pairing.find(db, tellings, _ANSWERS)
