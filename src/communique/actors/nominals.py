"""Actors without a name: "Russian diplomats", "the foreign ministry", "representatives of the alliance", "both countries"."""

from __future__ import annotations

import dataclasses
from functools import cache

from communique.actors.board import Board
from communique.actors.persons import Persons
from communique.lexicon import tables, words
from communique.parse.syntax import Token

_OWNERS = frozenset(["of", "from", "in", "for", "with", "at"])
_BOTH = frozenset(["both", "two"])
_PAIRED = frozenset(
    [
        "country",
        "side",
        "state",
        "nation",
        "leader",
        "party",
        "president",
        "government",
        "capital",
        "minister",
        "neighbour",
        "neighbor",
        "counterpart",
        "power",
    ]
)


@cache
def _nouns() -> tuple[frozenset[str], frozenset[str]]:
    """Head nouns of persons and of groups, one-word ones."""
    roles = tables("actors")["titles"]["roles"]
    one = frozenset(w.lower() for w in roles["singular"] if " " not in w)
    many = frozenset(w.lower() for w in roles["plural"] if " " not in w)
    return one, many


def place(board: Board, persons: Persons) -> None:
    """Find nominal actors, organs before roles."""
    _organs(board)
    one, many = _nouns()
    for token in board.tokens:
        if token.pos not in ("NOUN", "PROPN") or board.heads.get(token.i) or board.parsed.heading(token.sentence):
            continue
        if token.tag in ("NNP", "NNPS") and (
            board.cover[token.i] >= 0 or (token.lower not in one and token.lower not in many)
        ):
            continue  # "the Minister" in capitals is a role, other capitals are names
        if token.dep in ("compound", "nmod", "amod") and token.head.pos in ("NOUN", "PROPN"):
            continue
        if _paired(board, token):
            continue
        if _apposed(board, token) or _described(board, token, persons):
            continue
        plural = token.tag in ("NNS", "NNPS") or token.lower in many
        if not (
            token.lower in one
            or token.lower in many
            or (plural and (token.lemma.lower() in one or token.lower in words("group-nouns")))
            or token.lower in words("group-nouns")
        ):
            continue
        _nominal(board, token, plural)


_OFFICE_WORDS = {
    "minister": ("minister",), "secretary": ("foreign-minister", "secretary", "defence-minister"), "chancellor": ("head-of-government",), "premier": ("head-of-government",),
    "president": ("head-of-state", "president"), "leader": ("head-of-state", "head-of-government", "supreme-leader", "leader"), "diplomat": ("foreign-minister", "ambassador", "diplomat", "envoy"),
    "ambassador": ("ambassador",), "envoy": ("envoy", "ambassador"), "spokesman": ("spokes", "press"), "spokeswoman": ("spokes", "press"), "spokesperson": ("spokes", "press"),
    "general": ("general", "chief-of-staff", "commander"), "chief": ("chief", "head", "high-representative", "secretary-general"), "senator": ("senator", "legislator"), "lawmaker": ("legislator", "lawmaker"),
    "politician": ("",), "official": ("",), "statesman": ("",), "king": ("head-of-state", "king"), "speaker": ("speaker",), "commander": ("commander", "general"), "governor": ("governor",),
    "adviser": ("advis",), "advisor": ("advis",), "negotiator": ("negotiator",), "prime": ("head-of-government",),
}  # fmt: skip


def _described(board: Board, token: Token, persons: Persons) -> bool:
    """ "the Russian minister", "the secretary": the person named before whose office and party the words fit."""
    wanted = _OFFICE_WORDS.get(token.lower)
    if wanted is None or not any(k.dep == "det" and k.lower in ("the", "this") for k in token.kids):
        return False
    if any(k.dep in ("prep", "relcl") and k.lower != "of" for k in token.kids if k.i == token.i + 1):
        return False
    owner = _owner(board, token)[0]
    if owner is None and wanted == ("",):
        return False
    party = board.actor(owner).party if owner is not None else None
    reach = [o for o in persons.order if o[0] < token.i and token.sentence - board.tokens[o[0]].sentence <= 8]
    for _, actor in sorted(reach, reverse=True):
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


