"""What a token can trigger: its parts of speech, its particles, the characters of the cue."""

from __future__ import annotations

from communique.events.kinds import Pattern
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
    near: set[str] | None = None
    for own, particle in pattern.triggers:
        if own != lemma or not particle:
            continue
        if near is None:
            near = {k.lower for k in token.kids}
            for kid in token.kids:
                if pattern.pos == "noun" or kid.dep in ("prt", "prep", "advmod", "dobj", "acomp"):
                    near |= {k.lower for k in kid.kids}
        if near.issuperset(particle.split()):
            return True
    return False


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
