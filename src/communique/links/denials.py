"""Denials: which claim a denial is set against.

A denial that points ("denied it", "an allegation that Oslo denies") is set against the claim right before it, or the latest of those
whose claim it is said to be. One that says what it denies is set against the claim of another about the same deed, or else against the
denied deed itself, as the denial tells it.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.lexicon import words
from communique.links import denied
from communique.links.denied import Denied
from communique.links.topic import Topics
from communique.model import Event, Link
from communique.parse.syntax import Token

LEAST = 0.5
#: How surely the deed told in a denial is what it denies.
_ITSELF = 0.6
_CLAIMING = ("ACCUSE", "SAY")
_FALSE = ("call-false", "claims-false", "brand-false", "dismiss-as")
_DEEDS = ("AID", "ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "SANCTION")
#: Sentences between a denial that points and the claim before it; and if it says whose claim it is.
_NEAR, _NAMED = 1, 6


def denies(event: Event, topics: Topics) -> bool:
    """Whether an event denies a claim: says that something is not so, which is more than to decline a request."""
    name = event.rule.partition(".")[2]
    trigger = topics.trigger(event)
    if event.type != "REJECT" or event.status != "actual" or trigger is None:
        return False
    spot, _ = denied.target(trigger)
    verb = trigger.lemma.lower()
    if verb in words("denial-verbs") or name == "denial":
        return not _withholds(trigger, spot)
    if spot is None or name == "deny":
        return name == "deny"
    if name.startswith(_FALSE):
        low = {w for t in trigger.subtree() for w in (t.lower, t.lemma.lower())}
        pronoun = spot.lower in ("it", "that", "this", "these", "they", "them")
        return bool(low & words("reject-false")) and (pronoun or spot.lemma.lower() in words("denied-claims"))
    if verb in words("denied-softly"):
        return False
    return denied.is_claim(spot, trigger) or (
        verb == "reject" and spot.dep == "ccomp" and spot.tag in ("VBD", "VBZ", "VBP")
    )


def _withholds(trigger: Token, spot: Token | None) -> bool:
    """Whether "deny" means to keep something from somebody: "denied Peru its path to the sea", "were denied entry"."""
    objects = [k for k in trigger.kids if k.dep == "dobj"]
    if trigger.kid("dative") is not None or len(objects) > 1 or (objects and trigger.kid("nsubjpass") is not None):
        return True
    return spot is not None and (
        spot.lemma.lower() in words("denied-goods") or (spot.pos == "PROPN" and spot.dep == "dobj" and not spot.kids)
    )


@dataclass(frozen=True, slots=True)
class _Claim:
    """Something said or told that may be what is denied."""

    event: Event
    speakers: frozenset[str]
    words: frozenset[str]
    deeds: tuple[Event, ...]


def find(events: tuple[Event, ...], topics: Topics) -> list[Link]:
    """Links from each denial to the claim, accusation or told deed that it denies."""
    found = []
    claims: list[_Claim] | None = None
    for denial in events:
        if not denies(denial, topics):
            continue
        if claims is None:
            claims = [_claim(e, events, topics) for e in events if _claims(e)]
        what = denied.of(denial, events, topics)
        near = [c for c in claims if _other(denial, c, what, topics)]
        best = _pointed(denial, what, near, topics) if what.points else _told(denial, what, near, topics)
        if best is None and what.deed is not None and what.deed.id != denial.id:
            best = _ITSELF, what.deed, ("what is denied stands in the denial itself",)
        if best is None and not what.points:
            best = _narrated(denial, what, events, topics)
        if best is not None:
            score, claim, reasons = best
            found.append(Link("denies", denial.id, claim.id, round(min(score, 1.0), 2), reasons))
    return found


_Found = tuple[float, Event, tuple[str, ...]]


def _claims(event: Event) -> bool:
    return event.type in _CLAIMING and event.status in ("actual", "planned")


def _claim(event: Event, events: tuple[Event, ...], topics: Topics) -> _Claim:
    deeds = tuple(
        e
        for e in events
        if e is not event and e.sentence == event.sentence and any(c.covers(e.trigger) for c in event.content)
    )
    return _Claim(event, topics.parties(event.actors), topics.words(event), deeds)


def _other(denial: Event, claim: _Claim, what: Denied, topics: Topics) -> bool:
    """Whether somebody else claims it, outside the denial."""
    event = claim.event
    if event.id == denial.id or event.inside == denial.id or any(c.covers(event.trigger) for c in denial.content):
        return False
    denier = topics.parties(denial.actors)
    if claim.speakers & denier:
        return False
    if denial.inside == event.id or any(c.covers(denial.trigger) for c in event.content):
        return what.relative and event.sentence == denial.sentence and bool(claim.speakers)
    return True


def _accuses(claim: _Claim, denier: frozenset[str], topics: Topics) -> bool:
    return claim.event.type == "ACCUSE" and topics.meets(topics.parties(claim.event.recipients), denier)


def _pointed(denial: Event, what: Denied, claims: list[_Claim], topics: Topics) -> _Found | None:
    """The claim that a denial points at: in its sentence, else before it; of several the one against the denier, then the nearest."""
    denier = topics.parties(denial.actors)
    ranked = []
    for claim in claims:
        event = claim.event
        gap = denial.sentence - event.sentence
        if event.trigger.start > denial.trigger.start and not gap == 0:
            continue
        named = bool(what.claimants) and topics.meets(claim.speakers, what.claimants)
        if what.claimants and not named:
            continue
        if not 0 <= gap <= (0 if what.relative else _NAMED if named else _NEAR):
            continue
        accused = _accuses(claim, denier, topics)
        speaks = accused or topics.speaks_of(event, denier)
        if gap and not speaks:
            continue
        if not claim.speakers and not speaks:
            continue
        score = 0.5 + 0.2 * accused + 0.15 * named + (0.2 if gap == 0 else 0.1 if gap == 1 else 0.0)
        reasons = [
            "the denier is the one accused"
            if accused
            else "a claim of another about the denier"
            if speaks
            else "a claim of another"
        ]
        if named:
            reasons.append("the denial names whose claim it is")
        reasons.append(
            "in the same sentence" if gap == 0 else f"{gap} sentences before it" if gap > 1 else "right before it"
        )
        ranked.append((gap, not accused, -event.trigger.start, score, event, tuple(reasons)))
    if not ranked:
        return None
    *_, score, event, reasons_ = min(ranked, key=lambda r: r[:3])
    return score, event, reasons_


def _told(denial: Event, what: Denied, claims: list[_Claim], topics: Topics) -> _Found | None:
    """The claim about the deed that is denied; nearer ones first."""
    denier = topics.parties(denial.actors)
    ranked = []
    for claim in claims:
        if what.claimants and claim.speakers and not topics.meets(claim.speakers, what.claimants):
            continue
        likeness, reasons = _like(what, claim, denier, topics)
        if not likeness:
            continue
        gap = denial.sentence - claim.event.sentence
        score = likeness + (0.15 if 0 <= gap <= 1 else 0.1 if -1 <= gap <= 4 else 0.0)
        if _accuses(claim, denier, topics):
            score += 0.2
            reasons = [*reasons, "the denier is the one accused"]
        if what.claimants and claim.speakers:
            score += 0.1
            reasons = [*reasons, "the denial names whose claim it is"]
        if score >= LEAST:
            ranked.append((score, -abs(gap), -claim.event.trigger.start, claim.event, tuple(reasons)))
    if not ranked:
        return None
    score, _, _, event, told = max(ranked, key=lambda r: r[:3])
    return score, event, told


def _like(what: Denied, claim: _Claim, denier: frozenset[str], topics: Topics) -> tuple[float, list[str]]:
    """How much a claim is of the deed that is denied, and why."""
    shared = what.words & claim.words
    telling = shared - words("common-topics") - words("topic-stop")
    if what.deed is not None:
        doer = topics.parties(what.deed.actors) or denier
        for deed in claim.deeds:
            if deed.type != what.deed.type or not _asserted(deed, claim.event, topics):
                continue
            who = topics.parties(deed.actors)
            if not (topics.meets(who, doer) if who else topics.speaks_of(claim.event, doer)):
                continue
            whom, other = topics.parties(deed.recipients), topics.parties(what.deed.recipients)
            if whom and other and not topics.meets(whom, other):
                continue
            if what.planned != (deed.status in ("planned", "hypothetical")):
                continue
            if not what.planned and not telling:
                continue
            reasons = [f"both of {deed.type} by {', '.join(sorted(doer))}"]
            if shared:
                reasons.append(f"both about {', '.join(sorted(shared)[:4])}")
            return 0.5 + 0.1 * bool(who) + min(0.2, 0.1 * len(telling)), reasons
    of_denier = _accuses(claim, denier, topics) or topics.speaks_of(claim.event, denier)
    if not of_denier and what.deed is not None:
        return 0.0, []
    if what.core not in claim.words or len(telling) < 1 or len(shared) < 2:
        return 0.0, []
    if len(telling) < 2 and not of_denier:
        return 0.0, []
    return 0.25 + min(0.4, 0.15 * len(telling)) + 0.1 * of_denier, [f"both about {', '.join(sorted(shared)[:4])}"]


def _asserted(deed: Event, claim: Event, topics: Topics) -> bool:
    """Whether a claim says that a deed is so or will be, rather than what follows if it is, or how to keep it from happening."""
    if deed.status in ("denied", "demanded"):
        return False
    token = topics.trigger(deed)
    if token is None:
        return False
    while True:
        if any(k.dep in ("mark", "advmod") and k.lower in words("mark-hypothetical") for k in token.kids):
            return False
        if token.dep in ("relcl", "advcl") or token.start == claim.trigger.start or token.head is token:
            return token.start == claim.trigger.start or token.head is token
        token = token.head
        if token.start != claim.trigger.start and (token.lemma.lower() in words("unclaiming")):
            return False


def _narrated(denial: Event, what: Denied, events: tuple[Event, ...], topics: Topics) -> _Found | None:
    """A deed that the report itself tells and the denial says is not so."""
    denier = topics.parties(denial.actors)
    ranked = []
    for event in events:
        if event.type not in _DEEDS or event.status != "actual" or event.id == denial.id:
            continue
        if any(c.covers(event.trigger) for c in denial.content) or event.inside == denial.id:
            continue
        shared = what.words & topics.words(event)
        telling = shared - words("common-topics")
        gap = denial.sentence - event.sentence
        if len(shared) < 2 or not telling or what.core not in shared or not -1 <= gap <= 4:
            continue
        score = 0.3 + min(0.4, 0.15 * len(telling)) + 0.1 * bool(topics.parties(event.actors) & denier)
        ranked.append(
            (score, -abs(gap), event, (f"both about {', '.join(sorted(shared)[:4])}", "told by the report itself"))
        )
    ranked = [r for r in ranked if r[0] >= LEAST]
    if not ranked:
        return None
    score, _, event, reasons = max(ranked, key=lambda r: r[:2])
    return score, event, reasons
