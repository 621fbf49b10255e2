"""Matches of the grammar → `Expr`: picks months, days, numbers out of the tokens and drops false alarms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.parse.timex import context, false_alarms, read_dates, read_spans
from communique.parse.timex.expr import Expr
from communique.parse.timex.grammar import matches
from communique.parse.timex.lexicon import lexicon
from communique.parse.timex.tokens import Tokens, tokenise

_AFTER_HOLIDAY = re.compile(
    r",? (?:of )?(?P<year>1\d{3}|20\d\d)(?![\w%])|(?P<thing>['’]s [Cc]ard|[ -][Ii]slands?\b)"
    r"| (?P<part>morning|afternoon|evening|night)\b"
)


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
        base = replace(
            base,
            future=context.looks_forward(t, first, end),
            opens=context.opens_sentence(t, first),
            passing=context.in_passing(t, first),
        )
    if not false_alarms.accept(t, rule, first, end, surname):
        return
    reader = _READERS.get(rule) or _READERS[family]
    yield from reader(t, base, first, end)


_READERS = {
    "offset.long": read_spans.read_long_ago,
    "weekend": read_spans.read_weekend,
    "date": read_dates.read_date,
    "date.iso": read_dates.read_iso,
    "date.numeric": read_dates.read_numeric,
    "date.nineeleven": read_dates.read_value,
    "week": read_dates.read_value,
    "date.range_dm": read_dates.read_range,
    "date.range_md": read_dates.read_range,
    "date.half": read_dates.read_half,
    "quarter": read_dates.read_quarter,
    "fiscal": read_dates.read_fiscal,
    "time.clock": read_spans.read_clock,
    "time.clock_day": read_spans.read_clock,
    "time.part_date": read_dates.read_part_date,
    "time.weekday_part": read_dates.read_weekday_part,
    "time.this_part": read_spans.read_relative_part,
    "time.rel_part": read_spans.read_relative_part,
    "time.part": read_spans.read_part,
    "season": read_dates.read_season,
    "year": read_dates.read_year,
    "decade": read_dates.read_decade,
    "century": read_dates.read_century,
    "weekday": read_dates.read_weekday,
    "set": read_spans.read_set,
    "deictic": read_spans.read_deictic,
    "span": read_spans.read_span,
    "unit": read_spans.read_unit,
    "unit.part": read_spans.read_unit_part,
    "unit.second": read_spans.read_second,
    "offset": read_spans.read_offset,
    "age": read_spans.read_age,
    "duration": read_spans.read_duration,
    "ref": read_spans.read_reference,
    "day": read_dates.read_ordinal,
}
