"""Two coded events: who, to whom, when, and what it is about, by as much as the type asks for."""

from __future__ import annotations

from communique.across import numbers, sides
from communique.across.kin import kinship
from communique.across.match import Match, no
from communique.across.telling import Telling
from communique.across.weights import Weights
from communique.lexicon import words

# Types whose two sides may be told in either order; types that consist of words and are told by what was said.
MUTUAL = frozenset(("CONSULT", "COOPERATE"))
_SPOKEN = frozenset(("ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"))
# Ways of consulting that one event can have been told by, and by how much; "talk" leaves open by which way.
_WAYS = {
    frozenset(("talk", "phone")): 1.0,
    frozenset(("talk", "meeting")): 1.0,
    frozenset(("talk", "visit")): 0.95,
    frozenset(("meeting", "visit")): 0.85,
}
_SEEN = frozenset(("meeting", "phone"))
_PHONE = frozenset(("phone", "telephone", "videoconference"))


def same(one: Telling, other: Telling, weights: Weights) -> Match:
    """How likely two coded events are one, in [0, 1]; they are taken to have the same status."""
    kind = one.type
    if kind != other.type:
        return no(f"one is {kind}, the other {other.type}")
    found = [sides.days(one, other)]
    if kind in MUTUAL:
        found.append(_way(one, other))
        found.append(sides.actors(one.who | one.whom, other.who | other.whom, "between", mutual=True))
    else:
        found.append(sides.actors(one.who, other.who, "by"))
        found.append(sides.actors(one.whom, other.whom, "to"))
    for side in found:
        if side.excludes:
            return side
    if kind == "SAY" and not one.words & other.words:
        return Match(0.0, ("both SAY, without a word in common",))
    if kind not in ("SAY", *_SPOKEN):
        found.append(sides.place(one, other))
    if kind != "CONSULT" and one.mode and other.mode and one.mode != other.mode:
        found.append(Match(0.7, (f"{one.mode} and {other.mode}",)))
    if (mine := _ordinals(one)) and (yours := _ordinals(other)) and not mine & yours:
        found.append(Match(0.6, (f"{min(mine)} and {min(yours)}",)))  # of brigades, of rounds of talks
    if one.figures and other.figures and not one.figures & other.figures:
        found.append(Match(0.7, (f"{min(one.figures)} and {min(other.figures)}",)))
    if numbers.differ(one.quantity, other.quantity):
        found.append(Match(0.8, (f"{one.quantity} and {other.quantity}",)))
    if kind == "SAY" or kind in _SPOKEN:
        score = _spoken(one, other, weights)
    elif kind in MUTUAL:
        score = _mutual(one, other, weights)
    else:
        score = _deed(one, other, weights)
    for side in found:
        score *= side.score
    if not score:
        return Match(0.0, (f"both {kind}",))
    shared = sorted(one.words & other.words, key=lambda w: (-weights.idf.get(w, weights.rare), w))[:4]
    reasons = (r for s in found for r in s.reasons)
    return Match(round(score, 4), (f"both {kind}", *reasons, *((f"both about {', '.join(shared)}",) if shared else ())))


def _ordinals(telling: Telling) -> frozenset[str]:
    return frozenset(w for w in telling.words if w[0].isdecimal())


def _spoken(one: Telling, other: Telling, weights: Weights) -> float:
    """By what was said; who says that something was said, and not what, tells it by what the report is about."""
    if one.type == "SAY":
        about = weights.common(one.words, other.words)
        if one.bare or other.bare:
            return about * weights.cosine(one.context, other.context)
        return about * (1.0 if len(one.words & other.words) > 1 else 0.5)  # a man says many things on one day
    own = frozenset((one.lemma, other.lemma))
    mine, yours = one.words - own, other.words - own
    kin = kinship(one.lemma, other.lemma)
    if not mine and not yours:
        return 0.6 * kin
    return (0.2 if kin else 0.1) + 0.8 * weights.common(mine, yours)


