"""The cast of one document: its actors, where each is mentioned, and which actors a noun phrase stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from communique.lexicon import words
from communique.model import Actor, Mention, Span
from communique.parse.syntax import Token

_LIST_DEPS = ("conj", "appos")


@dataclass(frozen=True, slots=True)
class Named:
    """An actor that a noun phrase stands for, with the words that say so; `direct` is False where it was dug out of a modifier."""

    actor: str
    span: Span
    head: int
    direct: bool = True


#: Tokens after a plural within which a list of some of them begins.
_LIST_WITHIN = 14


class Cast:
    """Actors and mentions of one document.

    `heads` maps the number of a token to the indices of the mentions whose head it is: one, or several for a collective
    ("both countries"); mentions inside names and titles ("Russian" in "the Russian foreign minister") have heads of their own.
    `bodies` are all states and organisations of the directory by their code.
    """

    def __init__(
        self,
        actors: dict[str, Actor],
        mentions: list[Mention],
        heads: dict[int, tuple[int, ...]],
        bodies: Mapping[str, Actor] | None = None,
        members: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self.actors = actors
        self._members_of = members or {}
        self._bodies = bodies or {}
        self.mentions = mentions
        self.heads = heads

    def at(self, token: Token) -> list[Named]:
        """The actors that the mention headed by this very token names."""
        return [
            Named(m.actor, Span(m.start, m.end), token.i)
            for n in self.heads.get(token.i, ())
            for m in (self.mentions[n],)
        ]

    def who(self, token: Token, dig: bool = False, avoid: frozenset[str] = frozenset()) -> list[Named]:
        """The actors that the noun phrase headed by `token` stands for, coordinated ones included, in text order.

        With `dig`, a phrase that names nobody itself ("Russia's invasion", "talks with Iran") gives those in its modifiers, others
        than the parties in `avoid` first ("Russia's border with Ukraine" is Ukraine for a Russian actor).
        """
        found: list[Named] = []
        for part in conjuncts(token):
            named = self.at(part) or self._members(part) or self._called(part)
            if not named and dig:
                dug = self._dug(part)
                named = next(
                    (d for d in dug if not any(self.party(n.actor) in avoid for n in d)), dug[0] if dug else []
                )
            named = [*self._tangled(part), *named, *self._listed(part)]
            found.extend(n for n in dict.fromkeys(named) if n.actor not in {f.actor for f in found})
        return found

    def _listed(self, token: Token) -> list[Named]:
        """ "several states, among them Brazil and Bolivia", "40 ministers, among others those of Fiji": the names after a plural."""
        if token.tag not in ("NNS", "NNPS") or all(
            not self.mentions[n].actor.startswith("~") for n in self.heads.get(token.i, ())
        ):
            return []
        top = token
        while top.head is not top:
            top = top.head
        following = [t for t in top.subtree() if t.i > token.i]
        cue = next((n for n, t in enumerate(following[:_LIST_WITHIN]) if t.lower in words("listing-words")), None)
        if cue is None or any(t.pos in ("VERB", "AUX") and t.lower != "including" for t in following[:cue]):
            return []
        if not any(t.text == "," for t in following[:cue]) and following[cue].lower != "including":
            return []
        found: list[Named] = []
        end = 0
        for each in following[cue + 1 :]:
            named = self.at(each)
            if named:
                found.extend(named)
                end = max(n.span.end for n in named)
            elif each.start >= end and not (
                each.lower in words("list-glue") or each.dep in ("compound", "amod", "nmod", "poss")
            ):
                break
        return found

    def _tangled(self, token: Token) -> list[Named]:
        """Coordinated names that the parser hung below one another: "US President Trump and Turkish President Erdogan spoke"."""
        if (
            token.pos != "PROPN"
            or not (own := self.heads.get(token.i))
            or not any(k.dep == "compound" for k in token.kids)
        ):
            return []
        start = self.mentions[own[0]].start
        kind = self.actors[self.mentions[own[0]].actor].kind
        found: list[Named] = []
        for other in token.subtree():
            for n in self.heads.get(other.i, ()):
                mention = self.mentions[n]
                if (
                    other is token
                    or mention.end >= start
                    or self.actors[mention.actor].kind != kind
                    or mention.reading == "demonym"
                ):
                    continue
                gap = [t for t in token.subtree() if mention.end <= t.start < start]
                if (
                    any(t.lower in ("and", "&") for t in gap)
                    and len(gap) <= 6
                    and not any(t.pos in ("VERB", "AUX") for t in gap)
                ):
                    found.append(Named(mention.actor, Span(mention.start, mention.end), other.i))
        return found

    def add(self, mention: Mention, head: int) -> None:
        """Add a mention headed by the token with number `head`."""
        self.mentions.append(mention)
        self.heads[head] = (*self.heads.get(head, ()), len(self.mentions) - 1)

    def stands_for(self, actor: str) -> str:
        """The state or organisation that an actor speaks for, as an actor of this cast; the actor itself if it speaks for none."""
        party = self.actors[actor].party
        if party is None or party == actor:
            return actor
        if party not in self.actors:
            body = self._bodies.get(party)
            if body is None:
                return actor
            self.actors[party] = body
        return party

    def party(self, actor: str) -> str | None:
        """The party that an actor of this cast stands for."""
        return self.actors[actor].party if actor in self.actors else None

    def members(self, party: str) -> frozenset[str]:
        """Codes of the states that belong to an organisation; none for a state."""
        return self._members_of.get(party, frozenset())

    def _called(self, token: Token) -> list[Named]:
        """ "the channel CBS", "the magazine Foreign Policy": a noun with the name that follows it."""
        following = next(
            (k for k in token.kids if k.dep in ("appos", "nmod") and k.i > token.i and k.pos == "PROPN"), None
        )
        return self.at(following) if following is not None else []

    def _members(self, token: Token) -> list[Named]:
        """ "a group of Russian officials", "members of NATO", "one of the ministers": the phrase after a counting noun."""
        inner = counted(token)
        return self.who(inner) if inner is not None else []

    def nationality(self, token: Token) -> list[Named]:
        """Whose a thing or group that acts is: "Russian aviation", "Angry French paper workers", "Peru's gunboats"; none for what merely
        takes place ("the Syrian war").
        """
        if token.pos not in ("NOUN", "PROPN") or token.lemma.lower() in words("calamities"):
            return []
        for deps in (("poss",), ("amod", "compound", "nmod")):
            for kid in token.kids:
                if kid.dep in deps and (named := self._modifier(kid)):
                    return [Named(n.actor, n.span, n.head, False) for n in named]
        return []

    def _modifier(self, kid: Token) -> list[Named]:
        """Those whom a modifier names, with what is coordinated: "American and British"."""
        return self.who(kid) if self.at(kid) else []

    def _dug(self, token: Token, depth: int = 0) -> list[list[Named]]:
        """Actors in the modifiers of a phrase, one list a modifier, nearest kind first: possessive, adjective, after a preposition."""
        found: list[list[Named]] = []
        for deps in (("poss",), ("amod", "compound", "nmod")):
            found += [named for kid in token.kids if kid.dep in deps and (named := self._modifier(kid))]
        for kid in token.kids:
            if kid.dep in ("prep", "agent") and kid.lower in _DUG_AFTER:
                for inner in kid.kids:
                    if inner.dep != "pobj":
                        continue
                    if named := self.who(inner):
                        found.append(named)
                    elif depth < 3:
                        found += self._dug(inner, depth + 1)
            elif kid.dep == "acl" and kid.tag == "VBN":  # "letters sent by Lavrov"
                for agent in kid.kids:
                    if agent.dep == "agent":
                        found += [named for inner in agent.kids if inner.dep == "pobj" and (named := self.who(inner))]
        return [[Named(n.actor, n.span, n.head, False) for n in each] for each in found]


_DUG_AFTER = frozenset(
    [
        "of",
        "by",
        "from",
        "between",
        "with",
        "against",
        "in",
        "to",
        "near",
        "off",
        "around",
        "along",
        "towards",
        "for",
        "at",
        "on",
    ]
)


def counted(token: Token) -> Token | None:
    """The noun that a counting noun counts: "thousands of refugees", "a group of officials"; None for other nouns."""
    if token.lemma.lower() not in words("counting-nouns") and token.lower not in words("counting-nouns"):
        return None
    of = next((k for k in token.kids if k.dep == "prep" and k.lower == "of"), None)
    return of.kid("pobj") if of is not None else None


def conjuncts(token: Token) -> list[Token]:
    """The token and the nominals coordinated with it ("the United States, Canada, Britain and others"), in text order.

    The parser often makes the second item of a list an apposition with the rest below it; an apposition counts as an
    item only if a coordination follows it.
    """
    found = [token]
    for item in found:
        for kid in item.kids:
            if kid.dep == "conj" or (kid.dep == "appos" and any(k.dep == "conj" for k in kid.kids) and _listed(kid)):
                found.append(kid)
    return sorted(found, key=lambda t: t.i)


def _listed(token: Token) -> bool:
    """Whether an apposition that has conjuncts is an item of a list: a name without an article of its own."""
    return token.pos == "PROPN" and token.tag in ("NNP", "NNPS")
