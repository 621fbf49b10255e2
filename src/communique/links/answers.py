"""Answers: which request, letter, proposal or invitation a reply, refusal or acceptance belongs to."""

from __future__ import annotations

from dataclasses import replace

from communique.across.salience import weigh
from communique.across.wording import called
from communique.lexicon import words
from communique.links import compliance, remarks
from communique.links.fitting import ASKED_FOR, Answering, answering, fit, kind_of, sides
from communique.links.pointing import pointed
from communique.links.topic import Topics
from communique.model import Event, Link
from communique.parse.syntax import Token

LEAST = 0.5
#: What is this much behind the best fit may still be the same opening, told twice.
_NEAR = 0.1
#: Score from which it is taken to be.
_AGAIN = 0.65
_LETTERS = ("letter", "message", "write", "note")
_WEAK = ("at-request", "modal", "must-", "recommend", "want-")
_ORDERS = frozenset(["command", "direct", "instruct", "order", "task"])


def opens(event: Event, topics: Topics) -> bool:
    """Whether an event asks others for an answer: a request, demand, proposal, offer, invitation, letter or ultimatum that was made."""
    if event.type == "SANCTION" or event.rule.startswith("REQUEST.said-"):
        return False  # an order to leave, a duty that somebody speaks of: answered if something answers it, but nobody owes a reply
    return may_open(event, topics) and not weak(event, topics)


def may_open(event: Event, topics: Topics) -> bool:
    """Whether an event is an opening, or what an answer may call one: a wish, a duty, an order to one's own side."""
    if event.status in ("denied", "hypothetical"):
        return False
    name = event.rule.partition(".")[2]
    if event.type == "REQUEST":
        return not _telephone(topics.trigger(event))
    if event.type == "AGREE":
        return _offers(event, topics)
    if event.type == "THREATEN":
        return name.startswith(("ultimatum", "deadline")) or _unless(topics.trigger(event))
    if event.type == "SANCTION":  # "ordered the diplomats to leave", "gave them 72 hours"
        return event.status == "actual" and _lemma(event, topics) in _ORDERS | {"ask", "give", "tell"}
    if event.type == "CONSULT" and name.startswith(_LETTERS):
        return not topics.words(event) & words("courtesy-words")
    return False


def _offers(event: Event, topics: Topics) -> bool:
    """Whether an agreement is one that is offered: a proposal or an invitation."""
    name = event.rule.partition(".")[2]
    trigger = topics.trigger(event)
    return trigger is not None and (
        trigger.lemma.lower() in words("offer-words") or name in ("propose", "propose-that")
    )


def _unless(trigger: Token | None) -> bool:
    """ "threatened to shut the pipeline unless Tbilisi paid": a threat that asks for something."""
    return trigger is not None and any(t.lower == "unless" and t.dep == "mark" for t in trigger.subtree())


def weak(event: Event, topics: Topics) -> bool:
    """Whether an opening only says what somebody wants or what others should do, or orders one's own side."""
    name = event.rule.partition(".")[2]
    trigger = topics.trigger(event)
    if event.type != "REQUEST":
        return False
    if name.startswith(_WEAK):
        return True
    asked = topics.parties(event.recipients)
    if asked and asked <= topics.parties(event.actors):
        return True
    return (
        trigger is not None
        and trigger.pos == "VERB"
        and trigger.lemma.lower() in _ORDERS
        and not topics.known(event.recipients)
    )


def _telephone(token: Token | None) -> bool:
    """ "his call with Putin" is no demand."""
    if token is None or token.pos != "NOUN" or token.lemma.lower() != "call":
        return False
    kids = {k.lower for k in token.kids}
    return bool(kids & {"phone", "telephone", "video", "conference", "with", "between"})


def answers(event: Event, topics: Topics) -> bool:
    """Whether an event may be an answer: a reply delivered, a refusal, an acceptance, a statement "in response"."""
    if event.status in ("hypothetical", "demanded"):
        return False
    if event.type != "REQUEST" and may_open(event, topics):
        return event.type == "CONSULT" and topics.in_response(event)  # a letter "in response"
    if event.type == "AGREE" and _offers(event, topics):
        return False  # "made no mention of the invitation"
    kind = kind_of(event, topics)
    return kind is not None and (event.type != "SUPPORT" or topics.points_at(event, "opening-nouns") is not None)


def silent(event: Event) -> bool:
    """Whether an event says that no reply came: "did not respond"."""
    return event.status == "denied" and event.type in ("CONSULT", "SAY")


def find(events: tuple[Event, ...], topics: Topics) -> list[Link]:
    """Links from each answer to the opening it fits best; several openings if they are one, told twice, or are answered together.

    What says that no reply came is linked too; :func:`silent` tells it from a reply.
    """
    return [x for e in events for x in _links(e, events, topics)]


