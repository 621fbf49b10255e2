"""Actors without a name: "Russian diplomats", "the foreign ministry", "representatives of the alliance", "both countries"."""

from __future__ import annotations

from functools import cache

from communique.actors import counterparts, epithets, together
from communique.actors.board import Board
from communique.actors.owners import code_at, owner_of, place_of, shared_owners
from communique.actors.persons import Persons
from communique.actors.roles import apposed, described
from communique.lexicon import tables, words
from communique.parse.syntax import Token

_SORTS = frozenset(["alias", "collective", "exact", "nominal", "organ"])


@cache
def _nouns() -> tuple[frozenset[str], frozenset[str]]:
    """Head nouns of persons and of groups, one-word ones."""
    roles = tables("actors")["titles"]["roles"]
    one = frozenset(w.lower() for w in roles["singular"] if " " not in w)
    many = frozenset(w.lower() for w in roles["plural"] if " " not in w)
    return one, many


def place(board: Board, persons: Persons) -> None:
    """Find nominal actors, organs before roles."""
    together.place(board)
    organs(board, proper=False)
    home = _home(board)
    one, many = _nouns()
    for token in board.tokens:
        if token.tag == "NN" and token.lower in words("state-epithets") and not board.heads.get(token.i):
            _country(board, token)
            continue
        if token.pos not in ("NOUN", "PROPN") or board.heads.get(token.i) or board.parsed.heading(token.sentence):
            continue
        if token.tag in ("NNP", "NNPS") and (
            board.cover[token.i] >= 0
            or not (
                token.lower in one
                or token.lower in many
                or (token.lower.endswith("s") and token.lower in words("group-nouns"))
            )
        ):
            continue  # "the Minister" in capitals is a role, other capitals are names
        if token.dep in ("compound", "nmod", "amod") and token.head.pos in ("NOUN", "PROPN"):
            continue
        if token.lower in one and (apposed(board, token) or described(board, token, persons)):
            continue
        if not any(k.dep == "poss" and k.pos == "PRON" for k in token.kids) and counterparts.place(board, token):
            continue
        if token.lower in ("department", "ministry") and _of_organ(board, token):
            continue
        if epithet(token) or epithets.body(token) or any(k.dep == "poss" and k.pos == "PRON" for k in token.kids):
            continue  # "the politician", "the group" wait until all names are known, "its army" until "its" is
        plural = token.tag in ("NNS", "NNPS") or token.lower in many
        if not (
            token.lower in one
            or token.lower in many
            or (plural and (token.lemma.lower() in one or token.lower in words("group-nouns")))
            or token.lower in words("group-nouns")
        ):
            continue
        _nominal(board, token, plural, home)


def organs(board: Board, proper: bool) -> None:
    """Organs that do not say whose: of the only state that this passage names, else of an unknown one.

    With `proper` those in capitals ("the Foreign Ministry"), which are looked for before they can be taken for unknown names.
    """
    i = 0
    text, pieces = board.parsed.text, board.pieces
    while i < len(pieces):
        step = 1
        for n, values in board.directory.organs.matches(text, pieces, i):
            ranged = board.tokens_in(pieces[i].start, pieces[i + n - 1].end)
            if ranged is None or not board.free(*ranged):
                continue
            first, last = ranged
            of = any(t.lower == "of" for t in board.tokens[first : last + 1])
            head = board.head_of(first, last) if of else board.tokens[last]
            if (
                head.pos not in ("NOUN", "PROPN")
                or (head.dep in ("compound", "nmod", "amod") and head.head.i > head.i)
                or board.parsed.heading(head.sentence)
                or (proper and head.tag != "NNP")
            ):
                continue
            if any(k.dep == "poss" and k.pos == "PRON" for k in head.kids):
                continue
            body, why, until = owner_of(board, head)
            organ = values[0][1]
            start = board.with_article(first)
            if body is not None and board.actor(body).kind == "state":
                board.add(start, max(last, until), board.directory.organ(body, organ).id, "organ", why, head=head.i)
                for code in shared_owners(board, head, body):  # "ministers from Britain, Canada and Japan"
                    if board.actor(code).kind == "state":
                        also = board.directory.organ(code, organ).id
                        board.add(
                            start, max(last, until), also, "collective", f"of {board.actor(code).name} too", head=head.i
                        )
            elif (
                body is None
                and (determined := start < first)
                and organ not in ("people", "rebels", "opposition", "media", "companies", "diplomats")
            ):
                nearby = _only_state(board, head)
                if determined and nearby is not None:
                    board.add(
                        start,
                        last,
                        board.directory.organ(nearby, organ).id,
                        "organ",
                        f"{board.actor(nearby).name} is the only state named in this passage",
                        head=head.i,
                    )
                else:
                    continue
            else:
                continue
            step = n
            break
        i += step
    for token in board.tokens if proper else ():
        if token.tag == "NNP" and token.lower in words("offices-somewhere") and board.cover[token.i] < 0:
            _again(board, token)


