"""Step: denials of what other reports claim."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from communique.across import denials
from communique.ledger import pairing
from communique.ledger.tellings import Tellings


def _wanted(db: sqlite3.Connection, event: str) -> bool:
    return db.execute("SELECT 1 FROM links WHERE source = ? AND type = 'denies'", (event,)).fetchone() is None


_DENIALS = pairing.Pairing(
    type="denies",
    earlier="claim",
    later="denial",
    marks=("claim", "denial"),
    fit=denials.fit,
    least=denials.LEAST,
    window=denials.WINDOW,
    wanted=_wanted,
)


def find(db: sqlite3.Connection, tellings: Tellings) -> Iterator[int]:
    """Link each denial that its own report sets against nothing to the claim of an earlier report that it fits best."""
    yield from pairing.find(db, tellings, _DENIALS)
