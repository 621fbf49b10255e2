"""What one text gives to read its expressions by: publication day, explicit years, the date reached so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from communique.model import Published
from communique.parse.timex.calendar import Point, parse_iso
from communique.parse.timex.expr import Expr

#: A text goes by its own dates, not by its publication day, when nearly all of these lie further off than this (days).
_FAR = 550
_LEAST_DATES = 5
_LEAST_MONTHS = 4
_NEAR_SHARE = 0.34
_DEICTIC_SHARE = 0.08
_DEICTIC = frozenset(["deictic", "time.this_part"])


@dataclass(frozen=True, slots=True)
class Scene:
    """State while a text is read from left to right; each step makes a new one.

    Args:
        published: the publication day, month or year; for an interval its first day. None when unknown.
        exact: whether that is the publication day itself, so that weekdays and "today" can be told.
        narrative: whether dates without a year go by the date before them rather than by the publication day.
        year: what "last year" counts from: the publication year, else the latest explicit year of the text.
        anchor: the latest date in the text so far, at the precision it has.
        anchor_stated: whether that date held its year.
        aside: a date that was passed over as lying too far from the anchor.
        anchor_end: last character of its expression, -1 before the first.

    """

    published: Point | None
    exact: bool
    narrative: bool
    year: int | None
    anchor: Point | None = None
    anchor_end: int = -1
    anchor_stated: bool = False
    aside: Point | None = None

    @property
    def day(self) -> date | None:
        """The publication day where it is known to the day."""
        return self.published.full if self.published and self.exact else None

    def at(self, point: Point, end: int, stated: bool) -> Scene:
        """Return the scene once a date has been read."""
        return replace(self, anchor=point, anchor_end=end, anchor_stated=stated, aside=None)


def scene(exprs: tuple[Expr, ...], published: Published) -> Scene:
    """Return the scene at the start of a text."""
    point, exact = _published(published.value)
    stated = [Point(e.year, e.month, e.day) for e in exprs if e.year is not None and e.kind in ("date", "holiday")]
    latest = latest_stated(exprs)
    narrative = _narrative(exprs, stated, point or latest)
    if point is None:
        return Scene(latest, False, narrative, latest.year if latest else None)
    year = point.year if exact or point.month is not None else None
    return Scene(point, exact, narrative, year)


def latest_stated(exprs: tuple[Expr, ...]) -> Point | None:
    """Return the latest date with its year, and a month at least, that is not said to be to come; None without any."""
    dated = [
        e
        for e in exprs
        if e.kind == "date" and e.year is not None and e.year > 0 and e.month is not None and not e.future
    ]
    best = max(dated, key=lambda e: (e.year or 0, e.month or 0, e.day or 0), default=None)
    return Point(best.year, best.month, best.day) if best is not None and best.year is not None else None


def in_nearest_year(expr: Expr, to: Point | None) -> Point | None:
    """Return a month and day in the year that brings it nearest to a date; None if that is not known to the month."""
    if expr.month is None or to is None or to.month is None or not 1 < to.year < 9999:
        return None
    options = [Point(to.year + k, expr.month, expr.day) for k in (-1, 0, 1)]
    options = [p for p in options if p.day is None or p.full is not None]
    return min(options, key=lambda p: (abs((p.middle - to.middle).days), p.year), default=None)


def _published(value: str | None) -> tuple[Point | None, bool]:
    """First point of the publication time, and whether it is a day, month or year rather than an interval."""
    if not value:
        return None, False
    first, slash, second = value.partition("/")
    point = parse_iso(first) or (parse_iso(second) if slash else None)
    return point, not slash


def _narrative(exprs: tuple[Expr, ...], stated: list[Point], published: Point | None) -> bool:
    """Return whether the text is a history: many dates with their years, nearly all long before the publication day.

    Dates with their month tell best, since news too names bare years of the past ("the 2016 election"). News is full of
    "today" and "Thursday"; a history has hardly any.
    """
    if len(stated) < _LEAST_DATES:
        return False
    deictic = sum(
        1 for e in exprs if e.kind == "weekday" or e.rule in _DEICTIC or (e.kind == "unit" and e.base == "published")
    )
    if deictic > _DEICTIC_SHARE * len(stated):
        return False
    if published is None:
        return True
    here = published.middle
    far = [p.year < 1 or abs((p.middle - here).days) > _FAR for p in stated]
    dated = [f for f, p in zip(far, stated, strict=True) if p.month is not None]
    if len(dated) >= _LEAST_MONTHS:
        return sum(dated) >= (1 - _NEAR_SHARE) * len(dated)
    return all(far)


def years_on_the_right(text: str, exprs: tuple[Expr, ...]) -> tuple[int | None, ...]:
    """Return for each expression the year it shares with the next one: "July 1 to July 3, 1863"; else None."""
    links = frozenset(
        (
            "to",
            "and",
            "or",
            "until",
            "till",
            "through",
            "-",
            "–",
            "—",
            "/",
            "from",
            "between",
            ",",
            "in",
            "the",
            "to the",
            "and the",
            "and in",
        )
    )
    shared: list[int | None] = [None] * len(exprs)
    for i in range(len(exprs) - 2, -1, -1):
        a, b = exprs[i], exprs[i + 1]
        year = b.year if b.year is not None else shared[i + 1]
        if (
            year is None
            or a.year is not None
            or a.kind not in ("date", "month")
            or a.direction
            or b.kind not in ("date", "month")
        ):
            continue
        if not (a.month or a.tail) or not (b.month or b.tail):
            continue
        if (
            b.start < a.end
            or text[a.end : b.start].strip(" ,()\n").lower() not in links
            or "\n\n" in text[a.end : b.start]
        ):
            continue
        if text[a.end : b.start].strip() == ",":
            continue
        later = a.month is not None and b.month is not None and a.month > b.month
        shared[i] = year - 1 if later and text[a.end : b.start].strip(" ").lower() not in ("and", "or") else year
    return tuple(shared)
