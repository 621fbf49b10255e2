"""Kinds of deeds by the words that tell them, and which rules read something that is said to be so."""

from __future__ import annotations

from functools import cache

from communique.lexicon import tables

#: Accusing deeds and words of reaction that say of nothing that it is so.
_NO_CLAIMS = (
    "angered", "arrest", "attention", "brief", "concerned", "condole", "draw-", "express", "feel", "felt", "investigat", "lodge-",
    "no-comment", "open-", "prosecut", "protest", "rally", "sue", "summon", "take-to", "trade-", "under-",
)  # fmt: skip


def asserts(rule: str) -> bool:
    """Whether events read by a rule, named without its type, say that something is so."""
    return not rule.startswith(_NO_CLAIMS)


def family(lemma: str) -> str:
    """The name of the kind of deed that a word tells; a word of none is one by itself."""
    return _families().get(lemma, lemma)


def in_family(lemma: str) -> bool:
    """Whether a word is of a kind of deed that several words tell."""
    return lemma in _families()


@cache
def _families() -> dict[str, str]:
    return {word: name for name, row in tables("words")["denial"]["deeds"].items() for word in row}
