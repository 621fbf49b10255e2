"""Pronouns: a sieve from sure to likely, over the mentions before each pronoun (after Lee et al. 2013, reduced to what news needs).

Personal pronouns inside a quotation are not resolved to its speaker; "I" and "we" are, once the speaker is known (events).
"""

from __future__ import annotations

from communique.actors import epithets, nominals
from communique.actors.board import Board, Hit
from communique.actors.cast import conjuncts
from communique.lexicon import words
from communique.parse.syntax import Token

_HE = frozenset(["he", "him", "his", "himself"])
_SHE = frozenset(["she", "her", "hers", "herself"])
_IT = frozenset(["it", "its", "itself"])
_THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
_SELF = frozenset(["herself", "himself", "itself", "themselves"])
_REACH = 5  # sentences


def place(board: Board) -> None:
    """Resolve third-person pronouns, in text order; each becomes an antecedent for the next."""
    hits = sorted(board.hits, key=lambda h: (h.head, h.first))
    at = 0
    seen: list[Hit] = []
    for token in board.tokens:
        while at < len(hits) and hits[at].head < token.i:
            seen.append(hits[at])
            at += 1
        if nominals.epithet(token) and not board.heads.get(token.i):
            found = _best(board, token, [h for h in seen if board.actor(h.actor).kind == "person"])
            if found is None:
                nominals.unnamed(board, token)
            else:
                why = f"{token.text!r} for {board.words(found.first, found.last)!r} before it"
                seen.append(board.add(board.with_article(token.i), token.i, found.actor, "nominal", why, head=token.i))
            continue
        if epithets.body(token) and not board.heads.get(token.i) and not board.parsed.heading(token.sentence):
            called = epithets.meant(board, token, seen)
            if called is not None:
                seen.append(
                    board.add(board.with_article(token.i), token.i, called[0], "nominal", called[1], head=token.i)
                )
            elif nominals.groups(token):
                nominals.unnamed(board, token)
            continue
        if token.pos == "NOUN" and not board.heads.get(token.i):
            known = len(board.hits)
            nominals.own(board, token)  # "Its ambassador … He"
            seen += board.hits[known:]
            continue
        if token.pos != "PRON" or board.heads.get(token.i):
            continue
        found = _antecedent(board, token, seen)
        if found is not None:
            hit = board.add(
                token.i,
                token.i,
                found.actor,
                "pronoun",
                f"{token.text!r} for {board.words(found.first, found.last)!r} before it",
            )
            seen.append(hit)
            if token.lower in _THEY:
                for other in _together(board, found):
                    why = f"{token.text!r} for {board.actor(found.actor).name!r} and {board.actor(other).name!r} before it"
                    seen.append(board.add(token.i, token.i, other, "collective", why))


def _beside(board: Board, token: Token) -> Hit | None:
    """ "The president himself": who stands right before it."""
    number = board.cover[token.i - 1] if token.i else -1
    hit = board.hits[number] if number >= 0 else None
    return hit if hit is not None and hit.reading not in ("demonym", "place") and hit.last == token.i - 1 else None


def _together(board: Board, hit: Hit) -> list[str]:
    """Further actors that a plural antecedent means: "the four States", "Peru and Chile"."""
    found: list[str] = []
    for head in conjuncts(board.tokens[hit.head]):
        for number in board.heads.get(head.i, ()):
            actor = board.hits[number].actor
            if actor != hit.actor and actor not in found:
                found.append(actor)
    return found


def _antecedent(board: Board, token: Token, seen: list[Hit]) -> Hit | None:
    if token.lower in _SELF and (own := _beside(board, token)) is not None:
        return own
    if token.lower in _HE or token.lower in _SHE:
        gender = "m" if token.lower in _HE else "f"
        found = _best(board, token, [h for h in seen if _person(board, h, gender)])
        if found is None or token.sentence - board.tokens[found.head].sentence > 1:
            return _speaking_body(board, token) or found or _gendered(board, token, seen)
        return found
    if token.lower in _IT:
        if _pleonastic(token):
            return None
        return _best(board, token, [h for h in seen if _body(board, h)])
    if token.lower in _THEY:
        return _best(board, token, [h for h in seen if _plural(board, h, token)]) or (
            _best(board, token, [h for h in seen if _body(board, h) and board.actor(h.actor).kind != "state"])
            if token.dep == "poss"
            else None
        )
    return None


