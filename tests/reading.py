"""Short texts read with the real parser, which is loaded once, and what the tests look up in them."""

from __future__ import annotations

from functools import cache

import pytest
from _pytest.mark import ParameterSet

from communique import actors, ingest, pipeline
from communique.actors.cast import Cast
from communique.actors.directory import directory
from communique.model import Document, Event, Exchange, Mention, Record, Span
from communique.parse.parsed import Parsed
from communique.parse.syntax import Token


def wrong(*values: object, reason: str) -> ParameterSet:
    """A case that the program gets wrong so far."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


def document(text: str, published: str | None = None) -> Document:
    """A document in English, whatever its length."""
    return ingest.from_text(text, published=published, lang="en")


@cache
def read(text: str, published: str | None = None) -> Record:
    """The record of a text."""
    return pipeline.read(document(text, published))


@cache
def parsed(text: str, published: str | None = None) -> Parsed:
    """The parse of a text."""
    return pipeline.parser().parse(document(text, published))


def cast(text: str, published: str | None = None) -> Cast:
    """The cast of a text, before events add to it."""
    return actors.find(parsed(text, published), directory())


def token(tree: Parsed, word: str, nth: int = 0) -> Token:
    """The token with this text, the first or a later one."""
    return [t for t in tree.tokens if t.text == word][nth]


def place(text: str, words: str, nth: int = 0) -> Span:
    """Where words stand in a text; "May| left" is the "May" before "left"."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words.replace("|", ""), start + 1)
    return Span(start, start + len(words.partition("|")[0]))


def mentions(record: Record, words: str, nth: int = 0) -> list[Mention]:
    """The mentions that cover words, of the shortest length."""
    span = place(record.document.text, words, nth)
    over = [m for m in record.mentions if m.start <= span.start and span.end <= m.end]
    least = min((m.end - m.start for m in over), default=0)
    return [m for m in over if m.end - m.start == least]


def who(record: Record, words: str, nth: int = 0) -> set[str]:
    """The actors that words name."""
    return {m.actor for m in mentions(record, words, nth)}


def party(record: Record, actor: str) -> str | None:
    """The party of an actor of a record."""
    return next(a.party for a in record.actors if a.id == actor)


def parties(record: Record, words: str, nth: int = 0) -> set[str | None]:
    """The parties of the actors that words name."""
    return {party(record, a) for a in who(record, words, nth)}


def events(record: Record, trigger: str) -> list[Event]:
    """The events with this trigger."""
    return [e for e in record.events if e.trigger.of(record.document.text) == trigger]


def event(record: Record, trigger: str, nth: int = 0) -> Event:
    """The event with this trigger, the first or a later one."""
    found = events(record, trigger)
    assert len(found) > nth, [(e.trigger.of(record.document.text), e.rule) for e in record.events]
    return found[nth]


def contents(record: Record, found: Event) -> list[str]:
    """The content of an event, as text."""
    return [c.of(record.document.text) for c in found.content]


def exchange(record: Record, trigger: str, nth: int = 0) -> Exchange:
    """The exchange that the event with this trigger opens."""
    opening = event(record, trigger, nth)
    found = [x for x in record.exchanges if x.opening == opening.id]
    assert found, [(x.opening, x.outcome) for x in record.exchanges]
    return found[0]


def linked(record: Record, kind: str) -> set[tuple[str, str]]:
    """The links of a type as pairs of triggers (source, target)."""
    trigger = {e.id: e.trigger.of(record.document.text) for e in record.events}
    return {(trigger[x.source], trigger[x.target]) for x in record.links if x.type == kind}