def _apposed(board: Board, token: Token) -> bool:
    """ "its spokesman, General Nabil Abdallah", "the representative of Russia Vasily Nebenzya": the person whom a role noun goes with."""
    if token.tag not in ("NN", "NNP"):
        return False
    if token.dep == "appos" and (
        over := [n for n in board.heads.get(token.head.i, ()) if board.actor(board.hits[n].actor).kind == "person"]
    ):
        hit = board.hits[over[0]]  # "Brian Tobin, the fisheries minister"
        left = min(
            [
                k.subtree()[0].i
                for k in token.kids
                if k.i < token.i and k.dep in ("amod", "compound", "poss", "nmod", "det")
            ]
            or [token.i]
        )
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
                left = min(
                    [
                        k.subtree()[0].i
                        for k in token.kids
                        if k.i < token.i and k.dep in ("amod", "compound", "poss", "nmod", "det")
                    ]
                    or [token.i]
                )
                board.add(
                    left,
                    token.i,
                    hit.actor,
                    "title",
                    f"{token.text!r} goes with the name {board.words(hit.first, hit.last)!r}",
                    head=token.i,
                )
                owner = _owner(board, token)[0]
                if owner is not None and hit.actor in board.local and board.local[hit.actor].party is None:
                    board.local[hit.actor] = dataclasses.replace(
                        board.local[hit.actor], party=board.actor(owner).party, code=board.actor(owner).code
                    )
                return True
    return False


def _separate(board: Board, noun: Token, name: int) -> bool:
    """Whether a name after a noun belongs to another phrase: it is possessive, or a preposition other than of, for, to lies between."""
    head = board.tokens[name]
    return head.dep == "pobj" and head.head.i > noun.i and head.head.lower not in ("of",) and head.head.head is not noun


def _organs(board: Board) -> None:
    """Organs that do not say whose: of the only state that this passage names, else of an unknown one."""
    i = 0
    text, pieces = board.parsed.text, board.pieces
    while i < len(pieces):
        step = 1
        for n, values in board.directory.organs.matches(text, pieces, i):
            ranged = board.tokens_in(pieces[i].start, pieces[i + n - 1].end)
            if ranged is None or not board.free(*ranged):
                continue
            first, last = ranged
            head = board.tokens[last]
            if (
                head.pos not in ("NOUN", "PROPN")
                or (head.dep in ("compound", "nmod", "amod") and head.head.i > head.i)
                or board.parsed.heading(head.sentence)
            ):
                continue
            if any(k.dep == "poss" and k.pos == "PRON" for k in head.kids):
                continue
            body, why, until = _owner(board, head)
            organ = values[0][1]
            start = board.with_article(first)
            if body is not None and board.actor(body).kind == "state":
                board.add(start, max(last, until), board.directory.organ(body, organ).id, "organ", why, head=last)
            elif (
                body is None
                and (determined := start < first)
                and organ not in ("people", "rebels", "opposition", "media", "companies")
            ):
                nearby = _only_state(board, head)
                if determined and nearby is not None:
                    board.add(
                        start,
                        last,
                        board.directory.organ(nearby, organ).id,
                        "organ",
                        f"{board.actor(nearby).name} is the only state named in this passage",
                        head=last,
                    )
                else:
                    continue
            else:
                continue
            step = n
            break
        i += step


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


def _owner(board: Board, head: Token) -> tuple[str | None, str, int]:
    """The body that a noun's modifiers name, the reason, and the last token of the modifier."""
    for kid in head.kids:
        if kid.dep in ("poss", "amod", "compound", "nmod") and (code := _code_at(board, kid)) is not None:
            return code, f"{kid.text!r} before it", head.i
    for kid in head.kids:
        if kid.dep == "prep" and kid.lower in _OWNERS:
            for inner in kid.kids:
                if inner.dep == "pobj":
                    code = _code_at(board, inner) or _owner(board, inner)[0] if inner.i - head.i < 10 else None
                    if code is not None:
                        return (
                            code,
                            f"'{kid.text} {inner.text}' after it",
                            inner.i if kid.lower in ("of", "from") else head.i,
                        )
    return None, "", head.i


def _shared_owners(board: Board, head: Token, first: str | None) -> list[str]:
    """Further nationalities of a shared noun: "the Turkish and Greek governments"."""
    found: list[str] = []
    for kid in head.kids:
        if kid.dep in ("amod", "nmod", "compound"):
            for other in (kid, *kid.kids):
                if (
                    (other is kid or other.dep == "conj")
                    and (code := _code_at(board, other)) is not None
                    and code not in (first, *found)
                ):
                    found.append(code)
    return found


