"""One lane of a timeline too full for single marks: entries counted by day, week, month or year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communique.show.axis import Scale, Step, step
from communique.show.drawing import counted, number, tip, width

_LEAST = 7.0
_STRIP = 6.0
_SMALL = 11.0
_PAD = 9.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One entry.

    Attributes:
        id: of the event, as ``data-id`` of its mark.
        label: its name beside the mark.
        first: first day on which it may have happened.
        last: last such day; the same if the day is known.
        certain: whether the report states the day; otherwise the mark is hollow.
        lane: actor or type.
        status: actual, planned, demanded, denied or hypothetical.
        type: PLOVER type or SAY.
        reports: number of reports that tell it.
        text: its words, shown over the mark.
    """

    id: str
    label: str
    first: date
    last: date
    certain: bool
    lane: str
    status: str
    type: str
    reports: int
    text: str


def lane_of_bins(held: Sequence[Bar], scale: Scale, top: float, height: float, tallest: int) -> list[str]:
    """Columns that count the entries of a lane, over a strip with those that are known less exactly than a column is wide.

    Args:
        held: the entries of the lane.
        scale: the axis.
        top: where the lane begins.
        height: of the lane, in pixels.
        tallest: entries of the column that has the full height; see `fullest`.
    """
    chosen = step(scale, _LEAST)
    base = top + height - _PAD - _STRIP - 3
    room = base - top - _PAD - 8
    bins: dict[date, list[Bar]] = defaultdict(list)
    vague: Counter[tuple[date, date]] = Counter()
    for each in held:
        if _within(each, chosen):
            bins[chosen.floor(each.first)].append(each)
        else:
            vague[each.first, each.last] += 1
    found = [f'<path class="thin line" d="M{number(scale.left)} {number(base + 0.5)}H{number(scale.right)}"/>']
    for day, inside in sorted(bins.items()):
        found.append(_column(day, inside, chosen, scale, base, room / tallest))
    peak = max(bins, key=lambda day: (len(bins[day]), -day.toordinal()), default=None)
    if peak is not None:
        found.append(_peak(peak, len(bins[peak]), chosen, scale, base - room * len(bins[peak]) / tallest - 3))
    for (first, last), amount in sorted(vague.items()):
        found.append(_strip(first, last, amount, scale, base + 3))
    return found


def fullest(held: Sequence[Bar], scale: Scale) -> int:
    """Entries of the fullest column of a lane, at least 1."""
    chosen = step(scale, _LEAST)
    counts = Counter(chosen.floor(each.first) for each in held if _within(each, chosen))
    return max(counts.values(), default=1)


def _within(each: Bar, chosen: Step) -> bool:
    """Whether an entry lies within one column."""
    return chosen.floor(each.first) == chosen.floor(each.last)


def _edges(day: date, chosen: Step, scale: Scale) -> tuple[float, float]:
    return max(scale.start(day), scale.left), min(scale.start(chosen.next(day)), scale.right)


def _column(day: date, inside: Sequence[Bar], chosen: Step, scale: Scale, base: float, each: float) -> str:
    left, right = _edges(day, chosen, scale)
    real = sum(e.status == "actual" for e in inside)
    across = max(right - left - 1.6, 1.5)
    last = chosen.next(day) - timedelta(days=1)
    span = day.isoformat() if chosen.unit == "day" else f"{day.isoformat()} to {last.isoformat()}"
    lines = [f"{span}: {counted(len(inside), 'entry', 'entries')}", _most(e.type for e in inside)]
    if real < len(inside):
        lines.append(_most(e.status for e in inside))
    parts = [tip(lines)]
    for number_of, below, name in ((real, 0, "mark say"), (len(inside) - real, real, "mark say hollow")):
        if number_of:
            box = f'x="{number(left + 0.8)}" y="{number(base - each * (below + number_of))}" width="{number(across)}"'
            parts.append(f'<rect class="{name}" {box} height="{number(max(each * number_of, 0.6))}"/>')
    return f"<g>{''.join(parts)}</g>"


def _most(words: Iterable[str]) -> str:
    """What occurs, most frequent first."""
    counts = sorted(Counter(words).items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {amount:,}" for name, amount in counts)


def _peak(day: date, amount: int, chosen: Step, scale: Scale, y: float) -> str:
    left, right = _edges(day, chosen, scale)
    text = f"{amount:,}"
    half = width(text, _SMALL) / 2
    at = min(max((left + right) / 2, scale.left + half), scale.right - half)
    return f'<text class="small soft halo" x="{number(at)}" y="{number(y)}" text-anchor="middle">{text}</text>'


def _strip(first: date, last: date, amount: int, scale: Scale, y: float) -> str:
    left, right = max(scale.start(first), scale.left), min(scale.end(last), scale.right)
    lines = [f"{first.isoformat()} to {last.isoformat()}: {counted(amount, 'entry', 'entries')}"]
    box = f'x="{number(left)}" y="{number(y)}" width="{number(max(right - left, 2))}" height="{number(_STRIP)}" rx="2"'
    return f'<g>{tip(lines)}<rect class="wide say" {box}/></g>'
