"""`Expr` → `Timex`: where on the calendar an expression lies, and why that is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from communique.model import Published, Timex, TimexBasis
from communique.parse.timex import nearest, relative
from communique.parse.timex.calendar import Point
from communique.parse.timex.expr import Expr
from communique.parse.timex.reading import Reading
from communique.parse.timex.scene import Scene, scene, years_on_the_right

#: How far (characters) a time of day alone may lie from the day it belongs to.
_CLOCK_REACH = 300
#: A year alone within a sentence carries a history on when it is so many years later; other such years are mentions.
YEARS = range(1, 3)


def resolve(text: str, exprs: tuple[Expr, ...], published: Published) -> tuple[Timex, ...]:
    """Values for all expressions of one text, from left to right."""
    here = scene(exprs, published)
    shared = years_on_the_right(text, exprs)
    found: list[Timex] = []
    for i, expr in enumerate(exprs):
        if found and expr.start < found[-1].end:
            continue
        if shared[i] is not None:
            expr = replace(expr, year=shared[i])
            basis_of_year: TimexBasis | None = "relative"
        else:
            basis_of_year = None
        following = exprs[i + 1] if i + 1 < len(exprs) else None
        reading = _read(expr, here, text, following)
        if reading is None:
            continue
        basis = basis_of_year if basis_of_year and reading.basis == "stated" else reading.basis
        at = published.span
        if (
            at is not None
            and at.start < expr.end
            and expr.start < at.end
            and basis == "relative"
            and reading.value == published.value
        ):
            basis = "published"
        found.append(
            Timex(expr.start, expr.end, expr.type, reading.value, basis, f"timex.{expr.rule}", reading.alternatives)
        )
        if reading.point is not None:
            here = _advance(here, expr, reading)
    return tuple(found)


def _advance(here: Scene, expr: Expr, reading: Reading) -> Scene:
    """Return the scene after a date.

    A history mentions other times in passing ("as in 1614", "since 1937", "the previous year"). Such an aside does not
    move the date reached, unless it opens its sentence or the next date stays with it.
    """
    point, anchor = reading.point, here.anchor
    if point is None or (here.narrative and expr.direction in ("before", "last") and anchor is not None):
        return here
    if not here.narrative and here.published is not None and (point.month is None or expr.passing):
        return here
    if here.narrative and anchor is not None and expr.rule == "season.bare":
        return here
    if here.narrative and anchor is not None and reading.basis == "stated" and expr.kind == "date" and not expr.opens:
        if point.month is None and anchor.month is not None:
            moves = point.year - anchor.year in YEARS and not expr.passing and not expr.future
        else:
            moves = not (expr.passing or expr.future)
        if not moves:
            aside = here.aside
            if aside is None or abs(_months(aside, point)) > 12 or point.month is None:
                return replace(here, aside=point)
    return here.at(point, expr.end, reading.basis == "stated")


def _months(one: Point, two: Point) -> int:
    """Months from one date to another; a year alone counts as near as it can."""
    months = 12 * (two.year - one.year)
    if one.month is not None and two.month is not None:
        return months + two.month - one.month
    return months


def _read(expr: Expr, here: Scene, text: str, following: Expr | None) -> Reading | None:
    if expr.kind == "value":
        basis: TimexBasis = "relative" if expr.value.endswith("_REF") else "stated"
        if "X" in expr.value and expr.type == "DATE":
            basis = "unresolved"
        return Reading(expr.value, basis, relative.point_of_value(expr))
    if expr.kind == "clock":
        return _clock(expr, here, text, following)
    return _RESOLVERS[expr.kind](expr, here)


def _clock(expr: Expr, here: Scene, text: str, following: Expr | None) -> Reading:
    """Give a time the day just after it ("at 11 a.m. on 11 November"), else the one before it, else publication."""
    time = f"T{expr.part}"
    if following is not None and _belongs(expr, following, text):
        reading = _RESOLVERS[following.kind](following, here)
        if reading.point is not None and reading.point.day is not None:
            return Reading(reading.value + time, reading.basis, None)
    anchor = here.anchor
    if (
        anchor is not None
        and anchor.day is not None
        and (here.narrative or expr.start - here.anchor_end <= _CLOCK_REACH)
    ):
        return Reading(anchor.iso() + time, "relative", None)
    if here.day is not None and not here.narrative:
        return Reading(here.day.isoformat() + time, "relative", None)
    return Reading("XXXX-XX-XX" + time, "unresolved", None)


def _belongs(time: Expr, day: Expr, text: str) -> bool:
    """Return whether only a link such as "on" lies between a time of day and the day after it."""
    between = text[time.end : day.start].strip(" ,(").lower()
    return (
        day.kind in ("date", "weekday", "offset")
        and not day.part
        and between in ("", "on", "of", "local time on", "on the")
    )


_RESOLVERS: dict[str, Callable[[Expr, Scene], Reading]] = {
    "date": nearest.date_,
    "month": nearest.named,
    "weekday": nearest.weekday,
    "holiday": nearest.holiday,
    "offset": relative.offset,
    "unit": relative.unit,
}
