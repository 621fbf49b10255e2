"""Who dealt with whom, as SVG: parties as shapes, their dealings as lines, as wide as they are many.

Cooperation is a solid line, conflict a dashed one, statements a dotted one, side by side between the same two parties.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2, sqrt

from communique.show.drawing import attribute, counted, fitted, number, picture, shape, tip, width, xml
from communique.show.layout import apart, fit, place

_WIDTH = 1000.0
_MARGIN = 24.0
_SIDE = 110.0
_TOP = 92.0
_MOST = 200
_NAMES = 80
_NAME_ROOM = 150.0
_SMALL = 11.0
_SIZE = 12.0
_LINES = (("cooperation", "calm"), ("conflict", "harsh"), ("statements", "say"))
_FORMS = {
    "state": "circle", "government": "circle", "organisation": "square", "person": "diamond", "armed-group": "triangle",
}  # fmt: skip
_WORDS = {"circle": "state", "square": "organisation", "diamond": "person", "triangle": "armed group", "": "other"}
_SAMPLE = 5.5
#: Up to so many nodes, radius of the heaviest and of the lightest.
_RADII = ((25, (24.0, 6.0)), (60, (18.0, 5.0)), (120, (14.0, 4.0)), (_MOST, (11.0, 3.5)))
_FOREMOST = 30

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """A party: `kind` as of an actor, `weight` the number of entries it is part of."""

    id: str
    label: str
    kind: str
    weight: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Dealings between two parties, by the ids of their nodes: numbers of entries of each kind."""

    source: str
    target: str
    cooperation: int
    conflict: int
    statements: int


def network(nodes: Sequence[Node], edges: Sequence[Edge], title: str) -> str:
    """Draw who dealt with whom.

    Args:
        nodes: the parties; of more than 200, those with least weight are left out, and the picture says so.
        edges: their dealings, in any order and direction; those of a party with itself or with one unknown are left out.
        title: of the picture.
    """
    known = {node.id: node for node in nodes}
    dealings = _dealings(edges, known)
    busy = {end for pair in dealings for end in pair}
    ranked = sorted((n for n in known.values() if n.id in busy), key=lambda n: (-n.weight, n.id))
    drawn = sorted(ranked[:_MOST], key=lambda n: n.id)
    alone = sorted((n for n in known.values() if n.id not in busy), key=lambda n: (-n.weight, n.id))
    if not drawn:
        middle = f'<text class="soft" x="{number(_WIDTH / 2)}" y="92" text-anchor="middle">No dealings between parties</text>'
        return picture("network", _WIDTH, 130, title, "No dealings between parties.", [_head(title, ""), middle])
    at = {node.id: n for n, node in enumerate(drawn)}
    lines = {(at[a], at[b]): counts for (a, b), counts in sorted(dealings.items()) if a in at and b in at}
    height = min(max(260.0, 150 + 26.0 * len(drawn)), 820.0)
    radii = _radii(drawn)
    places = _places(drawn, lines, radii, height)
    body = [_line(drawn, places, ends, counts, max(map(max, lines.values()))) for ends, counts in lines.items()]
    order = sorted(range(len(drawn)), key=lambda n: (-drawn[n].weight, drawn[n].id))
    body += [_node(drawn[n], *places[n], radii[n]) for n in order]
    body += _names(
        drawn,
        places,
        list(lines),
        [_reach(n, r) for n, r in zip(drawn, radii, strict=True)],
        (_MARGIN, _TOP - 24, _WIDTH - _MARGIN, _TOP + height + 24),
    )
    y = _TOP + height + 44
    notes = _notes(len(ranked) - len(drawn), alone)
    below, rows = _legend(drawn, [tuple(counts) for counts in lines.values()], y)
    for n, note in enumerate(notes):
        below.append(
            f'<text class="small soft" x="{number(_MARGIN)}" y="{number(y + rows + 4 + 18 * n)}">{xml(note)}</text>'
        )
    total = sum(map(sum, lines.values()))
    under = f"{counted(len(drawn), 'party', 'parties')} · {counted(total, 'entry', 'entries')} between them"
    described = f"{under}. Most often: {_most(drawn, lines)}."
    return picture(
        "network", _WIDTH, y + rows + 18 * len(notes) + 8, title, described, [_head(title, under), *body, *below]
    )


def _head(title: str, under: str) -> str:
    head = f'<text class="head" x="{number(_MARGIN)}" y="36">{xml(fitted(title, 18, _WIDTH - 2 * _MARGIN))}</text>'
    return head + (f'<text class="soft" x="{number(_MARGIN)}" y="56">{xml(under)}</text>' if under else "")


