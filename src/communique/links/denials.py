"""Denials and contradictions: which claim a denial is set against, and whether the report tells one."""

from __future__ import annotations

from communique.lexicon import words
from communique.links.topic import Topics
from communique.model import Event, Link

_CLAIMING = ("ACCUSE", "SAY")
_DENIAL_RULES = ("deny", "denial", "dismiss", "refute", "rebut", "call-false", "reject-claim", "brand-false")
LEAST = 0.4


def denies(event: Event, topics: Topics) -> bool:
    """Whether an event denies a claim: says that something is not so, which is more than to decline a request."""
    name = event.rule.partition(".")[2]
    if event.type != "REJECT" or event.status != "actual":
        return False
    return any(name.startswith(r) for r in _DENIAL_RULES) or topics.points_at(event, "claim-nouns") is not None


def find(events: tuple[Event, ...], topics: Topics) -> list[Link]:
    """Links from each denial to the claims, accusations or reported deeds that it denies."""
    found = []
    for denial in events:
        if not denies(denial, topics):
            continue
        denier = topics.parties(denial.actors)
        about = topics.words(denial) - words("claim-nouns")
        ranked = []
        for claim in events:
            if claim is denial or claim.inside == denial.id or denial.inside == claim.id:
                continue
            if any(c.covers(claim.trigger) for c in denial.content):
                continue
            speakers = topics.parties(claim.actors)
            if claim.type in _CLAIMING and speakers and speakers <= denier:
                continue
            score, reasons = _fit(denial, claim, about, denier, topics)
            if score >= LEAST:
                ranked.append((score, -abs(claim.trigger.start - denial.trigger.start), claim, reasons))
        ranked.sort(key=lambda r: (-r[0], -r[1]))
        for score, _, claim, reasons in ranked[:2]:
            if score >= ranked[0][0] - 0.1:
                found.append(Link("denies", denial.id, claim.id, round(min(score, 1.0), 2), tuple(reasons)))
        if not ranked:
            inside = next(
                (
                    e
                    for e in events
                    if e is not denial and any(c.covers(e.trigger) for c in denial.content) and e.status == "denied"
                ),
                None,
            )
            if inside is not None:
                found.append(Link("denies", denial.id, inside.id, 0.6, ("what is denied stands in the denial itself",)))
    return found


def _fit(
    denial: Event, claim: Event, about: frozenset[str], denier: frozenset[str], topics: Topics
) -> tuple[float, list[str]]:
    score = 0.0
    reasons = []
    shared = about & topics.words(claim)
    if shared:
        score += min(0.6, 0.2 * len(shared))
        reasons.append(f"both about {', '.join(sorted(shared)[:4])}")
    if claim.type == "ACCUSE" and topics.parties(claim.recipients) & denier:
        score += 0.4
        reasons.append("the denier is the one accused")
    elif (
        claim.type != "SAY"
        and topics.parties(claim.actors) & denier
        and claim.type not in ("ACCUSE", "REJECT", "REQUEST", "AGREE", "SUPPORT")
    ):
        score += 0.25
        reasons.append("it is said of the denier")
    speaks = bool(topics.parties(claim.actors) - denier) or not claim.actors
    if not reasons and 0 < denial.sentence - claim.sentence <= 2 and speaks:
        if topics.anaphoric(denial):
            score += 0.3
            reasons.append("the claim right before it, which it calls by a pronoun")
        elif denial.sentence - claim.sentence == 1 and topics.speaks_of(claim, denier):
            score += 0.25
            reasons.append("the claim right before it, about the denier")
    if not reasons:
        return 0.0, []
    gap = denial.sentence - claim.sentence
    score += 0.25 if 0 <= gap <= 1 else 0.15 if gap == -1 else 0.05 if abs(gap) <= 4 else 0.0
    if claim.type not in (*_CLAIMING, "ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "AID", "THREATEN"):
        return 0.0, []
    if (
        claim.type == "SAY"
        and len(shared) < (1 if 0 <= gap <= 1 else 2)
        and not reasons[-1].startswith("the claim right")
    ):
        return 0.0, []
    return score, reasons