def _speaking_body(board: Board, token: Token) -> Hit | None:
    """ "Moscow assures that he begins to withdraw", as texts translated from languages with genders have it: the state itself."""
    verb = token.head
    if token.dep not in ("nsubj", "nsubjpass") or verb.dep != "ccomp":
        return None
    speaker = verb.head.kid("nsubj")
    for number in board.heads.get(speaker.i, ()) if speaker is not None and speaker.i < token.i else ():
        if _body(board, board.hits[number]):
            return board.hits[number]
    return None


def _gendered(board: Board, token: Token, seen: list[Hit]) -> Hit | None:
    """ "Russia … she gathered 120,000 soldiers", as translations have it: a state, where no person was named whom it could mean."""
    if token.dep not in ("nsubj", "nsubjpass", "poss") or any(board.actor(h.actor).kind == "person" for h in seen):
        return None
    return _best(board, token, [h for h in seen if _body(board, h) and board.actor(h.actor).kind == "state"])


def _person(board: Board, hit: Hit, gender: str) -> bool:
    actor = board.actor(hit.actor)
    if actor.kind != "person" or hit.reading == "title":
        return False
    known = board.directory.genders.get(hit.actor) or board.local_gender.get(hit.actor)
    if known is None:
        said = board.words(hit.first, hit.last).lower()
        if any(
            w in said.split()
            for w in ("mr", "mr.", "king", "prince", "spokesman", "chairman", "sir", "lord", "congressman")
        ):
            known = "m"
        elif any(
            w in said.split()
            for w in (
                "mrs",
                "mrs.",
                "ms",
                "ms.",
                "queen",
                "princess",
                "spokeswoman",
                "chairwoman",
                "lady",
                "congresswoman",
            )
        ):
            known = "f"
        if known is not None:
            board.local_gender[hit.actor] = known
    if known is None and hit.reading != "pronoun":
        return True
    return known is None or known == gender


def _body(board: Board, hit: Hit) -> bool:
    return board.actor(hit.actor).kind in (
        "state",
        "government",
        "organisation",
        "armed-group",
        "media",
        "other",
    ) and hit.reading not in ("demonym", "place", "people")


def _plural(board: Board, hit: Hit, pronoun: Token) -> bool:
    actor = board.actor(hit.actor)
    if hit.reading in ("collective", "people"):
        return True
    if actor.kind == "people":
        return True
    head = board.tokens[hit.head]
    if (
        head.dep in ("nsubj", "nsubjpass")
        and pronoun.sentence - head.sentence <= 1
        and hit.reading not in ("demonym", "place")
    ):
        others = [k for k in conjuncts(head) if k is not head and board.heads.get(k.i)]
        if others and any(k.lower == "and" for k in head.kids + [g for o in others for g in o.kids]):
            return True
    return head.tag in ("NNS", "NNPS") and hit.reading in ("organ", "nominal", "name", "exact")


def _pleonastic(token: Token) -> bool:
    """ "It became known that", "it is important to": an it that stands for nothing."""
    if token.lower != "it" or token.dep not in ("nsubj", "nsubjpass", "expl"):
        return False
    verb = token.head
    if token.dep == "expl":
        return True
    clausal = any(k.dep in ("ccomp", "xcomp", "csubj", "advcl") and k.i > verb.i for k in verb.kids)
    predicate = verb.kid("acomp", "attr")
    if predicate is not None and predicate.lower in words("will-adjectives"):
        return False  # "it is ready to": somebody
    if verb.lemma in ("be", "become", "seem", "appear", "remain", "happen", "turn", "take", "emerge", "follow") and (
        clausal or (predicate is not None and any(k.dep in ("ccomp", "xcomp", "relcl", "prep") for k in predicate.kids))
    ):
        return True
    return verb.lemma in words("weather-verbs") or (token.dep == "nsubjpass" and clausal)


