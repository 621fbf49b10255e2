"""Helpers of the readers: find tokens of a class within a match, and what they stand for."""

from __future__ import annotations

from communique.parse.timex.tokens import Tokens

_SHIFTS = {"this": "this", "last": "last", "next": "next", "past": "last", "previous": "before", "following": "after"}
_SHIFTS |= {"coming": "next", "that": "that", "same": "that"}


def one(t: Tokens, first: int, end: int, *classes: str) -> int | None:
    """Return the first token of the match in one of the classes; None without any."""
    return next((i for i in range(first, end) if any(t.has(i, c) for c in classes)), None)


def every(t: Tokens, first: int, end: int, *classes: str) -> list[int]:
    """Return all tokens of the match in one of the classes."""
    return [i for i in range(first, end) if any(t.has(i, c) for c in classes)]


def month_of(t: Tokens, i: int) -> int:
    """Return the month, 1 to 12, that a token names."""
    value = t.value(i, "month") or t.value(i, "monthabbr")
    return int(value)


def day_of(t: Tokens, i: int) -> int:
    """Return the day that a token such as "18" or "18th" names; 0 if it names none."""
    digits = t.form(i)[:2].rstrip("snrt")
    return int(digits) if digits.isdigit() else 0


def direction_of(t: Tokens, first: int, end: int) -> str | None:
    """Return which one a word such as "last" or "following" means; None without such a word."""
    for i in range(first, end):
        for cls, value in _SHIFTS.items():
            if t.has(i, cls):
                return value
    return None


def year_of(t: Tokens, first: int, end: int) -> int | None:
    """Return the year among the tokens, negative before Christ ("April 480 BC")."""
    era = one(t, first, end, "era_before")
    i = one(t, first, end, "year")
    if i is None and era is not None and t.has(era - 1, "num"):
        i = era - 1
    if i is None or not t.form(i).isdigit():
        return None
    return -int(t.form(i)) if era is not None else int(t.form(i))


def unit_at(t: Tokens, first: int, end: int) -> tuple[int, str] | None:
    """Return the last token that names a unit, with the letter of the unit."""
    for i in range(end - 1, first - 1, -1):
        for cls in ("unit", "units"):
            value = t.value(i, cls)
            if value:
                return i, str(value)
    return None
