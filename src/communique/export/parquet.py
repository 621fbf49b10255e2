"""A folder of Parquet tables, for DuckDB, pandas, R and the like. Nothing is dropped: the records can be put together again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from communique import tables
from communique.errors import UsageError
from communique.export.dropped import Dropped
from communique.export.look import Data
from communique.tables import ADDRESSED, COLUMNS, text_of, to_json

_ACROSS = {"report": "text", "across": "bool"}

#: Columns of every table, with their Arrow types: those of one record, and what the ledger adds.
TABLES: dict[str, dict[str, str]] = {
    **COLUMNS,
    "documents": {
        **COLUMNS["documents"],
        "version": "int", "current": "bool", "source": "text",
        "copies_group": "text", "copies_similarity": "float", "copies_reason": "text",
    },
    "links": {**_ACROSS, **COLUMNS["links"]},
    "groups": {
        "id": "text", "type": "text", "status": "text", "day": "text", "first_report": "text", "reports": "int",
        "outlets": "int", "events": "texts", "differences": "differences",
    },
    "exchanges": {**_ACROSS, **COLUMNS["exchanges"], "openings": "texts"},
    "addressees": {**_ACROSS, "exchange": "text", "number": "int", **dict.fromkeys(ADDRESSED, "text")},
    "judgements": {
        "report": "text", "number": "int", "id": "text", "at": "text", "by": "text", "verb": "text", "target": "text",
        "field": "text", "before": "text", "after": "text", "note": "text",
    },
}  # fmt: skip


def write(records: Iterable[Data], target: Path) -> Dropped:
    """Write ``TABLE.parquet`` for each of :data:`TABLES` into the folder `target`, which is made if it is missing.

    All tables are written, empty ones too; files of the same names are replaced. Event groups and the exchanges of the
    ledger, which several reports share, are written once, without `report` (null). `before` and `after` hold JSON, as do
    other fields of the ledger that are no text.

    Raises:
        UsageError: `target` is a file.
    """
    if target.exists() and not target.is_dir():
        raise UsageError(str(target), "this is a file, and Parquet needs a folder", "Name a folder, or one to be made.")
    target.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(
                tables.Writer(
                    target / f"{name}.parquet", columns, tables.DOCUMENTS if name == "documents" else tables.ROWS
                )
            )
            for name, columns in TABLES.items()
        }
        seen: set[bytes] = set()
        for record in records:
            for name, row in _rows(record, seen):
                writers[name].add(row)
    return Dropped()


def _rows(record: Data, seen: set[bytes]) -> Iterator[tuple[str, Data]]:
    """Rows of a record, as table and row; `seen` holds what several records share and is written already."""
    report = {"report": record["document"]["id"]}
    across: Data = record.get("across") or {}
    for name, row in tables.rows(record):
        if name == "documents":
            row |= _known(across)
        yield name, {**row, "across": False}
    for number, link in enumerate(across.get("links") or ()):
        yield "links", {**report, "across": True, "number": number, **link}
    for group in across.get("groups") or ():
        if _first(("group", group), seen):
            yield "groups", _group(group)
    for exchange in across.get("exchanges") or ():
        if _first(("exchange", exchange), seen):
            yield from tables.exchange_rows(exchange, {"report": None, "across": True}, None)
    for number, judgement in enumerate(across.get("judgements") or ()):
        row = {key: text_of(judgement.get(key)) for key in TABLES["judgements"]}
        values = {key: None if judgement.get(key) is None else to_json(judgement[key]) for key in ("before", "after")}
        yield "judgements", {**row, **values, **report, "number": number}


def _known(across: Data) -> Data:
    """What the ledger knows of a document."""
    copies = across.get("copies") or {}
    return {
        "version": across.get("version"),
        "current": across.get("current"),
        "source": text_of(across.get("source")),
        "copies_group": text_of(copies.get("group")),
        "copies_similarity": copies.get("similarity"),
        "copies_reason": text_of(copies.get("reason")),
    }


def _group(group: Data) -> Data:
    differences = [
        {
            "field": difference["field"],
            "values": [
                {"value": text_of(v["value"]), "events": [text_of(e) for e in v.get("events") or ()]}
                for v in difference["values"]
            ],
        }
        for difference in group.get("differences") or ()
    ]
    texts = {key: text_of(group.get(key)) for key in ("id", "type", "status", "day", "first_report")}
    numbers = {key: group.get(key) for key in ("reports", "outlets")}
    return {**texts, **numbers, "events": [text_of(e) for e in group.get("events") or ()], "differences": differences}


def _first(thing: object, seen: set[bytes]) -> bool:
    """Whether the very same thing has not been written before; remembered from now on."""
    digest = hashlib.sha256(to_json(thing).encode("utf-8")).digest()
    if digest in seen:
        return False
    seen.add(digest)
    return True