def _dealings(edges: Sequence[Edge], known: dict[str, Node]) -> dict[tuple[str, str], list[int]]:
    """The numbers of each kind between two parties, in both directions together."""
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for edge in edges:
        if edge.source == edge.target or edge.source not in known or edge.target not in known:
            continue
        counts = [max(edge.cooperation, 0), max(edge.conflict, 0), max(edge.statements, 0)]
        if any(counts):
            pair = (min(edge.source, edge.target), max(edge.source, edge.target))
            found[pair] = [a + b for a, b in zip(found[pair], counts, strict=True)]
    return dict(found)


def _radii(drawn: Sequence[Node]) -> list[float]:
    """Radius of each node: its area grows with its weight; smaller if there are many."""
    heaviest = max(max(n.weight for n in drawn), 1)
    largest, least = next((size for most, size in _RADII if len(drawn) <= most), _RADII[-1][1])
    return [least + (largest - least) * sqrt(max(node.weight, 0) / heaviest) for node in drawn]


def _reach(node: Node, radius: float) -> float:
    """How far the shape goes from its middle."""
    return radius * (1.25 if _FORMS.get(node.kind) == "diamond" else 1.0)


def _places(
    drawn: Sequence[Node], lines: dict[tuple[int, int], list[int]], radii: Sequence[float], height: float
) -> list[tuple[float, float]]:
    most = max(sum(counts) for counts in lines.values())
    pull = {ends: 0.25 + 0.75 * sum(counts) / most for ends, counts in lines.items()}
    box = (_SIDE, _TOP + 24, _WIDTH - _SIDE, _TOP + height - 24)
    fitted_ = fit(place(len(drawn), pull), box[0], box[1], box[2] - box[0], box[3] - box[1])
    return apart(fitted_, radii, box)


def _line(
    drawn: Sequence[Node], places: Sequence[tuple[float, float]], ends: tuple[int, int], counts: list[int], most: int
) -> str:
    """The lines between two parties, side by side."""
    (ax, ay), (bx, by) = places[ends[0]], places[ends[1]]
    length = max(sqrt((bx - ax) ** 2 + (by - ay) ** 2), 1e-6)
    nx, ny = (ay - by) / length, (bx - ax) / length
    there = [(n, kind, _wide(n, most)) for n, (_, kind) in zip(counts, _LINES, strict=True) if n]
    off = -(sum(w for _, _, w in there) + 2.0 * (len(there) - 1)) / 2
    words = ", ".join(f"{n:,} {what}" for n, (what, _) in zip(counts, _LINES, strict=True) if n)
    parts = [tip([f"{drawn[ends[0]].label} – {drawn[ends[1]].label}", words])]
    for _, kind, w in there:
        dx, dy = nx * (off + w / 2), ny * (off + w / 2)
        path = f"M{number(ax + dx)} {number(ay + dy)}L{number(bx + dx)} {number(by + dy)}"
        parts.append(_stroke(kind, w, path))
        off += w + 2
    return f"<g>{''.join(parts)}</g>"


def _wide(amount: int, most: int) -> float:
    """Width of a line: 1.2 for one entry, up to 7 for the most there are."""
    return 1.2 + 5.8 * log2(amount) / max(log2(most), 3.0)


def _stroke(kind: str, wide: float, path: str) -> str:
    dash = {"harsh": f"{number(4 + wide)} {number(3 + wide / 2)}", "say": f"0.1 {number(2.5 + wide)}"}.get(kind)
    style = f' stroke-dasharray="{dash}"' if dash else ""
    cap = ' stroke-linecap="round"' if kind == "say" else ""
    return (
        f'<path class="{kind}" fill="none" stroke-width="{number(wide)}" stroke-opacity=".75"{style}{cap} d="{path}"/>'
    )


def _node(node: Node, x: float, y: float, r: float) -> str:
    about = tip([node.label, f"{node.kind}, {counted(node.weight, 'entry', 'entries')}"])
    form = _FORMS.get(node.kind, "")
    drawn = shape(form, x, y, r, "mark soft" if form else "mark soft hollow")
    return f"<g data-id={attribute(node.id)}>{about}{drawn}</g>"


