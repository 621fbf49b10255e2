"""Repeats: the same utterance or deed told twice in one report."""

from __future__ import annotations

from communique.links.topic import Topics
from communique.model import Event, Link

LEAST = 0.5


def find(events: tuple[Event, ...], topics: Topics) -> list[Link]:
    """Links from a later telling to the first: same type, parties and status, and mostly the same words."""
    found = []
    for n, later in enumerate(events):
        best: tuple[float, Event, frozenset[str]] | None = None
        for earlier in events[:n]:
            if earlier.type != later.type or earlier.status != later.status or earlier.sentence == later.sentence:
                continue
            if topics.parties(earlier.actors) != topics.parties(later.actors) or not later.actors:
                continue
            one, two = topics.words(earlier), topics.words(later)
            shared = one & two
            score = len(shared) / max(1, min(len(one), len(two)))
            if len(shared) >= 2 and score >= LEAST and (best is None or score > best[0]):
                best = (score, earlier, shared)
        if best is not None:
            reasons = ("same type, actors and status", f"both about {', '.join(sorted(best[2])[:4])}")
            found.append(Link("repeats", later.id, best[1].id, round(best[0], 2), reasons))
    return found
