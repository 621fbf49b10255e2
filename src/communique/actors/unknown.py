"""Somebody or something that the directory does not know: it stays as it is, of the party that its context gives."""

from __future__ import annotations

from collections.abc import Sequence

from communique.actors.board import Board
from communique.actors.names import fold
from communique.actors.owners import owner_of
from communique.actors.titles import Title, role_words
from communique.lexicon import words
from communique.parse.syntax import Token

_OFFICERS = frozenset(["commissioner", "director", "minister", "secretary", "undersecretary"])


def after_portfolio(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where a name begins that follows an office's field: "Silishi" of "Minister of Irrigation Silishi Bekele"."""
    at = first
    while at < last and tokens[at].lower in words("portfolios"):
        at += 1
    return at if at > first and portfolio_of(tokens, at) < first else first


def portfolio_of(tokens: Sequence[Token], first: int) -> int:
    """Where an office with its field begins that stands right before a name; the name's own place if none does."""
    at = first - 1
    while at >= 0 and tokens[at].lower in words("portfolios") | {"and", "of", "for", "the", ",", "&"}:
        at -= 1
    passed = any(t.lower in words("portfolios") for t in tokens[at + 1 : first])
    fits = at >= 0 and passed and tokens[at].lower in _OFFICERS and tokens[at].sentence == tokens[first].sentence
    return at if fits else first


class Unknown:
    """Names of one document that nothing resolves."""

    def __init__(self, board: Board) -> None:
        self.board = board

    def place(self, parts: list[str], title: Title | None, first: int, last: int) -> tuple[str, str, str] | None:
        """Somebody or something that the directory does not know: it stays as it is, of the party its context gives."""
        tokens = self.board.tokens
        text = self.board.words(first, last)
        if text in ("A", "Q"):
            return None  # the labels of a transcript
        led = portfolio_of(tokens, first)
        role = led < first or (first > 0 and tokens[first - 1].lower.rstrip(".") in role_words())
        last_word = fold(tokens[last].text)
        acronym = first == last and text.isupper() and len(text) > 1
        if (
            title is None
            and not role
            and (last_word in words("body-words") or any(p in words("body-words") for p in parts) or acronym)
        ):
            party = self._party_before(first) or self._party_after(first, last)
            identity = self.board.make(self.board.slug(text), text, "organisation", party)
            return identity, "name", "a body that the directory does not know"
        if any(p in words("thing-words") for p in parts[-1:]) and title is None:
            return None
        kind = (
            "person"
            if title is not None
            or role
            or (len(parts) > 1 and parts[0] in self.board.directory.first_name_words)
            or self._speaks(first, last)
            else None
        )
        if kind is None and (self._roled_after(last) or self._beside_role(first, last)):
            kind = "person"
        if kind is None:
            if len(parts) == 1 or tokens[last].dep in ("compound", "nmod", "amod"):
                return None
            identity = self.board.make(self.board.slug(text), text, "other", None)
            return identity, "name", "a name that the directory does not know"
        party = title.body if title is not None else self._party_before(led)
        if party is not None and party in self.board.directory.bodies:
            party = self.board.actor(party).party
        office = self.board.words(title.core, title.last) if title is not None else None
        identity = self.board.make(self.board.slug(text), text, "person", party, office)
        why = f"unknown person; {office}" if office else "unknown person"
        return identity, "name", why

    def _party_before(self, first: int) -> str | None:
        """ "Russian analyst Ivan Petrov": the nationality before a name in the same noun phrase."""
        tokens = self.board.tokens
        for i in range(first - 1, max(-1, first - 6), -1):
            if tokens[i].sentence != tokens[first].sentence or tokens[i].pos in (
                "VERB",
                "AUX",
                "ADP",
                "CCONJ",
                "PUNCT",
            ):
                return None
            if self.board.cover[i] >= 0:
                return self.board.actor(self.board.hits[self.board.cover[i]].actor).party
        return None

    def _party_after(self, first: int, last: int) -> str | None:
        """ "The Joint Command of the Armed Forces of Peru": whose the body is that stands after "of"."""
        owner = owner_of(self.board, self.board.head_of(first, last))[0]
        return self.board.actor(owner).party if owner is not None else None

    def _speaks(self, first: int, last: int) -> bool:
        head = self.board.head_of(first, last)
        verb = head.head
        return (
            head.dep == "nsubj"
            and verb.pos == "VERB"
            and verb.lemma in words("say-verbs")
            and self.board.tokens[last].text.istitle()
            and last - first <= 3
        )

    def _beside_role(self, first: int, last: int) -> bool:
        """ "The governor of Texas, Ann Lee": a name in apposition to a role."""
        head = self.board.head_of(first, last)
        role = head.head
        return last > first and head.dep == "appos" and role.pos == "NOUN" and role.lower in role_words()

    def _roled_after(self, last: int) -> bool:
        tokens = self.board.tokens
        if last + 2 >= len(tokens) or tokens[last + 1].text != ",":
            return False
        return any(t.lower in role_words() for t in tokens[last + 2 : last + 7] if t.sentence == tokens[last].sentence)
