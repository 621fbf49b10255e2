"""Dates at their precision → first and last day, for sorting and comparing; what is unknown stays unknown."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from communique.model import Event

_YEAR = re.compile(r"(\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*)?")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_PARTS = {
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12),
    "SP": (3, 5), "SU": (6, 8), "FA": (9, 11),
}  # fmt: skip


def bounds(value: str | None) -> tuple[str | None, str | None]:
    """First and last day of a TIMEX3 or ISO 8601 value; None where open or unknown.

    >>> bounds("2022-02"), bounds("2022-W06"), bounds("2022-01-25/.."), bounds("XXXX-WXX-4")
    (('2022-02-01', '2022-02-28'), ('2022-02-07', '2022-02-13'), ('2022-01-25', None), (None, None))
    """
    if value is None:
        return None, None
    if "/" in value:
        left, _, right = value.partition("/")
        return bounds(left)[0], bounds(right)[1]
    found = _span(value)
    return (found[0].isoformat(), found[1].isoformat()) if found else (None, None)


def of_event(event: Event, published: str | None) -> tuple[str | None, str | None]:
    """Bounds of the day of an event: its own date, else what the day of publication allows.

    Something that happened or was said, told without a date, lies on the day of publication or before it: its first day is open.
    What is planned, demanded, denied or supposed has no day but its own.
    """
    if event.when.value is not None:
        return bounds(event.when.value)
    return (None, bounds(published)[1]) if event.status == "actual" else (None, None)


def shift(day: str, by: int) -> str:
    """A day so many days later (earlier, if negative), as far as the calendar goes.

    >>> shift("2022-02-28", 1), shift("9999-12-30", 60), shift("0001-01-02", -2)
    ('2022-03-01', '9999-12-31', '0001-01-01')
    """
    number = date.fromisoformat(day).toordinal() + by
    return date.fromordinal(min(max(number, date.min.toordinal()), date.max.toordinal())).isoformat()


def _span(value: str) -> tuple[date, date] | None:
    try:
        if match := _DAY.fullmatch(value):
            day = date.fromisoformat(match[1])
            return day, day
        if match := _WEEK.fullmatch(value):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return monday + timedelta(5 if match[3] else 0), monday + timedelta(6)
        if match := _MONTH.fullmatch(value):
            return _months(int(match[1]), int(match[2]), int(match[2]))
        if match := _YEAR.fullmatch(value):
            return _months(int(match[1]), 1, 12)
        if (match := _PART.fullmatch(value)) and match[2] in _PARTS:
            return _months(int(match[1]), *_PARTS[match[2]])
    except (ValueError, OverflowError):  # no such day; or, in its last week, beyond the year 9999
        return None
    return None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
