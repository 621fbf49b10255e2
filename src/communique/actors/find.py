"""The steps of finding actors, in their order."""

from __future__ import annotations

from communique.actors import bodies, home, labels, nominals, pronouns, settled, titles
from communique.actors.board import Board, Hit
from communique.actors.cast import Cast
from communique.actors.directory import Directory
from communique.actors.persons import Persons
from communique.model import Actor, Mention
from communique.parse.parsed import Parsed


def find(parsed: Parsed, directory: Directory) -> Cast:
    """The cast of a document: every actor it names, where, and why we think so."""
    board = Board(parsed, directory)
    named, full_names = bodies.scan(board)
    bodies.place(board, named)
    bodies.share(board)
    nominals.organs(board, proper=True)
    persons = Persons(board, titles.find(board))
    persons.run(full_names)
    labels.place(board)
    nominals.place(board, persons)
    pronouns.place(board)
    nominals.owned(board)
    settled.place(board)
    home.place(board, persons.titles)
    return _cast(board)


def _own_words(board: Board, hit: Hit) -> tuple[int, int]:
    """The words that name an actor, without another's name that they lean on: "President" of "Ukraine's president", not "Ukraine"."""
    first, last = hit.first, hit.last
    if first == last or hit.reading in ("collective", "pronoun"):
        return first, last
    for inner in board.hits:
        if (
            inner.actor == hit.actor
            or inner.reading in ("demonym", "pronoun", "nominal")
            or not (first <= inner.first and inner.last <= last)
        ):
            continue
        if inner.last - inner.first >= last - first or inner.head == hit.head:
            continue
        if hit.head > inner.last:
            first = inner.last + 1
            while first < last and board.tokens[first].lower in ("'s", "'", "’s", "’", ","):
                first += 1
        elif hit.head < inner.first:
            last = inner.first - 1
            while last > first and board.tokens[last].lower in ("of", "the", "in", "from", "for"):
                last -= 1
    return first, last


def _cast(board: Board) -> Cast:
    order = sorted(range(len(board.hits)), key=lambda n: (board.hits[n].first, -board.hits[n].last, n))
    number = {n: k for k, n in enumerate(order)}
    mentions = []
    actors: dict[str, Actor] = {}
    for n in order:
        hit = board.hits[n]
        first, last = _own_words(board, hit)
        start, end = board.tokens[first].start, board.tokens[last].end
        actors[hit.actor] = board.actor(hit.actor)
        mentions.append(Mention(start, end, board.parsed.text[start:end], hit.actor, hit.reading, hit.why))
    heads = {token: tuple(number[n] for n in numbers) for token, numbers in board.heads.items() if numbers}
    for k, n in enumerate(
        order
    ):  # a title inside a person's mention may carry the grammar: "by High Representative … Joseph Burel"
        hit = board.hits[n]
        for i in range(hit.first, hit.last + 1):
            token = board.tokens[i]
            if i not in heads and token.pos in ("NOUN", "PROPN") and not hit.first <= token.head.i <= hit.last:
                heads[i] = (k,)
    return Cast(actors, mentions, heads, board.directory.by_code(), board.directory.members())
