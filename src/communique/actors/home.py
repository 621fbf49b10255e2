"""Whose the officers and organs of a state are that nothing calls foreign: of the state in which the report is at home.

"The Fisheries Minister, Ann Lee, said" in a report about Canada is Canada's; reports name the state of every other minister.
"""

from __future__ import annotations

from dataclasses import replace

from communique.actors.board import Board, Hit
from communique.actors.owners import code_at, owner_of
from communique.actors.titles import Title
from communique.lexicon import words
from communique.parse.syntax import Token

#: Offices of which a report says whose they are unless they are those of its own state.
_NATIONAL = frozenset(
    ["defence-minister", "finance-minister", "foreign-minister", "head-of-government", "interior-minister"]
)
_STATE_OFFICES = _NATIONAL | frozenset(
    [
        "central-bank-governor",
        "chief-of-staff-armed-forces",
        "defence-ministry-spokesperson",
        "deputy-foreign-minister",
        "deputy-head-of-government",
        "foreign-ministry-spokesperson",
        "national-security-adviser",
        "parliament-speaker",
    ]
)
_BEFORE = 7  # tokens of an office before a name


def place(board: Board, titles: list[Title]) -> None:
    """Give the officers and organs of this document that have no party yet the one of its home state, if it has one."""
    open_ = {
        a.id for a in board.local.values() if a.party is None and a.kind in ("person", "organisation", "government")
    }
    if not open_:
        return
    found: dict[str, tuple[str, str]] = {}
    at_home: set[str] = set()
    ministers: set[str] = set()
    offices = {
        i
        for t in titles
        if t.body is None and not t.former and all(o in _STATE_OFFICES for o, _ in t.offices)
        for i in range(t.first, t.last + 1)
    }
    for hit in board.hits:
        if hit.actor not in open_ or hit.reading == "pronoun" or hit.actor in found:
            continue
        person = board.actor(hit.actor).kind == "person"
        if (owner := _american(board, hit) or (_owned(board, hit) if person else None)) is not None:
            found[hit.actor] = owner
        elif person and (_near_title(hit, offices) or any(n.lower == "minister" for n in _nouns(board, hit))):
            ministers.add(hit.actor)
        elif _officer(board, hit) if person else _organ(board, hit):
            at_home.add(hit.actor)
    state = _home(board, titles) if ministers or at_home else None
    if state is not None:
        served = ministers | at_home if state[0] == board.main_state() else ministers
        found = {**dict.fromkeys(sorted(served), state), **found}
    for actor, (code, _) in found.items():
        owner_ = board.actor(code)
        board.local[actor] = replace(board.local[actor], party=owner_.party, code=owner_.code)
    for n, hit in enumerate(board.hits):
        if hit.actor in found and hit.reading != "pronoun":
            board.hits[n] = replace(hit, why=f"{hit.why}; {found[hit.actor][1]}")


def _near_title(hit: Hit, offices: set[int]) -> bool:
    return any(i in offices for i in range(hit.first, hit.last + 1))


def _nouns(board: Board, hit: Hit) -> list[Token]:
    """The nouns that say what somebody is: a role itself, those in apposition."""
    head = board.tokens[hit.head]
    around = [head] if hit.reading == "nominal" else []
    around += [k for k in head.kids if k.dep == "appos" or (k.dep in ("compound", "nmod") and k.pos == "NOUN")]
    return [*around, head.head] if head.dep == "appos" else around


def _owned(board: Board, hit: Hit) -> tuple[str, str] | None:
    """ "Its spokesman, Ann Lee", "its spokesman Ann Lee": of the party of the one that the pronoun means."""
    head = board.tokens[hit.head]
    for noun in (head, *_nouns(board, hit)):
        pronoun = next((k for k in noun.kids if k.dep == "poss" and k.pos == "PRON"), None)
        code = code_at(board, pronoun) if pronoun is not None else None
        if pronoun is not None and code is not None:
            return code, f"{pronoun.text!r} is {board.actor(code).name}"
    return None


