"""Who is in the record, for pages: everybody by how much they do, and one actor with counts, statements and counterparts."""

from __future__ import annotations

import numpy as np

from communique.actors.directory import directory
from communique.actors.names import fold
from communique.ask.columns import Array
from communique.ask.names import Meant, meant
from communique.ask.rows import Page, Row, Table
from communique.ask.shelf import View
from communique.ask.standing import Standing
from communique.ask.who import identities
from communique.errors import UsageError
from communique.store.connection import Connection

#: Actors of one page, at most.
LIMIT = 200
_SIDES = ("did", "to it", "on its behalf")
_SPELLINGS = 40
_COUNTERPARTS = 15
_LATEST = 8
_BULK = 400


def actors(db: Connection, view: View, name: str = "", *, offset: int = 0, limit: int = 60) -> Page:
    """Everybody who takes part in some event, those who do most first; an actor without an id of the directory by person.

    Args:
        db: the store.
        view: of it.
        name: how some word of the name begins; "": all.
        offset: actors left out before.
        limit: at most so many, and never more than :data:`LIMIT`.

    Raises:
        UsageError: a number is below 0.
    """
    if offset < 0 or limit < 0:
        raise UsageError(f"offset {offset}, limit {limit}", "a number is below 0", "Count from 0.")
    limit = min(limit, LIMIT)
    events = view.events
    live = events.live[events.part_event]
    acting = np.bincount(events.part_person[live & (events.part_side == 0)], minlength=len(events.actors))
    taking = np.bincount(events.part_person[live], minlength=len(events.actors))
    rows = np.flatnonzero(taking)
    rows = rows[np.lexsort((rows, -taking[rows], -acting[rows]))]
    if name.strip():
        begins = fold(name.strip())
        rows = np.array([n for n in rows.tolist() if _begins(view, events.actors[n], begins)], np.int64)
    shown = rows[offset : offset + limit].tolist()
    known = _named(db, [events.actors[n] for n in shown])
    found: list[Row] = [
        {**known[events.actors[n]], "mentions": int(acting[n]), "takes_part": int(taking[n]), "id": events.actors[n]}
        for n in shown
    ]
    columns = ("name", "kind", "party", "mentions", "id")
    return Page(Table("Actors", columns, found, "Nobody of that name."), len(rows), offset, limit)


def _begins(view: View, identity: str, begins: str) -> bool:
    """Whether a word of the name, or of an id that spells it, begins so."""
    known = directory().actors.get(identity)
    name = fold(known.name if known else identity.lstrip("~").replace("-", " "))
    return identity.lower() == begins or name.startswith(begins) or f" {begins}" in name


def _named(db: Connection, ids: list[str]) -> dict[str, Row]:
    """Name, kind and party of actors by id, as the reports or the directory have them."""
    found: dict[str, Row] = {}
    for n in range(0, len(ids), _BULK):
        part = ids[n : n + _BULK]
        for identity in part:
            row = db.execute(
                "SELECT name, kind, party FROM actors WHERE id = ? ORDER BY report LIMIT 1", (identity,)
            ).fetchone()
            known = directory().actors.get(identity)
            if known is not None:
                found[identity] = {"name": known.name, "kind": known.kind, "party": known.party}
            else:
                name, kind, party = row or (identity, "unknown", None)
                found[identity] = {"name": name, "kind": kind, "party": party}
    return found


def profile(db: Connection, view: View, name: str) -> list[Table]:
    """Tables about everybody whom a name may mean, with the keys of :func:`communique.ask.who.ask`: identity, spellings, what was
    done, counterparts, the latest statements.

    Raises:
        UsageError: the record names nobody so.
    """
    found = meant(db, name)
    events = view.events
    sides = [events.taking_part(found, (side,)) & events.live for side in ("actor", "recipient", "behalf")]
    return [
        identities(db, sorted(found.ids)),
        spellings(db, sorted(found.ids)),
        _deeds(events, sides),
        _counterparts(db, events, found, sides[0] | sides[1] | sides[2]),
        _latest(db, view, sides[0]),
    ]


