"""Where names stand that the directory does not list: runs of capitalised words, titles before them left out."""

from __future__ import annotations

import re

from communique.actors.board import Board
from communique.actors.names import fold
from communique.actors.titles import role_words
from communique.actors.unknown import after_portfolio
from communique.lexicon import words

_SYLLABLE = re.compile(r"(?:zh|ch|sh|hs|ts|tz|[bpmfdtnlgkhjqxrzcsyw])?[aeiou]{1,3}(?:ng|[nmklphr])?$")


def runs(board: Board, taken: set[int], dated: set[int], titled: set[int]) -> list[tuple[int, int]]:
    """Runs of capitalised tokens that nothing explains yet, without the titles before them, as (first, last).

    `taken` are tokens of full names, `dated` those of dates, `titled` those of titles.
    """
    closed = taken | dated
    tokens = board.tokens
    found = []
    i = 0
    while i < len(tokens):
        if not _namelike(board, i, closed):
            i += 1
            continue
        j = i
        while j + 1 < len(tokens) and tokens[j + 1].sentence == tokens[i].sentence:
            particles = j + 1
            while particles <= j + 3 and particles < len(tokens) and tokens[particles].lower in words("name-particles"):
                particles += 1
            if particles > j + 2 and particles < len(tokens) and _namelike(board, particles, closed):
                j = particles  # "Odo van der Quill"
            elif _namelike(board, j + 1, closed):
                j += 1
            elif (j > i and _syllable(board, j)) or (
                tokens[j + 1].lower in words("name-particles") | {"-", "'", "’"}
                and j + 2 < len(tokens)
                and _namelike(board, j + 2, closed)
                and _glued(board, j)
            ):
                j += 2
            elif (
                tokens[j + 1].lower in words("name-particles")
                and j + 3 < len(tokens)
                and tokens[j + 2].text in "-'"
                and _namelike(board, j + 3, closed)
            ):
                j += 3
            else:
                break
        first = i
        while first < j and (tokens[first].lower.rstrip(".") in role_words() or first in titled):
            first += 1
        first = after_portfolio(tokens, first, j)
        if first < j and tokens[first].lower in words("name-openers") and _opens(board, first):
            first += 1  # "Near Pristina", "Further Lukashenko"
        if tokens[j].lower in words("role-plurals") or all(
            t.lower in words("portfolios") for t in tokens[first : j + 1]
        ):
            i = j + 1  # "Both Prime Ministers", "Foreign Affairs"
            continue
        if j - first >= 2 and fold(tokens[first].text) not in board.directory.first_name_words:
            named = next(
                (
                    k
                    for k in range(first + 1, j)
                    if tokens[k].text[:1].isupper() and fold(tokens[k].text) in board.directory.first_name_words
                ),
                None,
            )
            if named is not None and not any(tokens[k].lower in words("name-particles") for k in range(first, named)):
                first = named  # "Minister of Water Yasser Abbas": what stands before a first name belongs to the title
        if not (first == j and (first in titled or tokens[first].lower.rstrip(".") in role_words())):
            found.append((first, j))
        i = j + 1
    return found


def _opens(board: Board, i: int) -> bool:
    return board.parsed.sentences[board.tokens[i].sentence][0] == i


def _glued(board: Board, j: int) -> bool:
    tokens = board.tokens
    mark = tokens[j + 1]
    return mark.text not in "-'’" or (mark.start == tokens[j].end and tokens[j + 2].start == mark.end)


def _syllable(board: Board, j: int) -> bool:
    """Whether a syllable of a Chinese or Korean given name follows in small letters: "Ze-min"."""
    tokens = board.tokens
    return (
        j + 2 < len(tokens)
        and tokens[j + 1].text in "-‑"
        and _glued(board, j)
        and board.cover[j + 2] < 0
        and bool(_SYLLABLE.match(tokens[j].lower) and _SYLLABLE.match(tokens[j + 2].text))
    )


def _namelike(board: Board, i: int, closed: set[int]) -> bool:
    token = board.tokens[i]
    if i in closed or board.cover[i] >= 0 or not token.text[:1].isupper() or not any(c.isalpha() for c in token.text):
        return False
    if token.lower.endswith("s") and token.lower in words("group-nouns"):
        return False  # "the Member States"
    if board.parsed.heading(token.sentence):
        return token.tag in ("NNP", "NNPS") and fold(token.text) in board.directory.surnames
    if token.tag in ("NNP", "NNPS"):
        return True
    start = board.parsed.sentences[token.sentence][0]
    return (
        i != start
        and token.pos not in ("PRON", "DET", "ADP", "AUX", "CCONJ", "SCONJ")
        and fold(token.text) in board.directory.surnames
    )
