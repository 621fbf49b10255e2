"""Events → links and exchanges. A new kind of link is one entry of ``FINDERS`` and its module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from communique.actors.cast import Cast
from communique.links import answers, denials, exchanges, repeats, traits
from communique.links.topic import Topics
from communique.model import Event, Exchange, Link, Traits
from communique.parse.parsed import Parsed

__all__ = ["FINDERS", "Related", "find"]

FINDERS: tuple[Callable[[tuple[Event, ...], Topics], list[Link]], ...] = (answers.find, denials.find, repeats.find)


@dataclass(frozen=True, slots=True)
class Related:
    """How the events of one report hang together, and what they are compared with across reports."""

    links: tuple[Link, ...]
    exchanges: tuple[Exchange, ...]
    traits: tuple[Traits, ...]
    lead: tuple[str, ...]


#: Events that are held against each other at once. No article has so many; a book's cost would grow with their square.
WINDOW = 600


def _windows(events: tuple[Event, ...]) -> Iterator[tuple[tuple[Event, ...], frozenset[str]]]:
    """Events that are compared with each other, and the ids of those whose links are taken from this comparison: all, of a usual report."""
    if len(events) <= WINDOW:
        yield events, frozenset(e.id for e in events)
        return
    half = WINDOW // 2
    for start in range(0, len(events), half):
        yield events[max(0, start - half) : start + half], frozenset(e.id for e in events[start : start + half])


def find(parsed: Parsed, cast: Cast, events: tuple[Event, ...]) -> Related:
    """Links between the events of one report, in text order of their sources, the exchanges they make, and traits."""
    topics = Topics(parsed, cast, events)
    place = {e.id: e.trigger.start for e in events}
    links = tuple(
        sorted(
            (x for near, own in _windows(events) for f in FINDERS for x in f(near, topics) if x.source in own),
            key=lambda x: (place[x.source], x.type, place[x.target]),
        )
    )
    return Related(links, exchanges.find(events, links, topics), traits.find(events, topics), traits.lead(topics))
