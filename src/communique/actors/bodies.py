"""States, organisations, groups and their organs: phrases of the directory, and "the Russian Foreign Ministry" put together."""

from __future__ import annotations

from dataclasses import dataclass

from communique.actors.acronyms import spelt_out
from communique.actors.board import Board, Hit
from communique.actors.cast import conjuncts
from communique.actors.directory import PERSON_READINGS, Sense
from communique.actors.names import cased_like
from communique.actors.places import in_america, namesake, of_person, only_place
from communique.parse.syntax import Token

_OF_BODY = frozenset(["government", "people", "police", "opposition", "rebels"])
_WEAK = frozenset(["noun"])
_ORDER = {"name": 0, "alias": 1, "organ": 2, "adjective": 3, "people": 3, "metonym": 4, "city": 5, "noun": 6}
_FIRST_BODIES = ("EU", "NATO", "UN")


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the directory in the text: pieces ``[at, at + n)``, tokens ``[first, last]`` and its possible senses."""

    at: int
    n: int
    first: int
    last: int
    senses: tuple[Sense, ...]


def scan(board: Board) -> tuple[list[Found], list[Found]]:
    """All directory phrases in the text, longest first and without overlap: (bodies and organs, full names of persons)."""
    bodies: list[Found] = []
    persons: list[Found] = []
    text, pieces = board.parsed.text, board.pieces
    own = spelt_out(text, board.directory)
    i = 0
    while i < len(pieces):
        other = namesake(board, i)
        step = max(other, 1)
        for n, values in board.directory.phrases.matches(text, pieces, i):
            if n < other:
                break
            start, end = pieces[i].start, pieces[i + n - 1].end
            seen = text[start:end]
            if seen in own:
                continue
            if any(phrase.rstrip().endswith(".") for phrase, _ in values) and text[end : end + 1] == ".":
                ranged = board.tokens_in(start, end + 1) or board.tokens_in(start, end)
            else:
                ranged = board.tokens_in(start, end)
            if ranged is None:
                continue
            senses = tuple(dict.fromkeys(s for phrase, s in values if cased_like(phrase, seen)))
            if not senses or _shouted(board, ranged, senses, n):
                continue
            people = tuple(s for s in senses if s.reading in PERSON_READINGS)
            others = tuple(s for s in senses if s.reading not in PERSON_READINGS)
            if people:
                persons.append(Found(i, n, *ranged, people))
            elif not _part_of_name(board, ranged, others):
                bodies.append(Found(i, n, *ranged, others))
            else:
                continue
            step = n
            break
        i += step
    return bodies, persons


def _shouted(board: Board, ranged: tuple[int, int], senses: tuple[Sense, ...], n: int) -> bool:
    """An acronym such as WHO or US inside a line in capitals says nothing."""
    if n > 1 or not board.words(*ranged).isupper() or not all(s.reading in ("alias", "organ") for s in senses):
        return False
    sentence = board.parsed.sentence_tokens(board.tokens[ranged[0]].sentence)
    letters = [t for t in sentence if t.text.isalpha() and len(t.text) > 1]
    return len(letters) > 3 and all(t.text.isupper() for t in letters)


def _part_of_name(board: Board, ranged: tuple[int, int], senses: tuple[Sense, ...]) -> bool:
    """Whether a name of one word is part of a person's, or of a place in America."""
    first, last = ranged
    if board.words(first, last) == "Security Council" and _secretary_of(board, first):
        return True  # a state's: of the United Nations' there is no secretary
    if all(s.reading == "adjective" for s in senses) and board.tokens[first].pos == "VERB" and first == last:
        return True  # "Polish your shoes"
    if first != last or all(s.reading in ("adjective", "people", "organ") for s in senses):
        return False
    return of_person(board, first) or in_america(board, first, last)


def _secretary_of(board: Board, first: int) -> bool:
    before = [t.lower for t in board.tokens[max(0, first - 3) : first] if t.lower != "the"]
    return before[-2:] == ["secretary", "of"]


def place(board: Board, found: list[Found]) -> None:
    """Turn the scanned phrases into hits, ambiguous ones by what the document names elsewhere."""
    certain: dict[str, int] = {}
    for f in found:
        bodies = {board.actor(s.actor).code for s in f.senses if s.reading not in _WEAK}
        if len(bodies) == 1 and (code := next(iter(bodies))) is not None:
            certain[code] = certain.get(code, 0) + 1
    seen: set[str] = set()
    last_seen: list[str] = []
    for f in found:
        sense = _choose(board, f, certain, seen, last_seen)
        if sense is None:
            continue
        code = board.actor(sense.actor).code or sense.actor
        seen.add(code)
        last_seen.append(code)
        organ = _organ_after(board, f, sense) or _organ_before(board, f, sense)
        if organ is not None:
            _nested(board, f, sense)
            continue
        reading, why = _reading(board, f, sense)
        first = board.with_article(f.first) if reading not in ("demonym",) else f.first
        board.add(first, f.last, sense.actor, reading, why)


