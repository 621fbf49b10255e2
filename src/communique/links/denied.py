"""What a denial denies: a claim that it points at ("denied it", "rejected the accusation"), or what it states itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.lexicon import words
from communique.links.topic import Topics
from communique.model import Event
from communique.parse.syntax import Token

_CLAUSE = ("ccomp", "xcomp")
#: Edges that lead from the object of a denial down to the deed that is denied.
_DOWN = frozenset(
    ["ccomp", "xcomp", "dobj", "nsubjpass", "attr", "acomp", "oprd", "pobj", "pcomp", "conj", "compound", "amod"]
)
_PREPOSITIONS = frozenset(["about", "behind", "for", "in", "of", "on", "over", "regarding", "to"])
#: Edges below which nothing belongs to what is denied any more.
_ASIDE = frozenset(["advcl", "appos", "cc", "npadvmod", "parataxis", "preconj", "punct", "relcl"])
_ABOUT = frozenset(["about", "on", "over", "regarding"])
_POINTING = frozenset(["all", "it", "that", "them", "these", "this", "those", "which", "who", "whom"])
_DEEP = 6


@dataclass(frozen=True, slots=True)
class Denied:
    """What is denied.

    Attributes:
        points: whether the denial points at a claim without saying what was claimed.
        pronoun: whether it does so by a pronoun or by nothing at all.
        such: whether it calls what is denied by a kind: "any such intention".
        relative: whether it is a relative clause of what it denies ("an allegation that Oslo denies").
        claimants: parties whose claim it is, where the denial says so.
        words: lemmas of what is said not to be so, names left out.
        core: the lemma of the thing or deed itself.
        deed: the denied deed, if it is an event.
        planned: whether a plan or intention is denied, not something that happened.
        named: the claim, if the denial's own words for it are an event ("the claim that … was denied").
    """

    points: bool
    pronoun: bool = False
    such: bool = False
    relative: bool = False
    claimants: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    core: str = ""
    deed: Event | None = None
    planned: bool = False
    named: Event | None = None


def is_claim(noun: Token, verb: Token) -> bool:
    """Whether a noun is a claim that a verb denies; a mere thought is one where a clause or a verb of denying makes it so."""
    lemma = noun.lemma.lower()
    if lemma not in words("denied-claims"):
        return False
    if verb.lemma.lower() in words("denial-verbs") or any(
        k.dep in ("acl", "ccomp", "relcl") and k.tag not in ("VB", "VBN") for k in noun.kids
    ):
        return True
    if lemma in ("suggestion", "warning", "notion"):
        return verb.lemma.lower() in words("denied-dismissing")
    return lemma not in words("denied-thoughts")


def targets(trigger: Token) -> tuple[list[Token], bool]:
    """Objects and clauses of a denial, and whether the denial is a relative clause of the only one."""
    if trigger.pos == "NOUN":
        of = [p for k in trigger.kids if k.lower == "of" for p in k.kids if p.dep in ("pobj", "pcomp")]
        return of + [k for k in trigger.kids if k.dep in ("acl", "ccomp")], False
    if trigger.lemma == "be":  # "the charge was baseless"
        return [k for k in trigger.kids if k.dep == "nsubj"], False
    found = [k for k in trigger.kids if k.dep in ("nsubjpass", "dobj", "oprd", *_CLAUSE)]
    found = [_small(k) or k if k.dep in _CLAUSE else k for k in found]
    if trigger.lemma.lower() in words("denied-prepositional"):
        found += [p for k in trigger.kids if k.lower in ("on", "against", "at") for p in k.kids if p.dep == "pobj"]
    own = [k for k in found if k.lower not in ("that", "which", "whom")]
    if not own and (relative := _relative(trigger)) is not None:
        return [relative], True
    if not found and trigger.dep == "conj" and trigger.head.pos == "VERB" and trigger.head.i < trigger.i:
        found = [k for k in trigger.head.kids if k.dep == "dobj"]
    return found, False


def _small(predicate: Token) -> Token | None:
    """The claim that a predicate calls false: "called the claims groundless", "said the reports were untrue"."""
    spot = predicate.kid("nsubj", "nsubjpass")
    word = predicate.kid("acomp", "attr", "oprd") or predicate
    low = {word.lower, word.lemma.lower(), *(k.lower for k in word.kids)}
    return spot if spot is not None and low & words("reject-false") else None


def _relative(trigger: Token) -> Token | None:
    token = trigger
    while token.dep in (*_CLAUSE, "conj") and token.head is not token and token.head.pos in ("VERB", "AUX"):
        token = token.head
    return token.head if token.dep == "relcl" else None


def of(denial: Event, events: tuple[Event, ...], topics: Topics) -> Denied:
    """What a denial denies."""
    trigger = topics.trigger(denial)
    spots, relative = targets(trigger) if trigger is not None else ([], False)
    if not spots:
        return Denied(True, pronoun=True)
    spot = next((k for k in spots if k.lower not in _POINTING), spots[0])
    if relative:
        return Denied(True, pronoun=spot.lemma.lower() not in words("denied-claims"), relative=True)
    if spot.lower in _POINTING and not any(k.dep not in ("det", "punct") for k in spot.kids):
        return Denied(True, pronoun=True)
    if spot.pos not in ("NOUN", "PROPN") or spot.lemma.lower() not in words("denied-claims"):
        return _told([k for k in spots if k.lower not in _POINTING], events, topics)
    claimants = _claimants(spot, topics)
    claim = next((e for e in events if e.trigger.start == spot.start), None)
    clause = [k for k in spot.kids if k.dep in ("acl", "ccomp", "relcl") and k.kid("aux", "mark", "nsubj", "nsubjpass")]
    clause += [p for k in spot.kids if k.lower == "of" for p in k.kids if p.dep in ("pobj", "pcomp")]
    clause = [k for k in clause if not (k.dep == "pobj" and (topics.cast.at(k) or k.lower in _POINTING))]
    if clause:
        return _told(clause, events, topics, claimants, claim)
    about = [
        p for k in spot.kids if k.dep == "prep" and k.lower in _ABOUT for p in k.kids if p.dep in ("pobj", "pcomp")
    ]
    told = frozenset(t.lemma.lower() for k in about for t in within(k) if _tells(t, topics))
    return Denied(True, claimants=claimants, words=told, named=claim)


def _told(
    spots: list[Token],
    events: tuple[Event, ...],
    topics: Topics,
    claimants: frozenset[str] = frozenset(),
    claim: Event | None = None,
) -> Denied:
    light, plans = words("denied-light"), words("denied-plans")
    at = {e.trigger.start: e for e in events}
    line = [t for spot in spots for t in down(spot)]
    deed = next((at[t.start] for t in line if t.start in at), None)
    core = next((t for t in line if t.lemma.lower() not in light and _tells(t, topics)), None)
    told = (
        frozenset(t.lemma.lower() for spot in spots for t in within(spot) if _tells(t, topics))
        - light
        - words("denied-claims")
    )
    if (
        deed is None
        and any(k.dep == "nsubj" and k.lower in _POINTING for t in spots for k in t.kids)
        and (core is None or core.lemma.lower() in ("case", "happen", "occur", "true"))
    ):
        return Denied(True, pronoun=True, claimants=claimants)  # "denied that this was the case"
    if (core is None and deed is None) or any(
        k.lower in ("such", "so") for t in (*spots, *([core] if core is not None else [])) for k in t.kids
    ):
        if any(k.lower == "so" for t in line[:3] for k in t.kids):
            told = frozenset()  # "denied that it would do so"
        unclear = core is None and any(
            k.dep == "expl" or (k.dep == "nsubj" and t.dep != "ccomp") for t in spots for k in t.kids
        )
        return Denied(not unclear, such=True, claimants=claimants, words=told)
    point = core if deed is None else topics.trigger(deed)
    planned = point is not None and any(
        t.lemma.lower() in plans or t.lower in plans or (t.tag == "VB" and any(k.lower == "to" for k in t.kids))
        for t in (point, *point.kids, *_above(point, spots), *(k for t in _above(point, spots) for k in t.kids))
    )
    return Denied(
        False,
        claimants=claimants,
        words=told,
        core=core.lemma.lower() if core is not None else "",
        deed=deed,
        named=claim,
        planned=planned,
    )


def _tells(token: Token, topics: Topics) -> bool:
    """Whether a word tells what is denied: no name of a state or person, but "hostages" and "civilians"."""
    return (
        topics.content_word(token) is not None
        and token.pos != "PROPN"
        and not topics.known(tuple(n.actor for n in topics.cast.at(token)))
    )


def _above(token: Token, spots: list[Token]) -> list[Token]:
    """The tokens from one up to what is denied."""
    found: list[Token] = []
    while token not in spots and token.head is not token and len(found) < 2 * _DEEP:
        token = token.head
        found.append(token)
    return found


def down(spot: Token) -> Iterator[Token]:
    """The tokens that lead from what is denied to the deed in it, the nearest first."""
    level = [spot]
    for _ in range(_DEEP):
        yield from level
        level = [k for t in level for k in t.kids if _leads(k, t)]


def _leads(kid: Token, head: Token) -> bool:
    if kid.dep == "prep":
        return kid.lower in _PREPOSITIONS
    if kid.dep == "acl":
        return kid.tag in ("VB", "VBG", "VBZ", "VBP", "VBD") or any(k.lower == "that" for k in kid.kids)
    if kid.dep == "nsubj":
        return kid.pos == "NOUN" and head.lemma.lower() in words("happen-verbs")
    if kid.dep == "conj" and kid.pos in ("VERB", "AUX"):
        return not any(k.lower == "but" for k in head.kids) and kid.kid("aux", "nsubj") is None
    return kid.dep in _DOWN


def within(spot: Token) -> list[Token]:
    """The tokens of what is denied, without asides: relative and adverbial clauses, appositions."""
    found = [spot]
    for token in found:
        found.extend(
            k
            for k in token.kids
            if k.dep not in _ASIDE
            and not (
                k.dep == "prep" and k.lower not in _PREPOSITIONS and k.lower not in ("against", "from", "into", "with")
            )
            and not (k.dep == "acl" and not _leads(k, token))
            and not (k.dep == "conj" and k.pos in ("VERB", "AUX") and k.kid("nsubj") is not None)
        )
    return sorted(found, key=lambda t: t.i)


def _claimants(noun: Token, topics: Topics) -> frozenset[str]:
    """Parties whose claim it is: "Peru's claim", "Peruvian claims", "accusations by Peru"."""
    near = [k for k in noun.kids if k.dep in ("poss", "amod", "compound", "nmod", "nsubj")]
    near += [p for k in noun.kids if k.lower in ("by", "from") for p in k.kids if p.dep == "pobj"]
    near += [p for k in noun.kids if k.dep in ("acl", "relcl") for b in k.kids if b.lower == "by" for p in b.kids]
    near += [k for t in near for k in t.kids if k.dep in ("poss", "amod", "compound", "nmod", "conj")]
    return frozenset(topics.cast.party(n.actor) or n.actor for t in near for n in topics.cast.at(t))
