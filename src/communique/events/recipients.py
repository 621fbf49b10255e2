"""To whom something is done where its own slots don't say: read off what is said or demanded, the condition, the purpose, the place.

"Threatened to ban Ugandan candidates", "stop the talks if the United States goes ahead", "marched to demand the resignation of
President X", "rioted at a jail in Lima": the other party stands deeper in the sentence. Only a phrase that names a party counts,
and never the side that acts, except where a state meets people of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.actors.cast import Cast
from communique.events import doers, slots
from communique.events.slots import Args
from communique.lexicon import words
from communique.parse.syntax import Token

#: What stands in the complement of a kind: whom the promised or threatened deed is done to.
_SAID = {
    "AGREE": ("object", "to", "with", "from", "for", "on", "in"),
    "CONCEDE": ("object", "to", "with", "from", "for", "on", "in"),
    "REJECT": ("object", "to", "with", "from"),
    "SUPPORT": ("to", "with", "against", "on", "from", "for", "object", "in"),
    "THREATEN": ("object", "to", "with", "against", "on", "from", "for"),
}
#: Deeds that are done to those who live where they are done.
_DONE_IN = frozenset(["COERCE", "CONCEDE", "PROTEST", "THREATEN"])
_CONDITIONS = frozenset(["if", "unless", "until"])
_PLACES = ("in", "at", "near", "outside", "inside", "around", "across", "throughout", "through", "into", "on")
_BELOW = ("poss", "amod", "compound", "nmod", "prep", "pobj", "agent", "conj", "dobj", "pcomp")
_OWN_PEOPLE = frozenset(["armed-group", "media", "other", "people"])
_ASIDE = frozenset(["according", "after", "since", "during", "before"])
_IN_CASE = frozenset(["case", "event"])
_DEPTH = 6
_LAST = 2  # complement clauses below one another


@dataclass(frozen=True, slots=True)
class Side:
    """One who acts: the actor, its party, and whether it is people of that party rather than its state."""

    actor: str
    party: str | None
    people: bool


class Recipients:
    """Finds the other party of an event of one document."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def said(self, kind: str, trigger: Token, args: Args, actors: list[Token]) -> tuple[Token, str] | None:
        """The head of a phrase that names the other party of an utterance of a type in what is said, and why; None if there is none."""
        found = next(self._said(kind, trigger, args, self._sides(kind, actors)), None)
        return (found[0], f"recipient: {found[0].text!r} {found[1]}") if found is not None else None

    def done(
        self, kind: str, trigger: Token, anchor: Token, args: Args, actors: list[Token], found: list[Token]
    ) -> tuple[Token, str] | None:
        """The same for a deed, read off its purpose and place.

        `found` are the recipients of unknown party that its slots name already ("a diplomat"): only the place may add to these.
        """
        own = self._sides(kind, actors)
        for purpose in () if found else self._purposes(kind, trigger, anchor, args):
            if (other := self._below(purpose, own, verbs=True)) is not None:
                return other, f"recipient: {other.text!r}, for what it is done"
        if kind in _DONE_IN:
            inner = slots.of_verb(args.clause) if args.clause is not None and kind == "THREATEN" else args
            if (place := self._place(inner)) is not None:
                return place, f"recipient: done in {place.text!r}"
        return None

    def _sides(self, kind: str, actors: list[Token]) -> list[Side]:
        return [
            Side(n.actor, self.cast.party(n.actor), kind == "PROTEST" or self._people(n.head))
            for a in actors
            for n in self.cast.who(a) or self.cast.nationality(a)
        ]

    def _said(self, kind: str, trigger: Token, args: Args, own: list[Side]) -> Iterator[tuple[Token, str]]:
        clause = args.clause
        if kind in ("REQUEST", "ACCUSE") and clause is not None and not _asks(clause):
            doer = doers.subject(clause)
            if doer is not None and (
                self._other(doer, own) is not None or (kind == "REQUEST" and self._unknown(doer, own))
            ):
                yield doer, "is to do it" if kind == "REQUEST" else "is said to do it"
        elif kind == "REQUEST":
            for head in (*args.get("object"), *args.get("for")):
                for slot in ("by", "from"):
                    for source in _below_noun(head, slot):
                        if (found := self._below(source, own)) is not None:
                            yield found, f"{slot} whom it is wanted"
        if kind not in _SAID:
            return
        if clause is not None and kind == "SUPPORT" and args.finite:
            return
        if clause is not None and (found := self._clause(_SAID[kind], clause, own)) is not None:
            yield found, "in what is to be done"
        if kind == "THREATEN":
            for above in (trigger, clause):
                if above is not None and (found := self._condition(above, own)) is not None:
                    yield found, "in the condition"
        if kind == "REJECT":
            for head in args.get("object"):
                for kid in head.kids:
                    if (
                        kid.dep in ("acl", "relcl")
                        and (found := self._clause(_SAID[kind], kid, own, _LAST)) is not None
                    ):
                        yield found, f"in what the {head.text} is about"

    def _clause(self, order: tuple[str, ...], clause: Token, own: list[Side], depth: int = 0) -> Token | None:
        """To whom those who speak would do what a complement clause says, and what it says they would do, and so on down."""
        doer = doers.subject(clause)
        if doer is not None and own and (self._other(doer, own) is not None or not self.cast.who(doer)):
            return None
        inner = slots.of_verb(clause)
        if clause.lemma in words("imposing-verbs") and "against" not in order:
            order = tuple(
                s for s in order if s != "on"
            )  # to agree to impose sanctions on Moscow is no agreement with it
        avoid = frozenset(["against", "on"]) - set(order)  # nor to refuse them a refusal to it
        for slot in order:
            for head in inner.get(slot):
                if head.lower not in _IN_CASE and (found := self._below(head, own, avoid=avoid)) is not None:
                    return found
        return self._clause(order, inner.clause, own, depth + 1) if inner.clause is not None and depth < _LAST else None

    def _condition(self, clause: Token, own: list[Side]) -> Token | None:
        """ "Unless Moscow stops": whose doing is the condition."""
        for kid in clause.kids:
            if kid.dep == "advcl" and any(k.dep == "mark" and k.lower in _CONDITIONS for k in kid.kids):
                doer = doers.subject(kid)
                if doer is not None and (found := self._other(doer, own)) is not None:
                    return found
        return None

    @staticmethod
    def _purposes(kind: str, trigger: Token, anchor: Token, args: Args) -> Iterator[Token]:
        """What a protest or deployment is for or against: "to demand …", "calling for …", "in protest of …", "for war on …"."""
        if kind == "MOBILIZE":
            yield from (h for slot in ("for", "against") for h in args.get(slot) if h.lemma in words("force-violence"))
        if kind != "PROTEST":
            return
        for slot in ("against", "over"):
            yield from args.get(slot)
        for top in dict.fromkeys((trigger, anchor)):
            for kid in top.kids:
                aims = kid.tag == "VBG" or any(k.dep == "aux" and k.lower == "to" for k in kid.kids)
                about = kid.dep == "prep" and any(k.lemma.lower() == "protest" for k in kid.kids)
                if kid.i > top.i and (about or (aims and kid.dep in ("advcl", "xcomp", "acl", "conj"))):
                    yield kid

    def _place(self, args: Args) -> Token | None:
        """The only state in which it is done, by the places that it names."""
        found: dict[str, Token] = {}
        for slot in _PLACES:
            for head in args.get(slot):
                for token in self._walk(head, False):
                    for number in self.cast.heads.get(token.i, ()):
                        mention = self.cast.mentions[number]
                        actor = self.cast.actors[mention.actor]
                        if actor.kind != "state" or actor.party is None:
                            continue
                        if mention.reading != "demonym" or token.head.lemma.lower() in words("place-nouns"):
                            found.setdefault(actor.party, token)
        return next(iter(found.values())) if len(found) == 1 else None

    def _below(
        self, top: Token, own: list[Side], verbs: bool = False, avoid: frozenset[str] = frozenset()
    ) -> Token | None:
        """The nearest phrase at or below a word that names another party; what follows the prepositions in `avoid` is left out."""
        tokens = self._walk(top, verbs, _ASIDE | avoid)
        return next((found for t in tokens if (found := self._other(t, own)) is not None), None)

    @staticmethod
    def _walk(top: Token, verbs: bool, avoid: frozenset[str] = _ASIDE) -> Iterator[Token]:
        """A word and its modifiers, nearest first; with `verbs` the clauses below it too, but none that only describes."""
        level = [top]
        for _ in range(2 * _DEPTH if verbs else _DEPTH):
            yield from level
            level = [
                k
                for t in level
                for k in t.kids
                if (
                    k.dep in _BELOW
                    or (k.dep == "acl" and k.tag == "VBN")
                    or (verbs and k.dep in ("xcomp", "ccomp", "nsubj", "acl"))
                )
                and not (k.dep == "prep" and k.lower in avoid)
                and k.lower not in _IN_CASE
            ]
            if not level:
                return

    def _other(self, token: Token, own: list[Side]) -> Token | None:
        """The token if what is named there is another party than those who act, or of another side of the same state."""
        for number in self.cast.heads.get(token.i, ()):
            mention = self.cast.mentions[number]
            party = self.cast.party(mention.actor)
            if party is None:
                return None
            if all(
                mention.actor != o.actor
                and (
                    party != o.party
                    or (mention.reading not in ("demonym", "place") and self._people(token.i) != o.people)
                )
                for o in own
            ):
                return token
        return None

    def _unknown(self, token: Token, own: list[Side]) -> bool:
        """Whether somebody is named there whose party is not known, and who is not among those who act."""
        named = {n.actor for n in self.cast.who(token)}
        return bool(named) and all(self.cast.party(a) is None for a in named) and not named & {o.actor for o in own}

    def _people(self, head: int) -> bool:
        """Whether the actor mentioned at the token of a number is people of a state, not the state."""
        mentions = [self.cast.mentions[n] for n in self.cast.heads.get(head, ())]
        return any(m.reading == "people" or self.cast.actors[m.actor].kind in _OWN_PEOPLE for m in mentions)


def _asks(clause: Token) -> bool:
    """Whether a clause is a question: "asked why …", "asked whether …"."""
    return any(k.i < clause.i and (k.tag in ("WP", "WRB", "WDT") or k.lower in ("if", "whether")) for k in clause.kids)


def _below_noun(noun: Token, preposition: str) -> list[Token]:
    """What stands after a preposition of a noun, also of the participle that describes it ("property seized by …")."""
    found = []
    for kid in noun.kids:
        for each in (kid, *(kid.kids if kid.dep == "acl" and kid.tag == "VBN" else ())):
            if each.dep in ("prep", "agent") and each.lower == preposition:
                found += [k for k in each.kids if k.dep == "pobj"]
    return found
