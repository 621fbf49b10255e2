"""What stands around an expression: does the nearest verb look forward, does its sentence begin or end there."""

from __future__ import annotations

import re

from communique.parse.timex.lexicon import words_of
from communique.parse.timex.tokens import Tokens

_SURNAME = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Mr\.?|Prime Minister|PM|Secretary|Brian) May\b")
_LOOK_BACK = 16
_LOOK_AHEAD = 12


def month_surnames(text: str) -> bool:
    """Return whether somebody in the text is called May."""
    return _SURNAME.search(text) is not None


def ends_sentence(t: Tokens, i: int) -> bool:
    """Return whether token `i` ends a sentence or lies beyond the text."""
    return not 0 <= i < len(t.chars) or t.has(i, "stop") or t.has(i, "break")


def clause_ends(t: Tokens, i: int) -> bool:
    """Return whether nothing that an expression could govern follows: a mark, or the end."""
    return ends_sentence(t, i) or any(t.has(i, c) for c in ("comma", "close", "quote", "dash", "x"))


def opens_sentence(t: Tokens, first: int) -> bool:
    """Return whether at most two short words ("In", "On the") go before in the sentence."""
    for back in range(1, 4):
        if ends_sentence(t, first - back):
            return True
        if any(t.has(first - back, c) for c in ("o", "comma", "open", "dash")):
            return False
    return False


def in_passing(t: Tokens, first: int) -> bool:
    """Return whether the date bounds or names something else: "since 1937", "the law of May 1790"."""
    return t.form(first - 1).lower() in words_of("in_passing")


def before_event(t: Tokens, i: int) -> bool:
    """Return whether what follows "the day before" is what it was before, and not a phrase that goes with the verb."""
    return not clause_ends(t, i) and not any(
        t.has(i, c) for c in ("in", "on", "at", "approx", "for", "and", "to", "aux")
    )


def looks_forward(t: Tokens, first: int, end: int) -> bool | None:
    """Return the direction of the verb nearest before the expression, or after it where it opens its sentence.

    Without such a verb "by" and "until" look forward. None: nothing tells.
    """
    i = first - 1
    while i >= 0 and first - i <= _LOOK_BACK and not ends_sentence(t, i):
        form = t.form(i)
        seen = _direction_of(t, i, form, words_of("future"), words_of("past"))
        if seen is not None:
            return seen
        i -= 1
    bound = True if t.form(first - 1).lower() in ("by", "until", "till") else None
    if first - i > 4:
        return bound
    for j in range(end, min(end + _LOOK_AHEAD, len(t.chars))):
        if ends_sentence(t, j):
            break
        seen = _direction_of(t, j, t.form(j), words_of("future"), words_of("past"))
        if seen is not None:
            return seen
    return bound


def _direction_of(t: Tokens, i: int, form: str, future: frozenset[str], past: frozenset[str]) -> bool | None:
    if form in future:
        return True
    participle = t.form(i - 1) in words_of("auxiliary")  # "will be held", "is expected"
    if participle or not t.has(i, "o") and form not in past:
        return None
    if form in past or (form.endswith("ed") and len(form) > 4):
        return False
    return None


def month_only(t: Tokens, first: int, end: int) -> bool:
    """Return whether the number after a month counts what follows: "in April 20 people" (a day would take "on")."""
    return (
        t.form(first - 1).lower() == "in"
        and t.has(end - 1, "day")
        and t.has(end, "o")
        and t.form(end).lower() not in words_of("clause")
    )


def quarter_alone(t: Tokens, i: int) -> bool:
    """Return whether a code as "Q1" without its year stands where a time does."""
    return t.form(i - 1).lower() in ("in", "of", "for", "during", "by", "since") and t.form(i)[0] == "Q"


def quarter_meant(t: Tokens, first: int, end: int) -> bool:
    """Return whether "the third quarter" is one of a year."""
    return not t.has(end, "of") and t.form(end).lower() not in ("final", "finals")


def during(t: Tokens, first: int) -> bool:
    """Return whether a word for a stretch of time goes before: "over the last year"."""
    return t.form(first - 1).lower() in ("over", "in", "during", "within", "throughout", "for")


def bare_plural(t: Tokens, first: int, end: int) -> bool:
    """Return whether units without a number are a duration: "for months", "years of war", "over the years"."""
    before = t.form(first - 1).lower()
    if t.form(first)[0].isupper() and not ends_sentence(t, first - 1):
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
    """Return whether "a year" says how often: "15 a year", "$700 million a year"."""
    if end - first != 2:
        return False
    before = t.form(first - 1).lower()
    return (
        (t.has(first - 1, "num") and not t.has(first - 1, "half"))
        or t.has(first - 1, "pct")
        or before in words_of("quantities")
    )
