"""The finder's board: text, tokens and the hits found so far, with the bookkeeping that all steps share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from communique.actors.directory import Directory
from communique.actors.names import Piece, fold, pieces
from communique.model import Actor
from communique.parse.parsed import Parsed
from communique.parse.syntax import Token

# Offices that say nothing about whose somebody is.
_NO_CHANGE = frozenset(["ambassador", "former-leader", "special-envoy", "un-ambassador"])


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that name an actor: tokens ``[first, last]``, the actor, the reading and why; `head` is the token that heads them."""

    first: int
    last: int
    actor: str
    reading: str
    why: str
    head: int


class Board:
    """What is known about one document while its actors are found. Steps add hits; nothing is ever taken away."""

    def __init__(self, parsed: Parsed, directory: Directory) -> None:
        self.parsed = parsed
        self.directory = directory
        self.tokens = parsed.tokens
        self.starts = [t.start for t in parsed.tokens]
        self.pieces: list[Piece] = pieces(parsed.text)
        self.piece_starts = [p.start for p in self.pieces]
        published = parsed.document.published.value
        self.day = published.split("/")[0] if published and published[:4].isdigit() else None
        self.hits: list[Hit] = []
        self.cover = [-1] * len(parsed.tokens)  # the outermost hit over each token
        self.heads: dict[int, list[int]] = {}
        self.local: dict[str, Actor] = {}
        self.dated: dict[str, Actor] = {}
        self.counts: dict[str, int] = {}
        self._main: tuple[str | None] | None = None
        self.local_gender: dict[str, str] = {}
        self.offices_seen: dict[str, set[tuple[str | None, str]]] = {}

    def actor(self, identity: str) -> Actor:
        """An actor of the directory or of this document only; somebody in another body's office then is of that body."""
        found = self.local.get(identity) or self.dated.get(identity)
        if found is None:
            found = self.dated[identity] = self._on_day(self.directory.actors[identity])
        return found

    def _on_day(self, actor: Actor) -> Actor:
        """Mark Rutte is of NATO while he is its secretary general, of the Netherlands before."""
        if actor.kind != "person" or self.day is None:
            return actor
        held = {
            t.body
            for t in self.directory.tenures.get(actor.id, ())
            if t.on(self.day) is True and t.office not in _NO_CHANGE
        }
        parties = {self.directory.bodies[b].actor.party for b in held if b in self.directory.bodies}
        if len(held) != 1 or actor.party in parties or None in parties:
            return actor
        return replace(actor, party=parties.pop(), code=held.pop())

    def entitle(self, identity: str, offices: list[tuple[str, str]], former: bool) -> None:
        """Whose somebody is by the office that the text gives: "Lithuanian President Grybauskaite" while she is a commissioner."""
        listed = self.directory.actors.get(identity)
        if listed is None or former:
            return
        held = {(t.body, t.office) for t in self.directory.tenures.get(identity, ())}
        bodies = {body for body, office in offices if (body, office) in held and office not in _NO_CHANGE}
        if len(bodies) == 1:
            body = self.directory.bodies[bodies.pop()].actor
            if body.party is not None and body.party != self.actor(identity).party:
                home = listed.party == body.party
                self.dated[identity] = listed if home else replace(listed, party=body.party, code=body.code)

    def tokens_in(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last token of a character range, or None if the range splits a token."""
        first = bisect_left(self.starts, start)
        if first and self.tokens[first - 1].end > start:
            first -= 1
        last = bisect_right(self.starts, end - 1) - 1
        if first > last or self.tokens[first].start > start or self.tokens[last].end < end:
            return None
        return first, last

    def piece_at(self, start: int) -> int:
        """Number of the first piece that begins at or after a place."""
        return bisect_left(self.piece_starts, start)

    def head_of(self, first: int, last: int) -> Token:
        """The token of a range that the rest hangs on: the last one whose head lies outside."""
        found = self.tokens[last]
        for i in range(last, first - 1, -1):
            token = self.tokens[i]
            if token.dep in ("punct", "case", "det"):
                continue
            if token.head is token or not first <= token.head.i <= last:
                return token
        return found

    def add(self, first: int, last: int, actor: str, reading: str, why: str, head: int | None = None) -> Hit:
        """Record that tokens ``[first, last]`` name an actor."""
        at = head if head is not None else self.head_of(first, last).i
        hit = Hit(first, last, actor, reading, why, at)
        number = len(self.hits)
        self.hits.append(hit)
        for i in range(first, last + 1):
            old = self.cover[i]
            if old < 0 or self.hits[old].last - self.hits[old].first <= last - first:
                self.cover[i] = number
        self.heads.setdefault(at, [])
        self.heads[at] = [
            n
            for n in self.heads[at]
            if self.hits[n].last - self.hits[n].first > last - first or reading == "collective"
        ] + [number]
        if self.heads[at] and any(self.hits[n].last - self.hits[n].first > last - first for n in self.heads[at]):
            self.heads[at] = [n for n in self.heads[at] if n != number]
        self.counts[actor] = self.counts.get(actor, 0) + 1
        body = self.actor(actor).code
        if body is not None and body != actor:
            self.counts[body] = self.counts.get(body, 0) + 1
        return hit

    def free(self, first: int, last: int) -> bool:
        """Whether no hit covers any of the tokens."""
        return all(self.cover[i] < 0 for i in range(first, last + 1))

    def main_state(self) -> str | None:
        """The state that most of the report's mentions of states are about, at least 60% of three or more; None if none is."""
        if self._main is None:
            tally: dict[str, int] = {}
            for hit in self.hits:
                code = self.actor(hit.actor).party
                if (
                    code is not None
                    and code in self.directory.bodies
                    and self.directory.bodies[code].actor.kind == "state"
                ):
                    tally[code] = tally.get(code, 0) + 1
            best = max(tally, key=lambda c: (tally[c], c), default=None)
            enough = best is not None and sum(tally.values()) >= 3 and tally[best] >= 0.6 * sum(tally.values())
            self._main = (best if enough else None,)
        return self._main[0]

    def words(self, first: int, last: int) -> str:
        """The text of a range of tokens."""
        return self.parsed.text[self.tokens[first].start : self.tokens[last].end]

    def with_article(self, first: int) -> int:
        """The range's start with a definite article before it."""
        if (
            first > 0
            and self.tokens[first - 1].lower in ("the", "this")
            and self.cover[first - 1] < 0
            and self.tokens[first - 1].sentence == self.tokens[first].sentence
        ):
            return first - 1
        return first

    def make(
        self, identity: str, name: str, kind: str, party: str | None, office: str | None = None, code: str | None = None
    ) -> str:
        """An actor known from this document only; its id."""
        if identity not in self.local and identity not in self.directory.actors:
            self.local[identity] = Actor(identity, name, kind, party, office, None, code)  # type: ignore[arg-type]
        return identity

    def slug(self, text: str) -> str:
        """A readable id for an actor of this document only."""
        return "~" + "-".join(p.key for p in pieces(text)) if pieces(text) else "~" + fold(text)
