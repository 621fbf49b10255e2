"""What stands around an expression: false alarms, and whether the verb nearest to it looks forward."""

from __future__ import annotations

import re

from communique.parse.timex.lexicon import lexicon
from communique.parse.timex.tokens import Tokens

_SURNAME = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Mr\.?|Prime Minister|PM|Secretary|Brian) May\b")
#: Before a month that is also a verb or a name.
_MONTH_PREPOSITIONS = frozenset(
    ["in", "of", "since", "by", "until", "till", "during", "early", "late", "mid", "from", "through", "before", "after", "between", "to", "and", "or", "every", "for", "on"]
)
_WEAK = frozenset(["by", "to", "from", "after", "before", "and", "or", "of", "for", "on"])
_PRONOUNS = frozenset(
    ["he", "she", "it", "they", "we", "i", "you", "who", "when", "but", "was", "were", "had", "have", "has", "is", "are", "and", "or", "as", "by", "with", "that", "which", "there", "this", "will", "would", "because"]
)
_QUANTITIES = frozenset(
    ["million", "billion", "trillion", "thousand", "hundred", "percent", "cent", "dollars", "euros", "pounds", "times", "tons", "tonnes", "barrels", "once", "twice", "km", "kilometers", "kilometres", "miles", "mph", "people"]
)
_AUXILIARY = frozenset(["be", "been", "being", "is", "are"])
_LOOK_BACK = 16
_LOOK_AHEAD = 12


def month_surnames(text: str) -> bool:
    """Whether somebody in the text is called May."""
    return _SURNAME.search(text) is not None


def _ends_sentence(t: Tokens, i: int) -> bool:
    return not 0 <= i < len(t.chars) or t.has(i, "stop") or t.has(i, "break")


def clause_ends(t: Tokens, i: int) -> bool:
    """Whether nothing that an expression could govern follows: a mark, or the end."""
    return _ends_sentence(t, i) or any(t.has(i, c) for c in ("comma", "close", "quote", "dash", "x"))


def opens_sentence(t: Tokens, first: int) -> bool:
    """Whether at most two short words ("In", "On the") go before in the sentence."""
    for back in range(1, 4):
        if _ends_sentence(t, first - back):
            return True
        if any(t.has(first - back, c) for c in ("o", "comma", "open", "dash")):
            return False
    return False


def in_passing(t: Tokens, first: int) -> bool:
    """Whether the word before makes the date a bound or an attribute of something else: "since 1937", "the law of May 1790"."""
    return t.form(first - 1).lower() in ("since", "until", "till", "of", "for", "as", "than")


def before_event(t: Tokens, i: int) -> bool:
    """Whether what follows "the day before" is what it was before, and not a phrase that goes with the verb."""
    return not clause_ends(t, i) and not any(t.has(i, c) for c in ("in", "on", "at", "approx", "for", "and", "to", "aux"))


def looks_forward(t: Tokens, first: int, end: int) -> bool | None:
    """Direction of the verb nearest before the expression, or after it where it opens its sentence; None: no verb tells."""
    lists = lexicon().lists
    i = first - 1
    while i >= 0 and first - i <= _LOOK_BACK and not _ends_sentence(t, i):
        form = t.form(i)
        seen = _direction_of(t, i, form, lists["future"], lists["past"])
        if seen is not None:
            return seen
        i -= 1
    if first - i > 4:
        return None
    for j in range(end, min(end + _LOOK_AHEAD, len(t.chars))):
        if _ends_sentence(t, j):
            return None
        seen = _direction_of(t, j, t.form(j), lists["future"], lists["past"])
        if seen is not None:
            return seen
    return None


def _direction_of(t: Tokens, i: int, form: str, future: frozenset[str], past: frozenset[str]) -> bool | None:
    if form in future:
        return True
    if form in past:
        return False
    if form.endswith("ed") and t.has(i, "o") and len(form) > 4 and t.form(i - 1) not in _AUXILIARY:
        return False
    return None


def accept(t: Tokens, rule: str, first: int, end: int, surname: bool) -> bool:
    """Whether the match is a time expression in its surroundings."""
    check = _CHECKS.get(rule)
    return check is None or check(t, first, end, surname)


def _year(t: Tokens, first: int, end: int, surname: bool) -> bool:
    i = end - 1
    year = int(t.form(i))
    before, after = t.form(first - 1).lower(), t.form(end).lower()
    lists = lexicon().lists
    if first < i:  # "early 2009", "the year 2000"
        return True
    if (
        t.has(first - 1, "cur")
        or (t.has(first - 1, "x")
        and before not in ("*", "•", "'", "|"))
        or (t.has(end, "x")
        and after in ("°", "@"))
    ):
        return False
    if (
        t.has(first - 1, "dash")
        and (t.has(first - 2, "cap") and t.ends[first - 2] == t.starts[first - 1])
        and t.ends[first - 1] == t.starts[first]
    ):
        return False
    glued = t.starts[end] == t.ends[i] if end < len(t.chars) else False
    if glued and (t.has(end, "o") or t.has(end, "cap")):
        return False
    if before in lists["year_not_after"] and not t.has(first - 1, "between") and before != "between":
        return False
    if after in lists["year_not_before"]:
        return False
    if t.has(end, "zone"):
        return False
    if t.has(end, "num") and not t.has(end, "numword"):
        return False
    if 1900 <= year <= 2035 and year != 2000:
        return True
    plural = t.has(end, "o") and after.endswith("s") and after not in _PRONOUNS
    if plural and before not in ("the", "its", "their", "his", "this"):
        return False
    anchored = before in _MONTH_PREPOSITIONS or any(
        t.has(first - 1, c) for c in ("open", "dash", "season", "early", "the", "month", "comma", "poss")
    )
    return anchored or after in (")", "-", "–") or (_ends_sentence(t, first - 1) and _ends_sentence(t, end))