def spellings(db: Connection, ids: list[str]) -> Table:
    """How the reports write a name: each spelling of it with its counts, and the report of one mention."""
    marks = ", ".join("?" * len(ids))
    rows = db.execute(
        f"SELECT text, count(*), count(DISTINCT report) FROM mentions WHERE actor IN ({marks}) AND reading <> 'pronoun'"
        " AND report NOT IN (SELECT id FROM reports WHERE current = 0) GROUP BY text ORDER BY count(*) DESC, text LIMIT ?",
        (*ids, _SPELLINGS + 1),
    ).fetchall()
    found: list[Row] = []
    for text, times, reports in rows[:_SPELLINGS]:
        first = db.execute(
            "SELECT m.why, m.report, coalesce(r.outlet, r.ref) FROM mentions m JOIN reports r ON r.id = m.report AND r.current = 1"
            f" WHERE m.actor IN ({marks}) AND m.text = ? AND m.reading <> 'pronoun' ORDER BY m.actor, m.reading, m.report LIMIT 1",
            (*ids, text),
        ).fetchone()
        if first is None:  # its report was read again between the two questions
            continue
        why, report, outlet = first
        found.append(
            {"spelling": text, "times": times, "reports": reports, "why": why, "outlet": outlet, "report": report}
        )
    notes = [f"The {_SPELLINGS} most frequent spellings are given; there are more."] if len(rows) > _SPELLINGS else []
    return Table("How the reports write it", ("spelling", "times", "reports", "why", "outlet"), found, notes=notes)


def _deeds(events: Standing, sides: list[Array]) -> Table:
    rows: list[Row] = []
    for side, chosen in zip(_SIDES, sides, strict=True):
        pairs, counts = np.unique(
            (events.type[chosen].astype(np.int64) << 32) | events.status[chosen], return_counts=True
        )
        rows += [
            {"type": events.types[p >> 32], "status": events.statuses[p & 0xFFFFFFFF], "side": side, "events": n}
            for p, n in zip(pairs.tolist(), counts.tolist(), strict=True)
        ]
    rows.sort(key=lambda r: (-r["events"], r["type"], r["status"], r["side"]))
    return Table("What it did, and what was done to it", ("type", "status", "side", "events"), rows)


def _counterparts(db: Connection, events: Standing, found: Meant, chosen: Array) -> Table:
    parts = np.flatnonzero(chosen[events.part_event] & (events.part_side < 2))
    own = np.zeros(len(events.actors), bool)
    own[[n for i in found.ids if (n := events.actors.get(i)) >= 0]] = True
    mine = own[events.part_actor[parts]]
    if (party := events.actors.get(found.party)) >= 0:
        mine |= events.part_party[parts] == party
    parts = parts[~mine]
    pairs = np.unique((events.part_person[parts].astype(np.int64) << 32) | events.part_event[parts])
    who, event = pairs >> 32, pairs & 0xFFFFFFFF
    count = np.bincount(who, minlength=len(events.actors))
    best = np.flatnonzero(count)
    best = best[np.lexsort((best, -count[best]))][:_COUNTERPARTS]
    names = _named(db, [events.actors[n] for n in best.tolist()])
    rows: list[Row] = []
    for n in best.tolist():
        kinds = np.bincount(events.type[event[who == n]], minlength=len(events.types))
        most = sorted(((events.types[k], c) for k, c in enumerate(kinds.tolist()) if c), key=lambda x: (-x[1], x[0]))
        identity = events.actors[n]
        rows.append(
            {
                "name": names[identity]["name"], "events": int(count[n]), "types": ", ".join(f"{t} {c}" for t, c in most[:5]),
                "id": identity,
            }
        )  # fmt: skip
    return Table("With whom", ("name", "events", "types", "id"), rows)


def _latest(db: Connection, view: View, chosen: Array) -> Table:
    """The latest of what was said or demanded, asked, threatened: events with words of their own."""
    events = view.events
    rows = np.flatnonzero(chosen & (events.late >= 0))
    rows = rows[np.lexsort((events.number[rows], events.report[rows], events.late[rows]))][::-1]
    entries = []
    for n in range(0, min(len(rows), 10 * _LATEST), 2 * _LATEST):
        some = view.load(db, events.names(rows[n : n + 2 * _LATEST]))
        entries += [e for e in some.values() if e.content]
        if len(entries) >= _LATEST:
            break
    entries.sort(key=lambda e: (e.day or "", e.report, e.number), reverse=True)
    found: list[Row] = [
        {"day": e.day or "unknown", "type": e.type, "who": e.who, "words": e.content, "outlet": e.outlet, "id": e.id}
        for e in entries[:_LATEST]
    ]
    return Table("What it said last", ("day", "type", "who", "words", "outlet", "id"), found)
