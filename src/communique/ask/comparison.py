"""The record held against another coder's events: what both have, what only one has, and why."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from communique.ask.entries import load
from communique.ask.rows import Row, Table
from communique.compare.coded import Coded
from communique.compare.match import Comparison, Ours, match
from communique.compare.read import read
from communique.errors import DocumentError
from communique.model import Status
from communique.store.connection import Connection

#: Confusions of types that are listed.
_CONFUSIONS = 10


def ask(db: Connection, path: Path) -> tuple[list[Table], list[DocumentError]]:
    """Tables of a summary, of the pairs and of what only one side has; and the lines that could not be read."""
    theirs: list[Coded] = []
    failures: list[DocumentError] = []
    for each in read(path):
        if isinstance(each, DocumentError):
            failures.append(each)
        else:
            theirs.append(each)
    if failures and not theirs:
        return [], failures
    ids = db.execute("SELECT e.id FROM events e JOIN reports r ON r.id = e.report WHERE r.current = 1").fetchall()
    ours = [
        Ours(
            e.id, e.ref, e.outlet, e.url, e.first or e.day, e.day, e.type, e.mode, e.cameo, cast(Status, e.status),
            tuple(p.side for p in e.actors), tuple(p.side for p in e.recipients), e.sentence,
        )
        for _, e in sorted(load(db, (i for (i,) in ids)).items())
    ]  # fmt: skip
    return _tables(match(ours, theirs)), failures


def _tables(found: Comparison) -> list[Table]:
    whole = found.summary
    counts: list[Row] = [
        {"what": "events of ours", "number": whole.ours},
        {"what": "rows of theirs", "number": whole.theirs},
        *({"what": f"pairs with the same {level.name.replace('_', ' ')}", "number": n} for level, n in whole.pairs),
        {"what": "rows of theirs that tell a paired event again", "number": whole.also},
        {"what": "only ours", "number": whole.only_ours},
        {"what": "only theirs", "number": whole.only_theirs},
        {"what": "same type, given the same dyad", "number": _share(whole.type_given_dyad)},
        {"what": "same dyad, given the same type", "number": _share(whole.dyad_given_type)},
        *({"what": f"ours {ours}, theirs {theirs}", "number": n} for ours, theirs, n in whole.confusions[:_CONFUSIONS]),
    ]
    pairs: list[Row] = [
        {**_ours(p.ours), **_theirs(p.theirs), "level": p.level.name, "why": p.reason} for p in found.pairs
    ]
    pairs.sort(key=lambda r: (r["day"], r["id"]))
    ours: list[Row] = [{**_ours(o.event), "why": o.reason} for o in found.only_ours]
    ours.sort(key=lambda r: (r["day"], r["id"]))
    tied = "reports" if found.by_report else "days"
    return [
        Table(f"In numbers (events are tied by {tied})", ("what", "number"), counts),
        Table("In both", ("day", "type", "dyad", "their type", "their dyad", "level", "why", "id"), pairs),
        Table(
            "Only ours",
            ("day", "type", "dyad", "sentence", "why", "id"),
            ours,
        ),
        Table(
            "Only theirs",
            ("their day", "their type", "their dyad", "line", "why"),
            [{**_theirs(o.event), "why": o.reason} for o in found.only_theirs],
        ),
    ]


def _ours(event: Ours) -> Row:
    return {
        "day": event.day_last or "unknown",
        "type": event.type,
        "dyad": _dyad(event.actors, event.recipients),
        "sentence": event.text,
        "id": event.id,
    }


def _theirs(row: Coded) -> Row:
    return {
        "their day": row.date or "unknown",
        "their type": row.type,
        "their dyad": _dyad(row.actors, row.recipients),
        "line": row.place,
    }


def _dyad(actors: tuple[str, ...], recipients: tuple[str, ...]) -> str:
    return f"{', '.join(actors) or '?'} → {', '.join(recipients) or '?'}"


def _share(value: float | None) -> str:
    return "nothing to count" if value is None else f"{value:.0%}"