def _again(board: Board, token: Token) -> None:
    """ "The Ministry" after "the Ministry of Foreign Affairs, Islamabad": the one that was called so before, if there was one."""
    if [k.lower for k in token.kids if k.dep not in ("punct", "case", "cc", "conj", "prep")] != ["the"]:
        return
    if any(k.dep == "prep" and k.lower == "of" for k in token.kids):
        return
    found = {
        hit.actor
        for hit in board.hits
        if hit.last < token.i and hit.reading == "organ" and board.tokens[hit.head].lower == token.lower
    }
    if len(found) == 1:
        actor = found.pop()
        board.add(
            board.with_article(token.i),
            token.i,
            actor,
            "organ",
            f"{token.text!r} for {board.actor(actor).name} before it",
            head=token.i,
        )


def _only_state(board: Board, token: Token) -> str | None:
    """The state of the last hits before a place, if those of this sentence and the one before agree."""
    found: set[str] = set()
    for hit in board.hits:
        sentence = board.tokens[hit.first].sentence
        if hit.first < token.i and token.sentence - 1 <= sentence <= token.sentence:
            code = board.actor(hit.actor).code
            if code in board.directory.bodies and board.actor(code).kind == "state":
                found.add(code)
    return next(iter(found)) if len(found) == 1 else None


def _country(board: Board, token: Token) -> None:
    """ "The country": the only state that this sentence and the one before name, or of several the one the report is mostly about."""
    marks = [k for k in token.kids if k.dep not in ("punct", "case", "cc", "conj")]
    if [k.lower for k in marks] not in (["the"], ["this"]) or board.parsed.heading(token.sentence):
        return
    near = {
        party
        for hit in board.hits
        if hit.first < token.i
        and 0 <= token.sentence - board.tokens[hit.first].sentence <= 1
        and (party := board.actor(hit.actor).party) in board.directory.bodies
        and party is not None
        and board.actor(party).kind == "state"
    }
    main = board.main_state()
    code = next(iter(near)) if len(near) == 1 else main if main in near else _last_state(board, token)
    if code is not None:
        name = board.actor(code).name
        board.add(marks[0].i, token.i, code, "noun", f"{token.lower}: {name} is the state named before", head=token.i)


def _last_state(board: Board, token: Token) -> str | None:
    """ "Action by Russia after the country amassed troops": the state named last in the sentence, by its own name."""
    before = [
        hit
        for hit in board.hits
        if hit.last < token.i
        and board.tokens[hit.head].sentence == token.sentence
        and hit.reading in ("exact", "alias", "metonym")
        and board.actor(hit.actor).kind == "state"
    ]
    return max(before, key=lambda h: h.first).actor if before else None


def epithet(token: Token) -> bool:
    """Whether a noun calls a person who was named before: "the politician"."""
    marks = [k.lower for k in token.kids if k.dep not in ("punct", "case")]
    return token.tag == "NN" and token.lower in words("epithets") and marks == ["the"]


def _of_organ(board: Board, token: Token) -> bool:
    """ "The ministry of Polish diplomacy", as translations have it: the ministry that the organ is."""
    for kid in token.kids:
        inner = kid.kid("pobj") if kid.dep == "prep" and kid.lower == "of" else None
        for number in board.heads.get(inner.i, ()) if inner is not None else ():
            hit = board.hits[number]
            if hit.reading == "organ" and hit.actor.endswith("-ministry"):
                why = f"{token.text!r} of {board.words(hit.first, hit.last)!r}"
                board.add(board.with_article(token.i), hit.last, hit.actor, "organ", why, head=token.i)
                return True
    return False


