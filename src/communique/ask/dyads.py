"""Counts of who does what to whom: two sides month by month, the network of all, and the places. Each event counts once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from communique.across.coded import MUTUAL
from communique.ask.columns import NEVER, Array
from communique.ask.names import Meant, meant
from communique.ask.pages import choose
from communique.ask.shelf import View
from communique.ask.standing import Standing
from communique.ask.timeline import Wanted
from communique.export.plover import QUAD
from communique.store.connection import Connection

#: Edges of one network, and places of one map, at most.
EDGES = 500
PLACES = 1_000
#: Counts by type, status and direction that are given.
_TYPES = 60


@dataclass(frozen=True, slots=True)
class Month:
    """Events of two sides in a month, from the first to the second side and back.

    Attributes:
        month: "2022-02"; "" for events without a day.
        cooperation: what was done of types that cooperate.
        conflict: what was done of types that are in conflict.
        other: statements, and what was not done (planned, demanded, denied, hypothetical).
    """

    month: str
    cooperation: tuple[int, int]
    conflict: tuple[int, int]
    other: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two sides: months in order, and counts by type, status and direction ("→": the first towards the second), the greatest first."""

    one: Meant
    other: Meant
    months: list[Month]
    types: list[tuple[str, str, str, int]]
    total: int
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Edge:
    """Events of one side towards another; `cooperation` and `conflict` count those that were done (status actual)."""

    actor: str
    recipient: str
    events: int
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True)
class Network:
    """The heaviest edges first; `nodes` counts the events in which each of their sides meets another; `total`: edges in all."""

    nodes: dict[str, int]
    edges: list[Edge]
    total: int
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the reports write it, with how many events are told to have been there, and of which types."""

    name: str
    events: int
    types: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Places:
    """The places of most events first; `total`: places in all."""

    places: list[Place]
    total: int
    notes: list[str]


def dyad(db: Connection, view: View, one: str, other: str, wanted: Wanted | None = None) -> Dyad:
    """What two sides did to each other, month by month, by the day of the event.

    Cooperation and conflict are PLOVER's quad classes (PLOVER 2.0 manual, chapter on event types), verbal and material together.

    Args:
        db: the store.
        view: of it.
        one: a name.
        other: another.
        wanted: what else the events must be; its actors are taken besides the two.

    Raises:
        UsageError: a name is nobody's, or a date is none.
    """
    first, second = meant(db, one), meant(db, other)
    events = view.events
    chosen = choose(db, view, wanted or Wanted())
    there = _directed(events, chosen.rows, first, second)
    back = _directed(events, chosen.rows, second, first)
    quads = _quads(events)
    months: dict[str, list[list[int]]] = {}
    types: dict[tuple[str, str, str], int] = {}
    for way, (arrow, some) in enumerate((("→", there), ("←", back))):
        for month, quad, count in _counted(_months(events, some), quads[some]):
            months.setdefault(month, [[0, 0], [0, 0], [0, 0]])[quad][way] += count
        for kind, status, count in _pairs(events.type[some], events.status[some]):
            types[events.types[kind], events.statuses[status], arrow] = count
    found = [Month(m, *((c[0], c[1]) for c in counts)) for m, counts in sorted(months.items())]
    ordered = sorted(types.items(), key=lambda t: (-t[1], t[0]))[:_TYPES]
    return Dyad(
        first, second, found, [(*key, n) for key, n in ordered], len(there) + len(back), list(chosen.notes)
    )  # fmt: skip


def network(db: Connection, view: View, wanted: Wanted | None = None, *, limit: int = 100, least: int = 1) -> Network:
    """Who acts towards whom: parties, and persons who stand for none.

    Args:
        db: the store.
        view: of it.
        wanted: which events count.
        limit: at most so many edges, and never more than :data:`EDGES`.
        least: edges of fewer events are left out.

    Raises:
        UsageError: a name is nobody's, or a date is none.
    """
    chosen = choose(db, view, wanted or Wanted())
    events = view.events
    rows = events.once(chosen.rows)
    acting, towards = _sides(events, rows, 0), _sides(events, rows, 1)
    together = _mutual(events)[acting[0]]
    meeting = acting[0][together], acting[1][together]
    event, actor, recipient = (
        np.concatenate(pair) for pair in zip(_joined(acting, towards), _joined(meeting, meeting), strict=True)
    )
    other = actor != recipient
    event, actor, recipient = event[other], actor[other], recipient[other]
    size = np.int64(len(events.actors) + 1)
    edges, where, counts = np.unique(actor * size + recipient, return_inverse=True, return_counts=True)
    quad = _quads(events)[event]
    cooperation = np.bincount(where, quad == 0, len(edges)).astype(np.int64)
    conflict = np.bincount(where, quad == 1, len(edges)).astype(np.int64)
    enough = np.flatnonzero(counts >= least)
    best = enough[np.lexsort((edges[enough], -counts[enough]))][: min(max(limit, 0), EDGES)]
    names = events.actors.values
    found = [
        Edge(names[int(edges[n] // size)], names[int(edges[n] % size)], int(counts[n]), int(cooperation[n]), int(conflict[n]))
        for n in best.tolist()
    ]  # fmt: skip
    found.sort(key=lambda e: (-e.events, e.actor, e.recipient))
    pairs = np.unique(np.concatenate((actor * (1 << 32) + event, recipient * (1 << 32) + event)))
    taking = np.bincount(pairs >> 32, minlength=len(names))
    shown = {side for e in found for side in (e.actor, e.recipient)}
    nodes = {side: int(taking[events.actors.get(side)]) for side in sorted(shown)}
    notes = list(chosen.notes)
    if len(enough) > len(found):
        notes.append(f"The {len(found)} heaviest of {len(enough)} relations are given.")
    return Network(nodes, found, len(enough), notes)


def places(db: Connection, view: View, wanted: Wanted | None = None, *, limit: int = 200) -> Places:
    """Where events were, as the reports write the places.

    Raises:
        UsageError: a name is nobody's, or a date is none.
    """
    chosen = choose(db, view, wanted or Wanted())
    events = view.events
    rows = events.once(chosen.rows & (events.place >= 0))
    counts: dict[int, dict[int, int]] = {}
    for place, kind, count in _pairs(events.place[rows], events.type[rows]):
        counts.setdefault(place, {})[kind] = count
    found = [
        Place(
            events.places[place],
            sum(types.values()),
            sorted(((events.types[k], n) for k, n in types.items()), key=lambda t: (-t[1], t[0])),
        )
        for place, types in counts.items()
    ]
    found.sort(key=lambda p: (-p.events, p.name))
    notes = list(chosen.notes)
    limit = min(max(limit, 0), PLACES)
    if len(found) > limit:
        notes.append(f"The {limit} of {len(found)} places with most events are given.")
    return Places(found[:limit], len(found), notes)


def at_place(view: View, name: str, limit: int = 100) -> list[str]:
    """Ids of the events at a place as the reports write it, in order of day, at most so many."""
    events = view.events
    rows = np.flatnonzero(events.live & (events.place == events.places.get(name)) & (events.place >= 0))
    return events.names(rows[np.argsort(events.rank[rows], kind="stable")][:limit])


def _sides(events: Standing, rows: Array, side: int) -> tuple[Array, Array]:
    """Events and sides (party, else person) of some events, on one side of them, each pair once and in order."""
    mine = np.zeros(len(events.live), bool)
    mine[rows] = True
    parts = np.flatnonzero((events.part_side == side) & mine[events.part_event])
    who = np.where(events.part_party[parts] >= 0, events.part_party[parts], events.part_person[parts])
    pairs = np.unique((events.part_event[parts].astype(np.int64) << 32) | who)
    return pairs >> 32, pairs & 0xFFFFFFFF


def _joined(one: tuple[Array, Array], other: tuple[Array, Array]) -> tuple[Array, Array, Array]:
    """All pairs of the two lists that are of one event: event, first, second."""
    starts = np.searchsorted(other[0], one[0], "left")
    counts = np.searchsorted(other[0], one[0], "right") - starts
    repeated = np.repeat(np.arange(len(one[0])), counts)
    within = np.arange(len(repeated)) - np.repeat(np.cumsum(counts) - counts, counts)
    second = np.repeat(starts, counts) + within
    return one[0][repeated], one[1][repeated], other[1][second]


def _directed(events: Standing, chosen: Array, actor: Meant, recipient: Meant) -> Array:
    """Events, each once, of one side towards the other; of a meeting both are actors, and it counts in either direction."""
    acting, acted = events.taking_part(actor, ("actor",)), events.taking_part(recipient, ("recipient",))
    acted |= events.taking_part(recipient, ("actor",)) & _mutual(events)
    return events.once(chosen & acting & acted)


def _mutual(events: Standing) -> Array:
    """For each event whether those who act do it with each other."""
    found: Array = np.array([t in MUTUAL for t in events.types.values], bool)[events.type]
    return found


def _quads(events: Standing) -> Array:
    """For each event 0 if it is cooperation, 1 if it is conflict, 2 if it is neither or was not done."""
    kinds = [QUAD.get(t, "") for t in events.types.values]
    of_type = np.array([0 if "COOPERATION" in k else 1 if k else 2 for k in kinds], np.int64)
    quads: Array = np.where(events.status == events.statuses.get("actual"), of_type[events.type], 2)
    return quads


def _months(events: Standing, rows: Array) -> list[str]:
    first, last = events.by_rank[0][events.rank[rows]], events.by_rank[1][events.rank[rows]]
    days = np.where(first < NEVER, first, last).tolist()
    known = {n: date.fromordinal(n).isoformat()[:7] if n >= 0 else "" for n in set(days)}
    return [known[n] for n in days]


def _counted(months: Sequence[str], quads: Array) -> list[tuple[str, int, int]]:
    found: dict[tuple[str, int], int] = {}
    for month, quad in zip(months, quads.tolist(), strict=True):
        found[month, quad] = found.get((month, quad), 0) + 1
    return [(m, q, n) for (m, q), n in found.items()]


def _pairs(one: Array, other: Array) -> list[tuple[int, int, int]]:
    """Pairs of codes with how often they come."""
    pairs, counts = np.unique((one.astype(np.int64) << 32) | other, return_counts=True)
    return list(zip((pairs >> 32).tolist(), (pairs & 0xFFFFFFFF).tolist(), counts.tolist(), strict=True))
