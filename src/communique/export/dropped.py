"""What a format has no place for, counted by reason, in words that can be printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from itertools import chain
from typing import Any

_NUMBER = re.compile(r"\[([^\[\]|]*)(?:\|([^\[\]]*))?\]")


class Dropped(Counter[str]):
    """How many things were left out, by reason.

    A reason is half a sentence, with ``[one|many]`` where the number matters and ``[s]`` for an ending of the plural:
    ``"statement[s] (SAY) [has|have] no code in GDELT"``. Whoever exports prints :meth:`lines`; an empty `Dropped` is false.
    """

    def __init__(self, counts: Mapping[str, int] | None = None) -> None:
        super().__init__(counts or {})
        self._shared: set[tuple[str, str]] = set()

    def add(self, reason: str, number: int = 1) -> None:
        """Count `number` more things under `reason`; nothing happens for 0."""
        if number:
            self[reason] += number

    def lines(self) -> list[str]:
        """One line a reason, the most frequent first, then in order of the words.

        >>> dropped = Dropped()
        >>> dropped.add("statement[s] (SAY) [has|have] no code in GDELT", 12)
        >>> dropped.add("exchange[s] [has|have] no place")
        >>> dropped.lines()
        ['12 statements (SAY) have no code in GDELT', '1 exchange has no place']
        """
        ordered = sorted(self.items(), key=lambda item: (-item[1], item[0]))
        return [f"{number} {_worded(reason, number)}" for reason, number in ordered]

    def event(self, event: dict[str, Any], kept: Collection[str]) -> None:
        """Count the parts of one written event that its format does not keep.

        Args:
            event: an event of the record.
            kept: names of :data:`EVENT_PARTS` that the format has a place for.
        """
        for part, (reason, count) in EVENT_PARTS.items():
            if part not in kept:
                self.add(reason, count(event))

    def report(self, record: dict[str, Any], kept: Collection[str] = ()) -> None:
        """Count the parts of a record beside its events that its format does not keep.

        Groups and exchanges of the ledger that several records share are counted once.

        Args:
            record: a record, with or without ``across``.
            kept: names of :data:`RECORD_PARTS` that the format has a place for.
        """
        across: dict[str, Any] = dict(record.get("across") or {})
        for key in ("groups", "exchanges"):
            across[key] = [x for x in across.get(key) or () if (key, x["id"]) not in self._shared]
            self._shared.update((key, x["id"]) for x in across[key])
        record = {**record, "across": across}
        for part, (reason, count) in RECORD_PARTS.items():
            if part not in kept:
                self.add(reason, count(record))


def _worded(reason: str, number: int) -> str:
    def choose(match: re.Match[str]) -> str:
        one, many = match[1], match[2]
        if many is None:
            one, many = "", one
        return one if number == 1 else many

    return _NUMBER.sub(choose, reason)


def _given(key: str) -> Callable[[dict[str, Any]], int]:
    return lambda event: 1 if event.get(key) else 0


def _number(key: str) -> Callable[[dict[str, Any]], int]:
    return lambda event: len(event.get(key) or ())


def _across(record: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return (record.get("across") or {}).get(key) or []


def _links(kind: str) -> Callable[[dict[str, Any]], int]:
    return lambda r: sum(x["type"] == kind for x in chain(r.get("links") or (), _across(r, "links")))


def _exchanges(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [*(record.get("exchanges") or ()), *_across(record, "exchanges")]


#: Parts of an event: the reason to print, and how many of it there are.
EVENT_PARTS: dict[str, tuple[str, Callable[[dict[str, Any]], int]]] = {
    "evidence": ("event[s] [loses|lose] the characters [it was|they were] read from", lambda _: 1),
    "content": ("quoted content[s] [is|are] not written", _number("content")),
    "rule": ("reason[s] for an event (rule, why) [is|are] not written", _given("rule")),
    "inside": ("event[s] told by somebody else (nested) [loses|lose] that source", _given("inside")),
    "behalf": ("part[y|ies] that somebody acted for [is|are] not written", _number("behalf")),
    "channel": ("channel[s] [is|are] not written", _given("channel")),
    "place": ("place[s] [is|are] not written", _given("place")),
    "quantity": ("quantit[y|ies] [is|are] not written", _given("quantity")),
    "mode": ("mode[s] (PLOVER) [is|are] not written", _given("mode")),
    "cameo": ("CAMEO code[s] [is|are] not written", _given("cameo")),
    "basis": ("date[s] [loses|lose] the reason why [it is|they are] so", lambda e: 1 if e["when"]["value"] else 0),
}

#: Parts of a record beside its events.
RECORD_PARTS: dict[str, tuple[str, Callable[[dict[str, Any]], int]]] = {
    "sentences": ("boundar[y|ies] of sentences [is|are] not written", _number("sentences")),
    "mentions": (
        "mention[s] of actors [is|are] not written",
        lambda r: sum(len(a.get("mentions") or ()) for a in r.get("actors") or ()),
    ),
    "timexes": ("time expression[s] [is|are] not written", _number("timexes")),
    "answers": ("answer[s] (links) [is|are] not written", _links("answers")),
    "denies": ("denial[s] (links) [is|are] not written", _links("denies")),
    "repeats": ("repetition[s] (links) [is|are] not written", _links("repeats")),
    "contradicts": ("contradiction[s] (links) [is|are] not written", _links("contradicts")),
    "exchanges": ("exchange[s] [is|are] not written", lambda r: len(_exchanges(r))),
    "addressees": (
        "state[s] of addressees (owed, answered …) [is|are] not written",
        lambda r: sum(len(x.get("addressees") or ()) for x in _exchanges(r)),
    ),
    "differences": (
        "difference[s] between reports [is|are] not written",
        lambda r: sum(len(g.get("differences") or ()) for g in _across(r, "groups")),
    ),
    "copies": ("report[s] [is|are] not marked as copied from another", lambda r: 1 if _across(r, "copies") else 0),
    "judgements": ("judgement[s] by people [is|are] not written", lambda r: len(_across(r, "judgements"))),
}