def share(board: Board) -> None:
    """ "Hungarian and Romanian officials", "the leaders of Egypt and Sudan": the organ is each state's."""
    for hit in list(board.hits):
        body, _, organ = hit.actor.partition("/")
        if hit.reading != "organ" or organ not in board.directory.organ_kinds:
            continue
        for code in _sharers(board, hit):
            owner = board.actor(code)
            if code != body and owner.kind == "state":
                why = f"organ of {owner.name}, coordinated"
                board.add(hit.first, hit.last, board.directory.organ(code, organ).id, "collective", why, head=hit.head)


def _sharers(board: Board, hit: Hit) -> list[str]:
    """Codes of the states that are coordinated with the one a composed organ names."""
    head = board.tokens[hit.head]
    owners: list[Token] = []
    for kid in head.kids:
        if kid.dep in ("amod", "nmod", "compound", "poss"):
            owners += [kid, *(k for k in kid.kids if k.dep == "conj")]
        elif kid.dep == "prep" and kid.lower == "of":
            owners += [t for inner in kid.kids if inner.dep == "pobj" for t in conjuncts(inner)]
    found = []
    for owner in owners:
        for number in board.heads.get(owner.i, []):
            code = board.actor(board.hits[number].actor).code
            if code in board.directory.bodies and code not in found and code is not None:
                found.append(code)
    return found


def _choose(board: Board, f: Found, certain: dict[str, int], seen: set[str], last_seen: list[str]) -> Sense | None:
    senses = [s for s in f.senses if s.reading not in _WEAK] or list(f.senses)
    weak = [s for s in f.senses if s.reading in _WEAK]
    if not [s for s in f.senses if s.reading not in _WEAK]:
        determined = (
            f.first > 0
            and board.tokens[f.first - 1].lower in ("the", "this", "its", "entire", "whole")
            or board.tokens[f.first].lower in ("the", "all")
            or board.tokens[f.first].text.isdigit()
        )
        candidates = [s for s in weak if (board.actor(s.actor).code or s.actor) in seen]
        if not determined or not candidates:
            return None
        return max(
            candidates, key=lambda s: len(last_seen) - 1 - last_seen[::-1].index(board.actor(s.actor).code or s.actor)
        )
    if len({s.actor for s in senses}) == 1:
        return min(senses, key=lambda s: _ORDER.get(s.reading, 9))
    place_ = only_place(board, f.first, f.last)
    senses = [s for s in senses if not _other_article(board, f, s)] or senses

    def rank(s: Sense) -> tuple[int, int, int, int, int]:
        code = board.actor(s.actor).code or s.actor
        owner = code not in _FIRST_BODIES
        return (
            0 if not (s.reading == "metonym" and place_ and not owner) else 1,
            -min(certain.get(code, 0), 99) if s.reading in ("metonym", "adjective", "alias", "organ", "people") else 0,
            _ORDER.get(s.reading, 9),
            0 if code in _FIRST_BODIES else 1,
            senses.index(s),
        )

    return min(senses, key=rank)


def _other_article(board: Board, f: Found, sense: Sense) -> bool:
    """Whether a newspaper that has an article in its name is not meant: "the Australian prime minister"."""
    actor = board.actor(sense.actor)
    if actor.kind != "media" or not actor.name.startswith("The "):
        return False
    token = board.tokens[f.last]
    return not (f.first and board.tokens[f.first - 1].text == "The") or (
        token.dep in ("amod", "compound", "nmod") and token.head.i > token.i
    )


def _reading(board: Board, f: Found, sense: Sense) -> tuple[str, str]:
    name = board.actor(sense.actor).name
    text = board.words(f.first, f.last)
    if sense.reading == "metonym":
        if only_place(board, f.first, f.last):
            return "place", f"{text} is a place of {name}"
        return "metonym", f"place for government: {text} stands for {name}"
    if sense.reading == "city":
        return "place", f"{text} lies in {name}"
    if sense.reading == "adjective":
        return "demonym", f"adjective of {name}"
    if sense.reading == "noun":
        return "noun", f"{text!r} after {name} was named"
    exact = {"name": "exact", "alias": "alias", "people": "people", "organ": "organ"}
    return exact[sense.reading], {
        "name": "exact name",
        "alias": f"alias of {name}",
        "people": f"the people of {name}",
        "organ": "exact name of an organ",
    }[sense.reading]


def _nested(board: Board, f: Found, sense: Sense) -> None:
    reading, why = _reading(board, f, sense)
    board.add(f.first, f.last, sense.actor, reading, why)


