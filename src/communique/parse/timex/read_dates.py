"""Readers of dates: months, days, years, seasons, quarters, weekdays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.parse.timex import clock, context, pick
from communique.parse.timex.expr import Expr
from communique.parse.timex.tokens import Tokens


def read_date(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read a date by its month: with or without day and year."""
    month = pick.one(t, first, end, "month", "monthabbr")
    value = pick.year_of(t, first, end)
    day = None
    if not e.rule.startswith("date.month"):
        day = pick.one(t, first, end, "day", "ordnum")
    number_of_day = pick.day_of(t, day) if day is not None else None
    if number_of_day is not None and not 1 <= number_of_day <= 31:
        return
    if e.rule == "date.day" and context.month_only(t, first, end):
        keep = [i for i in range(first, end) if not t.has(i, "day")]
        e = replace(e, start=t.starts[keep[0]], end=t.ends[keep[-1]], rule="date.month")
        number_of_day = None
    direction = None if value is not None else pick.direction_of(t, first, end)
    e = replace(
        e,
        year=value,
        month=pick.month_of(t, month) if month is not None else None,
        day=number_of_day,
        direction=direction,
    )
    if e.rule == "date.month_rel":
        e = replace(e, kind="month")
    yield e


def read_range(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read both ends of "24 to 26 January", each as a date of its own."""
    month = pick.one(t, first, end, "month", "monthabbr")
    year = pick.one(t, first, end, "year")
    days = [i for i in pick.every(t, first, end, "day", "ordnum") if i != year]
    if month is None or len(days) < 2:
        return
    value = int(t.form(year)) if year is not None else None
    one, two = pick.day_of(t, days[0]), pick.day_of(t, days[1])
    if not (1 <= one <= 31 and 1 <= two <= 31):
        return
    direction = pick.direction_of(t, days[1], end) if value is None else None
    same = replace(e, year=value, month=pick.month_of(t, month), direction=direction)
    cut_one = days[0] + 1
    cut_two = days[1] if month < days[0] or not t.has(days[1] - 1, "the") else days[1] - 1
    yield replace(same, day=one, end=t.ends[cut_one - 1])
    yield replace(same, day=two, start=t.starts[cut_two])


def read_numeric(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read a date in figures."""
    point = clock.numeric_date(t.form(end - 1))
    if point is not None:
        yield replace(e, year=point.year, month=point.month, day=point.day)


def read_iso(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read an ISO 8601 day, with its time if it has one."""
    form = t.form(first)
    day, _, time = form.partition("T")
    if clock.valid_iso(day):
        numbers = [int(p) for p in day.split("-")]
        e = replace(e, year=numbers[0], month=numbers[1], day=numbers[2])
        yield replace(e, type="TIME", part=time) if time else e


def read_value(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read what says its value itself: an ISO week, "9/11"."""
    form = t.form(first)
    if e.rule == "week.iso":
        if 1 <= int(form[-2:]) <= 53:
            yield replace(e, kind="value", value=form)
    elif e.rule == "date.nineeleven":
        yield replace(e, year=2001, month=9, day=11)


def read_year(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read a year, or both ends of a range of years."""
    if e.rule == "year.short":
        digits = int(t.form(first)[1:])
        yield replace(e, kind="value", value=str(1900 + digits if digits >= 30 else 2000 + digits))
        return
    before = pick.one(t, first, end, "era_before") is not None
    figures = [i for i in pick.every(t, first, end, "year", "num", "num4") if t.form(i).isdigit()]
    if not figures or any(len(t.form(i)) > 4 for i in figures):
        return
    years = [int(t.form(i)) for i in figures]
    if e.rule == "year.range_short":
        second = years[0] - years[0] % 100 + years[1]
        if second <= years[0]:
            yield replace(e, year=years[0], end=t.ends[figures[0]])
            return
        yield replace(e, year=years[0], end=t.ends[figures[0]])
        yield replace(e, year=second, start=t.starts[figures[1]])
    elif e.rule == "year.range_era":
        sign = -1 if before else 1
        yield replace(e, year=sign * years[0], end=t.ends[figures[0]])
        yield replace(e, year=sign * years[1], start=t.starts[figures[1]])
    elif years[0] > 0 and (before or years[0] <= 2199):
        yield replace(e, year=-years[0] if before else years[0])


def read_decade(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "the 1990s"."""
    i = pick.one(t, first, end, "decade", "decadeshort")
    if i is None:
        return
    digits = re.sub(r"\D", "", t.form(i))
    if len(digits) == 3 and pick.one(t, first, end, "era_before") is None:
        return
    if len(digits) == 2:
        digits = ("19" if int(digits) >= 20 else "20") + digits
    before = "BC0" if pick.one(t, first, end, "era_before") is not None else ""
    yield replace(e, kind="value", value=(before + digits.lstrip("0").rjust(4 if not before else 3, "0"))[:-1])


def read_century(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "the 20th century"."""
    i = pick.one(t, first, end, "ord")
    if i is None:
        return
    digits = re.sub(r"\D", "", t.form(i))
    which = int(digits) if digits else int(t.value(i, "ord") or 0)
    if i > first and t.has(i - 1, "dash"):
        which += int(t.value(i - 2, "num") or 0)
    before = "BC" if pick.one(t, first, end, "era_before") is not None else ""
    if 1 <= which <= 22:
        yield replace(e, kind="value", value=f"{before}{which - 1:02d}")


def read_season(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read a season, with or without its year."""
    i = pick.one(t, first, end, "season")
    if i is None:
        return
    value = pick.year_of(t, first, end)
    direction = None if value is not None else pick.direction_of(t, first, end)
    kind = "month" if e.rule == "season.rel" else "date"
    yield replace(e, kind=kind, year=value, tail=str(t.value(i, "season")), direction=direction)


def read_half(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "the second half of 2008"."""
    word = next(
        (
            t.form(i).lower()
            for i in range(first, end)
            if t.form(i).lower() in ("first", "second", "last", "latter", "early")
        ),
        "",
    )
    year = pick.one(t, first, end, "year")
    direction = pick.direction_of(t, pick.one(t, first, end, "half") or first, end) or "that"
    value = int(t.form(year)) if year is not None else None
    tail = "H1" if word in ("first", "early") else "H2"
    yield replace(e, year=value, tail=tail, direction=None if value is not None else direction)


def read_quarter(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "the third quarter", "Q1 2022", "FY2022"."""
    year = pick.one(t, first, end, "year")
    value = int(t.form(year)) if year is not None else None
    if e.rule == "quarter.code":
        code = pick.one(t, first, end, "quarterdate")
        form = t.form(code) if code is not None else ""
        if form.startswith("FY"):
            digits = form[2:].strip()
            yield replace(e, kind="value", value="FY" + (digits if len(digits) == 4 else "20" + digits))
        elif value is not None or (code is not None and context.quarter_alone(t, code)):
            yield replace(e, year=value, tail=form)
        return
    which = pick.one(t, first, end, "ord")
    unit = pick.one(t, first, end, "u_Q") or first
    if which is not None and which < unit:
        digits = re.sub(r"\D", "", t.form(which))
        nth = int(digits) if digits else int(t.value(which, "ord") or 0)
        if 1 <= nth <= 4 and context.quarter_meant(t, first, end):
            direction = None if value is not None else pick.direction_of(t, unit, end)
            yield replace(e, year=value, tail=f"Q{nth}", direction=direction)
    elif value is None:
        yield replace(e, kind="unit", unit="Q", direction=pick.direction_of(t, first, end))


def read_fiscal(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "fiscal year 2012"."""
    yield replace(e, kind="value", value="FY" + t.form(end - 1))


def read_weekday(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read a weekday."""
    i = pick.one(t, first, end, "weekday")
    if i is None:
        return
    direction = pick.direction_of(t, first, end)
    e = replace(e, kind="weekday", weekday=int(t.value(i, "weekday")), direction=direction)
    if e.rule == "weekday.week":
        e = replace(e, unit="W")
    yield e


def read_weekday_part(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "Tuesday night"."""
    for expr in read_weekday(t, e, first, end):
        yield replace(expr, type="TIME", part=clock.part(t, first, end))


def read_part_date(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "the night of April 18"."""
    for expr in read_date(t, e, first, end):
        yield replace(expr, type="TIME", part=clock.part(t, first, end))


def read_ordinal(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """Read "the 20th" as a day of the month."""
    day = pick.day_of(t, end - 1)
    if 1 <= day <= 31:
        yield replace(e, day=day)
