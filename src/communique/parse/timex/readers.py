"""Matches of the grammar → `Expr`: picks months, days, numbers out of the tokens and drops false alarms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.parse.timex import clock, context
from communique.parse.timex.expr import Expr
from communique.parse.timex.grammar import matches
from communique.parse.timex.lexicon import lexicon
from communique.parse.timex.numbers import duration, number
from communique.parse.timex.tokens import Tokens, tokenise

_SHIFTS = {"this": "this", "last": "last", "next": "next", "past": "last", "previous": "before", "following": "after"}
_SHIFTS |= {"coming": "next", "that": "that", "same": "that"}
_AFTER_HOLIDAY = re.compile(
    r",? (?:of )?(?P<year>1\d{3}|20\d\d)(?![\w%])|(?P<thing>['’]s [Cc]ard|[ -][Ii]slands?\b)| (?P<part>morning|afternoon|evening|night)\b"
)
_HALF = {"first": "H1", "second": "H2", "last": "H2"}


def expressions(text: str) -> tuple[Expr, ...]:
    """All time expressions of `text` as read, in text order, not overlapping."""
    tokens = tokenise(text)
    days = list(_holidays(text, tokens))
    found: list[Expr] = list(days)
    surname = context.month_surnames(text)
    for rule, first, end in matches(tokens):
        for expr in _read(tokens, rule, first, end, surname):
            if not any(h.start < expr.end and expr.start < h.end for h in days):
                found.append(expr)
    found.sort(key=lambda e: (e.start, -e.end))
    return tuple(found)


def _holidays(text: str, tokens: Tokens) -> Iterator[Expr]:
    for m in lexicon().holiday_pattern.finditer(text):
        name = m.group().replace("’", "'")
        tail = _AFTER_HOLIDAY.match(text, m.end())
        if tail and tail.group("thing"):
            continue
        e = Expr(m.start(), tail.end() if tail else m.end(), "holiday", "DATE", "holiday", value=name)
        if tail and tail.group("year"):
            e = replace(e, year=int(tail.group("year")))
        elif tail and tail.group("part"):
            e = replace(e, type="TIME", part=str(lexicon().words[tail.group("part")].values["part"]))
        yield e


def _read(t: Tokens, rule: str, first: int, end: int, surname: bool) -> Iterator[Expr]:
    family = rule.split(".")[0]
    base = Expr(t.starts[first], t.ends[end - 1], rule, "DATE", "date")
    if family in ("date", "season", "weekday", "year") or rule == "unit.part":
        base = replace(base, future=context.looks_forward(t, first, end), opens=context.opens_sentence(t, first), passing=context.in_passing(t, first))
    if not context.accept(t, rule, first, end, surname):
        return
    reader = _READERS.get(rule) or _READERS[family]
    yield from reader(t, base, first, end)


def _first(t: Tokens, first: int, end: int, *classes: str) -> int | None:
    return next((i for i in range(first, end) if any(t.has(i, c) for c in classes)), None)


def _all(t: Tokens, first: int, end: int, *classes: str) -> list[int]:
    return [i for i in range(first, end) if any(t.has(i, c) for c in classes)]


def _month(t: Tokens, i: int) -> int:
    value = t.value(i, "month") or t.value(i, "monthabbr")
    return int(value)


def _day(t: Tokens, i: int) -> int:
    digits = t.form(i)[:2].rstrip("snrt")
    return int(digits) if digits.isdigit() else 0


def _direction(t: Tokens, first: int, end: int) -> str | None:
    for i in range(first, end):
        for cls, value in _SHIFTS.items():
            if t.has(i, cls):
                return value
    return None


def _year_of(t: Tokens, first: int, end: int) -> int | None:
    """The year among the tokens, negative before Christ ("April 480 BC")."""
    era = _first(t, first, end, "era_before")
    i = _first(t, first, end, "year")
    if i is None and era is not None and t.has(era - 1, "num"):
        i = era - 1
    if i is None or not t.form(i).isdigit():
        return None
    return -int(t.form(i)) if era is not None else int(t.form(i))


def _date(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    month = _first(t, first, end, "month", "monthabbr")
    value = _year_of(t, first, end)
    day = None
    if not e.rule.startswith("date.month"):
        day = _first(t, first, end, "day", "ordnum")
    number_of_day = _day(t, day) if day is not None else None
    if number_of_day is not None and not 1 <= number_of_day <= 31:
        return
    if e.rule == "date.day" and context.month_only(t, first, end):
        keep = [i for i in range(first, end) if not t.has(i, "day")]
        e = replace(e, start=t.starts[keep[0]], end=t.ends[keep[-1]], rule="date.month")
        number_of_day = None
    direction = None if value is not None else _direction(t, first, end)
    e = replace(
        e, year=value, month=_month(t, month) if month is not None else None, day=number_of_day, direction=direction
    )
    if e.rule == "date.month_rel":
        e = replace(e, kind="month")
    yield e


def _range(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    month = _first(t, first, end, "month", "monthabbr")
    year = _first(t, first, end, "year")
    days = [i for i in _all(t, first, end, "day", "ordnum") if i != year]
    if month is None or len(days) < 2:
        return
    value = int(t.form(year)) if year is not None else None
    one, two = _day(t, days[0]), _day(t, days[1])
    if not (1 <= one <= 31 and 1 <= two <= 31):
        return
    direction = _direction(t, days[1], end) if value is None else None
    same = replace(e, year=value, month=_month(t, month), direction=direction)
    cut_one = days[0] + 1
    cut_two = days[1] if month < days[0] or not t.has(days[1] - 1, "the") else days[1] - 1
    yield replace(same, day=one, end=t.ends[cut_one - 1])
    yield replace(same, day=two, start=t.starts[cut_two])


def _numeric(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    point = clock.numeric_date(t.form(end - 1))
    if point is not None:
        yield replace(e, year=point.year, month=point.month, day=point.day)


def _iso(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    form = t.form(first)
    day, _, time = form.partition("T")
    if clock.valid_iso(day):
        numbers = [int(p) for p in day.split("-")]
        e = replace(e, year=numbers[0], month=numbers[1], day=numbers[2])
        yield replace(e, type="TIME", part=time) if time else e


def _value(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    form = t.form(first)
    if e.rule == "week.iso":
        if 1 <= int(form[-2:]) <= 53:
            yield replace(e, kind="value", value=form)
    elif e.rule == "date.nineeleven":
        yield replace(e, year=2001, month=9, day=11)


def _year(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    if e.rule == "year.short":
        digits = int(t.form(first)[1:])
        yield replace(e, kind="value", value=str(1900 + digits if digits >= 30 else 2000 + digits))
        return
    before = _first(t, first, end, "era_before") is not None
    figures = [i for i in _all(t, first, end, "year", "num", "num4") if t.form(i).isdigit()]
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
    elif years[0] > 0:
        yield replace(e, year=-years[0] if before else years[0])


def _decade(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    i = _first(t, first, end, "decade")
    if i is None:
        return
    digits = re.sub(r"\D", "", t.form(i))
    if len(digits) == 3 and _first(t, first, end, "era_before") is None:
        return
    if len(digits) == 2:
        digits = ("19" if int(digits) >= 20 else "20") + digits
    before = "BC0" if _first(t, first, end, "era_before") is not None else ""
    yield replace(e, kind="value", value=(before + digits.lstrip("0").rjust(4 if not before else 3, "0"))[:-1])


def _century(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    i = _first(t, first, end, "ord")
    if i is None:
        return
    digits = re.sub(r"\D", "", t.form(i))
    which = int(digits) if digits else int(t.value(i, "ord") or 0)
    if i > first and t.has(i - 1, "dash"):
        which += int(t.value(i - 2, "num") or 0)
    before = "BC" if _first(t, first, end, "era_before") is not None else ""
    if 1 <= which <= 22:
        yield replace(e, kind="value", value=f"{before}{which - 1:02d}")


def _season(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    i = _first(t, first, end, "season")
    if i is None:
        return
    value = _year_of(t, first, end)
    direction = None if value is not None else _direction(t, first, end)
    kind = "month" if e.rule == "season.rel" else "date"
    yield replace(e, kind=kind, year=value, tail=str(t.value(i, "season")), direction=direction)


def _half(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    word = next(
        (
            t.form(i).lower()
            for i in range(first, end)
            if t.form(i).lower() in ("first", "second", "last", "latter", "early")
        ),
        "",
    )
    year = _first(t, first, end, "year")
    direction = _direction(t, _first(t, first, end, "half") or first, end) or "that"
    value = int(t.form(year)) if year is not None else None
    tail = "H1" if word in ("first", "early") else "H2"
    yield replace(e, year=value, tail=tail, direction=None if value is not None else direction)


def _quarter(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    year = _first(t, first, end, "year")
    value = int(t.form(year)) if year is not None else None
    if e.rule == "quarter.code":
        code = _first(t, first, end, "quarterdate")
        form = t.form(code) if code is not None else ""
        if form.startswith("FY"):
            digits = form[2:].strip()
            yield replace(e, kind="value", value="FY" + (digits if len(digits) == 4 else "20" + digits))
        elif value is not None or (code is not None and context.quarter_alone(t, code)):
            yield replace(e, year=value, tail=form)
        return
    which = _first(t, first, end, "ord")
    unit = _first(t, first, end, "u_Q") or first
    if which is not None and which < unit:
        digits = re.sub(r"\D", "", t.form(which))
        nth = int(digits) if digits else int(t.value(which, "ord") or 0)
        if 1 <= nth <= 4 and context.quarter_meant(t, first, end):
            direction = None if value is not None else _direction(t, unit, end)
            yield replace(e, year=value, tail=f"Q{nth}", direction=direction)
    elif value is None:
        yield replace(e, kind="unit", unit="Q", direction=_direction(t, first, end))


def _fiscal(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    yield replace(e, kind="value", value="FY" + t.form(end - 1))


def _weekday(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    i = _first(t, first, end, "weekday")
    if i is None:
        return
    direction = _direction(t, first, end)
    e = replace(e, kind="weekday", weekday=int(t.value(i, "weekday")), direction=direction)
    if e.rule == "weekday.week":
        e = replace(e, unit="W")
    yield e


def _weekday_part(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    for expr in _weekday(t, e, first, end):
        yield replace(expr, type="TIME", part=clock.part(t, first, end))


def _part_date(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    for expr in _date(t, e, first, end):
        yield replace(expr, type="TIME", part=clock.part(t, first, end))


def _clock(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    time = clock.read(t, first, end)
    if time is None:
        return
    e = replace(e, type="TIME", kind="clock", part=time, base="text")
    weekday, deictic = _first(t, first, end, "weekday"), _first(t, first, end, "deictic")
    if weekday is not None:
        e = replace(
            e, kind="weekday", weekday=int(t.value(weekday, "weekday")), future=context.looks_forward(t, first, end)
        )
    elif deictic is not None:
        e = replace(
            e, kind="offset", unit="D", count=int(str(t.value(deictic, "deictic")).split()[0]), base="published"
        )
    yield e


def _deictic(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    i = _first(t, first, end, "deictic")
    if i is None:
        return
    days, _, part = str(t.value(i, "deictic")).partition(" ")
    shift = int(days)
    if e.rule == "deictic.offset":
        shift += -1 if _first(t, first, end, "before") is not None else 1
    after = clock.part(t, i + 1, end) if i + 1 < end else ""
    part = after or part
    e = replace(e, kind="offset", unit="D", count=shift, part=part)
    yield replace(e, type="TIME") if part else e


def _relative_part(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    direction = _direction(t, first, end)
    shift = {"last": -1, "before": -1, "next": 1, "after": 1}.get(direction or "", 0)
    base = "published" if direction in ("this", "last") else "text"
    yield replace(e, type="TIME", kind="offset", unit="D", count=shift, part=clock.part(t, first, end), base=base)


def _part(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    yield replace(e, type="TIME", kind="clock", part=clock.part(t, first, end), base="text")


def _unit_at(t: Tokens, first: int, end: int) -> tuple[int, str] | None:
    for i in range(end - 1, first - 1, -1):
        for cls in ("unit", "units"):
            value = t.value(i, cls)
            if value:
                return i, str(value)
    return None


def _span(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    at = _unit_at(t, first, end)
    if at is None:
        return
    count = None if e.rule == "span.open" else number(t, first, at[0])
    if e.rule == "span.past":
        count = 1
    if e.rule == "span.open" and _first(t, first, end, "recent") is not None:
        yield replace(e, kind="value", value="PAST_REF")
        return
    yield replace(e, type="DURATION", kind="value", value=duration(count, at[1]))


def _unit_part(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """"the last week of August", "the first day of 2022": the day where it is one, else the month or year it lies in."""
    month, i = _first(t, first, end, "month", "monthabbr"), _first(t, first, end, "ord")
    value = _year_of(t, first, end)
    direction = _direction(t, _first(t, first, end, "of") or first, end) if value is None else None
    day = None
    if i is not None and month is not None and _first(t, first, end, "u_D") is not None:
        digits = re.sub(r"\D", "", t.form(i))
        day = int(digits) if digits else int(t.value(i, "ord") or 0)
    if day is not None and not 1 <= day <= 31:
        return
    if i is not None and month is None and value is not None and value > 0 and _first(t, first, end, "u_W") is not None:
        digits = re.sub(r"\D", "", t.form(i))
        nth = int(digits) if digits else int(t.value(i, "ord") or 0)
        if 1 <= nth <= 53:
            yield replace(e, kind="value", value=f"{value:04d}-W{nth:02d}")
        return
    yield replace(e, year=value, month=_month(t, month) if month is not None else None, day=day, direction=direction)


def _second(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    """"the year before last", "the week after next"."""
    at = _unit_at(t, first, end)
    if at is not None:
        yield replace(e, kind="offset", unit=at[1], count=-2 if t.has(end - 1, "last") else 2)


def _unit(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    at = _unit_at(t, first, end)
    if at is None:
        return
    direction = _direction(t, first, end)
    if at[1] in ("TS", "TM", "TH"):
        return
    if _first(t, first, end, "this") is not None and direction == "this" and _first(t, first, end, "past", "last", "coming"):
        direction = "next" if _first(t, first, end, "coming") is not None else "last"
    if direction == "last" and context.during(t, first) and at[1] in "YMWD" and t.has(first, "the"):
        yield replace(e, type="DURATION", kind="value", rule="span.past", value=duration(1, at[1]))
        return
    if at[1] == "NI":
        shift = {"last": -1, "before": -1, "next": 1, "after": 1}.get(direction or "", 0)
        base = "published" if direction in ("this", "last") else "text"
        yield replace(e, type="TIME", kind="offset", unit="D", count=shift, part="NI", base=base)
        return
    base = "published" if direction in ("this", "last", "next") else "text"
    if direction == "next" and t.has(first, "the"):  # "the next day" goes on from the day before it, "next day" does not
        base = "text"
    yield replace(e, kind="unit", unit=at[1], direction=direction or "that", base=base)


def _offset(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    at = _unit_at(t, first, end)
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
    if t.has(last, "after") or (t.has(last, "before") and t.form(last).lower() == "before"):
        if not context.clause_ends(t, end):  # "two days after the attack": how long, and of what is not known here
            yield replace(e, end=t.ends[i], type="DURATION", kind="value", value=duration(count, unit), rule="duration")
            return
    back = t.has(last, "ago") or t.has(last, "before") or t.form(last).lower() == "earlier"
    base = "published" if t.has(last, "ago") or t.has(last, "reference") else "text"
    if count == 0.5 and unit == "Y":
        count, unit = 6, "M"
    elif count == 0.5 and unit in ("DE", "CE"):
        count, unit = (5 if unit == "DE" else 50), "Y"
    if unit == "FN":
        count, unit = (2 * count if count is not None else None), "W"
    shift = None if count is None else int(-count if back else count)
    yield replace(e, kind="offset", unit=unit, count=shift, base=base, direction="before" if back else "after")


def _age(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    at = _unit_at(t, first, end)
    if at is not None:
        yield replace(e, type="DURATION", kind="value", value=duration(number(t, first, at[0]), at[1]))


def _duration(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    at = _unit_at(t, first, end)
    if at is None:
        return
    i, unit = at
    if e.rule == "duration.bare":
        alone = not _all(t, first, end, "long")
        count = 1 if t.has(i, "unit") else None  # "year-long", "months-long"
        if alone and not context.bare_plural(t, first, end):
            return
    else:
        count_ = number(t, first, i)
        count = None if count_ is None else count_  # type: ignore[assignment]
        if t.has(first, "a") and context.rate(t, first, end):
            yield replace(e, type="SET", kind="value", value=duration(1, unit), rule="set.per")
            return
    yield replace(e, type="DURATION", kind="value", value=duration(count, unit))


def _set(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    e = replace(e, type="SET", kind="value")
    weekday = _first(t, first, end, "weekday", "weekdays")
    if weekday is not None:
        value = t.value(weekday, "weekday") or t.value(weekday, "weekdays")
        yield replace(e, value=f"XXXX-WXX-{value}")
        return
    if e.rule == "set.often":
        yield replace(e, value=str(t.value(first, "often")))
        return
    month, season, part = (_first(t, first, end, c) for c in ("month", "season", "part"))
    if month is not None:
        yield replace(e, value=f"XXXX-{_month(t, month):02d}")
    elif season is not None:
        yield replace(e, value=f"XXXX-{t.value(season, 'season')}")
    elif part is not None and _unit_at(t, first, end) is None:
        yield replace(e, value=f"XXXX-XX-XXT{t.value(part, 'part')}")
    else:
        at = _unit_at(t, first, end)
        if at is not None:
            count = number(t, first, at[0]) or 1
            if _first(t, first, end, "other") is not None:
                count = 2
            if e.rule == "set.per":
                count = 1
            yield replace(e, value=duration(count, at[1]))


def _reference(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    e = replace(e, kind="value")
    word = _first(t, first, end, "reference")
    if e.rule == "ref.past":
        yield replace(e, value="PAST_REF")
    elif e.rule == "ref.future":
        yield replace(e, value="FUTURE_REF")
    else:
        yield replace(e, value=str(t.value(word, "reference")) if word is not None else "PRESENT_REF")


def _ordinal(t: Tokens, e: Expr, first: int, end: int) -> Iterator[Expr]:
    day = _day(t, end - 1)
    if 1 <= day <= 31:
        yield replace(e, day=day)


_READERS = {
    "date": _date, "date.iso": _iso, "date.numeric": _numeric, "date.nineeleven": _value, "week": _value,
    "date.range_dm": _range, "date.range_md": _range, "date.half": _half, "quarter": _quarter, "fiscal": _fiscal,
    "time.clock": _clock, "time.clock_day": _clock, "time.part_date": _part_date, "time.weekday_part": _weekday_part,
    "time.this_part": _relative_part, "time.rel_part": _relative_part, "time.part": _part, "season": _season,
    "year": _year, "decade": _decade, "century": _century, "weekday": _weekday, "set": _set, "deictic": _deictic,
    "span": _span, "unit": _unit, "unit.part": _unit_part, "unit.second": _second, "offset": _offset, "age": _age, "duration": _duration, "ref": _reference,
    "day": _ordinal,
}  # fmt: skip
