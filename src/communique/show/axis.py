"""A time axis: which days, months or years are named so that names do not run into each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from communique.show.drawing import number, width

_MONTHS = "January February March April May June July August September October November December".split()
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_SMALL = 11.0
_DAY_ROOM, _WEEK_ROOM, _MONTH_ROOM, _YEAR_ROOM = 24.0, 40.0, 36.0, 44.0
_BETWEEN = 10.0


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to pixels: the first day begins at `left`, the last one ends at `right`."""

    first: date
    last: date
    left: float
    right: float

    def per_day(self) -> float:
        """Pixels a day."""
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def start(self, day: date) -> float:
        """Where a day begins."""
        return self.left + (day - self.first).days * self.per_day()

    def end(self, day: date) -> float:
        """Where a day ends."""
        return self.start(day) + self.per_day()


@dataclass(frozen=True, slots=True)
class Step:
    """The distance of two ticks: `unit` is day, week, month or year."""

    unit: str
    size: int

    def floor(self, day: date) -> date:
        """The last tick up to a day."""
        if self.unit == "day":
            return day
        if self.unit == "week":
            return max(day, date.min + timedelta(days=6)) - timedelta(days=day.weekday())
        if self.unit == "month":
            return date(day.year, (day.month - 1) // self.size * self.size + 1, 1)
        return date(max(day.year // self.size * self.size, 1), 1, 1)

    def next(self, day: date) -> date:
        """The tick after a tick; the last day there is if there is none."""
        try:
            if self.unit == "day":
                return day + timedelta(days=1)
            if self.unit == "week":
                return day + timedelta(days=7)
            if self.unit == "month":
                months = day.year * 12 + day.month - 1 + self.size
                return date(months // 12, months % 12 + 1, 1)
            return date(day.year // self.size * self.size + self.size, 1, 1)
        except (OverflowError, ValueError):
            return date.max

    def ticks(self, scale: Scale) -> Iterator[date]:
        """The ticks of an axis, the one before its beginning included."""
        day = self.floor(scale.first)
        while day <= scale.last:
            yield day
            after = self.next(day)
            if after <= day:
                return
            day = after


def step(scale: Scale, room: float | None = None) -> Step:
    """The finest step whose ticks are far enough apart; `room` is the least distance in pixels, if not that of their names."""
    per_day = scale.per_day()
    if per_day >= (room or _DAY_ROOM):
        return Step("day", 1)
    if per_day * 7 >= (room or _WEEK_ROOM):
        return Step("week", 1)
    for months in (1, 3):
        if per_day * 30.4 * months >= (room or _MONTH_ROOM):
            return Step("month", months)
    years = next((y for y in _YEARS if per_day * 365.2 * y >= (room or _YEAR_ROOM)), _YEARS[-1])
    return Step("year", years)


def axis(scale: Scale, top: float, bottom: float) -> list[str]:
    """The axis: names in two lines that end at `top`, and a faint line down to `bottom` at each tick."""
    chosen = step(scale)
    lines: list[str] = []
    names: list[str] = []
    greater: list[tuple[str, str]] = []
    free = greater_free = scale.left
    for day in chosen.ticks(scale):
        at = scale.start(day)
        inside = at >= scale.left - 0.05
        if inside:
            lines.append(f'<path class="thin line" d="M{number(at)} {number(top + 4)}V{number(bottom)}"/>')
        begin = max(at, scale.left) + (4 if chosen.unit != "day" else max((scale.per_day() - 14) / 2, 2))
        name = _name(day, chosen)
        until = scale.right + 2 if inside else scale.start(chosen.next(day)) - 4
        fits = begin >= free and begin + width(name, _SMALL) <= until
        if fits and (inside or chosen.unit in ("month", "year")):
            names.append(_text(begin, top - 4, name, "small soft"))
            free = begin + width(name, _SMALL) + _BETWEEN / 2
        over = _greater(day, chosen)
        if over and (not greater or over != greater[-1][0]):
            begin = max(scale.start(_greater_start(day, chosen)), scale.left) + 4
            if begin >= greater_free and begin + width(over, _SMALL) <= scale.right + 2:
                greater.append((over, _text(begin, top - 20, over, "small")))
                greater_free = begin + width(over, _SMALL) + _BETWEEN
            elif greater and begin < greater_free and len(greater) == 1 and inside:
                # the first month or year hardly shows: the one that fills the axis is named instead of it
                greater = [(over, _text(begin, top - 20, over, "small"))]
                greater_free = begin + width(over, _SMALL) + _BETWEEN
    return [*lines, *names, *(element for _, element in greater)]


def _name(day: date, chosen: Step) -> str:
    if chosen.unit in ("day", "week"):
        return str(day.day)
    return _MONTHS[day.month - 1][:3] if chosen.unit == "month" else str(day.year)


def _greater(day: date, chosen: Step) -> str:
    if chosen.unit in ("day", "week"):
        return f"{_MONTHS[day.month - 1]} {day.year}"
    return str(day.year) if chosen.unit == "month" else ""


def _greater_start(day: date, chosen: Step) -> date:
    return day if chosen.unit == "week" else date(day.year, day.month if chosen.unit == "day" else 1, 1)


def _text(x: float, y: float, text: str, name: str) -> str:
    return f'<text class="{name}" x="{number(x)}" y="{number(y)}">{text}</text>'
