"""Which utterances something stands in."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Generic, TypeVar

from communique.model import Event, Span

T = TypeVar("T")


class Holding(Generic[T]):
    """Things with the spans of their contents, to be asked which of them hold a place; those without content hold none."""

    def __init__(self, contents: Iterable[tuple[T, tuple[Span, ...]]]) -> None:
        held = [(min(s.start for s in spans), n, thing, spans) for n, (thing, spans) in enumerate(contents) if spans]
        held.sort(key=lambda h: h[:2])
        self._held = held
        self._starts = [start for start, *_ in held]
        self._longest = max((max(s.end for s in spans) - start for start, _, _, spans in held), default=0)

    def around(self, place: Span) -> list[T]:
        """Those with a span that covers a place, in the order in which they were given."""
        first = bisect_left(self._starts, place.start - self._longest)
        last = bisect_right(self._starts, place.start)
        found = [(n, thing) for _, n, thing, spans in self._held[first:last] if any(s.covers(place) for s in spans)]
        return [thing for _, thing in sorted(found, key=lambda f: f[0])]


def nested(events: list[Event]) -> tuple[Event, ...]:
    """Fill `inside`: the smallest utterance whose content holds the trigger, the first of equal ones."""
    holding = Holding((e, e.content) for e in events)
    found = []
    for event in events:
        around = [e for e in holding.around(event.trigger) if e is not event]
        best = min(around, key=lambda e: sum(c.end - c.start for c in e.content), default=None)
        found.append(dataclasses.replace(event, inside=best.id) if best is not None else event)
    return tuple(found)
