"""Pair events of earlier reports with events of later ones, each later one with the earlier that it fits best.

The links of a later event are a function of the events in its window alone. So when an earlier event comes to be known, just those later
ones are looked at again that it fits; when one is gone, those that were linked to it. That is enough because which of several earlier
events is taken is settled by an order of them in which each has its place whatever the others are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from communique.across.ends import End, Members
from communique.actors.directory import members
from communique.ledger.tellings import Tellings
from communique.store import days, pending
from communique.store.connection import Connection
from communique.store.database import transaction

Fit = Callable[[End, End, Members], tuple[float, tuple[str, ...]]]
_BATCH = 100
#: Scores count in steps of so many thousandths: within a step, time decides.
_STEP = 50


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
        wanted: whether a later event is to be linked at all.
    """

    type: str
    earlier: str
    later: str
    marks: tuple[str, str]
    fit: Fit
    least: float
    window: int
    wanted: Callable[[Connection, str], bool]


def find(db: Connection, tellings: Tellings, pairing: Pairing) -> Iterator[int]:
    """Link anew every later event that is pending or that a pending earlier one fits."""
    early, late = pairing.marks
    work = {e for e, _ in pending.of(db, late)}
    fresh = [e for e, _ in pending.of(db, early)]
    for number, event in enumerate(fresh):
        work |= set(_fitting(db, tellings, pairing, event))
        if number % _BATCH == _BATCH - 1:
            yield 0
    order = sorted(work)
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


def _fitting(db: Connection, tellings: Tellings, pairing: Pairing, event: str) -> Iterator[str]:
    """Later events that an earlier one fits."""
    for one in tellings.get([event]):
        found = _beside(db, event, pairing.earlier, pairing.later, (0, pairing.window))
        for other in tellings.get(found):
            if _score(pairing, one, other) is not None:
                yield other.telling.id


def _beside(db: Connection, event: str, own: str, kind: str, window: tuple[int, int]) -> list[str]:
    """Events whose places of a kind are under a party that the event's own places are under, so many days from them."""
    found: set[str] = set()
    for party, day in db.execute("SELECT party, day FROM ends WHERE event = ? AND kind = ?", (event, own)).fetchall():
        rows = db.execute(
            "SELECT event FROM ends WHERE kind = ? AND party = ? AND day BETWEEN ? AND ?",
            (kind, party, days.shift(day, window[0]), days.shift(day, window[1])),
        )
        found |= {e for (e,) in rows}
    return sorted(found)


def _score(pairing: Pairing, earlier: End, later: End) -> tuple[float, tuple[str, ...]] | None:
    """Score and reasons of a link; None if there is to be none."""
    if earlier.telling.report == later.telling.report:
        return None
    if pairing.earlier == pairing.later and later.day == earlier.day and earlier.order >= later.order:
        return None  # of one day: the order of the reports' ids decides which is told again
    score, reasons = pairing.fit(earlier, later, members)
    return (score, reasons) if score >= pairing.least else None


def _link(db: Connection, tellings: Tellings, pairing: Pairing, events: list[str]) -> None:
    with transaction(db):
        for end in tellings.get(events):
            event = end.telling.id
            db.execute("DELETE FROM across WHERE type = ? AND source = ?", (pairing.type, event))
            if end.day is None or not pairing.wanted(db, event):
                continue
            if (best := _best(db, tellings, pairing, end)) is not None:
                score, reasons, target = best
                db.execute(
                    "INSERT INTO across VALUES (?, ?, ?, ?, ?)",
                    (pairing.type, event, target, min(score, 1.0), json.dumps(reasons, ensure_ascii=False)),
                )


def _best(db: Connection, tellings: Tellings, pairing: Pairing, end: End) -> tuple[float, tuple[str, ...], str] | None:
    """The earlier event that fits best; of those that fit about alike the latest, or, to be told again, the first."""
    found = _beside(db, end.telling.id, pairing.later, pairing.earlier, (-pairing.window, 0))
    scored = [(s, other) for other in tellings.get(found) if (s := _score(pairing, other, end)) is not None]
    if not scored:
        return None
    scored.sort(key=lambda s: (s[1].day or date.min, s[1].order), reverse=pairing.type != "repeats")
    (score, reasons), other = max(scored, key=lambda s: round(1000 * s[0][0]) // _STEP)  # the first of equals
    return score, reasons, other.telling.id
