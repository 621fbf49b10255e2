"""Role nouns that mean somebody named: "its spokesman, General Abdallah", "the Russian minister" after Lavrov was named."""

from __future__ import annotations

import dataclasses

from communique.actors.board import Board
from communique.actors.owners import owner_of
from communique.actors.persons import Persons
from communique.lexicon import tables
from communique.parse.syntax import Token


def described(board: Board, token: Token, persons: Persons) -> bool:
    """ "the Russian minister", "the secretary": the person named before whose office and party the words fit."""
    wanted = tables("words")["offices"]["office_words"].get(token.lower)
    if wanted is None or not any(k.dep == "det" and k.lower in ("the", "this") for k in token.kids):
        return False
    if any(k.dep in ("prep", "relcl") and k.lower != "of" for k in token.kids if k.i == token.i + 1):
        return False
    owner = owner_of(board, token)[0]
    if owner is None and wanted == [""]:
        return False
    party = board.actor(owner).party if owner is not None else None
    reach = [o for o in persons.order if o[0] < token.i and token.sentence - board.tokens[o[0]].sentence <= 8]
    akin = {a for name, who in persons.called.items() if name.endswith(token.lower) for a in who}
    for _, actor in sorted(reach, key=lambda o: (o[1] in akin, o), reverse=True):
        found = board.actor(actor)
        if found.kind != "person" or (party is not None and found.party != party):
            continue
        offices = {t.office for t in board.directory.tenures.get(actor, ()) if t.on(board.day) is not False}
        offices |= {o for _, o in board.offices_seen.get(actor, ())} | (
            {found.office.lower()} if found.office else set()
        )
        if any(w in office for w in wanted for office in offices):
            first = min(
                [k.i for k in token.kids if k.i < token.i and k.dep in ("det", "amod", "compound", "nmod")] or [token.i]
            )
            board.add(first, token.i, actor, "office", f"{token.text!r} after {found.name} was named", head=token.i)
            return True
    return False


def apposed(board: Board, token: Token) -> bool:
    """ "its spokesman, General Nabil Abdallah", "the representative of Russia Vasily Nebenzya": the person whom a role noun goes with."""
    if token.tag not in ("NN", "NNP"):
        return False
    if token.dep == "appos" and (
        over := [n for n in board.heads.get(token.head.i, ()) if board.actor(board.hits[n].actor).kind == "person"]
    ):
        hit = board.hits[over[0]]  # "Brian Tobin, the fisheries minister"
        left = _left(token)
        board.add(
            left,
            token.i,
            hit.actor,
            "title",
            f"{token.text!r} in apposition to {board.words(hit.first, hit.last)!r}",
            head=token.i,
        )
        return True
    named = [k for k in token.kids if k.dep in ("appos", "nmod", "flat", "dep") and k.i > token.i]
    following = token.i + 1
    while (
        following < len(board.tokens)
        and board.tokens[following].i - token.i < 9
        and board.tokens[following].sentence == token.sentence
    ):
        step = board.tokens[following]
        if board.heads.get(step.i) and any(
            board.actor(board.hits[n].actor).kind == "person" for n in board.heads[step.i]
        ):
            first = board.hits[board.heads[step.i][0]].first
            between = board.tokens[token.i + 1 : first]
            if any(t.lower in ("of", "for", "to") for t in between) and not any(board.cover[t.i] >= 0 for t in between):
                break  # "an adviser to the president", not "the representative of Russia Vasily Nebenzya"
            if all(
                t.text == ","
                or t.lower.rstrip(".") in ("of", "the", "for", "to")
                or t.pos in ("PROPN", "ADJ")
                or board.cover[t.i] >= 0
                for t in between
            ):
                named.append(step)
            break
        if step.pos in ("VERB", "AUX", "CCONJ", "SCONJ"):
            break
        following += 1
    for kid in named:
        for number in board.heads.get(kid.i, ()):
            hit = board.hits[number]
            if (
                board.actor(hit.actor).kind == "person"
                and hit.reading != "pronoun"
                and not _separate(board, token, hit.first)
            ):
                left = _left(token)
                board.add(
                    left,
                    token.i,
                    hit.actor,
                    "title",
                    f"{token.text!r} goes with the name {board.words(hit.first, hit.last)!r}",
                    head=token.i,
                )
                owner = owner_of(board, token)[0]
                if owner is not None and hit.actor in board.local and board.local[hit.actor].party is None:
                    board.local[hit.actor] = dataclasses.replace(
                        board.local[hit.actor], party=board.actor(owner).party, code=board.actor(owner).code
                    )
                return True
    return False


def _left(token: Token) -> int:
    """The first token of a noun's own phrase: its determiner, possessive, adjectives."""
    before = [k for k in token.kids if k.i < token.i and k.dep in ("amod", "compound", "poss", "nmod", "det")]
    return min([k.subtree()[0].i for k in before] or [token.i])


def _separate(board: Board, noun: Token, name: int) -> bool:
    """Whether a name after a noun belongs to another phrase: it is possessive, or a preposition other than of, for, to lies between."""
    head = board.tokens[name]
    return head.dep == "pobj" and head.head.i > noun.i and head.head.lower not in ("of",) and head.head.head is not noun
