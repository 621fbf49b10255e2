"""Times of day and dates in figures."""

from __future__ import annotations

import re

from communique.parse.timex.calendar import Point, as_date
from communique.parse.timex.tokens import Tokens

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::(\d\d))?")


def numeric_date(form: str) -> Point | None:
    """Read ``10.02.2022`` (day first), ``2/10/2022`` (month first where it can be), ``2022/02/10``; None for others.

    >>> numeric_date("10.02.2022"), numeric_date("25/12/2021"), numeric_date("31.31.2022")
    (Point(year=2022, month=2, day=10), Point(year=2021, month=12, day=25), None)
    """
    parts = re.split(r"[./]", form)
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        year, month, day = (int(p) for p in parts)
    else:
        first, second, year = (int(p) for p in parts)
        if "." in form:
            if len(parts[2]) != 4:
                return None
            day, month = first, second
        else:
            month, day = (first, second) if first <= 12 else (second, first)
        if len(parts[2]) == 2:
            year += 2000 if year < 50 else 1900
    if not 1000 <= year <= 2199 or as_date(year, month, day) is None:
        return None
    return Point(year, month, day)


def valid_iso(day: str) -> bool:
    """Return whether ``YYYY-MM-DD`` is a day of the calendar."""
    year, month, number = (int(p) for p in day.split("-"))
    return as_date(year, month, number) is not None


def part(t: Tokens, first: int, end: int) -> str:
    """TIMEX3 part of the day that the tokens name ("MO"), a clock time for noon and midnight, "" if none."""
    for i in range(end - 1, first - 1, -1):
        if t.has(i, "part"):
            return str(t.value(i, "part"))
    return ""


def read(t: Tokens, first: int, end: int) -> str | None:
    """Return the clock time in 24 hours with its zone, ``14:00Z``; None if it is none ("25:10")."""
    zone = ""
    afternoon = morning = False
    hour = minute = -1
    for i in range(first, end):
        form = t.form(i).lower()
        if t.has(i, "noon"):
            hour, minute = (24, 0) if form == "midnight" else (12, 0)
        elif hour < 0 and (t.has(i, "clock") or t.has(i, "clockpm") or t.has(i, "hour")):
            m = _CLOCK.match(form)
            if m is None:
                return None
            hour, minute = int(m.group(1)), int(m.group(2) or 0)
            afternoon, morning = "p" in form, "a" in form
        elif hour < 0 and (t.has(i, "year") or t.has(i, "num4")):  # "1700 UTC"
            hour, minute = int(form[:2]), int(form[2:])
        elif t.has(i, "ampm"):
            afternoon, morning = form[0] == "p", form[0] == "a"
        elif t.has(i, "zone"):
            zone = str(t.value(i, "zone"))
    if not (0 <= hour <= 24 and 0 <= minute <= 59):
        return None
    if afternoon and hour < 12:
        hour += 12
    elif morning and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}{zone}"
