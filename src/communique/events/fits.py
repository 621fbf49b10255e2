"""Whether the words around a trigger are those that a pattern asks for: heads of slots, modifiers, negation, auxiliaries."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from communique.events.kinds import Pattern
from communique.events.slots import Args
from communique.parse.syntax import Token

Before = Callable[[Token], frozenset[str]]
_MODIFIERS = ("amod", "compound", "nmod", "poss", "det")


#: What told before gives these their meaning: "Ankara accepted it".
_STANDS_FOR = frozenset(["both", "it", "one", "ones", "that", "them", "these", "this", "those"])


def fits(pattern: Pattern, token: Token, args: Args, before: Before) -> bool:
    """Whether a trigger with these arguments meets a pattern's conditions on words; what slots name is not looked at.

    `before` gives the nouns that stand before a token, for pronouns: "it" meets a condition that one of them meets.
    """
    if pattern.object and not _meets(args, "object", pattern.object, before):
        return False
    if pattern.object_not and args.heads("object") & pattern.object_not:
        return False
    if pattern.subject and not args.heads("subject") & pattern.subject:
        return False
    if pattern.subject_not and args.heads("subject") & pattern.subject_not:
        return False
    if pattern.without and any(args.get(slot) for slot in pattern.without):
        return False
    if pattern.modifier and not any(w in pattern.modifier for w in modifiers(token)):
        return False
    if pattern.modifier_not and any(w in pattern.modifier_not for w in modifiers(token)):
        return False
    if pattern.negated is not None and pattern.negated != any(k.dep == "neg" for k in token.kids):
        return False
    if pattern.aux and not any(k.dep == "aux" and k.lower in pattern.aux for k in token.kids):
        return False
    if pattern.modal:
        clause = args.clause
        if clause is None or not any(k.dep == "aux" and k.lower in pattern.modal for k in clause.kids):
            return False
    if any(args.heads(slot) & barred for slot, barred in pattern.prep_not):
        return False
    return all(_meets(args, slot, allowed, before) for slot, allowed in pattern.prep_object)


def _meets(args: Args, slot: str, allowed: frozenset[str], before: Before) -> bool:
    if args.heads(slot) & allowed:
        return True
    return any(
        t.pos in ("PRON", "DET") and t.lower in _STANDS_FOR and not before(t).isdisjoint(allowed)
        for t in args.get(slot)
    )


def modifiers(noun: Token) -> Iterator[str]:
    """Words before a noun, those below them ("live-fire drills") and the two joined by a hyphen ("cross-border raid")."""
    for kid in noun.kids:
        if kid.dep not in _MODIFIERS:
            continue
        yield kid.lower
        yield kid.lemma.lower()
        for inner in kid.kids:
            if inner.i < kid.i and inner.dep in (*_MODIFIERS, "advmod", "npadvmod"):
                yield inner.lower
                yield f"{inner.lower}-{kid.lower}"
