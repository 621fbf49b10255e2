"""Denials across reports: which claim of an earlier report somebody denies."""

from __future__ import annotations

from communique.across.ends import End, Members, days_between, meets
from communique.across.salience import telling, weigh
from communique.lexicon import words

WINDOW = 14
LEAST = 0.7


def fit(claim: End, denial: End, members: Members) -> tuple[float, tuple[str, ...]]:
    """How well a denial fits a claim of another report, from 0 to about 1.2, and why."""
    gap = days_between(claim, denial)
    if gap is None or not 0 <= gap <= WINDOW or claim.copies == denial.copies:
        return 0.0, ()
    if not claim.by or not denial.by or claim.by & denial.by:
        return 0.0, ()
    if denial.asked and not meets(denial.asked, claim.by, members):
        return 0.0, ()
    about = denial.telling.words - words("claim-nouns") - words("denial-verbs")
    shared = (about & claim.telling.words) - {claim.telling.lemma}
    common = weigh(shared)
    if common < 1.3 or len(shared) < 2 or common < 0.4 * weigh(about):
        return 0.0, ()
    score = min(0.6, 0.25 * common)
    reasons = [f"both about {telling(shared)}"]
    if claim.telling.type == "ACCUSE" and meets(claim.asked, denial.by, members):
        score += 0.35
        reasons.append("the denier is the one accused")
    elif claim.beside & denial.by:
        score += 0.2
        reasons.append("it is said of the denier")
    if denial.asked or denial.beside & claim.by:
        score += 0.15
        reasons.append("the denial names who claims it")
    score += 0.15 if gap <= 1 else 0.05 if gap <= 4 else 0.0
    return round(score, 3), (*reasons, f"{gap} days later" if gap != 1 else "the day after")
