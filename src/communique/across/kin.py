"""How near the words of two triggers are: one word, one stem, one family of data/words/kindred.toml."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from communique.lexicon import words

_SUFFIXES = (
    "ization", "isation", "ations", "ation", "ition", "ments", "ment", "ings", "ions", "ance", "ence", "ing", "ion", "ers", "ies",
    "ied", "ery", "ure", "er", "or", "ed", "es", "al", "s", "e", "y",
)  # fmt: skip

_INFLECTED = (("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


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
