"""Expressions that count from a date: "two days ago", "last week", "the following year", "the end of the month"."""

from __future__ import annotations

import re

from communique.parse.timex.calendar import Point, shift_days, shift_months, week, year_text
from communique.parse.timex.expr import Expr
from communique.parse.timex.reading import Reading
from communique.parse.timex.scene import Scene

_SHIFT = {"this": 0, "last": -1, "next": 1, "that": 0, "before": -1, "after": 1}
_UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
    "Q": "XXXX-QX",
    "WE": "XXXX-WXX-WE",
}
#: In news "the day before" goes by a date at most so many characters before it, else by the publication day.
_REACH = 600


def point_of_value(expr: Expr) -> Point | None:
    """Return a date to count from that a value in itself gives: the year of "'89", the first year of a decade."""
    if expr.type != "DATE":
        return None
    if expr.rule == "year.short" or re.fullmatch(r"\d{4}", expr.value):
        return Point(int(expr.value))
    return None


def _base(expr: Expr, here: Scene) -> tuple[Point | None, bool]:
    """Return the date to count from, and whether "last year" may fall back on the latest explicit year instead."""
    if expr.base == "published" and not (here.narrative and here.published is not None):
        return (here.published if here.exact else None), True
    if expr.rule == "unit.end" and not here.narrative and here.published is not None:
        return (here.published if here.exact else None), True
    near = here.narrative or here.day is None or expr.start - here.anchor_end <= _REACH
    if here.anchor is not None and near:
        return here.anchor, False
    return (here.published if here.exact and not here.narrative else None), False


def offset(expr: Expr, here: Scene) -> Reading:
    """So many units before or after a date."""
    time = f"T{expr.part}" if expr.part else ""
    if expr.count is None:
        return Reading("PAST_REF" if expr.direction == "before" else "FUTURE_REF", "unresolved", None)
    base, by_year = _base(expr, here)
    if expr.unit in ("TH", "TM", "TS"):
        day = base.iso() if base is not None and base.day is not None else "XXXX-XX-XX"
        return Reading(f"{day}TXX", "unresolved" if base is None else "relative", None)
    if base is None and by_year and here.year is not None and expr.unit in ("Y", "DE", "CE"):
        base = Point(here.year)
    if base is None and expr.rule == "deictic" and expr.count == 0 and not time:
        return Reading("PRESENT_REF", "unresolved", None)
    if expr.rule == "deictic" and expr.count == 0 and not time and here.narrative:
        return Reading("PRESENT_REF", "unresolved", None)
    if base is None:
        return Reading(_UNKNOWN.get(expr.unit, "XXXX") + time, "unresolved", None)
    if here.published is not None and not here.narrative and expr.base == "text" and expr.unit in ("Y", "DE", "CE"):
        years = expr.count * {"Y": 1, "DE": 10, "CE": 100}[expr.unit]
        if years > 0 and base.year + years > here.published.year:  # it counts from something else
            return Reading("XXXX", "unresolved", None)
    return _moved(base, expr.unit, expr.count, time)


def unit(expr: Expr, here: Scene) -> Reading:
    """Resolve this, last, next, that or the following week, month, year …"""
    base, by_year = _base(expr, here)
    if base is None and by_year and here.year is not None and expr.unit in ("Y", "DE", "CE"):
        base = Point(here.year)
    said = expr.direction == "that" and expr.rule != "unit.end"  # "that day" points at a date said before, or at none
    if base is None or (said and here.anchor is None):
        return Reading(_UNKNOWN.get(expr.unit, "XXXX"), "unresolved", None)
    shift = _SHIFT[expr.direction or "this"]
    if expr.rule == "weekend" and not expr.future and base.full is not None and base.full.isoweekday() < 6:
        shift = -1
    return _moved(base, expr.unit, shift, "")


def _moved(base: Point, letter: str, count: int, time: str) -> Reading:
    """Return `base` moved by so many units, at the precision of the unit."""
    year = base.year
    if letter == "D":
        moved = shift_days(base, count) if count else (base if base.day is not None else None)
        if moved is None:
            known = base.iso() + ("-XX-XX" if base.month is None else "-XX")
            return Reading(known + time, "unresolved", None)
        return Reading(moved.iso() + time, "relative", moved)
    if letter in ("W", "WE"):
        value = week(base, count)
        if value is None:
            return Reading(f"{year_text(year)}-WXX", "unresolved", None)
        return Reading(value + ("-WE" if letter == "WE" else ""), "relative", shift_days(base, 7 * count))
    if letter == "M":
        month = shift_months(base, count)
        if month is None:
            return Reading(f"{year_text(year)}-XX", "unresolved", None)
        return Reading(month.iso(), "relative", month)
    if letter == "Q":
        if base.month is None:
            return Reading(f"{year_text(year)}-QX", "unresolved", None)
        number = year * 4 + (base.month - 1) // 3 + count
        return Reading(
            f"{year_text(number // 4)}-Q{number % 4 + 1}", "relative", Point(number // 4, number % 4 * 3 + 1)
        )
    if letter == "Y":
        point = Point(_over_zero(year, count))
        return Reading(point.iso(), "relative", point)
    if letter == "DE":
        return Reading(_cut(_over_zero(year, 10 * count), 1), "relative", None)
    if letter in ("CE", "MI"):
        return Reading(
            _cut(_over_zero(year, (100 if letter == "CE" else 1000) * count), 2 if letter == "CE" else 3),
            "relative",
            None,
        )
    return Reading(_UNKNOWN.get(letter, "XXXX"), "unresolved", None)


def _over_zero(year: int, count: int) -> int:
    """`year` moved by `count`; there is no year 0."""
    moved = year + count
    if year < 0 <= moved:
        return moved + 1
    return moved - 1 if moved <= 0 < year else moved


def _cut(year: int, digits: int) -> str:
    return year_text(year)[:-digits]
