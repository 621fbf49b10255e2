"""Claims: what somebody says that another may deny, and how surely it is what a denial denies."""

from __future__ import annotations

from dataclasses import dataclass

from communique.across.deeds import asserts, family
from communique.across.kin import stem
from communique.lexicon import words
from communique.links.denied import Denied
from communique.links.topic import Topics
from communique.model import Event
from communique.parse.syntax import Token

_OPEN = frozenset(["any", "every", "whatever"])
_CLAIMING = ("ACCUSE", "SAY")


@dataclass(frozen=True, slots=True)
class Claim:
    """Something said that may be what is denied: by whom, about what, whom it accuses, and the deeds that it tells."""

    event: Event
    speakers: frozenset[str]
    words: frozenset[str]
    accused: frozenset[str]
    deeds: tuple[Event, ...]


def claims(event: Event) -> bool:
    """Whether an event says that something is so, or accuses somebody."""
    return event.type in _CLAIMING and event.status == "actual" and asserts(event.rule.partition(".")[2])


def make(event: Event, events: tuple[Event, ...], topics: Topics) -> Claim:
    """An event as a claim."""
    deeds = tuple(
        e
        for e in events
        if e is not event and e.sentence == event.sentence and any(c.covers(e.trigger) for c in event.content)
    )
    said = [e for e in (event, *events) if e.type == "ACCUSE" and (e is event or within(e, event))]
    accused = frozenset(p for e in said for p in topics.parties(e.recipients))
    return Claim(event, topics.parties(event.actors), topics.words(event), accused, deeds)


def within(event: Event, saying: Event) -> bool:
    """Whether an accusation is only how a statement is to be taken: "said that Peru had lied"."""
    return event.type == "ACCUSE" and event.inside == saying.id and set(event.actors) == set(saying.actors)


def of_another(denial: Event, claim: Claim, what: Denied, topics: Topics) -> bool:
    """Whether somebody else claims it, outside the denial."""
    event = claim.event
    if event.id == denial.id or event.inside == denial.id or any(c.covers(event.trigger) for c in denial.content):
        return False
    if (set(event.actors) & set(denial.actors)) if what.relative else (claim.speakers & topics.parties(denial.actors)):
        return False
    if denial.inside == event.id or any(c.covers(denial.trigger) for c in event.content):
        return what.relative and event.sentence == denial.sentence and bool(claim.speakers)
    return True


def accuses(claim: Claim, denier: frozenset[str], topics: Topics) -> bool:
    """Whether a claim is an accusation of the denier."""
    return topics.meets(claim.accused, denier)


def like(what: Denied, claim: Claim, denier: frozenset[str], topics: Topics, near: bool) -> tuple[float, list[str]]:
    """How much a claim is of the deed that is denied, and why."""
    shared = what.words & claim.words
    telling = shared - words("common-topics") - words("topic-stop")
    about = [f"both about {', '.join(sorted(shared)[:4])}"] if shared else []
    doer = (topics.parties(what.deed.actors) if what.deed is not None else frozenset()) or denier
    deed = next((d for d in claim.deeds if _same(what, d, claim, doer, topics)), None)
    if deed is not None and (what.planned or telling):
        return 0.6 + min(0.2, 0.1 * len(telling)), [f"both of {deed.type} by {', '.join(sorted(doer))}", *about]
    if what.core not in claim.words or what.core in words("common-topics"):
        return 0.0, []
    others = telling - {what.core}
    named = bool(what.claimants & claim.speakers)
    of_doer = accuses(claim, denier, topics) or topics.speaks_of(claim.event, doer)
    if not (named or of_doer) or (not others and not named and (len(what.words) > 1 or not near)):
        return 0.0, []
    return 0.4 + min(0.3, 0.15 * len(others)) + 0.1 * of_doer, about


def before(what: Denied, claim: Claim, denier: frozenset[str], topics: Topics, least: int) -> tuple[float, list[str]]:
    """Whether the claim right before a denial is what it denies, though in other words."""
    accused = accuses(claim, denier, topics)
    shared = shared_words(what, claim)
    telling = shared - words("common-topics")
    if (
        not claim.speakers
        or unsure(claim, topics)
        or not (accused or topics.speaks_of(claim.event, denier) or len(shared) > 1)
    ):
        return 0.0, []
    if what.deed is None and accused and least < 2:
        return 0.35, ["right before it"]
    if len(shared) >= least and telling and (what.core in shared or what.deed is None):
        return 0.4, [f"both about {', '.join(sorted(shared)[:4])}", "right before it"]
    return 0.0, []


