"""Whose a noun is: the body that its modifiers name ("Russian diplomats", "officials from Iran")."""

from __future__ import annotations

from collections.abc import Iterator

from communique.actors.board import Board
from communique.actors.cast import conjuncts, counted
from communique.lexicon import words
from communique.parse.syntax import Token

_OWNERS = frozenset(["of", "from", "for", "with"])
_PLACES = frozenset(
    ["in", "at", "near", "outside", "inside", "across", "throughout", "around", "through", "within", "on", "along"]
)
_KEEPERS = frozenset(["interior-ministry", "police", "prosecutors", "supreme-court"])
_NEAR = 25  # tokens
_TIES = frozenset(["affiliated", "based", "close", "loyal", "living", "near"])
_WITHIN = frozenset(["at", "in", "inside", "within"])


def owner_of(board: Board, head: Token) -> tuple[str | None, str, int]:
    """The body that a noun's modifiers name, the reason, and the last token of the modifier."""
    for kid in head.kids:
        if kid.dep in ("poss", "amod", "compound", "nmod") and (code := code_at(board, kid)) is not None:
            return code, f"{kid.text!r} before it", head.i
    for kid in head.kids:  # "Canadian fisheries officers": hung on the other noun
        if kid.dep in ("compound", "nmod") and kid.i < head.i:
            for inner in kid.kids:
                if inner.dep in ("amod", "compound") and (code := code_at(board, inner)) is not None:
                    return code, f"{inner.text!r} before it", head.i
    for kid in (*head.kids, *(k for tie in head.kids if tie.i > head.i and tie.lower in _TIES for k in tie.kids)):
        if kid.dep == "prep" and (
            kid.lower in _OWNERS or kid.head is not head or _lives(head, kid) or _serves(board, head, kid)
        ):
            for inner in kid.kids:
                if inner.dep == "pobj":
                    code = code_at(board, inner) or owner_of(board, inner)[0] if inner.i - head.i < 10 else None
                    if code is not None:
                        return (
                            code,
                            f"'{kid.text} {inner.text}' after it",
                            inner.i if kid.lower in ("of", "from") else head.i,
                        )
    for kid in head.kids:  # "Ministry of Foreign Affairs, Islamabad"
        if kid.dep in ("appos", "npadvmod") and kid.i > head.i and head.lower in words("offices-somewhere"):
            for number in board.heads.get(kid.i, ()):
                hit = board.hits[number]
                if hit.reading in ("metonym", "place") and board.actor(hit.actor).kind == "state":
                    return hit.actor, f"{kid.text!r} after it", head.i
    return None, "", head.i


def _serves(board: Board, noun: Token, preposition: Token) -> bool:
    """ "An adviser to the president", "a source at the ministry in Riyadh": whose words an insider's are."""
    if noun.lemma.lower() not in words("insiders"):
        return False
    if preposition.lower == "to":
        return noun.lemma.lower() in words("servants")
    inner = preposition.kid("pobj")
    if preposition.lower not in _WITHIN or inner is None:
        return False
    if inner.lemma.lower() in words("houses"):
        return True
    return any(
        board.hits[n].reading in ("organ", "metonym", "nominal") or board.actor(board.hits[n].actor).kind != "state"
        for n in board.heads.get(inner.i, ())
    )


def _lives(noun: Token, preposition: Token) -> bool:
    """Whether a noun's place is where its people belong: "students in Jakarta", not "troops in Iraq", "Western diplomats in Pakistan"."""
    if preposition.lower not in _PLACES:
        return False
    marks = {k.lower for k in noun.kids if k.dep in ("amod", "compound", "nmod")}
    if noun.lemma.lower() in ("ministry", "minister"):
        return True  # a foreign ministry is no foreigner
    if marks & words("strange"):
        return False
    return noun.lemma.lower() not in words("strangers") or bool(marks & words("homely"))


def place_of(board: Board, noun: Token, any_noun: bool = False) -> tuple[str, str] | None:
    """The only state in which a group does what its clause says ("prisoners rioted at a jail in Lima"), and the words that say so.

    Only for nouns of those who act where they live, or with `any_noun` for any; what is said or agreed somewhere is often said by
    people from elsewhere.
    """
    if not any_noun and noun.lemma.lower() not in words("local-nouns") and noun.lower not in words("local-nouns"):
        return None
    if any(k.lower in words("strange") for k in noun.kids):
        return None
    top = noun
    while top.dep == "pobj" and top.head.dep == "prep" and counted(top.head.head) is top:
        top = top.head.head
    if top.dep == "conj":
        top = top.head
    verb = top.head
    if top.dep == "pobj" and verb.dep == "agent":
        verb = verb.head
    elif top.dep not in ("nsubj", "nsubjpass", "dobj"):
        return None
    if verb.pos != "VERB" or verb.lemma in words("say-verbs") or verb.lemma in words("coming-verbs"):
        return None
    if top.dep == "dobj" and (keeper := _at_home(board, verb)) is not None:
        return keeper
    found: dict[str, str] = {}
    for holder in (verb, *(k for k in verb.kids if k.dep == "dobj" and k is not top)):
        for kid in holder.kids:
            if kid.dep == "prep" and kid.lower in _PLACES and abs(kid.i - noun.i) < _NEAR:
                for code, text in _states(board, kid):
                    found.setdefault(code, f"done '{kid.text} … {text}'")
    return next(iter(found.items())) if len(found) == 1 else None


def _at_home(board: Board, verb: Token) -> tuple[str, str] | None:
    """The state whose police or courts deal with people: they do so at home."""
    while verb.kid("nsubj", "nsubjpass") is None and verb.dep in ("xcomp", "advcl", "conj") and verb.head.pos == "VERB":
        verb = verb.head
    keeper = verb.kid("nsubj")
    for number in board.heads.get(keeper.i, ()) if keeper is not None else ():
        body, _, organ = board.hits[number].actor.partition("/")
        if organ in _KEEPERS and body in board.directory.bodies:
            return body, f"done by '{board.words(board.hits[number].first, board.hits[number].last)}', at home"
    return None


def _states(board: Board, preposition: Token) -> Iterator[tuple[str, str]]:
    """The states whose places are named after a preposition."""
    level = [k for k in preposition.kids if k.dep == "pobj"]
    for _ in range(4):
        for token in level:
            for number in board.heads.get(token.i, ()):
                hit = board.hits[number]
                if board.actor(hit.actor).kind == "state" and (
                    hit.reading != "demonym" or token.head.lemma.lower() in words("place-nouns")
                ):
                    yield hit.actor, token.text
        level = [
            k
            for t in level
            for k in t.kids
            if k.dep in ("prep", "pobj", "poss", "compound", "amod", "nmod", "conj", "appos")
        ]


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
                for number in board.heads.get(inner.i, ()) if inner.dep == "pobj" else ():
                    actor = board.hits[number].actor  # "the leaders of both countries"
                    if board.actor(actor).kind == "state" and actor not in (first, *found):
                        found.append(actor)
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
