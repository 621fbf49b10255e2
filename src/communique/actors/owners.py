"""Whose a noun is: the body that its modifiers name ("Russian diplomats", "officials from Iran")."""

from __future__ import annotations

from communique.actors.board import Board
from communique.actors.cast import conjuncts
from communique.parse.syntax import Token

_OWNERS = frozenset(["of", "from", "in", "for", "with", "at"])


def owner_of(board: Board, head: Token) -> tuple[str | None, str, int]:
    """The body that a noun's modifiers name, the reason, and the last token of the modifier."""
    for kid in head.kids:
        if kid.dep in ("poss", "amod", "compound", "nmod") and (code := code_at(board, kid)) is not None:
            return code, f"{kid.text!r} before it", head.i
    for kid in head.kids:
        if kid.dep == "prep" and kid.lower in _OWNERS:
            for inner in kid.kids:
                if inner.dep == "pobj":
                    code = code_at(board, inner) or owner_of(board, inner)[0] if inner.i - head.i < 10 else None
                    if code is not None:
                        return (
                            code,
                            f"'{kid.text} {inner.text}' after it",
                            inner.i if kid.lower in ("of", "from") else head.i,
                        )
    return None, "", head.i


def shared_owners(board: Board, head: Token, first: str | None) -> list[str]:
    """Further nationalities of a shared noun: "the Turkish and Greek governments"."""
    found: list[str] = []
    for kid in head.kids:
        if kid.dep in ("amod", "nmod", "compound"):
            for other in (kid, *kid.kids):
                if (
                    (other is kid or other.dep == "conj")
                    and (code := code_at(board, other)) is not None
                    and code not in (first, *found)
                ):
                    found.append(code)
        if kid.dep == "prep" and kid.lower in ("of", "from"):  # "the leaders of Egypt, Ethiopia and Sudan"
            for inner in kid.kids:
                for other in conjuncts(inner)[1:] if inner.dep == "pobj" else ():
                    code = code_at(board, other)
                    if code is not None and code not in (first, *found):
                        found.append(code)
    return found


def code_at(board: Board, token: Token) -> str | None:
    """The body that the actor mentioned at a token belongs to."""
    for number in board.heads.get(token.i, ()):
        actor = board.actor(board.hits[number].actor)
        if actor.code in board.directory.bodies:
            return actor.code
        if actor.party in board.directory.bodies:
            return actor.party
    return None