def groups(token: Token) -> bool:
    """Whether a noun stands for a group that acts, whoever it is."""
    return token.lower in words("group-nouns") or token.lower in _nouns()[0] | _nouns()[1]


def unnamed(board: Board, token: Token) -> None:
    """A role that nobody named before has."""
    _nominal(board, token, False)


def _home(board: Board) -> str | None:
    """The state in whose places a report's deeds are done: four of five of the places it names, three at least; else None."""
    tally: dict[str, int] = {}
    for hit in board.hits:
        if hit.reading == "place" and board.actor(hit.actor).kind == "state":
            tally[hit.actor] = tally.get(hit.actor, 0) + 1
    best = max(tally, key=lambda c: (tally[c], c), default=None)
    return best if best is not None and tally[best] >= max(3, 0.8 * sum(tally.values())) else None


def _nominal(board: Board, token: Token, plural: bool, home: str | None = None) -> None:
    body, why, until = owner_of(board, token)
    kids = [
        k
        for k in token.kids
        if k.i < token.i and k.dep in ("amod", "compound", "nummod", "poss", "nmod", "det", "quantmod", "predet")
    ]
    first = min([k.subtree()[0].i for k in kids] or [token.i])
    if board.tokens[token.i].sentence != board.tokens[first].sentence or token.i - first > 8:
        first = token.i
    if body is None and (known := _same_before(board, token)) is not None:
        body, why = known
    if body is None and (found := place_of(board, token)) is not None:
        body, why = found
    if body is None and token.lemma.lower() in words("mouthpieces") and (told := _told_about(board, token)) is not None:
        body, why = told
    owner = board.actor(body) if body is not None else None
    others = shared_owners(board, token, body)
    core = " ".join(
        t.text
        for t in board.tokens[first : token.i + 1]
        if t.dep not in ("det", "nummod", "quantmod", "predet")
        and t.lower not in ("the", "a", "an")
        and t.pos != "PRON"
        and t.pos != "NUM"
        and t.tag != "POS"
        and t.text != "'s"
    )
    definite = any(k.dep == "det" and k.lower == "the" for k in token.kids) or (
        token.lower == "police" and not any(k.i < token.i for k in token.kids)
    )
    forces = token.lower in ("forces", "troops") and any(k.lower == "government" for k in token.kids)
    if owner is None and ((definite and token.lemma.lower() in words("domestic-nouns")) or forces):
        if (main := board.main_state()) is not None:
            owner, why = board.actor(main), f"{board.actor(main).name} is the state that this report is mostly about"
        elif home is not None:
            owner, why = board.actor(home), f"the places of this report are in {board.actor(home).name}"
    if owner is not None and owner.kind == "state" and token.lemma.lower() in words("state-nouns"):
        board.add(first, max(token.i, until), owner.id, "nominal", f"{core!r} is {owner.name}", head=token.i)
        for code in others:
            board.add(
                first,
                max(token.i, until),
                code,
                "collective",
                f"{core!r} is {board.actor(code).name} too",
                head=token.i,
            )
        return
    organ = _organ_called(board, token) if owner is not None and owner.kind == "state" else None
    if owner is not None and organ is not None and not others:
        board.add(first, max(token.i, until), board.directory.organ(owner.id, organ).id, "organ", why, head=token.i)
        return
    label = core if owner is None or why.endswith("before it") else f"{core} of {owner.name}"
    identity = board.make(
        board.slug(label),
        label,
        _kind(token, plural),
        owner.party if owner is not None else None,
        code=owner.code if owner is not None else None,
    )
    board.add(first, max(token.i, until), identity, "nominal", why or "a common noun, nobody named", head=token.i)
    for code in others:
        other = board.actor(code)
        shared = board.make(
            board.slug(f"{other.name} {core}"), f"{core} of {other.name}", "people", other.party, code=other.code
        )
        board.add(first, max(token.i, until), shared, "collective", f"of {other.name} too", head=token.i)


