"""Which mentions of events, in one report or in several, tell the same event.

Two ways of comparing, by what is known. Where both events have a type, the actors, the day and what it is about decide, each by as
much as the type asks for: two read-outs of a telephone call may share no word, two statements of one man on one day are one only if
their words are much alike. Where no type is known, the reports must be of one affair, and the triggers must be kindred words with
arguments that do not speak against it.

Pairs are scored; groups are joined by the mean of their pairs (average link), and never across a pair that excludes each other:
one likeness by chance must not chain two events together.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from communique.across.linkage import average_link
from communique.across.telling import Telling
from communique.lexicon import words

THRESHOLD = 0.5
# Mean likeness of the openings of two sets of reports from which they are of one affair.
AFFAIR = 0.04
# Days between two tellings, one of them dated by its publication alone, beyond which they are of different events.
_FAR = 3
# Types whose two sides may be told in either order; types that consist of words and are told by what was said.
_MUTUAL = frozenset(("CONSULT", "COOPERATE"))
_SPOKEN = frozenset(("ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"))
_SUFFIXES = (
    "ization", "isation", "ations", "ation", "ition", "ments", "ment", "ings", "ions", "ance", "ence", "ing", "ion", "ers", "ies",
    "ied", "ery", "ure", "er", "or", "ed", "es", "al", "s", "e", "y",
)  # fmt: skip
# Endings of verbs that the tagger took for names, and what the lemma has in their place.
_INFLECTED = (("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


@dataclass(frozen=True, slots=True)
class Match:
    """How much two tellings are alike: `score` in [0, 1], the reasons for it, and whether something `excludes` that they are one."""

    score: float
    reasons: tuple[str, ...]
    excludes: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """What words weigh, and which reports are of one affair.

    Attributes:
        idf: ln((n + 1) / df) of each word, over the n reports of the tellings (Spärck Jones 1972, smoothed).
        rare: weight of a word that none of them has.
        affair: number of the affair of each report, if any telling is without a type; else empty, and all are of one.
    """

    idf: Mapping[str, float]
    rare: float
    affair: Mapping[str, int]

    @classmethod
    def of(cls, tellings: Iterable[Telling]) -> Weights:
        """Weights of the words of these tellings; their order does not matter."""
        bags: dict[str, frozenset[str]] = {}
        untyped = False
        for telling in tellings:
            bags[telling.report] = bags.get(telling.report, frozenset()) | telling.context | telling.words
            untyped = untyped or not telling.type
        count = Counter(word for bag in bags.values() for word in bag)
        weights = cls({w: math.log((len(bags) + 1) / n) for w, n in count.items()}, math.log(len(bags) + 1), {})
        return replace(weights, affair=_affairs(bags, weights)) if untyped else weights

    def cosine(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Cosine of two sets of words as vectors of their weights, in [0, 1]; words that all reports have count for nothing."""
        shared = self._squares(one & other)
        return shared / math.sqrt(self._squares(one) * self._squares(other)) if shared else 0.0

    def overlap(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Weight of what two sets share by the weight of the lighter one, in [0, 1]; every word counts, rare ones more."""
        shared = one & other
        return self._sum(shared) / min(self._sum(one), self._sum(other)) if shared else 0.0

    def dice(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Twice the weight of what two sets share by the weight of both (Dice 1945), in [0, 1]; weights as in `overlap`."""
        shared = one & other
        return 2 * self._sum(shared) / (self._sum(one) + self._sum(other)) if shared else 0.0

    def _squares(self, some: Iterable[str]) -> float:
        # fsum gives the same whatever the order of a set, and so the hash seed
        idf, rare = self.idf, self.rare
        return math.fsum([idf.get(w, rare) ** 2 for w in some])

    def _sum(self, some: Iterable[str]) -> float:
        idf, rare = self.idf, self.rare
        return math.fsum([1 + idf.get(w, rare) for w in some])


def stem(word: str) -> str:
    """A word without the commonest endings of inflection and derivation: acquir-e, acquir-ing, acquir-er; at least 3 letters stay."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            root = word[: -len(suffix)]
            return root[:-1] if root[-1] == root[-2] and root[-1] not in "ls" and len(root) > 3 else root
    return word


@cache
def _families() -> dict[str, frozenset[int]]:
    """Numbers of the families of data/words/kindred.toml that each word stands in."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, family in enumerate(sorted(words("kindred"))):
        for word in family.split():
            found[word].add(number)
    return {w: frozenset(n) for w, n in found.items()}


def _family(lemma: str) -> frozenset[int]:
    """Families of a lemma; headlines leave their verbs inflected ("Checks", "Convicted") when the tagger takes them for names."""
    families = _families()
    for form in (lemma, *(lemma.removesuffix(end) + put for end, put in _INFLECTED if lemma.endswith(end))):
        if form in families:
            return families[form]
    return frozenset()


@lru_cache(1 << 16)
def kinship(one: str, other: str) -> float:
    """How near the lemmas of two triggers are: 1 the same, 0.95 one stem, 0.8 one family of data/words/kindred.toml, else 0."""
    if one == other:
        return 1.0
    if stem(one) == stem(other):
        return 0.95
    return 0.8 if _family(one) & _family(other) else 0.0


def same(one: Telling, other: Telling, weights: Weights) -> Match:
    """How likely two tellings are of one event, from 0 to 1; THRESHOLD is where it is more likely than not.

    They exclude each other, with a score of 0, when their types or statuses differ, when stated days or known actors have nothing
    in common, or when the reports are of different affairs and nobody coded the events.
    """
    if one.status != other.status:
        return _no(f"one is {one.status}, the other {other.status}")
    if one.type and other.type:
        return _typed(one, other, weights)
    return _untyped(one, other, weights)


def _no(reason: str) -> Match:
    return Match(0.0, (reason,), excludes=True)


def _typed(one: Telling, other: Telling, weights: Weights) -> Match:
    """Two coded events: who, to whom, when, and what it is about, by as much as the type asks for."""
    kind = one.type
    if kind != other.type:
        return _no(f"one is {kind}, the other {other.type}")
    if kind == "CONSULT" and one.mode and other.mode and one.mode != other.mode:
        return _no(f"one is by {one.mode}, the other by {other.mode}")
    sides = [_days(one, other)]
    if kind in _MUTUAL:
        sides.append(_actors(one.who | one.whom, other.who | other.whom, "between", mutual=True))
    else:
        sides.append(_actors(one.who, other.who, "by"))
        sides.append(_actors(one.whom, other.whom, "to"))
    if excluding := next((s for s in sides if s.excludes), None):
        return excluding
    if kind not in ("SAY", *_SPOKEN):
        sides.append(_place(one, other))
    if kind != "CONSULT" and one.mode and other.mode and one.mode != other.mode:
        sides.append(Match(0.7, (f"{one.mode} and {other.mode}",)))
    if one.quantity and other.quantity and _numbers(one.quantity).isdisjoint(_numbers(other.quantity)):
        sides.append(Match(0.8, (f"{one.quantity} and {other.quantity}",)))
    about = (weights.overlap(one.words, other.words) + weights.dice(one.words, other.words)) / 2
    if kind == "SAY":
        floor = 0.0  # a man says many things on one day
        about *= 1.0 if len(one.words & other.words) > 1 else 0.5
    elif kind in _SPOKEN:
        floor = 0.2
    elif kind in _MUTUAL and _both_sides(one.who | one.whom, other.who | other.whom):
        # read-outs of one call by its two sides may have no word in common; between states much goes on in one day
        floor = 0.7 if _persons(one) == _persons(other) or _persons(one) & _persons(other) else 0.45
    elif kind in _MUTUAL:
        floor = 0.2
        about = max(about, min(1.0, 2.5 * weights.cosine(one.context, other.context)))
    else:
        floor = 0.35 + 0.1 * kinship(one.lemma, other.lemma)
    score = floor + (1 - floor) * about
    for side in sides:
        score *= side.score
    shared = ", ".join(sorted(one.words & other.words, key=lambda w: (-weights.idf.get(w, weights.rare), w))[:4])
    said = (f"both {kind}", *(r for s in sides for r in s.reasons), *((f"both about {shared}",) if shared else ()))
    return Match(round(score, 4), said)


def _days(one: Telling, other: Telling) -> Match:
    """By how much the days allow that two tellings are one."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return Match(0.9, ())
    gap = max((other.first - one.last).days, (one.first - other.last).days)
    if gap <= 0:
        alike = one.first == other.first and one.last == other.last
        wide = max((one.last - one.first).days, (other.last - other.first).days) > _FAR
        return Match(
            0.85 if wide and not alike else 1.0, ("same day" if alike and one.first == one.last else "days overlap",)
        )
    if gap > _FAR or (one.certain and other.certain):
        return _no(f"{gap} day{'s' * (gap > 1)} apart")
    return Match(0.9 if gap == 1 else 0.6, (f"{gap} day{'s' * (gap > 1)} apart, one dated by its publication",))


def _actors(one: frozenset[str], other: frozenset[str], side: str, mutual: bool = False) -> Match:
    """By how much one side of both events is the same; a side that is not known says little, somebody else is another event.

    A person and the party that he stands for are two keys: "Moscow" and "Putin" share one, "Putin" and "Lavrov" too, but each names
    a man whom the other does not. Between two parties every name counts, among many each report tells its own choice of them.
    """
    left, right = _known(one), _known(other)
    # "a ski race" and "a research centre" are two; a described and a named one may be the same
    described, also = one - left, other - right
    strange = 0.7 if described and also and not described & also else 1.0
    if not left or not right:
        return Match(0.85 * strange, ())
    shared = left & right
    if not shared:
        return _no(f"{side} {_names(left)} and {side} {_names(right)}")
    for test in (_person, _party):
        mine, yours = {k for k in left if test(k)}, {k for k in right if test(k)}
        crossed = mine - yours and yours - mine
        few = sum(map(_party, shared)) < 3
        if mine and yours and (not mine & yours or (mutual and crossed and few)):
            return _no(f"{side} {_names(mine - yours)} and {side} {_names(yours - mine)}")
    reason = (f"both {side} {_names(shared)}",)
    if left == right:
        return Match(strange, reason)
    return Match(strange * (0.9 if left <= right or right <= left else 0.75), reason)


def _known(keys: frozenset[str]) -> frozenset[str]:
    """Keys without those of actors that are only described ("~people")."""
    return frozenset(k for k in keys if not k.startswith("~"))


def _both_sides(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both name the same two sides at least: two parties, or two persons of one."""
    shared = _known(one & other)
    return sum(map(_party, shared)) > 1 or sum(map(_person, shared)) > 1


def _persons(telling: Telling) -> frozenset[str]:
    return frozenset(k for k in _known(telling.who | telling.whom) if _person(k))


def _party(key: str) -> bool:
    """Whether a key is the code of a state or organisation."""
    return key == key.upper()


def _person(key: str) -> bool:
    """Whether a key is the id of somebody named, rather than of a party or a body of it ("RUS/armed-forces")."""
    return key != key.upper() and "/" not in key


def _names(keys: Iterable[str]) -> str:
    """Keys for a reason: persons alone if there are any."""
    ordered = sorted(keys)
    return ", ".join([k for k in ordered if _person(k)] or ordered)


def _place(one: Telling, other: Telling) -> Match:
    if not one.place or not other.place or "phone" in (one.mode, other.mode):
        return Match(1.0, ())
    left, right = one.place.lower(), other.place.lower()
    if left in right or right in left:
        return Match(1.0, (f"both in {min(one.place, other.place, key=lambda p: (len(p), p))}",))
    return Match(0.65, (f"in {one.place} and in {other.place}",))


def _numbers(quantity: str) -> frozenset[str]:
    """The numbers of a quantity, or the words of one without figures."""
    return frozenset(re.findall(r"\d+", quantity.replace(",", "")) or quantity.lower().split())


def _untyped(one: Telling, other: Telling, weights: Weights) -> Match:
    """Two events that nobody coded: kindred triggers in reports of one affair, less by how little their arguments have in common.

    How much arguments matter depends on the trigger: much for saying and for verbs that alone tell nothing ("take", "put").
    """
    if weights.affair.get(one.report) != weights.affair.get(other.report):
        return _no("reports of different affairs")
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


def _affairs(bags: Mapping[str, frozenset[str]], weights: Weights) -> dict[str, int]:
    """Number of the affair of each report, by the words of its tellings."""
    reports = sorted(bags)
    scores = {}
    for j, report in enumerate(reports):
        for i in range(j):
            if score := weights.cosine(bags[reports[i]], bags[report]):
                scores[i, j] = score
    found = average_link(len(reports), scores, (), AFFAIR)
    return {reports[i]: number for number, members in enumerate(found) for i in members}
