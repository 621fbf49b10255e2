"""What an event is about: the content words of its clause, and which parties stand on which side."""

from __future__ import annotations

from communique.actors.cast import Cast
from communique.lexicon import words
from communique.model import Event
from communique.parse.parsed import Parsed
from communique.parse.syntax import Token

_CONTENT = ("NOUN", "VERB", "PROPN", "ADJ")


class Topics:
    """Topic words and parties of the events of one document."""

    def __init__(self, parsed: Parsed, cast: Cast) -> None:
        self.parsed = parsed
        self.cast = cast
        self._at = {t.start: t for t in parsed.tokens}
        self._words: dict[str, frozenset[str]] = {}

    def trigger(self, event: Event) -> Token | None:
        """The token of an event's trigger."""
        return self._at.get(event.trigger.start)

    def tokens(self, event: Event) -> list[Token]:
        """Tokens of the trigger's clause and of the content."""
        trigger = self.trigger(event)
        below = [t for t in trigger.subtree() if t.sentence == trigger.sentence] if trigger is not None else []
        inside = [t for t in self.parsed.tokens if any(c.start <= t.start < c.end for c in event.content)]
        return sorted({t.i: t for t in (*below, *inside)}.values(), key=lambda t: t.i)

    def words(self, event: Event) -> frozenset[str]:
        """Lemmas that tell what an event is about, names of its own parties left out."""
        if event.id not in self._words:
            skip = {i for r in event.roles for i in range(r.start, r.end) if r.role in ("actor", "recipient")}
            self._words[event.id] = frozenset(
                t.lemma.lower()
                for t in self.tokens(event)
                if t.pos in _CONTENT and len(t.text) > 2 and t.start not in skip and t.lemma.lower() not in words("topic-stop")
            )
        return self._words[event.id]

    def parties(self, ids: tuple[str, ...]) -> frozenset[str]:
        """Parties of actors; an actor without one counts as itself."""
        return frozenset(self.cast.party(i) or i for i in ids)

    def members(self, party: str) -> frozenset[str]:
        """Parties that an organisation speaks for."""
        return self.cast.members(party)

    def meets(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether two sides share a party, membership counted ("European countries" and the EU that answers for them)."""
        if one & other:
            return True
        return any(a in self.members(b) or b in self.members(a) or self.members(a) & self.members(b) for a in one for b in other)

    def points_at(self, event: Event, nouns: str) -> str | None:
        """A noun of a word list that the event's clause names ("these demands"), or None."""
        for token in self.tokens(event):
            if token.pos == "NOUN" and token.lemma.lower() in words(nouns):
                return token.lemma.lower()
        return None
