"""Several actors called by one word: "both countries", "the four States", "the Ministers" after "the Ministers of Egypt, Sudan and …"."""

from __future__ import annotations

from dataclasses import dataclass

from communique.actors.board import Board
from communique.actors.names import pieces
from communique.lexicon import words
from communique.parse.syntax import Token

_TWO = frozenset(["both", "two"])
_NUMBERS = {
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_FOLK = frozenset(["men", "women"])
_LEADERS = frozenset(["counterpart", "interlocutor", "leader", "minister", "president"])
_MET = frozenset(["interlocutor", "leader", "minister", "party", "president", "side"])
_OPENING = 3  # sentences in which a report of a meeting says who met
_COUNTRIES = frozenset(["capital", "country", "nation", "neighbor", "neighbour", "state"])
_GLUE = frozenset([",", "and", "the", "&", "well", "as"])
_WITHIN = 3  # sentences
_OF_WITHIN = 8  # tokens


@dataclass(frozen=True, slots=True)
class Run:
    """A list of bodies in the text ("Egypt, Sudan and Ethiopia"): its last token, their codes, and whose they are said to be."""

    last: int
    codes: tuple[str, ...]
    nouns: frozenset[str]

    def near(self, board: Board, token: Token) -> bool:
        """Whether two are listed in the sentence of a token or the one before."""
        return len(self.codes) == 2 and token.sentence - board.tokens[self.last].sentence <= 1

    def near_by(self, board: Board, token: Token) -> bool:
        """Whether the list stands before a token, within a few sentences."""
        return self.last < token.i and token.sentence - board.tokens[self.last].sentence <= _WITHIN


def place(board: Board) -> None:
    """Find the words that stand for several actors named before, in text order."""
    listed = runs(board)
    met: list[str] | None = None
    for token in board.tokens:
        if (
            token.tag not in ("NNS", "NNPS", "NNP")
            or not (token.lower.endswith("s") or token.lower in _FOLK)
            or board.parsed.heading(token.sentence)
        ):
            continue
        noun = _singular(token)
        if noun not in words("paired-nouns") or board.heads.get(token.i):
            continue
        if any(k.dep == "prep" and k.lower == "of" for k in token.kids):
            continue
        marks = [
            k
            for k in token.kids
            if k.i < token.i and k.dep in ("det", "nummod", "predet", "amod", "compound", "nmod", "poss")
        ]
        if any(k.lower in _TWO and k.dep in ("det", "nummod", "predet", "amod") for k in marks):
            if {"both", "the", "these", "those"} & {k.lower for k in marks}:
                pair = next((r for r in reversed(listed) if r.last < token.i), None)
                if (
                    pair is not None
                    and noun not in _LEADERS
                    and pair.near(board, token)
                    and _fit(board, noun, pair.codes)
                ):
                    _add(board, token, marks, list(pair.codes), "the two listed before")
                elif noun not in _LEADERS and (two := _main_states(board, token)):
                    _add(board, token, marks, two, "the two states that are named most")
                elif len(alike := _same_office(board, token, noun)) == 2:
                    _add(board, token, marks, alike, "the two of that office named last")
                elif len(recent := _last_two(board, token, noun, listed)) == 2 or noun not in _LEADERS:
                    _add(board, token, marks, recent, "the two named last")
                else:
                    _add(board, token, marks, _main_two(board, token), "the two who are named most")
            continue
        before = [r for r in listed if r.last < token.i]
        number = next((n for k in marks if k.dep == "nummod" and (n := _number(k)) is not None), None)
        if number is not None:
            run = next((r for r in reversed(before) if len(r.codes) == number), None)
        elif [k.lower for k in marks] == ["the"]:
            run = next((r for r in reversed(before) if noun in r.nouns), None)
            if run is None and noun in _MET:
                if met is None:
                    met = _met(board)
                who = met if noun in _LEADERS else list(dict.fromkeys(board.actor(a).party or a for a in met))
                if who and all(board.actor(a).kind == "person" for a in who) == (noun in _LEADERS):
                    _add(board, token, marks, who, "those who met")
                elif noun in ("leader", "president"):
                    _add(board, token, marks, _main_two(board, token), "the two who are named most")
                continue
        else:
            continue
        if run is not None and (
            number is None or not any(k.dep in ("amod", "compound", "nmod", "poss") for k in marks)
        ):
            who = [_official(board, code) if noun in _LEADERS else code for code in run.codes]
            _add(board, token, marks, who, "those listed before")


def runs(board: Board) -> list[Run]:
    """The lists of two and more bodies in a text, in its order."""
    found: list[Run] = []
    hits = sorted(
        (h for h in board.hits if h.actor in board.directory.bodies and h.reading not in ("demonym", "place", "noun")),
        key=lambda h: (h.first, -h.last),
    )
    open_: list[str] = []
    start = end = -1
    for hit in hits:
        if hit.first <= end:
            continue
        gap = board.tokens[end + 1 : hit.first] if open_ else []
        if (
            open_
            and gap
            and len(gap) <= 4
            and all(t.lower in _GLUE for t in gap)
            and any(t.lower != "the" for t in gap)
        ):
            open_.append(hit.actor)
        else:
            _close(board, found, open_, start, end)
            open_, start = [hit.actor], hit.first
        end = hit.last
    _close(board, found, open_, start, end)
    return found


def _close(board: Board, found: list[Run], codes: list[str], start: int, end: int) -> None:
    if len(set(codes)) < 2:
        return
    nouns: set[str] = set()
    before = board.tokens[max(0, start - _OF_WITHIN) : start]
    if before and before[-1].lower in ("of", "from", "for"):
        nouns = {
            _singular(t) for t in before if t.tag in ("NNS", "NNPS") and t.sentence == board.tokens[start].sentence
        }
    found.append(Run(end, tuple(dict.fromkeys(codes)), frozenset(nouns)))


def _fit(board: Board, noun: str, codes: tuple[str, ...]) -> bool:
    """Whether bodies may be called so: an alliance is a side, no country."""
    return noun not in _COUNTRIES or all(board.actor(c).kind == "state" for c in codes)


def _official(board: Board, code: str) -> str:
    return board.directory.organ(code, "government").id if board.actor(code).kind == "state" else code


def _number(token: Token) -> int | None:
    if token.text.isdigit() and 2 < int(token.text) < 30:
        return int(token.text)
    return _NUMBERS.get(token.lower)


def _singular(token: Token) -> str:
    if token.lower in _FOLK:
        return "leader"  # "both men": two persons
    return token.lower[:-3] + "y" if token.lower.endswith("ies") else token.lower.removesuffix("s")


def _same_office(board: Board, token: Token, noun: str) -> list[str]:
    """ "Both Prime Ministers", "the two presidents": the last two of different parties whom the report calls by that office."""
    if noun not in ("minister", "president"):
        return []
    marks = [k for k in token.kids if k.i < token.i and k.dep in ("amod", "compound", "nmod") and k.lower not in _TWO]
    phrase = " ".join([*(k.lower for k in marks), noun])
    parts = pieces(phrase)
    offices = {
        office
        for n, values in board.directory.titles.matches(phrase, parts, 0)
        if n == len(parts)
        for _, (office, _) in values
    }
    recent: list[str] = []
    parties: set[str | None] = set()
    for hit in sorted((h for h in board.hits if h.head < token.i), key=lambda h: -h.head):
        if hit.reading in ("pronoun", "collective") or hit.actor in recent or board.actor(hit.actor).kind != "person":
            continue
        party = board.actor(hit.actor).party
        if party in parties or not any(o in offices for _, o in board.offices_seen.get(hit.actor, set())):
            continue
        recent.append(hit.actor)
        parties.add(party)
        if len(recent) == 2:
            return recent[::-1]
    return []


def _last_two(board: Board, token: Token, noun: str, listed: list[Run]) -> list[str]:
    """The two that were named last: persons for "both leaders", else parties, but not two of a longer list."""
    crowd = {code for run in listed if len(run.codes) > 2 and run.near_by(board, token) for code in run.codes}
    recent: list[str] = []
    for hit in reversed(board.hits):
        if (
            hit.first >= token.i
            or board.tokens[hit.first].sentence < token.sentence - _WITHIN
            or hit.reading in ("demonym", "place", "nominal")
        ):
            continue
        actor = board.actor(hit.actor)
        if noun in _LEADERS and actor.kind != "person":
            continue
        wanted = hit.actor if noun in _LEADERS else actor.party
        if wanted is not None and (wanted in crowd or not _fit(board, noun, (wanted,))):
            continue
        if wanted is not None and wanted not in recent and (wanted in board.directory.bodies or actor.kind == "person"):
            recent.append(wanted)
        if len(recent) == 2:
            return recent[::-1]
    return []


def _main_states(board: Board, token: Token) -> list[str]:
    """The two states that a report names far more often than any other up to a word, both near it; none if there is no such pair."""
    tally: dict[str, int] = {}
    near: set[str] = set()
    for hit in board.hits:
        code = board.actor(hit.actor).party
        if hit.first >= token.i or hit.reading == "pronoun" or code not in board.directory.bodies or code is None:
            continue
        if board.actor(code).kind == "state":
            tally[code] = tally.get(code, 0) + 1
            if token.sentence - board.tokens[hit.first].sentence <= _WITHIN:
                near.add(code)
    ranked = sorted(tally, key=lambda c: (-tally[c], c))
    if len(ranked) < 3 or tally[ranked[1]] < max(3, 2 * tally[ranked[2]]) or not near.issuperset(ranked[:2]):
        return []
    return ranked[:2]


def _met(board: Board) -> list[str]:
    """The two who met or spoke by the opening of a report: two persons of two parties, else two bodies; none if it names more."""
    sentences = sorted({t.sentence for t in board.tokens if not board.parsed.heading(t.sentence)})[:_OPENING]
    if not any(
        t.sentence in sentences and t.lemma.lower() in words("meeting-cues") for t in board.tokens[: _OPENING * 60]
    ):
        return []
    near = [
        h
        for h in board.hits
        if board.tokens[h.head].sentence in sentences and h.reading not in ("demonym", "place", "pronoun")
    ]
    persons = list(dict.fromkeys(h.actor for h in near if board.actor(h.actor).kind == "person"))
    if len(persons) == 2:
        parties = {board.actor(a).party for a in persons}
        return persons if len(parties) == 2 and None not in parties else []
    bodies = list(
        dict.fromkeys(p for h in near if (p := board.actor(h.actor).party) in board.directory.bodies and p is not None)
    )
    return bodies if not persons and len(bodies) == 2 else []


def _main_two(board: Board, token: Token) -> list[str]:
    """The two persons of two parties who are named more often before a word than anybody else, each twice at least."""
    tally: dict[str, int] = {}
    for hit in board.hits:
        if hit.first < token.i and board.actor(hit.actor).kind == "person" and hit.reading != "pronoun":
            tally[hit.actor] = tally.get(hit.actor, 0) + 1
    ranked = sorted(tally, key=lambda a: (-tally[a], a))
    if len(ranked) < 2 or tally[ranked[1]] < 2 or (len(ranked) > 2 and tally[ranked[2]] == tally[ranked[1]]):
        return []
    parties = {board.actor(a).party for a in ranked[:2]}
    return ranked[:2] if len(parties) == 2 and None not in parties else []


def _add(board: Board, token: Token, marks: list[Token], actors: list[str], why: str) -> None:
    if len(actors) < 2:
        return
    first = min([k.i for k in marks] + [token.i])
    names = ", ".join(board.actor(a).name for a in actors)
    for actor in actors:
        board.add(first, token.i, actor, "collective", f"{why}: {names}", head=token.i)
