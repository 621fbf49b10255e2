"""The timeline for a page: turned over row by row, drawn as bars, counted by what events have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from communique.ask import timeline
from communique.ask.columns import NEVER, Array
from communique.ask.entries import Entry
from communique.ask.groups import group
from communique.ask.names import meant
from communique.ask.rows import Page, Row, Table
from communique.ask.shelf import View
from communique.ask.standing import Standing
from communique.ask.timeline import Wanted, day
from communique.ask.words import MOST, sentences
from communique.errors import UsageError
from communique.store.connection import Connection

#: Rows of one page, at most.
LIMIT = 200
#: Bars of one picture, at most.
BARS = 5_000
#: Mentions of one page's rows that are looked at, at most.
_MENTIONS = 2_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """Events that a question wants: for each row of the columns whether it is one, and what there is to say about the choice."""

    rows: Array
    notes: tuple[str, ...] = ()


def choose(db: Connection, view: View, wanted: Wanted) -> Chosen:
    """The events that are wanted, as judged; looks at no more than :data:`communique.ask.words.MOST` sentences with some words.

    Raises:
        UsageError: a name is nobody's, or a date is none.
    """
    events = view.events
    found = events.as_of(day(wanted.as_of, "--as-of", last=True)) if wanted.as_of else events.live.copy()
    for name in wanted.actors:
        found &= events.taking_part(meant(db, name))
    if wanted.types:
        found &= np.isin(events.type, [events.types.get(t.upper()) for t in wanted.types])
    if wanted.statuses:
        found &= np.isin(events.status, [events.statuses.get(s.lower()) for s in wanted.statuses])
    if wanted.outlets:
        asked = {o.lower() for o in wanted.outlets}
        numbers = [n for n, o in enumerate(events.outlets.values) if o.lower() in asked]
        found &= np.isin(events.of_report["outlet"], numbers)[events.report]
    if wanted.since:
        found &= events.late >= date.fromisoformat(day(wanted.since, "--since")).toordinal()
    if wanted.until:
        found &= events.early <= date.fromisoformat(day(wanted.until, "--until", last=True)).toordinal()
    if not wanted.words:
        return Chosen(found)
    hits = sentences(db, wanted.words, current=wanted.as_of is None)
    told = np.zeros(len(found), bool)
    told[events.at_sentences([(h.report, h.number) for h in hits])] = True
    note = f"More than {MOST} sentences hold these words; events of {MOST} of them are looked at."
    return Chosen(found & told, (note,) if len(hits) >= MOST else ())


def page(db: Connection, view: View, wanted: Wanted, *, offset: int = 0, limit: int = 50) -> Page:
    """A page of the timeline: rows as :func:`communique.ask.timeline.ask` gives them, in order of day, and how many there are in all.

    Args:
        db: the store.
        view: of it.
        wanted: what to look for.
        offset: rows left out before.
        limit: at most so many, and never more than :data:`LIMIT`.

    Raises:
        UsageError: a name is nobody's, a date is none, or a number is below 0.
    """
    offset, limit = _bounds(offset, limit)
    chosen = choose(db, view, wanted)
    return _paged(db, view, chosen, wanted, offset, limit)


def _bounds(offset: int, limit: int, most: int = LIMIT) -> tuple[int, int]:
    if offset < 0 or limit < 0:
        raise UsageError(f"offset {offset}, limit {limit}", "a number is below 0", "Count from 0.")
    return offset, min(limit, most)


def _paged(db: Connection, view: View, chosen: Chosen, wanted: Wanted, offset: int, limit: int) -> Page:
    events = view.events
    ranks = ranked(events, chosen.rows)
    shown = ranks[offset : offset + limit]
    mine = np.zeros(len(events.by_rank[0]), bool)
    mine[shown] = True
    rows = np.flatnonzero(chosen.rows & mine[events.rank])
    rows = rows[np.argsort(events.rank[rows], kind="stable")]
    notes = list(chosen.notes)
    if len(rows) > _MENTIONS:
        notes.append(f"Only {_MENTIONS} of {len(rows)} mentions of these events are looked at.")
        rows = rows[:_MENTIONS]
    entries = view.load(db, events.names(rows))
    groups: dict[int, list[Entry]] = {}
    for rank, identity in zip(events.rank[rows].tolist(), events.names(rows), strict=True):
        if identity in entries:
            groups.setdefault(rank, []).append(entries[identity])
    as_of = day(wanted.as_of, "--as-of", last=True) if wanted.as_of else None
    found: list[Row] = []
    for rank in shown.tolist():
        some = groups.get(rank, [])
        if some:
            key = some[0].group
            whole = None if key is None else group(db, view.judged, key, as_of)
            found.append(timeline.row(key or some[0].id, some, whole))
    columns = ("when", "type", "status", "who", "whom", "words", "reports", "id")
    table = Table("Timeline", columns, found, "No event of the record fits.", notes)
    return Page(table, len(ranks), offset, limit)


def ranked(events: Standing, rows: Array) -> Array:
    """Ranks of the timeline's rows that chosen events make, in order."""
    seen = np.zeros(len(events.by_rank[0]), bool)
    seen[events.rank[rows]] = True
    return np.flatnonzero(seen)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the timeline to be drawn.

    Attributes:
        first: first day on which it can have been, ISO 8601; None: unknown.
        last: last day.
        type: its type.
        status: its status.
        precise: whether its day is its own; False: only that of the report is known.
        reported: day of the earliest report that tells it.
        lane: side that acts (party, else actor), "" if nobody is named.
        mentions: how many of the chosen events are in it.
        id: of the group, or of the event that is in none.
    """

    first: str | None
    last: str | None
    type: str
    status: str
    precise: bool
    reported: str | None
    lane: str
    mentions: int
    id: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars in order of day; `total` is how many there are, of which at most :data:`BARS` are given: those that come first."""

    bars: list[Bar]
    total: int
    notes: list[str]


