"""Entries on a time axis, as SVG: one lane an actor or type, a mark for a day, a wide bar for what is known to the month only.

Up to ``_MOST_MARKS`` entries are drawn one by one, those of the emptiest lanes first, with names where there is room; a fuller
lane counts its entries in columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log2

from communique.show.axis import Scale, axis
from communique.show.bins import Bar, fullest, lane_of_bins
from communique.show.drawing import (
    FAMILIES,
    attribute,
    counted,
    family,
    fitted,
    number,
    picture,
    shape,
    tip,
    width,
    xml,
)

_WIDTH = 1000.0
_MARGIN = 24.0
_GUTTER = 170.0
_TOP = 104.0
_ROW = 20.0
_LANE_PAD = 9.0
_BIN_LANE = 62.0
_NAME_ROOM = 230.0
_MOST_MARKS = 300
_MOST_MARKS_A_LANE = 80
_MOST_LANES = 24
_MOST_ROWS = 60
_FEWEST_ROWS, _ROWS_A_LANE = 2, 10
_NOBODY = "nobody named"
_CLUSTER = 90.0
_LISTED = 10
_SMALL = 11.0
_SHAPES = {"planned": "diamond", "demanded": "triangle", "denied": "cross", "hypothetical": "square"}
_STATUSES = {"actual": "happened or goes on"} | {status: status for status in _SHAPES}


@dataclass(frozen=True, slots=True)
class _Placed:
    bars: tuple[Bar, ...]
    row: int
    name: str
    before: bool


__all__ = ["Bar", "timeline"]


def timeline(rows: Sequence[Bar], title: str) -> str:
    """Draw entries on a time axis.

    Args:
        rows: the entries, in any order.
        title: of the picture.
    """
    bars = sorted(rows, key=lambda b: (b.first, b.last, b.lane, b.label, b.id))
    if not bars:
        middle = f'<text class="soft" x="{number(_WIDTH / 2)}" y="92" text-anchor="middle">No dated entries</text>'
        return picture("timeline", _WIDTH, 130, title, "No dated entries.", [_head(title, ""), middle])
    scale, early, late = _scale(bars)
    shown = [b for b in bars if b.last >= scale.first and b.first <= scale.last]
    lanes = _lanes(shown)
    full = _full(lanes)
    tallest = max((fullest(held, scale) for lane, held in lanes if lane in full), default=1)
    most = _rows([held for lane, held in lanes if lane not in full], scale)
    body: list[str] = []
    y = _TOP
    for n, (lane, held) in enumerate(lanes):
        if lane in full:
            inside, height = lane_of_bins(held, scale, y, _BIN_LANE, tallest), _BIN_LANE
        else:
            inside, height = _lane(held, scale, y, most)
        if n:
            body.append(f'<path class="thin line" d="M{number(_MARGIN)} {number(y)}H{number(_WIDTH - _MARGIN)}"/>')
        body += [_gutter(lane, len(held), y), *inside]
        y += height
    below, height = _legend(
        [b for lane, held in lanes if lane not in full for b in held],
        [b for lane, held in lanes if lane in full for b in held],
        y + 28,
    )
    span = f"{bars[0].first.isoformat()} to {max(b.last for b in bars).isoformat()}"
    count = counted(len(bars), "entry", "entries")
    described = f"{count} from {span} in {counted(len(lanes), 'lane', 'lanes')}: {', '.join(lane or _NOBODY for lane, _ in lanes)}."
    parts = [_head(title, f"{count} · {span}"), *axis(scale, _TOP, y), *_off(early, late), *body, *below]
    return picture("timeline", _WIDTH, y + 28 + height, title, described, parts)


def _head(title: str, under: str) -> str:
    head = f'<text class="head" x="{number(_MARGIN)}" y="36">{xml(fitted(title, 18, _WIDTH - 2 * _MARGIN))}</text>'
    return head + (f'<text class="soft" x="{number(_MARGIN)}" y="56">{xml(under)}</text>' if under else "")


def _scale(bars: Sequence[Bar]) -> tuple[Scale, list[Bar], list[Bar]]:
    """The axis, and the entries before and after it: one of 1991 must not squeeze a hundred of this month into a corner."""
    middles = sorted((b.first.toordinal() + b.last.toordinal()) // 2 for b in bars)
    low, high = middles[len(middles) // 10], middles[-1 - len(middles) // 10]
    spans = sorted((b.last - b.first).days for b in bars)
    reach = max(high - low, 14, spans[len(spans) // 2])
    # A year or month around the rest does not stretch the axis; it is cut off at its ends.
    narrow = [b for b in bars if (b.last - b.first).days <= reach]
    core = [b for b in narrow if b.last.toordinal() >= low - reach and b.first.toordinal() <= high + reach]
    first = max(min((b.first.toordinal() for b in core), default=low), low - reach)
    last = min(max((b.last.toordinal() for b in core), default=high), high + reach)
    pad = max(round((last - first) * 0.02), 1 if last - first > 2 else 3)
    first, last = max(first - pad, 1), min(last + pad, date.max.toordinal() - 1)
    scale = Scale(date.fromordinal(first), date.fromordinal(last), _MARGIN + _GUTTER, _WIDTH - _MARGIN)
    return scale, [b for b in bars if b.last < scale.first], [b for b in bars if b.first > scale.last]


def _lanes(bars: Sequence[Bar]) -> list[tuple[str, list[Bar]]]:
    """Lanes with their entries, those with most entries first, nobody's last; the smallest together, if there are many."""
    found: dict[str, list[Bar]] = defaultdict(list)
    for bar in bars:
        found[bar.lane].append(bar)
    ordered = sorted(found.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))
    if len(ordered) <= _MOST_LANES:
        return ordered
    rest = [bar for _, held in ordered[_MOST_LANES - 1 :] for bar in held]
    others = sorted(rest, key=lambda b: (b.first, b.last, b.lane, b.label, b.id))
    return [*ordered[: _MOST_LANES - 1], (f"{len(ordered) - _MOST_LANES + 1} others", others)]


