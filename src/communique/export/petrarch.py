"""Event lines of PETRARCH2: date, source, target, CAMEO code and the columns after them, separated by tabs, without a header.

Source: PETRARCH2 1.0, ``PETRwriter.write_events`` with its default options: events without a source or a target are not written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from communique.export.cameo import dyads, uncoded
from communique.export.dropped import Dropped
from communique.export.look import Data, Look, days, digits, looks, plain

COLUMNS = ("date", "source", "target", "code", "issues", "ids", "url", "story_source")
_KEPT = frozenset(["cameo"])


def write(records: Iterable[Data], target: BinaryIO) -> Dropped:
    """Write one line for each source, target, code and day of a report, with the ids of the events that it stands for.

    - date: YYYYMMDD, the day of the event. PETRARCH2 writes the day of the story, which makes news of what is long past.
    - source, target: CAMEO codes, such as ``RUSGOV``.
    - issues: empty; the record has none.
    - ids: ids of our events, joined by ``;``, in the place of PETRARCH2's ids of sentences.
    - url: the report's address, or empty (PETRARCH2 leaves the column out then).
    - story_source: the outlet, or ``NULL``.
    """
    dropped = Dropped()
    for look in looks(records):
        dropped.report(look.record)
        lines: dict[tuple[str, str, str, str], list[str]] = {}
        for event in look.events:
            reason = _unfit(event)
            if reason is None and not _add(look, event, lines):
                reason = "event[s] without a source and a target that CAMEO has codes for [is|are] not written"
            if reason is not None:
                dropped.add(reason)
                continue
            dropped.add("actor[s] [has|have] no code in CAMEO", uncoded(look, event))
            dropped.event(event, _KEPT)
        for key, ids in lines.items():
            dropped.add("event[s] of one report [shares|share] the line of another", len(ids) - 1)
            rest = ("", ";".join(ids), look.document["url"], look.document["outlet"] or "NULL")
            target.write(("\t".join(plain(cell) for cell in (*key, *rest)) + "\n").encode("utf-8"))
    return dropped


def _unfit(event: Data) -> str | None:
    if event["type"] == "SAY":
        return "statement[s] (SAY) [is|are] not written"
    if event["status"] != "actual":
        return f"event[s] that [is|are] {event['status']} [has|have] no place in PETRARCH2's lines"
    if event["cameo"] is None:
        return "event[s] without a CAMEO code [is|are] not written"
    day = days(event["when"]["value"])
    return None if day is not None and day.exact else "event[s] whose day is not known [is|are] not written"


def _add(look: Look, event: Data, lines: dict[tuple[str, str, str, str], list[str]]) -> bool:
    """Add the event to the lines of its pairs; False if it has none with two codes."""
    day = days(event["when"]["value"])
    found = False
    for source, target in dyads(look, event):
        if day is None or source is None or target is None:
            continue
        found = True
        ids = lines.setdefault((digits(day.first), source.code, target.code, event["cameo"]), [])
        if event["id"] not in ids:
            ids.append(event["id"])
    return found
