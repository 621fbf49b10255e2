"""Step: speakers who contradict what they said before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from communique.across import contradictions
from communique.ledger import pairing
from communique.ledger.tellings import Tellings

_CONTRADICTIONS = pairing.Pairing(
    type="contradicts",
    earlier="stance",
    later="stance",
    marks=("stance", "stance"),
    fit=contradictions.fit,
    least=contradictions.LEAST,
    window=contradictions.WINDOW,
    wanted=lambda db, event: True,
)


def find(db: sqlite3.Connection, tellings: Tellings) -> Iterator[int]:
    """Set what a speaker says against the opposite that the same speaker said on an earlier day."""
    yield from pairing.find(db, tellings, _CONTRADICTIONS)
