"""Denials without a word of denying: somebody says of what another claimed that it is not so ("there are no such troops", "has nothing to
do with it").

Every negated sentence says that something is not so; few of them deny a claim. So there must be a claim told near it, by another side,
that accuses the speaker or speaks of him, and of the very deed or thing that the negated clause is about.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.across.deeds import family
from communique.across.kin import kinship, stem
from communique.across.salience import telling, weigh
from communique.lexicon import words
from communique.links.claims import Claim, accuses, unsure
from communique.links.topic import Topics
from communique.model import Event
from communique.parse.syntax import Token

#: Sentences between a claim and what is said against it.
_FAR = 3
#: Kinship of two words for one deed.
_KIN = 0.8
_NONE = frozenset(["neither", "no", "none", "nobody"])
_LIGHT = frozenset(["be", "do", "have", "take"])
_MAIN = ("ROOT", "ccomp", "conj", "parataxis")

Found = tuple[float, Event, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Negated:
    """A clause that says that something is not so.

    Attributes:
        core: lemmas of the deed, or of the thing that there is none of.
        words: content words of the clause, names left out.
        parties: who is named in the clause.
        such: whether it calls what there is none of by a kind told before: "no such base".
        coming: whether it is about what will be.
        nothing: "has nothing to do with it".
    """

    core: frozenset[str]
    words: frozenset[str]
    parties: frozenset[str]
    such: bool
    coming: bool
    nothing: bool


def says_not(event: Event, topics: Topics) -> list[Negated]:
    """The negated main clauses of what somebody says."""
    if (
        event.type not in ("ACCUSE", "REJECT", "SAY")
        or event.status != "actual"
        or not event.content
        or not event.actors
    ):
        return []
    spans = event.content
    inside = [t for t in topics.tokens(event) if any(c.start <= t.start < c.end for c in spans)]
    numbers = {t.i for t in inside}
    found = []
    for token in inside:
        if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass"):
            continue
        if token.dep not in _MAIN and token.head.i in numbers:
            continue
        if token.dep == "conj" and token.head.pos not in ("VERB", "AUX"):
            continue
        negated = _negated(token, topics)
        if negated is not None:
            found.append(negated)
    return found


def _negated(verb: Token, topics: Topics) -> Negated | None:
    things = [k for k in verb.kids if k.dep in ("attr", "dobj", "nsubj", "nsubjpass")]
    none = [t for t in things if t.lower in ("none", "nobody", "nothing") or any(k.lower in _NONE for k in t.kids)]
    nothing = any(t.lower == "nothing" and any(k.lemma == "do" for k in t.kids) for t in things)
    never = any(k.dep == "neg" or k.lower == "never" for k in verb.kids)
    if not (none or never or nothing) or any(k.lower in ("if", "unless", "whether") for k in verb.kids):
        return None
    low = {k.lower for k in verb.kids if k.dep in ("aux", "auxpass")} | {verb.lower}
    if low & {"should", "must", "can", "could", "may", "might"} or verb.kid("nsubj", "nsubjpass", "expl") is None:
        return None
    below = verb.kid("xcomp")
    deed = below if below is not None and verb.lemma in ("go", "intend", "plan", "want", "seek", "try") else verb
    coming = deed is not verb or bool(low & {"will", "wo", "'ll", "would"})
    core = {t.lemma.lower() for t in none} if none else {deed.lemma.lower()}
    if none and verb.lemma.lower() not in _LIGHT:
        core.add(verb.lemma.lower())
    if verb.lemma == "have" and any(t.lemma in ("plan", "intention") for t in none):
        coming = True
        core |= {k.lemma.lower() for t in none for k in t.kids if k.dep in ("acl", "relcl")}
    told = frozenset(
        t.lemma.lower()
        for t in verb.subtree()
        if (topics.content_word(t) and t.pos != "PROPN" and t.lemma.lower() not in words("denied-claims") - {"talk"})
    )
    core = {w for w in core if w not in _LIGHT and w != "nothing" and (w not in words("denied-claims") or w == "talk")}
    if any(k.lower in ("if", "unless") for t in verb.kids if t.dep == "advcl" for k in t.kids):
        return None  # "would not help if …"
    such = any(k.lower == "such" for t in none for k in t.kids)
    named = frozenset(topics.cast.party(n.actor) or n.actor for t in verb.subtree() for n in topics.cast.at(t))
    return Negated(frozenset(core), told, named, such, coming, nothing)


def against(event: Event, negated: list[Negated], claims: list[Claim], topics: Topics) -> Found | None:
    """The claim against which a negated statement is made, the nearest first; None if there is none."""
    denier = topics.parties(event.actors)
    if not topics.known(event.actors) and all(topics.common(a) for a in event.actors):
        denier |= frozenset(p for n in negated for p in n.parties)  # "Oslo has no part in it, a spokeswoman said"
    ranked = []
    for claim in claims:
        gap = event.sentence - claim.event.sentence
        if not 0 <= gap <= _FAR or claim.event.trigger.start > event.trigger.start or not claim.speakers:
            continue
        if gap == 0 and claim.event.rule == event.rule and claim.event.type == "SAY":
            continue  # "said that …, and said that it did not": one speaker
        if unsure(claim, topics) or says_not(claim.event, topics):
            continue
        accused = accuses(claim, denier, topics)
        if not accused and not topics.speaks_of(claim.event, denier):
            continue
        for clause in negated:
            fit = _fit(clause, claim, accused, gap, denier, topics)
            if fit is not None:
                ranked.append((fit[0], -gap, -claim.event.trigger.start, claim.event, fit[1]))
    if not ranked:
        return None
    score, _, _, best, reasons = max(ranked, key=lambda r: r[:3])
    return score, best, reasons


def _fit(
    clause: Negated, claim: Claim, accused: bool, gap: int, denier: frozenset[str], topics: Topics
) -> tuple[float, tuple[str, ...]] | None:
    whose = "the denier is the one accused" if accused else "a claim of another about the denier"
    if clause.nothing:
        return (0.7, (whose, "says that he has nothing to do with it")) if accused and gap <= 1 else None
    sure = words("denied-sure") | words("denied-feared")
    if clause.coming and not any(t.lower in sure for t in topics.tokens(claim.event)):
        return None
    stems = {stem(w) for w in claim.words}
    shared = frozenset(w for w in clause.words if w in claim.words or stem(w) in stems)
    told = [
        d
        for d in claim.deeds
        if topics.meets(topics.parties(d.actors), denier)
        and d.status not in ("demanded", "denied")
        and any(_kin(w, lemma) for lemma in [_lemma(d, topics)] for w in clause.core)
    ]
    if not told and not _threatened(clause, claim, denier, gap, topics):
        least = 0.35 if gap <= 1 and (accused or clause.such) else 1.3
        others = (clause.parties & topics.named_beside(claim.event)) - denier - claim.speakers
        if weigh(shared) + bool(others) < least or not any(_kin(w, v) for w in clause.core for v in claim.words):
            return None
    score = 0.55 + 0.15 * (accused or bool(told)) + (0.1 if gap <= 1 else 0.0)
    about = (f"both about {telling(shared)}",) if shared else ()
    return score, (whose, "says that it is not so", *about)


def _threatened(clause: Negated, claim: Claim, denier: frozenset[str], gap: int, topics: Topics) -> bool:
    """Whether a claim names the deed as the denier's own ("Russia's assault"), or, right before, one to come of nobody else."""
    for token in topics.tokens(claim.event):
        if not any(_kin(w, token.lemma.lower()) for w in clause.core):
            continue
        whose = frozenset(
            p for k in token.kids if k.dep in ("amod", "compound", "nsubj", "poss") for p in _named(k, topics)
        )
        if whose:
            return topics.meets(whose, denier)
        on = frozenset(p for k in token.kids if k.dep == "prep" for o in k.kids for p in _named(o, topics))
        if clause.coming and gap <= 1 and not on & denier:
            return True
    return False


def _named(token: Token, topics: Topics) -> frozenset[str]:
    return frozenset(topics.cast.party(n.actor) or n.actor for n in topics.cast.at(token))


def _kin(one: str, two: str) -> bool:
    return kinship(one, two) >= _KIN or family(one) == family(two)


def _lemma(event: Event, topics: Topics) -> str:
    trigger = topics.trigger(event)
    return trigger.lemma.lower() if trigger is not None else ""