def bars(db: Connection, view: View, wanted: Wanted, *, limit: int = BARS) -> Bars:
    """Rows of the timeline as bars, for drawing.

    Raises:
        UsageError: a name is nobody's, a date is none, or a number is below 0.
    """
    _, limit = _bounds(0, limit, BARS)
    chosen = choose(db, view, wanted)
    events = view.events
    ranks = ranked(events, chosen.rows)
    best = events.once(chosen.rows)[:limit]
    rows = np.flatnonzero(chosen.rows)
    counts = np.bincount(events.rank[rows], minlength=len(events.by_rank[0]))[ranks[:limit]]
    earliest = np.full(len(events.by_rank[0]), NEVER, np.int32)
    published = events.of_report["first"][events.report[rows]]
    known = published >= 0
    np.minimum.at(earliest, events.rank[rows][known], published[known])
    reported = earliest[ranks[:limit]]
    lanes = lane(events, best)
    keys = events.keys(best)
    first, last = events.by_rank
    at_rank = ranks[:limit]
    found = [
        Bar(*values)
        for values in zip(
            _days(first[at_rank]), _days(last[at_rank]), _named(events.types.values, events.type[best]),
            _named(events.statuses.values, events.status[best]), events.certain[best].tolist(), _days(reported),
            lanes, counts.tolist(), keys, strict=True,
        )
    ]  # fmt: skip
    notes = list(chosen.notes)
    if len(ranks) > limit:
        notes.append(f"The first {limit} of {len(ranks)} events are drawn; a shorter period shows the rest.")
    return Bars(found, len(ranks), notes)


def lane(events: Standing, rows: Array) -> list[str]:
    """For each of some events the side that acts first in it: party, else person; "" if nobody is named."""
    place = np.full(len(events.live), -1, np.int64)
    place[rows] = np.arange(len(rows))
    parts = np.flatnonzero((events.part_side == 0) & (place[events.part_event] >= 0))
    side = np.where(events.part_party[parts] >= 0, events.part_party[parts], events.part_person[parts])
    found = [""] * len(rows)
    for at, who in zip(place[events.part_event[parts]].tolist()[::-1], side.tolist()[::-1], strict=True):
        found[at] = events.actors.values[who]
    return found


def _named(values: list[str], numbers: Array) -> list[str]:
    return [values[n] for n in numbers.tolist()]


def _days(numbers: Array) -> list[str | None]:
    known: dict[int, str | None] = {-1: None, NEVER: None}
    for n in set(numbers.tolist()) - known.keys():
        known[n] = date.fromordinal(n).isoformat()
    return [known[n] for n in numbers.tolist()]
