"""Which matches of the grammar are no time expressions: the verb "may", "Resolution 1701", a newspaper's name."""

from __future__ import annotations

from communique.parse.timex import context
from communique.parse.timex.lexicon import words_of
from communique.parse.timex.tokens import Tokens


def accept(t: Tokens, rule: str, first: int, end: int, surname: bool) -> bool:
    """Return whether the match is a time expression in its surroundings."""
    check = _CHECKS.get(rule)
    return check is None or check(t, first, end, surname)


def _year(t: Tokens, first: int, end: int, surname: bool) -> bool:
    """A number of four digits is a year by what stands beside it; 1900 to 2035 needs least."""
    i = end - 1
    year = int(t.form(i))
    if first < i:  # "early 2009", "the year 2000"
        return True
    if _glued(t, i) or t.has(end, "zone") or (t.has(end, "num") and not t.has(end, "numword")):
        return False
    before, after = t.form(first - 1).lower(), t.form(end)
    noun = t.has(end, "o") or t.has(end, "cap")
    if before in words_of("year_not_after") or (before in words_of("year_counts") and noun):
        return False
    common = 1900 <= year <= 2035 and year != 2000
    if after in words_of("year_not_before") and not (common and before == "in"):
        return False
    if common:
        return True
    plural = t.has(end, "o") and after.endswith("s") and after not in words_of("clause")
    if plural and before not in ("the", "its", "their", "his", "this"):
        return False
    beside = ("open", "dash", "season", "early", "the", "month", "comma", "poss")
    if before in words_of("month_prepositions") or any(t.has(first - 1, c) for c in beside):
        return True
    alone = context.ends_sentence(t, first - 1) and context.ends_sentence(t, end)
    return alone or t.has(end, "close") or t.has(end, "dash")


def _glued(t: Tokens, i: int) -> bool:
    """Return whether the number is part of a name, a sum or a measure: "Su-2015", "$2000", "2000°"."""
    before = t.form(i - 1)
    if (
        t.has(i - 1, "cur")
        or (t.has(i - 1, "x") and before not in ("*", "•", "'", "|", "&"))
        or t.form(i + 1) in ("°", "@")
    ):
        return True
    joined = t.has(i - 1, "dash") and t.ends[i - 1] == t.starts[i] and i >= 2 and t.ends[i - 2] == t.starts[i - 1]
    if joined and t.has(i - 2, "cap"):
        return True
    return (t.has(i + 1, "o") or t.has(i + 1, "cap")) and t.starts[i + 1] == t.ends[i]


def _month(t: Tokens, first: int, end: int, surname: bool) -> bool:
    name = t.form(end - 1).capitalize()
    before = t.form(first - 1).lower()
    if name in words_of("month_doubtful"):
        if first < end - 1:
            return True
        if surname and name == "May" and before in words_of("surname_prepositions"):
            return False
        return before in words_of("month_prepositions") or (
            before in ("a", "the", "this", "last") and name == "March" and t.has(end, "o")
        )
    if t.form(end - 1).isupper() and name in ("Mar", "Sep"):
        return False
    # "April Ryan", "August von ..."
    return not (
        first == end - 1
        and t.has(end, "cap")
        and t.starts[end] - t.ends[end - 1] == 1
        and before not in words_of("month_prepositions")
        and name in ("April", "June", "August")
        and not t.has(first - 1, "the")
    )


def _weekday(t: Tokens, first: int, end: int, surname: bool) -> bool:
    if t.form(first - 1).lower() in words_of("weekday_not_after"):
        return False
    return not (t.form(end).lower() in words_of("weekday_not_before") and t.form(end)[:1].isupper())


def _season(t: Tokens, first: int, end: int, surname: bool) -> bool:
    i = end - 1
    word, before, after = t.form(i).lower(), t.form(first - 1).lower(), t.form(end).lower()
    if before in words_of("season_not_after") or after in words_of("season_not_before"):
        return False
    if first < i and not t.has(first, "the"):
        return True
    if word not in words_of("season_doubtful"):
        return True
    if before in ("to", "will", "would", "could", "can") and first == i:
        return False
    if t.has(first, "the"):
        return after not in ("of", "from", "in")
    if t.form(i)[0].isupper() and not context.ends_sentence(t, first - 1):
        return after in ("offensive", "campaign") or before in ("in", "by", "until", "during")
    return before in ("in", "by", "until", "during", "since", "and", "or", "each", "through") or after in (
        "offensive",
        "campaign",
        "offensives",
    )


def _ordinal(t: Tokens, first: int, end: int, surname: bool) -> bool:
    before, after = t.form(first - 1).lower(), t.form(end).lower()
    if before not in ("on", "from", "to", "until", "by", "since", "between", "and"):
        return False
    if before in ("to", "by", "and", "from", "between", "since", "until") and not (
        context.clause_ends(t, end) or after in ("to", "and", "through")
    ):
        return False
    return context.clause_ends(t, end) or after in words_of("clause") or after in ("to", "through", "of", "at", "in")


