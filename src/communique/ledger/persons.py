"""Step: persons that the directory does not know, one block of alike surnames at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from communique.across import persons
from communique.ledger import places
from communique.ledger.tellings import Tellings
from communique.store import judgements, pending
from communique.store.database import transaction


def find(db: sqlite3.Connection, _: Tellings) -> Iterator[int]:
    """Resolve each pending block anew; where somebody's id changes, events of that person become pending."""
    together, apart = judgements.pairs(db, "actor")
    for block, _day in pending.of(db, "persons"):
        with transaction(db):
            rows = db.execute(
                "SELECT p.report, p.actor, a.name, a.party, p.person, p.reason FROM persons p"
                " JOIN actors a ON a.report = p.report AND a.id = p.actor WHERE p.block = ?",
                (block,),
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
            pending.done(db, "persons", [(block, "")])
        yield 1


def _events(db: sqlite3.Connection, report: str, actor: str) -> list[str]:
    rows = db.execute(
        "SELECT DISTINCT e.id FROM events e JOIN event_actors x ON x.event = e.id WHERE e.report = ? AND x.actor = ?",
        (report, actor),
    )
    return [event for (event,) in rows.fetchall()]
