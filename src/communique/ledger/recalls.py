"""Step: openings that later reports tell again."""

from __future__ import annotations

from collections.abc import Iterator

from communique.across import recalls
from communique.ledger import pairing
from communique.ledger.tellings import Tellings
from communique.store.connection import Connection

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


def find(db: Connection, tellings: Tellings) -> Iterator[int]:
    """Join each opening to an earlier telling of it."""
    yield from pairing.find(db, tellings, _RECALLS)
