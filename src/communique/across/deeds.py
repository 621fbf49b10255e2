"""Kinds of deeds by the words that tell them, and which rules read something that is said to be so."""

from __future__ import annotations

from functools import cache

from communique.lexicon import tables

#: Accusing deeds and words of reaction that say of nothing that it is so.
_NO_CLAIMS = (
    "angered", "arrest", "attention", "brief", "concerned", "condole", "draw-", "express", "feel", "felt", "investigat", "lodge-",
    "no-comment", "open-", "prosecut", "protest", "rally", "sue", "summon", "take-to", "trade-", "under-",
)  # fmt: skip


#: Types of what is done rather than said.
DEEDS = frozenset(["AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "RETREAT", "SANCTION"])
#: Consultations that are words sent.
_WORDS_SENT = ("answer", "letter", "message", "no-", "note", "repl", "respond", "write")


def does(kind: str, rule: str) -> bool:
    """Whether events of a type, read by a rule, are deeds; as an answer such an event does what was asked."""
    return kind in DEEDS and not (kind == "CONSULT" and rule.partition(".")[2].startswith(_WORDS_SENT))


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
