""" "His French counterpart", "Lavrov's counterpart from Hungary": the holder of the same office there, else somebody of that state."""

from __future__ import annotations

from communique.actors.board import Board
from communique.actors.owners import code_at
from communique.lexicon import words
from communique.parse.syntax import Token


def place(board: Board, token: Token) -> bool:
    """Find whom a noun means that says of what other state somebody's counterpart, colleague or ally is; False if it says none."""
    if token.lower not in words("counterparts"):
        return False
    state = _state(board, token)
    if state is None:
        return False
    left = min([k.subtree()[0].i for k in token.kids if k.i < token.i and k.dep != "punct"] or [token.i])
    owner = token.kid("poss")
    name = board.actor(state).name
    holder = _holder(board, owner, state) if owner is not None and token.lower in ("counterpart", "colleague") else None
    if holder is not None:
        why = f"{token.text!r} of {board.actor(holder[0]).name}: {holder[1]} of {name} on that date"
        board.add(left, token.i, holder[2], "office", why, head=token.i)
        return True
    body = board.actor(state)
    label = f"{token.lower} of {name}"
    identity = board.make(board.slug(label), label, "person", body.party, code=body.code)
    board.add(left, token.i, identity, "nominal", f"of {name}, as the words say", head=token.i)
    return True


def _state(board: Board, token: Token) -> str | None:
    """The state that an adjective or "from …" names."""
    for kid in token.kids:
        if kid.dep in ("amod", "compound", "nmod") and (code := code_at(board, kid)) is not None:
            return code
        inner = kid.kid("pobj") if kid.dep == "prep" and kid.lower == "from" else None
        if inner is not None and (code := code_at(board, inner)) is not None:
            return code
    return None


def _holder(board: Board, owner: Token, state: str) -> tuple[str, str, str] | None:
    """(person, office, its holder in another state) for somebody whose office is known on the day."""
    if board.day is None:
        return None
    for number in board.heads.get(owner.i, ()):
        person = board.hits[number].actor
        for tenure in board.directory.tenures.get(person, ()):
            if tenure.on(board.day) is not True:
                continue
            certain = [t for t, sure in board.directory.holders(state, tenure.office, board.day) if sure is True]
            if len(certain) == 1:
                return person, tenure.office, certain[0].person
    return None
