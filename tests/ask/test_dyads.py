from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable

import pytest

from ask.sheet import Line, Sheet
from ask.test_shelf import judged
from communique.ask import dyads, judging, timeline
from communique.ask.entries import Entry, load
from communique.ask.shelf import Shelf
from communique.ask.timeline import Wanted
from communique.export.plover import QUAD


def told(db: sqlite3.Connection) -> list[list[Entry]]:
    """The mentions of each event."""
    rows = timeline.ask(db, Wanted()).rows
    known = load(db, (m for r in rows for m in r["mentions"]))
    return [[known[m] for m in r["mentions"]] for r in rows]


def sheets_of(*lines: Line) -> Sheet:
    return Sheet("one", "2023-03-10", lines)


def line(kind: str, who: str, whom: str, day: str | None, **more: object) -> Line:
    return Line(f"{who} did {kind.lower()} to {whom} on {day}.", kind, who, whom, trigger="did", day=day, **more)  # type: ignore[arg-type]


def test_months_and_types_of_two_sides(sheets: Callable[..., sqlite3.Connection]) -> None:
    db = sheets(
        sheets_of(
            line("AID", "URY", "PRY", "2023-01-05"),
            line("AID", "PRY", "URY", "2023-01-06"),
            line("ASSAULT", "URY", "PRY", "2023-01-07"),
            line("ASSAULT", "URY", "PRY", "2023-02-07"),
            line("ASSAULT", "URY", "PRY", "2023-02-09", status="denied"),
            line("SAY", "PRY", "URY", "2023-02-11"),
            line("AID", "URY", "BOL", "2023-01-05"),
            line("CONSULT", "URY, PRY", "", "2023-03-01"),
        )
    )
    found = dyads.dyad(db, Shelf().view(db), "Uruguay", "PRY")
    assert found.months == [
        dyads.Month("2023-01", cooperation=(1, 1), conflict=(1, 0), other=(0, 0)),
        dyads.Month("2023-02", cooperation=(0, 0), conflict=(1, 0), other=(1, 1)),
        dyads.Month("2023-03", cooperation=(1, 1), conflict=(0, 0), other=(0, 0)),
    ]
    assert found.types[0] == ("ASSAULT", "actual", "→", 2)
    assert ("AID", "actual", "←", 1) in found.types
    assert found.total == sum(n for *_, n in found.types) == 8
    back = dyads.dyad(db, Shelf().view(db), "Paraguay", "Uruguay", Wanted(types=("AID",), until="2023-01-05"))
    assert [(m.month, m.cooperation) for m in back.months] == [("2023-01", (0, 1))]


def test_who_acts_towards_whom(sheets: Callable[..., sqlite3.Connection]) -> None:
    db = sheets(
        sheets_of(
            line("AID", "URY", "PRY", "2023-01-05"),
            line("ASSAULT", "URY", "PRY", "2023-01-07"),
            line("REQUEST", "URY", "PRY", "2023-01-08", status="planned"),
            line("AID", "PRY", "BOL", "2023-01-09"),
            line("CONSULT", "ISL, NOR", "", "2023-03-01"),
        )
    )
    view = Shelf().view(db)
    found = dyads.network(db, view)
    assert found.edges == [
        dyads.Edge("URY", "PRY", 3, 1, 1),
        dyads.Edge("ISL", "NOR", 1, 1, 0),
        dyads.Edge("NOR", "ISL", 1, 1, 0),
        dyads.Edge("PRY", "BOL", 1, 1, 0),
    ]
    assert found.nodes == {"URY": 3, "PRY": 4, "BOL": 1, "ISL": 1, "NOR": 1}
    assert found.total == 4
    few = dyads.network(db, view, limit=1)
    assert (few.edges, few.nodes) == (found.edges[:1], {"URY": 3, "PRY": 4})
    assert few.notes == ["The 1 heaviest of 4 relations are given."]
    assert dyads.network(db, view, least=2).edges == found.edges[:1]
    judging.judge(db, "reject", [sheets_of().id(0)], by="A")
    assert dyads.network(db, Shelf().view(db)).edges[0] == dyads.Edge("URY", "PRY", 2, 0, 1)


@pytest.mark.parametrize("seed", range(3))
def test_counts_are_those_of_the_timeline(db: sqlite3.Connection, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(15 * seed):
        judged(db, chance)
    view = Shelf().view(db)
    found = dyads.network(db, view, limit=dyads.EDGES)
    possible: Counter[tuple[str, str]] = Counter()
    for mentions in told(db):
        pairs = {
            (a.side, b.side)
            for e in mentions
            for a in e.actors
            for b in (*e.recipients, *(e.actors if e.type in ("CONSULT", "COOPERATE") else ()))
            if a.side != b.side
        }
        possible.update(pairs)
    assert found.edges
    assert all(0 < e.events <= possible[e.actor, e.recipient] for e in found.edges)
    assert all(e.cooperation + e.conflict <= e.events for e in found.edges)
    alone = [m[0] for m in told(db) if len(m) == 1]
    certain = Counter(
        (a, b) for e in alone if e.type not in ("CONSULT", "COOPERATE")
        for a in {p.side for p in e.actors} for b in {p.side for p in e.recipients} if a != b
    )  # fmt: skip
    edges = {(e.actor, e.recipient): e for e in found.edges}
    assert all(edges[pair].events >= n for pair, n in certain.items())
    for mentions in told(db):
        if (
            len(mentions) == 1
            and QUAD.get(mentions[0].type, "").endswith("CONFLICT")
            and mentions[0].status == "actual"
        ):
            for a in mentions[0].actors:
                assert all(edges[a.side, b.side].conflict for b in mentions[0].recipients if a.side != b.side)


def test_places(db: sqlite3.Connection) -> None:
    shelf = Shelf()
    some = [m[0] for m in told(db)][:3]
    for entry in some:
        judging.judge(db, "correct", [entry.id], by="A", field="place", value="Geneva")
    known = Counter(e.place for mentions in told(db) for e in mentions[:1] if e.place)
    found = dyads.places(db, shelf.view(db))
    geneva = next(p for p in found.places if p.name == "Geneva")
    assert geneva.events == known["Geneva"] == 3
    assert sum(n for _, n in geneva.types) == 3
    assert set(dyads.at_place(shelf.view(db), "Geneva")) == {e.id for e in some}
    assert dyads.at_place(shelf.view(db), "Atlantis") == []
    assert dyads.places(db, shelf.view(db), limit=0).notes == [
        f"The 0 of {found.total} places with most events are given."
    ]