def _part(t: Tokens, first: int, end: int, surname: bool) -> bool:
    before = t.form(first - 1).lower()
    name = t.form(end - 1)
    if name[0].isupper() and first == end - 1:
        return False
    if t.has(end - 1, "part") and str(t.value(end - 1, "part"))[:1].isdigit():
        return before in (
            "at",
            "by",
            "until",
            "before",
            "after",
            "from",
            "to",
            "around",
            "about",
            "and",
            "past",
            "since",
        )
    if first < end - 1:
        return before in (
            "in",
            "during",
            "on",
            "through",
            "throughout",
            "of",
            "for",
            "until",
            "by",
            "that",
            "into",
            "over",
        )
    return before in ("at", "by", "all", "one", "until", "during", "every") or (
        t.form(end - 1).lower() == "dawn" and before in ("at", "before", "since")
    )


def _past(t: Tokens, first: int, end: int, surname: bool) -> bool:
    return context.clause_ends(t, end) or t.form(end).lower() in words_of("clause") or t.has(end, "to")


def _future(t: Tokens, first: int, end: int, surname: bool) -> bool:
    if t.form(end - 1)[0].isupper():
        return False
    if first == end - 1:
        return t.form(first - 1).lower() == "in"
    return _past(t, first, end, surname) or t.has(end, "of")


def _now(t: Tokens, first: int, end: int, surname: bool) -> bool:
    before, form = t.form(first - 1).lower(), t.form(end - 1).lower()
    if form == "soon":
        if context.looks_forward(t, first, end) is not True and t.form(end) not in ("be", "to", "become"):
            return False
        return before not in ("as", "too", "how", "so", "very", "sooner") and t.form(end).lower() not in (
            "as",
            "after",
            "afterwards",
            "afterward",
            "enough",
        )
    return True


def _often(t: Tokens, first: int, end: int, surname: bool) -> bool:
    form = t.form(first)
    if t.has(end, "quote") or t.has(end, "poss") or t.has(first - 1, "cap"):  # "the Polish daily"
        return False
    return form[0].islower() or (context.ends_sentence(t, first - 1) and not t.has(end, "cap"))


def _duration(t: Tokens, first: int, end: int, surname: bool) -> bool:
    i = next((j for j in range(end - 1, first - 1, -1) if t.has(j, "unit") or t.has(j, "units")), end - 1)
    form = t.form(i).lower()
    if form == "second":
        return t.has(i - 1, "num")
    if form in ("quarter", "quarters"):
        return (
            not t.has(end, "of")
            and t.form(end).lower() not in ("million", "century", "mile", "final", "finals")
            and i > first
            and not t.has(i - 1, "a")
        )
    if form in ("min", "hr", "mins", "yr"):
        return t.has(i - 1, "num")
    return not (form in ("night", "nights") and t.form(i)[0].isupper())


def _offset_day(t: Tokens, first: int, end: int, surname: bool) -> bool:
    return t.has(first, "the") or t.has(first, "u_D")


def _deictic(t: Tokens, first: int, end: int, surname: bool) -> bool:
    """Not in names: "Russia Today", "Tucker Carlson Tonight"."""
    return not (t.form(first)[:1].isupper() and t.has(first - 1, "cap"))


def _unit_end(t: Tokens, first: int, end: int, surname: bool) -> bool:
    """Not the idiom "at the end of the day"."""
    return not (t.form(end - 1).lower() == "day" and t.form(first - 1).lower() == "at")


def _unit(t: Tokens, first: int, end: int, surname: bool) -> bool:
    return not (t.form(end - 1).lower() == "quarter" and t.has(end, "of") and t.has(end + 1, "a"))


def _month_rel(t: Tokens, first: int, end: int, surname: bool) -> bool:
    """Not "that May had lost" where somebody is called May."""
    return not (surname and t.form(end - 1).capitalize() == "May" and t.form(end - 2).lower() == "that")


_CHECKS = {
    "date.month_rel": _month_rel,
    "deictic": _deictic,
    "unit.rel": _unit,
    "unit.end": _unit_end,
    "span.past": _unit,
    "year.plain": _year,
    "date.month": _month,
    "weekday": _weekday,
    "weekday.rel": _weekday,
    "season.bare": _season,
    "season.rel": _season,
    "day.ordinal": _ordinal,
    "time.part": _part,
    "ref.past": _past,
    "ref.future": _future,
    "ref.now": _now,
    "set.often": _often,
    "duration": _duration,
    "span.counted": _duration,
    "offset": _duration,
    "set.every": _duration,
    "offset.day": _offset_day,
}
