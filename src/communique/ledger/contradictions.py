"""Step: speakers who contradict what they said before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from communique.across import contradictions
from communique.across.contradictions import Stance
from communique.across.ends import End
from communique.ledger import pairing
from communique.ledger.tellings import Tellings, content, decided
from communique.store.connection import Connection

#: Stances kept in memory at once.
_MOST = 20_000


class _Reader:
    """Who says deeds, and how, from the store."""

    def __init__(self, db: Connection, tellings: Tellings) -> None:
        self._db = db
        self._tellings = tellings
        self._known: dict[str, Stance | None] = {}

    def __call__(self, deed: End) -> Stance | None:
        """The utterance that tells a deed and why the deed has its status."""
        event = deed.telling.id
        if event not in self._known:
            if len(self._known) > _MOST:
                self._known.clear()
            saying, why = self._db.execute("SELECT inside, why FROM events WHERE id = ?", (event,)).fetchone()
            ends = self._tellings.get([saying]) if saying is not None else []
            self._known[event] = Stance(ends[0], decided(why), content(self._db, saying)) if ends else None
        return self._known[event]


def find(db: Connection, tellings: Tellings) -> Iterator[int]:
    """Set what a speaker says against the opposite that the same speaker said on an earlier day."""
    yield from pairing.find(
        db,
        tellings,
        pairing.Pairing(
            type="contradicts",
            earlier="stance",
            later="stance",
            marks=("stance", "stance"),
            fit=partial(contradictions.fit, stances=_Reader(db, tellings)),
            least=contradictions.LEAST,
            window=contradictions.WINDOW,
            wanted=lambda db, event: True,
        ),
    )
