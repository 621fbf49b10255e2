"""Pair events of earlier reports with events of later ones, each later one with the earlier that it fits best.

The links of a later event are a function of the events in its window alone. So when an earlier event comes to be known, just those later
ones are looked at again that it fits.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from communique.across.ends import End, Members
from communique.actors.directory import directory
from communique.ledger.tellings import Tellings
from communique.store import pending
from communique.store.database import transaction

Fit = Callable[[End, End, Members], tuple[float, tuple[str, ...]]]
_BATCH = 100
#: An earlier event this much behind the best one is not taken beside it.
_NEAR = 0.05


@dataclass(frozen=True, slots=True)
class Pairing:
    """One type of link across reports.

    Attributes:
        type: type of the link, from the later event to the earlier.
        earlier: kind of place (``ends.kind``) of the earlier events.
        later: kind of place of the later ones.
        marks: kinds of pending places of the two.
        fit: how well two events fit.
        least: lowest score of a link.
        window: days between them.
        parties: of a later event, those under whom earlier ones are looked for; None: those under whom it stands itself.
        wanted: whether a later event is to be linked at all.
    """

    type: str
    earlier: str
    later: str
    marks: tuple[str, str]
    fit: Fit
    least: float
    window: int
    parties: Callable[[End], Iterable[str]] | None
    wanted: Callable[[sqlite3.Connection, str], bool]


def members(party: str) -> frozenset[str]:
    """Codes of the states that belong to an organisation; none for a state."""
    body = directory().bodies.get(party)
    return frozenset(body.members) if body is not None else frozenset()


def find(db: sqlite3.Connection, tellings: Tellings, pairing: Pairing) -> Iterator[int]:
    """Link anew every later event that is pending or that a pending earlier one fits."""
    early, late = pairing.marks
    work = {e for e, _ in pending.of(db, late)}
    fresh = [e for e, _ in pending.of(db, early)]
    for number, event in enumerate(fresh):
        work |= set(_fitting(db, tellings, pairing, event))
        if number % _BATCH == _BATCH - 1:
            yield 0
    order = {e: n for n, e in enumerate(sorted(work))}
    batch: list[str] = []
    for event in order:
        batch.append(event)
        if len(batch) == _BATCH:
            _link(db, tellings, pairing, batch)
            yield len(batch)
            batch = []
    _link(db, tellings, pairing, batch)
    with transaction(db):  # only now: a run that is killed begins again with the same places
        pending.done(db, early, ((e, "") for e in fresh))
        pending.done(db, late, ((e, "") for e in order))
    yield len(batch)


def _fitting(db: sqlite3.Connection, tellings: Tellings, pairing: Pairing, event: str) -> Iterator[str]:
    """Later events that an earlier one fits."""
    for one in tellings.get([event]):
        if one.day is None:
            continue
        rows = db.execute(
            "SELECT DISTINCT b.event FROM ends a JOIN ends b ON b.kind = ? AND b.party = a.party AND b.day BETWEEN ? AND ?"
            " WHERE a.event = ? AND a.kind = ?",
            (
                pairing.later,
                one.day.isoformat(),
                (one.day + timedelta(pairing.window)).isoformat(),
                event,
                pairing.earlier,
            ),
        ).fetchall()
        for other in tellings.get(r[0] for r in rows):
            if other.telling.report != one.telling.report and pairing.fit(one, other, members)[0] >= pairing.least:
                yield other.telling.id


def _link(db: sqlite3.Connection, tellings: Tellings, pairing: Pairing, events: list[str]) -> None:
    with transaction(db):
        for end in tellings.get(events):
            event = end.telling.id
            db.execute("DELETE FROM across WHERE type = ? AND source = ?", (pairing.type, event))
            if end.day is None or not pairing.wanted(db, event):
                continue
            for score, reasons, target in _best(db, tellings, pairing, end):
                db.execute(
                    "INSERT INTO across VALUES (?, ?, ?, ?, ?)",
                    (pairing.type, event, target, min(score, 1.0), json.dumps(reasons, ensure_ascii=False)),
                )


def _best(
    db: sqlite3.Connection, tellings: Tellings, pairing: Pairing, end: End
) -> list[tuple[float, tuple[str, ...], str]]:
    """The earlier event that fits best; none if others, of other groups, fit as well."""
    assert end.day is not None
    days = ((end.day - timedelta(pairing.window)).isoformat(), end.day.isoformat())
    found: dict[str, None] = {}
    if pairing.parties is not None:
        parties = sorted(pairing.parties(end))
    else:
        own = db.execute("SELECT party FROM ends WHERE event = ? AND kind = ?", (end.telling.id, pairing.later))
        parties = sorted(p for (p,) in own.fetchall())
    for party in parties:
        for (event,) in db.execute(
            "SELECT event FROM ends WHERE kind = ? AND party = ? AND day BETWEEN ? AND ?",
            (pairing.earlier, party, *days),
        ):
            found[event] = None
    scored = []
    for other in tellings.get(sorted(found)):
        if other.telling.report == end.telling.report:
            continue
        if other.day == end.day and other.order >= end.order and pairing.earlier == pairing.later:
            continue  # of one day: the order of the reports' ids decides which is told again
        score, reasons = pairing.fit(other, end, members)
        if score >= pairing.least:
            scored.append((score, reasons, other))
    if not scored:
        return []
    top = max(s[0] for s in scored)
    near = [s for s in scored if s[0] >= top - _NEAR]
    near.sort(key=lambda s: (s[2].day, s[2].order), reverse=pairing.type != "repeats")
    score, reasons, other = near[0]
    return [(score, reasons, other.telling.id)]
