"""Dates that lack something: the year of "January 18", the week of "Thursday", the year of "last October"."""

from __future__ import annotations

from datetime import timedelta

from communique.parse.timex.calendar import (
    SEASON_MONTH,
    Point,
    as_date,
    easter,
    nth_weekday,
    point_of,
    weekday_after,
    weekday_before,
    with_year,
    year_text,
)
from communique.parse.timex.expr import Expr
from communique.parse.timex.lexicon import lexicon
from communique.parse.timex.reading import Reading
from communique.parse.timex.scene import Scene

#: In a history a month before the one reached is next year's if it lies at most so many months ahead, else this year's.
_AHEAD = 6
#: A month without a year that begins so soon (days) after publication is that one, whatever the verb nearest to it.
_SOON = 75
_SHIFT = {"this": 0, "last": -1, "next": 1, "that": 0, "before": -1, "after": 1}


def _value(point: Point, expr: Expr) -> str:
    """Return the point as TIMEX3 writes it, with season, quarter or half, and part of the day."""
    text = f"{year_text(point.year)}-{expr.tail}" if expr.tail else point.iso()
    return f"{text}T{expr.part}" if expr.part else text


def _point(expr: Expr, year: int) -> Point:
    """Return the expression's date in a year; a season, half or quarter counts as its first month."""
    month = expr.month
    if month is None and expr.tail:
        month = SEASON_MONTH.get(expr.tail)
        if month is None:
            month = 3 * int(expr.tail[1]) - 2 if expr.tail[0] == "Q" else 6 * int(expr.tail[1]) - 5
        if expr.tail == "WI":
            month = 1
        return Point(year, month)
    return Point(year, month, expr.day)


def date_(expr: Expr, here: Scene) -> Reading:
    """Return a date with or without its year. Without: nearest to publication, in a history by the date before it."""
    if expr.year is not None:
        point = _point(expr, expr.year)
        if point.day is not None and point.month is not None and not _exists(point):
            return Reading(_value(Point(point.year, point.month), expr), "stated", Point(point.year, point.month))
        return Reading(_value(point, expr), "stated", point)
    if expr.direction is not None:
        return _in_year(expr, here)
    if expr.month is None and expr.day is not None:
        return _day_of_month(expr, here)
    year, other = _nearest_year(expr, here)
    if year is None:
        return Reading("XXXX" + _value(_point(expr, 0), expr)[4:], "unresolved", None)
    if not _exists(_point(expr, year)):  # 29 February of a history's common year
        return Reading(Point(year, expr.month).iso(), "relative", Point(year, expr.month))
    alternatives = (_value(_point(expr, other), expr),) if other is not None else ()
    return Reading(_value(_point(expr, year), expr), "relative", _point(expr, year), alternatives)


def _exists(point: Point) -> bool:
    return (
        point.year < 1
        or point.month is None
        or point.day is None
        or as_date(point.year, point.month, point.day) is not None
    )


def _in_year(expr: Expr, here: Scene) -> Reading:
    """Read "December last year", "October of that year", "the spring of next year"."""
    anchor = here.anchor
    shift = _SHIFT[expr.direction or "this"]
    from_text = expr.direction in ("that", "before", "after") or (
        here.narrative and anchor is not None and here.published is not None
    )
    base = anchor.year if from_text and anchor is not None else here.year
    if base is None:
        return Reading("XXXX" + _value(_point(expr, 0), expr)[4:], "unresolved", None)
    point = _point(expr, base + shift)
    return Reading(_value(point, expr), "relative", point)


def _day_of_month(expr: Expr, here: Scene) -> Reading:
    """Read "the 20th": in the month reached, else the latest such day up to publication."""
    anchor = here.anchor
    if (here.narrative or expr.day is None) and anchor is not None and anchor.month is not None:
        point = Point(anchor.year, anchor.month, expr.day)
        if _exists(point):
            return Reading(_value(point, expr), "relative", point)
    day = here.day
    if day is not None and expr.day is not None and not here.narrative:
        months = [Point(day.year, day.month, expr.day)]
        months.append(Point(day.year - (day.month == 1), (day.month - 2) % 12 + 1, expr.day))
        fitting = [p for p in months if p.full is not None and p.full <= day]
        if fitting:
            return Reading(_value(fitting[0], expr), "relative", fitting[0])
    return Reading(f"XXXX-XX-{expr.day:02d}", "unresolved", None)


def _nearest_year(expr: Expr, here: Scene) -> tuple[int | None, int | None]:
    """Return the year for a month, day or season without one, and the year that another reading would give."""
    anchor = here.anchor
    if here.narrative:
        return (_year_by_anchor(expr, anchor), None) if anchor is not None else (None, None)
    here_point = here.published
    if here_point is None or (not here.exact and here_point.month is None):
        return None, None
    if not here.exact and anchor is not None and anchor.month is not None and abs(anchor.year - here_point.year) <= 1:
        here_point = anchor
    base = here_point.year
    if here_point.month is None:
        return base, base - 1
    middle = here_point.middle
    options = [y for y in (base - 1, base, base + 1) if _exists(_point(expr, y))]
    if not options:  # 29 February
        options = [y for y in range(base - 8, base + 9) if _exists(_point(expr, y))]
    if not options:
        return None, None
    gaps = {y: (_point(expr, y).middle - middle).days for y in options}
    if expr.weekday is not None and expr.day is not None:
        fitting = [y for y in options if (d := _point(expr, y).full) is not None and d.isoweekday() == expr.weekday]
        if len(fitting) == 1:
            return fitting[0], None
    by_nearness = sorted(options, key=lambda y: (abs(gaps[y]), y))
    if expr.day is None:
        # A month alone: news looks back unless its verb looks forward.
        same_month = _point(expr, base).month == here_point.month and not expr.tail
        if same_month:
            return base, None
        if expr.future:
            chosen = next((y for y in options if gaps[y] > 0), by_nearness[0])
        elif 0 < gaps[by_nearness[0]] <= _SOON:
            chosen = by_nearness[0]
        else:
            chosen = next((y for y in reversed(options) if gaps[y] <= 0), by_nearness[0])
    else:
        chosen = by_nearness[0]
        if expr.future is False and gaps[chosen] > _SOON:  # past, and not by a slip of the verb rule near at hand
            chosen = next((y for y in reversed(options) if gaps[y] <= 0), chosen)
    other = next((y for y in by_nearness if y != chosen), None)
    return chosen, other


