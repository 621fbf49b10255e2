"""Denials: which claim a denial is set against.

A denial that points ("denied it", "an allegation that Oslo denies") is set against the claim right before it, or the latest of those
whose claim it is said to be. One that says what it denies is set against the claim of another about the same deed, or else against the
denied deed itself, as the denial tells it.
"""

from __future__ import annotations

from communique.across.deeds import family
from communique.across.kin import kinship
from communique.lexicon import words
from communique.links import claims as said
from communique.links import denied, negations
from communique.links.denied import Denied
from communique.links.topic import Topics
from communique.model import Event, Link
from communique.parse.syntax import Token

LEAST = 0.5
#: How surely the deed told in a denial is what it denies.
_ITSELF = 0.6
_FALSE = ("call-false", "claims-false", "brand-false", "dismiss-as", "said-false", "said-unfounded")
#: Kinship of two words for one deed.
_KIN = 0.8
_DEEDS = ("AID", "ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "SANCTION")
#: Sentences between a denial that points and the claim before it; if it says whose claim it is; if it says what it is about.
_NEAR, _NAMED, _TOLD = 1, 3, 8


def denies(event: Event, topics: Topics) -> bool:
    """Whether an event denies a claim: says that something is not so, which is more than to decline a request."""
    name = event.rule.partition(".")[2]
    trigger = topics.trigger(event)
    if event.type != "REJECT" or event.status != "actual" or trigger is None:
        return False
    spots, relative = denied.targets(trigger)
    spot = spots[0] if spots else None
    verb = trigger.lemma.lower()
    if verb == "deny" or name == "denial":
        return not _withholds(trigger, spot)
    if not event.actors or verb in words("denied-softly"):
        return False
    false = any(w in words("reject-false") for t in trigger.subtree() for w in (t.lower, t.lemma.lower()))
    if name == "claims-false" and spot is None:  # "'Completely untrue,' he said"
        return not any(t.pos in ("AUX", "VERB") for c in event.content for t in topics.within(c))
    pronoun = spot is not None and spot.lower in ("it", "that", "this", "these", "they", "them")
    if name.startswith(_FALSE) or (false and spot is not None):
        return (false or name == "said-unfounded") and (
            relative or pronoun or (spot is not None and spot.lemma.lower() in words("denied-claims"))
        )
    if spot is None:
        return False
    if verb in ("reject", "refute", "rebut", "debunk", "dispute") and spot.dep == "ccomp" and spot.tag != "VB":
        return True
    return denied.is_claim(spot, trigger) or (verb in words("denial-verbs") and (pronoun or relative))


def _withholds(trigger: Token, spot: Token | None) -> bool:
    """Whether "deny" means to keep something from somebody: "denied Peru its path to the sea", "were denied entry"."""
    objects = [k for k in trigger.kids if k.dep == "dobj"]
    if trigger.kid("dative") is not None or len(objects) > 1 or (objects and trigger.kid("nsubjpass") is not None):
        return True
    return (
        spot is not None
        and spot.dep != "relcl"
        and (
            spot.lemma.lower() in words("denied-goods")
            or (spot.pos == "PROPN" and spot.dep == "dobj" and not spot.kids and trigger.kid("ccomp", "xcomp") is None)
        )
    )


def find(events: tuple[Event, ...], topics: Topics) -> list[Link]:
    """Links from each denial to the claim, accusation or told deed that it denies."""
    found = []
    claims: list[said.Claim] | None = None
    asked: list[said.Claim] = []
    for denial in events:
        explicit = denies(denial, topics)
        negated = [] if explicit else negations.says_not(denial, topics)
        if not explicit and not negated:
            continue
        if claims is None:
            saying = [e for e in events if said.claims(e)]
            claims = [said.make(e, events, topics) for e in saying if not any(said.within(e, s) for s in saying)]
            asked = [said.make(e, events, topics) for e in events if e.type == "REQUEST" and e.status == "actual"]
        if negated:
            others = [c for c in claims if said.of_another(denial, c, Denied(False), topics)]
            if (best := negations.against(denial, negated, others, topics)) is not None:
                found.append(Link("denies", denial.id, best[1].id, round(best[0], 2), best[2]))
            continue
        what = denied.of(denial, events, topics)
        near = [c for c in claims if said.of_another(denial, c, what, topics)]
        best = _pointed(denial, what, near, events, topics) if what.points else _told(denial, what, near, topics)
        if best is None and not what.points:
            best = _told(denial, what, [c for c in asked if said.of_another(denial, c, what, topics)], topics, 2)
        own = what.deed or what.named
        if best is None and own is not None and own.id != denial.id:
            best = _ITSELF, own, ("what is denied stands in the denial itself",)
        if best is None and what.relative:
            best = _beside(denial, events, topics)
        if best is None and not what.points:
            best = _narrated(denial, what, events, topics) or _headed(denial, what, near, topics)
        if best is None and what.such:
            best = _such(denial, what, events, topics)
        if best is not None:
            score, claim, reasons = best
            found.append(Link("denies", denial.id, claim.id, round(min(score, 1.0), 2), reasons))
    return found


_Found = tuple[float, Event, tuple[str, ...]]


def _pointed(
    denial: Event, what: Denied, claims: list[said.Claim], events: tuple[Event, ...], topics: Topics
) -> _Found | None:
    """The claim that a denial points at: in its sentence, else before it; of several the one against the denier, then the nearest."""
    denier = topics.parties(denial.actors)
    ranked = []
    for claim in claims:
        event = claim.event
        gap = denial.sentence - event.sentence
        if event.trigger.start > denial.trigger.start:
            continue
        named = bool(what.claimants) and topics.meets(claim.speakers, what.claimants)
        if what.claimants and not named:
            continue
        shared = said.shared_words(what, claim)
        if (what.words and not shared) or said.unsure(claim, topics):
            continue
        if what.pronoun and gap and said.interrupted(event, events):
            continue
        if what.relative and gap == 0 and said.apart(denial, event, topics):
            continue
        telling = shared - words("common-topics")
        far = _TOLD if len(telling) > 1 else _NAMED if named or (telling and not what.such) else _NEAR
        if not 0 <= gap <= (0 if what.relative else far):
            continue
        accused = said.accuses(claim, denier, topics)
        speaks = accused or topics.speaks_of(event, denier)
        if gap and not speaks and not shared and not (what.pronoun and claim.speakers):
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


def _told(denial: Event, what: Denied, claims: list[said.Claim], topics: Topics, least: int = 1) -> _Found | None:
    """The claim about the deed that is denied, nearer ones first; `least` is how many telling words they must share if it is near."""
    denier = topics.parties(denial.actors)
    ranked = []
    for claim in claims:
        if what.claimants and claim.speakers and not topics.meets(claim.speakers, what.claimants):
            continue
        gap = denial.sentence - claim.event.sentence
        if gap == 0 and said.tells(claim.event, denial, topics):
            continue
        likeness, reasons = said.like(what, claim, denier, topics, 0 <= gap <= 1) if least < 2 else (0.0, [])
        if not likeness and 0 <= gap <= 1 and claim.event.trigger.start < denial.trigger.start:
            likeness, reasons = said.before(what, claim, denier, topics, least)
        if not likeness:
            continue
        score = likeness + (0.15 if 0 <= gap <= 1 else 0.1 if -1 <= gap <= 4 else 0.0)
        if said.accuses(claim, denier, topics):
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


def _such(denial: Event, what: Denied, events: tuple[Event, ...], topics: Topics) -> _Found | None:
    """The utterance or deed told before that a denial calls by a kindred noun: "had promised … denied having given any such promise"."""
    denier = topics.parties(denial.actors)
    ranked = []
    for event in events:
        trigger = topics.trigger(event)
        gap = denial.sentence - event.sentence
        if trigger is None or event.trigger.start > denial.trigger.start or not 0 <= gap <= _NAMED:
            continue
        if any(c.covers(event.trigger) for c in denial.content):
            continue
        if not (topics.parties(event.actors) & denier or topics.speaks_of(event, denier)):
            continue
        kin = [w for w in what.words if kinship(w, trigger.lemma.lower()) >= _KIN]
        if kin:
            ranked.append((-gap, event.trigger.start, event, (f"told before, and called such a {kin[0]}",)))
    if not ranked:
        return None
    *_, event, reasons = max(ranked, key=lambda r: r[:2])
    return _ITSELF, event, reasons


def _beside(denial: Event, events: tuple[Event, ...], topics: Topics) -> _Found | None:
    """The deed of the denier that its sentence tells last before a denial in a relative clause."""
    denier = topics.parties(denial.actors)
    told = [
        e
        for e in events
        if e.sentence == denial.sentence
        and e.trigger.start < denial.trigger.start
        and e.type not in ("SAY", "REJECT")
        and (token := topics.trigger(e)) is not None
        and token.pos == "VERB"
        and topics.parties(e.actors) & denier
    ]
    if not told:
        return None
    last = max(told, key=lambda e: e.trigger.start)
    return _ITSELF, last, ("told of the denier in the same sentence",)


def _headed(denial: Event, what: Denied, claims: list[said.Claim], topics: Topics) -> _Found | None:
    """What others claim before a denial under a heading that names the deed: "The threat of an attack on Peru"."""
    spans = topics.parsed.sentence_spans()
    section = spans[denial.sentence].section
    if section is None:
        return None
    heading = topics.parsed.paragraphs[section]
    named = {family(t.lemma.lower()) for t in topics.parsed.tokens if heading.start <= t.start < heading.end}
    if not what.core or family(what.core) not in named:
        return None
    denier = topics.parties(denial.actors)
    ranked = [
        c.event
        for c in claims
        if spans[c.event.sentence].section == section
        and c.event.sentence < denial.sentence
        and c.speakers
        and (said.accuses(c, denier, topics) or topics.speaks_of(c.event, denier))
    ]
    if not ranked:
        return None
    return (
        LEAST,
        max(ranked, key=lambda e: e.trigger.start),
        (
            "a claim of another about the denier",
            "under one heading, which names the deed",
        ),
    )
