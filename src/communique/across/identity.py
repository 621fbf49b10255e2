"""Which mentions of events, in one report or in several, tell the same event.

Two ways of comparing, by what is known. Where both events have a type, the actors, the day and what it is about decide, each by as
much as the type asks for: :mod:`communique.across.coded`. Where no type is known, the reports must be of one affair, and the triggers
must be kindred words with arguments that do not speak against it.

Pairs are scored; groups are joined by the mean of their pairs (average link), and never across a pair that excludes each other:
one likeness by chance must not chain two events together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from communique.across import coded
from communique.across.kin import kinship
from communique.across.linkage import average_link
from communique.across.match import Match, no
from communique.across.telling import Telling
from communique.across.weights import Weights
from communique.lexicon import words

__all__ = ["THRESHOLD", "Match", "Weights", "group", "kinship", "same"]

THRESHOLD = 0.5


def same(one: Telling, other: Telling, weights: Weights) -> Match:
    """How likely two tellings are of one event, from 0 to 1; THRESHOLD is where it is more likely than not.

    They exclude each other, with a score of 0, when their types or statuses differ, when stated days or known actors have nothing
    in common, or when the reports are of different affairs and nobody coded the events.
    """
    if one.status != other.status:
        return no(f"one is {one.status}, the other {other.status}")
    if one.type and other.type:
        return coded.same(one, other, weights)
    return _untyped(one, other, weights)


def _untyped(one: Telling, other: Telling, weights: Weights) -> Match:
    """Two events that nobody coded: kindred triggers in reports of one affair, less by how little their arguments have in common.

    How much arguments matter depends on the trigger: much for saying and for verbs that alone tell nothing ("take", "put").
    """
    if weights.affair.get(one.report) != weights.affair.get(other.report):
        return no("reports of different affairs")
    kin = kinship(one.lemma, other.lemma)
    if not kin:
        return Match(0.0, (f"{one.lemma!r} and {other.lemma!r}",))
    mine, yours = one.who | one.whom, other.who | other.whom
    if _speech(one.lemma) or _speech(other.lemma):
        need = 0.8
        speakers = min(1.0, 3 * weights.overlap(one.who, other.who)) if one.who and other.who else 0.5
        alike = (speakers + min(1.0, 3 * weights.cosine(one.words | mine, other.words | yours))) / 2
    else:
        vague = words("vague-verbs")
        need = 0.6 if one.lemma in vague or other.lemma in vague else 0.3 if kin > 0.9 else 0.4
        alike = min(1.0, 3 * weights.overlap(mine, yours)) if mine and yours else 1.0
    shared = ", ".join(sorted(mine & yours)[:4])
    reasons = (
        f"both {one.lemma!r}" if kin == 1 else f"{one.lemma!r} and {other.lemma!r} are kindred",
        "reports of one affair",
        *((f"both with {shared}",) if shared else ()),
    )
    return Match(round(kin * (1 - need * (1 - alike)), 4), reasons)


def _speech(lemma: str) -> bool:
    return lemma in words("say-verbs") or lemma in words("say-words")


def group(tellings: Sequence[Telling], weights: Weights | None = None) -> list[tuple[str, ...]]:
    """Ids of the tellings of each event, each telling in one group; a pure function of the set of tellings, not of their order.

    Groups stand in the order of their first telling by first possible day, report and id, and so do their members.

    Args:
        tellings: what to compare, each with each: a block of a few hundred at most.
        weights: weights of words, if they are to be counted over more than these tellings.
    """
    ordered = sorted(tellings, key=_order)
    weights = Weights.of(ordered) if weights is None else weights
    scores: dict[tuple[int, int], float] = {}
    barred: set[tuple[int, int]] = set()
    for j, other in enumerate(ordered):
        for i in range(j):
            match = same(ordered[i], other, weights)
            if match.score:
                scores[i, j] = match.score
            if match.excludes:
                barred.add((i, j))
    found = average_link(len(ordered), scores, barred, THRESHOLD)
    return [tuple(ordered[i].id for i in members) for members in found]


def _order(telling: Telling) -> tuple[date, str, str]:
    return telling.first or date.max, telling.report, telling.id
