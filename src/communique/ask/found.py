"""Search for a page: sentences with their neighbours and entries, and counts of what the hits have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from communique.ask.columns import Array
from communique.ask.names import meant
from communique.ask.rows import Page, Row, Table
from communique.ask.shelf import View
from communique.ask.timeline import day
from communique.ask.words import MOST, Hit, sentences
from communique.errors import UsageError
from communique.store.connection import Connection

#: Sentences of one page, at most.
LIMIT = 100
#: Values of a facet that are given.
_VALUES = 20


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search wants; what is empty does not matter.

    Attributes:
        words: words of the sentence, see :func:`communique.ask.timeline.query`.
        outlets: outlets.
        actors: names; each takes part in some event of the sentence.
        types: types of its events; one of them.
        statuses: statuses of its events; one of them. Actors, type and status are of one event.
        since: published on this day, month or year or later.
        until: published then or earlier.
    """

    words: str
    outlets: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of sentences, the best first; `facets` has for "outlet", "type", "status", "period" and "actor" values with how many
    of the sentences have them, the most frequent first (periods in order).
    """

    page: Page
    facets: dict[str, list[tuple[str, int]]]


def search(
    db: Connection, view: View, sought: Sought, *, offset: int = 0, limit: int = 25, order: str = "fit"
) -> Found:
    """Sentences with some words; looks at no more than :data:`communique.ask.words.MOST` of them.

    Args:
        db: the store.
        view: of it.
        sought: what to look for.
        offset: sentences left out before.
        limit: at most so many, and never more than :data:`LIMIT`.
        order: "fit" (BM25, the best first) or "newest".

    Raises:
        UsageError: there is no word, a name is nobody's, a date is none, or a number is below 0.
    """
    if offset < 0 or limit < 0:
        raise UsageError(f"offset {offset}, limit {limit}", "a number is below 0", "Count from 0.")
    if order not in ("fit", "newest"):
        raise UsageError(f"order {order}", "there is no such order", "Take fit or newest.")
    limit = min(limit, LIMIT)
    hits = sentences(db, sought.words)
    notes = [f"At least {MOST} sentences hold these words; {MOST} of them are looked at."] if len(hits) >= MOST else []
    hits, events = _chosen(db, view, sought, hits)
    published = view.events.of_report["first"]
    numbers = [view.events.reports.get(h.report) for h in hits]
    days = [int(published[n]) if n >= 0 else -1 for n in numbers]
    best = sorted(
        range(len(hits)),
        key=lambda n: (hits[n].score if order == "fit" else 0.0, -days[n], hits[n].report, hits[n].number),
    )
    facets = _facets(view, numbers, days, events)
    shown = best[offset : offset + limit]
    rows = _rows(db, view, [hits[n] for n in shown], [events[n] for n in shown])
    columns = ("day", "outlet", "text", "entries", "report")
    table = Table(f"Sentences with {sought.words}", columns, rows, "No sentence holds these words.", notes)
    return Found(Page(table, len(hits), offset, limit), facets)


def _chosen(db: Connection, view: View, sought: Sought, hits: list[Hit]) -> tuple[list[Hit], list[Array]]:
    """The hits that are wanted, and of each the rows of its standing events that are."""
    events = view.events
    standing = events.live.copy()
    for name in sought.actors:
        standing &= events.taking_part(meant(db, name))
    if sought.types:
        standing &= np.isin(events.type, [events.types.get(t.upper()) for t in sought.types])
    if sought.statuses:
        standing &= np.isin(events.status, [events.statuses.get(s.lower()) for s in sought.statuses])
    needed = bool(sought.actors or sought.types or sought.statuses)
    since = date.fromisoformat(day(sought.since, "--since")).toordinal() if sought.since else 0
    until = date.fromisoformat(day(sought.until, "--until", last=True)).toordinal() if sought.until else None
    asked = {o.lower() for o in sought.outlets}
    outlets = {n for n, o in enumerate(events.outlets.values) if o.lower() in asked}
    report = events.of_report
    kept: list[Hit] = []
    of: list[Array] = []
    for hit, rows in zip(hits, events.in_sentences([(h.report, h.number) for h in hits]), strict=True):
        number = events.reports.get(hit.report)
        if number < 0 and (asked or needed or since or until is not None):
            continue
        if asked and int(report["outlet"][number]) not in outlets:
            continue
        if since and int(report["last"][number]) < since:
            continue
        if until is not None and not 0 <= int(report["first"][number]) <= until:
            continue
        rows = rows[standing[rows]]
        if not needed or len(rows):
            kept.append(hit)
            of.append(rows)
    return kept, of


def _facets(
    view: View, reports: Sequence[int], days: Sequence[int], events: Sequence[Array]
) -> dict[str, list[tuple[str, int]]]:
    """How many sentences have each value."""
    known = view.events
    outlets = Counter(known.outlets[int(known.of_report["outlet"][n])] for n in reports if n >= 0)
    periods = Counter(date.fromordinal(d).isoformat()[:7] for d in days if d >= 0)
    sizes = [len(rows) for rows in events]
    rows = np.concatenate([np.zeros(0, np.int64), *events])
    hit = np.repeat(np.arange(len(events)), sizes)
    return {
        "outlet": _most(outlets),
        "type": _most(_count(known.types.values, hit, known.type[rows])),
        "status": _most(_count(known.statuses.values, hit, known.status[rows])),
        "period": sorted(periods.items()),
        "actor": _most(_sides(view, hit, rows)),
    }


def _count(values: list[str], hit: Array, codes: Array) -> Counter[str]:
    """Sentences by a value of their events, each sentence once."""
    pairs = np.unique((codes.astype(np.int64) << 32) | hit)
    numbers, counts = np.unique(pairs >> 32, return_counts=True)
    return Counter({values[n]: c for n, c in zip(numbers.tolist(), counts.tolist(), strict=True)})


def _sides(view: View, hit: Array, rows: Array) -> Counter[str]:
    """Sentences by the parties, and actors without one, of their events."""
    known = view.events
    place = np.full(len(known.live), -1, np.int64)
    place[rows] = hit
    parts = np.flatnonzero(place[known.part_event] >= 0)
    side = np.where(known.part_party[parts] >= 0, known.part_party[parts], known.part_person[parts])
    return _count(known.actors.values, place[known.part_event[parts]], side)


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:_VALUES]


def _rows(db: Connection, view: View, hits: Sequence[Hit], events: Sequence[Array]) -> list[Row]:
    """The sentences of a page: each with the one before and after, and with its entries."""
    texts = neighbours(db, [(h.report, h.number) for h in hits])
    known = view.load(db, view.events.names(np.concatenate([np.zeros(0, np.int64), *events])))
    ids = sorted({h.report for h in hits})
    marks = ", ".join("?" * len(ids))
    told = {
        r[0]: r[1:]
        for r in db.execute(
            f"SELECT id, published, coalesce(outlet, ref), title, url FROM reports WHERE id IN ({marks})", ids
        )
    }
    found: list[Row] = []
    for hit, rows in zip(hits, events, strict=True):
        if hit.report not in told or (hit.report, hit.number) not in texts:
            continue
        published, outlet, title, url = told[hit.report]
        entries = sorted((known[i] for i in view.events.names(rows) if i in known), key=lambda e: e.number)
        found.append(
            {
                "day": published or "unknown",
                "outlet": outlet,
                "text": texts[hit.report, hit.number],
                "before": texts.get((hit.report, hit.number - 1), ""),
                "after": texts.get((hit.report, hit.number + 1), ""),
                "entries": ", ".join(f"{e.type} {e.who or '?'}" + (f" → {e.whom}" if e.whom else "") for e in entries),
                "events": [e.id for e in entries],
                "title": title,
                "url": url,
                "report": hit.report,
                "number": hit.number,
                "score": hit.score,
            }
        )
    return found


def neighbours(db: Connection, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Text of some sentences and of those before and after each, by report and number."""
    wanted: dict[str, set[int]] = {}
    for report, number in places:
        wanted.setdefault(report, set()).update((number - 1, number, number + 1))
    found: dict[tuple[str, int], str] = {}
    for report, numbers in sorted(wanted.items()):
        some = sorted(numbers)
        rows = db.execute(
            f"SELECT number, text FROM sentences WHERE report = ? AND number IN ({', '.join('?' * len(some))})",
            (report, *some),
        )
        found |= {(report, number): text for number, text in rows.fetchall()}
    return found
