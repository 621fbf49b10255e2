"""The arguments of a trigger, read off the dependency tree: who stands as subject, object, after which preposition.

Slots are about meaning, not position: in "Kyiv was urged by Moscow to stop", Moscow fills ``subject`` and Kyiv ``object``. Subjects
that the grammar leaves out (infinitives, participles, coordinated verbs, relative clauses) are taken from the clause above.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from communique.actors.cast import counted
from communique.events.doers import (
    RELATIVE,
    SUBJECT,
    grammatical_subject,
    inverted_subject,
    is_passive,
    resolved,
    subject,
)
from communique.lexicon import words
from communique.parse.syntax import Token


@dataclass(slots=True)
class Args:
    """Heads of the phrases in each slot, nearest first; `clause` is the head of a complement clause."""

    slots: dict[str, list[Token]] = field(default_factory=dict)
    passive: bool = False
    clause: Token | None = None
    _heads: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def get(self, slot: str) -> list[Token]:
        """Heads of the phrases in a slot."""
        if slot == "clause" or (slot == "finite" and self.finite) or (slot == "infinitive" and self.infinitive):
            return [self.clause] if self.clause is not None else []
        return self.slots.get(slot, [])

    @property
    def finite(self) -> bool:
        """Whether the complement clause has a subject of its own: "that Kyiv would …", not "to …"."""
        return self.clause is not None and (
            self.clause.kid("nsubj", "nsubjpass", "expl", "csubj", "csubjpass") is not None
            or self.clause.dep == "ccomp"
        )

    @property
    def infinitive(self) -> bool:
        """Whether the complement clause is an infinitive: "to withdraw", also "not to"; a gerund or participle is none."""
        return self.clause is not None and not self.finite and self.clause.tag == "VB"

    def add(self, slot: str, token: Token | None) -> None:
        """Put a phrase into a slot, once."""
        if token is not None and token not in self.slots.setdefault(slot, []):
            self.slots[slot].append(token)
            self._heads.clear()

    def heads(self, slot: str) -> frozenset[str]:
        """Lemmas and forms of what fills a slot, of what is counted in it too ("dozens of tanks")."""
        found = self._heads.get(slot)
        if found is None:
            filling = [k for t in self.get(slot) for k in (t, counted(t)) if k is not None]
            found = self._heads[slot] = frozenset(w for k in filling for w in (k.lemma.lower(), k.lower))
        return found

    def with_subject(self, speaker: Token) -> Args:
        """The same with another subject."""
        return replace(self, slots={**self.slots, "subject": [speaker]}, _heads={})


def of_verb(verb: Token) -> Args:
    """Arguments of a verb."""
    args = Args(passive=is_passive(verb))
    inverted = inverted_subject(verb)
    args.add("subject", inverted or subject(verb))
    if args.passive:
        if not args.get("subject"):
            args.add("subject", _author(verb))
        for agent in args.get("subject"):
            args.add("by", agent)
        target = verb.kid("nsubjpass", "nsubj")
        if target is None and verb.dep in ("acl", "relcl"):
            target = verb.head
        elif target is None:
            target = grammatical_subject(verb)
        args.add("object", resolved(target) if target is not None else None)
        args.add("object", verb.kid("dobj", "oprd"))
    else:
        for kid in verb.kids:
            if kid.dep == "dobj" and kid is not inverted:
                args.add("object", resolved(kid))
        if not args.get("object") and verb.dep == "relcl" and verb.kid("nsubj") is not None:
            gap = next((k for k in verb.kids if k.dep in ("dobj", "mark") and k.lower in RELATIVE), None)
            if gap is not None or not any(k.lower in RELATIVE for k in verb.kids if k.dep in SUBJECT):
                args.add("object", verb.head)
    for kid in verb.kids:
        if kid.dep == "dative":
            args.add("to", kid.kid("pobj") if kid.pos == "ADP" else kid)
        elif kid.dep in ("attr", "acomp", "oprd"):
            args.add("complement", kid)
    prepositions(args, verb)
    for target in list(args.get("object")):
        if target.head is verb:
            prepositions(args, target)
            _nested(args, target)
    args.clause = complement(verb)
    return args


def _author(verb: Token) -> Token | None:
    """ "Was condemned in a joint statement by Paris", "in Kyiv's note": whoever makes the utterance in which it is done."""
    for kid in verb.kids:
        noun = kid.kid("pobj") if kid.dep == "prep" and kid.lower in ("by", "in", "through") else None
        if noun is None or noun.lemma.lower() not in words("utterance-nouns"):
            continue
        for inner in noun.kids:
            if inner.dep == "poss":
                return inner
            if inner.dep in ("prep", "agent") and inner.lower in ("by", "from", "of"):
                return inner.kid("pobj")
        for inner in noun.kids:
            if inner.dep == "acl" and is_passive(inner):  # "a statement issued by"
                return subject(inner)
    return None


def prepositions(args: Args, token: Token) -> None:
    """Add what stands after the prepositions of a token, and its particles."""
    for kid in token.kids:
        if kid.lower == "according":
            continue
        if kid.dep == "prep" or (kid.dep == "agent" and kid.lower != "by"):
            if token.lemma in words("meeting-with"):  # "met in the Kremlin with Medvedev", "spoke by telephone with"
                place = kid.kid("pobj")
                for deeper in place.kids if place is not None else ():
                    if deeper.dep == "prep" and deeper.lower == "with":
                        args.add("with", deeper.kid("pobj"))
            for inner in kid.kids:
                if inner.dep in ("pobj", "pcomp") or (kid.lower == "as" and inner.dep in ("amod", "acomp", "advcl")):
                    args.add(kid.lower, resolved(inner))
                    if inner.lemma in words("going-nouns"):  # "on a visit to Seoul", "entered into talks with Iran"
                        for deeper in inner.kids:
                            if deeper.dep == "prep" and deeper.lower in ("to", "with", "from"):
                                args.add(deeper.lower, deeper.kid("pobj"))
                elif inner.dep == "prep":  # "out of", "along with"
                    args.add(inner.lower, inner.kid("pobj"))
        elif kid.dep == "prt":
            args.add(kid.lower, kid)
        elif kid.dep == "advmod" and kid.i > token.i:  # "stayed away from the meeting"
            for deeper in kid.kids:
                if deeper.dep == "prep":
                    args.add(deeper.lower, deeper.kid("pobj"))


def _nested(args: Args, token: Token) -> None:
    """Parties further down: "proposed an agreement on guarantees with NATO"."""
    for kid in token.kids:
        if kid.dep == "prep":
            for inner in kid.kids:
                if inner.dep == "pobj":
                    for deeper in inner.kids:
                        if deeper.dep == "prep" and deeper.lower in ("with", "to", "between", "against", "from"):
                            args.add(deeper.lower, deeper.kid("pobj"))


def complement(verb: Token) -> Token | None:
    """Head of the complement clause of a verb, noun or adjective: that-clause, infinitive, gerund or bare clause."""
    candidates = [k for k in verb.kids if k.dep in ("ccomp", "xcomp")]
    candidates += [
        k for k in verb.kids if k.dep in ("acl", "advcl") and any(a.dep == "aux" and a.lower == "to" for a in k.kids)
    ]
    if not candidates:
        return None
    after = [k for k in candidates if k.i > verb.i]
    return min(after or candidates, key=lambda k: k.i)


def of_noun(noun: Token, light: frozenset[str]) -> tuple[Args, Token | None]:
    """Arguments of a noun, and the support verb that governs it if that is one of `light` ("held talks", "talks were held")."""
    args = Args()
    for kid in noun.kids:
        if kid.dep == "poss":
            args.add("poss", kid)
        elif kid.dep in ("amod", "compound", "nmod"):
            args.add("adj", kid)
            for inner in kid.kids:
                if inner.dep in ("amod", "compound", "nmod"):
                    args.add("adj", inner)
    prepositions(args, noun)
    args.add("self", noun)
    for kid in noun.kids:
        if kid.dep == "acl" and kid.tag == "VBN" and is_passive(kid):  # "talks held by", "attack carried out by"
            args.add("by", subject(kid))
            prepositions(args, kid)
    args.clause = complement(noun)
    verb = support(noun, light)
    if verb is not None:
        args.passive = is_passive(verb)
        args.add("subject", subject(verb))
        prepositions(args, verb)
        for kid in verb.kids:
            if kid.dep == "dative":
                args.add("to", kid.kid("pobj") if kid.pos == "ADP" else kid)
            elif kid.dep == "dobj" and kid is not noun and noun.head is not kid:
                args.add("object", kid)
        if args.clause is None:
            args.clause = complement(verb)
    for kid in noun.kids:  # "the visit of the prime minister to Seoul", "placed responsibility for the deaths on Kyiv"
        below = kid.kid("pobj") if kid.dep == "prep" else None
        for deeper in below.kids if below is not None else ():
            if deeper.dep == "prep" and deeper.lower in ("against", "on", "to", "with"):
                args.add(deeper.lower, deeper.kid("pobj"))
    return args, verb


def support(noun: Token, light: frozenset[str]) -> Token | None:
    """The light verb that a noun is the object (or passive subject) of, also through "a round of", "in" and coordination."""
    token = noun
    for _ in range(4):
        head = token.head
        if head is token:
            return None
        if head.pos in ("VERB", "AUX"):
            if head.lemma in light and token.dep in ("dobj", "nsubjpass", "attr", "pobj", "oprd"):
                return head
            if token.dep == "prep" and f"{head.lemma} {token.lower}" in light:  # "returned from talks"
                return head
            if token.dep == "relcl" or head.dep not in ("acl", "relcl"):
                return None
            return None
        if token.dep in ("conj", "pobj", "prep", "appos") or head.pos == "ADP":
            token = head
            continue
        return None
    return None
