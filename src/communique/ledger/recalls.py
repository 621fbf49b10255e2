"""Step: openings that later reports tell again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from communique.across import recalls
from communique.ledger import pairing
from communique.ledger.tellings import Tellings

_RECALLS = pairing.Pairing(
    type="repeats",
    earlier="opening",
    later="opening",
    marks=("recall", "recall"),
    fit=recalls.fit,
    least=recalls.LEAST,
    window=recalls.WINDOW,
    wanted=lambda db, event: True,
)


def find(db: sqlite3.Connection, tellings: Tellings) -> Iterator[int]:
    """Join each opening to an earlier telling of it."""
    yield from pairing.find(db, tellings, _RECALLS)
