"""One flat row an event, for spreadsheets and statistics: RFC 4180, UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from communique.export.dropped import Dropped
from communique.export.look import Data, Look, looks

COLUMNS = (
    "id", "report", "ref", "outlet", "title", "url", "published", "published_basis",
    "type", "mode", "cameo", "status", "when", "when_basis",
    "actors", "actor_parties", "recipients", "recipient_parties", "behalf", "behalf_parties",
    "channel", "place", "quantity", "quote", "trigger", "content", "sentence", "start", "end",
    "inside", "answers", "denies", "repeats", "contradicts", "rule",
    "group", "group_reports", "group_outlets",
)  # fmt: skip

_KEPT = frozenset(
    ["evidence", "content", "rule", "inside", "behalf", "channel", "place", "quantity", "mode", "cameo", "basis"]
)
_LINKS = ("answers", "denies", "repeats", "contradicts")
#: What a spreadsheet takes for the beginning of a formula, also in its full-width forms.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(records: Iterable[Data], target: BinaryIO) -> Dropped:
    """Write a header and one row an event, in the order of records and events.

    Lists are joined by ``; ``. `start` and `end` are the trigger's, in code points of the report's text. `answers`,
    `denies`, `repeats` and `contradicts` hold the ids of the events that this one answers, denies and so on.

    A cell that begins with ``= + - @``, a tab or a line break would be run as a formula by spreadsheets (CWE-1236): it gets an
    apostrophe before it, as does a cell that begins with an apostrophe, so that taking one off restores every cell.
    Rows end in CRLF and cells are quoted where needed (RFC 4180, section 2); no byte order mark.
    """
    dropped = Dropped()
    buffer = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(buffer, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for look in looks(records):
            dropped.report(look.record, _LINKS)
            for event in look.events:
                dropped.event(event, _KEPT)
                dropped.add("role[s] [loses its|lose their] place in the text", len(event["roles"]))
                row = _row(look, event)
                writer.writerow([_harmless(row[column]) for column in COLUMNS])
    finally:
        buffer.detach()
    return dropped


def _row(look: Look, event: Data) -> dict[str, object]:
    document, published = look.document, look.document["published"]
    group = look.groups.get(event["id"]) or {}
    row: dict[str, object] = {
        **{key: event[key] for key in ("id", "type", "mode", "cameo", "status", "channel", "place", "quantity")},
        **{key: event[key] for key in ("quote", "inside", "rule")},
        **{key: document[key] for key in ("ref", "outlet", "title", "url")},
        "report": document["id"],
        "published": published["value"],
        "published_basis": published["basis"],
        "when": event["when"]["value"],
        "when_basis": event["when"]["basis"],
        "trigger": look.quote(event["trigger"]),
        "content": look.content(event),
        "sentence": look.sentence(event),
        "start": event["trigger"]["start"],
        "end": event["trigger"]["end"],
        "group": group.get("id"),
        "group_reports": group.get("reports"),
        "group_outlets": group.get("outlets"),
    }
    for key, party in (("actors", "actor"), ("recipients", "recipient"), ("behalf", "behalf")):
        row[key] = "; ".join(look.names(event, key))
        row[f"{party}_parties"] = "; ".join(look.parties(event, key))
    for kind in _LINKS:
        row[kind] = "; ".join(x["to"] for x in look.links.get(event["id"], ()) if x["type"] == kind)
    return row


def _harmless(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text
