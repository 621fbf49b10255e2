"""Bodies called by a common noun after they were named: "the group" for Hamas, "the ministry", "the newspaper", "the court"."""

from __future__ import annotations

from communique.actors.board import Board, Hit
from communique.lexicon import words
from communique.parse.syntax import Token

_GROUPS = frozenset(["armed-group", "organisation", "other"])
#: Nouns by the kinds of actors that they can call; others need a name that has the noun in it ("the court").
_KINDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(["faction", "group", "militia", "movement", "organisation", "organization"], _GROUPS),
    **dict.fromkeys(
        ["agency", "broadcaster", "channel", "daily", "magazine", "newspaper", "outlet", "paper", "station", "weekly"],
        frozenset(["media"]),
    ),
}
#: Officers whose own house "the ministry" is.
_HOUSES = {
    "defence-minister": "defence-ministry",
    "defence-ministry-spokesperson": "defence-ministry",
    "deputy-foreign-minister": "foreign-ministry",
    "finance-minister": "finance-ministry",
    "foreign-minister": "foreign-ministry",
    "foreign-ministry-spokesperson": "foreign-ministry",
    "interior-minister": "interior-ministry",
}
_REACH = 8  # sentences


def body(token: Token) -> bool:
    """Whether a noun calls a body that was named before: "the group", without any other mark."""
    if token.tag != "NN" or token.lower not in words("body-epithets"):
        return False
    return [k.lower for k in token.kids if k.dep not in ("punct", "case", "cc", "conj", "relcl", "appos")] == ["the"]


def meant(board: Board, token: Token, seen: list[Hit]) -> tuple[str, str] | None:
    """The actor that "the group" means, and why: the last body before it that can be called so."""
    noun = token.lower
    kinds = _KINDS.get(noun, frozenset())
    for hit in reversed(seen):
        if hit.head >= token.i or token.sentence - board.tokens[hit.head].sentence > _REACH:
            continue
        if hit.reading in ("demonym", "place", "pronoun", "people", "collective"):
            continue
        actor = board.actor(hit.actor)
        if actor.kind in ("state", "person", "people") or (actor.id.startswith("~") and hit.reading == "nominal"):
            continue
        named = f" {noun} " in f" {actor.name} {board.words(hit.first, hit.last)} ".lower()
        if named or actor.kind in kinds:
            return actor.id, f"{token.text!r} for {actor.name} before it"
    return _house(board, token, seen) if noun == "ministry" else None


def _house(board: Board, token: Token, seen: list[Hit]) -> tuple[str, str] | None:
    """ "The ministry" after a minister or its spokesman was named: the one that is theirs."""
    for hit in reversed(seen):
        if hit.head >= token.i or board.actor(hit.actor).kind != "person":
            continue
        for code, office in sorted(board.offices_seen.get(hit.actor, set()), key=str):
            if office in _HOUSES and code in board.directory.bodies and board.actor(str(code)).kind == "state":
                organ = board.directory.organ(str(code), _HOUSES[office])
                return organ.id, f"{token.text!r} is that of {board.actor(hit.actor).name}"
    return None