def _full(lanes: Sequence[tuple[str, list[Bar]]]) -> frozenset[str]:
    """The lanes that hold too many entries for single marks."""
    found, drawn = set(), 0
    for lane, held in sorted(lanes, key=lambda item: len(item[1])):
        drawn += len(held)
        if drawn > _MOST_MARKS or len(held) > _MOST_MARKS_A_LANE:
            found.add(lane)
    return frozenset(found)


def _rows(lanes: Sequence[list[Bar]], scale: Scale) -> int:
    """The most rows that a lane may have, so that all of them together are not too many."""
    wanted = [_place([(bar,) for bar in held], scale, _ROWS_A_LANE)[2] for held in lanes]
    fits = (n for n in range(_ROWS_A_LANE, _FEWEST_ROWS, -1) if sum(min(rows, n) for rows in wanted) <= _MOST_ROWS)
    return next(fits, _FEWEST_ROWS)


def _lane(bars: Sequence[Bar], scale: Scale, top: float, most: int) -> tuple[list[str], float]:
    """The marks of a lane and its height. If there are too many, those alike of a day become one; what is left, "+12 more"."""
    placed, left, used = _place([(bar,) for bar in bars], scale, most)
    if left:
        alike: dict[tuple[object, ...], list[Bar]] = defaultdict(list)
        for bar in bars:
            alike[bar.first, bar.last, bar.certain, bar.status, bar.type].append(bar)
        placed, left, used = _place([tuple(group) for group in alike.values()], scale, most)
    marks = [_mark(p, scale, top + _LANE_PAD + _ROW * (p.row + 0.5)) for p in placed]
    if left:
        marks += _more([bar for group in left for bar in group], scale, top + _LANE_PAD + _ROW * (used + 0.5))
        used += 1
    return marks, max(_ROW * used, 1.7 * _ROW) + 2 * _LANE_PAD


def _place(
    groups: Sequence[tuple[Bar, ...]], scale: Scale, most: int
) -> tuple[list[_Placed], list[tuple[Bar, ...]], int]:
    """Marks with row and name, those that no row has room for, and the number of rows."""
    taken: list[list[tuple[float, float]]] = []
    placed: list[_Placed] = []
    left: list[tuple[Bar, ...]] = []
    for group in groups:
        start, end = _extent(group[0], scale)
        more = f" +{len(group) - 1} more" if len(group) > 1 else ""
        name = fitted(group[0].label, 12, _NAME_ROOM - width(more, 12)) + more
        if more == name:
            name = counted(len(group), "entry", "entries")
        room = width(name, 12) + 14
        choices = [(name, False, start, end + room), (name, True, start - room, end), ("", False, start, end + 3)]
        for text, before, a, b in choices[0 if name else 2 :]:
            row = next((n for n, spans in enumerate(taken) if _clear(spans, a, b)), len(taken))
            if row < most and (not text or a >= scale.left and b <= scale.right + 8):
                if row == len(taken):
                    taken.append([])
                taken[row].append((a, b))
                placed.append(_Placed(group, row, text, before))
                break
        else:
            left.append(group)
    return placed, left, len(taken)


