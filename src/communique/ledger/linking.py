"""Find what reports have in common, wherever something is pending; a new kind of relation is one entry of ``STEPS``.

Each step works through its pending places in small transactions: it may be killed at any moment, and the next run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from communique.ledger import answers, contradictions, copies, denials, groups, persons, recalls
from communique.ledger.tellings import Tellings
from communique.store.connection import Connection

Step = Callable[[Connection, Tellings], Iterator[int]]

#: Events kept in memory at once.
_MOST = 50_000
#: In order: each may rest on what those before it found. Every step yields the number of places it has just seen to.
STEPS: dict[str, Step] = {
    "copies": copies.find,
    "persons": persons.find,
    "groups": groups.find,
    "openings told again": recalls.find,
    "answers": answers.find,
    "denials": denials.find,
    "contradictions": contradictions.find,
}


def link(db: Connection, told: Callable[[str, int], None] | None = None) -> None:
    """See to all that is pending.

    Args:
        db: the store.
        told: called with the name of a step and how many of its places have been seen to, for a progress display.
    """
    for name, step in STEPS.items():
        tellings = Tellings(db)
        for done in step(db, tellings):
            if told is not None:
                told(name, done)
            if len(tellings) > _MOST:
                tellings.forget()