def _way(one: Telling, other: Telling) -> Match:
    """Whether two can have been one by the way in which they consulted: a call is no visit, a letter no meeting."""
    if one.type != "CONSULT":
        return Match(1.0, ())
    if {one.mode, other.mode} == {"phone", "visit"}:
        return no(f"one is by {one.mode}, the other by {other.mode}")
    left, right = _way_of(one), _way_of(other)
    if left == right:
        return Match(1.0, ())
    ways = frozenset((left, right))
    fits = _WAYS.get(ways)
    if ways == _SEEN and one.certain and other.certain and sides.persons(one) & sides.persons(other):
        fits = 0.8  # two men meet once on a day, if by video
    if fits is None:
        return no(f"one is a {left}, the other a {right}")
    if "visit" in (left, right) and sides.persons(one) != sides.persons(other):
        fits *= 0.8  # a visit to a country is more than a talk with somebody there
    return Match(fits, ())


def _way_of(telling: Telling) -> str:
    if telling.mode == "phone" or telling.lemma in _PHONE:
        return "phone"
    if telling.mode is None and telling.lemma in words("consult-carry"):
        return "message"
    if telling.mode == "visit":
        return "visit"
    if telling.mode == "multilateral" or telling.lemma in words("consult-meet"):
        return "talk" if telling.remote else "meeting"
    return "phone" if telling.words & _PHONE else "talk"


def _mutual(one: Telling, other: Telling, weights: Weights) -> float:
    """By the two sides, if both are known: the read-outs of one call may share no word."""
    own = frozenset((one.lemma, other.lemma))
    about = weights.common(one.words - own, other.words - own)
    around = weights.cosine(one.context, other.context)
    if not sides.both(one.who | one.whom, other.who | other.whom):
        if not (sides.known(one.who | one.whom) and sides.known(other.who | other.whom)):
            return 0.2 + 0.8 * max(about, min(1.0, 2.5 * around))
        mine, yours = (t.beside - t.who - t.whom for t in (one, other))
        if mine and yours and not mine & yours:
            return 0.0  # whoever the other side is, each report speaks of others
        return 0.1 + 0.9 * about * min(1.0, 2 * around)
    shared = sides.persons(one) & sides.persons(other)
    # two men seldom meet twice a day; between states much goes on at once
    floor = 0.7 if len(shared) > 1 else 0.65 if shared else 0.5 if _leaders(one) or _leaders(other) else 0.3
    if not shared and one.remote and other.remote and one.certain and other.certain:
        floor += 0.15  # states call each other less often than they meet
    if one.status != "actual":
        floor -= 0.1
    if "message" in (_way_of(one), _way_of(other)):
        floor, around = 0.25, 0.0
    return floor + (1 - floor) * max(about, min(1.0, 1.5 * around) if shared else around)


def _leaders(telling: Telling) -> bool:
    """Whether its sides are told as "the presidents", who are meant by name elsewhere."""
    return any(k[:1] == "~" and words("consult-leaders").intersection(k[1:].split("-")) for k in telling.who)


def _deed(one: Telling, other: Telling, weights: Weights) -> float:
    """By the trigger and what else is told; a bare mention ("the invasion") may be of any deed that its word names."""
    own = frozenset((one.lemma, other.lemma))
    mine, yours = one.words - own, other.words - own
    kin = kinship(one.lemma, other.lemma)
    if not mine and not yours:
        about = 0.8
    elif not mine or not yours:
        about = 0.45 if kin > 0.9 else 0.25
    elif kin:
        about = (weights.cosine(mine, yours) + weights.overlap(mine, yours)) / 2
    else:
        # of other words for the deed, nearly all else must be the same, and more than "city"
        about = weights.cosine(mine, yours) * min(1.0, weights.mass(mine & yours))
    return (0.3 + 0.7 * about) * (1.0 if kin == 1 else 0.95 if kin > 0.9 else 0.85 if kin else 0.65)
