"""Exchanges, denials and actors in words: what was asked and what came back, which claim is denied, who is who."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model import Addressee, Event, Exchange, Link, Record
from communique.show.entries import Entry, clean, entry, listed, names, shorten

OUTCOMES = {
    "accepted": "accepted",
    "refused": "refused",
    "answered": "answered",
    "open": "no answer found in this report",
}
STATES = {
    "owed": "no answer found in this report",
    "answered": "answered",
    "answered-by-other": "answered by another",
    "declined": "declined to answer",
    "withdrawn": "withdrawn",
    "unknown": "unknown whether it answered",
}
#: Readings of a mention whose words are no spelling of a name.
_NO_SPELLING = frozenset(["pronoun", "nominal", "collective"])
_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Told:
    """Something that links events, in words: the opening line, then what belongs to it."""

    line: str
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as the table shows it: spellings in order of appearance, each with its count."""

    name: str
    party: str
    kind: str
    spellings: tuple[str, ...]


def exchanges(record: Record) -> list[Told]:
    """Each exchange: who asked whom what, who answered on whose behalf, what came of it and who claims what about it."""
    events = {e.id: e for e in record.events}
    return [_exchange(record, x, events) for x in record.exchanges if x.opening in events]


def denials(record: Record) -> list[Told]:
    """Each event that denies or contradicts others, with these below it."""
    events = {e.id: e for e in record.events}
    found: dict[str, list[str]] = {}
    for link in record.links:
        if link.type in ("denies", "contradicts") and link.source in events and link.target in events:
            below = f"{link.type} {_sentence(entry(record, events[link.target]))}"
            found.setdefault(link.source, []).append(below)
    return [Told(_sentence(entry(record, events[source])), tuple(below)) for source, below in found.items()]


def actors(record: Record) -> list[Named]:
    """The actors in order of their first mention."""
    found = []
    unnamed = {a.id for a in record.actors} - {m.actor for m in record.mentions if m.reading not in _NO_SPELLING}
    for actor in record.actors:
        counts: dict[str, int] = {}
        for mention in record.mentions:
            if mention.actor == actor.id and (mention.reading not in _NO_SPELLING or actor.id in unnamed):
                form = clean(mention.text)
                counts[form] = counts.get(form, 0) + 1
        spellings = tuple(f"{form} ×{n}" if n > 1 else form for form, n in counts.items())
        found.append(Named(clean(actor.name), actor.party or "–", actor.kind, spellings))
    return found


def opening(record: Record, exchange: Exchange) -> str:
    """Who asked whom what, and when."""
    event = next((e for e in record.events if e.id == exchange.opening), None)
    if event is None:
        return f"event {exchange.opening}"
    worded = entry(record, event)
    asked = listed([names(record, (a.actor,)) for a in exchange.addressees]) or worded.whom
    what = f": {shorten(worded.said, _WIDTH)}" if worded.said else f" (“{_trigger(record, event)}”)"
    verb = "asked" if event.type == "REQUEST" or not asked else "turned to"
    return f"{worded.who} {verb}{f' {asked}' if asked else ''}{what} · {worded.when}"


def link_words(record: Record, link: Link, event: Event) -> str:
    """A link as one of its two events sees it."""
    outgoing = link.source == event.id
    verb = {
        "answers": ("answers", "answered by"),
        "denies": ("denies", "denied by"),
        "repeats": ("repeats", "repeated by"),
        "contradicts": ("contradicts", "contradicted by"),
    }[link.type][0 if outgoing else 1]
    other = link.target if outgoing else link.source
    found = next((e for e in record.events if e.id == other), None)
    what = _event(record, found) if found is not None else other
    because = f" because {'; '.join(clean(r) for r in link.reasons)}" if link.reasons else ""
    return f"{verb} {what} (score {link.score:.2f}){because}"


def _event(record: Record, event: Event) -> str:
    worded = entry(record, event)
    said = f": {shorten(worded.said, 70)}" if worded.said else ""
    return f"{event.id[:7]} {event.type} {worded.head()}{said}"


def _exchange(record: Record, exchange: Exchange, events: dict[str, Event]) -> Told:
    below = []
    outcome = OUTCOMES[exchange.outcome]
    answers = [entry(record, events[a]) for a in exchange.answers if a in events]
    tail = f": {outcome}" if len(answers) == 1 and exchange.outcome != "answered" else ""
    told = set()
    for answer in answers:
        behalf = f" on behalf of {names(record, answer.event.behalf)}" if answer.event.behalf else ""
        what = f" – {shorten(answer.said, _WIDTH)}" if answer.said else f" (“{_trigger(record, answer.event)}”)"
        source = events.get(answer.event.inside or "")
        if source is not None:  # somebody says that there was an answer, which is not yet one
            told.add(source.id)
            what += f", so {entry(record, source).who}"
        below.append(f"answered by {answer.who}{behalf}{tail}{what} · {answer.when}")
    if len(answers) != 1:
        below.append(outcome if exchange.outcome == "open" else f"outcome: {outcome}")
    plain = {"owed", "answered"} if len(exchange.addressees) == 1 else set()
    below += [_addressee(record, a, events) for a in exchange.addressees if a.state not in plain]
    below += [_claim(record, events[c]) for c in exchange.claims if c in events and c not in told]
    return Told(opening(record, exchange), tuple(below))


def _claim(record: Record, event: Event) -> str:
    """A statement on whether there was an answer; both sides' stand side by side, and none is taken for the truth."""
    worded = entry(record, event)
    return f"so {worded.head()}: {shorten(worded.said, _WIDTH)}"


def _trigger(record: Record, event: Event) -> str:
    return clean(event.trigger.of(record.document.text))


def _addressee(record: Record, addressee: Addressee, events: dict[str, Event]) -> str:
    who, state = names(record, (addressee.actor,)), STATES[addressee.state]
    if addressee.by in events and addressee.state == "answered-by-other":
        state = f"answered by {names(record, events[addressee.by].actors) or 'another'} in its place"
    if addressee.behalf and addressee.behalf != addressee.actor:
        state += f", on behalf of {names(record, (addressee.behalf,))}"
    return f"{who}: {state}"


def _sentence(worded: Entry) -> str:
    return f"{worded.event.type} {worded.line(_WIDTH)}"
