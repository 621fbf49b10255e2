"""Events → links and exchanges. A new kind of link is one entry of ``FINDERS`` and its module."""

from __future__ import annotations

from collections.abc import Callable

from communique.actors.cast import Cast
from communique.links import answers, denials, exchanges, repeats
from communique.links.topic import Topics
from communique.model import Event, Exchange, Link
from communique.parse.parsed import Parsed

__all__ = ["FINDERS", "find"]

FINDERS: tuple[Callable[[tuple[Event, ...], Topics], list[Link]], ...] = (answers.find, denials.find, repeats.find)


def find(parsed: Parsed, cast: Cast, events: tuple[Event, ...]) -> tuple[tuple[Link, ...], tuple[Exchange, ...]]:
    """Links between the events of one report, in text order of their sources, and the exchanges they make."""
    topics = Topics(parsed, cast)
    place = {e.id: e.trigger.start for e in events}
    links = tuple(
        sorted(
            (x for finder in FINDERS for x in finder(events, topics)),
            key=lambda x: (place[x.source], x.type, place[x.target]),
        )
    )
    return links, exchanges.find(events, links, topics)
