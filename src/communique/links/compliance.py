"""Answers by deed: what was asked for is done by one who was asked; what is done at somebody's request, or after he asked.

No word of such a deed says that it answers. So it must be the very deed asked for, or its sentence must say at whose request it is done.
"""

from __future__ import annotations

from communique.across.deeds import DEEDS, does
from communique.across.kin import kinship
from communique.across.salience import COMMON, telling, weigh
from communique.across.wording import kindred
from communique.lexicon import words
from communique.links.topic import Topics
from communique.model import Event
from communique.parse.syntax import Token

#: Kinship of two verbs that tell one deed.
_KIN = 0.8
#: Sentences from what is asked to its being done: if the one who was asked does it; if it is not said who was asked.
_FAR, _NEAR = 6, 3
_SAID_FOR = frozenset(["at", "following", "on", "upon"])
_AFTER = frozenset(["after", "as", "because", "once", "since", "when"])

Fit = tuple[float, tuple[str, ...]]


def deed(event: Event) -> bool:
    """Whether an event may do what was asked."""
    return event.status == "actual" and does(event.type, event.rule)


def at_request(event: Event, opening: Event, topics: Topics) -> Fit | None:
    """What is done "at the request of" somebody, "following" his appeal, or after he asked for it; the opening's own words say so."""
    trigger, asked = topics.trigger(event), topics.trigger(opening)
    if trigger is None or asked is None or trigger.sentence != asked.sentence:
        return None
    by, askers = topics.parties(event.actors), topics.parties(opening.actors)
    if not by or not askers or (by <= askers):
        return None
    if asked.pos == "NOUN":
        over = asked.head
        if asked.dep != "pobj" or over.dep != "prep" or over.lower not in _SAID_FOR or over.head is not trigger:
            return None
        if over.lower in ("at", "upon") or opening.rule.endswith(".at-request"):
            return 0.9, (f"done {over.lower} the {asked.lemma.lower()} of the one who asked",)
        return (
            None
            if not _common(trigger, over, opening, topics)
            else (0.7, (f"done {over.lower} the {asked.lemma.lower()}",))
        )
    if asked.dep != "advcl" or asked.head is not trigger or not any(k.lower in _AFTER for k in asked.kids):
        return None
    thing = asked.kid("dobj", "nsubjpass")
    so = thing is not None and thing.lower in ("it", "that", "this", "so", "them")
    if topics.known(opening.recipients) and not topics.meets(topics.parties(opening.recipients), by):
        return None
    if so or _common(trigger, asked, opening, topics) >= 1.0:
        return 0.75, ("done after it was asked for, as the sentence says",)
    return None


def _common(trigger: Token, asking: Token, opening: Event, topics: Topics) -> float:
    """How much the deed, without the words by which it says who asked, shares with what was asked."""
    skip, own = {t.i for t in asking.subtree()}, topics.trigger(opening)
    told = frozenset(w for t in trigger.subtree() if t.i not in skip and (w := topics.content_word(t)))
    return weigh(kindred(told, topics.words(opening) - {own.lemma.lower() if own is not None else ""}))


def fulfils(event: Event, opening: Event, events: tuple[Event, ...], topics: Topics) -> Fit | None:
    """How well a deed is the one that an opening asked for, and why; None if it is another, or another's."""
    trigger = topics.trigger(event)
    gap = event.sentence - opening.sentence
    if trigger is None or not 0 <= gap <= _FAR or opening.type not in ("REQUEST", "THREATEN", "CONSULT"):
        return None
    if event.trigger.start < opening.trigger.start or any(c.covers(event.trigger) for c in opening.content):
        return None
    if _earlier(trigger) or not _then(event, opening):
        return None
    verbs = _asked(opening, events, topics)
    if not any(_same(trigger, verb) for verb in verbs):
        return None
    by, askers, asked = (topics.parties(a) for a in (event.actors, opening.actors, opening.recipients))
    if by & askers or not askers:
        return None
    shared = kindred(topics.words(event), topics.words(opening)) - {trigger.lemma.lower()}
    common = weigh(shared) + (COMMON if trigger.lemma.lower() in words("common-topics") else 1.0)
    same = bool(asked & by) or (bool(asked) and topics.meets(asked, by))
    if same:
        enough = common >= (1.0 if gap <= 1 else 1.7)
    elif not by:
        enough = _passive(trigger) and bool(asked) and gap <= 1 and common >= 1.0
    elif topics.known(opening.recipients):
        enough = False
    else:
        least = 1.0 if gap <= 1 and any(e.type == event.type for e in _demanded(opening, events, topics)) else 1.7
        enough = gap <= _NEAR and common >= least and bool(by & topics.named_beside(opening))
    if not enough:
        return None
    reasons = ["by one who was asked"] if same else []
    if gap <= 1:
        reasons.append("told next to it")
    return (0.7 if same else 0.6), (
        *reasons,
        "what was asked for is done",
        f"both about {telling(shared | {trigger.lemma.lower()})}",
    )


def _asked(opening: Event, events: tuple[Event, ...], topics: Topics) -> list[Token]:
    """The words for what is to be done: of demanded deeds in the opening, and of the verb of its clause."""
    trigger = topics.trigger(opening)
    if trigger is None:
        return []
    found = [t for e in _demanded(opening, events, topics) if (t := topics.trigger(e)) is not None]
    clause = next((k for k in trigger.kids if k.dep in ("xcomp", "ccomp", "acl", "advcl") and k.pos == "VERB"), None)
    if clause is not None and clause not in found and clause.tag in ("VB", "VBN", "VBP", "VBZ"):
        found.append(clause)
    if any(k.dep == "neg" for t in found for k in t.kids):
        return []  # what was to be left undone
    return found


def _demanded(opening: Event, events: tuple[Event, ...], topics: Topics) -> list[Event]:
    """The deeds that an opening asks for."""
    trigger = topics.trigger(opening)
    below = {t.start for t in trigger.subtree()} if trigger is not None else set()
    return [
        e
        for e in events
        if e.status == "demanded"
        and e.type in DEEDS
        and e.id != opening.id
        and (e.trigger.start in below or any(c.covers(e.trigger) for c in opening.content))
    ]


def _same(deed_: Token, asked: Token) -> bool:
    one, two = deed_.lemma.lower(), asked.lemma.lower()
    return kinship(one, two) >= _KIN or bool(kindred(frozenset([one]), frozenset([two])))


def _earlier(trigger: Token) -> bool:
    """Whether it had been done before: "had freed"."""
    return any(k.dep == "aux" and k.lower in ("had", "'d") for k in trigger.kids)


def _then(event: Event, opening: Event) -> bool:
    """Whether the deed is not dated before what was asked."""
    one, two = event.when, opening.when
    if one.value is None or two.value is None or "published" in (one.basis, two.basis):
        return True
    return len(one.value) != len(two.value) or one.value >= two.value


def _passive(trigger: Token) -> bool:
    return trigger.kid("nsubjpass") is not None
