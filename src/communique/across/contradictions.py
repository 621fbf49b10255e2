"""Contradictions: one speaker who says on one day that something is so, or will be, and on another that it is not.

Strict: both are the speaker's own words on one deed and one matter, and both are of what is to come or both of what was done. Who says
that he will not and later that he does has changed his mind; who says that it has not begun and later that it has, has not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from communique.across.deeds import family
from communique.across.denials import quoted
from communique.across.ends import End, Members, days_between
from communique.across.salience import telling, weight
from communique.lexicon import words

WINDOW = 90
LEAST = 0.7
_SAYING = ("AGREE", "REJECT", "SAY")


@dataclass(frozen=True, slots=True)
class Stance:
    """How a speaker stands to a deed.

    Attributes:
        saying: the utterance that tells the deed.
        because: why the deed's status is what it is, in the words of :mod:`communique.events.status`.
        text: the content of the utterance.
    """

    saying: End
    because: str
    text: str


Reader = Callable[[End], Stance | None]
"""Looks up who says a deed, and how; None if nobody does."""


def fit(earlier: End, later: End, members: Members, stances: Reader) -> tuple[float, tuple[str, ...]]:
    """How surely two things that one speaker says of one deed exclude each other, from 0 to about 1.2, and why.

    Both are of one type, one doer and one side that it is done to: their places make sure of it.
    """
    del members
    gap = days_between(earlier, later)
    one, two = earlier.telling, later.telling
    if (
        gap is None
        or not 1 <= gap <= WINDOW
        or earlier.copies == later.copies
        or family(one.lemma) != family(two.lemma)
    ):
        return 0.0, ()
    if (one.status == "denied") == (two.status == "denied"):
        return 0.0, ()
    mine, yours = _matter(earlier), _matter(later)
    shared = mine & yours
    bare = bool(earlier.asked & later.asked) and not (mine and yours)  # "will attack Peru", and no more of it
    if not shared and not bare:
        return 0.0, ()
    before, after = stances(earlier), stances(later)
    first, second = _stand(earlier, before), _stand(later, after)
    if before is None or first is None or second is None or first.so == second.so:
        return 0.0, ()
    if first.coming:  # a change of mind, of what is in one's own hands
        if not earlier.by & before.saying.by or not (second.coming or second.so):
            return 0.0, ()
    elif second.coming or len(shared) < 2:
        return 0.0, ()  # a plan that has not come true yet, or what has happened since
    score = 0.75 + min(0.25, 0.1 * len(shared))
    reasons = (
        f"one {_as(first)}, the other {_as(second)}",
        f"both of {one.lemma}" if one.lemma == two.lemma else f"{one.lemma} and {two.lemma} are of one kind",
        *(
            (f"both about {telling(shared)}",)
            if shared
            else (f"both with {', '.join(sorted(earlier.asked & later.asked))}",)
        ),
        f"{gap} days later" if gap != 1 else "the day after",
    )
    return round(score, 3), reasons


def _matter(deed: End) -> frozenset[str]:
    """The words that tell a deed from others of its kind."""
    own = deed.telling.words - {deed.telling.lemma} - words("denied-claiming") - words("denied-plans")
    return frozenset(w for w in own if weight(w) == 1)


@dataclass(frozen=True, slots=True)
class _Stand:
    """Whether a speaker says that a deed is so, and whether it is to come."""

    so: bool
    coming: bool


def _stand(deed: End, stance: Stance | None) -> _Stand | None:
    """What the speaker says of the deed; None where he neither affirms nor denies it."""
    if stance is None or stance.saying.telling.type not in _SAYING or stance.saying.telling.status != "actual":
        return None
    denies = stance.saying.telling.type == "REJECT"
    if denies and not stance.saying.denies:
        return None
    why = stance.because.lower()
    coming = any(quoted(w, why) for w in ("will", "would", "wo", "'ll")) or bool(
        deed.telling.words & words("denied-plans")
    )
    text = stance.text.lower().split()
    if deed.telling.status == "denied":
        if "but" in text:
            return None  # "will not send any, but will go on to support it": which of the two is not so is unsure
        sure = "negated by" in why or " with " in why or any(quoted(w, why) for w in words("denied-denying"))
        return _Stand(False, coming) if sure else None
    if denies or any(w in words("denied-not") or w.endswith(("n't", "n’t")) for w in text):
        return None  # "denied allegations that it plans an attack", "there is no case in which it would"
    if deed.telling.status == "planned":
        return _Stand(True, True) if any(quoted(w, why) for w in words("denied-deciding")) else None
    return _Stand(True, False) if deed.telling.status == "actual" else None


def _as(stand: _Stand) -> str:
    when = "will be" if stand.coming else "is"
    return f"says that it {when} so" if stand.so else f"says that it {when} not so"