def _clear(taken: list[tuple[float, float]], start: float, end: float) -> bool:
    return all(end <= a or b <= start for a, b in taken)


def _radius(bar: Bar) -> float:
    return 4.5 + min(log2(max(bar.reports, 1)), 4.0)


def _extent(bar: Bar, scale: Scale) -> tuple[float, float]:
    """From where to where a mark reaches, without its name."""
    start, end = max(scale.start(bar.first), scale.left), min(scale.end(bar.last), scale.right)
    centre, radius = _centre(bar, scale), _radius(bar)
    if bar.first == bar.last:
        return centre - radius - 1, centre + radius + 1
    return min(start, centre - radius - 1), max(end, centre + radius + 1)


def _centre(bar: Bar, scale: Scale) -> float:
    """Where the shape stands: in the middle of its day, or at the beginning of its bar."""
    start, end = max(scale.start(bar.first), scale.left), min(scale.end(bar.last), scale.right)
    return (start + end) / 2 if bar.first == bar.last else min(start + 10, (start + end) / 2)


def _mark(placed: _Placed, scale: Scale, y: float) -> str:
    bar = placed.bars[0]
    name = family(bar.type)
    lines = [_when(bar), bar.label, bar.text] if len(placed.bars) == 1 else _listed(placed.bars)
    parts = [tip(lines)]
    if bar.first != bar.last and _shown_days(bar, scale) > 2 * _radius(bar):
        parts.append(f'<path class="wide {name}{"" if bar.certain else " unsure"}" d="{_range(bar, scale, y)}"/>')
    hollow = "" if bar.certain else " hollow"
    parts.append(shape(_shape(bar.status), _centre(bar, scale), y, _radius(bar), f"mark {name}{hollow}"))
    if placed.name:
        start, end = _extent(bar, scale)
        at, anchor = (start - 5, ' text-anchor="end"') if placed.before else (end + 5, "")
        parts.append(f'<text class="halo" x="{number(at)}" y="{number(y + 4)}"{anchor}>{xml(placed.name)}</text>')
    return f"<g data-id={attribute(' '.join(b.id for b in placed.bars[:_LISTED]))}>{''.join(parts)}</g>"


def _shown_days(bar: Bar, scale: Scale) -> float:
    """How wide the days of a bar are on the axis."""
    return min(scale.end(bar.last), scale.right) - max(scale.start(bar.first), scale.left)


def _range(bar: Bar, scale: Scale, y: float) -> str:
    """The outline of a wide bar; where it goes on beyond the axis, its end is pointed."""
    start, end = max(scale.start(bar.first), scale.left), min(scale.end(bar.last), scale.right)
    tip_left = min(6.0, (end - start) / 2) if bar.first < scale.first else 0.0
    tip_right = min(6.0, (end - start) / 2) if bar.last > scale.last else 0.0
    left = f"H{number(start + tip_left)}L{number(start)} {number(y)}L{number(start + tip_left)} {number(y - 6)}Z"
    right = f"H{number(end - tip_right)}L{number(end)} {number(y)}L{number(end - tip_right)} {number(y + 6)}"
    return f"M{number(start + tip_left)} {number(y - 6)}{right}{left}"


def _listed(bars: Sequence[Bar]) -> list[str]:
    lines = [f"{_when(b)}: {b.label}" for b in bars[:_LISTED]]
    return [*lines, f"and {len(bars) - _LISTED} others"] if len(bars) > _LISTED else lines


def _shape(status: str) -> str:
    return _SHAPES.get(status, "circle")


def _when(bar: Bar) -> str:
    day = bar.first.isoformat() if bar.first == bar.last else f"{bar.first.isoformat()} to {bar.last.isoformat()}"
    unsure = "" if bar.certain else " (not certain)"
    return f"{day}{unsure} · {bar.type} · {bar.status} · {counted(bar.reports, 'report', 'reports')}"


