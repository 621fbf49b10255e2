"""Whose somebody is, settled last, by who stands around: an officer of a state among its own institutions, people of one origin in a place.

"Rebels in the Ivory Coast dismissed an appeal from President X": only one state is named, and by something of its own, so X is its
president. "Ethnic Albanians demonstrated in Serbia" are Serbia's. Nothing is settled where a sentence names two states.
"""

from __future__ import annotations

from dataclasses import replace

from communique.actors.board import Board, Hit
from communique.actors.owners import place_of
from communique.lexicon import words
from communique.parse.syntax import Token

#: Organs whose dealings are with those who rule their own state.
_DOMESTIC = frozenset(
    [
        "electoral-commission",
        "opposition",
        "parliament",
        "people",
        "police",
        "prosecutors",
        "rebels",
        "ruling-party",
        "supreme-court",
    ]
)


def place(board: Board) -> None:
    """Settle the parties of persons and peoples that have none yet."""
    _peoples(board)
    unknown = {a.id for a in board.local.values() if a.kind == "person" and a.party is None}
    if not unknown:
        return
    found: dict[str, set[str]] = {}
    sentences: dict[int, list[Hit]] = {}
    for hit in board.hits:
        sentences.setdefault(board.tokens[hit.head].sentence, []).append(hit)
    for hit in board.hits:
        if hit.actor in unknown and hit.reading != "pronoun" and _office(board, hit):
            state = _only_domestic(board, hit, sentences[board.tokens[hit.head].sentence])
            if state is not None:
                found.setdefault(hit.actor, set()).add(state)
    for actor, states in found.items():
        if len(states) == 1:
            _settle(board, actor, states.pop())


def _settle(board: Board, actor: str, state: str) -> None:
    body = board.actor(state)
    board.local[actor] = replace(board.local[actor], party=body.party, code=body.code)
    why = f"{body.name} is the only state named beside that office, by something of its own"
    for n, hit in enumerate(board.hits):
        if hit.actor == actor and hit.reading != "pronoun":
            board.hits[n] = replace(hit, why=f"{hit.why}; {why}")


def _office(board: Board, hit: Hit) -> bool:
    """Whether an office of a state stands before a name: "President", "Lt. Gen."."""
    if board.actor(hit.actor).kind != "person":
        return False
    first = hit.first
    while (
        first
        and board.tokens[first - 1].head.i in (hit.head, first)
        and board.tokens[first - 1].dep in ("compound", "nmod")
    ):
        first -= 1
    return any(t.lower.rstrip(".") in words("state-offices") for t in board.tokens[first : hit.last])


def _only_domestic(board: Board, own: Hit, hits: list[Hit]) -> str | None:
    """The only state that a sentence names, if something of it stands there that deals with its own rulers."""
    states: set[str] = set()
    domestic = False
    for hit in hits:
        party = board.actor(hit.actor).party
        if hit.actor == own.actor or party is None:
            continue
        if party not in board.directory.bodies or board.actor(party).kind != "state" or hit.reading == "place":
            return None
        states.add(party)
        organ = hit.actor.partition("/")[2]
        head = board.tokens[hit.head]
        domestic = domestic or (
            organ in _DOMESTIC
            or board.actor(hit.actor).kind == "armed-group"
            or (hit.actor == party and head.dep in ("poss", "amod", "compound", "nmod") and _home_noun(head.head))
        )
    return next(iter(states)) if len(states) == 1 and domestic else None


def _home_noun(noun: Token) -> bool:
    return noun.lemma.lower() in words("home-nouns") or noun.lower in words("home-nouns")


def _peoples(board: Board) -> None:
    """People of one origin who do something in one state are that state's there."""
    for n, hit in enumerate(board.hits):
        actor = board.actor(hit.actor)
        if actor.kind != "people" or actor.party is not None or hit.reading in ("demonym", "nominal", "pronoun"):
            continue
        found = place_of(board, board.tokens[hit.head], any_noun=True)
        if found is None:
            continue
        state = board.actor(found[0])
        name = f"{actor.name} of {state.name}"
        identity = board.make(board.slug(name), name, "people", state.party, code=state.code)
        board.hits[n] = replace(hit, actor=identity, why=f"{hit.why}; {found[1]}")
