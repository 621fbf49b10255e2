"""Numbers as written: "37", "about 40", "at least 12,000 troops", "two dozen"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_FIGURE = re.compile(r"(?<![\w-])(\d[\d,]*(?:\.\d+)?)(?:\s*-?\s*(thousand|million|billion|trillion|[kmb]n?)\b)?", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_TIMES = {"dozen": 12, "dozens": 24, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9}
_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_SMALL = {w: n for n, w in enumerate(_WORDS, start=1)}
_LEAST = re.compile(r"\b(?:at least|more than|over|above|upwards? of|exceed\w*)\b", re.I)
_VAGUE = re.compile(r"\b(?:about|around|roughly|some|approximately|an? |another|additional|other|the)\b", re.I)
_MOST = re.compile(r"\b(?:at most|up to|as many as|as much as|nearly|almost|fewer than|less than|under|below)\b", re.I)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, the words that say of what, and its bound: "<" at most, ">" at least, "" neither."""

    value: float
    bound: str
    of: frozenset[str]


@lru_cache(1 << 14)
def read(quantity: str) -> Number | None:
    """The first number of a quantity; None if it has none ("thousands of people" has none)."""
    bound = ">" if _LEAST.search(quantity) else "<" if _MOST.search(quantity) else ""
    rest = _VAGUE.sub(" ", _MOST.sub(" ", _LEAST.sub(" ", quantity)))
    tokens = [w.lower() for w in _WORD.findall(rest)]
    of = frozenset(w.removesuffix("s") for w in tokens if w not in _SMALL and w not in _TIMES)
    if match := _FIGURE.search(quantity):
        scale = (match[2] or "").lower()
        return Number(float(match[1].replace(",", "")) * (_TIMES.get(scale) or _SHORT.get(scale, 1)), bound, of)
    for n, word in enumerate(tokens):
        if word in _SMALL or (word in _TIMES and not word.endswith("s")):
            times = _TIMES.get(tokens[n + 1], 1) if word in _SMALL and n + 1 < len(tokens) else 1
            return Number(_SMALL.get(word, _TIMES.get(word, 1)) * times, bound, of)
    return None


def differ(one: str | None, other: str | None) -> bool:
    """Whether two quantities give different numbers of the same thing, or bounds of opposite sides.

    >>> differ("37 people", "about 40 people"), differ("100,000 troops", "more than 100,000 Russian troops"), differ("two tanks", "3 towns")
    (True, False, False)
    """
    if not one or not other:
        return False
    left, right = read(one), read(other)
    if left is None or right is None or (left.of and right.of and not left.of & right.of):
        return False
    return left.value != right.value or {left.bound, right.bound} == {"<", ">"}
