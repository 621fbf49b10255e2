"""Exchanges: each opening with its answers, its addressees and its outcome."""

from __future__ import annotations

import hashlib

from communique.across.deeds import does
from communique.across.kin import stem
from communique.lexicon import words
from communique.links import answers as answering
from communique.links import negations
from communique.links.topic import Topics
from communique.model import Addressee, Event, Exchange, Link, Outcome


def find(events: tuple[Event, ...], links: tuple[Link, ...], topics: Topics) -> tuple[Exchange, ...]:
    """All exchanges, in order of their openings.

    An opening without an answer makes an exchange only if it names whom it addresses, or is an offer; "open" reads "no answer
    found in this report".
    """
    by_id = {e.id: e for e in events}
    found = []
    for opening in events:
        answering_it = [by_id[x.source] for x in links if x.type == "answers" and x.target == opening.id]
        linked = [e for e in answering_it if not answering.silent(e)]
        silent = [e.id for e in answering_it if answering.silent(e)]
        if not linked and not silent and not _stands_open(opening, topics):
            continue
        answers = sorted(linked, key=lambda e: e.trigger.start)
        claims = tuple(dict.fromkeys((*(a.inside for a in answers if a.inside is not None), *silent)))
        identity = "x" + hashlib.sha256(opening.id.encode()).hexdigest()[:12]
        outcome = _outcome(opening, answers, topics)
        found.append(
            Exchange(
                identity,
                opening.id,
                tuple(a.id for a in answers),
                outcome,
                _addressees(opening, answers, topics),
                claims,
            )
        )
    return tuple(found)


def _stands_open(opening: Event, topics: Topics) -> bool:
    """Whether an opening that nothing answers is worth telling."""
    addressed = bool(opening.recipients) or opening.type == "AGREE"
    return addressed and opening.status == "actual" and answering.opens(opening, topics)


def _outcome(opening: Event, answers: list[Event], topics: Topics) -> Outcome:
    if not answers:
        return "open"
    if any(a.type == "REJECT" or _says_no(a, opening, topics) for a in answers):
        return "refused"
    if own_behalf(opening, topics) and any(a.behalf for a in answers):
        return "refused"  # each was to answer for itself; one answered for all
    if any(a.status == "actual" and (a.type in ("AGREE", "SUPPORT") or does(a.type, a.rule)) for a in answers):
        return "accepted"
    return "answered"


def _says_no(answer: Event, opening: Event, topics: Topics) -> bool:
    """Whether a statement says no to what was asked: offered to mediate, "said that it did not need a mediator"."""
    if answer.type != "SAY":
        return False
    no = words("reject-false") | words("reject-unacceptable")
    if any(t.lower.rstrip("s") in no or t.lower in no for c in answer.content for t in topics.within(c)):
        return True  # "said those demands are nonstarters"
    asked = {stem(w) for w in topics.words(opening)}
    return any(not n.coming and asked & {stem(w) for w in n.words} for n in negations.says_not(answer, topics))


def own_behalf(opening: Event, topics: Topics) -> bool:
    """Whether the opening asks each addressee to answer for itself."""
    tokens = topics.tokens(opening)
    return any(t.lower == "behalf" and any(k.lower == "own" for k in t.kids) for t in tokens) or any(
        t.lower in words("own-behalf") and t.head.lemma.lower() in words("answer-words") for t in tokens
    )


def _addressees(opening: Event, answers: list[Event], topics: Topics) -> tuple[Addressee, ...]:
    found = []
    for actor in opening.recipients:
        party = topics.parties((actor,))
        state = Addressee(actor, "owed")
        for answer in answers:
            own = topics.parties(answer.actors)
            behalf = topics.parties(answer.behalf)
            other = answer.behalf[0] if answer.behalf else None
            if answer.type == "REJECT" and party & (own | behalf):
                state = Addressee(actor, "declined", answer.id, other)
            elif party & own and not behalf - party:
                state = Addressee(actor, "answered", answer.id, other)
            elif topics.meets(party, own | behalf):
                state = Addressee(actor, "answered-by-other", answer.id, other)
            elif state.state == "owed":
                state = Addressee(actor, "unknown", answer.id)
        found.append(state)
    return tuple(found)