def _month(t: Tokens, first: int, end: int, surname: bool) -> bool:
    name = t.form(end - 1).capitalize()
    before = t.form(first - 1).lower()
    if name in lexicon().lists["month_doubtful"]:
        if first < end - 1:
            return True
        if surname and name == "May" and before in _WEAK:
            return False
        return (
            before in _MONTH_PREPOSITIONS
            or (before in ("a", "the", "this", "last")
            and name == "March"
            and t.has(end, "o"))
        )
    if t.form(end - 1).isupper() and name in ("Mar", "Sep"):
        return False
    # "April Ryan", "August von ..."
    return not (
        first == end - 1
        and t.has(end, "cap")
        and t.starts[end] - t.ends[end - 1] == 1
        and before not in _MONTH_PREPOSITIONS
        and name in ("April", "June", "August")
        and not t.has(first - 1, "the")
    )


def _weekday(t: Tokens, first: int, end: int, surname: bool) -> bool:
    lists = lexicon().lists
    if t.form(first - 1).lower() in lists["weekday_not_after"]:
        return False
    return not (t.form(end).lower() in lists["weekday_not_before"] and t.form(end)[:1].isupper())


def _season(t: Tokens, first: int, end: int, surname: bool) -> bool:
    lists = lexicon().lists
    i = end - 1
    word, before, after = t.form(i).lower(), t.form(first - 1).lower(), t.form(end).lower()
    if before in lists["season_not_after"] or after in lists["season_not_before"]:
        return False
    if first < i and not t.has(first, "the"):
        return True
    if word not in lists["season_doubtful"]:
        return True
    if before in ("to", "will", "would", "could", "can") and first == i:
        return False
    if t.has(first, "the"):
        return after not in ("of", "from", "in")
    if t.form(i)[0].isupper() and not _ends_sentence(t, first - 1):
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
        clause_ends(t, end) or after in ("to", "and", "through")
    ):
        return False
    return clause_ends(t, end) or after in _PRONOUNS or after in ("to", "through", "of", "at", "in")


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
    return (
        before in ("at", "by", "all", "one", "until", "during", "every")
        or (t.form(end - 1).lower() == "dawn"
        and before in ("at", "before", "since"))
    )


def _past(t: Tokens, first: int, end: int, surname: bool) -> bool:
    return clause_ends(t, end) or t.form(end).lower() in _PRONOUNS or t.has(end, "to")


def _future(t: Tokens, first: int, end: int, surname: bool) -> bool:
    if t.form(end - 1)[0].isupper():
        return False
    if first == end - 1:
        return t.form(first - 1).lower() == "in"
    return _past(t, first, end, surname) or t.has(end, "of")


def _now(t: Tokens, first: int, end: int, surname: bool) -> bool:
    before, form = t.form(first - 1).lower(), t.form(end - 1).lower()
    if form == "soon":
        if looks_forward(t, first, end) is not True and t.form(end) not in ("be", "to", "become"):
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
    return form[0].islower() or (_ends_sentence(t, first - 1) and not t.has(end, "cap"))


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


_CHECKS = {
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


def month_only(t: Tokens, first: int, end: int) -> bool:
    """Whether the number after a month counts what follows: "in April 20 people" (a day would take "on")."""
    return (
        t.form(first - 1).lower() == "in"
        and t.has(end - 1, "day")
        and t.has(end, "o")
        and t.form(end).lower() not in _PRONOUNS
    )


def quarter_alone(t: Tokens, i: int) -> bool:
    """Whether a code as "Q1" without its year stands where a time does."""
    return t.form(i - 1).lower() in ("in", "of", "for", "during", "by", "since") and t.form(i)[0] == "Q"


def quarter_meant(t: Tokens, first: int, end: int) -> bool:
    """Whether "the third quarter" is one of a year."""
    return not t.has(end, "of") and t.form(end).lower() not in ("final", "finals")


def during(t: Tokens, first: int) -> bool:
    """Whether a word for a stretch of time goes before: "over the last year"."""
    return t.form(first - 1).lower() in ("over", "in", "during", "within", "throughout", "for")


def bare_plural(t: Tokens, first: int, end: int) -> bool:
    """Whether units without a number are a duration: "for months", "years of war", "over the years"."""
    before = t.form(first - 1).lower()
    if t.form(first)[0].isupper() and not _ends_sentence(t, first - 1):
        return False
    if before == "the":
        return t.form(first - 2).lower() in ("over", "through")
    if t.has(end, "of"):
        return True
    return t.has(first - 1, "for") or before in (
        "in",
        "took",
        "takes",
        "take",
        "last",
        "lasts",
        "spent",
        "spend",
        "than",
        "of",
        "by",
        "and",
        "or",
    )


def rate(t: Tokens, first: int, end: int) -> bool:
    """Whether "a year" says how often: "15 a year", "$700 million a year"."""
    if end - first != 2:
        return False
    before = t.form(first - 1).lower()
    return (t.has(first - 1, "num") and not t.has(first - 1, "half")) or t.has(first - 1, "pct") or before in _QUANTITIES
