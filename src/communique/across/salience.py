"""How much a shared word says: common words of this field and names of states say little.

The weights are fixed, not counted over the record, so that what is found for two reports does not change with what else is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TypeVar

from communique.across.weights import Weights
from communique.actors.directory import directory
from communique.lexicon import words

T = TypeVar("T")

COMMON = 0.35
_NAMING = ("name", "adjective", "people", "metonym", "alias", "noun")


@cache
def _naming_words() -> frozenset[str]:
    """Words that name states and organisations, and surnames of the directory."""
    found = set(directory().surnames)
    for body in directory().bodies.values():
        found |= {w for w in body.actor.name.lower().split() if len(w) > 2}
    for word, senses in directory().phrases.singles():
        if any(s.reading in _NAMING for s in senses):
            found.add(word)
    return frozenset(found)


@cache
def weight(word: str) -> float:
    """Weight of a lemma: 1, or less for what stands in half of all reports."""
    return COMMON if word in words("common-topics") or word in _naming_words() else 1.0


def weigh(some: Iterable[str]) -> float:
    """Sum of the weights."""
    return round(sum(sorted(weight(w) for w in some)), 3)


def telling(some: Iterable[str], most: int = 4) -> str:
    """The weightiest of some words, for a reason."""
    return ", ".join(sorted(some, key=lambda w: (-weight(w), w))[:most])


class _Fixed(Mapping[str, float]):
    """The weights as a mapping in which every word is found."""

    def __getitem__(self, word: str) -> float:
        return weight(word)

    def get(self, word: str, default: T | None = None) -> float:
        """The weight of a word."""
        return weight(word)

    def __iter__(self) -> Iterator[str]:
        return iter(words("common-topics"))

    def __len__(self) -> int:
        return len(words("common-topics"))


@cache
def fixed_weights() -> Weights:
    """The weights for :mod:`communique.across.identity`."""
    return Weights(_Fixed(), 1.0, {})
