"""Answers that no verb tells: what one who was asked says right after, of what he was asked ("said the demand was absurd")."""

from __future__ import annotations

from communique.across.kin import stem
from communique.across.salience import telling, weigh
from communique.across.wording import called, kindred
from communique.lexicon import words
from communique.links.fitting import by_noun, lemma_of, sides, told
from communique.links.pointing import pointed
from communique.links.topic import Topics
from communique.model import Event

#: Sentences between an opening and what is said of it.
_NEAR = 2
#: Least weight of what both are about, if nothing calls the opening by a noun.
_COMMON = 1.7

Fit = tuple[float, tuple[str, ...]]


def remarks(event: Event) -> bool:
    """Whether an event may say something of what was asked: a statement or a judgement."""
    return (
        event.type in ("ACCUSE", "SAY")
        and event.status == "actual"
        and bool(event.content)
        and event.rule != "SAY.run-on"
    )


def fit(event: Event, opening: Event, events: tuple[Event, ...], topics: Topics, weak: bool) -> Fit | None:
    """How surely a statement is made of what was asked, and why."""
    gap = event.sentence - opening.sentence
    if not 0 <= gap <= _NEAR or event.trigger.start < opening.trigger.start:
        return None
    if opening.inside == event.id or any(c.covers(opening.trigger) for c in event.content):
        return None
    if any(c.covers(event.trigger) for c in opening.content):
        return None
    side = sides(opening, event, topics)
    if side is None or topics.media(event.actors):
        return None
    lemma = lemma_of(event, topics)
    own = topics.words(event) - {lemma} - words("opening-nouns")
    asked = topics.words(opening) - {lemma_of(opening, topics)}
    stems = {stem(w) for w in asked}
    shared = kindred(own, asked) | frozenset(w for w in own if stem(w) in stems)
    point = pointed(event, topics)
    if (
        point is not None
        and point.noun in called(opening.type)
        and (point.definite or point.owners)
        and not point.fresh
    ):
        if side.by_asked == "other" and not point.owners:
            return None
        score, reasons = by_noun(opening, point, side, gap, shared, topics)
        return (round(score, 3), (*told(side, gap), *reasons)) if score >= 0.6 else None
    if not weak and gap <= 1 and side.by_asked != "other" and _studies(event, topics):
        return 0.55, (*told(side, gap), "says that it is being considered")
    if weak or gap != 1 or topics.below(event, opening):
        return None
    verb = bool({stem(w) for w in shared} & _asked(opening, topics))
    if side.by_asked not in ("same", "belongs"):
        beside = topics.parties(event.actors) & topics.named_beside(opening)
        if not beside or topics.known(opening.recipients) or not verb:
            return None
    elif weigh(shared) < _COMMON and not (verb and weigh(shared) >= 1.0):
        return None
    if any(_between(opening, e, event, topics) for e in events):
        return None  # he said something else before
    return 0.55, (*told(side, gap), f"both about {telling(shared)}")


def _studies(event: Event, topics: Topics) -> bool:
    """Whether somebody says that he is considering it: "said they were studying it"."""
    return any(
        t.lemma.lower() in words("study-verbs")
        and any(p.lower in ("it", "them", "this") and p.dep in ("dobj", "pobj") for p in t.subtree())
        for c in event.content
        for t in topics.within(c)
        if t.pos == "VERB"
    )


def _asked(opening: Event, topics: Topics) -> frozenset[str]:
    """The stems of the verbs that tell what is asked for or offered."""
    trigger = topics.trigger(opening)
    clause = [k for k in trigger.kids if k.dep in ("ccomp", "dobj", "xcomp")] if trigger is not None else []
    return frozenset(stem(k.lemma.lower()) for k in clause)


def _between(opening: Event, other: Event, event: Event, topics: Topics) -> bool:
    """Whether somebody says something between an opening and a statement."""
    return (
        other.type in ("ACCUSE", "SAY")
        and opening.trigger.start < other.trigger.start < event.trigger.start
        and not any(c.covers(other.trigger) for c in (*opening.content, *event.content))
    )
