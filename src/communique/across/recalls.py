"""Openings told again: the same demand, letter or proposal in a later report, without a date of its own.

Reports go on telling what was asked weeks ago ("Moscow has demanded guarantees that …"). Such a telling is joined to the earlier one
that it is most like; what has a date of its own is joined by day in :mod:`communique.across.identity`.
"""

from __future__ import annotations

from communique.across.ends import End, Members, days_between, meets
from communique.across.salience import telling, weigh
from communique.actors.directory import directory
from communique.lexicon import words

WINDOW = 60
LEAST = 0.7
_LETTERS = frozenset(["letter", "message", "note"])


def fit(earlier: End, later: End, members: Members) -> tuple[float, tuple[str, ...]]:
    """How likely the later report tells the opening of the earlier one again, from 0 to about 1.2, and why."""
    gap = days_between(earlier, later)
    one, two = earlier.telling, later.telling
    if gap is None or not 0 <= gap <= WINDOW or one.report == two.report or earlier.copies == later.copies:
        return 0.0, ()
    if one.status != two.status or not any(not p.startswith("~") for p in earlier.by & later.by):
        return 0.0, ()
    if two.certain and one.certain and not _overlap(one, two):
        return 0.0, ()
    if two.certain and not one.certain and two.first is not None and one.last is not None and two.last != one.last:
        return 0.0, ()  # the later one has a day of its own
    if earlier.asked and later.asked and not meets(earlier.asked, later.asked, members):
        return 0.0, ()
    letters = _letter(earlier) and _letter(later)
    if one.type != two.type and not letters:
        return 0.0, ()
    names = directory().first_name_words
    shared = (one.words & two.words) - names
    common = weigh(shared)
    smaller = min(weigh(one.words - names), weigh(two.words - names))
    score = 0.0
    reasons = ["the same side asks"]
    same = any(not p.startswith("~") for p in earlier.asked & later.asked)
    if same:
        score += 0.25
        reasons.append("the same is asked")
    elif earlier.asked and later.asked:
        score += 0.15
    if letters:
        score += 0.35
        reasons.append("both a letter")
    if common and smaller:
        score += min(0.7, 0.7 * common / smaller) if common >= 1.7 else 0.0
        reasons.append(f"both about {telling(shared)}")
    if not letters and common < 2.0:
        return 0.0, ()
    if letters and (
        weigh(shared - words("opening-nouns")) < 0.7 or not (same or meets(earlier.asked, later.asked, members))
    ):
        return 0.0, ()
    return round(score, 3), (*reasons, f"told again {gap} days later" if gap != 1 else "told again the day after")


def _overlap(one: object, two: object) -> bool:
    return getattr(one, "first", None) == getattr(two, "first", None) and getattr(one, "last", None) == getattr(
        two, "last", None
    )


def _letter(end: End) -> bool:
    return end.called in _LETTERS or "letter" in end.rule or "write" in end.rule or end.telling.lemma in _LETTERS