def _told_about(board: Board, token: Token) -> tuple[str, str] | None:
    """ "Burhan will not go, an aide says", "the bank had no plans, a spokesman said": whom the clause is about that they say."""
    verb = token.head
    if token.dep != "nsubj" or verb.lemma not in words("say-verbs") or any(k.dep == "poss" for k in token.kids):
        return None
    clause = verb.kid("ccomp", "parataxis")
    about = clause.kid("nsubj", "nsubjpass") if clause is not None else None
    code = code_at(board, about) if about is not None and about.pos in ("NOUN", "PROPN") else None
    return (code, f"speaks of {board.actor(code).name}") if code is not None else None


def _kind(token: Token, plural: bool) -> str:
    """What a common noun makes of somebody: "parliament" is no person whom "he" can mean."""
    if plural:
        return "people"
    if token.lower in _nouns()[0]:
        return "person"
    return "organisation" if token.lower in words("body-words") and token.lower != "army" else "people"


def _organ_at(board: Board, token: Token) -> str | None:
    """The organ of a state that a common noun names: "army", "police"."""
    matches = board.directory.organs.matches(board.parsed.text, board.pieces, board.piece_at(token.start))
    return next((values[0][1] for _, values in matches), None)


def _organ_called(board: Board, token: Token) -> str | None:
    """The same for a noun that says all about it: "the army" of a known state, not "workers" or "the press"."""
    organ = _organ_at(board, token)
    bare = all(k.dep in ("det", "prep", "punct", "relcl", "acl", "appos", "conj", "cc") for k in token.kids)
    return organ if bare and organ not in ("companies", "media", "people") else None


def _same_before(board: Board, token: Token) -> tuple[str, str] | None:
    """ "The rebels" after "Libyan rebels": the body of those who were called so before, if they all had one."""
    if not any(k.dep == "det" and k.lower in ("the", "these", "those") for k in token.kids):
        return None
    if any(k.dep in ("amod", "compound", "nmod") for k in token.kids):
        return None
    found: set[str] = set()
    for hit in board.hits:
        if hit.first < token.i and hit.head != token.i and hit.reading in _SORTS:
            head = board.tokens[hit.head]
            code = board.actor(hit.actor).party
            if head.pos == "NOUN" and head.lemma == token.lemma and code in board.directory.bodies and code is not None:
                found.add(code)
    if len(found) != 1:
        return None
    code = found.pop()
    return code, f"{token.lemma} of {board.actor(code).name} before"


def owned(board: Board) -> None:
    """Nouns with a possessive pronoun that means nobody known: "their leaders"."""
    for token in board.tokens:
        if token.pos == "NOUN" and not board.heads.get(token.i) and any(_possessive(k) for k in token.kids):
            own(board, token)
            if not board.heads.get(token.i) and groups(token) and not board.parsed.heading(token.sentence):
                _nominal(board, token, token.tag == "NNS")


def _possessive(token: Token) -> bool:
    return token.dep == "poss" and token.pos == "PRON"


def own(board: Board, token: Token) -> None:
    """ "its nuclear agency", "his French counterpart": what a resolved possessive pronoun owns, of the owner's party."""
    pronoun = next((k for k in token.kids if _possessive(k)), None)
    code = code_at(board, pronoun) if pronoun is not None else None
    if pronoun is None or board.parsed.heading(token.sentence) or counterparts.place(board, token) or code is None:
        return
    owner = board.actor(code)
    body = token.lemma.lower() in words("body-words")
    if not body and not groups(token):
        return
    organ = _organ_at(board, token)
    why = f"{pronoun.text!r} is {owner.name}"
    if organ is not None and owner.kind == "state":
        board.add(pronoun.i, token.i, board.directory.organ(code, organ).id, "organ", why, head=token.i)
        return
    core = board.words(pronoun.i + 1, token.i)
    kind = "organisation" if body else "people" if token.tag == "NNS" else "person"
    name = f"{core} of {owner.name}"
    identity = board.make(board.slug(f"{owner.name} {core}"), name, kind, owner.party, code=owner.code)
    board.add(pronoun.i, token.i, identity, "nominal", why, head=token.i)