def _code_at(board: Board, token: Token) -> str | None:
    for number in board.heads.get(token.i, ()):
        actor = board.actor(board.hits[number].actor)
        if actor.code in board.directory.bodies:
            return actor.code
        if actor.party in board.directory.bodies:
            return actor.party
    return None


def _nominal(board: Board, token: Token, plural: bool) -> None:
    body, why, until = _owner(board, token)
    kids = [
        k
        for k in token.kids
        if k.i < token.i and k.dep in ("amod", "compound", "nummod", "poss", "nmod", "det", "quantmod", "predet")
    ]
    first = min([k.subtree()[0].i for k in kids] or [token.i])
    if board.tokens[token.i].sentence != board.tokens[first].sentence or token.i - first > 8:
        first = token.i
    owner = board.actor(body) if body is not None else None
    others = _shared_owners(board, token, body)
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
    label = core if owner is None or until <= token.i else f"{core} of {owner.name}"
    identity = board.make(
        board.slug(label),
        label,
        "people" if plural else "person",
        owner.party if owner is not None else None,
        code=owner.code if owner is not None else None,
    )
    board.add(first, max(token.i, until), identity, "nominal", why or "a common noun, nobody named", head=token.i)


def _paired(board: Board, token: Token) -> bool:
    """ "both countries", "the two sides": the two states that were named last."""
    if token.lemma.lower() not in _PAIRED or not any(
        k.lower in _BOTH and k.dep in ("det", "nummod", "predet", "amod") for k in token.kids
    ):
        return False
    if any(k.dep == "prep" and k.lower == "of" for k in token.kids):
        return False
    recent: list[str] = []
    for hit in reversed(board.hits):
        if hit.first >= token.i or board.tokens[hit.first].sentence < token.sentence - 3:
            continue
        actor = board.actor(hit.actor)
        wanted = (
            hit.actor
            if token.lemma.lower() in ("leader", "president", "minister", "counterpart") and actor.kind == "person"
            else actor.party
        )
        if token.lemma.lower() in ("leader", "president", "minister", "counterpart") and actor.kind != "person":
            continue
        if wanted is not None and wanted not in recent and (wanted in board.directory.bodies or actor.kind == "person"):
            recent.append(wanted)
        if len(recent) == 2:
            break
    if len(recent) < 2:
        return False
    first = min([k.i for k in token.kids if k.i < token.i and k.dep in ("det", "nummod", "predet", "amod")] + [token.i])
    for actor_id in reversed(recent):
        board.add(
            first,
            token.i,
            actor_id,
            "collective",
            f"the two named last: {', '.join(board.actor(a).name for a in reversed(recent))}",
            head=token.i,
        )
    return True


def owned(board: Board) -> None:
    """ "its nuclear agency", "their leaders": what a resolved possessive pronoun owns, of the owner's party."""
    one, many = _nouns()
    for token in board.tokens:
        if token.pos != "NOUN" or board.heads.get(token.i) or board.parsed.heading(token.sentence):
            continue
        pronoun = next((k for k in token.kids if k.dep == "poss" and k.pos == "PRON"), None)
        if pronoun is None or (code := _code_at(board, pronoun)) is None:
            continue
        owner = board.actor(code)
        plural = token.tag == "NNS"
        if (
            token.lower in one
            or token.lower in many
            or token.lemma.lower() in words("body-words")
            or token.lower in words("group-nouns")
        ):
            organ = next(
                (
                    v[0][1]
                    for _, v in board.directory.organs.matches(
                        board.parsed.text, board.pieces, board.piece_at(token.start)
                    )
                ),
                None,
            )
            why = f"{pronoun.text!r} is {owner.name}"
            if organ is not None and owner.kind == "state":
                board.add(pronoun.i, token.i, board.directory.organ(code, organ).id, "organ", why, head=token.i)
                continue
            core = board.words(pronoun.i + 1, token.i)
            kind = "organisation" if token.lemma.lower() in words("body-words") else "people" if plural else "person"
            identity = board.make(
                board.slug(f"{owner.name} {core}"), f"{core} of {owner.name}", kind, owner.party, code=owner.code
            )
            board.add(pronoun.i, token.i, identity, "nominal", why, head=token.i)