def _best(board: Board, token: Token, candidates: list[Hit]) -> Hit | None:
    """The most salient candidate: subjects of the nearest sentence outside quotations first, then the latest."""
    own_quote = board.parsed.quote_of[token.i]
    ranked = []
    for order, hit in enumerate(candidates):
        head = _head(board, hit)
        distance = token.sentence - head.sentence
        if distance < 0 or distance > _REACH or board.tokens[hit.head].i >= token.i:
            continue
        if board.parsed.heading(head.sentence):
            continue
        if _same_clause_object(token, head) or (distance == 0 and _credited(head)):
            continue
        quoted = board.parsed.quote_of[hit.head] >= 0 and board.parsed.quote_of[hit.head] != own_quote
        if own_quote < 0 and quoted and board.actor(hit.actor).kind == "person":
            distance += 2
        subject = _subject_rank(head)
        penalty = 0.0 if subject == 0 else 0.6 if subject == 1 else 1.2
        if subject == 0 and _embedded(head):
            penalty += 0.5
        if hit.reading == "nominal" and token.dep not in ("nsubj", "nsubjpass") and any(_owner(k) for k in head.kids):
            penalty += 1.2  # "His deputy agreed; … told him": the owner is still spoken of
        if _says(token) and _says(head):  # "he added": whoever spoke goes on speaking
            penalty -= 1.6 if distance <= 1 else 0.8
        if own_quote >= 0 and board.parsed.quote_of[hit.head] < 0 and _says(head):
            penalty += 1.5  # nobody calls himself "he"
        ranked.append((distance + penalty, -order, hit))
    return min(ranked, key=lambda r: (r[0], r[1]))[2] if ranked else None


def _head(board: Board, hit: Hit) -> Token:
    """The head of a mention; of "the head of the ministry Ann Lee" the word that is the subject."""
    top = board.head_of(hit.first, hit.last) if hit.reading != "collective" else None
    return top if top is not None and top.dep in ("nsubj", "nsubjpass") else board.tokens[hit.head]


def _owner(token: Token) -> bool:
    return token.dep == "poss" and token.pos == "PRON"


def _subject_rank(head: Token) -> int:
    if head.dep in ("nsubj", "nsubjpass"):
        return 0
    if head.dep == "pobj" and head.head.dep == "agent":
        return 0
    if head.dep in ("conj", "appos") and head.head.dep in ("nsubj", "nsubjpass"):
        return 0
    return 1 if head.dep in ("dobj", "pobj", "poss", "ROOT", "attr", "dative") else 2


def _credited(head: Token) -> bool:
    """Whether a name is only the source of its sentence: "According to his press secretary, he asked her …"."""
    return head.dep == "pobj" and head.head.lower == "to" and head.head.head.lower == "according"


def _embedded(head: Token) -> bool:
    """Whether a subject stands in a clause below another verb of the sentence."""
    verb = head.head
    return verb.dep in ("ccomp", "relcl", "acl", "advcl", "pcomp", "xcomp")


def _says(token: Token) -> bool:
    """Whether somebody is the subject of a verb of saying, also by a name beside the subject: "The minister, Ann Lee, said"."""
    while token.dep in ("appos", "compound", "flat", "nmod") and token.head is not token and token.head.pos != "VERB":
        token = token.head
    return token.dep in ("nsubj", "nsubjpass") and token.head.lemma in words("say-verbs")


def _same_clause_object(token: Token, head: Token) -> bool:
    """A plain object pronoun is never the subject of its own verb ("Putin told him")."""
    if token.dep not in ("dobj", "dative") or head.dep not in ("nsubj", "nsubjpass"):
        return False
    verb = token.head
    while (
        verb.dep in ("acl", "advcl", "conj", "pcomp", "prep")
        and verb.kid("nsubj", "nsubjpass") is None
        and verb.head is not verb
    ):
        if verb.dep == "acl" and verb.tag != "VBG":
            break
        verb = verb.head  # "adopted a statement urging it": the one who urges is not the one urged
        while verb.pos == "NOUN" and verb.head is not verb:
            verb = verb.head
    return head.head is verb