def shared_words(what: Denied, claim: Claim) -> frozenset[str]:
    """The words of what is denied that a claim holds too, or another of one kind with them."""
    there = {kind for w in claim.words for kind in (family(w), stem(w))}
    return frozenset(w for w in what.words if family(w) in there or stem(w) in there)


def interrupted(claim: Event, events: tuple[Event, ...]) -> bool:
    """Whether somebody says something else in the same sentence after a claim: a pronoun then points at that."""
    return any(
        e.sentence == claim.sentence
        and e.type in _CLAIMING
        and e.trigger.start > claim.trigger.start
        and not any(c.covers(e.trigger) for c in claim.content)
        and set(e.actors) != set(claim.actors)
        for e in events
    )


def unsure(claim: Claim, topics: Topics) -> bool:
    """Whether somebody says that he does not know: "they could not say whether"."""
    return any(t.lower == "whether" for t in topics.tokens(claim.event))


def apart(denial: Event, claim: Event, topics: Topics) -> bool:
    """Whether a denial in a relative clause is of something else in its sentence: "… amid fears of war, which Oslo denies"."""
    trigger, said = topics.trigger(denial), topics.trigger(claim)
    if trigger is None or said is None:
        return False
    for token in trigger.ancestors():
        if token is said:
            return False
        if token.dep == "prep" and token.lower in words("denied-beside") and token.i > said.i:
            return True
    return False


def tells(claim: Event, denial: Event, topics: Topics) -> bool:
    """Whether a claim itself tells of the denial: "they wrote that a spokesman denied the exchange"."""
    trigger, said = topics.trigger(denial), topics.trigger(claim)
    if trigger is None or said is None:
        return False
    token, below = trigger, False
    while token.head is not token and token is not said:
        below = below or token.dep != "conj"
        token = token.head
    return below and token is said


def _same(what: Denied, deed: Event, claim: Claim, doer: frozenset[str], topics: Topics) -> bool:
    """Whether a deed that a claim tells is the one that is denied."""
    token = topics.trigger(deed)
    own = topics.trigger(what.deed) if what.deed is not None else None
    lemma = own.lemma.lower() if own is not None else what.core
    if token is None or not _asserted(deed, claim.event, topics):
        return False
    if what.deed is not None and deed.type != what.deed.type:
        return False
    if (what.planned or what.deed is None) and family(lemma) != family(token.lemma.lower()):
        return False
    if _qualifiers(token) != (_qualifiers(own) if own is not None else what.words & words("denied-qualifiers")):
        return False
    who = topics.parties(deed.actors)
    if not (topics.meets(who, doer) if who else topics.speaks_of(claim.event, doer)):
        return False
    whom, other = topics.parties(deed.recipients), topics.parties(what.deed.recipients) if what.deed else frozenset()
    if (whom and other and not topics.meets(whom, other)) or (not who and topics.meets(whom, doer)):
        return False
    return what.planned == (deed.status in ("planned", "hypothetical"))


def _qualifiers(token: Token) -> frozenset[str]:
    return frozenset(k.lemma.lower() for k in token.kids if k.dep in ("amod", "compound", "nmod")) & words(
        "denied-qualifiers"
    )


def _asserted(deed: Event, claim: Event, topics: Topics) -> bool:
    """Whether a claim says that a deed is so or will be, rather than what follows if it is, or how to keep it from happening."""
    token = topics.trigger(deed)
    if token is None or deed.status in ("denied", "demanded"):
        return False
    while token.start != claim.trigger.start:
        low = {k.lower for k in token.kids if k.dep in ("mark", "advmod", "det")}
        if (
            any(k.dep == "neg" for k in token.kids)
            or low & _OPEN
            or low & words("mark-hypothetical")
            or token.dep in ("relcl", "advcl")
        ):
            return False
        if token.dep == "nsubj" and token.pos in ("NOUN", "PROPN") and not _happens(token.head):
            return False
        if token.head is token:
            return True
        token = token.head
        if token.start != claim.trigger.start and token.lemma.lower() in words("unclaiming"):
            return False
    return True


def _happens(verb: Token) -> bool:
    """Whether a verb says of its subject that it takes place: "could begin", "is imminent"."""
    if verb.lemma.lower() in words("happen-verbs"):
        return True
    said = verb.kid("acomp", "attr")
    return verb.lemma == "be" and said is not None and said.lower in words("denied-coming")