def _american(board: Board, hit: Hit) -> tuple[str, str] | None:
    """ "Texas Governor Greg Abbott", "the governor of Texas": officers of the states of the USA."""
    near = board.tokens[max(0, hit.first - 3) : hit.last + 1]
    if "USA" not in board.directory.bodies or not any(t.lower in words("us-state-offices") for t in near):
        return None
    around = board.tokens[max(0, hit.first - 3) : hit.last + 4]
    inside = [t for t in around if t.sentence == board.tokens[hit.head].sentence]
    for one, two in zip(inside, [*inside[1:], None], strict=True):
        name = f"{one.lower} {two.lower}" if two is not None else ""
        if one.text[:1].isupper() and (one.lower in words("us-states") or name in words("us-states")):
            return "USA", f"an office of {one.text if one.lower in words('us-states') else name.title()}"
    return None


def _home(board: Board, titles: list[Title]) -> tuple[str, str] | None:
    """The state that a report is mostly about; else the one whose ministers it names without saying whose."""
    main = board.main_state()
    if main is not None:
        return main, f"{board.actor(main).name} is the state that this report is mostly about"
    bare = {t.first: t for t in titles if t.body is None and not t.former}
    found: set[str] = set()
    seen: set[str] = set()
    for hit in sorted(board.hits, key=lambda h: h.first):
        actor = board.actor(hit.actor)
        if actor.kind != "person" or hit.actor in seen or hit.reading in ("pronoun", "nominal"):
            continue
        seen.add(hit.actor)
        title = next((bare[i] for i in range(hit.first, hit.last + 1) if i in bare), None)
        if title is None or actor.party not in board.directory.bodies or actor.party is None:
            continue
        if board.actor(actor.party).kind == "state" and any(office in _NATIONAL for office, _ in title.offices):
            found.add(actor.party)
    if len(found) != 1:
        return None
    state = found.pop()
    return state, f"this report names ministers of {board.actor(state).name} without saying whose they are"


def _officer(board: Board, hit: Hit) -> bool:
    """Whether words before or beside a name, or a role itself, are those of an officer of a state whose state is not said."""
    head = board.tokens[hit.head]
    if any(_national(noun) and owner_of(board, noun)[0] is None for noun in _nouns(board, hit)):
        return True
    if hit.reading == "nominal":
        return False
    at = hit.first if board.tokens[hit.first].i == hit.head else hit.head
    for i in range(at, max(-1, at - _BEFORE), -1):
        token = board.tokens[i]
        if token.sentence != head.sentence or token.pos in ("VERB", "AUX", "PUNCT"):
            return False
        if i < hit.head and token.lower.rstrip(".") in words("national-officers") and token.pos in ("NOUN", "PROPN"):
            return token.lower != "president" or board.tokens[i - 1].pos not in ("NOUN", "PROPN")
        if i < hit.head and board.cover[i] >= 0 and board.hits[board.cover[i]].actor != hit.actor:
            return False
    return False


def _national(noun: Token) -> bool:
    """Whether a noun calls an officer of a state: "minister", "army spokesman", not "spokesman" alone."""
    marks = {t.lower for k in noun.kids if k.dep in ("compound", "amod", "nmod") for t in k.subtree()}
    marks |= {t.lower for k in noun.kids if k.dep == "prep" and k.lower in ("for", "of") for t in k.subtree()}
    word = noun.lower
    if noun.i and any(k.text == "-" for k in noun.kids):
        return False  # "Secretary-General"
    if word in words("national-officers") and word != "president":
        return True
    return word in words("national-speakers") and bool(marks & words("national-marks"))


def _organ(board: Board, hit: Hit) -> bool:
    """Whether a body's name is that of an organ that every state has: "the Emergencies Ministry"."""
    head = board.tokens[hit.head]
    if owner_of(board, head)[0] is not None:
        return False
    last = head.lower
    return last in words("national-organs") or (
        last in ("commission", "committee", "court", "council", "staff", "command", "guard", "office")
        and bool({t.lower for t in board.tokens[hit.first : hit.last]} & words("national-marks"))
    )