def _year_by_anchor(expr: Expr, anchor: Point) -> int:
    """Return the year in which a history that has reached `anchor` would mean the month."""
    if expr.tail == "WI" and anchor.month is not None and anchor.month > 6:
        return anchor.year + 1
    month = _point(expr, anchor.year).month
    if anchor.month is None or month is None or expr.tail:
        return anchor.year
    if month > anchor.month:
        return anchor.year
    return anchor.year + (1 if month - anchor.month + 12 <= _AHEAD else 0)


def named(expr: Expr, here: Scene) -> Reading:
    """Read "last October", "next spring", "that same spring", "this January"."""
    direction = expr.direction or "this"
    if expr.year is not None:
        return date_(expr, here)
    from_text = direction in ("that", "before", "after") or here.narrative
    base = here.anchor if from_text and here.anchor is not None else here.published
    if base is None:
        base = Point(here.year) if here.year is not None and direction in ("this", "that") else None
    if base is None:
        return Reading("XXXX" + _value(_point(expr, 0), expr)[4:], "unresolved", None)
    month = _point(expr, base.year).month or 1
    year = base.year
    if base.month is not None:
        if direction in ("last", "before") and month >= base.month:
            year -= 1
        elif direction in ("next", "after") and month <= base.month:
            year += 1
    elif direction in ("last", "before"):
        year -= 1
    elif direction in ("next", "after"):
        year += 1
    point = _point(expr, year)
    return Reading(_value(point, expr), "relative", point)


def weekday(expr: Expr, here: Scene) -> Reading:
    """Return the day of a weekday: the latest up to publication, the next where the verb looks forward.

    A history goes by the date before it instead.
    """
    number = expr.weekday or 1
    time = f"T{expr.part}" if expr.part else ""
    from_text = expr.direction in ("that", "before", "after") or here.narrative
    base = here.anchor.full if from_text and here.anchor is not None else here.day
    if from_text and base is None and not here.narrative:
        base = here.day
    if base is None:
        if expr.unit == "W" or not here.narrative or here.published is None or here.anchor is None:
            return Reading(f"XXXX-WXX-{number}{time}", "unresolved", None)
        return Reading(f"XXXX-WXX-{number}{time}", "unresolved", None)
    before, after = weekday_before(base, number), weekday_after(base, number)
    if expr.unit == "W":
        monday = weekday_before(base, 1) + timedelta(weeks=_SHIFT[expr.direction or "this"])
        chosen, other = monday + timedelta(days=number - 1), None
    elif expr.direction == "last" or expr.direction == "before":
        chosen = weekday_before(base - timedelta(days=1), number)
        other = chosen - timedelta(days=7)
    elif expr.direction in ("next", "after"):
        chosen, other = after, after + timedelta(days=7)
    elif expr.direction == "this":
        chosen, other = (
            (before, after) if expr.future is False else (weekday_after(base - timedelta(days=1), number), before)
        )
    elif expr.future and not here.narrative and before != base:
        chosen, other = after, before
    else:
        chosen, other = before, after
    point = point_of(chosen)
    alternatives = () if other is None or other == chosen else (other.isoformat() + time,)
    return Reading(chosen.isoformat() + time, "relative", point, alternatives)


def holiday(expr: Expr, here: Scene) -> Reading:
    """Return a day with a name, in the year given or the nearest one."""
    time = f"T{expr.part}" if expr.part else ""
    kind, rule = lexicon().holidays[expr.value]
    year = expr.year
    if year is None:
        base = here.anchor if here.narrative else here.published
        if base is None or not 1 <= base.year <= 9998:
            fixed = f"XXXX-{rule}" if kind == "fixed" else "XXXX-XX-XX"
            return Reading(fixed + time, "unresolved", None)
        options = [base.year] if base.month is None else [base.year - 1, base.year, base.year + 1]
        options = [y for y in options if y >= 1]
        year = min(options, key=lambda y: (abs((_holiday_in(kind, rule, y).middle - base.middle).days), y))
    point = _holiday_in(kind, rule, year)
    return Reading(point.iso() + time, "stated" if expr.year is not None else "relative", point)


def _holiday_in(kind: str, rule: object, year: int) -> Point:
    if kind == "fixed":
        month, day = (int(p) for p in str(rule).split("-"))
        return with_year(Point(1, month, day), year)
    if kind == "easter" and isinstance(rule, int):
        return point_of(easter(year) + timedelta(days=rule))
    if isinstance(rule, list):
        return point_of(nth_weekday(year, int(rule[0]), int(rule[1]), int(rule[2])))
    raise TypeError(f"not a rule for a holiday: {rule!r}")