def _after(board: Board, f: Found) -> tuple[int, bool]:
    """The piece after a phrase, past a possessive 's."""
    at = f.at + f.n
    pieces = board.pieces
    if at < len(pieces) and pieces[at].key == "s" and board.parsed.text[pieces[at].start - 1] in "'’":
        return at + 1, True
    return at, False


def _organ_after(board: Board, f: Found, sense: Sense) -> Token | None:
    """ "Russian Foreign Ministry", "Russia's armed forces", "Russian federal authorities"."""
    if sense.reading not in ("adjective", "name", "alias", "metonym") or sense.actor not in board.directory.bodies:
        return None
    at, possessive = _after(board, f)
    if (
        sense.reading != "adjective"
        and not possessive
        and board.tokens[f.last].dep not in ("compound", "nmod", "amod", "poss")
    ):
        return None
    for skip in range(3):
        if at + skip >= len(board.pieces):
            return None
        if skip:
            passed = board.tokens_in(board.pieces[at + skip - 1].start, board.pieces[at + skip - 1].end)
            if (
                passed is None
                or board.tokens[passed[0]].tag not in ("JJ", "JJS", "JJR", "NN", "NNS", "VBN")
                or board.tokens[passed[0]].dep not in ("amod", "compound", "nmod")
            ):
                return None
        if board.pieces[at + skip].start - board.tokens[f.last].end > 40:
            return None
        found = _organ(board, at + skip, sense)
        if found is not None:
            first, last, organ = found
            if board.tokens[last].sentence != board.tokens[f.first].sentence:
                return None
            start = board.with_article(f.first)
            board.add(
                start,
                last,
                board.directory.organ(sense.actor, organ).id
                if _is_state(board, sense.actor)
                else _sub(board, sense.actor, first, last),
                "organ",
                f"organ of {board.actor(sense.actor).name}",
            )
            return board.tokens[last]
    return None


def _is_state(board: Board, actor: str) -> bool:
    return board.actor(actor).kind == "state"


def _sub(board: Board, body: str, first: int, last: int) -> str:
    """A part of an organisation that the directory does not list ("NATO officials"): an actor of this document."""
    owner = board.actor(body)
    name = f"{owner.name} {board.words(first, last)}"
    kind = owner.kind if owner.kind in ("organisation", "armed-group") else "other"
    return board.make(
        f"{body}/{board.slug(board.words(first, last))[1:].lower()}", name, kind, owner.party, code=owner.code
    )


def _organ(board: Board, at: int, sense: Sense) -> tuple[int, int, str] | None:
    for n, values in board.directory.organs.matches(board.parsed.text, board.pieces, at):
        ranged = board.tokens_in(board.pieces[at].start, board.pieces[at + n - 1].end)
        if ranged is None:
            continue
        last = board.tokens[ranged[1]]
        if (
            last.dep in ("compound", "nmod", "amod")
            and last.head.i > last.i
            and last.head.sentence == last.sentence
            and last.head.pos in ("NOUN", "PROPN")
        ):
            continue
        if last.pos not in ("NOUN", "PROPN", "ADJ"):
            continue
        return ranged[0], ranged[1], values[0][1]
    return None


def _organ_before(board: Board, f: Found, sense: Sense) -> Token | None:
    """ "the Foreign Ministry of Russia", "authorities in Kyiv"."""
    if sense.reading not in ("name", "alias", "metonym", "city") or sense.actor not in board.directory.bodies:
        return None
    first = f.first
    if first and board.tokens[first - 1].lower == "the":
        first -= 1
    preposition = board.tokens[first - 1] if first else None
    if (
        preposition is None
        or preposition.lower not in ("of", "in", "for")
        or preposition.sentence != board.tokens[f.first].sentence
    ):
        return None
    end = board.piece_at(preposition.start)
    for length in range(min(7, end), 0, -1):
        at = end - length
        for n, values in board.directory.organs.matches(board.parsed.text, board.pieces, at):
            if n != length:
                continue
            organ = values[0][1]
            if preposition.lower == "in" and organ not in _OF_BODY:
                continue
            ranged = board.tokens_in(board.pieces[at].start, board.pieces[at + n - 1].end)
            if ranged is None or board.tokens[ranged[0]].sentence != preposition.sentence or not board.free(*ranged):
                continue
            identity = (
                board.directory.organ(sense.actor, organ).id
                if _is_state(board, sense.actor)
                else _sub(board, sense.actor, *ranged)
            )
            board.add(
                board.with_article(ranged[0]),
                f.last,
                identity,
                "organ",
                f"organ of {board.actor(sense.actor).name}",
                head=ranged[1],
            )
            return board.tokens[ranged[1]]
    return None