def _names(
    drawn: Sequence[Node],
    places: Sequence[tuple[float, float]],
    lines: Sequence[tuple[int, int]],
    radii: Sequence[float],
    edge: Box,
) -> list[str]:
    """Names beside the nodes, the heaviest first, where they cover no other name, no node and the fewest lines; else none.

    Those of the foremost may cover nodes that are not among them.
    """
    order = sorted(range(len(drawn)), key=lambda n: (-drawn[n].weight, drawn[n].id))
    middle = (sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places))
    nodes = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(places, radii, strict=True)]
    foremost = [nodes[n] for n in order[:_FOREMOST]]
    taken: list[Box] = []
    found = []
    for rank, n in enumerate(order[:_NAMES]):
        name = fitted(drawn[n].label or drawn[n].id, _SIZE, _NAME_ROOM)
        (x, y), wide = places[n], width(name, _SIZE)
        boxes = [
            box
            for box in _beside(x, y, radii[n], wide, (x >= middle[0], y >= middle[1]))
            if edge[0] <= box[0] and edge[1] <= box[1] and box[2] <= edge[2] and box[3] <= edge[3]
            and not any(_meet(box, other) for other in taken)
        ]  # fmt: skip
        free = [box for box in boxes if not any(_meet(box, other) for other in nodes)]
        if not free and rank < _FOREMOST:
            free = [box for box in boxes if not any(_meet(box, other) for other in foremost)]
        if free:
            best = min(free, key=lambda box: sum(_crosses(places[a], places[b], box) for a, b in lines))
            taken.append(best)
            at = f'x="{number((best[0] + best[2]) / 2)}" y="{number(best[3] - 4)}"'
            found.append(f'<text class="halo" {at} text-anchor="middle">{xml(name)}</text>')
    return found


def _crosses(start: tuple[float, float], end: tuple[float, float], box: Box) -> bool:
    """Whether a line goes through a box (Liang and Barsky 1984)."""
    low, high = 0.0, 1.0
    for at, by, least, most in (
        (start[0], end[0] - start[0], box[0], box[2]),
        (start[1], end[1] - start[1], box[1], box[3]),
    ):
        if by == 0:
            if not least <= at <= most:
                return False
            continue
        one, other = (least - at) / by, (most - at) / by
        low, high = max(low, min(one, other)), min(high, max(one, other))
    return low <= high


def _beside(x: float, y: float, r: float, wide: float, outward: tuple[bool, bool]) -> list[Box]:
    """Boxes for a name around a node, the best first."""
    high, gap = 16.0, r + 3
    right, left = (x + gap + 2, y - high / 2), (x - gap - 2 - wide, y - high / 2)
    below, above = (x - wide / 2, y + gap), (x - wide / 2, y - gap - high)
    slant = 0.75 * gap
    corners = [
        (x + slant, y + slant), (x + slant, y - slant - high), (x - slant - wide, y + slant), (x - slant - wide, y - slant - high),
    ]  # fmt: skip
    across = [right, left] if outward[0] else [left, right]
    upright = [below, above] if outward[1] else [above, below]
    return [(a, b, a + wide, b + high) for a, b in [across[0], *upright, across[1], *corners]]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _most(drawn: Sequence[Node], lines: dict[tuple[int, int], list[int]]) -> str:
    """The busiest pairs in words."""
    busiest = sorted(lines.items(), key=lambda item: (-sum(item[1]), item[0]))[:3]
    return "; ".join(f"{drawn[a].label} and {drawn[b].label}, {sum(counts):,}" for (a, b), counts in busiest)


def _notes(missing: int, alone: Sequence[Node]) -> list[str]:
    found = []
    if missing:
        found.append(f"{counted(missing, 'party', 'parties')} with fewer entries left out")
    if alone:
        names = fitted(", ".join(n.label for n in alone[:20]), _SMALL, 640)
        more = "" if names.endswith("…") or len(alone) <= 20 else " …"
        found.append(f"{len(alone)} without dealings with others: {names}{more}")
    return found


def _legend(drawn: Sequence[Node], counts: Sequence[tuple[int, ...]], y: float) -> tuple[list[str], float]:
    """What the lines and shapes mean, of those that occur; and its height."""
    found, x = [], _MARGIN
    for n, (what, kind) in enumerate(_LINES):
        if any(c[n] for c in counts):
            found.append(_stroke(kind, 3, f"M{number(x)} {number(y)}H{number(x + 30)}"))
            found.append(f'<text class="small soft" x="{number(x + 38)}" y="{number(y + 4)}">{what}</text>')
            x += 38 + width(what, _SMALL) + 22
    x += 8
    forms = {_FORMS.get(node.kind, "") for node in drawn}
    for form, words in _WORDS.items():
        if form in forms:
            found.append(shape(form, x + _SAMPLE, y, _SAMPLE, "mark soft" if form else "mark soft hollow"))
            found.append(f'<text class="small soft" x="{number(x + 18)}" y="{number(y + 4)}">{words}</text>')
            x += 18 + width(words, _SMALL) + 20
    return found, 22.0
