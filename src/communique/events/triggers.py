"""What a token can trigger: its parts of speech, its particles, the characters of the cue."""

from __future__ import annotations

from communique.events.kinds import Pattern, beside
from communique.lexicon import words
from communique.model import Span
from communique.parse.parsed import Parsed
from communique.parse.syntax import Token


def conditional(clause: Token) -> bool:
    """Whether a clause depends on a condition: "if …", "unless …", "in the event of …"."""
    for kid in clause.kids:
        if kid.dep == "advcl" and any(k.lower in ("if", "unless", "should") for k in kid.kids):
            return True
        if kid.dep == "prep" and kid.lower == "in" and any(k.lower in ("event", "case") for k in kid.kids):
            return True
    return False


def positions(token: Token) -> tuple[str, ...]:
    """The parts of speech under which a token is looked up, first choice first."""
    if token.pos in ("VERB", "AUX"):
        if token.dep == "acomp":  # "was strongly opposed to"
            return ("adjective", "verb")
        return (
            ("verb", "noun")
            if token.tag in ("VBG", "VB") and token.dep in ("pobj", "dobj", "nsubj", "compound")
            else ("verb",)
        )
    if token.pos == "NOUN" or token.tag in ("NN", "NNS"):
        return ("noun",)
    if token.pos == "ADJ":
        return ("verb", "adjective") if token.tag in ("VBN", "VBD", "VBG") else ("adjective",)
    if token.pos == "PROPN" and token.dep not in ("compound", "nmod"):
        return ("noun",)
    return ()


def particles(pattern: Pattern, token: Token) -> bool:
    """Whether the trigger stands with one of the particles the pattern asks for, or needs none."""
    lemma = token.lemma.lower()
    if (lemma, "") in pattern.triggers:
        return True
    wanted = beside(pattern, lemma)
    return bool(wanted) and with_one(wanted, around(token, pattern.pos == "noun"))


def with_one(wanted: tuple[frozenset[str], ...], near: frozenset[str]) -> bool:
    """Whether all particles of one of these sets are near."""
    return any(each <= near for each in wanted)


def around(token: Token, noun: bool) -> frozenset[str]:
    """The words right below a trigger, and below those that may belong to it."""
    near = {k.lower for k in token.kids}
    for kid in token.kids:
        if noun or kid.dep in ("prt", "prep", "advmod", "dobj", "acomp"):
            near |= {k.lower for k in kid.kids}
    return frozenset(near)


def cue_span(pattern: Pattern, token: Token) -> Span:
    """The characters of the trigger, with a particle right after it."""
    end = token.end
    for kid in token.kids:
        if kid.dep == "prt" and 0 < kid.i - token.i <= 2:
            end = kid.end
    return Span(token.start, end)


def cue_of_quote(parsed: Parsed, token: Token) -> bool:
    """Whether a token is a verb of saying outside quotations."""
    return parsed.quote_of[token.i] < 0 and token.lemma in words("say-verbs")
