"""Readers of everything that counts: times of day, "last week", "two days ago", durations, sets, references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.parse.timex import clock, context, pick
from communique.parse.timex.expr import Expr
from communique.parse.timex.numbers import duration, number
from communique.parse.timex.tokens import Tokens

#: What half of a unit is counted in: "half a decade ago", "two and a half years ago".
_SMALLER = {"Y": ("M", 12), "DE": ("Y", 10), "CE": ("Y", 100), "W": ("D", 7), "FN": ("W", 2), "D": ("TH", 24)}


def read_clock(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read a time of day, alone or with its weekday."""
    time = clock.read(t, first, end)
    if time is None:
        return
    e = replace(e, type="TIME", kind="clock", part=time, base="text")
    weekday, deictic = pick.one(t, first, end, "weekday"), pick.one(t, first, end, "deictic")
    if weekday is not None:
        e = replace(
            e, kind="weekday", weekday=int(t.value(weekday, "weekday")), future=context.looks_forward(t, first, end)
        )
    elif deictic is not None:
        e = replace(
            e, kind="offset", unit="D", count=int(str(t.value(deictic, "deictic")).split()[0]), base="published"
        )
    yield e


def read_deictic(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "today", "tomorrow morning", "the day before yesterday"."""
    i = pick.one(t, first, end, "deictic")
    if i is None:
        return
    days, _, part = str(t.value(i, "deictic")).partition(" ")
    shift = int(days)
    if e.rule == "deictic.offset":
        shift += -1 if pick.one(t, first, end, "before") is not None else 1
    after = clock.part(t, i + 1, end) if i + 1 < end else ""
    part = after or part
    e = replace(e, kind="offset", unit="D", count=shift, part=part)
    yield replace(e, type="TIME") if part else e


def read_relative_part(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "this morning", "the following evening"."""
    direction = pick.direction_of(t, first, end)
    shift = {"last": -1, "before": -1, "next": 1, "after": 1}.get(direction or "", 0)
    base = "published" if direction in ("this", "last") else "text"
    yield replace(e, type="TIME", kind="offset", unit="D", count=shift, part=clock.part(t, first, end), base=base)


def read_part(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read a part of the day alone."""
    yield replace(e, type="TIME", kind="clock", part=clock.part(t, first, end), base="text")


def read_span(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "the past eight years", "the coming days", "recent weeks"."""
    at = pick.unit_at(t, first, end)
    if at is None:
        return
    count = None if e.rule == "span.open" else number(t, first, at[0])
    if e.rule == "span.past":
        count = 1
    if e.rule == "span.open" and pick.one(t, first, end, "recent") is not None:
        yield replace(e, kind="value", value="PAST_REF")
        return
    yield replace(e, type="DURATION", kind="value", value=duration(count, at[1]))


def read_unit_part(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "the first day of 2022", "the last week of August": its day if it is one, else the month or year."""
    month, i = pick.one(t, first, end, "month", "monthabbr"), pick.one(t, first, end, "ord")
    value = pick.year_of(t, first, end)
    direction = pick.direction_of(t, pick.one(t, first, end, "of") or first, end) if value is None else None
    day = None
    if i is not None and month is not None and pick.one(t, first, end, "u_D") is not None:
        digits = re.sub(r"\D", "", t.form(i))
        day = int(digits) if digits else int(t.value(i, "ord") or 0)
    if day is not None and not 1 <= day <= 31:
        return
    if (
        i is not None
        and month is None
        and value is not None
        and value > 0
        and pick.one(t, first, end, "u_W") is not None
    ):
        digits = re.sub(r"\D", "", t.form(i))
        nth = int(digits) if digits else int(t.value(i, "ord") or 0)
        if 1 <= nth <= 53:
            yield replace(e, kind="value", value=f"{value:04d}-W{nth:02d}")
        return
    yield replace(
        e, year=value, month=pick.month_of(t, month) if month is not None else None, day=day, direction=direction
    )


def read_second(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "the year before last", "the week after next"."""
    at = pick.unit_at(t, first, end)
    if at is not None:
        yield replace(e, kind="offset", unit=at[1], count=-2 if t.has(end - 1, "last") else 2)


def read_unit(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "last week", "that year", "the end of the month"."""
    at = pick.unit_at(t, first, end)
    if at is None:
        return
    direction = pick.direction_of(t, first, end)
    if at[1] in ("TS", "TM", "TH"):
        return
    if (
        pick.one(t, first, end, "this") is not None
        and direction == "this"
        and pick.one(t, first, end, "past", "last", "coming")
    ):
        direction = "next" if pick.one(t, first, end, "coming") is not None else "last"
    if direction == "last" and context.during(t, first) and at[1] in "YMWD" and t.has(first, "the"):
        yield replace(e, type="DURATION", kind="value", rule="span.past", value=duration(1, at[1]))
        return
    if at[1] == "NI":
        shift = {"last": -1, "before": -1, "next": 1, "after": 1}.get(direction or "", 0)
        base = "published" if direction in ("this", "last") else "text"
        yield replace(e, type="TIME", kind="offset", unit="D", count=shift, part="NI", base=base)
        return
    base = "published" if direction in ("this", "last", "next") else "text"
    if direction == "next" and t.has(
        first, "the"
    ):  # "the next day" goes on from the day before it, "next day" does not
        base = "text"
    yield replace(e, kind="unit", unit=at[1], direction=direction or "that", base=base)


def read_weekend(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "the weekend": the latest, or the one of the week where the verb looks forward."""
    yield replace(e, kind="unit", unit="WE", future=context.looks_forward(t, first, end))


def read_long_ago(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "long ago"."""
    yield replace(e, kind="value", value="PAST_REF")


def read_offset(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "two days ago", "three weeks later", "the day before"."""
    at = pick.unit_at(t, first, end)
    if at is None:
        return
    i, unit = at
    last = end - 1
    if e.rule == "offset.day":
        if context.before_event(t, end):
            if t.has(last, "following"):
                return
            yield replace(e, kind="value", value="XXXX-XX-XX" if unit == "D" else "XXXX", rule="offset.day_event")
            return
        shift = -1 if t.has(last, "before") else 1
        yield replace(e, kind="offset", unit=unit, count=shift, base="text")
        return
    count = number(t, first, i) if e.rule == "offset" else None
    governs = t.has(last, "after") or t.form(last).lower() == "before"
    if governs and not context.clause_ends(t, end):  # "two days after the attack": how long, but not when that was
        yield replace(e, end=t.ends[i], type="DURATION", kind="value", value=duration(count, unit), rule="duration")
        return
    back = t.has(last, "ago") or t.has(last, "before") or t.form(last).lower() == "earlier"
    base = "published" if t.has(last, "ago") or t.has(last, "reference") else "text"
    smaller = _SMALLER.get(unit)
    if count is not None and smaller is not None and (unit == "FN" or count != int(count)):
        count, unit = count * smaller[1], smaller[0]
    moved = None if count is None else int(-count if back else count)
    yield replace(e, kind="offset", unit=unit, count=moved, base=base, direction="before" if back else "after")


def read_age(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "25 years old" as a duration."""
    at = pick.unit_at(t, first, end)
    if at is not None:
        yield replace(e, type="DURATION", kind="value", value=duration(number(t, first, at[0]), at[1]))


def read_duration(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read a number of units: "two hours", "12-hour", "months of war"."""
    at = pick.unit_at(t, first, end)
    if at is None:
        return
    i, unit = at
    if e.rule == "duration.bare":
        alone = not pick.every(t, first, end, "long")
        count: float | None = 1 if t.has(i, "unit") else None  # "year-long", "months-long"
        if alone and not context.bare_plural(t, first, end):
            return
    else:
        count = number(t, first, i)
        if t.has(first, "a") and t.has(i, "units") and first + 1 == i:  # "a decades-long dispute"
            count, e = None, replace(e, start=t.starts[i])
        elif t.has(first, "a") and context.rate(t, first, end):
            yield replace(e, type="SET", kind="value", value=duration(1, unit), rule="set.per")
            return
    yield replace(e, type="DURATION", kind="value", value=duration(count, unit))


def read_set(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read what comes again: "every day", "weekly", "Sundays", "per year"."""
    e = replace(e, type="SET", kind="value")
    weekday = pick.one(t, first, end, "weekday", "weekdays")
    if weekday is not None:
        value = t.value(weekday, "weekday") or t.value(weekday, "weekdays")
        yield replace(e, value=f"XXXX-WXX-{value}")
        return
    if e.rule == "set.often":
        yield replace(e, value=str(t.value(first, "often")))
        return
    month, season, part = (pick.one(t, first, end, c) for c in ("month", "season", "part"))
    if month is not None:
        yield replace(e, value=f"XXXX-{pick.month_of(t, month):02d}")
    elif season is not None:
        yield replace(e, value=f"XXXX-{t.value(season, 'season')}")
    elif part is not None and pick.unit_at(t, first, end) is None:
        yield replace(e, value=f"XXXX-XX-XXT{t.value(part, 'part')}")
    else:
        at = pick.unit_at(t, first, end)
        if at is not None:
            count = number(t, first, at[0]) or 1
            if pick.one(t, first, end, "other") is not None:
                count = 2
            if e.rule == "set.per":
                count = 1
            yield replace(e, value=duration(count, at[1]))


def read_reference(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "now", "recently", "the past", "the future"."""
    e = replace(e, kind="value")
    word = pick.one(t, first, end, "reference")
    if e.rule == "ref.past":
        yield replace(e, value="PAST_REF")
    elif e.rule == "ref.future":
        yield replace(e, value="FUTURE_REF")
    else:
        yield replace(e, value=str(t.value(word, "reference")) if word is not None else "PRESENT_REF")
