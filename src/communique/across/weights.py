"""What the words of tellings weigh, and which reports are of one affair."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from communique.across.linkage import average_link
from communique.across.telling import Telling

# Mean likeness of the openings of two sets of reports from which they are of one affair.
AFFAIR = 0.04
# Sums of sets of words that are kept at a time.
_KEPT = 20_000


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
    _sums: dict[frozenset[str], float] = field(default_factory=dict, init=False, repr=False, compare=False)

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
        return self._sum(shared) / min(self._whole(one), self._whole(other)) if shared else 0.0

    def dice(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Twice the weight of what two sets share by the weight of both (Dice 1945), in [0, 1]; weights as in `overlap`."""
        shared = one & other
        return 2 * self._sum(shared) / (self._whole(one) + self._whole(other)) if shared else 0.0

    def common(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Mean of `overlap` and `dice`."""
        shared = one & other
        if not shared:
            return 0.0
        both, left, right = self._sum(shared), self._whole(one), self._whole(other)
        return (both / min(left, right) + 2 * both / (left + right)) / 2

    def mass(self, some: Iterable[str]) -> float:
        """Sum of the weights of some words."""
        return math.fsum([self.idf.get(w, self.rare) for w in some])

    def _whole(self, some: frozenset[str]) -> float:
        """The sum of a telling's own set, which is compared with many."""
        found = self._sums.get(some)
        if found is None:
            if len(self._sums) > _KEPT:
                self._sums.clear()
            found = self._sums[some] = self._sum(some)
        return found

    def _squares(self, some: Iterable[str]) -> float:
        # fsum gives the same whatever the order of a set, and so the hash seed
        idf, rare = self.idf, self.rare
        return math.fsum([idf.get(w, rare) ** 2 for w in some])

    def _sum(self, some: Iterable[str]) -> float:
        idf, rare = self.idf, self.rare
        return math.fsum([1 + idf.get(w, rare) for w in some])


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
