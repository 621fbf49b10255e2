"""A group of mentions as it stands: without what somebody rejected or took out, with what somebody put into it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from communique.across.differences import differences
from communique.ask.entries import load
from communique.ask.judged import Judged
from communique.ledger.tellings import Tellings
from communique.store.connection import Connection

_STORED = "SELECT first_day, last_day, first_report, reports, outlets, differences, mentions FROM groups WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Group:
    """One event that several reports may tell.

    Attributes:
        first: first day on which it can have been; None: unknown.
        last: last day.
        first_report: the report that told it first.
        reports: how many tell it.
        outlets: how many of them independently: copies count once.
        differences: where they differ, as :func:`communique.across.differences.differences` has it.
    """

    first: str | None
    last: str | None
    first_report: str
    reports: int
    outlets: int
    differences: list[dict[str, Any]]


def group(db: Connection, judged: Judged, identity: str, as_of: str | None = None) -> Group | None:
    """A group by its id; None if nothing is left of it.

    Args:
        db: the store.
        judged: what people decided.
        identity: the id that :class:`communique.ask.entries.Entry` gives for the group.
        as_of: the last day of which reports are to be known, ISO 8601.
    """
    stored = db.execute(_STORED, (identity,)).fetchone()
    if stored is not None and judged.nothing and as_of is None:
        return _stored(stored)
    rows = _mentions(db, judged, identity, as_of)
    if not rows:
        return None
    events = [r[0] for r in rows]
    if stored is not None and stored[6] == len(rows) and not set(events) & set(judged.corrections):
        return _stored(stored)
    outlets: dict[str, str] = {}
    for row in rows:
        outlets.setdefault(row[6], row[7])
    differ = differences([e.telling for e in Tellings(db).get(events)])
    first, last = _days(db, judged, events)
    return Group(first, last, rows[0][1], len({r[1] for r in rows}), len(set(outlets.values())), differ)


def mentions(db: Connection, judged: Judged, identity: str) -> dict[str, tuple[float, list[str]]]:
    """The mentions of a group by id, the earliest report first, each with the score and the reasons why it belongs there."""
    return {
        r[0]: (r[4], json.loads(r[5])) if r[3] == identity else (1.0, ["judged to be the same event"])
        for r in _mentions(db, judged, identity)
    }


def _stored(row: tuple[Any, ...]) -> Group:
    first, last, first_report, reports, outlets, unlike, _ = row
    return Group(first, last, first_report, reports, outlets, json.loads(unlike))


def _mentions(db: Connection, judged: Judged, identity: str, as_of: str | None = None) -> list[tuple[Any, ...]]:
    parts = judged.merged(identity)
    marks, values = ", ".join("?" * len(parts)), ", ".join(["(?)"] * len(parts))
    rows = db.execute(
        "SELECT e.id, e.report, r.first_day, m.group_id, m.score, m.reasons, coalesce(c.first, r.id), coalesce(r.outlet, r.source)"
        " FROM events e JOIN reports r ON r.id = e.report LEFT JOIN group_members m ON m.event = e.id LEFT JOIN copies c ON c.report = r.id"
        f" WHERE r.current = 1 AND e.id IN (SELECT event FROM group_members WHERE group_id IN ({marks}) UNION VALUES {values})"
        " ORDER BY r.first_day IS NULL, r.first_day, e.report, e.number",
        (*parts, *parts),
    ).fetchall()
    return [
        r
        for r in rows
        if (judged.group(r[0], r[3]) or r[0]) == identity
        and r[0] not in judged.rejected
        and (as_of is None or (r[2] or "9999") <= as_of)
    ]


def _days(db: Connection, judged: Judged, events: Sequence[str]) -> tuple[str | None, str | None]:
    """Bounds of the days that the mentions state; if none does, of those that they allow."""
    entries = list(load(db, events, judged=judged).values())
    certain = [e for e in entries if e.basis in ("stated", "relative")] or entries
    return (
        min((e.first for e in certain if e.first), default=None),
        max((e.last for e in certain if e.last), default=None),
    )
