"""Contradictions: one speaker who says on one day that something is so, or will be, and on another that it is not."""

from __future__ import annotations

from communique.across.ends import End, Members, days_between
from communique.across.identity import kinship
from communique.across.salience import telling, weigh

WINDOW = 90
LEAST = 0.7


def fit(earlier: End, later: End, members: Members) -> tuple[float, tuple[str, ...]]:
    """How surely two things that one speaker says of one deed exclude each other, from 0 to about 1.2, and why.

    Both are of one type, one doer and one side that it is done to: their places make sure of it.
    """
    gap = days_between(earlier, later)
    one, two = earlier.telling, later.telling
    if gap is None or not 1 <= gap <= WINDOW or earlier.copies == later.copies:
        return 0.0, ()
    if (one.status == "denied") == (two.status == "denied"):
        return 0.0, ()
    kin = kinship(one.lemma, two.lemma)
    shared = one.words & two.words - {one.lemma, two.lemma}
    common = weigh(shared)
    if not kin and common < 1.0:
        return 0.0, ()
    score = 0.5 * kin + min(0.5, 0.25 * common)
    reasons = [f"one {_as(one.status)}, the other {_as(two.status)}"]
    if kin:
        reasons.append(
            f"both of {one.lemma}" if one.lemma == two.lemma else f"{one.lemma} and {two.lemma} are of one kind"
        )
    if shared:
        reasons.append(f"both about {telling(shared)}")
    if one.whom and one.whom == two.whom:
        score += 0.2
    return round(score, 3), (*reasons, f"{gap} days later" if gap != 1 else "the day after")


def _as(status: str) -> str:
    return {"denied": "says that it is not so", "planned": "says that it will be"}.get(status, "says that it is so")
