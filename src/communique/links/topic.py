"""What an event is about: the content words of its clause, and which parties stand on which side."""

from __future__ import annotations

import re
from bisect import bisect_left

from communique.across.deeds import does
from communique.actors.cast import Cast
from communique.lexicon import words
from communique.model import Event, Span
from communique.parse.parsed import Parsed
from communique.parse.syntax import Token

_WORD = re.compile(r"[^\W\d_]+")
_CONTENT = ("NOUN", "VERB", "PROPN", "ADJ")


def _clause(trigger: Token) -> list[Token]:
    """The trigger and what depends on it, without the clauses that stand beside its own: "asked, but said …"."""
    beside = [k for k in trigger.kids if k.dep == "conj" and k.pos in ("VERB", "AUX") and trigger.pos == "VERB"]
    left_out = {t.i for k in beside for t in k.subtree()}
    return [t for t in trigger.subtree() if t.i not in left_out]


def _talk(event: Event) -> bool:
    """Whether an event is a conversation or a meeting that took place."""
    return event.type == "CONSULT" and event.status == "actual" and does(event.type, event.rule)


class Topics:
    """Topic words and parties of the events of one document."""

    def __init__(self, parsed: Parsed, cast: Cast, events: tuple[Event, ...] = ()) -> None:
        self.parsed = parsed
        self.cast = cast
        self._talks = [self.parties((*e.actors, *e.recipients)) for e in events if _talk(e)]
        self._at = {t.start: t for t in parsed.tokens}
        self._starts = [t.start for t in parsed.tokens]
        self._tokens: dict[str, list[Token]] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._named_in: dict[int, set[str]] | None = None
        self._sentence_bounds: dict[int, tuple[int, int]] | None = None

    def trigger(self, event: Event) -> Token | None:
        """The token of an event's trigger."""
        return self._at.get(event.trigger.start)

    def tokens(self, event: Event) -> list[Token]:
        """Tokens of the trigger's clause and of the content."""
        if event.id not in self._tokens:
            self._tokens[event.id] = self._read(event)
        return self._tokens[event.id]

    def _read(self, event: Event) -> list[Token]:
        trigger = self.trigger(event)
        below = [t for t in _clause(trigger) if t.sentence == trigger.sentence] if trigger is not None else []
        inside = [t for c in event.content for t in self.within(c)]
        return sorted({t.i: t for t in (*below, *inside)}.values(), key=lambda t: t.i)

    def within(self, span: Span) -> list[Token]:
        """The tokens that start in a span."""
        return list(self.parsed.tokens[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)])

    def words(self, event: Event) -> frozenset[str]:
        """Lemmas that tell what an event is about, names of its own parties left out."""
        if event.id not in self._words:
            named = [r for r in event.roles if r.role in ("actor", "recipient") and r.actor is not None]
            skip = {i for r in named for i in range(r.start, r.end)}
            self._words[event.id] = frozenset(
                t.lemma.lower() for t in self.tokens(event) if t.start not in skip and self.content_word(t)
            )
        return self._words[event.id]

    def opening_words(self, event: Event) -> frozenset[str]:
        """What an opening is about, with the rest of its sentence: what an answer may call it by."""
        return self.words(event) | self.sentence_words(event)

    def in_response(self, event: Event) -> bool:
        """Whether an event is said or done "in response", "in reply" or "in answer" to somebody or to an utterance, not to a deed."""
        trigger = self.trigger(event)
        for answer in (t for k in (trigger.kids if trigger is not None else ()) for t in k.kids):
            if answer.dep != "pobj" or answer.lower not in words("answer-words") or answer.head.lower != "in":
                continue
            if not self.reacts(answer):
                return True
        return False

    def reacts(self, answer: Token) -> bool:
        """Whether a word of answering is followed by a deed or a thing that it reacts to: "responded to the new rules"."""
        to = next((x for k in answer.kids if k.lower == "to" for x in k.kids if x.dep == "pobj"), None)
        return to is not None and to.lemma.lower() not in words("opening-nouns") and not self.cast.who(to)

    def content_word(self, token: Token) -> str | None:
        """The lemma of a word that tells what a text is about, or None."""
        lemma = token.lemma.lower()
        return lemma if token.pos in _CONTENT and len(token.text) > 2 and lemma not in words("topic-stop") else None

    def sentence_words(self, event: Event) -> frozenset[str]:
        """Content words of the event's sentence."""
        trigger = self.trigger(event)
        if trigger is None:
            return frozenset()
        first, last = self._bounds(trigger.sentence)
        return frozenset(w for t in self.parsed.tokens[first:last] if (w := self.content_word(t)))

    def title_words(self) -> frozenset[str]:
        """Words of the document's title, lower-cased, short and common ones left out."""
        title = self.parsed.document.title or ""
        return frozenset(w for w in _WORD.findall(title.lower()) if len(w) > 2 and w not in words("topic-stop"))

    def named_beside(self, event: Event) -> frozenset[str]:
        """Parties (or actors without one) that the event's sentence names."""
        trigger = self.trigger(event)
        return frozenset(self._named(trigger.sentence)) if trigger is not None else frozenset()

    def _bounds(self, sentence: int) -> tuple[int, int]:
        """First token of a sentence and the one after its last."""
        if self._sentence_bounds is None:
            self._sentence_bounds = {}
            for number, token in enumerate(self.parsed.tokens):
                first, _ = self._sentence_bounds.get(token.sentence, (number, number))
                self._sentence_bounds[token.sentence] = (first, number + 1)
        return self._sentence_bounds.get(sentence, (0, 0))

    def parties(self, ids: tuple[str, ...]) -> frozenset[str]:
        """Parties of actors; an actor without one counts as itself."""
        return frozenset(self.cast.party(i) or i for i in ids)

    def talked(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether the report tells of a talk between two sides: what one asks for in it is asked of the other."""
        return any(talk & one and talk & other and len(talk) == 2 for talk in self._talks)

    def one_side(self, some: tuple[str, ...], others: tuple[str, ...]) -> bool:
        """Whether two sets of actors are of one side: an actor in common, or a party, unless both are persons who may differ."""
        if set(some) & set(others):
            return True
        return any(
            self.cast.party(a) is not None
            and self.cast.party(a) == self.cast.party(b)
            and not (self._person(a) and self._person(b))
            for a in some
            for b in others
        )

    def _person(self, identity: str) -> bool:
        actor = self.cast.actors.get(identity)
        return actor is not None and actor.kind == "person"

    def common(self, identity: str) -> bool:
        """Whether an actor is only called by a common noun: "a spokeswoman"."""
        actor = self.cast.actors.get(identity)
        return actor is not None and actor.name == actor.name.lower()

    def media(self, ids: tuple[str, ...]) -> bool:
        """Whether one of these actors is a paper, an agency, a station."""
        return any(a is not None and a.kind == "media" for a in map(self.cast.actors.get, ids))

    def known(self, ids: tuple[str, ...]) -> bool:
        """Whether any of these actors stands for a known party."""
        return any(self.cast.party(i) is not None for i in ids)

    def members(self, party: str) -> frozenset[str]:
        """Parties that an organisation speaks for."""
        return self.cast.members(party)

    def meets(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether two sides share a party, membership counted: a state and the organisation it belongs to, or a collective without a
        party of its own ("European countries") and an organisation that shares members with it.
        """
        if one & other:
            return True
        return any(
            a in self.members(b)
            or b in self.members(a)
            or ((self._collective(a) or self._collective(b)) and self.members(a) & self.members(b))
            for a in one
            for b in other
        )

    def _collective(self, identity: str) -> bool:
        actor = self.cast.actors.get(identity)
        return actor is not None and actor.party is None

    def names(self, event: Event, other: Event) -> bool:
        """Whether an event's own object or complement is the other one, said with a noun: "turned down a Chinese offer"."""
        trigger, named = self.trigger(event), self.trigger(other)
        if trigger is None or named is None or named.sentence != trigger.sentence:
            return False
        if named.dep == "acl" and named.tag == "VBN" and named.head.lemma.lower() in words("opening-nouns"):
            named = named.head  # "the letter sent by Peru"
        if named.pos != "NOUN":
            return False
        steps = 0
        token = named
        while token is not trigger and token.head is not token and steps < 5:
            if token.dep in ("nsubj", "nsubjpass", "relcl", "advcl", "ccomp") and not (
                token is named and token.dep == "nsubjpass"
            ):
                return False
            if token.dep == "conj" and token.pos in ("VERB", "AUX"):
                return False  # the object of another deed
            if (
                token is not named
                and token.lemma.lower() in words("answer-words")
                and event.type in ("SUPPORT", "REJECT")
            ):
                return False  # "praised the reply to the demand"
            token = token.head
            steps += 1
        return token is trigger

    def below(self, event: Event, other: Event) -> bool:
        """Whether an event is told in a relative clause, participle or infinitive below the other one."""
        token, top = self.trigger(event), self.trigger(other)
        if token is None or top is None:
            return False
        while token.head is not token and token is not top:
            if token.dep == "relcl" and token.head.lemma.lower() in words("opening-nouns"):
                return False  # "demanded …, a request that Oslo rejected"
            if token.head is top and token.dep in ("conj", "parataxis", "ccomp", "advcl"):
                return False
            token = token.head
        return token is top and top.pos != "NOUN"

    def speaks_of(self, event: Event, parties: frozenset[str]) -> bool:
        """Whether the event's sentence names one of these parties."""
        trigger = self.trigger(event)
        return trigger is not None and bool(self._named(trigger.sentence) & parties)

    def _named(self, sentence: int) -> set[str]:
        if self._named_in is None:
            self._named_in = {}
            for number in self.cast.heads:
                token = self.parsed.tokens[number]
                self._named_in.setdefault(token.sentence, set()).update(
                    self.cast.party(n.actor) or n.actor for n in self.cast.at(token)
                )
        return self._named_in.get(sentence, set())

    def anaphoric(self, event: Event) -> bool:
        """Whether the object of an event is a pronoun: "Spain denied it", "Belgrade denies that"."""
        trigger = self.trigger(event)
        if trigger is None:
            return False
        target = trigger.kid("dobj", "nsubjpass")
        if target is None:
            return trigger.kid("ccomp", "xcomp") is None
        return bool(target.lower in ("it", "that", "this", "them", "which") and not target.kids)

    def plural(self, event: Event, nouns: str) -> bool:
        """Whether the event's clause names several of such a noun: "these demands"."""
        return any(
            t.tag == "NNS"
            and t.lemma.lower() in words(nouns)
            and any(k.lower in ("these", "those", "all", "such") for k in t.kids)
            for t in self.tokens(event)
        )

    def demonstrative(self, event: Event, nouns: str) -> bool:
        """Whether the event's clause names such a noun with "this", "that", "these", "the" or "such"."""
        return any(
            t.pos == "NOUN"
            and t.lemma.lower() in words(nouns)
            and any(k.lower in ("this", "that", "these", "those", "the", "such") for k in t.kids)
            for t in self.tokens(event)
        )

    def points_at(self, event: Event, nouns: str) -> str | None:
        """A noun of a word list that the event's clause names ("these demands"), or None."""
        for token in self.tokens(event):
            if token.pos == "NOUN" and token.lemma.lower() in words(nouns):
                return token.lemma.lower()
        return None
