"""Titles of offices in the text: "Russian Foreign Minister", "President of Ukraine", "Russia's top diplomat"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from communique.actors.board import Board
from communique.lexicon import tables, words

_RULERS = frozenset(["leader", "ruler"])
_RULING = ("supreme-leader", "head-of-state", "head-of-government")
_PLAIN = frozenset(["name", "alias", "exact", "demonym", "metonym", "organ", "place", "noun"])


@dataclass(frozen=True, slots=True)
class Title:
    """Tokens ``[first, last]`` of a title with its body; `core` is where the title itself begins; `offices` are (office, body or None)."""

    first: int
    core: int
    last: int
    head: int
    offices: tuple[tuple[str, str | None], ...]
    body: str | None
    former: bool

    def candidates(self) -> list[tuple[str, str]]:
        """(body, office) pairs that the title can mean."""
        found = []
        for office, code in self.offices:
            if self.body is not None and code in (None, self.body):
                found.append((self.body, office))
            elif self.body is None and code is not None:
                found.append((code, office))
        return list(dict.fromkeys(found))


def find(board: Board) -> list[Title]:
    """All titles in the text; "the head of British diplomacy" outranks the bare "head"."""
    led = heads_of_organs(board)
    cores = {t.core for t in led}
    return sorted([*led, *(t for t in scan(board) if t.core not in cores)], key=lambda t: t.core)


def scan(board: Board) -> list[Title]:
    """All titles in the text, longest first and without overlap."""
    found: list[Title] = []
    i = 0
    text, pieces = board.parsed.text, board.pieces
    while i < len(pieces):
        step = 1
        for n, values in board.directory.titles.matches(text, pieces, i):
            ranged = board.tokens_in(pieces[i].start, pieces[i + n - 1].end)
            if ranged is None or board.tokens[ranged[1]].pos not in ("NOUN", "PROPN", "ADJ"):
                continue
            following = board.tokens[ranged[1] + 1] if ranged[1] + 1 < len(board.tokens) else None
            if board.tokens[ranged[1]].lower == "republic" and following is not None and following.lower == "of":
                continue  # "the President of the Republic of Peru"
            offices = tuple(dict.fromkeys(v for _, v in values))
            found.append(_title(board, ranged, offices))
            step = n
            break
        i += step
    return found


_HEADS = frozenset(["head", "chief", "boss", "leader", "president", "chairman", "chairwoman"])
_OFFICE_OF = {
    "armed-forces": "chief-of-staff-armed-forces",
    "central-bank": "central-bank-governor",
    "defence-ministry": "defence-minister",
    "diplomats": "foreign-minister",
    "finance-ministry": "finance-minister",
    "foreign-ministry": "foreign-minister",
    "government": "head-of-government",
    "intelligence": "intelligence-chief",
    "interior-ministry": "interior-minister",
    "parliament": "parliament-speaker",
    "presidency": "presidential-office-head",
    "security-council": "national-security-adviser",
}


def heads_of_organs(board: Board) -> list[Title]:
    """ "the head of British diplomacy", "the chief of Russia's Foreign Ministry": the office that leads the organ."""
    found = []
    for token in board.tokens:
        if token.lower not in _HEADS or token.i + 2 >= len(board.tokens) or board.tokens[token.i + 1].lower != "of":
            continue
        at = token.i + 2
        while (
            at < token.i + 4
            and at + 1 < len(board.tokens)
            and board.tokens[at].lower in ("the", "a")
            and board.cover[at] < 0
        ):
            at += 1
        number = board.cover[at]
        if number < 0:
            continue
        hit = board.hits[number]
        body, _, organ = hit.actor.partition("/")
        last = hit.last
        if not organ and (after := _organ_after(board, hit.last)) is not None:
            organ, last = after  # "the president of Spanish government Pedro Sánchez"
        office = _OFFICE_OF.get(organ)
        if office is None or body not in board.directory.bodies or hit.first > at:
            continue
        found.append(Title(token.i, token.i, last, token.i, ((office, None),), body, False))
    return found


def _organ_after(board: Board, last: int) -> tuple[str, int] | None:
    """The organ that follows a nationality, and its last token."""
    if last + 1 >= len(board.tokens) or board.tokens[last + 1].sentence != board.tokens[last].sentence:
        return None
    at = board.piece_at(board.tokens[last + 1].start)
    for n, values in board.directory.organs.matches(board.parsed.text, board.pieces, at):
        ranged = board.tokens_in(board.pieces[at].start, board.pieces[at + n - 1].end)
        if ranged is not None and ranged[0] == last + 1:
            return values[0][1], ranged[1]
    return None


def _title(board: Board, ranged: tuple[int, int], offices: tuple[tuple[str, str | None], ...]) -> Title:
    core, last = ranged
    tokens = board.tokens
    sentence = tokens[core].sentence
    head = board.head_of(core, last).i
    first = core
    former = False
    body: str | None = None
    i = core - 1
    while i >= 0 and tokens[i].sentence == sentence and core - i <= 6:
        token = tokens[i]
        if token.lower in words("title-former"):
            former = True
        elif token.lower == "-" and i and tokens[i - 1].lower == "ex":
            former = True
            i -= 1
        elif token.lower in ("'s", "'", "’s", "’") or token.lower in words("title-modifiers"):
            pass
        elif (hit := _body_at(board, i)) is not None:
            body = hit[0]
            first = hit[1]
            former = former or (first > 0 and tokens[first - 1].lower in words("title-former"))
            break
        else:
            break
        first = i
        i -= 1
    if body is None:
        after = last + 1
        if after < len(tokens) and tokens[after].lower in ("of", "for") and tokens[after].sentence == sentence:
            at = after + 1
            while at < len(tokens) and tokens[at].lower in ("the", "a") and at < after + 3:
                at += 1
            if at < len(tokens) and (hit := _body_at(board, at, forward=True)) is not None:
                body, last = hit[0], hit[2]
    if body is None:  # "the president of the European Commission", listed as a whole
        codes = {code for _, code in offices if code is not None}
        within = {
            board.actor(board.hits[board.cover[i]].actor).code for i in range(core, last + 1) if board.cover[i] >= 0
        }
        body = next(iter(codes & within), None) if len(codes & within) == 1 else None
    if body is not None and board.actor(body).kind == "state" and board.words(core, last).lower() in _RULERS:
        offices = (*offices, *((office, None) for office in _RULING))
    return Title(first, core, last, head, offices, body, former)


def _body_at(board: Board, i: int, forward: bool = False) -> tuple[str, int, int] | None:
    number = board.cover[i]
    if number < 0:
        return None
    hit = board.hits[number]
    if hit.reading not in _PLAIN or (forward and hit.first != i and hit.first != i - 1):
        return None
    code = board.actor(hit.actor).code
    return (code, hit.first, hit.last) if code is not None else None


@cache
def role_words() -> frozenset[str]:
    """Lower-case words before a name that make it a person: honorifics, ranks and one-word roles."""
    table = tables("actors")["titles"]
    found = {w.lower().rstrip(".") for part in ("honorifics", "ranks") for w in table[part]["words"]}
    return frozenset(found | {w.lower() for w in table["roles"]["singular"]})


def last_of_core(board: Board, title: Title) -> int:
    """Last token of the title itself, without "of Russia"."""
    for i in range(title.core, title.last + 1):
        if board.tokens[i].lower in ("of", "for") and board.cover[min(i + 1, title.last)] >= 0:
            return i - 1
    return title.last
