"""Names that look like a state's and are not: namesakes of states, and capitals that are only places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from communique.actors.board import Board
from communique.actors.names import Trie, fold
from communique.lexicon import tables, words
from communique.parse.syntax import Token

_IN = frozenset(
    ["in", "at", "near", "around", "outside", "across", "through", "into", "inside", "via", "within", "throughout"]
)
_DIRECTIONS = frozenset(
    "central downtown east eastern greater inner lower north northern old south southern upper west western".split()
)
_ROUTES = frozenset(["from", "to"])
_GEORGIAN = re.compile(r"\b(?:Abkhaz\w*|Ajaria|Batumi|Caucasus|Georgians?|Gori|Poti|South Ossetian?s?|Tbilisi)\b")


@cache
def _namesakes() -> Trie[None]:
    """Phrases that contain a state's name without meaning it: "New Mexico", "Panama hat"."""
    found: Trie[None] = Trie()
    for phrase in sorted(words("names-of-others")):
        found.add(phrase, None)
    return found


def namesake(board: Board, at: int) -> int:
    """How many pieces from piece `at` on name something else than the state in it; 0 if they do not."""
    return next((n for n, _ in _namesakes().matches(board.parsed.text, board.pieces, at)), 0)


def of_person(board: Board, first: int) -> bool:
    """ "Jordan" in "Michael Jordan" and "Jordan Henderson", "Washington" in "Denzel Washington": part of somebody's name."""
    token = board.tokens[first]
    if token.text.isupper():
        return False
    before = board.tokens[first - 1] if first and board.tokens[first - 1].sentence == token.sentence else None
    if before is not None and before.pos == "PROPN" and before.head is token and before.dep == "compound":
        if before.lower in board.directory.first_name_words:
            return True
        if (
            before.text.istitle()
            and not board.parsed.heading(token.sentence)
            and before.lower not in _DIRECTIONS
            and before.lower not in title_words()
            and not _listed(board, before)
        ):
            return True
    after = board.tokens[first + 1] if first + 1 < len(board.tokens) else None
    return (
        after is not None
        and token.lower in words("given-names")
        and not (before is not None and before.pos == "ADP")
        and after.tag == "NNP"
        and token.dep == "compound"
        and token.head.i >= after.i
        and after.text[:1].isupper()
        and not _listed(board, after)
    )


@cache
def title_words() -> frozenset[str]:
    """Small, the words of titles and of what makes somebody a person: "Prime Minister India" is nobody's name."""
    table = tables("actors")["titles"]
    phrases = [p for titles in table["offices"].values() for p in titles] + table["roles"]["singular"]
    return frozenset(word.lower() for phrase in phrases for word in phrase.split())


def _listed(board: Board, token: Token) -> bool:
    """Whether a word begins a phrase, title or organ of the directory."""
    at = board.piece_at(token.start)
    return any(
        next(iter(trie.matches(board.parsed.text, board.pieces, at)), None) is not None
        for trie in (board.directory.phrases, board.directory.titles, board.directory.organs)
    )


def in_america(board: Board, first: int, last: int) -> bool:
    """ "Moscow, Idaho", "Georgia Governor", "Savannah, Georgia": a place in the United States that is called like another."""
    tokens = board.tokens
    sentence = tokens[first].sentence
    after = tokens[last + 1 : last + 3]
    if len(after) == 2 and after[0].text == "," and after[1].sentence == sentence and _american(tokens, last + 2):
        return True
    if board.words(first, last) != "Georgia" or _GEORGIAN.search(board.parsed.text):
        return False
    if after and after[0].sentence == sentence and after[0].lower in words("us-state-offices"):
        return True
    if first > 1 and tokens[first - 1].text == "," and tokens[first - 2].tag == "NNP":
        closed = not after or after[0].pos == "PUNCT"
        if not _listed(board, tokens[first - 2]) or (closed and _foreign_city(board, tokens[first - 2])):
            return True
    return any(_american(tokens, t.i) for t in _neighbours(tokens[first]))


def _foreign_city(board: Board, token: Token) -> bool:
    """Whether a word is a city, but none of Georgia: "Athens, Georgia"."""
    at = board.piece_at(token.start)
    found = next(iter(board.directory.phrases.matches(board.parsed.text, board.pieces, at)), None)
    return found is not None and all(s.reading in ("city", "metonym") and s.actor != "GEO" for _, s in found[1])


def _american(tokens: tuple[Token, ...] | list[Token], at: int) -> bool:
    words_ = words("us-states")
    one = tokens[at].lower
    two = f"{one} {tokens[at + 1].lower}" if at + 1 < len(tokens) else one
    return one in words_ or two in words_


def _neighbours(token: Token) -> Iterator[Token]:
    """What a token is coordinated with."""
    yield from (k for k in token.kids if k.dep == "conj")
    if token.dep == "conj":
        yield token.head
        yield from (k for k in token.head.kids if k.dep == "conj" and k is not token)


def only_place(board: Board, first: int, last: int) -> bool:
    """Whether a capital or house is where something is and not the government there: "in Kabul", "the Minsk agreements"."""
    head = board.head_of(first, last)
    if head.dep == "pobj" and head.head.lower in _IN:
        return True
    if fold(board.words(first, last)) not in board.directory.capitals:
        return False
    if head.dep in ("compound", "nmod") and head.head.i > head.i:
        return head.head.lower in words("things-of-cities")
    if head.dep == "pobj" and head.head.lower == "of":
        return head.head.head.lower in words("parts-of-cities")
    if head.dep == "pobj" and head.head.lower in _ROUTES:
        way = head.head.head
        return any(w.lemma.lower() in words("journeys") for w in (way, *(k for k in way.kids if k.dep == "dobj")))
    if head.dep == "dobj":
        return head.head.lemma in words("quake-verbs")
    return False
