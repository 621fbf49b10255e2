"""Words that go together in an opening and its answer: "hand over" and "surrender", "demanded" and "this ultimatum"."""

from __future__ import annotations

from functools import cache

from communique.lexicon import tables


def kindred(one: frozenset[str], two: frozenset[str]) -> frozenset[str]:
    """The words of the first set that stand in the second too, themselves or a kindred word."""
    kin = _kin()
    there = {kin.get(w, w) for w in two}
    return frozenset(w for w in one if w in two or kin.get(w, w) in there)


def called(kind: str) -> frozenset[str]:
    """The nouns by which an answer may call an opening of an event type."""
    return frozenset(tables("words")["links"]["called"].get(kind, ()))


def family(noun: str) -> frozenset[str]:
    """The words of opening that go with a noun: "ask" and "request" with "request"."""
    return frozenset(tables("words")["links"]["family"].get(noun, (noun,)))


@cache
def _kin() -> dict[str, str]:
    """Each word of a kindred set → the name of the set."""
    return {word: name for name, row in tables("words")["links"]["kindred"].items() for word in row}
