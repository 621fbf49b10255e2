"""Answers: which request, letter, proposal or accusation a reply, refusal or acceptance belongs to."""

from __future__ import annotations

from communique.lexicon import words
from communique.links.topic import Topics
from communique.model import Event, Link

OPENING_RULES = ("letter", "write", "propos", "offer", "invit", "suggest", "question", "ultimatum", "note", "message")
LEAST = 0.5
SURE = 0.6


def opens(event: Event, topics: Topics) -> bool:
    """Whether an event asks for an answer: a request, demand, proposal, offer, invitation, letter or ultimatum that was made."""
    if event.status in ("denied", "hypothetical"):
        return False
    if event.type == "REQUEST":
        return True
    if event.type not in ("AGREE", "CONSULT", "THREATEN"):
        return False
    name = event.rule.partition(".")[2]
    trigger = topics.trigger(event)
    offered = event.type == "AGREE" and trigger is not None and trigger.lemma.lower() in words("offer-words")
    return offered or any(r in name for r in OPENING_RULES)


def answers(event: Event, topics: Topics) -> bool:
    """Whether an event may be an answer: a reply delivered, a refusal, an acceptance, a statement "in response"."""
    if event.status in ("hypothetical", "demanded"):
        return False
    name = event.rule.partition(".")[2]
    trigger = topics.trigger(event)
    if event.type == "REJECT":
        return not name.startswith(
            ("deny", "denial", "denied")
        )  # a denial is set against a claim, not against a request
    if event.type == "AGREE" and not opens(event, topics):
        return True
    if event.type == "SUPPORT":
        return topics.points_at(event, "opening-nouns") is not None
    if event.type == "CONSULT" and any(w in name for w in ("answer", "respond", "reply", "response")):
        return True
    if event.type in ("SAY", "CONSULT"):
        if trigger is not None and trigger.lemma.lower() in words("answer-words"):
            return True
        return trigger is not None and any(
            t.lower == "response" and t.dep == "pobj" and t.head.head is trigger for k in trigger.kids for t in k.kids
        )
    return False


def find(events: tuple[Event, ...], topics: Topics) -> list[Link]:
    """Links from each answer to the opening it fits best; several openings if they fit as well."""
    openings = [e for e in events if opens(e, topics)]
    found = []
    for answer in events:
        if not answers(answer, topics):
            continue
        ranked = []
        for opening in openings:
            if opening is answer or answer.inside == opening.id:
                continue
            if topics.names(answer, opening):
                ranked.append((0.9, 0, opening, ["it names the very thing it answers"]))
                continue
            if opening.inside == answer.id:
                continue
            score, reasons = fit(opening, answer, topics)
            if score >= LEAST:
                ranked.append((score, -abs(opening.trigger.start - answer.trigger.start), opening, reasons))
        ranked.sort(key=lambda r: (-r[0], -r[1]))
        kept = [r for r in ranked[:6] if r[0] >= min(ranked[0][0] - 0.3, SURE)]
        if kept and topics.plural(answer, "opening-nouns"):
            kept += _series(kept[0][2], answer, openings, [k[2] for k in kept], topics)
        for score, _, opening, reasons in kept:
            found.append(Link("answers", answer.id, opening.id, round(min(score, 1.0), 2), tuple(reasons)))
    return found


def _series(
    first: Event, answer: Event, openings: list[Event], known: list[Event], topics: Topics
) -> list[tuple[float, int, Event, list[str]]]:
    """ "these demands": the other demands and proposals of the same side that were told before."""
    side = topics.parties(first.actors)
    return [
        (0.6, 0, o, ["one of the demands of the same side told before"])
        for o in openings
        if o not in known and o.type in ("REQUEST", "AGREE") and o.status == "actual" and topics.parties(o.actors) == side
        and 0 <= answer.sentence - o.sentence <= 12
    ]  # fmt: skip


def fit(opening: Event, answer: Event, topics: Topics) -> tuple[float, list[str]]:
    """How well an answer fits an opening, from 0 to about 1.2, and why. Parties must not speak against it."""
    askers = topics.parties(opening.actors)
    asked = topics.parties(opening.recipients)
    answering = topics.parties(answer.actors) | topics.parties(answer.behalf)
    addressed = topics.parties(answer.recipients)
    if not answering or not askers or (answering & askers and not answering - askers):
        return 0.0, []
    if topics.known(answer.recipients) and topics.known(opening.actors) and not topics.meets(addressed, askers):
        return 0.0, []  # it answers somebody else
    score = 0.0
    reasons = []
    if addressed and topics.meets(addressed, askers):
        score += 0.35
        reasons.append("addressed to the one who asked")
    if asked & answering:
        score += 0.3
        reasons.append("by one who was asked")
    elif asked and topics.meets(asked, answering):
        score += 0.3 if answer.behalf else 0.15
        reasons.append("by one that those asked belong to")
    noun = topics.points_at(answer, "opening-nouns")
    calls = noun is not None and _is_called(opening, noun)
    gap = abs(opening.sentence - answer.sentence)
    if topics.known(opening.recipients) and not topics.meets(asked, answering) and not (calls and gap <= 1):
        score -= 0.15
    if (
        asked
        and topics.meets(asked, answering)
        and answer.type in ("REJECT", "AGREE", "CONSULT")
        and abs(opening.sentence - answer.sentence) <= 4
    ):
        score += 0.15 if asked & answering else 0.1
        if not answer.content and not addressed:
            score += 0.1
            reasons.append("it names nothing else that it could answer")
    shared = topics.words(opening) & topics.words(answer)
    if shared:
        score += min(0.45, 0.15 * len(shared))
        reasons.append(f"both about {', '.join(sorted(shared)[:4])}")
    if calls:
        definite = topics.demonstrative(answer, "opening-nouns") and answer.sentence >= opening.sentence
        score += 0.3 if not definite else 0.55 if gap <= 1 else 0.45 if gap <= 3 else 0.3
        reasons.append(f"calls it a {noun}")
    trigger = topics.trigger(answer)
    explicit = (trigger is not None and trigger.lemma.lower() in words("answer-words")) or "response" in topics.words(
        answer
    )
    if explicit:
        score += 0.15
        reasons.append("says that it answers")
        if not asked and gap <= 2:
            score += 0.2
    if gap <= 1:
        score += 0.15
        reasons.append("told next to it")
    elif gap <= 4:
        score += 0.05
    if not reasons or (len(reasons) == 1 and reasons[0].startswith("told")):
        return 0.0, []
    if (
        not (addressed and topics.meets(addressed, askers))
        and not (asked and topics.meets(asked, answering))
        and not calls
        and len(shared) < 2
        and not (explicit and gap <= 2 and not asked)
    ):
        return 0.0, []
    return score, reasons


_CALLED = {
    "REQUEST": {
        "appeal",
        "ask",
        "call",
        "condition",
        "demand",
        "motion",
        "plea",
        "question",
        "query",
        "request",
        "petition",
        "letter",
        "message",
        "note",
        "terms",
        "ultimatum",
        "proposal",
    },
    "AGREE": {
        "draft",
        "initiative",
        "invitation",
        "offer",
        "plan",
        "proposal",
        "suggestion",
        "agreement",
        "treaty",
        "demand",
        "terms",
        "overture",
    },
    "CONSULT": {"letter", "message", "note", "request"},
    "THREATEN": {"ultimatum", "demand", "deadline"},
}


def _is_called(opening: Event, noun: str) -> bool:
    return noun in _CALLED.get(opening.type, set())