def _links(event: Event, events: tuple[Event, ...], topics: Topics) -> list[Link]:
    if silent(event):
        return _silence(event, events, topics)
    if not answers(event, topics):
        if compliance.deed(event):
            return _done(event, events, topics)
        return _remarked(event, events, topics) if remarks.remarks(event) else []
    kind = kind_of(event, topics)
    assert kind is not None
    saying = next((e for e in events if e.id == event.inside), None)
    lent = not event.actors and saying is not None and event.type == "AGREE"
    if lent and saying is not None:
        event = replace(event, actors=saying.actors)  # he said that it would be done
    answer = answering(event, kind, topics, saying)
    ranked: list[tuple[float, int, Event, tuple[str, ...]]] = []
    for opening in events:
        if opening.id == event.id or event.inside == opening.id:
            continue
        refused = opening.status == "denied" and event.type == "REJECT" and topics.names(event, opening)
        if not may_open(opening, topics) and not (refused and opening.type == "REQUEST"):
            continue  # an order that somebody "refused to obey" was given
        if topics.names(event, opening) and not topics.one_side(event.actors, opening.actors):
            side = sides(opening, event, topics)
            if event.type != "SUPPORT" or side is None or side.by_asked != "other":  # a bystander approves
                ranked.append((0.9, 0, opening, ("it names the very thing it answers",)))
            continue
        if lent and event.sentence - opening.sentence != 1:
            continue
        if not opening.actors and asks_in_text(opening, event, answer, topics):
            ranked.append((0.7, 0, opening, ("by one who was asked", "it turns down the text that asks for it")))
            continue
        if opening.inside == event.id or opening.status != "actual" or opening.rule.endswith(".at-request"):
            continue
        if opening.trigger.start > event.trigger.start and any(c.covers(opening.trigger) for c in event.content):
            continue  # asked in the answer itself
        if opening.sentence == event.sentence and told_in(event, events, topics):
            continue  # "urged them to pledge not to allow it"
        score, reasons = fit(opening, answer, topics, weak(opening, topics))
        if score >= LEAST:
            ranked.append((score, -abs(opening.trigger.start - event.trigger.start), opening, reasons))
    if not ranked:
        return []
    ranked.sort(key=lambda r: (-r[0], -r[1], r[2].trigger.start))
    first = next((r for r in ranked if ASKED_FOR not in r[3]), ranked[0])
    least = min(first[0] - _NEAR, _AGAIN)
    kept = [r for r in ranked if r is first or ASKED_FOR in r[3] or (r[0] >= least and _same(first[2], r[2], topics))]
    if answer.pointed is not None and answer.pointed.plural:
        kept += _series(first[2], event, events, [k[2] for k in kept], topics)
    return [Link("answers", event.id, o.id, round(min(s, 1.0), 2), r) for s, _, o, r in kept]


def told_in(event: Event, events: tuple[Event, ...], topics: Topics) -> bool:
    """Whether an event is part of what somebody asks for, or of whom he asks: "calls on all who believe that …"."""
    return any(
        o.id != event.id and o.sentence == event.sentence and may_open(o, topics)
        and (any(c.covers(event.trigger) for c in o.content) or topics.below(event, o))
        for o in events
    )  # fmt: skip


def _silence(event: Event, events: tuple[Event, ...], topics: Topics) -> list[Link]:
    """The opening of which an event says that no reply came: the one it names, or else the last one told that those may owe a reply to."""
    ranked: list[tuple[float, int, Event, tuple[str, ...]]] = []
    trigger = topics.trigger(event)
    replying = event.type == "CONSULT" or (trigger is not None and trigger.lemma.lower() in words("answer-words"))
    by, to = topics.parties(event.actors), topics.parties(event.recipients)
    point = pointed(event, topics)
    for opening in events:
        gap = event.sentence - opening.sentence
        if opening.id == event.id or opening.status != "actual" or not may_open(opening, topics):
            continue
        askers, asked = topics.parties(opening.actors), topics.parties(opening.recipients)
        if topics.names(event, opening) and not by & askers:
            ranked.append((0.9, opening.trigger.start, opening, ("it names the very thing it answers",)))
            continue
        if (
            not replying
            or not askers
            or weak(opening, topics)
            or not 0 <= gap <= 2
            or opening.trigger.start > event.trigger.start
        ):
            continue
        if any(c.covers(event.trigger) for c in opening.content) or by & askers:
            continue
        if point is not None and point.noun not in called(opening.type):
            continue  # it leaves another thing unanswered
        if to and askers and not topics.meets(to, askers):
            continue
        own = bool(asked) and topics.meets(asked, by)
        if not own and (gap > 1 or (topics.known(event.actors) and topics.known(opening.recipients))):
            continue
        if own or to or not by:
            ranked.append(
                (0.7 if own else 0.6, opening.trigger.start, opening, ("no reply of those asked", "told next to it"))
            )
    if not ranked:
        return []
    score, _, first, reasons = max(ranked, key=lambda r: r[:2])
    return [Link("answers", event.id, first.id, score, reasons)]