def _more(left: Sequence[Bar], scale: Scale, y: float) -> list[str]:
    """Entries without room, gathered by place as "+12 more"."""
    groups: list[list[Bar]] = []
    begin = 0.0
    for bar in sorted(left, key=lambda b: (_centre(b, scale), b.label, b.id)):
        at = _centre(bar, scale)
        if groups and at - begin < _CLUSTER:
            groups[-1].append(bar)
        else:
            groups.append([bar])
            begin = at
    found = []
    for group in groups:
        text = f"+{len(group)} more"
        at = min(_centre(group[0], scale) - 4, scale.right - width(text, _SMALL))
        lines = [
            *(f"{_when(b)}: {b.label}" for b in group[:10]),
            f"and {len(group) - 10} others" if len(group) > 10 else "",
        ]
        found.append(f'<g>{tip(lines)}<text class="small soft" x="{number(at)}" y="{number(y + 4)}">{text}</text></g>')
    return found


def _gutter(lane: str, amount: int, y: float) -> str:
    name = xml(fitted(lane or _NOBODY, 13, _GUTTER - 16))
    return (
        f'<text class="name" x="{number(_MARGIN)}" y="{number(y + _LANE_PAD + 12)}">{name}</text>'
        f'<text class="small soft" x="{number(_MARGIN)}" y="{number(y + _LANE_PAD + 27)}">{counted(amount, "entry", "entries")}</text>'
    )


def _off(early: Sequence[Bar], late: Sequence[Bar]) -> list[str]:
    """What lies off the axis, said beside the head."""
    words = [f"{len(held)} {word}" for held, word in ((early, "earlier"), (late, "later")) if held]
    if not words:
        return []
    x = number(_WIDTH - _MARGIN)
    text = f'<text class="soft" x="{x}" y="56" text-anchor="end">{" and ".join(words)}, off this axis</text>'
    return [f"<g>{tip(_listed([*early, *late]))}{text}</g>"]


def _legend(marked: Sequence[Bar], binned: Sequence[Bar], y: float) -> tuple[list[str], float]:
    """What shapes, columns, bars and colours mean, of those that occur; and its height."""
    seen = {b.status for b in marked}
    lines: list[list[tuple[str, str]]] = [
        [(f"shape {s}", words) for s, words in _STATUSES.items() if s in seen],
        [],
        [],
    ]
    for wanted, what, words in (
        (any(not b.certain for b in marked), "hollow", "day not certain"),
        (any(b.first != b.last for b in (*marked, *binned)), "wide", "within these days"),
        (any(b.reports > 1 for b in marked), "large", "told by more reports"),
    ):
        lines[0] += [(what, words)] if wanted else []
    if binned:
        lines[1].append(("column", "number that happened or goes on"))
    if any(b.status != "actual" for b in binned):
        lines[1].append(("open column", "planned, demanded, denied or hypothetical"))
    kinds = {family(b.type) for b in marked}
    lines[2] += [(f"colour {name}", words) for name, words in FAMILIES.items() if name in kinds]
    found, start = [], y
    for items in filter(None, lines):
        x = _MARGIN
        for what, words in items:
            room = 22 + width(words, _SMALL) + 16
            if x + room > _WIDTH - _MARGIN and x > _MARGIN:
                x, y = _MARGIN, y + 20
            found.append(_sample(what, x + 8, y))
            found.append(f'<text class="small soft" x="{number(x + 22)}" y="{number(y + 4)}">{xml(words)}</text>')
            x += room
        y += 20
    return found, y - start


def _sample(what: str, x: float, y: float) -> str:
    kind, _, name = what.partition(" ")
    if kind == "shape":
        return shape(_shape(name), x, y, 4.5, "mark soft")
    if kind == "colour":
        return f'<rect class="{name}" x="{number(x - 7)}" y="{number(y - 3)}" width="14" height="6" rx="2"/>'
    if kind == "hollow":
        return shape("circle", x, y, 4.5, "mark soft hollow")
    if kind == "large":
        return shape("circle", x, y, 7, "mark soft")
    if kind == "wide":
        return f'<rect class="wide soft" x="{number(x - 9)}" y="{number(y - 6)}" width="18" height="12" rx="3"/>'
    hollow = " hollow" if kind == "open" else ""
    return f'<rect class="mark say{hollow}" x="{number(x - 4)}" y="{number(y - 6)}" width="8" height="12"/>'
