"""Step: denials of what other reports claim."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from communique.across import denials
from communique.across.denials import Deed, Said
from communique.across.ends import End
from communique.ledger import pairing
from communique.ledger.tellings import Tellings, content, decided
from communique.store.connection import Connection

#: Utterances whose deeds are kept in memory at once.
_MOST = 20_000


def _wanted(db: Connection, event: str) -> bool:
    """Whether its own report sets a denial against nobody's claim: against nothing, or against the deed that it tells itself."""
    return (
        db.execute(
            "SELECT 1 FROM links l JOIN events e ON e.id = l.target WHERE l.source = ? AND l.type = 'denies'"
            " AND (e.inside IS NULL OR e.inside <> l.source) AND e.type IN ('ACCUSE', 'REQUEST', 'SAY')",
            (event,),
        ).fetchone()
        is None
    )


class _Reader:
    """What utterances say, from the store."""

    def __init__(self, db: Connection, tellings: Tellings) -> None:
        self._db = db
        self._tellings = tellings
        self._known: dict[str, Said] = {}

    def __call__(self, utterance: End) -> Said:
        """The content of an utterance and the deeds in it; of a denial, the deed that it denies."""
        event = utterance.telling.id
        if event not in self._known:
            if len(self._known) > _MOST:
                self._known.clear()
            self._known[event] = self._read(event, utterance.telling.report, utterance.denies)
        return self._known[event]

    def _read(self, event: str, report: str, denies: bool) -> Said:
        rows = self._db.execute(
            "SELECT e.id, e.why FROM links l JOIN events e ON e.id = l.target JOIN events d ON d.id = l.source WHERE l.source = ?"
            " AND e.report = ? AND l.type = 'denies' AND e.sentence = d.sentence AND e.type <> 'SAY' ORDER BY e.number"
            if denies
            else "SELECT id, why FROM events WHERE inside = ? AND report = ? ORDER BY number",
            (event, report),
        ).fetchall()
        ends = {e.telling.id: e for e in self._tellings.get([i for i, _ in rows])}
        return Said(content(self._db, event), tuple(Deed(ends[i], decided(why)) for i, why in rows if i in ends))


def find(db: Connection, tellings: Tellings) -> Iterator[int]:
    """Link each denial that its own report sets against nobody's claim to the claim of an earlier report that it fits best."""
    yield from pairing.find(
        db,
        tellings,
        pairing.Pairing(
            type="denies",
            earlier="claim",
            later="denial",
            marks=("claim", "denial"),
            fit=partial(denials.fit, said=_Reader(db, tellings)),
            least=denials.LEAST,
            window=denials.WINDOW,
            wanted=_wanted,
        ),
    )
