"""Step: persons that the directory does not know, one block of alike surnames at a time, or several that a judgement joins."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from communique.across import persons
from communique.ledger import places
from communique.ledger.tellings import Tellings
from communique.store import judgements, pending
from communique.store.connection import Connection
from communique.store.database import transaction


def find(db: Connection, _: Tellings) -> Iterator[int]:
    """Resolve each pending block anew; where somebody's id changes, events of that person become pending."""
    together, apart = judgements.pairs(db, "actor")
    joined = _joined(db, together)
    seen: set[str] = set()
    for block, _day in pending.of(db, "persons"):
        with transaction(db):
            if block not in seen:
                blocks = joined.get(block, {block})
                _resolve(db, sorted(blocks), together, apart)
                seen |= blocks
            pending.done(db, "persons", [(block, "")])
        yield 1


def _joined(db: Connection, together: Collection[frozenset[str]]) -> dict[str, set[str]]:
    """Blocks that are resolved as one, because somebody judged that a person has names in both."""
    found: dict[str, set[str]] = {}
    for pair in sorted(together, key=sorted):
        blocks: set[str] = set()
        for actor in sorted(pair):
            rows = db.execute(
                "SELECT DISTINCT p.block FROM actors a JOIN persons p ON p.report = a.report AND p.actor = a.id WHERE a.id = ?",
                (actor,),
            )
            for (block,) in rows:
                blocks |= found.get(block, {block})
        found |= dict.fromkeys(blocks, blocks)
    return found


def _resolve(
    db: Connection,
    blocks: list[str],
    together: Collection[frozenset[str]],
    apart: Collection[frozenset[str]],
) -> None:
    rows = db.execute(
        "SELECT p.report, p.actor, a.name, a.party, p.person, p.reason FROM persons p"
        f" JOIN actors a ON a.report = p.report AND a.id = p.actor WHERE p.block IN ({', '.join('?' * len(blocks))})",
        blocks,
    ).fetchall()
    found = persons.resolve((persons.Named(r[0], r[1], r[2], r[3]) for r in rows), together, apart)
    for report, actor, _name, _party, person, why in rows:
        identity, reason = found[report, actor]
        if (identity, reason) == (person, why):
            continue
        db.execute(
            "UPDATE persons SET person = ?, reason = ? WHERE report = ? AND actor = ?",
            (identity, reason, report, actor),
        )
        if identity != person:
            places.unsettle(db, _events(db, report, actor))


def _events(db: Connection, report: str, actor: str) -> list[str]:
    rows = db.execute(
        "SELECT DISTINCT e.id FROM events e JOIN event_actors x ON x.event = e.id WHERE e.report = ? AND x.actor = ?",
        (report, actor),
    )
    return [event for (event,) in rows.fetchall()]