def _done(event: Event, events: tuple[Event, ...], topics: Topics) -> list[Link]:
    """Links from a deed to the request at which it is done, or that asked for it."""
    found = []
    for opening in events:
        if opening.id == event.id or opening.status != "actual" or not may_open(opening, topics):
            continue
        fitting = compliance.at_request(event, opening, topics) or compliance.fulfils(event, opening, events, topics)
        if fitting is not None:
            found.append((fitting[0], opening, fitting[1]))
    if not found:
        return []
    score, first, reasons = max(found, key=lambda f: (f[0], f[1].trigger.start))
    again = [f for f in found if f[1] is not first and f[0] >= score - _NEAR and _same(first, f[1], topics)]
    return [Link("answers", event.id, o.id, round(s, 2), r) for s, o, r in [(score, first, reasons), *again]]


def _remarked(event: Event, events: tuple[Event, ...], topics: Topics) -> list[Link]:
    """Links from what one who was asked says of what he was asked."""
    found = []
    for opening in events:
        if opening.id == event.id or opening.status != "actual" or event.inside == opening.id:
            continue
        if not may_open(opening, topics):
            continue
        ordered = _lemma(opening, topics) in _ORDERS
        fitting = remarks.fit(event, opening, events, topics, ordered or weak(opening, topics))
        if fitting is not None:
            found.append((fitting[0], opening, fitting[1]))
    if not found:
        return []
    score, first, reasons = max(found, key=lambda f: (f[0], f[1].trigger.start))
    told = [e for e in events if e is not event and any(c.covers(e.trigger) for c in event.content)]
    told = [e for e in told if e.type in ("AGREE", "REJECT") and answers(e, topics)]
    others = any(e.actors and not topics.meets(topics.parties(e.actors), topics.parties(event.actors)) for e in told)
    if others or any(x.target == first.id for e in told for x in _links(e, events, topics)):
        return []  # what he says is an answer itself: "the invitation was accepted, he said"
    again = [f for f in found if f[1] is not first and f[0] >= score - _NEAR and _same(first, f[1], topics)]
    return [Link("answers", event.id, o.id, round(s, 2), r) for s, o, r in [(score, first, reasons), *again]]


def asks_in_text(opening: Event, event: Event, answer: Answering, topics: Topics) -> bool:
    """Whether a text asks ("the resolution calls on Peru …") that an answer names: "vetoed the resolution"."""
    trigger = topics.trigger(opening)
    subject = trigger.kid("nsubj") if trigger is not None else None
    while trigger is not None and subject is None and trigger.dep == "conj":
        trigger = trigger.head
        subject = trigger.kid("nsubj")
    return (
        subject is not None
        and answer.pointed is not None
        and subject.lemma.lower() == answer.pointed.noun
        and abs(opening.sentence - event.sentence) <= 1
        and bool(topics.parties(opening.recipients) & topics.parties(event.actors))
    )


def _same(one: Event, two: Event, topics: Topics) -> bool:
    """Whether two openings of a report are one, told twice: of one side, and of the same type about the same, or both letters."""
    if not topics.parties(one.actors) & topics.parties(two.actors):
        return False
    if one.sentence == two.sentence and any(e.rule.startswith("CONSULT.letter") for e in (one, two)):
        return True  # a letter and what it asks
    letters = all("letter" in topics.words(e) or e.rule.startswith("CONSULT.letter") for e in (one, two))
    if letters or one.type != two.type:
        return letters
    names = {_lemma(one, topics), _lemma(two, topics)}
    told, again = topics.words(one) - names, topics.words(two) - names
    least = min(weigh(told), weigh(again))  # 0: "Peru's request", which is the one told before
    common = weigh(told & again)
    return common >= 1.0 or 0.5 * least <= common


def _lemma(event: Event, topics: Topics) -> str:
    trigger = topics.trigger(event)
    return trigger.lemma.lower() if trigger is not None else ""


def _series(
    first: Event, answer: Event, events: tuple[Event, ...], known: list[Event], topics: Topics
) -> list[tuple[float, int, Event, tuple[str, ...]]]:
    """ "these demands": the other demands and proposals of the same side that were told before."""
    side = topics.parties(first.actors)
    return [
        (0.6, 0, o, ("one of the demands of the same side told before",))
        for o in events
        if o not in known and opens(o, topics) and o.type in ("REQUEST", "AGREE") and o.status == "actual"
        and topics.parties(o.actors) == side and 0 <= answer.sentence - o.sentence <= 12
    ]  # fmt: skip
