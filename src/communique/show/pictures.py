"""Answers of :mod:`communique.ask` as pictures: rows of a timeline as bars, and as a network of who deals with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from communique.actors.directory import directory
from communique.ask.rows import Row, Table
from communique.show import network_picture, timeline_picture
from communique.show.network_picture import Edge, Node
from communique.show.timeline_picture import Bar

_COOPERATION = frozenset(["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"])
_LANES = 12


def timeline(table: Table) -> str:
    """A timeline drawn."""
    return timeline_picture.timeline(list(_bars(table)), table.title)


def network(table: Table) -> str:
    """The network of a timeline's actors drawn."""
    nodes, edges = _graph(table)
    return network_picture.network(nodes, edges, "Who deals with whom")


def exchanges(table: Table) -> str:
    """What was asked and what came back, drawn: a bar from the day of the asking to that of the latest word on it, a lane an addressee.

    What nothing came back to is a mark on the day it was asked.
    """
    return timeline_picture.timeline(list(_debts(table)), table.title)


def _bars(table: Table) -> Iterator[Bar]:
    lanes = Counter(_lane(r) for r in table.rows if r["last"])
    kept = {lane for lane, _ in sorted(lanes.items(), key=lambda x: (-x[1], x[0]))[:_LANES]}
    for row in table.rows:
        if not row["last"]:
            continue
        last = date.fromisoformat(row["last"])
        certain = row["basis"] in ("stated", "relative")
        first = date.fromisoformat(row["first"]) if row["first"] else last
        label = f"{'→ ' + row['whom'] + ': ' if row['whom'] else ''}{row['words']}"
        lane = _lane(row)
        yield Bar(
            row["id"],
            label,
            first,
            last,
            certain,
            lane if lane in kept else "others",
            row["status"],
            row["type"],
            row["reports"],
            row["sentence"],
        )


def _debts(table: Table) -> Iterator[Bar]:
    lanes = Counter(str(r["addressee"]) for r in table.rows if _known(r["asked"]))
    kept = {lane for lane, _ in sorted(lanes.items(), key=lambda x: (-x[1], x[0]))[:_LANES]}
    for n, row in enumerate(table.rows):
        asked, heard = _known(row["asked"]), _known(row["since"])
        if asked is None:
            continue
        lane = str(row["addressee"])
        yield Bar(
            f"{row['id']}-{n}",
            f"{row['by']}, {row['state']}: {row['what']}",
            asked,
            max(asked, heard or asked),
            True,
            lane if lane in kept else "others",
            "actual",
            row["type"],
            row["reports"],
            f"{row['sentence']} {row['says']}",
        )


def _known(day: str) -> date | None:
    """A day, if it is one."""
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _lane(row: Row) -> str:
    return str(row["who"]) or "unknown"


def _graph(table: Table) -> tuple[list[Node], list[Edge]]:
    weight: Counter[str] = Counter()
    counts: dict[tuple[str, str], list[int]] = {}
    for row in table.rows:
        doing, done_to = list(row["doing"]), list(row["done_to"])
        pairs = {(a, b) for a in doing for b in done_to if a != b}
        if not done_to:
            pairs = {(a, b) for n, a in enumerate(doing) for b in doing[n + 1 :] if a != b}
        for name in {*doing, *done_to}:
            weight[name] += 1
        for pair in pairs:
            one, other = sorted(pair)
            slot = 2 if row["type"] == "SAY" else 0 if row["type"] in _COOPERATION else 1
            counts.setdefault((one, other), [0, 0, 0])[slot] += 1
    bodies = {code: body.actor for code, body in directory().bodies.items()}
    nodes = [
        Node(n, bodies[n].name if n in bodies else n, bodies[n].kind if n in bodies else "person", w)
        for n, w in sorted(weight.items())
    ]
    edges = [Edge(a, b, *c) for (a, b), c in sorted(counts.items())]
    return nodes, edges
